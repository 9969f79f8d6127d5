//! The safeguarding space: begun by a lead's own device, kept in step with who has the duty, and its box made known.

use super::SAFETY_BOX;
use crate::{
    fact::{Fact, Notice},
    kith::{Kith, KithResult, drops, spaces::Founding},
    space::{Act, Add, SpaceKind, act},
};
use kith_wire::{Kind, PersonId, SpaceId};

impl Kith {
    /// Sees to the safeguarding space, where that is this person's to do. The caller commits.
    pub(in crate::kith) fn tend_safety(&mut self, now_ms: u64) -> KithResult<()> {
        let duty = self.safety_duty();
        if self.waits_to_enrol() {
            return Ok(());
        }
        if !duty.contains(&self.me) {
            return self.hand_on_safety(&duty, now_ms);
        }
        self.carry_my_holds(now_ms)?;
        let keeper = self.safety_box()?.map_or(duty[0], |(keeper, _)| keeper);
        let commons = self.commons()?;
        if keeper != self.me || !self.space(&commons)?.is_present(&self.device) {
            return Ok(());
        }
        let owned = self.safety_spaces().into_iter().filter(|s| s.resolved.level(&self.me) == act::OWNER && s.is_present(&self.device));
        let current = owned.max_by_key(|s| s.n).map(|s| s.id);
        let first = self.space(&commons)?.resolved.people.get(&self.me).and_then(|m| m.devices.first()).copied();
        let space = match current {
            Some(space) if !self.must_begin_anew(&space, &duty)? => space,
            None if first != Some(self.device) => return Ok(()),
            _ => {
                let space = self.begin_safety(&duty, now_ms)?;
                self.carry_holds_left(space, &duty, now_ms)?;
                space
            }
        };
        self.match_duty(space, &duty, now_ms)?;
        self.carry_concerns(space, &duty, now_ms)?;
        self.give_notice_of_safety(commons, space, now_ms)
    }

    /// Somebody who is given the duty does not get to read what is there about them: the others begin anew with them.
    fn must_begin_anew(&self, space: &SpaceId, duty: &[PersonId]) -> KithResult<bool> {
        let held = self.space(space)?;
        let newcomers: Vec<&PersonId> = duty.iter().filter(|p| held.resolved.level(p) == 0).collect();
        Ok(!newcomers.is_empty() && self.matters()?.iter().any(|m| m.space == *space && m.held.raised.about.is_some_and(|a| newcomers.contains(&&a))))
    }

    fn begin_safety(&mut self, duty: &[PersonId], now_ms: u64) -> KithResult<SpaceId> {
        let mut founders = vec![Add::new(self.me, act::OWNER, self.name_of(&self.me), self.my_certificates()?)];
        let others: Vec<PersonId> = duty.iter().copied().filter(|p| self.may_be_brought_in(p)).collect();
        for person in &others {
            founders.push(Add::new(*person, act::KEEPER, self.name_of(person), self.certificates_of(person)?));
        }
        let founding = Founding { kind: SpaceKind::Safeguarding, name: String::new(), coop: self.commons, about: None, founders };
        let id = self.found(founding, now_ms)?;
        for person in others {
            self.send_admission(&person, &[id], now_ms)?;
        }
        if self.my_certificates()?.len() > 1 && self.inbox_of(&self.me).is_ok() {
            let me = self.me;
            self.send_admission(&me, &[id], now_ms)?;
        }
        Ok(id)
    }

    pub(in crate::kith) fn may_be_brought_in(&self, person: &PersonId) -> bool {
        *person != self.me && self.certificates_of(person).is_ok() && self.inbox_of(person).is_ok()
    }

    /// Brings in who has the duty, and removes who has it no longer.
    fn match_duty(&mut self, space: SpaceId, duty: &[PersonId], now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let missing: Vec<PersonId> = duty.iter().copied().filter(|p| held.resolved.level(p) == 0 && self.may_be_brought_in(p)).collect();
        let over: Vec<(PersonId, u8)> =
            held.resolved.people.iter().filter(|(p, m)| !duty.contains(p) && m.level < act::OWNER).map(|(p, m)| (*p, m.level)).collect();
        for person in missing {
            let add = Add::new(person, act::KEEPER, self.name_of(&person), self.certificates_of(&person)?);
            self.bring_in(space, add, now_ms)?;
            self.send_admission(&person, &[space], now_ms)?;
        }
        for (person, level) in over {
            self.act(space, Act::Remove(act::Remove { person, level, cosignatures: Vec::new() }), now_ms)?;
        }
        Ok(())
    }

    fn give_notice_of_safety(&mut self, commons: SpaceId, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let Some(key) = self.space(&space)?.current().map(|(_, k)| drops::box_bytes(&k.drop_box())) else { return Ok(()) };
        let given = self.storage.notices(self.space(&commons)?.n, Notice::Box as u8, Some(SAFETY_BOX))?;
        if given.iter().rev().find(|n| n.at.author == self.me).is_none_or(|n| n.value != key) {
            let fact = Fact::Notice(Notice::Box as u8, SAFETY_BOX.to_vec(), key);
            self.append(commons, Kind::Fact, fact.to_bytes(), now_ms)?;
        }
        Ok(())
    }
}
