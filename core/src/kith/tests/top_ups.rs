//! The pool tops people up by the co-op's rule, and everybody can see how.

use super::cast::{Cast, Phone};
use super::coins::{cast_of_three, settle, visit};
use serde_json::{Value, json};

struct Stage {
    cast: Cast,
    office: Phone,
    people: Vec<Phone>,
}

/// Mair, Dewi and Ana; the pool has twelve coins that Dewi gave on, and he has three.
fn stage() -> Stage {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, ana) = cast_of_three(&mut cast);
    cast.ask(&mut dewi, json!({"do": "auto-donate", "on": true}));
    visit(&mut cast, &mut dewi, &mut mair, 720);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair]);
    cast.ask(&mut dewi, json!({"do": "auto-donate", "on": false}));
    visit(&mut cast, &mut dewi, &mut mair, 180);
    let mut stage = Stage { cast, office, people: vec![mair, dewi, ana] };
    stage.rest();
    stage
}

impl Stage {
    fn rest(&mut self) {
        let Self { cast, office, people } = self;
        let mut all: Vec<&mut Phone> = people.iter_mut().collect();
        all.push(office);
        settle(cast, &mut all);
    }

    fn office(&mut self, request: Value) -> Value {
        self.cast.ask(&mut self.office, request)
    }

    fn refused(&mut self, request: Value) -> String {
        self.cast.try_ask(&mut self.office, request).unwrap_err().code
    }

    fn account(&mut self, who: usize) -> Value {
        self.cast.ask(&mut self.people[who], json!({"do": "top-ups"}))["runs"][0].clone()
    }
}

/// covers: C6, C12
#[test]
fn the_pool_tops_people_up_by_the_rule_and_every_phone_computes_the_run_again() {
    let mut s = stage();
    assert_eq!(s.refused(json!({"do": "top-up-run"})), "no-top-up-rule");
    let rule = json!({"top_up_to": 4, "top_up_each": 3, "top_up_run": 50, "top_up_for": "everybody", "reserve": 5});
    s.office(json!({"do": "coin-policy-set", "change": rule}));
    assert_eq!(s.cast.try_ask(&mut s.people[2], json!({"do": "top-up-run"})).unwrap_err().code, "not-office");
    s.rest();
    // The office, Mair and Ana have none, Dewi three; seven coins are free, so everybody is raised to two.
    let plan = s.office(json!({"do": "top-ups"}));
    let next = &plan["next"];
    assert_eq!((next["state"].as_str(), next["people"].as_u64(), next["level"].as_u64(), next["coins"].as_u64()), (Some("ready"), Some(4), Some(2), Some(6)));
    let done = s.office(json!({"do": "top-up-run"}));
    assert_eq!((done["next"]["state"].as_str(), done["runs"][0]["check"].as_str()), (Some("done"), Some("holds")), "{done}");
    assert_eq!(s.refused(json!({"do": "top-up-run"})), "topped-up-this-month");
    s.rest();
    for (who, mine, why) in [(0, 2, "topped-up"), (1, 0, "had-enough"), (2, 2, "topped-up")] {
        let run = s.account(who);
        assert_eq!((run["mine"].as_u64(), run["why"].as_str(), run["check"].as_str()), (Some(mine), Some(why), Some("holds")), "{run}");
        assert_eq!(run["lines"], json!([{"held": 0, "people": 3, "gets": 2}, {"held": 3, "people": 1, "gets": 0}]));
        assert!(!run["words"].as_str().unwrap().contains("Mair"), "the account names nobody");
    }
    let ana = s.cast.ask(&mut s.people[2], json!({"do": "purse"}));
    assert_eq!((ana["balance"]["settled"].as_u64(), ana["movements"][0]["what"].as_str()), (Some(2), Some("topped-up")), "{ana}");
    assert!(ana["coins"][0]["story"].as_array().unwrap().iter().all(|hop| hop["what"] != "topped-up"), "on its story it is a gift like any other");
    let book = s.office(json!({"do": "book"}));
    assert_eq!((book["adds_up"].as_bool(), book["minted"].as_u64(), book["held"].as_u64()), (Some(true), Some(15), Some(15)));
    // What a top-up brought is free to give.
    s.cast.ask(&mut s.people[2], json!({"do": "coin-give", "to": "Dewi", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    // The next month it runs again, over what people have then; opened anew, the office says the same of both.
    s.rest();
    s.cast.tick(31 * 24 * 60);
    s.rest();
    s.office(json!({"do": "top-up-run"}));
    let office = std::mem::replace(&mut s.office, s.cast.phone("Nobody", 99));
    s.office = s.cast.reopen(office);
    let runs = s.office(json!({"do": "top-ups"}))["runs"].clone();
    let seen: Vec<_> =
        runs.as_array().unwrap().iter().map(|run| (run["number"].as_u64().unwrap(), run["coins"].as_u64().unwrap(), run["check"].clone())).collect();
    assert_eq!(seen, [(2, 1, json!("holds")), (1, 6, json!("holds"))]);
}

/// covers: C6, R1
#[test]
fn a_run_that_says_other_than_the_rule_gives_is_seen_by_every_phone_and_one_by_nobody_entitled_is_not_read() {
    use crate::fact::{Fact, Notice};
    use crate::ledger::top_up::Run;
    let mut s = stage();
    s.office(json!({"do": "coin-policy-set", "change": {"top_up_to": 2, "top_up_for": "everybody"}}));
    s.rest();
    s.office(json!({"do": "top-up-run"}));
    s.rest();
    let lie = |kith: &crate::kith::Kith| {
        let commons = kith.space(&kith.commons().unwrap()).unwrap().n;
        let told = kith.storage.notices(commons, Notice::TopUp as u8, None).unwrap();
        let run = Run { number: 2, fund: 9_999, ..Run::decode(&told[0].value).unwrap() };
        Fact::Notice(Notice::TopUp as u8, 2u32.to_be_bytes().to_vec(), run.encode()).to_bytes()
    };
    for ana in [false, true] {
        let now = s.cast.now_ms;
        let phone = if ana { &mut s.people[2] } else { &mut s.office };
        let (commons, bytes) = (phone.kith.commons().unwrap(), lie(&phone.kith));
        phone.kith.transact(|k| k.append(commons, kith_wire::Kind::Fact, bytes, now)).unwrap();
    }
    s.rest();
    let runs = s.cast.ask(&mut s.people[0], json!({"do": "top-ups"}))["runs"].clone();
    let seen: Vec<_> = runs.as_array().unwrap().iter().map(|run| (run["by"]["name"].clone(), run["check"].clone())).collect();
    assert_eq!(seen, [(json!("Office"), json!("differs")), (json!("Office"), json!("holds"))], "Ana’s is nobody’s");
}

/// covers: C6, R2
#[test]
fn a_run_that_says_a_month_years_ahead_bars_no_later_one() {
    use crate::fact::{Fact, Notice};
    use crate::ledger::{top_up::Run, units::Month};
    let mut s = stage();
    s.office(json!({"do": "coin-policy-set", "change": {"top_up_to": 2, "top_up_for": "everybody"}}));
    s.rest();
    s.office(json!({"do": "top-up-run"}));
    s.rest();
    s.cast.ask(&mut s.people[2], json!({"do": "coin-give", "to": "Dewi", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false}));
    s.cast.tick(31 * 24 * 60);
    s.rest();
    let now = s.cast.now_ms;
    let kith = &mut s.office.kith;
    let commons = kith.commons().unwrap();
    let told = kith.storage.notices(kith.space(&commons).unwrap().n, Notice::TopUp as u8, None).unwrap();
    let run = Run { number: 2, month: Month(u16::MAX), ..Run::decode(&told[0].value).unwrap() };
    let notice = Fact::Notice(Notice::TopUp as u8, 2u32.to_be_bytes().to_vec(), run.encode()).to_bytes();
    kith.transact(|k| k.append(commons, kith_wire::Kind::Fact, notice, now)).unwrap();
    let done = s.office(json!({"do": "top-up-run"}));
    assert_eq!((done["runs"][0]["number"].as_u64(), done["runs"][0]["check"].as_str()), (Some(3), Some("untold")), "{done}");
    assert_eq!(s.refused(json!({"do": "top-up-run"})), "topped-up-this-month");
}

/// covers: C6, C12
#[test]
fn only_the_pool_tops_anybody_up_whatever_a_gift_says_of_itself() {
    use crate::ledger::{
        op::{Op, Purpose},
        purse::{Gift, Use},
        units::ContentHash,
    };
    let mut s = stage();
    s.office(json!({"do": "coin-policy-set", "change": {"top_up_to": 2, "top_up_for": "everybody"}}));
    s.rest();
    s.office(json!({"do": "top-up-run"}));
    s.rest();
    let before = s.account(0)["mine"].clone();
    let (mair, now) = (s.people[0].kith.device, s.cast.now_ms);
    let dewi = &mut s.people[1].kith;
    let coins = dewi.coins_read().unwrap().unwrap();
    let run = {
        use crate::{fact::Notice, ledger::top_up::Run};
        let commons = dewi.space(&dewi.commons().unwrap()).unwrap().n;
        let told = dewi.storage.notices(commons, Notice::TopUp as u8, None).unwrap();
        Run::decode(&told[0].value).unwrap().id(&dewi.coop_of_coins().unwrap())
    };
    let chosen = coins.purse.choose(1, Use::Person, &coins.owners).unwrap();
    let gift = Gift { to: Some(mair), purpose: Purpose::TopUp, coins: chosen, reference: Some(ContentHash(run.0)), telling: None, said_at: Some(now / 1000) };
    let transfer = coins.purse.give(&gift, &dewi.secrets.device_key(), &coins.owners).unwrap();
    dewi.transact(|k| k.send_operations(vec![Op::Transfer(transfer).encode()], now)).unwrap();
    s.rest();
    assert_eq!(s.account(0)["mine"], before, "no run brought it");
    let purse = s.cast.ask(&mut s.people[0], json!({"do": "purse"}));
    let by_dewi = purse["movements"].as_array().unwrap().iter().find(|movement| movement["with"]["name"] == "Dewi").unwrap();
    assert_eq!(by_dewi["what"], "received", "{by_dewi}");
}
