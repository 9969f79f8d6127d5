//! Who may do what, and what becomes of those who do not keep to the protocol.

use crate::device::{Device, keys, public, refused, relay_in};
use kith_relay::Limits;
use kith_wire::relay::{FromRelay, Open, Refusal, ToRelay, UNPROVEN_BYTES_MAX};

#[tokio::test]
async fn a_proof_with_another_key_or_from_another_connection_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let (mine, other) = (keys(1), keys(2));
    let mut device = Device::connect(relay.addr()).await;
    let good = device.proofs(&mine);
    let stolen = Device::connect(relay.addr()).await.proofs(&mine);
    let forged = device.proofs(&other);
    let attempts = [
        (Open { write_sig: forged.write_sig, ..good.clone() }, Refusal::NOT_PROVEN),
        (Open { read_sig: forged.read_sig, ..good.clone() }, Refusal::NOT_PROVEN),
        (Open { read_sig: good.write_sig, write_sig: good.read_sig, ..good.clone() }, Refusal::NOT_PROVEN),
        (Open { read_sig: None, write_sig: None, ..good.clone() }, Refusal::NOT_PROVEN),
        (Open { read_sig: None, ..good.clone() }, Refusal::NOT_PROVEN),
        (stolen, Refusal::NOT_PROVEN),
        (Open { tag: other.tag(), ..good.clone() }, Refusal::MALFORMED),
        (Open { write_key: Some(public(&other.write)), ..good.clone() }, Refusal::MALFORMED),
        (Open { write_key: None, ..good.clone() }, Refusal::MALFORMED),
    ];
    for (open, code) in attempts {
        assert_eq!(device.ask(ToRelay::Open(open)).await, FromRelay::Refused { req: 1, code, retry_ms: 0 });
    }
    assert_eq!(refused(&device.put(&[mine.note("a")]).await[0]), (Refusal::NOT_PROVEN, 0));
    assert_eq!(device.get(mine.tag(), None).await, FromRelay::Refused { req: 3, code: Refusal::NOT_PROVEN, retry_ms: 0 });
    assert!(matches!(device.ask(ToRelay::Open(good)).await, FromRelay::Opened { .. }));
    relay.shutdown().await;
}

#[tokio::test]
async fn a_space_and_a_box_of_one_tag_are_two() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mine = keys(1);
    let mut stranger = Device::connect(relay.addr()).await;
    let mut squat = mine.note("filled by a stranger");
    squat[1] = 2;
    assert_eq!(stranger.put(&[squat]).await.len(), 1);
    let mut member = Device::member(relay.addr(), &mine).await;
    assert!(member.read_all(mine.tag()).await.is_empty());
    relay.shutdown().await;
}

#[tokio::test]
async fn what_is_no_envelope_is_refused_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mine = keys(1);
    let mut member = Device::member(relay.addr(), &mine).await;
    let outcomes = member.put(&[b"nonsense".to_vec(), mine.note("good"), keys(2).note("another's")]).await;
    assert_eq!(refused(&outcomes[0]), (Refusal::MALFORMED, 0));
    assert_eq!(refused(&outcomes[2]), (Refusal::NOT_PROVEN, 0));
    assert_eq!(member.read_all(mine.tag()).await, [mine.note("good")]);
    relay.shutdown().await;
}

#[tokio::test]
async fn whoever_does_not_keep_to_the_protocol_is_told_why_and_closed() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;

    let mut rude = Device::silent(relay.addr()).await;
    rude.say(&ToRelay::Ping { req: 1 }).await;
    assert_eq!(rude.closing().await, Refusal::MALFORMED);

    let mut old = Device::silent(relay.addr()).await;
    old.say(&ToRelay::Hello { version: 0 }).await;
    assert_eq!(old.closing().await, Refusal::VERSION);

    let mut large = Device::silent(relay.addr()).await;
    large.say_bytes(&u32::try_from(UNPROVEN_BYTES_MAX + 1).unwrap().to_be_bytes()).await;
    assert_eq!(large.closing().await, Refusal::TOO_LARGE);

    let mut garbled = Device::connect(relay.addr()).await;
    garbled.say_bytes(&[0, 0, 0, 2, 0xff, 0xff]).await;
    assert_eq!(garbled.closing().await, Refusal::MALFORMED);
    relay.shutdown().await;
}

#[tokio::test]
async fn who_leaves_a_mailbox_hears_no_more_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mine = keys(1);
    let mut reader = Device::member(relay.addr(), &mine).await;
    let mut writer = Device::member(relay.addr(), &mine).await;
    writer.put(&[mine.note("heard")]).await;
    assert!(matches!(reader.hear().await, Some(FromRelay::Push { .. })));
    assert_eq!(reader.ask(ToRelay::Leave { req: 9, tag: mine.tag() }).await, FromRelay::Done { req: 9 });
    writer.put(&[mine.note("not heard")]).await;
    reader.say(&ToRelay::Ping { req: 10 }).await;
    assert_eq!(reader.hear().await, Some(FromRelay::Done { req: 10 }), "nothing was pushed before it");
    assert_eq!(reader.get(mine.tag(), None).await, FromRelay::Refused { req: 3, code: Refusal::NOT_PROVEN, retry_ms: 0 });
    relay.shutdown().await;
}
