//! The verdict, kept up to date fact by fact.

use super::{Claim, Fact, Judgement, Standing, Verdict};
use crate::ledger::op::{Coop, ForkProof, OpId, Transfer};
use crate::ledger::receipt::{Head, Taken};
use crate::ledger::units::{CLAIMS, CoinId, HIDDEN, Owners, PrevRef, same_person};
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Coins of transfers that may wait for their parents; beyond it a transfer is put off, and its caller offers it again later.
pub const WAITING_MAX: usize = 100_000;

/// A place in a coin's history.
#[derive(Debug)]
struct Node {
    coin: CoinId,
    holder: DeviceId,
    parent: Option<PrevRef>,
    /// What spends it, in rising order.
    children: Vec<PrevRef>,
    /// Position in the log, once settled.
    settled: Option<u64>,
}

impl Node {
    /// Adds what spends this place, in its order. Nearly every place is spent once: no room for more is kept.
    fn spent_by(&mut self, child: PrevRef) {
        let place = self.children.partition_point(|c| *c < child);
        self.children.reserve_exact(1);
        self.children.insert(place, child);
    }
}

/// What is known of one coin.
#[derive(Debug, Default)]
struct Tree {
    /// Places whose parent is not known: the mint, or a settled head.
    roots: Vec<PrevRef>,
    heir: Option<PrevRef>,
    /// Places with more than one child.
    forks: BTreeSet<PrevRef>,
}

/// What a fact changed.
#[derive(Debug, Default)]
pub struct Effect {
    /// Whether the fact was new.
    pub new: bool,
    /// Places that became part of a coin's tree, parents first: the fact's own and those that had waited for it.
    pub attached: Vec<PrevRef>,
    /// Coins of the transfer whose parent is not known yet.
    pub waiting: Vec<PrevRef>,
    /// Coins of the transfer that its sender never held.
    pub not_theirs: Vec<PrevRef>,
    /// Double spending that came to light.
    pub forks: Vec<ForkProof>,
    /// Too much is waiting: the fact was not taken, and must be offered again.
    pub put_off: bool,
}

/// All verdicts over the facts so far.
#[derive(Debug)]
pub struct Engine {
    coop: Coop,
    /// In boxes, here and below: a table keeps room for twice what it holds, and that room should be small.
    nodes: HashMap<PrevRef, Box<Node>>,
    coins: HashMap<CoinId, Box<Tree>>,
    transfers: HashMap<OpId, Arc<Transfer>>,
    /// By missing parent: which places wait for it.
    waiting: HashMap<PrevRef, Vec<PrevRef>>,
    waiting_count: usize,
    /// By missing parent: what the log settled under it.
    spent: HashMap<PrevRef, Vec<Taken>>,
    convicted: BTreeMap<DeviceId, BTreeSet<PrevRef>>,
    /// Places proven to be spent twice, whether or not both transfers are here.
    proven: BTreeMap<PrevRef, Arc<ForkProof>>,
}

impl Engine {
    /// No facts yet.
    #[must_use]
    pub fn new(coop: Coop) -> Self {
        Self {
            coop,
            nodes: HashMap::new(),
            coins: HashMap::new(),
            transfers: HashMap::new(),
            waiting: HashMap::new(),
            waiting_count: 0,
            spent: HashMap::new(),
            convicted: BTreeMap::new(),
            proven: BTreeMap::new(),
        }
    }

    /// Takes one fact; taking it again changes nothing.
    pub fn take(&mut self, fact: &Fact, owners: &dyn Owners) -> Effect {
        let mut effect = Effect::default();
        match fact {
            Fact::Mint { id, coin, to } => {
                let at = PrevRef::first(*id);
                if !self.nodes.contains_key(&at) {
                    effect.new = true;
                    self.place_root(at, Node { coin: *coin, holder: *to, parent: None, children: Vec::new(), settled: None }, owners);
                    effect.attached.push(at);
                    self.release(at, owners, &mut effect);
                }
            }
            Fact::Head(head) => self.take_head(head, owners, &mut effect),
            Fact::Spent(taken) => self.take_spent(taken, owners, &mut effect),
            Fact::Transfer { id, transfer } => self.take_transfer(*id, transfer, owners, &mut effect),
            Fact::Fork(proof) => {
                effect.new = self.convicted.entry(proof.device).or_default().insert(proof.coin);
                self.proven.entry(proof.coin).or_insert_with(|| Arc::clone(proof));
            }
        }
        effect
    }

    fn take_head(&mut self, head: &Head, owners: &dyn Owners, effect: &mut Effect) {
        if let Some(node) = self.nodes.get_mut(&head.at) {
            let rank = node.settled.map_or(head.rank, |had| had.max(head.rank));
            effect.new = node.settled != Some(rank);
            node.settled = Some(rank);
            let (coin, parent) = (node.coin, node.parent);
            if node.holder == HIDDEN {
                node.holder = head.holder;
                effect.new = true;
                effect.attached.push(head.at);
                self.find_heir(coin, owners);
                return self.release(head.at, owners, effect);
            }
            if effect.new && parent.is_none_or(|p| self.nodes[&p].children.len() > 1) {
                self.find_heir(coin, owners);
            }
            return;
        }
        effect.new = true;
        let node = Node { coin: head.coin, holder: head.holder, parent: None, children: Vec::new(), settled: Some(head.rank) };
        self.place_root(head.at, node, owners);
        effect.attached.push(head.at);
        // Its own transfer may be here already, waiting for the parent; what spends it may be waiting for it.
        self.release(head.at, owners, effect);
    }

    /// A place was spent as the log says. Where the place is not here yet, it waits and counts for nothing.
    fn take_spent(&mut self, taken: &Taken, owners: &dyn Owners, effect: &mut Effect) {
        let Some(parent) = self.nodes.get(&taken.prev) else {
            if self.waiting_count >= WAITING_MAX {
                effect.put_off = true;
                return;
            }
            let waiting = self.spent.entry(taken.prev).or_default();
            effect.new = !waiting.contains(taken);
            if effect.new {
                waiting.push(*taken);
                self.waiting_count += 1;
            }
            return;
        };
        if parent.coin != taken.coin {
            return;
        }
        let hidden = Node { coin: taken.coin, holder: HIDDEN, parent: None, children: Vec::new(), settled: None };
        let node = self.nodes.entry(taken.to).or_insert_with(|| Box::new(hidden));
        let rank = node.settled.map_or(taken.rank, |had| had.max(taken.rank));
        effect.new = node.settled != Some(rank);
        node.settled = Some(rank);
        if node.parent.is_none() {
            node.parent = Some(taken.prev);
            effect.new = true;
            let parent = self.nodes.get_mut(&taken.prev).expect("looked up above, and nothing is ever removed");
            parent.spent_by(taken.to);
            let forked = parent.children.len() > 1;
            let tree = self.coins.entry(taken.coin).or_default();
            tree.roots.retain(|root| *root != taken.to);
            if forked {
                tree.forks.insert(taken.prev);
            }
        }
        if effect.new {
            self.find_heir(taken.coin, owners);
            self.release_spent(taken.to, owners);
        }
    }

    /// Takes in what the log settled under this place and waited for it.
    fn release_spent(&mut self, place: PrevRef, owners: &dyn Owners) {
        let waited = self.spent.remove(&place).unwrap_or_default();
        self.waiting_count -= waited.len();
        waited.iter().for_each(|taken| self.take_spent(taken, owners, &mut Effect::default()));
    }

    fn take_transfer(&mut self, id: OpId, transfer: &Arc<Transfer>, owners: &dyn Owners, effect: &mut Effect) {
        if self.transfers.contains_key(&id) {
            return;
        }
        let known = |prev: &PrevRef| self.nodes.get(prev).is_some_and(|parent| parent.holder != HIDDEN);
        let orphans = transfer.terms.coins.iter().filter(|prev| !known(prev)).count();
        if self.waiting_count + orphans > WAITING_MAX {
            effect.put_off = true;
            return;
        }
        effect.new = true;
        self.transfers.insert(id, Arc::clone(transfer));
        for (index, prev) in (0u8..).zip(&transfer.terms.coins) {
            let at = PrevRef { op: id, index };
            match self.nodes.get(prev).filter(|parent| parent.holder != HIDDEN) {
                None => {
                    self.waiting.entry(*prev).or_default().push(at);
                    self.waiting_count += 1;
                    effect.waiting.push(*prev);
                }
                Some(parent) if parent.holder != transfer.from => effect.not_theirs.push(*prev),
                Some(_) => self.attach(at, *prev, owners, effect),
            }
        }
    }

    /// Makes `at` a child of `prev`, and then whatever waited for it.
    fn attach(&mut self, at: PrevRef, prev: PrevRef, owners: &dyn Owners, effect: &mut Effect) {
        if self.link(at, prev, owners, effect) {
            self.release(at, owners, effect);
        }
    }

    /// Takes in what waited for this place, and what waited for that, parents first.
    fn release(&mut self, place: PrevRef, owners: &dyn Owners, effect: &mut Effect) {
        let mut places = vec![place];
        while let Some(place) = places.pop() {
            self.release_spent(place, owners);
            let Some(orphans) = self.waiting.remove(&place) else { continue };
            self.waiting_count -= orphans.len();
            for at in orphans {
                if self.link(at, place, owners, effect) {
                    places.push(at);
                }
            }
        }
    }

    /// Links one place under its parent, if the parent's holder signed; says whether it is new in the tree.
    fn link(&mut self, at: PrevRef, prev: PrevRef, owners: &dyn Owners, effect: &mut Effect) -> bool {
        let (Some(parent), Some(transfer)) = (self.nodes.get(&prev), self.transfers.get(&at.op)) else { return false };
        if parent.holder != transfer.from {
            return false;
        }
        let (coin, holder) = (parent.coin, transfer.terms.to);
        let known = self.nodes.contains_key(&at);
        let node = self.nodes.entry(at).or_insert_with(|| Box::new(Node { coin, holder, parent: None, children: Vec::new(), settled: None }));
        // The log may have vouched for this place before its transfer came; the transfer says who holds it.
        let vouched = node.parent == Some(prev);
        let hidden = vouched && node.holder == HIDDEN;
        if hidden {
            node.holder = holder;
        }
        if node.coin != coin || node.holder != holder || (node.parent.is_some() && !vouched) {
            return false;
        }
        node.parent = Some(prev);
        let parent = self.nodes.get_mut(&prev).expect("looked up above, and nothing is ever removed");
        if !vouched {
            parent.spent_by(at);
        }
        let forked = parent.children.len() > 1;
        let signer = parent.holder;
        let other = parent.children.iter().find(|c| **c != at && self.transfers.contains_key(&c.op)).copied();
        let proof = other.and_then(|other| self.prove(at, other, prev));
        let tree = self.coins.entry(coin).or_default();
        if known {
            tree.roots.retain(|root| *root != at);
        }
        if !known || hidden {
            effect.attached.push(at);
        }
        if forked {
            tree.forks.insert(prev);
        }
        // What only the log vouches for convicts nobody: two signatures do.
        if other.is_some() {
            self.convicted.entry(signer).or_default().insert(prev);
            effect.forks.extend(proof);
        }
        if !forked && !known && tree.heir == Some(prev) {
            tree.heir = Some(at);
        } else {
            self.find_heir(coin, owners);
        }
        !known || hidden
    }

    fn prove(&self, a: PrevRef, b: PrevRef, spent: PrevRef) -> Option<ForkProof> {
        ForkProof::of(self.transfers.get(&a.op)?, self.transfers.get(&b.op)?, spent, &self.coop)
    }

    /// The proof that the place above this one was spent twice, if it was and both transfers are here.
    #[must_use]
    pub fn proof_at(&self, at: PrevRef) -> Option<ForkProof> {
        let parent = self.nodes.get(&at)?.parent?;
        let other = self.nodes.get(&parent)?.children.iter().find(|c| **c != at && self.transfers.contains_key(&c.op))?;
        self.prove(at, *other, parent)
    }

    fn place_root(&mut self, at: PrevRef, node: Node, owners: &dyn Owners) {
        let coin = node.coin;
        self.nodes.insert(at, Box::new(node));
        let roots = &mut self.coins.entry(coin).or_default().roots;
        roots.reserve_exact(1);
        roots.push(at);
        self.find_heir(coin, owners);
    }

    fn find_heir(&mut self, coin: CoinId, owners: &dyn Owners) {
        let Some(tree) = self.coins.get(&coin) else { return };
        // Of several heads the later in the log counts; of equals (a faulty notary) the lower.
        let root = tree.roots.iter().min_by_key(|root| (std::cmp::Reverse(self.nodes[root].settled), **root)).copied();
        let heir = root.map(|root| self.heir(root, owners));
        if let Some(tree) = self.coins.get_mut(&coin) {
            tree.heir = heir;
        }
    }

    /// The child that counts, if the place was spent.
    fn preferred(&self, at: PrevRef, owners: &dyn Owners) -> Option<PrevRef> {
        let node = self.nodes.get(&at)?;
        if let [only] = node.children[..] {
            return Some(only);
        }
        let rank = |c: &PrevRef| {
            let child = &self.nodes[c];
            (child.settled.is_none(), child.holder == CLAIMS, same_person(owners, node.holder, child.holder), *c)
        };
        node.children.iter().copied().min_by_key(rank)
    }

    fn heir(&self, from: PrevRef, owners: &dyn Owners) -> PrevRef {
        let mut at = from;
        while let Some(next) = self.preferred(at, owners) {
            at = next;
        }
        at
    }

    /// Decides forks again after new certificates came; until then unknown devices count as different people.
    pub fn owners_learnt(&mut self, owners: &dyn Owners) {
        let forked: Vec<CoinId> = self.coins.iter().filter(|(_, tree)| !tree.forks.is_empty()).map(|(coin, _)| *coin).collect();
        forked.into_iter().for_each(|coin| self.find_heir(coin, owners));
    }

    /// Whether any ancestor-or-self has a settled sibling (dead), and whether one has an unsettled fork above it (undecided).
    fn fate(&self, leaf: PrevRef) -> (bool, bool) {
        let (mut dead, mut undecided, mut at) = (false, self.proven.contains_key(&leaf), leaf);
        while let Some(parent) = self.nodes.get(&at).and_then(|node| node.parent) {
            let siblings = &self.nodes[&parent].children;
            let settled = |c: &PrevRef| self.nodes[c].settled.is_some();
            dead |= siblings.iter().any(|c| *c != at && settled(c));
            let forked = siblings.len() > 1 || self.proven.contains_key(&parent);
            undecided |= forked && !siblings.iter().any(settled);
            at = parent;
        }
        (dead, undecided)
    }

    /// The verdict on one coin.
    #[must_use]
    pub fn verdict(&self, coin: CoinId, owners: &dyn Owners) -> Option<Verdict> {
        let tree = self.coins.get(&coin)?;
        let leaf = tree.heir?;
        let node = self.nodes.get(&leaf)?;
        let clean = tree.forks.is_empty() && self.proven.is_empty();
        let undecided = if clean { false } else { self.fate(leaf).1 };
        let standing = match (undecided, node.settled, node.parent) {
            (true, ..) => Standing::Contested,
            (_, Some(_), _) => Standing::Settled,
            (_, None, Some(_)) => Standing::Promised,
            (_, None, None) => Standing::Ripening,
        };
        Some(Verdict { leaf, owner: node.holder, standing, claims: self.claims(tree, owners) })
    }

    fn claims(&self, tree: &Tree, owners: &dyn Owners) -> Vec<Claim> {
        let mut claims = Vec::new();
        for fork in &tree.forks {
            let (node, preferred) = (&self.nodes[fork], self.preferred(*fork, owners));
            for child in node.children.iter().filter(|c| Some(**c) != preferred) {
                let leaf = self.heir(*child, owners);
                let dead = self.fate(leaf).0;
                claims.push(Claim { leaf, holder: self.nodes[&leaf].holder, against: node.holder, fork: *fork, dead });
            }
        }
        claims.sort_unstable();
        claims
    }

    /// The verdicts on all coins and all convictions.
    #[must_use]
    pub fn judgement(&self, owners: &dyn Owners) -> Judgement {
        let coins = self.coins.keys().filter_map(|coin| Some((*coin, self.verdict(*coin, owners)?))).collect();
        Judgement { coins, convicted: self.convicted.clone() }
    }

    /// Every coin that is known.
    pub fn coins(&self) -> impl Iterator<Item = CoinId> + '_ {
        self.coins.keys().copied()
    }

    /// The transfer with this identity.
    #[must_use]
    pub fn transfer(&self, id: OpId) -> Option<&Arc<Transfer>> {
        self.transfers.get(&id)
    }

    /// Every transfer that a device signed.
    pub fn transfers_of(&self, device: DeviceId) -> impl Iterator<Item = (OpId, Arc<Transfer>)> + '_ {
        self.transfers.iter().filter(move |(_, transfer)| transfer.from == device).map(|(id, transfer)| (*id, Arc::clone(transfer)))
    }

    /// Coin, holder, parent and settlement of a place.
    #[must_use]
    pub fn place(&self, at: PrevRef) -> Option<(CoinId, DeviceId, Option<PrevRef>, bool)> {
        self.nodes.get(&at).map(|n| (n.coin, n.holder, n.parent, n.settled.is_some()))
    }

    /// Where in the log a place was settled, if it was: of several heads that vouch for it the latest.
    #[must_use]
    pub fn settled_at(&self, at: PrevRef) -> Option<u64> {
        self.nodes.get(&at).and_then(|n| n.settled)
    }

    /// What spends a place, in rising order.
    #[must_use]
    pub fn spends(&self, at: PrevRef) -> &[PrevRef] {
        self.nodes.get(&at).map_or(&[], |n| &n.children)
    }

    /// The child of this place that counts, if it was spent.
    #[must_use]
    pub fn counts(&self, at: PrevRef, owners: &dyn Owners) -> Option<PrevRef> {
        self.preferred(at, owners)
    }

    /// Hops from the nearest settled place down to this one.
    #[must_use]
    pub fn unsettled_hops(&self, at: PrevRef) -> usize {
        let (mut hops, mut at) = (0, Some(at));
        while let Some(node) = at.and_then(|at| self.nodes.get(&at)).filter(|node| node.settled.is_none()) {
            hops += 1;
            at = node.parent;
        }
        hops
    }

    /// Devices that spent a coin twice, and which.
    #[must_use]
    pub const fn convicted(&self) -> &BTreeMap<DeviceId, BTreeSet<PrevRef>> {
        &self.convicted
    }

    /// Whether this place is proven to be spent twice, or lies below such a place with nothing settled since.
    #[must_use]
    pub fn contested(&self, at: PrevRef) -> bool {
        self.fate(at).1
    }

    /// Whether another branch than the one that this place is on is settled.
    #[must_use]
    pub fn dead(&self, at: PrevRef) -> bool {
        self.fate(at).0
    }

    /// How many coins of transfers wait for a parent.
    #[must_use]
    pub const fn waiting(&self) -> usize {
        self.waiting_count
    }
}
