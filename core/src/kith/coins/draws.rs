//! What keepers of places ask for, at the office: kept by id in the order in which it came until it is carried out or void.
//!
//! Each is looked at when it comes, and from then on only while it waits. Nothing of it can stop the office: what cannot be carried out is
//! passed over.

use crate::ledger::{
    notary::Notary,
    op::{Draw, OpId},
    units::{ContentHash, Owner, Owners},
};
use kith_wire::DeviceId;
use std::collections::HashSet;

use super::Membership;

/// Askings of one device that wait for coins at most; what it asks beyond them is void.
const WAITING_OF_ONE_MAX: usize = 64;

/// What keepers asked and has not been carried out, the first to come first.
#[derive(Debug, Default)]
pub(in crate::kith) struct Draws {
    waiting: Vec<(OpId, Draw)>,
    /// What was carried out, so that it is not again, however often it is signed.
    done: HashSet<OpId>,
}

impl Draws {
    /// As the log leaves them: what a transfer in it refers to has been carried out.
    pub(in crate::kith) fn of(notary: &Notary) -> Self {
        let hops = notary.book().coins().flat_map(|(_, row)| &row.hops);
        Self { waiting: Vec::new(), done: hops.filter_map(|hop| hop.reference).map(|ContentHash(id)| OpId(id)).collect() }
    }

    fn waiting_of(&self, device: DeviceId) -> usize {
        self.waiting.iter().filter(|(_, draw)| draw.by == device).count()
    }

    /// Hears what a device asks, its signature checked. Says whether it was a member's to ask; what is void or done is passed over.
    pub(in crate::kith) fn hear(&mut self, (id, draw): (OpId, Draw), (last, owners): (u32, &Membership)) -> bool {
        let known = matches!(owners.owner_of(draw.by), Some(Owner::Person(_))) && !owners.cut.contains(&draw.by);
        if draw.until < last || self.done.contains(&id) || self.waiting.iter().any(|(other, _)| *other == id) {
            return true;
        }
        if !known || self.waiting_of(draw.by) >= WAITING_OF_ONE_MAX {
            return false;
        }
        self.waiting.push((id, draw));
        true
    }

    /// What waits and is not void, the first to come first; it is taken out, for [`Self::put_back`] of what goes on waiting.
    pub(super) fn take_waiting(&mut self, last: u32) -> Vec<(OpId, Draw)> {
        std::mem::take(&mut self.waiting).into_iter().filter(|(_, draw)| draw.until >= last).collect()
    }

    /// This one waits on: for coins, for a keeper's standing, or for whoever is to get them.
    pub(super) fn put_back(&mut self, asked: (OpId, Draw)) {
        self.waiting.push(asked);
    }

    /// This one is settled, one way or the other.
    pub(super) fn carried_out(&mut self, id: OpId) {
        self.done.insert(id);
    }
}
