//! Requests about places: those that hold coins, the co-op's areas, and where a coin has been.

use super::Ref;
use crate::honeycomb::Size;
use serde::{Deserialize, Serialize};

/// A command or a query about a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum PlaceRequest {
    /// Places that hold coins. → `Vec<`[`super::super::view::PlaceView`]`>`
    Places,
    /// At the office: begin a place, or say anew who keeps one. → `Vec<`[`super::super::view::PlaceView`]`>`
    PlaceSet { place: Option<Ref>, name: String, area: Option<String>, keepers: Vec<Ref> },
    /// As its keeper: coins of a place go to somebody, or to the `pool`. → [`super::super::view::DrawnView`]
    PlaceDraw { place: Ref, count: u32, to: Ref },
    /// The co-op's areas: where each lies, roughly, and whether stories may name it. → [`super::super::view::AreasView`]
    Areas,
    /// As whoever keeps the co-op's commons: say in which cell an area lies, by its number in the grid or round a place in degrees
    /// (`53.05,-4.28`), which is not kept; or, with neither, that it stands on no map. → [`super::super::view::AreasView`]
    AreaCell { area: Ref, cell: Option<String>, at: Option<String>, size: Size },
    /// Where a coin has been, as a map and as a list. → [`super::super::view::CoinMapView`]
    CoinMap { coin: Ref },
}

impl PlaceRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::Places | Self::Areas | Self::CoinMap { .. })
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 6] = ["places", "place-set", "place-draw", "areas", "area-cell", "coin-map"];
}
