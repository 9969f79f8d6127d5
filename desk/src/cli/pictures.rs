//! Commands about pictures that hang on coins.

use super::{GiveOut, asking::Asking};
use clap::Subcommand;
use kith_core::kith::{GiftRequest as G, Request};
use std::path::PathBuf;

/// `kith coin picture …`.
#[derive(Debug, Subcommand)]
pub enum PictureCommand {
    /// The pictures that hang on a coin
    List {
        /// Which coin
        coin: String,
    },
    /// Save one to a file
    Save {
        /// Which, as `list` shows it
        picture: String,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Not to be seen here; the coin stays as it is
    Refuse {
        /// Which
        picture: String,
    },
    /// To be seen here after all
    Want {
        /// Which
        picture: String,
    },
    /// Taken down for everybody: as its giver by way of the office, or as whoever keeps the commons
    Erase {
        /// Which
        picture: String,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
}

/// What is asked of the device.
pub(super) fn picture(command: PictureCommand) -> Asking {
    let (request, give) = match command {
        PictureCommand::List { coin } => (G::CoinPictures { coin }, GiveOut::default()),
        PictureCommand::Save { picture, out } => (G::CoinPicture { picture }, GiveOut { out: Some(out), ..GiveOut::default() }),
        PictureCommand::Refuse { picture } => (G::CoinPictureRefuse { picture, refuse: true }, GiveOut::default()),
        PictureCommand::Want { picture } => (G::CoinPictureRefuse { picture, refuse: false }, GiveOut::default()),
        PictureCommand::Erase { picture, reason } => (G::CoinPictureErase { picture, reason }, GiveOut::default()),
    };
    Asking { request: Request::Gift(request), give }
}
