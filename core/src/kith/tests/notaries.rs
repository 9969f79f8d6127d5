//! The co-op's book passes to another device.

use super::cast::{Cast, Phone};
use super::coins::{cast_of_three, settle, visit};
use serde_json::{Value, json};

struct Stage {
    cast: Cast,
    office: Phone,
    mair: Phone,
    dewi: Phone,
    ana: Phone,
}

/// Dewi has two coins and has given a third to the pool; Mair and Dewi witness; Ana stands by to keep the book.
fn stage() -> Stage {
    let mut cast = Cast::new();
    let (office, mair, dewi, ana) = cast_of_three(&mut cast);
    let mut s = Stage { cast, office, mair, dewi, ana };
    s.cast.ask(&mut s.office, json!({"do": "coin-policy-set", "change": {"pocket": 2}}));
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 180);
    s.rest();
    s.gives_to_pool();
    for name in ["Mair", "Dewi"] {
        s.cast.ask(&mut s.office, json!({"do": "witness-appoint", "person": name, "device": null, "quorum": null}));
    }
    assert_eq!(s.moves("Ana").unwrap_err(), "not-standing-by");
    s.cast.ask(&mut s.office, json!({"do": "grant-role", "person": "Ana", "role": "notary"}));
    s.rest();
    s.rest();
    assert_eq!(s.seen(), (json!("Office"), json!(0), json!("witnessed")));
    s
}

impl Stage {
    fn rest(&mut self) {
        settle(&mut self.cast, &mut [&mut self.dewi, &mut self.mair, &mut self.ana, &mut self.office]);
    }

    /// Everybody but the office meets the relay.
    fn rest_without_office(&mut self) {
        settle(&mut self.cast, &mut [&mut self.dewi, &mut self.mair, &mut self.ana]);
        settle(&mut self.cast, &mut [&mut self.dewi, &mut self.mair, &mut self.ana]);
    }

    fn gives_to_pool(&mut self) {
        let gift = json!({"do": "coin-give", "to": "pool", "count": 1, "coins": [], "element": null, "words": "", "poem": null, "share": false});
        self.cast.ask(&mut self.dewi, gift);
        self.rest();
    }

    fn moves(&mut self, to: &str) -> Result<Value, String> {
        self.cast.try_ask(&mut self.office, json!({"do": "notary-move", "person": to, "device": null})).map_err(|e| e.code)
    }

    fn seen(&mut self) -> (Value, Value, Value) {
        let seen = self.cast.ask(&mut self.dewi, json!({"do": "witnesses"}));
        (seen["notary"]["name"].clone(), seen["moved"].clone(), seen["state"].clone())
    }

    fn settled(&mut self) -> u64 {
        self.cast.ask(&mut self.dewi, json!({"do": "purse"}))["balance"]["settled"].as_u64().unwrap()
    }
}

/// covers: C11, C12, X1
#[test]
fn the_book_goes_on_at_another_device_from_its_last_statement_and_nothing_settled_is_lost() {
    let mut s = stage();
    assert_eq!(s.settled(), 2);
    let before = s.office.kith.notary.as_ref().unwrap().entries().to_vec();
    let last = s.office.kith.notary.as_ref().unwrap().last().unwrap().clone();
    assert_eq!(s.cast.try_ask(&mut s.dewi, json!({"do": "notary-move", "person": "Ana", "device": null})).unwrap_err().code, "not-keeper");
    s.moves("Ana").unwrap();
    // The office says so to the relay, and is never seen again.
    s.cast.sync(&mut s.office);
    s.rest_without_office();
    assert_eq!(s.seen(), (json!("Ana"), json!(1), json!("witnessed")), "Ana's device signs, and the witnesses cosign");
    let notary = s.ana.kith.notary.as_ref().unwrap();
    assert!(notary.entries().starts_with(&before), "the log goes on as it was");
    assert!(notary.last().unwrap().state.index > last.state.index);
    assert_eq!(s.settled(), 2, "what was settled stays");
    // An hour is earned, counted, minted and given on, all by the new device; its profile is closed and opened in between.
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
    s.rest_without_office();
    s.ana = s.cast.reopen(s.ana);
    let gift = json!({"do": "coin-give", "to": "Mair", "count": 3, "coins": [], "element": null, "words": "", "poem": null, "share": false});
    assert_eq!(s.settled(), 3);
    s.cast.ask(&mut s.dewi, gift);
    s.rest_without_office();
    assert_eq!((s.settled(), s.cast.ask(&mut s.mair, json!({"do": "purse"}))["balance"]["settled"].as_u64()), (0, Some(3)));
    let book = s.cast.ask(&mut s.ana, json!({"do": "book"}));
    assert_eq!((book["adds_up"].as_bool(), book["minted"].as_u64(), book["held"].as_u64()), (Some(true), Some(4), Some(4)), "{book}");
    assert_eq!(s.seen(), (json!("Ana"), json!(1), json!("witnessed")));
    // The pool's coin has come to a purse whose key is with Ana's device.
    let float = kith_wire::DeviceId(s.ana.kith.secrets.float_key().verifying_key().to_bytes());
    for _ in 0..3 {
        visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
        s.rest_without_office();
    }
    assert_eq!(s.ana.kith.notary.as_ref().unwrap().book().held_by(float).len(), 1, "it came back once its time was over");
    assert!(s.cast.ask(&mut s.ana, json!({"do": "book"}))["adds_up"].as_bool().unwrap());
}

/// covers: C11
#[test]
fn an_office_that_comes_back_after_the_book_has_passed_on_settles_nothing_and_its_later_word_counts_for_nothing() {
    let mut s = stage();
    s.moves("Ana").unwrap();
    s.cast.sync(&mut s.office);
    s.rest_without_office();
    let coop = s.dewi.kith.coop_of_coins().unwrap();
    // The old key signs one statement more.
    let last = s.ana.kith.notary.as_ref().unwrap().last().unwrap().clone();
    let mut state = last.state;
    (state.index, state.prev) = (last.state.index + 1, last.id(&coop));
    let late = crate::ledger::op::Checkpoint::sign(state, &coop, &s.office.kith.secrets.device_key());
    assert!(late.verify(&coop).is_err());
    let early = s.office.kith.coop_of_coins().unwrap();
    assert_eq!(early, coop, "the office has heard it as well");
    visit(&mut s.cast, &mut s.dewi, &mut s.mair, 60);
    s.rest();
    assert_eq!((s.settled(), s.seen()), (3, (json!("Ana"), json!(1), json!("witnessed"))));
}
