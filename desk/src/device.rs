//! A profile as the command line opens it: a node that serves it is asked, or the profile is opened here for one command.

use crate::{
    cli::Init,
    served::{self, Errand},
    unlock,
};
use kith_core::{
    entropy::SystemEntropy,
    keystore::PassphraseStore,
    kith::{ErrorKind, Kith, KithError, KithResult, NewProfile, Request},
};
use kith_net::{Clock, Node, NodeHandle, NodeOptions, Reach};
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    sync::Arc,
};

const NOW_VARIABLE: &str = "KITH_NOW_MS";
/// The file in a profile's folder that remembers where other devices were met.
const ADDRESS_BOOK: &str = "peers";

/// Which profile, and what unlocks it.
#[derive(Debug)]
pub struct Profile {
    dir: PathBuf,
    passphrase_file: Option<PathBuf>,
    counters: PathBuf,
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

impl Profile {
    /// The profile that was named.
    ///
    /// # Errors
    /// When nothing says where it is.
    pub fn named(dir: Option<PathBuf>, passphrase_file: Option<PathBuf>, counters: Option<PathBuf>) -> KithResult<Self> {
        let dir = unlock::profile(dir)?;
        let counters = unlock::counters(counters, &dir)?;
        Ok(Self { dir, passphrase_file, counters })
    }

    fn store(&self, new: bool) -> KithResult<PassphraseStore> {
        Ok(PassphraseStore::new(unlock::passphrase(self.passphrase_file.as_deref(), new)?).counting_in(self.counters.clone()))
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Makes it: a new person with their first device.
    ///
    /// # Errors
    /// When there is one already, or the folder cannot hold one.
    pub fn create(&self, init: &Init) -> KithResult<Value> {
        if Kith::exists(&self.dir) {
            return Err(KithError::not_allowed("profile-exists", "there is a profile in this folder already"));
        }
        let store = self.store(true)?;
        let new = NewProfile { name: init.name.clone(), language: init.language };
        let now = clock()?();
        let mut kith = Kith::create(&self.dir, &new, Box::new(store), Box::new(SystemEntropy), now)?;
        kith.handle(Request::Whoami, now)
    }

    /// Opens it.
    ///
    /// # Errors
    /// Not found, locked, or busy.
    pub fn open(&self) -> KithResult<Kith> {
        if !Kith::exists(&self.dir) {
            let dir = self.dir.display();
            let reason = format!("there is no profile in {dir}: make one with `kith init`");
            return Err(KithError::not_found("no-profile-here", reason).with("dir", dir));
        }
        let store = self.store(false)?;
        Kith::open(&self.dir, Box::new(store), Box::new(SystemEntropy), clock()?())
    }

    /// Has the device do one request, by the node that serves it or here.
    ///
    /// # Errors
    /// What the device says.
    pub fn ask(&self, request: Request) -> KithResult<Value> {
        if let Some(answer) = served::take(&self.dir, &Errand::Ask { request: request.clone() }) {
            return answer;
        }
        self.open()?.handle(request, clock()?())
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
        let node = self.start(Reach::Everywhere, false, false).await?;
        let answer = errand.run(&node).await;
        node.shutdown().await;
        answer
    }

    /// Runs it as a node.
    ///
    /// # Errors
    /// When it cannot be opened or no socket is to be had.
    pub async fn start(&self, reach: Reach, lan: bool, automatic: bool) -> KithResult<NodeHandle> {
        let options = NodeOptions {
            reach,
            lan,
            peers: Vec::new(),
            address_book: Some(self.dir.join(ADDRESS_BOOK)),
            automatic,
            clock: clock()?,
            ..NodeOptions::default()
        };
        Node::start(self.open()?, options).await
    }
}
