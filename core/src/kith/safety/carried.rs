//! What lies in an earlier safeguarding space is carried on into the one that follows it: nobody can put an owner out of a space of
//! theirs, so whoever looks after safety now begins another, with all that is known.

use super::{Held, Line, LineKind};
use crate::{
    fact::{self, Fact, Hold, Notice},
    kith::{Kith, KithResult},
    space::{Add, Space, act},
    storage::projection::At,
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId, codec, limits};
use std::collections::BTreeSet;

/// Concerns carried on at one time; the others follow the next time that anything comes.
const CARRIED_AT_ONCE_MAX: usize = 100;
/// Notes on one concern that are taken over of people who had lost the duty: what they wrote before they heard of it.
const LATE_NOTES_MAX: usize = 20;

/// A concern's line, with who put it into the space.
type Put = (PersonId, Line);

impl Kith {
    /// Brings into the space that is written to now what lies in earlier ones: all but what is about somebody in the new one.
    pub(super) fn carry_concerns(&mut self, space: SpaceId, duty: &[PersonId], now_ms: u64) -> KithResult<()> {
        let earlier: Vec<SpaceId> = self.safety_spaces().iter().map(|s| s.id).filter(|id| *id != space).collect();
        let mut room = CARRIED_AT_ONCE_MAX;
        for old in earlier {
            for (id, held) in self.concerns_in(self.space(&old)?)? {
                let about_them = |p: &PersonId| duty.contains(p) || self.spaces.get(&space).is_some_and(|s| s.resolved.level(p) > 0);
                if room > 0 && !held.raised.about.as_ref().is_some_and(about_them) && self.carry_concern((old, space), id, &held, duty, now_ms)? {
                    room -= 1;
                }
            }
        }
        Ok(())
    }

    /// Whether there was anything of it to carry on.
    fn carry_concern(&mut self, (old, new): (SpaceId, SpaceId), id: [u8; 32], held: &Held, duty: &[PersonId], now_ms: u64) -> KithResult<bool> {
        let there = !self.storage.notices(self.space(&new)?.n, Notice::Concern as u8, Some(&id))?.is_empty();
        let known: BTreeSet<Line> = self.lines_put(&new, &id)?.into_iter().map(|(_, line)| line).collect();
        let mut late = 0;
        let mut lines = Vec::new();
        for (by, line) in self.lines_put(&old, &id)? {
            if known.contains(&line) {
                continue;
            }
            if !there || duty.contains(&by) {
                lines.push(line);
            } else if line.by == by && !line.text.is_empty() && late < LATE_NOTES_MAX {
                // They decide nothing any more, and what they wrote before they knew is not lost.
                late += 1;
                let note = Line { kind: LineKind::Note, ..line };
                lines.extend(Some(note).filter(|n| !known.contains(n)));
            }
        }
        if !there {
            self.keep_concern(new, id, held, now_ms)?;
        }
        for line in &lines {
            self.keep_line(new, id, line, now_ms)?;
        }
        Ok(!there || !lines.is_empty())
    }

    fn lines_put(&self, space: &SpaceId, id: &[u8; 32]) -> KithResult<Vec<Put>> {
        let rows = self.storage.notices(self.space(space)?.n, Notice::ConcernLine as u8, Some(id))?;
        Ok(rows.iter().filter_map(|r| Some((r.at.author, codec::decode(&r.value, limits::BODY_BYTES_MAX).ok()?))).collect())
    }

    fn holds_in(&self, space: &Space) -> KithResult<Vec<(At, Hold)>> {
        let read = |(at, body): (At, Vec<u8>)| match Fact::from_bytes(&body) {
            Ok(Fact::Hold(hold)) => Some((at, hold)),
            _ => None,
        };
        Ok(self.storage.statements(Some(space.n), fact::HOLD)?.into_iter().filter_map(read).collect())
    }

    /// The copies that I keep go along into the space that is written to now.
    pub(super) fn carry_my_holds(&mut self, now_ms: u64) -> KithResult<()> {
        let me = self.me;
        let spaces = self.safety_spaces();
        let Some(now) = spaces.iter().find(|s| s.is_present(&self.device) && s.current().is_some()).map(|s| s.id) else { return Ok(()) };
        let earlier: Vec<SpaceId> = spaces.iter().map(|s| s.id).filter(|id| *id != now).collect();
        for old in earlier {
            self.carry_holds((old, now), |author| *author == me, now_ms)?;
        }
        Ok(())
    }

    /// Of those who have the duty no longer, whoever begins the new space keeps the copies from then on: once, for they may let go of them.
    pub(super) fn carry_holds_left(&mut self, space: SpaceId, duty: &[PersonId], now_ms: u64) -> KithResult<()> {
        let earlier: Vec<SpaceId> = self.safety_spaces().iter().map(|s| s.id).filter(|id| *id != space).collect();
        for old in earlier {
            self.carry_holds((old, space), |author| !duty.contains(author), now_ms)?;
        }
        Ok(())
    }

    fn carry_holds(&mut self, (old, new): (SpaceId, SpaceId), whose: impl Fn(&PersonId) -> bool, now_ms: u64) -> KithResult<()> {
        let mine: BTreeSet<EntryId> = self.holds_in(self.space(&new)?)?.into_iter().filter(|(at, _)| at.author == self.me).map(|(_, h)| h.entry).collect();
        for (at, hold) in self.holds_in(self.space(&old)?)? {
            if whose(&at.author) && !mine.contains(&hold.entry) {
                self.append(new, Kind::Fact, Fact::Hold(hold).to_bytes(), now_ms)?;
            }
        }
        Ok(())
    }

    /// Who began the space and has lost the duty, where nobody else in it has it: brings in those who have it now, so that nothing is
    /// lost. They begin their own.
    pub(super) fn hand_on_safety(&mut self, duty: &[PersonId], now_ms: u64) -> KithResult<()> {
        let mut to = Vec::new();
        for space in self.safety_spaces() {
            let resolved = &space.resolved;
            if resolved.level(&self.me) != act::OWNER || !space.is_present(&self.device) || duty.iter().any(|p| resolved.level(p) > 0) {
                continue;
            }
            let concerned: Vec<PersonId> = self.concerns_in(space)?.iter().filter_map(|(_, held)| held.raised.about).collect();
            let next = duty.iter().find(|p| !concerned.contains(p) && self.may_be_brought_in(p));
            to.extend(next.map(|person| (space.id, *person)));
        }
        for (space, person) in to {
            let add = Add::new(person, act::KEEPER, self.name_of(&person), self.certificates_of(&person)?);
            self.bring_in(space, add, now_ms)?;
            self.send_admission(&person, &[space], now_ms)?;
        }
        Ok(())
    }

    /// What a changed program of somebody who has lost the duty would write.
    #[cfg(test)]
    pub(in crate::kith) fn close_all_in(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        for (id, _) in self.concerns_in(self.space(&space)?)? {
            let line = Line { at_ms: now_ms, kind: LineKind::Closed, by: self.me, text: "Nothing in it".to_owned() };
            self.keep_line(space, id, &line, now_ms)?;
        }
        Ok(())
    }
}
