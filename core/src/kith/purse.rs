//! What screens show of coins: the purse, a coin's face and story, and every movement with its cause.

use super::{
    Kith, KithError, KithResult,
    coins::{self, Coins},
    naming,
    view::{CoinView, HopView, MovementView, PersonView, PurseView},
    visits,
};
use crate::{
    coin_face::{CoinFace, FaceHop},
    fact::Notice,
    ledger::{
        op::{Purpose, Telling},
        purse::{CoinState, CoinView as Held, MoveState, What},
        units::{CoinId, ContentHash, Owner, Owners},
    },
    words::Words,
};
use kith_wire::DeviceId;

fn state_words(state: CoinState) -> (&'static str, &'static str) {
    match state {
        CoinState::Ripening => ("ripening", "New. It can be given on once the office's next statement is here."),
        CoinState::Promised => ("promised", "Promised. It settles when either of you meets the office."),
        CoinState::Settled => ("settled", "Settled: yours for good."),
        CoinState::Contested => ("contested", "Somebody gave this coin twice. It is locked until the office has decided. Your hour still counts."),
        CoinState::Claim => ("claim", "This coin had already been given. Your hour still counts, and the co-op makes it good."),
        CoinState::Offered => ("offered", "Given; the other phone has not said yet that it has it."),
        CoinState::Given => ("given", "Given; the other phone has it. It settles when either of you meets the office."),
        CoinState::Gone => ("given", "Given, and settled."),
        CoinState::Retired => ("retired", "Used, and retired."),
        CoinState::Elsewhere => ("elsewhere", "With somebody else."),
    }
}

fn move_words(what: What) -> (&'static str, &'static str) {
    match what {
        What::Earned => ("earned", "for hours that were confirmed"),
        What::Received(Purpose::Welcome) => ("welcome", "a welcome from the pool"),
        What::Received(Purpose::Return) => ("returned", "came back"),
        What::Received(_) => ("received", "received"),
        What::Gave(Purpose::Donate) => ("pooled", "given to the pool"),
        What::Gave(Purpose::Retire | Purpose::Surrender) => ("retired", "used and retired"),
        What::Gave(_) => ("given", "given"),
        What::Locked => ("contested", "somebody before you gave this coin twice"),
        What::Lost => ("lost", "this coin had already been given; your claim stands"),
    }
}

const fn move_state(state: MoveState) -> &'static str {
    match state {
        MoveState::Offered => "offered",
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
            return Ok(PurseView { balance: self.balance()?, coins: Vec::new(), movements: Vec::new(), auto_donate });
        };
        let here = |c: &&Held| !matches!(c.state, CoinState::Gone | CoinState::Retired | CoinState::Elsewhere);
        let held = coins.purse.coins(&coins.owners);
        let views = held.iter().filter(here).map(|c| self.coin_view(&coins, c)).collect::<KithResult<_>>()?;
        let mut movements: Vec<MovementView> = coins.purse.movements(&coins.owners).iter().map(|m| self.movement(&coins, m)).collect();
        movements.sort_by_key(|m| std::cmp::Reverse(m.at_ms));
        Ok(PurseView { balance: self.balance()?, coins: views, movements, auto_donate })
    }

    fn movement(&self, coins: &Coins, m: &crate::ledger::purse::Movement) -> MovementView {
        let (what, words) = move_words(m.what);
        MovementView {
            what: what.to_owned(),
            coins: u32::try_from(m.coins.len()).unwrap_or(u32::MAX),
            with: m.with.and_then(|d| self.holder(coins, d)),
            words: words.to_owned(),
            at_ms: m.said_at.unwrap_or(0).saturating_mul(1000),
            state: move_state(m.state).to_owned(),
        }
    }

    fn holder(&self, coins: &Coins, device: DeviceId) -> Option<PersonView> {
        match coins.owners.owner_of(device)? {
            Owner::Person(p) => Some(self.person_view(&p)),
            Owner::Pool => Some(PersonView { id: "pool".to_owned(), name: "pool".to_owned(), me: false }),
            Owner::Place(code) => Some(PersonView { id: format!("place-{code}"), name: format!("place {code}"), me: false }),
        }
    }

    pub(super) fn coin(&self, coin: &str) -> KithResult<CoinView> {
        let coins = self.coins_or_none()?;
        let held = coins.purse.coins(&coins.owners);
        let found = naming::pick(coin, "coin", held.into_iter().map(|c| (c.coin.hex(), None, c)))?;
        self.coin_view(&coins, &found)
    }

    /// A coin held by anybody, as far as its givers let it be known.
    pub(super) fn coin_story(&self, coin: &str) -> KithResult<CoinView> {
        let coins = self.coins_or_none()?;
        let commons = self.space(&self.commons()?)?.n;
        let told = self.storage.notices(commons, Notice::Story as u8, None)?;
        let mut ids: Vec<CoinId> = told.iter().filter_map(|n| n.key.as_slice().try_into().ok().map(CoinId)).collect();
        ids.extend(coins.purse.coins(&coins.owners).iter().map(|c| c.coin));
        ids.sort_unstable();
        ids.dedup();
        let id = naming::pick(coin, "coin", ids.into_iter().map(|c| (c.hex(), None, c)))?;
        match coins.purse.coin(id, &coins.owners) {
            Some(held) => self.coin_view(&coins, &held),
            None => Ok(self.face(id, "elsewhere", "With somebody else.", self.hops(&coins, id), false)),
        }
    }

    fn coin_view(&self, coins: &Coins, held: &Held) -> KithResult<CoinView> {
        let (state, reason) = state_words(held.state);
        let promised = matches!(held.state, CoinState::Promised | CoinState::Offered | CoinState::Given | CoinState::Ripening);
        let mut story = self.hops(coins, held.coin);
        if held.state == CoinState::Settled {
            // A settled head settles all that came before it, told by the office or not.
            story.iter_mut().for_each(|hop| hop.settled = true);
        }
        let mine: Vec<_> = coins.purse.movements(&coins.owners).into_iter().filter(|m| m.coins.contains(&held.coin)).collect();
        if story.is_empty() || promised {
            story.extend(mine.last().map(|m| self.own_step(coins, m, !promised)));
        }
        Ok(self.face(held.coin, state, reason, story, held.unvested))
    }

    /// The last step as this device knows it from its own doing, where nothing of it has been published.
    fn own_step(&self, coins: &Coins, m: &crate::ledger::purse::Movement, settled: bool) -> HopView {
        let (what, words) = move_words(m.what);
        let name = m.with.and_then(|d| self.holder(coins, d)).map(|p| p.name);
        HopView { what: what.to_owned(), element: None, area: None, month: None, words: words.to_owned(), poem: None, name, settled }
    }

    fn hops(&self, coins: &Coins, coin: CoinId) -> Vec<HopView> {
        let told = coins.purse.story(coin, &coins.owners);
        let hop = |(i, t): (usize, crate::ledger::purse::Told)| {
            let what = if i == 0 && t.telling.name.is_none() && t.telling.poem.is_none() { "earned" } else { "given" };
            self.hop(coins, what, &t.telling, t.published)
        };
        told.into_iter().enumerate().map(hop).collect()
    }

    fn hop(&self, coins: &Coins, what: &str, telling: &Telling, settled: bool) -> HopView {
        let (year, month) = telling.month.parts();
        let poem = telling.poem.and_then(|hash| self.poem(coins, hash));
        HopView {
            what: what.to_owned(),
            element: telling.element.map(visits::element_view),
            area: self.area_name(telling.area),
            month: (year > 0).then(|| format!("{year:04}-{month:02}")),
            words: String::new(),
            poem,
            name: telling.name.clone(),
            settled,
        }
    }

    fn poem(&self, coins: &Coins, hash: ContentHash) -> Option<String> {
        let here = coins.attachments.get(&hash).cloned();
        let published = || {
            let commons = self.space(&self.commons().ok()?).ok()?.n;
            let notice = self.storage.notices(commons, Notice::Attachment as u8, Some(&hash.0)).ok()?;
            notice.iter().find_map(|n| coins::read_attachment(&n.value)).filter(|a| a.hash() == hash)
        };
        String::from_utf8(here.or_else(published)?.bytes).ok()
    }

    fn face(&self, coin: CoinId, state: &str, reason: &str, story: Vec<HopView>, vested: bool) -> CoinView {
        let hops: Vec<FaceHop> = story.iter().map(|h| FaceHop { element: h.element, promised: !h.settled }).collect();
        let face = CoinFace::new(&coin.0, &hops);
        let words = Words::of(self.settings.language);
        CoinView {
            id: coin.hex(),
            state: state.to_owned(),
            state_reason: reason.to_owned(),
            face_svg: face.svg(words),
            face_words: face.describe(words),
            story,
            vested,
        }
    }
}
