//! Views of recovery: the kit, guardians, requests, and what has come back.

use super::{HandOver, PersonView};
use serde::{Deserialize, Serialize};

/// A kit, to be printed at once: whoever holds it is this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitView {
    /// The person.
    pub person: PersonView,
    /// The co-op's name.
    pub coop: Option<String>,
    /// The co-op's relay.
    pub relay: Option<String>,
    /// Characters that stand under the code, by which a person tells one kit from another.
    pub check_code: String,
    /// When it was made.
    pub made_ms: u64,
    /// The code.
    pub hand_over: HandOver,
}

/// A kit that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitMadeView {
    /// When.
    pub made_ms: u64,
    /// What stands under its code.
    pub check_code: String,
    /// Whether it still opens what only one's own devices hold (drafts, settings): a kit printed before a device was cut off does not.
    pub current: bool,
    /// When somebody last read it with one of their devices to see that it works.
    pub rehearsed_ms: Option<u64>,
}

/// A guardian of mine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianView {
    /// Who.
    pub person: PersonView,
    /// Since when their phone is known to hold the share.
    pub held_ms: Option<u64>,
}

/// Somebody whose guardian I am.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardedView {
    /// Who.
    pub person: PersonView,
    /// When the set was made.
    pub made_ms: u64,
    /// How many of the guardians are needed.
    pub needed: u32,
    /// The guardians, oneself among them.
    pub guardians: Vec<PersonView>,
}

/// A request that I help with as a guardian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpView {
    /// The request.
    pub request: String,
    /// For whom.
    pub person: PersonView,
    /// Who the asker says they are.
    pub name: String,
    /// The request's code.
    pub code: String,
    /// Whether we met in person.
    pub in_person: bool,
    /// When I confirmed.
    pub at_ms: u64,
    /// When the share may go.
    pub due_ms: u64,
    /// `waiting`, `gone` or `stopped`.
    pub state: String,
    /// The share, sealed to the device that asked, once it may go.
    pub hand_over: Option<HandOver>,
}

/// A request as a guardian sees it before they confirm anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskSeenView {
    /// The request.
    pub request: String,
    /// Who the asker says they are.
    pub name: String,
    /// The code to compare with the one on their screen.
    pub code: String,
    /// When it was made, as said by their device.
    pub asked_ms: u64,
    /// People whose share I hold, those of that name first.
    pub may_help: Vec<PersonView>,
    /// Whether one of the person's devices has said stop.
    pub stopped: bool,
}

/// My own request on a new device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskView {
    /// Who I say I am.
    pub name: String,
    /// The code to read out.
    pub code: String,
    /// The request, to show or send to guardians.
    pub hand_over: HandOver,
}

/// A guardian has confirmed a request: for me, or for somebody whose guardian I am.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertView {
    /// The request.
    pub request: String,
    /// For whom.
    pub person: PersonView,
    /// Which guardian confirmed.
    pub guardian: PersonView,
    /// Who the asker says they are.
    pub name: String,
    /// The request's code.
    pub code: String,
    /// Whether the guardian says that they met in person; then nothing waits.
    pub in_person: bool,
    /// When they confirmed.
    pub at_ms: u64,
    /// When the share may go.
    pub due_ms: u64,
    /// Whether it has been stopped.
    pub stopped: bool,
}

/// A device that became mine by the root: by a kit or by guardians.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedDeviceView {
    /// The device.
    pub device: String,
    /// When, as it says.
    pub at_ms: u64,
    /// Whether it is this one.
    pub here: bool,
}

/// How well this person is prepared, and what is going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryView {
    /// Whether this device holds the root: only it can make kits and shares.
    pub root_here: bool,
    /// The latest kit, if one was made.
    pub kit: Option<KitMadeView>,
    /// How many guardians are needed; 0 where there are none.
    pub needed: u32,
    /// My guardians.
    pub guardians: Vec<GuardianView>,
    /// When they were chosen.
    pub guardians_ms: Option<u64>,
    /// People whose guardian I am.
    pub guarded: Vec<GuardedView>,
    /// Requests that I help with, newest first.
    pub helping: Vec<HelpView>,
    /// Alerts, newest first.
    pub alerts: Vec<AlertView>,
    /// Devices that became mine by the root after the first.
    pub returned: Vec<ReturnedDeviceView>,
    /// Hours that a share sent from afar waits, so that a device of the person's can say stop.
    pub wait_hours: u32,
}

/// A space that has come back, or is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedSpaceView {
    /// The space.
    pub id: String,
    /// `own`, `coop`, `circle`, `pair`, `ledger` or `safeguarding`.
    pub kind: String,
    /// Its name, or the other person's.
    pub name: String,
    /// Entries here so far.
    pub entries: u64,
    /// Whether this device may write there already.
    pub writable: bool,
}

/// Somebody who was asked to give back what we share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnFromView {
    /// Who.
    pub person: PersonView,
    /// When they were asked.
    pub asked_ms: u64,
    /// When their phone answered.
    pub answered_ms: Option<u64>,
}

/// A circle in which a lost device of mine had written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostHereView {
    /// The device.
    pub device: String,
    /// The circle.
    pub circle: String,
    /// What it is called.
    pub name: String,
    /// When the last that came back was written.
    pub last_ms: u64,
    /// Entries of that device that are here.
    pub entries: u64,
}

/// What has come back so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressView {
    /// `none`, `asking` (shares are being gathered), `returning` (the person is back; data follow) or `back` (all that could come is here).
    pub state: String,
    /// `kit` or `guardians`.
    pub by: Option<String>,
    /// Since when.
    pub since_ms: Option<u64>,
    /// While asking: the code to read out.
    pub code: Option<String>,
    /// Shares that have come.
    pub shares: u32,
    /// How many are needed, once one of them has said so.
    pub needed: Option<u32>,
    /// Who I am again.
    pub person: Option<PersonView>,
    /// Spaces.
    pub spaces: Vec<ReturnedSpaceView>,
    /// From whom.
    pub from: Vec<ReturnFromView>,
    /// Entries here in all.
    pub entries: u64,
    /// My other devices in use: if they are lost, cut them off ([`crate::kith::Request::RecoverCutOff`], or one by one).
    #[serde(default)]
    pub others: Vec<String>,
    /// Where devices of mine that were cut off had written: what came after the last that is here, and was told nobody, is lost.
    #[serde(default)]
    pub lost: Vec<LostHereView>,
    /// While returning, where no relay leads to the co-op: a code to show to any member. What they hand back brings what both share.
    #[serde(default)]
    pub hand_over: Option<HandOver>,
    /// Coins that a lost device held: they wait there until the office returns them.
    pub coins_on_lost_devices: u32,
}

/// What reading a kit has brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitReadView {
    /// `restored`, or `rehearsed` on a device that is this person's already.
    pub outcome: String,
    /// The kit's check code.
    pub check_code: String,
    /// Where this device knows that a newer kit was made: when.
    #[serde(default)]
    pub newer_made_ms: Option<u64>,
    /// Once restored, the code to show to any member where there is no relay; afterwards [`ProgressView::hand_over`] has it.
    #[serde(default)]
    pub hand_over: Option<HandOver>,
    /// What has come back so far.
    pub progress: ProgressView,
}
