//! The demo's relay: a real one in this process, with its own folder and sockets, that can be switched off and on.

use crate::web::{RelayHolding, RelayRow};
use kith_core::kith::{KithError, KithResult};
use kith_relay::{Config, Limits, Relay, mailboxes};
use std::path::{Path, PathBuf};
use tokio::sync::Mutex;

/// Envelopes shown of those that lie on the relay.
const ROWS_SHOWN: u32 = 60;
/// Bytes of an envelope that are shown.
const BYTES_SHOWN: u32 = 24;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// The relay and its switch.
pub struct RelaySwitch {
    dir: PathBuf,
    running: Mutex<Option<Relay>>,
}

impl RelaySwitch {
    /// A relay that keeps everything in a folder, switched off.
    #[must_use]
    pub fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), running: Mutex::new(None) }
    }

    /// Switches it on; its address. It keeps its identity and, where it is still free, its port.
    ///
    /// # Errors
    /// When its folder or sockets cannot be had.
    pub async fn on(&self) -> KithResult<String> {
        let mut running = self.running.lock().await;
        let relay = match running.take() {
            Some(relay) => relay,
            None => Relay::start(self.config()).await.map_err(|e| KithError::storage("no-relay", e.to_string()))?,
        };
        let address = relay.addr().to_string();
        *running = Some(relay);
        Ok(address)
    }

    /// Switches it off and closes its sockets.
    pub async fn off(&self) {
        if let Some(relay) = self.running.lock().await.take() {
            relay.shutdown().await;
        }
    }

    /// Whether it is on.
    pub async fn is_on(&self) -> bool {
        self.running.lock().await.is_some()
    }

    /// A whole neighbourhood comes from one address here, and all at once.
    fn config(&self) -> Config {
        let limits = Limits {
            connections_prefix: 512,
            new_connections_s: 500,
            new_connections_burst: 2_000,
            new_mailboxes_hour: 10_000,
            new_mailboxes_burst: 10_000,
            mailbox_puts_s: 500,
            mailbox_puts_burst: 5_000,
            connection_puts_s: 500,
            connection_puts_burst: 5_000,
            connection_drops_s: 200,
            connection_drops_burst: 2_000,
            connection_bytes_s: 8 * 1024 * 1024,
            connection_bytes_burst: 64 * 1024 * 1024,
            connection_requests_s: 2_000,
            connection_requests_burst: 20_000,
            drain_s: 1,
            ..Limits::default()
        };
        Config { limits, ..Config::on_loopback(&self.dir) }
    }

    /// What lies on it, as the relay sees it: also while it is off.
    ///
    /// # Errors
    /// When its storage cannot be read.
    pub async fn holding(&self) -> KithResult<RelayHolding> {
        let dir = self.dir.clone();
        let read = tokio::task::spawn_blocking(move || mailboxes::held(&dir, ROWS_SHOWN, BYTES_SHOWN)).await;
        let held = read.ok().and_then(Result::ok).ok_or_else(|| KithError::storage("no-relay", "the relay's storage cannot be read"))?;
        let rows = held.newest.into_iter().map(|envelope| RelayRow {
            tag: envelope.tag.hex(),
            stored_ms: u64::from(envelope.day.0) * DAY_MS,
            bytes: envelope.bytes,
            begins: hex(&envelope.begins),
        });
        Ok(RelayHolding { mailboxes: held.mailboxes, envelopes: held.envelopes, bytes: held.bytes, rows: rows.collect() })
    }

    /// The relay's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
