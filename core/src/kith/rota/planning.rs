//! Planned visits: what somebody writes, checked, and as it is shown.

use crate::{
    circle::{
        line::{Planned, REGULATED, RESPITE, Says},
        recurrence,
        rota::{RotaFact, Span, Taken},
        schedule::{self, Slot},
    },
    kith::{
        Kith, KithError, KithResult, naming,
        view::{LineSays, OccasionView},
        visits::{element_bits, elements},
    },
};
use kith_wire::SpaceId;

/// What somebody plans, checked.
pub(in crate::kith) fn plan_of(kith: &Kith, space: &SpaceId, says: &LineSays) -> KithResult<Says> {
    let LineSays::Visit { name, first, minutes, rule, zone, people, done, asked, asked_name: _, text, regulated, respite } = says else {
        return Err(KithError::invalid("not-a-visit", "This is no visit."));
    };
    let first = Slot::parse(first).ok_or_else(|| KithError::invalid("bad-slot", "A time is written as 2026-11-22T08:00."))?;
    let zone = zone.trim().to_owned();
    if schedule::zone(&zone).is_none() {
        return Err(KithError::invalid("no-such-zone", "This device knows no such time zone. One is written as Europe/London."));
    }
    let rule = rule.trim().trim_start_matches("RRULE:").to_uppercase();
    if !recurrence::is_rule(first, &rule) {
        return Err(KithError::invalid(
            "bad-rule",
            "How a visit comes again is written as a rule of iCalendar by which it comes at least once, such as FREQ=WEEKLY;BYDAY=TU,TH.",
        ));
    }
    if !(1..=recurrence::MINUTES_MAX).contains(minutes) {
        return Err(
            KithError::invalid("bad-length", format!("A visit takes from 1 to {} minutes.", recurrence::MINUTES_MAX)).with("most", recurrence::MINUTES_MAX)
        );
    }
    if !(1..=recurrence::PEOPLE_MAX).contains(people) {
        return Err(
            KithError::invalid("bad-people", format!("A visit needs from 1 to {} people.", recurrence::PEOPLE_MAX)).with("most", recurrence::PEOPLE_MAX)
        );
    }
    let asked = asked.as_deref().map(|p| kith.person_in(space, p)).transpose()?;
    let marks = if *regulated { REGULATED } else { 0 } | if *respite { RESPITE } else { 0 };
    Ok(Says::Visit(Planned {
        name: naming::clean_name(name)?,
        first,
        minutes: *minutes,
        rule,
        zone,
        people: *people,
        done: element_bits(done),
        asked,
        text: naming::clean_words(text)?,
        marks,
    }))
}

/// A planned visit as it is shown.
pub(in crate::kith) fn planned_view(kith: &Kith, p: &Planned) -> LineSays {
    LineSays::Visit {
        name: p.name.clone(),
        first: p.first.text(),
        minutes: p.minutes,
        rule: p.rule.clone(),
        zone: p.zone.clone(),
        people: p.people,
        done: elements(p.done),
        asked: p.asked.map(|a| a.hex()),
        asked_name: p.asked.map(|a| kith.name_of(&a)).unwrap_or_default(),
        text: p.text.clone(),
        regulated: p.marks & REGULATED != 0,
        respite: p.marks & RESPITE != 0,
    }
}

/// A planned visit in a few words.
pub(in crate::kith) fn planned_text(p: &Planned) -> Vec<String> {
    vec![p.name.clone(), p.first.text().replace('T', " "), p.rule.clone(), p.text.clone()]
}

impl Kith {
    /// Plans a visit; who offers to come takes it at once, and all that come after it.
    pub(super) fn rota_plan(&mut self, circle: &str, says: &LineSays, (offer, anyway): (bool, bool), now_ms: u64) -> KithResult<OccasionView> {
        let space = self.circle(circle)?;
        let Says::Visit(planned) = plan_of(self, &space, says)? else { return Err(KithError::invalid("not-a-visit", "This is no visit.")) };
        let slot = planned.first;
        let over = slot.moment(&schedule::zone_or_utc(&planned.zone)).is_none_or(|at| at < now_ms);
        if over && planned.rule.is_empty() {
            return Err(KithError::invalid("visit-over", "That visit is over."));
        }
        let id = self.line_append(space, Says::Visit(planned), now_ms)?;
        if offer {
            let held = self.held_rota(&space)?;
            let line = held.lists.lines.iter().find(|l| l.id == id).cloned();
            let line = line.ok_or_else(|| KithError::storage("defect", "What was written cannot be shown."))?;
            let span = Span { line: id, slot, on: true };
            if !anyway {
                self.check_limits(&space, &line, span)?;
            }
            self.append_rota(space, RotaFact::Taken(Taken { span, ask: None, gives: Vec::new(), other: None }), now_ms)?;
            self.share_limits(&space, now_ms)?;
        }
        // The first that is still to come.
        let held = self.held_rota(&space)?;
        let next = held.visits(now_ms, now_ms.saturating_add(super::AHEAD_MS)).iter().find(|v| v.line.id == id).map_or(slot, |v| v.slot);
        self.shown_now(&space, &id, next, now_ms)
    }
}
