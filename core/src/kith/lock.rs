//! Locking an open profile: its keys are wiped, its database is closed, and everything answers that it is locked until it is
//! unlocked again. The folder stays held, so that no other process opens it meanwhile.

use super::{Change, ErrorKind, Kith, KithError, KithResult, Settings, counter::Signing};
use crate::{
    keystore::{Counters, FileCounters, KeyStore, KeyStoreError},
    storage::Storage,
};
use kith_wire::{DeviceId, PersonId, SpaceId};
use zeroize::Zeroizing;

/// The shortest and the longest time after which a profile may lock itself.
pub(super) const LOCK_AFTER_MINUTES: std::ops::RangeInclusive<u32> = 1..=1_440;

/// What a locked profile has in the place of its key store: nothing opens with it.
struct Gone;

impl KeyStore for Gone {
    fn wrap(&mut self, _: &[u8], _: &mut dyn crate::entropy::Entropy) -> Result<Vec<u8>, KeyStoreError> {
        Err(KeyStoreError::Locked)
    }

    fn unwrap(&mut self, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
        Err(KeyStoreError::Locked)
    }
}

fn counters(kith: &Kith) -> Box<dyn Counters> {
    Box::new(FileCounters::beside(&kith.dir))
}

impl Kith {
    /// Whether the profile is locked.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.locked
    }

    /// Locks the profile: wipes its keys, closes its database and forgets what it had read. Nothing that was confirmed is lost.
    pub fn lock(&mut self) {
        if let Ok(nowhere) = Storage::nowhere() {
            self.storage = nowhere;
        }
        *self.secrets = crate::identity::Secrets::default();
        self.store = Box::new(Gone);
        self.signing = Signing::new(counters(self));
        (self.me, self.device, self.device_n) = (PersonId::ZERO, DeviceId::ZERO, 0);
        (self.own, self.commons) = (SpaceId::ZERO, None);
        self.spaces.clear();
        self.names.clear();
        // A locked profile still speaks its person's language.
        self.settings = Settings { language: self.settings.language, ..Settings::default() };
        self.enrolling = None;
        self.tending = super::epochs::Tending::default();
        self.forget();
        self.changes.clear();
        self.locked = true;
        self.changed(Change::Overflow);
    }

    /// Opens a locked profile again with a key store. One that is open stays so, once the store has shown that it can open it.
    ///
    /// # Errors
    /// [`ErrorKind::Locked`]: `locked` when the store does not give the keys, `wait` after too many wrong tries.
    pub fn unlock(&mut self, store: Box<dyn KeyStore>, now_ms: u64) -> KithResult<()> {
        let now_ms = self.believed(now_ms);
        self.check_signed_out().map_err(|e| e.said_in(self.words()))?;
        let before = std::mem::replace(&mut self.store, store);
        let was_open = !self.locked;
        let done = if was_open { self.unwrap_secrets(now_ms).map(drop) } else { self.take_open(now_ms) };
        if done.is_err() {
            self.store = before;
        } else {
            self.present_ms = now_ms.max(self.latest_ms);
            self.changed(Change::Overflow);
        }
        done
    }

    /// Has another key store keep the device's secrets from now on: `now` shows that whoever asks may open the profile, and a wrong try
    /// is counted as at unlocking. The file of keys is there whole at every moment, the old one or the new one.
    ///
    /// # Errors
    /// [`ErrorKind::NotAllowed`]: `wrong-passphrase` when `now` does not give the keys, `wait` after too many wrong tries; storage.
    pub fn change_store(&mut self, now: Box<dyn KeyStore>, then: Box<dyn KeyStore>, now_ms: u64) -> KithResult<()> {
        self.check_open()?;
        let now_ms = self.believed(now_ms);
        let before = std::mem::replace(&mut self.store, now);
        let shown = self.unwrap_secrets(now_ms).map(drop).map_err(|e| match e.code.as_str() {
            "locked" => KithError::not_allowed("wrong-passphrase", "The passphrase until now is another. Nothing was changed."),
            "wait" => KithError::not_allowed("wait", e.reason),
            _ => e,
        });
        if shown.is_ok() {
            self.store = then;
        }
        let done = shown.and_then(|()| self.write_keys());
        if done.is_err() {
            self.store = before;
        }
        done.map_err(|e| e.said_in(self.words()))
    }

    /// The person is there: the time after which the profile locks itself begins again.
    pub fn present(&mut self, now_ms: u64) {
        self.latest_ms = self.latest_ms.max(self.believed(now_ms));
        self.present_ms = self.latest_ms;
    }

    /// Locks the profile if nobody has used it for as long as its settings say. Whether it is locked now.
    ///
    /// Time is the latest that was seen: a clock put back keeps nothing open for longer.
    pub fn lock_if_due(&mut self, now_ms: u64) -> bool {
        self.latest_ms = self.latest_ms.max(self.believed(now_ms));
        self.sign_out_if_due();
        let after = self.settings.lock_after_minutes.map(|m| u64::from(m) * 60_000);
        if !self.locked && after.is_some_and(|ms| self.latest_ms.saturating_sub(self.present_ms) >= ms) {
            self.lock();
        }
        self.locked
    }

    /// The error of everything that a locked profile is asked.
    pub(super) fn check_open(&self) -> KithResult<()> {
        if self.signed_out {
            return self.check_signed_out();
        }
        if self.locked { Err(KithError::new(ErrorKind::Locked, "locked", "The profile is locked. Unlock it first.")) } else { Ok(()) }
    }

    pub(super) fn set_lock_after(&mut self, minutes: Option<u32>) -> KithResult<()> {
        if minutes.is_some_and(|m| !LOCK_AFTER_MINUTES.contains(&m)) {
            return Err(KithError::invalid("bad-minutes", "A profile locks itself after 1 to 1,440 minutes, or never."));
        }
        self.settings.lock_after_minutes = minutes;
        self.keep_settings()?;
        self.changed(Change::Settings);
        Ok(())
    }
}
