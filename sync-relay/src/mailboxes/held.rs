//! What lies in a relay's folder, for whoever runs it to see: tags, sizes and bytes that nobody here can read.

use super::{Day, StorageError};
use kith_wire::MailboxTag;
use rusqlite::{Connection, OpenFlags, Row, params};
use std::path::Path;

/// An envelope as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldEnvelope {
    /// The mailbox's tag.
    pub tag: MailboxTag,
    /// The day on which it came.
    pub day: Day,
    /// How long it is.
    pub bytes: u64,
    /// Its first bytes.
    pub begins: Vec<u8>,
}

/// What lies in a relay's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Mailboxes.
    pub mailboxes: u64,
    /// Envelopes.
    pub envelopes: u64,
    /// Bytes of envelopes.
    pub bytes: u64,
    /// The newest envelopes, newest first.
    pub newest: Vec<HeldEnvelope>,
}

/// Looks into a relay's folder, whether it runs or not, without writing anything: the `count` newest envelopes with their first
/// `begins` bytes.
///
/// # Errors
/// When there is no relay's storage, or it cannot be read.
pub fn held(dir: &Path, count: u32, begins: u32) -> Result<Held, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(dir.join(super::sqlite::DATABASE), flags)?;
    let (mailboxes, envelopes, bytes) =
        db.query_row("SELECT (SELECT count(*) FROM mailbox), count(*), coalesce(sum(length(body)), 0) FROM envelope WHERE body IS NOT NULL", [], |row| {
            Ok((count_of(row, 0)?, count_of(row, 1)?, count_of(row, 2)?))
        })?;
    let mut statement = db.prepare(
        "SELECT mailbox.tag, envelope.day, length(envelope.body), substr(envelope.body, 1, ?2) FROM envelope
         JOIN mailbox ON mailbox.id = envelope.mailbox WHERE envelope.body IS NOT NULL ORDER BY envelope.id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map(params![count, begins], |row| {
        let tag: Vec<u8> = row.get(0)?;
        Ok(HeldEnvelope { tag: MailboxTag::from_slice(&tag).unwrap_or(MailboxTag::ZERO), day: Day(row.get(1)?), bytes: count_of(row, 2)?, begins: row.get(3)? })
    })?;
    Ok(Held { mailboxes, envelopes, bytes, newest: rows.collect::<Result<_, _>>()? })
}

/// A count is never negative.
fn count_of(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or(0))
}
