//! Coming back by what is older than the own space's key: a kit or guardians from before another device was cut off.

use super::cast::{Cast, Phone, texts};
use serde_json::{Value, json};

fn settle(cast: &mut Cast, phones: &mut [&mut Phone]) {
    for _ in 0..3 {
        phones.iter_mut().for_each(|p| cast.sync(p));
    }
}

fn let_in(cast: &mut Cast, by: &mut Phone, seed: u64) -> Phone {
    let mut new = cast.phone("Tablet", seed);
    let request = cast.ask(&mut new, json!({"do": "device-request"}));
    let grant = cast.ask(by, json!({"do": "device-admit", "request": request["text"], "label": "Tablet"}));
    cast.ask(&mut new, json!({"do": "receive", "text": grant["text"]}));
    settle(cast, &mut [by, &mut new]);
    new
}

struct Stage {
    cast: Cast,
    office: Phone,
    elin: Phone,
    dewi: Phone,
    ana: Phone,
}

/// Elin with her circle, in which Dewi and Ana are.
fn stage() -> Stage {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi", "Ana"]);
    let mut next = || people.remove(0);
    let (mut elin, mut dewi, mut ana) = (next(), next(), next());
    cast.ask(&mut elin, json!({"do": "circle-create", "name": "Elin's circle", "person": "me"}));
    for name in ["Dewi", "Ana"] {
        cast.ask(&mut elin, json!({"do": "circle-add", "circle": "Elin's circle", "person": name, "level": "member"}));
    }
    cast.ask(&mut elin, json!({"do": "note-write", "circle": "Elin's circle", "text": "Before"}));
    settle(&mut cast, &mut [&mut elin, &mut office, &mut dewi, &mut ana]);
    Stage { cast, office, elin, dewi, ana }
}

impl Stage {
    fn rest(&mut self) {
        settle(&mut self.cast, &mut [&mut self.elin, &mut self.office, &mut self.dewi, &mut self.ana]);
    }

    /// A tablet comes, and is cut off: her own space begins another epoch, of which what was set up before knows nothing.
    fn own_space_goes_on(&mut self, tablets: u64) -> Vec<Phone> {
        let mut all: Vec<Phone> = (0..tablets).map(|n| let_in(&mut self.cast, &mut self.elin, 50 + n)).collect();
        let cut = all.pop().unwrap();
        let before = self.elin.kith.my_inbox().unwrap().tag;
        self.cast.ask(&mut self.elin, json!({"do": "device-revoke", "person": null, "device": cut.kith.device.hex(), "since_ms": null}));
        for _ in 0..2 {
            self.rest();
            all.iter_mut().for_each(|t| self.cast.sync(t));
        }
        assert_ne!(self.elin.kith.my_inbox().unwrap().tag, before, "another epoch");
        all
    }

    /// Her phone is gone, and she is on another: all of it works.
    fn is_back(&mut self) {
        let Self { cast, elin, dewi, .. } = self;
        assert_eq!(texts(&cast.ask(elin, json!({"do": "notes", "circle": "Elin's circle", "limit": 20})), "text"), ["Before"]);
        cast.ask(elin, json!({"do": "note-write", "circle": "Elin's circle", "text": "I am back"}));
        cast.ask(elin, json!({"do": "note-draft", "circle": "Elin's circle", "text": "Begun on the new phone"}));
        assert!(cast.ask(elin, json!({"do": "recovery-kit"}))["hand_over"]["qr"].is_string());
        settle(cast, &mut [elin, dewi]);
        assert_eq!(texts(&cast.ask(dewi, json!({"do": "notes", "circle": "Elin's circle", "limit": 20})), "text"), ["I am back", "Before"]);
        // What is sent to her arrives: her inbox is the new key's.
        assert_eq!(dewi.kith.inbox_of(&elin.kith.me).unwrap().tag, elin.kith.my_inbox().unwrap().tag);
        assert_eq!(cast.ask(elin, json!({"do": "recover-progress"}))["state"], "back");
    }
}

fn use_kit(kit: &Value) -> Value {
    json!({"do": "recover-with-kit", "text": kit["hand_over"]["text"]})
}

/// covers: X3
#[test]
fn a_kit_older_than_the_own_spaces_key_brings_a_person_back_all_the_same() {
    for tablets in [1, 2] {
        let mut s = stage();
        let kit = s.cast.ask(&mut s.elin, json!({"do": "recovery-kit"}));
        s.rest();
        let mut others = s.own_space_goes_on(tablets);
        s.elin = s.cast.phone("New", 90);
        assert_eq!(s.cast.ask(&mut s.elin, use_kit(&kit))["outcome"], "restored");
        for _ in 0..3 {
            s.rest();
            others.iter_mut().for_each(|t| s.cast.sync(t));
        }
        s.is_back();
        // A tablet that stayed and the new phone are in one space again.
        for tablet in &mut others {
            settle(&mut s.cast, &mut [tablet, &mut s.elin]);
            assert_eq!(tablet.kith.my_inbox().unwrap().tag, s.elin.kith.my_inbox().unwrap().tag);
        }
        s.elin = s.cast.reopen(s.elin);
        s.rest();
    }
}

/// covers: X3
#[test]
fn guardians_from_before_the_own_spaces_key_bring_a_person_back_all_the_same() {
    let mut s = stage();
    s.cast.ask(&mut s.elin, json!({"do": "recovery-guardians", "people": ["Dewi", "Ana"], "needed": 2}));
    s.rest();
    s.own_space_goes_on(1);
    s.elin = s.cast.phone("Elin", 90);
    let asked = s.cast.ask(&mut s.elin, json!({"do": "recover-ask"}));
    for guardian in [&mut s.dewi, &mut s.ana] {
        let help = json!({"do": "recover-help", "request": asked["hand_over"]["text"], "person": "Elin", "code": asked["code"], "in_person": true});
        let share = s.cast.ask(guardian, help);
        s.cast.ask(&mut s.elin, json!({"do": "receive", "text": share["hand_over"]["text"]}));
    }
    s.rest();
    s.rest();
    s.is_back();
}
