//! Somebody who looks after a circle is to go, and a device that was cut off.

use super::{Browser, Sample};
use axum::http::StatusCode;
use kith_core::kith::Request;
use kith_core::kith::view::{BoardWhat, Level, ReadFrom};
use kith_core::words::Language;

/// covers: R4
#[tokio::test]
async fn the_board_is_asked_and_signs_only_once_the_box_is_ticked_and_everybody_concerned_sees_the_notice() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let today = browser.get("/").await.text;
    assert!(today.contains("The board asks for your word") && today.contains("The board has decided"), "{today}");
    let ask = [("circle", "c1"), ("what", "add"), ("person", "ana"), ("level", "owner"), ("reason", "Mair is in hospital")];
    assert_eq!(browser.post("/board", &ask).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/board/b1", &[("agree", "yes")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/board", &[&ask[..], &[("sure", "yes")]].concat()).await.location, "/board");
    assert_eq!(browser.post("/board/b1", &[("agree", "yes"), ("sure", "yes")]).await.location, "/board");
    assert_eq!(browser.post("/board/b1", &[("agree", "no"), ("sure", "yes")]).await.location, "/board");
    let asked =
        Request::BoardAsk { circle: "c1".into(), person: "ana".into(), what: BoardWhat::Add, level: Some(Level::Owner), reason: "Mair is in hospital".into() };
    let answer = |agree| Request::BoardAnswer { matter: "b1".into(), agree };
    assert_eq!(device.told(), [asked, answer(true), answer(false)]);
}

/// covers: X3
#[tokio::test]
async fn a_note_lost_with_a_phone_is_written_again_and_says_that_it_was_later() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/recovery/progress").await.text;
    assert!(page.contains("/circle/c1/later") && page.contains("told nobody, is lost"), "{page}");
    assert_eq!(browser.post("/circle/c1/later", &[("text", "Tea")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/circle/c1/later", &[("text", "Tea"), ("of", "2026-11-20T09:30")]).await.location, "/circle/c1");
    assert_eq!(device.told(), [Request::NoteLater { circle: "c1".into(), text: "Tea".into(), of_ms: 1_795_167_000_000 }]);
}

/// covers: R4
#[tokio::test]
async fn the_removal_of_somebody_who_looks_after_a_circle_is_signed_or_declined_on_their_page() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert!(browser.get("/circle/c1/people").await.text.contains("should Huw go?"));
    let page = browser.get("/circle/c1/people/huw").await.text;
    assert!(page.contains("Signed: Dewi") && page.contains("3 must sign"), "{page}");
    let path = "/circle/c1/people/huw/removal";
    assert_eq!(browser.post(path, &[("item", "asked"), ("word", "sign")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(device.told().is_empty());
    for word in ["sign", "decline", "withdraw"] {
        assert_eq!(browser.post(path, &[("item", "asked"), ("word", word), ("sure", "yes")]).await.status, StatusCode::SEE_OTHER);
    }
    let removal = || "asked".to_owned();
    let signed = Request::RemovalAnswer { removal: removal(), agree: true };
    assert_eq!(device.told(), [signed, Request::RemovalAnswer { removal: removal(), agree: false }, Request::RemovalWithdraw { removal: removal() }]);
}

/// covers: X3, X4
#[tokio::test]
async fn a_device_that_was_signed_out_shows_one_sentence_and_nothing_else() {
    for (language, sentence) in [(Language::English, "This phone was signed out."), (Language::Welsh, "Allgofnodwyd y ffôn hwn.")] {
        let browser = Browser::of(Sample { signed_out: true, ..Sample::new(language) });
        for path in ["/", "/circle", "/coins", "/devices", "/more"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::LOCKED, "{path}");
            let body = &page.text[page.text.find("<body").unwrap()..];
            assert!(body.contains(&format!("<h1>{sentence}</h1>")), "{body}");
            assert!(!["<a ", "<form", "<nav", "<p"].iter().any(|part| body.contains(part)), "{body}");
        }
    }
}

/// covers: R4
#[tokio::test]
async fn somebody_is_brought_into_a_circle_from_a_day_on_that_was_chosen() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/people").await.text;
    assert!(page.contains("what was written since a day") && page.contains(r#"type="date""#), "{page}");
    let ask = [("person", "gwen"), ("level", "member"), ("from", "since")];
    assert_eq!(browser.post("/circle/c1/people", &ask).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What they have read cannot be taken back: a day that is named is not passed over, and nothing is guessed.
    for from in ["all", "now"] {
        let slip = browser.post("/circle/c1/people", &[("person", "gwen"), ("level", "member"), ("from", from), ("since", "2026-11-20")]).await;
        assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        assert!(slip.text.contains("Nobody was added") && slip.text.contains(r#"value="2026-11-20""#), "{}", slip.text);
    }
    assert_eq!(browser.post("/circle/c1/people", &[("person", "gwen"), ("level", "member")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = browser.post("/circle/c1/people", &[("person", ""), ("level", "member"), ("from", "all"), ("since", "")]).await;
    assert!(nobody.text.contains("choose a person first"), "nobody is added because they stand first: {}", nobody.text);
    assert!(device.told().is_empty());
    assert_eq!(browser.post("/circle/c1/people", &[&ask[..], &[("since", "2026-11-20")]].concat()).await.location, "/circle/c1/people");
    let from = ReadFrom::Since(1_795_132_800_000);
    assert_eq!(device.told(), [Request::CircleAdd { circle: "c1".into(), person: "gwen".into(), level: Level::Member, from }]);
}
