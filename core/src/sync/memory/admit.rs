//! Taking runs: verified each for itself, in any order, with gaps waiting and forks kept.

use super::{ADD, Chain, EPOCH, Held, Room};
use crate::sync::store::Taken;
use kith_wire::{
    DeviceId, EntryId, EpochId, Header, Lane, Run, SpaceId,
    entry::HEADER_BYTES,
    limits,
    run::{Author, Body, Place},
};

/// What became of one run.
enum Fate {
    Taken,
    Known,
    Waiting,
    Refused,
}

impl Room {
    pub(super) fn admit(&mut self, space: SpaceId, epoch: EpochId, runs: &[Vec<u8>], now_ms: u64) -> Taken {
        let mut taken = Taken::default();
        let before = self.waiting.len();
        for bytes in runs {
            match self.admit_one(space, epoch, bytes, now_ms) {
                Fate::Taken => taken.taken += 1,
                Fate::Known => taken.known += 1,
                Fate::Refused => taken.refused += 1,
                Fate::Waiting if self.waiting.len() < limits::WAITING_RUNS_MAX => {
                    if !self.waiting.iter().any(|(_, held)| held == bytes) {
                        self.waiting.push((epoch, bytes.clone()));
                    }
                    taken.waiting += 1;
                }
                Fate::Waiting => taken.refused += 1,
            }
        }
        if taken.taken > 0 || before > 0 {
            taken.taken += self.retry(space, now_ms);
        }
        taken
    }

    /// Tries what waits again for as long as that helps; gives how many were taken.
    fn retry(&mut self, space: SpaceId, now_ms: u64) -> u32 {
        let mut count = 0;
        loop {
            let mut progress = false;
            for (epoch, bytes) in std::mem::take(&mut self.waiting) {
                match self.admit_one(space, epoch, &bytes, now_ms) {
                    Fate::Waiting => self.waiting.push((epoch, bytes)),
                    Fate::Taken => {
                        progress = true;
                        count += 1;
                    }
                    Fate::Known | Fate::Refused => {}
                }
            }
            if !progress {
                return count;
            }
        }
    }

    fn admit_one(&mut self, space: SpaceId, epoch: EpochId, bytes: &[u8], now_ms: u64) -> Fate {
        let Ok(run) = Run::decode(bytes) else { return Fate::Refused };
        if run.entries.iter().any(|e| e.time_ms > now_ms.saturating_add(limits::CLOCK_AHEAD_MS_MAX)) {
            return Fate::Refused;
        }
        let epoch = if run.lane == Lane::Control { EpochId::ZERO } else { run.epoch.unwrap_or(epoch) };
        let device = match run.author {
            Author::Whole(device) => device,
            Author::Hint(_) => match self.devices.values().find(|d| run.author.matches(d)) {
                Some(device) => *device,
                None => return Fate::Waiting,
            },
        };
        if run.lane == Lane::Data {
            match self.epochs.iter().find(|((_, id), _)| id.0 == epoch.0) {
                Some((_, members)) if members.contains(&device) => {}
                Some(_) => return Fate::Refused,
                None => return Fate::Waiting,
            }
        }
        let chain = self.chains.entry((run.lane, device)).or_default();
        let prev = match run.first_seq {
            1 => EntryId::ZERO,
            n => match chain.id(n - 1) {
                Some(id) => id,
                None => return Fate::Waiting,
            },
        };
        match run.verify(&Place { space, device, epoch, prev }) {
            Ok(headers) => self.place(device, epoch, run, &headers),
            Err(_) => Fate::Refused,
        }
    }

    /// Puts a verified run where it belongs: at the end of its chain, beside what is held already, or beside a branch.
    fn place(&mut self, device: DeviceId, epoch: EpochId, run: Run, headers: &[(EntryId, Header)]) -> Fate {
        let chain = self.chains.entry((run.lane, device)).or_default();
        let differs = headers.iter().find(|(id, h)| chain.id(h.seq).is_some_and(|held| held != *id));
        if let Some((_, header)) = differs {
            if chain.fork.as_ref().is_some_and(|(at, _)| *at <= header.seq) {
                return Fate::Known;
            }
            chain.fork = Some((header.seq, vec![Run { epoch: (run.lane == Lane::Data).then_some(epoch), ..run }]));
            return Fate::Taken;
        }
        if headers.iter().all(|(_, h)| chain.id(h.seq).is_some()) || chain.fork.is_some() {
            return Fate::Known;
        }
        self.put(device, epoch, run, headers);
        Fate::Taken
    }

    /// Appends a run to its chain and the log, and lets its control entries act.
    pub(super) fn put(&mut self, device: DeviceId, epoch: EpochId, mut run: Run, headers: &[(EntryId, Header)]) {
        run.epoch = None;
        let at = self.log.len();
        let chain: &mut Chain = self.chains.entry((run.lane, device)).or_default();
        for (id, header) in headers {
            if header.seq == chain.ids.len() as u64 + 1 {
                chain.ids.push(*id);
                chain.time_ms = header.time_ms;
            }
        }
        chain.runs.insert(run.first_seq, at);
        for ((id, header), entry) in headers.iter().zip(&run.entries) {
            if let (Lane::Control, Body::Held { bytes, .. }) = (run.lane, &entry.body) {
                debug_assert_eq!(header.to_bytes().len(), HEADER_BYTES);
                self.act(*id, header.time_ms, bytes);
            }
        }
        self.log.push(Held { lane: run.lane, device, epoch, first: run.first_seq, last: run.last_seq(), run });
    }

    fn act(&mut self, id: EntryId, time_ms: u64, body: &[u8]) {
        let Some((kind, rest)) = body.split_first() else { return };
        let devices: Vec<DeviceId> = rest.chunks(DeviceId::LEN).filter_map(DeviceId::from_slice).collect();
        match *kind {
            ADD => {
                for device in devices {
                    if !self.devices.values().any(|d| *d == device) {
                        self.devices.insert((time_ms, id), device);
                    }
                }
            }
            EPOCH => {
                self.epochs.insert((time_ms, id), devices);
            }
            _ => {}
        }
    }
}
