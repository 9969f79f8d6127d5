//! My devices, and letting a new one in.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, label};
use super::shelf::Code;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::Request;
use kith_core::kith::view::{DeviceView, HandOver};
use maud::{Markup, html};

/// The devices' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/devices", get(devices).post(admit)).route("/devices/request", post(request))
}

async fn devices(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<Vec<DeviceView>>(Request::Devices).await {
        Ok(devices) => desk.page(&Page { title: desk.say("device-title"), place: Place::More, live: "devices", main: main(&desk, &devices) }),
        Err(error) => desk.error(error),
    }
}

/// My devices, and the form to let one in.
pub(super) fn main(desk: &Desk, devices: &[DeviceView]) -> Markup {
    let fields = Fields::of(desk, "/devices").draft();
    let request = Label { label: desk.say("desk-device-code"), hint: Some(desk.say("desk-device-code-hint")) };
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("device-title")) }
        ul.rows {
            @for device in devices {
                li.row { (icon(Icon::Device)) span { span.strong { @if device.label.is_empty() { (desk.say("desk-device")) } @else { (device.label) } } }
                    @if device.here { span.badge { (desk.say("device-this")) } } }
            }
        }
        section.card {
            h2 { (desk.say("device-add")) }
            (fields.draw("stack", &html! {
                (fields.area("request", &request, "", 4))
                (fields.line("label", &label(desk.say("device-name")), ""))
                (button(Icon::Device, &desk.say("device-add")))
            }))
        }
    }
}

async fn admit(desk: Desk, form: Form) -> Response {
    match desk.ask::<HandOver>(Request::DeviceAdmit { request: form.trimmed("request"), label: form.trimmed("label") }).await {
        Ok(hand_over) => desk.go_to_code(Code {
            title: desk.say("device-add"),
            lead: desk.say("desk-device-admitted"),
            hand_over: Some(hand_over),
            received: None,
            state: None,
            next: "/devices".into(),
        }),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

/// On a new profile: the request to become one more device of somebody.
async fn request(desk: Desk) -> Response {
    match desk.ask::<HandOver>(Request::DeviceRequest).await {
        Ok(hand_over) => desk.go_to_code(Code {
            title: desk.say("desk-device-request"),
            lead: desk.say("desk-device-request-lead"),
            hand_over: Some(hand_over),
            received: None,
            state: None,
            next: "/receive".into(),
        }),
        Err(error) => desk.error(error),
    }
}
