//! What the model has no words for: devices, roles, decisions of the board, a countersigned leave, room for ten, and the cost.

use super::*;
use kith_wire::DeviceId;

/// A log written act by act; people are letters, and each has a device of the same letter.
struct Log {
    authority: Authority,
    count: u64,
}

fn who(name: char) -> PersonId {
    person(name as u8)
}

fn phone(name: char) -> DeviceId {
    DeviceId([name as u8; 32])
}

impl Log {
    fn new(keepers: &str, capacity: Option<usize>) -> (Self, usize) {
        let mut log = Self { authority: Authority::new(capacity), count: 0 };
        let mut last = log.act('O', &[], Kind::Genesis, ('O', 3));
        for k in keepers.chars() {
            last = log.act('O', &[last], Kind::Add, (k, 2));
        }
        (log, last)
    }

    fn deed(&mut self, author: char, parents: &[usize], kind: Kind, to: (char, u8)) -> Deed {
        self.count += 1;
        let brings = matches!(kind, Kind::Genesis | Kind::Add | Kind::BoardAdd(_));
        Deed {
            id: entry(self.count),
            author: who(author),
            device: Some((phone(author), self.count)),
            cosigners: Vec::new(),
            parents: parents.to_vec(),
            kind,
            target: who(to.0),
            level: to.1,
            certifies: if brings { vec![phone(to.0)] } else { Vec::new() },
        }
    }

    fn act(&mut self, author: char, parents: &[usize], kind: Kind, to: (char, u8)) -> usize {
        let deed = self.deed(author, parents, kind, to);
        self.authority.push(deed)
    }

    fn level(&self, name: char) -> u8 {
        self.authority.levels().get(&who(name)).copied().unwrap_or(0)
    }
}

/// covers: X3, M5
#[test]
fn a_revoked_device_keeps_what_it_did_up_to_the_place_named_and_no_more() {
    let (mut log, base) = Log::new("K", None);
    let before = log.act('O', &[base], Kind::Add, ('A', 1));
    let after = log.act('O', &[before], Kind::Add, ('B', 1));
    let upto = log.authority.deed(before).device.unwrap().1;
    log.act('K', &[base], Kind::RevokeDevice { device: phone('O'), upto, root: true }, ('O', 0));
    assert!(log.authority.is_effective(before) && !log.authority.is_effective(after));
    assert_eq!((log.level('A'), log.level('B'), log.level('O')), (1, 0, 3));
}

#[test]
fn a_device_that_a_revoked_device_certified_falls_with_it() {
    let (mut log, base) = Log::new("K", None);
    let mut deed = log.deed('K', &[base], Kind::Use(1), ('K', 0));
    deed.certifies = vec![phone('T')];
    let certify = log.authority.push(deed);
    let mut deed = log.deed('K', &[certify], Kind::Add, ('F', 1));
    deed.device = Some((phone('T'), 1));
    let add = log.authority.push(deed);
    assert!(log.authority.is_effective(add));
    log.act('O', &[base], Kind::RevokeDevice { device: phone('K'), upto: 0, root: false }, ('K', 0));
    assert!(!log.authority.is_effective(add) && log.level('F') == 0 && log.level('K') == 2);
}

#[test]
fn a_keeper_alone_does_not_revoke_another_keepers_device() {
    let (mut log, base) = Log::new("KL", None);
    let r = log.act('K', &[base], Kind::RevokeDevice { device: phone('L'), upto: 0, root: false }, ('L', 0));
    assert!(!log.authority.is_well_founded(r));
    let grant = log.act('O', &[base], Kind::Grant(0), ('K', 0));
    let r = log.act('K', &[grant], Kind::RevokeDevice { device: phone('L'), upto: 0, root: false }, ('L', 0));
    assert!(log.authority.is_well_founded(r));
}

/// covers: M5
#[test]
fn a_revocation_ends_a_grant_made_meanwhile_and_a_removal_does_too() {
    let (mut log, base) = Log::new("KM", None);
    let m = log.act('O', &[base], Kind::Add, ('P', 1));
    let first = log.act('K', &[m], Kind::Grant(3), ('P', 0));
    let again = log.act('M', &[first], Kind::Grant(3), ('P', 0));
    log.act('K', &[first], Kind::Revoke(3), ('P', 0));
    assert!(log.authority.roles().iter().all(|(_, end)| end.is_some()));
    let later = log.act('M', &[again, log.authority.nodes.len() - 1], Kind::Grant(3), ('P', 0));
    let live = |log: &Log| log.authority.roles().iter().filter(|(_, end)| end.is_none()).count();
    assert!(log.authority.is_effective(later) && live(&log) == 1);
    log.act('O', &[m], Kind::Remove, ('P', 1));
    assert_eq!(live(&log), 0);
}

#[test]
fn a_role_granted_while_its_giver_was_being_removed_falls() {
    let (mut log, base) = Log::new("K", None);
    let m = log.act('O', &[base], Kind::Add, ('P', 1));
    let grant = log.act('K', &[m], Kind::Grant(3), ('P', 0));
    log.act('O', &[m], Kind::Remove, ('K', 2));
    assert!(!log.authority.is_effective(grant));
}

#[test]
fn nobody_grants_themselves_a_role_but_the_owner() {
    let (mut log, base) = Log::new("K", None);
    let (own, owners) = (log.act('K', &[base], Kind::Grant(7), ('K', 0)), log.act('O', &[base], Kind::Grant(7), ('O', 0)));
    assert!(!log.authority.is_well_founded(own) && log.authority.is_well_founded(owners));
}

/// covers: R4
#[test]
fn a_countersigned_leave_ends_what_the_leaver_did_elsewhere_unless_the_countersigner_fell() {
    for removed in [false, true] {
        let (mut log, base) = Log::new("KL", None);
        let added = log.act('K', &[base], Kind::Add, ('M', 1));
        let leave = log.act('K', &[base], Kind::Leave, ('K', 0));
        assert!(log.level('M') == 1 && log.level('K') == 0);
        log.act('L', &[leave], Kind::Countersign(leave), ('K', 0));
        assert!(!log.authority.is_effective(added));
        if removed {
            log.act('O', &[base], Kind::Remove, ('L', 2));
        }
        assert_eq!(log.authority.is_effective(added), removed);
    }
}

#[test]
fn a_decision_of_the_board_carried_in_again_does_nothing() {
    let (mut log, base) = Log::new("K", None);
    let m = log.act('O', &[base], Kind::Add, ('M', 1));
    let decision = Kind::BoardRemove([7; 32]);
    let out = log.act('K', &[m], decision, ('M', 0));
    assert_eq!(log.level('M'), 0);
    let back = log.act('O', &[out], Kind::Add, ('M', 1));
    assert_eq!(log.level('M'), 1);
    log.act('K', &[m], decision, ('M', 0));
    assert_eq!(log.level('M'), 1, "on an old past");
    log.act('K', &[back], decision, ('M', 0));
    assert_eq!(log.level('M'), 1, "again");
}

/// covers: R4
#[test]
fn the_board_alone_removes_an_owner() {
    let (mut log, base) = Log::new("KL", None);
    let mut deed = log.deed('K', &[base], Kind::Remove, ('O', 3));
    deed.cosigners = vec![(who('L'), None)];
    let tried = log.authority.push(deed);
    assert!(!log.authority.is_well_founded(tried) && log.level('O') == 3);
    log.act('K', &[base], Kind::BoardRemove([1; 32]), ('O', 0));
    assert_eq!(log.level('O'), 0);
}

/// covers: R1
#[test]
fn an_eleventh_is_refused_by_who_knows_of_ten_and_stands_when_added_apart() {
    let (mut log, base) = Log::new("K", Some(10));
    let mut last = base;
    for p in "ABCDEFG".chars() {
        last = log.act('K', &[last], Kind::Add, (p, 1));
    }
    let tenth = log.act('K', &[last], Kind::Add, ('H', 1));
    let apart = log.act('O', &[last], Kind::Add, ('I', 1));
    let refused = log.act('K', &[tenth], Kind::Add, ('J', 1));
    assert!(log.authority.is_effective(apart) && !log.authority.is_well_founded(refused));
    assert_eq!(log.authority.levels().len(), 11);
}

/// What it costs, in steps of the log rather than by a clock: four keepers who never hear of one another's last act.
#[test]
fn four_keepers_at_once_and_a_hundred_acts_each_resolve_as_the_plain_way_does_for_their_beginning() {
    let (mut log, base) = Log::new("ABCD", None);
    let mut tips = [base; 4];
    for i in 0..100 {
        for (n, k) in "ABCD".chars().enumerate() {
            let mut parents = vec![tips[n]];
            if i % 3 == 0 {
                parents.push(tips[(n + 1) % 4]);
            }
            let target = char::from(b'a' + u8::try_from((i * 4 + n) % 120).unwrap());
            let kind = if i % 5 == 4 { Kind::Remove } else { Kind::Add };
            tips[n] = log.act(k, &parents, kind, (target, 1));
        }
        if i == 50 {
            log.act('O', &[base], Kind::Remove, ('B', 2));
        }
    }
    assert!(log.level('A') == 2 && log.level('B') == 0);
    assert!(!log.authority.cancelled().is_empty());
}
