//! Whoever is in and was left out of the epoch that is written under: let in by one phone while another, which had not heard, began it.

use super::{
    super::{Kith, KithResult, drops, view::ApartView},
    NEWS_BYTES_MAX,
};
use crate::{
    identity::{Certificate, KeyOwner},
    seal::BoxKey,
    space::{Space, SpaceKind, Standing, act, epochs::ActSpan},
};
use kith_wire::{DeviceId, EpochId, Lane, PersonId, SpaceId};
use std::collections::{BTreeSet, HashSet};

/// Drops of control runs for one device at most: more than have come since it last had a key is not sent unasked.
const NEWS_DROPS_MAX: usize = 16;
/// Places that are told of at most, and people named for each.
const APART_MAX: usize = 20;
const NAMED_MAX: usize = 10;

impl Kith {
    /// Welcomes them, and tells them so where they still read: sealed to their own device, so that no other phone of theirs that was lost
    /// opens it. Those who look after the space do that, and whoever began the epoch.
    pub(super) fn welcome_left_out(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let Some(epoch) = held.writing(None).filter(|_| held.is_present(&self.device)) else { return Ok(()) };
        let began = held.resolved.epoch_authors.get(&epoch).is_some_and(|said| said.device == self.device);
        if !(began || held.resolved.level(&self.me) >= act::KEEPER) || !held.keys_of(&epoch).is_some_and(super::EpochKeys::is_whole) {
            return Ok(());
        }
        for (certificate, person) in left_out(held, &epoch, &self.device) {
            let Some(to) = self.where_they_read(space, &certificate.device, &person)? else { continue };
            self.welcome_device(space, &certificate, now_ms)?;
            self.close_runs(space, Lane::Control)?;
            self.send_way(space, &certificate.device, &to, now_ms)?;
        }
        Ok(())
    }

    /// Where somebody cannot read what is new, or this device cannot, as far as this one has heard: with whose help that ends. The leads' space is
    /// not named on a screen that somebody may look over.
    pub(in crate::kith) fn apart(&self) -> Vec<ApartView> {
        let mut out = Vec::new();
        for held in self.spaces.values().filter(|s| s.kind() != Some(SpaceKind::Safeguarding) && s.is_present(&self.device)) {
            let Some(epoch) = held.newest() else { continue };
            let here = held.keys_of(&epoch).is_some();
            let people: BTreeSet<PersonId> =
                if here { left_out(held, &epoch, &self.device).into_iter().map(|(_, person)| person).collect() } else { BTreeSet::new() };
            if here && people.is_empty() {
                continue;
            }
            out.push(self.apart_view(held, &epoch, &people));
        }
        out.truncate(APART_MAX);
        out
    }

    fn apart_view(&self, held: &Space, epoch: &EpochId, people: &BTreeSet<PersonId>) -> ApartView {
        let own = held.kind() == Some(SpaceKind::Own);
        let began = held.resolved.epoch_authors.get(epoch).and_then(|said| held.resolved.person_of(&said.device));
        let keeps = held.resolved.people.iter().filter(|(_, m)| m.level >= act::KEEPER).map(|(p, _)| *p).chain(began.filter(|p| held.resolved.level(p) > 0));
        let helps: BTreeSet<PersonId> = keeps.filter(|p| !people.contains(p)).collect();
        let place = if own { String::new() } else { self.place_name(held) };
        let names = |some: &BTreeSet<PersonId>| some.iter().take(NAMED_MAX).map(|p| self.name_of(p)).collect::<Vec<_>>().join(", ");
        let others: BTreeSet<PersonId> = helps.iter().copied().filter(|p| *p != self.me).collect();
        let key = match (people.is_empty(), own) {
            (true, true) => "apart-own-cannot-open",
            (true, false) => "apart-cannot-open",
            (false, true) => "apart-own-left-out",
            (false, false) if helps.contains(&self.me) => "apart-left-out-here",
            (false, false) => "apart-left-out",
        };
        let who = if others.is_empty() { self.words().say("apart-anybody") } else { names(&others) };
        let said = self.words().say_with(key, &[("place", place.as_str().into()), ("names", names(people).into()), ("who", who.into())]);
        let views = |some: &BTreeSet<PersonId>| some.iter().take(NAMED_MAX).map(|p| self.person_view(p)).collect();
        ApartView { what: if people.is_empty() { "cannot-open" } else { "left-out" }.to_owned(), place, people: views(people), helps: views(&helps), said }
    }

    /// The box that a device is sure to read: their person's inbox; of my own the one of the last epoch here that it has.
    fn where_they_read(&self, space: SpaceId, device: &DeviceId, person: &PersonId) -> KithResult<Option<BoxKey>> {
        if *person != self.me {
            return Ok(self.inbox_of(person).ok());
        }
        let own = self.space(&self.own)?;
        let had = own.keys.iter().rev().find(|(epoch, _)| own.writes_under(epoch, device));
        // In the own space the device is left out of what is read now; elsewhere it reads the inbox as I do.
        Ok(if space == self.own { had.map(|(_, keys)| keys.drop_box()) } else { self.inbox_of(person).ok() })
    }

    /// The control runs that have come since a device had its last key, its welcome among them.
    fn send_way(&mut self, space: SpaceId, device: &DeviceId, to: &BoxKey, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let current = held.writing(None);
        let had: Vec<EpochId> = held.epochs.iter().map(|e| e.id).filter(|e| Some(*e) != current && held.writes_under(e, device)).collect();
        let mut known = ActSpan::new();
        for (author, seq) in had.iter().flat_map(|epoch| held.span_of(epoch)) {
            let upto = known.entry(author).or_default();
            *upto = (*upto).max(seq);
        }
        let authors: Vec<DeviceId> = held.resolved.devices.iter().map(|d| d.id).collect();
        let (mut news, mut some, mut size) = (Vec::new(), Vec::new(), 0);
        for author in authors {
            for (_, run) in self.encoded_runs(space, Lane::Control, author, (known.get(&author).copied().unwrap_or(0), usize::MAX))? {
                if size + run.len() > NEWS_BYTES_MAX && !some.is_empty() {
                    news.push(std::mem::take(&mut some));
                    size = 0;
                }
                size += run.len();
                some.push(drops::Bytes(run));
            }
        }
        news.push(some);
        if news.len() > NEWS_DROPS_MAX {
            return Ok(());
        }
        for runs in news {
            let message = drops::Message::News(drops::News { space, runs });
            let sealed = self.seal_message(to, false, &message, now_ms)?;
            self.send_drop(to, &sealed, "membership", now_ms)?;
        }
        Ok(())
    }
}

/// Devices of people that are in, to which an epoch is neither sealed nor given by a welcome. Whoever was left out on purpose, since it is
/// asked whether they should stay, is none of them.
fn left_out(held: &Space, epoch: &EpochId, me: &DeviceId) -> Vec<(Certificate, PersonId)> {
    let Some((_, start)) = held.resolved.epochs.iter().find(|(e, _)| e == epoch) else { return Vec::new() };
    let welcomed = held.resolved.welcomes.iter().filter(|(e, _)| e == epoch).map(|(_, seal)| seal.device);
    let limited = held.resolved.limited.iter().filter(|(e, ..)| e == epoch).map(|(_, seal, _)| seal.device);
    let has: HashSet<[u8; 8]> = start.seals.iter().map(|seal| seal.device).chain(welcomed).chain(limited).collect();
    let out = held.resolved.devices.iter().filter(|d| d.standing == Standing::In && d.id != *me && !has.contains(&act::hint(&d.id)));
    let person = |d: &Certificate| match d.owner {
        KeyOwner::Person(person) => Some(person).filter(|p| !start.without.contains(p) && !held.resolved.is_questioned(p)),
        KeyOwner::Pool(_) | KeyOwner::Place(_) => None,
    };
    out.filter_map(|d| Some((d.certificate, person(&d.certificate)?))).collect()
}
