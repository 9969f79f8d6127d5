//! How the work of a circle is shared: drawn, and said beside the drawing; and a break for whoever carries most.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, button, empty, label};
use super::rota::coming_row;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{CarriedView, Element, LineSays, LoadView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The drawing's measures.
const WIDTH: u32 = 300;
const ROW: u32 = 26;
const BAR: u32 = 16;

/// The addresses of a circle's load.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/load", get(page).post(respite))
}

async fn page(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    let load: KithResult<LoadView> = desk.ask(Request::Load { circle: circle.to_owned() }).await;
    match load {
        Ok(load) => {
            let main = main(&desk, &load);
            desk.page(&Page { title: desk.say("load-title"), place: Place::Circle, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

/// The main part of the page.
pub(in super::super) fn main(desk: &Desk, load: &LoadView) -> Markup {
    html! {
        (desk.back(&format!("/circle/{}/rota", load.circle), &desk.say("rota-title")))
        h1 { (desk.say("load-title")) }
        p.lead { (desk.say_with("load-lead", &[("name", desk.name(&load.person).into()), ("count", load.weeks.into())])) }
        @for nudge in &load.nudges { p.card.honey { (icon(Icon::Give)) " " (nudge) } }
        div.columns {
            div.column.wide {
                section {
                    h2 { (desk.say("load-who")) }
                    @if load.people.is_empty() { (empty(&desk.say("load-empty"))) } @else { (drawn(desk, &load.people)) (table(desk, &load.people)) }
                }
                @if !load.open.is_empty() {
                    section { h2 { (desk.say("load-open")) } ul.people { @for visit in &load.open { li { (coming_row(desk, visit)) } } } }
                }
            }
            div.column {
                @if !load.weekends.is_empty() {
                    section.card { h2 { (desk.say("load-weekends")) } ul { @for day in &load.weekends { li { (desk.when_written(day)) } } } }
                }
                (break_form(desk, load))
            }
        }
    }
}

/// Bars: what was done, and behind it what is taken. The table beside it says the same.
fn drawn(desk: &Desk, people: &[CarriedView]) -> Markup {
    let most = people.iter().map(|p| p.past_visits + p.next_visits).max().unwrap_or(1).max(1);
    let height = u32::try_from(people.len()).unwrap_or(1) * ROW;
    html! {
        svg.load role="img" aria-label=(desk.say("load-drawn")) viewBox=(format!("0 0 {WIDTH} {height}")) width="100%" xmlns="http://www.w3.org/2000/svg" {
            @for (at, person) in people.iter().enumerate() {
                @let top = u32::try_from(at).unwrap_or(0) * ROW + (ROW - BAR) / 2;
                @let (past, next) = (person.past_visits * WIDTH / most, person.next_visits * WIDTH / most);
                rect.past x="0" y=(top) width=(past) height=(BAR) rx="3" {}
                rect.next x=(past) y=(top) width=(next) height=(BAR) rx="3" {}
            }
        }
        p.soft.small { span.key-past {} " " (desk.say("load-past")) " · " span.key-next {} " " (desk.say("load-next")) }
    }
}

fn table(desk: &Desk, people: &[CarriedView]) -> Markup {
    html! {
        ul.rows {
            @for person in people {
                @let name = person.person.as_ref().map_or_else(|| person.name.clone(), |p| desk.name(p));
                @let said = [
                    ("past", person.past_visits.into()), ("pastlength", desk.words.minutes(person.past_minutes).into()),
                    ("next", person.next_visits.into()), ("nextlength", desk.words.minutes(person.next_minutes).into()),
                ];
                li { p { span.strong { (name) } " · " (desk.say_with("load-percent", &[("percent", person.percent.into())])) } p.soft { (desk.say_with("load-row", &said)) } }
            }
        }
    }
}

/// A break: asked for like any visit; whoever comes can be thanked with coins.
fn break_form(desk: &Desk, load: &LoadView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/load", load.circle)).draft();
    html! {
        section.card {
            h2 { (icon(Icon::Sun)) span { (desk.say("respite-title")) } }
            p { (desk.say("respite-lead")) }
            @if load.coins > 0 { p { (desk.say_count("respite-coins", load.coins)) " " a href=(desk.url("/coins/give")) { (desk.say("respite-give")) } } }
            details open[fields.failed() || load.respite] {
                summary { (desk.say("respite-ask")) }
                (fields.draw("stack", &html! {
                    (fields.moment("first", &label(desk.say("respite-when")), ""))
                    (fields.number("hours", &label(desk.say("respite-hours")), "3", (1, 24)))
                    (fields.area("text", &label(desk.say("rota-text")), "", 2))
                    (button(Icon::Check, &desk.say("respite-ask")))
                }))
            }
        }
    }
}

async fn respite(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let hours: u16 = form.trimmed("hours").parse().unwrap_or(0);
    let visit = LineSays::Visit {
        name: desk.say("respite-name"),
        first: form.trimmed("first"),
        minutes: hours.saturating_mul(60),
        rule: String::new(),
        zone: String::new(),
        people: 1,
        done: vec![Element::MyLife],
        asked: None,
        asked_name: String::new(),
        text: form.text("text"),
        regulated: false,
        respite: true,
    };
    match desk.tell(Request::RotaPlan { circle: circle.clone(), visit, offer: false, anyway: false }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/rota"), desk.say("respite-asked")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}
