//! A run: consecutive entries of one device in one lane of one space, closed by one signature.
//!
//! A run is closed when it leaves the device and is immutable from then on. What follows from its place is not sent: the space and
//! the epoch (from the envelope, unless said), each entry's sequence and previous id (from the chain that the receiver holds).
//! Columns stand together so that many entries compress well.
//!
//! | part | bytes | |
//! | --- | --- | --- |
//! | version | 1 | 1 |
//! | flags | 1 | bit 0: data lane; bit 1: an epoch follows; bit 2: genesis (control lane; the space follows from it) |
//! | author | 32 or 8 | the whole device id in the control lane, its first 8 bytes in the data lane |
//! | epoch | 0 or 32 | data lane only, when bit 1 is set |
//! | first sequence | varint | from 1 |
//! | first time | 6 | logical milliseconds, big-endian |
//! | count | varint | 1 to [`limits::RUN_ENTRIES_MAX`] |
//! | kinds | count | the kind's byte, with bit 7 set where the body has been erased |
//! | time steps | varints | count − 1 of them, each at least 1 |
//! | lengths | varints | count, of the bodies |
//! | proofs | 8 or 32 each | the salt, or the body hash where erased |
//! | bodies | | one after the other, none where erased |
//! | signature | 64 | Ed25519 over `"kith/v1/run"` and the last entry's id |
//!
//! A varint is LEB128, at most 9 bytes, shortest form only.

use crate::{
    DeviceId, EntryId, EpochId, SpaceId,
    codec::CodecError,
    entry::{Header, Kind, Lane, SALT_BYTES, body_hash},
    limits,
};
use ed25519_dalek::{Signature, VerifyingKey};

/// The version of a run's bytes.
pub const RUN_VERSION: u8 = 1;
/// How many bytes of the author's id stand in a data run.
pub const AUTHOR_HINT_BYTES: usize = 8;

const FLAG_DATA: u8 = 1;
const FLAG_EPOCH: u8 = 2;
const FLAG_GENESIS: u8 = 4;
const ERASED: u8 = 0x80;
const TIME_MAX: u64 = (1 << 48) - 1;
const _: () = assert!(crate::limits::CLOCK_MS_MAX + (1 << 32) < TIME_MAX, "what is written at the latest time fits");

/// Why a run is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The bytes are not one canonical run.
    #[error("the bytes of a run are {0}")]
    Codec(#[from] CodecError),
    /// It continues from an entry that is not the one held.
    #[error("the chain does not continue from here")]
    Chain,
    /// The signature is not the author's.
    #[error("the signature is not the author's")]
    Signature,
    /// The author named is another.
    #[error("another author")]
    Author,
}

/// A body, or the hash that is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Salt and bytes.
    Held {
        /// Hashed with the bytes, erased with them.
        salt: [u8; SALT_BYTES],
        /// The body itself.
        bytes: Vec<u8>,
    },
    /// Erased: the chain still verifies.
    Erased {
        /// What the header says of it.
        hash: [u8; 32],
        /// How long it was.
        len: u32,
    },
}

impl Body {
    /// The hash that the header carries.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        match self {
            Self::Held { salt, bytes } => body_hash(salt, bytes),
            Self::Erased { hash, .. } => *hash,
        }
    }

    /// Length in bytes, also when erased.
    #[must_use]
    pub fn len(&self) -> u32 {
        match self {
            Self::Held { bytes, .. } => u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            Self::Erased { len, .. } => *len,
        }
    }

    /// Whether it has no bytes and never had.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One entry of a run: what cannot be worked out from its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEntry {
    /// What the body is.
    pub kind: Kind,
    /// Logical time in milliseconds.
    pub time_ms: u64,
    /// The body, or what is left of it.
    pub body: Body,
}

/// Who wrote a run, as far as its bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The whole identity.
    Whole(DeviceId),
    /// The first bytes of it: the receiver knows the devices of the space.
    Hint([u8; AUTHOR_HINT_BYTES]),
}

impl Author {
    /// Whether it may be this device.
    #[must_use]
    pub fn matches(&self, device: &DeviceId) -> bool {
        match self {
            Self::Whole(whole) => whole == device,
            Self::Hint(hint) => device.0.starts_with(hint),
        }
    }
}

/// A run as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which chain.
    pub lane: Lane,
    /// Whether its first entry begins a space.
    pub genesis: bool,
    /// Who wrote it.
    pub author: Author,
    /// The epoch it was signed under, if not that of the envelope that carries it.
    pub epoch: Option<EpochId>,
    /// Sequence of the first entry.
    pub first_seq: u64,
    /// The entries, in order.
    pub entries: Vec<RunEntry>,
    /// Over the last entry's id.
    pub signature: [u8; 64],
}

/// Where a run stands: what the receiver adds to its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The space, zero for a genesis run.
    pub space: SpaceId,
    /// The author's whole identity.
    pub device: DeviceId,
    /// The epoch of the envelope, or zero in the control lane.
    pub epoch: EpochId,
    /// The author's entry just before the run, zero before the first.
    pub prev: EntryId,
}

/// What is signed to close a run whose last entry is `last`.
#[must_use]
pub fn signing_bytes(last: &EntryId) -> Vec<u8> {
    [b"kith/v1/run".as_slice(), &last.0].concat()
}

impl Run {
    /// The headers of the entries at their place, with their ids, in order.
    ///
    /// # Errors
    /// [`RunError::Author`] when the place is another device's.
    pub fn headers(&self, place: &Place) -> Result<Vec<(EntryId, Header)>, RunError> {
        if !self.author.matches(&place.device) {
            return Err(RunError::Author);
        }
        let epoch = if self.lane == Lane::Control { EpochId::ZERO } else { self.epoch.unwrap_or(place.epoch) };
        let mut out: Vec<(EntryId, Header)> = Vec::with_capacity(self.entries.len());
        let (mut prev, mut space) = (place.prev, if self.genesis { SpaceId::ZERO } else { place.space });
        for (i, entry) in self.entries.iter().enumerate() {
            let header = Header {
                kind: entry.kind,
                space,
                device: place.device,
                seq: self.first_seq + i as u64,
                prev,
                epoch,
                time_ms: entry.time_ms,
                body_len: entry.body.len(),
                body_hash: entry.body.hash(),
            };
            prev = header.id();
            space = header.home();
            out.push((prev, header));
        }
        Ok(out)
    }

    /// The headers at their place, once the author's strict signature over the last of them has been checked.
    ///
    /// # Errors
    /// [`RunError::Author`] or [`RunError::Signature`].
    pub fn verify(&self, place: &Place) -> Result<Vec<(EntryId, Header)>, RunError> {
        let headers = self.headers(place)?;
        let last = headers.last().ok_or(RunError::Codec(CodecError::Shape))?.0;
        let key = VerifyingKey::from_bytes(&place.device.0).map_err(|_| RunError::Signature)?;
        if key.is_weak() {
            return Err(RunError::Signature);
        }
        key.verify_strict(&signing_bytes(&last), &Signature::from_bytes(&self.signature)).map_err(|_| RunError::Signature)?;
        Ok(headers)
    }

    /// Sequence of the last entry.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.first_seq + self.entries.len() as u64 - 1
    }

    /// The bytes that travel.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![RUN_VERSION, self.flags()];
        match &self.author {
            Author::Whole(id) => out.extend_from_slice(&id.0),
            Author::Hint(hint) => out.extend_from_slice(hint),
        }
        if let Some(epoch) = &self.epoch {
            out.extend_from_slice(&epoch.0);
        }
        put_varint(&mut out, self.first_seq);
        let first = self.entries.first().map_or(0, |e| e.time_ms);
        out.extend_from_slice(&first.to_be_bytes()[2..]);
        put_varint(&mut out, self.entries.len() as u64);
        for e in &self.entries {
            out.push(e.kind as u8 | if matches!(e.body, Body::Erased { .. }) { ERASED } else { 0 });
        }
        for pair in self.entries.windows(2) {
            put_varint(&mut out, pair[1].time_ms.saturating_sub(pair[0].time_ms));
        }
        for e in &self.entries {
            put_varint(&mut out, u64::from(e.body.len()));
        }
        for e in &self.entries {
            match &e.body {
                Body::Held { salt, .. } => out.extend_from_slice(salt),
                Body::Erased { hash, .. } => out.extend_from_slice(hash),
            }
        }
        for e in &self.entries {
            if let Body::Held { bytes, .. } = &e.body {
                out.extend_from_slice(bytes);
            }
        }
        out.extend_from_slice(&self.signature);
        out
    }

    fn flags(&self) -> u8 {
        (if self.lane == Lane::Data { FLAG_DATA } else { 0 })
            | (if self.epoch.is_some() { FLAG_EPOCH } else { 0 })
            | (if self.genesis { FLAG_GENESIS } else { 0 })
    }

    /// Reads one run that fills `bytes`.
    ///
    /// # Errors
    /// [`RunError::Codec`] naming what is wrong; work is bounded by the length of `bytes`.
    pub fn decode(bytes: &[u8]) -> Result<Self, RunError> {
        if bytes.len() > limits::RUN_BYTES_MAX {
            return Err(CodecError::TooLong { max: limits::RUN_BYTES_MAX }.into());
        }
        let mut r = Reader { bytes, at: 0 };
        if r.byte()? != RUN_VERSION {
            return Err(CodecError::NotCanonical("a run of another version").into());
        }
        let flags = r.byte()?;
        let run = Self::decode_rest(&mut r, flags)?;
        if r.at != bytes.len() {
            return Err(CodecError::Trailing.into());
        }
        Ok(run)
    }

    fn decode_rest(r: &mut Reader<'_>, flags: u8) -> Result<Self, RunError> {
        let lane = if flags & FLAG_DATA == 0 { Lane::Control } else { Lane::Data };
        let genesis = flags & FLAG_GENESIS != 0;
        if flags & !(FLAG_DATA | FLAG_EPOCH | FLAG_GENESIS) != 0 || (lane == Lane::Control && flags & FLAG_EPOCH != 0) || (lane == Lane::Data && genesis) {
            return Err(CodecError::NotCanonical("flags of a run").into());
        }
        let author = if lane == Lane::Control { Author::Whole(DeviceId(r.array()?)) } else { Author::Hint(r.array()?) };
        let epoch = if flags & FLAG_EPOCH == 0 { None } else { Some(EpochId(r.array()?)) };
        let first_seq = r.varint()?;
        let mut time = 0u64;
        for b in r.array::<6>()? {
            time = (time << 8) | u64::from(b);
        }
        let count = usize::try_from(r.varint()?).unwrap_or(usize::MAX);
        if count == 0 || count > limits::RUN_ENTRIES_MAX || first_seq == 0 || first_seq > u64::MAX / 2 || (genesis && first_seq != 1) {
            return Err(CodecError::NotCanonical("the count of a run").into());
        }
        let kinds = r.take(count)?.to_vec();
        let times = read_times(r, time, count)?;
        let lens = (0..count).map(|_| r.varint()).collect::<Result<Vec<_>, _>>()?;
        let mut entries = Vec::with_capacity(count);
        for ((byte, len), time_ms) in kinds.iter().zip(&lens).zip(times) {
            let kind = Kind::from_byte(byte & !ERASED).filter(|k| k.lane() == lane).ok_or(CodecError::Shape)?;
            let len = u32::try_from(*len).ok().filter(|l| *l as usize <= limits::BODY_BYTES_MAX).ok_or(CodecError::TooLong { max: limits::BODY_BYTES_MAX })?;
            let body = if byte & ERASED == 0 { Body::Held { salt: r.array()?, bytes: vec![0; len as usize] } } else { Body::Erased { hash: r.array()?, len } };
            entries.push(RunEntry { kind, time_ms, body });
        }
        for e in &mut entries {
            if let Body::Held { bytes, .. } = &mut e.body {
                let n = bytes.len();
                bytes.copy_from_slice(r.take(n)?);
            }
        }
        Ok(Self { lane, genesis, author, epoch, first_seq, entries, signature: r.array()? })
    }
}

fn read_times(r: &mut Reader<'_>, first: u64, count: usize) -> Result<Vec<u64>, CodecError> {
    let mut times = vec![first];
    for _ in 1..count {
        let step = r.varint()?;
        let next = times[times.len() - 1].checked_add(step).filter(|t| step > 0 && *t <= TIME_MAX);
        times.push(next.ok_or(CodecError::NotCanonical("time that does not rise"))?);
    }
    Ok(times)
}

/// Appends a LEB128 varint.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(low_seven(value) | 0x80);
        value >>= 7;
    }
    out.push(low_seven(value));
}

fn low_seven(value: u64) -> u8 {
    value.to_le_bytes()[0] & 0x7f
}

/// A cursor over bytes from outside: every read is checked.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// How far they have been read.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next `n` bytes.
    ///
    /// # Errors
    /// [`CodecError::Truncated`].
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], CodecError> {
        let end = self.at.checked_add(n).filter(|e| *e <= self.bytes.len()).ok_or(CodecError::Truncated)?;
        let out = &self.bytes[self.at..end];
        self.at = end;
        Ok(out)
    }

    /// The next byte.
    ///
    /// # Errors
    /// [`CodecError::Truncated`].
    pub fn byte(&mut self) -> Result<u8, CodecError> {
        Ok(self.take(1)?[0])
    }

    /// The next `N` bytes.
    ///
    /// # Errors
    /// [`CodecError::Truncated`].
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
        let mut out = [0; N];
        out.copy_from_slice(self.take(N)?);
        Ok(out)
    }

    /// The next varint, shortest form only, at most 9 bytes (63 bits).
    ///
    /// # Errors
    /// [`CodecError::Truncated`] or [`CodecError::NotCanonical`].
    pub fn varint(&mut self) -> Result<u64, CodecError> {
        let mut value = 0u64;
        for shift in (0..63).step_by(7) {
            let b = self.byte()?;
            value |= u64::from(b & 0x7f) << shift;
            if b & 0x80 == 0 {
                return if b == 0 && shift > 0 { Err(CodecError::NotCanonical("a varint longer than it need be")) } else { Ok(value) };
            }
        }
        Err(CodecError::NotCanonical("a varint of more than 63 bits"))
    }

    /// Bytes with a varint length before them, at most `max`.
    ///
    /// # Errors
    /// [`CodecError::TooLong`], [`CodecError::Truncated`] or [`CodecError::NotCanonical`].
    pub fn bytes_with_len(&mut self, max: usize) -> Result<&'a [u8], CodecError> {
        let len = usize::try_from(self.varint()?).ok().filter(|l| *l <= max).ok_or(CodecError::TooLong { max })?;
        self.take(len)
    }

    /// Whether all has been read.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }
}

#[cfg(test)]
mod tests;
