//! What whoever runs the relay sees, and the iroh-relay beside it.

use crate::device::{Device, keys, relay_in};
use iroh::{Endpoint, EndpointAddr, RelayMap, RelayMode, RelayUrl, endpoint::presets};
use kith_relay::{Config, Limits, Relay};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn fetch(addr: SocketAddr, path: &str) -> (u16, String) {
    let mut stream = tokio::net::TcpStream::connect(addr).await.unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), body.to_owned())
}

#[tokio::test]
async fn health_limits_and_metrics_tell_nothing_of_anybody() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { mailboxes: 17, free_bytes_min: 0, ..Limits::default() };
    let relay = relay_in(dir.path(), limits.clone()).await;
    let mut member = Device::member(relay.addr(), &keys(1)).await;
    member.put(&[keys(1).note("a"), keys(1).note("b")]).await;

    assert_eq!(fetch(relay.http(), "/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(fetch(relay.http(), "/readyz").await, (200, "ready\n".to_owned()));
    let (_, told) = fetch(relay.http(), "/v1/limits").await;
    assert_eq!(serde_json::from_str::<Limits>(&told).unwrap(), limits);
    let (_, metrics) = fetch(relay.http(), "/metrics").await;
    for line in ["kith_relay_stored_total 2", "kith_relay_connections 1", "kith_relay_mailboxes 1", "kith_relay_appended 2"] {
        assert!(metrics.lines().any(|found| found == line), "{line} in {metrics}");
    }
    assert!(!metrics.contains('{'), "no labels");
    relay.shutdown().await;
}

#[tokio::test]
async fn a_relay_whose_disk_is_nearly_full_is_not_ready() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { free_bytes_min: u64::MAX, ..Limits::default() }).await;
    assert_eq!(fetch(relay.http(), "/readyz").await, (503, "the disk is nearly full\n".to_owned()));
    assert_eq!(fetch(relay.http(), "/healthz").await.0, 200);
    relay.shutdown().await;
}

#[tokio::test]
async fn two_devices_meet_through_the_iroh_relay() {
    const ALPN: &[u8] = b"kith/test/1";
    let dir = tempfile::tempdir().unwrap();
    let relay = Relay::start(Config::on_loopback(dir.path())).await.unwrap();
    let url: RelayUrl = relay.relay_url().unwrap().parse().unwrap();
    let endpoint = async || {
        let mode = RelayMode::Custom(RelayMap::from(url.clone()));
        Endpoint::builder(presets::Minimal).relay_mode(mode).clear_ip_transports().alpns(vec![ALPN.to_vec()]).bind().await.unwrap()
    };
    let (one, two) = (endpoint().await, endpoint().await);
    one.online().await;
    let id = one.id();
    let answering = tokio::spawn(async move {
        let connection = one.accept().await.unwrap().await.unwrap();
        let mut stream = connection.accept_uni().await.unwrap();
        let said = stream.read_to_end(100).await.unwrap();
        connection.close(0u32.into(), b"");
        one.close().await;
        said
    });
    let place = EndpointAddr::new(id).with_relay_url(url.clone());
    let connection = two.connect(place, ALPN).await.unwrap();
    let mut stream = connection.open_uni().await.unwrap();
    stream.write_all(b"hello").await.unwrap();
    stream.finish().unwrap();
    assert_eq!(answering.await.unwrap(), b"hello");
    two.close().await;
    relay.shutdown().await;
}
