//! What a phone goes through: a week without signal, a network that changes in the middle.

use super::*;
use kith_core::kith::view::TruthView;
use std::sync::atomic::AtomicU64;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// As often the network changes while one exchange goes on.
const CHANGES: usize = 12;
const NOTES: usize = 30;

/// A device whose clock the test puts on.
async fn timed(dir: &Path, name: &str) -> (NodeHandle, Arc<AtomicU64>) {
    let now = Arc::new(AtomicU64::new(system_clock()()));
    let new = NewProfile { name: name.to_owned(), language: Language::Welsh };
    let kith = Kith::create(&dir.join(name), &new, Box::new(DemoStore::new(7)), Box::new(SystemEntropy), now.load(Ordering::Relaxed)).unwrap();
    let read = now.clone();
    let clock: Clock = Arc::new(move || read.load(Ordering::Relaxed));
    let options = NodeOptions { reach: Reach::Loopback, lan: false, automatic: false, clock, ..NodeOptions::default() };
    (Node::start(kith, options).await.unwrap(), now)
}

/// covers: X1, X2, X8
#[tokio::test(flavor = "multi_thread")]
async fn a_week_without_signal_is_kept_and_said_and_crosses_whole_at_the_first_relay() {
    let dir = tempfile::tempdir().unwrap();
    let (mair, clock) = timed(dir.path(), "Mair").await;
    let dewi = device(dir.path(), "Dewi", false).await;
    a_circle_round(&mair, &dewi).await;
    let gone = Relay::start(Config::on_loopback(dir.path().join("gone"))).await.unwrap();
    mair.ask(Request::SetRelay { relay: Some(gone.addr().to_string()) }).await.unwrap();
    gone.shutdown().await;
    let days: Vec<String> = (1..=7).map(|day| format!("Diwrnod {day}")).collect();
    for (before, day) in days.iter().enumerate() {
        clock.fetch_add(DAY_MS, Ordering::Relaxed);
        write(&mair, day).await;
        assert_eq!(mair.sync_now().await.unwrap_err().kind, ErrorKind::NeedsSignal);
        let truth: TruthView = ask(&mair, Request::Truth).await;
        assert_eq!(truth.items.iter().filter(|item| item.what == "note").count(), before + 1, "each waits, and is said to");
    }

    let relay = Relay::start(Config::on_loopback(dir.path().join("relay"))).await.unwrap();
    for node in [&mair, &dewi] {
        node.ask(Request::SetRelay { relay: Some(relay.addr().to_string()) }).await.unwrap();
    }
    mair.sync_relay().await.unwrap();
    dewi.sync_relay().await.unwrap();
    assert_eq!(texts(&dewi).await, days);
    mair.shutdown().await;
    dewi.shutdown().await;
    relay.shutdown().await;
}

/// covers: X1, X2
#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_changes_during_an_exchange_loses_and_doubles_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let relay = Relay::start(Config::on_loopback(dir.path().join("relay"))).await.unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), false).await;
    let mut expected = Vec::new();
    for number in 0..NOTES {
        expected.push(format!("{number:02}"));
        write(&mair, &expected[number]).await;
    }
    for node in [&mair, &dewi] {
        node.ask(Request::SetRelay { relay: Some(relay.addr().to_string()) }).await.unwrap();
    }
    for node in [&mair, &dewi] {
        // An exchange that the change breaks off is taken up again, as the shell's next job would.
        let exchanging = async { while node.sync_relay().await.is_err() {} };
        let changing = async {
            for _ in 0..CHANGES {
                node.network_change().await;
            }
        };
        timeout(PATIENCE, async { tokio::join!(exchanging, changing) }).await.unwrap();
        assert!(node.address().is_some(), "it can still be met");
    }
    assert_eq!(texts(&dewi).await, expected);
    assert!(dewi.sync_peer(&mair.address().unwrap()).await.unwrap().level);
    mair.shutdown().await;
    dewi.shutdown().await;
    relay.shutdown().await;
}
