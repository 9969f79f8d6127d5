//! Witnesses of the notary's log.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// Who witnesses the notary's log, and how far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessesView {
    /// Whose device keeps the log.
    pub notary: Option<PersonView>,
    /// Which device that is.
    pub notary_device: String,
    /// How often the log has passed to another device.
    pub moved: u32,
    /// Whether I may say that another device keeps it.
    pub mine_to_move: bool,
    /// Each of them.
    pub witnesses: Vec<WitnessView>,
    /// How many of them make a checkpoint count; 0 where there are none.
    pub quorum: u32,
    /// How many there are.
    pub of: u32,
    /// The notary's last checkpoint, from 1; 0 before there is one.
    pub checkpoint: u64,
    /// The last one that enough of them cosigned, from 1; 0 for none.
    pub witnessed: u64,
    /// none | witnessed | behind | refused | split.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
    /// Whether I may say who they are.
    pub mine_to_set: bool,
}

/// A witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessView {
    /// The device that cosigns.
    pub device: String,
    /// Whose it is.
    pub person: PersonView,
    /// The last checkpoint that it cosigned, from 1; 0 for none.
    pub checkpoint: u64,
    /// up-to-date | behind | refused | convicted.
    pub state: String,
    /// The same in the device's language.
    pub words: String,
    /// Whether it is this device.
    pub here: bool,
}
