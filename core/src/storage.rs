//! The database of a device: one encrypted SQLite file, one writer, one transaction a command.
//!
//! Write-ahead log, `synchronous = FULL` (what was confirmed survives a power cut), temporary tables in memory (nothing in the clear
//! on disk). The key is raw: 32 random bytes from the key store, no stretching, so a cold start costs a third of a millisecond.
//!
//! *Architecture invariant:* only this module and its parts name `rusqlite`.

pub mod attachments;
pub mod clock;
pub mod envelopes;
pub mod epochs;
pub mod erasure;
#[cfg(test)]
pub(crate) mod faults;
pub mod log;
pub mod outbox;
pub mod passing;
pub mod projection;
pub mod recovery;
pub mod statements;
pub mod unsent;

use rusqlite::{Connection, OptionalExtension, Params, Row};
use rusqlite_migration::{M, Migrations};
use std::{cell::Cell, path::Path};
use zeroize::Zeroizing;

/// The steps from an empty file to the newest schema; a step, once released, never changes.
const SCHEMA: &[M<'_>] = &[
    M::up(include_str!("storage/schema_001.sql")),
    M::up(include_str!("storage/schema_002.sql")),
    M::up(include_str!("storage/schema_003.sql")),
    M::up(include_str!("storage/schema_004.sql")),
    M::up(include_str!("storage/schema_005.sql")),
    M::up(include_str!("storage/schema_006.sql")),
    M::up(include_str!("storage/schema_007.sql")),
    M::up(include_str!("storage/schema_008.sql")),
];

/// What the database cannot do.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Another process has the profile open.
    #[error("the profile is open elsewhere")]
    Busy,
    /// No room left.
    #[error("the disk is full")]
    Full,
    /// The disk takes no more writing: a quota, a limit on the size of files, or a fault.
    #[error("the disk cannot be written to")]
    Unwritable,
    /// The key is another, or the file is damaged.
    #[error("the database cannot be read")]
    Damaged,
    /// Made by a later version.
    #[error("the database was made by a later version")]
    TooNew,
    /// A defect of ours, or a fault of the disk.
    #[error("the database failed")]
    Failed(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode as C, ffi};
        let extended = error.sqlite_error().map(|e| e.extended_code);
        match error.sqlite_error_code() {
            Some(C::DatabaseBusy | C::DatabaseLocked) => Self::Busy,
            Some(C::DiskFull) => Self::Full,
            Some(C::ReadOnly) => Self::Unwritable,
            Some(C::SystemIoFailure) if extended == Some(ffi::SQLITE_IOERR_WRITE) || extended == Some(ffi::SQLITE_IOERR_FSYNC) => Self::Unwritable,
            Some(C::NotADatabase | C::DatabaseCorrupt) => Self::Damaged,
            _ => Self::Failed(error),
        }
    }
}

/// What the storage gives.
pub type StorageResult<T> = Result<T, StorageError>;

/// An open database.
pub struct Storage {
    connection: Connection,
    in_transaction: Cell<bool>,
    /// Whether this transaction took something away that must not stay in the write-ahead log.
    erased: Cell<bool>,
    clocks: Seldom,
    erasures: Seldom,
    #[cfg(test)]
    faults: faults::Faults,
}

/// Whether a table that is mostly empty has rows, as far as is known: every entry that comes is looked for in it.
#[derive(Default)]
struct Seldom(Cell<Option<bool>>);

impl Seldom {
    fn has_rows(&self, look: impl FnOnce() -> StorageResult<bool>) -> StorageResult<bool> {
        if let Some(known) = self.0.get() {
            return Ok(known);
        }
        let found = look()?;
        self.0.set(Some(found));
        Ok(found)
    }

    /// A row is about to be written; where that is undone again, looking costs no more than it did.
    fn may_have_rows(&self) {
        self.0.set(Some(true));
    }
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Storage")
    }
}

/// Gives the connection its raw key. What is left of the key's letters in freed memory is written over by a pragma of the same length
/// that SQLite does not know, parsed in the same places.
fn give_key(connection: &Connection, key: &[u8; 32]) -> StorageResult<()> {
    if is_plain() {
        return Ok(());
    }
    let mut sql = Zeroizing::new(String::with_capacity(KEY_SQL_CHARS));
    sql.push_str("PRAGMA key = \"x'");
    for byte in key {
        for digit in [byte >> 4, byte & 15] {
            sql.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    sql.push_str("'\"");
    connection.execute_batch(&sql)?;
    for _ in 0..4 {
        connection.execute_batch(KEY_SQL_BLANK)?;
    }
    Ok(())
}

/// Pages kept in memory, in KiB (SQLite takes them as a negative number): what a long catch-up touches again and again is deciphered once.
const CACHE_KIB: i64 = -8 * 1024;
/// Pages copied at a time.
const COPY_PAGES: i32 = 256;
const KEY_SQL_CHARS: usize = 82;
const KEY_SQL_BLANK: &str = "PRAGMA kez = \"x'0000000000000000000000000000000000000000000000000000000000000000'\"";

impl Storage {
    /// Opens or makes the database, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StorageError`]: the wrong key and a damaged file cannot be told apart.
    pub fn open(path: &Path, key: &[u8; 32]) -> StorageResult<Self> {
        let mut connection = Connection::open(path)?;
        // What is wrong with the file is told by the error, once; stderr is for documents that programs read.
        connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
        give_key(&connection, key)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        // One process has a profile at a time. Its index of the write-ahead log is then in memory: no file has to grow before anything is read,
        // so a profile opens on a disk that is full.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        // What is deleted is overwritten: an erased word stays in no page of the file.
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.set_prepared_statement_cache_capacity(128);
        let known = i64::try_from(SCHEMA.len()).unwrap_or(i64::MAX);
        let version: i64 = connection.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        if version > known {
            return Err(StorageError::TooNew);
        }
        if version < known {
            Migrations::from_slice(SCHEMA).to_latest(&mut connection).map_err(|e| match e {
                rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
                _ => StorageError::TooNew,
            })?;
        }
        Ok(Self {
            connection,
            in_transaction: Cell::new(false),
            erased: Cell::new(false),
            clocks: Seldom::default(),
            erasures: Seldom::default(),
            #[cfg(test)]
            faults: faults::Faults::default(),
        })
    }

    /// A database that is nowhere and holds nothing: what a locked profile has.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn nowhere() -> StorageResult<Self> {
        Ok(Self {
            connection: Connection::open_in_memory()?,
            in_transaction: Cell::new(false),
            erased: Cell::new(false),
            clocks: Seldom::default(),
            erasures: Seldom::default(),
            #[cfg(test)]
            faults: faults::Faults::default(),
        })
    }

    /// Copies the database, page by page, into a new file under another key.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn copy_to(&self, path: &Path, key: &[u8; 32]) -> StorageResult<()> {
        let mut copy = Connection::open(path)?;
        give_key(&copy, key)?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy)?;
        Ok(backup.run_to_completion(COPY_PAGES, std::time::Duration::ZERO, None)?)
    }

    /// Begins the one transaction of a command.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn begin(&self) -> StorageResult<()> {
        #[cfg(test)]
        self.faults.step()?;
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        self.in_transaction.set(true);
        Ok(())
    }

    /// Makes it durable. After this returns, what was done survives a power cut.
    ///
    /// # Errors
    /// [`StorageError`]; nothing of the transaction has happened then.
    pub fn commit(&self) -> StorageResult<()> {
        #[cfg(test)]
        self.faults.step()?;
        self.connection.execute_batch("COMMIT")?;
        self.in_transaction.set(false);
        if self.erased.get() && self.empty_wal().is_ok() {
            // Were the log in use just now, the next commit tries again; closing the profile empties it in any case.
            self.erased.set(false);
        }
        Ok(())
    }

    /// Undoes the transaction, if one is open.
    pub fn rollback(&self) {
        if self.in_transaction.replace(false) {
            // A failed statement may have rolled back already: then there is nothing left to undo.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    pub(crate) fn run(&self, sql: &str, params: impl Params) -> StorageResult<usize> {
        #[cfg(test)]
        self.faults.step()?;
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    /// Whether a table has any row.
    fn any(&self, table: &str) -> StorageResult<bool> {
        Ok(self.one(&format!("SELECT 1 FROM {table} LIMIT 1"), [], |_| Ok(()))?.is_some())
    }

    pub(crate) fn one<T>(&self, sql: &str, params: impl Params, read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>) -> StorageResult<Option<T>> {
        Ok(self.connection.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    pub(crate) fn all<T>(&self, sql: &str, params: impl Params, mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> StorageResult<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, |r| read(r))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A value kept under a name.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn meta(&self, key: &str) -> StorageResult<Option<Vec<u8>>> {
        self.one("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0))
    }

    /// Keeps a value under a name.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn set_meta(&self, key: &str, value: &[u8]) -> StorageResult<()> {
        self.run("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", rusqlite::params![key, value]).map(|_| ())
    }

    /// Forgets a value.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn forget_meta(&self, key: &str) -> StorageResult<()> {
        self.run("DELETE FROM meta WHERE key = ?1", [key]).map(|_| ())
    }
}

/// Whether databases are made without a key: only in tests that look for words in the file itself.
#[cfg(test)]
fn is_plain() -> bool {
    PLAIN.get()
}

#[cfg(not(test))]
const fn is_plain() -> bool {
    false
}

#[cfg(test)]
thread_local! {
    /// See [`is_plain`].
    pub(crate) static PLAIN: Cell<bool> = const { Cell::new(false) };
}

/// Reads a fixed-size blob column.
pub(crate) fn array<const N: usize>(row: &Row<'_>, column: usize) -> rusqlite::Result<[u8; N]> {
    let bytes = row.get_ref(column)?.as_blob()?;
    bytes.try_into().map_err(|_| rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Blob))
}

/// A question about one space, or about all, whose number is the first parameter either way: said so that an index of the space serves.
fn in_space(space: Option<i64>, before: &str, after: &str) -> String {
    [before, if space.is_some() { "space = ?1" } else { "?1 IS NULL" }, after].concat()
}

/// SQLite's integers are signed; our sequences and times stay far below the sign.
pub(crate) fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// And back.
pub(crate) fn uint(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests;
