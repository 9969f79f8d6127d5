//! Requests about what local businesses give for banked hours.

use super::Ref;
use serde::{Deserialize, Serialize};

/// A command or a query about vouchers (C13). None of them moves a coin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum VoucherRequest {
    /// What local businesses give for banked hours, and the vouchers to me and from me. → [`super::super::view::VouchersView`]
    Vouchers,
    /// As coordinator or office: offer what a business gives to whoever has banked so many hours. → [`super::super::view::VouchersView`]
    VoucherOffer { business: String, what: String, hours: u32 },
    /// As coordinator or office: an offer is over. → [`super::super::view::VouchersView`]
    VoucherEnd { offer: Ref },
    /// As coordinator or office: give somebody a voucher; `words` say how it is fetched. → [`super::super::view::VouchersView`]
    VoucherGive { offer: Ref, to: Ref, words: String },
    /// Accept a voucher, or decline it. → [`super::super::view::VouchersView`]
    VoucherAnswer { voucher: Ref, accept: bool },
}

impl VoucherRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::Vouchers)
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 5] = ["vouchers", "voucher-offer", "voucher-end", "voucher-give", "voucher-answer"];
}
