//! A space: a set of people who may read the same things, as its control log says.
//!
//! [`resolve`](Resolved::of) is a pure function of the set of control entries held: two devices that hold the same entries agree on
//! who is in, at which level, with which devices and in which order, whatever order the news came in. An act is judged once, in its
//! own past (what its parents and its device's earlier acts reach); acts that rest on something not yet held count for nothing until
//! it comes. What falls, and who stands where, is [`authority`]'s to say; [`resolve`] turns entries into its acts and its answer into
//! what people and the rest of the core ask for.

pub mod act;
pub mod authority;
pub mod board;
pub mod cut;
pub mod epochs;
mod order;
mod past;
pub mod reading;
mod resolve;
#[cfg(test)]
mod tests;

pub use act::{Act, ActBody, Add, EpochKeys, EpochStart, Genesis, SpaceKind};

use crate::identity::{Certificate, KeyOwner};
use act::{AdmitRange, LevelNumber, Limited, Place, ReadsFrom};
use kith_wire::{DeviceId, EntryId, EpochId, PersonId, SpaceId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A control entry as the resolution sees it.
#[derive(Debug, Clone)]
pub struct ControlEntry {
    /// The entry.
    pub id: EntryId,
    /// Its author's device.
    pub device: DeviceId,
    /// Its place in the author's control chain.
    pub seq: u64,
    /// Logical time, shown only.
    pub time_ms: u64,
    /// The act, if this version can read it.
    pub body: Option<ActBody>,
}

/// Somebody in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their level.
    pub level: LevelNumber,
    /// What they said they are called.
    pub name: String,
    /// In the commons: their class.
    pub class: String,
    /// Who brought them in; nobody for a founder.
    pub added_by: Option<PersonId>,
    /// Whether it was the co-op's board, and that person only carried it in.
    pub by_board: bool,
    /// When, as said by that person's device.
    pub added_ms: u64,
    /// Their devices that may read and write now, in order of admission.
    pub devices: Vec<DeviceId>,
    /// The act that brought them in.
    pub added: EntryId,
    /// How far back they may read, if not to the beginning.
    pub reads: Option<ReadsFrom>,
}

/// How a device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// It reads and writes.
    In,
    /// Frozen until the root or the coordinator decides.
    Frozen,
    /// Cut off.
    Revoked,
    /// Its person is not in, or was in with other devices.
    Gone,
}

/// A device in a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberDevice {
    /// The device.
    pub id: DeviceId,
    /// Its certificate.
    pub certificate: Certificate,
    /// How it stands.
    pub standing: Standing,
}

/// A role granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// To whom.
    pub person: PersonId,
    /// Which, by number.
    pub role: u8,
    /// By whom.
    pub by: PersonId,
    /// When, as said by their device.
    pub time_ms: u64,
    /// The act.
    pub act: EntryId,
    /// What ended it, if it has ended.
    pub ended: Option<Ended>,
}

/// The end of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The act.
    pub act: EntryId,
    /// By whom.
    pub by: PersonId,
    /// When, as said by their device.
    pub time_ms: u64,
}

/// What a removal took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Removed {
    /// Somebody, by another's removal.
    Person(PersonId),
    /// Somebody, by their own leave.
    Left(PersonId),
    /// Somebody whose add fell.
    Fell(PersonId),
    /// A device.
    Device(DeviceId),
}

/// Something that epochs must cover and that devices sign a cut for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The act; for an add that fell, that add.
    pub act: EntryId,
    /// What it took away.
    pub what: Removed,
    /// Whose act it is; of an add that fell, whose it is by which it fell.
    pub by: PersonId,
    /// Whether it was the co-op's board's, and that person only carried it in.
    pub by_board: bool,
    /// When, as said by their device.
    pub time_ms: u64,
    /// The devices that are cut by it.
    pub devices: Vec<DeviceId>,
    /// For a device: the places that its chains count up to.
    pub places: Vec<Place>,
}

/// A freeze that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freeze {
    /// The frozen device.
    pub device: DeviceId,
    /// The device that froze it; none where a proof did that its chain parts.
    pub by: Option<DeviceId>,
    /// When, as said by whoever wrote it.
    pub time_ms: u64,
    /// Whether a lift that counts, and that knew of it, has ended it.
    pub lifted: bool,
}

/// What happened to somebody's membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// They came in, at this level.
    Added(LevelNumber),
    /// Their level changed to this.
    Level(LevelNumber),
    /// They were removed.
    Removed,
    /// They left.
    Left,
}

/// One line of the history of membership: old lines never go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryLine {
    /// Who.
    pub person: PersonId,
    /// What.
    pub what: Membership,
    /// By whom.
    pub by: PersonId,
    /// When, as said by their device.
    pub time_ms: u64,
    /// The act.
    pub act: EntryId,
    /// Whether it stands; else it fell.
    pub stands: bool,
}

/// A removal that fell, or that left its person in: should they stay?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The removal.
    pub act: EntryId,
    /// About whom.
    pub person: PersonId,
    /// Who had removed them.
    pub by: PersonId,
    /// When, as said by their device.
    pub time_ms: u64,
    /// Whether somebody signed that they held it before they knew that its author had gone: only then it is shown.
    pub shown: bool,
    /// The answer, and whose, once there is one.
    pub answered: Option<(bool, PersonId)>,
}

/// What one member's device has said of others' chains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    /// The entry.
    pub act: EntryId,
    /// Whose.
    pub by: PersonId,
    /// With which device.
    pub device: DeviceId,
    /// At which place of its control chain.
    pub seq: u64,
    /// What.
    pub what: T,
}

/// What a control log says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The genesis, if held.
    pub genesis: Option<Genesis>,
    /// When it was written, as said by the device that did it; 0 if it is not held.
    pub begun_ms: u64,
    /// Who is in.
    pub people: BTreeMap<PersonId, Member>,
    /// Devices of people (and floats of the pool), in order of admission.
    pub devices: Vec<MemberDevice>,
    /// Roles held now.
    pub grants: Vec<Grant>,
    /// Roles that have ended.
    pub past_grants: Vec<Grant>,
    /// What has been taken away, in order: removals, leaves, adds that fell, devices.
    pub removals: Vec<Removal>,
    /// Devices that are frozen.
    pub frozen: BTreeSet<DeviceId>,
    /// Every freeze that counts, in force or lifted.
    pub freezes: Vec<Freeze>,
    /// Acts that wait because their device is frozen.
    pub waiting: HashSet<EntryId>,
    /// Removals that fell or left their person in.
    pub questions: Vec<Question>,
    /// Whether adding has stopped because adds made apart have passed the limit; the owner is asked.
    pub crowded: bool,
    /// All that has happened to anybody's membership, in order.
    pub history: Vec<HistoryLine>,
    /// What devices have signed that they held of those who have gone.
    pub seen: Vec<Said<Vec<Place>>>,
    /// What keepers have said of entries in quarantine.
    pub admitted: Vec<Said<AdmitRange>>,
    /// Who wrote each epoch.
    pub epoch_authors: HashMap<EpochId, Said<LevelNumber>>,
    /// Welcomes for newcomers who may not read back to the beginning.
    pub limited: Vec<(EpochId, act::DeviceSeal, Limited)>,
    /// Epochs, in order; the last is current.
    pub epochs: Vec<(EpochId, EpochStart)>,
    /// Welcomes: an epoch's key for a later device.
    pub welcomes: Vec<(EpochId, act::DeviceSeal)>,
    /// Acts that no other act has as a parent: what a new act names.
    pub heads: Vec<EntryId>,
    /// Digest of the set of control entries held.
    pub digest: [u8; 8],
    by_device: HashMap<DeviceId, KeyOwner>,
}

impl Resolved {
    /// Resolves a set of control entries. `verified` remembers certificates whose signatures have been checked, by their digests.
    #[must_use]
    pub fn of(entries: &[ControlEntry], verified: &mut HashSet<[u8; 32]>) -> Self {
        resolve::resolve(entries, verified).0
    }

    /// Whose device it is.
    #[must_use]
    pub fn owner_of(&self, device: &DeviceId) -> Option<KeyOwner> {
        self.by_device.get(device).copied()
    }

    /// The person whose device it is.
    #[must_use]
    pub fn person_of(&self, device: &DeviceId) -> Option<PersonId> {
        match self.owner_of(device) {
            Some(KeyOwner::Person(p)) => Some(p),
            _ => None,
        }
    }

    /// A person's level, 0 if not in.
    #[must_use]
    pub fn level(&self, person: &PersonId) -> LevelNumber {
        self.people.get(person).map_or(0, |m| m.level)
    }

    /// The receiving key of a device.
    #[must_use]
    pub fn receiving(&self, device: &DeviceId) -> Option<[u8; 32]> {
        self.devices.iter().find(|d| d.id == *device).map(|d| d.certificate.receiving)
    }

    /// Whether a person holds a role.
    #[must_use]
    pub fn has_role(&self, person: &PersonId, role: u8) -> bool {
        self.grants.iter().any(|g| g.person == *person && g.role == role)
    }

    /// The whole identity of a device whose first bytes are these, if just one fits.
    #[must_use]
    pub fn device_by_hint(&self, hint: &[u8; 8]) -> Option<DeviceId> {
        let mut found = self.devices.iter().filter(|d| d.id.0.starts_with(hint));
        found.next().filter(|_| found.next().is_none()).map(|d| d.id)
    }

    /// Whether a question is open and to be shown about somebody.
    #[must_use]
    pub fn is_questioned(&self, person: &PersonId) -> bool {
        self.questions.iter().any(|q| q.person == *person && q.shown && q.answered.is_none())
    }
}

/// What a device knows of a space: its control log resolved, and the keys that it holds.
#[derive(Debug)]
pub struct Space {
    /// The space.
    pub id: SpaceId,
    /// This database's number for it.
    pub n: i64,
    /// The control log.
    pub control: Vec<ControlEntry>,
    /// What it says.
    pub resolved: Resolved,
    /// Keys of the epochs held, oldest first.
    pub keys: Vec<(EpochId, EpochKeys)>,
    /// What is known of each valid epoch beside its act.
    pub epochs: Vec<epochs::EpochInfo>,
    /// How far what was written by those who have gone stands.
    pub cuts: cut::Cuts,
    /// Epochs that have been checked, and whether they are valid.
    checked: HashMap<EpochId, bool>,
    verified: HashSet<[u8; 32]>,
    /// How far the control log has been read: where one more add can go on from there, it need not be read again.
    bookmark: Option<resolve::Bookmark>,
    /// Entries that were pushed since.
    unread: usize,
    /// Whether a device has turned out to be somebody else's since [`Self::has_moved`] was asked.
    moved: bool,
}

impl Space {
    /// A space with its control log and keys.
    #[must_use]
    pub fn new(id: SpaceId, n: i64, control: Vec<ControlEntry>, keys: Vec<(EpochId, EpochKeys)>) -> Self {
        let mut verified = HashSet::new();
        let (resolved, bookmark) = resolve::resolve(&control, &mut verified);
        let (epochs, cuts, checked) = (Vec::new(), cut::Cuts::default(), HashMap::new());
        let mut out = Self { id, n, control, resolved, keys, epochs, cuts, checked, verified, bookmark: Some(bookmark), unread: 0, moved: false };
        out.know_epochs();
        out
    }

    /// Takes in one more control entry; [`Self::settle`] then resolves.
    pub fn push(&mut self, entry: ControlEntry) {
        self.control.push(entry);
        self.unread += 1;
    }

    /// Resolves the log again, as far as something has come since.
    pub fn settle(&mut self) {
        if self.unread == 0 && self.bookmark.is_some() {
            return;
        }
        let bookmark = self.bookmark.take().filter(|_| self.unread == 1);
        self.unread = 0;
        self.bookmark = bookmark.and_then(|b| b.go_on(&mut self.resolved, &self.control, &mut self.verified));
        // An add begins no epoch, and ends nothing that one has to cover.
        if self.bookmark.is_none() {
            let (resolved, bookmark) = resolve::resolve(&self.control, &mut self.verified);
            self.moved |= self.resolved.by_device.iter().any(|(device, owner)| resolved.by_device.get(device) != Some(owner));
            (self.resolved, self.bookmark) = (resolved, Some(bookmark));
            self.know_epochs();
        }
    }

    /// Whether a device has turned out to be somebody else's since this was last asked: what it wrote is theirs.
    pub const fn has_moved(&mut self) -> bool {
        std::mem::replace(&mut self.moved, false)
    }

    /// A certificate of a device for a person, whoever the device turned out to belong to.
    #[must_use]
    pub fn certificate_for(&self, device: &DeviceId, person: &PersonId) -> Option<Certificate> {
        let acts = self.control.iter().filter_map(|e| e.body.as_ref()).flat_map(|b| resolve::certificates(&b.act));
        let mut theirs = acts.filter(|c| c.device == *device && c.owner == KeyOwner::Person(*person));
        theirs.next().copied()
    }

    /// What the log said to who knew just these heads and what they reach.
    #[must_use]
    pub fn resolved_at(&self, heads: &[EntryId]) -> Resolved {
        let entries = order::reached(&self.control, heads);
        Resolved::of(&entries, &mut self.verified.clone())
    }

    /// What the space is for.
    #[must_use]
    pub fn kind(&self) -> Option<SpaceKind> {
        self.resolved.genesis.as_ref().map(|g| g.kind)
    }

    /// The keys of an epoch.
    #[must_use]
    pub fn keys_of(&self, epoch: &EpochId) -> Option<&EpochKeys> {
        self.keys.iter().find(|(e, _)| e == epoch).map(|(_, k)| k)
    }
}
