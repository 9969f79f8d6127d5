//! What was erased, what stays and why, what is kept, who has opened what.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// What an erasure took away; or would, before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedView {
    /// What was erased.
    pub item: String,
    /// Whether this only says what would be.
    pub preview: bool,
    /// note | handover | visit | plan | profile-part | line | story | attachment.
    pub what: String,
    /// Where it stands: the circle's or co-op's name.
    pub place: String,
    /// Who wrote it.
    pub by: PersonView,
    /// When it was written, as said by that person's device.
    pub written_ms: u64,
    /// Before it is erased: its words, with what was told of it earlier.
    pub text: Vec<String>,
    /// Entries whose bodies are gone, or would be.
    pub entries: u32,
    /// The document that stands in its place, where part of one was erased.
    pub successor: Option<String>,
    /// What stays of it, and why.
    pub stays: Vec<StaysView>,
}

/// So many of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountView {
    /// note | handover | correction | visit | plan | profile-part | edit | name | line | story | attachment.
    pub what: String,
    /// How many.
    pub count: u32,
}

/// What stays in spite of an erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaysView {
    /// hour | coin | membership | left | edit | line | dose | access | erasure | kept | notice | setting | other.
    pub what: String,
    /// How many.
    pub count: u32,
    /// Why, in words.
    pub why: String,
}

/// What erasing everything one wrote takes away; or would, before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseAllView {
    /// Whether this only says what would happen.
    pub preview: bool,
    /// What goes.
    pub goes: Vec<CountView>,
    /// What stays, and why.
    pub stays: Vec<StaysView>,
    /// What no erasure reaches, in words: paper, exports, devices that never come back.
    pub cannot_reach: Vec<String>,
}

/// An erasure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureView {
    /// The erasure.
    pub id: String,
    /// Who asked.
    pub by: PersonView,
    /// Where: the circle's or co-op's name.
    pub place: String,
    /// How many entries it names.
    pub entries: u32,
    /// How many of them are held here and erased.
    pub erased: u32,
    /// Why, as said.
    pub reason: String,
    /// The document in place of the one erased.
    pub successor: Option<String>,
    /// When, as said by the device that asked.
    pub at_ms: u64,
}

/// A change of mine to a document that was erased meanwhile: kept aside, so that I can write it again elsewhere. Or that something which I
/// had added to anything else fell with it: of that the words are gone, and the text says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateEditView {
    /// The entry.
    pub id: String,
    /// The document that is gone.
    pub document: String,
    /// The one in its place, if there is one.
    pub successor: Option<String>,
    /// What the change wrote, as far as it can be read by itself.
    pub text: Vec<String>,
    /// When, as said by the device.
    pub at_ms: u64,
}

/// Something that I keep in spite of an erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldView {
    /// What.
    pub item: String,
    /// Where it stood.
    pub place: String,
    /// Who wrote it.
    pub author: PersonView,
    /// When it was written, as said by that device.
    pub written_ms: u64,
    /// Since when it is kept.
    pub held_ms: u64,
    /// Why.
    pub reason: String,
    /// Whether its author has been told that something is kept.
    pub told: bool,
    /// Entries copied.
    pub entries: u32,
    /// Their words.
    pub words: Vec<String>,
    /// Whether I keep it: then letting go of it is mine to say. Another who looks after safety may keep it too.
    pub mine: bool,
}

/// I was told that something of mine is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    /// Where it stood.
    pub place: String,
    /// Who said so.
    pub by: PersonView,
    /// When.
    pub at_ms: u64,
}

/// Who has opened what, on which day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessView {
    /// Who.
    pub by: PersonView,
    /// Where: the circle's name; empty for what is between two people.
    pub place: String,
    /// circle | notes | visits | plans | profile | medicines.
    pub what: String,
    /// opened | exported | printed.
    pub how: String,
    /// The day's beginning, as said by that person's device.
    pub day_ms: u64,
}

/// How long records are kept, and what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionView {
    /// Kinds of records with their months; 0 has no term.
    pub months: Vec<(String, u16)>,
    /// What has been kept for longer. Nothing of it goes until somebody erases it.
    pub due: Vec<DueView>,
}

/// Records of a circle that have been kept for longer than their term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueView {
    /// The circle's name.
    pub place: String,
    /// note | visit | plan | closed-circle.
    pub what: String,
    /// Their ids.
    pub items: Vec<String>,
}

/// All that this device holds about somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportView {
    /// The document for machines: see docs/guides/your-data.md.
    pub json: serde_json::Value,
    /// The same for reading: a whole HTML page.
    pub html: String,
    /// Passages that name or come from others, to be looked at before it is given away.
    pub review: Vec<PassageView>,
}

/// A passage to be looked at before an export is given away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageView {
    /// Its name for a decision.
    pub passage: String,
    /// The words.
    pub text: String,
    /// Why: written-by-another | names NAME.
    pub because: Vec<String>,
    /// open | cleared | withheld.
    pub decision: String,
}

/// A request for one's data, or for its erasure, that this office handles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// Its id.
    pub id: String,
    /// Who asked.
    pub person: PersonView,
    /// export | erasure.
    pub what: String,
    /// When it was asked.
    pub asked_ms: u64,
    /// By when it must be answered: one month later.
    pub due_ms: u64,
    /// Days left; negative when it is late.
    pub days_left: i64,
    /// When it was answered, if it was.
    pub answered_ms: Option<u64>,
}
