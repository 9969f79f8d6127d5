//! What queries and commands give back: plain data for screens, scripts and bindings. Times are milliseconds since 1970, as said by
//! the device that wrote them; ids are lower-case hex. Every list is newest first unless it says otherwise.

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

/// Who attests an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttestBy {
    /// Whoever benefited.
    Beneficiary,
    /// A coordinator, for work that helped members in general.
    Coordinator,
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

/// What became of something received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// What it was (as [`HandOver::kind`]).
    pub kind: String,
    /// taken | already-known | waiting | refused.
    pub outcome: String,
    /// Why it waits or was refused, or what happened, in plain words.
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
}

/// Somebody in a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirclePerson {
    /// The person.
    pub person: PersonView,
    /// Their level.
    pub level: Level,
    /// Who brought them in.
    pub added_by: Option<PersonView>,
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

/// A note, handover or message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Who wrote it.
    pub author: PersonView,
    /// note | handover.
    pub kind: String,
    /// The text, as last corrected.
    pub text: String,
    /// Earlier texts, oldest first, if corrected.
    pub earlier: Vec<String>,
    /// When, as said by the author's device.
    pub written_ms: u64,
    /// Where it has arrived.
    pub arrival: Arrival,
    /// Whether it came since I last looked.
    pub new: bool,
}

/// One of several values written apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// Who wrote it.
    pub author: PersonView,
}

/// A field that keeps what was written apart until a person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The value in force, if there is just one.
    pub value: Option<String>,
    /// Two or more values, if written apart.
    pub choices: Vec<Choice>,
}

/// A shared plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Its title.
    pub title: String,
    /// The text, merged.
    pub text: String,
    /// When it is.
    pub when: Kept,
    /// Where it is.
    pub place: Kept,
    /// Who last changed it.
    pub changed_by: PersonView,
    /// When, as said by their device.
    pub changed_ms: u64,
    /// Where the last change made here has arrived.
    pub arrival: Arrival,
}

/// A visit or other activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// Its id.
    pub id: String,
    /// The circle, if any.
    pub circle: Option<String>,
    /// Who visited.
    pub visitor: PersonView,
    /// The person helped, if one.
    pub person: Option<PersonView>,
    /// Begun, as said by the visitor's device.
    pub started_ms: u64,
    /// Ended, if it has.
    pub ended_ms: Option<u64>,
    /// Minutes given.
    pub minutes: Option<u32>,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What was done, in words.
    pub text: String,
    /// For the next visitor.
    pub handover: String,
    /// open | unconfirmed | confirmed | counted | refused.
    pub hour: String,
    /// What happens next to the hour, or why it was refused, in plain words.
    pub hour_reason: String,
    /// Who confirmed it.
    pub confirmed_by: Option<PersonView>,
    /// Where it has arrived.
    pub arrival: Arrival,
}

/// What is on, who is coming, what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayView {
    /// A visit of mine that is open.
    pub open_visit: Option<VisitView>,
    /// Hours that wait for my word.
    pub to_confirm: Vec<VisitView>,
    /// New notes in all my circles.
    pub news: Vec<NoteView>,
    /// Plans of all my circles that have a time, or two.
    pub plans: Vec<PlanView>,
    /// The three numbers.
    pub balance: Balance,
    /// My circles.
    pub circles: Vec<CircleView>,
}

/// A balance: always three numbers, and the jar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Coins settled.
    pub settled: u32,
    /// Coins promised, offered or ripening towards me.
    pub promised: u32,
    /// Coins contested or claimed.
    pub contested: u32,
    /// Minutes in the jar, under 60.
    pub jar_minutes: u32,
}

/// My coins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurseView {
    /// The numbers.
    pub balance: Balance,
    /// The coins I hold or wait for.
    pub coins: Vec<CoinView>,
    /// What came and went, newest first, every fall explained.
    pub movements: Vec<MovementView>,
    /// Whether all that I earn goes to the pool.
    pub auto_donate: bool,
}

/// Something that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementView {
    /// earned | received | given | pooled | retired | returned | welcome.
    pub what: String,
    /// How many coins.
    pub coins: u32,
    /// The other party, if a person.
    pub with: Option<PersonView>,
    /// In plain words.
    pub words: String,
    /// When, as said by the device that did it.
    pub at_ms: u64,
    /// offered | promised | settled | contested | refused.
    pub state: String,
}

/// A coin with its face and story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoinView {
    /// Its id.
    pub id: String,
    /// ripening | offered | promised | settled | contested | claim | given | retired | elsewhere.
    pub state: String,
    /// What is certain and what happens next, in plain words.
    pub state_reason: String,
    /// Its face as SVG.
    pub face_svg: String,
    /// The face in words.
    pub face_words: String,
    /// Its story, oldest first.
    pub story: Vec<HopView>,
    /// Whether it is a welcome gift not yet free to be given to people.
    pub vested: bool,
}

/// One step of a coin's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HopView {
    /// earned | given | pooled | welcome | retired | hidden.
    pub what: String,
    /// The element it was given for.
    pub element: Option<Element>,
    /// The area, if known and shared.
    pub area: Option<String>,
    /// The month as `2026-04`, if known and shared.
    pub month: Option<String>,
    /// Words that go with it.
    pub words: String,
    /// A poem that travels with it.
    pub poem: Option<String>,
    /// A name, if its giver let it be known (or it is one's own step).
    pub name: Option<String>,
    /// Whether this step has settled.
    pub settled: bool,
}

/// What became of coins given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveView {
    /// The transfer's id.
    pub transfer: String,
    /// The coins.
    pub coins: Vec<String>,
    /// offered | promised | settled.
    pub state: String,
    /// What is certain and what happens next.
    pub state_reason: String,
    /// To hand over now, phone to phone.
    pub hand_over: HandOver,
}

/// The office's book: it always adds up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookView {
    /// Coins minted.
    pub minted: u64,
    /// Coins held, of which settled, promised, contested.
    pub held: u64,
    /// Held and settled.
    pub settled: u64,
    /// Held and promised: seen by the office, not settled.
    pub promised: u64,
    /// Held and contested.
    pub contested: u64,
    /// Coins retired.
    pub retired: u64,
    /// Minutes attested; 60 × minted + in jars + refused + passed.
    pub minutes_attested: u64,
    /// Minutes in jars.
    pub minutes_in_jars: u64,
    /// minted = held + retired, and the minutes too.
    pub adds_up: bool,
    /// By holder: people, pools, places.
    pub holders: Vec<HolderView>,
    /// Coins that were given twice.
    pub forks: Vec<String>,
    /// The last checkpoint's number.
    pub checkpoint: u64,
    /// Whether these numbers are the office's own (all rows), or the totals that it published.
    pub whole: bool,
}

/// A row of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderView {
    /// person | pool | place.
    pub kind: String,
    /// Id of the person, or name of the pool or place.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// Settled coins.
    pub settled: u64,
    /// Promised coins.
    pub promised: u64,
    /// Contested coins.
    pub contested: u64,
    /// Minutes in the jar.
    pub jar_minutes: u64,
}

/// A section of a profile with who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionView {
    /// Which side.
    pub side: Side,
    /// about-me | matters | talk-to-me | please-dont | offer | experience | qualifications | …
    pub section: String,
    /// The text.
    pub text: String,
    /// Who sees it; said only of one's own.
    pub audience: Option<Audience>,
}

/// A list of a profile with who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// Which side.
    pub side: Side,
    /// skills | interests | languages | places | times | elements.
    pub list: String,
    /// What is in it.
    pub items: Vec<String>,
    /// Who sees it; said only of one's own.
    pub audience: Option<Audience>,
}

/// What I may see of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The person.
    pub person: PersonView,
    /// Texts of both sides.
    pub sections: Vec<SectionView>,
    /// Lists of both sides.
    pub lists: Vec<ListView>,
}

/// A neighbour found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundView {
    /// The person.
    pub person: PersonView,
    /// What they offer, as far as I may see.
    pub skills: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Why they were found, in plain words.
    pub because: Vec<String>,
}

/// What waits, where it is, when things last met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthView {
    /// How many things made here wait.
    pub waiting: u32,
    /// The things, in plain words, at most 50.
    pub items: Vec<WaitingView>,
    /// When something was last exchanged with the relay, if ever.
    pub last_relay_ms: Option<u64>,
    /// When a phone was last met, if ever.
    pub last_peer_ms: Option<u64>,
    /// Whether airplane mode is on.
    pub airplane: bool,
    /// Things that came and wait for something still missing.
    pub held_back: u32,
    /// Things that came and were refused, by reason.
    pub refused: Vec<RefusedView>,
}

/// A thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// Its id.
    pub item: String,
    /// note | handover | visit | plan | coin | hour | profile | membership | other.
    pub what: String,
    /// Where: the circle's or co-op's name.
    pub place: String,
    /// Why it waits: no-signal | no-relay | not-sent | awaiting-key | awaiting-office.
    pub why: String,
    /// When it was made.
    pub at_ms: u64,
}

/// A count of refused things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedView {
    /// Why.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// Whether a rebuild came out alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebuildView {
    /// Digest of every projection before.
    pub before: String,
    /// And after.
    pub after: String,
    /// Whether they are the same.
    pub alike: bool,
    /// Entries read.
    pub entries: u64,
}
