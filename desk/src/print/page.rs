//! The sheet as a web page that needs nothing else and prints on A4.

use super::{Side, Square};
use maud::{DOCTYPE, PreEscaped, html};
use std::fmt::Write;

/// White modules round a square.
const QUIET: usize = 4;

const STYLE: &str = "@page{size:A4;margin:18mm}body{font:16pt/1.4 'Atkinson Hyperlegible Next',system-ui,sans-serif;color:#000;background:#fff;margin:0 auto;\
max-width:174mm}section{break-after:page}section:last-child{break-after:auto}h1{font-size:26pt;margin:0}svg{display:block;width:105mm;margin:6mm auto}\
.check{font-size:20pt;font-weight:bold;text-align:center;letter-spacing:.1em}.made{font-size:12pt}";

/// A square's width with the white round it, and its path.
pub(super) fn path(square: &Square) -> (usize, String) {
    let mut path = String::new();
    for (column, row, length) in square.bars() {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET);
    }
    (square.width + 2 * QUIET, path)
}

/// The whole page.
pub(super) fn sheet(sides: &[Side], square: &Square) -> String {
    let (size, path) = path(square);
    let title = sides.first().map(|s| s.title.as_str()).unwrap_or_default();
    html! {
        (DOCTYPE)
        html lang=(sides.first().map(|s| s.language.code()).unwrap_or_default()) {
            head {
                meta charset="utf-8";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @for side in sides {
                    section lang=(side.language.code()) {
                        h1 { (side.title) }
                        p { strong { (side.whose) } }
                        svg viewBox=(format!("0 0 {size} {size}")) role="img" aria-label=(side.alt) {
                            rect width=(size) height=(size) fill="#fff" {}
                            path d=(path) fill="#000" shape-rendering="crispEdges" {}
                        }
                        @if !side.check.is_empty() { p.check { (side.check) } }
                        @for text in &side.paragraphs { p { (text) } }
                        p.made { (side.made) }
                    }
                }
            }
        }
    }
    .into_string()
}
