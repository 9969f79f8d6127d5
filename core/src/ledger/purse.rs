//! The phone's view of its coins: a pure fold over what it stores, in whatever order that came.
//!
//! A phone stores [`Item`]s: its hours and their attestations, mints, transfers made and received (with the unsettled hops before them),
//! acknowledgements, receipts, pockets, checkpoints, proofs of double spending, tellings and story lines. Everything here is computed
//! from these, so that a phone that was killed at any moment opens with the same purse.
//!
//! The rule that makes giving safe is the caller's to keep: *store the signed transfer durably before anything of it leaves the device*.
//! Giving again after a lost message means sending the same bytes again.

mod bundle;
mod claims;
mod give;
mod invoice;
mod item;
mod lost;
mod receive;
mod statement;
mod view;

pub use bundle::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, Attachment, BUNDLE_BYTES_MAX, Bundle, Media};
pub use give::{CannotGive, Gift, Use};
pub use invoice::Invoice;
pub use item::Item;
pub use lost::{GiftState, LostGift};
pub use receive::{Certificates, Examined, LOSING_LEAVES_MAX, Outcome, Reason, Warning};
pub use statement::{Change, StatementLine};
pub use view::{Balance, CoinState, CoinView, HoursState, HoursView, MoveState, Movement, Told, What};

use super::op::{Attest, Checkpoint, Coop, Counted, CutOff, ForkProof, Given, HoldingCert, Mint, Op, OpId, Purpose, Recover, StoryLine, Telling};
use super::policy::CoinPolicy;
use super::receipt::{Head, Receipt};
use super::units::{ActivityId, CoinId, ContentHash, Owners, PrevRef};
use super::verdict::{Engine, Fact};
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What putting an item in changed.
#[derive(Debug, Default)]
pub struct Put {
    /// Whether it was new; storing what is not new is needless.
    pub new: bool,
    /// Double spending that came to light: publish it.
    pub forks: Vec<ForkProof>,
    /// Too much waits for its parents: the item was not taken, and must be offered again.
    pub put_off: bool,
}

/// What a purse keeps to when coins are promised: the co-op's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Unsettled steps that a coin may have.
    pub hops: usize,
    /// Promised coins to one receiver.
    pub promised: usize,
    /// Promised coins in all.
    pub device: usize,
    /// Whether welcome coins vest.
    pub vesting: bool,
    /// Checkpoints for which a pocket vouches.
    pub pocket: u32,
}

impl From<&CoinPolicy> for Limits {
    fn from(policy: &CoinPolicy) -> Self {
        Self {
            hops: usize::from(policy.hops),
            promised: usize::from(policy.promised),
            device: usize::from(policy.device),
            vesting: policy.vesting,
            pocket: u32::from(policy.pocket),
        }
    }
}

/// One device's coins.
#[derive(Debug)]
pub struct Purse {
    coop: Coop,
    me: DeviceId,
    limits: Limits,
    engine: Engine,
    /// Places that this device holds or held.
    mine: BTreeSet<PrevRef>,
    made: BTreeSet<OpId>,
    acks: BTreeSet<(OpId, DeviceId)>,
    given: BTreeMap<ActivityId, (OpId, Given)>,
    attests: BTreeMap<OpId, Attest>,
    counted: BTreeMap<OpId, Counted>,
    mints: BTreeMap<OpId, Mint>,
    mint_of: BTreeMap<CoinId, OpId>,
    /// Minutes of each attestation that are in known mints.
    minted: BTreeMap<OpId, u32>,
    receipts: HashMap<PrevRef, Receipt>,
    pockets: BTreeMap<OpId, HoldingCert>,
    latest: Option<Checkpoint>,
    tellings: HashMap<ContentHash, Telling>,
    lines: BTreeMap<(CoinId, u16), StoryLine>,
    /// By surrender, the transfers that say they make it good, each with the device that gave.
    compensations: BTreeMap<OpId, BTreeSet<(OpId, DeviceId)>>,
    /// Places that were spent twice and put right since, as the office says.
    righted: BTreeSet<PrevRef>,
    /// Devices that the co-op has cut off.
    cut: BTreeSet<DeviceId>,
    /// The notary's word on devices of my person that were cut off.
    cuts: BTreeMap<DeviceId, CutOff>,
    /// Gifts of such devices that were said to be their person's own doing.
    ratified: BTreeSet<OpId>,
    /// Askings for what such devices held.
    recovers: BTreeMap<OpId, Recover>,
    /// Coins that their owner has put by for a rainy day.
    apart: BTreeSet<CoinId>,
    seen: BTreeSet<[u8; 32]>,
}

impl Purse {
    /// An empty purse of this device.
    #[must_use]
    pub fn new(coop: Coop, me: DeviceId) -> Self {
        Self {
            coop,
            me,
            limits: Limits::from(&CoinPolicy::default()),
            engine: Engine::new(coop),
            mine: BTreeSet::new(),
            made: BTreeSet::new(),
            acks: BTreeSet::new(),
            given: BTreeMap::new(),
            attests: BTreeMap::new(),
            counted: BTreeMap::new(),
            mints: BTreeMap::new(),
            mint_of: BTreeMap::new(),
            minted: BTreeMap::new(),
            receipts: HashMap::new(),
            pockets: BTreeMap::new(),
            latest: None,
            tellings: HashMap::new(),
            lines: BTreeMap::new(),
            compensations: BTreeMap::new(),
            righted: BTreeSet::new(),
            cut: BTreeSet::new(),
            cuts: BTreeMap::new(),
            ratified: BTreeSet::new(),
            recovers: BTreeMap::new(),
            apart: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Whose purse it is.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.me
    }

    /// Keeps to these limits from now on.
    pub const fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// The newest checkpoint that this device has seen.
    #[must_use]
    pub const fn latest(&self) -> Option<&Checkpoint> {
        self.latest.as_ref()
    }

    /// The verdicts over what this device holds.
    #[must_use]
    pub const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Puts an item in. Order makes no difference, nor does putting one in twice.
    pub fn put(&mut self, item: &Item, owners: &dyn Owners) -> Put {
        let name = item.name();
        if self.seen.contains(&name) {
            return Put::default();
        }
        let put = match item {
            Item::Op(op) => self.put_op(op.op(), op.id(), owners),
            Item::Receipt(receipt, head) => self.put_receipt(receipt, *head, owners),
            Item::Spent(spent, taken) => {
                self.put_checkpoint(&spent.checkpoint);
                let mut put = self.take(&Fact::Spent(*taken), owners);
                put.new = true;
                put
            }
            Item::Telling(telling) => {
                if let Ok(hash) = telling.hash() {
                    self.tellings.insert(hash, telling.clone());
                }
                Put { new: true, ..Put::default() }
            }
            Item::Line(line) => {
                self.lines.entry((line.coin, line.line)).or_insert_with(|| line.clone());
                Put { new: true, ..Put::default() }
            }
        };
        if !put.put_off {
            self.seen.insert(name);
        }
        put
    }

    fn put_op(&mut self, op: &Op, id: OpId, owners: &dyn Owners) -> Put {
        let new = Put { new: true, ..Put::default() };
        match op {
            Op::Given(given) => {
                // Of two tellings of one activity (minutes corrected before anybody attested) the lower id is shown.
                let slot = self.given.entry(given.hours.activity).or_insert_with(|| (id, given.clone()));
                if id < slot.0 {
                    *slot = (id, given.clone());
                }
                new
            }
            Op::Attest(attest) => {
                self.attests.insert(id, attest.clone());
                new
            }
            Op::Ack(ack) => {
                // Only the receiver's word counts; the transfer may come later, so it is compared when it is read.
                self.acks.insert((ack.transfer, ack.by));
                new
            }
            Op::Mint(mint) => {
                let coin = mint.coin(&self.coop);
                self.mints.insert(id, mint.clone());
                self.mint_of.insert(coin, id);
                for slice in &mint.slices {
                    *self.minted.entry(slice.attest).or_default() += u32::from(slice.count);
                }
                self.take(&Fact::Mint { id, coin, to: mint.to }, owners)
            }
            Op::Transfer(transfer) => {
                let put = self.take(&Fact::Transfer { id, transfer: transfer.clone().into() }, owners);
                if transfer.from == self.me && !put.put_off {
                    self.made.insert(id);
                }
                if let (Purpose::Compensate, Some(surrender)) = (transfer.terms.purpose, transfer.terms.reference) {
                    self.compensations.entry(OpId(surrender.0)).or_default().insert((id, transfer.from));
                }
                put
            }
            Op::Fork(proof) => self.take(&Fact::Fork(proof.clone().into()), owners),
            Op::Checkpoint(checkpoint) => self.put_checkpoint(checkpoint),
            Op::Holding(cert) => {
                for head in cert.heads() {
                    self.take(&Fact::Head(head), owners);
                }
                self.pockets.insert(id, cert.clone());
                new
            }
            Op::CutOff(cut) => {
                self.cuts.entry(cut.device).or_insert_with(|| cut.clone());
                new
            }
            Op::Ratify(ratify) => {
                self.ratified.insert(ratify.transfer);
                new
            }
            Op::Recover(recover) => {
                self.recovers.insert(id, recover.clone());
                new
            }
            Op::Estate(_) => new,
            Op::Welcome(_) | Op::Settle(_) => Put::default(),
        }
    }

    fn put_checkpoint(&mut self, checkpoint: &Checkpoint) -> Put {
        let newer = self.latest.as_ref().is_none_or(|latest| latest.state.index < checkpoint.state.index);
        if newer {
            self.latest = Some(checkpoint.clone());
        }
        Put { new: newer, ..Put::default() }
    }

    fn put_receipt(&mut self, receipt: &Receipt, head: Option<Head>, owners: &dyn Owners) -> Put {
        self.put_checkpoint(&receipt.checkpoint);
        if let super::op::LogEntry::Attested { attest, counted, .. } = receipt.entry {
            self.counted.insert(attest, counted);
        }
        let Some(head) = head else { return Put { new: true, ..Put::default() } };
        // Of two receipts of one entry the one with the earlier checkpoint is kept: which came first makes no difference.
        let index = |r: &Receipt| r.checkpoint.state.index;
        if self.receipts.get(&head.at).is_none_or(|had| index(receipt) < index(had)) {
            self.receipts.insert(head.at, receipt.clone());
        }
        let mut put = self.take(&Fact::Head(head), owners);
        put.new = true;
        put
    }

    fn take(&mut self, fact: &Fact, owners: &dyn Owners) -> Put {
        let effect = self.engine.take(fact, owners);
        for at in effect.attached {
            if self.engine.place(at).is_some_and(|(_, holder, ..)| holder == self.me) {
                self.mine.insert(at);
            }
        }
        Put { new: effect.new, forks: effect.forks, put_off: effect.put_off }
    }

    /// Keeps a coin apart: it is neither chosen nor given until it is taken back.
    pub fn put_by(&mut self, coin: CoinId) {
        self.apart.insert(coin);
    }

    /// Whether a coin is kept apart.
    #[must_use]
    pub fn is_put_by(&self, coin: CoinId) -> bool {
        self.apart.contains(&coin)
    }

    /// The office says that what was spent twice here has been put right.
    pub fn put_right(&mut self, place: PrevRef) {
        self.righted.insert(place);
    }

    /// The places that a device is proven to have spent twice, and that are not put right yet.
    #[must_use]
    pub fn wrongs(&self, device: DeviceId) -> Vec<PrevRef> {
        let spent = self.engine.convicted().get(&device).into_iter().flatten();
        spent.filter(|place| !self.righted.contains(place)).copied().collect()
    }

    /// Decides forks again after new certificates came.
    pub fn owners_learnt(&mut self, owners: &dyn Owners) {
        self.engine.owners_learnt(owners);
    }
}
