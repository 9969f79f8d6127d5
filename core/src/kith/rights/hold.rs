//! Holds: what must be kept in spite of an erasure, as a copy made before anything is erased. It lies in the safeguarding space, where
//! the others who look after safety have it too, or where there is none in its holder's own.
//!
//! A hold changes nothing in the circle, neither entries nor their number; so nobody can tell, and devices do not differ. Its author is
//! told that something is kept where that is safe, by a word in the circle that names neither what nor who keeps it.

use super::erase::{Chosen, Found};
use crate::{
    fact::{self, Fact, Hold, VisitCorrection},
    kith::{
        Kith, KithError, KithResult,
        lines::says_text,
        naming,
        view::{HoldView, KeptView, Role},
    },
    storage::projection::At,
};
use kith_wire::{Body, EntryId, Kind, Lane, PersonId, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a hold's reason.
const REASON_CHARS_MAX: usize = 500;

impl Kith {
    /// Whether I may keep something back.
    pub(super) fn may_hold(&self) -> bool {
        self.has_role(&self.me, Role::SafeguardingLead) || self.has_role(&self.me, Role::RegisteredManager)
    }

    /// Keeps a copy of a note, a visit, a plan or a part of a profile.
    pub(in crate::kith) fn hold_add(&mut self, item: &str, reason: &str, tell: bool, now_ms: u64) -> KithResult<HoldView> {
        if !self.may_hold() {
            return Err(KithError::not_allowed("not-holder", "Only a safeguarding lead or the registered manager may keep something back."));
        }
        let reason = naming::clean_text(reason)?;
        if reason.chars().count() > REASON_CHARS_MAX {
            return Err(KithError::invalid("reason-too-long", format!("A reason has at most {REASON_CHARS_MAX} characters.")));
        }
        let found = self.find_thing(item)?;
        let here = self.space(&found.space)?;
        let (n, place) = (here.n, here.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default());
        let mut copies = Vec::new();
        for (device, targets) in &self.whole_of(n, &found)? {
            let author = self.person_of(here, device).unwrap_or(PersonId::ZERO);
            let device_n = self.storage.device_n(device)?;
            for target in targets {
                let Some(entry) = self.storage.entries(n, Lane::Data, device_n, (target.seq, target.seq))?.into_iter().next() else { continue };
                let Body::Held { bytes, .. } = entry.body else { continue };
                let (entry, kind, time_ms) = (entry.id, entry.kind as u8, entry.time_ms);
                copies.push(Hold { entry, item: found.id, place: place.clone(), author, kind, time_ms, body: bytes, reason: reason.clone(), told: tell });
            }
        }
        let author = copies.iter().find(|c| c.entry == found.id).map(|c| c.author);
        let keep_in = self.hold_space();
        for copy in copies {
            self.append(keep_in, Kind::Fact, Fact::Hold(copy).to_bytes(), now_ms)?;
        }
        if let Some(author) = author.filter(|a| tell && *a != self.me) {
            self.append(found.space, Kind::Fact, Fact::Kept(author, String::new()).to_bytes(), now_ms)?;
        }
        let held = self.holds()?.into_iter().find(|h| h.item == found.id.hex());
        held.ok_or_else(|| KithError::not_found("nothing-to-keep", "Nothing of this is held on this device any more."))
    }

    /// A thing with all that was changed in it: of a document others' changes too, whoever may have them erased.
    fn whole_of(&self, n: i64, found: &Found) -> KithResult<Chosen> {
        let mut whole = found.chosen.clone();
        for entry in self.storage.held_of_kind(n, Kind::Edit, None)? {
            let Body::Held { bytes, .. } = &entry.body else { continue };
            if fact::read_edit(bytes).is_some_and(|(document, _)| document == found.id)
                && let Some(device) = self.storage.device_id(entry.device)?
            {
                whole.entry(device).or_default().insert(fact::Target { seq: entry.seq, id: entry.id });
            }
        }
        Ok(whole)
    }

    /// Where a hold lies: with the others who look after safety, if there is a space of theirs here.
    fn hold_space(&self) -> SpaceId {
        let shared = self.my_safety_spaces().into_iter().find(|s| s.is_present(&self.device) && s.current().is_some());
        shared.map_or(self.own, |s| s.id)
    }

    /// The copies here that are kept: in the safeguarding space, and in one's own.
    fn hold_rows(&self) -> KithResult<Vec<(SpaceId, At, Hold)>> {
        let mut out = Vec::new();
        for space in self.my_safety_spaces().into_iter().chain(self.spaces.get(&self.own)) {
            for (at, body) in self.storage.statements(Some(space.n), fact::HOLD)? {
                if let Ok(Fact::Hold(hold)) = Fact::from_bytes(&body) {
                    out.push((space.id, at, hold));
                }
            }
        }
        out.sort_by_key(|(_, at, _)| (at.time_ms, at.id));
        Ok(out)
    }

    /// What is kept in spite of erasure, by me or by the others who look after safety.
    pub(in crate::kith) fn holds(&self) -> KithResult<Vec<HoldView>> {
        let mut out: Vec<HoldView> = Vec::new();
        let mut copied = BTreeSet::new();
        for (_, at, hold) in self.hold_rows()? {
            // One that was carried on into a new space is the same copy.
            if !copied.insert((hold.entry, at.author)) {
                continue;
            }
            let words = words_in(hold.kind, &hold.body);
            if let Some(known) = out.iter_mut().find(|h| h.item == hold.item.hex()) {
                known.words.extend(words);
                known.entries += 1;
                known.mine |= at.author == self.me;
            } else {
                out.push(HoldView {
                    item: hold.item.hex(),
                    place: hold.place,
                    author: self.person_view(&hold.author),
                    written_ms: hold.time_ms,
                    held_ms: at.time_ms,
                    reason: hold.reason,
                    told: hold.told,
                    entries: 1,
                    words,
                    mine: at.author == self.me,
                });
            }
        }
        out.reverse();
        Ok(out)
    }

    /// Lets go of what was kept: the copies are erased.
    pub(in crate::kith) fn hold_release(&mut self, item: &str, reason: &str, now_ms: u64) -> KithResult<Vec<HoldView>> {
        let rows = self.hold_rows()?;
        let mut items: Vec<EntryId> = rows.iter().map(|(.., hold)| hold.item).collect();
        items.sort_unstable();
        items.dedup();
        let item = Self::entry(item, "hold", items.into_iter())?;
        let mut chosen: BTreeMap<SpaceId, Chosen> = BTreeMap::new();
        // Another who keeps it too goes on keeping it.
        for (space, at, _) in rows.iter().filter(|(_, at, hold)| hold.item == item && at.author == self.me) {
            if let Some(device) = self.storage.device_id(at.device)? {
                chosen.entry(*space).or_default().entry(device).or_default().insert(fact::Target { seq: at.seq, id: at.id });
            }
        }
        if chosen.is_empty() {
            return Err(KithError::not_allowed("not-your-hold", "Only who keeps it lets go of it."));
        }
        let reason = naming::clean_words(reason)?;
        for (space, chosen) in chosen {
            self.append_erasure(space, &chosen, &reason, None, now_ms)?;
        }
        let told = rows.iter().find(|(_, at, hold)| hold.item == item && at.author == self.me && hold.told);
        if let Some((_, at, hold)) = told {
            self.tell_let_go((at.time_ms, hold), now_ms)?;
        }
        self.holds()
    }

    /// How often somebody was told, in a space, that something of theirs is kept, and not that it is no longer.
    pub(super) fn kept_about(&self, n: i64, person: &PersonId) -> KithResult<u32> {
        let about = self.kept_words(Some(n))?.into_iter().filter(|(_, whom)| whom == person);
        Ok(u32::try_from(about.count()).unwrap_or(u32::MAX))
    }

    /// Where I was told that something of mine is kept.
    pub(in crate::kith) fn kept_of_mine(&self) -> KithResult<Vec<KeptView>> {
        let mut out = Vec::new();
        for (at, person) in self.kept_words(None)? {
            // Only whoever may keep something is believed.
            let entitled = self.held_role(&at.author, Role::SafeguardingLead) || self.held_role(&at.author, Role::RegisteredManager);
            if person == self.me && entitled {
                let place = self.space_by_n(at.space).and_then(|s| s.resolved.genesis.as_ref().map(|g| g.name.clone())).unwrap_or_default();
                out.push(KeptView { place, by: self.person_view(&at.author), at_ms: at.time_ms });
            }
        }
        Ok(out)
    }

    /// Who was told that something of theirs is kept, without what its teller has taken back: a word that names the one before it.
    fn kept_words(&self, n: Option<i64>) -> KithResult<Vec<(At, PersonId)>> {
        let mut said = Vec::new();
        let mut back = BTreeSet::new();
        for (at, body) in self.storage.statements(n, fact::KEPT)? {
            match Fact::from_bytes(&body) {
                Ok(Fact::Kept(person, before)) if before.is_empty() => said.push((at, person)),
                Ok(Fact::Kept(_, before)) => drop(back.insert((at.space, at.author, before))),
                _ => {}
            }
        }
        said.retain(|(at, _)| !back.contains(&(at.space, at.author, at.id.hex())));
        Ok(said)
    }

    /// Whoever was told that something is kept is told that it is no longer: by the word that was said when it was.
    fn tell_let_go(&mut self, (held_ms, hold): (u64, &Hold), now_ms: u64) -> KithResult<()> {
        let place = |at: &At| self.space_by_n(at.space).filter(|s| s.resolved.genesis.as_ref().is_some_and(|g| g.name == hold.place));
        let mine = self.kept_words(None)?.into_iter().filter(|(at, person)| at.author == self.me && *person == hold.author);
        let word = mine.filter_map(|(at, _)| Some((at.time_ms.abs_diff(held_ms), place(&at)?.id, at.id))).min();
        if let Some((_, space, id)) = word.filter(|(_, space, _)| self.spaces.get(space).is_some_and(|s| s.may_write(&self.device))) {
            self.append(space, Kind::Fact, Fact::Kept(hold.author, id.hex()).to_bytes(), now_ms)?;
        }
        Ok(())
    }
}

/// The words of an entry.
pub(super) fn words_in(kind: u8, body: &[u8]) -> Vec<String> {
    if kind == Kind::Edit as u8 {
        return fact::read_edit(body).map(|(_, change)| crate::document::words_of(change)).unwrap_or_default();
    }
    match Fact::from_bytes(body) {
        Ok(Fact::Note(_, text) | Fact::LateNote(text, _) | Fact::Correction(_, text)) => vec![text],
        Ok(Fact::NoteFor(_, text, other)) => vec![text, other.name, other.mandate],
        Ok(Fact::VisitFor(visit)) => [visit.text, visit.handover, visit.other.name, visit.other.mandate].into_iter().filter(|t| !t.is_empty()).collect(),
        Ok(Fact::VisitEnd(end) | Fact::VisitCorrected(VisitCorrection { end, .. })) => [end.text, end.handover].into_iter().filter(|t| !t.is_empty()).collect(),
        Ok(Fact::Attached(attached)) => [attached.words, attached.name].into_iter().filter(|t| !t.is_empty()).collect(),
        Ok(Fact::Line(change)) => change.says.iter().map(|says| says_text(says, "")).collect(),
        _ => Vec::new(),
    }
}
