//! Removing somebody who looks after a circle: more than half of those who do must sign, and nobody does it alone.
//!
//! Whoever begins it fixes the act as it will stand in the log, and sends it into the inboxes of the others who look after the circle,
//! or hands it over as a code; nothing of it is written into the circle, which the person concerned reads. The others sign or decline,
//! and say so to all of them. Once enough have signed, the device that began it writes the act, with their signatures in it. A proposal
//! ends by itself when it is withdrawn, when too many decline, when the person is not a keeper any more, and after
//! [`REMOVAL_DAYS`] days.
//!
//! A proposal's id is BLAKE3 (`kith/v1/removal-id`) of its time (8 bytes, big-endian) and of what its cosigners sign, which names the circle, the device that began it and the
//! act: nobody can propose in another's place, or have anybody sign something else.

use super::{
    Change, Kith, KithError, KithResult, drops, handover, naming,
    view::{HandOver, RemovalProposalView, RemovalState},
};
use crate::{
    fact::{Fact, Notice},
    space::{Act, ActBody, Resolved, Space, act},
};
use ed25519_dalek::VerifyingKey;
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, codec, limits, text::PayloadKind};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Days after which a proposal that has not been carried out counts for nothing.
const REMOVAL_DAYS: u64 = 30;
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// Proposals of one person for one circle that are kept within [`REMOVAL_DAYS`] days, whatever became of them, so that nobody's own space is
/// filled from outside.
const REMOVALS_EACH_MAX: usize = 20;
/// How far another's clock may be ahead when they propose.
const AHEAD_MS: u64 = DAY_MS;

/// A message about a removal in a drop. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) enum RemovalNote {
    /// Will you sign this?
    #[n(0)]
    Proposed(#[n(0)] Proposal),
    /// A word about one.
    #[n(1)]
    Said(#[n(0)] Word),
}

/// A removal that waits for signatures, as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Proposal {
    /// The circle.
    #[n(0)]
    pub(super) space: SpaceId,
    /// The device that began it, and will write the act.
    #[n(1)]
    pub(super) device: DeviceId,
    /// The act with its parents, without signatures.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(super) body: Vec<u8>,
    /// When it was begun, as that device says.
    #[n(3)]
    pub(super) at_ms: u64,
}

/// What somebody says to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub(super) enum Answer {
    /// They sign.
    #[n(0)]
    Signed,
    /// They do not.
    #[n(1)]
    Declined,
    /// Whoever began it takes it back.
    #[n(2)]
    Withdrawn,
}

/// A word about a proposal, as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Word {
    /// The proposal.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(super) removal: [u8; 32],
    /// The device that says it.
    #[n(1)]
    pub(super) device: DeviceId,
    #[n(2)]
    pub(super) answer: Answer,
    /// The signature, where it signs.
    #[n(3)]
    pub(super) signature: Option<act::Cosignature>,
    #[n(4)]
    pub(super) at_ms: u64,
}

/// A proposal as it stands here.
struct Standing {
    id: [u8; 32],
    proposal: Proposal,
    body: ActBody,
    by: PersonId,
    person: PersonId,
    /// Who has signed, whoever began it first; with the signatures of the others.
    signed: Vec<(PersonId, Option<act::Cosignature>)>,
    declined: Vec<PersonId>,
    /// Who may sign and has said nothing.
    open: Vec<PersonId>,
    needed: usize,
    state: RemovalState,
}

impl Proposal {
    pub(super) fn body(&self) -> Option<(ActBody, PersonId)> {
        let body = ActBody::from_bytes(&self.body).ok()?;
        let Act::Remove(act::Remove { person, level: act::KEEPER, cosignatures }) = &body.act else { return None };
        let person = *person;
        cosignatures.is_empty().then_some((body, person))
    }

    pub(super) fn id(&self, body: &ActBody) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("kith/v1/removal-id");
        *hasher.update(&self.at_ms.to_be_bytes()).update(&body.signable(&self.space, &self.device)).finalize().as_bytes()
    }
}

/// Whether so many signatures of so many are enough: more than half, and at least two.
const fn is_enough(signed: usize, of: usize) -> bool {
    signed >= 2 && signed * 2 > of
}

/// Who may sign for somebody's removal: all who look after the circle but them.
fn signers(resolved: &Resolved, person: &PersonId) -> BTreeSet<PersonId> {
    resolved.people.iter().filter(|(p, m)| m.level >= act::KEEPER && *p != person).map(|(p, _)| *p).collect()
}

/// When what was begun at a moment ends by itself.
const fn ends_ms(at_ms: u64) -> u64 {
    at_ms.saturating_add(REMOVAL_DAYS * DAY_MS)
}

fn no_such() -> KithError {
    KithError::not_found("no-such-removal", "There is no such proposal here.")
}

impl Kith {
    /// Begins a removal that others must sign, or signs the one that waits already. Gives it with a code for the others.
    pub(super) fn removal_propose(&mut self, space: SpaceId, person: PersonId, now_ms: u64) -> KithResult<RemovalProposalView> {
        let waiting = self.removals_of(Some(space))?.into_iter().find(|s| s.person == person && s.state == RemovalState::Waiting);
        let (proposal, id) = match waiting {
            Some(s) if s.by != self.me => return self.removal_answer(&EntryId(s.id).hex(), true, now_ms),
            Some(s) => (s.proposal, s.id),
            None => {
                let held = self.space(&space)?;
                let remove = act::Remove { person, level: act::KEEPER, cosignatures: Vec::new() };
                let body = ActBody { parents: held.resolved.heads.clone(), act: Act::Remove(remove) };
                let proposal = Proposal { space, device: self.device, body: body.to_bytes(), at_ms: now_ms };
                let id = proposal.id(&body);
                self.keep_removal(Notice::Removal, id, codec::encode(&proposal), now_ms)?;
                (proposal, id)
            }
        };
        let others = self.others_who_sign(&space, &person)?;
        if others.is_empty() {
            return Err(KithError::not_allowed("not-alone", "Nobody else looks after this circle who could sign. Its person can remove them."));
        }
        let code = self.send_removal(&others, RemovalNote::Proposed(proposal), now_ms)?;
        self.changed_circle(&space);
        Ok(RemovalProposalView { hand_over: code, ..self.removal_view(&self.removal(&id)?) })
    }

    /// Removals of people who look after my circles, those that wait first, then the latest.
    pub(super) fn removals(&self, circle: Option<&str>) -> KithResult<Vec<RemovalProposalView>> {
        let space = circle.map(|c| self.circle(c)).transpose()?;
        let mut found = self.removals_of(space)?;
        found.sort_by_key(|s| (s.state != RemovalState::Waiting, std::cmp::Reverse(s.proposal.at_ms), s.id));
        Ok(found.iter().map(|s| self.removal_view(s)).collect())
    }

    /// Signs a proposal, or declines to. Gives it with a code for the others.
    pub(super) fn removal_answer(&mut self, removal: &str, agree: bool, now_ms: u64) -> KithResult<RemovalProposalView> {
        let standing = self.find_removal(removal)?;
        let space = standing.proposal.space;
        if standing.state != RemovalState::Waiting {
            return Err(KithError::not_allowed("removal-over", "This is over: nobody's word is asked for any more."));
        }
        let said = |of: &[PersonId]| of.contains(&self.me);
        if said(&standing.signed.iter().map(|s| s.0).collect::<Vec<_>>()) || (said(&standing.declined) && !agree) {
            return Ok(self.removal_view(&standing));
        }
        if !said(&standing.open) && !said(&standing.declined) {
            return Err(KithError::not_allowed("not-keeper", "Those who look after the circle sign for that."));
        }
        let held = self.space(&space)?;
        let known: BTreeSet<EntryId> = held.control.iter().map(|e| e.id).collect();
        if !held.is_present(&self.device) || standing.body.parents.iter().any(|p| !known.contains(p)) {
            return Err(KithError::new(
                super::ErrorKind::NeedsSignal,
                "not-heard-yet",
                "This phone has not heard yet all that the proposal rests on. Let it meet another phone, then sign.",
            ));
        }
        let signature = agree.then(|| standing.body.cosign(&space, &standing.proposal.device, &self.secrets.device_key()));
        let answer = if agree { Answer::Signed } else { Answer::Declined };
        let code = self.say_of_removal(&standing, answer, signature, now_ms)?;
        Ok(RemovalProposalView { hand_over: code, ..self.removal_view(&self.removal(&standing.id)?) })
    }

    /// Takes back a proposal of mine.
    pub(super) fn removal_withdraw(&mut self, removal: &str, now_ms: u64) -> KithResult<RemovalProposalView> {
        let standing = self.find_removal(removal)?;
        if standing.by != self.me {
            return Err(KithError::not_allowed("not-yours", "Only who began it can take it back. You can decline to sign."));
        }
        if standing.state != RemovalState::Waiting {
            return Err(KithError::not_allowed("removal-over", "This is over: nobody's word is asked for any more."));
        }
        let code = self.say_of_removal(&standing, Answer::Withdrawn, None, now_ms)?;
        Ok(RemovalProposalView { hand_over: code, ..self.removal_view(&self.removal(&standing.id)?) })
    }

    /// Writes the acts for which enough have signed, where this device began them. The caller commits.
    pub(super) fn complete_removals(&mut self, now_ms: u64) -> KithResult<()> {
        // Others' proposals are theirs to complete: of those nothing is read here.
        let mut mine = self.standings(|p| p.device == self.device)?;
        mine.retain(|s| s.state == RemovalState::Waiting);
        for standing in mine {
            let space = standing.proposal.space;
            let held = self.space(&space)?;
            if !held.may_write(&self.device) {
                continue;
            }
            let Some(cosignatures) = self.enough(held, &standing) else { continue };
            let body =
                ActBody { parents: standing.body.parents.clone(), act: Act::Remove(act::Remove { person: standing.person, level: act::KEEPER, cosignatures }) };
            self.append(space, Kind::Control, body.to_bytes(), now_ms)?;
            self.settle(&space)?;
        }
        Ok(())
    }

    /// The signatures to put into the act, if they are enough by what its past says: with one too many of somebody who was not a
    /// keeper there, it would count for nothing.
    fn enough(&self, held: &Space, standing: &Standing) -> Option<Vec<act::Cosignature>> {
        let last = held.control.iter().filter(|e| e.device == self.device).max_by_key(|e| e.seq).map(|e| e.id);
        let heads: Vec<EntryId> = standing.body.parents.iter().copied().chain(last).collect();
        let then = held.resolved_at(&heads);
        if then.level(&standing.person) != act::KEEPER {
            return None;
        }
        let keep = signers(&then, &standing.person);
        let count = |s: &act::Cosignature| held.is_present(&DeviceId(s.key)) && then.person_of(&DeviceId(s.key)).is_some_and(|p| keep.contains(&p));
        let signed: Vec<act::Cosignature> = standing.signed.iter().filter_map(|(_, s)| *s).filter(count).take(act::COSIGNATURES_MAX).collect();
        let by_owner = signed.iter().any(|s| then.person_of(&DeviceId(s.key)).is_some_and(|p| then.level(&p) == act::OWNER));
        (keep.contains(&self.me) && (by_owner || is_enough(signed.len() + 1, keep.len()))).then_some(signed)
    }

    /// Something about a removal came into the inbox. The caller commits.
    pub(super) fn take_removal(&mut self, sender: DeviceId, note: RemovalNote, now_ms: u64) -> KithResult<()> {
        match note {
            RemovalNote::Proposed(proposal) => self.take_proposal(sender, &proposal, now_ms),
            RemovalNote::Said(word) => self.take_word(sender, &word, now_ms),
        }
    }

    fn take_proposal(&mut self, sender: DeviceId, proposal: &Proposal, now_ms: u64) -> KithResult<()> {
        let refused = || KithError::not_allowed("not-theirs-to-propose", "That is not theirs to propose, or not mine to sign.");
        let (body, person) = proposal.body().ok_or_else(refused)?;
        let held = self.space(&proposal.space)?;
        let may = signers(&held.resolved, &person);
        let by = held.resolved.person_of(&sender).filter(|p| may.contains(p)).ok_or_else(refused)?;
        if sender != proposal.device || !held.is_present(&sender) || by == self.me || !may.contains(&self.me) || held.resolved.level(&person) != act::KEEPER {
            return Err(refused());
        }
        let id = proposal.id(&body);
        if self.removal(&id).is_ok() {
            return Ok(());
        }
        if ends_ms(proposal.at_ms) < now_ms || proposal.at_ms > now_ms.saturating_add(AHEAD_MS) {
            return Err(KithError::not_allowed("removal-over", "This is over, or was begun by a clock that is far ahead."));
        }
        if self.proposals_kept(&proposal.space, &by, now_ms)? >= REMOVALS_EACH_MAX {
            return Err(KithError::not_allowed("too-many-removals", "Too many of these have come from them already."));
        }
        self.keep_removal(Notice::Removal, id, codec::encode(proposal), now_ms)?;
        self.changed_circle(&proposal.space);
        Ok(())
    }

    /// How many proposals of somebody for a circle came here within the days that one stands.
    fn proposals_kept(&self, space: &SpaceId, by: &PersonId, now_ms: u64) -> KithResult<usize> {
        let held = self.space(space)?;
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::Removal as u8, None)?;
        let recent = rows.iter().filter(|r| ends_ms(r.at.time_ms) >= now_ms);
        let read = recent.filter_map(|r| codec::decode::<Proposal>(&r.value, limits::BODY_BYTES_MAX).ok());
        Ok(read.filter(|p| p.space == *space && held.resolved.person_of(&p.device) == Some(*by)).count())
    }

    fn take_word(&mut self, sender: DeviceId, word: &Word, now_ms: u64) -> KithResult<()> {
        let standing = self.removal(&word.removal)?;
        if sender != word.device || self.word_of(&standing.proposal, &standing.body, standing.person, word).is_none() {
            return Err(KithError::not_allowed("not-theirs-to-say", "That is not for them to say."));
        }
        let over = matches!(standing.state, RemovalState::Done | RemovalState::Withdrawn | RemovalState::Expired);
        // What a device has said it has said: once for each answer.
        let said = |w: &Word| w.device == word.device && w.answer == word.answer;
        if !over && !self.words_on(&word.removal)?.iter().any(said) {
            self.keep_removal(Notice::RemovalWord, word.removal, codec::encode(word), now_ms)?;
        }
        self.changed_circle(&standing.proposal.space);
        Ok(())
    }

    /// Whose word it is, if it is theirs to say.
    fn word_of(&self, proposal: &Proposal, body: &ActBody, person: PersonId, word: &Word) -> Option<PersonId> {
        let held = self.spaces.get(&proposal.space)?;
        let by = held.resolved.person_of(&word.device)?;
        let fits = match (word.answer, word.signature) {
            (Answer::Signed, Some(s)) => s.key == word.device.0 && s.signs(&body.signable(&proposal.space, &proposal.device)),
            (Answer::Withdrawn, None) => held.resolved.person_of(&proposal.device) == Some(by),
            (Answer::Declined, None) => true,
            _ => false,
        };
        (fits && by != person && VerifyingKey::from_bytes(&word.device.0).is_ok()).then_some(by)
    }

    /// Keeps a word of mine and sends it to all who look after the circle but the person concerned.
    fn say_of_removal(&mut self, standing: &Standing, answer: Answer, signature: Option<act::Cosignature>, now_ms: u64) -> KithResult<Option<HandOver>> {
        let word = Word { removal: standing.id, device: self.device, answer, signature, at_ms: now_ms };
        self.keep_removal(Notice::RemovalWord, standing.id, codec::encode(&word), now_ms)?;
        let others = self.others_who_sign(&standing.proposal.space, &standing.person)?;
        self.changed_circle(&standing.proposal.space);
        self.send_removal(&others, RemovalNote::Said(word), now_ms)
    }

    fn others_who_sign(&self, space: &SpaceId, person: &PersonId) -> KithResult<Vec<PersonId>> {
        Ok(signers(&self.space(space)?.resolved, person).into_iter().filter(|p| *p != self.me).collect())
    }

    /// Puts a message on its way to each of these, and gives all of it as one code. Whose inbox nobody has heard of is left out.
    fn send_removal(&mut self, to: &[PersonId], note: RemovalNote, now_ms: u64) -> KithResult<Option<HandOver>> {
        let message = drops::Message::Removal(note);
        let mut sealed = Vec::new();
        for person in to {
            match self.send_to(person, &message, "membership", now_ms) {
                Ok(envelope) => sealed.push(envelope),
                // Nor does an inbox with a key that is none keep it from the others.
                Err(e) if ["no-inbox", "no-coop", "bad-key"].contains(&e.code.as_str()) => {}
                Err(e) => return Err(e),
            }
        }
        let by_relay = self.by_relay();
        Ok((!sealed.is_empty()).then(|| handover::hand_over(PayloadKind::Pack, handover::encode_pack(&sealed), by_relay)))
    }

    fn keep_removal(&mut self, kind: Notice, id: [u8; 32], value: Vec<u8>, now_ms: u64) -> KithResult<()> {
        self.append(self.own, Kind::Fact, Fact::Notice(kind as u8, id.to_vec(), value).to_bytes(), now_ms)?;
        self.changed(Change::Truth);
        Ok(())
    }

    fn words_on(&self, id: &[u8; 32]) -> KithResult<Vec<Word>> {
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::RemovalWord as u8, Some(id))?;
        Ok(rows.iter().filter_map(|r| codec::decode(&r.value, limits::BODY_BYTES_MAX).ok()).collect())
    }

    fn removals_of(&self, space: Option<SpaceId>) -> KithResult<Vec<Standing>> {
        self.standings(|p| space.is_none_or(|s| s == p.space))
    }

    fn standings(&self, wanted: impl Fn(&Proposal) -> bool) -> KithResult<Vec<Standing>> {
        let mut out: Vec<Standing> = Vec::new();
        for row in self.storage.notices(self.space(&self.own)?.n, Notice::Removal as u8, None)? {
            let Ok(proposal) = codec::decode::<Proposal>(&row.value, limits::BODY_BYTES_MAX) else { continue };
            if !wanted(&proposal) {
                continue;
            }
            let Some(standing) = self.standing_of(proposal)? else { continue };
            if !out.iter().any(|s| s.id == standing.id) {
                out.push(standing);
            }
        }
        Ok(out)
    }

    fn removal(&self, id: &[u8; 32]) -> KithResult<Standing> {
        self.removals_of(None)?.into_iter().find(|s| s.id == *id).ok_or_else(no_such)
    }

    fn find_removal(&self, reference: &str) -> KithResult<Standing> {
        naming::pick(reference, "removal", self.removals_of(None)?.into_iter().map(|s| (EntryId(s.id).hex(), None, s)))
    }

    /// How a proposal stands, by what is held of its circle and what has been said to it.
    fn standing_of(&self, proposal: Proposal) -> KithResult<Option<Standing>> {
        let (Some((body, person)), Some(held)) = (proposal.body(), self.spaces.get(&proposal.space)) else { return Ok(None) };
        let Some(by) = held.resolved.person_of(&proposal.device) else { return Ok(None) };
        let id = proposal.id(&body);
        let mut said: BTreeMap<PersonId, Word> = BTreeMap::new();
        let mut withdrawn = false;
        for word in self.words_on(&id)? {
            let Some(whose) = self.word_of(&proposal, &body, person, &word) else { continue };
            withdrawn |= word.answer == Answer::Withdrawn;
            // Who has signed has signed: the signature may be in the act by now.
            if said.get(&whose).is_none_or(|w| w.answer == Answer::Declined && word.answer == Answer::Signed) {
                said.insert(whose, word);
            }
        }
        let may = signers(&held.resolved, &person);
        let of = |answer: Answer| said.iter().filter(move |(p, w)| w.answer == answer && **p != by).map(|(p, w)| (*p, w.signature));
        let signed: Vec<_> = [(by, None)].into_iter().chain(of(Answer::Signed).filter(|(p, _)| may.contains(p))).collect();
        let declined: Vec<PersonId> = of(Answer::Declined).map(|(p, _)| p).filter(|p| may.contains(p)).collect();
        let open: Vec<PersonId> = may.iter().copied().filter(|p| !declined.contains(p) && !signed.iter().any(|(s, _)| s == p)).collect();
        let needed = (may.len() / 2 + 1).max(2);
        let done = held.control.iter().any(|e| e.device == proposal.device && e.body.as_ref().is_some_and(|b| b.is_bare_of(&body)));
        let late = ends_ms(proposal.at_ms) < self.tending.clock_ms;
        let state = match () {
            () if done => RemovalState::Done,
            () if withdrawn => RemovalState::Withdrawn,
            () if held.resolved.level(&person) != act::KEEPER || !may.contains(&by) => RemovalState::Overtaken,
            () if late => RemovalState::Expired,
            () if signed.len() + open.len() < needed => RemovalState::Declined,
            () => RemovalState::Waiting,
        };
        Ok(Some(Standing { id, proposal, body, by, person, signed, declined, open, needed, state }))
    }

    fn removal_view(&self, standing: &Standing) -> RemovalProposalView {
        let people = |of: &[PersonId]| of.iter().map(|p| self.person_view(p)).collect();
        let waits = standing.state == RemovalState::Waiting;
        RemovalProposalView {
            id: EntryId(standing.id).hex(),
            circle: standing.proposal.space.hex(),
            person: self.person_view(&standing.person),
            by: self.person_view(&standing.by),
            at_ms: standing.proposal.at_ms,
            ends_ms: ends_ms(standing.proposal.at_ms),
            needed: u32::try_from(standing.needed).unwrap_or(u32::MAX),
            signed: people(&standing.signed.iter().map(|s| s.0).collect::<Vec<_>>()),
            declined: people(&standing.declined),
            open: people(&standing.open),
            asks_me: waits && standing.open.contains(&self.me),
            state: standing.state,
            hand_over: None,
        }
    }
}
