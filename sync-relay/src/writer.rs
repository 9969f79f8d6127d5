//! The one thread that appends. Whatever is waiting when it comes round goes into one commit, and is answered once that is durable.

use crate::{
    hub::{ConnectionNumber, Hub},
    mailboxes::{Day, Mailbox, Mailboxes, NewEnvelope, Placement, StorageError},
    metrics::Metrics,
};
use std::{
    sync::Arc,
    thread::JoinHandle,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::sync::{mpsc, oneshot};

/// Puts that may wait for the writer before those who put must wait too.
const WAITING_MAX: usize = 1_024;
/// Envelopes after which a commit takes no more puts.
const GROUP_MAX: usize = 512;

/// An envelope on its way to the storage.
pub struct Submission {
    /// Where it goes.
    pub mailbox: Mailbox,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// Whether a mailbox may be made for it.
    pub may_create: bool,
}

/// Why nothing of a put was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotStored {
    /// The disk is full.
    Full,
    /// The storage failed, or the relay is closing.
    Failed,
}

type Answer = Result<Vec<Placement>, NotStored>;

enum Job {
    Put { from: ConnectionNumber, submissions: Vec<Submission>, answer: oneshot::Sender<Answer> },
    Stop,
}

/// The way to the writer.
#[derive(Clone)]
pub struct Writer(mpsc::Sender<Job>);

/// The thread itself.
pub struct WriterThread(JoinHandle<()>);

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<dyn Mailboxes>, hub: Arc<Hub>, metrics: Arc<Metrics>) -> std::io::Result<(Self, WriterThread)> {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        let thread = std::thread::Builder::new().name("relay-writer".to_owned()).spawn(move || run(&*store, &hub, &metrics, receiver))?;
        Ok((Self(sender), WriterThread(thread)))
    }

    /// Stores envelopes and comes back when they are durable.
    ///
    /// # Errors
    /// When none was stored.
    pub async fn put(&self, from: ConnectionNumber, submissions: Vec<Submission>) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.0.send(Job::Put { from, submissions, answer }).await.map_err(|_| NotStored::Failed)?;
        answered.await.unwrap_or(Err(NotStored::Failed))
    }

    /// Lets the writer finish what is waiting, and stops it.
    pub async fn stop(&self, thread: WriterThread) {
        let _ = self.0.send(Job::Stop).await;
        let _ = tokio::task::spawn_blocking(|| thread.0.join()).await;
    }
}

fn run(store: &dyn Mailboxes, hub: &Hub, metrics: &Metrics, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        let (mut group, mut size, mut stop) = (Vec::new(), 0, false);
        let mut next = Some(first);
        while let Some(job) = next {
            match job {
                Job::Put { from, submissions, answer } => {
                    size += submissions.len();
                    group.push((from, submissions, answer));
                }
                Job::Stop => stop = true,
            }
            next = if size < GROUP_MAX && !stop { jobs.try_recv().ok() } else { None };
        }
        commit(store, hub, metrics, group);
        if stop {
            return;
        }
    }
}

fn commit(store: &dyn Mailboxes, hub: &Hub, metrics: &Metrics, group: Vec<(ConnectionNumber, Vec<Submission>, oneshot::Sender<Answer>)>) {
    let batch: Vec<_> = group
        .iter()
        .flat_map(|(_, submissions, _)| submissions)
        .map(|submission| NewEnvelope { mailbox: submission.mailbox, bytes: &submission.bytes, may_create: submission.may_create })
        .collect();
    if batch.is_empty() {
        return;
    }
    let result = store.append(&batch, today());
    metrics.commits_total.one();
    let mut placements = match result {
        Ok(placements) => placements.into_iter(),
        Err(error) => {
            metrics.storage_failures_total.one();
            tracing::error!(%error, "nothing was stored");
            let why = if matches!(error, StorageError::DiskFull) { NotStored::Full } else { NotStored::Failed };
            group.into_iter().for_each(|(_, _, answer)| drop(answer.send(Err(why))));
            return;
        }
    };
    for (from, submissions, answer) in group {
        let placed: Vec<_> = placements.by_ref().take(submissions.len()).collect();
        for (submission, placement) in submissions.iter().zip(&placed) {
            count(metrics, submission, placement);
            if let Placement::Placed { cursor, held: false, .. } = placement {
                metrics.pushes_total.add(hub.publish(&submission.mailbox, *cursor, &submission.bytes, from));
            }
        }
        // Who asked may be gone; the envelope is stored all the same.
        let _ = answer.send(Ok(placed));
    }
}

fn count(metrics: &Metrics, submission: &Submission, placement: &Placement) {
    match placement {
        Placement::Placed { held: true, .. } => metrics.held_total.one(),
        Placement::Placed { held: false, .. } => {
            metrics.stored_total.one();
            metrics.stored_bytes_total.add(submission.bytes.len() as u64);
        }
        Placement::Full | Placement::MayNotCreate | Placement::Gone => {}
    }
}

/// The day by the machine's clock. Only retention rests on it.
#[must_use]
pub fn today() -> Day {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    Day(u32::try_from(days).unwrap_or(u32::MAX))
}
