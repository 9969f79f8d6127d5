//! What a relay is told: where to keep things, where to listen, how much to take.
//!
//! A configuration file is TOML; every key may be left out. The names of the limits are those of [`Limits`], under `[limits]`:
//!
//! ```toml
//! listen = "0.0.0.0:4460"            # UDP: devices (port 0: a free one, the same as last time where it still is free)
//! http = "127.0.0.1:4462"            # TCP: health, limits and metrics; keep it on loopback
//! cards = "127.0.0.1:4463"           # TCP: emergency cards opened by link, behind a proxy with a certificate; leave it out to open none
//! iroh_relay = "0.0.0.0:4461"        # TCP: devices that cannot reach each other; leave it out to run none
//! public = ["192.0.2.7:4460"]        # what devices are told, where it is not what the relay listens on
//! iroh_relay_url = "https://relay.example"   # likewise, where a proxy with a certificate stands in front
//!
//! [limits]
//! mailbox_bytes = 268435456
//! ```

use crate::mailboxes::Quotas;
use kith_wire::{limits, relay};
use serde::{Deserialize, Serialize};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

/// Bytes of a configuration file.
const CONFIG_BYTES_MAX: u64 = 64 * 1024;

/// A relay's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The directory that holds everything.
    pub dir: PathBuf,
    /// Where devices reach it (UDP).
    pub listen: SocketAddr,
    /// Where health, limits and metrics are served (TCP).
    pub http: SocketAddr,
    /// Where emergency cards are opened by link (TCP); none are without it.
    pub cards: Option<SocketAddr>,
    /// Where the iroh-relay listens (TCP); none runs without it.
    pub iroh_relay: Option<SocketAddr>,
    /// What devices are told instead of `listen`.
    pub public: Vec<SocketAddr>,
    /// What devices are told instead of `iroh_relay`.
    pub iroh_relay_url: Option<String>,
    /// How much it takes.
    pub limits: Limits,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// The file is too large to be one.
    #[error("the configuration file is larger than 64 KiB")]
    TooLarge,
    /// The file says something that is not known.
    #[error("the configuration file is not understood: {0}")]
    Toml(#[from] toml::de::Error),
    /// A limit that the protocol sets is exceeded.
    #[error("{name} may be at most {max}")]
    Limit {
        /// The limit's name.
        name: &'static str,
        /// What the protocol allows.
        max: u64,
    },
}

/// The file's shape.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<SocketAddr>,
    http: Option<SocketAddr>,
    cards: Option<SocketAddr>,
    iroh_relay: Option<SocketAddr>,
    public: Vec<SocketAddr>,
    iroh_relay_url: Option<String>,
    limits: Limits,
}

impl Config {
    /// A relay on loopback, on ports of the system's choice, with an iroh-relay: for trials and tests.
    #[must_use]
    pub fn on_loopback(dir: impl Into<PathBuf>) -> Self {
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let (public, iroh_relay_url, limits) = (Vec::new(), None, Limits::default());
        Self { dir: dir.into(), listen: free, http: free, cards: Some(free), iroh_relay: Some(free), public, iroh_relay_url, limits }
    }

    /// A relay for other machines, on the ports that the documentation names, without an iroh-relay.
    #[must_use]
    pub fn for_everybody(dir: impl Into<PathBuf>) -> Self {
        let listen = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 4460));
        let http = SocketAddr::from((Ipv4Addr::LOCALHOST, 4462));
        Self { listen, http, cards: None, iroh_relay: None, ..Self::on_loopback(dir) }
    }

    /// Takes over what a configuration file says.
    ///
    /// # Errors
    /// When the file cannot be read, names something unknown, or goes beyond the protocol.
    pub fn with_file(self, path: &Path) -> Result<Self, ConfigError> {
        if std::fs::metadata(path)?.len() > CONFIG_BYTES_MAX {
            return Err(ConfigError::TooLarge);
        }
        self.with_toml(&std::fs::read_to_string(path)?)
    }

    /// As [`Config::with_file`], from its text.
    ///
    /// # Errors
    /// As there.
    pub fn with_toml(self, text: &str) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(text)?;
        file.limits.check()?;
        Ok(Self {
            listen: file.listen.unwrap_or(self.listen),
            http: file.http.unwrap_or(self.http),
            cards: file.cards.or(self.cards),
            iroh_relay: file.iroh_relay.or(self.iroh_relay),
            public: file.public,
            iroh_relay_url: file.iroh_relay_url,
            limits: file.limits,
            dir: self.dir,
        })
    }
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident = $default:expr),+ $(,)?) => {
        /// Every limit of a relay. Those of rates are buckets: so many a second, and so many at once after a rest.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Limits {
            $($(#[doc = $doc])+ pub $name: u64,)+
        }

        impl Limits {
            /// Every limit with its meaning and its default, as the part `[limits]` of a configuration file.
            #[must_use]
            pub fn commented() -> String {
                let limits = Self::default();
                let mut out = String::from("[limits]\n");
                $(out.push_str(&format!("#{}\n{} = {}\n", concat!($($doc),+), stringify!($name), limits.$name));)+
                out
            }
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }
    };
}

limits! {
    /// Bytes of one envelope.
    envelope_bytes = limits::ENVELOPE_BYTES_MAX as u64,
    /// Envelopes in one Put.
    put_envelopes = relay::PUT_ENVELOPES_MAX as u64,
    /// Bytes of envelopes in one Put.
    put_bytes = relay::BATCH_BYTES_MAX as u64,
    /// Envelopes in one Page.
    page_envelopes = relay::PAGE_ENVELOPES_MAX as u64,
    /// Bytes of envelopes in one Page.
    page_bytes = relay::BATCH_BYTES_MAX as u64,
    /// Envelopes a second into one mailbox.
    mailbox_puts_s = 20,
    /// Envelopes at once into one mailbox.
    mailbox_puts_burst = 200,
    /// Envelopes a second from one connection.
    connection_puts_s = 50,
    /// Envelopes at once from one connection.
    connection_puts_burst = 500,
    /// Drops a second from one connection.
    connection_drops_s = 5,
    /// Drops at once from one connection.
    connection_drops_burst = 100,
    /// Bytes of envelopes a second from one connection.
    connection_bytes_s = 256 * 1024,
    /// Bytes of envelopes at once from one connection.
    connection_bytes_burst = 4 * 1024 * 1024,
    /// Requests of any kind a second from one connection.
    connection_requests_s = 100,
    /// Requests of any kind at once from one connection.
    connection_requests_burst = 1_000,
    /// Mailboxes that one connection has open.
    mailboxes = relay::MAILBOXES_MAX as u64,
    /// Mailboxes an hour made from one IPv4 address or IPv6 /64.
    new_mailboxes_hour = 400,
    /// Mailboxes at once made from one IPv4 address or IPv6 /64.
    new_mailboxes_burst = 2_000,
    /// Bytes kept in one space's mailbox.
    mailbox_bytes = 256 * 1024 * 1024,
    /// Envelopes kept in one space's mailbox.
    mailbox_envelopes = 500_000,
    /// Bytes kept in one box.
    box_bytes = 64 * 1024 * 1024,
    /// Envelopes kept in one box.
    box_envelopes = 50_000,
    /// Bytes for which a box that has had a reader always has room.
    box_reserve_bytes = 1024 * 1024,
    /// Bytes of envelopes kept in all.
    store_bytes = 50 * 1024 * 1024 * 1024,
    /// Connections in all.
    connections = 20_000,
    /// Connections from one IPv4 address or IPv6 /64.
    connections_prefix = 64,
    /// New connections a second from one IPv4 address or IPv6 /64.
    new_connections_s = 10,
    /// New connections at once from one IPv4 address or IPv6 /64.
    new_connections_burst = 100,
    /// Seconds within which a connection proves a right or leaves a drop.
    unproven_s = 5,
    /// Seconds of silence after which a connection is closed.
    idle_s = 90,
    /// Seconds after which a silent device is asked to send a Ping.
    ping_s = 30,
    /// Seconds that a frame may take to be taken off our hands.
    write_s = 5,
    /// Pushes that wait for one connection; more and it is closed, to read again by cursor.
    push_frames = 256,
    /// Bytes of pushes that wait for one connection.
    push_bytes = 1024 * 1024,
    /// Days that an envelope is kept.
    keep_days = 365,
    /// Days beyond those that its hash is known.
    keep_hash_days = 30,
    /// Seconds that closing may take.
    drain_s = 20,
    /// Bytes of the disk that have to be free for the relay to count as ready.
    free_bytes_min = 1024 * 1024 * 1024,
    /// Bytes a second that the iroh-relay takes from one connection.
    iroh_relay_bytes_s = 1024 * 1024,
}

impl Limits {
    /// What the protocol itself allows is the most that a relay may.
    fn check(&self) -> Result<(), ConfigError> {
        let most = Self::default();
        let capped = [
            ("envelope_bytes", self.envelope_bytes, most.envelope_bytes),
            ("put_envelopes", self.put_envelopes, most.put_envelopes),
            ("put_bytes", self.put_bytes, most.put_bytes),
            ("page_envelopes", self.page_envelopes, most.page_envelopes),
            ("page_bytes", self.page_bytes, most.page_bytes),
            ("iroh_relay_bytes_s", self.iroh_relay_bytes_s, u64::from(u32::MAX)),
        ];
        match capped.into_iter().find(|(_, value, max)| value > max) {
            Some((name, _, max)) => Err(ConfigError::Limit { name, max }),
            None => Ok(()),
        }
    }

    /// The part that a connection is told.
    #[must_use]
    pub fn told(&self) -> relay::RelayLimits {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        relay::RelayLimits {
            envelope_bytes: small(self.envelope_bytes),
            put_envelopes: small(self.put_envelopes),
            put_bytes: small(self.put_bytes),
            mailboxes: small(self.mailboxes),
            idle_s: small(self.idle_s),
            ping_s: small(self.ping_s),
        }
    }

    /// The part that storage keeps to.
    #[must_use]
    pub fn quotas(&self) -> Quotas {
        Quotas {
            mailbox_bytes: self.mailbox_bytes,
            mailbox_envelopes: self.mailbox_envelopes,
            box_bytes: self.box_bytes,
            box_envelopes: self.box_envelopes,
            box_reserve_bytes: self.box_reserve_bytes,
            store_bytes: self.store_bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_overrides_what_it_names_and_nothing_else() {
        let config = Config::on_loopback("/d").with_toml("listen = '0.0.0.0:1'\n[limits]\nmailbox_bytes = 7\n").unwrap();
        let expected = Config { listen: "0.0.0.0:1".parse().unwrap(), limits: Limits { mailbox_bytes: 7, ..Limits::default() }, ..Config::on_loopback("/d") };
        assert_eq!(config, expected);
    }

    #[test]
    fn the_commented_limits_are_the_defaults() {
        let text = Limits::commented();
        assert!(text.contains("# Bytes of one envelope.\nenvelope_bytes = 65536\n"));
        assert_eq!(Config::on_loopback("/d").with_toml(&text).unwrap(), Config::on_loopback("/d"));
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(matches!(Config::on_loopback("/d").with_toml("[limits]\nmailbox_byte = 7\n"), Err(ConfigError::Toml(_))));
        assert!(matches!(Config::on_loopback("/d").with_toml("listn = '0.0.0.0:1'\n"), Err(ConfigError::Toml(_))));
    }

    #[test]
    fn what_the_protocol_does_not_allow_cannot_be_set() {
        let error = Config::on_loopback("/d").with_toml("[limits]\nenvelope_bytes = 1000000\n").unwrap_err();
        assert_eq!(error.to_string(), "envelope_bytes may be at most 65536");
    }
}
