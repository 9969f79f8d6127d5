//! B12: beginning an epoch in a circle of thirty devices.

use super::{Beside, Row, number, spread};
use ed25519_dalek::{Signer, SigningKey};
use kith_core::{
    entropy::{SeededEntropy, bytes},
    seal,
    space::{
        Act, ActBody, EpochKeys, EpochStart,
        act::{BackLink, SealFor},
    },
};
use kith_wire::{
    Body, DeviceId, EntryId, EpochId, Header, Kind, Lane, Run, RunEntry, SpaceId,
    run::{Author, signing_bytes},
};
use std::time::Instant;

const DEVICES: usize = 30;
const TIMES: usize = 60;

/// Everything that a device does to begin an epoch that follows one: seals, commitments, the back link, the signed run that leaves.
fn begin(device: &SigningKey, devices: &[(DeviceId, [u8; 32])], before: &[u8; 32], entropy: &mut SeededEntropy) -> usize {
    let keys = EpochKeys::from_history(bytes(entropy));
    let (history, epoch) = keys.commitments();
    let how = SealFor { whole: true, history: &history };
    let seals = devices.iter().map(|(d, r)| keys.seal_for(d, r, &how, entropy).unwrap()).collect();
    let back = vec![BackLink { epoch: EpochId([1; 32]), sealed: keys.seal_back(&EpochId([1; 32]), before, entropy) }];
    let start = EpochStart { history, epoch, seals, back, heads: Vec::new(), predecessors: Vec::new(), without: Vec::new() };
    let body = Body::Held { salt: bytes(entropy), bytes: ActBody { parents: vec![EntryId([2; 32])], act: Act::Epoch(start) }.to_bytes() };
    let header = Header {
        kind: Kind::Control,
        space: SpaceId([3; 32]),
        device: DeviceId(device.verifying_key().to_bytes()),
        seq: 9,
        prev: EntryId([4; 32]),
        epoch: EpochId::ZERO,
        time_ms: 1,
        body_len: body.len(),
        body_hash: body.hash(),
    };
    let signature = device.sign(&signing_bytes(&header.id())).to_bytes();
    let entries = vec![RunEntry { kind: Kind::Control, time_ms: 1, body }];
    let run = Run { lane: Lane::Control, genesis: false, author: Author::Whole(header.device), epoch: None, first_seq: 9, entries, signature };
    run.encode().len()
}

fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut entropy = SeededEntropy::new(seed);
    let device = SigningKey::from_bytes(&bytes(&mut entropy));
    let devices: Vec<(DeviceId, [u8; 32])> = (0..DEVICES).map(|_| (DeviceId(bytes(&mut entropy)), seal::receiving_public(&bytes(&mut entropy)))).collect();
    let before: [u8; 32] = bytes(&mut entropy);
    let (mut ours, mut raw, mut size) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let begun = Instant::now();
        size = begin(&device, &devices, &before, &mut entropy);
        ours.push(micros(begun));
        let begun = Instant::now();
        let sealed: usize = devices.iter().map(|(_, r)| seal::seal_to(r, b"raw", b"", &before, &mut entropy).unwrap().len()).sum();
        raw.push(micros(begun));
        assert_eq!(sealed, DEVICES * 80);
    }
    let ((cpu, least_most), (beside, _)) = (spread(ours), spread(raw));
    let bytes = number(size as u64);
    let of = format!("{DEVICES} devices");
    let sealed = number(DEVICES as u64 * 80);
    vec![
        Row {
            id: "B12",
            what: "beginning an epoch: bytes that leave".to_owned(),
            size: of.clone(),
            ours: bytes,
            spread: (bytes, bytes),
            unit: "bytes",
            beside: vec![Beside { name: "raw HPKE seals".to_owned(), value: sealed }],
            ratio: Some(bytes / sealed),
            goal: "≤ 3000 bytes".to_owned(),
            met: bytes <= 3000.0,
        },
        Row {
            id: "B12",
            what: "beginning an epoch: CPU".to_owned(),
            size: of,
            ours: cpu / 1000.0,
            spread: (least_most.0 / 1000.0, least_most.1 / 1000.0),
            unit: "ms",
            beside: vec![Beside { name: "raw HPKE seals".to_owned(), value: beside / 1000.0 }],
            ratio: Some(cpu / beside),
            goal: "≤ 20 ms, ≤ 1.5 × raw".to_owned(),
            met: cpu <= 20_000.0 && cpu <= beside * 1.5,
        },
    ]
}
