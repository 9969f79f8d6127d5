//! Every form says the same: the lines, the three numbers, and nothing that somebody's name could do to another program.

use super::*;

const DAY: u64 = 86_400_000;
const NOW: u64 = 1_780_000_000_000;

fn line(at_ms: u64, (what, with): (&str, &str), changes: &[(Account, i64)]) -> Line {
    Line {
        at_ms,
        what: what.into(),
        words: format!("{what} in words"),
        category: if what == "earned" { "my-care".into() } else { String::new() },
        with: with.into(),
        op: format!("{what}-{at_ms}"),
        contested: false,
        offered: false,
        settled: what != "given",
        changes: changes.iter().copied().collect(),
    }
}

const HOSTILE: &str = "=cmd|' /C calc'!A0\"; , \n2020-01-01 open Assets:Evil\\ <STMTTRN> : (code)";

fn statement() -> Statement {
    let lines = vec![
        line(NOW - 2 * DAY, ("received", HOSTILE), &[(Account::Promised, 1)]),
        line(0, ("earned", ""), &[(Account::Settled, 4)]),
        line(NOW - DAY, ("given", "Ana"), &[(Account::Settled, -1)]),
        line(NOW + DAY / 2, ("contested", "Ben"), &[(Account::Promised, -1), (Account::Contested, 1)]),
    ];
    let balances = [Account::Settled, Account::Promised, Account::Contested].map(|account| (account, 0)).into();
    Statement { coop: "Cwm Derw".into(), owner: "Elin".into(), id: "e1".repeat(32), as_of_ms: NOW, numbers: [3, 0, 1], balances, lines }.of()
}

/// covers: C12
#[test]
fn a_statement_adds_up_in_order_and_believes_no_clock_that_was_ahead() {
    let statement = statement();
    assert!(statement.adds_up());
    assert!(statement.lines.is_sorted_by_key(|line| line.at_ms) && statement.lines.iter().all(|line| line.at_ms > 0 && line.at_ms <= NOW));
    let wrong = Statement { numbers: [3, 1, 0], ..statement };
    assert!(!wrong.adds_up());
}

/// covers: C12
#[test]
fn a_table_has_a_row_for_each_line_the_three_numbers_and_no_formula() {
    let text = statement().write(Format::Csv);
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows[0], "date,what,coins,settled,promised,contested,category,with,words,operation");
    assert_eq!(rows[1], "2026-05-26,earned,4,4,0,0,my-care,,earned in words,earned-0");
    assert!(text.contains(",balance,4,3,0,1,,Elin,Cwm Derw,"), "{text}");
    assert!(text.contains(",\"'=cmd|"), "a name is never a formula: {text}");
    assert!(rows.iter().all(|row| !row.starts_with(['=', '+', '-', '@'])), "{text}");
}

/// covers: C12
#[test]
fn journals_balance_every_line_and_assert_the_three_numbers_at_the_end() {
    let hledger = statement().write(Format::Hledger);
    assert!(hledger.contains("2026-05-27 ! given in words") && hledger.contains("assets:coins:settled  0 HOUR = 3 HOUR"), "{hledger}");
    assert!(hledger.contains("; category: my-care") && hledger.contains("income:earned  -4 HOUR"), "{hledger}");
    let beancount = statement().write(Format::Beancount);
    assert!(beancount.contains("2026-05-29 balance Assets:Coins:Contested  1 HOUR"), "{beancount}");
    assert!(beancount.contains("2026-05-26 open Expenses:Given HOUR") && beancount.contains("category: \"my-care\""), "{beancount}");
    for text in [&hledger, &beancount] {
        // What somebody is called ends no line, so it opens no account and begins no transaction.
        assert!(!text.lines().any(|l| l.starts_with("2020-01-01")), "{text}");
        let mut sums = std::collections::BTreeMap::<usize, i64>::new();
        let mut nth = 0;
        for row in text.lines() {
            if row.starts_with("20") {
                nth += 1;
            }
            let amount = row.strip_suffix(" HOUR").filter(|row| row.starts_with(' ') && !row.contains('=')).and_then(|row| row.rsplit(' ').next());
            if let Some(amount) = amount.and_then(|n| n.parse::<i64>().ok()) {
                *sums.entry(nth).or_default() += amount;
            }
        }
        assert!(sums.len() >= 4 && sums.values().all(|sum| *sum == 0), "{sums:?}");
    }
}

/// covers: C12
#[test]
fn a_bank_statement_and_the_economic_events_hold_the_same_lines_and_price_nothing() {
    let ofx = statement().write(Format::Ofx);
    assert_eq!((ofx.matches("<STMTTRN>").count(), ofx.matches("<BAL>").count()), (4, 3), "{ofx}");
    assert!(
        ofx.contains("<CURDEF>XXX</CURDEF>") && ofx.contains("<LEDGERBAL><BALAMT>4</BALAMT>") && ofx.contains("&lt;STMTTRN&gt;") == ofx.contains("STMTTRN&gt;")
    );
    let events: serde_json::Value = serde_json::from_str(&statement().write(Format::ValueFlows)).unwrap();
    let graph = events["@graph"].as_array().unwrap();
    let of = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).collect::<Vec<_>>();
    assert_eq!((of("vf:EconomicEvent").len(), of("vf:EconomicResource").len()), (4, 3));
    let hours: Vec<_> = of("vf:EconomicResource").iter().map(|r| r["vf:accountingQuantity"]["om2:hasNumericalValue"].clone()).collect();
    assert_eq!(hours, [3, 0, 1]);
    let earned = of("vf:EconomicEvent").into_iter().find(|e| e["kith:cause"] == "earned").unwrap();
    assert_eq!(
        (&earned["vf:action"]["@id"], &earned["vf:resourceClassifiedAs"][0]),
        (&serde_json::json!("vf:produce"), &serde_json::json!("urn:kith:element:my-care"))
    );
    assert!(!events.to_string().contains("currency"));
}

/// covers: C12
#[test]
fn an_empty_statement_can_be_written_in_every_form() {
    let empty = Statement { lines: Vec::new(), numbers: [0; 3], ..statement() }.of();
    assert!(empty.adds_up());
    for format in Format::ALL {
        assert!(!empty.write(format).is_empty() && !format.ending().is_empty() && !format.media().is_empty());
    }
}

#[test]
fn a_gift_of_days_to_come_is_dated_alike_in_every_reading() {
    let gift = |as_of_ms: u64| {
        let lines =
            vec![line(NOW - 5_000, ("earned", ""), &[(Account::Settled, 2)]), line(NOW + 4_000_000_000_000, ("received", "Dewi"), &[(Account::Settled, 1)])];
        let balances = BTreeMap::from([(Account::Settled, 0)]);
        Statement { coop: "Cwm Derw".into(), owner: "Elin".into(), id: "e1".repeat(32), as_of_ms, numbers: [3, 0, 0], balances, lines }.of().lines
    };
    assert_eq!(gift(NOW), gift(NOW + 86_400_000));
    assert!(gift(NOW).iter().all(|line| line.at_ms <= NOW));
}
