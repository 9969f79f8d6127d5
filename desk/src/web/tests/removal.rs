//! Somebody who looks after a circle is to go, and a device that was cut off.

use super::{Browser, Sample};
use axum::http::StatusCode;
use kith_core::kith::Request;
use kith_core::words::Language;

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
