//! Control logs of real entries, signed by real devices.
