//! Who comes when: the visits of a rota taken, left, handed on, swapped, cancelled and begun.
//!
//! Nobody is put down for a visit but by their own word. Two who took one visit apart both stand on it, and it is *taken twice* until a
//! person says who comes; no rule chooses between them. The body of a fact 27 is `[27, [[number, [[fields…]]]]]`; a span is
//! `[line, slot, whether all later ones, too]`:
//!
//! | number | | fields |
//! | --- | --- | --- |
//! | 0 | taken | span, ask answered or null, own takings given in return, somebody without a phone (`[name, on whose word]`) or null |
//! | 1 | released | span, takings, why: by whoever took them |
//! | 2 | asked | span, own takings, person asked or null (anybody), span wanted in return or null, text |
//! | 3 | declined | ask or line, text |
//! | 4 | cancelled | span, why |
//! | 5 | back on | span, ids of the cancellations that it stands in place of |
//! | 6 | settled | span, takings that stay, takings seen, settlements that it stands in place of, text |
//! | 7 | begun | line, slot, the visit's first entry |
//! | 8 | limits | of the author: minutes a week (0: none set), days not (bit 0 Monday) |
//! | 9 | told | line, slot, person: who was sent word from outside the circle that it is taken twice |

mod index;

use super::schedule::Slot;
use index::Index;
use kith_wire::{EntryId, PersonId, SpaceId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Entries that one fact may name.
pub const NAMED_MAX: usize = 64;

/// One visit of a line, or that one and all later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Span {
    /// The planned visit's line.
    #[n(0)]
    pub line: EntryId,
    /// Which one.
    #[n(1)]
    pub slot: Slot,
    /// Whether all later ones, too.
    #[n(2)]
    pub on: bool,
}

impl Span {
    /// Whether it has to do with this visit.
    #[must_use]
    pub fn covers(&self, line: &EntryId, slot: Slot) -> bool {
        self.line == *line && (self.slot == slot || (self.on && self.slot < slot))
    }
}

/// Somebody without a phone, for whom somebody else writes something down.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Other {
    /// Their name.
    #[n(0)]
    pub name: String,
    /// On whose word.
    #[n(1)]
    pub mandate: String,
}

/// Somebody takes a visit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Taken {
    /// Which.
    #[n(0)]
    pub span: Span,
    /// What it answers: whoever asked is relieved by it.
    #[n(1)]
    pub ask: Option<EntryId>,
    /// The author's own takings that go to whoever asked, in return.
    #[n(2)]
    pub gives: Vec<EntryId>,
    /// Somebody without a phone, in place of the author.
    #[n(3)]
    pub other: Option<Other>,
}

/// Somebody who took a visit asks to be relieved of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ask {
    /// Which.
    #[n(0)]
    pub span: Span,
    /// Their takings of it.
    #[n(1)]
    pub takings: Vec<EntryId>,
    /// Of this person alone.
    #[n(2)]
    pub of: Option<PersonId>,
    /// For this one in return.
    #[n(3)]
    pub wants: Option<Span>,
    /// In words.
    #[n(4)]
    pub text: String,
}

/// A person says who comes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Settled {
    /// Which.
    #[n(0)]
    pub span: Span,
    /// Takings that stay.
    #[n(1)]
    pub stays: Vec<EntryId>,
    /// Takings that the author had seen.
    #[n(2)]
    pub seen: Vec<EntryId>,
    /// Earlier settlements that it stands in place of.
    #[n(3)]
    pub over: Vec<EntryId>,
    /// In words.
    #[n(4)]
    pub text: String,
}

/// A fact of a rota. Numbers are never used again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum RotaFact {
    /// Taken.
    #[n(0)]
    Taken(#[n(0)] Taken),
    /// Left, by whoever took it.
    #[n(1)]
    Released(#[n(0)] Span, #[n(1)] Vec<EntryId>, #[n(2)] String),
    /// Asked to be relieved of.
    #[n(2)]
    Asked(#[n(0)] Ask),
    /// A no to an ask, or to a line that was asked of the author.
    #[n(3)]
    Declined(#[n(0)] EntryId, #[n(1)] String),
    /// Cancelled.
    #[n(4)]
    Cancelled(#[n(0)] Span, #[n(1)] String),
    /// Back on.
    #[n(5)]
    BackOn(#[n(0)] Span, #[n(1)] Vec<EntryId>),
    /// Settled.
    #[n(6)]
    Settled(#[n(0)] Settled),
    /// The visit itself has begun.
    #[n(7)]
    Begun(#[n(0)] EntryId, #[n(1)] Slot, #[n(2)] EntryId),
    /// What the author has said that they can give.
    #[n(8)]
    Limits(#[n(0)] u32, #[n(1)] u8),
    /// Who was sent word that it is taken twice.
    #[n(9)]
    Told(#[n(0)] EntryId, #[n(1)] Slot, #[n(2)] PersonId),
}

/// A fact with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The entry.
    pub id: EntryId,
    /// Who wrote it.
    pub author: PersonId,
    /// When, as said by the author's device.
    pub time_ms: u64,
    /// What it says.
    pub fact: RotaFact,
}

/// Somebody who comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// The taking.
    pub id: EntryId,
    /// Who comes; where `other` says a name, who wrote it down.
    pub person: PersonId,
    /// Somebody without a phone.
    pub other: Option<Other>,
    /// When it was taken.
    pub time_ms: u64,
}

impl Taker {
    /// Whether it is this person who comes.
    #[must_use]
    pub fn is(&self, person: &PersonId) -> bool {
        self.other.is_none() && self.person == *person
    }
}

/// Somebody who asks to be relieved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The ask.
    pub id: EntryId,
    /// Who asks.
    pub by: PersonId,
    /// When.
    pub time_ms: u64,
    /// What they ask.
    pub ask: Ask,
    /// Who has said no, with their words.
    pub declined: Vec<(PersonId, String)>,
}

/// How a visit of a rota stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RotaState {
    /// Fewer come than are needed.
    Open,
    /// It is taken.
    Taken,
    /// More took it than are needed, and nobody has said who comes.
    Twice,
    /// It is cancelled.
    Cancelled,
    /// Whoever took it is there, or has been.
    Begun,
    /// It is not on the rota any more at this time, and somebody had taken it.
    Off,
}

/// What is known of one visit of a rota.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occasion {
    /// Who comes.
    pub takers: Vec<Taker>,
    /// Whose taking a settlement set aside.
    pub aside: Vec<Taker>,
    /// What is asked and has not been answered with a yes.
    pub asks: Vec<Asking>,
    /// Cancellations that nothing stands in place of: id, who, why.
    pub cancelled: Vec<(EntryId, PersonId, String)>,
    /// Settlements that nothing stands in place of: id, who, words.
    pub settled: Vec<(EntryId, PersonId, String)>,
    /// Visits that were begun from it.
    pub begun: Vec<EntryId>,
    /// Who was told.
    pub told: Vec<PersonId>,
    /// Whether a person has said that all who come should come.
    agreed: bool,
}

impl Occasion {
    /// Whether more come than are needed, and nobody has said who.
    #[must_use]
    pub fn is_twice(&self, needed: u8) -> bool {
        self.takers.len() > usize::from(needed.max(1)) && !self.agreed && self.cancelled.is_empty()
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self, needed: u8) -> RotaState {
        if !self.begun.is_empty() {
            RotaState::Begun
        } else if !self.cancelled.is_empty() {
            RotaState::Cancelled
        } else if self.is_twice(needed) {
            RotaState::Twice
        } else if self.takers.len() < usize::from(needed.max(1)) {
            RotaState::Open
        } else {
            RotaState::Taken
        }
    }
}

/// All facts of a circle's rota, in an order that follows from the facts alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rota {
    said: Vec<Said>,
    index: Index,
}

impl Rota {
    /// A rota of facts, in whatever order they came.
    #[must_use]
    pub fn of(mut said: Vec<Said>) -> Self {
        said.sort_by_key(|s| (s.time_ms, s.id));
        Self { index: Index::of(&said), said }
    }

    /// Facts that may be about one visit, in their order.
    fn about(&self, line: &EntryId, slot: Slot) -> Vec<&Said> {
        self.index.about(line, slot).into_iter().filter_map(|at| self.said.get(at)).collect()
    }

    /// What somebody last said that they can give: minutes a week (0: no limit) and days not.
    #[must_use]
    pub fn limits(&self, person: &PersonId) -> Option<(u32, u8)> {
        match self.index.limits(person).and_then(|at| self.said.get(at))?.fact {
            RotaFact::Limits(minutes, days) => Some((minutes, days)),
            _ => None,
        }
    }

    /// Who has said no to a line that was asked of them, with their words.
    #[must_use]
    pub fn declined(&self, line: &EntryId) -> Vec<(PersonId, String)> {
        let no = |s: &Said| match &s.fact {
            RotaFact::Declined(what, text) if what == line => Some((s.author, text.clone())),
            _ => None,
        };
        self.index.declined(line).iter().filter_map(|at| self.said.get(*at)).filter_map(no).collect()
    }

    /// The slots of a line that facts name: they stay in view when the line's times have changed.
    #[must_use]
    pub fn named(&self, line: &EntryId) -> BTreeSet<Slot> {
        self.index.named(line)
    }

    /// The ask of this id, with who asks.
    #[must_use]
    pub fn ask(&self, id: &EntryId) -> Option<(PersonId, &Ask)> {
        self.index.ask(id).and_then(|at| self.said.get(at)).and_then(|s| if let RotaFact::Asked(ask) = &s.fact { Some((s.author, ask)) } else { None })
    }

    /// All asks, as they were written.
    pub fn asks(&self) -> impl Iterator<Item = (EntryId, PersonId, &Ask)> {
        self.said.iter().filter_map(|s| if let RotaFact::Asked(ask) = &s.fact { Some((s.id, s.author, ask)) } else { None })
    }

    /// What is known of one visit.
    #[must_use]
    pub fn occasion(&self, line: &EntryId, slot: Slot) -> Occasion {
        let mut out = Occasion::default();
        let about = self.about(line, slot);
        let mut takers = self.takers(&about, line, slot);
        Self::settle(&about, line, slot, &mut takers, &mut out);
        out.takers = takers.into_values().collect();
        out.takers.sort_by_key(|t| (t.time_ms, t.id));
        let mut restored = BTreeSet::new();
        for said in &about {
            match &said.fact {
                RotaFact::BackOn(span, over) if span.covers(line, slot) => restored.extend(over.iter().take(NAMED_MAX).copied()),
                RotaFact::Begun(l, s, visit) if l == line && *s == slot => out.begun.push(*visit),
                RotaFact::Told(l, s, person) if l == line && *s == slot => out.told.push(*person),
                _ => {}
            }
        }
        for said in &about {
            match &said.fact {
                RotaFact::Cancelled(span, why) if span.covers(line, slot) && !restored.contains(&said.id) => {
                    out.cancelled.push((said.id, said.author, why.clone()));
                }
                // Whoever no longer comes asks no longer.
                RotaFact::Asked(ask)
                    if ask.span.covers(line, slot) && !self.index.is_answered(&said.id) && out.takers.iter().any(|t| ask.takings.contains(&t.id)) =>
                {
                    let declined = self.declined(&said.id);
                    out.asks.push(Asking { id: said.id, by: said.author, time_ms: said.time_ms, ask: ask.clone(), declined });
                }
                _ => {}
            }
        }
        out
    }

    /// Who took a visit and has neither left it nor been relieved.
    fn takers(&self, about: &[&Said], line: &EntryId, slot: Slot) -> BTreeMap<EntryId, Taker> {
        let mut takers: BTreeMap<EntryId, Taker> = BTreeMap::new();
        for said in about {
            let RotaFact::Taken(taken) = &said.fact else { continue };
            let asked = taken.ask.and_then(|id| self.ask(&id)).filter(|(_, ask)| ask.of.is_none_or(|p| p == said.author));
            let taker = |person| Taker { id: said.id, person, other: taken.other.clone(), time_ms: said.time_ms };
            if taken.span.covers(line, slot) {
                takers.insert(said.id, taker(said.author));
            }
            // A swap: whoever asked comes to the other one.
            if let Some((by, _)) = asked.filter(|(_, ask)| ask.wants.is_some_and(|w| w.covers(line, slot)) && !taken.gives.is_empty()) {
                takers.insert(said.id, Taker { other: None, ..taker(by) });
            }
        }
        for said in about {
            match &said.fact {
                RotaFact::Released(span, named, _) if span.covers(line, slot) => {
                    takers.retain(|id, t| t.person != said.author || !named.contains(id));
                }
                RotaFact::Taken(taken) => {
                    let asked = taken.ask.and_then(|id| self.ask(&id)).filter(|(_, ask)| ask.of.is_none_or(|p| p == said.author));
                    let Some((by, ask)) = asked else { continue };
                    if ask.span.covers(line, slot) && taken.span.covers(line, slot) {
                        takers.retain(|id, t| *id == said.id || t.person != by || !ask.takings.contains(id));
                    }
                    if ask.wants.is_some_and(|w| w.covers(line, slot)) {
                        takers.retain(|id, t| *id == said.id || t.person != said.author || !taken.gives.contains(id));
                    }
                }
                _ => {}
            }
        }
        takers
    }

    /// Sets aside whom settlements do not keep. Of two that were made apart, what either keeps stays.
    fn settle(about: &[&Said], line: &EntryId, slot: Slot, takers: &mut BTreeMap<EntryId, Taker>, out: &mut Occasion) {
        let all: Vec<(&Said, &Settled)> = about
            .iter()
            .filter_map(|s| if let RotaFact::Settled(settled) = &s.fact { Some((*s, settled)) } else { None })
            .filter(|(_, settled)| settled.span.covers(line, slot) && settled.seen.len() > 1)
            .collect();
        let over: BTreeSet<EntryId> = all.iter().flat_map(|(_, s)| s.over.iter().take(NAMED_MAX).copied()).collect();
        let heads: Vec<&(&Said, &Settled)> = all.iter().filter(|(said, _)| !over.contains(&said.id)).collect();
        for id in takers.keys().copied().collect::<Vec<_>>() {
            let mut saw = heads.iter().filter(|(_, s)| s.seen.contains(&id)).peekable();
            if saw.peek().is_some() && !saw.any(|(_, s)| s.stays.contains(&id)) {
                out.aside.extend(takers.remove(&id));
            }
        }
        out.agreed = heads.iter().any(|(_, s)| takers.keys().all(|id| s.stays.contains(id)));
        out.settled = heads.iter().map(|(said, s)| (said.id, said.author, s.text.clone())).collect();
    }
}

/// What a visit taken twice is known by, in and outside its circle.
#[must_use]
pub fn alert_id(circle: &SpaceId, line: &EntryId, slot: Slot) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("kith/v1/visit-twice");
    hasher.update(&circle.0).update(&line.0).update(&slot.day.to_be_bytes()).update(&slot.minute.to_be_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests;
