//! What is typed about the rota, and what is asked.

use super::Case;
use serde_json::{Value, json};

/// Who comes when.
pub(super) fn of_rota() -> Vec<Case> {
    let visit = |asked: Value, rule: &str| {
        json!({"list": "visit", "name": "Lift", "first": "2026-11-24T10:00", "minutes": 60, "rule": rule, "zone": "", "people": 1, "done": ["my-home"], "asked": asked,
            "asked_name": "", "text": "", "regulated": false, "respite": false})
    };
    let plan = &["rota", "plan", "--circle", "Mair", "--name", "Lift", "--at", "2026-11-24T10:00", "--done", "my-home", "--repeat", "FREQ=WEEKLY", "--offer"];
    let change = &[
        "rota",
        "plan",
        "--circle",
        "Mair",
        "--name",
        "Lift",
        "--at",
        "2026-11-24T10:00",
        "--done",
        "my-home",
        "--of",
        "Ana",
        "--instead-of",
        "abcd",
        "--why",
        "bus",
    ];
    vec![
        (&["rota", "show", "--circle", "Mair", "--days", "7"], json!({"do": "rota", "circle": "Mair", "from_ms": null, "days": 7})),
        (plan, json!({"do": "rota-plan", "circle": "Mair", "visit": visit(Value::Null, "FREQ=WEEKLY"), "offer": true, "anyway": false})),
        (change, json!({"do": "line-write", "circle": "Mair", "instead_of": "abcd", "from_ms": null, "why": "bus", "says": visit(json!("Ana"), "")})),
        (
            &["rota", "take", "Lift", "--slot", "2026-11-24T10:00", "--on"],
            json!({"do": "rota-take", "visit": "Lift", "slot": "2026-11-24T10:00", "on": true, "other": null, "mandate": "", "anyway": false}),
        ),
        (
            &["rota", "take", "Lift", "--for", "Gwen", "--mandate", "She rang me", "--anyway"],
            json!({"do": "rota-take", "visit": "Lift", "slot": null, "on": false, "other": "Gwen", "mandate": "She rang me", "anyway": true}),
        ),
        (&["rota", "leave", "Lift", "--why", "ill"], json!({"do": "rota-release", "visit": "Lift", "slot": null, "on": false, "why": "ill"})),
        (
            &["rota", "ask", "Lift", "--of", "Ana", "--in-return", "Choir", "--in-return-slot", "2026-11-25T10:00"],
            json!({"do": "rota-ask", "visit": "Lift", "slot": null, "on": false, "of": "Ana", "in_return": "Choir", "in_return_slot": "2026-11-25T10:00", "text": "", "anyway": false}),
        ),
        (&["rota", "answer", "abcd", "yes"], json!({"do": "rota-answer", "ask": "abcd", "yes": true, "text": "", "anyway": false})),
        (&["rota", "cancel", "Lift", "--why", "away"], json!({"do": "rota-cancel", "visit": "Lift", "slot": null, "why": "away"})),
        (&["rota", "back-on", "Lift"], json!({"do": "rota-back-on", "visit": "Lift", "slot": null})),
        (
            &["rota", "settle", "Lift", "--stays", "Ana", "--stays", "me"],
            json!({"do": "rota-settle", "visit": "Lift", "slot": null, "on": false, "stays": ["Ana", "me"], "text": ""}),
        ),
        (&["rota", "begin", "Lift"], json!({"do": "rota-begin", "visit": "Lift", "slot": null, "at_ms": null})),
        (
            &["rota", "calendar", "--circle", "Mair", "--everybody", "--names", "--out", "rota.ics"],
            json!({"do": "rota-calendar", "circle": "Mair", "everybody": true, "names": true}),
        ),
        (&["rota", "load", "--circle", "Mair"], json!({"do": "load", "circle": "Mair"})),
        (&["reminders", "show"], json!({"do": "reminders"})),
        (
            &["reminders", "set", "--visits", "--before", "30", "--quiet-from", "21:00"],
            json!({"do": "reminders-set", "wishes": {"before_minutes": 30, "visits": true, "medicines": false, "ends": false, "quiet_from": "21:00", "quiet_to": "07:00"}}),
        ),
        (&["limits", "show"], json!({"do": "limits"})),
        (&["limits", "set", "--week-minutes", "240", "--not", "7"], json!({"do": "limits-set", "week_minutes": 240, "days_not": [7]})),
    ]
}
