//! Asking for erasure: one thing, part of a document, or everything that one wrote.

use super::bury::erasable;
use crate::{
    circle::task::TaskFact,
    document::{Edit, FieldView},
    fact::{self, ERASE_ENTRIES_MAX, ERASE_REASON_CHARS_MAX, Erasure, Fact, Notice, Target, Targets, VisitCorrection},
    kith::{
        Kith, KithError, KithResult, naming, plans,
        project::HANDOVER_FOR,
        view::{ErasedView, StaysView},
    },
    space::act,
    storage::{
        log::StoredEntry,
        projection::{At, DocumentRow},
    },
    words::Words,
};
use kith_wire::{Body, DeviceId, EntryId, Kind, PersonId, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// Entries by the device that wrote them.
pub(in crate::kith) type Chosen = BTreeMap<DeviceId, BTreeSet<Target>>;

/// What a person asks to have erased.
#[derive(Debug)]
pub(in crate::kith) struct Erasing<'a> {
    /// What.
    pub(in crate::kith) item: &'a str,
    /// Of a document: these fields alone; a new one takes its place.
    pub(in crate::kith) fields: &'a [String],
    /// Why.
    pub(in crate::kith) reason: &'a str,
    /// Only say what it is.
    pub(in crate::kith) preview: bool,
}

/// What was written where one is not any more: those who look after the place can have it erased.
pub(super) const LEFT: &str = "left";

/// One thing found, with what belongs to it.
pub(super) struct Found {
    pub(super) space: SpaceId,
    pub(super) id: EntryId,
    pub(super) what: &'static str,
    pub(super) chosen: Chosen,
    author: PersonId,
    written_ms: u64,
    stays: Vec<(&'static str, u32)>,
}

pub(super) fn clean_reason(reason: &str) -> KithResult<String> {
    let reason = naming::clean_words(reason)?;
    if reason.chars().count() > ERASE_REASON_CHARS_MAX {
        return Err(KithError::invalid("reason-too-long", format!("A reason has at most {ERASE_REASON_CHARS_MAX} characters.")));
    }
    Ok(reason)
}

impl Kith {
    /// Erases one thing of mine, or as keeper of another's: for everybody who holds it.
    pub(in crate::kith) fn erase(&mut self, erasing: &Erasing<'_>, now_ms: u64) -> KithResult<ErasedView> {
        let reason = clean_reason(erasing.reason)?;
        let found = self.left_standing(self.find_thing(erasing.item)?)?;
        if erasing.preview && self.may_hold() {
            // Whoever may keep a thing back looks at it first, too.
            return self.prospect(&found);
        }
        self.require_right(found.space, &found.author)?;
        if erasing.preview {
            return self.prospect(&found);
        }
        if found.chosen.is_empty() {
            return self.erased_view(&found);
        }
        let successor = if erasing.fields.is_empty() { None } else { Some(self.replace_document(&found, erasing.fields, now_ms)?) };
        let entries = self.append_erasure(found.space, &found.chosen, &reason, successor, now_ms)?;
        Ok(ErasedView { entries, successor: successor.map(|s| s.hex()), ..self.erased_view(&found)? })
    }

    /// Where this device writes no more, all of a thing stays.
    fn left_standing(&self, found: Found) -> KithResult<Found> {
        if self.space(&found.space)?.may_write(&self.device) {
            return Ok(found);
        }
        let left = found.chosen.values().map(BTreeSet::len).sum::<usize>();
        let stays = vec![(LEFT, u32::try_from(left).unwrap_or(u32::MAX))];
        Ok(Found { chosen: Chosen::new(), stays, ..found })
    }

    /// What a thing is, and what stays of it.
    pub(super) fn erased_view(&self, found: &Found) -> KithResult<ErasedView> {
        let entries = found.chosen.values().map(BTreeSet::len).sum::<usize>();
        Ok(ErasedView {
            item: found.id.hex(),
            preview: false,
            what: found.what.to_owned(),
            place: self.space(&found.space)?.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default(),
            by: self.person_view(&found.author),
            written_ms: found.written_ms,
            text: Vec::new(),
            entries: u32::try_from(entries).unwrap_or(u32::MAX),
            successor: None,
            stays: self.stays(found.stays.clone()),
        })
    }

    /// One thing that was written, with all the entries that belong to it.
    pub(super) fn find_thing(&self, item: &str) -> KithResult<Found> {
        let rows = self.storage.item_rows()?;
        let stories = self.my_story_rows()?;
        let lines = self.storage.statements(None, fact::LINE)?.into_iter().map(|(at, _)| (at.id, at.space));
        let attached = self.storage.attachments(None, u32::MAX)?.into_iter().map(|row| (row.at.id, row.at.space));
        let all = rows.into_iter().map(|r| (r.0, r.1)).chain(stories.into_iter().map(|e| (e.0, e.1))).chain(lines).chain(attached);
        let (id, n) = naming::pick(item, "item", all.map(|(id, n)| (id.hex(), None, (id, n))))?;
        let space = self.space_by_n(n).map(|s| s.id).ok_or_else(|| KithError::not_found("no-such-space", "This device does not hold that."))?;
        if let Some(row) = self.storage.document(&id)? {
            return self.document_erasable(space, &row);
        }
        if self.storage.statements(Some(n), fact::LINE)?.iter().any(|(at, _)| at.id == id) {
            return self.line_erasable(space, &id);
        }
        let (mut chosen, mut stays) = (Chosen::new(), Vec::new());
        let (what, at) = if let Some(note) = self.storage.note(&id)? {
            (if matches!(note.kind, 1 | HANDOVER_FOR) { "handover" } else { "note" }, note.at)
        } else if let Some(visit) = self.storage.visit(&id)? {
            if self.confirmation(&visit).is_some() {
                stays.push(("hour", 1));
            }
            for (device, target) in self.handovers_of(&visit)? {
                chosen.entry(device).or_default().insert(target);
            }
            ("visit", visit.at)
        } else if let Some(attached) = self.storage.attachment(&id)? {
            ("attachment", attached.at)
        } else {
            let story = self.storage.notice(&id)?.ok_or_else(|| KithError::not_found("no-such-item", "There is no such item on this device."))?;
            ("story", story)
        };
        let device = self.storage.device_id(at.device)?.unwrap_or(DeviceId::ZERO);
        chosen.entry(device).or_default().insert(Target { seq: at.seq, id });
        for entry in self.storage.held_of_kind(n, Kind::Fact, None)? {
            let hangs = match Self::fact_of(&entry) {
                Some(Fact::Correction(note, _)) => note == id,
                Some(Fact::VisitEnd(end) | Fact::VisitCorrected(VisitCorrection { end, .. })) => end.visit == id,
                Some(Fact::Attached(attached)) => attached.of == id,
                Some(Fact::Tasks(TaskFact::Done(visit, _))) => visit == id,
                _ => false,
            };
            if let Some(device) = self.storage.device_id(entry.device)?.filter(|_| hangs) {
                chosen.entry(device).or_default().insert(Target { seq: entry.seq, id: entry.id });
            }
        }
        Ok(Found { space, id, what, chosen, author: at.author, written_ms: at.time_ms, stays })
    }

    pub(in crate::kith) fn fact_of(entry: &StoredEntry) -> Option<Fact> {
        match &entry.body {
            Body::Held { bytes, .. } if entry.kind == Kind::Fact => Fact::from_bytes(bytes).ok(),
            _ => None,
        }
    }

    /// Lines of coins' stories that I gave, and poems and pictures of mine: id and space's number.
    fn my_story_rows(&self) -> KithResult<Vec<(EntryId, i64)>> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for kind in [Notice::Story, Notice::Attachment, Notice::TwinMade, Notice::TwinSeen] {
            out.extend(self.storage.notices(commons.n, kind as u8, None)?.into_iter().filter(|r| r.at.author == self.me).map(|r| (r.at.id, commons.n)));
        }
        Ok(out)
    }

    fn require_right(&self, space: SpaceId, author: &PersonId) -> KithResult<()> {
        let here = self.space(&space)?;
        if *author == self.me || (here.resolved.level(&self.me) >= act::KEEPER && Self::may_erase(here, &self.me, Some(*author))) {
            return Ok(());
        }
        Err(KithError::not_allowed("not-yours", "Only who wrote it, or somebody who looks after the circle, may have it erased."))
    }

    /// A line of a list with all that I may have erased of it; medicines and allergies stay.
    fn line_erasable(&self, space: SpaceId, id: &EntryId) -> KithResult<Found> {
        let here = self.space(&space)?;
        let (mut chosen, mut left, mut first) = (Chosen::new(), 0, None);
        let rows = self.storage.statements(Some(here.n), fact::LINE)?;
        let line_of = |at: &At, body: &[u8]| match Fact::from_bytes(body) {
            Ok(Fact::Line(change)) => change.line.unwrap_or(at.id),
            _ => at.id,
        };
        let line = rows.iter().find(|(at, _)| at.id == *id).map_or(*id, |(at, body)| line_of(at, body));
        for (at, body) in rows.iter().filter(|(at, body)| line_of(at, body) == line) {
            first = first.or(Some((at.author, at.time_ms)));
            let device = self.storage.device_id(at.device)?.filter(|_| erasable(Kind::Fact, body) && Self::may_erase(here, &self.me, Some(at.author)));
            match device {
                Some(device) => drop(chosen.entry(device).or_default().insert(Target { seq: at.seq, id: at.id })),
                None => left += 1,
            }
        }
        let stays = if left > 0 { vec![("line", left)] } else { Vec::new() };
        let (author, written_ms) = first.unwrap_or((self.me, 0));
        Ok(Found { space, id: line, what: "line", chosen, author, written_ms, stays })
    }

    /// A document with every change of it that I may have erased.
    fn document_erasable(&self, space: SpaceId, row: &DocumentRow) -> KithResult<Found> {
        let here = self.space(&space)?;
        let (mut chosen, mut left) = (Chosen::new(), 0);
        let device = self.storage.device_id(row.at.device)?.unwrap_or(DeviceId::ZERO);
        chosen.entry(device).or_default().insert(Target { seq: row.at.seq, id: row.at.id });
        for entry in self.storage.held_of_kind(row.at.space, Kind::Edit, None)? {
            let Body::Held { bytes, .. } = &entry.body else { continue };
            let Some(device) = self.storage.device_id(entry.device)?.filter(|_| fact::read_edit(bytes).is_some_and(|(d, _)| d == row.at.id)) else { continue };
            if Self::may_erase(here, &self.me, self.person_of(here, &device)) {
                chosen.entry(device).or_default().insert(Target { seq: entry.seq, id: entry.id });
            } else {
                left += 1;
            }
        }
        let what = if row.kind == crate::kith::documents::PROFILE { "profile-part" } else { "plan" };
        let stays = if left > 0 { vec![("edit", left)] } else { Vec::new() };
        Ok(Found { space, id: row.at.id, what, chosen, author: row.at.author, written_ms: row.at.time_ms, stays })
    }

    /// A new document that says what the old one does, but for these fields.
    fn replace_document(&mut self, found: &Found, fields: &[String], now_ms: u64) -> KithResult<EntryId> {
        let row = self.storage.document(&found.id)?.ok_or_else(|| {
            KithError::invalid("not-a-document", "Only of a plan or of a part of a profile can something be erased by itself. Have the whole erased.")
        })?;
        let view = plans::view_of(&row);
        let known = |f: &String| view.fields.contains_key(f.split('/').next().unwrap_or(f));
        if !fields.iter().all(known) {
            return Err(KithError::invalid("no-such-part", "There is no field of that name here."));
        }
        let mut edits = Vec::new();
        for (field, says) in &view.fields {
            copy_field(field, says, fields, &mut edits);
        }
        let new = self.new_document(found.space, row.kind, row.side, now_ms)?;
        if !edits.is_empty() {
            self.edit_document(&new, &edits, now_ms)?;
        }
        Ok(new)
    }

    /// Writes the erasure, in as many entries as it takes; how many entries it names.
    pub(in crate::kith) fn append_erasure(
        &mut self,
        space: SpaceId,
        chosen: &Chosen,
        reason: &str,
        successor: Option<EntryId>,
        now_ms: u64,
    ) -> KithResult<u32> {
        let flat: Vec<(DeviceId, Target)> = chosen.iter().flat_map(|(d, targets)| targets.iter().map(|t| (*d, *t))).collect();
        for some in flat.chunks(ERASE_ENTRIES_MAX) {
            let mut targets: Vec<Targets> = Vec::new();
            for (device, target) in some {
                match targets.last_mut().filter(|t| t.device == *device) {
                    Some(last) => last.entries.push(*target),
                    None => targets.push(Targets { device: *device, entries: vec![*target] }),
                }
            }
            self.append(space, Kind::Fact, Fact::Erase(Erasure { targets, reason: reason.to_owned(), successor }).to_bytes(), now_ms)?;
        }
        Ok(u32::try_from(flat.len()).unwrap_or(u32::MAX))
    }

    pub(super) fn stays(&self, counts: impl IntoIterator<Item = (&'static str, u32)>) -> Vec<StaysView> {
        let why = |what: &str| Words::of(self.settings.language).say(&format!("stays-{what}"));
        counts.into_iter().map(|(what, count)| StaysView { what: what.to_owned(), count, why: why(what) }).collect()
    }
}

/// The edits that make a field of a new document say what it says in the old one.
fn copy_field(field: &str, says: &FieldView, without: &[String], edits: &mut Vec<Edit>) {
    let left_out = |name: &str| without.iter().any(|w| w == name);
    if left_out(field) {
        return;
    }
    let name = field.to_owned();
    match says {
        FieldView::Text(text) if !text.is_empty() => edits.push(Edit::SetText { field: name, text: text.clone() }),
        FieldView::Register(Some(value)) => edits.push(Edit::Put { field: name, value: value.clone() }),
        // Of values that were written apart the first is taken over; who wrote the others is asked again by the late changes.
        FieldView::Kept(values) => edits.extend(values.first().map(|v| Edit::Put { field: name, value: v.value.clone() })),
        FieldView::Texts(texts) => {
            let kept = texts.iter().map(|(key, text)| (format!("{field}/{key}"), text)).filter(|(path, text)| !left_out(path) && !text.is_empty());
            edits.extend(kept.map(|(field, text)| Edit::SetText { field, text: text.clone() }));
        }
        FieldView::Set(things) => {
            let kept = things.iter().filter(|t| !left_out(&format!("{field}/{t}")));
            edits.extend(kept.map(|value| Edit::Add { field: field.to_owned(), value: value.clone() }));
        }
        FieldView::Text(_) | FieldView::Register(None) | FieldView::Values(_) | FieldView::Items(_) => {}
    }
}
