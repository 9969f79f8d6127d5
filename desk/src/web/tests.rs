//! Pages are drawn from sample views through the real router, in both languages, and through the guard as a browser would.

mod attachments;
mod boundary;
mod coins;
mod forms;
mod guard;
mod lists;
mod pages;
mod removal;
mod rights;
mod rota;
mod sample;

use super::app::App;
use super::{Device, WebOptions};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request as Ask, Response, StatusCode, header};
use kith_core::kith::{Change, ErrorKind, KithError, KithResult, Request};
use kith_core::words::{Language, TimeZone, Words};
use serde_json::Value;
use std::fs::File;
use std::io::{Seek, Write};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::broadcast;
use tower::ServiceExt;
use zeroize::Zeroizing;

const TOKEN: &str = "0123456789abcdef";
/// Sunday 22 November 2026, 10:42 in UTC.
const NOW_MS: u64 = 1_795_344_120_000;

/// A device that answers with samples and remembers what it was asked to do.
#[derive(Clone)]
struct Sample {
    language: Language,
    airplane: bool,
    office: bool,
    empty: bool,
    /// Whether this person has left the circle.
    left: bool,
    /// Whether the circle is closed.
    closed: bool,
    /// Whether this person looks after safety.
    lead: bool,
    /// Whether the relay does not answer.
    silent: bool,
    /// Whether it was signed out for good.
    signed_out: bool,
    /// What a command comes to, if not done.
    refuses: Option<KithError>,
    told: Arc<Mutex<Vec<Request>>>,
    /// How often it was told that somebody is there.
    present: Arc<AtomicU32>,
    locked: Arc<AtomicBool>,
    opened_by: Arc<Mutex<String>>,
    changes: broadcast::Sender<Change>,
}

impl Sample {
    fn new(language: Language) -> Self {
        Self {
            language,
            airplane: false,
            office: false,
            empty: false,
            left: false,
            closed: false,
            lead: false,
            silent: false,
            signed_out: false,
            refuses: None,
            told: Arc::default(),
            present: Arc::default(),
            locked: Arc::default(),
            opened_by: Arc::default(),
            changes: broadcast::channel(16).0,
        }
    }

    fn lock(&self) {
        self.locked.store(true, Ordering::Relaxed);
    }

    fn told(&self) -> Vec<Request> {
        self.told.lock().unwrap().clone()
    }
}

impl Device for Sample {
    async fn ask(&self, request: Request) -> KithResult<Value> {
        if self.locked.load(Ordering::Relaxed) {
            return Err(KithError::new(ErrorKind::Locked, "locked", "The profile is locked."));
        }
        if self.signed_out {
            return Err(KithError::new(ErrorKind::Locked, "revoked", "This phone was signed out.").said_in(Words::of(self.language)));
        }
        if request == Request::Present {
            self.present.fetch_add(1, Ordering::Relaxed);
        } else if !request.is_query() {
            if let Some(error) = &self.refuses {
                return Err(error.clone());
            }
            self.told.lock().unwrap().push(request.clone());
        }
        sample::answer(self, &request)
    }

    async fn sync_now(&self) -> KithResult<Value> {
        Ok(serde_json::json!({}))
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn address(&self) -> Option<String> {
        Some("192.168.1.20:4433".into())
    }

    async fn unlock(&self, passphrase: Zeroizing<String>) -> KithResult<()> {
        if passphrase.as_str() != "llechen las" {
            return Err(KithError::new(ErrorKind::Locked, "locked", "another passphrase"));
        }
        self.locked.store(false, Ordering::Relaxed);
        Ok(())
    }

    async fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> KithResult<()> {
        if now.as_str() != "llechen las" {
            return Err(KithError::not_allowed("wrong-passphrase", "another passphrase"));
        }
        *self.opened_by.lock().unwrap() = new.as_str().to_owned();
        Ok(())
    }

    async fn backup(&self, passphrase: Zeroizing<String>) -> KithResult<File> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(format!("sealed {} ", passphrase.as_str()).repeat(9_000).as_bytes()).unwrap();
        file.rewind().unwrap();
        Ok(file)
    }
}

fn pages_at(device: Sample, prefix: &str) -> Router {
    let mut app = App::new(device, WebOptions { prefix: prefix.into(), token: TOKEN.into() });
    app.clock = || NOW_MS;
    app.zone = TimeZone::UTC;
    app.into_router()
}

/// A browser that is already in.
struct Browser {
    pages: Router,
    cookie: String,
    prefix: String,
}

struct Answer {
    status: StatusCode,
    location: String,
    cookies: Vec<String>,
    headers: axum::http::HeaderMap,
    text: String,
}

async fn send(pages: &Router, ask: Ask<Body>) -> Answer {
    let response: Response<Body> = pages.clone().oneshot(ask).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
    Answer {
        status: parts.status,
        location: parts.headers.get(header::LOCATION).map(text).unwrap_or_default(),
        cookies: parts.headers.get_all(header::SET_COOKIE).iter().map(text).collect(),
        text: String::from_utf8_lossy(&to_bytes(body, 1 << 24).await.unwrap()).into_owned(),
        headers: parts.headers,
    }
}

impl Browser {
    fn of(device: Sample) -> Self {
        Self::at(device, "")
    }

    fn at(device: Sample, prefix: &str) -> Self {
        let cookie = super::access::Access::new(TOKEN).cookie(prefix).split(';').next().unwrap().to_owned();
        Self { pages: pages_at(device, prefix), cookie, prefix: prefix.into() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &self.cookie).await
    }

    async fn get_with(&self, path: &str, cookie: &str) -> Answer {
        let ask = Ask::get(format!("{}{path}", self.prefix)).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, cookie);
        send(&self.pages, ask.body(Body::empty()).unwrap()).await
    }

    /// As the page's script looks for what is new.
    async fn look(&self, path: &str) -> Answer {
        let ask = Ask::get(format!("{}{path}", self.prefix)).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, &self.cookie);
        send(&self.pages, ask.header("x-kith-live", "1").body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let secret = super::access::Access::new(TOKEN).form_secret().to_owned();
        let body = form_urlencoded::Serializer::new(String::new()).append_pair("secret", &secret).extend_pairs(fields).finish();
        let ask = Ask::post(format!("{}{path}", self.prefix)).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, &self.cookie);
        send(&self.pages, ask.body(Body::from(body)).unwrap()).await
    }
}
