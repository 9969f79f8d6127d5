//! The one thread that owns a device's core, behind a bounded queue: one order of events, one writer.

use kith_core::kith::{Change, ErrorKind, Kith, KithError, KithResult};
use std::{sync::Mutex, thread::JoinHandle};
use tokio::sync::{broadcast, mpsc, oneshot};

/// Jobs that wait for the core; who asks for more waits in turn.
const JOBS_MAX: usize = 64;

type Work = Box<dyn FnOnce(&mut Kith) + Send>;

enum Job {
    Work(Work),
    Stop,
}

/// The way to the core's thread.
#[derive(Debug)]
pub struct CoreThread {
    jobs: mpsc::Sender<Job>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Work(_) => "Work",
            Self::Stop => "Stop",
        })
    }
}

impl CoreThread {
    /// Moves the core onto a thread of its own. What changes is told to `changes`.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(kith: Kith, changes: broadcast::Sender<Change>) -> KithResult<Self> {
        let (jobs, queue) = mpsc::channel(JOBS_MAX);
        let thread = std::thread::Builder::new()
            .name("kith-core".to_owned())
            .spawn(move || work(kith, queue, &changes))
            .map_err(|e| KithError::storage("no-thread", format!("the system gives no thread: {e}")))?;
        Ok(Self { jobs, thread: Mutex::new(Some(thread)) })
    }

    /// Has the core do something, and gives back what came of it.
    ///
    /// # Errors
    /// Busy when the device is being closed.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Kith) -> T + Send + 'static) -> KithResult<T> {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |kith| {
            // Whoever asked may have gone; what was done stays done.
            let _ = answer.send(work(kith));
        });
        self.jobs.send(Job::Work(work)).await.map_err(|_| closing())?;
        answered.await.map_err(|_| closing())
    }

    /// Finishes what is queued, closes the profile and waits until its files are free.
    pub async fn stop(&self) {
        // A full queue or a thread that has ended already are both fine: what matters is that it ends.
        let _ = self.jobs.send(Job::Stop).await;
        let thread = self.thread.lock().map_or(None, |mut thread| thread.take());
        if let Some(thread) = thread {
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

fn closing() -> KithError {
    KithError::new(ErrorKind::Busy, "closing", "this profile is being closed")
}

fn work(mut kith: Kith, mut queue: mpsc::Receiver<Job>, changes: &broadcast::Sender<Change>) {
    while let Some(Job::Work(work)) = queue.blocking_recv() {
        work(&mut kith);
        for change in kith.drain_changes() {
            // No listener is no error.
            let _ = changes.send(change);
        }
    }
}
