//! Kith's transports: one iroh endpoint an open profile, sessions between devices, and the relay's client.

pub mod relay_client;
