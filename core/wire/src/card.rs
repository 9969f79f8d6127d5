//! What a relay reads of an emergency card that can be opened by a link: until when, and that it was opened. The card itself is sealed.
//!
//! The mailbox of a link holds three kinds of envelopes, all of the kind that spaces have. Two are told by their nonce, which no sealed
//! one ever has, and have sixteen bytes in the clear where others have a sealed text:
//!
//! | envelope | nonce | the sixteen bytes |
//! | --- | --- | --- |
//! | terms, put by a device | `kith/v1/card-link/terms` and a zero | until when it can be opened (8, milliseconds since 1970, big-endian), zeros |
//! | the card, put by a device | any other: `kith/card/2`, a zero and twelve bytes | the card, sealed as a browser opens it (`kith_core::seal`) |
//! | a look, put by the relay itself | `kith/v1/card-link/look` and two zeros | when, by the relay's clock (8, likewise), random (8) |
//!
//! A relay opens a mailbox to whoever has its tag only where terms lie in it and their time has not passed.

use crate::{
    MailboxTag,
    envelope::{ENVELOPE_PREFIX_BYTES, EnvelopeKind, Outer, SPACE_HEADER_BYTES},
};

const TERMS: &[u8; 24] = b"kith/v1/card-link/terms\0";
const LOOK: &[u8; 24] = b"kith/v1/card-link/look\0\0";

/// Envelopes that the mailbox of a link may have for it to be opened once more: looks, terms and the card.
pub const CARD_ENVELOPES_MAX: u64 = 1_000;

/// One time that a card was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// When, by the relay's clock, in milliseconds since 1970.
    pub at_ms: u64,
    /// Random, so that two looks of one moment are two.
    pub random: [u8; 8],
}

fn plain(tag: MailboxTag, nonce: &[u8; 24], first: u64, second: [u8; 8]) -> Vec<u8> {
    let prefix = Outer { kind: EnvelopeKind::Space, tag }.prefix();
    [prefix.as_slice(), nonce, &first.to_be_bytes(), &second].concat()
}

fn read_plain(envelope: &[u8], nonce: &[u8; 24]) -> Option<(u64, [u8; 8])> {
    let outer = Outer::read(envelope).ok()?;
    let (header, rest) = envelope.split_at_checked(SPACE_HEADER_BYTES)?;
    if outer.kind != EnvelopeKind::Space || header.get(ENVELOPE_PREFIX_BYTES..)? != nonce {
        return None;
    }
    let (first, second) = rest.split_at_checked(8)?;
    Some((u64::from_be_bytes(first.try_into().ok()?), second.try_into().ok()?))
}

/// The terms of a link.
#[must_use]
pub fn terms(tag: MailboxTag, until_ms: u64) -> Vec<u8> {
    plain(tag, TERMS, until_ms, [0; 8])
}

/// Until when a card can be opened, if this envelope says so.
#[must_use]
pub fn read_terms(envelope: &[u8]) -> Option<u64> {
    read_plain(envelope, TERMS).filter(|(_, zeros)| *zeros == [0; 8]).map(|(until_ms, _)| until_ms)
}

/// That a card was opened.
#[must_use]
pub fn look(tag: MailboxTag, look: Look) -> Vec<u8> {
    plain(tag, LOOK, look.at_ms, look.random)
}

/// When a card was opened, if this envelope says so.
#[must_use]
pub fn read_look(envelope: &[u8]) -> Option<Look> {
    read_plain(envelope, LOOK).map(|(at_ms, random)| Look { at_ms, random })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: MailboxTag = MailboxTag([7; 16]);

    /// covers: R9
    #[test]
    fn terms_and_looks_survive_their_bytes_and_are_neither_each_other_nor_a_sealed_card() {
        let (said, seen) = (terms(TAG, 0x0102), look(TAG, Look { at_ms: 9, random: [5; 8] }));
        let golden = [&[1, 1][..], &[7; 16], b"kith/v1/card-link/terms\0", &[0, 0, 0, 0, 0, 0, 1, 2], &[0; 8]].concat();
        assert_eq!(said, golden);
        assert_eq!((read_terms(&said), read_look(&said)), (Some(0x0102), None));
        assert_eq!((read_look(&seen), read_terms(&seen)), (Some(Look { at_ms: 9, random: [5; 8] }), None));
        assert_eq!(Outer::read(&said).map(|outer| outer.tag), Ok(TAG));
        let mut sealed = seen.clone();
        sealed[20] ^= 1;
        assert_eq!((read_terms(&sealed), read_look(&sealed)), (None, None));
        for cut in 0..seen.len() {
            assert_eq!(read_look(&seen[..cut]), None);
        }
        assert_eq!(read_look(&[seen.as_slice(), &[0]].concat()), None, "no byte more");
    }
}
