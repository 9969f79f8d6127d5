//! A ledger of beancount: an hour is the commodity, and the balance of each account is asserted on the day after.

use super::{Statement, day, plain};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) fn write(statement: &Statement) -> String {
    let mut out = String::new();
    let [settled, promised, contested] = statement.numbers;
    let _ = writeln!(out, "option \"title\" {}", quoted(&format!("{} · {}", statement.coop, statement.owner)));
    let _ = writeln!(out, "; settled {settled}, promised {promised}, contested {contested}\n");
    let begins = statement.begins();
    let ours = statement.balances.keys().map(|account| format!("Assets:Coins:{}", account.name()));
    let others = statement.lines.iter().filter(|line| line.sum() != 0).map(super::Line::counter);
    for account in ours.chain(others).collect::<BTreeSet<_>>() {
        let _ = writeln!(out, "{begins} open {account} HOUR");
    }
    out.push('\n');
    for line in &statement.lines {
        let mark = if line.settled { '*' } else { '!' };
        let with = if line.with.is_empty() { String::new() } else { format!("{} ", quoted(&line.with)) };
        let _ = writeln!(out, "{} {mark} {with}{}", day(line.at_ms), quoted(&line.words));
        for (key, value) in [("operation", &line.op), ("what", &line.what), ("category", &line.category)] {
            if !value.is_empty() {
                let _ = writeln!(out, "  {key}: {}", quoted(value));
            }
        }
        for (account, change) in line.changes.iter().filter(|(_, change)| **change != 0) {
            let _ = writeln!(out, "  Assets:Coins:{}  {change} HOUR", account.name());
        }
        if line.sum() != 0 {
            let _ = writeln!(out, "  {}  {} HOUR", line.counter(), -line.sum());
        }
        out.push('\n');
    }
    // A balance holds at the beginning of its day.
    let after = day(statement.as_of_ms).tomorrow().unwrap_or_else(|_| day(statement.as_of_ms));
    for (account, balance) in &statement.balances {
        let _ = writeln!(out, "{after} balance Assets:Coins:{}  {balance} HOUR", account.name());
    }
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text).replace('\\', "\\\\").replace('"', "\\\""))
}
