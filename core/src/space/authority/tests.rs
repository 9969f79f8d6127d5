//! The resolution against a plain second saying of its rules, against recorded histories, and against forgers.

mod attacks;
mod forgers;
mod histories;
mod model;
mod more;
mod pairs;
mod spec;

use super::{Authority, Deed, Kind, Rules};
use histories::{Chance, history};
use kith_wire::{EntryId, PersonId};
use spec::{Off, Outcome, Person, Plain, Set, Spec, What, bits};

/// Histories in an ordinary run, or in a full one.
fn rounds(few: u64) -> u64 {
    if std::env::var_os("KITH_FULL").is_some() { 20_000 } else { few }
}

fn person(p: Person) -> PersonId {
    let mut out = [0; 32];
    out[31] = p;
    PersonId(out)
}

fn entry(id: u64) -> EntryId {
    let mut out = [0; 32];
    out[24..].copy_from_slice(&id.to_be_bytes());
    EntryId(out)
}

fn deed(act: &Plain, place: impl Fn(usize) -> usize) -> Deed {
    Deed {
        id: entry(act.id),
        author: person(act.author),
        device: None,
        cosigners: act.cosign.iter().map(|p| (person(*p), None)).collect(),
        parents: act.parents.iter().map(|p| place(*p)).collect(),
        kind: match act.what {
            What::Genesis => Kind::Genesis,
            What::Add => Kind::Add,
            What::Remove => Kind::Remove,
            What::Level => Kind::Level,
            What::Leave => Kind::Leave,
            What::BoardRemove => Kind::BoardRemove(entry(act.id).0),
            What::BoardAdd => Kind::BoardAdd(entry(act.id).0),
        },
        target: person(act.target),
        level: act.level,
        certifies: Vec::new(),
    }
}

fn without(off: Option<Off>) -> Authority {
    let mut rules = Rules::ALL;
    match off {
        Some(Off::Hits) => rules.hits = false,
        Some(Off::Majority) => rules.majority = false,
        Some(Off::Stronger) => rules.stronger = false,
        Some(Off::Regrant) => rules.regrant = false,
        Some(Off::FallenAdd) => rules.fallen_add = false,
        None => {}
    }
    Authority { rules, ..Authority::new(None) }
}

/// What the real code makes of a set of acts that come in an order in which parents come first.
fn real(spec: &Spec, view: Set, chance: &mut Chance, off: Option<Off>) -> Outcome {
    let mut authority = without(off);
    let mut place = vec![usize::MAX; spec.acts.len()];
    let mut left: Vec<usize> = bits(view).collect();
    let mut came: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let ready: Vec<usize> = left.iter().copied().filter(|a| spec.acts[*a].parents.iter().all(|p| place[*p] != usize::MAX)).collect();
        let next = chance.pick(&ready);
        place[next] = authority.push(deed(&spec.acts[next], |p| place[p]));
        came.push(next);
        left.retain(|a| *a != next);
    }
    let back = |id: &EntryId| came.iter().copied().find(|a| entry(spec.acts[*a].id) == *id).unwrap();
    Outcome {
        levels: authority.levels().iter().map(|(p, l)| (p.0[31], *l)).collect(),
        cancelled: authority.cancelled().iter().fold(0, |s, id| s | 1 << back(id)),
        questions: authority.questions().iter().fold(0, |s, at| s | 1 << came[*at]),
    }
}

fn all(spec: &Spec) -> Set {
    (0..spec.acts.len()).fold(0, |s, i| s | 1 << i)
}

/// covers: M5, R4
#[test]
fn the_resolution_agrees_with_its_plain_saying_whatever_the_order_of_arrival() {
    for seed in 0..rounds(150) {
        let chance = &mut Chance::new(seed);
        let (people, mut spec) = history(chance);
        let liars: Vec<u8> = (1..people).filter(|_| chance.often(40)).collect();
        let view = if liars.is_empty() { all(&spec) } else { histories::forge(chance, &mut spec, people, &liars) };
        let told = spec.resolve(view);
        for _ in 0..2 {
            assert_eq!(real(&spec, view, chance, None), *told, "seed {seed}");
        }
    }
}

#[test]
fn the_two_sayings_agree_with_any_rule_switched_off() {
    for off in [Off::Hits, Off::Majority, Off::Stronger, Off::FallenAdd] {
        for seed in 0..20 {
            let chance = &mut Chance::new(seed);
            let (_, mut spec) = history(chance);
            spec = Spec { acts: spec.acts, off: Some(off), ..Spec::default() };
            assert_eq!(real(&spec, all(&spec), chance, Some(off)), *spec.resolve(all(&spec)), "{off:?}, seed {seed}");
        }
    }
}
