//! What is shown of a log that has been read: people, devices, roles, removals, questions and history.

use super::{Act, Add, Reading, freeze::Cold};
use crate::space::{
    Ended, Grant, HistoryLine, Member, Membership, Question, Removal, Removed, Resolved,
    act::{Answer, Place},
    authority::Kind,
    board::BoardMove,
};
use kith_wire::{DeviceId, EntryId, Lane, PersonId, limits};
use std::collections::HashSet;

impl Reading<'_> {
    /// Turns what was read into what is shown.
    pub(super) fn finish(&mut self, cold: &[Cold], waiting: HashSet<EntryId>) -> Resolved {
        self.out.frozen = Self::devices_of(cold);
        let genesis = (0..self.authority.len()).find(|at| self.authority.deed(*at).kind == Kind::Genesis);
        self.out.begun_ms = genesis.map_or(0, |at| self.time(at));
        self.out.waiting = waiting;
        let people: Vec<(PersonId, u8)> = self.authority.levels().iter().map(|(p, l)| (*p, *l)).collect();
        for (person, level) in people {
            let member = self.member(&person, level);
            self.out.people.insert(person, member);
        }
        self.take_away();
        let revoked = self.out.removals.iter().filter_map(|r| if let Removed::Device(d) = r.what { Some(d) } else { None }).collect();
        self.stand(&revoked);
        self.grant();
        self.ask();
        self.remember_all();
        let circle = self.out.genesis.as_ref().is_some_and(|g| g.kind == super::SpaceKind::Circle);
        self.out.crowded = circle && self.out.people.len() > limits::CIRCLE_PEOPLE_MAX;
        std::mem::take(&mut self.out)
    }

    fn time(&self, at: usize) -> u64 {
        self.entries[self.entry_of[at]].time_ms
    }

    fn body(&self, at: usize) -> Option<&Act> {
        self.entries[self.entry_of[at]].body.as_ref().map(|b| &b.act)
    }

    /// What the act that brought somebody in said of them.
    fn brought(&self, at: usize) -> Option<&Add> {
        let person = self.authority.deed(at).target;
        match self.body(at)? {
            Act::Add(add) => Some(add),
            Act::Genesis(g) => g.founders.iter().find(|f| f.person == person),
            Act::Board(b) => match &b.decision.act {
                BoardMove::Add(add) => Some(add),
                _ => None,
            },
            _ => None,
        }
    }

    /// The act that brought somebody in by which they are in now: of those made apart the one that counts, not the last to be read.
    fn brought_by(&self, person: &PersonId) -> Option<usize> {
        let brings = |at: &usize| self.authority.gives(*at) && self.brought(*at).is_some();
        let grant = self.authority.grant_of(person);
        let before = |at: &usize| brings(at) && grant.is_some_and(|g| self.authority.knew(g, *at));
        let known = || self.authority.about(person).filter(before).last();
        grant.filter(brings).or_else(known).or_else(|| self.authority.about(person).filter(brings).last())
    }

    /// What took away the act that brought somebody in: what hits it, or what it rests on.
    fn felled_by(&self, at: usize) -> Option<usize> {
        let (mut next, mut seen) = (vec![at], HashSet::new());
        while let Some(x) = next.pop().filter(|_| seen.len() < self.authority.len()) {
            if !seen.insert(x) {
                continue;
            }
            if let Some(by) = self.authority.hit_by(x).last() {
                return Some(by);
            }
            let author = self.authority.deed(x).author;
            next.extend(self.authority.fallen_about(&author).filter(|g| self.authority.gives(*g) && self.authority.knew(x, *g)));
        }
        None
    }

    pub(super) fn member(&self, person: &PersonId, level: u8) -> Member {
        let at = self.brought_by(person);
        let add = at.and_then(|at| self.brought(at));
        let founder = at.is_none_or(|at| self.authority.deed(at).kind == Kind::Genesis);
        Member {
            level,
            name: add.map(|a| a.name.clone()).unwrap_or_default(),
            class: add.map(|a| a.class.clone()).unwrap_or_default(),
            added_by: at.filter(|_| !founder).map(|at| self.authority.deed(at).author),
            by_board: at.is_some_and(|at| matches!(self.authority.deed(at).kind, Kind::BoardAdd(_))),
            added_ms: at.map_or(0, |at| self.time(at)),
            devices: Vec::new(),
            added: at.map_or(EntryId::ZERO, |at| self.authority.deed(at).id),
            reads: add.and_then(|a| a.reads),
        }
    }

    /// Removals, leaves, adds that fell and devices cut off.
    fn take_away(&mut self) {
        for at in 0..self.authority.len() {
            let deed = self.authority.deed(at);
            let stands = self.authority.is_effective(at);
            let what = match deed.kind {
                Kind::Remove | Kind::BoardRemove(_) if stands && !self.left_in(at) => Removed::Person(deed.target),
                Kind::Leave if stands => Removed::Left(deed.target),
                Kind::RevokeDevice { device, .. } if stands => Removed::Device(device),
                Kind::Add if !stands && self.authority.is_well_founded(at) && !self.out.people.contains_key(&deed.target) => Removed::Fell(deed.target),
                _ => continue,
            };
            let places: Vec<Place> = if let Some(Act::RevokeDevice(r)) = self.body(at) { r.places.clone() } else { Vec::new() };
            let devices = match what {
                Removed::Device(d) => vec![d],
                Removed::Person(p) | Removed::Left(p) | Removed::Fell(p) => self.devices_before(&p, at),
            };
            let cause = if let Removed::Fell(_) = what { self.felled_by(at).unwrap_or(at) } else { at };
            let (act, by, time_ms) = (deed.id, self.authority.deed(cause).author, self.time(cause));
            let by_board = matches!(self.authority.deed(cause).kind, Kind::BoardRemove(_) | Kind::BoardAdd(_));
            self.out.removals.push(Removal { act, what, by, by_board, time_ms, devices, places });
        }
    }

    /// Whether somebody is in although this removal stands: a stronger grant was made meanwhile.
    fn left_in(&self, at: usize) -> bool {
        self.authority.grant_of(&self.authority.deed(at).target).is_some_and(|g| !self.authority.knew(g, at))
    }

    /// A person's devices other than those that came only by acts that knew this one. One that was there before and came back with its
    /// person is among them: what it wrote in between does not stand by itself.
    fn devices_before(&self, person: &PersonId, at: usize) -> Vec<DeviceId> {
        let theirs = self.devices.iter().filter(|(c, _)| self.out.by_device.get(&c.device) == Some(&super::KeyOwner::Person(*person)));
        let before = |device: &DeviceId| {
            let mut by = self.authority.certifying(device).peekable();
            by.peek().is_none() || by.any(|by| !self.authority.knew(by, at))
        };
        theirs.map(|(c, _)| c.device).filter(before).collect()
    }

    fn grant(&mut self) {
        for (at, end) in self.authority.roles() {
            let deed = self.authority.deed(at);
            let Kind::Grant(role) = deed.kind else { continue };
            let ended = end.map(|e| Ended { act: self.authority.deed(e).id, by: self.authority.deed(e).author, time_ms: self.time(e) });
            let grant = Grant { person: deed.target, role, by: deed.author, time_ms: self.time(at), act: deed.id, ended };
            if ended.is_none() && self.out.people.contains_key(&grant.person) {
                self.out.grants.push(grant);
            } else {
                self.out.past_grants.push(grant);
            }
        }
    }

    fn ask(&mut self) {
        for at in self.authority.questions() {
            let deed = self.authority.deed(at);
            if !self.out.people.contains_key(&deed.target) {
                continue;
            }
            let question =
                Question { act: deed.id, person: deed.target, by: deed.author, time_ms: self.time(at), shown: self.is_shown(at), answered: self.answer(at) };
            self.out.questions.push(question);
        }
    }

    /// A removal whose author has gone is shown if somebody who is in held it before they knew that.
    fn is_shown(&self, at: usize) -> bool {
        let deed = self.authority.deed(at);
        let gone: Vec<usize> = self.authority.hit_by(at).collect();
        if gone.is_empty() {
            return true;
        }
        let other = |p: &PersonId| *p != deed.author && self.out.people.contains_key(p);
        let early = |o: usize| other(&self.authority.deed(o).author) && self.authority.knew(o, at) && gone.iter().any(|r| !self.authority.knew(o, *r));
        let place = |p: &Place| deed.device.is_some_and(|(d, seq)| p.is_in(&d, Lane::Control) && p.seq >= seq);
        (at + 1..self.authority.len()).any(early) || self.out.seen.iter().any(|s| other(&s.by) && s.what.iter().any(place))
    }

    fn answer(&self, at: usize) -> Option<(bool, PersonId)> {
        let question = self.authority.deed(at).id;
        let answers = self.answers.iter().rev().filter(|a| self.authority.is_effective(**a) && self.authority.knew(**a, at));
        answers
            .filter_map(|a| match self.body(*a) {
                Some(Act::Answer(Answer { question: q, stays })) if *q == question => Some((*stays, self.authority.deed(*a).author)),
                _ => None,
            })
            .next()
    }

    fn remember_all(&mut self) {
        for at in (0..self.authority.len()).filter(|at| self.authority.is_well_founded(*at)) {
            let deed = self.authority.deed(at);
            let what = match deed.kind {
                Kind::Genesis | Kind::Add => Membership::Added(deed.level),
                Kind::BoardAdd(_) if self.brought(at).is_some() => Membership::Added(deed.level),
                Kind::Level | Kind::BoardAdd(_) => Membership::Level(deed.level),
                Kind::Remove | Kind::BoardRemove(_) => Membership::Removed,
                Kind::Leave => Membership::Left,
                _ => continue,
            };
            let line =
                HistoryLine { person: deed.target, what, by: deed.author, time_ms: self.time(at), act: deed.id, stands: self.authority.is_effective(at) };
            self.out.history.push(line);
        }
    }
}
