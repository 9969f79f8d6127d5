//! Forgers: present and removed members, alone and together, write on any past that they can claim. Nobody is moved.

use super::*;
use histories::{attempt, forge};
use spec::majority;
use std::collections::BTreeSet;

/// Whom liars moved who could not today: raised to keeper, sunk from it without a majority, or anything at all without a keeper.
fn moved(seed: u64, off: Option<Off>, tries: u32) -> Vec<String> {
    let chance = &mut Chance::new(seed);
    let (people, honest) = history(chance);
    let count = honest.acts.len();
    let acts = honest.acts;
    let plain = || Spec { acts: acts.clone(), off, ..Spec::default() };
    let view = all(&plain());
    let before = real(&plain(), view, chance, off);
    let keep: BTreeSet<u8> = before.levels.iter().filter(|(_, l)| **l >= 2).map(|(p, _)| *p).collect();
    // Until a keeper's leave is countersigned, their authority elsewhere stands.
    let spec = plain();
    let loose: BTreeSet<u8> = (0..count).filter(|i| spec.acts[*i].what == What::Leave && !spec.binds(*i)).map(|i| spec.acts[i].author).collect();
    let mut out = Vec::new();
    for _ in 0..tries {
        let mut liars: Vec<u8> = (1..people).collect();
        chance.shuffle(&mut liars);
        liars.truncate(1 + chance.below(3));
        let mut spec = plain();
        let view = forge(chance, &mut spec, people, &liars);
        let after = real(&spec, view, chance, off);
        let able: BTreeSet<u8> = keep.union(&loose).copied().filter(|p| liars.contains(p)).collect();
        let level = |o: &Outcome, p: u8| o.levels.get(&p).copied().unwrap_or(0);
        let raised = after.levels.iter().any(|(p, l)| *l >= 2 && level(&before, *p) < 2);
        let sunk = keep.iter().any(|p| level(&after, *p) < 2 && !majority(able.len(), keep.iter().filter(|k| *k != p).count()));
        if raised || sunk || (able.is_empty() && after.levels != before.levels) {
            out.push(format!("seed {seed}: {liars:?} moved {:?} to {:?}", before.levels, after.levels));
        }
    }
    out
}

/// covers: M5, R4, R5
#[test]
fn whoever_forges_acts_on_an_old_past_moves_nobody() {
    for seed in 0..rounds(150) {
        let moved = moved(seed, None, 6);
        assert!(moved.is_empty(), "{moved:?}");
    }
}

#[test]
fn with_any_one_rule_switched_off_a_forger_or_an_attack_succeeds() {
    for off in [Off::Hits, Off::Majority, Off::Stronger, Off::Regrant, Off::FallenAdd] {
        let forged = (0..200).any(|seed| !moved(seed, Some(off), 6).is_empty());
        assert!(forged || attacks::succeed(Some(off)) > 0, "{off:?} seems to be for nothing");
    }
}

/// covers: M5
#[test]
fn a_member_who_is_no_keeper_has_nothing_to_write_but_a_leave() {
    let chance = &mut Chance::new(7);
    let mut spec = Spec::default();
    spec.push(histories::genesis());
    let add = Plain { id: 1, parents: vec![0], past: 1, depth: 2, what: What::Add, target: 1, level: 1, ..histories::genesis() };
    spec.push(add);
    for _ in 0..200 {
        let done = attempt(chance, &mut spec, 1, 3, 4, &[2, 3]);
        assert!(done.is_none_or(|a| spec.acts[a].what == What::Leave));
        spec.acts.truncate(2);
    }
}
