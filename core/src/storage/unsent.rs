//! Entries taken back from a chain before anybody else could have had them, and kept to be written again.

use super::{Storage, StorageResult, array, int, log::StoredEntry, uint};
use kith_wire::{EntryId, Kind, Lane, SpaceId};
use rusqlite::params;

/// Something written and not released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentRow {
    /// This file's number for it.
    pub n: i64,
    /// Where it was written.
    pub space: SpaceId,
    /// The entry that it was.
    pub entry: EntryId,
    /// What the body is.
    pub kind: Kind,
    /// When it was written.
    pub time_ms: u64,
    /// The body.
    pub body: Vec<u8>,
}

impl Storage {
    /// Takes back every entry of a chain beyond `upto`, with the runs that hold them, and gives them oldest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn take_back(&self, space: i64, lane: Lane, device: i64, upto: u64) -> StorageResult<Vec<StoredEntry>> {
        let entries = self.entries(space, lane, device, (upto.saturating_add(1), u64::MAX))?;
        if entries.is_empty() {
            return Ok(entries);
        }
        let at = params![space, lane as u8, device, int(upto)];
        self.run("DELETE FROM entry WHERE space = ?1 AND lane = ?2 AND device = ?3 AND seq > ?4", at)?;
        self.run("DELETE FROM run WHERE space = ?1 AND lane = ?2 AND device = ?3 AND last > ?4", at)?;
        self.run("DELETE FROM vector WHERE space = ?1 AND lane = ?2 AND device = ?3", params![space, lane as u8, device])?;
        self.run(
            "INSERT INTO vector (space, lane, device, seq, head, time_ms)
             SELECT space, lane, device, seq, id, time_ms FROM entry WHERE space = ?1 AND lane = ?2 AND device = ?3 AND seq = ?4",
            at,
        )?;
        Ok(entries)
    }

    /// Keeps something to be written again.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_unsent(&self, space: &SpaceId, entry: &StoredEntry, body: &[u8]) -> StorageResult<()> {
        self.run(
            "INSERT INTO unsent (space, entry, kind, time_ms, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![space.0, entry.id.0, entry.kind as u8, int(entry.time_ms), body],
        )
        .map(|_| ())
    }

    /// Drops what has come back from where it had arrived: it is to be written by nobody again.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_unsent_that_came_back(&self) -> StorageResult<()> {
        self.run("DELETE FROM unsent WHERE entry IN (SELECT id FROM entry)", []).map(|_| ())
    }

    /// What is kept to be written again and has not come back, oldest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn unsent(&self) -> StorageResult<Vec<UnsentRow>> {
        self.all("SELECT n, space, entry, kind, time_ms, body FROM unsent WHERE entry NOT IN (SELECT id FROM entry) ORDER BY n", [], |r| {
            Ok(UnsentRow {
                n: r.get(0)?,
                space: SpaceId(array(r, 1)?),
                entry: EntryId(array(r, 2)?),
                kind: Kind::from_byte(r.get(3)?).unwrap_or(Kind::Fact),
                time_ms: uint(r.get(4)?),
                body: r.get(5)?,
            })
        })
    }

    /// What has been written again, or is not wanted any more.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_unsent(&self, n: i64) -> StorageResult<()> {
        self.run("DELETE FROM unsent WHERE n = ?1", [n]).map(|_| ())
    }

    /// Drops what is on its way to boxes.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_outgoing_drops(&self) -> StorageResult<()> {
        self.run("DELETE FROM outbox WHERE space IS NULL", []).map(|_| ())
    }
}
