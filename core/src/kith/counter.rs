//! Counting what leaves the device, so that a copy of its profile stops before it signs: see [`crate::keystore::counter`].
//!
//! Every signature that others will build on (a closed run, a drop, a transfer of coins) is part of a step. The step is kept with the
//! database's transaction, then the counter outside the profile moves, then the bytes go. The counter is held from the check until it
//! has moved: of two copies one moves it, and the other finds that it has moved before anything of its own is committed.

use super::{Kith, KithError, KithResult};
use crate::keystore::{Counter, CounterError, Counters};
use kith_wire::{Lane, codec, limits};
use minicbor::{Decode, Encode};

const KEPT: &str = "counter";
/// Runs of the last step that are remembered.
const STEP_RUNS_MAX: usize = 4_096;

/// The counter as the database keeps it, with the step before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(super) struct Kept {
    #[n(0)]
    number: u64,
    #[cbor(n(1), with = "minicbor::bytes")]
    hash: [u8; 32],
    #[n(2)]
    number_before: u64,
    #[cbor(n(3), with = "minicbor::bytes")]
    hash_before: [u8; 32],
    /// The runs that the last step closed: space, lane, first and last.
    #[n(4)]
    pub(super) runs: Vec<(i64, u8, u64, u64)>,
}

impl Kept {
    const fn counter(&self) -> Counter {
        Counter { number: self.number, hash: self.hash }
    }

    const fn before(&self) -> Counter {
        Counter { number: self.number_before, hash: self.hash_before }
    }
}

/// Why a profile is taken for a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyReason {
    /// The counter has gone on: another copy of this profile has been used, or an old state of it was put back.
    Behind,
    /// The counter stands where it should, by other signatures.
    Differs,
    /// This machine has no counter for it: the folder came from elsewhere.
    Missing,
    /// The profile was made from a backup.
    Restored,
    /// Others have heard this device tell two stories, and it was made a new device for that.
    Forked,
}

/// How far this device has signed.
pub(super) struct Signing {
    counters: Box<dyn Counters>,
    /// As the database says.
    pub(super) kept: Kept,
    /// As the counter outside says.
    outside: Counter,
    /// What has been signed since the last step.
    step: Option<blake3::Hasher>,
    runs: Vec<(i64, u8, u64, u64)>,
}

impl Signing {
    pub(super) fn new(counters: Box<dyn Counters>) -> Self {
        Self { counters, kept: Kept::default(), outside: Counter::default(), step: None, runs: Vec::new() }
    }

    /// Forgets a step that was not committed.
    pub(super) fn abandon(&mut self) {
        (self.step, self.runs) = (None, Vec::new());
        self.counters.release();
    }
}

fn unavailable() -> KithError {
    KithError::storage("no-counter", "The place where this machine counts what it has signed cannot be used. Nothing was let go.")
}

impl Kith {
    /// Something has been signed that others will build on.
    pub(super) fn signed(&mut self, id: &[u8; 32]) {
        self.signing.step.get_or_insert_with(|| blake3::Hasher::new_derive_key("kith/v1/counter-step")).update(id);
    }

    /// A run has been closed.
    pub(super) fn signed_run(&mut self, n: i64, lane: Lane, span: (u64, u64), id: &[u8; 32]) {
        self.signed(id);
        if self.signing.runs.len() < STEP_RUNS_MAX {
            self.signing.runs.push((n, lane as u8, span.0, span.1));
        }
    }

    /// Reads the counter that the database keeps.
    pub(super) fn load_counter(&mut self) -> KithResult<bool> {
        let kept = self.storage.meta(KEPT)?;
        let known = kept.is_some();
        self.signing.kept = kept.and_then(|k| codec::decode(&k, limits::FRAME_BYTES_MAX).ok()).unwrap_or_default();
        Ok(known)
    }

    /// Begins counting for a device that has signed nothing yet. The caller commits.
    pub(super) fn begin_counter(&mut self) -> KithResult<()> {
        self.signing.kept = Kept::default();
        self.storage.set_meta(KEPT, &codec::encode(&self.signing.kept))?;
        Ok(())
    }

    /// Writes the first counter of a device.
    pub(super) fn write_counter(&mut self) -> KithResult<()> {
        let kept = self.signing.kept.counter();
        self.signing.counters.advance(&self.device, &kept).map_err(|_| unavailable())?;
        self.signing.outside = kept;
        Ok(())
    }

    /// Whether the counter outside agrees with the database. A database one step ahead goes on: that step was never released.
    pub(super) fn check_counter(&mut self) -> KithResult<Option<CopyReason>> {
        let known = self.load_counter()?;
        let outside = self.signing.counters.read(&self.device).map_err(|_| unavailable())?;
        let kept = &self.signing.kept;
        let (now, before) = (kept.counter(), kept.before());
        let reason = match outside {
            None if !known => {
                // A profile of the first version, which did not count: it begins here.
                self.storage.begin()?;
                self.begin_counter()?;
                self.storage.commit()?;
                return self.write_counter().map(|()| None);
            }
            None => Some(CopyReason::Missing),
            Some(c) if c == now || (c == before && now.number == before.number.saturating_add(1)) => None,
            Some(c) if c.number == now.number => Some(CopyReason::Differs),
            Some(_) => Some(CopyReason::Behind),
        };
        self.signing.outside = outside.unwrap_or_default();
        Ok(reason)
    }

    /// Brings the counter outside level with the database, where a crash or a full disk came between.
    pub(super) fn catch_up(&mut self) -> KithResult<()> {
        let kept = self.signing.kept.counter();
        if kept == self.signing.outside {
            return Ok(());
        }
        self.hold_counter()?;
        self.signing.counters.advance(&self.device, &kept).map_err(|_| unavailable())?;
        self.signing.outside = kept;
        Ok(())
    }

    fn hold_counter(&mut self) -> KithResult<()> {
        let outside = self.signing.outside;
        self.signing.counters.hold(&self.device, Some(&outside)).map_err(|e| match e {
            CounterError::Moved => KithError::not_allowed(
                COPIED,
                "Another copy of this profile has been used. Nothing was written; this copy becomes a new device, to be let in again.",
            ),
            CounterError::Unavailable => unavailable(),
        })
    }

    /// Before the commit: keeps the step, if anything was signed, and holds the counter.
    pub(super) fn count_step(&mut self) -> KithResult<()> {
        let Some(step) = self.signing.step.take() else { return Ok(()) };
        self.hold_counter()?;
        let now = self.signing.kept.counter();
        let next = now.after(step.finalize().as_bytes());
        let kept =
            Kept { number: next.number, hash: next.hash, number_before: now.number, hash_before: now.hash, runs: std::mem::take(&mut self.signing.runs) };
        self.storage.set_meta(KEPT, &codec::encode(&kept))?;
        self.signing.kept = kept;
        Ok(())
    }

    /// After the commit: moves the counter; only then may what was signed leave the device.
    pub(super) fn count_out(&mut self) -> KithResult<()> {
        let kept = self.signing.kept.counter();
        if kept == self.signing.outside {
            return Ok(());
        }
        self.signing.counters.advance(&self.device, &kept).map_err(|_| {
            KithError::storage("no-counter", "This is kept here, but may not leave the device: its counter cannot be written. Make room and try again.")
        })?;
        self.signing.outside = kept;
        Ok(())
    }
}

/// The code of the error that says so.
pub(super) const COPIED: &str = "profile-copied";
