//! The rota as a calendar, for programs that show calendars: a file, or a feed that its key opens.

use super::{DAY_MS, Visit};
use crate::{
    circle::calendar::{Event, Sure, ics},
    kith::{
        Kith, KithResult,
        view::{CalendarView, RotaState},
    },
};
use ed25519_dalek::Signer;
use kith_wire::SpaceId;

/// How far back and ahead a calendar reaches.
const BACK_MS: u64 = 14 * DAY_MS;
const AHEAD_MS: u64 = 92 * DAY_MS;
/// Visits in one calendar.
const VISITS_MAX: usize = 2_000;
/// What a device signs to make the key of its feed.
const FEED: &[u8] = b"kith/v1/calendar-feed";

impl Kith {
    /// The calendar of one circle, or of all: my own visits, or everybody's; with names, or saying no more than when.
    pub(super) fn rota_calendar(&self, circle: Option<&str>, (everybody, names): (bool, bool), now_ms: u64) -> KithResult<CalendarView> {
        let circles: Vec<SpaceId> = match circle {
            Some(one) => vec![self.circle(one)?],
            None => self.circles_in(),
        };
        let mut events = Vec::new();
        for space in circles {
            let held = self.held_rota(&space)?;
            let person = self.person_of_circle(&space)?;
            let all = held.visits(now_ms.saturating_sub(BACK_MS), now_ms.saturating_add(AHEAD_MS));
            let mine = |v: &&Visit<'_>| everybody || person == self.me || v.occasion.takers.iter().any(|t| t.is(&self.me));
            let on = |v: &&Visit<'_>| v.state != RotaState::Off;
            events.extend(all.iter().filter(mine).filter(on).map(|v| self.event(v, &person, names)));
        }
        events.sort_by(|a, b| (a.at_ms, &a.uid).cmp(&(b.at_ms, &b.uid)));
        events.truncate(VISITS_MAX);
        let text = ics(&self.words().say("calendar-name"), now_ms, &events);
        let signed = self.secrets.device_key().sign(FEED).to_bytes();
        let key = blake3::derive_key("kith/v1/calendar-feed", &signed);
        Ok(CalendarView { text, visits: u32::try_from(events.len()).unwrap_or(u32::MAX), key: kith_wire::EntryId(key).hex() })
    }

    fn event(&self, visit: &Visit<'_>, person: &kith_wire::PersonId, names: bool) -> Event {
        let words = self.words();
        let (summary, description) = if names {
            let takers: Vec<String> = visit.occasion.takers.iter().map(|t| self.taker_name(t)).collect();
            let who = if takers.is_empty() { words.say("rota-nobody") } else { takers.join(", ") };
            let what = words.say_with("calendar-visit", &[("visit", visit.planned.name.clone().into()), ("name", self.name_of(person).into())]);
            (what, format!("{who}\n{}", visit.planned.text))
        } else {
            // A calendar often lies with somebody else's computer: it says when, and nothing of whom or what.
            (words.say("calendar-neutral"), String::new())
        };
        let sure = match visit.state {
            RotaState::Cancelled => Sure::Cancelled,
            RotaState::Taken | RotaState::Begun => Sure::Confirmed,
            RotaState::Open | RotaState::Twice | RotaState::Off => Sure::Tentative,
        };
        let uid = format!("{}-{}-{}@kith", &visit.line.id.hex()[..24], visit.slot.day, visit.slot.minute);
        Event { uid, at_ms: visit.at_ms, minutes: visit.planned.minutes, summary, description, sure }
    }
}
