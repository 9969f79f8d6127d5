//! Drops of a store in memory: plain bytes for a device's one box.

use super::super::store::{Handed, Reader, Taken};
use ed25519_dalek::SigningKey;
use kith_wire::{CapabilityKey, MailboxTag, relay::box_tag};

/// What waits, and what came.
#[derive(Debug, Clone, Default)]
pub(super) struct Drops {
    waiting: Vec<(u64, MailboxTag, Vec<u8>)>,
    last: u64,
    pub(super) kept: Vec<Vec<u8>>,
}

/// The key of the right to read a device's box.
pub(super) fn box_key(device: &SigningKey) -> SigningKey {
    SigningKey::from_bytes(blake3::hash(device.as_bytes()).as_bytes())
}

pub(super) fn tag_of(key: &SigningKey) -> MailboxTag {
    box_tag(&CapabilityKey(key.verifying_key().to_bytes()))
}

impl Drops {
    pub(super) fn put(&mut self, tag: MailboxTag, drop: Vec<u8>) {
        self.last += 1;
        self.waiting.push((self.last, tag, drop));
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn of(&self, reader: &Reader) -> Vec<Handed> {
        let theirs = self.waiting.iter().filter(|(_, tag, _)| reader.boxes.contains(tag));
        theirs.map(|(id, _, drop)| Handed { id: *id, drop: drop.clone() }).collect()
    }

    pub(super) fn take(&mut self, drops: &[Vec<u8>]) -> Taken {
        let mut out = Taken::default();
        for drop in drops {
            if drop.is_empty() {
                out.refused += 1;
            } else if self.kept.contains(drop) {
                out.known += 1;
            } else {
                self.kept.push(drop.clone());
                out.taken += 1;
            }
        }
        out
    }

    pub(super) fn reached(&mut self, ids: &[u64]) {
        self.waiting.retain(|(id, ..)| !ids.contains(id));
    }
}
