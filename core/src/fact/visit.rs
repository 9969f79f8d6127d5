//! Visits, as facts say of them: how one ended, how it was told again, and one of somebody without a phone.

use crate::circle::rota::Other;
use kith_wire::EntryId;
use minicbor::{Decode, Encode};

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

/// A visit's end told again by its visitor, before anybody confirmed its hours; what was first told is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct VisitCorrection {
    /// All of the end as it should be.
    #[n(0)]
    pub end: VisitEnd,
    /// When the visit began, as it should be.
    #[n(1)]
    pub started_ms: u64,
    /// The correction that it follows: the last one its author had seen. Nothing: the end itself.
    #[n(2)]
    pub after: Option<EntryId>,
}

/// A visit of somebody without a phone, as somebody else wrote it down on their word. It is ended as it is begun, and nobody signs hours.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RecordedVisit {
    /// Who visited, and on whose word it is written down.
    #[n(0)]
    pub other: Other,
    /// When it began.
    #[n(1)]
    pub started_ms: u64,
    /// When it ended.
    #[n(2)]
    pub ended_ms: u64,
    /// Minutes given.
    #[n(3)]
    pub minutes: u32,
    /// What was done, as in [`VisitEnd::done`].
    #[n(4)]
    pub done: u8,
    /// How the person was, as in [`VisitEnd::how`].
    #[n(5)]
    pub how: u8,
    /// What was done, in words.
    #[n(6)]
    pub text: String,
    /// For the next visitor.
    #[n(7)]
    pub handover: String,
}
