//! What is recorded for somebody without a phone, on a mandate: a note in their words, a visit of theirs, and their word that an hour was
//! given to them. It says so wherever it is shown.

mod holder;

use super::{
    Kith, KithError, KithResult, MandateRequest, attachments,
    boundary::clean,
    dispatch::json,
    naming,
    view::{NewAttachment, NoteView, VisitView},
    visits::{self, check_beginning},
};
use crate::{
    circle::rota::Other,
    fact::{Fact, NoteKind, RecordedVisit},
    kith::request::VisitFor,
    storage::projection::{At, NoteRow},
};
use kith_wire::{Body, Kind, Lane, limits};
use serde_json::Value;

fn no_word() -> KithError {
    KithError::invalid("say-on-whose-word", "Say on whose word: the person's own, or by what right you choose for them.")
}

/// Somebody without a phone, by name, and on whose word something is written down for them.
pub(super) fn other_of(name: &str, mandate: &str) -> KithResult<Other> {
    let mandate = naming::clean_words(mandate)?;
    if mandate.is_empty() {
        return Err(no_word());
    }
    Ok(Other { name: naming::clean_name(name)?, mandate })
}

impl Kith {
    pub(super) fn dispatch_mandate(&mut self, request: MandateRequest, now_ms: u64) -> KithResult<Value> {
        match request {
            MandateRequest::NoteFor { circle, other, mandate, text, attach } => {
                json(self.note_for(&circle, other_of(&other, &mandate)?, (&text, &attach), now_ms)?)
            }
            MandateRequest::VisitFor(told) => json(self.visit_for(&told, now_ms)?),
            MandateRequest::Mandates => json(self.mandates()?),
            MandateRequest::MandateGive { person, holder, words } => json(self.mandate_give(&person, &holder, &words, now_ms)?),
            MandateRequest::MandateEnd { person, holder } => json(self.mandate_end(&person, &holder, now_ms)?),
        }
    }

    /// A note in somebody else's words.
    fn note_for(&mut self, circle: &str, other: Other, (text, attach): (&str, &[NewAttachment]), now_ms: u64) -> KithResult<NoteView> {
        let id = self.circle(circle)?;
        let text = naming::clean_text(text)?;
        let files = attachments::all_ready(attach)?;
        let entry = self.append(id, Kind::Fact, Fact::NoteFor(NoteKind::Note, text, other).to_bytes(), now_ms)?.id;
        for file in files {
            self.attach(id, entry, file, now_ms)?;
        }
        self.noted(&id, &entry)
    }

    /// A visit that somebody without a phone made. It earns nobody coins: hours are signed by whoever gave them, on their own phone.
    fn visit_for(&mut self, told: &VisitFor, now_ms: u64) -> KithResult<VisitView> {
        let space = self.circle(&told.circle)?;
        let other = other_of(&told.other, &told.mandate)?;
        check_beginning(told.started_ms, now_ms)?;
        let most = limits::ATTEST_MINUTES_MAX;
        if told.minutes > most {
            return Err(KithError::invalid("too-many-minutes", format!("A visit counts {most} minutes at most.")).with("most", most));
        }
        let ended_ms = told.started_ms.saturating_add(u64::from(told.minutes) * 60_000);
        if ended_ms > now_ms {
            return Err(KithError::invalid("visit-times", "A visit begins before it ends, and it has ended by now."));
        }
        let tasks = clean(&told.tasks)?;
        let handover = naming::clean_words(&told.handover)?;
        let visit = RecordedVisit {
            other: other.clone(),
            started_ms: told.started_ms,
            ended_ms,
            minutes: told.minutes,
            done: visits::element_bits(&told.done),
            how: told.how.map_or(0, |h| h as u8 + 1),
            text: naming::clean_words(&told.text)?,
            handover: handover.clone(),
        };
        let id = self.append(space, Kind::Fact, Fact::VisitFor(visit).to_bytes(), now_ms)?.id;
        if !handover.is_empty() {
            self.append(space, Kind::Fact, Fact::NoteFor(NoteKind::Handover, handover, other).to_bytes(), now_ms)?;
        }
        self.say_tasks(space, id, (&tasks, true), now_ms)?;
        self.visited(&id)
    }

    /// The fact at a place of a chain of data.
    pub(super) fn fact_at(&self, space: i64, device: i64, seq: u64) -> KithResult<Option<Fact>> {
        let entries = self.storage.entries(space, Lane::Data, device, (seq, seq))?;
        let body = entries.first().and_then(|e| if let Body::Held { bytes, .. } = &e.body { Some(bytes) } else { None });
        Ok(body.and_then(|bytes| Fact::from_bytes(bytes).ok()))
    }

    /// In whose words a note is, where it was written down for somebody without a phone.
    pub(super) fn note_other(&self, row: &NoteRow) -> KithResult<Option<Other>> {
        if !matches!(row.kind, super::project::NOTE_FOR | super::project::HANDOVER_FOR) {
            return Ok(None);
        }
        Ok(match self.fact_at(row.at.space, row.at.device, row.at.seq)? {
            Some(Fact::NoteFor(_, _, other)) => Some(other),
            _ => None,
        })
    }

    /// Whose visit it was, where it was written down for somebody without a phone.
    pub(super) fn visit_other(&self, at: &At) -> KithResult<Option<Other>> {
        Ok(match self.fact_at(at.space, at.device, at.seq)? {
            Some(Fact::VisitFor(visit)) => Some(visit.other),
            _ => None,
        })
    }
}
