//! Commands about coins.

use super::{GiveOut, words};
use clap::{Args, Subcommand};
use kith_core::kith::view::Element;

/// `kith coin …`.
#[derive(Debug, Subcommand)]
pub enum CoinCommand {
    /// My coins and the three numbers: settled, promised, contested
    List,
    /// One coin of mine: its face, its state, its story
    Show {
        /// Which coin
        coin: String,
    },
    /// A code that says to whom coins may be handed
    Invoice {
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// Give coins to a person
    Give {
        /// To whom
        #[arg(long, value_name = "PERSON")]
        to: String,
        /// Which coins, and what goes with them
        #[command(flatten)]
        gift: Gift,
    },
    /// Give coins to the central pool
    Pool {
        /// Which coins, and what goes with them
        #[command(flatten)]
        gift: Gift,
    },
    /// Retire coins that were used for support in kind
    Retire {
        /// A coin; once for each
        #[arg(long = "coin", value_name = "COIN", required = true)]
        coins: Vec<String>,
        /// What for
        #[arg(long)]
        reason: String,
    },
    /// Where a coin, held by anybody, has been, as far as its givers let it be known
    Story {
        /// Which coin
        coin: String,
    },
}

/// Coins, and what goes with them.
#[derive(Debug, Args)]
pub struct Gift {
    /// How many
    #[arg(long, default_value_t = 1)]
    pub count: u32,
    /// Just this coin; once for each
    #[arg(long = "coin", value_name = "COIN")]
    pub coins: Vec<String>,
    /// The wellbeing element it is given for
    #[arg(long, value_parser = words::element())]
    pub element: Option<Element>,
    /// Words that travel with it
    #[arg(long, default_value = "")]
    pub words: String,
    /// A poem that travels with it
    #[arg(long)]
    pub poem: Option<String>,
    /// Let my name be known on its story
    #[arg(long)]
    pub share: bool,
    /// Where the code goes
    #[command(flatten)]
    pub give: GiveOut,
}
