//! What the screens show: each coin's state, the three numbers, the hours, and every movement, each fall with its cause.

use super::Purse;
use crate::ledger::op::{Attest, Counted, Hours, OpId, Pay, Purpose, StoryLine, Telling, Transfer};
use crate::ledger::units::{ActivityId, CLAIMS, COIN_MINUTES, Capacity, CoinId, ContentHash, Owner, Owners, PrevRef, RETIRED};
use crate::ledger::verdict::{Standing, Verdict};
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// A coin's state as people read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoinState {
    /// Mine: minted, the mint not yet in a checkpoint that this device has seen.
    Ripening,
    /// Mine: handed over, not settled yet.
    Promised,
    /// Mine for good.
    Settled,
    /// Spent twice by somebody and not settled: locked.
    Contested,
    /// Lost to a double spending: mine to claim.
    Claim,
    /// Given; the receiver has not said that it came.
    Offered,
    /// Given; the receiver has it, and it is not settled yet.
    Given,
    /// Given, and settled.
    Gone,
    /// Retired, or surrendered.
    Retired,
    /// Lost, and surrendered for one of the pool's.
    Surrendered,
    /// Surrendered, and the pool has given another for it.
    MadeWhole,
    /// Another's; this device knows of it only.
    Elsewhere,
}

/// One coin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoinView {
    /// The coin.
    pub coin: CoinId,
    /// Its state.
    pub state: CoinState,
    /// Who holds it by the verdict.
    pub holder: DeviceId,
    /// Its place.
    pub at: PrevRef,
    /// The device against which a claim stands.
    pub against: Option<DeviceId>,
    /// A welcome coin that is not yet free to be given to people.
    pub unvested: bool,
    /// Steps that are promised and not settled.
    pub steps: usize,
    /// Back from a device that was cut off, and for now to be given only by way of the office.
    pub fresh: bool,
}

/// Always three numbers: settled, promised, and contested with claims. What ripens and what is in the jar stand beside them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    /// Settled coins.
    pub settled: u32,
    /// Promised coins.
    pub promised: u32,
    /// Contested coins, and claims.
    pub contested_and_claims: u32,
    /// Coins minted that are not yet in a checkpoint.
    pub ripening: u32,
    /// Whole hours that two people signed and the notary has not minted yet.
    pub coming: u32,
    /// Minutes in the jar, under sixty.
    pub jar_minutes: u32,
    /// Minutes that went to the pool at once.
    pub donated_minutes: u32,
}

impl Balance {
    /// The coins that are here: settled, promised and ripening. Movements add up to this.
    #[must_use]
    pub const fn here(&self) -> u32 {
        self.settled + self.promised + self.ripening
    }
}

/// How far hours have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursState {
    /// Told, and not attested yet.
    Told,
    /// Attested by two people; on the way to the notary.
    Attested,
    /// Counted: minted, or in the jar.
    Counted,
    /// Paid for with coins.
    Passed,
    /// Refused by a cap.
    Refused,
}

/// Hours given by this device's owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursView {
    /// The attestation, or what was told if there is none.
    pub op: OpId,
    /// What was given.
    pub hours: Hours,
    /// How far it came.
    pub state: HoursState,
}

/// Why coins came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Earned by attested hours.
    Earned,
    /// Received, for this purpose.
    Received(Purpose),
    /// Given, for this purpose; retiring and surrendering are among them.
    Gave(Purpose),
    /// Locked: somebody before me spent the coin twice, and it is not settled.
    Locked,
    /// Lost: another branch is settled; the claim is mine.
    Lost,
    /// Back from a device of mine that was cut off.
    Recovered,
    /// Left to me by somebody.
    Left,
}

/// How sure a movement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoveState {
    /// Given; not acknowledged.
    Offered,
    /// Acknowledged or received; not settled.
    Promised,
    /// Settled.
    Settled,
    /// Spent twice by somebody, not settled.
    Contested,
}

/// Coins that came or went by one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Why.
    pub what: What,
    /// The mint or transfer; for a fall by a double spending, that by which the coins had come.
    pub op: OpId,
    /// The coins.
    pub coins: Vec<CoinId>,
    /// The change of [`Balance::here`].
    pub delta: i64,
    /// The other device.
    pub with: Option<DeviceId>,
    /// How sure it is.
    pub state: MoveState,
    /// Seconds since 1970 as the giver's clock said.
    pub said_at: Option<u64>,
    /// The attestations behind coins earned.
    pub earned: BTreeSet<OpId>,
}

/// One told line of a coin's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is told.
    pub telling: Telling,
    /// Whether it tells of hours that the coin was minted from.
    pub earned: bool,
    /// Whether the office published it; otherwise it came with the coin.
    pub published: bool,
}

impl Purse {
    /// Coins of which this device holds a leaf, or ever held one.
    pub(super) fn touched(&self) -> BTreeSet<CoinId> {
        self.mine.iter().filter_map(|at| self.engine.place(*at)).map(|(coin, ..)| coin).collect()
    }

    /// Coins of which this device holds an unspent place.
    pub(super) fn held(&self) -> impl Iterator<Item = CoinId> {
        let unspent = |at: &&PrevRef| self.engine.spends(**at).is_empty();
        let coins: BTreeSet<CoinId> = self.mine.iter().filter(unspent).filter_map(|at| self.engine.place(*at)).map(|(coin, ..)| coin).collect();
        coins.into_iter()
    }

    /// Every coin that this device holds, or held.
    #[must_use]
    pub fn coins(&self, owners: &dyn Owners) -> Vec<CoinView> {
        self.touched().into_iter().filter_map(|coin| self.coin(coin, owners)).collect()
    }

    /// One coin.
    #[must_use]
    pub fn coin(&self, coin: CoinId, owners: &dyn Owners) -> Option<CoinView> {
        let verdict = self.engine.verdict(coin, owners)?;
        let (state, at, against) = self.state_of(&verdict, owners);
        let unvested = verdict.owner == self.me && self.unvested(verdict.leaf, owners);
        let steps = self.engine.unsettled_hops(at);
        let fresh = verdict.owner == self.me && self.fresh(verdict.leaf);
        Some(CoinView { coin, state, holder: verdict.owner, at, against, unvested, steps, fresh })
    }

    fn state_of(&self, verdict: &Verdict, owners: &dyn Owners) -> (CoinState, PrevRef, Option<DeviceId>) {
        if verdict.owner == self.me {
            let state = match verdict.standing {
                Standing::Ripening => CoinState::Ripening,
                Standing::Promised => CoinState::Promised,
                Standing::Settled => CoinState::Settled,
                Standing::Contested => CoinState::Contested,
            };
            return (state, verdict.leaf, None);
        }
        if let Some((state, claim)) = self.claims_of(verdict, owners).next() {
            return (state, claim.leaf, Some(claim.against));
        }
        let state = match self.given_on(verdict.leaf) {
            None => CoinState::Elsewhere,
            Some(_) if verdict.owner == RETIRED || verdict.owner == CLAIMS => CoinState::Retired,
            Some(place) => match self.move_state(place) {
                MoveState::Contested => CoinState::Contested,
                MoveState::Settled => CoinState::Gone,
                MoveState::Promised => CoinState::Given,
                MoveState::Offered => CoinState::Offered,
            },
        };
        (state, verdict.leaf, None)
    }

    /// The last place above this leaf to which this device gave the coin.
    fn given_on(&self, leaf: PrevRef) -> Option<PrevRef> {
        let line = std::iter::successors(Some(leaf), |at| self.engine.place(*at).and_then(|(_, _, parent, _)| parent));
        line.take_while(|at| !self.mine.contains(at)).find(|at| self.made.contains(&at.op))
    }

    /// How sure the move to this place is.
    pub(super) fn move_state(&self, at: PrevRef) -> MoveState {
        let Some((_, holder, _, settled)) = self.engine.place(at) else { return MoveState::Offered };
        if settled {
            MoveState::Settled
        } else if self.engine.contested(at) || self.engine.dead(at) {
            MoveState::Contested
        } else if holder == self.me || self.acks.contains(&(at.op, holder)) {
            MoveState::Promised
        } else {
            MoveState::Offered
        }
    }

    /// Whether whoever coins went to by a transfer has them: they said so, or the office has settled it.
    #[must_use]
    pub fn is_taken(&self, transfer: OpId) -> bool {
        self.acks.iter().any(|(op, _)| *op == transfer) || self.office_has(transfer)
    }

    /// Whether the office has said of an operation what became of it.
    #[must_use]
    pub fn office_has(&self, op: OpId) -> bool {
        self.counted.contains_key(&op) || self.engine.place(PrevRef { op, index: 0 }).is_some_and(|(.., settled)| settled)
    }

    /// Whether a place holds a welcome coin, and this device's owner has given or received no settled hour yet: one that they only confirmed,
    /// for somebody else or for the co-op, is neither.
    pub(super) fn unvested(&self, at: PrevRef, owners: &dyn Owners) -> bool {
        let welcome = self.engine.transfer(at.op).is_some_and(|t| t.terms.purpose == Purpose::Welcome);
        let me = owners.owner_of(self.me);
        let of_mine = |attest: &Attest| attest.answer.capacity == Capacity::Beneficiary || me == Some(Owner::Person(attest.given.hours.earner));
        let settled_hour = self.counted.iter().any(|(attest, counted)| *counted != Counted::Refused && self.attests.get(attest).is_some_and(of_mine));
        self.limits.vesting && welcome && !settled_hour
    }

    /// The numbers.
    #[must_use]
    pub fn balance(&self, owners: &dyn Owners) -> Balance {
        let mut balance = Balance::default();
        for view in self.touched().into_iter().flat_map(|coin| self.views(coin, owners)) {
            let locked = self.engine.place(view.at).is_some_and(|(_, holder, ..)| holder == self.me);
            match view.state {
                CoinState::Ripening => balance.ripening += 1,
                CoinState::Promised => balance.promised += 1,
                CoinState::Settled => balance.settled += 1,
                CoinState::Contested | CoinState::Claim if locked => balance.contested_and_claims += 1,
                CoinState::Surrendered => balance.contested_and_claims += 1,
                _ => {}
            }
        }
        let mut unminted = 0;
        for view in self.hours() {
            let minutes = u32::from(view.hours.minutes);
            match view.state {
                HoursState::Attested | HoursState::Counted if view.hours.donate => balance.donated_minutes += minutes,
                HoursState::Attested | HoursState::Counted => unminted += minutes.saturating_sub(self.minted.get(&view.op).copied().unwrap_or(0)),
                HoursState::Told | HoursState::Passed | HoursState::Refused => {}
            }
        }
        balance.coming = unminted / COIN_MINUTES;
        balance.jar_minutes = unminted % COIN_MINUTES;
        balance
    }

    /// Hours that this device told, and how far each came; an activity appears once.
    #[must_use]
    pub fn hours(&self) -> Vec<HoursView> {
        let mut views: BTreeMap<_, HoursView> = BTreeMap::new();
        for (id, attest) in self.attests.iter().filter(|(_, attest)| attest.given.device == self.me) {
            let state = self.hours_state(id, attest);
            let view = HoursView { op: *id, hours: attest.given.hours.clone(), state };
            // Of two answers to one activity the one that counted is shown.
            let logged = |view: &HoursView| self.counted.get(&view.op).is_some_and(|counted| *counted != Counted::Refused);
            let slot = views.entry(attest.given.hours.activity).or_insert_with(|| view.clone());
            if logged(&view) && !logged(slot) {
                *slot = view;
            }
        }
        for (activity, (id, given)) in self.given.iter().filter(|(_, (_, given))| given.device == self.me) {
            views.entry(*activity).or_insert_with(|| HoursView { op: *id, hours: given.hours.clone(), state: HoursState::Told });
        }
        views.into_values().collect()
    }

    fn hours_state(&self, id: &OpId, attest: &Attest) -> HoursState {
        match (self.counted.get(id), attest.answer.pay) {
            (Some(Counted::Jar), _) => HoursState::Counted,
            (Some(Counted::Passed), _) | (None, Pay::WithCoins) => HoursState::Passed,
            (Some(Counted::Refused), _) => HoursState::Refused,
            (None, Pay::Confirm) => HoursState::Attested,
        }
    }

    /// What the office has said of hours, whoever gave them: whoever confirmed them hears of it too.
    #[must_use]
    pub fn said_of(&self, activity: &ActivityId) -> Option<HoursState> {
        let about = self.attests.iter().filter(|(id, attest)| attest.given.hours.activity == *activity && self.counted.contains_key(id));
        let states: Vec<HoursState> = about.map(|(id, attest)| self.hours_state(id, attest)).collect();
        states.iter().find(|state| **state != HoursState::Refused).or(states.first()).copied()
    }

    /// What came and went; the deltas add up to [`Balance::here`], and every fall names its cause.
    #[must_use]
    pub fn movements(&self, owners: &dyn Owners) -> Vec<Movement> {
        let mut movements: BTreeMap<(OpId, What), Movement> = BTreeMap::new();
        for at in &self.mine {
            let Some((coin, _, _, settled)) = self.engine.place(*at) else { continue };
            let transfer = self.engine.transfer(at.op);
            let came = self.came(*at);
            let earned = self.mints.get(&at.op).into_iter().flat_map(|m| &m.slices).map(|s| s.attest);
            let entry = movements.entry((at.op, came)).or_insert_with(|| movement(came, at.op, transfer.map(|t| (t.from, t.as_ref())), self.move_state(*at)));
            entry.add(coin, 1);
            entry.earned.extend(earned);
            if settled {
                entry.state = MoveState::Settled;
            }
            let spent = self.engine.spends(*at);
            for (nth, child) in spent.iter().enumerate() {
                let Some(transfer) = self.engine.transfer(child.op) else { continue };
                let what = What::Gave(transfer.terms.purpose);
                let with = (transfer.terms.to, transfer.as_ref());
                let entry = movements.entry((child.op, what)).or_insert_with(|| movement(what, child.op, Some(with), self.move_state(*child)));
                entry.add(coin, if nth == 0 { -1 } else { 0 });
            }
            if spent.is_empty() && !self.engine.verdict(coin, owners).is_some_and(|v| v.leaf == *at && v.standing != Standing::Contested) {
                let what = if self.engine.dead(*at) { What::Lost } else { What::Locked };
                let with = transfer.map(|t| (t.from, t.as_ref()));
                movements.entry((at.op, what)).or_insert_with(|| movement(what, at.op, with, MoveState::Contested)).add(coin, -1);
            }
        }
        let mut movements: Vec<_> = movements.into_values().collect();
        movements.sort_by_key(|m| (m.said_at.unwrap_or(0), m.op, m.what));
        movements
    }

    /// Coins that came from the pool by a run of the top-up rule.
    #[must_use]
    pub fn topped_up_by(&self, run: ContentHash, owners: &dyn Owners) -> u32 {
        let by = |movement: &Movement| self.engine.transfer(movement.op).is_some_and(|transfer| transfer.terms.reference == Some(run));
        let movements = self.movements(owners);
        let from_pool = |movement: &Movement| movement.with.and_then(|device| owners.owner_of(device)) == Some(Owner::Pool);
        let came = movements.iter().filter(|movement| movement.what == What::Received(Purpose::TopUp) && by(movement) && from_pool(movement));
        came.map(|movement| u32::try_from(movement.coins.len()).unwrap_or(u32::MAX)).sum()
    }

    /// What is told of a transfer, if it is here.
    #[must_use]
    pub fn telling_of(&self, transfer: OpId) -> Option<&Telling> {
        self.tellings.get(&self.engine.transfer(transfer)?.terms.telling?)
    }

    /// Why the coin of a place of mine came.
    pub(super) fn came(&self, at: PrevRef) -> What {
        match self.engine.transfer(at.op) {
            Some(transfer) => What::Received(transfer.terms.purpose),
            None if self.left_to_me(at) => What::Left,
            None if self.recovered_at(at) => What::Recovered,
            None => What::Earned,
        }
    }

    /// What is told of a coin: the published lines, then what came with it and is not among them. A line is known by its salt: the office
    /// leaves out an area in which too few have earned.
    #[must_use]
    pub fn story(&self, coin: CoinId, owners: &dyn Owners) -> Vec<Told> {
        let lines = self.lines.range((coin, 0)..=(coin, u16::MAX)).map(|(_, line): (_, &StoryLine)| line);
        let mut told: Vec<Told> = lines.map(|line| Told { telling: line.telling.clone(), earned: line.earned, published: true }).collect();
        if told.iter().all(|t| !t.earned) {
            // Published before lines said so: the hours came first, and were told without a name or words.
            told.iter_mut().take_while(|t| t.telling.name.is_none() && t.telling.poem.is_none()).for_each(|t| t.earned = true);
        }
        let Some(verdict) = self.engine.verdict(coin, owners) else { return told };
        let line = std::iter::successors(Some(verdict.leaf), |at| self.engine.place(*at).and_then(|(_, _, parent, _)| parent));
        let hops = line.filter_map(|at| self.tellings.get(&self.engine.transfer(at.op)?.terms.telling?)).cloned();
        let mut came: Vec<Telling> = hops.filter(|telling| !told.iter().any(|t| t.telling.salt == telling.salt)).collect();
        came.reverse();
        told.extend(came.into_iter().map(|telling| Told { telling, earned: false, published: false }));
        told
    }

    /// The pictures that published lines name.
    #[must_use]
    pub fn published_pictures(&self) -> BTreeSet<ContentHash> {
        self.lines.values().filter_map(|line: &StoryLine| line.telling.picture).collect()
    }

    /// The pictures that something told of a coin here names.
    #[must_use]
    pub fn pictures(&self) -> BTreeSet<ContentHash> {
        self.published_pictures().into_iter().chain(self.tellings.values().filter_map(|telling| telling.picture)).collect()
    }

    /// Whether this device gave a coin with this picture.
    #[must_use]
    pub fn gave_picture(&self, picture: &ContentHash) -> bool {
        let names = |telling: &ContentHash| self.tellings.get(telling).is_some_and(|telling| telling.picture == Some(*picture));
        self.engine.transfers_of(self.device()).any(|(_, transfer)| transfer.terms.telling.as_ref().is_some_and(names))
    }

    /// The attestations that a coin was minted from, if this device earned it.
    #[must_use]
    pub fn earned_by(&self, coin: CoinId) -> Vec<Hours> {
        let mint = self.mint_of.get(&coin).and_then(|id| self.mints.get(id));
        let attests = mint.into_iter().flat_map(|mint| &mint.slices).map(|s| s.attest).collect::<BTreeSet<_>>();
        attests.iter().filter_map(|id| self.attests.get(id)).map(|attest| attest.given.hours.clone()).collect()
    }
}

fn movement(what: What, op: OpId, with: Option<(DeviceId, &Transfer)>, state: MoveState) -> Movement {
    Movement {
        what,
        op,
        coins: Vec::new(),
        delta: 0,
        with: with.map(|(device, _)| device),
        state,
        said_at: with.and_then(|(_, transfer)| transfer.terms.said_at),
        earned: BTreeSet::new(),
    }
}

impl Movement {
    fn add(&mut self, coin: CoinId, delta: i64) {
        self.coins.push(coin);
        self.delta += delta;
    }
}
