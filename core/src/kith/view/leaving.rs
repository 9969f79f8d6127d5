//! What people see of somebody's going: who went and how, what waits for a word, what is asked.

use super::{CircleView, HandOver, PersonView};
use serde::{Deserialize, Serialize};

/// How somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoneHow {
    /// They left.
    Left,
    /// Somebody removed them.
    Removed,
}

/// Somebody who has gone from a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Who.
    pub person: PersonView,
    /// How.
    pub how: GoneHow,
    /// By whom.
    pub by: PersonView,
    /// When, as said by that person's device.
    pub at_ms: u64,
}

/// How I stand to a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum CircleStanding {
    /// I am in.
    In,
    /// I left, or was removed: what is here stays, and nothing newer comes.
    Gone {
        /// How.
        how: GoneHow,
        /// By whom.
        by: PersonView,
        /// Since when, as said by that person's device.
        at_ms: u64,
    },
    /// This device was cut off, or is frozen until somebody decides.
    CutOff,
    /// What came is not enough to tell.
    Unknown,
}

/// How far back a newcomer to a circle may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadFrom {
    /// From the beginning.
    #[default]
    All,
    /// What is written from now on.
    Now,
}

/// What a removal came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalView {
    /// The circle as it is now.
    pub circle: CircleView,
    /// A code for others who must sign too. Nothing asks for one yet: somebody who looks after a circle is removed by its person.
    pub cosign: Option<HandOver>,
}

/// Something by somebody who had gone, which waits for a keeper's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Who wrote it.
    pub author: PersonView,
    /// The device it was written on.
    pub device: String,
    /// When, as said by that device.
    pub written_ms: u64,
    /// note | handover | visit | plan | other.
    pub what: String,
    /// Its text.
    pub text: String,
    /// left | removed | cut-off: after what it was written.
    pub after: String,
    /// Who did that.
    pub by: Option<PersonView>,
    /// When, as said by their device.
    pub after_ms: u64,
}

/// Something that a removal left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// About whom.
    pub person: PersonView,
    /// Who had removed them.
    pub by: PersonView,
    /// When, as said by their device.
    pub at_ms: u64,
}
