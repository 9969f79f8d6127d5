//! Editing by intent: what a person did, turned into operations that merge.

use super::{DocumentError, FieldKind, Kind, read};
use automerge::{ObjId, ObjType, Prop, ROOT, ScalarValue, transaction::Transactable};
use serde::{Deserialize, Serialize};

/// Characters of one value of a register, or of a text of an item.
pub const VALUE_CHARS_MAX: usize = 1_000;
/// Characters of one thing in a set.
pub const THING_CHARS_MAX: usize = kith_wire::limits::NAME_CHARS_MAX;
/// Characters of one text.
pub const TEXT_CHARS_MAX: usize = 40_000;
/// Things in one set, items of one list, keys of one field.
pub const THINGS_MAX: usize = 500;
/// Old times new characters up to which a replaced text is compared word by word; beyond it the changed middle is replaced whole.
const COMPARED_MAX: usize = 16_000_000;

/// One thing a person did to a document. A field is named as in the kind's table; a key within it follows a slash (`sections/matters`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// The whole text as it now stands; only what differs is written, so that what others type meanwhile merges.
    SetText {
        /// A text, or a text by key.
        field: String,
        /// How it now reads.
        text: String,
    },
    /// A piece of typing, in UTF-16 units.
    Splice {
        /// A text, or a text by key.
        field: String,
        /// Where.
        at: usize,
        /// How many units go.
        delete: usize,
        /// What comes.
        insert: String,
    },
    /// A value. Of a kept field with values written apart, one must be chosen first.
    Put {
        /// A register, a kept field, or a value by key.
        field: String,
        /// The value; empty means "none".
        value: String,
    },
    /// The value that holds, of several that were written apart.
    Choose {
        /// A register, a kept field, or a value by key.
        field: String,
        /// One of the values that it has.
        value: String,
    },
    /// One more thing in a set.
    Add {
        /// A set.
        field: String,
        /// The thing.
        value: String,
    },
    /// One thing less in a set.
    Remove {
        /// A set.
        field: String,
        /// The thing.
        value: String,
    },
    /// One more item at the end of a list.
    AddItem {
        /// A list.
        field: String,
        /// What is to be done.
        text: String,
        /// The wellbeing element, if said.
        element: Option<String>,
    },
    /// A change of an item; what is not named stays.
    SetItem {
        /// A list.
        field: String,
        /// The item's id, from the view.
        item: String,
        /// How its text now reads.
        text: Option<String>,
        /// Whether it is done.
        done: Option<bool>,
        /// The wellbeing element; empty means "none".
        element: Option<String>,
    },
    /// An item less.
    RemoveItem {
        /// A list.
        field: String,
        /// The item's id, from the view.
        item: String,
    },
}

impl Edit {
    fn target(&self) -> &str {
        match self {
            Self::SetText { field, .. }
            | Self::Splice { field, .. }
            | Self::Put { field, .. }
            | Self::Choose { field, .. }
            | Self::Add { field, .. }
            | Self::Remove { field, .. }
            | Self::AddItem { field, .. }
            | Self::SetItem { field, .. }
            | Self::RemoveItem { field, .. } => field,
        }
    }
}

/// Does one edit within a transaction.
pub(super) fn apply<T: Transactable>(transaction: &mut T, kind: Kind, edit: &Edit) -> Result<(), DocumentError> {
    let (name, key) = match edit.target().split_once('/') {
        Some((name, key)) if !key.is_empty() => (name, Some(key)),
        Some(_) => return Err(DocumentError::UnknownField),
        None => (edit.target(), None),
    };
    let field = kind.field(name).ok_or(DocumentError::UnknownField)?;
    match edit {
        Edit::SetText { text, .. } => {
            let object = text_object(transaction, field.kind, name, key)?;
            set_text(transaction, &object, text, TEXT_CHARS_MAX)
        }
        Edit::Splice { at, delete, insert, .. } => {
            let object = text_object(transaction, field.kind, name, key)?;
            splice(transaction, &object, (*at, *delete), insert)
        }
        Edit::Put { value, .. } | Edit::Choose { value, .. } => {
            let place = value_place(transaction, field.kind, name, key)?;
            put(transaction, &place, value, matches!(edit, Edit::Choose { .. }))
        }
        Edit::Add { value, .. } | Edit::Remove { value, .. } => {
            let set = only(transaction, (field.kind, FieldKind::Set), name, key)?;
            set_thing(transaction, &set, value.trim(), matches!(edit, Edit::Add { .. }))
        }
        Edit::AddItem { text, element, .. } => {
            let list = only(transaction, (field.kind, FieldKind::Items), name, key)?;
            add_item(transaction, &list, text, element.as_deref())
        }
        Edit::SetItem { item, .. } | Edit::RemoveItem { item, .. } => {
            let list = only(transaction, (field.kind, FieldKind::Items), name, key)?;
            change_item(transaction, &list, item, edit)
        }
    }
}

/// The container of a field, which must be of the wanted kind and is made if an older document lacks it.
fn only<T: Transactable>(transaction: &mut T, (is, wanted): (FieldKind, FieldKind), name: &str, key: Option<&str>) -> Result<ObjId, DocumentError> {
    if is != wanted || key.is_some() {
        return Err(DocumentError::WrongKind);
    }
    container(transaction, &ROOT, name, wanted.container().ok_or(DocumentError::WrongKind)?)
}

fn container<T: Transactable>(transaction: &mut T, parent: &ObjId, name: &str, wanted: ObjType) -> Result<ObjId, DocumentError> {
    match read::object(transaction, parent, name, wanted) {
        Some(object) => Ok(object),
        None => Ok(transaction.put_object(parent, name, wanted)?),
    }
}

fn text_object<T: Transactable>(transaction: &mut T, kind: FieldKind, name: &str, key: Option<&str>) -> Result<ObjId, DocumentError> {
    match (kind, key) {
        (FieldKind::Text, None) => container(transaction, &ROOT, name, ObjType::Text),
        (FieldKind::Texts, Some(key)) => {
            let texts = container(transaction, &ROOT, name, ObjType::Map)?;
            keyed(transaction, &texts, key)?;
            // A key that two devices made while apart has two texts: they become one, with all that either says.
            let apart = read::texts_apart(transaction, &texts, key);
            if apart.len() < 2 {
                return container(transaction, &texts, key, ObjType::Text);
            }
            let merged = transaction.put_object(&texts, key, ObjType::Text)?;
            transaction.splice_text(&merged, 0, 0, &read::join(&apart))?;
            Ok(merged)
        }
        _ => Err(DocumentError::WrongKind),
    }
}

/// Refuses a key that is too long, or a new one where there are enough.
fn keyed<T: Transactable>(transaction: &T, map: &ObjId, key: &str) -> Result<(), DocumentError> {
    if key.chars().count() > THING_CHARS_MAX {
        return Err(DocumentError::TooLong { most: THING_CHARS_MAX });
    }
    let is_new = transaction.get(map, key)?.is_none();
    if is_new && transaction.length(map) >= THINGS_MAX { Err(DocumentError::TooMany { most: THINGS_MAX }) } else { Ok(()) }
}

fn set_text<T: Transactable>(transaction: &mut T, object: &ObjId, text: &str, most: usize) -> Result<(), DocumentError> {
    if text.chars().count() > most {
        return Err(DocumentError::TooLong { most });
    }
    let before = transaction.text(object)?;
    if before == text {
        return Ok(());
    }
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), text.chars().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    if old_middle.len().saturating_mul(new_middle.len()) <= COMPARED_MAX {
        return Ok(transaction.update_text(object, text)?);
    }
    let units = |characters: &[char]| characters.iter().map(|c| c.len_utf16()).sum::<usize>();
    let inserted: String = new_middle.iter().collect();
    Ok(transaction.splice_text(object, units(&old[..start]), signed(units(old_middle))?, &inserted)?)
}

fn splice<T: Transactable>(transaction: &mut T, object: &ObjId, (at, delete): (usize, usize), insert: &str) -> Result<(), DocumentError> {
    let before = transaction.text(object)?;
    if before.chars().count() + insert.chars().count() > TEXT_CHARS_MAX {
        return Err(DocumentError::TooLong { most: TEXT_CHARS_MAX });
    }
    let end = at.checked_add(delete).ok_or(DocumentError::OutOfRange)?;
    // Both ends must lie between characters: half a character cannot be deleted.
    let mut unit = 0;
    let mut ends_found = usize::from(at == 0) + usize::from(end == 0);
    for character in before.chars() {
        unit += character.len_utf16();
        ends_found += usize::from(unit == at) + usize::from(unit == end);
    }
    if ends_found < 2 {
        return Err(DocumentError::OutOfRange);
    }
    if delete == 0 && insert.is_empty() {
        return Ok(());
    }
    Ok(transaction.splice_text(object, at, signed(delete)?, insert)?)
}

fn signed(length: usize) -> Result<isize, DocumentError> {
    isize::try_from(length).map_err(|_| DocumentError::OutOfRange)
}

/// Where a value lives: its container and name, and whether values written apart are kept.
struct ValuePlace {
    parent: ObjId,
    name: String,
    kept: bool,
}

fn value_place<T: Transactable>(transaction: &mut T, kind: FieldKind, name: &str, key: Option<&str>) -> Result<ValuePlace, DocumentError> {
    match (kind, key) {
        (FieldKind::Register | FieldKind::Kept, None) => Ok(ValuePlace { parent: ROOT, name: name.to_owned(), kept: kind == FieldKind::Kept }),
        (FieldKind::Values, Some(key)) => {
            let parent = container(transaction, &ROOT, name, ObjType::Map)?;
            keyed(transaction, &parent, key)?;
            Ok(ValuePlace { parent, name: key.to_owned(), kept: true })
        }
        _ => Err(DocumentError::WrongKind),
    }
}

fn put<T: Transactable>(transaction: &mut T, place: &ValuePlace, value: &str, choosing: bool) -> Result<(), DocumentError> {
    if value.chars().count() > VALUE_CHARS_MAX {
        return Err(DocumentError::TooLong { most: VALUE_CHARS_MAX });
    }
    let now: Vec<String> = transaction.get_all(&place.parent, place.name.as_str())?.iter().map(|(value, _)| read::said(value)).collect();
    let differ = now.iter().any(|other| *other != now[0]);
    if choosing && !now.iter().any(|other| other == value) {
        return Err(DocumentError::NotAmong);
    }
    if !choosing && place.kept && differ {
        return Err(DocumentError::ChooseFirst);
    }
    if !differ && now.first().is_some_and(|only| only == value) {
        return Ok(());
    }
    if differ {
        // Putting the value that automerge ranks first would only take the others away, and a different choice made meanwhile would
        // then win without a question. Written afresh, two choices made apart stand beside each other again.
        transaction.delete(&place.parent, place.name.as_str())?;
    }
    Ok(transaction.put(&place.parent, place.name.as_str(), value)?)
}

fn set_thing<T: Transactable>(transaction: &mut T, set: &ObjId, thing: &str, there: bool) -> Result<(), DocumentError> {
    let is_there = transaction.get(set, thing)?.is_some();
    match (is_there, there) {
        (true, true) | (false, false) => Ok(()),
        (true, false) => Ok(transaction.delete(set, thing)?),
        (false, true) if thing.is_empty() => Err(DocumentError::OutOfRange),
        (false, true) => {
            keyed(transaction, set, thing)?;
            Ok(transaction.put(set, thing, true)?)
        }
    }
}

fn add_item<T: Transactable>(transaction: &mut T, list: &ObjId, text: &str, element: Option<&str>) -> Result<(), DocumentError> {
    let length = transaction.length(list);
    if length >= THINGS_MAX {
        return Err(DocumentError::TooMany { most: THINGS_MAX });
    }
    let item = transaction.insert_object(list, length, ObjType::Map)?;
    let object = transaction.put_object(&item, "text", ObjType::Text)?;
    set_text(transaction, &object, text, VALUE_CHARS_MAX)?;
    transaction.put(&item, "done", false)?;
    match element {
        Some(element) => set_register(transaction, &item, "element", element.into()),
        None => Ok(()),
    }
}

fn change_item<T: Transactable>(transaction: &mut T, list: &ObjId, wanted: &str, edit: &Edit) -> Result<(), DocumentError> {
    let (index, item) = read::item(transaction, list, wanted).ok_or(DocumentError::NoSuchItem)?;
    let Edit::SetItem { text, done, element, .. } = edit else {
        return Ok(transaction.delete(list, Prop::Seq(index))?);
    };
    if let Some(text) = text {
        let object = container(transaction, &item, "text", ObjType::Text)?;
        set_text(transaction, &object, text, VALUE_CHARS_MAX)?;
    }
    if let Some(done) = done {
        set_register(transaction, &item, "done", (*done).into())?;
    }
    match element {
        Some(element) => set_register(transaction, &item, "element", element.as_str().into()),
        None => Ok(()),
    }
}

fn set_register<T: Transactable>(transaction: &mut T, object: &ObjId, name: &str, value: ScalarValue) -> Result<(), DocumentError> {
    if let ScalarValue::Str(text) = &value
        && text.chars().count() > THING_CHARS_MAX
    {
        return Err(DocumentError::TooLong { most: THING_CHARS_MAX });
    }
    let now = transaction.get_all(object, name)?;
    if let [(automerge::Value::Scalar(only), _)] = now.as_slice()
        && **only == value
    {
        return Ok(());
    }
    Ok(transaction.put(object, name, value)?)
}
