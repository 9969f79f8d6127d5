//! Places that hold coins: what each has, who draws on it, and for those entitled the forms to draw and to begin one.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, button, empty, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{DrawnView, MemberView, PlaceView};
use kith_core::kith::{KithError, KithResult, PlaceRequest, Request};
use maud::{Markup, html};

/// The name of the pool among those who get coins.
const POOL: &str = "pool";
/// Coins that one drawing asks for at most.
const COINS_MAX: u32 = 84;

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/coins/places", get(places).post(begin)).route("/coins/places/{place}/draw", post(draw))
}

async fn places(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((places, members)) => {
            let main = main(&desk, &places, &members);
            desk.page(&Page { title: desk.say("coin-place-title"), place: Place::Coins, live: "coins", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(Vec<PlaceView>, Vec<MemberView>)> {
    Ok((desk.ask(Request::Place(PlaceRequest::Places)).await?, desk.ask(Request::Members).await?))
}

fn main(desk: &Desk, places: &[PlaceView], members: &[MemberView]) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("coin-place-title")) }
        p.lead { (desk.say("coin-place-lead")) }
        @if places.is_empty() { (empty(&desk.say("coin-place-empty"))) }
        @for place in places { (card(desk, place, members)) }
        @if desk.is_office() { (begin_form(desk, members)) }
    }
}

fn card(desk: &Desk, place: &PlaceView, members: &[MemberView]) -> Markup {
    let keepers: Vec<String> = place.keepers.iter().map(|person| desk.name(person)).collect();
    html! {
        article.card {
            h2 { (place.name) }
            p.strong { (desk.say_count("coins-count", place.coins)) }
            @if let Some(area) = &place.area { p.soft { (area) } }
            p.soft { (desk.say_with("coin-place-kept-by", &[("names", keepers.join(", ").into())])) }
            p.actions { a.button.quiet href=(desk.url(&format!("/coins/give?to=place:{}", place.id))) { (icon(Icon::Give)) span { (desk.say("coin-place-give")) } } }
            @if place.mine && place.coins > 0 { (draw_form(desk, place, members)) }
        }
    }
}

fn draw_form(desk: &Desk, place: &PlaceView, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, format!("/coins/places/{}/draw", place.id));
    let mut to = vec![Choice { value: POOL.into(), text: desk.say("pool-title") }];
    to.extend(Desk::choices_of(members));
    html! {
        details open[fields.failed()] {
            summary { (desk.say("coin-place-draw")) }
            p.soft { (desk.say("coin-place-draw-lead")) }
            (fields.draw("stack", &html! {
                (fields.select("to", &label(desk.say("give-to")), &to, ""))
                (fields.number("count", &label(desk.say("give-how-many")), "1", (1, COINS_MAX)))
                (button(Icon::Give, &desk.say("coin-place-draw-now")))
            }))
        }
    }
}

fn begin_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/coins/places");
    html! {
        details.card open[fields.failed()] {
            summary { (desk.say("coin-place-begin")) }
            p.soft { (desk.say("coin-place-begin-lead")) }
            (fields.draw("stack", &html! {
                (fields.needed("name", &label(desk.say("coin-place-name")), ""))
                (fields.line("area", &label(desk.say("coin-place-area")), ""))
                (fields.select("keeper", &label(desk.say("coin-place-keeper")), &desk.somebody(Desk::choices_of(members)), ""))
                (quiet_button(Icon::Plus, &desk.say("coin-place-begin")))
            }))
        }
    }
}

async fn begin(desk: Desk, form: Form) -> Response {
    let begun = match form.somebody("keeper") {
        Ok(keeper) => {
            let set = PlaceRequest::PlaceSet { place: None, name: form.trimmed("name"), area: form.written("area"), keepers: vec![keeper] };
            desk.tell(Request::Place(set)).await
        }
        Err(error) => Err(error),
    };
    match begun {
        Ok(()) => desk.go("/coins/places", desk.say("coin-place-begun")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn drawn(desk: &Desk, place: String, form: &Form) -> KithResult<DrawnView> {
    let count = form.trimmed("count").parse().map_err(|_| KithError::invalid("not-a-count", "the number of coins is a whole number"))?;
    desk.ask(Request::Place(PlaceRequest::PlaceDraw { place, count, to: form.trimmed("to") })).await
}

async fn draw(desk: Desk, Path(place): Path<String>, form: Form) -> Response {
    match drawn(&desk, place, &form).await {
        Ok(drawn) => desk.go("/coins/places", drawn.words),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
