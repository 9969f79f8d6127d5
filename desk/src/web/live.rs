//! The live part: tells a page what to read again, never the data. A page without scripts loses nothing but the liveliness.

use super::app::App;
use super::desk::status;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use futures_util::stream::{self, Stream};
use kith_core::kith::Change;
use std::convert::Infallible;
use tokio::sync::broadcast::error::RecvError;

/// The live part's address.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/live", get(live)).route("/present", post(present))
}

/// Somebody is there: sent by the page's script while they type or read.
async fn present(State(app): State<App>) -> StatusCode {
    match app.present().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => status(error.kind),
    }
}

async fn live(State(app): State<App>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = stream::unfold(app.changes(), |mut changes| async move {
        let said = match changes.recv().await {
            Ok(change) => topic(&change),
            Err(RecvError::Lagged(_)) => topic(&Change::Overflow),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(Event::default().event("change").data(said)), changes))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

/// The word by which a page says that it shows this (its `data-live`).
pub(super) const fn topic(change: &Change) -> &'static str {
    match change {
        Change::Circle { .. } | Change::Plan { .. } => "circle",
        Change::Coins => "coins",
        Change::Book => "book",
        Change::Members => "members",
        Change::Devices => "devices",
        Change::Truth => "truth",
        Change::Settings => "settings",
        Change::Overflow => "all",
    }
}
