//! A profile in one sealed file, and back: its database, never the device's secrets.
//!
//! Who restores it has a new device with all the data, to be let in like any copy of a profile. The database in the file is encrypted
//! under a key of its own, which opens no profile, and sealed again in pieces, each bound to its place, so that it streams in bounded
//! memory and no piece can be changed, moved or left out.
//!
//! The file, version 1:
//!
//! | offset | bytes | field |
//! | --- | --- | --- |
//! | 0 | 8 | `KITHBAK` and version 1 |
//! | 8 | 1 | kind of key: 1 a passphrase by argon2id; 2 is kept for a recovery kit |
//! | 9 | 4 | memory in KiB, big-endian |
//! | 13 | 1 | passes |
//! | 14 | 16 | salt |
//! | 30 | | pieces: length (4, big-endian), then nonce 24 and sealed bytes with tag (XChaCha20-Poly1305) |
//!
//! A piece's associated data are `kith/v1/backup`, bytes 0 to 30, its number (8) and 1 for the last piece, else 0: a file cut short has
//! no last piece. The first piece is the manifest ([`Manifest`], canonical CBOR), each other at most 64 KiB of the database's file.

use super::{Kith, KithError, KithResult, counter::CopyReason, enrol::Enrolling, open, view::Role};
use crate::{
    entropy::{self, Entropy},
    identity::Secrets,
    keystore::{self, KeyStore},
    seal,
    storage::Storage,
};
use kith_wire::{DeviceId, codec, limits};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const MAGIC: &[u8; 8] = b"KITHBAK\x01";
const HEAD_BYTES: usize = 30;
const KIND_PASSPHRASE: u8 = 1;
/// Bytes of the database in one piece.
const PIECE_BYTES: usize = 64 * 1024;
const SEALED_BYTES_MAX: usize = PIECE_BYTES + 24 + 16;
/// Bytes of a database that a backup holds at most.
const DATABASE_BYTES_MAX: u64 = 64 * 1024 * 1024 * 1024;
const PARTIAL: &str = "backup.partial";

/// What opens a backup.
pub enum BackupKey {
    /// A passphrase of its own.
    Passphrase(Zeroizing<String>),
}

impl std::fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BackupKey([redacted])")
    }
}

/// What became of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupView {
    /// Bytes of the file.
    pub bytes: u64,
    /// Entries in it.
    pub entries: u64,
    /// When it was made.
    pub made_ms: u64,
}

/// How far a backup or its restoring is: bytes done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

#[derive(Encode, Decode, Zeroize, ZeroizeOnDrop)]
struct Manifest {
    #[n(0)]
    made_ms: u64,
    /// Key of the database in the file.
    #[cbor(n(1), with = "minicbor::bytes")]
    key: [u8; 32],
    #[n(2)]
    bytes: u64,
    /// The device that it was made on: whoever restores it is another.
    #[cbor(n(3), with = "minicbor::bytes")]
    device: [u8; 32],
    /// Whether that device was the office's notary, and whether it kept the pool.
    #[n(4)]
    notary: bool,
    #[n(5)]
    steward: bool,
}

fn damaged() -> KithError {
    KithError::invalid("damaged-backup", "The backup is damaged or cut short. Nothing was restored.")
}

fn cannot_open() -> KithError {
    KithError::new(super::ErrorKind::Locked, "locked", "The backup stays closed: the passphrase is another, or its beginning is damaged.")
}

fn cannot_read(error: &io::Error) -> KithError {
    if error.kind() == io::ErrorKind::UnexpectedEof { damaged() } else { open::disk(error) }
}

/// Pieces sealed or opened one after the other.
struct Pieces {
    key: Zeroizing<[u8; 32]>,
    head: [u8; HEAD_BYTES],
    next: u64,
}

impl Pieces {
    fn new(key: &BackupKey, head: [u8; HEAD_BYTES]) -> KithResult<Self> {
        let BackupKey::Passphrase(text) = key;
        let memory = u32::from_be_bytes([head[9], head[10], head[11], head[12]]);
        if head[8] != KIND_PASSPHRASE {
            return Err(KithError::invalid("another-key", "This backup does not open with a passphrase."));
        }
        let key = keystore::stretch(text, memory, u32::from(head[13]), &head[14..])?;
        Ok(Self { key, head, next: 0 })
    }

    fn aad(&mut self, last: bool) -> Vec<u8> {
        let at = self.next;
        self.next += 1;
        [b"kith/v1/backup".as_slice(), &self.head, &at.to_be_bytes(), &[u8::from(last)]].concat()
    }

    fn write(&mut self, out: &mut dyn Write, piece: &[u8], last: bool, entropy: &mut dyn Entropy) -> io::Result<()> {
        let aad = self.aad(last);
        let sealed = seal::seal_secret(&self.key, &aad, piece, entropy);
        out.write_all(&u32::try_from(sealed.len()).unwrap_or(u32::MAX).to_be_bytes())?;
        out.write_all(&sealed)
    }

    fn read(&mut self, from: &mut dyn Read, last: bool) -> KithResult<Option<Zeroizing<Vec<u8>>>> {
        let mut length = [0; 4];
        from.read_exact(&mut length).map_err(|e| cannot_read(&e))?;
        let length = u32::from_be_bytes(length) as usize;
        if length > SEALED_BYTES_MAX {
            return Err(damaged());
        }
        let mut sealed = vec![0; length];
        from.read_exact(&mut sealed).map_err(|e| cannot_read(&e))?;
        let aad = self.aad(last);
        Ok(seal::open_secret(&self.key, &aad, &sealed).ok().map(Zeroizing::new))
    }
}

impl Kith {
    /// Writes a backup of this profile to a file, which is there whole or not at all.
    ///
    /// # Errors
    /// Locked; storage when there is no room.
    pub fn backup(&mut self, to: &Path, key: &BackupKey, progress: Progress<'_>, now_ms: u64) -> KithResult<BackupView> {
        self.check_open()?;
        let now_ms = self.believed(now_ms);
        let partial = self.dir.join(PARTIAL);
        let database_key = Zeroizing::new(entropy::bytes::<32>(self.entropy.as_mut()));
        let made = self.storage.copy_to(&partial, &database_key).map_err(KithError::from);
        let done = made.and_then(|()| self.seal_backup(&partial, to, (key, &database_key), progress, now_ms));
        // Left behind it would only take room: its key is forgotten.
        let _ = std::fs::remove_file(&partial);
        if done.is_ok() {
            self.settings.backed_up_ms = Some(now_ms);
            self.keep_settings()?;
            self.changed(super::Change::Settings);
        }
        done
    }

    fn seal_backup(&mut self, from: &Path, to: &Path, keys: (&BackupKey, &[u8; 32]), progress: Progress<'_>, now_ms: u64) -> KithResult<BackupView> {
        let mut database = File::open(from).map_err(|e| open::disk(&e))?;
        let bytes = database.metadata().map_err(|e| open::disk(&e))?.len();
        let (notary, steward) = self.duties();
        let manifest = Manifest { made_ms: now_ms, key: *keys.1, bytes, device: self.device.0, notary, steward };
        let mut head = [0; HEAD_BYTES];
        head[..8].copy_from_slice(MAGIC);
        head[8] = KIND_PASSPHRASE;
        head[9..13].copy_from_slice(&keystore::MEMORY_KIB.to_be_bytes());
        head[13] = keystore::PASSES;
        self.entropy.fill(&mut head[14..]);
        let mut pieces = Pieces::new(keys.0, head)?;
        let entropy = self.entropy.as_mut();
        let written = open::write_new(to, |out| {
            let mut out = BufWriter::new(out);
            out.write_all(&head)?;
            pieces.write(&mut out, &Zeroizing::new(codec::encode(&manifest)), bytes == 0, entropy)?;
            let (mut piece, mut done) = (vec![0; PIECE_BYTES], 0);
            while done < bytes {
                let length = usize::try_from(bytes - done).unwrap_or(PIECE_BYTES).min(PIECE_BYTES);
                database.read_exact(&mut piece[..length])?;
                done += length as u64;
                pieces.write(&mut out, &piece[..length], done == bytes, entropy)?;
                progress(done, bytes);
            }
            out.flush()
        });
        let bytes = written.map_err(|e| open::disk(&e))?;
        Ok(BackupView { bytes, entries: self.storage.entry_count()?, made_ms: now_ms })
    }

    /// Makes a profile from a backup: a new device with all the data, to be let in by another of the person's devices.
    ///
    /// # Errors
    /// Locked when the key is another; invalid input when the file is damaged, cut short or none of ours; too old when it was made by a
    /// later version; not allowed when the folder has a profile. Nothing is left behind then.
    pub fn restore(
        from: &Path,
        key: &BackupKey,
        dir: &Path,
        keeper: (Box<dyn KeyStore>, Box<dyn Entropy>),
        progress: Progress<'_>,
        now_ms: u64,
    ) -> KithResult<Self> {
        let (store, mut entropy) = keeper;
        let file = File::open(from).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => KithError::not_found("no-such-file", "There is no such file."),
            _ => open::disk(&e),
        })?;
        let held = open::take_new(dir)?;
        let partial = dir.join(PARTIAL);
        let done = unseal(BufReader::new(file), key, &partial, progress).and_then(|manifest| {
            let secrets = Box::new(Secrets::generate(entropy.as_mut()));
            let old = Storage::open(&partial, &manifest.key)?;
            old.copy_to(&dir.join(open::DATABASE_FILE), &secrets.database)?;
            Ok((manifest, secrets))
        });
        for left in [PARTIAL.to_owned(), format!("{PARTIAL}-wal"), format!("{PARTIAL}-shm")] {
            // Encrypted under a key that only the backup has.
            let _ = std::fs::remove_file(dir.join(left));
        }
        let (manifest, secrets) = done?;
        let mut kith = Self::closed(dir, held, store, entropy)?;
        kith.storage = Storage::open(&dir.join(open::DATABASE_FILE), &secrets.database)?;
        (kith.device, kith.secrets, kith.locked) = (DeviceId(manifest.device), secrets, false);
        kith.load()?;
        let now_ms = kith.believed(now_ms);
        let duties = [(manifest.notary, Role::Notary), (manifest.steward, Role::Steward)];
        let grant_again = duties.into_iter().filter(|(had, _)| *had).map(|(_, role)| role).collect();
        // What has been erased since the backup was made comes with the first exchange; what the log knew already is without bodies.
        kith.enrolling = Some(Enrolling { replaces: kith.device.hex(), reason: CopyReason::Restored, since_ms: now_ms, grant_again });
        kith.enrol_anew(CopyReason::Restored, now_ms)?;
        Ok(kith)
    }
}

/// Opens the pieces of a backup into the database's file, which stays encrypted.
fn unseal(mut from: impl Read, key: &BackupKey, to: &Path, progress: Progress<'_>) -> KithResult<Manifest> {
    let mut head = [0; HEAD_BYTES];
    from.read_exact(&mut head).map_err(|e| cannot_read(&e))?;
    if head[..7] != MAGIC[..7] {
        return Err(KithError::invalid("not-a-backup", "This file is no backup of a Kith profile."));
    }
    if head[7] != MAGIC[7] {
        return Err(KithError::new(super::ErrorKind::TooOld, "too-old", "This backup was made by a later version. Update, then restore it."));
    }
    let mut pieces = Pieces::new(key, head)?;
    let first = pieces.read(&mut from, false)?.ok_or_else(cannot_open)?;
    let manifest: Manifest = codec::decode(&first, limits::ENVELOPE_BYTES_MAX).map_err(|_| damaged())?;
    if manifest.bytes == 0 || manifest.bytes > DATABASE_BYTES_MAX {
        return Err(damaged());
    }
    let mut out = BufWriter::new(File::create(to).map_err(|e| open::disk(&e))?);
    let mut done = 0;
    while done < manifest.bytes {
        let length = (manifest.bytes - done).min(PIECE_BYTES as u64);
        let piece = pieces.read(&mut from, done + length == manifest.bytes)?.filter(|p| p.len() as u64 == length).ok_or_else(damaged)?;
        out.write_all(&piece).map_err(|e| open::disk(&e))?;
        done += length;
        progress(done, manifest.bytes);
    }
    if from.read(&mut [0]).map_err(|e| open::disk(&e))? != 0 {
        return Err(damaged());
    }
    out.flush().map_err(|e| open::disk(&e))?;
    Ok(manifest)
}
