//! Erasing everything that one wrote: what goes, counted by kind, and what stays and why.

use super::{
    Chosen,
    bury::erasable,
    erase::{LEFT, clean_reason},
};
use crate::{
    circle::{card_link::CardLinkFact, task::TaskFact},
    fact::{self, CoinItem, Fact, NoteKind, Notice, Target},
    kith::{
        Kith, KithResult,
        view::{CountView, EraseAllView},
    },
    space::SpaceKind,
    storage::log::StoredEntry,
    words::Words,
};
use kith_wire::{Body, DeviceId, EntryId, Kind, Lane, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// A count by kind, in the order in which kinds are shown.
#[derive(Default)]
struct Counts(BTreeMap<&'static str, u32>);

impl Counts {
    fn one(&mut self, what: &'static str) {
        self.some(what, 1);
    }

    fn some(&mut self, what: &'static str, count: u32) {
        let held = self.0.entry(what).or_default();
        *held = held.saturating_add(count);
    }
}

impl Kith {
    /// Erases everything that I wrote in a circle, or anywhere; or only says what that would mean.
    pub(in crate::kith) fn erase_all(&mut self, circle: Option<&str>, reason: &str, preview: bool, now_ms: u64) -> KithResult<EraseAllView> {
        let reason = clean_reason(reason)?;
        let one = circle.map(|c| self.circle(c)).transpose()?;
        let spaces: Vec<SpaceId> = self.spaces.keys().copied().filter(|s| one.is_none_or(|o| o == *s)).collect();
        let (mut goes, mut stays) = (Counts::default(), Counts::default());
        let mut all = Vec::new();
        for space in spaces {
            let chosen = self.mine_in(space, &mut goes, &mut stays)?;
            all.push((space, chosen));
        }
        if !preview {
            for (space, chosen) in all {
                if !chosen.is_empty() {
                    self.append_erasure(space, &chosen, &reason, None, now_ms)?;
                }
            }
            if one.is_none() {
                // From here on screens show the beginning of the id in place of the name.
                let named = self.commons.into_iter().chain([self.own]).filter(|s| self.spaces.get(s).is_some_and(|s| s.may_write(&self.device)));
                for space in named.collect::<Vec<_>>() {
                    self.append(space, Kind::Fact, Fact::Name(String::new()).to_bytes(), now_ms)?;
                }
            }
        }
        let catalogue = Words::of(self.settings.language);
        let cannot_reach = ["paper", "exports", "devices", "memory"].iter().map(|w| catalogue.say(&format!("unreached-{w}"))).collect();
        let goes = goes.0.into_iter().map(|(what, count)| CountView { what: what.to_owned(), count }).collect();
        Ok(EraseAllView { preview, goes, stays: self.stays(stays.0), cannot_reach })
    }

    /// Everything of mine in a space that may be erased, counted by kind, with what stays.
    fn mine_in(&self, space: SpaceId, goes: &mut Counts, stays: &mut Counts) -> KithResult<Chosen> {
        let here = self.space(&space)?;
        let n = here.n;
        if here.kind() == Some(SpaceKind::Safeguarding) {
            // What lies there is not the lead's own, and is not spoken of.
            return Ok(Chosen::new());
        }
        stays.one("membership");
        let kept = self.kept_about(n, &self.me)?;
        if kept > 0 {
            stays.some("kept", kept);
        }
        // Where I am not any more nothing can be asked for: it stays, all of it, and the preview says so as well.
        let gone = !here.may_write(&self.device);
        let mut chosen = Chosen::new();
        let mut edits: Vec<(DeviceId, Target, EntryId)> = Vec::new();
        let mut documents = BTreeSet::new();
        for (device, device_n, head) in self.storage.vector(n, Lane::Data)? {
            if self.person_of(here, &device) != Some(self.me) {
                continue;
            }
            for entry in self.storage.entries(n, Lane::Data, device_n, (1, head.seq))? {
                let Body::Held { bytes, .. } = &entry.body else { continue };
                if is_unspoken(&entry) {
                    continue;
                }
                if gone {
                    if entry.kind == Kind::Edit || erasable(entry.kind, bytes) {
                        stays.one(LEFT);
                    } else {
                        stays.one(word_of(&entry));
                    }
                    continue;
                }
                let target = Target { seq: entry.seq, id: entry.id };
                if let Some((document, _)) = fact::read_edit(bytes).filter(|_| entry.kind == Kind::Edit) {
                    edits.push((device, target, document));
                    continue;
                }
                let what = word_of(&entry);
                // A hold is released by itself, by whoever holds it, never along with everything else.
                if what != "kept" && erasable(entry.kind, bytes) {
                    if matches!(Self::fact_of(&entry), Some(Fact::Document(..))) {
                        documents.insert(entry.id);
                    }
                    goes.one(what);
                    chosen.entry(device).or_default().insert(target);
                } else {
                    stays.one(what);
                }
            }
        }
        for (device, target, document) in edits {
            if documents.contains(&document) {
                goes.one("edit");
                chosen.entry(device).or_default().insert(target);
            } else {
                stays.one("edit");
            }
        }
        Ok(chosen)
    }
}

/// Whether an entry is of a concern, or of a removal that waits for signatures: neither erased with everything else nor counted.
fn is_unspoken(entry: &StoredEntry) -> bool {
    let kinds = [Notice::Concern, Notice::ConcernLine, Notice::Removal, Notice::RemovalWord].map(|n| n as u8);
    matches!(Kith::fact_of(entry), Some(Fact::Notice(kind, ..)) if kinds.contains(&kind))
}

/// What an entry is, in the word under which it is counted.
fn word_of(entry: &StoredEntry) -> &'static str {
    match Kith::fact_of(entry) {
        Some(Fact::Note(NoteKind::Note, _) | Fact::NoteFor(NoteKind::Note, ..) | Fact::LateNote(..)) => "note",
        Some(Fact::Note(NoteKind::Handover, _) | Fact::NoteFor(NoteKind::Handover, ..)) => "handover",
        Some(Fact::Correction(..)) => "correction",
        Some(Fact::VisitStart(_) | Fact::VisitEnd(_) | Fact::VisitCorrected(_) | Fact::VisitFor(_) | Fact::Tasks(TaskFact::Done(..))) => "visit",
        Some(Fact::Tasks(_)) => "boundary",
        Some(Fact::VisitConfirmed(..)) => "hour",
        Some(Fact::Coin(kind, _)) if kind == CoinItem::AutoDonate as u8 => "setting",
        Some(Fact::Coin(kind, _)) if kind == CoinItem::Attachment as u8 => "attachment",
        Some(Fact::Coin(..)) => "coin",
        Some(Fact::Name(_)) => "name",
        Some(Fact::Document(kind, _)) if kind == crate::kith::documents::PROFILE => "profile-part",
        Some(Fact::Document(..)) => "plan",
        Some(Fact::Notice(kind, ..)) if kind == Notice::Story as u8 => "story",
        Some(Fact::Notice(kind, ..)) if kind == Notice::Attachment as u8 => "attachment",
        Some(Fact::Notice(kind, ..)) if kind == Notice::TwinMade as u8 || kind == Notice::TwinSeen as u8 => "twin",
        Some(Fact::Notice(kind, ..)) if kind == Notice::Draft as u8 => "draft",
        Some(Fact::Notice(..)) => "notice",
        Some(Fact::Erase(_)) => "erasure",
        Some(Fact::Access(..)) => "access",
        Some(Fact::Hold(_) | Fact::Kept(..)) => "kept",
        Some(Fact::Line(_) | Fact::CardLink(CardLinkFact::Made(_))) => "line",
        Some(Fact::Dose(_)) => "dose",
        Some(Fact::Attached(_)) => "attachment",
        Some(Fact::Fetched(_) | Fact::CardPrinted(_) | Fact::CardLink(_)) => "notice",
        Some(Fact::Rota(_)) => "rota",
        Some(Fact::Closed(..) | Fact::Asked(..) | Fact::Reviewed(..) | Fact::Answered(_)) => "notice",
        None => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::LEFT;
    use crate::words::{Language, Words};

    /// What is erased by itself, or not at all.
    const NEVER_GOES: [&str; 11] = ["boundary", "rota", "hour", "setting", "coin", "notice", "erasure", "access", "kept", "dose", "other"];

    /// covers: X4, X5
    #[test]
    fn whatever_goes_or_stays_is_counted_under_words_that_both_languages_have() {
        let source = include_str!("everything.rs");
        let counted = source.split("\nfn word_of(").nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap();
        let mut words: Vec<&str> = counted.split('"').skip(1).step_by(2).chain(["edit"]).collect();
        words.sort_unstable();
        words.dedup();
        assert!(words.len() > 15 && NEVER_GOES.iter().all(|word| words.contains(word)), "{words:?}");
        for language in Language::ALL {
            let has = |key: String| assert!(Words::of(language).has(&key), "{} has no {key}", language.code());
            words.iter().filter(|word| !NEVER_GOES.contains(word)).for_each(|word| has(format!("rights-goes-{word}")));
            NEVER_GOES.iter().chain(&["edit", "line", "membership", LEFT]).for_each(|word| has(format!("stays-{word}")));
            for what in ["note", "handover", "visit", "plan", "profile-part", "line", "story", "attachment"] {
                has(format!("erase-what-{what}"));
            }
        }
    }
}
