//! Judging an act in its own past, once; and what it hits and is hit by.

use super::{Authority, BOARD, KEEPER, Kind, MEMBER, OWNER, Past, PersonId};
use kith_wire::DeviceId;
use std::collections::{BTreeSet, HashSet};

/// The role that lets a keeper freeze, lift and revoke devices for people who ring the office.
const COORDINATOR: u8 = 0;

/// Whether so many of these are a majority: at least two, and more than half.
pub(super) fn is_majority(signers: usize, of: usize) -> bool {
    signers >= 2 && signers * 2 > of
}

impl Authority {
    /// Judges an act in the view of its past: whether it is well-founded, whose it is and how strong.
    pub(super) fn judge(&mut self, at: usize) {
        let view = self.nodes[at].past.clone();
        let fallen = self.fallen_in(&view);
        let node = &self.nodes[at];
        let deed = &node.deed;
        let level = |p: &PersonId| self.level_in(p, &view, &fallen);
        let signers = deed.cosigners.iter().map(|c| c.0).chain([deed.author]);
        let principal = signers.max_by_key(|p| (level(p), *p == deed.author, *p)).unwrap_or(deed.author);
        let (mine, highest, theirs) = (level(&deed.author), level(&principal), level(&deed.target));
        let seen = if matches!(deed.kind, Kind::Revoke(_)) { theirs } else { deed.level };
        let removing = matches!(deed.kind, Kind::Remove | Kind::Revoke(_));
        let joint = removing && !deed.cosigners.is_empty() && highest <= seen;
        let keep = if removing && highest <= theirs { self.keepers_in(&deed.target, &view, &fallen) } else { BTreeSet::new() };
        let fit = match deed.kind {
            Kind::Remove => deed.level == theirs && self.may_remove(at, (highest, theirs), &keep),
            Kind::Revoke(_) if deed.author == deed.target => mine > 0,
            Kind::Revoke(_) => self.may_remove(at, (highest, theirs), &keep),
            Kind::Add => theirs == 0 && 0 < deed.level && deed.level < mine && mine >= KEEPER && self.has_room(&view, &fallen),
            Kind::Grant(_) => mine >= KEEPER && theirs > 0 && (mine == OWNER || theirs < mine),
            Kind::RevokeDevice { root, .. } | Kind::Lift { root } => {
                root || (mine >= KEEPER && (theirs < mine || self.holds(&deed.author, COORDINATOR, &view, &fallen)))
            }
            _ => self.may(at, mine, theirs),
        };
        let valid = fit && self.device_stands(at, &view, &fallen);
        let of = self.about.get(&deed.author).into_iter().flatten();
        let own = (node.is_grant() && deed.target == deed.author).then_some(node.depth);
        let earliest = of.filter(|g| self.nodes[**g].valid && self.nodes[**g].is_grant() && self.within(&view, **g)).map(|g| self.nodes[*g].depth);
        let admitted = earliest.chain(own).min().unwrap_or(0);
        let strength = match deed.kind {
            Kind::Genesis | Kind::BoardAdd(_) | Kind::BoardRemove(_) | Kind::RevokeDevice { root: true, .. } | Kind::Lift { root: true } => BOARD,
            _ => highest * 2 + u8::from(joint),
        };
        let node = &mut self.nodes[at];
        node.deed.level = seen;
        (node.valid, node.principal, node.joint, node.strength, node.keep, node.admitted) = (valid, principal, joint, strength, keep, admitted);
    }

    /// What has a simple rule.
    fn may(&self, at: usize, mine: u8, theirs: u8) -> bool {
        let deed = &self.nodes[at].deed;
        match deed.kind {
            Kind::Genesis => deed.level <= OWNER,
            Kind::BoardRemove(id) | Kind::BoardAdd(id) => {
                let again = self.decisions.get(&id).is_some_and(|same| same.iter().any(|i| self.nodes[*i].valid && self.knew(at, *i)));
                !again && deed.level <= OWNER
            }
            Kind::Leave => deed.author == deed.target && 0 < mine && mine < OWNER,
            Kind::Level => mine == OWNER && 0 < theirs && theirs < OWNER && 0 < deed.level && deed.level < OWNER,
            Kind::Countersign(leave) => {
                let left = &self.nodes[leave];
                let then = self.fallen_in_known(&left.past);
                let counted = left.valid && left.deed.kind == Kind::Leave && left.deed.author != deed.author && self.knew(at, leave);
                counted && mine >= KEEPER && self.level_in(&deed.author, &left.past, &then) >= KEEPER
            }
            Kind::Use(needed) => mine >= needed.max(MEMBER),
            _ => false,
        }
    }

    fn may_remove(&self, at: usize, levels: (u8, u8), keep: &BTreeSet<PersonId>) -> bool {
        let (highest, theirs) = levels;
        if theirs == 0 || theirs >= OWNER {
            return false;
        }
        if highest > theirs {
            return true;
        }
        let deed = &self.nodes[at].deed;
        let signers: BTreeSet<PersonId> = deed.cosigners.iter().map(|c| c.0).chain([deed.author]).collect();
        theirs == KEEPER && !signers.contains(&deed.target) && signers.is_subset(keep) && is_majority(signers.len(), keep.len())
    }

    fn has_room(&self, view: &Past, fallen: &HashSet<usize>) -> bool {
        let Some(capacity) = self.capacity else { return true };
        self.about.keys().filter(|p| self.level_in(p, view, fallen) > 0).take(capacity).count() < capacity
    }

    /// Whether the author's device is certified in a view, and not revoked before this place of its chain.
    fn device_stands(&self, at: usize, view: &Past, fallen: &HashSet<usize>) -> bool {
        let deed = &self.nodes[at].deed;
        let Some((device, seq)) = deed.device else { return true };
        if deed.kind == Kind::Genesis || deed.certifies.contains(&device) {
            return !self.is_revoked((device, seq), view, fallen);
        }
        self.device_stands_in((device, seq), view, fallen)
    }

    pub(super) fn device_stands_in(&self, device: (DeviceId, u64), view: &Past, fallen: &HashSet<usize>) -> bool {
        !self.is_revoked(device, view, fallen) && self.is_certified(&device.0, view, fallen)
    }

    fn is_revoked(&self, device: (DeviceId, u64), view: &Past, fallen: &HashSet<usize>) -> bool {
        let there = |i: usize| self.nodes[i].valid && self.within(view, i) && !fallen.contains(&i);
        self.revoked.get(&device.0).into_iter().flatten().any(|r| there(*r) && self.revokes(*r, device.1))
    }

    /// Whether a device is certified in a view.
    pub(super) fn is_certified(&self, device: &DeviceId, view: &Past, fallen: &HashSet<usize>) -> bool {
        let there = |i: usize| self.nodes[i].valid && self.within(view, i) && !fallen.contains(&i);
        self.certified.get(device).into_iter().flatten().any(|c| there(*c))
    }

    fn revokes(&self, r: usize, seq: u64) -> bool {
        matches!(self.nodes[r].deed.kind, Kind::RevokeDevice { upto, .. } if seq > upto)
    }

    /// Rule 2.
    pub(super) fn hits(&self, r: usize, act: usize) -> bool {
        let (by, to) = (&self.nodes[r], &self.nodes[act]);
        if r == act || !self.rules.hits || !by.valid || !to.valid {
            return false;
        }
        if let Kind::RevokeDevice { device, .. } = by.deed.kind {
            let own = to.deed.device.is_some_and(|(d, seq)| d == device && self.revokes(r, seq));
            let beside = to.joint && to.deed.cosigners.iter().any(|c| c.1 == Some(device)) && !self.knew(r, act);
            return (own || beside) && !self.knew(act, r);
        }
        if to.deed.kind == Kind::Leave || !to.signers().contains(&by.deed.target) {
            return false;
        }
        if let Kind::Countersign(leave) = by.deed.kind {
            return self.apart(leave, act);
        }
        if !self.apart(r, act) {
            return false;
        }
        if by.deed.kind == Kind::Leave {
            return self.binds(r);
        }
        let left = if by.deed.kind == Kind::Level { by.deed.level } else { 0 };
        let need = if to.joint { KEEPER } else { to.used() };
        left < need && (!self.rules.stronger || by.strength > need * 2)
    }

    /// Whether a leave takes the leaver's authority elsewhere: at once for a member, for a keeper once another keeper has signed it.
    fn binds(&self, leave: usize) -> bool {
        let node = &self.nodes[leave];
        let then = self.fallen_in_known(&node.past);
        let level = |p: &PersonId| self.level_in(p, &node.past, &then);
        level(&node.deed.author) <= MEMBER || node.deed.cosigners.iter().any(|c| c.0 != node.deed.author && level(&c.0) >= KEEPER)
    }
}
