//! Medicines: what is due, what was given, and a dose that was recorded twice. The rules are in [`crate::circle::dose`].

mod alerts;

pub(super) use alerts::DoseTwice;

use super::{
    Kith, KithError, KithResult,
    lines::Lists,
    naming,
    view::{DoseAnswerView, DoseState, DoseToldView, DoseView, DueDoseView, LineStanding, List, MedicinesView, Outcome, Part},
};
use crate::{
    circle::{
        dose::{self, Answered, Dose, DoseFact, Doses, Entry, Record},
        line::{Line, Medicine, Says},
        schedule::{self, Slot},
    },
    fact::{self, Fact},
    space::act,
    storage::projection::At,
};
use kith_wire::{EntryId, Kind, SpaceId, limits};
use std::collections::HashMap;

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;
/// How far back and ahead a dose is taken for the one that is meant.
const MEANT_BACK_MS: u64 = 12 * HOUR_MS;
const MEANT_AHEAD_MS: u64 = 2 * HOUR_MS;
/// Doses on one page.
const PAGE_DOSES: usize = 60;
/// How much a clock may be ahead when somebody says when a dose was given.
const AHEAD_MS: u64 = HOUR_MS;
/// In place of a slot: a dose beside those that are due.
const EXTRA: &str = "extra";

/// A dose as somebody records it.
#[derive(Debug)]
pub(super) struct Recording<'a> {
    pub(super) circle: Option<&'a str>,
    pub(super) medicine: &'a str,
    pub(super) slot: Option<&'a str>,
    pub(super) outcome: Outcome,
    pub(super) part: Option<Part>,
    pub(super) at_ms: Option<u64>,
    pub(super) text: &'a str,
    pub(super) again: bool,
}

/// Doses of a circle, and where each entry stands in the log.
pub(super) struct Given {
    pub(super) doses: Doses,
    places: HashMap<EntryId, At>,
}

impl Given {
    /// Where the first entry of each dose stands, and each correction.
    pub(super) fn into_places(self) -> impl Iterator<Item = At> {
        self.places.into_values()
    }
}

/// What a line says of its medicine at a fact, or as it last said it.
pub(super) fn medicine_of<'a>(line: &'a Line, fact: Option<&EntryId>) -> Option<&'a Medicine> {
    let says = |f: &'a crate::circle::line::Written| match &f.change.says {
        Some(Says::Medicine(m)) => Some(m),
        _ => None,
    };
    let named = fact.and_then(|id| line.facts.iter().find(|f| f.id == *id)).and_then(says);
    named.or_else(|| line.heads().find_map(says)).or_else(|| line.facts.iter().rev().find_map(says))
}

impl Kith {
    /// The doses of a circle.
    pub(super) fn doses(&self, space: &SpaceId) -> KithResult<Given> {
        let n = self.space(space)?.n;
        let (mut facts, mut places) = (Vec::new(), HashMap::new());
        for (at, body) in self.storage.statements(Some(n), fact::DOSE)? {
            if let Ok(Fact::Dose(said)) = Fact::from_bytes(&body) {
                facts.push((at.id, at.author, at.time_ms, said));
                places.insert(at.id, at);
            }
        }
        let people = &self.space(space)?.resolved.people;
        let keepers = people.iter().filter(|(_, m)| m.level >= act::KEEPER).map(|(p, _)| *p).collect();
        Ok(Given { doses: dose::doses(facts, &keepers), places })
    }

    pub(super) fn medicines(&self, circle: &str, now_ms: u64) -> KithResult<MedicinesView> {
        let space = self.circle(circle)?;
        let (lists, given) = (self.lists(&space)?, self.doses(&space)?);
        let mut doses: Vec<(&Line, &Entry)> = Vec::new();
        for line in lists.lines.iter().filter(|l| l.list == List::Medicine) {
            let due = given.doses.due.iter().filter(|((medicine, _), _)| *medicine == line.id).flat_map(|(_, r)| &r.entries);
            let extra = given.doses.extra.iter().filter(|e| e.dose.medicine == line.id);
            doses.extend(due.chain(extra).map(|e| (line, e)));
        }
        doses.sort_by_key(|(_, e)| std::cmp::Reverse((e.dose.at_ms, e.id)));
        let latest = doses.into_iter().take(PAGE_DOSES).map(|(line, e)| self.dose_view(&given, line, e)).collect::<KithResult<_>>()?;
        Ok(MedicinesView {
            circle: space.hex(),
            person: self.person_view(&self.person_of_circle(&space)?),
            medicines: self.line_views(&lists, Some(List::Medicine))?,
            allergies: self.line_views(&lists, Some(List::Allergy))?,
            due: self.due_views(&lists, &given, now_ms)?,
            doses: latest,
            managers: self.managers().iter().map(|p| self.person_view(p)).collect(),
        })
    }

    pub(super) fn person_of_circle(&self, space: &SpaceId) -> KithResult<kith_wire::PersonId> {
        Ok(self.space(space)?.resolved.genesis.as_ref().and_then(|g| g.about).unwrap_or(self.me))
    }

    /// Today's doses; before them those of yesterday that nobody recorded; and whichever waits because it was recorded twice.
    fn due_views(&self, lists: &Lists, given: &Given, now_ms: u64) -> KithResult<Vec<DueDoseView>> {
        let mut out = Vec::new();
        for line in lists.lines.iter().filter(|l| l.list == List::Medicine) {
            if medicine_of(line, None).is_none() {
                continue;
            }
            let zone = zone_of(line);
            let mut slots = schedule::line_slots(line, now_ms.saturating_sub(2 * DAY_MS), now_ms.saturating_add(2 * DAY_MS));
            // What was recorded stays in view, also once the times have been changed.
            for ((_, slot), record) in given.doses.due.iter().filter(|((medicine, _), r)| *medicine == line.id && !r.entries.is_empty()) {
                let known = slots.iter().any(|(s, ..)| s == slot);
                if !known && let Some(at) = slot.moment(&zone).filter(|at| record.is_open() || at.abs_diff(now_ms) < 2 * DAY_MS) {
                    slots.push((*slot, at, line.id));
                }
            }
            let today = today_of(now_ms, &zone);
            for (slot, at_ms, fact) in slots {
                let record = given.doses.due.get(&(line.id, slot));
                let state = dose::state(record, at_ms, now_ms);
                let shown = state == DoseState::Twice || Some(slot.day) == today || (state == DoseState::Late && today.is_some_and(|t| slot.day + 1 == t));
                if shown {
                    out.push(self.due_view(lists, given, line, (slot, at_ms, &fact), state)?);
                }
            }
        }
        out.sort_by(|a, b| (a.at_ms, &a.name, &a.medicine).cmp(&(b.at_ms, &b.name, &b.medicine)));
        Ok(out)
    }

    fn due_view(&self, lists: &Lists, given: &Given, line: &Line, (slot, at_ms, fact): (Slot, u64, &EntryId), state: DoseState) -> KithResult<DueDoseView> {
        let record = given.doses.due.get(&(line.id, slot)).cloned().unwrap_or_default();
        let medicine = medicine_of(line, Some(fact));
        let twice = matches!(state, DoseState::Twice | DoseState::Answered);
        Ok(DueDoseView {
            circle: lists.space.hex(),
            person: self.person_view(&self.person_of_circle(&lists.space)?),
            medicine: line.id.hex(),
            name: medicine.map_or_else(String::new, |m| m.name.clone()),
            dose: medicine.map_or_else(String::new, |m| m.dose.clone()),
            how: medicine.map_or_else(String::new, |m| m.how.clone()),
            parts: medicine.map(|m| self.responsible_views(m)).unwrap_or_default(),
            slot: slot.text(),
            at_ms,
            state,
            doses: record.entries.iter().map(|e| self.dose_view(given, line, e)).collect::<KithResult<_>>()?,
            answers: self.answer_views(&record),
            advice: if state == DoseState::Twice { self.twice_advice() } else { String::new() },
            alert: twice.then(|| EntryId(dose::alert_id(&lists.space, &line.id, slot)).hex()),
        })
    }

    fn answer_views(&self, record: &Record) -> Vec<DoseAnswerView> {
        record.answers.iter().map(|a: &Answered| DoseAnswerView { by: self.person_view(&a.by), text: a.text.clone(), at_ms: a.time_ms }).collect()
    }

    fn dose_view(&self, given: &Given, line: &Line, entry: &Entry) -> KithResult<DoseView> {
        let at = given.places.get(&entry.id);
        Ok(DoseView {
            id: entry.id.hex(),
            circle: at.and_then(|at| self.space_by_n(at.space)).map(|s| s.id.hex()).unwrap_or_default(),
            medicine: line.id.hex(),
            name: line.name().to_owned(),
            slot: entry.dose.slot.map(Slot::text),
            outcome: entry.dose.outcome,
            part: entry.dose.part,
            at_ms: entry.dose.at_ms,
            text: entry.dose.text.clone(),
            by: self.person_view(&entry.author),
            written_ms: at.map_or(Ok(entry.time_ms), |at| self.written_ms(at))?,
            earlier: entry.earlier.iter().map(|d| DoseToldView { outcome: d.outcome, at_ms: d.at_ms, text: d.text.clone() }).collect(),
            arrival: at.map_or(Ok(super::view::Arrival::Unknown), |at| self.arrival(at.space, at.device, at.seq))?,
        })
    }

    /// Doses of a circle that somebody should see to now: due, late, or recorded twice.
    pub(super) fn due_in(&self, space: &SpaceId, now_ms: u64) -> KithResult<Vec<DueDoseView>> {
        let due = self.due_views(&self.lists(space)?, &self.doses(space)?, now_ms)?;
        Ok(due.into_iter().filter(|d| matches!(d.state, DoseState::Due | DoseState::Late | DoseState::Twice)).collect())
    }

    /// Doses in all my circles that are due or late.
    pub(super) fn doses_to_see_to(&self, now_ms: u64) -> KithResult<Vec<DueDoseView>> {
        let mut out = Vec::new();
        for space in self.spaces.values().filter(|s| s.kind() == Some(crate::space::SpaceKind::Circle) && s.is_present(&self.device)) {
            out.extend(self.due_in(&space.id, now_ms)?.into_iter().filter(|d| d.state != DoseState::Twice));
        }
        out.sort_by_key(|d| d.at_ms);
        Ok(out)
    }

    /// Records a dose. What somebody else recorded already is said first; it can be recorded again, and then both stand.
    pub(super) fn dose_record(&mut self, recording: &Recording<'_>, now_ms: u64) -> KithResult<DoseView> {
        let circle = recording.circle.map(|c| self.circle(c)).transpose()?;
        let (lists, line) = self.find_line(circle.as_ref(), recording.medicine, Some(List::Medicine))?;
        let given = self.doses(&lists.space)?;
        let at_ms = recording.at_ms.unwrap_or(now_ms);
        let text = check_said(recording.outcome, at_ms, recording.text, (now_ms, now_ms))?;
        let slot = slot_meant(recording, &line, now_ms)?;
        if slot.and_then(|s| s.moment(&zone_of(&line))).is_some_and(|at| at > now_ms.saturating_add(limits::DOSE_AHEAD_MS_MAX)) {
            return Err(not_yet());
        }
        let record = slot.and_then(|s| given.doses.due.get(&(line.id, s)));
        if let Some(first) = record.and_then(|r| r.entries.first()).filter(|_| !recording.again) {
            let (name, when) = (self.name_of(&first.author), self.words().clock(first.dose.at_ms, &zone_of(&line)));
            return Err(KithError::not_allowed(
                "dose-recorded",
                format!("{name} recorded this dose already, at {when}. Correct that, or record it again if it was given twice."),
            )
            .with("name", name)
            .with("when", when));
        }
        let visits = self.storage.visits(Some(self.space(&lists.space)?.n), super::circles::LIST_MAX)?;
        let visit = visits.into_iter().find(|v| v.at.author == self.me && v.end.is_none()).map(|v| v.at.id);
        let (outcome, part) = (recording.outcome, recording.part);
        let said = Dose { medicine: line.id, slot, outcome, part, at_ms, text, visit, corrects: None };
        self.append_dose(lists.space, &line, (said, None), now_ms)
    }

    fn append_dose(&mut self, space: SpaceId, line: &Line, (said, first): (Dose, Option<EntryId>), now_ms: u64) -> KithResult<DoseView> {
        let id = self.append(space, Kind::Fact, Fact::Dose(DoseFact::Recorded(said.clone())).to_bytes(), now_ms)?.id;
        self.changed(super::Change::Truth);
        self.ask_of_dose(space, line, (first.unwrap_or(id), &said), now_ms)?;
        let given = self.doses(&space)?;
        let all = given.doses.due.values().flat_map(|r| &r.entries).chain(&given.doses.extra);
        let entry = all.into_iter().find(|e| e.last == id || e.id == id).cloned();
        self.dose_view(&given, line, &entry.ok_or_else(|| KithError::storage("defect", "What was recorded cannot be shown."))?)
    }

    /// Corrects one's own entry; what was said before is kept.
    pub(super) fn dose_correct(&mut self, reference: &str, (outcome, at_ms): (Outcome, Option<u64>), text: Option<&str>, now_ms: u64) -> KithResult<DoseView> {
        let circles: Vec<SpaceId> = self.spaces.values().filter(|s| s.kind() == Some(crate::space::SpaceKind::Circle)).map(|s| s.id).collect();
        let mut all = Vec::new();
        for space in circles {
            let doses = self.doses(&space)?.doses;
            let entries = doses.due.into_values().flat_map(|r| r.entries).chain(doses.extra);
            all.extend(entries.map(|e| (e.id.hex(), None, (space, e))));
        }
        let (space, entry) = naming::pick(reference, "dose", all.into_iter())?;
        if entry.author != self.me {
            return Err(KithError::not_allowed("not-yours", "Only who recorded a dose may correct it."));
        }
        let lists = self.lists(&space)?;
        let line = lists.lines.iter().find(|l| l.id == entry.dose.medicine).cloned();
        let line = line.ok_or_else(|| KithError::not_found("no-such-line", "There is no such line on this device."))?;
        let at_ms = at_ms.unwrap_or(entry.dose.at_ms);
        // As far back as it could have been recorded with.
        let text = check_said(outcome, at_ms, text.unwrap_or(&entry.dose.text), (entry.time_ms.min(entry.dose.at_ms), now_ms))?;
        let said = Dose { outcome, at_ms, text, corrects: Some(entry.last), ..entry.dose };
        self.append_dose(space, &line, (said, Some(entry.id)), now_ms)
    }
}

fn not_yet() -> KithError {
    let hours = limits::DOSE_AHEAD_MS_MAX / HOUR_MS;
    let reason = format!("A dose is recorded once it was given, not before, and at most {hours} hours before its time.");
    KithError::invalid("not-yet", reason).with("hours", hours)
}

/// What is said of a dose, with its words: it has happened, not too long before it was first told, and what has no word of its own is told
/// in words.
fn check_said(outcome: Outcome, at_ms: u64, text: &str, (told_ms, now_ms): (u64, u64)) -> KithResult<String> {
    if at_ms > now_ms.saturating_add(AHEAD_MS) {
        return Err(not_yet());
    }
    if told_ms.saturating_sub(at_ms) > limits::DOSE_BACK_MS_MAX {
        let days = limits::DOSE_BACK_MS_MAX / DAY_MS;
        return Err(KithError::invalid("dose-long-ago", format!("A dose can be recorded until {days} days after it was given.")).with("days", days));
    }
    let text = naming::clean_words(text)?;
    if outcome == Outcome::Other && text.is_empty() {
        return Err(KithError::invalid("say-what-happened", "Say in words what happened."));
    }
    Ok(text)
}

fn zone_of(line: &Line) -> crate::words::TimeZone {
    schedule::zone_or_utc(medicine_of(line, None).map_or("", |m| &m.zone))
}

/// The date of a moment where the person lives, as slots count it.
fn today_of(now_ms: u64, zone: &crate::words::TimeZone) -> Option<u32> {
    let now = jiff::Timestamp::from_millisecond(i64::try_from(now_ms).ok()?).ok()?;
    Slot::at(zone.to_datetime(now)).map(|s| s.day)
}

fn no_dose_due(line: &Line) -> KithError {
    KithError::invalid("no-dose-due", "No dose of this is due then. Name one by its date and time, or record it as an extra.").with("name", line.name())
}

/// Which due dose is meant: the one named, or the nearest that is due about now, recorded or not.
fn slot_meant(recording: &Recording<'_>, line: &Line, now_ms: u64) -> KithResult<Option<Slot>> {
    let medicine = medicine_of(line, None);
    match recording.slot.map(str::trim) {
        Some(EXTRA) => Ok(None),
        Some(text) => {
            let slot = Slot::parse(text).ok_or_else(|| KithError::invalid("bad-slot", "A time is written as 2026-11-22T08:00."))?;
            let on_that_day = slot.moment(&zone_of(line)).map(|at| schedule::line_slots(line, at.saturating_sub(DAY_MS), at.saturating_add(DAY_MS)));
            let known = on_that_day.is_some_and(|slots| slots.iter().any(|(s, ..)| *s == slot));
            if known { Ok(Some(slot)) } else { Err(no_dose_due(line)) }
        }
        None if line.standing() == LineStanding::Stopped => {
            Err(KithError::not_allowed("medicine-stopped", "This medicine has been stopped. Name the dose by its time if it was due before that."))
        }
        None if medicine.is_some_and(|m| m.times.is_empty()) => Ok(None),
        None => {
            let about = recording.at_ms.unwrap_or(now_ms);
            let slots = schedule::line_slots(line, about.saturating_sub(MEANT_BACK_MS), about.saturating_add(MEANT_AHEAD_MS));
            // The nearest is the one that is meant, recorded or not: an earlier one that was missed is named by its time.
            let nearest = slots.iter().min_by_key(|(_, at, _)| at.abs_diff(about)).map(|(s, ..)| *s);
            nearest.map(Some).ok_or_else(|| no_dose_due(line))
        }
    }
}
