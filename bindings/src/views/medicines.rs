//! Medicines, their doses, and the lines of a circle's lists.

use kith_core::kith::view::{
    Arrival, DoseAlertView, DoseAnswerView, DoseState, DoseToldView, DoseView, DueDoseView, LineSays, LineStanding, LineView, List as ListKind, MedicinesView,
    Outcome, Part, PersonView, ResponsibleView, VersionView,
};

/// Medicines, allergies, what is due today, and what was given.
#[uniffi::remote(Record)]
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

/// A due dose and how it stands.
#[uniffi::remote(Record)]
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

/// What was said of a dose before it was corrected.
#[uniffi::remote(Record)]
pub struct DoseToldView {
    /// What came of it.
    pub outcome: Outcome,
    /// When, as said by the author.
    pub at_ms: u64,
    /// In words.
    pub text: String,
}

/// A dose, as somebody recorded it.
#[uniffi::remote(Record)]
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

/// A dose that was recorded twice.
#[uniffi::remote(Record)]
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

/// What somebody says was done about a dose recorded twice.
#[uniffi::remote(Record)]
pub struct DoseAnswerView {
    /// Who.
    pub by: PersonView,
    /// In words.
    pub text: String,
    /// When, as said by their device.
    pub at_ms: u64,
}

/// How a due dose stands at a moment.
#[uniffi::remote(Enum)]
pub enum DoseState {
    /// Later.
    Upcoming,
    /// Now.
    Due,
    /// Its time has gone by, and nobody has recorded it.
    Late,
    /// Recorded.
    Done,
    /// Recorded twice, and nobody has said what was done about it.
    Twice,
    /// Recorded twice, and looked at.
    Answered,
}

/// What came of a dose. Numbers are never used again.
#[uniffi::remote(Enum)]
pub enum Outcome {
    /// Given, or taken.
    Given,
    /// The person refused it.
    Refused,
    /// It was missed.
    Missed,
    /// It was not needed.
    NotNeeded,
    /// The person was away, or asleep.
    Away,
    /// There was none.
    Unavailable,
    /// Something else: the text says what.
    Other,
}

/// A line of a list.
#[uniffi::remote(Record)]
pub struct LineView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Which list it stands in.
    pub list: ListKind,
    /// The name that it goes by.
    pub name: String,
    /// current | stopped | apart.
    pub standing: LineStanding,
    /// What holds: one thing, or all that was written apart.
    pub now: Vec<VersionView>,
    /// Everything that it ever said, newest first.
    pub history: Vec<VersionView>,
}

/// One thing that a line says or said.
#[uniffi::remote(Record)]
pub struct VersionView {
    /// The entry.
    pub id: String,
    /// What it says; nothing: the line was stopped.
    pub says: Option<LineSays>,
    /// The same in one line of text.
    pub text: String,
    /// Who wrote it.
    pub by: PersonView,
    /// When, as said by their device.
    pub written_ms: u64,
    /// Since when it holds, as said by them.
    pub from_ms: u64,
    /// Why.
    pub why: String,
    /// Where it has arrived.
    pub arrival: Arrival,
}

/// How a line stands.
#[uniffi::remote(Enum)]
pub enum LineStanding {
    /// One thing holds.
    Current,
    /// It has been stopped.
    Stopped,
    /// Several things were written apart.
    Apart,
}

/// Which list a line stands in.
#[uniffi::remote(Enum)]
pub enum ListKind {
    Medicine,
    Allergy,
    Contact,
    Advance,
    Card,
    Consent,
    Visit,
}
