use super::{Browser, Sample, TOKEN, pages_at, send};
use crate::web::access::Access;
use axum::body::Body;
use axum::http::{Request as Ask, StatusCode, header};
use kith_core::kith::Request;
use kith_core::words::Language;

fn ask(host: &str, cookie: &str) -> Ask<Body> {
    Ask::get("/more").header(header::HOST, host).header(header::COOKIE, cookie).body(Body::empty()).unwrap()
}

fn cookie() -> String {
    Access::new(TOKEN).cookie("").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_is_let_in_without_the_token_and_the_page_says_how() {
    let pages = pages_at(Sample::new(Language::English), "");
    let answer = send(&pages, ask("127.0.0.1:8080", "")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("open the whole address that Kith showed"), "{}", answer.text);
    let wrong = send(&pages, ask("127.0.0.1:8080", &cookie().replace('=', "=0"))).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_token_gives_a_cookie_once_and_leaves_the_address() {
    let pages = pages_at(Sample::new(Language::English), "/phone/dewi");
    let open = |path: &str| Ask::get(path).header(header::HOST, "localhost:8080").body(Body::empty()).unwrap();
    let answer = send(&pages, open(&format!("/phone/dewi/people?skill=walks&token={TOKEN}"))).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/phone/dewi/people?skill=walks"));
    let cookie = &answer.cookies[0];
    for part in ["Path=/phone/dewi/", "HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains(TOKEN), "the cookie must not be the token: {cookie}");
    let wrong = send(&pages, open("/phone/dewi/people?token=another")).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_name_that_was_pointed_at_this_machine_is_refused() {
    let pages = pages_at(Sample::new(Language::English), "");
    for host in ["evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example:8080", ""] {
        assert_eq!(send(&pages, ask(host, &cookie())).await.status, StatusCode::FORBIDDEN, "{host}");
    }
    for host in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.0.0.1"] {
        assert_eq!(send(&pages, ask(host, &cookie())).await.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn a_form_without_its_secret_does_nothing() {
    let device = Sample::new(Language::English);
    let pages = pages_at(device.clone(), "");
    let post =
        |body: &'static str| Ask::post("/circle/c1/note").header(header::HOST, "127.0.0.1:1").header(header::COOKIE, cookie()).body(Body::from(body)).unwrap();
    for body in ["text=hello", "secret=&text=hello", "secret=0000&text=hello"] {
        assert_eq!(send(&pages, post(body)).await.status, StatusCode::FORBIDDEN);
    }
    assert!(device.told().is_empty());
}

#[tokio::test]
async fn a_form_from_elsewhere_does_nothing_even_with_its_secret() {
    let device = Sample::new(Language::English);
    let pages = pages_at(device.clone(), "");
    let body = format!("secret={}&text=hello", Access::new(TOKEN).form_secret());
    let post = |name: &'static str, value: &'static str| {
        let ask = Ask::post("/circle/c1/note").header(header::HOST, "127.0.0.1:1").header(header::COOKIE, cookie()).header(name, value);
        ask.body(Body::from(body.clone())).unwrap()
    };
    for (name, value) in [("origin", "http://evil.example"), ("origin", "null"), ("origin", "http://127.0.0.1:2"), ("sec-fetch-site", "cross-site")] {
        assert_eq!(send(&pages, post(name, value)).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert!(device.told().is_empty());
    assert_eq!(send(&pages, post("origin", "http://127.0.0.1:1")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(device.told().len(), 1);
}

#[tokio::test]
async fn every_answer_tells_the_browser_what_to_refuse() {
    let browser = Browser::of(Sample::new(Language::English));
    let page = browser.get("/more").await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    let style = browser.get_with("/assets/kith.css", "").await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(style.headers["cache-control"].to_str().unwrap().contains("immutable"));
}

#[tokio::test]
async fn an_address_cannot_send_the_browser_to_another_machine() {
    let pages = pages_at(Sample::new(Language::English), "");
    let open = Ask::get(format!("//evil.example/?token={TOKEN}")).header(header::HOST, "127.0.0.1:1").body(Body::empty()).unwrap();
    let answer = send(&pages, open).await;
    assert!(!answer.location.starts_with("//"), "{}", answer.location);
    let browser = Browser::of(Sample::new(Language::English));
    for back in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        assert_eq!(browser.post("/signal", &[("airplane", "on"), ("back", back)]).await.location, "/", "{back}");
    }
}

#[tokio::test]
async fn what_is_said_after_a_form_is_said_once() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let sent = browser.post("/circle/c1/note", &[("text", "Tea\r\nand toast")]).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/circle/c1"));
    assert_eq!(device.told(), [Request::NoteWrite { circle: "c1".into(), text: "Tea\nand toast".into(), attach: Vec::new() }]);
    let cookies = format!("{}; {}", browser.cookie, sent.cookies[0].split(';').next().unwrap());
    let first = browser.get_with("/circle/c1", &cookies).await.text;
    assert!(first.contains("Saved on this phone.") && first.contains(r#"data-done="/circle/c1/note""#), "{first}");
    assert!(!browser.get_with("/circle/c1", &cookies).await.text.contains("data-done"));
}

/// covers: R2
#[tokio::test]
async fn a_note_that_was_begun_on_another_device_goes_on_where_it_stood() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1").await.text;
    assert!(page.contains(" She slept</textarea>") && page.contains("Begun on another device of yours"), "{page}");
    assert!(page.contains(r#"data-kept="/circle/c1/draft""#), "{page}");
    let kept = browser.post("/circle/c1/draft", &[("text", "She slept\r\nbadly"), ("was-draft", "d1")]).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert_eq!(device.told(), [Request::NoteDraft { circle: "c1".into(), text: "She slept\nbadly".into(), of: Some("d1".into()) }]);
}

/// covers: R2, X4
#[tokio::test]
async fn what_was_begun_apart_on_another_device_is_shown_and_added_or_let_go_of() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1").await.text;
    assert!(page.contains(" The heel") && page.contains("Begun apart on another device of yours") && page.contains("Let go of it"), "{page}");
    assert!(page.contains(r#"name="was-draft" value="d1""#), "{page}");
    let draft = |text: &str, of: &str| Request::NoteDraft { circle: "c1".into(), text: text.into(), of: Some(of.into()) };
    let sent = browser.post("/circle/c1/note", &[("text", "She ate"), ("was-draft", "d1"), ("drop", "d2")]).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/circle/c1"));
    assert_eq!(device.told(), [draft("She ate", "d1"), draft("", "d2")]);
    let gone = browser.post("/circle/c1/note", &[("text", "She ate"), ("was-draft", "d1"), ("add", "d9")]).await;
    assert!(gone.text.contains("Nothing of that is begun any more") && gone.text.contains("She ate"), "{}", gone.text);
}

/// covers: X2
#[tokio::test]
async fn tries_at_a_relay_that_contradicts_itself_are_no_things_that_could_not_be_taken_in() {
    let page = Browser::of(Sample::new(Language::English)).get("/").await.text;
    assert!(page.contains("1 thing could not be taken in.") && page.contains("The relay has contradicted itself"), "{page}");
    assert!(!page.contains("16 things"), "{page}");
    assert!(page.contains("class=\"truth waits\"") && !page.contains("class=\"truth ok\""), "a relay that cannot be believed looks well: {page}");
}
