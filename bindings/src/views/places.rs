//! Areas, stops of a coin, and the co-op's book.

use kith_core::honeycomb::Size;
use kith_core::kith::view::{AreaView, BookView, HolderView, StopView};

/// How large the cell of an area is.
#[uniffi::remote(Enum)]
pub enum Size {
    /// Some five square kilometres.
    Neighbourhood,
    /// Some thirty-six.
    Town,
    /// Some two hundred and fifty.
    District,
}

/// An area of the co-op.
#[uniffi::remote(Record)]
pub struct AreaView {
    /// What it is called.
    pub name: String,
    /// The coarse cell in which it lies; none if it stands on no map.
    pub cell: Option<String>,
    /// Whether enough people have earned in it for stories and maps to name it.
    pub told: bool,
}

/// A step of a coin that tells a place.
#[uniffi::remote(Record)]
pub struct StopView {
    /// Its number on the map.
    pub number: u32,
    /// The area.
    pub area: String,
    /// The month as `2026-04`, if that is told.
    pub month: Option<String>,
    /// The stop in the device's language.
    pub words: String,
    /// Whether it stands on the map.
    pub drawn: bool,
    /// Whether this step has settled.
    pub settled: bool,
}

/// The co-op's book: it always adds up.
#[uniffi::remote(Record)]
pub struct BookView {
    /// Coins made.
    pub minted: u64,
    /// Coins held.
    pub held: u64,
    /// Held and settled.
    pub settled: u64,
    /// Held and promised.
    pub promised: u64,
    /// Held and contested.
    pub contested: u64,
    /// Coins retired.
    pub retired: u64,
    /// Minutes attested.
    pub minutes_attested: u64,
    /// Minutes in jars.
    pub minutes_in_jars: u64,
    /// Whether all of it agrees.
    pub adds_up: bool,
    /// By holder, at the office.
    pub holders: Vec<HolderView>,
    /// Coins that were given twice.
    pub forks: Vec<String>,
    /// The last checkpoint's number.
    pub checkpoint: u64,
    /// Whether these are the office's own numbers, or the totals that it published.
    pub whole: bool,
}

/// A row of the book.
#[uniffi::remote(Record)]
pub struct HolderView {
    /// person | pool | place.
    pub kind: String,
    /// Its id, or name.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// Settled coins.
    pub settled: u64,
    /// Promised coins.
    pub promised: u64,
    /// Contested coins.
    pub contested: u64,
    /// Minutes in the jar.
    pub jar_minutes: u64,
}
