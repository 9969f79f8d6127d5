//! A node: one open profile with one core thread and one endpoint, in touch with a relay and with other devices when there is signal.
//!
//! A [`NodeHandle`] is what shells hold. Commands and queries go to the core's thread; whatever a command made is exchanged soon after,
//! one batch a wake, without anybody asking. In airplane mode there is no endpoint and no socket at all.

mod address_book;
mod core_thread;
mod exchange;
mod meeting;
mod network;
mod rhythm;

pub use address_book::{AddressBook, PEERS_MAX};
pub use exchange::RelayReport;
pub use meeting::MeetingReport;
pub use network::{CONNECT_MAX, Reach, SESSION_ALPN};
pub use rhythm::SyncReport;

use crate::{DeviceAddress, relay_client::RelayClient};
use core_thread::CoreThread;
use exchange::RelayLine;
use kith_core::keystore::KeyStore;
use kith_core::kith::{BackupKey, BackupView, Change, ErrorKind, Kith, KithError, KithResult, Request, view::SettingsView};
use kith_wire::relay::RelayAddress;
use network::{Network, Opening};
use serde_json::Value;
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::sync::{Notify, RwLock as AsyncRwLock, broadcast, watch};

/// Changes that a slow listener may fall behind before it is told to read everything again.
const CHANGES_MAX: usize = 256;

/// Milliseconds since 1970, as this device believes.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The machine's clock.
#[must_use]
pub fn system_clock() -> Clock {
    Arc::new(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX)))
}

/// How a node is run.
#[derive(Clone)]
pub struct NodeOptions {
    /// From where other devices may reach it.
    pub reach: Reach,
    /// Whether to announce itself and to look for others on the local network.
    pub lan: bool,
    /// Addresses of other devices known beforehand.
    pub peers: Vec<DeviceAddress>,
    /// The file in which it remembers where others were met; none to remember only while it runs.
    pub address_book: Option<PathBuf>,
    /// Whether it exchanges by itself after a command, on a push and from time to time.
    pub automatic: bool,
    /// How long a relay may take over an answer.
    pub answer_wait: Duration,
    /// What time it is.
    pub clock: Clock,
}

impl Default for NodeOptions {
    fn default() -> Self {
        Self {
            reach: Reach::Everywhere,
            lan: true,
            peers: Vec::new(),
            address_book: None,
            automatic: true,
            answer_wait: RelayClient::ANSWER_WAIT,
            clock: system_clock(),
        }
    }
}

/// The way to a running node; clones lead to the same one.
#[derive(Clone)]
pub struct NodeHandle {
    node: Arc<Node>,
}

/// Starts nodes.
pub struct Node {
    core: CoreThread,
    options: NodeOptions,
    /// Whether the profile is locked: its endpoint is closed then, too.
    locked: AtomicBool,
    /// The endpoint; none in airplane mode.
    network: AsyncRwLock<Option<Network>>,
    /// The port of the endpoint before, so that others find this device where they met it.
    port: AtomicU16,
    /// The endpoint's address as text, to be read without waiting.
    address: RwLock<Option<String>>,
    book: Mutex<AddressBook>,
    changes: broadcast::Sender<Change>,
    /// Something was made, pushed or met: exchange soon.
    wake: Notify,
    line: RelayLine,
    /// Whether it exchanges by itself already.
    in_touch: AtomicBool,
    closing: watch::Sender<bool>,
}

impl Node {
    /// Runs a profile: its core on a thread of its own, its endpoint unless airplane mode is on.
    ///
    /// # Errors
    /// When no thread or no socket is to be had.
    pub async fn start(kith: Kith, options: NodeOptions) -> KithResult<NodeHandle> {
        let (changes, _) = broadcast::channel(CHANGES_MAX);
        let mut book = AddressBook::open(options.address_book.as_deref());
        for peer in options.peers.iter().cloned() {
            book.heard(peer);
        }
        let node = Arc::new(Self {
            core: CoreThread::start(kith, changes.clone())?,
            locked: AtomicBool::new(false),
            network: AsyncRwLock::new(None),
            port: AtomicU16::new(0),
            address: RwLock::new(None),
            book: Mutex::new(book),
            changes,
            wake: Notify::new(),
            line: RelayLine::default(),
            in_touch: AtomicBool::new(false),
            closing: watch::Sender::new(false),
            options,
        });
        let handle = NodeHandle { node };
        if let Err(e) = handle.node.follow_settings().await {
            handle.shutdown().await;
            return Err(e);
        }
        if handle.node.options.automatic {
            handle.keep_in_touch();
            tokio::spawn(rhythm::lock_when_due(handle.node.clone()));
        }
        Ok(handle)
    }

    fn now(&self) -> u64 {
        (self.options.clock)()
    }

    async fn settings(&self) -> KithResult<SettingsView> {
        let now = self.now();
        let value = self.core.run(move |kith| kith.handle(Request::Settings, now)).await??;
        serde_json::from_value(value).map_err(|_| KithError::storage("bad-settings", "the settings of this device cannot be read"))
    }

    /// Opens or closes the endpoint as the settings say.
    async fn follow_settings(self: &Arc<Self>) -> KithResult<()> {
        let settings = match self.settings().await {
            Ok(settings) => Some(settings),
            Err(e) if e.kind == ErrorKind::Locked => None,
            Err(e) => return Err(e),
        };
        self.locked.store(settings.is_none(), Ordering::Relaxed);
        let seed = self.core.run(|kith| kith.network_seed()).await?;
        let mut network = self.network.write().await;
        self.line.drop_line().await;
        if let Some(open) = network.take() {
            *self.address.write().unwrap_or_else(PoisonError::into_inner) = None;
            open.close().await;
        }
        let Some(settings) = settings.filter(|s| !s.airplane && !*self.closing.borrow()) else { return Ok(()) };
        let iroh_relay = settings.relay.and_then(|relay| relay.parse::<RelayAddress>().ok()).and_then(|relay| relay.iroh_relay);
        let NodeOptions { reach, lan, .. } = &self.options;
        let opening = Opening { seed, reach: *reach, lan: *lan, port: self.port.load(Ordering::Relaxed), iroh_relay };
        let open = Network::open(opening).await?;
        self.port.store(open.port(), Ordering::Relaxed);
        *self.address.write().unwrap_or_else(PoisonError::into_inner) = Some(open.address().to_string());
        tokio::spawn(meeting::accept(self.clone(), open.clone()));
        if *lan {
            tokio::spawn(meeting::look_around(self.clone(), open.clone()));
        }
        *network = Some(open);
        Ok(())
    }

    /// The endpoint, if there is one.
    async fn network(&self) -> KithResult<Network> {
        if self.locked.load(Ordering::Relaxed) {
            // A device that was signed out for good says that.
            self.settings().await?;
            return Err(KithError::new(ErrorKind::Locked, "locked", "the profile is locked: unlock it first"));
        }
        self.network
            .read()
            .await
            .clone()
            .ok_or_else(|| KithError::new(ErrorKind::NeedsSignal, "airplane-mode", "airplane mode is on; what was written here is kept and waits"))
    }

    fn book(&self) -> std::sync::MutexGuard<'_, AddressBook> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl NodeHandle {
    /// A command or a query; the answer is the view that the request names. Airplane mode and the choice of a relay take effect before
    /// the answer comes.
    ///
    /// # Errors
    /// What the device says, or busy while it is being closed.
    pub async fn ask(&self, request: Request) -> KithResult<Value> {
        let makes = !request.is_query();
        let network_too = matches!(request, Request::Airplane { .. } | Request::SetRelay { .. } | Request::Lock);
        let now = self.node.now();
        let answer = self.node.core.run(move |kith| kith.handle(request, now)).await??;
        if network_too {
            self.node.follow_settings().await?;
        }
        if makes {
            self.node.wake.notify_one();
        }
        Ok(answer)
    }

    /// Writes a backup of the profile to a file.
    ///
    /// # Errors
    /// Locked; storage when there is no room.
    pub async fn backup(&self, to: PathBuf, key: BackupKey) -> KithResult<BackupView> {
        let now = self.node.now();
        self.node.core.run(move |kith| kith.backup(&to, &key, &mut |_, _| {}, now)).await?
    }

    /// Opens a locked profile again, and its endpoint.
    ///
    /// # Errors
    /// Locked when the key store does not give the keys, or after too many wrong tries.
    pub async fn unlock(&self, store: Box<dyn KeyStore>) -> KithResult<()> {
        let now = self.node.now();
        self.node.core.run(move |kith| kith.unlock(store, now)).await??;
        self.node.follow_settings().await?;
        self.node.wake.notify_one();
        Ok(())
    }

    /// Has another key store keep the profile's secrets from now on.
    ///
    /// # Errors
    /// Not allowed when `now` does not open the profile, or after too many wrong tries.
    pub async fn change_store(&self, now: Box<dyn KeyStore>, then: Box<dyn KeyStore>) -> KithResult<()> {
        let at = self.node.now();
        self.node.core.run(move |kith| kith.change_store(now, then, at)).await?
    }

    /// Exchanges with the relay of the settings now.
    ///
    /// # Errors
    /// Needs-signal in airplane mode, without a relay, or when it does not answer.
    pub async fn sync_relay(&self) -> KithResult<RelayReport> {
        exchange::with_set_relay(&self.node).await
    }

    /// Exchanges with this relay, this once.
    ///
    /// # Errors
    /// As [`NodeHandle::sync_relay`]; invalid input when the address is none.
    pub async fn sync_relay_at(&self, address: &str) -> KithResult<RelayReport> {
        let address = address.parse().map_err(|e| KithError::invalid("bad-address", format!("this is no relay's address: {e}")))?;
        exchange::with_relay(&self.node, &address).await
    }

    /// Exchanges with another device, now and directly.
    ///
    /// # Errors
    /// Needs-signal in airplane mode or when it does not answer; invalid input when the address is none.
    pub async fn sync_peer(&self, address: &str) -> KithResult<MeetingReport> {
        let address = address.parse().map_err(|e| KithError::invalid("bad-address", format!("this is no device's address: {e}")))?;
        meeting::meet(&self.node, &address).await
    }

    /// Exchanges with whatever can be met: the relay, and where it cannot be reached the devices met before on this network.
    ///
    /// # Errors
    /// Needs-signal when nothing could be met.
    pub async fn sync_now(&self) -> KithResult<SyncReport> {
        rhythm::sync(&self.node).await
    }

    /// Where other devices can reach this one, if its sockets are open.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.node.address.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on exchanges by itself, as if it had been started so.
    pub fn keep_in_touch(&self) {
        if !self.node.in_touch.swap(true, Ordering::Relaxed) {
            tokio::spawn(rhythm::keep(self.node.clone()));
        }
        self.node.wake.notify_one();
    }

    /// Remembers where another device may be met.
    pub fn heard_of(&self, address: DeviceAddress) {
        self.node.book().heard(address);
    }

    /// The machine's network is another now: the endpoint looks again where it is, and what waits is exchanged soon. For a shell whose
    /// platform tells only the shell.
    pub async fn network_change(&self) {
        let open = self.node.network.read().await.clone();
        if let Some(network) = open {
            network.look_again().await;
            *self.node.address.write().unwrap_or_else(PoisonError::into_inner) = Some(network.address().to_string());
        }
        self.wake();
    }

    /// What changes from now on. A listener that falls behind is told so by the channel, and reads everything again.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.node.changes.subscribe()
    }

    /// Switches airplane mode: on closes every socket before it answers.
    ///
    /// # Errors
    /// As [`NodeHandle::ask`].
    pub async fn set_airplane(&self, on: bool) -> KithResult<Value> {
        self.ask(Request::Airplane { on }).await
    }

    /// Exchanges soon, as after a command: for a shell that has learned of a network.
    pub fn wake(&self) {
        self.node.wake.notify_one();
    }

    /// Closes the endpoint and the profile; when it returns, another process may open it.
    pub async fn shutdown(&self) {
        self.node.closing.send_replace(true);
        self.node.line.drop_line().await;
        if let Some(network) = self.node.network.write().await.take() {
            network.close().await;
        }
        *self.node.address.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.node.core.stop().await;
    }
}

#[cfg(test)]
mod tests;
