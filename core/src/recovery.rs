//! Getting a person back when every device of theirs is gone: a printed kit, or guardians who each hold a share.
//!
//! Both lead to the same thing, a [`Kit`]: the person's root, the key of their own space as it stood, and where to ask. With it a new
//! device certifies itself by the root and takes up the person's own space; everything else follows from there. Nothing in here opens
//! a database or a socket; randomness comes in as an argument.
//!
//! - [`kit`]: what is printed, and its code.
//! - [`guardians`]: k of n shares of a random key that seals a kit; each share proves by the root's signature what set it belongs to.
//! - [`claim`]: a new device's request to the guardians, and a share on its way to that device alone.

pub mod claim;
pub mod guardians;
pub mod kit;

pub use claim::{Ask, SealedShare};
pub use guardians::{SetHead, Share, combine, deal};
pub use kit::{Kit, KitSpace};

use kith_wire::codec::CodecError;

/// Why something about recovery does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryError {
    /// Not well formed, too long, or of another version.
    #[error("malformed: {0}")]
    Malformed(#[from] CodecError),
    /// A signature, a commitment or a key is not what it says it is.
    #[error("not what it says it is")]
    Forged,
    /// Shares of different sets, or of different people.
    #[error("shares of different sets")]
    Mixed,
    /// Fewer shares than the set needs.
    #[error("{have} of {needed} shares")]
    TooFew {
        /// How many there are.
        have: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A set that may not be: fewer than two needed, more needed than there are, or more than [`guardians::GUARDIANS_MAX`].
    #[error("no such set of guardians")]
    BadSet,
    /// Sealed to another device, or changed on the way.
    #[error("cannot be opened here")]
    Closed,
}

/// Crockford's alphabet: no I, L, O or U, so that nobody mistakes a letter when reading aloud.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A short code for people to compare, in groups of four, over bytes that are otherwise too long to read out.
#[must_use]
pub fn spoken_code(label: &str, bytes: &[u8], groups: usize) -> String {
    let mut out = String::new();
    let mut digest = blake3::Hasher::new_derive_key(label).update(bytes).finalize_xof();
    for i in 0..groups * 4 {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        let mut byte = [0; 1];
        digest.fill(&mut byte);
        out.push(char::from(ALPHABET[usize::from(byte[0] % 32)]));
    }
    out
}

/// A code as people type it: any case, spaces or dashes or none, and the letters that look like others forgiven.
#[must_use]
pub fn same_code(typed: &str, code: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
        letters
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect()
    };
    plain(typed) == plain(code)
}

#[cfg(test)]
mod tests;
