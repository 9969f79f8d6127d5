//! The key store that a shell brings: Android Keystore, iOS Keychain, or a keyring.

use crate::KithError;
use kith_core::entropy::Entropy;
use kith_core::keystore::{self, KeyStoreError};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Wraps this device's secrets so that they may lie on its disk, and unwraps them once the person is recognised.
///
/// Called on a thread of the core's, at opening and at closing; it may wait for a person. It must not call back into Kith.
#[uniffi::export(with_foreign)]
pub trait KeyStore: Send + Sync {
    /// The secrets as they may lie on a disk.
    fn wrap(&self, secrets: Vec<u8>) -> Result<Vec<u8>, KithError>;

    /// The secrets back.
    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, KithError>;
}

/// A shell's store as the core knows it.
pub(crate) struct ShellStore(pub(crate) Arc<dyn KeyStore>);

impl keystore::KeyStore for ShellStore {
    fn wrap(&mut self, secrets: &[u8], _: &mut dyn Entropy) -> Result<Vec<u8>, KeyStoreError> {
        self.0.wrap(secrets.to_vec()).map_err(|e| refused(&e))
    }

    fn unwrap(&mut self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
        self.0.unwrap(wrapped.to_vec()).map(Zeroizing::new).map_err(|e| refused(&e))
    }
}

/// The core knows two ways in which a store fails; whatever else a shell says keeps the profile locked.
fn refused(error: &KithError) -> KeyStoreError {
    match error {
        KithError::Storage { .. } => KeyStoreError::Damaged,
        _ => KeyStoreError::Locked,
    }
}
