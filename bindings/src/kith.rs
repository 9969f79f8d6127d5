//! The one object that shells hold: an open profile with its core thread and its sockets.

mod attachments;
mod boundary;
mod circles;
mod coins;
mod devices;
mod medicines;
mod people;
mod places;
mod plans;
mod profiles;
mod recovery;
mod rota;
mod safety;
mod today;

pub use attachments::AttachmentFile;
pub use circles::{CheckOut, Confirmed, Correction};
pub use coins::Gift;
pub use medicines::Dose;
pub use places::{AreasShown, CoinMap};
pub use plans::PlanSaid;
pub use profiles::Wanted;
pub use safety::Worry;

use crate::key_store::{KeyStore, ShellStore};
use crate::observer::{Observer, Subscription};
use crate::{KithError, runtime};
use kith_core::entropy::SystemEntropy;
use kith_core::keystore::{self, PassphraseStore};
use kith_core::kith::view::SettingsView;
use kith_core::kith::{Kith as Core, KithResult, NewProfile, Request};
use kith_core::words::Language;
use kith_net::{Node, NodeHandle, NodeOptions, Reach, system_clock};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// How a relay's address begins; every other address is a device's.
const RELAY_ADDRESS: &str = "kith-relay:";

/// How an open profile behaves towards the world.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenOptions {
    /// Exchanges by itself when something was made or pushed, and from time to time.
    #[uniffi(default = true)]
    pub automatic: bool,
    /// Announces itself to phones in the same network, and looks for them.
    #[uniffi(default = true)]
    pub lan: bool,
    /// Can be reached from this machine only.
    #[uniffi(default = false)]
    pub loopback: bool,
}

/// What came of an exchange.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Exchange {
    /// Whether the relay was met.
    pub relay: bool,
    /// How many phones were met.
    pub devices: u32,
    /// How much was taken: entries from the relay, runs of them from phones.
    pub taken: u64,
    /// How much was passed on: envelopes to the relay, runs of entries to phones.
    pub sent: u64,
}

/// An open profile: one device of one person. Everything a shell may ask of it; commands are durable once they are answered.
#[derive(uniffi::Object)]
pub struct Kith {
    node: NodeHandle,
}

#[uniffi::export]
impl Kith {
    /// Makes a profile in a folder: a new person with their first device.
    #[uniffi::constructor(default(options = None))]
    pub async fn create(
        folder: String,
        name: String,
        language: Language,
        key_store: Arc<dyn KeyStore>,
        options: Option<OpenOptions>,
    ) -> Result<Arc<Self>, KithError> {
        let make = move |dir: &Path, store, now| Core::create(dir, &NewProfile { name, language }, store, Box::new(SystemEntropy), now);
        Self::start(folder, key_store, options, make).await
    }

    /// Opens the profile in a folder.
    #[uniffi::constructor(default(options = None))]
    pub async fn open(folder: String, key_store: Arc<dyn KeyStore>, options: Option<OpenOptions>) -> Result<Arc<Self>, KithError> {
        Self::start(folder, key_store, options, |dir: &Path, store, now| Core::open(dir, store, Box::new(SystemEntropy), now)).await
    }

    /// Makes a profile whose secrets a passphrase wraps, where the platform has no key store: on a computer.
    #[uniffi::constructor(default(options = None))]
    pub async fn create_with_passphrase(
        folder: String,
        name: String,
        language: Language,
        passphrase: String,
        options: Option<OpenOptions>,
    ) -> Result<Arc<Self>, KithError> {
        let make = move |dir: &Path, store, now| Core::create(dir, &NewProfile { name, language }, store, Box::new(SystemEntropy), now);
        Self::start_with(folder, passphrase_store(passphrase), options, make).await
    }

    /// Opens a profile whose secrets a passphrase wraps.
    #[uniffi::constructor(default(options = None))]
    pub async fn open_with_passphrase(folder: String, passphrase: String, options: Option<OpenOptions>) -> Result<Arc<Self>, KithError> {
        let open = |dir: &Path, store, now| Core::open(dir, store, Box::new(SystemEntropy), now);
        Self::start_with(folder, passphrase_store(passphrase), options, open).await
    }

    /// Exchanges now with whatever can be met: the relay, or phones met before on this network.
    pub async fn sync(&self) -> Result<Exchange, KithError> {
        let node = self.node.clone();
        let report = runtime::run(async move { node.sync_now().await }).await?;
        let relay = report.relay.unwrap_or_default();
        Ok(Exchange {
            relay: report.relay.is_some(),
            devices: u32::try_from(report.devices.len()).unwrap_or(u32::MAX),
            taken: report.devices.iter().map(|met| met.taken).fold(relay.taken.into(), u64::saturating_add),
            sent: report.devices.iter().map(|met| met.sent).fold(relay.sent.into(), u64::saturating_add),
        })
    }

    /// Exchanges now with this relay or this phone, by its address.
    pub async fn sync_with(&self, address: String) -> Result<Exchange, KithError> {
        let node = self.node.clone();
        if address.starts_with(RELAY_ADDRESS) {
            let met = runtime::run(async move { node.sync_relay_at(&address).await }).await?;
            return Ok(Exchange { relay: true, devices: 0, taken: met.taken.into(), sent: met.sent.into() });
        }
        let met = runtime::run(async move { node.sync_peer(&address).await }).await?;
        Ok(Exchange { relay: false, devices: 1, taken: met.taken, sent: met.sent })
    }

    /// The phone's network is another now; `metered`: one that is paid for by size, so that pictures may wait for a better one.
    pub async fn network_change(&self, metered: bool) -> Result<(), KithError> {
        let _: SettingsView = self.ask(Request::Fetching { when: None, metered: Some(metered) }).await?;
        let node = self.node.clone();
        runtime::run(async move { node.network_change().await }).await;
        Ok(())
    }

    /// Remembers where another phone may be met, as the platform's own look round the local network has found it.
    pub fn heard_of(&self, address: String) -> Result<(), KithError> {
        let address = address.parse().map_err(|e| kith_core::kith::KithError::invalid("bad-address", format!("this is no device's address: {e}")))?;
        self.node.heard_of(address);
        Ok(())
    }

    /// Where other phones can meet this one, if its sockets are open.
    pub fn address(&self) -> Option<String> {
        self.node.address()
    }

    /// Hears of changes from now on, until the subscription is cancelled or let go.
    pub fn observe(&self, observer: Arc<dyn Observer>) -> Arc<Subscription> {
        Arc::new(Subscription::start(self.node.changes(), observer))
    }

    /// Closes the sockets and the profile; once it returns, the profile can be opened again.
    pub async fn shut(&self) {
        let node = self.node.clone();
        runtime::run(async move { node.shutdown().await }).await;
    }
}

impl Kith {
    async fn start(
        folder: String,
        key_store: Arc<dyn KeyStore>,
        options: Option<OpenOptions>,
        make: impl FnOnce(&Path, Box<dyn keystore::KeyStore>, u64) -> KithResult<Core> + Send + 'static,
    ) -> Result<Arc<Self>, KithError> {
        Self::start_with(folder, Box::new(ShellStore(key_store)), options, make).await
    }

    async fn start_with(
        folder: String,
        key_store: Box<dyn keystore::KeyStore>,
        options: Option<OpenOptions>,
        make: impl FnOnce(&Path, Box<dyn keystore::KeyStore>, u64) -> KithResult<Core> + Send + 'static,
    ) -> Result<Arc<Self>, KithError> {
        let options = node_options(options, Path::new(&folder));
        let node = runtime::run(async move {
            let now = (options.clock)();
            // The key store may wait for a person, and a new passphrase takes its time.
            let core = runtime::block(move || make(Path::new(&folder), key_store, now)).await?;
            Node::start(core, options).await
        });
        Ok(Arc::new(Self { node: node.await? }))
    }

    /// Asks the core; the answer is the view that the request names.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, KithError> {
        let node = self.node.clone();
        let answer = runtime::run(async move { node.ask(request).await }).await?;
        Ok(serde_json::from_value(answer).expect("the core answers with the view that the request names"))
    }
}

impl Drop for Kith {
    fn drop(&mut self) {
        let node = self.node.clone();
        runtime::start(async move { node.shutdown().await });
    }
}

fn passphrase_store(passphrase: String) -> Box<dyn keystore::KeyStore> {
    Box::new(PassphraseStore::new(Zeroizing::new(passphrase)))
}

fn node_options(options: Option<OpenOptions>, folder: &Path) -> NodeOptions {
    let OpenOptions { automatic, lan, loopback } = options.unwrap_or(OpenOptions { automatic: true, lan: true, loopback: false });
    NodeOptions {
        reach: if loopback { Reach::Loopback } else { Reach::Everywhere },
        lan,
        peers: Vec::new(),
        address_book: Some(PathBuf::from(folder).join("peers")),
        automatic,
        clock: system_clock(),
        ..NodeOptions::default()
    }
}
