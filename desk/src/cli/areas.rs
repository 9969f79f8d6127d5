//! Commands about the co-op's areas.

use super::words;
use clap::Subcommand;
use kith_core::honeycomb::Size;
use kith_core::kith::{PlaceRequest, Request};

/// `kith area …`.
#[derive(Debug, Subcommand)]
pub enum AreaCommand {
    /// Each area: where it lies, roughly, and whether enough people have earned in it for stories to name it
    List,
    /// As whoever keeps the list of members: say in which coarse cell an area lies
    #[command(group = clap::ArgGroup::new("where").required(true).args(["cell", "at"]))]
    Place {
        /// Which area
        area: String,
        /// The cell, by its number in the H3 grid
        #[arg(long, value_name = "CELL")]
        cell: Option<String>,
        /// A place in it in degrees, as 53.05,-4.28; the cell round it is kept, the place is not
        #[arg(long, value_name = "NORTH,EAST", allow_hyphen_values = true)]
        at: Option<String>,
        /// How large the cell round that place is: neighbourhood, town or district
        #[arg(long, default_value = "neighbourhood", value_parser = words::size())]
        size: Size,
    },
    /// The same: an area stands on no map
    OffMap {
        /// Which area
        area: String,
    },
}

/// What is asked of the device.
pub(super) fn area(command: AreaCommand) -> Request {
    Request::Place(match command {
        AreaCommand::List => PlaceRequest::Areas,
        AreaCommand::Place { area, cell, at, size } => PlaceRequest::AreaCell { area, cell, at, size },
        AreaCommand::OffMap { area } => PlaceRequest::AreaCell { area, cell: None, at: None, size: Size::Neighbourhood },
    })
}
