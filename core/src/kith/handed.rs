//! What was put into packs to be handed over: until somebody answers, it is neither just waiting nor known to have arrived.

use super::{Kith, KithResult};
use kith_wire::{Lane, SpaceId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where it is kept, by this database alone: it is no news for anybody else.
const HANDED: &str = "handed";

/// What has been packed, and when that was last done.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Handed {
    /// Drops, by their numbers in the outbox.
    drops: BTreeMap<u64, u64>,
    /// This device's own entries, by space: up to which sequence.
    entries: BTreeMap<i64, (u64, u64)>,
}

impl Handed {
    /// When a drop was packed. A number that the outbox has given to a later drop says nothing.
    pub(super) fn drop_ms(&self, n: u64, made_ms: u64) -> Option<u64> {
        self.drops.get(&n).copied().filter(|handed| *handed >= made_ms)
    }

    /// When an own entry was packed.
    pub(super) fn entry_ms(&self, space: i64, seq: u64) -> Option<u64> {
        self.entries.get(&space).filter(|(upto, _)| seq <= *upto).map(|(_, ms)| *ms)
    }
}

impl Kith {
    /// What has been put into packs.
    pub(super) fn handed(&self) -> KithResult<Handed> {
        Ok(self.storage.meta(HANDED)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// Remembers what a pack holds: drops, and all of one's own in these spaces.
    pub(super) fn note_packed(&mut self, drops: &[u64], spaces: &[SpaceId], now_ms: u64) -> KithResult<()> {
        let mut handed = self.handed()?;
        let waiting: Vec<u64> = self.storage.outgoing_drops()?.into_iter().map(|drop| drop.n).collect();
        handed.drops.retain(|n, _| waiting.contains(n));
        handed.drops.extend(drops.iter().map(|n| (*n, now_ms)));
        for space in spaces {
            let n = self.space(space)?.n;
            let own = self.storage.vector(n, Lane::Data)?.into_iter().find(|(_, device, _)| *device == self.device_n);
            if let Some((.., head)) = own {
                handed.entries.insert(n, (head.seq, now_ms));
            }
        }
        self.storage.set_meta(HANDED, &serde_json::to_vec(&handed).expect("plain data"))?;
        self.changed(super::Change::Truth);
        Ok(())
    }
}
