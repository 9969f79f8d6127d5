//! What passes between a circle and a registered manager who is not in it, and back to whoever asked.

use super::Kith;
use crate::{
    circle::task::{Ruling, TASKS_MAX, Task, TaskFact, Tasks},
    fact::{Fact, Notice},
    kith::{ErrorKind, KithError, KithResult, drops::Message, view::Role},
    space::act,
    storage::projection::At,
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};

/// Queries of one person that wait with a manager at once, so that nobody fills their day or keeps others' words from them.
const OPEN_MAX: usize = 50;
/// Bytes of an answer's words: as many characters as a name may have, several times over.
const ANSWER_CHARS_MAX: usize = 1_000;
/// How old a visit may be of which somebody outside the circle is still told.
const TOLD_BACK_MS: u64 = 31 * 24 * 60 * 60 * 1000;
/// The name under which it is kept that somebody could not be told yet.
const UNTOLD: &str = "boundary-untold";

/// What a manager outside the circle is told: whose visit (or dose), by whom, and which regulated tasks. No word of how it went.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct BoundaryAsked {
    /// The visit.
    #[n(0)]
    pub(in crate::kith) visit: EntryId,
    /// The circle.
    #[n(1)]
    pub(in crate::kith) circle: SpaceId,
    /// Its name.
    #[n(2)]
    pub(in crate::kith) place: String,
    /// Whom the visit was for.
    #[n(3)]
    pub(in crate::kith) person: PersonId,
    /// Who visited, or wrote it down.
    #[n(4)]
    pub(in crate::kith) visitor: PersonId,
    /// Somebody without a phone who visited; may be empty.
    #[n(5)]
    pub(in crate::kith) other: String,
    /// When it was asked.
    #[n(6)]
    pub(in crate::kith) at_ms: u64,
    /// The regulated tasks.
    #[n(7)]
    pub(in crate::kith) tasks: Vec<Task>,
    /// Whether the visit was planned as regulated work.
    #[n(8)]
    pub(in crate::kith) planned: bool,
    /// Who told of it, as the manager's own device notes it; what a message says here counts for nothing.
    #[n(9)]
    pub(in crate::kith) from: Option<PersonId>,
}

/// What a manager says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct BoundaryAnswered {
    /// The visit.
    #[n(0)]
    pub(in crate::kith) visit: EntryId,
    /// What holds.
    #[n(1)]
    pub(in crate::kith) ruling: Ruling,
    /// In words.
    #[n(2)]
    pub(in crate::kith) text: String,
    /// Who said it, as the asker's own device notes it; in the manager's own space nobody.
    #[n(3)]
    pub(in crate::kith) by: Option<PersonId>,
    /// Whose visit it was, as the manager's own device notes it; in a message nobody.
    #[n(4)]
    pub(in crate::kith) visitor: Option<PersonId>,
}

impl BoundaryAnswered {
    /// Whether it answers this: the visit, and where the manager noted that, its visitor.
    pub(super) fn is_about(&self, asked: &BoundaryAsked) -> bool {
        self.visit == asked.visit && self.visitor.is_none_or(|visitor| visitor == asked.visitor)
    }
}

/// A message about where the line runs.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) enum BoundaryNote {
    /// To a registered manager.
    #[n(0)]
    Asked(#[n(0)] BoundaryAsked),
    /// To whoever asked.
    #[n(1)]
    Answered(#[n(0)] BoundaryAnswered),
}

fn not_to_us() -> KithError {
    KithError::not_allowed("not-to-us", "That was not sent to this person.")
}

impl Kith {
    /// Tells a registered manager of regulated work that is asked about, where none is in the circle. The caller commits.
    pub(in crate::kith) fn tend_boundaries(&mut self, now_ms: u64) -> KithResult<()> {
        let mut circles = std::mem::take(&mut self.tending.tasks);
        let waited = self.storage.meta(UNTOLD)?.is_some();
        if waited {
            circles.extend(self.circles_in());
        }
        if circles.is_empty() || self.waits_to_enrol() {
            return Ok(());
        }
        let mut untold = false;
        for space in circles {
            if !self.space(&space)?.is_present(&self.device) {
                continue;
            }
            for (at, tasks) in self.asked_in(&space)? {
                untold |= !self.tell_of_boundary(space, &at, &tasks, now_ms)?;
            }
        }
        match (untold, waited) {
            (true, false) => Ok(self.storage.set_meta(UNTOLD, &[])?),
            (false, true) => Ok(self.storage.forget_meta(UNTOLD)?),
            _ => Ok(()),
        }
    }

    /// Whether everybody who should be told of it has been.
    fn tell_of_boundary(&mut self, space: SpaceId, at: &At, tasks: &Tasks, now_ms: u64) -> KithResult<bool> {
        let here = self.space(&space)?;
        let mine = at.author == self.me || here.resolved.level(&self.me) >= act::KEEPER;
        let Some((asked, at_ms, planned)) = tasks.asked.as_ref().filter(|(_, at_ms, _)| mine && at_ms.saturating_add(TOLD_BACK_MS) >= now_ms) else {
            return Ok(true);
        };
        let managers = self.managers();
        let told = if at.author == self.me { &tasks.told_by_visitor } else { &tasks.told };
        if managers.iter().any(|m| here.resolved.level(m) > 0 || told.contains(m)) {
            return Ok(true);
        }
        let Some(manager) = managers.into_iter().find(|m| self.inbox_of(m).is_ok()) else { return Ok(false) };
        let short = |text: &str| text.chars().take(limits::NAME_CHARS_MAX).collect::<String>();
        let note = BoundaryAsked {
            visit: at.id,
            circle: space,
            place: short(here.resolved.genesis.as_ref().map_or("", |g| g.name.as_str())),
            person: self.person_of_circle(&space)?,
            visitor: at.author,
            other: short(&self.visit_other(at)?.map(|o| o.name).unwrap_or_default()),
            at_ms: *at_ms,
            tasks: asked.clone(),
            planned: *planned,
            from: None,
        };
        match self.send_to(&manager, &Message::Boundary(BoundaryNote::Asked(note)), "boundary", now_ms) {
            // Whoever cannot be sent it yet is told later.
            Err(e) if !matches!(e.kind, ErrorKind::Storage | ErrorKind::Busy) => return Ok(false),
            sent => drop(sent?),
        }
        match self.append_task(space, TaskFact::Told(at.id, manager), now_ms) {
            // Whoever may no longer write there has told all the same.
            Err(e) if e.kind != ErrorKind::NotAllowed => Err(e),
            _ => Ok(true),
        }
    }

    /// A message about where the line runs: a query, as registered manager, or the answer to one of mine.
    pub(in crate::kith) fn take_boundary(&mut self, space: SpaceId, sender: DeviceId, note: BoundaryNote, now_ms: u64) -> KithResult<()> {
        let by = self.person_of(self.space(&self.own)?, &sender).filter(|_| space == self.own).ok_or_else(not_to_us)?;
        match note {
            BoundaryNote::Asked(asked) => self.take_boundary_asked(by, asked, now_ms),
            BoundaryNote::Answered(answered) => self.take_boundary_answered(by, answered, now_ms),
        }
    }

    fn take_boundary_asked(&mut self, by: PersonId, asked: BoundaryAsked, now_ms: u64) -> KithResult<()> {
        if !self.managers().contains(&self.me) {
            return Err(not_to_us());
        }
        let told = self.boundaries_told()?;
        // Each teller counts once for a visit; none keeps another's word from the manager.
        if told.iter().any(|t| t.visit == asked.visit && t.visitor == asked.visitor && t.from == Some(by)) {
            return Ok(());
        }
        let answered = self.boundary_answers()?;
        let open = told.iter().filter(|t| t.from == Some(by) && !answered.iter().any(|(_, a)| a.is_about(t))).count();
        let long = |text: &str| text.chars().count() > limits::NAME_CHARS_MAX;
        if open >= OPEN_MAX || asked.tasks.len() > TASKS_MAX || long(&asked.place) || long(&asked.other) {
            return Err(KithError::not_allowed("too-many-alerts", "Too many such messages have come."));
        }
        let fact = Fact::Notice(Notice::BoundaryAsked as u8, asked.visit.0.to_vec(), codec::encode(&BoundaryAsked { from: Some(by), ..asked }));
        self.append(self.own, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(crate::kith::Change::Truth);
        Ok(())
    }

    /// An answer counts that a registered manager sent about a visit of which I asked.
    fn take_boundary_answered(&mut self, by: PersonId, answered: BoundaryAnswered, now_ms: u64) -> KithResult<()> {
        let asked = self.is_asked_by_me(&answered.visit)?;
        if !asked || !self.held_role(&by, Role::RegisteredManager) || answered.text.chars().count() > ANSWER_CHARS_MAX {
            return Err(not_to_us());
        }
        if self.boundary_answers()?.iter().any(|(_, a)| a.visit == answered.visit && a.ruling == answered.ruling && a.text == answered.text) {
            return Ok(());
        }
        self.keep_boundary_answer(BoundaryAnswered { by: Some(by), visitor: None, ..answered }, now_ms)
    }

    /// Whether I asked about a visit, or a dose, of mine.
    fn is_asked_by_me(&self, work: &EntryId) -> KithResult<bool> {
        if let Some(row) = self.storage.visit(work)?.filter(|row| row.at.author == self.me) {
            return Ok(self.tasks_of_visit(&row)?.asked.is_some());
        }
        for space in self.circles_in() {
            if self.asked_in(&space)?.iter().any(|(at, _)| at.id == *work && at.author == self.me) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn keep_boundary_answer(&mut self, answered: BoundaryAnswered, now_ms: u64) -> KithResult<()> {
        let fact = Fact::Notice(Notice::BoundaryAnswered as u8, answered.visit.0.to_vec(), codec::encode(&answered));
        self.append(self.own, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(crate::kith::Change::Truth);
        Ok(())
    }

    /// Words of an answer, not longer than the asker's device takes.
    pub(super) fn answer_words(text: &str) -> KithResult<String> {
        let text = crate::kith::naming::clean_words(text)?;
        if text.chars().count() > ANSWER_CHARS_MAX {
            return Err(KithError::invalid("answer-too-long", format!("An answer has at most {ANSWER_CHARS_MAX} characters.")).with("most", ANSWER_CHARS_MAX));
        }
        Ok(text)
    }

    /// What I was told of as registered manager, kept in my own space.
    pub(super) fn boundaries_told(&self) -> KithResult<Vec<BoundaryAsked>> {
        let own = self.space(&self.own)?.n;
        let rows = self.storage.notices(own, Notice::BoundaryAsked as u8, None)?;
        Ok(rows.iter().filter_map(|r| codec::decode(&r.value, limits::BODY_BYTES_MAX).ok()).collect())
    }

    /// What was answered, oldest first, with when: by me, or to me.
    pub(super) fn boundary_answers(&self) -> KithResult<Vec<(u64, BoundaryAnswered)>> {
        let own = self.space(&self.own)?.n;
        let rows = self.storage.notices(own, Notice::BoundaryAnswered as u8, None)?;
        Ok(rows.iter().filter_map(|r| Some((r.at.time_ms, codec::decode(&r.value, limits::BODY_BYTES_MAX).ok()?))).collect())
    }
}
