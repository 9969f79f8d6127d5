//! Who may connect: so many in all, so many from one network, so many new ones a second. Addresses are kept in memory only.

use crate::{
    config::Limits,
    rates::{Buckets, Rate},
};
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// Networks whose rates are remembered.
const PREFIXES_MAX: usize = 65_536;

/// A network: an IPv4 address or an IPv6 /64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Prefix(Ipv6Addr);

impl Prefix {
    /// The network that an address belongs to.
    #[must_use]
    pub fn of(ip: IpAddr) -> Self {
        match ip.to_canonical() {
            IpAddr::V4(v4) => Self(v4.to_ipv6_mapped()),
            IpAddr::V6(v6) => Self(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        }
    }
}

struct State {
    open: usize,
    by_prefix: HashMap<Prefix, usize>,
    new: Buckets<Prefix>,
    mailboxes: Buckets<Prefix>,
}

/// The doorkeeper.
#[derive(Clone)]
pub struct Admission {
    state: Arc<Mutex<State>>,
    connections: usize,
    connections_prefix: usize,
}

/// A place among the connections, given back when dropped.
pub struct Place {
    admission: Admission,
    prefix: Prefix,
}

impl Admission {
    /// Nobody is in yet.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let new = Buckets::new(Rate::a_second(limits.new_connections_s, limits.new_connections_burst), PREFIXES_MAX);
        let an_hour = Rate { refill: limits.new_mailboxes_hour, period_ms: 3_600_000, burst: limits.new_mailboxes_burst };
        let state = State { open: 0, by_prefix: HashMap::new(), new, mailboxes: Buckets::new(an_hour, PREFIXES_MAX) };
        let small = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Self { state: Arc::new(Mutex::new(state)), connections: small(limits.connections), connections_prefix: small(limits.connections_prefix) }
    }

    /// Lets somebody in, or not.
    #[must_use]
    pub fn admit(&self, ip: IpAddr, now: Instant) -> Option<Place> {
        let prefix = Prefix::of(ip);
        let mut state = self.lock();
        let here = state.by_prefix.get(&prefix).copied().unwrap_or(0);
        if state.open >= self.connections || here >= self.connections_prefix || state.new.take(prefix, 1, now).is_err() {
            return None;
        }
        state.open += 1;
        state.by_prefix.insert(prefix, here + 1);
        drop(state);
        Some(Place { admission: self.clone(), prefix })
    }

    /// How many are in.
    #[must_use]
    pub fn open(&self) -> usize {
        self.lock().open
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Whether this network may make another mailbox now.
    ///
    /// # Errors
    /// The milliseconds to wait.
    pub fn may_make_mailbox(&self, now: Instant) -> Result<(), u32> {
        self.admission.lock().mailboxes.has(self.prefix, now)
    }

    /// Counts mailboxes that this network made.
    pub fn made_mailboxes(&self, n: u64, now: Instant) {
        self.admission.lock().mailboxes.spend(self.prefix, n, now);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.admission.lock();
        state.open = state.open.saturating_sub(1);
        if let Some(here) = state.by_prefix.get_mut(&self.prefix) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                state.by_prefix.remove(&self.prefix);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_network_cannot_take_every_place() {
        let limits = Limits { connections: 3, connections_prefix: 2, ..Limits::default() };
        let (door, now) = (Admission::new(&limits), Instant::now());
        let first = door.admit(ip("192.0.2.1"), now);
        let second = door.admit(ip("::ffff:192.0.2.1"), now);
        assert!(first.is_some() && second.is_some());
        assert!(door.admit(ip("192.0.2.1"), now).is_none());
        let other = door.admit(ip("2001:db8::1"), now);
        assert!(other.is_some());
        assert!(door.admit(ip("198.51.100.1"), now).is_none(), "three in all");
        drop(first);
        assert_eq!(door.open(), 2);
        assert!(door.admit(ip("192.0.2.1"), now).is_some());
    }

    #[test]
    fn an_ipv6_network_is_one_whoever_speaks_for_it() {
        assert!(Prefix::of(ip("2001:db8::1")) == Prefix::of(ip("2001:db8::ffff:1")));
        assert!(Prefix::of(ip("2001:db8::1")) != Prefix::of(ip("2001:db8:0:1::1")));
    }

    #[test]
    fn new_connections_come_at_a_rate() {
        let limits = Limits { new_connections_s: 1, new_connections_burst: 2, ..Limits::default() };
        let (door, now) = (Admission::new(&limits), Instant::now());
        assert!(door.admit(ip("192.0.2.1"), now).is_some());
        assert!(door.admit(ip("192.0.2.1"), now).is_some());
        assert!(door.admit(ip("192.0.2.1"), now).is_none());
        assert!(door.admit(ip("192.0.2.2"), now).is_some());
        assert!(door.admit(ip("192.0.2.1"), now + std::time::Duration::from_secs(1)).is_some());
    }
}
