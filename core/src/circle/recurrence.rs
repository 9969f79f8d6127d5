//! When planned visits are: once, or again by a rule of iCalendar (RFC 5545), on the wall clock where the person lives.
//!
//! A rule is worked out on the plain calendar, without a zone; only then is each time set on the clock of the person's home, as a dose's
//! is. So a visit at ten is at ten in summer and in winter, and every phone means the same one by its date and minute.

mod days;

use super::{
    line::{Line, Planned, Says},
    schedule::{Slot, zone_or_utc},
};
pub use days::FOLLOWED_DAYS_MAX;

use days::Days;
use kith_wire::EntryId;
use rrule::{Frequency, RRule, RRuleSet, Unvalidated};

/// Characters of a rule.
pub const RULE_CHARS_MAX: usize = 200;
/// Times that one visit may be looked at for at once.
pub const TIMES_MAX: usize = 400;
/// The longest visit, in minutes.
pub const MINUTES_MAX: u16 = 24 * 60;
/// The most people that one visit needs.
pub const PEOPLE_MAX: u8 = 6;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// A rule from its first time to a last day, if it is one that can be followed.
fn days_of(first: Slot, rule: &str, last_day: u32) -> Option<Days> {
    // Nothing but a rule: no line break by which more than that would come in.
    let plain = rule.len() <= RULE_CHARS_MAX && rule.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"=;,+-".contains(&b));
    let parsed = rule.parse::<RRule<Unvalidated>>().ok().filter(|_| plain)?;
    let by_day = matches!(parsed.get_freq(), Frequency::Daily | Frequency::Weekly | Frequency::Monthly | Frequency::Yearly);
    if !by_day || !parsed.get_by_hour().is_empty() || !parsed.get_by_minute().is_empty() || !parsed.get_by_second().is_empty() {
        return None;
    }
    set_of(first, rule)?;
    Days::of(parsed, first, last_day)
}

/// What iCalendar itself allows; it is not followed here, for a rule that never comes to a visit has no end.
fn set_of(first: Slot, rule: &str) -> Option<RRuleSet> {
    let begins = first.civil()?.strftime("%Y%m%dT%H%M%SZ").to_string();
    format!("DTSTART:{begins}\nRRULE:{rule}").parse::<RRuleSet>().ok()
}

/// Whether a rule can be followed from a first time: days, weeks, months or years, never more often than once a day, and it comes to a visit
/// within [`FOLLOWED_DAYS_MAX`] days.
#[must_use]
pub fn is_rule(first: Slot, rule: &str) -> bool {
    rule.is_empty() || days_of(first, rule, u32::MAX).is_some_and(|mut days| days.next().is_some())
}

/// The times of a planned visit from one moment to before another, with their moments.
#[must_use]
pub fn times(planned: &Planned, from_ms: u64, to_ms: u64) -> Vec<(Slot, u64)> {
    let zone = zone_or_utc(&planned.zone);
    let within = |slot: Slot| slot.moment(&zone).filter(|at| (from_ms..to_ms).contains(at)).map(|at| (slot, at));
    if planned.rule.is_empty() {
        return within(planned.first).into_iter().collect();
    }
    // The plain calendar and the clock at home are less than a day apart.
    let last_day = u32::try_from(to_ms / DAY_MS + 1).unwrap_or(u32::MAX);
    let Some(days) = days_of(planned.first, &planned.rule, last_day) else { return within(planned.first).into_iter().collect() };
    days.filter_map(within).take(TIMES_MAX).collect()
}

/// The times of a line from one moment to before another: each thing that it said counts for as long as it held, and what was written
/// apart counts together, so that nobody's plan is left out.
#[must_use]
pub fn line_times(line: &Line, from_ms: u64, to_ms: u64) -> Vec<(Slot, u64, EntryId)> {
    let mut out: Vec<(Slot, u64, EntryId)> = Vec::new();
    for fact in &line.facts {
        let Some(Says::Visit(planned)) = &fact.change.says else { continue };
        let (since, until) = (fact.change.from_ms.max(from_ms), line.held_until(&fact.id).unwrap_or(u64::MAX).min(to_ms));
        if since < until {
            out.extend(times(planned, since, until).into_iter().map(|(slot, at)| (slot, at, fact.id)));
        }
    }
    out.sort_unstable();
    out.dedup_by_key(|(slot, ..)| *slot);
    out
}

#[cfg(test)]
mod tests;
