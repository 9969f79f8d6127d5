//! Commands about circles: people, notes, plans, visits.

use super::{Attach, ForSomebody, GiveOut, OnlyCircle, WhichCircle, words};
use clap::Subcommand;
use kith_core::kith::view::{Element, Level, Mood, ReadFrom, Task};

/// Rows in a list unless told otherwise.
const ROWS: u32 = 50;

/// `kith circle …`.
#[derive(Debug, Subcommand)]
pub enum CircleCommand {
    /// Begin a circle round a person
    Create {
        /// The circle's name
        #[arg(long)]
        name: String,
        /// The person it is round; `me` for oneself
        #[arg(long)]
        person: String,
    },
    /// My circles
    List,
    /// One circle: its person, people, latest notes, visits and plans
    Show {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Bring a member of the co-op into a circle
    Add {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Who
        #[arg(long)]
        person: String,
        /// What they may do there
        #[arg(long, default_value = "member", value_parser = words::level())]
        level: Level,
        /// How far back they may read: all, now (only what is written from now on), or a day such as 2026-11-01 (as far as the keys allow:
        /// from the next one that was begun on that day or after it)
        #[arg(long, default_value = "all", value_parser = words::read_from)]
        from: ReadFrom,
    },
    /// Remove somebody from a circle: they keep what they had, and nothing newer comes to them. Somebody who looks after it goes once
    /// more than half of the others who do have signed
    Remove {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Who
        #[arg(long)]
        person: String,
        /// Where the code for the others goes, if they must sign
        #[command(flatten)]
        give: GiveOut,
    },
    /// Removals that wait for signatures, or did
    Removals {
        /// Only in this circle
        #[command(flatten)]
        circle: OnlyCircle,
    },
    /// Sign the removal of somebody who looks after the circle, as one of the others who do
    Sign {
        /// Which removal
        removal: String,
        /// Decline to sign
        #[arg(long)]
        decline: bool,
        /// Where the code for the others goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// Take back a removal of mine that waits
    Withdraw {
        /// Which removal
        removal: String,
        /// Where the code for the others goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// Leave a circle: what is here stays, nothing newer comes
    Leave {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Change what somebody may do in a circle
    Level {
        /// Which circle
        #[arg(long)]
        circle: String,
        /// Who
        #[arg(long)]
        person: String,
        /// What they may do there
        #[arg(value_parser = words::level())]
        level: Level,
    },
    /// What removals made apart have left open
    Questions {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Answer one of them
    Answer {
        /// Which circle
        #[arg(long)]
        circle: String,
        /// Which question
        question: String,
        /// Whether the person stays: yes or no
        #[arg(long, value_parser = words::yes_no(), action = clap::ArgAction::Set)]
        stays: bool,
    },
    /// What people wrote after they had gone
    Quarantine {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
    /// Let such an entry in, and what its device wrote before it
    Admit {
        /// Which circle
        #[arg(long)]
        circle: String,
        /// Which entry
        entry: String,
    },
    /// Put such an entry away, and what its device wrote before it
    Drop {
        /// Which circle
        #[arg(long)]
        circle: String,
        /// Which entry
        entry: String,
    },
}

/// `kith note …`.
#[derive(Debug, Subcommand)]
pub enum NoteCommand {
    /// Write a note
    Write {
        /// In which circle
        #[arg(long)]
        circle: String,
        /// The note; - reads standard input
        text: String,
        /// What hangs on it
        #[command(flatten)]
        attach: Attach,
    },
    /// Keep what I have begun of a note, on all my devices; an empty text lets go of it: of the draft named by --of, or else of this device's own
    Draft {
        /// Of which circle
        #[arg(long)]
        circle: String,
        /// The draft of another device of mine that these words go on with, by its id
        #[arg(long, value_name = "DRAFT")]
        of: Option<String>,
        /// The words so far; - reads standard input
        text: String,
    },
    /// What I have begun to write and not finished
    Drafts,
    /// Take back, within a minute, a note of mine or a visit that I have begun; a note's words are in the draft again
    Undo {
        /// Which, by its id
        item: String,
    },
    /// Write down a note for somebody without a phone, on their word
    For {
        /// In whose words it is
        #[arg(value_name = "NAME")]
        other: String,
        /// In which circle
        #[arg(long)]
        circle: String,
        /// On whose word
        #[arg(long)]
        mandate: String,
        /// The note; - reads standard input
        text: String,
        /// What hangs on it
        #[command(flatten)]
        attach: Attach,
    },
    /// Write down later what was then, and say so, as where a note was lost with a phone
    Later {
        /// In which circle
        #[arg(long)]
        circle: String,
        /// When that was (milliseconds since 1970)
        #[arg(long)]
        of_ms: u64,
        /// The note; - reads standard input
        text: String,
    },
    /// Correct a note of mine; the original is kept
    Correct {
        /// Which note
        note: String,
        /// The text as it should be
        text: String,
    },
    /// Notes of a circle, newest first
    List {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// At most so many
        #[arg(long, default_value_t = ROWS)]
        limit: u32,
        /// Only older than this (milliseconds since 1970)
        #[arg(long)]
        before_ms: Option<u64>,
    },
    /// Search the notes of all my circles, or of one
    Search {
        /// Words to look for
        query: String,
        /// Only in this circle
        #[arg(long)]
        circle: Option<String>,
        /// At most so many
        #[arg(long, default_value_t = ROWS)]
        limit: u32,
    },
}

/// `kith plan …`.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Begin a shared plan
    Create {
        /// In which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// Its title
        #[arg(long)]
        title: String,
        /// Its text
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
        /// When it is, as people say it or as a date and time
        #[arg(long)]
        when: Option<String>,
        /// Where it is
        #[arg(long)]
        place: Option<String>,
    },
    /// Change a shared plan: text merges with what others write; title, time and place are set
    Edit {
        /// Which plan
        plan: String,
        /// A new title
        #[arg(long)]
        title: Option<String>,
        /// The whole text as it should be
        #[arg(long)]
        text: Option<String>,
        /// A new time
        #[arg(long)]
        when: Option<String>,
        /// A new place
        #[arg(long)]
        place: Option<String>,
    },
    /// Choose one of the values that were written apart
    Choose {
        /// Which plan
        plan: String,
        /// title, when or place
        #[arg(long)]
        field: String,
        /// The value to keep
        #[arg(long)]
        value: String,
    },
    /// One plan
    Show {
        /// Which plan
        plan: String,
    },
    /// The plans of a circle
    List {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
    },
}

/// `kith visit …`.
#[derive(Debug, Subcommand)]
pub enum VisitCommand {
    /// Begin a visit
    CheckIn {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// When it began, if not now (milliseconds since 1970)
        #[arg(long)]
        at_ms: Option<u64>,
    },
    /// End a visit: what was done, how the person was, a word for the next visitor
    CheckOut {
        /// Which visit
        visit: String,
        /// Minutes given, if not since check-in (at most twelve hours are measured); 0 for a visit that earns no coin
        #[arg(long)]
        minutes: Option<u32>,
        /// What was done, by wellbeing element; once for each
        #[arg(long = "done", value_name = "ELEMENT", value_parser = words::element())]
        done: Vec<Element>,
        /// And task by task; once for each. Regulated work of a volunteer is asked about; the visit counts all the same
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
        /// The area, coarse on purpose
        #[arg(long)]
        area: Option<String>,
    },
    /// Write down a visit that somebody without a phone made, on their word: it earns nobody coins
    For(ForSomebody),
    /// Correct what I told at the end of a visit, before its hour is confirmed; what is left out stays, the original is kept
    Correct {
        /// Which visit
        visit: String,
        /// When it began (milliseconds since 1970)
        #[arg(long)]
        started_ms: Option<u64>,
        /// When it ended (milliseconds since 1970)
        #[arg(long)]
        ended_ms: Option<u64>,
        /// Minutes given
        #[arg(long)]
        minutes: Option<u32>,
        /// What was done, by wellbeing element; once for each, all of them
        #[arg(long = "done", value_name = "ELEMENT", value_parser = words::element())]
        done: Vec<Element>,
        /// And task by task; once for each, all of them
        #[arg(long = "task", value_name = "TASK", value_parser = words::task())]
        tasks: Vec<Task>,
        /// How the person was
        #[arg(long, value_parser = words::mood())]
        how: Option<Mood>,
        /// What was done, in words
        #[arg(long)]
        text: Option<String>,
        /// For the next visitor
        #[arg(long)]
        handover: Option<String>,
        /// The area, coarse on purpose
        #[arg(long)]
        area: Option<String>,
    },
    /// The hour of a visit of mine as a code for the person helped
    Ask {
        /// Which visit
        visit: String,
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// Confirm an hour that somebody gave me
    Confirm {
        /// Which visit
        visit: String,
        /// Where the code goes that says so
        #[command(flatten)]
        give: GiveOut,
    },
    /// Visits of a circle, newest first
    List {
        /// Which circle
        #[command(flatten)]
        circle: WhichCircle,
        /// At most so many
        #[arg(long, default_value_t = ROWS)]
        limit: u32,
    },
    /// Hours that wait for my word
    ToConfirm,
}

/// `kith activity …`.
#[derive(Debug, Subcommand)]
pub enum ActivityCommand {
    /// Log hours of mine outside a circle that helped members, to be confirmed by who benefited or by a coordinator
    Log {
        /// Minutes given
        #[arg(long)]
        minutes: u32,
        /// The wellbeing element
        #[arg(long, value_parser = words::element())]
        element: Element,
        /// What it was, in words
        #[arg(long, default_value = "", hide_default_value = true)]
        text: String,
        /// The area, coarse on purpose
        #[arg(long)]
        area: Option<String>,
        /// Who confirms it; a coordinator otherwise
        #[arg(long, value_name = "PERSON")]
        confirm_by: Option<String>,
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
}
