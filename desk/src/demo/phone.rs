//! A device of the demo: a real profile folder, database, keys and endpoint, and a clock that the story sets while it is told.

use super::cast::Person;
use crate::serve::{PageDevice, PageKeys};
use kith_core::{
    entropy::SystemEntropy,
    keystore::{DemoStore, KeyStore, PassphraseStore},
    kith::{Kith, KithError, KithResult, NewProfile, Request},
};
use kith_net::{Clock, Node, NodeHandle, NodeOptions, Reach, system_clock};
use serde::de::DeserializeOwned;
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use zeroize::Zeroizing;

/// The clock of all devices of the demo: the story's while the sample month is written, the machine's from then on.
#[derive(Debug, Clone, Default)]
pub struct StoryClock {
    /// Milliseconds since 1970; 0 for the machine's clock.
    told: Arc<AtomicU64>,
}

impl StoryClock {
    /// Sets the time of the story.
    pub fn tell(&self, now_ms: u64) {
        self.told.store(now_ms, Ordering::Relaxed);
    }

    /// The story goes on to this time, or is past it already: a clock that ran back would be told of on every phone.
    pub fn reach(&self, now_ms: u64) {
        self.told.fetch_max(now_ms, Ordering::Relaxed);
    }

    /// From now on it is the machine's time.
    pub fn end(&self) {
        self.tell(0);
    }

    fn clock(&self) -> Clock {
        let (told, system) = (self.told.clone(), system_clock());
        Arc::new(move || match told.load(Ordering::Relaxed) {
            0 => system(),
            now => now,
        })
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.clock()()
    }
}

/// What keeps a device's secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// A passphrase, as on any computer.
    Passphrase,
    /// The store for the sample co-op's other members.
    Sample(u64),
}

/// A device of the demo.
#[derive(Clone)]
pub struct Phone {
    /// Whose it is.
    pub person: Person,
    /// The running device.
    pub node: NodeHandle,
    dir: PathBuf,
    keys: Keys,
}

/// The passphrase of every device of the demo: their pages say it once one is locked.
const PASSPHRASE: &str = "paned o de";

impl Phone {
    /// Makes a device in a folder of its own and runs it, reachable from this machine only.
    ///
    /// # Errors
    /// When the folder or a socket cannot be had.
    pub async fn make(person: Person, dir: PathBuf, keys: Keys, clock: &StoryClock) -> KithResult<Self> {
        let book = dir.join("peers");
        let now = clock.now();
        let folder = dir.clone();
        let made = tokio::task::spawn_blocking(move || create(&person, &folder, keys, now)).await;
        let kith = made.map_err(|_| KithError::storage("no-thread", "a device could not be made"))??;
        let options = NodeOptions {
            reach: Reach::Loopback,
            lan: false,
            peers: Vec::new(),
            address_book: Some(book),
            automatic: false,
            clock: clock.clock(),
            ..NodeOptions::default()
        };
        Ok(Self { person, node: Node::start(kith, options).await?, dir, keys })
    }

    /// The device as its pages see it.
    #[must_use]
    pub fn page_device(&self) -> PageDevice {
        let keys = match self.keys {
            Keys::Passphrase => PageKeys::Demo(PASSPHRASE),
            Keys::Sample(seed) => PageKeys::Sample(seed, PASSPHRASE),
        };
        PageDevice { node: self.node.clone(), dir: self.dir.clone(), keys }
    }

    /// Asks the device, as its pages and the command line do.
    ///
    /// # Errors
    /// What the device says, with whose it is.
    pub async fn ask<T: DeserializeOwned>(&self, request: Request) -> KithResult<T> {
        let value = self.node.ask(request).await.map_err(|e| self.named(e))?;
        serde_json::from_value(value).map_err(|e| self.named(KithError::storage("bad-view", e.to_string())))
    }

    /// Has the device do something whose answer does not matter.
    ///
    /// # Errors
    /// As [`Phone::ask`].
    pub async fn tell(&self, request: Request) -> KithResult<()> {
        self.node.ask(request).await.map(drop).map_err(|e| self.named(e))
    }

    /// Exchanges with the relay.
    ///
    /// # Errors
    /// When the relay does not answer.
    pub async fn sync(&self) -> KithResult<()> {
        self.node.sync_relay().await.map(drop).map_err(|e| self.named(e))
    }

    fn named(&self, mut e: KithError) -> KithError {
        e.reason = format!("{}: {}", self.person.name, e.reason);
        e
    }
}

fn create(person: &Person, dir: &Path, keys: Keys, now_ms: u64) -> KithResult<Kith> {
    let store: Box<dyn KeyStore> = match keys {
        Keys::Passphrase => Box::new(PassphraseStore::new(Zeroizing::new(PASSPHRASE.to_owned()))),
        Keys::Sample(seed) => Box::new(DemoStore::new(seed)),
    };
    let new = NewProfile { name: person.name.to_owned(), language: person.language };
    Kith::create(dir, &new, store, Box::new(SystemEntropy), now_ms)
}
