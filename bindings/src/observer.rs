//! Hearing of changes: what to read again, never the data.

use crate::runtime;
use kith_core::kith::Change;
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::AbortHandle;

/// What a shell gives to hear of changes.
///
/// Called on a thread of the library's, one change at a time. A shell that is slow loses single changes and hears `Overflow` instead:
/// read everything again.
#[uniffi::export(with_foreign)]
pub trait Observer: Send + Sync {
    /// This part changed: read it again.
    fn changed(&self, change: Change);
}

/// An observer's stay: it hears of changes until this is cancelled or let go.
#[derive(Debug, uniffi::Object)]
pub struct Subscription(AbortHandle);

#[uniffi::export]
impl Subscription {
    /// Hears no more.
    pub fn cancel(&self) {
        self.0.abort();
    }
}

impl Subscription {
    pub(crate) fn start(changes: Receiver<Change>, observer: Arc<dyn Observer>) -> Self {
        Self(runtime::start(tell(changes, observer)))
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn tell(mut changes: Receiver<Change>, observer: Arc<dyn Observer>) {
    loop {
        let change = match changes.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => Change::Overflow,
            Err(RecvError::Closed) => return,
        };
        let observer = observer.clone();
        // The shell's code may take its time: it holds up this observer and nothing else.
        runtime::block(move || observer.changed(change)).await;
    }
}
