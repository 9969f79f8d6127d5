//! What keeps the profile safe on this device: its lock, its lease, and a backup; and the page of a profile that is locked.

use super::app::App;
use super::desk::{Desk, Page, Place, status};
use super::form::{Form, own_path};
use super::icon::{Icon, icon};
use super::layout;
use super::parts::{Fields, Label, button, label, quiet_button};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use futures_util::stream;
use kith_core::kith::view::{Standing, StandingView};
use kith_core::kith::{KithError, KithResult, Request};
use kith_core::words::Words;
use maud::{Markup, html};
use std::io;
use tokio::io::AsyncReadExt;
use zeroize::Zeroizing;

/// The longest time after which a profile may lock itself, for words only: the core decides.
const LOCK_MINUTES_MAX: u32 = 1_440;
/// The longest lease, for words only: the core decides.
const LEASE_DAYS_MAX: u32 = 365;
/// The fewest characters of a new passphrase for a backup, which is carried about.
const PASSPHRASE_CHARS_MIN: usize = 8;
/// Bytes of a backup that are on their way to the browser at once.
const PIECE_BYTES: usize = 64 * 1024;

/// The addresses of lock and backup.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/vault", get(vault))
        .route("/lock", post(lock))
        .route("/unlock", post(unlock))
        .route("/lock/after", post(lock_after))
        .route("/lease", post(lease))
        .route("/lease/none", post(no_lease))
        .route("/backup", post(backup))
        .route("/passphrase", post(change_passphrase))
        .route("/device/renew", post(renew))
}

async fn vault(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<StandingView>(Request::Standing).await {
        Ok(standing) => desk.page(&Page { title: desk.say("vault-title"), place: Place::More, live: "settings", main: main(&desk, &standing) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, standing: &StandingView) -> Markup {
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("vault-title")) }
        p.lead { (desk.say("vault-lead")) }
        div.columns {
            div.column { (lock_card(desk, standing)) (passphrase_card(desk)) (lease_card(desk, standing)) }
            div.column { (backup_card(desk, standing)) (copy_card(desk, standing)) }
        }
    }
}

fn lock_card(desk: &Desk, standing: &StandingView) -> Markup {
    let fields = Fields::of(desk, "/lock/after");
    let minutes = standing.lock_after_minutes.map_or_else(|| "0".to_owned(), |minutes| minutes.to_string());
    let field = Label { label: desk.say("lock-after"), hint: Some(desk.say("lock-after-hint")) };
    html! {
        section.card {
            h2 { (icon(Icon::Lock)) span { (desk.say("lock-title")) } }
            p { (desk.say("lock-lead")) }
            (Fields::of(desk, "/lock").draw("", &button(Icon::Lock, &desk.say("lock-now"))))
            (fields.draw("stack", &html! {
                (fields.number("minutes", &field, &minutes, (0, LOCK_MINUTES_MAX)))
                (quiet_button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

/// The passphrase that opens the profile, and the form to change it; in the sample co-op it is everybody's.
fn passphrase_card(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/passphrase").private();
    let new = Label { label: desk.say("passphrase-new"), hint: Some(desk.say("start-passphrase-why")) };
    html! {
        section.card {
            h2 { (icon(Icon::Pencil)) span { (desk.say("passphrase-title")) } }
            @if let Some(known) = desk.known_passphrase() { p { (desk.say_with("lock-known", &[("passphrase", known.into())])) } }
            @else {
                p { (desk.say("passphrase-lead")) }
                (fields.draw("stack", &html! {
                    (fields.passphrase("now", &label(desk.say("passphrase-now")), false))
                    (fields.passphrase("passphrase", &new, true))
                    (fields.passphrase("again", &label(desk.say("backup-again")), true))
                    (quiet_button(Icon::Check, &desk.say("passphrase-change")))
                }))
            }
        }
    }
}

/// Until when this device may go without the co-op; for the office, how long anybody's may.
fn lease_card(desk: &Desk, standing: &StandingView) -> Markup {
    let fields = Fields::of(desk, "/lease");
    let field = Label { label: desk.say("lease-days"), hint: Some(desk.say("lease-days-hint")) };
    let days = standing.lease_days.map(|days| days.to_string()).unwrap_or_default();
    html! {
        @if standing.lease.is_some() || desk.is_office() || standing.standing == Standing::SignedOut {
            section.card {
                h2 { (icon(Icon::Clock)) span { (desk.say("lease-title")) } }
                @if standing.standing == Standing::SignedOut { p.state.now { (icon(Icon::Alert)) span { (desk.say("lease-over")) } } }
                @else if let Some(lease) = &standing.lease { p { (desk.say_with("lease-until", &[("when", desk.when(lease.ends_ms).into()), ("count", lease.days.into())])) } }
                @if desk.is_office() {
                    @if standing.lease_days.is_none() { p { (desk.say("lease-none")) } }
                    (fields.draw("stack", &html! {
                        (fields.number("days", &field, &days, (1, LEASE_DAYS_MAX)))
                        (quiet_button(Icon::Check, &desk.say("button-save")))
                    }))
                    @if standing.lease_days.is_some() { (Fields::of(desk, "/lease/none").draw("", &quiet_button(Icon::Back, &desk.say("lease-end")))) }
                }
            }
        }
    }
}

fn backup_card(desk: &Desk, standing: &StandingView) -> Markup {
    let fields = Fields::of(desk, "/backup").private();
    let first = Label { label: desk.say("backup-passphrase"), hint: Some(desk.say("backup-passphrase-hint")) };
    html! {
        section.card {
            h2 { (icon(Icon::Download)) span { (desk.say("backup-title")) } }
            p { (desk.say("backup-lead")) }
            @match standing.backed_up_ms {
                Some(when) => p.state.sure { (icon(Icon::Check)) span { (desk.say_with("backup-last", &[("when", desk.when(when).into())])) } },
                None => p.state.open { (icon(Icon::Waiting)) span { (desk.say("backup-never")) } },
            }
            (fields.draw("stack", &html! {
                (fields.passphrase("passphrase", &first, true))
                (fields.passphrase("again", &label(desk.say("backup-again")), true))
                (button(Icon::Download, &desk.say("backup-make")))
            }))
            p.soft.small { (desk.say("backup-restore")) }
        }
    }
}

/// On a copy, or a profile that came out of a backup: how to be let in again.
fn copy_card(desk: &Desk, standing: &StandingView) -> Markup {
    html! {
        @if standing.standing == Standing::ToBeLetIn {
            section.card.fork {
                h2 { (icon(Icon::Device)) span { (desk.say("copy-title")) } }
                p { (desk.say("device-copied")) }
                (Fields::of(desk, "/devices/request").draw("", &button(Icon::Code, &desk.say("copy-ask"))))
            }
        } @else if standing.standing == Standing::Copied {
            section.card.fork {
                h2 { (icon(Icon::Device)) span { (desk.say("two-copies-title")) } }
                p { (desk.say("two-copies-lead")) }
                (Fields::of(desk, "/device/renew").draw("", &button(Icon::Device, &desk.say("two-copies-renew"))))
            }
        }
    }
}

async fn lock(desk: Desk) -> Response {
    match desk.tell(Request::Lock).await {
        Ok(()) => Redirect::to(&desk.url("/")).into_response(),
        Err(error) => desk.error(error),
    }
}

/// A number of a form: none where nothing or 0 is written.
fn number(form: &Form, name: &str, code: &str) -> KithResult<Option<u32>> {
    match form.trimmed(name).as_str() {
        "" | "0" => Ok(None),
        text => text.parse().map(Some).map_err(|_| KithError::invalid(code, "say a number")),
    }
}

async fn lock_after(desk: Desk, form: Form) -> Response {
    let done = match number(&form, "minutes", "bad-minutes") {
        Ok(minutes) => desk.tell(Request::LockAfter { minutes }).await,
        Err(error) => Err(error),
    };
    after(desk, done, form, "lock-after-set").await
}

async fn lease(desk: Desk, form: Form) -> Response {
    let done = match number(&form, "days", "bad-days") {
        Ok(Some(days)) => desk.tell(Request::Lease { days: Some(days) }).await,
        // No lease at all is said by its own button, never by an empty field.
        Ok(None) => Err(KithError::invalid("bad-days", "A lease is 1 to 365 days, or none.")),
        Err(error) => Err(error),
    };
    after(desk, done, form, "lease-set").await
}

async fn no_lease(desk: Desk, form: Form) -> Response {
    let done = desk.tell(Request::Lease { days: None }).await;
    after(desk, done, form, "lease-set").await
}

async fn renew(desk: Desk, form: Form) -> Response {
    let done = desk.tell(Request::DeviceRenew).await;
    after(desk, done, form, "device-copied").await
}

async fn after(desk: Desk, done: KithResult<()>, form: Form, said: &str) -> Response {
    match done {
        Ok(()) => desk.go("/vault", desk.say(said)),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn change_passphrase(desk: Desk, form: Form) -> Response {
    let now = Zeroizing::new(form.get("now").to_owned());
    let done = match twice(&form) {
        Ok(new) if new.is_empty() => Err(KithError::invalid("bad-passphrase", "A passphrase has from 1 to 1,024 bytes.")),
        Ok(new) => desk.change_passphrase(now, new).await,
        Err(error) => Err(error),
    };
    // What was typed is a secret: it is typed again.
    after(desk, done, Form::default(), "passphrase-changed").await
}

async fn backup(desk: Desk, form: Form) -> Response {
    let made = match new_passphrase(&form) {
        Ok(passphrase) => desk.backup(passphrase).await,
        Err(error) => Err(error),
    };
    match made.and_then(|file| file.metadata().map(|about| (file, about.len())).map_err(|e| KithError::storage("cannot-read", e.to_string()))) {
        Ok((file, bytes)) => download(tokio::fs::File::from_std(file), bytes),
        // What was typed is a secret: it is typed again.
        Err(error) => show(desk.stumbled(error, Form::default())).await,
    }
}

/// A new passphrase, written twice.
pub(super) fn twice(form: &Form) -> KithResult<Zeroizing<String>> {
    let passphrase = Zeroizing::new(form.get("passphrase").to_owned());
    if passphrase.as_str() != form.get("again") {
        return Err(KithError::invalid("passphrases-differ", "The two were not the same."));
    }
    Ok(passphrase)
}

fn new_passphrase(form: &Form) -> KithResult<Zeroizing<String>> {
    let passphrase = twice(form)?;
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(KithError::invalid("passphrase-too-short", "Eight characters at least: a backup is carried about."));
    }
    Ok(passphrase)
}

/// The backup as a file that the browser keeps, in pieces.
fn download(file: tokio::fs::File, bytes: u64) -> Response {
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE_BYTES];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, io::Error>((read > 0).then_some((Bytes::from(piece), file)))
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"kith.kith-backup\""));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes));
    response
}

/// The page of a locked profile: nothing of it, and the way to open it.
pub(super) fn locked(app: &App, back: &str, trouble: Option<&KithError>) -> Response {
    let words = Words::of(app.spoken().unwrap_or_default());
    let code = trouble.map_or(StatusCode::LOCKED, |error| status(error.kind));
    let main = html! {
        (icon(Icon::Lock))
        h1 { (words.say("error-locked-title")) }
        p { (words.say("error-locked")) }
        @if let Some(trouble) = trouble { section.trouble role="alert" { p.reason { (unlock_trouble(words, trouble)) } } }
        form.stack.card method="post" action=(format!("{}/unlock", app.door.prefix)) {
            input type="hidden" name=(super::form::SECRET_FIELD) value=(app.door.access.form_secret());
            input type="hidden" name="back" value=(back);
            div.field {
                label for="unlock-passphrase" { (words.say("lock-passphrase")) }
                @if let Some(known) = app.known_passphrase() { p.hint #unlock-hint { (words.say_with("lock-known", &[("passphrase", known.into())])) } }
                input #unlock-passphrase name="passphrase" type="password" required autocomplete="current-password" aria-describedby=[app.known_passphrase().map(|_| "unlock-hint")];
            }
            (button(Icon::Lock, &words.say("button-unlock")))
        }
    };
    (code, layout::bare(words, &app.door.prefix, &words.say("error-locked-title"), &main)).into_response()
}

/// A wrong passphrase, or one wrong too often: in the words of whoever says so.
pub(super) fn unlock_trouble(words: &Words, trouble: &KithError) -> String {
    if trouble.code == "locked" { words.say("lock-wrong") } else { trouble.say(words) }
}

async fn unlock(State(app): State<App>, form: Form) -> Response {
    let back = own_path(&form.trimmed("back")).unwrap_or_else(|| "/".into());
    match app.unlock(Zeroizing::new(form.get("passphrase").to_owned())).await {
        Ok(()) => Redirect::to(&format!("{}{back}", app.door.prefix)).into_response(),
        Err(error) => locked(&app, &back, Some(&error)),
    }
}
