//! A relay's address as text: `kith-relay:<endpoint id>@ip:port[,ip:port][+http://host:port]`.
//!
//! The endpoint id (64 hex digits) is the relay's public key, so whoever holds the text cannot be led to another relay. After `+`
//! stands the iroh-relay through which devices that cannot reach each other (or the relay) speak.

use std::{fmt, net::SocketAddr, str::FromStr};

/// Characters of an address.
pub const ADDRESS_CHARS_MAX: usize = 1_024;
/// Socket addresses in one address.
pub const ADDRESSES_MAX: usize = 8;
const SCHEME: &str = "kith-relay:";

/// Where a relay is, and who it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelayAddress {
    /// The relay's Ed25519 public key.
    pub endpoint_id: [u8; 32],
    /// Where it listens; may be empty when an iroh-relay is named.
    pub addrs: Vec<SocketAddr>,
    /// The URL of its iroh-relay, if it runs one.
    pub iroh_relay: Option<String>,
}

/// Why a text is no relay's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Longer than [`ADDRESS_CHARS_MAX`].
    #[error("longer than an address may be")]
    TooLong,
    /// It does not begin with `kith-relay:`.
    #[error("an address begins with kith-relay:")]
    Scheme,
    /// The part before `@` is not 64 hex digits.
    #[error("the relay's id is 64 hex digits before the @")]
    EndpointId,
    /// A part after `@` is not `ip:port`, or there are too many.
    #[error("after the @ come one to eight of ip:port, with commas between them")]
    Addrs,
    /// The part after `+` is not a http or https URL.
    #[error("after the + comes a http:// or https:// address")]
    IrohRelay,
}

impl fmt::Display for RelayAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SCHEME)?;
        for byte in self.endpoint_id {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("@")?;
        for (i, addr) in self.addrs.iter().enumerate() {
            write!(f, "{}{addr}", if i == 0 { "" } else { "," })?;
        }
        self.iroh_relay.as_ref().map_or(Ok(()), |url| write!(f, "+{url}"))
    }
}

impl FromStr for RelayAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        if text.len() > ADDRESS_CHARS_MAX {
            return Err(BadAddress::TooLong);
        }
        let rest = text.strip_prefix(SCHEME).ok_or(BadAddress::Scheme)?;
        let (id, places) = rest.split_once('@').ok_or(BadAddress::EndpointId)?;
        let endpoint_id = id.parse::<crate::DeviceId>().map_err(|_| BadAddress::EndpointId)?.0;
        let (addrs, iroh_relay) = match places.split_once('+') {
            Some((addrs, url)) => (addrs, Some(http_url(url)?)),
            None => (places, None),
        };
        let addrs = if addrs.is_empty() && iroh_relay.is_some() {
            Vec::new()
        } else {
            addrs.split(',').map(str::parse).collect::<Result<Vec<SocketAddr>, _>>().map_err(|_| BadAddress::Addrs)?
        };
        if addrs.len() > ADDRESSES_MAX {
            return Err(BadAddress::Addrs);
        }
        Ok(Self { endpoint_id, addrs, iroh_relay })
    }
}

fn http_url(url: &str) -> Result<String, BadAddress> {
    let host = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")).ok_or(BadAddress::IrohRelay)?;
    let plain = !host.is_empty() && host.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
    if plain { Ok(url.to_owned()) } else { Err(BadAddress::IrohRelay) }
}
