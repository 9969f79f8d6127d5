//! Commands about one's data: erase, export, what is kept, who has opened what, how long records are kept.

use super::{GiveOut, WhichCircle, asking::Asking};
use clap::{Args, Subcommand};
use kith_core::kith::Request as R;
use std::path::PathBuf;

/// `kith erase`.
#[derive(Debug, Args)]
pub struct Erase {
    /// What: the id of a note, visit, plan, part of a profile, or line of a coin's story
    #[arg(required_unless_present_any = ["everything", "list", "late_edits"])]
    pub item: Option<String>,
    /// Of a plan or a profile: only this field (text, place, sections/about-me); once for each
    #[arg(long = "field", value_name = "FIELD", requires = "item")]
    pub fields: Vec<String>,
    /// Everything that I wrote
    #[arg(long, conflicts_with = "item")]
    pub everything: bool,
    /// Only in this circle
    #[arg(long)]
    pub circle: Option<String>,
    /// Only say what would go, what would stay and why; of one thing, what it is
    #[arg(long, conflicts_with_all = ["list", "late_edits"])]
    pub preview: bool,
    /// Why; do not repeat what is erased
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reason: String,
    /// What was asked to be erased
    #[arg(long, conflicts_with_all = ["item", "everything"])]
    pub list: bool,
    /// My changes to documents that were erased meanwhile
    #[arg(long, conflicts_with_all = ["item", "everything", "list"])]
    pub late_edits: bool,
}

/// `kith export`.
#[derive(Debug, Args)]
pub struct Export {
    /// As office: of this person
    #[arg(long, conflicts_with = "case")]
    pub person: Option<String>,
    /// As office: for this request
    #[arg(long)]
    pub case: Option<String>,
    /// Write data.json and index.html into this new folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `kith hold …`.
#[derive(Debug, Subcommand)]
pub enum HoldCommand {
    /// As safeguarding lead or registered manager: keep a copy in spite of erasure
    Add {
        /// What
        item: String,
        /// Why it must be kept
        #[arg(long)]
        reason: String,
        /// Tell its author that something is kept
        #[arg(long)]
        tell: bool,
    },
    /// What I keep
    List,
    /// Let go of it
    Release {
        /// What
        item: String,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// Where I was told that something of mine is kept
    OfMine,
}

/// `kith access …`.
#[derive(Debug, Subcommand)]
pub enum AccessCommand {
    /// Who has opened what about me
    List {
        /// About this person, whose circle I look after
        #[arg(long)]
        about: Option<String>,
    },
    /// Something of a circle was exported or printed
    Note {
        /// Which circle
        #[arg(long)]
        circle: String,
        /// circle, notes, visits, plans or profile
        what: String,
        /// exported or printed
        how: String,
    },
}

/// `kith case …`.
#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    /// As office: somebody asks for their data, or for its erasure
    Open {
        /// Who
        person: String,
        /// export or erasure
        #[arg(long, default_value = "export", value_parser = ["export", "erasure"])]
        what: String,
        /// When they asked, if not now (milliseconds since 1970)
        #[arg(long)]
        asked_ms: Option<u64>,
    },
    /// Requests with the days left
    List,
    /// Decide on a passage that comes from or names somebody else
    Review {
        /// Which request
        case: String,
        /// Which passage
        passage: String,
        /// Leave it out
        #[arg(long)]
        withhold: bool,
    },
    /// What was asked for has been given
    Done {
        /// Which request
        case: String,
    },
}

/// `kith retention …`.
#[derive(Debug, Subcommand)]
pub enum RetentionCommand {
    /// How long records are kept, and what is due
    Show,
    /// As office or registered manager: decide how long a kind of record is kept
    Set {
        /// note, visit, plan, access or closed-circle
        what: String,
        /// Months; 0 for no term
        months: u16,
    },
    /// Close a circle for new entries
    Close {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Months to keep it, if not the co-op's term; 0 for no term
        #[arg(long)]
        months: Option<u16>,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// Open it again
    Reopen {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
}

pub(super) fn erase(it: Erase) -> R {
    if it.list {
        return R::Erasures { circle: it.circle };
    }
    match it.item {
        _ if it.late_edits => R::LateEdits,
        Some(item) if !it.everything => R::Erase { item, fields: it.fields, reason: it.reason, preview: it.preview },
        _ => R::EraseAll { circle: it.circle, reason: it.reason, preview: it.preview },
    }
}

pub(super) fn export(it: Export) -> Asking {
    let request = R::Export { person: it.person, case: it.case };
    Asking { request, give: GiveOut { folder: it.out, ..GiveOut::default() } }
}

pub(super) fn hold(it: HoldCommand) -> R {
    match it {
        HoldCommand::Add { item, reason, tell } => R::HoldAdd { item, reason, tell },
        HoldCommand::List => R::Holds,
        HoldCommand::Release { item, reason } => R::HoldRelease { item, reason },
        HoldCommand::OfMine => R::Kept,
    }
}

pub(super) fn access(it: AccessCommand) -> R {
    match it {
        AccessCommand::List { about } => R::Accesses { about },
        AccessCommand::Note { circle, what, how } => R::AccessNote { circle, what, how },
    }
}

pub(super) fn case(it: CaseCommand) -> R {
    match it {
        CaseCommand::Open { person, what, asked_ms } => R::CaseOpen { person, what, asked_ms },
        CaseCommand::List => R::Cases,
        CaseCommand::Review { case, passage, withhold } => R::CaseReview { case, passage, withhold },
        CaseCommand::Done { case } => R::CaseDone { case },
    }
}

pub(super) fn retention(it: RetentionCommand) -> R {
    match it {
        RetentionCommand::Show => R::Retention,
        RetentionCommand::Set { what, months } => R::RetentionSet { what, months },
        RetentionCommand::Close { circle, months, reason } => R::CircleClose { circle: circle.into(), months, reason },
        RetentionCommand::Reopen { circle, reason } => R::CircleReopen { circle: circle.into(), reason },
    }
}
