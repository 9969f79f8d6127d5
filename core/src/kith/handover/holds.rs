//! What a phone holds, said in a pack to whoever the pack is for: the receipt of everything under it, and of the drops that came by hand.
//!
//! It is a drop into their inbox that goes with the pack and nowhere else. Chains are named, not counted off in order of admission: by
//! hand two phones are seldom at the same membership.
//!
//! What goes under no name, concerns above all, lies within it: whoever carries the file sees one drop of one size in every pack, and
//! no box's tag but the inbox's.

use crate::{
    kith::{
        Change, Kith, KithResult,
        drops::{Bytes, Message},
        relay::{PageReport, Way},
    },
    storage::outbox::OutboxRow,
};
use kith_wire::{
    DeviceId, EpochId, Lane, PersonId, SpaceId,
    relay::envelope_hash,
    run::{Reader, put_varint},
};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Bytes of an envelope's hash by which a drop is named.
const NAME_BYTES: usize = 16;
/// Drops of one device that are remembered as having come by hand.
const DROPS_MAX: usize = 256;
/// What it is padded to, whatever it holds.
const SIZE_BYTES: usize = 60 * 1024;
/// Bytes of what lies within it at most: with the rest it stays within its size.
const WITHIN_BYTES_MAX: usize = 42 * 1024;
/// Bytes of all chains beyond which only the receiver's own are said.
const CHAINS_BYTES_MAX: usize = 12 * 1024;

/// What is held of a space.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct SpaceHeld {
    #[n(0)]
    space: SpaceId,
    /// The epoch that the device has come on to.
    #[n(1)]
    epoch: Option<EpochId>,
    /// For each chain of data the device's first eight bytes, and a varint up to where.
    #[cbor(n(2), with = "minicbor::bytes")]
    chains: Vec<u8>,
}

/// What a phone holds of what its reader may want to know of.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct Holds {
    #[n(0)]
    spaces: Vec<SpaceHeld>,
    /// The first bytes of the hashes of drops that came from them by hand, one after the other.
    #[cbor(n(1), with = "minicbor::bytes")]
    drops: Vec<u8>,
    /// Drops that go under no name.
    #[n(2)]
    within: Vec<Bytes>,
}

fn came_from(device: &DeviceId) -> String {
    format!("by-hand-{}", device.hex())
}

fn drop_name(envelope: &[u8]) -> [u8; NAME_BYTES] {
    let mut out = [0; NAME_BYTES];
    out.copy_from_slice(&envelope_hash(envelope)[..NAME_BYTES]);
    out
}

impl Kith {
    /// Remembers a drop that came by hand: its sender hears of it with the next pack.
    pub(in crate::kith) fn note_by_hand(&self, sender: &DeviceId, envelope: &[u8]) -> KithResult<()> {
        let (key, name) = (came_from(sender), drop_name(envelope));
        let mut names = self.storage.meta(&key)?.unwrap_or_default();
        if names.chunks(NAME_BYTES).any(|known| known == name) {
            return Ok(());
        }
        names.extend_from_slice(&name);
        let over = names.len().saturating_sub(DROPS_MAX * NAME_BYTES);
        Ok(self.storage.set_meta(&key, &names[over..])?)
    }

    /// What this phone holds of what it shares with somebody, sealed to them alone, and the numbers of what lies within it; nothing where
    /// it is not known how to reach them.
    pub(super) fn seal_holds(&mut self, person: &PersonId, shared: &[SpaceId], quiet: Vec<OutboxRow>, now_ms: u64) -> KithResult<Option<(Vec<u64>, Vec<u8>)>> {
        let Ok(inbox) = self.inbox_of(person) else { return Ok(None) };
        if self.waits_to_enrol() {
            return Ok(None);
        }
        let all = shared.iter().map(|space| self.chains_held(space, None)).collect::<KithResult<Vec<_>>>()?;
        let spaces = if all.iter().map(|s| s.chains.len()).sum::<usize>() <= CHAINS_BYTES_MAX {
            all
        } else {
            shared.iter().map(|space| self.chains_held(space, Some(person))).collect::<KithResult<Vec<_>>>()?
        };
        let mut drops = Vec::new();
        for device in self.phones_of(person) {
            drops.extend(self.storage.meta(&came_from(&device))?.unwrap_or_default());
        }
        drops.truncate(DROPS_MAX * NAME_BYTES);
        let (mut numbers, mut within, mut room) = (Vec::new(), Vec::new(), WITHIN_BYTES_MAX);
        // What does not fit goes with the next pack.
        for row in quiet {
            let Some(left) = room.checked_sub(row.envelope.len() + 8) else { break };
            room = left;
            numbers.push(row.n);
            within.push(Bytes(row.envelope));
        }
        let message = Message::Holds(Holds { spaces, drops, within });
        Ok(Some((numbers, self.seal_message_in_steps(&inbox, SIZE_BYTES, &message, now_ms)?)))
    }

    fn phones_of(&self, person: &PersonId) -> Vec<DeviceId> {
        let held = self.spaces.values().filter_map(|s| s.resolved.people.get(person)).flat_map(|m| m.devices.iter().copied());
        let mut out: Vec<DeviceId> = held.collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn chains_held(&self, space: &SpaceId, only: Option<&PersonId>) -> KithResult<SpaceHeld> {
        let held = self.space(space)?;
        let mut chains = Vec::new();
        for (device, _, head) in self.storage.vector(held.n, Lane::Data)? {
            if head.seq > 0 && only.is_none_or(|person| held.resolved.person_of(&device) == Some(*person)) {
                chains.extend_from_slice(&crate::space::act::hint(&device));
                put_varint(&mut chains, head.seq);
            }
        }
        let epoch = held.current().map(|(e, _)| *e).filter(|_| held.is_present(&self.device));
        Ok(SpaceHeld { space: *space, epoch, chains })
    }

    /// Somebody says what their phone holds; what lies within it is taken as if it had come beside it. The caller commits.
    pub(in crate::kith) fn take_holds(&mut self, sender: DeviceId, holds: &Holds, report: &mut PageReport, now_ms: u64) -> KithResult<()> {
        self.tending.said = Some(holds.spaces.iter().filter_map(|said| Some((said.space, said.epoch?))).collect());
        let within: Vec<Vec<u8>> = holds.within.iter().map(|drop| drop.0.clone()).collect();
        self.take_envelopes(&within, Way::Within, report, now_ms)?;
        if sender == self.device {
            return Ok(());
        }
        for said in &holds.spaces {
            let Some(held) = self.spaces.get(&said.space).filter(|s| s.is_present(&sender)) else { continue };
            let (n, moved) = (held.n, said.epoch.filter(|epoch| held.writes_under(epoch, &sender)));
            let mut vector = BTreeMap::new();
            let mut r = Reader::new(&said.chains);
            while let (Ok(hint), Ok(seq)) = (r.array(), r.varint()) {
                vector.extend(held.resolved.device_by_hint(&hint).map(|device| (device, seq)));
            }
            if let Some(epoch) = moved {
                let sender_n = self.storage.device_n(&sender)?;
                self.storage.note_moved(n, epoch, sender_n)?;
            }
            self.hear_vector(n, sender, &vector.into_iter().collect::<Vec<_>>())?;
        }
        let Some(person) = self.devices_owner(&sender) else { return Ok(()) };
        let boxes = self.boxes_of(&person)?;
        let came = |envelope: &[u8]| holds.drops.chunks_exact(NAME_BYTES).any(|name| name == drop_name(envelope));
        let rows = self.storage.outgoing(u32::MAX)?.into_iter().filter(|r| r.space.is_none() && boxes.contains(&r.tag));
        let ids: Vec<u64> = rows.filter(|r| came(&r.envelope)).map(|r| r.n).collect();
        self.reached_device(&sender, &ids)?;
        self.changed(Change::Truth);
        Ok(())
    }

    fn devices_owner(&self, device: &DeviceId) -> Option<PersonId> {
        self.spaces.values().find_map(|s| s.resolved.person_of(device).filter(|_| s.is_present(device)))
    }
}
