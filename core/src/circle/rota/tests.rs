use super::{Ask, Occasion, Rota, RotaFact, RotaState, Said, Settled, Span, Taken};
use crate::circle::{
    line::{self, Change, Planned, Says, Written},
    recurrence,
    schedule::Slot,
};
use kith_wire::{EntryId, PersonId};
use proptest::prelude::*;

const LINE: EntryId = EntryId([9; 32]);
const ANA: PersonId = PersonId([1; 32]);
const DEWI: PersonId = PersonId([2; 32]);
const HUW: PersonId = PersonId([3; 32]);

fn id(n: u8) -> EntryId {
    EntryId([n; 32])
}

fn slot(text: &str) -> Slot {
    Slot::parse(text).unwrap()
}

fn day(day: u32) -> Slot {
    Slot { day, minute: 600 }
}

fn span(day_number: u32, on: bool) -> Span {
    Span { line: LINE, slot: day(day_number), on }
}

fn said(n: u8, author: PersonId, fact: RotaFact) -> Said {
    Said { id: id(n), author, time_ms: u64::from(n), fact }
}

fn taken(n: u8, author: PersonId, on: bool) -> Said {
    said(n, author, RotaFact::Taken(Taken { span: span(1, on), ask: None, gives: Vec::new(), other: None }))
}

fn settled(n: u8, stays: &[u8], seen: &[u8], over: &[u8]) -> Said {
    let ids = |of: &[u8]| of.iter().map(|n| id(*n)).collect();
    said(n, HUW, RotaFact::Settled(Settled { span: span(1, false), stays: ids(stays), seen: ids(seen), over: ids(over), text: String::new() }))
}

fn who(occasion: &Occasion) -> Vec<PersonId> {
    occasion.takers.iter().map(|t| t.person).collect()
}

/// covers: R3
#[test]
fn two_who_took_one_visit_apart_both_stand_until_a_person_says_who_comes() {
    let mut facts = vec![taken(1, ANA, false), taken(2, DEWI, false)];
    let before = Rota::of(facts.clone()).occasion(&LINE, day(1));
    assert_eq!((before.state(1), who(&before)), (RotaState::Twice, vec![ANA, DEWI]));
    assert_eq!(before.state(2), RotaState::Taken, "two are needed, and two come");
    facts.push(settled(3, &[2], &[1, 2], &[]));
    let after = Rota::of(facts.clone()).occasion(&LINE, day(1));
    assert_eq!((after.state(1), who(&after), after.aside.len()), (RotaState::Taken, vec![DEWI], 1));
    // Said otherwise on a phone apart: nobody is sent away unheard, and it waits for a person again.
    facts.push(settled(4, &[1], &[1, 2], &[]));
    let apart = Rota::of(facts.clone()).occasion(&LINE, day(1));
    assert_eq!((apart.state(1), who(&apart)), (RotaState::Twice, vec![ANA, DEWI]));
    facts.push(settled(5, &[1, 2], &[1, 2], &[3, 4]));
    assert_eq!(Rota::of(facts.clone()).occasion(&LINE, day(1)).state(1), RotaState::Taken, "both may come");
    // Whoever takes it later, having heard of nothing, is heard, too.
    facts.push(taken(6, HUW, false));
    assert_eq!(Rota::of(facts).occasion(&LINE, day(1)).state(1), RotaState::Twice);
}

/// covers: R3
#[test]
fn a_visit_taken_for_good_is_left_once_or_from_then_on() {
    let taking = taken(1, ANA, true);
    let left = |on: bool| said(2, ANA, RotaFact::Released(span(8, on), vec![id(1)], "away".into()));
    let comes = |facts: Vec<Said>, d: u32| !Rota::of(facts).occasion(&LINE, day(d)).takers.is_empty();
    assert!(!comes(vec![taking.clone()], 0) && comes(vec![taking.clone()], 1) && comes(vec![taking.clone()], 15));
    assert!(!comes(vec![taking.clone(), left(false)], 8) && comes(vec![taking.clone(), left(false)], 15));
    assert!(comes(vec![taking.clone(), left(true)], 1) && !comes(vec![taking.clone(), left(true)], 15));
    // Nobody else leaves it for her.
    let by_other = said(3, DEWI, RotaFact::Released(span(1, true), vec![id(1)], String::new()));
    assert!(comes(vec![taking, by_other], 8));
}

/// covers: R3
#[test]
fn a_visit_is_handed_on_only_by_a_yes_and_a_swap_moves_both() {
    let ask = |wants| said(3, ANA, RotaFact::Asked(Ask { span: span(1, false), takings: vec![id(1)], of: Some(DEWI), wants, text: "hospital".into() }));
    let other = Span { line: LINE, slot: day(2), on: false };
    let dewis = said(2, DEWI, RotaFact::Taken(Taken { span: other, ask: None, gives: Vec::new(), other: None }));
    let yes = |author, gives: Vec<EntryId>| said(4, author, RotaFact::Taken(Taken { span: span(1, false), ask: Some(id(3)), gives, other: None }));
    let base = vec![taken(1, ANA, false), dewis.clone()];

    let asked = Rota::of([base.clone(), vec![ask(None)]].concat()).occasion(&LINE, day(1));
    assert_eq!((who(&asked), asked.asks.len()), (vec![ANA], 1), "until somebody says yes, she comes");
    let done = Rota::of([base.clone(), vec![ask(None), yes(DEWI, vec![])]].concat()).occasion(&LINE, day(1));
    assert_eq!((who(&done), done.asks.len()), (vec![DEWI], 0));
    let stranger = Rota::of([base.clone(), vec![ask(None), yes(HUW, vec![])]].concat()).occasion(&LINE, day(1));
    assert_eq!(who(&stranger), vec![ANA, HUW], "it was not asked of him: both stand");

    let swapped = Rota::of([base, vec![ask(Some(other)), yes(DEWI, vec![id(2)])]].concat());
    assert_eq!((who(&swapped.occasion(&LINE, day(1))), who(&swapped.occasion(&LINE, day(2)))), (vec![DEWI], vec![ANA]));
}

/// covers: R3
#[test]
fn a_cancelled_visit_says_so_to_whoever_took_it_apart_and_can_be_put_back() {
    let cancelled = said(2, HUW, RotaFact::Cancelled(span(1, false), "clinic".into()));
    let back = said(3, HUW, RotaFact::BackOn(span(1, false), vec![id(2)]));
    let off = Rota::of(vec![taken(1, ANA, false), cancelled.clone()]).occasion(&LINE, day(1));
    assert_eq!((off.state(1), who(&off), off.cancelled[0].2.as_str()), (RotaState::Cancelled, vec![ANA], "clinic"));
    assert_eq!(Rota::of(vec![taken(1, ANA, false), cancelled, back]).occasion(&LINE, day(1)).state(1), RotaState::Taken);
}

fn any_fact(n: u8) -> impl Strategy<Value = Said> {
    let author = prop_oneof![Just(ANA), Just(DEWI), Just(HUW)];
    let named = proptest::collection::vec(0u8..12, 0..3).prop_map(|v| v.into_iter().map(id).collect::<Vec<_>>());
    (author, 0u8..7, named, any::<bool>(), 0u32..3, 0u8..12).prop_map(move |(author, kind, ids, on, d, other)| {
        let span = span(d, on);
        let fact = match kind {
            0 => RotaFact::Taken(Taken { span, ask: None, gives: Vec::new(), other: None }),
            1 => RotaFact::Released(span, ids, String::new()),
            2 => RotaFact::Asked(Ask { span, takings: ids, of: None, wants: on.then_some(Span { slot: day(2), on: false, ..span }), text: String::new() }),
            3 => RotaFact::Taken(Taken { span, ask: Some(id(other)), gives: ids, other: None }),
            4 => RotaFact::Cancelled(span, String::new()),
            5 => RotaFact::BackOn(span, ids),
            _ => RotaFact::Settled(Settled { span, stays: ids.clone(), seen: (0..12).map(id).collect(), over: ids, text: String::new() }),
        };
        Said { id: id(n), author, time_ms: u64::from(n % 5), fact }
    })
}

proptest! {
    /// covers: R2, R3
    #[test]
    fn a_rota_is_the_same_in_whatever_order_it_came(facts in (0u8..12).map(any_fact).collect::<Vec<_>>().prop_shuffle_all()) {
        let (first, second) = facts;
        let (first, second) = (Rota::of(first), Rota::of(second));
        for d in 0..3 {
            prop_assert_eq!(first.occasion(&LINE, day(d)), second.occasion(&LINE, day(d)));
        }
    }
}

/// The same facts in the order they were made, and in another.
trait Shuffled {
    fn prop_shuffle_all(self) -> BoxedStrategy<(Vec<Said>, Vec<Said>)>;
}

impl<S: Strategy<Value = Said> + 'static> Shuffled for Vec<S> {
    fn prop_shuffle_all(self) -> BoxedStrategy<(Vec<Said>, Vec<Said>)> {
        self.prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())).boxed()
    }
}

fn planned(first: &str, rule: &str) -> Planned {
    Planned {
        name: "Lift".into(),
        first: slot(first),
        minutes: 60,
        rule: rule.into(),
        zone: String::new(),
        people: 1,
        done: 0,
        asked: None,
        text: String::new(),
        marks: 0,
    }
}

fn texts(times: Vec<(Slot, u64)>) -> Vec<String> {
    times.into_iter().map(|(slot, _)| slot.text()).collect()
}

/// covers: R3
#[test]
fn a_visit_keeps_to_the_wall_clock_when_the_clocks_change() {
    // Tuesdays and Thursdays at ten, over the end of summer time on Sunday 25 October 2026.
    let planned = planned("2026-10-20T10:00", "FREQ=WEEKLY;BYDAY=TU,TH");
    let from = slot("2026-10-20T00:00").moment(&crate::circle::schedule::zone_or_utc("")).unwrap();
    let times = recurrence::times(&planned, from, from + 11 * 24 * 60 * 60 * 1000);
    assert_eq!(texts(times.clone()), ["2026-10-20T10:00", "2026-10-22T10:00", "2026-10-27T10:00", "2026-10-29T10:00"]);
    assert_eq!(times[2].1 - times[1].1, (5 * 24 + 1) * 60 * 60 * 1000, "one hour more lies between them");
}

#[test]
fn a_rule_that_is_none_or_comes_too_often_is_refused_and_one_with_an_end_ends() {
    let first = slot("2026-11-24T10:00");
    for bad in ["weekly", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY\nRDATE:20260101T000000Z", "FREQ=WEEKLY;BYDAY=XX", &"FREQ=DAILY;".repeat(40)] {
        assert!(!recurrence::is_rule(first, bad), "{bad}");
    }
    let ends = planned("2026-11-24T10:00", "FREQ=DAILY;COUNT=3");
    assert_eq!(recurrence::times(&ends, 0, u64::MAX).len(), 3);
    let until = planned("2026-11-24T10:00", "FREQ=WEEKLY;UNTIL=20261209T235959Z");
    assert_eq!(texts(recurrence::times(&until, 0, u64::MAX)), ["2026-11-24T10:00", "2026-12-01T10:00", "2026-12-08T10:00"]);
    assert_eq!(recurrence::times(&planned("2026-11-24T10:00", "FREQ=DAILY"), 0, u64::MAX).len(), recurrence::TIMES_MAX, "without an end there is a limit");
}

/// covers: R3, R2
#[test]
fn a_visit_whose_time_was_changed_apart_counts_at_both_times_until_one_is_kept() {
    let write = |n: u8, over: &[u8], first: &str| Written {
        id: id(n),
        author: ANA,
        time_ms: u64::from(n),
        change: Change {
            line: (n > 1).then(|| id(1)),
            over: over.iter().map(|n| id(*n)).collect(),
            says: Some(Says::Visit(planned(first, ""))),
            from_ms: u64::from(n),
            why: String::new(),
        },
    };
    let facts = vec![write(1, &[], "2026-11-24T10:00"), write(2, &[1], "2026-11-24T11:00"), write(3, &[1], "2026-11-24T14:00")];
    let line = line::lines(facts).remove(0);
    assert_eq!(line.standing(), line::Standing::Apart);
    let times: Vec<String> = recurrence::line_times(&line, 0, u64::MAX).into_iter().map(|(s, ..)| s.text()).collect();
    assert_eq!(times, ["2026-11-24T11:00", "2026-11-24T14:00"]);
}
