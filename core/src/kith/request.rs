//! Commands and queries as data: what the command line, a served profile's socket and the bindings all send.
//!
//! A *reference* names a person, circle, plan, visit, coin or note: its id in hex, an unambiguous beginning of that id (4 digits or
//! more), or (people and circles) the name in full, any case. `me` is oneself. Serialised as `{"do": "note-write", …}`.

mod boundary;
mod card_link;
mod correction;
mod estate;
mod gift;
mod mandate;
mod place;
mod reading;
mod rota;
mod twin;
mod voucher;
mod witness;
use super::{
    PolicyChange,
    view::{Audience, BoardWhat, Element, Fetching, Level, LineSays, List, NewAttachment, Outcome, Part, ReadFrom, ReminderWishes, Role, Side},
};
use crate::{statement::Format, words::Language};
use serde::{Deserialize, Serialize};
pub use {
    boundary::BoundaryRequest, card_link::CardLinkRequest, estate::EstateRequest, gift::CoinGift, gift::GiftRequest, place::PlaceRequest, twin::TwinRequest,
};
pub use {correction::CorrectedVisit, correction::EndedVisit, mandate::MandateRequest, mandate::VisitFor, rota::AskedInPlace, rota::TakenVisit};
pub use {voucher::VoucherRequest, witness::WitnessRequest};

/// A reference to something by id, beginning of id, or name.
pub type Ref = String;

/// A command (changes something, durable once answered) or a query (reads).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum Request {
    // ---- this profile
    /// Who this profile is. → [`super::view::WhoView`]
    Whoami,
    /// Change what I am called. → [`super::view::WhoView`]
    Rename { name: String },
    /// Choose the language. → [`super::view::SettingsView`]
    SetLanguage { language: Language },
    /// Switch airplane mode. → [`super::view::SettingsView`]
    Airplane { on: bool },
    /// Use this relay from now on (none: no relay). → [`super::view::SettingsView`]
    SetRelay { relay: Option<String> },
    /// The settings of this device. → [`super::view::SettingsView`]
    Settings,
    // ---- the co-op and its members
    /// Found a co-op on this device, which becomes its office: notary and steward. → [`super::view::CoopView`]
    CoopCreate { name: String, areas: Vec<String> },
    /// The co-op. → [`super::view::CoopView`]
    Coop,
    /// Invite somebody, to the co-op (class) or to a circle. → [`super::view::HandOver`]
    Invite { name: Option<String>, class: Option<String>, circle: Option<Ref> },
    /// Answer an invitation. The answer goes by the relay, or is handed over. → [`super::view::Received`]
    Join { invitation: String },
    /// The members. → `Vec<`[`super::view::MemberView`]`>`
    Members,
    /// Grant a role. → [`super::view::MemberView`]
    GrantRole { person: Ref, role: Role },
    /// End a role. What was done in it stays. → [`super::view::MemberView`]
    RoleRevoke { person: Ref, role: Role },
    // ---- hand-over, phone to phone
    /// Take in what another phone handed over: any code or file. → [`super::view::Received`]
    Receive { text: String },
    /// All that another member's phone may lack of what we share, sealed, to carry by hand. → [`super::view::PackView`]
    Pack { person: Ref, part: Option<u32> },
    // ---- devices
    /// On a new profile: ask to become one more device of a person. → [`super::view::HandOver`]
    DeviceRequest,
    /// On a device already in: let the new one in. → [`super::view::AdmittedView`]
    DeviceAdmit { request: String, label: String },
    /// My devices. → `Vec<`[`super::view::DeviceView`]`>`
    Devices,
    /// How this device stands: in use, or waiting to be let in again. → [`super::view::StandingView`]
    Standing,
    /// Lock the profile: keys wiped, database closed, until it is unlocked. → `{"locked": true}`
    Lock,
    /// Lock by itself after so many minutes without a command or [`Request::Present`] (none: never). → [`super::view::StandingView`]
    LockAfter { minutes: Option<u32> },
    /// For the co-op: days after which a helper's device that has not met it signs itself out (none: no lease). → [`super::view::StandingView`]
    Lease { days: Option<u32> },
    /// The person is there: a touch, a page turned. → [`super::view::StandingView`]
    Present,
    /// On a copy that became a new device: what was written there and had not left it. → `Vec<`[`super::view::UnsentView`]`>`
    Unsent,
    /// Write it again, as far as it can be. → `Vec<`[`super::view::UnsentView`]`>`, what is left
    UnsentWrite,
    /// It is not wanted any more. → `Vec<`[`super::view::UnsentView`]`>`, what is left
    UnsentDrop { item: Ref },
    /// Name a device of mine. → `Vec<`[`super::view::DeviceView`]`>`
    DeviceName { device: Ref, label: String },
    /// Cut off a lost device, of mine or (the office) a member's; what it wrote since then is marked for review. → `Vec<`[`super::view::DeviceView`]`>`
    DeviceRevoke { person: Option<Ref>, device: Ref, since_ms: Option<u64> },
    /// Make this profile a new device, where another copy of it has written with the same key. → [`super::view::StandingView`]
    DeviceRenew,
    /// Freeze another device of mine until somebody decides who holds it. → `Vec<`[`super::view::DeviceView`]`>`
    DeviceFreeze { device: Ref },
    /// Lift the freeze of a device: of mine by the root, of a member's by the office. → `Vec<`[`super::view::DeviceView`]`>`
    DeviceLift { person: Option<Ref>, device: Ref },
    /// The devices of a member, for the office. → `Vec<`[`super::view::DeviceView`]`>`
    DevicesOf { person: Ref },
    // ---- recovery
    /// Make a kit to be printed at once; only the phone that holds the root can. → [`super::view::KitView`]
    RecoveryKit,
    /// Choose guardians in place of those before, and how many of them are needed. → [`super::view::RecoveryView`]
    RecoveryGuardians { people: Vec<Ref>, needed: Option<u8> },
    /// How well I am prepared, and what is going on. → [`super::view::RecoveryView`]
    Recovery,
    /// On a new profile: come back by a kit. On one's own: see that the kit works. → [`super::view::KitReadView`]
    RecoverWithKit { text: String },
    /// On a new profile: ask my guardians. → [`super::view::AskView`]
    RecoverAsk { name: Option<String> },
    /// As a guardian: look at a request before confirming anything. → [`super::view::AskSeenView`]
    RecoverSee { request: String },
    /// As a guardian: confirm who asks, by the code that they read out. In person the share goes at once. → [`super::view::HelpView`]
    RecoverHelp { request: String, person: Ref, code: String, in_person: bool },
    /// On a device of mine: a request that I did not make is stopped. → [`super::view::RecoveryView`]
    RecoverStop { request: Ref },
    /// On a device that has come back: cut off all my others, as soon as what they wrote has come back. → [`super::view::ProgressView`]
    RecoverCutOff,
    /// What has come back so far. → [`super::view::ProgressView`]
    RecoverProgress,
    // ---- circles
    /// Begin a circle round a person. → [`super::view::CircleView`]
    CircleCreate { name: String, person: Ref },
    /// My circles. → `Vec<`[`super::view::CircleView`]`>`
    Circles,
    /// One circle, opening on its person. → [`super::view::CirclePage`]
    Circle { circle: Ref },
    /// Bring a member of the co-op into a circle. → [`super::view::CircleView`]
    CircleAdd {
        circle: Ref,
        person: Ref,
        level: Level,
        #[serde(default)]
        from: ReadFrom,
    },
    /// Remove somebody from a circle; one who looks after it goes once over half of the others who do have signed. → [`super::view::RemovalView`]
    CircleRemove { circle: Ref, person: Ref },
    /// Removals of those who look after a circle that others must sign, or had to. → `Vec<`[`super::view::RemovalProposalView`]`>`
    Removals { circle: Option<Ref> },
    /// Sign such a removal, or decline to. → [`super::view::RemovalProposalView`]
    RemovalAnswer { removal: Ref, agree: bool },
    /// Take back such a removal of mine, before it is done. → [`super::view::RemovalProposalView`]
    RemovalWithdraw { removal: Ref },
    /// Ask the co-op's board for what nobody in a circle can do alone: its person removed, somebody put in, a level changed. → [`super::view::BoardMatterView`]
    BoardAsk { circle: Ref, person: Ref, what: BoardWhat, level: Option<Level>, reason: String },
    /// What the board was asked and has decided, as far as it concerns me. → `Vec<`[`super::view::BoardMatterView`]`>`
    BoardMatters,
    /// On the board: sign it, or decline; until it holds a later word stands. → [`super::view::BoardMatterView`]
    BoardAnswer { matter: Ref, agree: bool },
    /// Leave a circle. → [`super::view::CircleView`]
    CircleLeave { circle: Ref },
    /// Change what somebody may do in a circle. → [`super::view::CircleView`]
    CircleLevel { circle: Ref, person: Ref, level: Level },
    /// What removals made apart have left open. → `Vec<`[`super::view::QuestionView`]`>`
    CircleQuestions { circle: Ref },
    /// Answer one of them: the person stays, or goes. → `Vec<`[`super::view::QuestionView`]`>`
    QuestionAnswer { circle: Ref, question: Ref, stays: bool },
    /// What people wrote after they had gone, for those who look after the circle. → `Vec<`[`super::view::QuarantineView`]`>`
    Quarantine { circle: Ref },
    /// Let such an entry in, and what its device wrote before it. → `Vec<`[`super::view::QuarantineView`]`>`
    QuarantineAdmit { circle: Ref, entry: Ref },
    /// Put such an entry away, and what its device wrote before it. → `Vec<`[`super::view::QuarantineView`]`>`
    QuarantineDrop { circle: Ref, entry: Ref },
    /// Write a note, perhaps with pictures and documents. → [`super::view::NoteView`]
    NoteWrite {
        circle: Ref,
        text: String,
        #[serde(default)]
        attach: Vec<NewAttachment>,
    },
    /// Keep what I have begun of a note in place of what this device kept, and of the draft that it goes on with. → `Vec<`[`super::view::DraftView`]`>`
    NoteDraft { circle: Ref, text: String, of: Option<Ref> },
    /// What I have begun to write. → `Vec<`[`super::view::DraftView`]`>`
    NoteDrafts,
    /// Write down later what was then, and say so, as where a note was lost with a phone. → [`super::view::NoteView`]
    NoteLater { circle: Ref, text: String, of_ms: u64 },
    /// Hang a picture or a document on a note or visit of mine: its bytes in base64. → [`super::view::AttachmentView`]
    AttachmentAdd { to: Ref, name: Option<String>, words: String, data: String },
    /// The pictures and documents of a circle, of a note or visit, or one. → `Vec<`[`super::view::AttachmentView`]`>`
    Attachments { of: Ref },
    /// One with its bytes; `small`: of a picture one for a list. → [`super::view::AttachmentFileView`]
    AttachmentOpen { attachment: Ref, small: bool },
    /// Fetch one although the settings say otherwise, or once more. → [`super::view::AttachmentView`]
    AttachmentFetch { attachment: Ref },
    /// When pictures and documents are fetched; a shell says whether the network is `metered`. → [`super::view::SettingsView`]
    Fetching { when: Option<Fetching>, metered: Option<bool> },
    /// Correct a note of mine; the original is kept. → [`super::view::NoteView`]
    NoteCorrect { note: Ref, text: String },
    /// Notes of a circle, newest first. → `Vec<`[`super::view::NoteView`]`>`
    Notes { circle: Ref, limit: u32, before_ms: Option<u64> },
    /// Search the notes of all my circles. → `Vec<`[`super::view::NoteView`]`>`
    NoteSearch { query: String, circle: Option<Ref>, limit: u32 },
    // ---- plans
    /// Begin a shared plan. → [`super::view::PlanView`]
    PlanCreate { circle: Ref, title: String, text: String, when: Option<String>, place: Option<String> },
    /// Change a shared plan: text merges, with what others changed since it stood as `was_text`. → [`super::view::PlanView`]
    PlanEdit { plan: Ref, title: Option<String>, text: Option<String>, was_text: Option<String>, when: Option<String>, place: Option<String> },
    /// Choose one of the values that were written apart. → [`super::view::PlanView`]
    PlanChoose { plan: Ref, field: String, value: String },
    /// One plan. → [`super::view::PlanView`]
    Plan { plan: Ref },
    /// The plans of a circle. → `Vec<`[`super::view::PlanView`]`>`
    Plans { circle: Ref },
    // ---- lists of a circle's person: medicines, allergies, people to ring, advance decisions, consents
    /// Write a line of a list, or what stands in place of one. → [`super::view::LineView`]
    LineWrite {
        circle: Ref,
        instead_of: Option<Ref>,
        says: LineSays,
        from_ms: Option<u64>,
        #[serde(default)]
        why: String,
    },
    /// Stop a line; its history stays. → [`super::view::LineView`]
    LineStop { line: Ref, why: String },
    /// Where a line was changed apart: keep one of what was written. → [`super::view::LineView`]
    LineKeep { line: Ref, version: Ref },
    /// The lines of a circle's lists, or of one list. → `Vec<`[`super::view::LineView`]`>`
    Lines { circle: Ref, list: Option<List> },
    /// Medicines, allergies, what is due today, and what was given. → [`super::view::MedicinesView`]
    Medicines { circle: Ref },
    /// Record a dose: the one due now, one named by its time (`2026-11-22T08:00`), or `extra`; `again`: although it is. → [`super::view::DoseView`]
    DoseRecord {
        circle: Option<Ref>,
        medicine: Ref,
        slot: Option<String>,
        outcome: Outcome,
        part: Option<Part>,
        at_ms: Option<u64>,
        #[serde(default)]
        text: String,
        #[serde(default)]
        again: bool,
    },
    /// Correct what I recorded of a dose; `text` stands in place of the words before. What was said is kept. → [`super::view::DoseView`]
    DoseCorrect { dose: Ref, outcome: Outcome, at_ms: Option<u64>, text: Option<String> },
    /// Say what was done about a dose recorded twice. → [`super::view::DoseAlertView`]
    DoseAnswer { alert: Ref, text: String },
    /// The emergency card as it would be printed now; a line of the list `card` chooses what stands on it. → [`super::view::CardView`]
    Card { circle: Ref },
    /// The card is printed: from now on it is told when it is out of date. → [`super::view::CardView`]
    CardPrint { circle: Ref },
    // ---- the rota: who comes when
    /// The visits of a circle's rota from a day on (today), for some days (14). → [`super::view::RotaView`]
    Rota { circle: Ref, from_ms: Option<u64>, days: Option<u32> },
    /// Plan a visit; `offer`: I come, each time. A line of the list `visit` changes or stops it. → [`super::view::OccasionView`]
    RotaPlan {
        circle: Ref,
        visit: LineSays,
        #[serde(default)]
        offer: bool,
        #[serde(default)]
        anyway: bool,
    },
    /// Take a visit (next open, or by time); `on`: later ones too; `other`: for somebody without a phone. → [`super::view::OccasionView`]
    RotaTake(TakenVisit),
    /// I cannot come after all. → [`super::view::OccasionView`]
    RotaRelease {
        visit: Ref,
        slot: Option<String>,
        #[serde(default)]
        on: bool,
        #[serde(default)]
        why: String,
    },
    /// Ask somebody, or anybody, to come in my place, perhaps for a visit of theirs in return. → [`super::view::OccasionView`]
    RotaAsk(AskedInPlace),
    /// Answer that, or a visit that was planned for me. → [`super::view::OccasionView`]
    RotaAnswer {
        ask: Ref,
        yes: bool,
        #[serde(default)]
        text: String,
        #[serde(default)]
        anyway: bool,
    },
    /// Cancel one visit. → [`super::view::OccasionView`]
    RotaCancel {
        visit: Ref,
        slot: Option<String>,
        #[serde(default)]
        why: String,
    },
    /// It takes place after all. → [`super::view::OccasionView`]
    RotaBackOn { visit: Ref, slot: Option<String> },
    /// Say who comes, where more took a visit than it needs. → [`super::view::OccasionView`]
    RotaSettle {
        visit: Ref,
        slot: Option<String>,
        #[serde(default)]
        on: bool,
        stays: Vec<Ref>,
        #[serde(default)]
        text: String,
    },
    /// Begin a visit that I took. → [`super::view::VisitView`]
    RotaBegin { visit: Ref, slot: Option<String>, at_ms: Option<u64> },
    /// What I have said that I can give. → [`super::view::LimitsView`]
    Limits,
    /// Say what I can give: minutes a week (none: no limit), days not (1 Monday to 7 Sunday). → [`super::view::LimitsView`]
    LimitsSet { week_minutes: Option<u32>, days_not: Vec<u8> },
    /// Visits as an iCalendar file, of one circle or all: mine, or everybody's; with names, or no more than when. → [`super::view::CalendarView`]
    RotaCalendar {
        circle: Option<Ref>,
        #[serde(default)]
        everybody: bool,
        #[serde(default)]
        names: bool,
    },
    /// Who carries what in a circle, and where nobody comes. → [`super::view::LoadView`]
    Load { circle: Ref },
    /// What I am to be reminded of now and in the next two days. → [`super::view::RemindersView`]
    Reminders,
    /// Say what I want to be reminded of, and when not. → [`super::view::RemindersView`]
    RemindersSet { wishes: ReminderWishes },
    // ---- visits and activities
    /// Begin a visit, or another activity that helps members. → [`super::view::VisitView`]
    VisitCheckIn { circle: Ref, at_ms: Option<u64> },
    /// End it: what was done, how the person was, a word for the next visitor. → [`super::view::VisitView`]
    VisitCheckOut(EndedVisit),
    /// Tell an ended visit of mine again before its hour is confirmed: what is left out stays, all is kept. → [`super::view::VisitView`]
    VisitCorrect(CorrectedVisit),
    /// The hour of a visit of mine as a code for the person helped. → [`super::view::HandOver`]
    VisitAsk { visit: Ref },
    /// Confirm an hour that somebody gave me: a visit in a circle of mine, or a code just received. Saying it again gives the same
    /// answer. → [`super::view::ConfirmedView`]: a [`super::view::VisitView`] and, beside its fields, the confirmation to hand back.
    VisitConfirm { visit: Ref },
    /// Visits of a circle, newest first. → `Vec<`[`super::view::VisitView`]`>`
    Visits { circle: Ref, limit: u32 },
    /// Hours that wait for my word. → `Vec<`[`super::view::VisitView`]`>`
    VisitsToConfirm,
    /// Log hours of mine outside a circle that helped members, to be confirmed by who benefited or by a coordinator (C1). Sent to them,
    /// and given as a code to hand over. → [`super::view::HandOver`]
    ActivityLog { minutes: u32, element: Element, text: String, area: Option<String>, confirm_by: Option<Ref> },
    /// What is on, who is coming, what changed. → [`super::view::TodayView`]
    Today,
    // ---- coins
    /// My coins and the three numbers. → [`super::view::PurseView`]
    Purse,
    /// One coin: its face, its state and its story. → [`super::view::CoinView`]
    Coin { coin: Ref },
    /// A code that says to whom coins may be handed. → [`super::view::HandOver`]
    CoinInvoice,
    /// About what I give, and the pictures that hang on coins.
    #[serde(skip)]
    Gift(GiftRequest),
    /// Retire coins that were used for support in kind. → [`super::view::PurseView`]
    CoinRetire { coins: Vec<Ref>, reason: String },
    /// All that I earn goes to the pool from now on, or no longer. → [`super::view::PurseView`]
    AutoDonate { on: bool },
    /// As steward: the welcome gift of ten coins from the pool. → [`super::view::GiveView`]
    WelcomeGift { person: Ref },
    /// The office's book. → [`super::view::BookView`]
    Book,
    /// Where a coin, held by anybody, has been, as far as its givers let it be known. → [`super::view::CoinView`]
    CoinStory { coin: Ref },
    /// The co-op's rules for its coins. → [`super::view::PolicyView`]
    CoinPolicy,
    /// As the board or a coordinator: decide them anew; what is left out stays. → [`super::view::PolicyView`]
    CoinPolicySet { change: PolicyChange },
    /// Coins given twice: mine, and for those who look after the coins everybody's. → `Vec<`[`super::view::ForkView`]`>`
    CoinForks,
    /// As the person whose key it was: give the pool a coin in place of the one given twice. → [`super::view::GiveView`]
    ForkPutRight { fork: Ref },
    /// Surrender a coin that I lost because somebody had given it twice. → [`super::view::PurseView`]
    CoinSurrender { coin: Ref },
    /// As steward, at the office: what is to be made good. → [`super::view::ClaimsView`]
    Claims,
    /// As steward, at the office: consent that the hardship pool gives a coin for one that was lost. → [`super::view::GiveView`]
    ClaimMakeGood { claim: Ref },
    /// Put coins by for a rainy day: these, or so many. → [`super::view::PurseView`]
    CoinsPutBy { count: u32, coins: Vec<Ref> },
    /// Take coins back that were put by: these, or all of them. → [`super::view::PurseView`]
    CoinsTakeBack { coins: Vec<Ref> },
    /// A statement with its lines: my own, of the `pool` or of the `co-op` (both at the office). → [`super::view::StatementView`]
    Statement { of: Option<Ref> },
    /// The same as a file for other programs. → [`super::view::ExportedView`]
    BookExport { of: Option<Ref>, format: Format },
    /// My devices that were cut off, and what lay on them. → `Vec<`[`super::view::LostCoinsView`]`>`
    CoinsLost,
    /// Ask that what a lost device of mine held come back to this one. → `Vec<`[`super::view::LostCoinsView`]`>`
    CoinsRecover { device: Ref },
    /// Say that a gift of a lost device of mine was my own doing. → `Vec<`[`super::view::LostCoinsView`]`>`
    CoinRatify { transfer: Ref },
    /// About what is to become of somebody's coins.
    #[serde(skip)]
    Estate(EstateRequest),
    /// The rule by which the pool tops people up, and the account of every run of it. → [`super::view::TopUpsView`]
    TopUps,
    /// As steward, at the office: run the rule for this month. → [`super::view::TopUpsView`]
    TopUpRun,
    /// About places that hold coins, the co-op's areas, and where a coin has been.
    #[serde(skip)]
    Place(PlaceRequest),
    /// About the witnesses of the notary's log.
    #[serde(skip)]
    Witness(WitnessRequest),
    /// About what local businesses give for banked hours.
    #[serde(skip)]
    Voucher(VoucherRequest),
    // ---- profiles and neighbours
    /// Write one section of one side of my profile. An empty text removes it. → [`super::view::ProfileView`]
    ProfileSet { side: Side, section: String, text: String, audience: Audience },
    /// Set one list (skills, interests, languages, places, times, elements) of one side. → [`super::view::ProfileView`]
    ProfileList { side: Side, list: String, items: Vec<String>, audience: Audience },
    /// What I may see of somebody; of myself everything, with who sees it. → [`super::view::ProfileView`]
    Profile { person: Ref },
    /// Find neighbours, on the device. → `Vec<`[`super::view::FoundView`]`>`
    Find { text: Option<String>, skill: Option<String>, place: Option<String>, language: Option<String>, element: Option<Element> },
    // ---- safety
    /// Raise a concern, in private, to those who look after safety. → [`super::view::ConcernReceiptView`]
    ConcernRaise { about: Option<Ref>, circle: Option<Ref>, text: String, danger: bool },
    /// The concerns that I raised, and those that are mine to look after. → `Vec<`[`super::view::ConcernView`]`>`
    Concerns,
    /// One concern; whoever raised it learns that it has been looked at. → [`super::view::ConcernView`]
    Concern { concern: Ref },
    /// Write to whoever raised it, or back. → [`super::view::ConcernView`]
    ConcernReply { concern: Ref, text: String },
    /// A working note, for those who look after safety alone. → [`super::view::ConcernView`]
    ConcernNote { concern: Ref, text: String },
    /// Bring it to its end, and say how. → [`super::view::ConcernView`]
    ConcernClose { concern: Ref, outcome: String },
    /// What a lost device held, and until when that has to be decided about. → [`super::view::LostReportView`]
    LostReport { device: Ref, aware_ms: Option<u64> },
    // ---- rights over one's data
    /// Erase one thing of mine, or as keeper of another's, for everybody who holds it: a note, a visit, a plan, a part of a profile, a
    /// line of a coin's story. Of a document `fields` may name what alone is to go. Or only say what it is. → [`super::view::ErasedView`]
    Erase {
        item: Ref,
        fields: Vec<String>,
        reason: String,
        #[serde(default)]
        preview: bool,
    },
    /// Take back, within a minute, a note of mine or a visit that I have begun. → [`super::view::ErasedView`]
    Undo { item: Ref },
    /// Erase everything that I wrote, in one circle or anywhere; or only say what that would mean. → [`super::view::EraseAllView`]
    EraseAll { circle: Option<Ref>, reason: String, preview: bool },
    /// What was asked to be erased. → `Vec<`[`super::view::ErasureView`]`>`
    Erasures { circle: Option<Ref> },
    /// Changes of mine to documents that were erased meanwhile. → `Vec<`[`super::view::LateEditView`]`>`
    LateEdits,
    /// As safeguarding lead or registered manager: keep a copy in spite of erasure; the author is told or not. → [`super::view::HoldView`]
    HoldAdd { item: Ref, reason: String, tell: bool },
    /// What I keep. → `Vec<`[`super::view::HoldView`]`>`
    Holds,
    /// Let go of what I keep. → `Vec<`[`super::view::HoldView`]`>`
    HoldRelease { item: Ref, reason: String },
    /// Where I was told that something of mine is kept. → `Vec<`[`super::view::KeptView`]`>`
    Kept,
    /// Who has opened what about me, or about somebody whose circle I look after. → `Vec<`[`super::view::AccessView`]`>`
    Accesses { about: Option<Ref> },
    /// As shell: records of a circle (circle, notes, visits, plans, profile) were exported or printed. → `Vec<`[`super::view::AccessView`]`>`
    AccessNote { circle: Ref, what: String, how: String },
    /// All that this device holds about me, or about somebody who asked for it. → [`super::view::ExportView`]
    Export { person: Option<Ref>, case: Option<Ref> },
    /// As office: somebody asks for their data (export) or for its erasure (erasure). → [`super::view::CaseView`]
    CaseOpen { person: Ref, what: String, asked_ms: Option<u64> },
    /// Requests for data that this office handles, with the days left. → `Vec<`[`super::view::CaseView`]`>`
    Cases,
    /// A passage of an export was looked at: it may be given, or is withheld. → [`super::view::ExportView`]
    CaseReview { case: Ref, passage: String, withhold: bool },
    /// What was asked for has been given. → [`super::view::CaseView`]
    CaseDone { case: Ref },
    /// How long records are kept, and what is due. → [`super::view::RetentionView`]
    Retention,
    /// As office or registered manager: decide how long a kind of record is kept. → [`super::view::RetentionView`]
    RetentionSet { what: String, months: u16 },
    /// Close a circle for new entries, to be kept for some months (0: no term) or for the co-op's term. → [`super::view::CircleView`]
    CircleClose { circle: Ref, months: Option<u16>, reason: String },
    /// Open it again. → [`super::view::CircleView`]
    CircleReopen { circle: Ref, reason: String },
    // ---- the truth about what has arrived
    /// What waits, where it is, when things last met. → [`super::view::TruthView`]
    Truth,
    /// Where one item has arrived. → [`super::view::ArrivalView`]
    Arrival { item: Ref },
    /// Drop and rebuild everything that screens read from the log; says whether it came out alike. → [`super::view::RebuildView`]
    Rebuild,
    /// About a coin's physical twin.
    #[serde(skip)]
    Twin(TwinRequest),
    /// About where the line runs between regulated work and other help.
    #[serde(skip)]
    Boundary(BoundaryRequest),
    /// About the emergency card as a link.
    #[serde(skip)]
    CardLink(CardLinkRequest),
    /// Recorded for somebody without a phone.
    #[serde(skip)]
    Mandate(MandateRequest),
}
