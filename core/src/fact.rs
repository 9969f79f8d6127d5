//! Facts: typed, append-only statements. A fact is never changed; a later one may correct, end or confirm it.
//!
//! A fact's body is canonical CBOR `[number, [fields…]]`; numbers are never used again. A fact or a field that this version does not
//! know is kept and passed on as it came. Any fact may say beside its fields what its author's clock told ([`clock`]). An edit's body is
//! the document's id (32 bytes) and then the change.

pub mod clock;
mod visit;

use crate::{
    attachment::Attached,
    circle::{
        card,
        card_link::CardLinkFact,
        dose::DoseFact,
        line,
        rota::{Other, RotaFact},
        task::TaskFact,
    },
};
use kith_wire::{
    DeviceId, EntryId, PersonId,
    codec::{self, CodecError},
    limits,
};
use minicbor::{Decode, Encode};

pub use visit::{RecordedVisit, VisitCorrection, VisitEnd};

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
    /// Entries of this space whose bodies are to go, asked for by their author or by a keeper.
    #[n(9)]
    Erase(#[n(0)] Erasure),
    /// A copy kept in spite of an erasure: in its holder's own space alone.
    #[n(10)]
    Hold(#[n(0)] Hold),
    /// Something about or by this person is kept in spite of erasure; said to them where that is safe.
    #[n(11)]
    Kept(#[n(0)] PersonId, #[n(1)] String),
    /// What the author has opened, printed or exported of others' data on one day: the day, counted from 1970, and what.
    #[n(12)]
    Access(#[n(0)] u32, #[n(1)] Vec<Opened>),
    /// The circle takes no new entries (or does again): closed, months to keep it (0: no term), why.
    #[n(13)]
    Closed(#[n(0)] bool, #[n(1)] u16, #[n(2)] String),
    /// Somebody asked for their data (1) or for its erasure (2), at this moment: in the own space of whoever handles it.
    #[n(14)]
    Asked(#[n(0)] PersonId, #[n(1)] u8, #[n(2)] u64),
    /// A passage about others in an export was looked at: the asking, the passage, and whether it is withheld.
    #[n(15)]
    Reviewed(#[n(0)] EntryId, #[n(1)] String, #[n(2)] bool),
    /// What was asked for has been given.
    #[n(16)]
    Answered(#[n(0)] EntryId),
    /// A visit that has ended is told again.
    #[n(17)]
    VisitCorrected(#[n(0)] VisitCorrection),
    /// A line of one of the lists that a circle keeps of its person: medicines, allergies, people to ring….
    #[n(24)]
    Line(#[n(0)] line::Change),
    /// About doses of medicines.
    #[n(25)]
    Dose(#[n(0)] DoseFact),
    /// The emergency card was printed.
    #[n(26)]
    CardPrinted(#[n(0)] card::Printed),
    /// About who comes when.
    #[n(27)]
    Rota(#[n(0)] RotaFact),
    /// A note written later, and the time of what it tells.
    #[n(28)]
    LateNote(#[n(0)] String, #[n(1)] u64),
    /// A picture or document hangs on something of the author's.
    #[n(30)]
    Attached(#[n(0)] Attached),
    /// The author's device has these attachments whole.
    #[n(31)]
    Fetched(#[n(0)] Vec<EntryId>),
    /// About what was done task by task, and what of it is regulated work.
    #[n(32)]
    Tasks(#[n(0)] TaskFact),
    /// A note in the words of somebody without a phone.
    #[n(33)]
    NoteFor(#[n(0)] NoteKind, #[n(1)] String, #[n(2)] Other),
    /// A visit of somebody without a phone.
    #[n(34)]
    VisitFor(#[n(0)] RecordedVisit),
    /// About the emergency card as a link.
    #[n(35)]
    CardLink(#[n(0)] CardLinkFact),
}

/// A copy of an entry, with why it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Hold {
    /// The entry.
    #[n(0)]
    pub entry: EntryId,
    /// Which hold it belongs to: the thing's first entry.
    #[n(1)]
    pub item: EntryId,
    /// Where it stood: the circle's name.
    #[n(2)]
    pub place: String,
    /// Who wrote it.
    #[n(3)]
    pub author: PersonId,
    /// The kind of entry.
    #[n(4)]
    pub kind: u8,
    /// When, as said by the author's device.
    #[n(5)]
    pub time_ms: u64,
    /// Its body.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub body: Vec<u8>,
    /// Why it is kept.
    #[n(7)]
    pub reason: String,
    /// Whether its author has been told that something is kept.
    #[n(8)]
    pub told: bool,
}

/// Something that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Opened {
    /// Whose data.
    #[n(0)]
    pub about: PersonId,
    /// Which kind of record: 1 the circle's page, 2 notes, 3 visits, 4 plans, 5 profile, 6 medicines and other lists.
    #[n(1)]
    pub what: u8,
    /// How: 0 opened, 1 exported, 2 printed.
    #[n(2)]
    pub how: u8,
}

/// The number of [`Fact::Hold`].
pub const HOLD: u8 = 10;
/// The number of [`Fact::Kept`].
pub const KEPT: u8 = 11;
/// The number of [`Fact::Closed`].
pub const CLOSED: u8 = 13;
/// The number of [`Fact::Asked`].
pub const ASKED: u8 = 14;
/// The number of [`Fact::Reviewed`].
pub const REVIEWED: u8 = 15;
/// The number of [`Fact::Answered`].
pub const ANSWERED: u8 = 16;
/// The number of [`Fact::VisitCorrected`].
pub const VISIT_CORRECTED: u8 = 17;
/// The number of [`Fact::Line`].
pub const LINE: u8 = 24;
/// The number of [`Fact::Dose`].
pub const DOSE: u8 = 25;
/// The number of [`Fact::CardPrinted`].
pub const CARD_PRINTED: u8 = 26;
/// The number of [`Fact::Rota`].
pub const ROTA: u8 = 27;
/// The number of [`Fact::Tasks`].
pub const TASKS: u8 = 32;
/// The number of [`Fact::CardLink`].
pub const CARD_LINK: u8 = 35;
/// Attachments that one fact of what was fetched may name.
pub const FETCHED_MAX: usize = 64;
/// Things that one fact of access may name.
pub const OPENED_MAX: usize = 500;

/// What is to be erased, and why.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Erasure {
    /// The entries, by the device that wrote them.
    #[n(0)]
    pub targets: Vec<Targets>,
    /// Why, in a few words; it may be empty, and should not repeat what is erased.
    #[n(1)]
    pub reason: String,
    /// The document that stands in place of the one erased, where there is one.
    #[n(2)]
    pub successor: Option<EntryId>,
}

/// Entries of one device that are to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Targets {
    /// Who wrote them.
    #[n(0)]
    pub device: DeviceId,
    /// Where each stands, and which it is: the place finds it, the id makes sure of it.
    #[n(1)]
    pub entries: Vec<Target>,
}

/// One entry to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Target {
    /// Its sequence in its author's data chain.
    #[n(0)]
    pub seq: u64,
    /// Its id.
    #[n(1)]
    pub id: EntryId,
}

/// Entries that one erasure may name, so that it fits a body with room to spare.
pub const ERASE_ENTRIES_MAX: usize = 1_000;
/// Characters of an erasure's reason.
pub const ERASE_REASON_CHARS_MAX: usize = 200;

/// The reason of an erasure that lets go of a draft: housekeeping, of which no list tells.
pub const DRAFT_LET_GO: &str = "(draft)";

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
    /// In one's own space: a removal that waits for others' signatures; key is its id.
    Removal = 20,
    /// In one's own space: what somebody said to one; key is its id.
    RemovalWord = 21,
    /// In the own space: what the board is asked; key is the decision's id.
    BoardAsked = 22,
    /// A seat's word about it.
    BoardWord = 23,
    /// From the office: it is decided, and holds after its delay.
    BoardNoticed = 24,
    /// The act of the board, for the circle's log.
    BoardAct = 25,
    /// Who confirms hours for somebody without a phone: key is the person and the holder, value as in `kith::mandates`.
    Mandate = 26,
    /// In the safeguarding space, or in one's own: a concern; key is its id.
    Concern = 32,
    /// There too: a line of its course; key is its id.
    ConcernLine = 33,
    /// In one's own space, as registered manager: a dose was recorded twice; key is the alert's id.
    DoseTwice = 48,
    /// There too: what was done about it, as text; key is the alert's id.
    DoseAnswered = 49,
    /// In one's own space, as coordinator: a visit was taken twice; key is the alert's id.
    VisitTwice = 50,
    /// In one's own space: what one can give, as minutes a week (4 bytes, big-endian) and days not (1 byte, bit 0 Monday).
    Limits = 51,
    /// In one's own space: what one wants to be reminded of, and when not; see [`crate::circle::reminder::Wishes::to_bytes`].
    Reminders = 52,
    /// In one's own space: a voucher to one, or from one; key is its id.
    Voucher = 53,
    /// There too: whether it was accepted (1) or declined (0); key is its id.
    VoucherAnswer = 54,
    /// In one's own space: what a device of one's own is called; key is the device, value its name.
    DeviceNamed = 55,
    /// There too: a note that is begun and not finished; key is the circle, value the words.
    Draft = 56,
    /// In one's own space, as registered manager: regulated work is asked about; key is the visit.
    BoundaryAsked = 57,
    /// There, and in the own space of whoever asked: what was answered; key is the visit.
    BoundaryAnswered = 58,
    /// A physical twin of a coin was made; key is the coin.
    TwinMade = 64,
    /// It was seen; key is the coin.
    TwinSeen = 65,
    /// Who witnesses the notary's log: value as in `kith::witnesses`.
    Witnesses = 66,
    /// As a witness: a checkpoint was cosigned, or why it was not; key is its number.
    Witnessed = 67,
    /// In the settlement space, as the notary: a page of the log; key is the index of its first entry (8 bytes, big-endian).
    LogPage = 68,
    /// Which device keeps the co-op's log, and which did before: value as in `kith::notary`.
    Notary = 69,
    /// How long a kind of record is kept: key is its word, value the months as two bytes, big-endian.
    Retention = 7,
    /// The co-op's rules for its coins: key is their number, value [`crate::ledger::policy::CoinPolicy`].
    CoinPolicy = 8,
    /// As the office: a coin given twice has been put right. Key is the place (operation and index, 33 bytes), value the device.
    PutRight = 9,
    /// As a steward: the pool topped people up. Key is the run's number, value [`crate::ledger::top_up::Run`].
    TopUp = 10,
    /// What the co-op says of a place that holds coins: key is its code (2 bytes, big-endian), value its name, area and keepers.
    Place = 11,
    /// As the office: how many settled coins a place holds. Key is its code, value 4 bytes, big-endian.
    PlaceHolds = 12,
    /// What a business gives for banked hours: key is the offer's id, value its business, its gift, the hours and whether it is over.
    VoucherOffer = 13,
    /// In which coarse cell an area lies: key is its number (2 bytes, big-endian), value version 1 and the cell (8 bytes) or nothing.
    AreaCell = 14,
    /// As the office: the areas in which enough people have earned. Value: version 1 and their numbers, rising (2 bytes each).
    AreasTold = 15,
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
    /// A page of the notary's log, or what it made itself: mints, checkpoints, and its word that a device is cut off.
    Log = 6,
    /// A coin is put by for a rainy day (1) or taken back (0): that byte, then the coin.
    PutBy = 7,
    /// In one's own space: a picture on a coin is not wanted (1) or wanted after all (0): that byte, then its hash.
    RefusedPicture = 8,
    /// In the ledger space: a picture was published on a coin's story, and is not published again: its hash.
    PublishedPicture = 9,
    /// To the ledger's box: its giver wants a picture taken down: its hash.
    ErasePicture = 10,
}

impl Fact {
    /// The number of a fact that is read as it stands; 0 for any other.
    #[must_use]
    pub const fn number(&self) -> u8 {
        match self {
            Self::Hold(_) => HOLD,
            Self::Kept(..) => KEPT,
            Self::Closed(..) => CLOSED,
            Self::Asked(..) => ASKED,
            Self::Reviewed(..) => REVIEWED,
            Self::Answered(_) => ANSWERED,
            Self::VisitCorrected(_) => VISIT_CORRECTED,
            Self::Line(_) => LINE,
            Self::Dose(_) => DOSE,
            Self::CardPrinted(_) => CARD_PRINTED,
            Self::Rota(_) => ROTA,
            Self::Tasks(_) => TASKS,
            Self::CardLink(_) => CARD_LINK,
            _ => 0,
        }
    }

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
            Fact::VisitEnd(end.clone()),
            Fact::Coin(1, vec![1]),
            Fact::Erase(Erasure {
                targets: vec![Targets { device: DeviceId([3; 32]), entries: vec![Target { seq: 4, id: EntryId([5; 32]) }] }],
                reason: "sorry".into(),
                successor: None,
            }),
            Fact::VisitCorrected(VisitCorrection { end: end.clone(), started_ms: 5, after: None }),
            Fact::LateNote("Heel was sore".into(), 1_700_000_000_000),
            Fact::Attached(Attached {
                of: EntryId([1; 32]),
                key: [2; 32],
                media: 1,
                bytes: 9,
                hashes: vec![3; 32],
                width: 4,
                height: 5,
                words: "heel".into(),
                name: String::new(),
            }),
            Fact::Fetched(vec![EntryId([4; 32])]),
            Fact::NoteFor(NoteKind::Note, "Tea".into(), Other { name: "Gwen".into(), mandate: "rang".into() }),
            Fact::VisitFor(RecordedVisit {
                other: Other { name: "Gwen".into(), mandate: "rang".into() },
                started_ms: 5,
                ended_ms: 9,
                minutes: 4,
                done: 1,
                how: 2,
                text: "tea".into(),
                handover: String::new(),
            }),
        ];
        for f in &facts {
            assert_eq!(Fact::from_bytes(&f.to_bytes()).as_ref(), Ok(f));
        }
        let erase = [&[0x82, 0x09, 0x81, 0x82, 0x81, 0x82, 0x58, 0x20][..], &[3; 32], &[0x81, 0x82, 0x04, 0x58, 0x20], &[5; 32], b"\x65sorry"].concat();
        assert_eq!(facts[5].to_bytes(), erase);
        let whole = minicbor::to_vec(&end).unwrap();
        assert_eq!(facts[6].to_bytes(), [&[0x82, 0x11, 0x81, 0x82][..], &whole, &[0x05]].concat());
        let attached =
            [&[0x82, 0x18, 0x1e, 0x81, 0x89, 0x58, 0x20][..], &[1; 32], &[0x58, 0x20], &[2; 32], &[1, 9, 0x58, 0x20], &[3; 32], b"\x04\x05\x64heel\x60"]
                .concat();
        assert_eq!(facts[8].to_bytes(), attached);
        assert_eq!(facts[9].to_bytes(), [&[0x82, 0x18, 0x1f, 0x81, 0x81, 0x58, 0x20][..], &[4; 32]].concat());
        assert_eq!(facts[10].to_bytes(), [&[0x82, 0x18, 0x21, 0x83, 0x00, 0x63][..], b"Tea", &[0x82, 0x64], b"Gwen", b"\x64rang"].concat());
        let recorded = [&[0x82, 0x18, 0x22, 0x81, 0x88, 0x82, 0x64][..], b"Gwen", b"\x64rang", &[5, 9, 4, 1, 2, 0x63], b"tea\x60"].concat();
        assert_eq!(facts[11].to_bytes(), recorded);
        assert_eq!(facts[0].to_bytes(), [&[0x82, 0x00, 0x82, 0x00, 0x6c][..], b"Heel is sore"].concat());
    }

    #[test]
    fn a_fact_of_a_later_version_is_told_apart_from_damage() {
        assert_eq!(Fact::from_bytes(&[0x82, 0x18, 0x63, 0x80]), Err(CodecError::Shape));
        assert_eq!(Fact::from_bytes(&[0x82, 0x18]), Err(CodecError::Truncated));
    }
}
