//! The rota: who comes when, and what a helper has said that they can give.

mod occasion;
mod planning;

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, empty};
use super::lists;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CirclePage, CircleView, LimitsView, OccasionView, RotaView, VisitView};
use kith_core::kith::{AskedInPlace, KithError, KithResult, Request, TakenVisit};
use maud::{Markup, html};

pub(in super::super) use occasion::{coming_row, twice_card};
pub(super) use planning::line_detail;

/// The rota's addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/rota", get(page).post(planning::plan))
        .route("/circle/{circle}/rota/change/{line}", post(planning::change))
        .route("/circle/{circle}/rota/visit/{line}/{slot}/{what}", post(act))
        .route("/circle/{circle}/rota/answer/{ask}", post(answer))
        .route("/limits", get(limits).post(set_limits))
}

async fn page(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

/// The page of a rota; after a form that did not go through, with what was written.
pub(super) async fn show(desk: Desk, circle: &str) -> Response {
    let rota: KithResult<RotaView> = desk.ask(Request::Rota { circle: circle.to_owned(), from_ms: None, days: None }).await;
    let around: KithResult<CirclePage> = desk.ask(Request::Circle { circle: circle.to_owned() }).await;
    match (rota, around) {
        (Ok(rota), Ok(around)) => {
            let main = main(&desk, &rota, &around.circle);
            desk.page(&Page { title: desk.say("rota-title"), place: Place::Circle, live: "circle", main })
        }
        (Err(error), _) | (_, Err(error)) => desk.error(error),
    }
}

/// The main part of the page.
pub(in super::super) fn main(desk: &Desk, rota: &RotaView, circle: &CircleView) -> Markup {
    let writable = circle.is_writable();
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &desk.say("desk-to-circle")))
        h1 { (desk.say_name("rota-title-of", &circle.person.name)) }
        p.lead { (desk.say("rota-lead")) }
        div.columns {
            div.column.wide {
                @if rota.visits.is_empty() { (empty(&desk.say("rota-empty"))) }
                @for (day, visits) in days(desk, &rota.visits) {
                    section {
                        h2 { (day) }
                        div.cards { @for visit in visits { (occasion::card(desk, visit, circle, &rota.visits, writable)) } }
                    }
                }
            }
            div.column {
                @if writable { section.card { h2 { (icon(Icon::Plus)) span { (desk.say("rota-plan")) } } (planning::form(desk, circle, None)) } }
                section {
                    h2 { (desk.say("rota-planned")) }
                    @if rota.planned.is_empty() { (empty(&desk.say("rota-planned-empty"))) }
                    div.cards { @for line in &rota.planned { (lists::line_card(desk, line, "rota", writable, &line_detail(desk, line, circle, writable))) } }
                }
                p { a.more href=(desk.url(&format!("/circle/{}/load", circle.id))) { (icon(Icon::People)) span { (desk.say("load-see")) } } }
                p { a.more href=(desk.url("/reminders")) { (icon(Icon::Clock)) span { (desk.say("reminder-title")) } } }
                p { a.more href=(desk.url("/limits")) { (icon(Icon::Shield)) span { (desk.say("limits-title")) } } }
            }
        }
    }
}

/// Visits by day, each with its heading.
fn days<'a>(desk: &Desk, visits: &'a [OccasionView]) -> Vec<(String, Vec<&'a OccasionView>)> {
    let mut out: Vec<(&str, String, Vec<&OccasionView>)> = Vec::new();
    for visit in visits {
        let date = visit.slot.split('T').next().unwrap_or_default();
        match out.last_mut() {
            Some((last, _, of_day)) if *last == date => of_day.push(visit),
            _ => out.push((date, desk.when_written(date), vec![visit])),
        }
    }
    out.into_iter().map(|(_, day, visits)| (day, visits)).collect()
}

async fn act(desk: Desk, Path((circle, visit, slot, what)): Path<(String, String, String, String)>, form: Form) -> Response {
    let (slot, on) = (Some(slot), form.has("on"));
    let (request, said) = match what.as_str() {
        "take" => (Request::RotaTake(TakenVisit { visit, slot, on, anyway: form.has("anyway"), ..TakenVisit::default() }), "rota-taken-now"),
        "other" => {
            let (other, mandate) = (Some(form.trimmed("name")), form.trimmed("mandate"));
            (Request::RotaTake(TakenVisit { visit, slot, other, mandate, ..TakenVisit::default() }), "rota-other-now")
        }
        "leave" => (Request::RotaRelease { visit, slot, on, why: form.trimmed("why") }, "rota-left"),
        "ask" => {
            let (in_return, in_return_slot) = form.written("in-return").and_then(|v| v.split_once('@').map(|(l, s)| (l.to_owned(), s.to_owned()))).unzip();
            let (of, text) = (form.written("of"), form.text("text"));
            (Request::RotaAsk(AskedInPlace { visit, slot, on: false, of, in_return, in_return_slot, text, anyway: form.has("anyway") }), "rota-asked-now")
        }
        "cancel" => (Request::RotaCancel { visit, slot, why: form.trimmed("why") }, "rota-cancelled-now"),
        "back-on" => (Request::RotaBackOn { visit, slot }, "rota-back-on-now"),
        "settle" => {
            let stays = form.all("stays").map(str::to_owned).collect();
            (Request::RotaSettle { visit, slot, on, stays, text: form.trimmed("text") }, "rota-settled-now")
        }
        "begin" => return begin(desk, &circle, Request::RotaBegin { visit, slot, at_ms: None }, form).await,
        _ => return desk.error(KithError::not_found("no-such-page", "there is no such page")),
    };
    match desk.tell(request).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/rota"), desk.say(said)),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn begin(desk: Desk, circle: &str, request: Request, form: Form) -> Response {
    match desk.ask::<VisitView>(request).await {
        Ok(visit) => desk.go(&super::super::visit::path(&visit), desk.say("desk-visit-begun")),
        Err(error) => show(desk.stumbled(error, form), circle).await,
    }
}

async fn answer(desk: Desk, Path((circle, ask)): Path<(String, String)>, form: Form) -> Response {
    let request = Request::RotaAnswer { ask, yes: form.get("answer") == "yes", text: form.trimmed("text"), anyway: form.has("anyway") };
    match desk.tell(request).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/rota"), desk.say("rota-answered")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn limits(desk: Desk) -> Response {
    match desk.ask::<LimitsView>(Request::Limits).await {
        Ok(limits) => {
            let main = limits_main(&desk, &limits);
            desk.page(&Page { title: desk.say("limits-title"), place: Place::More, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

/// What I can give.
pub(in super::super) fn limits_main(desk: &Desk, limits: &LimitsView) -> Markup {
    let fields = Fields::of(desk, "/limits");
    let hours = Label { label: desk.say("limits-hours"), hint: Some(desk.say("limits-hours-hint")) };
    let most = limits.week_minutes.map(|m| m.div_ceil(60).to_string()).unwrap_or_default();
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("limits-title")) }
        p.lead { (desk.say("limits-lead")) }
        p { (desk.say_with("limits-taken", &[("length", desk.words.minutes(limits.taken_minutes).into())])) }
        (fields.draw("stack card", &html! {
            (fields.number("hours", &hours, &most, (0, 168)))
            (planning::weekdays(desk, &fields, &Label { label: desk.say("limits-days"), hint: None }, &limits.days_not))
            (button(Icon::Check, &desk.say("button-save")))
        }))
    }
}

async fn set_limits(desk: Desk, form: Form) -> Response {
    // Nothing written is no limit; what is no number is a slip, and leaves the one before.
    let hours = match form.trimmed("hours").as_str() {
        "" => Ok(0),
        hours => hours.parse::<u32>(),
    };
    let Ok(hours) = hours else {
        return limits(desk.stumbled(KithError::invalid("not-hours", "Say whole hours, from 0 to 168."), form)).await;
    };
    let week_minutes = Some(hours.saturating_mul(60)).filter(|m| *m > 0);
    let days_not = form.all("day").filter_map(|day| day.parse().ok()).collect();
    match desk.tell(Request::LimitsSet { week_minutes, days_not }).await {
        Ok(()) => desk.go("/limits", desk.say("limits-kept")),
        Err(error) => limits(desk.stumbled(error, form)).await,
    }
}
