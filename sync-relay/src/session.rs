//! What one connection may do and does: its proofs, its mailboxes, its rates, and the answer to each request.

use crate::{
    admission::Place,
    config::Limits,
    hub::{ConnectionNumber, Hub, Pushes},
    mailboxes::{Mailbox, Mailboxes, PageSize, Reading, StorageError, standing},
    metrics::Metrics,
    rates::{Bucket, Buckets, Rate},
    writer::{Writer, today},
};
use kith_wire::relay::{self, Capability, Challenge, Cursor, EnvelopeHash, FromRelay, Open, Page, Proof, PutItem, Refusal, Standing, ToRelay};
use kith_wire::{MailboxTag, envelope::EnvelopeKind, limits};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

mod put;

/// Bytes of a frame from a connection that has said hello and proven nothing: enough to leave one drop.
const DROP_FRAME_BYTES_MAX: usize = limits::ENVELOPE_BYTES_MAX + relay::UNPROVEN_BYTES_MAX;
/// Mailboxes whose rates are remembered.
const MAILBOX_RATES_MAX: usize = 65_536;
/// Envelopes that may be deleted for what one put costs.
const DELETES_A_PUT: u64 = 32;
/// What a refusal says about when to come back, where the relay does not know.
const RETRY_MS: u32 = 10_000;

/// The parts behind all connections.
pub struct SharedParts {
    /// The storage.
    pub store: Arc<dyn Mailboxes>,
    /// Who listens to what.
    pub hub: Arc<Hub>,
    /// The way to the writer.
    pub writer: Writer,
    /// The counters.
    pub metrics: Arc<Metrics>,
}

/// What all connections share.
pub struct Shared {
    /// The storage.
    pub store: Arc<dyn Mailboxes>,
    /// Who listens to what.
    pub hub: Arc<Hub>,
    /// The way to the writer.
    pub writer: Writer,
    /// How much is taken.
    pub limits: Limits,
    /// The relay's own identity, which proofs are bound to.
    pub endpoint_id: [u8; 32],
    /// The counters.
    pub metrics: Arc<Metrics>,
    mailbox_rates: Mutex<Buckets<Mailbox>>,
}

impl Shared {
    /// Puts together what connections share.
    #[must_use]
    pub fn new(parts: SharedParts, limits: Limits, endpoint_id: [u8; 32]) -> Self {
        let SharedParts { store, hub, writer, metrics } = parts;
        let rate = Rate::a_second(limits.mailbox_puts_s, limits.mailbox_puts_burst);
        Self { store, hub, writer, limits, endpoint_id, metrics, mailbox_rates: Mutex::new(Buckets::new(rate, MAILBOX_RATES_MAX)) }
    }

    fn take_from_mailbox(&self, mailbox: Mailbox, now: Instant) -> Result<(), u32> {
        self.mailbox_rates.lock().unwrap_or_else(PoisonError::into_inner).take(mailbox, 1, now)
    }
}

/// A mailbox that this connection opened.
#[derive(Clone, Copy)]
struct Opened {
    mailbox: Mailbox,
    reads: bool,
    writes: bool,
}

/// The rates of one connection.
struct Rates {
    requests: Bucket,
    puts: Bucket,
    drops: Bucket,
    bytes: Bucket,
}

/// A refusal on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct No {
    /// Why.
    pub code: Refusal,
    /// When to try again; 0 where waiting does not help.
    pub retry_ms: u32,
}

impl No {
    const fn never(code: Refusal) -> Self {
        Self { code, retry_ms: 0 }
    }

    const fn later(code: Refusal, retry_ms: u32) -> Self {
        Self { code, retry_ms }
    }
}

impl From<StorageError> for No {
    fn from(error: StorageError) -> Self {
        tracing::error!(%error, "the storage failed");
        match error {
            StorageError::DiskFull => Self::later(Refusal::FULL, RETRY_MS),
            _ => Self::later(Refusal::FAILED, RETRY_MS),
        }
    }
}

/// A connection that was let in.
pub struct Guest {
    /// Its number.
    pub number: ConnectionNumber,
    /// Its place.
    pub place: Place,
}

/// One connection's session.
pub struct Session {
    shared: Arc<Shared>,
    number: ConnectionNumber,
    place: Place,
    pushes: Pushes,
    nonce: [u8; 32],
    greeted: bool,
    useful: bool,
    opened: HashMap<MailboxTag, Opened>,
    rates: Rates,
}

impl Session {
    /// A session that has proven nothing.
    #[must_use]
    pub fn new(shared: Arc<Shared>, guest: Guest, pushes: Pushes, nonce: [u8; 32], now: Instant) -> Self {
        let Guest { number, place } = guest;
        let limits = &shared.limits;
        let rates = Rates {
            requests: Bucket::full(requests(limits), now),
            puts: Bucket::full(puts(limits), now),
            drops: Bucket::full(drops(limits), now),
            bytes: Bucket::full(bytes(limits), now),
        };
        Self { shared, number, place, pushes, nonce, greeted: false, useful: false, opened: HashMap::new(), rates }
    }

    /// The first frame on the connection.
    #[must_use]
    pub fn challenge(&self) -> FromRelay {
        FromRelay::Challenge(Challenge {
            version: relay::VERSION,
            oldest: relay::VERSION_OLDEST,
            nonce: self.nonce,
            log_epoch: self.shared.store.log_epoch(),
            limits: self.shared.limits.told(),
        })
    }

    /// Whether a right was proven or a drop left: until then the connection has little time and little room.
    #[must_use]
    pub const fn is_useful(&self) -> bool {
        self.useful
    }

    /// Bytes that the next frame may have.
    #[must_use]
    pub const fn frame_bytes_max(&self) -> usize {
        match (self.greeted, self.useful) {
            (false, _) => relay::UNPROVEN_BYTES_MAX,
            (true, false) => DROP_FRAME_BYTES_MAX,
            (true, true) => limits::FRAME_BYTES_MAX,
        }
    }

    /// Does what a frame asks. Nothing is answered to a hello.
    ///
    /// # Errors
    /// When the connection has to be closed.
    pub async fn handle(&mut self, frame: ToRelay, now: Instant) -> Result<Option<FromRelay>, No> {
        let req = match &frame {
            ToRelay::Hello { version } => return self.hello(*version).map(|()| None),
            ToRelay::Open(open) => open.req,
            ToRelay::Put { req, .. } | ToRelay::Get { req, .. } | ToRelay::Leave { req, .. } | ToRelay::Ping { req } | ToRelay::Delete { req, .. } => *req,
        };
        if !self.greeted {
            return Err(No::never(Refusal::MALFORMED));
        }
        let answer = match self.rates.requests.take(requests(&self.shared.limits), 1, now) {
            Ok(()) => self.answer(frame, now).await,
            Err(wait) => Err(No::later(Refusal::TOO_MANY, wait)),
        };
        Ok(Some(answer.unwrap_or_else(|no| {
            self.count_refusal(no);
            FromRelay::Refused { req, code: no.code, retry_ms: no.retry_ms }
        })))
    }

    async fn answer(&mut self, frame: ToRelay, now: Instant) -> Result<FromRelay, No> {
        match frame {
            ToRelay::Open(open) => self.open(open, now).await,
            ToRelay::Put { req, items } => self.put(req, items, now).await,
            ToRelay::Get { req, tag, after } => self.get(req, tag, after).await,
            ToRelay::Leave { req, tag } => {
                self.leave(tag);
                Ok(FromRelay::Done { req })
            }
            ToRelay::Ping { req } => Ok(FromRelay::Done { req }),
            ToRelay::Delete { req, tag, hashes } => self.delete(req, tag, hashes, now).await,
            ToRelay::Hello { .. } => Err(No::never(Refusal::MALFORMED)),
        }
    }

    fn hello(&mut self, version: u8) -> Result<(), No> {
        if self.greeted || !(relay::VERSION_OLDEST..=relay::VERSION).contains(&version) {
            return Err(No::never(Refusal::VERSION));
        }
        self.greeted = true;
        Ok(())
    }

    async fn open(&mut self, open: Open, now: Instant) -> Result<FromRelay, No> {
        let opening = self.proven(&open)?;
        if !self.opened.contains_key(&open.tag) && self.opened.len() as u64 >= self.shared.limits.mailboxes {
            return Err(No::never(Refusal::TOO_MANY));
        }
        self.useful = true;
        self.shared.metrics.opened_total.one();
        let earlier = self.opened.get(&open.tag).copied();
        let reads = opening.reads || earlier.is_some_and(|earlier| earlier.reads);
        let writes = opening.writes || earlier.is_some_and(|earlier| earlier.writes);
        self.opened.insert(open.tag, Opened { reads, writes, ..opening });
        if !reads {
            let head = Cursor::start(self.shared.store.log_epoch());
            return Ok(FromRelay::Opened { req: open.req, head, floor: 0, standing: Standing::Level });
        }
        if opening.mailbox.kind == EnvelopeKind::Drop {
            self.claim(opening.mailbox, now).await?;
        }
        if open.live {
            // Before the head is read: what comes in between is pushed, and known by its sequence.
            self.shared.hub.listen(opening.mailbox, self.number, self.pushes.clone());
        } else {
            self.shared.hub.leave(&opening.mailbox, self.number);
        }
        let extent = self.blocking(move |store| store.extent(&opening.mailbox)).await?;
        Ok(FromRelay::Opened { req: open.req, head: extent.head, floor: extent.floor, standing: standing(&extent, open.after.as_ref()) })
    }

    /// Checks tag and proofs. A proof that is there must hold, even where another would do.
    fn proven(&self, open: &Open) -> Result<Opened, No> {
        let (kind, tag) = match &open.write_key {
            Some(write) => (EnvelopeKind::Space, relay::space_tag(write, &open.read_key)),
            None => (EnvelopeKind::Drop, relay::box_tag(&open.read_key)),
        };
        if tag != open.tag {
            return Err(No::never(Refusal::MALFORMED));
        }
        let proof = |right| Proof { relay: &self.shared.endpoint_id, nonce: &self.nonce, tag, right };
        let reads = match &open.read_sig {
            Some(sig) if proof(Capability::Read).holds(&open.read_key, sig) => true,
            Some(_) => return Err(No::never(Refusal::NOT_PROVEN)),
            None => false,
        };
        let writes = match (&open.write_sig, &open.write_key) {
            (Some(sig), Some(key)) if proof(Capability::Write).holds(key, sig) => true,
            (Some(_), _) => return Err(No::never(Refusal::NOT_PROVEN)),
            (None, _) => false,
        };
        if !reads && (!writes || open.live) {
            return Err(No::never(Refusal::NOT_PROVEN));
        }
        Ok(Opened { mailbox: Mailbox { kind, tag }, reads, writes })
    }

    async fn claim(&self, mailbox: Mailbox, now: Instant) -> Result<(), No> {
        let may_create = self.place.may_make_mailbox(now).is_ok();
        if self.blocking(move |store| store.claim(&mailbox, may_create)).await? {
            self.place.made_mailboxes(1, now);
        }
        Ok(())
    }

    async fn get(&mut self, req: u64, tag: MailboxTag, after: Option<Cursor>) -> Result<FromRelay, No> {
        let opened = self.opened.get(&tag).copied().filter(|opened| opened.reads).ok_or(No::never(Refusal::NOT_PROVEN))?;
        let small = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let size = PageSize { envelopes: small(self.shared.limits.page_envelopes), bytes: small(self.shared.limits.page_bytes) };
        let reading = self.blocking(move |store| store.read(&opened.mailbox, after.as_ref(), size)).await?;
        self.shared.metrics.pages_total.one();
        Ok(match reading {
            Reading::Page { start, items, end, more } => FromRelay::Page(Page { req, tag, start, items, end, more }),
            Reading::Mismatch(extent) => FromRelay::CursorMismatch { req, tag, head: extent.head, floor: extent.floor },
            Reading::SnapshotRequired(extent) => FromRelay::SnapshotRequired { req, tag, floor: extent.floor },
        })
    }

    async fn put(&mut self, req: u64, items: Vec<PutItem>, now: Instant) -> Result<FromRelay, No> {
        let outcomes = put::put(self, items, now).await?;
        Ok(FromRelay::Stored { req, outcomes })
    }

    /// Drops envelopes from a space's mailbox, for whoever may write there. A box has no writers that could be told apart.
    async fn delete(&mut self, req: u64, tag: MailboxTag, hashes: Vec<EnvelopeHash>, now: Instant) -> Result<FromRelay, No> {
        let opened = self.opened.get(&tag).copied().filter(|opened| opened.writes).ok_or(No::never(Refusal::NOT_PROVEN))?;
        let cost = 1 + hashes.len() as u64 / DELETES_A_PUT;
        self.rates.puts.take(puts(&self.shared.limits), cost, now).map_err(|wait| No::later(Refusal::TOO_MANY, wait))?;
        self.shared.take_from_mailbox(opened.mailbox, now).map_err(|wait| No::later(Refusal::TOO_MANY, wait))?;
        let hashes: Vec<[u8; 32]> = hashes.into_iter().map(|hash| hash.0).collect();
        let dropped = self.blocking(move |store| store.delete(&opened.mailbox, &hashes, today())).await?;
        self.shared.metrics.deleted_total.add(dropped);
        Ok(FromRelay::Done { req })
    }

    fn leave(&mut self, tag: MailboxTag) {
        if let Some(opened) = self.opened.remove(&tag) {
            self.shared.hub.leave(&opened.mailbox, self.number);
        }
    }

    fn count_refusal(&self, no: No) {
        self.shared.metrics.refused_total.one();
        if no.code == Refusal::TOO_MANY {
            self.shared.metrics.rate_limited_total.one();
        }
    }

    /// Runs something that may wait for the disk where it holds nobody up.
    async fn blocking<T: Send + 'static>(&self, run: impl FnOnce(&dyn Mailboxes) -> Result<T, StorageError> + Send + 'static) -> Result<T, No> {
        let store = self.shared.store.clone();
        let done = tokio::task::spawn_blocking(move || run(&*store)).await;
        Ok(done.map_err(|_| No::later(Refusal::FAILED, RETRY_MS))??)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for opened in self.opened.values() {
            self.shared.hub.leave(&opened.mailbox, self.number);
        }
    }
}

const fn requests(limits: &Limits) -> Rate {
    Rate::a_second(limits.connection_requests_s, limits.connection_requests_burst)
}

const fn puts(limits: &Limits) -> Rate {
    Rate::a_second(limits.connection_puts_s, limits.connection_puts_burst)
}

const fn drops(limits: &Limits) -> Rate {
    Rate::a_second(limits.connection_drops_s, limits.connection_drops_burst)
}

const fn bytes(limits: &Limits) -> Rate {
    Rate::a_second(limits.connection_bytes_s, limits.connection_bytes_burst)
}
