//! Health, limits and metrics, for whoever runs the relay. Nothing here tells one mailbox, device or address from another.

use crate::{admission::Admission, identity, metrics, session::Shared};
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, time::timeout};

/// How long a test write may take before the relay counts as not ready.
const READY: Duration = Duration::from_secs(1);

/// What the pages tell of.
#[derive(Clone)]
pub struct Pages {
    /// The relay.
    pub shared: Arc<Shared>,
    /// Its doorkeeper.
    pub admission: Admission,
    /// Its directory.
    pub dir: PathBuf,
    /// Whether it is closing.
    pub draining: watch::Receiver<bool>,
}

/// Serves the pages until the relay closes.
pub async fn serve(listener: TcpListener, pages: Pages) {
    let mut draining = pages.draining.clone();
    let app = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/v1/limits", get(limits))
        .route("/metrics", get(numbers))
        .with_state(pages);
    let closing = async move {
        let _ = draining.wait_for(|draining| *draining).await;
    };
    if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(closing).await {
        tracing::error!(%error, "health and metrics are not served any more");
    }
}

async fn ready(State(pages): State<Pages>) -> (StatusCode, &'static str) {
    if *pages.draining.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "closing\n");
    }
    let store = pages.shared.store.clone();
    let least = pages.shared.limits.free_bytes_min;
    let probe = move || store.probe().map(|()| identity::free_bytes(&pages.dir).is_none_or(|free| free >= least));
    match timeout(READY, tokio::task::spawn_blocking(probe)).await {
        Ok(Ok(Ok(true))) => (StatusCode::OK, "ready\n"),
        Ok(Ok(Ok(false))) => (StatusCode::SERVICE_UNAVAILABLE, "the disk is nearly full\n"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "the storage takes no writes\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the storage is slow\n"),
    }
}

async fn limits(State(pages): State<Pages>) -> Json<crate::config::Limits> {
    Json(pages.shared.limits.clone())
}

async fn numbers(State(pages): State<Pages>) -> (StatusCode, String) {
    let mut text = pages.shared.metrics.text();
    let store = pages.shared.store.clone();
    metrics::line(&mut text, "connections", "gauge", "Connections now", pages.admission.open() as u64);
    metrics::line(&mut text, "live_mailboxes", "gauge", "Mailboxes that somebody listens to", pages.shared.hub.mailboxes() as u64);
    if let Ok(Ok(totals)) = tokio::task::spawn_blocking(move || store.totals()).await {
        metrics::line(&mut text, "mailboxes", "gauge", "Mailboxes kept", totals.mailboxes);
        metrics::line(&mut text, "bytes", "gauge", "Bytes of envelopes kept", totals.bytes);
        metrics::line(&mut text, "appended", "counter", "Envelopes ever appended", totals.appended);
    }
    (StatusCode::OK, text)
}
