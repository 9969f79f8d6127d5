//! A full exchange with a relay: read every mailbox to its end, put what it lacks, read the replies; then stay, and be pushed to.
//!
//! One connection is kept while the node runs. A mailbox is read again only when the relay pushed something of it, or said when it was
//! opened that there is more, so a wake with nothing new costs nothing.

mod pieces;

use super::{
    Node,
    network::{CONNECT_MAX, Network},
    rhythm,
};
use crate::relay_client::{Event, Events, MailboxKeys, Read, RelayClient, RelayClientError};
use kith_core::kith::{Deletion, ErrorKind, KithError, KithResult, Mailbox, Outgoing, PageReport, WriteProof};
use kith_wire::{
    MailboxTag,
    relay::{Cursor, MAILBOXES_MAX, Outcome, Page, PageError, Refusal, RelayAddress, Standing},
};
use serde::Serialize;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex as StdMutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Mutex,
    time::{sleep, timeout},
};

/// Times that an exchange reads and puts before it leaves the rest to the next.
const ROUNDS_MAX: usize = 4;
/// Times in one round that the outbox is emptied; it is refilled only by what was just taken.
const PUTS_MAX: usize = 64;
/// Times that the relay is asked to drop envelopes, some hundred each time, before the rest is left to the next exchange.
const DELETES_MAX: usize = 64;
/// The longest that a relay that asks for patience is waited for within one exchange.
const PATIENCE_MAX: Duration = Duration::from_secs(3);
/// How long a connection that was quiet may take to show that it is still one; a new one is made at once where it does not.
const STILL_THERE_MAX: Duration = Duration::from_secs(2);
/// How long after a connection broke it is tried again.
const AFTER_BREAK: Duration = Duration::from_millis(700);

/// What came of an exchange with a relay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RelayReport {
    /// Entries taken.
    pub taken: u32,
    /// Entries that were here already.
    pub known: u32,
    /// Entries that wait for something still missing.
    pub waiting: u32,
    /// Envelopes or entries refused.
    pub refused: u32,
    /// Envelopes that are now durable at the relay.
    pub sent: u32,
    /// Envelopes that the relay did not take, for now, or of which it cannot be believed that it keeps them.
    pub kept_back: u32,
    /// Mailboxes about which the relay contradicted itself. What is ours of them counts as not with the relay.
    pub contradicted: u32,
    /// Envelopes that the relay was asked to drop, because what was in them has been erased.
    pub dropped: u32,
}

impl RelayReport {
    const fn add(&mut self, page: PageReport) {
        self.taken = self.taken.saturating_add(page.taken);
        self.known = self.known.saturating_add(page.known);
        self.waiting = self.waiting.saturating_add(page.waiting);
        self.refused = self.refused.saturating_add(page.refused);
    }
}

/// Mailboxes of which the relay has pushed something that was not read yet.
type Pushed = Arc<StdMutex<HashSet<MailboxTag>>>;

/// The standing connection to a relay, if there is one.
#[derive(Default)]
pub struct RelayLine {
    line: Mutex<Option<Line>>,
}

impl RelayLine {
    /// Closes the connection.
    pub async fn drop_line(&self) {
        self.line.lock().await.take();
    }
}

/// A mailbox opened on a connection, and with which rights.
#[derive(Clone, Copy, Default)]
struct Rights {
    read: bool,
    write: bool,
}

struct Line {
    address: RelayAddress,
    client: RelayClient,
    open: HashMap<MailboxTag, Rights>,
    /// Mailboxes of pieces that are wanted and not there yet.
    pieces_open: HashSet<MailboxTag>,
    pushed: Pushed,
    /// How far each mailbox must reach: the place that the relay gave to what we put.
    placed: HashMap<MailboxTag, Cursor>,
    /// Mailboxes about which it contradicted itself in this exchange: it is told, and not believed.
    doubted: HashSet<MailboxTag>,
}

/// Exchanges with the relay of the settings.
///
/// # Errors
/// Needs-signal in airplane mode, without a relay, or when it does not answer.
pub async fn with_set_relay(node: &Arc<Node>) -> KithResult<RelayReport> {
    node.network().await?;
    let address = node.settings().await?.relay.ok_or_else(rhythm::nobody)?;
    let address = address.parse().map_err(|e| KithError::invalid("bad-address", format!("the relay of the settings: {e}")))?;
    with_relay(node, &address).await
}

/// Exchanges with a relay. One exchange at a time: who comes while one is under way waits for it, and then has its own.
///
/// # Errors
/// As [`with_set_relay`].
pub async fn with_relay(node: &Arc<Node>, address: &RelayAddress) -> KithResult<RelayReport> {
    let mut held = node.line.line.lock().await;
    let network = node.network().await?;
    match with_line(node, &network, &mut held, address).await {
        // Only what the relay did not answer says something of the relay.
        Err(e) if e.code == "no-relay-answer" => {
            node.core.run(kith_core::kith::Kith::relay_silent).await?;
            Err(e)
        }
        answer => answer,
    }
}

async fn with_line(node: &Arc<Node>, network: &Network, held: &mut Option<Line>, address: &RelayAddress) -> KithResult<RelayReport> {
    let mut line = match held.take().filter(|line| line.address == *address) {
        // A connection may have died unseen, and an exchange with nothing new would not notice.
        Some(line) if timeout(STILL_THERE_MAX, line.client.ping()).await.is_ok_and(|pong| pong.is_ok()) => line,
        _ => connect(node, network, address).await?,
    };
    let report = line.exchange(node).await?;
    let now = node.now();
    node.core.run(move |kith| kith.relay_met(now)).await?;
    *held = Some(line);
    Ok(report)
}

async fn connect(node: &Arc<Node>, network: &Network, address: &RelayAddress) -> KithResult<Line> {
    let (client, events) = RelayClient::connect(network.endpoint(), address, CONNECT_MAX).await.map_err(|e| no_relay(&e))?;
    let client = client.answers_within(node.options.answer_wait);
    let pushed = Pushed::default();
    tokio::spawn(listen(node.clone(), events, pushed.clone()));
    Ok(Line { address: address.clone(), client, open: HashMap::new(), pieces_open: HashSet::new(), pushed, placed: HashMap::new(), doubted: HashSet::new() })
}

/// Notes what is pushed, and wakes the node for it, until the connection closes.
async fn listen(node: Arc<Node>, mut events: Events, pushed: Pushed) {
    while let Some(event) = events.next().await {
        let mut pushed = pushed.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Push { tag, .. } => drop(pushed.insert(tag)),
            // Which ones is not known: all that are open are read again.
            Event::Lagged => drop(pushed.insert(MailboxTag::ZERO)),
        }
        drop(pushed);
        node.wake.notify_one();
    }
    sleep(AFTER_BREAK).await;
    node.wake.notify_one();
}

fn no_relay(e: &RelayClientError) -> KithError {
    let reason = format!("{e}; what was written here is kept and waits");
    match e {
        RelayClientError::BadAddress => KithError::invalid("bad-address", "the relay's address leads nowhere"),
        RelayClientError::Version { .. } => KithError::new(ErrorKind::TooOld, "relay-version", reason),
        _ => KithError::new(ErrorKind::NeedsSignal, "no-relay-answer", reason),
    }
}

impl Line {
    async fn exchange(&mut self, node: &Node) -> KithResult<RelayReport> {
        let mut report = RelayReport::default();
        self.doubted.clear();
        for _ in 0..ROUNDS_MAX {
            let read = self.read_all(node, &mut report).await?;
            let put = self.put_all(node, &mut report).await?;
            if !read && !put {
                break;
            }
        }
        self.delete_all(node, &mut report).await?;
        // Words first: pictures and documents follow, and then whose phone has them.
        if self.pieces(node, &mut report).await? {
            self.put_all(node, &mut report).await?;
        }
        Ok(report)
    }

    /// Has the relay drop what was erased, once what is left of it is durable there.
    async fn delete_all(&mut self, node: &Node, report: &mut RelayReport) -> KithResult<()> {
        for _ in 0..DELETES_MAX {
            let deletions = node.core.run(|kith| kith.deletions()).await??;
            if deletions.is_empty() {
                return Ok(());
            }
            for Deletion { tag, write, hashes } in deletions {
                self.open_to_write(tag, &write).await?;
                self.client.delete(tag, &hashes).await.map_err(|e| no_relay(&e))?;
                report.dropped = report.dropped.saturating_add(u32::try_from(hashes.len()).unwrap_or(u32::MAX));
                node.core.run(move |kith| kith.deleted(tag, &hashes)).await??;
            }
        }
        Ok(())
    }

    /// Reads what is new in every mailbox; whether anything came.
    async fn read_all(&mut self, node: &Node, report: &mut RelayReport) -> KithResult<bool> {
        let mailboxes = node.core.run(kith_mailboxes).await??;
        let pushed = std::mem::take(&mut *self.pushed.lock().unwrap_or_else(PoisonError::into_inner));
        let all = pushed.contains(&MailboxTag::ZERO);
        let mut came = false;
        for mailbox in mailboxes {
            let opened = self.open_to_read(&mailbox).await?;
            if all || opened || pushed.contains(&mailbox.tag) {
                came |= self.read(node, &mailbox, report).await?;
                report.contradicted = u32::try_from(self.doubted.len()).unwrap_or(u32::MAX);
            }
        }
        Ok(came)
    }

    /// Opens a mailbox unless it is open; whether there is something in it to read.
    async fn open_to_read(&mut self, mailbox: &Mailbox) -> KithResult<bool> {
        let rights = self.open.get(&mailbox.tag).copied().unwrap_or_default();
        if rights.read || (self.open.len() >= MAILBOXES_MAX && !self.open.contains_key(&mailbox.tag)) {
            return Ok(false);
        }
        let keys = mailbox.write_seed.map_or_else(|| MailboxKeys::drop_box(mailbox.read_seed), |write_seed| MailboxKeys::space(write_seed, mailbox.read_seed));
        let opened = self.client.open(&keys, cursor_of(mailbox), true).await.map_err(|e| no_relay(&e))?;
        self.open.insert(mailbox.tag, Rights { read: true, write: mailbox.write_seed.is_some() });
        Ok(opened.standing != Standing::Level || opened.head.seq > 0 && cursor_of(mailbox).is_none())
    }

    /// Reads one mailbox from its cursor to its end. A relay that does not know the cursor, or contradicts it, is read once from where
    /// it begins; a mailbox about which it then contradicts itself is left, and the others go on.
    async fn read(&mut self, node: &Node, mailbox: &Mailbox, report: &mut RelayReport) -> KithResult<bool> {
        let tag = mailbox.tag;
        let mut after = cursor_of(mailbox);
        let mut lost = false;
        let mut came = false;
        loop {
            match self.client.get(tag, after).await.and_then(|read| self.reaches(tag, read)) {
                Ok(Read::Page(page)) => {
                    let (end, more) = (page.end, page.more);
                    if !page.items.is_empty() {
                        came = true;
                        report.add(take(node, tag, page).await?);
                    }
                    after = Some(end);
                    if !more {
                        return Ok(came);
                    }
                }
                // Another life of its log: put back from a copy and saying so, or another relay than before. It is read from where it begins
                // and told again, which is no lie of its own.
                Ok(Read::Mismatch { head, .. }) if !lost && after.is_some_and(|after| after.log_epoch != head.log_epoch) => {
                    (lost, after) = (true, None);
                    self.placed.remove(&tag);
                    node.core.run(move |kith| kith.cursor_lost(tag)).await??;
                }
                Ok(Read::SnapshotRequired { .. }) if !lost => {
                    (lost, after) = (true, None);
                    node.core.run(move |kith| kith.cursor_lost(tag)).await??;
                }
                Ok(Read::Mismatch { .. }) | Err(RelayClientError::Lied(_)) => {
                    self.placed.remove(&tag);
                    self.doubted.insert(tag);
                    node.core.run(move |kith| kith.relay_contradicted(tag)).await??;
                    if lost {
                        return Ok(came);
                    }
                    (lost, after) = (true, None);
                }
                Ok(_) => return Err(no_relay(&RelayClientError::Protocol)),
                Err(e) => return Err(no_relay(&e)),
            }
        }
    }

    /// A mailbox that ends before the place where the relay said that it keeps what we put there is a contradiction too.
    fn reaches(&self, tag: MailboxTag, read: Read) -> Result<Read, RelayClientError> {
        match (&read, self.placed.get(&tag)) {
            (Read::Page(page), Some(placed)) if !page.more && page.end.log_epoch == placed.log_epoch && page.end.seq < placed.seq => {
                Err(RelayClientError::Lied(PageError::Short))
            }
            _ => Ok(read),
        }
    }

    /// Puts what the relay lacks; whether it took any of it.
    async fn put_all(&mut self, node: &Node, report: &mut RelayReport) -> KithResult<bool> {
        let mut took = false;
        for _ in 0..PUTS_MAX {
            let now = node.now();
            let outgoing = node.core.run(move |kith| kith.outgoing(now)).await??;
            if outgoing.is_empty() {
                return Ok(took);
            }
            let (placed, kept_back) = self.put(outgoing).await?;
            report.kept_back = kept_back;
            if placed.is_empty() {
                return Ok(took);
            }
            took = true;
            report.sent = report.sent.saturating_add(u32::try_from(placed.len()).unwrap_or(u32::MAX));
            let now = node.now();
            node.core.run(move |kith| kith.stored(&placed, now)).await??;
        }
        Ok(took)
    }

    /// Puts envelopes; the ids of those that are durable there, and how many it did not take.
    async fn put(&mut self, outgoing: Vec<Outgoing>) -> KithResult<(Vec<u64>, u32)> {
        let mut placed = Vec::with_capacity(outgoing.len());
        let (mut whose, mut envelopes) = (Vec::new(), Vec::new());
        for Outgoing { id, tag, write, envelope } in outgoing {
            if let Some(proof) = &write {
                self.open_to_write(tag, proof).await?;
            }
            self.note_own(tag);
            whose.push((id, tag));
            envelopes.push(envelope);
        }
        let outcomes = self.client.put(envelopes).await.map_err(|e| no_relay(&e))?;
        let (mut kept_back, mut patience) = (0, 0);
        for ((id, tag), outcome) in whose.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Placed { .. } if self.doubted.contains(&tag) => kept_back += 1,
                Outcome::Placed { cursor, .. } => {
                    placed.push(id);
                    let furthest = self.placed.entry(tag).or_insert(cursor);
                    if cursor.log_epoch != furthest.log_epoch || cursor.seq > furthest.seq {
                        *furthest = cursor;
                    }
                }
                // It was erased since: there is nothing left of it to put.
                Outcome::Refused { code: Refusal::GONE, .. } => placed.push(id),
                Outcome::Refused { code, retry_ms } => {
                    tracing::debug!(code = code.0, "the relay did not take an envelope");
                    kept_back += 1;
                    patience = patience.max(if code.is_passing() { retry_ms } else { 0 });
                }
            }
        }
        if patience > 0 {
            sleep(Duration::from_millis(patience.into()).min(PATIENCE_MAX)).await;
        }
        Ok((placed, kept_back))
    }

    async fn open_to_write(&mut self, tag: MailboxTag, proof: &WriteProof) -> KithResult<()> {
        let rights = self.open.get(&tag).copied().unwrap_or_default();
        if rights.write {
            return Ok(());
        }
        let keys = MailboxKeys::space_writer(proof.write_seed, proof.read_pub);
        self.client.open(&keys, None, false).await.map_err(|e| no_relay(&e))?;
        self.open.insert(tag, Rights { write: true, ..rights });
        Ok(())
    }

    /// What we put ourselves lies between our cursor and what others put after it, and is not pushed to us.
    fn note_own(&self, tag: MailboxTag) {
        if self.open.get(&tag).is_some_and(|rights| rights.read) {
            self.pushed.lock().unwrap_or_else(PoisonError::into_inner).insert(tag);
        }
    }
}

async fn take(node: &Node, tag: MailboxTag, page: Page) -> KithResult<PageReport> {
    let cursor = page.end.to_bytes();
    let gone: Vec<[u8; 32]> = page.items.iter().filter_map(|item| item.gone).map(|hash| hash.0).collect();
    let envelopes: Vec<Vec<u8>> = page.items.into_iter().filter(|item| item.gone.is_none()).map(|item| item.envelope).collect();
    let now = node.now();
    node.core
        .run(move |kith| {
            if !gone.is_empty() {
                kith.deleted(tag, &gone)?;
            }
            kith.take_page(tag, &envelopes, &cursor, now)
        })
        .await?
}

/// A kept cursor that cannot be read any more counts as none: the mailbox is read from where it begins.
fn cursor_of(mailbox: &Mailbox) -> Option<Cursor> {
    mailbox.cursor.as_deref().and_then(|bytes| Cursor::from_bytes(bytes).ok())
}

fn kith_mailboxes(kith: &mut kith_core::kith::Kith) -> KithResult<Vec<Mailbox>> {
    kith.mailboxes()
}
