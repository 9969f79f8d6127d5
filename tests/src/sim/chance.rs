//! Chance from a seed.

/// A stream of numbers that follows from a seed.
#[derive(Debug)]
pub struct Chance {
    stream: blake3::OutputReader,
}

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { stream: blake3::Hasher::new_derive_key("kith/v1/simulation").update(&seed.to_be_bytes()).finalize_xof() }
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        let mut out = [0; 8];
        self.stream.fill(&mut out);
        u64::from_be_bytes(out)
    }

    /// A number below `n`, which is at least 1.
    pub fn below(&mut self, n: u64) -> u64 {
        self.number() % n.max(1)
    }

    /// A place in something of length `n`.
    pub fn index(&mut self, n: usize) -> usize {
        usize::try_from(self.below(n as u64)).unwrap_or(0)
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.index(from.len())]
    }

    /// Puts things in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.index(i + 1));
        }
    }
}
