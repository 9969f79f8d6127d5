//! Hours outside a circle that helped members: a meeting, a shared meal, a repair. Told here, confirmed by somebody else.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice};
use super::super::icon::Icon;
use super::super::parts::{Choice, Fields, Label, button, label};
use super::super::shelf::Code;
use super::{MINUTES_MAX, area_field};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{HandOver, MemberView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The address of activities.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/activity", get(telling).post(tell))
}

async fn telling(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<Vec<MemberView>>(Request::Members).await {
        Ok(members) => desk.page(&Page { title: desk.say("desk-activity"), place: Place::Coins, live: "", main: main(&desk, &members) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/activity").draft();
    let mut people = vec![Choice { value: String::new(), text: desk.say("desk-activity-anybody") }];
    people.extend(Desk::choices_of(members));
    let by = Label { label: desk.say("desk-activity-by"), hint: Some(desk.say("hour-ask-lead")) };
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("desk-activity")) }
        p.lead { (desk.say("desk-activity-lead")) }
        (fields.draw("stack", &html! {
            (fields.needed("text", &label(desk.say("visit-done-words")), ""))
            (fields.number("minutes", &label(desk.say("visit-minutes")), "60", (1, MINUTES_MAX)))
            (fields.elements("element", &label(desk.say("element-choose")), false, &[]))
            @if let Some(coop) = desk.who.coop.as_ref().filter(|coop| !coop.areas.is_empty()) { (area_field(desk, &fields, &coop.areas)) }
            (fields.select("confirm-by", &by, &people, ""))
            (button(Icon::Check, &desk.say("hour-ask")))
        }))
    }
}

async fn tell(desk: Desk, form: Form) -> Response {
    match log(&desk, &form).await {
        Ok(hand_over) => desk.go_to_code(Code {
            title: desk.say("hour-ask"),
            lead: desk.say("hour-show-code-lead"),
            hand_over: Some(hand_over),
            received: None,
            state: None,
            next: "/coins".into(),
        }),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn log(desk: &Desk, form: &Form) -> KithResult<HandOver> {
    let minutes = form.trimmed("minutes").parse().map_err(|_| KithError::invalid("not-minutes", "minutes are a whole number"))?;
    let element = choice(form.get("element")).ok_or_else(|| KithError::invalid("no-element", "choose which side of life it was for"))?;
    let confirm_by = form.written("confirm-by");
    desk.ask(Request::ActivityLog { minutes, element, text: form.text("text"), area: form.written("area"), confirm_by }).await
}
