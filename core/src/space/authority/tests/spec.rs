//! The rules said a second time, as plainly as can be: every view is resolved afresh, pasts are sets of bits, nothing is indexed.

use super::super::{KEEPER, MEMBER, OWNER};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

/// Acts as bits: histories in tests are short.
pub type Set = u128;
/// A person by number.
pub type Person = u8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Genesis,
    Add,
    Remove,
    Level,
    Leave,
    BoardRemove,
    BoardAdd,
}

#[derive(Debug, Clone)]
pub struct Plain {
    pub id: u64,
    pub author: Person,
    pub cosign: BTreeSet<Person>,
    pub parents: Vec<usize>,
    pub past: Set,
    pub depth: u32,
    pub what: What,
    pub target: Person,
    pub level: u8,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub levels: BTreeMap<Person, u8>,
    pub cancelled: Set,
    pub questions: Set,
}

/// Rules that may be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    Hits,
    Majority,
    Stronger,
    Regrant,
    FallenAdd,
}

#[derive(Debug, Default)]
pub struct Spec {
    pub acts: Vec<Plain>,
    pub off: Option<Off>,
    pub known: RefCell<HashMap<Set, Rc<Outcome>>>,
}

pub fn bits(set: Set) -> impl Iterator<Item = usize> {
    (0..128).filter(move |i| set >> i & 1 == 1)
}

pub fn majority(signers: usize, of: usize) -> bool {
    signers >= 2 && 2 * signers > of
}

impl Spec {
    pub fn past_of(&self, parents: &[usize]) -> Set {
        parents.iter().fold(0, |s, p| s | 1 << p | self.acts[*p].past)
    }

    pub fn heads(&self, view: Set) -> Vec<usize> {
        bits(view).filter(|a| !bits(view).any(|b| self.acts[b].past >> a & 1 == 1)).collect()
    }

    pub fn push(&mut self, act: Plain) -> usize {
        self.acts.push(act);
        self.acts.len() - 1
    }

    fn gives(&self, a: usize) -> bool {
        matches!(self.acts[a].what, What::Genesis | What::Add | What::Level | What::BoardAdd)
    }

    fn ends(&self, a: usize) -> bool {
        matches!(self.acts[a].what, What::Remove | What::Leave | What::BoardRemove)
    }

    fn before(&self, a: usize, b: usize) -> bool {
        self.acts[b].past >> a & 1 == 1
    }

    fn apart(&self, a: usize, b: usize) -> bool {
        a != b && !self.before(a, b) && !self.before(b, a)
    }

    fn everybody(&self, a: usize) -> BTreeSet<Person> {
        self.acts[a].cosign.iter().copied().chain([self.acts[a].author]).collect()
    }

    fn had(&self, p: Person, a: usize) -> u8 {
        self.resolve(self.acts[a].past).levels.get(&p).copied().unwrap_or(0)
    }

    /// The signer who stood highest.
    fn whose(&self, a: usize) -> Person {
        self.everybody(a).into_iter().max_by_key(|p| (self.had(*p, a), *p == self.acts[a].author, *p)).unwrap()
    }

    fn joint(&self, a: usize) -> bool {
        let act = &self.acts[a];
        act.what == What::Remove && !act.cosign.is_empty() && self.had(self.whose(a), a) <= act.level
    }

    fn signers(&self, a: usize) -> BTreeSet<Person> {
        if self.joint(a) { self.everybody(a) } else { [self.whose(a)].into() }
    }

    fn uses(&self, a: usize) -> u8 {
        match self.acts[a].what {
            What::Add | What::Remove => self.acts[a].level + 1,
            What::Level => OWNER,
            What::Leave => MEMBER,
            _ => 0,
        }
    }

    /// In half levels.
    fn strength(&self, a: usize) -> u8 {
        match self.acts[a].what {
            What::Genesis | What::BoardAdd | What::BoardRemove => 8,
            _ => 2 * self.had(self.whose(a), a) + u8::from(self.joint(a)),
        }
    }

    fn keepers(levels: &BTreeMap<Person, u8>, without: Person) -> BTreeSet<Person> {
        levels.iter().filter(|(p, l)| **l >= KEEPER && **p != without).map(|(p, _)| *p).collect()
    }

    pub fn founded(&self, a: usize) -> bool {
        let act = &self.acts[a];
        let now = self.resolve(act.past);
        let level = |p: Person| now.levels.get(&p).copied().unwrap_or(0);
        let (mine, theirs) = (level(act.author), level(act.target));
        match act.what {
            What::Genesis | What::BoardAdd | What::BoardRemove => true,
            What::Leave => act.author == act.target && mine > 0 && mine < OWNER,
            What::Add => theirs == 0 && act.level > 0 && act.level < mine && mine >= KEEPER,
            What::Level => mine == OWNER && theirs > 0 && theirs < OWNER && act.level > 0 && act.level < OWNER,
            What::Remove => {
                let who = self.everybody(a);
                let keepers = Self::keepers(&now.levels, act.target);
                let alone = who.iter().any(|p| level(*p) > theirs);
                let together = theirs == KEEPER && !who.contains(&act.target) && who.is_subset(&keepers) && majority(who.len(), keepers.len());
                act.level == theirs && theirs > 0 && theirs < OWNER && (alone || together)
            }
        }
    }

    pub fn binds(&self, a: usize) -> bool {
        let act = &self.acts[a];
        self.had(act.target, a) <= MEMBER || act.cosign.iter().any(|p| *p != act.target && self.had(*p, a) >= KEEPER)
    }

    fn hits(&self, r: usize, a: usize) -> bool {
        let (by, to) = (&self.acts[r], &self.acts[a]);
        if self.off == Some(Off::Hits) || to.what == What::Leave || !self.signers(a).contains(&by.target) || !self.apart(r, a) {
            return false;
        }
        if by.what == What::Leave {
            return self.binds(r);
        }
        let needs = if self.joint(a) { KEEPER } else { self.uses(a) };
        let left = if by.what == What::Level { by.level } else { 0 };
        left < needs && (self.off == Some(Off::Stronger) || self.strength(r) > 2 * needs)
    }

    /// Somebody's level by these acts.
    fn level(&self, p: Person, acts: Set) -> u8 {
        let about = |a: &usize| self.acts[*a].target == p;
        let grants: Vec<usize> = bits(acts).filter(about).filter(|a| self.gives(*a)).collect();
        let ends: Vec<usize> = bits(acts).filter(about).filter(|a| self.ends(*a)).collect();
        let beats =
            |r: usize, g: usize| self.before(g, r) || (self.apart(g, r) && (self.acts[r].what == What::Leave || self.strength(r) > 2 * self.acts[g].level));
        let living: Vec<usize> = grants.iter().copied().filter(|g| !ends.iter().any(|r| beats(*r, *g))).collect();
        let later = if self.off == Some(Off::Regrant) { &living } else { &grants };
        let latest = living.iter().filter(|g| !later.iter().any(|h| self.before(**g, *h)));
        latest.map(|g| (std::cmp::Reverse(self.strength(*g)), self.acts[*g].level)).min().map_or(0, |(_, l)| l)
    }

    fn rests(&self, a: usize, on: Set) -> bool {
        let act = &self.acts[a];
        if matches!(act.what, What::Genesis | What::BoardAdd | What::BoardRemove) {
            return true;
        }
        if self.joint(a) {
            let people: BTreeSet<Person> = bits(on).map(|b| self.acts[b].target).collect();
            let levels = people.into_iter().map(|p| (p, self.level(p, on))).collect::<BTreeMap<_, _>>();
            let still = self.everybody(a).into_iter().filter(|p| levels.get(p).is_some_and(|l| *l >= KEEPER)).count();
            return majority(still, Self::keepers(&levels, act.target).len());
        }
        let theirs = self.level(act.target, on);
        if act.what == What::Add && theirs > 0 && self.off != Some(Off::FallenAdd) {
            return false;
        }
        let floor = if act.what == What::Remove { self.uses(a).max(theirs + 1) } else { self.uses(a) };
        self.level(self.whose(a), on) >= floor
    }

    /// How early an author came.
    fn admitted(&self, a: usize) -> u32 {
        let own = bits(self.acts[a].past | 1 << a).filter(|g| self.gives(*g) && self.founded(*g) && self.acts[*g].target == self.acts[a].author);
        own.map(|g| self.acts[g].depth).min().unwrap_or(0)
    }

    pub fn resolve(&self, view: Set) -> Rc<Outcome> {
        if let Some(known) = self.known.borrow().get(&view) {
            return Rc::clone(known);
        }
        let out = Rc::new(self.work_out(view));
        self.known.borrow_mut().insert(view, Rc::clone(&out));
        out
    }

    fn work_out(&self, view: Set) -> Outcome {
        let founded: Vec<usize> = bits(view).filter(|a| self.founded(*a)).collect();
        let lowers = |a: &usize| self.ends(*a) || self.acts[*a].what == What::Level;
        let removals: Vec<usize> = founded.iter().copied().filter(lowers).collect();
        let by: HashMap<usize, Vec<usize>> = founded.iter().map(|a| (*a, removals.iter().copied().filter(|r| self.hits(*r, *a)).collect())).collect();
        let (mut stand, mut fallen): (Set, Set) = (0, 0);
        let falls = |a: usize, stand: Set| {
            let struck: Vec<usize> = by[&a].iter().copied().filter(|r| stand >> r & 1 == 1).collect();
            if !self.joint(a) {
                return !struck.is_empty();
            }
            let mut keep = Self::keepers(&self.resolve(self.acts[a].past).levels, self.acts[a].target);
            if self.off != Some(Off::Majority) {
                let meanwhile = founded.iter().filter(|g| self.gives(**g) && self.acts[**g].level >= KEEPER && self.apart(**g, a));
                keep.extend(meanwhile.map(|g| self.acts[*g].target).filter(|p| *p != self.acts[a].target));
            }
            let left = self.everybody(a).into_iter().filter(|p| !struck.iter().any(|r| self.acts[*r].target == *p)).count();
            !majority(left, keep.len())
        };
        let mut open = removals.clone();
        while !open.is_empty() {
            // What reaches one another by hits is one cycle; take one that nothing outside it hits.
            let reach: HashMap<usize, BTreeSet<usize>> = open.iter().map(|a| (*a, reach(*a, &by, &open))).collect();
            let first = *open.iter().find(|a| reach[*a].iter().all(|b| reach[b].contains(*a))).unwrap();
            let mut cycle: Vec<usize> = reach[&first].iter().copied().chain([first]).collect();
            cycle.sort_by_key(|a| (std::cmp::Reverse(self.strength(*a)), self.admitted(*a), self.acts[*a].author, self.acts[*a].id));
            cycle.dedup();
            for a in cycle.iter().copied() {
                if falls(a, stand) { fallen |= 1 << a } else { stand |= 1 << a }
            }
            open.retain(|a| !cycle.contains(a));
        }
        let others: Vec<usize> = founded.iter().copied().filter(|a| !removals.contains(a)).collect();
        for (a, down) in others.iter().map(|a| (*a, falls(*a, stand))).collect::<Vec<_>>() {
            if down { fallen |= 1 << a } else { stand |= 1 << a }
        }
        loop {
            let more = bits(stand).filter(|a| !self.rests(*a, stand & self.acts[*a].past)).fold(0, |s: Set, a| s | 1 << a);
            if more == 0 {
                break;
            }
            (stand, fallen) = (stand & !more, fallen | more);
        }
        self.outcome(stand, fallen)
    }

    fn outcome(&self, stand: Set, cancelled: Set) -> Outcome {
        let people: BTreeSet<Person> = bits(stand).map(|a| self.acts[a].target).collect();
        let levels: BTreeMap<Person, u8> = people.into_iter().map(|p| (p, self.level(p, stand))).filter(|(_, l)| *l > 0).collect();
        let again = |r: usize| bits(stand).any(|g| self.gives(g) && self.acts[g].target == self.acts[r].target && self.before(r, g));
        let removal = |a: &usize| self.acts[*a].what == What::Remove;
        let left_in = bits(stand).filter(removal).filter(|r| levels.contains_key(&self.acts[*r].target) && !again(*r));
        let questions = bits(cancelled).filter(removal).chain(left_in).fold(0, |s: Set, a| s | 1 << a);
        Outcome { levels, cancelled, questions }
    }
}

/// What hits an act, and what hits that, among these.
fn reach(from: usize, by: &HashMap<usize, Vec<usize>>, among: &[usize]) -> BTreeSet<usize> {
    let (mut out, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(a) = next.pop() {
        for r in by[&a].iter().filter(|r| among.contains(r)) {
            if out.insert(*r) {
                next.push(*r);
            }
        }
    }
    out
}
