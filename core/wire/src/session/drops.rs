//! What one side says of drops, before it is sealed: who waits, which boxes are read, the drops, and that they are kept.

use super::count;
use crate::{
    CapabilityKey, DeviceId, MailboxTag,
    codec::CodecError,
    limits,
    relay::{Sig, box_tag, verified},
    run::{Reader, put_varint},
};
use ed25519_dalek::{Signer, SigningKey};

const WAITS: u8 = 0;
const BOXES: u8 = 1;
const DROPS: u8 = 2;
const TAKEN: u8 = 3;

const BOXES_DOMAIN: &[u8] = b"kith/v1/session-boxes";

/// A part: one byte for its kind, then its fields.
///
/// | kind | fields |
/// | --- | --- |
/// | 0 Waits: drops wait here; which boxes do you read? | none |
/// | 1 Boxes: these | device 32, its signature 64; then, to the end and at most [`limits::SESSION_BOXES_MAX`], a box: the public key of the right to read it 32, that key's signature 64 |
/// | 2 Drops: for you | to the end and at most [`limits::SESSION_DROPS_MAX`], a drop: varint, n |
/// | 3 Taken: the first so many of what you gave are durable here | varint |
///
/// Every signature of Boxes is over `"kith/v1/session-boxes"`, the channel binding, the direction of whoever signs, the device, and the keys
/// of all boxes in their order: nobody shows it again elsewhere, nor shows another's.
#[derive(Clone, PartialEq, Eq)]
pub enum DropPart {
    /// Drops wait for somebody.
    Waits,
    /// Which boxes the sender reads.
    Boxes(Boxes),
    /// Drops for boxes that the other reads, sealed to them.
    Drops(Vec<Vec<u8>>),
    /// How many of the drops that were given are durable.
    Taken(u32),
}

/// A device's proof that it reads boxes.
#[derive(Clone, PartialEq, Eq)]
pub struct Boxes {
    /// The device.
    pub device: DeviceId,
    /// Its signature.
    pub signature: Sig,
    /// The boxes.
    pub boxes: Vec<BoxProof>,
}

/// The right to read one box.
#[derive(Clone, PartialEq, Eq)]
pub struct BoxProof {
    /// Its public key, of which the box's tag is made.
    pub key: CapabilityKey,
    /// Its signature.
    pub signature: Sig,
}

impl std::fmt::Debug for DropPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Waits => f.write_str("Waits"),
            Self::Boxes(b) => write!(f, "Boxes({} of {})", b.boxes.len(), b.device.short()),
            Self::Drops(d) => write!(f, "Drops({})", d.len()),
            Self::Taken(n) => write!(f, "Taken({n})"),
        }
    }
}

impl Boxes {
    /// Shows on one channel and direction (`binding`) that a device reads boxes.
    #[must_use]
    pub fn sign(device: &SigningKey, boxes: &[SigningKey], binding: &[u8]) -> Self {
        let id = DeviceId(device.verifying_key().to_bytes());
        let keys: Vec<CapabilityKey> = boxes.iter().map(|k| CapabilityKey(k.verifying_key().to_bytes())).collect();
        let message = message(id, &keys, binding);
        let sign = |key: &SigningKey| Sig(key.sign(&message).to_bytes());
        let boxes = keys.into_iter().zip(boxes).map(|(key, secret)| BoxProof { key, signature: sign(secret) }).collect();
        Self { device: id, signature: sign(device), boxes }
    }

    /// The boxes that the device reads, if every signature holds.
    #[must_use]
    pub fn proven(&self, binding: &[u8]) -> Option<Vec<MailboxTag>> {
        let keys: Vec<CapabilityKey> = self.boxes.iter().map(|b| b.key).collect();
        let message = message(self.device, &keys, binding);
        let all = verified(&CapabilityKey(self.device.0), &message, &self.signature) && self.boxes.iter().all(|b| verified(&b.key, &message, &b.signature));
        all.then(|| keys.iter().map(box_tag).collect())
    }
}

fn message(device: DeviceId, keys: &[CapabilityKey], binding: &[u8]) -> Vec<u8> {
    let mut out = [BOXES_DOMAIN, binding, &device.0].concat();
    out.extend(keys.iter().flat_map(|k| k.0));
    out
}

impl DropPart {
    /// The bytes to seal.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Waits => out.push(WAITS),
            Self::Boxes(b) => {
                out.push(BOXES);
                out.extend_from_slice(&b.device.0);
                out.extend_from_slice(&b.signature.0);
                for proof in &b.boxes {
                    out.extend_from_slice(&proof.key.0);
                    out.extend_from_slice(&proof.signature.0);
                }
            }
            Self::Drops(drops) => {
                out.push(DROPS);
                drops.iter().for_each(|d| super::put_bytes(&mut out, d));
            }
            Self::Taken(n) => {
                out.push(TAKEN);
                put_varint(&mut out, u64::from(*n));
            }
        }
        out
    }

    /// Reads one part that fills `bytes`.
    ///
    /// # Errors
    /// Cut short, of a kind that is not known, or over a limit.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut r = Reader::new(bytes);
        let part = match r.byte()? {
            WAITS => Self::Waits,
            BOXES => Self::Boxes(boxes(&mut r)?),
            DROPS => Self::Drops(drops(&mut r)?),
            TAKEN => Self::Taken(u32::try_from(count(&mut r, limits::SESSION_DROPS_MAX)?).map_err(|_| CodecError::Shape)?),
            _ => return Err(CodecError::Shape),
        };
        if r.is_done() { Ok(part) } else { Err(CodecError::Trailing) }
    }
}

fn boxes(r: &mut Reader<'_>) -> Result<Boxes, CodecError> {
    let mut out = Boxes { device: DeviceId(r.array()?), signature: Sig(r.array()?), boxes: Vec::new() };
    while !r.is_done() {
        if out.boxes.len() >= limits::SESSION_BOXES_MAX {
            return Err(CodecError::TooLong { max: limits::SESSION_BOXES_MAX });
        }
        out.boxes.push(BoxProof { key: CapabilityKey(r.array()?), signature: Sig(r.array()?) });
    }
    Ok(out)
}

fn drops(r: &mut Reader<'_>) -> Result<Vec<Vec<u8>>, CodecError> {
    let mut out = Vec::new();
    while !r.is_done() {
        if out.len() >= limits::SESSION_DROPS_MAX {
            return Err(CodecError::TooLong { max: limits::SESSION_DROPS_MAX });
        }
        out.push(r.bytes_with_len(limits::FRAME_BYTES_MAX)?.to_vec());
    }
    Ok(out)
}
