//! A concern on the screen of those who look after safety and of whoever raised it, and what they say about it.

use super::{Line, LineKind, Matter, Message, Safety, Said, UNNAMED};
use crate::kith::{
    Kith, KithError, KithResult, naming,
    view::{ConcernLineKind, ConcernLineView, ConcernState, ConcernView},
};
use kith_wire::{EntryId, PersonId};

/// Characters of a concern's text that a list shows.
const LIST_CHARS: usize = 80;

const fn kind_view(kind: LineKind) -> ConcernLineKind {
    match kind {
        LineKind::Received => ConcernLineKind::Received,
        LineKind::Looked => ConcernLineKind::LookedAt,
        LineKind::Reply => ConcernLineKind::Reply,
        LineKind::Note => ConcernLineKind::Note,
        LineKind::Closed => ConcernLineKind::Closed,
    }
}

impl Kith {
    /// The concerns that I raised, and those that are mine to look after.
    pub(in crate::kith) fn concerns(&self) -> KithResult<Vec<ConcernView>> {
        self.matters()?.iter().map(|m| self.concern_view(m, false)).collect()
    }

    /// One concern. The first time that somebody who looks after it opens it, whoever raised it is told.
    pub(in crate::kith) fn concern(&mut self, concern: &str, now_ms: u64) -> KithResult<ConcernView> {
        let matter = self.find_matter(concern)?;
        if self.looks_after(&matter) && !self.lines(&matter)?.iter().any(|l| l.kind == LineKind::Looked) {
            self.say(&matter.id, LineKind::Looked, String::new(), now_ms)?;
        }
        self.concern_view(&matter, true)
    }

    /// A word from whoever looks after a concern to whoever raised it, or back.
    pub(in crate::kith) fn concern_reply(&mut self, concern: &str, text: &str, now_ms: u64) -> KithResult<ConcernView> {
        let matter = self.find_matter(concern)?;
        let text = naming::clean_text(text)?;
        self.say(&matter.id, LineKind::Reply, text, now_ms)?;
        self.concern_view(&matter, true)
    }

    /// A working note, which whoever raised the concern never sees.
    pub(in crate::kith) fn concern_note(&mut self, concern: &str, text: &str, now_ms: u64) -> KithResult<ConcernView> {
        self.note_or_close(concern, LineKind::Note, text, now_ms)
    }

    /// Brings a concern to its end and tells whoever raised it how.
    pub(in crate::kith) fn concern_close(&mut self, concern: &str, outcome: &str, now_ms: u64) -> KithResult<ConcernView> {
        self.note_or_close(concern, LineKind::Closed, outcome, now_ms)
    }

    fn note_or_close(&mut self, concern: &str, kind: LineKind, text: &str, now_ms: u64) -> KithResult<ConcernView> {
        let matter = self.find_matter(concern)?;
        let text = naming::clean_text(text)?;
        if !self.looks_after(&matter) {
            return Err(KithError::not_allowed("not-yours-to-close", "Those who look after safety do that. You can write to them about it."));
        }
        self.say(&matter.id, kind, text, now_ms)?;
        self.concern_view(&matter, true)
    }

    /// Whether a concern is mine to look after: it lies in the leads' space, or was sent to me.
    fn looks_after(&self, matter: &Matter) -> bool {
        matter.space != self.own || matter.by != Some(self.me)
    }

    /// Keeps a line and sends it to those for whom it is.
    pub(super) fn say(&mut self, id: &[u8; 32], kind: LineKind, text: String, now_ms: u64) -> KithResult<()> {
        let Some(matter) = self.matter(id)? else { return Ok(()) };
        self.keep_line(matter.space, *id, &Line { at_ms: now_ms, kind, by: self.me, text: text.clone() }, now_ms)?;
        let message = Message::Safety(Safety::Said(Said { concern: *id, kind, text, at_ms: now_ms }));
        let mut people: Vec<PersonId> = matter.held.raised.to.clone();
        if kind != LineKind::Note {
            people.extend(matter.by);
        }
        people.retain(|p| *p != self.me);
        if matter.by == Some(self.me) && matter.space == self.own && matter.held.raised.to.is_empty() {
            let (_, key) = self.safety_box()?.ok_or_else(|| KithError::not_found("no-lead", "This device has not heard who looks after safety now."))?;
            return self.send_unnamed(&key, &message, now_ms);
        }
        for person in people {
            match self.inbox_of(&person) {
                Ok(inbox) => self.send_unnamed(&inbox, &message, now_ms)?,
                // That it came, or was looked at, is said once more by whatever is said next; words of theirs must not be lost silently.
                Err(e) if kind == LineKind::Reply => return Err(e),
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// A concern for a screen, whole or as one of a list.
    pub(super) fn concern_view(&self, matter: &Matter, whole: bool) -> KithResult<ConcernView> {
        let raised = &matter.held.raised;
        let lines = self.lines(matter)?;
        let mine = matter.by == Some(self.me);
        let has = |kind| lines.iter().any(|l| l.kind == kind);
        let state = if has(LineKind::Closed) {
            ConcernState::Closed
        } else if has(LineKind::Looked) {
            ConcernState::LookedAt
        } else if has(LineKind::Received) || matter.space != self.own {
            ConcernState::Received
        } else if self.waits_since(raised.raised_ms)? {
            ConcernState::Waits
        } else {
            ConcernState::Sent
        };
        let outcome = lines.iter().rev().find(|l| l.kind == LineKind::Closed).map(|l| l.text.clone());
        let seen = |l: &&Line| self.looks_after(matter) || l.kind != LineKind::Note;
        let shown =
            lines.iter().filter(seen).map(|l| ConcernLineView { kind: kind_view(l.kind), by: self.person_view(&l.by), text: l.text.clone(), at_ms: l.at_ms });
        let text = if whole { raised.text.clone() } else { raised.text.lines().next().unwrap_or_default().chars().take(LIST_CHARS).collect() };
        Ok(ConcernView {
            id: EntryId(matter.id).hex(),
            mine,
            looked_after_here: self.looks_after(matter),
            raised_by: matter.by.map(|p| self.person_view(&p)),
            about: raised.about.map(|p| self.person_view(&p)),
            circle: raised.circle.map(|c| c.hex()),
            circle_name: raised.place.clone(),
            person: raised.person.map(|p| self.person_view(&p)),
            text,
            danger: raised.danger,
            raised_ms: raised.raised_ms,
            state,
            readers: if raised.to.is_empty() { self.people_views(&self.safety_duty()) } else { self.people_views(&raised.to) },
            sent_one_by_one: !raised.to.is_empty(),
            lines: if whole { shown.collect() } else { Vec::new() },
            outcome,
        })
    }

    /// Whether what was put on its way then is still here.
    fn waits_since(&self, at_ms: u64) -> KithResult<bool> {
        Ok(self.storage.outgoing_drops()?.iter().any(|drop| drop.what == UNNAMED && drop.at_ms == at_ms && !drop.reached))
    }
}
