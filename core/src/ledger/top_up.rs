//! Top-ups from the pool by a rule that the co-op publishes (C6), and the account that is given of each run of it.
//!
//! The rule fills from below: everybody for whom it is meant is raised to one level, the highest that the pool can pay for. Two who have
//! as many coins get as many, so nothing has to break a tie, and whoever computes a run comes to the same coins.
//!
//! A run is told in the commons, in an entry that a steward signed. It names nobody: it says how many people had how many coins, and even
//! that only where they were enough for nobody to be told by it. Kind 22, 61 bytes and 3 for each line:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 22 |
//! | 2 | 4 | number, from 1 |
//! | 6 | 2 | month |
//! | 8 | 32 | id of the policy that holds the rule |
//! | 40 | 5 | the rule, as the policy has it ([`Rule`]) |
//! | 45 | 4 | checkpoint by which the coins were counted |
//! | 49 | 4 | coins that the pool could give |
//! | 53 | 1 | level that people were raised to, from 1 |
//! | 54 | 2 | people with less than the rule's level |
//! | 56 | 4 | coins given |
//! | 60 | 1 | lines; 0 where the people were too few to be told apart |
//! | 61 | 3n | lines, in rising order: coins held (1), people who had so many (2) |
//!
//! Its id is BLAKE3 over `kith/v1/top-up`, the co-op and these bytes; the transfers of the run refer to it.

use super::op::bytes::{Reader, Writer};
use super::op::{BadOp, Coop, OpId, kind};
use super::units::Month;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Coins that one transfer can bring somebody, and so the highest that anybody is raised to.
pub const LEVEL_MAX: u8 = 84;
/// Fewer people than this are not told apart by what they hold, whatever the policy says of areas.
pub const TOLD_PEOPLE_MIN: u8 = 3;

/// For whom the rule is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// Members who are supported.
    #[default]
    Supported,
    /// They, and the families who care for them.
    SupportedAndFamily,
    /// Every member.
    Everybody,
}

impl Whom {
    /// All of them, in the order of their codes from 1.
    pub const ALL: [Self; 3] = [Self::Supported, Self::SupportedAndFamily, Self::Everybody];

    /// Its word, as a policy and a screen have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::SupportedAndFamily => "supported-and-family",
            Self::Everybody => "everybody",
        }
    }

    /// Whether it is meant for a member who joined in this class.
    #[must_use]
    pub fn includes(self, class: &str) -> bool {
        match self {
            Self::Supported => class == "supported",
            Self::SupportedAndFamily => class == "supported" || class == "family",
            Self::Everybody => true,
        }
    }
}

/// The rule: 5 bytes, in a policy and in a run: level (1), coins for one person (1), coins of one run (2), for whom (1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Coins up to which somebody is topped up.
    pub to: u8,
    /// Coins that one person gets in one run at most.
    pub each: u8,
    /// Coins that one run gives at most.
    pub run: u16,
    /// For whom it is meant.
    pub whom: Whom,
}

impl Rule {
    /// Whether every number is one that a run can keep to.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self) -> Result<(), BadOp> {
        let bounds = 1..=LEVEL_MAX;
        let sound = [(bounds.contains(&self.to), "top-up-to"), (bounds.contains(&self.each), "top-up-each"), (self.run >= 1, "top-up-run")];
        sound.iter().find(|(is, _)| !is).map_or(Ok(()), |(_, field)| Err(BadOp::Field(field)))
    }

    pub(crate) fn write(&self, out: Writer) -> Writer {
        out.u8(self.to).u8(self.each).u16(self.run).u8(self.whom as u8 + 1)
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, BadOp> {
        let (to, each, run, whom) = (r.u8()?, r.u8()?, r.u16()?, r.u8()?);
        let whom = whom.checked_sub(1).and_then(|code| Whom::ALL.get(usize::from(code)).copied()).ok_or(BadOp::Field("top-up-for"))?;
        let rule = Self { to, each, run, whom };
        rule.check()?;
        Ok(rule)
    }

    /// What somebody who has so many coins gets when people are raised to this level.
    #[must_use]
    pub fn gives(&self, held: u8, level: u8) -> u8 {
        level.saturating_sub(held).min(self.each)
    }

    /// What it costs to raise these people (coins held, and how many hold so many) to this level.
    #[must_use]
    pub fn cost(&self, held: &BTreeMap<u8, u16>, level: u8) -> u32 {
        held.iter().map(|(coins, people)| u32::from(self.gives(*coins, level)) * u32::from(*people)).sum()
    }

    /// The level that a pool with so many coins to give raises these people to; 0 where it cannot raise all who have least by one.
    #[must_use]
    pub fn level(&self, held: &BTreeMap<u8, u16>, fund: u32) -> u8 {
        let most = fund.min(u32::from(self.run));
        (1..=self.to).rev().find(|level| self.cost(held, *level) <= most).unwrap_or(0)
    }
}

/// The account of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub number: u32,
    /// The month; there is one run in each.
    pub month: Month,
    /// The policy that holds the rule.
    pub policy: OpId,
    /// The rule.
    pub rule: Rule,
    /// The checkpoint by which the coins were counted.
    pub checkpoint: u32,
    /// Coins that the pool could give.
    pub fund: u32,
    /// The level that people were raised to.
    pub level: u8,
    /// People with less than the rule's level.
    pub people: u16,
    /// Coins given.
    pub coins: u32,
    /// How many of them had how many coins; empty where that would tell them apart.
    pub held: BTreeMap<u8, u16>,
}

/// What is known before a run is computed: its number and month, and the checkpoint by which coins are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// The run's number.
    pub number: u32,
    /// Its month.
    pub month: Month,
    /// The policy that holds the rule.
    pub policy: OpId,
    /// The checkpoint by which the coins are counted.
    pub checkpoint: u32,
}

impl Run {
    /// Computes a run: the rule over what people hold, with what the pool can give. Nothing if nobody gets anything. What people hold is
    /// left out where fewer than `told` have less than the rule's level.
    #[must_use]
    pub fn of(rule: Rule, at: Occasion, held: &BTreeMap<u8, u16>, fund: u32, told: u8) -> Option<Self> {
        let held: BTreeMap<u8, u16> = held.iter().filter(|(coins, people)| **coins < rule.to && **people > 0).map(|(c, p)| (*c, *p)).collect();
        let level = rule.level(&held, fund);
        let (people, coins) = (held.values().try_fold(0u16, |sum, n| sum.checked_add(*n))?, rule.cost(&held, level));
        if coins == 0 {
            return None;
        }
        let held = if people >= u16::from(told.max(TOLD_PEOPLE_MIN)) { held } else { BTreeMap::new() };
        let Occasion { number, month, policy, checkpoint } = at;
        Some(Self { number, month, policy, rule, checkpoint, fund, level, people, coins, held })
    }

    /// Whether it says by how many coins people were told apart, so that anybody can compute it anew.
    #[must_use]
    pub fn told(&self) -> bool {
        !self.held.is_empty()
    }

    /// Whether the rule gives what the run says, as far as it tells what people had.
    #[must_use]
    pub fn follows_its_rule(&self) -> bool {
        let most = self.fund.min(u32::from(self.rule.run));
        let computed = !self.told() || (self.rule.level(&self.held, self.fund) == self.level && self.rule.cost(&self.held, self.level) == self.coins);
        let each = u32::from(self.rule.each.min(self.level)) * u32::from(self.people);
        computed && self.coins <= most.min(each)
    }

    fn check(&self) -> Result<(), BadOp> {
        let people = self.held.values().try_fold(0u16, |sum, n| sum.checked_add(*n));
        let lines = !self.told() || (people == Some(self.people) && self.held.iter().all(|(coins, people)| *coins < self.rule.to && *people > 0));
        let sound = [
            (self.number > 0, "number"),
            (self.level >= 1 && self.level <= self.rule.to, "level"),
            (self.coins >= 1 && self.people >= 1, "coins"),
            (lines, "lines"),
        ];
        sound.iter().find(|(is, _)| !is).map_or(Ok(()), |(_, field)| Err(BadOp::Field(field)))
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        let mut hash = blake3::Hasher::new();
        hash.update(b"kith/v1/top-up").update(&coop.id.0).update(&self.encode());
        OpId(*hash.finalize().as_bytes())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let out = Writer::object(kind::TOP_UP, 61 + 3 * self.held.len()).u32(self.number).u16(self.month.0).put(&self.policy.0);
        let out = self.rule.write(out).u32(self.checkpoint).u32(self.fund).u8(self.level).u16(self.people).u32(self.coins);
        // There are fewer lines than levels.
        let out = out.u8(u8::try_from(self.held.len()).unwrap_or(u8::MAX));
        self.held.iter().fold(out, |out, (coins, people)| out.u8(*coins).u16(*people)).0
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::TOP_UP)?;
        let (number, month, policy, rule) = (r.u32()?, Month(r.u16()?), OpId(r.array()?), Rule::read(&mut r)?);
        let (checkpoint, fund, level, people, coins, lines) = (r.u32()?, r.u32()?, r.u8()?, r.u16()?, r.u32()?, r.u8()?);
        let mut held = BTreeMap::new();
        for _ in 0..lines {
            let (coins, people) = (r.u8()?, r.u16()?);
            if held.last_key_value().is_some_and(|(last, _)| *last >= coins) {
                return Err(BadOp::Field("lines"));
            }
            held.insert(coins, people);
        }
        r.end()?;
        let run = Self { number, month, policy, rule, checkpoint, fund, level, people, coins, held };
        run.check()?;
        Ok(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tests::cast::coop;
    use proptest::prelude::*;

    const RULE: Rule = Rule { to: 6, each: 4, run: 50, whom: Whom::Supported };

    fn at() -> Occasion {
        Occasion { number: 1, month: Month(24_312), policy: OpId([4; 32]), checkpoint: 12 }
    }

    fn run(held: &[(u8, u16)], fund: u32) -> Option<Run> {
        Run::of(RULE, at(), &held.iter().copied().collect(), fund, 1)
    }

    /// covers: C6
    #[test]
    fn everybody_is_raised_to_one_level_as_high_as_the_pool_can_pay_for() {
        // Two have none, one has three, one has five; nine have enough.
        let held = [(0, 2), (3, 1), (5, 1), (8, 9)];
        let rich = run(&held, 100).unwrap();
        assert_eq!((rich.level, rich.people, rich.coins), (6, 4, 4 + 4 + 3 + 1), "at most four each");
        let poor = run(&held, 5).unwrap();
        assert_eq!((poor.level, poor.coins), (2, 4), "three each would cost six");
        assert_eq!(run(&held, 1), None, "one coin for two who have as little as each other goes to neither");
        assert_eq!(run(&[(6, 3), (9, 1)], 100), None, "nobody has less than the rule's level");
        let capped = Run::of(Rule { run: 4, ..RULE }, at(), &held.into_iter().collect(), 100, 1).unwrap();
        assert_eq!(capped.coins, 4);
    }

    /// covers: C6
    #[test]
    fn a_run_reads_back_and_tells_nobody_apart_where_few_were_topped_up() {
        let told = run(&[(0, 2), (3, 1)], 100).unwrap();
        assert!(told.told() && told.follows_its_rule());
        let few = run(&[(0, 1), (3, 1)], 100).unwrap();
        assert!(!few.told() && few.follows_its_rule());
        for run in [told.clone(), few] {
            let bytes = run.encode();
            assert_eq!((bytes.len(), Run::decode(&bytes)), (61 + 3 * run.held.len(), Ok(run.clone())));
            assert!((0..bytes.len()).all(|n| Run::decode(&bytes[..n]).is_err()));
            assert!(Run::decode(&[&bytes[..], &[0]].concat()).is_err());
        }
        // Whatever is told otherwise than the rule has it is seen by whoever computes it anew.
        for lie in [Run { coins: told.coins + 1, ..told.clone() }, Run { level: 5, ..told.clone() }, Run { fund: 3, ..told.clone() }] {
            assert!(!lie.follows_its_rule(), "{lie:?}");
            assert_ne!(lie.id(&coop()), told.id(&coop()));
        }
    }

    proptest! {
        /// covers: C6
        #[test]
        fn no_run_gives_more_than_there_is_or_more_to_whoever_has_more(
            held in proptest::collection::btree_map(0u8..10, 1u16..40, 0..8), fund in 0u32..400, to in 1u8..12, each in 1u8..12, most in 1u16..300,
        ) {
            let rule = Rule { to, each, run: most, whom: Whom::Everybody };
            let Some(run) = Run::of(rule, at(), &held, fund, 1) else { return Ok(()) };
            prop_assert!(run.coins <= fund.min(u32::from(most)) && run.level <= to);
            prop_assert!(run.follows_its_rule() && Run::decode(&run.encode()) == Ok(run.clone()));
            for (less, more) in (0u8..10).zip(1u8..11) {
                let (low, high) = (rule.gives(less, run.level), rule.gives(more, run.level));
                prop_assert!(low >= high && less + low <= more + high);
            }
        }
    }
}
