//! What a page's form sends, what it keeps when it did not go through, and what it asks first.

use super::pages::keep;
use super::{Browser, Sample};
use axum::http::StatusCode;
use kith_core::kith::view::{Audience, Element, Mood, Side, Task};
use kith_core::kith::{CorrectedVisit, EndedVisit, KithError, Request};
use kith_core::words::Language;

/// covers: R2
#[tokio::test]
async fn two_times_written_apart_are_both_shown_with_their_authors_to_choose_from() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1").await.text;
    assert!(page.contains("Two times were written while apart."));
    assert!(page.contains("14:00 · Huw") && page.contains("15:00 · you"), "{page}");
    let sent = browser.post("/plan/p1/choose", &[("field", "when"), ("value", "2026-11-29T14:00")]).await;
    assert_eq!(sent.location, "/plan/p1");
    assert_eq!(device.told(), [Request::PlanChoose { plan: "p1".into(), field: "when".into(), value: "2026-11-29T14:00".into() }]);
}

#[tokio::test]
async fn a_plan_sends_only_what_was_changed_in_its_form() {
    let device = Sample::new(Language::English);
    let fields = [
        ("title", "Sunday"),
        ("was-title", "Sunday"),
        ("text", "Choir first"),
        ("was-text", "Choir"),
        ("place", ""),
        ("was-place", "Tŷ Capel"),
        ("when", ""),
        ("was-when", ""),
    ];
    assert_eq!(Browser::of(device.clone()).post("/plan/p1", &fields).await.status, StatusCode::SEE_OTHER);
    // What the form began with goes along: what others have written since stays.
    let (text, was_text) = (Some("Choir first".into()), Some("Choir".into()));
    let edit = Request::PlanEdit { plan: "p1".into(), title: None, text, was_text, when: None, place: Some(String::new()) };
    assert_eq!(device.told(), [edit]);
}

#[tokio::test]
async fn a_form_that_did_not_go_through_keeps_all_that_was_written() {
    let refuses = Some(KithError::invalid("note-too-long", "the note is too long"));
    let browser = Browser::of(Sample { refuses, ..Sample::new(Language::English) });
    let page = browser.post("/circle/c1/note", &[("text", "a long story & more")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("a long story &amp; more</textarea>"), "{}", page.text);
    assert!(page.text.contains("Something needs another look") && page.text.contains("the note is too long"));
    let visit = [("done", "my-care"), ("done", "my-life"), ("how", "bright"), ("minutes", "65"), ("handover", "tea is on the left"), ("text", "")];
    let page = browser.post("/circle/c1/visit/v1", &visit).await.text;
    for kept in [r#"value="my-care" checked"#, r#"value="my-life" checked"#, r#"value="bright" checked"#, r#"value="65""#, "tea is on the left"] {
        assert!(page.contains(kept), "{kept}");
    }
    keep("trouble", &page);
}

#[tokio::test]
async fn a_visit_is_finished_with_what_was_done() {
    let device = Sample::new(Language::English);
    let fields = [
        ("done", "my-care"),
        ("done", "my-home"),
        ("how", "as-usual"),
        ("minutes", "65"),
        ("handover", "tea"),
        ("text", "walked"),
        ("area", "Lower Derw"),
        ("task", "cooking"),
        ("task", "toilet"),
    ];
    assert_eq!(Browser::of(device.clone()).post("/circle/c1/visit/v1", &fields).await.status, StatusCode::SEE_OTHER);
    let done = Request::VisitCheckOut(EndedVisit {
        visit: "v1".into(),
        minutes: Some(65),
        done: vec![Element::MyCare, Element::MyHome],
        how: Some(Mood::AsUsual),
        text: "walked".into(),
        handover: "tea".into(),
        area: Some("Lower Derw".into()),
        tasks: vec![Task::Cooking, Task::Toilet],
    });
    assert_eq!(device.told(), [done]);
}

/// covers: R2, R3
#[tokio::test]
async fn a_visit_is_corrected_by_what_stands_otherwise_in_the_form_and_all_that_was_told_is_shown() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/visit/v2").await.text;
    assert!(page.contains("/circle/c1/visit/v2/correct") && page.contains("Correct this"), "{page}");
    let told = [("text", "Washed up together and practised three questions."), ("handover", "Tea is on the left now.")];
    let same = [&[("done", "my-care"), ("done", "my-home"), ("task", "cooking"), ("task", "toilet")][..], &told[..]].concat();
    let fields = [&same[..], &[("minutes", "45")]].concat();
    assert_eq!(browser.post("/circle/c1/visit/v2/correct", &fields).await.status, StatusCode::SEE_OTHER);
    let correct = Request::VisitCorrect(CorrectedVisit { visit: "v2".into(), minutes: Some(45), ..CorrectedVisit::default() });
    assert_eq!(device.told(), [correct]);
    assert_eq!(browser.post("/circle/c1/visit/v2/correct", &[("started", "at noon")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Confirmed, it stands, and says so; what was told before is there.
    let page = browser.get("/circle/c1/visit/v3").await.text;
    assert!(page.contains("what was confirmed stands") && !page.contains("/visit/v3/correct"), "{page}");
    assert!(page.contains("this stands") && page.contains("&lt;script&gt;alert(1)"), "{page}");
}

/// covers: C1
#[tokio::test]
async fn a_visit_known_from_a_code_alone_shows_what_the_code_says_and_says_what_it_does_not() {
    let page = Browser::of(Sample::new(Language::English)).get("/circle/none/visit/v2").await.text;
    assert!(page.contains("This is all that the code says") && page.contains("how Mair was"), "{page}");
    assert!(page.contains("Lower Derw"), "{page}");
}

#[tokio::test]
async fn a_code_is_shown_as_a_square_and_as_text_and_a_reply_comes_back_the_same_way() {
    let browser = Browser::of(Sample::new(Language::English));
    for (path, fields) in [
        ("/visit/v2/ask", vec![]),
        ("/receive", vec![("text", "kith:abc")]),
        ("/coins/give", vec![("to", "ana"), ("count", "1"), ("words", "for the walk")]),
        ("/invite", vec![("class", "community")]),
        ("/people/ana/pack", vec![]),
        ("/coins/invoice", vec![]),
        ("/activity", vec![("minutes", "90"), ("element", "my-community"), ("text", "Lunch club")]),
    ] {
        let sent = browser.post(path, &fields).await;
        assert!(sent.location.starts_with("/code/"), "{path}: {} {}", sent.status, sent.text);
        let page = browser.get(&sent.location).await.text;
        assert!(page.contains("<svg class=\"qr\"") && page.contains("kith:sample"), "{path}: {page}");
        keep(&format!("code{}", path.replace('/', "_")), &page);
    }
    assert_eq!(browser.get("/code/gone").await.status, StatusCode::NOT_FOUND);
}

/// covers: P1
#[tokio::test]
async fn a_part_of_a_profile_is_never_shown_to_more_people_than_was_chosen() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let sent = browser.post("/profile/give/text/offer", &[("text", "walks"), ("audience", "circle:c1")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let audience = Audience::Circle { circle: "c1".into() };
    assert_eq!(device.told(), [Request::ProfileSet { side: Side::Give, section: "offer".into(), text: "walks".into(), audience }]);
    for unclear in ["", "everybody", "circle"] {
        let page = browser.post("/profile/give/text/offer", &[("text", "walks"), ("audience", unclear)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{unclear}");
    }
    assert_eq!(device.told().len(), 1);
}

/// covers: R4
#[tokio::test]
async fn nobody_is_taken_out_or_cut_off_before_the_box_is_ticked() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    for path in ["/circle/c1/people/dewi/remove", "/circle/c1/leave", "/device/d2/lost"] {
        let page = browser.post(path, &[("days", "2")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.text.contains("Nothing was changed"), "{path}: {}", page.text);
        assert_eq!(browser.post(path, &[("days", "2"), ("sure", "yes")]).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    let since_ms = Some(super::NOW_MS - 2 * 24 * 60 * 60 * 1000);
    let (circle, person) = ("c1".to_owned(), "dewi".to_owned());
    let revoke = Request::DeviceRevoke { person: None, device: "d2".into(), since_ms };
    assert_eq!(device.told(), [Request::CircleRemove { circle: circle.clone(), person }, Request::CircleLeave { circle }, revoke]);
}

/// covers: R4
#[tokio::test]
async fn what_was_written_after_somebody_had_gone_is_let_in_or_put_away_by_a_keepers_word() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/review").await.text;
    assert!(page.contains("written after Mair took them out, yesterday"), "{page}");
    for (word, item) in [("admit", "q1"), ("drop", "q1"), ("goes", "r1")] {
        assert_eq!(browser.post("/circle/c1/review", &[("word", word), ("item", item)]).await.location, "/circle/c1/review");
    }
    assert_eq!(browser.post("/circle/c1/review", &[("item", "q1")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let circle = || "c1".to_owned();
    let told = [
        Request::QuarantineAdmit { circle: circle(), entry: "q1".into() },
        Request::QuarantineDrop { circle: circle(), entry: "q1".into() },
        Request::QuestionAnswer { circle: circle(), question: "r1".into(), stays: false },
    ];
    assert_eq!(device.told(), told);
}

/// covers: R5
#[tokio::test]
async fn a_kit_is_shown_once_to_be_printed_and_a_request_that_one_did_not_make_can_be_stopped() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/recovery").await.text;
    assert!(page.contains("Dewi has confirmed somebody") && page.contains("never tried yet"), "{page}");
    let kit = browser.post("/recovery/kit", &[]).await;
    assert_eq!(kit.status, StatusCode::OK);
    assert!(kit.text.contains("<svg class=\"qr\"") && kit.text.contains("Check: KOFE-42"), "{}", kit.text);
    keep("kit", &kit.text);
    assert_eq!(browser.post("/recovery/stop", &[("request", "r")]).await.location, "/recovery");
    let choose = [("person", "dewi"), ("person", "ana"), ("needed", "2")];
    assert_eq!(browser.post("/recovery/guardians", &choose).await.location, "/recovery");
    let guardians = Request::RecoveryGuardians { people: vec!["dewi".into(), "ana".into()], needed: Some(2) };
    assert_eq!(device.told(), [Request::Recovery, Request::RecoveryKit, Request::RecoverStop { request: "r".into() }, guardians]);
}
