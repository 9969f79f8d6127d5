//! What people say of themselves, and who was found by it.

use super::{Audience, PersonView, Side};
use serde::{Deserialize, Serialize};

/// A section of a profile with who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// What I may see of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The person.
    pub person: PersonView,
    /// Texts of both sides.
    pub sections: Vec<SectionView>,
    /// Lists of both sides.
    pub lists: Vec<ListView>,
}

/// A neighbour found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
