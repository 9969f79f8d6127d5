//! Asking the guardians: a new device's request, and a share sealed to that device alone.
//!
//! A request is canonical CBOR, an array: version (1), the new device's certificate (signed by the throw-away root that it was made
//! with), the name claimed, 16 random bytes, when it was asked, the box to answer to (tag and key, 48 bytes), the relay or null; and
//! then, behind the array, the device's Ed25519 signature over `"kith/v1/recovery-ask"` and all before. Its digest is BLAKE3
//! (`kith/v1/recovery-ask-id`) over the array and the signature. The code that two people compare is twelve characters (60 bits) of it:
//! too many for somebody to make a request of their own with the same code while a telephone rings.
//!
//! An answer is the request's digest (32 bytes), then a share sealed by HPKE to the certificate's receiving key (info
//! `kith/v1/recovery-share`, the digest as associated data).

use super::{RecoveryError, Share, spoken_code};
use crate::{entropy::Entropy, identity::Certificate, seal};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use kith_wire::{
    codec::{self, CodecError},
    text::{Payload, PayloadKind},
};
use minicbor::{Decode, Encode};

/// The version of a request's bytes.
pub const ASK_VERSION: u8 = 1;
/// Bytes of a request at most.
pub const ASK_BYTES_MAX: usize = 2_048;
const SIGNATURE_BYTES: usize = 64;

/// A new device asks to become a person's.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ask {
    /// [`ASK_VERSION`].
    #[n(0)]
    pub version: u8,
    /// The new device, by its own word.
    #[n(1)]
    pub certificate: Certificate,
    /// Who its holder says they are.
    #[n(2)]
    pub name: String,
    /// Random.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// When, as said by the device.
    #[n(4)]
    pub asked_ms: u64,
    /// Where to answer: tag, then receiving key.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub inbox: Vec<u8>,
    /// The relay to answer by, if it uses one.
    #[n(6)]
    pub relay: Option<String>,
}

fn signed_bytes(body: &[u8]) -> Vec<u8> {
    [b"kith/v1/recovery-ask".as_slice(), body].concat()
}

/// What names a request.
#[must_use]
pub fn ask_id(bytes: &[u8]) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("kith/v1/recovery-ask-id").update(bytes).finalize().as_bytes()
}

/// The code of a request, to be compared by two people.
#[must_use]
pub fn ask_code(id: &[u8; 32]) -> String {
    spoken_code("kith/v1/recovery-ask-code", id, 3)
}

impl Ask {
    /// The request, signed by the device that it is for.
    #[must_use]
    pub fn sign(&self, device: &SigningKey) -> Vec<u8> {
        let mut out = codec::encode(self);
        let signature = device.sign(&signed_bytes(&out)).to_bytes();
        out.extend_from_slice(&signature);
        out
    }

    /// Reads a request; it is its device's own word.
    ///
    /// # Errors
    /// [`RecoveryError::Malformed`] or [`RecoveryError::Forged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryError> {
        let end = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or(CodecError::Truncated)?;
        let (body, signature) = bytes.split_at(end);
        let ask: Self = codec::decode(body, ASK_BYTES_MAX)?;
        if ask.version != ASK_VERSION {
            return Err(CodecError::NotCanonical("a request of another version").into());
        }
        let key = VerifyingKey::from_bytes(&ask.certificate.device.0).ok().filter(|k| !k.is_weak()).ok_or(RecoveryError::Forged)?;
        let signature = Signature::from_slice(signature).map_err(|_| CodecError::Truncated)?;
        key.verify_strict(&signed_bytes(body), &signature).map_err(|_| RecoveryError::Forged)?;
        if ask.certificate.is_signed() { Ok(ask) } else { Err(RecoveryError::Forged) }
    }
}

/// A share on its way to the device that asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedShare {
    /// The request that it answers.
    pub ask: [u8; 32],
    sealed: Vec<u8>,
}

impl SealedShare {
    /// Seals a share to the device that asked.
    ///
    /// # Errors
    /// [`RecoveryError::Closed`] when its key cannot be used.
    pub fn seal(share: &Share, ask: [u8; 32], to: &Certificate, entropy: &mut dyn Entropy) -> Result<Self, RecoveryError> {
        let text = zeroize::Zeroizing::new(share.to_bytes());
        let sealed = seal::seal_to(&to.receiving, b"kith/v1/recovery-share", &ask, &text, entropy).map_err(|_| RecoveryError::Closed)?;
        Ok(Self { ask, sealed })
    }

    /// The share, on the device that asked.
    ///
    /// # Errors
    /// [`RecoveryError::Closed`], or what [`Share::from_bytes`] says.
    pub fn open(&self, secret: &[u8; 32]) -> Result<Share, RecoveryError> {
        let text = seal::open_from(secret, b"kith/v1/recovery-share", &self.ask, &self.sealed).map_err(|_| RecoveryError::Closed)?;
        Share::from_bytes(&zeroize::Zeroizing::new(text)).map(|(share, _)| share)
    }

    /// The bytes that travel.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.ask.as_slice(), &self.sealed].concat()
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// [`RecoveryError::Malformed`] when it is cut short or too long.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryError> {
        let (ask, sealed) = bytes.split_at_checked(32).ok_or(CodecError::Truncated)?;
        if sealed.len() > super::guardians::SHARE_BYTES_MAX {
            return Err(CodecError::TooLong { max: super::guardians::SHARE_BYTES_MAX }.into());
        }
        Ok(Self { ask: ask.try_into().map_err(|_| CodecError::Truncated)?, sealed: sealed.to_vec() })
    }

    /// The code to hand over.
    #[must_use]
    pub fn payload(&self) -> Payload {
        Payload { kind: PayloadKind::RecoveryShare, body: self.to_bytes() }
    }
}
