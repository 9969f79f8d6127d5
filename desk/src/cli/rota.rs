//! Commands about the rota: who comes when, and what each has said that they can give.

use super::{WhichCircle, words};
use clap::{Args, Subcommand};
use kith_core::kith::{
    AskedInPlace, Request as R, TakenVisit,
    view::{Element, LineSays, ReminderWishes},
};
use std::path::PathBuf;

/// `kith rota …`.
#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "one is read from the command line, and no more")]
pub enum RotaCommand {
    /// The visits of a circle's rota: who comes, and where somebody is still needed
    Show {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// From which day on, if not today (milliseconds since 1970)
        #[arg(long)]
        from_ms: Option<u64>,
        /// For how many days, if not 14
        #[arg(long)]
        days: Option<u32>,
    },
    /// Plan a visit, once or again and again
    Plan(Plan),
    /// Take a visit: the next that is open, or one named by its time
    Take {
        /// Which visit
        #[command(flatten)]
        which: Which,
        /// All later ones, too
        #[arg(long)]
        on: bool,
        /// For somebody without a phone, by name
        #[arg(long = "for", value_name = "NAME", requires = "mandate")]
        other: Option<String>,
        /// On whose word
        #[arg(long, default_value = "", hide_default_value = true)]
        mandate: String,
        /// Beyond what I have said that I can give
        #[arg(long)]
        anyway: bool,
    },
    /// I cannot come after all
    Leave {
        /// Which visit
        #[command(flatten)]
        which: Which,
        /// Nor to any later one
        #[arg(long)]
        on: bool,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        why: String,
    },
    /// Ask somebody, or anybody, to come in my place; until they do, I still come
    Ask {
        /// Which visit
        #[command(flatten)]
        which: Which,
        /// And to all later ones
        #[arg(long)]
        on: bool,
        /// Whom, if not anybody
        #[arg(long = "of", value_name = "PERSON")]
        of: Option<String>,
        /// For this visit of theirs in return
        #[arg(long, value_name = "VISIT")]
        in_return: Option<String>,
        /// Which one of it
        #[arg(long, value_name = "TIME", requires = "in_return")]
        in_return_slot: Option<String>,
        /// In words
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
        /// Although the visit in return goes beyond my limits
        #[arg(long, requires = "in_return")]
        anyway: bool,
    },
    /// Answer what somebody asked, or a visit that was planned for me
    Answer {
        /// Which ask, or which planned visit
        ask: String,
        /// Whether I come
        #[arg(value_parser = ["yes", "no"])]
        answer: String,
        /// In words
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
        /// Beyond what I have said that I can give
        #[arg(long)]
        anyway: bool,
    },
    /// Cancel one visit; `line stop` ends one that comes again
    Cancel {
        /// Which visit
        #[command(flatten)]
        which: Which,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        why: String,
    },
    /// A visit that was cancelled takes place after all
    BackOn {
        /// Which visit
        #[command(flatten)]
        which: Which,
    },
    /// Say who comes, where more have taken a visit than it needs
    Settle {
        /// Which visit
        #[command(flatten)]
        which: Which,
        /// And to all later ones
        #[arg(long)]
        on: bool,
        /// Who comes; once for each
        #[arg(long = "stays", value_name = "PERSON", required = true)]
        stays: Vec<String>,
        /// In words
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
    },
    /// My visits as a calendar file (iCalendar); it says when, and no more, unless --names
    Calendar {
        /// Of one circle, if not of all
        #[arg(long)]
        circle: Option<String>,
        /// Everybody's visits, not mine alone
        #[arg(long)]
        everybody: bool,
        /// With names and what for
        #[arg(long)]
        names: bool,
        /// Write it to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Who carries what, and where nobody comes
    Load {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Begin a visit that I took
    Begin {
        /// Which visit
        #[command(flatten)]
        which: Which,
        /// When, if not now (milliseconds since 1970)
        #[arg(long)]
        at_ms: Option<u64>,
    },
}

/// Which visit of a rota.
#[derive(Debug, Args)]
pub struct Which {
    /// Which planned visit, by its id or name
    visit: String,
    /// Which one of it, such as 2026-11-24T10:00
    #[arg(long, value_name = "TIME")]
    slot: Option<String>,
}

/// `kith rota plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// In which circle
    #[command(flatten)]
    circle: WhichCircle,
    /// What it is called
    #[arg(long)]
    name: String,
    /// When it is for the first time where the person lives, such as 2026-11-24T10:00
    #[arg(long, value_name = "TIME")]
    at: String,
    /// How many minutes it takes
    #[arg(long, default_value_t = 60)]
    minutes: u16,
    /// How it comes again, as a rule of iCalendar, such as 'FREQ=WEEKLY;BYDAY=TU,TH'
    #[arg(long, value_name = "RULE", default_value = "", hide_default_value = true)]
    repeat: String,
    /// The time zone of the person's home, if not the United Kingdom's, such as Europe/Dublin
    #[arg(long, default_value = "", hide_default_value = true)]
    zone: String,
    /// How many people are needed
    #[arg(long, default_value_t = 1)]
    people: u8,
    /// What for, by wellbeing element; once for each
    #[arg(long = "done", value_name = "ELEMENT", value_parser = words::element())]
    done: Vec<Element>,
    /// Whom it is asked of: whether they come is theirs to say
    #[arg(long = "of", value_name = "PERSON", conflicts_with = "offer")]
    asked: Option<String>,
    /// What for, in words
    #[arg(long, default_value = "", hide_default_value = true)]
    text: String,
    /// Regulated work, for paid staff alone
    #[arg(long)]
    regulated: bool,
    /// A break for whoever carries most
    #[arg(long)]
    respite: bool,
    /// I come, each time
    #[arg(long)]
    offer: bool,
    /// Beyond what I have said that I can give
    #[arg(long)]
    anyway: bool,
    /// The planned visit that this stands in place of: say the whole as it is now
    #[arg(long, value_name = "VISIT", conflicts_with = "offer")]
    instead_of: Option<String>,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true, requires = "instead_of")]
    why: String,
}

impl Plan {
    fn request(self) -> R {
        let visit = LineSays::Visit {
            name: self.name,
            first: self.at,
            minutes: self.minutes,
            rule: self.repeat,
            zone: self.zone,
            people: self.people,
            done: self.done,
            asked: self.asked,
            asked_name: String::new(),
            text: self.text,
            regulated: self.regulated,
            respite: self.respite,
        };
        match self.instead_of {
            Some(_) => R::LineWrite { circle: self.circle.into(), instead_of: self.instead_of, says: visit, from_ms: None, why: self.why },
            None => R::RotaPlan { circle: self.circle.into(), visit, offer: self.offer, anyway: self.anyway },
        }
    }
}

impl RotaCommand {
    /// The file that a calendar is to be written to, if one was asked for.
    #[must_use]
    pub const fn calendar(&self) -> Option<&PathBuf> {
        match self {
            Self::Calendar { out, .. } => out.as_ref(),
            _ => None,
        }
    }
}

pub(super) fn rota(command: RotaCommand) -> R {
    match command {
        RotaCommand::Show { circle, from_ms, days } => R::Rota { circle: circle.into(), from_ms, days },
        RotaCommand::Plan(plan) => plan.request(),
        RotaCommand::Take { which, on, other, mandate, anyway } => R::RotaTake(TakenVisit { visit: which.visit, slot: which.slot, on, other, mandate, anyway }),
        RotaCommand::Leave { which, on, why } => R::RotaRelease { visit: which.visit, slot: which.slot, on, why },
        RotaCommand::Ask { which, on, of, in_return, in_return_slot, text, anyway } => {
            R::RotaAsk(AskedInPlace { visit: which.visit, slot: which.slot, on, of, in_return, in_return_slot, text, anyway })
        }
        RotaCommand::Answer { ask, answer, text, anyway } => R::RotaAnswer { ask, yes: answer == "yes", text, anyway },
        RotaCommand::Cancel { which, why } => R::RotaCancel { visit: which.visit, slot: which.slot, why },
        RotaCommand::BackOn { which } => R::RotaBackOn { visit: which.visit, slot: which.slot },
        RotaCommand::Settle { which, on, stays, text } => R::RotaSettle { visit: which.visit, slot: which.slot, on, stays, text },
        RotaCommand::Calendar { circle, everybody, names, out: _ } => R::RotaCalendar { circle, everybody, names },
        RotaCommand::Load { circle } => R::Load { circle: circle.into() },
        RotaCommand::Begin { which, at_ms } => R::RotaBegin { visit: which.visit, slot: which.slot, at_ms },
    }
}

/// `kith limits …`.
#[derive(Debug, Subcommand)]
pub enum LimitsCommand {
    /// What I have said that I can give
    Show,
    /// Say it: what is left out is no limit
    Set {
        /// Minutes a week
        #[arg(long, value_name = "MINUTES")]
        week_minutes: Option<u32>,
        /// A day not, 1 Monday to 7 Sunday; once for each
        #[arg(long = "not", value_name = "DAY")]
        days_not: Vec<u8>,
    },
}

pub(super) fn limits(command: LimitsCommand) -> R {
    match command {
        LimitsCommand::Show => R::Limits,
        LimitsCommand::Set { week_minutes, days_not } => R::LimitsSet { week_minutes, days_not },
    }
}

/// `kith reminders …`.
#[derive(Debug, Subcommand)]
pub enum RemindersCommand {
    /// What I am to be reminded of now and in the next two days, each with a text that names nobody
    Show,
    /// Say what I want to be reminded of, and when not
    Set {
        /// How many minutes before a visit
        #[arg(long, default_value_t = 60)]
        before: u32,
        /// Of visits that I have taken, or that come to me
        #[arg(long)]
        visits: bool,
        /// Of medicines that I answer for
        #[arg(long)]
        medicines: bool,
        /// Of a visit that I have not ended
        #[arg(long)]
        ends: bool,
        /// From when it is quiet
        #[arg(long, default_value = "22:00")]
        quiet_from: String,
        /// Until when; the same as from when: never
        #[arg(long, default_value = "07:00")]
        quiet_to: String,
    },
}

pub(super) fn reminders(command: RemindersCommand) -> R {
    match command {
        RemindersCommand::Show => R::Reminders,
        RemindersCommand::Set { before, visits, medicines, ends, quiet_from, quiet_to } => {
            R::RemindersSet { wishes: ReminderWishes { before_minutes: before, visits, medicines, ends, quiet_from, quiet_to } }
        }
    }
}
