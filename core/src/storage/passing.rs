//! Drops in the outbox that pass from phone to phone: whom they have reached, and what is kept for a person's other devices.

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::MailboxTag;
use rusqlite::params;

/// How far a drop has come from phone to phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Reached {
    /// To no phone that it is for.
    Nobody = 0,
    /// To one; others may want it yet.
    Somebody = 1,
    /// To all that are known to want it.
    Everybody = 2,
}

/// A drop of this device's own on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDrop {
    /// Its number.
    pub n: u64,
    /// What it is, in one word.
    pub what: String,
    /// When it was made.
    pub at_ms: u64,
    /// Whether it has reached a phone that it is for.
    pub reached: bool,
    /// What would answer it, by the caller's encoding.
    pub until: Vec<u8>,
}

impl Storage {
    /// This device's own drops on their way.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn outgoing_drops(&self) -> StorageResult<Vec<OwnDrop>> {
        self.all("SELECT n, what, at_ms, reached, covers FROM outbox WHERE space IS NULL AND carried = 0 ORDER BY n", [], |r| {
            Ok(OwnDrop { n: uint(r.get(0)?), what: r.get(1)?, at_ms: uint(r.get(2)?), reached: r.get::<_, i64>(3)? > 0, until: r.get(4)? })
        })
    }

    /// Whether a drop waits for somebody's phone.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drops_wait(&self) -> StorageResult<bool> {
        Ok(self.one("SELECT 1 FROM outbox WHERE space IS NULL AND reached < ?1 LIMIT 1", [Reached::Everybody as u8], |_| Ok(()))?.is_some())
    }

    /// Drops for a box that have not reached a device from here, oldest first, `limit` at most.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drops_for(&self, tag: &MailboxTag, device: i64, limit: u32) -> StorageResult<Vec<(u64, Vec<u8>)>> {
        let sql = "SELECT n, envelope FROM outbox WHERE space IS NULL AND tag = ?1 \
                   AND NOT EXISTS (SELECT 1 FROM drop_reached WHERE drop_n = n AND device = ?2) ORDER BY n LIMIT ?3";
        self.all(sql, params![tag.0, device, limit], |r| Ok((uint(r.get(0)?), r.get(1)?)))
    }

    /// The box of a drop on its way, and whether it is kept for the person's other devices.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_on_its_way(&self, n: u64) -> StorageResult<Option<(MailboxTag, bool)>> {
        self.one("SELECT tag, carried FROM outbox WHERE n = ?1 AND space IS NULL", [int(n)], |r| Ok((MailboxTag(array(r, 0)?), r.get::<_, i64>(1)? > 0)))
    }

    /// Notes that a drop has reached a device.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_reached(&self, n: u64, device: i64) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO drop_reached (drop_n, device) VALUES (?1, ?2)", params![int(n), device]).map(|_| ())
    }

    /// The devices that a drop has reached.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn reached_by(&self, n: u64) -> StorageResult<Vec<i64>> {
        self.all("SELECT device FROM drop_reached WHERE drop_n = ?1", [int(n)], |r| r.get(0))
    }

    /// Notes how far a drop has come.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_reached(&self, n: u64, reached: Reached) -> StorageResult<()> {
        self.run("UPDATE outbox SET reached = ?2 WHERE n = ?1", params![int(n), reached as u8]).map(|_| ())
    }

    /// Drops from the outbox what has reached everybody: where no relay is to have it, too.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_what_reached_everybody(&self) -> StorageResult<()> {
        self.run("DELETE FROM outbox WHERE space IS NULL AND reached = ?1", [Reached::Everybody as u8]).map(|_| ())
    }

    /// Keeps another's drop for the person's other devices, unless there are `max` already; whether it is kept.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn carry(&self, tag: &MailboxTag, envelope: &[u8], max: u64, now_ms: u64) -> StorageResult<bool> {
        let sql = "INSERT INTO outbox (tag, envelope, covers, what, at_ms, reached, carried) \
                   SELECT ?1, ?2, x'', 'other', ?3, ?4, 1 WHERE (SELECT count(*) FROM outbox WHERE carried = 1) < ?5";
        Ok(self.run(sql, params![tag.0, envelope, int(now_ms), Reached::Somebody as u8, int(max)])? > 0)
    }
}
