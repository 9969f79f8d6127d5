//! Pictures and documents over real sockets: by a relay, and from phone to phone.

use super::*;
use kith_core::kith::view::{Arrival, AttachmentFileView, AttachmentState, AttachmentView, NewAttachment};

/// A letter of three pieces.
fn letter() -> Vec<u8> {
    "Annwyl Mair, ".repeat(11_000).into_bytes()
}

async fn write_with_letter(node: &NodeHandle, text: &str) -> NoteView {
    let attach = vec![NewAttachment::from_file(Some("llythyr.txt".into()), String::new(), &letter()).unwrap()];
    ask(node, Request::NoteWrite { circle: CIRCLE.into(), text: text.into(), attach }).await
}

async fn hanging(node: &NodeHandle) -> Vec<AttachmentView> {
    ask(node, Request::Attachments { of: CIRCLE.into() }).await
}

async fn bytes_of(node: &NodeHandle, attachment: &str) -> Vec<u8> {
    let file: AttachmentFileView = ask(node, Request::AttachmentOpen { attachment: attachment.into(), small: false }).await;
    file.to_bytes()
}

/// covers: R6, X2
#[tokio::test(flavor = "multi_thread")]
async fn a_document_goes_by_the_relay_and_is_dropped_there_with_its_note() {
    let dir = tempfile::tempdir().unwrap();
    let relay = Relay::start(Config::on_loopback(dir.path().join("relay"))).await.unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), false).await;
    for node in [&mair, &dewi] {
        node.ask(Request::SetRelay { relay: Some(relay.addr().to_string()) }).await.unwrap();
    }
    for node in [&mair, &dewi, &mair, &dewi] {
        node.sync_relay().await.unwrap();
    }
    let note = write_with_letter(&mair, "Llythyr").await;
    mair.sync_relay().await.unwrap();
    assert_eq!(hanging(&mair).await[0].arrival, Arrival::Relay);
    dewi.sync_relay().await.unwrap();
    let arrived = hanging(&dewi).await.remove(0);
    assert_eq!((arrived.state, arrived.pieces_here, arrived.name.as_str()), (AttachmentState::Here, 3, "llythyr.txt"));
    assert_eq!(bytes_of(&dewi, &arrived.id).await, letter());
    mair.sync_relay().await.unwrap();
    assert_eq!(hanging(&mair).await[0].arrival, Arrival::People { people: 1, of: 1, relay: true }, "Dewi's phone has said so");
    mair.ask(Request::Erase { item: note.id, fields: Vec::new(), reason: String::new(), preview: false }).await.unwrap();
    let report = mair.sync_relay().await.unwrap();
    assert!(report.dropped >= 4, "its three pieces and the envelope of its words: {report:?}");
    dewi.sync_relay().await.unwrap();
    assert!(hanging(&dewi).await.is_empty());
    let gone = dewi.ask(Request::AttachmentOpen { attachment: arrived.id, small: false }).await.unwrap_err();
    assert_eq!(gone.code, "attachment-erased");
    mair.shutdown().await;
    dewi.shutdown().await;
    relay.shutdown().await;
}

/// covers: R6, X2
#[tokio::test(flavor = "multi_thread")]
async fn a_document_comes_by_itself_once_its_words_are_there() {
    let dir = tempfile::tempdir().unwrap();
    let relay = Relay::start(Config::on_loopback(dir.path().join("relay"))).await.unwrap();
    let (mair, dewi) = a_circle_of_two(dir.path(), true).await;
    for node in [&mair, &dewi] {
        node.ask(Request::SetRelay { relay: Some(relay.addr().to_string()) }).await.unwrap();
    }
    let mut changes = dewi.changes();
    write_with_letter(&mair, "Llythyr").await;
    let reading = async {
        while hanging(&dewi).await.first().is_none_or(|a| a.state != AttachmentState::Here) {
            let _ = changes.recv().await;
        }
    };
    timeout(PATIENCE, reading).await.unwrap();
    mair.shutdown().await;
    dewi.shutdown().await;
    relay.shutdown().await;
}

/// covers: R6, X1
#[tokio::test(flavor = "multi_thread")]
async fn without_a_relay_a_document_crosses_when_phones_meet_whoever_connects() {
    for mair_connects in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let (mair, dewi) = a_circle_of_two(dir.path(), false).await;
        write_with_letter(&mair, "Llythyr").await;
        let (from, to) = if mair_connects { (&mair, &dewi) } else { (&dewi, &mair) };
        let met = from.sync_peer(&to.address().unwrap()).await.unwrap();
        assert!(met.level, "{met:?}");
        let arrived = hanging(&dewi).await.remove(0);
        assert_eq!(bytes_of(&dewi, &arrived.id).await, letter(), "{mair_connects}");
        assert_eq!(hanging(&mair).await[0].arrival, Arrival::People { people: 1, of: 1, relay: false }, "{mair_connects}");
        mair.shutdown().await;
        dewi.shutdown().await;
    }
}
