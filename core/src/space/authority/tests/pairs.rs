//! Every pair of acts that did not know one another, as docs/PROTOCOL.md tells it: the table is run over the real code.

use super::*;
use std::fmt::Write;

const PROTOCOL: &str = include_str!("../../../../../docs/PROTOCOL.md");
const HEAD: &str = "| one | another, made apart | what comes of it |\n| --- | --- | --- |\n";

/// What the table is about: an owner O, keepers K, L and M, a member P who holds a role.
const ACTS: [(&str, &str, Kind, (char, u8)); 14] = [
    ("O adds F", "O", Kind::Add, ('F', 1)),
    ("K adds F", "K", Kind::Add, ('F', 1)),
    ("K removes P", "K", Kind::Remove, ('P', 1)),
    ("O removes K", "O", Kind::Remove, ('K', 2)),
    ("L and M remove K", "LM", Kind::Remove, ('K', 2)),
    ("K and M remove L", "KM", Kind::Remove, ('L', 2)),
    ("O makes P a keeper", "O", Kind::Level, ('P', 2)),
    ("O makes K a member", "O", Kind::Level, ('K', 1)),
    ("K leaves", "K", Kind::Leave, ('K', 0)),
    ("P leaves", "P", Kind::Leave, ('P', 0)),
    ("K grants P another role", "K", Kind::Grant(4), ('P', 0)),
    ("O ends P's role", "O", Kind::Revoke(3), ('P', 0)),
    ("the board removes O", "L", Kind::BoardRemove([1; 32]), ('O', 0)),
    ("K's phone is revoked", "O", Kind::RevokeDevice { device: kith_wire::DeviceId([b'K'; 32]), upto: 5, root: true }, ('K', 0)),
];

fn who(name: char) -> PersonId {
    person(name as u8)
}

fn push(authority: &mut Authority, id: u64, parents: Vec<usize>, act: (&str, Kind, (char, u8))) -> usize {
    let (signers, kind, to) = act;
    let phone = |c: char| kith_wire::DeviceId([c as u8; 32]);
    let author = signers.chars().next().unwrap();
    authority.push(Deed {
        id: entry(id),
        author: who(author),
        device: Some((phone(author), id)),
        cosigners: signers.chars().skip(1).map(|c| (who(c), Some(phone(c)))).collect(),
        parents,
        kind,
        target: who(to.0),
        level: to.1,
        certifies: if matches!(kind, Kind::Genesis | Kind::Add) { vec![phone(to.0)] } else { Vec::new() },
    })
}

/// What comes of two acts on one past.
fn outcome(one: usize, other: usize) -> String {
    let mut a = Authority::new(None);
    let mut last = push(&mut a, 1, Vec::new(), ("O", Kind::Genesis, ('O', 3)));
    for (n, (k, l)) in [('K', 2), ('L', 2), ('M', 2), ('P', 1)].into_iter().enumerate() {
        last = push(&mut a, n as u64 + 2, vec![last], ("O", Kind::Add, (k, l)));
    }
    last = push(&mut a, 6, vec![last], ("O", Kind::Grant(3), ('P', 0)));
    let before = a.levels().clone();
    let [first, second] = [(one, 7), (other, 8)].map(|(n, id)| {
        let (_, signers, kind, to) = ACTS[n];
        push(&mut a, id, vec![last], (signers, kind, to))
    });
    assert!(a.is_well_founded(first) && a.is_well_founded(second));
    let mut out = match (a.is_effective(first), a.is_effective(second)) {
        (true, true) => "both stand",
        (false, true) => "the first falls",
        (true, false) => "the second falls",
        (false, false) => "both fall",
    }
    .to_owned();
    for c in "OKLMPF".chars() {
        let level = |of: &std::collections::BTreeMap<PersonId, u8>| of.get(&who(c)).copied().unwrap_or(0);
        if level(&before) != level(a.levels()) {
            write!(out, ", {c} {}", ["is out", "is a member", "is a keeper", "is owner"][usize::from(level(a.levels()))]).unwrap();
        }
    }
    let held = a.roles().iter().filter(|(_, end)| end.is_none()).count();
    if held != 1 {
        write!(out, ", P holds {}", ["no role", "", "both roles"][held]).unwrap();
    }
    if !a.questions().is_empty() {
        out += ", a question";
    }
    out
}

/// covers: M5, R4
#[test]
fn what_comes_of_every_pair_of_acts_made_apart_is_what_the_protocol_says() {
    let mut table = HEAD.to_owned();
    for (one, first) in ACTS.iter().enumerate() {
        for (other, second) in ACTS.iter().enumerate().skip(one + 1) {
            writeln!(table, "| {} | {} | {} |", first.0, second.0, outcome(one, other)).unwrap();
        }
    }
    assert!(PROTOCOL.contains(&table), "docs/PROTOCOL.md should hold:\n{table}");
}

/// What takes rights away, made apart from the acts below.
const ENDINGS: [usize; 6] = [3, 4, 7, 8, 13, 12];
/// What else K may do in the base: with the level that it uses, and what it is about. N has left before.
const SMALLER: [(&str, Kind, (char, u8)); 5] = [
    ("K freezes another phone of K's", Kind::Use(1), ('K', 0)),
    ("K certifies another phone of K's", Kind::Use(1), ('K', 0)),
    ("K lifts the freeze of P's phone", Kind::Lift { root: false }, ('P', 0)),
    ("K answers a question", Kind::Use(2), ('K', 0)),
    ("K countersigns N's leave", Kind::Countersign(7), ('N', 0)),
];

/// Whether what K does stands, made apart from an ending.
fn stands(smaller: Option<usize>, ending: usize) -> bool {
    let mut a = Authority::new(None);
    let mut last = push(&mut a, 1, Vec::new(), ("O", Kind::Genesis, ('O', 3)));
    for (n, (k, l)) in [('K', 2), ('L', 2), ('M', 2), ('P', 1), ('N', 2)].into_iter().enumerate() {
        last = push(&mut a, n as u64 + 2, vec![last], ("O", Kind::Add, (k, l)));
    }
    last = push(&mut a, 7, vec![last], ("O", Kind::Grant(3), ('P', 0)));
    last = push(&mut a, 8, vec![last], ("N", Kind::Leave, ('N', 0)));
    assert_eq!(last, 7);
    let act = smaller.map(|n| push(&mut a, 9, vec![last], ("K", SMALLER[n].1, SMALLER[n].2)));
    let (_, signers, kind, to) = ACTS[ending];
    let end = push(&mut a, 10, vec![last], (signers, kind, to));
    assert!(a.is_effective(end));
    match act {
        Some(act) => {
            assert!(a.is_well_founded(act), "{}", SMALLER[smaller.unwrap()].0);
            a.is_effective(act)
        }
        // An admit is nobody's parent: it counts by what its author was in its own past.
        None => a.level_at(&[last], &who('K'), Some((kith_wire::DeviceId([b'K'; 32]), 9))) >= 2,
    }
}

/// covers: M5, R4
#[test]
fn what_comes_of_the_smaller_acts_made_apart_from_an_ending_is_what_the_protocol_says() {
    let heads: String = ENDINGS.iter().map(|e| format!(" {} |", ACTS[*e].0)).collect();
    let mut table = format!("| made apart from |{heads}\n|{}\n", " --- |".repeat(ENDINGS.len() + 1));
    let rows = SMALLER.iter().map(|s| s.0).enumerate().map(|(n, name)| (Some(n), name)).chain([(None, "K lets an entry in")]);
    for (n, name) in rows {
        let cells: String = ENDINGS.iter().map(|e| if stands(n, *e) { " stands |" } else { " falls |" }).collect();
        writeln!(table, "| {name} |{cells}").unwrap();
    }
    assert!(PROTOCOL.contains(&table), "docs/PROTOCOL.md should hold:\n{table}");
}
