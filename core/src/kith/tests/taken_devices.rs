//! Somebody saw the code by which a new device asks to be let in, and lets it in as theirs.

use super::cast::{CIRCLE, Cast, Phone, texts};
use serde_json::{Value, json};

/// Mair's circle with Dewi in it, and the office; Mair's new tablet asks, and Dewi has seen the code.
fn asked(cast: &mut Cast) -> (Phone, Vec<Phone>, Phone, Value) {
    let (office, mut people) = cast.coop(&["Mair", "Dewi", "Huw"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Dewi", "Huw"] {
        cast.ask(&mut people[0], json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": "member"}));
    }
    settle(cast, &mut people.iter_mut().collect::<Vec<_>>());
    let mut tablet = cast.phone("Tablet", 77);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    (office, people, tablet, request["text"].clone())
}

fn settle(cast: &mut Cast, people: &mut [&mut Phone]) {
    for _ in 0..3 {
        people.iter_mut().for_each(|phone| cast.sync(phone));
    }
}

fn admit(cast: &mut Cast, phone: &mut Phone, request: &Value) -> Value {
    cast.ask(phone, json!({"do": "device-admit", "request": request, "label": "tablet"}))["text"].clone()
}

fn adopt(cast: &mut Cast, tablet: &mut Phone, grant: &Value) {
    assert_eq!(cast.ask(tablet, json!({"do": "receive", "text": grant}))["outcome"], "taken");
}

/// Whose the note is, on every phone that is asked.
fn authors(cast: &mut Cast, phones: &mut [&mut Phone]) -> Vec<String> {
    let of = |v: Value| {
        v.as_array()
            .unwrap()
            .iter()
            .map(|n| format!("{}: {}", n["author"]["name"].as_str().unwrap(), n["text"].as_str().unwrap()))
            .collect::<Vec<_>>()
            .join("; ")
    };
    phones.iter_mut().map(|p| of(cast.ask(p, json!({"do": "notes", "circle": CIRCLE, "limit": 9, "before_ms": null})))).collect()
}

/// covers: X3, R4
#[test]
fn a_device_that_two_people_let_in_is_hers_whose_answer_it_took_on_every_phone() {
    for quick in [true, false] {
        let mut cast = Cast::new();
        let (mut office, mut people, mut tablet, request) = asked(&mut cast);
        let [mair, dewi, huw] = people.as_mut_slice() else { unreachable!() };
        if quick {
            // Dewi was first, and everybody has heard so before Mair lets her tablet in.
            admit(&mut cast, dewi, &request);
            settle(&mut cast, &mut [&mut office, &mut *mair, &mut *dewi, &mut *huw]);
        } else {
            // Neither knows of the other.
            admit(&mut cast, dewi, &request);
        }
        let grant = admit(&mut cast, mair, &request);
        if !quick {
            cast.sync(dewi);
        }
        adopt(&mut cast, &mut tablet, &grant);
        let name = cast.ask(&mut tablet, json!({"do": "whoami"}))["device"].clone();
        settle(&mut cast, &mut [&mut tablet, &mut *mair]);
        cast.write(&mut tablet, "From the tablet");
        // Dewi takes it for his, names it and cuts it off, by his root.
        cast.sync(dewi);
        let _ = cast.try_ask(dewi, json!({"do": "device-name", "device": name, "label": "mine"}));
        let _ = cast.try_ask(dewi, json!({"do": "device-revoke", "person": null, "device": name, "since_ms": null}));
        settle(&mut cast, &mut [&mut *dewi, &mut office, &mut *huw, &mut *mair, &mut tablet]);
        assert_eq!(cast.ask(&mut tablet, json!({"do": "whoami"}))["person"]["name"], "Mair", "quick: {quick}");
        cast.write(&mut tablet, "Still here");
        settle(&mut cast, &mut [&mut tablet, &mut *huw, &mut *dewi, &mut *mair]);
        let shown = authors(&mut cast, &mut [&mut tablet, &mut *mair, &mut *dewi, &mut *huw]);
        assert_eq!(shown, vec!["Mair: Still here; Mair: From the tablet"; 4], "quick: {quick}");
        assert_eq!(cast.ask(mair, json!({"do": "devices"})).as_array().unwrap().len(), 2);
        let of_mair = cast.ask(&mut office, json!({"do": "devices-of", "person": "Mair"}));
        assert!(texts(&of_mair, "id").contains(&name.as_str().unwrap().to_owned()), "{of_mair}");
        assert!(!texts(&cast.ask(&mut office, json!({"do": "devices-of", "person": "Dewi"})), "id").contains(&name.as_str().unwrap().to_owned()));
        // What it was let in with is used up: nobody lets it in again.
        let again = cast.try_ask(huw, json!({"do": "device-admit", "request": request, "label": "mine"})).unwrap_err();
        assert_eq!(again.code, "device-of-another");
    }
}

/// covers: X3
#[test]
fn a_theft_that_comes_last_takes_back_nothing_of_what_was_heard_of_the_device() {
    let mut cast = Cast::new();
    let (mut office, mut people, mut tablet, request) = asked(&mut cast);
    let [mair, dewi, huw] = people.as_mut_slice() else { unreachable!() };
    admit(&mut cast, dewi, &request);
    let name = cast.ask(&mut tablet, json!({"do": "whoami"}))["device"].clone();
    // He cuts it off while it is his alone as far as his phone knows, and shows nobody.
    let _ = cast.try_ask(dewi, json!({"do": "device-revoke", "person": null, "device": name, "since_ms": null}));
    let grant = admit(&mut cast, mair, &request);
    adopt(&mut cast, &mut tablet, &grant);
    cast.write(&mut tablet, "From the tablet");
    settle(&mut cast, &mut [&mut tablet, &mut *mair, &mut *huw, &mut office]);
    settle(&mut cast, &mut [&mut *dewi, &mut *huw, &mut office, &mut tablet, &mut *mair]);
    cast.tick(10);
    cast.write(&mut tablet, "Still here");
    settle(&mut cast, &mut [&mut tablet, &mut *mair, &mut *huw, &mut *dewi]);
    let shown = authors(&mut cast, &mut [&mut tablet, &mut *mair, &mut *dewi, &mut *huw]);
    assert_eq!(shown, vec!["Mair: Still here; Mair: From the tablet"; 4]);
}

/// covers: X3
#[test]
fn a_copy_that_asks_for_its_own_person_is_let_in_by_nobody_else() {
    let mut cast = Cast::new();
    let (_office, mut people, ..) = asked(&mut cast);
    let mair = people.remove(0);
    let dir = cast.copy_of(&mair.dir, "apart");
    drop(mair);
    std::fs::remove_dir_all(dir.with_file_name(".kith-counters")).unwrap();
    let mut copy = cast.open(dir, 10);
    let request = cast.ask(&mut copy, json!({"do": "device-request"}))["text"].clone();
    let refused = cast.try_ask(&mut people[0], json!({"do": "device-admit", "request": request, "label": "mine"})).unwrap_err();
    assert_eq!(refused.code, "asks-another");
}
