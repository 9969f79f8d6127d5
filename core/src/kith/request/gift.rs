//! Requests about what somebody gives, and about the pictures that hang on coins.

use super::Ref;
use crate::kith::view::{Element, NewAttachment};
use serde::{Deserialize, Serialize};

/// Coins for a person, a place or the pool, and what goes with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoinGift {
    /// To whom: a person, `pool`, or a place as `place:Garden`.
    pub to: Ref,
    /// How many, where none is named.
    pub count: u32,
    /// Just these.
    pub coins: Vec<Ref>,
    /// The wellbeing element that it is for.
    pub element: Option<Element>,
    /// Words that go with it.
    pub words: String,
    /// A poem that goes with it.
    pub poem: Option<String>,
    /// A picture that goes with it: it is made small, and everybody in the co-op can see it on the coin's story.
    #[serde(default)]
    pub picture: Option<NewAttachment>,
    /// In which of the areas that may be told.
    #[serde(default)]
    pub area: Option<String>,
    /// Whether the giver's name may be known.
    pub share: bool,
}

/// A command or a query about giving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum GiftRequest {
    /// Give coins to a person, a place or the pool. → [`super::super::view::GiveView`]
    CoinGive(CoinGift),
    /// The pictures that hang on a coin. → `Vec<`[`super::super::view::HangingPictureView`]`>`
    CoinPictures { coin: Ref },
    /// A picture that hangs on a coin, with its bytes. → [`super::super::view::CoinPictureView`]
    CoinPicture { picture: Ref },
    /// I do not want to see a picture; or (`refuse` false) I do after all. The coin stays as it is. → [`super::super::view::PurseView`]
    CoinPictureRefuse { picture: Ref, refuse: bool },
    /// Take a picture down for everybody: as its giver by way of the office, or as whoever keeps the commons.
    /// → [`super::super::view::PictureGoneView`]
    CoinPictureErase { picture: Ref, reason: String },
}

impl GiftRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::CoinPictures { .. } | Self::CoinPicture { .. })
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 5] = ["coin-give", "coin-pictures", "coin-picture", "coin-picture-refuse", "coin-picture-erase"];
}
