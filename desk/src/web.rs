//! The pages of a device: rendered here, usable without scripts, live by server-sent events.
//!
//! A page reads views and posts requests; it has no rules of its own. Every way in goes through [`guard`]: the `Host` must be this
//! machine, the cookie must carry the token, and a form must carry its secret. Every sentence comes from the catalogue of words.
//! After a form the browser is sent on (Post/Redirect/Get); what should be seen once waits on the [`shelf`].

mod access;
mod app;
mod assets;
mod attachment;
mod begin;
mod board;
mod book;
mod boundary;
mod circle;
mod code;
mod coins;
mod demo;
mod desk;
mod devices;
mod form;
mod guard;
mod icon;
mod invite;
mod layout;
mod live;
mod lost;
mod mandates;
mod members;
mod more;
mod parts;
mod people;
mod plan;
mod privacy;
mod profile;
mod recovery;
mod reminders;
mod safety;
mod shelf;
mod start;
mod today;
mod truth;
mod upload;
mod vault;
mod visit;
mod vouchers;

#[cfg(test)]
mod tests;

pub use begin::{Beginning, begin_router};
pub use demo::{Demo, DemoChange, DemoDevice, DemoView, RelayHolding, RelayRow, demo_router};

use axum::Router;
use kith_core::kith::{Change, KithResult, Request};
use std::fs::File;
use std::future::Future;
use tokio::sync::broadcast;
use zeroize::Zeroizing;

/// What the pages need of a device. All pages of one profile stand on one of these.
pub trait Device: Send + Sync + 'static {
    /// A command or a query; the answer is the view that the request names.
    fn ask(&self, request: Request) -> impl Future<Output = KithResult<serde_json::Value>> + Send;
    /// Exchange now with whatever can be met.
    fn sync_now(&self) -> impl Future<Output = KithResult<serde_json::Value>> + Send;
    /// What changes from now on.
    fn changes(&self) -> broadcast::Receiver<Change>;
    /// Where a phone on the same network can meet this device, if its sockets are open.
    fn address(&self) -> Option<String>;
    /// Opens the profile again once it is locked.
    fn unlock(&self, passphrase: Zeroizing<String>) -> impl Future<Output = KithResult<()>> + Send;
    /// A backup of the profile under a passphrase of its own, as a file that has no name any more: it goes when it is closed.
    fn backup(&self, passphrase: Zeroizing<String>) -> impl Future<Output = KithResult<File>> + Send;
    /// Changes the passphrase that opens the profile.
    fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> impl Future<Output = KithResult<()>> + Send;
    /// The passphrase, where it is no secret: in the demo.
    fn known_passphrase(&self) -> Option<&'static str> {
        None
    }
}

/// How the pages of a device are served.
#[derive(Debug, Clone)]
pub struct WebOptions {
    /// Where they are mounted: nothing for the root, or such as `/phone/dewi`: a leading slash and none at the end.
    pub prefix: String,
    /// The secret that lets a browser in: `…?token=SECRET` once, a cookie from then on.
    pub token: String,
}

/// The pages of a device. Serve them on loopback only.
pub fn router(device: impl Device, options: WebOptions) -> Router {
    app::App::new(device, options).into_router()
}
