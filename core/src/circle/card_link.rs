//! The emergency card as a link: sealed at the relay, opened by whoever has the whole link, each look told to the circle. It says what the
//! card said when the link was made; a link counts that was made by somebody who looks after the circle, or by its person.
//!
//! The body of a fact 35 is `[35, [[number, [fields…]]]]`:
//!
//! | number | | fields |
//! | --- | --- | --- |
//! | 0 | made | `[[key (32), as of (milliseconds since 1970), until when, text, [[part, digest]…] as in a fact 26, format]]` |
//! | 1 | ended | the link: nothing is handed out any more |
//! | 2 | looked | the link, when by the relay's clock, eight random bytes of the relay's that tell two looks apart |
//!
//! The format is 2: sealed as a browser opens it by itself (`seal_card`). A link without one was sealed otherwise, before there was one; it
//! has run out, and one is made anew.
//!
//! From the key follow, each under a label of its own, the key that seals (`kith/v2/card-link-key`, behind the `#` of the link) and the
//! rights at the relay (`kith/v1/card-link-read`, `kith/v1/card-link-write`), and so the mailbox.

use super::card::Said;
use kith_wire::{EntryId, PersonId, card::Look};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Looks that are kept of one link.
pub const LOOKS_MAX: usize = 1_000;

/// How the card of a link is sealed.
pub const FORMAT: u8 = 2;

/// A link as it was made.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Made {
    /// What all its keys follow from.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// As of when the card says what it says.
    #[n(1)]
    pub as_of_ms: u64,
    /// Until when it can be opened.
    #[n(2)]
    pub until_ms: u64,
    /// The card.
    #[n(3)]
    pub text: String,
    /// What it rested on.
    #[n(4)]
    pub rests_on: Vec<Said>,
    /// How it is sealed; nothing where it was made before that was said.
    #[n(5)]
    pub format: Option<u8>,
}

impl Made {
    /// Whether a look can have been: nothing is handed out after its time.
    #[must_use]
    pub const fn covers(&self, look: &Look) -> bool {
        look.at_ms < self.until_ms
    }
}

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Made(as of {}, until {})", self.as_of_ms, self.until_ms)
    }
}

/// A fact about links.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum CardLinkFact {
    /// One was made.
    #[n(0)]
    Made(#[n(0)] Made),
    /// One was ended.
    #[n(1)]
    Ended(#[n(0)] EntryId),
    /// Somebody opened one.
    #[n(2)]
    Looked(#[n(0)] EntryId, #[n(1)] u64, #[cbor(n(2), with = "minicbor::bytes")] [u8; 8]),
}

/// A fact about links, with who wrote it and when, and whether they look after the circle.
#[derive(Debug, Clone)]
pub struct Written {
    /// The entry.
    pub id: EntryId,
    /// Who wrote it.
    pub author: PersonId,
    /// When, as said by the author's device.
    pub time_ms: u64,
    /// Whether the author looks after the circle, or did.
    pub keeper: bool,
    /// What it says.
    pub fact: CardLinkFact,
}

/// A link with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The entry that made it.
    pub id: EntryId,
    /// Who made it.
    pub by: PersonId,
    /// When.
    pub made_ms: u64,
    /// What it is.
    pub made: Made,
    /// Who ended it first, and when.
    pub ended: Option<(PersonId, u64)>,
    /// When it was opened, oldest first.
    pub looks: Vec<Look>,
}

impl Link {
    /// Whether it can be opened.
    #[must_use]
    pub const fn is_open(&self, now_ms: u64) -> bool {
        self.ended.is_none() && now_ms < self.made.until_ms && matches!(self.made.format, Some(FORMAT))
    }
}

/// The links that facts make, in whatever order they came, the latest first.
#[must_use]
pub fn links(said: &[Written]) -> Vec<Link> {
    let mut out = Vec::new();
    for first in said.iter().filter(|s| s.keeper) {
        let CardLinkFact::Made(made) = &first.fact else { continue };
        let ends = said.iter().filter(|s| s.fact == CardLinkFact::Ended(first.id) && (s.keeper || s.author == first.author));
        // Told by those who read them at the relay, and by nobody else.
        let tells = |s: &&Written| s.keeper || s.author == first.author;
        let looks: BTreeSet<Look> = said
            .iter()
            .filter(tells)
            .filter_map(|s| match s.fact {
                CardLinkFact::Looked(link, at_ms, random) if link == first.id => Some(Look { at_ms, random }),
                _ => None,
            })
            .filter(|look| made.covers(look))
            .collect();
        out.push(Link {
            id: first.id,
            by: first.author,
            made_ms: first.time_ms,
            made: made.clone(),
            ended: ends.map(|s| (s.time_ms, s.author)).min().map(|(at_ms, by)| (by, at_ms)),
            looks: looks.into_iter().take(LOOKS_MAX).collect(),
        });
    }
    out.sort_by_key(|link| std::cmp::Reverse((link.made_ms, link.id)));
    out
}

#[cfg(test)]
mod tests {
    use super::{CardLinkFact, FORMAT, Made, Written, links};
    use crate::fact::Fact;
    use kith_wire::{EntryId, PersonId, card::Look};

    const LINK: EntryId = EntryId([1; 32]);

    fn said(id: u8, author: u8, keeper: bool, fact: CardLinkFact) -> Written {
        Written { id: EntryId([id; 32]), author: PersonId([author; 32]), time_ms: u64::from(id), keeper, fact }
    }

    fn made(until_ms: u64) -> CardLinkFact {
        CardLinkFact::Made(Made { key: [9; 32], as_of_ms: 1, until_ms, text: "card".into(), rests_on: Vec::new(), format: Some(FORMAT) })
    }

    /// covers: R9
    #[test]
    fn a_link_is_a_keepers_ends_by_a_keeper_and_counts_each_look_once_in_any_order() {
        let mut all = vec![
            said(1, 1, true, made(100)),
            said(2, 5, false, made(100)),
            said(3, 5, false, CardLinkFact::Ended(LINK)),
            said(4, 1, true, CardLinkFact::Looked(LINK, 40, [1; 8])),
            said(5, 2, true, CardLinkFact::Looked(LINK, 40, [1; 8])),
            said(6, 2, true, CardLinkFact::Looked(LINK, 40, [2; 8])),
            said(8, 5, false, CardLinkFact::Looked(LINK, 40, [3; 8])),
            said(9, 2, true, CardLinkFact::Looked(LINK, 100, [4; 8])),
        ];
        for _ in 0..all.len() {
            all.rotate_left(1);
            let found = links(&all);
            assert_eq!(found.len(), 1, "what a member makes counts for nothing");
            assert_eq!(found[0].looks, [Look { at_ms: 40, random: [1; 8] }, Look { at_ms: 40, random: [2; 8] }]);
            assert_eq!((found[0].ended, found[0].is_open(99), found[0].is_open(100)), (None, true, false));
        }
        all.push(said(7, 2, true, CardLinkFact::Ended(LINK)));
        assert_eq!((links(&all)[0].ended, links(&all)[0].is_open(50)), (Some((PersonId([2; 32]), 7)), false));
    }

    /// covers: R9, X3
    #[test]
    fn facts_about_links_keep_their_golden_form() {
        let ended = Fact::CardLink(CardLinkFact::Ended(LINK));
        assert_eq!(ended.to_bytes(), [&[0x82, 0x18, 0x23, 0x81, 0x82, 0x01, 0x81, 0x58, 0x20][..], &[1; 32]].concat());
        let whole = Fact::CardLink(made(100));
        assert_eq!(Fact::from_bytes(&whole.to_bytes()), Ok(whole.clone()));
        let CardLinkFact::Made(older) = made(100) else { panic!("a link that was made") };
        let older = CardLinkFact::Made(Made { format: None, ..older });
        assert_eq!(Fact::from_bytes(&Fact::CardLink(older.clone()).to_bytes()), Ok(Fact::CardLink(older.clone())), "as it was made before");
        assert!(!links(&[said(1, 1, true, older)])[0].is_open(50), "it has run out");
        assert!(!format!("{whole:?}").contains("card\""), "no text in what is printed");
    }
}
