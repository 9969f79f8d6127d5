//! Seals as bytes, so that thirty of them take no more room than they must. A list in the form of version 1's first profiles is read, too.

use super::DeviceSeal;
use crate::seal::HPKE_BYTES;
use minicbor::{
    Decoder, Encoder,
    data::Type,
    decode::Error as Unreadable,
    encode::{Error as Unwritten, Write},
};

/// Bytes of a seal of 32.
const SEAL_BYTES: usize = HPKE_BYTES + 32;
/// Bytes of a device's first bytes and its seal.
const EACH_BYTES: usize = 8 + SEAL_BYTES;

pub(super) fn encode<C, W: Write>(seals: &[DeviceSeal], e: &mut Encoder<W>, ctx: &mut C) -> Result<(), Unwritten<W::Error>> {
    if seals.iter().any(|s| s.seal.len() != SEAL_BYTES) {
        e.array(seals.len() as u64)?;
        return seals.iter().try_for_each(|s| e.encode_with(s, ctx).map(|_| ()));
    }
    let bytes: Vec<u8> = seals.iter().flat_map(|s| s.device.iter().chain(&s.seal).copied()).collect();
    e.bytes(&bytes)?.ok()
}

pub(super) fn decode<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<Vec<DeviceSeal>, Unreadable> {
    if d.datatype()? == Type::Array {
        return d.array_iter_with(ctx)?.collect();
    }
    let bytes = d.bytes()?;
    if bytes.len() % EACH_BYTES != 0 {
        return Err(Unreadable::message("seals of another length"));
    }
    let one = |b: &[u8]| Some(DeviceSeal { device: b.get(..8)?.try_into().ok()?, seal: b.get(8..)?.to_vec() });
    Ok(bytes.chunks_exact(EACH_BYTES).filter_map(one).collect())
}
