//! What becomes of coins that lay on a lost phone, or that were somebody's who has died or left.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// A device of mine that was cut off, and what lay on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostCoinsView {
    /// The device.
    pub device: String,
    /// What it is called.
    pub label: String,
    /// nothing | to-ask | waiting | back.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
    /// Settled coins that it held when it was cut off, once the office has said; 0 before.
    pub held: u32,
    /// Coins that have come back from it to this device.
    pub back: u32,
    /// The number of the office's last statement that this device has seen.
    pub checkpoint: u32,
    /// The coins come back after the statement of this number.
    pub until: u32,
    /// What it gave and the office had not settled.
    pub gifts: Vec<LostGiftView>,
}

/// A gift of a device that was cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostGiftView {
    /// The transfer.
    pub transfer: String,
    /// How many coins.
    pub coins: u32,
    /// To whom, if a person or the pool.
    pub to: Option<PersonView>,
    /// When, as said by that device.
    pub at_ms: u64,
    /// waits | ratified | settled | lost.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
}

/// What I chose to become of my coins when I leave or die.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateView {
    /// none | pool | person.
    pub heir: String,
    /// The person.
    pub person: Option<PersonView>,
    /// The same in the device's language.
    pub words: String,
}

/// Somebody's choice, being carried out at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateCaseView {
    /// Whose coins they were.
    pub person: PersonView,
    /// pool | person.
    pub heir: String,
    /// Who has them now, or will.
    pub to: Option<PersonView>,
    /// waiting | done.
    pub state: String,
    /// Coins that have gone where the person chose.
    pub gone: u32,
    /// Coins that still lie on the person's devices.
    pub left: u32,
    /// The number of the office's last statement.
    pub checkpoint: u32,
    /// The coins go after the statement of this number.
    pub until: u32,
    /// The same in the device's language.
    pub words: String,
}

/// A gift of somebody who has died or left, which the office settles only on a coordinator's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstateGiftView {
    /// Whose device gave it.
    pub person: PersonView,
    /// The gift; it waits.
    pub gift: LostGiftView,
}
