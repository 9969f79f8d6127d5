//! Lines of the lists that a circle keeps of its person, with their history.

use super::{Answer, Arrival, Capacity, Element, LineStanding, List, Part, PersonView};
use serde::{Deserialize, Serialize};

/// Who answers for a part of giving a medicine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleView {
    /// Which part.
    pub part: Part,
    /// Somebody with a profile: a reference when asked, an id when answered.
    #[serde(default)]
    pub person: Option<String>,
    /// Their name, or somebody in words, such as the district nurse.
    #[serde(default)]
    pub who: String,
}

/// What a line says, when it is written and when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum LineSays {
    /// A medicine.
    Medicine {
        /// Its name and strength.
        name: String,
        /// How much each time.
        #[serde(default)]
        dose: String,
        /// How it is taken.
        #[serde(default)]
        how: String,
        /// When on a day where the person lives (`08:00`); none: as needed.
        #[serde(default)]
        times: Vec<String>,
        /// On which days, 1 Monday to 7 Sunday; none: every day.
        #[serde(default)]
        days: Vec<u8>,
        /// The time zone of the person's home, such as `Europe/London`; empty: the United Kingdom's.
        #[serde(default)]
        zone: String,
        /// Who answers for which part.
        #[serde(default)]
        parts: Vec<ResponsibleView>,
    },
    /// An allergy.
    Allergy {
        /// To what.
        to: String,
        /// What happens.
        #[serde(default)]
        reaction: String,
    },
    /// Somebody to ring.
    Contact {
        /// Their name.
        name: String,
        /// Their number.
        phone: String,
        /// Who they are to the person.
        #[serde(default)]
        relation: String,
    },
    /// A decision that the person made in advance.
    Advance {
        /// What was decided.
        text: String,
        /// Where the signed paper is.
        #[serde(default)]
        kept: String,
    },
    /// What the emergency card shows.
    Card {
        /// The name that stands on it.
        #[serde(default)]
        name: String,
        /// Whether it shows allergies.
        allergies: bool,
        /// Whether it shows medicines.
        medicines: bool,
        /// Whether it shows people to ring.
        contacts: bool,
        /// Whether it shows advance decisions.
        advance: bool,
        /// A line of the person's own.
        #[serde(default)]
        words: String,
        /// On whose word, where it was not the person who chose.
        #[serde(default)]
        acting: String,
    },
    /// One decision for one purpose, with capacity and consent.
    Consent {
        /// What is decided.
        decision: String,
        /// What for.
        purpose: String,
        /// Whether they can.
        capacity: Capacity,
        /// What came of it.
        answer: Answer,
        /// Who helped: references when asked, ids when answered.
        #[serde(default)]
        helped: Vec<String>,
        /// Their names, when answered.
        #[serde(default)]
        helped_names: Vec<String>,
        /// Others who helped, what helped, how it was found out.
        #[serde(default)]
        how: String,
        /// Where it was decided for them: who decided, and by what right.
        #[serde(default)]
        by: String,
        /// When it is to be looked at again.
        #[serde(default)]
        again_ms: Option<u64>,
    },
    /// A planned visit.
    Visit {
        /// What it is called.
        name: String,
        /// When it is for the first time where the person lives: `2026-11-24T10:00`.
        first: String,
        /// How long it takes.
        minutes: u16,
        /// How it comes again, as a rule of iCalendar (`FREQ=WEEKLY;BYDAY=TU,TH`); empty: it does not.
        #[serde(default)]
        rule: String,
        /// The time zone of the person's home, such as `Europe/London`; empty: the United Kingdom's.
        #[serde(default)]
        zone: String,
        /// How many people are needed.
        #[serde(default = "one")]
        people: u8,
        /// What for, by element.
        #[serde(default)]
        done: Vec<Element>,
        /// Whom it is asked of: a reference when asked, an id when answered.
        #[serde(default)]
        asked: Option<String>,
        /// Their name, when answered.
        #[serde(default)]
        asked_name: String,
        /// What for, in words.
        #[serde(default)]
        text: String,
        /// Regulated work, for paid staff alone.
        #[serde(default)]
        regulated: bool,
        /// A break for whoever carries most.
        #[serde(default)]
        respite: bool,
    },
}

const fn one() -> u8 {
    1
}

/// One thing that a line says or said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Which list it stands in.
    pub list: List,
    /// The name that it goes by.
    pub name: String,
    /// current | stopped | apart.
    pub standing: LineStanding,
    /// What holds: one thing, or all that was written apart.
    pub now: Vec<VersionView>,
    /// Everything that it ever said, newest first.
    pub history: Vec<VersionView>,
}
