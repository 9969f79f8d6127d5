//! Emergency cards that are opened by a link: what any browser is given, and what is noted of it.

use crate::device::{Device, Keys, keys, relay_in};
use kith_relay::{Limits, Relay};
use kith_wire::card;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const FAR_MS: u64 = 1 << 45;

async fn ask(relay: &Relay, method: &str, path: &str) -> (u16, String, Vec<u8>) {
    let mut stream = tokio::net::TcpStream::connect(relay.cards().unwrap()).await.unwrap();
    stream.write_all(format!("{method} {path} HTTP/1.1\r\nHost: relay\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let at = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..at]).into_owned();
    (head[9..12].parse().unwrap(), head, answer[at + 4..].to_vec())
}

async fn placed(relay: &Relay, of: &Keys, until_ms: u64) -> Device {
    let mut member = Device::member(relay.addr(), of).await;
    member.put(&[card::terms(of.tag(), until_ms), of.note("sealed card")]).await;
    member
}

fn open(of: &Keys) -> String {
    format!("/card/{}/open", of.tag().hex())
}

/// covers: R9, R5
#[tokio::test]
async fn a_card_is_handed_out_sealed_by_its_link_and_each_time_is_noted_first() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let _member = placed(&relay, &keys(1), FAR_MS).await;
    let (status, head, page) = ask(&relay, "GET", &format!("/card/{}", keys(1).tag().hex())).await;
    let head = head.to_lowercase();
    assert!(status == 200 && head.contains("default-src 'none'") && head.contains("no-referrer") && head.contains("no-store"), "{head}");
    assert!(String::from_utf8(page).unwrap().contains("Cerdyn argyfwng"));
    let before = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    for _ in 0..2 {
        let (status, _, sealed) = ask(&relay, "POST", &open(&keys(1))).await;
        assert_eq!((status, sealed), (200, keys(1).note("sealed card")));
    }
    let mut reader = Device::member(relay.addr(), &keys(1)).await;
    let lying = reader.read_all(keys(1).tag()).await;
    let looks: Vec<card::Look> = lying.iter().filter_map(|envelope| card::read_look(envelope)).collect();
    assert_eq!((lying.len(), looks.len()), (4, 2));
    assert!(looks[0] != looks[1] && looks.iter().all(|look| look.at_ms >= before && look.at_ms < before + 600_000));
    relay.shutdown().await;
}

/// covers: R9
#[tokio::test]
async fn a_mailbox_that_is_no_link_one_that_ran_out_and_one_opened_too_often_hand_out_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mut circle = Device::member(relay.addr(), &keys(2)).await;
    circle.put(&[keys(2).note("a circle's own")]).await;
    let _member = placed(&relay, &keys(3), 1_000).await;
    for (path, wanted) in [(open(&keys(2)), 404), (open(&keys(4)), 404), ("/card/nonsense/open".to_owned(), 404), (open(&keys(3)), 410)] {
        assert_eq!(ask(&relay, "POST", &path).await.0, wanted, "{path}");
    }
    assert_eq!(ask(&relay, "GET", &open(&keys(3))).await.0, 405, "a link that is only followed opens nothing");
    relay.shutdown().await;
}
