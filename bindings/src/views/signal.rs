//! What is handed over, what waits, and what changed.

use kith_core::kith::Change;
use kith_core::kith::view::{ApartView, HandOver, PersonView, Received, RefusedView, TruthView, WaitingView};

/// A code to show, paste or put in a file.
#[uniffi::remote(Record)]
pub struct HandOver {
    /// What it is: invitation, envelope, pack, invoice, bundle, acknowledgement, ask, confirmation, device-request.
    pub kind: String,
    /// To paste or send: `kith:…`.
    pub text: String,
    /// For a QR code: `KITH:…`; absent when it would not fit one (2,900 bytes).
    pub qr: Option<String>,
    /// Whether the same is also on its way by the relay, so that handing it over is a convenience.
    pub also_by_relay: bool,
}

/// What became of something received.
#[uniffi::remote(Record)]
pub struct Received {
    /// What it was (as `HandOver.kind`).
    pub kind: String,
    /// taken | already-known | waiting | refused.
    pub outcome: String,
    /// What happened, as a short stable code for programs.
    pub code: String,
    /// Why it waits or was refused, or what happened, in plain words.
    pub reason: String,
    /// What to hand back, if anything.
    pub reply: Option<HandOver>,
    /// The visit, coins, circle or co-op that it concerned.
    pub about: Vec<String>,
}

/// What waits, where it is, when things last met.
#[uniffi::remote(Record)]
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
    pub apart: Vec<ApartView>,
    /// Things that came and were refused, by reason.
    pub refused: Vec<RefusedView>,
}

/// A place where not all who are in can read what is new, as far as this device has heard.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct WaitingView {
    /// Its id.
    pub item: String,
    /// note | handover | visit | plan | coin | hour | profile | membership | other.
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
    pub handed_ms: Option<u64>,
}

/// A count of refused things.
#[uniffi::remote(Record)]
pub struct RefusedView {
    /// Why, by a stable code.
    pub reason: String,
    /// The same in the profile's language: what was refused.
    pub said: String,
    /// How many.
    pub count: u64,
    /// Whose it was, as they said themselves: of those who asked to come in on a used invitation, the latest first.
    pub names: Vec<String>,
}

/// A part of the state that has changed. Ids are hex, as in the views.
#[uniffi::remote(Enum)]
pub enum Change {
    /// A circle: its notes, visits, plans or people.
    Circle {
        /// Which.
        circle: String,
    },
    /// One plan.
    Plan {
        /// Which.
        plan: String,
    },
    /// My coins, my jar, or what I was given.
    Coins,
    /// The co-op's book.
    Book,
    /// The members of the co-op, their roles or what they show of themselves.
    Members,
    /// My devices.
    Devices,
    /// What waits, what has arrived, and when things last met.
    Truth,
    /// Settings of this device: language, airplane mode.
    Settings,
    /// More changed than could be said one by one: read everything again.
    Overflow,
}
