//! The co-op's own rules for its coins: signed by whoever decided them, numbered, and read alike by every device.
//!
//! A policy stands in the commons, in an entry that its author signed; the highest number counts, and of equals the lower id. No policy
//! decides who owns a coin: it says what a phone offers to sign, what is insured, and what the office counts and tells.
//!
//! Kind 16, 54 bytes, or 56 in version 2, or 61 in version 3:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, 2 or 3, kind 16 |
//! | 2 | 4 | number, from 1 |
//! | 6 | 32 | id of the policy that it follows; zero for the first |
//! | 38 | 1 | unsettled steps that a coin may have (H), 1 to 3 |
//! | 39 | 1 | promised coins from one sender to one receiver (r), 1 to 84 |
//! | 40 | 1 | promised coins of one device in all (A), 1 to 84 |
//! | 41 | 2 | coins that the hardship pool makes good in a month |
//! | 43 | 2 | coins of the pool that are kept for making good |
//! | 45 | 1 | members of an area before a story tells it (k), from 1 |
//! | 46 | 1 | days to put a coin given twice right |
//! | 47 | 1 | bit 0: stories tell areas; bit 1: welcome coins vest |
//! | 48 | 2 | minutes that one activity may count, 1 to 1,440 |
//! | 50 | 4 | minutes that one earner may count in a month, 1 to 44,640 |
//! | 54 | 2 | from version 2 on: checkpoints for which a pocket vouches, from 1 and in version 2 not 500; version 1 means 500 |
//! | 56 | 5 | in version 3: the rule by which the pool tops people up ([`Rule`]); before it there is none |
//!
//! Its id is BLAKE3 over `kith/v1/policy`, the co-op and these bytes.

use super::op::bytes::{Reader, Writer};
use super::op::{BadOp, Coop, OpId, kind};
use super::top_up::Rule;
use super::units::{HOPS_MAX, PROMISED_PER_SENDER_MAX};

/// Minutes in a day: no activity counts more.
pub const ACTIVITY_MINUTES_MAX: u16 = 24 * 60;
/// Minutes in the longest month: nobody counts more.
pub const MONTH_MINUTES_MAX: u32 = 31 * 24 * 60;
/// Promised coins that one device may have out, unless the co-op decided otherwise (A).
pub const DEVICE_PROMISED_MAX: u8 = 10;
/// Coins that the hardship pool makes good in a month, unless the co-op decided otherwise.
pub const MAKE_GOOD_MONTH: u16 = 20;
/// Days to put right a coin given twice, unless the co-op decided otherwise.
pub const CURE_DAYS: u8 = 14;
/// Checkpoints for which a pocket vouches, unless the co-op decided otherwise. The office writes one when there is news, in a small co-op
/// two to five a day, so that a lost phone's coins are back after some ten days and whoever is without signal for a week is still vouched for.
pub const POCKET_CHECKPOINTS: u16 = 40;
/// What a policy of version 1 means by saying nothing of pockets.
const POCKET_OF_FIRST: u16 = 500;
/// The version that says for how many checkpoints a pocket vouches.
const WITH_POCKET: u8 = 2;
/// The version that says by what rule the pool tops people up.
const WITH_TOP_UP: u8 = 3;
/// Promised coins that any policy may allow: as many as one transfer moves.
const PROMISED_MAX: u8 = 84;
const TELL_AREAS: u8 = 1;
const VESTING: u8 = 2;

/// The rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoinPolicy {
    /// Its number; 0 is what holds before the co-op has decided anything.
    pub number: u32,
    /// The policy that it follows.
    pub follows: OpId,
    /// Unsettled steps that a coin may have (H).
    pub hops: u8,
    /// Promised coins from one sender to one receiver (r).
    pub promised: u8,
    /// Promised coins of one device in all (A).
    pub device: u8,
    /// Coins that the hardship pool makes good in a month.
    pub make_good_month: u16,
    /// Coins of the pool that are kept for making good.
    pub reserve: u16,
    /// Members of an area before a story tells it (k).
    pub area_members: u8,
    /// Days to put right a coin given twice; for eyes, never for a verdict.
    pub cure_days: u8,
    /// Whether stories tell areas.
    pub tell_areas: bool,
    /// Whether welcome coins vest with the first settled hour.
    pub vesting: bool,
    /// Minutes that one activity may count.
    pub activity_minutes: u16,
    /// Minutes that one earner may count in a month.
    pub month_minutes: u32,
    /// Checkpoints for which a pocket vouches, and so how long a lost device's coins wait before they come back.
    pub pocket: u16,
    /// The rule by which the pool tops people up, if the co-op has decided one.
    pub top_up: Option<Rule>,
}

impl Default for CoinPolicy {
    fn default() -> Self {
        Self {
            number: 0,
            follows: OpId::ZERO,
            hops: u8::try_from(HOPS_MAX).unwrap_or(u8::MAX),
            promised: u8::try_from(PROMISED_PER_SENDER_MAX).unwrap_or(u8::MAX),
            device: DEVICE_PROMISED_MAX,
            make_good_month: MAKE_GOOD_MONTH,
            reserve: 0,
            area_members: 1,
            cure_days: CURE_DAYS,
            tell_areas: true,
            vesting: true,
            activity_minutes: ACTIVITY_MINUTES_MAX,
            month_minutes: MONTH_MINUTES_MAX,
            pocket: POCKET_CHECKPOINTS,
            top_up: None,
        }
    }
}

impl CoinPolicy {
    /// Whether every rule is within what the formats and other phones can keep to.
    ///
    /// # Errors
    /// Names the rule that is not.
    pub fn check(&self) -> Result<(), BadOp> {
        let sound = [
            (self.number > 0, "number"),
            (self.hops >= 1 && usize::from(self.hops) <= HOPS_MAX, "hops"),
            (self.promised >= 1 && self.promised <= PROMISED_MAX, "promised"),
            (self.device >= 1 && self.device <= PROMISED_MAX, "device"),
            (self.area_members >= 1, "area-members"),
            (self.activity_minutes >= 1 && self.activity_minutes <= ACTIVITY_MINUTES_MAX, "activity-minutes"),
            (self.month_minutes >= 1 && self.month_minutes <= MONTH_MINUTES_MAX, "month-minutes"),
            (self.pocket >= 1, "pocket"),
        ];
        sound.iter().find(|(is, _)| !is).map_or(Ok(()), |(_, field)| Err(BadOp::Field(field)))?;
        self.top_up.as_ref().map_or(Ok(()), Rule::check)
    }

    const fn version(&self) -> u8 {
        match (self.top_up, self.pocket) {
            (Some(_), _) => WITH_TOP_UP,
            (None, POCKET_OF_FIRST) => super::op::VERSION,
            (None, _) => WITH_POCKET,
        }
    }

    /// The identity.
    #[must_use]
    pub fn id(&self, coop: &Coop) -> OpId {
        let mut hash = blake3::Hasher::new();
        hash.update(b"kith/v1/policy").update(&coop.id.0).update(&self.encode());
        OpId(*hash.finalize().as_bytes())
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let version = self.version();
        let out =
            Writer(Vec::with_capacity(61)).u8(version).u8(kind::POLICY).u32(self.number).put(&self.follows.0).u8(self.hops).u8(self.promised).u8(self.device);
        let out = out.u16(self.make_good_month).u16(self.reserve).u8(self.area_members).u8(self.cure_days);
        let flags = if self.tell_areas { TELL_AREAS } else { 0 } | if self.vesting { VESTING } else { 0 };
        let out = out.u8(flags).u16(self.activity_minutes).u32(self.month_minutes);
        let out = if version >= WITH_POCKET { out.u16(self.pocket) } else { out };
        match self.top_up {
            Some(rule) => rule.write(out).0,
            None => out.0,
        }
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// When the bytes are anything else, or a rule is out of bounds.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let version = bytes.first().copied().filter(|v| (WITH_POCKET..=WITH_TOP_UP).contains(v)).unwrap_or(super::op::VERSION);
        let mut r = Reader::object_of(version, bytes, kind::POLICY)?;
        let (number, follows) = (r.u32()?, OpId(r.array()?));
        let (hops, promised, device) = (r.u8()?, r.u8()?, r.u8()?);
        let (make_good_month, reserve) = (r.u16()?, r.u16()?);
        let (area_members, cure_days, flags) = (r.u8()?, r.u8()?, r.u8()?);
        let (activity_minutes, month_minutes) = (r.u16()?, r.u32()?);
        let pocket = if version >= WITH_POCKET { r.u16()? } else { POCKET_OF_FIRST };
        let top_up = if version >= WITH_TOP_UP { Some(Rule::read(&mut r)?) } else { None };
        r.end()?;
        if version == WITH_POCKET && pocket == POCKET_OF_FIRST {
            return Err(BadOp::Field("pocket"));
        }
        if flags & !(TELL_AREAS | VESTING) != 0 {
            return Err(BadOp::Field("flags"));
        }
        let (tell_areas, vesting) = (flags & TELL_AREAS != 0, flags & VESTING != 0);
        let policy = Self {
            number,
            follows,
            hops,
            promised,
            device,
            make_good_month,
            reserve,
            area_members,
            cure_days,
            tell_areas,
            vesting,
            activity_minutes,
            month_minutes,
            pocket,
            top_up,
        };
        policy.check()?;
        Ok(policy)
    }

    /// Of several the one that counts: the highest number, and of equals the lower id; before any, what holds at first.
    #[must_use]
    pub fn current(all: impl IntoIterator<Item = Self>, coop: &Coop) -> Self {
        all.into_iter().max_by_key(|policy| (policy.number, std::cmp::Reverse(policy.id(coop)))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tests::cast::coop;

    fn decided() -> CoinPolicy {
        CoinPolicy { number: 1, hops: 2, reserve: 300, tell_areas: false, pocket: POCKET_OF_FIRST, ..CoinPolicy::default() }
    }

    /// covers: C11
    #[test]
    fn a_policy_reads_back_and_no_other_bytes_are_one() {
        let bytes = decided().encode();
        assert_eq!(bytes.len(), 54);
        assert_eq!(CoinPolicy::decode(&bytes).unwrap(), decided());
        assert_eq!(CoinPolicy::decode(&bytes[..53]), Err(BadOp::Truncated));
        assert_eq!(CoinPolicy::decode(&[&bytes[..], &[0]].concat()), Err(BadOp::Trailing));
        for (at, odd) in [(47, 4u8), (38, 0), (38, 4), (39, 0), (40, 85), (45, 0)] {
            let mut bytes = bytes.clone();
            bytes[at] = odd;
            assert!(CoinPolicy::decode(&bytes).is_err(), "{odd} at {at}");
        }
        assert!(CoinPolicy::decode(&CoinPolicy::default().encode()).is_err(), "what holds at first is nobody's decision");
        // How long a pocket vouches stands in the second version alone, and only where it is not what the first one means.
        let quick = CoinPolicy { pocket: 20, ..decided() };
        let bytes = quick.encode();
        assert_eq!((bytes.len(), bytes[0], CoinPolicy::decode(&bytes).unwrap()), (56, 2, quick));
        assert_eq!(CoinPolicy::decode(&bytes[..54]), Err(BadOp::Truncated));
        for odd in [POCKET_OF_FIRST, 0] {
            let bytes = [&bytes[..54], &odd.to_be_bytes()].concat();
            assert_eq!(CoinPolicy::decode(&bytes), Err(BadOp::Field("pocket")), "{odd}");
        }
        // The rule of top-ups stands in the third alone, whatever a pocket is.
        let rule = Rule { to: 6, each: 4, run: 50, whom: crate::ledger::top_up::Whom::Supported };
        for pocket in [20, POCKET_OF_FIRST] {
            let generous = CoinPolicy { pocket, top_up: Some(rule), ..decided() };
            let bytes = generous.encode();
            assert_eq!((bytes.len(), bytes[0], CoinPolicy::decode(&bytes).unwrap()), (61, 3, generous));
            for (at, odd) in [(56, 0u8), (56, 85), (57, 0), (60, 0), (60, 4)] {
                let mut bytes = bytes.clone();
                bytes[at] = odd;
                assert!(CoinPolicy::decode(&bytes).is_err(), "{odd} at {at}");
            }
        }
    }

    /// covers: C11
    #[test]
    fn the_highest_number_counts_and_of_two_made_apart_the_same_on_every_device() {
        let one = decided();
        let (left, right) = (CoinPolicy { number: 2, hops: 1, ..one }, CoinPolicy { number: 2, hops: 3, ..one });
        let orders = [[one, left, right], [right, one, left], [left, right, one]];
        let current: Vec<_> = orders.into_iter().map(|all| CoinPolicy::current(all, &coop())).collect();
        assert!(current.iter().all(|policy| *policy == current[0] && policy.number == 2), "{current:?}");
        assert_eq!(CoinPolicy::current([], &coop()), CoinPolicy::default());
        assert_ne!(left.id(&coop()), right.id(&coop()));
    }
}
