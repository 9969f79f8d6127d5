//! A proof that a device has written two entries in one place.

use super::Cosignature;
use ed25519_dalek::{Signature, VerifyingKey};
use kith_wire::{DeviceId, EntryId, Header, Lane, SpaceId, entry::HEADER_BYTES, limits::RUN_ENTRIES_MAX, run::signing_bytes};
use minicbor::{Decode, Encode};

/// Two branches of one chain, each from the place where they part to the end of the run that closes it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ForkProof {
    /// The branch whose first entry has the lower id.
    #[n(0)]
    pub left: Branch,
    /// The other.
    #[n(1)]
    pub right: Branch,
}

/// Headers in order, and the signature over the last.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Branch {
    /// Headers of 182 bytes, one after the other, at most 128.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub headers: Vec<u8>,
    /// The signature that closes the run.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

/// What a fork proof shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forked {
    /// Whose chain parts.
    pub device: DeviceId,
    /// Which of its chains.
    pub lane: Lane,
    /// Where.
    pub seq: u64,
}

impl ForkProof {
    /// A proof out of two branches, in whatever order.
    #[must_use]
    pub fn new(one: Branch, other: Branch) -> Self {
        let first = |b: &Branch| b.headers.get(..HEADER_BYTES).and_then(|h| Header::from_bytes(h).ok()).map(|h| h.id());
        if first(&one) <= first(&other) { Self { left: one, right: other } } else { Self { left: other, right: one } }
    }

    /// What it shows of a chain in `space`, if it holds.
    #[must_use]
    pub fn verify(&self, space: &SpaceId) -> Option<Forked> {
        let (left, right) = (self.left.verify(space)?, self.right.verify(space)?);
        let alike = (left.1.device, left.1.seq, left.1.kind.lane()) == (right.1.device, right.1.seq, right.1.kind.lane());
        (alike && left.0 < right.0).then(|| Forked { device: left.1.device, lane: left.1.kind.lane(), seq: left.1.seq })
    }
}

impl Branch {
    /// A branch out of headers in order.
    #[must_use]
    pub fn new(headers: &[Header], signature: [u8; 64]) -> Self {
        Self { headers: headers.iter().flat_map(Header::to_bytes).collect(), signature }
    }

    /// The first header with its id, once the chain and the signature hold.
    fn verify(&self, space: &SpaceId) -> Option<(EntryId, Header)> {
        let headers: Vec<Header> = self.headers.chunks(HEADER_BYTES).map(|b| Header::from_bytes(b).ok()).collect::<Option<_>>()?;
        if headers.is_empty() || headers.len() > RUN_ENTRIES_MAX {
            return None;
        }
        let first = headers[0];
        let (mut before, mut seq) = (first.prev, first.seq);
        for h in &headers {
            if h.home() != *space || h.device != first.device || h.kind.lane() != first.kind.lane() || h.prev != before || h.seq != seq {
                return None;
            }
            (before, seq) = (h.id(), seq.checked_add(1)?);
        }
        let signed = Cosignature { key: first.device.0, signature: self.signature };
        signed.signs(&signing_bytes(&before)).then(|| (first.id(), first))
    }
}

impl Cosignature {
    /// Whether the key, which must not be weak, has strictly signed these bytes.
    #[must_use]
    pub fn signs(&self, message: &[u8]) -> bool {
        let key = VerifyingKey::from_bytes(&self.key).ok().filter(|k| !k.is_weak());
        key.is_some_and(|k| k.verify_strict(message, &Signature::from_bytes(&self.signature)).is_ok())
    }
}
