//! Making and opening a profile: a folder with `keys` (wrapped), `kith.db` (encrypted) and `lock`.

use super::{Kith, KithError, KithResult, NewProfile, Settings, counter::Signing};
use crate::{
    entropy::Entropy,
    fact::Fact,
    identity::{Certificate, KeyOwner, Secrets},
    keystore::{KeyStore, KeyStoreError, tries::Tries},
    kith::ErrorKind,
    space::{Space, SpaceKind, act},
    storage::Storage,
};
use kith_wire::{DeviceId, Kind, PersonId, SpaceId, limits};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::{File, OpenOptions, TryLockError},
    io::Write,
    path::Path,
};

pub(super) const KEYS_FILE: &str = "keys";
pub(super) const DATABASE_FILE: &str = "kith.db";
const LOCK_FILE: &str = "lock";
/// There while a profile is being made, until its keys are written: what a crash leaves then was never anybody's.
const UNFINISHED_FILE: &str = "unfinished";
const KEYS_MAGIC: &[u8] = b"KITHKEYS\x01";
/// The file of keys is a few hundred bytes; more is not ours.
const KEYS_BYTES_MAX: usize = 16 * 1024;

impl From<KeyStoreError> for KithError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Locked => Self::new(ErrorKind::Locked, "locked", "The profile stays locked: the passphrase is another."),
            KeyStoreError::Damaged => Self::storage("keys-damaged", "The file of keys cannot be read."),
        }
    }
}

fn must_wait(wait_ms: u64) -> KithError {
    let seconds = wait_ms.div_ceil(1000);
    let long = if seconds > 90 { format!("{} minutes", seconds.div_ceil(60)) } else { format!("{seconds} seconds") };
    KithError::new(ErrorKind::Locked, "wait", format!("There were too many wrong tries. The next one may be made in {long}."))
}

pub(super) fn disk(error: &std::io::Error) -> KithError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => KithError::storage("full", "There is no room left on this device."),
        std::io::ErrorKind::PermissionDenied => KithError::storage("no-permission", "This folder may not be written to."),
        _ => KithError::storage("disk", "The profile's folder cannot be used."),
    }
}

fn lock(dir: &Path) -> KithResult<File> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join(LOCK_FILE)).map_err(|e| disk(&e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(KithError::new(ErrorKind::Busy, "busy", "The profile is open elsewhere. Try again in a moment.")),
        Err(TryLockError::Error(e)) => Err(disk(&e)),
    }
}

/// Writes a file so that after a power cut there is the old one, or the new one, whole.
pub(super) fn write_whole(dir: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let partial = dir.join(format!("{name}.new"));
    let mut file = File::create(&partial)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&partial, dir.join(name))?;
    File::open(dir)?.sync_all()
}

/// Writes a file of which nobody else knows yet, whole or not at all. Gives its length.
pub(super) fn write_new(path: &Path, write: impl FnOnce(&mut File) -> std::io::Result<()>) -> std::io::Result<u64> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let partial = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&partial)?;
    let done = write(&mut file).and_then(|()| file.sync_all()).and_then(|()| file.metadata()).and_then(|m| std::fs::rename(&partial, path).map(|()| m.len()));
    if done.is_err() {
        // It has failed already; what is left of it only takes room.
        let _ = std::fs::remove_file(&partial);
    }
    done
}

/// Takes a folder for a new profile, clearing away what a crash left of one that never was.
pub(super) fn take_new(dir: &Path) -> KithResult<File> {
    make_folder(dir).map_err(|e| disk(&e))?;
    let held = lock(dir)?;
    if Kith::lacks_database(dir) {
        return Err(database_missing());
    }
    if Kith::exists(dir) {
        return Err(KithError::not_allowed("profile-exists", "There is a profile in this folder already."));
    }
    if Kith::lacks_keys(dir) {
        return Err(keys_missing());
    }
    write_whole(dir, UNFINISHED_FILE, &[]).map_err(|e| disk(&e))?;
    // What a crash left while one was being made: nobody ever used it.
    for leftover in [DATABASE_FILE.to_owned(), format!("{DATABASE_FILE}-wal"), format!("{DATABASE_FILE}-shm")] {
        match std::fs::remove_file(dir.join(leftover)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(disk(&e)),
            _ => {}
        }
    }
    Ok(held)
}

/// What is said of a profile whose file of keys is gone.
fn keys_missing() -> KithError {
    KithError::storage(
        "keys-missing",
        "The keys of this profile are missing, and without them nothing in it can be read. It is left as it is: put its file of keys back, restore a backup elsewhere, \
         or come back as a new device.",
    )
}

/// What is said of a profile of which the keys alone are left.
fn database_missing() -> KithError {
    KithError::storage(
        "database-missing",
        "The database of this profile is missing, and all that was in it. The folder is left as it is: put its file kith.db back, restore a backup elsewhere, or come back as \
         a new device.",
    )
}

/// There is a profile now: without its keys this folder is never again taken for one that was not finished.
fn finished(dir: &Path) -> KithResult<()> {
    match std::fs::remove_file(dir.join(UNFINISHED_FILE)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(disk(&e)),
        _ => Ok(()),
    }
}

fn make_folder(dir: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(dir)
}

impl Kith {
    /// Whether there is a profile in this folder.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join(KEYS_FILE).exists()
    }

    /// Whether there is a profile's database in this folder without its keys.
    #[must_use]
    pub fn lacks_keys(dir: &Path) -> bool {
        dir.join(DATABASE_FILE).exists() && !Self::exists(dir) && !dir.join(UNFINISHED_FILE).exists()
    }

    /// Whether there are a profile's keys in this folder without its database. One that was signed out needs none.
    #[must_use]
    pub fn lacks_database(dir: &Path) -> bool {
        Self::exists(dir) && !dir.join(DATABASE_FILE).exists() && !Self::was_signed_out(dir)
    }

    /// Makes a profile: a new device of a new person.
    ///
    /// # Errors
    /// [`ErrorKind::NotAllowed`] when the folder has one already; [`ErrorKind::InvalidInput`] for a name that is empty or too long;
    /// [`ErrorKind::Busy`] and [`ErrorKind::Storage`].
    pub fn create(dir: &Path, new: &NewProfile, store: Box<dyn KeyStore>, mut entropy: Box<dyn Entropy>, now_ms: u64) -> KithResult<Self> {
        let name = super::naming::clean_name(&new.name)?;
        let held = take_new(dir)?;
        let secrets = Box::new(Secrets::generate(entropy.as_mut()));
        let me = PersonId(secrets.root_key().verifying_key().to_bytes());
        let mut kith = Self::closed(dir, held, store, entropy)?;
        let now_ms = kith.believed(now_ms);
        kith.storage = Storage::open(&dir.join(DATABASE_FILE), &secrets.database)?;
        (kith.device, kith.me, kith.secrets, kith.locked) = (secrets.device_id(), me, secrets, false);
        kith.settings.language = new.language;
        kith.write_counter()?;
        kith.transact(|k| {
            k.begin_counter()?;
            k.begin_person(&name, now_ms)
        })?;
        kith.write_keys()?;
        kith.names.insert(me, name);
        Ok(kith)
    }

    /// Wraps the device's secrets and writes them beside the database.
    pub(super) fn write_keys(&mut self) -> KithResult<()> {
        let wrapped = self.store.wrap(&self.secrets.to_bytes(), self.entropy.as_mut())?;
        write_whole(&self.dir, KEYS_FILE, &[KEYS_MAGIC, &wrapped].concat()).map_err(|e| disk(&e))?;
        if self.store.limits_tries() {
            // There from the first, so that no try needs room on the disk.
            Tries::at(&self.dir).clear();
        }
        finished(&self.dir)
    }

    fn begin_person(&mut self, name: &str, now_ms: u64) -> KithResult<()> {
        self.device_n = self.storage.device_n(&self.device)?;
        let certificate = Certificate::sign(KeyOwner::Person(self.me), self.device, self.secrets.receiving_public(), &self.secrets.root_key());
        let founder = act::Add::new(self.me, act::OWNER, name.to_owned(), vec![certificate]);
        let draft = super::spaces::Founding { kind: SpaceKind::Own, name: String::new(), coop: None, about: None, founders: vec![founder] };
        self.own = self.found(draft, now_ms)?;
        self.storage.set_meta("own", &self.own.0)?;
        self.storage.set_meta("person", &self.me.0)?;
        self.keep_settings()?;
        self.append(self.own, Kind::Fact, Fact::Name(name.to_owned()).to_bytes(), now_ms)?;
        Ok(())
    }

    /// Opens a profile. One that was signed out for good opens as well, and answers everything with that.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the folder has none, [`ErrorKind::Storage`] `keys-missing` or `database-missing` when its keys or its database are gone, [`ErrorKind::Locked`] when the key store does not give its keys,
    /// [`ErrorKind::Busy`] when another process has it open, [`ErrorKind::Storage`] and [`ErrorKind::TooOld`].
    pub fn open(dir: &Path, store: Box<dyn KeyStore>, entropy: Box<dyn Entropy>, now_ms: u64) -> KithResult<Self> {
        if Self::lacks_keys(dir) {
            return Err(keys_missing());
        }
        if Self::lacks_database(dir) {
            return Err(database_missing());
        }
        if !Self::exists(dir) {
            return Err(KithError::not_found("no-profile", "There is no profile in this folder."));
        }
        let held = lock(dir)?;
        finished(dir)?;
        let mut kith = Self::closed(dir, held, store, entropy)?;
        if !kith.take_mark()? {
            kith.take_open(now_ms)?;
        }
        Ok(kith)
    }

    /// A profile whose folder is held and of which nothing can be read.
    pub(super) fn closed(dir: &Path, held: File, store: Box<dyn KeyStore>, entropy: Box<dyn Entropy>) -> KithResult<Self> {
        Ok(Self {
            dir: dir.to_owned(),
            _lock: held,
            signing: Signing::new(store.counters(dir)),
            store,
            entropy,
            secrets: Box::default(),
            storage: Storage::nowhere()?,
            locked: true,
            signed_out: false,
            revoked_ms: None,
            latest_ms: 0,
            present_ms: 0,
            me: PersonId::ZERO,
            device: DeviceId::ZERO,
            device_n: 0,
            own: SpaceId::ZERO,
            commons: None,
            spaces: BTreeMap::new(),
            names: HashMap::new(),
            settings: Settings::default(),
            enrolling: None,
            changes: BTreeSet::new(),
            coins: std::cell::RefCell::new(None),
            notary: None,
            intake: super::ledger::Intake::default(),
            duty: None,
            ledger_unread: true,
            unread_documents: BTreeSet::new(),
            metered: false,
            tending: super::epochs::Tending::default(),
        })
    }

    /// Opens what is closed, with the key store that it has. A wrong try is counted.
    pub(super) fn take_open(&mut self, now_ms: u64) -> KithResult<()> {
        let now_ms = self.believed(now_ms);
        let secrets = self.unwrap_secrets(now_ms)?;
        self.storage = Storage::open(&self.dir.join(DATABASE_FILE), &secrets.database)?;
        self.device = secrets.device_id();
        self.secrets = secrets;
        self.signing = Signing::new(self.store.counters(&self.dir));
        self.locked = false;
        (self.latest_ms, self.present_ms) = (self.latest_ms.max(now_ms), now_ms.max(self.latest_ms));
        let opened = self.load().and_then(|()| self.project_if_due()).and_then(|()| self.check_counter());
        let ready = opened.and_then(|copy| match copy {
            Some(reason) => self.enrol_anew(reason, now_ms),
            None => self.catch_up(),
        });
        if ready.is_err() {
            self.lock();
            return ready;
        }
        self.sign_out_if_revoked()
    }

    /// The secrets as the key store gives them. Where the store says so, a wrong try is counted and costs a wait.
    pub(super) fn unwrap_secrets(&mut self, now_ms: u64) -> KithResult<Box<Secrets>> {
        let file = std::fs::read(self.dir.join(KEYS_FILE)).map_err(|e| disk(&e))?;
        let wrapped = file.strip_prefix(KEYS_MAGIC).filter(|w| w.len() <= KEYS_BYTES_MAX).ok_or(KeyStoreError::Damaged)?;
        let mut tries = self.store.limits_tries().then(|| Tries::at(&self.dir));
        if let Some(tries) = &mut tries {
            let wait = tries.wait_ms(now_ms.max(self.latest_ms));
            if wait > 0 {
                return Err(must_wait(wait));
            }
            tries.begin(now_ms.max(self.latest_ms)).map_err(|e| disk(&e))?;
        }
        let unwrapped = self.store.unwrap(wrapped)?;
        if let Some(tries) = &mut tries {
            tries.clear();
        }
        Ok(Secrets::read(&unwrapped).map_err(|_| KeyStoreError::Damaged)?)
    }

    /// Reads into memory what the database says: identity, spaces with their control logs and keys, names, settings.
    pub(super) fn load(&mut self) -> KithResult<()> {
        let damaged = || KithError::storage("damaged", "The database lacks what every profile has.");
        let id = |bytes: Option<Vec<u8>>| bytes.as_deref().and_then(SpaceId::from_slice);
        self.me = self.storage.meta("person")?.as_deref().and_then(PersonId::from_slice).ok_or_else(damaged)?;
        self.own = id(self.storage.meta("own")?).ok_or_else(damaged)?;
        self.commons = id(self.storage.meta("commons")?);
        self.device_n = self.storage.device_n(&self.device)?;
        self.settings = self.storage.meta("settings")?.and_then(|s| serde_json::from_slice(&s).ok()).unwrap_or_default();
        self.load_counter()?;
        self.load_enrolling()?;
        self.spaces.clear();
        for row in self.storage.spaces()?.into_iter().take(limits::SPACES_MAX) {
            let space = self.load_space(row.n, row.id)?;
            self.spaces.insert(row.id, space);
        }
        // What stands in a circle follows from what the commons says of devices, too.
        let cuts: Vec<_> = self.spaces.values().map(|held| Ok((held.id, self.cuts_of(held)?))).collect::<KithResult<_>>()?;
        for (id, cuts) in cuts {
            self.spaces.entry(id).and_modify(|held| held.cuts = cuts);
        }
        // What was left open when the device stopped, or when a command was undone, is seen to with the next.
        self.tending.open = self.spaces.keys().copied().collect();
        self.names = self.storage.names()?.into_iter().collect();
        Ok(())
    }

    fn load_space(&self, n: i64, id: SpaceId) -> KithResult<Space> {
        let mut control = Vec::new();
        for entry in self.storage.entries_in_order(n, kith_wire::Lane::Control)? {
            let device = self.storage.device_id(entry.device)?.unwrap_or(kith_wire::DeviceId::ZERO);
            control.push(super::log::control_entry(device, &entry));
        }
        let key = |secret, whole| if whole { act::EpochKeys::from_history(secret) } else { act::EpochKeys::from_epoch(secret) };
        let keys = self.storage.epochs(n)?.into_iter().map(|row| (row.id, key(row.secret, row.whole))).collect();
        Ok(Space::new(id, n, control, keys))
    }

    pub(super) fn keep_settings(&self) -> KithResult<()> {
        let bytes = serde_json::to_vec(&self.settings).expect("settings are plain data");
        Ok(self.storage.set_meta("settings", &bytes)?)
    }
}
