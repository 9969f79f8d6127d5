//! The demo's page: the office beside the phones, each a real device in a frame of its own, with the relay's switch above them.
//!
//! Give the devices' pages and this page the same token: one cookie, set at the root, then opens them all. A browser keeps only a
//! few connections to one machine, so this page alone listens for changes and tells each frame what is its.

use super::access::Access;
use super::form::{Form, SECRET_FIELD};
use super::guard::{Door, guard};
use super::icon::{Icon, icon};
use super::{assets, layout, live};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, middleware};
use futures_util::future::BoxFuture;
use futures_util::stream::{self, Stream};
use kith_core::kith::{Change, KithResult};
use kith_core::words::{Language, TimeZone, Words};
use maud::{DOCTYPE, Markup, html};
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// The columns of the stage on a wide screen; what is to be tried fills a row that the devices leave open.
const STAGE_COLUMNS: usize = 4;

/// What the demo's page needs of the demo.
pub trait Demo: Send + Sync + 'static {
    /// The co-op, its relay and its devices.
    fn view(&self) -> impl Future<Output = DemoView> + Send;
    /// Switches the relay on or off.
    fn switch_relay(&self, on: bool) -> impl Future<Output = KithResult<()>> + Send;
    /// What lies on the relay.
    fn relay_holding(&self) -> impl Future<Output = KithResult<RelayHolding>> + Send;
    /// What changes from now on, on any of the devices.
    fn changes(&self) -> broadcast::Receiver<DemoChange>;
}

/// The demo at this moment.
#[derive(Debug, Clone)]
pub struct DemoView {
    /// The co-op's name.
    pub coop: String,
    /// Whether the relay runs.
    pub relay_on: bool,
    /// How many sealed envelopes lie on it.
    pub relay_holds: u64,
    /// The office first, then the phones.
    pub devices: Vec<DemoDevice>,
}

/// A device of the demo.
#[derive(Debug, Clone)]
pub struct DemoDevice {
    /// Where its pages are mounted, as in [`super::WebOptions::prefix`].
    pub prefix: String,
    /// The page that it opens on, such as `/book`.
    pub opens_on: String,
    /// Whose it is.
    pub name: String,
    /// What they are in the co-op, as in the catalogue's `role-…`: `care-worker`, `peer-supporter`, `daughter`.
    pub role: String,
    /// Whether it is the office.
    pub office: bool,
}

/// A change on one of the devices.
#[derive(Debug, Clone)]
pub struct DemoChange {
    /// Whose: the prefix of its pages.
    pub prefix: String,
    /// What.
    pub change: Change,
}

/// What lies on the relay.
#[derive(Debug, Clone, Default)]
pub struct RelayHolding {
    /// How many mailboxes hold something.
    pub mailboxes: u64,
    /// How many envelopes.
    pub envelopes: u64,
    /// How many bytes.
    pub bytes: u64,
    /// The newest envelopes, as many as are worth showing.
    pub rows: Vec<RelayRow>,
}

/// An envelope as the relay sees it.
#[derive(Debug, Clone)]
pub struct RelayRow {
    /// The mailbox's tag in hex.
    pub tag: String,
    /// When it came, by the relay's clock.
    pub stored_ms: u64,
    /// How long it is.
    pub bytes: u64,
    /// Its first bytes in hex: that is all that can be read of it.
    pub begins: String,
}

/// A demo behind a pointer.
trait Shows: Send + Sync {
    fn view(&self) -> BoxFuture<'_, DemoView>;
    fn switch_relay(&self, on: bool) -> BoxFuture<'_, KithResult<()>>;
    fn relay_holding(&self) -> BoxFuture<'_, KithResult<RelayHolding>>;
    fn changes(&self) -> broadcast::Receiver<DemoChange>;
}

impl<D: Demo> Shows for D {
    fn view(&self) -> BoxFuture<'_, DemoView> {
        Box::pin(Demo::view(self))
    }

    fn switch_relay(&self, on: bool) -> BoxFuture<'_, KithResult<()>> {
        Box::pin(Demo::switch_relay(self, on))
    }

    fn relay_holding(&self) -> BoxFuture<'_, KithResult<RelayHolding>> {
        Box::pin(Demo::relay_holding(self))
    }

    fn changes(&self) -> broadcast::Receiver<DemoChange> {
        Demo::changes(self)
    }
}

#[derive(Clone)]
struct Stage {
    demo: Arc<dyn Shows>,
    door: Door,
}

/// The demo's page, to be mounted at the root beside the devices' pages. Serve it on loopback only.
pub fn demo_router(demo: impl Demo, token: &str) -> Router {
    let door = Door { access: Arc::new(Access::new(token)), prefix: "".into() };
    let stage = Stage { demo: Arc::new(demo), door: door.clone() };
    Router::new()
        .route("/", get(page))
        .route("/relay", get(relay).post(switch))
        .route("/live", get(changes))
        .route("/assets/{name}", get(assets::file))
        .route("/assets/fonts/{name}", get(assets::font))
        .layer(middleware::from_fn_with_state(door, guard))
        .with_state(stage)
}

/// The language asked for in the address, else by the browser.
fn language(query: Option<&str>, headers: &HeaderMap) -> Language {
    let asked = Form::read(query.unwrap_or_default().as_bytes());
    let wishes = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Language::from_code(asked.get("lang")).unwrap_or_else(|| Language::from_wishes(wishes))
}

async fn page(State(stage): State<Stage>, RawQuery(query): RawQuery, headers: HeaderMap) -> Html<String> {
    let words = Words::of(language(query.as_deref(), &headers));
    layout::answer(demo_page(words, &stage.demo.view().await, stage.door.access.form_secret()))
}

/// The demo's page.
pub(super) fn demo_page(words: &'static Words, view: &DemoView, secret: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language().code()) {
            (layout::head(words, "", &words.say("demo-title")))
            body.demo data-demo data-live="truth" data-prefix="" {
                a.skip href="#main" { (words.say("place-skip")) }
                (top(words, view, secret))
                main #main tabindex="-1" {
                    div.stage {
                        @for device in &view.devices { (device_frame(words, device)) }
                        (things_to_try(words, !view.devices.len().is_multiple_of(STAGE_COLUMNS)))
                    }
                }
            }
        }
    }
}

fn top(words: &'static Words, view: &DemoView, secret: &str) -> Markup {
    let other = if words.language() == Language::Welsh { Language::English } else { Language::Welsh };
    html! {
        header.top {
            div {
                h1 { (words.say("app-name")) }
                p.soft { (words.say_with("demo-lead", &[("coop", view.coop.clone().into())])) }
            }
            div #live.relay {
                p { (icon(Icon::Relay)) a href=(format!("/relay?lang={}", words.language().code())) { (words.say_with("demo-relay-holds", &[("count", view.relay_holds.into())])) } }
                form method="post" action="/relay" {
                    input type="hidden" name=(SECRET_FIELD) value=(secret);
                    input type="hidden" name="lang" value=(words.language().code());
                    button.switch type="submit" name="on" value=(if view.relay_on { "no" } else { "yes" }) aria-pressed=(view.relay_on) {
                        span { (words.say("demo-relay")) } span.track aria-hidden="true" { span.knob {} }
                    }
                }
            }
            nav.top-links aria-label=(words.say("language-choose")) {
                a href="#try" { (words.say("demo-try")) }
                a href=(format!("/?lang={}", other.code())) lang=(other.code()) hreflang=(other.code()) { (Words::of(other).say("language-name")) }
            }
        }
    }
}

fn device_frame(words: &Words, device: &DemoDevice) -> Markup {
    let role = words.say(&format!("role-{}", device.role));
    let title =
        if device.office { words.say("demo-office") } else { words.say_with("demo-phone-of", &[("name", device.name.clone().into()), ("role", role.into())]) };
    html! {
        section.device.office[device.office] {
            h2 { a href=(format!("{}{}", device.prefix, device.opens_on)) target="_blank" rel="noopener" { (title) } }
            iframe data-device=(device.prefix) src=(format!("{}{}", device.prefix, device.opens_on)) title=(title) {}
        }
    }
}

fn things_to_try(words: &Words, beside: bool) -> Markup {
    const THINGS: [(&str, Icon); 7] = [
        ("demo-try-notes", Icon::Note),
        ("demo-try-plan", Icon::Plan),
        ("demo-try-visit", Icon::Visit),
        ("demo-try-coin", Icon::Coins),
        ("demo-try-profile", Icon::Profile),
        ("demo-try-book", Icon::Book),
        ("demo-try-relay", Icon::Relay),
    ];
    html! {
        section #try.try.beside[beside] {
            h2 { (words.say("demo-try")) }
            ol { @for (key, mark) in THINGS { li { (icon(mark)) span { (words.say(key)) } } } }
            p.soft.small { (words.say("demo-stop")) }
        }
    }
}

async fn switch(State(stage): State<Stage>, form: Form) -> Response {
    match stage.demo.switch_relay(form.get("on") == "yes").await {
        Ok(()) => Redirect::to(if form.get("lang") == "cy" { "/?lang=cy" } else { "/?lang=en" }).into_response(),
        Err(error) => {
            let words = Words::of(Language::from_code(form.get("lang")).unwrap_or_default());
            (StatusCode::SERVICE_UNAVAILABLE, layout::outside(words, "", error.kind.word())).into_response()
        }
    }
}

async fn relay(State(stage): State<Stage>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let words = Words::of(language(query.as_deref(), &headers));
    match stage.demo.relay_holding().await {
        Ok(holding) => layout::answer(relay_page(words, &holding)).into_response(),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, layout::outside(words, "", error.kind.word())).into_response(),
    }
}

/// What lies on the relay, as the relay sees it.
pub(super) fn relay_page(words: &'static Words, holding: &RelayHolding) -> Markup {
    let zone = TimeZone::system();
    html! {
        (DOCTYPE)
        html lang=(words.language().code()) {
            (layout::head(words, "", &words.say("demo-relay-look")))
            body.plain {
                main #main {
                    p.back { a href=(format!("/?lang={}", words.language().code())) { (icon(Icon::Back)) span { (words.say("demo-title")) } } }
                    h1 { (words.say("demo-relay-look")) }
                    p.lead { (words.say_with("demo-relay-holds", &[("count", holding.envelopes.into())])) }
                    p.soft { (words.say_with("desk-relay-sum", &[("mailboxes", holding.mailboxes.into()), ("bytes", holding.bytes.into())])) }
                    div.scroll tabindex="0" role="region" aria-label=(words.say("demo-relay-look")) {
                        table {
                            thead { tr {
                                th scope="col" { (words.say("desk-relay-mailbox")) } th scope="col" { (words.say("desk-relay-when")) }
                                th.n scope="col" { (words.say("desk-relay-bytes")) } th scope="col" { (words.say("desk-relay-begins")) }
                            } }
                            tbody { @for row in &holding.rows {
                                tr { td { code { (row.tag.get(..12).unwrap_or(&row.tag)) "…" } } td { (words.when_exact(row.stored_ms, &zone)) } td.n { (row.bytes) } td { code.cipher { (row.begins) } } }
                            } }
                        }
                    }
                }
            }
        }
    }
}

async fn changes(State(stage): State<Stage>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = stream::unfold(stage.demo.changes(), |mut changes| async move {
        let said = match changes.recv().await {
            Ok(change) => format!("{} {}", live::topic(&change.change), change.prefix),
            Err(RecvError::Lagged(_)) => live::topic(&Change::Overflow).to_owned(),
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(Event::default().event("change").data(said)), changes))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}
