//! The truth about what has arrived: what waits, where it is and why, and when things last met.

use super::{
    Kith, KithResult,
    handover::USED,
    view::{Arrival, RefusedView, TruthView, WaitingView},
};
use crate::{
    circle::{card_link::CardLinkFact, dose::DoseFact, rota::RotaFact},
    fact::{CoinItem, Fact, NoteKind},
    space::{Space, SpaceKind},
};
use kith_wire::{Kind, Lane};

/// Things listed at most; the count is of all.
const ITEMS_MAX: usize = 50;
/// The number under which the relay counts as a holder.
const RELAY: i64 = 0;
/// Own entries of one space looked at for the list.
const OWN_MAX: u32 = 1_000;

impl Kith {
    pub(super) fn truth(&self) -> KithResult<TruthView> {
        let (mut waiting, mut items) = (0u32, Vec::new());
        let (drops, handed) = (self.storage.outgoing_drops()?, self.handed()?);
        let mut all_with_relay = self.settings.relay.is_some() && self.settings.last_relay_ms.is_some() && drops.is_empty();
        for space in self.spaces.values() {
            let fork = self.storage.fork_at(space.n, Lane::Data, self.device_n)?;
            let reached = self.reached(space)?.min(fork.map_or(u64::MAX, |f| f.saturating_sub(1)));
            all_with_relay &= reached >= self.storage.vector(space.n, Lane::Data)?.iter().find(|(_, n, _)| *n == self.device_n).map_or(0, |(.., h)| h.seq);
            // With nobody else to tell, nothing waits: a person's only device keeps its own notes.
            if space
                .resolved
                .devices
                .iter()
                .all(|d| d.id == self.device || space.resolved.owner_of(&d.id).is_some_and(|o| !matches!(o, crate::identity::KeyOwner::Person(_))))
            {
                continue;
            }
            for (seq, id, kind, time_ms, body) in self.storage.own_beyond(space.n, self.device_n, reached, OWN_MAX)? {
                // What lies there is not named on a screen that somebody may look over.
                let unnamed = (space.kind() == Some(SpaceKind::Safeguarding)).then_some("other");
                let Some(what) = unnamed.or_else(|| what_is(kind, &body)) else { continue };
                waiting += 1;
                let handed_ms = handed.entry_ms(space.n, seq);
                let (what, place, why) = (what.to_owned(), self.place_name(space), self.why(handed_ms));
                let why = if fork.is_some_and(|f| f <= seq) { "two-copies" } else { why }.to_owned();
                let of_entry = unnamed.is_none().then_some((space.n, seq));
                let at_ms = self.written(space.n, self.device_n, seq, time_ms)?.0;
                items.push((WaitingView { item: id.hex(), what, place, why, at_ms, people: 0, of: 0, handed_ms }, of_entry));
            }
        }
        // Where there is no relay, what has reached a phone that it is for waits no longer.
        for drop in drops.into_iter().filter(|d| !d.reached || self.settings.relay.is_some()) {
            waiting += 1;
            let people = u32::from(drop.reached);
            let place = self.commons.and_then(|c| self.spaces.get(&c)).map(|c| self.place_name(c)).unwrap_or_default();
            let handed_ms = handed.drop_ms(drop.n, drop.at_ms);
            let (item, why) = (format!("drop-{}", drop.n), self.why(handed_ms).to_owned());
            items.push((WaitingView { item, what: drop.what, place, why, at_ms: drop.at_ms, people, of: people, handed_ms }, None));
        }
        for row in self.storage.attachments_waiting(self.device_n, self.settings.relay.is_some())? {
            let Some(space) = self.space_by_n(row.at.space).filter(|s| s.resolved.people.len() > 1) else { continue };
            all_with_relay = false;
            waiting += 1;
            let (item, what, place, why) = (row.at.id.hex(), "attachment".to_owned(), self.place_name(space), self.why(None).to_owned());
            items.push((WaitingView { item, what, place, why, at_ms: row.at.time_ms, people: 0, of: 0, handed_ms: None }, None));
        }
        items.sort_by_key(|(i, _)| std::cmp::Reverse(i.at_ms));
        items.truncate(ITEMS_MAX);
        let items = items.into_iter().map(|(item, of_entry)| self.with_people(item, of_entry)).collect::<KithResult<_>>()?;
        let mut refused = self.turned_away_view()?.into_iter().collect::<Vec<_>>();
        for (reason, count) in self.storage.refused()? {
            refused.push(self.refused_view(reason, count)?);
        }
        Ok(TruthView {
            waiting,
            items,
            all_with_relay,
            relay_silent: self.settings.relay_silent,
            last_relay_ms: self.settings.last_relay_ms,
            last_peer_ms: self.settings.last_peer_ms,
            airplane: self.settings.airplane,
            apart: self.apart(),
            held_back: u32::try_from(self.storage.waiting_count()?).unwrap_or(u32::MAX),
            refused,
        })
    }

    fn refused_view(&self, reason: String, count: u64) -> KithResult<RefusedView> {
        let said = self.words().find(&format!("refused-{reason}"), &[]).unwrap_or_else(|| self.words().say("refused-other"));
        let names = if reason == USED { self.names_turned_away()? } else { Vec::new() };
        Ok(RefusedView { reason, said, count, names })
    }

    /// Up to which sequence this device's entries are where they are to go: with the relay, or, of a space that does not go to one, with
    /// anybody else's device.
    fn reached(&self, space: &Space) -> KithResult<u64> {
        if self.settings.relay.is_none() || space.current().is_none() {
            return Ok(self.storage.furthest_held(space.n, Lane::Data, self.device_n)?);
        }
        let held = self.storage.held_by(space.n, RELAY, Lane::Data)?;
        Ok(held.into_iter().find(|(device, _)| *device == self.device_n).map_or(0, |(_, seq)| seq))
    }

    /// The same with how many people have it from phone to phone.
    fn with_people(&self, mut item: WaitingView, of_entry: Option<(i64, u64)>) -> KithResult<WaitingView> {
        if let Some((n, seq)) = of_entry
            && let Arrival::People { people, of, .. } = self.arrival(n, self.device_n, seq)?
        {
            (item.people, item.of) = (people, of);
        }
        Ok(item)
    }

    fn why(&self, handed_ms: Option<u64>) -> &'static str {
        if handed_ms.is_some() && self.settings.relay.is_none() {
            // By hand is the only way that there is, and the next step is the other person's.
            "handed-over"
        } else if self.settings.airplane {
            "no-signal"
        } else if self.settings.relay.is_none() || self.settings.relay_silent {
            "no-relay"
        } else {
            "not-sent"
        }
    }

    pub(super) fn place_name(&self, space: &Space) -> String {
        match space.kind() {
            Some(SpaceKind::Pair) => space.resolved.people.keys().find(|p| **p != self.me).map(|p| self.name_of(p)).unwrap_or_default(),
            Some(SpaceKind::Safeguarding) => self.commons.and_then(|c| self.spaces.get(&c)).map(|c| self.place_name(c)).unwrap_or_default(),
            _ => space.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default(),
        }
    }
}

/// What an entry is, in one word; nothing for what a person did not make themselves.
fn what_is(kind: u8, body: &[u8]) -> Option<&'static str> {
    if kind == Kind::Edit as u8 {
        return Some("plan");
    }
    Some(match Fact::from_bytes(body).ok()? {
        Fact::Note(NoteKind::Note, _) | Fact::NoteFor(NoteKind::Note, ..) | Fact::LateNote(..) | Fact::Correction(..) => "note",
        Fact::Note(NoteKind::Handover, _) | Fact::NoteFor(NoteKind::Handover, ..) => "handover",
        Fact::VisitStart(_) | Fact::VisitEnd(_) | Fact::VisitCorrected(_) | Fact::VisitFor(_) => "visit",
        Fact::VisitConfirmed(..) => "hour",
        Fact::Document(..) => "plan",
        Fact::Name(_) => "profile",
        Fact::Coin(k, _) if k == CoinItem::AutoDonate as u8 => "other",
        Fact::Coin(..) => "coin",
        Fact::Line(_) | Fact::CardPrinted(_) | Fact::CardLink(CardLinkFact::Made(_) | CardLinkFact::Ended(_)) => "line",
        Fact::Dose(DoseFact::Recorded(_)) => "dose",
        Fact::Rota(RotaFact::Told(..) | RotaFact::Begun(..) | RotaFact::Limits(..)) => return None,
        Fact::Rota(_) => "rota",
        Fact::Dose(_) | Fact::Erase(_) | Fact::Hold(_) | Fact::Closed(..) => "other",
        // Where its bytes are is said by itself.
        Fact::Attached(_) | Fact::Fetched(_) => return None,
        // It waits and arrives with the visit that it is about.
        Fact::Tasks(_) | Fact::CardLink(CardLinkFact::Looked(..)) => return None,
        Fact::Notice(..) | Fact::Access(..) | Fact::Kept(..) | Fact::Asked(..) | Fact::Reviewed(..) | Fact::Answered(_) => return None,
    })
}
