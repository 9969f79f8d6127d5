//! The notary's log as a Merkle tree (RFC 6962 §2.1, SHA-256), with proofs that an entry is in it and that it only ever grew.

use super::tree::{Hash, fold, split};
use sha2::{Digest, Sha256};

/// The leaf hash of an entry.
#[must_use]
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash of a node.
pub(crate) fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A growing log; it keeps every complete subtree, so that an append is constant and a proof logarithmic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MerkleLog {
    /// `levels[k][i]` is the hash over entries `i·2^k .. (i+1)·2^k`.
    levels: Vec<Vec<Hash>>,
}

impl MerkleLog {
    /// A log without entries.
    #[must_use]
    pub const fn new() -> Self {
        Self { levels: Vec::new() }
    }

    /// Forgets all entries from this size on.
    pub fn truncate(&mut self, size: u64) {
        for (level, row) in self.levels.iter_mut().enumerate() {
            row.truncate(usize::try_from(size >> level).unwrap_or(usize::MAX));
        }
        self.levels.retain(|row| !row.is_empty());
    }

    /// Entries in the log.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Appends an entry's leaf and gives its index.
    pub fn append(&mut self, leaf: Hash) -> u64 {
        let index = self.size();
        let (mut hash, mut level) = (leaf, 0);
        loop {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return index;
            }
            hash = node(&row[row.len() - 2], &row[row.len() - 1]);
            level += 1;
        }
    }

    /// The root over the first `size` entries; over none it is the hash of nothing.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Hash> {
        if size == 0 {
            return Some(Sha256::digest([]).into());
        }
        if size > self.size() { None } else { self.range(0, size) }
    }

    /// The hash over entries `from..to`, where `from` is where a subtree of that size may begin.
    fn range(&self, from: u64, to: u64) -> Option<Hash> {
        let n = to - from;
        if n.is_power_of_two() {
            let at = usize::try_from(from / n).ok()?;
            return self.levels.get(n.trailing_zeros() as usize)?.get(at).copied();
        }
        let half = split(n);
        Some(node(&self.range(from, from + half)?, &self.range(from + half, to)?))
    }

    /// The path that shows entry `index` to be in the tree of the first `size` entries.
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut from, mut to, mut path) = (0, size, Vec::new());
        while to - from > 1 {
            let half = from + split(to - from);
            if index < half {
                path.push(self.range(half, to)?);
                to = half;
            } else {
                path.push(self.range(from, half)?);
                from = half;
            }
        }
        path.reverse();
        Some(path)
    }

    /// What shows that the first `old` entries are the beginning of the first `new` (RFC 6962 §2.1.2).
    #[must_use]
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old == 0 || old > new || new > self.size() {
            return None;
        }
        let (mut from, mut to, mut path, mut whole) = (0, new, Vec::new(), true);
        while old != to {
            let half = from + split(to - from);
            if old <= half {
                path.push(self.range(half, to)?);
                to = half;
            } else {
                path.push(self.range(from, half)?);
                from = half;
                whole = false;
            }
        }
        if !whole {
            path.push(self.range(from, to)?);
        }
        path.reverse();
        Some(path)
    }
}

/// Whether `leaf` is entry `index` of the log of `size` entries with this root.
#[must_use]
pub fn includes(root: &Hash, leaf: Hash, (index, size): (u64, u64), path: &[Hash]) -> bool {
    fold(leaf, index, size, path, node) == Some(*root)
}

/// Whether the log of `new` entries begins with that of `old` entries (RFC 9162 §2.1.4.2).
#[must_use]
pub fn extends(old: (u64, &Hash), new: (u64, &Hash), path: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == 0 || old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return path.is_empty() && old_root == new_root;
    }
    let first = if old_size.is_power_of_two() { Some(*old_root) } else { None };
    let mut steps = first.iter().chain(path);
    let Some(start) = steps.next() else { return false };
    let (mut at, mut last) = (old_size - 1, new_size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut older, mut newer) = (*start, *start);
    for step in steps {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            older = node(step, &older);
            newer = node(step, &newer);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            newer = node(&newer, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && older == *old_root && newer == *new_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tree;

    fn grown(n: u8) -> (MerkleLog, Vec<Hash>) {
        let leaves: Vec<Hash> = (0..n).map(|i| leaf(&[i])).collect();
        let mut log = MerkleLog::default();
        leaves.iter().for_each(|l| {
            log.append(*l);
        });
        (log, leaves)
    }

    #[test]
    fn the_root_and_every_path_agree_with_the_definition() {
        let (log, leaves) = grown(70);
        for size in 1..=leaves.len() {
            let root = log.root(size as u64).unwrap();
            assert_eq!(Some(root), tree::root(&leaves[..size], node));
            for index in 0..size {
                let path = log.inclusion(index as u64, size as u64).unwrap();
                assert_eq!(Some(&path), tree::path(&leaves[..size], index, node).as_ref());
                assert!(includes(&root, leaves[index], (index as u64, size as u64), &path));
                assert!(!includes(&root, leaf(b"other"), (index as u64, size as u64), &path));
            }
        }
    }

    #[test]
    fn a_log_that_only_grew_shows_it_and_another_does_not() {
        let (log, _) = grown(40);
        let (mut other, _) = grown(3);
        (0..37u8).for_each(|i| {
            other.append(leaf(&[i, 1]));
        });
        for new in 1..=40 {
            for old in 1..=new {
                let path = log.consistency(old, new).unwrap();
                let (old_root, new_root) = (log.root(old).unwrap(), log.root(new).unwrap());
                assert!(extends((old, &old_root), (new, &new_root), &path), "{old} to {new}");
                if old > 3 {
                    assert!(!extends((old, &old_root), (new, &other.root(new).unwrap()), &path));
                }
            }
        }
    }

    #[test]
    fn the_empty_log_and_one_of_the_rfc_have_the_known_roots() {
        let hex = |h: Hash| h.iter().map(|b| format!("{b:02x}")).collect::<String>();
        let mut log = MerkleLog::default();
        assert_eq!(hex(log.root(0).unwrap()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        log.append(leaf(b""));
        assert_eq!(hex(log.root(1).unwrap()), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }
}
