//! The kit: what a person prints and keeps in a drawer.
//!
//! A kit's body is canonical CBOR, an array: version (1), root (32 bytes), the own space, the co-op or null, the office's box (tag and
//! key, 48 bytes) or null, the relay or null, the person's name, when it was made. The own space is an array: space, epoch, history key
//! (32 bytes), the run that begins it. On paper it is a code of kind 11 ([`kith_wire::text`]).
//!
//! The root stands in it as it is: a kit works with no signal and nobody's help, and there is nothing to remember (ADR 8).

use super::{RecoveryError, spoken_code};
use crate::identity::{Certificate, KeyOwner};
use ed25519_dalek::SigningKey;
use kith_wire::{
    EpochId, PersonId, SpaceId,
    codec::{self, CodecError},
    text::{Payload, PayloadKind},
};
use minicbor::{Decode, Encode};
use zeroize::Zeroize;

/// The version of a kit's bytes.
pub const KIT_VERSION: u8 = 1;
/// Bytes of a kit at most: what one QR code holds at level M, with room to spare.
pub const KIT_BYTES_MAX: usize = 2_048;

/// The key of a space as it stood, and the run that proves how the space began.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct KitSpace {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The epoch that was current.
    #[n(1)]
    pub epoch: EpochId,
    /// Its history key.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub history: [u8; 32],
    /// The encoded run that begins the space.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub genesis: Vec<u8>,
}

/// What a person prints, and what their guardians' shares open.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Kit {
    /// [`KIT_VERSION`].
    #[n(0)]
    pub version: u8,
    /// The seed of the person's root key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// The person's own space.
    #[n(2)]
    pub own: KitSpace,
    /// The commons of the co-op.
    #[n(3)]
    pub coop: Option<SpaceId>,
    /// The box of somebody at the co-op's office, to ask: tag, then receiving key.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub office: Option<Vec<u8>>,
    /// The relay.
    #[n(5)]
    pub relay: Option<String>,
    /// What the person is called.
    #[n(6)]
    pub name: String,
    /// When it was made, as said by the device that made it.
    #[n(7)]
    pub made_ms: u64,
}

impl std::fmt::Debug for KitSpace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KitSpace({}, [redacted])", self.space.short())
    }
}

impl std::fmt::Debug for Kit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kit([redacted])")
    }
}

impl Drop for KitSpace {
    fn drop(&mut self) {
        self.history.zeroize();
    }
}

impl Drop for Kit {
    fn drop(&mut self) {
        self.root.zeroize();
    }
}

impl Kit {
    /// The kit's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a kit.
    ///
    /// # Errors
    /// Too long, not canonical, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryError> {
        let kit: Self = codec::decode(bytes, KIT_BYTES_MAX)?;
        if kit.version == KIT_VERSION { Ok(kit) } else { Err(CodecError::NotCanonical("a kit of another version").into()) }
    }

    /// The code that is printed.
    #[must_use]
    pub fn payload(&self) -> Payload {
        Payload { kind: PayloadKind::RecoveryKit, body: self.to_bytes() }
    }

    /// The root key.
    #[must_use]
    pub fn root_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.root)
    }

    /// Whose kit it is.
    #[must_use]
    pub fn person(&self) -> PersonId {
        PersonId(self.root_key().verifying_key().to_bytes())
    }

    /// Eight characters that stand under the code on paper: by them a person tells one kit from another.
    #[must_use]
    pub fn check_code(&self) -> String {
        spoken_code("kith/v1/kit-code", &self.to_bytes(), 2)
    }

    /// Certifies a device by the root.
    #[must_use]
    pub fn certify(&self, device: kith_wire::DeviceId, receiving: [u8; 32]) -> Certificate {
        Certificate::sign(KeyOwner::Person(self.person()), device, receiving, &self.root_key())
    }
}
