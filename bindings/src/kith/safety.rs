//! Concerns about safety, and what a person may know of who has seen what about them.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{AccessView, ConcernReceiptView, ConcernView, KeptView};

/// A concern about safety.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Worry {
    /// What was seen or heard.
    pub text: String,
    /// Whom it is about, if somebody.
    #[uniffi(default = None)]
    pub about: Option<String>,
    /// The circle in which it arose, if one.
    #[uniffi(default = None)]
    pub circle: Option<String>,
    /// Whether somebody is in danger now.
    #[uniffi(default = false)]
    pub danger: bool,
}

#[uniffi::export]
impl Kith {
    /// Raises a concern, in private, to those who look after safety.
    pub async fn concern_raise(&self, said: Worry) -> Result<ConcernReceiptView, KithError> {
        let Worry { text, about, circle, danger } = said;
        self.ask(Request::ConcernRaise { about, circle, text, danger }).await
    }

    /// The concerns that I raised, and those that are mine to look after.
    pub async fn concerns(&self) -> Result<Vec<ConcernView>, KithError> {
        self.ask(Request::Concerns).await
    }

    /// One concern; whoever raised it learns that it has been looked at.
    pub async fn concern(&self, concern: String) -> Result<ConcernView, KithError> {
        self.ask(Request::Concern { concern }).await
    }

    /// Writes to whoever raised it, or back.
    pub async fn concern_reply(&self, concern: String, text: String) -> Result<ConcernView, KithError> {
        self.ask(Request::ConcernReply { concern, text }).await
    }

    /// Who has opened what about me, or about somebody whose circle I look after.
    pub async fn accesses(&self, about: Option<String>) -> Result<Vec<AccessView>, KithError> {
        self.ask(Request::Accesses { about }).await
    }

    /// Where I was told that something of mine is kept in spite of erasure.
    pub async fn kept(&self) -> Result<Vec<KeptView>, KithError> {
        self.ask(Request::Kept).await
    }
}
