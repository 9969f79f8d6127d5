//! Whoever asks to come in on an invitation that somebody else has used is told so, and whoever made it sees who was turned away.
//!
//! The answer names the request by its id: that stood nowhere but in what was sealed to the box of whoever made the invitation, so nobody
//! else can say it.

use crate::{
    kith::{
        Change, ErrorKind, Kith, KithError, KithResult,
        drops::{self, JoinRequest, Message, TurnedAway},
        naming,
        view::{Received, RefusedView},
    },
    seal::BoxKey,
};
use kith_wire::{EntryId, text::PayloadKind};
use serde::{Deserialize, Serialize};

/// Why a request is refused that is told to whoever asked.
pub(in crate::kith) const USED: &str = "invitation-used";
/// Answers that are sent by themselves on one invitation at most, and names that are kept of it. By hand anybody gets one.
const ANSWERS_MAX: u8 = 16;
/// Names kept at most, of all invitations; the oldest go first.
const NAMES_MAX: usize = 50;
/// Whom this device turned away.
const AWAY: &str = "turned-away";
/// The request that this device waits to have answered.
const ASKED: &str = "join-request";
/// That this device was turned away: why, as [`TurnedAway`].
const TOLD: &str = "join-turned-away";

/// Whom this device turned away.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Away {
    /// How many answers went on an invitation, by its token.
    answers: Vec<([u8; 16], u8)>,
    /// Who, and what they said that they are called, the latest last.
    names: Vec<(String, String)>,
}

impl Away {
    /// Counts one more answer on an invitation and keeps the name; whether there was room for it.
    fn note(&mut self, token: [u8; 16], who: String, name: String) -> bool {
        match self.answers.iter_mut().find(|(of, _)| *of == token) {
            Some((_, answers)) if *answers >= ANSWERS_MAX => return false,
            Some((_, answers)) => *answers += 1,
            None => self.answers.push((token, 1)),
        }
        self.names.retain(|(other, _)| *other != who);
        self.names.push((who, name));
        let over = self.names.len().saturating_sub(NAMES_MAX);
        self.names.drain(..over);
        true
    }
}

impl Kith {
    /// Takes a request that came by itself. Where it is refused as used, whoever asked is told.
    pub(in crate::kith) fn take_join_request(&mut self, request: &JoinRequest, of: EntryId, now_ms: u64) -> KithResult<()> {
        let Err(why) = self.take_join(request, now_ms) else { return Ok(()) };
        if why.code == USED && self.note_away(request)? {
            let (inbox, envelope) = self.seal_away(request, of, now_ms)?;
            self.send_drop(&inbox, &envelope, "membership", now_ms)?;
        }
        Err(why)
    }

    /// The answer to hand back to somebody whose request on a used invitation came by hand.
    pub(super) fn turn_away_by_hand(&mut self, kind: PayloadKind, request: &JoinRequest, (of, new): (EntryId, bool), now_ms: u64) -> KithResult<Received> {
        let (inbox, envelope) = self.seal_away(request, of, now_ms)?;
        // Without a relay only a member is met: nothing waits for a stranger for ever.
        if new && self.note_away(request)? && (self.by_relay() || self.inbox_of(&request.person).is_ok()) {
            self.send_drop(&inbox, &envelope, "membership", now_ms)?;
        }
        let name = naming::clean_name(&request.name)?;
        let mut out = self.received(kind, ("refused", "turned-away"), &[("name", &name)]);
        USED.clone_into(&mut out.code);
        out.reply = Some(super::hand_over(PayloadKind::Pack, super::encode_pack(&[envelope]), self.by_relay()));
        Ok(out)
    }

    fn seal_away(&mut self, request: &JoinRequest, of: EntryId, now_ms: u64) -> KithResult<(BoxKey, Vec<u8>)> {
        let inbox = drops::read_box(&request.inbox).ok_or_else(super::malformed)?;
        let envelope = self.seal_message(&inbox, false, &Message::TurnedAway(TurnedAway { of, why: 0 }), now_ms)?;
        Ok((inbox, envelope))
    }

    /// Keeps who was turned away; whether an answer may still be sent by itself.
    fn note_away(&mut self, request: &JoinRequest) -> KithResult<bool> {
        let mut away = self.away()?;
        let room = away.note(request.token, request.person.hex(), naming::clean_name(&request.name)?);
        if room {
            self.storage.set_meta(AWAY, &serde_json::to_vec(&away).expect("plain data"))?;
            self.changed(Change::Truth);
        }
        Ok(room)
    }

    fn away(&self) -> KithResult<Away> {
        Ok(self.storage.meta(AWAY)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// What those whom this device turned away said that they are called, the latest first.
    pub(in crate::kith) fn names_turned_away(&self) -> KithResult<Vec<String>> {
        Ok(self.away()?.names.into_iter().rev().map(|(_, name)| name).collect())
    }

    /// Remembers the request that waits for an answer. What an earlier one was told counts no longer.
    pub(super) fn note_asked(&self, inbox: &BoxKey) -> KithResult<()> {
        let (_, id) = self.storage.drop_head(true, &self.device.0, &crate::seal::key_id(&inbox.public))?;
        self.storage.set_meta(ASKED, &id.0)?;
        Ok(self.storage.forget_meta(TOLD)?)
    }

    /// An answer that the invitation has been used. It ends the waiting and nothing else: keys that come all the same are taken.
    pub(in crate::kith) fn take_turned_away(&mut self, note: &TurnedAway) -> KithResult<()> {
        let waits = self.storage.meta("joining")?.is_some();
        if waits && self.storage.meta(ASKED)?.as_deref() == Some(note.of.0.as_slice()) {
            self.storage.set_meta(TOLD, &[note.why])?;
            self.changed(Change::Overflow);
        }
        Ok(())
    }

    /// Whether the request that waited has been turned away.
    pub(in crate::kith) fn is_turned_away(&self) -> KithResult<bool> {
        Ok(self.storage.meta("joining")?.is_some() && self.storage.meta(TOLD)?.is_some())
    }

    /// That this device was turned away, as it is said.
    pub(in crate::kith) fn turned_away_view(&self) -> KithResult<Option<RefusedView>> {
        let view = || RefusedView { reason: USED.to_owned(), said: self.words().say("invite-used"), count: 1, names: Vec::new() };
        Ok(self.is_turned_away()?.then(view))
    }

    /// The answer to a code that brought it.
    pub(super) fn received_turned_away(&self, kind: PayloadKind) -> Received {
        let mut out = self.received(kind, ("refused", "turned-away"), &[("name", "")]);
        (out.code, out.reason) = (USED.to_owned(), self.words().say("invite-used"));
        out
    }
}

/// The invitation has been used by somebody else.
pub(super) fn used() -> KithError {
    KithError::new(ErrorKind::NotAllowed, USED, "That invitation has been used by somebody else.")
}
