//! What one side says of one space, before it is sealed.

use super::count;
use crate::{
    codec::CodecError,
    entry::Lane,
    limits,
    run::{Reader, put_varint},
};

/// Bytes of a device's id that stand for it in a [`Full`] state.
pub const HINT_BYTES: usize = 8;
/// Bytes of an entry's id that stand for it in a state or a trail.
pub const HEAD_BYTES: usize = 8;
/// Ids in one trail: enough for any chain that a varint can count.
pub const TRAIL_IDS_MAX: usize = 64;
/// Trails in one part.
const TRAILS_MAX: usize = 1_024;

const LEVEL: u8 = 0;
const SHORT: u8 = 1;
const FULL: u8 = 2;
const BATCH: u8 = 3;
const TRAILS: u8 = 4;
const END: u8 = 5;

/// Who the sender says it is: its place in the order of admission, or nothing. A claim: the channel, not this byte, says who speaks.
pub type Claim = Option<u32>;

/// A part: one byte for its kind, then its fields.
///
/// | kind | fields |
/// | --- | --- |
/// | 0 Level: I hold what you said you hold | claim (varint: 0 for none, else place + 1) |
/// | 1 Short: my state, by place | control digest 8, heads digest 8, claim, a varint a device in order of admission |
/// | 2 Full: my state, by name | control digest 8, heads digest 8, claim, flags (bit 0: data numbers are there), count, then a device: first 8 bytes of its id, control number, first 8 bytes of its control head (absent at 0), data number (with bit 0) |
/// | 3 Batch: runs that you lack | see [`Packed`] |
/// | 4 Trails: we do not agree about these chains | count, then a trail: lane, first 8 bytes of the device's id, last number, count, first 8 bytes of the id at each of [`trail_seqs`] |
/// | 5 End: I have nothing more to say of this space | why, a byte |
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Both hold the same: the receipt.
    Level(Claim),
    /// A state that only somebody with the same control log can read.
    Short(Short),
    /// A state that anybody in the space can read.
    Full(Full),
    /// Runs.
    Batch(Packed),
    /// Ids along chains, to find where two branches of one device part.
    Trails(Vec<Trail>),
    /// The end of the talk about this space without being level.
    End(Ending),
}

/// A state by place in the order of admission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Digest of the set of control entries held.
    pub control: [u8; 8],
    /// Digest of the heads of every device's data.
    pub heads: [u8; 8],
    /// Who speaks.
    pub claim: Claim,
    /// For each device the number of its last data entry held.
    pub numbers: Vec<u64>,
}

/// A state by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    /// Digest of the set of control entries held.
    pub control: [u8; 8],
    /// Digest of the heads of every device's data.
    pub heads: [u8; 8],
    /// Who speaks.
    pub claim: Claim,
    /// Whether data numbers are said. They are not to somebody who is at an older epoch.
    pub with_data: bool,
    /// A line a device.
    pub devices: Vec<DeviceLine>,
}

/// What a full state says of one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceLine {
    /// The first bytes of its id.
    pub hint: [u8; HINT_BYTES],
    /// Its last control entry held, 0 for none.
    pub control: u64,
    /// The first bytes of that entry's id, zero for none.
    pub control_head: [u8; HEAD_BYTES],
    /// Its last data entry held; 0 where not said.
    pub data: u64,
}

/// Runs, packed.
///
/// | bytes | |
/// | --- | --- |
/// | varint | length of the columns, at most [`limits::INFLATED_BYTES_MAX`] |
/// | varint, n | the columns, one zstd frame |
/// | rest | what does not compress: times, salts, hashes, signatures |
#[derive(Clone, PartialEq, Eq)]
pub struct Packed {
    /// Length of the columns when inflated.
    pub inflated: usize,
    /// The columns, compressed.
    pub columns: Vec<u8>,
    /// What does not compress.
    pub loose: Vec<u8>,
}

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packed({} of {} bytes, {} loose)", self.columns.len(), self.inflated, self.loose.len())
    }
}

/// Ids along one device's chain, from its last entry back in widening steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// Which of its chains.
    pub lane: Lane,
    /// The first bytes of its id.
    pub hint: [u8; HINT_BYTES],
    /// The number of the last entry.
    pub last: u64,
    /// The first bytes of the id at each of [`trail_seqs`].
    pub ids: Vec<[u8; HEAD_BYTES]>,
}

/// The numbers that a trail from `last` names: `last`, then 1, 2, 4, 8 … further back each time, down to 1.
#[must_use]
pub fn trail_seqs(last: u64) -> Vec<u64> {
    let mut out = Vec::new();
    let (mut at, mut step) = (last, 1u64);
    while at > 0 {
        out.push(at);
        at = at.saturating_sub(step);
        step = step.saturating_mul(2);
    }
    out
}

/// Why somebody stops talking about a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Ending {
    /// What is left cannot be settled by talking: something waits, or was refused.
    Unsettled = 0,
    /// One of the two is at an older epoch; control entries have been exchanged.
    OlderEpoch = 1,
    /// Enough for one session; the next goes on.
    Enough = 2,
}

impl Part {
    /// The bytes to seal.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Level(claim) => {
                out.push(LEVEL);
                put_claim(&mut out, *claim);
            }
            Self::Short(s) => {
                out.push(SHORT);
                put_digests(&mut out, &s.control, &s.heads, s.claim);
                for n in &s.numbers {
                    put_varint(&mut out, *n);
                }
            }
            Self::Full(f) => put_full(&mut out, f),
            Self::Batch(b) => {
                out.push(BATCH);
                put_varint(&mut out, b.inflated as u64);
                super::put_bytes(&mut out, &b.columns);
                out.extend_from_slice(&b.loose);
            }
            Self::Trails(trails) => put_trails(&mut out, trails),
            Self::End(why) => out.extend_from_slice(&[END, *why as u8]),
        }
        out
    }

    /// Reads one part that fills `bytes`.
    ///
    /// # Errors
    /// Cut short, of a kind that is not known, over a limit, or not in the one form that a part has.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut r = Reader::new(bytes);
        let part = match r.byte()? {
            LEVEL => Self::Level(claim(&mut r)?),
            SHORT => Self::Short(short(&mut r)?),
            FULL => Self::Full(full(&mut r)?),
            BATCH => Self::Batch(packed(&mut r)?),
            TRAILS => Self::Trails(trails(&mut r)?),
            END => Self::End(match r.byte()? {
                1 => Ending::OlderEpoch,
                2 => Ending::Enough,
                _ => Ending::Unsettled,
            }),
            _ => return Err(CodecError::Shape),
        };
        if r.is_done() { Ok(part) } else { Err(CodecError::Trailing) }
    }
}

fn put_claim(out: &mut Vec<u8>, claim: Claim) {
    put_varint(out, claim.map_or(0, |c| u64::from(c) + 1));
}

fn claim(r: &mut Reader<'_>) -> Result<Claim, CodecError> {
    let place = u32::try_from(r.varint()?).map_err(|_| CodecError::Shape)?;
    Ok(place.checked_sub(1))
}

fn put_digests(out: &mut Vec<u8>, control: &[u8; 8], heads: &[u8; 8], claim: Claim) {
    out.extend_from_slice(control);
    out.extend_from_slice(heads);
    put_claim(out, claim);
}

fn short(r: &mut Reader<'_>) -> Result<Short, CodecError> {
    let mut s = Short { control: r.array()?, heads: r.array()?, claim: claim(r)?, numbers: Vec::new() };
    while !r.is_done() {
        if s.numbers.len() >= limits::SPACE_DEVICES_MAX {
            return Err(CodecError::TooLong { max: limits::SPACE_DEVICES_MAX });
        }
        s.numbers.push(r.varint()?);
    }
    Ok(s)
}

fn put_full(out: &mut Vec<u8>, f: &Full) {
    out.push(FULL);
    put_digests(out, &f.control, &f.heads, f.claim);
    out.push(u8::from(f.with_data));
    put_varint(out, f.devices.len() as u64);
    for d in &f.devices {
        out.extend_from_slice(&d.hint);
        put_varint(out, d.control);
        if d.control > 0 {
            out.extend_from_slice(&d.control_head);
        }
        if f.with_data {
            put_varint(out, d.data);
        }
    }
}

fn full(r: &mut Reader<'_>) -> Result<Full, CodecError> {
    let (control, heads, claim) = (r.array()?, r.array()?, claim(r)?);
    let with_data = match r.byte()? {
        0 => false,
        1 => true,
        _ => return Err(CodecError::NotCanonical("flags of a full state")),
    };
    let n = count(r, limits::SPACE_DEVICES_MAX)?;
    let mut devices = Vec::with_capacity(n.min(64));
    for _ in 0..n {
        let (hint, control) = (r.array()?, r.varint()?);
        let control_head = if control > 0 { r.array()? } else { [0; HEAD_BYTES] };
        let data = if with_data { r.varint()? } else { 0 };
        devices.push(DeviceLine { hint, control, control_head, data });
    }
    Ok(Full { control, heads, claim, with_data, devices })
}

fn packed(r: &mut Reader<'_>) -> Result<Packed, CodecError> {
    let inflated = count(r, limits::INFLATED_BYTES_MAX)?;
    let columns = r.bytes_with_len(limits::FRAME_BYTES_MAX)?.to_vec();
    let loose = r.take(r.bytes.len() - r.at)?.to_vec();
    Ok(Packed { inflated, columns, loose })
}

fn put_trails(out: &mut Vec<u8>, trails: &[Trail]) {
    out.push(TRAILS);
    put_varint(out, trails.len() as u64);
    for t in trails {
        out.push(t.lane as u8);
        out.extend_from_slice(&t.hint);
        put_varint(out, t.last);
        put_varint(out, t.ids.len() as u64);
        out.extend(t.ids.iter().flatten());
    }
}

fn trails(r: &mut Reader<'_>) -> Result<Vec<Trail>, CodecError> {
    let n = count(r, TRAILS_MAX)?;
    let mut out = Vec::with_capacity(n.min(64));
    for _ in 0..n {
        let lane = match r.byte()? {
            0 => Lane::Control,
            1 => Lane::Data,
            _ => return Err(CodecError::Shape),
        };
        let (hint, last) = (r.array()?, r.varint()?);
        let ids = (0..count(r, TRAIL_IDS_MAX)?).map(|_| r.array()).collect::<Result<Vec<_>, _>>()?;
        out.push(Trail { lane, hint, last, ids });
    }
    Ok(out)
}
