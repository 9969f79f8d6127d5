//! Commands about what the co-op's board is asked to decide in a circle.

use super::{GiveOut, WhichCircle, asking::Asking, words};
use clap::Subcommand;
use kith_core::kith::Request as R;
use kith_core::kith::view::{BoardWhat, Level};

/// `kith board …`.
#[derive(Debug, Subcommand)]
pub enum BoardCommand {
    /// What the board was asked and has decided, as far as it concerns me
    List,
    /// Ask the board for what nobody in a circle can do alone
    Ask {
        /// In which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// remove, add or level
        #[arg(long, value_parser = words::board_what())]
        what: BoardWhat,
        /// Whom it concerns
        #[arg(long)]
        person: String,
        /// At which level, for add and level
        #[arg(long, value_parser = words::level())]
        level: Option<Level>,
        /// Why: told to the board alone
        #[arg(long)]
        reason: String,
        /// Where the code for the board goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// On the board: sign it; until it holds, a later word stands in the place of one before
    Sign {
        /// Which
        matter: String,
        /// Decline instead
        #[arg(long)]
        decline: bool,
        /// Where the code for the others goes
        #[command(flatten)]
        give: GiveOut,
    },
}

impl BoardCommand {
    /// What it asks of the device.
    pub fn asking(self) -> Asking {
        match self {
            Self::List => Asking { request: R::BoardMatters, give: GiveOut::default() },
            Self::Ask { circle, what, person, level, reason, give } => {
                Asking { request: R::BoardAsk { circle: circle.into(), person, what, level, reason }, give }
            }
            Self::Sign { matter, decline, give } => Asking { request: R::BoardAnswer { matter, agree: !decline }, give },
        }
    }
}
