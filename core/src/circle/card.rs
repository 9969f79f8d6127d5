//! A card that was printed, and what it rested on.
//!
//! The body of a fact 26 is `[26, [[moment, [[part, digest]…]]]]`: when it was printed, and of each part (`choice`, `allergies`, `medicines`,
//! `contacts`, `advance`) the first 8 bytes of BLAKE3 (`kith/v1/card-part`) of what it said.

use minicbor::{Decode, Encode};

/// What one part of a card said.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Said {
    /// Which part.
    #[n(0)]
    pub part: String,
    /// What it said, as a digest.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub digest: [u8; 8],
}

/// A card that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Printed {
    /// When, as said by whoever printed it.
    #[n(0)]
    pub as_of_ms: u64,
    /// What it rested on.
    #[n(1)]
    pub rests_on: Vec<Said>,
}
