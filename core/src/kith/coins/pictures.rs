//! Pictures on coins: small, sealed, known by their hash, refused without refusing the coin, and taken down for everybody.
//!
//! A telling names a picture by its hash, so the picture is no part of what is signed and no verdict reads it. Its bytes follow the words in
//! drops of their own: to the receiver, and to the office from whoever has it. The office publishes each once on the coin's story. From then
//! on phones read the published one alone and erase the copies that they kept, so that taking that one down takes it from everybody.

use super::super::{
    Change, ErrorKind, Kith, KithError, KithResult,
    attachments::unreadable,
    drops,
    view::{CoinPictureView, HangingPictureView, NewAttachment, PictureGoneView, PurseView, Role},
};
use super::{Coins, attachment_bytes, read_attachment};
use crate::{
    fact::{self, CoinItem, Fact, Notice, Target},
    ledger::{
        op::StoryLine,
        purse::{Attachment, Media},
        units::{ContentHash, Owner, Owners},
    },
    picture,
    space::act,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kith_wire::{Kind, PersonId, SpaceId, limits};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The picture that a giver chose, as it hangs on a coin.
pub(super) fn make(chosen: &NewAttachment) -> KithResult<Attachment> {
    if chosen.data.len() / 4 * 3 > limits::PICTURE_INPUT_BYTES_MAX {
        return Err(unreadable(picture::PictureError::TooLarge));
    }
    if chosen.words.chars().count() > limits::ATTACHMENT_WORDS_CHARS_MAX {
        let most = limits::ATTACHMENT_WORDS_CHARS_MAX;
        return Err(KithError::invalid("caption-too-long", format!("What a picture shows is said in at most {most} characters.")).with("most", most));
    }
    let bytes =
        STANDARD.decode(chosen.data.as_bytes()).map_err(|_| KithError::invalid("bad-data", "The bytes of this file came damaged. Please try again."))?;
    let small = picture::make_small_for_coin(&bytes).map_err(unreadable)?;
    Ok(Attachment { media: Media::Jpeg, bytes: small.bytes })
}

/// Of the pictures that somebody does not want to see: the later word counts.
pub(super) fn note_refused(refused: &mut HashSet<ContentHash>, bytes: &[u8]) {
    if let Some((on, hash)) = bytes.split_first().and_then(|(on, hash)| Some((*on, ContentHash(hash.try_into().ok()?)))) {
        if on == 1 {
            refused.insert(hash)
        } else {
            refused.remove(&hash)
        };
    }
}

fn is_picture(attachment: &Attachment) -> bool {
    attachment.media == Media::Jpeg && picture::is_coin_picture(&attachment.bytes)
}

impl Kith {
    /// A poem or picture came. A picture is kept only if something told of a coin names it, and then goes on to the office: whoever has it
    /// first brings it.
    pub(super) fn take_attachment(&mut self, bytes: &[u8], now_ms: u64) -> KithResult<()> {
        let Some(attachment) = read_attachment(bytes) else { return Ok(self.storage.count_refused("bad-coin-attachment")?) };
        if attachment.media == Media::Text {
            return self.keep_attachment(&attachment, now_ms);
        }
        let (Some(coins), hash) = (self.coins_read()?, attachment.hash()) else { return Ok(()) };
        if coins.attachments.contains_key(&hash) || coins.refused.contains(&hash) || self.published_picture(&hash)?.is_some() {
            return Ok(());
        }
        if !coins.purse.pictures().contains(&hash) || !is_picture(&attachment) {
            return Ok(self.storage.count_refused("bad-coin-attachment")?);
        }
        self.keep_attachment(&attachment, now_ms)?;
        self.send_pictures(&[attachment], None, now_ms)
    }

    /// As the office: whether a poem or picture that a person sent is kept. Pictures wait for a line that names them, at most
    /// [`limits::COIN_PICTURES_WAITING_MAX`] of one person; what is not kept is not looked into either.
    pub(in crate::kith) fn keeps_attachment(&mut self, ledger: SpaceId, sender: &PersonId, bytes: &[u8]) -> KithResult<bool> {
        let picture = read_attachment(bytes).filter(|a| a.media != Media::Text);
        let Some(picture) = picture else { return self.kept_or_refused(read_attachment(bytes).is_some(), "bad-coin-attachment") };
        let (hash, name) = (picture.hash(), format!("pictures-of-{}", sender.hex()));
        let mut waiting = self.storage.meta(&name)?.unwrap_or_default();
        if waiting.as_chunks::<32>().0.contains(&hash.0) {
            return Ok(false);
        }
        if waiting.len() >= limits::COIN_PICTURES_WAITING_MAX * hash.0.len() {
            let here = self.storage.coin_item_entries(self.space(&ledger)?.n, CoinItem::Attachment as u8)?;
            let here: BTreeSet<[u8; 32]> = here.iter().filter_map(|(.., bytes)| Some(read_attachment(bytes)?.hash().0)).collect();
            waiting = waiting.as_chunks::<32>().0.iter().filter(|hash| here.contains(*hash)).flatten().copied().collect();
        }
        let room = waiting.len() < limits::COIN_PICTURES_WAITING_MAX * hash.0.len();
        if !self.kept_or_refused(room, "too-many-coin-pictures")? || !self.kept_or_refused(is_picture(&picture), "bad-coin-attachment")? {
            return Ok(false);
        }
        waiting.extend(hash.0);
        self.storage.set_meta(&name, &waiting)?;
        Ok(true)
    }

    fn kept_or_refused(&self, holds: bool, reason: &str) -> KithResult<bool> {
        if !holds {
            self.storage.count_refused(reason)?;
        }
        Ok(holds)
    }

    /// Whether more pictures may be hung on coins here: those that the office has not published yet are counted.
    pub(in crate::kith) fn check_pictures_waiting(&self, coins: &Coins) -> KithResult<()> {
        let mine = |(hash, a): &(&ContentHash, &Attachment)| a.media != Media::Text && coins.purse.gave_picture(hash);
        if coins.attachments.iter().filter(mine).count() < limits::COIN_PICTURES_WAITING_MAX {
            return Ok(());
        }
        let most = limits::COIN_PICTURES_WAITING_MAX;
        let reason = format!("{most} pictures wait for the office to publish them already. Give the coin without one, or once it has.");
        Err(KithError::invalid("too-many-coin-pictures", reason).with("most", most))
    }

    /// Sends pictures to the office, and perhaps to a person: each by itself, after the words.
    pub(super) fn send_pictures(&mut self, pictures: &[Attachment], to: Option<PersonId>, now_ms: u64) -> KithResult<()> {
        for picture in pictures.iter().filter(|picture| picture.media != Media::Text) {
            let part = || drops::CoinPart { kind: CoinItem::Attachment as u8, bytes: attachment_bytes(picture) };
            match self.send_parts(vec![part()], now_ms) {
                Err(error) if error.kind != ErrorKind::NeedsSignal => return Err(error),
                _ => {}
            }
            if let Some(person) = to {
                // Whoever cannot be reached gets it with the coin's published story.
                let _ = self.send_to(&person, &drops::Message::Coins(vec![part()]), "coin", now_ms);
            }
        }
        Ok(())
    }

    /// A picture as the office published it, unless it was taken down.
    fn published_picture(&self, hash: &ContentHash) -> KithResult<Option<Attachment>> {
        let commons = self.space(&self.commons()?)?.n;
        let notices = self.storage.notices(commons, Notice::Attachment as u8, Some(&hash.0))?;
        let by_office = notices.iter().filter(|n| self.is_publisher(&n.at.author));
        Ok(by_office.filter_map(|n| read_attachment(&n.value)).find(|a| a.hash() == *hash && is_picture(a)))
    }

    /// Whether somebody publishes what coins tell: the office alone, or what was taken down would come back by anybody's hand.
    pub(in crate::kith) fn is_publisher(&self, author: &PersonId) -> bool {
        self.held_role(author, Role::Notary)
    }

    /// The bytes of a picture, as far as they may be shown: of a line that the office published what it published, and nothing else.
    fn picture_shown(&self, coins: &Coins, hash: &ContentHash) -> KithResult<Option<Attachment>> {
        if coins.refused.contains(hash) {
            return Ok(None);
        }
        if let Some(published) = self.published_picture(hash)? {
            return Ok(Some(published));
        }
        let waits = !coins.purse.published_pictures().contains(hash);
        Ok(coins.attachments.get(hash).filter(|a| waits && is_picture(a)).cloned())
    }

    fn picture_named(&self, coins: &Coins, picture: &str) -> KithResult<ContentHash> {
        let known = coins.purse.pictures().into_iter().map(|hash| (hash.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), None, hash));
        super::super::naming::pick(picture, "picture", known)
    }

    /// The pictures that hang on a coin, by the step of its story.
    pub(super) fn coin_pictures(&self, coin: &str) -> KithResult<Vec<HangingPictureView>> {
        let id = self.coin_named(coin)?;
        let Some(coins) = self.coins_read()? else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for (step, told) in (0u32..).zip(coins.purse.story(id, &coins.owners)) {
            let Some(hash) = told.telling.picture else { continue };
            let text = told.telling.poem.and_then(|text| self.coin_text(&coins, text));
            let state = match (coins.refused.contains(&hash), self.picture_shown(&coins, &hash)?) {
                (true, _) => "refused",
                (false, Some(_)) => "here",
                (false, None) => "not-here",
            };
            let picture = hash.0.iter().map(|byte| format!("{byte:02x}")).collect();
            let shows = text.map(|text| super::words_and_poem(&text).2).unwrap_or_default();
            let words = self.words().say(&format!("coin-picture-{state}"));
            out.push(HangingPictureView {
                step,
                picture,
                shows,
                state: state.to_owned(),
                words,
                mine_to_erase: self.erases_pictures() || coins.purse.gave_picture(&hash),
            });
        }
        Ok(out)
    }

    /// One picture with its bytes.
    pub(super) fn coin_picture(&self, picture: &str) -> KithResult<CoinPictureView> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let hash = self.picture_named(&coins, picture)?;
        let shown = self.picture_shown(&coins, &hash)?;
        let shown =
            shown.ok_or_else(|| KithError::not_found("picture-not-here", "This picture is not here: it has not come, was refused, or was taken down."))?;
        let name: String = hash.0.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(CoinPictureView { file: format!("coin-{}.jpg", &name[..8]), picture: name, data: STANDARD.encode(shown.bytes) })
    }

    /// A picture is not wanted, or wanted after all. The coin stays as it is; what was kept of the picture here is erased.
    pub(super) fn coin_picture_refuse(&mut self, picture: &str, refuse: bool, now_ms: u64) -> KithResult<PurseView> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let hash = self.picture_named(&coins, picture)?;
        if coins.refused.contains(&hash) != refuse {
            let mark = [&[u8::from(refuse)][..], &hash.0].concat();
            self.append(self.own, Kind::Fact, Fact::Coin(CoinItem::RefusedPicture as u8, mark).to_bytes(), now_ms)?;
        }
        if refuse {
            self.erase_copies(self.own, |held| *held == hash, now_ms)?;
        }
        self.changed(Change::Coins);
        self.purse()
    }

    fn erases_pictures(&self) -> bool {
        self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.resolved.level(&self.me) >= act::KEEPER)
    }

    /// Takes a picture down for everybody: here as whoever keeps the commons, else by asking the office.
    pub(super) fn coin_picture_erase(&mut self, picture: &str, reason: &str, now_ms: u64) -> KithResult<PictureGoneView> {
        let coins = self.coins_read()?.ok_or_else(|| KithError::not_allowed("no-coop", "This profile has not joined a co-op yet."))?;
        let hash = self.picture_named(&coins, picture)?;
        let state = if self.erases_pictures() {
            if reason.trim().is_empty() && !coins.purse.gave_picture(&hash) {
                return Err(KithError::invalid("picture-reason", "Say why: somebody else published this picture."));
            }
            self.take_picture_down(&hash, reason, now_ms)?;
            "gone"
        } else if coins.purse.gave_picture(&hash) || self.has_role(&self.me, Role::SafeguardingLead) {
            self.send_parts(vec![drops::CoinPart { kind: CoinItem::ErasePicture as u8, bytes: hash.0.to_vec() }], now_ms)?;
            "asked"
        } else {
            return Err(KithError::not_allowed(
                "not-its-giver",
                "Only who gave it, a safeguarding lead, or whoever keeps the co-op's commons takes a picture down.",
            ));
        };
        self.erase_copies(self.own, |held| *held == hash, now_ms)?;
        self.changed(Change::Coins);
        let words = self.words().say(&format!("coin-picture-erase-{state}"));
        Ok(PictureGoneView { picture: picture.to_owned(), state: state.to_owned(), words })
    }

    /// As the office: somebody asks for a picture to be taken down. Whoever gave it first may, and a safeguarding lead.
    pub(in crate::kith) fn asked_to_erase(&mut self, sender: Owner, hash: &[u8], now_ms: u64) -> KithResult<()> {
        let (Ok(hash), Owner::Person(person)) = (hash.try_into().map(ContentHash), sender) else { return Ok(self.storage.count_refused("bad-operation")?) };
        self.notary()?;
        let owners = self.membership()?;
        let publisher = self.notary.as_ref().and_then(|n| n.book().publisher_of(&hash));
        let gave = publisher.is_some_and(|device| owners.owner_of(device) == Some(sender));
        if gave || self.has_role(&person, Role::SafeguardingLead) {
            return self.take_picture_down(&hash, "", now_ms);
        }
        Ok(self.storage.count_refused("bad-operation")?)
    }

    fn take_picture_down(&mut self, hash: &ContentHash, reason: &str, now_ms: u64) -> KithResult<()> {
        let commons = self.commons()?;
        let n = self.space(&commons)?.n;
        for row in self.storage.notices(n, Notice::Attachment as u8, Some(&hash.0))? {
            if let Some(device) = self.storage.device_id(row.at.device)? {
                self.erase_entry(commons, (device, Target { seq: row.at.seq, id: row.at.id }), reason, now_ms)?;
            }
        }
        if let Some(ledger) = self.ledger_space().map(|s| s.id) {
            self.append(ledger, Kind::Fact, Fact::Coin(CoinItem::PublishedPicture as u8, hash.0.to_vec()).to_bytes(), now_ms)?;
            self.erase_copies(ledger, |held| held == hash, now_ms)?;
        }
        Ok(())
    }

    /// Erases the pictures that a space of this device's own keeping holds.
    fn erase_copies(&mut self, space: SpaceId, which: impl Fn(&ContentHash) -> bool, now_ms: u64) -> KithResult<()> {
        let n = self.space(&space)?.n;
        for (device, target, bytes) in self.storage.coin_item_entries(n, CoinItem::Attachment as u8)? {
            let picture = read_attachment(&bytes).filter(|a| a.media != Media::Text);
            if let (Some(device), true) = (self.storage.device_id(device)?, picture.is_some_and(|a| which(&a.hash()))) {
                self.erase_entry(space, (device, target), fact::DRAFT_LET_GO, now_ms)?;
            }
        }
        Ok(())
    }

    /// Erases this phone's own copies of pictures that the office has published: whoever takes those down takes them from here, too.
    pub(super) fn tidy_pictures(&mut self, now_ms: u64) -> KithResult<()> {
        let Some(coins) = self.coins_read()? else { return Ok(()) };
        let kept: Vec<ContentHash> = coins.attachments.iter().filter(|(_, a)| a.media != Media::Text).map(|(hash, _)| *hash).collect();
        let mut published = BTreeSet::new();
        for hash in kept {
            if self.published_picture(&hash)?.is_some() {
                published.insert(hash);
            }
        }
        if published.is_empty() { Ok(()) } else { self.erase_copies(self.own, |hash| published.contains(hash), now_ms) }
    }

    /// As the office: publishes pictures that published lines name, each once for ever, and keeps no copy in the ledger.
    pub(in crate::kith) fn publish_pictures(&mut self, ledger: SpaceId, now_ms: u64) -> KithResult<()> {
        let n = self.space(&ledger)?.n;
        let of = |wanted: CoinItem| Ok::<_, KithError>(self.storage.coin_item_entries(n, wanted as u8)?.into_iter().map(|(.., bytes)| bytes));
        let picture = |bytes: Vec<u8>| Some((read_attachment(&bytes).filter(|a| a.media == Media::Jpeg)?.hash(), bytes));
        let waiting: BTreeMap<ContentHash, Vec<u8>> = of(CoinItem::Attachment)?.filter_map(picture).collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let done: BTreeSet<ContentHash> = of(CoinItem::PublishedPicture)?.filter_map(|hash| hash.try_into().ok().map(ContentHash)).collect();
        let commons = self.commons()?;
        let told = self.storage.notices(self.space(&commons)?.n, Notice::Story as u8, None)?;
        let named: BTreeSet<ContentHash> = told.iter().filter_map(|n| StoryLine::decode(&n.value).ok()?.telling.picture).collect();
        let due = waiting.iter().filter(|(hash, _)| named.contains(hash) && !done.contains(hash));
        for (hash, bytes) in due.filter(|(_, bytes)| read_attachment(bytes).is_some_and(|a| is_picture(&a))) {
            self.append(commons, Kind::Fact, Fact::Notice(Notice::Attachment as u8, hash.0.to_vec(), bytes.clone()).to_bytes(), now_ms)?;
            self.append(ledger, Kind::Fact, Fact::Coin(CoinItem::PublishedPicture as u8, hash.0.to_vec()).to_bytes(), now_ms)?;
        }
        self.erase_copies(ledger, |hash| named.contains(hash) || done.contains(hash), now_ms)
    }
}
