//! What drops say about recovery.

use crate::identity::Certificate;
use kith_wire::PersonId;
use minicbor::{Decode, Encode};

/// A message about recovery in a drop. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) enum RecoveryNote {
    /// To a guardian: your share, in place of an earlier one.
    #[n(0)]
    Share(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
    /// From a guardian: I hold my share of this set.
    #[n(1)]
    Held(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]),
    /// To somebody who is a guardian no longer: delete your share of this set.
    #[n(2)]
    Forget(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]),
    /// From a guardian, to the person and to the other guardians: I have confirmed a request.
    #[n(3)]
    Alert(#[n(0)] Alert),
    /// From a device of the person, to the guardians: stop this request.
    #[n(4)]
    Stop(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]),
    /// From a guardian, to the device that asked: a [`crate::recovery::SealedShare`].
    #[n(5)]
    Released(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
    /// From a device that is a person's by the root: give me back what we share.
    #[n(6)]
    Return(#[n(0)] Box<Return>),
    /// The answer: an admission sealed to that device alone, for its inbox may still be read by a phone that was lost.
    #[n(7)]
    Returned(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
}

/// A guardian has confirmed a request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct Alert {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(super) ask: [u8; 32],
    #[n(1)]
    pub(super) person: PersonId,
    /// Who the asker says they are.
    #[n(2)]
    pub(super) name: String,
    #[n(3)]
    pub(super) in_person: bool,
    #[n(4)]
    pub(super) at_ms: u64,
    #[n(5)]
    pub(super) due_ms: u64,
}

/// A device asks for what its person shares with whoever reads this.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct Return {
    #[n(0)]
    pub(super) person: PersonId,
    /// Signed by the person's root.
    #[n(1)]
    pub(super) certificate: Certificate,
    /// Where to answer: tag, then receiving key.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(super) inbox: Vec<u8>,
}
