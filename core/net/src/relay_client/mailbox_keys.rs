//! The keys that open a mailbox, as a device holds them.

use ed25519_dalek::SigningKey;
use kith_wire::{
    CapabilityKey, MailboxTag,
    relay::{Capability, Proof, Sig, Ticket, box_tag, space_tag},
};

/// What a device holds of a mailbox's two capabilities.
#[derive(Clone)]
pub struct MailboxKeys {
    tag: MailboxTag,
    read_key: CapabilityKey,
    write_key: Option<CapabilityKey>,
    read: Option<SigningKey>,
    write: Option<SigningKey>,
}

impl std::fmt::Debug for MailboxKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailboxKeys([redacted])")
    }
}

/// The proofs that the keys give on one connection.
pub(super) struct Proofs {
    pub(super) read: Option<Sig>,
    pub(super) write: Option<Sig>,
}

impl MailboxKeys {
    /// A space's mailbox, to write and read. Both seeds come from the epoch key.
    #[must_use]
    pub fn space(write_seed: [u8; 32], read_seed: [u8; 32]) -> Self {
        let (write, read) = (SigningKey::from_bytes(&write_seed), SigningKey::from_bytes(&read_seed));
        Self::of_space(public(&write), public(&read), Some(write), Some(read))
    }

    /// A space's mailbox, to read alone.
    #[must_use]
    pub fn space_reader(read_seed: [u8; 32], write_key: CapabilityKey) -> Self {
        let read = SigningKey::from_bytes(&read_seed);
        Self::of_space(write_key, public(&read), None, Some(read))
    }

    /// A space's mailbox, to write alone.
    #[must_use]
    pub fn space_writer(write_seed: [u8; 32], read_key: CapabilityKey) -> Self {
        let write = SigningKey::from_bytes(&write_seed);
        Self::of_space(public(&write), read_key, Some(write), None)
    }

    /// A box, to read. (Anybody may put into it, without opening it.)
    #[must_use]
    pub fn drop_box(read_seed: [u8; 32]) -> Self {
        let read = SigningKey::from_bytes(&read_seed);
        let read_key = public(&read);
        Self { tag: box_tag(&read_key), read_key, write_key: None, read: Some(read), write: None }
    }

    fn of_space(write_key: CapabilityKey, read_key: CapabilityKey, write: Option<SigningKey>, read: Option<SigningKey>) -> Self {
        Self { tag: space_tag(&write_key, &read_key), read_key, write_key: Some(write_key), read, write }
    }

    /// The mailbox's tag.
    #[must_use]
    pub const fn tag(&self) -> MailboxTag {
        self.tag
    }

    /// The key whose proof lets one read.
    #[must_use]
    pub const fn read_key(&self) -> CapabilityKey {
        self.read_key
    }

    /// The key whose proof lets one write; none for a box.
    #[must_use]
    pub const fn write_key(&self) -> Option<CapabilityKey> {
        self.write_key
    }

    /// A ticket with which anybody may carry this envelope to the relay; none without the right to write.
    #[must_use]
    pub fn ticket(&self, envelope: &[u8]) -> Option<Ticket> {
        self.write.as_ref().map(|write| Ticket::sign(write, self.read_key, envelope))
    }

    pub(super) fn prove(&self, relay: &[u8; 32], nonce: &[u8; 32]) -> Proofs {
        let proof = |right| Proof { relay, nonce, tag: self.tag, right };
        Proofs {
            read: self.read.as_ref().map(|key| proof(Capability::Read).sign(key)),
            write: self.write.as_ref().map(|key| proof(Capability::Write).sign(key)),
        }
    }
}

fn public(key: &SigningKey) -> CapabilityKey {
    CapabilityKey(key.verifying_key().to_bytes())
}
