//! The face of a coin, drawn from its own identity and history, and drawn only here: as SVG and as strokes for the phones.
//!
//! A honey hexagon, a heart, and one waved ring for each pair of hands, from the inside out, coloured by the wellbeing element of what
//! the coin was given for. How a ring waves comes from BLAKE3 of the coin's identity and stays the same as the coin grows older, so no
//! two coins look alike and each is known again. A ring still promised is open and dashed. Whatever the face shows is also said in
//! words ([`CoinFace::describe`]), so that colour is never alone.

mod geometry;
#[cfg(test)]
mod tests;

use crate::kith::view::Element;
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

pub use geometry::Point;

/// Rings that are drawn; older ones stay in the story.
pub const RINGS_MAX: usize = 10;

const FACE_DOMAIN: &[u8] = b"kith/v1/face";
const HEXAGON_RADIUS: i32 = 49_00;
const HEART_HALF_WIDTH: i32 = 9_00;
/// Where the rings begin and end, from the middle; the flat sides of the hexagon are at 42.4, and the last ring waves too.
const RINGS_FROM: i32 = 13_00;
const RINGS_TO: i32 = 38_50;
/// Rings are set as if there were at least this many, so that a young coin is not all one ring.
const RINGS_LEAST: usize = 3;
/// How far round an open ring goes.
const OPEN_DEGREES: i32 = 320;

/// One pair of hands that a coin has been in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceHop {
    /// What it was given for, if that is known.
    pub element: Option<Element>,
    /// Whether it is promised and has not settled.
    pub promised: bool,
}

/// A colour by its name in the look's tokens, so that light and dark themes both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is the token of the same name")]
pub enum Paint {
    Honey,
    HoneySoft,
    HoneyInk,
    Open,
    MyLife,
    MyHome,
    MyCommunity,
    MyCare,
}

impl Paint {
    const fn of(hop: FaceHop) -> Self {
        match (hop.promised, hop.element) {
            (true, _) => Self::Open,
            (false, None) => Self::HoneyInk,
            (false, Some(Element::MyLife)) => Self::MyLife,
            (false, Some(Element::MyHome)) => Self::MyHome,
            (false, Some(Element::MyCommunity)) => Self::MyCommunity,
            (false, Some(Element::MyCare)) => Self::MyCare,
        }
    }

    /// The token's name and its colour in the light theme, for where there is no stylesheet.
    #[must_use]
    pub const fn token(self) -> (&'static str, &'static str) {
        match self {
            Self::Honey => ("--honey", "#f2b632"),
            Self::HoneySoft => ("--honey-soft", "#fdf1d3"),
            Self::HoneyInk => ("--honey-ink", "#7a5000"),
            Self::Open => ("--open", "#7a5000"),
            Self::MyLife => ("--my-life", "#6b4a8a"),
            Self::MyHome => ("--my-home", "#4e6b2a"),
            Self::MyCommunity => ("--my-community", "#a3561a"),
            Self::MyCare => ("--my-care", "#155e63"),
        }
    }

    pub(crate) fn css(self) -> String {
        let (name, colour) = self.token();
        format!("var({name},{colour})")
    }
}

/// How the inside of a stroke is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fill {
    /// Not at all.
    None,
    /// With a colour.
    Full(Paint),
    /// With three parts in ten of a colour, and soft honey.
    Tinted(Paint),
}

/// One line of the face. A phone draws the strokes in their order, on a square of 10,000 by 10,000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stroke {
    /// The points that it joins.
    pub points: Vec<Point>,
    /// Whether its end joins its beginning.
    pub closed: bool,
    /// Whether it is dashed: three units drawn, three left out.
    pub dashed: bool,
    /// How its inside is painted.
    pub fill: Fill,
    /// The line's colour, if there is a line.
    pub line: Option<Paint>,
    /// How thick the line is.
    pub width: i32,
}

struct Ring {
    hop: FaceHop,
    waves: i32,
}

/// The face of one coin.
pub struct CoinFace {
    short: String,
    rings: Vec<Ring>,
    older: usize,
    strokes: Vec<Stroke>,
}

impl CoinFace {
    /// The face of a coin that has been in these hands, oldest first.
    #[must_use]
    pub fn new(coin: &[u8; 32], hops: &[FaceHop]) -> Self {
        let older = hops.len().saturating_sub(RINGS_MAX);
        let shown = &hops[older..];
        let mut rings = Vec::with_capacity(shown.len());
        let mut outside_in = Vec::with_capacity(shown.len() + 2);
        let gap = (RINGS_TO - RINGS_FROM) / i32::try_from(shown.len().max(RINGS_LEAST)).expect("at most as many as are drawn");
        let mut radius = RINGS_FROM;
        for (index, hop) in shown.iter().enumerate() {
            radius += gap;
            let wave = wave_of(coin, older + index, gap);
            rings.push(Ring { hop: *hop, waves: wave.count });
            outside_in.push(ring_stroke(radius, wave, (*hop, gap)));
        }
        outside_in.push(hexagon_stroke());
        let strokes = outside_in.into_iter().rev().chain([heart_stroke()]).collect();
        Self { short: coin.iter().take(2).map(|byte| format!("{byte:02x}")).collect(), rings, older, strokes }
    }

    /// The strokes, in the order in which they are drawn.
    #[must_use]
    pub fn strokes(&self) -> &[Stroke] {
        &self.strokes
    }

    /// What the coin is called: "Coin 7f31".
    #[must_use]
    pub fn title(&self, words: &Words) -> String {
        words.say_with("face-title", &[("short", self.short.as_str().into())])
    }

    /// All that the face shows, in words.
    #[must_use]
    pub fn describe(&self, words: &Words) -> String {
        if self.rings.is_empty() {
            return words.say("face-desc-new");
        }
        let rings: Vec<String> = self.rings.iter().map(|ring| describe_ring(ring, words)).collect();
        let said = words.say_with("face-desc", &[("count", self.rings.len().into()), ("rings", rings.join("; ").into())]);
        if self.older == 0 { said } else { format!("{said} {}", words.say_with("face-more", &[("count", self.older.into())])) }
    }

    /// The face as SVG with its words inside; colours are the look's tokens, with the light theme's where there is no stylesheet.
    #[must_use]
    pub fn svg(&self, words: &Words) -> String {
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="coin-face" viewBox="0 0 100 100" role="img" lang="{}"><title>{}</title><desc>{}</desc>"#,
            words.language().code(),
            escaped(&self.title(words)),
            escaped(&self.describe(words)),
        );
        for stroke in &self.strokes {
            stroke.write_svg(&mut svg);
        }
        svg.push_str("</svg>");
        svg
    }
}

fn describe_ring(ring: &Ring, words: &Words) -> String {
    let element = words.say(match ring.hop.element {
        None => "face-ring-plain",
        Some(Element::MyLife) => "element-my-life",
        Some(Element::MyHome) => "element-my-home",
        Some(Element::MyCommunity) => "element-my-community",
        Some(Element::MyCare) => "element-my-care",
    });
    let key = if ring.hop.promised { "face-ring-promised" } else { "face-ring" };
    words.say_with(key, &[("element", element.into()), ("waves", ring.waves.into())])
}

/// How the ring of a coin's n-th hands waves: from the coin's identity alone, so that it never changes.
fn wave_of(coin: &[u8; 32], nth: usize, gap: i32) -> geometry::Wave {
    let mut hasher = blake3::Hasher::new();
    hasher.update(FACE_DOMAIN).update(coin).update(&(nth as u64).to_be_bytes());
    let hash = hasher.finalize();
    let [count, reach, from_high, from_low] = [0, 1, 2, 3].map(|at| i32::from(hash.as_bytes()[at]));
    // Neighbouring rings must not touch: a wave reaches at most four tenths of the way to the next.
    let reach = (1_60 + reach % 3 * 70).min(gap * 2 / 5);
    geometry::Wave { count: 5 + count % 6, reach, from: (from_high * 256 + from_low) % 360 }
}

fn hexagon_stroke() -> Stroke {
    let points = geometry::hexagon(HEXAGON_RADIUS);
    Stroke { points, closed: true, dashed: false, fill: Fill::Full(Paint::HoneySoft), line: Some(Paint::Honey), width: 2_50 }
}

fn heart_stroke() -> Stroke {
    let points = geometry::heart(HEART_HALF_WIDTH);
    Stroke { points, closed: true, dashed: false, fill: Fill::Full(Paint::Honey), line: None, width: 0 }
}

fn ring_stroke(radius: i32, wave: geometry::Wave, (hop, gap): (FaceHop, i32)) -> Stroke {
    let paint = Paint::of(hop);
    let (over, fill) = if hop.promised { (OPEN_DEGREES, Fill::None) } else { (360, Fill::Tinted(paint)) };
    let points = geometry::ring(radius, wave, over);
    Stroke { points, closed: !hop.promised, dashed: hop.promised, fill, line: Some(paint), width: (gap * 2 / 5).min(1_60) }
}

impl Stroke {
    fn write_svg(&self, svg: &mut String) {
        svg.push_str("<path d=\"");
        for (index, (x, y)) in self.points.iter().enumerate() {
            svg.push(if index == 0 { 'M' } else { 'L' });
            write_tenths(svg, *x);
            svg.push(' ');
            write_tenths(svg, *y);
        }
        if self.closed {
            svg.push('Z');
        }
        let fill = match self.fill {
            Fill::None => "none".to_owned(),
            Fill::Full(paint) => paint.css(),
            Fill::Tinted(paint) => format!("color-mix(in srgb,{} 30%,{})", paint.css(), Paint::HoneySoft.css()),
        };
        svg.push_str("\" fill=\"");
        svg.push_str(&fill);
        svg.push('"');
        if let Some(line) = self.line {
            svg.push_str(" stroke=\"");
            svg.push_str(&line.css());
            svg.push_str("\" stroke-linejoin=\"round\" stroke-width=\"");
            write_tenths(svg, self.width);
            svg.push('"');
        }
        if self.dashed {
            svg.push_str(" stroke-dasharray=\"3 3\"");
        }
        svg.push_str("/>");
    }
}

/// Hundredths as a number with at most one decimal.
pub(crate) fn write_tenths(text: &mut String, hundredths: i32) {
    let tenths = (hundredths + 5).div_euclid(10);
    let (whole, rest) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    let written = if rest == 0 { write!(text, "{whole}") } else { write!(text, "{whole}.{rest}") };
    written.expect("a string takes any text");
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
