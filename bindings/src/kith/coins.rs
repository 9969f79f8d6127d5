//! The purse, and coins given and received phone to phone.

use super::Kith;
use crate::KithError;
use kith_core::kith::view::{CoinView, Element, GiveView, HandOver, PurseView};
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
        let Gift { count, coins, element, words, poem, share } = gift;
        self.ask(Request::Gift(GiftRequest::CoinGive(CoinGift { to, count, coins, element, words, poem, picture: None, area: None, share }))).await
    }

    /// As steward: the welcome gift from the pool.
    pub async fn welcome_gift(&self, person: String) -> Result<GiveView, KithError> {
        self.ask(Request::WelcomeGift { person }).await
    }
}
