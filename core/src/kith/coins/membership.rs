//! Whose devices are whose, for the rules of coins.

use crate::{
    identity::{Certificate, KeyOwner},
    ledger::{
        purse::Certificates,
        units::{Capacity, Owner, Owners},
    },
};
use kith_wire::{DeviceId, PersonId};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whose devices are whose, as the commons says; an answer of today is the same tomorrow.
#[derive(Debug, Clone, Default)]
pub(in crate::kith) struct Membership {
    pub(super) owners: HashMap<DeviceId, Owner>,
    pub(super) coordinators: HashSet<PersonId>,
    /// Who confirms hours for whom without a phone: the person, then whoever holds their mandate.
    pub(super) proxies: HashSet<(PersonId, PersonId)>,
    /// Devices that were cut off.
    pub(in crate::kith) cut: BTreeSet<DeviceId>,
}

impl Owners for Membership {
    fn owner_of(&self, device: DeviceId) -> Option<Owner> {
        self.owners.get(&device).copied()
    }

    fn may_attest(&self, person: PersonId, capacity: Capacity) -> bool {
        match capacity {
            Capacity::Beneficiary => true,
            Capacity::Coordinator => self.coordinators.contains(&person),
            Capacity::ProxyFor(of) => self.proxies.contains(&(of, person)),
            // A mandate of somebody is none of everybody.
            Capacity::Proxy => false,
        }
    }

    fn may_settle_estates(&self, person: PersonId) -> bool {
        self.coordinators.contains(&person)
    }
}

impl Certificates for Membership {
    fn check(&self, certificate: &[u8]) -> Option<(DeviceId, Owner)> {
        let c = Certificate::from_bytes(certificate).ok().filter(Certificate::is_signed)?;
        match c.owner {
            // A device not heard of yet counts when its person's root, or a device known to be theirs, vouches for it.
            KeyOwner::Person(p) => {
                let vouched = c.signer == p.0 || self.owners.get(&DeviceId(c.signer)) == Some(&Owner::Person(p));
                let free = self.owners.get(&c.device).is_none_or(|o| *o == Owner::Person(p));
                (vouched && free).then_some((c.device, Owner::Person(p)))
            }
            KeyOwner::Pool(_) | KeyOwner::Place(_) => self.owners.get(&c.device).map(|o| (c.device, *o)),
        }
    }
}
