//! The cut: how much of what a device wrote stands once it has been removed, cut off or frozen.
//!
//! Everybody who learns of it signs how far they held the device's chains (`seen`). What is up to the furthest place that counts
//! stands; what is beyond is kept, shown to nobody but those who look after the space, and stands once they admit it. A `seen` counts if
//! its author is present, or if the `seen` itself stands by the cut of its author's control chain: the least fixed point from those
//! present. All of it follows from the set of control entries, so that all devices agree, whatever order the news came in.
//!
//! An entry that names an epoch which **knows** of the ending (has it in the past of its heads) was written by somebody who had come
//! back, and is not cut by it.

use super::act::Place;
use kith_wire::{DeviceId, EntryId, EpochId, Lane};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// An act that ends a device's writing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The act.
    pub act: EntryId,
    /// Whose writing it ends.
    pub device: DeviceId,
    /// In a revocation that says how far the device is trusted: the number of the last data entry; what is beyond is under review.
    pub trusted: Option<u64>,
}

/// How far somebody held chains of devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouch {
    /// Whose word it is, and where it stands in their control chain; nobody's where it counts by itself.
    pub by: Option<(DeviceId, u64)>,
    /// The places.
    pub places: Vec<Place>,
}

/// Somebody's coming back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// A device of theirs.
    pub device: DeviceId,
    /// The number of its last data entry before that.
    pub after: u64,
    /// The endings that whoever brought them back knew of.
    pub knew: BTreeSet<EntryId>,
}

/// What was decided about entries in quarantine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whose.
    pub device: DeviceId,
    /// From this number.
    pub first: u64,
    /// To this one.
    pub last: u64,
    /// Whether they are let in.
    pub kept: bool,
}

/// What the cuts follow from.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Devices that may write here now.
    pub present: HashSet<DeviceId>,
    /// What ends whose writing.
    pub endings: Vec<Ending>,
    /// Who held how much.
    pub vouches: Vec<Vouch>,
    /// How far those who left by themselves say that their own chains went before it: it counts where the entry named is held.
    pub parting: Vec<Place>,
    /// Who came back.
    pub returns: Vec<Return>,
    /// What was decided.
    pub verdicts: Vec<Verdict>,
    /// The endings that each epoch knows of.
    pub known: HashMap<EpochId, BTreeSet<EntryId>>,
}

/// How an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryStanding {
    /// It counts and is shown.
    Stands,
    /// It is shown, and marked: written after the moment from which its device is not trusted.
    UnderReview,
    /// Kept and shown to those who decide.
    Quarantined,
    /// Put away by those who decide.
    Dropped,
}

impl EntryStanding {
    /// Whether screens show it.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Stands | Self::UnderReview)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct DeviceCut {
    endings: Vec<Ending>,
    vouched: BTreeSet<u64>,
    returns: Vec<Return>,
    verdicts: Vec<Verdict>,
}

/// The cuts of a space.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cuts {
    devices: BTreeMap<DeviceId, DeviceCut>,
    known: BTreeMap<EpochId, BTreeSet<EntryId>>,
    /// This device has itself gone: what it holds stays as it was.
    gone_here: bool,
}

impl Cuts {
    /// Works out the cuts, as `me` sees them.
    #[must_use]
    pub fn of(evidence: &Evidence, me: &DeviceId) -> Self {
        let mut out = Self { gone_here: !evidence.present.contains(me), ..Self::default() };
        for ending in &evidence.endings {
            out.devices.entry(ending.device).or_default().endings.push(ending.clone());
        }
        if out.devices.is_empty() {
            return out;
        }
        out.known = evidence.known.iter().map(|(e, k)| (*e, k.clone())).collect();
        for place in evidence.counted() {
            if let Some(cut) = out.devices.get_mut(&place.device).filter(|_| place.lane == Lane::Data as u8) {
                cut.vouched.insert(place.seq);
            }
        }
        for back in &evidence.returns {
            if let Some(cut) = out.devices.get_mut(&back.device) {
                cut.returns.push(back.clone());
            }
        }
        for verdict in &evidence.verdicts {
            if let Some(cut) = out.devices.get_mut(&verdict.device) {
                cut.verdicts.push(*verdict);
            }
        }
        out
    }

    /// How a data entry stands.
    #[must_use]
    pub fn standing(&self, device: &DeviceId, seq: u64, epoch: &EpochId) -> EntryStanding {
        let Some(cut) = self.devices.get(device) else { return EntryStanding::Stands };
        let known = self.known.get(epoch);
        let open: Vec<&Ending> = cut.endings.iter().filter(|e| known.is_none_or(|k| !k.contains(&e.act))).collect();
        if open.is_empty() || self.gone_here {
            return EntryStanding::Stands;
        }
        let verdict = |kept: bool| cut.verdicts.iter().any(|v| v.kept == kept && (v.first..=v.last).contains(&seq));
        if verdict(true) {
            return EntryStanding::Stands;
        }
        // What was vouched for after somebody came back says nothing of what they wrote while they were away.
        let bound = cut.returns.iter().filter(|r| open.iter().any(|e| r.knew.contains(&e.act))).map(|r| r.after).min().unwrap_or(u64::MAX);
        let furthest = cut.vouched.range(..=bound).next_back().copied().unwrap_or(0);
        if seq <= furthest {
            let trusted = open.iter().filter_map(|e| e.trusted).min();
            return if trusted.is_some_and(|t| seq > t) { EntryStanding::UnderReview } else { EntryStanding::Stands };
        }
        if verdict(false) { EntryStanding::Dropped } else { EntryStanding::Quarantined }
    }

    /// The devices whose writing something ends or has ended.
    pub fn devices(&self) -> impl Iterator<Item = &DeviceId> {
        self.devices.keys()
    }

    /// Whether anything that decides how this device's entries stand differs.
    #[must_use]
    pub fn differs_for(&self, other: &Self, device: &DeviceId) -> bool {
        self.gone_here != other.gone_here || self.devices.get(device) != other.devices.get(device) || self.known != other.known
    }

    /// The acts that end a device's writing.
    pub fn endings_of(&self, device: &DeviceId) -> impl Iterator<Item = &EntryId> {
        self.devices.get(device).into_iter().flat_map(|c| c.endings.iter().map(|e| &e.act))
    }
}

impl Evidence {
    /// The places that count: of those present, and of those gone whose word stands.
    #[must_use]
    pub fn counted(&self) -> Vec<Place> {
        let mut control: HashMap<DeviceId, u64> = HashMap::new();
        let mut taken = vec![false; self.vouches.len()];
        let mut out = Vec::new();
        loop {
            let before = out.len();
            for (vouch, taken) in self.vouches.iter().zip(&mut taken) {
                let stands = match vouch.by {
                    None => true,
                    Some((device, seq)) => self.present.contains(&device) || control.get(&device).is_some_and(|upto| seq <= *upto),
                };
                if *taken || !stands {
                    continue;
                }
                *taken = true;
                for place in &vouch.places {
                    if place.lane == Lane::Control as u8 {
                        let upto = control.entry(place.device).or_default();
                        *upto = (*upto).max(place.seq);
                    }
                    out.push(*place);
                }
            }
            if out.len() == before {
                return out;
            }
        }
    }
}

#[cfg(test)]
mod tests;
