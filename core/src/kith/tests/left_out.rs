//! Whoever is let in by one phone while another, which has not heard of it, begins a new epoch: they get its key all the same.

use super::{
    cast::{CIRCLE, Cast, Phone},
    packs::{coop_by_hand, hand},
};
use serde_json::json;

const NAMES: [&str; 4] = ["Elin", "Dewi", "Ana", "Huw"];

fn by_relay(cast: &mut Cast, phones: &mut [Phone]) {
    for _ in 0..4 {
        phones.iter_mut().for_each(|phone| cast.sync(phone));
    }
}

/// Every pack in every direction, three times.
fn by_packs(cast: &mut Cast, people: &mut [Phone]) {
    for _ in 0..3 {
        for from in 0..people.len() {
            for to in (0..people.len()).filter(|to| *to != from) {
                let (low, high) = people.split_at_mut(from.max(to));
                let (one, other) = if from < to { (&mut low[from], &mut high[0]) } else { (&mut high[0], &mut low[to]) };
                hand(cast, one, other, NAMES[to]);
            }
        }
    }
}

fn ask(cast: &mut Cast, phone: &mut Phone, what: &str, person: &str, more: serde_json::Value) {
    let mut request = json!({"do": what, "circle": CIRCLE, "person": person});
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    cast.ask(phone, request);
}

fn everybody_reads_and_writes(cast: &mut Cast, people: &mut [Phone], carry: fn(&mut Cast, &mut [Phone]), who: &[usize]) {
    carry(cast, people);
    for at in who {
        cast.tick(1);
        cast.write(&mut people[*at], &format!("By {}", NAMES[*at]));
    }
    carry(cast, people);
    for at in who {
        let notes = cast.notes(&mut people[*at]);
        for other in who {
            assert!(notes.contains(&format!("By {}", NAMES[*other])), "{} reads {notes:?}", NAMES[*at]);
        }
    }
}

fn two_keepers(cast: &mut Cast, by_hand: bool) -> Vec<Phone> {
    let mut people = if by_hand { coop_by_hand(cast, &NAMES).1 } else { cast.coop(&NAMES).1 };
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    ask(cast, &mut people[0], "circle-add", "Dewi", json!({"level": "keeper"}));
    people
}

/// covers: R4, X8
#[test]
fn two_newcomers_brought_in_apart_one_of_them_from_now_on_both_read_and_write() {
    for by_hand in [true, false] {
        let (mut cast, carry) = (Cast::new(), if by_hand { by_packs } else { by_relay });
        let mut people = two_keepers(&mut cast, by_hand);
        carry(&mut cast, &mut people);
        ask(&mut cast, &mut people[0], "circle-add", "Ana", json!({"level": "member", "from": "now"}));
        ask(&mut cast, &mut people[1], "circle-add", "Huw", json!({"level": "member"}));
        everybody_reads_and_writes(&mut cast, &mut people, carry, &[0, 1, 2, 3]);
    }
}

/// covers: R4, X8
#[test]
fn whoever_is_brought_in_while_somebody_else_is_taken_out_apart_reads_and_writes() {
    for by_hand in [true, false] {
        let (mut cast, carry) = (Cast::new(), if by_hand { by_packs } else { by_relay });
        let mut people = two_keepers(&mut cast, by_hand);
        ask(&mut cast, &mut people[0], "circle-add", "Huw", json!({"level": "member"}));
        carry(&mut cast, &mut people);
        ask(&mut cast, &mut people[1], "circle-remove", "Huw", json!({}));
        ask(&mut cast, &mut people[0], "circle-add", "Ana", json!({"level": "member"}));
        everybody_reads_and_writes(&mut cast, &mut people, carry, &[0, 1, 2]);
    }
}

/// A second device, of which whoever begins the next epoch has not heard, in a circle and in the commons.
/// covers: X3, X8
#[test]
fn a_second_device_left_out_of_an_epoch_begun_apart_is_given_its_key() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&NAMES);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    for name in ["Ana", "Huw"] {
        ask(&mut cast, &mut people[0], "circle-add", name, json!({"level": "member"}));
    }
    by_relay(&mut cast, &mut people);
    let mut tablet = cast.phone("Ana", 91);
    let request = cast.ask(&mut tablet, json!({"do": "device-request"}));
    let grant = cast.ask(&mut people[2], json!({"do": "device-admit", "request": request["text"], "label": "Tablet"}));
    cast.ask(&mut tablet, json!({"do": "receive", "text": grant["text"]}));
    // Elin has not heard of it, nor has the office.
    ask(&mut cast, &mut people[0], "circle-remove", "Huw", json!({}));
    let lost = people[1].kith.device.hex();
    cast.ask(&mut office, json!({"do": "device-revoke", "person": "Dewi", "device": lost, "since_ms": null}));
    cast.tick(2 * 24 * 60);
    cast.sync(&mut office);
    cast.sync(&mut people[0]);
    for _ in 0..4 {
        cast.sync(&mut people[2]);
        cast.sync(&mut tablet);
        cast.sync(&mut office);
        cast.sync(&mut people[0]);
    }
    cast.write(&mut people[0], "For Ana too");
    cast.write(&mut tablet, "From the tablet");
    for _ in 0..2 {
        cast.sync(&mut people[0]);
        cast.sync(&mut tablet);
    }
    assert_eq!(cast.notes(&mut tablet).len(), 2);
    assert_eq!(cast.notes(&mut people[0]).len(), 2);
    let commons = tablet.kith.commons().unwrap();
    let current = |phone: &Phone| phone.kith.space(&commons).unwrap().writing(None);
    assert_eq!(current(&tablet), current(&office));
}
