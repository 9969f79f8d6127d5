//! The emergency card as a link: made, shown as a square to scan, ended, and each look at it.

use super::super::app::App;
use super::super::code::qr;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, word};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, empty, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CardLinkState, CardLinkView, CardLinksView, CardLookView};
use kith_core::kith::{CardLinkRequest, KithError, Request};
use maud::{Markup, html};

/// The days for which the form makes a link.
const DAYS: &str = "90";
const DAYS_MAX: u32 = 365;

/// The addresses of links.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/card/links", get(page).post(make)).route("/circle/{circle}/card/links/{link}", post(end))
}

async fn page(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    match desk.ask::<CardLinksView>(Request::CardLink(CardLinkRequest::CardLinks { circle: circle.to_owned() })).await {
        Ok(view) => desk.page(&Page { title: desk.say("card-link-title"), place: Place::Circle, live: "circle truth", main: main(&desk, &view) }),
        Err(error) => desk.error(error),
    }
}

/// Links, and the form to make one.
pub(in super::super) fn main(desk: &Desk, view: &CardLinksView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/card/links", view.circle));
    let days = Label { label: desk.say("card-link-days"), hint: Some(desk.say("card-link-days-hint")) };
    html! {
        (desk.back(&format!("/circle/{}/card", view.circle), &desk.say("card-page")))
        h1 { (desk.say("card-link-title")) }
        p.lead { (desk.say("card-link-lead")) }
        @if view.pages.is_none() { p.strong { (desk.say("code-no-card-pages")) } } @else {
            (fields.draw("stack card", &html! {
                (fields.number("days", &days, DAYS, (1, DAYS_MAX)))
                (button(Icon::Plus, &desk.say("card-link-make")))
            }))
        }
        @if view.links.is_empty() { (empty(&desk.say("card-link-empty"))) }
        div.cards { @for link in &view.links { (card(desk, &view.circle, link)) } }
    }
}

fn card(desk: &Desk, circle: &str, link: &CardLinkView) -> Markup {
    let open = link.state == CardLinkState::Open;
    let made = [("name", desk.name(&link.by).into()), ("when", desk.when(link.as_of_ms).into())];
    html! {
        section.card id=(format!("link-{}", link.id)) {
            h2 { (desk.say(&format!("card-link-{}", word(&link.state)))) }
            p { (desk.say_with("card-link-made", &made)) }
            @if open { p { (desk.say_with("card-link-until", &[("when", desk.when_exact(link.until_ms).into())])) } }
            @if let Some(by) = &link.ended_by { p { (desk.say_name("card-link-ended-by", &desk.name(by))) } }
            @if open && !link.current { p.strong { (icon(Icon::Alert)) " " (desk.say("card-link-stale")) } }
            @if open && !link.at_relay { p { (icon(Icon::Waiting)) " " (desk.say("card-link-waits")) } }
            @if let Some(url) = &link.url {
                @if let Some((size, path)) = qr(url) {
                    svg.qr viewBox=(format!("0 0 {size} {size}")) role="img" aria-label=(desk.say("card-link-square")) {
                        rect width=(size) height=(size) fill="#fff" {}
                        path d=(path) fill="#000" shape-rendering="crispEdges" {}
                    }
                }
                p.code { (url) }
            }
            h3 { (desk.say_count("card-link-looks", u64::try_from(link.looks.len()).unwrap_or(u64::MAX))) }
            ul.rows { @for at_ms in &link.looks { li { (desk.when_exact(*at_ms)) } } }
            @if open {
                (Fields::of(desk, format!("/circle/{circle}/card/links/{}", link.id)).draw("", &html! { (quiet_button(Icon::Erase, &desk.say("card-link-end"))) }))
            }
        }
    }
}

/// Looks at cards, for the first page of a day.
pub(in super::super) fn looks(desk: &Desk, looks: &[CardLookView]) -> Markup {
    html! {
        @if !looks.is_empty() {
            section.card.honey {
                h2 { (icon(Icon::Alert)) span { (desk.say("card-looked-title")) } }
                ul.rows {
                    @for look in looks {
                        @let said = [("name", look.person.name.clone().into()), ("when", desk.when_exact(look.at_ms).into()), ("count", look.count.into())];
                        li { a href=(desk.url(&format!("/circle/{}/card/links", look.circle))) { (desk.say_with("card-looked", &said)) } }
                    }
                }
            }
        }
    }
}

async fn make(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let days = form
        .written("days")
        .map(|text| text.parse::<u32>().map_err(|_| KithError::invalid("card-link-days", "days are a whole number").with("most", DAYS_MAX)));
    let told = match days.transpose() {
        Ok(days) => desk.tell(Request::CardLink(CardLinkRequest::CardLinkMake { circle: circle.clone(), days })).await,
        Err(error) => Err(error),
    };
    match told {
        Ok(()) => desk.go(&format!("/circle/{circle}/card/links"), desk.say("card-link-made-now")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn end(desk: Desk, Path((circle, link)): Path<(String, String)>, form: Form) -> Response {
    match desk.tell(Request::CardLink(CardLinkRequest::CardLinkEnd { link })).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/card/links"), desk.say("card-link-ended-now")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}
