use super::*;

#[test]
fn every_kind_begins_with_the_same_bytes_for_ever() {
    let firsts: Vec<(&str, String)> = Kind::ALL.iter().map(|kind| (kind.name(), blake3::hash(&kind.genesis()).to_hex()[..16].to_owned())).collect();
    insta::assert_debug_snapshot!(firsts);
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.name()), Some(kind));
        assert_eq!(Document::new([1; 32], kind).heads(), Document::new([2; 32], kind).heads());
        assert_eq!(Document::new([1; 32], kind).kind(), Some(kind));
    }
}

#[test]
fn an_edit_shows_in_the_view_and_survives_saving() {
    let mut elin = replica(1, Kind::Plan);
    elin.edit(put("title", "Sunday plan"));
    elin.edit(set_text("Choir, then lunch at Tŷ Capel. 🎶"));
    elin.edit(put("when", "2026-11-29T14:00"));
    elin.edit(Edit::AddItem { field: "items".into(), text: "book the taxi".into(), element: Some("my-community".into()) });
    let view = elin.document.view();
    assert_eq!((view.register("title"), view.text("text")), ("Sunday plan", "Choir, then lunch at Tŷ Capel. 🎶"));
    assert_eq!(view.kept("when")[0].value, "2026-11-29T14:00");
    assert_eq!(view.kept("when")[0].by.actor, elin.actor().hex());
    assert_eq!(view.kept("when")[0].by.time_ms, 1_795_344_120_000);
    assert_eq!(view.items("items")[0].element.as_deref(), Some("my-community"));
    let loaded = Document::load(PLAN, &elin.document.save()).expect("what was saved is loaded");
    assert_eq!(loaded.view(), view);
    assert_eq!(loaded.heads(), elin.document.heads());
}

#[test]
fn a_loaded_document_goes_on_where_its_device_was() {
    let (mut elin, mut huw) = (replica(1, Kind::Plan), replica(2, Kind::Plan));
    let first = elin.edit(set_text("Choir"));
    elin.document = Document::load(PLAN, &elin.document.save()).expect("what was saved is loaded");
    let second = elin.edit(set_text("Choir, then lunch"));
    huw.takes(&[&first, &second]);
    assert_eq!(huw.document.view().text("text"), "Choir, then lunch");
}

#[test]
fn what_changes_nothing_is_no_change() {
    let mut elin = replica(1, Kind::Plan);
    elin.edit(set_text("Choir"));
    elin.edit(put("when", "14:00"));
    assert_eq!(elin.try_edit(set_text("Choir")), Ok(None));
    assert_eq!(elin.try_edit(put("when", "14:00")), Ok(None));
    assert_eq!(elin.document.edit(elin.actor(), &[], 0), Ok(None));
}

#[test]
fn an_edit_that_cannot_be_done_leaves_everything_as_it_was() {
    let mut elin = replica(1, Kind::Plan);
    elin.edit(set_text("Tŷ Capel 🎶"));
    let (before, actor) = (elin.document.heads(), elin.actor());
    let splice = |at, delete| Edit::Splice { field: "text".into(), at, delete, insert: String::new() };
    let wrong = [
        (put("colour", "red"), DocumentError::UnknownField),
        (put("text", "red"), DocumentError::WrongKind),
        (put("title/", "red"), DocumentError::UnknownField),
        (put("title", &"x".repeat(VALUE_CHARS_MAX + 1)), DocumentError::TooLong { most: VALUE_CHARS_MAX }),
        (set_text(&"x".repeat(TEXT_CHARS_MAX + 1)), DocumentError::TooLong { most: TEXT_CHARS_MAX }),
        (splice(10, 1), DocumentError::OutOfRange),
        (splice(99, 0), DocumentError::OutOfRange),
        (splice(0, usize::MAX), DocumentError::OutOfRange),
        (Edit::Choose { field: "when".into(), value: "14:00".into() }, DocumentError::NotAmong),
        (Edit::Add { field: "items".into(), value: "x".into() }, DocumentError::WrongKind),
        (Edit::RemoveItem { field: "items".into(), item: "1@00".into() }, DocumentError::NoSuchItem),
    ];
    for (edit, error) in wrong {
        assert_eq!(elin.document.edit(actor, &[set_text("half done"), edit.clone()], 0), Err(error), "{edit:?}");
        assert_eq!(elin.document.heads(), before);
    }
    assert_eq!(elin.document.view().text("text"), "Tŷ Capel 🎶");
}

#[test]
fn typing_counts_in_the_units_of_the_shells() {
    let mut elin = replica(1, Kind::Plan);
    elin.edit(set_text("🎶 at Tŷ Capel"));
    elin.edit(Edit::Splice { field: "text".into(), at: 3, delete: 2, insert: "in".into() });
    assert_eq!(elin.document.view().text("text"), "🎶 in Tŷ Capel");
    elin.edit(Edit::Splice { field: "text".into(), at: 0, delete: 3, insert: String::new() });
    assert_eq!(elin.document.view().text("text"), "in Tŷ Capel");
}

#[test]
fn a_text_replaced_whole_is_one_change_however_long() {
    let mut elin = replica(1, Kind::Plan);
    elin.edit(set_text(&format!("same {} same", "a b ".repeat(3_000))));
    elin.edit(set_text(&format!("same {} same", "c d ".repeat(3_000))));
    assert_eq!(elin.document.view().text("text"), format!("same {} same", "c d ".repeat(3_000)));
}

#[test]
fn items_are_changed_and_removed_by_their_id() {
    let mut elin = replica(1, Kind::Plan);
    for text in ["tea", "taxi", "radio"] {
        elin.edit(Edit::AddItem { field: "items".into(), text: text.into(), element: None });
    }
    let id = |elin: &Replica, index: usize| elin.document.view().items("items")[index].id.clone();
    let (tea, taxi) = (id(&elin, 0), id(&elin, 1));
    elin.edit(Edit::RemoveItem { field: "items".into(), item: tea });
    elin.edit(Edit::SetItem { field: "items".into(), item: taxi, text: Some("taxi at ten".into()), done: Some(true), element: Some("my-life".into()) });
    let items = elin.document.view().items("items").to_vec();
    assert_eq!(items.iter().map(|item| (item.text.as_str(), item.done)).collect::<Vec<_>>(), [("taxi at ten", true), ("radio", false)]);
    assert_eq!(items[0].element.as_deref(), Some("my-life"));
}

/// covers: P1, P2
#[test]
fn a_part_of_a_profile_holds_texts_and_sets() {
    let mut mair = replica(1, Kind::ProfilePart);
    mair.edit(put("side", "receive"));
    mair.edit(Edit::SetText { field: "sections/matters".into(), text: "The radio on.".into() });
    mair.edit(Edit::SetText { field: "sections/own-heading".into(), text: "Mine.".into() });
    mair.edit(Edit::Add { field: "languages".into(), value: "Cymraeg".into() });
    mair.edit(Edit::Add { field: "languages".into(), value: "English".into() });
    mair.edit(Edit::Remove { field: "languages".into(), value: "English".into() });
    assert_eq!(mair.try_edit(Edit::Remove { field: "languages".into(), value: "English".into() }), Ok(None));
    let view = mair.document.view();
    assert_eq!(view.texts("sections").collect::<Vec<_>>(), [("matters", "The radio on."), ("own-heading", "Mine.")]);
    assert_eq!(view.set("languages"), ["Cymraeg"]);
}

#[test]
fn bytes_that_are_no_document_are_not_loaded() {
    let saved = Document::new(PLAN, Kind::Plan).save();
    assert_eq!(Document::load(PLAN, &[]).err(), Some(DocumentError::Unreadable));
    assert_eq!(Document::load(PLAN, b"not a document").err(), Some(DocumentError::Unreadable));
    for cut in 1..saved.len() {
        assert!(Document::load(PLAN, &saved[..cut]).is_err(), "cut at {cut}");
    }
}
