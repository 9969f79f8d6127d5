//! What the office owes people whom it could not reach when it was due, receipts and word of what was lost: sent once it can.

use super::super::{Kith, KithResult};
use crate::ledger::{notary::Logged, op::LogEntry};
use kith_wire::{PersonId, codec, limits};
use std::collections::BTreeMap;

const UNDELIVERED: &str = "undelivered";

/// From which entry of the log on each of them is owed news.
type Owed = BTreeMap<PersonId, u64>;

impl Kith {
    fn owed(&self) -> KithResult<Owed> {
        let kept = self.storage.meta(UNDELIVERED)?;
        let read = kept.and_then(|bytes| codec::decode::<Vec<(PersonId, u64)>>(&bytes, limits::FRAME_BYTES_MAX).ok());
        Ok(read.unwrap_or_default().into_iter().collect())
    }

    fn keep_owed(&self, owed: &Owed) -> KithResult<()> {
        let list: Vec<(PersonId, u64)> = owed.iter().map(|(person, from)| (*person, *from)).collect();
        Ok(self.storage.set_meta(UNDELIVERED, &codec::encode(&list))?)
    }

    /// Remembers that somebody is owed news from this entry of the log on. The log holds all of it: one number a person is enough.
    pub(super) fn owe(&self, person: &PersonId, from: u64) -> KithResult<()> {
        let mut owed = self.owed()?;
        let first = owed.entry(*person).or_insert(from);
        *first = from.min(*first);
        self.keep_owed(&owed)
    }

    /// Sends what is owed to those who can be reached by now.
    pub(super) fn deliver_owed(&mut self, now_ms: u64) -> KithResult<()> {
        let mut owed = self.owed()?;
        let reached: Owed = owed.iter().filter(|(person, _)| self.inbox_of(person).is_ok()).map(|(person, from)| (*person, *from)).collect();
        let Some(first) = reached.values().min().copied() else { return Ok(()) };
        self.notary()?;
        let Some(notary) = self.notary.as_ref() else { return Ok(()) };
        let entries = notary.entries().iter().enumerate().skip(usize::try_from(first).unwrap_or(usize::MAX));
        let again = |(index, entry): (usize, &LogEntry)| {
            let cut = if matches!(entry, LogEntry::CutOff { .. }) { notary.cut_off_logged(entry.op()).cloned() } else { None };
            Logged { index: index as u64, entry: *entry, mint: notary.mint(entry.op()).cloned(), cut }
        };
        let logged: Vec<Logged> = entries.map(again).collect();
        owed.retain(|person, _| !reached.contains_key(person));
        self.keep_owed(&owed)?;
        let owners = self.membership()?;
        let reached = reached.into_keys().collect();
        self.send_receipts((&logged, BTreeMap::new()), &owners, Some(&reached), now_ms)?;
        self.tell_losers(&logged, &[], (&owners, Some(&reached)), now_ms)
    }
}
