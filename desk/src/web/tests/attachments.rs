//! Pictures and documents on the pages: chosen without scripts, shown with words, given as files that run nothing.

use super::sample::HOSTILE;
use super::{Answer, Browser, Sample, TOKEN, send};
use crate::web::access::Access;
use axum::body::Body;
use axum::http::{Request as Ask, StatusCode, header};
use kith_core::kith::Request;
use kith_core::kith::view::NewAttachment;
use kith_core::words::Language;

const EDGE: &str = "edge7MA4YWxk";
const PDF: &[u8] = b"%PDF-1.7 one page";

/// A form with a file as a browser sends it.
fn form(secret: Option<&str>, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in secret.map(|s| ("secret", s)).iter().chain(fields) {
        out.extend_from_slice(format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
    out
}

async fn upload(browser: &Browser, path: &str, body: Vec<u8>) -> Answer {
    let ask = Ask::post(path).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, &browser.cookie);
    let ask = ask.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"));
    send(&browser.pages, ask.body(Body::from(body)).unwrap()).await
}

fn secret() -> String {
    Access::new(TOKEN).form_secret().to_owned()
}

/// covers: R6, X4
#[tokio::test]
async fn a_file_is_chosen_with_a_note_without_scripts_and_a_note_needs_none() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1").await.text;
    let drawn = page.split("<form").find(|part| part.contains("/circle/c1/note\"")).unwrap();
    assert!(drawn.contains(r#"enctype="multipart/form-data""#) && drawn.contains(r#"type="file""#), "{drawn}");
    assert!(drawn.find("name=\"secret\"") < drawn.find("type=\"file\""), "the secret comes before the file");
    let fields = [("text", "The letter\r\ncame"), ("shows", "From the hospital")];
    let sent = upload(&browser, "/circle/c1/note", form(Some(&secret()), &fields, Some(("letter.pdf", PDF)))).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/circle/c1"));
    let nothing = upload(&browser, "/circle/c1/note", form(Some(&secret()), &[("text", "Words alone")], Some(("", b"")))).await;
    assert_eq!(nothing.status, StatusCode::SEE_OTHER, "a field in which nothing was chosen is no file");
    let unchosen = upload(&browser, "/attach/n1", form(Some(&secret()), &[("back", "/circle/c1")], Some(("", b"")))).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY, "to be chosen first");
    let attach = vec![NewAttachment::from_file(Some("letter.pdf".into()), "From the hospital".into(), PDF).unwrap()];
    assert_eq!(
        device.told(),
        [
            Request::NoteWrite { circle: "c1".into(), text: "The letter\ncame".into(), attach },
            Request::NoteWrite { circle: "c1".into(), text: "Words alone".into(), attach: Vec::new() },
        ]
    );
}

/// covers: R6
#[tokio::test]
async fn a_file_that_cannot_be_attached_is_said_in_words_and_what_was_written_stays() {
    for (language, words) in [(Language::English, "cannot be read here. Choose JPEG"), (Language::Welsh, "na ellir ei ddarllen yma")] {
        let device = Sample::new(language);
        let browser = Browser::of(device.clone());
        let heic: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        let answer = upload(&browser, "/circle/c1/note", form(Some(&secret()), &[("text", "Her heel")], Some(("IMG_1.HEIC", heic)))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(words) && answer.text.contains("Her heel"), "{}", answer.text);
        assert!(device.told().is_empty());
    }
}

/// covers: X5
#[tokio::test]
async fn a_form_with_a_file_is_not_taken_without_its_secret_first_or_beyond_its_bounds() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let file = Some(("letter.pdf", PDF));
    let late = {
        let mut body = form(None, &[("text", "words")], file);
        body.truncate(body.len() - EDGE.len() - 6);
        [body, form(Some(&secret()), &[], None)].concat()
    };
    for body in [form(None, &[("text", "words")], file), form(Some("0000"), &[("text", "words")], file), late, form(None, &[("text", "words")], None)] {
        assert_eq!(upload(&browser, "/circle/c1/note", body).await.status, StatusCode::FORBIDDEN);
    }
    // A field that is no file is never read past.
    let long = "a".repeat(crate::web::form::FORM_BYTES_MAX + 1);
    let answer = upload(&browser, "/circle/c1/note", form(Some(&secret()), &[("text", &long)], None)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        answer.text.contains("too much at once") && !answer.text.contains("Nothing was lost") && !answer.text.contains("not open here yet"),
        "{}",
        answer.text
    );
    assert!(device.told().is_empty());
}

/// covers: R6, X5
#[tokio::test]
async fn a_file_beyond_all_bounds_is_left_out_with_a_word_and_what_was_written_beside_it_stays() {
    for (language, words) in [(Language::English, "larger than can be taken at once"), (Language::Welsh, "yn fwy nag y gellir ei chymryd")] {
        let device = Sample::new(language);
        let browser = Browser::of(device.clone());
        let huge = vec![b'a'; crate::web::upload::UPLOAD_BYTES_MAX + 1];
        // What it shows comes after it, as on the page.
        let mut body = form(Some(&secret()), &[("text", "Her heel")], Some(("IMG_1.JPG", &huge)));
        body.truncate(body.len() - EDGE.len() - 6);
        let shows = form(None, &[("shows", "The left one")], None);
        let answer = upload(&browser, "/circle/c1/note", [body, shows].concat()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(words) && answer.text.contains("Her heel") && answer.text.contains("The left one"), "{}", answer.text);
        assert!(device.told().is_empty());
    }
}

/// covers: R6
#[tokio::test]
async fn a_file_that_was_chosen_and_is_empty_is_not_passed_over() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let answer = upload(&browser, "/circle/c1/note", form(Some(&secret()), &[("text", "The letter")], Some(("letter.txt", b"")))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("There is nothing in this file") && answer.text.contains("The letter"), "{}", answer.text);
    assert!(device.told().is_empty());
}

/// covers: R6
#[tokio::test]
async fn a_file_refused_for_a_note_or_a_visit_leads_back_to_its_page_with_what_was_said_of_it() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    for (page, path, on) in [("/circle/c1/note/n2", "/attach/n2", "note"), ("/circle/c1/visit/v1", "/attach/v1", "visit")] {
        let drawn = browser.get(page).await.text;
        let fields = format!(r#"name="on" value="{on}"><input type="hidden" name="circle" value="c1">"#);
        assert!(drawn.contains(&format!(r#"action="{path}""#)) && drawn.contains(&fields), "{drawn}");
        let said = [("back", "/circle/c1"), ("on", on), ("circle", "c1"), ("shows", "The left heel")];
        for file in [("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice()), ("", b"")] {
            let answer = upload(&browser, path, form(Some(&secret()), &said, Some(file))).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains(r#"value="The left heel""#) && answer.text.contains(r#"<details class="attach" open>"#), "{}", answer.text);
            assert!(answer.text.contains(&format!(r#"action="{path}""#)), "the form is there again: {}", answer.text);
        }
    }
    assert!(device.told().is_empty());
}

/// covers: R6, X4
#[tokio::test]
async fn pictures_have_words_and_documents_names_and_each_says_whether_it_is_here() {
    let browser = Browser::of(Sample::new(Language::English));
    let notes = browser.get("/circle/c1/notes").await.text;
    assert!(notes.contains(r#"src="/attachment/a1/small" alt="A red place on the left heel""#), "{notes}");
    for words in [
        "1 of 3 parts are here",
        "not fetched, as your settings say",
        "A picture by Dewi, without a description",
        "A document by Dewi, without a name",
        "what came is not what was sent",
    ] {
        assert!(notes.contains(words), "{words}");
    }
    assert!(!notes.contains(HOSTILE), "words of others are words");
    assert!(!notes.contains("/attachment/a3/small"), "what is not here is not asked for");
    let page = browser.get("/attachment/a3").await.text;
    assert!(page.contains(r#"action="/attachment/a3/fetch""#) && !page.contains("/attachment/a3/file"));
    let gone = browser.get("/attachment/gone").await;
    assert!(gone.text.contains("This was erased"), "{}", gone.text);
}

/// covers: R6, X5
#[tokio::test]
async fn bytes_of_others_come_as_a_picture_or_as_a_file_to_keep() {
    let browser = Browser::of(Sample::new(Language::English));
    let picture = browser.get("/attachment/a1/file").await;
    assert_eq!((picture.status, picture.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
    assert_eq!(picture.headers["x-content-type-options"], "nosniff");
    assert_eq!(picture.headers["cache-control"], "no-store", "nothing of it stays in the browser");
    let document = browser.get("/attachment/a4/file").await;
    let named = document.headers["content-disposition"].to_str().unwrap();
    assert!(named.starts_with("attachment; filename*=UTF-8''%3Cscript%3E"), "{named}");
    assert_eq!(document.headers["content-type"], "application/pdf");
}

/// covers: R6
#[tokio::test]
async fn a_picture_is_hung_on_a_visit_from_its_page_and_fetched_when_asked_for() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert!(browser.get("/circle/c1/visit/v1").await.text.contains(r#"action="/attach/v1""#));
    let back = [("back", "/circle/c1/visit/v1"), ("shows", "")];
    let sent = upload(&browser, "/attach/v1", form(Some(&secret()), &back, Some(("letter.pdf", PDF)))).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/circle/c1/visit/v1"));
    let NewAttachment { name, words, data } = NewAttachment::from_file(Some("letter.pdf".into()), String::new(), PDF).unwrap();
    assert_eq!(device.told(), [Request::AttachmentAdd { to: "v1".into(), name, words, data }]);
    let none = upload(&browser, "/attach/v1", form(Some(&secret()), &back, None)).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/attachment/a3/fetch", &[]).await.location, "/attachment/a3");
}
