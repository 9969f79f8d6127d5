//! What the shells draw as lines and squares: a coin's face, a map of coarse areas, and a code for another phone's camera.

use kith_core::coin_face::{Fill, Paint, Stroke};
use kith_core::honeycomb::Drawing;
use kith_core::kith::view::CoinView;
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// A colour by its name in the look.
#[uniffi::remote(Enum)]
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

/// A point of a face, on a square of 10,000 by 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct FacePoint {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// One line of a face; they are drawn in their order.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FaceLine {
    /// The points that it joins.
    pub points: Vec<FacePoint>,
    /// Whether its end joins its beginning.
    pub closed: bool,
    /// Whether it is dashed: three units drawn, three left out.
    pub dashed: bool,
    /// What its inside is painted with.
    pub fill: Option<Paint>,
    /// Whether the inside is three parts in ten of that, and soft honey.
    pub tinted: bool,
    /// The line's colour, if there is a line.
    pub line: Option<Paint>,
    /// How thick the line is.
    pub width: i32,
}

impl From<&Stroke> for FaceLine {
    fn from(stroke: &Stroke) -> Self {
        let (fill, tinted) = match stroke.fill {
            Fill::None => (None, false),
            Fill::Full(paint) => (Some(paint), false),
            Fill::Tinted(paint) => (Some(paint), true),
        };
        let points = stroke.points.iter().map(|&(x, y)| FacePoint { x, y }).collect();
        Self { points, closed: stroke.closed, dashed: stroke.dashed, fill, tinted, line: stroke.line, width: stroke.width }
    }
}

/// A coin's face, as the core draws it; nothing if the coin has no proper id.
#[uniffi::export]
pub fn coin_face(coin: CoinView) -> Vec<FaceLine> {
    coin.face().map(|face| face.strokes().iter().map(FaceLine::from).collect()).unwrap_or_default()
}

/// Words on a map.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MapLabel {
    /// The middle of their line.
    pub at: FacePoint,
    /// How high the letters are.
    pub height: i32,
    /// The words.
    pub text: String,
    /// Whether they stand on a dark disc.
    pub on_disc: bool,
}

/// A map of coarse areas, on a square of 10,000 by 10,000: the lines in their order, then the words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MapDrawing {
    /// Cells, the way from stop to stop, and discs.
    pub lines: Vec<FaceLine>,
    /// Numbers of stops, and names of areas.
    pub labels: Vec<MapLabel>,
}

impl From<Drawing> for MapDrawing {
    fn from(drawing: Drawing) -> Self {
        let label = |label: kith_core::honeycomb::Label| {
            let (x, y) = label.at;
            MapLabel { at: FacePoint { x, y }, height: label.height, text: label.text, on_disc: label.on_disc }
        };
        Self { lines: drawing.strokes.iter().map(FaceLine::from).collect(), labels: drawing.labels.into_iter().map(label).collect() }
    }
}

/// A code as a square of squares, row by row; its empty border is the shell's to add.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Squares {
    /// Squares in a row.
    pub width: u32,
    /// 1 for each dark square.
    pub dark: Vec<u8>,
}

/// The code of a text; nothing if it is too long for one.
#[uniffi::export]
pub fn qr_squares(text: String) -> Option<Squares> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::L).ok()?;
    let dark = code.to_colors().into_iter().map(|colour| u8::from(colour == Color::Dark)).collect();
    Some(Squares { width: u32::try_from(code.width()).ok()?, dark })
}
