//! What a session came to.

use super::store::{Fork, Taken};
use kith_wire::{EpochId, SpaceId};

/// How the talk about one space ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Still talking, or cut: the next session goes on.
    Open,
    /// Both hold the same.
    Level,
    /// Nothing more to say, and not level: something waits or was refused.
    Unsettled,
    /// One of the two proved only an older epoch: control entries crossed, nothing else.
    OlderEpoch,
    /// A limit of the session was reached: the next goes on.
    Enough,
    /// The peer said what cannot be opened or read.
    Broken,
}

/// What a session did for one space.
#[derive(Debug, Clone)]
pub struct SpaceReport {
    /// The space.
    pub space: SpaceId,
    /// The epoch under which the two met.
    pub epoch: EpochId,
    /// How it ended.
    pub outcome: Outcome,
    /// Bytes of frames that went out for it, its share of the tags included.
    pub bytes_out: u64,
    /// Bytes of frames that came in for it.
    pub bytes_in: u64,
    /// Runs sent.
    pub sent: u32,
    /// What became of the runs that came.
    pub taken: Taken,
    /// Forks known when it ended.
    pub forks: Vec<Fork>,
}

/// What a session did with drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DropsReport {
    /// Drops that the peer has taken.
    pub given: u32,
    /// What became of the drops that came.
    pub taken: Taken,
    /// Whether the peer said of drops what cannot be opened, was not asked for, or is more than a session may bring.
    pub broken: bool,
}

/// What a session did with pieces of pictures and documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PiecesReport {
    /// Pieces given.
    pub given: u32,
    /// What became of the pieces that came.
    pub taken: Taken,
    /// Whether the peer said of pieces what cannot be opened or was not asked for.
    pub broken: bool,
}

/// What a session did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The spaces in which the two met.
    pub spaces: Vec<SpaceReport>,
    /// Bytes of all frames that went out, without what the transport adds.
    pub bytes_out: u64,
    /// Bytes of all frames that came in.
    pub bytes_in: u64,
    /// Turns, counted over both sides.
    pub turns: u32,
    /// What was done with drops.
    pub drops: DropsReport,
    /// What was done with pieces of pictures and documents.
    pub pieces: PiecesReport,
    /// Whether a second session should follow at once: a newer epoch than the one the two met under has become known, or drops crossed, whose
    /// answers and entries wait now.
    pub again: bool,
}

impl Report {
    /// Round trips: a turn each way, or a turn alone.
    #[must_use]
    pub const fn round_trips(&self) -> u32 {
        self.turns.div_ceil(2)
    }

    /// Whether every space in which the two met is level.
    #[must_use]
    pub fn is_level(&self) -> bool {
        self.spaces.iter().all(|s| s.outcome == Outcome::Level)
    }
}
