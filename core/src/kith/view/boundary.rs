//! Boundary queries: regulated work that a volunteer or a peer did, and what the registered manager says to it.

use super::{PersonView, Ruling, Task};
use serde::{Deserialize, Serialize};

/// A boundary query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundaryQueryView {
    /// Its id, which is the visit's.
    pub id: String,
    /// The circle, where this device holds it.
    pub circle: Option<String>,
    /// The circle's name.
    pub place: String,
    /// Whom the visit was for.
    pub person: PersonView,
    /// Who visited, or wrote it down for somebody without a phone.
    pub visitor: PersonView,
    /// Somebody without a phone who visited; empty for the visitor themself.
    pub other: String,
    /// When it was asked, as said by the visitor's device.
    pub at_ms: u64,
    /// The regulated tasks.
    pub tasks: Vec<Task>,
    /// Whether the visit was planned as regulated work.
    pub planned: bool,
    /// Registered managers who are asked.
    pub asked: Vec<PersonView>,
    /// Whether I am asked and have not answered.
    pub asks_me: bool,
    /// What was answered, as far as I may know.
    pub ruling: Option<Ruling>,
    /// In words.
    pub text: String,
    /// By whom.
    pub answered_by: Option<PersonView>,
    /// When.
    pub answered_ms: Option<u64>,
    /// What to do, or what happens next, in the device's language.
    pub advice: String,
}
