//! What all pages of one profile share, and the table of their addresses.

use super::access::Access;
use super::circle::News;
use super::guard::Door;
use super::shelf::Shelf;
use super::{
    Device, WebOptions, assets, attachment, board, book, boundary, circle, code, coins, devices, guard, invite, live, lost, mandates, members, more, people,
    plan, privacy, profile, recovery, reminders, safety, start, today, truth, upload, vault, visit, vouchers,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use futures_util::future::BoxFuture;
use kith_core::kith::{Change, KithError, KithResult, Request};
use kith_core::words::{Language, TimeZone};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::broadcast;
use zeroize::Zeroizing;

/// A device behind a pointer, so that the pages are compiled once and not once for every kind of device.
trait Asks: Send + Sync {
    fn ask(&self, request: Request) -> BoxFuture<'_, KithResult<serde_json::Value>>;
    fn sync_now(&self) -> BoxFuture<'_, KithResult<serde_json::Value>>;
    fn changes(&self) -> broadcast::Receiver<Change>;
    fn address(&self) -> Option<String>;
    fn unlock(&self, passphrase: Zeroizing<String>) -> BoxFuture<'_, KithResult<()>>;
    fn backup(&self, passphrase: Zeroizing<String>) -> BoxFuture<'_, KithResult<File>>;
    fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> BoxFuture<'_, KithResult<()>>;
    fn known_passphrase(&self) -> Option<&'static str>;
}

impl<D: Device> Asks for D {
    fn ask(&self, request: Request) -> BoxFuture<'_, KithResult<serde_json::Value>> {
        Box::pin(Device::ask(self, request))
    }

    fn sync_now(&self) -> BoxFuture<'_, KithResult<serde_json::Value>> {
        Box::pin(Device::sync_now(self))
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        Device::changes(self)
    }

    fn address(&self) -> Option<String> {
        Device::address(self)
    }

    fn unlock(&self, passphrase: Zeroizing<String>) -> BoxFuture<'_, KithResult<()>> {
        Box::pin(Device::unlock(self, passphrase))
    }

    fn backup(&self, passphrase: Zeroizing<String>) -> BoxFuture<'_, KithResult<File>> {
        Box::pin(Device::backup(self, passphrase))
    }

    fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> BoxFuture<'_, KithResult<()>> {
        Box::pin(Device::change_passphrase(self, now, new))
    }

    fn known_passphrase(&self) -> Option<&'static str> {
        Device::known_passphrase(self)
    }
}

/// How often the device is told, at most, that somebody is there: well within the shortest time after which it may lock itself.
const PRESENT_EVERY_MS: u64 = 10_000;

/// What all pages share.
#[derive(Clone)]
pub(super) struct App {
    device: Arc<dyn Asks>,
    /// The door: secrets, and where the pages are mounted.
    pub(super) door: Door,
    /// What was new in each circle when its page was opened.
    pub(super) news: Arc<News>,
    /// What waits to be shown.
    pub(super) shelf: Arc<Shelf>,
    /// Milliseconds since 1970, by this machine's clock: for words such as "yesterday" only.
    pub(super) clock: fn() -> u64,
    /// In which times are said.
    pub(super) zone: TimeZone,
    /// When the device was last told that somebody is using these pages.
    present_ms: Arc<AtomicU64>,
    /// The language that was last spoken here: a locked profile does not say which it is.
    spoken: Arc<Mutex<Option<Language>>>,
}

impl App {
    /// The pages of a device.
    pub(super) fn new(device: impl Device, options: WebOptions) -> Self {
        Self {
            device: Arc::new(device),
            door: Door { access: Arc::new(Access::new(&options.token)), prefix: options.prefix.trim_end_matches('/').into() },
            shelf: Arc::default(),
            news: Arc::default(),
            clock: system_clock,
            zone: TimeZone::system(),
            present_ms: Arc::default(),
            spoken: Arc::default(),
        }
    }

    /// Asks the device, and reads the answer as the view that the request promises.
    pub(super) async fn ask<T: DeserializeOwned>(&self, request: Request) -> KithResult<T> {
        let answer = self.device.ask(request).await?;
        serde_json::from_value(answer).map_err(|error| KithError::new(kith_core::kith::ErrorKind::TooOld, "unreadable-answer", error.to_string()))
    }

    /// Asks the device when only the doing matters.
    pub(super) async fn tell(&self, request: Request) -> KithResult<()> {
        self.device.ask(request).await.map(drop)
    }

    /// Somebody is using these pages: told to the device now and then, so that it does not lock under their eyes.
    pub(super) async fn present(&self) -> KithResult<()> {
        let now_ms = (self.clock)();
        let before = self.present_ms.load(Ordering::Relaxed);
        if before != 0 && now_ms.abs_diff(before) < PRESENT_EVERY_MS {
            return Ok(());
        }
        self.tell(Request::Present).await?;
        self.present_ms.store(now_ms, Ordering::Relaxed);
        Ok(())
    }

    /// Exchanges now.
    pub(super) async fn sync_now(&self) -> KithResult<serde_json::Value> {
        self.device.sync_now().await
    }

    /// What changes from now on.
    pub(super) fn changes(&self) -> broadcast::Receiver<Change> {
        self.device.changes()
    }

    /// Where this device can be met on the same network.
    pub(super) fn address(&self) -> Option<String> {
        self.device.address()
    }

    /// Opens the profile again.
    pub(super) async fn unlock(&self, passphrase: Zeroizing<String>) -> KithResult<()> {
        self.device.unlock(passphrase).await
    }

    /// A backup under a passphrase of its own.
    pub(super) async fn backup(&self, passphrase: Zeroizing<String>) -> KithResult<File> {
        self.device.backup(passphrase).await
    }

    /// Changes the passphrase that opens the profile.
    pub(super) async fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> KithResult<()> {
        self.device.change_passphrase(now, new).await
    }

    /// The passphrase, where it is no secret.
    pub(super) fn known_passphrase(&self) -> Option<&'static str> {
        self.device.known_passphrase()
    }

    /// Remembers which language is spoken here.
    pub(super) fn speaks(&self, language: Language) {
        *self.spoken.lock().unwrap_or_else(PoisonError::into_inner) = Some(language);
    }

    /// The language that was last spoken here.
    pub(super) fn spoken(&self) -> Option<Language> {
        *self.spoken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The table of addresses, with the guard before it.
    pub(super) fn into_router(self) -> Router {
        let prefix = self.door.prefix.to_string();
        let pages = Router::new()
            .merge(today::routes())
            .merge(circle::routes())
            .merge(plan::routes())
            .merge(visit::routes())
            .merge(attachment::routes())
            .merge(vouchers::routes())
            .merge(coins::routes())
            .merge(people::routes())
            .merge(profile::routes())
            .merge(members::routes())
            .merge(mandates::routes())
            .merge(invite::routes())
            .merge(devices::routes())
            .merge(recovery::routes())
            .merge(reminders::routes())
            .merge(book::routes())
            .merge(board::routes())
            .merge(boundary::routes())
            .merge(code::routes())
            .merge(truth::routes())
            .merge(privacy::routes())
            .merge(safety::routes())
            .merge(lost::routes())
            .merge(vault::routes())
            .merge(more::routes())
            .merge(start::routes())
            .merge(live::routes())
            .merge(assets::routes())
            .fallback(today::nowhere)
            .layer(middleware::from_fn_with_state(self.door.clone(), guard::guard))
            // The guard has bounds of its own for each kind of form; this one is for forms with files.
            .layer(DefaultBodyLimit::max(upload::BODY_BYTES_MAX))
            .with_state(self);
        if prefix.is_empty() {
            return pages;
        }
        // `nest` serves `/phone/dewi` and not `/phone/dewi/`, which is what people and frames ask for.
        Router::new().nest_service(&prefix, pages)
    }
}

fn system_clock() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
