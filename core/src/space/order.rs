//! The order in which a log is read: parents before children, and a device's acts one after the other.

use super::ControlEntry;
use kith_wire::{DeviceId, EntryId};
use std::collections::{HashMap, HashSet};

/// What an act rests on: its parents and its device's act before it. An index that is not held is left out.
pub(super) fn befores<'a>(
    entry: &'a ControlEntry,
    index: &'a HashMap<EntryId, usize>,
    chain: &'a HashMap<(DeviceId, u64), usize>,
) -> impl Iterator<Item = usize> + 'a {
    let parents = entry.body.as_ref().map_or(&[][..], |b| &b.parents);
    parents.iter().filter_map(|p| index.get(p).copied()).chain(chain.get(&(entry.device, entry.seq.wrapping_sub(1))).copied())
}

/// How deep each act stands, from 1; 0 where something that it rests on is not held.
pub(super) fn depths(entries: &[ControlEntry], index: &HashMap<EntryId, usize>, chain: &HashMap<(DeviceId, u64), usize>) -> Vec<u32> {
    let mut needs: Vec<usize> = Vec::with_capacity(entries.len());
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (i, e) in entries.iter().enumerate() {
        let parents = e.body.as_ref().map_or(0, |b| b.parents.len());
        let expected = parents + usize::from(e.seq > 1);
        let held: Vec<usize> = befores(e, index, chain).collect();
        // Something missing can never be counted down to zero.
        needs.push(if held.len() == expected { expected } else { usize::MAX });
        for b in held {
            after[b].push(i);
        }
    }
    let mut depth = vec![0u32; entries.len()];
    let mut ready: Vec<usize> = (0..entries.len()).filter(|i| needs[*i] == 0).collect();
    for i in &ready {
        depth[*i] = 1;
    }
    while let Some(i) = ready.pop() {
        for &j in &after[i] {
            if needs[j] == usize::MAX {
                continue;
            }
            depth[j] = depth[j].max(depth[i] + 1);
            needs[j] -= 1;
            if needs[j] == 0 {
                ready.push(j);
            }
        }
    }
    for (i, need) in needs.iter().enumerate() {
        if *need != 0 {
            depth[i] = 0;
        }
    }
    depth
}

/// The acts that nothing else rests on; epochs and welcomes are nobody's parents and so never heads.
pub(super) fn heads(entries: &[ControlEntry], depths: &[u32], waiting: &HashSet<EntryId>) -> Vec<EntryId> {
    let counts = |e: &ControlEntry| e.body.as_ref().is_some_and(|b| b.act.is_parent()) && !waiting.contains(&e.id);
    let named: HashSet<EntryId> = entries.iter().filter(|e| counts(e)).filter_map(|e| e.body.as_ref()).flat_map(|b| b.parents.iter().copied()).collect();
    let mut out: Vec<EntryId> = entries.iter().zip(depths).filter(|(e, d)| **d > 0 && counts(e) && !named.contains(&e.id)).map(|(e, _)| e.id).collect();
    out.sort_unstable();
    out
}

/// The same for the same set, in whatever order.
pub(super) fn digest(entries: &[ControlEntry]) -> [u8; 8] {
    let mut ids: Vec<EntryId> = entries.iter().map(|e| e.id).collect();
    ids.sort_unstable();
    digest_of(&ids)
}

/// The same of ids in rising order.
pub(super) fn digest_of(ids: &[EntryId]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new_derive_key("kith/v1/control-digest");
    for id in ids {
        hasher.update(&id.0);
    }
    let mut out = [0; 8];
    hasher.finalize_xof().fill(&mut out);
    out
}

/// The entries that these heads reach, the heads themselves among them.
pub(super) fn reached(entries: &[ControlEntry], heads: &[EntryId]) -> Vec<ControlEntry> {
    let index: HashMap<EntryId, usize> = entries.iter().enumerate().map(|(i, e)| (e.id, i)).collect();
    let chain: HashMap<(DeviceId, u64), usize> = entries.iter().enumerate().map(|(i, e)| ((e.device, e.seq), i)).collect();
    let heads: Vec<usize> = heads.iter().filter_map(|h| index.get(h).copied()).collect();
    let found = reached_from(entries, &heads, (&index, &chain));
    entries.iter().enumerate().filter(|(i, _)| found.contains(i)).map(|(_, e)| e.clone()).collect()
}

/// The same by index.
pub(super) fn reached_from(
    entries: &[ControlEntry],
    heads: &[usize],
    (index, chain): (&HashMap<EntryId, usize>, &HashMap<(DeviceId, u64), usize>),
) -> HashSet<usize> {
    let mut next = heads.to_vec();
    let mut found = HashSet::new();
    while let Some(i) = next.pop() {
        if found.insert(i) {
            next.extend(befores(&entries[i], index, chain));
        }
    }
    found
}
