//! Mailboxes in one SQLite file: one writer, a few readers, commits that are flushed before anybody is told.

use super::gone::{Ledger, Record};
use super::high_water::HighWater;
use super::{Day, Extent, Mailbox, Mailboxes, NewEnvelope, PageSize, Placement, Quotas, Reading, StorageError, Totals};
use kith_wire::envelope::EnvelopeKind;
use kith_wire::relay::{Cursor, EnvelopeHash, Item, LogEpoch, envelope_hash};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use rusqlite_migration::{M, Migrations};
use std::{
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// The database's file in the relay's directory.
pub(super) const DATABASE: &str = "relay.db";
/// The mark beside it.
const MARK: &str = "relay.mark";
/// The ledger of what was deleted, beside it too.
const LEDGER: &str = "relay.gone";
/// Connections that read at once.
const READERS: usize = 4;
/// Envelopes that one pruning step drops.
const PRUNE_STEP: u32 = 1_000;
/// How long a statement waits for a lock that a backup may hold.
const BUSY_MS: u64 = 5_000;

/// Mailboxes in SQLite.
pub struct SqliteMailboxes {
    writer: Mutex<Connection>,
    readers: Vec<Mutex<Connection>>,
    turn: AtomicUsize,
    tidier: Mutex<Connection>,
    mark: HighWater,
    ledger: Ledger,
    log_epoch: LogEpoch,
    quotas: Quotas,
}

/// A mailbox's row.
struct Row {
    id: i64,
    head: Cursor,
    floor: Cursor,
    bytes: u64,
    claimed: bool,
}

impl SqliteMailboxes {
    /// Opens the storage in a directory, making it if there is none.
    ///
    /// # Errors
    /// When the database or its mark cannot be opened.
    pub fn open(dir: &Path, quotas: Quotas) -> Result<Self, StorageError> {
        let path = dir.join(DATABASE);
        let mut writer = connect(&path)?;
        Migrations::new(vec![M::up(include_str!("001.sql")), M::up(include_str!("002.sql"))]).to_latest(&mut writer)?;
        let (mark, marked) = HighWater::open(&dir.join(MARK))?;
        let log_epoch = log_epoch(&mut writer, marked)?;
        let appended = writer.query_row("SELECT appended FROM relay", [], |row| number(row, 0))?;
        mark.set(appended)?;
        let (ledger, records) = Ledger::open(&dir.join(LEDGER))?;
        drop_recorded(&mut writer, log_epoch, &records)?;
        let readers = (0..READERS).map(|_| connect(&path).map(Mutex::new)).collect::<Result<_, _>>()?;
        let tidier = Mutex::new(connect(&path)?);
        Ok(Self { writer: Mutex::new(writer), readers, turn: AtomicUsize::new(0), tidier, mark, ledger, log_epoch, quotas })
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        lock(&self.readers[turn % READERS])
    }

    fn place(&self, tx: &Transaction<'_>, new: &NewEnvelope<'_>, today: Day, totals: &mut Totals) -> Result<Placement, StorageError> {
        let found = row(tx, self.log_epoch, &new.mailbox)?;
        if found.is_none() && !new.may_create {
            return Ok(Placement::MayNotCreate);
        }
        let created = found.is_none();
        let row = match found {
            Some(row) => row,
            None => Row { id: 0, head: Cursor::start(self.log_epoch), floor: Cursor::start(self.log_epoch), bytes: 0, claimed: false },
        };
        let hash = envelope_hash(new.bytes);
        if is_gone(tx, row.id, &hash)? {
            return Ok(Placement::Gone);
        }
        if let Some(cursor) = held(tx, &row, &hash)? {
            return Ok(Placement::Placed { cursor, held: true, created: false });
        }
        let size = new.bytes.len() as u64;
        if !self.has_room(new.mailbox.kind, &row, size, totals.bytes) {
            return Ok(Placement::Full);
        }
        let id = if created { create(tx, &new.mailbox, false)? } else { row.id };
        let cursor = row.head.then_hash(&hash);
        tx.prepare_cached("INSERT INTO envelope (mailbox, seq, hash, link, day, body) VALUES (?, ?, ?, ?, ?, ?)")?.execute(params![
            id,
            cursor.seq.cast_signed(),
            hash,
            cursor.link,
            today.0,
            new.bytes
        ])?;
        tx.prepare_cached("UPDATE mailbox SET head = ?, head_link = ?, bytes = bytes + ? WHERE id = ?")?.execute(params![
            cursor.seq.cast_signed(),
            cursor.link,
            size.cast_signed(),
            id
        ])?;
        totals.appended += 1;
        totals.bytes += size;
        Ok(Placement::Placed { cursor, held: false, created })
    }

    fn has_room(&self, kind: EnvelopeKind, row: &Row, size: u64, kept: u64) -> bool {
        let (bytes_max, envelopes_max) = match kind {
            EnvelopeKind::Space => (self.quotas.mailbox_bytes, self.quotas.mailbox_envelopes),
            EnvelopeKind::Drop => (self.quotas.box_bytes, self.quotas.box_envelopes),
        };
        let bytes = row.bytes.saturating_add(size);
        let envelopes = row.head.seq.saturating_sub(row.floor.seq);
        let reserved = kind == EnvelopeKind::Drop && row.claimed && bytes <= self.quotas.box_reserve_bytes;
        bytes <= bytes_max && envelopes < envelopes_max && (reserved || kept.saturating_add(size) <= self.quotas.store_bytes)
    }
}

impl Mailboxes for SqliteMailboxes {
    fn log_epoch(&self) -> LogEpoch {
        self.log_epoch
    }

    fn append(&self, batch: &[NewEnvelope<'_>], today: Day) -> Result<Vec<Placement>, StorageError> {
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut totals = totals(&tx)?;
        let before = totals;
        let placed = batch.iter().map(|new| self.place(&tx, new, today, &mut totals)).collect::<Result<Vec<_>, _>>()?;
        if totals != before {
            tx.prepare_cached("UPDATE relay SET appended = ?, bytes = ?")?.execute(params![totals.appended.cast_signed(), totals.bytes.cast_signed()])?;
        }
        tx.commit()?;
        if totals != before {
            self.mark.set(totals.appended)?;
        }
        Ok(placed)
    }

    fn claim(&self, mailbox: &Mailbox, may_create: bool) -> Result<bool, StorageError> {
        let found = row(&self.reader(), self.log_epoch, mailbox)?;
        if found.as_ref().is_some_and(|row| row.claimed) || (found.is_none() && !may_create) {
            return Ok(false);
        }
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let changed = tx.execute("UPDATE mailbox SET claimed = 1 WHERE kind = ? AND tag = ?", params![mailbox.kind as u8, mailbox.tag.0])?;
        if changed == 0 {
            create(&tx, mailbox, true)?;
        }
        tx.commit()?;
        Ok(changed == 0)
    }

    fn extent(&self, mailbox: &Mailbox) -> Result<Extent, StorageError> {
        Ok(extent_of(row(&self.reader(), self.log_epoch, mailbox)?.as_ref(), self.log_epoch))
    }

    fn read(&self, mailbox: &Mailbox, after: Option<&Cursor>, size: PageSize) -> Result<Reading, StorageError> {
        let mut reader = self.reader();
        let tx = reader.transaction()?;
        let row = row(&tx, self.log_epoch, mailbox)?;
        let extent = extent_of(row.as_ref(), self.log_epoch);
        let start = match (after, &row) {
            (None, Some(row)) => row.floor,
            (None, None) => Cursor::start(self.log_epoch),
            (Some(after), _) => *after,
        };
        if start.log_epoch != self.log_epoch || start.seq > extent.head.seq {
            return Ok(Reading::Mismatch(extent));
        }
        if start.seq < extent.floor {
            return Ok(Reading::SnapshotRequired(extent));
        }
        let Some(row) = row else {
            return Ok(if start.link == [0; 32] { empty(start) } else { Reading::Mismatch(extent) });
        };
        if link_at(&tx, &row, start.seq)? != Some(start.link) {
            return Ok(Reading::Mismatch(extent));
        }
        page(&tx, &row, start, size)
    }

    fn delete(&self, mailbox: &Mailbox, hashes: &[[u8; 32]], today: Day) -> Result<u64, StorageError> {
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let Some(row) = row(&tx, self.log_epoch, mailbox)? else { return Ok(0) };
        let mut records: Vec<Record> = Vec::new();
        let mut dropped = 0;
        for hash in hashes {
            if is_gone(&tx, row.id, hash)? {
                continue;
            }
            if held(&tx, &row, hash)?.is_some() {
                dropped += drop_one(&tx, row.id, hash)?;
            } else if count_gone(&tx, row.id)? < self.quotas.mailbox_envelopes {
                tx.prepare_cached("INSERT OR IGNORE INTO gone (mailbox, hash, day) VALUES (?, ?, ?)")?.execute(params![row.id, hash, today.0])?;
            } else {
                continue;
            }
            records.push(Record { mailbox: *mailbox, hash: *hash, day: today });
        }
        if records.is_empty() {
            return Ok(0);
        }
        self.ledger.add(&records)?;
        tx.commit()?;
        Ok(dropped)
    }

    fn prune(&self, keep_from: Day, forget_from: Day) -> Result<bool, StorageError> {
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let dropped = drop_old(&tx, keep_from)?;
        let forgotten = tx
            .prepare_cached("DELETE FROM envelope WHERE id IN (SELECT e.id FROM envelope e JOIN mailbox m ON m.id = e.mailbox WHERE e.day < ? AND e.body IS NULL AND e.seq <= m.floor LIMIT ?)")?
            .execute(params![forget_from.0, PRUNE_STEP])?;
        tx.prepare_cached("DELETE FROM gone WHERE day < ?")?.execute([forget_from.0])?;
        tx.commit()?;
        self.ledger.forget(forget_from)?;
        Ok(dropped.max(forgotten) >= PRUNE_STEP as usize)
    }

    fn totals(&self) -> Result<Totals, StorageError> {
        let reader = self.reader();
        let mailboxes = reader.query_row("SELECT count(*) FROM mailbox", [], |row| number(row, 0))?;
        Ok(Totals { mailboxes, ..totals(&reader)? })
    }

    fn probe(&self) -> Result<(), StorageError> {
        lock(&self.writer).execute("UPDATE relay SET probed = probed + 1", [])?;
        Ok(())
    }

    fn tidy(&self) -> Result<(), StorageError> {
        lock(&self.tidier).query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }
}

fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path) -> Result<Connection, StorageError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // What is deleted is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    // The relay checkpoints from a connection of its own, so that no append waits for it.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// Reads the log epoch; draws another when there is none, or when the database holds less than was once committed.
fn log_epoch(writer: &mut Connection, marked: Option<u64>) -> Result<LogEpoch, StorageError> {
    let tx = writer.transaction()?;
    let known: Option<(i64, u64)> = tx.query_row("SELECT log_epoch, appended FROM relay", [], |row| Ok((row.get(0)?, number(row, 1)?))).optional()?;
    let is_older = |appended: u64| marked.map_or(appended > 0, |marked| appended < marked);
    if let Some((epoch, appended)) = known
        && !is_older(appended)
    {
        return Ok(LogEpoch(epoch.cast_unsigned()));
    }
    let mut drawn = [0; 8];
    getrandom::fill(&mut drawn).map_err(|_| StorageError::Random)?;
    let drawn = u64::from_be_bytes(drawn);
    tx.execute(
        "INSERT INTO relay (one, log_epoch, appended, bytes, probed) VALUES (1, ?, 0, 0, 0) ON CONFLICT (one) DO UPDATE SET log_epoch = excluded.log_epoch",
        [drawn.cast_signed()],
    )?;
    tx.commit()?;
    Ok(LogEpoch(drawn))
}

/// A count as the database keeps it: SQLite's integers are signed, and no count comes near the sign.
fn number(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get(column).map(i64::cast_unsigned)
}

fn totals(connection: &Connection) -> Result<Totals, StorageError> {
    Ok(connection
        .prepare_cached("SELECT appended, bytes FROM relay")?
        .query_row([], |row| Ok(Totals { mailboxes: 0, appended: number(row, 0)?, bytes: number(row, 1)? }))?)
}

fn row(connection: &Connection, log_epoch: LogEpoch, mailbox: &Mailbox) -> Result<Option<Row>, StorageError> {
    Ok(connection
        .prepare_cached("SELECT id, head, head_link, floor, floor_link, bytes, claimed FROM mailbox WHERE kind = ? AND tag = ?")?
        .query_row(params![mailbox.kind as u8, mailbox.tag.0], |row| {
            Ok(Row {
                id: row.get(0)?,
                head: Cursor { log_epoch, seq: number(row, 1)?, link: row.get(2)? },
                floor: Cursor { log_epoch, seq: number(row, 3)?, link: row.get(4)? },
                bytes: number(row, 5)?,
                claimed: row.get(6)?,
            })
        })
        .optional()?)
}

fn extent_of(row: Option<&Row>, log_epoch: LogEpoch) -> Extent {
    row.map_or(Extent { head: Cursor::start(log_epoch), floor: 0 }, |row| Extent { head: row.head, floor: row.floor.seq })
}

fn create(tx: &Transaction<'_>, mailbox: &Mailbox, claimed: bool) -> Result<i64, StorageError> {
    tx.prepare_cached("INSERT INTO mailbox (kind, tag, head, head_link, floor, floor_link, bytes, claimed) VALUES (?1, ?2, 0, ?3, 0, ?3, 0, ?4)")?
        .execute(params![mailbox.kind as u8, mailbox.tag.0, [0u8; 32], claimed])?;
    Ok(tx.last_insert_rowid())
}

/// The cursor just after an envelope that the mailbox holds, or held until lately.
fn held(tx: &Transaction<'_>, row: &Row, hash: &[u8; 32]) -> Result<Option<Cursor>, StorageError> {
    Ok(tx
        .prepare_cached("SELECT seq, link FROM envelope WHERE mailbox = ? AND hash = ?")?
        .query_row(params![row.id, hash], |found| Ok(Cursor { log_epoch: row.head.log_epoch, seq: number(found, 0)?, link: found.get(1)? }))
        .optional()?)
}

/// Whether an envelope was deleted from a mailbox.
fn is_gone(tx: &Transaction<'_>, mailbox: i64, hash: &[u8; 32]) -> Result<bool, StorageError> {
    let sql = "SELECT 1 FROM envelope WHERE mailbox = ?1 AND hash = ?2 AND gone = 1 UNION ALL SELECT 1 FROM gone WHERE mailbox = ?1 AND hash = ?2";
    Ok(tx.prepare_cached(sql)?.query_row(params![mailbox, hash], |_| Ok(())).optional()?.is_some())
}

fn count_gone(tx: &Transaction<'_>, mailbox: i64) -> Result<u64, StorageError> {
    Ok(tx.prepare_cached("SELECT count(*) FROM gone WHERE mailbox = ?")?.query_row([mailbox], |row| number(row, 0))?)
}

/// Takes the body of one envelope away; its place, hash and link stay. Gives the number of bodies taken.
fn drop_one(tx: &Transaction<'_>, mailbox: i64, hash: &[u8; 32]) -> Result<u64, StorageError> {
    let bytes: Option<i64> = tx
        .prepare_cached("SELECT coalesce(length(body), 0) FROM envelope WHERE mailbox = ? AND hash = ?")?
        .query_row(params![mailbox, hash], |row| row.get(0))
        .optional()?;
    let Some(bytes) = bytes else { return Ok(0) };
    tx.prepare_cached("UPDATE envelope SET body = NULL, gone = 1 WHERE mailbox = ? AND hash = ?")?.execute(params![mailbox, hash])?;
    tx.prepare_cached("UPDATE mailbox SET bytes = bytes - ? WHERE id = ?")?.execute(params![bytes, mailbox])?;
    tx.prepare_cached("UPDATE relay SET bytes = bytes - ?")?.execute([bytes])?;
    Ok(u64::from(bytes > 0))
}

/// Drops again what the ledger says was deleted: the database may be an older copy.
fn drop_recorded(writer: &mut Connection, log_epoch: LogEpoch, records: &[Record]) -> Result<(), StorageError> {
    if records.is_empty() {
        return Ok(());
    }
    let tx = writer.transaction()?;
    for record in records {
        let Some(row) = row(&tx, log_epoch, &record.mailbox)? else { continue };
        if is_gone(&tx, row.id, &record.hash)? {
            continue;
        }
        if held(&tx, &row, &record.hash)?.is_some() {
            drop_one(&tx, row.id, &record.hash)?;
        } else {
            tx.prepare_cached("INSERT OR IGNORE INTO gone (mailbox, hash, day) VALUES (?, ?, ?)")?.execute(params![row.id, record.hash, record.day.0])?;
        }
    }
    tx.commit()?;
    Ok(())
}

fn link_at(tx: &Transaction<'_>, row: &Row, seq: u64) -> Result<Option<[u8; 32]>, StorageError> {
    if seq == row.floor.seq {
        return Ok(Some(row.floor.link));
    }
    Ok(tx
        .prepare_cached("SELECT link FROM envelope WHERE mailbox = ? AND seq = ?")?
        .query_row(params![row.id, seq.cast_signed()], |found| found.get(0))
        .optional()?)
}

fn empty(start: Cursor) -> Reading {
    Reading::Page { start, items: Vec::new(), end: start, more: false }
}

fn page(tx: &Transaction<'_>, row: &Row, start: Cursor, size: PageSize) -> Result<Reading, StorageError> {
    let mut statement = tx.prepare_cached("SELECT seq, link, body, hash FROM envelope WHERE mailbox = ? AND seq > ? ORDER BY seq LIMIT ?")?;
    let mut rows = statement.query(params![row.id, start.seq.cast_signed(), i64::try_from(size.envelopes).unwrap_or(i64::MAX)])?;
    let (mut items, mut end, mut bytes) = (Vec::new(), start, 0usize);
    while let Some(found) = rows.next()? {
        let body: Option<Vec<u8>> = found.get(2)?;
        let gone = if body.is_none() { Some(EnvelopeHash(found.get(3)?)) } else { None };
        let envelope = body.unwrap_or_default();
        bytes = bytes.saturating_add(envelope.len());
        if bytes > size.bytes && !items.is_empty() {
            break;
        }
        end = Cursor { log_epoch: start.log_epoch, seq: number(found, 0)?, link: found.get(1)? };
        items.push(Item { seq: end.seq, envelope, gone });
    }
    Ok(Reading::Page { start, items, end, more: end.seq < row.head.seq })
}

/// An envelope that is due to be dropped.
struct Old {
    id: i64,
    mailbox: i64,
    seq: i64,
    link: [u8; 32],
    bytes: i64,
}

/// Drops the bodies of old envelopes and raises the floors. Envelopes of a mailbox are dropped from its beginning only.
fn drop_old(tx: &Transaction<'_>, keep_from: Day) -> Result<usize, StorageError> {
    let old: Vec<Old> = tx
        .prepare_cached("SELECT id, mailbox, seq, link, length(body) FROM envelope WHERE day < ? AND body IS NOT NULL ORDER BY day, id LIMIT ?")?
        .query_map(params![keep_from.0, PRUNE_STEP], |row| {
            Ok(Old { id: row.get(0)?, mailbox: row.get(1)?, seq: row.get(2)?, link: row.get(3)?, bytes: row.get(4)? })
        })?
        .collect::<Result<_, _>>()?;
    for Old { id, mailbox, seq, link, bytes } in &old {
        tx.prepare_cached("UPDATE envelope SET body = NULL WHERE id = ?")?.execute([id])?;
        tx.prepare_cached("UPDATE mailbox SET bytes = bytes - ? WHERE id = ?")?.execute(params![bytes, mailbox])?;
        tx.prepare_cached("UPDATE mailbox SET floor = ?1, floor_link = ?2 WHERE id = ?3 AND floor < ?1")?.execute(params![seq, link, mailbox])?;
        tx.prepare_cached("UPDATE relay SET bytes = bytes - ?")?.execute([bytes])?;
    }
    Ok(old.len())
}
