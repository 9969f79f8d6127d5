//! Acts of the commons's board in another space, judged from that space's control log alone.
//!
//! A circle's genesis names the commons by the id of its genesis entry, so the commons's genesis run, carried in the proof, verifies
//! against it. The device that wrote it is the commons's **notary**, until it hands over. The notary signs two statements: who held
//! the board's seats at checkpoint *n* and how many must agree, and that the decision stood in the log at checkpoint *n* and that
//! checkpoint *m* has come, [`limits::BOARD_DELAY_CHECKPOINTS`] later or more. With the signatures of enough of those seats that is a
//! board act. A decision names its space and has a nonce, so it counts in that space alone, and once.
//!
//! All parts are CBOR arrays in the order of their numbers. What is signed, each time by Ed25519 and checked strictly:
//!
//! | who | over |
//! | --- | --- |
//! | a seat's device | `"kith/v1/board"` and the decision's id: BLAKE3 (`kith/v1/board-decision`) of its bytes |
//! | the notary | `"kith/v1/board-seats"`, the commons and the statement without its signature |
//! | the notary | `"kith/v1/board-passed"`, the commons and the statement without its signature |
//! | a notary who hands over | `"kith/v1/board-hand-over"`, the commons and the statement without its signature |

use super::act::{Act, ActBody, Add, Cosignature, LevelNumber, SpaceKind};
use ed25519_dalek::{Signer, SigningKey};
use kith_wire::{
    Body, DeviceId, EntryId, EpochId, Lane, PersonId, Run, SpaceId, codec, limits,
    run::{Author, Place},
};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Seats of a board.
pub const SEATS_MAX: usize = 64;
/// Devices that one seat may sign with.
pub const SEAT_DEVICES_MAX: usize = 16;
/// Times that the notary's duty may have passed on.
pub const HAND_OVERS_MAX: usize = 64;

/// What a board does in a space.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum BoardMove {
    /// Somebody is to go, the owner too.
    #[n(0)]
    Remove(#[n(0)] PersonId),
    /// Somebody is put there, at any level.
    #[n(1)]
    Add(#[n(0)] Add),
    /// Somebody's level changes, to any.
    #[n(2)]
    Level(#[n(0)] PersonId, #[n(1)] LevelNumber),
}

/// What a board has decided.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Decision {
    /// The commons whose board it is.
    #[n(0)]
    pub commons: SpaceId,
    /// Where it is to hold.
    #[n(1)]
    pub space: SpaceId,
    /// What.
    #[n(2)]
    pub act: BoardMove,
    /// Random: the same decision made again is another.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
}

/// A seat of the board.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Seat {
    /// Who holds it.
    #[n(0)]
    pub person: PersonId,
    /// Their devices.
    #[n(1)]
    pub devices: Vec<DeviceId>,
}

/// The notary's statement of who held the board's seats.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Seats {
    /// At this checkpoint.
    #[n(0)]
    pub checkpoint: u64,
    /// The seats.
    #[n(1)]
    pub seats: Vec<Seat>,
    /// How many of them must sign.
    #[n(2)]
    pub needed: u16,
    /// The notary's.
    #[n(3)]
    pub signature: Option<Cosignature>,
}

/// The notary's statement that a decision has had its delay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Passed {
    /// The decision's id.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub decision: [u8; 32],
    /// The first checkpoint that held it.
    #[n(1)]
    pub logged: u64,
    /// A checkpoint that has come since.
    #[n(2)]
    pub reached: u64,
    /// The notary's.
    #[n(3)]
    pub signature: Option<Cosignature>,
}

/// A notary's statement that another device is notary from a checkpoint on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HandOver {
    /// To whom.
    #[n(0)]
    pub to: DeviceId,
    /// From when.
    #[n(1)]
    pub checkpoint: u64,
    /// Of the notary before.
    #[n(2)]
    pub signature: Option<Cosignature>,
}

/// What shows that a decision is the board's and has had its delay.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BoardProof {
    /// The commons's genesis: an encoded run.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub genesis: Vec<u8>,
    /// How the notary's duty passed on, oldest first.
    #[n(1)]
    pub hand_overs: Vec<HandOver>,
    /// Who holds the seats.
    #[n(2)]
    pub seats: Seats,
    /// That the delay has passed.
    #[n(3)]
    pub passed: Passed,
}

/// A decision with the board's signatures and its proof.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BoardAct {
    /// What was decided.
    #[n(0)]
    pub decision: Decision,
    /// By devices of seats, each over the decision.
    #[n(1)]
    pub signatures: Vec<Cosignature>,
    /// What shows it.
    #[n(2)]
    pub proof: BoardProof,
}

/// Why a board act counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoardRefusal {
    /// It is for another space.
    #[error("for another space")]
    Space,
    /// The space does not belong to that commons.
    #[error("of another commons")]
    Commons,
    /// The genesis is not that of the commons named.
    #[error("not the commons's genesis")]
    Genesis,
    /// A statement is not signed by who was notary then.
    #[error("not the notary's statement")]
    Notary,
    /// The seats are too many, too few, repeated, or of another moment.
    #[error("not the seats of that moment")]
    Seats,
    /// The statement is of another decision.
    #[error("the statement of another decision")]
    Decision,
    /// Its delay has not passed.
    #[error("before its delay")]
    TooSoon,
    /// Fewer seats have signed than must.
    #[error("too few signatures")]
    TooFew,
}

fn sign(key: &SigningKey, message: &[u8]) -> Cosignature {
    Cosignature { key: key.verifying_key().to_bytes(), signature: key.sign(message).to_bytes() }
}

/// The bytes of a notary's statement.
fn stated<T: Encode<()>>(domain: &str, commons: &SpaceId, statement: &T) -> Vec<u8> {
    [domain.as_bytes(), &commons.0, &codec::encode(statement)].concat()
}

impl Decision {
    /// Its id: what seats sign, what the notary logs.
    #[must_use]
    pub fn id(&self) -> [u8; 32] {
        *blake3::Hasher::new_derive_key("kith/v1/board-decision").update(&codec::encode(self)).finalize().as_bytes()
    }

    /// A seat's signature.
    #[must_use]
    pub fn sign(&self, device: &SigningKey) -> Cosignature {
        sign(device, &self.signable())
    }

    /// Whether a signature is of this decision, by whichever device.
    #[must_use]
    pub fn is_signed_by(&self, signature: &Cosignature) -> bool {
        signature.signs(&self.signable())
    }

    fn signable(&self) -> Vec<u8> {
        [b"kith/v1/board".as_slice(), &self.id()].concat()
    }
}

impl Seats {
    /// The notary states who holds the seats.
    #[must_use]
    pub fn state(commons: &SpaceId, checkpoint: u64, seats: Vec<Seat>, needed: u16, notary: &SigningKey) -> Self {
        let bare = Self { checkpoint, seats, needed, signature: None };
        let signature = sign(notary, &stated("kith/v1/board-seats", commons, &bare));
        Self { signature: Some(signature), ..bare }
    }
}

impl Passed {
    /// The notary states that a decision has had its delay.
    #[must_use]
    pub fn state(commons: &SpaceId, decision: &Decision, span: (u64, u64), notary: &SigningKey) -> Self {
        let bare = Self { decision: decision.id(), logged: span.0, reached: span.1, signature: None };
        let signature = sign(notary, &stated("kith/v1/board-passed", commons, &bare));
        Self { signature: Some(signature), ..bare }
    }
}

impl HandOver {
    /// A notary hands over.
    #[must_use]
    pub fn state(commons: &SpaceId, to: DeviceId, checkpoint: u64, notary: &SigningKey) -> Self {
        let bare = Self { to, checkpoint, signature: None };
        let signature = sign(notary, &stated("kith/v1/board-hand-over", commons, &bare));
        Self { signature: Some(signature), ..bare }
    }
}

impl BoardAct {
    /// Checks everything that makes it the board's act in `space`, whose genesis names `commons`.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(&self, space: &SpaceId, commons: &SpaceId) -> Result<(), BoardRefusal> {
        if self.decision.space != *space {
            return Err(BoardRefusal::Space);
        }
        if self.decision.commons != *commons {
            return Err(BoardRefusal::Commons);
        }
        let notaries = self.proof.notaries(commons)?;
        let (seats, passed) = (&self.proof.seats, &self.proof.passed);
        by_notary(&notaries, seats.checkpoint, seats.signature, &stated("kith/v1/board-seats", commons, &Seats { signature: None, ..seats.clone() }))?;
        by_notary(&notaries, passed.reached, passed.signature, &stated("kith/v1/board-passed", commons, &Passed { signature: None, ..passed.clone() }))?;
        if passed.decision != self.decision.id() {
            return Err(BoardRefusal::Decision);
        }
        if passed.reached < passed.logged.saturating_add(limits::BOARD_DELAY_CHECKPOINTS) {
            return Err(BoardRefusal::TooSoon);
        }
        if seats.checkpoint != passed.logged || !seats.are_sound() {
            return Err(BoardRefusal::Seats);
        }
        if self.signed(seats) < usize::from(seats.needed) { Err(BoardRefusal::TooFew) } else { Ok(()) }
    }

    /// How many seats have signed; a seat with two devices counts once.
    fn signed(&self, seats: &Seats) -> usize {
        let message = self.decision.signable();
        let signed: BTreeSet<[u8; 32]> = self.signatures.iter().take(SEATS_MAX * 2).filter(|s| s.signs(&message)).map(|s| s.key).collect();
        seats.seats.iter().filter(|seat| seat.devices.iter().any(|d| signed.contains(&d.0))).count()
    }
}

impl Seats {
    /// Whether each person and each device stands there once, and enough seats are needed that one is.
    fn are_sound(&self) -> bool {
        let people: BTreeSet<PersonId> = self.seats.iter().map(|s| s.person).collect();
        let devices: BTreeSet<DeviceId> = self.seats.iter().flat_map(|s| s.devices.iter().copied()).collect();
        let named: usize = self.seats.iter().map(|s| s.devices.len()).sum();
        let few = self.seats.len() <= SEATS_MAX && self.seats.iter().all(|s| s.devices.len() <= SEAT_DEVICES_MAX);
        few && people.len() == self.seats.len() && devices.len() == named && self.needed > 0 && usize::from(self.needed) <= self.seats.len()
    }
}

impl BoardProof {
    /// Who was notary from which checkpoint on.
    fn notaries(&self, commons: &SpaceId) -> Result<Vec<(u64, DeviceId)>, BoardRefusal> {
        let mut out = vec![(0, self.genesis_author(commons).ok_or(BoardRefusal::Genesis)?)];
        if self.hand_overs.len() > HAND_OVERS_MAX {
            return Err(BoardRefusal::Notary);
        }
        for h in &self.hand_overs {
            let (since, before) = out[out.len() - 1];
            let message = stated("kith/v1/board-hand-over", commons, &HandOver { signature: None, ..h.clone() });
            let held = h.signature.is_some_and(|s| s.key == before.0 && s.signs(&message));
            if !held || h.checkpoint <= since {
                return Err(BoardRefusal::Notary);
            }
            out.push((h.checkpoint, h.to));
        }
        Ok(out)
    }

    /// The device that wrote the commons's genesis, if the run carried is that.
    fn genesis_author(&self, commons: &SpaceId) -> Option<DeviceId> {
        let run = Run::decode(&self.genesis).ok()?;
        let Author::Whole(device) = run.author else { return None };
        if !run.genesis || run.lane != Lane::Control {
            return None;
        }
        let headers = run.verify(&Place { space: SpaceId::ZERO, device, epoch: EpochId::ZERO, prev: EntryId::ZERO }).ok()?;
        let Body::Held { bytes, .. } = &run.entries.first()?.body else { return None };
        let Act::Genesis(genesis) = ActBody::from_bytes(bytes).ok()?.act else { return None };
        let founder = genesis.founders.iter().any(|f| f.devices.iter().any(|c| c.device == device));
        (headers.first()?.0.0 == commons.0 && genesis.kind == SpaceKind::Commons && founder).then_some(device)
    }
}

/// Checks that a statement is signed by who was notary at a checkpoint.
fn by_notary(notaries: &[(u64, DeviceId)], checkpoint: u64, signature: Option<Cosignature>, message: &[u8]) -> Result<(), BoardRefusal> {
    let then = notaries.iter().rev().find(|(since, _)| *since <= checkpoint).map(|(_, d)| d.0);
    if signature.is_some_and(|s| Some(s.key) == then && s.signs(message)) { Ok(()) } else { Err(BoardRefusal::Notary) }
}
