//! Times as people say them: "yesterday 19:40", "ddydd Iau 11:00", "12 November".
//!
//! Near days have names, the week around has weekdays, the rest has dates. The exact time is one call away ([`Words::when_exact`]).

use super::{TimeZone, Words};
use jiff::{Timestamp, ToSpan, civil};

/// Days before and after today that are called by their weekday.
const WEEKDAY_DAYS: i32 = 6;

impl Words {
    /// A moment, as one says it now: "10:42" today, "yesterday 19:40", "Thursday 11:00", "12 November 11:00".
    ///
    /// Both moments are milliseconds since 1970. A moment that no calendar holds (a clock gone wrong) has words too.
    #[must_use]
    pub fn when(&self, moment_ms: u64, now_ms: u64, zone: &TimeZone) -> String {
        match (civil_time(moment_ms, zone), civil_time(now_ms, zone)) {
            (Some(moment), Some(now)) => self.when_civil(moment, now),
            _ => self.say("date-unknown"),
        }
    }

    /// The day of a moment: "today", "yesterday", "tomorrow", "Thursday", "12 November", "12 November 2025".
    #[must_use]
    pub fn day(&self, moment_ms: u64, now_ms: u64, zone: &TimeZone) -> String {
        match (civil_time(moment_ms, zone), civil_time(now_ms, zone)) {
            (Some(moment), Some(now)) => self.day_civil(moment.date(), now.date()),
            _ => self.say("date-unknown"),
        }
    }

    /// The hour and minute of a moment: "19:40".
    #[must_use]
    pub fn clock(&self, moment_ms: u64, zone: &TimeZone) -> String {
        civil_time(moment_ms, zone).map_or_else(|| self.say("date-unknown"), |moment| clock_civil(moment.time()))
    }

    /// The exact time, for whoever asks: "Sunday 22 November 2026, 10:42".
    #[must_use]
    pub fn when_exact(&self, moment_ms: u64, zone: &TimeZone) -> String {
        let Some(moment) = civil_time(moment_ms, zone) else { return self.say("date-unknown") };
        let weekday = self.say_with("date-weekday", &[("weekday", moment.weekday().to_monday_one_offset().into())]);
        let variables = [("weekday", weekday.into()), ("date", self.date_with_year(moment.date()).into()), ("clock", clock_civil(moment.time()).into())];
        self.say_with("date-exact", &variables)
    }

    /// A time that a person wrote down as text, such as a plan's (`2026-11-29T14:00`, `2026-11-29` or `14:00`), said in words.
    ///
    /// What cannot be read as a time is shown as it was written: somebody meant something by it.
    #[must_use]
    pub fn when_written(&self, text: &str, now_ms: u64, zone: &TimeZone) -> String {
        let Some(now) = civil_time(now_ms, zone) else { return text.to_owned() };
        let trimmed = text.trim();
        match (trimmed.parse::<civil::DateTime>(), trimmed.parse::<civil::Time>()) {
            (Ok(moment), _) if trimmed.contains(':') => self.when_civil(moment, now),
            (Ok(moment), _) => self.day_civil(moment.date(), now.date()),
            (Err(_), Ok(time)) => clock_civil(time),
            (Err(_), Err(_)) => text.to_owned(),
        }
    }

    /// A length of time in minutes: "65 minutes" is "1 hour and 5 minutes".
    #[must_use]
    pub fn minutes(&self, minutes: u32) -> String {
        match (minutes / 60, minutes % 60) {
            (0, rest) => self.say_with("time-minutes", &[("count", rest.into())]),
            (hours, 0) => self.say_with("time-hours", &[("count", hours.into())]),
            (hours, rest) => self.say_with("time-hours-minutes", &[("hours", hours.into()), ("minutes", rest.into())]),
        }
    }

    /// The month of a moment with its year: "November 2026". Coins' stories say no more than this.
    #[must_use]
    pub fn month(&self, year: i16, month: u8) -> String {
        format!("{} {year}", self.say_with("date-month", &[("month", month.into())]))
    }

    fn when_civil(&self, moment: civil::DateTime, now: civil::DateTime) -> String {
        let clock = clock_civil(moment.time());
        if moment.date() == now.date() {
            return clock;
        }
        let day = self.day_civil(moment.date(), now.date());
        self.say_with("date-day-time", &[("day", day.into()), ("clock", clock.into())])
    }

    fn day_civil(&self, day: civil::Date, today: civil::Date) -> String {
        let days_from = |span: i32| today.checked_add(span.days()).ok();
        if day == today {
            self.say("date-today")
        } else if Some(day) == days_from(-1) {
            self.say("date-yesterday")
        } else if Some(day) == days_from(1) {
            self.say("date-tomorrow")
        } else if days_from(-WEEKDAY_DAYS).is_some_and(|first| day >= first) && days_from(WEEKDAY_DAYS).is_some_and(|last| day <= last) {
            self.say_with("date-on-weekday", &[("weekday", day.weekday().to_monday_one_offset().into())])
        } else if day.year() == today.year() {
            self.say_with("date-in-year", &[("day", day.day().into()), ("month", self.month_name(day).into())])
        } else {
            self.date_with_year(day)
        }
    }

    fn date_with_year(&self, day: civil::Date) -> String {
        let variables = [("day", day.day().into()), ("month", self.month_name(day).into()), ("year", day.year().to_string().into())];
        self.say_with("date-with-year", &variables)
    }

    fn month_name(&self, day: civil::Date) -> String {
        self.say_with("date-month", &[("month", day.month().into())])
    }
}

fn civil_time(moment_ms: u64, zone: &TimeZone) -> Option<civil::DateTime> {
    let timestamp = Timestamp::from_millisecond(i64::try_from(moment_ms).ok()?).ok()?;
    Some(zone.to_datetime(timestamp))
}

fn clock_civil(time: civil::Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
