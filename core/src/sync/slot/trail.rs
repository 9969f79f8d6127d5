//! Where two branches of one device part, found by ids along the chain.

use super::view::{View, first, hint};
use crate::sync::store::{After, Fork, Summary, SyncStore};
use kith_wire::{
    DeviceId, Lane, SpaceId,
    session::{HINT_BYTES, Trail, trail_seqs},
};
use std::collections::HashMap;

/// Trails that one side sends in a session.
const TRAILS_MAX: usize = 256;

/// The chains on which the two do not agree, each with the last number that both say they hold. Chains with a fork that is known already
/// need no trail: the proof is sent.
fn doubtful<S: SyncStore>(store: &mut S, space: SpaceId, mine: &Summary, view: &View, with_data: bool) -> Result<Vec<(Lane, DeviceId, u64)>, S::Error> {
    let forks = store.forks(space)?;
    let known = |lane: Lane, device: DeviceId| forks.iter().any(|f: &Fork| (f.lane, f.device) == (lane, device));
    let mut out = Vec::new();
    if view.control_digest != mine.control {
        for head in store.control_heads(space)? {
            let (seq, id) = view.control.get(&head.device).copied().unwrap_or_default();
            if seq > 0 && !(seq == head.seq && id == first(&head.head.0)) {
                out.push((Lane::Control, head.device, head.seq.min(seq)));
            }
        }
    }
    if with_data && view.heads_digest != mine.heads {
        let equal = mine.numbers.iter().all(|(d, n)| view.number(d) == *n);
        let differing = mine.numbers.iter().map(|(d, n)| (Lane::Data, *d, *n, view.number(d))).filter(|(_, _, n, theirs)| equal || n != theirs);
        out.extend(differing.map(|(lane, d, n, theirs)| (lane, d, n.min(theirs))));
    }
    out.retain(|(lane, device, seq)| *seq > 0 && !known(*lane, *device));
    Ok(out)
}

/// Our trails along the chains in doubt.
pub(super) fn of<S: SyncStore>(store: &mut S, space: SpaceId, mine: &Summary, view: &View, with_data: bool) -> Result<Vec<Trail>, S::Error> {
    let mut out = Vec::new();
    for (lane, device, last) in doubtful(store, space, mine, view, with_data)?.into_iter().take(TRAILS_MAX) {
        let mut ids = Vec::new();
        for seq in trail_seqs(last) {
            let Some(id) = store.id_at(space, lane, device, seq)? else { break };
            ids.push(first(&id.0));
        }
        out.push(Trail { lane, hint: hint(&device), last, ids });
    }
    Ok(out)
}

/// For each trail that leaves our chain: what we hold after the last entry that is known to be common.
pub(super) fn branches<S: SyncStore>(store: &mut S, space: SpaceId, trails: &[Trail]) -> Result<Vec<After>, S::Error> {
    let devices: Vec<DeviceId> = store.summary(space)?.numbers.iter().map(|(d, _)| *d).collect();
    let mut by_hint: HashMap<[u8; HINT_BYTES], DeviceId> = devices.into_iter().map(|d| (hint(&d), d)).collect();
    by_hint.extend(store.control_heads(space)?.iter().map(|h| (hint(&h.device), h.device)));
    let mut out: Vec<After> = Vec::new();
    for trail in trails.iter().take(TRAILS_MAX) {
        let Some(device) = by_hint.get(&trail.hint).copied() else { continue };
        let (mut differs, mut common) = (false, 0);
        for (seq, theirs) in trail_seqs(trail.last).into_iter().zip(&trail.ids) {
            match store.id_at(space, trail.lane, device, seq)? {
                Some(id) if first(&id.0) == *theirs => {
                    common = seq;
                    break;
                }
                Some(_) => differs = true,
                None => {}
            }
        }
        if differs && !out.iter().any(|a| (a.lane, a.device) == (trail.lane, device)) {
            out.push(After { lane: trail.lane, device, seq: common });
        }
    }
    Ok(out)
}
