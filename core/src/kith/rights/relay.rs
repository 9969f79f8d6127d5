//! Erasure at the relay: what is left of an envelope is sealed anew under the same key, then the relay is asked to drop the old one.
//!
//! Headers have to stay there, or a device that comes late could not follow the chain. Every member seals the same bytes, so it does not
//! matter who is first. What was asked for is kept: a relay restored from an older copy is asked again by the first member it meets.

use crate::{
    kith::{Kith, KithResult, WriteProof},
    seal::{self, Item},
    space::act,
    storage::{
        envelopes::{Cover, Dropping, EnvelopeHash},
        outbox::OutboxRow,
    },
};
use kith_wire::{
    Body, EpochId, Lane, MailboxTag, Run, RunEntry, SpaceId, codec, limits,
    relay::{DELETE_HASHES_MAX, envelope_hash},
    run::Author,
};

/// Envelopes of one space that are sealed anew at a time.
const AGAIN_MAX: u32 = 64;

/// Envelopes of one mailbox that the relay is to drop.
#[derive(Clone)]
pub struct Deletion {
    /// The mailbox.
    pub tag: MailboxTag,
    /// The right to write there, which is the right to drop.
    pub write: WriteProof,
    /// The envelopes' hashes, at most [`DELETE_HASHES_MAX`].
    pub hashes: Vec<EnvelopeHash>,
}

impl std::fmt::Debug for Deletion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Deletion({}, {} envelopes)", self.tag.short(), self.hashes.len())
    }
}

impl Kith {
    /// Notes what lies in an envelope that goes to the relay or came from it.
    pub(in crate::kith) fn note_envelope(&mut self, space: &SpaceId, tag: MailboxTag, envelope: &[u8], items: &[Item]) -> KithResult<()> {
        let hash = envelope_hash(envelope);
        let n = self.space(space)?.n;
        for item in items {
            let Item::Run(bytes) = item else { continue };
            let Ok(run) = Run::decode(bytes) else { continue };
            let device = match run.author {
                Author::Whole(d) => Some(d),
                Author::Hint(h) => self.space(space)?.resolved.device_by_hint(&h),
            };
            if let Some(device) = device {
                let device = self.storage.device_n(&device)?;
                let erased = |e: &RunEntry| matches!(e.body, Body::Erased { .. });
                let gaps = (run.first_seq..).zip(&run.entries).filter(|(_, e)| erased(e)).map(|(seq, _)| seq).collect();
                self.storage.add_cover(n, &tag, &hash, &Cover { lane: run.lane, device, first: run.first_seq, last: run.last_seq(), gaps })?;
            }
        }
        Ok(())
    }

    /// An envelope came from the relay: if it was to be dropped, or holds what has been erased since, the relay is asked.
    pub(in crate::kith) fn came_from_relay(&mut self, space: &SpaceId, tag: MailboxTag, envelope: &[u8], items: &[Item]) -> KithResult<()> {
        self.note_envelope(space, tag, envelope, items)?;
        let hash = envelope_hash(envelope);
        let n = self.space(space)?.n;
        if self.storage.drop_state(&tag, &hash)? == Some(Dropping::Done as u8) {
            return Ok(self.storage.set_drop_state(n, &tag, &hash, Dropping::Asked)?);
        }
        if !self.storage.has_tombstones(n)? {
            return Ok(());
        }
        for item in items {
            let Item::Run(bytes) = item else { continue };
            if self.holds_what_is_erased(space, n, bytes)? {
                return Ok(self.storage.set_drop_state(n, &tag, &hash, Dropping::Asked)?);
            }
        }
        Ok(())
    }

    /// Whether a run has a body that is erased here.
    fn holds_what_is_erased(&self, space: &SpaceId, n: i64, bytes: &[u8]) -> KithResult<bool> {
        let Some(run) = Run::decode(bytes).ok().filter(|r| r.lane == Lane::Data) else { return Ok(false) };
        let Author::Hint(hint) = run.author else { return Ok(false) };
        let Some(device) = self.space(space)?.resolved.device_by_hint(&hint) else { return Ok(false) };
        let device = self.storage.device_n(&device)?;
        let here = self.storage.entries(n, Lane::Data, device, (run.first_seq, run.last_seq()))?;
        let erased = |e: &Body| matches!(e, Body::Erased { .. });
        Ok(here.iter().any(|e| {
            let at = usize::try_from(e.seq - run.first_seq).unwrap_or(usize::MAX);
            erased(&e.body) && run.entries.get(at).is_some_and(|r| !erased(&r.body) && r.body.hash() == e.body.hash())
        }))
    }

    /// An entry's body is gone here: so it has to go at the relay, and from what is on its way there.
    pub(in crate::kith) fn ask_relay_to_drop(&mut self, n: i64, device: i64, seq: u64) -> KithResult<()> {
        self.storage.ask_to_drop(n, device, seq)?;
        Ok(self.storage.drop_outgoing_of(n)?)
    }

    /// Seals anew what is left of envelopes that are to be dropped.
    pub(in crate::kith) fn seal_what_is_left(&mut self, space: SpaceId, now_ms: u64) -> KithResult<()> {
        let n = self.space(&space)?.n;
        for (tag, hash) in self.storage.dropping(Some(n), Dropping::Asked, AGAIN_MAX)? {
            let keys = self.space(&space)?.keys.iter().find(|(_, k)| k.tag() == tag).map(|(e, k)| (*e, k.clone()));
            if let Some((epoch, keys)) = keys {
                let covers = self.storage.covers(&tag, &hash)?;
                let items = self.items_left(space, epoch, &covers)?;
                // Data older than the epoch is sealed for those alone who may read back, as it was.
                let older = items.iter().any(|i| matches!(i, Item::Run(b) if Run::decode(b).is_ok_and(|r| r.epoch.is_some())));
                let Some(key) = (if older { keys.older() } else { Some(keys.entry) }) else { continue };
                match seal::seal_again(&key, tag, &items) {
                    Ok(envelope) if !items.is_empty() => {
                        self.note_envelope(&space, tag, &envelope, &items)?;
                        let held: Vec<(u8, i64, u64)> = covers.iter().map(|c| (c.lane as u8, c.device, c.last)).collect();
                        let (covers, what) = (codec::encode(&held), "entries".to_owned());
                        self.storage.add_outgoing(&OutboxRow { n: 0, tag, epoch: Some(epoch), space: Some(n), envelope, covers, what, at_ms: now_ms })?;
                    }
                    Ok(_) => {}
                    // Runs that have grown since do not fit any more: they are grouped anew with what the relay lacks.
                    Err(_) => covers.iter().try_for_each(|c| self.storage.relay_lacks_from(n, c))?,
                }
            }
            self.storage.set_drop_state(n, &tag, &hash, Dropping::Due)?;
        }
        Ok(())
    }

    /// The runs of an envelope as they are now, encoded for that epoch's envelopes.
    fn items_left(&mut self, space: SpaceId, epoch: EpochId, covers: &[Cover]) -> KithResult<Vec<Item>> {
        let current = self.space(&space)?.current().map(|(e, _)| *e);
        let mut items = Vec::new();
        for c in covers {
            let Some(device) = self.storage.device_id(c.device)? else { continue };
            let runs = self.encoded_runs(space, c.lane, device, (c.first.saturating_sub(1), limits::RUN_BYTES_MAX))?;
            let mut reached = c.first.saturating_sub(1);
            for (last, bytes) in runs {
                if reached >= c.last {
                    break;
                }
                reached = last;
                let Ok(mut run) = Run::decode(&bytes) else { continue };
                if run.lane == Lane::Data {
                    run.epoch = run.epoch.or(current).filter(|e| *e != epoch);
                }
                items.push(Item::Run(run.encode()));
            }
        }
        Ok(items)
    }

    /// Envelopes that the relay is to drop, once what is left of them is durable there; tell [`Self::deleted`] what it has dropped.
    ///
    /// # Errors
    /// Storage.
    pub fn deletions(&self) -> KithResult<Vec<Deletion>> {
        let mut out: Vec<Deletion> = Vec::new();
        let rows = self.storage.dropping(None, Dropping::Due, u32::try_from(DELETE_HASHES_MAX).unwrap_or(u32::MAX))?;
        for (tag, hash) in rows {
            if let Some(known) = out.iter_mut().find(|d| d.tag == tag) {
                known.hashes.push(hash);
                continue;
            }
            let keys = self.spaces.values().flat_map(|s| &s.keys).find(|(_, k)| k.tag() == tag).map(|(_, k)| k);
            if let Some(keys) = keys.filter(|_| !self.storage.is_outgoing(&tag).unwrap_or(true)) {
                let write = WriteProof { read_pub: act::capability(&keys.read_seed), write_seed: keys.write_seed };
                out.push(Deletion { tag, write, hashes: vec![hash] });
            }
        }
        Ok(out)
    }

    /// Envelopes that the relay has dropped, because it was asked to here or by somebody else. What nobody rightly asked for is brought
    /// there again.
    ///
    /// # Errors
    /// Storage.
    pub fn deleted(&mut self, tag: MailboxTag, hashes: &[EnvelopeHash]) -> KithResult<()> {
        self.transact(|k| {
            let space = k.spaces.values().find(|s| s.keys.iter().any(|(_, key)| key.tag() == tag)).map(|s| s.n);
            // A mailbox that is left, or a box, in which nothing is ever deleted: there is nothing to note.
            let Some(n) = space else { return Ok(()) };
            for hash in hashes {
                k.storage.set_drop_state(n, &tag, hash, Dropping::Done)?;
                for cover in k.storage.covers(&tag, hash)? {
                    if !k.storage.covered_elsewhere(n, hash, &cover)? {
                        k.storage.relay_lacks_from(n, &cover)?;
                    }
                }
                k.storage.forget_covers(&tag, hash)?;
            }
            Ok(())
        })
    }
}
