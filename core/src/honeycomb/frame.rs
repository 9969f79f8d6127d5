//! From cells on the earth to a square of 100 by 100 units, north up.

use h3o::{CellIndex, LatLng};

/// A place on the map, in hundredths of a unit from the upper left corner.
pub(super) type Point = (i32, i32);

/// The map's side in units.
pub(super) const SIDE: f64 = 100.0;
/// Cells from one end of a journey to the other at most; of a longer one the cells are coarser.
const SPAN_MAX: f64 = 5.0;
/// Cells from one side of the map to the other at least, so that one cell does not fill it.
const SPAN_LEAST: f64 = 3.4;

/// Degrees on a flat map, to the east and to the south.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Flat {
    x: f64,
    y: f64,
}

/// How a part of the earth lies on the square.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Where the flat map begins, in degrees north and east.
    origin: (f64, f64),
    /// How much shorter a degree to the east is here than one to the north.
    narrowing: f64,
    middle: Flat,
    /// Degrees from one side to the other.
    side: f64,
    /// Degrees from one side of a cell to the other.
    cell: f64,
}

impl Frame {
    /// The frame round these cells, all of one size; none if they are too far apart to be told from one another on it, unless it is to be
    /// drawn `anyway`.
    pub(super) fn round(cells: &[CellIndex], anyway: bool) -> Option<Self> {
        let first = LatLng::from(*cells.first()?);
        let origin = (first.lat(), first.lng());
        let mut frame = Self { origin, narrowing: cosine(origin.0).max(0.05), middle: Flat { x: 0.0, y: 0.0 }, side: 1.0, cell: 1.0 };
        let (low, high) = extent(cells[0].boundary().iter().map(|corner| frame.flat(*corner)));
        frame.cell = (high.x - low.x).max(high.y - low.y);
        let (low, high) = extent(cells.iter().map(|cell| frame.flat(LatLng::from(*cell))));
        let span = (high.x - low.x).max(high.y - low.y);
        if span > SPAN_MAX * frame.cell && !anyway {
            return None;
        }
        frame.middle = Flat { x: (low.x + high.x) / 2.0, y: (low.y + high.y) / 2.0 };
        frame.side = (span + 1.6 * frame.cell).max(SPAN_LEAST * frame.cell);
        Some(frame)
    }

    fn flat(&self, place: LatLng) -> Flat {
        let east = place.lng() - self.origin.1;
        // The shorter way round the earth.
        let east = if east > 180.0 {
            east - 360.0
        } else if east < -180.0 {
            east + 360.0
        } else {
            east
        };
        Flat { x: east * self.narrowing, y: self.origin.0 - place.lat() }
    }

    pub(super) fn point(&self, place: LatLng) -> Point {
        let flat = self.flat(place);
        let unit = |along: f64, middle: f64| hundredths(((along - middle) / self.side + 0.5) * SIDE);
        (unit(flat.x, self.middle.x), unit(flat.y, self.middle.y))
    }

    pub(super) fn corners(&self, cell: CellIndex) -> Vec<Point> {
        cell.boundary().iter().map(|corner| self.point(*corner)).collect()
    }

    /// The cells that are to be seen on it.
    pub(super) fn seen(&self, near: CellIndex) -> Vec<CellIndex> {
        let mut seen: Vec<CellIndex> = near.grid_disk_fast(SEEN_RINGS).flatten().filter(|cell| self.corners(*cell).into_iter().any(on_it)).collect();
        seen.sort_unstable();
        seen
    }
}

/// Rings of cells round a cell of the map that may be seen on it, whichever it is.
const SEEN_RINGS: u32 = 10;

/// Whether a point lies on the map.
fn on_it((x, y): Point) -> bool {
    (0..=10_000).contains(&x) && (0..=10_000).contains(&y)
}

fn extent(places: impl Iterator<Item = Flat>) -> (Flat, Flat) {
    let (low, high) = (Flat { x: f64::MAX, y: f64::MAX }, Flat { x: f64::MIN, y: f64::MIN });
    places.fold((low, high), |(low, high), at| (Flat { x: low.x.min(at.x), y: low.y.min(at.y) }, Flat { x: high.x.max(at.x), y: high.y.max(at.y) }))
}

#[allow(clippy::cast_possible_truncation, reason = "what is beyond the square by more than its side is cut off first")]
fn hundredths(units: f64) -> i32 {
    let wanted = (units * 100.0).clamp(-1_000_000.0, 1_000_000.0);
    (if wanted < 0.0 { wanted - 0.5 } else { wanted + 0.5 }) as i32
}

/// The cosine of an angle in degrees up to a right one, by additions and multiplications alone: those come out alike everywhere.
fn cosine(degrees: f64) -> f64 {
    let square = (degrees * (std::f64::consts::PI / 180.0)) * (degrees * (std::f64::consts::PI / 180.0));
    1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)))
}
