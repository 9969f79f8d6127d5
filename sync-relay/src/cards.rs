//! Emergency cards that are opened by a link, in any browser. The relay hands out a sealed card and notes that it did; the key stands
//! behind the `#` of the link, which no browser sends.
//!
//! A look is stored, and so told to the circle, before the card is handed out. Nothing is noted of who looked.

mod places;

use crate::{
    mailboxes::{Mailbox, PageSize, Reading},
    session::Shared,
    writer::{NotStored, Submission},
};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use kith_wire::{
    MailboxTag,
    card::{CARD_ENVELOPES_MAX, Look, look, read_look, read_terms},
    envelope::EnvelopeKind,
};
use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};

/// Cards that are opened at the same time.
const OPENED_AT_ONCE: usize = 16;
/// What is read of a mailbox: terms and card are the first in it.
const FIRST: PageSize = PageSize { envelopes: 4, bytes: 256 * 1024 };
/// The number under which the relay itself puts: no connection has it.
const ITSELF: u64 = 0;

const PAGE: &str = include_str!("cards/card.html");
const SCRIPT: &str = include_str!("cards/card.js");
const STYLE: &str = include_str!("cards/card.css");
/// Nothing but what comes from here runs or is asked, nothing is kept, and the address goes nowhere else.
const CAREFUL: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
];

#[derive(Clone)]
struct Cards {
    shared: Arc<Shared>,
    places: Arc<Semaphore>,
}

/// Serves cards until the relay closes.
pub async fn serve(listener: TcpListener, shared: Arc<Shared>, mut draining: watch::Receiver<bool>) {
    let app = Router::new()
        .route("/card/card.js", get(|| async { text("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/card/card.css", get(|| async { text("text/css; charset=utf-8", STYLE) }))
        .route("/card/{tag}", get(|| async { text("text/html; charset=utf-8", PAGE) }))
        .route("/card/{tag}/open", post(open))
        .with_state(Cards { shared, places: Arc::new(Semaphore::new(OPENED_AT_ONCE)) });
    let closing = async move {
        let _ = draining.wait_for(|draining| *draining).await;
    };
    if let Err(error) = axum::serve(places::Places::of(listener), app).with_graceful_shutdown(closing).await {
        tracing::error!(%error, "cards are not served any more");
    }
}

fn text(kind: &'static str, body: &'static str) -> Response {
    (CAREFUL, [(header::CONTENT_TYPE, kind)], body).into_response()
}

/// What lies in the mailbox of a link.
enum Lying {
    /// A card that can be opened until then; how many envelopes there are.
    Card { sealed: Vec<u8>, until_ms: u64, envelopes: u64 },
    /// None.
    Nothing,
}

async fn open(State(cards): State<Cards>, Path(tag): Path<String>) -> Response {
    match opened(&cards, &tag).await {
        Ok(sealed) => (CAREFUL, [(header::CONTENT_TYPE, "application/octet-stream")], sealed).into_response(),
        Err(status) => (status, CAREFUL).into_response(),
    }
}

async fn opened(cards: &Cards, tag: &str) -> Result<Vec<u8>, StatusCode> {
    let tag: MailboxTag = tag.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let _place = cards.places.try_acquire().map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let mailbox = Mailbox { kind: EnvelopeKind::Space, tag };
    let store = cards.shared.store.clone();
    let found = tokio::task::spawn_blocking(move || {
        let envelopes = store.extent(&mailbox)?.head.seq;
        Ok::<_, crate::mailboxes::StorageError>(lying(store.read(&mailbox, None, FIRST)?, envelopes))
    });
    let found = found.await.ok().and_then(Result::ok).ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    let Lying::Card { sealed, until_ms, envelopes } = found else { return Err(StatusCode::NOT_FOUND) };
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(u64::MAX, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
    if now_ms >= until_ms {
        return Err(StatusCode::GONE);
    }
    if envelopes >= CARD_ENVELOPES_MAX {
        return Err(StatusCode::TOO_MANY_REQUESTS);
    }
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let noted = Submission { mailbox, bytes: look(tag, Look { at_ms: now_ms, random }), may_create: false };
    let placed = cards.shared.writer.put(ITSELF, vec![noted]).await;
    let placed = placed.map_err(|why| if why == NotStored::Full { StatusCode::INSUFFICIENT_STORAGE } else { StatusCode::SERVICE_UNAVAILABLE })?;
    match placed.first() {
        Some(crate::mailboxes::Placement::Placed { .. }) => Ok(sealed),
        _ => Err(StatusCode::INSUFFICIENT_STORAGE),
    }
}

fn lying(reading: Reading, envelopes: u64) -> Lying {
    let Reading::Page { items, .. } = reading else { return Lying::Nothing };
    let there: Vec<Vec<u8>> = items.into_iter().filter(|item| item.gone.is_none()).map(|item| item.envelope).collect();
    let until_ms = there.iter().find_map(|envelope| read_terms(envelope));
    let sealed = there.into_iter().find(|envelope| read_terms(envelope).is_none() && read_look(envelope).is_none());
    match (sealed, until_ms) {
        (Some(sealed), Some(until_ms)) => Lying::Card { sealed, until_ms, envelopes },
        _ => Lying::Nothing,
    }
}
