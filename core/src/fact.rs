//! Facts: typed, append-only statements. A fact is never changed; a later one may correct, end or confirm it.
//!
//! A fact's body is canonical CBOR `[number, [fields…]]`; numbers are never used again. A fact or a field that this version does not
//! know is kept and passed on as it came. An edit's body is the document's id (32 bytes) and then the change.

use kith_wire::{
    EntryId,
    codec::{self, CodecError},
    limits,
};
use minicbor::{Decode, Encode};

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum NoteKind {
    /// A note to everybody in the circle.
    #[n(0)]
    Note,
    /// A word for the next visitor.
    #[n(1)]
    Handover,
}

/// The end of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct VisitEnd {
    /// The entry that began it.
    #[n(0)]
    pub visit: EntryId,
    /// When it ended, as said by the visitor.
    #[n(1)]
    pub ended_ms: u64,
    /// Minutes given.
    #[n(2)]
    pub minutes: u32,
    /// What was done: bit 0 My Life, 1 My Home, 2 My Community, 3 My Care.
    #[n(3)]
    pub done: u8,
    /// How the person was: 0 not said, 1 low, 2 as usual, 3 bright.
    #[n(4)]
    pub how: u8,
    /// What was done, in words.
    #[n(5)]
    pub text: String,
    /// For the next visitor.
    #[n(6)]
    pub handover: String,
    /// The hours as the visitor signed them, for the person helped to attest; empty where there is nobody to attest them.
    #[cbor(n(7), with = "minicbor::bytes")]
    pub given: Vec<u8>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Fact {
    /// A note or handover.
    #[n(0)]
    Note(#[n(0)] NoteKind, #[n(1)] String),
    /// A correction of a note by its author; the original is kept.
    #[n(1)]
    Correction(#[n(0)] EntryId, #[n(1)] String),
    /// A visit or activity has begun, as said by the visitor.
    #[n(2)]
    VisitStart(#[n(0)] u64),
    /// It has ended.
    #[n(3)]
    VisitEnd(#[n(0)] VisitEnd),
    /// The person helped has confirmed its hours: the entry that began it, and the attestation.
    #[n(4)]
    VisitConfirmed(#[n(0)] EntryId, #[cbor(n(1), with = "minicbor::bytes")] Vec<u8>),
    /// What the author is called.
    #[n(5)]
    Name(#[n(0)] String),
    /// A notice: kind, key, value. See [`Notice`].
    #[n(6)]
    Notice(#[n(0)] u8, #[cbor(n(1), with = "minicbor::bytes")] Vec<u8>, #[cbor(n(2), with = "minicbor::bytes")] Vec<u8>),
    /// A document begins: its kind, and for a profile its side (1 receive, 2 give). Its id is this entry's.
    #[n(7)]
    Document(#[n(0)] u8, #[n(1)] u8),
    /// Something about coins: kind (see [`CoinItem`]) and bytes.
    #[n(8)]
    Coin(#[n(0)] u8, #[cbor(n(1), with = "minicbor::bytes")] Vec<u8>),
}

/// Kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Notice {
    /// A drop box: key is the person's id, empty for the ledger's, `safety` for the safeguarding leads'; value is tag and receiving key.
    Box = 1,
    /// The co-op's particulars: areas, relay.
    Coop = 2,
    /// A checkpoint of the ledger's log: key is its number.
    Checkpoint = 3,
    /// A line of a coin's story: key is the coin's id.
    Story = 4,
    /// A poem or picture that a story line names: key is its hash, value as [`CoinItem::Attachment`].
    Attachment = 5,
    /// Proof that a coin was given twice: key is the proof's id.
    Fork = 6,
    /// In one's own space: a kit was made; value is its check code, the own space's epoch then, and when it was made.
    KitMade = 16,
    /// In one's own space: guardians were chosen; value is the set's head.
    Guardians = 17,
    /// In one's own space: the key of another space, so that it comes back with the own space; key is the space.
    Keyring = 18,
    /// In one's own space: a kit was read to see that it works; key is its check code.
    Rehearsed = 19,
    /// In the safeguarding space, or in one's own: a concern; key is its id.
    Concern = 32,
    /// There too: a line of its course; key is its id.
    ConcernLine = 33,
}

/// Kinds of things about coins, in facts and in drops. Numbers are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum CoinItem {
    /// An operation, receipt, telling or story line: one object of the ledger's formats.
    Object = 1,
    /// A poem or picture that a telling names by hash: media type (1 byte), then its bytes.
    Attachment = 2,
    /// A standing instruction: all that is earned goes to the pool (1) or not (0).
    AutoDonate = 3,
    /// Hours that somebody asks to have confirmed.
    Ask = 4,
    /// A bundle of coins handed over.
    Bundle = 5,
    /// An entry of the notary's log.
    Log = 6,
}

impl Fact {
    /// The body's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a fact.
    ///
    /// # Errors
    /// Not canonical, too long, or a fact that this version does not know ([`CodecError::Shape`]).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        codec::decode(bytes, limits::BODY_BYTES_MAX)
    }
}

/// The body of an edit.
#[must_use]
pub fn edit_body(document: &EntryId, change: &[u8]) -> Vec<u8> {
    [document.0.as_slice(), change].concat()
}

/// The document and the change of an edit's body.
#[must_use]
pub fn read_edit(body: &[u8]) -> Option<(EntryId, &[u8])> {
    let (id, change) = body.split_at_checked(32)?;
    Some((EntryId::from_slice(id)?, change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_survive_their_bytes_and_keep_their_golden_form() {
        let end =
            VisitEnd { visit: EntryId([1; 32]), ended_ms: 9, minutes: 65, done: 0b1010, how: 2, text: "tea".into(), handover: "left".into(), given: vec![7] };
        let facts = [
            Fact::Note(NoteKind::Note, "Heel is sore".into()),
            Fact::Correction(EntryId([2; 32]), "Left heel".into()),
            Fact::VisitStart(5),
            Fact::VisitEnd(end),
            Fact::Coin(1, vec![1]),
        ];
        for f in &facts {
            assert_eq!(Fact::from_bytes(&f.to_bytes()).as_ref(), Ok(f));
        }
        assert_eq!(facts[0].to_bytes(), [&[0x82, 0x00, 0x82, 0x00, 0x6c][..], b"Heel is sore"].concat());
    }

    #[test]
    fn a_fact_of_a_later_version_is_told_apart_from_damage() {
        assert_eq!(Fact::from_bytes(&[0x82, 0x18, 0x63, 0x80]), Err(CodecError::Shape));
        assert_eq!(Fact::from_bytes(&[0x82, 0x18]), Err(CodecError::Truncated));
    }
}
