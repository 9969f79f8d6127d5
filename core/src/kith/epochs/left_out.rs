//! Whoever is in and was left out of the epoch that is written under: let in by one phone while another, which had not heard, began it.

use super::{
    super::{Kith, KithResult, drops},
    NEWS_BYTES_MAX,
};
use crate::{
    identity::{Certificate, KeyOwner},
    seal::BoxKey,
    space::{Space, Standing, act, epochs::ActSpan},
};
use kith_wire::{DeviceId, EpochId, Lane, PersonId, SpaceId};
use std::collections::HashSet;

/// Drops of control runs for one device at most: more than have come since it last had a key is not sent unasked.
const NEWS_DROPS_MAX: usize = 16;

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
