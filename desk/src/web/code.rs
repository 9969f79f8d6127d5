//! Phone to phone: a code to show, and the place to paste one. A code is shown as a QR code and as text, so that no camera is needed.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button};
use super::shelf::Code;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{HandOver, PackView, Received};
use kith_core::kith::{KithError, Request};
use maud::{Markup, html};
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};
use std::fmt::Write as _;

/// The light border that a reader needs round a code, in its smallest squares.
const QUIET: usize = 4;
/// The field with the part of a pack that is asked for.
const PART: &str = "part";

/// The addresses of codes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/receive", get(receive).post(take))
        .route("/code/{name}", get(show))
        .route("/people/{person}/pack", post(pack))
        .route("/people/{person}/pack/{part}", get(further))
}

/// A code: QR if it fits one, and always the text.
pub(super) fn hand_over(desk: &Desk, code: &HandOver) -> Markup {
    html! {
        div.code {
            @match code.qr.as_deref().and_then(qr) {
                Some((size, path)) => {
                    svg.qr viewBox=(format!("0 0 {size} {size}")) role="img" aria-label=(desk.say("desk-code-qr")) {
                        rect width=(size) height=(size) fill="#fff" {}
                        path d=(path) fill="#000" shape-rendering="crispEdges" {}
                    }
                },
                None => p.soft { (desk.say("desk-code-no-qr")) },
            }
            div.field {
                label for="code-text" { (desk.say("desk-code-text")) }
                textarea #code-text readonly rows="4" spellcheck="false" { "\n" (code.text) }
            }
            button.button.quiet type="button" data-copy="code-text" data-copied=(desk.say("desk-copied")) hidden {
                (icon(Icon::List)) span { (desk.say("button-copy")) }
            }
            @if code.also_by_relay { p.soft { (icon(Icon::Relay)) " " (desk.say("desk-code-also-relay")) } }
        }
    }
}

/// A QR code as one path of squares, with its border; nothing if it would not fit.
pub(super) fn qr(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::L).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            write!(path, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET).ok()?;
        }
    }
    Some((width + 2 * QUIET, path))
}

async fn receive(desk: Desk) -> Response {
    show_receive(&desk)
}

fn show_receive(desk: &Desk) -> Response {
    desk.page(&Page { title: desk.say("desk-receive"), place: Place::More, live: "", main: receive_main(desk) })
}

/// The place to paste a code.
pub(super) fn receive_main(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/receive").draft();
    let field = Label { label: desk.say("desk-receive-field"), hint: Some(desk.say("desk-receive-hint")) };
    html! {
        h1 { (desk.say("desk-receive")) }
        p.lead { (desk.say("desk-receive-lead")) }
        (fields.draw("stack", &html! { (fields.area("text", &field, "", 6)) (button(Icon::Scan, &desk.say("desk-receive-take"))) }))
    }
}

async fn take(desk: Desk, form: Form) -> Response {
    match desk.ask::<Received>(Request::Receive { text: form.trimmed("text") }).await {
        Ok(received) => desk.go_to_code(became(&desk, received)),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show_receive(&desk)
        }
    }
}

/// The page that says what became of a code that came in.
pub(super) fn became(desk: &Desk, received: Received) -> Code {
    let title = desk.say_or(&format!("desk-kind-{}", received.kind), "desk-receive");
    let lead = received.reply.as_ref().map_or_else(String::new, |_| desk.say("desk-reply-lead"));
    Code { title, lead, hand_over: received.reply.clone(), state: None, next: next_of(&received), received: Some(received) }
}

fn next_of(received: &Received) -> String {
    match received.kind.as_str() {
        "bundle" | "acknowledgement" | "confirmation" => "/coins",
        "invitation" => "/start",
        "device-request" => "/devices",
        _ => "/",
    }
    .into()
}

async fn show(desk: Desk, Path(name): Path<String>) -> Response {
    match desk.code(&name) {
        Some(code) => desk.page(&Page { title: code.title.clone(), place: Place::More, live: "", main: main(&desk, &code) }),
        None => {
            let reason = desk.words.say("desk-code-gone");
            desk.error(KithError::not_found("code-gone", reason))
        }
    }
}

/// A code's page.
pub(super) fn main(desk: &Desk, code: &Code) -> Markup {
    html! {
        h1 { (code.title) }
        @if let Some(received) = &code.received { (outcome(desk, received)) }
        @if let Some((state, reason)) = &code.state { p { (desk.state("coin-state", state)) } p.lead { (reason) } }
        @if !code.lead.is_empty() { p.lead { (code.lead) } }
        @if let Some(hand_over_code) = &code.hand_over { (hand_over(desk, hand_over_code)) }
        @if code.next != "/receive" { p.actions { a.button.quiet href=(desk.url(&code.next)) { (icon(Icon::Go)) span { (desk.say("button-next")) } } } }
        @else { p.actions { a.button.quiet href=(desk.url("/receive")) { (icon(Icon::Scan)) span { (desk.say("hour-paste-code")) } } } }
    }
}

fn outcome(desk: &Desk, received: &Received) -> Markup {
    html! {
        p { (desk.state("desk-received", &received.outcome)) }
        @if !received.reason.is_empty() { p.lead { (received.reason) } }
        @if received.kind == "ask" && received.outcome != "refused" {
            @if let Some(visit) = received.about.first() {
                p { a.more href=(desk.url(&format!("/circle/none/visit/{visit}"))) { (icon(Icon::Go)) span { (desk.say("hour-look-first")) } } }
                (Fields::of(desk, format!("/visit/{visit}/confirm")).draw("", &html! { (button(Icon::Check, &desk.say("hour-confirm"))) }))
            }
        }
        @if received.kind == "twin" && received.outcome != "refused" {
            @if let Some(coin) = received.about.first() {
                p { a.button href=(desk.url(&format!("/coin/{coin}/twin"))) { (icon(Icon::Go)) span { (desk.say("coin-story")) } } }
            }
        }
        @if received.kind == "invoice" && received.outcome != "refused" {
            @if let Some(person) = received.about.first() {
                p { a.button href=(desk.url(&format!("/coins/give?to={person}"))) { (icon(Icon::Give)) span { (desk.say("give-coin")) } } }
            }
        }
    }
}

async fn pack(desk: Desk, Path(person): Path<String>, form: Form) -> Response {
    let part = form.trimmed(PART).parse().ok();
    match desk.ask::<PackView>(Request::Pack { person: person.clone(), part }).await {
        Ok(pack) => desk.go_to_code(Code {
            title: desk.say("desk-pack"),
            lead: if pack.said.is_empty() { desk.say("desk-pack-lead") } else { pack.said },
            hand_over: Some(pack.hand_over),
            received: None,
            state: None,
            next: pack.next_part.map_or_else(|| format!("/people/{person}"), |part| format!("/people/{person}/pack/{part}")),
        }),
        Err(error) => desk.error(error),
    }
}

/// The page from which a further part of a pack is made.
async fn further(desk: Desk, Path((person, part)): Path<(String, u32)>) -> Response {
    let lead = desk.say_with("pack-part", &[("part", part.into())]);
    let fields = Fields::of(&desk, format!("/people/{person}/pack"));
    let main = html! {
        h1 { (desk.say("desk-pack")) }
        p.lead { (lead) }
        (fields.draw("", &html! { input type="hidden" name=(PART) value=(part); (button(Icon::Code, &lead)) }))
    };
    desk.page(&Page { title: desk.say("desk-pack"), place: Place::More, live: "", main })
}
