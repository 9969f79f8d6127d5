//! Lines of lists that are never overwritten: medicines, allergies, people to ring, advance decisions, consents, what a card shows,
//! planned visits.
//!
//! A line begins with a fact and goes on by later ones. Each names the facts that its author had seen and that it stands in place of;
//! those that none stands in place of are the line's *heads*. One head is what holds; several were written apart and are all shown
//! until somebody keeps one; a head that says nothing has stopped the line. All facts stay as the line's history.
//!
//! The body of a fact 24 is `[24, [[line, over, says, from, why]]]`:
//!
//! | field | | |
//! | --- | --- | --- |
//! | 0 | line | id of the line's first fact; null in that fact itself |
//! | 1 | over | ids of the facts of this line that it stands in place of |
//! | 2 | says | `[number, [[fields…]]]`, see [`Says`]; null: the line has stopped |
//! | 3 | from | since when it holds, in milliseconds since 1970 |
//! | 4 | why | in words; may be empty |

use super::schedule::Slot;
use kith_wire::{EntryId, PersonId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Facts that one fact may stand in place of.
pub const OVER_MAX: usize = 64;

/// A part of giving a medicine. Numbers are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Part {
    /// Reminding the person, who takes it themselves.
    #[n(0)]
    Prompt,
    /// Helping: opening the packet, handing it over, as the person asks.
    #[n(1)]
    Assist,
    /// Choosing and giving it.
    #[n(2)]
    Administer,
}

/// Who answers for a part.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Responsible {
    /// Which part.
    #[n(0)]
    pub part: Part,
    /// Somebody with a profile.
    #[n(1)]
    pub person: Option<PersonId>,
    /// Or in words, such as the district nurse.
    #[n(2)]
    pub who: String,
}

/// A medicine.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Medicine {
    /// Its name and strength.
    #[n(0)]
    pub name: String,
    /// How much each time.
    #[n(1)]
    pub dose: String,
    /// How it is taken.
    #[n(2)]
    pub how: String,
    /// When on a day, in minutes since midnight where the person lives; none: as needed.
    #[n(3)]
    pub times: Vec<u16>,
    /// On which days: bit 0 is Monday; 127 is every day.
    #[n(4)]
    pub days: u8,
    /// The time zone of the person's home by its name; empty: the United Kingdom's.
    #[n(5)]
    pub zone: String,
    /// Who answers for which part.
    #[n(6)]
    pub parts: Vec<Responsible>,
}

/// An allergy.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Allergy {
    /// To what.
    #[n(0)]
    pub to: String,
    /// What happens.
    #[n(1)]
    pub reaction: String,
}

/// Somebody to ring.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Contact {
    /// Their name.
    #[n(0)]
    pub name: String,
    /// Their number.
    #[n(1)]
    pub phone: String,
    /// Who they are to the person.
    #[n(2)]
    pub relation: String,
}

/// A decision that the person made in advance.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Advance {
    /// What was decided.
    #[n(0)]
    pub text: String,
    /// Where the signed paper is.
    #[n(1)]
    pub kept: String,
}

/// What the person has chosen to stand on their emergency card.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CardChoice {
    /// Bit 0 allergies, 1 medicines, 2 people to ring, 3 advance decisions.
    #[n(0)]
    pub shows: u8,
    /// The name that stands on it.
    #[n(1)]
    pub name: String,
    /// A line of the person's own, such as the language that they speak.
    #[n(2)]
    pub words: String,
    /// On whose word, where it was not the person who chose.
    #[n(3)]
    pub acting: String,
}

/// Whether somebody can decide something, as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Capacity {
    /// Nobody has doubted it.
    #[n(0)]
    Assumed,
    /// Looked at, and they can.
    #[n(1)]
    Has,
    /// They can, with help.
    #[n(2)]
    WithHelp,
    /// Not this decision, at this time.
    #[n(3)]
    Lacks,
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Answer {
    /// Not decided yet.
    #[n(0)]
    Open,
    /// The person says yes.
    #[n(1)]
    Yes,
    /// The person says no.
    #[n(2)]
    No,
    /// Decided for them in their best interests, or by who may by law.
    #[n(3)]
    ForThem,
}

/// One decision, for one purpose: whether the person can take it, and what they said.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Consent {
    /// What is decided.
    #[n(0)]
    pub decision: String,
    /// What for.
    #[n(1)]
    pub purpose: String,
    /// Whether they can.
    #[n(2)]
    pub capacity: Capacity,
    /// What came of it.
    #[n(3)]
    pub answer: Answer,
    /// Who helped them to decide.
    #[n(4)]
    pub helped: Vec<PersonId>,
    /// Others who helped, what helped, and how it was found out.
    #[n(5)]
    pub how: String,
    /// Where it was decided for them: who decided, and by what right.
    #[n(6)]
    pub by: String,
    /// When it is to be looked at again, in milliseconds since 1970; 0: not fixed.
    #[n(7)]
    pub again_ms: u64,
}

/// Of [`Planned::marks`]: regulated work, for paid staff alone.
pub const REGULATED: u8 = 1;
/// Of [`Planned::marks`]: a break for whoever carries most.
pub const RESPITE: u8 = 2;

/// A visit as it is planned: once, or again and again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Planned {
    /// What it is called.
    #[n(0)]
    pub name: String,
    /// When it is for the first time, where the person lives.
    #[n(1)]
    pub first: Slot,
    /// How long it takes, in minutes.
    #[n(2)]
    pub minutes: u16,
    /// How it comes again: a rule of iCalendar, see [`super::recurrence`]; empty: it does not.
    #[n(3)]
    pub rule: String,
    /// The time zone of the person's home by its name; empty: the United Kingdom's.
    #[n(4)]
    pub zone: String,
    /// How many people are needed.
    #[n(5)]
    pub people: u8,
    /// What for: bit 0 My Life, 1 My Home, 2 My Community, 3 My Care.
    #[n(6)]
    pub done: u8,
    /// Whom it is asked of; whether they come is theirs to say.
    #[n(7)]
    pub asked: Option<PersonId>,
    /// What for, in words.
    #[n(8)]
    pub text: String,
    /// Bit 0 [`REGULATED`], bit 1 [`RESPITE`].
    #[n(9)]
    pub marks: u8,
}

/// What a fact of a line says. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Says {
    /// A medicine.
    #[n(0)]
    Medicine(#[n(0)] Medicine),
    /// An allergy.
    #[n(1)]
    Allergy(#[n(0)] Allergy),
    /// Somebody to ring.
    #[n(2)]
    Contact(#[n(0)] Contact),
    /// An advance decision.
    #[n(3)]
    Advance(#[n(0)] Advance),
    /// What the emergency card shows.
    #[n(4)]
    Card(#[n(0)] CardChoice),
    /// A decision with capacity and consent.
    #[n(5)]
    Consent(#[n(0)] Consent),
    /// A planned visit.
    #[n(6)]
    Visit(#[n(0)] Planned),
}

/// Which list a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum List {
    Medicine,
    Allergy,
    Contact,
    Advance,
    Card,
    Consent,
    Visit,
}

impl Says {
    /// Which list it belongs to.
    #[must_use]
    pub const fn list(&self) -> List {
        match self {
            Self::Medicine(_) => List::Medicine,
            Self::Allergy(_) => List::Allergy,
            Self::Contact(_) => List::Contact,
            Self::Advance(_) => List::Advance,
            Self::Card(_) => List::Card,
            Self::Consent(_) => List::Consent,
            Self::Visit(_) => List::Visit,
        }
    }

    /// The name that a line goes by.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Medicine(m) => &m.name,
            Self::Allergy(a) => &a.to,
            Self::Contact(c) => &c.name,
            Self::Advance(a) => &a.text,
            Self::Card(c) => &c.name,
            Self::Consent(c) => &c.decision,
            Self::Visit(v) => &v.name,
        }
    }
}

/// A fact of a line, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Change {
    /// The line's first fact; nothing in that fact itself.
    #[n(0)]
    pub line: Option<EntryId>,
    /// What it stands in place of.
    #[n(1)]
    pub over: Vec<EntryId>,
    /// What it says; nothing: the line has stopped.
    #[n(2)]
    pub says: Option<Says>,
    /// Since when it holds.
    #[n(3)]
    pub from_ms: u64,
    /// Why.
    #[n(4)]
    pub why: String,
}

/// A fact with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The entry.
    pub id: EntryId,
    /// Who wrote it.
    pub author: PersonId,
    /// When, as said by the author's device.
    pub time_ms: u64,
    /// What it says.
    pub change: Change,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// One thing holds.
    Current,
    /// It has been stopped.
    Stopped,
    /// Several things were written apart.
    Apart,
}

/// A line with its whole history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its first fact.
    pub id: EntryId,
    /// Which list it stands in.
    pub list: List,
    /// Its facts, oldest first.
    pub facts: Vec<Written>,
    /// Which of them none stands in place of.
    heads: Vec<usize>,
}

impl Line {
    fn of(id: EntryId, mut facts: Vec<Written>) -> Option<Self> {
        facts.sort_by_key(|f| (f.time_ms, f.id));
        let first = facts.iter().find(|f| f.id == id).or(facts.first())?;
        let list = first.change.says.as_ref().or_else(|| facts.iter().find_map(|f| f.change.says.as_ref())).map(Says::list)?;
        facts.retain(|f| f.change.says.as_ref().is_none_or(|s| s.list() == list));
        let replaced: BTreeSet<EntryId> = facts.iter().flat_map(|f| f.change.over.iter().take(OVER_MAX).copied()).collect();
        let heads = facts.iter().enumerate().filter(|(_, f)| !replaced.contains(&f.id)).map(|(i, _)| i).collect();
        Some(Self { id, list, facts, heads })
    }

    /// What holds, or what was written apart: facts that none stands in place of, stops among them.
    pub fn heads(&self) -> impl Iterator<Item = &Written> {
        self.heads.iter().filter_map(|i| self.facts.get(*i))
    }

    /// What is said by the heads.
    pub fn says(&self) -> impl Iterator<Item = &Says> {
        self.heads().filter_map(|h| h.change.says.as_ref())
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let mut says = self.says();
        let Some(first) = says.next() else { return Standing::Stopped };
        let stopped = self.heads().any(|h| h.change.says.is_none());
        if stopped || says.any(|other| other != first) { Standing::Apart } else { Standing::Current }
    }

    /// The name that it goes by, also once it has stopped.
    #[must_use]
    pub fn name(&self) -> &str {
        self.says().next().or_else(|| self.facts.iter().rev().find_map(|f| f.change.says.as_ref())).map_or("", Says::name)
    }

    /// Until when a fact held: the first moment from which another stands in its place.
    #[must_use]
    pub fn held_until(&self, fact: &EntryId) -> Option<u64> {
        self.facts.iter().filter(|f| f.change.over.iter().take(OVER_MAX).any(|o| o == fact)).map(|f| f.change.from_ms).min()
    }
}

/// The lines that facts make, in whatever order they came: by list, then by the name that each goes by.
#[must_use]
pub fn lines(facts: Vec<Written>) -> Vec<Line> {
    let mut by_line: BTreeMap<EntryId, Vec<Written>> = BTreeMap::new();
    for fact in facts {
        by_line.entry(fact.change.line.unwrap_or(fact.id)).or_default().push(fact);
    }
    let mut out: Vec<Line> = by_line.into_iter().filter_map(|(id, facts)| Line::of(id, facts)).collect();
    out.sort_by_key(|l| (l.list, l.name().to_lowercase(), l.id));
    out
}
