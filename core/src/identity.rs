//! Who is who: a person's root certifies devices, a device certifies a sibling, and a device holds keys that never leave it.
//!
//! A certificate's bytes:
//!
//! | offset | bytes | field |
//! | --- | --- | --- |
//! | 0 | 1 | version: 1, or 2 with the device's own word |
//! | 1 | 1 | owner: 1 person, 2 pool, 3 place |
//! | 2 | 32 | the person, or the co-op whose pool it is, or the place's code (2, big-endian, from 1) and zeros |
//! | 34 | 32 | device: Ed25519 public key |
//! | 66 | 32 | receiving key: X25519 |
//! | 98 | 32 | signer: the person's root, or a device of the same owner (or, for a pool, a steward's device) |
//! | 130 | 64 | Ed25519 signature over `"kith/v1/certificate"` and bytes 0 to 130, the first as 1 |
//! | 194 | 64 | version 2: the device's signature over `"kith/v1/device of a person"` and the person |
//!
//! Anybody may certify a device that they have only seen. Its own word says whose it is: a device gives it once, to the person who let it in.

use crate::{
    entropy::{Entropy, bytes},
    seal,
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use kith_wire::{DeviceId, PersonId, SpaceId, codec::CodecError, run::Reader};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The version of a certificate's bytes.
pub const CERTIFICATE_VERSION: u8 = 1;
/// The version of those that carry the device's own word.
pub const ACCEPTED_VERSION: u8 = 2;
/// Bytes of a certificate without it.
pub const CERTIFICATE_BYTES: usize = 194;
/// Certificates in one chain from a root: a device vouched for by a device, and so on.
pub const CERTIFICATE_CHAIN_MAX: usize = 16;
const SECRETS_VERSION: u8 = 1;
const SECRETS_BYTES: usize = 1 + 7 * 32;

/// Whose a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyOwner {
    /// A person.
    Person(PersonId),
    /// The central pool of a co-op: coins lie on floats, one a steward's device.
    Pool(SpaceId),
    /// A place that holds coins, by its code in the co-op's table: they lie at the office.
    Place(u16),
}

fn place_bytes(code: u16) -> [u8; 32] {
    let mut out = [0; 32];
    out[..2].copy_from_slice(&code.to_be_bytes());
    out
}

fn place_of(id: &[u8; 32]) -> Option<u16> {
    let code = u16::from_be_bytes([id[0], id[1]]);
    (code > 0 && *id == place_bytes(code)).then_some(code)
}

/// A device certified to a person, a pool or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is.
    pub owner: KeyOwner,
    /// The device's signing key.
    pub device: DeviceId,
    /// The device's receiving key.
    pub receiving: [u8; 32],
    /// The key that signed it.
    pub signer: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
    /// The device's own word that it is this person's.
    pub accepted: Option<[u8; 64]>,
}

/// What a device signs to say whose it is.
fn acceptance(person: &PersonId) -> Vec<u8> {
    [b"kith/v1/device of a person".as_slice(), &person.0].concat()
}

impl Certificate {
    fn unsigned(owner: KeyOwner, device: DeviceId, receiving: [u8; 32], signer: [u8; 32]) -> [u8; CERTIFICATE_BYTES - 64] {
        let (kind, id) = match owner {
            KeyOwner::Person(p) => (1, p.0),
            KeyOwner::Pool(s) => (2, s.0),
            KeyOwner::Place(code) => (3, place_bytes(code)),
        };
        let mut out = [0; CERTIFICATE_BYTES - 64];
        out[0] = CERTIFICATE_VERSION;
        out[1] = kind;
        out[2..34].copy_from_slice(&id);
        out[34..66].copy_from_slice(&device.0);
        out[66..98].copy_from_slice(&receiving);
        out[98..130].copy_from_slice(&signer);
        out
    }

    /// Certifies a device.
    #[must_use]
    pub fn sign(owner: KeyOwner, device: DeviceId, receiving: [u8; 32], signer: &SigningKey) -> Self {
        let key = signer.verifying_key().to_bytes();
        let body = Self::unsigned(owner, device, receiving, key);
        let signature = signer.sign(&[b"kith/v1/certificate".as_slice(), &body].concat()).to_bytes();
        Self { owner, device, receiving, signer: key, signature, accepted: None }
    }

    /// Whether the signature is the signer's, strictly, and no key in it is weak.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let body = Self::unsigned(self.owner, self.device, self.receiving, self.signer);
        let message = [b"kith/v1/certificate".as_slice(), &body].concat();
        let strong = |key: &[u8; 32]| VerifyingKey::from_bytes(key).ok().filter(|k| !k.is_weak());
        strong(&self.device.0).is_some() && strong(&self.signer).is_some_and(|k| k.verify_strict(&message, &Signature::from_bytes(&self.signature)).is_ok())
    }

    /// Names this certificate and no other, its signature too: BLAKE3 of the bytes that travel.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        *blake3::hash(&self.to_bytes()).as_bytes()
    }

    /// The same with the device's own word, where it is this device's key and a person's certificate.
    #[must_use]
    pub fn accept(self, device: &SigningKey) -> Self {
        match self.owner {
            KeyOwner::Person(person) if device.verifying_key().to_bytes() == self.device.0 => {
                Self { accepted: Some(device.sign(&acceptance(&person)).to_bytes()), ..self }
            }
            _ => self,
        }
    }

    /// The same without the device's own word, where room is short or it is not to be handed on.
    #[must_use]
    pub const fn bare(self) -> Self {
        Self { accepted: None, ..self }
    }

    /// Whether the device has said itself that it is this person's.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        let (KeyOwner::Person(person), Some(signature)) = (self.owner, &self.accepted) else { return false };
        let key = VerifyingKey::from_bytes(&self.device.0).ok().filter(|k| !k.is_weak());
        key.is_some_and(|k| k.verify_strict(&acceptance(&person), &Signature::from_bytes(signature)).is_ok())
    }

    /// The bytes that travel.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Self::unsigned(self.owner, self.device, self.receiving, self.signer).to_vec();
        out.extend_from_slice(&self.signature);
        if let Some(accepted) = &self.accepted {
            out[0] = ACCEPTED_VERSION;
            out.extend_from_slice(accepted);
        }
        out
    }

    /// Reads a certificate; says nothing yet of its signature.
    ///
    /// # Errors
    /// Another length, version or owner.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut r = Reader::new(bytes);
        let version = r.byte()?;
        if !matches!(version, CERTIFICATE_VERSION | ACCEPTED_VERSION) {
            return Err(CodecError::NotCanonical("a certificate of another version"));
        }
        let kind = r.byte()?;
        let id: [u8; 32] = r.array()?;
        let owner = match kind {
            1 => KeyOwner::Person(PersonId(id)),
            2 => KeyOwner::Pool(SpaceId(id)),
            3 => KeyOwner::Place(place_of(&id).ok_or(CodecError::Shape)?),
            _ => return Err(CodecError::Shape),
        };
        let mut out = Self { owner, device: DeviceId(r.array()?), receiving: r.array()?, signer: r.array()?, signature: r.array()?, accepted: None };
        if version == ACCEPTED_VERSION {
            out.accepted = Some(r.array()?);
        }
        if r.is_done() { Ok(out) } else { Err(CodecError::Trailing) }
    }
}

impl<C> minicbor::Encode<C> for Certificate {
    fn encode<W: minicbor::encode::Write>(&self, e: &mut minicbor::Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.to_bytes())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Certificate {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_bytes(d.bytes()?).map_err(|_| minicbor::decode::Error::message("not a certificate"))
    }
}

/// Whether `chain` (root's certificate first) certifies its last device to `person`.
#[must_use]
pub fn chain_holds(person: PersonId, chain: &[Certificate]) -> bool {
    if chain.is_empty() || chain.len() > CERTIFICATE_CHAIN_MAX {
        return false;
    }
    let mut may_sign = vec![person.0];
    chain.iter().all(|c| {
        let good = c.owner == KeyOwner::Person(person) && may_sign.contains(&c.signer) && c.is_signed();
        may_sign.push(c.device.0);
        good
    })
}

/// A device's secrets: made on it, wrapped by the key store, never in the database.
#[derive(Clone, Default, Zeroize, ZeroizeOnDrop)]
pub struct Secrets {
    device: [u8; 32],
    receiving: [u8; 32],
    root: [u8; 32],
    float: [u8; 32],
    /// Key of the database.
    pub database: [u8; 32],
    /// The network's key: rotatable, so that a network does not follow a person.
    pub network: [u8; 32],
    /// What seeds of signatures that must come out the same twice are derived from.
    pub steady: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets([redacted])")
    }
}

impl Secrets {
    /// New secrets for a new device (and, until its holder is certified by another device, a new person).
    #[must_use]
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        Self {
            device: bytes(entropy),
            receiving: bytes(entropy),
            root: bytes(entropy),
            float: bytes(entropy),
            database: bytes(entropy),
            network: bytes(entropy),
            steady: bytes(entropy),
        }
    }

    /// The secrets of a new device in the place of this one: of the old it keeps the database's key and the person's root.
    #[must_use]
    pub fn for_new_device(&self, entropy: &mut dyn Entropy) -> Self {
        Self { root: self.root, database: self.database, ..Self::generate(entropy) }
    }

    /// The device's signing key.
    #[must_use]
    pub fn device_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.device)
    }

    /// The person's root. Cold: it only certifies a first device, and recovers.
    #[must_use]
    pub fn root_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.root)
    }

    /// Takes a person's root, brought back by a kit or by guardians, in place of the one that this device was made with.
    pub fn take_root(&mut self, root: &[u8; 32]) {
        self.root = *root;
    }

    /// The key of the pool's float on this device, used only where it is certified as one.
    #[must_use]
    pub fn float_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.float)
    }

    /// The key of a place's coins, which lie at the office: from the float's, so that it needs no keeping of its own.
    #[must_use]
    pub fn place_key(&self, code: u16) -> SigningKey {
        let mut secret = Zeroizing::new([0; 34]);
        secret[..32].copy_from_slice(&self.float);
        secret[32..].copy_from_slice(&code.to_be_bytes());
        SigningKey::from_bytes(&Zeroizing::new(blake3::derive_key("kith/v1/key of a place", secret.as_slice())))
    }

    /// The device's identity.
    #[must_use]
    pub fn device_id(&self) -> DeviceId {
        DeviceId(self.device_key().verifying_key().to_bytes())
    }

    /// The X25519 secret.
    #[must_use]
    pub const fn receiving_secret(&self) -> &[u8; 32] {
        &self.receiving
    }

    /// The X25519 public key.
    #[must_use]
    pub fn receiving_public(&self) -> [u8; 32] {
        seal::receiving_public(&self.receiving)
    }

    /// The bytes that the key store wraps: version 1, then seven secrets of 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(SECRETS_BYTES));
        out.push(SECRETS_VERSION);
        for part in [&self.device, &self.receiving, &self.root, &self.float, &self.database, &self.network, &self.steady] {
            out.extend_from_slice(part);
        }
        out
    }

    /// Reads what the key store unwrapped, straight into the place where the secrets stay.
    ///
    /// # Errors
    /// Another length or version.
    pub fn read(bytes: &[u8]) -> Result<Box<Self>, CodecError> {
        let (version, rest) = bytes.split_first().ok_or(CodecError::Truncated)?;
        if *version != SECRETS_VERSION {
            return Err(CodecError::NotCanonical("secrets of another version"));
        }
        if bytes.len() != SECRETS_BYTES {
            return Err(CodecError::Truncated);
        }
        let mut out = Box::<Self>::default();
        let s = out.as_mut();
        let parts = [&mut s.device, &mut s.receiving, &mut s.root, &mut s.float, &mut s.database, &mut s.network, &mut s.steady];
        for (part, from) in parts.into_iter().zip(rest.chunks_exact(32)) {
            part.copy_from_slice(from);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn secrets(seed: u64) -> Secrets {
        Secrets::generate(&mut SeededEntropy::new(seed))
    }

    fn person(s: &Secrets) -> PersonId {
        PersonId(s.root_key().verifying_key().to_bytes())
    }

    fn first(s: &Secrets) -> Certificate {
        Certificate::sign(KeyOwner::Person(person(s)), s.device_id(), s.receiving_public(), &s.root_key())
    }

    /// covers: X3
    #[test]
    fn a_device_vouches_for_a_sibling_and_a_stranger_does_not() {
        let (phone, tablet, stranger) = (secrets(1), secrets(2), secrets(3));
        let owner = KeyOwner::Person(person(&phone));
        let sibling = Certificate::sign(owner, tablet.device_id(), tablet.receiving_public(), &phone.device_key());
        assert!(chain_holds(person(&phone), &[first(&phone), sibling]));
        assert!(!chain_holds(person(&phone), &[sibling]));
        let forged = Certificate::sign(owner, stranger.device_id(), stranger.receiving_public(), &stranger.device_key());
        assert!(!chain_holds(person(&phone), &[first(&phone), forged]));
        assert!(!chain_holds(person(&stranger), &[first(&phone)]));
    }

    #[test]
    fn a_changed_certificate_is_not_signed() {
        let c = first(&secrets(1));
        assert_eq!(Certificate::from_bytes(&c.to_bytes()), Ok(c));
        for at in [1usize, 5, 40, 70, 100, 150] {
            let mut bytes = c.to_bytes();
            bytes[at] ^= 1;
            assert!(!Certificate::from_bytes(&bytes).is_ok_and(|c| c.is_signed()));
        }
    }

    /// covers: X3
    #[test]
    fn a_device_says_itself_whose_it_is_and_nobody_says_it_for_another() {
        let (phone, tablet, stranger) = (secrets(1), secrets(2), secrets(3));
        let mine = Certificate::sign(KeyOwner::Person(person(&phone)), tablet.device_id(), tablet.receiving_public(), &phone.device_key());
        assert!(!mine.is_accepted() && !mine.accept(&stranger.device_key()).is_accepted());
        let said = mine.accept(&tablet.device_key());
        assert!(said.is_accepted() && said.is_signed() && said.bare() == mine);
        assert_eq!(Certificate::from_bytes(&said.to_bytes()), Ok(said));
        // What it has said of one person is said of no other.
        let theirs = Certificate::sign(KeyOwner::Person(person(&stranger)), tablet.device_id(), tablet.receiving_public(), &stranger.device_key());
        assert!(!Certificate { accepted: said.accepted, ..theirs }.is_accepted());
    }

    #[test]
    fn secrets_survive_their_bytes_and_show_nothing() {
        let s = secrets(5);
        let back = Secrets::read(&s.to_bytes()).unwrap();
        assert_eq!(back.device_id(), s.device_id());
        assert_eq!(format!("{s:?}"), "Secrets([redacted])");
    }
}
