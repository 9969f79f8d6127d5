//! From entries to what screens read. What is projected depends on the set of entries, never on the order they came in.

use super::{Change, Kith, KithResult, view::RebuildView};
use crate::{
    fact::{self, Fact, NoteKind, Notice, RecordedVisit},
    storage::{
        log::StoredEntry,
        projection::{At, VisitEndRow},
    },
};
use kith_wire::{Body, DeviceId, Kind, Lane, SpaceId};

/// Set by a step of the schema.
const PROJECT_AGAIN: &str = "project-again";
/// The kind of a note written later, as the table of notes has it.
pub(super) const LATE_NOTE: u8 = 2;
/// The kinds of a note and of a handover for somebody without a phone, there.
pub(super) const NOTE_FOR: u8 = 3;
pub(super) const HANDOVER_FOR: u8 = 4;

impl Kith {
    /// Shows what follows from one data entry.
    pub(super) fn project(&mut self, space: &SpaceId, device: DeviceId, entry: &StoredEntry) -> KithResult<()> {
        let Body::Held { bytes, .. } = &entry.body else { return Ok(()) };
        let held = self.space(space)?;
        let n = held.n;
        let Some(author) = self.person_of(held, &device) else { return Ok(()) };
        if entry.kind == Kind::Fact {
            self.read_clock(n, entry, bytes)?;
        }
        let at = At { space: n, device: entry.device, seq: entry.seq, id: entry.id, time_ms: entry.time_ms, author };
        match entry.kind {
            Kind::Fact => match Fact::from_bytes(bytes) {
                Ok(fact) => self.project_fact(space, &at, fact),
                // Of a later version, or malformed: kept and passed on as it came, shown nowhere.
                Err(_) => Ok(()),
            },
            Kind::Edit => {
                if let Some((document, change)) = fact::read_edit(bytes) {
                    self.storage.add_document_waiting(&document, entry.device, entry.seq, change)?;
                    self.unread_documents.insert(document);
                }
                Ok(())
            }
            Kind::Control | Kind::Snapshot | Kind::Attachment => Ok(()),
        }
    }

    fn notice_came(&mut self, kind: u8, key: &[u8]) {
        if kind == Notice::DeviceNamed as u8 {
            self.changed(Change::Devices);
        } else if kind == Notice::Draft as u8 {
            self.changed(Change::Circle { circle: SpaceId::from_slice(key).map(|c| c.hex()).unwrap_or_default() });
        } else {
            // Story lines, checkpoints and proofs are part of what was folded.
            *self.coins.borrow_mut() = None;
            if kind == Notice::Notary as u8 {
                self.notary_changed();
            }
            self.changed(Change::Book);
        }
    }

    fn project_fact(&mut self, space: &SpaceId, at: &At, fact: Fact) -> KithResult<()> {
        match fact {
            Fact::Note(kind, text) => self.storage.put_note(&At { time_ms: self.written_ms(at)?, ..*at }, kind as u8, &text)?,
            Fact::LateNote(text, _) => self.storage.put_note(&At { time_ms: self.written_ms(at)?, ..*at }, LATE_NOTE, &text)?,
            Fact::NoteFor(kind, text, _) => {
                let kind = if kind == NoteKind::Handover { HANDOVER_FOR } else { NOTE_FOR };
                self.storage.put_note(&At { time_ms: self.written_ms(at)?, ..*at }, kind, &text)?;
            }
            Fact::CardLink(said) => {
                self.storage.put_statement(at, fact::CARD_LINK, &Fact::CardLink(said).to_bytes())?;
            }
            Fact::VisitFor(visit) => self.project_recorded(at, visit)?,
            Fact::Correction(note, text) => self.storage.put_correction(at, &note, &text)?,
            Fact::VisitStart(started) => {
                let (ms, doubted) = self.written(at.space, at.device, at.seq, at.time_ms)?;
                self.storage.put_visit(at, if doubted { started.min(ms) } else { started })?;
            }
            Fact::VisitEnd(end) => {
                let row = VisitEndRow {
                    at: (at.device, at.seq),
                    ended_ms: end.ended_ms,
                    minutes: end.minutes,
                    done: end.done,
                    how: end.how,
                    text: end.text,
                    handover: end.handover,
                    given: end.given,
                };
                self.storage.put_visit_end(at, &end.visit, &row)?;
            }
            Fact::VisitConfirmed(visit, attest) => {
                self.storage.put_confirmed(at, &visit, &attest)?;
                // The minutes are in the visitor's jar from now on.
                *self.coins.borrow_mut() = None;
                self.changed(Change::Coins);
            }
            Fact::Name(name) => {
                self.storage.put_name(at, &name)?;
                self.names.insert(at.author, name);
                self.changed(Change::Members);
            }
            Fact::Notice(kind, key, value) => {
                self.storage.put_notice(at, kind, &key, &value)?;
                self.notice_came(kind, &key);
            }
            Fact::Document(kind, side) => {
                self.begin_document(at, kind, side)?;
            }
            Fact::Coin(kind, bytes) => {
                self.storage.put_coin_item(at, kind)?;
                self.coin_came(space, kind, &bytes);
                self.changed(Change::Coins);
            }
            Fact::Attached(attached) => self.project_attached(at, &attached)?,
            Fact::Fetched(ids) => self.project_fetched(at, &ids)?,
            Fact::Erase(erasure) => self.project_erasure(space, at, &erasure)?,
            Fact::Access(day, opened) => self.project_access(at, day, &opened)?,
            statement @ (Fact::Hold(_)
            | Fact::Kept(..)
            | Fact::Closed(..)
            | Fact::Asked(..)
            | Fact::Reviewed(..)
            | Fact::Answered(_)
            | Fact::VisitCorrected(_)
            | Fact::Line(_)
            | Fact::Dose(_)
            | Fact::CardPrinted(_)
            | Fact::Rota(_)
            | Fact::Tasks(_)) => self.project_statement(space, at, &statement)?,
        }
        self.changed_circle(space);
        Ok(())
    }

    /// A fact that is read as it stands, and what is to be seen to because of it.
    fn project_statement(&mut self, space: &SpaceId, at: &At, statement: &Fact) -> KithResult<()> {
        match statement.number() {
            fact::DOSE => self.tending.doses.insert(*space),
            fact::ROTA => self.tending.rotas.insert(*space),
            fact::TASKS => self.tending.tasks.insert(*space),
            _ => false,
        };
        Ok(self.storage.put_statement(at, statement.number(), &statement.to_bytes())?)
    }

    /// A visit of somebody without a phone: begun and ended in one.
    fn project_recorded(&mut self, at: &At, visit: RecordedVisit) -> KithResult<()> {
        let RecordedVisit { other: _, started_ms, ended_ms, minutes, done, how, text, handover } = visit;
        self.storage.put_visit(at, started_ms)?;
        let end = VisitEndRow { at: (at.device, at.seq), ended_ms, minutes, done, how, text, handover, given: Vec::new() };
        Ok(self.storage.put_visit_end(at, &at.id, &end)?)
    }

    /// Shows everything again where a step of the schema asked for it: what it could not carry over is in the log.
    pub(super) fn project_if_due(&mut self) -> KithResult<()> {
        if self.storage.meta(PROJECT_AGAIN)?.is_none() {
            return Ok(());
        }
        self.transact(|k| {
            k.project_again()?;
            Ok(k.storage.forget_meta(PROJECT_AGAIN)?)
        })
    }

    /// Makes every projection again from the log: what stands is shown, what does not is put aside.
    pub(super) fn project_again(&mut self) -> KithResult<()> {
        self.storage.drop_projections()?;
        let spaces: Vec<(SpaceId, i64)> = self.spaces.values().map(|s| (s.id, s.n)).collect();
        for (id, n) in spaces {
            let cuts = self.space(&id)?.cuts.clone();
            for entry in self.storage.entries_in_order(n, Lane::Data)? {
                let Some(device) = self.storage.device_id(entry.device)? else { continue };
                if cuts.standing(&device, entry.seq, &entry.epoch).is_shown() {
                    self.project(&id, device, &entry)?;
                } else {
                    self.storage.add_quarantine(n, entry.device, entry.seq)?;
                }
            }
        }
        self.read_documents()?;
        self.names = self.storage.names()?.into_iter().collect();
        Ok(())
    }

    /// Drops every projection and makes it again from the log.
    pub(super) fn rebuild(&mut self) -> KithResult<RebuildView> {
        let before = self.storage.projection_digests()?;
        self.project_again()?;
        let after = self.storage.projection_digests()?;
        self.changed(Change::Overflow);
        let differ: Vec<String> = before.iter().zip(&after).filter(|(b, a)| b != a).map(|(b, _)| b.0.to_owned()).collect();
        Ok(RebuildView { before: digest_hex(&before), after: digest_hex(&after), alike: differ.is_empty(), differ, entries: self.storage.entry_count()? })
    }
}

fn digest_hex(tables: &[(&str, [u8; 32])]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("kith/v1/projections");
    for (_, digest) in tables {
        hasher.update(digest);
    }
    hasher.finalize().to_hex().to_string()
}
