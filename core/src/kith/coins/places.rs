//! Places as holders of coins: a garden, a hall. Whoever likes gives a place coins; its keepers draw on them.
//!
//! A place's coins lie at the office, under a key that the office makes for it. A keeper asks, and the office gives. What is said of a
//! place is a notice of the commons, its key the place's code (2 bytes), its value a CBOR array: name, area, keepers, number, ids of the
//! notices that it stands in place of. A number stands only in what was written before there were such ids.

use super::super::{
    Change, Kith, KithError, KithResult, naming,
    succession::{Word, named, standing},
    view::{DrawnView, PersonView, PlaceView},
};
use super::{Draws, Membership};
use crate::{
    entropy,
    fact::{Fact, Notice},
    identity::{Certificate, KeyOwner},
    ledger::{
        notary::Notary,
        op::{Admitted, Coop, Draw, Op, Purpose, Terms, Transfer},
        units::{Area, ContentHash, Owner, Owners, PrevRef},
    },
    space::{Act, act},
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, codec, limits};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Places of a co-op at most.
const PLACES_MAX: usize = 200;
/// Keepers of a place at most.
const KEEPERS_MAX: usize = 20;
/// How somebody says that they mean a place and not a person.
const PREFIX: &str = "place:";

/// What the co-op says of a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
struct Told {
    /// What it is called.
    #[n(0)]
    name: String,
    /// Its area, by its place in the co-op's list from 1; 0 if that is left open.
    #[n(1)]
    area: u16,
    /// Who draws on its coins.
    #[n(2)]
    keepers: Vec<PersonId>,
    /// Its number, from 1, before words named what they stand in place of: of those the highest counts.
    #[n(3)]
    number: Option<u32>,
    /// What it stands in place of.
    #[n(4)]
    before: Option<Vec<EntryId>>,
}

/// What counts of one place: of words said apart the lowest id, of those without ids the highest number.
fn counts(standing: &[Word<Told>]) -> Option<&Told> {
    let mut words = standing.iter();
    let first = words.next()?;
    Some(&words.fold(first, |best, word| if word.says.number > best.says.number { word } else { best }).says)
}

impl Kith {
    /// Whether somebody says what places there are: those whom the co-op entrusted with its commons, or had when they went.
    fn keeps_places(&self, person: &PersonId) -> bool {
        self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.level_held(person) >= act::KEEPER)
    }

    /// What stands of all that was said, by place.
    fn places_said(&self) -> KithResult<BTreeMap<u16, Vec<Word<Told>>>> {
        let commons = self.space(&self.commons()?)?;
        let code = |key: &[u8]| key.try_into().ok().map(u16::from_be_bytes).filter(|code| *code > 0);
        let mut all: BTreeMap<u16, Vec<Word<Told>>> = BTreeMap::new();
        for n in self.storage.notices(commons.n, Notice::Place as u8, None)? {
            let (Some(code), Ok(told)) = (code(&n.key), codec::decode::<Told>(&n.value, limits::BODY_BYTES_MAX)) else { continue };
            let word = Word { at: (n.at.id, n.at.device, n.at.seq), may: self.keeps_places(&n.at.author), before: told.before.clone(), says: told };
            all.entry(code).or_default().push(word);
        }
        Ok(all.into_iter().map(|(code, words)| (code, standing(words))).filter(|(_, standing)| !standing.is_empty()).collect())
    }

    fn places_told(&self) -> KithResult<BTreeMap<u16, Told>> {
        Ok(self.places_said()?.into_iter().filter_map(|(code, standing)| Some((code, counts(&standing)?.clone()))).collect())
    }

    /// The device that holds a place's coins.
    fn place_device(&self, place: u16) -> KithResult<DeviceId> {
        let commons = self.space(&self.commons()?)?;
        let device = self.purse_of(commons, |owner| owner == KeyOwner::Place(place));
        device.ok_or_else(|| KithError::not_found("no-such-place", "This device has heard of no such place."))
    }

    fn place_named(&self, reference: &str) -> KithResult<u16> {
        let told = self.places_told()?;
        naming::pick(reference, "place", told.into_iter().map(|(code, told)| (format!("{code:04x}"), Some(told.name), code)))
    }

    /// The place that is meant, if somebody said that they mean one, with the device that holds its coins.
    pub(super) fn place_meant(&self, reference: &str) -> KithResult<Option<DeviceId>> {
        let named = reference.trim().strip_prefix(PREFIX);
        named.map(|name| self.place_named(name).and_then(|place| self.place_device(place))).transpose()
    }

    /// A place as a party to what came and went.
    pub(in crate::kith) fn place_party(&self, place: u16) -> PersonView {
        let name = self.places_told().ok().and_then(|mut told| told.remove(&place)).map_or_else(|| place.to_string(), |told| told.name);
        PersonView { id: format!("{PREFIX}{place:04x}"), name, me: false }
    }

    /// Every place with a purse, by its name.
    pub(in crate::kith) fn places(&self) -> KithResult<Vec<PlaceView>> {
        let commons = self.space(&self.commons()?)?;
        let mut out = Vec::new();
        for (code, told) in self.places_told()? {
            let held = self.storage.notices(commons.n, Notice::PlaceHolds as u8, Some(&code.to_be_bytes()))?;
            // The office alone says how many: of its chain the last word.
            let mut last = None;
            for n in held {
                if self.is_notarys(n.at.device)? {
                    last = n.value.as_slice().try_into().ok().map(u32::from_be_bytes);
                }
            }
            out.push(PlaceView {
                id: format!("{code:04x}"),
                area: self.area_name(Area(told.area)),
                coins: last.unwrap_or(0),
                mine: told.keepers.contains(&self.me),
                keepers: told.keepers.iter().map(|person| self.person_view(person)).collect(),
                mine_to_set: self.ledger_space().is_some() && self.keeps_places(&self.me),
                name: told.name,
            });
        }
        out.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(out)
    }

    fn checks_places(&self) -> KithResult<()> {
        if self.ledger_space().is_none() {
            return Err(KithError::not_allowed("not-office", "This device does not keep the co-op's book."));
        }
        if self.space(&self.commons()?)?.resolved.level(&self.me) >= act::KEEPER {
            return Ok(());
        }
        Err(KithError::not_allowed("not-for-places", "Whoever keeps the co-op's list of members says what places there are."))
    }

    fn keepers_named(&self, names: &[String]) -> KithResult<Vec<PersonId>> {
        let keepers: BTreeSet<PersonId> = names.iter().map(|name| self.person(name)).collect::<KithResult<_>>()?;
        if keepers.is_empty() || keepers.len() > KEEPERS_MAX {
            return Err(KithError::invalid("keepers", format!("A place has one to {KEEPERS_MAX} keepers.")).with("most", KEEPERS_MAX));
        }
        Ok(keepers.into_iter().collect())
    }

    fn say_place(&mut self, code: u16, told: &Told, now_ms: u64) -> KithResult<()> {
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, place_notice(code, told).to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        Ok(())
    }

    /// At the office: begins a place, or says anew who keeps the one named.
    pub(in crate::kith) fn place_set(
        &mut self,
        place: Option<&str>,
        about: (&str, Option<&str>),
        keepers: &[String],
        now_ms: u64,
    ) -> KithResult<Vec<PlaceView>> {
        match place {
            Some(place) => self.place_keepers(place, keepers, now_ms),
            None => self.place_create(about.0, about.1, keepers, now_ms),
        }
    }

    /// At the office: a place gets a purse, and keepers who draw on it.
    fn place_create(&mut self, name: &str, area: Option<&str>, keepers: &[String], now_ms: u64) -> KithResult<Vec<PlaceView>> {
        self.checks_places()?;
        if self.coop_of_coins()?.notary != self.device {
            // The place's key comes from a secret of the device that keeps the log: no other can draw on it.
            return Err(KithError::not_allowed("not-office", "This device does not keep the co-op's book."));
        }
        let (name, mut told) = (naming::clean_name(name)?, self.places_told()?);
        let certified = self.places_certified()?;
        // What somebody says of a place that has no key is in nobody's way.
        told.retain(|code, _| certified.contains(code));
        if told.values().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(KithError::invalid("place-exists", "There is a place of this name already."));
        }
        if told.len() >= PLACES_MAX {
            return Err(KithError::invalid("too-many-places", format!("A co-op has at most {PLACES_MAX} places.")).with("most", PLACES_MAX));
        }
        let area = self.area(area)?;
        let keepers = self.keepers_named(keepers)?;
        // Not one that had a key before, even if nobody says any more what it is.
        let free = |code: &u16| !certified.contains(code);
        let code = (1..=u16::MAX).find(free).ok_or_else(|| KithError::invalid("too-many-places", "There is no room for another place."))?;
        let device = DeviceId(self.secrets.place_key(code).verifying_key().to_bytes());
        let certificate = Certificate::sign(KeyOwner::Place(code), device, self.secrets.receiving_public(), &self.secrets.device_key());
        let commons = self.commons()?;
        self.act(commons, Act::Certify(certificate), now_ms)?;
        let before = self.places_said()?.get(&code).map_or_else(Vec::new, |standing| named(standing));
        self.say_place(code, &Told { name, area: area.0, keepers, number: None, before: Some(before) }, now_ms)?;
        self.places()
    }

    fn places_certified(&self) -> KithResult<BTreeSet<u16>> {
        let places = self.membership()?.owners.into_values().filter_map(|owner| if let Owner::Place(code) = owner { Some(code) } else { None });
        Ok(places.collect())
    }

    /// At the office: says anew who draws on a place's coins.
    fn place_keepers(&mut self, place: &str, keepers: &[String], now_ms: u64) -> KithResult<Vec<PlaceView>> {
        self.checks_places()?;
        let code = self.place_named(place)?;
        let keepers = self.keepers_named(keepers)?;
        let standing = self.places_said()?.remove(&code).unwrap_or_default();
        let told = counts(&standing).cloned().unwrap_or_default();
        self.say_place(code, &Told { keepers, number: None, before: Some(named(&standing)), ..told }, now_ms)?;
        self.places()
    }

    /// As a keeper: asks that coins of a place go to somebody, or to the pool. The office gives them, in the order in which it hears.
    pub(in crate::kith) fn place_draw(&mut self, place: &str, count: u32, to: &str, now_ms: u64) -> KithResult<DrawnView> {
        let code = self.place_named(place)?;
        let told = self.places_told()?.remove(&code).unwrap_or_default();
        if !told.keepers.contains(&self.me) {
            return Err(KithError::not_allowed("not-its-keeper", "Only the keepers of a place draw on its coins."));
        }
        let person = if to.trim().eq_ignore_ascii_case("pool") { None } else { Some(self.person(to)?) };
        let device = person.map_or_else(|| self.pool_float(), |person| self.receiving_device(&person))?;
        let coop = self.coop_of_coins()?;
        let bad = |_| KithError::invalid("bad-count", "At least one coin is drawn, and at most as many as one gift moves.");
        let coins = u8::try_from(count).unwrap_or(u8::MAX);
        let held = self.places()?.into_iter().find(|view| view.id == format!("{code:04x}")).map_or(0, |view| view.coins);
        if held < count {
            return Err(
                KithError::not_allowed("place-has-too-few", format!("The place has {held} coins, as far as this device has heard.")).with("count", held)
            );
        }
        let latest = self.coins_read()?.and_then(|coins| coins.purse.latest().map(|c| c.state.index)).unwrap_or(0);
        let until = latest.saturating_add(self.policy()?.pocket.into());
        let draw = Draw::sign((code, coins), device, until, entropy::bytes(self.entropy.as_mut()), (&coop, &self.secrets.device_key())).map_err(bad)?;
        self.signed(&draw.id(&coop).0);
        self.send_operations(vec![draw.encode()], now_ms)?;
        self.changed(Change::Coins);
        let state = if self.ledger_space().is_some() { "given" } else { "asked" };
        let party = person.map_or_else(|| PersonView { id: "pool".to_owned(), name: self.words().say("pool-title"), me: false }, |p| self.person_view(&p));
        let words = [("place", told.name.clone().into()), ("name", party.name.clone().into()), ("coins", count.into())];
        Ok(DrawnView {
            place: told.name,
            coins: count,
            to: party,
            state: state.to_owned(),
            words: self.words().say_with(&format!("coin-place-drawn-{state}"), &words),
        })
    }

    /// As the office: the transfers that carry out what keepers asked, in the order in which it came, each place's own key signing. What
    /// cannot be carried out yet waits; what never can is passed over, and stops nothing else.
    pub(in crate::kith) fn draws_due(&self, draws: &mut Draws, notary: &Notary, owners: &Membership, now_ms: u64) -> KithResult<Vec<Transfer>> {
        let asked = draws.take_waiting(notary.last().map_or(0, |last| last.state.index));
        let (coop, told) = if asked.is_empty() { (None, BTreeMap::new()) } else { (Some(self.coop_of_coins()?), self.places_told()?) };
        let mut left: BTreeMap<u16, Vec<PrevRef>> = BTreeMap::new();
        let mut out = Vec::new();
        for (id, draw) in asked {
            let Some(coop) = coop.as_ref() else { continue };
            let keeps = |person| told.get(&draw.place).is_some_and(|told| told.keepers.contains(&person));
            let by = matches!(owners.owner_of(draw.by), Some(Owner::Person(person)) if keeps(person)) && !owners.cut.contains(&draw.by);
            let purpose = match owners.owner_of(draw.to) {
                Some(Owner::Person(_)) => Some(Purpose::Gift),
                Some(Owner::Pool) => Some(Purpose::Donate),
                // From place to place nothing goes; whoever is not known yet may be one day.
                Some(Owner::Place(_)) => continue,
                None => None,
            };
            let key = self.secrets.place_key(draw.place);
            let device = DeviceId(key.verifying_key().to_bytes());
            let places = left.entry(draw.place).or_insert_with(|| notary.book().held_by(device).into_iter().map(|(at, _)| at).collect());
            let Some(purpose) = purpose.filter(|_| by && places.len() >= usize::from(draw.coins)) else {
                draws.put_back((id, draw));
                continue;
            };
            let mut coins: Vec<_> = places.drain(..usize::from(draw.coins)).collect();
            coins.sort_unstable();
            let reference = Some(ContentHash(id.0));
            let terms = Terms { to: draw.to, purpose, ctr: 0, coins, anchor: None, reference, telling: None, said_at: Some(now_ms / 1000) };
            draws.carried_out(id);
            out.extend(Transfer::sign(terms, coop, &key).ok());
        }
        Ok(out)
    }

    /// As the office: tells what each place holds, where that has changed. No more is told of it than the number.
    pub(in crate::kith) fn tell_places(&mut self, now_ms: u64) -> KithResult<()> {
        let before: BTreeMap<String, u32> = self.places()?.into_iter().map(|place| (place.id, place.coins)).collect();
        let commons = self.commons()?;
        for code in self.places_told()?.into_keys() {
            // Whatever somebody says of a place that has no key stops nothing here.
            let Ok(device) = self.place_device(code) else { continue };
            let held = self.notary.as_ref().map_or(0, |notary| notary.book().held_by(device).len());
            let held = u32::try_from(held).unwrap_or(u32::MAX);
            if before.get(&format!("{code:04x}")) != Some(&held) {
                let notice = Fact::Notice(Notice::PlaceHolds as u8, code.to_be_bytes().to_vec(), held.to_be_bytes().to_vec());
                self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
            }
        }
        Ok(())
    }
}

fn place_notice(code: u16, told: &Told) -> Fact {
    Fact::Notice(Notice::Place as u8, code.to_be_bytes().to_vec(), codec::encode(told))
}

/// A transfer of a place's coins as the notary takes it: signed here a moment ago.
pub(in crate::kith) fn admitted(transfer: &Transfer, coop: &Coop) -> Admitted {
    Admitted::stored(Op::Transfer(transfer.clone()), coop)
}
