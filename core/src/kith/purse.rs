//! What screens show of coins: the purse, a coin's face and story, and every movement with its cause.

use super::{
    Kith, KithError, KithResult,
    clock::is_to_come,
    coins::{self, Coins},
    naming,
    view::{CoinView, HopView, MovementView, PersonView, PurseView, face_of},
    visits,
};
use crate::{
    fact::Notice,
    ledger::{
        op::{Purpose, Telling},
        purse::{CoinState, CoinView as Held, MoveState, What},
        units::{CoinId, ContentHash, OpId, Owner, Owners},
    },
};
use kith_wire::DeviceId;
use std::collections::BTreeSet;

/// A coin's state, and the key of the sentence that says what is certain and what happens next.
const fn state_words(state: CoinState) -> (&'static str, &'static str) {
    match state {
        CoinState::Ripening => ("ripening", "coin-says-ripening"),
        CoinState::Promised => ("promised", "coin-says-promised"),
        CoinState::Settled => ("settled", "coin-says-settled"),
        CoinState::Contested => ("contested", "coin-says-contested"),
        CoinState::Claim => ("claim", "coin-says-claim"),
        CoinState::Offered => ("offered", "coin-says-offered"),
        CoinState::Given => ("given", "coin-says-given"),
        CoinState::Gone => ("given", "coin-says-gone"),
        CoinState::Retired => ("retired", "coin-says-retired"),
        CoinState::Surrendered => ("surrendered", "coin-says-surrendered"),
        CoinState::MadeWhole => ("made-whole", "coin-says-made-whole"),
        CoinState::Elsewhere => ("elsewhere", "coin-says-elsewhere"),
    }
}

/// As [`move_word`], with whom it was known: what a place is given is not the pool's.
pub(super) fn move_word_with(what: What, with: Option<Owner>) -> &'static str {
    match (what, with) {
        (What::Gave(Purpose::Donate), Some(Owner::Place(_))) => "placed",
        // Anybody may say so of what they give; the pool alone does it.
        (What::Received(Purpose::Welcome | Purpose::TopUp | Purpose::Compensate), Some(Owner::Person(_) | Owner::Place(_))) => "received",
        _ => move_word(what),
    }
}

/// Coins made of one's own hours.
pub(super) const EARNED: &str = "earned";

/// Why coins came or went; the sentence's key is `move-` and this.
pub(super) const fn move_word(what: What) -> &'static str {
    match what {
        What::Earned => EARNED,
        What::Received(Purpose::Welcome) => "welcome",
        What::Received(Purpose::TopUp) => "topped-up",
        What::Received(Purpose::Return) => "returned",
        What::Received(Purpose::Compensate) => "made-good",
        What::Received(Purpose::Own) => "moved-here",
        What::Received(_) => "received",
        What::Gave(Purpose::Donate) => "pooled",
        What::Gave(Purpose::Retire) => "retired",
        What::Gave(Purpose::Surrender) => "surrendered",
        What::Gave(Purpose::Repay) => "repaid",
        What::Gave(Purpose::Own) => "moved",
        What::Gave(_) => "given",
        What::Locked => "contested",
        What::Lost => "lost",
        What::Recovered => "recovered",
        What::Left => "left-to-me",
    }
}

/// How sure a movement is, in the words that a list of coins has for them.
const fn move_state(what: What, state: MoveState) -> &'static str {
    match state {
        MoveState::Offered => "offered",
        MoveState::Promised if matches!(what, What::Earned) => "ripening",
        MoveState::Promised => "promised",
        MoveState::Settled => "settled",
        MoveState::Contested => "contested",
    }
}

impl Kith {
    fn coins_or_none(&self) -> KithResult<std::sync::Arc<Coins>> {
        self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))
    }

    pub(super) fn purse(&self) -> KithResult<PurseView> {
        let auto_donate = self.auto_donates()?;
        let Some(coins) = self.coins_read()? else {
            return Ok(PurseView { balance: self.balance()?, coins: Vec::new(), movements: Vec::new(), auto_donate, elsewhere: 0 });
        };
        let here = |c: &&Held| !matches!(c.state, CoinState::Gone | CoinState::Retired | CoinState::Elsewhere | CoinState::MadeWhole);
        let mut held = coins.purse.coins(&coins.owners);
        held.extend(held.clone().iter().flat_map(|c| coins.purse.claims_beside(c.coin, &coins.owners)));
        let views = held.iter().filter(here).map(|c| self.coin_view(&coins, c)).collect::<KithResult<_>>()?;
        let mut movements: Vec<MovementView> = coins.purse.movements(&coins.owners).iter().map(|m| self.movement(&coins, m)).collect();
        movements.sort_by_key(|m| std::cmp::Reverse(m.at_ms));
        Ok(PurseView { balance: self.balance()?, coins: views, movements, auto_donate, elsewhere: self.coins_elsewhere(&coins) })
    }

    /// Coins on other devices of this person that are in use.
    fn coins_elsewhere(&self, coins: &Coins) -> u32 {
        let engine = coins.purse.engine();
        let others = self.my_other_devices();
        let there = engine.coins().filter_map(|coin| engine.verdict(coin, &coins.owners)).filter(|verdict| others.contains(&verdict.owner));
        u32::try_from(there.count()).unwrap_or(u32::MAX)
    }

    fn movement(&self, coins: &Coins, m: &crate::ledger::purse::Movement) -> MovementView {
        let what = move_word_with(m.what, m.with.and_then(|d| coins.owners.owner_of(d)));
        MovementView {
            what: what.to_owned(),
            coins: u32::try_from(m.coins.len()).unwrap_or(u32::MAX),
            with: m.with.and_then(|d| self.holder(coins, d)),
            words: self.move_words(coins, (what, m.op), m.state == MoveState::Contested && matches!(m.what, What::Gave(_))),
            at_ms: self.said_or_earned_ms(coins, m.said_at, &m.earned),
            state: move_state(m.what, m.state).to_owned(),
        }
    }

    /// When coins came or went, as whoever sent them said it; when they were earned, where nobody said it or it cannot be true yet.
    pub(super) fn said_or_earned_ms(&self, coins: &Coins, said_at: Option<u64>, earned: &BTreeSet<OpId>) -> u64 {
        match said_at.map(|seconds| seconds.saturating_mul(1000)) {
            Some(ms) if !is_to_come(ms, self.tending.told_ms) => ms,
            Some(_) => self.or_begun_ms(coins.earned_ms(earned)),
            None => coins.earned_ms(earned),
        }
    }

    /// Why coins came or went, in words; of coins used for support also what for, as whoever used them said it. Of coins passed on that
    /// somebody before had given twice, also whose the claim is now.
    pub(super) fn move_words(&self, coins: &Coins, (what, op): (&str, OpId), passed_on: bool) -> String {
        let mut words = self.words().say(&format!("move-{what}"));
        if passed_on {
            words = format!("{words}; {}", self.words().say("move-passed-on-contested"));
        }
        let transfer = coins.purse.engine().transfer(op).filter(|t| t.terms.purpose == Purpose::Retire);
        let reason = transfer.and_then(|t| t.terms.reference).and_then(|hash| self.coin_text(coins, hash)).filter(|reason| !reason.is_empty());
        reason.map_or_else(|| words.clone(), |reason| format!("{words}: {reason}"))
    }

    fn holder(&self, coins: &Coins, device: DeviceId) -> Option<PersonView> {
        match coins.owners.owner_of(device)? {
            Owner::Person(p) => Some(self.person_view(&p)),
            Owner::Pool => Some(PersonView { id: "pool".to_owned(), name: self.words().say("pool-title"), me: false }),
            Owner::Place(code) => Some(self.place_party(code)),
        }
    }

    pub(super) fn coin(&self, coin: &str) -> KithResult<CoinView> {
        let coins = self.coins_or_none()?;
        let held = coins.purse.coins(&coins.owners);
        let found = naming::pick(coin, "coin", held.into_iter().map(|c| (c.coin.hex(), None, c)))?;
        self.coin_view(&coins, &coins.purse.to_claim(found, &coins.owners))
    }

    /// A coin held by anybody, as far as its givers let it be known.
    pub(super) fn coin_story(&self, coin: &str) -> KithResult<CoinView> {
        self.coin_anywhere(self.coin_named(coin)?)
    }

    /// The coin of that name: one held, or one of which something was told.
    pub(super) fn coin_named(&self, coin: &str) -> KithResult<CoinId> {
        let coins = self.coins_or_none()?;
        let commons = self.space(&self.commons()?)?.n;
        let told = self.storage.notices(commons, Notice::Story as u8, None)?;
        let mut ids: Vec<CoinId> = told.iter().filter_map(|n| n.key.as_slice().try_into().ok().map(CoinId)).collect();
        ids.extend(coins.purse.coins(&coins.owners).iter().map(|c| c.coin));
        ids.sort_unstable();
        ids.dedup();
        naming::pick(coin, "coin", ids.into_iter().map(|c| (c.hex(), None, c)))
    }

    /// A coin of which nothing may have been told here.
    pub(super) fn coin_anywhere(&self, id: CoinId) -> KithResult<CoinView> {
        let coins = self.coins_or_none()?;
        match coins.purse.coin(id, &coins.owners) {
            Some(held) => self.coin_view(&coins, &held),
            None => Ok(self.face(id, state_words(CoinState::Elsewhere), self.hops(&coins, id), false)),
        }
    }

    fn coin_view(&self, coins: &Coins, held: &Held) -> KithResult<CoinView> {
        let promised = matches!(held.state, CoinState::Promised | CoinState::Offered | CoinState::Given | CoinState::Ripening);
        let mut story = self.hops(coins, held.coin);
        if held.state == CoinState::Settled {
            // A settled head settles all that came before it, told by the office or not.
            story.iter_mut().for_each(|hop| hop.settled = true);
        }
        let mine: Vec<_> = coins.purse.movements(&coins.owners).into_iter().filter(|m| m.coins.contains(&held.coin)).collect();
        // What came with the coin is told already where its giver let it be known.
        let told = story.last().is_some_and(|hop| !hop.settled);
        if story.is_empty() || (promised && !told) {
            story.extend(mine.last().map(|m| self.own_step(coins, m, !promised)));
        }
        let mut words = state_words(held.state);
        if held.state == CoinState::Offered
            && let Some((What::Gave(purpose), with)) = mine.last().map(|m| (m.what, m.with))
        {
            let place = with.is_some_and(|with| matches!(coins.owners.owner_of(with), Some(Owner::Place(_))));
            words.1 = coins::offered_words(purpose, place, self.ledger_space().is_some());
        }
        if matches!(held.state, CoinState::Settled | CoinState::Promised) && coins.purse.is_put_by(held.coin) {
            words = ("put-by", "coin-says-put-by");
        }
        if held.state == CoinState::Settled && held.fresh {
            words = ("recovered", "coin-says-recovered");
        }
        let mut view = self.face(held.coin, words, story, held.unvested);
        if matches!(held.state, CoinState::Promised | CoinState::Offered | CoinState::Given) {
            view.steps = u32::try_from(held.steps).unwrap_or(u32::MAX);
        }
        if held.state == CoinState::Promised && view.steps > 1 {
            let last = held.steps >= usize::from(self.policy()?.hops);
            let key = if last { "coin-says-promised-last" } else { "coin-says-promised-steps" };
            view.state_reason = self.words().say_with(key, &[("steps", view.steps.into())]);
        }
        if held.state == CoinState::Settled
            && let Some(witnessed) = self.witnessed_words(coins.cosigned.as_ref(), coins.purse.engine().settled_at(held.at))
        {
            view.state_reason = format!("{} {witnessed}", view.state_reason);
        }
        Ok(view)
    }

    /// The last step as this device knows it from its own doing, where nothing of it has been published.
    fn own_step(&self, coins: &Coins, m: &crate::ledger::purse::Movement, settled: bool) -> HopView {
        // On its story a top-up is a gift of the pool like any other.
        let what = if m.what == What::Received(Purpose::TopUp) { "received" } else { move_word(m.what) };
        let words = self.words().say(&format!("move-{what}"));
        let name = m.with.and_then(|d| self.holder(coins, d)).map(|p| p.name);
        HopView { what: what.to_owned(), element: None, area: None, month: None, words, poem: None, name, settled }
    }

    fn hops(&self, coins: &Coins, coin: CoinId) -> Vec<HopView> {
        let told = coins.purse.story(coin, &coins.owners);
        let hop = |t: crate::ledger::purse::Told| self.hop(coins, if t.earned { "earned" } else { "given" }, &t.telling, t.published);
        told.into_iter().map(hop).collect()
    }

    fn hop(&self, coins: &Coins, what: &str, telling: &Telling, settled: bool) -> HopView {
        let (year, month) = telling.month.parts();
        let (words, poem, _) = telling.poem.and_then(|hash| self.coin_text(coins, hash)).map(|text| coins::words_and_poem(&text)).unwrap_or_default();
        HopView {
            what: what.to_owned(),
            element: telling.element.map(visits::element_view),
            // Of what the office has not looked at, only an area that it told of before.
            area: self.area_name(telling.area).filter(|_| settled || self.areas_told().is_ok_and(|told| told.contains(&telling.area))),
            month: (year > 0).then(|| format!("{year:04}-{month:02}")),
            words,
            poem,
            name: telling.name.clone(),
            settled,
        }
    }

    /// The text that travels with a coin: its words and its poem.
    pub(super) fn coin_text(&self, coins: &Coins, hash: ContentHash) -> Option<String> {
        let here = coins.attachments.get(&hash).cloned();
        let published = || {
            let commons = self.space(&self.commons().ok()?).ok()?.n;
            let notice = self.storage.notices(commons, Notice::Attachment as u8, Some(&hash.0)).ok()?;
            notice.iter().filter(|n| self.is_publisher(&n.at.author)).filter_map(|n| coins::read_attachment(&n.value)).find(|a| a.hash() == hash)
        };
        String::from_utf8(here.or_else(published)?.bytes).ok()
    }

    fn face(&self, coin: CoinId, (state, says): (&str, &str), story: Vec<HopView>, vesting: bool) -> CoinView {
        let face = face_of(coin, &story);
        let words = self.words();
        CoinView {
            id: coin.hex(),
            state: state.to_owned(),
            state_reason: words.say(if vesting && state == "settled" { "coin-says-vesting" } else { says }),
            face_svg: face.svg(words),
            face_words: face.describe(words),
            story,
            vesting,
            steps: 0,
        }
    }
}
