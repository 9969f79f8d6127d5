use super::*;
use proptest::prelude::*;

fn refused(document: &mut Document, incoming: Incoming) -> Refusal {
    let before = document.heads();
    let admitted = document.admit(&[incoming]);
    assert_eq!(document.heads(), before, "what is refused leaves no trace");
    assert_eq!((admitted.applied.len(), admitted.waiting.len()), (0, 0), "{admitted:?}");
    admitted.refused.into_iter().next().expect("it is refused").1
}

#[test]
fn a_change_that_came_before_what_it_rests_on_waits() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let changes = [elin.edit(set_text("a")), elin.edit(set_text("ab")), elin.edit(set_text("abc"))];
    let admitted = huw.document.admit(&changes[1..]);
    assert_eq!(admitted.waiting.iter().map(|waiting| (waiting.index, waiting.missing.len())).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
    let admitted = huw.document.admit(&[changes[2].clone(), changes[0].clone(), changes[1].clone(), changes[1].clone()]);
    assert_eq!((admitted.applied, admitted.known), (vec![0, 1, 2], vec![3]));
    assert_eq!(huw.document.view().text("text"), "abc");
}

#[test]
fn a_change_is_taken_once() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let change = elin.edit(set_text("a"));
    huw.takes(&[&change]);
    assert_eq!(huw.document.admit(&[change]).known, [0]);
}

#[test]
fn nobody_writes_as_another_device_or_into_another_document() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let change = elin.edit(set_text("a")).change;
    assert_eq!(refused(&mut huw.document, Incoming { author: huw.device, change: change.clone() }), Refusal::WrongActor);
    let mut other = Document::new([8; 32], Kind::Plan);
    assert_eq!(refused(&mut other, Incoming { author: elin.device, change }), Refusal::WrongActor);
    let genesis = Kind::ProfilePart.genesis();
    assert_eq!(refused(&mut huw.document, Incoming { author: elin.device, change: genesis }), Refusal::WrongActor);
}

#[test]
fn a_device_that_writes_two_changes_under_one_sequence_spoils_nothing_but_its_own() {
    let (mut elin, mut huw, mut mair) = (replica(1, Kind::Plan), replica(2, Kind::Plan), replica(3, Kind::Plan));
    let mut twin = Replica { device: elin.device, document: elin.document.clone() };
    let (one, other) = (elin.edit(set_text("one")), twin.edit(set_text("other")));
    let on_other = twin.edit(set_text("other, and more"));
    let honest = mair.edit(put("title", "Sunday"));
    let admitted = huw.document.admit(&[one.clone(), other.clone(), honest.clone(), on_other.clone()]);
    assert_eq!(admitted.applied, [0, 2]);
    assert_eq!(admitted.refused, [(1, Refusal::Forked { kept: one.change.clone() })]);
    assert_eq!(admitted.waiting[0].index, 3);
    assert_eq!((huw.document.view().text("text"), huw.document.view().register("title")), ("one", "Sunday"));
    // The other half a day later: the same answer, and the proof is still whole.
    assert_eq!(refused(&mut huw.document, other), Refusal::Forked { kept: one.change });
}

#[test]
fn a_fork_whose_first_half_still_waits_keeps_the_first_half() {
    let (mut elin, mut mair, mut huw) = (replica(1, Kind::Plan), replica(3, Kind::Plan), replica(2, Kind::Plan));
    let mut twin = Replica { device: elin.device, document: elin.document.clone() };
    let base = mair.edit(put("title", "Sunday"));
    elin.takes(&[&base]);
    let (first, second) = (elin.edit(set_text("first")), twin.edit(set_text("second")));
    let admitted = huw.document.admit(&[first.clone(), second]);
    assert_eq!(admitted.waiting[0].index, 0);
    assert_eq!(admitted.refused, [(1, Refusal::Forked { kept: first.change.clone() })]);
    huw.takes(&[&first, &base]);
    assert_eq!(huw.document.view().text("text"), "first");
}

#[test]
fn damage_anywhere_in_a_change_is_found() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let good = elin.edit(set_text("Choir, then lunch at Tŷ Capel."));
    for at in 0..good.change.len() {
        let mut change = good.change.clone();
        change[at] ^= 1;
        refused(&mut huw.document, Incoming { author: elin.device, change });
        refused(&mut huw.document, Incoming { author: elin.device, change: good.change[..at].to_vec() });
    }
    let mut longer = good.change.clone();
    longer.push(0);
    assert_eq!(refused(&mut huw.document, Incoming { author: elin.device, change: longer }), Refusal::NotAChange);
    huw.takes(&[&good]);
}

#[test]
fn a_change_compressed_on_its_own_is_refused_before_it_is_inflated() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let raw = elin.edit(set_text(&"Choir. ".repeat(200))).change;
    let compressed = Change::from_bytes(raw.clone()).expect("our own change").bytes().into_owned();
    assert!(compressed.len() < raw.len());
    assert_eq!(refused(&mut huw.document, Incoming { author: elin.device, change: compressed }), Refusal::Compressed);
}

#[test]
fn a_change_longer_than_a_change_may_be_is_neither_made_nor_taken() {
    let mut elin = replica(1, Kind::Plan);
    let long: String = (0..TEXT_CHARS_MAX).map(|i| char::from_u32(0x1F300 + u32::try_from(i % 500).expect("small")).expect("a pictograph")).collect();
    assert_eq!(elin.try_edit(set_text(&long)), Err(DocumentError::TooMuchAtOnce));
    assert_eq!(elin.document.heads(), Document::new(PLAN, Kind::Plan).heads());
    let change = vec![0; CHANGE_BYTES_MAX + 1];
    assert_eq!(refused(&mut elin.document, Incoming { author: DeviceId([2; 32]), change }), Refusal::TooLong);
}

/// A change whose columns are as given, with a header that is right for its length.
fn with_columns(columns: &[(u8, &[u8])]) -> Vec<u8> {
    let mut body = vec![0, 0, 1, 1, 0, 0, 0];
    body.push(u8::try_from(columns.len()).expect("few columns"));
    for (specification, data) in columns {
        body.extend([*specification, u8::try_from(data.len()).expect("short columns")]);
    }
    columns.iter().for_each(|(_, data)| body.extend(*data));
    let mut change = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1, u8::try_from(body.len()).expect("short")];
    change.extend(body);
    change
}

#[test]
fn a_few_bytes_that_stand_for_billions_of_operations_are_refused_unread() {
    let billions = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];
    let run_of = |value: u8| [&billions[..], &[value]].concat();
    let text_run = [&[0x80, 0x80, 0x02][..], &[40], &[b'x'; 40]].concat();
    let bombs: [(u8, Vec<u8>); 6] = [
        (0x42, run_of(1)),
        (0x42, [&[0][..], &billions[..]].concat()),
        (0x34, billions.to_vec()),
        (0x13, run_of(1)),
        (0x70, [&[1][..], &billions[..]].concat()),
        (0x15, text_run.clone()),
    ];
    for (specification, data) in &bombs {
        assert_eq!(shape::check(&with_columns(&[(*specification, data)])), Err(Refusal::TooManyOperations), "{specification:x}");
    }
    assert_eq!(shape::check(&with_columns(&[(0x42 | 8, &[1, 1])])), Err(Refusal::Compressed));
    assert_eq!(shape::check(&with_columns(&[(0x42, &[1, 1])])), Ok(()));
}

#[test]
fn numbers_that_do_not_follow_are_refused() {
    use automerge::{ROOT, transaction::Transactable};
    let (elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    // A change that rests on nothing would bring roots of its own.
    let mut rootless = empty().with_actor(ActorId::from(elin.actor().0));
    let mut transaction = rootless.transaction();
    transaction.put(ROOT, "title", "mine").expect("the root takes any name");
    transaction.commit();
    let change = rootless.get_changes(&[])[0].raw_bytes().to_vec();
    assert_eq!(refused(&mut huw.document, Incoming { author: elin.device, change }), Refusal::BadCounters);
    // A change that skips a sequence although all that it rests on is here.
    let mut first = elin.document.inner.clone().with_actor(ActorId::from(elin.actor().0));
    let mut transaction = first.transaction();
    transaction.put(ROOT, "title", "mine").expect("the root takes any name");
    transaction.commit();
    let own = first.get_changes(&[])[1].decode();
    let skipping = Change::from(automerge::ExpandedChange { seq: 5, ..own.clone() }).raw_bytes().to_vec();
    assert_eq!(refused(&mut huw.document, Incoming { author: elin.device, change: skipping }), Refusal::BadCounters);
    let far = Change::from(automerge::ExpandedChange { start_op: 1_000_000.try_into().expect("not zero"), ..own }).raw_bytes().to_vec();
    assert_eq!(refused(&mut huw.document, Incoming { author: elin.device, change: far }), Refusal::BadCounters);
}

#[test]
fn a_sound_looking_change_about_nothing_that_exists_harms_nobody() {
    use automerge::{ROOT, transaction::Transactable};
    let (elin, mut mair, mut huw) = (replica(1, Kind::Plan), replica(3, Kind::Plan), replica(2, Kind::Plan));
    let mut draft = elin.document.inner.clone().with_actor(ActorId::from(elin.actor().0));
    let mut transaction = draft.transaction();
    let inner = transaction.put_object(ROOT, "inner", automerge::ObjType::Map).expect("the root takes any name");
    transaction.put(&inner, "a", 1).expect("a map takes any name");
    transaction.commit();
    let mut own = draft.get_changes(&[])[1].decode();
    // The same change without the operation that made the map, with its numbers kept in order.
    own.operations.remove(0);
    let change = Change::from(own).raw_bytes().to_vec();
    let honest = mair.edit(set_text("Choir"));
    let admitted = huw.document.admit(&[Incoming { author: elin.device, change }, honest]);
    assert!(admitted.applied.contains(&1), "{admitted:?}");
    assert_eq!(huw.document.view().text("text"), "Choir");
    let again = Document::load(PLAN, &huw.document.save()).expect("what was saved is loaded");
    assert_eq!(again.heads(), huw.document.heads());
}

#[test]
fn a_device_and_a_document_have_one_actor() {
    let (a, b) = (DeviceId([1; 32]), DeviceId([2; 32]));
    assert_eq!(Actor::of(&a, &PLAN), Actor::of(&a, &PLAN));
    assert_ne!(Actor::of(&a, &PLAN), Actor::of(&b, &PLAN));
    assert_ne!(Actor::of(&a, &PLAN), Actor::of(&a, &[8; 32]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_the_check_or_the_parser_stumble(noise in prop::collection::vec(any::<u8>(), 0..200), at in 0usize..80) {
        let mut elin = replica(1, Kind::Plan);
        let mut change = elin.edit(set_text("Choir")).change;
        let at = at.min(change.len());
        change.splice(at..(at + noise.len() / 4).min(change.len()), noise.clone());
        let mut huw = replica(2, Kind::Plan);
        for bytes in [change, noise] {
            let admitted = huw.document.admit(&[Incoming { author: elin.device, change: bytes }]);
            prop_assert!(admitted.applied.len() + admitted.refused.len() + admitted.waiting.len() == 1);
        }
    }
}
