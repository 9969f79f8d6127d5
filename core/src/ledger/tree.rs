//! The shape of a Merkle tree (RFC 6962 §2.1): a tree of n leaves splits at the largest power of two below n.
//!
//! Generic in the hash of a node, because operations' fields are hashed with BLAKE3 and the notary's log with SHA-256.

/// A hash in a tree.
pub type Hash = [u8; 32];
/// The hash of a node from its two halves.
pub(crate) type Node = fn(&Hash, &Hash) -> Hash;

/// The largest power of two below `n`; `n` is at least two.
pub(crate) const fn split(n: u64) -> u64 {
    1 << (u64::BITS - 1 - (n - 1).leading_zeros())
}

/// The root over these leaves; an empty tree has none.
pub(crate) fn root(leaves: &[Hash], node: Node) -> Option<Hash> {
    match leaves {
        [] => None,
        [one] => Some(*one),
        _ => {
            let (left, right) = halves(leaves);
            Some(node(&root(left, node)?, &root(right, node)?))
        }
    }
}

/// The path from leaf `index` to the root, nearest first.
pub(crate) fn path(leaves: &[Hash], index: usize, node: Node) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = halves(leaves);
    let (mut below, other) = if index < left.len() { (path(left, index, node)?, right) } else { (path(right, index - left.len(), node)?, left) };
    below.push(root(other, node)?);
    Some(below)
}

/// The root that a leaf at `index` of a tree of `size` leaves has by this path, if the path has the right length.
pub(crate) fn fold(leaf: Hash, index: u64, size: u64, path: &[Hash], node: Node) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for step in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            hash = node(step, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// For each step of the path of leaf `index`, nearest first, whether the other side is on the left.
pub(crate) fn lefts(index: u64, size: u64) -> Vec<bool> {
    let (mut from, mut to, mut sides) = (0, size, Vec::new());
    while to - from > 1 {
        let half = from + split(to - from);
        sides.push(index >= half);
        if index < half { to = half } else { from = half }
    }
    sides.reverse();
    sides
}

fn halves(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    let at = usize::try_from(split(leaves.len() as u64)).unwrap_or(leaves.len());
    leaves.split_at(at)
}
