//! A profile as the command line opens it: a node that serves it is asked, or the profile is opened here for one command.

use crate::{
    cli::{self, Init},
    served::{self, Errand, Passphrase},
    unlock::{self, checked},
};
use kith_core::{
    entropy::{Entropy, SystemEntropy},
    keystore::{KeyStore, PassphraseStore},
    kith::{BackupKey, ErrorKind, Kith, KithError, KithResult, NewProfile, Request},
    words::{Language, Words},
};
use kith_net::{Clock, Node, NodeHandle, NodeOptions, Reach};
use serde_json::{Value, json};
use std::{
    env,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    thread,
    time::{Duration, Instant},
};
use zeroize::Zeroizing;

/// How often a command that waits looks whether the profile is free.
const BUSY_STEP: Duration = Duration::from_millis(50);
const NOW_VARIABLE: &str = "KITH_NOW_MS";
/// The file in a profile's folder that remembers where other devices were met.
const ADDRESS_BOOK: &str = "peers";

/// Which profile, and what unlocks it.
#[derive(Debug, Clone)]
pub struct Profile {
    dir: PathBuf,
    passphrase_file: Option<PathBuf>,
    counters: PathBuf,
    /// In which language it is, once it was open.
    language: OnceLock<Language>,
}

/// The clock: the machine's, or what the environment sets in its place.
///
/// # Errors
/// When the environment's is no number.
pub fn clock() -> KithResult<Clock> {
    let Ok(text) = env::var(NOW_VARIABLE) else { return Ok(kith_net::system_clock()) };
    let now: u64 = text.parse().map_err(|_| KithError::invalid("bad-clock", "KITH_NOW_MS is a number of milliseconds since 1970"))?;
    Ok(Arc::new(move || now))
}

fn progress(what: &'static str) -> indicatif::ProgressBar {
    let style = indicatif::ProgressStyle::with_template("{msg} {bar:40} {bytes}/{total_bytes}").unwrap_or_else(|_| indicatif::ProgressStyle::default_bar());
    indicatif::ProgressBar::new(0).with_style(style).with_message(what)
}

fn show(bar: &indicatif::ProgressBar, done: u64, of: u64) {
    bar.set_length(of);
    bar.set_position(done);
}

impl Profile {
    /// The profile that was named.
    ///
    /// # Errors
    /// When nothing says where it is.
    pub fn named(dir: Option<PathBuf>, passphrase_file: Option<PathBuf>, counters: Option<PathBuf>) -> KithResult<Self> {
        let dir = unlock::profile(dir)?;
        let counters = unlock::counters(counters, &dir)?;
        Ok(Self { dir, passphrase_file, counters, language: OnceLock::new() })
    }

    fn store_of(&self, passphrase: Zeroizing<String>) -> PassphraseStore {
        PassphraseStore::new(passphrase).counting_in(self.counters.clone())
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where its device counts what it has signed.
    #[must_use]
    pub fn counters(&self) -> &Path {
        &self.counters
    }

    /// Makes it: a new person with their first device.
    ///
    /// # Errors
    /// When there is one already, or the folder cannot hold one.
    pub fn create(&self, init: &Init) -> KithResult<Value> {
        self.check_whole()?;
        if Kith::exists(&self.dir) {
            return Err(KithError::not_allowed("profile-exists", "there is a profile in this folder already"));
        }
        let new = NewProfile { name: init.name.clone(), language: init.language };
        self.create_with(&new, unlock::passphrase(self.passphrase_file.as_deref(), true)?)
    }

    /// Makes it, to be opened by this passphrase.
    ///
    /// # Errors
    /// As [`Profile::create`].
    pub fn create_with(&self, new: &NewProfile, passphrase: Zeroizing<String>) -> KithResult<Value> {
        let store = self.store_of(checked(passphrase)?);
        let now = clock()?();
        let mut kith = Kith::create(&self.dir, new, Box::new(store), Box::new(SystemEntropy), now)?;
        kith.handle(Request::Whoami, now)
    }

    /// Says what can be done where the profile's keys or its database are gone.
    fn check_whole(&self) -> KithResult<()> {
        let dir = self.dir.display();
        if Kith::lacks_database(&self.dir) {
            let reason = format!(
                "the database of the profile in {dir} is missing, and all that was in it; the folder is left as it is: put the file `kith.db` back from a copy, or with another \
                 --profile run `kith restore FILE`, or `kith init` and then `kith recovery use` or `kith device request`"
            );
            return Err(KithError::storage("database-missing-here", reason).with("dir", dir));
        }
        if !Kith::lacks_keys(&self.dir) {
            return Ok(());
        }
        let reason = format!(
            "the keys of the profile in {dir} are missing, and nothing in it can be read without them; it is left as it is: put the file `keys` back from a copy, or with another \
             --profile run `kith restore FILE`, or `kith init` and then `kith recovery use` or `kith device request`"
        );
        Err(KithError::storage("keys-missing-here", reason).with("dir", dir))
    }

    /// Opens it. Where another command has it, waits a moment for that to end.
    ///
    /// # Errors
    /// Not found, locked, or busy: another program keeps it, or serves it by now.
    pub fn open(&self) -> KithResult<Kith> {
        self.check_whole()?;
        if !Kith::exists(&self.dir) {
            let dir = self.dir.display();
            let reason = format!("there is no profile in {dir}: make one with `kith init`");
            return Err(KithError::not_found("no-profile-here", reason).with("dir", dir));
        }
        // Nothing opens a profile that was signed out: nobody is asked for a passphrase in vain.
        let signed_out = Kith::was_signed_out(&self.dir);
        let passphrase = if signed_out { Zeroizing::default() } else { unlock::passphrase(self.passphrase_file.as_deref(), false)? };
        self.open_with(&passphrase)
    }

    fn open_with(&self, passphrase: &Zeroizing<String>) -> KithResult<Kith> {
        let until = Instant::now() + unlock::busy_wait()?;
        loop {
            let opened = Kith::open(&self.dir, Box::new(self.store_of(passphrase.clone())), Box::new(SystemEntropy), clock()?());
            let busy = opened.as_ref().is_err_and(|e| e.kind == ErrorKind::Busy);
            if !busy || Instant::now() >= until || served::is_served(&self.dir) {
                return opened;
            }
            thread::sleep(BUSY_STEP);
        }
    }

    /// Has the device do one request, by the node that serves it or here.
    ///
    /// # Errors
    /// What the device says.
    pub fn ask(&self, request: Request) -> KithResult<Value> {
        if let Some(answer) = served::take(&self.dir, &Errand::Ask { request: request.clone() }) {
            return answer;
        }
        match self.open() {
            Ok(mut kith) => {
                let answer = kith.handle(request, clock()?());
                self.remember_language(kith.handle(Request::Settings, clock()?()));
                answer
            }
            // Whoever had it may serve it by now.
            Err(e) if e.kind == ErrorKind::Busy => served::take(&self.dir, &Errand::Ask { request }).unwrap_or(Err(e)),
            Err(e) => Err(e),
        }
    }

    /// An error that came before the profile was opened, in the profile's language, where that can be had without asking anybody.
    #[must_use]
    pub fn say(&self, error: KithError) -> KithError {
        let early = error.said.is_empty() && matches!(error.kind, ErrorKind::InvalidInput | ErrorKind::NotFound) && Kith::exists(&self.dir);
        if !early || !(served::is_served(&self.dir) || unlock::is_given(self.passphrase_file.as_deref())) {
            return error;
        }
        self.remember_language(self.ask(Request::Settings));
        self.language.get().map_or(error.clone(), |language| error.said_in(Words::of(*language)))
    }

    /// The words of the language that it is in, where that can be had without opening it again; or else of the system's.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        if let (None, Some(settings)) = (self.language.get(), served::take(&self.dir, &Errand::Ask { request: Request::Settings })) {
            self.remember_language(settings);
        }
        self.language.get().map_or_else(crate::output::words, |language| Words::of(*language))
    }

    fn remember_language(&self, settings: KithResult<Value>) {
        if let Some(language) = settings.ok().and_then(|settings| serde_json::from_value(settings["language"].clone()).ok()) {
            let _ = self.language.set(language);
        }
    }

    /// Writes a backup, by the node that serves it or here.
    ///
    /// # Errors
    /// Locked; storage when there is no room.
    pub fn backup(&self, backup: &cli::Backup) -> KithResult<Value> {
        let passphrase: Passphrase = unlock::backup_passphrase(backup.backup_passphrase_file.as_deref(), true)?.into();
        let out = crate::file::backup_place(&backup.out)?;
        if let Some(answer) = served::take(&self.dir, &Errand::Backup { out: out.clone(), passphrase: passphrase.clone() }) {
            return answer;
        }
        let bar = progress("backup");
        let made = self.open()?.backup(&out, &BackupKey::Passphrase(passphrase.take()), &mut |done, of| show(&bar, done, of), clock()?())?;
        bar.finish_and_clear();
        serde_json::to_value(made).map_err(|_| KithError::storage("bad-report", "the report cannot be shown"))
    }

    /// Makes it from a backup: a new device, to be let in by another of the person's.
    ///
    /// # Errors
    /// As [`Kith::restore`].
    pub fn restore(&self, restore: &cli::Restore) -> KithResult<Value> {
        let key = BackupKey::Passphrase(unlock::backup_passphrase(restore.backup_passphrase_file.as_deref(), false)?);
        let passphrase = unlock::passphrase(self.passphrase_file.as_deref(), true)?;
        let bar = progress("restore");
        let standing = self.restore_with(&restore.file, &key, passphrase, &mut |done, of| show(&bar, done, of))?;
        bar.finish_and_clear();
        Ok(standing)
    }

    /// Makes it from a backup, to be opened by this passphrase.
    ///
    /// # Errors
    /// As [`Kith::restore`].
    pub fn restore_with(&self, from: &Path, key: &BackupKey, passphrase: Zeroizing<String>, done: &mut dyn FnMut(u64, u64)) -> KithResult<Value> {
        let now = clock()?();
        let keeper: (Box<dyn KeyStore>, Box<dyn Entropy>) = (Box::new(self.store_of(checked(passphrase)?)), Box::new(SystemEntropy));
        Kith::restore(from, key, &self.dir, keeper, done, now)?.handle(Request::Standing, now)
    }

    /// Has the node that serves it lock it. Where none does, nothing of it is open.
    ///
    /// # Errors
    /// What the node says.
    pub fn lock(&self) -> KithResult<Value> {
        served::take(&self.dir, &Errand::Ask { request: Request::Lock }).unwrap_or_else(|| Ok(json!({ "locked": true })))
    }

    /// Has the node that serves it unlock it.
    ///
    /// # Errors
    /// Locked with another passphrase or after too many wrong tries; needs-signal when nobody serves it.
    pub fn unlock(&self) -> KithResult<Value> {
        let passphrase = unlock::passphrase(self.passphrase_file.as_deref(), false)?.into();
        let counters = std::path::absolute(&self.counters).unwrap_or_else(|_| self.counters.clone());
        served::take(&self.dir, &Errand::Unlock { passphrase, counters }).unwrap_or_else(|| {
            let reason = "nobody serves this profile now: every command unlocks it for itself";
            Err(KithError::new(ErrorKind::NeedsSignal, "not-served", reason))
        })
    }

    /// Changes the passphrase that opens it, by the node that serves it or here.
    ///
    /// # Errors
    /// Not allowed when the passphrase until now is another, or after too many wrong tries.
    pub fn change_passphrase(&self, change: &cli::ChangePassphrase) -> KithResult<Value> {
        let now = unlock::passphrase(self.passphrase_file.as_deref(), false)?;
        let new = unlock::new_passphrase(change.new_passphrase_file.as_deref())?;
        let counters = std::path::absolute(&self.counters).unwrap_or_else(|_| self.counters.clone());
        let errand = Errand::Passphrase { passphrase: now.clone().into(), new: new.clone().into(), counters };
        if let Some(answer) = served::take(&self.dir, &errand) {
            return answer;
        }
        self.open_with(&now)?.change_store(Box::new(self.store_of(now)), Box::new(self.store_of(new)), clock()?())?;
        Ok(json!({ "changed": true }))
    }

    /// Where the node that serves it can be reached.
    ///
    /// # Errors
    /// Needs-signal when none serves it: there is nothing to reach.
    pub fn address(&self) -> KithResult<Value> {
        served::take(&self.dir, &Errand::Address).unwrap_or_else(|| {
            let reason = "nobody serves this profile now, so it cannot be reached: run `kith serve`";
            Err(KithError::new(ErrorKind::NeedsSignal, "not-served", reason))
        })
    }

    /// Has the device do an errand that needs its network, by the node that serves it or by one that runs just for this.
    ///
    /// # Errors
    /// What the device or the network says.
    pub async fn run(&self, errand: Errand) -> KithResult<Value> {
        if let Some(answer) = served::take(&self.dir, &errand) {
            return answer;
        }
        let node = self.start(Reach::Everywhere, false, (false, None)).await?;
        let answer = errand.run(&node).await;
        node.shutdown().await;
        answer
    }

    /// Runs it as a node that exchanges by itself or not, opened by this passphrase or by the one that is to be had.
    ///
    /// # Errors
    /// When it cannot be opened or no socket is to be had.
    pub async fn start(&self, reach: Reach, lan: bool, (automatic, passphrase): (bool, Option<Zeroizing<String>>)) -> KithResult<NodeHandle> {
        let options = NodeOptions {
            reach,
            lan,
            peers: Vec::new(),
            address_book: Some(self.dir.join(ADDRESS_BOOK)),
            automatic,
            clock: clock()?,
            ..NodeOptions::default()
        };
        let kith = passphrase.map_or_else(|| self.open(), |passphrase| self.open_with(&passphrase))?;
        Node::start(kith, options).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_core::words::Language;

    #[test]
    fn what_is_wrong_before_a_profile_is_opened_is_said_in_its_language() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("passphrase");
        std::fs::write(&file, "only for trying\n").unwrap();
        let profile = Profile::named(Some(dir.path().join("mair")), Some(file), Some(dir.path().join("counters"))).unwrap();
        let new = NewProfile { name: "Mair".to_owned(), language: Language::Welsh };
        profile.create_with(&new, Zeroizing::new("only for trying".to_owned())).unwrap();
        for code in ["no-such-file", "bad-request"] {
            let said = profile.say(KithError::invalid(code, "in English")).said;
            assert_eq!(said, Words::of(Language::Welsh).say(&format!("code-{code}")));
        }
        // Without the passphrase nothing is opened for it.
        let locked = Profile { passphrase_file: Some(dir.path().join("elsewhere")), ..profile };
        assert_eq!(locked.say(KithError::invalid("no-such-file", "in English")).said, "");
    }
}
