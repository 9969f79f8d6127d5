//! The co-op's areas, where a coin has been, and the co-op's book.

use super::Kith;
use crate::{KithError, MapDrawing};
use kith_core::honeycomb::Size;
use kith_core::kith::view::{AreaView, AreasView, BookView, CoinMapView, StopView};
use kith_core::kith::{PlaceRequest, Request};

/// Where a coin has been.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CoinMap {
    /// What the map is called.
    pub title: String,
    /// The map in words.
    pub words: String,
    /// The map; none if no step tells a place that may be shown.
    pub drawing: Option<MapDrawing>,
    /// The steps that tell a place, in their order.
    pub stops: Vec<StopView>,
    /// How many steps tell none.
    pub untold: u32,
    /// People who have earned in an area before it is named.
    pub members: u8,
}

/// The co-op's areas.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AreasShown {
    /// Each, in the co-op's order.
    pub areas: Vec<AreaView>,
    /// Those that may be shown, as a map; none if there are none.
    pub drawing: Option<MapDrawing>,
    /// People who have earned in an area before it is named.
    pub members: u8,
    /// Whether I may say where they lie.
    pub mine_to_set: bool,
}

impl From<AreasView> for AreasShown {
    fn from(view: AreasView) -> Self {
        Self { areas: view.areas, drawing: view.drawing.map(MapDrawing::from), members: view.members, mine_to_set: view.mine_to_set }
    }
}

#[uniffi::export]
impl Kith {
    /// Where a coin has been, as a map and as a list.
    pub async fn coin_map(&self, coin: String) -> Result<CoinMap, KithError> {
        let view: CoinMapView = self.ask(Request::Place(PlaceRequest::CoinMap { coin })).await?;
        let CoinMapView { title, words, drawing, stops, untold, members, .. } = view;
        Ok(CoinMap { title, words, drawing: drawing.map(MapDrawing::from), stops, untold, members })
    }

    /// The co-op's areas: where each lies, roughly, and whether stories may name it.
    pub async fn areas(&self) -> Result<AreasShown, KithError> {
        let view: AreasView = self.ask(Request::Place(PlaceRequest::Areas)).await?;
        Ok(view.into())
    }

    /// As whoever keeps the co-op's list of members: places an area on the map, by a place in it in degrees (`53.05,-4.28`), which is not kept; none: off it.
    pub async fn area_place(&self, area: String, at: Option<String>, size: Size) -> Result<AreasShown, KithError> {
        let view: AreasView = self.ask(Request::Place(PlaceRequest::AreaCell { area, cell: None, at, size })).await?;
        Ok(view.into())
    }

    /// The co-op's book: at the office all of it, elsewhere the totals that it published.
    pub async fn book(&self) -> Result<BookView, KithError> {
        self.ask(Request::Book).await
    }
}
