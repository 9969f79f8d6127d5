//! Dual profiles, each part in the space of whom it is for, and finding neighbours without signal.

use super::{
    Kith, KithError, KithResult,
    documents::{PROFILE, fold},
    naming, plans,
    view::{Audience, Element, FoundView, ListView, ProfileView, SectionView, Side},
};
use crate::{
    document::{Edit, FieldView},
    space::SpaceKind,
    storage::projection::DocumentRow,
};
use kith_wire::{EntryId, PersonId, SpaceId};
use std::collections::BTreeMap;

/// Bytes of a section's name.
const SECTION_BYTES_MAX: usize = 40;
/// The sections of the side of support received, as people who are cared for would have themselves known.
const RECEIVE_SECTIONS: [&str; 9] = ["about-me", "matters", "people", "talk-to-me", "please-do", "please-dont", "wellness", "support", "worth-knowing"];
/// The sections of the side of support given.
const GIVE_SECTIONS: [&str; 6] = ["about-me", "offer", "experience", "qualifications", HOURS, COINS];
/// A section that says how many hours its owner has banked, and one that says how many coins they have.
const HOURS: &str = "hours";
const COINS: &str = "coins";
const LISTS: [&str; 6] = ["skills", "interests", "languages", "places", "times", "elements"];

/// What a neighbour is looked for by.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    pub(super) text: Option<&'a str>,
    pub(super) skill: Option<&'a str>,
    pub(super) place: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) element: Option<Element>,
}

pub(super) const fn side_number(side: Side) -> u8 {
    match side {
        Side::Receive => 1,
        Side::Give => 2,
    }
}

const fn side_of(number: u8) -> Side {
    if number == 1 { Side::Receive } else { Side::Give }
}

pub(super) const fn element_word(element: Element) -> &'static str {
    match element {
        Element::MyLife => "my-life",
        Element::MyHome => "my-home",
        Element::MyCommunity => "my-community",
        Element::MyCare => "my-care",
    }
}

/// The sections that one side of a profile has.
#[must_use]
pub const fn sections(side: Side) -> &'static [&'static str] {
    match side {
        Side::Receive => &RECEIVE_SECTIONS,
        Side::Give => &GIVE_SECTIONS,
    }
}

/// Whether the device counts what a section says: its owner chooses only whether it is shown, and to whom.
#[must_use]
pub fn is_counted(section: &str) -> bool {
    section == HOURS || section == COINS
}

impl Kith {
    /// What a counted section says now.
    fn counted(&self, section: &str) -> KithResult<String> {
        Ok(if section == HOURS { self.banked_hours()? } else { self.balance()?.settled }.to_string())
    }

    /// Counts anew what my profile says of my hours and coins, where I let it say so.
    pub(super) fn tell_counts(&mut self, now_ms: u64) -> KithResult<()> {
        for row in self.storage.documents(None, PROFILE, Some(&self.me))? {
            let said: Vec<(String, String)> = plans::view_of(&row).texts("sections").map(|(k, t)| (k.to_owned(), t.to_owned())).collect();
            for (section, before) in said.into_iter().filter(|(section, text)| row.side == side_number(Side::Give) && is_counted(section) && !text.is_empty()) {
                let text = self.counted(&section)?;
                if text != before {
                    self.edit_document(&row.at.id, &[Edit::SetText { field: format!("sections/{section}"), text }], now_ms)?;
                }
            }
        }
        Ok(())
    }

    /// A section as it is read: a count in the reader's language, anything else as it was written.
    fn section_text(&self, side: Side, section: &str, text: String) -> String {
        match text.parse::<u32>() {
            Ok(count) if side == Side::Give && is_counted(section) => self.words().say_with(&format!("profile-counted-{section}"), &[("count", count.into())]),
            _ => text,
        }
    }

    fn audience_space(&mut self, audience: &Audience, now_ms: u64) -> KithResult<SpaceId> {
        match audience {
            Audience::Me => Ok(self.own),
            Audience::Coop => self.commons(),
            Audience::Circle { circle } => self.circle(circle),
            Audience::Person { person } => {
                let person = self.person(person)?;
                if person == self.me { Ok(self.own) } else { self.pair_with(person, now_ms) }
            }
        }
    }

    /// The part of my profile that lives in a space, begun if there is none.
    fn part(&mut self, space: SpaceId, side: Side, now_ms: u64) -> KithResult<EntryId> {
        let n = self.space(&space)?.n;
        let mine = self.storage.documents(Some(n), PROFILE, Some(&self.me))?;
        match mine.iter().find(|d| d.side == side_number(side)) {
            Some(d) => Ok(d.at.id),
            None => self.new_document(space, PROFILE, side_number(side), now_ms),
        }
    }

    /// Writes one section. It lives in one space alone: what stood elsewhere is taken away there.
    pub(super) fn profile_set(&mut self, side: Side, section: &str, text: &str, audience: &Audience, now_ms: u64) -> KithResult<ProfileView> {
        let named = section.trim();
        if named.is_empty() || named.len() > SECTION_BYTES_MAX || !named.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err(KithError::invalid("bad-section", "A section is named in small letters, digits and hyphens, such as about-me."));
        }
        let field = format!("sections/{named}");
        let text = naming::clean_words(text)?;
        // What stands under another name, from an earlier version, can still be taken away.
        if !text.is_empty() && !sections(side).contains(&named) {
            let all = sections(side).join(", ");
            return Err(KithError::invalid("no-such-section", format!("This side of a profile has the sections {all}.")).with("sections", all));
        }
        let text = if side == Side::Give && is_counted(named) && !text.is_empty() { self.counted(named)? } else { text };
        let space = self.audience_space(audience, now_ms)?;
        for row in self.parts_elsewhere(space, side)? {
            let said = plans::view_of(&row).texts("sections").any(|(k, t)| k == section.trim() && !t.is_empty());
            if said {
                self.edit_document(&row.at.id, &[Edit::SetText { field: field.clone(), text: String::new() }], now_ms)?;
            }
        }
        let part = self.part(space, side, now_ms)?;
        self.edit_document(&part, &[Edit::SetText { field, text }], now_ms)?;
        self.profile(&self.me.hex())
    }

    /// Sets one list. It lives in one space alone, as a section does.
    pub(super) fn profile_list(&mut self, side: Side, list: &str, items: &[String], audience: &Audience, now_ms: u64) -> KithResult<ProfileView> {
        let list = list.trim();
        if !LISTS.contains(&list) {
            return Err(KithError::invalid("no-such-list", format!("The lists are {}.", LISTS.join(", "))).with("lists", LISTS.join(", ")));
        }
        let wanted: Vec<String> = items.iter().map(|i| naming::clean_name(i)).collect::<KithResult<_>>()?;
        let space = self.audience_space(audience, now_ms)?;
        let here = self.part(space, side, now_ms)?;
        let mut rows = self.parts_elsewhere(space, side)?;
        rows.extend(self.storage.document(&here)?);
        for row in rows {
            let keep: &[String] = if row.at.id == here { &wanted } else { &[] };
            let said: Vec<String> = plans::view_of(&row).set(list).to_vec();
            let gone = said.iter().filter(|i| !keep.contains(i)).map(|i| Edit::Remove { field: list.to_owned(), value: i.clone() });
            let come = keep.iter().filter(|i| !said.contains(i)).map(|i| Edit::Add { field: list.to_owned(), value: i.clone() });
            let edits: Vec<Edit> = gone.chain(come).collect();
            if !edits.is_empty() {
                self.edit_document(&row.at.id, &edits, now_ms)?;
            }
        }
        self.profile(&self.me.hex())
    }

    fn parts_elsewhere(&self, space: SpaceId, side: Side) -> KithResult<Vec<DocumentRow>> {
        let n = self.space(&space)?.n;
        let mine = self.storage.documents(None, PROFILE, Some(&self.me))?;
        Ok(mine.into_iter().filter(|d| d.at.space != n && d.side == side_number(side)).collect())
    }

    /// What this device may see of somebody: what has reached it.
    pub(super) fn profile(&self, person: &str) -> KithResult<ProfileView> {
        let person = self.person(person)?;
        let (mut sections, mut lists) = (Vec::new(), Vec::new());
        let mut rows = self.storage.documents(None, PROFILE, Some(&person))?;
        rows.sort_by_key(|r| (r.side, r.at.space));
        for row in rows {
            let audience = if person == self.me { self.audience_of(row.at.space) } else { None };
            for (name, field) in plans::view_of(&row).fields {
                match field {
                    FieldView::Texts(texts) => {
                        for (section, text) in texts.into_iter().filter(|(_, t)| !t.is_empty()) {
                            let (side, audience) = (side_of(row.side), audience.clone());
                            let text = self.section_text(side, &section, text);
                            sections.push(SectionView { side, section, text, audience });
                        }
                    }
                    FieldView::Set(items) if !items.is_empty() => {
                        lists.push(ListView { side: side_of(row.side), list: name, items, audience: audience.clone() });
                    }
                    _ => {}
                }
            }
        }
        Ok(ProfileView { person: self.person_view(&person), sections, lists })
    }

    fn audience_of(&self, n: i64) -> Option<Audience> {
        let space = self.space_by_n(n)?;
        Some(match space.kind()? {
            SpaceKind::Own | SpaceKind::Ledger | SpaceKind::Safeguarding | SpaceKind::Settlement => Audience::Me,
            SpaceKind::Commons => Audience::Coop,
            SpaceKind::Circle => Audience::Circle { circle: space.id.hex() },
            SpaceKind::Pair => Audience::Person { person: space.resolved.people.keys().find(|p| **p != self.me)?.hex() },
        })
    }

    /// Finds neighbours by what they let this device know, and says why each was found.
    pub(super) fn find(&self, wanted: &Wanted<'_>) -> KithResult<Vec<FoundView>> {
        let mut people: BTreeMap<PersonId, Vec<(String, String, String)>> = BTreeMap::new();
        for (person, list, item, folded) in self.storage.offers()? {
            if person != self.me {
                people.entry(person).or_default().push((list, item, folded));
            }
        }
        let tests: Vec<(Option<&str>, &str, &str)> = vec![
            (None, wanted.text.unwrap_or(""), "says"),
            (Some("skills"), wanted.skill.unwrap_or(""), "skill"),
            (Some("places"), wanted.place.unwrap_or(""), "place"),
            (Some("languages"), wanted.language.unwrap_or(""), "language"),
            (Some("elements"), wanted.element.map_or("", element_word), "element"),
        ];
        let tests: Vec<_> = tests.into_iter().filter(|(_, t, _)| !t.trim().is_empty()).map(|(l, t, w)| (l, fold(t), w)).collect();
        let mut found = Vec::new();
        for (person, offers) in people {
            let because: Vec<Option<String>> = tests
                .iter()
                .map(|(list, text, word)| {
                    let fits =
                        |o: &&(String, String, String)| list.is_none_or(|l| o.0 == l || (l == "skills" && o.0 == "interests")) && o.2.contains(text.as_str());
                    let say = |o: &(String, String, String)| {
                        let item = match serde_json::from_value::<Element>(o.1.as_str().into()) {
                            Ok(element) if o.0 == "elements" => self.words().say(&format!("element-{}", element_word(element))),
                            _ => o.1.chars().take(80).collect(),
                        };
                        self.words().say_with(&format!("find-because-{word}"), &[("item", item.into())])
                    };
                    offers.iter().find(fits).map(say)
                })
                .collect();
            if because.iter().all(Option::is_some) && !offers.is_empty() {
                let of = |list: &str| offers.iter().filter(|o| o.0 == list).map(|o| o.1.clone()).collect();
                found.push(FoundView {
                    person: self.person_view(&person),
                    skills: of("skills"),
                    languages: of("languages"),
                    places: of("places"),
                    because: because.into_iter().flatten().collect(),
                });
            }
        }
        found.sort_by(|a, b| a.person.name.cmp(&b.person.name));
        Ok(found)
    }
}
