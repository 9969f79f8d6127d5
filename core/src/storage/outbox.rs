//! Envelopes on their way, cursors at the relay, chains of drops, and invitations made here.

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::{EntryId, EpochId, MailboxTag, SpaceId};
use rusqlite::params;

/// An envelope on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its number, which the relay's client gives back once it is durable there.
    pub n: u64,
    /// The mailbox.
    pub tag: MailboxTag,
    /// The epoch whose right to write it needs; none for a drop.
    pub epoch: Option<EpochId>,
    /// This database's number of the space, for a space's envelope.
    pub space: Option<i64>,
    /// The sealed bytes.
    pub envelope: Vec<u8>,
    /// Which entries it covers: lane, device number and last sequence of each, by the caller's encoding. Of a drop what would answer it.
    pub covers: Vec<u8>,
    /// What it is, in one word.
    pub what: String,
    /// When it was made.
    pub at_ms: u64,
}

/// An invitation made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// The one-use secret.
    pub secret: [u8; 32],
    /// To which space.
    pub space: SpaceId,
    /// In which class.
    pub class: String,
    /// At which level.
    pub level: u8,
    /// Who has used it, if anybody.
    pub used_by: Option<Vec<u8>>,
}

impl Storage {
    /// Puts an envelope in the outbox.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_outgoing(&self, row: &OutboxRow) -> StorageResult<u64> {
        self.run(
            "INSERT INTO outbox (tag, space, epoch, envelope, covers, what, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![row.tag.0, row.space, row.epoch.map(|e| e.0), row.envelope, row.covers, row.what, int(row.at_ms)],
        )?;
        Ok(uint(self.connection.last_insert_rowid()))
    }

    /// The first `limit` envelopes on their way.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn outgoing(&self, limit: u32) -> StorageResult<Vec<OutboxRow>> {
        self.all("SELECT n, tag, space, epoch, envelope, covers, what, at_ms FROM outbox ORDER BY n LIMIT ?1", [limit], |r| {
            let epoch: Option<Vec<u8>> = r.get(3)?;
            Ok(OutboxRow {
                n: uint(r.get(0)?),
                tag: MailboxTag(array(r, 1)?),
                space: r.get(2)?,
                epoch: epoch.as_deref().and_then(EpochId::from_slice),
                envelope: r.get(4)?,
                covers: r.get(5)?,
                what: r.get(6)?,
                at_ms: uint(r.get(7)?),
            })
        })
    }

    /// One envelope on its way: its space, epoch and what it covers.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn outgoing_row(&self, n: u64) -> StorageResult<Option<(Option<i64>, Option<EpochId>, Vec<u8>)>> {
        self.one("SELECT space, epoch, covers FROM outbox WHERE n = ?1", [int(n)], |r| {
            let epoch: Option<Vec<u8>> = r.get(1)?;
            Ok((r.get(0)?, epoch.as_deref().and_then(EpochId::from_slice), r.get(2)?))
        })
    }

    /// What has become durable at the relay.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_outgoing(&self, n: u64) -> StorageResult<()> {
        self.run("DELETE FROM outbox WHERE n = ?1", [int(n)]).map(|_| ())
    }

    /// Drops every envelope of a space from the outbox: they will be sealed anew.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_outgoing_of(&self, space: i64) -> StorageResult<()> {
        self.run("DELETE FROM outbox WHERE space = ?1", [space]).map(|_| ())
    }

    /// How far a mailbox has been read.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn cursor(&self, tag: &MailboxTag) -> StorageResult<Option<Vec<u8>>> {
        self.one("SELECT value FROM cursor WHERE tag = ?1", [tag.0], |r| r.get(0))
    }

    /// Moves a mailbox's cursor.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_cursor(&self, tag: &MailboxTag, value: &[u8]) -> StorageResult<()> {
        self.run("INSERT INTO cursor (tag, value) VALUES (?1, ?2) ON CONFLICT (tag) DO UPDATE SET value = ?2", params![tag.0, value]).map(|_| ())
    }

    /// Forgets a mailbox's cursor: it is read again from the floor.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn forget_cursor(&self, tag: &MailboxTag) -> StorageResult<()> {
        self.run("DELETE FROM cursor WHERE tag = ?1", [tag.0]).map(|_| ())
    }

    /// The end of a chain of drops: sequence and id of the last.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_head(&self, out: bool, device: &[u8; 32], key: &[u8; 8]) -> StorageResult<(u64, EntryId)> {
        let sql = "SELECT seq, head FROM drop_chain WHERE out = ?1 AND device = ?2 AND box = ?3";
        Ok(self.one(sql, params![out, device, key], |r| Ok((uint(r.get(0)?), EntryId(array(r, 1)?))))?.unwrap_or((0, EntryId::ZERO)))
    }

    /// Moves the end of a chain of drops.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_drop_head(&self, out: bool, device: &[u8; 32], key: &[u8; 8], head: (u64, EntryId)) -> StorageResult<()> {
        self.run(
            "INSERT INTO drop_chain (out, device, box, seq, head) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (out, device, box) DO UPDATE SET seq = ?4, head = ?5",
            params![out, device, key, int(head.0), head.1.0],
        )
        .map(|_| ())
    }

    /// Whether a drop is seen for the first time.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn first_seen(&self, hash: &[u8; 32], now_ms: u64) -> StorageResult<bool> {
        Ok(self.run("INSERT OR IGNORE INTO drop_seen (hash, at_ms) VALUES (?1, ?2)", params![hash, int(now_ms)])? > 0)
    }

    /// Keeps an invitation made here.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_invitation(&self, token: &[u8; 16], row: &InvitationRow, now_ms: u64) -> StorageResult<()> {
        self.run(
            "INSERT INTO invitation (token, secret, space, class, level, made_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![token, row.secret, row.space.0, row.class, row.level, int(now_ms)],
        )
        .map(|_| ())
    }

    /// An invitation made here.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn invitation(&self, token: &[u8; 16]) -> StorageResult<Option<InvitationRow>> {
        self.one("SELECT secret, space, class, level, used_by FROM invitation WHERE token = ?1", [token], |r| {
            Ok(InvitationRow { secret: array(r, 0)?, space: SpaceId(array(r, 1)?), class: r.get(2)?, level: r.get(3)?, used_by: r.get(4)? })
        })
    }

    /// Uses an invitation up.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn use_invitation(&self, token: &[u8; 16], by: &[u8]) -> StorageResult<()> {
        self.run("UPDATE invitation SET used_by = ?2 WHERE token = ?1", params![token, by]).map(|_| ())
    }
}
