//! Requests about a coin's physical twin.

use super::Ref;
use crate::kith::view::{TwinOf, TwinSeen};
use serde::{Deserialize, Serialize};

/// A command or a query about the printed or handmade twin of a coin (C9). A coin may be named by the code that its twin bears, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum TwinRequest {
    /// As a worker, or in a role: register that a twin of a coin was made. → [`super::super::view::TwinView`]
    TwinMake { coin: Ref, of: TwinOf, area: Option<String>, words: String },
    /// Say where a twin was seen, now or (`on_ms`) earlier. → [`super::super::view::TwinView`]
    TwinSee { coin: Ref, what: TwinSeen, area: Option<String>, words: String, on_ms: Option<u64> },
    /// A coin and its twin in one story. → [`super::super::view::TwinView`]
    Twin { coin: Ref },
    /// Coins whose twins are to be printed on one sheet. → [`super::super::view::TwinSheetView`]
    TwinSheet { coins: Vec<Ref> },
    /// Every coin that has a twin. → `Vec<`[`super::super::view::TwinView`]`>`
    Twins,
}

impl TwinRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::Twin { .. } | Self::TwinSheet { .. } | Self::Twins)
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 5] = ["twin-make", "twin-see", "twin", "twin-sheet", "twins"];
}
