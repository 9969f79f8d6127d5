//! Coins: the purse, a coin with its story, what was given, and the office's book.

use super::{Element, HandOver, PersonView};
use crate::coin_face::{CoinFace, FaceHop};
use crate::ledger::top_up::Whom;
use crate::ledger::units::CoinId;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// A balance: always three numbers, and the jar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Coins settled.
    pub settled: u32,
    /// Coins promised, offered or ripening towards me.
    pub promised: u32,
    /// Coins contested or claimed.
    pub contested: u32,
    /// Minutes in the jar, under 60.
    pub jar_minutes: u32,
}

/// My coins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurseView {
    /// The numbers.
    pub balance: Balance,
    /// The coins I hold or wait for.
    pub coins: Vec<CoinView>,
    /// What came and went, newest first, every fall explained.
    pub movements: Vec<MovementView>,
    /// Whether all that I earn goes to the pool.
    pub auto_donate: bool,
    /// Coins that lie on other devices of mine, as far as this one has heard: they are given from there.
    #[serde(default)]
    pub elsewhere: u32,
}

/// Something that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementView {
    /// earned | received | given | pooled | placed | retired | returned | welcome | topped-up | surrendered | made-good | repaid | contested | lost | recovered |
    /// left-to-me.
    pub what: String,
    /// How many coins.
    pub coins: u32,
    /// The other party, if a person.
    pub with: Option<PersonView>,
    /// In the device's language.
    pub words: String,
    /// When, as said by the device that did it.
    pub at_ms: u64,
    /// offered | ripening | promised | settled | contested | refused.
    pub state: String,
}

/// A coin with its face and story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoinView {
    /// Its id.
    pub id: String,
    /// put-by | recovered | ripening | offered | promised | settled | contested | claim | surrendered | made-whole | given | retired | elsewhere.
    pub state: String,
    /// What is certain and what happens next, in the device's language.
    pub state_reason: String,
    /// Its face as SVG.
    pub face_svg: String,
    /// The face in words.
    pub face_words: String,
    /// Its story, oldest first.
    pub story: Vec<HopView>,
    /// Whether it is a welcome gift that is not free yet: good for support and the pool, not to be given to people before the first
    /// settled hour.
    pub vesting: bool,
    /// Promised steps since it last settled.
    pub steps: u32,
}

impl CoinView {
    /// The face as lines to draw, for whoever draws no SVG; nothing if the id is no coin's.
    #[must_use]
    pub fn face(&self) -> Option<CoinFace> {
        Some(face_of(self.id.parse().ok()?, &self.story))
    }
}

/// The face of a coin with this story.
pub(crate) fn face_of(coin: CoinId, story: &[HopView]) -> CoinFace {
    let hops: Vec<FaceHop> = story.iter().map(|hop| FaceHop { element: hop.element, promised: !hop.settled }).collect();
    CoinFace::new(&coin.0, &hops)
}

/// The co-op's rules for its coins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Their number; 0 before the co-op has decided anything.
    pub number: u32,
    /// Who decided them.
    pub by: Option<PersonView>,
    /// When, as said by the device that did it.
    pub at_ms: u64,
    /// Promised steps that a coin may take.
    pub hops: u8,
    /// Promised coins from one giver to one receiver.
    pub promised: u8,
    /// Promised coins of one device in all.
    pub device: u8,
    /// Coins that the hardship pool makes good in a month.
    pub make_good_month: u16,
    /// Coins of the pool that are kept for making good.
    pub reserve: u16,
    /// Members of an area before a story tells it.
    pub area_members: u8,
    /// Days to put right a coin given twice.
    pub cure_days: u8,
    /// Whether stories tell areas.
    pub tell_areas: bool,
    /// Whether welcome coins vest with the first settled hour.
    pub vesting: bool,
    /// Minutes that one activity may count.
    pub activity_minutes: u16,
    /// Minutes that one person may earn in a month.
    pub month_minutes: u32,
    /// Checkpoints for which a pocket vouches, and a lost device's coins wait.
    pub pocket: u16,
    /// Coins up to which the pool tops people up; 0 where there is no such rule.
    pub top_up_to: u8,
    /// Coins that one person gets in one run at most.
    pub top_up_each: u8,
    /// Coins that one run gives at most.
    pub top_up_run: u16,
    /// For whom the rule is meant.
    pub top_up_for: Whom,
    /// Whether I may decide them.
    pub mine_to_set: bool,
}

/// One step of a coin's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HopView {
    /// earned | given | pooled | welcome | retired | hidden.
    pub what: String,
    /// The element it was given for.
    pub element: Option<Element>,
    /// The area, if known and shared.
    pub area: Option<String>,
    /// The month as `2026-04`, if known and shared.
    pub month: Option<String>,
    /// Words that go with it.
    pub words: String,
    /// A poem that travels with it.
    pub poem: Option<String>,
    /// A name, if its giver let it be known (or it is one's own step).
    pub name: Option<String>,
    /// Whether this step has settled.
    pub settled: bool,
}

/// A picture that hangs on a step of a coin's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HangingPictureView {
    /// The step, counted from 0.
    pub step: u32,
    /// The picture, by its hash.
    pub picture: String,
    /// What it shows, in words.
    pub shows: String,
    /// here | not-here | refused.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
    /// Whether I may take it down, or have the office do so.
    pub mine_to_erase: bool,
}

/// A picture that hangs on a coin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoinPictureView {
    /// Which, by its hash.
    pub picture: String,
    /// A name for a file of it.
    pub file: String,
    /// Its bytes, a JPEG, in base64.
    pub data: String,
}

impl CoinPictureView {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.data).unwrap_or_default()
    }
}

/// What became of a picture that is to be taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureGoneView {
    /// Which.
    pub picture: String,
    /// gone | asked (the office takes it down when it hears).
    pub state: String,
    /// The same in the device's language.
    pub words: String,
}

/// What became of coins given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveView {
    /// The transfer's id.
    pub transfer: String,
    /// The coins.
    pub coins: Vec<String>,
    /// offered | promised | settled.
    pub state: String,
    /// What is certain and what happens next, in the device's language.
    pub state_reason: String,
    /// To hand over now, phone to phone.
    pub hand_over: HandOver,
}

/// The office's book: it always adds up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookView {
    /// Coins minted.
    pub minted: u64,
    /// Coins held, of which settled, promised, contested.
    pub held: u64,
    /// Held and settled.
    pub settled: u64,
    /// Held and promised: seen by the office, not settled.
    pub promised: u64,
    /// Held and contested.
    pub contested: u64,
    /// Coins retired.
    pub retired: u64,
    /// Minutes attested; 60 × minted + in jars + refused + passed.
    pub minutes_attested: u64,
    /// Minutes in jars.
    pub minutes_in_jars: u64,
    /// minted = held + retired, and the minutes too.
    pub adds_up: bool,
    /// By holder: people, pools, places.
    pub holders: Vec<HolderView>,
    /// Coins that were given twice.
    pub forks: Vec<String>,
    /// The last checkpoint's number.
    pub checkpoint: u64,
    /// Whether these numbers are the office's own (all rows), or the totals that it published.
    pub whole: bool,
}

/// A row of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderView {
    /// person | pool | place.
    pub kind: String,
    /// Id of the person, or name of the pool or place.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// Settled coins.
    pub settled: u64,
    /// Promised coins.
    pub promised: u64,
    /// Contested coins.
    pub contested: u64,
    /// Minutes in the jar.
    pub jar_minutes: u64,
}

/// A coin that was given twice with one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkView {
    /// Its id.
    pub id: String,
    /// The coin, if it is known here.
    pub coin: Option<String>,
    /// Whose key it was.
    pub person: PersonView,
    /// Which device's.
    pub device: String,
    /// Whether it is mine.
    pub mine: bool,
    /// open | put-right.
    pub state: String,
    /// to-put-right | no-mark | conversation.
    pub grade: String,
    /// How many lost by it, as far as the office knows; 0 elsewhere.
    pub lost: u32,
    /// How many coins came back for it, as far as the office knows.
    pub repaid: u32,
    /// When the office told of it.
    pub at_ms: u64,
    /// Until when it is to be put right, by the co-op's rules.
    pub until_ms: u64,
    /// What happened and what helps, in the device's language.
    pub words: String,
}

/// A coin that somebody lost because it had been given twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Its id: the surrender's.
    pub id: String,
    /// The coin that was lost.
    pub coin: String,
    /// Who lost it.
    pub person: Option<PersonView>,
    /// Whose key gave it twice.
    pub against: Option<PersonView>,
    /// waiting | made-good | void.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
    /// When it was surrendered, as said by the device that did it.
    pub at_ms: u64,
}

/// What the hardship pool has to make good, and what it has for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsView {
    /// The claims, newest first.
    pub claims: Vec<ClaimView>,
    /// How many wait.
    pub waiting: u32,
    /// Coins that the pool can give.
    pub pool: u32,
    /// Coins that are to be kept for making good.
    pub reserve: u32,
    /// How many of them are there.
    pub reserve_held: u32,
    /// The same in hundredths.
    pub cover_percent: u32,
    /// Coins made good this month.
    pub made_good_this_month: u32,
    /// How many may be.
    pub make_good_month: u16,
}
