//! Limits: each is refused by name, with the time to wait where waiting helps.

use crate::device::{Device, keys, placed, refused, relay_in};
use kith_relay::Limits;
use kith_wire::relay::{FromRelay, Outcome, PutItem, Refusal, ToRelay};

fn notes(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|n| keys(1).note(&n.to_string())).collect()
}

#[tokio::test]
async fn a_fast_writer_is_told_when_to_go_on_and_keeps_the_order() {
    for limits in [
        Limits { connection_puts_s: 1, connection_puts_burst: 3, ..Limits::default() },
        Limits { mailbox_puts_s: 1, mailbox_puts_burst: 3, ..Limits::default() },
        Limits { connection_bytes_s: 79, connection_bytes_burst: 79 * 3, ..Limits::default() },
    ] {
        let dir = tempfile::tempdir().unwrap();
        let relay = relay_in(dir.path(), limits).await;
        let mut member = Device::member(relay.addr(), &keys(1)).await;
        let outcomes = member.put(&notes(6)).await;
        assert_eq!(outcomes[..3].iter().map(|outcome| placed(outcome).seq).collect::<Vec<_>>(), [1, 2, 3]);
        for outcome in &outcomes[3..] {
            let (code, retry_ms) = refused(outcome);
            assert_eq!(code, Refusal::TOO_MANY);
            assert!((1..=1_000).contains(&retry_ms), "{retry_ms}");
        }
        assert!(relay.metrics().rate_limited_total.get() >= 1);
        relay.shutdown().await;
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { envelope_bytes: 100, put_envelopes: 4, put_bytes: 350, ..Limits::default() }).await;
    let mut member = Device::member(relay.addr(), &keys(1)).await;
    assert_eq!(refused(&member.put(&[keys(1).note(&"x".repeat(30))]).await[0]), (Refusal::TOO_LARGE, 0));
    for envelopes in [notes(5), vec![keys(1).note(&"x".repeat(20)); 4]] {
        let items = envelopes.into_iter().map(|envelope| PutItem { envelope, ticket: None }).collect();
        assert_eq!(member.ask(ToRelay::Put { req: 5, items }).await, FromRelay::Refused { req: 5, code: Refusal::TOO_LARGE, retry_ms: 0 });
    }
    assert_eq!(member.challenge.limits.envelope_bytes, 100, "the relay says so beforehand");
    relay.shutdown().await;
}

#[tokio::test]
async fn a_full_mailbox_refuses_and_others_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { mailbox_envelopes: 2, ..Limits::default() }).await;
    let mut member = Device::member(relay.addr(), &keys(1)).await;
    let outcomes = member.put(&notes(3)).await;
    assert!(matches!(outcomes[1], Outcome::Placed { .. }));
    assert_eq!(refused(&outcomes[2]).0, Refusal::FULL);
    let mut other = Device::member(relay.addr(), &keys(2)).await;
    assert_eq!(placed(&other.put(&[keys(2).note("a")]).await[0]).seq, 1);
    relay.shutdown().await;
}

#[tokio::test]
async fn mailboxes_are_bounded_by_connection_and_by_network() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { mailboxes: 1, new_mailboxes_burst: 1, new_mailboxes_hour: 1, ..Limits::default() }).await;
    let mut member = Device::member(relay.addr(), &keys(1)).await;
    let second = member.proofs(&keys(2));
    assert_eq!(member.ask(ToRelay::Open(second)).await, FromRelay::Refused { req: 1, code: Refusal::TOO_MANY, retry_ms: 0 });
    assert_eq!(placed(&member.put(&notes(1)).await[0]).seq, 1);
    let mut other = Device::member(relay.addr(), &keys(2)).await;
    let (code, retry_ms) = refused(&other.put(&[keys(2).note("a")]).await[0]);
    assert_eq!(code, Refusal::TOO_MANY);
    assert!(retry_ms > 60_000, "an hour makes one");
    assert_eq!(placed(&member.put(&notes(2)).await[1]).seq, 2, "what is there goes on");
    relay.shutdown().await;
}

#[tokio::test]
async fn drops_have_a_rate_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { connection_drops_s: 1, connection_drops_burst: 2, ..Limits::default() }).await;
    let mut stranger = Device::connect(relay.addr()).await;
    let outcomes = stranger.put(&["a", "b", "c"].map(|text| keys(1).drop(text))).await;
    assert_eq!(placed(&outcomes[1]).seq, 2);
    assert_eq!(refused(&outcomes[2]).0, Refusal::TOO_MANY);
    relay.shutdown().await;
}

#[tokio::test]
async fn one_network_gets_its_share_of_connections() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { connections_prefix: 1, ..Limits::default() }).await;
    let first = Device::member(relay.addr(), &keys(1)).await;
    assert!(Device::try_silent(relay.addr()).await.is_none());
    assert_eq!(relay.metrics().connections_refused_total.get(), 1);
    drop(first);
    relay.shutdown().await;
}

#[tokio::test]
async fn who_proves_nothing_in_time_is_closed() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { unproven_s: 2, ..Limits::default() }).await;
    let mut idler = Device::connect(relay.addr()).await;
    assert_eq!(idler.ask(ToRelay::Ping { req: 1 }).await, FromRelay::Done { req: 1 });
    assert_eq!(idler.closing().await, Refusal::TIMED_OUT);
    relay.shutdown().await;
}

#[tokio::test]
async fn who_reads_too_slowly_is_closed_and_reads_again_by_cursor() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits { push_bytes: 100, ..Limits::default() }).await;
    let mut slow = Device::member(relay.addr(), &keys(1)).await;
    let mut writer = Device::member(relay.addr(), &keys(1)).await;
    writer.put(&notes(2)).await;
    assert_eq!(slow.closing().await, Refusal::GOING_AWAY);
    assert_eq!(relay.metrics().connections_slow_total.get(), 1);
    let mut again = Device::member(relay.addr(), &keys(1)).await;
    assert_eq!(again.read_all(keys(1).tag()).await, notes(2));
    relay.shutdown().await;
}
