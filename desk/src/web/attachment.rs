//! Pictures and documents: chosen with a note or beside a visit, small in lists, whole on a page of their own.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, own_path};
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kith_core::kith::view::{AttachmentFileView, AttachmentState as State, AttachmentView, NewAttachment};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// What may be chosen, as a browser's window for files takes it.
const ACCEPTED: &str = "image/jpeg,image/png,application/pdf,text/plain";
/// The field of a file, and the one of what it shows.
pub(super) const FILE: &str = "file";
/// See [`FILE`].
pub(super) const SHOWS: &str = "shows";
/// What the form calls the things that a file can be hung on.
const NOTE: &str = "note";
/// See [`NOTE`].
const VISIT: &str = "visit";

/// The addresses of pictures and documents.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/attachment/{attachment}", get(page))
        .route("/attachment/{attachment}/file", get(whole))
        .route("/attachment/{attachment}/small", get(small))
        .route("/attachment/{attachment}/fetch", post(fetch))
        .route("/attach/{item}", post(attach))
}

/// The fields to choose a file and to say what it shows, folded away until somebody wants them.
pub(super) fn fields(desk: &Desk, form: &Fields<'_>) -> Markup {
    let file = Label { label: desk.say("attach-file"), hint: Some(desk.say("attach-file-hint")) };
    let shows = Label { label: desk.say("attach-shows"), hint: Some(desk.say("attach-shows-hint")) };
    html! {
        details.attach open[form.failed()] {
            summary { (icon(Icon::Plus)) span { (desk.say("attach-add")) } }
            (form.file(FILE, &file, ACCEPTED))
            (form.line(SHOWS, &shows, ""))
        }
    }
}

/// What a file can be hung on once it is there, and the page on which the form for it stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hung<'a> {
    /// A note, with its circle.
    Note(&'a str),
    /// A visit, with its circle if it has one.
    Visit(&'a str),
}

/// The form to hang a file on something that is there already.
pub(super) fn form(desk: &Desk, item: &str, hung: Hung<'_>, back: &str) -> Markup {
    let form = Fields::of(desk, format!("/attach/{item}")).with_file();
    let (on, circle) = match hung {
        Hung::Note(circle) => (NOTE, circle),
        Hung::Visit(circle) => (VISIT, circle),
    };
    form.draw(
        "stack card",
        &html! {
            input type="hidden" name="back" value=(back);
            input type="hidden" name="on" value=(on);
            input type="hidden" name="circle" value=(circle);
            (fields(desk, &form))
            (quiet_button(Icon::Plus, &desk.say("attach-do")))
        },
    )
}

/// The file of a form, if one was chosen: a picture is made small before anything else happens to it.
pub(super) async fn chosen(form: &Form) -> KithResult<Option<NewAttachment>> {
    let Some(file) = form.file(FILE).cloned() else { return Ok(None) };
    if file.too_large {
        return Err(KithError::invalid("file-too-large", "This file is larger than can be taken at once."));
    }
    let words = form.text(SHOWS);
    let small = tokio::task::spawn_blocking(move || NewAttachment::from_file(Some(file.name), words, &file.bytes));
    small.await.map_err(|_| KithError::storage("defect", "The file could not be read."))?.map(Some)
}

/// What hangs on a note or a visit: pictures small, documents by name.
pub(super) fn hanging(desk: &Desk, attachments: &[AttachmentView]) -> Markup {
    html! {
        @if !attachments.is_empty() {
            ul.attachments {
                @for one in attachments { li {
                    a.attachment href=(desk.url(&format!("/attachment/{}", one.id))) {
                        @if one.kind == "picture" && one.state == State::Here {
                            img src=(desk.url(&format!("/attachment/{}/small", one.id))) alt=(described(desk, one)) loading="lazy";
                        } @else {
                            (icon(if one.kind == "picture" { Icon::Profile } else { Icon::Download }))
                            span { (described(desk, one)) @if one.state != State::Here { " · " (state(desk, one)) } }
                        }
                    }
                } }
            }
        }
    }
}

/// What it shows, or what it is called, or what kind of thing it is.
fn described(desk: &Desk, one: &AttachmentView) -> String {
    match (one.words.as_str(), one.name.as_str()) {
        ("", "") => desk.say_name(if one.kind == "picture" { "attach-undescribed" } else { "attach-unnamed" }, &desk.name(&one.author)),
        ("", name) => name.to_owned(),
        (words, _) => words.to_owned(),
    }
}

/// Whether it can be looked at here.
fn state(desk: &Desk, one: &AttachmentView) -> String {
    let key = match one.state {
        State::Here => "attach-state-here",
        State::Coming if one.pieces_here > 0 => {
            return desk.say_with("attach-state-coming-part", &[("have", one.pieces_here.into()), ("all", one.pieces.into())]);
        }
        State::Coming => "attach-state-coming",
        State::NotFetched => "attach-state-not-fetched",
        State::NoRoom => "attach-state-no-room",
        State::Damaged => "attach-state-damaged",
    };
    desk.say(key)
}

async fn one(desk: &Desk, id: &str) -> KithResult<AttachmentView> {
    let missing = || KithError::not_found("no-such-attachment", "there is no such picture or document on this device");
    let found: Vec<AttachmentView> = desk.ask(Request::Attachments { of: id.to_owned() }).await?;
    found.into_iter().find(|one| one.id == id).ok_or_else(missing)
}

async fn open(desk: &Desk, attachment: String, small: bool) -> KithResult<AttachmentFileView> {
    desk.ask(Request::AttachmentOpen { attachment, small }).await
}

async fn page(desk: Desk, Path(attachment): Path<String>) -> Response {
    match one(&desk, &attachment).await {
        Ok(one) => desk.page(&Page { title: desk.say(title(&one)), place: Place::Circle, live: "circle truth", main: main(&desk, &one) }),
        // What was erased is said, where it is still known.
        Err(error) => match open(&desk, attachment, true).await {
            Err(why) => desk.error(why),
            Ok(_) => desk.error(error),
        },
    }
}

fn title(one: &AttachmentView) -> &'static str {
    if one.kind == "picture" { "attach-picture" } else { "attach-document" }
}

/// One picture or document: looked at, fetched, saved, erased.
pub(super) fn main(desk: &Desk, one: &AttachmentView) -> Markup {
    let file = desk.url(&format!("/attachment/{}/file", one.id));
    html! {
        (desk.back(&format!("/circle/{}", one.circle), &desk.say("desk-to-circle")))
        h1 { (desk.say(title(one))) }
        @if one.state == State::Here {
            @if one.kind == "picture" {
                p { img.picture src=(file) alt=(described(desk, one)) width=(one.width) height=(one.height); }
            } @else {
                p.strong { (described(desk, one)) }
            }
            p { a.button.quiet href=(file) download { (icon(Icon::Download)) span { (desk.say("attach-save")) } } }
        } @else {
            p.strong { (described(desk, one)) }
            p { span.state.open { (icon(Icon::Waiting)) span { (state(desk, one)) } } }
            @if one.state != State::Coming {
                (Fields::of(desk, format!("/attachment/{}/fetch", one.id)).draw("", &html! { (button(Icon::Download, &desk.say("attach-fetch"))) }))
            }
        }
        @if one.kind == "picture" && !one.words.is_empty() { p.words.measure { (one.words) } }
        p.soft { (desk.person_link(&one.author)) " · " (desk.time(one.attached_ms)) " · " (desk.say_with("attach-size", &[("size", one.bytes.div_ceil(1_000).into())])) }
        @let (class, mark, arrived) = desk.arrived(&one.arrival);
        p { span.state.(class) { (icon(mark)) span { (arrived) } } }
        @if one.author.me { (desk.erase_link(&one.id, &format!("/circle/{}", one.circle))) }
    }
}

async fn whole(desk: Desk, Path(attachment): Path<String>) -> Response {
    file(desk, attachment, false).await
}

async fn small(desk: Desk, Path(attachment): Path<String>) -> Response {
    file(desk, attachment, true).await
}

/// The bytes. A document is a file to be kept, never a page of these pages: what others made stands in it.
async fn file(desk: Desk, attachment: String, small: bool) -> Response {
    match open(&desk, attachment, small).await {
        Ok(view) if view.attachment.kind == "picture" => {
            let named = format!("inline; filename=\"{}\"", view.file);
            ([(CONTENT_TYPE, "image/jpeg".to_owned()), (CONTENT_DISPOSITION, named)], view.to_bytes()).into_response()
        }
        Ok(view) => {
            // A name in any script, as a browser takes it (RFC 8187).
            let name: String = form_urlencoded::byte_serialize(view.file.as_bytes()).collect::<String>().replace('+', "%20");
            let named = format!("attachment; filename*=UTF-8''{name}");
            ([(CONTENT_TYPE, view.attachment.media.clone()), (CONTENT_DISPOSITION, named)], view.to_bytes()).into_response()
        }
        Err(error) => desk.error(error),
    }
}

async fn fetch(desk: Desk, Path(attachment): Path<String>) -> Response {
    match desk.tell(Request::AttachmentFetch { attachment: attachment.clone() }).await {
        Ok(()) => desk.go(&format!("/attachment/{attachment}"), desk.say("attach-fetching")),
        Err(error) => desk.error(error),
    }
}

async fn attach(desk: Desk, Path(item): Path<String>, form: Form) -> Response {
    let back = own_path(form.get("back")).unwrap_or_else(|| "/".to_owned());
    match hang(&desk, item.clone(), &form).await {
        Ok(()) => desk.go(&back, desk.say("attach-done")),
        Err(error) => {
            // The page on which the form stood, with what was said of the file.
            let (on, circle) = (form.trimmed("on"), form.trimmed("circle"));
            let desk = desk.stumbled(error.clone(), form);
            match on.as_str() {
                NOTE => super::circle::show_note(desk, &circle, &item).await,
                VISIT => super::visit::show(desk, &circle, &item).await,
                _ => desk.error(error),
            }
        }
    }
}

async fn hang(desk: &Desk, to: String, form: &Form) -> KithResult<()> {
    let file = chosen(form).await?.ok_or_else(|| KithError::invalid("no-file-chosen", "Choose a picture or a document first."))?;
    desk.tell(Request::AttachmentAdd { to, name: file.name, words: file.words, data: file.data }).await
}
