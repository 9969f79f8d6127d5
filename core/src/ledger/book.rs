//! The co-op's book: a fold over the notary's log that every hub keeps, and that always adds up.
//!
//! ```text
//! coins     minted = held by people + in the pool + held by places + retired + surrendered to claims
//! minutes   attested = 60 × minted + passed for coins + refused by a cap + in jars
//! ```
//!
//! The book counts what is logged. What has been promised since, and what is contested, the verdict says ([`Book::holders`]).

mod apply;
mod audit;
mod claims;
mod lost;
mod story;

pub use apply::{Deed, Due, Misfit};
pub use audit::{Audit, Fault};
pub use claims::Surrender;
pub use lost::Cut;
pub use story::{Areas, Step};

use super::jar::Jar;
use super::op::{Attest, Checkpoint, Coop, Counted, Hours, OpId, Pay, Purpose, Telling, Totals};
use super::units::{ActivityId, CoinId, ContentHash, Month, Owner, Owners, PrevRef};
use super::verdict::{Engine, Standing};
use kith_wire::{DeviceId, PersonId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whose jar: an earner's own minutes, and those they give on to the pool at once, never fill one coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JarKey {
    /// The earner.
    pub earner: PersonId,
    /// Whether the coins go to the pool at once.
    pub donate: bool,
}

/// One step of a coin as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Position in the log.
    pub index: u64,
    /// The place in the coin's history.
    pub at: PrevRef,
    /// Who gave; nobody for the mint.
    pub from: Option<DeviceId>,
    /// Who got.
    pub to: DeviceId,
    /// Why; none for the mint.
    pub purpose: Option<Purpose>,
    /// What the giver lets be known, by its hash.
    pub telling: Option<ContentHash>,
    /// An activity, an entitlement or a surrender.
    pub reference: Option<ContentHash>,
    /// When, by the giver's clock, in seconds; for display only.
    pub said_at: Option<u64>,
}

/// A coin's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The attestations that it was minted from, in order.
    pub earned: Vec<OpId>,
    /// Its steps, oldest first; never empty.
    pub hops: Vec<Hop>,
}

/// A counted attestation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestRow {
    /// What was given.
    pub hours: Hours,
    /// Who attested.
    pub attestor: PersonId,
    /// How it counted.
    pub counted: Counted,
}

/// A person's entitlement to the welcome gift and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entitlement {
    /// The person, once a welcome names them.
    pub person: Option<PersonId>,
    /// Who vouched.
    pub sponsors: BTreeSet<PersonId>,
    /// Coins that it entitles to.
    pub coins: u8,
    /// Whether the coins vest only after the first settled hour.
    pub vesting: bool,
    /// The pool's transfers that used it, with how many of their coins are settled.
    pub gifts: BTreeMap<OpId, u32>,
}

impl Entitlement {
    /// Coins given by it.
    #[must_use]
    pub fn given(&self) -> u32 {
        self.gifts.values().sum()
    }

    /// Whether more was given than it entitles to; both gifts stand, and the pool asks for the rest back.
    #[must_use]
    pub fn given_twice(&self) -> bool {
        self.given() > u32::from(self.coins)
    }
}

/// One line of an owner's statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Position in the log.
    pub index: u64,
    /// The coin.
    pub coin: CoinId,
    /// The mint or transfer.
    pub op: OpId,
    /// One more, or one less.
    pub came: bool,
    /// The other side; nobody for a mint, a retirement or a surrender.
    pub with: Option<Owner>,
    /// Why; none for the mint.
    pub purpose: Option<Purpose>,
    /// When, by the giver's clock.
    pub said_at: Option<u64>,
}

/// What one owner holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holding {
    /// Settled coins.
    pub settled: u64,
    /// Promised coins, and those that ripen.
    pub promised: u64,
    /// Contested coins.
    pub contested: u64,
    /// Losing leaves owed to them.
    pub claims: u64,
    /// Minutes in their jars.
    pub jar_minutes: u64,
}

/// The book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    coop: Coop,
    entries: u64,
    totals: Totals,
    coins: HashMap<CoinId, Row>,
    held: HashMap<DeviceId, BTreeSet<CoinId>>,
    moves: Vec<(u64, CoinId)>,
    jars: BTreeMap<JarKey, Jar>,
    due: BTreeMap<CoinId, Due>,
    attests: HashMap<OpId, AttestRow>,
    activities: HashMap<ActivityId, OpId>,
    refused: BTreeSet<ActivityId>,
    months: HashMap<(PersonId, Month), u32>,
    entitlements: BTreeMap<ContentHash, Entitlement>,
    vested: BTreeSet<PersonId>,
    lines: HashMap<Owner, Vec<Line>>,
    tellings: HashMap<ContentHash, Telling>,
    surrenders: BTreeMap<OpId, Surrender>,
    /// Coins that were given to the pool in place of one spent twice, by the fork that they name.
    repaid: BTreeMap<ContentHash, u32>,
    /// Devices that were cut off.
    cuts: BTreeMap<DeviceId, Cut>,
    /// Gifts of such devices that their people said were their own doing.
    ratified: BTreeSet<OpId>,
    /// Askings by which coins came back, and how many did.
    recovers: BTreeMap<OpId, u16>,
    estates: BTreeMap<PersonId, super::op::Estate>,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn new(coop: Coop) -> Self {
        Self {
            coop,
            entries: 0,
            totals: Totals::default(),
            coins: HashMap::new(),
            held: HashMap::new(),
            moves: Vec::new(),
            jars: BTreeMap::new(),
            due: BTreeMap::new(),
            attests: HashMap::new(),
            activities: HashMap::new(),
            refused: BTreeSet::new(),
            months: HashMap::new(),
            entitlements: BTreeMap::new(),
            vested: BTreeSet::new(),
            lines: HashMap::new(),
            tellings: HashMap::new(),
            surrenders: BTreeMap::new(),
            repaid: BTreeMap::new(),
            cuts: BTreeMap::new(),
            ratified: BTreeSet::new(),
            recovers: BTreeMap::new(),
            estates: BTreeMap::new(),
        }
    }

    /// Entries of the log that the book has taken.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// The totals.
    #[must_use]
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }

    /// A coin's row.
    #[must_use]
    pub fn row(&self, coin: CoinId) -> Option<&Row> {
        self.coins.get(&coin)
    }

    /// Every coin.
    pub fn coins(&self) -> impl Iterator<Item = (CoinId, &Row)> {
        self.coins.iter().map(|(coin, row)| (*coin, row))
    }

    /// The settled head of a coin and who holds it.
    #[must_use]
    pub fn head(&self, coin: CoinId) -> Option<(PrevRef, DeviceId)> {
        self.coins.get(&coin).and_then(|row| row.hops.last()).map(|hop| (hop.at, hop.to))
    }

    /// The settled coins of a device, with the place of each.
    #[must_use]
    pub fn held_by(&self, device: DeviceId) -> Vec<(PrevRef, CoinId)> {
        let coins = self.held.get(&device).into_iter().flatten();
        coins.filter_map(|coin| Some((self.head(*coin)?.0, *coin))).collect()
    }

    /// A counted attestation.
    #[must_use]
    pub fn attest(&self, id: OpId) -> Option<&AttestRow> {
        self.attests.get(&id)
    }

    /// The hours that counted for somebody, by month.
    #[must_use]
    pub fn hours_of(&self, person: PersonId) -> Vec<&Hours> {
        let mut rows: Vec<(&OpId, &Hours)> = self.attests.iter().map(|(id, row)| (id, &row.hours)).filter(|(_, hours)| hours.earner == person).collect();
        rows.sort_by_key(|(id, hours)| (hours.month, **id));
        rows.into_iter().map(|(_, hours)| hours).collect()
    }

    /// The hours given by others that somebody has confirmed, by month.
    #[must_use]
    pub fn hours_confirmed_by(&self, person: PersonId) -> Vec<&Hours> {
        let mut rows: Vec<(&OpId, &Hours)> = self.attests.iter().filter(|(_, row)| row.attestor == person).map(|(id, row)| (id, &row.hours)).collect();
        rows.sort_by_key(|(id, hours)| (hours.month, **id));
        rows.into_iter().map(|(_, hours)| hours).collect()
    }

    /// The attestation by which an activity counted.
    #[must_use]
    pub fn activity(&self, activity: ActivityId) -> Option<OpId> {
        self.activities.get(&activity).copied()
    }

    /// Minutes of one earner that counted in a month.
    #[must_use]
    pub fn minutes_in(&self, earner: PersonId, month: Month) -> u32 {
        self.months.get(&(earner, month)).copied().unwrap_or(0)
    }

    /// Minutes of one earner that ever counted.
    #[must_use]
    pub fn minutes_counted(&self, earner: PersonId) -> u32 {
        self.months.iter().filter(|((person, _), _)| *person == earner).map(|(_, minutes)| *minutes).fold(0, u32::saturating_add)
    }

    /// Whether a cap has refused an attestation of this activity before.
    #[must_use]
    pub fn was_refused(&self, activity: ActivityId) -> bool {
        self.refused.contains(&activity)
    }

    /// An earner's jar.
    #[must_use]
    pub fn jar(&self, key: JarKey) -> u32 {
        self.jars.get(&key).map_or(0, Jar::minutes)
    }

    /// Every entitlement to a welcome gift.
    #[must_use]
    pub const fn entitlements(&self) -> &BTreeMap<ContentHash, Entitlement> {
        &self.entitlements
    }

    /// Whether a person has given or received a settled hour, so that their welcome coins are theirs to give.
    #[must_use]
    pub fn vested(&self, person: PersonId) -> bool {
        self.vested.contains(&person)
    }

    /// One owner's statement, oldest first; the lines of an owner add up to what they hold.
    #[must_use]
    pub fn statement(&self, owner: Owner) -> &[Line] {
        self.lines.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// What every owner holds, as the verdict over logged and unlogged facts has it. Coins of unknown devices are left out.
    #[must_use]
    pub fn holders(&self, engine: &Engine, owners: &dyn Owners) -> BTreeMap<Owner, Holding> {
        let mut holders: BTreeMap<Owner, Holding> = BTreeMap::new();
        for verdict in engine.coins().filter_map(|coin| engine.verdict(coin, owners)) {
            for owner in verdict.claims.iter().filter_map(|claim| owners.owner_of(claim.holder)) {
                holders.entry(owner).or_default().claims += 1;
            }
            let Some(owner) = owners.owner_of(verdict.owner) else { continue };
            let holding = holders.entry(owner).or_default();
            match verdict.standing {
                Standing::Settled => holding.settled += 1,
                Standing::Promised | Standing::Ripening => holding.promised += 1,
                Standing::Contested => holding.contested += 1,
            }
        }
        for (key, jar) in &self.jars {
            holders.entry(Owner::Person(key.earner)).or_default().jar_minutes += u64::from(jar.minutes());
        }
        holders
    }

    /// Whether a checkpoint says what this book says, for a hub that has the log up to there.
    #[must_use]
    pub fn agrees(&self, checkpoint: &Checkpoint) -> bool {
        checkpoint.state.size == self.entries && checkpoint.state.totals == self.totals
    }

    /// How an attestation would count by its own choice, before any cap.
    #[must_use]
    pub const fn counting(attest: &Attest) -> Counted {
        match attest.answer.pay {
            Pay::Confirm => Counted::Jar,
            Pay::WithCoins => Counted::Passed,
        }
    }
}
