//! Reminders: what I asked to be reminded of, with a text that tells nobody who sees it anything.

use super::{DAY_MS, HOUR_MS, RotaState};
use crate::{
    circle::{
        dose,
        reminder::{BEFORE_MINUTES_MAX, NOTHING, Wishes},
        schedule,
    },
    fact::{Fact, Notice},
    kith::{
        Kith, KithError, KithResult,
        medicines::medicine_of,
        view::{DoseState, List, ReminderKind, ReminderView, ReminderWishes, RemindersView},
    },
};
use kith_wire::{EntryId, Kind, SpaceId};

/// How far ahead reminders are told, so that a phone can set them before it sleeps.
const AHEAD_MS: u64 = 2 * DAY_MS;
/// How long a reminder that has come stays due.
const STAYS_MS: u64 = HOUR_MS;
/// How long a visit lasts beyond its plan before its end is asked after; and one that was not planned.
const OPEN_MS: u64 = HOUR_MS;
const UNPLANNED_MS: u64 = 3 * HOUR_MS;

fn reminder_id(kind: ReminderKind, what: &str, on_ms: u64) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("kith/v1/reminder");
    hasher.update(&[kind as u8]).update(what.as_bytes()).update(&on_ms.to_be_bytes());
    EntryId(*hasher.finalize().as_bytes()).hex()
}

impl Kith {
    fn wishes(&self) -> KithResult<Wishes> {
        let own = self.space(&self.own)?.n;
        let rows = self.storage.notices(own, Notice::Reminders as u8, None)?;
        let last = rows.iter().max_by_key(|r| (r.at.time_ms, r.at.id));
        Ok(last.and_then(|r| Wishes::from_bytes(&r.value)).unwrap_or(NOTHING))
    }

    /// What I want to be reminded of; on all my devices.
    pub(super) fn reminders_set(&mut self, wishes: &ReminderWishes, now_ms: u64) -> KithResult<RemindersView> {
        let minute = |text: &str| {
            schedule::minute(text).ok_or_else(|| KithError::invalid("bad-times", "Times are written as 08:00, at most 24 of them.").with("most", 24))
        };
        if wishes.before_minutes > BEFORE_MINUTES_MAX {
            return Err(KithError::invalid("too-long-before", format!("A reminder comes at most {BEFORE_MINUTES_MAX} minutes before."))
                .with("most", BEFORE_MINUTES_MAX));
        }
        let (quiet_from, quiet_to) = (minute(&wishes.quiet_from)?, minute(&wishes.quiet_to)?);
        let set = Wishes { before: wishes.before_minutes, visits: wishes.visits, medicines: wishes.medicines, ends: wishes.ends, quiet_from, quiet_to };
        self.append(self.own, Kind::Fact, Fact::Notice(Notice::Reminders as u8, Vec::new(), set.to_bytes().to_vec()).to_bytes(), now_ms)?;
        self.reminders(now_ms)
    }

    /// What I am to be reminded of now and in the next two days.
    pub(super) fn reminders(&self, now_ms: u64) -> KithResult<RemindersView> {
        let wishes = self.wishes()?;
        let mut all = Vec::new();
        for space in self.circles_in() {
            if wishes.visits {
                self.visit_reminders(&space, &wishes, now_ms, &mut all)?;
            }
            if wishes.medicines {
                self.dose_reminders(&space, &wishes, now_ms, &mut all)?;
            }
        }
        if wishes.ends {
            all.extend(self.end_reminder(&wishes, now_ms)?);
        }
        all.retain(|r| r.at_ms.saturating_add(STAYS_MS) > now_ms && r.at_ms <= now_ms.saturating_add(AHEAD_MS));
        all.sort_by(|a, b| (a.at_ms, &a.id).cmp(&(b.at_ms, &b.id)));
        let (due, next) = all.into_iter().partition(|r| r.at_ms <= now_ms);
        let wishes = ReminderWishes {
            before_minutes: wishes.before,
            visits: wishes.visits,
            medicines: wishes.medicines,
            ends: wishes.ends,
            quiet_from: schedule::clock(wishes.quiet_from),
            quiet_to: schedule::clock(wishes.quiet_to),
        };
        Ok(RemindersView { wishes, due, next })
    }

    fn reminder(&self, kind: ReminderKind, (circle, what): (&SpaceId, &str), (at_ms, on_ms): (u64, u64), zone: &str) -> ReminderView {
        let clock = self.words().clock(on_ms, &schedule::zone_or_utc(zone));
        let key = if kind == ReminderKind::End { "reminder-text-end" } else { "reminder-text" };
        let text = self.words().say_with(key, &[("clock", clock.into())]);
        ReminderView { id: reminder_id(kind, what, on_ms), kind, at_ms, on_ms, circle: circle.hex(), text }
    }

    fn visit_reminders(&self, space: &SpaceId, wishes: &Wishes, now_ms: u64, out: &mut Vec<ReminderView>) -> KithResult<()> {
        let held = self.held_rota(space)?;
        let comes_to_me = self.person_of_circle(space)? == self.me;
        let ahead = AHEAD_MS + u64::from(wishes.before) * 60_000 + DAY_MS;
        for visit in held.visits(now_ms.saturating_sub(STAYS_MS), now_ms.saturating_add(ahead)) {
            let on = matches!(visit.state, RotaState::Taken | RotaState::Open | RotaState::Twice);
            let mine = visit.occasion.takers.iter().any(|t| t.is(&self.me)) || (comes_to_me && !visit.occasion.takers.is_empty());
            if on && mine {
                let at = wishes.moment(visit.at_ms, &visit.planned.zone);
                out.push(self.reminder(ReminderKind::Visit, (space, &visit.line.id.hex()), (at, visit.at_ms), &visit.planned.zone));
            }
        }
        Ok(())
    }

    fn dose_reminders(&self, space: &SpaceId, wishes: &Wishes, now_ms: u64, out: &mut Vec<ReminderView>) -> KithResult<()> {
        let (lists, given) = (self.lists(space)?, self.doses(space)?);
        for line in lists.lines.iter().filter(|l| l.list == List::Medicine) {
            for (slot, at_ms, fact) in schedule::line_slots(line, now_ms.saturating_sub(STAYS_MS), now_ms.saturating_add(AHEAD_MS + DAY_MS)) {
                let medicine = medicine_of(line, Some(&fact)).filter(|m| m.parts.iter().any(|p| p.person == Some(self.me)));
                let state = dose::state(given.doses.due.get(&(line.id, slot)), at_ms, now_ms);
                if let Some(medicine) = medicine.filter(|_| matches!(state, DoseState::Upcoming | DoseState::Due)) {
                    // A dose is told of at its time: it is no help an hour before.
                    let at = Wishes { before: 0, ..*wishes }.moment(at_ms, &medicine.zone);
                    out.push(self.reminder(ReminderKind::Medicine, (space, &line.id.hex()), (at, at_ms), &medicine.zone));
                }
            }
        }
        Ok(())
    }

    /// A visit of mine that should have ended: due until it is.
    fn end_reminder(&self, wishes: &Wishes, now_ms: u64) -> KithResult<Option<ReminderView>> {
        let Some(open) = self.open_visit()? else { return Ok(None) };
        let Some(space) = open.circle.as_deref().map(|c| self.circle(c)).transpose()? else { return Ok(None) };
        let held = self.held_rota(&space)?;
        let near = held.visits(open.started_ms.saturating_sub(DAY_MS), open.started_ms.saturating_add(DAY_MS));
        let planned = near.iter().find(|v| v.occasion.begun.iter().any(|id| id.hex() == open.id));
        let lasts = planned.map_or(UNPLANNED_MS, |v| u64::from(v.planned.minutes) * 60_000 + OPEN_MS);
        let on_ms = open.started_ms.saturating_add(lasts);
        let at = wishes.not_before(on_ms.max(now_ms), planned.map_or("", |v| &v.planned.zone));
        Ok(Some(self.reminder(ReminderKind::End, (&space, &open.id), (at, on_ms), "")))
    }
}
