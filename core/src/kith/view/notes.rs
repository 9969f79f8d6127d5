//! Notes and plans of a circle.

use super::{Arrival, AttachmentView, Other, PersonView};
use serde::{Deserialize, Serialize};

/// A note, handover or message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Who wrote it.
    pub author: PersonView,
    /// note | handover.
    pub kind: String,
    /// The text, as last corrected.
    pub text: String,
    /// Earlier texts, oldest first, if corrected.
    pub earlier: Vec<String>,
    /// When, as said by the author's device, as far as that can be true.
    pub written_ms: u64,
    /// Whether the clock of the author's device was wrong, so that the time is a guess.
    #[serde(default)]
    pub clock_doubtful: bool,
    /// Where it was written later: when that was of which it tells.
    #[serde(default)]
    pub of_ms: Option<u64>,
    /// Somebody without a phone in whose words it is: `author` wrote it down on their word.
    #[serde(default)]
    pub other: Option<Other>,
    /// Where it has arrived.
    pub arrival: Arrival,
    /// Whether it came since I last looked.
    pub new: bool,
    /// Whether it was written by a device that was cut off, after the moment that was named.
    pub under_review: bool,
    /// Of my own, written after I had gone from the circle or by a device that had: `waits` for the word of those who look after it, or
    /// `not-kept` by them. As far as this device has heard.
    #[serde(default)]
    pub review: Option<String>,
    /// Pictures and documents that hang on it.
    #[serde(default)]
    pub attachments: Vec<AttachmentView>,
}

/// A note that is begun and not finished, kept on one's own devices alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// Its id, until it is kept anew.
    #[serde(default)]
    pub id: String,
    /// The circle that it is for.
    pub circle: String,
    /// The words so far.
    pub text: String,
    /// When it was last kept.
    pub kept_ms: u64,
    /// Whether on this device.
    pub here: bool,
}

/// One of several values written apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// Who wrote it.
    pub author: PersonView,
}

/// A field that keeps what was written apart until a person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The value in force, if there is just one.
    pub value: Option<String>,
    /// Two or more values, if written apart.
    pub choices: Vec<Choice>,
}

/// A shared plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Its title.
    pub title: String,
    /// The text, merged.
    pub text: String,
    /// When it is.
    pub when: Kept,
    /// Where it is.
    pub place: Kept,
    /// Who last changed it.
    pub changed_by: PersonView,
    /// When, as said by their device.
    pub changed_ms: u64,
    /// Where the last change made here has arrived.
    pub arrival: Arrival,
}
