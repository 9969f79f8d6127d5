//! Holds: what must be kept in spite of an erasure, as a copy in its holder's own space, made before anything is erased.
//!
//! A hold changes nothing in the circle, neither entries nor their number; so nobody can tell, and devices do not differ. Its author is
//! told that something is kept where that is safe, by a word in the circle that names neither what nor who keeps it.

use crate::{
    fact::{self, Fact, Hold, VisitCorrection},
    kith::{
        Kith, KithError, KithResult, naming,
        view::{HoldView, KeptView, Role},
    },
};
use kith_wire::{Body, EntryId, Kind, Lane, PersonId};

/// Characters of a hold's reason.
const REASON_CHARS_MAX: usize = 500;

impl Kith {
    /// Keeps a copy of a note, a visit, a plan or a part of a profile.
    pub(in crate::kith) fn hold_add(&mut self, item: &str, reason: &str, tell: bool, now_ms: u64) -> KithResult<HoldView> {
        let entitled = self.has_role(&self.me, Role::SafeguardingLead) || self.has_role(&self.me, Role::RegisteredManager);
        if !entitled {
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
        for (device, targets) in &found.chosen {
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
        for copy in copies {
            self.append(self.own, Kind::Fact, Fact::Hold(copy).to_bytes(), now_ms)?;
        }
        if let Some(author) = author.filter(|a| tell && *a != self.me) {
            self.append(found.space, Kind::Fact, Fact::Kept(author, String::new()).to_bytes(), now_ms)?;
        }
        let held = self.holds()?.into_iter().find(|h| h.item == found.id.hex());
        held.ok_or_else(|| KithError::not_found("nothing-to-keep", "Nothing of this is held on this device any more."))
    }

    /// What I keep in spite of erasure.
    pub(in crate::kith) fn holds(&self) -> KithResult<Vec<HoldView>> {
        let own = self.space(&self.own)?.n;
        let mut out: Vec<HoldView> = Vec::new();
        for (at, body) in self.storage.statements(Some(own), fact::HOLD)? {
            let Ok(Fact::Hold(hold)) = Fact::from_bytes(&body) else { continue };
            let words = words_in(hold.kind, &hold.body);
            if let Some(known) = out.iter_mut().find(|h| h.item == hold.item.hex()) {
                known.words.extend(words);
                known.entries += 1;
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
                });
            }
        }
        out.reverse();
        Ok(out)
    }

    /// Lets go of what was kept: the copies are erased from my own space.
    pub(in crate::kith) fn hold_release(&mut self, item: &str, reason: &str, now_ms: u64) -> KithResult<Vec<HoldView>> {
        let own = self.space(&self.own)?.n;
        let copies: Vec<_> = self
            .storage
            .statements(Some(own), fact::HOLD)?
            .into_iter()
            .filter_map(|(at, body)| match Fact::from_bytes(&body) {
                Ok(Fact::Hold(hold)) => Some((at, hold.item)),
                _ => None,
            })
            .collect();
        let mut items: Vec<EntryId> = copies.iter().map(|(_, item)| *item).collect();
        items.sort_unstable();
        items.dedup();
        let item = Self::entry(item, "hold", items.into_iter())?;
        let mut chosen = super::erase::Chosen::new();
        for (at, _) in copies.iter().filter(|(_, i)| *i == item) {
            if let Some(device) = self.storage.device_id(at.device)? {
                chosen.entry(device).or_default().insert(fact::Target { seq: at.seq, id: at.id });
            }
        }
        let reason = naming::clean_words(reason)?;
        self.append_erasure(self.own, &chosen, &reason, None, now_ms)?;
        self.holds()
    }

    /// How often somebody was told, in a space, that something of theirs is kept.
    pub(super) fn kept_about(&self, n: i64, person: &PersonId) -> KithResult<u32> {
        let said = self.storage.statements(Some(n), fact::KEPT)?;
        let about = said.iter().filter(|(_, body)| matches!(Fact::from_bytes(body), Ok(Fact::Kept(p, _)) if p == *person));
        Ok(u32::try_from(about.count()).unwrap_or(u32::MAX))
    }

    /// Where I was told that something of mine is kept.
    pub(in crate::kith) fn kept_of_mine(&self) -> KithResult<Vec<KeptView>> {
        let mut out = Vec::new();
        for (at, body) in self.storage.statements(None, fact::KEPT)? {
            let Ok(Fact::Kept(person, _)) = Fact::from_bytes(&body) else { continue };
            // Only whoever may keep something is believed.
            let entitled = self.has_role(&at.author, Role::SafeguardingLead) || self.has_role(&at.author, Role::RegisteredManager);
            if person == self.me && entitled {
                let place = self.space_by_n(at.space).and_then(|s| s.resolved.genesis.as_ref().map(|g| g.name.clone())).unwrap_or_default();
                out.push(KeptView { place, by: self.person_view(&at.author), at_ms: at.time_ms });
            }
        }
        Ok(out)
    }
}

/// The words of a copy.
fn words_in(kind: u8, body: &[u8]) -> Vec<String> {
    if kind == Kind::Edit as u8 {
        return fact::read_edit(body).map(|(_, change)| crate::document::words_of(change)).unwrap_or_default();
    }
    match Fact::from_bytes(body) {
        Ok(Fact::Note(_, text) | Fact::Correction(_, text)) => vec![text],
        Ok(Fact::VisitEnd(end) | Fact::VisitCorrected(VisitCorrection { end, .. })) => [end.text, end.handover].into_iter().filter(|t| !t.is_empty()).collect(),
        _ => Vec::new(),
    }
}
