//! With what a visit is ended, and with what it is told again.

use super::Ref;
use crate::kith::view::{Element, Mood, Task};
use serde::{Deserialize, Serialize};

/// The end of a visit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedVisit {
    /// Which visit.
    pub visit: Ref,
    /// How long it was; nothing: as the clock measured it.
    pub minutes: Option<u32>,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// And task by task.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What there is to say of it.
    pub text: String,
    /// The word for the next visitor.
    pub handover: String,
    /// Where.
    pub area: Option<String>,
}

/// An ended visit, told again; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedVisit {
    /// Which visit.
    pub visit: Ref,
    /// When it began.
    pub started_ms: Option<u64>,
    /// When it ended.
    pub ended_ms: Option<u64>,
    /// How long it was.
    pub minutes: Option<u32>,
    /// What was done: all of it.
    pub done: Option<Vec<Element>>,
    /// And task by task: all of it.
    #[serde(default)]
    pub tasks: Option<Vec<Task>>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What there is to say of it.
    pub text: Option<String>,
    /// The word for the next visitor.
    pub handover: Option<String>,
    /// Where.
    pub area: Option<String>,
}
