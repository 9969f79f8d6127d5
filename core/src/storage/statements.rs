//! Facts that are read as they stand, and who has opened what.

use super::{
    Storage, StorageResult, array, int,
    projection::{AT, At, at},
};
use crate::fact::Opened;
use kith_wire::{EntryId, PersonId};
use rusqlite::params;

/// Who opened something, on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessRow {
    /// The space's number.
    pub space: i64,
    /// Who opened it.
    pub viewer: PersonId,
    /// The day, counted from 1970, as said by the viewer's device.
    pub day: u32,
    /// What.
    pub opened: Opened,
}

impl Storage {
    /// Keeps a fact that is read as it stands, under its number.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_statement(&self, at: &At, kind: u8, body: &[u8]) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO statement (id, space, device, seq, author, kind, body, time_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![at.id.0, at.space, at.device, int(at.seq), at.author.0, kind, body, int(at.time_ms)],
        )
        .map(|_| ())
    }

    /// Facts of a number in a space (or in all), oldest first, with their bodies.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn statements(&self, space: Option<i64>, kind: u8) -> StorageResult<Vec<(At, Vec<u8>)>> {
        let sql = super::in_space(space, &format!("SELECT {AT}, body FROM statement WHERE "), " AND kind = ?2 ORDER BY time_ms, id");
        self.all(&sql, params![space, kind], |r| Ok((at(r)?, r.get(6)?)))
    }

    /// What was told again of one visit, with the bodies. In a fact 17 the visit's id follows seven bytes that are always the same but for
    /// one: a pair, its number, a list of one, the correction, the end, and thirty-two bytes.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn visit_corrections(&self, space: i64, visit: &EntryId) -> StorageResult<Vec<(At, Vec<u8>)>> {
        let sql = format!("SELECT {AT}, body FROM statement WHERE space = ?1 AND kind = 17 AND substr(body, 8, 32) = ?2 ORDER BY time_ms, id");
        self.all(&sql, params![space, visit.0], |r| Ok((at(r)?, r.get(6)?)))
    }

    /// Notes who has opened what.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn put_access(&self, row: &AccessRow) -> StorageResult<()> {
        let o = &row.opened;
        self.run(
            "INSERT OR IGNORE INTO access (space, viewer, about, day, what, how) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![row.space, row.viewer.0, o.about.0, row.day, o.what, o.how],
        )
        .map(|_| ())
    }

    /// Who has opened what about somebody, newest first.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn accesses(&self, about: &PersonId, limit: u32) -> StorageResult<Vec<AccessRow>> {
        let sql = "SELECT space, viewer, about, day, what, how FROM access WHERE about = ?1 ORDER BY day DESC, viewer, what, how LIMIT ?2";
        self.all(sql, params![about.0, limit], |r| {
            let opened = Opened { about: PersonId(array(r, 2)?), what: r.get(4)?, how: r.get(5)? };
            Ok(AccessRow { space: r.get(0)?, viewer: PersonId(array(r, 1)?), day: r.get(3)?, opened })
        })
    }

    /// Notes that something was opened here.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn note_opened(&self, space: i64, day: u32, o: &Opened) -> StorageResult<()> {
        self.run("INSERT OR IGNORE INTO opened (space, about, day, what, how) VALUES (?1, ?2, ?3, ?4, ?5)", params![space, o.about.0, day, o.what, o.how])
            .map(|_| ())
    }

    /// Whether something is noted as opened here on a day.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn is_opened(&self, space: i64, day: u32, o: &Opened) -> StorageResult<bool> {
        let sql = "SELECT 1 FROM opened WHERE space = ?1 AND about = ?2 AND day = ?3 AND what = ?4 AND how = ?5";
        Ok(self.one(sql, params![space, o.about.0, day, o.what, o.how], |_| Ok(()))?.is_some())
    }

    /// What was opened here before a day and has not been said: space, day, what.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn opened_before(&self, day: u32) -> StorageResult<Vec<(i64, u32, Opened)>> {
        self.all("SELECT space, day, about, what, how FROM opened WHERE day < ?1 ORDER BY space, day, about, what, how", [day], |r| {
            Ok((r.get(0)?, r.get(1)?, Opened { about: PersonId(array(r, 2)?), what: r.get(3)?, how: r.get(4)? }))
        })
    }

    /// Forgets what was opened here before a day.
    ///
    /// # Errors
    /// [`super::StorageError`].
    pub fn drop_opened_before(&self, day: u32) -> StorageResult<()> {
        self.run("DELETE FROM opened WHERE day < ?1", [day]).map(|_| ())
    }
}
