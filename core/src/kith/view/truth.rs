//! What waits, what was refused, and whether a rebuild came out alike.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// What waits, where it is, when things last met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthView {
    /// How many things made here wait.
    pub waiting: u32,
    /// The things, in plain words, at most 50.
    pub items: Vec<WaitingView>,
    /// Whether all that this device made is known to lie with the relay.
    pub all_with_relay: bool,
    /// Whether the relay did not answer when it was last tried.
    pub relay_silent: bool,
    /// When something was last exchanged with the relay, if ever.
    pub last_relay_ms: Option<u64>,
    /// When a phone was last met, if ever.
    pub last_peer_ms: Option<u64>,
    /// Whether airplane mode is on.
    pub airplane: bool,
    /// Things that came and wait for something still missing.
    pub held_back: u32,
    /// Where somebody in a place cannot read what is new there, or this device cannot.
    #[serde(default)]
    pub apart: Vec<ApartView>,
    /// Things that came and were refused, by reason.
    pub refused: Vec<RefusedView>,
}

/// A place where not all who are in can read what is new, as far as this device has heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApartView {
    /// left-out: somebody's device has not been given the key that is written under | cannot-open: this device has not.
    pub what: String,
    /// Where: the circle's or co-op's name; nothing for what is one's own.
    pub place: String,
    /// Who has been left out; nobody else is named where it is this device.
    pub people: Vec<PersonView>,
    /// Who can give the key.
    pub helps: Vec<PersonView>,
    /// All of it in the profile's language, with what helps.
    pub said: String,
}

/// A thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// Its id.
    pub item: String,
    /// note | handover | visit | attachment | plan | coin | hour | profile | membership | other.
    pub what: String,
    /// Where: the circle's or co-op's name.
    pub place: String,
    /// Why it waits: no-signal | no-relay | not-sent | handed-over (without a relay: no answer yet) | awaiting-key | awaiting-office |
    /// two-copies (two copies of the profile wrote apart).
    pub why: String,
    /// When it was made.
    pub at_ms: u64,
    /// How many other people are known to have it already, from phone to phone.
    pub people: u32,
    /// How many other people there are; 0 where that is not counted.
    pub of: u32,
    /// When it was put into a pack to hand over, if it was; nobody has answered since.
    #[serde(default)]
    pub handed_ms: Option<u64>,
}

/// A count of refused things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedView {
    /// Why, by a stable code.
    pub reason: String,
    /// The same in the profile's language: what was refused.
    #[serde(default)]
    pub said: String,
    /// How many.
    pub count: u64,
    /// Whose it was, as they said themselves: of those who asked to come in on a used invitation, the latest first.
    #[serde(default)]
    pub names: Vec<String>,
}

/// Whether a rebuild came out alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebuildView {
    /// Digest of every projection before.
    pub before: String,
    /// And after.
    pub after: String,
    /// Whether they are the same.
    pub alike: bool,
    /// Which tables differ, if any.
    pub differ: Vec<String>,
    /// Entries read.
    pub entries: u64,
}
