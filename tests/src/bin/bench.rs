//! Measures the figures and prints them as a table: `cargo run --release -p kith-tests --bin bench -- [B1 B3 …] [--json FILE] [--seed N]`.

use clap::Parser;
use kith_tests::bench::{KNOWN, Row, first_screen, many_coins, measure, raw_first_screen, table};
use std::{path::PathBuf, process::ExitCode};

/// Measures the figures, each beside the raw limit or a peer on the same data.
#[derive(Parser)]
struct Arguments {
    /// Which figures; all of them when none is named.
    figures: Vec<String>,
    /// Writes the rows as JSON, too.
    #[arg(long)]
    json: Option<PathBuf>,
    /// What the data is made from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What a process started by B4 does.
    #[arg(long, hide = true)]
    first_screen: Option<PathBuf>,
    /// What a process started by B18 does.
    #[arg(long, hide = true)]
    many_coins: bool,
    /// The raw limit of the same.
    #[arg(long, hide = true)]
    raw_first_screen: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(dir) = arguments.first_screen {
        first_screen(&dir);
        return ExitCode::SUCCESS;
    }
    if arguments.many_coins {
        many_coins(arguments.seed);
        return ExitCode::SUCCESS;
    }
    if let Some(path) = arguments.raw_first_screen {
        raw_first_screen(&path);
        return ExitCode::SUCCESS;
    }
    let wanted: Vec<String> = if arguments.figures.is_empty() { KNOWN.iter().map(|k| (*k).to_owned()).collect() } else { arguments.figures };
    if let Some(unknown) = wanted.iter().find(|w| !KNOWN.contains(&w.as_str())) {
        eprintln!("{unknown} is not measured by this command; it knows {}", KNOWN.join(", "));
        return ExitCode::from(2);
    }
    println!("seed {}, commit {}, {}{}", arguments.seed, commit(), machine(), if cfg!(debug_assertions) { ", not optimised" } else { "" });
    let mut rows: Vec<Row> = Vec::new();
    for figure in &wanted {
        eprintln!("{figure} …");
        rows.extend(measure(figure, arguments.seed));
    }
    print!("{}", table(&rows));
    if let Some(file) = arguments.json {
        let written = serde_json::to_vec_pretty(&rows).map_err(std::io::Error::from).and_then(|bytes| std::fs::write(&file, bytes));
        if let Err(e) = written {
            eprintln!("{}: {e}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn commit() -> String {
    let asked = std::process::Command::new("git").args(["describe", "--always", "--dirty"]).output();
    asked.ok().and_then(|o| String::from_utf8(o.stdout).ok()).map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find(|l| l.starts_with("model name")).and_then(|l| l.split(": ").nth(1)).unwrap_or("unknown processor").to_owned();
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{count} × {model}")
}
