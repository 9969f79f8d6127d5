//! The iroh-relay beside the mailboxes: it passes packets between devices that are online and cannot reach each other. It stores
//! nothing and reads nothing. Its own limits on accepting do nothing, so the door in front is ours.

use crate::{admission::Admission, config::Limits};
use iroh::EndpointId;
use iroh_relay::server::{Access, AccessControl, ClientRateLimit, ClientRequest, ConnectionId, RelayConfig, Server, ServerConfig, SpawnError};
use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, task::JoinSet};

/// How long a connection may take to become a relay's client.
const ESTABLISH: Duration = Duration::from_secs(10);
/// Keys that the relay remembers as checked.
const KEY_CACHE: usize = 4_096;

/// A running iroh-relay.
pub struct IrohRelay {
    server: Server,
    addr: SocketAddr,
    door: tokio::task::JoinHandle<()>,
}

/// Lets in so many clients at once.
#[derive(Debug)]
struct Places {
    taken: AtomicU64,
    max: u64,
}

impl AccessControl for Places {
    async fn on_connect(&self, _: &ClientRequest) -> Access {
        let free = self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, |taken| (taken < self.max).then_some(taken + 1));
        if free.is_ok() { Access::Allow } else { Access::Deny { reason: None } }
    }

    fn on_disconnect(&self, _: EndpointId, _: ConnectionId) {
        self.taken.fetch_sub(1, Ordering::AcqRel);
    }
}

impl IrohRelay {
    /// Starts one behind `listener`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn start(listener: TcpListener, limits: &Limits) -> Result<Self, IrohRelayError> {
        let mut relay = RelayConfig::new((Ipv4Addr::LOCALHOST, 0));
        relay.key_cache_capacity = Some(KEY_CACHE);
        relay.access = Arc::new(Places { taken: AtomicU64::new(0), max: limits.connections });
        let rate = u32::try_from(limits.iroh_relay_bytes_s).ok().and_then(NonZeroU32::new);
        relay.limits.client_rx = rate.map(ClientRateLimit::new);
        let mut config = ServerConfig::default();
        config.relay = Some(relay);
        let server = Server::spawn(config).await?;
        let addr = listener.local_addr()?;
        let door = tokio::spawn(accept(listener, server.relay_service().cloned(), Admission::new(limits)));
        Ok(Self { server, addr, door })
    }

    /// Where it listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Closes it.
    pub async fn shutdown(self) {
        self.door.abort();
        let _ = self.server.shutdown().await;
    }
}

/// Why no iroh-relay runs.
#[derive(Debug, thiserror::Error)]
pub enum IrohRelayError {
    /// It could not be started.
    #[error("the iroh-relay could not be started: {0}")]
    Spawn(#[from] SpawnError),
    /// Its socket failed.
    #[error("the iroh-relay has no socket: {0}")]
    Socket(#[from] std::io::Error),
}

async fn accept(listener: TcpListener, service: Option<iroh_relay::server::http_server::RelayService>, admission: Admission) {
    let Some(service) = service else { return };
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A failure is of one connection, or of a process without file handles: let others finish first.
                let Ok((stream, from)) = accepted else {
                    tokio::task::yield_now().await;
                    continue;
                };
                if let Some(place) = admission.admit(from.ip(), Instant::now()) {
                    let service = service.clone();
                    connections.spawn(async move {
                        service.handle_connection(stream, None, ESTABLISH).await;
                        drop(place);
                    });
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}
