//! Commands about the lists that a circle keeps of its person: medicines, doses, allergies, people to ring, advance decisions, consents.

use super::{WhichCircle, words};
use clap::{Args, Subcommand};
use kith_core::kith::{
    CardLinkRequest, Request as R,
    view::{Answer, Capacity, LineSays, List, Outcome, Part, ResponsibleView},
};
use std::path::PathBuf;

/// What every command that writes a line has.
#[derive(Debug, Args)]
pub struct Line {
    /// In which circle
    #[command(flatten)]
    circle: WhichCircle,
    /// In place of what, since when, why
    #[command(flatten)]
    change: Change,
}

/// How a line comes to stand.
#[derive(Debug, Args)]
pub struct Change {
    /// The line that this stands in place of: say the whole as it is now
    #[arg(long, value_name = "LINE")]
    instead_of: Option<String>,
    /// Since when it holds, if not from now (milliseconds since 1970)
    #[arg(long)]
    from_ms: Option<u64>,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true)]
    why: String,
}

impl Line {
    fn write(self, says: LineSays) -> R {
        self.change.write(self.circle.into(), says)
    }
}

impl Change {
    fn write(self, circle: String, says: LineSays) -> R {
        R::LineWrite { circle, instead_of: self.instead_of, says, from_ms: self.from_ms, why: self.why }
    }
}

/// `kith line …`.
#[derive(Debug, Subcommand)]
pub enum LineCommand {
    /// The lines of a circle's lists, with their history
    List {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Only this list: medicine, allergy, contact, advance, card, consent, visit
        #[arg(long, value_parser = words::list())]
        list: Option<List>,
    },
    /// Stop a line; its history stays
    Stop {
        /// Which line
        line: String,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        why: String,
    },
    /// Where a line was changed apart: keep one of what was written
    Keep {
        /// Which line
        line: String,
        /// What is kept, by its id
        version: String,
    },
}

/// `kith medicine …`.
#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "one is read from the command line, and no more")]
pub enum MedicineCommand {
    /// Write a medicine, or how one is from now on
    Add {
        /// Its name and strength
        #[arg(long)]
        name: String,
        /// How much each time
        #[arg(long, default_value = "", hide_default_value = true)]
        dose: String,
        /// How it is taken
        #[arg(long, default_value = "", hide_default_value = true)]
        how: String,
        /// When on a day where the person lives, such as 08:00; once for each, none for as needed
        #[arg(long = "time", value_name = "TIME")]
        times: Vec<String>,
        /// On which days, 1 Monday to 7 Sunday; once for each, none for every day
        #[arg(long = "day", value_name = "DAY")]
        days: Vec<u8>,
        /// The time zone of the person's home, if not the United Kingdom's, such as Europe/Dublin
        #[arg(long, default_value = "", hide_default_value = true)]
        zone: String,
        /// Who answers for which part: prompt:PERSON, assist:PERSON, administer:PERSON; once for each
        #[arg(long = "part", value_name = "PART:PERSON", value_parser = words::responsible)]
        parts: Vec<ResponsibleView>,
        /// In which circle, and in place of what
        #[command(flatten)]
        line: Line,
    },
    /// Medicines, allergies, what is due today, and what was given
    Show {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
}

/// `kith dose …`.
#[derive(Debug, Subcommand)]
pub enum DoseCommand {
    /// Record a dose: the one that is due about now, or one named by its time
    Record {
        /// Which medicine, by its id or name
        medicine: String,
        /// In which circle, where the name alone does not say it
        #[arg(long)]
        circle: Option<String>,
        /// Which dose, such as 2026-11-22T08:00; `extra` for one beside those that are due
        #[arg(long)]
        slot: Option<String>,
        /// What came of it
        #[arg(long, default_value = "given", value_parser = words::outcome())]
        outcome: Outcome,
        /// What I did
        #[arg(long, value_parser = words::part())]
        part: Option<Part>,
        /// When, if not now (milliseconds since 1970)
        #[arg(long)]
        at_ms: Option<u64>,
        /// In words
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
        /// Although it is recorded already: it was given twice
        #[arg(long)]
        again: bool,
    },
    /// Correct what I recorded; what was said before is kept
    Correct {
        /// Which dose
        dose: String,
        /// What came of it
        #[arg(long, value_parser = words::outcome())]
        outcome: Outcome,
        /// When (milliseconds since 1970)
        #[arg(long)]
        at_ms: Option<u64>,
        /// In words, in place of those before; `--text ""` for none
        #[arg(long)]
        text: Option<String>,
    },
    /// Say what was done about a dose that was recorded twice
    Answer {
        /// Which alert
        alert: String,
        /// What was done
        text: String,
    },
}

/// `kith allergy …`.
#[derive(Debug, Subcommand)]
pub enum AllergyCommand {
    /// Write an allergy
    Add {
        /// To what
        #[arg(long)]
        to: String,
        /// What happens
        #[arg(long, default_value = "", hide_default_value = true)]
        reaction: String,
        /// In which circle, and in place of what
        #[command(flatten)]
        line: Line,
    },
}

/// `kith contact …`.
#[derive(Debug, Subcommand)]
pub enum ContactCommand {
    /// Write somebody to ring
    Add {
        /// Their name
        #[arg(long)]
        name: String,
        /// Their number
        #[arg(long)]
        phone: String,
        /// Who they are to the person
        #[arg(long, default_value = "", hide_default_value = true)]
        relation: String,
        /// In which circle, and in place of what
        #[command(flatten)]
        line: Line,
    },
}

/// `kith advance-decision …`.
#[derive(Debug, Subcommand)]
pub enum AdvanceCommand {
    /// Write a decision that the person made in advance
    Add {
        /// What was decided
        text: String,
        /// Where the signed paper is
        #[arg(long, default_value = "", hide_default_value = true)]
        kept: String,
        /// In which circle
        #[arg(long)]
        circle: String,
        /// In place of what, since when, why
        #[command(flatten)]
        change: Change,
    },
}

/// `kith consent …`.
#[derive(Debug, Subcommand)]
pub enum ConsentCommand {
    /// Record one decision for one purpose: whether the person can take it, who helped, and what they said
    Record {
        /// What is decided, such as "who is in my circle"
        #[arg(long)]
        decision: String,
        /// What for
        #[arg(long)]
        purpose: String,
        /// Whether they can take it: assumed, has, with-help, lacks
        #[arg(long, value_parser = words::capacity())]
        capacity: Capacity,
        /// What came of it: open, yes, no, for-them
        #[arg(long, value_parser = words::answer())]
        answer: Answer,
        /// Who helped; once for each
        #[arg(long, value_name = "PERSON")]
        helped: Vec<String>,
        /// Others who helped, what helped, and how it was found out
        #[arg(long, default_value = "", hide_default_value = true)]
        how: String,
        /// Where it was decided for them: who decided, and by what right
        #[arg(long, default_value = "", hide_default_value = true)]
        by: String,
        /// When it is to be looked at again (milliseconds since 1970)
        #[arg(long)]
        again_ms: Option<u64>,
        /// In which circle, and in place of what
        #[command(flatten)]
        line: Line,
    },
}

pub(super) fn line(command: LineCommand) -> R {
    match command {
        LineCommand::List { circle, list } => R::Lines { circle: circle.into(), list },
        LineCommand::Stop { line, why } => R::LineStop { line, why },
        LineCommand::Keep { line, version } => R::LineKeep { line, version },
    }
}

pub(super) fn medicine(command: MedicineCommand) -> R {
    match command {
        MedicineCommand::Add { name, dose, how, times, days, zone, parts, line } => {
            line.write(LineSays::Medicine { name, dose, how, times, days, zone, parts })
        }
        MedicineCommand::Show { circle } => R::Medicines { circle: circle.into() },
    }
}

pub(super) fn dose(command: DoseCommand) -> R {
    match command {
        DoseCommand::Record { medicine, circle, slot, outcome, part, at_ms, text, again } => {
            R::DoseRecord { circle, medicine, slot, outcome, part, at_ms, text, again }
        }
        DoseCommand::Correct { dose, outcome, at_ms, text } => R::DoseCorrect { dose, outcome, at_ms, text },
        DoseCommand::Answer { alert, text } => R::DoseAnswer { alert, text },
    }
}

pub(super) fn allergy(AllergyCommand::Add { to, reaction, line }: AllergyCommand) -> R {
    line.write(LineSays::Allergy { to, reaction })
}

pub(super) fn contact(ContactCommand::Add { name, phone, relation, line }: ContactCommand) -> R {
    line.write(LineSays::Contact { name, phone, relation })
}

pub(super) fn advance(AdvanceCommand::Add { text, kept, circle, change }: AdvanceCommand) -> R {
    change.write(circle, LineSays::Advance { text, kept })
}

pub(super) fn consent(command: ConsentCommand) -> R {
    let ConsentCommand::Record { decision, purpose, capacity, answer, helped, how, by, again_ms, line } = command;
    line.write(LineSays::Consent { decision, purpose, capacity, answer, helped, helped_names: Vec::new(), how, by, again_ms })
}

/// `kith card …`.
#[derive(Debug, Subcommand)]
pub enum CardCommand {
    /// Choose what stands on the emergency card: for the person, or for whoever looks after the circle on their word
    Choose {
        /// In which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// The name on the card, if not the profile's
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// Allergies
        #[arg(long)]
        allergies: bool,
        /// Medicines, as of when it is printed
        #[arg(long)]
        medicines: bool,
        /// People to ring
        #[arg(long)]
        contacts: bool,
        /// Advance decisions
        #[arg(long)]
        advance: bool,
        /// One more line
        #[arg(long, default_value = "", hide_default_value = true)]
        words: String,
        /// On whose word, if the card is not my own
        #[arg(long, default_value = "", hide_default_value = true)]
        acting: String,
    },
    /// The card as a link that any browser opens: the key is in the link and never sent, each look is told to the circle
    #[command(subcommand)]
    Link(CardLinkCommand),
    /// The card as it would be printed now, and whether the last one still holds
    Show {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Print the card; from now on it is told when it is out of date
    Print {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Write a page to print: .pdf, or .html for a browser to print
        #[arg(long, value_name = "FILE")]
        page: Option<PathBuf>,
    },
}

/// `kith card link …`.
#[derive(Debug, Subcommand)]
pub enum CardLinkCommand {
    /// Links to a circle's card, and when each was opened
    List {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Make one from the card as it is now
    Make {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// For how many days, if not 90
        #[arg(long)]
        days: Option<u32>,
    },
    /// End one: nothing is handed out any more
    End {
        /// Which link
        link: String,
    },
}

impl CardCommand {
    /// The page that is to be printed, if one was asked for.
    #[must_use]
    pub const fn page(&self) -> Option<&PathBuf> {
        match self {
            Self::Print { page, .. } => page.as_ref(),
            _ => None,
        }
    }
}

pub(super) fn card(command: CardCommand) -> R {
    match command {
        CardCommand::Choose { circle, name, allergies, medicines, contacts, advance, words, acting } => {
            let says = LineSays::Card { name, allergies, medicines, contacts, advance, words, acting };
            R::LineWrite { circle: circle.into(), instead_of: None, says, from_ms: None, why: String::new() }
        }
        CardCommand::Link(CardLinkCommand::List { circle }) => R::CardLink(CardLinkRequest::CardLinks { circle: circle.into() }),
        CardCommand::Link(CardLinkCommand::Make { circle, days }) => R::CardLink(CardLinkRequest::CardLinkMake { circle: circle.into(), days }),
        CardCommand::Link(CardLinkCommand::End { link }) => R::CardLink(CardLinkRequest::CardLinkEnd { link }),
        CardCommand::Show { circle } => R::Card { circle: circle.into() },
        CardCommand::Print { circle, page: _ } => R::CardPrint { circle: circle.into() },
    }
}
