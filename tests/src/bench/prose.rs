//! What people write in a circle: sentences of everyday care, of many kinds, filled with names, times and things.

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

const SENTENCES: &[&str] = &[
    "{N} slept through until {T} and woke in good spirits.",
    "The left heel is still red; I put cream on it and propped the foot on a pillow.",
    "She ate {F} and most of {F}, and asked for more tea.",
    "He would not have {F} today but took {F} later on.",
    "{N} rang at {T} to say the prescription is ready at the chemist.",
    "We walked as far as {P} and back, with one rest on the way.",
    "{T} tablets were already out of the box when I came, so somebody had been before me.",
    "Could whoever comes next bring {X}? It was left at {P}.",
    "There is a new rash under the right arm, about the size of a coin. It does not itch.",
    "{N} was low this morning and talked about her brother. It passed once we had the radio on.",
    "I have moved {X} to {P} because it was in the way of the frame.",
    "Blood pressure was {D} over 7{d} sitting and a little lower standing.",
    "The boiler went out again; I relit it at {T} and it has held since.",
    "{N} and I looked through {X} and she named nearly everyone.",
    "Please do not use the blue towel for the dressing; it is the one that sheds.",
    "He was very breathless on the stairs, so we stopped halfway and used the inhaler.",
    "The optician can come to the house on the {d}th, between {T} and noon.",
    "Laundry is on the line; it may need bringing in if it clouds over.",
    "{N} asked to be called by her first name and not by her married one.",
    "She drank {d} cups, which is better than yesterday.",
    "The dog next door got in again, and {X} is in three pieces.",
    "I found {X} under the bed, so we can stop looking for it.",
    "{N} will take the Thursday evening instead of me; I will do Sunday.",
    "Pain in the hip was {d} out of ten before the walk and less afterwards.",
    "He told me the whole story of the flood at {P}, dates and all.",
    "Weight this morning {D} pounds, in the same slippers as last week.",
    "The chair lift makes a grinding noise near the top; I have told {N}.",
    "Nobody answered at {T}, so I used the spare key; she had simply not heard the bell.",
    "Cafodd hi noson dda a brecwast llawn.",
    "Mae'r meddyg yn dod ddydd Mawrth am {T}.",
    "Gofynnodd {N} am gael mynd i'r capel ddydd Sul.",
    "The dressing was dry, and the nurse thinks it can come off within the week.",
    "We wrote three cards and posted them at {P}.",
    "{N} was worried about the bill from the water company; I read it with her and it is only an estimate.",
    "Fluids a bit low: I have put a jug beside {X} where she can see it.",
    "The window in {P} will not shut fully, and there is a draught at night.",
    "He laughed for the first time since the funeral, at a joke about {F}.",
    "The taxi for the clinic is booked for {T} and the return is open.",
    "Her speech was slower than usual around {T}, but clear again after a rest; I rang 111 and noted the number on the board.",
    "{N} brought {F} for the week and labelled the tubs.",
    "She wants the curtains open a hand's width at night, not closed.",
    "The carer before me had left {X} switched on; no harm done.",
    "I changed the bed and turned the mattress with {N}.",
    "Bowels open this morning, nothing unusual.",
    "We practised getting up from the chair {d} times without holding on.",
    "The hearing aid whistles on the left; a new mould is ordered from {P}.",
    "{N} has her granddaughter until six, so a quiet evening is wanted.",
    "He asked what day it was more often than last week, I would say every few minutes.",
    "The podiatrist says six weeks, and to keep to the wide shoes until then.",
    "I stayed on half an hour because she did not want to eat alone.",
    "{X} needs a new battery; there are some in the drawer in {P}.",
    "The fish man comes on Fridays now, about {T}.",
    "A neighbour I did not know asked for {N} at the door; I took a number and said nothing.",
    "Her ankles are less swollen than on Monday, and the rings go on again.",
    "He signed the form himself, slowly, and was proud of it.",
    "She has decided against the day centre for now and would rather have visitors at home.",
    "Music from {P} could be heard all afternoon and she hummed along.",
    "Skin on the back looks whole; I turned her at {T} and again two hours later.",
    "We agreed that {N} rings each evening at {T}, and that no answer means somebody goes round.",
    "The soup was too salty for him; less stock next time.",
    "I am running late tomorrow, nearer {T}, and have asked {N} to look in.",
    "The step at the back door is slippery with moss, and wants scrubbing before somebody falls.",
];

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
    let template = chance.pick(SENTENCES);
    let mut rest = template;
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
