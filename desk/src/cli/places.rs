//! Commands about places that hold coins.

use clap::Subcommand;
use kith_core::kith::{PlaceRequest as P, Request};

/// `kith place …`.
#[derive(Debug, Subcommand)]
pub enum PlaceCommand {
    /// Every place with a purse: what it holds, and who draws on it
    List,
    /// At the office: a place gets a purse
    Create {
        /// What it is called
        #[arg(long)]
        name: String,
        /// Its area
        #[arg(long)]
        area: Option<String>,
        /// Who draws on its coins; once for each
        #[arg(long = "keeper", value_name = "PERSON", required = true)]
        keepers: Vec<String>,
    },
    /// At the office: say anew who draws on its coins
    Keepers {
        /// Which place
        place: String,
        /// Who draws on its coins; once for each
        #[arg(long = "keeper", value_name = "PERSON", required = true)]
        keepers: Vec<String>,
    },
    /// As its keeper: coins of a place go to somebody, or to the pool; the office gives them when it hears
    Draw {
        /// Which place
        place: String,
        /// How many
        #[arg(long, default_value_t = 1)]
        count: u32,
        /// To whom, or `pool`
        #[arg(long, value_name = "PERSON")]
        to: String,
    },
}

/// What is asked of the device.
pub(super) fn place(command: PlaceCommand) -> Request {
    Request::Place(match command {
        PlaceCommand::List => P::Places,
        PlaceCommand::Create { name, area, keepers } => P::PlaceSet { place: None, name, area, keepers },
        PlaceCommand::Keepers { place, keepers } => P::PlaceSet { place: Some(place), name: String::new(), area: None, keepers },
        PlaceCommand::Draw { place, count, to } => P::PlaceDraw { place, count, to },
    })
}
