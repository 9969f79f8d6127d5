//! Invitations to the co-op. (A circle's stand with its people.)

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::Icon;
use super::parts::{Choice, Fields, Label, button, label};
use super::shelf::Code;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::Request;
use kith_core::kith::view::HandOver;
use maud::{Markup, html};

/// The classes one can join in.
const CLASSES: [&str; 4] = ["supported", "worker", "family", "community"];

/// The address of invitations.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/invite", get(inviting).post(invite))
}

async fn inviting(desk: Desk) -> Response {
    show(&desk)
}

fn show(desk: &Desk) -> Response {
    desk.page(&Page { title: desk.say("invite-make"), place: Place::People, live: "", main: main(desk) })
}

/// The form that makes an invitation to the co-op.
pub(super) fn main(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/invite");
    let classes = CLASSES.map(|class| Choice { value: class.into(), text: desk.class(class) });
    let name = Label { label: desk.say("desk-invite-name"), hint: Some(desk.say("word-optional")) };
    html! {
        h1 { (desk.say("invite-make")) }
        @if let Some(coop) = &desk.who.coop { p.lead { (desk.say_with("invite-to-coop", &[("coop", coop.name.clone().into())])) } }
        p.soft { (desk.say("invite-once-only")) }
        (fields.draw("stack", &html! {
            (fields.line("name", &name, ""))
            (fields.select("class", &label(desk.say("desk-class-field")), &classes, "community"))
            (button(Icon::Code, &desk.say("invite-make")))
        }))
    }
}

async fn invite(desk: Desk, form: Form) -> Response {
    let request = Request::Invite { name: form.written("name"), class: form.written("class"), circle: None };
    match desk.ask::<HandOver>(request).await {
        Ok(hand_over) => show_invitation(&desk, hand_over, "/people"),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show(&desk)
        }
    }
}

/// The page that shows an invitation to be scanned or sent.
pub(super) fn show_invitation(desk: &Desk, hand_over: HandOver, next: &str) -> Response {
    desk.go_to_code(Code {
        title: desk.say("invite-title"),
        lead: format!("{} {}", desk.say("invite-show"), desk.say("invite-once-only")),
        hand_over: Some(hand_over),
        received: None,
        state: None,
        next: next.to_owned(),
    })
}
