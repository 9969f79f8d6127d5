//! The rota, as samples and as pages.

use super::lists::line;
use super::sample::{HOSTILE, dewi, elin, mair};
use super::{Browser, NOW_MS, Sample};
use axum::http::StatusCode;
use kith_core::kith::view::LineSays;
use kith_core::kith::{KithError, Request, TakenVisit};
use kith_core::words::Language;
use serde_json::{Value, json};

const HOUR_MS: u64 = 60 * 60 * 1000;

fn taker(id: &str, who: Value) -> Value {
    json!({ "id": id, "name": who["name"], "person": who, "by": null, "mandate": "", "at_ms": NOW_MS - HOUR_MS, "arrival": { "arrived": "here-only" } })
}

/// A visit of the rota that stands so, some hours from now.
pub(super) fn occasion(state: &str, hours: u64) -> Value {
    let other = json!({ "id": "t3", "name": HOSTILE, "person": null, "by": dewi(), "mandate": HOSTILE, "at_ms": NOW_MS, "arrival": { "arrived": "relay" } });
    let takers = match state {
        "open" => json!([]),
        "twice" => json!([taker("t1", dewi()), taker("t2", elin()), other]),
        _ => json!([taker("t1", elin())]),
    };
    let ask = json!({ "id": "k1", "by": dewi(), "of": elin(), "mine": state == "open", "wants": { "line": "l2", "name": HOSTILE, "slot": "2026-11-25T10:00", "at_ms": NOW_MS }, "text": HOSTILE, "declined": [mair()] });
    json!({
        "circle": "c1", "person": mair(), "line": format!("l-{state}"), "slot": "2026-11-22T12:00", "at_ms": NOW_MS + hours * HOUR_MS, "minutes": 60, "name": HOSTILE, "text": HOSTILE, "done": ["my-care"],
        "again": true, "regulated": true, "respite": true, "needed": 2, "state": state, "takers": takers, "mine": state != "open", "asked": if state == "open" { dewi() } else { json!(null) },
        "declined": [mair()], "asks": [ask], "cancelled_by": if state == "cancelled" { mair() } else { json!(null) }, "cancelled_why": HOSTILE, "settled_by": if state == "taken" { mair() } else { json!(null) },
        "settled_text": HOSTILE, "begun": [], "told": [dewi()], "warnings": [HOSTILE], "advice": if state == "twice" { "Talk to each other." } else { "" },
    })
}

/// A visit taken twice elsewhere.
pub(super) fn twice() -> Value {
    json!({ "id": "w1", "place": HOSTILE, "person": mair(), "slot": "2026-11-25T10:00", "at_ms": NOW_MS + HOUR_MS, "takers": [dewi(), elin()], "settled": false, "advice": "Ring them." })
}

/// What I can give.
pub(super) fn limits() -> Value {
    json!({ "week_minutes": 240, "days_not": [7], "taken_minutes": 90 })
}

/// The page of a rota.
pub(super) fn rota(empty: bool) -> Value {
    let says = json!({ "list": "visit", "name": "Lift", "first": "2026-11-24T10:00", "minutes": 60, "rule": "FREQ=WEEKLY;BYDAY=TU", "zone": "", "people": 1, "done": [], "asked": null, "asked_name": "", "text": HOSTILE, "regulated": false, "respite": false });
    let version = json!({ "id": "v9", "says": says, "text": "Lift", "by": dewi(), "written_ms": NOW_MS, "from_ms": NOW_MS, "why": "", "arrival": { "arrived": "relay" } });
    let states = ["open", "taken", "twice", "cancelled", "begun", "off"];
    json!({
        "circle": "c1", "person": mair(), "limits": limits(),
        "visits": if empty { json!([]) } else { json!(states.map(|state| occasion(state, 2))) },
        "planned": if empty { json!([]) } else { json!([line("visit", "Lift", "current", vec![version])]) },
    })
}

/// How the work is shared.
pub(super) fn load(empty: bool) -> Value {
    let one = |who: Value, past: u32, next: u32, percent: u32| json!({ "name": if who.is_null() { json!(HOSTILE) } else { who["name"].clone() }, "person": who, "past_visits": past, "past_minutes": past * 60, "next_visits": next, "next_minutes": next * 45, "percent": percent });
    let people = if empty { json!([]) } else { json!([one(elin(), 9, 2, 61), one(dewi(), 4, 2, 33), one(json!(null), 0, 1, 6)]) };
    let some = |value: Value| if empty { json!([]) } else { value };
    json!({ "circle": "c1", "person": mair(), "weeks": 4, "people": people, "open": some(json!([occasion("open", 30)])), "weekends": some(json!(["2026-11-28"])), "nudges": some(json!(["You carry 61 %.", HOSTILE])),
        "respite": !empty, "coins": if empty { 0 } else { 9 } })
}

/// A calendar and its key.
pub(super) fn calendar() -> Value {
    json!({ "text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "visits": 3, "key": "feedkey" })
}

/// Reminders.
pub(super) fn reminders(empty: bool) -> Value {
    let one = |id: &str| json!({ "id": id, "kind": "visit", "at_ms": NOW_MS + HOUR_MS, "on_ms": NOW_MS + 2 * HOUR_MS, "circle": "c1", "text": "Something is on at 14:00." });
    let wishes = json!({ "before_minutes": 60, "visits": true, "medicines": false, "ends": false, "quiet_from": "22:00", "quiet_to": "07:00" });
    json!({ "wishes": wishes, "due": if empty { json!([]) } else { json!([one("r1")]) }, "next": if empty { json!([]) } else { json!([one("r2")]) } })
}

/// covers: R11, R1, O4
#[tokio::test]
async fn how_the_work_is_shared_is_drawn_and_said_and_a_break_is_asked_for() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/load").await.text;
    assert!(page.contains("<svg") && page.contains("61 % of all") && page.contains("You have 9 coins."), "{page}");
    assert_eq!(
        browser.post("/circle/c1/load", &[("first", "2026-11-28T10:00"), ("hours", "4"), ("text", "A day at the sea")]).await.location,
        "/circle/c1/rota"
    );
    let told = device.told();
    let [Request::RotaPlan { visit: LineSays::Visit { respite, minutes, .. }, offer, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((*respite, *minutes, *offer), (true, 240, false));
}

/// covers: R7
#[tokio::test]
async fn the_feed_opens_with_its_key_and_nothing_else_does_and_it_opens_nothing_else() {
    let browser = Browser::of(Sample::new(Language::English));
    let feed = browser.get_with("/calendar.ics?key=feedkey", "").await;
    assert!(feed.status.is_success() && feed.text.starts_with("BEGIN:VCALENDAR"), "{}", feed.text);
    for path in ["/calendar.ics", "/calendar.ics?key=", "/calendar.ics?key=other", "/?key=feedkey", "/reminders?key=feedkey"] {
        assert_eq!(browser.get_with(path, "").await.status, axum::http::StatusCode::FORBIDDEN, "{path}");
    }
    assert!(browser.get("/reminders").await.text.contains("/calendar.ics?key=feedkey"));
}

/// covers: R3, R7
#[tokio::test]
async fn who_comes_stands_on_today_and_a_visit_is_planned_taken_and_settled_from_its_page() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let today = browser.get("/").await.text;
    assert!(today.contains("Coming today and tomorrow") && today.contains("A visit is taken twice"), "{today}");
    let page = browser.get("/circle/c1/rota").await.text;
    assert!(page.contains("taken twice") && page.contains("Talk to each other.") && !page.contains("<script>alert"), "{page}");

    let form = [
        ("name", "Lift"),
        ("first", "2026-11-24T10:00"),
        ("minutes", "45"),
        ("rule", "FREQ=WEEKLY"),
        ("day", "2"),
        ("day", "4"),
        ("until", "2026-12-31"),
        ("asked", "me"),
        ("people", "1"),
    ];
    assert_eq!(browser.post("/circle/c1/rota", &form).await.location, "/circle/c1/rota");
    browser.post("/circle/c1/rota/visit/l-open/2026-11-22T12:00/take", &[("on", "yes")]).await;
    browser.post("/circle/c1/rota/visit/l-twice/2026-11-22T12:00/settle", &[("stays", "t1"), ("text", "closer")]).await;
    let told = device.told();
    let [
        Request::RotaPlan { visit: LineSays::Visit { rule, minutes, .. }, offer, .. },
        Request::RotaTake(TakenVisit { on, slot, .. }),
        Request::RotaSettle { stays, .. },
    ] = told.as_slice()
    else {
        panic!("{told:?}")
    };
    assert_eq!((rule.as_str(), *minutes, *offer), ("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231T235959Z", 45, true));
    assert_eq!((*on, slot.as_deref(), stays.as_slice()), (true, Some("2026-11-22T12:00"), &["t1".to_owned()][..]));
}

/// covers: V6
#[tokio::test]
async fn a_limit_is_told_with_a_way_beyond_it_and_limits_are_set_in_hours_and_days() {
    let device = Sample::new(Language::Welsh);
    let slip = Browser::of(device.clone()).post("/limits", &[("hours", "3.5")]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY, "a slip leaves the limit before");
    assert_eq!(Browser::of(device.clone()).post("/limits", &[("hours", "4"), ("day", "6"), ("day", "7")]).await.location, "/limits");
    assert_eq!(device.told(), [Request::LimitsSet { week_minutes: Some(240), days_not: vec![6, 7] }]);
    let refusal = KithError::not_allowed("limit-day", "Not on Sundays.").with("day", "Sunday");
    let refused = Browser::of(Sample { refuses: Some(refusal), ..Sample::new(Language::English) });
    let page = refused.post("/circle/c1/rota/visit/l-open/2026-11-22T12:00/take", &[]).await.text;
    assert!(page.contains("You have said: not on Sunday") && page.contains("beyond what I said"), "{page}");
}
