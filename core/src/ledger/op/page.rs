//! A page of the notary's log, as the office stores it: what stands in the transfers themselves is not written a second time.
//!
//! At most [`PAGE_BYTES_MAX`] bytes, kind 24; nobody signs it, since checkpoints vouch for the entries that it stands for:
//!
//! | bytes | what |
//! | --- | --- |
//! | 2 | version 1, kind 24 |
//! | 2 | number of lines, from 1 |
//! | a line | 1: how many coins of a transfer were settled one after the other, then the transfer (32) and the index of the first (1) |
//! | or | 0, the length of an entry (1), and the entry as [`LogEntry`] has it |
//!
//! The coin, what gave it before and the hidden holder of a settled entry follow from its transfer and the log before it.

use super::bytes::{Reader, Writer};
use super::transfer::Transfer;
use super::{BadOp, LogEntry, OpId, kind};
use crate::ledger::units::{CoinId, PrevRef};

/// Bytes of one page.
pub const PAGE_BYTES_MAX: usize = 32 * 1024;
/// Bytes before the first line.
const HEAD_BYTES: usize = 4;

/// One line of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLine {
    /// An entry as it is.
    Whole(LogEntry),
    /// Coins of one transfer, settled one after the other.
    Settled {
        /// The transfer.
        transfer: OpId,
        /// Index of the first coin.
        first: u8,
        /// How many, from 1.
        count: u8,
    },
}

impl LogLine {
    /// The operation that it is about.
    #[must_use]
    pub const fn op(&self) -> OpId {
        match self {
            Self::Whole(entry) => entry.op(),
            Self::Settled { transfer, .. } => *transfer,
        }
    }

    /// The entry that settles one coin of a transfer, whose coin the log before it knows.
    #[must_use]
    pub fn settled(transfer: (&Transfer, OpId), index: u8, coin: impl FnOnce(PrevRef) -> Option<CoinId>) -> Option<LogEntry> {
        let (transfer, op) = transfer;
        let prev = *transfer.terms.coins.get(usize::from(index))?;
        Some(LogEntry::Settled { to: PrevRef { op, index }, coin: coin(prev)?, prev, holder: transfer.holder_leaf() })
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Whole(entry) => {
                let entry = entry.encode();
                let length = u8::try_from(entry.len()).expect("an entry of the log has at most 133 bytes");
                Writer(Vec::with_capacity(entry.len() + 2)).u8(0).u8(length).put(&entry).0
            }
            Self::Settled { transfer, first, count } => Writer(Vec::with_capacity(34)).u8(*count).put(&transfer.0).u8(*first).0,
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, BadOp> {
        let count = r.u8()?;
        if count == 0 {
            let length = usize::from(r.u8()?);
            return LogEntry::decode(r.slice(length)?).map(Self::Whole);
        }
        let (transfer, first) = (OpId(r.array()?), r.u8()?);
        if first.checked_add(count - 1).is_none() { Err(BadOp::Field("index")) } else { Ok(Self::Settled { transfer, first, count }) }
    }
}

/// The lines that stand for these entries, in order.
fn lines(entries: impl Iterator<Item = LogEntry>) -> Vec<LogLine> {
    let mut out: Vec<LogLine> = Vec::new();
    for entry in entries {
        let LogEntry::Settled { to, .. } = entry else {
            out.push(LogLine::Whole(entry));
            continue;
        };
        if let Some(LogLine::Settled { transfer, first, count }) = out.last_mut()
            && *transfer == to.op
            && first.checked_add(*count) == Some(to.index)
        {
            *count += 1;
        } else {
            out.push(LogLine::Settled { transfer: to.op, first: to.index, count: 1 });
        }
    }
    out
}

/// The pages that stand for these entries, in order; none for none.
#[must_use]
pub fn pages(entries: impl Iterator<Item = LogEntry>) -> Vec<Vec<u8>> {
    pages_of(&lines(entries))
}

/// The pages with these entries as they are, for whoever has no transfers: a witness.
#[must_use]
pub fn whole_pages(entries: impl Iterator<Item = LogEntry>) -> Vec<Vec<u8>> {
    pages_of(&entries.map(LogLine::Whole).collect::<Vec<_>>())
}

/// Reads a page that holds its entries as they are.
///
/// # Errors
/// When the bytes are anything else.
pub fn read_whole_page(bytes: &[u8]) -> Result<Vec<LogEntry>, BadOp> {
    let whole = |line: LogLine| if let LogLine::Whole(entry) = line { Ok(entry) } else { Err(BadOp::Field("line")) };
    read_page(bytes)?.into_iter().map(whole).collect()
}

/// The pages that these lines fill.
pub(crate) fn pages_of(lines: &[LogLine]) -> Vec<Vec<u8>> {
    let (mut out, mut body, mut count) = (Vec::new(), Vec::new(), 0u16);
    let page = |count: u16, body: &[u8]| Writer::object(kind::PAGE, HEAD_BYTES + body.len()).u16(count).put(body).0;
    for line in lines {
        let bytes = line.bytes();
        if HEAD_BYTES + body.len() + bytes.len() > PAGE_BYTES_MAX {
            out.push(page(count, &body));
            (body, count) = (Vec::new(), 0);
        }
        body.extend_from_slice(&bytes);
        count += 1;
    }
    if count > 0 {
        out.push(page(count, &body));
    }
    out
}

/// Reads a page.
///
/// # Errors
/// When the bytes are anything else.
pub fn read_page(bytes: &[u8]) -> Result<Vec<LogLine>, BadOp> {
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(BadOp::Field("page"));
    }
    let mut r = Reader::object(bytes, kind::PAGE)?;
    let count = r.u16()?;
    if count == 0 {
        return Err(BadOp::Field("count"));
    }
    let lines = (0..count).map(|_| LogLine::read(&mut r)).collect::<Result<_, _>>()?;
    r.end()?;
    Ok(lines)
}
