//! The talk about one space: what the peer said last, what was sent, and what to say next.

mod trail;
mod view;

use super::{
    batch,
    engine::SessionError,
    report::{Outcome, SpaceReport},
    seal::{Direction, Sealer},
    store::{After, EpochKey, Fork, Heard, Met, Summary, SyncStore, Taken},
};
use kith_wire::{
    DeviceId, EpochId, Lane, SpaceId,
    session::{Ending, Frame, Part, Short},
};
use std::collections::{BTreeSet, HashMap};
use view::View;

/// What a slot may send in one turn even when others have used the turn up, so that silence always means "nothing to send".
const LEAST_BYTES: usize = 16 * 1024;

/// The state that was last sent.
struct Said {
    summary: Summary,
    by_name: bool,
}

/// What one turn may still carry.
pub(super) struct Allowance {
    /// Bytes of runs in one batch.
    pub(super) batch_bytes: usize,
    /// Bytes of runs left for this turn, over all spaces.
    pub(super) left: usize,
}

/// One space in one session.
pub(super) struct Slot {
    pub(super) space: SpaceId,
    pub(super) epoch: EpochId,
    limited: bool,
    /// Which device the peer said last that it is.
    claim: Option<DeviceId>,
    /// Epochs of the space whose keys the peer has shown.
    proven: Vec<EpochId>,
    pub(super) report: SpaceReport,
    /// Whether this device knows a newer epoch than the one the two met under.
    newer_known: bool,
    channel_peer: Option<[u8; 32]>,
    sealer: Sealer,
    opener: Sealer,
    view: Option<View>,
    said: Option<Said>,
    /// Up to which number each chain has been sent.
    sent: HashMap<(Lane, DeviceId), u64>,
    /// Branches to send because a trail showed that ours differs.
    branches: Vec<After>,
    proofs: BTreeSet<Fork>,
    spoken_to: bool,
    got_batch: bool,
    trails_sent: bool,
    trails_read: bool,
    pub(super) control_sent: bool,
    /// Whether the end has been said of a slot that broke.
    pub(super) farewell: bool,
}

/// How a slot is begun.
pub(super) struct Meeting<'a> {
    pub(super) space: SpaceId,
    pub(super) key: &'a EpochKey,
    pub(super) newest: bool,
    pub(super) proven: Vec<EpochId>,
    pub(super) channel: &'a [u8; 32],
    pub(super) out: Direction,
    pub(super) channel_peer: Option<[u8; 32]>,
}

type Made<S, T> = Result<T, SessionError<<S as SyncStore>::Error>>;

impl Slot {
    pub(super) fn new(meeting: Meeting<'_>) -> Self {
        let epoch = meeting.key.epoch;
        Self {
            space: meeting.space,
            epoch,
            limited: meeting.key.limited,
            claim: None,
            proven: meeting.proven,
            report: SpaceReport {
                space: meeting.space,
                epoch,
                outcome: Outcome::Open,
                bytes_out: 0,
                bytes_in: 0,
                sent: 0,
                taken: Taken::default(),
                forks: Vec::new(),
            },
            newer_known: !meeting.newest,
            channel_peer: meeting.channel_peer,
            sealer: Sealer::new(meeting.key, meeting.channel, meeting.out),
            opener: Sealer::new(meeting.key, meeting.channel, meeting.out.back()),
            view: None,
            said: None,
            sent: HashMap::new(),
            branches: Vec::new(),
            proofs: BTreeSet::new(),
            spoken_to: false,
            got_batch: false,
            trails_sent: false,
            trails_read: false,
            control_sent: false,
            farewell: false,
        }
    }

    fn by(&self) -> Met {
        Met { epoch: self.epoch, limited: self.limited, claim: self.claim, proven: self.proven.clone() }
    }

    /// The peer has named the space without saying what it holds: it is our turn to.
    pub(super) const fn called(&mut self) {
        self.spoken_to = true;
    }

    pub(super) fn is_open(&self) -> bool {
        self.report.outcome == Outcome::Open
    }

    pub(super) fn seal(&mut self, part: &Part, associated: &[u8]) -> Vec<u8> {
        let sealed = self.sealer.seal(&part.encode(), associated);
        self.report.bytes_out += sealed.len() as u64;
        sealed
    }

    /// The state to greet with.
    pub(super) fn greet<S: SyncStore>(&mut self, store: &mut S) -> Made<S, Vec<u8>> {
        let mine = self.summary(store)?;
        let part = short(&mine, store.me());
        self.said = Some(Said { summary: mine, by_name: false });
        Ok(self.seal(&part, &Frame::HELLO_ASSOCIATED))
    }

    fn summary<S: SyncStore>(&self, store: &mut S) -> Made<S, Summary> {
        store.summary(self.space).map_err(SessionError::Storage)
    }

    /// Takes one part from the peer.
    pub(super) fn take<S: SyncStore>(&mut self, store: &mut S, sealed: &[u8], associated: &[u8], now_ms: u64) -> Made<S, ()> {
        self.report.bytes_in += sealed.len() as u64;
        let part = self.opener.open(sealed, associated).and_then(|bytes| Part::decode(&bytes).ok());
        self.spoken_to = true;
        match part {
            Some(Part::Level(claim)) => self.level_heard(store, claim)?,
            Some(Part::Short(short)) => self.view = Some(view::of_short(&short, &self.summary(store)?)),
            Some(Part::Full(full)) => {
                let (mine, control) = (self.summary(store)?, store.control_heads(self.space).map_err(SessionError::Storage)?);
                self.view = Some(view::of_full(&full, &mine, &control));
            }
            Some(Part::Batch(packed)) => {
                self.got_batch = true;
                let Some(runs) = batch::unpack(&packed) else {
                    self.report.outcome = Outcome::Broken;
                    return Ok(());
                };
                let taken = store.admit(self.space, self.epoch, &runs, now_ms).map_err(SessionError::Storage)?;
                self.report.taken.add(taken);
            }
            Some(Part::Trails(trails)) if !self.trails_read => {
                self.trails_read = true;
                self.branches = trail::branches(store, self.space, &trails).map_err(SessionError::Storage)?;
            }
            Some(Part::End(why)) => self.report.outcome = outcome(why),
            Some(Part::Trails(_)) | None => self.report.outcome = Outcome::Broken,
        }
        self.claim = self.view.as_ref().and_then(|view| view.claim).or(self.claim);
        if let Some(view) = self.view.as_ref().filter(|v| !v.noted) {
            self.note(store, view, false)?;
        }
        if let Some(view) = &mut self.view {
            view.noted = true;
        }
        Ok(())
    }

    fn level_heard<S: SyncStore>(&mut self, store: &mut S, claim: Option<u32>) -> Made<S, ()> {
        let Some(said) = &self.said else {
            self.report.outcome = Outcome::Broken;
            return Ok(());
        };
        self.report.outcome = Outcome::Level;
        let numbers = &said.summary.numbers;
        let claim = claim.and_then(|i| numbers.get(i as usize)).map(|(d, _)| *d);
        store.heard(self.space, &Heard { channel_peer: self.channel_peer, claim, numbers, level: true }).map_err(SessionError::Storage)
    }

    fn note<S: SyncStore>(&self, store: &mut S, view: &View, level: bool) -> Made<S, ()> {
        let Some(numbers) = &view.data else { return Ok(()) };
        store.heard(self.space, &Heard { channel_peer: self.channel_peer, claim: view.claim, numbers, level }).map_err(SessionError::Storage)
    }

    /// What to say at the end of the peer's turn: parts to seal, in order. Closes the slot where that is the last word.
    pub(super) fn reply<S: SyncStore>(&mut self, store: &mut S, allowance: &mut Allowance) -> Made<S, Vec<Part>> {
        if !std::mem::take(&mut self.spoken_to) {
            self.report.outcome = Outcome::Broken;
            return Ok(vec![Part::End(Ending::Unsettled)]);
        }
        let got_batch = std::mem::take(&mut self.got_batch);
        let mine = self.summary(store)?;
        let Some(view) = self.view.take() else {
            return self.say_state(store, mine, None);
        };
        if view.is_level(&mine) && !self.newer_known {
            self.report.outcome = Outcome::Level;
            self.note(store, &view, true)?;
            return Ok(vec![Part::Level(place_of(&mine, store.me()))]);
        }
        let with_data = !self.newer_known && view.data.is_some();
        if view.readable && !with_data && view.control_digest == mine.control {
            return Ok(self.end(Ending::OlderEpoch));
        }
        let mut parts = Vec::new();
        if view.readable {
            let after = self.missing(store, &mine, &view, with_data)?;
            parts = self.send_runs(store, after, allowance)?;
            parts.append(&mut self.send_proofs(store, &mine, &view, with_data)?);
        }
        if parts.is_empty() && !got_batch && self.nothing_new(&mine, &view) {
            return self.look_for_forks(store, &mine, view, with_data);
        }
        let mut state = self.say_state(store, mine, Some(&view))?;
        parts.append(&mut state);
        self.view = Some(view);
        Ok(parts)
    }

    pub(super) fn end(&mut self, why: Ending) -> Vec<Part> {
        self.report.outcome = outcome(why);
        vec![Part::End(why)]
    }

    /// Whether the peer has already seen what we hold, in a form that it can read.
    fn nothing_new(&self, mine: &Summary, view: &View) -> bool {
        self.said.as_ref().is_some_and(|said| said.summary == *mine && (said.by_name || view.control_digest == mine.control))
    }

    /// Nobody has anything new and the two still differ: trails once, then the end.
    fn look_for_forks<S: SyncStore>(&mut self, store: &mut S, mine: &Summary, view: View, with_data: bool) -> Made<S, Vec<Part>> {
        if !std::mem::replace(&mut self.trails_sent, true) {
            let trails = trail::of(store, self.space, mine, &view, with_data).map_err(SessionError::Storage)?;
            if !trails.is_empty() {
                self.view = Some(view);
                return Ok(vec![Part::Trails(trails)]);
            }
        }
        Ok(self.end(if with_data { Ending::Unsettled } else { Ending::OlderEpoch }))
    }

    fn say_state<S: SyncStore>(&mut self, store: &mut S, mine: Summary, view: Option<&View>) -> Made<S, Vec<Part>> {
        let by_name = view.is_none_or(|v| v.control_digest != mine.control || v.data.is_none()) || self.newer_known;
        let part = if by_name {
            let control = store.control_heads(self.space).map_err(SessionError::Storage)?;
            let with_data = !self.newer_known && view.is_none_or(|v| !v.readable || v.data.is_some());
            Part::Full(view::full(&mine, &control, place_of(&mine, store.me()), with_data))
        } else {
            short(&mine, store.me())
        };
        self.said = Some(Said { summary: mine, by_name });
        Ok(vec![part])
    }

    /// What the peer lacks and has not been sent: control chains, data chains, and branches that a trail asked for.
    fn missing<S: SyncStore>(&mut self, store: &mut S, mine: &Summary, view: &View, with_data: bool) -> Made<S, Vec<After>> {
        let mut out = Vec::new();
        let mut want = |lane, device, held: u64, theirs: u64| {
            let seq = theirs.max(self.sent.get(&(lane, device)).copied().unwrap_or(0));
            if held > seq {
                out.push(After { lane, device, seq });
            }
        };
        if view.control_digest != mine.control {
            for head in store.control_heads(self.space).map_err(SessionError::Storage)? {
                want(Lane::Control, head.device, head.seq, view.control.get(&head.device).map_or(0, |c| c.0));
            }
        }
        if with_data {
            for (device, held) in &mine.numbers {
                want(Lane::Data, *device, *held, view.number(device));
            }
        }
        let branches = std::mem::take(&mut self.branches);
        out.retain(|a| !branches.iter().any(|b| (b.lane, b.device) == (a.lane, a.device)));
        out.extend(branches.into_iter().filter(|b| with_data || b.lane == Lane::Control));
        Ok(out)
    }

    fn send_runs<S: SyncStore>(&mut self, store: &mut S, mut after: Vec<After>, allowance: &mut Allowance) -> Made<S, Vec<Part>> {
        let mut parts = Vec::new();
        let mut left = allowance.left.max(LEAST_BYTES);
        while !after.is_empty() && left > 0 {
            let runs = store.runs(self.space, &self.by(), &after, left.min(allowance.batch_bytes)).map_err(SessionError::Storage)?;
            if runs.is_empty() {
                break;
            }
            for run in &runs {
                self.control_sent |= run.lane == Lane::Control;
                let sent = self.sent.entry((run.lane, run.device)).or_default();
                *sent = (*sent).max(run.last_seq);
                for a in after.iter_mut().filter(|a| (a.lane, a.device) == (run.lane, run.device)) {
                    a.seq = a.seq.max(run.last_seq);
                }
            }
            let bytes: Vec<Vec<u8>> = runs.into_iter().map(|run| run.bytes).collect();
            let size: usize = bytes.iter().map(Vec::len).sum();
            left = left.saturating_sub(size.max(1));
            allowance.left = allowance.left.saturating_sub(size);
            parts.push(self.batch(&bytes)?);
        }
        Ok(parts)
    }

    fn batch<E>(&mut self, runs: &[Vec<u8>]) -> Result<Part, SessionError<E>> {
        self.report.sent = self.report.sent.saturating_add(u32::try_from(runs.len()).unwrap_or(u32::MAX));
        Ok(Part::Batch(batch::pack(runs).map_err(|_| SessionError::Compression)?))
    }

    /// Both branches of each fork that the peer may not know of, once a session.
    fn send_proofs<S: SyncStore>(&mut self, store: &mut S, mine: &Summary, view: &View, with_data: bool) -> Made<S, Vec<Part>> {
        let mut parts = Vec::new();
        let forks = store.forks(self.space).map_err(SessionError::Storage)?;
        let numbers_equal = mine.numbers.iter().all(|(d, n)| view.number(d) == *n);
        for fork in &forks {
            let differs = match fork.lane {
                Lane::Control => view.control_digest != mine.control,
                Lane::Data => with_data && view.heads_digest != mine.heads && (numbers_equal || mine.number(&fork.device) != view.number(&fork.device)),
            };
            if differs && self.proofs.insert(*fork) {
                let runs = store.proof(self.space, &self.by(), fork).map_err(SessionError::Storage)?;
                if !runs.is_empty() {
                    parts.push(self.batch(&runs)?);
                }
            }
        }
        Ok(parts)
    }

    /// Adds what only the store knows to the report.
    pub(super) fn finish<S: SyncStore>(&mut self, store: &mut S) -> Made<S, SpaceReport> {
        self.report.forks = store.forks(self.space).map_err(SessionError::Storage)?;
        Ok(self.report.clone())
    }
}

impl Summary {
    /// The number of a device, 0 for one that is not there.
    #[must_use]
    pub fn number(&self, device: &DeviceId) -> u64 {
        self.numbers.iter().find(|(d, _)| d == device).map_or(0, |(_, n)| *n)
    }
}

fn place_of(mine: &Summary, me: DeviceId) -> Option<u32> {
    mine.numbers.iter().position(|(d, _)| *d == me).and_then(|i| u32::try_from(i).ok())
}

fn short(mine: &Summary, me: DeviceId) -> Part {
    let numbers = mine.numbers.iter().map(|(_, n)| *n).collect();
    Part::Short(Short { control: mine.control, heads: mine.heads, claim: place_of(mine, me), numbers })
}

const fn outcome(why: Ending) -> Outcome {
    match why {
        Ending::Unsettled => Outcome::Unsettled,
        Ending::OlderEpoch => Outcome::OlderEpoch,
        Ending::Enough => Outcome::Enough,
    }
}
