//! The keys of an epoch: all follow from its history key, which is sealed to each device.

use super::{DeviceSeal, EpochStart};
use crate::{
    entropy::Entropy,
    seal::{self, SealError},
};
use kith_wire::{CapabilityKey, DeviceId, MailboxTag, relay};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The keys of one epoch, all derived from its history key.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct EpochKeys {
    /// Opens the back links; whoever has it may read back.
    pub history: [u8; 32],
    epoch: [u8; 32],
    /// Seals envelopes.
    pub entry: [u8; 32],
    /// Keys of a session between two devices.
    pub session: [u8; 32],
    /// Signs the right to write at a relay.
    pub write_seed: [u8; 32],
    /// Signs the right to read at a relay.
    pub read_seed: [u8; 32],
    /// Receiving secret of the space's drop box.
    pub box_secret: [u8; 32],
    /// Signs the right to read the drop box at a relay.
    pub box_seed: [u8; 32],
}

impl std::fmt::Debug for EpochKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EpochKeys([redacted])")
    }
}

impl EpochKeys {
    /// All keys out of the history key.
    #[must_use]
    pub fn from_history(history: [u8; 32]) -> Self {
        let epoch = seal::derive("kith/v1/epoch-key", &history);
        Self {
            history,
            epoch,
            entry: seal::derive("kith/v1/entry-key", &epoch),
            session: seal::derive("kith/v1/session-key", &epoch),
            write_seed: seal::derive("kith/v1/write-capability", &epoch),
            read_seed: seal::derive("kith/v1/read-capability", &epoch),
            box_secret: seal::derive("kith/v1/box-secret", &epoch),
            box_seed: seal::derive("kith/v1/box-read-capability", &epoch),
        }
    }

    /// The mailbox of the epoch.
    #[must_use]
    pub fn tag(&self) -> MailboxTag {
        relay::space_tag(&capability(&self.write_seed), &capability(&self.read_seed))
    }

    /// The space's drop box, as others write to it.
    #[must_use]
    pub fn drop_box(&self) -> seal::BoxKey {
        seal::BoxKey { tag: relay::box_tag(&capability(&self.box_seed)), public: seal::receiving_public(&self.box_secret) }
    }

    /// What an epoch act commits to: of the history key, of the epoch key.
    #[must_use]
    pub fn commitments(&self) -> ([u8; 32], [u8; 32]) {
        (seal::derive("kith/v1/commit-history", &self.history), seal::derive("kith/v1/commit-epoch", &self.epoch))
    }

    /// The history key sealed to a device.
    ///
    /// # Errors
    /// When the device's receiving key is unusable.
    pub fn seal_for(&self, device: &DeviceId, receiving: &[u8; 32], entropy: &mut dyn Entropy) -> Result<DeviceSeal, SealError> {
        let sealed = seal::seal_to(receiving, b"kith/v1/epoch-seal", &self.commitments().0, &self.history, entropy)?;
        Ok(DeviceSeal { device: hint(device), seal: sealed })
    }

    /// The start of an epoch for these devices.
    ///
    /// # Errors
    /// When a receiving key is unusable.
    pub fn start(&self, devices: &[(DeviceId, [u8; 32])], entropy: &mut dyn Entropy) -> Result<EpochStart, SealError> {
        let (history, epoch) = self.commitments();
        let seals = devices.iter().map(|(d, r)| self.seal_for(d, r, entropy)).collect::<Result<_, _>>()?;
        Ok(EpochStart { history, epoch, seals, back: Vec::new(), heads: Vec::new(), predecessors: Vec::new(), without: Vec::new() })
    }
}

/// The first eight bytes of a device's id.
#[must_use]
pub fn hint(device: &DeviceId) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&device.0[..8]);
    out
}

/// The public key of a capability's seed.
#[must_use]
pub fn capability(seed: &[u8; 32]) -> CapabilityKey {
    CapabilityKey(ed25519_dalek::SigningKey::from_bytes(seed).verifying_key().to_bytes())
}

/// Opens a seal of an epoch's history key and checks it against the epoch's commitments.
///
/// # Errors
/// [`SealError::Closed`] when it is not ours or does not match.
pub fn open_seal(start: &EpochStart, sealed: &DeviceSeal, secret: &[u8; 32]) -> Result<EpochKeys, SealError> {
    let history = seal::open_from(secret, b"kith/v1/epoch-seal", &start.history, &sealed.seal)?;
    let keys = EpochKeys::from_history(history.try_into().map_err(|_| SealError::Closed)?);
    if keys.commitments() == (start.history, start.epoch) { Ok(keys) } else { Err(SealError::Closed) }
}
