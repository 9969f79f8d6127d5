//! What a page knows when it is drawn: the words, who this is, the truth strip, and what a form left behind.

use super::app::App;
use super::form::Form;
use super::layout;
use super::shelf::{Code, Kept, Said};
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderName, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kith_core::kith::view::{CirclePage, SettingsView, TruthView, WhoView};
use kith_core::kith::{ErrorKind, KithError, KithResult, Request};
use kith_core::words::{Value, Words};
use maud::Markup;
use serde::de::DeserializeOwned;
use std::fs::File;
use zeroize::Zeroizing;

/// The cookie that names the sentence to be said on the next page.
const SAID_COOKIE: &str = "kith-said";
/// Sent by the page's script when it only wants to see what is new: such a request takes nothing off the shelf.
const LIVE_HEADER: HeaderName = HeaderName::from_static("x-kith-live");

/// What every page of a device is drawn with.
pub(super) struct Desk {
    app: App,
    /// The words of the language chosen.
    pub(super) words: &'static Words,
    /// Who this is.
    pub(super) who: WhoView,
    /// The settings of this device.
    pub(super) settings: SettingsView,
    /// What waits and when things last met.
    pub(super) truth: TruthView,
    /// Now, for words such as "yesterday".
    pub(super) now_ms: u64,
    /// The page's address without the prefix.
    pub(super) path: String,
    /// The same with what was asked: where the signal switch comes back to.
    pub(super) back: String,
    /// A sentence to be said once.
    pub(super) said: Option<Said>,
    /// What went wrong with the form that was sent.
    pub(super) trouble: Option<KithError>,
    /// Whether the page's script only wants to see what is new.
    pub(super) live: bool,
    sent: Form,
    sent_to: String,
}

/// The five places, and the two that only the office has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Today,
    Circle,
    Coins,
    People,
    Book,
    Members,
    More,
}

/// A page to be dressed with header, truth strip and places.
pub(super) struct Page<'a> {
    /// Its title, as in the browser's tab and its history; empty where neither should tell what it is.
    pub(super) title: String,
    /// In which place it is.
    pub(super) place: Place,
    /// Words for what it shows, such as `circle coins`: a change of these draws it anew.
    pub(super) live: &'a str,
    /// Its main part.
    pub(super) main: Markup,
}

impl Desk {
    /// Reads what every page needs.
    pub(super) async fn read(app: App) -> KithResult<Self> {
        let who: WhoView = app.ask(Request::Whoami).await?;
        let settings: SettingsView = app.ask(Request::Settings).await?;
        app.speaks(settings.language);
        let truth = app.ask(Request::Truth).await?;
        let now_ms = (app.clock)();
        Ok(Self {
            words: Words::of(settings.language),
            who,
            settings,
            truth,
            now_ms,
            path: String::new(),
            back: "/".into(),
            said: None,
            trouble: None,
            live: false,
            sent: Form::default(),
            sent_to: String::new(),
            app,
        })
    }

    /// The words of a key.
    pub(super) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The words of a key that came from a view, or, if a newer core says what this catalogue does not know, of another.
    pub(super) fn say_or(&self, key: &str, otherwise: &str) -> String {
        self.say(if self.words.has(key) { key } else { otherwise })
    }

    /// The words of a key with its variables.
    pub(super) fn say_with(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        self.words.say_with(key, variables)
    }

    /// The words of a key with a name in them.
    pub(super) fn say_name(&self, key: &str, name: &str) -> String {
        self.words.say_with(key, &[("name", name.into())])
    }

    /// The words of a key with a count in them.
    pub(super) fn say_count(&self, key: &str, count: impl Into<u64>) -> String {
        self.words.say_with(key, &[("count", count.into().into())])
    }

    /// A moment, as one says it now.
    pub(super) fn when(&self, moment_ms: u64) -> String {
        self.words.when(moment_ms, self.now_ms, &self.app.zone)
    }

    /// The exact time of a moment, for whoever asks.
    pub(super) fn when_exact(&self, moment_ms: u64) -> String {
        self.words.when_exact(moment_ms, &self.app.zone)
    }

    /// The day of a moment, as one says it now.
    pub(super) fn day(&self, moment_ms: u64) -> String {
        self.words.day(moment_ms, self.now_ms, &self.app.zone)
    }

    /// A moment as a field for a day and a time has it, to the minute.
    pub(super) fn civil(&self, moment_ms: u64) -> String {
        let at = i64::try_from(moment_ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
        at.map(|at| at.to_zoned(self.app.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
    }

    /// The moment that such a field says.
    pub(super) fn instant(&self, civil: &str) -> Option<u64> {
        let at = civil.parse::<jiff::civil::DateTime>().ok()?.to_zoned(self.app.zone.clone()).ok()?;
        u64::try_from(at.timestamp().as_millisecond()).ok()
    }

    /// The day of a moment as a field for a day has it.
    pub(super) fn civil_day(&self, moment_ms: u64) -> String {
        self.civil(moment_ms).split('T').next().unwrap_or_default().to_owned()
    }

    /// The moment at which the day of such a field begins.
    pub(super) fn day_begins(&self, day: &str) -> Option<u64> {
        let at = day.parse::<jiff::civil::Date>().ok()?.to_zoned(self.app.zone.clone()).ok()?;
        u64::try_from(at.timestamp().as_millisecond()).ok()
    }

    /// A time that somebody wrote down, in words.
    pub(super) fn when_written(&self, text: &str) -> String {
        self.words.when_written(text, self.now_ms, &self.app.zone)
    }

    /// An address of these pages.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.app.door.prefix)
    }

    /// The secret of these pages' forms.
    pub(super) fn form_secret(&self) -> &str {
        self.app.door.access.form_secret()
    }

    /// Where the pages are mounted.
    pub(super) fn prefix(&self) -> &str {
        &self.app.door.prefix
    }

    /// Whether this device is the co-op's office.
    pub(super) fn is_office(&self) -> bool {
        self.who.coop.as_ref().is_some_and(|coop| coop.office_here)
    }

    /// Where this device can be met on the same network.
    pub(super) fn address(&self) -> Option<String> {
        self.app.address()
    }

    /// Asks the device.
    pub(super) async fn ask<T: DeserializeOwned>(&self, request: Request) -> KithResult<T> {
        self.app.ask(request).await
    }

    /// Asks the device when only the doing matters.
    pub(super) async fn tell(&self, request: Request) -> KithResult<()> {
        self.app.tell(request).await
    }

    /// A backup under a passphrase of its own.
    pub(super) async fn backup(&self, passphrase: Zeroizing<String>) -> KithResult<File> {
        self.app.backup(passphrase).await
    }

    /// Changes the passphrase that opens the profile.
    pub(super) async fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> KithResult<()> {
        self.app.change_passphrase(now, new).await
    }

    /// The passphrase, where it is no secret.
    pub(super) fn known_passphrase(&self) -> Option<&'static str> {
        self.app.known_passphrase()
    }

    /// Exchanges now.
    pub(super) async fn sync_now(&self) -> KithResult<serde_json::Value> {
        self.app.sync_now().await
    }

    /// Keeps what was new in a circle when its page was opened: asking the device again says that it has been seen, but a page that
    /// is only drawn anew must not take it from under the reader's eyes.
    pub(super) fn keep_news(&self, page: &mut CirclePage) {
        self.app.news.keep(self.live, page);
    }

    /// What was asked in the address, after its question mark.
    pub(super) fn asked(&self) -> Form {
        Form::read(self.back.split_once('?').map_or("", |(_, query)| query).as_bytes())
    }

    /// What was written in a field of a form that did not go through, if it was this form.
    pub(super) fn sent(&self, action: &str) -> Option<&Form> {
        (self.sent_to == action).then_some(&self.sent)
    }

    /// The same page again, with what went wrong and with all that was written.
    pub(super) fn stumbled(mut self, error: KithError, form: Form) -> Self {
        self.trouble = Some(error);
        self.sent = form;
        self.sent_to.clone_from(&self.path);
        self
    }

    /// A page.
    pub(super) fn page(&self, page: &Page<'_>) -> Response {
        let status = self.trouble.as_ref().map_or(StatusCode::OK, |trouble| status(trouble.kind));
        let mut response = (status, layout::page(self, page)).into_response();
        if self.said.is_some() {
            let spent = format!("{SAID_COOKIE}=; Path={}/; Max-Age=0; HttpOnly; SameSite=Strict", self.app.door.prefix);
            set_cookie(&mut response, &spent);
        }
        response
    }

    /// A page that says what went wrong, with the places to go on to.
    pub(super) fn error(mut self, error: KithError) -> Response {
        let title = self.say(&format!("{}-title", error.kind.word()));
        let main = layout::trouble_page(&self, &error);
        let code = status(error.kind);
        self.trouble = None;
        let page = Page { title, place: Place::More, live: "", main };
        (code, self.page(&page)).into_response()
    }

    /// Sends the browser on after a form that went through, with a sentence to say there.
    pub(super) fn go(&self, path: &str, text: String) -> Response {
        let mut response = Redirect::to(&self.url(path)).into_response();
        let said = Said { text, done: self.url(&self.path) };
        // Without a random name the sentence is not said; what was done is done.
        if let Ok(name) = self.app.shelf.put(Kept::Said(said)) {
            let cookie = format!("{SAID_COOKIE}={name}; Path={}/; HttpOnly; SameSite=Strict", self.app.door.prefix);
            set_cookie(&mut response, &cookie);
        }
        response
    }

    /// Sends the browser on to a page that shows a code.
    pub(super) fn go_to_code(&self, code: Code) -> Response {
        let title = code.title.clone();
        // The code's page has its title: saying it twice says nothing.
        match self.app.shelf.put(Kept::Code(Box::new(code))) {
            Ok(name) => self.go(&format!("/code/{name}"), String::new()),
            Err(_) => self.go("/", title),
        }
    }

    /// A code on the shelf.
    pub(super) fn code(&self, name: &str) -> Option<Code> {
        self.app.shelf.code(name)
    }
}

/// The address that was asked for, or, after a form, the first page.
fn address(parts: &Parts) -> String {
    if parts.method == Method::GET { parts.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string) } else { "/".into() }
}

fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// The status of an answer that says what went wrong.
pub(super) fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::InvalidInput => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::NotAllowed => StatusCode::FORBIDDEN,
        ErrorKind::Locked => StatusCode::LOCKED,
        ErrorKind::Busy | ErrorKind::NeedsSignal => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Storage => StatusCode::INSUFFICIENT_STORAGE,
        ErrorKind::TooOld => StatusCode::NOT_IMPLEMENTED,
    }
}

impl FromRequestParts<App> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let live = parts.headers.contains_key(LIVE_HEADER);
        if !live {
            // A page turned is somebody using it. Why it cannot be told, if it cannot, is said by what is asked next.
            drop(app.present().await);
        }
        let mut desk = match Self::read(app.clone()).await {
            Ok(desk) => desk,
            Err(error) if error.code == "locked" => return Err(super::vault::locked(app, &address(parts), None)),
            Err(error) => {
                let words = Words::of(app.spoken().unwrap_or_default());
                let page = if error.code == "revoked" {
                    layout::alone(words, &app.door.prefix, &error.say(words))
                } else {
                    layout::outside(words, &app.door.prefix, error.kind.word())
                };
                return Err((status(error.kind), page).into_response());
            }
        };
        desk.path = parts.uri.path().to_owned();
        if parts.method == Method::GET {
            desk.back = address(parts);
        }
        let cookies = parts.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        desk.live = live;
        if !desk.live {
            desk.said = super::access::cookie(cookies, SAID_COOKIE).and_then(|name| app.shelf.take_said(name));
        }
        Ok(desk)
    }
}
