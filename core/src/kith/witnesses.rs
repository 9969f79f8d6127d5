//! Witnesses of the notary's log: who they are, what they are given, what they cosign, and what every phone makes of it.
//!
//! Who witnesses is a notice of the commons, by the board, a coordinator or whoever keeps the commons: a CBOR array of how many are needed,
//! their devices, and the ids of the notices that it stands in place of. The notary lets the witnesses' people into a space of its own for
//! them and writes the entries of its log there, without names. A witness's device says in the commons what it cosigned, or why it did not:
//! version 1 (1 byte), what (1: 0 cosigned, else why not), the checkpoint (32), the device (32), and the signature (64) if it cosigned. So
//! cosignatures and checkpoints travel as all of the commons does, and a phone that is shown another checkpoint than the commons has tells
//! it there.
//!
//! Nothing waits for witnesses: the notary settles, and screens say how far its log was cosigned.

mod cosign;
mod heard;
mod settlement;
mod shown;

pub(super) use cosign::Duty;
pub(super) use shown::Cosigned;

use super::{
    Change, Kith, KithError, KithResult, naming,
    succession::{Word, named, standing},
    view::WitnessesView,
};
use crate::{
    fact::{Fact, Notice},
    ledger::{
        op::{COSIGNATURES_MAX, Checkpoint, Coop, OpId},
        units::{Owner, Owners},
        witness::Witnesses,
    },
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, codec, limits};
use minicbor::{Decode, Encode};

/// What was said of who witnesses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
struct Told {
    /// How many of them make a checkpoint count.
    #[n(0)]
    quorum: u8,
    /// Their devices.
    #[n(1)]
    devices: Vec<DeviceId>,
    /// What it stands in place of.
    #[n(2)]
    before: Vec<EntryId>,
}

impl Told {
    /// The witnesses, if there are any and the number is sound.
    fn witnesses(&self) -> Option<Witnesses> {
        Witnesses::new(self.devices.iter().copied().collect(), usize::from(self.quorum)).filter(|_| !self.devices.is_empty())
    }
}

/// More than half: two such parts of the witnesses have somebody in common.
const fn most_of(count: usize) -> usize {
    count / 2 + 1
}

impl Kith {
    /// What stands of all that was said; of words said apart the lowest id counts.
    fn witnesses_said(&self) -> KithResult<Vec<Word<Told>>> {
        let commons = self.space(&self.commons()?)?;
        let read = |n: crate::storage::projection::NoticeRow| {
            let told = codec::decode::<Told>(&n.value, limits::BODY_BYTES_MAX).ok()?;
            Some(Word { at: (n.at.id, n.at.device, n.at.seq), may: self.decides_policy(&n.at.author), before: Some(told.before.clone()), says: told })
        };
        Ok(standing(self.storage.notices(commons.n, Notice::Witnesses as u8, None)?.into_iter().filter_map(read).collect()))
    }

    fn witnesses_told(&self) -> KithResult<Told> {
        Ok(self.witnesses_said()?.into_iter().next().map(|word| word.says).unwrap_or_default())
    }

    /// Who witnesses now, and how many of them are needed.
    fn appointed(&self) -> KithResult<Option<Witnesses>> {
        Ok(self.witnesses_told()?.witnesses())
    }

    /// What somebody said of who witnesses, as long as it stands: as notices.
    pub(super) fn witness_words_of(&self, person: &PersonId) -> KithResult<Option<Fact>> {
        let commons = self.space(&self.commons()?)?.n;
        let Some(word) = self.witnesses_said()?.into_iter().next() else { return Ok(None) };
        let given = self.storage.notices(commons, Notice::Witnesses as u8, None)?.into_iter().find(|n| n.at.id == word.at.0);
        let theirs = given.is_some_and(|n| n.at.author == *person);
        Ok(theirs.then(|| Fact::Notice(Notice::Witnesses as u8, Vec::new(), codec::encode(&Told { before: vec![word.at.0], ..word.says }))))
    }

    /// As the board or a coordinator: a device of this person witnesses from now on, in place of another of theirs.
    pub(super) fn witness_appoint(&mut self, person: &str, device: Option<&str>, quorum: Option<u8>, now_ms: u64) -> KithResult<WitnessesView> {
        self.may_appoint()?;
        let person = self.person(person)?;
        let (commons, owners) = (self.space(&self.commons()?)?, self.membership()?);
        if commons.resolved.level(&person) == 0 {
            return Err(KithError::not_found("no-such-member", "They are not a member of the co-op, as far as this device has heard."));
        }
        if owners.owner_of(self.coop_of_coins()?.notary) == Some(Owner::Person(person)) {
            return Err(KithError::invalid("notary-is-no-witness", "Whoever keeps the co-op's book does not witness it. Ask somebody else."));
        }
        let theirs = commons.resolved.people.get(&person).map(|member| member.devices.clone()).unwrap_or_default();
        let in_use: Vec<DeviceId> = theirs.into_iter().filter(|device| !owners.cut.contains(device)).collect();
        let device = match (device, in_use.as_slice()) {
            (Some(device), all) => naming::pick(device, "device", all.iter().map(|device| (device.hex(), None, *device)))?,
            (None, [only]) => *only,
            (None, _) => return Err(KithError::invalid("which-device", "They have several devices. Say which one is to witness.")),
        };
        let mut told = self.witnesses_told()?;
        told.devices.retain(|other| owners.owner_of(*other) != Some(Owner::Person(person)));
        told.devices.push(device);
        self.say_witnesses(told.devices, quorum, now_ms)
    }

    /// As the board or a coordinator: somebody's device witnesses no more.
    pub(super) fn witness_end(&mut self, witness: &str, quorum: Option<u8>, now_ms: u64) -> KithResult<WitnessesView> {
        self.may_appoint()?;
        let (told, owners) = (self.witnesses_told()?, self.membership()?);
        let person = |device: DeviceId| if let Some(Owner::Person(person)) = owners.owner_of(device) { Some(person) } else { None };
        let named =
            |device: &DeviceId| (person(*device).map_or_else(|| device.hex(), |person| person.hex()), person(*device).map(|p| self.name_of(&p)), *device);
        // By the person, or by the device itself.
        let by_device = told.devices.iter().copied().find(|device| device.hex() == witness.trim().to_lowercase());
        let gone = by_device.map_or_else(|| naming::pick(witness, "witness", told.devices.iter().map(named)), Ok)?;
        let left = told.devices.into_iter().filter(|device| *device != gone).collect();
        self.say_witnesses(left, quorum, now_ms)
    }

    fn may_appoint(&self) -> KithResult<()> {
        if self.decides_policy(&self.me) {
            return Ok(());
        }
        Err(KithError::not_allowed("not-policy-maker", "The board or a coordinator decides the co-op's rules for its coins."))
    }

    fn say_witnesses(&mut self, devices: Vec<DeviceId>, quorum: Option<u8>, now_ms: u64) -> KithResult<WitnessesView> {
        if devices.len() > COSIGNATURES_MAX {
            let reason = format!("A co-op has at most {COSIGNATURES_MAX} witnesses.");
            return Err(KithError::invalid("too-many-witnesses", reason).with("most", COSIGNATURES_MAX));
        }
        let least = if devices.is_empty() { 0 } else { most_of(devices.len()) };
        let quorum = quorum.unwrap_or_else(|| u8::try_from(least).unwrap_or(u8::MAX));
        let before = named(&self.witnesses_said()?);
        let told = Told { quorum, devices, before };
        if !told.devices.is_empty() && told.witnesses().is_none() {
            let reason = format!("Of {} witnesses, {least} to {} have to cosign.", told.devices.len(), told.devices.len());
            return Err(KithError::invalid("quorum", reason).with("least", least).with("most", told.devices.len()));
        }
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, Fact::Notice(Notice::Witnesses as u8, Vec::new(), codec::encode(&told)).to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        // Where this device is the notary, the witnesses are let in at once.
        self.tend_witnesses(now_ms)?;
        self.witnesses()
    }

    /// Sees to what is to be told to witnesses, cosigned and passed on, as far as it is this device's to do. The caller commits.
    pub(super) fn tend_witnesses(&mut self, now_ms: u64) -> KithResult<()> {
        let Some(commons) = self.commons.filter(|c| self.spaces.contains_key(c)) else { return Ok(()) };
        if self.waits_to_enrol() || !self.space(&commons)?.is_present(&self.device) || self.coop_of_coins().is_err() {
            return Ok(());
        }
        self.tell_witnesses(now_ms)?;
        self.witness(now_ms)?;
        self.pass_on_heard(now_ms)
    }

    /// The notary's checkpoints of a number as the commons has them: one, if the notary is honest.
    fn checkpoints_at(&self, index: u32, coop: &Coop) -> KithResult<Vec<(OpId, Checkpoint)>> {
        let commons = self.space(&self.commons()?)?.n;
        let mut found: Vec<(OpId, Checkpoint)> = Vec::new();
        for notice in self.storage.notices(commons, Notice::Checkpoint as u8, Some(&index.to_be_bytes()))? {
            let Ok(mut checkpoint) = Checkpoint::decode(&notice.value) else { continue };
            checkpoint.cosignatures.clear();
            let id = checkpoint.id(coop);
            if checkpoint.state.index == index && !found.iter().any(|(known, _)| *known == id) && checkpoint.verify(coop).is_ok() {
                found.push((id, checkpoint));
            }
        }
        Ok(found)
    }
}
