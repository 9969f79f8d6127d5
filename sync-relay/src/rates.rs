//! Buckets: so many a second, and so many at once after a rest. Time is an argument.

use std::{
    collections::HashMap,
    hash::Hash,
    time::{Duration, Instant},
};

/// A rate and a burst.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Tokens that come back in a period.
    pub refill: u64,
    /// The period, in milliseconds.
    pub period_ms: u64,
    /// Tokens after a rest.
    pub burst: u64,
}

impl Rate {
    /// So many a second.
    #[must_use]
    pub const fn a_second(refill: u64, burst: u64) -> Self {
        Self { refill, period_ms: 1_000, burst }
    }
}

/// One bucket. Counts in thousandths, so that slow rates lose nothing.
#[derive(Debug, Clone, Copy)]
pub struct Bucket {
    thousandths: u64,
    last: Instant,
}

impl Bucket {
    /// A full one.
    #[must_use]
    pub const fn full(rate: Rate, now: Instant) -> Self {
        Self { thousandths: rate.burst.saturating_mul(1_000), last: now }
    }

    /// Takes `n` tokens, or says in how many milliseconds they will be there.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub fn take(&mut self, rate: Rate, n: u64, now: Instant) -> Result<(), u32> {
        self.refill(rate, now);
        let wanted = n.saturating_mul(1_000);
        if wanted <= self.thousandths {
            self.thousandths -= wanted;
            return Ok(());
        }
        let missing = wanted - self.thousandths;
        let wait = missing.saturating_mul(rate.period_ms).div_ceil(rate.refill.saturating_mul(1_000).max(1));
        Err(u32::try_from(wait).unwrap_or(u32::MAX))
    }

    /// Takes what there is of `n` tokens.
    fn spend(&mut self, rate: Rate, n: u64, now: Instant) {
        self.refill(rate, now);
        self.thousandths = self.thousandths.saturating_sub(n.saturating_mul(1_000));
    }

    fn refill(&mut self, rate: Rate, now: Instant) {
        let ms = u64::try_from(now.saturating_duration_since(self.last).as_millis()).unwrap_or(u64::MAX);
        let gained = ms.saturating_mul(rate.refill).saturating_mul(1_000) / rate.period_ms.max(1);
        if gained > 0 {
            self.thousandths = self.thousandths.saturating_add(gained).min(rate.burst.saturating_mul(1_000));
            // Only the time that was paid out is used up; what is left counts towards the next thousandth.
            let used = gained.saturating_mul(rate.period_ms).div_ceil(rate.refill.saturating_mul(1_000).max(1)).min(ms);
            self.last = self.last.checked_add(Duration::from_millis(used)).unwrap_or(now);
        }
    }

    fn is_full(&mut self, rate: Rate, now: Instant) -> bool {
        self.refill(rate, now);
        self.thousandths >= rate.burst.saturating_mul(1_000)
    }
}

/// Buckets by key, at most so many: full ones are forgotten, since a new one is full too.
#[derive(Debug)]
pub struct Buckets<K> {
    rate: Rate,
    max: usize,
    by_key: HashMap<K, Bucket>,
}

impl<K: Eq + Hash> Buckets<K> {
    /// No buckets yet.
    #[must_use]
    pub fn new(rate: Rate, max: usize) -> Self {
        Self { rate, max, by_key: HashMap::new() }
    }

    /// Takes `n` tokens from the key's bucket, or says in how many milliseconds they will be there.
    ///
    /// # Errors
    /// The milliseconds to wait; a full period when there is no room for another key.
    pub fn take(&mut self, key: K, n: u64, now: Instant) -> Result<(), u32> {
        let rate = self.rate;
        self.bucket(key, now)?.take(rate, n, now)
    }

    /// As [`Buckets::take`] of one token, but leaves it there.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub fn has(&mut self, key: K, now: Instant) -> Result<(), u32> {
        let rate = self.rate;
        let mut copy = *self.bucket(key, now)?;
        copy.take(rate, 1, now)
    }

    /// Takes what there is of `n` tokens, for what was done already.
    pub fn spend(&mut self, key: K, n: u64, now: Instant) {
        let rate = self.rate;
        if let Ok(bucket) = self.bucket(key, now) {
            bucket.spend(rate, n, now);
        }
    }

    fn bucket(&mut self, key: K, now: Instant) -> Result<&mut Bucket, u32> {
        let rate = self.rate;
        if self.by_key.len() >= self.max && !self.by_key.contains_key(&key) {
            self.by_key.retain(|_, bucket| !bucket.is_full(rate, now));
            if self.by_key.len() >= self.max {
                return Err(u32::try_from(rate.period_ms).unwrap_or(u32::MAX));
            }
        }
        Ok(self.by_key.entry(key).or_insert_with(|| Bucket::full(rate, now)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate::a_second(10, 20);

    #[test]
    fn a_bucket_gives_its_burst_then_its_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::full(RATE, start);
        assert_eq!(bucket.take(RATE, 20, start), Ok(()));
        assert_eq!(bucket.take(RATE, 1, start), Err(100));
        assert_eq!(bucket.take(RATE, 1, start + Duration::from_millis(100)), Ok(()));
        assert_eq!(bucket.take(RATE, 5, start + Duration::from_millis(100)), Err(500));
        assert_eq!(bucket.take(RATE, 21, start + Duration::from_secs(60)), Err(100), "never more than the burst");
        assert_eq!(bucket.take(RATE, 20, start + Duration::from_secs(60)), Ok(()));
    }

    #[test]
    fn asking_often_does_not_slow_a_slow_rate() {
        let rate = Rate { refill: 1, period_ms: 3_600_000, burst: 1 };
        let start = Instant::now();
        let mut bucket = Bucket::full(rate, start);
        assert_eq!(bucket.take(rate, 1, start), Ok(()));
        for ms in 1..3_600 {
            assert!(bucket.take(rate, 1, start + Duration::from_millis(ms * 1_000)).is_err());
        }
        assert_eq!(bucket.take(rate, 1, start + Duration::from_millis(3_603_600)), Ok(()));
    }

    #[test]
    fn keys_are_bounded_and_rested_ones_forgotten() {
        let start = Instant::now();
        let mut buckets = Buckets::new(RATE, 2);
        assert_eq!(buckets.take('a', 20, start), Ok(()));
        assert_eq!(buckets.take('b', 20, start), Ok(()));
        assert_eq!(buckets.take('c', 1, start), Err(1_000));
        assert_eq!(buckets.take('c', 1, start + Duration::from_secs(2)), Ok(()));
    }
}
