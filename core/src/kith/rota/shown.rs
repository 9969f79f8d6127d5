//! The rota as screens show it.

use super::{DAY_MS, DAYS_MAX, DAYS_SHOWN, HOUR_MS, Held, Visit};
use crate::{
    circle::{
        line::{REGULATED, RESPITE},
        rota::{Asking, Taker},
        schedule,
    },
    kith::{
        Kith, KithResult,
        view::{Arrival, List, OccasionView, RotaAskView, RotaState, RotaView, TakerView, WantedView},
        visits::elements,
    },
};
use kith_wire::PersonId;

impl Kith {
    pub(super) fn rota_view(&self, circle: &str, from_ms: u64, days: Option<u32>, now_ms: u64) -> KithResult<RotaView> {
        let space = self.circle(circle)?;
        let held = self.held_rota(&space)?;
        let days = days.unwrap_or(DAYS_SHOWN).min(DAYS_MAX);
        // The day that has begun is shown whole.
        let from_ms = self.day_began(from_ms);
        let visits = held.visits(from_ms, from_ms.saturating_add(u64::from(days) * DAY_MS));
        Ok(RotaView {
            circle: space.hex(),
            person: self.person_view(&self.person_of_circle(&space)?),
            visits: visits.iter().map(|v| self.occasion_view(&held, v, now_ms)).collect::<KithResult<_>>()?,
            planned: self.line_views(&held.lists, Some(List::Visit))?,
            limits: self.limits_view(now_ms)?,
        })
    }

    /// When the day of a moment began, by the clocks of the United Kingdom.
    fn day_began(&self, at_ms: u64) -> u64 {
        let zone = schedule::zone_or_utc("");
        let civil = i64::try_from(at_ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).map(|t| zone.to_datetime(t));
        let midnight = civil.and_then(schedule::Slot::at).and_then(|slot| schedule::Slot { minute: 0, ..slot }.moment(&zone));
        midnight.unwrap_or(at_ms)
    }

    /// Visits of a circle of which somebody should know now: today's and tomorrow's, and those taken twice or asked of me.
    pub(in crate::kith) fn coming_in(&self, space: &kith_wire::SpaceId, now_ms: u64) -> KithResult<Vec<OccasionView>> {
        let held = self.held_rota(space)?;
        if !held.lists.lines.iter().any(|l| l.list == List::Visit) {
            return Ok(Vec::new());
        }
        let from = self.day_began(now_ms);
        let mut out = Vec::new();
        for visit in held.visits(from, from.saturating_add(u64::from(DAYS_SHOWN) * DAY_MS)) {
            let soon = visit.at_ms < from.saturating_add(2 * DAY_MS);
            let over = visit.at_ms.saturating_add(u64::from(visit.planned.minutes) * 60_000 + HOUR_MS) < now_ms;
            let for_me = visit.occasion.asks.iter().any(|a| self.is_asked(&visit, a))
                || (visit.planned.asked == Some(self.me)
                    && visit.state == RotaState::Open
                    && !held.rota.declined(&visit.line.id).iter().any(|(p, _)| *p == self.me));
            if (soon && !over) || visit.state == RotaState::Twice || for_me {
                out.push(self.occasion_view(&held, &visit, now_ms)?);
            }
        }
        Ok(out)
    }

    /// Such visits of all my circles, in their order.
    pub(in crate::kith) fn coming(&self, now_ms: u64) -> KithResult<Vec<OccasionView>> {
        let mut out = Vec::new();
        for space in self.circles_in() {
            out.extend(self.coming_in(&space, now_ms)?);
        }
        out.sort_by_key(|v| v.at_ms);
        Ok(out)
    }

    /// Whether an ask is for me to answer.
    fn is_asked(&self, visit: &Visit<'_>, asking: &Asking) -> bool {
        let takes = visit.occasion.takers.iter().any(|t| t.is(&self.me));
        asking.by != self.me && !takes && asking.ask.of.is_none_or(|p| p == self.me) && !asking.declined.iter().any(|(p, _)| *p == self.me)
    }

    pub(super) fn occasion_view(&self, held: &Held, visit: &Visit<'_>, now_ms: u64) -> KithResult<OccasionView> {
        let (planned, occasion) = (visit.planned, &visit.occasion);
        let no = held.rota.declined(&visit.line.id);
        let here = self.space(&held.lists.space)?;
        let asked = planned.asked.filter(|p| here.resolved.level(p) > 0 && !occasion.takers.iter().any(|t| t.is(p)) && !no.iter().any(|(d, _)| d == p));
        let mut concerned: Vec<PersonId> = occasion.takers.iter().filter(|t| t.other.is_none()).map(|t| t.person).collect();
        concerned.extend(asked);
        concerned.extend(occasion.asks.iter().filter_map(|a| a.ask.of));
        concerned.sort_unstable();
        concerned.dedup();
        let coming = visit.at_ms >= now_ms && !matches!(visit.state, RotaState::Cancelled | RotaState::Off);
        let warnings = concerned.iter().filter(|_| coming).filter_map(|p| self.limit_warning(held, p, visit)).collect();
        let cancelled = occasion.cancelled.first();
        let settled = occasion.settled.last();
        Ok(OccasionView {
            circle: held.lists.space.hex(),
            person: self.person_view(&self.person_of_circle(&held.lists.space)?),
            line: visit.line.id.hex(),
            slot: visit.slot.text(),
            at_ms: visit.at_ms,
            minutes: planned.minutes,
            name: planned.name.clone(),
            text: planned.text.clone(),
            done: elements(planned.done),
            again: !planned.rule.is_empty(),
            regulated: planned.marks & REGULATED != 0,
            respite: planned.marks & RESPITE != 0,
            needed: planned.people.max(1),
            state: visit.state,
            takers: occasion.takers.iter().map(|t| self.taker_view(held, t)).collect::<KithResult<_>>()?,
            mine: occasion.takers.iter().any(|t| t.is(&self.me)),
            asked: asked.map(|p| self.person_view(&p)),
            declined: no.iter().map(|(p, _)| self.person_view(p)).collect(),
            asks: occasion.asks.iter().map(|a| self.ask_shown(held, visit, a)).collect(),
            cancelled_by: cancelled.map(|(_, by, _)| self.person_view(by)),
            cancelled_why: cancelled.map(|(.., why)| why.clone()).unwrap_or_default(),
            settled_by: settled.map(|(_, by, _)| self.person_view(by)),
            settled_text: settled.map(|(.., text)| text.clone()).unwrap_or_default(),
            begun: occasion.begun.iter().map(kith_wire::EntryId::hex).collect(),
            told: occasion.told.iter().map(|p| self.person_view(p)).collect(),
            warnings,
            advice: if visit.state == RotaState::Twice { self.words().say("rota-twice-advice") } else { String::new() },
        })
    }

    fn taker_view(&self, held: &Held, taker: &Taker) -> KithResult<TakerView> {
        let at = held.places.get(&taker.id);
        Ok(TakerView {
            id: taker.id.hex(),
            person: taker.other.is_none().then(|| self.person_view(&taker.person)),
            name: self.taker_name(taker),
            by: taker.other.is_some().then(|| self.person_view(&taker.person)),
            mandate: taker.other.as_ref().map(|o| o.mandate.clone()).unwrap_or_default(),
            at_ms: taker.time_ms,
            arrival: at.map_or(Ok(Arrival::Unknown), |at| self.arrival(at.space, at.device, at.seq))?,
        })
    }

    fn ask_shown(&self, held: &Held, visit: &Visit<'_>, asking: &Asking) -> RotaAskView {
        let wants = asking.ask.wants.and_then(|span| {
            let line = held.lists.lines.iter().find(|l| l.id == span.line)?;
            let planned = super::planned_of(line, None)?;
            let at_ms = span.slot.moment(&schedule::zone_or_utc(&planned.zone))?;
            Some(WantedView { line: line.id.hex(), name: planned.name.clone(), slot: span.slot.text(), at_ms })
        });
        RotaAskView {
            id: asking.id.hex(),
            by: self.person_view(&asking.by),
            of: asking.ask.of.map(|p| self.person_view(&p)),
            mine: self.is_asked(visit, asking),
            wants,
            text: asking.ask.text.clone(),
            declined: asking.declined.iter().map(|(p, _)| self.person_view(p)).collect(),
        }
    }
}
