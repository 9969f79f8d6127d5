//! The sealed card of a link: an envelope for the link's own mailbox that any browser opens by itself, with AES-256-GCM as WebCrypto has it.
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 18 | version, kind and mailbox, as every envelope has them |
//! | 18 | 12 | `kith/card/2` and a zero: the format |
//! | 30 | 12 | nonce |
//! | 42 | | the sealed text and its tag of 16 bytes; everything before is associated data |
//!
//! The text, before padding: its length (4 bytes, big-endian), then its words in UTF-8; zeros up to the padded length. The nonce follows from
//! key, mailbox and text, so that every device of those who look after the circle makes the same envelope; one key seals one card.

use super::{SealError, derive, padded, padded_len};
use aes_gcm::{Aes256Gcm, KeyInit, aead::AeadInPlace};
use kith_wire::{
    MailboxTag,
    codec::CodecError,
    envelope::{ENVELOPE_PREFIX_BYTES, EnvelopeKind, Outer, SPACE_HEADER_BYTES},
    limits,
};

/// What stands before the nonce.
const FORMAT: &[u8; 12] = b"kith/card/2\0";

/// Seals the card of a link.
///
/// # Errors
/// [`SealError::TooLarge`] when it is longer than [`limits::PIECE_BYTES`].
pub fn seal_card(key: &[u8; 32], tag: MailboxTag, card: &str) -> Result<Vec<u8>, SealError> {
    let length = u32::try_from(card.len()).ok().filter(|_| card.len() <= limits::PIECE_BYTES).ok_or(SealError::TooLarge)?;
    let text = [&length.to_be_bytes()[..], card.as_bytes()].concat();
    let mut nonce = [0; 12];
    blake3::Hasher::new_keyed(&derive("kith/v2/card-link-nonce", key)).update(&tag.0).update(&text).finalize_xof().fill(&mut nonce);
    let mut out = [&Outer { kind: EnvelopeKind::Space, tag }.prefix()[..], FORMAT, &nonce].concat();
    let to = padded_len(text.len());
    let mut text = padded(text, to);
    let proof = Aes256Gcm::new(key.into()).encrypt_in_place_detached(&nonce.into(), &out, &mut text).map_err(|_| SealError::TooLarge)?;
    out.extend_from_slice(&text);
    out.extend_from_slice(&proof);
    Ok(out)
}

/// Opens the card of a link.
///
/// # Errors
/// [`SealError::Closed`] or [`SealError::Inside`].
pub fn open_card(key: &[u8; 32], envelope: &[u8]) -> Result<String, SealError> {
    let outer = Outer::read(envelope)?;
    let (header, sealed) = envelope.split_at_checked(SPACE_HEADER_BYTES).ok_or(SealError::Closed)?;
    let nonce = header[ENVELOPE_PREFIX_BYTES..].strip_prefix(FORMAT).and_then(|nonce| <[u8; 12]>::try_from(nonce).ok());
    let nonce = nonce.filter(|_| outer.kind == EnvelopeKind::Space).ok_or(SealError::Closed)?;
    let (sealed, proof) = sealed.split_last_chunk::<16>().ok_or(SealError::Closed)?;
    let mut text = sealed.to_vec();
    let opened = Aes256Gcm::new(key.into()).decrypt_in_place_detached(&nonce.into(), header, &mut text, proof.into());
    opened.map_err(|_| SealError::Closed)?;
    let (length, words) = text.split_first_chunk::<4>().ok_or(CodecError::Truncated)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| CodecError::Shape)?;
    let (words, zeros) = words.split_at_checked(length).ok_or(CodecError::Truncated)?;
    if zeros.iter().any(|byte| *byte != 0) {
        return Err(SealError::Inside(CodecError::Trailing));
    }
    Ok(String::from_utf8(words.to_vec()).map_err(|_| CodecError::Shape)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: MailboxTag = MailboxTag([9; 16]);

    /// covers: R9, R5
    #[test]
    fn a_card_is_the_same_envelope_whoever_seals_it_and_opens_only_with_its_key_and_whole() {
        let (key, card) = ([3; 32], "Elin Evans\nPenisilin: brech");
        let sealed = seal_card(&key, TAG, card).unwrap();
        assert_eq!(sealed, seal_card(&key, TAG, card).unwrap());
        assert_eq!(open_card(&key, &sealed).as_deref(), Ok(card));
        assert_eq!(open_card(&[4; 32], &sealed), Err(SealError::Closed));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open_card(&key, &changed).is_err(), "byte {at}");
            assert!(open_card(&key, &sealed[..at]).is_err(), "cut at {at}");
        }
        assert_eq!(&sealed[ENVELOPE_PREFIX_BYTES..ENVELOPE_PREFIX_BYTES + 12], FORMAT);
        assert_eq!(seal_card(&key, TAG, &"x".repeat(limits::PIECE_BYTES + 1)), Err(SealError::TooLarge));
    }
}
