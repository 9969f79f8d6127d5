//! What one side says of pieces of attachments, before it is sealed: which are wanted, and the pieces.

use super::put_bytes;
use crate::{MailboxTag, codec::CodecError, envelope::SPACE_HEADER_BYTES, limits, run::Reader};

const READY: u8 = 0;
const WANTS: u8 = 1;
const PIECES: u8 = 2;

/// A part: one byte for its kind, then its fields.
///
/// | kind | fields |
/// | --- | --- |
/// | 0 Ready: ask, I speak of pieces | none |
/// | 1 Wants: I lack these | to the end and at most [`limits::WANTS_MAX`], an attachment: tag of its mailbox 16; varint, n: a bit for each piece that is wanted, piece 0 the lowest bit of the first byte, no empty last byte |
/// | 2 Pieces: so much of what you asked for | to the end and at most [`limits::PART_PIECES_MAX`], a piece: varint, n: an envelope of the attachment's mailbox, no shorter than one can be |
///
/// A piece is the same bytes as at the relay, sealed under the attachment's own key: whoever names its tag gets nothing that they could
/// open without the entry that names it.
#[derive(Clone, PartialEq, Eq)]
pub enum PiecePart {
    /// The sender answers to wants.
    Ready,
    /// What the sender lacks.
    Wants(Vec<Want>),
    /// Pieces, sealed.
    Pieces(Vec<Vec<u8>>),
}

/// Pieces that are wanted of one attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// The attachment, by the tag of its mailbox.
    pub tag: MailboxTag,
    /// The numbers of the pieces, rising.
    pub pieces: Vec<u16>,
}

impl std::fmt::Debug for PiecePart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ready => f.write_str("Ready"),
            Self::Wants(w) => write!(f, "Wants({})", w.len()),
            Self::Pieces(p) => write!(f, "Pieces({})", p.len()),
        }
    }
}

impl PiecePart {
    /// The bytes to seal.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Ready => out.push(READY),
            Self::Wants(wants) => {
                out.push(WANTS);
                for want in wants {
                    out.extend_from_slice(&want.tag.0);
                    let mut bits = vec![0u8; want.pieces.iter().max().map_or(0, |n| usize::from(*n) / 8 + 1)];
                    want.pieces.iter().for_each(|n| bits[usize::from(*n) / 8] |= 1 << (n % 8));
                    put_bytes(&mut out, &bits);
                }
            }
            Self::Pieces(pieces) => {
                out.push(PIECES);
                pieces.iter().for_each(|piece| put_bytes(&mut out, piece));
            }
        }
        out
    }

    /// Reads one part that fills `bytes`.
    ///
    /// # Errors
    /// Cut short, of a kind that is not known, or over a limit.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut r = Reader::new(bytes);
        let part = match r.byte()? {
            READY => Self::Ready,
            WANTS => Self::Wants(wants(&mut r)?),
            PIECES => Self::Pieces(pieces(&mut r)?),
            _ => return Err(CodecError::Shape),
        };
        if r.is_done() { Ok(part) } else { Err(CodecError::Trailing) }
    }
}

fn wants(r: &mut Reader<'_>) -> Result<Vec<Want>, CodecError> {
    let mut out = Vec::new();
    while !r.is_done() {
        if out.len() >= limits::WANTS_MAX {
            return Err(CodecError::TooLong { max: limits::WANTS_MAX });
        }
        let tag = MailboxTag(r.array()?);
        let bits = r.bytes_with_len(limits::PIECES_MAX.div_ceil(8))?;
        if bits.last().is_none_or(|last| *last == 0) {
            return Err(CodecError::NotCanonical("wants that ask for nothing"));
        }
        let set = |n: &u16| bits[usize::from(*n) / 8] & (1 << (n % 8)) != 0;
        let upto = u16::try_from(bits.len() * 8).map_err(|_| CodecError::Shape)?;
        out.push(Want { tag, pieces: (0..upto).filter(set).collect() });
    }
    Ok(out)
}

fn pieces(r: &mut Reader<'_>) -> Result<Vec<Vec<u8>>, CodecError> {
    let mut out = Vec::new();
    while !r.is_done() {
        if out.len() >= limits::PART_PIECES_MAX {
            return Err(CodecError::TooLong { max: limits::PART_PIECES_MAX });
        }
        let piece = r.bytes_with_len(limits::ENVELOPE_BYTES_MAX)?;
        if piece.len() < SPACE_HEADER_BYTES {
            return Err(CodecError::Truncated);
        }
        out.push(piece.to_vec());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// covers: R6
    #[test]
    fn what_is_said_of_pieces_survives_its_bytes_and_keeps_its_golden_form() {
        let want = Want { tag: MailboxTag([7; 16]), pieces: vec![0, 3, 9] };
        for part in [PiecePart::Ready, PiecePart::Wants(vec![want.clone()]), PiecePart::Wants(Vec::new()), PiecePart::Pieces(vec![vec![1; 42], vec![2; 60]])] {
            assert_eq!(PiecePart::decode(&part.encode()), Ok(part));
        }
        assert_eq!(PiecePart::Wants(vec![want]).encode(), [&[1][..], &[7; 16], &[2, 0b0000_1001, 0b0000_0010]].concat());
    }

    #[test]
    fn wants_beyond_a_limit_or_for_nothing_are_refused() {
        let want = Want { tag: MailboxTag([7; 16]), pieces: vec![1] };
        let many = PiecePart::Wants(vec![want; limits::WANTS_MAX + 1]).encode();
        assert_eq!(PiecePart::decode(&many), Err(CodecError::TooLong { max: limits::WANTS_MAX }));
        assert!(matches!(PiecePart::decode(&[&[1][..], &[7; 16], &[1, 0]].concat()), Err(CodecError::NotCanonical(_))));
        let long = PiecePart::Pieces(vec![vec![0; limits::ENVELOPE_BYTES_MAX + 1]]).encode();
        assert_eq!(PiecePart::decode(&long), Err(CodecError::TooLong { max: limits::ENVELOPE_BYTES_MAX }));
        // A piece is an envelope, and there are so many in one part: nobody is kept busy with a million that are none.
        assert_eq!(PiecePart::decode(&[PIECES, 0, 0]), Err(CodecError::Truncated));
        assert_eq!(PiecePart::decode(&PiecePart::Pieces(vec![vec![0; SPACE_HEADER_BYTES - 1]]).encode()), Err(CodecError::Truncated));
        let many = PiecePart::Pieces(vec![vec![0; SPACE_HEADER_BYTES]; limits::PART_PIECES_MAX + 1]).encode();
        assert_eq!(PiecePart::decode(&many), Err(CodecError::TooLong { max: limits::PART_PIECES_MAX }));
        assert_eq!(PiecePart::decode(&[9]), Err(CodecError::Shape));
    }
}
