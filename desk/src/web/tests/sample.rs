//! A believable afternoon in Cwm Derw, and somebody whose words are meant to do harm.

mod attachments;
mod lost;
mod rights;

use super::{NOW_MS, Sample};
use kith_core::coin_face::{CoinFace, FaceHop};
use kith_core::kith::view::Element;
use kith_core::kith::{KithError, KithResult, MandateRequest, Request, TwinRequest};
use kith_core::words::Words;
use serde_json::{Value, json};

pub(super) const HOSTILE: &str = "<script>alert(1)</script> <img src=x onerror=alert(1)>";
const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

pub(super) fn person(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name, "me": id == "elin" })
}

pub(super) fn elin() -> Value {
    person("elin", "Elin")
}

pub(super) fn dewi() -> Value {
    person("dewi", "Dewi")
}

fn ana() -> Value {
    person("ana", "Ana")
}

pub(super) fn mair() -> Value {
    person("mair", "Mair")
}

fn coop(office: bool) -> Value {
    json!({ "id": "coop", "name": "Cwm Derw", "areas": ["Lower Derw", "Tŷ Capel", "Upper Derw"], "members": 41, "office_here": office })
}

fn who(sample: &Sample) -> Value {
    let me = if sample.office { person("elin", "Office") } else { elin() };
    let roles = match (sample.office, sample.lead) {
        (true, _) => json!(["steward", "notary"]),
        (_, true) => json!(["safeguarding-lead"]),
        _ => json!([]),
    };
    json!({ "person": me, "device": "d1", "coop": coop(sample.office), "roles": roles, "joining": false, "language": sample.language })
}

fn settings(sample: &Sample) -> Value {
    json!({ "language": sample.language, "airplane": sample.airplane, "relay": "kith-relay:1:abcdef@127.0.0.1:4433", "auto_donate": false })
}

fn truth(sample: &Sample) -> Value {
    let waits = (sample.airplane || sample.silent) && !sample.empty;
    let items = json!([
        { "item": "n1", "what": "note", "place": "Mair’s circle", "why": "no-signal", "at_ms": NOW_MS - 30 * MINUTE_MS, "people": 3, "of": 5 },
        { "item": "v2", "what": "visit", "place": "Mair’s circle", "why": "no-signal", "at_ms": NOW_MS - 20 * MINUTE_MS, "people": 0, "of": 0 },
        { "item": "t1", "what": "coin", "place": "Cwm Derw", "why": "handed-over", "at_ms": NOW_MS - 5 * MINUTE_MS, "people": 0, "of": 0, "handed_ms": NOW_MS - MINUTE_MS },
    ]);
    json!({
        "waiting": if waits { 3 } else { 0 }, "items": if waits { items } else { json!([]) }, "last_relay_ms": NOW_MS - MINUTE_MS,
        "all_with_relay": !waits, "relay_silent": sample.silent,
        "last_peer_ms": NOW_MS - DAY_MS, "airplane": sample.airplane, "held_back": u32::from(!sample.empty),
        "apart": if sample.empty { json!([]) } else { json!([{ "what": "left-out", "place": format!("{HOSTILE} Mair"), "people": [ana()], "helps": [dewi()], "said": format!("{HOSTILE} Ana cannot read there yet") }]) },
        "refused": if sample.empty { json!([]) } else { json!([
            { "reason": "the signature is not the author's", "said": "bad signatures", "count": 1 },
            { "reason": "relay-contradicts-itself", "said": "answers in which it contradicted itself", "count": 15 },
        ]) },
    })
}

fn note(id: &str, author: Value, text: &str, extra: (&str, u64, Value, bool)) -> Value {
    let (kind, minutes, arrival, new) = extra;
    json!({
        "id": id, "circle": "c1", "author": author, "kind": kind, "text": text, "earlier": if id == "n2" { json!(["Heel is sore, dressed it."]) } else { json!([]) },
        "written_ms": NOW_MS - minutes * MINUTE_MS, "arrival": arrival, "new": new, "under_review": id == "n3", "clock_doubtful": id == "n5",
        "attachments": if id == "n1" { json!(attachments::all()) } else { json!([]) },
    })
}

fn notes() -> Value {
    json!([
        note(
            "n1",
            dewi(),
            "Heel is sore again. I dressed it and took a picture for the nurse; she rings at two.",
            ("note", 157, json!({ "arrived": "people", "people": 3, "of": 5, "relay": true }), true)
        ),
        note(
            "n2",
            elin(),
            "Mam slept well. She asked for the radio in the morning, Radio Cymru, not too loud.",
            ("note", 300, json!({ "arrived": "here-only" }), false)
        ),
        note("n3", person("huw", "Huw"), HOSTILE, ("note", 1700, json!({ "arrived": "relay" }), false)),
        note(
            "n4",
            dewi(),
            "Tea is on the left now. She would like the radio on.",
            ("handover", 2000, json!({ "arrived": "people", "people": 5, "of": 5, "relay": true }), false)
        ),
        note("n6", elin(), "Just written.", ("note", 0, json!({ "arrived": "here-only" }), false)),
        note("n5", ana(), "Aethon ni drwy’r tri chwestiwn ar gyfer yr ysbyty. Mae hi’n barod.", ("note", 4500, json!({ "arrived": "unknown" }), false)),
    ])
}

fn plan() -> Value {
    json!({
        "id": "p1", "circle": "c1", "title": "Sunday", "text": "Choir, then lunch at Tŷ Capel.\nHuw brings the chairs, somebody a cake.",
        "when": { "value": null, "choices": [{ "value": "2026-11-29T14:00", "author": person("huw", "Huw") }, { "value": "2026-11-29T15:00", "author": elin() }] },
        "place": { "value": "Tŷ Capel", "choices": [] }, "changed_by": person("huw", "Huw"), "changed_ms": NOW_MS - 900 * MINUTE_MS,
        "arrival": { "arrived": "people", "people": 2, "of": 5, "relay": true },
    })
}

fn told(text: &str, stands: bool) -> Value {
    json!({ "told_ms": NOW_MS - MINUTE_MS, "started_ms": NOW_MS - 65 * MINUTE_MS, "ended_ms": NOW_MS - MINUTE_MS, "minutes": 60, "done": ["my-care"], "how": "low",
        "text": text, "handover": "", "stands": stands })
}

fn visit(id: &str, visitor: Value, hour: &str) -> Value {
    let open = hour == "open";
    json!({
        "id": id, "circle": "c1", "visitor": visitor, "person": mair(), "started_ms": NOW_MS - if id == "v-long" { 20 * 60 } else { 65 } * MINUTE_MS, "clock_doubtful": id == "v-clock",
        "ended_ms": if open { json!(null) } else { json!(NOW_MS - MINUTE_MS) }, "minutes": if open { json!(null) } else { json!(65) },
        "done": if open { json!([]) } else { json!(["my-care", "my-home"]) }, "how": if open { json!(null) } else { json!("bright") },
        "text": if open { "" } else { "Washed up together and practised three questions." }, "handover": if open { "" } else { "Tea is on the left now." },
        "hour": hour, "hour_reason": if open { "" } else { "Mair can confirm it, phone to phone or at the next exchange." }, "confirmed_by": null, "arrival": { "arrived": "here-only" }, "under_review": id == "v3",
        "confirmed_on": if hour == "counted" { json!(HOSTILE) } else { json!(null) }, "mine_to_confirm": hour == "unconfirmed" && visitor["me"] != true,
        "area": if open { json!(null) } else { json!("Lower Derw") }, "tasks": if open { json!([]) } else { json!(["cooking", "toilet"]) },
        "boundary": if hour == "counted" { super::boundary::query(id, false) } else { json!(null) }, "other": if hour == "counted" { json!({ "name": HOSTILE, "mandate": HOSTILE }) } else { json!(null) }, "by_code": id == "v2" && hour == "unconfirmed" && visitor["me"] != true,
        "corrections": if hour == "counted" { json!([told(HOSTILE, false), told("Washed up together.", true)]) } else { json!([]) },
    })
}

fn people() -> Value {
    let one = |who: Value, level: &str, by: Value| json!({ "person": who, "level": level, "added_by": by, "added_ms": NOW_MS - 20 * DAY_MS, "reads_back": level != "member" });
    json!([
        one(mair(), "owner", json!(null)),
        one(elin(), "keeper", mair()),
        one(dewi(), "member", elin()),
        one(ana(), "member", elin()),
        one(person("huw", "Huw"), "member", elin()),
    ])
}

fn circle() -> Value {
    json!({ "id": "c1", "name": "Mair’s circle", "person": mair(), "people": people(), "unread": 1, "standing": { "state": "in" }, "quarantined": 1,
        "gone": [{ "person": person("x", HOSTILE), "how": "removed", "by": mair(), "at_ms": NOW_MS - DAY_MS }] })
}

/// What was written after somebody had gone, and what their going left open.
fn aside() -> Value {
    json!([{ "id": "q1", "circle": "c1", "author": person("x", HOSTILE), "device": "d9", "written_ms": NOW_MS - MINUTE_MS, "what": "note", "text": HOSTILE, "after": "removed", "by": mair(), "after_ms": NOW_MS - DAY_MS }])
}

fn questions() -> Value {
    json!([{ "id": "r1", "circle": "c1", "person": dewi(), "by": person("huw", "Huw"), "at_ms": NOW_MS - DAY_MS }])
}

/// A removal of somebody who looks after the circle, begun by Dewi.
fn removal(id: &str, state: &str) -> Value {
    json!({ "id": id, "circle": "c1", "person": person("huw", "Huw"), "by": dewi(), "at_ms": NOW_MS - DAY_MS, "ends_ms": NOW_MS + 29 * DAY_MS, "needed": 3, "signed": [dewi()],
        "declined": [person("x", HOSTILE)], "open": [elin(), ana()], "asks_me": state == "waiting", "state": state, "hand_over": null })
}

fn circle_page(sample: &Sample) -> Value {
    let notes = notes();
    let mut circle = circle();
    if sample.left {
        circle["standing"] = json!({ "state": "gone", "how": "left", "by": elin(), "at_ms": NOW_MS });
    }
    if sample.closed {
        circle["closed"] = json!({ "by": dewi(), "since_ms": NOW_MS - DAY_MS, "months": 96, "reason": "Mair has died" });
    }
    json!({ "circle": circle, "last_mood": "bright", "last_handover": notes[3], "notes": if sample.empty { json!([]) } else { notes.clone() },
        "visits": [visit("v2", dewi(), "unconfirmed"), visit("v3", ana(), "counted")], "plans": [plan()], "due": if sample.empty { json!([]) } else { json!([super::lists::due("twice")]) },
        "coming": if sample.empty { json!([]) } else { json!([super::rota::occasion("twice", 3)]) },
        "draft": if sample.empty { json!(null) } else { json!({ "id": "d1", "circle": "c1", "text": format!("{HOSTILE} She slept"), "kept_ms": NOW_MS - 60 * MINUTE_MS, "here": false }) },
        "drafts_apart": if sample.empty { json!([]) } else { json!([{ "id": "d2", "circle": "c1", "text": format!("{HOSTILE} The heel"), "kept_ms": NOW_MS - 90 * MINUTE_MS, "here": false }]) } })
}

fn coin(words: &'static Words, id: u8, state: &str) -> Value {
    let elements = [Element::MyCommunity, Element::MyCommunity, Element::MyCare, Element::MyHome, Element::MyLife];
    let hops: Vec<FaceHop> = elements.iter().take(usize::from(id % 5) + 1).map(|element| FaceHop { element: Some(*element), promised: false }).collect();
    let face = CoinFace::new(&[id; 32], &hops);
    let hop = |what: &str, element: Value, extra: (&str, Value, Value)| json!({ "what": what, "element": element, "area": "Lower Derw", "month": "2026-04", "words": extra.0, "poem": extra.1, "name": extra.2, "settled": what != "given" || state == "settled" });
    json!({
        "id": format!("{id:02x}").repeat(32), "state": state, "state_reason": words.say(&format!("coin-says-{state}")),
        "face_svg": face.svg(words), "face_words": face.describe(words), "vesting": false, "steps": 0,
        "story": [
            hop("earned", json!("my-community"), ("Lunch club", json!(null), json!(null))),
            hop("pooled", json!("my-community"), ("", json!("Soup is only half of it;\nthe other half is\nwho you sit beside."), json!("Gwen"))),
            hop("welcome", json!("my-care"), ("", json!(null), json!(null))),
            hop("hidden", json!(null), (HOSTILE, json!(null), json!(null))),
            hop("given", json!("my-life"), ("for practising three questions", json!(null), json!("Mair"))),
        ],
    })
}

/// A coin's twin: made of wood, handed on, and not seen for long.
fn twin_of(sample: &Sample, asked: &TwinRequest) -> Value {
    let words = Words::of(sample.language);
    let seen = |what: &str, gap: Value, said: &str| json!({ "id": "t2", "what": what, "area": "Lower Derw", "month": "2026-09", "words": HOSTILE, "later": what == "lost", "gap_days": gap, "gap": said });
    let gap = words.say_with("twin-gap", &[("days", 40.into())]);
    let made = json!({ "id": "t1", "of": "wood", "area": "Upper Derw", "month": "2026-05", "words": HOSTILE, "by": person("x", HOSTILE), "twice": true });
    let none = matches!(asked, TwinRequest::Twin { coin } if coin == "plain");
    let twin = json!({ "coin": coin(words, 0xb3, "settled"), "code": hand_over("twin"), "made": if none { json!(null) } else { made },
        "seen": if none { json!([]) } else { json!([seen("handed-on", json!(40), &gap), seen("lost", json!(null), "")]) }, "gap_days": 40, "gap": gap, "mine_to_make": !sample.lead });
    match asked {
        TwinRequest::TwinSheet { .. } => json!({ "coins": [twin], "language": words.language() }),
        TwinRequest::Twins => json!([twin]),
        _ => twin,
    }
}

fn purse(sample: &Sample) -> Value {
    let words = Words::of(sample.language);
    let movement = |what: &str, said: &str, state: &str| json!({ "what": what, "coins": 1, "with": mair(), "words": said, "at_ms": NOW_MS - 90 * MINUTE_MS, "state": state });
    let coins = [(0x7f, "settled"), (0x19, "settled"), (0xb3, "settled"), (0xe0, "promised"), (0x41, "contested")];
    json!({
        "balance": balance(sample), "auto_donate": false,
        "coins": if sample.empty { vec![] } else { coins.map(|(id, state)| coin(words, id, state)).to_vec() },
        "movements": if sample.empty { vec![] } else { vec![movement("received", "Mair gave you a coin for practising three questions.", "promised"), movement("given", "You gave Huw a coin for the chairs.", "settled")] },
    })
}

fn balance(sample: &Sample) -> Value {
    if sample.empty {
        json!({ "settled": 0, "promised": 0, "contested": 0, "jar_minutes": 0 })
    } else {
        json!({ "settled": 3, "promised": 1, "contested": 1, "jar_minutes": 40 })
    }
}

fn hand_over(kind: &str) -> Value {
    let text = format!("kith:sample{}", "abcdefghij".repeat(20));
    json!({ "kind": kind, "qr": text.to_uppercase(), "text": text, "also_by_relay": true })
}

/// The first part has a second.
fn pack(part: Option<u32>) -> Value {
    let mut pack = hand_over("pack");
    (pack["part"], pack["next_part"]) = (json!(part.unwrap_or(1)), if part.is_none() { json!(2) } else { json!(null) });
    pack["said"] = json!(if part.is_none() { format!("{HOSTILE} This is part 1") } else { String::new() });
    pack
}

fn member(who: Value, class: &str, role: Option<&str>) -> Value {
    let roles: Vec<Value> = role.into_iter().map(|role| json!({ "role": role, "granted_by": mair(), "granted_ms": NOW_MS - 30 * DAY_MS })).collect();
    json!({ "person": who, "class": class, "since_ms": NOW_MS - 60 * DAY_MS, "admitted_by": elin(), "roles": roles, "devices": 1 })
}

fn members(sample: &Sample) -> Value {
    if sample.empty {
        return json!([]);
    }
    json!([
        member(elin(), "family", None),
        member(dewi(), "worker", Some("care-worker")),
        member(ana(), "supported", None),
        member(mair(), "supported", None),
        member(person("huw", "Huw"), "community", Some("coordinator")),
        member(person("x", HOSTILE), "community", None),
    ])
}

fn profile(who: Value) -> Value {
    let audience = |audience: Value| if who["me"] == true { audience } else { json!(null) };
    json!({
        "sections": [
            { "side": "receive", "section": "matters", "text": "Mornings are slow. Please ring before you come.", "audience": audience(json!({ "audience": "circle", "circle": "c1" })) },
            { "side": "give", "section": "offer", "text": "Going along to the hospital, and practising what to ask.", "audience": audience(json!({ "audience": "coop" })) },
        ],
        "lists": [
            { "side": "give", "list": "skills", "items": ["walks", "Cymraeg", HOSTILE], "audience": audience(json!({ "audience": "person", "person": "ana" })) },
            { "side": "give", "list": "languages", "items": ["Cymraeg"], "audience": audience(json!({ "audience": "person", "person": "gwen" })) },
            { "side": "give", "list": "elements", "items": ["my-life", "my-community"], "audience": audience(json!({ "audience": "me" })) },
        ],
        "person": who,
    })
}

fn book(sample: &Sample) -> Value {
    if sample.empty {
        return json!({ "minted": 0, "held": 0, "settled": 0, "promised": 0, "contested": 0, "retired": 0, "minutes_attested": 0, "minutes_in_jars": 0, "adds_up": true, "holders": [], "forks": [], "checkpoint": 0, "whole": true });
    }
    let row = |kind: &str, id: &str, name: &str, settled: u64| json!({ "kind": kind, "id": id, "name": name, "settled": settled, "promised": 1, "contested": 0, "jar_minutes": 12 });
    json!({
        "minted": 468, "held": 419, "settled": 411, "promised": 7, "contested": 1, "retired": 49, "minutes_attested": 29_145, "minutes_in_jars": 1_065, "adds_up": true,
        "holders": [row("pool", "welcome", "Welcome pool", 64), row("place", "derw", "Upper Derw", 19), row("person", "dewi", "Dewi", 31), row("person", "ana", "Ana", 3), row("person", "x", HOSTILE, 2)],
        "forks": ["41".repeat(32)], "checkpoint": 812, "whole": true,
    })
}

fn today(sample: &Sample) -> Value {
    if sample.empty {
        return json!({ "open_visit": null, "to_confirm": [], "news": [], "plans": [], "balance": balance(sample), "circles": [] });
    }
    json!({ "open_visit": visit("v1", elin(), "open"), "to_confirm": [visit("v2", dewi(), "unconfirmed")], "news": [notes()[0]], "plans": [plan()], "balance": balance(sample), "circles": [circle()],
        "due": [super::lists::due("late")], "dose_alerts": [super::lists::alert(json!("c1")), super::lists::alert(json!(null))], "stale_cards": ["c1"], "mentions": [notes()[2]],
        "coming": [super::rota::occasion("taken", 1), super::rota::occasion("open", 2)], "visits_twice": [super::rota::twice()], "boundaries": [super::boundary::query("q1", false)],
        "card_looks": [{ "circle": "c1", "person": mair(), "at_ms": NOW_MS - 60_000, "count": 1 }] })
}

fn recovery(sample: &Sample) -> Value {
    if sample.empty {
        return json!({ "root_here": false, "kit": null, "needed": 0, "guardians": [], "guardians_ms": null, "guarded": [], "helping": [], "alerts": [], "returned": [], "wait_hours": 24 });
    }
    let asks = json!({ "request": "r", "person": mair(), "name": HOSTILE, "code": "12-34", "in_person": false, "at_ms": NOW_MS, "due_ms": NOW_MS + DAY_MS });
    let (mut helping, mut alert) = (asks.clone(), asks);
    helping["state"] = json!("waiting");
    helping["hand_over"] = json!(null);
    alert["guardian"] = dewi();
    alert["stopped"] = json!(false);
    json!({
        "root_here": true, "kit": { "made_ms": NOW_MS, "check_code": "KOFE-42", "current": false, "rehearsed_ms": null }, "needed": 2,
        "guardians": [{ "person": dewi(), "held_ms": NOW_MS }, { "person": ana(), "held_ms": null }], "guardians_ms": NOW_MS,
        "guarded": [{ "person": mair(), "made_ms": NOW_MS, "needed": 2, "guardians": [elin(), dewi()] }], "helping": [helping], "alerts": [alert],
        "returned": [], "wait_hours": 24,
    })
}

/// How one comes back when a phone is lost.
fn coming_back(sample: &Sample, request: &Request) -> Value {
    use Request as R;
    match request {
        R::RecoverProgress => json!({
            "state": "returning", "by": "kit", "since_ms": NOW_MS, "code": null, "shares": 0, "needed": null, "person": elin(), "entries": 214, "coins_on_lost_devices": 2, "others": ["d3"],
            "lost": [{ "device": "d3", "circle": "c1", "name": HOSTILE, "last_ms": NOW_MS, "entries": 12 }],
            "spaces": [{ "id": "s", "kind": "circle", "name": HOSTILE, "entries": 90, "writable": false }, { "id": "o", "kind": "own", "name": "", "entries": 9, "writable": true }],
            "from": [{ "person": dewi(), "asked_ms": NOW_MS, "answered_ms": NOW_MS }, { "person": ana(), "asked_ms": NOW_MS, "answered_ms": null }],
        }),
        R::RecoveryKit => {
            json!({ "person": elin(), "coop": "Cwm Derw", "relay": null, "check_code": "KOFE-42", "made_ms": NOW_MS, "hand_over": hand_over("kit") })
        }
        _ => recovery(sample),
    }
}

/// Something that the board was asked.
fn board_matter(id: &str, what: &str, state: &str) -> Value {
    let asked = state == "asked";
    json!({
        "id": id, "circle": "c1", "circle_name": HOSTILE, "what": what, "person": dewi(), "level": if what == "remove" { Value::Null } else { json!("owner") },
        "by": if asked { ana() } else { Value::Null }, "reason": if asked { json!(HOSTILE) } else { Value::Null }, "at_ms": NOW_MS, "needed": 2,
        "signed": if asked { json!([ana()]) } else { json!([]) }, "declined": [], "open": [], "asks_me": asked, "may_answer": asked, "state": state,
        "from_ms": if asked { Value::Null } else { json!(NOW_MS + 7 * 24 * 60 * MINUTE_MS) }, "hand_over": null,
    })
}

/// The rules for coins, coins given twice, and what is to be made good.
fn rules_and_claims(sample: &Sample, request: &Request) -> Value {
    use Request as R;
    match request {
        R::CoinForks => json!([{
            "id": "f0".repeat(32), "coin": "41".repeat(32), "person": mair(), "device": "d1", "mine": true, "state": "open", "grade": "to-put-right",
            "lost": 1, "repaid": 0, "at_ms": NOW_MS - 90 * MINUTE_MS, "until_ms": NOW_MS + 90 * MINUTE_MS,
            "words": Words::of(sample.language).say("fork-says-mine"),
        }]),
        R::Claims => json!({
            "claims": [{ "id": "c0".repeat(32), "coin": "41".repeat(32), "person": elin(), "against": mair(), "state": "waiting",
                         "words": Words::of(sample.language).say("claim-says-waiting"), "at_ms": NOW_MS }],
            "waiting": 1, "pool": 20, "reserve": 12, "reserve_held": 12, "cover_percent": 100, "made_good_this_month": 2, "make_good_month": 20,
        }),
        _ => json!({
            "number": 2, "by": mair(), "at_ms": NOW_MS - 90 * MINUTE_MS, "hops": 2, "promised": 5, "device": 10, "make_good_month": 20, "reserve": 12,
            "area_members": 20, "cure_days": 14, "tell_areas": true, "vesting": true, "activity_minutes": 1440, "month_minutes": 44640, "pocket": 40,
            "top_up_to": 6, "top_up_each": 4, "top_up_run": 50, "top_up_for": "supported", "mine_to_set": true,
        }),
    }
}

/// What it says of visits, made and planned; of anything else what the lists say.
fn visits_and_rota(sample: &Sample, request: &Request) -> Value {
    use Request as R;
    match request {
        R::Visits { .. } => json!([
            visit("v1", elin(), "open"),
            visit("v2", elin(), "unconfirmed"),
            visit("v3", elin(), "counted"),
            visit("v-long", elin(), "open"),
            visit("v-clock", elin(), "open")
        ]),
        R::VisitsToConfirm => json!([visit("v2", dewi(), "unconfirmed")]),
        R::VisitCheckIn { .. } => visit("v1", elin(), "open"),
        R::Boundary(_) => super::boundary::queries(sample.empty),
        R::CardLink(_) => super::boundary::card_links(sample.empty),
        R::Mandate(MandateRequest::Mandates | MandateRequest::MandateGive { .. } | MandateRequest::MandateEnd { .. }) => {
            super::boundary::mandates(sample.empty)
        }
        R::VisitCheckOut { .. } | R::VisitCorrect { .. } | R::Mandate(_) => visit("v2", elin(), "unconfirmed"),
        R::VisitConfirm { .. } => {
            let mut confirmed = visit("v2", elin(), "confirmed");
            confirmed["hand_over"] = hand_over("confirmation");
            confirmed
        }
        R::VisitAsk { .. } | R::ActivityLog { .. } => hand_over("ask"),
        R::Rota { .. } => super::rota::rota(sample.empty),
        R::Limits => super::rota::limits(),
        R::Load { .. } => super::rota::load(sample.empty),
        R::RotaCalendar { .. } => super::rota::calendar(),
        R::Reminders => super::rota::reminders(sample.empty),
        _ => super::lists::answer(sample.empty, request),
    }
}

/// What the device says to a request.
pub(super) fn answer(sample: &Sample, request: &Request) -> KithResult<Value> {
    use Request as R;
    let some = |value: Value| if sample.empty { json!([]) } else { value };
    if let Some(value) = rights::answer(sample, request) {
        return Ok(value);
    }
    Ok(match request {
        R::Whoami => who(sample),
        R::Settings | R::Fetching { .. } | R::Airplane { .. } | R::SetRelay { .. } | R::SetLanguage { .. } => settings(sample),
        R::Truth => truth(sample),
        R::Today => today(sample),
        R::Circles => some(
            json!([circle_page(sample)["circle"], { "id": "c2", "name": "Walkers", "person": ana(), "people": people(), "unread": 0, "standing": { "state": "gone", "how": "left", "by": elin(), "at_ms": NOW_MS }, "quarantined": 0, "gone": [] }]),
        ),
        R::CircleQuestions { .. } | R::QuestionAnswer { .. } => some(questions()),
        R::Quarantine { .. } | R::QuarantineAdmit { .. } | R::QuarantineDrop { .. } => some(aside()),
        R::CircleRemove { .. } => json!({ "circle": circle(), "cosign": null, "proposal": null }),
        R::BoardMatters => some(json!([board_matter("b1", "remove", "asked"), board_matter("b2", "add", "noticed"), board_matter("b3", "level", "done")])),
        R::Removals { .. } => some(json!([removal("asked", "waiting"), removal("over", "declined")])),
        R::RemovalAnswer { .. } | R::RemovalWithdraw { .. } => {
            let mut said = removal("asked", "waiting");
            said["hand_over"] = hand_over("pack");
            said
        }
        R::Circle { .. } => circle_page(sample),
        R::Notes { .. } | R::NoteSearch { .. } => some(notes()),
        R::Plan { .. } | R::PlanCreate { .. } | R::PlanEdit { .. } | R::PlanChoose { .. } => plan(),
        R::NoteDrafts => json!([]),
        R::Pack { part, .. } => pack(*part),
        R::CoinInvoice => hand_over("invoice"),
        R::Invite { .. } => hand_over("invitation"),
        R::Receive { .. } | R::Join { .. } => {
            json!({ "kind": "ask", "outcome": "taken", "code": "hours-asked", "reason": "Dewi gave 65 minutes on Sunday.", "reply": hand_over("confirmation"), "about": ["v2"] })
        }
        R::Attachments { .. } | R::AttachmentAdd { .. } | R::AttachmentOpen { .. } | R::AttachmentFetch { .. } => return attachments::answer(request),
        R::Purse => purse(sample),
        R::Coin { coin } if coin == "not-mine" => return Err(KithError::not_found("no-such-coin", "there is no such coin here")),
        R::Twin(twin) => twin_of(sample, twin),
        R::Coin { .. } | R::CoinStory { .. } => coin(Words::of(sample.language), 0xb3, "settled"),
        R::Gift(gift) if !matches!(gift, kith_core::kith::GiftRequest::CoinGive(_)) => attachments::on_coin(gift),
        R::Gift(_) | R::WelcomeGift { .. } => {
            json!({ "transfer": "t1", "coins": ["c"], "state": "promised", "state_reason": "It settles when either of you meets the office.", "hand_over": hand_over("bundle") })
        }
        R::Members => members(sample),
        R::Profile { person: of } => profile(if of == "me" {
            elin()
        } else if of == "gwen" {
            person("gwen", "Gwen")
        } else {
            ana()
        }),
        R::Find { .. } => {
            json!([{ "person": ana(), "skills": ["walks", "hospital visits"], "languages": ["Cymraeg", "English"], "places": ["Lower Derw"], "because": ["offers walks", "speaks Cymraeg"] }])
        }
        R::Devices | R::DevicesOf { .. } | R::DeviceRevoke { .. } => {
            json!([{ "id": "d1", "label": "Laptop", "here": true, "state": "in" }, { "id": "d2", "label": "", "here": false, "state": "in" }, { "id": "d4", "label": "Tablet", "here": false, "state": "frozen" }, { "id": "d3", "label": HOSTILE, "here": false, "state": "revoked" }])
        }
        R::Recovery | R::RecoverProgress | R::RecoveryKit => coming_back(sample, request),
        R::Book => book(sample),
        R::CoinForks | R::Claims | R::CoinPolicy | R::CoinPolicySet { .. } => rules_and_claims(sample, request),
        R::CoinsLost | R::Estate(_) | R::TopUps | R::Place(_) | R::Voucher(_) | R::Witness(_) | R::Statement { .. } | R::BookExport { .. } => {
            lost::answer(sample, request)
        }
        R::Arrival { .. } => {
            json!({ "item": "n1", "arrival": { "arrived": "people", "people": 2, "of": 4, "relay": true }, "with": [dewi(), ana()], "not_known": [mair()] })
        }
        _ => visits_and_rota(sample, request),
    })
}
