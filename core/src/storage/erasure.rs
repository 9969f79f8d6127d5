//! Erasure in the database: tombstones, bodies that go, and rows that go with them.
//!
//! What is deleted is overwritten with zeros (`secure_delete`, in the tables and in the search index), and after the commit the
//! write-ahead log is moved into the file and cut to nothing, so that the words are in no file of the profile any more.

use super::{
    Storage, StorageResult, array, int,
    log::{ENTRY_COLUMNS, StoredEntry, stored},
    uint,
};
use crate::fact::Target;
use kith_wire::{EntryId, Lane, PersonId};
use rusqlite::params;

/// One asking for one entry to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The space's number.
    pub space: i64,
    /// The number of the device that wrote the entry.
    pub device: i64,
    /// Which entry.
    pub target: Target,
    /// Who asks.
    pub person: PersonId,
    /// The erasure.
    pub entry: EntryId,
    /// The document in place of the one erased.
    pub successor: Option<EntryId>,
    /// Why.
    pub reason: String,
    /// When, as said by the device that asks.
    pub time_ms: u64,
}

/// A tombstone whose entry is held, with what is held of it.
pub type Buried = (Tombstone, StoredEntry);

const TOMBSTONE: &str = "t.space, t.device, t.seq, t.id, t.person, t.entry, t.successor, t.reason, t.time_ms";

fn tombstone(r: &rusqlite::Row<'_>, from: usize) -> rusqlite::Result<Tombstone> {
    let successor: Option<Vec<u8>> = r.get(from + 6)?;
    Ok(Tombstone {
        space: r.get(from)?,
        device: r.get(from + 1)?,
        target: Target { seq: uint(r.get(from + 2)?), id: EntryId(array(r, from + 3)?) },
        person: PersonId(array(r, from + 4)?),
        entry: EntryId(array(r, from + 5)?),
        successor: successor.as_deref().and_then(EntryId::from_slice),
        reason: r.get(from + 7)?,
        time_ms: uint(r.get(from + 8)?),
    })
}

impl Storage {
    /// Keeps a tombstone.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_tombstone(&self, t: &Tombstone) -> StorageResult<()> {
        self.erasures.may_have_rows();
        self.run(
            "INSERT OR IGNORE INTO erasure (space, device, seq, id, person, entry, successor, reason, time_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![t.space, t.device, int(t.target.seq), t.target.id.0, t.person.0, t.entry.0, t.successor.map(|s| s.0), t.reason, int(t.time_ms)],
        )
        .map(|_| ())
    }

    /// Whether anything of a space was ever asked to be erased.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn has_tombstones(&self, space: i64) -> StorageResult<bool> {
        let any = self.erasures.has_rows(|| self.any("erasure"))?;
        Ok(any && self.one("SELECT 1 FROM erasure WHERE space = ?1 LIMIT 1", [space], |_| Ok(()))?.is_some())
    }

    /// Tombstones of a space whose entries are held: all, or those of one place in a chain.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn buried(&self, space: i64, place: Option<(i64, u64)>) -> StorageResult<Vec<Buried>> {
        let columns = ENTRY_COLUMNS.split(", ").map(|c| format!("e.{c}")).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT {columns}, {TOMBSTONE} FROM erasure t JOIN entry e ON e.space = t.space AND e.lane = 1 AND e.device = t.device AND e.seq = t.seq AND e.id = t.id
             WHERE t.space = ?1 AND (?2 IS NULL OR (t.device = ?2 AND t.seq = ?3)) ORDER BY t.device, t.seq, t.entry"
        );
        let (device, seq) = place.map_or((None, None), |(d, s)| (Some(d), Some(int(s))));
        self.all(&sql, params![space, device, seq], |r| Ok((tombstone(r, 10)?, stored(r)?)))
    }

    /// Tombstones that name an entry, held or not.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn tombstones_of(&self, id: &EntryId) -> StorageResult<Vec<Tombstone>> {
        self.all(&format!("SELECT {TOMBSTONE} FROM erasure t WHERE t.id = ?1 ORDER BY t.entry"), [id.0], |r| tombstone(r, 0))
    }

    /// Tombstones of a space, newest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn tombstones(&self, space: i64) -> StorageResult<Vec<Tombstone>> {
        self.all(&format!("SELECT {TOMBSTONE} FROM erasure t WHERE t.space = ?1 ORDER BY t.time_ms DESC, t.entry, t.device, t.seq"), [space], |r| {
            tombstone(r, 0)
        })
    }

    /// The entry at one place of a chain, if it is held and is that one.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn entry_at(&self, space: i64, device: i64, target: &Target) -> StorageResult<Option<StoredEntry>> {
        Ok(self.entries(space, Lane::Data, device, (target.seq, target.seq))?.into_iter().find(|e| e.id == target.id))
    }

    /// Takes the body and the salt of an entry away; its hash stays. Whether there was one.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn erase_body(&self, space: i64, device: i64, seq: u64, hash: &[u8; 32]) -> StorageResult<bool> {
        let n = self.run(
            "UPDATE entry SET salt = NULL, body = NULL, body_hash = ?4 WHERE space = ?1 AND lane = 1 AND device = ?2 AND seq = ?3 AND body IS NOT NULL",
            params![space, device, int(seq), hash],
        )?;
        self.erased.set(self.erased.get() || n > 0);
        Ok(n > 0)
    }

    /// Gives an entry back the body that somebody had taken away without asking; the caller has checked its hash.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn mend_body(&self, space: i64, device: i64, seq: u64, salt: &[u8], body: &[u8]) -> StorageResult<()> {
        self.run(
            "UPDATE entry SET salt = ?4, body = ?5, body_hash = NULL WHERE space = ?1 AND lane = 1 AND device = ?2 AND seq = ?3 AND body IS NULL",
            params![space, device, int(seq), salt, body],
        )
        .map(|_| ())
    }

    /// Removes a note and its words from the index.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_note(&self, id: &EntryId) -> StorageResult<()> {
        let held: Option<(i64, String)> = self.one("SELECT rowid, current FROM note WHERE id = ?1", [id.0], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if let Some((rowid, current)) = held {
            self.run("INSERT INTO note_text (note_text, rowid, current) VALUES ('delete', ?1, ?2)", params![rowid, current])?;
            self.run("DELETE FROM note WHERE rowid = ?1", [rowid])?;
        }
        Ok(())
    }

    /// Removes a correction; the note falls back to what its author last said before it.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_correction(&self, id: &EntryId) -> StorageResult<()> {
        let note = self.one("SELECT note FROM correction WHERE id = ?1", [id.0], |r| Ok(EntryId(array(r, 0)?)))?;
        self.run("DELETE FROM correction WHERE id = ?1", [id.0])?;
        note.map_or(Ok(()), |note| self.correct(&note))
    }

    /// The ids of the corrections of a note, with their authors.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn corrections_of(&self, note: &EntryId) -> StorageResult<Vec<(EntryId, PersonId)>> {
        self.all("SELECT id, author FROM correction WHERE note = ?1 ORDER BY id", [note.0], |r| Ok((EntryId(array(r, 0)?), PersonId(array(r, 1)?))))
    }

    /// Removes the row of one entry from the tables whose rows rest on one entry alone.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_row(&self, id: &EntryId) -> StorageResult<()> {
        for table in ["visit", "visit_end", "notice", "document", "statement"] {
            self.run(&format!("DELETE FROM {table} WHERE id = ?1"), [id.0])?;
        }
        self.run("DELETE FROM offer WHERE document = ?1", [id.0]).map(|_| ())
    }

    /// Forgets what somebody is called; it is read again from what is left of the log.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_name(&self, person: &PersonId) -> StorageResult<()> {
        self.run("DELETE FROM name WHERE person = ?1", [person.0]).map(|_| ())
    }

    /// Entries of a space that stand, with bodies of at most `longest` bytes (none: any), of one kind.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn held_of_kind(&self, space: i64, kind: kith_wire::Kind, longest: Option<u32>) -> StorageResult<Vec<StoredEntry>> {
        let sql = format!(
            "SELECT {ENTRY_COLUMNS} FROM entry e WHERE space = ?1 AND lane = 1 AND kind = ?2 AND body IS NOT NULL AND (?3 IS NULL OR body_len <= ?3)
             AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.space = e.space AND q.device = e.device AND q.seq = e.seq) ORDER BY time_ms, id"
        );
        self.all(&sql, params![space, kind as u8, longest], stored)
    }

    /// Replaces the bytes of a run that waits or stands as proof of a fork.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn rewrite_waiting(&self, n: i64, bytes: &[u8]) -> StorageResult<()> {
        self.erased.set(true);
        self.run("UPDATE OR REPLACE waiting SET bytes = ?2, hash = ?3 WHERE n = ?1", params![n, bytes, *blake3::hash(bytes).as_bytes()]).map(|_| ())
    }

    /// Replaces the other branch of a fork.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn rewrite_fork(&self, space: i64, lane: Lane, device: i64, seq: u64, run: &[u8]) -> StorageResult<()> {
        self.erased.set(true);
        self.run("UPDATE fork SET run = ?5 WHERE space = ?1 AND lane = ?2 AND device = ?3 AND seq = ?4", params![space, lane as u8, device, int(seq), run])
            .map(|_| ())
    }

    /// Moves the write-ahead log into the file and cuts it to nothing.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn empty_wal(&self) -> StorageResult<()> {
        Ok(self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}
