//! Visits as they are read: with the end and the confirmations that have come.

use super::{VisitEndRow, VisitRow, at};
use crate::storage::{Storage, StorageResult, array, in_space, projection::At, uint};
use kith_wire::{EntryId, PersonId};
use rusqlite::params;

/// Visits that somebody has not ended, as they are read at once: one, and what stayed open where they have gone.
const OPEN_MAX: u32 = 100;

impl Storage {
    fn read_visit(&self, (at, started_ms): (At, u64)) -> StorageResult<VisitRow> {
        let sql = "SELECT device, seq, ended_ms, minutes, done, how, text, handover, given FROM visit_end WHERE visit = ?1 AND author = ?2 ORDER BY id LIMIT 1";
        let end = self.one(sql, params![at.id.0, at.author.0], |r| {
            Ok(VisitEndRow {
                at: (r.get(0)?, uint(r.get(1)?)),
                ended_ms: uint(r.get(2)?),
                minutes: r.get(3)?,
                done: r.get(4)?,
                how: r.get(5)?,
                text: r.get(6)?,
                handover: r.get(7)?,
                given: r.get(8)?,
            })
        })?;
        let sql = "SELECT person, attest FROM visit_confirmed WHERE visit = ?1 ORDER BY id";
        let confirmations = self.all(sql, [at.id.0], |r| Ok((PersonId(array(r, 0)?), r.get(1)?)))?;
        Ok(VisitRow { at, started_ms, end, confirmations })
    }

    /// One visit.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn visit(&self, id: &EntryId) -> StorageResult<Option<VisitRow>> {
        let sql = "SELECT space, device, seq, id, visitor, started_ms, started_ms FROM visit WHERE id = ?1";
        self.one(sql, [id.0], |r| Ok((at(r)?, uint(r.get(6)?))))?.map(|v| self.read_visit(v)).transpose()
    }

    /// Visits of a space (or of all), newest first.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn visits(&self, space: Option<i64>, limit: u32) -> StorageResult<Vec<VisitRow>> {
        let sql =
            in_space(space, "SELECT space, device, seq, id, visitor, started_ms, started_ms FROM visit WHERE ", " ORDER BY started_ms DESC, id DESC LIMIT ?2");
        let found = self.all(&sql, params![space, limit], |r| Ok((at(r)?, uint(r.get(6)?))))?;
        found.into_iter().map(|v| self.read_visit(v)).collect()
    }

    /// The ids of all visits, without reading them.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn visit_ids(&self) -> StorageResult<Vec<EntryId>> {
        self.all("SELECT id FROM visit", [], |r| Ok(EntryId(array(r, 0)?)))
    }

    /// Visits of somebody that they have not ended, the newest first.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn open_visits(&self, visitor: &PersonId) -> StorageResult<Vec<VisitRow>> {
        let sql = "SELECT space, device, seq, id, visitor, started_ms, started_ms FROM visit v WHERE visitor = ?1
                   AND NOT EXISTS (SELECT 1 FROM visit_end e WHERE e.visit = v.id AND e.author = ?1) ORDER BY started_ms DESC, id DESC LIMIT ?2";
        let found = self.all(sql, params![visitor.0, OPEN_MAX], |r| Ok((at(r)?, uint(r.get(6)?))))?;
        found.into_iter().map(|v| self.read_visit(v)).collect()
    }
}
