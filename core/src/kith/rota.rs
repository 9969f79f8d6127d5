//! The rota: visits planned, taken, left, handed on, swapped, cancelled and begun. The rules are in [`crate::circle::rota`].

mod answers;
mod calendar;
mod limits;
mod load;
mod planning;
mod reminders;
mod shown;
mod twice;

pub(super) use planning::{plan_of, planned_text, planned_view};
pub(super) use twice::VisitTwice;

use super::{
    AskedInPlace, Kith, KithError, KithResult, Request, TakenVisit,
    dispatch::json,
    lines::Lists,
    mandates::other_of,
    naming,
    view::{List, OccasionView, RotaState},
};
use crate::{
    circle::{
        line::{Line, Planned, Says},
        recurrence,
        rota::{self, Occasion, Rota, RotaFact, Said, Span, Taken},
        schedule::Slot,
    },
    fact::{self, Fact},
    space::{SpaceKind, act},
    storage::projection::At,
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;
/// Days that are shown unless others are asked for.
const DAYS_SHOWN: u32 = 14;
/// Days that may be asked for.
const DAYS_MAX: u32 = 400;
/// How far ahead the next visit is looked for.
const AHEAD_MS: u64 = 400 * DAY_MS;
/// How far a visit may be from now to be begun.
const BEGIN_MS: u64 = 6 * HOUR_MS;
/// How near a visit of mine is that a check-in without its name means.
const MEANT_MS: u64 = 2 * HOUR_MS;

/// Which visit somebody means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Which<'a> {
    pub(super) visit: &'a str,
    pub(super) slot: Option<&'a str>,
    /// And all later ones.
    pub(super) on: bool,
}

/// A circle's rota, and where its facts stand in the log.
pub(super) struct Held {
    pub(super) lists: Lists,
    pub(super) rota: Rota,
    pub(super) places: HashMap<EntryId, At>,
    /// Who has gone from the circle, and when: they come to none of its visits from then on.
    gone: HashMap<PersonId, u64>,
}

/// One visit, with what is known of it.
pub(super) struct Visit<'a> {
    pub(super) line: &'a Line,
    pub(super) planned: &'a Planned,
    pub(super) slot: Slot,
    pub(super) at_ms: u64,
    pub(super) occasion: Occasion,
    pub(super) state: RotaState,
}

/// What a line says of its visit at a fact, or as it last said it.
pub(super) fn planned_of<'a>(line: &'a Line, fact: Option<&EntryId>) -> Option<&'a Planned> {
    let says = |f: &'a crate::circle::line::Written| match &f.change.says {
        Some(Says::Visit(planned)) => Some(planned),
        _ => None,
    };
    let named = fact.and_then(|id| line.facts.iter().find(|f| f.id == *id)).and_then(says);
    named.or_else(|| line.heads().find_map(says)).or_else(|| line.facts.iter().rev().find_map(says))
}

impl Held {
    /// What is known of one visit: whoever has gone comes to none that is after they went, and asks nobody to come in their place.
    pub(super) fn occasion(&self, line: &EntryId, slot: Slot) -> Occasion {
        let mut out = self.rota.occasion(line, slot);
        if self.gone.is_empty() {
            return out;
        }
        let planned = self.lists.lines.iter().find(|l| l.id == *line).and_then(|l| planned_of(l, None));
        let at_ms = slot.moment(&crate::circle::schedule::zone_or_utc(planned.map_or("", |p| &p.zone)));
        let goes = |p: &PersonId| self.gone.get(p).is_some_and(|gone| at_ms.is_none_or(|at| at >= *gone));
        // Somebody without a phone comes whoever wrote it down.
        out.takers.retain(|t| t.other.is_some() || !goes(&t.person));
        out.aside.retain(|t| t.other.is_some() || !goes(&t.person));
        out.asks.retain(|a| out.takers.iter().any(|t| a.ask.takings.contains(&t.id)));
        out
    }

    /// The visits from one moment to before another, in their order; what somebody took stays among them when its time has gone.
    pub(super) fn visits(&self, from_ms: u64, to_ms: u64) -> Vec<Visit<'_>> {
        let mut out = Vec::new();
        for line in self.lists.lines.iter().filter(|l| l.list == List::Visit) {
            let times = recurrence::line_times(line, from_ms, to_ms);
            for (slot, at_ms, fact) in &times {
                let Some(planned) = planned_of(line, Some(fact)) else { continue };
                let occasion = self.occasion(&line.id, *slot);
                let state = occasion.state(planned.people);
                out.push(Visit { line, planned, slot: *slot, at_ms: *at_ms, occasion, state });
            }
            let Some(planned) = planned_of(line, None) else { continue };
            let zone = crate::circle::schedule::zone_or_utc(&planned.zone);
            for slot in self.rota.named(&line.id).into_iter().filter(|slot| !times.iter().any(|(s, ..)| s == slot)) {
                let Some(at_ms) = slot.moment(&zone).filter(|at| (from_ms..to_ms).contains(at)) else { continue };
                let occasion = self.occasion(&line.id, slot);
                let state = if occasion.begun.is_empty() { RotaState::Off } else { RotaState::Begun };
                if !occasion.takers.is_empty() || state == RotaState::Begun {
                    out.push(Visit { line, planned, slot, at_ms, occasion, state });
                }
            }
        }
        out.sort_by(|a, b| (a.at_ms, &a.planned.name, a.line.id).cmp(&(b.at_ms, &b.planned.name, b.line.id)));
        out
    }
}

impl Kith {
    pub(super) fn dispatch_rota(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Rota { circle, from_ms, days } => json(self.rota_view(&circle, from_ms.unwrap_or(now_ms), days, now_ms)?),
            R::RotaPlan { circle, visit, offer, anyway } => json(self.rota_plan(&circle, &visit, (offer, anyway), now_ms)?),
            R::RotaTake(TakenVisit { visit, slot, on, other, mandate, anyway }) => {
                let which = Which { visit: &visit, slot: slot.as_deref(), on };
                json(self.rota_take(which, (other.as_deref(), &mandate), anyway, now_ms)?)
            }
            R::RotaRelease { visit, slot, on, why } => json(self.rota_release(Which { visit: &visit, slot: slot.as_deref(), on }, &why, now_ms)?),
            R::RotaAsk(AskedInPlace { visit, slot, on, of, in_return, in_return_slot, text, anyway }) => {
                let wants = in_return.as_deref().map(|visit| Which { visit, slot: in_return_slot.as_deref(), on: false });
                json(self.rota_ask(Which { visit: &visit, slot: slot.as_deref(), on }, (of.as_deref(), wants), (&text, anyway), now_ms)?)
            }
            R::RotaAnswer { ask, yes, text, anyway } => json(self.rota_answer(&ask, (yes, anyway), &text, now_ms)?),
            R::RotaCancel { visit, slot, why } => json(self.rota_cancel(Which { visit: &visit, slot: slot.as_deref(), on: false }, &why, now_ms)?),
            R::RotaBackOn { visit, slot } => json(self.rota_back_on(Which { visit: &visit, slot: slot.as_deref(), on: false }, now_ms)?),
            R::RotaSettle { visit, slot, on, stays, text } => {
                json(self.rota_settle(Which { visit: &visit, slot: slot.as_deref(), on }, &stays, &text, now_ms)?)
            }
            R::RotaBegin { visit, slot, at_ms } => json(self.rota_begin(Which { visit: &visit, slot: slot.as_deref(), on: false }, at_ms, now_ms)?),
            R::LimitsSet { week_minutes, days_not } => json(self.limits_set(week_minutes, &days_not, now_ms)?),
            R::RotaCalendar { circle, everybody, names } => json(self.rota_calendar(circle.as_deref(), (everybody, names), now_ms)?),
            R::Load { circle } => json(self.load_view(&circle, now_ms)?),
            R::Reminders => json(self.reminders(now_ms)?),
            R::RemindersSet { wishes } => json(self.reminders_set(&wishes, now_ms)?),
            _ => json(self.limits_view(now_ms)?),
        }
    }

    /// The rota of a circle.
    pub(super) fn held_rota(&self, space: &SpaceId) -> KithResult<Held> {
        let n = self.space(space)?.n;
        let (mut said, mut places) = (Vec::new(), HashMap::new());
        let asked_for: HashSet<EntryId> = self.storage.tombstones(n)?.into_iter().map(|t| t.target.id).collect();
        for (at, body) in self.storage.statements(Some(n), fact::ROTA)? {
            if let Ok(Fact::Rota(fact)) = Fact::from_bytes(&body) {
                // A visit that was taken back or erased has not begun.
                if matches!(fact, RotaFact::Begun(.., visit) if asked_for.contains(&visit) && self.is_erased(space, &visit)?.is_some()) {
                    continue;
                }
                said.push(Said { id: at.id, author: at.author, time_ms: at.time_ms, fact });
                places.insert(at.id, at);
            }
        }
        let here = self.space(space)?;
        let mut gone = HashMap::new();
        for (removal, person) in here.departures().into_iter().filter(|(_, p)| here.resolved.level(p) == 0) {
            // The last that they went is named first.
            gone.entry(person).or_insert(removal.time_ms);
        }
        Ok(Held { lists: self.lists(space)?, rota: Rota::of(said), places, gone })
    }

    /// The circles that I am in.
    pub(super) fn circles_in(&self) -> Vec<SpaceId> {
        self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle) && s.is_present(&self.device)).map(|s| s.id).collect()
    }

    /// The planned visit that somebody names, with its circle's rota.
    fn find_planned(&self, reference: &str) -> KithResult<(Held, Line)> {
        let (lists, line) = self.find_line(None, reference, Some(List::Visit))?;
        Ok((self.held_rota(&lists.space)?, line))
    }

    fn append_rota(&mut self, space: SpaceId, said: RotaFact, now_ms: u64) -> KithResult<EntryId> {
        let id = self.append(space, Kind::Fact, Fact::Rota(said).to_bytes(), now_ms)?.id;
        self.changed(super::Change::Truth);
        Ok(id)
    }

    /// A visit as it stands now.
    fn shown_now(&self, space: &SpaceId, line: &EntryId, slot: Slot, now_ms: u64) -> KithResult<OccasionView> {
        let held = self.held_rota(space)?;
        let gone = || KithError::storage("defect", "What was written cannot be shown.");
        let of = held.lists.lines.iter().find(|l| l.id == *line).ok_or_else(gone)?;
        let planned = planned_of(of, None).ok_or_else(gone)?;
        let at_ms = slot.moment(&crate::circle::schedule::zone_or_utc(&planned.zone)).ok_or_else(gone)?;
        let all = held.visits(at_ms, at_ms.saturating_add(1));
        match all.iter().find(|v| v.line.id == *line && v.slot == slot) {
            Some(visit) => self.occasion_view(&held, visit, now_ms),
            None => {
                // Left by the last who had taken it, after its time was changed.
                let occasion = held.occasion(line, slot);
                self.occasion_view(&held, &Visit { line: of, planned, slot, at_ms, occasion, state: RotaState::Off }, now_ms)
            }
        }
    }

    /// Takes a visit: for oneself, or for somebody without a phone on their word.
    fn rota_take(&mut self, which: Which<'_>, (other, mandate): (Option<&str>, &str), anyway: bool, now_ms: u64) -> KithResult<OccasionView> {
        let (held, line) = self.find_planned(which.visit)?;
        let open = |v: &Visit<'_>| v.state == RotaState::Open;
        let slot = self.slot_meant(&held, &line, which.slot, now_ms, open)?;
        let other = other.map(|name| other_of(name, mandate)).transpose()?;
        let space = held.lists.space;
        self.check_free(&held, &line, slot, other.is_none(), now_ms)?;
        let span = Span { line: line.id, slot, on: which.on };
        if other.is_none() && !anyway {
            self.check_limits(&space, &line, span)?;
        }
        self.append_rota(space, RotaFact::Taken(Taken { span, ask: None, gives: Vec::new(), other }), now_ms)?;
        self.share_limits(&space, now_ms)?;
        self.shown_now(&space, &line.id, slot, now_ms)
    }

    /// A visit that enough have taken, or that is cancelled, is not taken by one more.
    fn check_free(&self, held: &Held, line: &Line, slot: Slot, for_me: bool, now_ms: u64) -> KithResult<()> {
        let occasion = held.occasion(&line.id, slot);
        let needed = planned_of(line, None).map_or(1, |p| p.people.max(1));
        if for_me && occasion.takers.iter().any(|t| t.is(&self.me)) {
            return Err(KithError::not_allowed("visit-yours", "You have taken this visit already."));
        }
        if let Some((_, by, _)) = occasion.cancelled.first() {
            let name = self.name_of(by);
            return Err(KithError::not_allowed("visit-cancelled", format!("{name} cancelled this visit.")).with("name", name));
        }
        if let Some(first) = occasion.takers.first().filter(|_| occasion.takers.len() >= usize::from(needed)) {
            let name = self.taker_name(first);
            return Err(KithError::not_allowed("visit-taken", format!("{name} comes already. Ask them, if you would rather come yourself.")).with("name", name));
        }
        let over = slot
            .moment(&crate::circle::schedule::zone_or_utc(planned_of(line, None).map_or("", |p| &p.zone)))
            .is_some_and(|at| at.saturating_add(DAY_MS) < now_ms);
        if over {
            return Err(KithError::not_allowed("visit-over", "That visit is over."));
        }
        Ok(())
    }

    fn taker_name(&self, taker: &rota::Taker) -> String {
        taker.other.as_ref().map_or_else(|| self.name_of(&taker.person), |o| o.name.clone())
    }

    /// My takings of a visit; none is an error.
    fn my_takings(&self, held: &Held, line: &Line, slot: Slot) -> KithResult<Vec<EntryId>> {
        let occasion = held.occasion(&line.id, slot);
        let mine: Vec<EntryId> = occasion.takers.iter().filter(|t| t.person == self.me).map(|t| t.id).collect();
        if mine.is_empty() { Err(KithError::not_allowed("visit-not-taken", "You have not taken this visit.")) } else { Ok(mine) }
    }

    fn rota_release(&mut self, which: Which<'_>, why: &str, now_ms: u64) -> KithResult<OccasionView> {
        let (held, line) = self.find_planned(which.visit)?;
        let mine = |v: &Visit<'_>| v.occasion.takers.iter().any(|t| t.person == self.me);
        let slot = self.slot_meant(&held, &line, which.slot, now_ms, mine)?;
        let takings = self.my_takings(&held, &line, slot)?;
        let why = naming::clean_words(why)?;
        let space = held.lists.space;
        self.append_rota(space, RotaFact::Released(Span { line: line.id, slot, on: which.on }, takings, why), now_ms)?;
        self.tell_settled(&space, (&line.id, slot), now_ms)?;
        self.shown_now(&space, &line.id, slot, now_ms)
    }

    fn rota_cancel(&mut self, which: Which<'_>, why: &str, now_ms: u64) -> KithResult<OccasionView> {
        let (held, line) = self.find_planned(which.visit)?;
        let on = |v: &Visit<'_>| !matches!(v.state, RotaState::Cancelled | RotaState::Begun | RotaState::Off);
        let slot = self.slot_meant(&held, &line, which.slot, now_ms, on)?;
        let space = held.lists.space;
        let wrote = line.facts.iter().any(|f| f.change.says.is_some() && f.author == self.me);
        if !wrote && self.space(&space)?.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed(
                "cancel-not-yours",
                "A visit is cancelled by whom it is for, by those who look after the circle, or by whoever planned it. If you have taken it, say that you cannot come.",
            ));
        }
        if !held.occasion(&line.id, slot).cancelled.is_empty() {
            return Err(KithError::not_allowed("cancelled-already", "This visit has been cancelled already."));
        }
        self.append_rota(space, RotaFact::Cancelled(Span { line: line.id, slot, on: false }, naming::clean_words(why)?), now_ms)?;
        self.tell_settled(&space, (&line.id, slot), now_ms)?;
        self.shown_now(&space, &line.id, slot, now_ms)
    }

    fn rota_back_on(&mut self, which: Which<'_>, now_ms: u64) -> KithResult<OccasionView> {
        let (held, line) = self.find_planned(which.visit)?;
        let slot = self.slot_meant(&held, &line, which.slot, now_ms, |v| v.state == RotaState::Cancelled)?;
        let over: Vec<EntryId> = held.occasion(&line.id, slot).cancelled.iter().map(|(id, ..)| *id).take(rota::NAMED_MAX).collect();
        if over.is_empty() {
            return Err(KithError::not_allowed("not-cancelled", "This visit has not been cancelled."));
        }
        let space = held.lists.space;
        self.append_rota(space, RotaFact::BackOn(Span { line: line.id, slot, on: false }, over), now_ms)?;
        self.shown_now(&space, &line.id, slot, now_ms)
    }

    /// Begins a visit from the rota.
    fn rota_begin(&mut self, which: Which<'_>, at_ms: Option<u64>, now_ms: u64) -> KithResult<super::view::VisitView> {
        let (held, line) = self.find_planned(which.visit)?;
        let mine = |v: &Visit<'_>| v.at_ms.abs_diff(now_ms) <= BEGIN_MS && v.occasion.takers.iter().any(|t| t.is(&self.me));
        let slot = match which.slot {
            Some(_) => self.slot_meant(&held, &line, which.slot, now_ms, mine)?,
            None => {
                let near = held.visits(now_ms.saturating_sub(BEGIN_MS), now_ms.saturating_add(BEGIN_MS));
                let near = near.into_iter().filter(|v| v.line.id == line.id && mine(v)).min_by_key(|v| v.at_ms.abs_diff(now_ms));
                near.map(|v| v.slot).ok_or_else(|| KithError::not_allowed("visit-not-taken", "You have not taken this visit."))?
            }
        };
        if !held.occasion(&line.id, slot).takers.iter().any(|t| t.is(&self.me)) {
            return Err(KithError::not_allowed("visit-not-taken", "You have not taken this visit."));
        }
        let zone = crate::circle::schedule::zone_or_utc(planned_of(&line, None).map_or("", |p| &p.zone));
        if slot.moment(&zone).is_none_or(|at| at.abs_diff(now_ms) > BEGIN_MS) {
            return Err(KithError::not_allowed("visit-not-now", "That visit is at another time. Begin one without the rota, if you are there now."));
        }
        self.check_in_for(held.lists.space, Some((line.id, slot)), at_ms, now_ms)
    }

    /// The visit of mine that a check-in in a circle means, if just one is near and has not begun.
    pub(super) fn visit_meant(&self, space: &SpaceId, now_ms: u64) -> KithResult<Option<(EntryId, Slot)>> {
        let held = self.held_rota(space)?;
        let near = held.visits(now_ms.saturating_sub(MEANT_MS), now_ms.saturating_add(MEANT_MS));
        let mut mine = near.iter().filter(|v| v.occasion.begun.is_empty() && v.occasion.takers.iter().any(|t| t.is(&self.me)));
        Ok(match (mine.next(), mine.next()) {
            (Some(only), None) => Some((only.line.id, only.slot)),
            _ => None,
        })
    }

    /// The visit of a line that is meant: the one named, or the next that fits.
    fn slot_meant(&self, held: &Held, line: &Line, slot: Option<&str>, now_ms: u64, fits: impl Fn(&Visit<'_>) -> bool) -> KithResult<Slot> {
        let none = || KithError::not_found("no-such-time", "This visit is not at that time. Its times are on the rota.");
        if let Some(text) = slot {
            let slot = Slot::parse(text).ok_or_else(|| KithError::invalid("bad-slot", "A time is written as 2026-11-22T08:00."))?;
            let zone = crate::circle::schedule::zone_or_utc(planned_of(line, None).map_or("", |p| &p.zone));
            let at = slot.moment(&zone).ok_or_else(none)?;
            let all = held.visits(at.saturating_sub(DAY_MS), at.saturating_add(DAY_MS));
            return all.iter().find(|v| v.line.id == line.id && v.slot == slot).map(|v| v.slot).ok_or_else(none);
        }
        let all = held.visits(now_ms.saturating_sub(HOUR_MS), now_ms.saturating_add(AHEAD_MS));
        let mut of_line = all.iter().filter(|v| v.line.id == line.id).peekable();
        let first = of_line.peek().map(|v| v.slot);
        of_line.find(|v| fits(v)).map(|v| v.slot).or(first).ok_or_else(none)
    }
}
