//! When a visit can have begun, and how long it was by the clock.

use crate::{
    kith::{Kith, KithError, KithResult},
    storage::projection::VisitRow,
};
use kith_wire::limits;

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// A visit has begun by now, and not too long ago to be entered.
pub(in crate::kith) fn check_beginning(begun_ms: u64, now_ms: u64) -> KithResult<()> {
    if begun_ms.saturating_sub(now_ms) > limits::CLOCK_BEHIND_MS_MAX {
        return Err(KithError::invalid("visit-not-yet", "A visit begins no later than now."));
    }
    if now_ms.saturating_sub(begun_ms) > limits::VISIT_BACK_MS_MAX {
        let days = limits::VISIT_BACK_MS_MAX / DAY_MS;
        return Err(KithError::invalid("visit-long-ago", format!("A visit can be entered until {days} days after it began.")).with("days", days));
    }
    Ok(())
}

impl Kith {
    /// Whether the end of a visit can be written: I am in its circle, and it is not closed.
    pub(super) fn can_end(&self, row: &VisitRow) -> KithResult<bool> {
        let here = self.space_by_n(row.at.space).filter(|s| s.is_present(&self.device)).map(|s| s.id);
        here.map_or(Ok(false), |space| Ok(self.circle_closed(space)?.is_none()))
    }

    /// The minutes since a visit began, where the clock alone can tell them; where it cannot, the visitor is asked.
    pub(super) fn measured(&self, row: &VisitRow, now_ms: u64) -> KithResult<u32> {
        let (_, doubted) = self.written(row.at.space, row.at.device, row.at.seq, row.started_ms)?;
        if doubted || row.started_ms.saturating_sub(now_ms) > limits::CLOCK_BEHIND_MS_MAX {
            let reason = "This phone's clock has changed since the visit began, so it cannot say how long it was. Say how many minutes it was.";
            return Err(KithError::invalid("visit-clock", reason));
        }
        let spent_ms = now_ms.saturating_sub(row.started_ms);
        if spent_ms > limits::VISIT_MEASURED_MS_MAX {
            let hours = spent_ms / HOUR_MS;
            let reason = format!("By this phone's clock it is {hours} hours since the visit began. Say how many minutes it was.");
            return Err(KithError::invalid("visit-too-long", reason).with("hours", hours));
        }
        Ok(u32::try_from(spent_ms / 60_000).unwrap_or(u32::MAX))
    }
}
