//! Taking in changes that others made: everything is checked before automerge sees it, and one bad change stops no other.
//!
//! The order of checks: size and shape ([`super::shape`]), that it parses, that its actor belongs to the device whose signed entry
//! brought it, that it is not a second change of the same actor and sequence, that all it rests on is here, that its counters follow
//! from that, and at last that automerge takes it and gives it back byte for byte.
//!
//! *Forks.* When one actor wrote two different changes under one sequence, the first in the order given is kept and the other refused,
//! with both halves reported as proof. So that all devices keep the same half, the caller gives the changes of one author in the
//! order of the author's log, those that still wait among them.

use super::{Actor, Document, Last, Refusal, shape};
use automerge::{Automerge, Change, ChangeHash, ReadDoc};
use kith_wire::DeviceId;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Operations that a document may hold in all; others' changes beyond it are refused. Our own edits stop at half of it, so that
/// devices that follow the rules never meet this.
pub const DOCUMENT_OPS_MAX: u64 = 2_000_000;
/// The highest operation number that a change may reach.
const COUNTER_MAX: u64 = u32::MAX as u64 / 2;

/// A change as it came, with the device whose signed entry brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The verified author of the entry.
    pub author: DeviceId,
    /// The change's bytes.
    pub change: Vec<u8>,
}

/// What became of changes; numbers are their places in the list given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Taken in now.
    pub applied: Vec<usize>,
    /// Here already.
    pub known: Vec<usize>,
    /// Held back by the caller until what they rest on has come.
    pub waiting: Vec<Waiting>,
    /// Refused for good.
    pub refused: Vec<(usize, Refusal)>,
}

/// A change that rests on others that are not here yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its place in the list given.
    pub index: usize,
    /// Hashes of the changes that are missing.
    pub missing: Vec<[u8; 32]>,
}

impl Document {
    /// Takes in changes that others made, as many as can be; see the module for what is refused.
    pub fn admit(&mut self, incoming: &[Incoming]) -> Admitted {
        let mut admitted = Admitted::default();
        let candidates = self.candidates(incoming, &mut admitted);
        let ready = self.ready(&candidates, &mut admitted);
        self.take(&candidates, &ready, &mut admitted);
        admitted.applied.sort_unstable();
        admitted.refused.sort_unstable_by_key(|(index, _)| *index);
        admitted
    }

    /// Parses and binds each change; what is known or wrong by itself goes into the report.
    fn candidates(&self, incoming: &[Incoming], admitted: &mut Admitted) -> HashMap<usize, Change> {
        let mut candidates = HashMap::new();
        let mut seen = HashSet::new();
        let mut claimed: HashMap<(Actor, u64), usize> = HashMap::new();
        for (index, one) in incoming.iter().enumerate() {
            let actor = Actor::of(&one.author, &self.id);
            match parse(&one.change, actor) {
                Err(refusal) => admitted.refused.push((index, refusal)),
                Ok(change) if self.has(&change.hash()) || !seen.insert(change.hash()) => admitted.known.push(index),
                Ok(change) => {
                    let slot = (actor, change.seq());
                    let kept = match claimed.get(&slot) {
                        Some(first) => incoming.get(*first).map(|first| first.change.clone()),
                        None => self.change_of(actor, change.seq()),
                    };
                    if let Some(kept) = kept {
                        admitted.refused.push((index, Refusal::Forked { kept }));
                    } else {
                        claimed.insert(slot, index);
                        candidates.insert(index, change);
                    }
                }
            }
        }
        candidates
    }

    /// The candidates that can be taken now, each after all that it rests on; the others wait or are refused.
    fn ready(&self, candidates: &HashMap<usize, Change>, admitted: &mut Admitted) -> Vec<usize> {
        let by_hash: HashMap<ChangeHash, usize> = candidates.iter().map(|(index, change)| (change.hash(), *index)).collect();
        let mut dependents: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut unmet: HashMap<usize, usize> = HashMap::new();
        for (index, change) in candidates {
            let absent: BTreeSet<ChangeHash> = change.deps().iter().filter(|hash| !self.has(hash)).copied().collect();
            for dependency in absent.iter().filter_map(|hash| by_hash.get(hash)) {
                dependents.entry(*dependency).or_default().push(*index);
            }
            unmet.insert(*index, absent.len());
        }
        let mut next: BTreeSet<usize> = unmet.iter().filter(|(_, count)| **count == 0).map(|(index, _)| *index).collect();
        let (mut ready, mut refused, mut last) = (Vec::new(), HashSet::new(), self.last.clone());
        while let Some(index) = next.pop_first() {
            let change = &candidates[&index];
            let verdict = if change.deps().iter().any(|hash| by_hash.get(hash).is_some_and(|on| refused.contains(on))) {
                Err(Refusal::RestsOnRefused)
            } else {
                self.check_counters(change, candidates, &by_hash, &mut last)
            };
            match verdict {
                Ok(()) => ready.push(index),
                Err(refusal) => {
                    refused.insert(index);
                    admitted.refused.push((index, refusal));
                }
            }
            for dependent in dependents.remove(&index).unwrap_or_default() {
                if let Some(count) = unmet.get_mut(&dependent) {
                    *count -= 1;
                    if *count == 0 {
                        next.insert(dependent);
                    }
                }
            }
        }
        let done: HashSet<usize> = ready.iter().chain(&refused).copied().collect();
        let mut waiting: Vec<usize> = candidates.keys().filter(|index| !done.contains(index)).copied().collect();
        waiting.sort_unstable();
        for index in waiting {
            let missing = candidates[&index].deps().iter().filter(|hash| !self.has(hash) && !by_hash.contains_key(hash)).map(|hash| hash.0).collect();
            admitted.waiting.push(Waiting { index, missing });
        }
        ready
    }

    /// Sequence and operation numbers must follow from what the change rests on, so that no two operations share a number.
    fn check_counters(
        &self,
        change: &Change,
        candidates: &HashMap<usize, Change>,
        by_hash: &HashMap<ChangeHash, usize>,
        last: &mut HashMap<Vec<u8>, Last>,
    ) -> Result<(), Refusal> {
        let highest_below = change.deps().iter().filter_map(|hash| match by_hash.get(hash) {
            Some(index) => candidates.get(index).map(Change::max_op),
            None => self.inner.get_change_meta_by_hash(hash).map(|change| change.max_op),
        });
        let highest_below = highest_below.max().ok_or(Refusal::BadCounters)?;
        let own = last.entry(change.actor_id().to_bytes().to_vec()).or_default();
        if change.seq() != own.sequence + 1 || change.start_op().get() != highest_below + 1 || own.highest_op > highest_below || change.max_op() > COUNTER_MAX {
            return Err(Refusal::BadCounters);
        }
        *own = Last { sequence: change.seq(), highest_op: change.max_op() };
        Ok(())
    }

    /// Applies what is ready in one batch; if automerge does not take the batch, one by one, so that only the unsound are left out.
    fn take(&mut self, candidates: &HashMap<usize, Change>, ready: &[usize], admitted: &mut Admitted) {
        let all: Vec<&Change> = ready.iter().filter_map(|index| candidates.get(index)).collect();
        let within = self.ops() + all.iter().map(|change| change.len() as u64).sum::<u64>() <= DOCUMENT_OPS_MAX;
        if within && let Some(grown) = grown(&self.inner, &all) {
            self.adopt(grown, &all);
            admitted.applied.extend(ready);
            return;
        }
        for index in ready {
            let Some(change) = candidates.get(index) else { continue };
            let verdict = if change.deps().iter().any(|hash| !self.has(hash)) {
                Err(Refusal::RestsOnRefused)
            } else if self.ops() + change.len() as u64 > DOCUMENT_OPS_MAX {
                Err(Refusal::Full)
            } else {
                grown(&self.inner, &[change]).ok_or(Refusal::Unsound)
            };
            match verdict {
                Ok(grown) => {
                    self.adopt(grown, &[change]);
                    admitted.applied.push(*index);
                }
                Err(refusal) => admitted.refused.push((*index, refusal)),
            }
        }
    }

    fn adopt(&mut self, grown: Automerge, changes: &[&Change]) {
        self.inner = grown;
        for change in changes {
            let last = Last { sequence: change.seq(), highest_op: change.max_op() };
            self.last.insert(change.actor_id().to_bytes().to_vec(), last);
        }
    }

    fn has(&self, hash: &ChangeHash) -> bool {
        self.inner.get_change_meta_by_hash(hash).is_some()
    }

    /// The bytes of the change that an actor wrote under a sequence, if it is here.
    fn change_of(&self, actor: Actor, sequence: u64) -> Option<Vec<u8>> {
        if self.last.get(&actor.0[..]).is_none_or(|last| last.sequence < sequence) {
            return None;
        }
        let changes = self.inner.get_changes_meta(&[]);
        let found = changes.iter().find(|change| change.seq == sequence && change.actor.to_bytes() == actor.0)?;
        self.inner.get_change_by_hash(&found.hash).map(|change| change.raw_bytes().to_vec())
    }
}

fn parse(bytes: &[u8], actor: Actor) -> Result<Change, Refusal> {
    shape::check(bytes)?;
    // The shape is sound by now; a panic in the parser would be a defect of its own and must not take the device with it.
    let parsed = catch_unwind(|| Change::try_from(bytes)).map_err(|_| Refusal::NotAChange)?;
    let change = parsed.map_err(|_| Refusal::NotAChange)?;
    // Automerge leaves the checksum of a single change to its reader: the first four bytes of the hash, after the magic number.
    if change.raw_bytes() != bytes || change.is_empty() || bytes.get(4..8) != Some(&change.hash().0[..4]) {
        return Err(Refusal::NotAChange);
    }
    if change.actor_id().to_bytes() != actor.0 {
        return Err(Refusal::WrongActor);
    }
    Ok(change)
}

/// The document with the changes in it, or nothing if automerge does not take them, keeps some back, or gives them back altered (it
/// stores operations, not bytes: a change that is not in its own encoding would make the stored document unreadable).
fn grown(document: &Automerge, changes: &[&Change]) -> Option<Automerge> {
    if changes.is_empty() {
        return Some(document.clone());
    }
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let before = document.get_heads();
        let mut grown = document.clone();
        grown.apply_changes(changes.iter().map(|change| (*change).clone()).collect::<Vec<_>>()).ok()?;
        let back: HashMap<ChangeHash, Change> = grown.get_changes(&before).into_iter().map(|change| (change.hash(), change)).collect();
        let alike = changes.iter().all(|change| back.get(&change.hash()).is_some_and(|same| same.raw_bytes() == change.raw_bytes()));
        (alike && grown.get_missing_deps(&[]).is_empty()).then_some(grown)
    }));
    attempt.ok().flatten()
}
