//! A settlement receipt: proof that an entry is in the notary's log, which a phone checks with no signal and only the notary's key.
//!
//! With it a phone needs nothing older of the coin. Kind 13:
//!
//! | bytes | what |
//! | --- | --- |
//! | 2 | version 1, kind 13 |
//! | 1 | 1 if the entry moves a coin, and holder and salt follow |
//! | 1 + 32n | the path in the log's tree, nearest hash first |
//! | 8 | index of the entry |
//! | 2 + n | the entry ([`LogEntry`]) |
//! | 2 + n | the checkpoint ([`Checkpoint`]) |
//! | 32 + 16 | the holder, and the salt that shows it |

use super::log;
use super::op::bytes::{Reader, Writer};
use super::op::{BadOp, Checkpoint, Coop, LogEntry, kind, root};
use super::tree::Hash;
use super::units::{CoinId, PrevRef};
use kith_wire::DeviceId;

/// Hashes that a path in the log may have; a log of 2^40 entries is beyond any co-op.
pub const PATH_MAX: usize = 40;
/// Tag of the receiver among the fields of a transfer and of a mint.
const TO: u8 = 2;

/// Proof that an entry is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its index.
    pub index: u64,
    /// The entry.
    pub entry: LogEntry,
    /// The path in the tree.
    pub path: Vec<Hash>,
    /// The checkpoint that the path leads to.
    pub checkpoint: Checkpoint,
    /// Who holds the coin by this entry, and the salt that shows it; none where the entry moves no coin.
    pub holder: Option<(DeviceId, [u8; 16])>,
}

/// A coin's settled head, as a checked receipt or pocket shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The place in the coin's history.
    pub at: PrevRef,
    /// The coin.
    pub coin: CoinId,
    /// Who holds it there.
    pub holder: DeviceId,
    /// Position in the log: of two heads of one coin the higher is the later.
    pub rank: u64,
}

/// Proof that the log settled one spending of a place, with its holder left out: whoever holds another branch learns that it is lost, and
/// not to whom. Kind 17: version and kind (2), number of hashes of the path (1), path (32n), index of the entry (8), the entry (2 + n) and
/// the checkpoint (2 + n).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// Index of the entry.
    pub index: u64,
    /// The entry, which settles a transfer or has a coin come back from a device that was cut off.
    pub entry: LogEntry,
    /// The path in the tree.
    pub path: Vec<Hash>,
    /// The checkpoint that the path leads to.
    pub checkpoint: Checkpoint,
}

/// What a checked [`Spent`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The coin.
    pub coin: CoinId,
    /// The place that was spent.
    pub prev: PrevRef,
    /// The place that the log settled after it.
    pub to: PrevRef,
    /// Position in the log.
    pub rank: u64,
}

impl Spent {
    /// The same proof without the holder, of a receipt that says how a place was spent.
    #[must_use]
    pub fn of(receipt: &Receipt) -> Option<Self> {
        receipt.entry.spends().map(|_| Self { index: receipt.index, entry: receipt.entry, path: receipt.path.clone(), checkpoint: receipt.checkpoint.clone() })
    }

    /// Checks the checkpoint and the path.
    ///
    /// # Errors
    /// When one of them does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<Taken, BadOp> {
        self.checkpoint.verify(coop)?;
        let state = &self.checkpoint.state;
        if !log::includes(&state.root, log::leaf(&self.entry.encode()), (self.index, state.size), &self.path) {
            return Err(BadOp::Field("path"));
        }
        self.taken().ok_or(BadOp::Field("entry"))
    }

    /// What it says, for one that was checked before.
    pub(crate) fn taken(&self) -> Option<Taken> {
        self.entry.spends().map(|(coin, prev, to)| Taken { coin, prev, to, rank: self.index })
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let (entry, checkpoint) = (self.entry.encode(), self.checkpoint.encode());
        let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let out = Writer::object(kind::SPENT, 640 + 32 * self.path.len()).u8(u8::try_from(self.path.len()).unwrap_or(u8::MAX));
        let out = self.path.iter().fold(out, |out, hash| out.put(hash)).u64(self.index);
        out.u16(short(entry.len())).put(&entry).u16(short(checkpoint.len())).put(&checkpoint).0
    }

    /// Reads canonical bytes; nothing is checked by that.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::SPENT)?;
        let Included { index, entry, path, checkpoint } = included(&mut r)?;
        r.end()?;
        let spent = Self { index, entry, path, checkpoint };
        if spent.taken().is_some() { Ok(spent) } else { Err(BadOp::Field("entry")) }
    }
}

impl Receipt {
    /// Checks the checkpoint, the path and the holder; gives the settled head if the entry moves a coin.
    ///
    /// # Errors
    /// When any of them does not hold.
    pub fn verify(&self, coop: &Coop) -> Result<Option<Head>, BadOp> {
        self.checkpoint.verify(coop)?;
        let state = &self.checkpoint.state;
        if !log::includes(&state.root, log::leaf(&self.entry.encode()), (self.index, state.size), &self.path) {
            return Err(BadOp::Field("path"));
        }
        match (self.entry.head(), self.holder) {
            (Some((_, _, hidden)), Some((holder, salt))) if root::leaf(TO, &salt, &holder.0) == hidden => Ok(self.head()),
            (None, None) => Ok(None),
            _ => Err(BadOp::Field("holder")),
        }
    }

    /// The settled head that it shows, for a receipt that was checked before.
    pub(crate) fn head(&self) -> Option<Head> {
        let ((coin, at, _), (holder, _)) = (self.entry.head()?, self.holder?);
        Some(Head { at, coin, holder, rank: self.index })
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let (entry, checkpoint) = (self.entry.encode(), self.checkpoint.encode());
        let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let out = Writer::object(kind::RECEIPT, 640 + 32 * self.path.len()).u8(u8::from(self.holder.is_some()));
        let out = self.path.iter().fold(out.u8(u8::try_from(self.path.len()).unwrap_or(u8::MAX)), |out, hash| out.put(hash));
        let out = out.u64(self.index).u16(short(entry.len())).put(&entry).u16(short(checkpoint.len())).put(&checkpoint);
        match &self.holder {
            Some((holder, salt)) => out.put(&holder.0).put(salt).0,
            None => out.0,
        }
    }

    /// Reads canonical bytes; nothing is checked by that.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::RECEIPT)?;
        let moves = r.u8()?;
        if moves > 1 {
            return Err(BadOp::Field("holder"));
        }
        let Included { index, entry, path, checkpoint } = included(&mut r)?;
        let holder = if moves == 1 { Some((DeviceId(r.array()?), r.array()?)) } else { None };
        r.end()?;
        if entry.head().is_some() != holder.is_some() {
            return Err(BadOp::Field("holder"));
        }
        Ok(Self { index, entry, path, checkpoint, holder })
    }
}

/// An entry of the notary's log, and that it is in the log of a checkpoint.
struct Included {
    index: u64,
    entry: LogEntry,
    path: Vec<[u8; 32]>,
    checkpoint: Checkpoint,
}

fn included(r: &mut Reader<'_>) -> Result<Included, BadOp> {
    let n = r.u8()?;
    if usize::from(n) > PATH_MAX {
        return Err(BadOp::Field("path"));
    }
    let path = (0..n).map(|_| r.array()).collect::<Result<_, _>>()?;
    let index = r.u64()?;
    let entry_len = usize::from(r.u16()?);
    let entry = LogEntry::decode(r.slice(entry_len)?)?;
    let checkpoint_len = usize::from(r.u16()?);
    let checkpoint = Checkpoint::decode(r.slice(checkpoint_len)?)?;
    Ok(Included { index, entry, path, checkpoint })
}
