//! A store in memory: what the simulation, the properties and the fuzzer run sessions over, and the plainest reading of the contract.
//!
//! Its control log is a small one of its own (add a device, begin an epoch for the devices named); who may do what is not its business.

mod admit;
mod drops;

use super::store::{After, ControlHead, EpochKey, Fork, Handed, Heard, Met, OutRun, Reader, SpaceKeys, Summary, SyncStore, Taken};
use ed25519_dalek::{Signer, SigningKey};
use kith_wire::{
    DeviceId, EntryId, EpochId, Kind, Lane, MailboxTag, SpaceId, limits,
    run::{Author, Body, Place, Run, RunEntry, signing_bytes},
    session::Boxes,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zeroize::Zeroizing;

/// Nothing can fail in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemoryError {}

/// One closed run and where it stands.
#[derive(Debug, Clone)]
struct Held {
    lane: Lane,
    device: DeviceId,
    epoch: EpochId,
    first: u64,
    last: u64,
    run: Run,
}

/// One chain of one device.
#[derive(Debug, Clone, Default)]
struct Chain {
    /// Ids in order; the one at place `n − 1` has number `n`.
    ids: Vec<EntryId>,
    /// Its runs, by first number: places in the log.
    runs: BTreeMap<u64, usize>,
    /// The first number that two entries have, once there is one, with the runs that show it.
    fork: Option<(u64, Vec<Run>)>,
    time_ms: u64,
}

impl Chain {
    /// The last number held without a gap or a fork.
    fn number(&self) -> u64 {
        let held = self.ids.len() as u64;
        self.fork.as_ref().map_or(held, |(at, _)| (*at - 1).min(held))
    }

    fn id(&self, seq: u64) -> Option<EntryId> {
        self.ids.get(usize::try_from(seq.checked_sub(1)?).ok()?).copied()
    }
}

/// A space as one device holds it.
#[derive(Debug, Clone, Default)]
struct Room {
    secret: [u8; 32],
    chains: HashMap<(Lane, DeviceId), Chain>,
    /// Runs in the order in which they came.
    log: Vec<Held>,
    /// Devices in order of admission: by the time and id of the entry that added them.
    devices: BTreeMap<(u64, EntryId), DeviceId>,
    /// Epochs in order, with the devices that have the key.
    epochs: BTreeMap<(u64, EntryId), Vec<DeviceId>>,
    /// Own entries that no signature has closed yet.
    open: Vec<(Lane, RunEntry)>,
    waiting: Vec<(EpochId, Vec<u8>)>,
    heard: HashMap<DeviceId, Vec<(DeviceId, u64)>>,
}

/// A device's store in memory.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    key: SigningKey,
    rooms: BTreeMap<SpaceId, Room>,
    salt: u64,
    drops: drops::Drops,
}

const ADD: u8 = 1;
const EPOCH: u8 = 2;

impl MemoryStore {
    /// A device with nothing, from a seed.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        Self { key: SigningKey::from_bytes(&seed), rooms: BTreeMap::new(), salt: 0, drops: drops::Drops::default() }
    }

    /// Begins a space with this device in it. `secret` stands for what epochs' keys are wrapped with.
    pub fn found(&mut self, secret: [u8; 32], now_ms: u64) -> SpaceId {
        let mut room = Room { secret, ..Room::default() };
        let me = self.me();
        let entry = self.entry(Kind::Control, now_ms, control(ADD, &[me]));
        let held = close(&self.key, SpaceId::ZERO, &mut room, Lane::Control, vec![entry]);
        let space = SpaceId(held.1.0);
        self.rooms.insert(space, room);
        self.begin_epoch(space, &[me], now_ms + 1);
        space
    }

    /// Gives a device what an invitation would: the space's control entries so far.
    pub fn invite(&mut self, space: SpaceId, guest: &mut Self, now_ms: u64) {
        let Some(room) = self.rooms.get_mut(&space) else { return };
        let runs: Vec<Vec<u8>> = room.log.iter().filter(|h| h.lane == Lane::Control).map(|h| h.run.encode()).collect();
        guest.rooms.entry(space).or_insert_with(|| Room { secret: room.secret, ..Room::default() });
        let Ok(_) = guest.admit(space, EpochId::ZERO, &runs, now_ms);
    }

    /// Adds a device.
    pub fn add(&mut self, space: SpaceId, device: DeviceId, now_ms: u64) {
        self.write_control(space, control(ADD, &[device]), now_ms);
    }

    /// Begins an epoch for the devices named.
    pub fn begin_epoch(&mut self, space: SpaceId, members: &[DeviceId], now_ms: u64) {
        self.write_control(space, control(EPOCH, members), now_ms);
    }

    fn write_control(&mut self, space: SpaceId, body: Vec<u8>, now_ms: u64) {
        let entry = self.entry(Kind::Control, now_ms, body);
        if let Some(room) = self.rooms.get_mut(&space) {
            close(&self.key, space, room, Lane::Control, vec![entry]);
        }
    }

    /// Writes a fact; its run stays open until it is asked for.
    pub fn write(&mut self, space: SpaceId, body: &[u8], now_ms: u64) {
        let entry = self.entry(Kind::Fact, now_ms, body.to_vec());
        let Some(room) = self.rooms.get_mut(&space) else { return };
        room.open.push((Lane::Data, entry));
        if room.open.len() >= limits::RUN_ENTRIES_MAX {
            self.close_open(space);
        }
    }

    /// Signs what is open.
    pub fn close_open(&mut self, space: SpaceId) {
        let me = self.me();
        let Some(room) = self.rooms.get_mut(&space) else { return };
        let open: Vec<RunEntry> = std::mem::take(&mut room.open).into_iter().map(|(_, e)| e).collect();
        if open.is_empty() {
            return;
        }
        let mut entries = open;
        let mut last = room.chains.get(&(Lane::Data, me)).map_or(0, |c| c.time_ms);
        for e in &mut entries {
            e.time_ms = e.time_ms.max(last + 1);
            last = e.time_ms;
        }
        close(&self.key, space, room, Lane::Data, entries);
    }

    fn entry(&mut self, kind: Kind, now_ms: u64, bytes: Vec<u8>) -> RunEntry {
        self.salt += 1;
        let mut salt = [0; 8];
        let whole = blake3::Hasher::new_keyed(&self.key.to_bytes()).update(&self.salt.to_be_bytes()).finalize();
        salt.copy_from_slice(&whole.as_bytes()[..8]);
        RunEntry { kind, time_ms: now_ms, body: Body::Held { salt, bytes } }
    }

    /// Bodies of a device's data entries, in order, as far as they are held.
    #[must_use]
    pub fn bodies(&self, space: SpaceId, device: DeviceId) -> Vec<Vec<u8>> {
        let Some(room) = self.rooms.get(&space) else { return Vec::new() };
        let Some(chain) = room.chains.get(&(Lane::Data, device)) else { return Vec::new() };
        let runs = chain.runs.values().filter_map(|at| room.log.get(*at));
        runs.flat_map(|h| &h.run.entries).filter_map(|e| if let Body::Held { bytes, .. } = &e.body { Some(bytes.clone()) } else { None }).collect()
    }

    /// What a peer was last heard to hold.
    #[must_use]
    pub fn heard_of(&self, space: SpaceId, peer: DeviceId) -> Option<&[(DeviceId, u64)]> {
        self.rooms.get(&space)?.heard.get(&peer).map(Vec::as_slice)
    }

    /// Data runs held, as they travel: for a mailbox, a carrier or a fault.
    #[must_use]
    pub fn data_runs(&self, space: SpaceId) -> Vec<(EpochId, Vec<u8>)> {
        let Some(room) = self.rooms.get(&space) else { return Vec::new() };
        room.log.iter().filter(|h| h.lane == Lane::Data).map(|h| (h.epoch, h.run.encode())).collect()
    }

    /// The tag of this device's box.
    #[must_use]
    pub fn own_box(&self) -> MailboxTag {
        drops::tag_of(&drops::box_key(&self.key))
    }

    /// Puts a drop for a box on its way.
    pub fn put_drop(&mut self, tag: MailboxTag, drop: &[u8]) {
        self.drops.put(tag, drop.to_vec());
    }

    /// Drops on their way.
    #[must_use]
    pub fn drops_waiting(&self) -> usize {
        self.drops.waiting()
    }

    /// Drops that came, each once, in order.
    #[must_use]
    pub fn drops_kept(&self) -> &[Vec<u8>] {
        &self.drops.kept
    }

    /// Runs that wait for something.
    #[must_use]
    pub fn waiting(&self, space: SpaceId) -> usize {
        self.rooms.get(&space).map_or(0, |r| r.waiting.len())
    }
}

fn control(kind: u8, devices: &[DeviceId]) -> Vec<u8> {
    let mut out = vec![kind];
    out.extend(devices.iter().flat_map(|d| d.0));
    out
}

/// Signs entries as one run at the end of the own chain and puts it in the log; gives the ids of the first and last.
fn close(key: &SigningKey, space: SpaceId, room: &mut Room, lane: Lane, entries: Vec<RunEntry>) -> (usize, EntryId) {
    let device = DeviceId(key.verifying_key().to_bytes());
    let epoch = if lane == Lane::Control { EpochId::ZERO } else { room.newest(&device).unwrap_or(EpochId::ZERO) };
    let chain = room.chains.entry((lane, device)).or_default();
    let author = if lane == Lane::Control {
        Author::Whole(device)
    } else {
        let mut hint = [0; 8];
        hint.copy_from_slice(&device.0[..8]);
        Author::Hint(hint)
    };
    let genesis = space == SpaceId::ZERO;
    let mut run = Run { lane, genesis, author, epoch: None, first_seq: chain.ids.len() as u64 + 1, entries, signature: [0; 64] };
    let place = Place { space, device, epoch, prev: chain.ids.last().copied().unwrap_or(EntryId::ZERO) };
    let headers = run.headers(&place).expect("the place is the author's own");
    let last = headers.last().map_or(EntryId::ZERO, |(id, _)| *id);
    run.signature = key.sign(&signing_bytes(&last)).to_bytes();
    room.put(device, epoch, run, &headers);
    (room.log.len(), headers.first().map_or(EntryId::ZERO, |(id, _)| *id))
}

impl Room {
    /// The newest epoch whose key a device has.
    fn newest(&self, device: &DeviceId) -> Option<EpochId> {
        self.epochs.iter().rev().find(|(_, members)| members.contains(device)).map(|((_, id), _)| EpochId(id.0))
    }

    fn session_key(&self, epoch: EntryId) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*blake3::Hasher::new_keyed(&self.secret).update(&epoch.0).finalize().as_bytes())
    }

    fn control_digest(&self) -> [u8; 8] {
        let mut ids: Vec<EntryId> = self.chains.iter().filter(|((lane, _), _)| *lane == Lane::Control).flat_map(|(_, c)| &c.ids).copied().collect();
        for ((lane, _), chain) in &self.chains {
            if let (Lane::Control, Some((at, _))) = (lane, &chain.fork) {
                ids.push(EntryId(*blake3::Hasher::new().update(&at.to_be_bytes()).finalize().as_bytes()));
            }
        }
        ids.sort_unstable();
        digest(ids.iter().map(|id| id.0.as_slice()))
    }

    fn heads_digest(&self) -> [u8; 8] {
        let marks: BTreeSet<Vec<u8>> = self
            .devices
            .values()
            .filter_map(|d| {
                let chain = self.chains.get(&(Lane::Data, *d))?;
                let head = chain.id(chain.number()).unwrap_or(EntryId::ZERO);
                let forked = u8::from(chain.fork.is_some());
                (chain.number() > 0 || forked > 0).then(|| [d.0.as_slice(), &head.0, &[forked]].concat())
            })
            .collect();
        digest(marks.iter().map(Vec::as_slice))
    }

    fn wanted(&self, held: &Held, after: &[After]) -> bool {
        let Some(a) = after.iter().find(|a| (a.lane, a.device) == (held.lane, held.device)) else { return false };
        held.last > a.seq
    }
}

fn digest<'a>(parts: impl Iterator<Item = &'a [u8]>) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    let mut out = [0; 8];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    out
}

impl SyncStore for MemoryStore {
    type Error = MemoryError;

    fn spaces(&mut self) -> Result<Vec<SpaceKeys>, MemoryError> {
        let me = self.me();
        let keys = self.rooms.iter().map(|(space, room)| {
            let mine = room.epochs.iter().rev().filter(|(_, members)| members.contains(&me));
            let epochs = mine.map(|((_, id), _)| EpochKey { epoch: EpochId(id.0), limited: false, session_key: room.session_key(*id) }).collect();
            SpaceKeys { space: *space, epochs }
        });
        Ok(keys.collect())
    }

    fn me(&self) -> DeviceId {
        DeviceId(self.key.verifying_key().to_bytes())
    }

    fn summary(&mut self, space: SpaceId) -> Result<Summary, MemoryError> {
        self.close_open(space);
        let Some(room) = self.rooms.get(&space) else { return Ok(Summary::default()) };
        let numbers = room.devices.values().map(|d| (*d, room.chains.get(&(Lane::Data, *d)).map_or(0, Chain::number))).collect();
        Ok(Summary { control: room.control_digest(), heads: room.heads_digest(), numbers })
    }

    fn control_heads(&mut self, space: SpaceId) -> Result<Vec<ControlHead>, MemoryError> {
        let Some(room) = self.rooms.get(&space) else { return Ok(Vec::new()) };
        let chains = room.chains.iter().filter(|((lane, _), _)| *lane == Lane::Control);
        let heads = chains.filter_map(|((_, device), c)| c.id(c.number()).map(|head| ControlHead { device: *device, seq: c.number(), head }));
        let mut heads: Vec<ControlHead> = heads.collect();
        heads.sort_unstable_by_key(|h| h.device);
        Ok(heads)
    }

    fn runs(&mut self, space: SpaceId, met: &Met, after: &[After], max_bytes: usize) -> Result<Vec<OutRun>, MemoryError> {
        let Some(room) = self.rooms.get(&space) else { return Ok(Vec::new()) };
        let (mut out, mut size) = (Vec::new(), 0usize);
        for lane in [Lane::Control, Lane::Data] {
            for held in room.log.iter().filter(|h| h.lane == lane && room.wanted(h, after)) {
                let bytes = encoded(held, met.epoch);
                size += bytes.len();
                if size > max_bytes && !out.is_empty() {
                    return Ok(out);
                }
                out.push(OutRun { lane, device: held.device, last_seq: held.last, bytes });
            }
        }
        Ok(out)
    }

    fn id_at(&mut self, space: SpaceId, lane: Lane, device: DeviceId, seq: u64) -> Result<Option<EntryId>, MemoryError> {
        Ok(self.rooms.get(&space).and_then(|r| r.chains.get(&(lane, device))).and_then(|c| c.id(seq)))
    }

    fn forks(&mut self, space: SpaceId) -> Result<Vec<Fork>, MemoryError> {
        let Some(room) = self.rooms.get(&space) else { return Ok(Vec::new()) };
        let forked = room.chains.iter().filter_map(|((lane, device), c)| c.fork.as_ref().map(|(seq, _)| Fork { lane: *lane, device: *device, seq: *seq }));
        let mut out: Vec<Fork> = forked.collect();
        out.sort_unstable();
        Ok(out)
    }

    fn proof(&mut self, space: SpaceId, met: &Met, fork: &Fork) -> Result<Vec<Vec<u8>>, MemoryError> {
        let Some(room) = self.rooms.get(&space) else { return Ok(Vec::new()) };
        let Some(chain) = room.chains.get(&(fork.lane, fork.device)) else { return Ok(Vec::new()) };
        let ours = chain.runs.values().filter_map(|at| room.log.get(*at)).filter(|h| h.first <= fork.seq && h.last >= fork.seq);
        let mut out: Vec<Vec<u8>> = ours.map(|h| encoded(h, met.epoch)).collect();
        out.extend(chain.fork.iter().flat_map(|(_, other)| other).map(Run::encode));
        Ok(out)
    }

    fn admit(&mut self, space: SpaceId, epoch: EpochId, runs: &[Vec<u8>], now_ms: u64) -> Result<Taken, MemoryError> {
        self.close_open(space);
        Ok(self.rooms.get_mut(&space).map(|room| room.admit(space, epoch, runs, now_ms)).unwrap_or_default())
    }

    fn heard(&mut self, space: SpaceId, heard: &Heard<'_>) -> Result<(), MemoryError> {
        if let (Some(room), Some(peer)) = (self.rooms.get_mut(&space), heard.claim) {
            room.heard.insert(peer, heard.numbers.to_vec());
        }
        Ok(())
    }

    fn carrier(&mut self) -> Result<Option<SpaceId>, MemoryError> {
        Ok(self.rooms.keys().next().copied())
    }

    fn drops_wait(&mut self) -> Result<bool, MemoryError> {
        Ok(self.drops.waiting() > 0)
    }

    fn show_boxes(&mut self, binding: &[u8]) -> Result<Option<Boxes>, MemoryError> {
        Ok(Some(Boxes::sign(&self.key, &[drops::box_key(&self.key)], binding)))
    }

    fn drops_for(&mut self, reader: &Reader) -> Result<Vec<Handed>, MemoryError> {
        Ok(self.drops.of(reader))
    }

    fn take_drops(&mut self, drops: &[Vec<u8>], _now_ms: u64) -> Result<Taken, MemoryError> {
        Ok(self.drops.take(drops))
    }

    fn drops_reached(&mut self, _reader: &Reader, ids: &[u64]) -> Result<(), MemoryError> {
        self.drops.reached(ids);
        Ok(())
    }
}

fn encoded(held: &Held, epoch: EpochId) -> Vec<u8> {
    let mut run = held.run.clone();
    run.epoch = (held.lane == Lane::Data && held.epoch != epoch).then_some(held.epoch);
    run.encode()
}
