//! What an observer hears: which part to read again, never the data.

use serde::{Deserialize, Serialize};

/// A part of the state that has changed. Ids are hex, as in the views.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "changed", rename_all = "kebab-case")]
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
