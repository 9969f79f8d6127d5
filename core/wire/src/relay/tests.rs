use super::*;
use crate::{CapabilityKey, MailboxTag, codec};
use ed25519_dalek::SigningKey;
use proptest::prelude::*;

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn public(n: u8) -> CapabilityKey {
    CapabilityKey(key(n).verifying_key().to_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn envelope(kind: u8, tag: MailboxTag, body: &[u8]) -> Vec<u8> {
    [&[1, kind], tag.0.as_slice(), body].concat()
}

fn cursor(seq: u64) -> Cursor {
    Cursor { log_epoch: LogEpoch(0x0102_0304), seq, link: [9; 32] }
}

#[test]
fn frames_from_a_device_keep_their_bytes() {
    let tag = space_tag(&public(2), &public(1));
    let open = Open {
        req: 1,
        tag,
        read_key: public(1),
        write_key: Some(public(2)),
        read_sig: Some(Sig([3; 64])),
        write_sig: None,
        after: Some(cursor(7)),
        live: true,
    };
    let ticket = Ticket { write_key: public(2), read_key: public(1), sig: Sig([4; 64]) };
    let frames = [
        ToRelay::Hello { version: VERSION },
        ToRelay::Open(open),
        ToRelay::Put {
            req: 2,
            items: vec![
                PutItem { envelope: envelope(1, tag, b"sealed"), ticket: None },
                PutItem { envelope: envelope(1, tag, b"carried"), ticket: Some(ticket) },
            ],
        },
        ToRelay::Get { req: 3, tag, after: None },
        ToRelay::Get { req: 300, tag, after: Some(cursor(70_000)) },
        ToRelay::Leave { req: 4, tag },
        ToRelay::Ping { req: 5 },
        ToRelay::Delete { req: 6, tag, hashes: vec![EnvelopeHash(envelope_hash(b"one")), EnvelopeHash([0xab; 32])] },
    ];
    let lines: Vec<String> = frames.iter().map(|frame| hex(&frame.encode())).collect();
    insta::assert_snapshot!("frames_from_a_device", lines.join("\n"));
    for frame in frames {
        assert_eq!(ToRelay::decode(&frame.encode(), limits::FRAME_BYTES_MAX), Ok(frame));
    }
}

#[test]
fn frames_from_a_relay_keep_their_bytes() {
    let tag = MailboxTag([5; 16]);
    let limits = RelayLimits { envelope_bytes: 65_536, put_envelopes: 128, put_bytes: 983_040, mailboxes: 256, idle_s: 90, ping_s: 30 };
    let item = Item { seq: 8, envelope: envelope(2, tag, b"sealed"), gone: None };
    let gone = Item { seq: 9, envelope: Vec::new(), gone: Some(EnvelopeHash([7; 32])) };
    let frames = [
        FromRelay::Challenge(Challenge { version: 1, oldest: 1, nonce: [6; 32], log_epoch: LogEpoch(1), limits }),
        FromRelay::Opened { req: 1, head: cursor(9), floor: 0, standing: Standing::Behind },
        FromRelay::Stored {
            req: 2,
            outcomes: vec![Outcome::Placed { cursor: cursor(10), held: false }, Outcome::Refused { code: Refusal::TOO_MANY, retry_ms: 50 }],
        },
        FromRelay::Page(Page { req: 3, tag, start: cursor(7), items: vec![item], end: cursor(8), more: true }),
        FromRelay::Page(Page { req: 4, tag, start: cursor(8), items: vec![gone], end: cursor(9), more: false }),
        FromRelay::CursorMismatch { req: 4, tag, head: cursor(9), floor: 2 },
        FromRelay::SnapshotRequired { req: 5, tag, floor: 2 },
        FromRelay::Push { tag, cursor: cursor(11), envelope: vec![1, 2, 3] },
        FromRelay::Refused { req: 6, code: Refusal::NOT_PROVEN, retry_ms: 0 },
        FromRelay::Done { req: 7 },
        FromRelay::Closing { code: Refusal::GOING_AWAY, retry_ms: 30_000 },
    ];
    let lines: Vec<String> = frames.iter().map(|frame| hex(&frame.encode())).collect();
    insta::assert_snapshot!("frames_from_a_relay", lines.join("\n"));
    for frame in frames {
        assert_eq!(FromRelay::decode(&frame.encode()), Ok(frame));
    }
}

#[test]
fn tags_links_and_proofs_keep_their_values() {
    let tag = space_tag(&public(2), &public(1));
    let proof = Proof { relay: &[7; 32], nonce: &[8; 32], tag, right: Capability::Write };
    let lines = [
        tag.hex(),
        box_tag(&public(1)).hex(),
        hex(&Cursor::start(LogEpoch(1)).then(b"first").then(b"second").link),
        hex(&proof.sign(&key(2)).0),
        hex(&Ticket::sign(&key(2), public(1), b"envelope").sig.0),
    ];
    insta::assert_snapshot!("tags_links_and_proofs", lines.join("\n"));
}

#[test]
fn a_proof_holds_for_one_relay_one_connection_one_mailbox_and_one_right() {
    let tag = box_tag(&public(1));
    let proof = Proof { relay: &[7; 32], nonce: &[8; 32], tag, right: Capability::Read };
    let sig = proof.sign(&key(1));
    assert!(proof.holds(&public(1), &sig));
    assert!(!proof.holds(&public(2), &sig));
    assert!(!Proof { relay: &[6; 32], ..proof }.holds(&public(1), &sig));
    assert!(!Proof { nonce: &[9; 32], ..proof }.holds(&public(1), &sig));
    assert!(!Proof { tag: MailboxTag([0; 16]), ..proof }.holds(&public(1), &sig));
    assert!(!Proof { right: Capability::Write, ..proof }.holds(&public(1), &sig));
}

#[test]
fn a_weak_key_proves_nothing() {
    let weak = CapabilityKey({
        let mut identity = [0; 32];
        identity[0] = 1;
        identity
    });
    let proof = Proof { relay: &[7; 32], nonce: &[8; 32], tag: box_tag(&weak), right: Capability::Read };
    let mut sig = [0; 64];
    sig[0] = 1;
    assert!(!proof.holds(&weak, &Sig(sig)));
}

#[test]
fn a_ticket_lets_in_its_own_envelope_and_mailbox_alone() {
    let tag = space_tag(&public(2), &public(1));
    let ticket = Ticket::sign(&key(2), public(1), b"envelope");
    assert!(ticket.admits(tag, b"envelope"));
    assert!(!ticket.admits(tag, b"another"));
    assert!(!ticket.admits(space_tag(&public(2), &public(3)), b"envelope"));
    let forged = Ticket { sig: Ticket::sign(&key(3), public(1), b"envelope").sig, ..ticket };
    assert!(!forged.admits(tag, b"envelope"));
}

fn page_of(bodies: &[&[u8]]) -> Page {
    let start = Cursor::start(LogEpoch(1));
    let mut end = start;
    let mut items = Vec::new();
    for body in bodies {
        end = end.then(body);
        items.push(Item { seq: end.seq, envelope: body.to_vec(), gone: None });
    }
    Page { req: 1, tag: MailboxTag([1; 16]), start, items, end, more: false }
}

#[test]
fn a_kept_cursor_survives_its_bytes() {
    let largest = Cursor { log_epoch: LogEpoch(u64::MAX), seq: u64::MAX, link: [0xff; 32] };
    assert!(largest.to_bytes().len() <= CURSOR_BYTES_MAX);
    assert_eq!(Cursor::from_bytes(&largest.to_bytes()), Ok(largest));
    assert!(Cursor::from_bytes(&[]).is_err());
    assert!(Cursor::from_bytes(&[0; CURSOR_BYTES_MAX + 1]).is_err());
}

#[test]
fn a_page_that_swaps_drops_or_moves_anything_is_found_out() {
    let page = page_of(&[b"one", b"two", b"three"]);
    assert_eq!(page.check(None), Ok(()));
    assert_eq!(page.check(Some(&page.start)), Ok(()));
    assert_eq!(page.check(Some(&page.end)), Err(PageError::Start));

    let mut swapped = page.clone();
    swapped.items[0].envelope = b"two".to_vec();
    swapped.items[1].envelope = b"one".to_vec();
    assert_eq!(swapped.check(None), Err(PageError::End));

    let mut dropped = page.clone();
    dropped.items.remove(1);
    assert_eq!(dropped.check(None), Err(PageError::Gap));

    let mut renumbered = dropped;
    renumbered.items[1].seq = 2;
    assert_eq!(renumbered.check(None), Err(PageError::End));

    let mut stalled = page_of(&[]);
    stalled.more = true;
    assert_eq!(stalled.check(None), Err(PageError::Stalled));
}

#[test]
fn a_deleted_envelope_keeps_its_place_in_the_links() {
    let mut page = page_of(&[b"one", b"two", b"three"]);
    page.items[1] = Item { seq: 2, envelope: Vec::new(), gone: Some(EnvelopeHash(envelope_hash(b"two"))) };
    assert_eq!(page.check(None), Ok(()));
    page.items[1].gone = Some(EnvelopeHash(envelope_hash(b"another")));
    assert_eq!(page.check(None), Err(PageError::End));
    page.items[1] = Item { seq: 2, envelope: b"x".to_vec(), gone: Some(EnvelopeHash(envelope_hash(b"two"))) };
    assert_eq!(page.check(None), Err(PageError::Gap), "either bytes or a hash");
}

#[test]
fn a_delete_names_a_bounded_number() {
    let delete = |n| ToRelay::Delete { req: 1, tag: MailboxTag([1; 16]), hashes: vec![EnvelopeHash([0; 32]); n] }.encode();
    assert!(ToRelay::decode(&delete(DELETE_HASHES_MAX), limits::FRAME_BYTES_MAX).is_ok());
    assert_eq!(ToRelay::decode(&delete(DELETE_HASHES_MAX + 1), limits::FRAME_BYTES_MAX), Err(FrameError::TooMuch));
}

#[test]
fn a_frame_with_more_than_it_may_hold_is_refused() {
    let item = |size| PutItem { envelope: vec![0; size], ticket: None };
    let put = |items| ToRelay::Put { req: 1, items }.encode();
    let max = limits::FRAME_BYTES_MAX;
    assert!(ToRelay::decode(&put(vec![item(1); PUT_ENVELOPES_MAX]), max).is_ok());
    assert_eq!(ToRelay::decode(&put(vec![item(1); PUT_ENVELOPES_MAX + 1]), max), Err(FrameError::TooMuch));
    assert_eq!(ToRelay::decode(&put(vec![item(limits::ENVELOPE_BYTES_MAX + 1)]), max), Err(FrameError::TooMuch));
    assert!(ToRelay::decode(&put(vec![item(limits::ENVELOPE_BYTES_MAX); 16]), max).is_err());
    assert!(matches!(ToRelay::decode(&put(vec![item(100)]), 50), Err(FrameError::Codec(codec::CodecError::TooLong { max: 50 }))));
}

#[test]
fn a_full_page_and_a_full_put_fit_in_a_frame() {
    let size = BATCH_BYTES_MAX / PAGE_ENVELOPES_MAX;
    let items = (0..PAGE_ENVELOPES_MAX).map(|i| Item { seq: u64::MAX - i as u64, envelope: vec![0; size], gone: None }).collect();
    let page = FromRelay::Page(Page { req: u64::MAX, tag: MailboxTag([1; 16]), start: cursor(1), items, end: cursor(2), more: true });
    assert!(on_stream(&page.encode()).is_ok());
    let ticket = Ticket::sign(&key(2), public(1), b"x");
    let item = PutItem { envelope: vec![0; BATCH_BYTES_MAX / PUT_ENVELOPES_MAX], ticket: Some(ticket) };
    assert!(on_stream(&ToRelay::Put { req: u64::MAX, items: vec![item; PUT_ENVELOPES_MAX] }.encode()).is_ok());
}

#[test]
fn a_length_over_the_limit_is_refused_before_anything_is_read() {
    assert_eq!(body_length([0, 0, 1, 0], 256), Ok(256));
    assert_eq!(body_length([0, 0, 1, 1], 256), Err(FrameError::TooLong { length: 257, max: 256 }));
    assert!(body_length([0xff; 4], usize::MAX).is_err());
    assert_eq!(on_stream(&[7, 8]), Ok(vec![0, 0, 0, 2, 7, 8]));
    assert!(on_stream(&vec![0; limits::FRAME_BYTES_MAX + 1]).is_err());
}

#[test]
fn a_field_from_the_future_is_passed_over() {
    // [5, {0: 7, 9: "new"}]
    let bytes = [0x82, 0x05, 0xa2, 0x00, 0x07, 0x09, 0x63, b'n', b'e', b'w'];
    assert_eq!(ToRelay::decode(&bytes, 64), Ok(ToRelay::Ping { req: 7 }));
}

#[test]
fn an_address_survives_its_text() {
    let address = RelayAddress {
        endpoint_id: [0xab; 32],
        addrs: vec!["127.0.0.1:4433".parse().unwrap(), "[::1]:4433".parse().unwrap()],
        iroh_relay: Some("http://127.0.0.1:3340".to_owned()),
    };
    let text = address.to_string();
    assert_eq!(text, format!("kith-relay:{}@127.0.0.1:4433,[::1]:4433+http://127.0.0.1:3340", "ab".repeat(32)));
    assert_eq!(text.parse(), Ok(address.clone()));
    let bare = RelayAddress { iroh_relay: None, ..address.clone() };
    assert_eq!(bare.to_string().parse(), Ok(bare));
    let through = RelayAddress { addrs: Vec::new(), ..address };
    assert_eq!(through.to_string().parse(), Ok(through));
}

#[test]
fn a_bad_address_says_what_is_wrong_with_it() {
    let id = "ab".repeat(32);
    let cases = [
        ("http://example.org".to_owned(), BadAddress::Scheme),
        (format!("kith-relay:{id}"), BadAddress::EndpointId),
        ("kith-relay:12@127.0.0.1:1".to_owned(), BadAddress::EndpointId),
        (format!("kith-relay:{id}@"), BadAddress::Addrs),
        (format!("kith-relay:{id}@relay.example:1"), BadAddress::Addrs),
        (format!("kith-relay:{id}@{}", ["127.0.0.1:1"; 9].join(",")), BadAddress::Addrs),
        (format!("kith-relay:{id}@127.0.0.1:1+ftp://x"), BadAddress::IrohRelay),
        (format!("kith-relay:{id}@127.0.0.1:1+http://"), BadAddress::IrohRelay),
        ("k".repeat(ADDRESS_CHARS_MAX + 1), BadAddress::TooLong),
    ];
    for (text, error) in cases {
        assert_eq!(text.parse::<RelayAddress>(), Err(error), "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_frame_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = ToRelay::decode(&bytes, limits::FRAME_BYTES_MAX);
        let _ = FromRelay::decode(&bytes);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let _ = text.parse::<RelayAddress>();
        }
    }

    #[test]
    fn a_frame_with_one_byte_changed_is_refused_or_is_another(at in 0usize..200, to in any::<u8>()) {
        let tag = MailboxTag([5; 16]);
        let frame = FromRelay::Page(Page { tag, ..page_of(&[b"one", b"two"]) });
        let mut bytes = frame.encode();
        let at = at % bytes.len();
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        if let Ok(other) = FromRelay::decode(&bytes) {
            prop_assert_ne!(other, frame);
        }
    }
}
