//! With what an ended visit is told again.

use super::Ref;
use crate::kith::view::{Element, Mood};
use serde::{Deserialize, Serialize};

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
    /// How the person was.
    pub how: Option<Mood>,
    /// What there is to say of it.
    pub text: Option<String>,
    /// The word for the next visitor.
    pub handover: Option<String>,
    /// Where.
    pub area: Option<String>,
}
