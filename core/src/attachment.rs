//! Attachments: a picture or a document that hangs on a note or a visit. An entry names it; its bytes travel apart, and later.
//!
//! The entry that names an attachment holds its key, its size and the hash of every piece, and travels as every entry does, so the words
//! are always there first. The bytes lie in a mailbox of their own at the relay, whose rights follow from the key, and go from phone to
//! phone by its tag:
//!
//! | what | how |
//! | --- | --- |
//! | pieces | [`limits::PIECE_BYTES`] each, the last one shorter, none empty |
//! | hash of a piece | BLAKE3 of its bytes |
//! | key that seals them | BLAKE3 (`kith/v1/piece-key`) of the attachment's key |
//! | rights at the relay | Ed25519 seeds by BLAKE3 (`kith/v1/piece-read`, `kith/v1/piece-write`) of the attachment's key |
//! | mailbox | as of a space: the hash of both public keys |

use crate::{picture, seal::derive, space::act};
use kith_wire::{EntryId, MailboxTag, limits, relay::space_tag};
use minicbor::{Decode, Encode};

/// Bytes of a piece's hash.
const HASH_BYTES: usize = 32;
/// How a PDF begins.
const PDF: &[u8] = b"%PDF-";

/// What kind of thing is attached. Numbers are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Media {
    /// A small picture, as JPEG.
    Jpeg = 1,
    /// A document, as PDF.
    Pdf = 2,
    /// A document, as plain text in UTF-8.
    Text = 3,
}

impl Media {
    /// The kind of a number.
    #[must_use]
    pub const fn of(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Jpeg),
            2 => Some(Self::Pdf),
            3 => Some(Self::Text),
            _ => None,
        }
    }

    /// Its name as the rest of the world has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain",
        }
    }

    const fn bytes_max(self) -> usize {
        match self {
            Self::Jpeg => limits::PICTURE_BYTES_MAX,
            Self::Pdf | Self::Text => limits::ATTACHED_DOCUMENT_BYTES_MAX,
        }
    }
}

/// What names an attachment.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Attached {
    /// The note, or the entry that began the visit. It counts only beside what its own author wrote.
    #[n(0)]
    pub of: EntryId,
    /// The attachment's key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// See [`Media`].
    #[n(2)]
    pub media: u8,
    /// How many bytes it has.
    #[n(3)]
    pub bytes: u32,
    /// The hash of each piece, one after the other.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub hashes: Vec<u8>,
    /// Of a picture: its width and height.
    #[n(5)]
    pub width: u16,
    /// See `width`.
    #[n(6)]
    pub height: u16,
    /// What it shows, for those who cannot see it, and before it has come.
    #[n(7)]
    pub words: String,
    /// What the file was called; empty for a picture.
    #[n(8)]
    pub name: String,
}

impl std::fmt::Debug for Attached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attached(to {}, media {}, {} bytes)", self.of.short(), self.media, self.bytes)
    }
}

/// The keys that follow from an attachment's.
#[derive(Clone)]
pub struct PieceKeys {
    /// Seals and opens the pieces.
    pub seal: [u8; 32],
    /// Seed of the right to read its mailbox.
    pub read_seed: [u8; 32],
    /// Seed of the right to write there.
    pub write_seed: [u8; 32],
    /// The mailbox.
    pub tag: MailboxTag,
}

impl std::fmt::Debug for PieceKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PieceKeys({}, [redacted])", self.tag.short())
    }
}

/// The mailbox of two rights.
#[must_use]
pub fn mailbox(read_seed: &[u8; 32], write_seed: &[u8; 32]) -> MailboxTag {
    space_tag(&act::capability(write_seed), &act::capability(read_seed))
}

impl Attached {
    /// What kind it is, if this version knows it and all that is said of it fits together.
    #[must_use]
    pub fn sound(&self) -> Option<Media> {
        let media = Media::of(self.media)?;
        let bytes = self.bytes as usize;
        let hashes = bytes.div_ceil(limits::PIECE_BYTES) * HASH_BYTES;
        let is_picture = media == Media::Jpeg;
        let side = u32::from(self.width.max(self.height));
        let sized = if is_picture { self.width.min(self.height) > 0 && side <= limits::PICTURE_SIDE_MAX } else { side == 0 };
        let said = self.words.chars().count() <= limits::ATTACHMENT_WORDS_CHARS_MAX && self.name.chars().count() <= limits::NAME_CHARS_MAX;
        (bytes > 0 && bytes <= media.bytes_max() && self.hashes.len() == hashes && sized && said).then_some(media)
    }

    /// How many pieces it has.
    #[must_use]
    pub fn pieces(&self) -> u16 {
        u16::try_from(self.hashes.len() / HASH_BYTES).unwrap_or(u16::MAX)
    }

    /// The keys that follow from its own.
    #[must_use]
    pub fn keys(&self) -> PieceKeys {
        let (read_seed, write_seed) = (derive("kith/v1/piece-read", &self.key), derive("kith/v1/piece-write", &self.key));
        PieceKeys { seal: derive("kith/v1/piece-key", &self.key), read_seed, write_seed, tag: mailbox(&read_seed, &write_seed) }
    }

    /// Whether these are the bytes of that piece.
    #[must_use]
    pub fn is_piece(&self, number: u16, bytes: &[u8]) -> bool {
        let at = usize::from(number) * HASH_BYTES;
        let long = (self.bytes as usize).saturating_sub(usize::from(number) * limits::PIECE_BYTES).min(limits::PIECE_BYTES);
        bytes.len() == long && self.hashes.get(at..at + HASH_BYTES) == Some(blake3::hash(bytes).as_bytes().as_slice())
    }

    /// Whether the whole is what it was said to be.
    #[must_use]
    pub fn is_whole(&self, bytes: &[u8]) -> bool {
        match self.sound() {
            Some(Media::Jpeg) => picture::is_small_picture(bytes, self.width, self.height),
            Some(media) => document_media(bytes) == Some(media),
            None => false,
        }
    }
}

/// The hashes of the pieces of some bytes.
#[must_use]
pub fn hashes(bytes: &[u8]) -> Vec<u8> {
    bytes.chunks(limits::PIECE_BYTES).flat_map(|piece| *blake3::hash(piece).as_bytes()).collect()
}

/// What kind of document bytes are, if one that may be attached: a PDF, or plain text.
#[must_use]
pub fn document_media(bytes: &[u8]) -> Option<Media> {
    if bytes.starts_with(PDF) {
        return Some(Media::Pdf);
    }
    let plain = |text: &str| !text.trim().is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    std::str::from_utf8(bytes).is_ok_and(plain).then_some(Media::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Attached {
        let len = u32::try_from(bytes.len()).unwrap();
        let (words, name) = ("The letter".to_owned(), "letter.txt".to_owned());
        Attached { of: EntryId([1; 32]), key: [2; 32], media: 3, bytes: len, hashes: hashes(bytes), width: 0, height: 0, words, name }
    }

    /// covers: R6
    #[test]
    fn every_piece_is_known_by_its_place_length_and_hash() {
        let bytes = vec![b'a'; limits::PIECE_BYTES + 5];
        let named = of(&bytes);
        assert_eq!((named.sound(), named.pieces()), (Some(Media::Text), 2));
        assert!(named.is_piece(0, &bytes[..limits::PIECE_BYTES]) && named.is_piece(1, b"aaaaa"));
        assert!(!named.is_piece(1, b"aaaa") && !named.is_piece(1, b"aaaab") && !named.is_piece(0, b"aaaaa") && !named.is_piece(2, b""));
        assert!(named.is_whole(&bytes) && !named.is_whole(b"\0"));
    }

    #[test]
    fn what_does_not_fit_together_is_not_taken_for_an_attachment() {
        let sound = of(b"text");
        let wrong = [
            Attached { media: 9, ..sound.clone() },
            Attached { bytes: 0, hashes: Vec::new(), ..sound.clone() },
            Attached { bytes: u32::MAX, ..sound.clone() },
            Attached { hashes: vec![0; 64], ..sound.clone() },
            Attached { width: 10, height: 10, ..sound.clone() },
            Attached { media: 1, ..sound.clone() },
            Attached { media: 1, width: 2_000, height: 10, ..sound.clone() },
            Attached { words: "w".repeat(limits::ATTACHMENT_WORDS_CHARS_MAX + 1), ..sound.clone() },
            Attached { name: "n".repeat(limits::NAME_CHARS_MAX + 1), ..sound.clone() },
        ];
        assert!(sound.sound().is_some());
        assert!(wrong.iter().all(|w| w.sound().is_none()));
    }

    #[test]
    fn the_mailbox_and_its_rights_follow_from_the_key_alone() {
        let (one, other) = (of(b"one"), of(b"other"));
        assert_eq!(one.keys().tag, other.keys().tag);
        assert_ne!(one.keys().tag, Attached { key: [3; 32], ..one.clone() }.keys().tag);
        let keys = one.keys();
        assert!(keys.seal != keys.read_seed && keys.read_seed != keys.write_seed);
    }
}
