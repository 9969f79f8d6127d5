//! Entries whose time is shown otherwise than their headers say.

use super::{Storage, StorageResult, int, uint};
use rusqlite::params;

/// Why an entry's time is shown otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Doubt {
    /// It is what the author's clock said; only the chain's time says otherwise.
    None = 0,
    /// The author's device says that its clock was wrong, or doubts it.
    Author = 1,
    /// It was later than was plausible when it came here.
    Arrival = 2,
}

/// When an entry is shown to have been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The time.
    pub ms: u64,
    /// What is the matter with its clock.
    pub doubt: Doubt,
}

/// An entry's number, the time of its header, and how it is shown where that is otherwise.
pub type Timed = (u64, u64, Option<Shown>);

fn shown(ms: i64, doubt: u8) -> Shown {
    let doubt = match doubt {
        0 => Doubt::None,
        1 => Doubt::Author,
        _ => Doubt::Arrival,
    };
    Shown { ms: uint(ms), doubt }
}

impl Storage {
    /// How an entry's time is shown, where that is otherwise than its header says.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn shown(&self, space: i64, device: i64, seq: u64) -> StorageResult<Option<Shown>> {
        if !self.clocks.has_rows(|| self.any("clock"))? {
            return Ok(None);
        }
        let sql = "SELECT shown_ms, doubted FROM clock WHERE space = ?1 AND device = ?2 AND seq = ?3";
        self.one(sql, params![space, device, int(seq)], |r| Ok(shown(r.get(0)?, r.get(1)?)))
    }

    /// Has an entry shown so, also where it stands in a list already.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn show_at(&self, space: i64, device: i64, seq: u64, at: Shown) -> StorageResult<()> {
        self.clocks.may_have_rows();
        self.run(
            "INSERT INTO clock (space, device, seq, shown_ms, doubted) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (space, device, seq) DO UPDATE SET shown_ms = ?4, doubted = ?5",
            params![space, device, int(seq), int(at.ms), at.doubt as u8],
        )?;
        let entry = "(SELECT id FROM entry WHERE space = ?1 AND lane = 1 AND device = ?2 AND seq = ?3)";
        self.run(&format!("UPDATE note SET time_ms = ?4 WHERE id = {entry}"), params![space, device, int(seq), int(at.ms)])?;
        if at.doubt != Doubt::None {
            let sql = format!("UPDATE visit SET started_ms = min(started_ms, ?4) WHERE id = {entry}");
            self.run(&sql, params![space, device, int(seq), int(at.ms)])?;
        }
        Ok(())
    }

    /// The times of a device's entries in the data lane, from one number up to another, in order.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn times(&self, space: i64, device: i64, span: (u64, u64)) -> StorageResult<Vec<Timed>> {
        let sql = "SELECT e.seq, e.time_ms, c.shown_ms, c.doubted FROM entry e
                   LEFT JOIN clock c ON c.space = e.space AND c.device = e.device AND c.seq = e.seq
                   WHERE e.space = ?1 AND e.lane = 1 AND e.device = ?2 AND e.seq BETWEEN ?3 AND ?4 ORDER BY e.seq";
        self.all(sql, params![space, device, int(span.0), int(span.1)], |r| {
            let otherwise = r.get::<_, Option<i64>>(2)?.zip(r.get::<_, Option<u8>>(3)?).map(|(ms, doubt)| shown(ms, doubt));
            Ok((uint(r.get(0)?), uint(r.get(1)?), otherwise))
        })
    }

    /// When the newest note of a space was written, as far as can be told: as it is shown or, where this device only could not believe it,
    /// as its author's device said, whichever is earlier; `but` leaves out those of one device.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn newest_note(&self, space: i64, but: Option<i64>) -> StorageResult<Option<u64>> {
        let believed = "SELECT n.time_ms FROM note n WHERE n.space = ?1 AND (?2 IS NULL OR n.device != ?2)
                        AND NOT EXISTS (SELECT 1 FROM clock c WHERE c.space = n.space AND c.device = n.device AND c.seq = n.seq AND c.doubted = 2)
                        ORDER BY n.time_ms DESC LIMIT 1";
        let doubted = "SELECT max(min(n.time_ms, e.time_ms)) FROM clock c
                       JOIN entry e ON e.space = c.space AND e.lane = 1 AND e.device = c.device AND e.seq = c.seq JOIN note n ON n.id = e.id
                       WHERE c.space = ?1 AND c.doubted = 2 AND (?2 IS NULL OR c.device != ?2)";
        let believed = self.one(believed, params![space, but], |r| r.get::<_, i64>(0))?;
        let doubted = self.one(doubted, params![space, but], |r| r.get::<_, Option<i64>>(0))?.flatten();
        Ok(believed.max(doubted).map(uint))
    }

    /// When another device first wrote a note of a space after a moment, as notes are shown.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn first_note_after(&self, space: i64, but: i64, after_ms: u64) -> StorageResult<Option<u64>> {
        let sql = "SELECT time_ms FROM note WHERE space = ?1 AND time_ms > ?3 AND device != ?2 ORDER BY time_ms LIMIT 1";
        self.one(sql, params![space, but, int(after_ms)], |r| Ok(uint(r.get(0)?)))
    }

    /// Has others' notes that are shown as later than `until`, and so came under a clock that was wrong itself, shown as of a moment.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn doubt_after_all(&self, space: i64, but: i64, (until_ms, shown_ms): (u64, u64)) -> StorageResult<()> {
        let of = "FROM note n WHERE n.space = ?1 AND n.device != ?2 AND n.time_ms > ?3";
        self.clocks.may_have_rows();
        self.run(
            &format!("INSERT OR REPLACE INTO clock (space, device, seq, shown_ms, doubted) SELECT n.space, n.device, n.seq, ?4, 2 {of}"),
            params![space, but, int(until_ms), int(shown_ms)],
        )?;
        let sql = "UPDATE note SET time_ms = ?4 WHERE space = ?1 AND device != ?2 AND time_ms > ?3";
        self.run(sql, params![space, but, int(until_ms), int(shown_ms)]).map(|_| ())
    }

    /// Has what came from others and could not be believed, under a clock that was wrong itself, shown as its authors said: what they said
    /// to be of before `until`, and was shown as later than that.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn believe_after_all(&self, space: i64, until_ms: u64) -> StorageResult<()> {
        let meant = "SELECT e.id, e.time_ms FROM clock c JOIN entry e ON e.space = c.space AND e.lane = 1 AND e.device = c.device AND e.seq = c.seq
                     WHERE c.space = ?1 AND c.doubted = 2 AND c.shown_ms > ?2 AND e.time_ms <= ?2";
        self.run(&format!("UPDATE note SET time_ms = m.time_ms FROM ({meant}) AS m WHERE note.id = m.id"), params![space, int(until_ms)])?;
        self.run(
            "DELETE FROM clock WHERE space = ?1 AND doubted = 2 AND shown_ms > ?2
             AND (SELECT e.time_ms FROM entry e WHERE e.space = ?1 AND e.lane = 1 AND e.device = clock.device AND e.seq = clock.seq) <= ?2",
            params![space, int(until_ms)],
        )
        .map(|_| ())
    }
}
