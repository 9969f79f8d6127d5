//! Randomness as an argument: the system's in an app, a seed's in the simulator.

use std::convert::Infallible;

/// A source of random bytes.
pub trait Entropy: Send {
    /// Fills all of `out`.
    fn fill(&mut self, out: &mut [u8]);
}

/// As many random bytes as the array holds.
pub fn bytes<const N: usize>(entropy: &mut dyn Entropy) -> [u8; N] {
    let mut out = [0; N];
    entropy.fill(&mut out);
    out
}

/// The operating system's random source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, out: &mut [u8]) {
        getrandom::fill(out).expect("the operating system always has randomness once it has started");
    }
}

/// Random bytes that follow from a seed, for simulations and tests that print their seed.
#[derive(Debug)]
pub struct SeededEntropy {
    reader: blake3::OutputReader,
}

impl SeededEntropy {
    /// The stream that follows from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { reader: blake3::Hasher::new_derive_key("kith/v1/seeded").update(&seed.to_be_bytes()).finalize_xof() }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, out: &mut [u8]) {
        self.reader.fill(out);
    }
}

/// Lets cryptographic crates draw from an [`Entropy`].
pub(crate) struct Draw<'a>(pub &'a mut dyn Entropy);

impl rand_core::TryRng for Draw<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(bytes(self.0)))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(bytes(self.0)))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(out);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Draw<'_> {}
