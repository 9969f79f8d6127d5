//! Clocks that are wrong by years, and what is then shown: see ADR 10.
//!
//! The order in a chain, and whatever follows from it, rests on the headers' times, which only rise. What a person is shown, and the
//! order of notes in a list, rests on what the author's clock said, as far as that can be true.

use super::{Kith, KithResult};
use crate::{
    fact::clock::Clock,
    storage::{
        clock::{Doubt, Shown, Timed},
        log::{Head, StoredEntry},
        projection::At,
    },
};
use kith_wire::{Body, DeviceId, Header, Kind, Lane, SpaceId, limits};

/// An entry's time as its author said it.
fn said(timed: &Timed) -> u64 {
    match timed.2 {
        Some(Shown { ms, doubt: Doubt::None }) => ms,
        _ => timed.1,
    }
}

fn doubted_by_author(timed: &Timed) -> bool {
    timed.2.is_some_and(|s| s.doubt == Doubt::Author)
}

/// From which entry on the clock had been wrong, if it is right now; nothing where it is rather the present clock that is wrong.
///
/// `times` are a chain's last times, the doubted ones left out; `others` is when others first wrote in the same place more than a day
/// after now. A clock that was wrong leaves a gap as wide as its error, in which the present falls; one that is wrong now falls among days
/// on which there was writing. Where the gap is one of years, for others too, what they wrote behind it came under the wrong clock.
fn wrong_from(times: &[(u64, u64)], others: Option<u64>, next: u64, now_ms: u64) -> Option<u64> {
    let ahead = |ms: u64| ms.saturating_sub(now_ms);
    let after = &times[times.partition_point(|(_, ms)| ahead(*ms) <= limits::CLOCK_BEHIND_MS_MAX)..];
    let (Some(first), Some(last)) = (after.first(), after.last()) else { return Some(next) };
    let gap = ahead(first.1).saturating_mul(2) >= ahead(last.1);
    let years = gap && after.len() < times.len() && ahead(first.1) > limits::CLOCK_GAP_MS_MIN;
    let sign = |ms: u64| ahead(ms) > limits::CLOCK_AHEAD_MS_MAX && !(years && ahead(ms) > limits::CLOCK_GAP_MS_MIN);
    if now_ms < limits::CLOCK_MS_MIN || others.is_some_and(sign) {
        return None;
    }
    (after.len() == times.len() || gap).then_some(first.0)
}

/// Whether a time is later by more than a day than what the clock tells: nobody wrote that rightly.
pub(super) const fn is_to_come(said_ms: u64, now_ms: u64) -> bool {
    said_ms.saturating_sub(now_ms) > limits::CLOCK_AHEAD_MS_MAX
}

impl Kith {
    /// The body of an entry of this device, with what the clock says beside its fields where the entry's own time cannot say it.
    pub(super) fn with_clock(&self, n: i64, kind: Kind, (head, body): (&Head, Vec<u8>), now_ms: u64) -> KithResult<Vec<u8>> {
        if kind != Kind::Fact {
            return Ok(body);
        }
        if self.is_before_its_beginnings(n, now_ms) {
            return Ok(Clock { clock_ms: now_ms, from: 0 }.beside(body));
        }
        if head.time_ms.saturating_sub(now_ms) <= limits::CLOCK_BEHIND_MS_MAX {
            return Ok(body);
        }
        let from = self.was_wrong_from(n, head.seq, now_ms)?.1;
        if from.is_some_and(|from| from <= head.seq) {
            // What came under the wrong clock of days to come is believed no more.
            self.storage.doubt_after_all(n, self.device_n, (now_ms.saturating_add(limits::CLOCK_AHEAD_MS_MAX), now_ms.saturating_sub(1)))?;
        }
        Ok(Clock { clock_ms: now_ms, from: from.unwrap_or(0) }.beside(body))
    }

    /// This device's own times in a space up to an entry, and from which on its clock had been wrong, if it is right now.
    fn was_wrong_from(&self, n: i64, upto: u64, now_ms: u64) -> KithResult<(Vec<(u64, u64)>, Option<u64>)> {
        let next = upto + 1;
        let times = self.storage.times(n, self.device_n, (next.saturating_sub(limits::CLOCK_DOUBTED_MAX).max(1), upto))?;
        let times: Vec<(u64, u64)> = times.iter().filter(|t| !doubted_by_author(t)).map(|t| (t.0, said(t))).collect();
        let newest = self.storage.newest_note(n, Some(self.device_n))?.filter(|ms| is_to_come(*ms, now_ms));
        let first = match newest {
            Some(newest) => self.storage.first_note_after(n, self.device_n, now_ms.saturating_add(limits::CLOCK_AHEAD_MS_MAX))?.or(Some(newest)),
            None => None,
        };
        let from = wrong_from(&times, first, next, now_ms);
        Ok((times, from))
    }

    /// Whether the clock tells of a day before there was anything to write with, or before this place or the co-op began, as two people's
    /// devices say: one of them alone may have had a clock that was ahead.
    fn is_before_its_beginnings(&self, n: i64, now_ms: u64) -> bool {
        if now_ms < limits::CLOCK_MS_MIN {
            return true;
        }
        let here = self.spaces.values().find(|s| s.n == n);
        let commons = self.commons.and_then(|c| self.spaces.get(&c));
        let own = self.spaces.get(&self.own);
        let began = |s: &super::Space| s.control.iter().find(|e| e.id.0 == s.id.0).filter(|e| is_to_come(e.time_ms, now_ms)).map(|e| e.device);
        let later: std::collections::BTreeSet<DeviceId> = [here, commons, own].into_iter().flatten().filter_map(began).collect();
        later.len() > 1
    }

    /// The latest that this device has written in a space, as far as its clock is to be trusted then.
    fn own_latest(&self, n: i64, now_ms: u64) -> KithResult<u64> {
        let head = self.storage.head(n, Lane::Data, self.device_n)?;
        if !is_to_come(head.time_ms, now_ms) {
            return Ok(head.time_ms);
        }
        let (times, from) = self.was_wrong_from(n, head.seq, now_ms)?;
        let Some(from) = from else { return Ok(head.time_ms) };
        Ok(times.iter().filter(|t| t.0 < from).map(|t| t.1).max().unwrap_or(0))
    }

    /// Notes of an entry of another device that its time cannot be true yet, when it comes.
    pub(super) fn doubt_arrival(&self, space: &SpaceId, device_n: i64, header: &Header, body: &Body) -> KithResult<()> {
        let now_ms = self.tending.told_ms;
        let said = match body {
            Body::Held { bytes, .. } if header.kind == Kind::Fact => Clock::of(bytes).map_or(header.time_ms, |c| c.clock_ms.min(header.time_ms)),
            _ => header.time_ms,
        };
        if self.doubt_before_the_beginning(space, device_n, (header.seq, said), now_ms)?
            || device_n == self.device_n
            || said.saturating_sub(now_ms) <= limits::CLOCK_AHEAD_MS_MAX
        {
            return Ok(());
        }
        let latest = self.latest_known(space, device_n, now_ms)?;
        if said.saturating_sub(latest) > limits::CLOCK_AHEAD_MS_MAX {
            let n = self.space(space)?.n;
            // Never before what the same author wrote before it.
            let before = self.storage.times(n, device_n, (header.seq.saturating_sub(1), header.seq.saturating_sub(1)))?;
            let after = before.first().map_or(0, |t| t.2.map_or(t.1, |s| s.ms));
            self.storage.show_at(n, device_n, header.seq, Shown { ms: latest.max(after) + 1, doubt: Doubt::Arrival })?;
        }
        Ok(())
    }

    /// The latest moment that there is a sign of but for what one author says: it may be this device's clock that is behind. Signs are
    /// what this device has written itself, and what others have; an author's own beginnings and notes are none for that author.
    fn latest_known(&self, space: &SpaceId, author_n: i64, now_ms: u64) -> KithResult<u64> {
        let held = self.space(space)?;
        let author = self.storage.device_id(author_n)?.and_then(|device| self.person_of(held, &device));
        let me = held.resolved.people.get(&self.me);
        let added_ms = me.filter(|m| m.added_by.is_some() && m.added_by != author).map_or(0, |m| m.added_ms);
        let (here, own) = (self.own_latest(held.n, now_ms)?, self.own_latest(self.space(&self.own)?.n, now_ms)?);
        let others = self.storage.newest_note(held.n, Some(author_n))?.unwrap_or(0);
        Ok(now_ms.max(added_ms).max(others).max(here).max(own))
    }

    /// Notes of an entry that it says to be older than the place it stands in: nobody wrote here before there was a here. Not where the
    /// place itself seems to be of days to come: then it was begun by a clock that ran ahead.
    fn doubt_before_the_beginning(&self, space: &SpaceId, device_n: i64, (seq, said): (u64, u64), now_ms: u64) -> KithResult<bool> {
        let held = self.space(space)?;
        let begun_ms = held.resolved.begun_ms;
        if begun_ms.saturating_sub(said) <= limits::CLOCK_AHEAD_MS_MAX {
            return Ok(false);
        }
        if begun_ms.saturating_sub(now_ms) > limits::CLOCK_AHEAD_MS_MAX {
            return Ok(false);
        }
        self.storage.show_at(held.n, device_n, seq, Shown { ms: begun_ms + 1, doubt: Doubt::Arrival })?;
        Ok(true)
    }

    /// Reads what an entry says of its author's clock, and puts right what was shown of those before it in its chain.
    pub(super) fn read_clock(&self, n: i64, entry: &StoredEntry, body: &[u8]) -> KithResult<()> {
        let (device, seq) = (entry.device, entry.seq);
        let Some(clock) = Clock::of(body).filter(|c| c.clock_ms <= entry.time_ms && c.from <= seq) else { return Ok(()) };
        if clock.from == 0 {
            // Just after what its author wrote before, or the place's beginning: that is the least that can be said.
            let before = self.storage.times(n, device, (seq.saturating_sub(1), seq.saturating_sub(1)))?;
            let begun_ms = self.spaces.values().find(|s| s.n == n).map_or(0, |s| s.resolved.begun_ms);
            let ms = before.first().map_or(entry.time_ms.max(begun_ms + 1), |t| t.2.map_or(t.1, |s| s.ms) + 1);
            return Ok(self.storage.show_at(n, device, seq, Shown { ms, doubt: Doubt::Author })?);
        }
        for timed in self.storage.times(n, device, (clock.from.max(seq.saturating_sub(limits::CLOCK_DOUBTED_MAX)), seq - 1))? {
            if said(&timed) > clock.clock_ms && !doubted_by_author(&timed) {
                let ms = clock.clock_ms.saturating_sub(seq - timed.0);
                self.storage.show_at(n, device, timed.0, Shown { ms, doubt: Doubt::Author })?;
            }
        }
        if device == self.device_n {
            // What was looked at under the wrong clock is no mark for what comes.
            self.storage.lower_seen_until(clock.clock_ms)?;
            // Nor were others' words as late as it took them to be.
            self.storage.believe_after_all(n, clock.clock_ms.saturating_add(limits::CLOCK_AHEAD_MS_MAX))?;
        }
        if self.storage.shown(n, device, seq)?.is_none_or(|s| s.doubt != Doubt::Arrival) {
            self.storage.show_at(n, device, seq, Shown { ms: clock.clock_ms, doubt: Doubt::None })?;
        }
        Ok(())
    }

    /// A moment of coins or, where nobody said one that can be true yet, when the co-op began: that is the same in every reading.
    pub(super) fn or_begun_ms(&self, at_ms: u64) -> u64 {
        if at_ms > 0 && !is_to_come(at_ms, self.tending.told_ms) {
            return at_ms;
        }
        self.commons.and_then(|c| self.spaces.get(&c)).map_or(0, |c| c.resolved.begun_ms)
    }

    /// When an entry is shown to have been written, and whether its clock is in doubt.
    pub(super) fn written(&self, space: i64, device: i64, seq: u64, time_ms: u64) -> KithResult<(u64, bool)> {
        Ok(self.storage.shown(space, device, seq)?.map_or((time_ms, false), |s| (s.ms, s.doubt != Doubt::None)))
    }

    /// When a fact was written or, where that is of days to come, just after what its author wrote before that is not.
    pub(super) fn written_by_now_ms(&self, at: &At) -> KithResult<u64> {
        let (ms, now_ms) = (self.written_ms(at)?, self.tending.told_ms);
        if !is_to_come(ms, now_ms) {
            return Ok(ms);
        }
        let times = self.storage.times(at.space, at.device, (at.seq.saturating_sub(limits::CLOCK_DOUBTED_MAX), at.seq.saturating_sub(1)))?;
        let before = times.iter().rev().map(|t| t.2.map_or(t.1, |s| s.ms)).find(|ms| !is_to_come(*ms, now_ms));
        Ok(before.map_or_else(|| self.or_begun_ms(0).min(ms), |before| before + 1))
    }

    /// When a fact is shown to have been written.
    pub(super) fn written_ms(&self, at: &At) -> KithResult<u64> {
        Ok(self.written(at.space, at.device, at.seq, at.time_ms)?.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 86_400_000;
    const NOW: u64 = 1_780_000_000_000;

    #[test]
    fn a_clock_that_was_wrong_is_told_from_one_that_is() {
        let daily = |days: std::ops::Range<u64>| days.map(|d| (d, NOW + d * DAY - 100 * DAY)).collect::<Vec<_>>();
        let mut wrong = daily(1..100);
        assert_eq!(wrong_from(&wrong, None, 100, NOW), Some(100), "nothing is ahead");
        wrong.extend([(100, NOW + 28_000 * DAY), (101, NOW + 28_000 * DAY + 5)]);
        assert_eq!(wrong_from(&wrong, None, 102, NOW), Some(100), "far ahead, and put right");
        assert_eq!(wrong_from(&wrong, Some(NOW + 27_000 * DAY), 102, NOW), Some(100), "others, taken in under it");
        assert_eq!(wrong_from(&wrong, Some(NOW + 90 * DAY), 102, NOW), None, "others wrote within months of it");
        assert_eq!(wrong_from(&wrong[99..], None, 102, NOW), Some(100), "a phone that began wrong");
        assert_eq!(wrong_from(&daily(1..100), None, 100, NOW - 50 * DAY), None, "back among its own days");
        assert_eq!(wrong_from(&[(1, NOW)], Some(NOW), 2, NOW - 50 * DAY), None, "behind what others wrote");
        assert_eq!(wrong_from(&[(1, NOW)], None, 2, NOW - 4_000 * DAY), None, "before there was anything to write with");
    }
}
