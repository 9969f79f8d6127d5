//! The sheet as a PDF 1.7 of two pages, tagged so that it can be read aloud: headings, paragraphs, and the square with its words.
//!
//! Text is set in Helvetica, which every reader and printer brings. Its encoding lacks the Welsh ŵ and ŷ: they are a letter with a
//! circumflex set over it, marked with the letter that they are.

use super::{Side, Square};
use kith_core::words::Language;
use std::fmt::Write;

const WIDTH: f64 = 595.0;
const HEIGHT: f64 = 842.0;
const MARGIN: f64 = 50.0;
/// The square's side on paper, 10 cm.
const SQUARE: f64 = 284.0;

/// Widths of Helvetica's printable ASCII, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584,
    556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278,
    469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260,
    334, 584,
];
/// The circumflex in Windows' Western encoding, and its width.
const CIRCUMFLEX: u8 = 0x88;
const CIRCUMFLEX_WIDTH: f64 = 333.0;

/// A letter that the encoding lacks: the one under the circumflex.
const fn under_circumflex(c: char) -> Option<char> {
    match c {
        'ŵ' => Some('w'),
        'ŷ' => Some('y'),
        'Ŵ' => Some('W'),
        'Ŷ' => Some('Y'),
        _ => None,
    }
}

/// A character in Windows' Western encoding.
fn encoded(c: char) -> u8 {
    match c {
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '…' => 0x85,
        _ => u8::try_from(u32::from(c)).ok().filter(|b| (0x20..0x7f).contains(b) || *b >= 0xa0).unwrap_or(b'?'),
    }
}

fn width(c: char) -> f64 {
    let plain = match under_circumflex(c).unwrap_or(c) {
        'à'..='å' => 'a',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        '‘' | '’' => 'i',
        '“' | '”' => 'r',
        other => other,
    };
    let index = u32::from(plain).checked_sub(32).and_then(|i| usize::try_from(i).ok());
    f64::from(index.and_then(|i| WIDTHS.get(i)).copied().unwrap_or(600))
}

fn width_of(text: &str, size: f64) -> f64 {
    text.chars().map(width).sum::<f64>() * size / 1000.0
}

/// Breaks a text into lines that fit the page. Bold letters are a little wider: the margin takes them.
pub(super) fn lines(text: &str, size: f64) -> Vec<String> {
    let room = WIDTH - 2.0 * MARGIN;
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match out.last_mut() {
            Some(line) if width_of(line, size) + width_of(word, size) + 0.3 * size <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}

/// A string as PDF writes bytes.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::from("<"), |mut s, b| {
        // Writing to a string cannot fail.
        let _ = write!(s, "{b:02X}");
        s
    }) + ">"
}

/// A string of the document's own: UTF-16 with its mark.
fn unicode(text: &str) -> String {
    let bytes: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    hex(&bytes)
}

/// One page's drawing, and what its parts are called.
pub(super) struct Drawing {
    ops: String,
    y: f64,
    /// Structure type and, for a figure, its words; the index is the mark.
    parts: Vec<(&'static str, Option<String>)>,
}

impl Drawing {
    /// An empty page.
    pub(super) const fn new() -> Self {
        Self { ops: String::new(), y: HEIGHT - MARGIN, parts: Vec::new() }
    }

    pub(super) fn op(&mut self, text: &str) {
        self.ops.push_str(text);
        self.ops.push('\n');
    }

    pub(super) fn text(&mut self, tag: &'static str, font: &str, size: f64, text: &str) {
        let mark = self.parts.len();
        self.parts.push((tag, None));
        self.op(&format!("/{tag} <</MCID {mark}>> BDC"));
        for line in lines(text, size) {
            self.y -= size * 1.35;
            self.line(font, size, &line);
        }
        self.op("EMC");
        self.y -= size * 0.5;
    }

    fn line(&mut self, font: &str, size: f64, line: &str) {
        self.line_at(font, size, (MARGIN, self.y), line);
    }

    /// One line as a paragraph of its own, at a place.
    pub(super) fn label(&mut self, font: &str, size: f64, at: (f64, f64), line: &str) {
        let mark = self.parts.len();
        self.parts.push(("P", None));
        self.op(&format!("/P <</MCID {mark}>> BDC"));
        self.line_at(font, size, at, line);
        self.op("EMC");
    }

    fn line_at(&mut self, font: &str, size: f64, (x, y): (f64, f64), line: &str) {
        self.op(&format!("BT /{font} {size} Tf 1 0 0 1 {x:.2} {y:.2} Tm"));
        let mut plain: Vec<u8> = Vec::new();
        for c in line.chars() {
            let Some(base) = under_circumflex(c) else {
                plain.push(encoded(c));
                continue;
            };
            self.op(&format!("{} Tj", hex(&std::mem::take(&mut plain))));
            let (w, raise) = (width(c), if base.is_uppercase() { size * 0.19 } else { 0.0 });
            // The letter, back to its middle, the circumflex, and on to its end.
            let back = w / 2.0 + CIRCUMFLEX_WIDTH / 2.0;
            let on = back - w - CIRCUMFLEX_WIDTH + w;
            let letter = hex(&[encoded(base)]);
            self.op(&format!("/Span <</ActualText {}>> BDC", unicode(&c.to_string())));
            self.op(&format!("[{letter} {back:.0}] TJ {raise:.2} Ts [{} {:.0}] TJ 0 Ts", hex(&[CIRCUMFLEX]), -on));
            self.op("EMC");
        }
        self.op(&format!("{} Tj ET", hex(&plain)));
    }

    /// A picture, with its words for those who hear the page.
    pub(super) fn figure(&mut self, alt: &str, draw: impl FnOnce(&mut Self)) {
        let mark = self.parts.len();
        self.parts.push(("Figure", Some(alt.to_owned())));
        self.op(&format!("/Figure <</MCID {mark}>> BDC"));
        draw(self);
        self.op("EMC");
    }

    /// The dark modules of a square, from its upper left corner on.
    pub(super) fn bars(&mut self, square: &Square, (left, top): (f64, f64), side: f64) {
        let unit = side / u32::try_from(square.width).map_or(1.0, f64::from);
        for (column, row, length) in square.bars() {
            let [column, row, length] = [column, row, length].map(|n| u32::try_from(n).map_or(0.0, f64::from));
            self.op(&format!("{:.3} {:.3} {:.3} {:.3} re", left + column * unit, top - (row + 1.0) * unit, length * unit, unit));
        }
        self.op("f");
    }

    fn square(&mut self, square: &Square, alt: &str) {
        let at = ((WIDTH - SQUARE) / 2.0, self.y);
        self.figure(alt, |d| d.bars(square, at, SQUARE));
        self.y -= SQUARE + 14.0;
    }
}

/// Sizes of the text, the largest that leaves all of it on the page is taken.
const SIZES: [f64; 4] = [14.0, 12.0, 10.5, 9.0];

fn draw(side: &Side, square: &Square) -> Drawing {
    let mut drawings = SIZES.iter().map(|size| draw_in(side, square, *size));
    let mut last = drawings.next();
    for drawing in drawings {
        if last.as_ref().is_some_and(|d| d.y >= MARGIN) {
            break;
        }
        last = Some(drawing);
    }
    last.unwrap_or_else(|| draw_in(side, square, SIZES[0]))
}

fn draw_in(side: &Side, square: &Square, size: f64) -> Drawing {
    let mut d = Drawing::new();
    d.text("H1", "F2", 24.0, &side.title);
    d.text("P", "F2", 15.0, &side.whose);
    d.y -= 6.0;
    d.square(square, &side.alt);
    if !side.check.is_empty() {
        d.text("P", "F2", 18.0, &side.check);
    }
    for text in &side.paragraphs {
        d.text("P", "F1", size, text);
    }
    d.text("P", "F1", 11.0, &side.made);
    d
}

/// The numbers of the objects that every document has.
const CATALOG: usize = 1;
const PAGES: usize = 2;
const FONT: usize = 3;
const BOLD: usize = 4;
const TREE: usize = 5;
const DOCUMENT: usize = 6;
const INFO: usize = 7;
const FIRST_PAGE: usize = 8;

/// The two sides of a kit or a card.
pub(super) fn sheet(sides: &[Side], square: &Square) -> Vec<u8> {
    let pages: Vec<(Language, Drawing)> = sides.iter().map(|side| (side.language, draw(side, square))).collect();
    document(&pages, &sides.iter().map(|s| s.title.as_str()).collect::<Vec<_>>().join(" / "))
}

/// The whole document: a page for each drawing, in its language.
pub(super) fn document(drawings: &[(Language, Drawing)], title: &str) -> Vec<u8> {
    let mut objects: Vec<String> = vec![String::new(); FIRST_PAGE - 1];
    let (mut pages, mut sections, mut parents) = (Vec::new(), Vec::new(), String::new());
    for (nth, (language, drawing)) in drawings.iter().enumerate() {
        let page = objects.len() + 1;
        let (content, section, first) = (page + 1, page + 2, page + 3);
        pages.push(format!("{page} 0 R"));
        sections.push(format!("{section} 0 R"));
        objects.push(format!(
            "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 {FONT} 0 R/F2 {BOLD} 0 R>>>>\
             /Contents {content} 0 R/StructParents {nth}/Tabs/S>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{}endstream", drawing.ops.len(), drawing.ops));
        let kids: Vec<String> = (0..drawing.parts.len()).map(|i| format!("{} 0 R", first + i)).collect();
        let kids = kids.join(" ");
        let code = language.code();
        objects.push(format!("<</Type/StructElem/S/Sect/P {DOCUMENT} 0 R/Lang({code})/K[{kids}]>>"));
        // Writing to a string cannot fail.
        let _ = write!(parents, "{nth} [{kids}] ");
        for (mark, (tag, alt)) in drawing.parts.iter().enumerate() {
            let alt = alt.as_deref().map(|a| format!("/Alt {}", unicode(a))).unwrap_or_default();
            objects.push(format!("<</Type/StructElem/S/{tag}/P {section} 0 R/Pg {page} 0 R/K {mark}{alt}>>"));
        }
    }
    let language = drawings.first().map(|(language, _)| language.code()).unwrap_or_default();
    let font = |name: &str| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
    objects[CATALOG - 1] = format!(
        "<</Type/Catalog/Pages {PAGES} 0 R/MarkInfo<</Marked true>>/StructTreeRoot {TREE} 0 R/Lang({language})/ViewerPreferences<</DisplayDocTitle true>>>>"
    );
    objects[PAGES - 1] = format!("<</Type/Pages/Kids[{}]/Count {}>>", pages.join(" "), pages.len());
    objects[FONT - 1] = font("Helvetica");
    objects[BOLD - 1] = font("Helvetica-Bold");
    objects[TREE - 1] = format!("<</Type/StructTreeRoot/K {DOCUMENT} 0 R/ParentTree<</Nums[{parents}]>>/ParentTreeNextKey {}>>", drawings.len());
    objects[DOCUMENT - 1] = format!("<</Type/StructElem/S/Document/P {TREE} 0 R/K[{}]>>", sections.join(" "));
    objects[INFO - 1] = format!("<</Title {}>>", unicode(title));
    file(&objects)
}

/// The objects, where each of them is, and what to read first.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let at = out.len();
    let _ = write!(out, "{table}trailer\n<</Size {}/Root {CATALOG} 0 R/Info {INFO} 0 R>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}
