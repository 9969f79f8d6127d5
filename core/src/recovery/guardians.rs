//! Guardians: a random key seals a kit, and k of n people each hold a share of that key (Shamir over GF(256), crate blahaj).
//!
//! What all shares of a set have in common is its **head**, canonical CBOR: version (1), person, set (16 random bytes), how many are
//! needed, the guardians in order, when it was made, a commitment to each share (32 bytes each), BLAKE3 of the sealed kit. The person's
//! root signs `"kith/v1/guardian-set"` and the head, so a share of another set, another person or another number is found out by
//! itself, before anything is put together. A commitment is BLAKE3 (`kith/v1/share-commitment`) over set, person, index, needed,
//! number of guardians and the share's bytes: a share that was changed is found out, and nobody learns a share from its commitment,
//! since a share is as random as the key.
//!
//! A **share** is canonical CBOR: head (bytes), signature (64), sealed kit (nonce 24, XChaCha20-Poly1305 with set and person as
//! associated data), index from 1, share (33 bytes: the point, then 32 values).

use super::{Kit, RecoveryError, kit::KIT_BYTES_MAX};
use crate::{
    entropy::{Draw, Entropy, bytes},
    seal,
};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use kith_wire::{PersonId, codec};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

/// The version of a set's head.
pub const SET_VERSION: u8 = 1;
/// Guardians of one person at most.
pub const GUARDIANS_MAX: usize = 10;
/// Fewest that may be needed: one alone could take everything.
pub const NEEDED_MIN: usize = 2;
/// What the co-op proposes: two of three.
pub const NEEDED_DEFAULT: u8 = 2;
/// Bytes of an encoded share at most.
pub const SHARE_BYTES_MAX: usize = KIT_BYTES_MAX + 2_048;
const SHAMIR_BYTES: usize = 33;

/// What all shares of a set have in common.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SetHead {
    /// [`SET_VERSION`].
    #[n(0)]
    pub version: u8,
    /// Whose guardians they are.
    #[n(1)]
    pub person: PersonId,
    /// Random: a later set is another.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub set: [u8; 16],
    /// How many shares open the kit.
    #[n(3)]
    pub needed: u8,
    /// The guardians; a share's index is its guardian's place here, from 1.
    #[n(4)]
    pub guardians: Vec<PersonId>,
    /// When it was made, as said by the device that made it. A later set replaces an earlier.
    #[n(5)]
    pub made_ms: u64,
    /// A commitment to each share, in order.
    #[n(6)]
    pub commitments: Vec<Commitment>,
    /// BLAKE3 of the sealed kit.
    #[cbor(n(7), with = "minicbor::bytes")]
    pub sealed: [u8; 32],
}

/// BLAKE3 over a share and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Commitment(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

/// One guardian's share.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Share {
    /// The head's bytes, as the root signed them.
    #[cbor(n(0), with = "minicbor::bytes")]
    head: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
    #[cbor(n(2), with = "minicbor::bytes")]
    sealed: Vec<u8>,
    /// Its place, from 1.
    #[n(3)]
    pub index: u8,
    #[cbor(n(4), with = "minicbor::bytes")]
    share: Vec<u8>,
}

impl std::fmt::Debug for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Share({}, [redacted])", self.index)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.share);
    }
}

impl SetHead {
    fn commitment(&self, index: u8, share: &[u8]) -> Commitment {
        let mut hasher = blake3::Hasher::new_derive_key("kith/v1/share-commitment");
        hasher.update(&self.set).update(&self.person.0);
        hasher.update(&[index, self.needed, u8::try_from(self.guardians.len()).unwrap_or(u8::MAX)]).update(share);
        Commitment(*hasher.finalize().as_bytes())
    }

    fn is_sound(&self) -> bool {
        let n = self.guardians.len();
        let mut distinct = self.guardians.clone();
        distinct.sort_unstable();
        distinct.dedup();
        self.version == SET_VERSION
            && n <= GUARDIANS_MAX
            && distinct.len() == n
            && !distinct.contains(&self.person)
            && (NEEDED_MIN..=n).contains(&usize::from(self.needed))
            && self.commitments.len() == n
    }

    fn bound(&self) -> Vec<u8> {
        [self.set.as_slice(), &self.person.0].concat()
    }
}

fn signed_bytes(head: &[u8]) -> Vec<u8> {
    [b"kith/v1/guardian-set".as_slice(), head].concat()
}

/// Deals a kit to guardians: any `needed` of the shares open it, fewer say nothing of it.
///
/// # Errors
/// [`RecoveryError::BadSet`].
pub fn deal(kit: &Kit, guardians: &[PersonId], needed: u8, entropy: &mut dyn Entropy) -> Result<Vec<Share>, RecoveryError> {
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(bytes(entropy));
    let mut head = SetHead {
        version: SET_VERSION,
        person: kit.person(),
        set: bytes(entropy),
        needed,
        guardians: guardians.to_vec(),
        made_ms: kit.made_ms,
        commitments: vec![Commitment([0; 32]); guardians.len()],
        sealed: [0; 32],
    };
    if !head.is_sound() {
        return Err(RecoveryError::BadSet);
    }
    let sealed = seal::seal_secret(&key, &head.bound(), &Zeroizing::new(kit.to_bytes()), entropy);
    head.sealed = *blake3::hash(&sealed).as_bytes();
    let parts: Vec<Vec<u8>> = blahaj::Sharks(needed).dealer_rng(key.as_slice(), &mut Draw(entropy)).take(guardians.len()).map(|s| Vec::from(&s)).collect();
    let numbered = || (1u8..).zip(&parts);
    head.commitments = numbered().map(|(index, part)| head.commitment(index, part)).collect();
    let bytes = codec::encode(&head);
    let signature = kit.root_key().sign(&signed_bytes(&bytes)).to_bytes();
    Ok(numbered().map(|(index, part)| Share { head: bytes.clone(), signature, sealed: sealed.clone(), index, share: part.clone() }).collect())
}

impl Share {
    /// The share's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads a share and checks all that can be checked of one alone: the root's signature, its place, its commitment, the sealed kit.
    ///
    /// # Errors
    /// [`RecoveryError::Malformed`], [`RecoveryError::BadSet`] or [`RecoveryError::Forged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, SetHead), RecoveryError> {
        let share: Self = codec::decode(bytes, SHARE_BYTES_MAX)?;
        let head = share.check()?;
        Ok((share, head))
    }

    fn check(&self) -> Result<SetHead, RecoveryError> {
        let head: SetHead = codec::decode(&self.head, SHARE_BYTES_MAX)?;
        if !head.is_sound() {
            return Err(RecoveryError::BadSet);
        }
        let root = VerifyingKey::from_bytes(&head.person.0).ok().filter(|k| !k.is_weak()).ok_or(RecoveryError::Forged)?;
        root.verify_strict(&signed_bytes(&self.head), &Signature::from_bytes(&self.signature)).map_err(|_| RecoveryError::Forged)?;
        let committed = usize::from(self.index).checked_sub(1).and_then(|i| head.commitments.get(i)).ok_or(RecoveryError::Forged)?;
        let whole = self.share.len() == SHAMIR_BYTES && self.share[0] == self.index;
        if !whole || *committed != head.commitment(self.index, &self.share) || *blake3::hash(&self.sealed).as_bytes() != head.sealed {
            return Err(RecoveryError::Forged);
        }
        Ok(head)
    }
}

/// Opens the kit that shares were dealt from.
///
/// # Errors
/// [`RecoveryError::Mixed`] when they are not all of one set, [`RecoveryError::TooFew`] (one share counts once), or what
/// [`Share::from_bytes`] says of one of them.
pub fn combine(shares: &[Share]) -> Result<Kit, RecoveryError> {
    let first = shares.first().ok_or(RecoveryError::TooFew { have: 0, needed: NEEDED_MIN })?;
    let head = first.check()?;
    let mut distinct: Vec<&Share> = Vec::new();
    for share in shares {
        share.check()?;
        if share.head != first.head {
            return Err(RecoveryError::Mixed);
        }
        if !distinct.iter().any(|d| d.index == share.index) {
            distinct.push(share);
        }
    }
    let needed = usize::from(head.needed);
    if distinct.len() < needed {
        return Err(RecoveryError::TooFew { have: distinct.len(), needed });
    }
    let parts: Vec<blahaj::Share> =
        distinct.into_iter().take(needed).map(|s| blahaj::Share::try_from(s.share.as_slice()).map_err(|_| RecoveryError::Forged)).collect::<Result<_, _>>()?;
    let key = Zeroizing::new(blahaj::Sharks(head.needed).recover(&parts).map_err(|_| RecoveryError::Forged)?);
    let key: &[u8; 32] = key.as_slice().try_into().map_err(|_| RecoveryError::Forged)?;
    let opened = Zeroizing::new(seal::open_secret(key, &head.bound(), &first.sealed).map_err(|_| RecoveryError::Forged)?);
    let kit = Kit::from_bytes(&opened)?;
    if kit.person() == head.person { Ok(kit) } else { Err(RecoveryError::Forged) }
}
