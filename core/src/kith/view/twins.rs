//! The physical twin of a coin: what was made, and where it was seen.

use super::{CoinView, HandOver, PersonView};
use crate::words::Language;
use serde::{Deserialize, Serialize};

/// What a twin is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum TwinOf {
    Printed,
    Wood,
    Clay,
    Cloth,
    Other,
}

/// What happened to a twin where it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwinSeen {
    /// It was handed on.
    HandedOn,
    /// It was seen, and stayed where it is.
    Seen,
    /// It is lost or broken.
    Lost,
}

/// A coin with its physical twin: one story. The twin moves nothing: whose the coin is, the ledger alone says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinView {
    /// The coin, as far as its givers let it be known.
    pub coin: CoinView,
    /// The code that the twin bears.
    pub code: HandOver,
    /// Its making; none where none was registered.
    pub made: Option<TwinMadeView>,
    /// Where it was seen since, oldest first; of many the newest.
    pub seen: Vec<TwinSeenView>,
    /// Days in which nothing has been told of it until now, if that is long: in tens.
    pub gap_days: Option<u32>,
    /// The same in words, in the device's language.
    pub gap: String,
    /// Whether I may register its making.
    pub mine_to_make: bool,
}

/// The making of a twin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinMadeView {
    /// Its entry's id, by which its author can have it erased.
    pub id: String,
    /// What it is made of.
    pub of: TwinOf,
    /// Where, if told.
    pub area: Option<String>,
    /// The month as `2026-04`.
    pub month: String,
    /// Words about it.
    pub words: String,
    /// Who registered it.
    pub by: PersonView,
    /// Registered more than once, by people who did not know of each other: the first one counts.
    pub twice: bool,
}

/// A time when a twin was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinSeenView {
    /// Its entry's id, by which its author can have it erased.
    pub id: String,
    /// What happened.
    pub what: TwinSeen,
    /// Where, if told.
    pub area: Option<String>,
    /// The month as `2026-04`.
    pub month: String,
    /// Words about it.
    pub words: String,
    /// Whether it was typed in later.
    pub later: bool,
    /// Days before it of which nothing is told, if they are many: in tens. A gap is shown as a gap.
    pub gap_days: Option<u32>,
    /// The same in words, in the device's language.
    pub gap: String,
}

/// Coins whose twins are to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwinSheetView {
    /// The coins.
    pub coins: Vec<TwinView>,
    /// The language in which the sheet speaks.
    pub language: Language,
}
