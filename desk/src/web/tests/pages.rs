use super::sample::{HOSTILE, answer};
use super::{Browser, Sample};
use crate::web::circle::News;
use crate::web::demo::{DemoDevice, DemoView, RelayHolding, RelayRow, demo_page, relay_page};
use axum::http::StatusCode;
use kith_core::kith::view::{Audience, CirclePage, Element, Mood, Side};
use kith_core::kith::{KithError, Request};
use kith_core::words::{Language, Words};
use std::path::Path;

/// Every page that a person can open, by its address.
const PAGES: &[&str] = &[
    "/",
    "/circle",
    "/circle/new",
    "/circle/c1",
    "/circle/c1/medicines",
    "/circle/c1/card",
    "/circle/c1/card/sheet",
    "/circle/c1/decisions",
    "/circle/c1/notes",
    "/circle/c1/note/n2",
    "/circle/c1/people",
    "/circle/c1/people/dewi",
    "/circle/c1/people/elin",
    "/circle/c1/people/huw",
    "/circle/c1/review",
    "/circle/c1/plan",
    "/circle/c1/visits",
    "/circle/c1/visit/v1",
    "/circle/c1/visit/v2",
    "/plan/p1",
    "/search?q=heel&circle=c1",
    "/arrival/n1",
    "/coins",
    "/coins/give",
    "/coins/give?to=pool",
    "/coin/7f31",
    "/coins/policy",
    "/coins/twice",
    "/people",
    "/people?skill=walks",
    "/people/me",
    "/people/ana",
    "/activity",
    "/members",
    "/invite",
    "/join",
    "/devices",
    "/device/d1",
    "/device/d2",
    "/devices/of/ana",
    "/recovery",
    "/recovery/back",
    "/recovery/progress",
    "/book",
    "/receive",
    "/truth",
    "/privacy",
    "/privacy/erase",
    "/privacy/erase/n1?back=/circle/c1",
    "/privacy/requests",
    "/privacy/requests/k1",
    "/privacy/requests/k2",
    "/safety",
    "/safety/new?circle=c1&back=/circle/c1",
    "/safety/s1",
    "/safety/s2",
    "/safety/s3",
    "/lost/d2",
    "/lost/d3",
    "/vault",
    "/more",
    "/start",
];

/// Leaves what was drawn where a person (or a browser taking pictures) can look at it.
fn keep(name: &str, text: &str) {
    if let Ok(folder) = std::env::var("KITH_PAGES_OUT") {
        let folder = Path::new(&folder);
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join(format!("{name}.html")), text).unwrap();
    }
}

fn file_name(language: Language, path: &str) -> String {
    format!("{}{}", language.code(), path.replace(['/', '?', '=', '&'], "_"))
}

#[tokio::test]
async fn every_page_is_drawn_in_both_languages_without_a_missing_word() {
    for language in Language::ALL {
        for office in [false, true] {
            let browser = Browser::of(Sample { office, ..Sample::new(language) });
            for path in PAGES {
                let page = browser.get(path).await;
                if page.status == StatusCode::SEE_OTHER {
                    continue;
                }
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
                assert!(!page.text.contains('⟦'), "{path} lacks words: {}", around(&page.text, "⟦"));
                assert!(page.text.contains(&format!(r#"<html lang="{}">"#, language.code())), "{path}");
                keep(&format!("{}{}", if office { "office_" } else { "" }, file_name(language, path)), &page.text);
            }
        }
    }
}

fn around<'a>(text: &'a str, mark: &str) -> &'a str {
    let at = text.find(mark).unwrap_or_default();
    text.get(at..(at + 120).min(text.len())).unwrap_or(text)
}

#[tokio::test]
async fn pages_with_nothing_in_them_say_what_will_appear() {
    let browser = Browser::of(Sample { empty: true, ..Sample::new(Language::English) });
    for (path, words) in [
        ("/", "A quiet day so far"),
        ("/circle", "You are in no circle yet"),
        ("/coins", "You hold no coins yet"),
        ("/book", "No coin has been made yet"),
        ("/truth", "Nothing waits"),
        ("/people", "Nobody here yet"),
    ] {
        let page = browser.get(path).await;
        assert!(page.text.contains(words), "{path}: {}", page.text);
        keep(&format!("empty_{}", file_name(Language::English, path)), &page.text);
    }
}

/// What another person wrote is text, wherever it is shown.
#[tokio::test]
async fn hostile_text_stays_text() {
    let browser = Browser::of(Sample::new(Language::English));
    for path in PAGES {
        let page = browser.get(path).await.text;
        assert!(!page.contains("<script>alert") && !page.contains("<img"), "{path}: {}", around(&page, "<script>alert"));
    }
    assert!(browser.get("/circle/c1").await.text.contains("&lt;script&gt;alert"), "the sample's hostile note is shown as text");
}

/// The policy allows no inline script or style, so a page that had one would not work.
#[tokio::test]
async fn no_page_has_inline_scripts_handlers_or_styles() {
    let browser = Browser::of(Sample { office: true, ..Sample::new(Language::English) });
    for path in PAGES {
        let page = browser.get(path).await.text;
        for odd in [" onclick=", " onload=", " onchange=", " onsubmit=", " oninput=", " onerror=", " style=", "<style", "javascript:"] {
            let shown = page.replace("&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;", "");
            assert!(!shown.contains(odd), "{path}: {}", around(&shown, odd));
        }
        assert_eq!(page.matches("<script").count(), usize::from(!page.is_empty()), "{path}");
    }
}

#[tokio::test]
async fn every_field_has_a_label_and_every_id_is_there_once() {
    let browser = Browser::of(Sample { office: true, ..Sample::new(Language::English) });
    for path in PAGES {
        let page = browser.get(path).await.text;
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{path}: an id is there twice: {ids:?}");
        for wanted in page.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&wanted), "{path}: a label for {wanted}, which is not there");
        }
    }
}

#[tokio::test]
async fn headings_begin_with_one_h1_and_skip_no_level() {
    let browser = Browser::of(Sample::new(Language::English));
    for path in PAGES {
        let page = browser.get(path).await.text;
        let bytes = page.as_bytes();
        let levels: Vec<u8> = page.match_indices("<h").map(|(at, _)| bytes[at + 2]).filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        assert!(levels.is_empty() || levels[0] == 1, "{path}: {levels:?}");
        assert!(levels.iter().filter(|level| **level == 1).count() <= 1, "{path}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
    }
}

#[tokio::test]
async fn the_truth_strip_never_says_that_all_is_well_while_something_waits() {
    let waits = Browser::of(Sample { airplane: true, ..Sample::new(Language::English) }).get("/").await.text;
    assert!(waits.contains("3 things wait.") && waits.contains("No signal: all of it is safe here."), "{waits}");
    assert!(!waits.contains("Everything is with the relay"));
    assert!(waits.contains(r#"aria-pressed="false""#));
    let well = Browser::of(Sample { empty: true, ..Sample::new(Language::English) }).get("/").await.text;
    assert!(well.contains("Everything is with the relay.") && well.contains("Last exchange 10:41."), "{well}");
}

#[tokio::test]
async fn the_truth_strip_says_that_the_relay_does_not_answer() {
    for empty in [false, true] {
        let silent = Browser::of(Sample { silent: true, empty, ..Sample::new(Language::English) });
        let page = silent.get("/").await.text;
        assert!(page.contains("The relay does not answer") && !page.contains("Everything is with the relay"), "{page}");
        assert_eq!(page.contains("3 things wait."), !empty, "{page}");
        let page = silent.get("/truth").await.text;
        assert_eq!(page.contains("on 3 of 5 people’s phones; waits for the relay"), !empty, "{page}");
    }
}

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
    // The sample's plan has more by now than the form began with.
    let woven = "Choir, then lunch at Tŷ Capel.\nHuw brings the chairs, somebody a cake. first";
    let edit = Request::PlanEdit { plan: "p1".into(), title: None, text: Some(woven.into()), when: None, place: Some(String::new()) };
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
    let fields =
        [("done", "my-care"), ("done", "my-home"), ("how", "as-usual"), ("minutes", "65"), ("handover", "tea"), ("text", "walked"), ("area", "Lower Derw")];
    assert_eq!(Browser::of(device.clone()).post("/circle/c1/visit/v1", &fields).await.status, StatusCode::SEE_OTHER);
    let done = Request::VisitCheckOut {
        visit: "v1".into(),
        minutes: Some(65),
        done: vec![Element::MyCare, Element::MyHome],
        how: Some(Mood::AsUsual),
        text: "walked".into(),
        handover: "tea".into(),
        area: Some("Lower Derw".into()),
    };
    assert_eq!(device.told(), [done]);
}

/// covers: R2, R3
#[tokio::test]
async fn a_visit_is_corrected_by_what_stands_otherwise_in_the_form_and_all_that_was_told_is_shown() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/visit/v2").await.text;
    assert!(page.contains("/circle/none/visit/v2/correct") && page.contains("Correct this"), "{page}");
    let same =
        [("done", "my-care"), ("done", "my-home"), ("text", "Washed up together and practised three questions."), ("handover", "Tea is on the left now.")];
    let fields = [&same[..], &[("minutes", "45")]].concat();
    assert_eq!(browser.post("/circle/c1/visit/v2/correct", &fields).await.status, StatusCode::SEE_OTHER);
    let correct = Request::VisitCorrect {
        visit: "v2".into(),
        started_ms: None,
        ended_ms: None,
        minutes: Some(45),
        done: None,
        how: None,
        text: None,
        handover: None,
        area: None,
    };
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

#[tokio::test]
async fn pages_below_a_prefix_lead_nowhere_else() {
    let browser = Browser::at(Sample::new(Language::English), "/phone/dewi");
    for path in ["/", "/circle/c1", "/coins", "/more", ""] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for link in page.text.split(" href=\"").chain(page.text.split(" action=\"")).skip(1) {
            assert!(link.starts_with("/phone/dewi") || link.starts_with('#') || link.starts_with("<!"), "{path}: {}", &link[..link.len().min(60)]);
        }
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_says_so_kindly() {
    let page = Browser::of(Sample::new(Language::Welsh)).get("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("<nav") && !page.text.contains('⟦'), "{}", page.text);
}

fn demo_view() -> DemoView {
    let device = |prefix: &str, opens_on: &str, name: &str, role: &str| DemoDevice {
        prefix: prefix.into(),
        opens_on: opens_on.into(),
        name: name.into(),
        role: role.into(),
        office: role == "office",
    };
    DemoView {
        coop: "Cwm Derw".into(),
        relay_on: true,
        relay_holds: 214,
        devices: vec![
            device("/office", "/book", "Office", "office"),
            device("/phone/elin", "/circle", "Elin", "daughter"),
            device("/phone/dewi", "/", "Dewi", "care-worker"),
            device("/phone/ana", "/coins", HOSTILE, "peer-supporter"),
        ],
    }
}

#[test]
fn the_demo_shows_the_office_beside_three_phones_in_both_languages() {
    for language in Language::ALL {
        let page = demo_page(Words::of(language), &demo_view(), "secret").into_string();
        assert_eq!(page.matches("<iframe").count(), 4);
        assert!(!page.contains('⟦') && !page.contains("<script>alert"), "{page}");
        assert!(page.contains(r#"src="/phone/elin/circle""#) && page.contains(r#"name="secret" value="secret""#), "{page}");
        keep(&format!("demo_{}", language.code()), &page);
    }
}

#[test]
fn what_the_relay_holds_is_shown_as_it_sees_it() {
    let row = RelayRow { tag: "ab".repeat(32), stored_ms: super::NOW_MS, bytes: 1_088, begins: "01f3a4".repeat(6) };
    let holding = RelayHolding { mailboxes: 12, envelopes: 214, bytes: 90_112, rows: vec![row.clone(), row] };
    for language in Language::ALL {
        let page = relay_page(Words::of(language), &holding).into_string();
        assert!(page.contains("01f3a4") && page.contains("1088") && !page.contains('⟦'), "{page}");
        keep(&format!("relay_{}", language.code()), &page);
    }
}

/// The device counts what was asked for as seen; a page that is only drawn anew keeps it in sight all the same.
#[test]
fn what_is_new_stays_new_while_its_page_is_open() {
    let mut page: CirclePage = serde_json::from_value(answer(&Sample::new(Language::English), &Request::Circle { circle: "c1".into() }).unwrap()).unwrap();
    let new = |page: &CirclePage| page.notes.iter().filter(|note| note.new).count();
    let news = News::default();
    news.keep(false, &mut page);
    assert_eq!(new(&page), 1);
    page.notes.iter_mut().for_each(|note| note.new = false);
    news.keep(true, &mut page);
    assert_eq!(new(&page), 1, "drawn anew");
    page.notes.iter_mut().for_each(|note| note.new = false);
    news.keep(false, &mut page);
    assert_eq!(new(&page), 0, "opened again");
}
