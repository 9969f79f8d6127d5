//! Holds, who has opened what, closed circles, and exports.

use super::super::coins::{cast_of_three, settle, visit};
use super::*;

/// covers: X5
#[test]
fn what_is_kept_is_a_copy_of_its_holders_and_the_circle_cannot_tell() {
    let mut cast = Cast::new();
    let (mut office, mut people) = circle(&mut cast);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Dewi", "role": "safeguarding-lead"}));
    cast.sync(&mut office);
    let planted = note(&mut cast, &mut people[2], "a bruise again");
    meet(&mut cast, &mut people);
    let refused = cast.try_ask(&mut people[0], json!({"do": "hold-add", "item": planted, "reason": "x", "tell": false})).unwrap_err();
    assert_eq!(refused.code, "not-holder");
    let space = people[1].kith.circle("Mam").unwrap();
    let entries = |phone: &Phone| {
        let n = phone.kith.space(&space).unwrap().n;
        phone.kith.storage.entries_in_order(n, kith_wire::Lane::Data).unwrap().len()
    };
    let before = entries(&people[1]);
    let hold = cast.ask(&mut people[1], json!({"do": "hold-add", "item": planted, "reason": "a concern", "tell": false}));
    assert_eq!((hold["words"][0].as_str(), hold["told"].as_bool(), entries(&people[1])), (Some("a bruise again"), Some(false), before));
    erase(&mut cast, &mut people[2], &planted);
    meet(&mut cast, &mut people);
    assert!(notes(&mut cast, &mut people[1]).is_empty(), "in the circle it is gone on every device");
    assert_eq!(cast.ask(&mut people[1], json!({"do": "holds"}))[0]["words"][0], "a bruise again");
    assert!(cast.ask(&mut people[2], json!({"do": "kept"})).as_array().unwrap().is_empty());
    // One that its author may know of.
    let second = note(&mut cast, &mut people[2], "medicine given at eight");
    meet(&mut cast, &mut people);
    cast.ask(&mut people[1], json!({"do": "hold-add", "item": second, "reason": "regulated care", "tell": true}));
    meet(&mut cast, &mut people);
    let kept = cast.ask(&mut people[2], json!({"do": "kept"}));
    assert_eq!((kept[0]["place"].as_str(), kept[0]["by"]["name"].as_str()), (Some("Mam"), Some("Dewi")));
    let preview = cast.ask(&mut people[2], json!({"do": "erase-all", "circle": "Mam", "reason": "", "preview": true}));
    assert!(preview["stays"].as_array().unwrap().iter().any(|s| s["what"] == "kept"), "{preview}");
    let released = cast.ask(&mut people[1], json!({"do": "hold-release", "item": planted, "reason": "resolved"}));
    assert_eq!(released.as_array().unwrap().len(), 1);
    meet(&mut cast, &mut people);
    assert_eq!(cast.ask(&mut people[2], json!({"do": "kept"})).as_array().unwrap().len(), 1, "of this one they were never told");
    cast.ask(&mut people[1], json!({"do": "hold-release", "item": second, "reason": "resolved"}));
    meet(&mut cast, &mut people);
    assert_eq!(cast.ask(&mut people[2], json!({"do": "kept"})), json!([]));
    let preview = cast.ask(&mut people[2], json!({"do": "erase-all", "circle": "Mam", "reason": "", "preview": true}));
    assert!(!preview["stays"].as_array().unwrap().iter().any(|s| s["what"] == "kept"), "{preview}");
    assert!(rebuilt_alike(&mut cast, &mut people[1]));
}

/// covers: X5
#[test]
fn a_person_sees_who_has_opened_what_about_them_a_day_later_and_ones_own_leaves_nothing() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    note(&mut cast, &mut people[1], "words");
    meet(&mut cast, &mut people);
    for _ in 0..3 {
        notes(&mut cast, &mut people[2]);
        notes(&mut cast, &mut people[0]);
    }
    cast.ask(&mut people[2], json!({"do": "circle", "circle": "Mam"}));
    cast.ask(&mut people[2], json!({"do": "access-note", "circle": "Mam", "what": "notes", "how": "printed"}));
    meet(&mut cast, &mut people);
    assert!(cast.ask(&mut people[0], json!({"do": "accesses", "about": null})).as_array().unwrap().is_empty(), "once a day");
    cast.tick(24 * 60);
    meet(&mut cast, &mut people);
    let seen = cast.ask(&mut people[0], json!({"do": "accesses", "about": null}));
    let by = |name: &str| -> Vec<(String, String)> {
        let rows = seen.as_array().unwrap().iter().filter(|r| r["by"]["name"] == name);
        rows.map(|r| (r["what"].as_str().unwrap().to_owned(), r["how"].as_str().unwrap().to_owned())).collect()
    };
    let row = |what: &str, how: &str| (what.to_owned(), how.to_owned());
    assert_eq!(by("Nia"), [row("circle", "opened"), row("notes", "opened"), row("notes", "printed")]);
    assert!(by("Elin").is_empty(), "opening one's own leaves nothing");
    assert_eq!(
        cast.ask(&mut people[1], json!({"do": "accesses", "about": "Elin"})).as_array().unwrap().len(),
        seen.as_array().unwrap().len(),
        "a keeper may look"
    );
    assert!(cast.ask(&mut people[2], json!({"do": "accesses", "about": "Elin"})).as_array().unwrap().is_empty(), "a member may not");
    for phone in &mut people {
        assert!(rebuilt_alike(&mut cast, phone));
    }
}

/// covers: X5
#[test]
fn a_closed_circle_can_be_read_and_takes_nothing_new_but_erasures() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    let planted = note(&mut cast, &mut people[2], "words");
    meet(&mut cast, &mut people);
    let close = json!({"do": "circle-close", "circle": "Mam", "months": 96, "reason": "Mam has died"});
    assert_eq!(cast.try_ask(&mut people[2], close.clone()).unwrap_err().code, "not-keeper");
    cast.ask(&mut people[1], close);
    meet(&mut cast, &mut people);
    for phone in &mut people {
        let refused = cast.try_ask(phone, json!({"do": "note-write", "circle": "Mam", "text": "late"})).unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::NotAllowed, "circle-closed"));
        assert_eq!(notes(&mut cast, phone), ["words"]);
    }
    let closed = cast.ask(&mut people[2], json!({"do": "circle", "circle": "Mam"}))["circle"]["closed"].clone();
    assert_eq!(
        (closed["by"]["name"].as_str(), closed["months"].as_u64(), closed["reason"].as_str()),
        (Some("Dewi"), Some(96), Some("Mam has died")),
        "{closed}"
    );
    let due = |cast: &mut Cast, phone: &mut Phone| cast.ask(phone, json!({"do": "retention"}))["due"].to_string();
    assert!(!due(&mut cast, &mut people[1]).contains("closed-circle"));
    cast.tick(97 * 31 * 24 * 60);
    let later = due(&mut cast, &mut people[1]);
    assert!(later.contains("closed-circle") && later.contains(&planted), "{later}");
    assert_eq!(notes(&mut cast, &mut people[1]), ["words"], "nothing goes by itself");
    erase(&mut cast, &mut people[2], &planted);
    meet(&mut cast, &mut people);
    assert!(notes(&mut cast, &mut people[1]).is_empty());
    cast.ask(&mut people[1], json!({"do": "circle-reopen", "circle": "Mam", "reason": ""}));
    note(&mut cast, &mut people[1], "open again");
    assert_eq!(cast.ask(&mut people[1], json!({"do": "circle", "circle": "Mam"}))["circle"]["closed"], json!(null));
}

/// covers: X5, R4
#[test]
fn a_circle_stays_closed_after_whoever_closed_it_has_gone() {
    let mut cast = Cast::new();
    let (_office, mut people) = circle(&mut cast);
    cast.ask(&mut people[1], json!({"do": "circle-close", "circle": "Mam", "months": 12, "reason": ""}));
    meet(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "circle-remove", "circle": "Mam", "person": "Dewi"}));
    meet(&mut cast, &mut people);
    for at in [0, 2] {
        let closed = cast.ask(&mut people[at], json!({"do": "circle", "circle": "Mam"}))["circle"]["closed"].clone();
        assert_eq!((closed["by"]["name"].as_str(), closed["months"].as_u64()), (Some("Dewi"), Some(12)), "{at}");
    }
    // Whoever looks after it now opens it again.
    cast.ask(&mut people[0], json!({"do": "circle-reopen", "circle": "Mam", "reason": ""}));
    assert_eq!(cast.ask(&mut people[0], json!({"do": "circle", "circle": "Mam"}))["circle"]["closed"], json!(null));
}

/// covers: X5
#[test]
fn the_registered_manager_sets_how_long_a_closed_circle_is_kept_and_closing_goes_by_that() {
    let mut cast = Cast::new();
    let (mut office, mut people) = circle(&mut cast);
    let set = json!({"do": "retention-set", "what": "closed-circle", "months": 120});
    assert_eq!(cast.try_ask(&mut people[2], set.clone()).unwrap_err().code, "not-keeper");
    let name = cast.ask(&mut people[2], json!({"do": "whoami"}))["person"]["id"].clone();
    cast.ask(&mut office, json!({"do": "grant-role", "person": name, "role": "registered-manager"}));
    cast.sync(&mut office);
    meet(&mut cast, &mut people);
    cast.ask(&mut people[2], set);
    meet(&mut cast, &mut people);
    let closed = cast.ask(&mut people[1], json!({"do": "circle-close", "circle": "Mam", "months": null, "reason": ""}));
    assert_eq!(closed["closed"]["months"], 120);
}

/// covers: X5
#[test]
fn an_export_holds_what_is_held_and_marks_what_comes_from_or_names_others() {
    let mut cast = Cast::new();
    let (mut office, mut people) = circle(&mut cast);
    let corrected = note(&mut cast, &mut people[0], "Slept badly");
    cast.ask(&mut people[0], json!({"do": "note-correct", "note": corrected, "text": "Slept <well>"}));
    note(&mut cast, &mut people[0], "Nia brought soup");
    note(&mut cast, &mut people[1], "A word from a keeper");
    cast.ask(&mut people[0], json!({"do": "profile-set", "side": "receive", "section": "about-me", "text": "I like tea", "audience": {"audience": "coop"}}));
    meet(&mut cast, &mut people);
    cast.ask(&mut people[0], json!({"do": "note-draft", "circle": "Mam", "text": "Begun & not done"}));
    let mine = cast.ask(&mut people[0], json!({"do": "export", "person": null, "case": null}));
    let document = &mine["json"];
    assert_eq!(
        (document["format"].as_str(), document["version"].as_u64(), document["circles"][0]["notes"].as_array().unwrap().len()),
        (Some("kith-export"), Some(1), 3)
    );
    assert_eq!(document["profile"]["sections"][0]["words"]["text"], "I like tea");
    let because: Vec<String> = mine["review"].as_array().unwrap().iter().map(|p| p["because"].to_string()).collect();
    assert_eq!(because.len(), 2, "{because:?}");
    assert!(because.contains(&"[\"names Nia\"]".to_owned()) && because.contains(&"[\"written-by-another\"]".to_owned()), "{because:?}");
    assert_eq!((document["drafts"][0]["text"].as_str(), document["drafts"].as_array().unwrap().len()), (Some("Begun & not done"), 1), "{document}");
    let html = mine["html"].as_str().unwrap();
    assert!(html.contains("Begun &amp; not done") && html.contains("Slept badly"), "{html}");
    assert!(html.contains("Slept &lt;well&gt;") && html.contains("<mark>Nia brought soup</mark>") && !html.contains('⟦'), "{html}");
    // Another's is for the office, with a clock and a review.
    assert_eq!(cast.try_ask(&mut people[1], json!({"do": "export", "person": "Elin", "case": null})).unwrap_err().code, "office-only");
    cast.sync(&mut office);
    let asked = cast.now_ms;
    let case = cast.ask(&mut office, json!({"do": "case-open", "person": "Elin", "what": "export", "asked_ms": asked}));
    assert_eq!((case["days_left"].as_i64(), case["answered_ms"].is_null()), (Some(30), true));
    cast.tick(31 * 24 * 60);
    let cases = cast.ask(&mut office, json!({"do": "cases"}));
    assert_eq!(cases[0]["days_left"], -1);
    let given = cast.ask(&mut office, json!({"do": "export", "person": null, "case": case["id"]}));
    assert_eq!((&given["json"]["about"]["name"], &given["json"]["drafts"]), (&json!("Elin"), &json!([])));
    assert_eq!(given["json"]["profile"]["sections"][0]["words"]["text"], "I like tea");
    let done = cast.ask(&mut office, json!({"do": "case-done", "case": case["id"]}));
    assert!(done["answered_ms"].is_u64());
}

#[test]
fn a_passage_that_is_withheld_is_left_out_and_an_export_waits_until_all_were_looked_at() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi"]);
    cast.ask(
        &mut people[0],
        json!({"do": "profile-set", "side": "receive", "section": "about-me", "text": "Dewi knows my secret", "audience": {"audience": "coop"}}),
    );
    cast.sync(&mut people[0]);
    cast.sync(&mut office);
    let case = cast.ask(&mut office, json!({"do": "case-open", "person": "Elin", "what": "export", "asked_ms": null}));
    let given = cast.ask(&mut office, json!({"do": "export", "person": null, "case": case["id"]}));
    let passage = given["review"][0]["passage"].clone();
    assert_eq!(cast.try_ask(&mut office, json!({"do": "case-done", "case": case["id"]})).unwrap_err().code, "review-first");
    let after = cast.ask(&mut office, json!({"do": "case-review", "case": case["id"], "passage": passage, "withhold": true}));
    assert!(!after["json"].to_string().contains("secret") && !after["html"].as_str().unwrap().contains("secret"));
    assert_eq!(after["review"][0]["decision"], "withheld");
    cast.ask(&mut office, json!({"do": "case-done", "case": case["id"]}));
}

/// covers: X5
#[test]
fn the_office_gives_somebody_who_was_helped_the_hours_that_they_confirmed() {
    let mut cast = Cast::new();
    let (mut office, mut mair, mut dewi, mut ana) = cast_of_three(&mut cast);
    visit(&mut cast, &mut dewi, &mut mair, 120);
    settle(&mut cast, &mut [&mut mair, &mut dewi, &mut ana, &mut office]);
    let given = cast.ask(&mut office, json!({"do": "export", "person": "Mair", "case": null}));
    let coins = &given["json"]["coins"];
    assert_eq!((&coins["hours"], coins["hours_confirmed"][0]["minutes"].as_u64()), (&json!([]), Some(120)), "{coins}");
    assert!(given["html"].as_str().unwrap().contains("120 min"), "{given}");
    let theirs = cast.ask(&mut office, json!({"do": "export", "person": "Dewi", "case": null}))["json"]["coins"].clone();
    assert_eq!((&theirs["hours_confirmed"], theirs["hours"][0]["minutes"].as_u64()), (&json!([]), Some(120)), "{theirs}");
}
