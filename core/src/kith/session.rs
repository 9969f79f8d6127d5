//! What a session between two devices needs of this one's storage: [`SyncStore`] over the database.
//!
//! Every answer comes from tables that are kept up to date on writing (vectors, closed runs, forks); none scans the log.

mod drops;

use super::{Change, Kith, KithError, KithResult, epochs::left_if_refused, log::Admission};
use crate::space::reading::Crossing;
use crate::sync::{After, ControlHead, EpochKey, Fork, Handed, Heard, Met, OutRun, Reader, SpaceKeys, Summary, SyncStore, Taken};
use kith_wire::{
    Body, DeviceId, EntryId, EpochId, Lane, Run, SpaceId,
    session::{Boxes, Want},
};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Leaves the headers of a run, by which its chain goes on, and takes the words away.
pub(super) fn without_words(run: &mut Run) {
    for entry in &mut run.entries {
        entry.body = Body::Erased { hash: entry.body.hash(), len: entry.body.len() };
    }
}

impl Kith {
    /// A phone has been met.
    pub fn peer_met(&mut self, now_ms: u64) {
        if self.locked {
            return;
        }
        let now_ms = self.believed(now_ms);
        self.settings.last_peer_ms = Some(now_ms);
        self.renew_lease(now_ms);
        // If either cannot be kept, the next meeting does it again.
        let _ = self.transact(|k| {
            k.keep_settings()?;
            k.cut_off_lost(now_ms)
        });
        self.changed(Change::Truth);
        self.sign_out_after_exchange();
    }

    /// The first fork known of each chain in a space, with the other branch's run.
    fn forks_of(&self, n: i64) -> KithResult<Vec<(Fork, Vec<u8>)>> {
        let rows = self.storage.forks(n)?;
        let mut out = Vec::new();
        for (lane, device, seq, run) in rows {
            if let Some(device) = self.storage.device_id(device)? {
                out.push((Fork { lane, device, seq }, run));
            }
        }
        // A chain is frozen from its first fork on; what is known of later ones differs from device to device and says nothing more.
        out.sort_by_key(|(f, _)| *f);
        out.dedup_by_key(|(f, _)| (f.lane, f.device));
        Ok(out)
    }

    fn limit_by_forks(forks: &[(Fork, Vec<u8>)], lane: Lane, device: &DeviceId, seq: u64) -> u64 {
        let first = forks.iter().filter(|(f, _)| f.lane == lane && f.device == *device).map(|(f, _)| f.seq).min();
        first.map_or(seq, |f| seq.min(f.saturating_sub(1)))
    }

    /// Runs of the chains asked for, re-encoded for a session.
    fn session_runs(&mut self, space: SpaceId, met: &Met, wanted: &After, max_bytes: usize) -> KithResult<Vec<OutRun>> {
        let held = self.space(&space)?;
        let current = held.current().map(|(e, k)| (*e, k.is_whole()));
        let scope = if met.limited && wanted.lane == Lane::Data { held.scope(met.claim.as_ref(), &met.proven) } else { None };
        let runs = self.encoded_runs(space, wanted.lane, wanted.device, (wanted.seq, max_bytes))?;
        let mut out = Vec::new();
        for (last_seq, bytes) in runs {
            // Encoded for the current epoch's envelopes; under another epoch what is left out differs.
            let again = wanted.lane == Lane::Data && (scope.is_some() || current.map(|(e, _)| e) != Some(met.epoch));
            let bytes = match again.then(|| Run::decode(&bytes)) {
                Some(Ok(mut run)) => {
                    let named = run.epoch.or(current.map(|(e, _)| e));
                    run.epoch = named.filter(|e| *e != met.epoch);
                    match scope.as_ref().map_or(Crossing::Words, |scope| scope.of(named.as_ref())) {
                        Crossing::Words => {}
                        // Who may not read it either holds no more than its headers, and leaves telling of it to others.
                        Crossing::Headers if current.is_some_and(|(_, whole)| whole) => without_words(&mut run),
                        Crossing::Headers | Crossing::Nothing => break,
                    }
                    run.encode()
                }
                _ => bytes,
            };
            out.push(OutRun { lane: wanted.lane, device: wanted.device, last_seq, bytes });
        }
        Ok(out)
    }
}

impl Kith {
    /// In a meeting under an epoch that another has followed: how far each control chain leads on from it.
    fn older_meeting(&self, space: &SpaceId, epoch: &EpochId) -> KithResult<Option<crate::space::epochs::ActSpan>> {
        let held = self.space(space)?;
        let current = held.current().map(|(e, _)| *e);
        Ok((current != Some(*epoch)).then(|| held.leads_on_from(epoch)))
    }
}

impl SyncStore for Kith {
    type Error = KithError;

    fn spaces(&mut self) -> KithResult<Vec<SpaceKeys>> {
        let keys = |s: &crate::space::Space| {
            let current = s.current().map(|(e, _)| *e);
            // Where somebody may not read back, those who may prove it to one another; with the others only control entries cross.
            let some_limited = !s.limited_devices().is_empty();
            let mut epochs: Vec<EpochKey> = Vec::new();
            for (epoch, k) in s.keys.iter().rev() {
                let whole = k.whole_session().filter(|_| some_limited).map(|key| (key, false));
                let keys = whole.into_iter().chain([(k.session, some_limited)]);
                epochs.extend(keys.map(|(key, limited)| EpochKey { epoch: *epoch, limited, session_key: Zeroizing::new(key) }));
            }
            epochs.sort_by_key(|k| Some(k.epoch) != current);
            SpaceKeys { space: s.id, epochs }
        };
        Ok(self.commons_first().filter(|s| !s.keys.is_empty()).map(keys).collect())
    }

    fn me(&self) -> DeviceId {
        self.device
    }

    fn summary(&mut self, space: SpaceId) -> KithResult<Summary> {
        let held = self.space(&space)?;
        let forks = self.forks_of(held.n)?;
        let vector: BTreeMap<DeviceId, (u64, EntryId)> = self.storage.vector(held.n, Lane::Data)?.into_iter().map(|(d, _, h)| (d, (h.seq, h.id))).collect();
        let mut heads = blake3::Hasher::new_derive_key("kith/v1/heads-digest");
        let mut numbers = Vec::new();
        for d in &held.resolved.devices {
            let (seq, id) = vector.get(&d.id).copied().unwrap_or((0, EntryId::ZERO));
            let limited = Self::limit_by_forks(&forks, Lane::Data, &d.id, seq);
            // Of a forked chain only the number before the fork is common ground; the fork itself is hashed below.
            heads.update(if limited == seq { &id.0 } else { &[0; 32] });
            numbers.push((d.id, limited));
        }
        let mut known: Vec<Fork> = forks.into_iter().map(|(f, _)| f).collect();
        known.sort_unstable();
        for f in known {
            heads.update(&[f.lane as u8]).update(&f.device.0).update(&f.seq.to_be_bytes());
        }
        let mut digest = [0; 8];
        heads.finalize_xof().fill(&mut digest);
        Ok(Summary { control: held.resolved.digest, heads: digest, numbers })
    }

    fn control_heads(&mut self, space: SpaceId) -> KithResult<Vec<ControlHead>> {
        let n = self.space(&space)?.n;
        let forks = self.forks_of(n)?;
        let mut out = Vec::new();
        for (device, device_n, head) in self.storage.vector(n, Lane::Control)? {
            let seq = Self::limit_by_forks(&forks, Lane::Control, &device, head.seq);
            let head = if seq == head.seq { Some(head.id) } else { self.storage.entries(n, Lane::Control, device_n, (seq, seq))?.first().map(|e| e.id) };
            out.extend(head.filter(|_| seq > 0).map(|head| ControlHead { device, seq, head }));
        }
        Ok(out)
    }

    fn runs(&mut self, space: SpaceId, met: &Met, after: &[After], max_bytes: usize) -> KithResult<Vec<OutRun>> {
        let (mut out, mut total): (Vec<OutRun>, usize) = (Vec::new(), 0);
        let done = self.transact(|k| {
            // Somebody who proves no more than an earlier epoch is told what leads on from it, and nothing else.
            let leads_on = k.older_meeting(&space, &met.epoch)?;
            for lane in [Lane::Control, Lane::Data] {
                for wanted in after.iter().filter(|a| a.lane == lane) {
                    let upto = leads_on.as_ref().map_or(u64::MAX, |l| if lane == Lane::Control { l.get(&wanted.device).copied().unwrap_or(0) } else { 0 });
                    let runs = k.session_runs(space, met, wanted, max_bytes.saturating_sub(total))?;
                    for run in runs.into_iter().filter(|r| Run::decode(&r.bytes).is_ok_and(|r| r.first_seq <= upto)) {
                        total += run.bytes.len();
                        if total > max_bytes && !out.is_empty() {
                            return Ok(());
                        }
                        out.push(run);
                    }
                }
            }
            Ok(())
        });
        // A session has no clock; when this copy found out that it is one is only shown.
        let now_ms = self.settings.last_peer_ms.unwrap_or_default();
        self.enrol_if_copied(done, now_ms)?;
        Ok(out)
    }

    fn id_at(&mut self, space: SpaceId, lane: Lane, device: DeviceId, seq: u64) -> KithResult<Option<EntryId>> {
        let n = self.space(&space)?.n;
        let device_n = self.storage.device_n(&device)?;
        Ok(self.storage.entries(n, lane, device_n, (seq, seq))?.first().map(|e| e.id))
    }

    fn forks(&mut self, space: SpaceId) -> KithResult<Vec<Fork>> {
        let n = self.space(&space)?.n;
        Ok(self.forks_of(n)?.into_iter().map(|(f, _)| f).collect())
    }

    fn proof(&mut self, space: SpaceId, met: &Met, fork: &Fork) -> KithResult<Vec<Vec<u8>>> {
        let n = self.space(&space)?.n;
        let other = self.forks_of(n)?.into_iter().find(|(f, _)| f == fork).map(|(_, run)| run);
        let wanted = After { lane: fork.lane, device: fork.device, seq: fork.seq.saturating_sub(1) };
        let mine = self.session_runs(space, met, &wanted, 0)?;
        if met.limited && fork.lane == Lane::Data {
            // Which of the other branch's words are for everybody is not known: those who may read all tell one another.
            return Ok(Vec::new());
        }
        Ok(mine.into_iter().take(1).map(|r| r.bytes).chain(other).collect())
    }

    fn admit(&mut self, space: SpaceId, epoch: EpochId, runs: &[Vec<u8>], now_ms: u64) -> KithResult<Taken> {
        let now_ms = self.believed(now_ms);
        self.transact(|k| {
            k.tell_time(now_ms);
            let mut out = Taken::default();
            for bytes in runs {
                let admission = k.admit(space, epoch, bytes)?;
                match admission {
                    Admission::Taken => out.taken += 1,
                    Admission::Known => out.known += 1,
                    Admission::Waiting => out.waiting += 1,
                    Admission::Refused(_) => out.refused += 1,
                }
                if admission == Admission::Taken && Run::decode(bytes).is_ok_and(|r| r.lane == Lane::Control) {
                    k.settle(&space)?;
                }
            }
            k.settle_came(space)?;
            k.work_ledger(now_ms)?;
            k.tend(now_ms)?;
            left_if_refused(k.work_recovery(now_ms))?;
            Ok(out)
        })
    }

    fn heard(&mut self, space: SpaceId, heard: &Heard<'_>) -> KithResult<()> {
        let held = self.space(&space)?;
        let n = held.n;
        // A claim by somebody who holds the space's key; it is only shown, never a rule.
        let Some(device) = heard.claim.filter(|d| *d != self.device && held.resolved.owner_of(d).is_some()) else { return Ok(()) };
        let numbers = heard.numbers.to_vec();
        self.transact(|k| k.hear_vector(n, device, &numbers))
    }

    fn carrier(&mut self) -> KithResult<Option<SpaceId>> {
        Ok(self.commons.filter(|c| self.spaces.contains_key(c)))
    }

    fn drops_wait(&mut self) -> KithResult<bool> {
        Ok(!self.waits_to_enrol() && self.storage.drops_wait()?)
    }

    fn show_boxes(&mut self, binding: &[u8]) -> KithResult<Option<Boxes>> {
        self.boxes_read(binding)
    }

    fn drops_for(&mut self, reader: &Reader) -> KithResult<Vec<Handed>> {
        self.drops_of(reader)
    }

    fn take_drops(&mut self, drops: &[Vec<u8>], now_ms: u64) -> KithResult<Taken> {
        self.take_handed(drops, now_ms)
    }

    fn drops_reached(&mut self, reader: &Reader, ids: &[u64]) -> KithResult<()> {
        self.note_handed(reader, ids)
    }

    fn piece_wants(&mut self) -> KithResult<Vec<Want>> {
        self.wants()
    }

    fn pieces_asked(&mut self, wants: &[Want]) -> KithResult<()> {
        self.note_wants(wants)
    }

    fn pieces_for(&mut self, wants: &[Want]) -> KithResult<Vec<Vec<u8>>> {
        self.wanted_by(wants)
    }

    fn take_pieces(&mut self, pieces: &[Vec<u8>], now_ms: u64) -> KithResult<Taken> {
        self.take_handed_pieces(pieces, now_ms)
    }
}
