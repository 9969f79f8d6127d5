//! Commands about the witnesses of the office's log.

use clap::Subcommand;
use kith_core::kith::{Request, WitnessRequest as W};

/// `kith witness …`.
#[derive(Debug, Subcommand)]
pub enum WitnessCommand {
    /// Who witnesses, how far each has, and what that makes certain
    List,
    /// As the board or a coordinator: a device of somebody witnesses from now on
    Appoint {
        /// Whose device
        person: String,
        /// Which device, where they have several
        #[arg(long, value_name = "DEVICE")]
        device: Option<String>,
        /// How many witnesses are needed; more than half if this is left out
        #[arg(long, value_name = "COUNT")]
        quorum: Option<u8>,
    },
    /// As the board or a coordinator: somebody witnesses no more
    End {
        /// Who
        witness: String,
        /// How many of those left are needed; more than half if this is left out
        #[arg(long, value_name = "COUNT")]
        quorum: Option<u8>,
    },
}

/// What is asked of the device.
pub(super) fn witness(command: WitnessCommand) -> Request {
    Request::Witness(match command {
        WitnessCommand::List => W::Witnesses,
        WitnessCommand::Appoint { person, device, quorum } => W::WitnessAppoint { person, device, quorum },
        WitnessCommand::End { witness, quorum } => W::WitnessEnd { witness, quorum },
    })
}
