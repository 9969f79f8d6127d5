//! Medicines, doses and other lists, as samples and as pages.

use super::pages::keep;
use super::sample::{HOSTILE, dewi, elin, mair};
use super::{Browser, NOW_MS, Sample};
use kith_core::kith::view::{LineSays, List, Outcome, Part, ResponsibleView};
use kith_core::kith::{KithError, Request};
use kith_core::words::Language;
use serde_json::{Value, json};

const HOUR_MS: u64 = 60 * 60 * 1000;

/// A version of a line that says this.
fn version(id: &str, says: Value, by: Value, text: &str) -> Value {
    json!({ "id": id, "says": says, "text": text, "by": by, "written_ms": NOW_MS - 30 * HOUR_MS, "from_ms": NOW_MS - 30 * HOUR_MS, "why": HOSTILE, "arrival": { "arrived": "relay" } })
}

/// A line with what holds of it.
pub(super) fn line(list: &str, name: &str, standing: &str, now: Vec<Value>) -> Value {
    let mut history = now.clone();
    history.push(version("old", json!(null), elin(), ""));
    json!({ "id": format!("l-{list}-{standing}"), "circle": "c1", "list": list, "name": name, "standing": standing, "now": now, "history": history })
}

fn tablet(name: &str) -> Value {
    json!({ "list": "medicine", "name": name, "dose": "1 tablet", "how": "with water", "times": ["08:00", "20:00"], "days": [1, 3], "zone": "", "parts": [
        { "part": "administer", "person": "dewi", "who": "Dewi" }, { "part": "administer", "person": "elin", "who": "Elin" },
        { "part": "administer", "person": null, "who": "District nurse" }, { "part": "prompt", "person": "gwen", "who": "Gwen" },
    ] })
}

/// A dose as it was recorded.
fn dose(id: &str, by: Value) -> Value {
    json!({ "id": id, "circle": "c1", "medicine": "m1", "name": "Ramipril 5 mg", "slot": "2026-11-22T08:00", "outcome": "given", "part": "administer", "at_ms": NOW_MS - 2 * HOUR_MS, "text": HOSTILE, "by": by,
        "written_ms": NOW_MS - 2 * HOUR_MS, "earlier": [{ "outcome": "refused", "at_ms": NOW_MS - 3 * HOUR_MS, "text": "Felt sick." }], "arrival": { "arrived": "here-only" } })
}

/// A due dose that stands so.
pub(super) fn due(state: &str) -> Value {
    let twice = state == "twice" || state == "answered";
    let doses = if twice { json!([dose(&format!("{state}-1"), dewi()), dose(&format!("{state}-2"), elin())]) } else { json!([]) };
    json!({ "circle": "c1", "person": mair(), "medicine": format!("m-{state}"), "name": "Ramipril 5 mg", "dose": "1 tablet", "how": "with water", "parts": [{ "part": "administer", "person": "elin", "who": "Elin" }],
        "slot": "2026-11-22T08:00", "at_ms": NOW_MS - 2 * HOUR_MS, "state": state, "doses": doses, "advice": if state == "twice" { "Ring the registered manager or 111." } else { "" },
        "answers": if state == "answered" { json!([{ "by": dewi(), "text": HOSTILE, "at_ms": NOW_MS }]) } else { json!([]) }, "alert": if twice { json!(format!("a-{state}")) } else { json!(null) } })
}

/// A dose recorded twice, in a circle or told of from one.
pub(super) fn alert(circle: Value) -> Value {
    let id = if circle.is_null() { "a2" } else { "a1" };
    json!({ "id": id, "circle": circle, "place": "Mair’s circle", "person": mair(), "name": "Ramipril 5 mg", "slot": "2026-11-22T08:00", "at_ms": NOW_MS - 2 * HOUR_MS, "recorded": ["Dewi: given 08:05", HOSTILE],
        "open": true, "answers": [], "told": [elin()], "advice": "Ring the registered manager or 111." })
}

/// The page of medicines.
fn medicines(empty: bool) -> Value {
    let some = |value: Value| if empty { json!([]) } else { value };
    json!({
        "circle": "c1", "person": mair(), "managers": [dewi()],
        "medicines": some(json!([
            line("medicine", "Ramipril 5 mg", "current", vec![version("v1", tablet("Ramipril 5 mg"), dewi(), "Ramipril 5 mg, 1 tablet, 08:00 20:00")]),
            line("medicine", "Codeine", "apart", vec![version("v2", tablet("Codeine"), dewi(), "Codeine"), version("v3", json!(null), elin(), "")]),
            line("medicine", "Aspirin", "stopped", vec![version("v4", json!(null), elin(), "")]),
        ])),
        "allergies": some(json!([line("allergy", "penicillin", "current", vec![version("v5", json!({ "list": "allergy", "to": "penicillin", "reaction": "rash" }), elin(), "penicillin, rash")])])),
        "due": some(json!([due("twice"), due("answered"), due("late"), due("upcoming")])),
        "doses": some(json!([dose("d1", elin())])),
    })
}

/// What two people chose for the card: one of it changed apart, and one that a third person began; and one that was stopped.
fn chosen() -> Value {
    let says = |allergies: bool| json!({ "list": "card", "name": "Mair Evans", "allergies": allergies, "medicines": true, "contacts": false, "advance": false, "words": "", "acting": "" });
    json!([
        line("card", "Mair Evans", "apart", vec![version("k1", says(true), mair(), "Mair Evans"), version("k3", says(false), elin(), "Mair Evans")]),
        line("card", "Mair E.", "current", vec![version("k4", says(true), elin(), "Mair E.")]),
        line("card", "Mair", "stopped", vec![version("k5", json!(null), elin(), "")]),
    ])
}

/// The emergency card.
fn card(empty: bool) -> Value {
    let says = json!({ "list": "card", "name": "Mair Evans", "allergies": true, "medicines": true, "contacts": false, "advance": false, "words": HOSTILE, "acting": "" });
    json!({
        "circle": "c1", "person": mair(), "choice": if empty { json!(null) } else { line("card", "Mair Evans", "current", vec![version("k1", says, mair(), "Mair Evans")]) }, "name": "Mair Evans", "words": HOSTILE,
        "parts": [{ "part": "allergies", "lines": ["penicillin, rash"], "apart": false }, { "part": "medicines", "lines": [HOSTILE], "apart": true }],
        "as_of_ms": NOW_MS, "text": "EMERGENCY CARD", "bytes": 14, "bytes_most": 1200, "printed": { "by": dewi(), "at_ms": NOW_MS - HOUR_MS, "current": false, "changed": ["medicines", "contacts", "choice"] },
        "lines": [line("contact", "Elin", "current", vec![version("k2", json!({ "list": "contact", "name": "Elin", "phone": "01970 000000", "relation": "daughter" }), mair(), "Elin")])],
    })
}

/// What the device says about lists.
pub(super) fn answer(empty: bool, request: &Request) -> Value {
    match request {
        Request::Card { .. } => card(empty),
        Request::Lines { .. } if empty => json!([]),
        Request::Lines { list: Some(List::Card), .. } => chosen(),
        Request::Lines { .. } => decisions(),
        Request::Medicines { .. } => medicines(empty),
        _ => json!({}),
    }
}

/// A decision, recorded.
fn decisions() -> Value {
    let says = json!({ "list": "consent", "decision": "Who is in my circle", "purpose": "Support at home", "capacity": "with-help", "answer": "yes", "helped": ["elin"], "helped_names": ["Elin"], "how": HOSTILE, "by": "", "again_ms": NOW_MS });
    json!([line("consent", "Who is in my circle", "current", vec![version("c1", says, mair(), "Who is in my circle")])])
}

/// covers: R9
#[tokio::test]
async fn a_card_out_of_date_is_told_today_and_one_step_prints_a_new_one() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert!(browser.get("/").await.text.contains("the printed emergency card is out of date"));
    assert!(browser.get("/circle/c1/card").await.text.contains("out of date: Medicines, People to ring, What stands on it changed."));
    let sent = browser.post("/circle/c1/card/print", &[]).await;
    assert_eq!((sent.location.as_str(), device.told()), ("/circle/c1/card/sheet", vec![Request::CardPrint { circle: "c1".into() }]));
    let sheet = browser.get("/circle/c1/card/sheet").await.text;
    assert!(sheet.contains("<svg class=\"qr\"") && sheet.contains("Nobody is told who reads this card."), "{sheet}");
}

/// covers: N7
#[tokio::test]
async fn a_decision_is_recorded_on_the_page_with_who_helped() {
    let device = Sample::new(Language::English);
    let form = [
        ("decision", "Who is in my circle"),
        ("purpose", "Support at home"),
        ("capacity", "with-help"),
        ("helped", "elin"),
        ("helped", "dewi"),
        ("answer", "yes"),
        ("how", "Pictures"),
    ];
    let sent = Browser::of(device.clone()).post("/circle/c1/decisions", &form).await;
    assert_eq!(sent.location, "/circle/c1/decisions");
    let told = device.told();
    let [Request::LineWrite { says: LineSays::Consent { helped, how, .. }, instead_of: None, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((helped.len(), how.as_str()), (2, "Pictures"));
}

/// covers: R10
#[tokio::test]
async fn a_dose_recorded_twice_is_red_with_what_to_do_and_can_be_answered() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/medicines").await.text;
    assert!(page.contains("recorded twice") && page.contains("Ring the registered manager or 111."), "{page}");
    for path in ["/", "/circle/c1"] {
        let page = browser.get(path).await.text;
        assert!(page.contains("Ring the registered manager or 111.") && page.contains("fork"), "{path}: {page}");
    }
    let sent = browser.post("/dose-alert/a2", &[("text", "Rang Dewi.")]).await;
    assert_eq!(sent.location, "/");
    assert_eq!(device.told(), [Request::DoseAnswer { alert: "a2".into(), text: "Rang Dewi.".into() }]);
}

/// covers: R10
#[tokio::test]
async fn a_dose_is_recorded_from_its_card_and_a_refusal_keeps_what_was_written() {
    let device = Sample::new(Language::English);
    let sent = Browser::of(device.clone())
        .post("/circle/c1/medicine/m-late/dose/2026-11-22T08:00", &[("outcome", "refused"), ("part", "administer"), ("text", "Felt sick")])
        .await;
    assert_eq!(sent.location, "/circle/c1/medicines");
    let asked = Request::DoseRecord {
        circle: Some("c1".into()),
        medicine: "m-late".into(),
        slot: Some("2026-11-22T08:00".into()),
        outcome: Outcome::Refused,
        part: Some(Part::Administer),
        at_ms: None,
        text: "Felt sick".into(),
        again: false,
    };
    assert_eq!(device.told(), [asked]);
    let refusal = KithError::not_allowed("dose-recorded", "Recorded already.").with("name", "Dewi").with("when", "08:05");
    let refused = Browser::of(Sample { refuses: Some(refusal), ..Sample::new(Language::English) });
    let page = refused.post("/circle/c1/medicine/m-late/dose/2026-11-22T08:00", &[("outcome", "given"), ("text", "Took it well")]).await.text;
    assert!(page.contains("Dewi recorded this dose already") && page.contains("Took it well"), "{page}");
}

/// covers: R9
#[tokio::test]
async fn a_card_chosen_apart_is_mended_on_its_page_by_keeping_or_stopping_one() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/card").await.text;
    for said in ["/card/line/l-card-apart/keep/k1", "/card/line/l-card-apart/keep/k3", "/card/line/l-card-current/stop", "Stop the one that is not to hold"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("<p>Allergies, Medicines</p>") && page.contains("<p>Medicines</p>"), "what each would show is told apart: {page}");
    assert!(!page.contains("/card/line/l-card-stopped"), "{page}");
    assert_eq!(browser.post("/circle/c1/card/line/l-card-apart/keep/k3", &[]).await.location, "/circle/c1/card");
    assert_eq!(device.told(), [Request::LineKeep { line: "l-card-apart".into(), version: "k3".into() }]);
}

/// covers: R4, R9, R10
#[tokio::test]
async fn whoever_is_no_longer_in_a_circle_reads_its_lists_and_finds_no_form_to_write_in_them() {
    let browser = Browser::of(Sample { left: true, ..Sample::new(Language::English) });
    for path in ["/circle/c1/card", "/circle/c1/medicines", "/circle/c1/decisions"] {
        let page = browser.get(path).await.text;
        let main = page.split("<main").nth(1).unwrap();
        assert!(!main.contains("<form"), "{path}: {main}");
    }
    let inside = Browser::of(Sample::new(Language::English));
    assert!(inside.get("/circle/c1/card").await.text.contains("/circle/c1/card/contact"));
}

/// covers: R10
#[tokio::test]
async fn changing_a_medicine_keeps_everybody_who_answers_for_it() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/medicines").await.text;
    let form = page.split("/medicines/change/l-medicine-current").nth(1).unwrap().split("</form>").next().unwrap();
    for ticked in [r#"name="administer" value="dewi" checked"#, r#"name="administer" value="elin" checked"#, r#"name="prompt" value="gwen" checked"#] {
        assert!(form.contains(ticked), "{ticked}: {form}");
    }
    assert!(form.contains("Gwen, no longer in the circle") && form.contains("District nurse</textarea>"), "{form}");
    // The same form sent back with another dose.
    let fields = [
        ("name", "Ramipril 5 mg"),
        ("dose", "2 tablets"),
        ("prompt", "gwen"),
        ("administer", "dewi"),
        ("administer", "elin"),
        ("administer-others", "District nurse\r\n \r\nThe night team"),
    ];
    browser.post("/circle/c1/medicines/change/l-medicine-current", &fields).await;
    let told = device.told();
    let [Request::LineWrite { says: LineSays::Medicine { parts, .. }, .. }] = told.as_slice() else { panic!("{told:?}") };
    let one = |part, person: Option<&str>, who: &str| ResponsibleView { part, person: person.map(str::to_owned), who: who.into() };
    let all = [
        one(Part::Prompt, Some("gwen"), ""),
        one(Part::Administer, Some("dewi"), ""),
        one(Part::Administer, Some("elin"), ""),
        one(Part::Administer, None, "District nurse"),
        one(Part::Administer, None, "The night team"),
    ];
    assert_eq!(parts, &all);
}

/// covers: R10
#[tokio::test]
async fn an_older_dose_is_corrected_where_it_is_listed_and_what_was_said_before_is_shown() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/medicines").await.text;
    assert!(page.contains(r#"action="/circle/c1/dose/d1""#) && page.contains("before: refused") && page.contains("Felt sick."), "{page}");
    assert_eq!(page.matches(r#"action="/circle/c1/dose/twice-2""#).count(), 1, "one form for a dose that stands in two places");
    browser.post("/circle/c1/dose/d1", &[("outcome", "given"), ("text", "")]).await;
    assert_eq!(device.told(), [Request::DoseCorrect { dose: "d1".into(), outcome: Outcome::Given, at_ms: None, text: Some(String::new()) }]);
}

/// covers: R10, N7
#[tokio::test]
async fn an_answer_that_was_not_chosen_is_not_taken_for_granted() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    for (path, fields) in [
        ("/circle/c1/medicine/m-late/dose/2026-11-22T08:00", vec![("text", "Took it well")]),
        ("/circle/c1/dose/d1", vec![("outcome", "eaten")]),
        ("/circle/c1/decisions", vec![("decision", "a"), ("purpose", "b"), ("answer", "yes")]),
        ("/circle/c1/decisions", vec![("decision", "a"), ("purpose", "b"), ("capacity", "has")]),
        ("/circle/c1/decisions", vec![("decision", "a"), ("purpose", "b"), ("capacity", "has"), ("answer", "yes"), ("again", "soon")]),
    ] {
        assert_eq!(browser.post(path, &fields).await.status.as_u16(), 422, "{path} {fields:?}");
    }
    assert!(device.told().is_empty(), "{:?}", device.told());
}

/// covers: N7
#[tokio::test]
async fn a_decision_looked_at_again_keeps_the_day_that_was_set_and_another_can_be_chosen() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/decisions").await.text;
    assert!(page.contains(r#"type="date" value="2026-11-22""#), "{page}");
    let form = [("decision", "a"), ("purpose", "b"), ("capacity", "has"), ("answer", "yes"), ("again", "2026-11-29")];
    browser.post("/circle/c1/decisions/again/l-consent-current", &form).await;
    let told = device.told();
    let [Request::LineWrite { says: LineSays::Consent { again_ms, .. }, .. }] = told.as_slice() else { panic!("{told:?}") };
    // Midnight before the Sunday after the sample's.
    assert_eq!(*again_ms, Some(1_795_910_400_000));
}

/// covers: R2, R10
#[tokio::test]
async fn a_folded_form_that_did_not_go_through_is_open_on_the_page_that_says_so() {
    let refuses = Some(KithError::invalid("bad-text", "The text has characters that cannot be shown."));
    let browser = Browser::of(Sample { refuses, ..Sample::new(Language::English) });
    let all = [("outcome", "given"), ("decision", "a"), ("purpose", "b"), ("capacity", "has"), ("answer", "yes"), ("text", "x"), ("name", "x")];
    let paths = [
        "/circle/c1/medicines/change/l-medicine-current",
        "/circle/c1/decisions/again/l-consent-current",
        "/circle/c1/medicines/add",
        "/circle/c1/medicines/allergy",
        "/circle/c1/dose/d1",
        "/circle/c1/medicine/m-answered/dose/2026-11-22T08:00",
        "/circle/c1/card/contact",
        "/circle/c1/card/advance",
        "/circle/c1/card/choose",
        "/circle/c1/visit/v2/correct",
    ];
    for (at, path) in paths.into_iter().enumerate() {
        let page = browser.post(path, &all).await.text;
        keep(&format!("folded_{at}"), &page);
        let before = page.split(&format!(r#"action="{path}""#)).next().unwrap();
        let fold = before.rsplit("<details").next().unwrap();
        assert!(before.len() < page.len() && fold.split('>').next().unwrap().contains("open"), "{path}: {fold}");
    }
}

/// covers: R10
#[tokio::test]
async fn a_medicine_is_written_with_its_times_days_and_who_gives_it() {
    let device = Sample::new(Language::Welsh);
    let form = [("name", "Ramipril 5 mg"), ("dose", "1"), ("times", "08:00, 20:00"), ("day", "1"), ("day", "3"), ("administer", "dewi"), ("why", "surgery")];
    let sent = Browser::of(device.clone()).post("/circle/c1/medicines/change/m1", &form).await;
    assert_eq!(sent.location, "/circle/c1/medicines");
    let told = device.told();
    let [Request::LineWrite { instead_of, says: LineSays::Medicine { times, days, parts, .. }, why, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((instead_of.as_deref(), times.len(), days.as_slice(), parts.len(), why.as_str()), (Some("m1"), 2, &[1, 3][..], 1, "surgery"));
}
