//! A relay that lies, went back, or takes its time: real devices and real sockets, over a storage that is bent.

use super::*;
use kith_core::kith::view::TruthView;
use kith_relay::mailboxes::{Day, Extent, Mailbox, Mailboxes, NewEnvelope, PageSize, Placement, Reading, SqliteMailboxes, StorageError, Totals};
use kith_wire::relay::{Cursor, LogEpoch};
use std::sync::{Condvar, Mutex as StdMutex};

/// What the relay does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bend {
    Honest,
    /// Leaves the first envelope out of a page.
    LeavesOut,
    /// Changes an envelope.
    Changes,
    /// Claims that a page ends further on.
    ClaimsMore,
    /// Says that it keeps what is put, and keeps nothing.
    KeepsNothing,
    /// Shows every mailbox empty.
    Withholds,
    /// Hands everything out twice.
    Replays,
    /// Takes its time over every put.
    Waits,
}

/// A relay's storage that can be bent while the relay runs.
struct Bent {
    inner: SqliteMailboxes,
    bend: StdMutex<Bend>,
    changed: Condvar,
    /// A put has come that is not answered yet.
    waits: Notify,
}

impl Bent {
    fn bend(&self, to: Bend) {
        *self.bend.lock().unwrap() = to;
        self.changed.notify_all();
    }

    fn now(&self) -> Bend {
        *self.bend.lock().unwrap()
    }

    fn twist(&self, start: Cursor, mut items: Vec<kith_wire::relay::Item>, mut end: Cursor) -> (Vec<kith_wire::relay::Item>, Cursor) {
        match self.now() {
            Bend::LeavesOut => drop(items.remove(0)),
            Bend::Changes => items[0].envelope[40] ^= 1,
            Bend::ClaimsMore => end.seq += 10,
            Bend::Replays => {
                items = items.iter().flat_map(|item| [item.clone(), item.clone()]).collect();
                end = start;
                for item in &mut items {
                    end = end.then(&item.envelope);
                    item.seq = end.seq;
                }
            }
            _ => {}
        }
        (items, end)
    }
}

impl Mailboxes for Bent {
    fn log_epoch(&self) -> LogEpoch {
        self.inner.log_epoch()
    }

    fn append(&self, batch: &[NewEnvelope<'_>], today: Day) -> Result<Vec<Placement>, StorageError> {
        let mut bend = self.bend.lock().unwrap();
        while *bend == Bend::Waits {
            self.waits.notify_one();
            bend = self.changed.wait(bend).unwrap();
        }
        if *bend != Bend::KeepsNothing {
            return self.inner.append(batch, today);
        }
        let place = |new: &NewEnvelope<'_>| {
            let cursor = self.inner.extent(&new.mailbox)?.head.then(new.bytes);
            Ok(Placement::Placed { cursor, held: false, created: false })
        };
        batch.iter().map(place).collect()
    }

    fn claim(&self, mailbox: &Mailbox, may_create: bool) -> Result<bool, StorageError> {
        self.inner.claim(mailbox, may_create)
    }

    fn extent(&self, mailbox: &Mailbox) -> Result<Extent, StorageError> {
        let held = self.inner.extent(mailbox)?;
        Ok(if self.now() == Bend::Withholds { Extent { head: Cursor::start(self.log_epoch()), floor: 0 } } else { held })
    }

    fn read(&self, mailbox: &Mailbox, after: Option<&Cursor>, size: PageSize) -> Result<Reading, StorageError> {
        Ok(match self.inner.read(mailbox, after, size)? {
            Reading::Page { start, .. } if self.now() == Bend::Withholds => Reading::Page { start, items: Vec::new(), end: start, more: false },
            Reading::Page { start, items, end, more } if !items.is_empty() => {
                let (items, end) = self.twist(start, items, end);
                Reading::Page { start, items, end, more }
            }
            other => other,
        })
    }

    fn delete(&self, mailbox: &Mailbox, hashes: &[[u8; 32]], today: Day) -> Result<u64, StorageError> {
        self.inner.delete(mailbox, hashes, today)
    }

    fn prune(&self, keep_from: Day, forget_from: Day) -> Result<bool, StorageError> {
        self.inner.prune(keep_from, forget_from)
    }

    fn totals(&self) -> Result<Totals, StorageError> {
        self.inner.totals()
    }

    fn probe(&self) -> Result<(), StorageError> {
        self.inner.probe()
    }

    fn tidy(&self) -> Result<(), StorageError> {
        self.inner.tidy()
    }
}

async fn bent_relay(dir: &Path) -> (Relay, Arc<Bent>) {
    let mut bent = None;
    let relay = Relay::start_over(Config { iroh_relay: None, ..Config::on_loopback(dir.join("relay")) }, |config| {
        let inner = SqliteMailboxes::open(&config.dir, config.limits.quotas())?;
        let made = Arc::new(Bent { inner, bend: StdMutex::new(Bend::Honest), changed: Condvar::new(), waits: Notify::new() });
        bent = Some(made.clone());
        Ok(made)
    });
    let relay = relay.await.unwrap();
    (relay, bent.unwrap())
}

/// Two of a circle whose relay this is, level with one another through it.
async fn with_relay(dir: &Path, relay: &Relay) -> (NodeHandle, NodeHandle) {
    let (mair, dewi) = a_circle_of_two(dir, false).await;
    for node in [&mair, &dewi] {
        node.ask(Request::SetRelay { relay: Some(relay.addr().to_string()) }).await.unwrap();
    }
    for node in [&mair, &dewi, &mair, &dewi] {
        node.sync_relay().await.unwrap();
    }
    (mair, dewi)
}

/// A bent relay and the two, in a folder that goes with the first of these.
async fn begun() -> (tempfile::TempDir, Relay, Arc<Bent>, NodeHandle, NodeHandle) {
    let dir = tempfile::tempdir().unwrap();
    let (relay, bent) = bent_relay(dir.path()).await;
    let (mair, dewi) = with_relay(dir.path(), &relay).await;
    (dir, relay, bent, mair, dewi)
}

async fn ended(nodes: [NodeHandle; 2], relay: Relay) {
    for node in nodes {
        node.shutdown().await;
    }
    relay.shutdown().await;
}

async fn truth(node: &NodeHandle) -> TruthView {
    ask(node, Request::Truth).await
}

async fn contradictions(node: &NodeHandle) -> u64 {
    truth(node).await.refused.iter().filter(|r| r.reason == "relay-contradicts-itself").map(|r| r.count).sum()
}

/// covers: X2
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_leaves_out_changes_or_claims_more_is_noticed_and_nothing_is_lost() {
    let (_dir, relay, bent, mair, dewi) = begun().await;
    let mut expected = Vec::new();
    for (lie, n) in [Bend::LeavesOut, Bend::Changes, Bend::ClaimsMore].into_iter().zip(1..) {
        write(&mair, &format!("Nodyn {n}")).await;
        write(&dewi, &format!("Wedyn {n}")).await;
        mair.sync_relay().await.unwrap();
        bent.bend(lie);
        let before = contradictions(&dewi).await;
        let report = dewi.sync_relay().await.unwrap();
        assert!(report.contradicted > 0, "{lie:?}: {report:?}");
        assert!(contradictions(&dewi).await > before, "{lie:?} is said in the truth");
        assert!(truth(&dewi).await.waiting > 0, "{lie:?}: not called sent to a relay that cannot be believed");
        bent.bend(Bend::Honest);
        dewi.sync_relay().await.unwrap();
        mair.sync_relay().await.unwrap();
        expected.extend([format!("Nodyn {n}"), format!("Wedyn {n}")]);
        expected.sort();
        for node in [&mair, &dewi] {
            assert_eq!(texts(node).await, expected, "{lie:?}");
            assert_eq!(truth(node).await.waiting, 0, "{lie:?}");
        }
    }
    ended([mair, dewi], relay).await;
}

/// covers: X2, X8
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_says_it_keeps_and_does_not_is_found_out_and_offered_it_again() {
    let (_dir, relay, bent, mair, dewi) = begun().await;
    bent.bend(Bend::KeepsNothing);
    write(&mair, "Ar goll").await;
    let report = mair.sync_relay().await.unwrap();
    assert!(report.contradicted > 0, "{report:?}");
    assert_eq!(truth(&mair).await.waiting, 1, "what is not there is not called sent");
    bent.bend(Bend::Honest);
    mair.sync_relay().await.unwrap();
    assert_eq!(truth(&mair).await.waiting, 0);
    dewi.sync_relay().await.unwrap();
    assert_eq!(texts(&dewi).await, ["Ar goll"]);
    ended([mair, dewi], relay).await;
}

/// covers: X2
#[tokio::test(flavor = "multi_thread")]
async fn what_a_relay_withholds_comes_by_a_meeting_and_what_it_replays_changes_nothing() {
    let (_dir, relay, bent, mair, dewi) = begun().await;
    bent.bend(Bend::Withholds);
    write(&mair, "Wedi ei gadw’n ôl").await;
    mair.sync_relay().await.unwrap();
    dewi.sync_relay().await.unwrap();
    assert!(texts(&dewi).await.is_empty());
    assert!(dewi.sync_peer(&mair.address().unwrap()).await.unwrap().level);
    assert_eq!(texts(&dewi).await, ["Wedi ei gadw’n ôl"]);
    bent.bend(Bend::Replays);
    write(&mair, "Dwywaith").await;
    for node in [&mair, &dewi, &mair, &dewi] {
        node.sync_relay().await.unwrap();
    }
    assert_eq!(texts(&dewi).await, ["Dwywaith", "Wedi ei gadw’n ôl"]);
    ended([mair, dewi], relay).await;
}

/// covers: X2
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_put_back_to_an_older_copy_with_its_mark_is_noticed_and_told_again() {
    let (dir, relay, _, mair, dewi) = begun().await;
    write(&mair, "Cyn y copi").await;
    mair.sync_relay().await.unwrap();
    relay.shutdown().await;
    let copies: Vec<_> =
        std::fs::read_dir(dir.path().join("relay")).unwrap().map(|file| file.unwrap().path()).map(|path| (std::fs::read(&path).unwrap(), path)).collect();
    let (relay, _) = bent_relay(dir.path()).await;
    write(&mair, "Wedi’r copi").await;
    mair.sync_relay().await.unwrap();
    assert_eq!(truth(&mair).await.waiting, 0);
    relay.shutdown().await;
    for file in std::fs::read_dir(dir.path().join("relay")).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    copies.into_iter().for_each(|(bytes, path)| std::fs::write(path, bytes).unwrap());
    let (relay, _) = bent_relay(dir.path()).await;
    let report = mair.sync_relay().await.unwrap();
    assert!(report.contradicted > 0, "{report:?}");
    assert!(contradictions(&mair).await > 0);
    mair.sync_relay().await.unwrap();
    assert_eq!(truth(&mair).await.waiting, 0);
    dewi.sync_relay().await.unwrap();
    assert_eq!(texts(&dewi).await, ["Cyn y copi", "Wedi’r copi"]);
    ended([mair, dewi], relay).await;
}

/// covers: X2, X8
#[tokio::test(flavor = "multi_thread")]
async fn while_a_relay_takes_its_time_everything_else_goes_on() {
    let (_dir, relay, bent, mair, dewi) = begun().await;
    bent.bend(Bend::Waits);
    write(&mair, "Araf").await;
    let slow = tokio::spawn({
        let mair = mair.clone();
        async move { mair.sync_relay().await }
    });
    timeout(PATIENCE, bent.waits.notified()).await.unwrap();
    write(&mair, "Yn y cyfamser").await;
    assert_eq!(truth(&mair).await.waiting, 2, "nothing is called sent before it is");
    assert!(mair.sync_peer(&dewi.address().unwrap()).await.unwrap().level);
    assert_eq!(texts(&dewi).await, ["Araf", "Yn y cyfamser"]);
    assert!(!slow.is_finished());
    bent.bend(Bend::Honest);
    slow.await.unwrap().unwrap();
    ended([mair, dewi], relay).await;
}

/// covers: X2, X8
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_does_not_answer_in_time_needs_signal_and_phones_meet_without_it() {
    let (dir, relay, bent, mair, dewi) = begun().await;
    mair.shutdown().await;
    let kith = Kith::open(&dir.path().join("Mair"), Box::new(DemoStore::new(7)), Box::new(SystemEntropy), system_clock()()).unwrap();
    let options = NodeOptions { reach: Reach::Loopback, lan: false, automatic: false, answer_wait: Duration::from_millis(400), ..NodeOptions::default() };
    let mair = Node::start(kith, options).await.unwrap();
    bent.bend(Bend::Waits);
    write(&mair, "Dim ateb").await;
    let error = mair.sync_relay().await.unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (ErrorKind::NeedsSignal, "no-relay-answer"));
    assert!(truth(&mair).await.relay_silent);
    assert_eq!(truth(&mair).await.waiting, 1);
    mair.heard_of(dewi.address().unwrap().parse().unwrap());
    let report = mair.sync_now().await.unwrap();
    assert!(report.relay.is_none() && report.devices.iter().all(|d| d.level) && report.devices.len() == 1, "{report:?}");
    assert_eq!(texts(&dewi).await, ["Dim ateb"]);
    let met = truth(&mair).await;
    assert_eq!((met.waiting, met.all_with_relay, met.items[0].people), (1, false, 1), "a phone has it, the relay does not: {met:?}");
    bent.bend(Bend::Honest);
    mair.sync_relay().await.unwrap();
    let met = truth(&mair).await;
    assert_eq!((met.waiting, met.relay_silent), (0, false), "{met:?}");
    ended([mair, dewi], relay).await;
}
