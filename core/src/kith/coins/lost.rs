//! Coins of a lost phone: what it gave last, which its person stands by or not, and the rest, which comes back.

use super::super::{
    Change, Kith, KithError, KithResult, drops, naming,
    view::{LostCoinsView, LostGiftView, PersonView},
};
use super::{Coins, Membership, refused};
use crate::{
    fact::CoinItem,
    ledger::{
        notary::Missing,
        op::{Op, OpId, Ratify, Recover, Transfer},
        purse::{GiftState, LostGift},
        units::{Owner, Owners},
    },
};
use kith_wire::DeviceId;
use std::collections::BTreeMap;

const fn gift_word(state: GiftState) -> &'static str {
    match state {
        GiftState::Waits => "waits",
        GiftState::Ratified => "ratified",
        GiftState::Settled => "settled",
        GiftState::Lost => "lost",
    }
}

impl Kith {
    fn lost_devices(&self, coins: &Coins) -> Vec<DeviceId> {
        let mine = |device: &&DeviceId| coins.owners.owner_of(**device) == Some(Owner::Person(self.me));
        coins.owners.cut.iter().filter(mine).copied().collect()
    }

    /// My devices that were cut off, and what lay on them.
    pub(in crate::kith) fn coins_lost(&self) -> KithResult<Vec<LostCoinsView>> {
        let Some(coins) = self.coins_read()? else { return Ok(Vec::new()) };
        let labels: BTreeMap<String, String> = self.devices()?.into_iter().map(|d| (d.id, d.label)).collect();
        let lost = self.lost_devices(&coins).into_iter().filter(|device| *device != self.device);
        Ok(lost.map(|device| self.lost_view(&coins, device, labels.get(&device.hex()).cloned().unwrap_or_else(|| device.short()))).collect())
    }

    fn lost_view(&self, coins: &Coins, device: DeviceId, label: String) -> LostCoinsView {
        let purse = &coins.purse;
        let said = purse.cut_off_said(device);
        let back: usize = purse.recovers_of(device).map(|(id, _)| purse.came_by(id)).sum();
        let asked = purse.recovers_of(device).any(|(id, _)| purse.came_by(id) == 0);
        let gifts: Vec<LostGift> = purse.gifts_of(device);
        let held = said.map_or(0, |cut| cut.held);
        let state = match (said, asked, back) {
            (_, true, _) => "waiting",
            (_, false, 1..) => "back",
            (Some(_), false, 0) if held == 0 && gifts.is_empty() => "nothing",
            (_, false, 0) => "to-ask",
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (checkpoint, until) = (purse.latest().map_or(0, |c| c.state.index), said.map_or(0, |cut| cut.until));
        let left = until.saturating_add(1).saturating_sub(checkpoint);
        let words = [("held", held.into()), ("back", count(back).into()), ("left", left.into())];
        LostCoinsView {
            device: device.hex(),
            label,
            state: state.to_owned(),
            words: self.words().say_with(&format!("lost-coins-{state}"), &words),
            held,
            back: count(back),
            checkpoint,
            until,
            gifts: gifts.iter().map(|gift| self.lost_gift(coins, gift)).collect(),
        }
    }

    fn lost_gift(&self, coins: &Coins, gift: &LostGift) -> LostGiftView {
        self.gift_view(&coins.owners, (gift.id, &gift.transfer), gift.state)
    }

    pub(super) fn gift_view(&self, owners: &Membership, (id, transfer): (OpId, &Transfer), state: GiftState) -> LostGiftView {
        let to = match owners.owner_of(transfer.terms.to) {
            Some(Owner::Person(person)) => Some(self.person_view(&person)),
            Some(Owner::Place(code)) => Some(self.place_party(code)),
            Some(Owner::Pool) => Some(PersonView { id: "pool".to_owned(), name: self.words().say("pool-title"), me: false }),
            _ => None,
        };
        let state = gift_word(state);
        LostGiftView {
            transfer: id.hex(),
            coins: u32::try_from(transfer.terms.coins.len()).unwrap_or(u32::MAX),
            to,
            at_ms: transfer.terms.said_at.unwrap_or(0).saturating_mul(1000),
            state: state.to_owned(),
            words: self.words().say(&format!("lost-gift-{state}")),
        }
    }

    /// Asks that what a lost device of mine held come back to this one.
    pub(in crate::kith) fn coins_recover(&mut self, device: &str, now_ms: u64) -> KithResult<Vec<LostCoinsView>> {
        let lost = self.coins_lost()?;
        let view = naming::pick(device, "device", lost.into_iter().map(|v| (v.device.clone(), Some(v.label.clone()), v)))?;
        if view.state == "waiting" {
            return Err(KithError::not_allowed("asked-already", "The coins of this device have been asked for; they come when the time is over."));
        }
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let from: DeviceId = view.device.parse().map_err(refused)?;
        let number = u16::try_from(coins.purse.recovers_of(from).count()).unwrap_or(u16::MAX);
        let coop = self.coop_of_coins()?;
        let recover = Recover::sign(number, (from, self.device), None, (&coop, &self.secrets.device_key())).map_err(refused)?;
        self.signed(&recover.id(&coop).0);
        let bytes = Op::Recover(recover).encode();
        self.keep_object(&bytes, now_ms)?;
        self.send_operations(vec![bytes], now_ms)?;
        self.changed(Change::Coins);
        self.coins_lost()
    }

    /// Says that a gift of a lost device of mine was my own doing.
    pub(in crate::kith) fn coin_ratify(&mut self, transfer: &str, now_ms: u64) -> KithResult<Vec<LostCoinsView>> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let gifts = self.lost_devices(&coins).into_iter().flat_map(|device| coins.purse.gifts_of(device));
        let gift = naming::pick(transfer, "transfer", gifts.map(|gift| (gift.id.hex(), None, gift)))?;
        if gift.state != GiftState::Waits {
            return Err(KithError::not_allowed("nothing-to-ratify", "This gift does not wait for your word, or not any more."));
        }
        let coop = self.coop_of_coins()?;
        let ratify = Ratify::sign(gift.id, &coop, &self.secrets.device_key());
        self.signed(&ratify.id(&coop).0);
        let bytes = Op::Ratify(ratify).encode();
        self.keep_object(&bytes, now_ms)?;
        // The gift goes along, before the word on it: whoever got it may not have met the office yet.
        self.send_operations(vec![Op::Transfer(gift.transfer.as_ref().clone()).encode(), bytes], now_ms)?;
        self.changed(Change::Coins);
        self.coins_lost()
    }

    /// As the office: shows a person what their lost device gave, so that they can say whether it was they; and whoever asked for its
    /// coins how many there are and how long they wait.
    pub(in crate::kith) fn ask_for_words(&mut self, waiting: &[Missing], owners: &Membership, now_ms: u64) -> KithResult<()> {
        let Some(notary) = self.notary.as_ref() else { return Ok(()) };
        let mut told: BTreeMap<String, (DeviceId, Op)> = BTreeMap::new();
        for missing in waiting {
            match missing {
                Missing::Word(id) => {
                    let gift = notary.engine().transfer(*id);
                    told.extend(gift.map(|gift| (format!("asked-for-word-{}", id.hex()), (gift.from, Op::Transfer(gift.as_ref().clone())))));
                }
                Missing::Grace(device, _) => {
                    let cut = notary.cut_off_said(*device);
                    told.extend(cut.map(|cut| (format!("told-of-cut-{}", device.hex()), (*device, Op::CutOff(cut.clone())))));
                }
                _ => {}
            }
        }
        for (key, (device, op)) in told {
            let Some(Owner::Person(person)) = owners.owner_of(device) else { continue };
            // What waits is offered anew whenever the office is opened; its person is told once.
            if self.storage.meta(&key)?.is_some() {
                continue;
            }
            let parts = vec![drops::CoinPart { kind: CoinItem::Object as u8, bytes: op.encode() }];
            let sent = if person == self.me {
                self.take_coins(self.device, parts, now_ms)?;
                true
            } else {
                // Somebody whose inbox is not known yet is told the next time.
                self.send_to(&person, &drops::Message::Coins(parts), "coin", now_ms).is_ok()
            };
            if sent {
                self.storage.set_meta(&key, &[])?;
            }
        }
        Ok(())
    }
}
