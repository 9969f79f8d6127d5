//! The counter: how far a device has signed, kept outside its profile, so that a copy of the profile finds out that it is one.
//!
//! A device counts its releases: each time that it has signed something which is about to leave it, the number goes up by one and
//! the hash takes in what was signed. The database keeps the same two values in the same transaction. Order: commit what was
//! signed, then the counter, then let the bytes go. Who opens a database that is behind the counter, or beside it, holds a copy.
//!
//! A computer keeps one file a device, named by a hash of the device's id so that the name says nothing. Version 1, 128 bytes: two
//! slots of 64, written in turn, so that a power cut leaves the slot before whole.
//!
//! | offset | bytes | in a slot |
//! | --- | --- | --- |
//! | 0 | 8 | `KITHCTR` and version 1 |
//! | 8 | 8 | number, big-endian |
//! | 16 | 32 | hash |
//! | 48 | 16 | first bytes of BLAKE3 (`kith/v1/counter-slot`) over the device's id and bytes 0 to 48 |

use kith_wire::DeviceId;
use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

const MAGIC: &[u8; 8] = b"KITHCTR\x01";
const SLOT_BYTES: usize = 64;
/// The folder beside a profile's folder, where nothing else was said.
const BESIDE: &str = ".kith-counters";

/// How far a device has signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counter {
    /// Releases so far.
    pub number: u64,
    /// Hash over all of them.
    pub hash: [u8; 32],
}

impl Counter {
    /// The counter after one more release of what hashes to `signed`.
    #[must_use]
    pub fn after(&self, signed: &[u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("kith/v1/counter");
        hasher.update(&self.number.to_be_bytes()).update(&self.hash).update(signed);
        Self { number: self.number.saturating_add(1), hash: *hasher.finalize().as_bytes() }
    }
}

/// Why a counter could not be read or moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CounterError {
    /// Another copy of this profile has signed meanwhile.
    #[error("another copy of this profile has signed")]
    Moved,
    /// The place where counters are kept cannot be used.
    #[error("the place where counters are kept cannot be used")]
    Unavailable,
}

/// Where counters are kept: outside every profile's folder.
pub trait Counters: Send {
    /// A device's counter, if this machine has ever kept one.
    ///
    /// # Errors
    /// [`CounterError::Unavailable`].
    fn read(&mut self, device: &DeviceId) -> Result<Option<Counter>, CounterError>;

    /// Holds a device's counter, so that nobody else moves it until [`Self::advance`] or [`Self::release`].
    ///
    /// # Errors
    /// [`CounterError::Moved`] when it does not stand at `expected`.
    fn hold(&mut self, device: &DeviceId, expected: Option<&Counter>) -> Result<(), CounterError>;

    /// Moves a counter that is held, durably, and lets go of it.
    ///
    /// # Errors
    /// [`CounterError::Unavailable`].
    fn advance(&mut self, device: &DeviceId, to: &Counter) -> Result<(), CounterError>;

    /// Lets go of what is held.
    fn release(&mut self);
}

/// Counters in a folder of this machine.
#[derive(Debug)]
pub struct FileCounters {
    folder: PathBuf,
    /// The file that was used last, kept open: a device moves its own counter and no other.
    open: Option<(DeviceId, File)>,
}

impl FileCounters {
    /// In this folder, which is made when it is first needed.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), open: None }
    }

    /// In a folder beside the profile's.
    #[must_use]
    pub fn beside(profile: &Path) -> Self {
        Self::at(&profile.parent().unwrap_or(profile).join(BESIDE))
    }

    fn path(&self, device: &DeviceId) -> PathBuf {
        let hash = blake3::Hasher::new_derive_key("kith/v1/counter-name").update(&device.0).finalize();
        self.folder.join(&hash.to_hex()[..32])
    }

    /// The device's file; made if `make`, else none when there is none.
    fn file(&mut self, device: &DeviceId, make: bool) -> Result<Option<&mut File>, CounterError> {
        if self.open.as_ref().is_none_or(|(d, _)| d != device) {
            let path = self.path(device);
            if !make && !path.exists() {
                return Ok(None);
            }
            self.open = Some((*device, open(&self.folder, &path)?));
        }
        Ok(self.open.as_mut().map(|(_, file)| file))
    }
}

fn open(folder: &Path, path: &Path) -> Result<File, CounterError> {
    let unavailable = |_| CounterError::Unavailable;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.create(folder).map_err(unavailable)?;
    let new = !path.exists();
    let file = options.open(path).map_err(unavailable)?;
    if new {
        // The name must survive a power cut as well as what is in it.
        File::open(folder).and_then(|f| f.sync_all()).map_err(unavailable)?;
    }
    Ok(file)
}

fn check(device: &DeviceId, head: &[u8]) -> [u8; 16] {
    let hash = blake3::Hasher::new_derive_key("kith/v1/counter-slot").update(&device.0).update(head).finalize();
    let mut out = [0; 16];
    out.copy_from_slice(&hash.as_bytes()[..16]);
    out
}

fn slot(device: &DeviceId, counter: &Counter) -> [u8; SLOT_BYTES] {
    let mut out = [0; SLOT_BYTES];
    out[..8].copy_from_slice(MAGIC);
    out[8..16].copy_from_slice(&counter.number.to_be_bytes());
    out[16..48].copy_from_slice(&counter.hash);
    let check = check(device, &out[..48]);
    out[48..].copy_from_slice(&check);
    out
}

fn read_slot(device: &DeviceId, bytes: &[u8]) -> Option<Counter> {
    let (head, sum) = bytes.split_at_checked(48)?;
    if !head.starts_with(MAGIC) || sum != check(device, head) {
        return None;
    }
    Some(Counter { number: u64::from_be_bytes(head[8..16].try_into().ok()?), hash: head[16..].try_into().ok()? })
}

fn read_file(device: &DeviceId, file: &mut File) -> Result<Option<Counter>, CounterError> {
    let mut bytes = Vec::with_capacity(2 * SLOT_BYTES);
    file.seek(SeekFrom::Start(0)).map_err(|_| CounterError::Unavailable)?;
    file.take(2 * SLOT_BYTES as u64).read_to_end(&mut bytes).map_err(|_| CounterError::Unavailable)?;
    Ok(bytes.chunks_exact(SLOT_BYTES).filter_map(|s| read_slot(device, s)).max_by_key(|c| c.number))
}

impl Counters for FileCounters {
    fn read(&mut self, device: &DeviceId) -> Result<Option<Counter>, CounterError> {
        match self.file(device, false)? {
            Some(file) => read_file(device, file),
            None => Ok(None),
        }
    }

    fn hold(&mut self, device: &DeviceId, expected: Option<&Counter>) -> Result<(), CounterError> {
        let file = self.file(device, true)?.ok_or(CounterError::Unavailable)?;
        file.lock().map_err(|_| CounterError::Unavailable)?;
        let stands = read_file(device, file);
        if stands.as_ref().is_ok_and(|c| c.as_ref() == expected) {
            return Ok(());
        }
        self.release();
        stands.and(Err(CounterError::Moved))
    }

    fn advance(&mut self, device: &DeviceId, to: &Counter) -> Result<(), CounterError> {
        let file = self.file(device, true)?.ok_or(CounterError::Unavailable)?;
        let at = (to.number % 2) * SLOT_BYTES as u64;
        let done = file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(&slot(device, to))).and_then(|()| file.sync_data());
        self.release();
        done.map_err(|_| CounterError::Unavailable)
    }

    fn release(&mut self) {
        if let Some((_, file)) = &self.open {
            // Closing the file lets go of it too; there is nothing else to be done about a failure here.
            let _ = file.unlock();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: DeviceId = DeviceId([7; 32]);

    #[test]
    fn a_counter_moves_only_from_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let mut mine = FileCounters::at(&folder.path().join("state"));
        assert_eq!(mine.read(&DEVICE), Ok(None));
        let (zero, one) = (Counter::default(), Counter::default().after(&[1; 32]));
        mine.hold(&DEVICE, None).unwrap();
        mine.advance(&DEVICE, &zero).unwrap();
        mine.hold(&DEVICE, Some(&zero)).unwrap();
        mine.advance(&DEVICE, &one).unwrap();
        let mut copy = FileCounters::at(&folder.path().join("state"));
        assert_eq!(copy.read(&DEVICE), Ok(Some(one)));
        assert_eq!(copy.hold(&DEVICE, Some(&zero)), Err(CounterError::Moved));
        assert_eq!(copy.read(&DeviceId([8; 32])), Ok(None));
    }

    #[test]
    fn a_write_cut_short_leaves_the_counter_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut counters = FileCounters::at(folder.path());
        let one = Counter::default().after(&[1; 32]);
        let two = one.after(&[2; 32]);
        for c in [&one, &two] {
            counters.advance(&DEVICE, c).unwrap();
        }
        let path = counters.path(&DEVICE);
        let mut bytes = std::fs::read(&path).unwrap();
        assert!(!path.to_string_lossy().contains(&DEVICE.hex()[..8]));
        bytes[20] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(FileCounters::at(folder.path()).read(&DEVICE), Ok(Some(one)));
    }
}
