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

#[cfg(test)]
mod tests {
    use super::*;

    const HISTORY: i64 = 500;
    const DAY: i64 = 40;

    fn note(n: i64) -> String {
        format!("Note {n}: slept well, porridge with honey, a walk to the bench by the river; the spare key is with Mrs Pugh again.")
    }

    /// Two documents with a shared history, each with a day of its own since, by any way of adding a note.
    fn apart(mut left: AutoCommit, mut add: impl FnMut(&mut AutoCommit, &str, i64)) -> (AutoCommit, AutoCommit, u64) {
        (0..HISTORY).for_each(|n| add(&mut left, "Elin", n));
        let mut right = AutoCommit::load(&left.save()).unwrap();
        let before = left.get_heads();
        (HISTORY..HISTORY + DAY).for_each(|n| add(&mut left, "Elin", n));
        (HISTORY..HISTORY + DAY).for_each(|n| add(&mut right, "Dewi", n));
        let mut lacking = 0;
        for doc in [&mut left, &mut right] {
            lacking += doc.get_changes(&before).iter().map(|c| c.raw_bytes().len() as u64).sum::<u64>();
        }
        (left, right, lacking)
    }

    #[test]
    fn the_peer_is_charged_for_what_it_must_send_and_for_what_it_asks_with() {
        let (doc, notes) = document();
        let (mut left, mut right, lacking) = apart(doc, |doc, who, n| super::add(doc, &notes, who, n, &note(n)));
        let (bytes, trips) = talk(&mut left, &mut right);
        assert_eq!(left.get_heads(), right.get_heads(), "what was measured is a sync that ended");
        assert_eq!(left.length(&notes), usize::try_from(HISTORY + 2 * DAY).unwrap());
        // Each side asks with a Bloom filter of ten bits a change, and may not send a change twice.
        let asking = u64::try_from(2 * 2 * (HISTORY + DAY) * 10 / 8).unwrap();
        assert!(bytes >= lacking && bytes <= lacking + asking, "{bytes} for {lacking} in {trips} trips");
    }

    #[test]
    fn a_list_of_notes_would_cost_the_peer_no_less() {
        let (doc, notes) = document();
        let (mut left, mut right, _) = apart(doc, |doc, who, n| super::add(doc, &notes, who, n, &note(n)));
        let as_map = talk(&mut left, &mut right).0;
        let mut doc = AutoCommit::new();
        let list = doc.put_object(ROOT, "notes", ObjType::List).unwrap();
        doc.commit();
        let add = |doc: &mut AutoCommit, who: &str, n: i64| {
            let at = doc.length(&list);
            let made = doc.insert_object(&list, at, ObjType::Map).unwrap();
            doc.put(&made, "author", who).unwrap();
            doc.put(&made, "time", automerge::ScalarValue::Timestamp(n)).unwrap();
            doc.put(&made, "text", note(n)).unwrap();
            doc.commit();
        };
        let (mut left, mut right, _) = apart(doc, add);
        let as_list = talk(&mut left, &mut right).0;
        assert!(as_map != as_list && as_map <= as_list + as_list / 10, "map {as_map}, list {as_list}");
    }
}
