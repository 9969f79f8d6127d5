//! Pictures and documents: what names them, their pieces, and how far each has come.

use super::{
    Storage, StorageResult, array, int,
    projection::{AT, At, at},
    uint,
};
use kith_wire::{EntryId, MailboxTag, PersonId};
use rusqlite::{Row, params};

/// What names an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Where its entry stands.
    pub at: At,
    /// What it hangs on.
    pub thing: EntryId,
    /// Its mailbox.
    pub tag: MailboxTag,
    /// The entry's body, encoded.
    pub body: Vec<u8>,
}

/// Whether all of an attachment is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Whole {
    /// Pieces are missing.
    No = 0,
    /// All of it is here, and is what it was said to be.
    Yes = 1,
    /// All pieces came, and together they are not what they were said to be.
    Damaged = 2,
}

/// Whether the relay has an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum AtRelay {
    /// Not that it is known.
    Unknown = 0,
    /// All of it.
    Yes = 1,
    /// It was dropped there, and is not taken again.
    Dropped = 2,
}

/// How far an attachment has come on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttachmentState {
    /// Whether it is here.
    pub whole: Whole,
    /// Whether it is at the relay.
    pub relay: AtRelay,
    /// Whether somebody wants it whatever the settings say.
    pub asked: bool,
}

/// A mailbox that is to be emptied.
#[derive(Clone)]
pub struct GoneRow {
    /// The mailbox.
    pub tag: MailboxTag,
    /// Seed of the right to read there.
    pub read_seed: [u8; 32],
    /// Seed of the right to write there.
    pub write_seed: [u8; 32],
}

fn row(r: &Row<'_>) -> rusqlite::Result<AttachmentRow> {
    Ok(AttachmentRow { at: at(r)?, thing: EntryId(array(r, 6)?), tag: MailboxTag(array(r, 7)?), body: r.get(8)? })
}

/// What names attachments, with these conditions.
fn select(conditions: &str) -> String {
    format!("SELECT {AT}, thing, tag, body FROM attachment WHERE {conditions}")
}

impl Storage {
    /// Keeps what names an attachment.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_attachment(&self, row: &AttachmentRow) -> StorageResult<()> {
        let at = &row.at;
        self.run(
            "INSERT OR IGNORE INTO attachment (id, space, device, seq, author, time_ms, thing, tag, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![at.id.0, at.space, at.device, int(at.seq), at.author.0, int(at.time_ms), row.thing.0, row.tag.0, row.body],
        )?;
        self.run("INSERT OR IGNORE INTO attachment_state (id) VALUES (?1)", [at.id.0]).map(|_| ())
    }

    /// One attachment.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachment(&self, id: &EntryId) -> StorageResult<Option<AttachmentRow>> {
        self.one(&select("id = ?1"), [id.0], row)
    }

    /// All that hangs on one thing, in the order in which it was attached.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments_of(&self, thing: &EntryId) -> StorageResult<Vec<AttachmentRow>> {
        self.all(&select("thing = ?1 ORDER BY time_ms, id"), [thing.0], row)
    }

    /// Attachments of a space (or of all), newest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments(&self, space: Option<i64>, limit: u32) -> StorageResult<Vec<AttachmentRow>> {
        self.all(&super::in_space(space, &select(""), " ORDER BY time_ms DESC, id LIMIT ?2"), params![space, limit], row)
    }

    /// Attachments of a mailbox: one, unless somebody has used a key again.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments_tagged(&self, tag: &MailboxTag) -> StorageResult<Vec<AttachmentRow>> {
        self.all(&select("tag = ?1 ORDER BY id"), [tag.0], row)
    }

    /// The first attachment that somebody named by a mailbox.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn first_attachment_tagged(&self, tag: &MailboxTag, author: &PersonId) -> StorageResult<Option<EntryId>> {
        self.one("SELECT id FROM attachment WHERE tag = ?1 AND author = ?2 ORDER BY id LIMIT 1", params![tag.0, author.0], |r| Ok(EntryId(array(r, 0)?)))
    }

    /// Attachments of which pieces are missing: those that were asked for least often first, then the newest.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments_lacking(&self, asked_alone: bool, limit: u32) -> StorageResult<Vec<AttachmentRow>> {
        let sql = select(
            "id IN (SELECT id FROM attachment_state s WHERE s.whole = 0 AND (s.asked = 1 OR NOT ?1))
             ORDER BY (SELECT tries FROM attachment_state s WHERE s.id = attachment.id), time_ms DESC, id LIMIT ?2",
        );
        self.all(&sql, params![asked_alone, limit], row)
    }

    /// Attachments that are here whole and that the relay is not known to have, oldest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments_unsent(&self, limit: u32) -> StorageResult<Vec<AttachmentRow>> {
        let sql = select("id IN (SELECT id FROM attachment_state s WHERE s.whole = 1 AND s.relay = 0) ORDER BY time_ms, id LIMIT ?1");
        self.all(&sql, [limit], row)
    }

    /// Attachments of a device of this profile that have gone nowhere yet: not to the relay, or, without one, to no other phone.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments_waiting(&self, device: i64, to_relay: bool) -> StorageResult<Vec<AttachmentRow>> {
        let sql = select(
            "device = ?1 AND id IN (SELECT id FROM attachment_state s WHERE s.whole = 1 AND s.relay = 0)
             AND (?2 OR NOT EXISTS (SELECT 1 FROM attachment_fetched f WHERE f.attachment = attachment.id)) ORDER BY time_ms, id",
        );
        self.all(&sql, params![device, to_relay], row)
    }

    /// How far an attachment has come.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachment_state(&self, id: &EntryId) -> StorageResult<AttachmentState> {
        let found = self.one("SELECT whole, relay, asked FROM attachment_state WHERE id = ?1", [id.0], |r| {
            let whole = match r.get::<_, u8>(0)? {
                1 => Whole::Yes,
                2 => Whole::Damaged,
                _ => Whole::No,
            };
            let relay = match r.get::<_, u8>(1)? {
                1 => AtRelay::Yes,
                2 => AtRelay::Dropped,
                _ => AtRelay::Unknown,
            };
            Ok(AttachmentState { whole, relay, asked: r.get(2)? })
        })?;
        Ok(found.unwrap_or(AttachmentState { whole: Whole::No, relay: AtRelay::Unknown, asked: false }))
    }

    /// Notes whether an attachment is here.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_attachment_whole(&self, id: &EntryId, whole: Whole) -> StorageResult<()> {
        self.run("UPDATE attachment_state SET whole = ?2 WHERE id = ?1", params![id.0, whole as u8]).map(|_| ())
    }

    /// Notes whether an attachment is at the relay.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn set_attachment_relay(&self, id: &EntryId, relay: AtRelay) -> StorageResult<()> {
        self.run("UPDATE attachment_state SET relay = ?2 WHERE id = ?1", params![id.0, relay as u8]).map(|_| ())
    }

    /// Another relay than before has none of them yet, and one that went back may have what was erased.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn relay_has_no_attachment(&self) -> StorageResult<()> {
        self.run("UPDATE attachment_gone SET done = 0", [])?;
        self.run("UPDATE attachment_state SET relay = 0", []).map(|_| ())
    }

    /// Somebody wants an attachment whatever the settings say; one that came damaged is fetched anew.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn ask_for_attachment(&self, id: &EntryId) -> StorageResult<()> {
        self.run("UPDATE attachment_state SET asked = 1, tries = 0, whole = CASE whole WHEN 2 THEN 0 ELSE whole END WHERE id = ?1", [id.0]).map(|_| ())
    }

    /// Notes that an attachment was asked for, or passed over in its turn.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn count_attachment_try(&self, id: &EntryId) -> StorageResult<()> {
        self.run("UPDATE attachment_state SET tries = tries + 1 WHERE id = ?1", [id.0]).map(|_| ())
    }

    /// Keeps a piece; whether it is new.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_piece(&self, id: &EntryId, number: u16, bytes: &[u8]) -> StorageResult<bool> {
        Ok(self.run("INSERT OR IGNORE INTO piece (attachment, number, bytes) VALUES (?1, ?2, ?3)", params![id.0, number, bytes])? > 0)
    }

    /// The numbers of the pieces that are here, rising.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn pieces_here(&self, id: &EntryId) -> StorageResult<Vec<u16>> {
        self.all("SELECT number FROM piece WHERE attachment = ?1 ORDER BY number", [id.0], |r| r.get(0))
    }

    /// One piece.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn piece(&self, id: &EntryId, number: u16) -> StorageResult<Option<Vec<u8>>> {
        self.one("SELECT bytes FROM piece WHERE attachment = ?1 AND number = ?2", params![id.0, number], |r| r.get(0))
    }

    /// Takes the pieces of an attachment away.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_pieces(&self, id: &EntryId) -> StorageResult<()> {
        self.run("DELETE FROM piece WHERE attachment = ?1", [id.0]).map(|_| ())
    }

    /// Bytes of a space's attachments that are here.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn piece_bytes(&self, space: i64) -> StorageResult<u64> {
        let sql = "SELECT coalesce(sum(length(p.bytes)), 0) FROM piece p JOIN attachment a ON a.id = p.attachment WHERE a.space = ?1";
        Ok(uint(self.one(sql, [space], |r| r.get(0))?.unwrap_or(0)))
    }

    /// A phone says that it has an attachment whole.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_fetched(&self, space: i64, device: i64, id: &EntryId) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO attachment_fetched (attachment, device, space) VALUES (?1, ?2, ?3)", params![id.0, device, space]).map(|_| ())
    }

    /// Phones that said, in that space, that they have an attachment whole.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn fetched_by(&self, space: i64, id: &EntryId) -> StorageResult<Vec<i64>> {
        self.all("SELECT device FROM attachment_fetched WHERE attachment = ?1 AND space = ?2 ORDER BY device", params![id.0, space], |r| r.get(0))
    }

    /// Takes an attachment away, with every piece, and keeps the rights to its mailbox until the relay has emptied it.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_attachment(&self, id: &EntryId, gone: &GoneRow) -> StorageResult<()> {
        self.drop_pieces(id)?;
        // Which phones said that they had it stands in entries of their own, and stays.
        self.run("DELETE FROM attachment WHERE id = ?1", [id.0])?;
        self.run("DELETE FROM attachment_state WHERE id = ?1", [id.0])?;
        self.run(
            "INSERT OR IGNORE INTO attachment_gone (tag, read_seed, write_seed) VALUES (?1, ?2, ?3)",
            params![gone.tag.0, gone.read_seed, gone.write_seed],
        )?;
        self.run("DELETE FROM cursor WHERE tag = ?1", [gone.tag.0]).map(|_| ())
    }

    /// Mailboxes that are to be emptied.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachments_gone(&self, limit: u32) -> StorageResult<Vec<GoneRow>> {
        self.all("SELECT tag, read_seed, write_seed FROM attachment_gone WHERE done = 0 ORDER BY tag LIMIT ?1", [limit], |r| {
            Ok(GoneRow { tag: MailboxTag(array(r, 0)?), read_seed: array(r, 1)?, write_seed: array(r, 2)? })
        })
    }

    /// The relay has emptied a mailbox.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn attachment_gone_done(&self, tag: &MailboxTag) -> StorageResult<()> {
        self.run("UPDATE attachment_gone SET done = 1 WHERE tag = ?1", [tag.0]).map(|_| ())
    }
}
