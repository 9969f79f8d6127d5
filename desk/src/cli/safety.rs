//! Commands about safety.

use clap::Subcommand;

/// `kith concern …`.
#[derive(Debug, Subcommand)]
pub enum ConcernCommand {
    /// Raise a concern, in private, to those who look after safety. If anybody is in danger, ring 999 first
    Raise {
        /// What it is; - reads standard input, which no list of commands keeps
        text: String,
        /// Whom it is about
        #[arg(long, value_name = "PERSON")]
        about: Option<String>,
        /// The circle in which it arose
        #[arg(long)]
        circle: Option<String>,
        /// Somebody is in danger
        #[arg(long)]
        danger: bool,
    },
    /// The concerns that I raised, and those that are mine to look after
    List,
    /// One concern; whoever raised it learns that it has been looked at
    Show {
        /// Which concern
        concern: String,
    },
    /// Write to whoever raised it, or back
    Reply {
        /// Which concern
        concern: String,
        /// The words; - reads standard input
        text: String,
    },
    /// A working note, for those who look after safety alone
    Note {
        /// Which concern
        concern: String,
        /// The note; - reads standard input
        text: String,
    },
    /// Bring it to its end, and tell whoever raised it how
    Close {
        /// Which concern
        concern: String,
        /// How it ended
        #[arg(long)]
        outcome: String,
    },
}

/// `kith report …`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// What a lost device held, and until when that has to be decided about
    Lost {
        /// The device: its id, or its person's name where they have just one
        device: String,
        /// When it became known that it was lost (milliseconds since 1970), if not when it was cut off
        #[arg(long)]
        aware_ms: Option<u64>,
    },
}
