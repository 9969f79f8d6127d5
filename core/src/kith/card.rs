//! The emergency card: what the person chose to have on it, as plain text that any phone reads without signal.
//!
//! Reading it can be noticed by nobody, and it says so. A card that was printed is known by what it rested on; when any of that changes
//! it is out of date, and everybody in the circle is told.

mod link;

use super::{
    Kith, KithError, KithResult,
    lines::{CARD_ADVANCE, CARD_ALLERGIES, CARD_CONTACTS, CARD_MEDICINES, Lists, says_text},
    view::{CardPart, CardPrintedView, CardView, LineStanding, List},
};
use crate::{
    circle::{
        card::{Printed, Said},
        line::{CardChoice, Line, Says},
        schedule,
    },
    fact::{self, Fact},
    storage::projection::At,
    words::{Language, Words},
};
use kith_wire::{Kind, SpaceId, codec};
use std::fmt::Write;

/// Bytes of text that a code on a card may hold: more of it and small, cheap cameras no longer read it from paper.
pub(super) const CARD_BYTES_MAX: usize = 1_200;

/// The parts of a card in their order, with the bit that chooses each.
const PARTS: [(&str, u8, List); 4] = [
    ("allergies", CARD_ALLERGIES, List::Allergy),
    ("medicines", CARD_MEDICINES, List::Medicine),
    ("contacts", CARD_CONTACTS, List::Contact),
    ("advance", CARD_ADVANCE, List::Advance),
];

fn no_choice() -> KithError {
    KithError::not_allowed("no-card-choice", "Nobody has chosen yet what stands on the card. That is for the person to say.")
}

fn digest(bytes: &[u8]) -> [u8; 8] {
    let hash = blake3::Hasher::new_derive_key("kith/v1/card-part").update(bytes).finalize();
    let mut out = [0; 8];
    out.copy_from_slice(&hash.as_bytes()[..8]);
    out
}

impl Kith {
    fn card_choice(lists: &Lists) -> Option<&Line> {
        lists.standing(List::Card).next()
    }

    /// The card as it would be printed now.
    pub(super) fn card(&self, circle: &str, now_ms: u64) -> KithResult<CardView> {
        let space = self.circle(circle)?;
        let lists = self.lists(&space)?;
        let line = Self::card_choice(&lists);
        let choice = line.and_then(|l| l.says().next()).and_then(|s| if let Says::Card(c) = s { Some(c.clone()) } else { None });
        let about = self.person_of_circle(&space)?;
        let choice = choice.unwrap_or(CardChoice { shows: 0, name: String::new(), words: String::new(), acting: String::new() });
        let name = if choice.name.is_empty() { self.name_of(&about) } else { choice.name.clone() };
        let parts: Vec<CardPart> =
            PARTS.iter().filter(|(_, bit, _)| choice.shows & bit != 0).map(|(part, _, list)| Self::card_part(&lists, part, *list)).collect();
        let text = card_text(&name, &choice.words, &parts, now_ms, "card-not-logged");
        let mut shown = Vec::new();
        for (_, _, list) in PARTS {
            shown.extend(self.line_views(&lists, Some(list))?.into_iter().filter(|l| l.standing != LineStanding::Stopped));
        }
        Ok(CardView {
            circle: space.hex(),
            person: self.person_view(&about),
            choice: line.map(|l| self.line_view(&lists, l)).transpose()?,
            printed: self.card_printed(&space, &rests_on(&lists, &name, &choice))?,
            name,
            words: choice.words,
            parts,
            as_of_ms: now_ms,
            bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
            bytes_most: u32::try_from(CARD_BYTES_MAX).unwrap_or(u32::MAX),
            text,
            lines: shown,
        })
    }

    fn card_part(lists: &Lists, part: &str, list: List) -> CardPart {
        let as_needed = both("medicine-as-needed");
        let mut lines = Vec::new();
        let mut apart = false;
        for line in lists.standing(list) {
            apart |= line.standing() == LineStanding::Apart;
            lines.extend(line.says().map(|s| says_text(s, &as_needed)));
        }
        CardPart { part: part.to_owned(), lines, apart }
    }

    /// Notes that the card is printed now, and gives it. One that would not be read well, or that nobody has chosen, is not printed.
    pub(super) fn card_print(&mut self, circle: &str, now_ms: u64) -> KithResult<CardView> {
        let card = self.card(circle, now_ms)?;
        let space = self.circle(circle)?;
        let choice = card.choice.as_ref().ok_or_else(no_choice)?;
        // Two people may also have begun a card each, apart.
        if choice.standing == LineStanding::Apart || self.lists(&space)?.standing(List::Card).count() > 1 {
            return Err(KithError::not_allowed("card-apart", "What stands on the card was chosen apart by two people. Keep one of it first, or stop one."));
        }
        if card.text.len() > CARD_BYTES_MAX {
            return Err(KithError::invalid(
                "card-too-long",
                format!(
                    "The card has {} bytes; a code that is read well has at most {CARD_BYTES_MAX}. Leave something out, or say it in fewer words.",
                    card.bytes
                ),
            )
            .with("bytes", card.bytes)
            .with("most", CARD_BYTES_MAX));
        }
        let rests_on = rests_on(&self.lists(&space)?, &card.name, &self.chosen(&space)?)
            .into_iter()
            .map(|(part, digest)| Said { part: part.to_owned(), digest })
            .collect();
        self.append(space, Kind::Fact, Fact::CardPrinted(Printed { as_of_ms: now_ms, rests_on }).to_bytes(), now_ms)?;
        self.changed(super::Change::Truth);
        self.card(circle, now_ms)
    }

    fn chosen(&self, space: &SpaceId) -> KithResult<CardChoice> {
        let lists = self.lists(space)?;
        let says = Self::card_choice(&lists).and_then(|l| l.says().next());
        match says {
            Some(Says::Card(choice)) => Ok(choice.clone()),
            _ => Err(no_choice()),
        }
    }

    /// The last card printed, and whether it still holds.
    fn card_printed(&self, space: &SpaceId, now: &[(&str, [u8; 8])]) -> KithResult<Option<CardPrintedView>> {
        let n = self.space(space)?.n;
        let rows: Vec<(At, Printed)> = self
            .storage
            .statements(Some(n), fact::CARD_PRINTED)?
            .into_iter()
            .filter_map(|(at, body)| match Fact::from_bytes(&body) {
                Ok(Fact::CardPrinted(printed)) => Some((at, printed)),
                _ => None,
            })
            .collect();
        let Some((at, printed)) = rows.into_iter().next_back() else { return Ok(None) };
        let before = |part: &str| printed.rests_on.iter().find(|s| s.part == part).map(|s| s.digest);
        let mut changed: Vec<String> = now.iter().filter(|(part, digest)| before(part) != Some(*digest)).map(|(part, _)| (*part).to_owned()).collect();
        changed.extend(printed.rests_on.iter().filter(|s| !now.iter().any(|(p, _)| *p == s.part)).map(|s| s.part.clone()));
        Ok(Some(CardPrintedView { by: self.person_view(&at.author), at_ms: at.time_ms, current: changed.is_empty(), changed }))
    }

    /// Circles of mine whose printed card is out of date.
    pub(super) fn stale_cards(&self, now_ms: u64) -> KithResult<Vec<String>> {
        let circles: Vec<SpaceId> =
            self.spaces.values().filter(|s| s.kind() == Some(crate::space::SpaceKind::Circle) && s.is_present(&self.device)).map(|s| s.id).collect();
        let mut out = Vec::new();
        for space in circles {
            if self.storage.statements(Some(self.space(&space)?.n), fact::CARD_PRINTED)?.is_empty() {
                continue;
            }
            if self.card(&space.hex(), now_ms)?.printed.is_some_and(|p| !p.current) {
                out.push(space.hex());
            }
        }
        Ok(out)
    }
}

/// What a card rests on, part by part: what was written, in whatever language it is shown.
fn rests_on(lists: &Lists, name: &str, choice: &CardChoice) -> Vec<(&'static str, [u8; 8])> {
    let mut out = vec![("choice", digest(format!("{name}\n{}\n{}", choice.words, choice.shows).as_bytes()))];
    for (part, _, list) in PARTS.into_iter().filter(|(_, bit, _)| choice.shows & bit != 0) {
        let said: Vec<u8> = lists.standing(list).flat_map(Line::says).flat_map(codec::encode).collect();
        out.push((part, digest(&said)));
    }
    out
}

/// Words in both languages, since nobody knows who reads them.
fn both(key: &str) -> String {
    format!("{} / {}", Words::of(Language::English).say(key), Words::of(Language::Welsh).say(key))
}

/// The card as plain text, the headings in both languages; at its end what is said of looks at it.
fn card_text(name: &str, own: &str, parts: &[CardPart], as_of_ms: u64, looks: &str) -> String {
    let zone = schedule::zone_or_utc("");
    // Writing into a text cannot fail.
    let mut out = format!("{}\n{name}\n", both("card-title"));
    if !own.is_empty() {
        let _ = writeln!(out, "{own}");
    }
    for part in parts {
        let _ = write!(out, "\n{}", both(&format!("card-{}", part.part)));
        if part.part == "medicines" {
            let when = [Language::English, Language::Welsh].map(|language| Words::of(language).when_exact(as_of_ms, &zone));
            let _ = write!(out, " ({} {})", both("card-as-of"), when.join(" / "));
        }
        out.push_str(":\n");
        if part.apart {
            let _ = writeln!(out, "!! {}", both("card-apart"));
        }
        for line in &part.lines {
            let _ = writeln!(out, "- {}", line.replace('\n', " "));
        }
        if part.lines.is_empty() {
            let _ = writeln!(out, "- {}", both("card-none"));
        }
    }
    let _ = write!(out, "\n{}", both(looks));
    out
}
