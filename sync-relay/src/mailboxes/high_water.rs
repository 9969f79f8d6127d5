//! A mark beside the database that tells an older copy from the real one.
//!
//! The file holds one number, u64 big endian: how many envelopes were ever appended. It is written after each commit and not
//! flushed, so it never claims more than the database held, and costs no wait. When a database counts fewer than its mark, it is
//! an older copy. (A copy of database and mark together is found out by the links in the devices' cursors.)

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::Mutex,
};

/// The mark's file.
#[derive(Debug)]
pub(super) struct HighWater(Mutex<File>);

impl HighWater {
    /// Opens the mark; nothing is read from a new or damaged one.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Option<u64>)> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(9).read_to_end(&mut bytes)?;
        let mark = bytes.try_into().ok().map(u64::from_be_bytes);
        Ok((Self(Mutex::new(file)), mark))
    }

    /// Moves the mark.
    pub(super) fn set(&self, appended: u64) -> io::Result<()> {
        let mut file = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&appended.to_be_bytes())
    }
}
