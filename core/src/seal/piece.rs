//! Pieces of attachments: each an envelope for the attachment's own mailbox, under the attachment's own key.
//!
//! The sealed text, before padding:
//!
//! | part | bytes | |
//! | --- | --- | --- |
//! | number | varint | which piece, from 0 |
//! | length | varint | at most [`limits::PIECE_BYTES`] |
//! | bytes | | that many |
//!
//! and zeros up to the padded length. The nonce follows from key, mailbox and text, so that everybody who holds a piece makes the same
//! envelope: the relay keeps one, and a transfer that was cut goes on with anybody.

use super::{SealError, derive, seal_sized};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use kith_wire::{
    MailboxTag,
    codec::CodecError,
    envelope::{ENVELOPE_PREFIX_BYTES, EnvelopeKind, Outer, SPACE_HEADER_BYTES},
    limits,
    run::{Reader, put_varint},
};

/// Seals one piece.
///
/// # Errors
/// [`SealError::TooLarge`] when it is longer than [`limits::PIECE_BYTES`].
pub fn seal_piece(key: &[u8; 32], tag: MailboxTag, number: u16, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
    if bytes.len() > limits::PIECE_BYTES {
        return Err(SealError::TooLarge);
    }
    let mut text = Vec::with_capacity(bytes.len() + 6);
    put_varint(&mut text, u64::from(number));
    put_varint(&mut text, bytes.len() as u64);
    text.extend_from_slice(bytes);
    let mut nonce = [0; 24];
    blake3::Hasher::new_keyed(&derive("kith/v1/piece-nonce", key)).update(&tag.0).update(&text).finalize_xof().fill(&mut nonce);
    seal_sized(key, tag, text, &nonce)
}

/// Opens one piece: its number and its bytes.
///
/// # Errors
/// [`SealError::Closed`] or [`SealError::Inside`].
pub fn open_piece(key: &[u8; 32], envelope: &[u8]) -> Result<(u16, Vec<u8>), SealError> {
    let outer = Outer::read(envelope)?;
    if outer.kind != EnvelopeKind::Space {
        return Err(SealError::Closed);
    }
    let (header, sealed) = envelope.split_at(SPACE_HEADER_BYTES);
    let nonce: &[u8; 24] = header[ENVELOPE_PREFIX_BYTES..].try_into().map_err(|_| SealError::Closed)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let text = cipher.decrypt(<&XNonce>::from(nonce), Payload { msg: sealed, aad: header }).map_err(|_| SealError::Closed)?;
    let mut r = Reader::new(&text);
    let number = u16::try_from(r.varint()?).map_err(|_| CodecError::Shape)?;
    let bytes = r.bytes_with_len(limits::PIECE_BYTES)?.to_vec();
    if text[r.at..].iter().any(|b| *b != 0) {
        return Err(SealError::Inside(CodecError::Trailing));
    }
    Ok((number, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// covers: R6
    #[test]
    fn a_piece_is_the_same_envelope_whoever_seals_it_and_opens_only_with_its_key() {
        let (key, tag) = ([3; 32], MailboxTag([9; 16]));
        let bytes = vec![5; limits::PIECE_BYTES];
        let sealed = seal_piece(&key, tag, 7, &bytes).unwrap();
        assert!(sealed.len() <= limits::ENVELOPE_BYTES_MAX, "{}", sealed.len());
        assert_eq!(sealed, seal_piece(&key, tag, 7, &bytes).unwrap());
        assert_ne!(sealed, seal_piece(&key, tag, 8, &bytes).unwrap());
        assert_eq!(open_piece(&key, &sealed), Ok((7, bytes)));
        assert_eq!(open_piece(&[4; 32], &sealed), Err(SealError::Closed));
        let mut elsewhere = sealed;
        elsewhere[2] ^= 1;
        assert_eq!(open_piece(&key, &elsewhere), Err(SealError::Closed), "a piece belongs to its mailbox");
        assert_eq!(seal_piece(&key, tag, 0, &vec![0; limits::PIECE_BYTES + 1]), Err(SealError::TooLarge));
    }
}
