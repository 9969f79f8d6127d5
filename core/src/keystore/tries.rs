//! Wrong tries at unlocking: counted beside the wrapped keys, and after five of them each costs a longer wait.
//!
//! A try is written down before it is made and struck out when it succeeds, so that ending the program between the two saves
//! nobody a try. Time is the latest that was ever seen here: a clock put back makes no wait shorter, and restarting changes nothing.
//! Somebody who takes the folder away and tries elsewhere is held up by the passphrase and argon2 alone.
//!
//! The file `tries`, version 1, 32 bytes: `KITHTRY` and version 1 (8), wrong tries (8, big-endian), when the last was (8, milliseconds
//! since 1970), the latest time seen (8). Once there it stays, with noughts while nobody has been wrong, and is written in its place: a disk that
//! is full keeps nobody from reading what is there.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

const FILE: &str = "tries";
const MAGIC: &[u8; 8] = b"KITHTRY\x01";
/// Wrong tries that cost no wait.
pub const FREE_TRIES: u64 = 5;
const FIRST_WAIT_MS: u64 = 30_000;
/// The longest wait: a day.
pub const WAIT_MS_MAX: u64 = 24 * 60 * 60 * 1_000;

/// The tries at one profile.
#[derive(Debug)]
pub struct Tries {
    path: PathBuf,
    wrong: u64,
    last_ms: u64,
    latest_ms: u64,
}

impl Tries {
    /// What is known of the tries at a profile. A file that cannot be read counts as the last free try used up.
    #[must_use]
    pub fn at(profile: &Path) -> Self {
        let path = profile.join(FILE);
        let (wrong, last_ms, latest_ms) = match std::fs::read(&path) {
            Ok(bytes) => read(&bytes).unwrap_or((FREE_TRIES - 1, 0, 0)),
            Err(_) => (0, 0, 0),
        };
        Self { path, wrong, last_ms, latest_ms }
    }

    /// How long until the next try may be made.
    #[must_use]
    pub fn wait_ms(&self, now_ms: u64) -> u64 {
        let Some(over) = self.wrong.checked_sub(FREE_TRIES) else { return 0 };
        let wait = FIRST_WAIT_MS.saturating_mul(1u64.checked_shl(u32::try_from(over).unwrap_or(u32::MAX)).unwrap_or(u64::MAX)).min(WAIT_MS_MAX);
        let seen = now_ms.max(self.latest_ms);
        // Where the clock has been put back, time stands still here until it has caught up.
        let left = self.last_ms.saturating_add(wait).saturating_sub(seen);
        if left == 0 { 0 } else { left.saturating_add(seen - now_ms) }
    }

    /// Writes a try down before it is made.
    ///
    /// # Errors
    /// When it cannot be written: then it must not be made.
    pub fn begin(&mut self, now_ms: u64) -> std::io::Result<()> {
        self.wrong = self.wrong.saturating_add(1);
        self.latest_ms = self.latest_ms.max(now_ms);
        self.last_ms = self.latest_ms;
        self.write()?.sync_data()
    }

    /// The try succeeded: they are all struck out.
    pub fn clear(&mut self) {
        (self.wrong, self.last_ms, self.latest_ms) = (0, 0, 0);
        // One that stays behind counts as one wrong try, which costs nothing.
        let _ = self.write();
    }

    /// So few bytes, in one place, are there whole or as they were; half of them count as [`Self::at`] says.
    fn write(&self) -> std::io::Result<File> {
        let numbers = [self.wrong, self.last_ms, self.latest_ms];
        let bytes: Vec<u8> = MAGIC.iter().copied().chain(numbers.into_iter().flat_map(u64::to_be_bytes)).collect();
        let mut file = File::options().write(true).create(true).truncate(false).open(&self.path)?;
        file.write_all(&bytes)?;
        file.set_len(bytes.len() as u64)?;
        Ok(file)
    }
}

fn read(bytes: &[u8]) -> Option<(u64, u64, u64)> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let number = |at: usize| Some(u64::from_be_bytes(rest.get(at..at + 8)?.try_into().ok()?));
    (rest.len() == 24).then_some((number(0)?, number(8)?, number(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_000_000_000;

    #[test]
    fn five_tries_are_free_and_then_the_wait_doubles_up_to_a_day() {
        let dir = tempfile::tempdir().unwrap();
        let mut now = NOW;
        let mut waits = Vec::new();
        for _ in 0..18 {
            let mut tries = Tries::at(dir.path());
            assert_eq!(tries.wait_ms(now), 0);
            tries.begin(now).unwrap();
            // Read again, as after a restart.
            let wait = Tries::at(dir.path()).wait_ms(now);
            waits.push(wait);
            now += wait;
        }
        assert_eq!(waits[..7], [0, 0, 0, 0, 30_000, 60_000, 120_000]);
        assert_eq!(waits[17], WAIT_MS_MAX);
        Tries::at(dir.path()).clear();
        assert_eq!(Tries::at(dir.path()).wait_ms(now), 0);
    }

    #[test]
    fn a_clock_put_back_makes_no_wait_shorter_and_a_spoilt_file_frees_nobody() {
        let dir = tempfile::tempdir().unwrap();
        for _ in 0..6 {
            Tries::at(dir.path()).begin(NOW).unwrap();
        }
        assert_eq!(Tries::at(dir.path()).wait_ms(NOW), 60_000);
        assert_eq!(Tries::at(dir.path()).wait_ms(NOW - 500_000), 560_000);
        assert_eq!(Tries::at(dir.path()).wait_ms(NOW + 59_000), 1_000);
        std::fs::write(dir.path().join("tries"), b"spoilt").unwrap();
        let mut tries = Tries::at(dir.path());
        tries.begin(NOW).unwrap();
        assert_eq!(tries.wait_ms(NOW), 30_000);
    }
}
