//! What is asked about visits of a rota.

use super::Ref;
use serde::{Deserialize, Serialize};

/// A visit that somebody takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenVisit {
    /// The planned visit.
    pub visit: Ref,
    /// Which one; nothing: the next that is open.
    pub slot: Option<String>,
    /// And all later ones.
    #[serde(default)]
    pub on: bool,
    /// For somebody without a phone: their name.
    pub other: Option<String>,
    /// On whose word.
    #[serde(default)]
    pub mandate: String,
    /// Beyond one's limits, or although it is for paid staff.
    #[serde(default)]
    pub anyway: bool,
}

/// Who is asked to come in one's place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedInPlace {
    /// The planned visit.
    pub visit: Ref,
    /// Which one.
    pub slot: Option<String>,
    /// And all later ones.
    #[serde(default)]
    pub on: bool,
    /// Somebody; nothing: anybody.
    pub of: Option<Ref>,
    /// A visit of theirs in return.
    pub in_return: Option<Ref>,
    /// Which one of it.
    pub in_return_slot: Option<String>,
    /// In words.
    #[serde(default)]
    pub text: String,
    /// Although the visit in return goes beyond one's limits, or is for paid staff.
    #[serde(default)]
    pub anyway: bool,
}
