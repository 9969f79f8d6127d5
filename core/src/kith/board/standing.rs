//! How what the board was asked stands: from what is kept in the own space, and from the circle's log.

use super::super::{
    Kith, KithError, KithResult,
    view::{BoardMatterView, BoardState, BoardWhat, PersonView},
};
use super::{Asked, Noticed, Word, delay::DAY_MS, hex, needed, target};
use crate::{
    fact::Notice,
    space::{
        Act,
        act::Cosignature,
        board::{BoardAct, BoardMove, Decision},
    },
};
use kith_wire::{PersonId, codec, limits};
use std::collections::BTreeMap;

/// A matter as it is known here.
pub(super) struct Matter {
    pub(super) id: [u8; 32],
    pub(super) asked: Option<Asked>,
    pub(super) noticed: Option<Noticed>,
    pub(super) act: Option<BoardAct>,
    /// The last word of each seat.
    pub(super) words: BTreeMap<PersonId, Option<Cosignature>>,
    pub(super) seats: Vec<PersonId>,
    pub(super) state: BoardState,
    decision: Decision,
}

impl Matter {
    pub(super) const fn decision(&self) -> &Decision {
        &self.decision
    }

    /// Who has signed, with what.
    pub(super) fn signed(&self) -> impl Iterator<Item = (PersonId, Cosignature)> {
        self.words.iter().filter_map(|(p, s)| Some((*p, (*s)?)))
    }
}

impl Kith {
    /// Every matter that this person has heard of.
    pub(super) fn board_all(&self) -> KithResult<Vec<Matter>> {
        let own = self.space(&self.own)?.n;
        let mut found: BTreeMap<[u8; 32], (Option<Asked>, Option<Noticed>, Option<BoardAct>)> = BTreeMap::new();
        let read = |kind: Notice| self.storage.notices(own, kind as u8, None);
        for row in read(Notice::BoardAsked)? {
            if let Ok(asked) = codec::decode::<Asked>(&row.value, limits::BODY_BYTES_MAX) {
                found.entry(asked.decision.id()).or_default().0.get_or_insert(asked);
            }
        }
        for row in read(Notice::BoardNoticed)? {
            if let Ok(noticed) = codec::decode::<Noticed>(&row.value, limits::BODY_BYTES_MAX) {
                found.entry(noticed.decision.id()).or_default().1.get_or_insert(noticed);
            }
        }
        for row in read(Notice::BoardAct)? {
            if let Ok(act) = codec::decode::<BoardAct>(&row.value, limits::BODY_BYTES_MAX) {
                found.entry(act.decision.id()).or_default().2.get_or_insert(act);
            }
        }
        let mut out = Vec::new();
        for (id, (asked, noticed, act)) in found {
            let decision = asked.as_ref().map(|a| &a.decision).or(noticed.as_ref().map(|n| &n.decision)).or(act.as_ref().map(|a| &a.decision));
            let Some(decision) = decision.cloned() else { continue };
            let seats = self.board_seats(&target(&decision));
            let mut matter = Matter { id, asked, noticed, act, words: BTreeMap::new(), seats, state: BoardState::Asked, decision };
            matter.words = self.words_of(&matter)?;
            matter.state = self.state_of(&matter);
            out.push(matter);
        }
        Ok(out)
    }

    /// One of them.
    pub(super) fn board_one(&self, id: &[u8; 32]) -> KithResult<Matter> {
        self.board_all()?.into_iter().find(|m| m.id == *id).ok_or_else(|| KithError::not_found("no-such-board-matter", "There is no such matter here."))
    }

    /// The last word of each seat, by the time that its device says.
    fn words_of(&self, matter: &Matter) -> KithResult<BTreeMap<PersonId, Option<Cosignature>>> {
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::BoardWord as u8, Some(&matter.id))?;
        let mut last: BTreeMap<PersonId, Word> = BTreeMap::new();
        for word in rows.iter().filter_map(|r| codec::decode::<Word>(&r.value, limits::BODY_BYTES_MAX).ok()) {
            let Some(seat) = self.seat_of(matter, &word) else { continue };
            // Of two words of one moment the one that declines: nobody is bound by a slip.
            let later = |held: &Word| (word.at_ms, word.signature.is_none()) > (held.at_ms, held.signature.is_none());
            if last.get(&seat).is_none_or(later) {
                last.insert(seat, word);
            }
        }
        Ok(last.into_iter().map(|(seat, word)| (seat, word.signature)).collect())
    }

    /// When my last word about a matter is dated: the next one stands in its place whatever the clock tells.
    pub(super) fn my_last_word_ms(&self, matter: &Matter) -> KithResult<u64> {
        let rows = self.storage.notices(self.space(&self.own)?.n, Notice::BoardWord as u8, Some(&matter.id))?;
        let words = rows.iter().filter_map(|r| codec::decode::<Word>(&r.value, limits::BODY_BYTES_MAX).ok());
        Ok(words.filter(|word| self.seat_of(matter, word) == Some(self.me)).map(|word| word.at_ms).max().unwrap_or(0))
    }

    /// Whose word it is, if it is that of a seat and its signature is of this decision.
    pub(super) fn seat_of(&self, matter: &Matter, word: &Word) -> Option<PersonId> {
        let person = self.spaces.get(&matter.decision.commons)?.resolved.person_of(&word.device)?;
        let signed = word.signature.is_none_or(|s| s.key == word.device.0 && matter.decision.is_signed_by(&s));
        (word.decision == matter.id && matter.seats.contains(&person) && signed).then_some(person)
    }

    fn state_of(&self, matter: &Matter) -> BoardState {
        let held = self.spaces.get(&matter.decision.space);
        let written = |b: &crate::space::ActBody| matches!(&b.act, Act::Board(act) if act.decision.id() == matter.id);
        let declined = matter.words.values().filter(|s| s.is_none()).count();
        match () {
            () if held.is_some_and(|s| s.control.iter().any(|e| e.body.as_ref().is_some_and(written))) => BoardState::Done,
            () if matter.act.is_some() => BoardState::Passed,
            () if matter.asked.is_some() && matter.seats.len() - declined < needed(matter.seats.len()) => BoardState::Declined,
            () if matter.noticed.is_some() => BoardState::Noticed,
            () => BoardState::Asked,
        }
    }

    /// Whether my word counts: on the board, and before the matter holds.
    pub(super) fn may_answer(&self, matter: &Matter) -> bool {
        let open = matches!(matter.state, BoardState::Asked | BoardState::Noticed | BoardState::Declined);
        open && matter.asked.is_some() && matter.seats.contains(&self.me)
    }

    pub(super) fn matter_view(&self, matter: &Matter) -> BoardMatterView {
        let people = |of: Vec<PersonId>| -> Vec<PersonView> { of.iter().map(|p| self.person_view(p)).collect() };
        let known = matter.asked.as_ref().filter(|a| a.by == self.me || matter.seats.contains(&self.me) || self.is_office());
        let said = |yes: bool| matter.words.iter().filter(move |(_, s)| s.is_some() == yes).map(|(p, _)| *p).collect();
        let open = matter.seats.iter().copied().filter(|p| !matter.words.contains_key(p)).collect();
        let (what, level) = match &matter.decision.act {
            BoardMove::Remove(_) => (BoardWhat::Remove, None),
            BoardMove::Add(add) => (BoardWhat::Add, Some(add.level)),
            BoardMove::Level(_, level) => (BoardWhat::Level, Some(*level)),
        };
        let name = self.spaces.get(&matter.decision.space).map(|s| self.place_name(s)).or_else(|| known.map(|a| a.circle.clone()));
        let told = matter.noticed.as_ref();
        BoardMatterView {
            id: hex(&matter.id),
            circle: matter.decision.space.hex(),
            circle_name: name.unwrap_or_default(),
            what,
            person: self.person_view(&target(&matter.decision)),
            level: level.map(super::super::circles::level_view),
            by: known.map(|a| self.person_view(&a.by)),
            reason: known.map(|a| a.reason.clone()),
            at_ms: known.map(|a| a.at_ms).or(told.map(|n| n.at_ms)).unwrap_or_default(),
            needed: u32::try_from(needed(matter.seats.len())).unwrap_or(u32::MAX),
            signed: people(if known.is_some() { said(true) } else { Vec::new() }),
            declined: people(if known.is_some() { said(false) } else { Vec::new() }),
            open: people(if known.is_some() { open } else { Vec::new() }),
            asks_me: matter.state == BoardState::Asked && self.may_answer(matter) && !matter.words.contains_key(&self.me),
            may_answer: self.may_answer(matter),
            state: matter.state,
            from_ms: told.map(|n| n.at_ms.saturating_add(limits::BOARD_DELAY_CHECKPOINTS * DAY_MS)),
            hand_over: None,
        }
    }
}
