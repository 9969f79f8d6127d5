//! A visit told again by its visitor: the end with other minutes, times, elements or words. All that was told before is kept.
//!
//! It is possible until somebody has confirmed the hours. Where a confirmation and a correction cross, what was confirmed stands and the
//! correction is shown beside it.

use super::{element_bits, elements, shown::mood};
use crate::{
    fact::{Fact, NoteKind, Target, VisitCorrection, VisitEnd},
    kith::{
        Kith, KithError, KithResult, naming,
        view::{Element, Mood, Task, VisitTold, VisitView},
    },
    ledger::{op::Given, units::ActivityId},
    storage::projection::{VisitEndRow, VisitRow},
};
use kith_wire::{DeviceId, EntryId, Kind, Lane, SpaceId, limits};
use std::collections::BTreeMap;

/// What the visitor would have otherwise; what is not said stays.
#[derive(Debug, Default)]
pub(in crate::kith) struct Correcting<'a> {
    pub(in crate::kith) started_ms: Option<u64>,
    pub(in crate::kith) ended_ms: Option<u64>,
    pub(in crate::kith) minutes: Option<u32>,
    pub(in crate::kith) done: Option<&'a [Element]>,
    pub(in crate::kith) tasks: Option<&'a [Task]>,
    pub(in crate::kith) how: Option<Mood>,
    pub(in crate::kith) text: Option<&'a str>,
    pub(in crate::kith) handover: Option<&'a str>,
    pub(in crate::kith) area: Option<&'a str>,
}

/// One telling of how a visit went: as it was ended, or as it was told again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::kith) struct Telling {
    /// The correction's entry; nothing for the end itself.
    id: Option<EntryId>,
    /// When it was told.
    pub(super) told_ms: u64,
    pub(super) started_ms: u64,
    pub(super) end: VisitEndRow,
}

impl Telling {
    /// The minutes that it tells.
    pub(in crate::kith) const fn minutes(&self) -> u32 {
        self.end.minutes
    }
}

/// All tellings of a visit, the first one first, and which of them stands.
#[derive(Debug)]
pub(in crate::kith) struct Told {
    tellings: Vec<Telling>,
    stands: usize,
}

impl Told {
    /// The telling that stands; none while the visit is open.
    pub(in crate::kith) fn stands(&self) -> Option<&Telling> {
        self.tellings.get(self.stands)
    }

    /// All of them as a screen shows them; none where nothing was corrected.
    pub(super) fn views(&self) -> Vec<VisitTold> {
        if self.tellings.len() < 2 {
            return Vec::new();
        }
        let view = |(i, t): (usize, &Telling)| VisitTold {
            told_ms: t.told_ms,
            started_ms: t.started_ms,
            ended_ms: t.end.ended_ms,
            minutes: t.end.minutes,
            done: elements(t.end.done),
            how: mood(t.end.how),
            text: t.end.text.clone(),
            handover: t.end.handover.clone(),
            stands: i == self.stands,
        };
        self.tellings.iter().enumerate().map(view).collect()
    }
}

/// How many corrections stand between this one and the end that was told first.
fn steps(follows: &BTreeMap<EntryId, Option<EntryId>>, id: Option<EntryId>) -> usize {
    let (mut at, mut steps) = (id, 0);
    while let Some(id) = at.filter(|_| steps <= follows.len()) {
        (at, steps) = (follows.get(&id).copied().flatten(), steps + 1);
    }
    steps
}

fn no_hours() -> KithError {
    KithError::not_allowed("visit-not-ended", "This visit has not ended yet.")
}

impl Kith {
    /// What a visit's own visitor told of its end, and which telling stands: what was confirmed, or what was told last.
    pub(in crate::kith) fn told(&self, row: &VisitRow) -> KithResult<Told> {
        let Some(end) = row.end.clone() else { return Ok(Told { tellings: Vec::new(), stands: 0 }) };
        let mut tellings = vec![Telling { id: None, told_ms: end.ended_ms, started_ms: row.started_ms, end }];
        let mut follows: BTreeMap<EntryId, Option<EntryId>> = BTreeMap::new();
        for (at, body) in self.storage.visit_corrections(row.at.space, &row.at.id)? {
            let Ok(Fact::VisitCorrected(VisitCorrection { end, started_ms, after })) = Fact::from_bytes(&body) else { continue };
            if at.author == row.at.author && end.visit == row.at.id {
                follows.insert(at.id, after);
                let VisitEnd { ended_ms, minutes, done, how, text, handover, given, .. } = end;
                let end = VisitEndRow { at: (at.device, at.seq), ended_ms, minutes, done, how, text, handover, given };
                tellings.push(Telling { id: Some(at.id), told_ms: at.time_ms, started_ms, end });
            }
        }
        // What follows another stands after it, whatever the clocks said; of two told apart the later stands.
        tellings.sort_by_key(|t| (steps(&follows, t.id), t.id.map(|id| (t.told_ms, id))));
        let confirmed = if tellings.len() > 1 { self.confirmed_hours(row)? } else { None };
        let stands = confirmed.and_then(|given| tellings.iter().position(|t| t.end.given == given)).unwrap_or(tellings.len() - 1);
        Ok(Told { tellings, stands })
    }

    /// The hours of a visit as somebody confirmed them.
    fn confirmed_hours(&self, row: &VisitRow) -> KithResult<Option<Vec<u8>>> {
        if let Some(hours) = self.coins_read()?.and_then(|c| c.confirmed(&ActivityId(row.at.id.0))) {
            return Ok(Some(hours));
        }
        Ok(self.confirmation(row).map(|(_, given)| given.encode()))
    }

    /// Tells a visit of mine again. Once its hours are confirmed, what was confirmed stands.
    pub(in crate::kith) fn visit_correct(&mut self, visit: &str, said: &Correcting<'_>, now_ms: u64) -> KithResult<VisitView> {
        let row = self.find_visit(visit)?;
        if row.at.author != self.me {
            return Err(KithError::not_allowed("visit-not-yours", "Only the visitor corrects what was told of a visit. Write a note beside it."));
        }
        let before = self.told(&row)?.stands().cloned().ok_or_else(no_hours)?;
        let (hour, by) = self.hour_state(&row, Some(&before.end))?;
        if !matches!(hour, "none" | "unconfirmed") {
            let name = by.map(|p| self.name_of(&p)).unwrap_or_default();
            let reason = format!("{name} has confirmed this hour, and what was confirmed stands. Write a note beside it; about the hours, ask the office.");
            return Err(KithError::not_allowed("visit-confirmed", reason).with("name", name));
        }
        let space = self.space_by_n(row.at.space).map(|s| s.id);
        let space = space.ok_or_else(|| KithError::not_found("no-such-circle", "This device does not hold that circle."))?;
        let told = self.told_again(&space, &row, (&before, said), now_ms)?;
        let other = self.visit_other(&row.at)?;
        let same = told.started_ms == before.started_ms && told.end == before.end;
        if let Some(tasks) = said.tasks {
            self.say_tasks(space, row.at.id, (tasks, other.is_some()), now_ms)?;
        }
        if same && said.tasks.is_some() {
            return self.visited(&row.at.id);
        }
        if same {
            return Err(KithError::invalid("nothing-to-correct", "Nothing in it is said otherwise than before."));
        }
        let VisitEndRow { ended_ms, minutes, done, how, text, handover, given, .. } = told.end;
        let end = VisitEnd { visit: row.at.id, ended_ms, minutes, done, how, text, handover: handover.clone(), given: given.clone() };
        let correction = VisitCorrection { end, started_ms: told.started_ms, after: before.id };
        let note = self.handovers_of(&row)?.into_iter().next_back();
        self.append(space, Kind::Fact, Fact::VisitCorrected(correction).to_bytes(), now_ms)?;
        if handover != before.end.handover {
            // The word for the next visitor stands among the notes, too.
            let fact = match note {
                Some((_, note)) => Fact::Correction(note.id, handover),
                None => other.map_or_else(|| Fact::Note(NoteKind::Handover, handover.clone()), |o| Fact::NoteFor(NoteKind::Handover, handover.clone(), o)),
            };
            self.append(space, Kind::Fact, fact.to_bytes(), now_ms)?;
        }
        if !given.is_empty() && given != before.end.given {
            self.keep_object(&given, now_ms)?;
        }
        self.visited(&row.at.id)
    }

    /// What the visitor says now: what they do not say is as before.
    fn told_again(&mut self, space: &SpaceId, row: &VisitRow, (before, said): (&Telling, &Correcting<'_>), now_ms: u64) -> KithResult<Telling> {
        let old = &before.end;
        let (started_ms, ended_ms) = (said.started_ms.unwrap_or(before.started_ms), said.ended_ms.unwrap_or(old.ended_ms));
        let moved = (started_ms, ended_ms) != (before.started_ms, old.ended_ms);
        if moved && (started_ms > ended_ms || ended_ms > now_ms) {
            return Err(KithError::invalid("visit-times", "A visit begins before it ends, and it has ended by now."));
        }
        if let Some(started_ms) = said.started_ms {
            // As far back as it could have been entered with.
            super::times::check_beginning(started_ms, before.started_ms.min(now_ms).max(started_ms))?;
        }
        let minutes = said.minutes.unwrap_or(old.minutes);
        if minutes > limits::ATTEST_MINUTES_MAX {
            return Err(KithError::invalid("too-many-minutes", format!("A visit counts {} minutes at most.", limits::ATTEST_MINUTES_MAX))
                .with("most", limits::ATTEST_MINUTES_MAX));
        }
        let done = said.done.map_or_else(|| elements(old.done), <[Element]>::to_vec);
        let was = Given::decode(&old.given).ok();
        let area = match (said.area, &was) {
            (Some(area), _) => Some(area.to_owned()),
            (None, Some(given)) => self.area_name(given.hours.area),
            (None, None) => None,
        };
        let about = self.space(space)?.resolved.genesis.as_ref().and_then(|g| g.about);
        // Whoever wrote a visit down for somebody else has given no hours of their own.
        let counts = minutes > 0 && self.visit_other(&row.at)?.is_none() && about.is_some_and(|p| p != self.me) && self.commons.is_some();
        // What is left out stays: also which of several elements the hours are told for, which the first named decides.
        let element = match (said.done, &was) {
            (None, Some(given)) => given.hours.element.map(super::element_view),
            _ => done.first().copied(),
        };
        let same = minutes == old.minutes && said.done.is_none_or(|done| element_bits(done) == old.done) && said.area.is_none();
        let given = match (counts, same && was.is_some()) {
            (false, _) => Vec::new(),
            // The same hours stay as they were signed.
            (true, true) => old.given.clone(),
            (true, false) => self.sign_hours(ActivityId(row.at.id.0), (minutes, element), area.as_deref(), now_ms)?.encode(),
        };
        let words = |said: Option<&str>, old: &str| said.map_or_else(|| Ok(old.to_owned()), naming::clean_words);
        let end = VisitEndRow {
            at: old.at,
            ended_ms,
            minutes,
            done: element_bits(&done),
            how: said.how.map_or(old.how, |h| h as u8 + 1),
            text: words(said.text, &old.text)?,
            handover: words(said.handover, &old.handover)?,
            given,
        };
        Ok(Telling { id: None, told_ms: now_ms, started_ms, end })
    }

    /// The words for the next visitor that stand as notes of their own, each just behind the telling that it came with.
    pub(in crate::kith) fn handovers_of(&self, row: &VisitRow) -> KithResult<Vec<(DeviceId, Target)>> {
        let mut out = Vec::new();
        for telling in self.told(row)?.tellings.iter().filter(|t| !t.end.handover.is_empty()) {
            let (device, seq) = (telling.end.at.0, telling.end.at.1.saturating_add(1));
            let Some(entry) = self.storage.entries(row.at.space, Lane::Data, device, (seq, seq))?.into_iter().next() else { continue };
            let same = matches!(Self::fact_of(&entry), Some(Fact::Note(NoteKind::Handover, text) | Fact::NoteFor(NoteKind::Handover, text, _)) if text == telling.end.handover);
            if let Some(device) = self.storage.device_id(device)?.filter(|_| same) {
                out.push((device, Target { seq, id: EntryId(entry.id.0) }));
            }
        }
        Ok(out)
    }
}
