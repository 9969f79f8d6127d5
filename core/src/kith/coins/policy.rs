//! The co-op's rules for its coins: read by every device, decided by the board or a coordinator.

use super::super::{
    Change, Kith, KithError, KithResult,
    view::{PolicyView, Role},
};
use crate::{
    fact::{Fact, Notice},
    ledger::{
        notary,
        policy::CoinPolicy,
        top_up::{Rule, Whom},
    },
    space::act,
};
use kith_wire::{DeviceId, Kind, PersonId};
use serde::{Deserialize, Serialize};

/// What is to be different in the rules; what is left out stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyChange {
    /// Promised steps that a coin may take.
    pub hops: Option<u8>,
    /// Promised coins from one giver to one receiver.
    pub promised: Option<u8>,
    /// Promised coins of one device in all.
    pub device: Option<u8>,
    /// Coins that the hardship pool makes good in a month.
    pub make_good_month: Option<u16>,
    /// Coins of the pool that are kept for making good.
    pub reserve: Option<u16>,
    /// Members of an area before a story tells it.
    pub area_members: Option<u8>,
    /// Days to put right a coin given twice.
    pub cure_days: Option<u8>,
    /// Whether stories tell areas.
    pub tell_areas: Option<bool>,
    /// Whether welcome coins vest with the first settled hour.
    pub vesting: Option<bool>,
    /// Minutes that one activity may count.
    pub activity_minutes: Option<u16>,
    /// Minutes that one person may earn in a month.
    pub month_minutes: Option<u32>,
    /// Checkpoints for which a pocket vouches, and a lost device's coins wait.
    pub pocket: Option<u16>,
    /// Coins up to which the pool tops people up; 0 ends the rule.
    pub top_up_to: Option<u8>,
    /// Coins that one person gets in one run at most.
    pub top_up_each: Option<u8>,
    /// Coins that one run gives at most.
    pub top_up_run: Option<u16>,
    /// For whom the rule is meant.
    pub top_up_for: Option<Whom>,
}

/// What a rule is that says no more than up to how many coins.
const RULE_AT_FIRST: Rule = Rule { to: 0, each: 10, run: 100, whom: Whom::Supported };

impl PolicyChange {
    fn top_up(&self, before: Option<Rule>) -> Option<Rule> {
        let Rule { to, each, run, whom } = before.unwrap_or(RULE_AT_FIRST);
        let rule = Rule {
            to: self.top_up_to.unwrap_or(to),
            each: self.top_up_each.unwrap_or(each),
            run: self.top_up_run.unwrap_or(run),
            whom: self.top_up_for.unwrap_or(whom),
        };
        (rule.to > 0).then_some(rule)
    }

    fn apply(&self, to: CoinPolicy) -> CoinPolicy {
        CoinPolicy {
            hops: self.hops.unwrap_or(to.hops),
            promised: self.promised.unwrap_or(to.promised),
            device: self.device.unwrap_or(to.device),
            make_good_month: self.make_good_month.unwrap_or(to.make_good_month),
            reserve: self.reserve.unwrap_or(to.reserve),
            area_members: self.area_members.unwrap_or(to.area_members),
            cure_days: self.cure_days.unwrap_or(to.cure_days),
            tell_areas: self.tell_areas.unwrap_or(to.tell_areas),
            vesting: self.vesting.unwrap_or(to.vesting),
            activity_minutes: self.activity_minutes.unwrap_or(to.activity_minutes),
            month_minutes: self.month_minutes.unwrap_or(to.month_minutes),
            pocket: self.pocket.unwrap_or(to.pocket),
            top_up: self.top_up(to.top_up),
            ..to
        }
    }
}

fn policy_notice(policy: &CoinPolicy) -> Fact {
    Fact::Notice(Notice::CoinPolicy as u8, policy.number.to_be_bytes().to_vec(), policy.encode())
}

/// A policy with who decided it and when.
type Decided = (CoinPolicy, PersonId, u64);

impl Kith {
    /// Whether a person decides the rules for coins: the board, a coordinator, and those whom the co-op entrusted with its commons.
    pub(in crate::kith) fn decides_policy(&self, person: &PersonId) -> bool {
        let keeper = self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.level_held(person) >= act::KEEPER);
        keeper || self.held_role(person, Role::BoardMember) || self.held_role(person, Role::Coordinator)
    }

    /// Every policy that somebody entitled to it has decided, in use or not any more.
    fn decided(&self) -> KithResult<Vec<Decided>> {
        let commons = self.space(&self.commons()?)?;
        let given = self.storage.notices(commons.n, Notice::CoinPolicy as u8, None)?;
        let entitled = given.iter().filter(|n| self.decides_policy(&n.at.author));
        let read = entitled.filter_map(|n| Some((CoinPolicy::decode(&n.value).ok()?, n.at.author, n.at.time_ms)));
        Ok(read.collect())
    }

    /// The same, without who decided them.
    pub(super) fn policies(&self) -> KithResult<Vec<CoinPolicy>> {
        Ok(self.decided()?.into_iter().map(|(policy, ..)| policy).collect())
    }

    fn policy_decided(&self) -> KithResult<Option<Decided>> {
        let (coop, all) = (self.coop_of_rules()?, self.decided()?);
        let current = CoinPolicy::current(all.iter().map(|(policy, ..)| *policy), &coop);
        Ok(all.into_iter().filter(|(policy, ..)| *policy == current).min_by_key(|(_, person, at)| (*at, *person)))
    }

    /// What somebody has said of the co-op's coins that stands by a role of theirs: rules, coins that were put right, runs of the top-up
    /// rule. As notices.
    pub(in crate::kith) fn coin_words_of(&self, person: &PersonId) -> KithResult<Vec<Fact>> {
        let rules = self.policy_decided()?.filter(|(_, by, _)| by == person).map(|(policy, ..)| policy_notice(&policy));
        let commons = self.space(&self.commons()?)?;
        let right = self.storage.notices(commons.n, Notice::PutRight as u8, None)?.into_iter().filter(|n| n.at.author == *person);
        let right = right.map(|n| Fact::Notice(Notice::PutRight as u8, n.key, n.value));
        let witnesses = self.witness_words_of(person)?;
        Ok(rules.into_iter().chain(witnesses).chain(right).chain(self.top_ups_of(person)?).collect())
    }

    /// As whoever ends somebody's role: what they decided in it goes on standing, by my word now. Were it judged by when they say that
    /// they wrote it, whoever lost a role could go on deciding by a clock put back.
    pub(in crate::kith) fn stand_by(&mut self, decided: Vec<Fact>, now_ms: u64) -> KithResult<()> {
        let commons = self.commons()?;
        for notice in decided {
            self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
        }
        Ok(())
    }

    /// The rules for coins that hold now, as far as this device has heard.
    pub(in crate::kith) fn policy(&self) -> KithResult<CoinPolicy> {
        Ok(self.policy_decided()?.map(|(policy, ..)| policy).unwrap_or_default())
    }

    /// What of the policy the notary keeps to.
    pub(in crate::kith) fn notary_policy(&self, float: DeviceId) -> KithResult<notary::Policy> {
        let policy = self.policy()?;
        Ok(notary::Policy {
            activity_minutes_max: policy.activity_minutes,
            month_minutes_max: policy.month_minutes,
            pocket: u32::from(policy.pocket),
            ..notary::Policy::open(float)
        })
    }

    pub(in crate::kith) fn policy_view(&self) -> KithResult<PolicyView> {
        let decided = self.policy_decided()?;
        let policy = decided.map(|(policy, ..)| policy).unwrap_or_default();
        Ok(PolicyView {
            number: policy.number,
            by: decided.map(|(_, person, _)| self.person_view(&person)),
            at_ms: decided.map_or(0, |(.., at)| at),
            hops: policy.hops,
            promised: policy.promised,
            device: policy.device,
            make_good_month: policy.make_good_month,
            reserve: policy.reserve,
            area_members: policy.area_members,
            cure_days: policy.cure_days,
            tell_areas: policy.tell_areas,
            vesting: policy.vesting,
            activity_minutes: policy.activity_minutes,
            month_minutes: policy.month_minutes,
            pocket: policy.pocket,
            top_up_to: policy.top_up.map_or(0, |rule| rule.to),
            top_up_each: policy.top_up.unwrap_or(RULE_AT_FIRST).each,
            top_up_run: policy.top_up.unwrap_or(RULE_AT_FIRST).run,
            top_up_for: policy.top_up.unwrap_or(RULE_AT_FIRST).whom,
            mine_to_set: self.decides_policy(&self.me),
        })
    }

    /// As the board or a coordinator: decides the rules anew.
    pub(in crate::kith) fn policy_set(&mut self, change: &PolicyChange, now_ms: u64) -> KithResult<PolicyView> {
        if !self.decides_policy(&self.me) {
            return Err(KithError::not_allowed("not-policy-maker", "The board or a coordinator decides the co-op's rules for its coins."));
        }
        let coop = self.coop_of_rules()?;
        let before = self.policy()?;
        let follows = if before.number == 0 { before.follows } else { before.id(&coop) };
        let policy = CoinPolicy { number: before.number.saturating_add(1), follows, ..change.apply(before) };
        policy.check().map_err(|_| KithError::invalid("policy-out-of-bounds", "One of these numbers is outside what every phone can keep to."))?;
        let notice = policy_notice(&policy);
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, notice.to_bytes(), now_ms)?;
        self.changed(Change::Coins);
        self.policy_view()
    }
}
