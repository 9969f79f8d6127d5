//! Coming back: the new device takes up the person's own space, certifies itself by the root, and asks for the rest.
//!
//! Spaces come back three ways, whichever is first: by the **keyring** in the own space (kept up to date once a kit or guardians are
//! set up) and the relay, with nobody's help; by the co-op's office, which the kit names; and by anybody who shares a space with the
//! person, who is asked by a drop or, where there is no relay, by a code (`answer`). Whoever answers sees a certificate that the person's root has signed, carries it into the space's control log, welcomes the
//! device, and sends the space's key sealed to that device alone.

use super::{
    super::{
        Change, Kith, KithError, KithResult,
        drops::{self, Admission, Message, SpaceKey},
    },
    HOUR_MS, RecoveryNote,
    claim::MY_ASK,
    guardians::not_guardian,
    note::Return,
};
use crate::{
    fact::Notice,
    identity::{Certificate, KeyOwner},
    recovery::{Kit, KitSpace, RecoveryError},
    seal::{self, BoxKey},
    space::{Act, Space, SpaceKind, act},
    storage::recovery::AskedRow,
};
use kith_wire::{DeviceId, EpochId, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};

/// A new device asks for what is missing this long, counted by the latest time seen.
const RETURN_HOURS_MAX: u64 = 60 * 24;
/// Nobody is asked again, or answers again, sooner than this.
const AGAIN_HOURS: u64 = 12;
/// People asked at most.
const ASKED_MAX: usize = 64;
/// Spaces in one answer at most, so that it fits an envelope.
const ANSWER_SPACES_MAX: usize = 24;
const RECOVERING: &str = "recovering";
const KEYRING: &str = "keyring";
/// The state of the commons at which this device last looked for devices to let back.
const OFFERED: &str = "offered-back";

/// What a device that has come back remembers of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct Recovering {
    #[n(0)]
    pub(super) since_ms: u64,
    #[n(1)]
    pub(super) by: String,
    #[n(2)]
    pub(super) coop: Option<SpaceId>,
}

impl Kith {
    pub(in crate::kith) fn recovering(&self) -> KithResult<Option<Recovering>> {
        Ok(self.storage.meta(RECOVERING)?.and_then(|b| codec::decode(&b, limits::BODY_BYTES_MAX).ok()))
    }

    /// Since when this device has been coming back.
    pub(in crate::kith) fn back_since_ms(&self) -> KithResult<Option<u64>> {
        Ok(self.recovering()?.map(|r| r.since_ms))
    }

    /// This new device becomes the person's whose kit it is. So does a restored copy of their own profile, which waits to be let in.
    pub(super) fn come_back(&mut self, kit: &Kit, by: &str, now_ms: u64) -> KithResult<()> {
        if !(self.waits_to_enrol() && (kit.person(), kit.own.space) == (self.me, self.own)) {
            self.must_be_new()?;
        }
        let key = SpaceKey { space: kit.own.space, epoch: kit.own.epoch, history: kit.own.history, genesis: kit.own.genesis.clone(), floors: None };
        self.take_admission(self.device, Admission { spaces: vec![key], relay: kit.relay.clone(), person: Some(kit.person()) }, now_ms)?;
        let own = self.space(&self.own)?;
        if own.kind() != Some(SpaceKind::Own) || own.resolved.level(&self.me) != act::OWNER {
            return Err(RecoveryError::Forged.into());
        }
        if let Some(name) = super::super::naming::clean_name(&kit.name).ok().filter(|_| !self.names.contains_key(&self.me)) {
            self.names.insert(self.me, name);
        }
        if let Some(coop) = kit.coop.filter(|_| self.commons.is_none()) {
            self.storage.set_meta("joining", &coop.0)?;
        }
        self.storage.forget_meta(MY_ASK)?;
        let state = Recovering { since_ms: now_ms, by: by.to_owned(), coop: kit.coop };
        self.storage.set_meta(RECOVERING, &codec::encode(&state))?;
        // The file of keys is written last: should this transaction not be kept after all, a root too many lies in it and nothing else.
        let before = self.secrets.clone();
        self.secrets.take_root(&kit.root);
        // A copy knows its other spaces already.
        let others: Vec<SpaceId> = self.spaces.keys().copied().filter(|s| *s != self.own).collect();
        for space in [self.own].into_iter().chain(others) {
            self.certify_here(space, now_ms)?;
        }
        if let Some(office) = kit.office.as_deref().and_then(drops::read_box) {
            self.send_return(&office, now_ms)?;
        }
        if let Err(e) = self.write_keys() {
            self.secrets = before;
            return Err(e);
        }
        self.changed(Change::Overflow);
        Ok(())
    }

    fn root_certificate(&self) -> Certificate {
        let certificate = Certificate::sign(KeyOwner::Person(self.me), self.device, self.secrets.receiving_public(), &self.secrets.root_key());
        certificate.accept(&self.secrets.device_key())
    }

    /// Certifies this device in a space by the root, if the space knows the person and not yet the device, and welcomes it to the key that
    /// it came back with: what somebody writes under a key that nobody has said to be theirs is held back by all.
    fn certify_here(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        if held.resolved.level(&self.me) > 0 && held.resolved.owner_of(&self.device).is_none() {
            self.act(space, Act::Certify(self.root_certificate()), now_ms)?;
        }
        let held = self.space(&space)?;
        let Some(epoch) = held.writing(None).filter(|_| held.is_present(&self.device)) else { return Ok(()) };
        if held.writes_under(&epoch, &self.device) || is_welcome(held, &epoch, &self.device) || !self.may_read_all(&space, &self.device)? {
            return Ok(());
        }
        self.welcome_device(space, &self.root_certificate(), now_ms)
    }

    /// This device's request to be given back what its person shares with others.
    pub(super) fn my_return(&self) -> KithResult<Return> {
        Ok(Return { person: self.me, certificate: self.root_certificate(), inbox: drops::box_bytes(&self.my_inbox()?) })
    }

    fn send_return(&mut self, to: &BoxKey, now_ms: u64) -> KithResult<()> {
        let envelope = self.seal_message(to, false, &Message::Recovery(RecoveryNote::Return(Box::new(self.my_return()?))), now_ms)?;
        self.send_drop(to, &envelope, "recovery", now_ms)
    }

    /// On a device that has come back: takes what the keyring opens, certifies itself where it can now, and asks for what is missing.
    pub(in crate::kith) fn work_recovery(&mut self, now_ms: u64) -> KithResult<()> {
        let Some(state) = self.recovering()? else { return Ok(()) };
        let now_ms = self.latest(now_ms)?;
        if !self.holds_root() || state.since_ms + RETURN_HOURS_MAX * HOUR_MS < now_ms {
            return Ok(self.storage.forget_meta(RECOVERING)?);
        }
        self.take_keyring(&state, now_ms)?;
        let spaces: Vec<SpaceId> = self.spaces.keys().copied().collect();
        for space in spaces {
            self.certify_here(space, now_ms)?;
        }
        self.ask_for_rest(now_ms)
    }

    fn take_keyring(&mut self, state: &Recovering, now_ms: u64) -> KithResult<()> {
        let own = self.space(&self.own)?.n;
        let noted = self.storage.notices(own, Notice::Keyring as u8, None)?;
        let me = self.me;
        for notice in noted.into_iter().filter(|n| n.at.author == me) {
            let Ok(key) = codec::decode::<KitSpace>(&notice.value, limits::BODY_BYTES_MAX) else { continue };
            if notice.key != key.space.0 || self.spaces.get(&key.space).is_some_and(|s| s.keys_of(&key.epoch).is_some()) {
                continue;
            }
            let given = SpaceKey { space: key.space, epoch: key.epoch, history: key.history, genesis: key.genesis.clone(), floors: None };
            self.take_genesis(&given, now_ms)?;
            if state.coop == Some(key.space) && self.commons.is_none() {
                self.commons = Some(key.space);
                self.storage.set_meta("commons", &key.space.0)?;
                self.storage.forget_meta("joining")?;
            }
            self.changed(Change::Overflow);
        }
        Ok(())
    }

    /// Those who share a space with me, those who look after the co-op, and my own other devices: asked once, and again while they are silent.
    fn ask_for_rest(&mut self, now_ms: u64) -> KithResult<()> {
        if self.commons().is_err() {
            return Ok(());
        }
        let known = self.storage.asked()?;
        for person in self.to_be_asked().into_iter().take(ASKED_MAX) {
            let before = known.iter().find(|a| a.person == person);
            if before.is_some_and(|a| a.answered_ms > 0 || a.at_ms + AGAIN_HOURS * HOUR_MS > now_ms) {
                continue;
            }
            if let Ok(inbox) = self.inbox_of(&person) {
                self.send_return(&inbox, now_ms)?;
                self.storage.put_asked(&AskedRow { person, at_ms: now_ms, answered_ms: 0 })?;
            }
        }
        Ok(())
    }

    fn to_be_asked(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for space in self.spaces.values() {
            let who = space.resolved.people.iter().filter(|(p, m)| match space.kind() {
                Some(SpaceKind::Commons) => m.level >= act::KEEPER && **p != self.me,
                Some(SpaceKind::Own) => m.devices.len() > 2,
                _ => **p != self.me,
            });
            people.extend(who.map(|(p, _)| *p));
        }
        people.sort_unstable();
        people.dedup();
        people.retain(|p| self.can_answer(p));
        people
    }

    /// Whether somebody has a device in use, other than this, that could answer.
    pub(super) fn can_answer(&self, person: &PersonId) -> bool {
        let devices = self.spaces.values().filter_map(|s| s.resolved.people.get(person)).flat_map(|m| m.devices.iter());
        devices.into_iter().any(|d| *d != self.device && !self.is_cut_off(d))
    }

    /// Whether all is here that could come: every space can be written in, and everybody who could be asked has answered.
    pub(super) fn is_all_back(&self) -> KithResult<bool> {
        let writable = |s: &Space| s.resolved.people.get(&self.me).is_some_and(|m| m.devices.contains(&self.device)) && s.current().is_some();
        if self.commons().is_err() || !self.spaces.values().all(writable) {
            return Ok(false);
        }
        let asked = self.storage.asked()?;
        Ok(self.to_be_asked().iter().all(|p| asked.iter().any(|a| a.person == *p && a.answered_ms > 0)))
    }

    /// Somebody's new device asks for what we share.
    pub(super) fn take_return(&mut self, sender: DeviceId, asked: &Return, now_ms: u64) -> KithResult<()> {
        let c = &asked.certificate;
        let inbox = drops::read_box(&asked.inbox).filter(|_| asked.is_by_root() && c.device == sender && !self.is_cut_off(&sender));
        let inbox = inbox.ok_or_else(|| KithError::not_allowed("bad-certificate", "The request's keys do not belong together."))?;
        let last = self.storage.answered(&sender)?;
        if sender == self.device || (last > 0 && last + AGAIN_HOURS * HOUR_MS > now_ms) {
            return Ok(());
        }
        let shared = self.shared_with(&asked.person);
        if !self.give_back(&shared, c, asked.person, &inbox, now_ms)? {
            return Err(not_guardian());
        }
        Ok(self.storage.put_answered(&sender, now_ms)?)
    }

    /// Lets a returning device into spaces, and sends it their keys. Whether there was any.
    fn give_back(&mut self, spaces: &[SpaceId], c: &Certificate, person: PersonId, inbox: &BoxKey, now_ms: u64) -> KithResult<bool> {
        let given = self.let_back_into(spaces, c, person, now_ms)?;
        if given.is_empty() {
            return Ok(false);
        }
        let envelope = self.returned_keys(&given, c, (person, inbox), now_ms)?;
        self.send_drop(inbox, &envelope, "recovery", now_ms)?;
        Ok(true)
    }

    /// Lets a returning device into spaces; those among them whose keys it may have, in the same order.
    pub(super) fn let_back_into(&mut self, spaces: &[SpaceId], c: &Certificate, person: PersonId, now_ms: u64) -> KithResult<Vec<SpaceId>> {
        let mut given = Vec::new();
        for space in spaces.iter().take(ANSWER_SPACES_MAX) {
            if self.let_back(*space, c, person, now_ms)? && self.may_read_all(space, &c.device)? {
                given.push(*space);
            }
        }
        Ok(given)
    }

    /// Where the commons names a device that a member's root has certified, and a circle of ours has not heard of it: lets it back in
    /// there unasked. A new device does not know its circles until somebody says so.
    pub(super) fn offer_back(&mut self, now_ms: u64) -> KithResult<()> {
        self.let_back_mine(now_ms)?;
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Ok(()) };
        let state = [commons.resolved.digest.as_slice(), &self.spaces.len().to_be_bytes()].concat();
        if self.storage.meta(OFFERED)?.as_ref() == Some(&state) {
            return Ok(());
        }
        let mut missing: Vec<(Certificate, PersonId, Vec<SpaceId>)> = Vec::new();
        let shared = self.spaces.values().filter(|s| matches!(s.kind(), Some(SpaceKind::Circle | SpaceKind::Pair)) && s.resolved.level(&self.me) > 0);
        for space in shared {
            for person in space.resolved.people.keys().filter(|p| **p != self.me) {
                let devices = commons.resolved.people.get(person).map(|m| m.devices.as_slice()).unwrap_or_default();
                let unheard = devices.iter().filter(|d| space.resolved.owner_of(d).is_none());
                let found = unheard.filter_map(|d| commons.resolved.devices.iter().find(|x| x.id == *d)).map(|d| d.certificate);
                for c in found.filter(|c| c.signer == person.0) {
                    match missing.iter_mut().find(|(known, ..)| known.device == c.device) {
                        Some((_, _, spaces)) => spaces.push(space.id),
                        None => missing.push((c, *person, vec![space.id])),
                    }
                }
            }
        }
        for (certificate, person, spaces) in missing {
            if let Ok(inbox) = self.inbox_of(&person) {
                self.give_back(&spaces, &certificate, person, &inbox, now_ms)?;
            }
        }
        Ok(self.storage.set_meta(OFFERED, &state)?)
    }

    /// A device that my root has certified and that a circle or the co-op knows: my own space hears of it from any device of mine.
    fn let_back_mine(&mut self, now_ms: u64) -> KithResult<()> {
        let own = self.space(&self.own)?;
        if !own.is_present(&self.device) {
            return Ok(());
        }
        let known = self.spaces.values().filter(|s| s.id != self.own).flat_map(|s| s.resolved.devices.iter().map(|d| d.certificate));
        let mine = known.filter(|c| c.owner == KeyOwner::Person(self.me) && c.signer == self.me.0 && own.resolved.owner_of(&c.device).is_none());
        let mut missing: Vec<Certificate> = mine.filter(|c| !self.is_cut_off(&c.device)).collect();
        missing.sort_unstable_by_key(|c| c.device);
        missing.dedup_by_key(|c| c.device);
        for certificate in missing {
            self.let_back(self.own, &certificate, self.me, now_ms)?;
        }
        Ok(())
    }

    /// Whether a device may have a space's history key, and this device holds it. Who may not read back is welcomed in the log alone.
    fn may_read_all(&self, space: &SpaceId, device: &DeviceId) -> KithResult<bool> {
        let held = self.space(space)?;
        Ok(held.current().is_some_and(|(_, k)| k.is_whole()) && !held.limited_devices().contains(device))
    }

    /// Carries a returning device's certificate into a space and welcomes it there. Whether it is in now.
    fn let_back(&mut self, space: SpaceId, certificate: &Certificate, person: PersonId, now_ms: u64) -> KithResult<bool> {
        let held = self.space(&space)?;
        if held.current().is_none() {
            return Ok(false);
        }
        if held.resolved.owner_of(&certificate.device).is_none() {
            self.act(space, Act::Certify(*certificate), now_ms)?;
        }
        let held = self.space(&space)?;
        if !held.resolved.people.get(&person).is_some_and(|m| m.devices.contains(&certificate.device)) {
            return Ok(false);
        }
        if !held.current().is_some_and(|(epoch, _)| is_welcome(held, epoch, &certificate.device)) {
            self.welcome_device(space, certificate, now_ms)?;
        }
        Ok(true)
    }

    /// Somebody gives back what we share.
    pub(super) fn take_returned(&mut self, sender: DeviceId, sealed: &[u8], now_ms: u64) -> KithResult<()> {
        if self.recovering()?.is_none() {
            return Err(KithError::not_allowed("unasked-admission", "Nobody here asked for that."));
        }
        let text = seal::open_from(self.secrets.receiving_secret(), b"kith/v1/returned", &self.device.0, sealed).map_err(|_| RecoveryError::Closed)?;
        let admission: Admission = codec::decode(&text, limits::ENVELOPE_BYTES_MAX).map_err(RecoveryError::Malformed)?;
        if admission.person.is_some() {
            return Err(RecoveryError::Forged.into());
        }
        for key in admission.spaces {
            self.take_admission(sender, Admission { spaces: vec![key], relay: admission.relay.clone(), person: None }, now_ms)?;
        }
        if let Some(person) = self.whose(&sender) {
            let at_ms = self.storage.asked()?.iter().find(|a| a.person == person).map_or(now_ms, |a| a.at_ms);
            self.storage.put_asked(&AskedRow { person, at_ms, answered_ms: now_ms })?;
        }
        self.work_recovery(now_ms)
    }

    /// Once a kit or guardians are set up: keeps the keys of all other spaces in the own space, so that they come back with it.
    pub(super) fn keep_keyring(&mut self, now_ms: u64) -> KithResult<()> {
        let current: Vec<(SpaceId, EpochId)> =
            self.spaces.values().filter(|s| s.id != self.own).filter_map(|s| s.current().filter(|(_, k)| k.is_whole()).map(|(e, _)| (s.id, *e))).collect();
        let digest = blake3::hash(&codec::encode(&current)).as_bytes().to_vec();
        if self.storage.meta(KEYRING)?.as_ref() == Some(&digest) {
            return Ok(());
        }
        if self.noted_own(Notice::KitMade, None)?.is_none() && self.noted_own(Notice::Guardians, None)?.is_none() {
            return Ok(());
        }
        for (space, epoch) in current {
            let noted = self.noted_own(Notice::Keyring, Some(&space.0))?;
            let known = noted.and_then(|(value, _)| codec::decode::<KitSpace>(&value, limits::BODY_BYTES_MAX).ok());
            if known.is_some_and(|k| k.epoch == epoch) {
                continue;
            }
            // A space whose beginning has not come yet is noted when it has.
            let Ok(key) = self.kit_space(space) else { continue };
            self.note_own(Notice::Keyring, &space.0, codec::encode(&key), now_ms)?;
        }
        Ok(self.storage.set_meta(KEYRING, &digest)?)
    }
}

/// Whether somebody has given a device the key of an epoch.
fn is_welcome(held: &Space, epoch: &EpochId, device: &DeviceId) -> bool {
    let hint = act::hint(device);
    let is = |e: &EpochId, seal: &act::DeviceSeal| e == epoch && seal.device == hint;
    held.resolved.welcomes.iter().any(|(e, s)| is(e, s)) || held.resolved.limited.iter().any(|(e, s, _)| is(e, s))
}
