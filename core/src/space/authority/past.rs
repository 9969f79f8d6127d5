//! What an act knew, as a count for each line of acts; acts that knew much the same share most of it in memory.

use std::sync::Arc;

/// Lines in one shared piece.
const PIECE: usize = 64;

/// For each line, how many of its acts are known. Lines are chains: who knows one act of a line knows all before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Past(Vec<Arc<[u32]>>);

impl Past {
    /// How many acts of a line are known.
    pub(super) fn count(&self, line: usize) -> u32 {
        self.0.get(line / PIECE).and_then(|p| p.get(line % PIECE)).copied().unwrap_or(0)
    }

    /// Takes in one more place.
    pub(super) fn reach(&mut self, line: usize, count: u32) {
        if self.count(line) >= count {
            return;
        }
        while self.0.len() <= line / PIECE {
            self.0.push(Arc::from([]));
        }
        let piece = &mut self.0[line / PIECE];
        let mut counts = piece.to_vec();
        counts.resize(counts.len().max(line % PIECE + 1), 0);
        counts[line % PIECE] = count;
        *piece = counts.into();
    }

    /// Takes in all that another knew.
    pub(super) fn join(&mut self, other: &Self) {
        for (i, theirs) in other.0.iter().enumerate() {
            match self.0.get_mut(i) {
                None => self.0.push(Arc::clone(theirs)),
                Some(mine) if Arc::ptr_eq(mine, theirs) || covers(mine, theirs) => {}
                Some(mine) if covers(theirs, mine) => *mine = Arc::clone(theirs),
                Some(mine) => {
                    let at = |p: &[u32], k: usize| p.get(k).copied().unwrap_or(0);
                    *mine = (0..mine.len().max(theirs.len())).map(|k| at(mine, k).max(at(theirs, k))).collect();
                }
            }
        }
    }
}

fn covers(one: &[u32], other: &[u32]) -> bool {
    one.len() >= other.len() && one.iter().zip(other).all(|(a, b)| a >= b)
}
