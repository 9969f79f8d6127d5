//! B2: what a change costs beyond its content.

use super::{Beside, Row, number, prose};
use crate::sim::Chance;
use ed25519_dalek::{Signer, SigningKey};
use kith_core::fact::{Fact, NoteKind};
use kith_wire::{
    Body, DeviceId, EntryId, EpochId, Kind, Lane, Run, RunEntry, SpaceId,
    envelope::{ENVELOPE_PREFIX_BYTES, SPACE_HEADER_BYTES},
    run::{Author, Place, put_varint, signing_bytes},
};

const START: u64 = 1_790_000_000_000;

/// A signed run of notes as a device makes it.
fn run(chance: &mut Chance, texts: &[String]) -> Run {
    let key = SigningKey::from_bytes(&[7; 32]);
    let device = DeviceId(key.verifying_key().to_bytes());
    let mut time_ms = START;
    let entries = texts
        .iter()
        .map(|text| {
            time_ms += 1 + chance.below(20 * 60_000);
            let bytes = Fact::Note(NoteKind::Note, text.clone()).to_bytes();
            RunEntry { kind: Kind::Fact, time_ms, body: Body::Held { salt: chance.number().to_be_bytes(), bytes } }
        })
        .collect();
    let mut hint = [0; 8];
    hint.copy_from_slice(&device.0[..8]);
    let mut run = Run { lane: Lane::Data, genesis: false, author: Author::Hint(hint), epoch: None, first_seq: 4_000, entries, signature: [0; 64] };
    let place = Place { space: SpaceId([1; 32]), device, epoch: EpochId([2; 32]), prev: EntryId([3; 32]) };
    let last = run.headers(&place).unwrap().last().unwrap().0;
    run.signature = key.sign(&signing_bytes(&last)).to_bytes();
    run
}

/// What an envelope with this run has beyond the texts, an entry, before compression, padding and routing.
fn beyond(run: &Run, texts: &[String]) -> f64 {
    let bytes = run.encode();
    let mut item = vec![1];
    put_varint(&mut item, bytes.len() as u64);
    let mut packed = vec![0];
    put_varint(&mut packed, (item.len() + bytes.len()) as u64);
    let whole = SPACE_HEADER_BYTES - ENVELOPE_PREFIX_BYTES + packed.len() + item.len() + bytes.len() + 16;
    let content: usize = texts.iter().map(String::len).sum();
    number((whole - content) as u64) / number(texts.len() as u64)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut chance = Chance::new(seed);
    let mut out = Vec::new();
    for (count, goal) in [(1usize, 150.0), (50, 32.0)] {
        let mut measured = Vec::new();
        for _ in 0..25 {
            let texts: Vec<String> = (0..count).map(|_| prose::note(&mut chance, 40, 240)).collect();
            measured.push(beyond(&run(&mut chance, &texts), &texts));
        }
        measured.sort_by(f64::total_cmp);
        let (least, most) = (measured[0], measured[measured.len() - 1]);
        let raw = 64.0 + 16.0 + 24.0;
        out.push(Row {
            id: "B2",
            what: if count == 1 { "a note beyond its text, sealed singly".to_owned() } else { "a note beyond its text, grouped in one run".to_owned() },
            size: format!("{count} a run"),
            ours: measured[measured.len() / 2],
            spread: (least, most),
            unit: "bytes a note",
            beside: vec![Beside { name: "signature, tag and nonce".to_owned(), value: raw / number(count as u64) }],
            ratio: None,
            goal: format!("≤ {goal:.0}"),
            met: most <= goal,
        });
    }
    out
}
