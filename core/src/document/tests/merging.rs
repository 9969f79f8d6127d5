use super::*;
use proptest::prelude::*;

/// covers: X1
#[test]
fn text_written_on_two_phones_while_apart_merges() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let base = elin.edit(set_text("Choir, then lunch."));
    huw.takes(&[&base]);
    let hers = elin.edit(set_text("Choir at ten, then lunch."));
    let his = huw.edit(set_text("Choir, then lunch at Tŷ Capel."));
    elin.takes(&[&his]);
    huw.takes(&[&hers]);
    assert_eq!(elin.document.view().text("text"), "Choir at ten, then lunch at Tŷ Capel.");
    assert_eq!(elin.document.view(), huw.document.view());
}

#[test]
fn two_times_written_while_apart_are_both_kept_until_a_person_chooses() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let hers = elin.edit(put("when", "2026-11-29T15:00"));
    let his = huw.edit(put("when", "2026-11-29T14:00"));
    elin.takes(&[&his]);
    huw.takes(&[&hers]);
    let kept = elin.document.view().kept("when").to_vec();
    assert_eq!(elin.document.view(), huw.document.view());
    let mut by: Vec<(&str, &str)> = kept.iter().map(|one| (one.value.as_str(), one.by.actor.as_str())).collect();
    by.sort_unstable();
    let (elins, huws) = (elin.actor().hex(), huw.actor().hex());
    assert_eq!(by, [("2026-11-29T14:00", huws.as_str()), ("2026-11-29T15:00", elins.as_str())]);
    assert_eq!(elin.try_edit(put("when", "16:00")), Err(DocumentError::ChooseFirst));
    let chosen = elin.edit(Edit::Choose { field: "when".into(), value: "2026-11-29T14:00".into() });
    huw.takes(&[&chosen]);
    assert_eq!(values(&huw.document, "when"), ["2026-11-29T14:00"]);
    assert_eq!(values(&elin.document, "when"), ["2026-11-29T14:00"]);
}

#[test]
fn one_time_written_by_both_is_one_time() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let hers = elin.edit(put("when", "15:00"));
    let his = huw.edit(put("when", "15:00"));
    elin.takes(&[&his]);
    huw.takes(&[&hers]);
    assert_eq!(values(&elin.document, "when"), ["15:00"]);
    elin.edit(put("when", "16:00"));
}

#[test]
fn two_choices_made_while_apart_are_a_question_again() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let (hers, his) = (elin.edit(put("place", "Tŷ Capel")), huw.edit(put("place", "the hall")));
    elin.takes(&[&his]);
    huw.takes(&[&hers]);
    let she = elin.edit(Edit::Choose { field: "place".into(), value: "the hall".into() });
    let he = huw.edit(Edit::Choose { field: "place".into(), value: "Tŷ Capel".into() });
    elin.takes(&[&he]);
    huw.takes(&[&she]);
    assert_eq!(values(&elin.document, "place").len(), 2);
    assert_eq!(elin.document.view(), huw.document.view());
}

#[test]
fn a_heading_made_on_two_devices_while_apart_keeps_both_texts() {
    let (mut phone, mut tablet) = (replica(1, Kind::ProfilePart), replica(2, Kind::ProfilePart));
    let section = |text: &str| Edit::SetText { field: "sections/own-heading".into(), text: text.into() };
    let (on_phone, on_tablet) = (phone.edit(section("Cats.")), tablet.edit(section("Dogs.")));
    phone.takes(&[&on_tablet]);
    tablet.takes(&[&on_phone]);
    let both = phone.document.view().texts("sections").map(|(_, text)| text.to_owned()).collect::<Vec<_>>().concat();
    assert!(both.contains("Cats.") && both.contains("Dogs."), "{both}");
    assert_eq!(phone.document.view(), tablet.document.view());
    let settled = phone.edit(section("Cats and dogs."));
    tablet.takes(&[&settled]);
    assert_eq!(tablet.document.view().texts("sections").collect::<Vec<_>>(), [("own-heading", "Cats and dogs.")]);
}

#[test]
fn a_thing_added_while_somebody_apart_removes_it_stays() {
    let (mut phone, mut tablet) = (replica(1, Kind::ProfilePart), replica(2, Kind::ProfilePart));
    let skill = || ("skills".to_owned(), "baking".to_owned());
    let add = || Edit::Add { field: skill().0, value: skill().1 };
    let first = phone.edit(add());
    tablet.takes(&[&first]);
    let removed = phone.edit(Edit::Remove { field: skill().0, value: skill().1 });
    let gone = tablet.edit(Edit::Remove { field: skill().0, value: skill().1 });
    let again = tablet.edit(add());
    phone.takes(&[&gone, &again]);
    tablet.takes(&[&removed]);
    assert_eq!(phone.document.view().set("skills"), ["baking"]);
    assert_eq!(phone.document.view(), tablet.document.view());
}

#[test]
fn fields_that_this_version_does_not_know_are_carried() {
    use automerge::{ROOT, transaction::Transactable};
    let (mut newer, mut older) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let mut draft = newer.document.inner.clone().with_actor(ActorId::from(newer.actor().0));
    let mut transaction = draft.transaction();
    transaction.put(ROOT, "weather", "dry").expect("the root takes any name");
    transaction.commit();
    let change = draft.get_changes(&[]).last().expect("there is a change").raw_bytes().to_vec();
    older.takes(&[&Incoming { author: newer.device, change: change.clone() }]);
    older.edit(set_text("Choir"));
    assert_eq!(older.document.view().unknown, ["weather"]);
    let again = Document::load(PLAN, &older.document.save()).expect("what was saved is loaded");
    assert_eq!(again.inner.get_changes(&[]).iter().filter(|kept| kept.raw_bytes() == change).count(), 1);
    newer.takes(&[]);
}

#[test]
fn a_document_of_a_kind_that_this_version_does_not_know_is_kept() {
    use automerge::{ROOT, transaction::Transactable};
    let mut inner = empty().with_actor(ActorId::from(schema::GENESIS_ACTOR));
    let mut transaction = inner.transaction();
    transaction.put(ROOT, schema::KIND, "song-book").expect("the root takes any name");
    transaction.commit();
    let mut document = Document::load(PLAN, &inner.save()).expect("any document is loaded");
    assert_eq!((document.kind(), document.view().kind.as_str()), (None, "song-book"));
    assert_eq!(document.edit(Actor([1; 16]), &[set_text("x")], 0), Err(DocumentError::UnknownKind));
    assert_eq!(document.save(), inner.save());
}

/// A small generator, so that a thousand orders cost no more than the admitting itself.
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("below a length")
    }

    fn order<T>(&mut self, things: &mut [T]) {
        for i in (1..things.len()).rev() {
            things.swap(i, self.below(i + 1));
        }
    }
}

fn random_edit(replica: &mut Replica, shuffle: &mut Shuffle) -> Option<Incoming> {
    let number = shuffle.below(100).to_string();
    let view = replica.document.view();
    let edit = match shuffle.below(7) {
        0 => put("when", &number),
        1 => put("place", &number),
        2 => put("title", &number),
        3 => {
            let text: Vec<char> = view.text("text").chars().collect();
            let at = shuffle.below(text.len() + 1);
            let kept = text.len().min(at + shuffle.below(3));
            set_text(&text[..at].iter().chain(&['ŷ', '🎶', 'a']).chain(&text[kept..]).collect::<String>())
        }
        4 => Edit::AddItem { field: "items".into(), text: number, element: None },
        5 => Edit::RemoveItem { field: "items".into(), item: view.items("items").first()?.id.clone() },
        _ => Edit::Choose { field: "when".into(), value: view.kept("when").last()?.value.clone() },
    };
    let actor = replica.actor();
    let change = replica.document.edit(actor, &[edit], 0).ok()??;
    Some(Incoming { author: replica.device, change })
}

/// Three replicas that edit and now and then hear of one another's changes; all their changes.
fn some_days(shuffle: &mut Shuffle, edits: usize) -> (Vec<Replica>, Vec<Incoming>) {
    let mut replicas = vec![replica(1, Kind::Plan), replica(2, Kind::Plan), replica(3, Kind::Plan)];
    let mut all = Vec::new();
    for _ in 0..edits {
        let who = shuffle.below(3);
        all.extend(random_edit(&mut replicas[who], shuffle));
        if shuffle.below(4) == 0 {
            replicas[shuffle.below(3)].document.admit(&all);
        }
    }
    (replicas, all)
}

/// Delivers changes in batches, holding back what waits, as the log does.
fn deliver(document: &mut Document, changes: &[Incoming], shuffle: &mut Shuffle) {
    let (mut held, mut rest) = (Vec::new(), changes);
    while !rest.is_empty() {
        let (now, later) = rest.split_at(1 + shuffle.below(rest.len()));
        rest = later;
        held.extend_from_slice(now);
        let admitted = document.admit(&held);
        assert_eq!(admitted.refused, []);
        held = admitted.waiting.iter().map(|waiting| held[waiting.index].clone()).collect();
    }
    assert!(held.is_empty(), "everything came, so nothing waits");
}

/// covers: R2
#[test]
fn a_thousand_orders_of_delivery_give_one_document() {
    let mut shuffle = Shuffle(20_261_122);
    let (mut replicas, mut all) = some_days(&mut shuffle, 24);
    replicas[0].document.admit(&all);
    let (heads, view) = (replicas[0].document.heads(), replicas[0].document.view());
    for _ in 0..1_000 {
        shuffle.order(&mut all);
        let mut document = Document::new(PLAN, Kind::Plan);
        deliver(&mut document, &all, &mut shuffle);
        assert_eq!(document.heads(), heads);
        assert_eq!(document.view(), view);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// covers: R2
    #[test]
    fn whatever_is_edited_apart_all_devices_agree_in_the_end(seed in 1u64.., edits in 1usize..40) {
        let mut shuffle = Shuffle(seed);
        let (mut replicas, mut all) = some_days(&mut shuffle, edits);
        for replica in &mut replicas {
            shuffle.order(&mut all);
            deliver(&mut replica.document, &all, &mut shuffle);
        }
        let view = replicas[0].document.view();
        for replica in &replicas[1..] {
            prop_assert_eq!(replica.document.heads(), replicas[0].document.heads());
            prop_assert_eq!(&replica.document.view(), &view);
        }
        let loaded = Document::load(PLAN, &replicas[0].document.save()).expect("what was saved is loaded");
        prop_assert_eq!(loaded.view(), view);
    }
}
