//! The purse, and coins given and received phone to phone.

use super::Kith;
use crate::KithError;
use base64::{Engine, engine::general_purpose::STANDARD};
use kith_core::kith::view::{CoinPictureView, CoinView, Element, GiveView, HandOver, HangingPictureView, NewAttachment, PurseView};
use kith_core::kith::{CoinGift, GiftRequest, Request};

/// What is said with coins that are given.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Gift {
    /// How many, where no coins are named.
    pub count: u32,
    /// These coins.
    #[uniffi(default = [])]
    pub coins: Vec<String>,
    /// What they are given for.
    #[uniffi(default = None)]
    pub element: Option<Element>,
    /// Words that go with them.
    #[uniffi(default = "")]
    pub words: String,
    /// A poem that travels with them.
    #[uniffi(default = None)]
    pub poem: Option<String>,
    /// A picture that travels with them: it is made small, and everybody in the co-op can see it on the coin's story.
    #[uniffi(default = None)]
    pub picture: Option<Vec<u8>>,
    /// What it shows, in words.
    #[uniffi(default = "")]
    pub shows: String,
    /// In which of the areas that may be told.
    #[uniffi(default = None)]
    pub area: Option<String>,
    /// Whether the story may name the giver.
    #[uniffi(default = false)]
    pub share: bool,
}

#[uniffi::export]
impl Kith {
    /// My coins, my jar, and what came and went.
    pub async fn purse(&self) -> Result<PurseView, KithError> {
        self.ask(Request::Purse).await
    }

    /// One coin: its face, its state and its story.
    pub async fn coin(&self, coin: String) -> Result<CoinView, KithError> {
        self.ask(Request::Coin { coin }).await
    }

    /// A code that says to whom coins may be handed.
    pub async fn coin_invoice(&self) -> Result<HandOver, KithError> {
        self.ask(Request::CoinInvoice).await
    }

    /// Gives coins to a person, or to the pool.
    pub async fn coin_give(&self, to: String, gift: Gift) -> Result<GiveView, KithError> {
        let Gift { count, coins, element, words, poem, picture, shows, area, share } = gift;
        let picture = picture.map(|data| NewAttachment { name: None, words: shows, data: STANDARD.encode(data) });
        self.ask(Request::Gift(GiftRequest::CoinGive(CoinGift { to, count, coins, element, words, poem, picture, area, share }))).await
    }

    /// The pictures that hang on a coin's story.
    pub async fn coin_pictures(&self, coin: String) -> Result<Vec<HangingPictureView>, KithError> {
        self.ask(Request::Gift(GiftRequest::CoinPictures { coin })).await
    }

    /// The bytes of one of them, a JPEG.
    pub async fn coin_picture(&self, picture: String) -> Result<Vec<u8>, KithError> {
        let view: CoinPictureView = self.ask(Request::Gift(GiftRequest::CoinPicture { picture })).await?;
        Ok(view.to_bytes())
    }

    /// I do not want to see a picture; or (`refuse` false) I do after all. The coin stays as it is.
    pub async fn coin_picture_refuse(&self, picture: String, refuse: bool) -> Result<PurseView, KithError> {
        self.ask(Request::Gift(GiftRequest::CoinPictureRefuse { picture, refuse })).await
    }

    /// All that I earn goes to the pool from now on, or no longer.
    pub async fn auto_donate(&self, on: bool) -> Result<PurseView, KithError> {
        self.ask(Request::AutoDonate { on }).await
    }

    /// As steward: the welcome gift from the pool.
    pub async fn welcome_gift(&self, person: String) -> Result<GiveView, KithError> {
        self.ask(Request::WelcomeGift { person }).await
    }
}
