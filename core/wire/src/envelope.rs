//! An envelope: what leaves a device for a relay, a carrier or a piece of paper. This is its outer layout, all that a relay reads.
//!
//! | offset | bytes | field |
//! | --- | --- | --- |
//! | 0 | 1 | version, 1 |
//! | 1 | 1 | kind: 1 for a space's mailbox, 2 for a drop box |
//! | 2 | 16 | mailbox tag |
//! | 18 | | kind 1: nonce 24, then the sealed text with its 16-byte tag |
//! | 18 | | kind 2: key id 8, HPKE encapsulated key 32, then the sealed text with its 16-byte tag |
//!
//! Everything before the sealed text is associated data. The sealed text is padded so that its length says little ([`padded_len`]).

use crate::{MailboxTag, codec::CodecError, limits};

/// The version of an envelope's bytes.
pub const ENVELOPE_VERSION: u8 = 1;
/// Bytes before what depends on the kind.
pub const ENVELOPE_PREFIX_BYTES: usize = 18;
/// Bytes of a space envelope before the sealed text.
pub const SPACE_HEADER_BYTES: usize = ENVELOPE_PREFIX_BYTES + 24;
/// Bytes of a drop before the sealed text.
pub const DROP_HEADER_BYTES: usize = ENVELOPE_PREFIX_BYTES + 8 + 32;

/// What kind of mailbox an envelope goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum EnvelopeKind {
    /// To the members of a space, under an epoch's key.
    Space = 1,
    /// Into a drop box, to its receiving key.
    Drop = 2,
}

/// The part of an envelope that a relay reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outer {
    /// What kind of mailbox.
    pub kind: EnvelopeKind,
    /// Which mailbox.
    pub tag: MailboxTag,
}

impl Outer {
    /// The first bytes of an envelope.
    #[must_use]
    pub fn prefix(&self) -> [u8; ENVELOPE_PREFIX_BYTES] {
        let mut out = [0; ENVELOPE_PREFIX_BYTES];
        out[0] = ENVELOPE_VERSION;
        out[1] = self.kind as u8;
        out[2..].copy_from_slice(&self.tag.0);
        out
    }

    /// Reads the outer part of an envelope.
    ///
    /// # Errors
    /// Too long, too short, or of a version or kind that is not known.
    pub fn read(envelope: &[u8]) -> Result<Self, CodecError> {
        if envelope.len() > limits::ENVELOPE_BYTES_MAX {
            return Err(CodecError::TooLong { max: limits::ENVELOPE_BYTES_MAX });
        }
        let prefix = envelope.get(..ENVELOPE_PREFIX_BYTES).ok_or(CodecError::Truncated)?;
        if prefix[0] != ENVELOPE_VERSION {
            return Err(CodecError::NotCanonical("an envelope of another version"));
        }
        let (kind, least) = match prefix[1] {
            1 => (EnvelopeKind::Space, SPACE_HEADER_BYTES + 16),
            2 => (EnvelopeKind::Drop, DROP_HEADER_BYTES + 16),
            _ => return Err(CodecError::Shape),
        };
        if envelope.len() < least {
            return Err(CodecError::Truncated);
        }
        let mut tag = [0; 16];
        tag.copy_from_slice(&prefix[2..]);
        Ok(Self { kind, tag: MailboxTag(tag) })
    }
}

/// The length that a text of `len` bytes is padded to: PADMÉ, at most 12 % more (Nikitin and others, PETS 2019).
#[must_use]
pub const fn padded_len(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let exponent = usize::BITS - 1 - len.leading_zeros();
    let bits = u32::BITS - exponent.leading_zeros();
    let low = exponent - bits;
    let mask = (1usize << low) - 1;
    (len + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_outer_part_survives_its_bytes() {
        let outer = Outer { kind: EnvelopeKind::Drop, tag: MailboxTag([5; 16]) };
        let mut bytes = outer.prefix().to_vec();
        bytes.extend_from_slice(&[0; 100]);
        assert_eq!(Outer::read(&bytes), Ok(outer));
        assert_eq!(Outer::read(&bytes[..40]), Err(CodecError::Truncated));
        assert_eq!(Outer::read(&vec![1; limits::ENVELOPE_BYTES_MAX + 1]), Err(CodecError::TooLong { max: limits::ENVELOPE_BYTES_MAX }));
        bytes[0] = 9;
        assert!(matches!(Outer::read(&bytes), Err(CodecError::NotCanonical(_))));
        bytes[0] = 1;
        bytes[1] = 9;
        assert_eq!(Outer::read(&bytes), Err(CodecError::Shape));
    }

    proptest! {
        #[test]
        fn padding_never_shortens_and_adds_at_most_an_eighth(len in 0usize..(1 << 20)) {
            let padded = padded_len(len);
            prop_assert!(padded >= len);
            prop_assert!(padded - len <= len / 8 + 1);
            prop_assert_eq!(padded_len(padded), padded);
        }
    }
}
