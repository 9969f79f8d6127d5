//! One concern: what was said, how far it has come, words between whoever raised it and those who look after it, and its end.

use super::super::app::App;
use super::super::desk::Desk;
use super::super::form::{Form, own_path};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, quiet_button};
use super::{at_once, page, state_words};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{ConcernLineKind, ConcernLineView, ConcernState, ConcernView, MemberView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The addresses of one concern.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/safety/{concern}", get(concern))
        .route("/safety/{concern}/reply", post(reply))
        .route("/safety/{concern}/note", post(note))
        .route("/safety/{concern}/close", post(close))
}

/// Sends the browser to what was just raised, with the way back to where one was.
pub(super) fn go_raised(desk: &Desk, concern: &str, back: &str) -> Response {
    let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
    desk.go(&format!("/safety/{concern}?back={back}"), desk.say("safety-sent"))
}

async fn concern(desk: Desk, Path(concern): Path<String>) -> Response {
    show(desk, &concern).await
}

async fn show(desk: Desk, concern: &str) -> Response {
    match read(&desk, concern).await {
        Ok((concern, members)) => page(&desk, main(&desk, &concern, &members)),
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, concern: &str) -> KithResult<(ConcernView, Vec<MemberView>)> {
    Ok((desk.ask(Request::Concern { concern: concern.to_owned() }).await?, desk.ask(Request::Members).await?))
}

fn main(desk: &Desk, concern: &ConcernView, members: &[MemberView]) -> Markup {
    let back = own_path(desk.asked().get("back"));
    let raiser = concern.mine && !concern.looked_after_here;
    html! {
        (desk.back(back.as_deref().unwrap_or("/safety"), &desk.say(if back.is_some() { "safety-where-you-were" } else { "safety-title" })))
        h1 { (desk.say("safety-one")) }
        @if raiser && concern.state != ConcernState::Closed { (at_once(desk, members)) }
        div.columns {
            div.column.wide {
                section.card {
                    @if concern.danger { p.state.now { (icon(Icon::Alert)) span { (desk.say("safety-danger-said")) } } }
                    p.words { (concern.text) }
                    (facts(desk, concern))
                    p { (state(desk, concern)) }
                }
                (course(desk, &concern.lines))
                @if let Some(outcome) = &concern.outcome { section.card { h2 { (desk.say("concern-line-closed")) } p.words { (outcome) } } }
            }
            @if concern.state != ConcernState::Closed { div.column { (forms(desk, concern)) } }
        }
        (read_by(desk, concern))
    }
}

fn state(desk: &Desk, concern: &ConcernView) -> Markup {
    let (class, mark) = match concern.state {
        ConcernState::Waits => ("open", Icon::Waiting),
        ConcernState::Sent | ConcernState::Received => ("way", Icon::Relay),
        ConcernState::LookedAt | ConcernState::Closed => ("sure", Icon::Check),
    };
    html! { span.state.(class) { (icon(mark)) span { (state_words(desk, concern.state)) } } }
}

fn facts(desk: &Desk, concern: &ConcernView) -> Markup {
    html! {
        dl.facts {
            dt { (desk.say("safety-raised-by")) }
            dd { @if let Some(by) = &concern.raised_by { (desk.name(by)) } @else { (desk.say("word-somebody")) } " · " (desk.time(concern.raised_ms)) }
            @if let Some(about) = &concern.about { dt { (desk.say("safety-about")) } dd { (desk.person_link(about)) } }
            @if !concern.circle_name.is_empty() { dt { (desk.say("safety-circle")) } dd { (concern.circle_name) } }
        }
    }
}

fn course(desk: &Desk, lines: &[ConcernLineView]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section.stack {
                h2 { (desk.say("safety-course")) }
                ul.rows {
                    @for line in lines {
                        li {
                            p { span.strong { (desk.say(&format!("concern-line-{}", super::super::form::word(&line.kind)))) } @if line.kind == ConcernLineKind::Note { " " span.badge { (desk.say("safety-leads-only")) } } }
                            @if !line.text.is_empty() { p.words { (line.text) } }
                            p.soft.small { (desk.name(&line.by)) " · " (desk.time(line.at_ms)) }
                        }
                    }
                }
            }
        }
    }
}

/// Who can read it, so that whoever raised it knows.
fn read_by(desk: &Desk, concern: &ConcernView) -> Markup {
    let names: Vec<String> = concern.readers.iter().map(|one| desk.name(one)).collect();
    html! {
        p.seen-by { (icon(Icon::Lock)) span { (desk.say("privacy-readers")) ": " span.strong { (names.join(", ")) } } }
        @if concern.sent_one_by_one { p.soft { (desk.say("safety-one-by-one")) } }
        p.soft { (desk.say("concern-private")) }
    }
}

fn forms(desk: &Desk, concern: &ConcernView) -> Markup {
    let path = |what: &str| format!("/safety/{}/{what}", concern.id);
    let hinted = |label: &str, hint: &str| Label { label: desk.say(label), hint: Some(desk.say(hint)) };
    let reply = Fields::of(desk, path("reply")).private();
    let note = Fields::of(desk, path("note")).private();
    let close = Fields::of(desk, path("close")).private();
    let to = if concern.looked_after_here { hinted("safety-reply", "safety-reply-hint") } else { hinted("safety-write-more", "safety-write-more-hint") };
    html! {
        section.card { (reply.draw("stack", &html! { (reply.area("text", &to, "", 3)) (button(Icon::Send, &desk.say("button-send"))) })) }
        @if concern.looked_after_here {
            section.card { (note.draw("stack", &html! { (note.area("text", &hinted("concern-line-note", "safety-note-hint"), "", 3)) (quiet_button(Icon::Check, &desk.say("button-save"))) })) }
            details.card open[close.failed()] {
                summary { (desk.say("safety-close")) }
                (close.draw("stack", &html! { (close.area("outcome", &hinted("safety-outcome", "safety-outcome-hint"), "", 3)) (quiet_button(Icon::Check, &desk.say("safety-close"))) }))
            }
        }
    }
}

async fn reply(desk: Desk, Path(concern): Path<String>, form: Form) -> Response {
    let request = Request::ConcernReply { concern: concern.clone(), text: form.text("text") };
    did(desk, (&concern, "safety-replied"), request, form).await
}

async fn note(desk: Desk, Path(concern): Path<String>, form: Form) -> Response {
    let request = Request::ConcernNote { concern: concern.clone(), text: form.text("text") };
    did(desk, (&concern, "safety-noted"), request, form).await
}

async fn close(desk: Desk, Path(concern): Path<String>, form: Form) -> Response {
    let request = Request::ConcernClose { concern: concern.clone(), outcome: form.text("outcome") };
    did(desk, (&concern, "safety-closed"), request, form).await
}

async fn did(desk: Desk, (concern, said): (&str, &str), request: Request, form: Form) -> Response {
    match desk.tell(request).await {
        Ok(()) => desk.go(&format!("/safety/{concern}"), desk.say(said)),
        Err(error) => show(desk.stumbled(error, form), concern).await,
    }
}
