//! A device's address as text: `kith-device:<endpoint id>@ip:port[,ip:port]`.
//!
//! The endpoint id (64 hex digits) is the device's network key, which it can change and which says nothing about who it is. A device
//! on the same network, or one that uses the same co-op's iroh-relay, can be addressed by its id alone, with nothing after the `@`.

use std::{fmt, net::SocketAddr, str::FromStr};

/// Characters of an address.
pub const ADDRESS_CHARS_MAX: usize = 1_024;
/// Socket addresses in one address.
pub const ADDRESSES_MAX: usize = 8;
const SCHEME: &str = "kith-device:";

/// Where a device is, and the key that it proves to hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeviceAddress {
    /// The network key.
    pub endpoint_id: [u8; 32],
    /// Where it listens.
    pub addrs: Vec<SocketAddr>,
}

/// Why a text is no device's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDeviceAddress {
    /// Longer than [`ADDRESS_CHARS_MAX`].
    #[error("longer than an address may be")]
    TooLong,
    /// It does not begin with `kith-device:`.
    #[error("an address begins with kith-device:")]
    Scheme,
    /// The part before `@` is not 64 hex digits.
    #[error("the device's id is 64 hex digits before the @")]
    EndpointId,
    /// A part after `@` is not `ip:port`, or there are too many.
    #[error("after the @ come up to eight of ip:port, with commas between them")]
    Addrs,
}

impl fmt::Display for DeviceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SCHEME)?;
        for byte in self.endpoint_id {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("@")?;
        for (i, addr) in self.addrs.iter().enumerate() {
            write!(f, "{}{addr}", if i == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl FromStr for DeviceAddress {
    type Err = BadDeviceAddress;

    fn from_str(text: &str) -> Result<Self, BadDeviceAddress> {
        let text = text.trim();
        if text.len() > ADDRESS_CHARS_MAX {
            return Err(BadDeviceAddress::TooLong);
        }
        let rest = text.strip_prefix(SCHEME).ok_or(BadDeviceAddress::Scheme)?;
        let (id, places) = rest.split_once('@').ok_or(BadDeviceAddress::EndpointId)?;
        let endpoint_id = id.parse::<kith_wire::DeviceId>().map_err(|_| BadDeviceAddress::EndpointId)?.0;
        let addrs = if places.is_empty() {
            Vec::new()
        } else {
            places.split(',').map(str::parse).collect::<Result<Vec<SocketAddr>, _>>().map_err(|_| BadDeviceAddress::Addrs)?
        };
        if addrs.len() > ADDRESSES_MAX {
            return Err(BadDeviceAddress::Addrs);
        }
        Ok(Self { endpoint_id, addrs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_its_text() {
        for addrs in [vec![], vec!["127.0.0.1:9".parse().unwrap(), "[::1]:80".parse().unwrap()]] {
            let address = DeviceAddress { endpoint_id: [0xab; 32], addrs };
            assert_eq!(address.to_string().parse(), Ok(address));
        }
    }

    #[test]
    fn a_text_that_is_no_address_says_what_is_wrong() {
        let id = "ab".repeat(32);
        assert_eq!("kith-relay:x@".parse::<DeviceAddress>(), Err(BadDeviceAddress::Scheme));
        assert_eq!("kith-device:ab@".parse::<DeviceAddress>(), Err(BadDeviceAddress::EndpointId));
        assert_eq!(format!("kith-device:{id}@nowhere").parse::<DeviceAddress>(), Err(BadDeviceAddress::Addrs));
        let many = ["127.0.0.1:9"; 9].join(",");
        assert_eq!(format!("kith-device:{id}@{many}").parse::<DeviceAddress>(), Err(BadDeviceAddress::Addrs));
        assert_eq!(format!("kith-device:{}", "a".repeat(2_000)).parse::<DeviceAddress>(), Err(BadDeviceAddress::TooLong));
    }
}
