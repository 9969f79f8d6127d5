//! Witnesses: devices that hold the notary to one log.
//!
//! A witness is given each checkpoint with the entries since those that it has. It cosigns where the notary's signature holds, it follows the
//! last one link by link, the log only grew, and no place is spent twice in it; else it refuses and says why. Were it to pass over links, the
//! notary could put one behind it that it never saw, and have it convicted by it. It learns coins, places and operations: no name, no text.
//!
//! A checkpoint counts as witnessed with the cosignatures of a quorum q of n. Two that cannot both be of one log, both with a quorum, have
//! at least 2q − n witnesses in common, and the two are a [`Split`]: a proof against these and against the notary that nobody else could have
//! made. Whoever hears checkpoints passes them on ([`Gossip`]), so that the two sides of a split meet.
//!
//! No verdict reads any of this: who owns a coin is decided by the operations and the log, and witnesses say whether there is one log.

#[cfg(test)]
mod tests;

use super::log::{MerkleLog, leaf};
use super::op::{BadOp, COSIGNATURES_MAX, Checkpoint, Coop, LogEntry, OpId};
use super::units::PrevRef;
use kith_wire::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// Checkpoints of one index that gossip keeps: two are proof enough, and a liar could make any number.
const RIVALS_MAX: usize = 4;
/// How many numbers further gossip looks for cosignatures of what a checkpoint led to.
const LED_TO_MAX: u32 = 64;

/// Who witnesses, and how many of them make a checkpoint count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnesses {
    who: BTreeSet<DeviceId>,
    quorum: usize,
}

impl Witnesses {
    /// These, of whom so many are needed: more than half, or two quorums could have nobody in common.
    #[must_use]
    pub fn new(who: BTreeSet<DeviceId>, quorum: usize) -> Option<Self> {
        let sound = who.len() <= COSIGNATURES_MAX && quorum <= who.len() && 2 * quorum > who.len();
        sound.then_some(Self { who, quorum })
    }

    /// Their devices.
    #[must_use]
    pub const fn who(&self) -> &BTreeSet<DeviceId> {
        &self.who
    }

    /// How many of them are needed.
    #[must_use]
    pub const fn quorum(&self) -> usize {
        self.quorum
    }

    /// Those of them who cosigned.
    #[must_use]
    pub fn cosigners(&self, checkpoint: &Checkpoint) -> BTreeSet<DeviceId> {
        checkpoint.cosignatures.iter().map(|(witness, _)| *witness).filter(|witness| self.who.contains(witness)).collect()
    }

    /// Whether enough of them cosigned a checkpoint whose signatures hold.
    #[must_use]
    pub fn suffice(&self, checkpoint: &Checkpoint) -> bool {
        self.cosigners(checkpoint).len() >= self.quorum
    }

    /// How many of them a split of two witnessed checkpoints convicts at least.
    #[must_use]
    pub fn convicted_at_least(&self) -> usize {
        2 * self.quorum - self.who.len()
    }
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is not the notary's, or does not add up.
    Bad(BadOp),
    /// Entries from this one on are missing.
    Missing(u64),
    /// Checkpoints from this number on are missing.
    Unlinked(u32),
    /// It is older than one that was cosigned.
    Older,
    /// It is of another log than the one that was cosigned; with what was cosigned under the same number it is a proof.
    AnotherLog(Option<Box<Split>>),
    /// It spends a place for the second time.
    SpentTwice(PrevRef),
}

/// What a witness holds: the log so far, and what each place was spent by.
#[derive(Debug, Clone)]
pub struct Witness {
    coop: Coop,
    log: MerkleLog,
    spent: BTreeMap<PrevRef, OpId>,
    last: Option<Checkpoint>,
}

impl Witness {
    /// One that has seen nothing.
    #[must_use]
    pub const fn new(coop: Coop) -> Self {
        Self { coop, log: MerkleLog::new(), spent: BTreeMap::new(), last: None }
    }

    /// Entries that it has: it is to be given those from here on.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.log.size()
    }

    /// The last checkpoint that it found in order.
    #[must_use]
    pub const fn last(&self) -> Option<&Checkpoint> {
        self.last.as_ref()
    }

    /// Looks at a checkpoint: the last of a chain that begins after the last one taken, given the entries of the log from an index on. It may
    /// be cosigned if that goes through; the same one may be given again.
    ///
    /// # Errors
    /// Why it may not. Nothing is kept of a checkpoint that was refused.
    pub fn take(&mut self, chain: &[Checkpoint], (from, entries): (u64, &[LogEntry])) -> Result<(), Refusal> {
        let ids = chain.iter().map(|checkpoint| checkpoint.verify(&self.coop)).collect::<Result<Vec<_>, _>>().map_err(Refusal::Bad)?;
        let (Some(first), Some(checkpoint)) = (chain.first(), chain.last()) else { return Err(Refusal::Missing(self.log.size())) };
        if let Some(last) = &self.last {
            let (next, number) = (last.state.index.saturating_add(1), first.state.index);
            if number == last.state.index && chain.len() == 1 {
                let split = || Split::new(last.clone(), vec![checkpoint.clone()], &self.coop).ok().map(Box::new);
                return if last.id(&self.coop) == ids[0] { Ok(()) } else { Err(Refusal::AnotherLog(split())) };
            }
            if number != next {
                return Err(if number < next { Refusal::Older } else { Refusal::Unlinked(next) });
            }
            if last.id(&self.coop) != first.state.prev {
                return Err(Refusal::AnotherLog(None));
            }
        }
        let linked = chain.windows(2).zip(&ids).all(|(pair, before)| follows(&pair[1], (&pair[0], *before)));
        let held = self.log.size();
        if !linked || first.state.size < held {
            return Err(Refusal::AnotherLog(None));
        }
        let skip = held.checked_sub(from).ok_or(Refusal::Missing(held))?;
        let wanted = usize::try_from(checkpoint.state.size - held).unwrap_or(usize::MAX);
        let new = entries.get(usize::try_from(skip).unwrap_or(usize::MAX)..).unwrap_or_default();
        let new = new.get(..wanted).ok_or(Refusal::Missing(held))?;
        let spent = self.spends(new)?;
        for entry in new {
            self.log.append(leaf(&entry.encode()));
        }
        if chain.iter().any(|c| self.log.root(c.state.size) != Some(c.state.root)) {
            self.log.truncate(held);
            return Err(Refusal::AnotherLog(None));
        }
        self.spent.extend(spent);
        self.last = Some(checkpoint.clone());
        Ok(())
    }

    /// The places that entries spend, if none of them is spent already.
    fn spends(&self, entries: &[LogEntry]) -> Result<BTreeMap<PrevRef, OpId>, Refusal> {
        let mut spent = BTreeMap::new();
        for (_, prev, to) in entries.iter().filter_map(LogEntry::spends) {
            if self.spent.contains_key(&prev) || spent.insert(prev, to.op).is_some() {
                return Err(Refusal::SpentTwice(prev));
            }
        }
        Ok(spent)
    }
}

/// Whether a checkpoint is the next link after one of this id, of a log that did not shrink.
fn follows(next: &Checkpoint, (before, id): (&Checkpoint, OpId)) -> bool {
    next.state.prev == id && before.state.index.checked_add(1) == Some(next.state.index) && next.state.size >= before.state.size
}

/// Two checkpoints of one notary that cannot both be of one log: a proof against whoever signed both.
///
/// One side is a checkpoint, the other a chain of them that begins under the same number and is another one there. Whoever cosigned the
/// chain's last vouched for all of the chain, since each checkpoint names the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    one: Checkpoint,
    other: Vec<Checkpoint>,
}

impl Split {
    /// The proof, if it is one: every signature holds, and the two sides part.
    ///
    /// # Errors
    /// When a signature does not hold, or they are of one log for all that can be told.
    pub fn new(one: Checkpoint, other: Vec<Checkpoint>, coop: &Coop) -> Result<Self, BadOp> {
        let id = one.verify(coop)?;
        let ids = other.iter().map(|checkpoint| checkpoint.verify(coop)).collect::<Result<Vec<_>, _>>()?;
        let parts = other.first().is_some_and(|first| first.state.index == one.state.index && ids[0] != id);
        let chained =
            other.windows(2).zip(&ids).all(|(pair, before)| pair[1].state.prev == *before && pair[0].state.index.checked_add(1) == Some(pair[1].state.index));
        if parts && chained { Ok(Self { one, other }) } else { Err(BadOp::Field("split")) }
    }

    /// Whom it convicts: the notary, and every witness who cosigned both sides.
    #[must_use]
    pub fn convicts(&self) -> BTreeSet<DeviceId> {
        let cosigners = |checkpoint: &Checkpoint| checkpoint.cosignatures.iter().map(|(witness, _)| *witness).collect::<BTreeSet<_>>();
        let others = self.other.last().map(cosigners).unwrap_or_default();
        cosigners(&self.one).intersection(&others).copied().chain([self.one.notary]).collect()
    }
}

/// Checkpoints as they are heard from anybody, to be passed on to anybody, with the cosignatures of witnesses and of nobody else: anybody
/// could sign one, until there is room for no more.
#[derive(Debug, Clone)]
pub struct Gossip {
    coop: Coop,
    witnesses: Witnesses,
    heard: BTreeMap<u32, BTreeMap<OpId, Checkpoint>>,
}

impl Gossip {
    /// Nothing heard yet.
    #[must_use]
    pub const fn new(coop: Coop, witnesses: Witnesses) -> Self {
        Self { coop, witnesses, heard: BTreeMap::new() }
    }

    /// Hears a checkpoint; of one that is known the cosignatures are put together. Whether it was news.
    ///
    /// # Errors
    /// When a signature does not hold.
    pub fn hear(&mut self, checkpoint: &Checkpoint) -> Result<bool, BadOp> {
        let mut checkpoint = checkpoint.clone();
        checkpoint.cosignatures.retain(|(witness, _)| self.witnesses.who.contains(witness));
        let (id, index) = (checkpoint.verify(&self.coop)?, checkpoint.state.index);
        let rivals = self.heard.entry(index).or_default();
        if let Some(known) = rivals.get_mut(&id) {
            let before = known.cosignatures.len();
            for cosignature in &checkpoint.cosignatures {
                known.add_cosignature(*cosignature, &self.coop)?;
            }
            return Ok(known.cosignatures.len() > before);
        }
        rivals.insert(id, checkpoint);
        if rivals.len() > RIVALS_MAX {
            self.let_go_one(index);
        }
        Ok(self.heard.get(&index).is_some_and(|rivals| rivals.contains_key(&id)))
    }

    /// Of the checkpoints of one number the one goes that least was cosigned of, of those the highest: whoever heard the same keeps the same,
    /// and none that convicts a witness is crowded out by such as the notary made alone.
    fn let_go_one(&mut self, index: u32) {
        let rivals = self.heard.get(&index).into_iter().flat_map(BTreeMap::iter);
        let least = rivals.map(|(id, checkpoint)| (self.led_to(index, *id, checkpoint), *id)).min_by_key(|(most, id)| (*most, std::cmp::Reverse(*id)));
        if let (Some((_, id)), Some(rivals)) = (least, self.heard.get_mut(&index)) {
            rivals.remove(&id);
        }
    }

    /// The most cosignatures that a checkpoint has, or one of those that it led to.
    fn led_to(&self, index: u32, id: OpId, checkpoint: &Checkpoint) -> usize {
        let (mut most, mut ids) = (checkpoint.cosignatures.len(), BTreeSet::from([id]));
        for (_, next) in self.heard.range(index.saturating_add(1)..=index.saturating_add(LED_TO_MAX)) {
            let next: Vec<_> = next.iter().filter(|(_, checkpoint)| ids.contains(&checkpoint.state.prev)).collect();
            most = next.iter().map(|(_, checkpoint)| checkpoint.cosignatures.len()).max().unwrap_or(0).max(most);
            ids = next.into_iter().map(|(id, _)| *id).collect();
            if ids.is_empty() {
                break;
            }
        }
        most
    }

    /// What was heard, to be told to others.
    pub fn told(&self) -> impl Iterator<Item = &Checkpoint> {
        self.heard.values().flat_map(BTreeMap::values)
    }

    /// The proofs in what was heard: each two checkpoints that part, as far back as what was heard shows where they do.
    #[must_use]
    pub fn splits(&self) -> Vec<Split> {
        // Two sides part where a number has two checkpoints, and nowhere else.
        let parting = self.heard.iter().filter(|(_, rivals)| rivals.len() > 1);
        let pairs = parting.flat_map(|(index, rivals)| {
            let later = self.heard.range(index..).flat_map(|(_, others)| others.values());
            later.flat_map(move |other| rivals.values().map(move |one| (one, other)))
        });
        pairs.filter_map(|(one, other)| self.split(one, other)).collect()
    }

    /// Whom what was heard convicts.
    #[must_use]
    pub fn convicted(&self) -> BTreeSet<DeviceId> {
        self.splits().iter().flat_map(Split::convicts).collect()
    }

    /// The proof in two checkpoints, the one of the lower number first.
    fn split(&self, one: &Checkpoint, other: &Checkpoint) -> Option<Split> {
        let mut chain = vec![other.clone()];
        while chain.last().is_some_and(|first| first.state.index > one.state.index) {
            let first = chain.last()?;
            let before = self.heard.get(&(first.state.index - 1))?.get(&first.state.prev)?.clone();
            chain.push(before);
        }
        chain.reverse();
        Split::new(one.clone(), chain, &self.coop).ok()
    }
}
