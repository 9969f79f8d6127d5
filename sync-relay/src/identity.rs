//! A relay's directory: its key, its lock, and the file that tells scripts where it is.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    net::SocketAddr,
    path::Path,
};

const KEY: &str = "relay.key";
const LOCK: &str = "relay.lock";
const ADDRESS: &str = "address.json";
/// Bytes of the address file.
const ADDRESS_BYTES_MAX: u64 = 16 * 1024;

/// Holds the directory for as long as it lives.
pub struct DirectoryLock(#[allow(dead_code, reason = "held, not read")] File);

/// Locks the directory, making it if there is none; nothing when another relay holds it.
pub fn lock(dir: &Path) -> io::Result<Option<DirectoryLock>> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(dir)?;
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(dir.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(DirectoryLock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The seed of the relay's identity, drawn the first time. It is flushed before it is used.
pub fn seed(dir: &Path) -> io::Result<[u8; 32]> {
    let path = dir.join(KEY);
    match fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "relay.key is not 32 bytes long")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut seed = [0; 32];
            getrandom::fill(&mut seed).map_err(|_| io::Error::other("no random bytes"))?;
            write_whole(&path, &seed)?;
            Ok(seed)
        }
        Err(error) => Err(error),
    }
}

/// How many bytes of the disk under the directory are free to us; unknown where the system does not tell.
pub fn free_bytes(dir: &Path) -> Option<u64> {
    #[cfg(unix)]
    return rustix::fs::statvfs(dir).ok().and_then(|disk| disk.f_bavail.checked_mul(disk.f_frsize));
    #[cfg(not(unix))]
    return None;
}

/// Where a relay can be reached, as scripts read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Whereabouts {
    /// The relay's identity in hex.
    pub endpoint_id: String,
    /// Its address as devices take it.
    pub addr: String,
    /// Where health, limits and metrics are served.
    pub http: String,
    /// Where emergency cards are opened by link, if they are.
    pub cards: Option<String>,
    /// The iroh-relay's URL, if one runs.
    pub iroh_relay: Option<String>,
    /// What it listens on, so that a port of the system's choice is the same next time.
    pub listening: Listening,
}

/// The sockets that a relay has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Listening {
    /// For devices.
    pub devices: SocketAddr,
    /// Of the iroh-relay.
    pub iroh_relay: Option<SocketAddr>,
}

impl Whereabouts {
    /// Writes the address file.
    pub fn save(&self, dir: &Path) -> io::Result<()> {
        write_whole(&dir.join(ADDRESS), &serde_json::to_vec(self)?)
    }

    /// What the relay wrote when it last started, if it can still be read.
    pub fn last(dir: &Path) -> Option<Self> {
        let mut bytes = Vec::new();
        File::open(dir.join(ADDRESS)).ok()?.take(ADDRESS_BYTES_MAX).read_to_end(&mut bytes).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// Writes a file that is there whole or not at all, for this user alone.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    if let Some(dir) = path.parent() {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}
