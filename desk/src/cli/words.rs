//! Words of the command line that stand for values: parsed by the same serde names that JSON has, so that both always agree.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use kith_core::honeycomb::Size;
use kith_core::kith::view::{
    Answer, Audience, BoardWhat, Capacity, Element, Fetching, Level, List, Mood, Outcome, Part, ReadFrom, ResponsibleView, Role, Ruling, Side, Task, TwinOf,
    TwinSeen,
};
use kith_core::ledger::top_up::Whom;
use kith_core::statement::Format;
use kith_core::words::Language;
use serde::de::DeserializeOwned;

fn from_word<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|e| e.to_string())
}

/// How far back a newcomer may read: all, now, or since the beginning of a day where this machine is.
pub fn read_from(word: &str) -> Result<ReadFrom, String> {
    match word {
        "all" => Ok(ReadFrom::All),
        "now" => Ok(ReadFrom::Now),
        _ => {
            let day: jiff::civil::Date = word.parse().map_err(|_| "say all, now, or a day such as 2026-11-23".to_owned())?;
            let at = day.to_zoned(jiff::tz::TimeZone::system()).map_err(|e| e.to_string())?;
            u64::try_from(at.timestamp().as_millisecond()).map(ReadFrom::Since).map_err(|_| "that day is too long ago".to_owned())
        }
    }
}

macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $kind:ty, [$($word:literal),+ $(,)?]) => {
        $(#[$doc])*
        pub fn $name() -> impl TypedValueParser<Value = $kind> {
            PossibleValuesParser::new([$($word),+]).try_map(|word| from_word::<$kind>(&word))
        }
    };
}

word!(
    /// A language.
    language, Language, ["en", "cy"]
);
word!(
    /// A wellbeing element.
    element, Element, ["my-life", "my-home", "my-community", "my-care"]
);
word!(
    /// A form in which a statement is written.
    format, Format, ["csv", "hledger", "beancount", "value-flows", "ofx"]
);
word!(
    /// For whom the rule of top-ups is meant.
    whom, Whom, ["supported", "supported-and-family", "everybody"]
);
word!(
    /// How the person was.
    mood, Mood, ["low", "as-usual", "bright"]
);
word!(
    /// A task of a visit; from washing on they are regulated work.
    task,
    Task,
    [
        "appointment",
        "letters",
        "technology",
        "shopping",
        "cooking",
        "cleaning",
        "house-and-garden",
        "outing",
        "company",
        "sitting",
        "washing",
        "dressing",
        "eating",
        "toilet",
        "moving",
        "skin",
        "medicines"
    ]
);
word!(
    /// What the registered manager says.
    ruling, Ruling, ["may-go-on", "for-staff"]
);
word!(
    /// A side of a profile.
    side, Side, ["receive", "give"]
);
word!(
    /// A level in a circle.
    level, Level, ["member", "keeper", "owner"]
);
word!(
    /// What the board is asked to do.
    board_what, BoardWhat, ["remove", "add", "level"]
);
word!(
    /// What a coin's twin is made of.
    twin_of, TwinOf, ["printed", "wood", "clay", "cloth", "other"]
);
word!(
    /// What happened to a coin's twin.
    twin_seen, TwinSeen, ["handed-on", "seen", "lost"]
);
word!(
    /// How large the cell of an area is.
    size, Size, ["neighbourhood", "town", "district"]
);
word!(
    /// A role.
    role, Role,
    [
        "coordinator", "registered-manager", "care-worker", "care-supervisor", "coach", "safeguarding-lead", "office", "notary",
        "steward", "witness", "board-member", "toolkit-editor",
    ]
);
word!(
    /// A list that a circle keeps of its person.
    list, List, ["medicine", "allergy", "contact", "advance", "card", "consent", "visit"]
);
word!(
    /// What came of a dose.
    outcome, Outcome, ["given", "refused", "missed", "not-needed", "away", "unavailable", "other"]
);
word!(
    /// A part of giving a medicine.
    part, Part, ["prompt", "assist", "administer"]
);
word!(
    /// Whether somebody can take a decision.
    capacity, Capacity, ["assumed", "has", "with-help", "lacks"]
);
word!(
    /// What came of a decision.
    answer, Answer, ["open", "yes", "no", "for-them"]
);
word!(
    /// When pictures and documents are fetched.
    fetching, Fetching, ["always", "unmetered", "asked"]
);

/// Who answers for a part: `administer:PERSON`.
///
/// # Errors
/// Says which words it takes.
pub fn responsible(word: &str) -> Result<ResponsibleView, String> {
    let bad = || "say prompt:PERSON, assist:PERSON or administer:PERSON".to_owned();
    let (part, person) = word.split_once(':').filter(|(_, person)| !person.trim().is_empty()).ok_or_else(bad)?;
    Ok(ResponsibleView { part: from_word(part).map_err(|_| bad())?, person: Some(person.trim().to_owned()), who: String::new() })
}

/// yes or no.
pub fn yes_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// Who may see: `me`, `coop`, `circle:NAME` or `person:NAME`.
///
/// # Errors
/// Says which words it takes.
pub fn audience(word: &str) -> Result<Audience, String> {
    match (word, word.split_once(':')) {
        ("me", _) => Ok(Audience::Me),
        ("coop", _) => Ok(Audience::Coop),
        (_, Some(("circle", circle))) if !circle.is_empty() => Ok(Audience::Circle { circle: circle.to_owned() }),
        (_, Some(("person", person))) if !person.is_empty() => Ok(Audience::Person { person: person.to_owned() }),
        _ => Err("say me, coop, circle:NAME or person:NAME".to_owned()),
    }
}
