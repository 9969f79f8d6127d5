//! Tags and sealed parts: who can recognise a space, and read what is said of it.

use super::store::EpochKey;
use chacha20poly1305::{
    ChaCha20Poly1305, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use kith_wire::session::{SpaceTag, TAG_BYTES};
use zeroize::Zeroizing;

/// Which way a part travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Direction {
    FromInitiator = 0,
    FromResponder = 1,
}

impl Direction {
    pub(super) const fn back(self) -> Self {
        match self {
            Self::FromInitiator => Self::FromResponder,
            Self::FromResponder => Self::FromInitiator,
        }
    }
}

fn derive(key: &EpochKey, label: &[u8], channel: &[u8; 32], direction: Direction) -> Zeroizing<[u8; 32]> {
    let mut hasher = blake3::Hasher::new_keyed(&key.session_key);
    hasher.update(label).update(channel).update(&[direction as u8]);
    Zeroizing::new(*hasher.finalize().as_bytes())
}

/// What a holder of the epoch's key recognises the space by on this channel.
pub(super) fn tag(key: &EpochKey, channel: &[u8; 32], direction: Direction) -> SpaceTag {
    first(key, b"kith/v1/session-tag", channel, direction)
}

/// What a holder of the epoch's key reads from it: whether drops wait for somebody.
pub(super) fn drops_tag(key: &EpochKey, channel: &[u8; 32], direction: Direction, wait: bool) -> SpaceTag {
    first(key, if wait { b"kith/v1/session-drops-wait" } else { b"kith/v1/session-drops-none" }, channel, direction)
}

/// What a holder of the epoch's key reads from it: pieces of attachments are wanted.
pub(super) fn pieces_tag(key: &EpochKey, channel: &[u8; 32], direction: Direction) -> SpaceTag {
    first(key, b"kith/v1/session-pieces", channel, direction)
}

fn first(key: &EpochKey, label: &[u8], channel: &[u8; 32], direction: Direction) -> SpaceTag {
    let whole = derive(key, label, channel, direction);
    let mut out = [0; TAG_BYTES];
    out.copy_from_slice(&whole[..TAG_BYTES]);
    out
}

/// What whoever speaks in a direction signs to show which boxes they read.
pub(super) fn binding(channel: &[u8; 32], direction: Direction) -> [u8; 33] {
    let mut out = [direction as u8; 33];
    out[..32].copy_from_slice(channel);
    out
}

/// One direction's key and counter for one slot.
pub(super) struct Sealer {
    cipher: ChaCha20Poly1305,
    counter: u64,
}

impl Sealer {
    pub(super) fn new(key: &EpochKey, channel: &[u8; 32], direction: Direction) -> Self {
        Self::labelled(key, b"kith/v1/session-seal", channel, direction)
    }

    /// For what is said of drops.
    pub(super) fn of_drops(key: &EpochKey, channel: &[u8; 32], direction: Direction) -> Self {
        Self::labelled(key, b"kith/v1/session-drops-seal", channel, direction)
    }

    /// For what is said of pieces.
    pub(super) fn of_pieces(key: &EpochKey, channel: &[u8; 32], direction: Direction) -> Self {
        Self::labelled(key, b"kith/v1/session-pieces-seal", channel, direction)
    }

    fn labelled(key: &EpochKey, label: &[u8], channel: &[u8; 32], direction: Direction) -> Self {
        let key = derive(key, label, channel, direction);
        Self { cipher: ChaCha20Poly1305::new((&*key).into()), counter: 0 }
    }

    fn nonce(&mut self) -> Nonce {
        let mut nonce = [0; 12];
        nonce[4..].copy_from_slice(&self.counter.to_be_bytes());
        self.counter += 1;
        nonce.into()
    }

    /// Seals the next part.
    pub(super) fn seal(&mut self, part: &[u8], associated: &[u8]) -> Vec<u8> {
        let nonce = self.nonce();
        self.cipher.encrypt(&nonce, Payload { msg: part, aad: associated }).expect("a part is far shorter than what the cipher takes")
    }

    /// Opens the next part, if it is that.
    pub(super) fn open(&mut self, sealed: &[u8], associated: &[u8]) -> Option<Vec<u8>> {
        let nonce = self.nonce();
        self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: associated }).ok()
    }
}
