//! The keys of an epoch: all follow from its history key, which is sealed to each device. Somebody who may not read back is given the
//! epoch's key alone, from which the history key cannot be had.

use super::{DeviceSeal, EpochStart};
use crate::{
    entropy::Entropy,
    seal::{self, SealError},
};
use kith_wire::{CapabilityKey, DeviceId, EpochId, MailboxTag, relay};
use zeroize::{Zeroize, ZeroizeOnDrop};

const SEAL_WHOLE: &[u8] = b"kith/v1/epoch-seal";
const SEAL_LIMITED: &[u8] = b"kith/v1/epoch-seal-limited";
const SEAL_EARLIER: &[u8] = b"kith/v1/epoch-seal-earlier";
/// An epoch's id and its key, as they stand in what is sealed of earlier epochs.
const EARLIER_BYTES: usize = 64;

/// What is sealed to a device.
#[derive(Debug, Clone, Copy)]
pub struct SealFor<'a> {
    /// Whether it may read back: the history key, else the epoch's key alone.
    pub whole: bool,
    /// The epoch's commitment to its history key.
    pub history: &'a [u8; 32],
}

/// The keys of one epoch, all derived from its history key.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct EpochKeys {
    /// Opens the back links; whoever has it may read back. Zeros where it is not held.
    pub history: [u8; 32],
    whole: bool,
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
    // Every envelope is looked for among all mailboxes: their tags are worked out once.
    #[zeroize(skip)]
    tag: MailboxTag,
    #[zeroize(skip)]
    box_tag: MailboxTag,
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
        Self { history, whole: true, ..Self::from_epoch(seal::derive("kith/v1/epoch-key", &history)) }
    }

    /// The keys of somebody who may not read back: out of the epoch's key.
    #[must_use]
    pub fn from_epoch(epoch: [u8; 32]) -> Self {
        let write_seed = seal::derive("kith/v1/write-capability", &epoch);
        let read_seed = seal::derive("kith/v1/read-capability", &epoch);
        let box_seed = seal::derive("kith/v1/box-read-capability", &epoch);
        Self {
            history: [0; 32],
            whole: false,
            epoch,
            entry: seal::derive("kith/v1/entry-key", &epoch),
            session: seal::derive("kith/v1/session-key", &epoch),
            write_seed,
            read_seed,
            box_secret: seal::derive("kith/v1/box-secret", &epoch),
            box_seed,
            tag: relay::space_tag(&capability(&write_seed), &capability(&read_seed)),
            box_tag: relay::box_tag(&capability(&box_seed)),
        }
    }

    /// Whether the history key is held.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// What is kept of them: the history key, or the epoch's key alone.
    #[must_use]
    pub const fn secret(&self) -> [u8; 32] {
        if self.whole { self.history } else { self.epoch }
    }

    /// The epoch's key alone, for somebody who may not read back.
    #[must_use]
    pub const fn epoch_key(&self) -> [u8; 32] {
        self.epoch
    }

    /// Seals what is older than the epoch: only those who may read back have it.
    #[must_use]
    pub fn older(&self) -> Option<[u8; 32]> {
        self.whole.then(|| seal::derive("kith/v1/older-entry-key", &self.history))
    }

    /// The key of sessions among those who may read back, where there are others.
    #[must_use]
    pub fn whole_session(&self) -> Option<[u8; 32]> {
        self.whole.then(|| seal::derive("kith/v1/whole-session-key", &self.history))
    }

    /// Seals an earlier epoch's history key under this one's.
    #[must_use]
    pub fn seal_back(&self, epoch: &EpochId, history: &[u8; 32], entropy: &mut dyn Entropy) -> Vec<u8> {
        seal::seal_secret(&seal::derive("kith/v1/back-link", &self.history), &epoch.0, history, entropy)
    }

    /// Opens a back link.
    #[must_use]
    pub fn open_back(&self, epoch: &EpochId, sealed: &[u8]) -> Option<[u8; 32]> {
        let key = self.whole.then(|| seal::derive("kith/v1/back-link", &self.history))?;
        seal::open_secret(&key, &epoch.0, sealed).ok()?.try_into().ok()
    }

    /// The mailbox of the epoch.
    #[must_use]
    pub const fn tag(&self) -> MailboxTag {
        self.tag
    }

    /// The mailbox of the space's drop box.
    #[must_use]
    pub const fn box_tag(&self) -> MailboxTag {
        self.box_tag
    }

    /// The space's drop box, as others write to it.
    #[must_use]
    pub fn drop_box(&self) -> seal::BoxKey {
        seal::BoxKey { tag: self.box_tag, public: seal::receiving_public(&self.box_secret) }
    }

    /// What an epoch act commits to: of the history key, of the epoch key.
    #[must_use]
    pub fn commitments(&self) -> ([u8; 32], [u8; 32]) {
        (seal::derive("kith/v1/commit-history", &self.history), seal::derive("kith/v1/commit-epoch", &self.epoch))
    }

    /// The history key (or, not `whole`, the epoch's key alone) sealed to a device. `start` holds the epoch's commitment to its history.
    ///
    /// # Errors
    /// When the device's receiving key is unusable, or the key asked for is not held.
    pub fn seal_for(&self, device: &DeviceId, receiving: &[u8; 32], how: &SealFor<'_>, entropy: &mut dyn Entropy) -> Result<DeviceSeal, SealError> {
        if how.whole && !self.whole {
            return Err(SealError::Closed);
        }
        let (info, secret) = if how.whole { (SEAL_WHOLE, &self.history) } else { (SEAL_LIMITED, &self.epoch) };
        Ok(DeviceSeal { device: hint(device), seal: seal::seal_to(receiving, info, how.history, secret, entropy)? })
    }

    /// The start of an epoch for these devices.
    ///
    /// # Errors
    /// When a receiving key is unusable.
    pub fn start(&self, devices: &[(DeviceId, [u8; 32])], entropy: &mut dyn Entropy) -> Result<EpochStart, SealError> {
        let (history, epoch) = self.commitments();
        let how = SealFor { whole: true, history: &history };
        let seals = devices.iter().map(|(d, r)| self.seal_for(d, r, &how, entropy)).collect::<Result<_, _>>()?;
        Ok(EpochStart { history, epoch, seals, back: Vec::new(), heads: Vec::new(), predecessors: Vec::new(), without: Vec::new() })
    }
}

/// Seals keys of earlier epochs to a device, beside the seal of the epoch that `start` began: id and key, one after the other.
///
/// # Errors
/// When the device's receiving key is unusable.
pub fn seal_earlier(history: &[u8; 32], receiving: &[u8; 32], earlier: &[(EpochId, [u8; 32])], entropy: &mut dyn Entropy) -> Result<Vec<u8>, SealError> {
    let mut text: Vec<u8> = earlier.iter().flat_map(|(epoch, key)| [epoch.0, *key].concat()).collect();
    let sealed = seal::seal_to(receiving, SEAL_EARLIER, history, &text, entropy);
    text.zeroize();
    sealed
}

/// Opens keys of earlier epochs; nothing where they are not ours. Whether each is the epoch's is not checked here.
#[must_use]
pub fn open_earlier(start: &EpochStart, sealed: &[u8], secret: &[u8; 32]) -> Vec<(EpochId, [u8; 32])> {
    let Ok(mut text) = seal::open_from(secret, SEAL_EARLIER, &start.history, sealed) else { return Vec::new() };
    let pairs = text.chunks_exact(EARLIER_BYTES).filter_map(|pair| {
        let (epoch, key) = pair.split_at_checked(EARLIER_BYTES / 2)?;
        Some((EpochId(epoch.try_into().ok()?), key.try_into().ok()?))
    });
    let out = pairs.take(crate::space::reading::EARLIER_EPOCHS_MAX).collect();
    text.zeroize();
    out
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
    if let Ok(history) = seal::open_from(secret, SEAL_WHOLE, &start.history, &sealed.seal) {
        let keys = EpochKeys::from_history(history.try_into().map_err(|_| SealError::Closed)?);
        return if keys.commitments() == (start.history, start.epoch) { Ok(keys) } else { Err(SealError::Closed) };
    }
    let epoch = seal::open_from(secret, SEAL_LIMITED, &start.history, &sealed.seal)?;
    let keys = EpochKeys::from_epoch(epoch.try_into().map_err(|_| SealError::Closed)?);
    if keys.commitments().1 == start.epoch { Ok(keys) } else { Err(SealError::Closed) }
}
