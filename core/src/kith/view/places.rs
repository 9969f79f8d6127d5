//! Places that hold coins.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// A place with a purse of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its area, if that is said.
    pub area: Option<String>,
    /// Settled coins that it holds, as the office told last.
    pub coins: u32,
    /// Who draws on them.
    pub keepers: Vec<PersonView>,
    /// Whether I am one of them.
    pub mine: bool,
    /// Whether I may say who they are, here.
    pub mine_to_set: bool,
}

/// What a keeper asked of a place's coins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnView {
    /// The place.
    pub place: String,
    /// How many coins.
    pub coins: u32,
    /// Who gets them; the pool is called `pool`.
    pub to: PersonView,
    /// asked (the office gives them when it hears) | given.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
}
