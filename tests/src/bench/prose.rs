//! What people write in a circle: sentences of everyday care, of many kinds and each its own, filled with names, times and things.

use crate::sim::Chance;

const NAMES: &[&str] = &[
    "Mair",
    "Elin",
    "Dewi",
    "Ana",
    "Huw",
    "Ceri",
    "Gwen",
    "Tomos",
    "Rhian",
    "Dr Okafor",
    "Siân",
    "Mrs Pugh",
    "Bethan",
    "the district nurse",
    "her sister",
    "Alun",
];
const THINGS: &[&str] = &[
    "the blue beaker",
    "the spare key",
    "her reading glasses",
    "the new inhaler",
    "the walking frame",
    "the photo album",
    "the heat pad",
    "the tablet box",
    "the crossword",
    "the back door",
    "the hearing-aid batteries",
    "the post",
    "the bird feeder",
    "the shower stool",
    "the radio",
    "the freezer",
    "the pressure cushion",
    "the bus pass",
    "the recipe book",
    "the alarm pendant",
];
const PLACES: &[&str] = &[
    "the kitchen",
    "the garden",
    "Llanidloes",
    "the chapel hall",
    "the bathroom",
    "the day room",
    "the surgery",
    "the market",
    "the bench by the river",
    "the front room",
    "Newtown",
    "the library",
];
const FOODS: &[&str] = &[
    "porridge with honey",
    "leek and potato soup",
    "half a cheese sandwich",
    "toast and marmalade",
    "fish pie",
    "a banana",
    "two Welsh cakes",
    "scrambled egg",
    "stewed apple",
    "a small bowl of cawl",
];

/// A sentence a line: {N} a name, {X} a thing, {P} a place, {F} a food, {T} a time, {D} and {d} numbers.
const SENTENCES: &str = include_str!("sentences.txt");

/// A note of `least` to `most` characters.
pub(super) fn note(chance: &mut Chance, least: usize, most: usize) -> String {
    let mut out = String::new();
    let wanted = least + chance.index(most - least);
    while out.chars().count() < wanted {
        if !out.is_empty() {
            out.push(' ');
        }
        out += &sentence(chance);
    }
    while out.chars().count() > most {
        out.pop();
    }
    out
}

/// One sentence.
pub(super) fn sentence(chance: &mut Chance) -> String {
    let mut out = String::new();
    let count = SENTENCES.lines().count();
    let mut rest = SENTENCES.lines().nth(chance.index(count)).unwrap_or_default();
    while let Some(at) = rest.find('{') {
        out += &rest[..at];
        match &rest[at..at + 3] {
            "{N}" => out += chance.pick(NAMES),
            "{X}" => out += chance.pick(THINGS),
            "{P}" => out += chance.pick(PLACES),
            "{F}" => out += chance.pick(FOODS),
            "{T}" => out += &format!("{}:{:02}", 6 + chance.below(16), 5 * chance.below(12)),
            "{D}" => out += &format!("{}", 98 + chance.below(60)),
            _ => out += &format!("{}", 2 + chance.below(8)),
        }
        rest = &rest[at + 3..];
    }
    out + rest
}
