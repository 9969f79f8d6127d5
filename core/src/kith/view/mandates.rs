//! Who speaks for whom.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// A mandate that stands: who confirms hours for somebody without a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateView {
    /// For whom.
    pub person: PersonView,
    /// Who confirms.
    pub holder: PersonView,
    /// On whose word, or by what right.
    pub words: String,
    /// Who gave it.
    pub by: PersonView,
    /// When, as said by their device.
    pub given_ms: u64,
    /// Whether I may end it.
    pub mine_to_end: bool,
}
