//! A visit that two people took apart: it stands out in its circle, and a coordinator is told where none is in it.

use super::{DAY_MS, Held, Visit};
use crate::{
    circle::{
        rota::{self, RotaFact},
        schedule::Slot,
    },
    fact::{Fact, Notice},
    kith::{
        ErrorKind, Kith, KithError, KithResult,
        drops::Message,
        view::{Role, RotaState, VisitTwiceView},
    },
    space::act,
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// How far ahead a visit is told of.
const TOLD_AHEAD_MS: u64 = 31 * DAY_MS;
/// Such messages that one coordinator keeps.
const TOLD_MAX: usize = 500;
/// The name under which it is kept that somebody could not be told yet.
const UNTOLD: &str = "visit-untold";

/// What a coordinator outside the circle is told: whose visit, when, and who took it; not what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(in crate::kith) struct VisitTwice {
    /// The circle.
    #[n(0)]
    circle: SpaceId,
    /// Its name.
    #[n(1)]
    place: String,
    /// Whom the visit is for.
    #[n(2)]
    person: PersonId,
    /// The planned visit's line.
    #[n(3)]
    line: EntryId,
    /// Which one.
    #[n(4)]
    slot: Slot,
    /// The moment.
    #[n(5)]
    at_ms: u64,
    /// Who took it.
    #[n(6)]
    takers: Vec<PersonId>,
    /// That it has been said since who comes: those who took it.
    #[n(7)]
    settled: Option<bool>,
}

impl Kith {
    /// Tells a coordinator of visits that are taken twice, where none is in the circle. The caller commits.
    pub(in crate::kith) fn tend_rotas(&mut self, now_ms: u64) -> KithResult<()> {
        let mut circles = std::mem::take(&mut self.tending.rotas);
        if self.storage.meta(UNTOLD)?.is_some() {
            circles.extend(self.circles_in());
        }
        if circles.is_empty() || self.waits_to_enrol() {
            return Ok(());
        }
        let mut untold = false;
        for space in circles {
            if !self.space(&space)?.is_present(&self.device) {
                continue;
            }
            let held = self.held_rota(&space)?;
            let mut lines = Vec::new();
            for visit in held.visits(now_ms, now_ms.saturating_add(TOLD_AHEAD_MS)) {
                // Of a visit that comes again the next is told of, not every one.
                if visit.state == RotaState::Twice && !lines.contains(&visit.line.id) {
                    lines.push(visit.line.id);
                    untold |= !self.tell_of_visit(&held, &visit, now_ms)?;
                }
            }
        }
        match (untold, self.storage.meta(UNTOLD)?.is_some()) {
            (true, false) => Ok(self.storage.set_meta(UNTOLD, &[])?),
            (false, true) => Ok(self.storage.forget_meta(UNTOLD)?),
            _ => Ok(()),
        }
    }

    /// Whether everybody who should be told of it has been.
    fn tell_of_visit(&mut self, held: &Held, visit: &Visit<'_>, now_ms: u64) -> KithResult<bool> {
        let here = self.space(&held.lists.space)?;
        let mine = visit.occasion.takers.iter().any(|t| t.person == self.me) || here.resolved.level(&self.me) >= act::KEEPER;
        let coordinators = self.holders_of(Role::Coordinator);
        let inside = coordinators.iter().any(|c| here.resolved.level(c) > 0 || visit.occasion.told.contains(c));
        if !mine || inside || coordinators.is_empty() {
            return Ok(true);
        }
        let Some(coordinator) = coordinators.into_iter().find(|c| self.inbox_of(c).is_ok()) else { return Ok(false) };
        let note = self.visit_told(held, visit)?;
        match self.append_rota(held.lists.space, RotaFact::Told(visit.line.id, visit.slot, coordinator), now_ms) {
            // Whoever may no longer write there still tells.
            Err(e) if e.kind != ErrorKind::NotAllowed => return Err(e),
            _ => {}
        }
        self.send_to(&coordinator, &Message::VisitTwice(note), "rota", now_ms)?;
        Ok(true)
    }

    fn visit_told(&self, held: &Held, visit: &Visit<'_>) -> KithResult<VisitTwice> {
        let here = self.space(&held.lists.space)?;
        Ok(VisitTwice {
            circle: held.lists.space,
            place: here.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default(),
            person: self.person_of_circle(&held.lists.space)?,
            line: visit.line.id,
            slot: visit.slot,
            at_ms: visit.at_ms,
            takers: visit.occasion.takers.iter().map(|t| t.person).collect(),
            settled: (visit.state != RotaState::Twice).then_some(true),
        })
    }

    /// Tells the coordinators who were told of a visit taken twice that it is settled, if what was just said settles it. The caller commits.
    pub(super) fn tell_settled(&mut self, space: &SpaceId, (line, slot): (&EntryId, Slot), now_ms: u64) -> KithResult<()> {
        let held = self.held_rota(space)?;
        let here = self.space(space)?;
        let visits = held.visits(now_ms, now_ms.saturating_add(TOLD_AHEAD_MS));
        let Some(visit) = visits.iter().find(|v| v.line.id == *line && v.slot == slot && v.state != RotaState::Twice) else { return Ok(()) };
        let outside: Vec<PersonId> = visit.occasion.told.iter().filter(|c| here.resolved.level(c) == 0).copied().collect();
        let note = self.visit_told(&held, visit)?;
        for coordinator in outside.into_iter().filter(|c| self.inbox_of(c).is_ok()).collect::<Vec<_>>() {
            self.send_to(&coordinator, &Message::VisitTwice(note.clone()), "rota", now_ms)?;
        }
        Ok(())
    }

    /// As coordinator: a visit was taken twice in a circle that I am not in, or that is settled.
    pub(in crate::kith) fn take_visit_twice(&mut self, space: SpaceId, sender: DeviceId, twice: &VisitTwice, now_ms: u64) -> KithResult<()> {
        let by = self.person_of(self.space(&self.own)?, &sender);
        if space != self.own || by.is_none() || !self.holders_of(Role::Coordinator).contains(&self.me) {
            return Err(KithError::not_allowed("not-to-us", "That was not sent to this person."));
        }
        let id = rota::alert_id(&twice.circle, &twice.line, twice.slot);
        let told = self.visits_told_of()?;
        let known = told.iter().rfind(|(known, _)| *known == id);
        // It is told once that it is twice, and then whatever settles it.
        if known.is_some_and(|(_, t)| t == twice) || known.is_some() != twice.settled.is_some() {
            return Ok(());
        }
        if told.len() >= TOLD_MAX {
            return Err(KithError::not_allowed("too-many-alerts", "Too many such messages have come."));
        }
        let fact = Fact::Notice(Notice::VisitTwice as u8, id.to_vec(), codec::encode(twice));
        self.append(self.own, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(crate::kith::Change::Truth);
        Ok(())
    }

    fn visits_told_of(&self) -> KithResult<Vec<([u8; 32], VisitTwice)>> {
        let own = self.space(&self.own)?.n;
        let rows = self.storage.notices(own, Notice::VisitTwice as u8, None)?;
        let read = |row: &crate::storage::projection::NoticeRow| {
            let id = <[u8; 32]>::try_from(row.key.as_slice()).ok()?;
            codec::decode::<VisitTwice>(&row.value, limits::BODY_BYTES_MAX).ok().map(|twice| (id, twice))
        };
        Ok(rows.iter().filter_map(read).collect())
    }

    /// As coordinator: visits that were taken twice in circles that I am not in, until their time has come.
    pub(in crate::kith) fn visits_twice_elsewhere(&self, now_ms: u64) -> KithResult<Vec<VisitTwiceView>> {
        let told = self.visits_told_of()?.into_iter().filter(|(_, t)| t.at_ms >= now_ms && !self.spaces.contains_key(&t.circle));
        // The latest telling of each.
        let told: BTreeMap<[u8; 32], VisitTwice> = told.collect();
        let view = |(id, t): ([u8; 32], VisitTwice)| VisitTwiceView {
            id: EntryId(id).hex(),
            place: t.place.clone(),
            person: self.person_view(&t.person),
            slot: t.slot.text(),
            at_ms: t.at_ms,
            takers: t.takers.iter().map(|p| self.person_view(p)).collect(),
            settled: t.settled == Some(true),
            advice: self.words().say(if t.settled == Some(true) { "rota-twice-settled" } else { "rota-twice-coordinator" }),
        };
        let mut out: Vec<VisitTwiceView> = told.into_iter().map(view).collect();
        out.sort_by_key(|t| t.at_ms);
        Ok(out)
    }
}
