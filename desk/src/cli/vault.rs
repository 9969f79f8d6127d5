//! What keeps a profile safe: what a copy had not sent.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// A number, or none for never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrNever(pub Option<u32>);

impl std::str::FromStr for OrNever {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" { Ok(Self(None)) } else { text.parse().map(|m| Self(Some(m))) }
    }
}

/// `kith backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// A file whose first line is the passphrase of the backup
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
}

/// `kith restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(long = "in", value_name = "FILE")]
    pub file: PathBuf,
    /// A file whose first line is the passphrase of the backup
    #[arg(long, value_name = "FILE")]
    pub backup_passphrase_file: Option<PathBuf>,
}

/// `kith passphrase`.
#[derive(Debug, Args)]
pub struct ChangePassphrase {
    /// A file whose first line opens the profile from now on
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

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
