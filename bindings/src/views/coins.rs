//! Coins: the purse, a coin with its story, what was given.

use kith_core::kith::view::{Balance, CoinView, Element, GiveView, HandOver, HangingPictureView, HopView, MovementView, PersonView, PurseView};

/// A balance: always three numbers, and the jar.
#[uniffi::remote(Record)]
pub struct Balance {
    /// Coins settled.
    pub settled: u32,
    /// Coins promised, offered or ripening towards me.
    pub promised: u32,
    /// Coins contested or claimed.
    pub contested: u32,
    /// Minutes in the jar, under 60.
    pub jar_minutes: u32,
}

/// My coins.
#[uniffi::remote(Record)]
pub struct PurseView {
    /// The numbers.
    pub balance: Balance,
    /// The coins I hold or wait for.
    pub coins: Vec<CoinView>,
    /// What came and went, newest first, every fall explained.
    pub movements: Vec<MovementView>,
    /// Whether all that I earn goes to the pool.
    pub auto_donate: bool,
    /// Coins that lie on other devices of mine, as far as this one has heard: they are given from there.
    pub elsewhere: u32,
}

/// Something that came or went.
#[uniffi::remote(Record)]
pub struct MovementView {
    /// earned | received | given | pooled | retired | returned | welcome.
    pub what: String,
    /// How many coins.
    pub coins: u32,
    /// The other party, if a person.
    pub with: Option<PersonView>,
    /// In plain words.
    pub words: String,
    /// When, as said by the device that did it.
    pub at_ms: u64,
    /// offered | promised | settled | contested | refused.
    pub state: String,
}

/// A coin with its face and story.
#[uniffi::remote(Record)]
pub struct CoinView {
    /// Its id.
    pub id: String,
    /// ripening | offered | promised | settled | contested | claim | given | retired | elsewhere.
    pub state: String,
    /// What is certain and what happens next, in plain words.
    pub state_reason: String,
    /// Its face as SVG.
    pub face_svg: String,
    /// The face in words.
    pub face_words: String,
    /// Its story, oldest first.
    pub story: Vec<HopView>,
    /// Whether it is a welcome gift that is not free yet to be given to people.
    pub vesting: bool,
    /// Promised steps since it last settled.
    pub steps: u32,
}

/// One step of a coin's story.
#[uniffi::remote(Record)]
pub struct HopView {
    /// earned | given | pooled | welcome | retired | hidden.
    pub what: String,
    /// The element it was given for.
    pub element: Option<Element>,
    /// The area, if known and shared.
    pub area: Option<String>,
    /// The month as `2026-04`, if known and shared.
    pub month: Option<String>,
    /// Words that go with it.
    pub words: String,
    /// A poem that travels with it.
    pub poem: Option<String>,
    /// A name, if its giver let it be known (or it is one's own step).
    pub name: Option<String>,
    /// Whether this step has settled.
    pub settled: bool,
}

/// What became of coins given.
#[uniffi::remote(Record)]
pub struct GiveView {
    /// The transfer's id.
    pub transfer: String,
    /// The coins.
    pub coins: Vec<String>,
    /// offered | promised | settled.
    pub state: String,
    /// What is certain and what happens next.
    pub state_reason: String,
    /// To hand over now, phone to phone.
    pub hand_over: HandOver,
}

/// A picture that hangs on a step of a coin's story.
#[uniffi::remote(Record)]
pub struct HangingPictureView {
    /// The step, counted from 0.
    pub step: u32,
    /// The picture, by its hash.
    pub picture: String,
    /// What it shows, in words.
    pub shows: String,
    /// here | not-here | refused.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
    /// Whether I may take it down, or have the office do so.
    pub mine_to_erase: bool,
}
