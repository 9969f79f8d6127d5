//! What was put into packs to be handed over: until somebody answers, it is neither just waiting nor known to have arrived. And what an
//! answer proves to have arrived, by whatever way that came: it waits no longer.

use super::{Kith, KithResult, drops};
use crate::{
    fact::CoinItem,
    ledger::units::{ActivityId, OpId},
};
use kith_wire::{EntryId, Lane, SpaceId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where it is kept, by this database alone: it is no news for anybody else.
const HANDED: &str = "handed";

/// What answers a drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// Coins for somebody: their word that they have them, or the office's that it has settled.
    Taken(OpId),
    /// An operation for the office: what it says of it.
    AtOffice(OpId),
    /// Hours to be confirmed: the confirmation.
    Confirmed(EntryId),
    /// A request to come in: being in, or being told that the invitation has been used.
    LetIn(SpaceId),
}

impl Until {
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let (kind, of) = match self {
            Self::Taken(OpId(of)) => (1, of),
            Self::AtOffice(OpId(of)) => (2, of),
            Self::Confirmed(EntryId(of)) => (3, of),
            Self::LetIn(SpaceId(of)) => (4, of),
        };
        [&[kind], of.as_slice()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, of) = bytes.split_first()?;
        let of = of.try_into().ok()?;
        Some(match kind {
            1 => Self::Taken(OpId(of)),
            2 => Self::AtOffice(OpId(of)),
            3 => Self::Confirmed(EntryId(of)),
            4 => Self::LetIn(SpaceId(of)),
            _ => return None,
        })
    }
}

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
    /// Sends an operation to the ledger, until the office has told of it.
    pub(super) fn send_operation(&mut self, id: OpId, bytes: Vec<u8>, now_ms: u64) -> KithResult<()> {
        self.send_parts_until(vec![drops::CoinPart { kind: CoinItem::Object as u8, bytes }], Some(Until::AtOffice(id)), now_ms)
    }

    /// Lets go of drops that an answer proves to have arrived: nothing more is to come of them. The caller commits.
    pub(super) fn let_go_of_answered(&mut self) -> KithResult<()> {
        for drop in self.storage.outgoing_drops()? {
            let Some(until) = Until::from_bytes(&drop.until) else { continue };
            if self.is_answered(until)? {
                self.storage.drop_outgoing(drop.n)?;
                self.changed(super::Change::Truth);
            }
        }
        Ok(())
    }

    fn is_answered(&self, until: Until) -> KithResult<bool> {
        if let Until::LetIn(space) = until {
            let let_in = self.spaces.get(&space).is_some_and(|held| held.resolved.level(&self.me) > 0);
            return Ok(let_in || (self.is_turned_away()? && self.storage.meta("joining")?.as_deref() == Some(space.0.as_slice())));
        }
        let Some(coins) = self.coins_read()? else { return Ok(false) };
        Ok(match until {
            Until::Taken(op) => [&coins.purse, &coins.float].iter().any(|purse| purse.is_taken(op)),
            Until::AtOffice(op) => [&coins.purse, &coins.float].iter().any(|purse| purse.office_has(op)),
            Until::Confirmed(activity) => self.attestor_of(&ActivityId(activity.0))?.is_some(),
            Until::LetIn(_) => false,
        })
    }

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
