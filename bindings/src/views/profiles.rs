//! What people say of themselves, and who was found by it.

use kith_core::kith::view::{Audience, FoundView, ListView, PersonView, ProfileView, SectionView, Side};

/// What I may see of a person.
#[uniffi::remote(Record)]
pub struct ProfileView {
    /// The person.
    pub person: PersonView,
    /// Texts of both sides.
    pub sections: Vec<SectionView>,
    /// Lists of both sides.
    pub lists: Vec<ListView>,
}

/// A section of a profile with who sees it.
#[uniffi::remote(Record)]
pub struct SectionView {
    /// Which side.
    pub side: Side,
    /// about-me | matters | talk-to-me | please-dont | offer | experience | qualifications | …
    pub section: String,
    /// The text.
    pub text: String,
    /// Who sees it; said only of one's own.
    pub audience: Option<Audience>,
}

/// A list of a profile with who sees it.
#[uniffi::remote(Record)]
pub struct ListView {
    /// Which side.
    pub side: Side,
    /// skills | interests | languages | places | times | elements.
    pub list: String,
    /// What is in it.
    pub items: Vec<String>,
    /// Who sees it; said only of one's own.
    pub audience: Option<Audience>,
}

/// A neighbour found.
#[uniffi::remote(Record)]
pub struct FoundView {
    /// The person.
    pub person: PersonView,
    /// What they offer, as far as I may see.
    pub skills: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Why they were found, in the device's language.
    pub because: Vec<String>,
}

/// Which side of a dual profile.
#[uniffi::remote(Enum)]
pub enum Side {
    /// The support I receive.
    Receive,
    /// The support I give.
    Give,
}

/// Who may see a part of a profile. It is the space that the part lives in, never a filter on a screen.
#[uniffi::remote(Enum)]
pub enum Audience {
    /// Only me, on my own devices.
    Me,
    /// Every member of the co-op.
    Coop,
    /// The people of one circle.
    Circle {
        /// Which circle (a reference).
        circle: String,
    },
    /// One person.
    Person {
        /// Which person (a reference).
        person: String,
    },
}
