//! Where a coin has been: coarse areas in which enough people have earned, on a map and in words.

use super::{
    cast::{Cast, Phone},
    coins::{cast_of_three, settle, visit},
};
use serde_json::{Value, json};

fn place(area: &str, at: &str) -> Value {
    json!({"do": "area-cell", "area": area, "cell": null, "at": at, "size": "neighbourhood"})
}

fn gift(to: &str, area: &str) -> Value {
    json!({"do": "coin-give", "to": to, "count": 1, "coins": [], "element": null, "words": "", "poem": null, "area": area, "share": false})
}

fn map(cast: &mut Cast, phone: &mut Phone) -> Value {
    let coin = cast.ask(phone, json!({"do": "purse"}))["coins"][0]["id"].clone();
    cast.ask(phone, json!({"do": "coin-map", "coin": coin}))
}

/// covers: C7
#[test]
fn a_coins_journey_is_a_map_and_a_list_of_areas_that_its_givers_let_be_known() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    assert_eq!(cast.try_ask(&mut dewi, place("Lower Derw", "52.912,-3.868")).unwrap_err().code, "not-for-areas");
    for odd in ["somewhere", "52.9", "91,0", "52.9,-3.8,4"] {
        assert_eq!(cast.try_ask(&mut office, place("Lower Derw", odd)).unwrap_err().code, "bad-cell", "{odd}");
    }
    let home = json!({"do": "area-cell", "area": "Lower Derw", "cell": "8b195a4db491fff", "at": null, "size": "neighbourhood"});
    assert_eq!(cast.try_ask(&mut office, home).unwrap_err().code, "bad-cell", "a cell as fine as a house");
    cast.ask(&mut office, place("Lower Derw", "52.912,-3.868"));
    let areas = cast.ask(&mut office, place("Upper Derw", "52.944,-3.831"));
    assert_eq!((&areas["areas"][0]["told"], &areas["svg"]), (&json!(false), &Value::Null), "nobody has earned anywhere");
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    // Dewi names the lower valley as he gives it on; of the upper one too little is known.
    assert_eq!(cast.try_ask(&mut dewi, gift("Ana", "Upper Derw")).unwrap_err().code, "area-untold");
    cast.ask(&mut dewi, gift("Ana", "Lower Derw"));
    settle(&mut cast, &mut [&mut dewi, &mut ana, &mut office, &mut mair]);
    let seen = map(&mut cast, &mut ana);
    let stops = seen["stops"].as_array().unwrap();
    assert_eq!(stops.len(), 2, "{seen}");
    assert!(stops.iter().all(|stop| stop["area"] == "Lower Derw" && stop["drawn"] == true && stop["settled"] == true), "{seen}");
    let svg = seen["svg"].as_str().unwrap();
    assert!(svg.contains(">1 2</text>") && svg.contains(">Lower Derw</text>") && !svg.contains("Upper"), "{svg}");
    assert!(seen["words"].as_str().unwrap().contains("1: Lower Derw"), "{seen}");
    // A month and never a day; the same map on every device.
    assert_eq!(stops[0]["month"].as_str().unwrap().len(), "2026-05".len());
    let coin = seen["coin"].clone();
    for phone in [&mut mair, &mut office, &mut dewi] {
        assert_eq!(cast.ask(phone, json!({"do": "coin-map", "coin": coin})), seen);
    }
    cast.ask(&mut office, json!({"do": "area-cell", "area": "Lower Derw", "cell": null, "at": null, "size": "town"}));
    settle(&mut cast, &mut [&mut office, &mut ana]);
    let off = map(&mut cast, &mut ana);
    assert_eq!((&off["svg"], off["stops"].as_array().unwrap().len(), &off["stops"][0]["drawn"]), (&Value::Null, 2, &json!(false)), "the list stays");
}

/// covers: C7
#[test]
fn no_map_shows_an_area_in_which_fewer_people_have_earned_than_the_co_op_decided() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    cast.ask(&mut office, json!({"do": "coin-policy-set", "change": {"area_members": 2}}));
    cast.ask(&mut office, place("Lower Derw", "52.912,-3.868"));
    visit(&mut cast, &mut dewi, &mut mair, 60);
    settle(&mut cast, &mut [&mut dewi, &mut office, &mut mair, &mut ana]);
    let coin = map(&mut cast, &mut dewi)["coin"].clone();
    for phone in [&mut dewi, &mut office] {
        let seen = cast.ask(phone, json!({"do": "coin-map", "coin": coin}));
        assert_eq!((&seen["svg"], &seen["stops"], &seen["untold"]), (&Value::Null, &json!([]), &json!(1)), "one earner is one too few: {seen}");
        let areas = cast.ask(phone, json!({"do": "areas"}));
        assert_eq!((&areas["areas"][0]["told"], &areas["svg"], &areas["members"]), (&json!(false), &Value::Null, &json!(2)));
        assert!(!areas["areas"][0]["cell"].is_null(), "where it lies is said, what happens there is not");
    }
    assert_eq!(cast.try_ask(&mut dewi, gift("Ana", "Lower Derw")).unwrap_err().code, "area-untold");
    // Ana earns there, too: from the office's next checkpoint on it is told.
    cast.ask(&mut mair, json!({"do": "circle-add", "circle": "Mair's circle", "person": "Ana", "level": "member"}));
    settle(&mut cast, &mut [&mut mair, &mut ana, &mut office]);
    visit(&mut cast, &mut ana, &mut mair, 60);
    settle(&mut cast, &mut [&mut ana, &mut office, &mut mair, &mut dewi]);
    assert_eq!(cast.ask(&mut dewi, json!({"do": "areas"}))["areas"][0]["told"], true);
    assert!(map(&mut cast, &mut ana)["svg"].is_string());
    // What was told of no place stays so.
    assert_eq!(map(&mut cast, &mut dewi)["svg"], Value::Null);
}
