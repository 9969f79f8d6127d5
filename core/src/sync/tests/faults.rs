//! Forks, cuts, liars and damage.

use super::*;

/// A second device with the same key as the first writes on: what a copied profile would do.
fn forked(common: u64, left: u64, right: u64) -> (SpaceId, MemoryStore, MemoryStore, DeviceId) {
    let (space, mut stores) = circle(3);
    let author = stores[2].me();
    for i in 0..common {
        stores[2].write(space, b"common", NOW + 2_000 + i);
        stores[2].close_open(space);
    }
    let mut twin = stores[2].clone();
    for i in 0..left {
        stores[2].write(space, b"left", NOW + 4_000 + i);
        stores[2].close_open(space);
    }
    for i in 0..right {
        twin.write(space, b"right", NOW + 5_000 + i);
        twin.close_open(space);
    }
    let mut third = stores.pop().unwrap();
    let mut b = stores.pop().unwrap();
    let mut a = stores.pop().unwrap();
    talk(&mut a, &mut third, 1);
    talk(&mut b, &mut twin, 2);
    (space, a, b, author)
}

#[test]
fn a_forked_author_ends_in_a_proof_on_both_and_not_in_a_loop() {
    for (common, left, right) in [(0, 1, 1), (5, 3, 3), (5, 9, 2), (40, 1, 30), (200, 50, 50)] {
        let (space, mut a, mut b, author) = forked(common, left, right);
        a.write(space, b"still goes on", NOW + 6_000);
        let t = talk(&mut a, &mut b, 3);
        let fork = Fork { lane: Lane::Data, device: author, seq: common + 1 };
        assert_eq!(t.a.spaces[0].forks, [fork], "{common} {left} {right}");
        assert_eq!(t.b.spaces[0].forks, [fork], "{common} {left} {right}");
        assert!(t.a.is_level() && t.b.is_level(), "{common} {left} {right}: {:?}", t.a.spaces[0].outcome);
        assert!(same(&mut a, &mut b, space));
        assert!(t.frames < 20);
        let t = talk(&mut a, &mut b, 4);
        assert_eq!((t.a.round_trips(), t.a.is_level()), (1, true));
    }
}

#[test]
fn a_third_device_learns_of_a_fork_from_either_that_knows() {
    let (space, mut a, mut b, author) = forked(4, 2, 3);
    talk(&mut a, &mut b, 3);
    let (_, mut other) = circle(3);
    let mut c = other.remove(1);
    let t = talk(&mut c, &mut a, 4);
    assert!(t.a.is_level(), "{:?}", t.a);
    assert_eq!(t.a.spaces[0].forks[0].device, author);
    assert!(same(&mut c, &mut b, space));
}

#[test]
fn a_session_cut_after_any_frame_loses_nothing() {
    for cut in 0..12 {
        let (space, mut stores) = circle(2);
        let (a, b) = two(&mut stores, 0, 1);
        for i in 0..3_000 {
            let text = blake3::hash(&[u8::try_from(i % 251).unwrap(); 9]).to_hex().repeat(4);
            a.write(space, text.as_bytes(), NOW + 2_000 + i);
            if i % 10 == 0 {
                b.write(space, b"short", NOW + 2_000 + i);
            }
        }
        talk_cut(a, b, 1, cut);
        let t = talk(a, b, 2);
        assert!(t.a.is_level() && t.b.is_level(), "cut after {cut}");
        assert!(same(a, b, space));
        assert_eq!(b.bodies(space, a.me()).len(), 3_000);
    }
}

#[test]
fn a_session_that_reaches_its_limit_stops_and_the_next_goes_on() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    for i in 0..600 {
        a.write(space, &[b'x'; 200], NOW + 2_000 + i);
        a.close_open(space);
    }
    let limits = Limits { turns: 6, batch_bytes: 8_000, turn_bytes: 16_000, ..Limits::default() };
    let mut rounds = 0;
    loop {
        let mut left = Session::new(seed(rounds), Role::Initiator, limits);
        let mut right = Session::new(seed(rounds), Role::Responder, limits);
        right.start(b).unwrap();
        let mut to_right = left.start(a).unwrap().frames;
        while !to_right.is_empty() {
            let to_left: Vec<_> = to_right.iter().flat_map(|f| right.handle(b, f, NOW + 9_000).unwrap().frames).collect();
            to_right = to_left.iter().flat_map(|f| left.handle(a, f, NOW + 9_000).unwrap().frames).collect();
        }
        rounds += 1;
        let report = left.finish(a).unwrap();
        assert!(report.turns <= limits.turns + 1);
        if report.is_level() {
            break;
        }
        assert_eq!(report.spaces[0].outcome, Outcome::Enough);
        assert!(rounds < 30);
    }
    assert!(rounds > 2);
    assert!(same(a, b, space));
}

#[test]
fn a_frame_that_was_changed_breaks_its_space_and_nothing_else() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    a.write(space, b"one", NOW + 2_000);
    b.write(space, b"two", NOW + 2_000);
    let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
    let mut right = Session::new(seed(1), Role::Responder, Limits::default());
    right.start(b).unwrap();
    let hello = left.start(a).unwrap().frames.remove(0);
    let answer = right.handle(b, &hello, NOW + 3_000).unwrap().frames.remove(0);
    let Frame::Turn { last, offers, mut parts } = Frame::decode(&answer).unwrap() else { unreachable!() };
    parts[0].sealed[5] ^= 1;
    let changed = Frame::Turn { last, offers, parts }.encode();
    let goodbye = left.handle(a, &changed, NOW + 3_000).unwrap();
    assert_eq!(left.finish(a).unwrap().spaces[0].outcome, Outcome::Broken);
    let out = right.handle(b, &goodbye.frames[0], NOW + 3_000).unwrap();
    assert!(out.done && goodbye.done);
    assert!(a.bodies(space, b.me()).is_empty());
    assert!(talk(a, b, 2).a.is_level());
}

#[test]
fn what_is_no_frame_or_out_of_turn_ends_the_session_with_its_reason() {
    let (_, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    let mut right = Session::new(seed(1), Role::Responder, Limits::default());
    right.start(b).unwrap();
    assert!(matches!(right.handle(b, &[9, 9, 9], NOW), Err(SessionError::Frame(_))));
    assert!(right.handle(b, &[1, 1, 0], NOW).unwrap().done);
    let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
    let hello = left.start(a).unwrap().frames.remove(0);
    assert_eq!(left.handle(a, &hello, NOW), Err(SessionError::OutOfTurn));
    let mut right = Session::new(seed(1), Role::Responder, Limits::default());
    right.start(b).unwrap();
    let turn = Frame::Turn { last: true, offers: vec![], parts: vec![SealedPart { slot: 4_000_000, sealed: vec![1] }] }.encode();
    assert_eq!(right.handle(b, &turn, NOW), Err(SessionError::OutOfTurn));
}

#[test]
fn a_repeated_frame_is_refused_and_nothing_is_lost() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    b.write(space, b"two", NOW + 2_000);
    let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
    let mut right = Session::new(seed(1), Role::Responder, Limits::default());
    right.start(b).unwrap();
    let hello = left.start(a).unwrap().frames.remove(0);
    right.handle(b, &hello, NOW + 3_000).unwrap();
    assert_eq!(right.handle(b, &hello, NOW + 3_000), Err(SessionError::OutOfTurn));
    assert!(talk(a, b, 2).a.is_level());
}

#[test]
fn a_batch_that_inflates_beyond_what_it_says_is_refused_unread() {
    let bomb = kith_wire::session::Packed { inflated: 1_000, columns: zstd::bulk::compress(&vec![0; 1 << 24], 3).unwrap(), loose: vec![] };
    assert!(batch::unpack(&bomb).is_none());
    let over = kith_wire::session::Packed { inflated: usize::MAX, ..bomb };
    assert!(batch::unpack(&over).is_none());
}

#[test]
fn one_bad_run_in_a_batch_does_not_stop_the_rest() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    a.write(space, b"one", NOW + 2_000);
    a.close_open(space);
    a.write(space, b"two", NOW + 2_001);
    a.close_open(space);
    let runs = a.data_runs(space);
    let epoch = runs[0].0;
    let mut bad = runs[0].1.clone();
    let n = bad.len();
    bad[n - 70] ^= 1;
    let all = [bad, b"nonsense".to_vec(), runs[1].1.clone(), runs[0].1.clone(), runs[0].1.clone()];
    let taken = b.admit(space, epoch, &all, NOW + 3_000).unwrap();
    assert_eq!(taken, Taken { taken: 2, known: 1, waiting: 1, refused: 2 });
    assert!(same(a, b, space));
}

#[test]
fn runs_that_arrive_in_reverse_wait_and_then_all_stand() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    for i in 0..20 {
        a.write(space, &[i], NOW + 2_000 + u64::from(i));
        a.close_open(space);
    }
    for (epoch, run) in a.data_runs(space).iter().rev() {
        b.admit(space, *epoch, std::slice::from_ref(run), NOW + 3_000).unwrap();
    }
    assert_eq!(b.waiting(space), 0);
    assert!(same(a, b, space));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_frame_from_a_liar_makes_a_session_panic_or_go_on_for_ever(noise in prop::collection::vec((0usize..400, any::<u8>()), 1..12), which in 0usize..4) {
        let (space, mut stores) = circle(2);
        let (a, b) = two(&mut stores, 0, 1);
        a.write(space, b"one", NOW + 2_000);
        b.write(space, b"two", NOW + 2_000);
        let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
        let mut right = Session::new(seed(1), Role::Responder, Limits::default());
        right.start(b).unwrap();
        let mut to_right = left.start(a).unwrap().frames;
        let (mut count, mut steps) = (0, 0);
        while !to_right.is_empty() && steps < 50 {
            steps += 1;
            let mut harm = |frame: &mut Vec<u8>| {
                if count == which {
                    for (at, byte) in &noise {
                        let n = frame.len();
                        frame[at % n] = *byte;
                    }
                }
                count += 1;
            };
            to_right.iter_mut().for_each(&mut harm);
            let mut to_left: Vec<Vec<u8>> = to_right.iter().flat_map(|f| right.handle(b, f, NOW + 3_000).map(|o| o.frames).unwrap_or_default()).collect();
            to_left.iter_mut().for_each(&mut harm);
            to_right = to_left.iter().flat_map(|f| left.handle(a, f, NOW + 3_000).map(|o| o.frames).unwrap_or_default()).collect();
        }
        prop_assert!(steps < 50);
        let t = talk(a, b, 2);
        prop_assert!(t.a.is_level() && t.b.is_level());
    }
}
