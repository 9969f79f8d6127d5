//! The emergency card as a link, from a phone by the real relay into the script that a browser runs.

use super::{Stage, until};
use serde_json::Value;
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
};

const CIRCLE: &str = "Mair's circle";

/// As a browser asks: nothing of what stands behind the `#` is sent.
fn ask(host: &str, method: &str, path: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8_lossy(&answer[..head]).into_owned(), answer[head + 4..].to_vec())
}

/// Runs the page's own script over a sealed card; nothing where there is no Node.js, which CI has.
fn opened_by_script(script: &str, fragment: &str, sealed: &[u8]) -> Option<String> {
    let more = "\nconst key = keyOf(process.argv[1]); openCard(new Uint8Array(require('fs').readFileSync(0)), key).then((text) => process.stdout.write(text ?? 'closed'));";
    let child = Command::new("node").args(["-e", &format!("{script}{more}"), "--", fragment]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "Node.js is missing, and CI runs the script");
        eprintln!("skipped: Node.js is missing");
        return None;
    };
    child.stdin.take().unwrap().write_all(sealed).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    Some(String::from_utf8(out.stdout).unwrap())
}

/// covers: R9, R5, X2
#[test]
fn a_link_opens_the_card_in_a_browser_tells_the_circle_and_the_relay_can_read_neither_card_nor_key() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    let base = relay.first_line["cards"].as_str().unwrap().to_owned();
    stage.kith("office", &["coop", "cards", &base]);
    for who in ["office", "mair", "dewi"] {
        stage.kith(who, &["sync"]);
    }
    stage.kith("mair", &["allergy", "add", "--circle", CIRCLE, "--to", "penicillin-only-here"]);
    stage.kith("mair", &["card", "choose", "--circle", CIRCLE, "--allergies", "--words", "Siaradwch Gymraeg"]);
    let made = stage.kith("mair", &["card", "link", "make", "--circle", CIRCLE, "--days", "7"])["links"][0].clone();
    stage.kith("mair", &["sync"]);
    let url = made["url"].as_str().unwrap();
    let (path, fragment) = url.strip_prefix(&base).unwrap().split_once('#').unwrap();
    let host = base.strip_prefix("http://").unwrap();

    let (head, page) = ask(host, "GET", path);
    assert!(head.starts_with("HTTP/1.1 200") && String::from_utf8_lossy(&page).contains("is logged"), "{head}");
    let (_, script) = ask(host, "GET", "/card/card.js");
    let (head, sealed) = ask(host, "POST", &format!("{path}/open"));
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let script = String::from_utf8(script).unwrap();
    if let Some(text) = opened_by_script(&script, fragment, &sealed) {
        assert!(text.contains("penicillin-only-here") && text.contains("Siaradwch Gymraeg"), "{text}");
        let mut changed = sealed.clone();
        changed[60] ^= 1;
        assert_eq!(opened_by_script(&script, fragment, &changed).as_deref(), Some("closed"), "a byte that was changed is found out");
        let other = format!("{}A", &fragment[..fragment.len() - 2]);
        assert_eq!(opened_by_script(&script, &other, &sealed).as_deref(), Some("closed"));
    }

    // Mair's phone reads the look at the relay and tells the circle; Dewi hears of it.
    stage.kith("mair", &["sync"]);
    let looks = stage.kith("mair", &["card", "link", "list", "--circle", CIRCLE])["links"][0]["looks"].clone();
    assert_eq!(looks.as_array().unwrap().len(), 1, "{looks}");
    until("Dewi hears of the look", || {
        stage.kith("dewi", &["sync"]);
        let today: Value = stage.kith("dewi", &["today"]);
        (today["card_looks"][0]["person"]["name"] == "Mair").then_some(())
    });

    // Neither the card nor the key is anywhere in what the relay keeps.
    let mut kept = Vec::new();
    for file in std::fs::read_dir(stage.path("relay")).unwrap() {
        kept.extend(std::fs::read(file.unwrap().path()).unwrap_or_default());
    }
    for word in ["penicillin-only-here", fragment] {
        assert!(!kept.windows(word.len()).any(|window| window == word.as_bytes()), "{word} is at the relay");
    }
    let id = made["id"].as_str().unwrap();
    stage.kith("mair", &["card", "link", "end", id]);
    stage.kith("mair", &["sync"]);
    assert!(ask(host, "POST", &format!("{path}/open")).0.starts_with("HTTP/1.1 404"));
}
