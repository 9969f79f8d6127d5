//! A device's end of the talk with a relay: one connection, many mailboxes.
//!
//! ```no_run
//! # use kith_net::relay_client::{Event, MailboxKeys, Read, RelayClient, RelayClientError};
//! # async fn talk(endpoint: iroh::Endpoint, address: &kith_wire::relay::RelayAddress, write: [u8; 32], read: [u8; 32], envelope: Vec<u8>) -> Result<(), RelayClientError> {
//! let (relay, mut events) = RelayClient::connect(&endpoint, address, RelayClient::CONNECT_WAIT).await?;
//! let mailbox = MailboxKeys::space(write, read);
//! let opened = relay.open(&mailbox, None, true).await?;       // proves the right; from here on, what is stored is pushed
//! let outcomes = relay.put(vec![envelope]).await?;            // durable once it says so; the same envelope again changes nothing
//! let mut after = None;
//! while let Read::Page(page) = relay.get(mailbox.tag(), after).await? {
//!     after = Some(page.end);                                 // keep this cursor: it commits to all that came before
//!     if !page.more { break }
//! }
//! while let Some(Event::Push { tag, cursor, envelope }) = events.next().await { /* a hint; get moves the cursor */ }
//! # let _ = (opened, outcomes); Ok(())
//! # }
//! ```
//!
//! A page that contradicts the cursor it was asked after is an error ([`RelayClientError::Lied`]): the relay lost or swapped what it
//! once served. Every wait is bounded; dropping the client closes the connection. The endpoint has to be kept for as long as the client: iroh stops with its last handle.

use iroh::{
    Endpoint, EndpointAddr, EndpointId,
    endpoint::{Connection, VarInt},
};
use kith_wire::{
    MailboxTag,
    relay::{
        ALPN, Challenge, Cursor, DELETE_HASHES_MAX, EnvelopeHash, FrameError, FromRelay, LogEpoch, Open, Outcome, Page, PageError, PutItem, Refusal,
        RelayAddress, RelayLimits, Standing, ToRelay, VERSION, VERSION_OLDEST,
    },
};
use std::{sync::Arc, time::Duration};

mod link;
mod mailbox_keys;

use link::Link;
pub use link::{Event, Events};
pub use mailbox_keys::MailboxKeys;

/// Why something with a relay did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RelayClientError {
    /// The address names no key, or no place to reach it.
    #[error("the relay's address leads nowhere")]
    BadAddress,
    /// Nobody there, or somebody else.
    #[error("the relay cannot be reached")]
    Unreachable,
    /// An answer did not come in time.
    #[error("the relay did not answer in time")]
    TimedOut,
    /// No version in common.
    #[error("the relay speaks versions {oldest} to {newest}, which this device does not")]
    Version {
        /// The oldest that the relay speaks.
        oldest: u8,
        /// The newest.
        newest: u8,
    },
    /// The relay refused a request.
    #[error("the relay refused: {}", code.0)]
    Refused {
        /// Why.
        code: Refusal,
        /// When to try again, in milliseconds; 0 where waiting does not help.
        retry_ms: u32,
    },
    /// The connection is closed.
    #[error("the connection to the relay is closed")]
    Closed {
        /// Why, if the relay said so.
        code: Option<Refusal>,
        /// When to come back, in milliseconds, if it said so.
        retry_ms: u32,
    },
    /// A page contradicts the cursor: what the relay once served is lost or swapped.
    #[error("the relay contradicts itself: {0}")]
    Lied(#[from] PageError),
    /// The relay sent what is no answer.
    #[error("the relay does not keep to the protocol")]
    Protocol,
}

impl From<FrameError> for RelayClientError {
    fn from(_: FrameError) -> Self {
        Self::Protocol
    }
}

/// An opened mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// Where it ends now; pushes bring all that comes after. At the start for who may only write.
    pub head: Cursor,
    /// The last sequence that was dropped.
    pub floor: u64,
    /// How the cursor that was sent stands.
    pub standing: Standing,
}

/// What a read brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// Envelopes, checked against the cursor.
    Page(Page),
    /// The cursor is of another history: read from the floor (no cursor), and put again what the relay lost.
    Mismatch {
        /// Where the mailbox ends now.
        head: Cursor,
        /// The last sequence that was dropped.
        floor: u64,
    },
    /// What followed the cursor was dropped: a snapshot is needed; reading without a cursor begins at the floor.
    SnapshotRequired {
        /// The last sequence that was dropped.
        floor: u64,
    },
}

/// A connection to a relay.
pub struct RelayClient {
    link: Link,
    connection: Connection,
    relay: [u8; 32],
    challenge: Challenge,
}

impl RelayClient {
    /// How long to wait for a connection unless there is a reason to do otherwise: a dead address says nothing for half a minute.
    pub const CONNECT_WAIT: Duration = Duration::from_secs(5);
    /// How long an answer may take unless there is a reason to do otherwise.
    pub const ANSWER_WAIT: Duration = Duration::from_secs(20);

    /// Waits so long for each answer, and no longer.
    #[must_use]
    pub const fn answers_within(mut self, wait: Duration) -> Self {
        self.link.answer_wait = wait;
        self
    }

    /// Connects and says hello. The endpoint proves by its key that it is the relay of the address.
    ///
    /// # Errors
    /// When nobody answers within `wait`, or not as a relay of a version we speak.
    pub async fn connect(endpoint: &Endpoint, address: &RelayAddress, wait: Duration) -> Result<(Self, Events), RelayClientError> {
        let id = EndpointId::from_bytes(&address.endpoint_id).map_err(|_| RelayClientError::BadAddress)?;
        if address.addrs.is_empty() {
            return Err(RelayClientError::BadAddress);
        }
        let place = address.addrs.iter().fold(EndpointAddr::new(id), |place, addr| place.with_ip_addr(*addr));
        tokio::time::timeout(wait, Self::greet(endpoint, place, address.endpoint_id)).await.map_err(|_| RelayClientError::Unreachable)?
    }

    async fn greet(endpoint: &Endpoint, place: EndpointAddr, relay: [u8; 32]) -> Result<(Self, Events), RelayClientError> {
        let connection = endpoint.connect(place, ALPN).await.map_err(|_| RelayClientError::Unreachable)?;
        let (send, mut recv) = connection.accept_bi().await.map_err(|_| link::closed(&connection))?;
        let challenge = match link::read(&mut recv).await.map_err(|_| link::closed(&connection))?? {
            FromRelay::Challenge(challenge) => challenge,
            FromRelay::Closing { code, retry_ms } => return Err(RelayClientError::Closed { code: Some(code), retry_ms }),
            _ => return Err(RelayClientError::Protocol),
        };
        let version = VERSION.min(challenge.version);
        if version < VERSION_OLDEST.max(challenge.oldest) {
            return Err(RelayClientError::Version { oldest: challenge.oldest, newest: challenge.version });
        }
        let ping = Duration::from_secs(u64::from(challenge.limits.ping_s.max(1)));
        let (link, events) = Link::start(connection.clone(), send, recv, ping);
        link.tell(&ToRelay::Hello { version }).await?;
        Ok((Self { link, connection, relay, challenge }, events))
    }

    /// The life of the relay's log. When it is not the one that a kept cursor names, the relay was restored from an older copy.
    #[must_use]
    pub const fn log_epoch(&self) -> LogEpoch {
        self.challenge.log_epoch
    }

    /// What the relay takes.
    #[must_use]
    pub const fn limits(&self) -> RelayLimits {
        self.challenge.limits
    }

    /// Opens a mailbox, proving each right that the keys give. With `live`, what is stored from now on comes as [`Event::Push`].
    ///
    /// # Errors
    /// When the relay refuses (403: a proof does not hold), or the connection fails.
    pub async fn open(&self, keys: &MailboxKeys, after: Option<Cursor>, live: bool) -> Result<Opened, RelayClientError> {
        let proofs = keys.prove(&self.relay, &self.challenge.nonce);
        let answer = self
            .link
            .ask(|req| {
                ToRelay::Open(Open {
                    req,
                    tag: keys.tag(),
                    read_key: keys.read_key(),
                    write_key: keys.write_key(),
                    read_sig: proofs.read,
                    write_sig: proofs.write,
                    after,
                    live,
                })
            })
            .await?;
        match answer {
            FromRelay::Opened { head, floor, standing, .. } => Ok(Opened { head, floor, standing }),
            _ => Err(RelayClientError::Protocol),
        }
    }

    /// Stores envelopes, in as many requests as the relay's limits ask for. One outcome an envelope, in order: what is
    /// [`Outcome::Placed`] is durable at the relay.
    ///
    /// # Errors
    /// When the connection fails or the relay refuses a whole request; what came before may be stored, and may be put again.
    pub async fn put(&self, envelopes: Vec<Vec<u8>>) -> Result<Vec<Outcome>, RelayClientError> {
        self.put_items(envelopes.into_iter().map(|envelope| PutItem { envelope, ticket: None }).collect()).await
    }

    /// As [`RelayClient::put`], for envelopes that somebody else wrote, each with its ticket.
    ///
    /// # Errors
    /// As there.
    pub async fn put_items(&self, items: Vec<PutItem>) -> Result<Vec<Outcome>, RelayClientError> {
        let mut outcomes = Vec::with_capacity(items.len());
        for items in batches(items, &self.challenge.limits) {
            let count = items.len();
            match self.link.ask(|req| ToRelay::Put { req, items }).await? {
                FromRelay::Stored { outcomes: stored, .. } if stored.len() == count => outcomes.extend(stored),
                _ => return Err(RelayClientError::Protocol),
            }
        }
        Ok(outcomes)
    }

    /// Reads what follows a cursor, from the floor without one. The page is checked: it begins where it was asked to, leaves nothing
    /// out, and its links add up.
    ///
    /// # Errors
    /// When the page contradicts the cursor, the mailbox is not open to read, or the connection fails.
    pub async fn get(&self, tag: MailboxTag, after: Option<Cursor>) -> Result<Read, RelayClientError> {
        match self.link.ask(|req| ToRelay::Get { req, tag, after }).await? {
            FromRelay::Page(page) if page.tag == tag => {
                page.check(after.as_ref())?;
                Ok(Read::Page(page))
            }
            FromRelay::CursorMismatch { tag: of, head, floor, .. } if of == tag => Ok(Read::Mismatch { head, floor }),
            FromRelay::SnapshotRequired { tag: of, floor, .. } if of == tag => Ok(Read::SnapshotRequired { floor }),
            _ => Err(RelayClientError::Protocol),
        }
    }

    /// Has envelopes dropped for good from a mailbox that is open to write. The relay takes none of them again.
    ///
    /// # Errors
    /// When the right to write was not proven (403), or the connection fails; what came before may be dropped already.
    pub async fn delete(&self, tag: MailboxTag, hashes: &[[u8; 32]]) -> Result<(), RelayClientError> {
        for some in hashes.chunks(DELETE_HASHES_MAX) {
            self.done(|req| ToRelay::Delete { req, tag, hashes: some.iter().map(|hash| EnvelopeHash(*hash)).collect() }).await?;
        }
        Ok(())
    }

    /// Stops using a mailbox; no more of it is pushed.
    ///
    /// # Errors
    /// When the connection fails.
    pub async fn leave(&self, tag: MailboxTag) -> Result<(), RelayClientError> {
        self.done(|req| ToRelay::Leave { req, tag }).await
    }

    /// Asks whether the relay is still there. (A silent connection is kept alive without it.)
    ///
    /// # Errors
    /// When it is not.
    pub async fn ping(&self) -> Result<(), RelayClientError> {
        self.done(|req| ToRelay::Ping { req }).await
    }

    async fn done(&self, frame: impl FnOnce(u64) -> ToRelay) -> Result<(), RelayClientError> {
        match self.link.ask(frame).await? {
            FromRelay::Done { .. } => Ok(()),
            _ => Err(RelayClientError::Protocol),
        }
    }
}

impl Drop for RelayClient {
    fn drop(&mut self) {
        self.connection.close(VarInt::from_u32(0), b"");
    }
}

/// Cuts a put into pieces that the relay takes. What is too large by itself goes alone, to be refused by name.
fn batches(items: Vec<PutItem>, limits: &RelayLimits) -> Vec<Vec<PutItem>> {
    let count_max = usize::try_from(limits.put_envelopes).unwrap_or(usize::MAX).clamp(1, kith_wire::relay::PUT_ENVELOPES_MAX);
    let bytes_max = usize::try_from(limits.put_bytes).unwrap_or(usize::MAX).min(kith_wire::relay::BATCH_BYTES_MAX);
    let (mut batches, mut bytes) = (Vec::<Vec<PutItem>>::new(), 0usize);
    for item in items {
        let size = item.envelope.len();
        match batches.last_mut() {
            Some(batch) if batch.len() < count_max && bytes.saturating_add(size) <= bytes_max => {
                bytes += size;
                batch.push(item);
            }
            _ => {
                bytes = size;
                batches.push(vec![item]);
            }
        }
    }
    batches
}

/// The reason that a connection gives once it is closed, shared by all who wait on it.
type Reason = Arc<std::sync::OnceLock<RelayClientError>>;

#[cfg(test)]
mod tests;
