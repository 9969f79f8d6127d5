//! The figures: each row measures ours and, beside it on the same data in the same run, the raw limit or a peer.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot be made stops the run where it happened")]

mod automerge_peer;
mod b1;
mod b12;
mod b13;
mod b14;
mod b16;
mod b17;
mod b18;
mod b19;
mod b2;
mod b20;
mod b3;
mod b4;
mod b6;
mod b7;
mod b9;
mod coins;
mod prose;

pub use b4::{first_screen, raw_first_screen};
pub use b18::many_coins;

use serde::Serialize;

/// Something measured beside ours.
#[derive(Debug, Clone, Serialize)]
pub struct Beside {
    /// What it is.
    pub name: String,
    /// In the row's unit.
    pub value: f64,
}

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The figure's number.
    pub id: &'static str,
    /// What is measured.
    pub what: String,
    /// How much of it.
    pub size: String,
    /// Ours: the median.
    pub ours: f64,
    /// Ours: the least and the most.
    pub spread: (f64, f64),
    /// Of all values in the row.
    pub unit: &'static str,
    /// Others, on the same data.
    pub beside: Vec<Beside>,
    /// Ours to the one that the goal names.
    pub ratio: Option<f64>,
    /// What is to be reached.
    pub goal: String,
    /// Whether it is.
    pub met: bool,
}

/// Figures that this command knows, in order.
pub const KNOWN: [&str; 17] = ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B12", "B13", "B14", "B16", "B17", "B18", "B19", "B20"];

/// Measures one figure.
#[must_use]
pub fn measure(id: &str, seed: u64) -> Vec<Row> {
    match id {
        "B1" => b1::rows(seed),
        "B12" => b12::rows(seed),
        "B13" => b13::rows(seed),
        "B14" => b14::rows(seed),
        "B2" => b2::rows(seed),
        "B3" => b3::rows(seed),
        "B20" => b20::rows(seed),
        "B4" => b4::first_screens(seed),
        "B5" => b4::durable(seed),
        "B6" => b6::rows(seed),
        // One run gives both.
        "B7" | "B8" => b7::rows(seed).into_iter().filter(|row| row.id == id).collect(),
        "B9" => b9::rows(seed),
        "B16" => b16::rows(seed),
        "B17" => b17::rows(seed),
        "B18" => b18::rows(seed),
        "B19" => b19::rows(seed),
        _ => Vec::new(),
    }
}

/// Median, least and most.
#[allow(clippy::cast_precision_loss, reason = "counts of bytes, far below what a float holds exactly")]
fn spread(mut values: Vec<u64>) -> (f64, (f64, f64)) {
    values.sort_unstable();
    let at = |i: usize| values.get(i).copied().unwrap_or_default() as f64;
    (at(values.len() / 2), (at(0), at(values.len().saturating_sub(1))))
}

#[allow(clippy::cast_precision_loss, reason = "counts of bytes, far below what a float holds exactly")]
const fn number(value: u64) -> f64 {
    value as f64
}

/// The table, as people read it.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "| id | what | size | ours | least – most | unit | beside | ratio | goal | met |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for r in rows {
        let beside: Vec<String> = r.beside.iter().map(|b| format!("{} {}", b.name, shown(b.value))).collect();
        let ratio = r.ratio.map_or_else(|| "–".to_owned(), |x| format!("{x:.2}"));
        let met = if r.met { "yes" } else { "**no**" };
        out += &format!(
            "| {} | {} | {} | {} | {} – {} | {} | {} | {ratio} | {} | {met} |\n",
            r.id,
            r.what,
            r.size,
            shown(r.ours),
            shown(r.spread.0),
            shown(r.spread.1),
            r.unit,
            beside.join("; "),
            r.goal
        );
    }
    out
}

fn shown(value: f64) -> String {
    match value.abs() {
        small if small > 0.0 && small < 0.1 => format!("{value:.3}"),
        _ if value.fract() == 0.0 => format!("{value:.0}"),
        _ => format!("{value:.1}"),
    }
}
