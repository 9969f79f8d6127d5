//! Commands about the co-op, its members and one's own devices.

use super::{GiveOut, TakeFrom, words};
use clap::{Args, Subcommand};
use kith_core::kith::{MandateRequest, view::Role};

/// `kith coop …`.
#[derive(Debug, Subcommand)]
pub enum CoopCommand {
    /// Found a co-op; this device becomes its office, notary and steward
    Create {
        /// The co-op's name
        #[arg(long)]
        name: String,
        /// An area, coarse on purpose; once for each
        #[arg(long = "area", value_name = "AREA")]
        areas: Vec<String>,
    },
    /// The co-op of this profile
    Show,
    /// At the office: where the co-op's relay opens emergency cards by link
    Cards {
        /// Its address, with https, or none
        url: String,
    },
    /// Who confirms hours for somebody without a phone
    #[command(subcommand)]
    Mandate(MandateCommand),
    /// Days that a helper's device may go without meeting the co-op before it signs itself out
    Lease {
        /// Days, or never
        days: super::vault::OrNever,
    },
}

/// `kith coop mandate …`.
#[derive(Debug, Subcommand)]
pub enum MandateCommand {
    /// Who confirms for whom, and on whose word
    List,
    /// As that person, or at the office: somebody confirms for them from now on
    Give {
        /// Who has no phone
        person: String,
        /// Who confirms for them; nobody who lives with those that visit
        #[arg(long)]
        holder: String,
        /// On whose word, or by what right
        #[arg(long)]
        words: String,
    },
    /// And no more
    End {
        /// For whom
        person: String,
        /// Who confirmed
        #[arg(long)]
        holder: String,
    },
}

impl MandateCommand {
    pub(super) fn request(self) -> MandateRequest {
        match self {
            Self::List => MandateRequest::Mandates,
            Self::Give { person, holder, words } => MandateRequest::MandateGive { person, holder, words },
            Self::End { person, holder } => MandateRequest::MandateEnd { person, holder },
        }
    }
}

/// `kith invite`.
#[derive(Debug, Args)]
pub struct Invite {
    /// The name of the person invited, if known
    #[arg(long)]
    pub name: Option<String>,
    /// The class to join in: supported, worker, family or community
    #[arg(long)]
    pub class: Option<String>,
    /// Invite to this circle
    #[arg(long)]
    pub circle: Option<String>,
    /// Where the code goes
    #[command(flatten)]
    pub give: GiveOut,
}

/// `kith pack`.
#[derive(Debug, Args)]
pub struct Pack {
    /// Whose phone it is for
    #[arg(long = "for", value_name = "PERSON")]
    pub person: String,
    /// Which part, where there is more than goes into one
    #[arg(long, value_name = "NUMBER")]
    pub part: Option<u32>,
    /// Where the code goes
    #[command(flatten)]
    pub give: GiveOut,
}

/// `kith role …`.
#[derive(Debug, Subcommand)]
pub enum RoleCommand {
    /// Grant a role of the co-op
    Grant {
        /// To whom
        person: String,
        /// Which
        #[arg(value_parser = words::role())]
        role: Role,
    },
    /// End a role; what was done in it stays
    Revoke {
        /// Whose
        person: String,
        /// Which
        #[arg(value_parser = words::role())]
        role: Role,
    },
}

/// `kith device …`.
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// On a new profile: ask to become one more device of a person
    Request {
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// On a device already in: let the new one in
    Admit {
        /// Where the new device's code is
        #[command(flatten)]
        from: TakeFrom,
        /// What to call it, such as "kitchen tablet"
        #[arg(long)]
        label: String,
        /// Where the answer goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// My devices, or (for the office) those of a member
    List {
        /// Whose, if not mine
        #[arg(long)]
        person: Option<String>,
    },
    /// Name a device of mine
    Name {
        /// Which
        device: String,
        /// What to call it
        #[arg(long)]
        label: String,
    },
    /// Cut off a lost device: one of mine, or (for the office) a member's
    Revoke {
        /// Which
        device: String,
        /// Whose, if not mine
        #[arg(long)]
        person: Option<String>,
        /// Lost since when (milliseconds since 1970): what it wrote after that is marked for review
        #[arg(long)]
        since_ms: Option<u64>,
    },
    /// Make this profile a new device, where another copy of it has written with the same key
    Renew,
    /// Freeze another device of mine until somebody decides who holds it
    Freeze {
        /// Which
        device: String,
    },
    /// Lift the freeze of a device: of mine with my first phone, of a member's as the office
    Unfreeze {
        /// Which
        device: String,
        /// Whose, if not mine
        #[arg(long)]
        person: Option<String>,
    },
    /// How this device stands: in use, or waiting to be let in again
    State,
    /// The person is there: the time until a served profile locks itself begins again
    Present,
}
