//! How the delay of a board's act is counted: by steps of the device's own clock, none of which counts for more than three days, so that
//! a clock that jumps by years neither shortens a delay nor makes one that lasts for years.

use super::super::{Kith, KithResult};
use kith_wire::limits;

/// The milliseconds of a day.
pub(super) const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// The longest that one step of the clock counts for.
const STEP_MS_MAX: u64 = 3 * DAY_MS;
/// Steps that are shorter wait for the next.
const STEP_MS_MIN: u64 = 60 * 60 * 1_000;
/// The name under which it is kept: what was counted, and what the clock told then.
const COUNTED: &str = "counted-time";

fn heard(matter: &[u8; 32]) -> String {
    format!("board-heard-{}", super::hex(matter))
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.try_into().ok().map(u64::from_be_bytes)
}

impl Kith {
    /// The time that this device has counted, and what it counts on from where it never has. The caller commits.
    pub(super) fn counted_ms(&self, now_ms: u64, from_ms: u64) -> KithResult<u64> {
        let held = self.storage.meta(COUNTED)?.and_then(|bytes| number(bytes.get(..8)?).zip(number(bytes.get(8..)?)));
        let (mut counted_ms, last_ms) = held.unwrap_or((from_ms, 0));
        if held.is_some() {
            if now_ms.abs_diff(last_ms) < STEP_MS_MIN {
                return Ok(counted_ms);
            }
            counted_ms = counted_ms.saturating_add(now_ms.saturating_sub(last_ms).min(STEP_MS_MAX));
        }
        self.storage.set_meta(COUNTED, &[counted_ms.to_be_bytes(), now_ms.to_be_bytes()].concat())?;
        Ok(counted_ms)
    }

    /// Whether this device has counted the delay since it heard that a matter is decided. The caller commits.
    pub(super) fn has_waited(&self, matter: &[u8; 32], counted_ms: u64) -> KithResult<bool> {
        let name = heard(matter);
        if let Some(from_ms) = self.storage.meta(&name)?.and_then(|bytes| number(&bytes)) {
            return Ok(counted_ms >= from_ms.saturating_add(limits::BOARD_DELAY_CHECKPOINTS * DAY_MS));
        }
        self.storage.set_meta(&name, &counted_ms.to_be_bytes())?;
        Ok(false)
    }

    /// What was noted of a matter that is done is let go.
    pub(super) fn forget_heard(&self, matter: &[u8; 32]) -> KithResult<()> {
        Ok(self.storage.forget_meta(&heard(matter))?)
    }
}
