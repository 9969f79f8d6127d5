//! A co-op's books, exported by the real command and read by the accounting programs that they are meant for.

use super::{Stage, built};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A program that reads books: on the path, or where `./check` put it. Without it this is skipped, which CI does not accept.
fn reader(name: &str) -> Option<PathBuf> {
    let kept = built("kith").parent().and_then(Path::parent).unwrap().join("tools/beancount/bin").join(name);
    let on_path = std::env::var_os("PATH").and_then(|path| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.exists()));
    let found = on_path.or_else(|| kept.exists().then_some(kept));
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{name} is missing, and CI reads the books");
        eprintln!("skipped: {name} is missing; ./check tests installs it");
    }
    found
}

fn read(program: &Path, args: &[&str]) -> String {
    let out = Command::new(program).args(args).output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{} {args:?}: {said}{}", program.display(), String::from_utf8_lossy(&out.stderr));
    said
}

/// Dewi has earned three coins, given one to Mair (promised) and one to the pool.
fn books() -> Stage {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    let visit = stage.kith("dewi", &["visit", "check-in", "--circle", "Mair's circle"]);
    let visit = visit["id"].as_str().unwrap();
    stage.kith(
        "dewi",
        &["visit", "check-out", visit, "--minutes", "180", "--done", "my-care", "--how", "bright", "--text", "Tea", "--handover", "Cups are out"],
    );
    let ask = stage.kith("dewi", &["visit", "ask", visit]);
    stage.kith("mair", &["receive", "--text", ask["text"].as_str().unwrap()]);
    let confirmed = stage.kith("mair", &["visit", "confirm", visit]);
    stage.kith("dewi", &["receive", "--text", confirmed["hand_over"]["text"].as_str().unwrap()]);
    for who in ["dewi", "office", "dewi"] {
        stage.kith(who, &["sync"]);
    }
    stage.kith("dewi", &["coin", "pool"]);
    for who in ["dewi", "office", "dewi", "office"] {
        stage.kith(who, &["sync"]);
    }
    let given = stage.kith("dewi", &["coin", "give", "--to", "Mair", "--words", "Diolch; \"am\" y gân, Mair"]);
    stage.kith("mair", &["receive", "--text", given["hand_over"]["text"].as_str().unwrap()]);
    stage
}

fn numbers(value: &Value) -> [i64; 3] {
    ["settled", "promised", "contested"].map(|name| value[name].as_i64().unwrap())
}

/// covers: C12
#[test]
fn hledger_and_beancount_read_the_books_and_find_the_same_three_numbers() {
    let stage = books();
    let wanted = [("dewi", "me", [1, 0, 0]), ("mair", "me", [0, 1, 0]), ("office", "pool", [1, 0, 0]), ("office", "co-op", [3, 0, 0])];
    for (who, of, three) in wanted {
        let statement = stage.kith(who, &["statement", "--of", of]);
        assert_eq!((numbers(&statement), statement["adds_up"].as_bool()), (three, Some(true)), "{who} {of}: {statement}");
        let export = |format: &str| {
            let out = stage.path(&format!("{who}-{of}.{format}"));
            let answer = stage.kith(who, &["book", "export", "--of", of, "--format", format, "--out", out.to_str().unwrap()]);
            assert_eq!((numbers(&answer), answer["text"].is_null()), (three, true), "{answer}");
            out
        };
        let (journal, ledger) = (export("hledger"), export("beancount"));
        for format in ["csv", "value-flows", "ofx"] {
            assert!(std::fs::metadata(export(format)).unwrap().len() > 100, "{format}");
        }
        let sum: i64 = three.iter().sum();
        if let Some(hledger) = reader("hledger") {
            let journal = journal.to_str().unwrap();
            read(&hledger, &["-f", journal, "check"]);
            let csv = read(&hledger, &["-f", journal, "balance", "assets:coins", "--flat", "-O", "csv"]);
            let total = csv.lines().last().unwrap_or_default();
            assert!(total.contains(&format!("{sum} HOUR")), "{who} {of}: {csv}");
        }
        if let Some(bean_check) = reader("bean-check") {
            read(&bean_check, &[ledger.to_str().unwrap()]);
        }
    }
    // A member's own journal tells what the hours were for; the co-op's names nobody.
    let own = std::fs::read_to_string(stage.path("dewi-me.hledger")).unwrap();
    assert!(own.contains("category: my-care") && own.contains("with: Mair"), "{own}");
    let whole = std::fs::read_to_string(stage.path("office-co-op.hledger")).unwrap();
    assert!(whole.contains("category: my-care") && !whole.contains("Dewi") && !whole.contains("Mair"), "{whole}");
    // A book that was changed afterwards does not pass.
    if let Some(hledger) = reader("hledger") {
        let changed = stage.path("changed.journal");
        let more = own.replacen("0 HOUR = 1 HOUR", "0 HOUR = 2 HOUR", 1);
        assert_ne!(more, own);
        std::fs::write(&changed, more).unwrap();
        assert!(!Command::new(hledger).args(["-f", changed.to_str().unwrap(), "check"]).output().unwrap().status.success());
    }
    let (code, error) = stage.refused("mair", &["statement", "--of", "co-op"]);
    assert_eq!((code, error["error"]["code"].as_str()), (4, Some("not-office")));
}
