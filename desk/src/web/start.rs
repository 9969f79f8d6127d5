//! The first page of a new profile: join with an invitation, found a co-op, or become one more device of somebody.

use super::app::App;
use super::code::became;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::more::languages;
use super::parts::{Fields, Label, button, label, quiet_button};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::Request;
use kith_core::kith::view::Received;
use maud::{Markup, html};

/// The addresses of beginning.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/start", get(start)).route("/join", get(joining).post(join)).route("/coop", post(found))
}

async fn start(desk: Desk) -> Response {
    show(&desk)
}

fn show(desk: &Desk) -> Response {
    desk.page(&Page { title: desk.say("start-title"), place: Place::Today, live: "members settings", main: main(desk) })
}

/// The first page.
pub(super) fn main(desk: &Desk) -> Markup {
    html! {
        h1 { (desk.say("start-title")) }
        p.lead { (desk.say("start-lead")) }
        @if let Some(coop) = &desk.who.coop {
            p.said { (icon(Icon::Check)) span { (desk.say_name("invite-admitted", &coop.name)) } }
            p.actions { a.button href=(desk.url("/")) { (icon(Icon::Sun)) span { (desk.say("today-title")) } } }
        } @else if desk.who.joining {
            section.card.honey { p.strong { (icon(Icon::Waiting)) span { (desk.say("invite-waiting")) } } p.soft { (desk.say("invite-sent-back")) } p { a href=(desk.url("/receive")) { (desk.say("desk-receive")) } } }
        } @else {
            @if let Some(away) = &desk.who.turned_away { section.card.honey { p.strong { (icon(Icon::Alert)) span { (away.said) } } } }
            div.columns.even { (join_form(desk)) div.column { (found_form(desk)) (device_form(desk)) (languages(desk)) } }
        }
    }
}

fn join_form(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/join").draft();
    html! {
        section.card {
            h2 { (icon(Icon::Join)) span { (desk.say("start-join")) } }
            (fields.draw("stack", &html! {
                (fields.area("invitation", &label(desk.say("invite-paste")), "", 5))
                (button(Icon::Join, &desk.say("invite-join")))
            }))
        }
    }
}

fn found_form(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/coop").draft();
    let areas = Label { label: desk.say("desk-areas"), hint: Some(desk.say("desk-areas-hint")) };
    html! {
        details.card {
            summary { (desk.say("start-begin-coop")) }
            (fields.draw("stack", &html! {
                (fields.needed("name", &label(desk.say("start-coop-name")), ""))
                (fields.area("areas", &areas, "", 4))
                (button(Icon::Plus, &desk.say("start-begin-coop")))
            }))
        }
    }
}

fn device_form(desk: &Desk) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::Device)) span { (desk.say("desk-device-request")) } }
            p.soft { (desk.say("desk-device-request-why")) }
            (Fields::of(desk, "/devices/request").draw("", &html! { (quiet_button(Icon::Code, &desk.say("desk-device-request"))) }))
            p { a.more href=(desk.url("/recovery/back")) { (icon(Icon::Lock)) span { (desk.say("desk-back-title")) } } }
            details { summary { (desk.say("start-restore")) } p.soft { (desk.say("start-restore-how")) } }
        }
    }
}

async fn joining(desk: Desk) -> Response {
    show_joining(&desk)
}

fn show_joining(desk: &Desk) -> Response {
    let main = html! { h1 { (desk.say("invite-have")) } (join_form(desk)) };
    desk.page(&Page { title: desk.say("invite-have"), place: Place::More, live: "", main })
}

async fn join(desk: Desk, form: Form) -> Response {
    match desk.ask::<Received>(Request::Join { invitation: form.trimmed("invitation") }).await {
        Ok(received) => {
            let mut code = became(&desk, received);
            if code.hand_over.is_some() {
                code.lead = desk.say("invite-sent-back");
            }
            desk.go_to_code(code)
        }
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show_joining(&desk)
        }
    }
}

async fn found(desk: Desk, form: Form) -> Response {
    let areas = form.get("areas").lines().map(str::trim).filter(|area| !area.is_empty()).map(ToOwned::to_owned).collect();
    match desk.tell(Request::CoopCreate { name: form.trimmed("name"), areas }).await {
        Ok(()) => desk.go("/", desk.say("desk-coop-begun")),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show(&desk)
        }
    }
}
