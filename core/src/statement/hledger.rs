//! A journal of hledger: an hour is the commodity, and the balance stands at the end as an assertion that hledger checks.

use super::{Statement, capital, day, plain};
use std::fmt::Write;

pub(super) fn write(statement: &Statement) -> String {
    let mut out = String::new();
    let [settled, promised, contested] = statement.numbers;
    let title = note(&format!("{} · {}", statement.coop, statement.owner));
    let _ = writeln!(out, "; {title}\n; settled {settled}, promised {promised}, contested {contested}\n\ncommodity 1. HOUR\n");
    for line in &statement.lines {
        let mark = if line.settled { '*' } else { '!' };
        let _ = writeln!(out, "{} {mark} {}", day(line.at_ms), note(&line.words));
        let _ = writeln!(out, "    ; operation: {}", note(&line.op));
        for (tag, value) in [("what", &line.what), ("category", &line.category), ("with", &line.with)] {
            if !value.is_empty() {
                let _ = writeln!(out, "    ; {tag}: {}", note(value));
            }
        }
        for (account, change) in line.changes.iter().filter(|(_, change)| **change != 0) {
            let _ = writeln!(out, "    assets:coins:{}  {change} HOUR", account.name().to_lowercase());
        }
        if line.sum() != 0 {
            let _ = writeln!(out, "    {}  {} HOUR", line.counter().to_lowercase(), -line.sum());
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{} * {}", day(statement.as_of_ms), capital("balance"));
    for (account, balance) in &statement.balances {
        let _ = writeln!(out, "    assets:coins:{}  0 HOUR = {balance} HOUR", account.name().to_lowercase());
    }
    out
}

/// Words that neither end a line nor begin a comment, a tag or a second description.
fn note(text: &str) -> String {
    plain(&text.replace([';', '|', ','], " ").replace(':', "-"))
}
