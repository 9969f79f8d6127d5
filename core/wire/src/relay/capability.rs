//! Mailbox tags that certify themselves, and the proofs that go with them.

use crate::{CapabilityKey, MailboxTag};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use minicbor::{Decode, Encode};

const SPACE_DOMAIN: &[u8] = b"kith/v1/mailbox";
const BOX_DOMAIN: &[u8] = b"kith/v1/box";
const OPEN_DOMAIN: &[u8] = b"kith/v1/relay-open";
const TICKET_DOMAIN: &[u8] = b"kith/v1/relay-ticket";

/// The tag of a space's mailbox.
#[must_use]
pub fn space_tag(write: &CapabilityKey, read: &CapabilityKey) -> MailboxTag {
    tag_of(&[SPACE_DOMAIN, &write.0, &read.0])
}

/// The tag of a box.
#[must_use]
pub fn box_tag(read: &CapabilityKey) -> MailboxTag {
    tag_of(&[BOX_DOMAIN, &read.0])
}

/// The hash by which a relay knows an envelope.
#[must_use]
pub fn envelope_hash(envelope: &[u8]) -> [u8; 32] {
    *blake3::hash(envelope).as_bytes()
}

fn tag_of(parts: &[&[u8]]) -> MailboxTag {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    let mut tag = [0; 16];
    tag.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    MailboxTag(tag)
}

/// An Ed25519 signature as it travels: 64 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sig(pub [u8; 64]);

impl std::fmt::Debug for Sig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sig(..)")
    }
}

impl<C> Encode<C> for Sig {
    fn encode<W: minicbor::encode::Write>(&self, e: &mut minicbor::Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Sig {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.bytes()?.try_into().map(Self).map_err(|_| minicbor::decode::Error::message("signature of the wrong length"))
    }
}

/// Which of a mailbox's two rights is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Capability {
    /// To get and be pushed to.
    Read = 1,
    /// To put.
    Write = 2,
}

/// What a proof is bound to: one relay, one connection, one right to one mailbox.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// The relay's endpoint id, as the device reached it.
    pub relay: &'a [u8; 32],
    /// The nonce of this connection's challenge.
    pub nonce: &'a [u8; 32],
    /// The mailbox.
    pub tag: MailboxTag,
    /// The right.
    pub right: Capability,
}

impl Proof<'_> {
    fn message(&self) -> Vec<u8> {
        [OPEN_DOMAIN, self.relay, self.nonce, &[self.right as u8], &self.tag.0].concat()
    }

    /// Signs with the capability's key.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> Sig {
        Sig(key.sign(&self.message()).to_bytes())
    }

    /// Whether the signature is the capability's, strictly.
    #[must_use]
    pub fn holds(&self, key: &CapabilityKey, sig: &Sig) -> bool {
        verified(key, &self.message(), sig)
    }
}

/// A member's word that one envelope may be put, for whoever carries it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Ticket {
    /// The space mailbox's write key.
    #[n(0)]
    pub write_key: CapabilityKey,
    /// Its read key, without which the tag cannot be checked.
    #[n(1)]
    pub read_key: CapabilityKey,
    /// The write key's signature over tag and hash.
    #[n(2)]
    pub sig: Sig,
}

impl Ticket {
    /// Writes a ticket for an envelope of a space's mailbox.
    #[must_use]
    pub fn sign(write: &SigningKey, read_key: CapabilityKey, envelope: &[u8]) -> Self {
        let write_key = CapabilityKey(write.verifying_key().to_bytes());
        let message = Self::message(space_tag(&write_key, &read_key), envelope);
        Self { write_key, read_key, sig: Sig(write.sign(&message).to_bytes()) }
    }

    /// Whether this ticket lets `envelope` into the mailbox `tag`.
    #[must_use]
    pub fn admits(&self, tag: MailboxTag, envelope: &[u8]) -> bool {
        space_tag(&self.write_key, &self.read_key) == tag && verified(&self.write_key, &Self::message(tag, envelope), &self.sig)
    }

    fn message(tag: MailboxTag, envelope: &[u8]) -> Vec<u8> {
        [TICKET_DOMAIN, &tag.0, &envelope_hash(envelope)].concat()
    }
}

/// Whether a signature over a message is a key's, strictly.
pub(crate) fn verified(key: &CapabilityKey, message: &[u8], sig: &Sig) -> bool {
    VerifyingKey::from_bytes(&key.0).is_ok_and(|key| !key.is_weak() && key.verify_strict(message, &Signature::from_bytes(&sig.0)).is_ok())
}
