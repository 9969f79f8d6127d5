//! A bank's statement in OFX 2.1.1. Coins are no currency: its code is XXX, "no currency", and the three numbers stand among the balances.

use super::{Line, Statement, day, moment, plain};
use std::fmt::Write;

/// Characters of a party's name that OFX allows.
const NAME_CHARS: usize = 32;

pub(super) fn write(statement: &Statement) -> String {
    let [settled, promised, contested] = statement.numbers;
    let (from, to) = (statement.begins().strftime("%Y%m%d").to_string(), stamp(statement.as_of_ms));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n");
    out += "<?OFX OFXHEADER=\"200\" VERSION=\"211\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n<OFX>\n";
    let status = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";
    let _ = writeln!(out, "<SIGNONMSGSRSV1><SONRS>{status}<DTSERVER>{to}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>");
    let _ = writeln!(out, "<BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID>{status}<STMTRS><CURDEF>XXX</CURDEF>");
    let (bank, account): (String, String) = (statement.coop.chars().take(9).collect(), statement.id.chars().take(22).collect());
    let _ = writeln!(out, "<BANKACCTFROM><BANKID>{}</BANKID><ACCTID>{}</ACCTID><ACCTTYPE>SAVINGS</ACCTTYPE></BANKACCTFROM>", escaped(&bank), escaped(&account));
    let _ = writeln!(out, "<BANKTRANLIST><DTSTART>{from}</DTSTART><DTEND>{to}</DTEND>");
    statement.lines.iter().for_each(|line| out += &transaction(line));
    let _ = writeln!(out, "</BANKTRANLIST>");
    let all: i64 = statement.numbers.iter().sum();
    let _ = writeln!(out, "<LEDGERBAL><BALAMT>{all}</BALAMT><DTASOF>{to}</DTASOF></LEDGERBAL>");
    let _ = writeln!(out, "<AVAILBAL><BALAMT>{settled}</BALAMT><DTASOF>{to}</DTASOF></AVAILBAL>\n<BALLIST>");
    for (name, value) in [("settled", settled), ("promised", promised), ("contested", contested)] {
        let _ = writeln!(out, "<BAL><NAME>{name}</NAME><DESC>Care coins, {name}</DESC><BALTYPE>NUMBER</BALTYPE><VALUE>{value}</VALUE></BAL>");
    }
    out += "</BALLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n";
    out
}

fn transaction(line: &Line) -> String {
    let kind = if line.sum() < 0 { "DEBIT" } else { "CREDIT" };
    let name: String = if line.with.is_empty() { line.what.clone() } else { line.with.chars().take(NAME_CHARS).collect() };
    let memo = if line.category.is_empty() { line.words.clone() } else { format!("{} · {}", line.words, line.category) };
    // One operation can have two lines: what came by it, and that it was lost later.
    let id = format!("{}-{}", line.op, line.what);
    format!(
        "<STMTTRN><TRNTYPE>{kind}</TRNTYPE><DTPOSTED>{}</DTPOSTED><TRNAMT>{}</TRNAMT><FITID>{}</FITID><NAME>{}</NAME><MEMO>{}</MEMO></STMTTRN>\n",
        day(line.at_ms).strftime("%Y%m%d"),
        line.sum(),
        escaped(&id),
        escaped(&name),
        escaped(&memo)
    )
}

fn stamp(at_ms: u64) -> String {
    moment(at_ms).to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y%m%d%H%M%S").to_string()
}

fn escaped(text: &str) -> String {
    plain(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
