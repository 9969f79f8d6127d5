//! Where the line of regulated work runs: what a volunteer or a peer asks, and what the registered manager says to it.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, word};
use super::icon::{Icon, icon};
use super::parts::{Fields, button, empty, label};
use super::visit::task_marks;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{BoundaryQueryView, Ruling};
use kith_core::kith::{BoundaryRequest, KithError, Request};
use maud::{Markup, html};

/// The addresses of boundary queries.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/boundary", get(queries)).route("/boundary/{query}", post(answer))
}

/// A query as a card, with the form to answer it for whoever is asked.
pub(super) fn card(desk: &Desk, query: &BoundaryQueryView) -> Markup {
    let who = if query.other.is_empty() { desk.name(&query.visitor) } else { query.other.clone() };
    let what = [("name", who.into()), ("person", desk.name(&query.person).into()), ("place", query.place.clone().into())];
    html! {
        section.card.honey id=(format!("boundary-{}", query.id)) {
            h2 { (icon(Icon::Shield)) span { (desk.say("boundary-title")) } }
            p.strong { (desk.say_with("boundary-what", &what)) }
            (task_marks(desk, &query.tasks))
            @if query.planned { p.soft { (desk.say("boundary-planned")) } }
            @for manager in query.asked.iter().filter(|manager| !manager.me) { p.soft { (desk.say_name("boundary-asked-of", &manager.name)) } }
            @if let Some(by) = &query.answered_by { p { (desk.say_name("boundary-answered-by", &desk.name(by))) } }
            @if !query.text.is_empty() { p.words { (query.text) } }
            p { (query.advice) }
            @if query.asks_me { (form(desk, query)) }
        }
    }
}

fn form(desk: &Desk, query: &BoundaryQueryView) -> Markup {
    let fields = Fields::of(desk, format!("/boundary/{}", query.id));
    fields.draw(
        "stack",
        &html! {
            fieldset.choices {
                legend { (desk.say("boundary-ruling")) }
                @for ruling in [Ruling::MayGoOn, Ruling::ForStaff] {
                    @let value = word(&ruling);
                    label.chip {
                        input type="radio" name="ruling" value=(value) checked[fields.ticked("ruling", &value, false)];
                        span { (desk.say(&format!("boundary-{value}"))) }
                    }
                }
            }
            (fields.area("text", &label(desk.say("boundary-words")), "", 2))
            (button(Icon::Send, &desk.say("boundary-answer")))
        },
    )
}

async fn queries(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<Vec<BoundaryQueryView>>(Request::Boundary(BoundaryRequest::BoundaryQueries)).await {
        Ok(queries) => desk.page(&Page { title: desk.say("boundary-list"), place: Place::Today, live: "circle", main: main(&desk, &queries) }),
        Err(error) => desk.error(error),
    }
}

/// All queries that concern one.
pub(super) fn main(desk: &Desk, queries: &[BoundaryQueryView]) -> Markup {
    html! {
        (desk.back("/", &desk.say("today-title")))
        h1 { (desk.say("boundary-list")) }
        p.lead { (desk.say("boundary-lead")) }
        @if queries.is_empty() { (empty(&desk.say("boundary-empty"))) }
        div.cards { @for query in queries { (card(desk, query)) } }
    }
}

async fn answer(desk: Desk, Path(query): Path<String>, form: Form) -> Response {
    let ruling = choice::<Ruling>(form.get("ruling")).ok_or_else(|| KithError::invalid("no-ruling", "Choose what holds from now on."));
    let told = match ruling {
        Ok(ruling) => desk.tell(Request::Boundary(BoundaryRequest::BoundaryAnswer { query, ruling, text: form.text("text") })).await,
        Err(error) => Err(error),
    };
    match told {
        Ok(()) => desk.go("/boundary", desk.say("boundary-answered-now")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
