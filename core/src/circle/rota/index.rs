//! Which facts of a rota are about which visit, so that one visit is read without all the others.

use super::{RotaFact, Said, Slot, Span};
use kith_wire::{EntryId, PersonId};
use std::collections::{BTreeSet, HashMap};

/// Facts by what they are about, each by its place in the order of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// About one visit.
    one: HashMap<(EntryId, Slot), Vec<usize>>,
    /// About a line's visits from one on.
    onward: HashMap<EntryId, Vec<usize>>,
    /// Asks, by their entry.
    asks: HashMap<EntryId, usize>,
    /// Asks that somebody has said yes to.
    answered: BTreeSet<EntryId>,
    /// Who has said no, by what was asked.
    declined: HashMap<EntryId, Vec<usize>>,
    /// What somebody last said that they can give.
    limits: HashMap<PersonId, usize>,
    /// Slots that facts name.
    named: HashMap<EntryId, BTreeSet<Slot>>,
}

impl Index {
    /// Reads all facts once.
    pub(super) fn of(said: &[Said]) -> Self {
        let mut index = Self::default();
        for (at, said) in said.iter().enumerate() {
            if let RotaFact::Asked(_) = said.fact {
                index.asks.insert(said.id, at);
            }
        }
        for (at, one) in said.iter().enumerate() {
            index.take(at, &one.fact, said);
        }
        index
    }

    fn take(&mut self, at: usize, fact: &RotaFact, all: &[Said]) {
        match fact {
            RotaFact::Taken(taken) => {
                self.put(at, taken.span);
                if !taken.span.on {
                    self.named.entry(taken.span.line).or_default().insert(taken.span.slot);
                }
                self.answered.extend(taken.ask);
                // A yes is about what was asked, and about what was wanted for it.
                let asked = taken.ask.and_then(|id| self.asks.get(&id)).and_then(|at| all.get(*at));
                if let Some(RotaFact::Asked(ask)) = asked.map(|said| &said.fact) {
                    let (span, wants) = (ask.span, ask.wants);
                    self.put(at, span);
                    wants.into_iter().for_each(|wants| self.put(at, wants));
                }
            }
            RotaFact::Asked(ask) => self.put(at, ask.span),
            RotaFact::Released(span, ..) | RotaFact::Cancelled(span, _) | RotaFact::BackOn(span, _) => self.put(at, *span),
            RotaFact::Settled(settled) => self.put(at, settled.span),
            RotaFact::Begun(line, slot, _) => {
                self.named.entry(*line).or_default().insert(*slot);
                self.put(at, Span { line: *line, slot: *slot, on: false });
            }
            RotaFact::Told(line, slot, _) => self.put(at, Span { line: *line, slot: *slot, on: false }),
            RotaFact::Declined(what, _) => self.declined.entry(*what).or_default().push(at),
            RotaFact::Limits(..) => self.limits.extend(all.get(at).map(|said| (said.author, at))),
        }
    }

    fn put(&mut self, at: usize, span: Span) {
        let places = if span.on { self.onward.entry(span.line).or_default() } else { self.one.entry((span.line, span.slot)).or_default() };
        if places.last() != Some(&at) {
            places.push(at);
        }
    }

    /// Facts that may be about one visit, in the order of all.
    pub(super) fn about(&self, line: &EntryId, slot: Slot) -> Vec<usize> {
        let one = self.one.get(&(*line, slot)).map_or(&[][..], Vec::as_slice);
        let onward = self.onward.get(line).map_or(&[][..], Vec::as_slice);
        let both: BTreeSet<usize> = one.iter().chain(onward).copied().collect();
        both.into_iter().collect()
    }

    pub(super) fn ask(&self, id: &EntryId) -> Option<usize> {
        self.asks.get(id).copied()
    }

    pub(super) fn is_answered(&self, ask: &EntryId) -> bool {
        self.answered.contains(ask)
    }

    pub(super) fn declined(&self, what: &EntryId) -> &[usize] {
        self.declined.get(what).map_or(&[], Vec::as_slice)
    }

    pub(super) fn limits(&self, person: &PersonId) -> Option<usize> {
        self.limits.get(person).copied()
    }

    pub(super) fn named(&self, line: &EntryId) -> BTreeSet<Slot> {
        self.named.get(line).cloned().unwrap_or_default()
    }
}
