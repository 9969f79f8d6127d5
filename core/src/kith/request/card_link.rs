//! Requests about the emergency card as a link.

use super::Ref;
use serde::{Deserialize, Serialize};

/// A command or a query about links that open an emergency card in any browser (R9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum CardLinkRequest {
    /// Links to a circle's card, with who has looked. → [`super::super::view::CardLinksView`]
    CardLinks { circle: Ref },
    /// Make one from the card as it is now, for so many days (90). → [`super::super::view::CardLinksView`]
    CardLinkMake { circle: Ref, days: Option<u32> },
    /// End one: nothing is handed out any more. → [`super::super::view::CardLinksView`]
    CardLinkEnd { link: Ref },
    /// At the office: where the co-op's relay opens cards (none: nowhere). → [`super::super::view::CoopView`]
    CardPages { url: Option<String> },
}

impl CardLinkRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::CardLinks { .. })
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 4] = ["card-links", "card-link-make", "card-link-end", "card-pages"];
}
