//! Top-ups from the pool: the rule in words, every run of it with its reasons, and for a steward the next one.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::Icon;
use super::super::parts::{Fields, button, empty};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::Request;
use kith_core::kith::view::{TopUpNextView, TopUpRunView, TopUpsView};
use maud::{Markup, html};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/coins/top-ups", get(top_ups)).route("/coins/top-ups/run", post(run))
}

async fn top_ups(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<TopUpsView>(Request::TopUps).await {
        Ok(view) => desk.page(&Page { title: desk.say("top-up-title"), place: Place::Coins, live: "coins", main: main(&desk, &view) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, view: &TopUpsView) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("top-up-title")) }
        p.lead { (view.words) }
        @if let Some(next) = &view.next { (next_card(desk, next)) }
        @if view.on && view.runs.is_empty() { (empty(&desk.say("top-up-empty"))) }
        @for run in &view.runs { (run_card(desk, run)) }
        p.soft.small { (desk.say("top-up-names-nobody")) }
    }
}

fn next_card(desk: &Desk, next: &TopUpNextView) -> Markup {
    html! {
        section.card {
            h2 { (desk.say("top-up-next")) }
            p { (next.words) }
            @if next.state == "ready" { (Fields::of(desk, "/coins/top-ups/run").draw("", &html! { (button(Icon::Pool, &desk.say("top-up-run-now"))) })) }
        }
    }
}

fn run_card(desk: &Desk, run: &TopUpRunView) -> Markup {
    html! {
        article.card {
            h2 { (super::month_words(desk, &run.month)) }
            p { (run.words) }
            p.strong { (run.why_words) }
            @if !run.lines.is_empty() {
                ul.rows {
                    @for line in &run.lines {
                        @let counts = [("people", line.people.into()), ("held", line.held.into()), ("gets", line.gets.into())];
                        li { (desk.say_with("top-up-line", &counts)) }
                    }
                }
            }
            details { summary { (desk.say("top-up-by-which-rule")) } p { (run.rule) } }
            p.soft.small { (run.check_words) " " (desk.say_with("top-up-by", &[("name", desk.name(&run.by).into())])) }
        }
    }
}

async fn run(desk: Desk, form: Form) -> Response {
    match desk.tell(Request::TopUpRun).await {
        Ok(()) => desk.go("/coins/top-ups", desk.say("top-up-done")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
