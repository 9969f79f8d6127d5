//! The threads on which everything waits that a shell has asked for. A shell that stops waiting does not stop a command half-way.

use std::future::Future;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use tokio::runtime::{Builder, Runtime};
use tokio::task::{AbortHandle, JoinHandle};

/// Waiting needs few threads; the cores of the profiles have their own.
const THREADS: usize = 2;

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(THREADS).thread_name("kith").enable_all().build().expect("a device that runs an app has two threads to give")
    })
}

/// Does some work to its end, also if nobody waits for it any more.
pub(crate) async fn run<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    finished(runtime().spawn(work)).await
}

/// Does some work that blocks, such as waiting for a person.
pub(crate) async fn block<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    finished(runtime().spawn_blocking(work)).await
}

/// Starts some work that nobody waits for.
pub(crate) fn start(work: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
    runtime().spawn(work).abort_handle()
}

/// A defect in the work is a defect of the call: UniFFI tells the shell.
async fn finished<T>(work: JoinHandle<T>) -> T {
    work.await.unwrap_or_else(|failed| resume_unwind(failed.into_panic()))
}
