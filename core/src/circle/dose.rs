//! Doses: what was given, with an outcome. A due dose that two people recorded keeps both entries and stands out until it is answered.
//!
//! The body of a fact 25 is `[25, [[number, [[fields…]]]]]`:
//!
//! | number | | fields |
//! | --- | --- | --- |
//! | 0 | recorded | medicine's line, slot (day, minute) or null, outcome, part or null, moment, text, visit or null, entry corrected or null |
//! | 1 | answered | medicine's line, slot, text, ids of the entries seen: what was done about a dose recorded twice |
//! | 2 | told | medicine's line, slot, person: who was sent word of it from outside the circle |

use super::{line::Part, schedule::Slot};
use kith_wire::{EntryId, PersonId, SpaceId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How long after its time a dose that nobody has recorded is late.
pub const LATE_MS: u64 = 60 * 60 * 1000;
/// How long before its time a dose may be recorded as due.
pub const EARLY_MS: u64 = 60 * 60 * 1000;

/// What came of a dose. Numbers are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Outcome {
    /// Given, or taken.
    #[n(0)]
    Given,
    /// The person refused it.
    #[n(1)]
    Refused,
    /// It was missed.
    #[n(2)]
    Missed,
    /// It was not needed.
    #[n(3)]
    NotNeeded,
    /// The person was away, or asleep.
    #[n(4)]
    Away,
    /// There was none.
    #[n(5)]
    Unavailable,
    /// Something else: the text says what.
    #[n(6)]
    Other,
}

/// A dose, as somebody recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Dose {
    /// The medicine's line.
    #[n(0)]
    pub medicine: EntryId,
    /// Which due dose; nothing for one that was given as needed.
    #[n(1)]
    pub slot: Option<Slot>,
    /// What came of it.
    #[n(2)]
    pub outcome: Outcome,
    /// What the author did.
    #[n(3)]
    pub part: Option<Part>,
    /// When, as said by the author.
    #[n(4)]
    pub at_ms: u64,
    /// In words.
    #[n(5)]
    pub text: String,
    /// During this visit.
    #[n(6)]
    pub visit: Option<EntryId>,
    /// The author's earlier entry that this one corrects: the last one that they had seen.
    #[n(7)]
    pub corrects: Option<EntryId>,
}

/// A fact about doses. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum DoseFact {
    /// One was given, refused, missed….
    #[n(0)]
    Recorded(#[n(0)] Dose),
    /// What was done about one that was recorded twice.
    #[n(1)]
    Answered(#[n(0)] EntryId, #[n(1)] Slot, #[n(2)] String, #[n(3)] Vec<EntryId>),
    /// Who was sent word of that from outside the circle.
    #[n(2)]
    Told(#[n(0)] EntryId, #[n(1)] Slot, #[n(2)] PersonId),
}

/// A dose's entry, with what its author had said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The entry.
    pub id: EntryId,
    /// Who wrote it.
    pub author: PersonId,
    /// When, as said by the author's device.
    pub time_ms: u64,
    /// What it says.
    pub dose: Dose,
    /// What was said before it was corrected, oldest first.
    pub earlier: Vec<Dose>,
    /// The entry whose word stands: this one, or its last correction. The next correction names it.
    pub last: EntryId,
}

/// What somebody said was done about a dose recorded twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Who said it.
    pub by: PersonId,
    /// When, as said by their device.
    pub time_ms: u64,
    /// In words.
    pub text: String,
    /// The entries that they had seen.
    pub seen: Vec<EntryId>,
}

/// What is known of one due dose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// What was recorded, oldest first.
    pub entries: Vec<Entry>,
    /// What was done about it, oldest first.
    pub answers: Vec<Answered>,
    /// Who was told.
    pub told: Vec<PersonId>,
}

impl Record {
    /// Whether two people, or two phones, recorded it.
    #[must_use]
    pub const fn is_twice(&self) -> bool {
        self.entries.len() > 1
    }

    /// Whether that waits for an answer: an entry that no answer had seen opens it again.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_twice() && self.entries.iter().any(|e| !self.answers.iter().any(|a| a.seen.contains(&e.id)))
    }
}

/// How a due dose stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// Doses by medicine and slot; those without a slot apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doses {
    /// By the medicine's line and slot.
    pub due: BTreeMap<(EntryId, Slot), Record>,
    /// Given as needed, oldest first.
    pub extra: Vec<Entry>,
}

/// An entry before it is known what it belongs to: id, author, when, what it says.
type Said = (EntryId, PersonId, u64, Dose);

/// What facts say of doses, in whatever order they came and whatever clocks said. That somebody was told counts only from who recorded
/// the dose, or from somebody in `keepers`.
#[must_use]
pub fn doses(mut facts: Vec<(EntryId, PersonId, u64, DoseFact)>, keepers: &BTreeSet<PersonId>) -> Doses {
    facts.sort_by_key(|(id, _, time_ms, _)| (*time_ms, *id));
    let mut out = Doses::default();
    let mut said: BTreeMap<EntryId, Said> = BTreeMap::new();
    let mut told: Vec<((EntryId, Slot), PersonId, PersonId)> = Vec::new();
    for (id, author, time_ms, fact) in facts {
        match fact {
            DoseFact::Recorded(dose) => drop(said.insert(id, (id, author, time_ms, dose))),
            DoseFact::Answered(medicine, slot, text, seen) => {
                out.due.entry((medicine, slot)).or_default().answers.push(Answered { by: author, time_ms, text, seen });
            }
            DoseFact::Told(medicine, slot, person) => told.push(((medicine, slot), author, person)),
        }
    }
    for entry in entries(&said) {
        match entry.dose.slot {
            Some(slot) => out.due.entry((entry.dose.medicine, slot)).or_default().entries.push(entry),
            None => out.extra.push(entry),
        }
    }
    for (dose, by, person) in told {
        if let Some(record) = out.due.get_mut(&dose).filter(|r| keepers.contains(&by) || r.entries.iter().any(|e| e.author == by)) {
            record.told.push(person);
        }
    }
    out
}

/// The entry that a correction goes back to, through corrections of corrections by the same author, and over how many steps.
fn first_of(said: &BTreeMap<EntryId, Said>, entry: &Said) -> (EntryId, usize) {
    let (mut at, mut steps) = (entry, 0);
    // No entry can name one that names it; the bound is for whoever reads this.
    while steps < said.len() {
        let Some(before) = at.3.corrects.and_then(|c| said.get(&c)).filter(|before| before.1 == entry.1) else { break };
        (at, steps) = (before, steps + 1);
    }
    (at.0, steps)
}

/// Entries with their corrections, oldest first. A correction stands after what it corrects, whatever its clock said; of two that were
/// written apart the later one stands.
fn entries(said: &BTreeMap<EntryId, Said>) -> Vec<Entry> {
    let mut of: BTreeMap<EntryId, Vec<(usize, &Said)>> = BTreeMap::new();
    for entry in said.values() {
        let (first, steps) = first_of(said, entry);
        of.entry(first).or_default().push((steps, entry));
    }
    let mut out: Vec<Entry> = Vec::new();
    for (first, mut all) in of {
        all.sort_by_key(|(steps, (id, _, time_ms, _))| (*steps, *time_ms, *id));
        let mut all = all.into_iter().map(|(_, entry)| entry);
        let Some((_, author, time_ms, dose)) = all.next() else { continue };
        let mut entry = Entry { id: first, author: *author, time_ms: *time_ms, dose: dose.clone(), earlier: Vec::new(), last: first };
        for (id, .., dose) in all {
            // A correction stays with the dose that it corrects.
            let (medicine, slot) = (entry.dose.medicine, entry.dose.slot);
            entry.earlier.push(std::mem::replace(&mut entry.dose, Dose { medicine, slot, ..dose.clone() }));
            entry.last = *id;
        }
        out.push(entry);
    }
    out.sort_by_key(|e| (e.time_ms, e.id));
    out
}

/// How a due dose stands at a moment.
#[must_use]
pub fn state(record: Option<&Record>, at_ms: u64, now_ms: u64) -> DoseState {
    match record {
        Some(record) if record.is_open() => DoseState::Twice,
        Some(record) if record.is_twice() => DoseState::Answered,
        Some(record) if !record.entries.is_empty() => DoseState::Done,
        _ if now_ms > at_ms.saturating_add(LATE_MS) => DoseState::Late,
        _ if now_ms >= at_ms.saturating_sub(EARLY_MS) => DoseState::Due,
        _ => DoseState::Upcoming,
    }
}

/// What a dose recorded twice is known by, in and outside its circle.
#[must_use]
pub fn alert_id(circle: &SpaceId, medicine: &EntryId, slot: Slot) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("kith/v1/dose-twice");
    hasher.update(&circle.0).update(&medicine.0).update(&slot.day.to_be_bytes()).update(&slot.minute.to_be_bytes());
    *hasher.finalize().as_bytes()
}
