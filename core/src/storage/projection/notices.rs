//! Notices of the commons, what a person's space holds of coins, and until when a circle has been looked at.

use super::{AT, At, NoticeRow, at};
use crate::{
    fact::{Fact, Target},
    storage::{Storage, StorageResult, array, int, uint},
};
use kith_wire::{EntryId, limits};
use rusqlite::params;

impl Storage {
    /// Adds a notice. Whether its author may give it is asked when it is read.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn put_notice(&self, at: &At, kind: u8, key: &[u8], value: &[u8]) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO notice (id, space, device, seq, author, kind, key, value, time_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![at.id.0, at.space, at.device, int(at.seq), at.author.0, kind, key, value, int(at.time_ms)],
        )
        .map(|_| ())
    }

    /// Notices of a kind in a space under a key (or all), oldest first.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn notices(&self, space: i64, kind: u8, key: Option<&[u8]>) -> StorageResult<Vec<NoticeRow>> {
        let sql = format!("SELECT {AT}, key, value FROM notice WHERE space = ?1 AND kind = ?2 AND (?3 IS NULL OR key = ?3) ORDER BY time_ms, id");
        self.all(&sql, params![space, kind, key], |r| Ok(NoticeRow { at: at(r)?, key: r.get(6)?, value: r.get(7)? }))
    }

    /// Where one notice stands.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn notice(&self, id: &EntryId) -> StorageResult<Option<At>> {
        self.one(&format!("SELECT {AT} FROM notice WHERE id = ?1"), [id.0], at)
    }

    /// Adds something about coins.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn put_coin_item(&self, at: &At, kind: u8) -> StorageResult<()> {
        self.run(
            "INSERT OR IGNORE INTO coin_item (space, device, seq, kind, time_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![at.space, at.device, int(at.seq), kind, int(at.time_ms)],
        )
        .map(|_| ())
    }

    /// What a space says about coins, in the order of its authors' clocks: kind, time, bytes.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn coin_items(&self, space: i64) -> StorageResult<Vec<(u8, u64, Vec<u8>)>> {
        let sql = "SELECT i.time_ms, e.body FROM coin_item i JOIN entry e ON e.space = i.space AND e.lane = 1 AND e.device = i.device AND e.seq = i.seq
                   WHERE i.space = ?1 AND e.body IS NOT NULL ORDER BY i.time_ms, i.device, i.seq";
        let rows = self.all(sql, [space], |r| {
            let time_ms = uint(r.get(0)?);
            Ok(match Fact::from_bytes(r.get_ref(1)?.as_blob()?) {
                Ok(Fact::Coin(kind, bytes)) => Some((kind, time_ms, bytes)),
                _ => None,
            })
        })?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Things about coins of one kind that a space holds, each with the entry that brought it: its author's number, the entry, its bytes.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn coin_item_entries(&self, space: i64, kind: u8) -> StorageResult<Vec<(i64, Target, Vec<u8>)>> {
        let sql =
            "SELECT i.device, i.seq, e.id, e.body FROM coin_item i JOIN entry e ON e.space = i.space AND e.lane = 1 AND e.device = i.device AND e.seq = i.seq
                   WHERE i.space = ?1 AND i.kind = ?2 AND e.body IS NOT NULL ORDER BY i.device, i.seq";
        let rows = self.all(sql, params![space, kind], |r| {
            let target = Target { seq: uint(r.get(1)?), id: EntryId(array(r, 2)?) };
            Ok(match Fact::from_bytes(r.get_ref(3)?.as_blob()?) {
                Ok(Fact::Coin(_, bytes)) => Some((r.get(0)?, target, bytes)),
                _ => None,
            })
        })?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// What each device of a space said of one kind of thing about coins, in the order of its own chain.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn coin_items_by(&self, space: i64, kind: u8) -> StorageResult<Vec<(i64, Vec<u8>)>> {
        let sql = "SELECT i.device, e.body FROM coin_item i JOIN entry e ON e.space = i.space AND e.lane = 1 AND e.device = i.device AND e.seq = i.seq
                   WHERE i.space = ?1 AND i.kind = ?2 ORDER BY i.device, i.seq";
        let rows = self.all(sql, params![space, kind], |r| {
            let body: Option<Vec<u8>> = r.get(1)?;
            Ok(body.and_then(|body| match Fact::from_bytes(&body) {
                Ok(Fact::Coin(_, bytes)) => Some((r.get(0), bytes)),
                _ => None,
            }))
        })?;
        rows.into_iter().flatten().map(|(device, bytes)| Ok((device?, bytes))).collect()
    }

    /// Forgets one thing about coins, whose entry was erased.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn drop_coin_item(&self, space: i64, device: i64, seq: u64) -> StorageResult<()> {
        self.run("DELETE FROM coin_item WHERE space = ?1 AND device = ?2 AND seq = ?3", params![space, device, int(seq)]).map(|_| ())
    }

    /// Until when a circle has been looked at.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn seen_until(&self, space: i64) -> StorageResult<u64> {
        Ok(self.one("SELECT time_ms FROM seen_until WHERE space = ?1", [space], |r| r.get(0))?.map_or(0, uint))
    }

    /// Moves on until when a circle has been looked at.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn set_seen_until(&self, space: i64, time_ms: u64, now_ms: u64) -> StorageResult<()> {
        let plausible = now_ms.saturating_add(limits::CLOCK_AHEAD_MS_MAX);
        self.run(
            "INSERT INTO seen_until (space, time_ms) VALUES (?1, ?2)
             ON CONFLICT (space) DO UPDATE SET time_ms = CASE WHEN time_ms > ?3 THEN ?2 ELSE max(time_ms, ?2) END",
            params![space, int(time_ms.min(plausible)), int(plausible)],
        )
        .map(|_| ())
    }

    /// What was looked at reaches no further than this: the clock had been wrong.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn lower_seen_until(&self, time_ms: u64) -> StorageResult<()> {
        self.run("UPDATE seen_until SET time_ms = min(time_ms, ?1)", [int(time_ms)]).map(|_| ())
    }

    /// Own entries of a device in the data lane beyond a sequence: sequence, kind of entry, time, body.
    ///
    /// # Errors
    /// [`crate::storage::StorageError`].
    pub fn own_beyond(&self, space: i64, device: i64, after: u64, limit: u32) -> StorageResult<Vec<(u64, EntryId, u8, u64, Vec<u8>)>> {
        let sql =
            "SELECT seq, id, kind, time_ms, coalesce(body, x'') FROM entry WHERE space = ?1 AND lane = 1 AND device = ?2 AND seq > ?3 ORDER BY seq LIMIT ?4";
        self.all(sql, params![space, device, int(after), limit], |r| Ok((uint(r.get(0)?), EntryId(array(r, 1)?), r.get(2)?, uint(r.get(3)?), r.get(4)?)))
    }
}
