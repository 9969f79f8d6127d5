//! The emergency card as a link: made, put at the relay, ended; and looks at it, read there and told to the circle.

use super::{card_text, no_choice, rests_on};
use crate::{
    attachment,
    circle::{
        card::Said,
        card_link::{self, CardLinkFact, Link, Made, Written},
    },
    entropy,
    fact::{self, Fact},
    kith::{
        CardLinkRequest, Change, ErrorKind, Kith, KithError, KithResult, Mailbox, PieceErrand,
        dispatch::json,
        naming,
        view::{CardLinkState, CardLinkView, CardLinksView, CardLookView, CoopView, LineStanding},
    },
    seal::{self, derive},
    space::act,
    storage::attachments::GoneRow,
    sync::Taken,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kith_wire::{EntryId, Kind, MailboxTag, SpaceId, card};
use serde_json::Value;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Days for which a link is made unless others are said.
const DAYS: u32 = 90;
/// Days for which one may be made.
const DAYS_MAX: u32 = 365;
/// Links to one circle's card that can be opened at a time.
const OPEN_MAX: usize = 3;
/// Characters of the address of the co-op's pages for cards.
const URL_CHARS_MAX: usize = 200;
/// How long a look stands on the first page of a day.
const LOOK_SHOWN_MS: u64 = 7 * DAY_MS;

/// The keys that follow from a link's.
struct Keys {
    seal: [u8; 32],
    read_seed: [u8; 32],
    write_seed: [u8; 32],
    tag: MailboxTag,
}

fn keys(key: &[u8; 32]) -> Keys {
    let (read_seed, write_seed) = (derive("kith/v1/card-link-read", key), derive("kith/v1/card-link-write", key));
    Keys { seal: derive("kith/v2/card-link-key", key), read_seed, write_seed, tag: attachment::mailbox(&read_seed, &write_seed) }
}

/// Under which name it is kept that the relay has a link.
fn placed(tag: MailboxTag) -> String {
    format!("card-link-placed:{}", tag.hex())
}

/// And that it was emptied when its time had passed.
fn emptied(tag: MailboxTag) -> String {
    format!("card-link-emptied:{}", tag.hex())
}

fn clean_url(url: &str) -> KithResult<String> {
    let url = url.trim().trim_end_matches('/');
    // The page has the script that opens the card: on the way nobody may change it. To one's own machine there is no way.
    let own = |rest: &&str| {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| rest.strip_prefix(own).is_some_and(|after| after.is_empty() || after.starts_with([':', '/'])))
    };
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://").filter(own)).unwrap_or_default();
    let plain = !host.is_empty() && url.chars().count() <= URL_CHARS_MAX && !url.chars().any(|c| c.is_whitespace() || c.is_control() || "?#@\"<>".contains(c));
    if !plain {
        return Err(KithError::invalid("bad-card-address", "Say where the relay opens cards, as https://relay.example."));
    }
    Ok(url.to_owned())
}

impl Kith {
    pub(in crate::kith) fn dispatch_card_link(&mut self, request: CardLinkRequest, now_ms: u64) -> KithResult<Value> {
        match request {
            CardLinkRequest::CardLinks { circle } => {
                let space = self.circle(&circle)?;
                json(self.card_links_view(&space, now_ms)?)
            }
            CardLinkRequest::CardLinkMake { circle, days } => json(self.card_link_make(&circle, days, now_ms)?),
            CardLinkRequest::CardLinkEnd { link } => json(self.card_link_end(&link, now_ms)?),
            CardLinkRequest::CardPages { url } => json(self.card_pages(url.as_deref(), now_ms)?),
        }
    }

    /// Says for the co-op where its relay opens cards.
    fn card_pages(&mut self, url: Option<&str>, now_ms: u64) -> KithResult<CoopView> {
        let commons = self.commons()?;
        if self.space(&commons)?.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("office-only", "The office says where cards are opened."));
        }
        let cards = url.map(clean_url).transpose()?;
        let particulars = super::super::coop::Particulars { cards, ..self.particulars()? };
        self.give_particulars(commons, particulars, now_ms)?;
        self.coop()
    }

    /// The links of a circle.
    fn card_links(&self, space: &SpaceId) -> KithResult<Vec<Link>> {
        let here = self.space(space)?;
        let mut said = Vec::new();
        for (at, body) in self.storage.statements(Some(here.n), fact::CARD_LINK)? {
            let Ok(Fact::CardLink(fact)) = Fact::from_bytes(&body) else { continue };
            // Whoever looked after the circle when they made it may have gone since: what they made stays until it is ended.
            let keeper = Self::may_erase(here, &at.author, None);
            said.push(Written { id: at.id, author: at.author, time_ms: at.time_ms, keeper, fact });
        }
        Ok(card_link::links(&said))
    }

    fn card_link_make(&mut self, circle: &str, days: Option<u32>, now_ms: u64) -> KithResult<CardLinksView> {
        let space = self.circle(circle)?;
        if self.space(&space)?.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("card-link-not-yours", "A link to the card is made by the person, or by those who look after the circle."));
        }
        let days = days.unwrap_or(DAYS);
        if !(1..=DAYS_MAX).contains(&days) {
            return Err(KithError::invalid("card-link-days", format!("A link is made for 1 to {DAYS_MAX} days.")).with("most", DAYS_MAX));
        }
        self.particulars()?.cards.ok_or_else(|| {
            KithError::not_allowed("no-card-pages", "The co-op's relay opens no cards yet. The office says where it does, and then a link can be made.")
        })?;
        if self.card_links(&space)?.iter().filter(|link| link.is_open(now_ms)).count() >= OPEN_MAX {
            return Err(KithError::not_allowed("too-many-card-links", format!("At most {OPEN_MAX} links can be opened at a time. End one first."))
                .with("most", OPEN_MAX));
        }
        let card = self.card(circle, now_ms)?;
        let choice = card.choice.as_ref().ok_or_else(no_choice)?;
        if choice.standing == LineStanding::Apart {
            return Err(KithError::not_allowed("card-apart", "What stands on the card was chosen apart by two people. Keep one of it first, or stop one."));
        }
        let rests = rests_on(&self.lists(&space)?, &card.name, &self.chosen(&space)?);
        let made = Made {
            key: entropy::bytes(self.entropy.as_mut()),
            as_of_ms: now_ms,
            until_ms: now_ms.saturating_add(u64::from(days) * DAY_MS),
            text: card_text(&card.name, &card.words, &card.parts, now_ms, "card-logged"),
            format: Some(card_link::FORMAT),
            rests_on: rests.into_iter().map(|(part, digest)| Said { part: part.to_owned(), digest }).collect(),
        };
        self.append(space, Kind::Fact, Fact::CardLink(CardLinkFact::Made(made)).to_bytes(), now_ms)?;
        self.changed(Change::Truth);
        self.card_links_view(&space, now_ms)
    }

    fn card_link_end(&mut self, link: &str, now_ms: u64) -> KithResult<CardLinksView> {
        let mut found = Vec::new();
        for space in self.circles_in() {
            found.extend(self.card_links(&space)?.into_iter().map(|link| (link.id.hex(), None, (space, link))));
        }
        let (space, link) = naming::pick(link, "link", found.into_iter())?;
        if self.space(&space)?.resolved.level(&self.me) < act::KEEPER && link.by != self.me {
            return Err(KithError::not_allowed("card-link-not-yours", "A link to the card is made by the person, or by those who look after the circle."));
        }
        if link.ended.is_none() {
            self.append(space, Kind::Fact, Fact::CardLink(CardLinkFact::Ended(link.id)).to_bytes(), now_ms)?;
            self.changed(Change::Truth);
        }
        self.card_links_view(&space, now_ms)
    }

    /// Has the relay drop what lies in the mailbox of a link.
    pub(in crate::kith) fn drop_card_link(&mut self, id: &EntryId, made: &Made) -> KithResult<()> {
        let keys = keys(&made.key);
        Ok(self.storage.drop_attachment(id, &GoneRow { tag: keys.tag, read_seed: keys.read_seed, write_seed: keys.write_seed })?)
    }

    /// Links that I see to: those that I made, and those of circles that I look after.
    fn card_links_mine(&self) -> KithResult<Vec<(SpaceId, Link)>> {
        let mut out = Vec::new();
        for space in self.circles_in() {
            let keeper = self.space(&space)?.resolved.level(&self.me) >= act::KEEPER;
            out.extend(self.card_links(&space)?.into_iter().filter(|link| keeper || link.by == self.me).map(|link| (space, link)));
        }
        Ok(out)
    }

    pub(in crate::kith) fn card_link_tagged(&self, tag: MailboxTag) -> KithResult<Option<(SpaceId, Link)>> {
        Ok(self.card_links_mine()?.into_iter().find(|(_, link)| keys(&link.made.key).tag == tag))
    }

    /// What there is to do at the relay about links: bring what it lacks, read who has looked, and empty those that are ended or have run
    /// out, once it is read who has looked until then.
    pub(in crate::kith) fn card_link_errands(&self, now_ms: u64) -> KithResult<Vec<PieceErrand>> {
        let mut out = Vec::new();
        for (_, link) in self.card_links_mine()? {
            let Keys { tag, read_seed, write_seed, .. } = keys(&link.made.key);
            let mailbox = |cursor| Mailbox { tag, read_seed, write_seed: Some(write_seed), cursor };
            let open = link.is_open(now_ms);
            if open && self.storage.meta(&placed(tag))?.is_none() {
                out.push(PieceErrand::Put(mailbox(None)));
            }
            if open || self.storage.meta(&emptied(tag))?.is_none() {
                out.push(PieceErrand::Fetch(mailbox(self.storage.cursor(&tag)?)));
            }
            if !open && self.storage.meta(&emptied(tag))?.is_none() {
                out.push(PieceErrand::Empty(mailbox(None)));
            }
        }
        Ok(out)
    }

    /// What lies at the relay of a link: its terms and the sealed card.
    pub(in crate::kith) fn card_link_sealed(link: &Link) -> Vec<Vec<u8>> {
        let keys = keys(&link.made.key);
        let sealed = seal::seal_card(&keys.seal, keys.tag, &link.made.text);
        std::iter::once(card::terms(keys.tag, link.made.until_ms)).chain(sealed.ok()).collect()
    }

    /// Takes a page of the mailbox of a link: looks that the circle has not heard of are told there. The caller commits.
    pub(in crate::kith) fn take_card_looks(&mut self, space: SpaceId, link: &Link, envelopes: &[Vec<u8>], now_ms: u64) -> KithResult<Taken> {
        let (mut sum, keys) = (Taken::default(), keys(&link.made.key));
        let mut known = link.looks.clone();
        for envelope in envelopes {
            let Some(look) = card::read_look(envelope) else {
                let ours = card::read_terms(envelope).is_some() || seal::open_card(&keys.seal, envelope).is_ok();
                if ours {
                    sum.known += 1;
                } else {
                    sum.refused += 1;
                }
                continue;
            };
            if !link.made.covers(&look) {
                sum.refused += 1;
                continue;
            }
            if known.contains(&look) || known.len() >= card_link::LOOKS_MAX {
                sum.known += 1;
                continue;
            }
            known.push(look);
            let fact = Fact::CardLink(CardLinkFact::Looked(link.id, look.at_ms, look.random));
            match self.append(space, Kind::Fact, fact.to_bytes(), now_ms) {
                // In a circle that takes nothing new it stays at the relay.
                Err(e) if matches!(e.kind, ErrorKind::NotAllowed | ErrorKind::InvalidInput) => sum.refused += 1,
                done => {
                    done?;
                    sum.taken += 1;
                }
            }
        }
        self.changed(Change::Truth);
        Ok(sum)
    }

    /// The relay has what lies in the mailbox of a link.
    pub(in crate::kith) fn card_link_placed(&mut self, tag: MailboxTag) -> KithResult<()> {
        Ok(self.storage.set_meta(&placed(tag), &[1])?)
    }

    /// The relay has emptied the mailbox of a link.
    pub(in crate::kith) fn card_link_emptied(&mut self, tag: MailboxTag) -> KithResult<()> {
        if self.card_link_tagged(tag)?.is_some() {
            self.storage.set_meta(&emptied(tag), &[1])?;
        }
        Ok(())
    }

    fn card_links_view(&self, space: &SpaceId, now_ms: u64) -> KithResult<CardLinksView> {
        let pages = self.particulars()?.cards;
        let chosen = self.chosen(space).ok();
        let lists = self.lists(space)?;
        let name = self.card(&space.hex(), now_ms)?.name;
        let mut links = Vec::new();
        for link in self.card_links(space)? {
            let now = chosen.as_ref().map(|chosen| rests_on(&lists, &name, chosen)).unwrap_or_default();
            let same = |said: &Said| now.iter().any(|(part, digest)| *part == said.part && *digest == said.digest);
            let current = now.len() == link.made.rests_on.len() && link.made.rests_on.iter().all(same);
            let keys = keys(&link.made.key);
            let state = match (link.ended.is_some(), link.is_open(now_ms)) {
                (true, _) => CardLinkState::Ended,
                (_, true) => CardLinkState::Open,
                (_, false) => CardLinkState::Expired,
            };
            let url = pages.as_ref().filter(|_| state == CardLinkState::Open);
            links.push(CardLinkView {
                id: link.id.hex(),
                by: self.person_view(&link.by),
                made_ms: link.made_ms,
                as_of_ms: link.made.as_of_ms,
                until_ms: link.made.until_ms,
                state,
                ended_by: link.ended.map(|(by, _)| self.person_view(&by)),
                current,
                at_relay: self.storage.meta(&placed(keys.tag))?.is_some(),
                url: url.map(|url| format!("{url}/card/{}#{}", keys.tag.hex(), URL_SAFE_NO_PAD.encode(keys.seal))),
                looks: link.looks.iter().rev().map(|look| look.at_ms).collect(),
            });
        }
        Ok(CardLinksView { circle: space.hex(), pages, links })
    }

    /// For the first page of a day: looks of the last days at cards of my circles, each circle once.
    pub(in crate::kith) fn card_looks(&self, now_ms: u64) -> KithResult<Vec<CardLookView>> {
        let mut out = Vec::new();
        for space in self.circles_in() {
            let person = self.person_of_circle(&space)?;
            let links = self.card_links(&space)?;
            let fresh: Vec<u64> = links.iter().flat_map(|l| &l.looks).map(|look| look.at_ms).filter(|at| at.saturating_add(LOOK_SHOWN_MS) >= now_ms).collect();
            // However often it was looked at, a circle's card is one line.
            if let Some(at_ms) = fresh.iter().max().copied() {
                let count = u32::try_from(fresh.len()).unwrap_or(u32::MAX);
                out.push(CardLookView { circle: space.hex(), person: self.person_view(&person), at_ms, count });
            }
        }
        out.sort_by_key(|look| std::cmp::Reverse(look.at_ms));
        Ok(out)
    }
}
