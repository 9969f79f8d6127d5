//! Which entries lie in which envelope at the relay, and which envelopes it is to drop.

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::{Lane, MailboxTag, codec, limits};
use rusqlite::params;

/// The hash by which a relay knows an envelope.
pub type EnvelopeHash = [u8; 32];

/// How far the dropping of an envelope has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Dropping {
    /// What is left of it has to be sealed anew first.
    Asked = 0,
    /// The relay is to be told.
    Due = 1,
    /// The relay has dropped it.
    Done = 2,
}

/// A piece of a chain that lies in an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Which chain.
    pub lane: Lane,
    /// The number of its author's device.
    pub device: i64,
    /// Its first entry.
    pub first: u64,
    /// Its last.
    pub last: u64,
    /// Those of its entries that lie there without their bodies.
    pub gaps: Vec<u64>,
}

/// The numbers of a column of gaps.
fn gaps(bytes: Option<Vec<u8>>) -> Vec<u64> {
    bytes.and_then(|b| codec::decode(&b, limits::FRAME_BYTES_MAX).ok()).unwrap_or_default()
}

impl Storage {
    /// Notes that a piece of a chain lies in an envelope.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_cover(&self, space: i64, tag: &MailboxTag, hash: &EnvelopeHash, c: &Cover) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO envelope_cover (tag, hash, lane, device, first, last, space, gaps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![tag.0, hash, c.lane as u8, c.device, int(c.first), int(c.last), space, (!c.gaps.is_empty()).then(|| codec::encode(&c.gaps))],
        )
        .map(|_| ())
    }

    /// What lies in an envelope.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn covers(&self, tag: &MailboxTag, hash: &EnvelopeHash) -> StorageResult<Vec<Cover>> {
        self.all(
            "SELECT lane, device, first, last, gaps FROM envelope_cover WHERE tag = ?1 AND hash = ?2 ORDER BY lane, device, first",
            params![tag.0, hash],
            |r| {
                let lane: u8 = r.get(0)?;
                let lane = if lane == 0 { Lane::Control } else { Lane::Data };
                Ok(Cover { lane, device: r.get(1)?, first: uint(r.get(2)?), last: uint(r.get(3)?), gaps: gaps(r.get(4)?) })
            },
        )
    }

    /// Whether another envelope that is not dropped holds a whole piece of a chain too.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn covered_elsewhere(&self, space: i64, hash: &EnvelopeHash, c: &Cover) -> StorageResult<bool> {
        let sql = "SELECT 1 FROM envelope_cover c WHERE c.space = ?1 AND c.lane = ?2 AND c.device = ?3 AND c.first <= ?4 AND c.last >= ?5 AND c.hash != ?6
                   AND NOT EXISTS (SELECT 1 FROM envelope_gone g WHERE g.tag = c.tag AND g.hash = c.hash) LIMIT 1";
        Ok(self.one(sql, params![space, c.lane as u8, c.device, int(c.first), int(c.last), hash], |_| Ok(()))?.is_some())
    }

    /// Asks for every envelope that holds a data entry to be dropped.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn ask_to_drop(&self, space: i64, device: i64, seq: u64) -> StorageResult<()> {
        let sql = "SELECT tag, hash, gaps FROM envelope_cover WHERE space = ?1 AND lane = 1 AND device = ?2 AND last >= ?3 AND first <= ?3";
        let found = self.all(sql, params![space, device, int(seq)], |r| Ok((array::<16>(r, 0)?, array::<32>(r, 1)?, gaps(r.get(2)?))))?;
        for (tag, hash, gaps) in found {
            if !gaps.contains(&seq) {
                self.run("INSERT OR IGNORE INTO envelope_gone (tag, hash, space, done) VALUES (?1, ?2, ?3, 0)", params![tag, hash, space])?;
            }
        }
        Ok(())
    }

    /// Envelopes of a space (or of all) whose dropping has come so far, at most `limit`.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn dropping(&self, space: Option<i64>, state: Dropping, limit: u32) -> StorageResult<Vec<(MailboxTag, EnvelopeHash)>> {
        let sql = "SELECT tag, hash FROM envelope_gone WHERE (?1 IS NULL OR space = ?1) AND done = ?2 ORDER BY tag, hash LIMIT ?3";
        self.all(sql, params![space, state as u8, limit], |r| Ok((MailboxTag(array(r, 0)?), array(r, 1)?)))
    }

    /// How far the dropping of an envelope has come, if it was ever asked for.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_state(&self, tag: &MailboxTag, hash: &EnvelopeHash) -> StorageResult<Option<u8>> {
        self.one("SELECT done FROM envelope_gone WHERE tag = ?1 AND hash = ?2", params![tag.0, hash], |r| r.get(0))
    }

    /// Notes how far the dropping of an envelope has come.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_drop_state(&self, space: i64, tag: &MailboxTag, hash: &EnvelopeHash, state: Dropping) -> StorageResult<()> {
        self.run(
            "INSERT INTO envelope_gone (tag, hash, space, done) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (tag, hash) DO UPDATE SET done = ?4",
            params![tag.0, hash, space, state as u8],
        )
        .map(|_| ())
    }

    /// The relay may have brought back what it had dropped from a mailbox: it is told again.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_again(&self, tag: &MailboxTag) -> StorageResult<()> {
        self.run("UPDATE envelope_gone SET done = 1 WHERE tag = ?1 AND done = 2", [tag.0]).map(|_| ())
    }

    /// Forgets what lay in an envelope.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn forget_covers(&self, tag: &MailboxTag, hash: &EnvelopeHash) -> StorageResult<()> {
        self.run("DELETE FROM envelope_cover WHERE tag = ?1 AND hash = ?2", params![tag.0, hash]).map(|_| ())
    }

    /// The relay no longer holds a chain from a sequence on, as far as this device knows.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn relay_lacks_from(&self, space: i64, c: &Cover) -> StorageResult<()> {
        let below = int(c.first.saturating_sub(1));
        self.run(
            "UPDATE held SET seq = ?4 WHERE space = ?1 AND holder = 0 AND lane = ?2 AND device = ?3 AND seq > ?4",
            params![space, c.lane as u8, c.device, below],
        )
        .map(|_| ())
    }

    /// Whether something of a space is on its way to the relay.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn is_outgoing(&self, tag: &MailboxTag) -> StorageResult<bool> {
        Ok(self.one("SELECT 1 FROM outbox WHERE tag = ?1 LIMIT 1", [tag.0], |_| Ok(()))?.is_some())
    }
}
