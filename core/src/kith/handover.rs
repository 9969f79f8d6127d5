//! Phone to phone: invitations, requests to join, packs of envelopes, one more device, and whatever else a code can hold.

mod devices;
mod holds;
mod packs;
mod turned;

pub(super) use devices::{LENGTH_BYTES_MAX, fitting};
pub(super) use holds::Holds;
#[cfg(test)]
pub(super) use packs::PACK_BYTES_MAX;
pub(super) use turned::USED;

use super::{
    Change, Kith, KithError, KithResult, drops,
    handed::Until,
    view::{HandOver, Received},
};
use crate::{
    entropy,
    fact::{Fact, Notice},
    identity, seal,
    space::{Act, Add, SpaceKind, act},
    storage::outbox::InvitationRow,
    words::Value,
};
use kith_wire::{
    DeviceId, EpochId, Kind, Lane, SpaceId, codec, limits,
    text::{Payload, PayloadKind, TextError},
};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Characters that a QR code holds at most (version 40, level M, alphanumeric).
const QR_CHARS_MAX: usize = 3_391;

/// An invitation: what somebody whose keys nobody has seen needs to ask to come in.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Invitation {
    /// The space: the id of its genesis, so that no other can be passed off for it.
    #[n(0)]
    space: SpaceId,
    #[cbor(n(1), with = "minicbor::bytes")]
    inbox: Vec<u8>,
    #[cbor(n(2), with = "minicbor::bytes")]
    token: [u8; 16],
    #[cbor(n(3), with = "minicbor::bytes")]
    secret: [u8; 32],
    #[n(4)]
    relay: Option<String>,
    /// What it is called, shown before anybody answers.
    #[n(5)]
    name: String,
    /// Who invites.
    #[n(6)]
    inviter: String,
}

impl From<TextError> for KithError {
    fn from(error: TextError) -> Self {
        let code = match error {
            TextError::NotKith => "not-a-code",
            TextError::Damaged => "damaged-code",
            TextError::Newer => return Self::new(super::ErrorKind::TooOld, "newer-code", "This code was made by a later version. Update, then try it again."),
            TextError::TooLong => "code-too-long",
        };
        Self::invalid(code, format!("{error}. Nothing was changed; scan or paste it again."))
    }
}

fn in_use() -> KithError {
    KithError::not_allowed("profile-in-use", "Only a new profile can become one more device of somebody.")
}

pub(super) fn malformed() -> KithError {
    KithError::invalid("malformed-code", "The code can be read, but what it says makes no sense here.")
}

pub(super) fn kind_word(kind: PayloadKind) -> &'static str {
    match kind {
        PayloadKind::Invitation => "invitation",
        PayloadKind::Envelope => "envelope",
        PayloadKind::Pack => "pack",
        PayloadKind::Invoice => "invoice",
        PayloadKind::Bundle => "bundle",
        PayloadKind::Acknowledgement => "acknowledgement",
        PayloadKind::Ask => "ask",
        PayloadKind::Confirmation => "confirmation",
        PayloadKind::DeviceRequest => "device-request",
        PayloadKind::DeviceGrant => "device-grant",
        PayloadKind::RecoveryKit => "recovery-kit",
        PayloadKind::RecoveryAsk => "recovery-ask",
        PayloadKind::RecoveryShare => "recovery-share",
        PayloadKind::Twin => "twin",
        PayloadKind::RecoveryReturn => "recovery-return",
    }
}

pub(super) fn hand_over(kind: PayloadKind, body: Vec<u8>, also_by_relay: bool) -> HandOver {
    let payload = Payload { kind, body };
    let qr = payload.to_qr();
    HandOver { kind: kind_word(kind).to_owned(), text: payload.to_link(), qr: (qr.len() <= QR_CHARS_MAX).then_some(qr), also_by_relay }
}

impl Kith {
    /// What became of a code: a stable code, and the catalogue's sentence for it.
    pub(super) fn received(&self, kind: PayloadKind, (outcome, code): (&str, &str), variables: &[(&str, &str)]) -> Received {
        let variables: Vec<(&str, Value<'_>)> = variables.iter().map(|(name, value)| (*name, Value::from(*value))).collect();
        // The office is not told to meet the office.
        let at_office = self.ledger_space().and_then(|_| self.words().find(&format!("received-{code}-at-office"), &variables));
        let reason = at_office.unwrap_or_else(|| self.words().say_with(&format!("received-{code}"), &variables));
        Received { kind: kind_word(kind).to_owned(), outcome: outcome.to_owned(), code: code.to_owned(), reason, reply: None, about: Vec::new() }
    }

    /// Whether what has been sent is on its way by a relay, too.
    pub(super) const fn by_relay(&self) -> bool {
        self.settings.relay.is_some()
    }

    /// Invites somebody, to the co-op or to a circle.
    pub(super) fn invite(&mut self, circle: Option<&str>, class: Option<&str>, now_ms: u64) -> KithResult<HandOver> {
        let space = circle.map_or_else(|| self.commons(), |c| self.circle(c))?;
        let held = self.space(&space)?;
        if held.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those who look after it may invite somebody."));
        }
        if held.kind() == Some(SpaceKind::Circle) && held.resolved.people.len() >= limits::CIRCLE_PEOPLE_MAX {
            return Err(KithError::not_allowed("circle-full", "A circle has at most ten people. Make room, or ask the coordinator."));
        }
        let class = match class.unwrap_or("community") {
            c @ ("supported" | "worker" | "family" | "community") => c.to_owned(),
            _ => return Err(KithError::invalid("bad-class", "A member joins as supported, worker, family or community.")),
        };
        let name = held.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default();
        let (token, secret) = (entropy::bytes(self.entropy.as_mut()), entropy::bytes(self.entropy.as_mut()));
        self.storage.add_invitation(&token, &InvitationRow { secret, space, class, level: act::MEMBER, used_by: None }, now_ms)?;
        let inbox = drops::box_bytes(&self.my_inbox()?);
        let invitation = Invitation { space, inbox, token, secret, relay: self.settings.relay.clone(), name, inviter: self.name_of(&self.me) };
        Ok(hand_over(PayloadKind::Invitation, codec::encode(&invitation), false))
    }

    /// Answers an invitation: asks to come in.
    pub(super) fn join(&mut self, text: &str, now_ms: u64) -> KithResult<Received> {
        let payload = Payload::from_text(text)?;
        if payload.kind != PayloadKind::Invitation {
            return Err(KithError::invalid("not-an-invitation", "This code is not an invitation."));
        }
        let invitation: Invitation = codec::decode(&payload.body, limits::ENVELOPE_BYTES_MAX).map_err(|_| malformed())?;
        let inbox = drops::read_box(&invitation.inbox).ok_or_else(malformed)?;
        if self.spaces.get(&invitation.space).is_some_and(|s| s.resolved.level(&self.me) > 0) {
            return Ok(self.received(PayloadKind::Invitation, ("already-known", "in-already"), &[]));
        }
        self.storage.set_meta("joining", &invitation.space.0)?;
        if self.settings.relay.is_none() && invitation.relay.is_some() {
            self.settings.relay = invitation.relay.clone();
            self.keep_settings()?;
        }
        let request = drops::JoinRequest {
            token: invitation.token,
            secret: invitation.secret,
            person: self.me,
            name: self.name_of(&self.me),
            devices: self.my_certificates()?,
            inbox: drops::box_bytes(&self.my_inbox()?),
        };
        let envelope = self.seal_message(&inbox, false, &drops::Message::Join(request), now_ms)?;
        self.note_asked(&inbox)?;
        self.send_drop_until(&inbox, &envelope, ("membership", Some(Until::LetIn(invitation.space))), now_ms)?;
        let of = [("name", invitation.inviter.as_str()), ("place", invitation.name.as_str())];
        let mut out = self.received(PayloadKind::Invitation, ("waiting", "asked-to-come-in"), &of);
        out.reply = Some(hand_over(PayloadKind::Envelope, envelope, self.by_relay()));
        out.about.push(invitation.space.hex());
        Ok(out)
    }

    /// Somebody asks to come in: lets them in if the invitation is ours and unused, and gives the envelopes of the answer.
    pub(super) fn take_join(&mut self, request: &drops::JoinRequest, now_ms: u64) -> KithResult<Vec<Vec<u8>>> {
        let refused = |code: &str, why: &str| KithError::not_allowed(code, why);
        let row = self
            .storage
            .invitation(&request.token)?
            .filter(|i| i.secret == request.secret)
            .ok_or_else(|| refused("unknown-invitation", "That invitation is not ours."))?;
        if row.used_by.as_ref().is_some_and(|by| by.as_slice() != request.person.0) {
            return Err(turned::used());
        }
        if !identity::chain_holds(request.person, &request.devices) {
            return Err(refused("bad-certificate", "The request's keys do not belong together."));
        }
        let name = super::naming::clean_name(&request.name)?;
        let inbox = drops::read_box(&request.inbox).ok_or_else(malformed)?;
        if self.space(&row.space)?.resolved.level(&request.person) == 0 {
            let class = if self.space(&row.space)?.kind() == Some(SpaceKind::Commons) { row.class.clone() } else { String::new() };
            self.bring_in(row.space, Add { class, ..Add::new(request.person, row.level, name, request.devices.clone()) }, now_ms)?;
        }
        self.storage.use_invitation(&request.token, &request.person.0)?;
        self.asked_from(&request.person, &request.inbox)?;
        let admission = self.admission(&request.person, &[row.space])?;
        let envelope = self.seal_message(&inbox, false, &drops::Message::Admission(admission), now_ms)?;
        self.send_drop(&inbox, &envelope, "membership", now_ms)?;
        let mut out = vec![envelope];
        out.extend(self.seal_space_for(row.space, &BTreeMap::new())?);
        Ok(out)
    }

    /// Keys came: takes up the spaces that they open, where we asked for them or a member of our co-op gives them.
    pub(super) fn take_admission(&mut self, sender: DeviceId, admission: drops::Admission, now_ms: u64) -> KithResult<Vec<SpaceId>> {
        let joining = self.storage.meta("joining")?.as_deref().and_then(SpaceId::from_slice);
        let known = self.known_people().into_iter().any(|p| self.spaces.values().any(|s| s.resolved.person_of(&sender) == Some(p)));
        let adopting = admission.person.is_some();
        if adopting {
            self.adopt(&admission)?;
        }
        let mut taken = Vec::new();
        for key in admission.spaces {
            if !(known || adopting || joining == Some(key.space)) {
                return Err(KithError::not_allowed("unasked-admission", "Nobody here asked for that."));
            }
            let kind = self.take_genesis(&key, now_ms)?;
            self.go_on_after(sender, &key)?;
            if kind == SpaceKind::Commons && self.commons.is_none() {
                self.commons = Some(key.space);
                self.storage.set_meta("commons", &key.space.0)?;
            }
            if kind == SpaceKind::Commons && !adopting {
                self.give_notice_of_inbox(key.space, now_ms)?;
            }
            if joining == Some(key.space) {
                self.storage.forget_meta("joining")?;
            }
            taken.push(key.space);
        }
        if self.settings.relay.is_none() && admission.relay.is_some() {
            self.settings.relay = admission.relay;
            self.keep_settings()?;
        }
        self.changed(Change::Overflow);
        Ok(taken)
    }

    pub(super) fn take_genesis(&mut self, key: &drops::SpaceKey, now_ms: u64) -> KithResult<SpaceKind> {
        let run = kith_wire::Run::decode(&key.genesis).map_err(|_| malformed())?;
        let first = match (&run.author, run.entries.first()) {
            (kith_wire::run::Author::Whole(_), Some(e)) if run.genesis => e,
            _ => return Err(malformed()),
        };
        let kind = match &first.body {
            kith_wire::Body::Held { bytes, .. } => act::ActBody::from_bytes(bytes).ok(),
            kith_wire::Body::Erased { .. } => None,
        };
        let Some(act::ActBody { act: Act::Genesis(genesis), .. }) = kind else { return Err(malformed()) };
        self.take_up(key.space, genesis.kind, now_ms)?;
        match self.admit(key.space, EpochId::ZERO, &key.genesis)? {
            super::log::Admission::Taken | super::log::Admission::Known => {}
            _ => return Err(KithError::not_allowed("another-genesis", "What came does not begin the way the invitation said.")),
        }
        self.settle(&key.space)?;
        self.hold_key(key.space, key.epoch, key.history, key.floors.is_none())?;
        let n = self.space(&key.space)?.n;
        for place in key.floors.iter().flatten().filter(|p| p.lane == Lane::Data as u8) {
            let device_n = self.storage.device_n(&place.device)?;
            self.storage.set_floor(n, device_n, place.seq, &place.id)?;
        }
        Ok(genesis.kind)
    }

    /// Somebody who looked after a space when I went from it brings me back, not to read what was written meanwhile: its chains go on for me
    /// after that. On nobody else's word does a chain that is held move on.
    fn go_on_after(&mut self, sender: DeviceId, key: &drops::SpaceKey) -> KithResult<()> {
        let held = self.space(&key.space)?;
        let (n, resolved) = (held.n, &held.resolved);
        let keeper = resolved.person_of(&sender).is_some_and(|p| p != self.me && resolved.level(&p) >= act::KEEPER);
        let away = resolved.people.get(&self.me).is_none_or(|m| m.reads.is_some());
        for place in key.floors.iter().flatten().filter(|p| keeper && away && p.lane == Lane::Data as u8 && p.device != self.device) {
            let device_n = self.storage.device_n(&place.device)?;
            self.storage.move_floor(n, device_n, place.seq, &place.id)?;
        }
        Ok(())
    }

    /// Tells the co-op where this person can be reached.
    pub(super) fn give_notice_of_inbox(&mut self, commons: SpaceId, now_ms: u64) -> KithResult<()> {
        let inbox = drops::box_bytes(&self.my_inbox()?);
        self.append(commons, Kind::Fact, Fact::Notice(Notice::Box as u8, self.me.0.to_vec(), inbox).to_bytes(), now_ms)?;
        Ok(())
    }

    /// Takes in any code.
    pub(super) fn receive(&mut self, text: &str, now_ms: u64) -> KithResult<Received> {
        let became = self.receive_code(text, now_ms)?;
        self.let_go_of_answered()?;
        Ok(became)
    }

    fn receive_code(&mut self, text: &str, now_ms: u64) -> KithResult<Received> {
        let payload = Payload::from_text(text)?;
        match payload.kind {
            PayloadKind::Invitation => self.join(text, now_ms),
            PayloadKind::Envelope => self.receive_envelopes(PayloadKind::Envelope, &[payload.body], now_ms),
            PayloadKind::Pack => {
                let envelopes = decode_pack(&payload.body).ok_or_else(malformed)?;
                let became = self.receive_envelopes(PayloadKind::Pack, &envelopes, now_ms)?;
                self.pack_came(&became, now_ms)?;
                // One that is full is not all there is: what the lost phone wrote may come with the next.
                if became.outcome == "taken" && payload.body.len() + limits::ENVELOPE_BYTES_MAX + LENGTH_BYTES_MAX <= limits::HAND_OVER_BYTES_MAX {
                    self.cut_off_lost(now_ms)?;
                }
                Ok(became)
            }
            PayloadKind::DeviceRequest => self.device_asks(&payload.body),
            PayloadKind::DeviceGrant => self.device_adopt(&payload.body, now_ms),
            PayloadKind::RecoveryKit | PayloadKind::RecoveryAsk | PayloadKind::RecoveryShare | PayloadKind::RecoveryReturn => {
                self.receive_recovery(payload, now_ms)
            }
            PayloadKind::Ask => self.receive_ask(&payload.body, now_ms),
            PayloadKind::Confirmation => self.receive_confirmation(&payload.body, now_ms),
            PayloadKind::Twin => self.receive_twin(&payload.body),
            PayloadKind::Invoice | PayloadKind::Bundle | PayloadKind::Acknowledgement => self.receive_coins(payload, now_ms),
        }
    }

    /// If the envelope is a request to join, lets its sender in and gives the answer to hand back, again where it was given before.
    fn join_by_hand(&mut self, kind: PayloadKind, envelope: &[u8], now_ms: u64) -> KithResult<Option<Received>> {
        let own = self.space(&self.own)?;
        let opened = own.keys.iter().find_map(|(_, k)| {
            let text = seal::open_drop(&k.box_secret, envelope).ok()?;
            drops::read_drop(&k.drop_box().public, &text).ok()
        });
        let Some(opened) = opened else { return Ok(None) };
        match opened.message {
            Some(drops::Message::Join(request)) => {
                // Whoever asked hears with the next pack that it came; there it is known.
                let new = self.storage.first_seen(&opened.id.0, now_ms)?;
                self.note_by_hand(&opened.sender, envelope)?;
                let before = self.storage.invitation(&request.token)?.and_then(|invitation| invitation.used_by);
                let outcome = if before.is_some_and(|by| by.as_slice() == request.person.0) { "already-known" } else { "taken" };
                let reply = match self.take_join(&request, now_ms) {
                    Err(e) if e.code == turned::USED => return self.turn_away_by_hand(kind, &request, (opened.id, new), now_ms).map(Some),
                    reply => reply?,
                };
                let mut out = self.received(kind, (outcome, "let-in"), &[]);
                out.reply = Some(hand_over(PayloadKind::Pack, encode_pack(&reply), self.by_relay()));
                Ok(Some(out))
            }
            _ => Ok(None),
        }
    }
}

pub(super) fn encode_pack(envelopes: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for e in envelopes {
        kith_wire::run::put_varint(&mut out, e.len() as u64);
        out.extend_from_slice(e);
    }
    out
}

pub(super) fn decode_pack(body: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut r = kith_wire::run::Reader::new(body);
    let mut out = Vec::new();
    while !r.is_done() {
        out.push(r.bytes_with_len(limits::HAND_OVER_BYTES_MAX).ok()?.to_vec());
    }
    Some(out)
}
