//! Top-ups from the pool by the co-op's rule: run by a steward at the office, told to everybody, checked by every phone.

use super::super::{
    Change, Kith, KithError, KithResult,
    view::{Role, TopUpLineView, TopUpNextView, TopUpRunView, TopUpsView},
    visits,
};
use super::refused;
use crate::{
    fact::{Fact, Notice},
    ledger::{
        op::{Admitted, Checkpoint, Op, OpId, Purpose},
        policy::CoinPolicy,
        purse::Gift,
        top_up::{LEVEL_MAX, Occasion, Rule, Run},
        units::{ContentHash, Month},
    },
    words::Value,
};
use kith_wire::{Kind, PersonId};
use std::collections::BTreeMap;

/// A run with who ran it and when.
type Told = (Run, PersonId, u64);

/// What a run would do now.
struct Computed {
    /// What the run says; nothing where nobody would get anything.
    run: Option<Run>,
    /// Who would get how much.
    gifts: Vec<(PersonId, u8)>,
    /// People with less than the rule's level.
    people: usize,
    /// What the pool can give.
    fund: u32,
}

fn month_word(month: Month) -> String {
    let (year, month) = month.parts();
    format!("{year:04}-{month:02}")
}

impl Kith {
    /// Every run that a steward has told, the first one first.
    fn top_up_runs(&self) -> KithResult<Vec<Told>> {
        let coop = self.coop_of_rules()?;
        let commons = self.space(&self.commons()?)?;
        let given = self.storage.notices(commons.n, Notice::TopUp as u8, None)?;
        let entitled = given.iter().filter(|n| self.held_role(&n.at.author, Role::Steward));
        let mut all: Vec<Told> = entitled.filter_map(|n| Some((Run::decode(&n.value).ok()?, n.at.author, n.at.time_ms))).collect();
        all.sort_by_key(|(run, person, at)| (run.number, run.id(&coop), *at, *person));
        all.dedup_by(|a, b| a.0 == b.0);
        Ok(all)
    }

    /// The runs that somebody told, as notices: they go on standing when their role ends.
    pub(super) fn top_ups_of(&self, person: &PersonId) -> KithResult<Vec<Fact>> {
        let told = self.top_up_runs()?.into_iter().filter(|(_, by, _)| by == person);
        Ok(told.map(|(run, ..)| top_up_notice(&run)).collect())
    }

    fn checkpoint_numbered(&self, index: u32) -> KithResult<Option<Checkpoint>> {
        let (coop, commons) = (self.coop_of_rules()?, self.space(&self.commons()?)?);
        let given = self.storage.notices(commons.n, Notice::Checkpoint as u8, Some(&index.to_be_bytes()))?;
        let read = given.iter().find_map(|n| match Admitted::check(&n.value, &coop).ok()?.into_op() {
            Op::Checkpoint(checkpoint) if checkpoint.state.index == index => Some(checkpoint),
            _ => None,
        });
        Ok(read)
    }

    /// What this device finds when it computes a run again from what the co-op published: holds, untold (as far as it can be seen, since
    /// what few people have is not told), waiting (for a statement of the office) or differs.
    fn top_up_check(&self, run: &Run) -> KithResult<&'static str> {
        let coop = self.coop_of_rules()?;
        let policy = self.policies()?.into_iter().find(|policy| policy.id(&coop) == run.policy);
        let Some(checkpoint) = self.checkpoint_numbered(run.checkpoint)? else { return Ok("waiting") };
        let Some(policy) = policy else { return Ok("waiting") };
        let sound = policy.top_up == Some(run.rule) && fund_of(&policy, &checkpoint) == run.fund && run.follows_its_rule();
        let given = match &self.notary {
            // The office sees what was given, too.
            Some(notary) => notary.book().topped_up(ContentHash(run.id(&coop).0), &self.membership()?).values().sum::<u32>() == run.coins,
            None => true,
        };
        Ok(match (sound && given, run.told()) {
            (false, _) => "differs",
            (true, true) => "holds",
            (true, false) => "untold",
        })
    }

    fn rule_words(&self, rule: &Rule) -> String {
        let whom = self.words().say(&format!("top-up-for-{}", rule.whom.word()));
        let (to, each, run) = (Value::from(u32::from(rule.to)), Value::from(u32::from(rule.each)), Value::from(u32::from(rule.run)));
        self.words().say_with("top-up-rule", &[("whom", whom.into()), ("to", to), ("each", each), ("run", run)])
    }

    fn run_view(&self, (run, by, at_ms): &Told) -> KithResult<TopUpRunView> {
        let coop = self.coop_of_rules()?;
        let mine = match self.coins_read()? {
            Some(coins) => coins.purse.topped_up_by(ContentHash(run.id(&coop).0), &coins.owners),
            None => 0,
        };
        let class = self.space(&self.commons()?)?.resolved.people.get(&self.me).map(|member| member.class.clone()).unwrap_or_default();
        let why = match mine {
            0 if !run.rule.whom.includes(&class) => "not-for-me",
            0 => "had-enough",
            _ => "topped-up",
        };
        let check = self.top_up_check(run)?;
        let number = |n: u32| Value::from(n);
        let (year, month) = run.month.parts();
        let month = self.words().month(i16::try_from(year).unwrap_or(i16::MAX), month);
        let numbers = [
            ("month", month.into()),
            ("people", number(run.people.into())),
            ("to", number(run.rule.to.into())),
            ("level", number(run.level.into())),
            ("each", number(run.rule.each.into())),
            ("fund", number(run.fund)),
            ("coins", number(run.coins)),
        ];
        let lines = run.held.iter().map(|(held, people)| TopUpLineView { held: *held, people: *people, gets: run.rule.gives(*held, run.level) });
        Ok(TopUpRunView {
            number: run.number,
            month: month_word(run.month),
            by: self.person_view(by),
            at_ms: *at_ms,
            rule: self.rule_words(&run.rule),
            people: run.people,
            level: run.level,
            fund: run.fund,
            coins: run.coins,
            lines: lines.collect(),
            mine,
            words: self.words().say_with("top-up-run", &numbers),
            why: why.to_owned(),
            why_words: self.words().say_with(&format!("top-up-why-{why}"), &[("coins", number(mine)), ("level", number(run.level.into()))]),
            check: check.to_owned(),
            check_words: self.words().say(&format!("top-up-check-{check}")),
        })
    }

    /// The rule, every run of it and, for a steward at the office, what a run would do now.
    pub(in crate::kith) fn top_ups(&mut self, now_ms: u64) -> KithResult<TopUpsView> {
        let policy = self.policy()?;
        let office = self.ledger_space().is_some() && self.coop_of_coins().is_ok();
        let mine_to_run = office && self.has_role(&self.me, Role::Steward);
        if office {
            self.notary()?;
        }
        let told = self.top_up_runs()?;
        let runs = told.iter().rev().map(|told| self.run_view(told)).collect::<KithResult<_>>()?;
        let next = match policy.top_up.filter(|_| mine_to_run) {
            Some(rule) => {
                let computed = self.top_up_computed(rule, &policy, now_ms)?;
                let (level, coins) = computed.run.as_ref().map_or((0, 0), |run| (run.level, run.coins));
                let people = u32::try_from(computed.people).unwrap_or(u32::MAX);
                let state = match (was_run(&told, now_ms), coins) {
                    (true, _) => "done",
                    (false, 0) => "nobody",
                    (false, _) => "ready",
                };
                let numbers = [("people", people.into()), ("level", u32::from(level).into()), ("coins", coins.into()), ("fund", computed.fund.into())];
                let words = self.words().say_with(&format!("top-up-next-{state}"), &numbers);
                Some(TopUpNextView { state: state.to_owned(), people, level, coins, fund: computed.fund, words })
            }
            None => None,
        };
        let words = policy.top_up.map_or_else(|| self.words().say("top-up-no-rule"), |rule| self.rule_words(&rule));
        Ok(TopUpsView { on: policy.top_up.is_some(), words, runs, next, mine_to_run })
    }

    /// The rule over the book as the last checkpoint has it.
    fn top_up_computed(&self, rule: Rule, policy: &CoinPolicy, now_ms: u64) -> KithResult<Computed> {
        let (coop, owners) = (self.coop_of_coins()?, self.membership()?);
        let notary = self.notary.as_ref().ok_or_else(|| KithError::not_allowed("not-office", "This device does not keep the co-op's book."))?;
        let Some(last) = notary.last() else { return Ok(Computed { run: None, gifts: Vec::new(), people: 0, fund: 0 }) };
        let have = notary.book().held_after(last.state.size, &owners);
        let commons = self.space(&self.commons()?)?;
        let meant = commons.resolved.people.iter().filter(|(_, member)| rule.whom.includes(&member.class) && !member.devices.is_empty());
        let hold = |person: &PersonId| u8::try_from(have.get(person).copied().unwrap_or(0)).unwrap_or(u8::MAX).min(LEVEL_MAX);
        let people: Vec<(PersonId, u8)> = meant.map(|(person, _)| (*person, hold(person))).filter(|(_, held)| *held < rule.to).collect();
        let mut held: BTreeMap<u8, u16> = BTreeMap::new();
        for (_, coins) in &people {
            *held.entry(*coins).or_default() += 1;
        }
        let fund = fund_of(policy, last);
        let number = self.top_up_runs()?.last().map_or(0, |(run, ..)| run.number).saturating_add(1);
        let at = Occasion { number, month: visits::month_of(now_ms), policy: policy.id(&coop), checkpoint: last.state.index };
        let run = Run::of(rule, at, &held, fund, policy.area_members);
        let level = run.as_ref().map_or(0, |run| run.level);
        let count = people.len();
        let gifts = people.into_iter().map(|(person, held)| (person, rule.gives(held, level))).filter(|(_, coins)| *coins > 0).collect();
        Ok(Computed { run, gifts, people: count, fund })
    }

    /// As steward, at the office: runs the rule for this month, tells everybody of it, and gives what it gives.
    pub(in crate::kith) fn top_up_run(&mut self, now_ms: u64) -> KithResult<TopUpsView> {
        if self.ledger_space().is_none() {
            return Err(KithError::not_allowed("not-office", "This device does not keep the co-op's book."));
        }
        if !self.has_role(&self.me, Role::Steward) {
            return Err(KithError::not_allowed("not-top-up-steward", "A steward of the pool runs the rule, at the office."));
        }
        self.notary()?;
        self.work_ledger(now_ms)?;
        let policy = self.policy()?;
        let rule = policy.top_up.ok_or_else(|| KithError::not_allowed("no-top-up-rule", "The co-op has decided no rule for topping people up."))?;
        if was_run(&self.top_up_runs()?, now_ms) {
            return Err(KithError::not_allowed("topped-up-this-month", "The rule was run this month already. It runs once a month."));
        }
        let computed = self.top_up_computed(rule, &policy, now_ms)?;
        let Some(run) = computed.run else {
            return Err(KithError::not_allowed(
                "nobody-to-top-up",
                "Nobody has fewer coins than the rule says, or the pool has too few for all who have least.",
            ));
        };
        let commons = self.commons()?;
        self.append(commons, Kind::Fact, top_up_notice(&run).to_bytes(), now_ms)?;
        let reference = run.id(&self.coop_of_coins()?);
        for (person, coins) in computed.gifts {
            self.top_up_give(person, (coins, reference), now_ms)?;
        }
        self.changed(Change::Coins);
        self.top_ups(now_ms)
    }

    fn top_up_give(&mut self, person: PersonId, (count, run): (u8, OpId), now_ms: u64) -> KithResult<()> {
        let device = self.receiving_device(&person)?;
        let coins = self.coins_read()?.ok_or_else(|| refused("the pool is not here"))?;
        let chosen = self.choose_in_pool(&coins, usize::from(count))?;
        let reference = Some(ContentHash(run.0));
        let gift = Gift { to: Some(device), purpose: Purpose::TopUp, coins: chosen, reference, telling: None, said_at: Some(now_ms / 1000) };
        self.hand(&gift, (None, Vec::new()), Some(person), true, now_ms)?;
        Ok(())
    }
}

/// Whether one of these is of this month. One of another month, were it years ahead by a wrong clock, bars nothing.
fn was_run(told: &[Told], now_ms: u64) -> bool {
    told.iter().any(|(run, ..)| run.month == visits::month_of(now_ms))
}

/// What the pool could give by a checkpoint: what it held less what is kept for making good.
fn fund_of(policy: &CoinPolicy, checkpoint: &Checkpoint) -> u32 {
    u32::try_from(checkpoint.state.totals.pool.saturating_sub(policy.reserve.into())).unwrap_or(u32::MAX)
}

fn top_up_notice(run: &Run) -> Fact {
    Fact::Notice(Notice::TopUp as u8, run.number.to_be_bytes().to_vec(), run.encode())
}
