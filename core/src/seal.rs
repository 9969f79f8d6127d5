//! Sealing and opening: envelopes under an epoch's key, and small secrets and drops to a receiving key.
//!
//! The sealed text of an envelope, before padding:
//!
//! | part | bytes | |
//! | --- | --- | --- |
//! | packing | 1 | 0 as it stands, 1 zstd |
//! | length | varint | of the packed items |
//! | items | | each: type 1, varint length, bytes |
//!
//! and zeros up to the padded length ([`kith_wire::envelope::padded_len`]). Item types: 1 run, 2 receipt (a vector).

mod card;
mod piece;

pub use card::{open_card, seal_card};
pub use piece::{open_piece, seal_piece};

use crate::entropy::{Draw, Entropy, bytes};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256};
use kith_wire::{
    MailboxTag,
    codec::CodecError,
    envelope::{DROP_HEADER_BYTES, ENVELOPE_PREFIX_BYTES, EnvelopeKind, Outer, SPACE_HEADER_BYTES, padded_len},
    limits,
    run::{Reader, put_varint},
};

/// Bytes that HPKE adds: the encapsulated key and the tag.
pub const HPKE_BYTES: usize = 32 + 16;
const PACK_RAW: u8 = 0;
const PACK_ZSTD: u8 = 1;
const ZSTD_LEVEL: i32 = 15;
/// Below this many bytes compressing gains nothing.
const ZSTD_FROM_BYTES: usize = 96;

/// Why something could not be opened. It never says more than that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key is another, or the bytes were changed.
    #[error("cannot be opened with this key")]
    Closed,
    /// It opened, but what is inside is not well formed.
    #[error("opened, but malformed: {0}")]
    Inside(#[from] CodecError),
    /// Larger than an envelope may be.
    #[error("too large to seal")]
    TooLarge,
}

/// One thing inside an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An encoded run.
    Run(Vec<u8>),
    /// What the sender holds: an encoded vector.
    Receipt(Vec<u8>),
    /// Of a later version: passed over.
    Unknown(u8),
}

/// A key for one purpose out of another key.
#[must_use]
pub fn derive(label: &str, key: &[u8; 32]) -> [u8; 32] {
    blake3::derive_key(label, key)
}

/// The items as the bytes that are sealed, not yet padded.
#[must_use]
pub fn pack(items: &[Item]) -> Vec<u8> {
    let mut raw = Vec::new();
    for item in items {
        let (kind, bytes) = match item {
            Item::Run(b) => (1, b),
            Item::Receipt(b) => (2, b),
            Item::Unknown(_) => continue,
        };
        raw.push(kind);
        put_varint(&mut raw, bytes.len() as u64);
        raw.extend_from_slice(bytes);
    }
    let packed = if raw.len() < ZSTD_FROM_BYTES { None } else { zstd::bulk::compress(&raw, ZSTD_LEVEL).ok().filter(|z| z.len() < raw.len()) };
    let (packing, body) = packed.map_or((PACK_RAW, raw), |z| (PACK_ZSTD, z));
    let mut out = vec![packing];
    put_varint(&mut out, body.len() as u64);
    out.extend_from_slice(&body);
    out
}

/// The items of an opened text; inflating is capped.
///
/// # Errors
/// Malformed, or larger than [`limits::INFLATED_BYTES_MAX`] once inflated.
pub fn unpack(text: &[u8]) -> Result<Vec<Item>, CodecError> {
    let mut r = Reader::new(text);
    let packing = r.byte()?;
    let body = r.bytes_with_len(limits::INFLATED_BYTES_MAX)?;
    if text[r.at..].iter().any(|b| *b != 0) {
        return Err(CodecError::Trailing);
    }
    let raw = match packing {
        PACK_RAW => body.to_vec(),
        PACK_ZSTD => zstd::bulk::decompress(body, limits::INFLATED_BYTES_MAX).map_err(|_| CodecError::TooLong { max: limits::INFLATED_BYTES_MAX })?,
        _ => return Err(CodecError::NotCanonical("a packing of another version")),
    };
    let mut r = Reader::new(&raw);
    let mut items = Vec::new();
    while !r.is_done() {
        let kind = r.byte()?;
        let bytes = r.bytes_with_len(limits::RUN_BYTES_MAX)?.to_vec();
        items.push(match kind {
            1 => Item::Run(bytes),
            2 => Item::Receipt(bytes),
            other => Item::Unknown(other),
        });
    }
    Ok(items)
}

fn padded(mut text: Vec<u8>, to: usize) -> Vec<u8> {
    text.resize(to.max(text.len()), 0);
    text
}

/// Seals items to the members of a space under an epoch's entry key.
///
/// # Errors
/// [`SealError::TooLarge`] when the envelope would exceed [`limits::ENVELOPE_BYTES_MAX`].
pub fn seal_space(entry_key: &[u8; 32], tag: MailboxTag, items: &[Item], entropy: &mut dyn Entropy) -> Result<Vec<u8>, SealError> {
    seal_sized(entry_key, tag, pack(items), &bytes(entropy))
}

/// Seals what is left of an envelope after an erasure. The nonce follows from key, mailbox and text, so that every member who does this
/// makes the same envelope and the relay keeps one; another text has another nonce.
///
/// # Errors
/// As [`seal_space`].
pub fn seal_again(entry_key: &[u8; 32], tag: MailboxTag, items: &[Item]) -> Result<Vec<u8>, SealError> {
    let text = pack(items);
    let mut nonce = [0; 24];
    blake3::Hasher::new_keyed(&derive("kith/v1/seal-again", entry_key)).update(&tag.0).update(&text).finalize_xof().fill(&mut nonce);
    seal_sized(entry_key, tag, text, &nonce)
}

fn seal_sized(entry_key: &[u8; 32], tag: MailboxTag, text: Vec<u8>, nonce: &[u8; 24]) -> Result<Vec<u8>, SealError> {
    let to = padded_len(text.len());
    if SPACE_HEADER_BYTES + to + 16 > limits::ENVELOPE_BYTES_MAX {
        return Err(SealError::TooLarge);
    }
    let mut out = Outer { kind: EnvelopeKind::Space, tag }.prefix().to_vec();
    out.extend_from_slice(nonce);
    let cipher = XChaCha20Poly1305::new(entry_key.into());
    let sealed = cipher.encrypt(<&XNonce>::from(nonce), Payload { msg: &padded(text, to), aad: &out }).map_err(|_| SealError::TooLarge)?;
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// Opens a space envelope.
///
/// # Errors
/// [`SealError::Closed`] or [`SealError::Inside`].
pub fn open_space(entry_key: &[u8; 32], envelope: &[u8]) -> Result<Vec<Item>, SealError> {
    let outer = Outer::read(envelope)?;
    if outer.kind != EnvelopeKind::Space {
        return Err(SealError::Closed);
    }
    let (header, sealed) = envelope.split_at(SPACE_HEADER_BYTES);
    let nonce: &[u8; 24] = header[ENVELOPE_PREFIX_BYTES..].try_into().map_err(|_| SealError::Closed)?;
    let cipher = XChaCha20Poly1305::new(entry_key.into());
    let text = cipher.decrypt(<&XNonce>::from(nonce), Payload { msg: sealed, aad: header }).map_err(|_| SealError::Closed)?;
    Ok(unpack(&text)?)
}

/// Seals with a key of its own: for secrets in files. The nonce stands first.
#[must_use]
pub fn seal_secret(key: &[u8; 32], aad: &[u8], secret: &[u8], entropy: &mut dyn Entropy) -> Vec<u8> {
    let nonce: [u8; 24] = bytes(entropy);
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(<&XNonce>::from(&nonce), Payload { msg: secret, aad })
        .expect("a secret of a few hundred bytes is within the cipher's limit");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what [`seal_secret`] sealed.
///
/// # Errors
/// [`SealError::Closed`].
pub fn open_secret(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (nonce, text) = sealed.split_at_checked(24).ok_or(SealError::Closed)?;
    let nonce: &[u8; 24] = nonce.try_into().map_err(|_| SealError::Closed)?;
    XChaCha20Poly1305::new(key.into()).decrypt(<&XNonce>::from(nonce), Payload { msg: text, aad }).map_err(|_| SealError::Closed)
}

/// The X25519 public key of a receiving secret.
#[must_use]
pub fn receiving_public(secret: &[u8; 32]) -> [u8; 32] {
    x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from(*secret)).to_bytes()
}

type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// Seals to a receiving key by HPKE (RFC 9180, base mode, X25519, ChaCha20-Poly1305): encapsulated key, then sealed text.
///
/// # Errors
/// [`SealError::Closed`] when the key is not a usable X25519 key.
pub fn seal_to(public: &[u8; 32], info: &[u8], aad: &[u8], text: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, SealError> {
    let public = Public::from_bytes(public).map_err(|_| SealError::Closed)?;
    let (key, sealed) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeS::Base, &public, info, text, aad, &mut Draw(entropy))
            .map_err(|_| SealError::Closed)?;
    Ok([key.to_bytes().as_slice(), &sealed].concat())
}

/// Opens what [`seal_to`] sealed.
///
/// # Errors
/// [`SealError::Closed`].
pub fn open_from(secret: &[u8; 32], info: &[u8], aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (key, text) = sealed.split_at_checked(32).ok_or(SealError::Closed)?;
    let secret = Private::from_bytes(secret).map_err(|_| SealError::Closed)?;
    let key = Encapsulated::from_bytes(key).map_err(|_| SealError::Closed)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &secret, &key, info, text, aad).map_err(|_| SealError::Closed)
}

/// Where a drop goes: a box's tag at the relay and its receiving key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoxKey {
    /// Tag at the relay.
    pub tag: MailboxTag,
    /// X25519 key.
    pub public: [u8; 32],
}

/// The eight bytes by which a box's key is named in a drop.
#[must_use]
pub fn key_id(public: &[u8; 32]) -> [u8; 8] {
    let mut out = [0; 8];
    blake3::Hasher::new_derive_key("kith/v1/box-key").update(public).finalize_xof().fill(&mut out);
    out
}

/// Seals a text into a drop, padded to a multiple of `step` bytes (0: PADMÉ).
///
/// # Errors
/// [`SealError::TooLarge`], or [`SealError::Closed`] when the box's key is unusable.
pub fn seal_drop(to: &BoxKey, step: usize, text: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, SealError> {
    let mut framed = Vec::with_capacity(text.len() + 4);
    put_varint(&mut framed, text.len() as u64);
    framed.extend_from_slice(text);
    let len = if step == 0 { padded_len(framed.len()) } else { framed.len().next_multiple_of(step) };
    if DROP_HEADER_BYTES + len + 16 > limits::ENVELOPE_BYTES_MAX {
        return Err(SealError::TooLarge);
    }
    let mut head = Outer { kind: EnvelopeKind::Drop, tag: to.tag }.prefix().to_vec();
    head.extend_from_slice(&key_id(&to.public));
    let sealed = seal_to(&to.public, b"kith/v1/drop", &head, &padded(framed, len), entropy)?;
    Ok([head, sealed].concat())
}

/// Opens a drop with the box's secret.
///
/// # Errors
/// [`SealError::Closed`] or [`SealError::Inside`].
pub fn open_drop(secret: &[u8; 32], envelope: &[u8]) -> Result<Vec<u8>, SealError> {
    let outer = Outer::read(envelope)?;
    if outer.kind != EnvelopeKind::Drop {
        return Err(SealError::Closed);
    }
    let (head, sealed) = envelope.split_at(ENVELOPE_PREFIX_BYTES + 8);
    let text = open_from(secret, b"kith/v1/drop", head, sealed)?;
    let mut r = Reader::new(&text);
    let body = r.bytes_with_len(limits::ENVELOPE_BYTES_MAX)?.to_vec();
    if text[r.at..].iter().any(|b| *b != 0) {
        return Err(SealError::Inside(CodecError::Trailing));
    }
    Ok(body)
}

#[cfg(test)]
mod tests;
