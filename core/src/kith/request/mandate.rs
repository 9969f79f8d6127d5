//! What is recorded for somebody without a phone, on their word, and who confirms hours for them.

use super::Ref;
use crate::kith::view::{Element, Mood, NewAttachment, Task};
use serde::{Deserialize, Serialize};

/// A command that records something for somebody without a phone, on a mandate: on whose word, or by what right (C15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum MandateRequest {
    /// A note in somebody else's words. → [`super::super::view::NoteView`]
    NoteFor {
        circle: Ref,
        other: String,
        mandate: String,
        text: String,
        #[serde(default)]
        attach: Vec<NewAttachment>,
    },
    /// A visit that somebody else made: it earns nobody coins. → [`super::super::view::VisitView`]
    VisitFor(VisitFor),
    /// Who confirms hours for whom. → `Vec<`[`super::super::view::MandateView`]`>`
    Mandates,
    /// Somebody confirms hours for somebody without a phone from now on. → `Vec<`[`super::super::view::MandateView`]`>`
    MandateGive { person: Ref, holder: Ref, words: String },
    /// And no more. → `Vec<`[`super::super::view::MandateView`]`>`
    MandateEnd { person: Ref, holder: Ref },
}

/// A visit of somebody without a phone, as they tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFor {
    /// In which circle.
    pub circle: Ref,
    /// Who visited.
    pub other: String,
    /// On whose word.
    pub mandate: String,
    /// When it began.
    pub started_ms: u64,
    /// How long it was.
    pub minutes: u32,
    /// What was done, by element.
    #[serde(default)]
    pub done: Vec<Element>,
    /// And task by task.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// How the person was.
    #[serde(default)]
    pub how: Option<Mood>,
    /// What there is to say of it.
    #[serde(default)]
    pub text: String,
    /// The word for the next visitor.
    #[serde(default)]
    pub handover: String,
}

impl MandateRequest {
    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 5] = ["note-for", "visit-for", "mandates", "mandate-give", "mandate-end"];

    /// Whether it only asks.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::Mandates)
    }
}
