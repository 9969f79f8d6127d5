//! A code that came whole and may not be used here is answered, not an error: `refused`, with a stable code, and nothing has changed.

use super::{Kith, KithError, KithResult, Request, handover::kind_word, view::Received};
use kith_wire::text::Payload;

/// The reasons for which a whole code may not be used on this device.
const REFUSALS: &[&str] = &[
    "another-coop",
    "another-genesis",
    "bad-certificate",
    "bad-signature",
    "invitation-used",
    "no-such-member",
    "not-asked",
    "not-for-me",
    "not-for-this-device",
    "not-my-coins",
    "own-hours",
    "profile-in-use",
    "request-old",
    "request-stopped",
    "return-cut-off",
    "unasked-admission",
    "unknown-invitation",
];

impl Kith {
    /// Turns what a code was refused for into the answer that says so. It is asked once the transaction has been rolled back.
    pub(super) fn or_refused(&self, asked: &Request, error: KithError) -> KithResult<Received> {
        let (Request::Receive { text } | Request::Join { invitation: text }) = asked else { return Err(error) };
        let known = REFUSALS.contains(&error.code.as_str());
        let Some(payload) = Payload::from_text(text).ok().filter(|_| known) else { return Err(error) };
        let reason = error.say(self.words());
        let (kind, outcome) = (kind_word(payload.kind).to_owned(), "refused".to_owned());
        Ok(Received { kind, outcome, code: error.code, reason, reply: None, about: Vec::new() })
    }
}
