//! People with coins, for the figures of the ledger: hours attested in pairs, coins minted from them, and transfers of one coin each.

use super::number;
use ed25519_dalek::SigningKey;
use kith_core::{
    entropy::{SeededEntropy, bytes},
    ledger::{
        notary::{Notary, Policy},
        op::{Admitted, Answer, Attest, Coop, Given, Hours, LogEntry, Op, Pay, Purpose, Terms, Transfer, device_of},
        units::{ActivityId, Area, Capacity, ContentHash, Element, Month, Owner, Owners, PrevRef},
    },
};
use kith_wire::{DeviceId, PersonId, SpaceId};
use std::{collections::HashMap, time::Instant};

/// Hours of one attestation: a day.
pub(super) const HOURS_EACH: usize = 24;
/// Attestations of one earner in a month, so that no cap refuses any.
const EACH_MONTH: usize = 31;
const FIRST_MONTH: u16 = 2026 * 12;
const SAID_AT_S: u64 = 1_790_000_000;

/// Somebody with a phone.
pub(super) struct Person {
    pub(super) key: SigningKey,
    pub(super) device: DeviceId,
    pub(super) person: PersonId,
}

/// A co-op's people and its notary.
pub(super) struct Cast {
    pub(super) coop: Coop,
    pub(super) notary: SigningKey,
    pub(super) float: DeviceId,
    pub(super) people: Vec<Person>,
    owners: HashMap<DeviceId, Owner>,
}

impl Owners for Cast {
    fn owner_of(&self, device: DeviceId) -> Option<Owner> {
        self.owners.get(&device).copied()
    }
}

impl Cast {
    /// So many people with a phone each, from a seed.
    pub(super) fn new(seed: u64, people: usize) -> Self {
        let mut entropy = SeededEntropy::new(seed);
        let mut key = || SigningKey::from_bytes(&bytes(&mut entropy));
        let notary = key();
        let coop = Coop::new(SpaceId([9; 32]), device_of(&notary));
        let float = device_of(&key());
        let person = |key: SigningKey| Person { device: device_of(&key), person: PersonId(device_of(&key).0), key };
        Self::of(coop, notary, float, (0..people).map(|_| person(key())).collect())
    }

    /// These people.
    pub(super) fn of(coop: Coop, notary: SigningKey, float: DeviceId, people: Vec<Person>) -> Self {
        let mut owners: HashMap<DeviceId, Owner> = people.iter().map(|p| (p.device, Owner::Person(p.person))).collect();
        owners.insert(float, Owner::Pool);
        Self { coop, notary, float, people, owners }
    }

    /// Attestations that make at least so many coins, earned by all of them in turn.
    pub(super) fn attests(&self, coins: usize) -> Vec<Attest> {
        (0..coins.div_ceil(HOURS_EACH)).map(|n| self.attest(n)).collect()
    }

    /// One of them.
    pub(super) fn attest(&self, n: usize) -> Attest {
        let all = self.people.len();
        let (earner, attestor) = (&self.people[n % all], &self.people[(n + 1) % all]);
        let hours = Hours {
            activity: ActivityId(*blake3::hash(&n.to_be_bytes()).as_bytes()),
            minutes: 60 * u16::try_from(HOURS_EACH).unwrap(),
            element: Some(Element::MyHome),
            area: Area(0),
            month: Month(FIRST_MONTH + u16::try_from(n / all / EACH_MONTH).unwrap()),
            story: ContentHash::ZERO,
            donate: false,
            tell: false,
            earner: earner.person,
        };
        let answer = Answer { capacity: Capacity::Beneficiary, pay: Pay::Confirm, attestor: attestor.person };
        Attest::sign(Given::sign(hours, &self.coop, &earner.key).unwrap(), answer, &self.coop, &attestor.key).unwrap()
    }

    /// An office that has taken these attestations.
    pub(super) fn office(&self, attests: &[Attest]) -> Notary {
        let mut notary = Notary::new(self.coop, Policy::open(self.float));
        for attest in attests {
            let taken = notary.take(&Admitted::stored(Op::Attest(attest.clone()), &self.coop), &self.notary, self);
            assert!(taken.refused.is_empty() && taken.waiting.is_empty(), "{taken:?}");
        }
        notary
    }

    /// The places of the coins that an office minted, each with the number of its holder.
    pub(super) fn places(&self, notary: &Notary) -> Vec<(PrevRef, usize)> {
        let number: HashMap<DeviceId, usize> = self.people.iter().enumerate().map(|(n, p)| (p.device, n)).collect();
        let minted = notary.entries().iter().filter_map(|e| if let LogEntry::Minted { mint, .. } = e { Some(*mint) } else { None });
        minted.map(|mint| (PrevRef::first(mint), number[&notary.mint(mint).unwrap().to])).collect()
    }

    /// One coin from whoever holds it to the person after them.
    pub(super) fn transfer(&self, (place, holder): (PrevRef, usize)) -> Transfer {
        let to = self.people[(holder + 1) % self.people.len()].device;
        let terms = Terms { to, purpose: Purpose::Gift, ctr: 7, coins: vec![place], anchor: None, reference: None, telling: None, said_at: Some(SAID_AT_S) };
        Transfer::sign(terms, &self.coop, &self.people[holder].key).unwrap()
    }

    /// Transfers of these coins, one each, as bytes.
    pub(super) fn transfers(&self, places: &[(PrevRef, usize)]) -> Vec<Vec<u8>> {
        places.iter().map(|place| Op::Transfer(self.transfer(*place)).encode()).collect()
    }
}

pub(super) fn seconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64()
}

/// Seconds of processor time that this process has used in all its threads: what other work on the machine takes is not in it.
pub(super) fn cpu_seconds() -> f64 {
    /// Ticks of the kernel's clock in a second, as every Linux says them.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // After the program's name, which ends at the last bracket, the 12th and 13th fields are its own and the kernel's time for it.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    [fields[11], fields[12]].iter().map(|ticks| number(ticks.parse().unwrap())).sum::<f64>() / TICKS
}

/// Megabytes that this process holds in memory.
pub(super) fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    number(line.split_whitespace().nth(1).unwrap().parse().unwrap()) / 1024.0
}
