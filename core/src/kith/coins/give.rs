//! Giving coins: chosen, signed and stored first, then handed over and sent.

use super::super::{
    Change, ErrorKind, Kith, KithError, KithResult, drops,
    handed::Until,
    handover::hand_over,
    ledger::batches,
    naming,
    view::{GiveView, HandOver},
    visits,
};
use super::{Giving, Membership, attachment_bytes, cannot_give, refused};
use crate::{
    entropy,
    fact::CoinItem,
    identity::KeyOwner,
    ledger::{
        op::{Op, Purpose, Telling},
        purse::{ATTACHMENTS_MAX, Attachment, Bundle, Gift, Media, Purse, Use},
        units::{Area, CoinId, OpId, Owner, Owners},
    },
};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, PersonId, text::PayloadKind};

/// What is said of coins just given. The pool is no phone that takes them: they are there once the office knows.
pub(in crate::kith) const fn offered_words(purpose: Purpose, place: bool, at_office: bool) -> &'static str {
    match (purpose, at_office) {
        (Purpose::Donate, _) if place => "coin-says-offered-place",
        (Purpose::Donate, false) => "coin-says-offered-pool",
        (Purpose::Donate, true) => "coin-says-offered-pool-at-office",
        _ => "coin-says-offered",
    }
}

/// What either phone may bring to the office of coins that were handed over, in drops of a size that a relay takes: the transfer and those
/// before it that have not settled, since the office may hear of none of them otherwise; before them what their givers let be known, or the
/// office would settle them untold. It counts each once.
pub(super) fn for_the_office(bundle: &Bundle) -> Vec<Vec<drops::CoinPart>> {
    let object = |bytes| drops::CoinPart { kind: CoinItem::Object as u8, bytes };
    let told = bundle.told_before.iter().chain(&bundle.telling).map(|t| object(t.encode()));
    let named = bundle.attachments.iter().filter(|a| bundle.names(&a.hash()));
    let attached = named.map(|a| drops::CoinPart { kind: CoinItem::Attachment as u8, bytes: attachment_bytes(a) });
    let moved = bundle.parents.iter().chain([&bundle.transfer]).map(|t| object(Op::Transfer(t.clone()).encode()));
    batches(told.chain(attached).chain(moved).collect())
}

/// Under what it is kept which device somebody showed a code of, to be given coins.
pub(super) fn shown_by(person: &PersonId) -> String {
    format!("coins-shown-{}", person.hex())
}

impl Kith {
    /// The device that a person's coins go to: the one whose code they showed last, or their first.
    pub(super) fn receiving_device(&self, person: &PersonId) -> KithResult<DeviceId> {
        let commons = self.space(&self.commons()?)?;
        let devices = commons.resolved.people.get(person).map(|m| m.devices.as_slice()).unwrap_or_default();
        let shown = self.storage.meta(&shown_by(person))?.and_then(|id| DeviceId::from_slice(&id)).filter(|id| devices.contains(id));
        shown
            .or_else(|| devices.first().copied())
            .ok_or_else(|| KithError::not_found("no-such-member", "The co-op has no such member yet, as far as this device has heard."))
    }

    /// Where coins go that I give to myself: to the other device of mine whose code was shown here, or the only other there is.
    fn own_other_device(&self) -> KithResult<DeviceId> {
        let others = self.my_other_devices();
        let shown = self.storage.meta(&shown_by(&self.me))?.and_then(|id| DeviceId::from_slice(&id)).filter(|id| others.contains(id));
        let only = if let [only] = others.as_slice() { Some(*only) } else { None };
        shown.or(only).ok_or_else(|| {
            KithError::invalid("to-oneself", "These coins are yours already. To move them to another device of yours, have it show its code first.")
        })
    }

    pub(in crate::kith) fn pool_float(&self) -> KithResult<DeviceId> {
        let commons = self.space(&self.commons()?)?;
        let float = self.purse_of(commons, |owner| matches!(owner, KeyOwner::Pool(_)));
        float.ok_or_else(|| KithError::not_found("no-pool", "This device has not heard yet of the co-op's pool."))
    }

    /// Gives coins to a person, to a place or to the pool: stored first, then handed over and sent.
    pub(in crate::kith) fn coin_give(&mut self, giving: &Giving<'_>, now_ms: u64) -> KithResult<GiveView> {
        let pool = giving.to.trim().eq_ignore_ascii_case("pool");
        let place = self.place_meant(giving.to)?;
        let person = if pool || place.is_some() { None } else { Some(self.person(giving.to)?) };
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let device = match (place, person) {
            (Some(place), _) => place,
            (None, Some(person)) if person == self.me => self.own_other_device()?,
            (None, Some(person)) => self.receiving_device(&person)?,
            (None, None) => self.pool_float()?,
        };
        let wanted = if pool { Use::Support } else { Use::Person };
        let chosen = if giving.coins.is_empty() {
            coins.purse.choose(giving.count as usize, wanted, &coins.owners).map_err(cannot_give)?
        } else {
            self.named_coins(&coins.purse, &coins.owners, giving.coins)?
        };
        let (telling, attachments) = self.telling(giving, now_ms)?;
        let purpose = match person {
            None => Purpose::Donate,
            Some(person) if person == self.me => Purpose::Own,
            Some(_) => Purpose::Gift,
        };
        let gift = Gift {
            to: Some(device),
            purpose,
            coins: chosen,
            reference: None,
            telling: telling.as_ref().and_then(|t| t.hash().ok()),
            said_at: Some(now_ms / 1000),
        };
        self.hand(&gift, (telling, attachments), person, false, now_ms)
    }

    pub(super) fn named_coins(&self, purse: &Purse, owners: &Membership, names: &[String]) -> KithResult<Vec<CoinId>> {
        let held = purse.coins(owners);
        names.iter().map(|n| naming::pick(n, "coin", held.iter().map(|c| (c.coin.hex(), None, c.coin)))).collect()
    }

    /// What a giver lets be known, with the poem that travels along.
    fn telling(&mut self, giving: &Giving<'_>, now_ms: u64) -> KithResult<(Option<Telling>, Vec<Attachment>)> {
        let words = naming::clean_words(giving.words)?;
        let poem = giving.poem.map(naming::clean_words).transpose()?.filter(|p| !p.is_empty());
        let shows = giving.picture.map(|picture| naming::clean_words(&picture.words)).transpose()?.unwrap_or_default();
        let text = super::text_of(&words, poem.as_deref(), &shows);
        if giving.picture.is_some()
            && let Some(coins) = self.coins_read()?
        {
            self.check_pictures_waiting(&coins)?;
        }
        let picture = giving.picture.map(super::pictures::make).transpose()?;
        let area = self.area_to_tell(giving.area)?;
        if !giving.share && text.is_none() && picture.is_none() && giving.element.is_none() && area == Area(0) {
            return Ok((None, Vec::new()));
        }
        let attachment = text.map(|t| Attachment { media: Media::Text, bytes: t.into_bytes() });
        let telling = Telling {
            salt: entropy::bytes(self.entropy.as_mut()),
            element: giving.element.map(visits::coin_element),
            area,
            month: visits::month_of(now_ms),
            poem: attachment.as_ref().map(Attachment::hash),
            picture: picture.as_ref().map(Attachment::hash),
            name: giving.share.then(|| self.name_of(&self.me)),
        };
        Ok((Some(telling), attachment.into_iter().chain(picture).collect()))
    }

    /// Signs a transfer, stores it, and only then lets its bundle out: as a code, to the receiver's inbox and to the ledger.
    pub(super) fn hand(
        &mut self,
        gift: &Gift,
        told: (Option<Telling>, Vec<Attachment>),
        to: Option<PersonId>,
        from_float: bool,
        now_ms: u64,
    ) -> KithResult<GiveView> {
        let coop = self.coop_of_coins()?;
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let key: SigningKey = if from_float { self.secrets.float_key() } else { self.secrets.device_key() };
        let purse = if from_float { &coins.float } else { &coins.purse };
        let fresh = !from_float && coins.purse.only_in_touch(&gift.coins, &coins.owners);
        let locked = fresh || (!from_float && !coins.purse.wrongs(self.device).is_empty());
        // What puts it right goes to the pool by way of the office anyhow, and waits in the outbox until something carries it there.
        if locked && gift.purpose != Purpose::Repay && !self.in_touch() {
            if fresh {
                let reason = "These coins came back from a lost phone a little while ago. For now they are given only in touch with the office.";
                return Err(KithError::new(ErrorKind::NeedsSignal, "coins-came-back-lately", reason));
            }
            let reason = "A coin was given twice with this phone's key. Until that is put right it gives coins only in touch with the office.";
            return Err(KithError::new(ErrorKind::NeedsSignal, "coins-only-in-touch", reason));
        }
        let transfer = purse.give(gift, &key, &coins.owners).map_err(cannot_give)?;
        let id = transfer.id(&coop);
        self.signed(&id.0);
        let (telling, attachments) = told;
        let bytes = Op::Transfer(transfer).encode();
        self.keep_object(&bytes, now_ms)?;
        let mut parts = Vec::new();
        if let Some(t) = &telling {
            self.keep_object(&t.encode(), now_ms)?;
            parts.push(drops::CoinPart { kind: CoinItem::Object as u8, bytes: t.encode() });
        }
        for a in &attachments {
            self.keep_attachment(a, now_ms)?;
            if a.media == Media::Text {
                parts.push(drops::CoinPart { kind: CoinItem::Attachment as u8, bytes: attachment_bytes(a) });
            }
        }
        parts.push(drops::CoinPart { kind: CoinItem::Object as u8, bytes });
        if locked {
            // Nothing is promised hand to hand: the coin reaches its receiver settled, by way of the office.
            self.send_parts_until(parts, Some(Until::AtOffice(id)), now_ms)?;
            self.send_pictures(&attachments, None, now_ms)?;
            return Ok(self.given_by_office(id, gift));
        }
        let coins = self.coins_read()?.ok_or_else(|| refused("the purse is not here"))?;
        let purse = if from_float { &coins.float } else { &coins.purse };
        let mut bundle = purse.bundle(id).ok_or_else(|| refused("nothing here vouches for these coins"))?;
        let before = bundle.told_before.iter().flat_map(|t| t.poem.into_iter().chain(t.picture)).filter_map(|hash| coins.attachments.get(&hash).cloned());
        // A code holds words and no picture: pictures follow by themselves.
        let all: Vec<Attachment> = attachments.into_iter().chain(before).take(ATTACHMENTS_MAX).collect();
        let (texts, pictures): (Vec<_>, Vec<_>) = all.into_iter().partition(|a| a.media == Media::Text);
        bundle.attachments = texts;
        bundle.certificates = self.signers_certificates(&bundle)?;
        let body = bundle.encode().map_err(refused)?;
        self.send_parts_until(parts, Some(Until::AtOffice(id)), now_ms)?;
        let at_place = gift.to.is_some_and(|to| matches!(coins.owners.owner_of(to), Some(Owner::Place(_))));
        let mut by_relay = to.is_none() && self.by_relay();
        if let Some(person) = to.filter(|p| *p != self.me) {
            let part = drops::CoinPart { kind: CoinItem::Bundle as u8, bytes: body.clone() };
            by_relay = self.send_to_until(&person, &drops::Message::Coins(vec![part]), ("coin", Some(Until::Taken(id))), now_ms).is_ok() && self.by_relay();
        }
        self.send_pictures(&pictures, to.filter(|p| *p != self.me), now_ms)?;
        self.changed(Change::Coins);
        Ok(GiveView {
            transfer: id.hex(),
            coins: gift.coins.iter().map(CoinId::hex).collect(),
            state: "offered".to_owned(),
            state_reason: self.words().say(offered_words(gift.purpose, at_place, self.ledger_space().is_some())),
            hand_over: hand_over(PayloadKind::Bundle, body, by_relay),
        })
    }

    /// Whether what is sent now can reach the office: it is here, or a relay is in use.
    fn in_touch(&self) -> bool {
        self.ledger_space().is_some() || (self.by_relay() && !self.settings.airplane)
    }

    fn given_by_office(&mut self, id: OpId, gift: &Gift) -> GiveView {
        self.changed(Change::Coins);
        GiveView {
            transfer: id.hex(),
            coins: gift.coins.iter().map(CoinId::hex).collect(),
            state: "offered".to_owned(),
            state_reason: self.words().say("coin-says-by-office"),
            hand_over: HandOver { kind: "bundle".to_owned(), text: String::new(), qr: None, also_by_relay: self.by_relay() },
        }
    }

    /// Certificates of every device that signed something in a bundle, as far as this device has them.
    fn signers_certificates(&self, bundle: &Bundle) -> KithResult<Vec<Vec<u8>>> {
        let commons = self.space(&self.commons()?)?;
        let mut out: Vec<Vec<u8>> = self.my_certificates()?.iter().map(|c| c.bare().to_bytes()).collect();
        for device in bundle.signers() {
            let known = commons.resolved.devices.iter().find(|d| d.id == device).map(|d| d.certificate.bare().to_bytes());
            out.extend(known.filter(|c| !out.contains(c)));
        }
        Ok(out)
    }
}
