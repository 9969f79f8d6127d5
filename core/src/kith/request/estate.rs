//! Requests about what is to become of somebody's coins.

use super::Ref;
use serde::{Deserialize, Serialize};

/// A command or a query about what somebody chose to become of their coins when they leave or die.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum EstateRequest {
    /// What I chose to become of my coins when I leave or die. → [`super::super::view::EstateView`]
    Estate,
    /// Choose it: a person, or `pool`. → [`super::super::view::EstateView`]
    EstateSet { to: Ref },
    /// As a coordinator, at the office: carry out what somebody chose who has died or left. → [`super::super::view::EstateCaseView`]
    EstateCarryOut { person: Ref },
    /// As a coordinator, at the office: gifts of people who have died that nobody has stood by. → `Vec<`[`super::super::view::EstateGiftView`]`>`
    EstateGifts,
    /// As a coordinator, at the office: say that such a gift was their own doing. → `Vec<`[`super::super::view::EstateGiftView`]`>`
    EstateRatify { transfer: Ref },
}

impl EstateRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::Estate | Self::EstateGifts)
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 5] = ["estate", "estate-set", "estate-carry-out", "estate-gifts", "estate-ratify"];
}
