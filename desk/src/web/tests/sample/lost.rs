//! A lost phone with four coins, a choice for later, and a statement.

use super::super::{NOW_MS, Sample};
use super::{MINUTE_MS, ana, mair};
use kith_core::kith::Request;
use kith_core::words::Words;
use serde_json::{Value, json};

/// What the device says of lost coins and of the choice.
pub(super) fn answer(sample: &Sample, request: &Request) -> Value {
    let words = Words::of(sample.language);
    match request {
        Request::Statement { .. } => return statement(sample),
        Request::BookExport { format, .. } => {
            let text = format!("{}{}", super::HOSTILE, serde_json::to_string(format).expect("a word"));
            return json!({ "kind": "book-export", "name": "coins.csv", "media": format.media(), "text": text, "settled": 3, "promised": 1, "contested": 0 });
        }
        _ => {}
    }
    if matches!(request, Request::Estate) {
        return json!({ "heir": "person", "person": ana(), "words": words.say_with("estate-says-person", &[("name", "Ana".into())]) });
    }
    if sample.empty {
        return json!([]);
    }
    let counts = [("held", 4.into()), ("back", 0.into()), ("left", 3.into())];
    json!([{
        "device": "d3", "label": super::HOSTILE, "state": "to-ask", "words": words.say_with("lost-coins-to-ask", &counts), "held": 4, "back": 0,
        "checkpoint": 12, "until": 14,
        "gifts": [{ "transfer": "t3", "coins": 1, "to": mair(), "at_ms": NOW_MS - 90 * MINUTE_MS, "state": "waits", "words": words.say("lost-gift-waits") }],
    }])
}

fn statement(sample: &Sample) -> Value {
    let lines = json!([
        { "at_ms": NOW_MS - 90 * MINUTE_MS, "what": "given", "words": "given", "coins": -1, "settled": -1, "promised": 0, "contested": 0,
          "category": "", "with": super::HOSTILE, "operation": "a1".repeat(32), "state": "promised" },
        { "at_ms": NOW_MS - 100 * MINUTE_MS, "what": "earned", "words": "earned", "coins": 4, "settled": 4, "promised": 0, "contested": 0,
          "category": "my-care", "with": "", "operation": "a2".repeat(32), "state": "settled" },
    ]);
    json!({
        "of": "me", "owner": "Elin", "as_of_ms": NOW_MS, "settled": 3, "promised": 0, "contested": 0, "jar_minutes": 20, "adds_up": true,
        "lines": if sample.empty { json!([]) } else { lines },
    })
}
