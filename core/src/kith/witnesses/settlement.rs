//! As the notary: lets the witnesses' people into the settlement space, and writes there what the log has, without names.

use crate::{
    fact::{Fact, Notice},
    kith::{Kith, KithResult, spaces::Founding},
    ledger::{
        op::page,
        units::{Owner, Owners},
        witness::Witnesses,
    },
    space::{Act, Add, Space, SpaceKind, act},
};
use kith_wire::{DeviceId, Kind, PersonId, SpaceId};
use std::collections::BTreeSet;

/// Entries of a page, so that it stays well below what an entry may hold.
const PAGE_ENTRIES: usize = 200;

impl Kith {
    /// The spaces with the entries of the log that this device may read.
    pub(super) fn settlement_spaces(&self) -> impl Iterator<Item = &Space> {
        self.spaces.values().filter(|space| space.kind() == Some(SpaceKind::Settlement))
    }

    /// Where the log is written for witnesses, how far it was, and who is in there.
    fn my_settlement(&self) -> Option<&Space> {
        self.settlement_spaces().filter(|s| s.resolved.level(&self.me) == act::OWNER && s.is_present(&self.device)).max_by_key(|s| s.n)
    }

    fn told_to_witnesses(&self, space: &Space) -> KithResult<Option<u64>> {
        Ok(self.storage.meta(&told_key(space))?.and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes))
    }

    /// As the notary: sees that the witnesses can read the log as far as it is signed. The caller commits.
    pub(in crate::kith) fn tell_witnesses(&mut self, now_ms: u64) -> KithResult<()> {
        if !self.keeps_log() || !self.log_is_here(&self.coop_of_coins()?)? {
            return Ok(());
        }
        self.let_in_who_stands_by(now_ms)?;
        let (appointed, owners) = (self.appointed()?, self.membership()?);
        let person = |device: &DeviceId| if let Some(Owner::Person(person)) = owners.owner_of(*device) { Some(person) } else { None };
        let people: BTreeSet<PersonId> = appointed.iter().flat_map(Witnesses::who).filter_map(person).collect();
        if people.is_empty() && self.my_settlement().is_none() {
            return Ok(());
        }
        let space = match self.my_settlement().map(|space| space.id) {
            Some(space) => space,
            None => self.begin_settlement(now_ms)?,
        };
        self.match_witnesses(space, &people, now_ms)?;
        if people.is_empty() {
            return Ok(());
        }
        let told = self.told_to_witnesses(self.space(&space)?)?;
        if told.is_some() && self.notary.is_none() {
            // Every checkpoint is told as it is signed; there is none since.
            return Ok(());
        }
        self.notary()?;
        let Some(notary) = self.notary.as_ref() else { return Ok(()) };
        let (from, to) = (told.unwrap_or(0), notary.last().map_or(0, |last| last.state.size));
        let range = usize::try_from(from).unwrap_or(usize::MAX)..usize::try_from(to).unwrap_or(usize::MAX);
        let entries = notary.entries().get(range).unwrap_or_default().to_vec();
        for (at, some) in (from..).step_by(PAGE_ENTRIES).zip(entries.chunks(PAGE_ENTRIES)) {
            for page in page::whole_pages(some.iter().copied()) {
                let fact = Fact::Notice(Notice::LogPage as u8, at.to_be_bytes().to_vec(), page);
                self.append(space, Kind::Fact, fact.to_bytes(), now_ms)?;
            }
        }
        if told != Some(to) {
            let key = told_key(self.space(&space)?);
            self.storage.set_meta(&key, &to.to_be_bytes())?;
        }
        Ok(())
    }

    /// Whether this device is the notary's.
    pub(in crate::kith) fn keeps_log(&self) -> bool {
        let role = self.has_role(&self.me, crate::kith::view::Role::Notary);
        role && self.ledger_space().is_some() && self.coop_of_coins().is_ok_and(|coop| coop.notary == self.device)
    }

    fn begin_settlement(&mut self, now_ms: u64) -> KithResult<SpaceId> {
        let founder = Add::new(self.me, act::OWNER, self.name_of(&self.me), self.my_certificates()?);
        self.found(Founding { kind: SpaceKind::Settlement, name: String::new(), coop: self.commons, about: None, founders: vec![founder] }, now_ms)
    }

    /// Brings in whose device witnesses, and removes whose does no longer.
    fn match_witnesses(&mut self, space: SpaceId, people: &BTreeSet<PersonId>, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let missing: Vec<PersonId> = people.iter().copied().filter(|p| held.resolved.level(p) == 0 && self.may_be_brought_in(p)).collect();
        let over = held.resolved.people.iter().filter(|(p, m)| !people.contains(p) && m.level < act::OWNER);
        let over: Vec<(PersonId, u8)> = over.map(|(p, m)| (*p, m.level)).collect();
        for person in missing {
            let add = Add::new(person, act::MEMBER, self.name_of(&person), self.certificates_of(&person)?);
            self.bring_in(space, add, now_ms)?;
            self.send_admission(&person, &[space], now_ms)?;
        }
        for (person, level) in over {
            self.act(space, Act::Remove(act::Remove { person, level, cosignatures: Vec::new() }), now_ms)?;
        }
        Ok(())
    }
}

fn told_key(space: &Space) -> String {
    format!("told-to-witnesses-{}", space.id.hex())
}
