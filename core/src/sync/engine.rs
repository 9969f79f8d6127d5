//! The session: frames in, frames out.

use super::{
    drops::DropTalk,
    pieces::PieceTalk,
    report::{Outcome, Report},
    seal::{self, Direction},
    slot::{Allowance, Meeting, Slot},
    store::{EpochKey, SpaceKeys, SyncStore},
};
use kith_wire::{
    EpochId, SpaceId,
    codec::CodecError,
    session::{DROPS_SLOT, Ending, Frame, Greeting, PIECES_SLOT, Part, SealedPart, SpaceTag, TAGS_MAX},
};
use std::collections::{BTreeMap, HashMap};

/// Frames grow to about this before the next is begun.
const FRAME_BYTES: usize = 256 * 1024;
/// Epochs of one space by which it is greeted.
const GREETED_EPOCHS_MAX: usize = 4;
/// Epochs of one space by which it is recognised.
const KNOWN_EPOCHS_MAX: usize = 64;

/// Which side this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It connected, and speaks first.
    Initiator,
    /// It was connected to.
    Responder,
}

/// What one session may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Frames taken from the peer.
    pub frames: u32,
    /// Turns of both sides.
    pub turns: u32,
    /// Bytes of runs in one batch, before compression.
    pub batch_bytes: usize,
    /// Bytes of runs in one turn, before compression.
    pub turn_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { frames: 4_096, turns: 256, batch_bytes: 512 * 1024, turn_bytes: 4 * 1024 * 1024 }
    }
}

/// Why a session stops short. What was taken stays taken.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SessionError<E> {
    /// Storage failed.
    #[error("storage failed")]
    Storage(E),
    /// The compressor failed.
    #[error("compression failed")]
    Compression,
    /// The peer sent what is not a frame.
    #[error("not a frame: {0}")]
    Frame(#[from] CodecError),
    /// The peer spoke out of turn.
    #[error("the peer spoke out of turn")]
    OutOfTurn,
}

/// What to send, and whether there is more to come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outputs {
    /// Frames to send, in order.
    pub frames: Vec<Vec<u8>>,
    /// Nothing more will be said. The initiator closes then; a responder whose session is not done when the other closes has lost nothing.
    pub done: bool,
}

/// A tag that went by.
struct Seen {
    space: SpaceId,
    epoch_at: usize,
}

/// One session between two devices.
pub struct Session {
    channel: [u8; 32],
    role: Role,
    limits: Limits,
    peer: Option<[u8; 32]>,
    keys: Vec<SpaceKeys>,
    /// What each slot number stands for, where it is known.
    seen: Vec<Option<Seen>>,
    /// The slots in use, by number.
    slots: BTreeMap<u32, Slot>,
    /// Which slot a space is talked about in.
    met: HashMap<SpaceId, u32>,
    /// Epochs whose keys the peer's greeting has shown.
    proven: HashMap<SpaceId, Vec<EpochId>>,
    /// The talk about drops, where this device is in a co-op.
    drops: Option<DropTalk>,
    /// The talk about pieces of attachments, there too.
    pieces: Option<PieceTalk>,
    begun: bool,
    answered: bool,
    offered: bool,
    done: bool,
    frames_in: u32,
    report: Report,
}

type Made<S, T> = Result<T, SessionError<<S as SyncStore>::Error>>;

impl Session {
    /// A session over a channel. `channel` must be different for every session: an exporter of the connection's keys with the number of the
    /// stream, for instance. Both sides must have the same.
    #[must_use]
    pub fn new(channel: [u8; 32], role: Role, limits: Limits) -> Self {
        Self {
            channel,
            role,
            limits,
            peer: None,
            keys: Vec::new(),
            seen: Vec::new(),
            slots: BTreeMap::new(),
            met: HashMap::new(),
            proven: HashMap::new(),
            drops: None,
            pieces: None,
            begun: false,
            answered: false,
            offered: false,
            done: false,
            frames_in: 0,
            report: Report::default(),
        }
    }

    /// Says who the channel has shown the peer to be (its network key); passed on with what is heard.
    #[must_use]
    pub const fn with_peer(mut self, peer: [u8; 32]) -> Self {
        self.peer = Some(peer);
        self
    }

    /// Whether nothing more will be said.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.done
    }

    const fn out(&self) -> Direction {
        match self.role {
            Role::Initiator => Direction::FromInitiator,
            Role::Responder => Direction::FromResponder,
        }
    }

    /// Begins. The initiator's greeting; nothing for a responder.
    ///
    /// # Errors
    /// When storage fails.
    pub fn start<S: SyncStore>(&mut self, store: &mut S) -> Made<S, Outputs> {
        self.keys = store.spaces().map_err(SessionError::Storage)?;
        self.keys.retain(|k| !k.epochs.is_empty());
        self.keys.truncate(kith_wire::limits::SPACES_MAX);
        let carrier = self.carrier_key(store)?;
        self.drops = carrier.as_ref().map(|key| DropTalk::new(key, &self.channel, self.out()));
        self.pieces = carrier.as_ref().map(|key| PieceTalk::new(key, &self.channel, self.out()));
        self.begun = true;
        if self.role == Role::Responder {
            return Ok(Outputs::default());
        }
        let (mut spaces, mut older) = (Vec::new(), Vec::new());
        for i in 0..self.keys.len() {
            let tag = seal::tag(&self.keys[i].epochs[0], &self.channel, self.out());
            let at = self.see(i, 0);
            self.meet(at);
            let sealed = self.slots.get_mut(&at).map(|slot| slot.greet(store)).transpose()?.unwrap_or_default();
            spaces.push(Greeting { tag, sealed });
        }
        for i in 0..self.keys.len() {
            for e in 1..self.keys[i].epochs.len().min(GREETED_EPOCHS_MAX) {
                older.push(seal::tag(&self.keys[i].epochs[e], &self.channel, self.out()));
                self.see(i, e);
            }
        }
        let room = spaces.len() + older.len() < TAGS_MAX;
        if let Some(talk) = self.drops.as_mut().filter(|_| room) {
            older.push(talk.greet(store.drops_wait().map_err(SessionError::Storage)?));
            self.seen.push(None);
        }
        let room = spaces.len() + older.len() < TAGS_MAX;
        let tag = self.pieces.as_mut().filter(|_| room).map(|talk| talk.greet(store)).transpose()?;
        if let Some(tag) = tag.flatten() {
            older.push(tag);
            self.seen.push(None);
        }
        // Whoever is greeted may not know the space: which slot it is talked about in is settled by the first answer.
        self.met.clear();
        let frame = Frame::Hello { spaces, older };
        self.report.turns += 1;
        Ok(Outputs { frames: self.encode(vec![frame]), done: false })
    }

    /// The key of the talk about drops and pieces: the one that everybody with the newest epoch of its space has.
    fn carrier_key<S: SyncStore>(&self, store: &mut S) -> Made<S, Option<EpochKey>> {
        let Some(carrier) = store.carrier().map_err(SessionError::Storage)? else { return Ok(None) };
        let keys = self.keys.iter().find(|k| k.space == carrier).map(|k| k.epochs.as_slice()).unwrap_or_default();
        let newest = keys.first().and_then(|first| keys.iter().rfind(|k| k.epoch == first.epoch));
        Ok(newest.cloned())
    }

    fn encode(&mut self, frames: Vec<Frame>) -> Vec<Vec<u8>> {
        let out: Vec<Vec<u8>> = frames.iter().map(Frame::encode).collect();
        self.report.bytes_out += out.iter().map(|f| f.len() as u64).sum::<u64>();
        out
    }

    /// Numbers a tag of ours.
    fn see(&mut self, space_at: usize, epoch_at: usize) -> u32 {
        self.seen.push(Some(Seen { space: self.keys[space_at].space, epoch_at }));
        u32::try_from(self.seen.len() - 1).unwrap_or(u32::MAX)
    }

    /// Begins the talk about what a slot number stands for, if it stands for anything and its space is not talked about elsewhere.
    fn meet(&mut self, at: u32) -> bool {
        let Some(Some(seen)) = self.seen.get(at as usize) else { return false };
        if let Some(met) = self.met.get(&seen.space) {
            return *met == at;
        }
        self.met.insert(seen.space, at);
        let Some(keys) = self.keys.iter().find(|k| k.space == seen.space) else { return false };
        let meeting = Meeting {
            space: seen.space,
            key: &keys.epochs[seen.epoch_at],
            // One epoch may have two keys: of those who may read back, and of everybody.
            newest: keys.epochs.first().is_some_and(|first| first.epoch == keys.epochs[seen.epoch_at].epoch),
            proven: self.proven.get(&seen.space).cloned().unwrap_or_default(),
            channel: &self.channel,
            out: self.out(),
            channel_peer: self.peer,
        };
        self.slots.entry(at).or_insert_with(|| Slot::new(meeting));
        true
    }

    /// Takes one frame and says what to send.
    ///
    /// # Errors
    /// When storage fails, or when the peer sends what is no frame or speaks out of turn; the session is then over.
    pub fn handle<S: SyncStore>(&mut self, store: &mut S, frame: &[u8], now_ms: u64) -> Made<S, Outputs> {
        if self.done {
            return Ok(Outputs { frames: Vec::new(), done: true });
        }
        self.frames_in += 1;
        self.report.bytes_in += frame.len() as u64;
        let out = self.handle_frame(store, frame, now_ms);
        if out.is_err() {
            self.done = true;
            for slot in self.slots.values_mut().filter(|s| s.is_open()) {
                slot.report.outcome = Outcome::Broken;
            }
        }
        out
    }

    fn handle_frame<S: SyncStore>(&mut self, store: &mut S, frame: &[u8], now_ms: u64) -> Made<S, Outputs> {
        if !self.begun || self.frames_in > self.limits.frames {
            return Err(SessionError::OutOfTurn);
        }
        match (Frame::decode(frame)?, self.role, self.answered) {
            (Frame::Hello { spaces, older }, Role::Responder, false) => {
                self.recognise(&spaces, &older);
                if let Some(talk) = &mut self.drops {
                    talk.greeted(&older, store.drops_wait().map_err(SessionError::Storage)?);
                }
                if let Some(talk) = &mut self.pieces {
                    talk.greeted(&older);
                }
                for (greeting, slot) in spaces.into_iter().zip(0u32..) {
                    self.take_part(store, &SealedPart { slot, sealed: greeting.sealed }, Frame::HELLO_ASSOCIATED, now_ms)?;
                }
                self.reply(store)
            }
            (Frame::Turn { last, offers, parts }, Role::Initiator, _) => {
                if !offers.is_empty() && std::mem::replace(&mut self.offered, true) {
                    return Err(SessionError::OutOfTurn);
                }
                self.recognise_offers(&offers);
                self.take_turn(store, &parts, last, now_ms)
            }
            (Frame::Turn { last, offers, parts }, Role::Responder, true) if offers.is_empty() => self.take_turn(store, &parts, last, now_ms),
            _ => Err(SessionError::OutOfTurn),
        }
    }

    fn take_turn<S: SyncStore>(&mut self, store: &mut S, parts: &[SealedPart], last: bool, now_ms: u64) -> Made<S, Outputs> {
        for part in parts {
            self.take_part(store, part, Frame::TURN_ASSOCIATED, now_ms)?;
        }
        if last { self.reply(store) } else { Ok(Outputs::default()) }
    }

    fn take_part<S: SyncStore>(&mut self, store: &mut S, part: &SealedPart, associated: [u8; 2], now_ms: u64) -> Made<S, ()> {
        if part.slot == DROPS_SLOT && associated == Frame::TURN_ASSOCIATED {
            return self.drops.as_mut().map_or(Ok(()), |talk| talk.take(store, &part.sealed, now_ms));
        }
        if part.slot == PIECES_SLOT && associated == Frame::TURN_ASSOCIATED {
            return self.pieces.as_mut().map_or(Ok(()), |talk| talk.take(store, &part.sealed, now_ms));
        }
        if !self.meet(part.slot) {
            return Ok(());
        }
        match self.slots.get_mut(&part.slot) {
            Some(slot) if slot.is_open() => slot.take(store, &part.sealed, &associated, now_ms),
            _ => Ok(()),
        }
    }

    /// Every tag by which the peer may name a space of ours.
    fn known_tags(&self) -> HashMap<SpaceTag, (usize, usize)> {
        let mut out = HashMap::new();
        for (i, keys) in self.keys.iter().enumerate() {
            for (e, key) in keys.epochs.iter().enumerate().take(KNOWN_EPOCHS_MAX) {
                out.insert(seal::tag(key, &self.channel, self.out().back()), (i, e));
            }
        }
        out
    }

    fn recognise(&mut self, spaces: &[Greeting], older: &[SpaceTag]) {
        let known = self.known_tags();
        for tag in spaces.iter().map(|g| &g.tag).chain(older) {
            let seen = known.get(tag).map(|(i, e)| Seen { space: self.keys[*i].space, epoch_at: *e });
            if let Some((i, e)) = known.get(tag) {
                self.proven.entry(self.keys[*i].space).or_default().push(self.keys[*i].epochs[*e].epoch);
            }
            self.seen.push(seen);
        }
        // A space that was greeted by an older epoch alone has a slot without a state in it yet.
        let count = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        for at in 0..count {
            let first_time = self.seen[at as usize].as_ref().is_some_and(|s| !self.met.contains_key(&s.space));
            if first_time
                && self.meet(at)
                && at as usize >= spaces.len()
                && let Some(slot) = self.slots.get_mut(&at)
            {
                slot.called();
            }
        }
    }

    fn recognise_offers(&mut self, offers: &[SpaceTag]) {
        if offers.is_empty() {
            return;
        }
        let known = self.known_tags();
        for tag in offers {
            let seen = known.get(tag).map(|(i, e)| Seen { space: self.keys[*i].space, epoch_at: *e });
            let fresh = seen.as_ref().is_some_and(|s| !self.met.contains_key(&s.space));
            self.seen.push(seen);
            let at = u32::try_from(self.seen.len() - 1).unwrap_or(u32::MAX);
            if fresh
                && self.meet(at)
                && let Some(slot) = self.slots.get_mut(&at)
            {
                slot.called();
            }
        }
    }

    /// The spaces that the greeting did not name, by the newest epoch of each.
    fn offer(&mut self) -> Vec<SpaceTag> {
        let mut out = Vec::new();
        for i in 0..self.keys.len() {
            if !self.met.contains_key(&self.keys[i].space) {
                out.push(seal::tag(&self.keys[i].epochs[0], &self.channel, self.out()));
                self.see(i, 0);
            }
        }
        out
    }

    /// The peer's turn has ended: ours.
    fn reply<S: SyncStore>(&mut self, store: &mut S) -> Made<S, Outputs> {
        self.report.turns += 1;
        let enough = self.report.turns + 1 >= self.limits.turns;
        let first = !std::mem::replace(&mut self.answered, true);
        let offers = if first && self.role == Role::Responder { self.offer() } else { Vec::new() };
        let offering = !offers.is_empty();
        let mut frames = Filling::new(offers);
        let mut allowance = Allowance { batch_bytes: self.limits.batch_bytes, left: self.limits.turn_bytes };
        for at in self.met.values().copied().collect::<std::collections::BTreeSet<u32>>() {
            let Some(slot) = self.slots.get_mut(&at) else { continue };
            let parts = match slot.report.outcome {
                Outcome::Open if enough => slot.end(Ending::Enough),
                Outcome::Open => slot.reply(store, &mut allowance)?,
                Outcome::Broken if !std::mem::replace(&mut slot.farewell, true) => vec![Part::End(Ending::Unsettled)],
                _ => continue,
            };
            for part in parts {
                frames.put(at, slot.seal(&part, &Frame::TURN_ASSOCIATED));
            }
        }
        if let Some(talk) = &mut self.drops {
            if enough {
                talk.close();
            }
            for sealed in talk.reply(store)? {
                frames.put(DROPS_SLOT, sealed);
            }
        }
        let quiet = !offering && self.met.values().all(|at| self.slots.get(at).is_none_or(|s| !s.is_open()));
        if let Some(talk) = &mut self.pieces {
            if enough {
                talk.close();
            }
            for sealed in talk.reply(store, quiet)? {
                frames.put(PIECES_SLOT, sealed);
            }
        }
        self.done = quiet && !self.drops.as_ref().is_some_and(DropTalk::awaits) && !self.pieces.as_ref().is_some_and(PieceTalk::awaits);
        if !(frames.said || first && self.role == Role::Responder) {
            return Ok(Outputs { frames: Vec::new(), done: self.done });
        }
        self.report.turns += 1;
        let frames = frames.turn();
        Ok(Outputs { frames: self.encode(frames), done: self.done })
    }

    /// What the session came to; at any time, also when it was cut.
    ///
    /// # Errors
    /// When storage fails.
    pub fn finish<S: SyncStore>(&mut self, store: &mut S) -> Made<S, Report> {
        let now = store.spaces().map_err(SessionError::Storage)?;
        let newest =
            |keys: &[SpaceKeys], space: SpaceId| -> Option<EpochId> { keys.iter().find(|k| k.space == space).and_then(|k| k.epochs.first()).map(|e| e.epoch) };
        let mut report = self.report.clone();
        report.drops = self.drops.as_ref().map(|talk| talk.report).unwrap_or_default();
        report.pieces = self.pieces.as_ref().map(|talk| talk.report).unwrap_or_default();
        report.again |= report.pieces.taken.taken > 0 || report.pieces.given > 0;
        report.again |= report.drops.given > 0 || report.drops.taken.taken > 0;
        for at in self.met.values().copied().collect::<std::collections::BTreeSet<u32>>() {
            let Some(slot) = self.slots.get_mut(&at) else { continue };
            let learnt = newest(&now, slot.space) != newest(&self.keys, slot.space);
            report.again |= learnt || (slot.report.outcome == Outcome::OlderEpoch && slot.control_sent);
            report.spaces.push(slot.finish(store)?);
        }
        if let Some(talk) = self.pieces.as_ref().filter(|_| report.spaces.iter().any(|s| s.taken.taken > 0)) {
            report.again |= talk.is_unasked(store)?;
        }
        Ok(report)
    }
}

/// The frames of one turn, as they fill.
struct Filling {
    offers: Vec<SpaceTag>,
    frames: Vec<(Vec<SealedPart>, usize)>,
    said: bool,
}

impl Filling {
    fn new(offers: Vec<SpaceTag>) -> Self {
        Self { offers, frames: vec![(Vec::new(), 0)], said: false }
    }

    fn put(&mut self, slot: u32, sealed: Vec<u8>) {
        self.said = true;
        if self.frames.last().is_some_and(|(_, size)| *size > 0 && size + sealed.len() > FRAME_BYTES) {
            self.frames.push((Vec::new(), 0));
        }
        if let Some((parts, size)) = self.frames.last_mut() {
            *size += sealed.len();
            parts.push(SealedPart { slot, sealed });
        }
    }

    fn turn(mut self) -> Vec<Frame> {
        let n = self.frames.len();
        let mut offers = std::mem::take(&mut self.offers);
        self.frames.into_iter().enumerate().map(|(i, (parts, _))| Frame::Turn { last: i + 1 == n, offers: std::mem::take(&mut offers), parts }).collect()
    }
}
