//! What somebody has said that they can give: hours a week, and days not. It is theirs to set, and theirs to go beyond.

use super::{DAY_MS, Visit, planned_of};
use crate::{
    circle::{
        line::{Line, REGULATED},
        recurrence,
        rota::{RotaFact, Span},
        schedule::{self, Slot},
    },
    fact::{Fact, Notice},
    kith::{
        Kith, KithError, KithResult,
        view::{LimitsView, RotaState},
    },
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId};

/// The most minutes that a week has.
const WEEK_MINUTES: u32 = 7 * 24 * 60;
/// How far ahead visits that come again are looked at.
const LOOK_MS: u64 = 28 * DAY_MS;

/// Day 0 of 1970 was a Thursday.
pub(super) const fn weekday(day: u32) -> u8 {
    match (day + 3) % 7 {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        4 => 4,
        5 => 5,
        _ => 6,
    }
}

impl Kith {
    /// My limits: minutes a week (0: none) and days not (bit 0 Monday).
    pub(super) fn my_limits(&self) -> KithResult<(u32, u8)> {
        let own = self.space(&self.own)?.n;
        let rows = self.storage.notices(own, Notice::Limits as u8, None)?;
        let last = rows.iter().max_by_key(|r| (r.at.time_ms, r.at.id));
        let read = last.and_then(|r| <[u8; 5]>::try_from(r.value.as_slice()).ok());
        Ok(read.map_or((0, 0), |[a, b, c, d, days]| (u32::from_be_bytes([a, b, c, d]), days)))
    }

    pub(super) fn limits_view(&self, now_ms: u64) -> KithResult<LimitsView> {
        let (minutes, days) = self.my_limits()?;
        let today = i64::try_from(now_ms / DAY_MS).ok().and_then(|d| u32::try_from(d).ok()).unwrap_or(0);
        let taken = self.taken_in_week(Slot { day: today, minute: 0 }, "", |_| false)?;
        Ok(LimitsView {
            week_minutes: Some(minutes).filter(|m| *m != 0),
            days_not: (1..=7u8).filter(|d| days & 1 << (d - 1) != 0).collect(),
            taken_minutes: taken,
        })
    }

    /// Sets my limits, and says them in my circles, so that whoever asks me knows.
    pub(super) fn limits_set(&mut self, week_minutes: Option<u32>, days_not: &[u8], now_ms: u64) -> KithResult<LimitsView> {
        if days_not.iter().any(|d| !(1..=7).contains(d)) {
            return Err(KithError::invalid("no-such-weekday", "Days are numbers from 1, Monday, to 7, Sunday."));
        }
        let minutes = week_minutes.unwrap_or(0);
        if minutes > WEEK_MINUTES {
            return Err(KithError::invalid("week-too-long", format!("A week has {WEEK_MINUTES} minutes.")).with("most", WEEK_MINUTES));
        }
        let days = days_not.iter().fold(0u8, |bits, day| bits | 1 << (day - 1));
        let value = [minutes.to_be_bytes().as_slice(), &[days]].concat();
        self.append(self.own, Kind::Fact, Fact::Notice(Notice::Limits as u8, Vec::new(), value).to_bytes(), now_ms)?;
        for space in self.circles_in() {
            self.share_limits(&space, now_ms)?;
        }
        self.limits_view(now_ms)
    }

    /// Says my limits in a circle, where it does not know them yet.
    pub(super) fn share_limits(&mut self, space: &SpaceId, now_ms: u64) -> KithResult<()> {
        let mine = self.my_limits()?;
        let known = self.held_rota(space)?.rota.limits(&self.me).unwrap_or((0, 0));
        if mine != known {
            self.append_rota(*space, RotaFact::Limits(mine.0, mine.1), now_ms)?;
        }
        Ok(())
    }

    /// Minutes that I have taken in the week of a slot, in all my circles, without some of them.
    fn taken_in_week(&self, slot: Slot, zone: &str, without: impl Fn(&Visit<'_>) -> bool) -> KithResult<u32> {
        let (from, to) = week_of(slot, zone);
        let mut total = 0u32;
        for space in self.circles_in() {
            let held = self.held_rota(&space)?;
            let mine = |v: &&Visit<'_>| v.occasion.takers.iter().any(|t| t.is(&self.me)) && !matches!(v.state, RotaState::Cancelled | RotaState::Off);
            total = total.saturating_add(held.visits(from, to).iter().filter(mine).filter(|v| !without(v)).map(|v| u32::from(v.planned.minutes)).sum());
        }
        Ok(total)
    }

    /// Whether taking a visit keeps to what I have said that I can give, and is mine to take: regulated work is for paid staff. It can be
    /// taken all the same, by saying so.
    pub(super) fn check_limits(&self, space: &SpaceId, line: &Line, span: Span) -> KithResult<()> {
        self.check_limits_giving(space, line, span, None)
    }

    /// The same where another visit of mine is given for it.
    pub(super) fn check_limits_giving(&self, space: &SpaceId, line: &Line, span: Span, given: Option<(EntryId, Slot)>) -> KithResult<()> {
        if planned_of(line, None).is_some_and(|p| p.marks & REGULATED != 0) && !self.does_regulated(space, &self.me)? {
            return Err(KithError::not_allowed(
                "visit-for-staff",
                "This visit is regulated work, for paid staff. If you take it all the same, the registered manager is asked about it afterwards.",
            ));
        }
        let (most, days) = self.my_limits()?;
        if (most, days) == (0, 0) {
            return Ok(());
        }
        let Some(planned) = planned_of(line, None) else { return Ok(()) };
        let zone = schedule::zone_or_utc(&planned.zone);
        let first = span.slot.moment(&zone).unwrap_or(0);
        let last = if span.on { first.saturating_add(LOOK_MS) } else { first.saturating_add(1) };
        let times = recurrence::line_times(line, first, last);
        if let Some((slot, ..)) = times.iter().find(|(slot, ..)| days & 1 << weekday(slot.day) != 0) {
            let day = self.words().say_with("date-weekday", &[("weekday", (weekday(slot.day) + 1).into())]);
            return Err(KithError::not_allowed("limit-day", format!("You have said: not on {day}. You can take it all the same.")).with("day", day));
        }
        for (slot, ..) in times.iter().filter(|_| most != 0) {
            let this: u32 = times.iter().filter(|(s, ..)| same_week(*s, *slot)).map(|_| u32::from(planned.minutes)).sum();
            let counted = |v: &Visit<'_>| {
                let already = v.line.id == line.id && times.iter().any(|(s, ..)| *s == v.slot);
                already || given == Some((v.line.id, v.slot))
            };
            let all = self.taken_in_week(*slot, &planned.zone, counted)?.saturating_add(this);
            if all > most {
                let words = self.words();
                let (all, most) = (words.minutes(all), words.minutes(most));
                let reason = format!("With it that week would be {all}; you have said {most}. You can take it all the same.");
                return Err(KithError::not_allowed("limit-hours", reason).with("all", all).with("most", most));
            }
        }
        Ok(())
    }

    /// What limits that somebody set say about a visit that is asked of them or that they have taken.
    pub(super) fn limit_warning(&self, held: &super::Held, person: &PersonId, visit: &Visit<'_>) -> Option<String> {
        let (most, days) = held.rota.limits(person)?;
        let name = self.name_of(person);
        if days & 1 << weekday(visit.slot.day) != 0 {
            let day = self.words().say_with("date-weekday", &[("weekday", (weekday(visit.slot.day) + 1).into())]);
            return Some(self.words().say_with("rota-warn-day", &[("name", name.into()), ("day", day.into())]));
        }
        if most == 0 {
            return None;
        }
        // As far as this circle knows: what they have taken elsewhere is theirs alone.
        let (from, to) = week_of(visit.slot, &visit.planned.zone);
        let theirs = |v: &&Visit<'_>| {
            let taken = v.occasion.takers.iter().any(|t| t.is(person)) && !matches!(v.state, RotaState::Cancelled | RotaState::Off);
            taken && (v.line.id, v.slot) != (visit.line.id, visit.slot)
        };
        let week: u32 = held.visits(from, to).iter().filter(theirs).map(|v| u32::from(v.planned.minutes)).sum();
        (week.saturating_add(u32::from(visit.planned.minutes)) > most)
            .then(|| self.words().say_with("rota-warn-hours", &[("name", name.into()), ("most", self.words().minutes(most).into())]))
    }
}

/// From when until when a slot's week is, where its visit is.
fn week_of(slot: Slot, zone: &str) -> (u64, u64) {
    let monday = slot.day.saturating_sub(u32::from(weekday(slot.day)));
    let zone = schedule::zone_or_utc(zone);
    let moment = |day: u32| Slot { day, minute: 0 }.moment(&zone).unwrap_or(0);
    (moment(monday), moment(monday + 7))
}

fn same_week(a: Slot, b: Slot) -> bool {
    a.day.saturating_sub(u32::from(weekday(a.day))) == b.day.saturating_sub(u32::from(weekday(b.day)))
}
