//! The real programs at their most talkative: what they say, name and leave behind holds no word that somebody wrote.

use super::{Running, Stage, built};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A word that stands nowhere in the programs.
const PLANTED: &str = "Zebrafinch";

/// Whether the word stands in some bytes: in UTF-8 or UTF-16, in capitals or not.
fn holds(bytes: &[u8]) -> bool {
    let small = PLANTED.to_ascii_lowercase();
    let wide = |order: fn(u16) -> [u8; 2]| small.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let bytes = bytes.to_ascii_lowercase();
    [small.clone().into_bytes(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)].iter().any(|p| bytes.windows(p.len()).any(|w| w == p.as_slice()))
}

/// Every path beneath a folder whose name or contents hold the word.
fn traces(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            found.extend(traces(&path));
        }
        // A socket has a name and nothing to read.
        if holds(entry.file_name().as_encoded_bytes()) || fs::read(&path).is_ok_and(|bytes| holds(&bytes)) {
            found.push(path);
        }
    }
    found
}

/// A program that says all that it can, into a file.
fn talking(command: &mut Command, log: &Path) -> Running {
    Running::start_with(command.env("KITH_LOG", "trace").env("RUST_LOG", "trace"), Stdio::from(File::create(log).unwrap()))
}

/// What a command says on standard error, where it may fail.
fn said(stage: &Stage, who: &str, args: &[&str]) -> Vec<u8> {
    stage.command(who).env("KITH_LOG", "trace").args(args).output().unwrap().stderr
}

/// covers: R5, X5
#[test]
fn what_the_programs_say_name_and_leave_behind_holds_no_word_that_somebody_wrote() {
    let stage = Stage::new();
    let (relay_log, mair_log) = (stage.path("relay.log"), stage.path("mair.log"));
    let relay = talking(Command::new(built("kith-relay")).args(["serve", "--loopback", "--dir"]).arg(stage.path("relay")), &relay_log);
    stage.coop(&relay);
    let mair = talking(stage.command("mair").args(["serve", "--loopback", "--no-lan"]), &mair_log);
    let (name, note) = (format!("{PLANTED} Mair"), format!("{PLANTED} in a note"));
    let circle = ["--circle", "Mair's circle"];
    stage.kith("mair", &["rename", &name]);
    let written = stage.kith("mair", &[["note", "write"].as_slice(), &circle, &[&note]].concat());
    stage.kith("mair", &[["plan", "create"].as_slice(), &circle, &["--title", PLANTED, "--text", PLANTED]].concat());
    stage.kith("mair", &["note", "search", PLANTED]);
    stage.kith("mair", &["sync"]);
    stage.kith("dewi", &["sync"]);
    assert_eq!(stage.notes("dewi"), [note]);
    let mut stderr = Vec::new();
    for args in [
        ["circle", "show", PLANTED].as_slice(),
        &["request", r#"{"do":"note-write","circle":7,"text":"Zebrafinch"}"#],
        &["request", r#"{"do":"Zebrafinch"}"#],
        &["receive", "--text", "kith:Zebrafinch"],
        &["erase", written["id"].as_str().unwrap(), "--reason", PLANTED],
        &["sync"],
    ] {
        stderr.extend(said(&stage, "mair", args));
    }
    assert!(!holds(&stderr), "{}", String::from_utf8_lossy(&stderr));
    let sockets = fs::read("/proc/net/unix").unwrap_or_default();
    assert!(!holds(&sockets), "a socket's name");
    // While both run, with the socket and the write-ahead logs there; then stopped.
    assert_eq!(traces(&stage.path("")), Vec::<PathBuf>::new(), "while they run");
    mair.stop();
    relay.stop();
    assert_eq!(traces(&stage.path("")), Vec::<PathBuf>::new(), "stopped");
    assert!(fs::metadata(&mair_log).unwrap().len() > 1_000, "it did say something");
    assert!(fs::read_to_string(&relay_log).unwrap().contains("closing"), "and so did the relay");
}
