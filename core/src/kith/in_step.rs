//! What a person's devices keep in step beside their records: what each device is called, and notes that are begun and not finished.
//!
//! Both live in the person's own space, so that nobody else ever sees them. Of what two devices said apart the later word stands. What a
//! device is set to for itself (its language, airplane mode, its relay, when it locks, what it fetches) stays its own.

use super::{
    Change, Kith, KithError, KithResult, naming,
    rights::Chosen,
    view::{DeviceView, DraftView},
};
use crate::{
    fact::{DRAFT_LET_GO, Fact, Notice, Target},
    storage::projection::NoticeRow,
};
use kith_wire::{DeviceId, Kind, SpaceId, limits};
use std::collections::BTreeMap;

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

    /// Keeps a note as far as it is written, in place of what was kept before; an empty text lets go of it.
    pub(super) fn note_draft(&mut self, circle: &str, text: &str, now_ms: u64) -> KithResult<Vec<DraftView>> {
        let (circle, text) = (self.circle(circle)?, naming::clean_words(text)?);
        let others = self.note_drafts()?.into_iter().filter(|draft| draft.circle != circle.hex()).count();
        if !text.is_empty() && others >= limits::DRAFTS_MAX {
            let reason = format!("{others} notes are begun already. Finish one of them, or let go of it; what you are writing now is only on this screen.");
            return Err(KithError::invalid("too-many-drafts", reason).with("most", others));
        }
        self.keep_draft(&circle, &text, now_ms)?;
        self.note_drafts()
    }

    /// The same by the circle's id. What was kept before goes, body and all: nobody finds half-thought words in a log.
    pub(super) fn keep_draft(&mut self, circle: &SpaceId, text: &str, now_ms: u64) -> KithResult<()> {
        let before = self.storage.notices(self.space(&self.own)?.n, Notice::Draft as u8, Some(&circle.0))?;
        if before.last().map_or(text.is_empty(), |last| last.value == text.as_bytes()) {
            return Ok(());
        }
        if !text.is_empty() {
            self.append(self.own, Kind::Fact, Fact::Notice(Notice::Draft as u8, circle.0.to_vec(), text.as_bytes().to_vec()).to_bytes(), now_ms)?;
        }
        let mut gone = Chosen::new();
        for row in &before {
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

    /// Notes that are begun and not finished, in circles that I am in.
    pub(super) fn note_drafts(&self) -> KithResult<Vec<DraftView>> {
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::Draft as u8, None)?;
        let last: BTreeMap<Vec<u8>, NoticeRow> = rows.into_iter().map(|r| (r.key.clone(), r)).collect();
        let here = self.circles_in();
        let mut out: Vec<DraftView> = Vec::new();
        for (key, row) in last {
            let Some(circle) = SpaceId::from_slice(&key).filter(|c| here.contains(c)) else { continue };
            let device = self.storage.device_id(row.at.device)?;
            out.push(DraftView {
                circle: circle.hex(),
                text: String::from_utf8(row.value).unwrap_or_default(),
                kept_ms: row.at.time_ms,
                here: device == Some(self.device),
            });
        }
        out.sort_by_key(|d| std::cmp::Reverse(d.kept_ms));
        Ok(out)
    }
}
