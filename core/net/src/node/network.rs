//! The one endpoint of an open profile: bound when there may be sockets, closed with all of them in airplane mode.

use crate::DeviceAddress;
use futures_util::StreamExt;
use iroh::{
    Endpoint, EndpointAddr, EndpointId, RelayConfig, RelayMap, RelayMode, RelayUrl, SecretKey, TransportAddr,
    endpoint::{Connection, presets},
};
use iroh_mdns_address_lookup::{DiscoveryEvent, MdnsAddressLookup};
use kith_core::kith::{ErrorKind, KithError, KithResult};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    time::Duration,
};

/// The application protocol of a session between two devices.
pub const SESSION_ALPN: &[u8] = b"kith/session/1";
/// How long a device or relay may take to answer at all.
pub const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long an endpoint may take to say goodbye.
const CLOSE_MAX: Duration = Duration::from_secs(2);
/// The name under which devices announce themselves on a network.
const LAN_NAME: &str = "kith";
/// An address for documentation (RFC 5737): asking the way to it sends nothing and tells our own.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// From where a device may be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// From this machine only.
    Loopback,
    /// From every network that the machine is on.
    Everywhere,
}

impl Reach {
    const fn ip(self) -> Ipv4Addr {
        match self {
            Self::Loopback => Ipv4Addr::LOCALHOST,
            Self::Everywhere => Ipv4Addr::UNSPECIFIED,
        }
    }
}

/// How to open a network.
pub struct Opening {
    /// The network key.
    pub seed: [u8; 32],
    /// From where it may be reached.
    pub reach: Reach,
    /// Whether to announce and look on the local network.
    pub lan: bool,
    /// The port of last time.
    pub port: u16,
    /// An iroh-relay for devices that cannot reach each other.
    pub iroh_relay: Option<String>,
}

/// An open endpoint.
#[derive(Debug, Clone)]
pub struct Network {
    endpoint: Endpoint,
    reach: Reach,
    lan: Option<MdnsAddressLookup>,
    /// The co-op's iroh-relay, through which devices speak that cannot reach each other.
    iroh_relay: Option<RelayUrl>,
}

impl Network {
    /// Opens the sockets, on the port of last time where it is still free.
    ///
    /// # Errors
    /// Needs-signal when the system gives no socket.
    pub async fn open(opening: Opening) -> KithResult<Self> {
        // An address that is none is as good as no iroh-relay: the mailboxes can be reached all the same.
        let iroh_relay = opening.iroh_relay.as_deref().and_then(|url| url.parse::<RelayUrl>().ok());
        let mut bound = bind(&opening, iroh_relay.clone(), opening.port).await;
        if bound.is_err() && opening.port != 0 {
            bound = bind(&opening, iroh_relay.clone(), 0).await;
        }
        let endpoint = bound?;
        let lan = if opening.lan { look_around(&endpoint) } else { None };
        Ok(Self { endpoint, reach: opening.reach, lan, iroh_relay })
    }

    /// Where this device can be reached.
    #[must_use]
    pub fn address(&self) -> DeviceAddress {
        let own = match self.reach {
            Reach::Loopback => None,
            Reach::Everywhere => own_ip(),
        };
        let port = self.port();
        let addrs = own.into_iter().chain([IpAddr::V4(Ipv4Addr::LOCALHOST)]).map(|ip| SocketAddr::new(ip, port)).collect();
        DeviceAddress { endpoint_id: *self.endpoint.id().as_bytes(), addrs }
    }

    /// The port, to be asked for again next time.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.endpoint.bound_sockets().iter().find(|socket| socket.is_ipv4()).map_or(0, SocketAddr::port)
    }

    /// The endpoint itself, for the relay's client.
    #[must_use]
    pub const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Connects to another device: where its address says, where the local network knows it, and through the co-op's iroh-relay.
    ///
    /// # Errors
    /// Needs-signal when it does not answer within [`CONNECT_MAX`]; invalid input when the address holds no key.
    pub async fn connect(&self, to: &DeviceAddress) -> KithResult<Connection> {
        let id = EndpointId::from_bytes(&to.endpoint_id).map_err(|_| KithError::invalid("bad-address", "the address holds no device's key"))?;
        let places = to.addrs.iter().copied().map(TransportAddr::Ip).chain(self.iroh_relay.clone().map(TransportAddr::Relay));
        let addr = EndpointAddr::from_parts(id, places);
        let connecting = self.endpoint.connect(addr, SESSION_ALPN);
        match tokio::time::timeout(CONNECT_MAX, connecting).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(e)) => {
                tracing::debug!("a device does not answer: {e}");
                Err(no_answer())
            }
            Err(_) => Err(no_answer()),
        }
    }

    /// Tells of devices on the local network as they are found, until the network is closed.
    pub async fn neighbours(&self, mut found: impl FnMut(DeviceAddress) + Send) {
        let Some(lan) = &self.lan else { return };
        let mut events = lan.subscribe().await;
        while let Some(event) = events.next().await {
            if let DiscoveryEvent::Discovered { endpoint_info, .. } = event {
                let addr = EndpointAddr::from(endpoint_info);
                let addrs = addr.ip_addrs().copied().take(crate::device_address::ADDRESSES_MAX).collect();
                found(DeviceAddress { endpoint_id: *addr.id.as_bytes(), addrs });
            }
        }
    }

    /// Looks again where this machine can be reached; doing so without need costs nothing.
    pub async fn look_again(&self) {
        self.endpoint.network_change().await;
    }

    /// Closes every socket.
    pub async fn close(self) {
        drop(self.lan);
        // A peer that is gone already is not waited for.
        let _ = tokio::time::timeout(CLOSE_MAX, self.endpoint.close()).await;
    }
}

/// The error of a device that does not answer.
#[must_use]
pub fn no_answer() -> KithError {
    KithError::new(ErrorKind::NeedsSignal, "no-answer", "that device does not answer; what was written here is kept and waits")
}

/// Where the other end of a connection was met, if directly.
#[must_use]
pub fn met_at(connection: &Connection) -> DeviceAddress {
    let addrs = connection
        .paths()
        .iter()
        .filter_map(|path| match path.remote_addr() {
            TransportAddr::Ip(addr) => Some(*addr),
            _ => None,
        })
        .take(crate::device_address::ADDRESSES_MAX)
        .collect();
    DeviceAddress { endpoint_id: *connection.remote_id().as_bytes(), addrs }
}

async fn bind(opening: &Opening, iroh_relay: Option<RelayUrl>, port: u16) -> KithResult<Endpoint> {
    let no_socket = |e: String| KithError::new(ErrorKind::NeedsSignal, "no-socket", format!("the system gives no socket: {e}"));
    // A co-op's iroh-relay has no QUIC side: asking there for our own address would only hold up the goodbye, by a second.
    let relay_mode = iroh_relay.map_or(RelayMode::Disabled, |url| RelayMode::Custom(RelayMap::from(RelayConfig::new(url, None))));
    let mut builder =
        Endpoint::builder(presets::Minimal).secret_key(SecretKey::from_bytes(&opening.seed)).relay_mode(relay_mode).alpns(vec![SESSION_ALPN.to_vec()]);
    if opening.reach == Reach::Loopback {
        builder = builder.clear_ip_transports();
    }
    let builder = builder.bind_addr(SocketAddr::new(opening.reach.ip().into(), port)).map_err(|e| no_socket(e.to_string()))?;
    builder.bind().await.map_err(|e| no_socket(e.to_string()))
}

/// Without a network to announce on there is nothing to find; that is no reason not to open.
fn look_around(endpoint: &Endpoint) -> Option<MdnsAddressLookup> {
    let lan = MdnsAddressLookup::builder().service_name(LAN_NAME).build(endpoint.id()).ok()?;
    endpoint.address_lookup().ok()?.add(lan.clone());
    Some(lan)
}

fn own_ip() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    socket.local_addr().ok().map(|addr| addr.ip())
}
