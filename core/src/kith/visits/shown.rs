//! Visits as screens show them: from the circle's log, or from a code alone.

use super::{Ask, element_view, elements};
use crate::{
    kith::{
        Kith, KithResult,
        view::{Arrival, Mood, VisitView},
    },
    ledger::{
        op::{Given, Op},
        purse::{HoursState, Item},
        units::ActivityId,
    },
    storage::projection::{VisitEndRow, VisitRow},
};
use kith_wire::{EntryId, PersonId};

/// How the person was, from its number in an entry.
pub(super) fn mood(how: u8) -> Option<Mood> {
    [Mood::Low, Mood::AsUsual, Mood::Bright].get(usize::from(how).checked_sub(1)?).copied()
}

impl Kith {
    pub(super) fn ask_view(&self, ask: &Ask) -> KithResult<VisitView> {
        // What is shown is what would be confirmed: the circle's telling, once it has ended there.
        if let Some(row) = self.storage.visit(&ask.activity)?.filter(|row| row.end.is_some()) {
            return self.visit_view(&row);
        }
        let given = Given::decode(&ask.given).ok();
        let visitor = given.as_ref().map_or(PersonId::ZERO, |g| g.hours.earner);
        let (answered, told) = (self.answered(&ask.activity)?, given.as_ref().map_or(0, |g| u32::from(g.hours.minutes)));
        Ok(VisitView {
            id: ask.activity.hex(),
            circle: ask.circle.map(|c| c.hex()),
            visitor: self.person_view(&visitor),
            person: ask.of.map(|p| self.person_view(&p)),
            started_ms: ask.started_ms,
            ended_ms: Some(ask.ended_ms),
            minutes: given.as_ref().map(|g| u32::from(g.hours.minutes)),
            done: given.iter().filter_map(|g| g.hours.element).map(element_view).collect(),
            area: given.as_ref().and_then(|g| self.area_name(g.hours.area)),
            how: None,
            text: ask.text.clone(),
            handover: String::new(),
            hour: if answered { "confirmed" } else { "unconfirmed" }.to_owned(),
            hour_reason: if answered {
                self.hour_says("confirmed")
            } else {
                self.beside_the_clock(self.word_wanted(ask.of)?, (ask.started_ms, ask.ended_ms), told)
            },
            confirmed_by: answered.then(|| self.person_view(&self.me)),
            confirmed_on: ask.of.filter(|p| answered && *p != self.me).map(|p| self.mandate_words(&p, &self.me)).transpose()?.flatten(),
            mine_to_confirm: !answered,
            tasks: Vec::new(),
            boundary: None,
            other: None,
            arrival: Arrival::Unknown,
            under_review: false,
            corrections: Vec::new(),
            by_code: true,
            clock_doubtful: false,
            attachments: Vec::new(),
        })
    }

    pub(in crate::kith) fn visit_view(&self, row: &VisitRow) -> KithResult<VisitView> {
        let space = self.space_by_n(row.at.space);
        let about = space.and_then(|s| s.resolved.genesis.as_ref()).and_then(|g| g.about);
        let told = self.told(row)?;
        let (end, started_ms) = (told.stands().map(|t| &t.end), told.stands().map_or(row.started_ms, |t| t.started_ms));
        let given = end.and_then(|e| Given::decode(&e.given).ok());
        let (hour, by) = self.hour_state(row, end)?;
        let for_whom = about.filter(|p| *p != row.at.author && row.at.author != self.me);
        let mine_to_confirm = match for_whom {
            Some(person) if hour == "unconfirmed" => person == self.me || self.confirms_for(&person)?,
            _ => false,
        };
        let on_mandate = about.zip(by).filter(|(person, by)| person != by).map(|(person, by)| self.mandate_words(&person, &by)).transpose()?;
        let tasks = self.tasks_of_visit(row)?;
        let clock_doubtful = self.written(row.at.space, row.at.device, row.at.seq, row.started_ms)?.1;
        let mut hour_reason = if mine_to_confirm { self.word_wanted(about)? } else { self.hour_says(hour) };
        if let (Some(end), "unconfirmed", false) = (end, hour, clock_doubtful) {
            hour_reason = self.beside_the_clock(hour_reason, (started_ms, end.ended_ms), end.minutes);
        }
        let (device, seq) = end.map_or((row.at.device, row.at.seq), |e| e.at);
        Ok(VisitView {
            id: row.at.id.hex(),
            circle: space.map(|s| s.id.hex()),
            visitor: self.person_view(&row.at.author),
            person: about.map(|p| self.person_view(&p)),
            started_ms,
            ended_ms: end.map(|e| e.ended_ms),
            minutes: end.map(|e| e.minutes),
            done: end.map_or_else(Vec::new, |e| elements(e.done)),
            area: given.and_then(|g| self.area_name(g.hours.area)),
            how: end.and_then(|e| mood(e.how)),
            text: end.map(|e| e.text.clone()).unwrap_or_default(),
            handover: end.map(|e| e.handover.clone()).unwrap_or_default(),
            hour: hour.to_owned(),
            hour_reason,
            confirmed_on: on_mandate.flatten(),
            mine_to_confirm,
            confirmed_by: by.map(|p| self.person_view(&p)),
            boundary: self.boundary_view(row, &tasks)?,
            tasks: tasks.done,
            other: self.visit_other(&row.at)?,
            arrival: self.arrival(row.at.space, device, seq)?,
            under_review: self.under_review(row.at.space, device, seq)?,
            corrections: told.views(),
            by_code: false,
            clock_doubtful,
            attachments: self.attachments_on(&row.at)?,
        })
    }

    /// What happens next to an hour. The office is not told to meet the office.
    fn hour_says(&self, state: &str) -> String {
        let here = if state == "confirmed" && self.ledger_space().is_some() { "-at-office" } else { "" };
        self.words().say(&format!("hour-says-{state}{here}"))
    }

    /// Where more minutes are told than lie between check-in and check-out, both: whoever confirms them sees what they confirm. It may well be
    /// right, for visits are checked out late from paper, too.
    fn beside_the_clock(&self, reason: String, (started_ms, ended_ms): (u64, u64), told: u32) -> String {
        let between = ended_ms.saturating_sub(started_ms).div_ceil(60_000);
        if u64::from(told) <= between {
            return reason;
        }
        let both = self.words().say_with("hour-says-beside-clock", &[("told", told.into()), ("between", between.into())]);
        format!("{reason} {both}")
    }

    /// That an hour waits for my word: my own, or for somebody without a phone.
    fn word_wanted(&self, of: Option<PersonId>) -> KithResult<String> {
        let Some(person) = of.filter(|p| *p != self.me) else { return Ok(self.hour_says("your-word")) };
        let words = self.mandate_words(&person, &self.me)?.unwrap_or_default();
        Ok(self.words().say_with("hour-says-word-for", &[("name", self.name_of(&person).into()), ("mandate", words.into())]))
    }

    /// Who confirmed a visit, and the hours as they confirmed them: the attestor's own entry, about this visit and its visitor, with both
    /// signatures. Whether the attestor may is for the notary to say.
    pub(in crate::kith) fn confirmation(&self, row: &VisitRow) -> Option<(PersonId, Given)> {
        if row.confirmations.is_empty() {
            return None;
        }
        let coop = self.coop_of_coins().ok()?;
        row.confirmations.iter().find_map(|(author, bytes)| match Item::check(bytes, &coop).ok()? {
            Item::Op(op) => match op.op() {
                Op::Attest(a) if a.answer.attestor == *author && a.given.hours.earner == row.at.author && a.given.hours.activity.0 == row.at.id.0 => {
                    Some((*author, a.given.clone()))
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// How far the hours of a visit have come, by its end as it stands; and who confirmed them.
    pub(super) fn hour_state(&self, row: &VisitRow, end: Option<&VisitEndRow>) -> KithResult<(&'static str, Option<PersonId>)> {
        let Some(end) = end else { return Ok(("open", None)) };
        let Ok(given) = Given::decode(&end.given) else { return Ok(("none", None)) };
        let purse = self.purse_read()?;
        let mine = purse.as_ref().and_then(|p| p.hours().into_iter().find(|h| h.hours.activity == given.hours.activity)).map(|h| h.state);
        // What the office has said of an hour that I confirmed.
        let said = || purse.as_ref().and_then(|p| p.said_of(&given.hours.activity));
        let by = match self.confirmation(row) {
            Some((person, _)) => Some(person),
            None => self.attestor_of(&given.hours.activity)?,
        };
        Ok(match mine.or_else(said) {
            Some(HoursState::Counted) => ("counted", by),
            Some(HoursState::Refused) => ("refused", by),
            Some(HoursState::Passed) => ("passed", by),
            Some(HoursState::Attested) => ("confirmed", by),
            _ if by.is_some() => ("confirmed", by),
            _ => ("unconfirmed", None),
        })
    }

    /// Whether this device has answered for an activity.
    pub(super) fn answered(&self, activity: &EntryId) -> KithResult<bool> {
        Ok(self.attestor_of(&ActivityId(activity.0))?.is_some())
    }
}
