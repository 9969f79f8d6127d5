use super::*;
use kith_wire::{
    DeviceId, Lane, SpaceId,
    session::{Frame, SealedPart},
};
use memory::MemoryStore;
use proptest::prelude::*;

mod drops;
mod faults;

const NOW: u64 = 1_790_000_000_000;

fn seed(n: u64) -> [u8; 32] {
    *blake3::hash(&n.to_be_bytes()).as_bytes()
}

/// Devices of one circle, all of them level.
fn circle(count: u64) -> (SpaceId, Vec<MemoryStore>) {
    let mut stores: Vec<MemoryStore> = (0..count).map(|n| MemoryStore::new(seed(n))).collect();
    let (first, rest) = stores.split_first_mut().unwrap();
    let space = first.found(seed(1_000), NOW);
    let members: Vec<DeviceId> = std::iter::once(first.me()).chain(rest.iter().map(SyncStore::me)).collect();
    for (i, guest) in rest.iter().enumerate() {
        first.add(space, guest.me(), NOW + 10 + i as u64);
    }
    first.begin_epoch(space, &members, NOW + 1_000);
    for guest in rest {
        first.invite(space, guest, NOW + 1_001);
    }
    (space, stores)
}

fn two(stores: &mut [MemoryStore], a: usize, b: usize) -> (&mut MemoryStore, &mut MemoryStore) {
    assert!(a < b);
    let (left, right) = stores.split_at_mut(b);
    (&mut left[a], &mut right[0])
}

struct Talk {
    a: Report,
    b: Report,
    frames: usize,
}

/// Runs a session between two stores; `cut` ends it after so many frames.
fn talk_cut(a: &mut MemoryStore, b: &mut MemoryStore, channel: u64, cut: usize) -> Talk {
    let mut left = Session::new(seed(channel), Role::Initiator, Limits::default());
    let mut right = Session::new(seed(channel), Role::Responder, Limits::default());
    let mut to_right = left.start(a).unwrap().frames;
    right.start(b).unwrap();
    let mut frames = 0;
    'talk: while !to_right.is_empty() {
        let mut to_left = Vec::new();
        for frame in std::mem::take(&mut to_right) {
            if frames == cut {
                break 'talk;
            }
            frames += 1;
            to_left.extend(right.handle(b, &frame, NOW + 1_000_000).unwrap().frames);
        }
        for frame in to_left {
            if frames == cut {
                break 'talk;
            }
            frames += 1;
            to_right.extend(left.handle(a, &frame, NOW + 1_000_000).unwrap().frames);
        }
        assert!(frames < 2_000, "a session must end");
    }
    if cut == usize::MAX {
        assert!(left.is_done(), "the initiator knows that it is over");
    }
    Talk { a: left.finish(a).unwrap(), b: right.finish(b).unwrap(), frames }
}

fn talk(a: &mut MemoryStore, b: &mut MemoryStore, channel: u64) -> Talk {
    talk_cut(a, b, channel, usize::MAX)
}

fn same(a: &mut MemoryStore, b: &mut MemoryStore, space: SpaceId) -> bool {
    a.summary(space).unwrap() == b.summary(space).unwrap()
}

/// covers: X2, X9
#[test]
fn thirty_devices_with_nothing_new_cost_one_round_trip_and_under_two_hundred_bytes() {
    let (space, mut stores) = circle(30);
    for n in 0..30 {
        for i in 0..130 {
            stores[n].write(space, b"x", NOW + 2_000 + i);
        }
        for m in 0..2 {
            if n > m {
                let (a, b) = two(&mut stores, m, n);
                talk(a, b, (n * 100 + m) as u64);
            }
        }
    }
    let (a, b) = two(&mut stores, 0, 1);
    talk(a, b, 5_000);
    let t = talk(a, b, 5_001);
    assert_eq!(t.a.spaces[0].outcome, Outcome::Level);
    assert_eq!(t.b.spaces[0].outcome, Outcome::Level);
    assert_eq!(t.a.round_trips(), 1);
    assert!(t.a.bytes_out + t.a.bytes_in <= 200, "{} + {}", t.a.bytes_out, t.a.bytes_in);
    assert_eq!(t.a.bytes_out, t.b.bytes_in);
    assert!(a.summary(space).unwrap().numbers.iter().all(|(_, n)| *n == 130));
}

/// covers: X2, X9
#[test]
fn a_day_offline_on_both_takes_two_round_trips_and_each_hears_what_the_other_holds() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    for i in 0..150 {
        a.write(space, format!("Ceri slept well, note {i}").as_bytes(), NOW + 2_000 + i);
        b.write(space, format!("Tea at four, note {i}").as_bytes(), NOW + 2_000 + i);
    }
    let t = talk(a, b, 1);
    assert_eq!((t.a.round_trips(), t.b.round_trips()), (2, 2));
    assert!(t.a.is_level() && t.b.is_level() && t.frames == 4);
    assert!(same(a, b, space));
    assert_eq!(a.bodies(space, b.me()).len(), 150);
    let (me, them) = (a.me(), b.me());
    assert!(a.heard_of(space, them).unwrap().contains(&(me, 150)));
    assert!(b.heard_of(space, me).unwrap().contains(&(them, 150)));
}

#[test]
fn only_one_side_with_news_is_level_within_two_trips_whichever_connects() {
    for reader_connects in [true, false] {
        let (space, mut stores) = circle(2);
        let (a, b) = two(&mut stores, 0, 1);
        (if reader_connects { &mut *b } else { &mut *a }).write(space, b"new", NOW + 2_000);
        let t = talk(a, b, 1);
        assert!(t.a.is_level() && t.b.is_level() && t.a.round_trips() <= 2);
        assert!(same(a, b, space));
    }
}

#[test]
fn a_newcomer_gets_control_entries_first_and_then_everything() {
    let (space, mut stores) = circle(3);
    let mut guest = MemoryStore::new(seed(77));
    for i in 0..300 {
        stores[1].write(space, b"before", NOW + 2_000 + i);
    }
    let (a, b) = two(&mut stores, 0, 1);
    talk(a, b, 1);
    let (a, b) = two(&mut stores, 1, 2);
    a.invite(space, &mut guest, NOW + 2_500);
    a.add(space, guest.me(), NOW + 3_000);
    let members = [a.me(), b.me(), guest.me()];
    a.begin_epoch(space, &members, NOW + 3_001);
    a.write(space, b"after", NOW + 3_002);
    // The guest has the control entries from before it was added: no key, so nothing in common yet.
    let t = talk(&mut guest, a, 2);
    assert!(t.a.spaces.is_empty() && t.b.spaces.is_empty());
    a.invite(space, &mut guest, NOW + 3_003);
    let t = talk(&mut guest, a, 3);
    assert!(t.a.is_level() && t.b.is_level());
    assert!(same(&mut guest, a, space));
    assert_eq!(guest.bodies(space, a.me()).len(), 301);
}

#[test]
fn differing_control_logs_become_the_same_and_data_crosses_in_the_same_session() {
    let (space, mut stores) = circle(3);
    let (a, b) = two(&mut stores, 0, 1);
    a.add(space, DeviceId([7; 32]), NOW + 3_000);
    b.add(space, DeviceId([8; 32]), NOW + 3_001);
    a.write(space, b"from a", NOW + 3_002);
    b.write(space, b"from b", NOW + 3_003);
    let t = talk(a, b, 1);
    assert!(t.a.is_level() && t.b.is_level(), "{:?} {:?}", t.a, t.b);
    assert!(t.a.round_trips() <= 4, "{}", t.a.round_trips());
    assert!(same(a, b, space));
    assert_eq!(b.bodies(space, a.me()), [b"from a"]);
}

/// The architecture's third invariant.
#[test]
fn a_removed_device_gets_control_entries_and_nothing_written_after() {
    let (space, mut stores) = circle(3);
    let members = [stores[0].me(), stores[1].me()];
    stores[0].begin_epoch(space, &members, NOW + 5_000);
    stores[0].write(space, b"not for the third", NOW + 5_001);
    for flip in [false, true] {
        let (a, c) = two(&mut stores, 0, 2);
        let t = if flip { talk(c, a, 1) } else { talk(a, c, 2) };
        assert_eq!(t.a.spaces[0].outcome, Outcome::OlderEpoch);
        assert!(c.bodies(space, a.me()).is_empty());
        assert_eq!(c.summary(space).unwrap().control, a.summary(space).unwrap().control);
        if flip {
            assert!(!t.a.again && !t.b.again, "nothing is gained by trying again");
        }
    }
}

#[test]
fn a_device_that_slept_through_a_new_epoch_is_told_and_then_level() {
    for flip in [false, true] {
        let (space, mut stores) = circle(3);
        let members: Vec<DeviceId> = stores.iter().map(SyncStore::me).collect();
        stores[0].begin_epoch(space, &members, NOW + 5_000);
        stores[0].write(space, b"for all", NOW + 5_001);
        stores[2].write(space, b"slept", NOW + 5_002);
        let (a, c) = two(&mut stores, 0, 2);
        let (a, c) = if flip { (c, a) } else { (a, c) };
        let t = talk(a, c, 1);
        assert!(t.a.again, "the initiator is told to come again");
        let t = talk(a, c, 2);
        assert!(t.a.is_level() && t.b.is_level());
        assert!(same(a, c, space));
    }
}

#[test]
fn two_new_epochs_at_once_meet_under_the_one_before() {
    let (space, mut stores) = circle(2);
    let members: Vec<DeviceId> = stores.iter().map(SyncStore::me).collect();
    let (a, b) = two(&mut stores, 0, 1);
    a.begin_epoch(space, &members, NOW + 5_000);
    b.begin_epoch(space, &members, NOW + 5_001);
    a.write(space, b"a", NOW + 5_002);
    b.write(space, b"b", NOW + 5_003);
    let t = talk(a, b, 1);
    assert!(t.a.again);
    let t = talk(a, b, 2);
    assert!(t.a.is_level() && t.b.is_level());
    assert!(same(a, b, space));
}

#[test]
fn a_stranger_recognises_nothing_and_says_nothing() {
    let (space, mut stores) = circle(2);
    stores[0].write(space, b"secret", NOW + 2_000);
    let mut stranger = MemoryStore::new(seed(99));
    stranger.found(seed(98), NOW);
    let t = talk(&mut stores[0], &mut stranger, 1);
    assert!(t.a.spaces.is_empty() && t.b.spaces.is_empty());
    assert_eq!(t.a.round_trips(), 1);
}

#[test]
fn the_same_circle_over_channels_that_differ_is_not_recognised() {
    let (_, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
    let mut right = Session::new(seed(2), Role::Responder, Limits::default());
    right.start(b).unwrap();
    let hello = left.start(a).unwrap().frames;
    let out = right.handle(b, &hello[0], NOW).unwrap();
    assert_eq!(out.frames.len(), 1);
    assert!(right.finish(b).unwrap().spaces.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn three_devices_converge_whatever_is_written_met_and_cut(steps in prop::collection::vec((0u8..4, 0usize..3, 0usize..3, 0usize..9), 1..40)) {
        let (space, mut stores) = circle(3);
        for (i, (what, a, b, cut)) in steps.into_iter().enumerate() {
            let now = NOW + 2_000 + i as u64 * 10;
            match what {
                0 => (0..=cut).for_each(|k| stores[a].write(space, format!("{a} {i} {k}").as_bytes(), now + k as u64)),
                1 => stores[a].add(space, DeviceId(seed(i as u64 + 500)), now),
                _ if a < b => {
                    let (x, y) = two(&mut stores, a, b);
                    talk_cut(x, y, i as u64, if what == 2 { cut } else { usize::MAX });
                }
                _ => {}
            }
        }
        for round in 0..2 {
            for (a, b) in [(0, 1), (1, 2), (0, 2)] {
                let (x, y) = two(&mut stores, a, b);
                let t = talk(x, y, 9_000 + round * 10 + a as u64 * 3 + b as u64);
                prop_assert!(t.a.is_level() && t.b.is_level());
            }
        }
        let first = stores[0].summary(space).unwrap();
        for s in &mut stores {
            prop_assert_eq!(&s.summary(space).unwrap(), &first);
        }
    }
}
