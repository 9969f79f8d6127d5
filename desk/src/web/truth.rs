//! The truth: what waits and why, when things last met, and what was refused. And the way to exchange now.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, button, empty};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::WaitingView;
use maud::{Markup, html};

/// The truth's addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/truth", get(truth)).route("/exchange", post(exchange))
}

async fn truth(desk: Desk) -> Response {
    show(&desk)
}

fn show(desk: &Desk) -> Response {
    desk.page(&Page { title: desk.say("waiting-title"), place: Place::More, live: "truth", main: main(desk) })
}

/// What waits and why.
pub(super) fn main(desk: &Desk) -> Markup {
    let truth = &desk.truth;
    let met = |at: Option<u64>| at.map_or_else(|| desk.say("desk-never"), |at| desk.when(at));
    html! {
        h1 { (desk.say("waiting-title")) }
        @if truth.items.is_empty() && truth.waiting == 0 { (empty(&desk.say("waiting-empty"))) } @else { p.lead { (desk.say("waiting-lead")) } }
        ul.rows { @for item in &truth.items { li { (waiting(desk, item)) } } }
        (Fields::of(desk, "/exchange").draw("", &html! { (button(Icon::Exchange, &desk.say("waiting-exchange-now"))) }))
        section {
            h2 { (desk.say("desk-met")) }
            dl.facts {
                dt { (icon(Icon::Relay)) span { (desk.say("desk-met-relay")) } } dd { (met(truth.last_relay_ms)) }
                dt { (icon(Icon::Device)) span { (desk.say("desk-met-phone")) } } dd { (met(truth.last_peer_ms)) }
            }
            @if let Some(address) = desk.address() { p.soft.small { (desk.say("desk-address")) ": " code { (address) } } }
        }
        @if !truth.apart.is_empty() {
            section {
                h2 { (desk.say("apart-title")) }
                ul.rows { @for apart in &truth.apart { li { p { (icon(Icon::Alert)) span { (apart.said) } } } } }
            }
        }
        @if truth.held_back > 0 { p { (desk.say_count("desk-held-back", truth.held_back)) } }
        @if !truth.refused.is_empty() {
            section {
                h2 { (desk.say("desk-refused-title")) }
                p.soft { (desk.say("desk-refused-lead")) }
                ul.rows { @for refused in &truth.refused { li.row { span { (refused.said) @if !refused.names.is_empty() { ": " (refused.names.join(", ")) } } span.badge { (refused.count) } } } }
            }
        }
    }
}

fn waiting(desk: &Desk, item: &WaitingView) -> Markup {
    let say = |area: &str, word: &str| desk.say_or(&format!("waiting-{area}-{word}"), "word-unknown");
    html! {
        p { span.strong { (say("kind", &item.what)) } @if !item.place.is_empty() { " · " (item.place) } }
        p.soft.small { (desk.say_with("waiting-since", &[("when", desk.when(item.at_ms).into())])) }
        @if item.people > 0 {
            @let with = [("have", item.people.into()), ("all", item.of.into())];
            span.state.way { (icon(Icon::Check)) span { (desk.say_with("state-on-phones", &with)) "; " (desk.say("waiting-for-relay")) } }
            " "
        }
        @if let Some(handed_ms) = item.handed_ms { span.state.way { (icon(Icon::Code)) span { (desk.say_with("waiting-handed", &[("when", desk.when(handed_ms).into())])) } } " " }
        span.state.open { (icon(Icon::Waiting)) span { (say("why", &item.why)) } }
    }
}

async fn exchange(desk: Desk, form: Form) -> Response {
    match desk.sync_now().await {
        Ok(_) => desk.go("/truth", desk.say("desk-exchanged")),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show(&desk)
        }
    }
}
