//! A kit or an emergency card on paper: one sheet, English on one side and Welsh on the other, the same square on both.
//!
//! As a PDF that any printer takes, or as a page that a browser prints. Either file is as good as the person: it is written so that only
//! its owner can read it, and they are told to delete it once it is printed.

mod card;
mod page;
mod pdf;
mod twins;

pub use card::square as card_square;

use crate::file;
use kith_core::{
    kith::{
        KithError, KithResult,
        view::{CardView, KitView, TwinSheetView},
    },
    words::{Language, TimeZone, Words},
};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::Value;
use std::path::Path;

/// What stands on one side of the sheet.
struct Side {
    language: Language,
    title: String,
    whose: String,
    /// What it is, how it is used, where it is kept, what if it is lost.
    paragraphs: Vec<String>,
    /// The square, for those who hear the page.
    alt: String,
    check: String,
    made: String,
}

/// The square: its width in modules, and which are dark, row by row.
struct Square {
    width: usize,
    dark: Vec<bool>,
}

impl Square {
    /// # Errors
    /// When the kit does not fit one square.
    fn of(text: impl AsRef<[u8]>) -> KithResult<Self> {
        let too_long = |_| KithError::invalid("too-long-for-qr", "this kit is too long for one square");
        // Paper creases: a seventh of it may be lost.
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(too_long)?;
        Ok(Self { width: code.width(), dark: code.to_colors().into_iter().map(|c| c == Color::Dark).collect() })
    }

    /// Dark modules as horizontal bars: column, row, length.
    fn bars(&self) -> Vec<(usize, usize, usize)> {
        let mut out = Vec::new();
        for (row, modules) in self.dark.chunks(self.width).enumerate() {
            let mut column = 0;
            while column < modules.len() {
                let length = modules[column..].iter().take_while(|d| **d).count();
                if length > 0 {
                    out.push((column, row, length));
                }
                column += length.max(1);
            }
        }
        out
    }
}

fn side(language: Language, kit: &KitView) -> Side {
    let words = Words::of(language);
    let name = kit.person.name.as_str();
    let whose = match &kit.coop {
        Some(coop) => words.say_with("recovery-kit-whose-in", &[("name", name.into()), ("coop", coop.as_str().into())]),
        None => words.say_with("recovery-kit-whose", &[("name", name.into())]),
    };
    let day = words.when_exact(kit.made_ms, &TimeZone::system());
    Side {
        language,
        title: words.say("recovery-kit-title"),
        whose,
        paragraphs: ["recovery-kit-what", "recovery-kit-how", "recovery-kit-keep", "recovery-kit-lost"].iter().map(|key| words.say(key)).collect(),
        alt: words.say("recovery-kit-square"),
        check: words.say_with("recovery-kit-check", &[("code", kit.check_code.as_str().into())]),
        made: words.say_with("recovery-kit-made", &[("day", day.as_str().into())]),
    }
}

fn wants_pdf(path: &Path) -> Option<bool> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "pdf" => Some(true),
        "html" | "htm" => Some(false),
        _ => None,
    }
}

/// Whether a page can be written under this name; asked before a kit is made, or a card is said to be printed.
///
/// # Errors
/// When it is neither a PDF nor a web page, or the file cannot be written.
pub fn check(path: &Path) -> KithResult<()> {
    wants_pdf(path).ok_or_else(|| KithError::invalid("bad-page", "name the page to print with .pdf or .html at its end"))?;
    file::check(path)
}

/// Writes the page of a kit, and says in the answer where it is.
///
/// # Errors
/// When the answer holds no kit, or the file cannot be written.
pub fn put(answer: &mut Value, path: &Path) -> KithResult<()> {
    let (sides, square) = match serde_json::from_value::<CardView>(answer.clone()) {
        Ok(card) => card::sides(&card)?,
        Err(_) => kit(answer)?,
    };
    let bytes = if wants_pdf(path) == Some(true) { pdf::sheet(&sides, &square) } else { page::sheet(&sides, &square).into_bytes() };
    file::write_private(path, &bytes)?;
    if let Value::Object(fields) = answer {
        fields.insert("page".to_owned(), Value::String(path.display().to_string()));
    }
    Ok(())
}

/// Whether a sheet of twins can be written under this name.
///
/// # Errors
/// When it is neither SVG, a PDF nor a web page, or the file cannot be written.
pub fn check_sheet(path: &Path) -> KithResult<()> {
    if is_svg(path) { Ok(()) } else { check(path) }
}

fn is_svg(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg"))
}

/// Writes a sheet of coins' twins, and says in the answer where it is.
///
/// # Errors
/// When the answer holds none, or more than a sheet holds, or the file cannot be written.
pub fn put_sheet(answer: &mut Value, path: &Path) -> KithResult<()> {
    let sheet: TwinSheetView = serde_json::from_value(answer.clone()).map_err(|_| KithError::invalid("not-a-coin", "there is no coin to print"))?;
    let bytes = match (is_svg(path), wants_pdf(path)) {
        (true, _) => sheet_svg(&sheet)?,
        (_, Some(true)) => sheet_pdf(&sheet)?,
        _ => twins::html(&sheet.coins, sheet.language)?.into_bytes(),
    };
    file::write_private(path, &bytes)?;
    if let Value::Object(fields) = answer {
        fields.insert("page".to_owned(), Value::String(path.display().to_string()));
    }
    Ok(())
}

/// The sheet of coins' twins as one SVG.
///
/// # Errors
/// When there are more than a sheet holds.
pub fn sheet_svg(sheet: &TwinSheetView) -> KithResult<Vec<u8>> {
    twins::svg(&sheet.coins, sheet.language).map(String::into_bytes)
}

/// The sheet of coins' twins as a PDF.
///
/// # Errors
/// When there are more than a sheet holds.
pub fn sheet_pdf(sheet: &TwinSheetView) -> KithResult<Vec<u8>> {
    twins::pdf(&sheet.coins, sheet.language)
}

/// Writes a calendar to a file, and says in the answer where it is.
///
/// # Errors
/// When the file cannot be written.
pub fn put_calendar(answer: &mut Value, path: &Path) -> KithResult<()> {
    let text = answer.get("text").and_then(Value::as_str).unwrap_or_default();
    file::write_private(path, text.as_bytes())?;
    if let Value::Object(fields) = answer {
        fields.remove("text");
        fields.insert("file".to_owned(), Value::String(path.display().to_string()));
    }
    Ok(())
}

/// The two sides of a kit, and its square.
fn kit(answer: &Value) -> KithResult<([Side; 2], Square)> {
    let kit: KitView = serde_json::from_value(answer.clone()).map_err(|_| KithError::invalid("not-a-kit", "there is no kit to print"))?;
    let square = Square::of(kit.hand_over.qr.as_deref().unwrap_or(&kit.hand_over.text))?;
    Ok(([side(Language::English, &kit), side(Language::Welsh, &kit)], square))
}

#[cfg(test)]
mod tests;
