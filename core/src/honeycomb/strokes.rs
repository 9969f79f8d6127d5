//! The same map as strokes and words, for a phone, which draws no SVG.

use super::drawing::{DISC_HALF, DISC_UP, Map, NUMBER_UP, Shown};
use super::frame::Point;
use crate::coin_face::{Fill, Paint, Stroke};
use serde::{Deserialize, Serialize};

/// How thick an open cell's edge is, a shown one's, and the way.
const WIDTHS: (i32, i32, i32) = (30, 70, 90);
/// How high numbers and names are.
const HEIGHTS: (i32, i32) = (4_00, 3_40);
/// A quarter of a disc of radius [`DISC_HALF`], from its top to its right.
const QUARTER: [Point; 5] = [(0, -DISC_HALF), (99, -240), (184, -184), (240, -99), (DISC_HALF, 0)];

/// A word on the map, or the numbers of stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The middle of its line, from the left and from the top.
    pub at: Point,
    /// How high its letters are.
    pub height: i32,
    /// The words.
    pub text: String,
    /// Whether it stands on a dark disc.
    pub on_disc: bool,
}

/// A map as it is drawn on a square of 10,000 by 10,000: the strokes in their order, then the words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// Cells, the way, and discs.
    pub strokes: Vec<Stroke>,
    /// Numbers and names.
    pub labels: Vec<Label>,
}

impl Map {
    /// The map for whoever draws no SVG.
    #[must_use]
    pub fn drawing(&self) -> Drawing {
        let (thin, edge, way) = WIDTHS;
        let cell = |corners: &Vec<Point>, fill, width| Stroke { points: corners.clone(), closed: true, dashed: false, fill, line: Some(Paint::Honey), width };
        let (been, others): (Vec<&Shown>, Vec<&Shown>) = self.shown.iter().partition(|cell| !cell.stops.is_empty());
        let mut strokes: Vec<Stroke> = self.open.iter().map(|corners| cell(corners, Fill::None, thin)).collect();
        strokes.extend(others.iter().map(|shown| cell(&shown.corners, Fill::Full(Paint::HoneySoft), edge)));
        strokes.extend(been.iter().map(|shown| cell(&shown.corners, Fill::Tinted(Paint::Honey), edge)));
        if self.way.len() > 1 {
            strokes.push(Stroke { points: self.way.clone(), closed: false, dashed: true, fill: Fill::None, line: Some(Paint::HoneyInk), width: way });
        }
        strokes.extend(self.shown.iter().filter_map(Shown::disc));
        Drawing { strokes, labels: self.shown.iter().flat_map(Shown::labels).collect() }
    }
}

impl Shown {
    fn disc(&self) -> Option<Stroke> {
        let (_, half) = self.numbers()?;
        let (x, y) = (self.middle.0, self.middle.1 - DISC_UP + DISC_HALF);
        let straight = half - DISC_HALF;
        let right = QUARTER.iter().copied().chain(QUARTER.iter().rev().skip(1).map(|(x, y)| (*x, -y)));
        let right: Vec<Point> = right.map(|(along, down)| (along + straight, down)).collect();
        let left = right.iter().rev().map(|(along, down)| (-along, *down));
        let points = right.iter().copied().chain(left).map(|(along, down)| (x + along, y + down)).collect();
        Some(Stroke { points, closed: true, dashed: false, fill: Fill::Full(Paint::HoneyInk), line: None, width: 0 })
    }

    fn labels(&self) -> Vec<Label> {
        let ((x, y), (number, name)) = (self.middle, HEIGHTS);
        let numbers = self.numbers().map(|(text, _)| Label { at: (x, y - NUMBER_UP), height: number, text, on_disc: true });
        let named = self.name().map(|(text, at)| Label { at, height: name, text, on_disc: false });
        numbers.into_iter().chain(named).collect()
    }
}
