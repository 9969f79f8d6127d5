//! A sheet of coins' twins to print and cut out: each with its face, its name and the square that shows its story. As SVG, as a PDF, or
//! as a page for a browser to print. Colours are the light theme's, for paper has no stylesheet.

use super::{
    Square,
    pdf::{self, Drawing},
};
use kith_core::{
    coin_face::{Fill, Paint, Stroke},
    kith::{KithError, KithResult, view::TwinView},
    words::{Language, Words},
};
use maud::{DOCTYPE, PreEscaped, html};
use std::fmt::Write;

/// Twins on one sheet.
const TWINS_MAX: usize = 8;
/// A4, in points.
const WIDTH: f64 = 595.0;
const HEIGHT: f64 = 842.0;
const MARGIN: f64 = 50.0;
/// Where the coins begin, from above.
const TOP: f64 = 140.0;
const ROW: f64 = 168.0;
const FACE: f64 = 112.0;
const SQUARE: f64 = 112.0;
const GAP: f64 = 12.0;

/// One coin of the sheet.
struct Twin {
    title: String,
    strokes: Vec<Stroke>,
    square: Square,
}

/// Where the n-th coin of a sheet stands: its left and its top, from above.
fn place(nth: usize) -> (f64, f64) {
    let [column, row] = [nth % 2, nth / 2].map(|n| u32::try_from(n).map_or(0.0, f64::from));
    (MARGIN + column * (WIDTH - 2.0 * MARGIN + GAP) / 2.0, TOP + row * ROW)
}

fn read(twins: &[TwinView], words: &Words) -> KithResult<Vec<Twin>> {
    if twins.len() > TWINS_MAX {
        return Err(KithError::invalid("too-many-coins-sheet", format!("A sheet holds at most {TWINS_MAX} coins.")).with("most", TWINS_MAX));
    }
    let read = |twin: &TwinView| {
        let face = twin.coin.face().ok_or_else(|| KithError::invalid("not-a-coin", "there is no coin to print"))?;
        let square = Square::of(twin.code.qr.as_deref().unwrap_or(&twin.code.text))?;
        Ok(Twin { title: face.title(words), strokes: face.strokes().to_vec(), square })
    };
    twins.iter().map(read).collect()
}

fn hundredths(n: i32) -> f64 {
    f64::from(n) / 100.0
}

/// Red, green and blue of a colour of the look, each of 255.
fn rgb(paint: Paint) -> [f64; 3] {
    let hex = paint.token().1.trim_start_matches('#');
    [0, 2, 4].map(|at| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).map_or(0.0, f64::from))
}

fn fill_of(fill: Fill) -> Option<[f64; 3]> {
    match fill {
        Fill::None => None,
        Fill::Full(paint) => Some(rgb(paint)),
        Fill::Tinted(paint) => {
            let (over, under) = (rgb(paint), rgb(Paint::HoneySoft));
            Some([0, 1, 2].map(|i| 0.3 * over[i] + 0.7 * under[i]))
        }
    }
}

fn css(rgb: [f64; 3]) -> String {
    let [r, g, b] = rgb.map(f64::round);
    format!("rgb({r:.0},{g:.0},{b:.0})")
}

fn face_svg(twin: &Twin) -> String {
    let mut out = String::new();
    for stroke in &twin.strokes {
        let points: Vec<String> = stroke.points.iter().map(|(x, y)| format!("{:.2} {:.2}", hundredths(*x), hundredths(*y))).collect();
        let close = if stroke.closed { "Z" } else { "" };
        let fill = fill_of(stroke.fill).map_or_else(|| "none".to_owned(), css);
        // Writing to a string cannot fail.
        let _ = write!(out, r#"<path d="M{}{close}" fill="{fill}""#, points.join("L"));
        if let Some(line) = stroke.line {
            let _ = write!(out, r#" stroke="{}" stroke-linejoin="round" stroke-width="{:.2}""#, css(rgb(line)), hundredths(stroke.width));
        }
        out.push_str(if stroke.dashed { r#" stroke-dasharray="3 3"/>"# } else { "/>" });
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The sheet as one SVG.
///
/// # Errors
/// More coins than a sheet holds.
pub(super) fn svg(twins: &[TwinView], language: Language) -> KithResult<String> {
    let words = Words::of(language);
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 {WIDTH} {HEIGHT}" lang="{}" font-family="Atkinson Hyperlegible Next, Helvetica, sans-serif"><title>{title}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><text x="{MARGIN}" y="76" font-size="24" font-weight="bold">{title}</text>"##,
        language.code(),
        title = escaped(&words.say("twin-sheet-title")),
    );
    for (nth, line) in pdf::lines(&words.say("twin-sheet-lead"), 11.0).iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(out, r#"<text x="{MARGIN}" y="{}" font-size="11">{}</text>"#, 98 + 15 * nth, escaped(line));
    }
    for (nth, twin) in read(twins, words)?.iter().enumerate() {
        let (left, top) = place(nth);
        let (size, path) = super::page::path(&twin.square);
        let _ = write!(
            out,
            r#"<g transform="translate({left:.2} {top:.2}) scale({:.4})"><title>{}</title>{}</g>"#,
            FACE / 100.0,
            escaped(&twin.title),
            face_svg(twin)
        );
        let scale = u32::try_from(size).map_or(1.0, |size| SQUARE / f64::from(size));
        let (alt, at) = (escaped(&words.say("twin-code-alt")), left + FACE + GAP);
        let _ = write!(out, r##"<g transform="translate({at:.2} {top:.2}) scale({scale:.4})"><title>{alt}</title><path d="{path}" fill="#000"/></g>"##);
        let _ = write!(out, r#"<text x="{left:.2}" y="{:.2}" font-size="12" font-weight="bold">{}</text>"#, top + FACE + 16.0, escaped(&twin.title));
        let _ = write!(out, r#"<text x="{at:.2}" y="{:.2}" font-size="8">{}</text>"#, top + FACE + 14.0, escaped(&words.say("twin-sheet-code")));
    }
    out.push_str("</svg>");
    Ok(out)
}

/// The sheet as a web page that needs nothing else and prints on A4.
///
/// # Errors
/// More coins than a sheet holds.
pub(super) fn html(twins: &[TwinView], language: Language) -> KithResult<String> {
    let drawing = svg(twins, language)?;
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                title { (Words::of(language).say("twin-sheet-title")) }
                style { (PreEscaped("@page{size:A4;margin:0}body{margin:0}svg{display:block;width:100%;height:auto}")) }
            }
            body { (PreEscaped(drawing)) }
        }
    };
    Ok(page.into_string())
}

fn pdf_rgb(rgb: [f64; 3], operator: &str) -> String {
    let [r, g, b] = rgb.map(|c| c / 255.0);
    format!("{r:.3} {g:.3} {b:.3} {operator}")
}

/// The strokes of a face as PDF paints them, `top` from above.
fn face_pdf(d: &mut Drawing, twin: &Twin, (left, top): (f64, f64)) {
    let at = |(x, y): &(i32, i32)| format!("{:.2} {:.2}", left + hundredths(*x) * FACE / 100.0, HEIGHT - top - hundredths(*y) * FACE / 100.0);
    d.op("q 1 j");
    for stroke in &twin.strokes {
        let Some((first, rest)) = stroke.points.split_first() else { continue };
        let fill = fill_of(stroke.fill);
        if let Some(fill) = fill {
            d.op(&pdf_rgb(fill, "rg"));
        }
        if let Some(line) = stroke.line {
            d.op(&pdf_rgb(rgb(line), "RG"));
            d.op(&format!("{:.2} w", hundredths(stroke.width) * FACE / 100.0));
        }
        d.op(if stroke.dashed { "[3.3 3.3] 0 d" } else { "[] 0 d" });
        d.op(&format!("{} m", at(first)));
        rest.iter().for_each(|point| d.op(&format!("{} l", at(point))));
        let paint = match (fill.is_some(), stroke.line.is_some(), stroke.closed) {
            (true, true, true) => "b",
            (true, true, false) => "B",
            (true, false, _) => "f",
            (false, true, true) => "s",
            (false, true, false) => "S",
            (false, false, _) => "n",
        };
        d.op(paint);
    }
    d.op("Q");
}

/// The sheet as a PDF, tagged so that it can be read aloud.
///
/// # Errors
/// More coins than a sheet holds.
pub(super) fn pdf(twins: &[TwinView], language: Language) -> KithResult<Vec<u8>> {
    let words = Words::of(language);
    let mut d = Drawing::new();
    d.text("H1", "F2", 24.0, &words.say("twin-sheet-title"));
    d.text("P", "F1", 11.0, &words.say("twin-sheet-lead"));
    for (nth, twin) in read(twins, words)?.iter().enumerate() {
        let (left, top) = place(nth);
        d.figure(&twin.title, |d| face_pdf(d, twin, (left, top)));
        let beside = left + FACE + GAP;
        d.figure(&words.say("twin-code-alt"), |d| d.bars(&twin.square, (beside, HEIGHT - top), SQUARE));
        d.label("F2", 12.0, (left, HEIGHT - top - FACE - 16.0), &twin.title);
        d.label("F1", 8.0, (beside, HEIGHT - top - FACE - 14.0), &words.say("twin-sheet-code"));
    }
    Ok(pdf::document(&[(language, d)], &words.say("twin-sheet-title")))
}
