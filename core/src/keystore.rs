//! The key store: what keeps a device's secrets when the profile is closed.
//!
//! The secrets lie in one wrapped file beside the database, never inside it and never in a backup. A shell brings its platform's
//! store (Android Keystore, iOS Keychain); a computer has [`PassphraseStore`].
//!
//! The file, version 1: `KITHKEYS`, version 1, then what the store's [`KeyStore::wrap`] gave.
//!
//! | offset | bytes | in a passphrase's wrapping |
//! | --- | --- | --- |
//! | 0 | 1 | kind, 1: argon2id |
//! | 1 | 4 | memory in KiB, big-endian |
//! | 5 | 1 | passes |
//! | 6 | 16 | salt |
//! | 22 | | nonce 24, sealed secrets with tag (XChaCha20-Poly1305, bytes 0 to 22 as associated data) |

pub mod counter;
pub mod tries;

pub use counter::{Counter, CounterError, Counters, FileCounters};

use crate::{entropy::Entropy, seal};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Why a store did not give the secrets back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The passphrase is another, or the person was not recognised.
    #[error("the profile stays locked")]
    Locked,
    /// The file is damaged or of a later version.
    #[error("the file of keys cannot be read")]
    Damaged,
}

/// Wraps and unwraps a device's secrets.
pub trait KeyStore: Send {
    /// The secrets as they may lie on a disk.
    ///
    /// # Errors
    /// When the platform's store refuses.
    fn wrap(&mut self, secrets: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, KeyStoreError>;

    /// The secrets back.
    ///
    /// # Errors
    /// [`KeyStoreError::Locked`] or [`KeyStoreError::Damaged`].
    fn unwrap(&mut self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError>;

    /// Where the counters of a profile's device are kept: never in its folder. A phone's shell brings its platform's own.
    fn counters(&self, profile: &Path) -> Box<dyn Counters> {
        Box::new(FileCounters::beside(profile))
    }

    /// Whether wrong tries at this store are counted beside the wrapped keys and cost a wait. A platform's store counts its own.
    fn limits_tries(&self) -> bool {
        false
    }
}

const KIND_ARGON2ID: u8 = 1;
const KIND_DEMO: u8 = 0xd0;
const HEAD_BYTES: usize = 22;
/// OWASP's floor for argon2id: 19 MiB, two passes.
pub(crate) const MEMORY_KIB: u32 = 19 * 1024;
pub(crate) const PASSES: u8 = 2;
/// What a file may ask of us at most, so that a forged file cannot exhaust memory.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;

/// A passphrase stretched by argon2id (RFC 9106) to a key.
pub(crate) fn stretch(passphrase: &str, memory_kib: u32, passes: u32, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, KeyStoreError> {
    if memory_kib > MEMORY_KIB_MAX {
        return Err(KeyStoreError::Damaged);
    }
    let params = argon2::Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| KeyStoreError::Damaged)?;
    let mut key = Zeroizing::new([0; 32]);
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| KeyStoreError::Damaged)?;
    Ok(key)
}

/// A passphrase, stretched by argon2id (RFC 9106).
pub struct PassphraseStore {
    passphrase: Zeroizing<String>,
    counters: Option<PathBuf>,
}

impl PassphraseStore {
    /// A store that opens with this passphrase.
    #[must_use]
    pub const fn new(passphrase: Zeroizing<String>) -> Self {
        Self { passphrase, counters: None }
    }

    /// The same store, keeping its devices' counters in this folder.
    #[must_use]
    pub fn counting_in(mut self, folder: PathBuf) -> Self {
        self.counters = Some(folder);
        self
    }

    fn key(&self, head: &[u8]) -> Result<Zeroizing<[u8; 32]>, KeyStoreError> {
        let memory = u32::from_be_bytes(head[1..5].try_into().map_err(|_| KeyStoreError::Damaged)?);
        if head[0] != KIND_ARGON2ID {
            return Err(KeyStoreError::Damaged);
        }
        stretch(&self.passphrase, memory, u32::from(head[5]), &head[6..HEAD_BYTES])
    }
}

impl KeyStore for PassphraseStore {
    fn wrap(&mut self, secrets: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, KeyStoreError> {
        let mut head = vec![KIND_ARGON2ID];
        head.extend_from_slice(&MEMORY_KIB.to_be_bytes());
        head.push(PASSES);
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        head.extend_from_slice(&salt);
        let key = self.key(&head)?;
        let sealed = seal::seal_secret(&key, &head, secrets, entropy);
        Ok([head, sealed].concat())
    }

    fn unwrap(&mut self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
        let (head, sealed) = wrapped.split_at_checked(HEAD_BYTES).ok_or(KeyStoreError::Damaged)?;
        let key = self.key(head)?;
        seal::open_secret(&key, head, sealed).map(Zeroizing::new).map_err(|_| KeyStoreError::Locked)
    }

    fn counters(&self, profile: &Path) -> Box<dyn Counters> {
        Box::new(self.counters.as_deref().map_or_else(|| FileCounters::beside(profile), FileCounters::at))
    }

    fn limits_tries(&self) -> bool {
        true
    }
}

/// A store for the sample co-op's other members and for simulations: its key follows from a seed, so nobody waits for argon2.
///
/// It protects nothing and its files say so by their kind.
#[derive(Debug)]
pub struct DemoStore {
    key: [u8; 32],
}

impl DemoStore {
    /// The store of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { key: blake3::derive_key("kith/v1/demo-store", &seed.to_be_bytes()) }
    }
}

impl KeyStore for DemoStore {
    fn wrap(&mut self, secrets: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, KeyStoreError> {
        Ok([vec![KIND_DEMO], seal::seal_secret(&self.key, &[KIND_DEMO], secrets, entropy)].concat())
    }

    fn unwrap(&mut self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
        let (kind, sealed) = wrapped.split_first().ok_or(KeyStoreError::Damaged)?;
        if *kind != KIND_DEMO {
            return Err(KeyStoreError::Damaged);
        }
        seal::open_secret(&self.key, &[KIND_DEMO], sealed).map(Zeroizing::new).map_err(|_| KeyStoreError::Locked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn store(text: &str) -> PassphraseStore {
        PassphraseStore::new(Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn only_the_passphrase_opens_the_secrets() {
        let mut e = SeededEntropy::new(1);
        let wrapped = store("paned o de").wrap(b"seeds", &mut e).unwrap();
        assert_eq!(store("paned o de").unwrap(&wrapped).unwrap().as_slice(), b"seeds");
        assert_eq!(store("cup of tea").unwrap(&wrapped), Err(KeyStoreError::Locked));
        assert!(!wrapped.windows(5).any(|w| w == b"seeds"));
    }

    #[test]
    fn a_damaged_file_or_one_that_asks_too_much_is_refused() {
        let mut e = SeededEntropy::new(2);
        let mut wrapped = store("x").wrap(b"seeds", &mut e).unwrap();
        assert_eq!(store("x").unwrap(&wrapped[..10]), Err(KeyStoreError::Damaged));
        wrapped[1] = 0xff;
        assert_eq!(store("x").unwrap(&wrapped), Err(KeyStoreError::Damaged));
    }
}
