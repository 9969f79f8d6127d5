//! What keeps a profile safe: what a copy had not sent.

use clap::Subcommand;

/// `kith unsent …`.
#[derive(Debug, Subcommand)]
pub enum UnsentCommand {
    /// What was written on a copy of a profile and had not left it
    List,
    /// Write it again on the new device, as far as it can be
    Write,
    /// It is not wanted any more
    Drop {
        /// Which
        item: String,
    },
}
