use super::{
    dose::{self, Dose, DoseFact, DoseState, Outcome},
    line::{Allergy, Change, Medicine, Says, Standing, Written, lines},
    schedule::{EVERY_DAY, Slot, clock, line_slots, minute, slots},
};
use kith_wire::{EntryId, PersonId};
use proptest::prelude::*;
use std::collections::BTreeSet;

const DAY_MS: u64 = 86_400_000;
/// 2026-03-28T00:00 in Greenwich, the day before the clocks go on.
const MARCH: u64 = 1_774_656_000_000;

fn tablet(times: &[u16]) -> Medicine {
    Medicine {
        name: "Ramipril 5 mg".into(),
        dose: "1".into(),
        how: String::new(),
        times: times.to_vec(),
        days: EVERY_DAY,
        zone: String::new(),
        parts: Vec::new(),
    }
}

fn written(id: u8, time_ms: u64, line: Option<u8>, over: &[u8], says: Option<Says>) -> Written {
    let entry = |n: u8| EntryId([n; 32]);
    let change = Change { line: line.map(entry), over: over.iter().map(|n| entry(*n)).collect(), says, from_ms: time_ms, why: String::new() };
    Written { id: entry(id), author: PersonId([id; 32]), time_ms, change }
}

fn allergy(to: &str) -> Option<Says> {
    Some(Says::Allergy(Allergy { to: to.into(), reaction: String::new() }))
}

/// covers: R10
#[test]
fn doses_keep_to_the_wall_clock_when_the_clocks_change() {
    let found = slots(&tablet(&[8 * 60]), MARCH, MARCH + 3 * DAY_MS);
    let hours: Vec<u64> = found.iter().map(|(_, at)| (at - MARCH) / 3_600_000).collect();
    assert_eq!(hours, [8, 24 + 7, 48 + 7], "eight in the morning is an hour earlier by Greenwich once summer time has begun");
    assert_eq!(found[0].0.text(), "2026-03-28T08:00");
    let leapt = slots(&tablet(&[90]), MARCH + DAY_MS, MARCH + 2 * DAY_MS);
    assert_eq!(leapt.len(), 1, "a time that the clocks leap over is not left out: {leapt:?}");
}

#[test]
fn a_medicine_for_some_days_is_due_on_those() {
    let saturdays = Medicine { days: 1 << 5, ..tablet(&[600]) };
    let found = slots(&saturdays, MARCH, MARCH + 14 * DAY_MS);
    assert_eq!(found.iter().map(|(s, _)| s.text()).collect::<Vec<_>>(), ["2026-03-28T10:00", "2026-04-04T10:00"]);
}

#[test]
fn times_are_read_as_people_write_them() {
    assert_eq!((minute("8:05"), minute("23:59"), minute("24:00"), minute("noon")), (Some(485), Some(1439), None, None));
    assert_eq!(clock(485), "08:05");
    let slot = Slot::parse("2026-11-22T08:00").unwrap();
    assert_eq!((slot.minute, Slot::parse(&slot.text())), (480, Some(slot)));
    assert_eq!(Slot::parse("tomorrow"), None);
    // One of a day that no calendar has, as another phone may write it.
    assert_eq!(Slot { day: u32::MAX >> 1, minute: 0 }.civil(), None);
}

/// covers: R10
#[test]
fn a_change_of_times_takes_effect_from_its_moment_and_a_stop_ends_them() {
    let says = |times: &[u16]| Some(Says::Medicine(tablet(times)));
    let (begun, changed, stopped) = (MARCH, MARCH + DAY_MS + 12 * 3_600_000, MARCH + 3 * DAY_MS);
    let facts = vec![written(1, begun, None, &[], says(&[480])), written(2, changed, Some(1), &[1], says(&[1200])), written(3, stopped, Some(1), &[2], None)];
    let line = lines(facts).remove(0);
    assert_eq!(line.standing(), Standing::Stopped);
    let found: Vec<String> = line_slots(&line, 0, u64::MAX / 4).into_iter().map(|(s, ..)| s.text()).collect();
    assert_eq!(found, ["2026-03-28T08:00", "2026-03-29T08:00", "2026-03-29T20:00", "2026-03-30T20:00"]);
}

/// covers: R10
#[test]
fn what_two_people_change_apart_is_all_there_until_one_is_kept() {
    let mut facts =
        vec![written(1, 10, None, &[], allergy("penicillin")), written(2, 20, Some(1), &[1], allergy("amoxicillin")), written(3, 21, Some(1), &[1], None)];
    let line = lines(facts.clone()).remove(0);
    assert_eq!((line.standing(), line.heads().count(), line.says().count()), (Standing::Apart, 2, 1), "a stop does not win over a change made apart");
    facts.push(written(4, 30, Some(1), &[2, 3], allergy("amoxicillin")));
    let line = lines(facts).remove(0);
    assert_eq!((line.standing(), line.name(), line.facts.len()), (Standing::Current, "amoxicillin", 4));
}

fn given(id: u8, author: u8, time_ms: u64, corrects: Option<u8>) -> (EntryId, PersonId, u64, DoseFact) {
    let dose = Dose {
        medicine: EntryId([9; 32]),
        slot: Some(Slot { day: 20_000, minute: 480 }),
        outcome: Outcome::Given,
        part: None,
        at_ms: time_ms,
        text: String::new(),
        visit: None,
        corrects: corrects.map(|n| EntryId([n; 32])),
    };
    (EntryId([id; 32]), PersonId([author; 32]), time_ms, DoseFact::Recorded(dose))
}

/// covers: R10
#[test]
fn one_dose_recorded_by_two_is_open_until_answered_and_opens_again_with_a_third() {
    let slot = Slot { day: 20_000, minute: 480 };
    let of = |facts: Vec<_>| dose::doses(facts, &BTreeSet::new()).due.remove(&(EntryId([9; 32]), slot)).unwrap();
    let two = vec![given(1, 1, 100, None), given(2, 2, 200, None)];
    assert!(of(two.clone()).is_open());
    let answer =
        (EntryId([3; 32]), PersonId([3; 32]), 300, DoseFact::Answered(EntryId([9; 32]), slot, "Rang 111".into(), vec![EntryId([1; 32]), EntryId([2; 32])]));
    let answered = [two, vec![answer]].concat();
    assert_eq!((of(answered.clone()).is_twice(), of(answered.clone()).is_open()), (true, false));
    assert_eq!(dose::state(Some(&of(answered.clone())), 0, 0), DoseState::Answered);
    assert!(of([answered, vec![given(4, 4, 400, None)]].concat()).is_open());
}

/// covers: R10
#[test]
fn a_correction_of_ones_own_entry_is_no_second_dose_and_nobody_corrects_anothers() {
    let slot = Slot { day: 20_000, minute: 480 };
    let of = |facts: Vec<_>| dose::doses(facts, &BTreeSet::new()).due.remove(&(EntryId([9; 32]), slot)).unwrap();
    let corrected = of(vec![given(1, 1, 100, None), given(2, 1, 200, Some(1)), given(3, 1, 300, Some(2))]);
    assert_eq!((corrected.entries.len(), corrected.entries[0].earlier.len(), corrected.entries[0].dose.at_ms), (1, 2, 300));
    assert!(of(vec![given(1, 1, 100, None), given(2, 2, 200, Some(1))]).is_open());
}

/// covers: R10, X2
#[test]
fn a_correction_by_a_clock_that_was_behind_is_no_second_dose_and_the_correction_of_a_correction_stands() {
    let slot = Slot { day: 20_000, minute: 480 };
    let of = |facts: Vec<_>| dose::doses(facts, &BTreeSet::new()).due.remove(&(EntryId([9; 32]), slot)).unwrap();
    let corrected = of(vec![given(1, 1, 500, None), given(2, 1, 100, Some(1))]);
    assert_eq!((corrected.is_twice(), corrected.entries[0].id, corrected.entries[0].dose.at_ms), (false, EntryId([1; 32]), 100));
    let again = of(vec![given(1, 1, 500, None), given(2, 1, 400, Some(1)), given(3, 1, 100, Some(2))]);
    assert_eq!((again.entries.len(), again.entries[0].last, again.entries[0].dose.at_ms), (1, EntryId([3; 32]), 100));
}

/// covers: R10, R4
#[test]
fn that_a_manager_was_told_counts_from_who_recorded_the_dose_or_looks_after_the_circle() {
    let slot = Slot { day: 20_000, minute: 480 };
    let told = |by: u8| (EntryId([8; 32]), PersonId([by; 32]), 300, DoseFact::Told(EntryId([9; 32]), slot, PersonId([7; 32])));
    let of = |by: u8| {
        let facts = vec![given(1, 1, 100, None), given(2, 2, 200, None), told(by)];
        dose::doses(facts, &BTreeSet::from([PersonId([4; 32])])).due.remove(&(EntryId([9; 32]), slot)).unwrap().told
    };
    assert_eq!([of(1), of(4)], [vec![PersonId([7; 32])], vec![PersonId([7; 32])]]);
    assert_eq!(of(3), []);
}

#[test]
fn a_dose_is_upcoming_then_due_then_late() {
    let at = 10 * DAY_MS;
    let states = [at - 2 * dose::EARLY_MS, at, at + 2 * dose::LATE_MS].map(|now| dose::state(None, at, now));
    assert_eq!(states, [DoseState::Upcoming, DoseState::Due, DoseState::Late]);
}

proptest! {
    /// covers: R10, X2
    #[test]
    fn lines_and_doses_are_the_same_in_whatever_order_they_came(order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle()) {
        let facts = vec![
            written(1, 10, None, &[], allergy("a")), written(2, 20, Some(1), &[1], allergy("b")), written(3, 20, Some(1), &[1], None),
            written(4, 5, None, &[], allergy("c")), written(5, 40, Some(4), &[4], allergy("d")), written(6, 41, Some(1), &[2, 3], allergy("e")),
            written(7, 42, Some(1), &[2], allergy("f")), written(8, 43, Some(99), &[], allergy("g")),
        ];
        let shuffled: Vec<Written> = order.iter().map(|i| facts[*i].clone()).collect();
        prop_assert_eq!(lines(shuffled), lines(facts));
        let recorded: Vec<_> = (0..8u8).map(|n| given(n + 1, n % 3, u64::from(n) * 7, (n > 3).then(|| n - 2))).collect();
        let shuffled: Vec<_> = order.iter().map(|i| recorded[*i].clone()).collect();
        prop_assert_eq!(dose::doses(shuffled, &BTreeSet::new()), dose::doses(recorded, &BTreeSet::new()));
    }
}

/// covers: R7
#[test]
fn a_mention_is_the_whole_name_or_its_first_word_and_no_part_of_another() {
    use super::mention::mentions;
    for (text, name, is) in [
        ("@Elin could you ring?", "Elin", true),
        ("Diolch @elin.", "Elin Evans", true),
        ("for @Elin Evans", "Elin Evans", true),
        ("@Elinor comes", "Elin", false),
        ("Elin was here", "Elin", false),
        ("mail a@b", "", false),
        ("@Siân, te?", "Siân", true),
    ] {
        assert_eq!(mentions(text, name), is, "{text} / {name}");
    }
}
