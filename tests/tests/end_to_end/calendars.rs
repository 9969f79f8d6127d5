//! The rota's calendar, as a file and as a feed, read by a library that others wrote (icalendar, Python).

use super::{Stage, built, care::morning};
use serde_json::Value;
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Python with the library, where `./check` put it. Without it this is skipped, which CI does not accept.
fn python() -> Option<PathBuf> {
    let kept = built("kith").parent().and_then(Path::parent).unwrap().join("tools/calendar/bin/python");
    if !kept.exists() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "icalendar is missing, and CI reads the calendar");
        eprintln!("skipped: icalendar is missing; ./check tests installs it");
    }
    kept.exists().then_some(kept)
}

fn read(python: &Path, calendar: &[u8]) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/end_to_end/ics.py");
    let mut child = Command::new(python).arg("-I").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(calendar).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "it cannot be read: {}", String::from_utf8_lossy(calendar));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// As a program that follows a calendar asks for it: no cookie, nothing but the address.
fn get(host: &str, path: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8_lossy(&answer[..head]).into_owned(), answer[head + 4..].to_vec())
}

/// covers: R3, R7, X7
#[test]
fn the_calendar_file_and_feed_are_read_by_another_program_as_they_were_meant() {
    let Some(python) = python() else { return };
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    let (lift, choir) = (morning(2), morning(4));
    let name = "Lifft; i'r tŷ, \"yn ôl\" ac ymlaen, heibio i'r capel a'r ysgol a'r hen orsaf ar y ffordd adref";
    let plan = |name: &str, at: &str, more: &[&str]| {
        stage.kith("mair", &[&["rota", "plan", "--circle", "Mair's circle", "--name", name, "--at", at, "--minutes", "45"][..], more].concat())
    };
    plan(name, &lift, &["--repeat", "FREQ=WEEKLY;COUNT=3", "--text", "Two lines:\nbring, \\ and; tea"]);
    plan("Choir", &choir, &[]);
    for who in ["mair", "dewi"] {
        stage.kith(who, &["sync"]);
    }
    stage.kith("dewi", &["rota", "take", name, "--on"]);
    stage.kith("mair", &["rota", "cancel", "Choir"]);
    for who in ["dewi", "mair"] {
        stage.kith(who, &["sync"]);
    }

    // The file, with names: every text as it was written, every moment as the rota has it.
    let file = stage.path("rota.ics");
    let out = file.to_str().unwrap();
    stage.kith("mair", &["rota", "calendar", "--circle", "Mair's circle", "--everybody", "--names", "--out", out]);
    let found = read(&python, &std::fs::read(&file).unwrap());
    assert_eq!((found["version"].as_str(), &found["errors"]), (Some("2.0"), &serde_json::json!([])), "{found}");
    let events = found["events"].as_array().unwrap();
    assert_eq!(events.len(), 4, "{found}");
    let rota = stage.kith("mair", &["rota", "show", "--circle", "Mair's circle", "--days", "60"]);
    for event in events {
        let planned = rota["visits"].as_array().unwrap().iter().any(|v| v["at_ms"] == event["at_ms"]);
        assert!(planned && event["minutes"] == 45 && event["errors"] == serde_json::json!([]), "{event}");
    }
    let first = &events[0];
    assert!(first["summary"].as_str().unwrap().contains(name), "{first}");
    assert_eq!((first["description"].as_str(), first["status"].as_str()), (Some("Dewi\nTwo lines:\nbring, \\ and; tea"), Some("CONFIRMED")));
    assert!(events.iter().any(|e| e["status"] == "CANCELLED" && e["summary"].as_str().unwrap().contains("Choir")), "{found}");

    // The feed: what is Dewi's, when and nothing of whom or what; known by the same names as in the file.
    let calendar = stage.kith("dewi", &["rota", "calendar"]);
    let served = stage.serve("dewi");
    let host = served.first_line["url"].as_str().unwrap().strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    let (head, body) = get(&host, &format!("/calendar.ics?key={}", calendar["key"].as_str().unwrap()));
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/calendar"), "{head}");
    let fed = read(&python, &body);
    let uids = |found: &Value| -> Vec<String> { found["events"].as_array().unwrap().iter().map(|e| e["uid"].as_str().unwrap().to_owned()).collect() };
    assert_eq!(uids(&fed).len(), 3, "{fed}");
    assert!(uids(&fed).iter().all(|uid| uids(&found).contains(uid)) && !fed.to_string().contains("Mair") && !fed.to_string().contains("Lifft"), "{fed}");
    assert!(get(&host, "/calendar.ics?key=another").0.starts_with("HTTP/1.1 403"));
}
