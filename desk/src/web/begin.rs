//! The first page of all, where there is no profile yet: a new one is begun, or one is made from a backup.
//!
//! It stands in the place of the pages until there is a profile, behind the same door. The backup comes as a file of its form, and lies
//! beside the profile's folder for as long as it takes to open it: sealed, as it came.

use super::access::Access;
use super::form::{Form, SECRET_FIELD};
use super::guard::{Door, guard, guard_file};
use super::icon::{Icon, icon};
use super::parts::button;
use super::{assets, layout, vault};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, RawQuery, State, multipart::Field};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use futures_util::future::BoxFuture;
use kith_core::kith::{KithError, KithResult, NewProfile};
use kith_core::words::{Language, Words};
use maud::{Markup, html};
use std::fs::OpenOptions;
use std::future::Future;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The most bytes of a backup that is handed in: more than a profile's database may have.
const UPLOAD_BYTES_MAX: u64 = 65 << 30;
/// The most bytes of a field beside the file.
const FIELD_BYTES_MAX: usize = 4_096;
/// Where a new profile goes on, and where one out of a backup does: it has to be let in.
const AFTER_MAKING: &str = "/start";
const AFTER_RESTORING: &str = "/vault";

/// What begins a profile where there is none.
pub trait Beginning: Send + Sync + 'static {
    /// A new person with their first device.
    fn make(&self, new: NewProfile, passphrase: Zeroizing<String>) -> impl Future<Output = KithResult<()>> + Send;
    /// A profile out of a backup: a new device, to be let in.
    fn restore(&self, backup: &Path, opens: Zeroizing<String>, passphrase: Zeroizing<String>) -> impl Future<Output = KithResult<()>> + Send;
    /// Where a backup that is handed in may lie meanwhile.
    fn upload(&self) -> PathBuf;
}

/// A beginning behind a pointer.
trait Begins: Send + Sync {
    fn make(&self, new: NewProfile, passphrase: Zeroizing<String>) -> BoxFuture<'_, KithResult<()>>;
    fn restore<'a>(&'a self, backup: &'a Path, opens: Zeroizing<String>, passphrase: Zeroizing<String>) -> BoxFuture<'a, KithResult<()>>;
    fn upload(&self) -> PathBuf;
}

impl<B: Beginning> Begins for B {
    fn make(&self, new: NewProfile, passphrase: Zeroizing<String>) -> BoxFuture<'_, KithResult<()>> {
        Box::pin(Beginning::make(self, new, passphrase))
    }

    fn restore<'a>(&'a self, backup: &'a Path, opens: Zeroizing<String>, passphrase: Zeroizing<String>) -> BoxFuture<'a, KithResult<()>> {
        Box::pin(Beginning::restore(self, backup, opens, passphrase))
    }

    fn upload(&self) -> PathBuf {
        Beginning::upload(self)
    }
}

#[derive(Clone)]
struct Start {
    begins: Arc<dyn Begins>,
    door: Door,
}

/// The page that begins a profile. Serve it on loopback only.
pub fn begin_router(beginning: impl Beginning, token: &str) -> Router {
    let door = Door { access: Arc::new(Access::new(token)), prefix: "".into() };
    let start = Start { begins: Arc::new(beginning), door: door.clone() };
    let file = Router::new()
        .route("/begin/restore", post(restore))
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(door.clone(), guard_file))
        .with_state(start.clone());
    Router::new()
        .route("/", get(page))
        .route("/begin", post(make))
        .route("/assets/{name}", get(assets::file))
        .route("/assets/fonts/{name}", get(assets::font))
        .layer(middleware::from_fn_with_state(door, guard))
        .with_state(start)
        .merge(file)
}

async fn page(State(start): State<Start>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = Form::read(query.unwrap_or_default().as_bytes());
    let wishes = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let language = Language::from_code(asked.get("lang")).unwrap_or_else(|| Language::from_wishes(wishes));
    show(&start, language, None)
}

fn show(start: &Start, language: Language, trouble: Option<&KithError>) -> Response {
    let words = Words::of(language);
    let status = trouble.map_or(StatusCode::OK, |error| super::desk::status(error.kind));
    (status, layout::bare(words, "", &words.say("start-title"), &main(start, words, trouble))).into_response()
}

fn main(start: &Start, words: &'static Words, trouble: Option<&KithError>) -> Markup {
    html! {
        h1 { (words.say("start-title")) }
        p.lead { (words.say("start-lead")) }
        nav aria-label=(words.say("language-choose")) {
            p.row { @for language in Language::ALL {
                @let here = language == words.language();
                a.button.quiet href=(format!("/?lang={}", language.code())) lang=(language.code()) hreflang=(language.code()) aria-current=[here.then_some("true")] {
                    span { (Words::of(language).say("language-name")) }
                }
            } }
        }
        @if let Some(trouble) = trouble { section.trouble role="alert" { p.reason { (icon(Icon::Alert)) span { (vault::unlock_trouble(words, trouble)) } } } }
        section.card {
            h2 { (icon(Icon::Plus)) span { (words.say("begin-new")) } }
            form.stack method="post" action="/begin" autocomplete="off" {
                (hidden(start, words))
                div.field { label for="begin-name" { (words.say("start-your-name")) } input #begin-name name="name" type="text" required; }
                (new_passphrase(words, "begin"))
                (button(Icon::Check, &words.say("begin-do")))
            }
        }
        section.card {
            h2 { (icon(Icon::Download)) span { (words.say("start-restore")) } }
            p.soft { (words.say("begin-restore-lead")) }
            form.stack method="post" action="/begin/restore" enctype="multipart/form-data" autocomplete="off" {
                (hidden(start, words))
                div.field { label for="restore-opens" { (words.say("begin-restore-opens")) } input #restore-opens name="opens" type="password" required autocomplete="current-password"; }
                (new_passphrase(words, "restore"))
                // Last: what stands before it is read before the file comes.
                div.field { label for="restore-file" { (words.say("begin-restore-file")) } input #restore-file name="file" type="file" required; }
                (button(Icon::Check, &words.say("begin-restore-do")))
            }
        }
        p.soft { (words.say("begin-lost")) }
    }
}

fn hidden(start: &Start, words: &Words) -> Markup {
    html! {
        input type="hidden" name=(SECRET_FIELD) value=(start.door.access.form_secret());
        input type="hidden" name="lang" value=(words.language().code());
    }
}

fn new_passphrase(words: &Words, form: &str) -> Markup {
    html! {
        div.field {
            label for=(format!("{form}-passphrase")) { (words.say("start-passphrase")) }
            p.hint id=(format!("{form}-hint")) { (words.say("start-passphrase-why")) }
            input id=(format!("{form}-passphrase")) name="passphrase" type="password" required autocomplete="new-password" aria-describedby=(format!("{form}-hint"));
        }
        div.field {
            label for=(format!("{form}-again")) { (words.say("backup-again")) }
            input id=(format!("{form}-again")) name="again" type="password" required autocomplete="new-password";
        }
    }
}

async fn make(State(start): State<Start>, form: Form) -> Response {
    let language = Language::from_code(form.get("lang")).unwrap_or_default();
    let made = match vault::twice(&form) {
        Ok(passphrase) => start.begins.make(NewProfile { name: form.trimmed("name"), language }, passphrase).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(()) => Redirect::to(AFTER_MAKING).into_response(),
        Err(error) => show(&start, language, Some(&error)),
    }
}

/// Takes the form apart as it comes: its secret is checked before a byte of the file is written.
async fn restore(State(start): State<Start>, mut parts: Multipart) -> Response {
    let mut written: Vec<(String, String)> = Vec::new();
    let upload = start.begins.upload();
    let done = loop {
        let Ok(part) = parts.next_field().await else { break Err(broken_off()) };
        let Some(part) = part else { break Err(no_file()) };
        let name = part.name().unwrap_or_default().to_owned();
        if name != "file" {
            match text(part).await {
                Ok(value) => written.push((name, value)),
                Err(error) => break Err(error),
            }
            continue;
        }
        let form = Form::of(std::mem::take(&mut written));
        if !start.door.access.is_form_secret(form.get(SECRET_FIELD)) {
            let words = Words::of(Language::from_code(form.get("lang")).unwrap_or_default());
            return (StatusCode::FORBIDDEN, layout::outside(words, "", "desk-refused-form")).into_response();
        }
        let restored = restore_from(&start, &form, part, &upload).await;
        // Opened or not, it is not needed here any more.
        let _ = std::fs::remove_file(&upload);
        break restored.map_err(|error| (error, form));
    }
    .map_err(|(error, form)| (error, Language::from_code(form.get("lang")).unwrap_or_default()));
    match done {
        Ok(()) => Redirect::to(AFTER_RESTORING).into_response(),
        Err((error, language)) => show(&start, language, Some(&error)),
    }
}

async fn restore_from(start: &Start, form: &Form, part: Field<'_>, upload: &Path) -> KithResult<()> {
    let passphrase = vault::twice(form)?;
    keep(part, upload).await?;
    start.begins.restore(upload, Zeroizing::new(form.get("opens").to_owned()), passphrase).await
}

/// An error of a form that never came to its file.
fn unread(error: KithError) -> (KithError, Form) {
    (error, Form::default())
}

fn broken_off() -> (KithError, Form) {
    unread(KithError::invalid("damaged-backup", "The form broke off. Nothing was restored."))
}

fn no_file() -> (KithError, Form) {
    unread(KithError::not_found("no-such-file", "There is no file in the form."))
}

async fn text(mut part: Field<'_>) -> Result<String, (KithError, Form)> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|_| broken_off())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > FIELD_BYTES_MAX {
            return Err(unread(KithError::invalid("too-long", "That is too long.")));
        }
    }
    String::from_utf8(bytes).map_err(|_| broken_off())
}

/// Writes the file as it comes, for its owner's eyes only.
async fn keep(mut part: Field<'_>, to: &Path) -> KithResult<()> {
    let disk = |e: std::io::Error| KithError::storage("disk", format!("the backup cannot be kept: {e}"));
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(disk)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(to).map_err(disk)?;
    let mut bytes = 0;
    while let Some(piece) = part.chunk().await.map_err(|_| broken_off().0)? {
        bytes += piece.len() as u64;
        if bytes > UPLOAD_BYTES_MAX {
            return Err(KithError::invalid("damaged-backup", "That is more than a backup has."));
        }
        file.write_all(&piece).map_err(disk)?;
    }
    file.flush().map_err(disk)
}
