//! A device that has heard of its own revocation signs itself out for good: it drops its keys and its database, and from then on says
//! one sentence to everything.
//!
//! It counts as revoked where its person's own space says so (by the root), or the commons (by the root, or the office when they ring).
//! From that moment no command is answered. What was written here and never sent still goes out with the exchange that brought the
//! news, or within [`LAST_WORDS_MS`]: it waits for people's word there. Then the file of keys is overwritten and replaced by a mark,
//! and the database, which nothing opens any more, is deleted.
//!
//! The mark, version 1: `KITHGONE`, version 1, and the two letters of the language in which to say it.

use super::{
    Change, ErrorKind, Kith, KithError, KithResult,
    open::{DATABASE_FILE, KEYS_FILE, disk, write_whole},
};
use crate::{space::Removed, words::Language};
use std::{
    fs::OpenOptions,
    io::{ErrorKind as Io, Write},
    path::Path,
};

const MARK: &[u8] = b"KITHGONE\x01";
/// How long an exchange may take to bring away what was never sent, by the latest time seen.
const LAST_WORDS_MS: u64 = 60_000;
/// Other files of a profile's folder that say something of its person.
const LEFT_BESIDE: [&str; 2] = ["tries", "peers"];

impl Kith {
    /// Whether the profile in this folder has been signed out for good: nothing opens it any more, with whatever passphrase.
    #[must_use]
    pub fn was_signed_out(dir: &Path) -> bool {
        mark(dir).is_some()
    }

    /// Takes up the state of a folder that holds a mark and nothing else; false where it holds a profile.
    pub(super) fn take_mark(&mut self) -> KithResult<bool> {
        let Some(language) = mark(&self.dir) else { return Ok(false) };
        self.settings.language = language;
        self.signed_out = true;
        // What a crash left of it goes now.
        self.delete_files()?;
        Ok(true)
    }

    /// Whether this device has heard that it is revoked, and is not signed out yet.
    fn is_revoked(&self) -> bool {
        let places = [Some(self.own), self.commons];
        // Where somebody else has certified this device as theirs, their word on it is nobody's until it has said whose it is.
        let held = places.into_iter().flatten().filter_map(|s| self.spaces.get(&s)).filter(|s| s.resolved.person_of(&self.device) == Some(self.me));
        !self.locked && held.flat_map(|s| &s.resolved.removals).any(|r| r.what == Removed::Device(self.device))
    }

    /// The error of everything that a device is asked that has heard of its revocation.
    pub(super) fn check_signed_out(&self) -> KithResult<()> {
        if self.signed_out || self.is_revoked() { Err(KithError::new(ErrorKind::Locked, "revoked", "This phone was signed out.")) } else { Ok(()) }
    }

    /// An exchange is over: what was never sent is away.
    pub(super) fn sign_out_after_exchange(&mut self) {
        if self.is_revoked() {
            // If the folder cannot be written to now, opening it again does it.
            let _ = self.sign_out();
        }
    }

    /// Signs out once the time for last words is over.
    pub(super) fn sign_out_if_due(&mut self) {
        if !self.is_revoked() {
            return;
        }
        let since = *self.revoked_ms.get_or_insert(self.latest_ms);
        if self.latest_ms.saturating_sub(since) >= LAST_WORDS_MS {
            self.sign_out_after_exchange();
        }
    }

    /// Signs out at once, where this device is revoked.
    pub(super) fn sign_out_if_revoked(&mut self) -> KithResult<()> {
        if self.is_revoked() { self.sign_out() } else { Ok(()) }
    }

    fn sign_out(&mut self) -> KithResult<()> {
        let language = self.settings.language;
        let old = OpenOptions::new().write(true).open(self.dir.join(KEYS_FILE));
        self.lock();
        self.signed_out = true;
        write_whole(&self.dir, KEYS_FILE, &[MARK, language.code().as_bytes()].concat()).map_err(|e| disk(&e))?;
        if let Ok(mut old) = old {
            // What the wrapped keys stood on is overwritten; the new file has taken its name already.
            let length = old.metadata().map_or(0, |m| m.len());
            let zeros = vec![0; usize::try_from(length).unwrap_or(0)];
            old.write_all(&zeros).and_then(|()| old.sync_all()).map_err(|e| disk(&e))?;
        }
        self.delete_files()?;
        self.changed(Change::Overflow);
        Ok(())
    }

    fn delete_files(&self) -> KithResult<()> {
        let database = [DATABASE_FILE.to_owned(), format!("{DATABASE_FILE}-wal"), format!("{DATABASE_FILE}-shm")];
        for file in database.into_iter().chain(LEFT_BESIDE.map(str::to_owned)) {
            match std::fs::remove_file(self.dir.join(file)) {
                Err(e) if e.kind() != Io::NotFound => return Err(disk(&e)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The language of a folder's mark, if it has one.
fn mark(dir: &Path) -> Option<Language> {
    let file = std::fs::read(dir.join(KEYS_FILE)).ok()?;
    let code = file.strip_prefix(MARK)?;
    Some(Language::ALL.into_iter().find(|l| l.code().as_bytes() == code).unwrap_or_default())
}
