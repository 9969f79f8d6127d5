//! One device, certified by several people: whose it is, whatever the order in which that comes.

use super::*;

/// Every order of a few entries, and all of them one by one.
fn always(log: &Log, check: impl Fn(&Resolved, &str)) {
    let n = log.entries.len();
    for turn in 0..n {
        let mut entries = log.entries.clone();
        entries.rotate_left(turn);
        check(&Resolved::of(&entries, &mut HashSet::new()), &format!("turned by {turn}"));
        entries.reverse();
        check(&Resolved::of(&entries, &mut HashSet::new()), &format!("turned by {turn}, from behind"));
        let mut space = Space::new(log.space(), 1, Vec::new(), Vec::new());
        for entry in entries {
            space.push(entry);
            space.settle();
        }
        check(&space.resolved, &format!("turned by {turn}, one by one"));
    }
}

/// P1 with P2 and P3, and a tablet, device 20.
fn three() -> Log {
    Log::new(vec![add(1, OWNER), add(2, MEMBER), add(3, MEMBER)])
}

fn said(of: u8, n: u8, signer: &SigningKey) -> Certificate {
    certificate(of, n, signer).accept(&key(n))
}

/// covers: X3
#[test]
fn a_device_is_whose_its_own_word_says_though_somebody_else_certified_it_first() {
    let mut log = three();
    let theft = log.put(3, &[0], Act::Certify(certificate(3, 20, &key(3))));
    let mine = log.put(2, &[0], Act::Certify(certificate(2, 20, &key(2))));
    log.put(20, &[mine, theft], Act::Certify(said(2, 20, &key(2))));
    // Having heard of nothing else, the thief goes on as if it were theirs.
    log.put(3, &[theft], Act::Freeze(device(20)));
    let bare = log.body(&[theft], Act::RevokeDevice(RevokeDevice { device: device(20), places: Vec::new(), root: None, since_ms: None }));
    let root = Some(bare.cosign(&log.space(), &device(3), &key(103)));
    log.put(3, &[theft], Act::RevokeDevice(RevokeDevice { device: device(20), places: Vec::new(), root, since_ms: None }));
    always(&log, |r, how| {
        assert_eq!(r.person_of(&device(20)), Some(person(2)), "{how}");
        assert!(r.people[&person(2)].devices.contains(&device(20)) && r.frozen.is_empty() && r.removals.is_empty(), "{how}");
    });
}

/// covers: X3
#[test]
fn nobody_takes_over_a_device_that_is_in_by_certifying_it_on_an_old_past() {
    // Its own word came with it when it was let in.
    let mut log = three();
    let step = log.put(1, &[0], Act::Add(Add::new(person(4), MEMBER, "P4".to_owned(), vec![said(4, 4, &key(104))])));
    log.put(3, &[0], Act::Certify(certificate(3, 4, &key(3))));
    always(&log, |r, how| assert_eq!(r.person_of(&device(4)), Some(person(4)), "{how}"));
    // Of an earlier version, without it: what it has done knew by whom it was let in, and nothing of the other.
    let mut log = three();
    let tablet = log.put(2, &[0], Act::Certify(certificate(2, 20, &key(2))));
    let later = log.put(1, &[tablet], Act::Grant(person(2), 4));
    let done = log.put(20, &[later], Act::Certify(certificate(2, 21, &key(20))));
    log.put(3, &[0], Act::Certify(certificate(3, 20, &key(3))));
    // Nor by a word that it gives later: what it did as somebody's would not have been theirs.
    log.put(3, &[0], Act::Certify(said(3, 20, &key(3))));
    always(&log, |r, how| {
        assert_eq!((r.person_of(&device(20)), r.person_of(&device(21))), (Some(person(2)), Some(person(2))), "{how}");
    });
    assert!(step > 0 && done > 0);
}

/// covers: X3
#[test]
fn a_word_for_somebody_who_has_not_certified_the_device_changes_nothing() {
    let mut log = three();
    let mine = log.put(2, &[0], Act::Certify(certificate(2, 20, &key(2))));
    // Somebody who is not in, and somebody in whose name a stranger signed.
    log.put(3, &[0], Act::Certify(said(9, 20, &key(109))));
    log.put(3, &[0], Act::Certify(said(1, 20, &key(3))));
    always(&log, |r, how| assert_eq!(r.person_of(&device(20)), Some(person(2)), "{how}"));
    assert!(mine > 0);
}

/// covers: X3, R4
#[test]
fn a_cut_off_device_does_not_come_back_by_giving_its_word_again() {
    let mut log = three();
    let mine = log.put(2, &[0], Act::Certify(certificate(2, 20, &key(2))));
    let bare = log.body(&[mine], Act::RevokeDevice(RevokeDevice { device: device(20), places: Vec::new(), root: None, since_ms: None }));
    let root = Some(bare.cosign(&log.space(), &device(2), &key(102)));
    let cut = log.put(2, &[mine], Act::RevokeDevice(RevokeDevice { device: device(20), places: Vec::new(), root, since_ms: None }));
    for parents in [mine, cut] {
        let mut log = Log { entries: log.entries.clone() };
        log.put(20, &[parents], Act::Certify(said(2, 20, &key(2))));
        always(&log, |r, how| {
            assert_eq!(r.devices.iter().find(|d| d.id == device(20)).unwrap().standing, Standing::Revoked, "{how}");
            assert!(!r.people[&person(2)].devices.contains(&device(20)), "{how}");
        });
    }
}
