//! Commands about the line of regulated work, and what is written down for somebody without a phone.

use super::words;
use clap::{Args, Subcommand};
use kith_core::kith::view::{Element, Mood, Ruling, Task};
use kith_core::kith::{BoundaryRequest, VisitFor};

/// `kith boundary …`.
#[derive(Debug, Subcommand)]
pub enum BoundaryCommand {
    /// Mine, and as registered manager those that I am asked
    List,
    /// As registered manager: answer one; whoever raised it is told
    Answer {
        /// Which, by the visit's id
        query: String,
        /// may-go-on, or for-staff: from now on paid staff do it
        #[arg(value_parser = words::ruling())]
        ruling: Ruling,
        /// In words
        #[arg(default_value = "", hide_default_value = true)]
        text: String,
    },
}

impl BoundaryCommand {
    pub(super) fn request(self) -> BoundaryRequest {
        match self {
            Self::List => BoundaryRequest::BoundaryQueries,
            Self::Answer { query, ruling, text } => BoundaryRequest::BoundaryAnswer { query, ruling, text },
        }
    }
}

/// `kith visit for`.
#[derive(Debug, Args)]
pub struct ForSomebody {
    /// Who visited: somebody without a phone
    #[arg(value_name = "NAME")]
    other: String,
    /// In which circle
    #[arg(long)]
    circle: String,
    /// On whose word
    #[arg(long)]
    mandate: String,
    /// When it began (milliseconds since 1970)
    #[arg(long)]
    started_ms: u64,
    /// How long it was
    #[arg(long)]
    minutes: u32,
    /// What was done, by wellbeing element; once for each
    #[arg(long = "done", value_name = "ELEMENT", value_parser = words::element())]
    done: Vec<Element>,
    /// And task by task; once for each
    #[arg(long = "task", value_name = "TASK", value_parser = words::task())]
    tasks: Vec<Task>,
    /// How the person was
    #[arg(long, value_parser = words::mood())]
    how: Option<Mood>,
    /// What was done, in words
    #[arg(long, default_value = "", hide_default_value = true)]
    text: String,
    /// For the next visitor
    #[arg(long, default_value = "", hide_default_value = true)]
    handover: String,
}

impl From<ForSomebody> for VisitFor {
    fn from(it: ForSomebody) -> Self {
        let ForSomebody { other, circle, mandate, started_ms, minutes, done, tasks, how, text, handover } = it;
        Self { circle, other, mandate, started_ms, minutes, done, tasks, how, text, handover }
    }
}
