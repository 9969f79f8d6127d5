//! What is due, what was given, and doses that were recorded twice.

use super::{Arrival, DoseState, LineView, Outcome, Part, PersonView, ResponsibleView};
use serde::{Deserialize, Serialize};

/// What was said of a dose before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseToldView {
    /// What came of it.
    pub outcome: Outcome,
    /// When, as said by the author.
    pub at_ms: u64,
    /// In words.
    pub text: String,
}

/// A dose, as somebody recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// The medicine's line.
    pub medicine: String,
    /// The medicine's name.
    pub name: String,
    /// Which due dose (`2026-11-22T08:00` where the person lives); nothing for one as needed.
    pub slot: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// What the author did.
    pub part: Option<Part>,
    /// When, as said by the author.
    pub at_ms: u64,
    /// In words.
    pub text: String,
    /// Who recorded it.
    pub by: PersonView,
    /// When it was recorded, as said by their device.
    pub written_ms: u64,
    /// What was said before it was corrected, oldest first.
    pub earlier: Vec<DoseToldView>,
    /// Where it has arrived.
    pub arrival: Arrival,
}

/// What somebody says was done about a dose recorded twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseAnswerView {
    /// Who.
    pub by: PersonView,
    /// In words.
    pub text: String,
    /// When, as said by their device.
    pub at_ms: u64,
}

/// A due dose and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDoseView {
    /// The circle.
    pub circle: String,
    /// Whose dose it is.
    pub person: PersonView,
    /// The medicine's line.
    pub medicine: String,
    /// The medicine's name.
    pub name: String,
    /// How much.
    pub dose: String,
    /// How it is taken.
    pub how: String,
    /// Who answers for which part.
    pub parts: Vec<ResponsibleView>,
    /// Which dose: `2026-11-22T08:00` where the person lives.
    pub slot: String,
    /// The same moment.
    pub at_ms: u64,
    /// upcoming | due | late | done | twice | answered.
    pub state: DoseState,
    /// What was recorded, oldest first.
    pub doses: Vec<DoseView>,
    /// What was done about it, where it was recorded twice.
    pub answers: Vec<DoseAnswerView>,
    /// What to do now, in the device's language, where it was recorded twice.
    pub advice: String,
    /// The alert's id, where it was recorded twice.
    pub alert: Option<String>,
}

/// A dose that was recorded twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseAlertView {
    /// Its id.
    pub id: String,
    /// The circle, where I am in it.
    pub circle: Option<String>,
    /// The circle's name.
    pub place: String,
    /// Whose dose it is.
    pub person: PersonView,
    /// The medicine's name.
    pub name: String,
    /// Which dose: `2026-11-22T08:00` where the person lives.
    pub slot: String,
    /// The same moment.
    pub at_ms: u64,
    /// Who recorded it, oldest first, in words such as "Dewi: given 08:05".
    pub recorded: Vec<String>,
    /// Whether it waits for an answer.
    pub open: bool,
    /// What was done about it.
    pub answers: Vec<DoseAnswerView>,
    /// Who was told from outside the circle.
    pub told: Vec<PersonView>,
    /// What to do now, in the device's language.
    pub advice: String,
}

/// Medicines, allergies, what is due today, and what was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicinesView {
    /// The circle.
    pub circle: String,
    /// Its person.
    pub person: PersonView,
    /// The medicines, stopped ones last.
    pub medicines: Vec<LineView>,
    /// The allergies, stopped ones last.
    pub allergies: Vec<LineView>,
    /// Today's doses by their time, and before them those of yesterday that were missed, and those recorded twice.
    pub due: Vec<DueDoseView>,
    /// The latest doses recorded, newest first.
    pub doses: Vec<DoseView>,
    /// The registered managers of the co-op.
    pub managers: Vec<PersonView>,
}
