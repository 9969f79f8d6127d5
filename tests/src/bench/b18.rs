//! B18: half a million coins at an office: memory, and what one more entry costs.

use super::{
    Row,
    b4::median,
    coins::{Cast, HOURS_EACH, resident_mb},
};
use kith_core::ledger::{
    notary::{Notary, Policy},
    op::{Admitted, Op},
};
use serde::{Deserialize, Serialize};
use std::{process::Command, time::Instant};

const COINS: usize = 500_000;
const PEOPLE: usize = 1_000;
const ENTRIES: usize = 2_000;
const MB_GOAL: f64 = 400.0;
const MS_GOAL: f64 = 1.0;

/// What the process that holds them says.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    mb: f64,
    ms: Vec<f64>,
}

/// What a process started by this benchmark does: it holds the notary's whole state for so many coins (log, book, verdicts, mints), takes
/// more entries, and says what that took. A process of its own, so that nothing else is counted.
pub fn many_coins(seed: u64) {
    let cast = Cast::new(seed, PEOPLE);
    let mut notary = Notary::new(cast.coop, Policy::open(cast.float));
    let before = resident_mb();
    for n in 0..COINS.div_ceil(HOURS_EACH) {
        let op = Admitted::stored(Op::Attest(cast.attest(n)), &cast.coop);
        notary.take(&op, &cast.notary, &cast);
    }
    let mb = resident_mb() - before;
    assert!(notary.book().totals().minted >= COINS as u64);
    let places = cast.places(&notary);
    let mut ms = Vec::new();
    for place in places.iter().step_by(places.len() / ENTRIES) {
        let op = Admitted::stored(Op::Transfer(cast.transfer(*place)), &cast.coop);
        let begun = Instant::now();
        let taken = notary.take(&op, &cast.notary, &cast);
        let coin = notary.engine().place(place.0).unwrap().0;
        let verdict = notary.engine().verdict(coin, &cast).unwrap();
        ms.push(begun.elapsed().as_secs_f64() * 1000.0);
        assert!(taken.logged.len() == 1 && verdict.leaf.op == op.id());
    }
    println!("{}", serde_json::to_string(&Said { mb, ms }).unwrap());
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let me = std::env::current_exe().unwrap();
    let out = Command::new(me).args(["--many-coins", "--seed", &seed.to_string()]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut said: Said = serde_json::from_slice(&out.stdout).unwrap();
    let (ms, spread) = median(&mut said.ms);
    let row = |what: &str, ours: f64, spread: (f64, f64), unit: &'static str, goal: f64| Row {
        id: "B18",
        what: what.to_owned(),
        size: format!("{COINS} coins of {PEOPLE} people"),
        ours,
        spread,
        unit,
        beside: Vec::new(),
        ratio: None,
        goal: format!("≤ {goal:.0} {}", &unit[..2]),
        met: ours <= goal,
    };
    vec![
        row("the notary's whole state in memory", said.mb, (said.mb, said.mb), "MB", MB_GOAL),
        row("one more entry: taken, logged, judged", ms, spread, "ms", MS_GOAL),
    ]
}
