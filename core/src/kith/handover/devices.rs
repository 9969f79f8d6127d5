//! One more device of a person: it asks, one that is in already lets it in, and it takes up what it is given.

use super::{decode_pack, encode_pack, hand_over, in_use, malformed};
use crate::{
    identity::{Certificate, KeyOwner},
    kith::{
        Kith, KithError, KithResult, drops, naming,
        relay::{PageReport, Way},
        view::{AdmittedView, HandOver, Received},
    },
    seal,
    space::{Act, ActBody},
};
use kith_wire::{
    DeviceId, Kind, Lane, PersonId, SpaceId, codec, limits,
    text::{Payload, PayloadKind},
};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Digits of a device's id that a person compares.
const DIGITS_SHOWN: usize = 8;
/// What an envelope's length takes in a pack at most.
pub(in crate::kith) const LENGTH_BYTES_MAX: usize = 5;

/// A new device's request: its keys, signed by itself.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct DeviceRequest {
    #[n(0)]
    certificate: Certificate,
    /// What the new profile is called, by its own word.
    #[n(1)]
    name: Option<String>,
    /// Whose it asks to become, where it knows: nobody else lets it in then.
    #[n(2)]
    of: Option<PersonId>,
}

impl DeviceRequest {
    fn read(body: &[u8]) -> KithResult<Self> {
        codec::decode(body, limits::ENVELOPE_BYTES_MAX).map_err(|_| malformed())
    }

    /// What it calls itself, where that is a name.
    fn said_name(&self) -> Option<String> {
        self.name.as_deref().and_then(|name| naming::clean_name(name).ok())
    }
}

impl Kith {
    /// Somebody showed a new device's request: whose it says that it is, before anybody lets it in.
    pub(super) fn device_asks(&mut self, body: &[u8]) -> KithResult<Received> {
        let request = DeviceRequest::read(body)?;
        let device = request.certificate.device.hex();
        let name = request.said_name().unwrap_or_default();
        let mut out = self.received(PayloadKind::DeviceRequest, ("waiting", "device-asks"), &[("name", &name), ("digits", &device[..DIGITS_SHOWN])]);
        out.about.push(device);
        Ok(out)
    }

    /// On a new profile: asks to become one more device of a person.
    pub(in crate::kith) fn device_request(&mut self) -> KithResult<HandOver> {
        if self.enrolling.is_none() && self.spaces.len() > 1 {
            return Err(in_use());
        }
        let certificate = if self.enrolling.is_some() {
            // The person is known; their root, where this profile has it, vouches for the new device.
            Certificate::sign(KeyOwner::Person(self.me), self.device, self.secrets.receiving_public(), &self.secrets.root_key())
        } else {
            // Its own word is for the person who lets it in, once it has taken their answer.
            self.my_certificates()?.first().map(|c| c.bare()).ok_or_else(malformed)?
        };
        let (name, of) = (Some(self.name_of(&self.me)), self.enrolling.is_some().then_some(self.me));
        Ok(hand_over(PayloadKind::DeviceRequest, codec::encode(&DeviceRequest { certificate, name, of }), false))
    }

    /// On a device already in: lets the new one in, to every space.
    pub(in crate::kith) fn device_admit(&mut self, text: &str, label: &str, now_ms: u64) -> KithResult<AdmittedView> {
        let payload = Payload::from_text(text)?;
        if payload.kind != PayloadKind::DeviceRequest {
            return Err(KithError::invalid("not-a-device-request", "This code is not a new device's request."));
        }
        let request = DeviceRequest::read(&payload.body)?;
        let (new, asked_as) = (request.certificate, request.said_name());
        if !new.is_signed() || new.device == self.device {
            return Err(KithError::not_allowed("bad-certificate", "The request's keys do not belong together."));
        }
        self.check_whose(&new.device, request.of)?;
        let certificate = Certificate::sign(KeyOwner::Person(self.me), new.device, new.receiving, &self.secrets.device_key());
        let mut spaces: Vec<SpaceId> = vec![self.own];
        spaces.extend(self.spaces.keys().copied().filter(|s| *s != self.own));
        for space in &spaces {
            // Somebody else who saw the request may have been quicker: the device's own word decides, and it gives it to who lets it in.
            if self.space(space)?.resolved.person_of(&new.device) != Some(self.me) {
                self.act(*space, Act::Certify(certificate), now_ms)?;
                self.welcome_device(*space, &certificate, now_ms)?;
            }
        }
        let label = naming::clean_name(label)?;
        self.say_device_name(&new.device, &label, now_ms)?;
        let mut admission = self.admission(&self.me.clone(), &spaces)?;
        admission.person = Some(self.me);
        let text = codec::encode(&drops::Message::Admission(admission));
        let sealed = seal::seal_to(&new.receiving, b"kith/v1/device-grant", &new.device.0, &text, self.entropy.as_mut()).map_err(|_| malformed())?;
        let mut envelopes = vec![sealed];
        for space in spaces {
            envelopes.extend(self.seal_space_for(space, &BTreeMap::new())?);
        }
        let room = if self.settings.relay.is_some() { limits::GRANT_BYTES_MAX } else { limits::HAND_OVER_BYTES_MAX };
        let fits = fitting(&envelopes, room);
        let hand_over = hand_over(PayloadKind::DeviceGrant, encode_pack(&envelopes[..fits]), false);
        Ok(AdmittedView { hand_over, person: self.person_view(&self.me), device: new.device.hex(), label, asked_as })
    }

    /// Refuses a device that asks for somebody else, or that is somebody else's by its own word or by what it has written.
    fn check_whose(&self, device: &DeviceId, of: Option<PersonId>) -> KithResult<()> {
        if of.is_some_and(|person| person != self.me) {
            return Err(KithError::not_allowed("asks-another", "This device asks to become one of somebody else's. Only they can let it in."));
        }
        for space in self.spaces.values().filter(|s| s.resolved.person_of(device).is_some_and(|p| p != self.me)) {
            let said = space.resolved.devices.iter().any(|d| d.id == *device && d.certificate.is_accepted());
            let device_n = self.storage.device_n(device)?;
            if said || self.storage.head(space.n, Lane::Control, device_n)?.seq > 0 || self.storage.head(space.n, Lane::Data, device_n)?.seq > 0 {
                return Err(KithError::not_allowed("device-of-another", "This device is somebody else's already. Nothing was changed."));
            }
        }
        Ok(())
    }

    /// Says in a space whose this device is, where it was let in by another of its person's and has not said so, or where somebody else
    /// has certified it.
    pub(in crate::kith) fn say_whose(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        if held.resolved.level(&self.me) == 0 {
            return Ok(());
        }
        let said = |act: &Act| matches!(act, Act::Certify(c) if c.device == self.device && c.accepted.is_some());
        let certificate = match held.resolved.owner_of(&self.device) {
            Some(KeyOwner::Person(p)) if p == self.me => {
                let mine = held.resolved.devices.iter().find(|d| d.id == self.device).map(|d| d.certificate);
                mine.filter(|c| c.accepted.is_none() && c.signer != self.me.0)
            }
            Some(_) => held.certificate_for(&self.device, &self.me),
            None => None,
        };
        let Some(certificate) = certificate else { return Ok(()) };
        if held.control.iter().any(|e| e.device == self.device && e.body.as_ref().is_some_and(|b| said(&b.act))) {
            return Ok(());
        }
        let parents = held.resolved.heads.clone();
        let body = ActBody { parents, act: Act::Certify(certificate.accept(&self.secrets.device_key())) };
        self.append(space, Kind::Control, body.to_bytes(), now_ms)?;
        self.settle(&space)
    }

    /// On the new device: takes what [`Self::device_admit`] gave.
    pub(in crate::kith) fn device_adopt(&mut self, body: &[u8], now_ms: u64) -> KithResult<Received> {
        let envelopes = decode_pack(body).ok_or_else(malformed)?;
        let (grant, rest) = envelopes.split_first().ok_or_else(malformed)?;
        let text = seal::open_from(self.secrets.receiving_secret(), b"kith/v1/device-grant", &self.device.0, grant)
            .map_err(|_| KithError::not_allowed("not-for-this-device", "This answer is for another device."))?;
        let drops::Message::Admission(admission) = codec::decode(&text, limits::HAND_OVER_BYTES_MAX).map_err(|_| malformed())? else { return Err(malformed()) };
        let spaces = self.take_admission(self.device, admission, now_ms)?;
        let mut report = PageReport::default();
        self.take_envelopes(rest, Way::Hand, &mut report, now_ms)?;
        for space in self.spaces.keys().copied().collect::<Vec<_>>() {
            self.say_whose(space, now_ms)?;
        }
        let mut out = self.received(PayloadKind::DeviceGrant, ("taken", "device-yours"), &[]);
        out.about = spaces.iter().map(SpaceId::hex).collect();
        Ok(out)
    }

    /// Becomes a device of another person: only a profile that has joined nothing can.
    pub(super) fn adopt(&mut self, admission: &drops::Admission) -> KithResult<()> {
        let (Some(person), Some(first)) = (admission.person, admission.spaces.first()) else { return Err(malformed()) };
        if self.enrolling.is_some() && (person, first.space) == (self.me, self.own) {
            // A copy that is let in again has everything already.
            return Ok(());
        }
        if self.spaces.len() > 1 {
            return Err(in_use());
        }
        self.spaces.remove(&self.own);
        // A profile just opened has its spaces down to be seen to: this one is gone.
        self.tending.open.clear();
        self.tending.due.clear();
        self.storage.forget_spaces()?;
        (self.me, self.own) = (person, first.space);
        self.storage.set_meta("person", &person.0)?;
        self.storage.set_meta("own", &first.space.0)?;
        self.names.clear();
        Ok(())
    }
}

/// How many of the first envelopes go into one code. What a large profile has beyond them comes by the relay, or when the two devices meet.
pub(in crate::kith) fn fitting(envelopes: &[Vec<u8>], room: usize) -> usize {
    let mut at = 0;
    envelopes
        .iter()
        .take_while(|e| {
            at += LENGTH_BYTES_MAX + e.len();
            at <= room
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::{encode_pack, fitting};

    #[test]
    fn a_grant_takes_the_first_envelopes_and_never_more_than_a_code_holds() {
        let envelopes = vec![vec![0; 100]; 9];
        for room in [0, 99, 120, 500, 2_000] {
            let fits = fitting(&envelopes, room);
            assert!(fits == 0 || encode_pack(&envelopes[..fits]).len() <= room, "{fits} in {room}");
        }
        assert_eq!((fitting(&envelopes, 320), fitting(&envelopes, 2_000), fitting(&[], 0)), (3, 9, 0));
    }
}
