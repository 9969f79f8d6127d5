//! An emergency card on paper: what stands on it in large letters, and the same as plain text in a square.

use super::{Side, Square, page};
use kith_core::{
    kith::{KithResult, view::CardView},
    words::{Language, TimeZone, Words},
};

/// The two sides of a card, and its square.
///
/// # Errors
/// When the text does not fit one square.
pub(super) fn sides(card: &CardView) -> KithResult<([Side; 2], Square)> {
    Ok(([side(Language::English, card), side(Language::Welsh, card)], Square::of(&card.text)?))
}

/// The card's square: its width with the border round it, and its path.
///
/// # Errors
/// When the text does not fit one square.
pub fn square(card: &CardView) -> KithResult<(usize, String)> {
    Ok(page::path(&Square::of(&card.text)?))
}

fn side(language: Language, card: &CardView) -> Side {
    let words = Words::of(language);
    let day = words.when_exact(card.as_of_ms, &TimeZone::system());
    let mut paragraphs: Vec<String> = Some(card.words.clone()).filter(|w| !w.is_empty()).into_iter().collect();
    for part in &card.parts {
        let mut heading = words.say(&format!("card-{}", part.part));
        if part.part == "medicines" {
            heading = format!("{heading} ({} {day})", words.say("card-as-of"));
        }
        let apart = if part.apart { format!(" {}.", words.say("card-apart")) } else { String::new() };
        let said = if part.lines.is_empty() { words.say("card-none") } else { part.lines.join("; ") };
        paragraphs.push(format!("{heading}:{apart} {said}"));
    }
    paragraphs.push(words.say("card-how"));
    paragraphs.push(words.say("card-not-logged"));
    Side {
        language,
        title: words.say("card-title"),
        whose: card.name.clone(),
        paragraphs,
        alt: words.say("card-square"),
        check: String::new(),
        made: words.say_with("card-made", &[("day", day.as_str().into())]),
    }
}
