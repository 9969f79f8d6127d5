//! Whole devices over an imagined network: real profiles in real folders, a mailbox relay in memory, sessions phone to phone, and a
//! clock, a chance and a fault for everything. One seed decides it all.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a step that fails is the finding: it stops the run where it happened")]

mod chance;
mod world;

pub use chance::Chance;
pub use world::{Meeting, Phone, World};

use serde_json::{Value, json};

/// What a run came to, for whoever reads the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Notes and plan edits confirmed to somebody.
    pub written: u32,
    /// Sessions phone to phone, and how many of them were cut.
    pub met: u32,
    /// See above.
    pub cut: u32,
    /// Exchanges with the relay, and how many of them broke off.
    pub exchanged: u32,
    /// See above.
    pub broken_off: u32,
    /// Devices that were stopped without warning and opened again.
    pub crashed: u32,
}

/// Runs one seed: phones of one circle write, meet, lose one another and crash; then everything heals. Gives what happened.
///
/// # Panics
/// When a phone lacks a note that was confirmed to its author, phones differ, or a rebuild does not come out alike.
#[must_use]
pub fn run(seed: u64, steps: u32) -> Tally {
    let mut chance = Chance::new(seed);
    let mut world = World::new(seed);
    let mut phones = world.circle(&["Mair", "Elin", "Dewi"]);
    let plan =
        world.ask(&mut phones[0], &json!({"do": "plan-create", "circle": "Mair", "title": "Mornings", "text": "Tea first.", "when": null, "place": null}));
    let mut notes: Vec<String> = Vec::new();
    let mut tally = Tally::default();
    for step in 0..steps {
        world.tick(1 + chance.below(90));
        let who = chance.index(phones.len());
        match chance.below(10) {
            0..=3 => {
                let text = format!("Note {step} of seed {seed}");
                world.ask(&mut phones[who], &json!({"do": "note-write", "circle": "Mair", "text": text}));
                notes.push(text);
                tally.written += 1;
            }
            4 => {
                let known = world.try_ask(&mut phones[who], &json!({"do": "plan", "plan": plan["id"]}));
                if let Ok(known) = known {
                    let text = format!("{} Step {step}.", known["text"].as_str().unwrap_or_default());
                    world.ask(&mut phones[who], &json!({"do": "plan-edit", "plan": plan["id"], "title": null, "text": text, "when": null, "place": null}));
                    tally.written += 1;
                }
            }
            5 | 6 => {
                let broken_off = chance.below(3) == 0;
                world.exchange(&mut phones[who], &mut chance, broken_off);
                tally.exchanged += 1;
                tally.broken_off += u32::from(broken_off);
            }
            7 | 8 => {
                let other = (who + 1 + chance.index(phones.len() - 1)) % phones.len();
                let cut = if chance.below(2) == 0 { Some(chance.index(5)) } else { None };
                world.meet(&mut phones, (who, other), cut);
                tally.met += 1;
                tally.cut += u32::from(cut.is_some());
            }
            _ => {
                let phone = phones.remove(who);
                phones.insert(who, world.crash(phone));
                tally.crashed += 1;
            }
        }
    }
    heal(&mut world, &mut phones, &mut chance);
    check(&mut world, &mut phones, &notes, &plan);
    tally
}

/// Everybody meets the relay and one another until there is nothing left.
fn heal(world: &mut World, phones: &mut [Phone], chance: &mut Chance) {
    for _ in 0..3 {
        for phone in phones.iter_mut() {
            world.exchange(phone, chance, false);
        }
        for pair in [(0, 1), (1, 2), (0, 2)] {
            world.meet(phones, pair, None);
        }
    }
}

fn check(world: &mut World, phones: &mut [Phone], notes: &[String], plan: &Value) {
    let mut seen: Vec<(Value, Value)> = Vec::new();
    for phone in phones.iter_mut() {
        let list = world.ask(phone, &json!({"do": "notes", "circle": "Mair", "limit": 10_000, "before_ms": null}));
        let held: Vec<(String, String)> =
            list.as_array().unwrap().iter().map(|n| (n["id"].as_str().unwrap().to_owned(), n["text"].as_str().unwrap().to_owned())).collect();
        for note in notes {
            assert!(held.iter().any(|(_, text)| text == note), "{} lacks “{note}”", phone.name);
        }
        let mut ids: Vec<&str> = held.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        let shown = world.ask(phone, &json!({"do": "plan", "plan": plan["id"]}));
        seen.push((json!(ids), shown["text"].clone()));
        let rebuilt = world.ask(phone, &json!({"do": "rebuild"}));
        assert_eq!(rebuilt["alike"], true, "{} rebuilds otherwise: {rebuilt}", phone.name);
    }
    assert!(seen.windows(2).all(|w| w[0] == w[1]), "the phones differ: {seen:#?}");
    let meeting = world.meet(phones, (0, 1), None);
    assert!(meeting.level, "nothing is left to say and yet they are not level");
    assert_eq!(meeting.round_trips, 1);
}
