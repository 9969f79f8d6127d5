//! Every order of events of three phones, two coins and three witnesses, tried one by one over the real notary, witnesses and verdict.
//!
//! Ann's phone is a hostile copy and may give each of her coins to both others; Bob's and Carol's are honest. In the first model the notary is
//! honest and one witness is silent: whatever came in whatever order, every coin has one owner, what is settled stays, whoever is convicted
//! deserved it, and one sync in which nothing is lost settles all. In the second the notary keeps two books and one witness lies along.

use super::cast::*;
use crate::ledger::{
    op::{Checkpoint, LogEntry, Op, OpId, Transfer},
    receipt::Head,
    units::{CoinId, PrevRef},
    verdict::{Fact, Judgement, Standing, judge},
    witness::{Gossip, Witness, Witnesses},
};
use kith_wire::DeviceId;
use stateright::{Checker, Model, Property};
use std::{
    collections::{BTreeSet, HashMap},
    hash::Hash,
    sync::{Arc, LazyLock, Mutex},
};

const COINS: u8 = 2;
const WITNESSES: usize = 3;
const QUORUM: usize = 2;
/// The witness that is silent in the first model and lies in the second.
const ODD: usize = 0;

/// A gift: the coin, and through whose hands it went since it was minted to Ann.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Step {
    coin: u8,
    way: Vec<u8>,
}

/// A checkpoint that a witness cosigned: which book, and how many gifts had been brought to it.
type Cosigned = (usize, usize);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    given: BTreeSet<Step>,
    /// What was brought to the notary, in order; the second book is a lying notary's.
    books: [Vec<Step>; 2],
    cosigned: [Vec<Cosigned>; WITNESSES],
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Action {
    Give(Step),
    Bring(usize, Step),
    Cosign(usize, usize),
}

/// A book after some gifts were brought to it in that order.
struct Book {
    entries: Vec<LogEntry>,
    /// The last checkpoint, and each one before.
    checkpoints: Vec<Checkpoint>,
    adds_up: bool,
}

fn witness_key(n: usize) -> ed25519_dalek::SigningKey {
    key(100 + u8::try_from(n).unwrap())
}

fn witness_of(n: usize) -> DeviceId {
    device(100 + u8::try_from(n).unwrap())
}

/// The two coins, as they were minted to Ann.
static MINTED: LazyLock<Vec<(PrevRef, CoinId)>> = LazyLock::new(|| {
    let mut minted = office(&[attest(1, ANN, HUW, 60), attest(2, ANN, HUW, 60)]).book().held_by(device(ANN));
    minted.sort_unstable();
    minted
});

/// What has been worked out before, by what it was worked out from.
struct Memo<K, V>(Mutex<HashMap<K, V>>);

impl<K: Hash + Eq, V: Clone> Memo<K, V> {
    fn new() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    fn get(&self, key: K, work: impl FnOnce(&K) -> V) -> V {
        if let Some(known) = self.0.lock().unwrap().get(&key) {
            return known.clone();
        }
        let made = work(&key);
        self.0.lock().unwrap().insert(key, made.clone());
        made
    }
}

struct World {
    /// Books of the notary: one, or two if it lies.
    books: usize,
    /// Gifts at most, hands that a coin goes through at most, and how often a witness looks.
    gifts: usize,
    hands: usize,
    looks: usize,
    /// What has been given before anything else happens.
    given: BTreeSet<Step>,
    /// Whether witnesses forget what they cosigned: the control.
    forgetful: bool,
    gave: Memo<Step, (Transfer, OpId)>,
    kept: Memo<Vec<Step>, Arc<Book>>,
    judged: Memo<(BTreeSet<Step>, Vec<Step>), Result<(), String>>,
    decided: Memo<(BTreeSet<Step>, Vec<Step>), bool>,
    allowed: Memo<(Vec<Vec<Step>>, Vec<Step>), bool>,
}

impl World {
    fn honest(gifts: usize) -> Self {
        Self {
            books: 1,
            gifts,
            hands: 2,
            looks: 1,
            given: BTreeSet::new(),
            forgetful: false,
            gave: Memo::new(),
            kept: Memo::new(),
            judged: Memo::new(),
            decided: Memo::new(),
            allowed: Memo::new(),
        }
    }

    /// Ann has given one coin twice and the other once; the notary keeps two books of it.
    fn lying(forgetful: bool) -> Self {
        let given = [(0, BOB), (0, CAROL), (1, BOB)].map(|(coin, to)| Step { coin, way: vec![to] });
        Self { books: 2, looks: 2, given: given.into(), forgetful, ..Self::honest(0) }
    }

    fn transfer(&self, step: &Step) -> (Transfer, OpId) {
        self.gave.get(step.clone(), |step| {
            let (to, before) = step.way.split_last().unwrap();
            let prev = match before {
                [] => MINTED[usize::from(step.coin)].0,
                _ => self.place(&Step { coin: step.coin, way: before.to_vec() }),
            };
            let given = transfer(before.last().copied().unwrap_or(ANN), *to, &[prev]);
            let op = id(&given);
            (given, op)
        })
    }

    /// Where a gift leaves its coin.
    fn place(&self, step: &Step) -> PrevRef {
        PrevRef::first(self.transfer(step).1)
    }

    fn book(&self, brought: &[Step]) -> Arc<Book> {
        self.kept.get(brought.to_vec(), |brought| {
            let mut notary = office(&[attest(1, ANN, HUW, 60), attest(2, ANN, HUW, 60)]);
            let mut checkpoints = vec![notary.checkpoint(&key(NOTARY)).unwrap()];
            for step in brought {
                give_notary(&mut notary, Op::Transfer(self.transfer(step).0));
                checkpoints.extend(notary.checkpoint(&key(NOTARY)));
            }
            let adds_up = notary.book().audit(members()).adds_up();
            Arc::new(Book { entries: notary.entries().to_vec(), checkpoints, adds_up })
        })
    }

    /// Whether a witness that cosigned these logs cosigns this one, too.
    fn cosigns(&self, before: &[Vec<Step>], now: &[Step]) -> bool {
        let before = if self.forgetful { &[] } else { before };
        self.allowed.get((before.to_vec(), now.to_vec()), |(before, now)| {
            let mut witness = Witness::new(coop());
            before.iter().chain([now]).all(|brought| {
                let book = self.book(brought);
                let from = usize::try_from(witness.size()).unwrap().min(book.entries.len());
                let next = witness.last().map_or(0, |last| last.state.index + 1);
                let links: Vec<Checkpoint> = book.checkpoints.iter().filter(|checkpoint| checkpoint.state.index >= next).cloned().collect();
                let links = if links.is_empty() { book.checkpoints[book.checkpoints.len() - 1..].to_vec() } else { links };
                witness.take(&links, (from as u64, &book.entries[from..])).is_ok()
            })
        })
    }

    fn looked(state: &State, witness: usize) -> Vec<Vec<Step>> {
        state.cosigned[witness].iter().map(|(book, len)| state.books[*book][..*len].to_vec()).collect()
    }

    /// I2 to I5 and I7 of what was given and settled.
    fn verdict(&self, given: &BTreeSet<Step>, brought: &[Step]) -> Result<(), String> {
        self.judged.get((given.clone(), brought.to_vec()), |(given, brought)| {
            let book = self.book(brought);
            let judgement = judge(&self.facts(given, &book), members());
            sound(&judgement, given)?;
            for (at, coin) in book.entries.iter().filter_map(|entry| entry.spends().map(|(coin, _, to)| (to, coin))) {
                let leaf = judgement.coins[&coin].leaf;
                if !self.leads_to(given, at, leaf) {
                    return Err("what was settled is off the owner's line".to_owned());
                }
            }
            if book.adds_up { Ok(()) } else { Err("the book does not add up".to_owned()) }
        })
    }

    fn facts(&self, given: &BTreeSet<Step>, book: &Book) -> Vec<Fact> {
        let mut facts: Vec<Fact> = given.iter().map(|step| self.transfer(step)).map(|(t, id)| Fact::Transfer { id, transfer: Arc::new(t) }).collect();
        for (rank, entry) in (0u64..).zip(&book.entries) {
            match *entry {
                LogEntry::Minted { mint, coin, .. } => {
                    facts.push(Fact::Mint { id: mint, coin, to: device(ANN) });
                    facts.push(Fact::Head(Head { at: PrevRef::first(mint), coin, holder: device(ANN), rank }));
                }
                LogEntry::Settled { to, coin, .. } => {
                    let holder = given.iter().find(|step| self.place(step) == to).map(|step| device(*step.way.last().unwrap()));
                    facts.push(Fact::Head(Head { at: to, coin, holder: holder.unwrap(), rank }));
                }
                _ => {}
            }
        }
        facts
    }

    /// Whether a place is another's ancestor, or the same.
    fn leads_to(&self, given: &BTreeSet<Step>, at: PrevRef, leaf: PrevRef) -> bool {
        let way = |place: PrevRef| given.iter().find(|step| self.place(step) == place);
        match (way(at), way(leaf)) {
            (Some(at), Some(leaf)) => at.coin == leaf.coin && leaf.way.starts_with(&at.way),
            _ => false,
        }
    }

    /// I21: after one sync in which nothing is lost, every coin is settled with its owner, every other leaf is a claim, and the log is witnessed.
    fn settles(&self, state: &State) -> bool {
        let mut brought = state.books[0].clone();
        brought.extend(state.given.iter().filter(|step| !state.books[0].contains(step)).cloned());
        let decided = self.decided.get((state.given.clone(), brought.clone()), |(given, brought)| {
            let judgement = judge(&self.facts(given, &self.book(brought)), members());
            judgement.coins.values().all(|coin| coin.standing == Standing::Settled && coin.claims.iter().all(|claim| claim.dead))
        });
        let able = (0..WITNESSES).filter(|w| *w != ODD).filter(|w| self.cosigns(&Self::looked(state, *w), &brought)).count();
        decided && able >= QUORUM
    }

    /// I15: whoever only did their duty is never convicted; two witnessed books convict the notary and at least one witness.
    fn justice(&self, state: &State) -> Result<(), String> {
        let who = Witnesses::new((0..WITNESSES).map(witness_of).collect(), QUORUM).unwrap();
        let mut gossip = Gossip::new(coop(), who.clone());
        let mut hear = |checkpoint: &Checkpoint| assert!(gossip.hear(checkpoint).is_ok());
        for book in &state.books {
            self.book(book).checkpoints.iter().for_each(&mut hear);
        }
        for (n, cosigned) in state.cosigned.iter().enumerate() {
            for (book, len) in cosigned {
                let mut copy = self.book(&state.books[*book][..*len]).checkpoints.last().unwrap().clone();
                copy.add_cosignature(copy.cosign(&coop(), &witness_key(n)), &coop()).unwrap();
                hear(&copy);
            }
        }
        let convicted = gossip.convicted();
        if (0..WITNESSES).any(|n| n != ODD && convicted.contains(&witness_of(n))) {
            return Err("a witness only did its duty and is convicted".to_owned());
        }
        let ids = |book: usize| self.book(&state.books[book]).checkpoints.iter().map(|c| c.id(&coop())).collect::<Vec<OpId>>();
        let witnessed = |book: usize| {
            let (mine, others) = (ids(book), ids(1 - book));
            let parted = mine.iter().zip(&others).filter(|(one, other)| one != other).map(|(id, _)| *id).collect::<Vec<_>>();
            gossip.told().any(|heard| parted.contains(&heard.id(&coop())) && who.suffice(heard))
        };
        let found = convicted.iter().filter(|convict| **convict != device(NOTARY)).count();
        if witnessed(0) && witnessed(1) && (found < who.convicted_at_least() || !convicted.contains(&device(NOTARY))) {
            return Err("two witnessed books, and too few are convicted".to_owned());
        }
        Ok(())
    }

    fn gifts_possible(&self, given: &BTreeSet<Step>) -> Vec<Step> {
        let mut out = Vec::new();
        for coin in 0..COINS {
            let mut places = vec![Vec::new()];
            places.extend(given.iter().filter(|step| step.coin == coin && step.way.len() < self.hands).map(|step| step.way.clone()));
            for way in places {
                let holder = way.last().copied().unwrap_or(ANN);
                let spent = given.iter().any(|step| step.coin == coin && step.way.len() == way.len() + 1 && step.way.starts_with(&way));
                if spent && holder != ANN {
                    continue;
                }
                let others = [ANN, BOB, CAROL].into_iter().filter(|to| *to != holder);
                out.extend(others.map(|to| Step { coin, way: [&way[..], &[to]].concat() }).filter(|step| !given.contains(step)));
            }
        }
        out
    }
}

/// I3 to I5: one owner, every other leaf a claim against whoever gave twice, and nobody else convicted.
fn sound(judgement: &Judgement, given: &BTreeSet<Step>) -> Result<(), String> {
    for (coin, verdict) in (0u8..).zip(MINTED.iter().map(|(_, coin)| &judgement.coins[coin])) {
        let mine: Vec<&Step> = given.iter().filter(|step| step.coin == coin).collect();
        let goes_on = |step: &Step| mine.iter().any(|other| other.way.len() > step.way.len() && other.way.starts_with(&step.way));
        let leaves = mine.iter().filter(|step| !goes_on(step)).count().max(1);
        if verdict.claims.len() + 1 != leaves || verdict.claims.iter().any(|claim| claim.against != device(ANN)) {
            return Err(format!("{leaves} leaves, {} claims", verdict.claims.len()));
        }
    }
    let twice = given.iter().any(|step| {
        let (_, before) = step.way.split_last().unwrap();
        given.iter().any(|other| other != step && other.coin == step.coin && other.way.len() == step.way.len() && other.way.starts_with(before))
    });
    let convicted: Vec<DeviceId> = judgement.convicted.keys().copied().collect();
    let deserved = if twice { vec![device(ANN)] } else { Vec::new() };
    if convicted == deserved { Ok(()) } else { Err("convicted who did not deserve it, or not who did".to_owned()) }
}

impl Model for World {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State { given: self.given.clone(), books: Default::default(), cosigned: Default::default() }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.given.len() < self.gifts {
            actions.extend(self.gifts_possible(&state.given).into_iter().map(Action::Give));
        }
        for book in 0..self.books {
            // Each of a liar's two books says that the coin given twice is another's.
            let told = |step: &&Step| self.books == 1 || step.coin == 1 || step.way == [[BOB, CAROL][book]];
            let new = state.given.iter().filter(told).filter(|step| !state.books[book].contains(step));
            actions.extend(new.map(|step| Action::Bring(book, step.clone())));
        }
        for witness in (0..WITNESSES).filter(|w| *w != ODD) {
            if state.cosigned[witness].len() < self.looks {
                actions.extend((0..self.books).map(|book| Action::Cosign(witness, book)));
            }
        }
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        match action {
            Action::Give(step) => drop(next.given.insert(step)),
            Action::Bring(book, step) => {
                next.books[book].push(step);
                // The one that lies cosigns whatever it is shown.
                if self.books == 2 {
                    let len = next.books[book].len();
                    next.cosigned[ODD].push((book, len));
                    next.cosigned[ODD].sort_unstable();
                }
            }
            Action::Cosign(witness, book) => {
                let now = (book, state.books[book].len());
                if state.cosigned[witness].contains(&now) || !self.cosigns(&Self::looked(state, witness), &state.books[book]) {
                    return None;
                }
                next.cosigned[witness].push(now);
                // The two honest ones may change places.
                next.cosigned[ODD + 1..].sort();
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("verdict", |world: &Self, state: &State| world.books == 2 || world.verdict(&state.given, &state.books[0]).is_ok()),
            Property::always("settles", |world: &Self, state: &State| world.books == 2 || world.settles(state)),
            Property::always("justice", |world: &Self, state: &State| world.books == 1 || world.justice(state).is_ok()),
            Property::sometimes("a coin is given twice", |_: &Self, state: &State| {
                state
                    .given
                    .iter()
                    .any(|step| state.given.iter().any(|other| other.coin == step.coin && other.way.len() == 1 && step.way.len() == 1 && other != step))
            }),
            Property::sometimes("two witnesses cosign", |_: &Self, state: &State| state.cosigned.iter().filter(|c| !c.is_empty()).count() >= QUORUM),
        ]
    }
}

/// covers: C6, C11 (I2 to I5, I7, I21)
#[test]
fn whatever_three_phones_do_with_two_coins_in_whatever_order_all_ends_well() {
    let gifts = if std::env::var_os("KITH_FULL").is_some() { 4 } else { 3 };
    let checker = World::honest(gifts).checker().spawn_bfs().join();
    checker.assert_properties();
    assert!(checker.unique_state_count() > 5_000, "{} states", checker.unique_state_count());
}

/// covers: C11, C12 (I15)
#[test]
fn a_notary_with_two_books_and_a_lying_witness_come_to_nothing_in_any_order() {
    let checker = World::lying(false).checker().spawn_bfs().join();
    checker.assert_properties();
    assert!(checker.unique_state_count() > 2_000, "{} states", checker.unique_state_count());
}

/// The model catches a witness that forgets what it cosigned.
#[test]
fn the_model_finds_the_order_in_which_a_forgetful_witness_is_convicted() {
    let checker = World::lying(true).checker().spawn_bfs().join();
    assert!(checker.discovery("justice").is_some());
}
