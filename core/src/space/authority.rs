//! Who may what in a space, out of the set of its acts alone: a pure function, in whatever order the news came.
//!
//! An act names the acts that its author knew (its parents), and its **past** is all that they reach. The rules, in order:
//!
//! 1. An act is **well-founded** if its author, and who signed with them, had the level for it in the resolution of its past.
//! 2. A removal, a lowering or a leave **hits** an act that neither knew nor was known to it, if it takes from a signer of that act the
//!    level that the act used, and is stronger than that level. A device's revocation hits what the device did beyond the places named.
//! 3. Removals are settled first, what is hit by nothing before what is hit; a removal that an effective one hits is **cancelled**. In a
//!    cycle the stronger goes first, then the one whose author was admitted earlier, then by author and id.
//! 4. A majority falls only if the signers whom effective removals leave are no majority of the keepers in its past and of those made
//!    keepers meanwhile.
//! 5. Every other act that an effective removal hits is cancelled.
//! 6. What rests on a cancelled act falls with it, until nothing changes.
//! 7. A person's level is that of their latest living grant; a removal ends the grants that it knew, and weaker ones made meanwhile.
//! 8. A removal that was cancelled, or that left its person in, is a **question**.
//!
//! The work is kept small by looking only at what is contested: an act that nothing hits, and that rests on nothing which may fall, is
//! effective in every view where it is well-founded, so what falls in a view depends on the view's contested acts alone
//! ([`view`]), and is remembered by them.

mod judge;
mod level;
mod past;
#[cfg(test)]
mod tests;
mod view;

use super::act::{KEEPER, LevelNumber, MEMBER, OWNER};
use kith_wire::{DeviceId, EntryId, PersonId};
use past::Past;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The strength of the board, in half levels: above all.
const BOARD: u8 = 8;

/// What an act does, as far as authority goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A founder is there from the beginning.
    Genesis,
    /// Somebody is brought in.
    Add,
    /// Somebody is to go; `level` is the one seen.
    Remove,
    /// Somebody's level changes.
    Level,
    /// The author leaves.
    Leave,
    /// The board removes somebody.
    BoardRemove([u8; 32]),
    /// The board puts somebody at a level.
    BoardAdd([u8; 32]),
    /// A keeper's leave (by index) is countersigned.
    Countersign(usize),
    /// A role is granted.
    Grant(u8),
    /// A role ends.
    Revoke(u8),
    /// Anything else that takes a level.
    Use(LevelNumber),
    /// A device's acts beyond a sequence count for nothing; by the person's root, or by who may.
    RevokeDevice {
        /// Which.
        device: DeviceId,
        /// How far its acts count.
        upto: u64,
        /// Whether the person's root has signed it.
        root: bool,
    },
    /// A freeze ends; by the person's root, or by who may revoke the device.
    Lift {
        /// Whether the person's root has signed it.
        root: bool,
    },
}

/// An act as authority sees it.
#[derive(Debug, Clone)]
pub struct Deed {
    /// The entry's id.
    pub id: EntryId,
    /// Who did it.
    pub author: PersonId,
    /// With which device, and at which place of its chain; nothing where devices play no part.
    pub device: Option<(DeviceId, u64)>,
    /// Who signed with the author, each with the device.
    pub cosigners: Vec<(PersonId, Option<DeviceId>)>,
    /// What the author knew, by index.
    pub parents: Vec<usize>,
    /// What it does.
    pub kind: Kind,
    /// To whom.
    pub target: PersonId,
    /// The level given, or seen.
    pub level: LevelNumber,
    /// Devices that it certifies.
    pub certifies: Vec<DeviceId>,
}

/// Rules that a negative control may switch off.
#[derive(Debug, Clone, Copy)]
struct Rules {
    hits: bool,
    majority: bool,
    stronger: bool,
    regrant: bool,
    fallen_add: bool,
}

impl Rules {
    const ALL: Self = Self { hits: true, majority: true, stronger: true, regrant: true, fallen_add: true };
}

/// An act with what was judged of it once.
#[derive(Debug)]
struct Node {
    deed: Deed,
    past: Past,
    line: usize,
    place: u32,
    depth: u32,
    valid: bool,
    /// Whose act it is: that of the signer who stands highest.
    principal: PersonId,
    /// Whether it stands on a majority.
    joint: bool,
    /// In half levels.
    strength: u8,
    /// For a majority: the keepers in its past.
    keep: BTreeSet<PersonId>,
    /// How early its author was admitted.
    admitted: u32,
    /// Well-founded acts that hit it.
    hitters: Vec<usize>,
    /// Whether it may fall in some view.
    contested: bool,
    /// Whether views differ by it.
    watched: bool,
}

/// The acts of a space and what follows from them; one act may be added at a time, after its parents.
#[derive(Debug)]
pub struct Authority {
    rules: Rules,
    capacity: Option<usize>,
    nodes: Vec<Node>,
    tips: Vec<usize>,
    /// Acts that give or take a level, by whom they are about.
    about: HashMap<PersonId, Vec<usize>>,
    /// Well-founded lowering acts, by whom they are about.
    lowering: HashMap<PersonId, Vec<usize>>,
    /// Well-founded acts, by signer.
    signed: HashMap<PersonId, Vec<usize>>,
    /// Well-founded acts, by the people on whose level they rest.
    resting: HashMap<PersonId, Vec<usize>>,
    /// Acts by device, and devices' certificates and revocations.
    by_device: HashMap<DeviceId, Vec<usize>>,
    certified: HashMap<DeviceId, Vec<usize>>,
    revoked: HashMap<DeviceId, Vec<usize>>,
    roles: HashMap<(PersonId, u8), Vec<usize>>,
    leaves: HashMap<usize, Vec<usize>>,
    decisions: HashMap<[u8; 32], Vec<usize>>,
    joints: Vec<usize>,
    keepers: Vec<usize>,
    ever_keepers: BTreeSet<PersonId>,
    watched: Vec<usize>,
    seen: HashMap<Vec<u64>, Arc<HashSet<usize>>>,
    fallen: Arc<HashSet<usize>>,
    levels: BTreeMap<PersonId, LevelNumber>,
}

impl Authority {
    /// Nothing yet; where there is a capacity, nobody adds beyond as many people as they know of.
    #[must_use]
    pub fn new(capacity: Option<usize>) -> Self {
        Self {
            rules: Rules::ALL,
            capacity,
            nodes: Vec::new(),
            tips: Vec::new(),
            about: HashMap::new(),
            lowering: HashMap::new(),
            signed: HashMap::new(),
            resting: HashMap::new(),
            by_device: HashMap::new(),
            certified: HashMap::new(),
            revoked: HashMap::new(),
            roles: HashMap::new(),
            leaves: HashMap::new(),
            decisions: HashMap::new(),
            joints: Vec::new(),
            keepers: Vec::new(),
            ever_keepers: BTreeSet::new(),
            watched: Vec::new(),
            seen: HashMap::new(),
            fallen: Arc::default(),
            levels: BTreeMap::new(),
        }
    }

    /// Takes in an act whose parents are there already, and gives its index.
    pub fn push(&mut self, deed: Deed) -> usize {
        let at = self.nodes.len();
        self.place(deed);
        self.judge(at);
        self.index(at);
        self.contest(at);
        self.follow(at);
        at
    }

    /// Who is in, and at which level.
    #[must_use]
    pub const fn levels(&self) -> &BTreeMap<PersonId, LevelNumber> {
        &self.levels
    }

    /// Well-founded acts that have fallen.
    #[must_use]
    pub fn cancelled(&self) -> BTreeSet<EntryId> {
        self.fallen.iter().map(|i| self.nodes[*i].deed.id).collect()
    }

    /// Removals that were cancelled, or that left their person in.
    #[must_use]
    pub fn questions(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|i| self.is_question(*i)).collect()
    }

    /// Whether an act was judged well-founded in its own past.
    #[must_use]
    pub fn is_well_founded(&self, at: usize) -> bool {
        self.nodes[at].valid
    }

    /// Whether it is well-founded and stands.
    #[must_use]
    pub fn is_effective(&self, at: usize) -> bool {
        self.nodes[at].valid && !self.fallen.contains(&at)
    }

    /// An act by its index.
    #[must_use]
    pub fn deed(&self, at: usize) -> &Deed {
        &self.nodes[at].deed
    }

    /// How deep an act stands in the log, from 1.
    #[must_use]
    pub fn depth(&self, at: usize) -> u32 {
        self.nodes[at].depth
    }

    /// Whether an act knew another.
    #[must_use]
    pub fn knew(&self, act: usize, other: usize) -> bool {
        self.within(&self.nodes[act].past, other)
    }

    /// Acts that hit this one and stand.
    pub fn hit_by(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.nodes[at].hitters.iter().copied().filter(|r| self.is_effective(*r))
    }

    /// The act that gives a person their level, if they are in.
    #[must_use]
    pub fn grant_of(&self, person: &PersonId) -> Option<usize> {
        self.standing(person, &self.whole(), &self.fallen).map(|(at, _)| at)
    }

    /// Living grants of roles, and ended ones with what ended them.
    #[must_use]
    pub fn roles(&self) -> Vec<(usize, Option<usize>)> {
        let whole = self.whole();
        let mut out: Vec<(usize, Option<usize>)> = Vec::new();
        for of in self.roles.values() {
            let grants = of.iter().copied().filter(|g| matches!(self.nodes[*g].deed.kind, Kind::Grant(_)) && self.is_effective(*g));
            out.extend(grants.map(|g| (g, self.role_end(g, &whole, &self.fallen))));
        }
        out.sort_unstable_by_key(|(g, _)| *g);
        out
    }

    /// The level that somebody has, with a device if one is named, in the view of these acts.
    pub fn level_at(&mut self, acts: &[usize], person: &PersonId, device: Option<(DeviceId, u64)>) -> LevelNumber {
        let view = self.view_of(acts);
        let fallen = self.fallen_in(&view);
        let stands = device.is_none_or(|d| self.device_stands_in(d, &view, &fallen));
        if stands { self.level_in(person, &view, &fallen) } else { 0 }
    }

    /// Acts about a person that give or take a level, oldest first; those that stand.
    pub fn about(&self, person: &PersonId) -> impl Iterator<Item = usize> + '_ {
        self.about.get(person).into_iter().flatten().copied().filter(|i| self.is_effective(*i))
    }

    /// Acts about a person that give or take a level and were well-founded, and have fallen.
    pub fn fallen_about(&self, person: &PersonId) -> impl Iterator<Item = usize> + '_ {
        self.about.get(person).into_iter().flatten().copied().filter(|i| self.nodes[*i].valid && self.fallen.contains(i))
    }

    /// Acts that certify a device and stand.
    pub fn certifying(&self, device: &DeviceId) -> impl Iterator<Item = usize> + '_ {
        self.certified.get(device).into_iter().flatten().copied().filter(|i| self.is_effective(*i))
    }

    /// Whether any act, standing or not, is about a person or signed by them.
    #[must_use]
    pub fn is_named(&self, person: &PersonId) -> bool {
        self.nodes.iter().any(|node| node.deed.target == *person || node.deed.author == *person)
    }

    /// Whether an act gives a level; else it takes one.
    #[must_use]
    pub fn gives(&self, at: usize) -> bool {
        self.nodes[at].is_grant()
    }

    /// How many acts there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn view_of(&self, acts: &[usize]) -> Past {
        let mut view = Past::default();
        for i in acts {
            view.join(&self.nodes[*i].past);
            view.reach(self.nodes[*i].line, self.nodes[*i].place + 1);
        }
        view
    }

    fn is_question(&self, at: usize) -> bool {
        let node = &self.nodes[at];
        if node.deed.kind != Kind::Remove || !node.valid {
            return false;
        }
        if self.fallen.contains(&at) {
            return true;
        }
        let person = node.deed.target;
        let again = |g: &usize| self.is_effective(*g) && self.nodes[*g].is_grant() && self.knew(*g, at);
        self.levels.contains_key(&person) && !self.about.get(&person).is_some_and(|of| of.iter().any(again))
    }

    /// Finds an act's past, its line and its depth.
    fn place(&mut self, deed: Deed) {
        let past = self.view_of(&deed.parents);
        let depth = 1 + deed.parents.iter().map(|p| self.nodes[*p].depth).max().unwrap_or(0);
        let at = self.nodes.len();
        let line = deed.parents.iter().map(|p| self.nodes[*p].line).find(|l| deed.parents.contains(&self.tips[*l]));
        let (line, place) = match line {
            Some(line) => (line, self.nodes[self.tips[line]].place + 1),
            None => (self.tips.len(), 0),
        };
        if line == self.tips.len() {
            self.tips.push(at);
        }
        self.tips[line] = at;
        let principal = deed.author;
        let node = Node {
            deed,
            past,
            line,
            place,
            depth,
            valid: false,
            principal,
            joint: false,
            strength: 0,
            keep: BTreeSet::new(),
            admitted: 0,
            hitters: Vec::new(),
            contested: false,
            watched: false,
        };
        self.nodes.push(node);
    }

    /// A view of everything.
    fn whole(&self) -> Past {
        let mut out = Past::default();
        for (line, tip) in self.tips.iter().enumerate() {
            out.reach(line, self.nodes[*tip].place + 1);
        }
        out
    }

    fn within(&self, past: &Past, act: usize) -> bool {
        past.count(self.nodes[act].line) > self.nodes[act].place
    }

    /// Brings what is shown of everything up to date after an act.
    fn follow(&mut self, at: usize) {
        let fallen = self.fallen_in(&self.whole());
        let changed = fallen.symmetric_difference(&self.fallen).chain([&at]);
        let people: BTreeSet<PersonId> = changed.map(|i| self.nodes[*i].deed.target).collect();
        self.fallen = fallen;
        let whole = self.whole();
        for p in people {
            match self.level_in(&p, &whole, &self.fallen) {
                0 => self.levels.remove(&p),
                level => self.levels.insert(p, level),
            };
        }
    }
}

impl Node {
    const fn is_grant(&self) -> bool {
        matches!(self.deed.kind, Kind::Genesis | Kind::Add | Kind::Level | Kind::BoardAdd(_))
    }

    const fn is_end(&self) -> bool {
        matches!(self.deed.kind, Kind::Remove | Kind::Leave | Kind::BoardRemove(_))
    }

    const fn is_lowering(&self) -> bool {
        self.is_end() || matches!(self.deed.kind, Kind::Level | Kind::Countersign(_) | Kind::RevokeDevice { .. })
    }

    /// The level that the act takes from a lone author.
    fn used(&self) -> LevelNumber {
        match self.deed.kind {
            Kind::Add | Kind::Remove => self.deed.level + 1,
            Kind::Revoke(_) if self.deed.author == self.deed.target => MEMBER,
            Kind::Revoke(_) => self.deed.level + 1,
            Kind::Level => OWNER,
            Kind::Leave => MEMBER,
            Kind::Grant(_) | Kind::Countersign(_) | Kind::RevokeDevice { root: false, .. } | Kind::Lift { root: false } => KEEPER,
            Kind::Use(level) => level,
            Kind::Genesis | Kind::BoardAdd(_) | Kind::BoardRemove(_) | Kind::RevokeDevice { .. } | Kind::Lift { .. } => 0,
        }
    }

    fn signers(&self) -> Vec<PersonId> {
        if !self.joint {
            return vec![self.principal];
        }
        let mut out: Vec<PersonId> = self.deed.cosigners.iter().map(|c| c.0).chain([self.deed.author]).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}
