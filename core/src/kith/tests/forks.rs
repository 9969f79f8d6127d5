//! A coin given twice by a forgotten copy of a phone: found, decided alike whatever the order, explained, made good and put right.

use super::cast::{Cast, Phone};
use super::coins::{settle, visit};
use serde_json::{Value, json};

struct Stage {
    cast: Cast,
    office: Phone,
    mair: Phone,
    dewi: Phone,
    copy: Phone,
    ana: Phone,
    ben: Phone,
}

fn give(to: &str, coins: &[Value]) -> Value {
    json!({"do": "coin-give", "to": to, "count": coins.len(), "coins": coins, "element": null, "words": "", "poem": null, "share": false})
}

/// Dewi has so many coins, on his phone and on a copy of it that nobody remembers; the pool has as many.
fn stage(coins: u32) -> Stage {
    let mut cast = Cast::new();
    let (mut office, people) = cast.coop(&["Mair", "Dewi", "Ana", "Ben"]);
    let Ok([mut mair, mut dewi, mut ana, mut ben]) = <[Phone; 4]>::try_from(people) else { panic!("four") };
    cast.ask(&mut mair, json!({"do": "circle-create", "name": "Mair's circle", "person": "me"}));
    for helper in ["Dewi", "Ana"] {
        cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mair's circle", "person": helper, "level": "member"}));
    }
    cast.ask(&mut office, json!({"do": "coin-policy-set", "change": {"hops": 2}}));
    settle(&mut cast, &mut [&mut mair, &mut dewi, &mut ana, &mut ben, &mut office]);
    cast.ask(&mut ana, json!({"do": "auto-donate", "on": true}));
    visit(&mut cast, &mut ana, &mut mair, 60 * coins);
    visit(&mut cast, &mut dewi, &mut mair, 60 * coins);
    settle(&mut cast, &mut [&mut ana, &mut dewi, &mut office, &mut mair, &mut ben]);
    let Phone { kith, dir, seed, .. } = dewi;
    drop(kith);
    let copied = cast.copy_of(&dir, "copy");
    let (dewi, copy) = (cast.open(dir, seed), cast.open(copied, seed));
    Stage { cast, office, mair, dewi, copy, ana, ben }
}

impl Stage {
    fn coins(&mut self) -> Vec<Value> {
        let purse = self.cast.ask(&mut self.dewi, json!({"do": "purse"}));
        purse["coins"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect()
    }

    /// Dewi's phone gives to Ana; the copy gives the same coins to Ben. Nobody has signal.
    fn give_twice(&mut self, coins: &[Value]) {
        let first = self.cast.ask(&mut self.dewi, give("Ana", coins));
        let second = self.cast.ask(&mut self.copy, give("Ben", coins));
        for (phone, given) in [(&mut self.ana, first), (&mut self.ben, second)] {
            let taken = self.cast.ask(phone, json!({"do": "receive", "text": given["hand_over"]["text"]}));
            assert_eq!((taken["outcome"].as_str(), taken["code"].as_str()), (Some("taken"), Some("coins-promised")));
        }
    }

    fn meet(&mut self, who: &str) {
        let phone = match who {
            "dewi" => &mut self.dewi,
            "ana" => &mut self.ana,
            "ben" => &mut self.ben,
            "mair" => &mut self.mair,
            _ => &mut self.office,
        };
        self.cast.sync(phone);
    }

    fn rest(&mut self) {
        for _ in 0..3 {
            for who in ["ana", "ben", "dewi", "mair", "office"] {
                self.meet(who);
            }
        }
    }

    fn book(&mut self) -> Value {
        let book = self.cast.ask(&mut self.office, json!({"do": "book"}));
        assert_eq!(book["adds_up"], true, "{book}");
        book
    }
}

fn state(cast: &mut Cast, phone: &mut Phone, coin: &Value) -> String {
    cast.ask(phone, json!({"do": "coin", "coin": coin}))["state"].as_str().unwrap().to_owned()
}

/// covers: C11, C12, X1
#[test]
fn a_coin_given_twice_ends_alike_on_every_device_in_whatever_order_they_meet() {
    // Who meets the relay first brings the transfer that settles.
    let orders: [([&str; 6], bool); 4] = [
        (["ana", "office", "ben", "office", "dewi", "office"], true),
        (["ben", "office", "ana", "office", "dewi", "office"], false),
        (["dewi", "office", "ben", "office", "ana", "office"], true),
        (["ben", "dewi", "office", "ana", "office", "ben"], false),
    ];
    for (order, ana_first) in orders {
        let mut s = stage(1);
        let coin = s.coins()[0].clone();
        s.give_twice(std::slice::from_ref(&coin));
        // Ana passes it on to the pool, with no signal still: two promised steps, and the screen says so.
        let shown = s.cast.ask(&mut s.ana, json!({"do": "coin", "coin": coin}));
        assert_eq!((shown["state"].as_str(), shown["steps"].as_u64()), (Some("promised"), Some(1)));
        s.cast.ask(&mut s.ana, give("pool", std::slice::from_ref(&coin)));
        for who in order {
            // The office is opened for each exchange, as from a command line.
            s.office = s.cast.reopen(s.office);
            s.meet(who);
            assert_eq!(s.book()["minted"], 2);
        }
        s.rest();
        let book = s.book();
        assert_eq!((book["minted"].as_u64(), book["held"].as_u64(), book["contested"].as_u64()), (Some(2), Some(2), Some(0)), "{order:?}");
        assert_eq!(book["forks"].as_array().unwrap().len(), 1, "{order:?}");
        let pool = book["holders"].as_array().unwrap().iter().find(|h| h["kind"] == "pool").unwrap()["settled"].as_u64();
        let ben = state(&mut s.cast, &mut s.ben, &coin);
        let dewi = s.cast.ask(&mut s.dewi, json!({"do": "purse"}))["balance"].clone();
        if ana_first {
            assert_eq!((pool, ben.as_str()), (Some(2), "claim"), "{order:?}");
            let said = s.cast.ask(&mut s.ben, json!({"do": "coin", "coin": coin}))["state_reason"].as_str().unwrap().to_owned();
            assert!(said.starts_with("This coin had already been given. Your hour still counts."), "{said}");
        } else {
            assert_eq!((pool, ben.as_str()), (Some(1), "settled"), "{order:?}");
        }
        assert_eq!(dewi, json!({"settled": 0, "promised": 0, "contested": 0, "jar_minutes": 0}), "{order:?}");
        // Whoever's key it was is told plainly; the office sees one; nobody else sees any.
        let mine = s.cast.ask(&mut s.dewi, json!({"do": "coin-forks"}));
        assert_eq!((mine[0]["mine"].as_bool(), mine[0]["state"].as_str(), mine[0]["coin"].as_str()), (Some(true), Some("open"), coin.as_str()));
        assert!(mine[0]["words"].as_str().unwrap().contains("copy"), "{mine}");
        assert_eq!(s.cast.ask(&mut s.office, json!({"do": "coin-forks"})).as_array().unwrap().len(), 1);
        assert_eq!(s.cast.ask(&mut s.mair, json!({"do": "coin-forks"})), json!([]));
        // The office opens again with the same book.
        s.office = s.cast.reopen(s.office);
        assert_eq!(s.book(), book);
    }
}

/// covers: C11, C12
#[test]
fn whoever_lost_is_made_good_from_the_pool_once_and_whoever_gave_twice_puts_it_right() {
    let mut s = stage(1);
    let coin = s.coins()[0].clone();
    s.give_twice(std::slice::from_ref(&coin));
    for who in ["ana", "office"] {
        s.meet(who);
    }
    s.rest();
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "standing"}))["standing"], "copied", "the proof says so, though no entry stands twice");
    assert_eq!(state(&mut s.cast, &mut s.ben, &coin), "claim");
    assert_eq!(s.cast.try_ask(&mut s.ana, json!({"do": "coin-surrender", "coin": coin})).unwrap_err().code, "nothing-to-claim");
    assert_eq!(s.cast.try_ask(&mut s.ben, json!({"do": "claims"})).unwrap_err().code, "not-pool-steward");
    s.cast.ask(&mut s.ben, json!({"do": "coin-surrender", "coin": coin}));
    s.rest();
    assert_eq!(state(&mut s.cast, &mut s.ben, &coin), "surrendered");
    let claims = s.cast.ask(&mut s.office, json!({"do": "claims"}));
    assert_eq!((claims["waiting"].as_u64(), claims["claims"][0]["person"]["name"].as_str()), (Some(1), Some("Ben")), "{claims}");
    assert_eq!(claims["claims"][0]["against"]["name"], "Dewi");
    let good = json!({"do": "claim-make-good", "claim": claims["claims"][0]["id"]});
    s.cast.ask(&mut s.office, json!({"do": "coin-policy-set", "change": {"make_good_month": 0}}));
    assert_eq!(s.cast.try_ask(&mut s.office, good.clone()).unwrap_err().code, "made-good-month");
    s.cast.ask(&mut s.office, json!({"do": "coin-policy-set", "change": {"make_good_month": 5, "reserve": 2}}));
    assert_eq!(s.cast.ask(&mut s.office, json!({"do": "claims"}))["cover_percent"], 50);
    assert_eq!(s.cast.try_ask(&mut s.office, json!({"do": "welcome-gift", "person": "Mair"})).unwrap_err().code, "pool-too-small");
    s.cast.ask(&mut s.office, good.clone());
    assert_eq!(s.cast.try_ask(&mut s.office, good).unwrap_err().code, "made-good-already");
    s.rest();
    let purse = s.cast.ask(&mut s.ben, json!({"do": "purse"}));
    assert_eq!(purse["balance"], json!({"settled": 1, "promised": 0, "contested": 0, "jar_minutes": 0}), "{purse}");
    assert!(purse["movements"].as_array().unwrap().iter().any(|m| m["what"] == "made-good"), "{purse}");
    let book = s.book();
    assert_eq!((book["minted"].as_u64(), book["held"].as_u64()), (Some(2), Some(2)));

    // Dewi earns again. Until he has put it right his phone promises nothing hand to hand.
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 180);
    s.rest();
    let coins = s.coins();
    assert_eq!(coins.len(), 3);
    assert_eq!(s.cast.try_ask(&mut s.dewi, give("Mair", &coins[..1])).unwrap_err().code, "coins-only-in-touch");
    s.dewi.kith.settings.relay = Some("kith-relay:somewhere".to_owned());
    let given = s.cast.ask(&mut s.dewi, give("Mair", &coins[..1]));
    assert_eq!((given["hand_over"]["text"].as_str(), given["hand_over"]["also_by_relay"].as_bool()), (Some(""), Some(true)));
    s.rest();
    assert_eq!(s.cast.ask(&mut s.mair, json!({"do": "purse"}))["balance"]["settled"], 1);
    // To put it right he needs no relay: it waits until something carries it to the office.
    s.dewi.kith.settings.relay = None;
    let fork = s.cast.ask(&mut s.dewi, json!({"do": "coin-forks"}))[0]["id"].clone();
    let repaid = s.cast.ask(&mut s.dewi, json!({"do": "fork-put-right", "fork": fork}));
    assert_eq!((repaid["hand_over"]["text"].as_str(), repaid["hand_over"]["also_by_relay"].as_bool()), (Some(""), Some(false)));
    let again = s.cast.try_ask(&mut s.dewi, json!({"do": "fork-put-right", "fork": fork}));
    assert_eq!(again.unwrap_err().code, "put-right-waits", "one coin for one, however often it is asked for");
    s.rest();
    let right = s.cast.ask(&mut s.office, json!({"do": "coin-forks"}));
    assert_eq!((right[0]["state"].as_str(), right[0]["grade"].as_str()), (Some("put-right"), Some("no-mark")), "{right}");
    assert_eq!(s.cast.try_ask(&mut s.dewi, json!({"do": "fork-put-right", "fork": fork})).unwrap_err().code, "put-right-already");
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "standing"}))["standing"], "in-use");
    let left = s.coins();
    let again = s.cast.ask(&mut s.dewi, give("Mair", &left[..1]));
    let taken = s.cast.ask(&mut s.mair, json!({"do": "receive", "text": again["hand_over"]["text"]}));
    assert_eq!(taken["outcome"], "taken");
    s.rest();
    assert_eq!(s.book()["minted"], 5);
}

/// covers: C11, C12
#[test]
fn a_hostile_copy_that_spends_six_coins_again_is_proven_six_times_and_gains_nothing() {
    let mut s = stage(6);
    let coins = s.coins();
    s.give_twice(&coins[..3]);
    // The copy and the phone change sides for the rest, so that neither is always first.
    let (first, second) = (s.cast.ask(&mut s.dewi, give("Ben", &coins[3..])), s.cast.ask(&mut s.copy, give("Mair", &coins[3..])));
    for (phone, given) in [(&mut s.ben, first), (&mut s.mair, second)] {
        assert_eq!(s.cast.ask(phone, json!({"do": "receive", "text": given["hand_over"]["text"]}))["outcome"], "taken");
    }
    for who in ["ben", "office", "mair", "office", "ana", "office"] {
        s.meet(who);
        assert_eq!(s.book()["minted"], 12);
    }
    s.rest();
    let forks = s.cast.ask(&mut s.office, json!({"do": "coin-forks"}));
    assert_eq!(forks.as_array().unwrap().len(), 6);
    assert!(forks.as_array().unwrap().iter().all(|f| f["person"]["name"] == "Dewi" && f["lost"] == 1));
    assert!(forks.as_array().unwrap().iter().any(|f| f["grade"] == "conversation"), "{forks}");
    let book = s.book();
    assert_eq!((book["held"].as_u64(), book["contested"].as_u64()), (Some(12), Some(0)));
    // Six lost, and every one is somebody's claim.
    let claims: u64 =
        [&mut s.ana, &mut s.ben, &mut s.mair].into_iter().map(|p| s.cast.ask(p, json!({"do": "purse"}))["balance"]["contested"].as_u64().unwrap()).sum();
    assert_eq!(claims, 6);
}

/// covers: C11, C12
#[test]
fn whoever_lost_a_coin_while_the_office_could_not_reach_them_is_told_once_it_can() {
    let mut s = stage(1);
    let coin = s.coins()[0].clone();
    let mut val = s.cast.phone("Val", 40);
    s.cast.join_by_hand(&mut s.office, &mut val);
    // As an office that did not let her in itself: it knows nowhere to answer to.
    let val_id = val.kith.me;
    s.office.kith.asked_from(&val_id, b"").unwrap();
    s.rest();
    let (first, second) = (s.cast.ask(&mut s.dewi, give("Ana", std::slice::from_ref(&coin))), {
        s.cast.sync(&mut s.copy);
        s.cast.ask(&mut s.copy, give("Val", std::slice::from_ref(&coin)))
    });
    for (phone, given) in [(&mut s.ana, first), (&mut val, second)] {
        let taken = s.cast.ask(phone, json!({"do": "receive", "text": given["hand_over"]["text"]}));
        assert_eq!(taken["outcome"], "taken", "{taken}");
    }
    // Ana's settles; then the copy itself brings what it gave Val, whom nobody can reach yet.
    s.rest();
    s.cast.sync(&mut s.copy);
    s.rest();
    assert_eq!(s.book()["forks"].as_array().unwrap().len(), 1);
    assert_eq!(state(&mut s.cast, &mut val, &coin), "promised");
    for _ in 0..3 {
        s.cast.sync(&mut val);
        s.meet("office");
    }
    assert_eq!(state(&mut s.cast, &mut val, &coin), "claim");
    s.cast.ask(&mut val, json!({"do": "coin-surrender", "coin": coin}));
    s.book();
}

/// covers: C11, C12
#[test]
fn a_gift_refused_for_what_somebody_before_its_giver_did_is_claimed_by_whom_it_was_for() {
    let mut s = stage(1);
    let coin = s.coins()[0].clone();
    s.give_twice(std::slice::from_ref(&coin));
    // Ben passes his on to Ana, who has the same coin from Dewi's own phone.
    let passed = s.cast.ask(&mut s.ben, give("Ana", std::slice::from_ref(&coin)));
    let taken = s.cast.ask(&mut s.ana, json!({"do": "receive", "text": passed["hand_over"]["text"]}));
    assert_eq!((taken["outcome"].as_str(), taken["code"].as_str()), (Some("refused"), Some("coins-given-before-kept")), "{taken}");
    assert!(taken["reply"].is_null(), "nobody says that it came");
    for who in ["ana", "office"] {
        s.meet(who);
    }
    s.rest();
    let purse = s.cast.ask(&mut s.ana, json!({"do": "purse"}));
    let shown: Vec<&str> = purse["coins"].as_array().unwrap().iter().map(|c| c["state"].as_str().unwrap()).collect();
    assert_eq!(shown, ["settled", "claim"], "{purse}");
    assert_eq!((purse["balance"]["settled"].as_u64(), purse["balance"]["contested"].as_u64()), (Some(1), Some(1)));
    // Ben lost nothing: what came went on, and his lists say alike what became of it.
    let (purse, statement) = (s.cast.ask(&mut s.ben, json!({"do": "purse"})), s.cast.ask(&mut s.ben, json!({"do": "statement", "of": null})));
    for lines in [&purse["movements"], &statement["lines"]] {
        assert!(lines.as_array().unwrap().iter().all(|line| line["state"] == "contested"), "{lines}");
        let given = lines.as_array().unwrap().iter().find(|line| line["what"] == "given").unwrap();
        assert!(given["words"].as_str().unwrap().contains("can claim it"), "{given}");
    }
    assert_eq!(s.cast.try_ask(&mut s.ben, json!({"do": "coin-surrender", "coin": coin})).unwrap_err().code, "nothing-to-claim");
    s.cast.ask(&mut s.ana, json!({"do": "coin-surrender", "coin": coin}));
    s.rest();
    let claims = s.cast.ask(&mut s.office, json!({"do": "claims"}));
    assert_eq!((claims["claims"][0]["person"]["name"].as_str(), claims["claims"][0]["against"]["name"].as_str()), (Some("Ana"), Some("Dewi")), "{claims}");
    s.cast.ask(&mut s.office, json!({"do": "claim-make-good", "claim": claims["claims"][0]["id"]}));
    s.rest();
    let purse = s.cast.ask(&mut s.ana, json!({"do": "purse"}));
    assert_eq!(purse["balance"], json!({"settled": 2, "promised": 0, "contested": 0, "jar_minutes": 0}), "{purse}");
    s.book();
}
