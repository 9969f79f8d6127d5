//! The line of regulated work, and what is written down for somebody without a phone, as they are typed.

use super::Case;
use serde_json::json;

pub(super) fn of_boundary() -> Vec<Case> {
    vec![
        (&["card", "link", "list", "--circle", "Mair"], json!({"do": "card-links", "circle": "Mair"})),
        (&["card", "link", "make", "--circle", "Mair", "--days", "30"], json!({"do": "card-link-make", "circle": "Mair", "days": 30})),
        (&["card", "link", "end", "3f2a"], json!({"do": "card-link-end", "link": "3f2a"})),
        (&["coop", "cards", "https://relay.example"], json!({"do": "card-pages", "url": "https://relay.example"})),
        (&["coop", "cards", "none"], json!({"do": "card-pages", "url": null})),
        (&["note", "undo", "3f2a"], json!({"do": "undo", "item": "3f2a"})),
        (&["coop", "mandate", "list"], json!({"do": "mandates"})),
        (
            &["coop", "mandate", "give", "Mair", "--holder", "Elin", "--words", "her word"],
            json!({"do": "mandate-give", "person": "Mair", "holder": "Elin", "words": "her word"}),
        ),
        (&["coop", "mandate", "end", "Mair", "--holder", "Elin"], json!({"do": "mandate-end", "person": "Mair", "holder": "Elin"})),
        (&["boundary", "list"], json!({"do": "boundary-queries"})),
        (&["boundary", "answer", "3f2a", "may-go-on"], json!({"do": "boundary-answer", "query": "3f2a", "ruling": "may-go-on", "text": ""})),
        (
            &["boundary", "answer", "3f2a", "for-staff", "Leave it to Dewi."],
            json!({"do": "boundary-answer", "query": "3f2a", "ruling": "for-staff", "text": "Leave it to Dewi."}),
        ),
        (
            &["note", "for", "Gwen", "--circle", "Mair", "--mandate", "She rang me", "The gate is open"],
            json!({"do": "note-for", "circle": "Mair", "other": "Gwen", "mandate": "She rang me", "text": "The gate is open", "attach": []}),
        ),
        (
            &[
                "visit",
                "for",
                "Gwen",
                "--circle",
                "Mair",
                "--mandate",
                "She rang me",
                "--started-ms",
                "9",
                "--minutes",
                "45",
                "--done",
                "my-home",
                "--task",
                "company",
                "--task",
                "toilet",
                "--how",
                "bright",
                "--text",
                "Tea",
            ],
            json!({"do": "visit-for", "circle": "Mair", "other": "Gwen", "mandate": "She rang me", "started_ms": 9, "minutes": 45, "done": ["my-home"],
                "tasks": ["company", "toilet"], "how": "bright", "text": "Tea", "handover": ""}),
        ),
    ]
}
