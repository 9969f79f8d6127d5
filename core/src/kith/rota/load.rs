//! Who carries what: visits made in the last weeks and taken for the next, and where nobody comes. It counts, and it reads no note.

use super::{DAY_MS, Held, RotaState, Visit, limits::weekday};
use crate::{
    circle::schedule::{self, Slot},
    kith::{
        Kith, KithResult,
        view::{CarriedView, LoadView, Role},
    },
    space::act,
};
use kith_wire::{PersonId, SpaceId};
use std::collections::BTreeMap;

/// Weeks that are looked back at, and ahead.
const WEEKS: u32 = 4;
/// Of a hundred visits, from how many on it is said that one person carries much.
const MUCH_PERCENT: u32 = 50;
/// Visits from which on it can be said.
const VISITS_MIN: u32 = 4;
/// Visits of one circle that are looked at.
const LOOKED_MAX: u32 = 2_000;
/// Saturday and Sunday.
const SATURDAY: u8 = 5;

/// What one person carries.
#[derive(Debug, Clone, Copy, Default)]
struct Carried {
    past: (u32, u32),
    next: (u32, u32),
}

fn add(to: &mut (u32, u32), minutes: u32) {
    *to = (to.0.saturating_add(1), to.1.saturating_add(minutes));
}

/// Who carries: somebody with a profile, or somebody without a phone, by name.
type Carrier = (Option<PersonId>, String);

impl Kith {
    pub(super) fn load_view(&self, circle: &str, now_ms: u64) -> KithResult<LoadView> {
        let space = self.circle(circle)?;
        let held = self.held_rota(&space)?;
        let span = u64::from(WEEKS) * 7 * DAY_MS;
        let ahead = held.visits(now_ms, now_ms.saturating_add(span));
        let mut carried: BTreeMap<Carrier, Carried> = BTreeMap::new();
        self.past(&space, now_ms.saturating_sub(span), &mut carried)?;
        for visit in ahead.iter().filter(|v| !matches!(v.state, RotaState::Cancelled | RotaState::Off | RotaState::Begun)) {
            for taker in &visit.occasion.takers {
                let who = taker.other.as_ref().map_or((Some(taker.person), String::new()), |o| (None, o.name.clone()));
                add(&mut carried.entry(who).or_default().next, u32::from(visit.planned.minutes));
            }
        }
        let people = self.carriers(carried);
        let open: Vec<&Visit<'_>> = ahead.iter().filter(|v| v.state == RotaState::Open).collect();
        let weekends = weekends(&held, &ahead, now_ms);
        let most = people.first().filter(|p| p.percent > MUCH_PERCENT && people.iter().map(|p| p.past_visits + p.next_visits).sum::<u32>() >= VISITS_MIN);
        let mine = most.is_some_and(|p| p.person.as_ref().is_some_and(|p| p.me));
        let coins = self.balance()?.settled;
        Ok(LoadView {
            circle: space.hex(),
            person: self.person_view(&self.person_of_circle(&space)?),
            weeks: WEEKS,
            nudges: [self.missing(&space)?, self.nudges(most, open.len(), weekends.len(), mine.then_some(coins))].concat(),
            open: open.into_iter().map(|v| self.occasion_view(&held, v, now_ms)).collect::<KithResult<_>>()?,
            weekends,
            people,
            respite: mine,
            coins,
        })
    }

    /// Visits that were made: those that have ended, with the minutes that stand.
    fn past(&self, space: &SpaceId, from_ms: u64, carried: &mut BTreeMap<Carrier, Carried>) -> KithResult<()> {
        let n = self.space(space)?.n;
        for row in self.storage.visits(Some(n), LOOKED_MAX)?.into_iter().filter(|r| r.started_ms >= from_ms) {
            if let Some(told) = self.told(&row)?.stands() {
                let who = self.visit_other(&row.at)?.map_or((Some(row.at.author), String::new()), |other| (None, other.name));
                add(&mut carried.entry(who).or_default().past, told.minutes());
            }
        }
        Ok(())
    }

    fn carriers(&self, carried: BTreeMap<Carrier, Carried>) -> Vec<CarriedView> {
        let all: u32 = carried.values().map(|c| c.past.0.saturating_add(c.next.0)).sum();
        let view = |((person, name), c): (Carrier, Carried)| CarriedView {
            name: person.map_or(name, |p| self.name_of(&p)),
            person: person.map(|p| self.person_view(&p)),
            past_visits: c.past.0,
            past_minutes: c.past.1,
            next_visits: c.next.0,
            next_minutes: c.next.1,
            percent: (c.past.0 + c.next.0).saturating_mul(100).checked_div(all).unwrap_or(0),
        };
        let mut out: Vec<CarriedView> = carried.into_iter().map(view).collect();
        out.sort_by(|a, b| (b.past_visits + b.next_visits, &a.name).cmp(&(a.past_visits + a.next_visits, &b.name)));
        out
    }

    /// For those who can bring somebody in: whom a circle would ideally have, and has not.
    fn missing(&self, space: &SpaceId) -> KithResult<Vec<String>> {
        let here = self.space(space)?;
        if here.resolved.level(&self.me) < act::KEEPER {
            return Ok(Vec::new());
        }
        let about = here.resolved.genesis.as_ref().and_then(|g| g.about);
        let commons = self.commons.and_then(|c| self.spaces.get(&c));
        let class = |p: &PersonId| commons.and_then(|c| c.resolved.people.get(p)).map_or("", |m| m.class.as_str());
        let others: Vec<&PersonId> = here.resolved.people.keys().filter(|p| Some(**p) != about).collect();
        let oversees = |p: &&PersonId| self.is_care_staff(p) || self.has_role(p, Role::Coordinator);
        // Whoever looks after the circle and is no staff is close enough.
        let close = |p: &&PersonId| class(p) == "family" || (here.resolved.level(p) >= act::KEEPER && !oversees(p));
        let words = self.words();
        let wanted = [(others.iter().any(oversees), "load-nudge-staff"), (others.iter().any(close), "load-nudge-family")];
        Ok(wanted.into_iter().filter(|(there, _)| !there).map(|(_, key)| words.say(key)).collect())
    }

    fn nudges(&self, most: Option<&CarriedView>, open: usize, weekends: usize, my_coins: Option<u32>) -> Vec<String> {
        let words = self.words();
        let mut out = Vec::new();
        if let Some(most) = most {
            let percent = most.percent;
            out.push(match my_coins {
                Some(_) => words.say_with("load-nudge-me", &[("percent", percent.into())]),
                None => words.say_with("load-nudge", &[("name", most.name.clone().into()), ("percent", percent.into())]),
            });
        }
        if let Some(coins) = my_coins.filter(|c| *c > 0) {
            out.push(words.say_with("load-nudge-coins", &[("count", coins.into())]));
        }
        if open > 0 {
            out.push(words.say_with("load-nudge-open", &[("count", open.into())]));
        }
        if weekends > 0 {
            out.push(words.say_with("load-nudge-weekends", &[("count", weekends.into())]));
        }
        out
    }
}

/// The Saturdays of the weekends ahead on which nobody comes, by the clock of the first visit that is planned.
fn weekends(held: &Held, ahead: &[Visit<'_>], now_ms: u64) -> Vec<String> {
    let planned = held.lists.lines.iter().find_map(|l| super::planned_of(l, None));
    let zone = planned.map_or(jiff::tz::TimeZone::UTC, |p| schedule::zone_or_utc(&p.zone));
    let today = i64::try_from(now_ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).map(|t| zone.to_datetime(t)).and_then(Slot::at);
    let Some(today) = today else { return Vec::new() };
    let first = today.day + u32::from((SATURDAY + 7 - weekday(today.day)) % 7);
    let comes = |day: u32| ahead.iter().any(|v| v.slot.day == day && !v.occasion.takers.is_empty() && v.state != RotaState::Cancelled);
    let saturdays = (0..WEEKS).map(|week| first + week * 7);
    saturdays.filter(|day| !comes(*day) && !comes(day + 1)).map(|day| Slot { day, minute: 0 }.text().split('T').next().unwrap_or_default().to_owned()).collect()
}
