//! Commands about getting back in when every phone is gone: a printed kit, guardians, and coming back.

use super::{GiveOut, TakeFrom, asking::Asking};
use clap::Subcommand;
use kith_core::kith::{KithResult, Request as R};
use std::path::PathBuf;

/// `kith recovery …`.
#[derive(Debug, Subcommand)]
pub enum RecoveryCommand {
    /// How well I am prepared, and what is going on: kit, guardians, requests, alerts
    Show,
    /// Make a kit: whoever holds it is me, so print it, put it away, and delete the file
    Kit {
        /// Write a page to print: .pdf, or .html for a browser to print
        #[arg(long, value_name = "FILE")]
        page: Option<PathBuf>,
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// Choose guardians in place of those before; each is sent a share
    Guardians {
        /// A guardian; once for each, two to ten
        #[arg(long = "person", value_name = "PERSON", required = true)]
        people: Vec<String>,
        /// How many of them are needed (2 if not said)
        #[arg(long)]
        needed: Option<u8>,
    },
    /// On a new profile: come back by a kit. On one's own: see that the kit works
    Use {
        /// Where the kit's code is
        #[command(flatten)]
        from: TakeFrom,
        /// Where the code for a member goes, where there is no relay
        #[command(flatten)]
        give: GiveOut,
    },
    /// On a new profile: ask my guardians
    Ask {
        /// Who I am, as they know me
        #[arg(long)]
        name: Option<String>,
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// As a guardian: look at a request
    See {
        /// Where the request is
        #[command(flatten)]
        from: TakeFrom,
    },
    /// As a guardian: confirm who asks; in person the share goes at once, from afar it waits
    Vouch {
        /// Where the request is
        #[command(flatten)]
        from: TakeFrom,
        /// Whose guardian I am
        #[arg(long)]
        person: String,
        /// The code that they read out to me
        #[arg(long)]
        code: String,
        /// They stand before me
        #[arg(long)]
        in_person: bool,
        /// Where the share goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// A request that I did not make: stop it
    Stop {
        /// The request, by its id or its code
        request: String,
    },
    /// On a device that has come back: all my other devices are lost; cut them off once what they wrote has come back
    CutOff,
    /// What has come back so far
    Progress {
        /// Where the code for a member goes, where there is no relay
        #[command(flatten)]
        give: GiveOut,
    },
}

impl RecoveryCommand {
    /// The page that is to be printed, if one was asked for.
    #[must_use]
    pub const fn page(&self) -> Option<&PathBuf> {
        match self {
            Self::Kit { page, .. } => page.as_ref(),
            _ => None,
        }
    }

    /// What it asks of the device.
    ///
    /// # Errors
    /// When a code cannot be read.
    pub fn asking(self) -> KithResult<Asking> {
        let plain = |request| Asking { request, give: GiveOut::default() };
        Ok(match self {
            Self::Show => plain(R::Recovery),
            Self::Kit { give, .. } => Asking { request: R::RecoveryKit, give },
            Self::Guardians { people, needed } => plain(R::RecoveryGuardians { people, needed }),
            Self::Use { from, give } => Asking { request: R::RecoverWithKit { text: from.read()? }, give },
            Self::Ask { name, give } => Asking { request: R::RecoverAsk { name }, give },
            Self::See { from } => plain(R::RecoverSee { request: from.read()? }),
            Self::Vouch { from, person, code, in_person, give } => Asking { request: R::RecoverHelp { request: from.read()?, person, code, in_person }, give },
            Self::Stop { request } => plain(R::RecoverStop { request }),
            Self::CutOff => plain(R::RecoverCutOff),
            Self::Progress { give } => Asking { request: R::RecoverProgress, give },
        })
    }
}
