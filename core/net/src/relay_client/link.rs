//! The stream under a client: one task that writes, one that reads and hands each answer to who asked.

use super::{Reason, RelayClientError};
use iroh::endpoint::{ApplicationClose, Connection, ConnectionError, RecvStream, SendStream};
use kith_wire::{
    MailboxTag, limits,
    relay::{Cursor, FromRelay, Refusal, ToRelay, body_length, on_stream},
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::AsyncReadExt,
    sync::{Semaphore, mpsc, oneshot},
    task::AbortHandle,
    time::timeout,
};

/// Requests under way at once; more wait their turn.
const ASKED_MAX: usize = 32;
/// Frames that wait for the stream.
const OUTGOING_MAX: usize = 8;
/// Pushes that wait for whoever reads them.
const PUSHES_MAX: usize = 256;
/// The number of requests that nobody waits for.
const NOBODY: u64 = 0;

/// What comes from a relay unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An envelope that somebody else stored just now. A hint: a checked page moves the cursor, or this one's cursor where it is
    /// [`Cursor::then`] of the one before it.
    Push {
        /// The mailbox.
        tag: MailboxTag,
        /// The cursor just after it.
        cursor: Cursor,
        /// The sealed envelope.
        envelope: Vec<u8>,
    },
    /// Pushes were dropped because they were not read in time: read every live mailbox again by its cursor.
    Lagged,
}

/// Pushes, for whoever reads them. Ends with the connection.
pub struct Events {
    queue: mpsc::Receiver<Event>,
    lagged: Arc<AtomicBool>,
    reason: Reason,
}

impl Events {
    /// The next one; nothing once the connection is closed.
    pub async fn next(&mut self) -> Option<Event> {
        if self.lagged.swap(false, Ordering::AcqRel) {
            return Some(Event::Lagged);
        }
        match self.queue.recv().await {
            Some(event) => Some(event),
            None => self.lagged.swap(false, Ordering::AcqRel).then_some(Event::Lagged),
        }
    }

    /// Why the connection closed, once it has.
    #[must_use]
    pub fn reason(&self) -> Option<&RelayClientError> {
        self.reason.get()
    }
}

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<FromRelay>>>>;

/// The running stream.
pub(super) struct Link {
    outgoing: mpsc::Sender<Vec<u8>>,
    waiting: Waiting,
    turns: Semaphore,
    next: AtomicU64,
    reason: Reason,
    /// How long an answer may take.
    pub(super) answer_wait: Duration,
    tasks: [AbortHandle; 2],
}

impl Link {
    pub(super) fn start(connection: Connection, send: SendStream, recv: RecvStream, ping: Duration) -> (Self, Events) {
        let (outgoing, frames) = mpsc::channel(OUTGOING_MAX);
        let (pushes, queue) = mpsc::channel(PUSHES_MAX);
        let (waiting, reason, lagged) = (Waiting::default(), Reason::default(), Arc::new(AtomicBool::new(false)));
        let inbound = Inbound { waiting: waiting.clone(), pushes, lagged: lagged.clone(), reason: reason.clone(), connection };
        let writes = tokio::spawn(write(send, frames, ping)).abort_handle();
        let reads = tokio::spawn(inbound.run(recv)).abort_handle();
        let next = AtomicU64::new(NOBODY + 1);
        let answer_wait = super::RelayClient::ANSWER_WAIT;
        let tasks = [writes, reads];
        let link = Self { outgoing, waiting, turns: Semaphore::new(ASKED_MAX), next, reason: reason.clone(), answer_wait, tasks };
        (link, Events { queue, lagged, reason })
    }

    /// Sends a frame that has no answer.
    pub(super) async fn tell(&self, frame: &ToRelay) -> Result<(), RelayClientError> {
        let bytes = on_stream(&frame.encode())?;
        self.outgoing.send(bytes).await.map_err(|_| self.reason())
    }

    /// Sends a request and waits for its answer.
    pub(super) async fn ask(&self, frame: impl FnOnce(u64) -> ToRelay) -> Result<FromRelay, RelayClientError> {
        let answered = async {
            let _turn = self.turns.acquire().await.map_err(|_| self.reason())?;
            let req = self.next.fetch_add(1, Ordering::Relaxed);
            let (answer, answered) = oneshot::channel();
            let _waits = Waits { waiting: &self.waiting, req };
            lock(&self.waiting).insert(req, answer);
            if let Some(reason) = self.reason.get() {
                return Err(reason.clone());
            }
            self.tell(&frame(req)).await?;
            answered.await.map_err(|_| self.reason())
        };
        match timeout(self.answer_wait, answered).await {
            Ok(Ok(FromRelay::Refused { code, retry_ms, .. })) => Err(RelayClientError::Refused { code, retry_ms }),
            Ok(answer) => answer,
            Err(_) => Err(RelayClientError::TimedOut),
        }
    }

    fn reason(&self) -> RelayClientError {
        self.reason.get().cloned().unwrap_or(RelayClientError::Closed { code: None, retry_ms: 0 })
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

/// Forgets a request when whoever asked goes away.
struct Waits<'a> {
    waiting: &'a Waiting,
    req: u64,
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        lock(self.waiting).remove(&self.req);
    }
}

fn lock(waiting: &Waiting) -> MutexGuard<'_, HashMap<u64, oneshot::Sender<FromRelay>>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn write(mut send: SendStream, mut frames: mpsc::Receiver<Vec<u8>>, ping: Duration) {
    let still_here = on_stream(&ToRelay::Ping { req: NOBODY }.encode()).unwrap_or_default();
    loop {
        let frame = match timeout(ping, frames.recv()).await {
            Ok(Some(frame)) => frame,
            Ok(None) => return,
            Err(_) => still_here.clone(),
        };
        if send.write_all(&frame).await.is_err() {
            return;
        }
    }
}

/// The reading side.
struct Inbound {
    waiting: Waiting,
    pushes: mpsc::Sender<Event>,
    lagged: Arc<AtomicBool>,
    reason: Reason,
    connection: Connection,
}

impl Inbound {
    async fn run(self, mut recv: RecvStream) {
        let reason = loop {
            let frame = match read(&mut recv).await {
                Ok(Ok(frame)) => frame,
                Ok(Err(error)) => break error,
                Err(_) => break closed(&self.connection),
            };
            if let Some(reason) = self.take(frame) {
                break reason;
            }
        };
        // Whoever asks from now on sees the reason first; whoever waits is let go.
        let _ = self.reason.set(reason);
        lock(&self.waiting).clear();
        self.connection.close(0u32.into(), b"");
    }

    /// Hands a frame on; the reason when it is the last.
    fn take(&self, frame: FromRelay) -> Option<RelayClientError> {
        let req = match &frame {
            FromRelay::Opened { req, .. }
            | FromRelay::Stored { req, .. }
            | FromRelay::CursorMismatch { req, .. }
            | FromRelay::SnapshotRequired { req, .. }
            | FromRelay::Refused { req, .. }
            | FromRelay::Done { req } => *req,
            FromRelay::Page(page) => page.req,
            FromRelay::Closing { code, retry_ms } => return Some(RelayClientError::Closed { code: Some(*code), retry_ms: *retry_ms }),
            FromRelay::Challenge(_) => return Some(RelayClientError::Protocol),
            FromRelay::Push { .. } => {
                self.push(frame);
                return None;
            }
        };
        if let Some(asked) = lock(&self.waiting).remove(&req) {
            // Who asked may have given up.
            let _ = asked.send(frame);
        }
        None
    }

    fn push(&self, frame: FromRelay) {
        if let FromRelay::Push { tag, cursor, envelope } = frame
            && self.pushes.try_send(Event::Push { tag, cursor, envelope }).is_err()
        {
            self.lagged.store(true, Ordering::Release);
        }
    }
}

/// Reads one frame. The outer error is the stream's, the inner one the frame's.
pub(super) async fn read(recv: &mut RecvStream) -> Result<Result<FromRelay, RelayClientError>, std::io::Error> {
    let mut prefix = [0; 4];
    AsyncReadExt::read_exact(recv, &mut prefix).await?;
    let length = match body_length(prefix, limits::FRAME_BYTES_MAX) {
        Ok(length) => length,
        Err(error) => return Ok(Err(error.into())),
    };
    let mut body = vec![0; length];
    AsyncReadExt::read_exact(recv, &mut body).await?;
    Ok(FromRelay::decode(&body).map_err(RelayClientError::from))
}

/// Why a connection is closed, as far as its close code tells.
pub(super) fn closed(connection: &Connection) -> RelayClientError {
    let code = match connection.close_reason() {
        Some(ConnectionError::ApplicationClosed(ApplicationClose { error_code, .. })) => {
            u16::try_from(error_code.into_inner()).ok().filter(|code| *code != 0).map(Refusal)
        }
        _ => None,
    };
    RelayClientError::Closed { code, retry_ms: 0 }
}
