//! Who is listening to which mailbox, and the bounded queue of pushes that each connection has.

use crate::mailboxes::Mailbox;
use kith_wire::relay::{Cursor, FromRelay, on_stream};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::{Notify, mpsc};

/// A connection's number, for as long as the relay runs.
pub type ConnectionNumber = u64;

/// The sending end of a connection's pushes.
#[derive(Clone)]
pub struct Pushes {
    queue: mpsc::Sender<Arc<[u8]>>,
    waiting: Arc<AtomicUsize>,
    bytes_max: usize,
    overflow: Arc<Notify>,
}

/// The receiving end.
pub struct PushQueue {
    queue: mpsc::Receiver<Arc<[u8]>>,
    waiting: Arc<AtomicUsize>,
    overflow: Arc<Notify>,
}

/// A queue of at most so many frames and bytes.
#[must_use]
pub fn push_queue(frames_max: usize, bytes_max: usize) -> (Pushes, PushQueue) {
    let (sender, receiver) = mpsc::channel(frames_max.max(1));
    let (waiting, overflow) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let pushes = Pushes { queue: sender, waiting: waiting.clone(), bytes_max, overflow: overflow.clone() };
    (pushes, PushQueue { queue: receiver, waiting, overflow })
}

impl Pushes {
    /// Queues a frame; where there is no room the connection is told to close, since it can read again by cursor.
    fn push(&self, frame: Arc<[u8]>) -> bool {
        let size = frame.len();
        let waiting = self.waiting.fetch_add(size, Ordering::AcqRel);
        if waiting.saturating_add(size) <= self.bytes_max && self.queue.try_send(frame).is_ok() {
            return true;
        }
        self.waiting.fetch_sub(size, Ordering::AcqRel);
        self.overflow.notify_one();
        false
    }
}

impl PushQueue {
    /// The next frame.
    pub async fn next(&mut self) -> Option<Arc<[u8]>> {
        let frame = self.queue.recv().await?;
        self.waiting.fetch_sub(frame.len(), Ordering::AcqRel);
        Some(frame)
    }

    /// What resolves once a frame found no room.
    #[must_use]
    pub fn overflow(&self) -> Arc<Notify> {
        self.overflow.clone()
    }
}

/// Everybody who listens.
#[derive(Default)]
pub struct Hub {
    listeners: Mutex<HashMap<Mailbox, HashMap<ConnectionNumber, Pushes>>>,
}

impl Hub {
    /// From now on, what is stored in the mailbox is pushed to the connection.
    pub fn listen(&self, mailbox: Mailbox, connection: ConnectionNumber, pushes: Pushes) {
        self.lock().entry(mailbox).or_default().insert(connection, pushes);
    }

    /// Not any more.
    pub fn leave(&self, mailbox: &Mailbox, connection: ConnectionNumber) {
        let mut listeners = self.lock();
        if let Some(here) = listeners.get_mut(mailbox) {
            here.remove(&connection);
            if here.is_empty() {
                listeners.remove(mailbox);
            }
        }
    }

    /// Pushes a stored envelope to all who listen, except to the connection that it came from. Says to how many.
    pub fn publish(&self, mailbox: &Mailbox, cursor: Cursor, envelope: &[u8], from: ConnectionNumber) -> u64 {
        let listeners = self.lock();
        let Some(here) = listeners.get(mailbox) else { return 0 };
        let mut others = here.iter().filter(|(connection, _)| **connection != from).peekable();
        if others.peek().is_none() {
            return 0;
        }
        let push = FromRelay::Push { tag: mailbox.tag, cursor, envelope: envelope.to_vec() };
        let Ok(frame) = on_stream(&push.encode()) else { return 0 };
        let frame: Arc<[u8]> = frame.into();
        others.map(|(_, pushes)| u64::from(pushes.push(frame.clone()))).sum()
    }

    /// How many mailboxes have somebody listening.
    #[must_use]
    pub fn mailboxes(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Mailbox, HashMap<ConnectionNumber, Pushes>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_wire::{MailboxTag, envelope::EnvelopeKind, relay::LogEpoch};

    const MAILBOX: Mailbox = Mailbox { kind: EnvelopeKind::Space, tag: MailboxTag([1; 16]) };

    fn publish(hub: &Hub, envelope: &[u8], from: ConnectionNumber) {
        hub.publish(&MAILBOX, Cursor::start(LogEpoch(1)), envelope, from);
    }

    #[tokio::test]
    async fn who_put_it_is_not_pushed_it() {
        let hub = Hub::default();
        let (one, mut ones) = push_queue(4, 1_000);
        let (two, mut twos) = push_queue(4, 1_000);
        hub.listen(MAILBOX, 1, one);
        hub.listen(MAILBOX, 2, two);
        publish(&hub, b"from one", 1);
        publish(&hub, b"from two", 2);
        let (first, second) = (twos.next().await.unwrap(), ones.next().await.unwrap());
        assert!(first.ends_with(b"from one") && second.ends_with(b"from two"));
        hub.leave(&MAILBOX, 1);
        hub.leave(&MAILBOX, 2);
        assert_eq!(hub.mailboxes(), 0);
        assert!(twos.next().await.is_none() && ones.next().await.is_none());
    }

    #[tokio::test]
    async fn a_full_queue_asks_the_connection_to_close() {
        for (frames, bytes) in [(2, 100_000), (100, 300)] {
            let hub = Hub::default();
            let (pushes, queue) = push_queue(frames, bytes);
            let overflow = queue.overflow();
            hub.listen(MAILBOX, 1, pushes);
            for _ in 0..3 {
                publish(&hub, &[0; 60], 9);
            }
            overflow.notified().await;
        }
    }
}
