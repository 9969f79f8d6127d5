//! Commands about coins.

use super::{GiveOut, pictures::PictureCommand, words};
use clap::{Args, Subcommand};
use kith_core::kith::{PolicyChange, view::Element};
use kith_core::ledger::top_up::Whom;
use kith_core::statement::Format;
use std::path::PathBuf;

/// `kith coin …`.
#[derive(Debug, Subcommand)]
pub enum CoinCommand {
    /// My coins and the three numbers: settled, promised, contested
    List,
    /// One coin of mine: its face, its state, its story
    Show {
        /// Which coin
        coin: String,
    },
    /// A code that says to whom coins may be handed
    Invoice {
        /// Where the code goes
        #[command(flatten)]
        give: GiveOut,
    },
    /// Give coins to a person
    Give {
        /// To whom
        #[arg(long, value_name = "PERSON")]
        to: String,
        /// Which coins, and what goes with them
        #[command(flatten)]
        gift: Gift,
    },
    /// Give coins to the central pool
    Pool {
        /// Which coins, and what goes with them
        #[command(flatten)]
        gift: Gift,
    },
    /// Retire coins that were used for support in kind
    Retire {
        /// A coin; once for each
        #[arg(long = "coin", value_name = "COIN", required = true)]
        coins: Vec<String>,
        /// What for
        #[arg(long)]
        reason: String,
    },
    /// Surrender a coin that I lost because somebody had given it twice, so that the co-op can make it good
    Surrender {
        /// Which coin
        coin: String,
    },
    /// Coins given twice: mine, and for those who look after the coins everybody's
    Forks,
    /// Give the pool a coin in place of one that was given twice with my key
    PutRight {
        /// Which: its id, as `forks` shows it
        fork: String,
    },
    /// Put coins by for a rainy day: kept apart from what can be given
    PutBy {
        /// How many
        #[arg(long, default_value_t = 1)]
        count: u32,
        /// Just this coin; once for each
        #[arg(long = "coin", value_name = "COIN")]
        coins: Vec<String>,
    },
    /// Take back coins that were put by
    TakeBack {
        /// Just this coin; once for each; without any, all of them
        #[arg(long = "coin", value_name = "COIN")]
        coins: Vec<String>,
    },
    /// My devices that were cut off, what they gave last, and what lay on them
    Lost,
    /// Ask that what a lost device of mine held come back to this one
    Recover {
        /// Which device
        device: String,
    },
    /// Say that a gift of a lost device of mine was my own doing
    Ratify {
        /// Which: its id, as `lost` shows it
        transfer: String,
    },
    /// Where a coin, held by anybody, has been, as far as its givers let it be known
    Story {
        /// Which coin
        coin: String,
    },
    /// Pictures that hang on coins
    #[command(subcommand)]
    Picture(PictureCommand),
    /// The same as a map of coarse areas and as a list of its stops
    Map {
        /// Which coin
        coin: String,
    },
}

/// `kith claim …`.
#[derive(Debug, Subcommand)]
pub enum ClaimCommand {
    /// What is to be made good, what has been, and what the pool keeps for it
    List,
    /// Consent that the hardship pool gives a coin for one that was lost
    MakeGood {
        /// Which claim
        claim: String,
    },
}

/// `kith book …`.
#[derive(Debug, Subcommand)]
pub enum BookCommand {
    /// As whoever keeps the co-op's list of members, for the board: another device keeps the book from its last statement on
    Move {
        /// Whose device
        person: String,
        /// Which device, where they have several
        #[arg(long, value_name = "DEVICE")]
        device: Option<String>,
    },
    /// A statement as a file that other programs read
    Export {
        /// Whose: me, or at the office pool or co-op
        #[arg(long, value_name = "WHOSE", default_value = "me")]
        of: String,
        /// In which form
        #[arg(long, value_parser = words::format())]
        format: Format,
        /// Write it to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// `kith estate …`.
#[derive(Debug, Subcommand)]
pub enum EstateCommand {
    /// What I chose
    Show,
    /// Choose anew
    Set {
        /// A person, or `pool`
        #[arg(long, value_name = "PERSON")]
        to: String,
    },
    /// As a coordinator, at the office: what people who have died or left gave last, and nobody has stood by
    Gifts,
    /// As a coordinator, at the office: say that such a gift was their own doing
    Ratify {
        /// Which: its id, as `gifts` shows it
        transfer: String,
    },
    /// As a coordinator, at the office: carry out what somebody chose who has died or left
    CarryOut {
        /// Whose coins
        person: String,
    },
}

/// `kith top-up …`.
#[derive(Debug, Subcommand)]
pub enum TopUpCommand {
    /// The rule, every run of it and why; for a steward at the office what a run would do now
    List,
    /// As steward, at the office: run the rule for this month
    Run,
}

/// `kith policy …`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// The rules that hold now, and who decided them
    Show,
    /// As the board or a coordinator: decide them anew; what is left out stays
    Set(PolicySet),
}

/// What is to be different in the rules.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct PolicySet {
    /// Hands that a promised coin may pass through before it settles
    #[arg(long, value_name = "N")]
    pub hops: Option<u8>,
    /// Promised coins from one giver to one receiver
    #[arg(long, value_name = "N")]
    pub promised: Option<u8>,
    /// Promised coins of one device in all
    #[arg(long, value_name = "N")]
    pub device: Option<u8>,
    /// Coins that the hardship pool makes good in a month
    #[arg(long, value_name = "N")]
    pub make_good_month: Option<u16>,
    /// Coins of the pool that are kept for making good
    #[arg(long, value_name = "N")]
    pub reserve: Option<u16>,
    /// People who have earned in an area before a story names it
    #[arg(long, value_name = "N")]
    pub area_members: Option<u8>,
    /// Days to put right a coin given twice
    #[arg(long, value_name = "N")]
    pub cure_days: Option<u8>,
    /// Whether stories name areas: true or false
    #[arg(long, value_name = "BOOL")]
    pub tell_areas: Option<bool>,
    /// Whether welcome coins vest with the first settled hour: true or false
    #[arg(long, value_name = "BOOL")]
    pub vesting: Option<bool>,
    /// Minutes that one activity may count
    #[arg(long, value_name = "N")]
    pub activity_minutes: Option<u16>,
    /// Minutes that one person may earn in a month
    #[arg(long, value_name = "N")]
    pub month_minutes: Option<u32>,
    /// Statements of the office for which a pocket vouches, and a lost phone's coins wait
    #[arg(long, value_name = "N")]
    pub pocket: Option<u16>,
    /// Coins up to which the pool tops people up; 0 ends the rule
    #[arg(long, value_name = "N")]
    pub top_up_to: Option<u8>,
    /// Coins that one person gets in one run at most
    #[arg(long, value_name = "N")]
    pub top_up_each: Option<u8>,
    /// Coins that one run gives at most
    #[arg(long, value_name = "N")]
    pub top_up_run: Option<u16>,
    /// For whom the rule is meant: supported, supported-and-family or everybody
    #[arg(long, value_parser = words::whom())]
    pub top_up_for: Option<Whom>,
}

impl PolicySet {
    /// The same, as the device takes it.
    pub(super) const fn change(&self) -> PolicyChange {
        PolicyChange {
            hops: self.hops,
            promised: self.promised,
            device: self.device,
            make_good_month: self.make_good_month,
            reserve: self.reserve,
            area_members: self.area_members,
            cure_days: self.cure_days,
            tell_areas: self.tell_areas,
            vesting: self.vesting,
            activity_minutes: self.activity_minutes,
            month_minutes: self.month_minutes,
            pocket: self.pocket,
            top_up_to: self.top_up_to,
            top_up_each: self.top_up_each,
            top_up_run: self.top_up_run,
            top_up_for: self.top_up_for,
        }
    }
}

/// Coins, and what goes with them.
#[derive(Debug, Args)]
pub struct Gift {
    /// How many
    #[arg(long, default_value_t = 1)]
    pub count: u32,
    /// Just this coin; once for each
    #[arg(long = "coin", value_name = "COIN")]
    pub coins: Vec<String>,
    /// The wellbeing element it is given for
    #[arg(long, value_parser = words::element())]
    pub element: Option<Element>,
    /// Words that travel with it
    #[arg(long, default_value = "", hide_default_value = true)]
    pub words: String,
    /// A poem that travels with it
    #[arg(long)]
    pub poem: Option<String>,
    /// A picture (JPEG or PNG) that hangs on its story, made small; everybody in the co-op can see it
    #[arg(long, value_name = "FILE")]
    pub picture: Option<PathBuf>,
    /// What the picture shows, for those who cannot see it
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, requires = "picture")]
    pub shows: String,
    /// In which of the co-op's areas; one in which enough people have earned
    #[arg(long)]
    pub area: Option<String>,
    /// Let my name be known on its story
    #[arg(long)]
    pub share: bool,
    /// Where the code goes
    #[command(flatten)]
    pub give: GiveOut,
}
