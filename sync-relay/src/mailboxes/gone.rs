//! A ledger beside the database of what was deleted, so that an older copy of the database does not bring it back.
//!
//! A record is 53 bytes: kind 1, tag 16, hash 32, day 4 big endian. It is flushed before the deletion is committed. A copy of database
//! and ledger together is found out by the devices, which ask again for what they once had deleted.

use super::{Day, Mailbox};
use kith_wire::{MailboxTag, envelope::EnvelopeKind};
use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

const RECORD_BYTES: usize = 53;
/// Records that are looked at when the storage is opened: half a gigabyte of ledger.
const RECORDS_MAX: u64 = 10_000_000;

/// One deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) mailbox: Mailbox,
    pub(super) hash: [u8; 32],
    pub(super) day: Day,
}

impl Record {
    fn to_bytes(self) -> [u8; RECORD_BYTES] {
        let mut out = [0; RECORD_BYTES];
        out[0] = self.mailbox.kind as u8;
        out[1..17].copy_from_slice(&self.mailbox.tag.0);
        out[17..49].copy_from_slice(&self.hash);
        out[49..].copy_from_slice(&self.day.0.to_be_bytes());
        out
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let kind = if *bytes.first()? == EnvelopeKind::Space as u8 { EnvelopeKind::Space } else { EnvelopeKind::Drop };
        let tag = MailboxTag::from_slice(bytes.get(1..17)?)?;
        let hash = bytes.get(17..49)?.try_into().ok()?;
        let day = u32::from_be_bytes(bytes.get(49..RECORD_BYTES)?.try_into().ok()?);
        Some(Self { mailbox: Mailbox { kind, tag }, hash, day: Day(day) })
    }
}

/// The ledger's file.
#[derive(Debug)]
pub(super) struct Ledger {
    path: PathBuf,
    file: Mutex<File>,
}

impl Ledger {
    /// Opens the ledger and reads it. A last record that a crash cut short is passed over: its deletion was not confirmed.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Vec<Record>)> {
        let mut file = append(path)?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(RECORDS_MAX * RECORD_BYTES as u64).read_to_end(&mut bytes)?;
        let records: Vec<Record> = bytes.chunks_exact(RECORD_BYTES).filter_map(Record::from_bytes).collect();
        let ledger = Self { path: path.to_owned(), file: Mutex::new(file) };
        if bytes.len() % RECORD_BYTES != 0 {
            ledger.keep(&records)?;
        }
        Ok((ledger, records))
    }

    fn lock(&self) -> MutexGuard<'_, File> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds records, durable when this returns.
    pub(super) fn add(&self, records: &[Record]) -> io::Result<()> {
        let bytes: Vec<u8> = records.iter().flat_map(|r| r.to_bytes()).collect();
        let mut file = self.lock();
        file.write_all(&bytes)?;
        file.sync_data()
    }

    /// Forgets what was deleted before a day.
    pub(super) fn forget(&self, before: Day) -> io::Result<()> {
        let (_, records) = Self::open(&self.path)?;
        let kept: Vec<Record> = records.iter().copied().filter(|r| r.day >= before).collect();
        if kept.len() < records.len() { self.keep(&kept) } else { Ok(()) }
    }

    fn keep(&self, records: &[Record]) -> io::Result<()> {
        let partial = self.path.with_extension("new");
        let bytes: Vec<u8> = records.iter().flat_map(|r| r.to_bytes()).collect();
        let mut file = self.lock();
        let mut whole = File::create(&partial)?;
        whole.write_all(&bytes)?;
        whole.sync_all()?;
        std::fs::rename(&partial, &self.path)?;
        *file = append(&self.path)?;
        Ok(())
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).append(true).create(true).open(path)
}
