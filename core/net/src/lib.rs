//! Kith's transports: one iroh endpoint an open profile, sessions between devices, and the relay's client.

mod device_address;
pub mod node;
pub mod relay_client;

pub use device_address::{BadDeviceAddress, DeviceAddress};
pub use node::{Clock, MeetingReport, Node, NodeHandle, NodeOptions, Reach, RelayReport, SyncReport, system_clock};
