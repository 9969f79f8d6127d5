//! What is sealed for whom: runs grouped into envelopes, under which epoch's keys, into which mailbox.

use crate::{
    kith::{Kith, KithError, KithResult, session::without_words},
    seal::{self, Item},
    storage::outbox::OutboxRow,
};
use kith_wire::{EpochId, Lane, MailboxTag, Run, SpaceId, codec};
use std::collections::{BTreeMap, HashSet};

/// Bytes of runs that go into one envelope before packing.
const ENVELOPE_RUN_BYTES: usize = 56 * 1024;

/// Runs for one envelope, and what it covers.
#[derive(Default)]
pub(in crate::kith) struct RunGroup {
    pub(in crate::kith) items: Vec<Item>,
    covers: Vec<(u8, i64, u64)>,
    size: usize,
    /// Whether it holds what is older than the current epoch.
    pub(in crate::kith) older: bool,
    /// The earlier epoch under whose own key it goes, for those who may read that and not all.
    pub(in crate::kith) under: Option<EpochId>,
}

impl RunGroup {
    fn add(&mut self, lane: Lane, device: i64, last: u64, bytes: Vec<u8>) {
        self.size += bytes.len();
        self.items.push(Item::Run(bytes));
        self.covers.push((lane as u8, device, last));
    }
}

/// Runs of an earlier epoch under its own key. They cover nothing: to those who may read all they go with everything else.
fn groups_apart(epoch: EpochId, runs: Vec<Vec<u8>>) -> Vec<RunGroup> {
    let mut groups: Vec<RunGroup> = Vec::new();
    for bytes in runs {
        if groups.last().is_none_or(|group| group.size + bytes.len() > ENVELOPE_RUN_BYTES) {
            groups.push(RunGroup { under: Some(epoch), ..RunGroup::default() });
        }
        if let Some(group) = groups.last_mut() {
            group.size += bytes.len();
            group.items.push(Item::Run(bytes));
        }
    }
    groups
}

impl Kith {
    /// Who counts as the holder of what lies in an epoch's mailbox. Data need lie at the relay once, in whichever; the control log lies
    /// in each mailbox as far as those who read it need it.
    pub(super) fn mailbox_holder(&self, n: i64, epoch: &EpochId, lane: Lane) -> KithResult<i64> {
        if lane == Lane::Data {
            return Ok(0);
        }
        Ok(self.storage.epochs(n)?.into_iter().find(|e| e.id == *epoch).map_or(0, |e| -e.n))
    }

    pub(super) fn seal_for_relay(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let held = self.space(&space)?;
        let (n, kind) = (held.n, held.kind());
        let Some(epoch) = held.current().map(|(e, _)| *e) else { return Ok(()) };
        let mut has = BTreeMap::new();
        for lane in [Lane::Control, Lane::Data] {
            let holder = self.mailbox_holder(n, &epoch, lane)?;
            for (device, seq) in self.storage.held_by(n, holder, lane)? {
                has.insert((lane, device), seq);
            }
        }
        let receipt = self.receipt_due(space, kind)?;
        for group in self.group_runs(space, &has, receipt)? {
            self.seal_into_outbox(space, epoch, &group, now_ms)?;
        }
        self.tell_predecessors(space, epoch, now_ms)
    }

    /// What leads from earlier epochs to those after them, into the mailboxes of those earlier ones: a phone that slept finds its way.
    fn tell_predecessors(&mut self, space: SpaceId, current: EpochId, now_ms: u64) -> KithResult<()> {
        let retired = self.retired_epochs(false)?;
        let held = self.space(&space)?;
        let older: Vec<EpochId> = held.keys.iter().map(|(e, _)| *e).filter(|e| *e != current && !retired.contains(e)).collect();
        for epoch in older {
            let n = self.space(&space)?.n;
            let holder = self.mailbox_holder(n, &epoch, Lane::Control)?;
            let has: BTreeMap<i64, u64> = self.storage.held_by(n, holder, Lane::Control)?.into_iter().collect();
            for group in self.lead_groups(space, epoch, &has)? {
                self.seal_into_outbox(space, epoch, &group, now_ms)?;
            }
        }
        Ok(())
    }

    /// What leads on from an epoch to those that follow it at once, as far as a holder lacks it, grouped to fit envelopes.
    pub(in crate::kith) fn lead_groups(&mut self, space: SpaceId, epoch: EpochId, has: &BTreeMap<i64, u64>) -> KithResult<Vec<RunGroup>> {
        let (mut groups, mut group) = (Vec::new(), RunGroup::default());
        for (device, last) in self.space(&space)?.leads_on_from(&epoch) {
            let device_n = self.storage.device_n(&device)?;
            let mut after = has.get(&device_n).copied().unwrap_or(0);
            while after < last {
                let runs = self.encoded_runs(space, Lane::Control, device, (after, ENVELOPE_RUN_BYTES))?;
                let Some((reached, _)) = runs.last() else { break };
                after = *reached;
                for (reached, bytes) in runs.into_iter().filter(|(_, bytes)| Run::decode(bytes).is_ok_and(|r| r.first_seq <= last)) {
                    if group.size + bytes.len() > ENVELOPE_RUN_BYTES && group.size > 0 {
                        groups.push(std::mem::take(&mut group));
                    }
                    group.add(Lane::Control, device_n, reached, bytes);
                }
            }
        }
        groups.extend(Some(group).filter(|g| g.size > 0));
        Ok(groups)
    }

    /// Runs that a holder lacks, control first, grouped to fit envelopes, each group with what it covers. Data older than the epoch that
    /// is current stands in groups of its own, which only those who may read back can open.
    pub(in crate::kith) fn group_runs(&mut self, space: SpaceId, has: &BTreeMap<(Lane, i64), u64>, receipt: Option<Vec<u8>>) -> KithResult<Vec<RunGroup>> {
        let held = self.space(&space)?;
        let (n, whole, readable) = (held.n, held.current().is_some_and(|(_, k)| k.is_whole()), held.readable_by_everybody());
        // Who was removed keeps an earlier epoch's key and its mailbox: words written since go there no more.
        let some: HashSet<EpochId> = held.readable_by_some().into_iter().filter(|epoch| held.is_among_those_here(epoch)).collect();
        let mut apart: BTreeMap<EpochId, Vec<Vec<u8>>> = BTreeMap::new();
        let (mut groups, mut now, mut older) = (Vec::new(), RunGroup::default(), RunGroup { older: true, ..RunGroup::default() });
        let mut headers: Vec<Vec<u8>> = Vec::new();
        now.items.extend(receipt.map(Item::Receipt));
        for lane in [Lane::Control, Lane::Data] {
            for (device, device_n, head) in self.storage.vector(n, lane)? {
                let mut after = has.get(&(lane, device_n)).copied().unwrap_or(0);
                while after < head.seq {
                    let runs = self.encoded_runs(space, lane, device, (after, ENVELOPE_RUN_BYTES))?;
                    let Some((last, _)) = runs.last() else { break };
                    after = *last;
                    for (last, bytes) in runs {
                        let run = (lane == Lane::Data).then(|| Run::decode(&bytes).ok()).flatten();
                        let under = run.as_ref().and_then(|run| run.epoch);
                        let is_older = under.is_some_and(|epoch| readable.as_ref().is_none_or(|all| !all.contains(&epoch)));
                        // Those who may not read it go on after it: they are given its headers, by which the chain holds together.
                        if let Some(mut run) = run.filter(|_| is_older && whole && readable.is_some()) {
                            without_words(&mut run);
                            headers.push(run.encode());
                            // Those among them for whom the words are get them by the key that they have.
                            if let Some(epoch) = under.filter(|epoch| some.contains(epoch)) {
                                apart.entry(epoch).or_default().push(bytes.clone());
                            }
                        }
                        let group = if is_older { &mut older } else { &mut now };
                        if group.size + bytes.len() > ENVELOPE_RUN_BYTES && group.size > 0 {
                            let next = RunGroup { older: is_older, ..RunGroup::default() };
                            groups.push(std::mem::replace(group, next));
                        }
                        group.add(lane, device_n, last, bytes);
                    }
                }
            }
        }
        for bytes in headers {
            if now.size + bytes.len() > ENVELOPE_RUN_BYTES && now.size > 0 {
                groups.push(std::mem::take(&mut now));
            }
            now.size += bytes.len();
            now.items.push(Item::Run(bytes));
        }
        groups.extend([now, older].into_iter().filter(|g| !g.items.is_empty()));
        apart.into_iter().for_each(|(epoch, runs)| groups.append(&mut groups_apart(epoch, runs)));
        Ok(groups)
    }

    /// Seals a group under an epoch's keys; nothing where this device has not the key for it.
    pub(in crate::kith) fn seal_group(&mut self, space: SpaceId, epoch: EpochId, group: &RunGroup) -> KithResult<Option<(MailboxTag, Vec<u8>)>> {
        let Some(keys) = self.space(&space)?.keys_of(&group.under.unwrap_or(epoch)).cloned() else { return Ok(None) };
        let Some(key) = (if group.older { keys.older() } else { Some(keys.entry) }) else { return Ok(None) };
        let sealed = seal::seal_space(&key, keys.tag(), &group.items, self.entropy.as_mut());
        Ok(Some((keys.tag(), sealed.map_err(|_| KithError::invalid("too-large", "An entry is too large to be sent."))?)))
    }

    fn seal_into_outbox(&mut self, space: SpaceId, epoch: EpochId, group: &RunGroup, now_ms: u64) -> KithResult<()> {
        let n = self.space(&space)?.n;
        let Some((tag, envelope)) = self.seal_group(space, epoch, group)? else { return Ok(()) };
        self.note_envelope(&space, tag, &envelope, &group.items)?;
        let covers = codec::encode(&group.covers);
        let row =
            OutboxRow { n: 0, tag, epoch: Some(group.under.unwrap_or(epoch)), space: Some(n), envelope, covers, what: "entries".to_owned(), at_ms: now_ms };
        self.storage.add_outgoing(&row)?;
        Ok(())
    }
}
