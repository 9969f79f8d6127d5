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
    /// The co-op's board removed them; whoever is named carried its word in.
    ByBoard,
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
    /// What was written since a moment, as far as the keys allow: from the next one that was begun then or after it.
    Since(u64),
}

/// What a removal came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalView {
    /// The circle as it is now.
    pub circle: CircleView,
    /// Where others must sign too, the code for them: it goes to them by the relay as well.
    pub cosign: Option<HandOver>,
    /// What waits for their signatures then.
    pub proposal: Option<RemovalProposalView>,
}

/// How a removal that others must sign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemovalState {
    /// It waits for signatures.
    Waiting,
    /// Enough have signed, and it has been written into the circle.
    Done,
    /// So many have declined that it cannot come about.
    Declined,
    /// Whoever began it has taken it back.
    Withdrawn,
    /// The time for it is up.
    Expired,
    /// The person has gone, or does not look after the circle any more; or whoever began it does not.
    Overtaken,
}

/// The removal of somebody who looks after a circle: more than half of the others who do must sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalProposalView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Who is to go. They are not told before it is done.
    pub person: PersonView,
    /// Who began it.
    pub by: PersonView,
    /// When, as said by their device.
    pub at_ms: u64,
    /// Until when it may come about.
    pub ends_ms: u64,
    /// How many must sign, whoever began it among them. The circle's person is enough beside them.
    pub needed: u32,
    /// Who has signed, whoever began it first.
    pub signed: Vec<PersonView>,
    /// Who has declined.
    pub declined: Vec<PersonView>,
    /// Who may sign and has said nothing yet, as far as this device has heard.
    pub open: Vec<PersonView>,
    /// Whether it waits for my word.
    pub asks_me: bool,
    /// How it stands.
    pub state: RemovalState,
    /// After a word of mine: the same as a code, for phones side by side.
    pub hand_over: Option<HandOver>,
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
