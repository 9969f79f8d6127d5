//! Who somebody is, and what this device is set to.

use kith_core::kith::view::{CoopView, Fetching, Level, MemberView, PersonView, RefusedView, Role, RoleView, SettingsView, WhoView};
use kith_core::words::Language;

/// A language that people can choose.
#[uniffi::remote(Enum)]
pub enum Language {
    /// English.
    English,
    /// Cymraeg.
    Welsh,
}

/// A duty granted by the co-op.
#[uniffi::remote(Enum)]
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

/// A level in a space.
#[uniffi::remote(Enum)]
pub enum Level {
    /// Reads, writes, leaves.
    Member,
    /// Adds and removes members.
    Keeper,
    /// The supported person, or the board.
    Owner,
}

/// A person as named on a screen.
#[uniffi::remote(Record)]
pub struct PersonView {
    /// Their id.
    pub id: String,
    /// The name they chose.
    pub name: String,
    /// Whether it is oneself.
    pub me: bool,
}

/// The co-op.
#[uniffi::remote(Record)]
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

/// Who this profile is.
#[uniffi::remote(Record)]
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
    pub turned_away: Option<RefusedView>,
    /// The language chosen.
    pub language: Language,
}

/// When pictures and documents are fetched.
#[uniffi::remote(Enum)]
pub enum Fetching {
    /// With every signal.
    Always,
    /// Not where data is paid for by its size, as on mobile data.
    Unmetered,
    /// Only what somebody asks for.
    Asked,
}

/// Settings of this device.
#[uniffi::remote(Record)]
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
    pub fetching: Fetching,
}

/// A member of the co-op.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct RoleView {
    /// Which.
    pub role: Role,
    /// Who granted it.
    pub granted_by: PersonView,
    /// When, as said by their device.
    pub granted_ms: u64,
}
