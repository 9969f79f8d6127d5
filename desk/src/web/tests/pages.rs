use super::sample::{HOSTILE, answer};
use super::{Browser, Sample};
use crate::web::circle::News;
use crate::web::demo::{DemoDevice, DemoView, RelayHolding, RelayRow, demo_page, relay_page};
use axum::http::StatusCode;
use kith_core::kith::Request;
use kith_core::kith::view::CirclePage;
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
    "/circle/c1/card/links",
    "/circle/c1/decisions",
    "/circle/c1/rota",
    "/limits",
    "/circle/c1/load",
    "/reminders",
    "/circle/c1/notes",
    "/circle/c1/note/n2",
    "/circle/c1/people",
    "/circle/c1/people/dewi",
    "/circle/c1/people/elin",
    "/circle/c1/people/huw",
    "/circle/c1/review",
    "/circle/c1/plan",
    "/attachment/a1",
    "/attachment/a2",
    "/attachment/a3",
    "/attachment/a4",
    "/attachment/a5",
    "/circle/c1/visits",
    "/circle/c1/visit/v1",
    "/circle/c1/visit/v2",
    "/circle/c1/visit/v3",
    "/circle/c1/for",
    "/boundary",
    "/mandates",
    "/plan/p1",
    "/search?q=heel&circle=c1",
    "/arrival/n1",
    "/coins",
    "/coins/give",
    "/coins/give?to=pool",
    "/coin/7f31",
    "/coins/policy",
    "/coins/witnesses",
    "/coins/top-ups",
    "/vouchers",
    "/coins/places",
    "/coins/areas",
    "/coins/twice",
    "/coins/lost",
    "/statement/me",
    "/coins/estate",
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
    "/device/d4",
    "/devices/of/ana",
    "/coin/b3/twin",
    "/coin/plain/twin",
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
    "/board",
    "/circle/c1/later",
    "/circle/c1/closing",
    "/privacy/holds",
    "/privacy/hold/n1?back=/circle/c1",
    "/vault",
    "/more",
    "/start",
];

/// Leaves what was drawn where a person (or a browser taking pictures) can look at it.
pub(super) fn keep(name: &str, text: &str) {
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

/// covers: X4, X8
#[tokio::test]
async fn a_note_from_a_phone_whose_clock_was_wrong_says_so_in_both_languages() {
    for (language, words) in [(Language::English, "the clock of this phone was wrong"), (Language::Welsh, "roedd cloc y ffôn hwn yn anghywir")] {
        let page = Browser::of(Sample::new(language)).get("/circle/c1/notes").await;
        assert_eq!(page.text.matches(words).count(), 1, "{}", around(&page.text, "n5"));
        let card = page.text.find("note-n5").unwrap();
        assert!(page.text[card..].contains(words));
    }
}

/// covers: R3, X4
#[tokio::test]
async fn a_visit_that_the_clock_cannot_measure_asks_for_its_minutes_and_says_why() {
    for (language, long, clock) in [
        (Language::English, "it is 20 hours since the visit began", "clock has changed since the visit began"),
        (Language::Welsh, "mae 20 awr ers i’r ymweliad ddechrau", "wedi newid ers i’r ymweliad ddechrau"),
    ] {
        let browser = Browser::of(Sample::new(language));
        let field = |text: &str| text.split("<input").find(|part| part.contains(r#"name="minutes""#)).unwrap().to_owned();
        for (visit, words, value) in [("v1", None, r#"value="65""#), ("v-long", Some(long), r#"value="""#), ("v-clock", Some(clock), r#"value="""#)] {
            let page = browser.get(&format!("/circle/c1/visit/{visit}")).await.text;
            assert!(field(&page).contains(value), "{visit}: {}", field(&page));
            for asked in [long, clock] {
                assert_eq!(page.contains(asked), words == Some(asked), "{visit}");
            }
        }
    }
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
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{path}: {}", around(&page, "<script>alert"));
        // Pictures of our own are of these pages, with quoted attributes that hold nothing but text.
        let places = [" src=\"/attachment/", " class=\"picture\" src=\"/attachment/", " class=\"picture\" src=\"/coin-picture/"];
        let own = |tag: &str| places.iter().any(|place| tag.starts_with(place));
        let tags = page.split("<img").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
        for tag in tags {
            assert!(own(tag) && !tag.contains('<') && tag.matches('"').count() % 2 == 0, "{path}: {tag}");
        }
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
