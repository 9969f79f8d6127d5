//! Writing to the log, closing runs, and admitting what others wrote.

use super::{Change, Kith, KithError, KithResult};
use crate::{
    entropy,
    space::{ActBody, ControlEntry, Space, SpaceKind},
    storage::log::{Head, StoredEntry},
};
use ed25519_dalek::Signer;
use kith_wire::{
    Body, DeviceId, EntryId, EpochId, Header, Kind, Lane, Run, RunEntry, SpaceId, limits,
    run::{Author, Place, RUN_VERSION, RunError, signing_bytes},
};
use std::collections::BTreeMap;

/// Bytes of bodies in one run at most, so that it fits an envelope with room to spare.
const RUN_BODY_BYTES_MAX: usize = 50 * 1024;

/// What an appended entry is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Appended {
    pub(super) id: EntryId,
}

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    /// New, and in the log now.
    Taken,
    /// Held already.
    Known,
    /// Put aside: something that it rests on has not come yet.
    Waiting,
    /// Refused, and counted under this reason.
    Refused(&'static str),
}

/// A stored control entry as the resolution sees it.
pub(super) fn control_entry(device: DeviceId, entry: &StoredEntry) -> ControlEntry {
    let body = match &entry.body {
        Body::Held { bytes, .. } => ActBody::from_bytes(bytes).ok(),
        Body::Erased { .. } => None,
    };
    ControlEntry { id: entry.id, device, seq: entry.seq, time_ms: entry.time_ms, body }
}

/// The name under which it is kept that a run of a space was turned away.
fn turned_away(space: &SpaceId) -> String {
    format!("turned-away-{}", space.hex())
}

impl Kith {
    /// Appends an entry by this device; the caller commits.
    pub(super) fn append(&mut self, space: SpaceId, kind: Kind, body: Vec<u8>, now_ms: u64) -> KithResult<Appended> {
        self.tell_time(now_ms);
        if body.len() > limits::BODY_BYTES_MAX {
            return Err(KithError::invalid("too-large", "This is too large to be kept as one entry."));
        }
        self.check_let_in(&space).or_else(|e| if self.lets_itself_in(kind, &body) { Ok(()) } else { Err(e) })?;
        let lane = kind.lane();
        if lane == Lane::Data {
            self.refuse_if_closed(space, kind, &body)?;
        }
        let n = self.space(&space)?.n;
        let epoch = match lane {
            Lane::Control => EpochId::ZERO,
            Lane::Data => self.writing_epoch(space, now_ms)?,
        };
        let head = self.storage.head(n, lane, self.device_n)?;
        let body = Body::Held { salt: entropy::bytes(self.entropy.as_mut()), bytes: self.with_clock(n, kind, (&head, body), now_ms)? };
        let header = self.next_header((kind, space, epoch), &head, &body, now_ms);
        let id = header.id();
        self.storage.set_head(n, lane, self.device_n, &Head::at(id, &header))?;
        self.keep(n, space, self.device_n, &header, &body)?;
        Ok(Appended { id })
    }

    /// Appends facts by this device one after the other, none of which asks for another: what holds for all of them is asked once, and how
    /// far the chain reaches is said once. The caller commits.
    pub(super) fn append_facts(&mut self, space: SpaceId, bodies: Vec<Vec<u8>>, now_ms: u64) -> KithResult<()> {
        let Some(first) = bodies.first() else { return Ok(()) };
        if bodies.iter().any(|body| body.len() > limits::BODY_BYTES_MAX) {
            return Err(KithError::invalid("too-large", "This is too large to be kept as one entry."));
        }
        self.tell_time(now_ms);
        self.check_let_in(&space)?;
        self.refuse_if_closed(space, Kind::Fact, first)?;
        let (n, epoch) = (self.space(&space)?.n, self.writing_epoch(space, now_ms)?);
        let mut head = self.storage.head(n, Lane::Data, self.device_n)?;
        let mut next = Vec::with_capacity(bodies.len());
        for bytes in bodies {
            let body = Body::Held { salt: entropy::bytes(self.entropy.as_mut()), bytes: self.with_clock(n, Kind::Fact, (&head, bytes), now_ms)? };
            let header = self.next_header((Kind::Fact, space, epoch), &head, &body, now_ms);
            head = Head::at(header.id(), &header);
            next.push((header, body));
        }
        self.storage.set_head(n, Lane::Data, self.device_n, &head)?;
        next.iter().try_for_each(|(header, body)| self.keep(n, space, self.device_n, header, body))
    }

    fn next_header(&self, (kind, space, epoch): (Kind, SpaceId, EpochId), head: &Head, body: &Body, now_ms: u64) -> Header {
        Header {
            kind,
            space,
            device: self.device,
            seq: head.seq + 1,
            prev: head.id,
            epoch,
            // A clock that went back by years must not make a chain's times fall; what it said stands in the body then.
            time_ms: now_ms.max(head.time_ms.saturating_add(1)),
            body_len: body.len(),
            body_hash: body.hash(),
        }
    }

    /// Puts an entry that continues its chain into the log, and shows what follows from it. How far the chain is held has been said.
    pub(super) fn keep(&mut self, n: i64, space: SpaceId, device_n: i64, header: &Header, body: &Body) -> KithResult<()> {
        let id = header.id();
        self.storage.add_entry(n, device_n, &id, header, body)?;
        let stored = StoredEntry { id, device: device_n, seq: header.seq, kind: header.kind, time_ms: header.time_ms, epoch: header.epoch, body: body.clone() };
        if header.kind == Kind::Control {
            if let Some(s) = self.spaces.get_mut(&space) {
                s.push(control_entry(header.device, &stored));
            }
            return Ok(());
        }
        self.doubt_arrival(&space, device_n, header, body)?;
        if self.space(&space)?.cuts.standing(&header.device, header.seq, &header.epoch).is_shown() {
            self.project(&space, header.device, &stored)?;
        } else {
            self.changed(Change::Circle { circle: space.hex() });
            self.storage.add_quarantine(n, device_n, header.seq)?;
        }
        // What is put aside is erased as well, if that was asked.
        self.bury_arrival(&space, n, &stored)
    }

    /// Appends an act and resolves the space again.
    pub(super) fn act(&mut self, space: SpaceId, act: crate::space::Act, now_ms: u64) -> KithResult<Appended> {
        let parents = self.space(&space)?.resolved.heads.clone();
        let done = self.append(space, Kind::Control, ActBody { parents, act }.to_bytes(), now_ms)?;
        self.settle(&space)?;
        Ok(done)
    }

    /// Resolves a space again, takes keys that are now ours, and lets in what waited for it.
    pub(super) fn settle(&mut self, space: &SpaceId) -> KithResult<()> {
        if let Some(s) = self.spaces.get_mut(space) {
            let before = s.resolved.digest;
            s.settle();
            if s.resolved.digest != before {
                self.replay_erasures_in(space)?;
            }
        }
        if self.spaces.get_mut(space).is_some_and(Space::has_moved) {
            self.project_again()?;
        }
        self.take_keys(space)?;
        self.walk_back(space)?;
        // What was held of those who have gone is signed before anything that comes after it is looked at.
        self.sign_cuts(space)?;
        self.stand_again(space)?;
        self.note_followed(space)?;
        self.tending.open.insert(*space);
        if self.commons == Some(*space) {
            // Whose device is whose may be known better now.
            *self.coins.borrow_mut() = None;
            self.ledger_unread = true;
        }
        self.changed(Change::Members);
        if self.space(space)?.kind() == Some(SpaceKind::Circle) {
            self.changed(Change::Circle { circle: space.hex() });
        }
        Ok(())
    }

    /// Closes this device's open entries of a lane with signatures.
    pub(crate) fn close_runs(&mut self, space: SpaceId, lane: Lane) -> KithResult<()> {
        let n = self.space(&space)?.n;
        let closed = self.storage.closed_until(n, lane, self.device_n)?;
        let head = self.storage.head(n, lane, self.device_n)?;
        let mut from = closed + 1;
        while from <= head.seq {
            let upto = head.seq.min(from + limits::RUN_ENTRIES_MAX as u64 - 1);
            let entries = self.storage.entries(n, lane, self.device_n, (from, upto))?;
            let Some(first) = entries.first() else { break };
            let (mut bytes, mut last) = (0usize, first);
            for e in &entries {
                bytes += e.body.len() as usize;
                if e.epoch != first.epoch || (bytes > RUN_BODY_BYTES_MAX && e.seq != first.seq) {
                    break;
                }
                last = e;
            }
            let signature = self.secrets.device_key().sign(&signing_bytes(&last.id)).to_bytes();
            self.storage.add_run(n, lane, self.device_n, (from, last.seq), &signature)?;
            self.signed_run(n, lane, (from, last.seq), &last.id.0);
            from = last.seq + 1;
        }
        Ok(())
    }

    /// Encoded runs of a chain beyond `after`, oldest first, up to about `max_bytes` (at least one run).
    pub(crate) fn encoded_runs(&mut self, space: SpaceId, lane: Lane, device: DeviceId, span: (u64, usize)) -> KithResult<Vec<(u64, Vec<u8>)>> {
        let (after, max_bytes) = span;
        if device == self.device {
            self.close_runs(space, lane)?;
        }
        let held = self.space(&space)?;
        let (n, current) = (held.n, held.current().map(|(e, _)| *e));
        let device_n = self.storage.device_n(&device)?;
        let (mut out, mut total) = (Vec::new(), 0);
        for (first, last, signature) in self.storage.runs_after(n, lane, device_n, after)? {
            let entries = self.storage.entries(n, lane, device_n, (first, last))?;
            let Some(head) = entries.first() else { break };
            let run = Run {
                lane,
                genesis: lane == Lane::Control && head.id.0 == space.0,
                author: if lane == Lane::Control { Author::Whole(device) } else { Author::Hint(crate::space::act::hint(&device)) },
                epoch: (lane == Lane::Data && Some(head.epoch) != current).then_some(head.epoch),
                first_seq: first,
                entries: entries.into_iter().map(|e| RunEntry { kind: e.kind, time_ms: e.time_ms, body: e.body }).collect(),
                signature,
            };
            let bytes = run.encode();
            total += bytes.len();
            if total > max_bytes && !out.is_empty() {
                break;
            }
            out.push((last, bytes));
        }
        Ok(out)
    }

    /// Admits one encoded run to a space; `epoch` is that of the envelope or session that it came by. The caller commits, and calls
    /// [`Self::settle`] after control runs.
    pub(crate) fn admit(&mut self, space: SpaceId, epoch: EpochId, bytes: &[u8]) -> KithResult<Admission> {
        let mut admission = self.try_admit(space, epoch, bytes)?;
        if admission == Admission::Waiting {
            let n = self.space(&space)?.n;
            let scrubbed = self.scrubbed(&space, bytes)?;
            if !self.storage.add_waiting(n, epoch, scrubbed.as_deref().unwrap_or(bytes), "depends", limits::WAITING_RUNS_MAX)? {
                // What is not kept must be read again, once there is room.
                self.storage.set_meta(&turned_away(&space), &[])?;
                admission = Admission::Refused("too-many-waiting");
            }
        }
        if let Admission::Refused(reason) = admission {
            self.storage.count_refused(reason)?;
        }
        Ok(admission)
    }

    /// Has the mailboxes of a space read again from their beginning, where a run was turned away because too many waited and there
    /// is room now.
    pub(super) fn read_again(&self) -> KithResult<()> {
        for space in self.spaces.values() {
            let key = turned_away(&space.id);
            if self.storage.meta(&key)?.is_none() || self.storage.waiting(space.n)?.len() >= limits::WAITING_RUNS_MAX {
                continue;
            }
            for (_, keys) in &space.keys {
                self.storage.forget_cursor(&keys.tag())?;
            }
            self.storage.forget_meta(&key)?;
        }
        Ok(())
    }

    fn try_admit(&mut self, space: SpaceId, epoch: EpochId, bytes: &[u8]) -> KithResult<Admission> {
        let Ok(run) = Run::decode(bytes) else {
            return Ok(Admission::Refused(if bytes.first().is_some_and(|version| *version > RUN_VERSION) { "newer-run" } else { "malformed-run" }));
        };
        let held = self.space(&space)?;
        let n = held.n;
        let device = match &run.author {
            Author::Whole(id) => *id,
            Author::Hint(hint) => match held.resolved.device_by_hint(hint) {
                Some(id) => id,
                None => return Ok(Admission::Waiting),
            },
        };
        let named = run.epoch.unwrap_or(epoch);
        // Nobody writes under an epoch whose key was not sealed to them; what shows that it was may not have come yet.
        if run.lane == Lane::Data && !held.writes_under(&named, &device) {
            return Ok(Admission::Waiting);
        }
        let aside = run.lane == Lane::Data && !held.cuts.standing(&device, run.last_seq(), &named).is_shown();
        let device_n = self.storage.device_n(&device)?;
        if aside && self.storage.quarantine_count(n, device_n)? >= limits::QUARANTINE_ENTRIES_MAX {
            return Ok(Admission::Refused("quarantine-full"));
        }
        let head = self.storage.head(n, run.lane, device_n)?;
        if run.first_seq > head.seq + 1 {
            return Ok(Admission::Waiting);
        }
        let before = self.before(n, &run, device_n, head)?;
        let place = Place { space, device, epoch, prev: before };
        if run.first_seq <= head.seq {
            return self.overlap(n, &run, device_n, &place, bytes);
        }
        let headers = match run.verify(&place) {
            Ok(headers) => headers,
            Err(RunError::Signature) => return Ok(Admission::Refused("bad-signature")),
            Err(_) => return Ok(Admission::Refused("malformed-run")),
        };
        if headers[0].1.time_ms <= head.time_ms && head.seq > 0 {
            return Ok(Admission::Refused("time-falls"));
        }
        if run.genesis && headers[0].0.0 != space.0 {
            return Ok(Admission::Refused("another-genesis"));
        }
        self.reach(n, run.lane, device_n, &headers)?;
        for ((_, header), entry) in headers.iter().zip(&run.entries) {
            self.keep(n, space, device_n, header, &entry.body)?;
        }
        self.storage.add_run(n, run.lane, device_n, (run.first_seq, run.last_seq()), &run.signature)?;
        Ok(Admission::Taken)
    }

    /// From now on a chain is held up to the last entry of a run.
    fn reach(&self, n: i64, lane: Lane, device_n: i64, headers: &[(EntryId, Header)]) -> KithResult<()> {
        let Some((id, header)) = headers.last() else { return Ok(()) };
        Ok(self.storage.set_head(n, lane, device_n, &Head::at(*id, header))?)
    }

    /// The id of the author's entry just before a run.
    fn before(&self, n: i64, run: &Run, device_n: i64, head: Head) -> KithResult<EntryId> {
        if run.first_seq == head.seq + 1 {
            return Ok(head.id);
        }
        if run.first_seq == 1 {
            return Ok(EntryId::ZERO);
        }
        let at = run.first_seq - 1;
        Ok(self.storage.entries(n, run.lane, device_n, (at, at))?.first().map_or(EntryId::ZERO, |e| e.id))
    }

    /// A run that begins at or before what is held: the same again, one that reaches further, or the other branch of a fork.
    fn overlap(&mut self, n: i64, run: &Run, device_n: i64, place: &Place, bytes: &[u8]) -> KithResult<Admission> {
        let Ok(headers) = run.headers(place) else { return Ok(Admission::Refused("malformed-run")) };
        // Of a chain that goes on from a place some are not held, before it or between.
        let held: BTreeMap<u64, StoredEntry> =
            self.storage.entries(n, run.lane, device_n, (run.first_seq, run.last_seq()))?.into_iter().map(|e| (e.seq, e)).collect();
        let parted = headers.iter().find(|(id, header)| held.get(&header.seq).is_some_and(|h| h.id != *id)).map(|(_, header)| header.seq);
        if parted.is_none() && held.len() >= headers.len() {
            for (h, entry) in held.values().zip(&run.entries) {
                self.mend(&place.space, n, h, &entry.body)?;
            }
            return Ok(Admission::Known);
        }
        if run.verify(place).is_err() {
            return Ok(Admission::Refused("bad-signature"));
        }
        if let Some(parted) = parted {
            let scrubbed = self.scrubbed(&place.space, bytes)?;
            self.storage.keep_fork(n, run.lane, device_n, parted, scrubbed.as_deref().unwrap_or(bytes))?;
            return Ok(Admission::Refused("forked-author"));
        }
        // What fills a gap moves no chain back.
        if run.last_seq() > self.storage.head(n, run.lane, device_n)?.seq {
            self.reach(n, run.lane, device_n, &headers)?;
        }
        for ((_, header), entry) in headers.iter().zip(&run.entries).filter(|((_, header), _)| !held.contains_key(&header.seq)) {
            self.keep(n, place.space, device_n, header, &entry.body)?;
        }
        self.storage.add_run(n, run.lane, device_n, (run.first_seq, run.last_seq()), &run.signature)?;
        Ok(Admission::Taken)
    }

    /// Tries again what waits in a space, until nothing more comes of it.
    pub(crate) fn retry_waiting(&mut self, space: SpaceId) -> KithResult<u32> {
        let n = self.space(&space)?.n;
        let mut taken = 0;
        loop {
            let before = taken;
            let mut acted = false;
            for row in self.storage.waiting(n)? {
                match self.try_admit(space, row.epoch, &row.bytes)? {
                    Admission::Waiting => continue,
                    Admission::Taken => {
                        taken += 1;
                        acted |= Run::decode(&row.bytes).is_ok_and(|r| r.lane == Lane::Control);
                    }
                    Admission::Refused(reason) => self.storage.count_refused(reason)?,
                    Admission::Known => {}
                }
                self.storage.drop_waiting(row.n)?;
            }
            if acted {
                self.settle(&space)?;
            }
            if taken == before {
                return Ok(taken);
            }
        }
    }
}
