//! Circles, their notes, and visits whose hours can be confirmed.

use super::Kith;
use crate::KithError;
use kith_core::kith::view::{CircleView, ConfirmedView, DraftView, Element, HandOver, Level, Mood, NoteView, ReadFrom, Task as CareTask, VisitView};
use kith_core::kith::{CorrectedVisit, EndedVisit, Request};

/// What is said at the end of a visit.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckOut {
    /// Minutes given; none: as the phone counted them.
    #[uniffi(default = None)]
    pub minutes: Option<u32>,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// How the person was.
    #[uniffi(default = None)]
    pub how: Option<Mood>,
    /// What was done, in words.
    pub text: String,
    /// A word for the next visitor.
    pub handover: String,
    /// Where, kept coarse.
    #[uniffi(default = None)]
    pub area: Option<String>,
    /// What was done, task by task.
    #[uniffi(default = [])]
    pub tasks: Vec<CareTask>,
}

/// What the visitor would have otherwise; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Correction {
    /// When it began.
    #[uniffi(default = None)]
    pub started_ms: Option<u64>,
    /// When it ended.
    #[uniffi(default = None)]
    pub ended_ms: Option<u64>,
    /// Minutes given.
    #[uniffi(default = None)]
    pub minutes: Option<u32>,
    /// What was done, by element: all of it.
    #[uniffi(default = None)]
    pub done: Option<Vec<Element>>,
    /// How the person was.
    #[uniffi(default = None)]
    pub how: Option<Mood>,
    /// What was done, in words.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// A word for the next visitor.
    #[uniffi(default = None)]
    pub handover: Option<String>,
    /// Where, kept coarse.
    #[uniffi(default = None)]
    pub area: Option<String>,
    /// What was done, task by task: all of it.
    #[uniffi(default = None)]
    pub tasks: Option<Vec<CareTask>>,
}

/// A visit just confirmed, and what to hand back to the visitor, phone to phone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Confirmed {
    /// The visit.
    pub visit: VisitView,
    /// The confirmation.
    pub hand_over: HandOver,
}

#[uniffi::export]
impl Kith {
    /// Begins a circle round a person.
    pub async fn circle_create(&self, name: String, person: String) -> Result<CircleView, KithError> {
        self.ask(Request::CircleCreate { name, person }).await
    }

    /// My circles.
    pub async fn circles(&self) -> Result<Vec<CircleView>, KithError> {
        self.ask(Request::Circles).await
    }

    /// Brings a member of the co-op into a circle.
    pub async fn circle_add(&self, circle: String, person: String, level: Level) -> Result<CircleView, KithError> {
        self.ask(Request::CircleAdd { circle, person, level, from: ReadFrom::All }).await
    }

    /// Leaves a circle.
    pub async fn circle_leave(&self, circle: String) -> Result<CircleView, KithError> {
        self.ask(Request::CircleLeave { circle }).await
    }

    /// Writes a note.
    pub async fn note_write(&self, circle: String, text: String) -> Result<NoteView, KithError> {
        self.ask(Request::NoteWrite { circle, text, attach: Vec::new() }).await
    }

    /// Keeps a note as far as it is written, on all my devices, in place of the draft of another device that it goes on with; an empty text lets go of
    /// that one, or else of this device's own.
    #[uniffi::method(default(of = None))]
    pub async fn note_draft(&self, circle: String, text: String, of: Option<String>) -> Result<Vec<DraftView>, KithError> {
        self.ask(Request::NoteDraft { circle, text, of }).await
    }

    /// Corrects a note of mine; the original is kept.
    pub async fn note_correct(&self, note: String, text: String) -> Result<NoteView, KithError> {
        self.ask(Request::NoteCorrect { note, text }).await
    }

    /// Notes of a circle, newest first.
    #[uniffi::method(default(before_ms = None))]
    pub async fn notes(&self, circle: String, limit: u32, before_ms: Option<u64>) -> Result<Vec<NoteView>, KithError> {
        self.ask(Request::Notes { circle, limit, before_ms }).await
    }

    /// Searches the notes of all my circles, or of one.
    #[uniffi::method(default(circle = None))]
    pub async fn note_search(&self, query: String, limit: u32, circle: Option<String>) -> Result<Vec<NoteView>, KithError> {
        self.ask(Request::NoteSearch { query, circle, limit }).await
    }

    /// Begins a visit.
    #[uniffi::method(default(at_ms = None))]
    pub async fn visit_check_in(&self, circle: String, at_ms: Option<u64>) -> Result<VisitView, KithError> {
        self.ask(Request::VisitCheckIn { circle, at_ms }).await
    }

    /// Ends a visit.
    pub async fn visit_check_out(&self, visit: String, said: CheckOut) -> Result<VisitView, KithError> {
        let CheckOut { minutes, done, tasks, how, text, handover, area } = said;
        self.ask(Request::VisitCheckOut(EndedVisit { visit, minutes, done, tasks, how, text, handover, area })).await
    }

    /// The hour of a visit of mine as a code for the person helped.
    pub async fn visit_ask(&self, visit: String) -> Result<HandOver, KithError> {
        self.ask(Request::VisitAsk { visit }).await
    }

    /// Tells an ended visit of mine again, before its hour is confirmed; what was told before is kept.
    pub async fn visit_correct(&self, visit: String, said: Correction) -> Result<VisitView, KithError> {
        let Correction { started_ms, ended_ms, minutes, done, how, text, handover, area, tasks } = said;
        self.ask(Request::VisitCorrect(CorrectedVisit { visit, started_ms, ended_ms, minutes, done, tasks, how, text, handover, area })).await
    }

    /// Attests an hour that somebody gave me; gives the visit, and the confirmation to hand back.
    pub async fn visit_confirm(&self, visit: String) -> Result<Confirmed, KithError> {
        let ConfirmedView { visit, hand_over } = self.ask(Request::VisitConfirm { visit }).await?;
        Ok(Confirmed { visit, hand_over })
    }

    /// Visits of a circle, newest first.
    pub async fn visits(&self, circle: String, limit: u32) -> Result<Vec<VisitView>, KithError> {
        self.ask(Request::Visits { circle, limit }).await
    }

    /// Hours that wait for my word.
    pub async fn visits_to_confirm(&self) -> Result<Vec<VisitView>, KithError> {
        self.ask(Request::VisitsToConfirm).await
    }
}
