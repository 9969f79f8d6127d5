//! What each kind of document holds: a table of fields, and the fixed first change that every device makes alike.
//!
//! A later kind, or a later register of a kind that exists, is a line here. A field that this version does not know is carried in the
//! document unchanged. The containers that two people might otherwise make at the same time are in the first change, so that all
//! devices write into the same ones; its bytes are therefore fixed for ever, and a test compares them.

use automerge::{ActorId, Automerge, Change, ObjType, ROOT, transaction::CommitOptions, transaction::Transactable};
use serde::{Deserialize, Serialize};

/// The actor of every first change. No device has it, since a device's actor is a hash.
pub const GENESIS_ACTOR: [u8; 16] = *b"kith/v1/genesis.";

/// The name under which a document says its kind.
pub(super) const KIND: &str = "kind";
/// The name under which a document says the version of its kind.
pub(super) const VERSION: &str = "v";

/// How a field meets itself after time apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text that merges.
    Text,
    /// One value; of values written apart, every device takes the same.
    Register,
    /// One value; of values written apart all are kept and shown until a person chooses (times, places, doses, allergies).
    Kept,
    /// Texts by key; each merges.
    Texts,
    /// Values by key; each is kept as [`FieldKind::Kept`].
    Values,
    /// Things of which each is there once; a thing added while somebody apart removes it stays.
    Set,
    /// Things to do, in order: each with a text that merges, an element, and whether it is done.
    Items,
}

/// A field of a kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in the document.
    pub name: &'static str,
    /// How it merges.
    pub kind: FieldKind,
    /// For [`FieldKind::Texts`]: the keys whose texts are there from the first change on.
    pub keys: &'static [&'static str],
}

const fn field(name: &'static str, kind: FieldKind) -> Field {
    Field { name, kind, keys: &[] }
}

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A plan that a circle shares.
    Plan,
    /// One side of a profile, as far as one audience sees it.
    ProfilePart,
    /// The co-op's policy: keys and values.
    CoopPolicy,
}

const PLAN: &[Field] = &[
    field("title", FieldKind::Register),
    field("text", FieldKind::Text),
    field("when", FieldKind::Kept),
    field("place", FieldKind::Kept),
    field("items", FieldKind::Items),
];

const SECTIONS: &[&str] = &[
    "about-me",
    "matters",
    "people",
    "talk-to-me",
    "please-do",
    "please-dont",
    "wellness",
    "support",
    "worth-knowing",
    "experience",
    "offer",
    "qualifications",
];

const PROFILE_PART: &[Field] = &[
    field("side", FieldKind::Register),
    Field { name: "sections", kind: FieldKind::Texts, keys: SECTIONS },
    field("skills", FieldKind::Set),
    field("interests", FieldKind::Set),
    field("languages", FieldKind::Set),
    field("places", FieldKind::Set),
    field("times", FieldKind::Set),
    field("elements", FieldKind::Set),
];

const COOP_POLICY: &[Field] = &[field("values", FieldKind::Values)];

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Plan, Self::ProfilePart, Self::CoopPolicy];

    /// The kind's name, in documents and in entries.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::ProfilePart => "profile-part",
            Self::CoopPolicy => "coop-policy",
        }
    }

    /// The kind of a name, or nothing if this version does not know it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The version of the kind's first change.
    #[must_use]
    pub const fn version(self) -> u64 {
        1
    }

    /// The kind's fields.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Plan => PLAN,
            Self::ProfilePart => PROFILE_PART,
            Self::CoopPolicy => COOP_POLICY,
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// A document that holds the kind's first change and nothing else.
    pub(super) fn fresh(self) -> Automerge {
        let mut document = super::empty().with_actor(ActorId::from(GENESIS_ACTOR));
        let mut transaction = document.transaction();
        write_genesis(&mut transaction, self).expect("the root of an empty document takes any name");
        transaction.commit_with(CommitOptions::default().with_time(0));
        document
    }

    /// The kind's first change, alike on every device for ever.
    #[must_use]
    pub fn genesis(self) -> Vec<u8> {
        self.fresh().get_changes(&[]).first().map(Change::raw_bytes).map(<[u8]>::to_vec).unwrap_or_default()
    }
}

fn write_genesis(transaction: &mut impl Transactable, kind: Kind) -> Result<(), automerge::AutomergeError> {
    transaction.put(ROOT, KIND, kind.name())?;
    transaction.put(ROOT, VERSION, kind.version())?;
    for field in kind.fields() {
        let Some(object) = field.kind.container() else { continue };
        let container = transaction.put_object(ROOT, field.name, object)?;
        for key in field.keys {
            transaction.put_object(&container, *key, ObjType::Text)?;
        }
    }
    Ok(())
}

impl FieldKind {
    /// What holds a field of this kind, if it is more than a value.
    pub(super) const fn container(self) -> Option<ObjType> {
        match self {
            Self::Text => Some(ObjType::Text),
            Self::Register | Self::Kept => None,
            Self::Texts | Self::Values | Self::Set => Some(ObjType::Map),
            Self::Items => Some(ObjType::List),
        }
    }
}
