//! The map of a coin's journey: an open honeycomb, the cells that may be shown with their names, and the coin's stops in their order.

use super::frame::{Frame, Point};
use super::{Area, Cell};
use crate::coin_face::{Paint, escaped, write_tenths};
use crate::words::Words;
use h3o::{CellIndex, LatLng};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a name that stand on the map; the list beside it has all of them.
const NAME_CHARS_MAX: usize = 16;
/// Stops of one cell whose numbers stand on the map.
const NUMBERS_MAX: usize = 3;
/// Half the height of the disc behind the numbers, how far its top is above the middle of the cell, and how far the line they stand on.
pub(super) const DISC_HALF: i32 = 2_60;
pub(super) const DISC_UP: i32 = 4_80;
pub(super) const NUMBER_UP: i32 = 80;

/// A cell that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) corners: Vec<Point>,
    pub(super) middle: Point,
    names: Vec<String>,
    /// The stops in it, by their number in the list.
    pub(super) stops: Vec<usize>,
}

/// The map of a coin's journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// Cells of which nothing is said.
    pub(super) open: Vec<Vec<Point>>,
    pub(super) shown: Vec<Shown>,
    /// From stop to stop.
    pub(super) way: Vec<Point>,
}

impl Map {
    /// The map of a journey by way of these cells (each with its number in the list of stops, in their order), among the areas that may be
    /// shown; without stops the map of those areas. None if there is no cell at all.
    #[must_use]
    pub fn new(areas: &[Area], stops: &[(usize, Cell)]) -> Option<Self> {
        let own: Vec<Cell> = if stops.is_empty() { areas.iter().map(|area| area.cell).collect() } else { stops.iter().map(|(_, cell)| *cell).collect() };
        let finest = own.iter().map(|cell| cell.level()).min()?;
        let coarser = |level: u8| own.iter().filter_map(|cell| cell.within(level)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        // A journey too long for its cells is drawn in coarser ones: that tells less and never more.
        let (level, mut cells, mut frame) = (0..=finest).rev().find_map(|level| {
            let cells = coarser(level);
            // There is nothing coarser than the coarsest cells of all.
            Frame::round(&cells, level == 0).map(|frame| (level, cells, frame))
        })?;
        for cell in areas.iter().filter_map(|area| area.cell.within(level)) {
            if !cells.contains(&cell) {
                let wider = [&cells[..], &[cell]].concat();
                if let Some(wide) = Frame::round(&wider, false) {
                    (cells, frame) = (wider, wide);
                }
            }
        }
        let open = frame.seen(cells[0]).into_iter().filter(|cell| !cells.contains(cell)).map(|cell| frame.corners(cell)).collect();
        Some(Self { open, way: way(&frame, stops, level), shown: shown(&frame, &cells, (areas, stops), level) })
    }

    /// The map as SVG with its words inside; colours are the look's tokens, with the light theme's where there is no stylesheet.
    #[must_use]
    pub fn svg(&self, words: &Words, title: &str, describes: &str) -> String {
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="coin-map" viewBox="0 0 100 100" role="img" lang="{}"><title>{}</title><desc>{}</desc>"#,
            words.language().code(),
            escaped(title),
            escaped(describes),
        );
        write_cells(&mut svg, self.open.iter(), &format!(r#"fill="none" stroke="{}" stroke-opacity="0.45" stroke-width="0.3""#, Paint::Honey.css()));
        let edge = format!(r#"stroke="{}" stroke-linejoin="round" stroke-width="0.7""#, Paint::Honey.css());
        let (been, else_): (Vec<&Shown>, Vec<&Shown>) = self.shown.iter().partition(|cell| !cell.stops.is_empty());
        write_cells(&mut svg, else_.iter().map(|cell| &cell.corners), &format!(r#"fill="{}" {edge}"#, Paint::HoneySoft.css()));
        let tinted = format!("color-mix(in srgb,{} 55%,{})", Paint::Honey.css(), Paint::HoneySoft.css());
        write_cells(&mut svg, been.iter().map(|cell| &cell.corners), &format!(r#"fill="{tinted}" {edge}"#));
        if self.way.len() > 1 {
            svg.push_str(r#"<path d=""#);
            write_line(&mut svg, &self.way, false);
            svg.push_str(&format!(r#"" fill="none" stroke="{}" stroke-linejoin="round" stroke-width="0.9" stroke-dasharray="2 1.4"/>"#, Paint::HoneyInk.css()));
        }
        for cell in &self.shown {
            cell.write_words(&mut svg);
        }
        svg.push_str("</svg>");
        svg
    }
}

fn way(frame: &Frame, stops: &[(usize, Cell)], level: u8) -> Vec<Point> {
    let mut way: Vec<Point> = stops.iter().filter_map(|(_, cell)| cell.within(level)).map(|cell| frame.point(LatLng::from(cell))).collect();
    way.dedup();
    way
}

fn shown(frame: &Frame, cells: &[CellIndex], (areas, stops): (&[Area], &[(usize, Cell)]), level: u8) -> Vec<Shown> {
    let mut names: BTreeMap<CellIndex, Vec<String>> = BTreeMap::new();
    for area in areas {
        if let Some(cell) = area.cell.within(level) {
            names.entry(cell).or_default().push(area.name.clone());
        }
    }
    let stops_in = |wanted: &CellIndex| stops.iter().filter(|(_, cell)| cell.within(level) == Some(*wanted)).map(|(number, _)| *number).collect();
    let one = |cell: &CellIndex| Shown {
        corners: frame.corners(*cell),
        middle: frame.point(LatLng::from(*cell)),
        names: names.get(cell).cloned().unwrap_or_default(),
        stops: stops_in(cell),
    };
    cells.iter().map(one).collect()
}

impl Shown {
    /// The numbers of its stops, and half the width of the disc that they stand on.
    pub(super) fn numbers(&self) -> Option<(String, i32)> {
        let numbers: Vec<String> = self.stops.iter().take(NUMBERS_MAX).map(usize::to_string).collect();
        if numbers.is_empty() {
            return None;
        }
        let numbers = if self.stops.len() > NUMBERS_MAX { format!("{}…", numbers.join(" ")) } else { numbers.join(" ") };
        let half = DISC_HALF + 1_00 * i32::try_from(numbers.chars().count().saturating_sub(1)).unwrap_or(0);
        Some((numbers, half))
    }

    /// Its name as it stands on the map, and where: beneath the disc if there is one.
    pub(super) fn name(&self) -> Option<(String, Point)> {
        let name = self.names.first()?;
        let more = self.names.len() > 1 || name.chars().count() > NAME_CHARS_MAX;
        let short: String = name.chars().take(NAME_CHARS_MAX).collect();
        let (x, y) = self.middle;
        let down = if self.stops.is_empty() { 1_20 } else { 4_40 };
        Some((if more { format!("{}…", short.trim_end()) } else { short }, (x, y + down)))
    }

    /// The numbers of its stops on a disc, and the name beneath.
    fn write_words(&self, svg: &mut String) {
        let (x, y) = self.middle;
        if let Some((numbers, half)) = self.numbers() {
            let box_ = [("x", x - half), ("y", y - DISC_UP), ("width", 2 * half), ("height", 2 * DISC_HALF), ("rx", DISC_HALF)];
            svg.push_str("<rect");
            box_.iter().for_each(|(name, value)| write_attribute(svg, name, *value));
            svg.push_str(&format!(r#" fill="{}"/>"#, Paint::HoneyInk.css()));
            write_text(svg, (x, y - NUMBER_UP), &numbers, r#"font-size="4" font-weight="700" fill="var(--surface,#ffffff)""#);
        }
        if let Some((name, at)) = self.name() {
            let halo = format!(r#"font-size="3.4" fill="var(--ink,#24211d)" stroke="{}" stroke-width="0.8" paint-order="stroke""#, Paint::HoneySoft.css());
            write_text(svg, at, &name, &halo);
        }
    }
}

fn write_text(svg: &mut String, (x, y): Point, text: &str, how: &str) {
    svg.push_str("<text");
    write_attribute(svg, "x", x);
    write_attribute(svg, "y", y);
    svg.push_str(&format!(r#" text-anchor="middle" aria-hidden="true" {how}>{}</text>"#, escaped(text)));
}

fn write_attribute(svg: &mut String, name: &str, hundredths: i32) {
    svg.push_str(&format!(r#" {name}=""#));
    write_tenths(svg, hundredths);
    svg.push('"');
}

fn write_cells<'a>(svg: &mut String, cells: impl Iterator<Item = &'a Vec<Point>>, how: &str) {
    let mut path = String::new();
    cells.for_each(|corners| write_line(&mut path, corners, true));
    if !path.is_empty() {
        svg.push_str(&format!(r#"<path d="{path}" {how}/>"#));
    }
}

fn write_line(svg: &mut String, points: &[Point], closed: bool) {
    for (index, (x, y)) in points.iter().enumerate() {
        svg.push(if index == 0 { 'M' } else { 'L' });
        write_tenths(svg, *x);
        svg.push(' ');
        write_tenths(svg, *y);
    }
    if closed {
        svg.push('Z');
    }
}
