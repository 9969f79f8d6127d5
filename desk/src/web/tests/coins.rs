//! Places, gifts of businesses, twins and the pool's level: what their forms send, and what they say when they did not go through.

use super::{Browser, Sample};
use axum::http::StatusCode;
use kith_core::words::Language;
use serde_json::{Value, json};

/// What the device was asked to do, as it is written down.
fn asked(device: &Sample) -> Vec<Value> {
    device.told().iter().map(|request| serde_json::to_value(request).unwrap()).collect()
}

/// The page of a form that did not go through, without what can harm it.
async fn refused(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.text);
    answer.text
}

/// covers: C3
#[tokio::test]
async fn coins_for_a_place_are_thanked_for_by_its_name_and_never_called_the_pools() {
    for (language, thanks, place) in [(Language::English, "on the way to &lt;script", "This place"), (Language::Welsh, "ar y ffordd i &lt;script", "Y lle hwn")]
    {
        let device = Sample::new(language);
        let browser = Browser::of(device.clone());
        let form = browser.get("/coins/give?to=place:0001").await.text;
        assert!(form.contains(r#"<option value="place:0001" selected>&lt;script"#) && !form.contains(place), "{form}");
        let sent = browser.post("/coins/give", &[("to", "place:0001"), ("count", "1")]).await;
        let page = browser.get(&sent.location).await.text;
        assert!(page.contains(thanks) && !page.contains("to the pool") && !page.contains("i’r gronfa"), "{page}");
        let unknown = browser.post("/coins/give", &[("to", "place:0009"), ("count", "1")]).await;
        let page = browser.get(&unknown.location).await.text;
        assert!(page.to_lowercase().contains(&place.to_lowercase().replace("y lle", "i’r lle")), "{page}");
        let pool = browser.post("/coins/give", &[("to", "pool"), ("count", "1")]).await;
        let page = browser.get(&pool.location).await.text;
        assert!(page.contains("on the way to the pool") || page.contains("ar y ffordd i’r gronfa"), "{page}");
    }
}

/// covers: C3
#[tokio::test]
async fn a_place_is_begun_with_a_keeper_who_was_chosen_and_drawn_on_by_whoever_keeps_it() {
    let device = Sample { office: true, ..Sample::new(Language::English) };
    let browser = Browser::of(device.clone());
    let form = browser.get("/coins/places").await.text;
    assert!(form.contains(r#"<option value="" selected>Choose somebody"#), "nobody is a keeper before they are chosen: {form}");
    let page = refused(&browser, "/coins/places", &[("name", "Garden"), ("area", ""), ("keeper", "")]).await;
    assert!(page.contains("choose a person first") && page.contains(r#"value="Garden""#), "{page}");
    assert!(page.contains(r#"<details class="card" open>"#), "the form that did not go through is open: {page}");
    let page = refused(&browser, "/coins/places/0001/draw", &[("to", "ana"), ("count", "some")]).await;
    assert!(page.contains("number of coins is a whole number") && page.contains("<details open>"), "{page}");
    assert_eq!(browser.post("/coins/places", &[("name", "Garden"), ("area", ""), ("keeper", "ana")]).await.location, "/coins/places");
    assert_eq!(browser.post("/coins/places/0001/draw", &[("to", "ana"), ("count", "2")]).await.location, "/coins/places");
    let begun = json!({ "do": "place-set", "place": null, "name": "Garden", "area": null, "keepers": ["ana"] });
    assert_eq!(asked(&device), [begun, json!({ "do": "place-draw", "place": "0001", "count": 2, "to": "ana" })]);
}

/// covers: C13
#[tokio::test]
async fn a_voucher_goes_to_whoever_was_chosen_and_slips_are_said_in_hours_and_not_in_coins() {
    for (language, hours) in [(Language::English, "number of hours is a whole number"), (Language::Welsh, "Rhif cyfan yw nifer yr oriau")] {
        let device = Sample { office: true, ..Sample::new(language) };
        let browser = Browser::of(device.clone());
        let slip = [("business", "Bakery"), ("what", "a loaf"), ("hours", "x")];
        let page = refused(&browser, "/vouchers", &slip).await;
        assert!(page.contains(hours) && !page.contains("number of coins") && !page.contains("nifer y darnau"), "{page}");
        assert!(page.contains(r#"value="Bakery""#) && page.contains(r#"<details class="card" open>"#), "{page}");
        let page = refused(&browser, "/vouchers/give", &[("offer", "0f"), ("to", ""), ("words", "say Kith")]).await;
        assert!(page.contains(r#"value="say Kith""#) && page.contains(r#"<details class="card" open>"#), "{page}");
        let steps: [(&str, &[(&str, &str)]); 5] = [
            ("/vouchers", &[("business", "Bakery"), ("what", "a loaf"), ("hours", "20")]),
            ("/vouchers/give", &[("offer", "0f"), ("to", "ana"), ("words", "say Kith")]),
            ("/vouchers/offer/0f/end", &[]),
            ("/vouchers/waits", &[("answer", "yes")]),
            ("/vouchers/waits", &[("answer", "no")]),
        ];
        for (path, fields) in steps {
            assert_eq!(browser.post(path, fields).await.location, "/vouchers", "{path}");
        }
        let told = [
            json!({ "do": "voucher-offer", "business": "Bakery", "what": "a loaf", "hours": 20 }),
            json!({ "do": "voucher-give", "offer": "0f", "to": "ana", "words": "say Kith" }),
            json!({ "do": "voucher-end", "offer": "0f" }),
            json!({ "do": "voucher-answer", "voucher": "waits", "accept": true }),
            json!({ "do": "voucher-answer", "voucher": "waits", "accept": false }),
        ];
        assert_eq!(asked(&device), told);
    }
}

#[tokio::test]
async fn to_decline_a_voucher_looks_like_declining() {
    let page = Browser::of(Sample::new(Language::English)).get("/vouchers").await.text;
    let button = |value: &str| {
        let form = page.split(&format!(r#"name="answer" value="{value}""#)).nth(1).unwrap();
        form.split("</form>").next().unwrap().split("<svg").nth(1).unwrap().split("</svg>").next().unwrap().to_owned()
    };
    assert_ne!(button("yes"), button("no"));
}

/// covers: C9
#[tokio::test]
async fn a_twins_making_is_registered_by_those_who_may_and_its_sheet_is_a_file() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert!(browser.get("/coin/plain/twin").await.text.contains("/twin/make"));
    let coin = "b3".repeat(32);
    let (twin, make, see) = (format!("/coin/{coin}/twin"), format!("/coin/{coin}/twin/make"), format!("/coin/{coin}/twin/seen"));
    assert_eq!(browser.post(&make, &[("of", "wood"), ("area", ""), ("words", "from the old gate")]).await.location, twin);
    let slip = [("what", "seen"), ("area", ""), ("words", "on the bus"), ("on", "lately")];
    assert!(refused(&browser, &see, &slip).await.contains(r#"value="on the bus""#));
    assert_eq!(browser.post(&see, &[("what", "lost"), ("area", "Lower Derw"), ("words", ""), ("on", "")]).await.location, twin);
    let made = json!({ "do": "twin-make", "coin": coin, "of": "wood", "area": null, "words": "from the old gate" });
    let seen = json!({ "do": "twin-see", "coin": coin, "what": "lost", "area": "Lower Derw", "words": "", "on_ms": null });
    assert_eq!(asked(&device), [made, seen]);
    for (file, media) in [("coin.svg", "image/svg+xml"), ("coin.pdf", "application/pdf")] {
        let sheet = browser.get(&format!("/coin/b3/twin/sheet/{file}")).await;
        assert_eq!((sheet.status, sheet.headers["content-type"].to_str().unwrap()), (StatusCode::OK, media));
        assert!(sheet.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
    }
    assert_eq!(browser.get("/coin/b3/twin/sheet/coin.exe").await.status, StatusCode::NOT_FOUND);
    // Whom the core would refuse is told who does it.
    let other = Browser::of(Sample { lead: true, ..Sample::new(Language::English) }).get("/coin/plain/twin").await.text;
    assert!(!other.contains("/twin/make") && other.contains("A worker, or somebody with a role"), "{other}");
}

/// covers: C6
#[tokio::test]
async fn the_pools_level_an_estates_gift_and_what_is_fetched_are_said_by_their_own_forms() {
    let device = Sample { office: true, ..Sample::new(Language::English) };
    let browser = Browser::of(device.clone());
    assert!(browser.get("/coins/top-ups").await.text.contains("/coins/top-ups/run"));
    assert_eq!(browser.post("/coins/top-ups/run", &[]).await.location, "/coins/top-ups");
    assert_eq!(browser.post("/fetching", &[("when", "asked")]).await.location, "/more");
    assert!(browser.post("/coins/estate/gift/t4", &[]).await.location.starts_with("/coins/estate"));
    let fetching = json!({ "do": "fetching", "when": "asked", "metered": null });
    assert_eq!(asked(&device), [json!({ "do": "top-up-run" }), fetching, json!({ "do": "estate-ratify", "transfer": "t4" })]);
}
