//! A lost phone with four coins, a choice for later, and a statement.

use super::super::{NOW_MS, Sample};
use super::{MINUTE_MS, ana, mair};
use kith_core::honeycomb::{Area, Cell, Map, Size};
use kith_core::kith::{EstateRequest, PlaceRequest, Request, VoucherRequest};
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
    if matches!(request, Request::Voucher(VoucherRequest::Vouchers)) {
        let offer = json!({ "id": "0f", "business": super::HOSTILE, "what": "a loaf", "hours": 20, "reached": true, "by": mair() });
        let voucher = |mine: bool, state: &str| {
            json!({
                "id": state, "business": super::HOSTILE, "what": "a loaf", "how": "say Kith", "mine": mine, "with": ana(), "at_ms": NOW_MS, "state": state,
                "words": words.say(&format!("voucher-{}-{state}", if mine { "mine" } else { "given" })),
            })
        };
        let vouchers = if sample.empty { json!([]) } else { json!([voucher(true, "waits"), voucher(true, "accepted"), voucher(false, "declined")]) };
        let offers = if sample.empty { json!([]) } else { json!([offer]) };
        return json!({ "hours": 24, "offers": offers, "vouchers": vouchers, "warning": words.say("voucher-benefits"), "mine_to_offer": true });
    }
    if let Request::Place(request) = request {
        return place(sample, request);
    }
    if matches!(request, Request::Witness(_)) {
        let witness = |device: &str, state: &str| {
            let said = words.say_with(&format!("witness-{state}"), &[("checkpoint", 7.into())]);
            json!({ "device": device, "person": ana(), "checkpoint": 7, "state": state, "words": said, "here": device == "d1" })
        };
        let list = if sample.empty { json!([]) } else { json!([witness("d1", "up-to-date"), witness("d2", "behind"), witness("d3", "refused")]) };
        let counts = [("quorum", 2.into()), ("of", 3.into()), ("checkpoint", 8.into()), ("witnessed", 7.into())];
        let state = if sample.empty { "none" } else { "behind" };
        return json!({
            "notary": mair(), "notary_device": "d9", "moved": 0, "mine_to_move": true, "witnesses": list, "quorum": 2, "of": 3, "checkpoint": 8, "witnessed": 7, "state": state,
            "words": words.say_with(&format!("witnesses-{state}"), &counts), "mine_to_set": true,
        });
    }
    if matches!(request, Request::TopUps) {
        return top_ups(sample);
    }
    if matches!(request, Request::Estate(EstateRequest::Estate)) {
        return json!({ "heir": "person", "person": ana(), "words": words.say_with("estate-says-person", &[("name", "Ana".into())]) });
    }
    if sample.empty {
        return json!([]);
    }
    if matches!(request, Request::Estate(EstateRequest::EstateGifts)) {
        let gift = json!({ "transfer": "t4", "coins": 2, "to": mair(), "at_ms": NOW_MS, "state": "waits", "words": words.say("lost-gift-waits") });
        return json!([{ "person": ana(), "gift": gift }]);
    }
    let counts = [("held", 4.into()), ("back", 0.into()), ("left", 3.into())];
    json!([{
        "device": "d3", "label": super::HOSTILE, "state": "to-ask", "words": words.say_with("lost-coins-to-ask", &counts), "held": 4, "back": 0,
        "checkpoint": 12, "until": 14,
        "gifts": [{ "transfer": "t3", "coins": 1, "to": mair(), "at_ms": NOW_MS - 90 * MINUTE_MS, "state": "waits", "words": words.say("lost-gift-waits") }],
    }])
}

/// A garden, two areas, and a journey by way of both.
fn place(sample: &Sample, request: &PlaceRequest) -> Value {
    let words = Words::of(sample.language);
    let garden = json!({ "id": "0001", "name": super::HOSTILE, "area": "Lower Derw", "coins": 4, "keepers": [ana()], "mine": true, "mine_to_set": true });
    let areas =
        ["Lower Derw", super::HOSTILE].map(|name| Area { name: name.to_owned(), cell: Cell::round(53.05, -4.28, Size::Neighbourhood).expect("a place") });
    let svg = Map::new(&areas, &[(1, areas[0].cell)]).map(|map| map.svg(words, super::HOSTILE, super::HOSTILE));
    let stop = |number: u32, drawn: bool| json!({ "number": number, "area": super::HOSTILE, "month": "2026-04", "words": super::HOSTILE, "drawn": drawn, "settled": drawn });
    match request {
        PlaceRequest::CoinMap { .. } if sample.empty => {
            json!({ "coin": "b3", "title": "b3", "svg": null, "words": "", "stops": [], "untold": 1, "members": 3 })
        }
        PlaceRequest::CoinMap { .. } => {
            json!({ "coin": "b3", "title": "b3", "svg": svg, "words": super::HOSTILE, "stops": [stop(1, true), stop(2, false)], "untold": 1, "members": 3 })
        }
        PlaceRequest::Areas | PlaceRequest::AreaCell { .. } => {
            let area = |name: &str, told: bool| json!({ "name": name, "cell": told.then_some("87195a4dbffffff"), "told": told });
            json!({ "areas": [area("Lower Derw", true), area(super::HOSTILE, false)], "members": 3, "svg": svg, "mine_to_set": !sample.empty })
        }
        PlaceRequest::PlaceDraw { count, .. } => json!({ "place": super::HOSTILE, "coins": count, "to": ana(), "state": "asked", "words": "asked" }),
        _ if sample.empty => json!([]),
        _ => json!([garden]),
    }
}

fn top_ups(sample: &Sample) -> Value {
    let words = Words::of(sample.language);
    let run = json!({
        "number": 1, "month": "2026-10", "by": mair(), "at_ms": NOW_MS, "rule": super::HOSTILE, "people": 3, "level": 4, "fund": 20, "coins": 8,
        "lines": [{ "held": 0, "people": 1, "gets": 4 }, { "held": 2, "people": 2, "gets": 2 }], "mine": 2, "words": "words", "why": "topped-up",
        "why_words": "why", "check": "holds", "check_words": words.say("top-up-check-holds"),
    });
    json!({
        "on": true, "words": words.say("top-up-no-rule"), "runs": if sample.empty { json!([]) } else { json!([run]) }, "mine_to_run": true,
        "next": { "state": "ready", "people": 3, "level": 4, "coins": 8, "fund": 20, "words": "next" },
    })
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
