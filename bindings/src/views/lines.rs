//! What a line of a list says.

use kith_core::kith::view::{Answer, Capacity, Element, LineSays, Part, ResponsibleView};

/// What a line says, when it is written and when it is shown.
#[uniffi::remote(Enum)]
pub enum LineSays {
    /// A medicine.
    Medicine {
        /// Its name and strength.
        name: String,
        /// How much each time.
        dose: String,
        /// How it is taken.
        how: String,
        /// When on a day where the person lives (`08:00`); none: as needed.
        times: Vec<String>,
        /// On which days, 1 Monday to 7 Sunday; none: every day.
        days: Vec<u8>,
        /// The time zone of the person's home, such as `Europe/London`; empty: the United Kingdom's.
        zone: String,
        /// Who answers for which part.
        parts: Vec<ResponsibleView>,
    },
    /// An allergy.
    Allergy {
        /// To what.
        to: String,
        /// What happens.
        reaction: String,
    },
    /// Somebody to ring.
    Contact {
        /// Their name.
        name: String,
        /// Their number.
        phone: String,
        /// Who they are to the person.
        relation: String,
    },
    /// A decision that the person made in advance.
    Advance {
        /// What was decided.
        text: String,
        /// Where the signed paper is.
        kept: String,
    },
    /// What the emergency card shows.
    Card {
        /// The name that stands on it.
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
        words: String,
        /// On whose word, where it was not the person who chose.
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
        helped: Vec<String>,
        /// Their names, when answered.
        helped_names: Vec<String>,
        /// Others who helped, what helped, how it was found out.
        how: String,
        /// Where it was decided for them: who decided, and by what right.
        by: String,
        /// When it is to be looked at again.
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
        rule: String,
        /// The time zone of the person's home, such as `Europe/London`; empty: the United Kingdom's.
        zone: String,
        /// How many people are needed.
        people: u8,
        /// What for, by element.
        done: Vec<Element>,
        /// Whom it is asked of: a reference when asked, an id when answered.
        asked: Option<String>,
        /// Their name, when answered.
        asked_name: String,
        /// What for, in words.
        text: String,
        /// Regulated work, for paid staff alone.
        regulated: bool,
        /// A break for whoever carries most.
        respite: bool,
    },
}

/// Who answers for a part of giving a medicine.
#[uniffi::remote(Record)]
pub struct ResponsibleView {
    /// Which part.
    pub part: Part,
    /// Somebody with a profile: a reference when asked, an id when answered.
    pub person: Option<String>,
    /// Their name, or somebody in words, such as the district nurse.
    pub who: String,
}

/// A part of giving a medicine. Numbers are never used again.
#[uniffi::remote(Enum)]
pub enum Part {
    /// Reminding the person, who takes it themselves.
    Prompt,
    /// Helping: opening the packet, handing it over, as the person asks.
    Assist,
    /// Choosing and giving it.
    Administer,
}

/// Whether somebody can decide something, as it was found.
#[uniffi::remote(Enum)]
pub enum Capacity {
    /// Nobody has doubted it.
    Assumed,
    /// Looked at, and they can.
    Has,
    /// They can, with help.
    WithHelp,
    /// Not this decision, at this time.
    Lacks,
}

/// What came of a decision.
#[uniffi::remote(Enum)]
pub enum Answer {
    /// Not decided yet.
    Open,
    /// The person says yes.
    Yes,
    /// The person says no.
    No,
    /// Decided for them in their best interests, or by who may by law.
    ForThem,
}
