//! Adds made apart that pass the number of people a circle is for.

use super::cast::{CIRCLE, Cast, Phone};
use serde_json::json;

fn page(cast: &mut Cast, phone: &mut Phone) -> (usize, bool) {
    let page = cast.ask(phone, json!({"do": "circle", "circle": CIRCLE}));
    (page["circle"]["people"].as_array().unwrap().len(), page["circle"]["crowded"].as_bool().unwrap())
}

fn add(cast: &mut Cast, phone: &mut Phone, name: &str, level: &str) -> Result<serde_json::Value, crate::kith::KithError> {
    cast.try_ask(phone, json!({"do": "circle-add", "circle": CIRCLE, "person": name, "level": level}))
}

/// covers: R5
#[test]
fn where_people_brought_in_apart_are_too_many_all_stay_nobody_more_comes_and_the_person_is_asked() {
    let mut cast = Cast::new();
    let names: Vec<String> = (0..12).map(|i| format!("Person {i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_office, mut people) = cast.coop(&names);
    let (mut mair, mut dewi) = (people.remove(0), people.remove(0));
    cast.sync(&mut mair);
    cast.ask(&mut mair, json!({"do": "circle-create", "name": CIRCLE, "person": "me"}));
    add(&mut cast, &mut mair, names[1], "keeper").unwrap();
    for name in &names[2..9] {
        add(&mut cast, &mut mair, name, "member").unwrap();
    }
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut dewi);
    }
    assert_eq!((page(&mut cast, &mut mair), page(&mut cast, &mut dewi)), ((9, false), (9, false)));
    add(&mut cast, &mut mair, names[9], "member").unwrap();
    add(&mut cast, &mut dewi, names[10], "member").unwrap();
    for _ in 0..2 {
        cast.sync(&mut mair);
        cast.sync(&mut dewi);
    }
    for phone in [&mut mair, &mut dewi] {
        assert_eq!(page(&mut cast, phone), (11, true));
        assert_eq!(add(&mut cast, phone, names[11], "member").unwrap_err().code, "circle-full");
    }
    cast.ask(&mut mair, json!({"do": "circle-remove", "circle": CIRCLE, "person": names[9]}));
    assert_eq!(page(&mut cast, &mut mair), (10, false));
}
