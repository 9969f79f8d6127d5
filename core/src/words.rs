//! The words that people read: one catalogue, in English and Welsh.

use serde::{Deserialize, Serialize};

/// A language that people can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Cymraeg.
    #[serde(rename = "cy")]
    Welsh,
}
