//! One's data, concerns about safety, a lost phone, and the lock: what their pages promise.

use super::pages::keep;
use super::{Browser, NOW_MS, Sample};
use axum::http::StatusCode;
use kith_core::kith::{ErrorKind, KithError, Request};
use kith_core::words::Language;

/// covers: X5
#[tokio::test]
async fn what_is_held_is_shown_with_who_can_read_it_who_has_opened_it_and_what_is_kept() {
    let page = Browser::of(Sample::new(Language::English)).get("/privacy").await.text;
    for said in [
        "Mair’s circle",
        "all 41 members",
        "you, on 4 devices",
        "Between you and Ana",
        "notes, opened",
        "medicines, allergies and the other lists, printed",
        "each dose, allergies",
        "Between you and Gwen",
        "yesterday",
        "said by Ana",
        "96 months",
        "no term",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let empty = Browser::of(Sample { empty: true, ..Sample::new(Language::English) }).get("/privacy").await.text;
    assert!(empty.contains("Nobody but you has opened anything") && empty.contains("told of nothing that is kept"), "{empty}");
}

/// covers: C12
#[tokio::test]
async fn a_statement_is_a_file_of_every_form_that_the_browser_keeps_and_never_shows() {
    let browser = Browser::of(Sample::new(Language::English));
    for format in kith_core::statement::Format::ALL {
        let word = serde_json::to_value(format).unwrap();
        let file = browser.get(&format!("/statement/me/{}", word.as_str().unwrap())).await;
        assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, format.media()));
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"), "{word}");
    }
    assert_eq!(browser.get("/statement/me/paper").await.status, StatusCode::NOT_FOUND);
    let page = browser.get("/statement/me").await.text;
    assert!(page.contains("/statement/me/hledger") && page.contains("+4") && !page.contains("<img src=x"), "{page}");
}

/// covers: X5, X7
#[tokio::test]
async fn an_export_is_two_files_that_the_browser_keeps_and_never_shows_as_a_page() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    for (path, kind, holds) in [("index.html", "text/html; charset=utf-8", "<!doctype html>"), ("data.json", "application/json", "kith-export")] {
        let file = browser.get(&format!("/privacy/export/{path}")).await;
        assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind));
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"), "{path}");
        assert!(file.text.contains(holds) && file.headers["cache-control"] == "no-store", "{path}: {}", file.text);
    }
}

/// covers: X5
#[tokio::test]
async fn nothing_is_erased_before_what_goes_and_what_stays_was_shown_and_the_box_is_ticked() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/privacy/erase?circle=c1").await.text;
    for said in [
        "What goes",
        ">12<",
        "What stays, and why",
        "Coins and their steps stay",
        "What no erasure reaches",
        "Erase all that I wrote in Mair’s circle",
        "Huw brings two chairs",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (path, fields) in [("/privacy/erase", [("circle", "c1"), ("reason", "mine")]), ("/privacy/erase/n1", [("back", "/circle/c1"), ("reason", "mine")])] {
        let page = browser.post(path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.text.contains("Nothing was changed") && page.text.contains(r#"value="mine""#), "{path}: {}", page.text);
    }
    let page = browser.get("/privacy/erase/n1?back=/circle/c1").await.text;
    for said in ["A note", "Mair’s circle", "Dewi, yesterday", "Heel is sore again.", "Coins and their steps stay"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let looked = |request: &Request| matches!(request, Request::EraseAll { preview: true, .. });
    assert!(device.told().iter().all(looked), "{:?}", device.told());
    let sure = ("sure", "yes");
    assert_eq!(browser.post("/privacy/erase", &[("circle", "c1"), ("reason", "mine"), sure]).await.location, "/privacy");
    assert_eq!(browser.post("/privacy/erase/n1", &[("back", "/circle/c1"), sure]).await.location, "/circle/c1");
    assert_eq!(browser.post("/privacy/erase/n1", &[("back", "//elsewhere.example"), sure]).await.location, "/privacy");
    let done: Vec<Request> = device.told().into_iter().filter(|request| !looked(request)).collect();
    let one = || Request::Erase { item: "n1".into(), fields: Vec::new(), reason: String::new(), preview: false };
    assert_eq!(done, [Request::EraseAll { circle: Some("c1".into()), reason: "mine".into(), preview: false }, one(), one()]);
}

/// covers: X5
#[tokio::test]
async fn the_office_gives_an_export_once_each_passage_about_others_was_looked_at() {
    let device = Sample { office: true, ..Sample::new(Language::English) };
    let browser = Browser::of(device.clone());
    let list = browser.get("/privacy/requests").await.text;
    assert!(list.contains("27 days left") && list.contains("late: it was due") && list.contains("given yesterday"), "{list}");
    let page = browser.get("/privacy/requests/k1").await.text;
    assert!(
        page.contains("One passage comes from or names somebody else") && page.contains("written by somebody else") && page.contains("names Dewi"),
        "{page}"
    );
    assert!(page.contains("/privacy/export/data.json?case=k1") && !page.contains("/privacy/requests/k1/done"), "not yet to be finished: {page}");
    for decision in ["give", "withhold"] {
        assert_eq!(browser.post("/privacy/requests/k1", &[("passage", "ab-now"), ("decision", decision)]).await.location, "/privacy/requests/k1");
    }
    assert_eq!(browser.post("/privacy/requests/k1", &[("passage", "ab-now")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/privacy/requests", &[("person", "mair"), ("what", "export"), ("days", "2")]).await.location, "/privacy/requests/k1");
    assert_eq!(browser.post("/privacy/retention", &[("what", "note"), ("months", "96")]).await.location, "/privacy/requests");
    let (case, passage) = (|| "k1".to_owned(), || "ab-now".to_owned());
    let review = |withhold| Request::CaseReview { case: case(), passage: passage(), withhold };
    let open = Request::CaseOpen { person: "mair".into(), what: "export".into(), asked_ms: Some(NOW_MS - 2 * 24 * 60 * 60 * 1000) };
    assert_eq!(device.told(), [review(false), review(true), open, Request::RetentionSet { what: "note".into(), months: 96 }]);
}

/// covers: R8
#[tokio::test]
async fn a_concern_is_raised_from_a_circle_and_leads_back_there_leaving_nothing_in_the_browser() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    for (path, link) in [
        ("/more", "/safety\""),
        ("/circle/c1", "/safety/new?circle=c1&amp;back=/circle/c1"),
        ("/circle/c1/people/dewi", "/safety/new?about=dewi&amp;circle=c1&amp;back=/circle/c1/people/dewi"),
        ("/people/ana", "/safety/new?about=ana&amp;back=/people/ana"),
    ] {
        assert!(browser.get(path).await.text.contains(link), "{path} leads to {link}");
    }
    for path in ["/safety", "/safety/new?circle=c1&back=/circle/c1", "/safety/s1", "/safety/s2?back=/circle/c1", "/safety/s3"] {
        let page = browser.get(path).await;
        assert!(page.text.contains("<title>Kith</title>"), "{path}: a history would tell: {}", page.text);
        assert!(!page.text.contains("data-draft"), "{path}: a draft stays in the browser");
        assert_eq!(page.headers["cache-control"], "no-store");
        let forms = page.text.split("<form").skip(1).filter(|form| form.contains("<textarea"));
        forms.for_each(|form| assert!(form.contains(r#"autocomplete="off""#), "{path}: {form}"));
    }
    let form = browser.get("/safety/new?circle=c1&back=/circle/c1").await.text;
    assert!(form.find("ring 999 first").unwrap() < form.find("<textarea").unwrap(), "what to do at once comes first");
    assert!(form.contains(r#"href="tel:999""#) && form.contains(r#"<option value="c1" selected>"#), "{form}");
    let fields = [("text", "Money is leaving the house."), ("about", "ana"), ("circle", "c1"), ("danger", "yes"), ("back", "/circle/c1")];
    let sent = browser.post("/safety/new", &fields).await;
    assert_eq!(sent.location, "/safety/s2?back=%2Fcircle%2Fc1");
    let after = browser.get(&sent.location).await.text;
    assert!(after.contains(r#"href="/circle/c1""#) && after.contains("Back to where you were") && after.contains("ring 999 first"), "{after}");
    let raised = Request::ConcernRaise { about: Some("ana".into()), circle: Some("c1".into()), text: "Money is leaving the house.".into(), danger: true };
    assert!(device.told().contains(&raised), "{:?}", device.told());
    let elsewhere = browser.post("/safety/new", &[("text", "x"), ("back", "https://elsewhere.example/")]).await;
    assert_eq!(elsewhere.location, "/safety/s2?back=%2Fsafety");
}

/// covers: R8
#[tokio::test]
async fn a_concern_that_could_not_be_sent_keeps_what_was_written_and_says_what_to_do() {
    let refuses = Some(KithError::not_found("no-lead", "nobody could be told"));
    let browser = Browser::of(Sample { refuses, ..Sample::new(Language::English) });
    let page = browser.post("/safety/new", &[("text", "Money is leaving"), ("about", "ana"), ("circle", "c1"), ("back", "/circle/c1")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    for kept in ["Money is leaving</textarea>", r#"<option value="ana" selected>"#, r#"<option value="c1" selected>"#, r#"value="/circle/c1""#, "ring 999"] {
        assert!(page.text.contains(kept), "{kept}: {}", page.text);
    }
}

/// covers: R8
#[tokio::test]
async fn who_looks_after_safety_follows_a_concern_to_its_end() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let list = browser.get("/safety").await.text;
    assert!(list.find("Yours to look after").unwrap() < list.find("What you raised").unwrap(), "{list}");
    let page = browser.get("/safety/s1").await.text;
    for said in ["It was opened.", "Thank you. When was it?", "Spoke to the bank", "for those who look after safety alone", "Who can read it", "Ana, Mair"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let told = device.told().len();
    for (path, field) in [("/safety/s1/reply", "text"), ("/safety/s1/note", "text"), ("/safety/s1/close", "outcome")] {
        assert_eq!(browser.post(path, &[(field, "said")]).await.location, "/safety/s1", "{path}");
    }
    let (concern, text) = (|| "s1".to_owned(), || "said".to_owned());
    let said = [
        Request::ConcernReply { concern: concern(), text: text() },
        Request::ConcernNote { concern: concern(), text: text() },
        Request::ConcernClose { concern: concern(), outcome: text() },
    ];
    assert_eq!(device.told()[told..], said);
    let raised = browser.get("/safety/s2").await.text;
    assert!(!raised.contains("/safety/s2/note") && !raised.contains("/safety/s2/close") && raised.contains("/safety/s2/reply"), "{raised}");
    let closed = browser.get("/safety/s3").await.text;
    assert!(closed.contains("The bank has stopped the card.") && !closed.contains("/safety/s3/reply"), "{closed}");
}

/// covers: X3
#[tokio::test]
async fn who_cuts_off_a_lost_phone_is_told_what_it_held_and_what_happens_next() {
    let browser = Browser::of(Sample { office: true, ..Sample::new(Language::English) });
    for path in ["/device/d3/lost", "/devices/of/ana/d3/lost"] {
        assert_eq!(browser.post(path, &[("days", "0"), ("sure", "yes")]).await.location, "/lost/d3", "{path}");
    }
    let page = browser.get("/lost/d3").await.text;
    for said in ["Cut off 10:41", "everybody else goes on under keys", "41 members", "Decide by", "encrypted", "whether it was locked"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let still = browser.get("/lost/d2").await.text;
    assert!(still.contains("It is not cut off yet") && still.contains("Cut it off first") && still.contains("The time to decide was over"), "{still}");
    let asked = browser.get("/lost/d3?aware=2026-11-20T08:30").await.text;
    assert!(asked.contains(r#"type="datetime-local" value="2026-11-20T08:30""#), "{asked}");
    assert_eq!(browser.get("/lost/d3?aware=lately").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// covers: X3, X5
#[tokio::test]
async fn lock_lease_and_backup_stand_on_one_page_and_say_how_things_are() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/vault").await.text;
    assert!(page.contains("signs out if it has not met the co-op by 1 December 10:42") && page.contains("Last made Friday 10:42"), "{page}");
    assert_eq!(browser.post("/lock/after", &[("minutes", "7")]).await.location, "/vault");
    assert_eq!(browser.post("/lock/after", &[("minutes", "0")]).await.location, "/vault");
    assert_eq!(browser.post("/lock/after", &[("minutes", "soon")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/lock", &[]).await.location, "/");
    assert_eq!(device.told(), [Request::LockAfter { minutes: Some(7) }, Request::LockAfter { minutes: None }, Request::Lock]);
    let office = Browser::of(Sample { office: true, ..Sample::new(Language::English) });
    assert_eq!(office.post("/lease", &[("days", "14")]).await.location, "/vault");
}

/// covers: X5
#[tokio::test]
async fn the_lease_begins_with_what_holds_and_ends_by_its_own_button_alone() {
    let device = Sample { office: true, ..Sample::new(Language::English) };
    let browser = Browser::of(device.clone());
    let page = browser.get("/vault").await.text;
    let form = page.split(r#"action="/lease""#).nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains(r#"min="1""#) && form.contains(r#"value="14""#), "{form}");
    for empty in ["", "0"] {
        assert_eq!(browser.post("/lease", &[("days", empty)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{empty:?}");
    }
    assert_eq!(browser.post("/lease/none", &[]).await.location, "/vault");
    assert_eq!(device.told(), [Request::Lease { days: None }]);
    let none = Browser::of(Sample { office: true, empty: true, ..Sample::new(Language::English) }).get("/vault").await.text;
    assert!(none.contains("There is no such term now") && !none.contains("/lease/none"), "{none}");
}

/// covers: X5
#[tokio::test]
async fn reading_and_typing_count_as_use_and_looking_for_what_is_new_does_not() {
    let present = |device: &Sample| device.present.load(std::sync::atomic::Ordering::Relaxed);
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert_eq!((browser.look("/circle/c1").await.status, present(&device)), (StatusCode::OK, 0));
    assert_eq!((browser.get("/circle/c1").await.status, present(&device)), (StatusCode::OK, 1));
    browser.get("/circle/c1/medicines").await;
    assert_eq!(present(&device), 1, "now and then, not each time");
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert_eq!((browser.post("/present", &[]).await.status, present(&device)), (StatusCode::NO_CONTENT, 1));
    let device = Sample::new(Language::English);
    device.lock();
    assert_eq!(Browser::of(device).post("/present", &[]).await.status, StatusCode::LOCKED);
}

/// covers: X5
#[tokio::test]
async fn a_backup_is_a_file_for_the_browser_and_its_passphrase_is_never_shown_again() {
    let browser = Browser::of(Sample::new(Language::English));
    for (first, second, said) in [("short", "short", "eight characters"), ("llechen las", "llechen goch", "not the same")] {
        let page = browser.post("/backup", &[("passphrase", first), ("again", second)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(said) && !page.text.contains(first) && !page.text.contains(second), "{}", page.text);
    }
    let file = browser.post("/backup", &[("passphrase", "llechen las"), ("again", "llechen las")]).await;
    assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "application/octet-stream"));
    assert_eq!(file.headers["content-length"].to_str().unwrap(), file.text.len().to_string());
    assert!(file.text.starts_with("sealed llechen las") && file.headers["content-disposition"].to_str().unwrap().contains("kith.kith-backup"));
}

/// covers: X5
#[tokio::test]
async fn a_passphrase_is_changed_by_whoever_knows_the_old_one_and_is_never_shown_again() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    for (now, first, second, status) in [
        ("llechen goch", "paned o de", "paned o de", StatusCode::FORBIDDEN),
        ("llechen las", "paned o de", "paned o goffi", StatusCode::UNPROCESSABLE_ENTITY),
        ("llechen las", "", "", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let page = browser.post("/passphrase", &[("now", now), ("passphrase", first), ("again", second)]).await;
        assert_eq!(page.status, status, "{now} {first}");
        assert!(!page.text.contains(now) && !page.text.contains("paned"), "{}", page.text);
    }
    assert_eq!(*device.opened_by.lock().unwrap(), "");
    assert_eq!(browser.post("/passphrase", &[("now", "llechen las"), ("passphrase", "paned o de"), ("again", "paned o de")]).await.location, "/vault");
    assert_eq!(*device.opened_by.lock().unwrap(), "paned o de");
}

/// covers: X3
#[tokio::test]
async fn a_mislaid_phone_is_frozen_and_used_again_and_lost_ones_are_cut_off_together() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    assert_eq!(browser.post("/device/d2/freeze", &[]).await.location, "/device/d2");
    for path in ["/device/d2/lift", "/devices/of/ana/d2/lift", "/recovery/cut-off"] {
        let page = browser.post(path, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", page.text);
        assert_eq!(browser.post(path, &[("sure", "yes")]).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    let d2 = || "d2".to_owned();
    let lift = |person| Request::DeviceLift { person, device: d2() };
    assert_eq!(device.told(), [Request::DeviceFreeze { device: d2() }, lift(None), lift(Some("ana".to_owned())), Request::RecoverCutOff]);
    assert!(browser.get("/recovery/progress").await.text.contains("One other device of mine is still in use"));
}

#[tokio::test]
async fn a_locked_profile_shows_the_way_to_open_it_and_nothing_else() {
    let device = Sample::new(Language::Welsh);
    let browser = Browser::of(device.clone());
    assert!(browser.get("/circle/c1").await.text.contains("Mair"));
    device.lock();
    let page = browser.get("/circle/c1").await;
    assert_eq!(page.status, StatusCode::LOCKED);
    keep("locked", &page.text);
    assert!(
        !page.text.contains("Mair") && page.text.contains(r#"<html lang="cy">"#) && page.text.contains(r#"name="back" value="/circle/c1""#),
        "{}",
        page.text
    );
    let wrong = browser.post("/unlock", &[("passphrase", "another"), ("back", "/circle/c1")]).await;
    assert_eq!(wrong.status, StatusCode::LOCKED);
    assert!(wrong.text.contains("Cyfrinymadrodd arall") && !wrong.text.contains("another"), "{}", wrong.text);
    assert_eq!(browser.post("/unlock", &[("passphrase", "llechen las"), ("back", "/circle/c1")]).await.location, "/circle/c1");
    assert_eq!(browser.get("/circle/c1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_device_that_was_signed_out_says_so_and_is_not_taken_for_locked() {
    let refuses = Some(KithError::new(ErrorKind::Locked, "signed-out", "This phone was signed out."));
    let browser = Browser::of(Sample { refuses, ..Sample::new(Language::English) });
    let page = browser.post("/circle/c1/note", &[("text", "x")]).await;
    assert!(page.text.contains("signed out") && !page.text.contains("/unlock"), "{}", page.text);
}

/// covers: X5, R4
#[tokio::test]
async fn a_circle_is_closed_for_a_term_and_opened_again_once_the_box_is_ticked() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/circle/c1/closing").await.text;
    assert!(page.contains(r#"value="120""#) && page.contains("Close the circle"), "the co-op's term stands there: {page}");
    let sure = ("sure", "yes");
    let close = [("what", "close"), ("months", "96"), ("reason", "Mair has died")];
    assert_eq!(browser.post("/circle/c1/closing", &close).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/circle/c1/closing", &[("what", "close"), ("months", "soon"), sure]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/circle/c1/closing", &[&close[..], &[sure]].concat()).await.location, "/circle/c1");
    assert_eq!(browser.post("/circle/c1/closing", &[("what", "reopen"), ("reason", ""), sure]).await.location, "/circle/c1");
    let closed = Request::CircleClose { circle: "c1".into(), months: Some(96), reason: "Mair has died".into() };
    assert_eq!(device.told(), [closed, Request::CircleReopen { circle: "c1".into(), reason: String::new() }]);
    // Once it is closed, its page says so and has no form to write with.
    let browser = Browser::of(Sample { closed: true, ..Sample::new(Language::English) });
    let page = browser.get("/circle/c1").await.text;
    assert!(page.contains("Closed by Dewi") && page.contains("Mair has died") && !page.contains(r#"action="/circle/c1/note""#), "{page}");
    let page = browser.get("/circle/c1/closing").await.text;
    assert!(page.contains("<h1>Open the circle again</h1>") && page.contains("<title>Open the circle again") && page.contains("kept for 96 months"), "{page}");
}

/// covers: X5, R4
#[tokio::test]
async fn a_circle_that_is_closed_has_no_form_that_would_write_in_it() {
    let open = Browser::of(Sample::new(Language::English));
    let closed = Browser::of(Sample { closed: true, ..Sample::new(Language::English) });
    for (page, form) in [
        ("/circle/c1/rota", r#"action="/circle/c1/rota"#),
        ("/circle/c1/medicines", r#"action="/circle/c1/medicines"#),
        ("/circle/c1/card", r#"action="/circle/c1/card"#),
        ("/circle/c1/decisions", r#"action="/circle/c1/decisions"#),
        ("/circle/c1/note/n2", r#"action="/circle/c1/note/n2"#),
        ("/circle/c1/note/n2", r#"action="/attach/n2"#),
        ("/circle/c1/visit/v1", r#"action="/circle/c1/visit/v1"#),
        ("/circle/c1/visit/v1", r#"action="/attach/v1"#),
        ("/circle/c1/visit/v2", r#"action="/circle/c1/visit/v2/correct"#),
    ] {
        let (before, after) = (open.get(page).await.text, closed.get(page).await.text);
        assert!(before.contains(form), "{page}: {before}");
        assert!(!after.contains(form), "{page}: {after}");
    }
    assert!(closed.get("/circle/c1/note/n2").await.text.contains("Closed by Dewi"));
    // Whoever looks after it may still have to bring somebody in.
    assert!(closed.get("/circle/c1/people").await.text.contains(r#"action="/circle/c1/people""#));
}

/// covers: R8, X5
#[tokio::test]
async fn what_must_be_kept_is_looked_at_first_kept_with_a_reason_and_let_go_once_the_box_is_ticked() {
    let device = Sample::new(Language::English);
    let browser = Browser::of(device.clone());
    let page = browser.get("/privacy/hold/n1?back=/circle/c1").await.text;
    assert!(page.contains("Heel is sore again.") && page.contains("Tell Dewi that something is kept"), "{page}");
    assert!(page.contains("The pictures and documents themselves are not"), "what is not kept is said before anybody relies on it: {page}");
    assert_eq!(browser.post("/privacy/hold/n1", &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/privacy/hold/n1", &[("reason", "a concern is open"), ("tell", "yes")]).await.location, "/privacy/holds");
    let page = browser.get("/privacy/holds").await.text;
    assert!(page.contains("Heel is sore again.") && page.contains("its author was not told"), "{page}");
    assert!(page.contains("/privacy/holds/n1/release") && !page.contains("/privacy/holds/n4/release"), "only who keeps it lets go of it: {page}");
    let unsure = browser.post("/privacy/holds/n1/release", &[("reason", "closed")]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.text.contains("<details open>") && unsure.text.contains(r#"value="closed""#), "{}", unsure.text);
    assert_eq!(browser.post("/privacy/holds/n1/release", &[("reason", "closed"), ("sure", "yes")]).await.location, "/privacy/holds");
    let told: Vec<Request> = device.told().into_iter().filter(|request| !matches!(request, Request::Erase { preview: true, .. })).collect();
    let kept = Request::HoldAdd { item: "n1".into(), reason: "a concern is open".into(), tell: true };
    assert_eq!(told, [kept, Request::HoldRelease { item: "n1".into(), reason: "closed".into() }]);
    // Only who may keep something is led there.
    assert!(!browser.get("/privacy").await.text.contains("/privacy/holds"));
    let lead = Browser::of(Sample { lead: true, ..Sample::new(Language::English) });
    assert!(lead.get("/privacy").await.text.contains("/privacy/holds"));
    assert!(lead.get("/circle/c1").await.text.contains("/privacy/hold/"));
}
