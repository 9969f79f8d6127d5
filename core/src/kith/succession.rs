//! What counts of all that was said under one name by several devices: what nothing else stands in place of.
//!
//! Whoever says something anew names the words that it stands in place of. No clock decides, and no number that somebody could use up: of a
//! later word there is always one more. A device's own last word stands in place of those before it in its chain.

use super::{Kith, KithResult};
use kith_wire::EntryId;
use std::collections::{BTreeMap, BTreeSet};

/// Words that one names at most as those it stands in place of: there is one of a device at a time.
pub(super) const NAMED_MAX: usize = 64;

/// One word, as it was read.
#[derive(Debug, Clone)]
pub(super) struct Word<T> {
    /// The entry, its device, and its place in that device's chain.
    pub(super) at: (EntryId, i64, u64),
    /// Whether its author may say it.
    pub(super) may: bool,
    /// The words that it stands in place of; nothing where it was written before words named them.
    pub(super) before: Option<Vec<EntryId>>,
    /// What it says.
    pub(super) says: T,
}

/// The words that nothing stands in place of, by their ids. Words that name none as their like are passed over beside those that do.
pub(super) fn standing<T>(words: Vec<Word<T>>) -> Vec<Word<T>> {
    let before: BTreeMap<EntryId, &[EntryId]> = words.iter().map(|w| (w.at.0, w.before.as_deref().unwrap_or_default())).collect();
    let mut open: Vec<EntryId> = words.iter().filter(|w| w.may).flat_map(|w| w.before.iter().flatten().copied()).collect();
    let mut replaced = BTreeSet::new();
    while let Some(id) = open.pop() {
        if replaced.insert(id) {
            // What stood in place of others goes on doing so, whoever may say it now.
            open.extend(before.get(&id).copied().unwrap_or_default());
        }
    }
    let mut last: BTreeMap<i64, u64> = BTreeMap::new();
    for w in words.iter().filter(|w| w.may) {
        last.entry(w.at.1).and_modify(|seq| *seq = w.at.2.max(*seq)).or_insert(w.at.2);
    }
    let mut out: Vec<Word<T>> = words.into_iter().filter(|w| w.may && last.get(&w.at.1) == Some(&w.at.2) && !replaced.contains(&w.at.0)).collect();
    if out.iter().any(|w| w.before.is_some()) {
        out.retain(|w| w.before.is_some());
    }
    out.sort_by_key(|w| w.at.0);
    out
}

/// The ids that a new word names as those it stands in place of.
pub(super) fn named<T>(standing: &[Word<T>]) -> Vec<EntryId> {
    standing.iter().take(NAMED_MAX).map(|w| w.at.0).collect()
}

/// Ids as bytes, one after the other, behind how many there are.
pub(super) fn ids_bytes(ids: &[EntryId]) -> Vec<u8> {
    let ids = &ids[..ids.len().min(NAMED_MAX)];
    [u8::try_from(ids.len()).unwrap_or(u8::MAX)].into_iter().chain(ids.iter().flat_map(|id| id.0)).collect()
}

/// Such ids, and what stands behind them.
pub(super) fn read_ids(bytes: &[u8]) -> Option<(Vec<EntryId>, &[u8])> {
    let (count, rest) = bytes.split_first().filter(|(count, _)| usize::from(**count) <= NAMED_MAX)?;
    let (ids, rest) = rest.split_at_checked(usize::from(*count) * 32)?;
    Some((ids.as_chunks::<32>().0.iter().map(|id| EntryId(*id)).collect(), rest))
}

impl Kith {
    /// Whether a device's number in the database is that of the device that keeps the co-op's log.
    pub(super) fn is_notarys(&self, device: i64) -> KithResult<bool> {
        let Ok(coop) = self.coop_of_coins() else { return Ok(false) };
        Ok(self.storage.device_id(device)? == Some(coop.notary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(id: u8, (device, seq): (i64, u64), before: Option<&[u8]>) -> Word<u8> {
        let before = before.map(|ids| ids.iter().map(|id| EntryId([*id; 32])).collect());
        Word { at: (EntryId([id; 32]), device, seq), may: true, before, says: id }
    }

    fn stands(words: &[Word<u8>]) -> Vec<u8> {
        let mut words = words.to_vec();
        let first = standing(words.clone()).iter().map(|w| w.says).collect();
        for _ in 0..words.len() {
            words.rotate_left(1);
            assert_eq!(standing(words.clone()).iter().map(|w| w.says).collect::<Vec<_>>(), first, "in whatever order they came");
        }
        first
    }

    #[test]
    fn what_nothing_stands_in_place_of_counts_and_nobody_uses_up_the_words() {
        assert_eq!(stands(&[word(1, (1, 1), Some(&[])), word(2, (2, 1), Some(&[1])), word(3, (1, 2), Some(&[2]))]), [3]);
        assert_eq!(stands(&[word(1, (1, 1), Some(&[])), word(2, (2, 1), Some(&[1])), word(3, (3, 1), Some(&[1]))]), [2, 3], "said apart");
        assert_eq!(stands(&[word(1, (1, 1), Some(&[])), word(2, (1, 2), Some(&[]))]), [2], "a device's own later word");
        // Words of before count where there are no others, and not against those.
        assert_eq!(stands(&[word(1, (1, 1), None), word(2, (2, 1), None)]), [1, 2]);
        assert_eq!(stands(&[word(1, (1, 1), None), word(2, (2, 1), Some(&[1])), word(3, (3, 9), None)]), [2]);
        // What somebody said who may not say it counts for nothing; what it stood in place of is gone once somebody went on from it.
        let other = Word { may: false, ..word(2, (2, 1), Some(&[1])) };
        assert_eq!(stands(&[word(1, (1, 1), Some(&[])), other.clone()]), [1]);
        assert_eq!(stands(&[word(1, (1, 1), Some(&[])), other, word(3, (3, 1), Some(&[2]))]), [3]);
    }

    #[test]
    fn ids_keep_their_golden_form() {
        let ids = [EntryId([1; 32]), EntryId([2; 32])];
        let golden = [&[2][..], &[1; 32], &[2; 32], b"more"].concat();
        assert_eq!([ids_bytes(&ids), b"more".to_vec()].concat(), golden);
        assert_eq!(read_ids(&golden), Some((ids.to_vec(), &b"more"[..])));
        assert_eq!((read_ids(&golden[..64]), read_ids(&[65]), read_ids(&[])), (None, None, None));
    }
}
