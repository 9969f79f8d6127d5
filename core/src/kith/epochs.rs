//! Keeping epochs: beginning one where none covers, finding one's way to it.
//!
//! Nothing here waits for anybody: a keeper's device begins an epoch as soon as it hears of a removal, others' after a while of their
//! own, and whoever writes first begins one before that. Where several begin one apart, all agree on which is written under.

mod cuts;
mod left_out;

use super::{Change, Kith, KithError, KithResult, drops};
use crate::{
    entropy,
    space::{
        Act, ActBody, EpochKeys, EpochStart, Space, SpaceKind,
        act::{self, BackLink, SealFor},
        epochs::ActSpan,
    },
};
use kith_wire::{EpochId, Kind, Lane, SpaceId};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How long the mailbox of an epoch is read after a later one is known, if somebody has not come over.
const FOLLOWED_MS_MAX: u64 = 90 * 24 * 60 * 60 * 1000;
/// Within how long those who do not look after a space begin an epoch that is due: each after a time of its own.
const JITTER_MS_MAX: u64 = 6 * 60 * 60 * 1000;
/// How often the commons, with its many members, begins an epoch at most.
const COMMONS_EVERY_MS: u64 = 24 * 60 * 60 * 1000;
/// Devices that one epoch act can seal to; of the commons' thousands the others are welcomed one by one. (In tests few, so that it is met.)
pub(super) const SEALED_DEVICES_MAX: usize = if cfg!(test) { 12 } else { 500 };
/// Bytes of control runs that go into one drop.
const NEWS_BYTES_MAX: usize = 40 * 1024;

/// What this device has to see to once it has heard what came.
#[derive(Debug, Default)]
pub(super) struct Tending {
    /// The latest time seen.
    pub(super) clock_ms: u64,
    /// What the clock told last.
    pub(super) told_ms: u64,
    /// Spaces whose control log has changed since they were last looked at.
    pub(super) open: BTreeSet<SpaceId>,
    /// When it was last seen to what is due before a meeting.
    pub(super) looked_ms: u64,
    /// Circles in which doses were recorded since they were last looked at.
    pub(super) doses: BTreeSet<SpaceId>,
    /// Circles of whose rota something came since they were last looked at.
    pub(super) rotas: BTreeSet<SpaceId>,
    /// Circles in which something was said about tasks since they were last looked at.
    pub(super) tasks: BTreeSet<SpaceId>,
    /// The epochs that whoever handed a pack over has come on to, as it says.
    pub(super) said: Option<Vec<(SpaceId, EpochId)>>,
    /// When an epoch that is due is begun here, if nobody has done it before.
    pub(super) due: BTreeMap<SpaceId, u64>,
}

impl Kith {
    /// Notes the time.
    pub(super) fn tell_time(&mut self, now_ms: u64) {
        self.tending.clock_ms = self.tending.clock_ms.max(now_ms);
        self.tending.told_ms = now_ms;
    }

    /// Sees to whatever follows from what has come: epochs that are due, notice of boxes that have changed. The caller commits.
    pub(super) fn tend(&mut self, now_ms: u64) -> KithResult<()> {
        self.tell_time(now_ms);
        left_if_refused(self.tend_safety(now_ms))?;
        left_if_refused(self.tend_witnesses(now_ms))?;
        left_if_refused(self.complete_removals(now_ms))?;
        left_if_refused(self.work_board(now_ms))?;
        left_if_refused(self.carry_in_board(now_ms))?;
        left_if_refused(self.tend_doses(now_ms))?;
        left_if_refused(self.tend_rotas(now_ms))?;
        left_if_refused(self.tend_boundaries(now_ms))?;
        let mut open = std::mem::take(&mut self.tending.open);
        open.extend(self.tending.due.iter().filter(|(_, due)| **due <= now_ms).map(|(s, _)| *s));
        // What the commons says of a device cut off concerns every space that it is in.
        if self.commons.is_some_and(|c| open.contains(&c)) {
            open.extend(self.spaces.keys().copied());
        }
        for space in open {
            left_if_refused(self.tend_space(space, now_ms))?;
        }
        if self.waits_to_enrol() { Ok(()) } else { left_if_refused(self.send_own_older(now_ms)) }
    }

    fn tend_space(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        self.say_whose(space, now_ms)?;
        self.carry_in(space, false, now_ms)?;
        self.hold_back(space)?;
        self.carry_in_lifts(space, now_ms)?;
        if self.may_begin(&space) && self.begins_now(space, now_ms)? {
            self.begin_epoch(space, now_ms)?;
        }
        self.welcome_left_out(space, now_ms)?;
        self.renew_boxes(space, now_ms)
    }

    /// Whether this device could begin an epoch that is due: it is in, holds a history key, and nothing known covers.
    fn may_begin(&self, space: &SpaceId) -> bool {
        let Some(held) = self.spaces.get(space) else { return false };
        let covered = held.covering().is_some() && !self.is_left_behind(held);
        if covered || !held.is_present(&self.device) || !held.keys.iter().any(|(_, k)| k.is_whole()) {
            return false;
        }
        held.kind() != Some(SpaceKind::Commons) || held.resolved.level(&self.me) >= act::KEEPER
    }

    /// Whether my own space has gone on under a key that this device lacks, and it holds my root: I came back by a kit or guardians from
    /// before, and it may be that no device of mine is left that could give it.
    fn is_left_behind(&self, held: &Space) -> bool {
        held.id == self.own && self.holds_root() && held.covering().is_some_and(|epoch| held.keys_of(&epoch).is_none())
    }

    /// Whether it is this device's moment. Those who look after the space begin at once, in the commons once a day at most.
    fn begins_now(&mut self, space: SpaceId, now_ms: u64) -> KithResult<bool> {
        let held = self.space(&space)?;
        if held.kind() == Some(SpaceKind::Commons) {
            let last = held.epochs.iter().map(|e| e.time_ms).max().unwrap_or(0);
            let due = last.saturating_add(COMMONS_EVERY_MS);
            self.tending.due.insert(space, due);
            return Ok(now_ms >= due);
        }
        if held.resolved.level(&self.me) >= act::KEEPER {
            return Ok(true);
        }
        let jitter = blake3::Hasher::new_derive_key("kith/v1/epoch-jitter").update(&self.device.0).update(&space.0).finalize();
        let jitter = u64::from_be_bytes(jitter.as_bytes()[..8].try_into().unwrap_or_default()) % JITTER_MS_MAX;
        let due = *self.tending.due.entry(space).or_insert_with(|| now_ms.saturating_add(jitter));
        Ok(now_ms >= due)
    }

    /// Begins an epoch that follows all that are known and are not followed yet, sealed to everybody who is in.
    pub(super) fn begin_epoch(&mut self, space: SpaceId, now_ms: u64) -> KithResult<EpochId> {
        let held = self.space(&space)?;
        let last = if self.is_left_behind(held) { held.current().map(|(epoch, _)| *epoch) } else { None };
        self.begin_epoch_after(space, last, now_ms)
    }

    /// The same, following one more that has been followed already: who has no key of a later one hears of it there.
    pub(super) fn begin_epoch_after(&mut self, space: SpaceId, also: Option<EpochId>, now_ms: u64) -> KithResult<EpochId> {
        self.tending.due.remove(&space);
        let keys = EpochKeys::from_history(entropy::bytes(self.entropy.as_mut()));
        let held = self.space(&space)?;
        let devices = held.present_devices();
        // Elsewhere an epoch is sealed to exactly those who are in, so that anybody may begin it; the commons' is its keepers' word.
        let at_once = if held.kind() == Some(SpaceKind::Commons) { SEALED_DEVICES_MAX.min(devices.len()) } else { devices.len() };
        if at_once > SEALED_DEVICES_MAX {
            return Err(KithError::not_allowed("too-many-devices", "There are too many devices here to begin a new epoch for."));
        }
        let (heads, mut before, n) = (held.resolved.heads.clone(), held.unfollowed(), held.n);
        before.extend(also.filter(|e| !before.contains(e)));
        let older: Vec<(EpochId, [u8; 32])> = before.iter().filter_map(|e| Some((*e, held.keys_of(e).filter(|k| k.is_whole())?.history))).collect();
        let limited = held.limited_devices();
        let bad = |_| KithError::invalid("bad-key", "A device here has a key that cannot be used.");
        let (history, epoch) = keys.commitments();
        let mut seals = Vec::with_capacity(devices.len());
        for (device, receiving) in &devices {
            let how = SealFor { whole: !limited.contains(device), history: &history };
            seals.push(keys.seal_for(device, receiving, &how, self.entropy.as_mut()).map_err(bad)?);
        }
        let welcomed = seals.split_off(at_once);
        let back = older.iter().map(|(epoch, history)| BackLink { epoch: *epoch, sealed: keys.seal_back(epoch, history, self.entropy.as_mut()) }).collect();
        let predecessors = before.into_iter().filter(|e| !older.iter().any(|(o, _)| o == e)).collect();
        let start = EpochStart { history, epoch, seals, back, heads: Vec::new(), predecessors, without: Vec::new() };
        let body = ActBody { parents: heads, act: Act::Epoch(start) };
        let id = EpochId(self.append(space, Kind::Control, body.to_bytes(), now_ms)?.id.0);
        let parents = self.space(&space)?.resolved.heads.clone();
        for seal in welcomed {
            let welcome = ActBody { parents: parents.clone(), act: Act::Welcome(id, seal, None) };
            self.append(space, Kind::Control, welcome.to_bytes(), now_ms)?;
        }
        self.storage.add_epoch(n, id, &keys.history, true)?;
        if let Some(s) = self.spaces.get_mut(&space) {
            s.keys.push((id, keys));
        }
        self.settle(&space)?;
        // A run that leads from one epoch to the next stays small: it goes to people who may hear no more than that.
        self.close_runs(space, Lane::Control)?;
        self.send_news(space, id, now_ms)?;
        self.changed(Change::Truth);
        Ok(id)
    }

    /// The epoch that this device writes under now; begins one if none covers.
    pub(super) fn writing_epoch(&mut self, space: SpaceId, now_ms: u64) -> KithResult<EpochId> {
        let held = self.space(&space)?;
        if !held.may_write(&self.device) {
            return Err(match self.standing_in(held) {
                super::view::CircleStanding::Gone { .. } => KithError::not_allowed("gone", "You are not in here any more. What you wrote before is kept."),
                _ => KithError::not_allowed("cut-off", "This device has been cut off here. Nothing can be written with it."),
            });
        }
        let last = self.storage.last_epoch(held.n, self.device_n)?;
        if let Some(epoch) = held.writing(last.as_ref()) {
            return Ok(epoch);
        }
        if held.keys.is_empty() {
            return Err(KithError::not_allowed("no-key", "This device has not been given the key yet."));
        }
        if self.may_begin(&space) {
            return self.begin_epoch(space, now_ms);
        }
        Err(KithError::new(
            super::ErrorKind::NeedsSignal,
            "no-epoch",
            "Somebody has just gone from here, and this phone waits for the new key. Try again once it has met another phone.",
        ))
    }

    /// What leads to a new epoch, into the inbox of everybody in it: a phone that slept past the old mailbox's time finds its way.
    fn send_news(&mut self, space: SpaceId, epoch: EpochId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        if !matches!(held.kind(), Some(SpaceKind::Circle | SpaceKind::Pair)) {
            return Ok(());
        }
        let before: Vec<ActSpan> = held.predecessors(&epoch).iter().map(|e| held.span_of(e)).collect();
        let span = held.span_of(&epoch);
        let people: Vec<_> = held.resolved.people.keys().copied().filter(|p| *p != self.me).collect();
        let mut runs = Vec::new();
        for (device, last) in span {
            let known = before.iter().map(|b| b.get(&device).copied().unwrap_or(0)).min().unwrap_or(0);
            for (_, run) in self.encoded_runs(space, Lane::Control, device, (known, usize::MAX))? {
                if kith_wire::Run::decode(&run).is_ok_and(|r| r.first_seq <= last) {
                    runs.push(drops::Bytes(run));
                }
            }
        }
        if runs.iter().map(|r| r.0.len()).sum::<usize>() > NEWS_BYTES_MAX {
            return Ok(());
        }
        for person in people {
            let news = drops::Message::News(drops::News { space, runs: runs.clone() });
            match self.send_to(&person, &news, "membership", now_ms) {
                Ok(_) => {}
                // Whose inbox is not known hears of it in the old mailbox, or from any phone of the circle.
                Err(e) if e.code == "no-inbox" || e.code == "no-coop" => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// What this device wrote under an earlier epoch and cannot seal for all who are here, for it may not read back: to each who may read
    /// all, one by one. They give it to the others.
    fn send_own_older(&mut self, now_ms: u64) -> KithResult<()> {
        for space in self.spaces.keys().copied().collect::<Vec<_>>() {
            let held = self.space(&space)?;
            let limited = held.current().is_some_and(|(_, k)| !k.is_whole()) && held.is_present(&self.device);
            if !limited {
                continue;
            }
            let Some(readable) = held.readable_by_everybody() else { continue };
            let own = self.storage.entry_epochs(held.n, self.device_n)?;
            let last = own.into_iter().rev().find(|(_, epoch)| !readable.contains(epoch)).map_or(0, |(seq, _)| seq);
            let key = format!("own-older-{}", space.hex());
            let sent = self.storage.meta(&key)?.and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes);
            let mut after = sent.max(self.storage.furthest_held(held.n, Lane::Data, self.device_n)?);
            let people: Vec<_> = held.resolved.people.keys().copied().filter(|p| *p != self.me && held.readable_by(p).is_none()).collect();
            while after < last {
                let runs = self.encoded_runs(space, Lane::Data, self.device, (after, NEWS_BYTES_MAX))?;
                let Some((reached, _)) = runs.last() else { break };
                after = *reached;
                let runs = runs.into_iter().map(|(_, run)| drops::Bytes(run)).collect();
                let news = drops::Message::News(drops::News { space, runs });
                for person in people.iter().filter(|p| self.inbox_of(p).is_ok()).copied().collect::<Vec<_>>() {
                    self.send_to(&person, &news, "other", now_ms)?;
                }
                self.storage.set_meta(&key, &after.to_be_bytes())?;
            }
        }
        Ok(())
    }

    /// News of an epoch came into the inbox, or what somebody wrote who cannot seal it for all.
    pub(super) fn take_news(&mut self, news: &drops::News) -> KithResult<()> {
        if !self.spaces.contains_key(&news.space) {
            return Err(KithError::not_found("unknown-space", "It is of something that this device does not hold."));
        }
        for run in &news.runs {
            // Of data only what names the epoch that it was written under: nothing else here says which that was.
            if kith_wire::Run::decode(&run.0).is_ok_and(|r| r.lane == Lane::Control || r.epoch.is_some()) {
                self.admit(news.space, EpochId::ZERO, &run.0)?;
            }
        }
        self.settle_came(news.space)
    }

    /// Opens the back links of the epochs whose history keys are held, as far back as they lead.
    pub(super) fn walk_back(&mut self, space: &SpaceId) -> KithResult<()> {
        loop {
            let held = self.space(space)?;
            let mut found = Vec::new();
            for (id, start) in &held.resolved.epochs {
                let Some(keys) = held.keys_of(id).filter(|k| k.is_whole()) else { continue };
                for link in &start.back {
                    if held.keys_of(&link.epoch).is_some_and(EpochKeys::is_whole) || found.iter().any(|(e, _)| *e == link.epoch) {
                        continue;
                    }
                    let Some((_, linked)) = held.resolved.epochs.iter().find(|(e, _)| *e == link.epoch) else { continue };
                    // A link that does not lead to what the earlier epoch committed to is nobody's key.
                    if let Some(history) = keys.open_back(&link.epoch, &link.sealed).filter(|h| EpochKeys::from_history(*h).commitments().0 == linked.history) {
                        found.push((link.epoch, history));
                    }
                }
            }
            if found.is_empty() {
                return Ok(());
            }
            for (epoch, history) in found {
                self.hold_key(*space, epoch, history, true)?;
            }
        }
    }

    /// Epochs whose mailboxes are not read any more: everybody has come over, or the time is up. A box is read until the time is up.
    pub(super) fn retired_epochs(&self, boxes: bool) -> KithResult<HashSet<EpochId>> {
        let mut out = HashSet::new();
        for held in self.spaces.values().filter(|s| s.keys.len() > 1) {
            let Some(current) = held.current().map(|(e, _)| *e) else { continue };
            let come: HashSet<i64> = self.storage.moved(held.n, current)?.into_iter().collect();
            let mut all_over = !boxes && held.is_present(&self.device);
            for (device, _) in held.present_devices().iter().filter(|(d, _)| *d != self.device) {
                let device_n = self.storage.device_n(device)?;
                all_over &= come.contains(&device_n) || self.storage.last_epoch(held.n, device_n)? == Some(current);
            }
            for row in self.storage.epochs(held.n)?.into_iter().filter(|r| r.id != current) {
                // Somebody who was removed may still have something to say there that was written before they heard.
                let heard_out = !held.cuts.devices().any(|d| held.writes_under(&row.id, d));
                let old = row.followed_ms.is_some_and(|f| self.tending.clock_ms.saturating_sub(f) > FOLLOWED_MS_MAX);
                let followed = held.is_followed_by(&row.id, &current);
                if old || (all_over && followed && heard_out) {
                    out.insert(row.id);
                }
            }
        }
        Ok(out)
    }

    /// Notes which epochs are followed, from when on their mailboxes are read for a while only.
    pub(super) fn note_followed(&mut self, space: &SpaceId) -> KithResult<()> {
        let held = self.space(space)?;
        if held.keys.len() < 2 {
            return Ok(());
        }
        let Some(current) = held.current().map(|(e, _)| *e) else { return Ok(()) };
        for row in self.storage.epochs(held.n)?.into_iter().filter(|r| r.id != current && r.followed_ms.is_none()) {
            self.storage.note_followed(row.n, self.tending.clock_ms)?;
        }
        Ok(())
    }

    /// Gives notice of boxes that have changed with an epoch: a person's inbox, the ledger's box.
    fn renew_boxes(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let Some(commons) = self.commons.filter(|c| self.spaces.contains_key(c)) else { return Ok(()) };
        let held = self.space(&space)?;
        let Some(key) = held.current().map(|(_, k)| drops::box_bytes(&k.drop_box())) else { return Ok(()) };
        let (kind, n) = (held.kind(), self.space(&commons)?.n);
        let of: Vec<u8> = match kind {
            Some(SpaceKind::Own) => self.me.0.to_vec(),
            Some(SpaceKind::Ledger) => Vec::new(),
            _ => return Ok(()),
        };
        if !self.space(&space)?.is_present(&self.device) || !self.space(&commons)?.is_present(&self.device) {
            return Ok(());
        }
        let given = self.storage.notices(n, crate::fact::Notice::Box as u8, Some(&of))?;
        let last = given.iter().rev().find(|g| kind == Some(SpaceKind::Ledger) || g.at.author == self.me);
        if last.is_some_and(|l| l.value != key) {
            let fact = crate::fact::Fact::Notice(crate::fact::Notice::Box as u8, of, key);
            self.append(commons, Kind::Fact, fact.to_bytes(), now_ms)?;
        }
        Ok(())
    }
}

/// What nobody asked for and this device may not write, or cannot until it has a key, is left: it keeps from nobody what comes and goes
/// with the same exchange.
pub(super) fn left_if_refused(done: KithResult<()>) -> KithResult<()> {
    match done {
        Err(e) if ["cut-off", "gone", "no-epoch", "no-key"].contains(&e.code.as_str()) => Ok(()),
        done => done,
    }
}
