//! A phone lost with coins on it, as people live it: cut off by the office, its last gift stood by, the rest back; and coins left to somebody.

use super::backups::{backup, restore};
use super::cast::{Cast, Phone, texts};
use super::coins::{cast_of_three, settle, visit};
use serde_json::{Value, json};

struct Stage {
    cast: Cast,
    office: Phone,
    mair: Phone,
    dewi: Phone,
    ana: Phone,
    kit: Value,
}

fn give(to: &str, coins: &[Value]) -> Value {
    json!({"do": "coin-give", "to": to, "count": coins.len(), "coins": coins, "element": null, "words": "", "poem": null, "share": false})
}

/// Dewi has four coins and a printed kit; pockets in this co-op vouch for two statements of the office.
fn stage() -> Stage {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    cast.ask(&mut office, json!({"do": "coin-policy-set", "change": {"pocket": 2}}));
    settle(&mut cast, &mut [&mut mair, &mut dewi, &mut ana, &mut office]);
    visit(&mut cast, &mut dewi, &mut mair, 240);
    let kit = cast.ask(&mut dewi, json!({"do": "recovery-kit"}));
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    Stage { cast, office, mair, dewi, ana, kit }
}

impl Stage {
    fn rest(&mut self) {
        settle(&mut self.cast, &mut [&mut self.ana, &mut self.mair, &mut self.dewi, &mut self.office]);
    }

    fn book(&mut self) -> Value {
        let book = self.cast.ask(&mut self.office, json!({"do": "book"}));
        assert_eq!((book["adds_up"].as_bool(), book["minted"].as_u64(), book["held"].as_u64()), (Some(true), Some(4), Some(4)), "{book}");
        book
    }

    /// The office makes so many statements: something small is logged for each.
    fn statements(&mut self, count: u32) {
        for n in 0..count {
            self.cast.ask(&mut self.mair, json!({"do": "estate-set", "to": if n % 2 == 0 { "pool" } else { "Ana" }}));
            self.rest();
        }
    }

    fn lost(&mut self) -> Value {
        self.cast.ask(&mut self.dewi, json!({"do": "coins-lost"}))[0].clone()
    }

    fn cut_off(&mut self) {
        let devices = self.cast.ask(&mut self.office, json!({"do": "devices-of", "person": "Dewi"}));
        let first = devices.as_array().unwrap().iter().find(|d| d["state"] == "in").unwrap()["id"].clone();
        self.cast.ask(&mut self.office, json!({"do": "device-revoke", "person": "Dewi", "device": first}));
    }
}

/// covers: X3, C11, C12
#[test]
fn coins_of_a_lost_phone_come_back_and_a_gift_that_its_person_stands_by_stays_given() {
    let mut s = stage();
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "coins-lost"})), json!([]));
    let coins: Vec<Value> = s.cast.ask(&mut s.dewi, json!({"do": "purse"}))["coins"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
    // On the bus, with no signal, Dewi gives one to Ana; then the phone is gone.
    let honest = s.cast.ask(&mut s.dewi, give("Ana", &coins[..1]));
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "receive", "text": honest["hand_over"]["text"]}))["outcome"], "taken");
    // Its finder gives another to Mair. Neither has met the office since.
    let finder = s.cast.ask(&mut s.dewi, give("Mair", &coins[1..2]));
    assert_eq!(s.cast.ask(&mut s.mair, json!({"do": "receive", "text": finder["hand_over"]["text"]}))["outcome"], "taken");
    s.cut_off();
    s.cast.sync(&mut s.office);
    s.dewi = s.cast.phone("Somebody", 90);
    let back = s.cast.ask(&mut s.dewi, json!({"do": "recover-with-kit", "text": s.kit["hand_over"]["text"]}));
    assert_eq!(back["outcome"], "restored");
    s.rest();
    s.rest();
    // What it gave waits for his word; what lay on it is known.
    let lost = s.lost();
    assert_eq!(lost["state"], "to-ask", "{lost}");
    let gifts = lost["gifts"].as_array().unwrap().clone();
    assert_eq!(gifts.len(), 2, "{lost}");
    assert!(gifts.iter().all(|g| g["state"] == "waits" && g["coins"] == 1));
    let to = |name: &str| gifts.iter().find(|g| g["to"]["name"] == name).unwrap()["transfer"].clone();
    s.cast.ask(&mut s.dewi, json!({"do": "coin-ratify", "transfer": to("Ana")}));
    let again = s.cast.try_ask(&mut s.dewi, json!({"do": "coin-ratify", "transfer": to("Ana")})).unwrap_err();
    assert_eq!(again.code, "nothing-to-ratify");
    s.rest();
    let ana = s.cast.ask(&mut s.ana, json!({"do": "purse"}))["balance"].clone();
    assert_eq!((ana["settled"].as_u64(), ana["promised"].as_u64()), (Some(1), Some(0)), "{ana}");
    assert_eq!(s.lost()["gifts"].as_array().unwrap().iter().filter(|g| g["state"] == "settled").count(), 1);
    // The rest is asked for, and comes once nobody can have it in good faith.
    let device = s.lost()["device"].clone();
    let asked = s.cast.ask(&mut s.dewi, json!({"do": "coins-recover", "device": device}));
    assert_eq!(asked[0]["state"], "waiting");
    assert_eq!(s.cast.try_ask(&mut s.dewi, json!({"do": "coins-recover", "device": device})).unwrap_err().code, "asked-already");
    s.rest();
    assert_eq!((s.lost()["state"].as_str(), s.lost()["held"].as_u64()), (Some("waiting"), Some(4)));
    // Opened anew, the office still knows what was asked.
    s.office = s.cast.reopen(s.office);
    for _ in 0..6 {
        if s.lost()["back"] == 0 {
            s.statements(1);
        }
    }
    assert_eq!((s.lost()["state"].as_str(), s.lost()["back"].as_u64()), (Some("back"), Some(3)));
    let purse = s.cast.ask(&mut s.dewi, json!({"do": "purse"}));
    assert_eq!(purse["balance"]["settled"], 3, "{purse}");
    assert!(purse["movements"].as_array().unwrap().iter().any(|m| m["what"] == "recovered" && m["coins"] == 3), "{purse}");
    // They are given by way of the office for now.
    let fresh: Vec<Value> = purse["coins"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
    assert!(purse["coins"].as_array().unwrap().iter().all(|c| c["state"] == "recovered"), "{purse}");
    assert_eq!(s.cast.try_ask(&mut s.dewi, give("Ana", &fresh[..1])).unwrap_err().code, "coins-came-back-lately");
    s.book();
    // Whoever took the finder's gift in good faith is told and asks the co-op to make it good.
    let mair = s.cast.ask(&mut s.mair, json!({"do": "coin", "coin": coins[1]}));
    assert_eq!(mair["state"], "claim", "{mair}");
    s.cast.ask(&mut s.mair, json!({"do": "coin-surrender", "coin": coins[1]}));
    s.rest();
    let claims = s.cast.ask(&mut s.office, json!({"do": "claims"}));
    assert_eq!((claims["claims"][0]["state"].as_str(), claims["claims"][0]["against"]["name"].as_str()), (Some("waiting"), Some("Dewi")), "{claims}");
    s.statements(3);
    let shown = s.cast.ask(&mut s.dewi, json!({"do": "coin", "coin": fresh[0]}));
    assert_eq!(shown["state"], "settled");
    let given = s.cast.ask(&mut s.dewi, give("Ana", &fresh[..1]));
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "receive", "text": given["hand_over"]["text"]}))["outcome"], "taken");
    s.rest();
    s.book();
}

/// covers: X3, C11
#[test]
fn a_restored_backup_let_in_by_the_kit_has_its_circles_at_once_and_its_coins_in_time() {
    let mut s = stage();
    let file = backup(&s.cast, &mut s.dewi);
    let lost = s.dewi.kith.device;
    s.dewi = restore(&s.cast, &file, "llechen las", "restored").unwrap();
    let back = s.cast.ask(&mut s.dewi, json!({"do": "recover-with-kit", "text": s.kit["hand_over"]["text"]}));
    assert_eq!(back["outcome"], "restored");
    assert!(s.dewi.kith.spaces.values().all(|held| held.is_present(&s.dewi.kith.device)), "in every space, before anybody is met");
    s.cast.ask(&mut s.dewi, json!({"do": "note-write", "circle": "Mair's circle", "text": "From the new phone"}));
    s.cast.ask(&mut s.dewi, json!({"do": "recover-cut-off"}));
    s.rest();
    s.rest();
    assert!(s.office.kith.spaces.values().all(|held| !held.is_present(&lost)));
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "recover-progress"}))["state"], "back");
    let read = s.cast.ask(&mut s.mair, json!({"do": "notes", "circle": "Mair's circle", "limit": 9}));
    assert!(texts(&read, "text").contains(&"From the new phone".to_owned()), "{read}");
    // The office writes into the ledger's answer box as to any phone: the coins are asked for, come, and are given.
    let device = s.lost()["device"].clone();
    s.cast.ask(&mut s.dewi, json!({"do": "coins-recover", "device": device}));
    for _ in 0..8 {
        if s.lost()["back"] == 0 {
            s.statements(1);
        }
    }
    assert_eq!((s.lost()["state"].as_str(), s.lost()["back"].as_u64()), (Some("back"), Some(4)));
    s.statements(3);
    let purse = s.cast.ask(&mut s.dewi, json!({"do": "purse"}));
    assert_eq!(purse["balance"]["settled"], 4, "{purse}");
    let given = s.cast.ask(&mut s.dewi, give("Ana", &[purse["coins"][0]["id"].clone()]));
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "receive", "text": given["hand_over"]["text"]}))["outcome"], "taken");
    s.rest();
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "purse"}))["balance"]["settled"], 1);
    s.book();
}

/// covers: C3
#[test]
fn coins_put_by_for_a_rainy_day_are_not_given_by_accident_and_come_back_when_wanted() {
    let mut s = stage();
    let purse = s.cast.ask(&mut s.dewi, json!({"do": "coins-put-by", "count": 2, "coins": []}));
    let put_by: Vec<Value> = purse["coins"].as_array().unwrap().iter().filter(|c| c["state"] == "put-by").map(|c| c["id"].clone()).collect();
    assert_eq!((put_by.len(), purse["balance"]["settled"].as_u64()), (2, Some(4)), "they stay his, and in the three numbers");
    let some = |count: u32| json!({"do": "coin-give", "to": "Ana", "count": count, "coins": [], "element": null, "words": "", "poem": null, "share": false});
    assert_eq!(s.cast.try_ask(&mut s.dewi, some(3)).unwrap_err().code, "coins-put-by");
    assert_eq!(s.cast.try_ask(&mut s.dewi, give("Ana", &put_by[..1])).unwrap_err().code, "coin-put-by");
    let retire = json!({"do": "coin-retire", "coins": [put_by[0]], "reason": "respite"});
    assert_eq!(s.cast.try_ask(&mut s.dewi, retire).unwrap_err().code, "coin-put-by");
    let given = s.cast.ask(&mut s.dewi, some(2));
    assert!(given["coins"].as_array().unwrap().iter().all(|coin| !put_by.contains(coin)), "{given}");
    assert_eq!(s.cast.try_ask(&mut s.dewi, json!({"do": "coins-put-by", "count": 1, "coins": [given["coins"][0]]})).unwrap_err().code, "coin-not-held");
    // Marked once more it stays so, over a restart too; taken back it can be given.
    s.cast.ask(&mut s.dewi, json!({"do": "coins-put-by", "count": 1, "coins": [put_by[0]]}));
    s.dewi = s.cast.reopen(s.dewi);
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "coin", "coin": put_by[0]}))["state"], "put-by");
    s.cast.tick(1);
    s.cast.ask(&mut s.dewi, json!({"do": "coins-take-back", "coins": [put_by[0]]}));
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "coin", "coin": put_by[0]}))["state"], "settled");
    s.cast.ask(&mut s.dewi, json!({"do": "coins-take-back", "coins": []}));
    s.cast.ask(&mut s.dewi, some(2));
    s.rest();
    s.book();
}

/// covers: X3, C11
#[test]
fn a_phone_that_has_heard_that_another_was_cut_off_takes_no_coins_from_it() {
    let mut s = stage();
    let coins: Vec<Value> = s.cast.ask(&mut s.dewi, json!({"do": "purse"}))["coins"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
    let given = s.cast.ask(&mut s.dewi, give("Ana", &coins[..1]));
    s.cut_off();
    for _ in 0..2 {
        s.cast.sync(&mut s.office);
        s.cast.sync(&mut s.ana);
    }
    let taken = s.cast.ask(&mut s.ana, json!({"do": "receive", "text": given["hand_over"]["text"]}));
    assert_eq!((taken["outcome"].as_str(), taken["code"].as_str()), (Some("refused"), Some("coins-sender-cut-off")));
}

/// covers: C14, C12
#[test]
fn a_coordinator_stands_by_the_last_gift_of_somebody_who_has_died_and_never_by_one_to_themselves() {
    let mut s = stage();
    let coins: Vec<Value> = s.cast.ask(&mut s.dewi, json!({"do": "purse"}))["coins"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
    let to_ana = s.cast.ask(&mut s.dewi, give("Ana", &coins[..1]));
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "receive", "text": to_ana["hand_over"]["text"]}))["outcome"], "taken");
    let to_office = s.cast.ask(&mut s.dewi, give("Office", &coins[1..2]));
    s.cut_off();
    s.cast.sync(&mut s.office);
    s.dewi = s.cast.phone("Nobody", 92);
    s.cast.ask(&mut s.office, json!({"do": "receive", "text": to_office["hand_over"]["text"]}));
    s.rest();
    assert_eq!(s.cast.try_ask(&mut s.ana, json!({"do": "estate-gifts"})).unwrap_err().code, "not-office");
    let waiting = s.cast.ask(&mut s.office, json!({"do": "estate-gifts"}));
    let gift = waiting.as_array().unwrap().iter().find(|g| g["gift"]["to"]["name"] == "Ana").unwrap().clone();
    assert_eq!((gift["person"]["name"].as_str(), gift["gift"]["state"].as_str()), (Some("Dewi"), Some("waits")), "{waiting}");
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "purse"}))["balance"]["settled"], 0);
    if let Some(own) = waiting.as_array().unwrap().iter().find(|g| g["gift"]["to"]["name"] == "Office") {
        let refused = s.cast.try_ask(&mut s.office, json!({"do": "estate-ratify", "transfer": own["gift"]["transfer"]})).unwrap_err();
        assert_eq!(refused.code, "ratify-own-gain");
    }
    let left = s.cast.ask(&mut s.office, json!({"do": "estate-ratify", "transfer": gift["gift"]["transfer"]}));
    assert!(left.as_array().unwrap().iter().all(|g| g["gift"]["transfer"] != gift["gift"]["transfer"]), "{left}");
    s.rest();
    assert_eq!(s.cast.ask(&mut s.ana, json!({"do": "purse"}))["balance"]["settled"], 1);
    s.book();
}

/// covers: C14, C12
#[test]
fn the_coins_of_somebody_who_has_died_go_to_the_neighbour_they_named() {
    let mut s = stage();
    assert_eq!(s.cast.ask(&mut s.dewi, json!({"do": "estate"}))["heir"], "none");
    s.cast.ask(&mut s.dewi, json!({"do": "estate-set", "to": "pool"}));
    let chosen = s.cast.ask(&mut s.dewi, json!({"do": "estate-set", "to": "Ana"}));
    assert_eq!((chosen["heir"].as_str(), chosen["person"]["name"].as_str()), (Some("person"), Some("Ana")));
    assert_eq!(s.cast.try_ask(&mut s.dewi, json!({"do": "estate-set", "to": "me"})).unwrap_err().code, "to-oneself");
    s.rest();
    let carry = json!({"do": "estate-carry-out", "person": "Dewi"});
    assert_eq!(s.cast.try_ask(&mut s.mair, carry.clone()).unwrap_err().code, "not-office");
    assert_eq!(s.cast.try_ask(&mut s.office, carry.clone()).unwrap_err().code, "still-in-use");
    s.cut_off();
    s.cast.sync(&mut s.office);
    s.dewi = s.cast.phone("Nobody", 91);
    s.rest();
    let case = s.cast.ask(&mut s.office, carry.clone());
    assert_eq!((case["state"].as_str(), case["left"].as_u64(), case["to"]["name"].as_str()), (Some("waiting"), Some(4), Some("Ana")), "{case}");
    s.statements(5);
    let case = s.cast.ask(&mut s.office, carry);
    assert_eq!((case["state"].as_str(), case["gone"].as_u64()), (Some("done"), Some(4)), "{case}");
    s.rest();
    let purse = s.cast.ask(&mut s.ana, json!({"do": "purse"}));
    assert_eq!(purse["balance"]["settled"], 4, "{purse}");
    assert!(purse["movements"].as_array().unwrap().iter().any(|m| m["what"] == "left-to-me"), "{purse}");
    s.book();
    // Who has recorded nothing leaves the question to the board.
    let devices = s.cast.ask(&mut s.office, json!({"do": "devices-of", "person": "Ana"}));
    s.cast.ask(&mut s.office, json!({"do": "device-revoke", "person": "Ana", "device": devices[0]["id"]}));
    s.cast.sync(&mut s.office);
    assert_eq!(s.cast.try_ask(&mut s.office, json!({"do": "estate-carry-out", "person": "Ana"})).unwrap_err().code, "no-estate");
}
