use super::*;
use proptest::prelude::*;

fn device(n: u8) -> DeviceId {
    DeviceId([n; 32])
}

fn act(n: u8) -> EntryId {
    EntryId([n; 32])
}

fn epoch(n: u8) -> EpochId {
    EpochId([n; 32])
}

fn data(n: u8, seq: u64) -> Place {
    Place::new(device(n), Lane::Data, seq, act(0))
}

fn control(n: u8, seq: u64) -> Place {
    Place::new(device(n), Lane::Control, seq, act(0))
}

fn vouch(by: u8, at: u64, places: Vec<Place>) -> Vouch {
    Vouch { by: Some((device(by), at)), places }
}

fn ending(n: u8, of: u8) -> Ending {
    Ending { act: act(n), device: device(of), trusted: None }
}

/// Ceri (1) and Dai (2) are in; Huw (9) was removed by act 50.
fn removed(vouches: Vec<Vouch>) -> Evidence {
    Evidence { present: HashSet::from([device(1), device(2)]), endings: vec![ending(50, 9)], vouches, ..Evidence::default() }
}

fn standing(e: &Evidence, of: u8, seq: u64, under: u8) -> EntryStanding {
    Cuts::of(e, &device(1)).standing(&device(of), seq, &epoch(under))
}

/// covers: R4
#[test]
fn what_anybody_present_held_of_a_removed_device_stands_and_the_rest_waits() {
    let e = removed(vec![vouch(1, 1, vec![data(9, 4)]), vouch(2, 1, vec![data(9, 6)])]);
    assert_eq!(standing(&e, 9, 6, 1), EntryStanding::Stands);
    assert_eq!(standing(&e, 9, 7, 1), EntryStanding::Quarantined);
    assert_eq!(standing(&e, 2, 99, 1), EntryStanding::Stands);
    assert_eq!(standing(&removed(Vec::new()), 9, 1, 1), EntryStanding::Quarantined);
}

/// covers: R4
#[test]
fn two_who_were_removed_cannot_vouch_for_one_another() {
    let mut e = removed(vec![vouch(8, 3, vec![data(9, 40), control(9, 40)]), vouch(9, 3, vec![data(8, 40), control(8, 40)])]);
    e.endings.push(ending(51, 8));
    assert_eq!(standing(&e, 9, 1, 1), EntryStanding::Quarantined);
    assert_eq!(standing(&e, 8, 1, 1), EntryStanding::Quarantined);
    // What the second said before it went, as somebody present held it, counts.
    e.vouches.push(vouch(1, 1, vec![control(8, 3)]));
    assert_eq!(standing(&e, 9, 40, 1), EntryStanding::Stands);
    assert_eq!(standing(&e, 8, 40, 1), EntryStanding::Stands);
    // What it said after that place does not.
    let mut late = removed(vec![vouch(8, 4, vec![data(9, 40)]), vouch(1, 1, vec![control(8, 3)])]);
    late.endings.push(ending(51, 8));
    assert_eq!(standing(&late, 9, 40, 1), EntryStanding::Quarantined);
}

#[test]
fn somebody_who_came_back_writes_on_and_what_they_wrote_while_away_still_waits() {
    let mut e = removed(vec![vouch(1, 1, vec![data(9, 10)]), vouch(2, 9, vec![data(9, 30)])]);
    e.present.insert(device(9));
    e.returns.push(Return { device: device(9), after: 12, knew: BTreeSet::from([act(50)]) });
    e.known.insert(epoch(2), BTreeSet::from([act(50)]));
    assert_eq!(standing(&e, 9, 10, 1), EntryStanding::Stands);
    assert_eq!(standing(&e, 9, 11, 1), EntryStanding::Quarantined);
    assert_eq!(standing(&e, 9, 13, 2), EntryStanding::Stands);
    // Removed again: the second cut is another's business than the first.
    e.endings.push(ending(60, 9));
    assert_eq!(standing(&e, 9, 11, 1), EntryStanding::Quarantined);
    assert_eq!(standing(&e, 9, 30, 2), EntryStanding::Stands);
    assert_eq!(standing(&e, 9, 31, 2), EntryStanding::Quarantined);
}

/// covers: R4, X3
#[test]
fn what_a_lost_phone_wrote_after_the_moment_named_is_shown_for_review() {
    let mut e = removed(vec![vouch(1, 1, vec![data(9, 10)])]);
    e.endings[0].trusted = Some(5);
    assert_eq!(standing(&e, 9, 5, 1), EntryStanding::Stands);
    assert_eq!(standing(&e, 9, 6, 1), EntryStanding::UnderReview);
    assert_eq!(standing(&e, 9, 11, 1), EntryStanding::Quarantined);
}

/// covers: R4
#[test]
fn a_keeper_lets_in_a_range_or_puts_it_away() {
    let mut e = removed(vec![vouch(1, 1, vec![data(9, 4)])]);
    e.verdicts.push(Verdict { device: device(9), first: 5, last: 6, kept: true });
    e.verdicts.push(Verdict { device: device(9), first: 5, last: 7, kept: false });
    assert_eq!(standing(&e, 9, 6, 1), EntryStanding::Stands);
    assert_eq!(standing(&e, 9, 7, 1), EntryStanding::Dropped);
    assert_eq!(standing(&e, 9, 8, 1), EntryStanding::Quarantined);
}

#[test]
fn a_device_that_has_gone_keeps_what_it_had() {
    let e = removed(Vec::new());
    assert_eq!(Cuts::of(&e, &device(9)).standing(&device(9), 3, &epoch(1)), EntryStanding::Stands);
}

fn any_vouch() -> impl Strategy<Value = Vouch> {
    let place = (6..10u8, 1..9u64, any::<bool>()).prop_map(|(d, seq, lane)| if lane { data(d, seq) } else { control(d, seq) });
    (1..10u8, 1..9u64, proptest::collection::vec(place, 1..4)).prop_map(|(by, at, places)| vouch(by, at, places))
}

proptest! {
    /// covers: R4, X2
    #[test]
    fn cuts_follow_from_the_set_of_acts_in_whatever_order(vouches in proptest::collection::vec(any_vouch(), 0..12), turn in 0..12usize) {
        let mut e = removed(vouches);
        e.endings.extend([ending(51, 8), ending(52, 7)]);
        let cuts = Cuts::of(&e, &device(1));
        let by = turn % e.vouches.len().max(1);
        e.vouches.rotate_left(by);
        e.vouches.reverse();
        e.endings.reverse();
        let again = Cuts::of(&e, &device(1));
        for d in 6..10 {
            for seq in 1..10 {
                prop_assert_eq!(cuts.standing(&device(d), seq, &epoch(1)), again.standing(&device(d), seq, &epoch(1)));
            }
        }
    }

    /// covers: R4
    #[test]
    fn one_more_word_never_takes_away_what_stood(vouches in proptest::collection::vec(any_vouch(), 0..8), more in any_vouch()) {
        let mut e = removed(vouches);
        e.endings.extend([ending(51, 8), ending(52, 7)]);
        let before = Cuts::of(&e, &device(1));
        e.vouches.push(more);
        let after = Cuts::of(&e, &device(1));
        for d in 6..10 {
            for seq in 1..10 {
                prop_assert!(!before.standing(&device(d), seq, &epoch(1)).is_shown() || after.standing(&device(d), seq, &epoch(1)).is_shown());
            }
        }
    }
}
