//! B3: a day offline on two phones, over a history.

use super::{Beside, Row, automerge_peer, number, prose, spread};
use crate::sim::{Chance, Phone, World};
use kith_core::{
    kith::Kith,
    sync::{After, Met, SyncStore},
};
use kith_wire::{Body, Lane, Run, SpaceId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const HISTORY: usize = 10_000;
const NOTES: usize = 110;
const VISITS: usize = 25;
const EDITS: usize = 15;
const DAYS: usize = 3;

/// What one phone did in a day, as a peer would have to carry it.
#[derive(Default)]
struct Day {
    lines: Vec<String>,
    texts: Vec<(u64, String)>,
    edits: Vec<String>,
}

fn visit(world: &mut World, phone: &mut Phone, chance: &mut Chance, day: &mut Day) {
    let begun = world.ask(phone, &json!({"do": "visit-check-in", "circle": "Mair", "at_ms": null}));
    let from = world.now_ms();
    let minutes = 20 + chance.below(70);
    world.tick(minutes);
    let (text, handover) = (prose::sentence(chance), prose::sentence(chance));
    let done: Vec<&str> = ["my-life", "my-home", "my-community", "my-care"].into_iter().filter(|_| chance.below(2) == 0).collect();
    let how = chance.pick(&["low", "as-usual", "bright"]);
    let end =
        json!({"do": "visit-check-out", "visit": begun["id"], "minutes": minutes, "done": done, "how": how, "text": text, "handover": handover, "area": null});
    world.ask(phone, &end);
    day.lines.push(json!([from, world.now_ms(), minutes, done, how, text, handover]).to_string());
    day.texts.push((world.now_ms(), format!("{minutes} {done:?} {how} {text} {handover}")));
}

fn edit(world: &mut World, phone: &mut Phone, chance: &mut Chance, plan: &Value) -> String {
    let shown = world.ask(phone, &json!({"do": "plan", "plan": plan["id"]}));
    let added = format!(" {}", prose::sentence(chance));
    let text = format!("{}{added}", shown["text"].as_str().unwrap());
    world.ask(phone, &json!({"do": "plan-edit", "plan": plan["id"], "title": null, "text": text, "when": null, "place": null}));
    added
}

fn day_offline(world: &mut World, phone: &mut Phone, chance: &mut Chance, plan: &Value) -> Day {
    let mut day = Day::default();
    let mut doing: Vec<u8> = [vec![0; NOTES], vec![1; VISITS], vec![2; EDITS]].concat();
    chance.shuffle(&mut doing);
    for what in doing {
        world.tick(chance.below(8));
        match what {
            0 => {
                let text = prose::note(chance, 40, 240);
                world.ask(phone, &json!({"do": "note-write", "circle": "Mair", "text": text}));
                day.lines.push(json!([world.now_ms(), text]).to_string());
                day.texts.push((world.now_ms(), text));
            }
            1 => visit(world, phone, chance, &mut day),
            _ => {
                let added = edit(world, phone, chance, plan);
                day.lines.push(json!([world.now_ms(), added]).to_string());
                day.edits.push(added);
            }
        }
    }
    day
}

fn zstd_of(contents: &[u8]) -> u64 {
    zstd::bulk::compress(contents, 19).unwrap().len() as u64
}

/// How far a device had written in each space.
fn written(kith: &mut Kith) -> BTreeMap<SpaceId, u64> {
    let me = kith.me();
    let spaces: Vec<SpaceId> = kith.spaces().unwrap().iter().map(|s| s.space).collect();
    spaces.into_iter().map(|s| (s, kith.summary(s).unwrap().number(&me))).collect()
}

/// The contents of what a device has written since, one after the other: the bodies of its entries, without anything around them.
fn contents(kith: &mut Kith, since: &BTreeMap<SpaceId, u64>, shared: &[SpaceId]) -> Vec<u8> {
    let (device, mut out) = (kith.me(), Vec::new());
    for keys in kith.spaces().unwrap().iter().filter(|k| shared.contains(&k.space)) {
        let after = After { lane: Lane::Data, device, seq: since.get(&keys.space).copied().unwrap_or_default() };
        for run in kith.runs(keys.space, &Met::by(keys.epochs[0].epoch, false), &[after], 1 << 24).unwrap() {
            for entry in Run::decode(&run.bytes).unwrap().entries {
                if let Body::Held { bytes, .. } = entry.body {
                    out.extend_from_slice(&bytes);
                }
            }
        }
    }
    out
}

/// The same history and the same day in one automerge document on each side.
fn automerge_of(history: &[String], days: &[&Day; 2]) -> (u64, u32) {
    let (mut left, notes) = automerge_peer::document();
    for (text, n) in history.iter().zip(0i64..) {
        automerge_peer::add(&mut left, &notes, "Elin", 1_790_000_000_000 + n, text);
    }
    let mut right = automerge::AutoCommit::load(&left.save()).unwrap();
    for (doc, day, who) in [(&mut left, days[0], "Elin"), (&mut right, days[1], "Dewi")] {
        for (time, text) in &day.texts {
            automerge_peer::add(doc, &notes, who, i64::try_from(*time).unwrap(), text);
        }
        for text in &day.edits {
            automerge_peer::edit(doc, text);
        }
    }
    automerge_peer::talk(&mut left, &mut right)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut chance = Chance::new(seed);
    let mut world = World::new(seed);
    let mut phones = world.circle(&["Mair", "Elin", "Dewi"]);
    phones.remove(0);
    let history: Vec<String> = (0..HISTORY).map(|_| prose::note(&mut chance, 40, 240)).collect();
    for (text, n) in history.iter().zip(0usize..) {
        world.tick(1);
        world.ask(&mut phones[n % 2], &json!({"do": "note-write", "circle": "Mair", "text": text}));
    }
    let plan = world.ask(
        &mut phones[0],
        &json!({"do": "plan-create", "circle": "Mair", "title": "Mornings", "text": "Tea first, then the tablets.", "when": null, "place": null}),
    );
    world.meet(&mut phones, (0, 1), None);
    let (mut bytes, mut ratios, mut trips) = (Vec::new(), Vec::new(), 0);
    let mut beside = Vec::new();
    for _ in 0..DAYS {
        let since = [written(&mut phones[0].kith), written(&mut phones[1].kith)];
        let (left, right) = phones.split_at_mut(1);
        let days = [day_offline(&mut world, &mut left[0], &mut chance, &plan), day_offline(&mut world, &mut right[0], &mut chance, &plan)];
        let meeting = world.meet(&mut phones, (0, 1), None);
        assert!(meeting.level, "a day apart must end level");
        let shared: Vec<SpaceId> = meeting.report.spaces.iter().map(|s| s.space).collect();
        let bodies: u64 = (0..2).map(|i| zstd_of(&contents(&mut phones[i].kith, &since[i], &shared))).sum();
        trips = trips.max(meeting.round_trips);
        bytes.push(meeting.bytes);
        ratios.push(number(meeting.bytes) / number(bodies));
        if beside.is_empty() {
            let words: u64 = days.iter().map(|d| zstd_of(d.lines.join("\n").as_bytes())).sum();
            let (theirs, their_trips) = automerge_of(&history, &[&days[0], &days[1]]);
            beside.push(Beside { name: "entries' contents by zstd".to_owned(), value: number(bodies) });
            beside.push(Beside { name: format!("automerge's sync ({their_trips} trips)"), value: number(theirs) });
            beside.push(Beside { name: "words and times alone by zstd (no signed hours)".to_owned(), value: number(words) });
        }
    }
    ratios.sort_by(f64::total_cmp);
    let fewest = beside[1].value;
    let (ours, least_most) = spread(bytes);
    let ratio = ratios[ratios.len() / 2];
    vec![Row {
        id: "B3",
        what: format!("a day offline on two phones, both ways ({trips} round trips)"),
        size: format!("{NOTES} notes, {VISITS} visits, {EDITS} edits each, over {HISTORY}"),
        ours,
        spread: least_most,
        unit: "bytes",
        beside,
        ratio: Some(ratio),
        goal: "≤ 1.5 × contents by zstd, ≤ 2 round trips, fewest bytes".to_owned(),
        met: ratio <= 1.5 && trips <= 2 && ours < fewest,
    }]
}
