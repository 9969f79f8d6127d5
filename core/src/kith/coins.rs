//! A phone's coins: giving, receiving, and the purse that is folded anew from what the person's own space holds.

mod areas;
mod attachment;
mod claims;
mod confirmed;
mod draws;
mod estate;
mod forks;
mod give;
mod handed;
mod lost;
mod membership;
mod pictures;
mod places;
mod policy;
mod pool;
mod rainy_day;
mod requests;
mod said;
mod statement;
mod top_up;
mod twin;

use super::{
    Change, Kith, KithError, KithResult, drops,
    handed::Until,
    handover::hand_over,
    naming,
    view::{Balance, PurseView},
    witnesses::Cosigned,
};
use crate::{
    entropy,
    fact::{CoinItem, Fact, Notice},
    identity::KeyOwner,
    ledger::{
        op::{Ack, Coop, Estate, Op, Purpose},
        purse::{Attachment, Bundle, Gift, Invoice, Item, Limits, Media, Outcome, Purse, Reason},
        units::{ActivityId, CoinId, ContentHash, OpId, Owner, Owners},
    },
    seal::BoxKey,
    space::{Removed, act},
};
use kith_wire::{DeviceId, Kind, PersonId, limits, text::PayloadKind};
use said::{cannot_give, pool_has_none, pool_lacks, refused, text_of};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

pub(super) use attachment::{attachment_bytes, read_attachment};
pub(super) use draws::Draws;
pub(super) use give::offered_words;
pub(super) use membership::Membership;
pub(super) use places::admitted;
pub use policy::PolicyChange;
pub(super) use said::words_and_poem;

/// Bytes of a poem or picture that is kept with a coin: one entry holds it.
const COIN_ATTACHMENT_KEPT_MAX: usize = limits::BODY_BYTES_MAX - 64;

/// Everything about coins that this device holds, folded.
#[derive(Debug)]
pub(super) struct Coins {
    pub(super) purse: Purse,
    pub(super) float: Purse,
    pub(super) owners: Membership,
    names: HashSet<[u8; 32]>,
    attestors: HashMap<ActivityId, PersonId>,
    /// The hours of each activity as they were confirmed.
    confirmed: HashMap<ActivityId, Vec<u8>>,
    /// When hours were first written down here, by the attestation that confirmed them.
    hours_ms: HashMap<ActivityId, u64>,
    activities: HashMap<OpId, ActivityId>,
    pub(super) attachments: HashMap<ContentHash, Attachment>,
    bundles: HashSet<[u8; 32]>,
    /// Pictures that this person does not want to see.
    pub(super) refused: HashSet<ContentHash>,
    /// What is to become of my coins when I leave or die.
    pub(super) estate: Option<Estate>,
    /// How far the notary's log is witnessed; nothing where the co-op has no witnesses.
    pub(super) cosigned: Option<Cosigned>,
}

/// What a person says as they give.
#[derive(Debug)]
pub(super) struct Giving<'a> {
    pub(super) to: &'a str,
    pub(super) count: u32,
    pub(super) coins: &'a [String],
    pub(super) element: Option<super::view::Element>,
    pub(super) words: &'a str,
    pub(super) poem: Option<&'a str>,
    pub(super) picture: Option<&'a super::view::NewAttachment>,
    pub(super) area: Option<&'a str>,
    pub(super) share: bool,
}

impl Kith {
    /// The co-op for what hangs on it alone, as its rules and the runs of one do: that is read also while nobody keeps the book.
    pub(super) fn coop_of_rules(&self) -> KithResult<Coop> {
        let id = self.commons()?;
        Ok(self.coop_of_coins().unwrap_or(Coop::new(id, DeviceId::ZERO)))
    }

    pub(super) fn membership(&self) -> KithResult<Membership> {
        let commons = self.space(&self.commons()?)?;
        let owner = |o: KeyOwner| match o {
            KeyOwner::Person(p) => Owner::Person(p),
            KeyOwner::Pool(_) => Owner::Pool,
            KeyOwner::Place(code) => Owner::Place(code),
        };
        let owners = commons.resolved.devices.iter().filter_map(|d| Some((d.id, owner(commons.resolved.owner_of(&d.id)?)))).collect();
        let role = super::coop::role_number(super::view::Role::Coordinator);
        let coordinators = commons.resolved.grants.iter().filter(|g| g.role == role).map(|g| g.person).collect();
        let cut = commons.resolved.removals.iter().filter_map(|r| if let Removed::Device(d) = r.what { Some(d) } else { None }).collect();
        Ok(Membership { owners, coordinators, proxies: self.mandates_held()?, cut })
    }

    /// Something about coins came into a space: what was folded is folded anew when it is next asked for.
    pub(super) fn coin_came(&mut self, space: &kith_wire::SpaceId, kind: u8, bytes: &[u8]) {
        if *space == self.own {
            *self.coins.borrow_mut() = None;
        } else if kind == CoinItem::Object as u8 && self.ledger_space().is_some_and(|ledger| ledger.id == *space) {
            // The notary logs what the ledger holds and nothing else: what a member writes elsewhere is not there when the log is read again.
            self.intake.note(bytes);
            self.ledger_unread = true;
        }
    }

    /// What this device holds of coins, folded; nothing before it has joined a co-op.
    pub(super) fn coins_read(&self) -> KithResult<Option<Arc<Coins>>> {
        if self.commons.is_none() || self.coop_of_coins().is_err() {
            return Ok(None);
        }
        if let Some(coins) = self.coins.borrow().as_ref() {
            return Ok(Some(Arc::clone(coins)));
        }
        let folded = Arc::new(self.fold_coins()?);
        *self.coins.borrow_mut() = Some(Arc::clone(&folded));
        Ok(Some(folded))
    }

    pub(super) fn purse_read(&self) -> KithResult<Option<Arc<Coins>>> {
        self.coins_read()
    }

    fn fold_coins(&self) -> KithResult<Coins> {
        self.fold_coins_of(self.device)
    }

    /// The same, seen from another device of mine.
    pub(super) fn fold_coins_of(&self, device: DeviceId) -> KithResult<Coins> {
        let coop = self.coop_of_coins()?;
        let owners = self.membership()?;
        let float = DeviceId(self.secrets.float_key().verifying_key().to_bytes());
        let mut coins = Coins {
            purse: Purse::new(coop, device),
            float: Purse::new(coop, float),
            owners,
            names: HashSet::new(),
            attestors: HashMap::new(),
            confirmed: HashMap::new(),
            hours_ms: HashMap::new(),
            activities: HashMap::new(),
            attachments: HashMap::new(),
            bundles: HashSet::new(),
            refused: HashSet::new(),
            estate: None,
            cosigned: None,
        };
        coins.cosigned = self.cosigned(&coins.owners)?;
        let limits = Limits::from(&self.policy()?);
        coins.purse.set_limits(limits);
        coins.float.set_limits(limits);
        for device in coins.owners.cut.clone() {
            coins.purse.cut_off(device);
        }
        let own = self.space(&self.own)?.n;
        let mut marks = rainy_day::Marks::new();
        for (kind, time_ms, bytes) in self.storage.coin_items(own)? {
            if kind == CoinItem::PutBy as u8 {
                rainy_day::note(&mut marks, time_ms, &bytes);
            } else {
                coins.take(kind, time_ms, &bytes, &coop);
            }
        }
        marks.iter().filter(|(_, (_, on))| *on).for_each(|(coin, _)| coins.purse.put_by(*coin));
        let commons = self.space(&self.commons()?)?;
        for line in self.storage.notices(commons.n, Notice::Story as u8, None)? {
            coins.take(CoinItem::Object as u8, 0, &line.value, &coop);
        }
        for proof in self.storage.notices(commons.n, Notice::Fork as u8, None)? {
            coins.take_foreign(&proof.value, &coop);
        }
        for place in self.forks_put_right()? {
            coins.purse.put_right(place);
            coins.float.put_right(place);
        }
        self.fold_confirmed(&mut coins, &coop)?;
        if let Some(checkpoint) = self.latest_checkpoint(&coop, None)? {
            coins.take_foreign(&Op::Checkpoint(checkpoint).encode(), &coop);
        }
        Ok(coins)
    }

    /// Whether an object of the ledger's formats is here, by its name.
    pub(super) fn has_object(&self, name: &[u8; 32]) -> KithResult<bool> {
        Ok(self.coins_read()?.is_some_and(|c| c.names.contains(name)))
    }

    /// Who attested an activity, as far as this device holds it.
    pub(super) fn attestor_of(&self, activity: &ActivityId) -> KithResult<Option<PersonId>> {
        Ok(self.coins_read()?.and_then(|c| c.attestors.get(activity).copied()))
    }

    /// Keeps an object in the person's own space. The caller commits.
    pub(super) fn keep_object(&mut self, bytes: &[u8], now_ms: u64) -> KithResult<()> {
        self.append(self.own, Kind::Fact, Fact::Coin(CoinItem::Object as u8, bytes.to_vec()).to_bytes(), now_ms)?;
        Ok(())
    }

    fn keep_item(&mut self, item: &Item, now_ms: u64) -> KithResult<()> {
        if self.has_object(&item.name())? { Ok(()) } else { self.keep_object(&item.encode(), now_ms) }
    }

    /// Keeps a poem or a picture. One that no entry can hold is left out: the coin comes all the same.
    fn keep_attachment(&mut self, a: &Attachment, now_ms: u64) -> KithResult<()> {
        if a.bytes.len() > COIN_ATTACHMENT_KEPT_MAX {
            return Ok(self.storage.count_refused("coin-attachment-too-large")?);
        }
        if self.coins_read()?.is_some_and(|c| c.attachments.contains_key(&a.hash())) {
            return Ok(());
        }
        self.append(self.own, Kind::Fact, Fact::Coin(CoinItem::Attachment as u8, attachment_bytes(a)).to_bytes(), now_ms)?;
        Ok(())
    }

    /// Sends operations to the ledger; on the office's own device they are taken at once.
    pub(super) fn send_operations(&mut self, objects: Vec<Vec<u8>>, now_ms: u64) -> KithResult<()> {
        let parts = objects.into_iter().map(|bytes| drops::CoinPart { kind: CoinItem::Object as u8, bytes }).collect();
        self.send_parts(parts, now_ms)
    }

    /// Whose device keeps the co-op's book, and the box into which operations go.
    pub(super) fn office_box(&self) -> KithResult<Option<(PersonId, BoxKey)>> {
        let Ok(commons) = self.commons() else { return Ok(None) };
        let commons = self.space(&commons)?;
        let given = self.storage.notices(commons.n, Notice::Box as u8, Some(&[]))?;
        let entitled = given.iter().rev().find(|n| commons.resolved.level(&n.at.author) >= act::KEEPER);
        Ok(entitled.and_then(|n| drops::read_box(&n.value).map(|to| (n.at.author, to))))
    }

    pub(super) fn send_parts(&mut self, parts: Vec<drops::CoinPart>, now_ms: u64) -> KithResult<()> {
        self.send_parts_until(parts, None, now_ms)
    }

    /// The same, until an answer proves that the office has them.
    pub(super) fn send_parts_until(&mut self, parts: Vec<drops::CoinPart>, until: Option<Until>, now_ms: u64) -> KithResult<()> {
        if let Some(ledger) = self.ledger_space().map(|s| s.id) {
            self.take_operations(ledger, self.device, parts, now_ms)?;
            return self.work_ledger(now_ms);
        }
        let office = self.office_box()?;
        let (_, to) = office.ok_or_else(|| {
            let reason = "This device has not heard yet where the co-op's office is. Exchange with the co-op once, or take in a pack from the office.";
            KithError::new(super::ErrorKind::NeedsSignal, "no-office", reason)
        })?;
        let envelope = self.seal_message(&to, true, &drops::Message::Coins(parts), now_ms)?;
        self.send_drop_until(&to, &envelope, ("coin", until), now_ms)
    }

    /// What somebody sent to this person's inbox about coins.
    pub(super) fn take_coins(&mut self, sender: DeviceId, parts: Vec<drops::CoinPart>, now_ms: u64) -> KithResult<()> {
        let coop = self.coop_of_coins()?;
        self.tidy_pictures(now_ms)?;
        for part in parts {
            if part.kind == CoinItem::Ask as u8 {
                let by = self.person_of(self.space(&self.own)?, &sender);
                self.take_ask(&part.bytes, by, now_ms)?;
            } else if part.kind == CoinItem::Bundle as u8 {
                self.take_bundle(&part.bytes, now_ms)?;
            } else if part.kind == CoinItem::Attachment as u8 {
                self.take_attachment(&part.bytes, now_ms)?;
            } else {
                match Item::check(&part.bytes, &coop) {
                    Ok(item) => {
                        self.hear_checkpoint(&item)?;
                        self.keep_item(&item, now_ms)?;
                    }
                    Err(_) => self.storage.count_refused("bad-coin-object")?,
                }
            }
        }
        self.tell_counts(now_ms)?;
        self.changed(Change::Coins);
        Ok(())
    }

    /// A bundle came: examined before anything of it counts. Gives the transfer's id and, if it is genuine, the acknowledgement.
    fn take_bundle(&mut self, bytes: &[u8], now_ms: u64) -> KithResult<(Vec<String>, Outcome, Option<Vec<u8>>)> {
        let coop = self.coop_of_coins()?;
        let bundle = Bundle::decode(bytes).map_err(|_| KithError::invalid("malformed-code", "The coins in this code cannot be read."))?;
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let examined = coins.purse.examine(&bundle, &coins.owners, &coins.owners);
        let genuine = matches!(examined.outcome, Outcome::Genuine { .. });
        if matches!(examined.outcome, Outcome::Refused(Reason::SpentBefore(_))) {
            // The refused transfer goes along, with those before it: the office has to see both.
            if !examined.evidence.is_empty() {
                self.send_operations(examined.evidence.iter().map(|p| Op::Fork(p.clone()).encode()).collect(), now_ms)?;
            }
            for parts in give::for_the_office(&bundle) {
                self.send_parts(parts, now_ms)?;
            }
        }
        // One refused for what somebody before its giver did is kept as well: its claim has followed it here.
        if !genuine && examined.items.is_empty() && examined.outcome != Outcome::AlreadyKnown {
            return Ok((Vec::new(), examined.outcome, None));
        }
        let names: Vec<String> = match &examined.outcome {
            Outcome::Genuine { coins, .. } => coins.iter().map(CoinId::hex).collect(),
            _ => Vec::new(),
        };
        for item in &examined.items {
            self.keep_item(item, now_ms)?;
        }
        if matches!(examined.outcome, Outcome::Refused(_)) {
            self.changed(Change::Coins);
            let coins = self.coins_read()?;
            let here = bundle.transfer.terms.coins.iter().filter_map(|at| coins.as_ref()?.purse.engine().place(*at));
            return Ok((here.map(|(coin, ..)| coin.hex()).collect(), examined.outcome, None));
        }
        for a in bundle.attachments.iter().filter(|a| bundle.names(&a.hash())) {
            self.take_attachment(&attachment_bytes(a), now_ms)?;
        }
        let ack = Op::Ack(Ack::sign(examined.transfer, &coop, &self.secrets.device_key())).encode();
        if matches!(examined.outcome, Outcome::Genuine { .. }) {
            for parts in give::for_the_office(&bundle) {
                self.send_parts(parts, now_ms)?;
            }
            if let Some(Owner::Person(giver)) = coins.owners.owner_of(examined.from).filter(|o| *o != Owner::Person(self.me)) {
                let part = drops::CoinPart { kind: CoinItem::Object as u8, bytes: ack.clone() };
                // By hand it reaches them all the same.
                let _ = self.send_to(&giver, &drops::Message::Coins(vec![part]), "coin", now_ms);
            }
        }
        self.changed(Change::Coins);
        Ok((names, examined.outcome, Some(ack)))
    }

    pub(super) fn coin_invoice(&mut self) -> KithResult<super::view::HandOver> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let certificate = self.my_certificates()?.last().map(|c| c.bare().to_bytes()).unwrap_or_default();
        let policy = self.policy()?;
        let invoice = Invoice {
            device: self.device,
            nonce: entropy::bytes(self.entropy.as_mut()),
            checkpoint: coins.purse.latest().map(|c| c.state.index),
            promised_max: policy.promised,
            hops_max: policy.hops,
            certificate,
        };
        let body = invoice.encode().map_err(|_| KithError::invalid("bad-key", "This device's certificate is too long."))?;
        Ok(hand_over(PayloadKind::Invoice, body, false))
    }

    pub(super) fn coin_retire(&mut self, names: &[String], reason: &str, now_ms: u64) -> KithResult<PurseView> {
        let reason = naming::clean_words(reason)?;
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let chosen = self.named_coins(&coins.purse, &coins.owners, names)?;
        let coop = self.coop_of_coins()?;
        let attachment = (!reason.is_empty()).then(|| Attachment { media: Media::Text, bytes: reason.into_bytes() });
        let gift = Gift {
            to: None,
            purpose: Purpose::Retire,
            coins: chosen,
            reference: attachment.as_ref().map(Attachment::hash),
            telling: None,
            said_at: Some(now_ms / 1000),
        };
        let transfer = coins.purse.give(&gift, &self.secrets.device_key(), &coins.owners).map_err(cannot_give)?;
        self.signed(&transfer.id(&coop).0);
        let bytes = Op::Transfer(transfer).encode();
        self.keep_object(&bytes, now_ms)?;
        if let Some(a) = attachment {
            self.keep_attachment(&a, now_ms)?;
        }
        self.send_operations(vec![bytes], now_ms)?;
        self.purse()
    }

    pub(super) fn set_auto_donate(&mut self, on: bool, now_ms: u64) -> KithResult<PurseView> {
        self.append(self.own, Kind::Fact, Fact::Coin(CoinItem::AutoDonate as u8, vec![u8::from(on)]).to_bytes(), now_ms)?;
        self.purse()
    }

    pub(super) fn auto_donates(&self) -> KithResult<bool> {
        let n = self.space(&self.own)?.n;
        let said = self.storage.coin_items(n)?.into_iter().rev().find(|(k, ..)| *k == CoinItem::AutoDonate as u8);
        Ok(said.is_some_and(|(_, _, b)| b == [1]))
    }

    pub(super) fn balance(&self) -> KithResult<Balance> {
        let Some(coins) = self.coins_read()? else { return Ok(Balance::default()) };
        let b = coins.purse.balance(&coins.owners);
        Ok(Balance { settled: b.settled, promised: b.promised + b.ripening + b.coming, contested: b.contested_and_claims, jar_minutes: b.jar_minutes })
    }
}

impl std::ops::Deref for Coins {
    type Target = Purse;
    fn deref(&self) -> &Purse {
        &self.purse
    }
}

impl Coins {
    /// When coins were earned: the last of the hours behind them; 0 if none of those is here.
    pub(super) fn earned_ms(&self, attests: &BTreeSet<OpId>) -> u64 {
        let at = |attest: &OpId| self.hours_ms.get(self.activities.get(attest)?).copied();
        attests.iter().filter_map(at).max().unwrap_or(0)
    }

    /// The hours of an activity as somebody confirmed them.
    pub(super) fn confirmed(&self, activity: &ActivityId) -> Option<Vec<u8>> {
        self.confirmed.get(activity).cloned()
    }

    fn take(&mut self, kind: u8, time_ms: u64, bytes: &[u8], coop: &Coop) {
        if kind == CoinItem::Attachment as u8 {
            if let Some(a) = read_attachment(bytes) {
                self.attachments.insert(a.hash(), a);
            }
        } else if kind == CoinItem::RefusedPicture as u8 {
            pictures::note_refused(&mut self.refused, bytes);
        } else if kind == CoinItem::Bundle as u8 {
            self.bundles.insert(*blake3::hash(bytes).as_bytes());
        } else if kind == CoinItem::Object as u8
            && let Ok(item) = Item::stored(bytes, coop)
        {
            self.date(&item, time_ms);
            self.note_estate(&item, coop);
            self.put(&item);
        }
    }

    /// Of several choices of mine the later one counts.
    fn note_estate(&mut self, item: &Item, coop: &Coop) {
        if let Item::Op(op) = item
            && let Op::Estate(estate) = op.op()
            && self.estate.as_ref().is_none_or(|before| estate.follows(before, coop))
        {
            self.estate = Some(estate.clone());
        }
    }

    /// Hours have the time at which this device first wrote them down.
    fn date(&mut self, item: &Item, time_ms: u64) {
        let Item::Op(op) = item else { return };
        let activity = match op.op() {
            Op::Given(given) => given.hours.activity,
            Op::Attest(attest) => attest.given.hours.activity,
            _ => return,
        };
        self.hours_ms.entry(activity).or_insert(time_ms);
    }

    /// Puts in what came by way of the commons, where anybody might have written it: checked here.
    fn take_foreign(&mut self, bytes: &[u8], coop: &Coop) {
        if let Ok(item) = Item::check(bytes, coop) {
            self.put(&item);
        }
    }

    fn put(&mut self, item: &Item) {
        self.names.insert(item.name());
        if let Item::Op(op) = item
            && let Op::Attest(a) = op.op()
        {
            self.attestors.insert(a.given.hours.activity, a.answer.attestor);
            self.confirmed.entry(a.given.hours.activity).or_insert_with(|| a.given.encode());
            self.activities.insert(op.id(), a.given.hours.activity);
        }
        self.purse.put(item, &self.owners);
        self.float.put(item, &self.owners);
    }
}
