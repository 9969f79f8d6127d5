//! The map of a coin's journey, and for whoever keeps the list of members where the co-op's areas lie.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice, word};
use super::super::icon::Icon;
use super::super::parts::{Choice, Fields, Label, button, empty, label};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::honeycomb::Size;
use kith_core::kith::view::{AreaView, AreasView, CoinMapView};
use kith_core::kith::{PlaceRequest, Request};
use maud::{Markup, PreEscaped, html};

const SIZES: [Size; 3] = [Size::Neighbourhood, Size::Town, Size::District];

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/coins/areas", get(areas).post(place))
}

/// A map as the core drew it; nothing if it holds more than drawing.
fn drawn(svg: Option<&String>) -> Option<Markup> {
    let svg = svg.filter(|svg| super::is_drawing(svg))?;
    Some(html! { figure.card.map { (PreEscaped(svg)) } })
}

/// Where a coin has been: the map, and the same as a list.
pub(super) fn journey(desk: &Desk, map: &CoinMapView) -> Markup {
    html! {
        section {
            h2 { (desk.say("coin-where")) }
            @if map.stops.is_empty() { p.soft { (map.words) } }
            @if let Some(map) = drawn(map.svg.as_ref()) { (map) }
            @if !map.stops.is_empty() { ol.rows { @for stop in &map.stops { li { (stop.words) } } } }
            @if map.untold > 0 && !map.stops.is_empty() { p.soft.small { (desk.say_count("coin-map-untold", map.untold)) } }
            p.soft.small { (desk.say_count("coin-where-lead", u32::from(map.members))) }
        }
    }
}

async fn areas(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<AreasView>(Request::Place(PlaceRequest::Areas)).await {
        Ok(view) => desk.page(&Page { title: desk.say("areas-title"), place: Place::Coins, live: "coins", main: main(&desk, &view) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, view: &AreasView) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("areas-title")) }
        p.lead { (desk.say("areas-lead")) }
        @if view.areas.is_empty() { (empty(&desk.say("areas-empty"))) }
        @if let Some(map) = drawn(view.svg.as_ref()) { (map) }
        ul.rows { @for area in &view.areas { li { p.strong { (area.name) } p.soft { (standing(desk, area)) } } } }
        p.soft.small { (desk.say_count("coin-where-lead", u32::from(view.members))) }
        @if view.mine_to_set && !view.areas.is_empty() { (place_form(desk, view)) }
    }
}

fn standing(desk: &Desk, area: &AreaView) -> String {
    desk.say(match (area.cell.is_some(), area.told) {
        (true, true) => "area-shown",
        (true, false) => "area-too-few",
        (false, _) => "area-nowhere",
    })
}

fn place_form(desk: &Desk, view: &AreasView) -> Markup {
    let fields = Fields::of(desk, "/coins/areas").draft();
    let areas: Vec<Choice> = view.areas.iter().map(|area| Choice { value: area.name.clone(), text: area.name.clone() }).collect();
    let sizes: Vec<Choice> = SIZES.iter().map(|size| Choice { value: word(size), text: desk.say(&format!("area-size-{}", word(size))) }).collect();
    let at = Label { label: desk.say("area-at"), hint: Some(desk.say("area-at-hint")) };
    html! {
        h2 { (desk.say("area-place")) }
        (fields.draw("stack card", &html! {
            (fields.select("area", &label(desk.say("coin-place-area")), &areas, ""))
            (fields.line("at", &at, ""))
            (fields.select("size", &label(desk.say("area-size")), &sizes, ""))
            (button(Icon::Check, &desk.say("area-place")))
        }))
    }
}

async fn place(desk: Desk, form: Form) -> Response {
    let request =
        PlaceRequest::AreaCell { area: form.trimmed("area"), cell: None, at: form.written("at"), size: choice::<Size>(form.get("size")).unwrap_or_default() };
    match desk.tell(Request::Place(request)).await {
        Ok(()) => desk.go("/coins/areas", desk.say("area-placed")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
