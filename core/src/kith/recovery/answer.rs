//! Coming back where no relay leads to the co-op: a code to show to any member, and their answer, a pack to hand back.
//!
//! The code (kind 15) is a version (1), the canonical CBOR of [`Return`], and then the device's Ed25519 signature over
//! `"kith/v1/recovery-return"` and all before. There is no secret in it. Whoever takes it in lets the device back into what they share
//! with its person, as if it had been asked by a drop, and gives keys and entries alike: all of them, whatever other devices of the
//! person's were known to hold. The keys are sealed to that device alone, and the entries to the spaces' keys, so that an answer that
//! goes astray helps nobody.

use super::{
    super::{
        Kith, KithError, KithResult,
        drops::{self, Message},
        handover::{LENGTH_BYTES_MAX, encode_pack, fitting, hand_over, malformed},
        view::{HandOver, Received},
    },
    RecoveryNote,
    note::Return,
};
use crate::{
    identity::{Certificate, KeyOwner},
    recovery::RecoveryError,
    seal::{self, BoxKey},
    space::SpaceKind,
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use kith_wire::{DeviceId, PersonId, SpaceId, codec, limits, text::PayloadKind};
use std::collections::BTreeMap;

const RETURN_VERSION: u8 = 1;
/// Bytes of the code at most.
const RETURN_BYTES_MAX: usize = 1_024;
const SIGNATURE_BYTES: usize = 64;

fn bad_certificate() -> KithError {
    KithError::not_allowed("bad-certificate", "The request's keys do not belong together.")
}

fn signed_bytes(body: &[u8]) -> Vec<u8> {
    [b"kith/v1/recovery-return".as_slice(), body].concat()
}

impl Return {
    /// Whether the person's root has signed for this device.
    pub(super) fn is_by_root(&self) -> bool {
        let c = &self.certificate;
        c.owner == KeyOwner::Person(self.person) && c.signer == self.person.0 && c.is_signed()
    }

    /// The bytes of the code, signed by the device that it is for.
    fn sign(&self, device: &SigningKey) -> Vec<u8> {
        let mut out = [[RETURN_VERSION].as_slice(), &codec::encode(self)].concat();
        let signature = device.sign(&signed_bytes(&out)).to_bytes();
        out.extend_from_slice(&signature);
        out
    }

    /// Reads a code's bytes: a device that a person's root has signed for says this itself.
    fn read(bytes: &[u8]) -> KithResult<Self> {
        let end = bytes.len().checked_sub(SIGNATURE_BYTES).filter(|_| bytes.len() <= RETURN_BYTES_MAX).ok_or_else(malformed)?;
        let (body, signature) = bytes.split_at(end);
        let asked: Self = match body.split_first() {
            Some((&RETURN_VERSION, rest)) => codec::decode(rest, RETURN_BYTES_MAX).map_err(|_| malformed())?,
            _ => return Err(malformed()),
        };
        let key = VerifyingKey::from_bytes(&asked.certificate.device.0).ok().filter(|k| !k.is_weak()).ok_or_else(bad_certificate)?;
        let signature = Signature::from_slice(signature).map_err(|_| malformed())?;
        key.verify_strict(&signed_bytes(body), &signature).map_err(|_| bad_certificate())?;
        if asked.is_by_root() { Ok(asked) } else { Err(bad_certificate()) }
    }
}

impl Kith {
    /// On a device that has come back, while no relay has led it to its co-op: what to show to a member.
    pub(super) fn return_code(&self) -> KithResult<Option<HandOver>> {
        let Some(state) = self.recovering()? else { return Ok(None) };
        let found = state.coop.is_none() || (self.commons.is_some() && self.settings.relay.is_some());
        if found || !self.holds_root() {
            return Ok(None);
        }
        let bytes = self.my_return()?.sign(&self.secrets.device_key());
        Ok(Some(hand_over(PayloadKind::RecoveryReturn, bytes, false)))
    }

    /// What I share with somebody, and what of it a device of theirs may be given; the co-op first, for by it other keys' senders are known.
    pub(super) fn shared_with(&self, person: &PersonId) -> Vec<SpaceId> {
        let shared = self.spaces.values().filter(|s| s.resolved.level(person) > 0 && s.resolved.level(&self.me) > 0);
        let mut shared: Vec<SpaceId> = shared.filter(|s| s.kind() != Some(SpaceKind::Own) || *person == self.me).map(|s| s.id).collect();
        shared.sort_by_key(|s| Some(*s) != self.commons);
        shared
    }

    /// Somebody shows the code of their new device: lets it back in, and gives what to hand back. Shown again, it is answered again.
    pub(super) fn answer_return(&mut self, body: &[u8], now_ms: u64) -> KithResult<Received> {
        let kind = PayloadKind::RecoveryReturn;
        let asked = Return::read(body)?;
        let inbox = drops::read_box(&asked.inbox).ok_or_else(malformed)?;
        let (certificate, person) = (asked.certificate, asked.person);
        if certificate.device == self.device {
            return Ok(self.received(kind, ("already-known", "return-own"), &[]));
        }
        if self.is_cut_off(&certificate.device) {
            return Err(KithError::not_allowed("return-cut-off", "That phone has been cut off. Nothing was given to it."));
        }
        let shared = self.shared_with(&person);
        if shared.is_empty() {
            return Err(KithError::not_found("no-such-member", "Whoever showed this code is not known to this device."));
        }
        let before: Vec<SpaceId> = shared.iter().copied().filter(|s| self.is_in(s, &person, &certificate.device)).collect();
        let given = self.let_back_into(&shared, &certificate, person, now_ms)?;
        if given.is_empty() {
            return Err(KithError::not_allowed("no-key", "This device has not been given the key yet."));
        }
        let outcome = if given.iter().all(|s| before.contains(s)) { "already-known" } else { "taken" };
        let reply = self.return_pack(&given, &certificate, (person, &inbox), now_ms)?;
        let mut out = self.received(kind, (outcome, "let-back"), &[("name", &self.name_of(&person))]);
        out.reply = Some(hand_over(PayloadKind::Pack, encode_pack(&reply), false));
        out.about.push(certificate.device.hex());
        Ok(out)
    }

    fn is_in(&self, space: &SpaceId, person: &PersonId, device: &DeviceId) -> bool {
        self.spaces.get(space).and_then(|s| s.resolved.people.get(person)).is_some_and(|m| m.devices.contains(device))
    }

    /// The co-op's key and entries, then the keys of the rest, then their entries: each can be taken in once what stands before it is.
    /// What one code cannot hold comes by the next pack or meeting.
    fn return_pack(&mut self, given: &[SpaceId], c: &Certificate, to: (PersonId, &BoxKey), now_ms: u64) -> KithResult<Vec<Vec<u8>>> {
        let (first, rest): (Vec<SpaceId>, Vec<SpaceId>) = given.iter().partition(|s| Some(**s) == self.commons);
        let mut out = Vec::new();
        let keys = if rest.is_empty() { None } else { Some(self.returned_keys(&rest, c, to, now_ms)?) };
        if !first.is_empty() {
            out.push(self.returned_keys(&first, c, to, now_ms)?);
        }
        for space in first {
            out.extend(self.seal_space_for(space, &BTreeMap::new())?);
        }
        let kept_free = keys.as_ref().map_or(0, |k| k.len() + LENGTH_BYTES_MAX);
        out.truncate(fitting(&out, limits::HAND_OVER_BYTES_MAX - kept_free));
        out.extend(keys);
        for space in rest {
            out.extend(self.seal_space_for(space, &BTreeMap::new())?);
        }
        out.truncate(fitting(&out, limits::HAND_OVER_BYTES_MAX));
        Ok(out)
    }

    /// A drop with the keys of spaces, sealed once more to the device alone: its inbox may still be read by a phone that was lost.
    pub(super) fn returned_keys(&mut self, spaces: &[SpaceId], c: &Certificate, to: (PersonId, &BoxKey), now_ms: u64) -> KithResult<Vec<u8>> {
        let text = codec::encode(&self.admission(&to.0, spaces)?);
        let sealed = seal::seal_to(&c.receiving, b"kith/v1/returned", &c.device.0, &text, self.entropy.as_mut()).map_err(|_| RecoveryError::Closed)?;
        self.seal_message(to.1, false, &Message::Recovery(RecoveryNote::Returned(sealed)), now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{entropy::SeededEntropy, identity::Secrets};

    fn shown(of: &Secrets, signer: &Secrets) -> Return {
        let person = PersonId(of.root_key().verifying_key().to_bytes());
        let certificate = Certificate::sign(KeyOwner::Person(person), of.device_id(), of.receiving_public(), &signer.root_key());
        Return { person, certificate, inbox: vec![5; 48] }
    }

    /// covers: X3
    #[test]
    fn a_returning_devices_code_keeps_its_form_and_no_byte_of_it_may_change() {
        let me = Secrets::generate(&mut SeededEntropy::new(1));
        let other = Secrets::generate(&mut SeededEntropy::new(2));
        let asked = shown(&me, &me);
        let bytes = asked.sign(&me.device_key());
        assert_eq!(Return::read(&bytes).unwrap(), asked);
        assert_eq!((bytes.len(), blake3::hash(&bytes).to_hex()[..16].to_owned()), (346, "5b3223facef6f228".to_owned()));
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1;
            assert!(Return::read(&bent).is_err(), "byte {at}");
        }
        let code = |bytes: &[u8]| Return::read(bytes).unwrap_err().code;
        assert_eq!(code(&asked.sign(&other.device_key())), "bad-certificate", "said by another device");
        assert_eq!(code(&shown(&me, &other).sign(&me.device_key())), "bad-certificate", "signed by another root");
        assert_eq!(code(&bytes[..40]), "malformed-code");
        assert_eq!(code(&[bytes.as_slice(), &[0; RETURN_BYTES_MAX]].concat()), "malformed-code");
    }
}
