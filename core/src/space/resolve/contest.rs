//! Devices that several have certified as theirs: whose each is follows from the set of entries alone.
//!
//! Whoever has seen a device's key can certify it, and on an old past before anybody else did. So the first to be read counts only where
//! nothing better is known. What the device's own first control entry knew, or carries in, comes before what it did not know: nobody puts
//! anything into a past that is signed. Of those alike in that, one that carries the device's own word comes first, then a float or a
//! place of the co-op's, then whichever is read first.

use super::{Act, Certificate, EntryId, Reading};
use crate::identity::KeyOwner;
use crate::space::order;
use kith_wire::DeviceId;
use std::collections::{HashMap, HashSet};

/// How often whose devices are is settled before it stays as it is: one round settles all that does not rest on another.
pub(super) const ROUNDS_MAX: usize = 8;

impl Reading<'_> {
    /// Notes a certificate that lost against an earlier one of somebody else.
    pub(super) fn lost(&mut self, certificate: &Certificate, entry: usize) {
        self.rivals.push((*certificate, entry));
    }

    /// Devices that several have certified.
    pub(super) fn contested(&self) -> HashSet<DeviceId> {
        self.rivals.iter().map(|(c, _)| c.device).collect()
    }

    /// Devices that are somebody else's than they were read as.
    pub(super) fn contests(&self, places: (&HashMap<EntryId, usize>, &HashMap<(DeviceId, u64), usize>), depths: &[u32]) -> HashMap<DeviceId, KeyOwner> {
        let mut out = HashMap::new();
        for device in self.contested().into_iter().filter(|d| !self.settled.contains_key(d)) {
            let Some(holder) = self.out.by_device.get(&device) else { continue };
            let first = places.1.get(&(device, 1)).copied().filter(|i| depths[*i] > 0);
            let known = first.map(|i| order::reached_from(self.entries, &[i], places)).unwrap_or_default();
            let held = self.devices.iter().map(|(c, at)| (c, self.entry_of[*at])).chain(self.again.iter().map(|(c, i)| (c, *i)));
            let mut best = held.filter(|(c, _)| c.device == device && c.owner == *holder).map(|(c, i)| (rank(c, i, &known), *holder)).max_by_key(|(r, _)| *r);
            for (c, i) in self.rivals.iter().filter(|(c, _)| c.device == device) {
                let rank = rank(c, *i, &known);
                if best.is_none_or(|(other, _)| rank > other) {
                    best = Some((rank, c.owner));
                }
            }
            if let Some((_, owner)) = best.filter(|(_, owner)| owner != holder) {
                out.insert(device, owner);
            }
        }
        out
    }

    /// Whether a device's own entry carries in its own word, so that it is that person's act whoever it seems to be.
    pub(super) fn says_itself(&self, entry: usize, certificate: &Certificate) -> bool {
        certificate.device == self.entries[entry].device && certificate.is_accepted()
    }
}

fn rank(certificate: &Certificate, entry: usize, known: &HashSet<usize>) -> (bool, u8) {
    let word = match certificate.owner {
        KeyOwner::Person(_) => 2 * u8::from(certificate.is_accepted()),
        KeyOwner::Pool(_) | KeyOwner::Place(_) => 1,
    };
    (known.contains(&entry), word)
}

/// The certificates in an act.
pub(in crate::space) fn certificates(act: &Act) -> &[Certificate] {
    match act {
        Act::Certify(c) => std::slice::from_ref(c),
        Act::Add(add) => &add.devices,
        _ => &[],
    }
}
