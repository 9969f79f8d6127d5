//! A running relay: started from a configuration, closed in order.

use crate::{
    admission::Admission,
    cards,
    config::Config,
    connection,
    http::{self, Pages},
    hub::Hub,
    identity::{self, DirectoryLock, Listening, Whereabouts},
    iroh_relay::{IrohRelay, IrohRelayError},
    mailboxes::{Day, Mailboxes, SqliteMailboxes, StorageError},
    metrics::Metrics,
    session::{Guest, Shared, SharedParts},
    writer::{Writer, WriterThread, today},
};
use iroh::{
    Endpoint, RelayMode, SecretKey,
    endpoint::{Incoming, IncomingAddr, presets},
};
use kith_wire::relay::{ALPN, RelayAddress};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    sync::watch,
    task::{JoinHandle, JoinSet},
};

/// How often what was committed is moved to where it is read fast.
const TIDY: Duration = Duration::from_secs(5);
/// How often old envelopes are dropped.
const PRUNE: Duration = Duration::from_secs(3_600);
/// An address for documentation (RFC 5737): asking the way to it sends nothing and tells our own.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// Why a relay does not start.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// Another relay serves this directory.
    #[error("another relay serves this directory")]
    Busy,
    /// The directory cannot be used.
    #[error("the directory cannot be used: {0}")]
    Directory(std::io::Error),
    /// The storage cannot be opened.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The socket for devices cannot be had.
    #[error("cannot listen for devices on {addr}: {why}")]
    Listen {
        /// Where it was to listen.
        addr: SocketAddr,
        /// What the system says.
        why: String,
    },
    /// A TCP socket cannot be had.
    #[error("cannot listen on {addr}: {source}")]
    ListenTcp {
        /// Where it was to listen.
        addr: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The iroh-relay does not start.
    #[error(transparent)]
    IrohRelay(#[from] IrohRelayError),
    /// The system gives no thread.
    #[error("no thread for the writer: {0}")]
    Thread(std::io::Error),
}

/// A running relay. Dropping it without [`Relay::shutdown`] stops it as a power cut would: what was confirmed is kept.
pub struct Relay {
    whereabouts: Whereabouts,
    addr: RelayAddress,
    http: SocketAddr,
    cards: Option<SocketAddr>,
    endpoint: Endpoint,
    shared: Arc<Shared>,
    thread: Option<WriterThread>,
    iroh_relay: Option<IrohRelay>,
    draining: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    others: Vec<JoinHandle<()>>,
    drain: Duration,
    _lock: DirectoryLock,
}

impl Relay {
    /// Starts a relay.
    ///
    /// # Errors
    /// When its directory, storage or sockets cannot be had.
    pub async fn start(config: Config) -> Result<Self, RelayError> {
        Self::start_over(config, |config| Ok(Arc::new(SqliteMailboxes::open(&config.dir, config.limits.quotas())?))).await
    }

    /// Starts a relay over another storage, opened once the directory is its own.
    ///
    /// # Errors
    /// As [`Relay::start`].
    pub async fn start_over(config: Config, open: impl FnOnce(&Config) -> Result<Arc<dyn Mailboxes>, StorageError>) -> Result<Self, RelayError> {
        let lock = identity::lock(&config.dir).map_err(RelayError::Directory)?.ok_or(RelayError::Busy)?;
        let seed = identity::seed(&config.dir).map_err(RelayError::Directory)?;
        let last = Whereabouts::last(&config.dir).map(|whereabouts| whereabouts.listening);
        let store = open(&config)?;

        let endpoint = bind(seed, config.listen, last.map(|last| last.devices)).await?;
        let devices = endpoint.bound_sockets().first().copied().unwrap_or(config.listen);
        let iroh_relay = match config.iroh_relay {
            Some(addr) => Some(IrohRelay::start(bind_tcp(addr, last.and_then(|last| last.iroh_relay)).await?, &config.limits).await?),
            None => None,
        };
        let web = bind_tcp(config.http, None).await?;
        let http = web.local_addr().map_err(|source| RelayError::ListenTcp { addr: config.http, source })?;

        let for_cards = match config.cards {
            Some(addr) => Some(bind_tcp(addr, None).await?),
            None => None,
        };
        let cards_at = for_cards.as_ref().and_then(|listener| listener.local_addr().ok());

        let metrics = Arc::new(Metrics::default());
        let hub = Arc::new(Hub::default());
        let (writer, thread) = Writer::start(store.clone(), hub.clone(), metrics.clone()).map_err(RelayError::Thread)?;
        let parts = SharedParts { store, hub, writer, metrics };
        let shared = Arc::new(Shared::new(parts, config.limits.clone(), *endpoint.id().as_bytes()));

        let addr = address(&config, *endpoint.id().as_bytes(), devices, iroh_relay.as_ref().map(IrohRelay::addr));
        let listening = Listening { devices, iroh_relay: iroh_relay.as_ref().map(IrohRelay::addr) };
        let whereabouts = whereabouts(&addr, (http, cards_at), listening);
        whereabouts.save(&config.dir).map_err(RelayError::Directory)?;

        let (draining, drained) = watch::channel(false);
        let admission = Admission::new(&config.limits);
        let accepting = tokio::spawn(accept(endpoint.clone(), shared.clone(), admission.clone(), drained.clone()));
        let pages = Pages { shared: shared.clone(), admission, dir: config.dir, draining: drained.clone() };
        let mut others = vec![tokio::spawn(http::serve(web, pages)), tokio::spawn(keep_tidy(shared.clone()))];
        others.extend(for_cards.map(|listener| tokio::spawn(cards::serve(listener, shared.clone(), drained))));
        let drain = Duration::from_secs(config.limits.drain_s);
        let thread = Some(thread);
        Ok(Self { whereabouts, addr, http, cards: cards_at, endpoint, shared, thread, iroh_relay, draining, accepting, others, drain, _lock: lock })
    }

    /// The address that devices take.
    #[must_use]
    pub const fn addr(&self) -> &RelayAddress {
        &self.addr
    }

    /// The relay's identity.
    #[must_use]
    pub const fn endpoint_id(&self) -> [u8; 32] {
        self.addr.endpoint_id
    }

    /// The URL of its iroh-relay, if it runs one.
    #[must_use]
    pub fn relay_url(&self) -> Option<&str> {
        self.addr.iroh_relay.as_deref()
    }

    /// Where health, limits and metrics are served.
    #[must_use]
    pub const fn http(&self) -> SocketAddr {
        self.http
    }

    /// Where emergency cards are opened by link, if they are.
    #[must_use]
    pub const fn cards(&self) -> Option<SocketAddr> {
        self.cards
    }

    /// Where everything is, as it stands in the address file.
    #[must_use]
    pub const fn whereabouts(&self) -> &Whereabouts {
        &self.whereabouts
    }

    /// The relay's counters.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.shared.metrics
    }

    /// Tells the devices to come back later, finishes what was begun, and closes.
    pub async fn shutdown(mut self) {
        self.draining.send_replace(true);
        if tokio::time::timeout(self.drain, &mut self.accepting).await.is_err() {
            self.accepting.abort();
        }
        if let Some(thread) = self.thread.take() {
            self.shared.writer.stop(thread).await;
        }
        self.endpoint.close().await;
        for task in self.others.drain(..) {
            task.abort();
            let _ = task.await;
        }
        if let Some(iroh_relay) = self.iroh_relay.take() {
            iroh_relay.shutdown().await;
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.draining.send_replace(true);
        self.accepting.abort();
        self.others.iter().for_each(JoinHandle::abort);
    }
}

/// A port of the system's choice is the one of last time where that is still free, so that devices find the relay again.
fn preferred(wanted: SocketAddr, last: Option<SocketAddr>) -> [Option<SocketAddr>; 2] {
    let again = last.filter(|last| wanted.port() == 0 && last.ip() == wanted.ip());
    [again, Some(wanted)]
}

async fn bind(seed: [u8; 32], wanted: SocketAddr, last: Option<SocketAddr>) -> Result<Endpoint, RelayError> {
    let mut why = String::new();
    for addr in preferred(wanted, last).into_iter().flatten() {
        let builder = Endpoint::builder(presets::Minimal)
            .secret_key(SecretKey::from_bytes(&seed))
            .relay_mode(RelayMode::Disabled)
            .clear_ip_transports()
            .alpns(vec![ALPN.to_vec()])
            .bind_addr(addr)
            .map_err(|error| RelayError::Listen { addr, why: error.to_string() })?;
        match builder.bind().await {
            Ok(endpoint) => return Ok(endpoint),
            Err(error) => why = error.to_string(),
        }
    }
    Err(RelayError::Listen { addr: wanted, why })
}

async fn bind_tcp(wanted: SocketAddr, last: Option<SocketAddr>) -> Result<TcpListener, RelayError> {
    if let [Some(again), _] = preferred(wanted, last)
        && let Ok(listener) = TcpListener::bind(again).await
    {
        return Ok(listener);
    }
    TcpListener::bind(wanted).await.map_err(|source| RelayError::ListenTcp { addr: wanted, source })
}

/// What devices are told: what was configured, or what is listened on, with our own address in place of "any".
fn address(config: &Config, endpoint_id: [u8; 32], devices: SocketAddr, iroh_relay: Option<SocketAddr>) -> RelayAddress {
    let addrs = if config.public.is_empty() { vec![reachable(devices)] } else { config.public.clone() };
    let iroh_relay = config.iroh_relay_url.clone().or_else(|| iroh_relay.map(|addr| format!("http://{}", reachable(addr))));
    RelayAddress { endpoint_id, addrs, iroh_relay }
}

fn reachable(addr: SocketAddr) -> SocketAddr {
    if !addr.ip().is_unspecified() {
        return addr;
    }
    let own = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect(ELSEWHERE)?;
        socket.local_addr()
    });
    SocketAddr::new(own.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |own| own.ip()), addr.port())
}

fn whereabouts(addr: &RelayAddress, (http, cards): (SocketAddr, Option<SocketAddr>), listening: Listening) -> Whereabouts {
    let endpoint_id = addr.endpoint_id.iter().map(|byte| format!("{byte:02x}")).collect();
    let cards = cards.map(|cards| format!("http://{cards}"));
    Whereabouts { endpoint_id, addr: addr.to_string(), http: format!("http://{http}"), cards, iroh_relay: addr.iroh_relay.clone(), listening }
}

/// Lets connections in until the relay closes, then waits for those that are left.
async fn accept(endpoint: Endpoint, shared: Arc<Shared>, admission: Admission, mut draining: watch::Receiver<bool>) {
    let (mut connections, mut number) = (JoinSet::new(), 0u64);
    let closing = draining.clone();
    loop {
        tokio::select! {
            incoming = endpoint.accept() => {
                let Some(incoming) = incoming else { break };
                number += 1;
                if !welcome(&mut connections, incoming, number, (&shared, &admission, &closing)) {
                    shared.metrics.connections_refused_total.one();
                }
            }
            Some(_) = connections.join_next() => {}
            _ = draining.wait_for(|draining| *draining) => break,
        }
    }
    while connections.join_next().await.is_some() {}
}

type House<'a> = (&'a Arc<Shared>, &'a Admission, &'a watch::Receiver<bool>);

/// Lets one connection in, or not.
fn welcome(connections: &mut JoinSet<()>, incoming: Incoming, number: u64, house: House<'_>) -> bool {
    let (shared, admission, draining) = house;
    let IncomingAddr::Ip(from) = incoming.remote_addr() else {
        incoming.refuse();
        return false;
    };
    // Where it is getting full, an address has to prove that it is its own before it takes a place.
    if !incoming.remote_addr_validated() && admission.open() as u64 > shared.limits.connections / 2 {
        return incoming.retry().is_ok();
    }
    let Some(place) = admission.admit(from.ip(), Instant::now()) else {
        incoming.refuse();
        return false;
    };
    let Ok(accepting) = incoming.accept() else { return false };
    let (shared, draining) = (shared.clone(), draining.clone());
    connections.spawn(async move {
        let handshake = Duration::from_secs(shared.limits.unproven_s);
        if let Ok(Ok(connection)) = tokio::time::timeout(handshake, accepting).await {
            shared.metrics.connections_total.one();
            connection::serve(shared, connection, Guest { number, place }, draining).await;
        }
    });
    true
}

/// Checkpoints and retention, off the commit path.
async fn keep_tidy(shared: Arc<Shared>) {
    let mut last_prune: Option<Instant> = None;
    loop {
        tokio::time::sleep(TIDY).await;
        let prune = last_prune.is_none_or(|last| last.elapsed() >= PRUNE);
        let (store, limits) = (shared.store.clone(), shared.limits.clone());
        let done = tokio::task::spawn_blocking(move || if prune { drop_old(&*store, limits.keep_days, limits.keep_hash_days) } else { store.tidy() }).await;
        match done {
            Ok(Ok(())) if prune => last_prune = Some(Instant::now()),
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "tidying failed"),
            Err(error) => tracing::error!(%error, "tidying broke off"),
        }
    }
}

fn drop_old(store: &dyn Mailboxes, keep_days: u64, keep_hash_days: u64) -> Result<(), StorageError> {
    let ago = |days: u64| Day(today().0.saturating_sub(u32::try_from(days).unwrap_or(u32::MAX)));
    while store.prune(ago(keep_days), ago(keep_days.saturating_add(keep_hash_days)))? {}
    store.tidy()
}
