//! A line of a circle's lists as a card: what holds, what was written apart, how it was before; and the forms to stop and keep one.

use super::super::app::App;
use super::super::desk::Desk;
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, button, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use kith_core::kith::view::{LineSays, LineStanding, LineView, VersionView};
use kith_core::kith::{KithError, Request};
use maud::{Markup, html};

/// The pages of a circle that show lists: where a form on one of them comes back to.
const PAGES: [&str; 4] = ["medicines", "card", "decisions", "rota"];

/// The lines' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/{page}/line/{line}/stop", post(stop)).route("/circle/{circle}/{page}/line/{line}/keep/{version}", post(keep))
}

/// A line as a card, with `more` between what holds and its history.
pub(in super::super) fn line_card(desk: &Desk, line: &LineView, page: &str, writable: bool, more: &Markup) -> Markup {
    let apart = line.standing == LineStanding::Apart;
    let stopped = line.standing == LineStanding::Stopped;
    let at = format!("/circle/{}/{page}/line/{}", line.circle, line.id);
    html! {
        article.card.fork[apart] id=(format!("line-{}", line.id)) {
            h3 { (line.name) @if stopped { " " span.state.unknown { (icon(Icon::Check)) span { (desk.say("line-stopped")) } } } }
            @if apart { p.strong { (icon(Icon::Alert)) span { (desk.say("line-apart")) } } }
            @for version in &line.now {
                (version_row(desk, version))
                @if apart && writable { (Fields::of(desk, format!("{at}/keep/{}", version.id)).draw("", &html! { (quiet_button(Icon::Check, &desk.say("line-keep"))) })) }
            }
            (more)
            @if line.history.len() > 1 {
                details { summary { (desk.say("line-history")) } @for version in &line.history { (version_row(desk, version)) } }
            }
            @if writable && !stopped { (stop_form(desk, &at)) }
        }
    }
}

/// The parts that were chosen for a card, in words.
fn card_shows(desk: &Desk, says: Option<&LineSays>) -> String {
    let Some(LineSays::Card { allergies, medicines, contacts, advance, acting, .. }) = says else { return String::new() };
    let parts = [(allergies, "card-allergies"), (medicines, "card-medicines"), (contacts, "contact-list"), (advance, "card-advance")];
    let mut said: Vec<String> = parts.iter().filter(|(on, _)| **on).map(|(_, key)| desk.say(key)).collect();
    said.extend(Some(acting).filter(|acting| !acting.is_empty()).cloned());
    said.join(", ")
}

/// What a line says or said, who wrote it, and why.
fn version_row(desk: &Desk, version: &VersionView) -> Markup {
    let by = [("name", desk.name(&version.by).into()), ("when", desk.when(version.written_ms).into())];
    html! {
        p.words { @if version.says.is_some() { (version.text) } @else { em { (desk.say("line-was-stopped")) } } }
        @if let Some(LineSays::Card { .. }) = &version.says { p { (card_shows(desk, version.says.as_ref())) } }
        p.soft.small {
            (desk.say_with("line-added-by", &by)) @if !version.why.is_empty() { ": " (version.why) } " "
            (desk.arrival(&version.id, &version.arrival))
        }
    }
}

fn stop_form(desk: &Desk, at: &str) -> Markup {
    let fields = Fields::of(desk, format!("{at}/stop"));
    html! {
        details open[fields.failed()] {
            summary { (desk.say("line-stop")) }
            (fields.draw("stack", &html! { (fields.line("why", &label(desk.say("line-why")), "")) (button(Icon::Check, &desk.say("line-stop"))) }))
        }
    }
}

fn back(circle: &str, page: &str) -> String {
    let page = PAGES.iter().find(|known| **known == page).copied().unwrap_or(PAGES[0]);
    format!("/circle/{circle}/{page}")
}

/// The page that a form stood on, after it did not go through.
async fn again(desk: Desk, circle: &str, page: &str, error: KithError, form: Form) -> Response {
    let desk = desk.stumbled(error, form);
    match page {
        "card" => super::card::show(desk, circle).await,
        "decisions" => super::decisions::show(desk, circle).await,
        "rota" => super::rota::show(desk, circle).await,
        _ => super::medicines::show(desk, circle).await,
    }
}

async fn stop(desk: Desk, Path((circle, page, line)): Path<(String, String, String)>, form: Form) -> Response {
    match desk.tell(Request::LineStop { line, why: form.trimmed("why") }).await {
        Ok(()) => desk.go(&back(&circle, &page), desk.say("line-now-stopped")),
        Err(error) => again(desk, &circle, &page, error, form).await,
    }
}

async fn keep(desk: Desk, Path((circle, page, line, version)): Path<(String, String, String, String)>, form: Form) -> Response {
    match desk.tell(Request::LineKeep { line, version }).await {
        Ok(()) => desk.go(&back(&circle, &page), desk.say("line-kept")),
        Err(error) => again(desk, &circle, &page, error, form).await,
    }
}
