//! Handing a visit on, swapping it, and saying who comes where two have taken it.

use super::{Held, Visit, Which};
use crate::{
    circle::{
        line::Line,
        rota::{self, Ask, RotaFact, Settled, Span, Taken},
        schedule::Slot,
    },
    kith::{
        Kith, KithError, KithResult, naming,
        view::{List, OccasionView},
    },
};
use kith_wire::{EntryId, PersonId, SpaceId};

/// What an answer is about.
enum Asked {
    /// Somebody asks to be relieved.
    Ask(EntryId, PersonId, Ask),
    /// A planned visit was asked of me.
    Line(Line),
}

impl Kith {
    /// Asks somebody, or anybody, to come in one's place. Until somebody does, one still comes.
    pub(super) fn rota_ask(
        &mut self,
        which: Which<'_>,
        (of, wants): (Option<&str>, Option<Which<'_>>),
        (text, anyway): (&str, bool),
        now_ms: u64,
    ) -> KithResult<OccasionView> {
        let (held, line) = self.find_planned(which.visit)?;
        let mine = |v: &Visit<'_>| v.occasion.takers.iter().any(|t| t.is(&self.me));
        let slot = self.slot_meant(&held, &line, which.slot, now_ms, mine)?;
        let takings = self.my_takings(&held, &line, slot)?;
        let space = held.lists.space;
        let of = of.map(|p| self.person(p)).transpose()?;
        if of == Some(self.me) || of.is_some_and(|p| self.space(&space).map_or(0, |s| s.resolved.level(&p)) == 0) {
            return Err(KithError::invalid("not-in-circle", "Choose somebody else who is in this circle."));
        }
        let wants = match wants {
            Some(which) => Some(self.wanted(&held, (line.id, slot), which, of, now_ms)?),
            None => None,
        };
        if let Some(wants) = wants.filter(|_| !anyway) {
            // Whoever says yes hands it to me: it is mine from then on.
            let (_, theirs) = self.find_line(Some(&space), &wants.line.hex(), Some(List::Visit))?;
            self.check_limits_giving(&space, &theirs, wants, Some((line.id, slot)))?;
        }
        let ask = Ask { span: Span { line: line.id, slot, on: which.on }, takings, of, wants, text: naming::clean_words(text)? };
        self.append_rota(space, RotaFact::Asked(ask), now_ms)?;
        self.shown_now(&space, &line.id, slot, now_ms)
    }

    /// The visit that is wanted in return: one that somebody else has taken.
    fn wanted(&self, held: &Held, mine: (EntryId, Slot), which: Which<'_>, of: Option<PersonId>, now_ms: u64) -> KithResult<Span> {
        let (_, line) = self.find_line(Some(&held.lists.space), which.visit, Some(List::Visit))?;
        let theirs = |t: &rota::Taker| !t.is(&self.me) && t.other.is_none() && of.is_none_or(|p| t.is(&p));
        let fits = |v: &Visit<'_>| (v.line.id, v.slot) != mine && v.occasion.takers.iter().any(theirs);
        let slot = self.slot_meant(held, &line, which.slot, now_ms, fits)?;
        if (line.id, slot) == mine || !held.occasion(&line.id, slot).takers.iter().any(theirs) {
            return Err(KithError::not_allowed("swap-not-theirs", "A swap is for a visit that whoever you ask has taken."));
        }
        Ok(Span { line: line.id, slot, on: false })
    }

    /// Answers what somebody asked, or a visit that was planned for me.
    pub(super) fn rota_answer(&mut self, reference: &str, (yes, anyway): (bool, bool), text: &str, now_ms: u64) -> KithResult<OccasionView> {
        let (space, asked) = self.find_asked(reference)?;
        let held = self.held_rota(&space)?;
        let (what, line, slot) = match &asked {
            Asked::Line(line) => (line.id, line.id, self.slot_meant(&held, line, None, now_ms, |v| !v.occasion.takers.iter().any(|t| t.is(&self.me)))?),
            Asked::Ask(id, _, ask) => (*id, ask.span.line, ask.span.slot),
        };
        let said = if yes { self.yes(&held, asked, (slot, anyway), now_ms)? } else { RotaFact::Declined(what, naming::clean_words(text)?) };
        self.append_rota(space, said, now_ms)?;
        self.share_limits(&space, now_ms)?;
        self.shown_now(&space, &line, slot, now_ms)
    }

    fn yes(&self, held: &Held, asked: Asked, (slot, anyway): (Slot, bool), now_ms: u64) -> KithResult<RotaFact> {
        match asked {
            Asked::Line(line) => {
                self.check_free(held, &line, slot, true, now_ms)?;
                let on = super::planned_of(&line, None).is_some_and(|p| !p.rule.is_empty());
                let span = Span { line: line.id, slot, on };
                if !anyway {
                    self.check_limits(&held.lists.space, &line, span)?;
                }
                Ok(RotaFact::Taken(Taken { span, ask: None, gives: Vec::new(), other: None }))
            }
            Asked::Ask(id, by, ask) => {
                let open = held.occasion(&ask.span.line, ask.span.slot).asks.iter().any(|a| a.id == id);
                if !open {
                    return Err(KithError::not_allowed("ask-answered", "That has been answered, or is asked no longer."));
                }
                if by == self.me || ask.of.is_some_and(|p| p != self.me) {
                    return Err(KithError::not_allowed("ask-not-yours", "That was asked of somebody else."));
                }
                let gone = || KithError::not_found("no-such-line", "There is no such line on this device.");
                let find = |id: EntryId| held.lists.lines.iter().find(|l| l.id == id).ok_or_else(gone);
                let gives = match ask.wants {
                    Some(wants) => self.my_takings(held, find(wants.line)?, wants.slot)?,
                    None => Vec::new(),
                };
                let line = find(ask.span.line)?;
                if !anyway {
                    let given = ask.wants.map(|wants| (wants.line, wants.slot));
                    self.check_limits_giving(&held.lists.space, line, ask.span, given)?;
                }
                Ok(RotaFact::Taken(Taken { span: ask.span, ask: Some(id), gives, other: None }))
            }
        }
    }

    fn find_asked(&self, reference: &str) -> KithResult<(SpaceId, Asked)> {
        let mut found = Vec::new();
        for space in self.circles_in() {
            let held = self.held_rota(&space)?;
            found.extend(held.rota.asks().map(|(id, by, ask)| (id.hex(), None, (space, Asked::Ask(id, by, ask.clone())))));
            let mine = held.lists.standing(List::Visit).filter(|l| super::planned_of(l, None).is_some_and(|p| p.asked == Some(self.me)));
            found.extend(mine.map(|l| (l.id.hex(), Some(l.name().to_owned()), (space, Asked::Line(l.clone())))));
        }
        naming::pick(reference, "ask", found.into_iter())
    }

    /// A person says who comes, where more have taken a visit than it needs.
    pub(super) fn rota_settle(&mut self, which: Which<'_>, stays: &[String], text: &str, now_ms: u64) -> KithResult<OccasionView> {
        let (held, line) = self.find_planned(which.visit)?;
        let needed = |v: &Visit<'_>| v.occasion.is_twice(v.planned.people);
        let slot = self.slot_meant(&held, &line, which.slot, now_ms, needed)?;
        let occasion = held.occasion(&line.id, slot);
        let all: Vec<&rota::Taker> = occasion.takers.iter().chain(&occasion.aside).collect();
        if all.len() < 2 {
            return Err(KithError::not_allowed("not-twice", "Nobody else has taken this visit."));
        }
        let stay = |reference: &String| {
            let wanted = if reference.trim().eq_ignore_ascii_case("me") { self.me.hex() } else { reference.clone() };
            let by_person = all.iter().find(|t| t.other.is_none() && (t.person.hex() == wanted || self.name_of(&t.person).eq_ignore_ascii_case(wanted.trim())));
            match by_person {
                Some(taker) => Ok(taker.id),
                None => naming::pick(&wanted, "taking", all.iter().map(|t| (t.id.hex(), Some(self.taker_name(t)), t.id))),
            }
        };
        let stays: Vec<EntryId> = stays.iter().map(stay).collect::<KithResult<_>>()?;
        if stays.is_empty() {
            return Err(KithError::invalid("nobody-stays", "Say who comes."));
        }
        let settled = Settled {
            span: Span { line: line.id, slot, on: which.on },
            stays,
            seen: all.iter().map(|t| t.id).take(rota::NAMED_MAX).collect(),
            over: occasion.settled.iter().map(|(id, ..)| *id).take(rota::NAMED_MAX).collect(),
            text: naming::clean_words(text)?,
        };
        let space = held.lists.space;
        self.append_rota(space, RotaFact::Settled(settled), now_ms)?;
        self.tell_settled(&space, (&line.id, slot), now_ms)?;
        self.shown_now(&space, &line.id, slot, now_ms)
    }
}
