//! The honeycomb of the co-op's neighbourhood: coarse cells, and the map of where a coin has been.
//!
//! A place is a cell of the H3 grid, none finer than five square kilometres ([`FINEST`]): a neighbourhood, never a home. What somebody types
//! to find a cell is turned into the cell at once and kept nowhere. The map is drawn here and only here, from cells alone, with no tiles, no
//! streets and no network; a cell finer than that cannot be made, so none can be drawn. All of its arithmetic is of operations that every
//! processor rounds alike, so the same journey has the same map on every device.

mod drawing;
mod frame;
mod strokes;
#[cfg(test)]
mod tests;

use h3o::{CellIndex, LatLng, Resolution};
use serde::{Deserialize, Serialize};

pub use drawing::Map;
pub use strokes::{Drawing, Label};

/// The finest cells that there are here: some five square kilometres.
const FINEST: u8 = 7;
/// The coarsest that somebody may choose: some two hundred and fifty square kilometres.
const COARSEST: u8 = 5;

/// How large the cell of an area is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Size {
    /// Some five square kilometres.
    #[default]
    Neighbourhood,
    /// Some thirty-six.
    Town,
    /// Some two hundred and fifty.
    District,
}

impl Size {
    const fn level(self) -> Resolution {
        match self {
            Self::Neighbourhood => Resolution::Seven,
            Self::Town => Resolution::Six,
            Self::District => Resolution::Five,
        }
    }
}

/// A coarse cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(CellIndex);

impl Cell {
    /// The cell of this number, if it is one and coarse enough.
    #[must_use]
    pub fn of_number(number: u64) -> Option<Self> {
        let cell = CellIndex::try_from(number).ok()?;
        (COARSEST..=FINEST).contains(&u8::from(cell.resolution())).then_some(Self(cell))
    }

    /// The cell round a place in degrees north and east, if there is such a place.
    #[must_use]
    pub fn round(north: f64, east: f64, size: Size) -> Option<Self> {
        let on_earth = (-90.0..=90.0).contains(&north) && (-180.0..=180.0).contains(&east);
        let place = LatLng::new(north, east).ok().filter(|_| on_earth)?;
        Some(Self(place.to_cell(size.level())))
    }

    /// Its number in the grid.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0.into()
    }

    fn level(self) -> u8 {
        self.0.resolution().into()
    }

    /// The coarser cell in which it lies; none if it is coarser itself.
    fn within(self, level: u8) -> Option<CellIndex> {
        self.0.parent(Resolution::try_from(level).ok()?)
    }
}

/// An area of the co-op that may be shown: its name, and the cell in which it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// What it is called.
    pub name: String,
    /// Where it lies, roughly.
    pub cell: Cell,
}
