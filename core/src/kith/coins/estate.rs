//! What becomes of a person's coins when they leave or die: their own choice, carried out by a coordinator at the office.
//!
//! The coins move only once every device of the person was cut off, and the time that this takes has gone by: somebody who is alive and
//! well sees it coming.

use super::super::{
    Change, Kith, KithError, KithResult, naming,
    view::{EstateCaseView, EstateGiftView, EstateView, PersonView},
};
use super::{Membership, refused};
use crate::ledger::{
    op::{Estate, Heir, Op, Ratify, Recover, Transfer},
    purse::GiftState,
    units::{Owner, Owners},
};
use kith_wire::{DeviceId, PersonId};
use std::sync::Arc;

const fn heir_word(heir: Option<Heir>) -> &'static str {
    match heir {
        None => "none",
        Some(Heir::Pool) => "pool",
        Some(Heir::Person(_)) => "person",
    }
}

fn not_coordinator() -> KithError {
    KithError::not_allowed("not-coordinator", "A coordinator carries that out, at the office.")
}

impl Kith {
    /// What I chose.
    pub(in crate::kith) fn estate(&self) -> KithResult<EstateView> {
        let heir = self.coins_read()?.and_then(|coins| coins.estate.as_ref().map(|estate| estate.heir));
        let person = self.heir_person(heir);
        let name = person.as_ref().map(|p| p.name.clone()).unwrap_or_default();
        let words = self.words().say_with(&format!("estate-says-{}", heir_word(heir)), &[("name", name.into())]);
        Ok(EstateView { heir: heir_word(heir).to_owned(), person, words })
    }

    fn heir_person(&self, heir: Option<Heir>) -> Option<PersonView> {
        match heir {
            Some(Heir::Person(person)) => Some(self.person_view(&person)),
            _ => None,
        }
    }

    /// Chooses anew.
    pub(in crate::kith) fn estate_set(&mut self, to: &str, now_ms: u64) -> KithResult<EstateView> {
        let heir = if to.trim().eq_ignore_ascii_case("pool") { Heir::Pool } else { Heir::Person(self.person(to)?) };
        if heir == Heir::Person(self.me) {
            return Err(KithError::invalid("to-oneself", "These coins are yours already."));
        }
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let number = coins.estate.as_ref().map_or(0, |before| before.number).saturating_add(1);
        let coop = self.coop_of_coins()?;
        let estate = Estate::sign(number, self.me, heir, (&coop, &self.secrets.device_key())).map_err(refused)?;
        self.signed(&estate.id(&coop).0);
        let bytes = Op::Estate(estate).encode();
        self.keep_object(&bytes, now_ms)?;
        self.send_operations(vec![bytes], now_ms)?;
        self.changed(Change::Coins);
        self.estate()
    }

    /// As a coordinator, at the office: carries out what somebody chose who has died or left.
    pub(in crate::kith) fn estate_carry_out(&mut self, person: &str, now_ms: u64) -> KithResult<EstateCaseView> {
        let owners = self.settles_estates()?;
        let person = self.person(person)?;
        let devices: Vec<DeviceId> = owners.owners.iter().filter(|(_, owner)| **owner == Owner::Person(person)).map(|(device, _)| *device).collect();
        if devices.iter().any(|device| !owners.cut.contains(device)) {
            let reason = "A device of theirs is still in use. Cut off all of them first; nothing moves while somebody may be using one.";
            return Err(KithError::not_allowed("still-in-use", reason));
        }
        let estate = self.notary.as_ref().and_then(|n| n.book().estate(person).cloned());
        let estate = estate.ok_or_else(|| KithError::not_found("no-estate", "They recorded no choice. The board decides what becomes of the coins."))?;
        let to = match estate.heir {
            Heir::Pool => self.pool_float()?,
            Heir::Person(heir) => self.receiving_device(&heir)?,
        };
        let coop = self.coop_of_coins()?;
        let checkpoint = self.notary.as_ref().and_then(|n| n.last()).map_or(0, |c| c.state.index);
        let number = u16::try_from(checkpoint).unwrap_or(u16::MAX);
        let mut asked = Vec::new();
        for from in &devices {
            let recover = Recover::sign(number, (*from, to), Some(estate.id(&coop)), (&coop, &self.secrets.device_key())).map_err(refused)?;
            self.signed(&recover.id(&coop).0);
            asked.push(Op::Recover(recover).encode());
        }
        self.send_operations(asked, now_ms)?;
        self.changed(Change::Coins);
        self.estate_case(&person, &estate, &devices)
    }

    /// A coordinator's, with the book at hand.
    fn settles_estates(&mut self) -> KithResult<Membership> {
        self.notary()?;
        let owners = self.membership()?;
        if owners.may_settle_estates(self.me) { Ok(owners) } else { Err(not_coordinator()) }
    }

    /// What somebody gave last who has no device in use any more, and nobody has stood by: the transfer and who gave it.
    fn gifts_left(&self, owners: &Membership) -> Vec<(PersonId, Arc<Transfer>)> {
        let Some(notary) = self.notary.as_ref() else { return Vec::new() };
        let live = |person: PersonId| owners.owners.iter().any(|(device, owner)| *owner == Owner::Person(person) && !owners.cut.contains(device));
        let mut out = Vec::new();
        for device in notary.book().cuts().keys() {
            let Some(Owner::Person(person)) = owners.owner_of(*device) else { continue };
            let gifts = notary.engine().transfers_of(*device).filter(|(id, _)| !live(person) && notary.awaits_word(*device, *id));
            out.extend(gifts.map(|(_, transfer)| (person, transfer)));
        }
        out
    }

    /// As a coordinator, at the office: what people who have died or left gave last, and nobody has stood by.
    pub(in crate::kith) fn estate_gifts(&mut self) -> KithResult<Vec<EstateGiftView>> {
        let owners = self.settles_estates()?;
        let coop = self.coop_of_coins()?;
        let view = |(person, transfer): (PersonId, Arc<Transfer>)| EstateGiftView {
            person: self.person_view(&person),
            gift: self.gift_view(&owners, (transfer.id(&coop), &transfer), GiftState::Waits),
        };
        Ok(self.gifts_left(&owners).into_iter().map(view).collect())
    }

    /// As a coordinator, at the office: says that such a gift was the person's own doing.
    pub(in crate::kith) fn estate_ratify(&mut self, transfer: &str, now_ms: u64) -> KithResult<Vec<EstateGiftView>> {
        let owners = self.settles_estates()?;
        let coop = self.coop_of_coins()?;
        let gifts = self.gifts_left(&owners).into_iter().map(|(_, gift)| (gift.id(&coop).hex(), None, gift));
        let gift = naming::pick(transfer, "transfer", gifts)?;
        if owners.owner_of(gift.terms.to) == Some(Owner::Person(self.me)) {
            return Err(KithError::not_allowed("ratify-own-gain", "This gift was to you. Somebody else says whether it stands."));
        }
        let ratify = Ratify::sign(gift.id(&coop), &coop, &self.secrets.device_key());
        self.signed(&ratify.id(&coop).0);
        self.send_operations(vec![Op::Ratify(ratify).encode()], now_ms)?;
        self.changed(Change::Coins);
        self.estate_gifts()
    }

    fn estate_case(&self, person: &PersonId, estate: &Estate, devices: &[DeviceId]) -> KithResult<EstateCaseView> {
        let notary = self.notary.as_ref().ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let left = count(devices.iter().map(|device| notary.book().held_by(*device).len()).sum());
        let by_choice = |op| notary.recovery(op).is_some_and(|r| r.estate.is_some());
        let gone = notary.book().statement(Owner::Person(*person)).iter().filter(|line| !line.came && by_choice(line.op)).count();
        let until = devices.iter().filter_map(|device| notary.book().cuts().get(device)).map(|cut| cut.until).max().unwrap_or(0);
        let checkpoint = notary.last().map_or(0, |c| c.state.index);
        let state = if left == 0 { "done" } else { "waiting" };
        let to = self.heir_person(Some(estate.heir));
        let name = to.as_ref().map_or_else(|| self.words().say("pool-title"), |p| p.name.clone());
        let wait = until.saturating_add(1).saturating_sub(checkpoint);
        let words = [("name", name.into()), ("gone", count(gone).into()), ("left", left.into()), ("wait", wait.into())];
        Ok(EstateCaseView {
            person: self.person_view(person),
            heir: heir_word(Some(estate.heir)).to_owned(),
            to,
            state: state.to_owned(),
            gone: count(gone),
            left,
            checkpoint,
            until,
            words: self.words().say_with(&format!("estate-case-{state}"), &words),
        })
    }
}
