//! Rows of epochs and their keys, of who has come over to one, and of entries that wait for people's word.

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::{DeviceId, EntryId, EpochId};
use rusqlite::params;

/// An epoch's key as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochRow {
    /// This file's number for it.
    pub n: i64,
    /// The epoch.
    pub id: EpochId,
    /// Its history key; or, where not `whole`, the epoch's key alone.
    pub secret: [u8; 32],
    /// Whether it is the history key.
    pub whole: bool,
    /// The latest time seen when a later epoch was first known.
    pub followed_ms: Option<u64>,
}

impl Storage {
    /// The epochs of a space whose keys are held.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn epochs(&self, space: i64) -> StorageResult<Vec<EpochRow>> {
        self.all("SELECT n, id, history, whole, followed_ms FROM epoch WHERE space = ?1 ORDER BY n", [space], |r| {
            let followed: Option<i64> = r.get(4)?;
            Ok(EpochRow { n: r.get(0)?, id: EpochId(array(r, 1)?), secret: array(r, 2)?, whole: r.get(3)?, followed_ms: followed.map(uint) })
        })
    }

    /// Keeps an epoch's key; a history key takes the place of the epoch's key alone.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_epoch(&self, space: i64, id: EpochId, secret: &[u8; 32], whole: bool) -> StorageResult<()> {
        self.run(
            "INSERT INTO epoch (id, space, history, whole) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET history = ?3, whole = ?4 WHERE whole < ?4",
            params![id.0, space, secret, whole],
        )
        .map(|_| ())
    }

    /// Notes when a later epoch was first known.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_followed(&self, epoch: i64, now_ms: u64) -> StorageResult<()> {
        self.run("UPDATE epoch SET followed_ms = ?2 WHERE n = ?1 AND followed_ms IS NULL", params![epoch, int(now_ms)]).map(|_| ())
    }

    /// Notes that a device has come over to an epoch.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_moved(&self, space: i64, epoch: EpochId, device: i64) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO moved (space, epoch, device) VALUES (?1, ?2, ?3)", params![space, epoch.0, device]).map(|_| ())
    }

    /// Which devices (this file's numbers) have come over to an epoch.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn moved(&self, space: i64, epoch: EpochId) -> StorageResult<Vec<i64>> {
        self.all("SELECT device FROM moved WHERE space = ?1 AND epoch = ?2", params![space, epoch.0], |r| r.get(0))
    }

    /// The epoch of the last data entry of a device, if it has written any.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn last_epoch(&self, space: i64, device: i64) -> StorageResult<Option<EpochId>> {
        let sql = "SELECT epoch FROM entry WHERE space = ?1 AND lane = 1 AND device = ?2 ORDER BY seq DESC LIMIT 1";
        self.one(sql, params![space, device], |r| Ok(EpochId(array(r, 0)?)))
    }

    /// The epoch of each data entry of a device, in order.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn entry_epochs(&self, space: i64, device: i64) -> StorageResult<Vec<(u64, EpochId)>> {
        let sql = "SELECT seq, epoch FROM entry WHERE space = ?1 AND lane = 1 AND device = ?2 ORDER BY seq";
        self.all(sql, params![space, device], |r| Ok((uint(r.get(0)?), EpochId(array(r, 1)?))))
    }

    /// Says that a chain of data goes on from a place here: what is before it is not for this device. Only a chain of which nothing is held.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_floor(&self, space: i64, device: i64, seq: u64, head: &EntryId) -> StorageResult<()> {
        let sql = "INSERT OR IGNORE INTO vector (space, lane, device, seq, head, time_ms) VALUES (?1, 1, ?2, ?3, ?4, 0)";
        self.run(sql, params![space, device, int(seq), head.0]).map(|_| ())
    }

    /// Moves a chain of data on to a place: what is between is not for this device. A chain that is held further stays as it is.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn move_floor(&self, space: i64, device: i64, seq: u64, head: &EntryId) -> StorageResult<()> {
        let sql = "UPDATE vector SET seq = ?3, head = ?4 WHERE space = ?1 AND lane = 1 AND device = ?2 AND seq < ?3";
        self.run(sql, params![space, device, int(seq), head.0]).map(|_| ())
    }

    /// Notes that this device has signed what it held when it learnt of a removal. False where it had.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_cut_signed(&self, space: i64, act: &EntryId) -> StorageResult<bool> {
        Ok(self.run("INSERT OR IGNORE INTO cut_signed (space, act) VALUES (?1, ?2)", params![space, act.0])? > 0)
    }

    /// The removals for which this device has done so.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn cuts_signed(&self, space: i64) -> StorageResult<std::collections::HashSet<EntryId>> {
        let acts = self.all("SELECT act FROM cut_signed WHERE space = ?1", [space], |r| Ok(EntryId(r.get(0)?)))?;
        Ok(acts.into_iter().collect())
    }

    /// Puts an entry in quarantine.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_quarantine(&self, space: i64, device: i64, seq: u64) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO quarantine (space, device, seq) VALUES (?1, ?2, ?3)", params![space, device, int(seq)]).map(|_| ())
    }

    /// Takes an entry out of quarantine.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_quarantine(&self, space: i64, device: i64, seq: u64) -> StorageResult<()> {
        self.run("DELETE FROM quarantine WHERE space = ?1 AND device = ?2 AND seq = ?3", params![space, device, int(seq)]).map(|_| ())
    }

    /// What is in quarantine in a space: device and sequence, in order.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn quarantine(&self, space: i64) -> StorageResult<Vec<(i64, u64)>> {
        self.all("SELECT device, seq FROM quarantine WHERE space = ?1 ORDER BY device, seq", [space], |r| Ok((r.get(0)?, uint(r.get(1)?))))
    }

    /// How many entries of a device are in quarantine in a space.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn quarantine_count(&self, space: i64, device: i64) -> StorageResult<u64> {
        Ok(self.one("SELECT count(*) FROM quarantine WHERE space = ?1 AND device = ?2", params![space, device], |r| r.get(0))?.map_or(0, uint))
    }

    /// Puts an entry in quarantine away: it stays in the log and is not listed here any more.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_away(&self, space: i64, device: i64, seq: u64) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO quarantine_dropped (space, device, seq) VALUES (?1, ?2, ?3)", params![space, device, int(seq)]).map(|_| ())
    }

    /// What was put away in a space.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_aways(&self, space: i64) -> StorageResult<Vec<(i64, u64)>> {
        self.all("SELECT device, seq FROM quarantine_dropped WHERE space = ?1", [space], |r| Ok((r.get(0)?, uint(r.get(1)?))))
    }

    /// Every device that has an entry in a space's data.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn writers(&self, space: i64) -> StorageResult<Vec<(i64, DeviceId)>> {
        let sql = "SELECT d.n, d.id FROM vector v JOIN device d ON d.n = v.device WHERE v.space = ?1 AND v.lane = 1";
        self.all(sql, [space], |r| Ok((r.get(0)?, DeviceId(array(r, 1)?))))
    }
}
