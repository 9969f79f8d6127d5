//! What falls in a view. Only contested acts can fall, and what falls depends only on which watched acts the view holds.

use super::{Authority, KEEPER, Kind, Node, Past, PersonId, judge::is_majority};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// Views remembered.
const VIEWS_MAX: usize = 4_096;

impl Authority {
    /// The well-founded acts of a view that fall in it.
    pub(super) fn fallen_in(&mut self, view: &Past) -> Arc<HashSet<usize>> {
        let key = self.key(view);
        if let Some(known) = self.seen.get(&key) {
            return Arc::clone(known);
        }
        let fallen = Arc::new(self.settle(view));
        if self.seen.len() >= VIEWS_MAX {
            self.seen.clear();
        }
        self.seen.insert(key, Arc::clone(&fallen));
        fallen
    }

    /// The same without remembering it.
    pub(super) fn fallen_in_known(&self, view: &Past) -> Arc<HashSet<usize>> {
        self.seen.get(&self.key(view)).map_or_else(|| Arc::new(self.settle(view)), Arc::clone)
    }

    fn key(&self, view: &Past) -> Vec<u64> {
        let mut out = vec![0; self.watched.len().div_ceil(64)];
        for (n, i) in self.watched.iter().enumerate() {
            if self.within(view, *i) {
                out[n / 64] |= 1 << (n % 64);
            }
        }
        out
    }

    /// Puts an act into the indexes.
    pub(super) fn index(&mut self, at: usize) {
        let node = &self.nodes[at];
        let deed = &node.deed;
        if let Some((device, _)) = deed.device {
            self.by_device.entry(device).or_default().push(at);
        }
        if node.is_grant() || node.is_end() {
            self.about.entry(deed.target).or_default().push(at);
        }
        if !node.valid {
            return;
        }
        for d in &deed.certifies {
            self.certified.entry(*d).or_default().push(at);
        }
        match deed.kind {
            Kind::Grant(role) | Kind::Revoke(role) => self.roles.entry((deed.target, role)).or_default().push(at),
            Kind::BoardAdd(id) | Kind::BoardRemove(id) => self.decisions.entry(id).or_default().push(at),
            Kind::RevokeDevice { device, .. } => self.revoked.entry(device).or_default().push(at),
            Kind::Countersign(leave) => self.leaves.entry(leave).or_default().push(at),
            _ => {}
        }
        if node.is_grant() && deed.level >= KEEPER {
            self.keepers.push(at);
            self.ever_keepers.insert(deed.target);
        }
        let node = &self.nodes[at];
        if node.is_lowering() {
            self.lowering.entry(node.deed.target).or_default().push(at);
        }
        for p in node.signers() {
            self.signed.entry(p).or_default().push(at);
        }
        for p in self.nodes[at].rests_on() {
            self.resting.entry(p).or_default().push(at);
        }
        if self.nodes[at].joint {
            self.joints.push(at);
        }
    }

    /// Finds what a new act hits and is hit by, and what may fall since.
    pub(super) fn contest(&mut self, at: usize) {
        if !self.nodes[at].valid {
            return;
        }
        for r in self.hitters_of(at) {
            self.nodes[at].hitters.push(r);
            self.watch(r);
            self.dispute(at);
        }
        for o in self.hit_of(at) {
            self.nodes[o].hitters.push(at);
            self.watch(at);
            self.dispute(o);
        }
        if self.nodes[at].joint {
            self.dispute(at);
            for g in self.keepers.clone() {
                if self.apart(g, at) {
                    self.watch(g);
                }
            }
        }
        if self.nodes[at].is_grant() && self.nodes[at].deed.level >= KEEPER && self.joints.iter().any(|j| self.apart(*j, at)) {
            self.watch(at);
        }
        let node = &self.nodes[at];
        let shaky = |x: usize| self.nodes[x].contested && self.knew(at, x);
        let by_level = node.rests_on().iter().any(|p| self.about.get(p).is_some_and(|of| of.iter().any(|x| shaky(*x))));
        let by_device = node.deed.device.is_some_and(|(d, _)| self.certified.get(&d).is_some_and(|of| of.iter().any(|x| shaky(*x))));
        if by_level || by_device {
            self.dispute(at);
        }
    }

    /// Lowering acts that hit an act.
    fn hitters_of(&self, at: usize) -> Vec<usize> {
        let node = &self.nodes[at];
        let signers = node.signers();
        let leaves = signers.iter().filter_map(|p| self.lowering.get(p)).flatten();
        let devices = node.deed.device.iter().map(|d| d.0).chain(node.deed.cosigners.iter().filter_map(|c| c.1));
        let revoked = devices.filter_map(|d| self.revoked.get(&d)).flatten();
        let found: BTreeSet<usize> = leaves.chain(revoked.collect::<Vec<_>>()).copied().filter(|r| self.hits(*r, at)).collect();
        found.into_iter().collect()
    }

    /// Acts that a lowering act hits.
    fn hit_of(&self, at: usize) -> Vec<usize> {
        let node = &self.nodes[at];
        if !node.is_lowering() {
            return Vec::new();
        }
        let by_device = match node.deed.kind {
            Kind::RevokeDevice { device, .. } => self.by_device.get(&device),
            _ => None,
        };
        let all = self.signed.get(&node.deed.target).into_iter().chain(by_device).flatten();
        let found: BTreeSet<usize> = all.copied().filter(|o| self.hits(at, *o)).collect();
        found.into_iter().filter(|o| !self.nodes[*o].hitters.contains(&at)).collect()
    }

    fn watch(&mut self, at: usize) {
        if !self.nodes[at].watched {
            self.nodes[at].watched = true;
            self.watched.push(at);
            self.seen.clear();
        }
    }

    /// Marks that an act may fall, and with it what rests on it.
    fn dispute(&mut self, at: usize) {
        let mut next = vec![at];
        while let Some(x) = next.pop() {
            if self.nodes[x].contested {
                continue;
            }
            self.nodes[x].contested = true;
            self.watch(x);
            let node = &self.nodes[x];
            let levels = node.is_grant() || node.is_end();
            let resting = self.resting.get(&node.deed.target).into_iter().chain([&self.joints]).filter(|_| levels).flatten();
            let devices = node.deed.certifies.iter().filter_map(|d| self.by_device.get(d)).flatten();
            next.extend(resting.chain(devices).copied().filter(|a| !self.nodes[*a].contested && self.knew(*a, x)));
        }
    }

    /// Rules 3 to 6.
    fn settle(&self, view: &Past) -> HashSet<usize> {
        let mut fallen = HashSet::new();
        let held: Vec<usize> = self.watched.iter().copied().filter(|i| self.within(view, *i) && self.nodes[*i].contested).collect();
        let (removals, others): (Vec<usize>, Vec<usize>) = held.iter().partition(|i| self.nodes[**i].is_lowering());
        let place: HashMap<usize, usize> = removals.iter().enumerate().map(|(n, i)| (*i, n)).collect();
        let edges: Vec<Vec<usize>> = removals.iter().map(|i| self.nodes[*i].hitters.iter().filter_map(|r| place.get(r).copied()).collect()).collect();
        let mut unsettled: HashSet<usize> = removals.iter().copied().collect();
        for cycle in components(&edges) {
            let mut cycle: Vec<usize> = cycle.into_iter().map(|n| removals[n]).collect();
            cycle.sort_by_key(|i| (Reverse(self.nodes[*i].strength), self.nodes[*i].admitted, self.nodes[*i].deed.author, self.nodes[*i].deed.id));
            for i in cycle {
                if self.falls(i, view, |r| !fallen.contains(&r) && !unsettled.contains(&r)) {
                    fallen.insert(i);
                }
                unsettled.remove(&i);
            }
        }
        let hit: Vec<usize> = others.iter().copied().filter(|i| self.falls(*i, view, |r| !fallen.contains(&r))).collect();
        fallen.extend(hit);
        loop {
            let more: Vec<usize> = held.iter().copied().filter(|i| !fallen.contains(i) && !self.rests(*i, &fallen)).collect();
            if more.is_empty() {
                return fallen;
            }
            fallen.extend(more);
        }
    }

    /// Whether effective removals in a view make an act fall.
    fn falls(&self, at: usize, view: &Past, effective: impl Fn(usize) -> bool) -> bool {
        let node = &self.nodes[at];
        let by: Vec<usize> = node.hitters.iter().copied().filter(|r| self.within(view, *r) && effective(*r)).collect();
        if !node.joint {
            return !by.is_empty();
        }
        let own = |r: &usize| matches!(self.nodes[*r].deed.kind, Kind::RevokeDevice { device, .. } if node.deed.device.is_some_and(|d| d.0 == device));
        if by.iter().any(own) {
            return true;
        }
        let mut keep = node.keep.clone();
        if self.rules.majority {
            let meanwhile = self.keepers.iter().filter(|g| self.within(view, **g) && self.apart(**g, at));
            keep.extend(meanwhile.map(|g| self.nodes[*g].deed.target).filter(|p| *p != node.deed.target));
        }
        let struck: BTreeSet<PersonId> = by.iter().map(|r| self.nodes[*r].deed.target).collect();
        let left = node.signers().into_iter().filter(|p| !struck.contains(p)).count();
        !is_majority(left, keep.len())
    }

    /// Whether what an act rests on still stands.
    fn rests(&self, at: usize, fallen: &HashSet<usize>) -> bool {
        let node = &self.nodes[at];
        let deed = &node.deed;
        if matches!(deed.kind, Kind::Genesis | Kind::BoardAdd(_) | Kind::BoardRemove(_)) {
            return true;
        }
        if let Some((device, _)) = deed.device
            && !deed.certifies.contains(&device)
            && !self.is_certified(&device, &node.past, fallen)
        {
            return false;
        }
        let level = |p: &PersonId| self.level_in(p, &node.past, fallen);
        if self.rules.fallen_add && deed.kind == Kind::Add && level(&deed.target) > 0 {
            return false;
        }
        if node.joint {
            let keep = self.keepers_in(&deed.target, &node.past, fallen);
            let left = node.signers().iter().filter(|p| level(p) >= KEEPER).count();
            return is_majority(left, keep.len());
        }
        let over = matches!(deed.kind, Kind::Remove | Kind::Revoke(_)) && deed.author != deed.target;
        let floor = if over { node.used().max(level(&deed.target) + 1) } else { node.used() };
        level(&node.principal) >= floor
    }
}

impl Node {
    /// The people on whose level it rests, beside everybody for a majority.
    fn rests_on(&self) -> Vec<PersonId> {
        match self.deed.kind {
            Kind::Genesis | Kind::BoardAdd(_) | Kind::BoardRemove(_) => Vec::new(),
            Kind::Add | Kind::Remove | Kind::Revoke(_) => vec![self.principal, self.deed.target],
            _ => vec![self.principal],
        }
    }
}

/// Strongly connected components, what is pointed at before what points (Tarjan), without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let (mut index, mut low, mut open) = (vec![NEW; edges.len()], vec![0; edges.len()], vec![false; edges.len()]);
    let (mut stack, mut found, mut count) = (Vec::new(), Vec::new(), 0);
    for root in 0..edges.len() {
        if index[root] != NEW {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((v, at)) = path.pop() {
            if at == 0 {
                (index[v], low[v], open[v]) = (count, count, true);
                count += 1;
                stack.push(v);
            }
            if let Some(&w) = edges[v].get(at) {
                path.push((v, at + 1));
                if index[w] == NEW {
                    path.push((w, 0));
                } else if open[w] {
                    low[v] = low[v].min(index[w]);
                }
                continue;
            }
            if let Some((parent, _)) = path.last() {
                low[*parent] = low[*parent].min(low[v]);
            }
            if low[v] == index[v] {
                let from = stack.iter().rposition(|x| *x == v).unwrap_or(0);
                let group = stack.split_off(from);
                for x in &group {
                    open[*x] = false;
                }
                found.push(group);
            }
        }
    }
    found
}
