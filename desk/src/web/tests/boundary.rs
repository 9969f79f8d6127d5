//! The line of regulated work, and what is written down for somebody without a phone, as samples and as pages.

use super::sample::{HOSTILE, dewi, elin, mair};
use super::{Browser, NOW_MS, Sample};
use axum::http::StatusCode;
use kith_core::kith::view::{Mood, Ruling, Task};
use kith_core::kith::{BoundaryRequest, CardLinkRequest, MandateRequest, Request, VisitFor};
use kith_core::words::Language;
use serde_json::{Value, json};

/// A query that waits for my answer, or that was answered.
pub(super) fn query(id: &str, answered: bool) -> Value {
    json!({
        "id": id, "circle": "c1", "place": HOSTILE, "person": mair(), "visitor": elin(), "other": if answered { HOSTILE } else { "" }, "at_ms": NOW_MS, "tasks": ["toilet", "skin"], "planned": true,
        "asked": [dewi()], "asks_me": !answered, "ruling": if answered { json!("for-staff") } else { json!(null) }, "text": HOSTILE, "answered_by": if answered { dewi() } else { json!(null) },
        "answered_ms": if answered { json!(NOW_MS) } else { json!(null) }, "advice": "Say what holds.",
    })
}

/// What the device says to these requests.
pub(super) fn queries(empty: bool) -> Value {
    if empty { json!([]) } else { json!([query("q1", false), query("q2", true)]) }
}

/// Links to a card, one in each state.
pub(super) fn card_links(empty: bool) -> Value {
    let one = |state: &str, open: bool| {
        json!({
            "id": format!("k-{state}"), "by": elin(), "made_ms": NOW_MS, "as_of_ms": NOW_MS, "until_ms": NOW_MS + 86_400_000, "state": state, "ended_by": if state == "ended" { mair() } else { json!(null) },
            "current": !open, "at_relay": !open, "url": if open { json!("https://relay.example/card/00ff#key") } else { json!(null) }, "looks": if open { json!([NOW_MS - 60_000]) } else { json!([]) },
        })
    };
    let links = if empty { json!([]) } else { json!([one("open", true), one("expired", false), one("ended", false)]) };
    json!({ "circle": "c1", "pages": if empty { json!(null) } else { json!("https://relay.example") }, "links": links })
}

/// Who confirms for whom.
pub(super) fn mandates(empty: bool) -> Value {
    let one = json!({ "person": mair(), "holder": elin(), "words": HOSTILE, "by": dewi(), "given_ms": NOW_MS, "mine_to_end": true });
    if empty { json!([]) } else { json!([one]) }
}

/// covers: C15, X4
#[tokio::test]
async fn a_mandate_is_given_and_ended_on_its_page_and_marks_an_hour_that_was_confirmed_by_it() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/mandates").await.text;
    assert!(page.contains("confirms for") && !page.contains(HOSTILE), "{page}");
    let given = [("person", "mair"), ("holder", "elin"), ("words", "her word")];
    assert_eq!(browser.post("/mandates", &given).await.location, "/mandates");
    browser.post("/mandates/end", &[("person", "mair"), ("holder", "elin")]).await;
    let give = MandateRequest::MandateGive { person: "mair".into(), holder: "elin".into(), words: "her word".into() };
    assert_eq!(device.told(), [give, MandateRequest::MandateEnd { person: "mair".into(), holder: "elin".into() }].map(Request::Mandate));
    let visit = browser.get("/circle/c1/visit/v3").await.text;
    assert!(visit.contains("on a mandate") && !visit.contains("/visit/v3/confirm"), "{visit}");
    let today = browser.get("/").await.text;
    assert!(today.contains("Is that right?") && today.contains("Mair can confirm it"), "for whom it is stands beside the question: {today}");
}

/// covers: R9, X4
#[tokio::test]
async fn a_link_to_the_card_is_made_shown_with_its_looks_and_ended() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/card/links").await.text;
    assert!(page.contains("https://relay.example/card/00ff#key") && page.contains("Opened once") && page.contains("The card has changed since"), "{page}");
    assert!(page.contains("/card/links/k-open\"") && !page.contains("/card/links/k-ended\""), "only what is open can be ended: {page}");
    assert_eq!(browser.post("/circle/c1/card/links", &[("days", "30")]).await.location, "/circle/c1/card/links");
    browser.post("/circle/c1/card/links/k-open", &[]).await;
    let make = CardLinkRequest::CardLinkMake { circle: "c1".into(), days: Some(30) };
    assert_eq!(device.told(), [Request::CardLink(make), Request::CardLink(CardLinkRequest::CardLinkEnd { link: "k-open".into() })]);
}

/// covers: N2, R3, X4
#[tokio::test]
async fn a_visit_says_its_tasks_and_a_query_is_shown_with_a_form_for_whoever_is_asked() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let finish = browser.get("/circle/c1/visit/v1").await.text;
    assert!(finish.contains("name=\"task\" value=\"toilet\"") && finish.contains("regulated work"), "{finish}");
    let told = browser.get("/circle/c1/visit/v3").await.text;
    assert!(told.contains("Going to the toilet") && told.contains("For &lt;script&gt;") && told.contains("who has no phone"), "{told}");
    let page = browser.get("/boundary").await.text;
    assert!(page.contains("/boundary/q1\"") && !page.contains("/boundary/q2\""), "only whoever is asked answers: {page}");
    assert!(browser.get("/").await.text.contains("Regulated work: asked about"));
    assert_eq!(browser.post("/boundary/q1", &[("text", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "what holds is to be chosen");
    assert_eq!(browser.post("/boundary/q1", &[("ruling", "may-go-on"), ("text", "That is fine.")]).await.location, "/boundary");
    let answer = BoundaryRequest::BoundaryAnswer { query: "q1".into(), ruling: Ruling::MayGoOn, text: "That is fine.".into() };
    assert_eq!(device.told(), [Request::Boundary(answer)]);
}

/// covers: C15, R2, R3, X4
#[tokio::test]
async fn a_note_and_a_visit_are_written_down_for_somebody_without_a_phone() {
    let device = Sample::new(Language::Welsh);
    let browser = Browser::of(device.clone());
    let (name, mandate) = (("name", "Gwen"), ("mandate", "Ffoniodd hi"));
    assert_eq!(browser.post("/circle/c1/for/note", &[name, mandate, ("text", "Bore da")]).await.location, "/circle/c1");
    let fields =
        [name, mandate, ("started", "2026-11-22T09:00"), ("minutes", "45"), ("done", "my-home"), ("task", "company"), ("how", "bright"), ("text", "Te")];
    assert_eq!(browser.post("/circle/c1/for/visit", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post("/circle/c1/for/visit", &[name, mandate]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (other, mandate) = ("Gwen".to_owned(), "Ffoniodd hi".to_owned());
    let note = MandateRequest::NoteFor { circle: "c1".into(), other: other.clone(), mandate: mandate.clone(), text: "Bore da".into(), attach: Vec::new() };
    let told = device.told();
    let [Request::Mandate(first), Request::Mandate(MandateRequest::VisitFor(visit))] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(*first, note);
    let VisitFor { started_ms, minutes, tasks, how, text, .. } = visit;
    assert_eq!((*minutes, tasks.as_slice(), *how, text.as_str()), (45, &[Task::Company][..], Some(Mood::Bright), "Te"));
    assert_eq!((visit.other.clone(), visit.mandate.clone(), *started_ms % 60_000), (other, mandate, 0));
}

/// covers: R2, X4
#[tokio::test]
async fn what_was_written_within_the_last_minute_has_a_button_that_takes_it_back() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1").await.text;
    let offered: Vec<&str> = page.split("action=\"").filter_map(|rest| rest.split('"').next()).filter(|action| action.contains("/undo/")).collect();
    assert_eq!(offered, ["/circle/c1/undo/n6"], "only what is mine and new");
    assert_eq!(browser.post("/circle/c1/undo/n1", &[]).await.location, "/circle/c1");
    assert_eq!(device.told(), [Request::Undo { item: "n1".into() }]);
}
