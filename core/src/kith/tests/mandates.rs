//! Hours given to somebody without a phone: whoever holds their mandate says so for them, and it is marked.

use super::cast::{CIRCLE, Cast, Phone};
use crate::{
    fact::{Fact, Notice},
    ledger::{
        op::{Answer, Attest, Given, Hours, Op, Pay},
        units::{ActivityId, Area, Capacity, ContentHash, Month},
    },
};
use kith_wire::Kind;
use serde_json::{Value, json};

const WORDS: &str = "Her word, at her table";

/// Mair's circle with Elin, who looks after it, and Dewi, who visits; Gwyn is in the co-op alone.
struct Round {
    cast: Cast,
    office: Phone,
    mair: Phone,
    elin: Phone,
    dewi: Phone,
    gwyn: Phone,
}

fn round() -> Round {
    let mut cast = Cast::new();
    let people = [("Mair", "supported"), ("Elin", "family"), ("Dewi", "worker"), ("Gwyn", "community")];
    let (office, people) = cast.coop_of(&people);
    let Ok([mair, elin, dewi, gwyn]) = <[Phone; 4]>::try_from(people) else { panic!("four people") };
    let mut round = Round { cast, office, mair, elin, dewi, gwyn };
    round.cast.ask(&mut round.mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for (person, level) in [("Elin", "keeper"), ("Dewi", "member")] {
        round.cast.ask(&mut round.mair, json!({"do": "circle-add", "circle": CIRCLE, "person": person, "level": level}));
    }
    round.all_sync();
    round
}

impl Round {
    /// Mair's own phone lies in a drawer: it takes no part.
    fn all_sync(&mut self) {
        for _ in 0..2 {
            for phone in [&mut self.office, &mut self.mair, &mut self.elin, &mut self.dewi, &mut self.gwyn] {
                self.cast.sync(phone);
            }
        }
    }

    fn visit(&mut self) -> Value {
        let begun = self.cast.ask(&mut self.dewi, json!({"do": "visit-check-in", "circle": CIRCLE}));
        self.cast.tick(60);
        let said = json!({"do": "visit-check-out", "visit": begun["id"], "minutes": 60, "done": ["my-life"], "text": "Cards", "handover": ""});
        self.cast.ask(&mut self.dewi, said)
    }

    fn settled(&mut self) -> Value {
        self.cast.ask(&mut self.dewi, json!({"do": "purse"}))["balance"]["settled"].clone()
    }
}

fn give(person: &str, holder: &str, words: &str) -> Value {
    json!({"do": "mandate-give", "person": person, "holder": holder, "words": words})
}

fn confirm(visit: &Value) -> Value {
    json!({"do": "visit-confirm", "visit": visit["id"]})
}

/// covers: C15, C1, R3
#[test]
fn an_hour_given_to_somebody_without_a_phone_is_confirmed_by_whoever_holds_their_mandate_and_becomes_a_coin() {
    let mut r = round();
    let visit = r.visit();
    r.all_sync();
    assert_eq!(r.cast.try_ask(&mut r.elin, confirm(&visit)).unwrap_err().code, "not-helped");
    assert!(r.cast.ask(&mut r.elin, json!({"do": "visits-to-confirm"})).as_array().unwrap().is_empty());
    for (words, code) in [(give("Mair", "Mair", WORDS), "mandate-of-oneself"), (give("Mair", "Elin", " "), "say-on-whose-word")] {
        assert_eq!(r.cast.try_ask(&mut r.office, words).unwrap_err().code, code);
    }
    assert_eq!(r.cast.try_ask(&mut r.elin, give("Mair", "Elin", WORDS)).unwrap_err().code, "mandate-not-yours", "nobody takes one");
    let held = r.cast.ask(&mut r.office, give("Mair", "Elin", WORDS));
    assert_eq!((held[0]["holder"]["name"].as_str(), held[0]["words"].as_str()), (Some("Elin"), Some(WORDS)), "{held}");
    r.all_sync();

    let waits = r.cast.ask(&mut r.elin, json!({"do": "visits-to-confirm"}));
    let reason = waits[0]["hour_reason"].as_str().unwrap();
    assert!(waits[0]["mine_to_confirm"].as_bool().unwrap() && reason.contains("Mair") && reason.contains(WORDS), "{waits}");
    let confirmed = r.cast.ask(&mut r.elin, confirm(&visit));
    assert_eq!((confirmed["confirmed_by"]["name"].as_str(), confirmed["confirmed_on"].as_str()), (Some("Elin"), Some(WORDS)), "{confirmed}");
    r.all_sync();
    assert_eq!(r.settled(), 1);
    let seen = r.cast.ask(&mut r.dewi, json!({"do": "visits", "circle": CIRCLE, "limit": 5}));
    assert_eq!((seen[0]["hour"].as_str(), seen[0]["confirmed_on"].as_str()), (Some("counted"), Some(WORDS)), "it is marked: {seen}");
    assert_eq!(r.cast.ask(&mut r.office, json!({"do": "book"}))["adds_up"], true);
    assert!(r.cast.ask(&mut r.mair, json!({"do": "visits-to-confirm"})).as_array().unwrap().is_empty(), "an hour counts once");

    // Nobody confirms their own, a mandate or not.
    let begun = r.cast.ask(&mut r.elin, json!({"do": "visit-check-in", "circle": CIRCLE}));
    r.cast.tick(60);
    let own = r.cast.ask(&mut r.elin, json!({"do": "visit-check-out", "visit": begun["id"], "minutes": 60, "done": [], "text": "", "handover": ""}));
    assert!(!own["mine_to_confirm"].as_bool().unwrap());
    assert_eq!(r.cast.try_ask(&mut r.elin, confirm(&own)).unwrap_err().code, "cannot-confirm");
    for phone in [&mut r.elin, &mut r.dewi, &mut r.office] {
        assert!(r.cast.ask(phone, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
    }
}

/// covers: C15, C1, M5
#[test]
fn a_mandate_that_was_ended_counts_nothing_more_and_by_code_an_hour_goes_to_its_holder_alone() {
    let mut r = round();
    // Mair gives it herself, while she has her phone.
    r.cast.ask(&mut r.mair, give("me", "Elin", WORDS));
    r.all_sync();
    let by_code = r.visit();
    let ask = r.cast.ask(&mut r.dewi, json!({"do": "visit-ask", "visit": by_code["id"]}));
    assert_eq!(r.cast.ask(&mut r.gwyn, json!({"do": "receive", "text": ask["text"]}))["code"], "not-for-me");
    r.cast.ask(&mut r.elin, json!({"do": "receive", "text": ask["text"]}));
    let said = r.cast.ask(&mut r.elin, confirm(&by_code));
    r.cast.ask(&mut r.dewi, json!({"do": "receive", "text": said["hand_over"]["text"]}));
    r.all_sync();
    assert_eq!(r.settled(), 1);

    let second = r.visit();
    r.cast.sync(&mut r.dewi);
    r.cast.sync(&mut r.elin);
    r.cast.ask(&mut r.office, json!({"do": "mandate-end", "person": "Mair", "holder": "Elin"}));
    assert_eq!(r.cast.try_ask(&mut r.office, json!({"do": "mandate-end", "person": "Mair", "holder": "Elin"})).unwrap_err().code, "no-such-mandate");
    // Elin has not heard of it yet; the office has.
    r.cast.ask(&mut r.elin, confirm(&second));
    r.all_sync();
    assert_eq!(r.settled(), 1, "what was confirmed stays, and nothing more counts");
    assert!(r.cast.ask(&mut r.elin, json!({"do": "mandates"})).as_array().unwrap().is_empty());
    // Given anew it holds again, whatever the clocks say; three at most.
    for holder in ["Elin", "Gwyn", "Dewi"] {
        r.cast.ask(&mut r.office, give("Mair", holder, WORDS));
    }
    let office = r.cast.ask(&mut r.office, json!({"do": "whoami"}))["person"]["name"].clone();
    assert_eq!(r.cast.try_ask(&mut r.office, give("Mair", office.as_str().unwrap(), WORDS)).unwrap_err().code, "too-many-mandates");
    r.all_sync();
    assert_eq!(r.cast.ask(&mut r.gwyn, json!({"do": "mandates"})).as_array().unwrap().len(), 3);
    assert!(r.cast.ask(&mut r.gwyn, json!({"do": "rebuild"}))["alike"].as_bool().unwrap());
    // Its holder lays it down.
    r.cast.ask(&mut r.gwyn, json!({"do": "mandate-end", "person": "Mair", "holder": "me"}));
    r.all_sync();
    assert_eq!(r.cast.ask(&mut r.office, json!({"do": "mandates"})).as_array().unwrap().len(), 2);
}

/// covers: C15, C1
#[test]
fn a_mandate_of_one_person_confirms_no_hours_of_another_and_none_of_whoever_gave_them() {
    let mut r = round();
    r.cast.ask(&mut r.office, give("Mair", "Elin", WORDS));
    r.all_sync();
    let coop = r.dewi.kith.coop_of_coins().unwrap();
    let (mair, gwyn, now) = (r.mair.kith.me, r.gwyn.kith.me, r.cast.now_ms);
    for (n, capacity, counts) in [(1, Capacity::ProxyFor(gwyn), 0), (2, Capacity::Proxy, 0), (3, Capacity::ProxyFor(mair), 1)] {
        let hours = Hours {
            activity: ActivityId([n; 32]),
            minutes: 60,
            element: None,
            area: Area(0),
            month: Month::new(2026, 5).unwrap(),
            story: ContentHash::ZERO,
            donate: false,
            tell: false,
            earner: r.dewi.kith.me,
        };
        let given = Given::sign(hours, &coop, &r.dewi.kith.secrets.device_key()).unwrap();
        let answer = Answer { capacity, pay: Pay::Confirm, attestor: r.elin.kith.me };
        let attest = Attest::sign(given, answer, &coop, &r.elin.kith.secrets.device_key()).unwrap();
        r.office.kith.bring_operations(vec![Op::Attest(attest).encode()], now).unwrap();
        assert_eq!(r.cast.ask(&mut r.office, json!({"do": "book"}))["minted"], counts, "{capacity:?}");
    }
}

/// covers: C15, M5
#[test]
fn no_number_keeps_a_mandate_from_being_given_again_and_of_two_words_said_apart_the_end_counts() {
    let mut r = round();
    r.cast.ask(&mut r.office, give("Mair", "Elin", WORDS));
    r.all_sync();
    // Elin ends it as the version before wrote it, with the highest number that there is, and as this one does.
    let commons = r.elin.kith.commons().unwrap();
    let key = [r.mair.kith.me.0, r.elin.kith.me.0].concat();
    let ended = [&[1][..], &u32::MAX.to_be_bytes(), &[0], WORDS.as_bytes()].concat();
    let (notice, now) = (Fact::Notice(Notice::Mandate as u8, key, ended).to_bytes(), r.cast.now_ms);
    r.elin.kith.transact(|k| k.append(commons, Kind::Fact, notice, now).map(drop)).unwrap();
    r.cast.ask(&mut r.elin, json!({"do": "mandate-end", "person": "Mair", "holder": "Elin"}));
    r.all_sync();
    let stand = |r: &mut Round| r.cast.ask(&mut r.office, json!({"do": "mandates"})).as_array().unwrap().len();
    assert_eq!(stand(&mut r), 0);
    r.cast.ask(&mut r.office, give("Mair", "Elin", WORDS));
    r.all_sync();
    assert_eq!(stand(&mut r), 1, "given again");
    // Said apart: the office ends it, and Mair gives it anew.
    r.cast.ask(&mut r.office, json!({"do": "mandate-end", "person": "Mair", "holder": "Elin"}));
    r.cast.ask(&mut r.mair, give("me", "Elin", "My own word"));
    r.all_sync();
    for phone in [&mut r.office, &mut r.mair, &mut r.gwyn] {
        assert_eq!(r.cast.ask(phone, json!({"do": "mandates"})), json!([]));
    }
    r.cast.ask(&mut r.mair, give("me", "Elin", "My own word"));
    r.all_sync();
    assert_eq!(stand(&mut r), 1);
}
