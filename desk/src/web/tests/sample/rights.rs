//! What a device says of one's data, of concerns about safety, and of its lock and backup.

use super::super::{NOW_MS, Sample};
use super::{DAY_MS, HOSTILE, MINUTE_MS, ana, dewi, elin, mair, person};
use kith_core::kith::Request as R;
use serde_json::{Value, json};

fn stays() -> Value {
    json!([{ "what": "coin", "count": 3, "why": "Coins and their steps stay, under your key and without your name." }])
}

fn erase_all(sample: &Sample, preview: bool) -> Value {
    let goes = if sample.empty { json!([]) } else { json!([{ "what": "note", "count": 12 }, { "what": "profile-part", "count": 3 }]) };
    json!({ "preview": preview, "goes": goes, "stays": stays(), "cannot_reach": ["What was printed or written down."] })
}

fn export(case: bool) -> Value {
    let decision = if case { "open" } else { "cleared" };
    json!({
        "json": { "format": "kith-export", "about": elin() }, "html": "<!doctype html><title>All</title>",
        "review": [
            { "passage": "ab-now", "text": HOSTILE, "because": ["written-by-another", "names Dewi"], "decision": decision },
            { "passage": "cd-now", "text": "Choir on Sunday.", "because": ["names Mair"], "decision": "withheld" },
        ],
    })
}

fn case(id: &str, what: &str, days_left: i64, answered: bool) -> Value {
    let answered_ms = if answered { json!(NOW_MS - DAY_MS) } else { json!(null) };
    json!({ "id": id, "person": mair(), "what": what, "asked_ms": NOW_MS - 3 * DAY_MS, "due_ms": NOW_MS + 27 * DAY_MS, "days_left": days_left, "answered_ms": answered_ms })
}

fn concern(id: &str, duty: bool, state: &str) -> Value {
    let line = |kind: &str, by: Value, text: &str| json!({ "kind": kind, "by": by, "text": text, "at_ms": NOW_MS - 10 * MINUTE_MS });
    let lines = json!([
        line("received", ana(), ""),
        line("looked-at", ana(), ""),
        line("reply", ana(), "Thank you. When was it?"),
        line("note", ana(), "Spoke to the bank"),
        line("closed", ana(), "")
    ]);
    json!({
        "id": id, "mine": !duty, "looked_after_here": duty, "raised_by": if duty { dewi() } else { elin() }, "about": person("huw", "Huw"), "circle": "c1",
        "circle_name": "Mair’s circle", "person": mair(), "text": HOSTILE, "danger": duty, "raised_ms": NOW_MS - 30 * MINUTE_MS, "state": state,
        "readers": [ana(), mair()], "sent_one_by_one": duty, "lines": lines, "outcome": if state == "closed" { json!("The bank has stopped the card.") } else { json!(null) },
    })
}

fn lost(owner: Value, revoked: bool) -> Value {
    json!({
        "device": "d2", "owner": owner, "standing": if revoked { "revoked" } else { "in" }, "cut_off_ms": if revoked { json!(NOW_MS - MINUTE_MS) } else { json!(null) },
        "last_heard_ms": NOW_MS - DAY_MS, "encrypted": true,
        "circles": [{ "id": "c1", "name": HOSTILE, "person": mair(), "people": [elin(), dewi(), mair()] }], "members_profiles": 41, "ledger": revoked, "safeguarding": !revoked,
        "not_known": ["locked", "last-unlocked", "other-circles", "own-space"], "aware_ms": NOW_MS - 60 * MINUTE_MS, "due_ms": NOW_MS + 71 * 60 * MINUTE_MS,
        "left_ms": 71 * 60 * MINUTE_MS, "overdue": !revoked,
    })
}

fn standing(sample: &Sample) -> Value {
    let lease_days = if sample.empty { json!(null) } else { json!(14) };
    let lease = if sample.office { json!(null) } else { json!({ "days": 14, "ends_ms": NOW_MS + 9 * DAY_MS }) };
    let standing = if sample.empty { "to-be-let-in" } else { "in-use" };
    let backed_up_ms = if sample.empty { json!(null) } else { json!(NOW_MS - 2 * DAY_MS) };
    json!({ "standing": standing, "enrolling": null, "lock_after_minutes": 5, "lease": lease, "lease_days": lease_days, "backed_up_ms": backed_up_ms })
}

fn hold(told: bool) -> Value {
    json!({ "item": if told { "n4" } else { "n1" }, "mine": !told, "place": "Mair’s circle", "author": dewi(), "written_ms": NOW_MS - DAY_MS, "held_ms": NOW_MS - MINUTE_MS, "reason": HOSTILE, "told": told,
        "entries": 1, "words": ["Heel is sore again."] })
}

fn accesses() -> Value {
    let one = |by: Value, what: &str, how: &str, place: &str| json!({ "by": by, "place": place, "what": what, "how": how, "day_ms": NOW_MS - DAY_MS });
    json!([
        one(dewi(), "notes", "opened", "Mair’s circle"),
        one(ana(), "medicines", "printed", "Mair’s circle"),
        one(person("x", HOSTILE), "profile", "printed", "")
    ])
}

/// What the device says to a request of these kinds.
pub(super) fn answer(sample: &Sample, request: &R) -> Option<Value> {
    let some = |value: Value| if sample.empty { json!([]) } else { value };
    Some(match request {
        R::Standing | R::LockAfter { .. } | R::Lease { .. } => standing(sample),
        R::Accesses { .. } => some(accesses()),
        R::Kept => some(json!([{ "place": "Mair’s circle", "by": ana(), "at_ms": NOW_MS - 5 * DAY_MS }])),
        R::Retention | R::RetentionSet { .. } => {
            let due = json!([{ "place": "Walkers", "what": "note", "items": ["n8", "n9"] }, { "place": "Walkers", "what": "closed-circle", "items": ["c2"] }]);
            json!({ "months": [["note", 96], ["visit", 96], ["plan", 0], ["access", 24], ["closed-circle", 120]], "due": some(due) })
        }
        R::EraseAll { preview, .. } => erase_all(sample, *preview),
        R::Erase { item, preview, .. } => {
            json!({ "item": item, "preview": preview, "what": "note", "place": "Mair’s circle", "by": dewi(), "written_ms": NOW_MS - DAY_MS,
            "text": [HOSTILE, "Heel is sore again."], "entries": 2, "successor": null, "stays": stays() })
        }
        R::Erasures { .. } => some(
            json!([{ "id": "e1", "by": elin(), "place": "Mair’s circle", "entries": 2, "erased": 2, "reason": HOSTILE, "successor": null, "at_ms": NOW_MS - DAY_MS }]),
        ),
        R::Holds | R::HoldRelease { .. } => some(json!([hold(false), hold(true)])),
        R::HoldAdd { tell, .. } => hold(*tell),
        R::LateEdits => some(json!([{ "id": "l1", "document": "p1", "successor": "p2", "text": ["Huw brings two chairs."], "at_ms": NOW_MS - DAY_MS }])),
        R::Export { case, .. } => export(case.is_some()),
        R::CaseReview { .. } => export(true),
        R::Cases => some(json!([case("k1", "export", 27, false), case("k2", "erasure", -2, false), case("k3", "export", 10, true)])),
        R::CaseOpen { .. } | R::CaseDone { .. } => case("k1", "export", 30, false),
        R::Concerns => some(json!([concern("s1", true, "received"), concern("s2", false, "looked-at"), concern("s3", false, "closed")])),
        R::Concern { concern: id } => concern(id, id == "s1", if id == "s3" { "closed" } else { "looked-at" }),
        R::ConcernReply { concern: id, .. } | R::ConcernNote { concern: id, .. } | R::ConcernClose { concern: id, .. } => concern(id, true, "looked-at"),
        R::ConcernRaise { .. } => json!({ "advice": ["If anybody is in danger now, ring 999 first."], "concern": concern("s2", false, "waits") }),
        R::LostReport { device, aware_ms } => {
            let mut report = lost(if device == "d3" { dewi() } else { elin() }, device == "d3");
            if let Some(said) = aware_ms {
                report["aware_ms"] = json!(said);
            }
            report
        }
        _ => return None,
    })
}
