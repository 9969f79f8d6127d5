//! What the command writes to files and takes from them: nothing private is left on a terminal, and a served profile takes as much as one that is not.

use super::Stage;
use std::{
    fs::{self, File},
    os::unix::process::ExitStatusExt,
    process::{Command, Stdio},
};

/// Bytes of a long document, a little below what one may have.
const LETTER_BYTES: usize = 3_900_000;
/// What a process ends with that SIGTERM has ended.
const TERMINATED: i32 = 15;

fn alone(stage: &Stage) {
    stage.kith("mair", &["init", "--name", "Mair"]);
    stage.kith("mair", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
    stage.kith("mair", &["circle", "create", "--name", "Mam", "--person", "me"]);
}

/// covers: X5, X7
#[test]
fn an_export_or_a_letter_that_cannot_be_written_is_not_printed_instead() {
    let stage = Stage::new();
    alone(&stage);
    let letter = stage.path("letter.txt");
    fs::write(&letter, "the heel is sore").unwrap();
    let letter = letter.to_str().unwrap();
    let note = stage.kith("mair", &["note", "write", "--circle", "Mam", "Tea is on the left", "--document", letter]);
    let there = stage.path("there");
    fs::create_dir(&there).unwrap();
    let (code, error) = stage.refused("mair", &["export", "--out", there.to_str().unwrap()]);
    assert_eq!((code, error["error"]["code"].as_str()), (8, Some("cannot-write")), "{error}");
    assert!(stage.output("mair", &["export", "--out", there.to_str().unwrap()]).stdout.is_empty());
    assert_eq!(fs::read_dir(&there).unwrap().count(), 0);
    let attachment = note["attachments"][0]["id"].as_str().unwrap();
    // A device that is always full is found out only by writing.
    let full = stage.output("mair", &["attachment", "save", attachment, "--out", "/dev/full"]);
    assert!(!full.status.success() && full.stdout.is_empty(), "{}", String::from_utf8_lossy(&full.stdout));
    let mut plain = stage.command("mair");
    let piped = plain.args(["attachment", "save", attachment, "--out", "-"]).output().unwrap();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&piped.stdout).unwrap()["file"], "letter.txt", "with --json the bytes stand in the document");
    let mut text = Command::new(super::built("kith"));
    text.env("KITH_PASSPHRASE", "only for tests").env("KITH_COUNTERS", stage.path("counters")).arg("--profile").arg(stage.path("mair"));
    let piped = text.args(["attachment", "save", attachment, "--out", "-"]).current_dir(&there).output().unwrap();
    assert_eq!((String::from_utf8_lossy(&piped.stdout).as_ref(), fs::read_dir(&there).unwrap().count()), ("the heel is sore", 0));
}

/// covers: X8
#[test]
fn what_is_done_says_so_where_its_answer_cannot_be_printed() {
    let stage = Stage::new();
    alone(&stage);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let told = stage.command("mair").args(["note", "write", "--circle", "Mam", "written once"]).stdout(full).output().unwrap();
    let error: serde_json::Value = serde_json::from_slice(&told.stderr).unwrap();
    assert_eq!((told.status.code(), error["error"]["code"].as_str()), (Some(8), Some("done-not-printed")), "{error}");
    assert_eq!(stage.kith("mair", &["note", "list", "--circle", "Mam"]).as_array().unwrap().len(), 1);
}

/// covers: R6, X8
#[test]
fn a_served_profile_takes_as_many_letters_with_a_note_as_one_that_is_not() {
    let stage = Stage::new();
    alone(&stage);
    let letters = ["a.txt", "b.txt"].map(|name| stage.path(name));
    letters.iter().for_each(|path| fs::write(path, "a".repeat(LETTER_BYTES)).unwrap());
    let served = stage.serve("mair");
    let [first, second] = letters.each_ref().map(|path| path.to_str().unwrap());
    let note = stage.kith("mair", &["note", "write", "--circle", "Mam", "Both letters", "--document", first, "--document", second]);
    assert_eq!(note["attachments"].as_array().unwrap().len(), 2, "{note}");
    served.stop();
}

/// covers: X5
#[test]
fn whoever_is_asked_for_a_passphrase_can_break_off() {
    let stage = Stage::new();
    stage.kith("mair", &["init", "--name", "Mair"]);
    let pipe = stage.path("passphrase");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut serve = stage.command("mair");
    serve.arg("--passphrase-file").arg(&pipe).args(["serve", "--loopback", "--no-lan"]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut waiting = serve.spawn().unwrap();
    // This opens once it reads there, and while it is held open nothing comes.
    let held = File::options().write(true).open(&pipe).unwrap();
    assert!(Command::new("sh").args(["-c", &format!("kill -TERM {}", waiting.id())]).status().unwrap().success());
    assert_eq!(waiting.wait().unwrap().signal(), Some(TERMINATED));
    drop(held);
}
