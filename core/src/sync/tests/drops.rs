use super::*;
use kith_wire::{limits, session::DROPS_SLOT};

/// Three devices of one circle, level with one another.
fn three() -> Vec<MemoryStore> {
    let (_, mut stores) = circle(3);
    let (a, b) = two(&mut stores, 0, 1);
    talk(a, b, 900);
    stores
}

/// Whether a frame says anything of drops.
fn speaks_of_drops(frame: &[u8]) -> bool {
    matches!(Frame::decode(frame), Ok(Frame::Turn { parts, .. }) if parts.iter().any(|p| p.slot == DROPS_SLOT))
}

/// covers: X2, X9
#[test]
fn drops_for_the_other_cross_both_ways_and_are_acknowledged() {
    let mut stores = three();
    let third = stores[2].own_box();
    let (a, b) = two(&mut stores, 0, 1);
    a.put_drop(b.own_box(), b"come into the circle");
    a.put_drop(third, b"for somebody else");
    b.put_drop(a.own_box(), b"an hour");
    let t = talk(a, b, 1);
    assert_eq!((t.a.drops.given, t.a.drops.taken.taken), (1, 1));
    assert_eq!((t.b.drops.given, t.b.drops.taken.taken), (1, 1));
    assert_eq!((a.drops_kept(), b.drops_kept()), (&[b"an hour".to_vec()][..], &[b"come into the circle".to_vec()][..]));
    assert_eq!((a.drops_waiting(), b.drops_waiting()), (1, 0));
    assert!(t.a.again && t.a.is_level() && t.b.is_level());
    // What is left is for neither of them: nothing crosses, and nothing asks for another session.
    let t = talk(a, b, 2);
    assert!(!t.a.again && !t.b.again);
    assert_eq!(a.drops_waiting(), 1);
}

/// covers: X2
#[test]
fn where_no_drop_waits_eight_bytes_are_said_of_it_and_no_turn_more() {
    let mut stores = three();
    let (a, b) = two(&mut stores, 0, 1);
    let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
    let Frame::Hello { older, .. } = Frame::decode(&left.start(a).unwrap().frames[0]).unwrap() else { unreachable!() };
    a.put_drop(b.own_box(), b"x");
    let mut other = Session::new(seed(1), Role::Initiator, Limits::default());
    let Frame::Hello { older: asking, .. } = Frame::decode(&other.start(a).unwrap().frames[0]).unwrap() else { unreachable!() };
    // A stranger sees as many tags either way, and cannot tell which is which.
    assert_eq!(older.len(), asking.len());
    assert_eq!(older[..older.len() - 1], asking[..asking.len() - 1]);
    assert_ne!(older.last(), asking.last());
    talk(a, b, 2);
    assert_eq!(talk(a, b, 3).a.round_trips(), 1);
}

/// covers: X2
#[test]
fn a_stranger_who_meets_a_phone_with_drops_hears_nothing_of_them() {
    let mut stores = three();
    let (_, mut others) = circle(1);
    let mut stranger = others.remove(0);
    let to = stranger.own_box();
    let (a, _) = two(&mut stores, 0, 1);
    a.put_drop(to, b"secret");
    stranger.put_drop(a.own_box(), b"unasked");
    for channel in 0..2 {
        let mut left = Session::new(seed(channel), Role::Initiator, Limits::default());
        let mut right = Session::new(seed(channel), Role::Responder, Limits::default());
        let (from, other) = if channel == 0 { (&mut *a, &mut stranger) } else { (&mut stranger, &mut *a) };
        right.start(other).unwrap();
        let mut out = left.start(from).unwrap().frames;
        while !out.is_empty() {
            let back: Vec<Vec<u8>> = out.iter().flat_map(|f| right.handle(other, f, NOW).unwrap().frames).collect();
            out = back.iter().flat_map(|f| left.handle(from, f, NOW).unwrap().frames).collect();
            assert!(!back.iter().chain(&out).any(|f| speaks_of_drops(f)));
        }
    }
    assert!(a.drops_kept().is_empty() && stranger.drops_kept().is_empty());
    assert_eq!(a.drops_waiting(), 1);
}

/// covers: X1, X2
#[test]
fn drops_cut_off_after_any_frame_are_neither_lost_nor_taken_twice() {
    for cut in 0..12 {
        let mut stores = three();
        let (a, b) = two(&mut stores, 0, 1);
        for n in 0..3u8 {
            a.put_drop(b.own_box(), &[n; 100]);
            b.put_drop(a.own_box(), &[100 + n; 100]);
        }
        talk_cut(a, b, 1, cut);
        // Until it is acknowledged it waits; what has come is there already.
        assert!(a.drops_waiting() + b.drops_kept().len() >= 3 && b.drops_waiting() + a.drops_kept().len() >= 3, "cut after {cut}");
        talk(a, b, 2);
        assert_eq!((a.drops_waiting(), b.drops_waiting()), (0, 0), "cut after {cut}");
        assert_eq!((a.drops_kept().len(), b.drops_kept().len()), (3, 3), "cut after {cut}");
        assert!(!talk(a, b, 3).a.again);
    }
}

/// covers: X2
#[test]
fn more_drops_than_a_session_carries_go_in_the_sessions_after_it() {
    let mut stores = three();
    let (a, b) = two(&mut stores, 0, 1);
    let many = limits::SESSION_DROPS_MAX + 7;
    for n in 0..many {
        a.put_drop(b.own_box(), &n.to_be_bytes());
    }
    let t = talk(a, b, 1);
    assert_eq!((t.a.drops.given as usize, t.b.drops.broken), (limits::SESSION_DROPS_MAX, false));
    assert_eq!(talk(a, b, 2).a.drops.given, 7);
    // By bytes as by number.
    for n in 0..20u8 {
        a.put_drop(b.own_box(), &vec![n; limits::ENVELOPE_BYTES_MAX]);
    }
    let given: Vec<u32> = (3..6).map(|channel| talk(a, b, channel).a.drops.given).collect();
    assert_eq!(given, [8, 8, 4]);
    assert_eq!(b.drops_kept().len(), many + 20);
}

/// covers: X2
#[test]
fn a_bad_drop_is_counted_and_stops_nothing() {
    let mut stores = three();
    let (a, b) = two(&mut stores, 0, 1);
    for drop in [&b"one"[..], b"", b"two", b"one"] {
        a.put_drop(b.own_box(), drop);
    }
    let t = talk(a, b, 1);
    assert_eq!(t.b.drops.taken, Taken { taken: 2, known: 1, waiting: 0, refused: 1 });
    assert_eq!((t.a.drops.given, a.drops_waiting()), (4, 0));
}

/// Runs a session in which `spoil` may change any frame on its way to the responder (0) or to the initiator (1).
fn spoilt(a: &mut MemoryStore, b: &mut MemoryStore, spoil: impl Fn(usize, Frame) -> Frame) -> (Report, Report) {
    let mut left = Session::new(seed(1), Role::Initiator, Limits::default());
    let mut right = Session::new(seed(1), Role::Responder, Limits::default());
    right.start(b).unwrap();
    let mut out = left.start(a).unwrap().frames;
    let changed = |to: usize, frame: &Vec<u8>| spoil(to, Frame::decode(frame).unwrap()).encode();
    while !out.is_empty() {
        let back: Vec<Vec<u8>> = out.iter().flat_map(|f| right.handle(b, &changed(0, f), NOW).unwrap().frames).collect();
        out = back.iter().flat_map(|f| left.handle(a, &changed(1, f), NOW).unwrap().frames).collect();
    }
    (left.finish(a).unwrap(), right.finish(b).unwrap())
}

/// covers: X2
#[test]
fn what_is_said_of_drops_and_cannot_be_opened_ends_that_talk_alone() {
    let (space, mut stores) = circle(2);
    let (a, b) = two(&mut stores, 0, 1);
    a.put_drop(b.own_box(), b"x");
    b.write(space, b"two", NOW + 2_000);
    let (left, _) = spoilt(a, b, |to, frame| match frame {
        Frame::Turn { last, offers, mut parts } if to == 1 => {
            parts.iter_mut().filter(|p| p.slot == DROPS_SLOT).for_each(|p| p.sealed[3] ^= 1);
            Frame::Turn { last, offers, parts }
        }
        other => other,
    });
    assert!(left.drops.broken && left.is_level());
    assert_eq!((a.drops_waiting(), b.drops_kept().len()), (1, 0));
    talk(a, b, 2);
    assert_eq!((a.drops_waiting(), b.drops_kept().len()), (0, 1));
}

/// A peer of a version before drops passes over the tag and the slot: so does one that never gets them.
///
/// covers: X2, X9
#[test]
fn a_phone_of_a_version_without_drops_still_levels() {
    for older_is in [0, 1] {
        let (space, mut stores) = circle(2);
        let (a, b) = two(&mut stores, 0, 1);
        a.put_drop(b.own_box(), b"x");
        b.put_drop(a.own_box(), b"y");
        a.write(space, b"one", NOW + 2_000);
        b.write(space, b"two", NOW + 2_000);
        let (left, right) = spoilt(a, b, |to, frame| match frame {
            Frame::Hello { spaces, mut older } if older_is == to => {
                // A tag that nobody recognises, in its place.
                *older.last_mut().unwrap() = [9; 8];
                Frame::Hello { spaces, older }
            }
            Frame::Turn { last, offers, parts } => Frame::Turn { last, offers, parts: parts.into_iter().filter(|p| p.slot != DROPS_SLOT).collect() },
            other => other,
        });
        assert!(left.is_level() && right.is_level());
        assert_eq!((a.drops_waiting(), b.drops_waiting()), (1, 1));
    }
}

/// covers: X2
#[test]
fn who_does_not_show_that_they_read_a_box_is_given_nothing_for_it() {
    let mut stores = three();
    let third = stores[2].own_box();
    let (a, b) = two(&mut stores, 0, 1);
    a.put_drop(third, b"for the third");
    let t = talk(a, b, 1);
    assert_eq!((t.a.drops.given, a.drops_waiting(), b.drops_kept().len()), (0, 1, 0));
    let (a, c) = two(&mut stores, 0, 2);
    talk(a, c, 2);
    assert_eq!((a.drops_waiting(), c.drops_kept().len()), (0, 1));
}
