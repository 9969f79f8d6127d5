//! What local businesses give for banked hours.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// Offers and vouchers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VouchersView {
    /// Whole hours that I have banked, whatever became of their coins.
    pub hours: u32,
    /// What businesses give now.
    pub offers: Vec<VoucherOfferView>,
    /// Vouchers to me and from me, newest first.
    pub vouchers: Vec<VoucherView>,
    /// What everybody should know before they accept one, in the device's language.
    pub warning: String,
    /// Whether I may offer and give for the co-op.
    pub mine_to_offer: bool,
}

/// What a business gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherOfferView {
    /// Its id.
    pub id: String,
    /// The business.
    pub business: String,
    /// What it gives.
    pub what: String,
    /// Hours that somebody has banked at least.
    pub hours: u32,
    /// Whether I have.
    pub reached: bool,
    /// Who offers it for the co-op.
    pub by: PersonView,
}

/// How far a voucher has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoucherState {
    /// Whom it was given to has not answered.
    Waits,
    /// Accepted.
    Accepted,
    /// Declined.
    Declined,
}

impl VoucherState {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }
}

/// A voucher that was given to me, or by me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherView {
    /// Its id.
    pub id: String,
    /// The business.
    pub business: String,
    /// What it gives.
    pub what: String,
    /// How it is fetched; said once it is accepted, to whom it is for.
    pub how: String,
    /// Whether it is mine.
    pub mine: bool,
    /// Who gave it me, or whom I gave it.
    pub with: PersonView,
    /// When.
    pub at_ms: u64,
    /// How far it has come.
    pub state: VoucherState,
    /// The same in the device's language.
    pub words: String,
}
