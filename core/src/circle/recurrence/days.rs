//! The days of a rule, one period after another, each looked at once: however a rule is written, it costs no more than the days that it is
//! followed over, also where it never comes to a visit.

use super::super::schedule::Slot;
use jiff::{Span, ToSpan, civil::Date};
use rrule::{Frequency, NWeekday, RRule, Unvalidated, Weekday};
use std::collections::VecDeque;

/// Days that a rule is followed from its beginning: forty years of them.
pub const FOLLOWED_DAYS_MAX: u32 = 40 * 366;

/// A rule that has been found to be one, from its first time to a last day.
pub(super) struct Days {
    rule: RRule<Unvalidated>,
    first: Slot,
    begins: Date,
    last_day: u32,
    /// The next period: days, weeks, months or years from the beginning.
    period: u32,
    left: u32,
    found: VecDeque<u32>,
}

fn number(date: Date) -> Option<u32> {
    Slot::at(date.at(0, 0, 0, 0)).map(|slot| slot.day)
}

fn date_of(day: u32) -> Option<Date> {
    Slot { day, minute: 0 }.civil().map(jiff::civil::DateTime::date)
}

/// Days since Monday.
fn weekday(date: Date) -> i32 {
    i32::from(date.weekday().to_monday_zero_offset())
}

fn offset(weekday: Weekday) -> i32 {
    i32::try_from(weekday.num_days_from_monday()).unwrap_or(0)
}

/// Whether a place, counted from the front or from the back, is among those that are named; none named: it is.
fn among<N: Copy + Into<i32>>(named: &[N], at: i32, of: i32) -> bool {
    named.is_empty() || named.iter().any(|n| (*n).into() == at || (*n).into() == at - of - 1)
}

impl Days {
    pub(super) fn of(rule: RRule<Unvalidated>, first: Slot, last_day: u32) -> Option<Self> {
        let begins = first.civil()?.date();
        let last_day = last_day.min(first.day.saturating_add(FOLLOWED_DAYS_MAX));
        let left = rule.get_count().unwrap_or(u32::MAX);
        let left = if rule.get_interval() == 0 { 0 } else { left };
        Some(Self { rule, first, begins, last_day, period: 0, left, found: VecDeque::new() })
    }

    /// The first day of the period, and how many it has.
    fn bounds(&self) -> Option<(u32, u32)> {
        let ahead = self.period.checked_mul(u32::from(self.rule.get_interval()))?;
        let from = |date: Date, days: i16| Some((number(date)?, u32::try_from(days).ok()?));
        match self.rule.get_freq() {
            Frequency::Daily => Some((self.first.day.checked_add(ahead)?, 1)),
            Frequency::Weekly => {
                let since = u32::try_from((weekday(self.begins) - offset(self.rule.get_week_start())).rem_euclid(7)).ok()?;
                let start = self.first.day.checked_add(ahead.checked_mul(7)?)?;
                // The week in which it begins is counted from there.
                Some(if ahead == 0 { (start, 7 - since) } else { (start.checked_sub(since)?, 7) })
            }
            Frequency::Monthly => {
                let date = self.begins.first_of_month().checked_add(Span::new().try_months(ahead).ok()?).ok()?;
                from(date, date.days_in_month().into())
            }
            _ => {
                let date = self.begins.first_of_year().checked_add(Span::new().try_years(ahead).ok()?).ok()?;
                from(date, date.days_in_year())
            }
        }
    }

    /// What the rule leaves to its first time.
    fn is_on_first(&self, date: Date) -> bool {
        let rule = &self.rule;
        let says =
            !(rule.get_by_week_no().is_empty() && rule.get_by_year_day().is_empty() && rule.get_by_month_day().is_empty() && rule.get_by_weekday().is_empty());
        match rule.get_freq() {
            _ if says => true,
            Frequency::Yearly => date.day() == self.begins.day() && (!rule.get_by_month().is_empty() || date.month() == self.begins.month()),
            Frequency::Monthly => date.day() == self.begins.day(),
            Frequency::Weekly => date.weekday() == self.begins.weekday(),
            _ => true,
        }
    }

    fn is_on_weekday(&self, date: Date) -> bool {
        let (mut every, mut nth) = (None, None);
        let within_month = match self.rule.get_freq() {
            Frequency::Monthly => Some(true),
            Frequency::Yearly => Some(!self.rule.get_by_month().is_empty()),
            _ => None,
        };
        for day in self.rule.get_by_weekday() {
            match (day, within_month) {
                (NWeekday::Every(wanted), _) => every = Some(every.unwrap_or(false) || offset(*wanted) == weekday(date)),
                (NWeekday::Nth(n, wanted), Some(month)) => {
                    let (at, of) =
                        if month { (i32::from(date.day()), i32::from(date.days_in_month())) } else { (date.day_of_year().into(), date.days_in_year().into()) };
                    let place = if *n > 0 { (at - 1) / 7 + 1 } else { -((of - at) / 7 + 1) };
                    nth = Some(nth.unwrap_or(false) || (offset(*wanted) == weekday(date) && place == i32::from(*n)));
                }
                (NWeekday::Nth(..), None) => {}
            }
        }
        every.unwrap_or(true) && nth.unwrap_or(true)
    }

    fn is_in_week(&self, date: Date) -> bool {
        if self.rule.get_by_week_no().is_empty() {
            return true;
        }
        // A week is of the year in which its middle is.
        let since = (weekday(date) - offset(self.rule.get_week_start())).rem_euclid(7);
        let Ok(middle) = date.checked_add((3 - since).days()) else { return false };
        let at = (i32::from(middle.day_of_year()) - 1) / 7 + 1;
        let weeks = at + (i32::from(middle.days_in_year()) - i32::from(middle.day_of_year())) / 7;
        among(self.rule.get_by_week_no(), at, weeks)
    }

    fn is_on(&self, date: Date) -> bool {
        let rule = &self.rule;
        (rule.get_by_month().is_empty() || rule.get_by_month().iter().any(|m| i8::try_from(*m) == Ok(date.month())))
            && among(rule.get_by_month_day(), date.day().into(), date.days_in_month().into())
            && among(rule.get_by_year_day(), date.day_of_year().into(), date.days_in_year().into())
            && self.is_on_weekday(date)
            && self.is_in_week(date)
            && self.is_on_first(date)
    }

    /// Looks at the days of the next period; nothing more once the last day is past.
    pub(super) fn look(&mut self) -> Option<()> {
        let (start, days) = self.bounds().filter(|(start, _)| *start <= self.last_day)?;
        self.period = self.period.checked_add(1)?;
        let on: Vec<u32> = (start..start.saturating_add(days)).filter(|day| date_of(*day).is_some_and(|date| self.is_on(date))).collect();
        let places = self.rule.get_by_set_pos();
        let of = i32::try_from(on.len()).ok()?;
        let kept = (1..).zip(on).filter(|(at, _)| among(places, *at, of)).map(|(_, day)| day);
        self.found.extend(kept.filter(|day| (self.first.day..=self.last_day).contains(day)));
        Some(())
    }
}

impl Iterator for Days {
    type Item = Slot;

    fn next(&mut self) -> Option<Slot> {
        self.left = self.left.checked_sub(1)?;
        while self.found.is_empty() {
            self.look()?;
        }
        let slot = Slot { day: self.found.pop_front()?, minute: self.first.minute };
        let seconds = i64::from(slot.day) * 86_400 + i64::from(slot.minute) * 60;
        if self.rule.get_until().is_some_and(|until| seconds > until.timestamp()) {
            self.left = 0;
            return None;
        }
        Some(slot)
    }
}
