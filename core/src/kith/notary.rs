//! Which device keeps the co-op's log, and how that passes to another.
//!
//! At first it is the device of whoever was granted the role. Whoever keeps the commons, for the board, says that another device goes on: a
//! notice of the commons, a CBOR array of that device, the devices before it each with the number and the id of its last checkpoint that
//! counts, and the ids of the notices that it stands in place of. What those signed up to there goes on holding, and nothing later; the log
//! goes on from there, hash-chained. The device that takes over reads the log and all operations in the ledger space: whoever is to be able
//! to, is granted the role before, and so let in.

use super::{
    Change, Kith, KithError, KithResult, naming,
    succession::{Word, named, standing},
    view::{Role, WitnessesView},
};
use crate::{
    fact::{CoinItem, Fact, Notice},
    identity::{Certificate, KeyOwner},
    ledger::{
        op::{
            Checkpoint, Coop, Former, Op, OpId, Recover,
            page::{self, LogLine},
        },
        units::{Owner, Owners},
    },
    space::{Act, Add, Space, act},
};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// A device that kept the log before.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Before {
    #[n(0)]
    device: DeviceId,
    /// The number of its last checkpoint that counts.
    #[n(1)]
    last: u32,
    /// And its id.
    #[cbor(n(2), with = "minicbor::bytes")]
    id: [u8; 32],
}

/// What was said of who keeps the log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Told {
    #[n(0)]
    device: DeviceId,
    #[n(1)]
    former: Vec<Before>,
    #[n(2)]
    before: Vec<EntryId>,
}

/// Statements of a new notary with which everybody gets all of theirs again: somebody may not have heard of it at the first.
const LATELY: u32 = 2;

/// The log as it stands in the ledger space: its lines, and the last checkpoint.
pub(super) type Stored = (Vec<LogLine>, Option<Checkpoint>);

const fn count(line: &LogLine) -> u64 {
    match line {
        LogLine::Whole(_) => 1,
        LogLine::Settled { count, .. } => *count as u64,
    }
}

/// The first so many entries of these lines.
fn first_entries(lines: Vec<LogLine>, mut left: u64) -> Vec<LogLine> {
    let mut out = Vec::new();
    for line in lines {
        let cut = match line {
            _ if left == 0 => break,
            LogLine::Settled { transfer, first, count } if u64::from(count) > left => {
                LogLine::Settled { transfer, first, count: u8::try_from(left).unwrap_or(count) }
            }
            whole => whole,
        };
        left -= count(&cut);
        out.push(cut);
    }
    out
}

impl Kith {
    fn notaries_said(&self, commons: &Space) -> KithResult<Vec<Word<Told>>> {
        let read = |n: crate::storage::projection::NoticeRow| {
            let told = codec::decode::<Told>(&n.value, limits::BODY_BYTES_MAX).ok()?;
            let sound = Former::new(&told.former.iter().map(|before| (before.device, before.last)).collect::<Vec<_>>()).is_some();
            let may = sound && !told.former.is_empty() && commons.level_held(&n.at.author) >= act::KEEPER;
            Some(Word { at: (n.at.id, n.at.device, n.at.seq), may, before: Some(told.before.clone()), says: told })
        };
        Ok(standing(self.storage.notices(commons.n, Notice::Notary as u8, None)?.into_iter().filter_map(read).collect()))
    }

    /// Which co-op's coins these are, and which device is its notary.
    pub(super) fn coop_of_coins(&self) -> KithResult<Coop> {
        let id = self.commons()?;
        let commons = self.space(&id)?;
        if let Some(Word { says: Told { device, former, .. }, .. }) = self.notaries_said(commons)?.into_iter().next() {
            let former: Vec<(DeviceId, u32)> = former.into_iter().map(|before| (before.device, before.last)).collect();
            return Ok(Coop { id, notary: device, former: Former::new(&former).unwrap_or_default() });
        }
        let role = super::coop::role_number(Role::Notary);
        let person = commons.resolved.grants.iter().find(|g| g.role == role).map(|g| g.person);
        let device = person.and_then(|p| commons.resolved.people.get(&p)).and_then(|m| m.devices.first().copied());
        let notary = device.ok_or_else(|| {
            KithError::not_allowed("no-notary", "This device has not heard yet who keeps the co-op's book. Meet the co-op once, then try again.")
        })?;
        Ok(Coop::new(id, notary))
    }

    /// As whoever keeps the commons, for the board: another device keeps the log from its last checkpoint on.
    pub(super) fn notary_move(&mut self, person: &str, device: Option<&str>, now_ms: u64) -> KithResult<WitnessesView> {
        let (person, id) = (self.person(person)?, self.commons()?);
        let commons = self.space(&id)?;
        if !self.keeps_commons() {
            return Err(KithError::not_allowed("not-keeper", "Only those whom the co-op entrusted with it may say who keeps its book."));
        }
        let (coop, owners) = (self.coop_of_coins()?, self.membership()?);
        let theirs = commons.resolved.people.get(&person).map(|member| member.devices.clone()).unwrap_or_default();
        let in_use: Vec<DeviceId> = theirs.into_iter().filter(|device| !owners.cut.contains(device) && *device != coop.notary).collect();
        let device = match (device, in_use.as_slice()) {
            (Some(device), all) => naming::pick(device, "device", all.iter().map(|device| (device.hex(), None, *device)))?,
            (None, [only]) => *only,
            (None, []) => return Err(KithError::not_found("no-other-device", "They have no device that could take the book over.")),
            (None, _) => return Err(KithError::invalid("which-device", "They have several devices. Say which one is meant.")),
        };
        if let Some(ledger) = self.ledger_space()
            && !ledger.resolved.devices.iter().any(|known| known.id == device)
        {
            let reason = "That device cannot read the book yet. Grant its person the notary's role, let both devices meet the co-op, and try again.";
            return Err(KithError::not_allowed("not-standing-by", reason));
        }
        let last = self.last_that_counts(&coop)?;
        let last = last.ok_or_else(|| KithError::not_allowed("no-checkpoint", "The office has signed no statement of its book yet."))?;
        let said = self.notaries_said(self.space(&id)?)?;
        let mut former = said.first().map(|word| word.says.former.clone()).unwrap_or_default();
        former.push(Before { device: coop.notary, last: last.state.index, id: last.id(&coop).0 });
        if Former::new(&former.iter().map(|before| (before.device, before.last)).collect::<Vec<_>>()).is_none() {
            return Err(KithError::not_allowed("moved-too-often", "The book has passed on too often, or since its last statement."));
        }
        let told = Told { device, former, before: named(&said) };
        if self.space(&id)?.resolved.level(&person) < act::KEEPER {
            // The office's word on its box, on the pool and on places counts from those who keep the commons.
            self.act(id, Act::Level(person, act::KEEPER), now_ms)?;
        }
        if self.space(&id)?.resolved.level(&person) < act::KEEPER {
            return Err(KithError::not_allowed(
                "not-commons-owner",
                "Whoever takes the book over keeps the co-op's list of members, too. Only its owner may say so.",
            ));
        }
        if !self.has_role(&person, Role::Notary) {
            self.act(id, Act::Grant(person, super::coop::role_number(Role::Notary)), now_ms)?;
        }
        self.append(id, Kind::Fact, Fact::Notice(Notice::Notary as u8, Vec::new(), codec::encode(&told)).to_bytes(), now_ms)?;
        self.notary_changed();
        self.tend_witnesses(now_ms)?;
        self.witnesses()
    }

    /// The checkpoint from which another device goes on: the last that the commons has; where the notary signed two books, the last that
    /// enough witnesses cosigned.
    fn last_that_counts(&self, coop: &Coop) -> KithResult<Option<Checkpoint>> {
        if self.split_convicts(coop)?.is_empty() {
            return self.latest_checkpoint(coop, None);
        }
        let witnessed = self.cosigned(&self.membership()?)?.map_or(0, |cosigned| cosigned.size);
        self.latest_checkpoint(coop, Some(witnessed))
    }

    /// What was worked out for another notary is worked out anew.
    pub(super) fn notary_changed(&mut self) {
        *self.coins.borrow_mut() = None;
        self.notary = None;
        self.intake = super::ledger::Intake::default();
        self.ledger_unread = true;
        self.changed(Change::Coins);
    }

    /// As the notary: those who have the role may read the ledger, so that one of their devices can take over. The caller commits.
    pub(super) fn let_in_who_stands_by(&mut self, now_ms: u64) -> KithResult<()> {
        let Some(ledger) = self.ledger_space().map(|space| space.id) else { return Ok(()) };
        let held = self.space(&ledger)?;
        if held.resolved.level(&self.me) < act::KEEPER || !held.is_present(&self.device) {
            return Ok(());
        }
        let missing: Vec<PersonId> = self.holders_of(Role::Notary).into_iter().filter(|p| held.resolved.level(p) == 0 && self.may_be_brought_in(p)).collect();
        for person in missing {
            self.let_in_ledger(ledger, person, now_ms)?;
        }
        Ok(())
    }

    fn let_in_ledger(&mut self, ledger: SpaceId, person: PersonId, now_ms: u64) -> KithResult<()> {
        // Whoever took the book over lets in others, too, who may not do the same.
        let level = if self.space(&ledger)?.resolved.level(&self.me) >= act::OWNER { act::KEEPER } else { act::MEMBER };
        let add = Add::new(person, level, self.name_of(&person), self.certificates_of(&person)?);
        self.bring_in(ledger, add, now_ms)?;
        self.send_admission(&person, &[ledger], now_ms).map(drop)
    }

    /// The device that has the coins of the pool or of a place: of several that of whoever keeps the log now, else the first.
    pub(super) fn purse_of(&self, commons: &Space, is: impl Fn(KeyOwner) -> bool) -> Option<DeviceId> {
        let theirs = || commons.resolved.devices.iter().filter(|d| commons.resolved.owner_of(&d.id).is_some_and(&is));
        let notary = self.coop_of_coins().ok().map(|coop| coop.notary.0);
        theirs().find(|d| Some(d.certificate.signer) == notary).or_else(|| theirs().next()).map(|d| d.id)
    }

    /// The purses of the pool and of places whose keys lie with a device that kept the log before.
    pub(super) fn purses_before(&self, coop: &Coop) -> KithResult<BTreeMap<DeviceId, KeyOwner>> {
        let commons = self.space(&coop.id)?;
        let before: Vec<[u8; 32]> = coop.former.iter().map(|(device, _)| device.0).filter(|device| *device != coop.notary.0).collect();
        let purses = commons.resolved.devices.iter().filter(|d| before.contains(&d.certificate.signer));
        let owned = purses.filter_map(|d| Some((d.id, commons.resolved.owner_of(&d.id)?)));
        Ok(owned.filter(|(_, owner)| !matches!(owner, KeyOwner::Person(_))).collect())
    }

    /// As the notary after another: begins purses of its own for the pool and for places, and asks for what lay in those before. It comes back
    /// as a lost phone's coins do, once no pocket can vouch for it any more.
    pub(super) fn take_over_purses(&mut self, ledger: SpaceId, now_ms: u64) -> KithResult<()> {
        let coop = self.coop_of_coins()?;
        let before = self.purses_before(&coop)?;
        for owner in before.values().copied().collect::<BTreeSet<_>>() {
            let key = self.purse_key(&owner);
            let device = DeviceId(key.verifying_key().to_bytes());
            if self.space(&coop.id)?.resolved.owner_of(&device).is_none() {
                let certificate = Certificate::sign(owner, device, self.secrets.receiving_public(), &self.secrets.device_key());
                self.act(coop.id, Act::Certify(certificate), now_ms)?;
            }
        }
        for (from, owner) in before {
            let key = self.purse_key(&owner);
            let asked = format!("purse-asked-{}", from.hex());
            let number = self.storage.meta(&asked)?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_be_bytes);
            let sign = |number| Recover::sign(number, (from, DeviceId(key.verifying_key().to_bytes())), None, (&coop, &key)).ok();
            let more = self.notary.as_ref().is_some_and(|notary| {
                let came = number.checked_sub(1).and_then(sign).is_some_and(|last| notary.book().recovered(last.id(&coop)).is_some());
                came && !notary.book().held_by(from).is_empty()
            });
            if let Some(recover) = sign(number).filter(|_| number == 0 || more) {
                let bytes = Op::Recover(recover).encode();
                self.append(ledger, Kind::Fact, Fact::Coin(CoinItem::Object as u8, bytes).to_bytes(), now_ms)?;
                self.storage.set_meta(&asked, &number.saturating_add(1).to_be_bytes())?;
            }
        }
        Ok(())
    }

    /// Whether the log came here from another device a statement or two ago.
    pub(super) fn took_over_lately(&self) -> KithResult<bool> {
        let Some((_, end)) = self.coop_of_coins()?.former.iter().last() else { return Ok(false) };
        Ok(self.notary.as_ref().and_then(crate::ledger::notary::Notary::last).is_some_and(|last| last.state.index <= end.saturating_add(LATELY)))
    }

    fn purse_key(&self, owner: &KeyOwner) -> SigningKey {
        match owner {
            KeyOwner::Place(code) => self.secrets.place_key(*code),
            KeyOwner::Pool(_) | KeyOwner::Person(_) => self.secrets.float_key(),
        }
    }

    /// Whether what is here of the log reaches to where another device's ended; before that there is nothing to go on from.
    pub(super) fn log_is_here(&self, coop: &Coop) -> KithResult<bool> {
        Ok(self.notary.is_some() || coop.former.iter().next().is_none() || self.stored_log(coop)?.is_some())
    }

    /// The log as the ledger space has it: what each notary wrote, up to its last checkpoint that counts; nothing while some of it is not here.
    pub(super) fn stored_log(&self, coop: &Coop) -> KithResult<Option<Stored>> {
        let Some(ledger) = self.ledger_space() else { return Ok(None) };
        let items = self.storage.coin_items_by(ledger.n, CoinItem::Log as u8)?;
        let (mut lines, mut size, mut last) = (Vec::<LogLine>::new(), 0, None);
        let said = self.notaries_said(self.space(&coop.id)?)?.into_iter().next();
        let former = said.into_iter().flat_map(|word| word.says.former).map(|before| (before.device, Some(OpId(before.id))));
        let ends = former.chain([(coop.notary, None)]);
        for (device, end) in ends {
            let device = self.storage.device_n(&device)?;
            let (mut theirs, mut signed) = (Vec::new(), Vec::new());
            for (_, bytes) in items.iter().filter(|(by, _)| *by == device) {
                if let Ok(page) = page::read_page(bytes) {
                    theirs.extend(page);
                    continue;
                }
                match Op::decode(bytes) {
                    Ok(Op::Settle(entry)) => theirs.push(LogLine::Whole(entry)),
                    Ok(Op::Checkpoint(checkpoint)) => signed.push(checkpoint),
                    _ => {}
                }
            }
            let found = match end {
                Some(end) => signed.into_iter().find(|checkpoint| checkpoint.id(coop) == end),
                None => signed.into_iter().max_by_key(|checkpoint| checkpoint.state.index),
            };
            if end.is_some() {
                let Some(checkpoint) = &found else { return Ok(None) };
                theirs = first_entries(theirs, checkpoint.state.size.saturating_sub(size));
            }
            size += theirs.iter().map(count).sum::<u64>();
            if end.is_some() && found.as_ref().is_some_and(|checkpoint| checkpoint.state.size != size) {
                return Ok(None);
            }
            lines.extend(theirs);
            last = found.or(last);
        }
        Ok(Some((lines, last)))
    }

    /// Whether this person keeps the commons, for the board.
    pub(super) fn keeps_commons(&self) -> bool {
        self.commons.and_then(|commons| self.spaces.get(&commons)).is_some_and(|commons| commons.resolved.level(&self.me) >= act::KEEPER)
    }

    /// The members of the co-op.
    pub(super) fn commons_people(&self) -> KithResult<Vec<PersonId>> {
        Ok(self.space(&self.commons()?)?.resolved.people.keys().copied().collect())
    }

    /// Whose device it is that keeps the log, and how often it passed on.
    pub(super) fn notary_shown(&self, coop: &Coop, owners: &super::coins::Membership) -> (Option<PersonId>, u32) {
        let person = if let Some(Owner::Person(person)) = owners.owner_of(coop.notary) { Some(person) } else { None };
        (person, u32::try_from(coop.former.iter().count()).unwrap_or(u32::MAX))
    }
}
