mod boundary;
mod pool;
mod refused;
mod rota;

use super::asking::Asking;
use super::*;
use clap::CommandFactory;
use kith_core::kith::{Request, view::NewAttachment};
use serde_json::{Value, json};

fn asked(line: &[&str]) -> Value {
    let cli = Cli::try_parse_from([&["kith"], line].concat()).unwrap_or_else(|e| panic!("{line:?}: {e}"));
    let asking = Asking::from_command(cli.command).unwrap_or_else(|c| panic!("{line:?} is no request: {c:?}")).unwrap();
    serde_json::to_value(asking.request).unwrap()
}

/// Help shows what may be typed: no empty default, and for the demo nothing about profiles.
#[test]
fn help_shows_no_empty_default_and_the_demo_no_options_of_a_profile() {
    let mut cli = Cli::command();
    cli.build();
    let mut pages = vec![cli];
    while let Some(mut page) = pages.pop() {
        let help = page.render_long_help().to_string();
        assert!(!help.contains("[default: ]") && !help.contains("[default: \"\"]"), "{}: {help}", page.get_name());
        if page.get_name() == "demo" {
            assert!(!help.contains("--profile") && !help.contains("--passphrase-file") && !help.contains("--counters"), "{help}");
        }
        pages.extend(page.get_subcommands().cloned());
    }
    let demo = |line: &[&str]| match Cli::try_parse_from(line).unwrap().command {
        Command::Demo(demo) => demo.elsewhere.is_said(),
        _ => panic!("{line:?}"),
    };
    assert!(!demo(&["kith", "demo", "--script"]) && demo(&["kith", "demo", "--profile", "x"]));
}

#[test]
fn a_circle_is_named_with_or_without_its_option_where_nothing_else_stands_alone() {
    for line in [
        &["circle", "show"][..],
        &["circle", "leave"],
        &["circle", "questions"],
        &["circle", "quarantine"],
        &["circle", "add", "--person", "Ana"],
        &["circle", "remove", "--person", "Ana"],
        &["note", "list"],
        &["plan", "list"],
        &["visit", "list"],
        &["visit", "check-in"],
        &["retention", "close", "--months", "3"],
        &["retention", "reopen"],
    ] {
        assert_eq!(asked(&[line, &["Mair"]].concat()), asked(&[line, &["--circle", "Mair"]].concat()), "{line:?}");
        assert!(Cli::try_parse_from([&["kith"], line].concat()).is_err(), "{line:?}: which circle is to be said");
        assert!(Cli::try_parse_from([&["kith"], line, &["Mair", "--circle", "Mair"]].concat()).is_err(), "{line:?}: once");
    }
}

#[test]
fn a_code_is_given_alone_by_its_option_or_in_a_file() {
    for line in [&["join"][..], &["receive"], &["recovery", "use"]] {
        let read = |more: &[&str]| match Cli::try_parse_from([&["kith"], line, more].concat()).unwrap().command {
            Command::Join(take) | Command::Receive(take) => take.from.read().unwrap(),
            Command::Recovery(RecoveryCommand::Use { from, .. }) => from.read().unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!((read(&["kith:AQGH"]), read(&["--text", "kith:AQGH"])), ("kith:AQGH".to_owned(), "kith:AQGH".to_owned()), "{line:?}");
        for wrong in [&[][..], &["kith:AQGH", "--text", "kith:AQGH"], &["kith:AQGH", "--in", "f"]] {
            assert!(Cli::try_parse_from([&["kith"], line, wrong].concat()).is_err(), "{line:?} {wrong:?}");
        }
    }
}

#[test]
fn the_commands_agree_with_each_other_and_clap() {
    Cli::command().debug_assert();
}

/// What is typed, and what is asked.
type Case = (&'static [&'static str], Value);

/// The profile, the co-op, hand-over and devices.
fn of_members() -> Vec<Case> {
    vec![
        (&["whoami"], json!({"do": "whoami"})),
        (&["rename", "Ana"], json!({"do": "rename", "name": "Ana"})),
        (&["language", "cy"], json!({"do": "set-language", "language": "cy"})),
        (&["airplane", "on"], json!({"do": "airplane", "on": true})),
        (&["relay", "set", "kith-relay:x"], json!({"do": "set-relay", "relay": "kith-relay:x"})),
        (&["relay", "none"], json!({"do": "set-relay", "relay": null})),
        (&["settings"], json!({"do": "settings"})),
        (&["coop", "create", "--name", "Cwm", "--area", "a", "--area", "b"], json!({"do": "coop-create", "name": "Cwm", "areas": ["a", "b"]})),
        (&["coop", "show"], json!({"do": "coop"})),
        (&["coop", "lease", "14"], json!({"do": "lease", "days": 14})),
        (&["invite", "--name", "Ana", "--class", "worker"], json!({"do": "invite", "name": "Ana", "class": "worker", "circle": null})),
        (&["join", "--text", "kith:x"], json!({"do": "join", "invitation": "kith:x"})),
        (&["members"], json!({"do": "members"})),
        (&["role", "grant", "Ana", "care-worker"], json!({"do": "grant-role", "person": "Ana", "role": "care-worker"})),
        (&["receive", "--text", "kith:x", "--out", "f"], json!({"do": "receive", "text": "kith:x"})),
        (&["pack", "--for", "Ana", "--out", "f"], json!({"do": "pack", "person": "Ana", "part": null})),
        (&["device", "request"], json!({"do": "device-request"})),
        (&["device", "admit", "--text", "kith:x", "--label", "tablet"], json!({"do": "device-admit", "request": "kith:x", "label": "tablet"})),
        (&["device", "list"], json!({"do": "devices"})),
        (&["device", "state"], json!({"do": "standing"})),
        (&["device", "present"], json!({"do": "present"})),
        (&["lock"], json!({"do": "lock"})),
        (&["lock-after", "2"], json!({"do": "lock-after", "minutes": 2})),
        (&["lock-after", "never"], json!({"do": "lock-after", "minutes": null})),
        (&["unsent", "list"], json!({"do": "unsent"})),
        (&["unsent", "write"], json!({"do": "unsent-write"})),
        (&["unsent", "drop", "abcd"], json!({"do": "unsent-drop", "item": "abcd"})),
    ]
}

/// Leaving, removing, and what is cut off.
fn of_leaving() -> Vec<Case> {
    vec![
        (&["role", "revoke", "Ana", "care-worker"], json!({"do": "role-revoke", "person": "Ana", "role": "care-worker"})),
        (&["device", "list", "--person", "Ana"], json!({"do": "devices-of", "person": "Ana"})),
        (&["device", "name", "abcd", "--label", "tablet"], json!({"do": "device-name", "device": "abcd", "label": "tablet"})),
        (&["device", "revoke", "abcd", "--person", "Ana", "--since-ms", "5"], json!({"do": "device-revoke", "person": "Ana", "device": "abcd", "since_ms": 5})),
        (&["device", "renew"], json!({"do": "device-renew"})),
        (&["device", "freeze", "abcd"], json!({"do": "device-freeze", "device": "abcd"})),
        (&["device", "unfreeze", "abcd", "--person", "Ana"], json!({"do": "device-lift", "person": "Ana", "device": "abcd"})),
        (&["circle", "remove", "--circle", "Mair", "--person", "Huw"], json!({"do": "circle-remove", "circle": "Mair", "person": "Huw"})),
        (&["board", "list"], json!({"do": "board-matters"})),
        (
            &["board", "ask", "--circle", "Mair", "--what", "add", "--person", "Ana", "--level", "owner", "--reason", "Mair cannot", "--out", "f"],
            json!({"do": "board-ask", "circle": "Mair", "person": "Ana", "what": "add", "level": "owner", "reason": "Mair cannot"}),
        ),
        (&["board", "sign", "abcd"], json!({"do": "board-answer", "matter": "abcd", "agree": true})),
        (&["board", "sign", "abcd", "--decline"], json!({"do": "board-answer", "matter": "abcd", "agree": false})),
        (&["note", "draft", "--circle", "Mair", "Bore"], json!({"do": "note-draft", "circle": "Mair", "text": "Bore", "of": null})),
        (&["note", "drafts"], json!({"do": "note-drafts"})),
        (&["note", "later", "--circle", "Mair", "--of-ms", "5", "Bore da"], json!({"do": "note-later", "circle": "Mair", "text": "Bore da", "of_ms": 5})),
        (&["circle", "removals"], json!({"do": "removals", "circle": null})),
        (&["circle", "removals", "Mair"], json!({"do": "removals", "circle": "Mair"})),
        (&["circle", "removals", "--circle", "Mair"], json!({"do": "removals", "circle": "Mair"})),
        (&["circle", "sign", "abcd", "--out", "f"], json!({"do": "removal-answer", "removal": "abcd", "agree": true})),
        (&["circle", "sign", "abcd", "--decline"], json!({"do": "removal-answer", "removal": "abcd", "agree": false})),
        (&["circle", "withdraw", "abcd"], json!({"do": "removal-withdraw", "removal": "abcd"})),
        (&["circle", "leave", "Mair"], json!({"do": "circle-leave", "circle": "Mair"})),
        (
            &["circle", "level", "--circle", "Mair", "--person", "Ana", "keeper"],
            json!({"do": "circle-level", "circle": "Mair", "person": "Ana", "level": "keeper"}),
        ),
        (&["circle", "questions", "Mair"], json!({"do": "circle-questions", "circle": "Mair"})),
        (
            &["circle", "answer", "--circle", "Mair", "abcd", "--stays", "no"],
            json!({"do": "question-answer", "circle": "Mair", "question": "abcd", "stays": false}),
        ),
        (&["circle", "quarantine", "Mair"], json!({"do": "quarantine", "circle": "Mair"})),
        (&["circle", "admit", "--circle", "Mair", "abcd"], json!({"do": "quarantine-admit", "circle": "Mair", "entry": "abcd"})),
        (&["circle", "drop", "--circle", "Mair", "abcd"], json!({"do": "quarantine-drop", "circle": "Mair", "entry": "abcd"})),
    ]
}

/// A kit, guardians, and coming back.
fn of_recovery() -> Vec<Case> {
    vec![
        (&["recovery", "show"], json!({"do": "recovery"})),
        (&["recovery", "kit", "--page", "kit.pdf"], json!({"do": "recovery-kit"})),
        (
            &["recovery", "guardians", "--person", "Ana", "--person", "Dewi", "--needed", "2"],
            json!({"do": "recovery-guardians", "people": ["Ana", "Dewi"], "needed": 2}),
        ),
        (&["recovery", "use", "--text", "kith:x"], json!({"do": "recover-with-kit", "text": "kith:x"})),
        (&["recovery", "ask", "--name", "Elin"], json!({"do": "recover-ask", "name": "Elin"})),
        (&["recovery", "see", "--text", "kith:x"], json!({"do": "recover-see", "request": "kith:x"})),
        (
            &["recovery", "vouch", "--text", "kith:x", "--person", "Elin", "--code", "ABCD", "--in-person"],
            json!({"do": "recover-help", "request": "kith:x", "person": "Elin", "code": "ABCD", "in_person": true}),
        ),
        (&["recovery", "stop", "abcd"], json!({"do": "recover-stop", "request": "abcd"})),
        (&["recovery", "cut-off"], json!({"do": "recover-cut-off"})),
        (&["recovery", "progress"], json!({"do": "recover-progress"})),
    ]
}

/// Circles, notes and plans.
fn of_circles() -> Vec<Case> {
    vec![
        (&["circle", "create", "--name", "Mair", "--person", "me"], json!({"do": "circle-create", "name": "Mair", "person": "me"})),
        (&["circle", "list"], json!({"do": "circles"})),
        (&["circle", "show", "Mair"], json!({"do": "circle", "circle": "Mair"})),
        (
            &["circle", "add", "--circle", "Mair", "--person", "Ana", "--from", "now"],
            json!({"do": "circle-add", "circle": "Mair", "person": "Ana", "level": "member", "from": "now"}),
        ),
        (
            &["circle", "add", "--circle", "Mair", "--person", "Ana", "--level", "keeper"],
            json!({"do": "circle-add", "circle": "Mair", "person": "Ana", "level": "keeper", "from": "all"}),
        ),
        (&["note", "write", "--circle", "Mair", "Bore da"], json!({"do": "note-write", "circle": "Mair", "text": "Bore da", "attach": []})),
        (&["note", "correct", "abcd", "Nos da"], json!({"do": "note-correct", "note": "abcd", "text": "Nos da"})),
        (&["note", "list", "--circle", "Mair"], json!({"do": "notes", "circle": "Mair", "limit": 50, "before_ms": null})),
        (&["note", "search", "tea", "--limit", "3"], json!({"do": "note-search", "query": "tea", "circle": null, "limit": 3})),
        (&["attachment", "add", "abcd", "--document", "Cargo.toml", "--shows", "a list"], {
            let file = NewAttachment::from_file(None, String::new(), include_bytes!("../../Cargo.toml")).unwrap();
            json!({"do": "attachment-add", "to": "abcd", "name": "Cargo.toml", "words": "a list", "data": file.data})
        }),
        (&["attachment", "list", "Mair"], json!({"do": "attachments", "of": "Mair"})),
        (&["attachment", "show", "abcd"], json!({"do": "attachments", "of": "abcd"})),
        (&["attachment", "save", "abcd", "--out", "f"], json!({"do": "attachment-open", "attachment": "abcd", "small": false})),
        (&["attachment", "fetch", "abcd"], json!({"do": "attachment-fetch", "attachment": "abcd"})),
        (&["attachment", "fetching", "unmetered"], json!({"do": "fetching", "when": "unmetered", "metered": null})),
        (&["attachment", "fetching", "--metered", "yes"], json!({"do": "fetching", "when": null, "metered": true})),
        (
            &["plan", "create", "--circle", "Mair", "--title", "Walk", "--when", "10:30"],
            json!({"do": "plan-create", "circle": "Mair", "title": "Walk", "text": "", "when": "10:30", "place": null}),
        ),
        (&["plan", "edit", "ab12"], json!({"do": "plan-edit", "plan": "ab12", "title": null, "text": null, "was_text": null, "when": null, "place": null})),
        (&["plan", "choose", "abcd", "--field", "when", "--value", "11:00"], json!({"do": "plan-choose", "plan": "abcd", "field": "when", "value": "11:00"})),
        (&["plan", "show", "abcd"], json!({"do": "plan", "plan": "abcd"})),
        (&["plan", "list", "--circle", "Mair"], json!({"do": "plans", "circle": "Mair"})),
    ]
}

/// Lists of a circle's person, and doses.
fn of_lists() -> Vec<Case> {
    vec![
        (&["line", "list", "--circle", "Mair", "--list", "allergy"], json!({"do": "lines", "circle": "Mair", "list": "allergy"})),
        (&["line", "stop", "abcd", "--why", "hip done"], json!({"do": "line-stop", "line": "abcd", "why": "hip done"})),
        (&["line", "keep", "abcd", "ef01"], json!({"do": "line-keep", "line": "abcd", "version": "ef01"})),
        (
            &["medicine", "add", "--circle", "Mair", "--name", "Ramipril 5 mg", "--dose", "1", "--time", "08:00", "--day", "1", "--part", "administer:Dewi"],
            json!({"do": "line-write", "circle": "Mair", "instead_of": null, "from_ms": null, "why": "",
                "says": {"list": "medicine", "name": "Ramipril 5 mg", "dose": "1", "how": "", "times": ["08:00"], "days": [1], "zone": "",
                    "parts": [{"part": "administer", "person": "Dewi", "who": ""}]}}),
        ),
        (&["medicine", "show", "--circle", "Mair"], json!({"do": "medicines", "circle": "Mair"})),
        (
            &["dose", "record", "Ramipril", "--slot", "2026-11-22T08:00", "--part", "administer", "--again"],
            json!({"do": "dose-record", "circle": null, "medicine": "Ramipril", "slot": "2026-11-22T08:00", "outcome": "given", "part": "administer",
                "at_ms": null, "text": "", "again": true}),
        ),
        (
            &["dose", "correct", "abcd", "--outcome", "refused"],
            json!({"do": "dose-correct", "dose": "abcd", "outcome": "refused", "at_ms": null, "text": null}),
        ),
        (&["dose", "answer", "abcd", "Rang 111"], json!({"do": "dose-answer", "alert": "abcd", "text": "Rang 111"})),
        (
            &["allergy", "add", "--circle", "Mair", "--to", "penicillin", "--reaction", "rash", "--instead-of", "abcd", "--why", "nurse"],
            json!({"do": "line-write", "circle": "Mair", "instead_of": "abcd", "from_ms": null, "why": "nurse",
                "says": {"list": "allergy", "to": "penicillin", "reaction": "rash"}}),
        ),
        (
            &["contact", "add", "--circle", "Mair", "--name", "Elin", "--phone", "01970 000000", "--relation", "daughter"],
            json!({"do": "line-write", "circle": "Mair", "instead_of": null, "from_ms": null, "why": "",
                "says": {"list": "contact", "name": "Elin", "phone": "01970 000000", "relation": "daughter"}}),
        ),
        (
            &["advance-decision", "add", "--circle", "Mair", "No feeding by tube", "--kept", "blue folder"],
            json!({"do": "line-write", "circle": "Mair", "instead_of": null, "from_ms": null, "why": "",
                "says": {"list": "advance", "text": "No feeding by tube", "kept": "blue folder"}}),
        ),
        (
            &["card", "choose", "--circle", "Mair", "--allergies", "--medicines", "--words", "Cymraeg"],
            json!({"do": "line-write", "circle": "Mair", "instead_of": null, "from_ms": null, "why": "",
                "says": {"list": "card", "name": "", "allergies": true, "medicines": true, "contacts": false, "advance": false, "words": "Cymraeg", "acting": ""}}),
        ),
        (&["card", "show", "--circle", "Mair"], json!({"do": "card", "circle": "Mair"})),
        (&["card", "print", "--circle", "Mair", "--page", "card.pdf"], json!({"do": "card-print", "circle": "Mair"})),
        (
            &[
                "consent",
                "record",
                "--circle",
                "Mair",
                "--decision",
                "My circle",
                "--purpose",
                "Who reads",
                "--capacity",
                "has",
                "--answer",
                "yes",
                "--helped",
                "Elin",
            ],
            json!({"do": "line-write", "circle": "Mair", "instead_of": null, "from_ms": null, "why": "",
                "says": {"list": "consent", "decision": "My circle", "purpose": "Who reads", "capacity": "has", "answer": "yes", "helped": ["Elin"],
                    "helped_names": [], "how": "", "by": "", "again_ms": null}}),
        ),
    ]
}

/// Visits and activities.
fn of_visits() -> Vec<Case> {
    vec![
        (&["visit", "check-in", "--circle", "Mair"], json!({"do": "visit-check-in", "circle": "Mair", "at_ms": null})),
        (
            &["visit", "check-out", "abcd", "--minutes", "60", "--done", "my-care", "--done", "my-home", "--task", "toilet", "--how", "bright"],
            json!({"do": "visit-check-out", "visit": "abcd", "minutes": 60, "done": ["my-care", "my-home"], "tasks": ["toilet"], "how": "bright",
                "text": "", "handover": "", "area": null}),
        ),
        (
            &["visit", "correct", "abcd", "--minutes", "45", "--done", "my-life", "--text", "Shopping"],
            json!({"do": "visit-correct", "visit": "abcd", "started_ms": null, "ended_ms": null, "minutes": 45, "done": ["my-life"], "tasks": null, "how": null,
                "text": "Shopping", "handover": null, "area": null}),
        ),
        (&["visit", "ask", "abcd"], json!({"do": "visit-ask", "visit": "abcd"})),
        (&["visit", "confirm", "abcd"], json!({"do": "visit-confirm", "visit": "abcd"})),
        (&["visit", "list", "--circle", "Mair"], json!({"do": "visits", "circle": "Mair", "limit": 50})),
        (&["visit", "to-confirm"], json!({"do": "visits-to-confirm"})),
        (
            &["activity", "log", "--minutes", "90", "--element", "my-community", "--text", "Lunch club"],
            json!({"do": "activity-log", "minutes": 90, "element": "my-community", "text": "Lunch club", "area": null, "confirm_by": null}),
        ),
    ]
}

/// Coins, profiles and the truth.
fn of_coins() -> Vec<Case> {
    vec![
        (&["today"], json!({"do": "today"})),
        (&["coin", "list"], json!({"do": "purse"})),
        (&["coin", "show", "abcd"], json!({"do": "coin", "coin": "abcd"})),
        (&["coin", "invoice"], json!({"do": "coin-invoice"})),
        (
            &["coin", "give", "--to", "Ana", "--coin", "abcd", "--coin", "ef01", "--words", "Thanks", "--share"],
            json!({"do": "coin-give", "to": "Ana", "count": 2, "coins": ["abcd", "ef01"], "element": null, "words": "Thanks", "poem": null,
                "picture": null, "area": null, "share": true}),
        ),
        (
            &["coin", "pool", "--count", "3"],
            json!({"do": "coin-give", "to": "pool", "count": 3, "coins": [], "element": null, "words": "", "poem": null, "picture": null, "area": null,
                "share": false}),
        ),
        (&["coin", "retire", "--coin", "abcd", "--reason", "respite"], json!({"do": "coin-retire", "coins": ["abcd"], "reason": "respite"})),
        (&["coin", "surrender", "abcd"], json!({"do": "coin-surrender", "coin": "abcd"})),
        (&["coin", "forks"], json!({"do": "coin-forks"})),
        (&["coin", "put-right", "abcd"], json!({"do": "fork-put-right", "fork": "abcd"})),
        (&["coin", "put-by", "--count", "2"], json!({"do": "coins-put-by", "count": 2, "coins": []})),
        (&["coin", "take-back", "--coin", "abcd"], json!({"do": "coins-take-back", "coins": ["abcd"]})),
        (&["statement"], json!({"do": "statement", "of": "me"})),
        (&["statement", "--of", "pool"], json!({"do": "statement", "of": "pool"})),
        (&["book", "export", "--of", "co-op", "--format", "hledger"], json!({"do": "book-export", "of": "co-op", "format": "hledger"})),
        (&["coin", "lost"], json!({"do": "coins-lost"})),
        (&["coin", "recover", "abcd"], json!({"do": "coins-recover", "device": "abcd"})),
        (&["coin", "ratify", "abcd"], json!({"do": "coin-ratify", "transfer": "abcd"})),
        (&["estate", "show"], json!({"do": "estate"})),
        (&["estate", "set", "--to", "pool"], json!({"do": "estate-set", "to": "pool"})),
        (&["estate", "carry-out", "Elin"], json!({"do": "estate-carry-out", "person": "Elin"})),
        (&["estate", "gifts"], json!({"do": "estate-gifts"})),
        (&["estate", "ratify", "abcd"], json!({"do": "estate-ratify", "transfer": "abcd"})),
        (&["claim", "list"], json!({"do": "claims"})),
        (&["claim", "make-good", "abcd"], json!({"do": "claim-make-good", "claim": "abcd"})),
        (&["policy", "show"], json!({"do": "coin-policy"})),
        (
            &["policy", "set", "--hops", "2", "--vesting", "false", "--top-up-to", "6", "--top-up-for", "supported-and-family"],
            json!({"do": "coin-policy-set", "change": {"hops": 2, "promised": null, "device": null, "make_good_month": null, "reserve": null,
                   "area_members": null, "cure_days": null, "tell_areas": null, "vesting": false, "activity_minutes": null,
                   "month_minutes": null, "pocket": null, "top_up_to": 6, "top_up_each": null, "top_up_run": null,
                   "top_up_for": "supported-and-family"}}),
        ),
        (&["coin", "story", "abcd"], json!({"do": "coin-story", "coin": "abcd"})),
        (&["auto-donate", "off"], json!({"do": "auto-donate", "on": false})),
        (&["welcome", "Ana"], json!({"do": "welcome-gift", "person": "Ana"})),
        (&["book"], json!({"do": "book"})),
        (
            &["profile", "set", "--side", "give", "--section", "offer", "--text", "Lifts", "--audience", "circle:Mair"],
            json!({"do": "profile-set", "side": "give", "section": "offer", "text": "Lifts", "audience": {"audience": "circle", "circle": "Mair"}}),
        ),
        (
            &["profile", "list", "--side", "give", "--list", "skills", "--item", "IT", "--audience", "coop"],
            json!({"do": "profile-list", "side": "give", "list": "skills", "items": ["IT"], "audience": {"audience": "coop"}}),
        ),
        (&["profile", "show"], json!({"do": "profile", "person": "me"})),
        (
            &["find", "--skill", "walking", "--language", "cy"],
            json!({"do": "find", "text": null, "skill": "walking", "place": null, "language": "cy", "element": null}),
        ),
        (&["waiting"], json!({"do": "truth"})),
        (&["arrival", "abcd"], json!({"do": "arrival", "item": "abcd"})),
        (&["rebuild"], json!({"do": "rebuild"})),
    ]
}

/// Concerns about safety, and reports.
fn of_safety() -> Vec<Case> {
    vec![
        (
            &["concern", "raise", "Money is leaving the house", "--about", "Huw", "--circle", "Mair", "--danger"],
            json!({"do": "concern-raise", "about": "Huw", "circle": "Mair", "text": "Money is leaving the house", "danger": true}),
        ),
        (&["concern", "list"], json!({"do": "concerns"})),
        (&["concern", "show", "abcd"], json!({"do": "concern", "concern": "abcd"})),
        (&["concern", "reply", "abcd", "Thank you"], json!({"do": "concern-reply", "concern": "abcd", "text": "Thank you"})),
        (&["concern", "note", "abcd", "Rang"], json!({"do": "concern-note", "concern": "abcd", "text": "Rang"})),
        (&["concern", "close", "abcd", "--outcome", "Safe"], json!({"do": "concern-close", "concern": "abcd", "outcome": "Safe"})),
        (&["report", "lost", "Dewi", "--aware-ms", "5"], json!({"do": "lost-report", "device": "Dewi", "aware_ms": 5})),
    ]
}

/// Rights over one's data.
fn of_rights() -> Vec<Case> {
    vec![
        (&["erase", "abcd", "--field", "text", "--reason", "x"], json!({"do": "erase", "item": "abcd", "fields": ["text"], "reason": "x", "preview": false})),
        (&["erase", "abcd", "--preview"], json!({"do": "erase", "item": "abcd", "fields": [], "reason": "", "preview": true})),
        (&["erase", "--everything", "--preview"], json!({"do": "erase-all", "circle": null, "reason": "", "preview": true})),
        (&["erase", "--everything", "--circle", "Mair"], json!({"do": "erase-all", "circle": "Mair", "reason": "", "preview": false})),
        (&["erase", "--list"], json!({"do": "erasures", "circle": null})),
        (&["erase", "--late-edits"], json!({"do": "late-edits"})),
        (&["export", "--out", "d"], json!({"do": "export", "person": null, "case": null})),
        (&["export", "--case", "abcd"], json!({"do": "export", "person": null, "case": "abcd"})),
        (&["hold", "add", "abcd", "--reason", "x", "--tell"], json!({"do": "hold-add", "item": "abcd", "reason": "x", "tell": true})),
        (&["hold", "list"], json!({"do": "holds"})),
        (&["hold", "release", "abcd"], json!({"do": "hold-release", "item": "abcd", "reason": ""})),
        (&["hold", "of-mine"], json!({"do": "kept"})),
        (&["access", "list", "--about", "Ana"], json!({"do": "accesses", "about": "Ana"})),
        (&["access", "note", "--circle", "Mair", "notes", "printed"], json!({"do": "access-note", "circle": "Mair", "what": "notes", "how": "printed"})),
        (&["case", "open", "Ana", "--what", "erasure"], json!({"do": "case-open", "person": "Ana", "what": "erasure", "asked_ms": null})),
        (&["case", "list"], json!({"do": "cases"})),
        (&["case", "review", "abcd", "p", "--withhold"], json!({"do": "case-review", "case": "abcd", "passage": "p", "withhold": true})),
        (&["case", "done", "abcd"], json!({"do": "case-done", "case": "abcd"})),
        (&["retention", "show"], json!({"do": "retention"})),
        (&["retention", "set", "note", "36"], json!({"do": "retention-set", "what": "note", "months": 36})),
        (&["retention", "close", "Mair", "--months", "96"], json!({"do": "circle-close", "circle": "Mair", "months": 96, "reason": ""})),
        (&["retention", "reopen", "Mair"], json!({"do": "circle-reopen", "circle": "Mair", "reason": ""})),
    ]
}

/// The commands that do something, by their words.
fn leaves(command: &clap::Command, words: &[&str], found: &mut Vec<(String, clap::Command)>) {
    if !command.has_subcommands() {
        found.push((words.join(" "), command.clone()));
    }
    for sub in command.get_subcommands() {
        leaves(sub, &[words, &[sub.get_name()]].concat(), found);
    }
}

/// covers: X6
#[test]
fn a_circle_is_named_alike_by_every_command() {
    let mut all = Vec::new();
    leaves(&Cli::command(), &[], &mut all);
    let mut seen = 0;
    for (words, command) in all {
        let args: Vec<&clap::Arg> = command.get_arguments().filter(|arg| arg.get_long() != Some("help")).collect();
        let Some(said) = args.iter().find(|arg| arg.get_long() == Some("circle")) else { continue };
        let others = args.iter().filter(|arg| arg.is_positional() && !arg.is_hide_set()).count();
        let alone = args.iter().any(|arg| arg.is_positional() && arg.is_hide_set());
        // Said with its name or alone, one of the two is needed: clap's group says so, not the argument.
        let needed = said.is_required_set() || alone;
        if needed && others == 0 {
            seen += 1;
            assert!(alone, "kith {words} does not take a circle's name alone");
        }
    }
    assert!(seen > 12, "only {seen} commands take a circle");
    let circle = json!("Cylch Mair");
    for line in [&["medicine", "show"][..], &["card", "show"], &["card", "print"], &["card", "choose"], &["line", "list"], &["plan", "create", "--title", "a"]]
    {
        let alone = asked(&[line, &["Cylch Mair"]].concat());
        assert_eq!((&alone["circle"], &alone), (&circle, &asked(&[line, &["--circle", "Cylch Mair"]].concat())), "{line:?}");
    }
}

/// Every request has a command of its own; a request added without one fails here.
#[test]
fn every_request_can_be_typed() {
    let mut typed: Vec<String> = Vec::new();
    for (line, request) in [
        of_members(),
        of_leaving(),
        of_recovery(),
        of_circles(),
        of_lists(),
        rota::of_rota(),
        of_visits(),
        of_coins(),
        pool::of_pool(),
        boundary::of_boundary(),
        of_safety(),
        of_rights(),
    ]
    .concat()
    {
        assert_eq!(asked(line), request, "{line:?}");
        assert_eq!(asked(&["request", &request.to_string()]), request, "as JSON");
        typed.push(request["do"].as_str().unwrap().to_owned());
    }
    for name in request_names() {
        assert!(typed.contains(&name), "no command asks {name}");
    }
}

/// The names of all requests, as serde lists them when it meets one that it does not know.
fn request_names() -> Vec<String> {
    let refusal = serde_json::from_value::<Request>(json!({"do": "?"})).unwrap_err().to_string();
    let names: Vec<String> = refusal.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(names.len() > 40 && names.contains(&"whoami".to_owned()), "{refusal}");
    names
}
