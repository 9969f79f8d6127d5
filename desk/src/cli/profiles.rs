//! Commands about profiles and neighbours.

use super::words;
use clap::{Args, Subcommand};
use kith_core::kith::view::{Audience, Element, Side};

/// `kith profile …`.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Write one section of one side of my profile; an empty text removes it
    Set {
        /// The support I receive, or the support I give
        #[arg(long, value_parser = words::side())]
        side: Side,
        /// Of the support I receive: about-me, matters, people, talk-to-me, please-do, please-dont, wellness, support or worth-knowing;
        /// of the support I give: about-me, offer, experience, qualifications, hours or coins (any text shows these two, as counted)
        #[arg(long, value_name = "SECTION")]
        section: String,
        /// The text
        #[arg(long)]
        text: String,
        /// Who sees it: me, coop, circle:NAME or person:NAME
        #[arg(long, value_parser = words::audience)]
        audience: Audience,
    },
    /// Set one list of one side of my profile; no item empties it
    List {
        /// The support I receive, or the support I give
        #[arg(long, value_parser = words::side())]
        side: Side,
        /// skills, interests, languages, places, times or elements
        #[arg(long)]
        list: String,
        /// What is in it; once for each
        #[arg(long = "item", value_name = "TEXT")]
        items: Vec<String>,
        /// Who sees it: me, coop, circle:NAME or person:NAME
        #[arg(long, value_parser = words::audience)]
        audience: Audience,
    },
    /// What I may see of somebody; of myself everything, with who sees it
    Show {
        /// Whose
        #[arg(default_value = "me")]
        person: String,
    },
}

/// `kith find`.
#[derive(Debug, Args)]
pub struct Find {
    /// Any words
    pub text: Option<String>,
    /// A skill
    #[arg(long)]
    pub skill: Option<String>,
    /// A place
    #[arg(long)]
    pub place: Option<String>,
    /// A language
    #[arg(long)]
    pub language: Option<String>,
    /// A wellbeing element
    #[arg(long, value_parser = words::element())]
    pub element: Option<Element>,
}
