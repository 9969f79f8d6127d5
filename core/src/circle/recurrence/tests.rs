//! Rules of iCalendar: the same days as the library's, and bounded work where a rule never comes to a visit.

use super::{DAY_MS, Planned, Slot, days_of, is_rule, set_of, times};

fn slot(text: &str) -> Slot {
    Slot::parse(text).unwrap()
}

fn planned(first: Slot, rule: &str) -> Planned {
    let (name, rule) = ("Lift".to_owned(), rule.to_owned());
    Planned { name, first, minutes: 60, rule, zone: String::new(), people: 1, done: 0, asked: None, text: String::new(), marks: 0 }
}

/// covers: R3
#[test]
fn a_rule_is_on_the_days_on_which_icalendar_has_it() {
    let rules = [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3;COUNT=40",
        "FREQ=DAILY;BYMONTH=1,2;BYDAY=MO,SU",
        "FREQ=DAILY;BYMONTHDAY=-1,15",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=TU,TH",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;UNTIL=20290101T000000Z",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;BYMONTH=12",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=-1,-31,2",
        "FREQ=MONTHLY;BYDAY=1MO,-1FR",
        "FREQ=MONTHLY;BYDAY=5SA",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTH=3,8",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=3,11",
        "FREQ=YEARLY;BYDAY=20MO,-1TU",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "FREQ=YEARLY;BYDAY=TH",
        "FREQ=YEARLY;BYWEEKNO=1,20",
        "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO,SU",
        "FREQ=YEARLY;BYWEEKNO=10;WKST=SU;BYDAY=SU",
        "FREQ=YEARLY;BYYEARDAY=1,100,-1,366",
        "FREQ=YEARLY;INTERVAL=3;BYMONTHDAY=1,-1;BYSETPOS=4,-2",
    ];
    for first in ["2024-02-29T10:00", "2026-11-23T08:30", "2026-12-31T23:59"] {
        for rule in rules {
            let first = slot(first);
            let last = first.day + 12 * 366;
            let theirs = set_of(first, rule).unwrap_or_else(|| panic!("{rule}")).into_iter().map(|at| at.timestamp());
            let theirs: Vec<i64> = theirs.take_while(|at| *at < i64::from(last + 1) * 86_400).collect();
            let ours: Vec<i64> = days_of(first, rule, last).unwrap().map(|s| i64::from(s.day) * 86_400 + i64::from(s.minute) * 60).collect();
            assert_eq!(ours, theirs, "{rule} from {}", first.text());
        }
    }
}

/// covers: R3, N2
#[test]
fn a_rule_that_never_comes_to_a_visit_is_none_and_costs_no_more_than_the_days_looked_at() {
    let first = slot("2026-11-23T10:00");
    let never = [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;COUNT=0",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=YEARLY;INTERVAL=65535;BYMONTH=1",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=31",
        "FREQ=YEARLY;BYWEEKNO=30;BYMONTH=1",
    ];
    for rule in never {
        assert!(!is_rule(first, rule), "{rule}");
        // One that came from another phone: nothing, in the time of the days that were asked about.
        let planned = planned(first, rule);
        let from_ms = u64::from(first.day) * DAY_MS;
        assert_eq!(times(&planned, from_ms, from_ms + 14 * DAY_MS), [], "{rule}");
    }
    let (mut days, mut looked) = (days_of(first, never[0], first.day + 14).unwrap(), 0);
    while days.look().is_some() {
        looked += 1;
    }
    assert_eq!(looked, 1, "this year, and not the next eight thousand");
}
