//! What a giver lets be known of a hop, and the line that is published of it. Display only: no verdict reads either.
//!
//! A transfer without a telling is not told at all, not even that it happened. `Telling`, kind 11; a transfer names its BLAKE3:
//!
//! | at | bytes | what |
//! | --- | --- | --- |
//! | 0 | 2 | version 1, kind 11 |
//! | 2 | 1 | present: 1 poem, 2 picture, 4 name |
//! | 3 | 1 | wellbeing element, or 255 if not told |
//! | 4 | 16 | salt, so that an erased telling cannot be guessed from its hash |
//! | 20 | 2 | area |
//! | 22 | 2 | month |
//! | | 32 | hash of the text that travels along: words, and after U+001E a poem, if there is one |
//! | | 32 | hash of the picture |
//! | | 1 + n | name, UTF-8 |
//!
//! `StoryLine`, kind 12: version and kind (2), coin (32), which told line of the coin this is (2), the telling. Lines are counted among
//! those told, so that a number left out betrays nothing. The number's highest bit says that the line is of hours that the coin was minted
//! from; a line without it is of a gift, or was published before that was said.

use super::bytes::{Reader, Writer};
use super::{BadOp, kind};
use crate::ledger::units::{Area, CoinId, ContentHash, Element, Month};
use kith_wire::limits;

/// What a giver lets be known of a hop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Sixteen random bytes.
    pub salt: [u8; 16],
    /// The wellbeing element, if told.
    pub element: Option<Element>,
    /// The named area.
    pub area: Area,
    /// The month.
    pub month: Month,
    /// A poem, by the hash of its text.
    pub poem: Option<ContentHash>,
    /// A picture, by its hash.
    pub picture: Option<ContentHash>,
    /// The giver's name, as they wish it told; at most [`limits::NAME_CHARS_MAX`] characters and 255 bytes.
    pub name: Option<String>,
}

impl Telling {
    fn check(&self) -> Result<(), BadOp> {
        let fits = |name: &String| !name.is_empty() && name.len() <= 255 && name.chars().count() <= limits::NAME_CHARS_MAX;
        if self.name.as_ref().is_none_or(fits) { Ok(()) } else { Err(BadOp::Field("name")) }
    }

    /// The hash by which a transfer names it.
    ///
    /// # Errors
    /// When the name is empty or too long.
    pub fn hash(&self) -> Result<ContentHash, BadOp> {
        self.check()?;
        Ok(ContentHash::of(&self.encode()))
    }

    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let present = u8::from(self.poem.is_some()) | u8::from(self.picture.is_some()) << 1 | u8::from(self.name.is_some()) << 2;
        let out = Writer::object(kind::TELLING, 90).u8(present).u8(Element::told_code(self.element)).put(&self.salt).u16(self.area.0).u16(self.month.0);
        let out = if let Some(poem) = &self.poem { out.put(&poem.0) } else { out };
        let out = if let Some(picture) = &self.picture { out.put(&picture.0) } else { out };
        match &self.name {
            Some(name) => out.u8(u8::try_from(name.len()).unwrap_or(u8::MAX)).put(name.as_bytes()).0,
            None => out.0,
        }
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::TELLING)?;
        let present = r.u8()?;
        if present > 7 {
            return Err(BadOp::Field("present"));
        }
        let element = Element::from_told_code(r.u8()?).ok_or(BadOp::Field("element"))?;
        let (salt, area, month) = (r.array()?, Area(r.u16()?), Month(r.u16()?));
        let poem = if present & 1 != 0 { Some(ContentHash(r.array()?)) } else { None };
        let picture = if present & 2 != 0 { Some(ContentHash(r.array()?)) } else { None };
        let name = if present & 4 != 0 { Some(read_name(&mut r)?) } else { None };
        r.end()?;
        let telling = Self { salt, element, area, month, poem, picture, name };
        telling.check()?;
        Ok(telling)
    }
}

fn read_name(r: &mut Reader<'_>) -> Result<String, BadOp> {
    let n = usize::from(r.u8()?);
    String::from_utf8(r.slice(n)?.to_vec()).map_err(|_| BadOp::Field("name"))
}

/// One line of a coin's story as everybody in the co-op may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLine {
    /// The coin.
    pub coin: CoinId,
    /// Which of the coin's told lines, from zero.
    pub line: u16,
    /// Whether it tells of hours that the coin was minted from.
    pub earned: bool,
    /// What is told.
    pub telling: Telling,
}

/// The bit of a line's number that says so.
const EARNED: u16 = 1 << 15;

impl StoryLine {
    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let number = self.line & !EARNED | if self.earned { EARNED } else { 0 };
        Writer::object(kind::STORY_LINE, 128).put(&self.coin.0).u16(number).put(&self.telling.encode()).0
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadOp> {
        let mut r = Reader::object(bytes, kind::STORY_LINE)?;
        let (coin, number) = (CoinId(r.array()?), r.u16()?);
        let telling = Telling::decode(r.rest())?;
        Ok(Self { coin, line: number & !EARNED, earned: number & EARNED != 0, telling })
    }
}
