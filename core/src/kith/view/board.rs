//! What the co-op's board is asked to decide in a circle, and how it stands.

use super::{HandOver, Level, PersonView};
use serde::{Deserialize, Serialize};

/// What the board is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardWhat {
    /// Somebody is to be in the circle no longer, its owner too.
    Remove,
    /// Somebody is to be put there, at any level.
    Add,
    /// Somebody's level is to be another.
    Level,
}

/// How such a matter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardState {
    /// It waits for signatures of the board.
    Asked,
    /// So many have declined that it cannot come to enough.
    Declined,
    /// It is decided and everybody concerned has been told; until its day the board can take it back.
    Noticed,
    /// It holds, and waits for somebody of the circle to hear it.
    Passed,
    /// It stands in the circle's log.
    Done,
}

/// Something that the board was asked, or has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardMatterView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// What it is called.
    pub circle_name: String,
    /// What is to be done.
    pub what: BoardWhat,
    /// With whom.
    pub person: PersonView,
    /// At which level.
    pub level: Option<Level>,
    /// Who asked: told to the board alone.
    pub by: Option<PersonView>,
    /// Why: told to the board alone.
    pub reason: Option<String>,
    /// When it was asked; for those concerned, when they were told.
    pub at_ms: u64,
    /// How many of the board must sign.
    pub needed: u32,
    /// Who has: told to the board alone.
    pub signed: Vec<PersonView>,
    /// Who has declined.
    pub declined: Vec<PersonView>,
    /// Who may still say something.
    pub open: Vec<PersonView>,
    /// Whether it waits for my word.
    pub asks_me: bool,
    /// Whether I may still take back what I said.
    pub may_answer: bool,
    /// How it stands.
    pub state: BoardState,
    /// From when it holds, once it is decided.
    pub from_ms: Option<u64>,
    /// What was just said, as a code for the others.
    pub hand_over: Option<HandOver>,
}
