//! What queries and commands give back: plain data for screens, scripts and bindings. Times are milliseconds since 1970, as said by
//! the device that wrote them; ids are lower-case hex. Every list is newest first unless it says otherwise.

mod attachments;
mod board;
mod boundary;
mod card;
mod coins;
mod leaving;
mod lines;
mod lost_coins;
mod mandates;
mod medicines;
mod notes;
mod places;
mod planning;
mod profiles;
mod recovery;
mod rights;
mod rota;
mod safety;
mod standing;
mod statements;
mod today;
mod top_ups;
mod truth;
mod twins;
mod visits;
mod vouchers;
mod witnesses;

pub use attachments::{AttachmentFileView, AttachmentState, AttachmentView, Fetching, NewAttachment};
pub use board::{BoardMatterView, BoardState, BoardWhat};
pub use boundary::BoundaryQueryView;
pub use card::{CardLinkState, CardLinkView, CardLinksView, CardLookView, CardPart, CardPrintedView, CardView};
pub(crate) use coins::face_of;
pub use coins::{
    Balance, BookView, ClaimView, ClaimsView, CoinPictureView, CoinView, ForkView, GiveView, HangingPictureView, HolderView, HopView, MovementView,
    PictureGoneView, PolicyView, PurseView,
};
pub use leaving::{CircleStanding, Gone, GoneHow, QuarantineView, QuestionView, ReadFrom, RemovalProposalView, RemovalState, RemovalView};
pub use lines::{LineSays, LineView, ResponsibleView, VersionView};
pub use lost_coins::{EstateCaseView, EstateGiftView, EstateView, LostCoinsView, LostGiftView};
pub use mandates::MandateView;
pub use medicines::{DoseAlertView, DoseAnswerView, DoseToldView, DoseView, DueDoseView, MedicinesView};
pub use notes::{Choice, DraftView, Kept, NoteView, PlanView};
pub use places::{AreaView, AreasView, CoinMapView, DrawnView, PlaceView, StopView};
pub use planning::{CalendarView, CarriedView, LoadView, ReminderKind, ReminderView, ReminderWishes, RemindersView};
pub use profiles::{FoundView, ListView, ProfileView, SectionView};
pub use recovery::{
    AlertView, AskSeenView, AskView, GuardedView, GuardianView, HelpView, KitMadeView, KitReadView, KitView, LostHereView, ProgressView, RecoveryView,
    ReturnFromView, ReturnedDeviceView, ReturnedSpaceView,
};
pub use rights::{
    AccessView, CaseView, CountView, DueView, EraseAllView, ErasedView, ErasureView, ExportView, HoldView, KeptView, LateEditView, PassageView, RetentionView,
    StaysView,
};
pub use rota::{LimitsView, OccasionView, RotaAskView, RotaView, TakerView, VisitTwiceView, WantedView};
pub use safety::{ConcernLineKind, ConcernLineView, ConcernReceiptView, ConcernState, ConcernView, LostCircle, LostReportView};
pub use standing::{EnrolView, LeaseView, Standing, StandingView, UnsentView};
pub use statements::{ExportedView, StatementLineView, StatementView};
pub use today::TodayView;
pub use top_ups::{TopUpLineView, TopUpNextView, TopUpRunView, TopUpsView};
pub use truth::{ApartView, RebuildView, RefusedView, TruthView, WaitingView};
pub use twins::{TwinMadeView, TwinOf, TwinSeen, TwinSeenView, TwinSheetView, TwinView};
pub use visits::{ConfirmedView, VisitTold, VisitView};
pub use vouchers::{VoucherOfferView, VoucherState, VoucherView, VouchersView};
pub use witnesses::{WitnessView, WitnessesView};

pub use crate::circle::{
    dose::{DoseState, Outcome},
    line::{Answer, Capacity, List, Part, Standing as LineStanding},
    rota::{Other, RotaState},
    task::{Ruling, Task},
};

use crate::words::Language;
use serde::{Deserialize, Serialize};

/// The four sides of a person's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Element {
    MyLife,
    MyHome,
    MyCommunity,
    MyCare,
}

/// How the person was, in the visitor's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Mood {
    Low,
    AsUsual,
    Bright,
}

/// Which side of a dual profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The support I receive.
    Receive,
    /// The support I give.
    Give,
}

/// A level in a space (design of spaces: owner, keeper, member).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Reads, writes, leaves.
    Member,
    /// Adds and removes members.
    Keeper,
    /// The supported person, or the board.
    Owner,
}

/// A duty granted by the co-op.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Role {
    Coordinator,
    RegisteredManager,
    CareWorker,
    CareSupervisor,
    Coach,
    SafeguardingLead,
    Office,
    Notary,
    Steward,
    Witness,
    BoardMember,
    ToolkitEditor,
}

impl Role {
    /// Every role, in the order in which each is numbered: a new one goes last.
    pub const ALL: [Self; 12] = [
        Self::Coordinator,
        Self::RegisteredManager,
        Self::CareWorker,
        Self::CareSupervisor,
        Self::Coach,
        Self::SafeguardingLead,
        Self::Office,
        Self::Notary,
        Self::Steward,
        Self::Witness,
        Self::BoardMember,
        Self::ToolkitEditor,
    ];
}

/// Who may see a part of a profile. It is the space that the part lives in, never a filter on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "audience", rename_all = "kebab-case")]
pub enum Audience {
    /// Only me, on my own devices.
    Me,
    /// Every member of the co-op.
    Coop,
    /// The people of one circle.
    Circle {
        /// Which circle (a reference).
        circle: String,
    },
    /// One person.
    Person {
        /// Which person (a reference).
        person: String,
    },
}

/// A person as named on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Their id.
    pub id: String,
    /// The name they chose.
    pub name: String,
    /// Whether it is oneself.
    pub me: bool,
}

/// Who this profile is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoView {
    /// The person.
    pub person: PersonView,
    /// This device.
    pub device: String,
    /// The co-op, if joined.
    pub coop: Option<CoopView>,
    /// Roles held in it.
    pub roles: Vec<Role>,
    /// Whether an invitation has been answered and the answer is awaited.
    pub joining: bool,
    /// That it has been answered and lets one in no more: why, and what is to be done.
    #[serde(default)]
    pub turned_away: Option<RefusedView>,
    /// The language chosen.
    pub language: Language,
}

/// Settings of this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// The language chosen.
    pub language: Language,
    /// Whether the sockets are closed.
    pub airplane: bool,
    /// The relay used, as its address text.
    pub relay: Option<String>,
    /// Whether all that is earned goes to the pool.
    pub auto_donate: bool,
    /// When pictures and documents are fetched.
    #[serde(default)]
    pub fetching: Fetching,
}

/// The co-op.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoopView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its areas, coarse on purpose.
    pub areas: Vec<String>,
    /// How many members.
    pub members: u32,
    /// Whether this device is its office.
    pub office_here: bool,
}

/// A member of the co-op.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// The person.
    pub person: PersonView,
    /// The class they joined in: supported, worker, family or community.
    pub class: String,
    /// Since when, as said by the device that admitted them.
    pub since_ms: u64,
    /// Who admitted them.
    pub admitted_by: Option<PersonView>,
    /// Roles with who granted each.
    pub roles: Vec<RoleView>,
    /// How many devices.
    pub devices: u32,
}

/// A role held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    /// Which.
    pub role: Role,
    /// Who granted it.
    pub granted_by: PersonView,
    /// When, as said by their device.
    pub granted_ms: u64,
}

/// A code to show, paste or put in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// What it is: invitation, envelope, pack, invoice, bundle, acknowledgement, ask, confirmation, device-request.
    pub kind: String,
    /// To paste or send: `kith:…`.
    pub text: String,
    /// For a QR code: `KITH:…`; absent when it would not fit one (2,900 bytes).
    pub qr: Option<String>,
    /// Whether the same is also on its way by the relay, so that handing it over is a convenience.
    pub also_by_relay: bool,
}

/// A pack, or a part of one where there is more than goes into one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackView {
    /// What to hand over.
    #[serde(flatten)]
    pub hand_over: HandOver,
    /// Which part it is, from 1 on.
    pub part: u32,
    /// The next part, if there is more.
    pub next_part: Option<u32>,
    /// That there is more, and how it is handed over, in the profile's language; nothing where it is whole.
    pub said: String,
}

/// A device let in, with what to hand to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmittedView {
    /// The answer that the new device takes in.
    #[serde(flatten)]
    pub hand_over: HandOver,
    /// Whose device it is from now on.
    pub person: PersonView,
    /// Its id.
    pub device: String,
    /// What it is called here.
    pub label: String,
    /// What the new profile called itself as it asked.
    pub asked_as: Option<String>,
}

/// What became of something received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// What it was (as [`HandOver::kind`]).
    pub kind: String,
    /// taken | already-known | waiting | refused.
    pub outcome: String,
    /// What happened, or why it waits or was refused, as a short stable code for programs such as `coins-promised`.
    pub code: String,
    /// The same in the device's language.
    pub reason: String,
    /// What to hand back, if anything.
    pub reply: Option<HandOver>,
    /// The visit, coins, circle or co-op that it concerned.
    pub about: Vec<String>,
}

/// A device of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Whether it is this one.
    pub here: bool,
    /// in | frozen | revoked.
    pub state: String,
    /// Of a frozen one: what that means, and who can cut it off or lift it.
    #[serde(default)]
    pub next: Option<String>,
}

/// A circle in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The person it is round.
    pub person: PersonView,
    /// Who is in, with levels.
    pub people: Vec<CirclePerson>,
    /// Things new since I last looked.
    pub unread: u32,
    /// Whether I am in, and if not how I went.
    pub standing: CircleStanding,
    /// Who has gone, the last first.
    pub gone: Vec<Gone>,
    /// Entries of people who had gone that wait for a word, where I may give it.
    pub quarantined: u32,
    /// Whether it is closed: it can be read, and takes nothing new.
    pub closed: Option<CircleClosed>,
    /// Whether people brought in apart have made it more than a circle is for: all are in, nobody more comes, and its person is asked.
    #[serde(default)]
    pub crowded: bool,
}

/// How a circle was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleClosed {
    /// By whom.
    pub by: PersonView,
    /// Since when, as said by that person's device.
    pub since_ms: u64,
    /// For how many months it is kept; 0 has no term.
    pub months: u16,
    /// Why.
    pub reason: String,
}

/// Somebody in a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirclePerson {
    /// The person.
    pub person: PersonView,
    /// Their level.
    pub level: Level,
    /// Who brought them in, if it was somebody in it.
    pub added_by: Option<PersonView>,
    /// Whether the co-op's board did.
    #[serde(default)]
    pub added_by_board: bool,
    /// When, as said by that person's device.
    pub added_ms: u64,
    /// Whether they may read what was written before they came, back to the beginning.
    pub reads_back: bool,
    /// Since when they may read, if not from the beginning.
    #[serde(default)]
    pub reads_from_ms: Option<u64>,
}

/// A circle's page: it opens on the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirclePage {
    /// The circle.
    pub circle: CircleView,
    /// How the person was at the last visit.
    pub last_mood: Option<Mood>,
    /// The last word for the next visitor.
    pub last_handover: Option<NoteView>,
    /// The latest notes.
    pub notes: Vec<NoteView>,
    /// The latest visits.
    pub visits: Vec<VisitView>,
    /// The plans.
    pub plans: Vec<PlanView>,
    /// Doses that are due or late, and those recorded twice.
    #[serde(default)]
    pub due: Vec<DueDoseView>,
    /// Who is coming today and tomorrow, and later visits that are taken twice or asked of me.
    #[serde(default)]
    pub coming: Vec<OccasionView>,
    /// A note that I have begun here, on any device of mine.
    #[serde(default)]
    pub draft: Option<DraftView>,
    /// What I have begun here apart on other devices of mine.
    #[serde(default)]
    pub drafts_apart: Vec<DraftView>,
}

/// Where an item has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "arrived", rename_all = "kebab-case")]
pub enum Arrival {
    /// On this phone only.
    HereOnly,
    /// With the relay, on no other phone yet that we know of.
    Relay,
    /// On the devices of `people` of `of` other people.
    People {
        /// How many other people have it.
        people: u32,
        /// How many other people there are.
        of: u32,
        /// Whether the relay has it too.
        relay: bool,
    },
    /// Nothing is known yet.
    Unknown,
}

/// Where one item has arrived, in detail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalView {
    /// The item's id.
    pub item: String,
    /// The sum.
    pub arrival: Arrival,
    /// The people who have it.
    pub with: Vec<PersonView>,
    /// The people of whom it is not known.
    pub not_known: Vec<PersonView>,
}
