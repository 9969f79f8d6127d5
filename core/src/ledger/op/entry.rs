//! One entry of the notary's log: what was counted, minted or settled, with as little in it as a witness needs.
//!
//! Kind 8; the leaf of the log is SHA-256 over `0x00` and these bytes (RFC 6962). No entry is signed: checkpoints are.
//!
//! | bytes | what |
//! | --- | --- |
//! | 2 | version 1, kind 8 |
//! | 1 | 0 attested, 1 minted, 2 settled, 3 welcomed, 4 surrendered, 5 cut off, 6 recovered, 7 ratified, 8 an estate |
//! | attested | attestation (32), minutes (2), outcome (1: 0 minted or in the jar, 1 passed, 2 refused by a cap) |
//! | minted | mint (32), coin (32), hidden holder (32) |
//! | settled | transfer (32), index (1), coin (32), what gave it before (33), hidden holder (32) |
//! | welcomed | welcome (32) |
//! | surrendered | transfer to claims (32), index (1), coin (32), the dead leaf (33) |
//! | cut off | the notary's word on it (32) |
//! | recovered | the asking (32), index (1), coin (32), what gave it before (33), hidden holder (32) |
//! | ratified | ratification (32), transfer (32) |
//! | an estate | the choice (32) |
//!
//! A hidden holder is the salted leaf of the receiver's field; a receipt shows it to whom it concerns.

use super::bytes::{Reader, Writer};
use super::root::{Fields, Preimage};
use super::transfer::read_prev;
use super::{BadOp, Coop, OpId, kind};
use crate::ledger::tree::Hash;
use crate::ledger::units::{CoinId, PrevRef};

/// How attested minutes were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// They mint: in whole coins, or they wait in the jar.
    Jar,
    /// They were paid for with coins.
    Passed,
    /// A cap of the co-op's policy refused them.
    Refused,
}

/// One entry of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogEntry {
    /// An attestation was counted.
    Attested {
        /// The attestation.
        attest: OpId,
        /// Its minutes.
        minutes: u16,
        /// How they count.
        counted: Counted,
    },
    /// A coin was minted.
    Minted {
        /// The mint.
        mint: OpId,
        /// The coin.
        coin: CoinId,
        /// Its first holder, hidden.
        holder: Hash,
    },
    /// One coin of a transfer was settled.
    Settled {
        /// The transfer and which of its coins.
        to: PrevRef,
        /// The coin.
        coin: CoinId,
        /// What gave it before.
        prev: PrevRef,
        /// Its new holder, hidden.
        holder: Hash,
    },
    /// A welcome was recorded.
    Welcomed {
        /// The welcome.
        welcome: OpId,
    },
    /// A losing leaf was surrendered; no coin of the book moves by it.
    Surrendered {
        /// The transfer to claims.
        to: PrevRef,
        /// The coin that was given twice.
        coin: CoinId,
        /// The dead leaf.
        leaf: PrevRef,
    },
    /// A device is cut off.
    CutOff {
        /// The notary's word on it.
        cut: OpId,
    },
    /// A coin of a device that was cut off went to another.
    Recovered {
        /// The asking, and which of its coins.
        to: PrevRef,
        /// The coin.
        coin: CoinId,
        /// What gave it before.
        prev: PrevRef,
        /// Its new holder, hidden.
        holder: Hash,
    },
    /// A gift of a device that was cut off was its person's own doing.
    Ratified {
        /// The ratification.
        ratify: OpId,
        /// The transfer.
        transfer: OpId,
    },
    /// Somebody chose what becomes of their coins.
    Estate {
        /// The choice.
        estate: OpId,
    },
}

impl LogEntry {
    /// The operation that the entry is about.
    #[must_use]
    pub const fn op(&self) -> OpId {
        match self {
            Self::Attested { attest, .. } => *attest,
            Self::Minted { mint, .. } => *mint,
            Self::Settled { to, .. } | Self::Surrendered { to, .. } | Self::Recovered { to, .. } => to.op,
            Self::Welcomed { welcome } => *welcome,
            Self::CutOff { cut } => *cut,
            Self::Ratified { ratify, .. } => *ratify,
            Self::Estate { estate } => *estate,
        }
    }

    /// The coin, its place in its history, and its hidden holder, where the entry moves one.
    #[must_use]
    pub const fn head(&self) -> Option<(CoinId, PrevRef, Hash)> {
        match self {
            Self::Minted { mint, coin, holder } => Some((*coin, PrevRef::first(*mint), *holder)),
            Self::Settled { to, coin, holder, .. } | Self::Recovered { to, coin, holder, .. } => Some((*coin, *to, *holder)),
            _ => None,
        }
    }

    /// The coin, the place that was spent and the one after it, where the entry settles how a place was spent.
    #[must_use]
    pub const fn spends(&self) -> Option<(CoinId, PrevRef, PrevRef)> {
        match self {
            Self::Settled { to, coin, prev, .. } | Self::Recovered { to, coin, prev, .. } => Some((*coin, *prev, *to)),
            _ => None,
        }
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        let fields = Fields::new(&[0; 16]).with(0, &self.encode());
        Preimage::new("kith/v1/settle", &coop.id, &fields.root()).id()
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let out = Writer::object(kind::SETTLE, 133);
        let out = match self {
            Self::Attested { attest, minutes, counted } => out.u8(0).put(&attest.0).u16(*minutes).u8(*counted as u8),
            Self::Minted { mint, coin, holder } => out.u8(1).put(&mint.0).put(&coin.0).put(holder),
            Self::Settled { to, coin, prev, holder } => out.u8(2).put(&to.bytes()).put(&coin.0).put(&prev.bytes()).put(holder),
            Self::Welcomed { welcome } => out.u8(3).put(&welcome.0),
            Self::Surrendered { to, coin, leaf } => out.u8(4).put(&to.bytes()).put(&coin.0).put(&leaf.bytes()),
            Self::CutOff { cut } => out.u8(5).put(&cut.0),
            Self::Recovered { to, coin, prev, holder } => out.u8(6).put(&to.bytes()).put(&coin.0).put(&prev.bytes()).put(holder),
            Self::Ratified { ratify, transfer } => out.u8(7).put(&ratify.0).put(&transfer.0),
            Self::Estate { estate } => out.u8(8).put(&estate.0),
        };
        out.0
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::SETTLE)?;
        let entry = match r.u8()? {
            0 => {
                let (attest, minutes) = (OpId(r.array()?), r.u16()?);
                let counted = match r.u8()? {
                    0 => Counted::Jar,
                    1 => Counted::Passed,
                    2 => Counted::Refused,
                    _ => return Err(BadOp::Field("counted")),
                };
                Self::Attested { attest, minutes, counted }
            }
            1 => Self::Minted { mint: OpId(r.array()?), coin: CoinId(r.array()?), holder: r.array()? },
            2 => Self::Settled { to: read_prev(&mut r)?, coin: CoinId(r.array()?), prev: read_prev(&mut r)?, holder: r.array()? },
            3 => Self::Welcomed { welcome: OpId(r.array()?) },
            4 => Self::Surrendered { to: read_prev(&mut r)?, coin: CoinId(r.array()?), leaf: read_prev(&mut r)? },
            5 => Self::CutOff { cut: OpId(r.array()?) },
            6 => Self::Recovered { to: read_prev(&mut r)?, coin: CoinId(r.array()?), prev: read_prev(&mut r)?, holder: r.array()? },
            7 => Self::Ratified { ratify: OpId(r.array()?), transfer: OpId(r.array()?) },
            8 => Self::Estate { estate: OpId(r.array()?) },
            _ => return Err(BadOp::Field("what")),
        };
        r.end()?;
        Ok(entry)
    }
}
