//! Top-ups from the pool: the rule, and the account of every run of it.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// The rule by which the pool tops people up, and what it has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpsView {
    /// Whether the co-op has decided a rule.
    pub on: bool,
    /// The rule, in the device's language.
    pub words: String,
    /// Its runs, newest first.
    pub runs: Vec<TopUpRunView>,
    /// For a steward at the office: what a run would do now.
    pub next: Option<TopUpNextView>,
    /// Whether I may run it, here.
    pub mine_to_run: bool,
}

/// What a run would do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpNextView {
    /// ready | nobody | done (this month).
    pub state: String,
    /// People with less than the rule's level.
    pub people: u32,
    /// The level that they would be raised to.
    pub level: u8,
    /// Coins that it would give.
    pub coins: u32,
    /// Coins that the pool can give.
    pub fund: u32,
    /// The same in the device's language.
    pub words: String,
}

/// The account of one run; it names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpRunView {
    /// Its number.
    pub number: u32,
    /// Its month, as `2026-11`.
    pub month: String,
    /// Who ran it.
    pub by: PersonView,
    /// When, as said by the device that did it.
    pub at_ms: u64,
    /// The rule that it followed, in the device's language.
    pub rule: String,
    /// People with less than the rule's level.
    pub people: u16,
    /// The level that they were raised to.
    pub level: u8,
    /// Coins that the pool could give.
    pub fund: u32,
    /// Coins given.
    pub coins: u32,
    /// How many people had how many coins and what each of them got; empty where they were too few to be told apart.
    pub lines: Vec<TopUpLineView>,
    /// Coins that came to me by it.
    pub mine: u32,
    /// What happened, in the device's language.
    pub words: String,
    /// topped-up | had-enough | not-for-me.
    pub why: String,
    /// The same in the device's language.
    pub why_words: String,
    /// What this device finds when it computes the run again: holds | untold | waiting | differs.
    pub check: String,
    /// The same in the device's language.
    pub check_words: String,
}

/// People who had as many coins as each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopUpLineView {
    /// Coins that each of them had.
    pub held: u8,
    /// How many people.
    pub people: u16,
    /// What each of them got.
    pub gets: u8,
}
