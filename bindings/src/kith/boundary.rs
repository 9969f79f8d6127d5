//! Where the line of regulated work runs, and what is recorded for somebody without a phone.

use super::Kith;
use crate::KithError;
use kith_core::kith::view::{BoundaryQueryView, Element, Mood, NoteView, Other, Ruling, Task as CareTask, VisitView};
use kith_core::kith::{BoundaryRequest, MandateRequest, Request, VisitFor};

/// A visit of somebody without a phone, as they tell of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ToldVisit {
    /// When it began.
    pub started_ms: u64,
    /// How long it was.
    pub minutes: u32,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// And task by task.
    #[uniffi(default = [])]
    pub tasks: Vec<CareTask>,
    /// How the person was.
    #[uniffi(default = None)]
    pub how: Option<Mood>,
    /// What was done, in words.
    #[uniffi(default = "")]
    pub text: String,
    /// A word for the next visitor.
    #[uniffi(default = "")]
    pub handover: String,
}

#[uniffi::export]
impl Kith {
    /// Boundary queries: mine, and as registered manager those that I am asked.
    pub async fn boundary_queries(&self) -> Result<Vec<BoundaryQueryView>, KithError> {
        self.ask(Request::Boundary(BoundaryRequest::BoundaryQueries)).await
    }

    /// As registered manager: answers one; whoever raised it is told.
    pub async fn boundary_answer(&self, query: String, ruling: Ruling, text: String) -> Result<BoundaryQueryView, KithError> {
        self.ask(Request::Boundary(BoundaryRequest::BoundaryAnswer { query, ruling, text })).await
    }

    /// A note in the words of somebody without a phone.
    pub async fn note_for(&self, circle: String, other: Other, text: String) -> Result<NoteView, KithError> {
        let Other { name: other, mandate } = other;
        self.ask(Request::Mandate(MandateRequest::NoteFor { circle, other, mandate, text, attach: Vec::new() })).await
    }

    /// A visit that somebody without a phone made: it earns nobody coins.
    pub async fn visit_for(&self, circle: String, other: Other, told: ToldVisit) -> Result<VisitView, KithError> {
        let Other { name: other, mandate } = other;
        let ToldVisit { started_ms, minutes, done, tasks, how, text, handover } = told;
        self.ask(Request::Mandate(MandateRequest::VisitFor(VisitFor { circle, other, mandate, started_ms, minutes, done, tasks, how, text, handover }))).await
    }
}
