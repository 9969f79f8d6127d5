//! Identities: each a newtype over fixed bytes, shown as lower-case hex.
//!
//! Nothing is derived from a name or a phone number; a short form (eight hex digits) is for logs and never decides anything.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Why a text is not an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identity is {expected} hex digits")]
pub struct BadId {
    /// How many hex digits it should have had.
    pub expected: usize,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// All bytes zero: "none yet", never a real identity.
            pub const ZERO: Self = Self([0; $len]);
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// The identity in exactly as many bytes, or nothing.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Lower-case hex of all bytes.
            #[must_use]
            pub fn hex(&self) -> String {
                self.0.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
            }

            /// The first eight hex digits, for people's eyes only.
            #[must_use]
            pub fn short(&self) -> String {
                self.hex()[..8].to_owned()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.hex())
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(s: &str) -> Result<Self, BadId> {
                parse_hex(s).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.hex())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(&self, e: &mut minicbor::Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Self::from_slice(d.bytes()?).ok_or_else(|| minicbor::decode::Error::message("identity of the wrong length"))
            }
        }
    };
}

id!(
    /// A device: its Ed25519 public key. Keys are made on the device and never leave it.
    DeviceId, 32
);
id!(
    /// A person: the Ed25519 public key of their root, which certifies devices.
    PersonId, 32
);
id!(
    /// A space: the id of its genesis entry. A co-op's identity is that of its commons.
    SpaceId, 32
);
id!(
    /// An entry: BLAKE3 over its header (see [`crate::entry`]).
    EntryId, 32
);
id!(
    /// An epoch of a space: the id of the control entry that began it.
    EpochId, 32
);
id!(
    /// A mailbox at a relay. It is the hash of the keys that open it, so nobody can squat on one.
    MailboxTag, 16
);
id!(
    /// The Ed25519 public key of a capability at a relay (to write, or to read, one mailbox).
    CapabilityKey, 32
);

fn parse_hex<const N: usize>(s: &str) -> Result<[u8; N], BadId> {
    let bad = BadId { expected: N * 2 };
    if s.len() != N * 2 || !s.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(bad);
    }
    let mut out = [0u8; N];
    for (i, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&s[i * 2..i * 2 + 2], 16).map_err(|_| bad)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_hex_and_json() {
        let id = DeviceId([7; 32]);
        assert_eq!(id.hex().parse::<DeviceId>(), Ok(id));
        assert_eq!(MailboxTag([1; 16]).hex().len(), 32);
    }

    #[test]
    fn a_bad_text_is_refused_with_the_length_it_should_have() {
        assert_eq!("zz".parse::<DeviceId>(), Err(BadId { expected: 64 }));
        assert_eq!("é".repeat(32).parse::<DeviceId>(), Err(BadId { expected: 64 }));
        assert!("+1".repeat(16).parse::<MailboxTag>().is_err());
    }
}
