//! Visits and other activities, and their hours.

use super::{Arrival, AttachmentView, BoundaryQueryView, Element, HandOver, Mood, Other, PersonView, Task};
use serde::{Deserialize, Serialize};

/// A visit or other activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// Its id.
    pub id: String,
    /// The circle, if any.
    pub circle: Option<String>,
    /// Who visited.
    pub visitor: PersonView,
    /// The person helped, if one.
    pub person: Option<PersonView>,
    /// Begun, as said by the visitor's device.
    pub started_ms: u64,
    /// Ended, if it has.
    pub ended_ms: Option<u64>,
    /// Minutes given.
    pub minutes: Option<u32>,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// The area that the hours name, coarse on purpose.
    pub area: Option<String>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What was done, in words.
    pub text: String,
    /// For the next visitor.
    pub handover: String,
    /// open | none | unconfirmed | confirmed | counted | passed | refused.
    pub hour: String,
    /// What happens next to the hour, or why it was refused, in the device's language.
    pub hour_reason: String,
    /// Who confirmed it.
    pub confirmed_by: Option<PersonView>,
    /// Where it has arrived.
    pub arrival: Arrival,
    /// Whether it was written by a device that was cut off, after the moment that was named.
    pub under_review: bool,
    /// Where it was corrected: all that its visitor told, the first telling first. Empty where nothing was corrected.
    pub corrections: Vec<VisitTold>,
    /// Whether it is known from a code alone: that names one element, and neither how the person was nor a word for the next visitor.
    pub by_code: bool,
    /// Whether the clock of the visitor's device was wrong when it began.
    #[serde(default)]
    pub clock_doubtful: bool,
    /// What was done, task by task.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Where regulated work in it is asked about.
    #[serde(default)]
    pub boundary: Option<BoundaryQueryView>,
    /// Somebody without a phone whose visit it was: `visitor` wrote it down on their word.
    #[serde(default)]
    pub other: Option<Other>,
    /// Pictures and documents that hang on it.
    #[serde(default)]
    pub attachments: Vec<AttachmentView>,
    /// Where it was confirmed for somebody without a phone: on whose word, or by what right.
    #[serde(default)]
    pub confirmed_on: Option<String>,
    /// Whether its hour waits for my word: it was given to me, or to somebody for whom I confirm.
    #[serde(default)]
    pub mine_to_confirm: bool,
}

/// One telling of how a visit went: as it was ended, or as it was told again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitTold {
    /// When it was told, as said by the visitor's device.
    pub told_ms: u64,
    /// Begun.
    pub started_ms: u64,
    /// Ended.
    pub ended_ms: u64,
    /// Minutes given.
    pub minutes: u32,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What was done, in words.
    pub text: String,
    /// For the next visitor.
    pub handover: String,
    /// Whether this telling stands.
    pub stands: bool,
}

/// A visit or activity just confirmed: its fields, and among them what to hand back to the visitor, phone to phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedView {
    /// The visit.
    #[serde(flatten)]
    pub visit: VisitView,
    /// The confirmation, to hand back.
    pub hand_over: HandOver,
}
