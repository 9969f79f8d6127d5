//! Random histories: people who each know a part write what they may; and forgeries on any past.

use super::super::{KEEPER, MEMBER, OWNER};
use super::spec::{Plain, Set, Spec, What, bits};
use std::collections::BTreeSet;

/// A small generator whose whole state is its seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for i in (1..of.len()).rev() {
            of.swap(i, self.below(i + 1));
        }
    }
}

/// One act that its author may do, if the dice find one.
pub fn attempt(chance: &mut Chance, spec: &mut Spec, author: u8, view: Set, people: u8, beside: &[u8]) -> Option<usize> {
    let mut what = chance.pick(&[What::Add, What::Add, What::Add, What::Remove, What::Remove, What::Level, What::Leave]);
    let mut target = u8::try_from(chance.below(usize::from(people))).unwrap();
    if what == What::Leave && chance.often(80) {
        what = What::Add;
    }
    if what == What::Leave {
        target = author;
    }
    let level = if what == What::Remove { spec.resolve(view).levels.get(&target).copied().unwrap_or(0) } else { chance.pick(&[MEMBER, KEEPER]) };
    let signed = what == What::Remove && level == KEEPER || what == What::Leave && chance.often(50);
    let cosign: BTreeSet<u8> = if signed { beside.iter().copied().filter(|p| *p != author && *p != target).collect() } else { BTreeSet::new() };
    let parents = spec.heads(view);
    let depth = 1 + parents.iter().map(|p| spec.acts[*p].depth).max().unwrap_or(0);
    let id = (chance.next() & 0xff_ffff) << 16 | spec.acts.len() as u64;
    let past = spec.past_of(&parents);
    let at = spec.push(Plain { id, author, cosign, parents, past, depth, what, target, level });
    if spec.founded(at) {
        return Some(at);
    }
    spec.acts.pop();
    None
}

pub fn genesis() -> Plain {
    Plain { id: 0, author: 0, cosign: BTreeSet::new(), parents: Vec::new(), past: 0, depth: 1, what: What::Genesis, target: 0, level: OWNER }
}

/// A history: how many people it is about, and what they did.
pub fn history(chance: &mut Chance) -> (u8, Spec) {
    let people = u8::try_from(3 + chance.below(5)).unwrap();
    let mut spec = Spec::default();
    spec.push(genesis());
    let mut views: Vec<Set> = vec![1; usize::from(people)];
    let all: Vec<u8> = (0..people).collect();
    for _ in 0..20 + chance.below(41) {
        let a = chance.pick(&all);
        if chance.often(40) {
            views[usize::from(a)] |= views[usize::from(chance.pick(&all))];
            continue;
        }
        for _ in 0..8 {
            let mine = views[usize::from(a)];
            let beside: Vec<u8> = all.iter().copied().filter(|p| chance.often(60) && views[usize::from(*p)] & mine == mine).collect();
            if let Some(at) = attempt(chance, &mut spec, a, mine, people, &beside) {
                views[usize::from(a)] |= 1 << at;
                break;
            }
        }
    }
    (people, spec)
}

/// Up to five acts by liars on any past that they can claim; gives all acts that then are known.
pub fn forge(chance: &mut Chance, spec: &mut Spec, people: u8, liars: &[u8]) -> Set {
    let honest: Set = (0..spec.acts.len()).fold(0, |s, i| s | 1 << i);
    let mut tops: Vec<usize> = bits(honest).collect();
    chance.shuffle(&mut tops);
    tops.truncate(1 + chance.below(tops.len()));
    let base = tops.iter().fold(0, |s: Set, t| s | 1 << t | spec.acts[*t].past);
    let mut forged: Set = 0;
    for _ in 0..1 + chance.below(5) {
        if spec.acts.len() >= 120 {
            break;
        }
        let author = chance.pick(liars);
        let Some(at) = attempt(chance, spec, author, base | forged, people, liars) else { continue };
        // A leave on an old past undoes its author's own acts only with another keeper: shown apart.
        if spec.acts[at].what == What::Leave {
            spec.acts.pop();
        } else {
            forged |= 1 << at;
        }
    }
    honest | forged
}
