//! Commands about what local businesses give for banked hours.

use clap::Subcommand;
use kith_core::kith::VoucherRequest;

/// `kith voucher …`.
#[derive(Debug, Subcommand)]
pub enum VoucherCommand {
    /// What is offered, the vouchers to me and from me, and what to know before accepting one
    List,
    /// As coordinator or office: offer what a business gives
    Offer {
        /// The business
        #[arg(long)]
        business: String,
        /// What it gives
        #[arg(long)]
        what: String,
        /// For whoever has banked so many hours
        #[arg(long, value_name = "HOURS")]
        hours: u32,
    },
    /// As coordinator or office: an offer is over
    End {
        /// Which offer
        offer: String,
    },
    /// As coordinator or office: give somebody a voucher
    Give {
        /// Of which offer
        offer: String,
        /// To whom
        #[arg(long, value_name = "PERSON")]
        to: String,
        /// How it is fetched: a code, where, until when
        #[arg(long, default_value = "", hide_default_value = true)]
        words: String,
    },
    /// Accept a voucher
    Accept {
        /// Which voucher
        voucher: String,
    },
    /// Decline a voucher
    Decline {
        /// Which voucher
        voucher: String,
    },
}

/// What is asked of the device.
pub(super) fn voucher(command: VoucherCommand) -> VoucherRequest {
    match command {
        VoucherCommand::List => VoucherRequest::Vouchers,
        VoucherCommand::Offer { business, what, hours } => VoucherRequest::VoucherOffer { business, what, hours },
        VoucherCommand::End { offer } => VoucherRequest::VoucherEnd { offer },
        VoucherCommand::Give { offer, to, words } => VoucherRequest::VoucherGive { offer, to, words },
        VoucherCommand::Accept { voucher } => VoucherRequest::VoucherAnswer { voucher, accept: true },
        VoucherCommand::Decline { voucher } => VoucherRequest::VoucherAnswer { voucher, accept: false },
    }
}
