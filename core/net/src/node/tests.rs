use super::*;
use kith_core::{
    entropy::SystemEntropy,
    keystore::DemoStore,
    kith::{
        NewProfile,
        view::{HandOver, NoteView, ReadFrom, Received},
    },
    words::Language,
};
use kith_relay::{Config, Relay};
use serde::de::DeserializeOwned;
use std::{path::Path, time::Duration};
use tokio::time::timeout;

const CIRCLE: &str = "Cylch Mair";
/// Longer than anything here takes, so that what never comes fails and does not hang.
const PATIENCE: Duration = Duration::from_secs(60);

async fn device(dir: &Path, name: &str, automatic: bool) -> NodeHandle {
    let new = NewProfile { name: name.to_owned(), language: Language::Welsh };
    let kith = Kith::create(&dir.join(name), &new, Box::new(DemoStore::new(7)), Box::new(SystemEntropy), system_clock()()).unwrap();
    let options = NodeOptions { reach: Reach::Loopback, lan: false, automatic, ..NodeOptions::default() };
    Node::start(kith, options).await.unwrap()
}

async fn ask<T: DeserializeOwned>(node: &NodeHandle, request: Request) -> T {
    serde_json::from_value(node.ask(request).await.unwrap()).unwrap()
}

async fn hand_over(from: &NodeHandle, request: Request, to: &NodeHandle) -> Received {
    let code: HandOver = ask(from, request).await;
    ask(to, Request::Receive { text: code.text }).await
}

/// Mair's device, which founds a co-op and a circle, and Dewi's, which is in both; they have met by hand only.
async fn a_circle_of_two(dir: &Path, automatic: bool) -> (NodeHandle, NodeHandle) {
    let (mair, dewi) = (device(dir, "Mair", automatic).await, device(dir, "Dewi", automatic).await);
    a_circle_round(&mair, &dewi).await;
    (mair, dewi)
}

async fn a_circle_round(mair: &NodeHandle, dewi: &NodeHandle) {
    mair.ask(Request::CoopCreate { name: "Cwm Derw".into(), areas: vec!["Cwm Isaf".into()] }).await.unwrap();
    let invite = Request::Invite { name: Some("Dewi".into()), class: Some("worker".into()), circle: None };
    let asked = hand_over(mair, invite, dewi).await;
    let answered: Received = ask(mair, Request::Receive { text: asked.reply.unwrap().text }).await;
    let _: Received = ask(dewi, Request::Receive { text: answered.reply.unwrap().text }).await;
    hand_over(dewi, Request::Pack { person: "Mair".into(), part: None }, mair).await;
    mair.ask(Request::CircleCreate { name: CIRCLE.into(), person: "me".into() }).await.unwrap();
    let add = Request::CircleAdd { circle: CIRCLE.into(), person: "Dewi".into(), level: kith_core::kith::view::Level::Member, from: ReadFrom::All };
    mair.ask(add).await.unwrap();
    hand_over(mair, Request::Pack { person: "Dewi".into(), part: None }, dewi).await;
}

async fn write(node: &NodeHandle, text: &str) {
    node.ask(Request::NoteWrite { circle: CIRCLE.into(), text: text.into(), attach: Vec::new() }).await.unwrap();
}

async fn texts(node: &NodeHandle) -> Vec<String> {
    let notes: Vec<NoteView> = ask(node, Request::Notes { circle: CIRCLE.into(), limit: 50, before_ms: None }).await;
    let mut texts: Vec<String> = notes.into_iter().map(|note| note.text).collect();
    texts.sort();
    texts
}

/// Reads again after each change until all texts are there.
async fn until(node: &NodeHandle, expected: &[&str]) {
    let mut changes = node.changes();
    let reading = async {
        while texts(node).await != expected {
            let _ = changes.recv().await;
        }
    };
    timeout(PATIENCE, reading).await.unwrap_or_else(|_| panic!("waited in vain for {expected:?}"));
}

/// covers: X2, R2
#[tokio::test(flavor = "multi_thread")]
async fn two_devices_that_meet_hold_the_same_notes() {
    let dir = tempfile::tempdir().unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), false).await;
    write(&mair, "Bore da").await;
    write(&dewi, "Ar fy ffordd").await;
    let met = dewi.sync_peer(&mair.address().unwrap()).await.unwrap();
    assert!(met.level && met.spaces >= 2 && met.taken >= 1 && met.sent >= 1, "{met:?}");
    for node in [&mair, &dewi] {
        assert_eq!(texts(node).await, ["Ar fy ffordd", "Bore da"]);
    }
    let again = dewi.sync_peer(&mair.address().unwrap()).await.unwrap();
    assert!(again.level && again.taken == 0 && again.sent == 0, "{again:?}");
    mair.shutdown().await;
    dewi.shutdown().await;
}

/// covers: X1, X8
#[tokio::test(flavor = "multi_thread")]
async fn airplane_mode_closes_the_sockets_and_what_waits_crosses_after() {
    let dir = tempfile::tempdir().unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), false).await;
    let address = mair.address().unwrap();
    mair.set_airplane(true).await.unwrap();
    assert_eq!(mair.address(), None);
    let refused = mair.sync_now().await.unwrap_err();
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::NeedsSignal, "airplane-mode"));
    write(&mair, "Heb signal").await;
    assert_eq!(dewi.sync_peer(&address).await.unwrap_err().kind, ErrorKind::NeedsSignal);
    mair.set_airplane(false).await.unwrap();
    assert_eq!(mair.address(), Some(address.clone()), "it is found again where it was");
    assert!(dewi.sync_peer(&address).await.unwrap().level);
    assert_eq!(texts(&dewi).await, ["Heb signal"]);
    mair.shutdown().await;
    dewi.shutdown().await;
}

/// covers: X2, X9
#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_reaches_the_other_by_the_relay_without_being_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let relay = Relay::start(Config::on_loopback(dir.path().join("relay"))).await.unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), true).await;
    for node in [&mair, &dewi] {
        node.ask(Request::SetRelay { relay: Some(relay.addr().to_string()) }).await.unwrap();
    }
    write(&mair, "Bore da").await;
    until(&dewi, &["Bore da"]).await;
    write(&dewi, "Ar fy ffordd").await;
    until(&mair, &["Ar fy ffordd", "Bore da"]).await;
    mair.shutdown().await;
    dewi.shutdown().await;
    relay.shutdown().await;
}

/// covers: X2
#[tokio::test(flavor = "multi_thread")]
async fn without_the_relay_devices_that_know_each_other_meet_by_themselves() {
    let dir = tempfile::tempdir().unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), true).await;
    dewi.heard_of(mair.address().unwrap().parse().unwrap());
    write(&dewi, "O ffôn i ffôn").await;
    until(&mair, &["O ffôn i ffôn"]).await;
    mair.shutdown().await;
    dewi.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_at_an_address_needs_signal_and_a_closed_profile_can_be_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let node = device(dir.path(), "Ana", false).await;
    let nowhere = DeviceAddress { endpoint_id: [0; 32], addrs: Vec::new() }.to_string();
    assert_eq!(node.sync_peer("kith-device:here").await.unwrap_err().kind, ErrorKind::InvalidInput);
    assert_eq!(node.sync_peer(&nowhere).await.unwrap_err().kind, ErrorKind::NeedsSignal);
    assert_eq!(node.sync_relay().await.unwrap_err().code, "no-relay");
    node.shutdown().await;
    assert_eq!(node.ask(Request::Whoami).await.unwrap_err().kind, ErrorKind::Busy);
    let again = Kith::open(&dir.path().join("Ana"), Box::new(DemoStore::new(7)), Box::new(SystemEntropy), 0);
    assert!(again.is_ok());
}

mod attachments;
mod lives;
mod relays;

/// covers: X5
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_profile_closes_its_endpoint_and_opens_it_again_with_the_key_store() {
    let dir = tempfile::tempdir().unwrap();
    let node = device(dir.path(), "Ana", true).await;
    assert!(node.address().is_some());
    node.ask(Request::Lock).await.unwrap();
    assert_eq!(node.address(), None);
    assert_eq!(node.ask(Request::Whoami).await.unwrap_err().kind, ErrorKind::Locked);
    assert_eq!(node.sync_now().await.unwrap_err().kind, ErrorKind::Locked);
    assert_eq!(node.unlock(Box::new(DemoStore::new(8))).await.unwrap_err().kind, ErrorKind::Locked);
    node.unlock(Box::new(DemoStore::new(7))).await.unwrap();
    assert!(node.address().is_some());
    node.ask(Request::Whoami).await.unwrap();
}
