//! Erasures as they stand: those that were asked for, and what of one's own fell with something that somebody had erased meanwhile.

use crate::{
    document::words_of,
    fact::{self, DRAFT_LET_GO},
    kith::{
        Kith, KithResult,
        view::{ErasureView, LateEditView},
    },
    space::{Space, SpaceKind},
    storage::log::StoredEntry,
};
use kith_wire::{Body, EntryId, Kind, Lane, SpaceId};
use std::collections::BTreeSet;

impl Kith {
    /// Erasures asked for in a circle, or everywhere.
    pub(in crate::kith) fn erasures(&self, circle: Option<&str>) -> KithResult<Vec<ErasureView>> {
        let one = circle.map(|c| self.circle(c)).transpose()?;
        let mut out: Vec<ErasureView> = Vec::new();
        for space in self.spaces.values().filter(|s| one.is_none_or(|o| o == s.id)) {
            let erased: BTreeSet<EntryId> =
                self.storage.buried(space.n, None)?.into_iter().filter(|(_, e)| matches!(e.body, Body::Erased { .. })).map(|(_, e)| e.id).collect();
            let tells = space.id != self.own && !matches!(space.kind(), Some(SpaceKind::Ledger | SpaceKind::Settlement));
            for t in self.storage.tombstones(space.n)?.into_iter().filter(|t| tells || t.reason != DRAFT_LET_GO) {
                let gone = u32::from(erased.contains(&t.target.id));
                match out.iter_mut().find(|e| e.id == t.entry.hex()) {
                    Some(known) => {
                        known.entries += 1;
                        known.erased += gone;
                    }
                    None => out.push(ErasureView {
                        id: t.entry.hex(),
                        by: self.person_view(&t.person),
                        place: space.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default(),
                        entries: 1,
                        erased: gone,
                        reason: t.reason,
                        successor: t.successor.map(|s| s.hex()),
                        at_ms: t.time_ms,
                    }),
                }
            }
        }
        out.sort_by_key(|e| std::cmp::Reverse(e.at_ms));
        Ok(out)
    }

    /// Changes of mine to documents that were erased meanwhile, and what of mine fell with something else that was.
    pub(in crate::kith) fn late_edits(&self) -> KithResult<Vec<LateEditView>> {
        let mut out = Vec::new();
        for space in self.spaces.values() {
            if !self.storage.has_tombstones(space.n)? {
                continue;
            }
            for entry in self.storage.held_of_kind(space.n, Kind::Edit, None)? {
                let Body::Held { bytes, .. } = &entry.body else { continue };
                let mine = self.storage.device_id(entry.device)?.is_some_and(|d| self.person_of(space, &d) == Some(self.me));
                let Some((document, change)) = fact::read_edit(bytes).filter(|_| mine) else { continue };
                if self.is_erased(&space.id, &document)?.is_some() {
                    let successor = self.storage.tombstones_of(&document)?.into_iter().find_map(|t| t.successor);
                    let (id, document, successor) = (entry.id.hex(), document.hex(), successor.map(|s| s.hex()));
                    out.push(LateEditView { id, document, successor, text: words_of(change), at_ms: entry.time_ms });
                }
            }
            self.fell_in(space, &mut out)?;
        }
        Ok(out)
    }

    /// What I added to something that was erased before anybody had heard of it: no erasure names it, and its words are gone.
    fn fell_in(&self, space: &Space, out: &mut Vec<LateEditView>) -> KithResult<()> {
        let asked: BTreeSet<EntryId> = self.storage.tombstones(space.n)?.into_iter().map(|t| t.target.id).collect();
        for (device, device_n, head) in self.storage.vector(space.n, Lane::Data)? {
            if self.person_of(space, &device) != Some(self.me) {
                continue;
            }
            let all = self.storage.entries(space.n, Lane::Data, device_n, (1, head.seq))?;
            for entry in all.iter().filter(|e| matches!(e.body, Body::Erased { .. }) && !asked.contains(&e.id)) {
                // Only what fell here is known to have hung on something: what came without a body may be anything.
                let Some(of) = self.storage.meta(&fell_key(&entry.id))?.and_then(|of| of.try_into().ok()).map(EntryId) else { continue };
                let text = vec![self.words().say("late-addition-fell")];
                out.push(LateEditView { id: entry.id.hex(), document: of.hex(), successor: None, text, at_ms: entry.time_ms });
            }
        }
        Ok(())
    }

    /// Notes that something of mine fell with what it hung on.
    pub(super) fn note_fell(&self, space: &SpaceId, entry: &StoredEntry, of: &EntryId) -> KithResult<()> {
        let device = self.storage.device_id(entry.device)?;
        if device.is_some_and(|d| self.spaces.get(space).is_some_and(|s| self.person_of(s, &d) == Some(self.me))) {
            self.storage.set_meta(&fell_key(&entry.id), &of.0)?;
        }
        Ok(())
    }
}

fn fell_key(entry: &EntryId) -> String {
    format!("fell-{}", entry.hex())
}
