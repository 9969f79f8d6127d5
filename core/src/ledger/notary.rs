//! The notary: puts operations in one order, in a log that anybody can hold it to.
//!
//! It counts attestations within the co-op's caps, mints what the jars give, and settles the first valid child of a settled head, parents
//! first. It cannot mint without two people's word, nor move or forge a coin; it can delay, and choose the winner of a fork that somebody
//! else made. Every device can check it: a checkpoint signs the log, and a receipt shows an entry to be in it.
//!
//! What must be stored: each entry in order with its operation (the mints among them are the notary's own), and each checkpoint. From
//! these alone [`Notary::rebuild`] gives the same state. What waits is not in the log: offer it again after a rebuild.

mod lost;
mod take;

pub use take::{Logged, Missing, Refusal, Taken};

use super::book::{Book, Deed, Misfit};
use super::log::{self, MerkleLog};
use super::op::{Admitted, Checkpoint, Coop, CutOff, HoldingCert, LogEntry, LogState, Mint, Op, OpId, Recover, Span, page::LogLine};
use super::receipt::{self, Head, Receipt, Spent};
use super::units::{Owners, PrevRef};
use super::verdict::{Engine, Fact};
use ed25519_dalek::SigningKey;
use kith_wire::{DeviceId, limits};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Coins in one pocket.
pub const POCKET_COINS: usize = 10;
/// Operations that may wait for a certificate.
pub const HELD_MAX: usize = 10_000;

/// The co-op's rules for its notary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Minutes that one activity may count.
    pub activity_minutes_max: u16,
    /// Minutes that one earner may count in a month.
    pub month_minutes_max: u32,
    /// Coins that one transfer may move.
    pub transfer_coins_max: usize,
    /// The pool's float that donated hours are minted to.
    pub float: DeviceId,
    /// Checkpoints for which a pocket vouches, and so how long a lost device's coins wait.
    pub pocket: u32,
}

impl Policy {
    /// The widest rules that the formats allow, with this float.
    #[must_use]
    pub const fn open(float: DeviceId) -> Self {
        Self {
            activity_minutes_max: 24 * 60,
            month_minutes_max: 31 * 24 * 60,
            transfer_coins_max: limits::TRANSFER_COINS_MAX,
            float,
            pocket: super::policy::POCKET_CHECKPOINTS as u32,
        }
    }
}

/// Why a stored log does not rebuild.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damaged {
    /// An operation that the log names is not stored.
    #[error("the operation of entry {0} is missing")]
    Missing(u64),
    /// An entry does not follow from those before.
    #[error("entry {0}: {1}")]
    Entry(u64, Misfit),
    /// The last checkpoint is not of this log.
    #[error("the last checkpoint is not of this log")]
    Checkpoint,
}

/// The notary's state.
#[derive(Debug)]
pub struct Notary {
    coop: Coop,
    policy: Policy,
    log: MerkleLog,
    entries: Vec<LogEntry>,
    book: Book,
    engine: Engine,
    mints: HashMap<OpId, Box<Mint>>,
    /// Who is concerned by an attestation or a welcome, for their receipts.
    parties: HashMap<OpId, Vec<DeviceId>>,
    welcomes: BTreeSet<OpId>,
    /// Operations that wait for a certificate.
    held: BTreeMap<OpId, Admitted>,
    /// Askings that wait until the coins may come back.
    recovering: BTreeMap<OpId, Admitted>,
    /// Askings by which coins came back.
    recovered: HashMap<OpId, Recover>,
    cut_offs: HashMap<DeviceId, CutOff>,
    last: Option<Checkpoint>,
}

impl Notary {
    /// A notary with an empty log.
    #[must_use]
    pub fn new(coop: Coop, policy: Policy) -> Self {
        Self {
            coop,
            policy,
            log: MerkleLog::default(),
            entries: Vec::new(),
            book: Book::new(coop),
            engine: Engine::new(coop),
            mints: HashMap::new(),
            parties: HashMap::new(),
            welcomes: BTreeSet::new(),
            held: BTreeMap::new(),
            recovering: BTreeMap::new(),
            recovered: HashMap::new(),
            cut_offs: HashMap::new(),
            last: None,
        }
    }

    /// The notary as its stored log leaves it: entries in order, each one's operation by `op`, and the last checkpoint.
    ///
    /// # Errors
    /// When the stored log is damaged.
    pub fn rebuild(start: (Coop, Policy), entries: &[LogEntry], op: &dyn Fn(OpId) -> Option<Op>, owners: &dyn Owners) -> Result<Self, Damaged> {
        let lines: Vec<LogLine> = entries.iter().map(|entry| LogLine::Whole(*entry)).collect();
        Self::rebuild_lines(start, &lines, op, owners)
    }

    /// The same from the lines of the log's pages.
    ///
    /// # Errors
    /// When the stored log is damaged.
    pub fn rebuild_lines(start: (Coop, Policy), lines: &[LogLine], op: &dyn Fn(OpId) -> Option<Op>, owners: &dyn Owners) -> Result<Self, Damaged> {
        let mut notary = Self::new(start.0, start.1);
        // The coins of one transfer stand together in the log: its operation is read once.
        let mut current: Option<Admitted> = None;
        for line in lines {
            let index = notary.log.size();
            let admitted = match current.take().filter(|admitted| admitted.id() == line.op()) {
                Some(admitted) => admitted,
                None => notary.recall(op(line.op()), index, owners)?,
            };
            if admitted.id() != line.op() {
                return Err(Damaged::Missing(index));
            }
            notary.repeat(line, &admitted, owners)?;
            current = Some(admitted);
        }
        Ok(notary)
    }

    /// Appends again what a line of the stored log stands for.
    fn repeat(&mut self, line: &LogLine, admitted: &Admitted, owners: &dyn Owners) -> Result<(), Damaged> {
        let index = self.log.size();
        let deed = Deed::of(admitted.op()).ok_or(Damaged::Missing(index))?;
        let append = |notary: &mut Self, entry: LogEntry| {
            let at = notary.log.size();
            notary.append(entry, deed, owners).map(drop).map_err(|misfit| Damaged::Entry(at, misfit))
        };
        let (first, count) = match line {
            LogLine::Whole(entry) => return append(self, *entry),
            LogLine::Settled { first, count, .. } => (*first, *count),
        };
        let Op::Transfer(transfer) = admitted.op() else { return Err(Damaged::Missing(index)) };
        for coin in (first..=u8::MAX).take(usize::from(count)) {
            let known = |prev| self.engine.place(prev).map(|(coin, ..)| coin);
            let entry = LogLine::settled((transfer, admitted.id()), coin, known).ok_or(Damaged::Missing(self.log.size()))?;
            append(self, entry)?;
        }
        Ok(())
    }

    fn recall(&mut self, op: Option<Op>, index: u64, owners: &dyn Owners) -> Result<Admitted, Damaged> {
        let admitted = Admitted::stored(op.ok_or(Damaged::Missing(index))?, &self.coop);
        if let Some(fact) = Fact::of(&admitted, &self.coop) {
            self.engine.take(&fact, owners);
        }
        Ok(admitted)
    }

    /// Hears again, after a rebuild, of an operation that is not in the log: the losing side of a fork, or what still waits. Nothing is
    /// logged by it; offering the operation again does that.
    pub fn recollect(&mut self, op: &Admitted, owners: &dyn Owners) {
        if let (Op::Transfer(_) | Op::Fork(_), Some(fact)) = (op.op(), Fact::of(op, &self.coop)) {
            self.engine.take(&fact, owners);
        }
    }

    /// Goes on from the last checkpoint that was signed, after a rebuild.
    ///
    /// # Errors
    /// When it is not of this log.
    pub fn resume(&mut self, last: Checkpoint) -> Result<(), Damaged> {
        if self.log.root(last.state.size) != Some(last.state.root) {
            return Err(Damaged::Checkpoint);
        }
        self.last = Some(last);
        Ok(())
    }

    /// Changes the rules, for what comes from now on.
    pub const fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// The book.
    #[must_use]
    pub const fn book(&self) -> &Book {
        &self.book
    }

    /// The book, to keep or erase tellings in.
    pub const fn book_mut(&mut self) -> &mut Book {
        &mut self.book
    }

    /// The verdicts over all operations that the notary has seen, logged or not.
    #[must_use]
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The log's entries.
    #[must_use]
    pub fn entries(&self) -> &[LogEntry] {
        &self.entries
    }

    /// A mint of this log.
    #[must_use]
    pub fn mint(&self, id: OpId) -> Option<&Mint> {
        self.mints.get(&id).map(AsRef::as_ref)
    }

    /// An asking by which coins came back.
    #[must_use]
    pub fn recovery(&self, id: OpId) -> Option<&Recover> {
        self.recovered.get(&id)
    }

    /// The log's tree.
    #[must_use]
    pub const fn log(&self) -> &MerkleLog {
        &self.log
    }

    /// The last checkpoint.
    #[must_use]
    pub const fn last(&self) -> Option<&Checkpoint> {
        self.last.as_ref()
    }

    /// A digest of the log, the totals and the last checkpoint: two notaries that logged alike have equal digests.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = blake3::Hasher::new();
        hash.update(&self.log.root(self.log.size()).unwrap_or_default());
        self.entries.iter().for_each(|entry| {
            hash.update(&entry.encode());
        });
        hash.update(self.last.as_ref().map_or(OpId::ZERO, |c| c.id(&self.coop)).as_bytes());
        *hash.finalize().as_bytes()
    }

    /// Signs a checkpoint if the log grew since the last, or the last is another notary's. Store it before it leaves the device.
    pub fn checkpoint(&mut self, key: &SigningKey) -> Option<Checkpoint> {
        let (size, me) = (self.log.size(), key.verifying_key().to_bytes());
        if self.last.as_ref().is_some_and(|last| last.state.size == size && last.notary.0 == me) || size == 0 {
            return None;
        }
        let (index, prev) = match &self.last {
            Some(last) => (last.state.index.checked_add(1)?, last.id(&self.coop)),
            None => (0, OpId::ZERO),
        };
        let state = LogState { index, size, root: self.log.root(size)?, prev, totals: *self.book.totals() };
        let checkpoint = Checkpoint::sign(state, &self.coop, key);
        self.last = Some(checkpoint.clone());
        Some(checkpoint)
    }

    /// The receipt for an entry that the last checkpoint covers.
    #[must_use]
    pub fn receipt(&self, index: u64) -> Option<Receipt> {
        let checkpoint = self.last.clone()?;
        let path = self.log.inclusion(index, checkpoint.state.size)?;
        let entry = *self.entries.get(usize::try_from(index).ok()?)?;
        let holder = match entry {
            LogEntry::Minted { mint, .. } => self.mints.get(&mint).map(|m| (m.to, m.holder_salt(&self.coop))),
            LogEntry::Settled { to, .. } => self.engine.transfer(to.op).map(|t| (t.terms.to, t.holder_salt())),
            LogEntry::Recovered { to, .. } => self.recovered.get(&to.op).map(|r| (r.to, r.holder_salt())),
            _ => None,
        };
        Some(Receipt { index, entry, path, checkpoint, holder })
    }

    /// What shows whoever holds another branch that this place's coin is settled elsewhere; nothing while it is not, or no checkpoint covers it.
    #[must_use]
    pub fn spent(&self, place: PrevRef) -> Option<Spent> {
        let settled = self.engine.spends(place).iter().find(|child| self.engine.place(**child).is_some_and(|(.., settled)| settled))?;
        let (coin, ..) = self.engine.place(place)?;
        let index = self.book.row(coin)?.hops.iter().find(|hop| hop.at == *settled)?.index;
        Spent::of(&self.receipt(index)?)
    }

    /// Who holds or held a branch that lost, and the places whose spending decided it: they are told.
    #[must_use]
    pub fn losers(&self, coin: super::units::CoinId, owners: &dyn Owners) -> BTreeMap<DeviceId, BTreeSet<PrevRef>> {
        let mut told: BTreeMap<DeviceId, BTreeSet<PrevRef>> = BTreeMap::new();
        let claims = self.engine.verdict(coin, owners).map(|verdict| verdict.claims).unwrap_or_default();
        for claim in claims.iter().filter(|claim| claim.dead) {
            let mut holders = BTreeSet::new();
            let mut at = claim.leaf;
            while let Some((_, holder, Some(parent), _)) = self.engine.place(at) {
                holders.insert(holder);
                let lost = self.engine.spends(parent).iter().any(|c| *c != at && self.engine.place(*c).is_some_and(|(.., settled)| settled));
                if lost {
                    for holder in &holders {
                        told.entry(*holder).or_default().insert(parent);
                    }
                }
                at = parent;
            }
        }
        told.retain(|holder, _| *holder != super::units::CLAIMS);
        told
    }

    /// The devices that an entry concerns: they get its receipt.
    #[must_use]
    pub fn concerned(&self, index: u64) -> Vec<DeviceId> {
        let entry = usize::try_from(index).ok().and_then(|at| self.entries.get(at));
        match entry {
            Some(LogEntry::Minted { mint, .. }) => {
                let Some(mint) = self.mints.get(mint) else { return Vec::new() };
                // Every device whose minutes are in the coin needs to know that they left its jar.
                let earners = mint.slices.iter().filter_map(|s| self.parties.get(&s.attest)?.first().copied());
                let devices: BTreeSet<DeviceId> = earners.chain([mint.to]).collect();
                devices.into_iter().collect()
            }
            Some(LogEntry::Surrendered { to, .. }) => self.engine.transfer(to.op).map(|t| vec![t.from]).unwrap_or_default(),
            Some(LogEntry::Settled { to, .. }) => self.engine.transfer(to.op).map(|t| vec![t.from, t.terms.to]).unwrap_or_default(),
            Some(LogEntry::Recovered { to, .. }) => self.recovered.get(&to.op).map(|r| vec![r.to]).unwrap_or_default(),
            Some(entry) => self.parties.get(&entry.op()).cloned().unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The pockets of a device: its settled coins as of the last checkpoint, [`POCKET_COINS`] in each, so that a gift of a few coins needs
    /// no more than one and fits a code; as many coins in all as one transfer may move, and good for so many checkpoints.
    /// None if it holds none, or was cut off. Coins that came back from a device that was cut off are not in it: until they move they
    /// have their receipt alone, which says where they come from.
    #[must_use]
    pub fn pockets(&self, device: DeviceId, good_for: u32, key: &SigningKey) -> Vec<HoldingCert> {
        let Some(last) = self.last.as_ref().filter(|_| !self.book.cuts().contains_key(&device)) else { return Vec::new() };
        let plain = |hop: &super::book::Hop| hop.index < last.state.size && self.book.recovered(hop.at.op).is_none();
        let covered = |coin| self.book.row(coin).and_then(|row| row.hops.last()).is_some_and(plain);
        let coins: Vec<_> = self.book.held_by(device).into_iter().filter(|(_, coin)| covered(*coin)).take(limits::TRANSFER_COINS_MAX).collect();
        let span = Span { checkpoint: last.state.index, best_before: last.state.index.saturating_add(good_for), size: last.state.size };
        // In the order in which a purse chooses: coins that are given together stand in one pocket.
        coins.chunks(POCKET_COINS).filter_map(|some| HoldingCert::sign(device, some.to_vec(), span, (&self.coop, key)).ok()).collect()
    }

    /// Appends an entry and lets book and verdict follow.
    fn append(&mut self, entry: LogEntry, deed: Deed<'_>, owners: &dyn Owners) -> Result<Appended, Misfit> {
        let index = self.log.size();
        let due = self.book.apply(index, (&entry, deed), owners)?;
        self.log.append(log::leaf(&entry.encode()));
        self.entries.push(entry);
        let holder = match deed {
            Deed::Mint(mint) => {
                self.mints.insert(entry.op(), Box::new(mint.clone()));
                Some(mint.to)
            }
            Deed::Transfer(transfer) => Some(transfer.terms.to),
            Deed::Attest(attest) => {
                self.parties.insert(entry.op(), vec![attest.given.device, attest.device]);
                None
            }
            Deed::Welcome(welcome) => {
                self.welcomes.insert(entry.op());
                self.parties.insert(entry.op(), vec![welcome.by]);
                None
            }
            Deed::Recover(recover) => {
                self.recovered.insert(entry.op(), recover.clone());
                Some(recover.to)
            }
            Deed::CutOff(cut) => {
                self.cut_offs.insert(cut.device, cut.clone());
                self.concerns(entry.op(), cut.device)
            }
            Deed::Ratify(ratify) => self.concerns(entry.op(), ratify.by),
            Deed::Estate(estate) => self.concerns(entry.op(), estate.by),
        };
        if let (LogEntry::Recovered { .. }, Some((coin, prev, to))) = (entry, entry.spends()) {
            // No transfer says that this place was spent: the log does.
            self.engine.take(&Fact::Spent(receipt::Taken { coin, prev, to, rank: index }), owners);
        }
        if let (Some((coin, at, _)), Some(holder)) = (entry.head(), holder) {
            self.engine.take(&Fact::Head(Head { at, coin, holder, rank: index }), owners);
        }
        Ok(Appended { index, due })
    }

    /// Notes whom an entry that moves no coin concerns.
    fn concerns(&mut self, op: OpId, device: DeviceId) -> Option<DeviceId> {
        self.parties.insert(op, vec![device]);
        None
    }
}

/// An entry that was appended, and the coins that it made due.
struct Appended {
    index: u64,
    due: Vec<(super::units::CoinId, super::book::Due)>,
}
