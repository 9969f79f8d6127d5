//! The command line: what may be typed, and what it asks of the device.
//!
//! This is a supported interface: names, documents, and exit codes are stable. Every [`Request`](kith_core::kith::Request) is a command
//! here, and `kith request JSON` takes any of them as it travels.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

mod areas;
pub mod asking;
mod attachments;
mod board;
mod boundary;
mod circles;
mod coins;
mod lists;
mod members;
mod pictures;
mod places;
mod profiles;
mod recovery;
mod rights;
mod rota;
mod safety;
mod twins;
mod vault;
mod vouchers;
mod which;
mod witnesses;
pub mod words;

pub use attachments::{Attach, AttachmentCommand};
pub use boundary::{BoundaryCommand, ForSomebody};
pub use circles::{ActivityCommand, CircleCommand, NoteCommand, PlanCommand, VisitCommand};
pub use coins::{BookCommand, ClaimCommand, CoinCommand, EstateCommand, PolicyCommand, TopUpCommand};
pub use lists::{AdvanceCommand, AllergyCommand, CardCommand, ConsentCommand, ContactCommand, DoseCommand, LineCommand, MedicineCommand};
pub use members::{CoopCommand, DeviceCommand, Invite, Pack, RoleCommand};
pub use profiles::{Find, ProfileCommand};
pub use rights::{AccessCommand, CaseCommand, Erase, Export, HoldCommand, RetentionCommand};
pub use rota::{LimitsCommand, RemindersCommand, RotaCommand};
pub use safety::{ConcernCommand, ReportCommand};
pub use vault::{Backup, ChangePassphrase, Restore, UnsentCommand};
pub use which::{OnlyCircle, WhichCircle};
pub use witnesses::WitnessCommand;
pub use {areas::AreaCommand, board::BoardCommand, places::PlaceCommand, recovery::RecoveryCommand, twins::TwinCommand, vouchers::VoucherCommand};

const AFTER_HELP: &str = "\
A person, circle, plan, visit, note or coin is named by its id, by the first four or more digits of its id, or (people and circles) \
by its whole name. `me` is yourself.

Unlocking: --passphrase-file FILE, or the environment's KITH_PASSPHRASE, or a question on the terminal.
While `kith serve` holds a profile, commands reach it through the socket in the profile's folder.

With --json a command prints one JSON document; an error is one JSON document on stderr:
  {\"error\":{\"kind\":\"not-found\",\"code\":\"no-such-circle\",\"reason\":\"…\",\"said\":\"…\"}}
kind and code are stable, reason is English, said is the same in the profile's language. What came in and cannot be used is an answer, \
not an error: outcome refused, with a code. In an answer code and state are stable, reason is for people, in the profile's language.

Exit codes: 0 done; 2 invalid input; 3 not found; 4 not allowed; 5 locked; 6 busy; 7 needs signal; 8 storage; 9 too old; 1 a defect of ours.

A backup has a passphrase of its own: --backup-passphrase-file FILE, KITH_BACKUP_PASSPHRASE, or a question on the terminal; so has a \
change of passphrase: --new-passphrase-file FILE, KITH_NEW_PASSPHRASE, or a question.

KITH_PROFILE names the profile's folder where --profile does not. How far a device has signed is counted outside its profile, in \
--counters DIR, KITH_COUNTERS, or the user's state folder; a profile whose counter is ahead or gone is a copy and becomes a new device. KITH_NOW_MS (milliseconds since 1970) stands in for the clock, to \
try what a wrong clock does.";

/// A device of your care co-op: notes, visits, coins and people, with or without signal.
#[derive(Debug, Parser)]
#[command(name = "kith", version, after_help = AFTER_HELP, max_term_width = 110, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    /// The profile's folder
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// Print one JSON document; errors as JSON on stderr
    #[arg(long, global = true)]
    pub json: bool,
    /// A file whose first line is the passphrase of the profile
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// The folder where this user's devices count what they have signed: never inside a profile
    #[arg(long, global = true, value_name = "DIR")]
    pub counters: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Everything that may be typed.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a profile in the folder: a new person with their first device
    Init(Init),
    /// Who this profile is, its co-op and its roles
    Whoami,
    /// Change the name people know me by
    Rename {
        /// The new name
        name: String,
    },
    /// Choose the language: en or cy
    Language {
        /// en or cy
        #[arg(value_parser = words::language())]
        language: kith_core::words::Language,
    },
    /// The settings of this device
    Settings,
    /// Close every socket, or open them again
    #[command(subcommand)]
    Airplane(Switch),
    /// Choose the relay
    #[command(subcommand)]
    Relay(RelayCommand),
    /// Found a co-op on this device, or see it
    #[command(subcommand)]
    Coop(CoopCommand),
    /// Invite somebody to the co-op, or to a circle
    Invite(Invite),
    /// Answer an invitation
    Join(TakeIn),
    /// Take in what another phone handed over: any code or file
    Receive(TakeIn),
    /// All that another member's phone may lack of what we share, sealed, to carry by hand
    Pack(Pack),
    /// The members of the co-op, with class and roles
    Members,
    /// Grant roles
    #[command(subcommand)]
    Role(RoleCommand),
    /// My devices: ask to become one, let one in, list
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Write all of the profile but its device's secrets to one sealed file
    Backup(Backup),
    /// Make a profile from a backup: a new device, to be let in by another of yours
    Restore(Restore),
    /// Lock a profile that is served: its keys are wiped, and everything answers that it is locked
    Lock,
    /// Unlock a profile that is served and locked
    Unlock,
    /// Change the passphrase that opens the profile
    Passphrase(ChangePassphrase),
    /// After how many minutes without its person a served profile locks itself
    LockAfter {
        /// Minutes, or never
        minutes: vault::OrNever,
    },
    /// On a copy of a profile: what was written there and had not left it
    #[command(subcommand)]
    Unsent(UnsentCommand),
    /// A printed kit, guardians, and coming back when every phone is gone
    #[command(subcommand)]
    Recovery(RecoveryCommand),
    /// Care circles
    #[command(subcommand)]
    Circle(CircleCommand),
    /// What the co-op's board decides in a circle that cannot help itself
    #[command(subcommand)]
    Board(BoardCommand),
    /// Notes and handovers of a circle
    #[command(subcommand)]
    Note(NoteCommand),
    /// Pictures and documents that hang on notes and visits
    #[command(subcommand)]
    Attachment(AttachmentCommand),
    /// Shared plans of a circle
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Visits: check in, check out, confirm
    #[command(subcommand)]
    Visit(VisitCommand),
    /// Where the line runs between regulated work and other help: what is asked, and what the registered manager says
    #[command(subcommand)]
    Boundary(BoundaryCommand),
    /// Lines of a circle's lists: see, stop, keep one of what was written apart
    #[command(subcommand)]
    Line(LineCommand),
    /// Medicines of a circle's person, and what is due
    #[command(subcommand)]
    Medicine(MedicineCommand),
    /// Doses: record, correct, say what was done about one recorded twice
    #[command(subcommand)]
    Dose(DoseCommand),
    /// Allergies
    #[command(subcommand)]
    Allergy(AllergyCommand),
    /// People to ring
    #[command(subcommand)]
    Contact(ContactCommand),
    /// Decisions that the person made in advance
    #[command(subcommand)]
    AdvanceDecision(AdvanceCommand),
    /// The emergency card: choose what stands on it, see it, print it
    #[command(subcommand)]
    Card(CardCommand),
    /// Capacity and consent, for one decision and purpose
    #[command(subcommand)]
    Consent(ConsentCommand),
    /// Work for members in general
    #[command(subcommand)]
    Activity(ActivityCommand),
    /// Who comes when: visits planned, taken, swapped, cancelled
    #[command(subcommand)]
    Rota(RotaCommand),
    /// What I have said that I can give: hours a week, days not
    #[command(subcommand)]
    Limits(LimitsCommand),
    /// Reminders: what of, how long before, and when it is quiet
    #[command(subcommand)]
    Reminders(RemindersCommand),
    /// What is on, who is coming, what changed
    Today,
    /// Coins: see, ask for, give, retire
    #[command(subcommand)]
    Coin(CoinCommand),
    /// All that I earn goes to the pool: on or off
    #[command(subcommand)]
    AutoDonate(Switch),
    /// As steward: the welcome gift of ten coins from the pool
    Welcome {
        /// Who is new
        person: String,
    },
    /// As steward: coins that were lost because somebody gave them twice
    #[command(subcommand)]
    Claim(ClaimCommand),
    /// What is to become of my coins when I leave or die
    #[command(subcommand)]
    Estate(EstateCommand),
    /// Places that hold coins: a garden, a hall
    #[command(subcommand)]
    Place(PlaceCommand),
    /// The co-op's areas: where each lies, roughly, for the map of a coin's journey
    #[command(subcommand)]
    Area(AreaCommand),
    /// What local businesses give for banked hours: gifts, never a price
    #[command(subcommand)]
    Voucher(VoucherCommand),
    /// Top-ups from the pool: the co-op's rule, and the account of every run of it
    #[command(subcommand)]
    TopUp(TopUpCommand),
    /// The co-op's rules for its coins
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Who witnesses the office's log, so that it can be only one
    #[command(subcommand)]
    Witness(WitnessCommand),
    /// A coin's physical twin, printed or made by hand: its making, and where it was seen
    #[command(subcommand)]
    Twin(TwinCommand),
    /// The office's book: minted, held, retired; it adds up
    Book {
        /// What of it; nothing shows it
        #[command(subcommand)]
        what: Option<BookCommand>,
    },
    /// A statement: always three numbers, and the lines that make them up
    Statement {
        /// Whose: me, or at the office pool or co-op
        #[arg(long, value_name = "WHOSE", default_value = "me")]
        of: String,
    },
    /// My profile, or what I may see of somebody's
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Find neighbours, on this device, with or without signal
    Find(Find),
    /// Concerns about safety: raise one in private, follow it to its end
    #[command(subcommand)]
    Concern(ConcernCommand),
    /// Reports for those who look after safety
    #[command(subcommand)]
    Report(ReportCommand),
    /// Erase what I wrote, or as keeper what stands in my circle, for everybody who holds it
    Erase(Erase),
    /// All that is held about me, to have and to read
    Export(Export),
    /// What must be kept in spite of erasure
    #[command(subcommand)]
    Hold(HoldCommand),
    /// Who has opened what
    #[command(subcommand)]
    Access(AccessCommand),
    /// As office: requests for data, with their clock
    #[command(subcommand)]
    Case(CaseCommand),
    /// How long records are kept, what is due, and closing a circle
    #[command(subcommand)]
    Retention(RetentionCommand),
    /// What waits, where it is, and when things last met
    Waiting,
    /// Where one item has arrived
    Arrival {
        /// The item's id
        item: String,
    },
    /// Drop and rebuild all that screens read from the log, and say whether it came out alike
    Rebuild,
    /// Where this device can be reached, for `sync --peer`
    Address,
    /// Exchange with the relay, or with one other device, once
    Sync(Sync),
    /// Run this profile as a node with its web page, until stopped
    Serve(Serve),
    /// A sample co-op on this machine: a relay, an office, and the phones of a carer, a peer supporter, a daughter and her mother, who
    /// alone may confirm the hours given to her
    Demo(Demo),
    /// Any request as JSON, for instance '{"do":"whoami"}'
    Request {
        /// The request; - reads it from standard input
        #[arg(value_name = "JSON")]
        request: String,
    },
}

/// `kith init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The name people know you by
    #[arg(long)]
    pub name: String,
    /// en or cy
    #[arg(long, default_value = "en", value_parser = words::language())]
    pub language: kith_core::words::Language,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum Switch {
    /// Switch it on
    On,
    /// Switch it off
    Off,
}

/// `kith relay …`.
#[derive(Debug, Subcommand)]
pub enum RelayCommand {
    /// Use this relay from now on
    Set {
        /// As the relay prints it: kith-relay:…
        address: String,
    },
    /// Use no relay
    None,
}

/// A code to take in.
#[derive(Debug, Args)]
pub struct TakeIn {
    /// Where the code is
    #[command(flatten)]
    pub from: TakeFrom,
    /// Where the reply goes, if there is one
    #[command(flatten)]
    pub give: GiveOut,
}

/// Where a code comes from.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct TakeFrom {
    /// The code itself, pasted or scanned: kith:… or KITH:…
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// The code itself, alone
    #[arg(value_name = "TEXT", hide = true)]
    pub alone: Option<String>,
    /// A file that holds the code; - reads standard input
    #[arg(long = "in", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Where a code to hand over goes.
#[derive(Debug, Clone, Default, Args)]
pub struct GiveOut {
    /// Write the code to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Draw the code as a QR code on the terminal
    #[arg(long)]
    pub qr: bool,
    /// The folder of an export
    #[arg(skip)]
    pub folder: Option<PathBuf>,
}

/// `kith sync`.
#[derive(Debug, Args)]
pub struct Sync {
    /// This relay, this once
    #[arg(long, value_name = "ADDRESS", conflicts_with = "peer")]
    pub relay: Option<String>,
    /// This device, as `kith address` prints it: kith-device:…
    #[arg(long, value_name = "ADDRESS")]
    pub peer: Option<String>,
}

/// `kith serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The port of the web page on loopback; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Open the page in the web browser
    #[arg(long)]
    pub open: bool,
    /// Be reachable from this machine only
    #[arg(long)]
    pub loopback: bool,
    /// Do not look for other devices on the same network
    #[arg(long)]
    pub no_lan: bool,
    /// Where there is no profile yet, a page begins one, or makes it from a backup
    #[arg(long)]
    pub begin: bool,
}

/// `kith demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Play all that the demo shows, check it, and stop; fails if anything is not as told
    #[arg(long)]
    pub script: bool,
    /// The port on loopback; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Keep the sample co-op in this empty folder (a temporary one otherwise)
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Open the page in the web browser
    #[arg(long)]
    pub open: bool,
    /// What says which profile: the demo makes its own, and takes none of these
    #[command(flatten)]
    pub elsewhere: Elsewhere,
}

/// The options of a profile where there is none to choose: not listed, and refused.
#[derive(Debug, Default, Args)]
pub struct Elsewhere {
    /// The profile's folder
    #[arg(long, hide = true)]
    profile: Option<PathBuf>,
    /// A file with its passphrase
    #[arg(long, hide = true)]
    passphrase_file: Option<PathBuf>,
    /// Where its device counts
    #[arg(long, hide = true)]
    counters: Option<PathBuf>,
}

impl Elsewhere {
    /// Whether one of them was given.
    #[must_use]
    pub const fn is_said(&self) -> bool {
        self.profile.is_some() || self.passphrase_file.is_some() || self.counters.is_some()
    }
}

#[cfg(test)]
mod tests;
