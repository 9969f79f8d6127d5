//! Leaving and removing people, and deciding about what they wrote after they had gone.

use super::{
    Change, Kith, KithError, KithResult, naming,
    project::LATE_NOTE,
    view::{CircleStanding, CircleView, Gone, GoneHow, Level, QuarantineView, QuestionView, RemovalView},
};
use crate::{
    fact::{Fact, NoteKind, VisitCorrection},
    space::{Act, Removed, Space, act, cut::EntryStanding},
    storage::{
        log::StoredEntry,
        projection::{At, NoteRow},
    },
};
use kith_wire::{Body, DeviceId, EntryId, EpochId, Kind, Lane, PersonId, SpaceId};

/// An entry that waits for somebody's word.
struct Aside {
    device: DeviceId,
    entry: StoredEntry,
}

impl Kith {
    /// Asks that somebody be in a circle no longer.
    pub(super) fn circle_remove(&mut self, circle: &str, person: &str, now_ms: u64) -> KithResult<RemovalView> {
        let id = self.circle(circle)?;
        let person = self.person(person)?;
        let held = self.space(&id)?;
        let (mine, theirs) = (held.resolved.level(&self.me), held.resolved.level(&person));
        if person == self.me {
            return Err(KithError::invalid("leave-instead", "To go yourself, leave the circle."));
        }
        if theirs == 0 {
            return Err(KithError::not_found("not-in", "They are not in this circle."));
        }
        if theirs == act::OWNER {
            return Err(KithError::not_allowed("the-owner", "The circle is theirs: nobody in it can remove them. The co-op's board can."));
        }
        if mine < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those who look after the circle may remove somebody."));
        }
        if theirs >= mine {
            let mut proposal = self.removal_propose(id, person, now_ms)?;
            return Ok(RemovalView { circle: self.circle_view(&id)?, cosign: proposal.hand_over.take(), proposal: Some(proposal) });
        }
        let remove = act::Remove { person, level: theirs, cosignatures: Vec::new() };
        self.act(id, Act::Remove(remove), now_ms)?;
        Ok(RemovalView { circle: self.circle_view(&id)?, cosign: None, proposal: None })
    }

    /// Leaves a circle.
    pub(super) fn circle_leave(&mut self, circle: &str, now_ms: u64) -> KithResult<CircleView> {
        let id = self.circle(circle)?;
        let level = self.space(&id)?.resolved.level(&self.me);
        if level == 0 {
            return Err(KithError::invalid("not-in", "You are not in this circle any more."));
        }
        if level == act::OWNER {
            return Err(KithError::not_allowed("the-owner", "The circle is yours, so it cannot go on without you. Ask the coordinator."));
        }
        self.sign_parting(id, now_ms)?;
        self.act(id, Act::Leave, now_ms)?;
        self.circle_view(&id)
    }

    /// Changes what somebody may do in a circle.
    pub(super) fn circle_level(&mut self, circle: &str, person: &str, level: Level, now_ms: u64) -> KithResult<CircleView> {
        let id = self.circle(circle)?;
        let person = self.person(person)?;
        let wanted = super::circles::level_number(level);
        let held = self.space(&id)?;
        let (mine, theirs) = (held.resolved.level(&self.me), held.resolved.level(&person));
        if theirs == 0 {
            return Err(KithError::not_found("not-in", "They are not in this circle."));
        }
        if mine == act::OWNER && person == self.me {
            return Err(KithError::not_allowed("own-level", "The circle is yours, and nobody in it can change that, you included. The co-op's board can."));
        }
        if mine == act::OWNER && (theirs >= act::OWNER || wanted >= act::OWNER) {
            return Err(KithError::not_allowed("owner-level", "Whose a circle is, nobody in it can change. The co-op's board can."));
        }
        if mine < act::OWNER {
            return Err(KithError::not_allowed("not-owner", "Only the person whose circle it is may change what others may do in it."));
        }
        if wanted != theirs {
            self.act(id, Act::Level(person, wanted), now_ms)?;
        }
        self.circle_view(&id)
    }

    /// What removals made apart have left open in a circle.
    pub(super) fn circle_questions(&self, circle: &str) -> KithResult<Vec<QuestionView>> {
        let held = self.space(&self.circle(circle)?)?;
        let open = held.resolved.questions.iter().filter(|q| q.shown && q.answered.is_none());
        let view = |q: &crate::space::Question| QuestionView {
            id: q.act.hex(),
            circle: held.id.hex(),
            person: self.person_view(&q.person),
            by: self.person_view(&q.by),
            at_ms: q.time_ms,
        };
        Ok(open.map(view).collect())
    }

    /// Answers one of them; who is not to stay is removed.
    pub(super) fn question_answer(&mut self, circle: &str, question: &str, stays: bool, now_ms: u64) -> KithResult<Vec<QuestionView>> {
        let id = self.circle(circle)?;
        let open = self.circle_questions(circle)?;
        let wanted = naming::pick(question, "question", open.into_iter().map(|q| (q.id.clone(), None, (q.id, q.person.id))))?;
        let held = self.space(&id)?;
        let asked = held.resolved.questions.iter().find(|q| q.act.hex() == wanted.0).copied();
        let asked = asked.ok_or_else(|| KithError::not_found("no-such-question", "There is no such question."))?;
        if held.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Those who look after the circle answer that."));
        }
        if !stays && self.circle_remove(&id.hex(), &wanted.1, now_ms)?.proposal.is_some() {
            // Others must sign for it: until they have, the question stays open.
            return self.circle_questions(&id.hex());
        }
        self.act(id, Act::Answer(act::Answer { question: asked.act, stays }), now_ms)?;
        self.circle_questions(&id.hex())
    }

    /// How I stand to a space.
    pub(super) fn standing_in(&self, held: &Space) -> CircleStanding {
        if held.may_write(&self.device) {
            return CircleStanding::In;
        }
        match self.gone_from(held).into_iter().find(|g| g.person.me) {
            Some(g) => CircleStanding::Gone { how: g.how, by: g.by, at_ms: g.at_ms },
            None if held.resolved.level(&self.me) > 0 => CircleStanding::CutOff,
            None => CircleStanding::Unknown,
        }
    }

    /// Who has gone from a space and is not back, the last first.
    pub(super) fn gone_from(&self, held: &Space) -> Vec<Gone> {
        let mut out: Vec<Gone> = Vec::new();
        for (gone, person) in held.departures() {
            let how = match gone.what {
                Removed::Left(_) => GoneHow::Left,
                _ if gone.by_board => GoneHow::ByBoard,
                _ => GoneHow::Removed,
            };
            if held.resolved.level(&person) == 0 && !out.iter().any(|g| g.person.id == person.hex()) {
                out.push(Gone { person: self.person_view(&person), how, by: self.person_view(&gone.by), at_ms: gone.time_ms });
            }
        }
        out
    }

    /// What waits in a circle, for those who look after it.
    pub(super) fn quarantine(&self, circle: &str) -> KithResult<Vec<QuarantineView>> {
        let id = self.circle(circle)?;
        self.decides(&id)?;
        let held = self.space(&id)?;
        let aside = self.aside(held)?;
        Ok(aside.iter().map(|a| self.quarantine_view(held, a)).collect())
    }

    fn decides(&self, circle: &SpaceId) -> KithResult<()> {
        let held = self.space(circle)?;
        if held.resolved.level(&self.me) >= act::KEEPER && held.is_present(&self.device) {
            return Ok(());
        }
        Err(KithError::not_allowed("not-keeper", "Those who look after the circle decide about that."))
    }

    /// How many entries wait for my word.
    pub(super) fn aside_count(&self, held: &Space) -> KithResult<u32> {
        let decides = held.resolved.level(&self.me) >= act::KEEPER && held.is_present(&self.device);
        Ok(if decides { u32::try_from(self.aside(held)?.len()).unwrap_or(u32::MAX) } else { 0 })
    }

    fn aside(&self, held: &Space) -> KithResult<Vec<Aside>> {
        let mut out = Vec::new();
        for (device_n, seq) in self.storage.quarantine(held.n)? {
            let Some(device) = self.storage.device_id(device_n)? else { continue };
            for entry in self.storage.entries(held.n, Lane::Data, device_n, (seq, seq))? {
                if held.cuts.standing(&device, seq, &entry.epoch) == EntryStanding::Quarantined {
                    out.push(Aside { device, entry });
                }
            }
        }
        out.sort_by_key(|a| std::cmp::Reverse((a.entry.time_ms, a.entry.id)));
        Ok(out)
    }

    fn quarantine_view(&self, held: &Space, aside: &Aside) -> QuarantineView {
        let author = held.resolved.person_of(&aside.device).unwrap_or(PersonId::ZERO);
        let commons = self.commons.and_then(|c| self.spaces.get(&c));
        let ends = |space: &'_ Space| space.resolved.removals.iter().rposition(|r| r.devices.contains(&aside.device));
        let gone = [Some(held), commons].into_iter().flatten().find_map(|s| ends(s).map(|at| &s.resolved.removals[at]));
        let (what, text) = said(&aside.entry);
        let after = match gone.map(|r| r.what) {
            Some(Removed::Left(_)) => "left",
            Some(Removed::Person(_) | Removed::Fell(_)) => "removed",
            Some(Removed::Device(_)) | None => "cut-off",
        };
        QuarantineView {
            id: aside.entry.id.hex(),
            circle: held.id.hex(),
            author: self.person_view(&author),
            device: aside.device.hex(),
            written_ms: aside.entry.time_ms,
            what: what.to_owned(),
            text,
            after: after.to_owned(),
            by: gone.map(|d| self.person_view(&d.by)),
            after_ms: gone.map_or(0, |d| d.time_ms),
        }
    }

    /// What became of something of mine that I wrote after I had gone, or by a device that had: it waits for the word of those who look
    /// after the place, or they have not kept it. As far as this device has heard.
    pub(super) fn review_of_mine(&self, at: &At) -> KithResult<Option<String>> {
        let Some(held) = self.space_by_n(at.space).filter(|held| at.author == self.me && !held.resolved.removals.is_empty()) else { return Ok(None) };
        let (Some(device), entry) = (self.storage.device_id(at.device)?, self.storage.entries(at.space, Lane::Data, at.device, (at.seq, at.seq))?) else {
            return Ok(None);
        };
        let (cuts, epoch) = (self.cuts_of_others(held)?, entry.first().map_or(EpochId::ZERO, |e| e.epoch));
        Ok(match cuts.standing(&device, at.seq, &epoch) {
            EntryStanding::Quarantined => Some("waits".to_owned()),
            EntryStanding::Dropped => Some("not-kept".to_owned()),
            EntryStanding::Stands | EntryStanding::UnderReview => None,
        })
    }

    /// What this device wrote in a circle and is shown to nobody else there: its person is told what becomes of it. Not what another of
    /// theirs wrote that was cut off: that may be a finder's.
    pub(super) fn notes_put_aside(&self, n: i64) -> KithResult<Vec<NoteRow>> {
        let mut out = Vec::new();
        for (device_n, seq) in self.storage.quarantine(n)?.into_iter().filter(|(device_n, _)| *device_n == self.device_n) {
            for entry in self.storage.entries(n, Lane::Data, device_n, (seq, seq))? {
                let Body::Held { bytes, .. } = &entry.body else { continue };
                let (kind, text) = match Fact::from_bytes(bytes) {
                    Ok(Fact::Note(kind, text)) if entry.kind == Kind::Fact => (kind as u8, text),
                    Ok(Fact::LateNote(text, _)) if entry.kind == Kind::Fact => (LATE_NOTE, text),
                    _ => continue,
                };
                let at = At { space: n, device: device_n, seq, id: entry.id, time_ms: entry.time_ms, author: self.me };
                out.push(NoteRow { at, kind, current: text.clone(), text });
            }
        }
        Ok(out)
    }

    /// Lets an entry in, or puts it away, and what its device wrote before it.
    pub(super) fn quarantine_decide(&mut self, circle: &str, entry: &str, kept: bool, now_ms: u64) -> KithResult<Vec<QuarantineView>> {
        let id = self.circle(circle)?;
        self.decides(&id)?;
        let aside = self.aside(self.space(&id)?)?;
        let wanted: EntryId = naming::pick(entry, "entry", aside.iter().map(|a| (a.entry.id.hex(), None, a.entry.id)))?;
        let chosen = aside.iter().find(|a| a.entry.id == wanted).ok_or_else(|| KithError::not_found("no-such-entry", "Nothing like that waits here."))?;
        let first = aside.iter().filter(|a| a.device == chosen.device).map(|a| a.entry.seq).min().unwrap_or(chosen.entry.seq);
        let range = act::AdmitRange { device: chosen.device, lane: Lane::Data as u8, first, last: chosen.entry.seq, id: wanted, kept };
        self.act(id, Act::Admit(range), now_ms)?;
        self.read_documents()?;
        self.changed(Change::Circle { circle: id.hex() });
        self.quarantine(&id.hex())
    }
}

/// What an entry says, as far as it can be said in a line.
fn said(entry: &StoredEntry) -> (&'static str, String) {
    let Body::Held { bytes, .. } = &entry.body else { return ("other", String::new()) };
    if entry.kind == Kind::Edit {
        return ("plan", String::new());
    }
    match Fact::from_bytes(bytes) {
        Ok(Fact::Note(NoteKind::Handover, text)) => ("handover", text),
        Ok(Fact::Note(_, text) | Fact::LateNote(text, _) | Fact::Correction(_, text)) => ("note", text),
        Ok(Fact::VisitEnd(end) | Fact::VisitCorrected(VisitCorrection { end, .. })) => ("visit", end.text),
        Ok(Fact::VisitStart(_) | Fact::VisitConfirmed(..)) => ("visit", String::new()),
        Ok(Fact::Document(..)) => ("plan", String::new()),
        _ => ("other", String::new()),
    }
}
