//! What a session needs of the storage under it.

use kith_wire::{
    DeviceId, EntryId, EpochId, Lane, MailboxTag, SpaceId,
    session::{Boxes, Want},
};
use zeroize::Zeroizing;

/// A space and the keys by which its holders know one another.
#[derive(Debug, Clone)]
pub struct SpaceKeys {
    /// The space.
    pub space: SpaceId,
    /// Epochs that are still met, newest first: the current one, and those before it that somebody may not have left yet.
    pub epochs: Vec<EpochKey>,
}

/// By what two devices have met over a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The epoch.
    pub epoch: EpochId,
    /// Whether the other may be somebody who may not read back: then only what everybody may read crosses.
    pub limited: bool,
    /// Which device the other says that it is, by the word of whoever has the key.
    pub claim: Option<DeviceId>,
    /// Epochs whose keys the other has shown in its greeting.
    pub proven: Vec<EpochId>,
}

impl Met {
    /// By an epoch's key, with nothing more known of the other.
    #[must_use]
    pub const fn by(epoch: EpochId, limited: bool) -> Self {
        Self { epoch, limited, claim: None, proven: Vec::new() }
    }
}

/// An epoch's key for sessions, derived from the epoch key under a label of its own.
#[derive(Clone)]
pub struct EpochKey {
    /// The epoch.
    pub epoch: EpochId,
    /// Whether those have it, too, who may not read back.
    pub limited: bool,
    /// The key.
    pub session_key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for EpochKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EpochKey({}, [redacted])", self.epoch.short())
    }
}

/// What is held of a space, in one reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Digest of the set of control entries held: equal on two devices exactly when the sets are equal.
    pub control: [u8; 8],
    /// Digest of the head (the id of the last entry held without a gap) of every device's data, and of the forks known.
    pub heads: [u8; 8],
    /// Every device whose data is not settled, in order of admission, with the number of its last data entry held without a gap. Equal
    /// control digests mean the same devices in the same order. A device with a known fork stands at the number before the fork. The own
    /// device's open entries count.
    pub numbers: Vec<(DeviceId, u64)>,
}

/// How far one device's control entries are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlHead {
    /// Who wrote them.
    pub device: DeviceId,
    /// The number of the last one held without a gap, at least 1.
    pub seq: u64,
    /// Its id.
    pub head: EntryId,
}

/// A request for the runs of one chain after a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// Which chain.
    pub lane: Lane,
    /// Whose.
    pub device: DeviceId,
    /// The last number that the other side holds.
    pub seq: u64,
}

/// A run to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutRun {
    /// Which chain.
    pub lane: Lane,
    /// Whose.
    pub device: DeviceId,
    /// The number of its last entry.
    pub last_seq: u64,
    /// The run, encoded. One signed under the session's epoch leaves the epoch out.
    pub bytes: Vec<u8>,
}

/// A device whose chain has two branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fork {
    /// Which chain.
    pub lane: Lane,
    /// Whose.
    pub device: DeviceId,
    /// The first number that two entries have.
    pub seq: u64,
}

/// What became of runs that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// New, and durable.
    pub taken: u32,
    /// Held already.
    pub known: u32,
    /// Held back until what they rest on has come.
    pub waiting: u32,
    /// Refused: not a run, a signature that is not the author's, an author who may not write here.
    pub refused: u32,
}

impl Taken {
    /// Adds another count.
    pub const fn add(&mut self, other: Self) {
        self.taken = self.taken.saturating_add(other.taken);
        self.known = self.known.saturating_add(other.known);
        self.waiting = self.waiting.saturating_add(other.waiting);
        self.refused = self.refused.saturating_add(other.refused);
    }
}

/// What a peer is known to hold.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// Who the channel says the peer is (its network key), where the channel says so.
    pub channel_peer: Option<[u8; 32]>,
    /// Which device of the space the peer says it is. A claim by a member of the space, no more.
    pub claim: Option<DeviceId>,
    /// How far it holds each device's data.
    pub numbers: &'a [(DeviceId, u64)],
    /// Whether all of it was found equal to what is held here, digests included.
    pub level: bool,
}

/// A device that has shown which boxes it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The device; its signature holds.
    pub device: DeviceId,
    /// The boxes; each one's key has signed.
    pub boxes: Vec<MailboxTag>,
}

/// A drop to hand over.
#[derive(Clone, PartialEq, Eq)]
pub struct Handed {
    /// By which the store knows it.
    pub id: u64,
    /// The drop, sealed to its box.
    pub drop: Vec<u8>,
}

/// What a session needs of storage. Every answer comes from tables kept up to date on writing; none may scan the log.
pub trait SyncStore {
    /// Why storage failed. It ends the session; nothing that was taken is lost.
    type Error;

    /// The spaces to talk about, at most [`kith_wire::limits::SPACES_MAX`].
    ///
    /// # Errors
    /// When storage fails.
    fn spaces(&mut self) -> Result<Vec<SpaceKeys>, Self::Error>;

    /// The own device.
    fn me(&self) -> DeviceId;

    /// What is held of a space.
    ///
    /// # Errors
    /// When storage fails.
    fn summary(&mut self, space: SpaceId) -> Result<Summary, Self::Error>;

    /// How far every device's control entries are held; asked only where the digests differ. A device with a known fork in its control
    /// entries stands at the number before the fork.
    ///
    /// # Errors
    /// When storage fails.
    fn control_heads(&mut self, space: SpaceId) -> Result<Vec<ControlHead>, Self::Error>;

    /// Whole runs that hold what comes after the numbers asked for: control entries first, then data, each in the order in which this
    /// device took them, so that a run never precedes what it rests on; a chain's runs in sequence, each chain from its first missing
    /// entry. Stops when `max_bytes` are exceeded (the run that exceeds them is left out, unless it is the first). Own open entries that
    /// are asked for are closed and signed by this call. `epoch` is the session's: a data run signed under it leaves its epoch out.
    ///
    /// # Errors
    /// When storage fails.
    fn runs(&mut self, space: SpaceId, met: &Met, after: &[After], max_bytes: usize) -> Result<Vec<OutRun>, Self::Error>;

    /// The id of one entry, if held.
    ///
    /// # Errors
    /// When storage fails.
    fn id_at(&mut self, space: SpaceId, lane: Lane, device: DeviceId, seq: u64) -> Result<Option<EntryId>, Self::Error>;

    /// The forks known in a space.
    ///
    /// # Errors
    /// When storage fails.
    fn forks(&mut self, space: SpaceId) -> Result<Vec<Fork>, Self::Error>;

    /// The runs that prove a fork: those of both branches that hold its number, and any between there and what both branches share.
    ///
    /// # Errors
    /// When storage fails.
    fn proof(&mut self, space: SpaceId, met: &Met, fork: &Fork) -> Result<Vec<Vec<u8>>, Self::Error>;

    /// Takes runs, each for itself: verified strictly, durable when this returns. Must accept duplicates, any order, runs that overlap what
    /// is held (equal entries are known; different ones are a fork, kept as proof), and hold back a bounded number whose predecessor,
    /// author or epoch is missing. `epoch` is that of data runs that leave theirs out.
    ///
    /// # Errors
    /// When storage fails; never for what the runs contain.
    fn admit(&mut self, space: SpaceId, epoch: EpochId, runs: &[Vec<u8>], now_ms: u64) -> Result<Taken, Self::Error>;

    /// Notes what a peer holds. Comes with every state that could be read, and with `level` when it was equal.
    ///
    /// # Errors
    /// When storage fails.
    fn heard(&mut self, space: SpaceId, heard: &Heard<'_>) -> Result<(), Self::Error>;

    /// The space under whose newest epoch drops are talked about: one that everybody in the co-op holds. With none, nothing is said of drops.
    ///
    /// # Errors
    /// When storage fails.
    fn carrier(&mut self) -> Result<Option<SpaceId>, Self::Error> {
        Ok(None)
    }

    /// Whether drops wait here for somebody's phone.
    ///
    /// # Errors
    /// When storage fails.
    fn drops_wait(&mut self) -> Result<bool, Self::Error> {
        Ok(false)
    }

    /// Shows which boxes this device reads, at most [`kith_wire::limits::SESSION_BOXES_MAX`], newest first; nothing if it may take nothing now.
    ///
    /// # Errors
    /// When storage fails.
    fn show_boxes(&mut self, _binding: &[u8]) -> Result<Option<Boxes>, Self::Error> {
        Ok(None)
    }

    /// Drops for a reader's boxes that it has not been given from here, oldest first. What one session cannot carry is left for the next.
    ///
    /// # Errors
    /// When storage fails.
    fn drops_for(&mut self, _reader: &Reader) -> Result<Vec<Handed>, Self::Error> {
        Ok(Vec::new())
    }

    /// Takes drops, each for itself: durable when this returns. One that was taken before is known; a bad one is counted.
    ///
    /// # Errors
    /// When storage fails; never for what a drop contains.
    fn take_drops(&mut self, _drops: &[Vec<u8>], _now_ms: u64) -> Result<Taken, Self::Error> {
        Ok(Taken::default())
    }

    /// Drops that a reader has kept.
    ///
    /// # Errors
    /// When storage fails.
    fn drops_reached(&mut self, _reader: &Reader, _ids: &[u64]) -> Result<(), Self::Error> {
        Ok(())
    }

    /// Pieces of attachments that are wanted here, at most [`kith_wire::limits::WANTS_MAX`] attachments.
    ///
    /// # Errors
    /// When storage fails.
    fn piece_wants(&mut self) -> Result<Vec<Want>, Self::Error> {
        Ok(Vec::new())
    }

    /// The other was asked for these.
    ///
    /// # Errors
    /// When storage fails.
    fn pieces_asked(&mut self, _wants: &[Want]) -> Result<(), Self::Error> {
        Ok(())
    }

    /// What is here of what the other wants, sealed, at most [`kith_wire::limits::TURN_PIECE_BYTES_MAX`] bytes.
    ///
    /// # Errors
    /// When storage fails.
    fn pieces_for(&mut self, _wants: &[Want]) -> Result<Vec<Vec<u8>>, Self::Error> {
        Ok(Vec::new())
    }

    /// Takes pieces, each for itself: durable when this returns. A bad one is counted.
    ///
    /// # Errors
    /// When storage fails; never for what a piece contains.
    fn take_pieces(&mut self, _pieces: &[Vec<u8>], _now_ms: u64) -> Result<Taken, Self::Error> {
        Ok(Taken::default())
    }
}
