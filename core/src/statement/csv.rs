//! A table: a line for each change, and the three numbers in the last.

use super::{Account, Statement, day};

const HEADER: &str = "date,what,coins,settled,promised,contested,category,with,words,operation";

pub(super) fn write(statement: &Statement) -> String {
    let mut out = format!("{HEADER}\r\n");
    let mut row = |cells: [String; 10]| out += &format!("{}\r\n", cells.join(","));
    for line in &statement.lines {
        let change = |account| line.changes.get(&account).copied().unwrap_or(0).to_string();
        row([
            day(line.at_ms).to_string(),
            text(&line.what),
            line.sum().to_string(),
            change(Account::Settled),
            change(Account::Promised),
            change(Account::Contested),
            text(&line.category),
            text(&line.with),
            text(&line.words),
            text(&line.op),
        ]);
    }
    let [settled, promised, contested] = statement.numbers.map(|n| n.to_string());
    let all: i64 = statement.numbers.iter().sum();
    let date = day(statement.as_of_ms).to_string();
    row([date, "balance".into(), all.to_string(), settled, promised, contested, String::new(), text(&statement.owner), text(&statement.coop), String::new()]);
    out
}

/// A cell of text: quoted where it must be, and never a formula, whatever somebody is called.
fn text(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
