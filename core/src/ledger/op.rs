//! The operations: what is said about coins, each in one canonical fixed layout and signed as such.
//!
//! Every object begins with a version byte and a kind byte; its parts' docs give the rest as byte tables. Numbers are big-endian. No
//! field is unknown, nothing follows, and whatever decodes re-encodes to the same bytes. How an identity and a signature come about is
//! told in [`root`].
//!
//! | kind | object | signed by | |
//! | --- | --- | --- | --- |
//! | 1 | [`Given`] | earner's device | hours given, not yet attested |
//! | 2 | [`Attest`] | earner's and attestor's devices | attested hours |
//! | 3 | [`Mint`] | notary | a coin |
//! | 4 | [`Transfer`] | holder's device | coins handed over, returned, retired or surrendered |
//! | 5 | [`Ack`] | receiver's device | "it came" |
//! | 6 | [`Welcome`] | steward's device | an entitlement to the welcome gift |
//! | 7 | [`Checkpoint`] | notary | the log so far |
//! | 8 | [`LogEntry`] | nobody: checkpoints vouch for it | one entry of the log |
//! | 9 | [`ForkProof`] | nobody: it proves itself | a coin spent twice |
//! | 10 | [`HoldingCert`] | notary | the pocket |
//! | 11, 12 | [`Telling`], [`StoryLine`] | nobody | stories |
//! | 13, 14, 15 | receipt, bundle, invoice | | between office and phones |
//! | 16 | [`CoinPolicy`](crate::ledger::policy::CoinPolicy) | the author of the entry that it stands in | the co-op's rules for its coins |
//! | 17 | [`Spent`](crate::ledger::receipt::Spent) | nobody: a checkpoint vouches for it | another branch was settled |
//! | 18 | [`CutOff`] | notary | a device is cut off |
//! | 19 | [`Ratify`] | another device of the person, or the office | a gift of a device that was cut off was its person's own |
//! | 20 | [`Recover`] | another device of the person, or the office | what such a device held goes to another |
//! | 21 | [`Estate`] | the person's device | what becomes of their coins when they leave or die |
//! | 22 | [`Run`](crate::ledger::top_up::Run) | the author of the entry that it stands in | a run of the rule by which the pool tops people up |
//! | 23 | [`Draw`] | a keeper's device | coins of a place are to go to somebody: the office carries it out |
//! | 24 | [`page`] | nobody: checkpoints vouch for it | entries of the log, as the office stores them |

pub(crate) mod bytes;
pub mod root;

pub mod attest;
pub mod checkpoint;
pub mod draw;
pub mod entry;
pub mod estate;
pub mod fork;
pub mod holding;
pub mod lost;
pub mod mint;
pub mod page;
pub mod story;
pub mod transfer;
pub mod welcome;

pub use super::units::OpId;
pub use attest::{Answer, Attest, Given, Hours, Pay};
pub use checkpoint::{COSIGNATURES_MAX, Checkpoint, Cosignature, LogState, Totals};
pub use draw::Draw;
pub use entry::{Counted, LogEntry};
pub use estate::{Estate, Heir};
pub use fork::{ForkProof, fork_of};
pub use holding::{HoldingCert, Span};
pub use lost::{CutOff, Ratify, Recover};
pub use mint::{Mint, Slice};
pub use root::{Sig, device_of};
pub use story::{StoryLine, Telling};
pub use transfer::{Ack, Anchor, Purpose, Terms, Transfer};
pub use welcome::{Welcome, entitlement};

use kith_wire::{DeviceId, SpaceId};

/// The version of every format here.
pub const VERSION: u8 = 1;

/// The kind byte of every object.
pub(crate) mod kind {
    pub(crate) const GIVEN: u8 = 1;
    pub(crate) const ATTEST: u8 = 2;
    pub(crate) const MINT: u8 = 3;
    pub(crate) const TRANSFER: u8 = 4;
    pub(crate) const ACK: u8 = 5;
    pub(crate) const WELCOME: u8 = 6;
    pub(crate) const CHECKPOINT: u8 = 7;
    pub(crate) const SETTLE: u8 = 8;
    pub(crate) const FORK: u8 = 9;
    pub(crate) const HOLDING: u8 = 10;
    pub(crate) const TELLING: u8 = 11;
    pub(crate) const STORY_LINE: u8 = 12;
    pub(crate) const RECEIPT: u8 = 13;
    pub(crate) const BUNDLE: u8 = 14;
    pub(crate) const INVOICE: u8 = 15;
    pub(crate) const POLICY: u8 = 16;
    pub(crate) const SPENT: u8 = 17;
    pub(crate) const CUT_OFF: u8 = 18;
    pub(crate) const RATIFY: u8 = 19;
    pub(crate) const RECOVER: u8 = 20;
    pub(crate) const ESTATE: u8 = 21;
    pub(crate) const TOP_UP: u8 = 22;
    pub(crate) const DRAW: u8 = 23;
    pub(crate) const PAGE: u8 = 24;
}

/// What every check of an operation rests on: which co-op, and which device is its notary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Coop {
    /// The co-op: the identity of its commons.
    pub id: SpaceId,
    /// The device that the co-op made its notary.
    pub notary: DeviceId,
    /// Those that were it before: what they signed up to their last checkpoint goes on holding.
    pub former: Former,
}

/// Times that the book of one co-op may pass to another device.
pub const FORMER_NOTARIES_MAX: usize = 8;

/// Devices that kept the log before, the first first, each with the number of the last checkpoint of its that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Former([Option<(DeviceId, u32)>; FORMER_NOTARIES_MAX]);

impl Former {
    /// These, if they are not too many and each went on from the one before.
    #[must_use]
    pub fn new(of: &[(DeviceId, u32)]) -> Option<Self> {
        let mut out = Self::default();
        let rises = of.windows(2).all(|pair| pair[0].1 < pair[1].1);
        (rises && of.len() <= FORMER_NOTARIES_MAX).then(|| {
            out.0.iter_mut().zip(of).for_each(|(place, one)| *place = Some(*one));
            out
        })
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceId, u32)> + '_ {
        self.0.iter().flatten().copied()
    }
}

impl Coop {
    /// A co-op whose first notary this is.
    #[must_use]
    pub fn new(id: SpaceId, notary: DeviceId) -> Self {
        Self { id, notary, former: Former::default() }
    }

    /// The device whose checkpoint of this number counts.
    #[must_use]
    pub fn notary_at(&self, checkpoint: u32) -> DeviceId {
        self.former.iter().find(|(_, last)| checkpoint <= *last).map_or(self.notary, |(device, _)| device)
    }

    /// Every device that is the notary or was.
    pub(crate) fn notaries(&self) -> impl Iterator<Item = DeviceId> + '_ {
        [self.notary].into_iter().chain(self.former.iter().map(|(device, _)| device))
    }
}

/// Why bytes are not an operation, or an operation not a valid one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadOp {
    /// A version that this program does not know.
    #[error("of a version not known here")]
    Version,
    /// Another kind of object, or none.
    #[error("not the kind of object expected")]
    Kind,
    /// The bytes end inside a field.
    #[error("cut short")]
    Truncated,
    /// Bytes follow the last field.
    #[error("bytes follow the end")]
    Trailing,
    /// A field has a value that it may not have.
    #[error("a field is not sound: {0}")]
    Field(&'static str),
    /// Nobody attests their own hours.
    #[error("attested by the earner")]
    SelfAttested,
    /// A signature does not hold.
    #[error("a signature does not hold")]
    Signature,
    /// A key that would sign anything.
    #[error("a weak key")]
    WeakKey,
}

/// Any operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Hours given, not yet attested.
    Given(Given),
    /// Attested hours.
    Attest(Attest),
    /// A coin.
    Mint(Mint),
    /// Coins handed over.
    Transfer(Transfer),
    /// The receiver's word.
    Ack(Ack),
    /// An entitlement to the welcome gift.
    Welcome(Welcome),
    /// The notary's word on its log.
    Checkpoint(Checkpoint),
    /// One entry of the log.
    Settle(LogEntry),
    /// A coin spent twice.
    Fork(ForkProof),
    /// The pocket.
    Holding(HoldingCert),
    /// A device is cut off.
    CutOff(CutOff),
    /// A gift of such a device was its person's own doing.
    Ratify(Ratify),
    /// What such a device held goes to another.
    Recover(Recover),
    /// What becomes of a person's coins when they leave or die.
    Estate(Estate),
}

macro_rules! each {
    ($op:expr, $it:ident => $do:expr) => {
        match $op {
            Op::Given($it) => $do,
            Op::Attest($it) => $do,
            Op::Mint($it) => $do,
            Op::Transfer($it) => $do,
            Op::Ack($it) => $do,
            Op::Welcome($it) => $do,
            Op::Checkpoint($it) => $do,
            Op::Settle($it) => $do,
            Op::Fork($it) => $do,
            Op::Holding($it) => $do,
            Op::CutOff($it) => $do,
            Op::Ratify($it) => $do,
            Op::Recover($it) => $do,
            Op::Estate($it) => $do,
        }
    };
}

impl Op {
    /// Reads canonical bytes; signatures are not checked here.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        match bytes.get(1).copied().ok_or(BadOp::Truncated)? {
            kind::GIVEN => Given::decode(bytes).map(Self::Given),
            kind::ATTEST => Attest::decode(bytes).map(Self::Attest),
            kind::MINT => Mint::decode(bytes).map(Self::Mint),
            kind::TRANSFER => Transfer::decode(bytes).map(Self::Transfer),
            kind::ACK => Ack::decode(bytes).map(Self::Ack),
            kind::WELCOME => Welcome::decode(bytes).map(Self::Welcome),
            kind::CHECKPOINT => Checkpoint::decode(bytes).map(Self::Checkpoint),
            kind::SETTLE => LogEntry::decode(bytes).map(Self::Settle),
            kind::FORK => ForkProof::decode(bytes).map(Self::Fork),
            kind::HOLDING => HoldingCert::decode(bytes).map(Self::Holding),
            kind::CUT_OFF => CutOff::decode(bytes).map(Self::CutOff),
            kind::RATIFY => Ratify::decode(bytes).map(Self::Ratify),
            kind::RECOVER => Recover::decode(bytes).map(Self::Recover),
            kind::ESTATE => Estate::decode(bytes).map(Self::Estate),
            _ => Err(BadOp::Kind),
        }
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        each!(self, op => op.encode())
    }

    /// The identity, in this co-op.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        each!(self, op => op.id(coop))
    }

    /// Checks every signature, strictly, once and for all; what holds is [`Admitted`].
    ///
    /// # Errors
    /// When a signature does not hold, or the object is one that cannot stand alone (an entry of the log comes by a receipt).
    pub fn admit(self, coop: &Coop) -> Result<Admitted, BadOp> {
        let id = match &self {
            Self::Given(op) => op.verify(coop)?,
            Self::Attest(op) => op.verify(coop)?,
            Self::Mint(op) => op.verify(coop)?,
            Self::Transfer(op) => op.verify(coop)?,
            Self::Ack(op) => op.verify(coop)?,
            Self::Welcome(op) => op.verify(coop)?,
            Self::Checkpoint(op) => op.verify(coop)?,
            Self::Fork(op) => op.verify(coop).map(|_| op.id(coop))?,
            Self::Holding(op) => op.verify(coop)?,
            Self::CutOff(op) => op.verify(coop)?,
            Self::Ratify(op) => op.verify(coop)?,
            Self::Recover(op) => op.verify(coop)?,
            Self::Estate(op) => op.verify(coop)?,
            Self::Settle(_) => return Err(BadOp::Kind),
        };
        Ok(Admitted { id, op: self })
    }
}

/// An operation whose signatures were checked. There is no way to one but a check, or the caller's word that it was made before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    id: OpId,
    op: Op,
}

impl Admitted {
    /// Decodes and checks in one step.
    ///
    /// # Errors
    /// When the bytes are no operation, or a signature does not hold.
    pub fn check(bytes: &[u8], coop: &Coop) -> Result<Self, BadOp> {
        Op::decode(bytes)?.admit(coop)
    }

    /// An operation that this device admitted before and read back from its own storage; signatures are not checked again.
    #[must_use]
    pub fn stored(op: Op, coop: &Coop) -> Self {
        Self { id: op.id(coop), op }
    }

    /// The identity.
    #[must_use]
    pub const fn id(&self) -> OpId {
        self.id
    }

    /// The operation.
    #[must_use]
    pub const fn op(&self) -> &Op {
        &self.op
    }

    /// The operation itself.
    #[must_use]
    pub fn into_op(self) -> Op {
        self.op
    }
}

#[cfg(test)]
mod tests;
