//! Places that hold coins.

use super::PersonView;
use crate::honeycomb::Drawing;
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

/// An area of the co-op.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaView {
    /// What it is called.
    pub name: String,
    /// The coarse cell in which it lies, by its number in the grid; none if it stands on no map.
    pub cell: Option<String>,
    /// Whether enough people have earned in it for stories and maps to name it, as the office told last.
    pub told: bool,
}

/// The co-op's areas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreasView {
    /// Each, in the co-op's order.
    pub areas: Vec<AreaView>,
    /// People who have earned in an area before it is named.
    pub members: u8,
    /// Those that may be shown, as SVG; none if there are none.
    pub svg: Option<String>,
    /// The same as strokes and words, for whoever draws no SVG.
    #[serde(default)]
    pub drawing: Option<Drawing>,
    /// Whether I may say where they lie.
    pub mine_to_set: bool,
}

/// Where a coin has been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoinMapView {
    /// The coin.
    pub coin: String,
    /// What the map is called.
    pub title: String,
    /// The map as SVG; none if no step tells a place that may be shown.
    pub svg: Option<String>,
    /// The same as strokes and words, for whoever draws no SVG.
    #[serde(default)]
    pub drawing: Option<Drawing>,
    /// The map in words.
    pub words: String,
    /// The steps that tell a place, in their order.
    pub stops: Vec<StopView>,
    /// How many steps tell none.
    pub untold: u32,
    /// People who have earned in an area before it is named.
    pub members: u8,
}

/// A step of a coin that tells a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopView {
    /// Its number on the map.
    pub number: u32,
    /// The area.
    pub area: String,
    /// The month as `2026-04`, if that is told; never a day.
    pub month: Option<String>,
    /// The stop in the device's language.
    pub words: String,
    /// Whether it stands on the map.
    pub drawn: bool,
    /// Whether this step has settled.
    pub settled: bool,
}
