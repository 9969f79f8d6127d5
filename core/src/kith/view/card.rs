//! The emergency card, as it would be printed now, and how the last one printed stands.

use super::{LineView, PersonView};
use serde::{Deserialize, Serialize};

/// One part of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPart {
    /// allergies | medicines | contacts | advance.
    pub part: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether some of it was written apart and nobody has kept one yet.
    pub apart: bool,
}

/// A card that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPrintedView {
    /// Who printed it.
    pub by: PersonView,
    /// When, as said by their device.
    pub at_ms: u64,
    /// Whether it still says what a card printed now would say.
    pub current: bool,
    /// What has changed since: choice, allergies, medicines, contacts, advance.
    pub changed: Vec<String>,
}

/// How a link to a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardLinkState {
    /// It can be opened, once the relay has it.
    Open,
    /// Its time has passed.
    Expired,
    /// Somebody ended it.
    Ended,
}

/// A link to a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardLinkView {
    /// Its id.
    pub id: String,
    /// Who made it.
    pub by: PersonView,
    /// When, as said by their device.
    pub made_ms: u64,
    /// As of when the card says what it says.
    pub as_of_ms: u64,
    /// Until when it can be opened.
    pub until_ms: u64,
    /// open | expired | ended.
    pub state: CardLinkState,
    /// Who ended it.
    pub ended_by: Option<PersonView>,
    /// Whether it still says what a card printed now would say.
    pub current: bool,
    /// Whether this device has seen to it that the relay has it.
    pub at_relay: bool,
    /// The link, with the key behind its `#`: whoever has it can read the card.
    pub url: Option<String>,
    /// When it was opened, by the relay's clock, the latest first.
    pub looks: Vec<u64>,
}

/// The links to a circle's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardLinksView {
    /// The circle.
    pub circle: String,
    /// Where the co-op's relay opens cards, if it does.
    pub pages: Option<String>,
    /// The links, the latest first.
    pub links: Vec<CardLinkView>,
}

/// Looks at the card of somebody's circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardLookView {
    /// The circle.
    pub circle: String,
    /// Whose card it is.
    pub person: PersonView,
    /// When the last one was, by the relay's clock.
    pub at_ms: u64,
    /// How many there were.
    pub count: u32,
}

/// The emergency card of a circle's person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// The circle.
    pub circle: String,
    /// Its person.
    pub person: PersonView,
    /// What the person chose to have on it; nothing yet, or what was chosen apart.
    pub choice: Option<LineView>,
    /// The name that stands on it.
    pub name: String,
    /// The line of the person's own.
    pub words: String,
    /// What stands on it.
    pub parts: Vec<CardPart>,
    /// As of when.
    pub as_of_ms: u64,
    /// The whole as plain text, in both languages: what a QR code of it says to any phone.
    pub text: String,
    /// The text's bytes.
    pub bytes: u32,
    /// The most that fit a code that is read well.
    pub bytes_most: u32,
    /// The last one printed, as far as this device has heard.
    pub printed: Option<CardPrintedView>,
    /// Allergies, medicines, people to ring and advance decisions to choose from.
    pub lines: Vec<LineView>,
}
