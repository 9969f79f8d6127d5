//! Commands about a coin's physical twin.

use super::words;
use clap::Subcommand;
use kith_core::kith::TwinRequest;
use kith_core::kith::view::{TwinOf, TwinSeen};
use std::path::PathBuf;

/// `kith twin …`.
#[derive(Debug, Subcommand)]
pub enum TwinCommand {
    /// Every coin that has a twin
    List,
    /// A coin and its twin in one story
    Show {
        /// Which coin, by its id or by the code on its twin
        coin: String,
    },
    /// Up to eight coins on a sheet to print and cut out, each with the square that shows its story
    Sheet {
        /// Which coins
        #[arg(required = true, num_args = 1..=8)]
        coins: Vec<String>,
        /// The file to write: .svg, .pdf, or .html for a browser to print
        #[arg(long, value_name = "FILE")]
        page: PathBuf,
    },
    /// As a worker, or in a role: register that a twin was made
    Make {
        /// Of which coin
        coin: String,
        /// Of what: printed, wood, clay, cloth or other
        #[arg(long, value_parser = words::twin_of())]
        of: TwinOf,
        /// In which of the co-op's areas
        #[arg(long)]
        area: Option<String>,
        /// Words about it
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
    },
    /// Say that it was handed on, seen, or lost
    Seen {
        /// Which coin, by its id or by the code on its twin
        coin: String,
        /// What happened: handed-on, seen or lost
        #[arg(long, default_value = "handed-on", value_parser = words::twin_seen())]
        what: TwinSeen,
        /// In which of the co-op's areas
        #[arg(long)]
        area: Option<String>,
        /// Words about it
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
        /// When, if it is typed in later (milliseconds since 1970)
        #[arg(long)]
        on_ms: Option<u64>,
    },
}

impl TwinCommand {
    /// The page that is to be printed, if one was asked for.
    #[must_use]
    pub const fn page(&self) -> Option<&PathBuf> {
        match self {
            Self::Sheet { page, .. } => Some(page),
            _ => None,
        }
    }

    /// What it asks of the device.
    pub(super) fn request(self) -> TwinRequest {
        match self {
            Self::List => TwinRequest::Twins,
            Self::Show { coin } => TwinRequest::Twin { coin },
            Self::Sheet { coins, .. } => TwinRequest::TwinSheet { coins },
            Self::Make { coin, of, area, text } => TwinRequest::TwinMake { coin, of, area, words: text },
            Self::Seen { coin, what, area, text, on_ms } => TwinRequest::TwinSee { coin, what, area, words: text, on_ms },
        }
    }
}
