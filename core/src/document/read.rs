//! What a document says now, as plain data for projections and screens.

use super::{Actor, FieldKind, Kind, schema};
use automerge::{Automerge, ObjId, ObjType, Prop, ROOT, ReadDoc, ScalarValue, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a document says, with every field of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentView {
    /// The kind's name; one that this version does not know is kept and has no fields here.
    pub kind: String,
    /// The version of the kind.
    pub version: u64,
    /// The fields, by name.
    pub fields: BTreeMap<String, FieldView>,
    /// Names of fields that this version does not know; they are carried unchanged.
    pub unknown: Vec<String>,
    /// The latest changes: one, or several that were written apart.
    pub latest: Vec<Written>,
}

/// Who wrote a change, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The actor in hex; [`Actor::of`] a device and this document says whose it is.
    pub actor: String,
    /// The change's hash in hex.
    pub change: String,
    /// When, in milliseconds since 1970, as that device told the time.
    pub time_ms: i64,
}

/// One of the values that a kept field has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptValue {
    /// The value; empty means "none".
    pub value: String,
    /// Who wrote it; of several who wrote the same, the first in the document's order.
    pub by: Written,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// Its id, the same on every device.
    pub id: String,
    /// What is to be done.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// The wellbeing element, if said.
    pub element: Option<String>,
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "says", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is the field kind of the same name")]
pub enum FieldView {
    Text(String),
    Register(Option<String>),
    Kept(Vec<KeptValue>),
    Texts(BTreeMap<String, String>),
    Values(BTreeMap<String, Vec<KeptValue>>),
    Set(Vec<String>),
    Items(Vec<ItemView>),
}

/// The words that one change writes, as far as it can be read by itself: each run of typing, each value.
#[must_use]
pub fn words_of(change: &[u8]) -> Vec<String> {
    if super::shape::check(change).is_err() {
        return Vec::new();
    }
    let Ok(change) = automerge::Change::from_bytes(change.to_vec()) else { return Vec::new() };
    let (mut out, mut typed) = (Vec::new(), String::new());
    for op in change.decode().operations {
        match op.primitive_value() {
            Some(ScalarValue::Str(text)) if op.insert => typed.push_str(&text),
            Some(ScalarValue::Str(text)) => out.push(text.to_string()),
            _ => {}
        }
    }
    out.extend(Some(typed).filter(|t| !t.is_empty()));
    out
}

impl DocumentView {
    /// The text of a field, empty if there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match self.fields.get(field) {
            Some(FieldView::Text(text)) => text,
            _ => "",
        }
    }

    /// The value of a register, empty if there is none.
    #[must_use]
    pub fn register(&self, field: &str) -> &str {
        match self.fields.get(field) {
            Some(FieldView::Register(Some(value))) => value,
            _ => "",
        }
    }

    /// The values of a kept field: none, one, or those that were written apart, in the same order on every device.
    #[must_use]
    pub fn kept(&self, field: &str) -> &[KeptValue] {
        match self.fields.get(field) {
            Some(FieldView::Kept(values)) => values,
            _ => &[],
        }
    }

    /// The texts of a field by key, without the empty ones.
    pub fn texts(&self, field: &str) -> impl Iterator<Item = (&str, &str)> {
        let texts = match self.fields.get(field) {
            Some(FieldView::Texts(texts)) => Some(texts),
            _ => None,
        };
        texts.into_iter().flatten().map(|(key, text)| (key.as_str(), text.as_str())).filter(|(_, text)| !text.is_empty())
    }

    /// The things of a set, sorted.
    #[must_use]
    pub fn set(&self, field: &str) -> &[String] {
        match self.fields.get(field) {
            Some(FieldView::Set(things)) => things,
            _ => &[],
        }
    }

    /// The items of a list, in order.
    #[must_use]
    pub fn items(&self, field: &str) -> &[ItemView] {
        match self.fields.get(field) {
            Some(FieldView::Items(items)) => items,
            _ => &[],
        }
    }
}

/// Reads everything that a document says.
pub(super) fn view(document: &Automerge) -> DocumentView {
    let kind_name = register(document, &ROOT, schema::KIND).unwrap_or_default();
    let kind = Kind::from_name(&kind_name);
    let fields: BTreeMap<String, FieldView> =
        kind.iter().flat_map(|kind| kind.fields()).map(|field| (field.name.to_owned(), read_field(document, field.kind, field.name))).collect();
    let unknown = document.keys(ROOT).filter(|name| !fields.contains_key(name) && name != schema::KIND && name != schema::VERSION).collect();
    let version = match document.get(ROOT, schema::VERSION) {
        Ok(Some((Value::Scalar(value), _))) => value.as_u64().unwrap_or_default(),
        _ => 0,
    };
    let latest = document.get_heads().iter().map(|head| written(document, head)).collect();
    DocumentView { kind: kind_name, version, fields, unknown, latest }
}

fn read_field(document: &Automerge, kind: FieldKind, name: &str) -> FieldView {
    match kind {
        FieldKind::Register => FieldView::Register(register(document, &ROOT, name)),
        FieldKind::Kept => FieldView::Kept(kept(document, &ROOT, name)),
        FieldKind::Text => FieldView::Text(join(&texts_apart(document, &ROOT, name))),
        FieldKind::Texts => FieldView::Texts(in_map(document, name, |map, key| join(&texts_apart(document, map, key)))),
        FieldKind::Values => FieldView::Values(in_map(document, name, |map, key| kept(document, map, key))),
        FieldKind::Set => FieldView::Set(in_map(document, name, |_, _| ()).into_keys().collect()),
        FieldKind::Items => FieldView::Items(items(document, name)),
    }
}

fn in_map<T>(document: &Automerge, name: &str, each: impl Fn(&ObjId, &str) -> T) -> BTreeMap<String, T> {
    let Some(map) = object(document, &ROOT, name, ObjType::Map) else { return BTreeMap::new() };
    document.keys(&map).map(|key| (key.clone(), each(&map, &key))).collect()
}

fn register(document: &Automerge, parent: &ObjId, name: &str) -> Option<String> {
    document.get(parent, name).ok().flatten().map(|(value, _)| said(&value))
}

fn kept(document: &Automerge, parent: &ObjId, name: &str) -> Vec<KeptValue> {
    let mut values: Vec<KeptValue> = Vec::new();
    for (value, id) in document.get_all(parent, name).unwrap_or_default() {
        let value = said(&value);
        if values.iter().all(|other| other.value != value) {
            let by = document.hash_for_opid(&id).map_or_else(nobody, |hash| written(document, &hash));
            values.push(KeptValue { value, by });
        }
    }
    values
}

fn written(document: &Automerge, hash: &automerge::ChangeHash) -> Written {
    document.get_change_meta_by_hash(hash).map_or_else(nobody, |change| Written {
        actor: change.actor.to_hex_string(),
        change: hash.to_string(),
        time_ms: change.timestamp,
    })
}

fn nobody() -> Written {
    Written { actor: Actor(schema::GENESIS_ACTOR).hex(), change: String::new(), time_ms: 0 }
}

fn items(document: &Automerge, name: &str) -> Vec<ItemView> {
    let Some(list) = object(document, &ROOT, name, ObjType::List) else { return Vec::new() };
    (0..document.length(&list))
        .filter_map(|index| match document.get(&list, Prop::Seq(index)) {
            Ok(Some((Value::Object(ObjType::Map), id))) => Some(id),
            _ => None,
        })
        .map(|id| ItemView {
            text: join(&texts_apart(document, &id, "text")),
            done: matches!(document.get(&id, "done"), Ok(Some((Value::Scalar(value), _))) if *value == ScalarValue::Boolean(true)),
            element: register(document, &id, "element").filter(|element| !element.is_empty()),
            id: id.to_string(),
        })
        .collect()
}

/// An item of a list by its id: where it stands, and the object.
pub(super) fn item<R: ReadDoc>(document: &R, list: &ObjId, wanted: &str) -> Option<(usize, ObjId)> {
    (0..document.length(list)).find_map(|index| match document.get(list, Prop::Seq(index)) {
        Ok(Some((Value::Object(ObjType::Map), id))) if id.to_string() == wanted => Some((index, id)),
        _ => None,
    })
}

/// The object of a name, if it is of the wanted type.
pub(super) fn object<R: ReadDoc>(document: &R, parent: &ObjId, name: &str, wanted: ObjType) -> Option<ObjId> {
    match document.get(parent, name) {
        Ok(Some((Value::Object(found), id))) if found == wanted => Some(id),
        _ => None,
    }
}

/// Every text that stands at a name: one, or several if it was made on two devices while apart.
pub(super) fn texts_apart<R: ReadDoc>(document: &R, parent: &ObjId, name: &str) -> Vec<String> {
    let found = document.get_all(parent, name).unwrap_or_default();
    let mut texts: Vec<String> = Vec::new();
    for (value, id) in found {
        let text = match value {
            Value::Object(ObjType::Text) => document.text(&id).unwrap_or_default(),
            Value::Object(_) => continue,
            Value::Scalar(_) => said(&value),
        };
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// Several texts as one, so that nothing that somebody wrote is hidden.
pub(super) fn join(texts: &[String]) -> String {
    texts.join("\n\n")
}

/// A value as text. Values of other types come from newer versions and are shown as well as they can be.
pub(super) fn said(value: &Value<'_>) -> String {
    match value {
        Value::Object(_) => String::new(),
        Value::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Str(text) => text.to_string(),
            ScalarValue::Null => String::new(),
            other => other.to_string(),
        },
    }
}
