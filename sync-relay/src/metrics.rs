//! Counters, for the whole relay: none tells one mailbox, device or address from another.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering},
};

macro_rules! counters {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {
        /// What a relay counts from its start.
        #[derive(Debug, Default)]
        pub struct Metrics {
            $($(#[doc = $doc])+ pub $name: Counter,)+
        }

        impl Metrics {
            /// The counters in Prometheus' text format.
            #[must_use]
            pub fn text(&self) -> String {
                let mut out = String::new();
                $(line(&mut out, stringify!($name), "counter", concat!($($doc),+), self.$name.get());)+
                out
            }
        }
    };
}

counters! {
    /// Connections let in
    connections_total,
    /// Connections refused at the door
    connections_refused_total,
    /// Connections closed because they read too slowly
    connections_slow_total,
    /// Frames received
    frames_total,
    /// Requests refused
    refused_total,
    /// Requests and envelopes refused for their rate
    rate_limited_total,
    /// Mailboxes opened
    opened_total,
    /// Envelopes stored
    stored_total,
    /// Bytes of envelopes stored
    stored_bytes_total,
    /// Envelopes put that were held already
    held_total,
    /// Envelopes deleted by who may
    deleted_total,
    /// Pages served
    pages_total,
    /// Pushes queued
    pushes_total,
    /// Commits to the storage
    commits_total,
    /// Failures of the storage
    storage_failures_total,
}

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub fn one(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    /// How many so far.
    #[must_use]
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One number in Prometheus' text format.
pub fn line(out: &mut String, name: &str, kind: &str, help: &str, value: u64) {
    let help = help.trim();
    writeln!(out, "# HELP kith_relay_{name} {help}.\n# TYPE kith_relay_{name} {kind}\nkith_relay_{name} {value}").expect("writing to a string cannot fail");
}
