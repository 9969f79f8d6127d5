//! B1: what it costs to learn that nothing is new.

use super::{Beside, Row, automerge_peer, number, spread};
use kith_core::sync::{Limits, Role, Session, SyncStore, memory::MemoryStore};
use kith_wire::{DeviceId, SpaceId};

const DEVICES: u64 = 30;
const START: u64 = 1_790_000_000_000;
const GOAL: f64 = 200.0;

fn bytes32(n: u64) -> [u8; 32] {
    *blake3::hash(&n.to_be_bytes()).as_bytes()
}

/// Bytes both ways and round trips of one session.
pub(super) fn talk<S: SyncStore>(a: &mut S, b: &mut S, channel: u64) -> (u64, u32)
where
    S::Error: std::fmt::Debug,
{
    let mut left = Session::new(bytes32(channel), Role::Initiator, Limits::default());
    let mut right = Session::new(bytes32(channel), Role::Responder, Limits::default());
    let mut to_right = left.start(a).unwrap().frames;
    right.start(b).unwrap();
    while !to_right.is_empty() {
        let to_left: Vec<Vec<u8>> = to_right.drain(..).flat_map(|f| right.handle(b, &f, START + 1_000_000_000).unwrap().frames).collect();
        to_right = to_left.iter().flat_map(|f| left.handle(a, f, START + 1_000_000_000).unwrap().frames).collect();
    }
    let report = left.finish(a).unwrap();
    assert!(report.is_level(), "two devices that met must be level");
    (report.bytes_in + report.bytes_out, report.round_trips())
}

/// Two devices of a circle of thirty that hold the same `entries`.
fn level_pair(seed: u64, entries: u64) -> (MemoryStore, MemoryStore) {
    let mut stores: Vec<MemoryStore> = (0..DEVICES).map(|n| MemoryStore::new(bytes32(seed * 1_000 + n))).collect();
    let members: Vec<DeviceId> = stores.iter().map(SyncStore::me).collect();
    let (first, rest) = stores.split_first_mut().unwrap();
    let space: SpaceId = first.found(bytes32(seed), START);
    for (device, n) in members[1..].iter().zip(0u64..) {
        first.add(space, *device, START + 10 + n);
    }
    first.begin_epoch(space, &members, START + 100);
    for guest in rest.iter_mut() {
        first.invite(space, guest, START + 101);
    }
    for n in 0..entries {
        let store = &mut stores[usize::try_from(n % DEVICES).unwrap()];
        store.write(space, &n.to_be_bytes(), START + 1_000 + n);
    }
    let mut first = stores.remove(0);
    for (other, n) in stores.iter_mut().zip(0u64..) {
        other.close_open(space);
        for (epoch, run) in other.data_runs(space) {
            first.admit(space, epoch, &[run], START + 900_000_000 + n).unwrap();
        }
    }
    let mut second = stores.remove(0);
    talk(&mut first, &mut second, 1);
    (first, second)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut out = Vec::new();
    for entries in [1_000u64, 10_000, 100_000] {
        let (mut a, mut b) = level_pair(seed, entries);
        let measured: Vec<(u64, u32)> = (0..3).map(|n| talk(&mut a, &mut b, 100 + n)).collect();
        let trips = measured.iter().map(|m| m.1).max().unwrap_or_default();
        let (ours, least_most) = spread(measured.iter().map(|m| m.0).collect());
        let (mut left, notes) = automerge_peer::document();
        for n in 0..entries {
            automerge_peer::add(&mut left, &notes, "Elin", i64::try_from(START + n).unwrap(), "x");
        }
        let mut right = automerge::AutoCommit::load(&left.save()).unwrap();
        let (theirs, their_trips) = automerge_peer::talk(&mut left, &mut right);
        out.push(Row {
            id: "B1",
            what: format!("nothing new between two of {DEVICES} devices ({trips} round trip; automerge {their_trips})"),
            size: format!("{entries} entries"),
            ours,
            spread: least_most,
            unit: "bytes",
            beside: vec![Beside { name: "automerge's sync".to_owned(), value: number(theirs) }],
            ratio: None,
            goal: "≤ 200 bytes, 1 round trip".to_owned(),
            met: ours <= GOAL && trips == 1,
        });
    }
    out
}
