//! The book counted over again from its rows, and compared with its totals.

use super::Book;
use crate::ledger::jar::Jar;
use crate::ledger::op::{Counted, Purpose, Totals};
use crate::ledger::units::{CLAIMS, ContentHash, Owner, Owners, RETIRED};
use kith_wire::PersonId;
use std::collections::BTreeMap;

/// Something that does not add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Coins minted are not those held, retired and claimed.
    Coins,
    /// Minutes attested are not those minted, passed, refused and in jars.
    Minutes,
    /// The totals are not what the rows give.
    Totals,
    /// An owner's statement does not come to what they hold.
    Statement(Owner),
    /// A coin is held by a device whose owner is not known.
    Unknown,
    /// A coin is due and not minted.
    Due,
}

/// What a count of all rows gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Counted from the rows.
    pub counted: Totals,
    /// Coins by owner, counted from the rows.
    pub holders: BTreeMap<Owner, u64>,
    /// What does not add up; nothing, if all is well.
    pub faults: Vec<Fault>,
}

impl Audit {
    /// Whether the book adds up.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.faults.is_empty()
    }
}

impl Book {
    /// The settled coins that each person held after so many entries of the log; whoever held none is left out.
    #[must_use]
    pub fn held_after(&self, size: u64, owners: &dyn Owners) -> BTreeMap<PersonId, u32> {
        let mut held = BTreeMap::new();
        for row in self.coins.values() {
            let last = row.hops.iter().take_while(|hop| hop.index < size).last();
            if let Some(Owner::Person(person)) = last.and_then(|hop| owners.owner_of(hop.to)) {
                *held.entry(person).or_default() += 1;
            }
        }
        held
    }

    /// What the pool topped each person up with, by the run that the transfers refer to.
    #[must_use]
    pub fn topped_up(&self, run: ContentHash, owners: &dyn Owners) -> BTreeMap<PersonId, u32> {
        let mut given = BTreeMap::new();
        let hops = self.coins.values().flat_map(|row| &row.hops);
        for hop in hops.filter(|hop| hop.purpose == Some(Purpose::TopUp) && hop.reference == Some(run)) {
            if let (Some(Owner::Pool), Some(Owner::Person(person))) = (hop.from.and_then(|from| owners.owner_of(from)), owners.owner_of(hop.to)) {
                *given.entry(person).or_default() += 1;
            }
        }
        given
    }

    /// Counts everything over again.
    #[must_use]
    pub fn audit(&self, owners: &dyn Owners) -> Audit {
        let mut faults = Vec::new();
        let (mut counted, mut holders) = (Totals::default(), BTreeMap::<Owner, u64>::new());
        for row in self.coins.values() {
            counted.minted += 1;
            let Some(holder) = row.hops.last().map(|hop| hop.to) else { continue };
            let owner = owners.owner_of(holder);
            match owner {
                _ if holder == CLAIMS => counted.claims += 1,
                _ if holder == RETIRED => counted.retired += 1,
                Some(Owner::Person(_)) => counted.people += 1,
                Some(Owner::Pool) => counted.pool += 1,
                Some(Owner::Place(_)) => counted.places += 1,
                None => faults.push(Fault::Unknown),
            }
            if let Some(owner) = owner {
                *holders.entry(owner).or_default() += 1;
            }
        }
        for row in self.attests.values() {
            let minutes = u64::from(row.hours.minutes);
            counted.attested += minutes;
            match row.counted {
                Counted::Passed => counted.passed += minutes,
                Counted::Refused => counted.refused += minutes,
                Counted::Jar => {}
            }
        }
        counted.crumbs = self.jars.values().map(Jar::minutes).map(u64::from).sum();
        self.compare(&counted, &holders, &mut faults);
        Audit { counted, holders, faults }
    }

    fn compare(&self, counted: &Totals, holders: &BTreeMap<Owner, u64>, faults: &mut Vec<Fault>) {
        let coins = [counted.people, counted.pool, counted.places, counted.retired, counted.claims].iter().sum::<u64>();
        if coins != counted.minted {
            faults.push(Fault::Coins);
        }
        if counted.minted * 60 + counted.passed + counted.refused + counted.crumbs != counted.attested {
            faults.push(Fault::Minutes);
        }
        if *counted != self.totals {
            faults.push(Fault::Totals);
        }
        if !self.due.is_empty() {
            faults.push(Fault::Due);
        }
        for (owner, lines) in &self.lines {
            let (came, went) = lines.iter().fold((0u64, 0u64), |(c, w), line| if line.came { (c + 1, w) } else { (c, w + 1) });
            if came.checked_sub(went) != Some(holders.get(owner).copied().unwrap_or(0)) {
                faults.push(Fault::Statement(*owner));
            }
        }
    }
}
