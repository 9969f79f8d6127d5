//! For tests: a disk that fails at a chosen write, one that has no room left, and a picture of all that is kept.

use super::{Storage, StorageError, StorageResult};
use std::{cell::Cell, collections::BTreeMap};

/// Which write fails from here on.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    left: Cell<Option<u32>>,
}

impl Faults {
    pub(super) fn step(&self) -> StorageResult<()> {
        match self.left.get() {
            None => Ok(()),
            // Once it is full it stays full.
            Some(0) => Err(StorageError::Full),
            Some(n) => {
                self.left.set(Some(n - 1));
                Ok(())
            }
        }
    }
}

impl Storage {
    /// After `writes` more writes every one fails; none: the disk is well again.
    pub(crate) fn fail_after(&self, writes: Option<u32>) {
        self.faults.left.set(writes);
    }

    /// SQLite's own limit: the file may not grow by more than these pages; none: it may.
    pub(crate) fn room_for_pages(&self, pages: Option<u32>) {
        let held: u32 = self.connection.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
        let limit = pages.map_or(u32::MAX - 1, |more| held + more);
        self.connection.query_row(&format!("PRAGMA max_page_count = {limit}"), [], |_| Ok(())).unwrap();
    }

    /// Every table with the digest of its rows.
    pub(crate) fn picture(&self) -> BTreeMap<String, String> {
        let tables = self.all("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", [], |r| r.get::<_, String>(0)).unwrap();
        tables.into_iter().map(|table| (table.clone(), self.rows_of(&table))).collect()
    }

    fn rows_of(&self, table: &str) -> String {
        let mut statement = self.connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows: Vec<String> = statement
            .query_map([], |r| (0..columns).map(|c| r.get::<_, rusqlite::types::Value>(c)).collect::<rusqlite::Result<Vec<_>>>())
            .unwrap()
            .map(|row| format!("{:?}", row.unwrap()))
            .collect();
        rows.sort();
        blake3::hash(rows.join("\n").as_bytes()).to_hex().to_string()
    }
}
