//! Drops: what somebody writes into a box that they cannot read.
//!
//! The text inside the seal, version 1:
//!
//! | part | bytes | |
//! | --- | --- | --- |
//! | version | 1 | 1 |
//! | sender | 32 | the sender's device |
//! | sequence | varint | in the sender's chain of drops into this box, from 1 |
//! | before | 32 | id of the drop before it, zero at first |
//! | time | 6 | the sender's logical milliseconds |
//! | message | | canonical CBOR, see [`Message`] |
//! | signature | 64 | Ed25519 over `"kith/v1/drop"`, the box's key id and all before |
//!
//! A drop's id is BLAKE3 (`kith/v1/drop-id`) over everything but the signature. A gap in a chain does not hold the rest back.

use super::{
    Kith, KithError, KithResult, board::BoardNote, boundary::BoundaryNote, handed::Until, handover::Holds, medicines::DoseTwice, recovery::RecoveryNote,
    removal::RemovalNote, rota::VisitTwice, safety::Safety, vouchers::VoucherNote,
};
use crate::{
    identity::Certificate,
    seal::{self, BoxKey, SealError},
    storage::outbox::OutboxRow,
};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use kith_wire::{
    DeviceId, EntryId, EpochId, MailboxTag, PersonId, SpaceId,
    codec::{self, CodecError},
    limits,
    run::{Reader, put_varint},
};
use minicbor::{Decode, Encode};
use std::collections::HashSet;

const DROP_VERSION: u8 = 1;
/// The co-op's boxes take drops of multiples of this many bytes, so that a concern looks like a coin.
const COOP_BOX_STEP: usize = 2048;
/// How often what came is taken further in one go (a reply that brings a reply…).
const SIGNATURE_BYTES: usize = 64;

/// A key of a space for somebody who is let in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct SpaceKey {
    #[n(0)]
    pub(super) space: SpaceId,
    #[n(1)]
    pub(super) epoch: EpochId,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(super) history: [u8; 32],
    /// The run that begins the space: its id proves it.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(super) genesis: Vec<u8>,
    /// For somebody who may not read back: `history` is the epoch's key alone, and these are the places that chains go on from for them.
    #[n(4)]
    pub(super) floors: Option<Vec<crate::space::act::Place>>,
}

/// What lets somebody (or one more device of theirs) in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Admission {
    #[n(0)]
    pub(super) spaces: Vec<SpaceKey>,
    /// The relay that the co-op uses.
    #[n(1)]
    pub(super) relay: Option<String>,
    /// For one more device: whose it is, and that person's own space, first in the list.
    #[n(2)]
    pub(super) person: Option<PersonId>,
}

/// A request to be let in, on an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct JoinRequest {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(super) token: [u8; 16],
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(super) secret: [u8; 32],
    #[n(2)]
    pub(super) person: PersonId,
    #[n(3)]
    pub(super) name: String,
    #[n(4)]
    pub(super) devices: Vec<Certificate>,
    #[cbor(n(5), with = "minicbor::bytes")]
    pub(super) inbox: Vec<u8>,
}

/// The answer to a request that lets nobody in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct TurnedAway {
    /// The id of the request, which only its sender and whoever it was sealed to know.
    #[n(0)]
    pub(super) of: EntryId,
    /// Why: 0, the invitation has been used by somebody else.
    #[n(1)]
    pub(super) why: u8,
}

/// Something about coins in a drop: kind as [`crate::fact::CoinItem`], and bytes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct CoinPart {
    #[n(0)]
    pub(super) kind: u8,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(super) bytes: Vec<u8>,
}

/// What a drop says. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) enum Message {
    /// May I come in?
    #[n(0)]
    Join(#[n(0)] JoinRequest),
    /// Come in.
    #[n(1)]
    Admission(#[n(0)] Admission),
    /// About coins: operations to the ledger; receipts, bundles and acknowledgements to a person.
    #[n(2)]
    Coins(#[n(0)] Vec<CoinPart>),
    /// A new epoch has begun: the control runs that lead to it.
    #[n(3)]
    News(#[n(0)] News),
    /// About recovery.
    #[n(8)]
    Recovery(#[n(0)] RecoveryNote),
    /// About safety.
    #[n(9)]
    Safety(#[n(0)] Safety),
    /// About the removal of somebody who looks after a circle.
    #[n(10)]
    Removal(#[n(0)] RemovalNote),
    /// To the registered manager: a dose was recorded twice.
    #[n(12)]
    DoseTwice(#[n(0)] DoseTwice),
    /// To a coordinator: a visit was taken twice.
    #[n(13)]
    VisitTwice(#[n(0)] VisitTwice),
    /// About what the co-op's board is asked and decides.
    #[n(14)]
    Board(#[n(0)] BoardNote),
    /// A gift of a business, or the answer to one.
    #[n(15)]
    Voucher(#[n(0)] VoucherNote),
    /// About where the line runs between regulated work and other help.
    #[n(16)]
    Boundary(#[n(0)] BoundaryNote),
    /// In a pack, to whoever it is for: what the sender holds.
    #[n(17)]
    Holds(#[n(0)] Holds),
    /// You are not let in on that invitation.
    #[n(18)]
    TurnedAway(#[n(0)] TurnedAway),
}

/// Control runs that lead to a space's new epoch.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct News {
    #[n(0)]
    pub(super) space: SpaceId,
    #[n(1)]
    pub(super) runs: Vec<Bytes>,
}

/// Bytes, as bytes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub(super) struct Bytes(#[cbor(n(0), with = "minicbor::bytes")] pub(super) Vec<u8>);

/// A drop that has been opened and whose signature is its sender's.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) sender: DeviceId,
    pub(super) seq: u64,
    pub(super) id: EntryId,
    pub(super) message: Option<Message>,
}

/// A box key as it stands in a notice: tag, then receiving key.
pub(super) fn box_bytes(key: &BoxKey) -> Vec<u8> {
    [key.tag.0.as_slice(), &key.public].concat()
}

/// Reads a box key.
pub(super) fn read_box(bytes: &[u8]) -> Option<BoxKey> {
    let (tag, public) = bytes.split_at_checked(16)?;
    Some(BoxKey { tag: MailboxTag::from_slice(tag)?, public: public.try_into().ok()? })
}

fn drop_id(text: &[u8]) -> EntryId {
    EntryId(*blake3::Hasher::new_derive_key("kith/v1/drop-id").update(text).finalize().as_bytes())
}

fn signed_bytes(key: &[u8; 32], text: &[u8]) -> Vec<u8> {
    [b"kith/v1/drop".as_slice(), &seal::key_id(key), text].concat()
}

/// Reads an opened drop's text and checks its signature, strictly.
pub(super) fn read_drop(key: &[u8; 32], text: &[u8]) -> Result<Opened, CodecError> {
    let end = text.len().checked_sub(SIGNATURE_BYTES).ok_or(CodecError::Truncated)?;
    let (body, signature) = text.split_at(end);
    let mut r = Reader::new(body);
    if r.byte()? != DROP_VERSION {
        return Err(CodecError::NotCanonical("a drop of another version"));
    }
    let sender = DeviceId(r.array()?);
    let seq = r.varint()?;
    let _before: [u8; 32] = r.array()?;
    let _time: [u8; 6] = r.array()?;
    let verifying = VerifyingKey::from_bytes(&sender.0).ok().filter(|k| !k.is_weak()).ok_or(CodecError::NotCanonical("a weak key"))?;
    let signature = Signature::from_slice(signature).map_err(|_| CodecError::Truncated)?;
    verifying.verify_strict(&signed_bytes(key, body), &signature).map_err(|_| CodecError::NotCanonical("a signature that is not the sender's"))?;
    // A message of a later version opens and verifies; it is counted, not damage.
    let message = match codec::decode(&body[r.at..], limits::ENVELOPE_BYTES_MAX) {
        Ok(m) => Some(m),
        Err(CodecError::Shape) => None,
        Err(e) => return Err(e),
    };
    Ok(Opened { sender, seq, id: drop_id(body), message })
}

impl Kith {
    /// This person's inbox, as others write to it.
    pub(super) fn my_inbox(&self) -> KithResult<BoxKey> {
        let own = self.space(&self.own)?;
        own.current().map(|(_, k)| k.drop_box()).ok_or_else(|| KithError::not_allowed("no-key", "This device has not been given the key yet."))
    }

    /// Seals a message into a box; the next in this device's chain there. The caller commits.
    pub(super) fn seal_message(&mut self, to: &BoxKey, coop_box: bool, message: &Message, now_ms: u64) -> KithResult<Vec<u8>> {
        self.seal_message_in_steps(to, if coop_box { COOP_BOX_STEP } else { 0 }, message, now_ms)
    }

    /// The same, padded to a multiple of so many bytes; of none as any envelope.
    pub(super) fn seal_message_in_steps(&mut self, to: &BoxKey, step: usize, message: &Message, now_ms: u64) -> KithResult<Vec<u8>> {
        self.check_let_in(&self.own)?;
        let key = seal::key_id(&to.public);
        let (seq, before) = self.storage.drop_head(true, &self.device.0, &key)?;
        let mut text = vec![DROP_VERSION];
        text.extend_from_slice(&self.device.0);
        put_varint(&mut text, seq + 1);
        text.extend_from_slice(&before.0);
        text.extend_from_slice(&now_ms.to_be_bytes()[2..]);
        text.extend_from_slice(&codec::encode(message));
        let id = drop_id(&text);
        self.storage.set_drop_head(true, &self.device.0, &key, (seq + 1, id))?;
        self.signed(&id.0);
        let signature = self.secrets.device_key().sign(&signed_bytes(&to.public, &text)).to_bytes();
        text.extend_from_slice(&signature);
        seal::seal_drop(to, step, &text, self.entropy.as_mut()).map_err(|e| match e {
            SealError::TooLarge => KithError::invalid("too-large", "This is too large to be sent in one piece."),
            _ => KithError::invalid("bad-key", "That box has a key that cannot be used."),
        })
    }

    /// Puts a sealed drop on its way by the relay.
    pub(super) fn send_drop(&mut self, to: &BoxKey, envelope: &[u8], what: &str, now_ms: u64) -> KithResult<()> {
        self.send_drop_until(to, envelope, (what, None), now_ms)
    }

    /// The same, until an answer proves that what is in it has arrived.
    pub(super) fn send_drop_until(&mut self, to: &BoxKey, envelope: &[u8], (what, until): (&str, Option<Until>), now_ms: u64) -> KithResult<()> {
        let covers = until.map(Until::to_bytes).unwrap_or_default();
        let row = OutboxRow { n: 0, tag: to.tag, epoch: None, space: None, envelope: envelope.to_vec(), covers, what: what.to_owned(), at_ms: now_ms };
        self.storage.add_outgoing(&row)?;
        self.changed(super::Change::Truth);
        Ok(())
    }

    /// Sends a message to a person's inbox.
    pub(super) fn send_to(&mut self, person: &PersonId, message: &Message, what: &str, now_ms: u64) -> KithResult<Vec<u8>> {
        self.send_to_until(person, message, (what, None), now_ms)
    }

    /// The same, until an answer proves that what is in it has arrived.
    pub(super) fn send_to_until(&mut self, person: &PersonId, message: &Message, what: (&str, Option<Until>), now_ms: u64) -> KithResult<Vec<u8>> {
        let inbox = self.inbox_of(person)?;
        let sealed = self.seal_message(&inbox, false, message, now_ms)?;
        self.send_drop_until(&inbox, &sealed, what, now_ms)?;
        Ok(sealed)
    }

    /// The keys of spaces for somebody who is let in.
    pub(super) fn admission(&mut self, person: &PersonId, spaces: &[SpaceId]) -> KithResult<Admission> {
        let mut keys = Vec::new();
        for id in spaces {
            let held = self.space(id)?;
            let (epoch, k) = held.current().ok_or_else(|| KithError::not_allowed("no-key", "This device has not been given the key yet."))?;
            let limited = held.resolved.people.get(person).is_some_and(|m| m.reads.is_some()) || !k.is_whole();
            let (epoch, secret) = (*epoch, if limited { k.epoch_key() } else { k.history });
            let readable = held.readable_by(person).or_else(|| held.readable_by(&self.me)).unwrap_or_else(|| [epoch].into());
            let floors = if limited { Some(self.floors(id, &readable)?) } else { None };
            keys.push(SpaceKey { space: *id, epoch, history: secret, genesis: self.genesis_run(*id)?, floors });
        }
        Ok(Admission { spaces: keys, relay: self.settings.relay.clone(), person: None })
    }

    /// Where each chain of data goes on for somebody: after the last that they may not read, as far as it is held here.
    fn floors(&self, space: &SpaceId, readable: &HashSet<EpochId>) -> KithResult<Vec<crate::space::act::Place>> {
        let n = self.space(space)?.n;
        let mut out = Vec::new();
        for (device, device_n, head) in self.storage.vector(n, kith_wire::Lane::Data)? {
            let before = self.storage.entry_epochs(n, device_n)?.into_iter().rfind(|(_, e)| !readable.contains(e)).map_or(0, |(seq, _)| seq);
            let entry = self.storage.entries(n, kith_wire::Lane::Data, device_n, (before, before))?;
            let id = if before == head.seq { Some(head.id) } else { entry.first().map(|e| e.id) };
            out.extend(id.filter(|_| before > 0).map(|id| crate::space::act::Place::new(device, kith_wire::Lane::Data, before, id)));
        }
        Ok(out)
    }

    /// The encoded run that begins a space.
    pub(super) fn genesis_run(&mut self, space: SpaceId) -> KithResult<Vec<u8>> {
        let author = self.space(&space)?.control.iter().find(|e| e.id.0 == space.0).map(|e| e.device);
        let author = author.ok_or_else(|| KithError::not_allowed("no-genesis", "This device has not heard yet how that began."))?;
        let runs = self.encoded_runs(space, kith_wire::Lane::Control, author, (0, 0))?;
        runs.into_iter().next().map(|(_, run)| run).ok_or_else(|| KithError::not_allowed("no-genesis", "This device has not heard yet how that began."))
    }

    /// Sends somebody the keys of spaces that they were brought into.
    pub(super) fn send_admission(&mut self, person: &PersonId, spaces: &[SpaceId], now_ms: u64) -> KithResult<Vec<u8>> {
        let admission = self.admission(person, spaces)?;
        self.send_to(person, &Message::Admission(admission), "membership", now_ms)
    }
}
