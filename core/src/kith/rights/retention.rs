//! How long records are kept, as the co-op decided; what is due; and circles that are closed.
//!
//! Nothing is ever deleted by itself: what is due is listed, and a person says yes by erasing it.

use crate::{
    fact::{self, Fact, Notice},
    kith::{
        Kith, KithError, KithResult, naming,
        view::{CircleClosed, CircleView, DueView, RetentionView, Role},
    },
    space::{SpaceKind, act},
};
use kith_wire::{Kind, SpaceId};

/// A month on average, in milliseconds.
const MONTH_MS: u64 = 2_629_800_000;
/// The longest term: a century.
const MONTHS_MAX: u16 = 1_200;
/// Kinds of records with the months that they are kept unless the co-op decided otherwise; 0 has no term.
const DEFAULTS: [(&str, u16); 5] = [("note", 96), ("visit", 96), ("plan", 96), ("access", 36), (CLOSED_CIRCLE, 96)];
/// A circle that was closed: its term counts from then, unless another was said when it was closed.
const CLOSED_CIRCLE: &str = "closed-circle";
/// Rows looked at in one circle.
const ROWS_MAX: u32 = 10_000;

impl Kith {
    /// How long each kind of record is kept.
    fn terms(&self) -> KithResult<Vec<(&'static str, u16)>> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(DEFAULTS.to_vec()) };
        let mut out = DEFAULTS.to_vec();
        for (what, months) in &mut out {
            let said = self.storage.notices(commons.n, Notice::Retention as u8, Some(what.as_bytes()))?;
            let entitled = said.iter().rev().find(|n| commons.level_held(&n.at.author) >= act::KEEPER || self.held_role(&n.at.author, Role::RegisteredManager));
            if let Some(value) = entitled.and_then(|n| <[u8; 2]>::try_from(n.value.as_slice()).ok()) {
                *months = u16::from_be_bytes(value);
            }
        }
        Ok(out)
    }

    /// As the co-op's office or its registered manager: decides how long a kind of record is kept.
    pub(in crate::kith) fn retention_set(&mut self, what: &str, months: u16, now_ms: u64) -> KithResult<RetentionView> {
        let commons = self.commons()?;
        if self.space(&commons)?.resolved.level(&self.me) < act::KEEPER && !self.has_role(&self.me, Role::RegisteredManager) {
            return Err(KithError::not_allowed("not-keeper", "Only the co-op's office and its registered manager decide how long records are kept."));
        }
        if !DEFAULTS.iter().any(|(w, _)| *w == what) || months > MONTHS_MAX {
            let kinds: Vec<&str> = DEFAULTS.iter().map(|(w, _)| *w).collect();
            return Err(KithError::invalid("no-such-term", format!("The kinds are {}; a term has at most {MONTHS_MAX} months.", kinds.join(", "))));
        }
        let notice = Fact::Notice(Notice::Retention as u8, what.as_bytes().to_vec(), months.to_be_bytes().to_vec());
        self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.retention(now_ms)
    }

    /// How long records are kept, and what is due in the circles that I look after.
    pub(in crate::kith) fn retention(&self, now_ms: u64) -> KithResult<RetentionView> {
        let terms = self.terms()?;
        let before = |months: u16| now_ms.saturating_sub(u64::from(months) * MONTH_MS);
        let term = |what: &str| terms.iter().find(|(w, _)| *w == what).map_or(0, |(_, m)| *m);
        let mut due = Vec::new();
        for space in self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle) && s.resolved.level(&self.me) >= act::KEEPER) {
            let place = space.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default();
            let mut say = |what: &str, items: Vec<String>| {
                if !items.is_empty() {
                    due.push(DueView { place: place.clone(), what: what.to_owned(), items });
                }
            };
            if term("note") > 0 {
                say("note", self.storage.notes(space.n, before(term("note")), ROWS_MAX)?.iter().map(|r| r.at.id.hex()).collect());
            }
            if term("visit") > 0 {
                let old = |ms: u64| ms < before(term("visit"));
                say("visit", self.storage.visits(Some(space.n), ROWS_MAX)?.iter().filter(|v| old(v.started_ms)).map(|v| v.at.id.hex()).collect());
            }
            if term("plan") > 0 {
                let old = |ms: u64| ms < before(term("plan"));
                let plans = self.storage.documents(Some(space.n), crate::kith::documents::PLAN, None)?;
                say("plan", plans.iter().filter(|d| old(d.changed.1)).map(|d| d.at.id.hex()).collect());
            }
            if let Some(closed) = self.circle_closed(space.id)?.filter(|c| c.months > 0)
                && closed.since_ms < before(closed.months)
            {
                say(CLOSED_CIRCLE, vec![space.id.hex()]);
            }
        }
        Ok(RetentionView { months: terms.into_iter().map(|(what, months)| (what.to_owned(), months)).collect(), due })
    }

    /// Whether a circle is closed, and how. The latest word of one who looks after it, or did when they went, counts.
    pub(in crate::kith) fn circle_closed(&self, space: SpaceId) -> KithResult<Option<CircleClosed>> {
        let here = self.space(&space)?;
        let said = self.storage.statements(Some(here.n), fact::CLOSED)?;
        let last = said.iter().rev().find(|(at, _)| here.level_held(&at.author) >= act::KEEPER);
        Ok(last.and_then(|(at, body)| match Fact::from_bytes(body) {
            Ok(Fact::Closed(true, months, reason)) => Some(CircleClosed { by: self.person_view(&at.author), since_ms: at.time_ms, months, reason }),
            _ => None,
        }))
    }

    /// Refuses a new entry in a circle that is closed, but for what its closing itself asks for.
    pub(in crate::kith) fn refuse_if_closed(&self, space: SpaceId, kind: Kind, body: &[u8]) -> KithResult<()> {
        let still = kind == Kind::Fact && matches!(Fact::from_bytes(body), Ok(Fact::Erase(_) | Fact::Access(..) | Fact::Kept(..) | Fact::Closed(..)));
        if still || self.circle_closed(space)?.is_none() {
            return Ok(());
        }
        Err(KithError::not_allowed("circle-closed", "This circle is closed. What is in it can be read, and nothing new can be written."))
    }

    /// Closes a circle for new entries, for so many months or the co-op's term.
    pub(in crate::kith) fn circle_close(&mut self, circle: &str, months: Option<u16>, reason: &str, now_ms: u64) -> KithResult<CircleView> {
        let term = self.terms()?.into_iter().find(|(what, _)| *what == CLOSED_CIRCLE).map_or(0, |(_, months)| months);
        self.say_closed(circle, (true, months.unwrap_or(term)), reason, now_ms)
    }

    /// Opens it again.
    pub(in crate::kith) fn circle_reopen(&mut self, circle: &str, reason: &str, now_ms: u64) -> KithResult<CircleView> {
        self.say_closed(circle, (false, 0), reason, now_ms)
    }

    fn say_closed(&mut self, circle: &str, (closed, months): (bool, u16), reason: &str, now_ms: u64) -> KithResult<CircleView> {
        let id = self.circle(circle)?;
        if self.space(&id)?.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those who look after the circle may close it or open it again."));
        }
        if months > MONTHS_MAX {
            return Err(KithError::invalid("no-such-term", format!("A term has at most {MONTHS_MAX} months.")));
        }
        let reason = naming::clean_words(reason)?;
        self.append(id, Kind::Fact, Fact::Closed(closed, months, reason).to_bytes(), now_ms)?;
        self.changed_circle(&id);
        self.circle_view(&id)
    }
}
