//! How far back newcomers may read: somebody who is brought in so may have the entries of some epochs and of no earlier ones.

use super::{EpochKeys, Space, act::ReadsFrom};
use kith_wire::{DeviceId, EpochId, PersonId};
use std::collections::HashSet;

/// Keys of earlier epochs that a newcomer is given at most; of more, the latest.
pub const EARLIER_EPOCHS_MAX: usize = 64;

/// What of an epoch's entries is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// All of it.
    Words,
    /// The headers, by which a chain goes on for whoever may not read it.
    Headers,
    /// Nothing yet: whoever this is may be somebody for whom the words are, and would go without them for good had they the headers.
    Nothing,
}

/// What may be told where two have met by a key that those have, too, who may not read back.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Epochs whose words may be told to whoever this is.
    words: HashSet<EpochId>,
    /// Epochs that some may read who may not read all.
    some: HashSet<EpochId>,
    /// What the other may read, if they are who they say.
    them: Theirs,
}

/// What somebody may read who may say who they are.
#[derive(Debug, Clone)]
enum Theirs {
    /// They have not said who they are.
    Unsaid,
    /// All of it.
    All,
    /// The entries of these epochs.
    Epochs(HashSet<EpochId>),
}

impl Scope {
    /// What of an epoch's entries may be told.
    #[must_use]
    pub fn of(&self, epoch: Option<&EpochId>) -> Crossing {
        let Some(epoch) = epoch else { return Crossing::Headers };
        let theirs = match &self.them {
            _ if self.words.contains(epoch) => return Crossing::Words,
            Theirs::Unsaid => self.some.contains(epoch),
            Theirs::All => true,
            Theirs::Epochs(epochs) => epochs.contains(epoch),
        };
        if theirs { Crossing::Nothing } else { Crossing::Headers }
    }
}

impl Space {
    /// How far back somebody may read for whom the circle decided on a moment: from the first epoch that began then or after it, for
    /// what is older than that was written under a key that opens more. Nothing where that is the beginning.
    #[must_use]
    pub fn reads_since(&self, since_ms: u64) -> Option<ReadsFrom> {
        let later = || self.epochs.iter().filter(|e| e.time_ms >= since_ms);
        let first = later().filter(|e| !later().any(|other| e.follows.contains(&other.id))).min_by_key(|e| (e.time_ms, e.id));
        match first {
            None => Some(ReadsFrom::Now),
            Some(first) if self.epochs.iter().all(|e| e.id == first.id || e.follows.contains(&first.id)) => None,
            Some(first) => Some(ReadsFrom::Epoch(first.id)),
        }
    }

    /// An epoch and all that follow it.
    fn and_after(&self, epoch: &EpochId) -> impl Iterator<Item = EpochId> {
        self.epochs.iter().filter(move |e| e.id == *epoch || e.follows.contains(epoch)).map(|e| e.id)
    }

    /// The epochs whose entries somebody may read; none where they may read all.
    #[must_use]
    pub fn readable_by(&self, person: &PersonId) -> Option<HashSet<EpochId>> {
        let member = self.resolved.people.get(person)?;
        let from = member.reads?;
        let given = |epoch: &EpochId| member.devices.iter().any(|device| self.writes_under(epoch, device));
        let mut out: HashSet<EpochId> = self.epochs.iter().map(|e| e.id).filter(given).collect();
        if let ReadsFrom::Epoch(first) = from {
            out.extend(self.and_after(&first));
        }
        Some(out)
    }

    /// The epochs whose entries everybody may read; none where each may read all.
    #[must_use]
    pub fn readable_by_everybody(&self) -> Option<HashSet<EpochId>> {
        let each = self.resolved.people.keys().filter_map(|person| self.readable_by(person));
        each.reduce(|all, one| all.intersection(&one).copied().collect())
    }

    /// What may be told where two have met by a key that those have, too, who may not read back; nothing where each may read all. `claim` is
    /// who the other says that they are, and decides between headers and nothing, never over a word; `proven` are epochs whose keys they
    /// have shown.
    #[must_use]
    pub fn scope(&self, claim: Option<&DeviceId>, proven: &[EpochId]) -> Option<Scope> {
        let mut words = self.readable_by_everybody()?;
        words.extend(proven);
        let them = match claim.and_then(|device| self.resolved.person_of(device)) {
            None => Theirs::Unsaid,
            Some(person) => self.readable_by(&person).map_or(Theirs::All, Theirs::Epochs),
        };
        Some(Scope { words, some: self.readable_by_some(), them })
    }

    /// The epochs whose entries somebody may read who may not read all.
    #[must_use]
    pub fn readable_by_some(&self) -> HashSet<EpochId> {
        self.resolved.people.keys().filter_map(|person| self.readable_by(person)).flatten().collect()
    }

    /// Whether all the devices that were ever given an epoch's key, or a later one that opens it, are still here: only then may what is
    /// written now go under it.
    #[must_use]
    pub fn is_among_those_here(&self, epoch: &EpochId) -> bool {
        let since: HashSet<EpochId> = self.and_after(epoch).collect();
        let here: HashSet<[u8; 8]> = self.resolved.people.values().flat_map(|m| &m.devices).map(super::act::hint).collect();
        let sealed = self.resolved.epochs.iter().filter(|(e, _)| since.contains(e)).flat_map(|(_, start)| start.seals.iter().map(|s| s.device));
        let limited = self.resolved.limited.iter().map(|(e, seal, _)| (e, seal));
        let welcomed = self.resolved.welcomes.iter().map(|(e, seal)| (e, seal)).chain(limited).filter(|(e, _)| since.contains(*e)).map(|(_, s)| s.device);
        sealed.chain(welcomed).all(|device| here.contains(&device))
    }

    /// Since when somebody may read, as said; none from the beginning.
    #[must_use]
    pub fn reads_from_ms(&self, person: &PersonId) -> Option<u64> {
        let member = self.resolved.people.get(person)?;
        match member.reads? {
            ReadsFrom::Now => Some(member.added_ms),
            ReadsFrom::Epoch(first) => Some(self.epochs.iter().find(|e| e.id == first).map_or(member.added_ms, |e| e.time_ms)),
        }
    }

    /// The epochs before `epoch` whose keys a device is to be given beside that epoch's.
    fn earlier_for(&self, device: &DeviceId, epoch: &EpochId) -> Vec<EpochId> {
        let member = self.resolved.person_of(device).and_then(|person| self.resolved.people.get(&person));
        let Some(ReadsFrom::Epoch(first)) = member.and_then(|m| m.reads) else { return Vec::new() };
        self.and_after(&first).filter(|e| e != epoch).collect()
    }

    /// Keys of earlier epochs, never their history keys, for a newcomer's device.
    #[must_use]
    pub fn earlier_keys(&self, device: &DeviceId, epoch: &EpochId) -> Vec<(EpochId, [u8; 32])> {
        let mut keys: Vec<(EpochId, [u8; 32])> = self.earlier_for(device, epoch).into_iter().filter_map(|e| Some((e, self.keys_of(&e)?.epoch_key()))).collect();
        let begun = |epoch: &EpochId| self.epochs.iter().find(|e| e.id == *epoch).map(|e| e.time_ms);
        keys.sort_by_key(|(epoch, _)| std::cmp::Reverse((begun(epoch), *epoch)));
        keys.truncate(EARLIER_EPOCHS_MAX);
        keys
    }

    /// Keys of earlier epochs that were sealed to a device beside a later one's and are not held yet.
    #[must_use]
    pub fn open_earlier(&self, device: &DeviceId, secret: &[u8; 32]) -> Vec<(EpochId, [u8; 32])> {
        let mine = super::act::hint(device);
        let mut out: Vec<(EpochId, [u8; 32])> = Vec::new();
        for (epoch, _, limited) in self.resolved.limited.iter().filter(|(_, seal, _)| seal.device == mine) {
            if limited.earlier.is_empty() || self.earlier_for(device, epoch).iter().all(|e| self.keys_of(e).is_some()) {
                continue;
            }
            let Some((_, start)) = self.resolved.epochs.iter().find(|(e, _)| e == epoch) else { continue };
            for (id, key) in super::act::open_earlier(start, &limited.earlier, secret) {
                let begun = self.resolved.epochs.iter().find(|(e, _)| *e == id);
                // What an epoch did not commit to is nobody's key.
                let right = begun.is_some_and(|(_, start)| EpochKeys::from_epoch(key).commitments().1 == start.epoch);
                if right && self.keys_of(&id).is_none() && !out.iter().any(|(e, _)| *e == id) {
                    out.push((id, key));
                }
            }
        }
        out
    }
}
