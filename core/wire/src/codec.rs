//! Canonical CBOR: one value has one encoding, and whatever re-encodes differently is refused.
//!
//! The rules (RFC 8949 §4.2.1, narrowed): definite lengths only; integers and lengths in their shortest form; map keys are unsigned
//! integers in rising order; text is UTF-8; no floats, no tags, no undefined; at most [`limits::CBOR_DEPTH_MAX`] deep; nothing after
//! the value. The check walks the generic encoding, not a type, so fields that this version does not know pass through unharmed.

use crate::limits;
use minicbor::{Decode, Encode};

/// Why bytes are not one canonical value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// More bytes than the limit that the caller named.
    #[error("longer than {max} bytes")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// The bytes end inside the value.
    #[error("cut short")]
    Truncated,
    /// Bytes follow the value.
    #[error("bytes follow the value")]
    Trailing,
    /// Another encoding of the same value is the canonical one.
    #[error("not in canonical form: {0}")]
    NotCanonical(&'static str),
    /// Canonical, but not what was expected.
    #[error("not the expected shape")]
    Shape,
}

/// Encodes a value. Types in this project encode canonically; [`check`] is what proves it to others.
#[must_use]
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("writing to a vector cannot fail")
}

/// Decodes one canonical value of at most `max` bytes.
///
/// # Errors
/// When the bytes are too long, not canonical, or not a `T`.
pub fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8], max: usize) -> Result<T, CodecError> {
    if bytes.len() > max {
        return Err(CodecError::TooLong { max });
    }
    check(bytes)?;
    minicbor::decode(bytes).map_err(|_| CodecError::Shape)
}

/// Checks that `bytes` are exactly one canonical value.
///
/// # Errors
/// Names the first rule that is broken.
pub fn check(bytes: &[u8]) -> Result<(), CodecError> {
    let mut at = 0;
    walk(bytes, &mut at, 0)?;
    if at == bytes.len() { Ok(()) } else { Err(CodecError::Trailing) }
}

fn take<'a>(bytes: &'a [u8], at: &mut usize, n: u64) -> Result<&'a [u8], CodecError> {
    let n = usize::try_from(n).map_err(|_| CodecError::Truncated)?;
    let end = at.checked_add(n).filter(|end| *end <= bytes.len()).ok_or(CodecError::Truncated)?;
    let slice = &bytes[*at..end];
    *at = end;
    Ok(slice)
}

/// Reads an item's head: major type and argument, shortest form only.
fn head(bytes: &[u8], at: &mut usize) -> Result<(u8, u64), CodecError> {
    let first = take(bytes, at, 1)?[0];
    let (major, info) = (first >> 5, first & 31);
    let value = match info {
        0..=23 => return Ok((major, u64::from(info))),
        24..=27 => {
            let width = 1u64 << (info - 24);
            take(bytes, at, width)?.iter().fold(0u64, |v, b| (v << 8) | u64::from(*b))
        }
        31 => return Err(CodecError::NotCanonical("an indefinite length")),
        _ => return Err(CodecError::NotCanonical("a reserved length")),
    };
    let least = [24, 0x100, 0x1_0000, 0x1_0000_0000][usize::from(info - 24)];
    if value < least {
        return Err(CodecError::NotCanonical("a number longer than it need be"));
    }
    Ok((major, value))
}

fn walk(bytes: &[u8], at: &mut usize, depth: usize) -> Result<(), CodecError> {
    if depth > limits::CBOR_DEPTH_MAX {
        return Err(CodecError::NotCanonical("nested too deep"));
    }
    let start = *at;
    let (major, value) = head(bytes, at)?;
    match major {
        0 | 1 => Ok(()),
        2 => take(bytes, at, value).map(|_| ()),
        3 => std::str::from_utf8(take(bytes, at, value)?).map(|_| ()).map_err(|_| CodecError::NotCanonical("text that is not UTF-8")),
        4 => (0..value).try_for_each(|_| walk(bytes, at, depth + 1)),
        5 => walk_map(bytes, at, value, depth),
        7 if bytes[start] == 0xf4 || bytes[start] == 0xf5 || bytes[start] == 0xf6 => Ok(()),
        6 => Err(CodecError::NotCanonical("a tag")),
        _ => Err(CodecError::NotCanonical("a float or a simple value")),
    }
}

fn walk_map(bytes: &[u8], at: &mut usize, pairs: u64, depth: usize) -> Result<(), CodecError> {
    let mut last = None;
    for _ in 0..pairs {
        let (major, key) = head(bytes, at)?;
        if major != 0 {
            return Err(CodecError::NotCanonical("a map key that is not a number"));
        }
        if last.is_some_and(|l| l >= key) {
            return Err(CodecError::NotCanonical("map keys out of order"));
        }
        last = Some(key);
        walk(bytes, at, depth + 1)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
