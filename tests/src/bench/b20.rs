//! B20: who may what in a commons of many members, and after one more act.

use super::{Row, number, spread};
use kith_core::space::authority::{Authority, Deed, Kind};
use kith_wire::{EntryId, PersonId};
use std::time::Instant;

const ADDS: u32 = 10_000;
const REMOVALS: u32 = 500;
/// Registrars who add at once, each hearing of the others' acts some acts later.
const REGISTRARS: u32 = 4;
const MORE: usize = 100;

fn person(n: u32) -> PersonId {
    let mut out = [0; 32];
    out[28..].copy_from_slice(&n.to_be_bytes());
    PersonId(out)
}

fn entry(n: usize) -> EntryId {
    EntryId(*blake3::hash(&n.to_be_bytes()).as_bytes())
}

struct Log {
    authority: Authority,
    /// The last act of each registrar, by number.
    tips: Vec<usize>,
}

impl Log {
    fn push(&mut self, author: u32, parents: Vec<usize>, kind: Kind, to: (u32, u8)) -> usize {
        let id = entry(self.authority.len());
        let (author, target) = (person(author), person(to.0));
        self.authority.push(Deed { id, author, device: None, cosigners: Vec::new(), parents, kind, target, level: to.1, certifies: Vec::new() })
    }

    /// An act by the next registrar, who knows what the one before has done.
    fn next(&mut self, n: u32, kind: Kind, to: u32) {
        let (mine, other) = ((n % REGISTRARS) as usize, ((n + 1) % REGISTRARS) as usize);
        let parents = if n.is_multiple_of(7) { vec![self.tips[mine], self.tips[other]] } else { vec![self.tips[mine]] };
        self.tips[mine] = self.push(n % REGISTRARS + 1, parents, kind, (to, 1));
    }
}

pub(super) fn rows(_seed: u64) -> Vec<Row> {
    let begun = Instant::now();
    let mut log = Log { authority: Authority::new(None), tips: Vec::new() };
    let mut last = log.push(0, Vec::new(), Kind::Genesis, (0, 3));
    for k in 1..=REGISTRARS {
        last = log.push(0, vec![last], Kind::Add, (k, 2));
    }
    log.tips = vec![last; REGISTRARS as usize];
    for n in 0..ADDS {
        log.next(n, Kind::Add, 100 + n);
        if n % (ADDS / REMOVALS) == ADDS / REMOVALS - 1 {
            // Whoever added somebody knows that they are there.
            log.next(n, Kind::Remove, 100 + n);
        }
    }
    let all = begun.elapsed();
    let mut more = Vec::new();
    for n in 0..MORE {
        let begun = Instant::now();
        log.next(u32::try_from(n).unwrap_or(0), Kind::Add, 50_000 + u32::try_from(n).unwrap_or(0));
        more.push(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
    assert_eq!(log.authority.levels().len(), (1 + REGISTRARS + ADDS - REMOVALS) as usize + MORE);
    let ms = number(u64::try_from(all.as_micros()).unwrap_or(u64::MAX)) / 1000.0;
    let (ours, least_most) = spread(more);
    let row = |what: &str, ours: f64, spread: (f64, f64), goal: f64| Row {
        id: "B20",
        what: what.to_owned(),
        size: format!("{ADDS} adds, {REMOVALS} removals, {REGISTRARS} registrars at once"),
        ours,
        spread,
        unit: "ms",
        beside: Vec::new(),
        ratio: None,
        goal: format!("≤ {goal:.0} ms"),
        met: ours <= goal,
    };
    vec![row("resolving a commons", ms, (ms, ms), 1000.0), row("one more act", ours / 1000.0, (least_most.0 / 1000.0, least_most.1 / 1000.0), 5.0)]
}
