use super::*;
use iroh::{RelayMode, endpoint::presets};
use kith_relay::{Config, Limits, Relay};
use kith_wire::envelope::{EnvelopeKind, Outer};

async fn relay_in(dir: &std::path::Path, limits: Limits) -> Relay {
    Relay::start(Config { limits, iroh_relay: None, ..Config::on_loopback(dir) }).await.unwrap()
}

async fn endpoint() -> Endpoint {
    Endpoint::builder(presets::Minimal).relay_mode(RelayMode::Disabled).clear_ip_transports().bind_addr("127.0.0.1:0").unwrap().bind().await.unwrap()
}

/// A device: its endpoint has to live as long as its connections.
struct Device {
    relay: RelayClient,
    events: Events,
    _endpoint: Endpoint,
}

async fn device(relay: &Relay) -> Device {
    let endpoint = endpoint().await;
    let (relay, events) = RelayClient::connect(&endpoint, relay.addr(), RelayClient::CONNECT_WAIT).await.unwrap();
    Device { relay, events, _endpoint: endpoint }
}

fn keys() -> MailboxKeys {
    MailboxKeys::space([1; 32], [2; 32])
}

fn sealed(kind: EnvelopeKind, tag: MailboxTag, n: u8) -> Vec<u8> {
    [Outer { kind, tag }.prefix().as_slice(), &[n; 60]].concat()
}

fn note(n: u8) -> Vec<u8> {
    sealed(EnvelopeKind::Space, keys().tag(), n)
}

fn cursors(outcomes: &[Outcome]) -> Vec<Cursor> {
    outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Placed { cursor, .. } => *cursor,
            refused @ Outcome::Refused { .. } => panic!("{refused:?}"),
        })
        .collect()
}

async fn read_all(client: &RelayClient, tag: MailboxTag) -> Vec<Vec<u8>> {
    match client.get(tag, None).await.unwrap() {
        Read::Page(page) => page.items.into_iter().map(|item| item.envelope).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_one_device_puts_another_gets_and_is_pushed() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let carer = device(&relay).await;
    let mut daughter = device(&relay).await;
    let opened = daughter.relay.open(&keys(), None, true).await.unwrap();
    assert_eq!(opened, Opened { head: Cursor::start(daughter.relay.log_epoch()), floor: 0, standing: Standing::Level });

    carer.relay.open(&keys(), None, false).await.unwrap();
    let stored = cursors(&carer.relay.put(vec![note(1), note(2)]).await.unwrap());
    assert_eq!(stored[1], opened.head.then(&note(1)).then(&note(2)));
    for (n, cursor) in [(1, stored[0]), (2, stored[1])] {
        assert_eq!(daughter.events.next().await, Some(Event::Push { tag: keys().tag(), cursor, envelope: note(n) }));
    }
    assert_eq!(read_all(&daughter.relay, keys().tag()).await, [note(1), note(2)]);
    let Read::Page(page) = daughter.relay.get(keys().tag(), Some(stored[0])).await.unwrap() else { panic!("a page") };
    assert_eq!((page.items.len(), page.end, page.more), (1, stored[1], false));

    let again = carer.relay.put(vec![note(2)]).await.unwrap();
    assert_eq!(again, [Outcome::Placed { cursor: stored[1], held: true }]);
    assert_eq!(carer.relay.open(&keys(), Some(stored[0]), false).await.unwrap().standing, Standing::Behind);
    assert_eq!(carer.relay.open(&keys(), Some(stored[1]), false).await.unwrap().standing, Standing::Level);
    relay.shutdown().await;
}

#[tokio::test]
async fn a_put_larger_than_one_request_goes_in_pieces() {
    let dir = tempfile::tempdir().unwrap();
    let limits = Limits { mailbox_puts_burst: 1_000, put_envelopes: 7, put_bytes: 300, ..Limits::default() };
    let relay = relay_in(dir.path(), limits).await;
    let carer = device(&relay).await;
    carer.relay.open(&keys(), None, false).await.unwrap();
    let outcomes = carer.relay.put((0..20).map(note).collect()).await.unwrap();
    assert_eq!(cursors(&outcomes).iter().map(|cursor| cursor.seq).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    relay.shutdown().await;
}

#[tokio::test]
async fn a_reader_cannot_write_and_a_writer_cannot_read() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let reader = device(&relay).await;
    let not_proven = RelayClientError::Refused { code: Refusal::NOT_PROVEN, retry_ms: 0 };
    assert_eq!(reader.relay.get(keys().tag(), None).await, Err(not_proven.clone()));

    let write_key = keys().write_key().unwrap();
    reader.relay.open(&MailboxKeys::space_reader([2; 32], write_key), None, true).await.unwrap();
    assert_eq!(reader.relay.put(vec![note(1)]).await.unwrap(), [Outcome::Refused { code: Refusal::NOT_PROVEN, retry_ms: 0 }]);

    let writer = device(&relay).await;
    writer.relay.open(&MailboxKeys::space_writer([1; 32], keys().read_key()), None, false).await.unwrap();
    assert_eq!(writer.relay.get(keys().tag(), None).await, Err(not_proven));
    assert_eq!(cursors(&writer.relay.put(vec![note(1)]).await.unwrap())[0].seq, 1);
    relay.shutdown().await;
}

#[tokio::test]
async fn anybody_leaves_a_drop_and_only_the_boxes_owner_reads_it() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let inbox = MailboxKeys::drop_box([7; 32]);
    let mut owner = device(&relay).await;
    owner.relay.open(&inbox, None, true).await.unwrap();
    let sender = device(&relay).await;
    let drop = sealed(EnvelopeKind::Drop, inbox.tag(), 1);
    let cursor = cursors(&sender.relay.put(vec![drop.clone()]).await.unwrap())[0];
    assert_eq!(owner.events.next().await, Some(Event::Push { tag: inbox.tag(), cursor, envelope: drop.clone() }));
    assert_eq!(read_all(&owner.relay, inbox.tag()).await, [drop]);
    assert!(sender.relay.get(inbox.tag(), None).await.is_err());
    relay.shutdown().await;
}

#[tokio::test]
async fn a_neighbour_carries_an_envelope_with_its_ticket() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let neighbour = device(&relay).await;
    let ticket = keys().ticket(&note(1));
    let carried = neighbour.relay.put_items(vec![PutItem { envelope: note(1), ticket: ticket.clone() }]).await.unwrap();
    assert_eq!(cursors(&carried)[0].seq, 1);
    let other = neighbour.relay.put_items(vec![PutItem { envelope: note(2), ticket }]).await.unwrap();
    assert_eq!(other, [Outcome::Refused { code: Refusal::NOT_PROVEN, retry_ms: 0 }]);
    relay.shutdown().await;
}

#[tokio::test]
async fn a_closing_relay_says_when_to_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mut device = device(&relay).await;
    device.relay.open(&keys(), None, true).await.unwrap();
    relay.shutdown().await;
    assert_eq!(device.events.next().await, None);
    let reason = device.events.reason().cloned().unwrap();
    assert!(matches!(reason, RelayClientError::Closed { code: Some(Refusal::GOING_AWAY), .. }), "{reason:?}");
    assert_eq!(device.relay.ping().await, Err(reason));
}

#[tokio::test]
async fn an_address_where_nobody_is_fails_within_the_wait() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let address = relay.addr().clone();
    relay.shutdown().await;
    let endpoint = endpoint().await;
    let wait = Duration::from_millis(50);
    let failed = RelayClient::connect(&endpoint, &address, wait).await.map(|_| ());
    assert_eq!(failed, Err(RelayClientError::Unreachable));
    let nowhere = RelayAddress { addrs: Vec::new(), ..address };
    assert_eq!(RelayClient::connect(&endpoint, &nowhere, wait).await.map(|_| ()), Err(RelayClientError::BadAddress));
}

#[tokio::test]
async fn a_relay_with_another_key_is_not_taken_for_ours() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let ours = relay_in(dirs[0].path(), Limits::default()).await;
    let other = relay_in(dirs[1].path(), Limits::default()).await;
    let address = RelayAddress { addrs: other.addr().addrs.clone(), ..ours.addr().clone() };
    let failed = RelayClient::connect(&endpoint().await, &address, RelayClient::CONNECT_WAIT).await.map(|_| ());
    assert_eq!(failed, Err(RelayClientError::Unreachable));
    ours.shutdown().await;
    other.shutdown().await;
}
