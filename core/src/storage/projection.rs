//! The tables that screens read. Every row follows from the log alone, whatever order it came in, so all can be dropped and rebuilt.

mod notices;
mod visits;

use super::{Storage, StorageResult, array, int, uint};
use kith_wire::{EntryId, PersonId};
use rusqlite::{Row, params};

/// Where a projected row's entry stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The space's number.
    pub space: i64,
    /// The author device's number.
    pub device: i64,
    /// Its sequence.
    pub seq: u64,
    /// The entry.
    pub id: EntryId,
    /// Logical time.
    pub time_ms: u64,
    /// The author.
    pub author: PersonId,
}

/// A note's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// Where it stands.
    pub at: At,
    /// 0 note, 1 handover.
    pub kind: u8,
    /// As first written.
    pub text: String,
    /// As last corrected.
    pub current: String,
}

/// A visit's row, with its end and confirmation where they have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Where its beginning stands.
    pub at: At,
    /// Begun, as said.
    pub started_ms: u64,
    /// Its end.
    pub end: Option<VisitEndRow>,
    /// Who says that it is confirmed, and the attestation, in the order of the entries' ids. Whether one holds is judged by who reads it.
    pub confirmations: Vec<(PersonId, Vec<u8>)>,
}

/// A visit's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitEndRow {
    /// The device's number and sequence of the entry.
    pub at: (i64, u64),
    /// Ended, as said.
    pub ended_ms: u64,
    /// Minutes given.
    pub minutes: u32,
    /// What was done, as bits.
    pub done: u8,
    /// How the person was.
    pub how: u8,
    /// In words.
    pub text: String,
    /// For the next visitor.
    pub handover: String,
    /// The hours as the visitor signed them.
    pub given: Vec<u8>,
}

/// A document's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Where its beginning stands.
    pub at: At,
    /// Its kind.
    pub kind: u8,
    /// For a profile: its side.
    pub side: u8,
    /// Who last changed it, and when, and where that change stands.
    pub changed: (PersonId, u64, i64, u64),
    /// What a screen shows, as JSON.
    pub view: String,
    /// The document itself.
    pub saved: Vec<u8>,
}

/// A notice's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Where it stands.
    pub at: At,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

/// Which tables are rebuilt, with the columns that a digest covers and their order.
const PROJECTIONS: &[(&str, &str, &str)] = &[
    ("name", "person, name, time_ms, entry", "person"),
    ("note", "id, author, kind, text, current, time_ms", "id"),
    ("correction", "id, note, author, text, time_ms", "id"),
    ("visit", "id, visitor, started_ms", "id"),
    ("visit_end", "visit, id, author, ended_ms, minutes, done, how, text, handover, given", "visit, id"),
    ("visit_confirmed", "visit, id, person, attest", "visit, id"),
    ("document", "id, kind, owner, side, changed_by, changed_ms, view", "id"),
    ("document_waiting", "document, seq, change", "document, device, seq"),
    ("offer", "person, document, list, item, folded", "person, document, list, item"),
    ("notice", "id, author, kind, key, value, time_ms", "id"),
    ("erasure", "id, seq, person, entry, successor, reason, time_ms", "id, entry"),
    ("statement", "id, author, kind, body, time_ms", "id"),
    ("access", "viewer, about, day, what, how", "about, viewer, day, what, how"),
    ("coin_item", "seq, kind, time_ms", "space, device, seq"),
    ("attachment", "id, author, thing, tag, body, time_ms", "id"),
    ("attachment_fetched", "attachment", "attachment"),
    ("quarantine", "seq", "seq"),
];

pub(super) const AT: &str = "space, device, seq, id, author, time_ms";

pub(super) fn at(r: &Row<'_>) -> rusqlite::Result<At> {
    Ok(At { space: r.get(0)?, device: r.get(1)?, seq: uint(r.get(2)?), id: EntryId(array(r, 3)?), author: PersonId(array(r, 4)?), time_ms: uint(r.get(5)?) })
}

impl Storage {
    /// Empties every projection.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_projections(&self) -> StorageResult<()> {
        self.connection.execute_batch("INSERT INTO note_text (note_text) VALUES ('delete-all')")?;
        for (table, ..) in PROJECTIONS {
            self.connection.execute_batch(&format!("DELETE FROM {table}"))?;
        }
        Ok(())
    }

    /// A digest of every projection, by table: equal when they are alike to the byte.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn projection_digests(&self) -> StorageResult<Vec<(&'static str, [u8; 32])>> {
        PROJECTIONS.iter().map(|(table, columns, order)| Ok((*table, self.table_digest(table, columns, order)?))).collect()
    }

    fn table_digest(&self, table: &str, columns: &str, order: &str) -> StorageResult<[u8; 32]> {
        use rusqlite::types::ValueRef as V;
        let mut hasher = blake3::Hasher::new_derive_key("kith/v1/projection");
        let mut statement = self.connection.prepare(&format!("SELECT {columns} FROM {table} ORDER BY {order}"))?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for c in 0..count {
                match row.get_ref(c)? {
                    V::Null => hasher.update(&[0]),
                    V::Integer(i) => hasher.update(&[1]).update(&i.to_be_bytes()),
                    V::Real(f) => hasher.update(&[2]).update(&f.to_bits().to_be_bytes()),
                    V::Text(b) | V::Blob(b) => hasher.update(&[3]).update(&(b.len() as u64).to_be_bytes()).update(b),
                };
            }
        }
        Ok(*hasher.finalize().as_bytes())
    }

    /// Somebody's name: the latest by time, then by entry.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_name(&self, at: &At, name: &str) -> StorageResult<()> {
        self.run(
            "INSERT INTO name (person, name, time_ms, entry) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (person) DO UPDATE SET name = ?2, time_ms = ?3, entry = ?4
             WHERE (?3, ?4) > (time_ms, entry)",
            params![at.author.0, name, int(at.time_ms), at.id.0],
        )
        .map(|_| ())
    }

    /// All names.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn names(&self) -> StorageResult<Vec<(PersonId, String)>> {
        self.all("SELECT person, name FROM name", [], |r| Ok((PersonId(array(r, 0)?), r.get(1)?)))
    }

    /// Adds a note and indexes it; a correction that came before it takes effect.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_note(&self, at: &At, kind: u8, text: &str) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO note (id, space, device, seq, author, kind, text, current, time_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)",
            params![at.id.0, at.space, at.device, int(at.seq), at.author.0, kind, text, int(at.time_ms)],
        )?;
        self.run("INSERT INTO note_text (rowid, current) VALUES (?1, ?2)", params![self.connection.last_insert_rowid(), text])?;
        // Corrections seldom come before what they correct.
        let early = self.one("SELECT 1 FROM correction WHERE note = ?1 LIMIT 1", [at.id.0], |_| Ok(()))?;
        early.map_or(Ok(()), |()| self.correct(&at.id))
    }

    /// Adds a correction.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_correction(&self, at: &At, note: &EntryId, text: &str) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO correction (id, note, author, text, time_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![at.id.0, note.0, at.author.0, text, int(at.time_ms)],
        )?;
        self.correct(note)
    }

    /// Brings a note's current text up to its author's latest correction.
    pub(super) fn correct(&self, note: &EntryId) -> StorageResult<()> {
        let sql = "SELECT n.rowid, n.current, coalesce(c.text, n.text) FROM note n LEFT JOIN correction c ON c.note = n.id AND c.author = n.author
                   WHERE n.id = ?1 ORDER BY c.time_ms DESC, c.id DESC LIMIT 1";
        let Some((rowid, old, new)) = self.one(sql, [note.0], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?)))? else {
            return Ok(());
        };
        if old != new {
            self.run("INSERT INTO note_text (note_text, rowid, current) VALUES ('delete', ?1, ?2)", params![rowid, old])?;
            self.run("UPDATE note SET current = ?2 WHERE rowid = ?1", params![rowid, new])?;
            self.run("INSERT INTO note_text (rowid, current) VALUES (?1, ?2)", params![rowid, new])?;
        }
        Ok(())
    }

    fn read_note(r: &Row<'_>) -> rusqlite::Result<NoteRow> {
        Ok(NoteRow { at: at(r)?, kind: r.get(6)?, text: r.get(7)?, current: r.get(8)? })
    }

    /// One note.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note(&self, id: &EntryId) -> StorageResult<Option<NoteRow>> {
        self.one(&format!("SELECT {AT}, kind, text, current FROM note WHERE id = ?1"), [id.0], Self::read_note)
    }

    /// Ids of every note, for finding one by the beginning of its id.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_ids(&self) -> StorageResult<Vec<EntryId>> {
        self.all("SELECT id FROM note", [], |r| Ok(EntryId(array(r, 0)?)))
    }

    /// Every item that a person may ask the whereabouts of: id, space, device, sequence.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn item_rows(&self) -> StorageResult<Vec<(EntryId, i64, i64, u64)>> {
        let sql = "SELECT id, space, device, seq FROM note UNION ALL SELECT id, space, device, seq FROM visit UNION ALL SELECT id, space, changed_device, changed_seq FROM document";
        self.all(sql, [], |r| Ok((EntryId(array(r, 0)?), r.get(1)?, r.get(2)?, uint(r.get(3)?))))
    }

    /// Notes of a space, newest first, before a time.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn notes(&self, space: i64, before_ms: u64, limit: u32) -> StorageResult<Vec<NoteRow>> {
        let sql = format!("SELECT {AT}, kind, text, current FROM note WHERE space = ?1 AND time_ms < ?2 ORDER BY time_ms DESC, id DESC LIMIT ?3");
        self.all(&sql, params![space, int(before_ms), limit], Self::read_note)
    }

    /// Notes whose text matches every word (the last by its beginning), newest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn search_notes(&self, query: &str, space: Option<i64>, limit: u32) -> StorageResult<Vec<NoteRow>> {
        let sql = "SELECT n.space, n.device, n.seq, n.id, n.author, n.time_ms, n.kind, n.text, n.current FROM note_text t JOIN note n ON n.rowid = t.rowid
                   WHERE note_text MATCH ?1 AND (?2 IS NULL OR n.space = ?2) ORDER BY n.time_ms DESC, n.id DESC LIMIT ?3";
        self.all(sql, params![query, space, limit], Self::read_note)
    }

    /// Earlier texts of a note, oldest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn earlier(&self, note: &NoteRow) -> StorageResult<Vec<String>> {
        let sql = "SELECT text FROM correction WHERE note = ?1 AND author = ?2 ORDER BY time_ms, id";
        let mut texts = vec![note.text.clone()];
        texts.extend(self.all(sql, params![note.at.id.0, note.at.author.0], |r| r.get::<_, String>(0))?);
        texts.pop();
        Ok(texts)
    }

    /// How many notes of a space by others are newer than a time.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn notes_since(&self, space: i64, since_ms: u64, me: &PersonId) -> StorageResult<u32> {
        Ok(self
            .one("SELECT count(*) FROM note WHERE space = ?1 AND time_ms > ?2 AND author != ?3", params![space, int(since_ms), me.0], |r| r.get(0))?
            .unwrap_or(0))
    }

    /// Adds a visit's beginning.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_visit(&self, at: &At, started_ms: u64) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO visit (id, space, device, seq, visitor, started_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![at.id.0, at.space, at.device, int(at.seq), at.author.0, int(started_ms)],
        )
        .map(|_| ())
    }

    /// Adds an end of a visit. Its visitor's with the lowest id is the one that is read, so that every device shows the same.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_visit_end(&self, at: &At, visit: &EntryId, end: &VisitEndRow) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO visit_end (visit, id, author, device, seq, ended_ms, minutes, done, how, text, handover, given)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                visit.0,
                at.id.0,
                at.author.0,
                end.at.0,
                int(end.at.1),
                int(end.ended_ms),
                end.minutes,
                end.done,
                end.how,
                end.text,
                end.handover,
                end.given
            ],
        )
        .map(|_| ())
    }

    /// Adds a confirmation of a visit.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_confirmed(&self, at: &At, visit: &EntryId, attest: &[u8]) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO visit_confirmed (visit, id, person, attest) VALUES (?1, ?2, ?3, ?4)", params![visit.0, at.id.0, at.author.0, attest])
            .map(|_| ())
    }

    /// Every confirmation held: the visit and the attestation.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn confirmations(&self) -> StorageResult<Vec<(EntryId, Vec<u8>)>> {
        self.all("SELECT visit, attest FROM visit_confirmed ORDER BY visit, id", [], |r| Ok((EntryId(array(r, 0)?), r.get(1)?)))
    }

    /// Puts a document's row in place of what was there.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_document(&self, d: &DocumentRow) -> StorageResult<()> {
        self.run(
            "INSERT INTO document (id, space, kind, device, seq, owner, side, changed_by, changed_ms, changed_device, changed_seq, view, saved)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (id) DO UPDATE SET changed_by = ?8, changed_ms = ?9, changed_device = ?10, changed_seq = ?11, view = ?12, saved = ?13",
            params![
                d.at.id.0,
                d.at.space,
                d.kind,
                d.at.device,
                int(d.at.seq),
                d.at.author.0,
                d.side,
                d.changed.0.0,
                int(d.changed.1),
                d.changed.2,
                int(d.changed.3),
                d.view,
                d.saved
            ],
        )
        .map(|_| ())
    }

    fn read_document(r: &Row<'_>) -> rusqlite::Result<DocumentRow> {
        let changed = (PersonId(array(r, 8)?), uint(r.get(9)?), r.get(10)?, uint(r.get(11)?));
        Ok(DocumentRow { at: at(r)?, kind: r.get(6)?, side: r.get(7)?, changed, view: r.get(12)?, saved: r.get(13)? })
    }

    /// One document.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn document(&self, id: &EntryId) -> StorageResult<Option<DocumentRow>> {
        self.one(&format!("SELECT {DOCUMENT} WHERE id = ?1"), [id.0], Self::read_document)
    }

    /// Documents of a kind in a space (or in all), the last changed first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn documents(&self, space: Option<i64>, kind: u8, owner: Option<&PersonId>) -> StorageResult<Vec<DocumentRow>> {
        let sql = format!("SELECT {DOCUMENT} WHERE (?1 IS NULL OR space = ?1) AND kind = ?2 AND (?3 IS NULL OR owner = ?3) ORDER BY changed_ms DESC, id");
        self.all(&sql, params![space, kind, owner.map(|p| p.0)], Self::read_document)
    }

    /// Puts a change aside until its document, or what it rests on, comes.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn add_document_waiting(&self, document: &EntryId, device: i64, seq: u64, change: &[u8]) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO document_waiting (document, device, seq, change) VALUES (?1, ?2, ?3, ?4)",
            params![document.0, device, int(seq), change],
        )
        .map(|_| ())
    }

    /// The changes that wait for a document: device, sequence, change.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn document_waiting(&self, document: &EntryId) -> StorageResult<Vec<(i64, u64, Vec<u8>)>> {
        self.all("SELECT device, seq, change FROM document_waiting WHERE document = ?1 ORDER BY device, seq", [document.0], |r| {
            Ok((r.get(0)?, uint(r.get(1)?), r.get(2)?))
        })
    }

    /// A change no longer waits.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_document_waiting(&self, document: &EntryId, device: i64, seq: u64) -> StorageResult<()> {
        self.run("DELETE FROM document_waiting WHERE document = ?1 AND device = ?2 AND seq = ?3", params![document.0, device, int(seq)]).map(|_| ())
    }

    /// Replaces what can be found of a person through one document.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_offers(&self, person: &PersonId, document: &EntryId, offers: &[(String, String, String)]) -> StorageResult<()> {
        self.run("DELETE FROM offer WHERE document = ?1", [document.0])?;
        for (list, item, folded) in offers {
            self.run(
                "INSERT OR IGNORE INTO offer (person, document, list, item, folded) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![person.0, document.0, list, item, folded],
            )?;
        }
        Ok(())
    }

    /// All that can be found of people: person, list, item, folded.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn offers(&self) -> StorageResult<Vec<(PersonId, String, String, String)>> {
        self.all("SELECT person, list, item, folded FROM offer ORDER BY person, list, item", [], |r| {
            Ok((PersonId(array(r, 0)?), r.get(1)?, r.get(2)?, r.get(3)?))
        })
    }
}

const DOCUMENT: &str = "space, device, seq, id, owner, changed_ms, kind, side, changed_by, changed_ms, changed_device, changed_seq, view, saved FROM document";
