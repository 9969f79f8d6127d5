//! What the co-op's board decides in a circle that cannot help itself: its person lost, two who look after it at odds, or somebody who
//! abuses their place in it.
//!
//! Anybody in the circle may ask, and nothing of it is written into the circle. The question goes into the inboxes of those on the
//! board (but the person concerned) and of the office; each signs or declines, and may change their word until it holds. Once more than
//! half of the seats have signed, and two at least, the office states who held the seats and tells everybody in the circle what is
//! decided, and from when it holds: not who asked, nor why. [`limits::BOARD_DELAY_CHECKPOINTS`] days later it states that the delay has
//! passed, and whoever of the circle hears that writes the act into the circle's log, where it is judged by [`crate::space::board`] alone.
//!
//! Checkpoints in the office's statements are days that the office has counted: a delay that neither many coins shorten nor few prolong.
//! The device that writes the act into the circle has counted as many itself since it heard of it (see [`delay`]).

mod delay;
mod office;
mod standing;

use super::{
    Change, Kith, KithError, KithResult, drops, handover, naming,
    view::{BoardMatterView, BoardState, BoardWhat, HandOver, Level, Role},
};
use crate::{
    entropy,
    fact::{Fact, Notice},
    space::{
        Act, Add,
        act::Cosignature,
        board::{BoardAct, BoardMove, Decision, Seats},
    },
};
use kith_wire::{DeviceId, Kind, PersonId, SpaceId, codec, limits, text::PayloadKind};
use minicbor::{Decode, Encode};

/// Matters that wait at once, so that nobody's own space is filled from outside.
const MATTERS_OPEN_MAX: usize = 50;
/// Characters of a reason.
const REASON_CHARS_MAX: usize = 2_000;
/// The fewest that decide for a board.
const SEATS_MIN: usize = 2;

/// A message about what the board decides. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) enum BoardNote {
    /// Will you decide this?
    #[n(0)]
    Asked(#[n(0)] Asked),
    /// A seat's word.
    #[n(1)]
    Said(#[n(0)] Word),
    /// From the office to everybody concerned: it is decided, and holds after its delay.
    #[n(2)]
    Noticed(#[n(0)] Noticed),
    /// It holds: for the circle's log.
    #[n(3)]
    Passed(#[n(0)] Box<BoardAct>),
}

/// What the board is asked, as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Asked {
    #[n(0)]
    decision: Decision,
    /// What the circle is called.
    #[n(1)]
    circle: String,
    /// Who is in it: they are told.
    #[n(2)]
    people: Vec<PersonId>,
    #[n(3)]
    reason: String,
    #[n(4)]
    by: PersonId,
    #[n(5)]
    at_ms: u64,
}

/// A seat's word about a decision: signed, or without a signature declined. A later word of the same person stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Word {
    #[cbor(n(0), with = "minicbor::bytes")]
    decision: [u8; 32],
    #[n(1)]
    device: DeviceId,
    #[n(2)]
    signature: Option<Cosignature>,
    #[n(3)]
    at_ms: u64,
}

/// The office's notice that something is decided.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Noticed {
    #[n(0)]
    decision: Decision,
    #[n(1)]
    seats: Seats,
    #[n(2)]
    at_ms: u64,
}

/// What is to be put before the board.
pub(super) struct Asking<'a> {
    pub(super) circle: &'a str,
    pub(super) person: &'a str,
    pub(super) what: BoardWhat,
    pub(super) level: Option<Level>,
    pub(super) reason: &'a str,
}

/// How many of so many seats must sign: more than half, and two at least.
const fn needed(seats: usize) -> usize {
    let half = seats / 2 + 1;
    if half < SEATS_MIN { SEATS_MIN } else { half }
}

/// Whom a decision concerns.
const fn target(decision: &Decision) -> PersonId {
    match &decision.act {
        BoardMove::Remove(person) | BoardMove::Level(person, _) => *person,
        BoardMove::Add(add) => add.person,
    }
}

impl Kith {
    /// Asks the board for a decision in a circle that I am in.
    pub(super) fn board_ask(&mut self, asking: &Asking<'_>, now_ms: u64) -> KithResult<BoardMatterView> {
        let commons = self.commons()?;
        let space = self.circle(asking.circle)?;
        let reason = naming::clean_text(asking.reason)?;
        if reason.chars().count() > REASON_CHARS_MAX {
            return Err(KithError::invalid("too-long", "That is too long."));
        }
        let act = self.board_move(&space, asking)?;
        let held = self.space(&space)?;
        if held.resolved.level(&self.me) == 0 || held.resolved.genesis.as_ref().and_then(|g| g.coop) != Some(commons) {
            return Err(KithError::not_allowed("not-in", "Only somebody who is in the circle may ask that of the board."));
        }
        let (people, circle) = (held.resolved.people.keys().copied().collect(), self.place_name(held));
        let decision = Decision { commons, space, act, nonce: entropy::bytes(self.entropy.as_mut()) };
        if self.board_seats(&target(&decision)).len() < SEATS_MIN {
            return Err(KithError::not_allowed("no-board", "The co-op has no board of two or more who could decide that."));
        }
        let asked = Asked { decision, circle, people, reason, by: self.me, at_ms: now_ms };
        let id = asked.decision.id();
        self.keep_board(Notice::BoardAsked, id, codec::encode(&asked), now_ms)?;
        let to = self.board_and_office(&asked.decision);
        let code = self.send_board(&to, &BoardNote::Asked(asked), now_ms)?;
        Ok(BoardMatterView { hand_over: code, ..self.board_matter(&id)? })
    }

    fn board_move(&self, space: &SpaceId, asking: &Asking<'_>) -> KithResult<BoardMove> {
        let person = self.person(asking.person)?;
        let is_in = self.space(space)?.resolved.level(&person) > 0;
        let level = || asking.level.map(super::circles::level_number).ok_or_else(|| KithError::invalid("no-level", "Say at which level."));
        match (asking.what, is_in) {
            (BoardWhat::Remove, true) => Ok(BoardMove::Remove(person)),
            (BoardWhat::Level, true) => Ok(BoardMove::Level(person, level()?)),
            (BoardWhat::Add, false) => Ok(BoardMove::Add(Add::new(person, level()?, self.name_of(&person), self.certificates_of(&person)?))),
            (BoardWhat::Add, true) => Err(KithError::invalid("already-in", "They are in this circle already.")),
            (_, false) => Err(KithError::not_found("not-in", "They are not in this circle.")),
        }
    }

    /// What the board was asked and has decided, as far as it concerns me; what waits for my word first, then the latest.
    pub(super) fn board_matters(&self) -> KithResult<Vec<BoardMatterView>> {
        let mut found: Vec<BoardMatterView> = self.board_all()?.iter().map(|m| self.matter_view(m)).collect();
        found.sort_by_key(|m| (!m.asks_me, std::cmp::Reverse(m.at_ms), m.id.clone()));
        Ok(found)
    }

    fn board_matter(&self, id: &[u8; 32]) -> KithResult<BoardMatterView> {
        self.board_one(id).map(|matter| self.matter_view(&matter))
    }

    /// Signs as a seat of the board, or declines; a later word stands in the place of one before, until the matter holds.
    pub(super) fn board_answer(&mut self, matter: &str, agree: bool, now_ms: u64) -> KithResult<BoardMatterView> {
        let matters = self.board_all()?.into_iter().map(|m| (hex(&m.id), None, m));
        let matter = naming::pick(matter, "board-matter", matters)?;
        if !self.may_answer(&matter) {
            let seat = self.board_seats(&target(matter.decision())).contains(&self.me);
            return Err(if seat {
                KithError::not_allowed("board-over", "This is over: nobody's word is asked for any more.")
            } else {
                KithError::not_allowed("not-on-board", "Those on the board decide that, but never about themselves.")
            });
        }
        let signature = agree.then(|| matter.decision().sign(&self.secrets.device_key()));
        let word = Word { decision: matter.id, device: self.device, signature, at_ms: now_ms.max(self.my_last_word_ms(&matter)?.saturating_add(1)) };
        self.keep_board(Notice::BoardWord, matter.id, codec::encode(&word), now_ms)?;
        let mut to = self.board_and_office(matter.decision());
        to.extend(matter.asked.as_ref().map(|a| a.by).filter(|by| !to.contains(by) && *by != self.me));
        let code = self.send_board(&to, &BoardNote::Said(word), now_ms)?;
        self.work_board(now_ms)?;
        Ok(BoardMatterView { hand_over: code, ..self.board_matter(&matter.id)? })
    }

    /// Something about the board came into the inbox. The caller commits.
    pub(super) fn take_board(&mut self, sender: DeviceId, note: BoardNote, now_ms: u64) -> KithResult<()> {
        let commons = self.commons()?;
        let not_theirs = || KithError::not_allowed("not-theirs-to-say", "That is not for them to say.");
        let by = self.space(&commons)?.resolved.person_of(&sender).ok_or_else(not_theirs)?;
        match note {
            BoardNote::Asked(asked) => {
                let mine = self.board_seats(&target(&asked.decision)).contains(&self.me) || self.has_role(&self.me, Role::Notary);
                let fits = asked.people.len() <= 2 * limits::CIRCLE_PEOPLE_MAX
                    && asked.circle.chars().count() <= limits::NAME_CHARS_MAX
                    && asked.reason.chars().count() <= REASON_CHARS_MAX;
                if asked.by != by || asked.decision.commons != commons || !mine || !fits {
                    return Err(not_theirs());
                }
                let id = asked.decision.id();
                let open = self.board_all()?.iter().filter(|m| m.state == BoardState::Asked).count();
                if open >= MATTERS_OPEN_MAX {
                    return Err(KithError::not_allowed("too-many-matters", "Too many of these wait already."));
                }
                self.keep_board(Notice::BoardAsked, id, codec::encode(&asked), now_ms)
            }
            BoardNote::Said(word) => {
                let matter = self.board_one(&word.decision)?;
                if word.device != sender || self.seat_of(&matter, &word).is_none() {
                    return Err(not_theirs());
                }
                self.keep_board(Notice::BoardWord, word.decision, codec::encode(&word), now_ms)
            }
            BoardNote::Noticed(noticed) => {
                let known = self.spaces.contains_key(&noticed.decision.space) || self.board_one(&noticed.decision.id()).is_ok();
                if noticed.decision.commons != commons || self.coop_of_coins()?.notary != sender || !(known || target(&noticed.decision) == self.me) {
                    return Err(not_theirs());
                }
                self.keep_board(Notice::BoardNoticed, noticed.decision.id(), codec::encode(&noticed), now_ms)
            }
            BoardNote::Passed(act) => {
                let space = act.decision.space;
                if act.decision.commons != commons || act.verify(&space, &commons).is_err() {
                    return Err(not_theirs());
                }
                self.keep_board(Notice::BoardAct, act.decision.id(), codec::encode(&*act), now_ms)
            }
        }
    }

    /// Keeps something about a matter in the own space, once, where all my devices have it.
    fn keep_board(&mut self, kind: Notice, id: [u8; 32], value: Vec<u8>, now_ms: u64) -> KithResult<()> {
        let own = self.space(&self.own)?.n;
        if self.storage.notices(own, kind as u8, Some(&id))?.iter().any(|held| held.value == value) {
            return Ok(());
        }
        self.append(self.own, Kind::Fact, Fact::Notice(kind as u8, id.to_vec(), value).to_bytes(), now_ms)?;
        self.changed(Change::Truth);
        self.changed(Change::Members);
        Ok(())
    }

    /// Those on the board, but whom it concerns.
    fn board_seats(&self, concerned: &PersonId) -> Vec<PersonId> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Vec::new() };
        let role = super::coop::role_number(Role::BoardMember);
        let mut seats: Vec<PersonId> = commons.resolved.grants.iter().filter(|g| g.role == role && g.person != *concerned).map(|g| g.person).collect();
        seats.sort_unstable();
        seats.dedup();
        seats.truncate(crate::space::board::SEATS_MAX);
        seats
    }

    /// Those on the board and whoever is notary, but me.
    fn board_and_office(&self, decision: &Decision) -> Vec<PersonId> {
        let mut to = self.board_seats(&target(decision));
        let office = self.coop_of_coins().ok().and_then(|coop| self.spaces.get(&decision.commons)?.resolved.person_of(&coop.notary));
        to.extend(office.filter(|o| !to.contains(o)));
        to.retain(|p| *p != self.me);
        to
    }

    /// Puts a message on its way to each of these, and gives all of it as one code. Whose inbox nobody has heard of is left out.
    fn send_board(&mut self, to: &[PersonId], note: &BoardNote, now_ms: u64) -> KithResult<Option<HandOver>> {
        let message = drops::Message::Board(note.clone());
        let mut sealed = Vec::new();
        for person in to {
            match self.send_to(person, &message, "membership", now_ms) {
                Ok(envelope) => sealed.push(envelope),
                Err(e) if e.code == "no-inbox" || e.code == "no-coop" => {}
                Err(e) => return Err(e),
            }
        }
        let by_relay = self.by_relay();
        Ok((!sealed.is_empty()).then(|| handover::hand_over(PayloadKind::Pack, handover::encode_pack(&sealed), by_relay)))
    }

    /// Writes into their circles what the board has decided and has had its delay. The caller commits.
    pub(super) fn carry_in_board(&mut self, now_ms: u64) -> KithResult<()> {
        let all = self.board_all()?;
        if all.is_empty() {
            return Ok(());
        }
        let counted_ms = self.counted_ms(now_ms, 0)?;
        for matter in all {
            match matter.state {
                BoardState::Noticed | BoardState::Passed if !self.has_waited(&matter.id, counted_ms)? => continue,
                BoardState::Done => self.forget_heard(&matter.id)?,
                _ => {}
            }
            let Some(act) = matter.act.filter(|_| matter.state == BoardState::Passed) else { continue };
            let space = act.decision.space;
            let Some(held) = self.spaces.get(&space) else { continue };
            let to_go = matches!(&act.decision.act, BoardMove::Remove(person) if *person == self.me);
            if to_go || held.resolved.level(&self.me) == 0 || !held.may_write(&self.device) || act.verify(&space, &act.decision.commons).is_err() {
                continue;
            }
            let brought = if let BoardMove::Add(add) = &act.decision.act { Some(add.clone()) } else { None };
            self.act(space, Act::Board(Box::new(act)), now_ms)?;
            if let Some(add) = brought.filter(|add| self.spaces.get(&space).is_some_and(|s| s.resolved.level(&add.person) > 0)) {
                self.let_in_by_board(space, &add, now_ms)?;
            }
            self.changed_circle(&space);
        }
        Ok(())
    }

    /// Gives whom the board has put into a circle its key, and tells them where it is.
    fn let_in_by_board(&mut self, space: SpaceId, add: &Add, now_ms: u64) -> KithResult<()> {
        for device in &add.devices {
            self.welcome_device(space, device, now_ms)?;
        }
        match self.send_admission(&add.person, &[space], now_ms) {
            Err(e) if e.code != "no-inbox" => Err(e),
            _ => Ok(()),
        }
    }
}

/// An id as people name it.
fn hex(id: &[u8; 32]) -> String {
    kith_wire::EntryId(*id).hex()
}
