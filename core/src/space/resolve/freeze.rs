//! Freezes: a device's acts that nobody else's act knew wait until the root or the coordinator has decided.

use super::{Act, DeviceId, Reading};
use crate::space::{Freeze, authority::Kind};
use kith_wire::EntryId;
use std::collections::{BTreeSet, HashSet};

/// A device is frozen: by a sibling, or by a proof that its chain parts.
pub(super) struct Freezing {
    pub(super) device: DeviceId,
    /// The sibling.
    pub(super) by: Option<DeviceId>,
    /// The act.
    pub(super) at: usize,
}

/// A freeze in force: the device, and the sibling with those who vouched for it.
pub(super) struct Cold {
    device: DeviceId,
    vouched: Vec<DeviceId>,
}

impl Reading<'_> {
    /// The freezes in force.
    pub(super) fn frozen(&self) -> Vec<Cold> {
        let held = self.freezes.iter().filter(|f| self.authority.is_effective(f.at) && !self.is_lifted(f));
        held.map(|f| Cold { device: f.device, vouched: f.by.map(|d| self.vouchers(d)).unwrap_or_default() }).collect()
    }

    fn is_lifted(&self, f: &Freezing) -> bool {
        self.lifts.iter().any(|(d, l)| *d == f.device && self.authority.is_effective(*l) && self.authority.knew(*l, f.at))
    }

    /// All freezes that count, those that were lifted too.
    pub(super) fn all_freezes(&self) -> Vec<Freeze> {
        let counts = self.freezes.iter().filter(|f| self.authority.is_effective(f.at));
        counts.map(|f| Freeze { device: f.device, by: f.by, time_ms: self.entries[self.entry_of[f.at]].time_ms, lifted: self.is_lifted(f) }).collect()
    }

    /// A device, the device that certified it, and so on to the root.
    fn vouchers(&self, device: DeviceId) -> Vec<DeviceId> {
        let mut out = vec![device];
        while let Some((c, _)) = self.devices.iter().find(|(c, _)| Some(&c.device) == out.last()) {
            let signer = DeviceId(c.signer);
            if out.contains(&signer) {
                break;
            }
            out.push(signer);
        }
        out
    }

    /// Acts of frozen devices that no act of anybody else knew. What vouches for the sibling that froze does not wait for that freeze.
    pub(super) fn waiting_for(&self, cold: &[Cold]) -> HashSet<EntryId> {
        let frozen: BTreeSet<DeviceId> = cold.iter().map(|c| c.device).collect();
        let mut out = HashSet::new();
        for at in 0..self.authority.len() {
            let deed = self.authority.deed(at);
            let Some((device, _)) = deed.device.filter(|(d, _)| frozen.contains(d)) else { continue };
            let entry = &self.entries[self.entry_of[at]];
            let free = deed.kind == Kind::Genesis || matches!(entry.body.as_ref().map(|b| &b.act), Some(Act::Freeze(_) | Act::Fork(_)));
            let vouches = cold.iter().filter(|c| c.device == device).all(|c| deed.certifies.iter().any(|d| c.vouched.contains(d)));
            let known = (at + 1..self.authority.len()).any(|o| self.authority.deed(o).author != deed.author && self.authority.knew(o, at));
            if !free && !vouches && !known {
                out.insert(entry.id);
            }
        }
        out
    }

    /// The devices that these freeze.
    pub(super) fn devices_of(cold: &[Cold]) -> BTreeSet<DeviceId> {
        cold.iter().map(|c| c.device).collect()
    }
}
