//! Statements of coins.

use serde::{Deserialize, Serialize};

/// A statement: always three numbers, and the lines that make them up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    /// Whose: the person's id, `pool` or `co-op`.
    pub of: String,
    /// The same as a name.
    pub owner: String,
    /// When it was made.
    pub as_of_ms: u64,
    /// Settled coins.
    pub settled: i64,
    /// Promised coins, and those that ripen.
    pub promised: i64,
    /// Contested coins and claims.
    pub contested: i64,
    /// Minutes in the jar.
    pub jar_minutes: u32,
    /// Whether the lines make up the numbers.
    pub adds_up: bool,
    /// The lines, newest first.
    pub lines: Vec<StatementLineView>,
}

/// Coins that came or went by one operation, for one cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLineView {
    /// When, as said by the device that did it.
    pub at_ms: u64,
    /// As in a movement; in a co-op's statement minted | retired | pooled | welcome | topped-up | made-good | moved.
    pub what: String,
    /// The same in the device's language.
    pub words: String,
    /// Coins that came, or went (below nought).
    pub coins: i64,
    /// Of the settled ones.
    pub settled: i64,
    /// Of the promised ones.
    pub promised: i64,
    /// Of the contested ones and claims.
    pub contested: i64,
    /// The wellbeing element, if it is known here.
    pub category: String,
    /// The other party, if it may be named.
    pub with: String,
    /// The operation.
    pub operation: String,
    /// How sure it is, as coins and movements say it: settled | promised | offered | ripening | contested.
    pub state: String,
}

/// A statement as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedView {
    /// Always `book-export`.
    pub kind: String,
    /// What the file may be called.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// What is in it.
    pub text: String,
    /// Settled coins.
    pub settled: i64,
    /// Promised coins.
    pub promised: i64,
    /// Contested coins and claims.
    pub contested: i64,
}
