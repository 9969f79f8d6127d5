//! Automerge's own sync, beside ours.

use automerge::{
    AutoCommit, ObjId, ObjType, ROOT, ReadDoc,
    sync::{self, SyncDoc},
    transaction::Transactable,
};

/// A document with a map of notes, to which they are added as a person would: a change each.
pub(super) fn document() -> (AutoCommit, ObjId) {
    let mut doc = AutoCommit::new();
    let notes = doc.put_object(ROOT, "notes", ObjType::Map).unwrap();
    doc.put_object(ROOT, "plan", ObjType::Text).unwrap();
    doc.commit();
    (doc, notes)
}

/// Adds a note.
pub(super) fn add(doc: &mut AutoCommit, notes: &ObjId, author: &str, time_ms: i64, text: &str) {
    let note = doc.put_object(notes, format!("{time_ms}{author}"), ObjType::Map).unwrap();
    doc.put(&note, "author", author).unwrap();
    doc.put(&note, "time", automerge::ScalarValue::Timestamp(time_ms)).unwrap();
    doc.put(&note, "text", text).unwrap();
    doc.commit();
}

/// Adds a sentence to the plan's text.
pub(super) fn edit(doc: &mut AutoCommit, text: &str) {
    let (_, plan) = doc.get(ROOT, "plan").unwrap().unwrap();
    let at = doc.length(&plan);
    doc.splice_text(&plan, at, 0, text).unwrap();
    doc.commit();
}

/// Bytes of messages both ways and round trips until two documents are alike, with no memory of each other.
pub(super) fn talk(a: &mut AutoCommit, b: &mut AutoCommit) -> (u64, u32) {
    let (mut of_a, mut of_b) = (sync::State::new(), sync::State::new());
    let (mut bytes, mut messages) = (0u64, 0u32);
    loop {
        let to_b = a.sync().generate_sync_message(&mut of_a);
        if let Some(message) = &to_b {
            let encoded = message.clone().encode();
            bytes += encoded.len() as u64;
            messages += 1;
            b.sync().receive_sync_message(&mut of_b, sync::Message::decode(&encoded).unwrap()).unwrap();
        }
        let to_a = b.sync().generate_sync_message(&mut of_b);
        if let Some(message) = &to_a {
            let encoded = message.clone().encode();
            bytes += encoded.len() as u64;
            messages += 1;
            a.sync().receive_sync_message(&mut of_a, sync::Message::decode(&encoded).unwrap()).unwrap();
        }
        if to_a.is_none() && to_b.is_none() {
            return (bytes, messages.div_ceil(2));
        }
    }
}
