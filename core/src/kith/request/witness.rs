//! Requests about the witnesses of the notary's log.

use super::Ref;
use serde::{Deserialize, Serialize};

/// A command or a query about witnesses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[allow(missing_docs, reason = "a field's name is the word that its command's sentence explains")]
pub enum WitnessRequest {
    /// Who witnesses the notary's log, and how far it is cosigned. → [`super::super::view::WitnessesView`]
    Witnesses,
    /// As the board or a coordinator: a device of somebody witnesses from now on; of several `device` says which, and `quorum` how many
    /// are needed (more than half, if it is left out). → [`super::super::view::WitnessesView`]
    WitnessAppoint { person: Ref, device: Option<Ref>, quorum: Option<u8> },
    /// As the board or a coordinator: somebody witnesses no more. → [`super::super::view::WitnessesView`]
    WitnessEnd { witness: Ref, quorum: Option<u8> },
    /// As whoever keeps the commons, for the board: another device keeps the log from its last statement on.
    /// → [`super::super::view::WitnessesView`]
    NotaryMove { person: Ref, device: Option<Ref> },
}

impl WitnessRequest {
    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        matches!(self, Self::Witnesses)
    }

    /// The names by which they are asked.
    pub(super) const NAMES: [&'static str; 4] = ["witnesses", "witness-appoint", "witness-end", "notary-move"];
}
