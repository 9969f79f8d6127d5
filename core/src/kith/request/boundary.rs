//! Requests about where the line runs between regulated work and other help.

use super::Ref;
use crate::kith::view::Ruling;
use serde::{Deserialize, Serialize};

/// A command or a query about regulated work that a volunteer or a peer did (N2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum BoundaryRequest {
    /// Boundary queries: mine, and as registered manager those that I am asked. → `Vec<`[`super::super::view::BoundaryQueryView`]`>`
    BoundaryQueries,
    /// As registered manager: answer one; whoever raised it is told. → [`super::super::view::BoundaryQueryView`]
    BoundaryAnswer { query: Ref, ruling: Ruling, text: String },
}

impl BoundaryRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::BoundaryQueries)
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 2] = ["boundary-queries", "boundary-answer"];
}
