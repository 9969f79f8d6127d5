//! Work that needs nothing but its input, on several of the processor's cores at once: checking signatures above all ([ADR 1]).
//!
//! What comes out stands in the order of what went in, so that nothing which rests on it can differ from device to device.
//!
//! [ADR 1]: ../../../docs/adr/0001-sans-io-core.md

use std::{num::NonZero, thread};

/// Workers at most: an office's small machine has no more to spare.
pub const WORKERS_MAX: usize = 8;
/// Items for each worker at least; for fewer, starting one costs more than it saves.
const SHARE_MIN: usize = 32;

/// Workers that this machine has room for.
#[must_use]
pub fn available() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(WORKERS_MAX)
}

/// What `work` makes of each item, in the items' order, by at most so many workers. Where none can be started it is all done here.
pub fn map<T: Sync, R: Send>(items: &[T], workers: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = workers.min(WORKERS_MAX).min(items.len() / SHARE_MIN).max(1);
    let (mine, others) = items.split_at(items.len().div_ceil(workers));
    let work = &work;
    let all = |some: &[T]| some.iter().map(work).collect::<Vec<R>>();
    if others.is_empty() {
        return all(mine);
    }
    thread::scope(|scope| {
        let shares =
            others.chunks(mine.len()).map(|share| (share, thread::Builder::new().spawn_scoped(scope, move || share.iter().map(work).collect::<Vec<R>>())));
        let started: Vec<_> = shares.collect();
        let mut out = all(mine);
        for (share, worker) in started {
            match worker.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(done)) => out.extend(done),
                Ok(Err(panicked)) => std::panic::resume_unwind(panicked),
                Err(_) => out.extend(all(share)),
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_stands_in_the_order_of_what_went_in_with_any_number_of_workers() {
        for n in [0usize, 1, 31, 64, 65, 1_000, 1_001] {
            let items: Vec<usize> = (0..n).collect();
            let squares: Vec<usize> = items.iter().map(|i| i * i).collect();
            for workers in [0, 1, 2, 3, 8, 100] {
                assert_eq!(map(&items, workers, |i| i * i), squares, "{n} items, {workers} workers");
            }
        }
    }

    #[test]
    fn there_is_always_one_and_never_more_than_the_limit() {
        assert!((1..=WORKERS_MAX).contains(&available()));
    }
}
