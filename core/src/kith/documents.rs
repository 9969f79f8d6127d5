//! Documents in the log: beginning one, changing it, and taking in what others changed, a whole batch at a time.

use super::{Change, Kith, KithError, KithResult};
use crate::{
    document::{Actor, Document, DocumentError, DocumentView, Edit, FieldView, Incoming, Kind as DocumentKind},
    fact::{self, Fact},
    storage::projection::{At, DocumentRow},
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, limits};

/// A shared plan.
pub(super) const PLAN: u8 = 1;
/// One side of a profile, as far as one audience sees it.
pub(super) const PROFILE: u8 = 2;

fn kind_of(number: u8) -> Option<DocumentKind> {
    match number {
        PLAN => Some(DocumentKind::Plan),
        PROFILE => Some(DocumentKind::ProfilePart),
        _ => None,
    }
}

impl From<DocumentError> for KithError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::UnknownKind => Self::new(super::ErrorKind::TooOld, "newer-document", "This was made by a later version. It is kept as it is."),
            DocumentError::ChooseFirst => Self::not_allowed("choose-first", "Two values were written apart. Choose one first."),
            DocumentError::NotAmong => Self::invalid("not-a-choice", "That is not one of the values to choose from."),
            other => Self::invalid("bad-edit", format!("This cannot be written so: {other}.")),
        }
    }
}

/// Small letters without circumflexes and accents, so that a search finds "Tŷ" by "ty".
pub(super) fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        'â' | 'á' | 'à' | 'ä' => 'a',
        'ê' | 'é' | 'è' | 'ë' => 'e',
        'î' | 'í' | 'ì' | 'ï' => 'i',
        'ô' | 'ó' | 'ò' | 'ö' => 'o',
        'û' | 'ú' | 'ù' | 'ü' => 'u',
        'ŵ' | 'ẃ' | 'ẁ' | 'ẅ' => 'w',
        'ŷ' | 'ý' | 'ỳ' | 'ÿ' => 'y',
        other => other,
    };
    text.trim().to_lowercase().chars().map(plain).collect()
}

impl Kith {
    /// Shows a document that has begun, empty until its changes are taken in.
    pub(super) fn begin_document(&mut self, at: &At, kind: u8, side: u8) -> KithResult<()> {
        let Some(known) = kind_of(kind) else { return Ok(()) };
        let empty = Document::new(at.id.0, known);
        let view = serde_json::to_string(&empty.view()).expect("a view is plain data");
        let row = DocumentRow { at: *at, kind, side, changed: (at.author, at.time_ms, at.device, at.seq), view, saved: empty.save() };
        self.storage.put_document(&row)?;
        self.unread_documents.insert(at.id);
        Ok(())
    }

    /// Takes in every change that was put aside, each document's in one batch.
    pub(super) fn read_documents(&mut self) -> KithResult<()> {
        for id in std::mem::take(&mut self.unread_documents) {
            self.read_document(&id)?;
        }
        Ok(())
    }

    fn read_document(&mut self, id: &EntryId) -> KithResult<()> {
        let Some(row) = self.storage.document(id)? else { return Ok(()) };
        let waiting = self.storage.document_waiting(id)?;
        if waiting.is_empty() {
            return Ok(());
        }
        let mut incoming = Vec::with_capacity(waiting.len());
        let mut rows = Vec::with_capacity(waiting.len());
        for (device_n, seq, change) in waiting {
            let author = self.storage.device_id(device_n)?.unwrap_or(DeviceId::ZERO);
            let person = self.space_by_n(row.at.space).and_then(|s| self.person_of(s, &author));
            if row.kind == PROFILE && person != Some(row.at.author) {
                self.storage.drop_document_waiting(id, device_n, seq)?;
                self.storage.count_refused("another-persons-profile")?;
                continue;
            }
            incoming.push(Incoming { author, change });
            rows.push((device_n, seq));
        }
        let mut document = Document::load(id.0, &row.saved)?;
        let admitted = document.admit(&incoming);
        let held_back: Vec<usize> = admitted.waiting.iter().map(|w| w.index).collect();
        for (i, (device_n, seq)) in rows.iter().enumerate() {
            if !held_back.contains(&i) || held_back.len() > limits::DOCUMENT_WAITING_MAX {
                self.storage.drop_document_waiting(id, *device_n, *seq)?;
            }
        }
        for _ in &admitted.refused {
            self.storage.count_refused("bad-change")?;
        }
        if admitted.applied.is_empty() {
            return Ok(());
        }
        let applied: Vec<(DeviceId, i64, u64)> = admitted.applied.iter().map(|i| (incoming[*i].author, rows[*i].0, rows[*i].1)).collect();
        self.keep_document(row, &document, &applied)
    }

    /// Keeps a document with what it says now; `applied` are the entries of the changes that it just took in.
    fn keep_document(&mut self, mut row: DocumentRow, document: &Document, applied: &[(DeviceId, i64, u64)]) -> KithResult<()> {
        let view = document.view();
        if let Some(last) = view.latest.iter().max_by(|a, b| (a.time_ms, &a.change).cmp(&(b.time_ms, &b.change))) {
            row.changed.0 = self.author_of(&row.at, &last.actor).unwrap_or(row.at.author);
            row.changed.1 = u64::try_from(last.time_ms).ok().filter(|ms| *ms > 0).unwrap_or(row.at.time_ms);
            // Where the last change has arrived is told of that change, whoever wrote it.
            let entries = applied.iter().filter(|(author, ..)| Actor::of(author, &row.at.id.0).hex() == last.actor);
            if let Some((_, device_n, seq)) = entries.max_by_key(|(.., seq)| *seq) {
                (row.changed.2, row.changed.3) = (*device_n, *seq);
            }
        }
        row.view = serde_json::to_string(&view).expect("a view is plain data");
        row.saved = document.save();
        self.storage.put_document(&row)?;
        if row.kind == PROFILE {
            self.storage.put_offers(&row.at.author, &row.at.id, &offers(&view))?;
            self.changed(Change::Members);
        } else {
            self.changed(Change::Plan { plan: row.at.id.hex() });
        }
        let space = self.space_by_n(row.at.space).map(|s| s.id);
        if let Some(space) = space {
            self.changed_circle(&space);
        }
        Ok(())
    }

    /// The person behind an actor of a document.
    pub(super) fn author_of(&self, at: &At, actor: &str) -> Option<PersonId> {
        let space = self.space_by_n(at.space)?;
        let device = space.resolved.devices.iter().find(|d| Actor::of(&d.id, &at.id.0).hex() == actor)?;
        self.person_of(space, &device.id)
    }

    /// Begins a document in a space. The caller commits.
    pub(super) fn new_document(&mut self, space: SpaceId, kind: u8, side: u8, now_ms: u64) -> KithResult<EntryId> {
        Ok(self.append(space, Kind::Fact, Fact::Document(kind, side).to_bytes(), now_ms)?.id)
    }

    /// Changes a document. The caller commits; if that fails, nothing of it is kept, for the document is loaded anew each time.
    pub(super) fn edit_document(&mut self, id: &EntryId, edits: &[Edit], now_ms: u64) -> KithResult<()> {
        let row = self.storage.document(id)?.ok_or_else(|| KithError::not_found("no-such-document", "There is no such document on this device."))?;
        let space = self.space_by_n(row.at.space).map(|s| s.id).ok_or_else(|| KithError::not_found("no-such-space", "This device does not hold that."))?;
        let mut document = Document::load(id.0, &row.saved)?;
        let time_ms = i64::try_from(now_ms).unwrap_or(i64::MAX);
        let Some(change) = document.edit(Actor::of(&self.device, &id.0), edits, time_ms)? else { return Ok(()) };
        self.append(space, Kind::Edit, fact::edit_body(id, &change), now_ms)?;
        self.read_documents()
    }
}

/// What can be found of somebody through a part of their profile: list, item, folded item.
fn offers(view: &DocumentView) -> Vec<(String, String, String)> {
    let mut out = Vec::new();
    for (name, field) in &view.fields {
        match field {
            FieldView::Set(items) => out.extend(items.iter().map(|i| (name.clone(), i.clone(), fold(i)))),
            FieldView::Texts(texts) => {
                out.extend(texts.iter().filter(|(_, t)| !t.trim().is_empty()).map(|(k, t)| (format!("sections/{k}"), t.clone(), fold(t))));
            }
            _ => {}
        }
    }
    out
}
