//! What a person's devices keep in step beside their records: what each device is called, and notes that are begun and not finished.
//!
//! Both live in the person's own space, so that nobody else ever sees them. Of names that two devices said apart the later stands; drafts typed apart
//! are all kept, one of each device, until they are written or let go. What a device is set to for itself (its
//! language, airplane mode, its relay, when it locks, what it fetches) stays its own.

use super::{
    Change, Kith, KithError, KithResult, naming,
    rights::Chosen,
    view::{DeviceView, DraftView},
};
use crate::{
    fact::{DRAFT_LET_GO, Fact, Notice, Target},
    storage::projection::NoticeRow,
};
use kith_wire::{DeviceId, EntryId, Kind, SpaceId, limits};
use std::collections::{BTreeMap, BTreeSet};

impl Kith {
    /// What the devices of one's own are called, by each of them.
    pub(super) fn device_names(&self) -> KithResult<BTreeMap<Vec<u8>, String>> {
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::DeviceNamed as u8, None)?;
        // They come in order of time, and of two of one time by id: the later word stands.
        Ok(rows.into_iter().filter_map(|r| Some((r.key, naming::clean_name(&String::from_utf8(r.value).ok()?).ok()?))).collect())
    }

    /// Says on all one's devices what one of them is called.
    pub(super) fn say_device_name(&mut self, device: &DeviceId, label: &str, now_ms: u64) -> KithResult<()> {
        let said = Fact::Notice(Notice::DeviceNamed as u8, device.0.to_vec(), label.as_bytes().to_vec());
        self.append(self.own, Kind::Fact, said.to_bytes(), now_ms)?;
        self.changed(Change::Devices);
        Ok(())
    }

    /// Names a device of one's own.
    pub(super) fn device_name(&mut self, device: &str, label: &str, now_ms: u64) -> KithResult<Vec<DeviceView>> {
        let label = naming::clean_name(label)?;
        let mine = self.devices()?;
        let id = naming::pick(device, "device", mine.into_iter().filter_map(|d| Some((d.id.clone(), Some(d.label), d.id.parse::<DeviceId>().ok()?))))?;
        self.say_device_name(&id, &label, now_ms)?;
        self.devices()
    }

    /// Keeps a note as far as it is written, in place of what this device kept before and of the draft that it goes on with; an empty text lets go of the
    /// draft that is named, or else of this device's own.
    pub(super) fn note_draft(&mut self, circle: &str, (text, of): (&str, Option<&str>), now_ms: u64) -> KithResult<Vec<DraftView>> {
        let (circle, text) = (self.circle(circle)?, naming::clean_words(text)?);
        let begun = self.note_drafts()?;
        let others: BTreeSet<&str> = begun.iter().map(|draft| draft.circle.as_str()).filter(|other| *other != circle.hex()).collect();
        if !text.is_empty() && others.len() >= limits::DRAFTS_MAX {
            let (most, reason) =
                (others.len(), "notes are begun already. Finish one of them, or let go of it; what you are writing now is only on this screen.");
            return Err(KithError::invalid("too-many-drafts", format!("{most} {reason}")).with("most", most));
        }
        let there = begun.iter().filter(|draft| draft.circle == circle.hex());
        let of = match of.map(|of| naming::pick(of, "draft", there.map(|d| (d.id.clone(), None, d.id.clone())))).transpose() {
            // It was written, let go of or gone on with meanwhile: the words are kept all the same.
            Err(_) if !text.is_empty() => None,
            other => other?,
        };
        if text.is_empty() {
            self.let_go_of_drafts(&circle, |_, here, last| of.as_ref().map_or(here, |of| *of == last.hex()), now_ms)?;
        } else {
            self.keep_draft(&circle, &text, now_ms)?;
            self.let_go_of_drafts(&circle, |row, here, last| !here && (of.as_ref() == Some(&last.hex()) || holds(&text, &row.value)), now_ms)?;
        }
        self.note_drafts()
    }

    /// Keeps what this device has of a note, in place of what it kept before.
    pub(super) fn keep_draft(&mut self, circle: &SpaceId, text: &str, now_ms: u64) -> KithResult<()> {
        let before = self.draft_rows(circle)?;
        let last = before.iter().filter(|row| row.at.device == self.device_n).max_by_key(|row| row.at.seq);
        if last.is_some_and(|last| last.value == text.as_bytes()) {
            return Ok(());
        }
        let kept = self.append(self.own, Kind::Fact, Fact::Notice(Notice::Draft as u8, circle.0.to_vec(), text.as_bytes().to_vec()).to_bytes(), now_ms)?.id;
        self.let_go_of_drafts(circle, |row, here, _| here && row.at.id != kept, now_ms)
    }

    /// A note was written here: what this device had begun of it is done, and so is what the note holds whole.
    pub(super) fn draft_written(&mut self, circle: &SpaceId, text: &str, now_ms: u64) -> KithResult<()> {
        self.let_go_of_drafts(circle, |row, here, _| here || holds(text, &row.value), now_ms)
    }

    fn draft_rows(&self, circle: &SpaceId) -> KithResult<Vec<NoticeRow>> {
        Ok(self.storage.notices(self.space(&self.own)?.n, Notice::Draft as u8, Some(&circle.0))?)
    }

    /// Lets go of drafts of a circle, body and all: nobody finds half-thought words in a log. Asked of each, with whether this device kept it, and with
    /// what its device kept last.
    fn let_go_of_drafts(&mut self, circle: &SpaceId, goes: impl Fn(&NoticeRow, bool, &EntryId) -> bool, now_ms: u64) -> KithResult<()> {
        let rows = self.draft_rows(circle)?;
        let last =
            |row: &NoticeRow| rows.iter().filter(|other| other.at.device == row.at.device).max_by_key(|other| other.at.seq).map_or(row.at.id, |r| r.at.id);
        let mut gone = Chosen::new();
        for row in rows.iter().filter(|row| goes(row, row.at.device == self.device_n, &last(row))) {
            if let Some(device) = self.storage.device_id(row.at.device)? {
                gone.entry(device).or_default().insert(Target { seq: row.at.seq, id: row.at.id });
            }
        }
        if !gone.is_empty() {
            self.append_erasure(self.own, &gone, DRAFT_LET_GO, None, now_ms)?;
        }
        self.changed(Change::Circle { circle: circle.hex() });
        Ok(())
    }

    /// Notes that are begun and not finished, in circles that I am in: of each device what it kept last. What was typed apart stands side by side.
    pub(super) fn note_drafts(&self) -> KithResult<Vec<DraftView>> {
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::Draft as u8, None)?;
        let mut last: BTreeMap<(Vec<u8>, i64), NoticeRow> = BTreeMap::new();
        for row in rows {
            let key = (row.key.clone(), row.at.device);
            if last.get(&key).is_none_or(|held| held.at.seq < row.at.seq) {
                last.insert(key, row);
            }
        }
        let here = self.circles_in();
        let mut out: Vec<DraftView> = Vec::new();
        for ((key, device), row) in last {
            let Some(circle) = SpaceId::from_slice(&key).filter(|c| here.contains(c)) else { continue };
            out.push(DraftView {
                id: row.at.id.hex(),
                circle: circle.hex(),
                text: String::from_utf8(row.value).unwrap_or_default(),
                kept_ms: row.at.time_ms,
                here: device == self.device_n,
            });
        }
        out.sort_by_key(|d| std::cmp::Reverse(d.kept_ms));
        Ok(out)
    }

    /// What I go on with in a circle on this device, and what I have begun apart on others: this device's own first, or else what was kept last.
    pub(super) fn drafts_in(&self, circle: &SpaceId) -> KithResult<(Option<DraftView>, Vec<DraftView>)> {
        let mut there: Vec<DraftView> = self.note_drafts()?.into_iter().filter(|draft| draft.circle == circle.hex()).collect();
        there.sort_by_key(|draft| !draft.here);
        let mut there = there.into_iter();
        Ok((there.next(), there.collect()))
    }
}

/// Whether a text holds all of what was begun.
fn holds(text: &str, begun: &[u8]) -> bool {
    std::str::from_utf8(begun).is_ok_and(|begun| text.contains(begun.trim()))
}
