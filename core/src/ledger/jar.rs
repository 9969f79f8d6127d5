//! The minutes jar: attested minutes in log order, cut into slices of which sixty make a coin. No minute is lost or used twice.

use super::op::{OpId, Slice};
use super::units::COIN_MINUTES;

/// Minutes of one earner that are not yet a coin. It never holds a whole hour.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jar {
    slices: Vec<Slice>,
}

impl Jar {
    /// Minutes that wait.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.slices.iter().map(|s| u32::from(s.count)).sum()
    }

    /// The slices that wait.
    #[must_use]
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Puts in all minutes of one attestation and gives the slices of each coin that they complete, in order.
    pub fn add(&mut self, attest: OpId, minutes: u16) -> Vec<Vec<Slice>> {
        let mut coins = Vec::new();
        let (mut first, mut left) = (0u16, u32::from(minutes));
        while left > 0 {
            let take = left.min(COIN_MINUTES - self.minutes());
            let count = u8::try_from(take).expect("a coin has at most sixty minutes left to fill");
            self.slices.push(Slice { attest, first, count });
            first = first.saturating_add(u16::from(count));
            left -= take;
            if self.minutes() == COIN_MINUTES {
                coins.push(std::mem::take(&mut self.slices));
            }
        }
        coins
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// covers: C2
        #[test]
        fn no_minute_is_lost_or_used_twice(minutes in prop::collection::vec(1u16..=1440, 1..20)) {
            let mut jar = Jar::default();
            let mut used: Vec<Vec<bool>> = minutes.iter().map(|m| vec![false; usize::from(*m)]).collect();
            let mut coins = Vec::new();
            for (i, m) in minutes.iter().enumerate() {
                coins.extend(jar.add(OpId([u8::try_from(i).unwrap(); 32]), *m));
                prop_assert!(jar.minutes() < COIN_MINUTES);
            }
            for slice in coins.iter().flatten().chain(jar.slices()) {
                for minute in slice.first..slice.first + u16::from(slice.count) {
                    let seen = &mut used[usize::from(slice.attest.0[0])][usize::from(minute)];
                    prop_assert!(!*seen, "a minute used twice");
                    *seen = true;
                }
            }
            prop_assert!(used.iter().flatten().all(|seen| *seen), "a minute lost");
            prop_assert!(coins.iter().all(|coin| coin.iter().map(|s| u32::from(s.count)).sum::<u32>() == COIN_MINUTES));
        }
    }
}
