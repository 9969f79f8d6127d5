//! My devices: named, let in, cut off when lost; and for the office, a member's.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, sure};
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, label, quiet_button};
use super::shelf::Code;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{AdmittedView, DeviceView, HandOver, MemberView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The furthest back that a device may be said to have been lost, in days.
const LOST_DAYS_MAX: u32 = 365;
/// Digits of a device's id that stand for a name.
const DIGITS_SHOWN: usize = 8;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// The devices' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/devices", get(devices).post(admit))
        .route("/devices/request", post(request))
        .route("/devices/of/{person}", get(devices_of))
        .route("/device/{device}", get(device).post(name))
        .route("/device/{device}/lost", post(lost))
        .route("/device/{device}/freeze", post(freeze))
        .route("/device/{device}/lift", post(lift))
        .route("/devices/of/{person}/{device}/lift", post(lift_of))
        .route("/devices/of/{person}/{device}/lost", post(lost_of))
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
        p.lead { (desk.say("desk-devices-lead")) }
        ul.links { @for device in devices { li { a href=(desk.url(&format!("/device/{}", device.id))) { (line(desk, device)) (icon(Icon::Go)) } } } }
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

/// A device by its name; one that nobody has named is called by the beginning of its id, and said to be so.
fn called(desk: &Desk, device: &DeviceView) -> String {
    if device.id.starts_with(&device.label) { desk.say_with("desk-device-unnamed", &[("id", device.label.as_str().into())]) } else { device.label.clone() }
}

/// Its name as it stands in the form: nothing, where nobody has named it.
fn own_name(device: &DeviceView) -> &str {
    if device.id.starts_with(&device.label) { "" } else { &device.label }
}

/// A device by its name, whether it is this one, and how it stands.
fn line(desk: &Desk, device: &DeviceView) -> Markup {
    html! {
        (icon(Icon::Device))
        span.row {
            span.strong { (called(desk, device)) }
            @if device.here { span.badge { (desk.say("device-this")) } }
            @match device.state.as_str() {
                "frozen" => { span.state.open { (icon(Icon::Waiting)) span { (desk.say("desk-device-frozen")) } } }
                "revoked" => { span.state.now { (icon(Icon::Alert)) span { (desk.say("desk-device-revoked")) } } }
                _ => {}
            }
        }
    }
}

async fn device(desk: Desk, Path(device): Path<String>) -> Response {
    show_one(desk, &device).await
}

async fn show_one(desk: Desk, device: &str) -> Response {
    let devices: KithResult<Vec<DeviceView>> = desk.ask(Request::Devices).await;
    match devices.and_then(|devices| find(devices, device)) {
        Ok(device) => desk.page(&Page { title: called(&desk, &device), place: Place::More, live: "devices settings", main: one_main(&desk, &device) }),
        Err(error) => desk.error(error),
    }
}

fn find(devices: Vec<DeviceView>, device: &str) -> KithResult<DeviceView> {
    devices.into_iter().find(|one| one.id == device).ok_or_else(|| KithError::not_found("no-such-device", "There is no such device here."))
}

/// One device of mine: its name, and what to do when it is lost.
pub(super) fn one_main(desk: &Desk, device: &DeviceView) -> Markup {
    let fields = Fields::of(desk, format!("/device/{}", device.id));
    html! {
        (desk.back("/devices", &desk.say("device-title")))
        h1 { (called(desk, device)) }
        p.row { (line(desk, device)) }
        section.card {
            h2 { (icon(Icon::Pencil)) span { (desk.say("desk-device-rename")) } }
            (fields.draw("stack", &html! { (fields.needed("label", &label(desk.say("device-name")), own_name(device))) (button(Icon::Check, &desk.say("button-save"))) }))
        }
        @if device.here { p.soft.measure { (desk.say("desk-device-lost-here")) } }
        @if device.state == "frozen" { (lift_form(desk, &format!("/device/{}/lift", device.id))) }
        @else if !device.here && device.state != "revoked" { (freeze_form(desk, &device.id)) }
        @if !device.here && device.state != "revoked" { (lost_form(desk, &format!("/device/{}/lost", device.id))) }
        @if !device.here { (report_link(desk, device)) }
    }
}

/// For a device that is perhaps only mislaid: it gets and gives nothing until somebody decides.
fn freeze_form(desk: &Desk, device: &str) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::Waiting)) span { (desk.say("desk-device-freeze-title")) } }
            p { (desk.say("desk-device-freeze-lead")) }
            (Fields::of(desk, format!("/device/{device}/freeze")).draw("", &quiet_button(Icon::Lock, &desk.say("desk-device-freeze"))))
        }
    }
}

/// For a frozen device: whoever may says that it is in the right hands.
fn lift_form(desk: &Desk, action: &str) -> Markup {
    let fields = Fields::of(desk, action);
    html! {
        section.card {
            h2 { (icon(Icon::Waiting)) span { (desk.say("desk-device-lift-title")) } }
            p { (desk.say("desk-device-lift-lead")) }
            (fields.draw("stack", &html! {
                (fields.tick("sure", &desk.say("desk-device-lift-sure"), false))
                (quiet_button(Icon::Check, &desk.say("desk-device-lift")))
            }))
        }
    }
}

/// The way to what a lost device held.
fn report_link(desk: &Desk, device: &DeviceView) -> Markup {
    html! { p { a.more href=(desk.url(&format!("/lost/{}", device.id))) { (icon(Icon::List)) span { (desk.say("lost-title")) } } } }
}

fn lost_form(desk: &Desk, action: &str) -> Markup {
    let fields = Fields::of(desk, action);
    let since = Label { label: desk.say("desk-device-lost-days"), hint: Some(desk.say("desk-device-lost-days-hint")) };
    html! {
        section.card.fork {
            h2 { (icon(Icon::Alert)) span { (desk.say("device-lost")) } }
            p { (desk.say("device-lost-lead")) }
            details { summary { (desk.say("lost-next")) } (super::lost::what_next(desk)) }
            (fields.draw("stack", &html! {
                (fields.number("days", &since, "0", (0, LOST_DAYS_MAX)))
                (fields.tick("sure", &desk.say("desk-sure"), false))
                (quiet_button(Icon::Alert, &desk.say("desk-device-cut-off")))
            }))
        }
    }
}

async fn name(desk: Desk, Path(device): Path<String>, form: Form) -> Response {
    match desk.tell(Request::DeviceName { device: device.clone(), label: form.trimmed("label") }).await {
        Ok(()) => desk.go("/devices", desk.say("desk-device-named")),
        Err(error) => show_one(desk.stumbled(error, form), &device).await,
    }
}

async fn lost(desk: Desk, Path(device): Path<String>, form: Form) -> Response {
    match revoke(&desk, None, &device, &form).await {
        // Where this phone may not cut it off, it is frozen, and whoever can go on is named.
        Ok(devices) => match devices.into_iter().find(|one| one.id == device).and_then(|one| one.next) {
            Some(next) => desk.go(&format!("/device/{device}"), next),
            None => desk.go(&format!("/lost/{device}"), desk.say("desk-device-cut")),
        },
        Err(error) => show_one(desk.stumbled(error, form), &device).await,
    }
}

async fn freeze(desk: Desk, Path(device): Path<String>, form: Form) -> Response {
    match desk.tell(Request::DeviceFreeze { device: device.clone() }).await {
        Ok(()) => desk.go(&format!("/device/{device}"), desk.say("desk-device-is-frozen")),
        Err(error) => show_one(desk.stumbled(error, form), &device).await,
    }
}

async fn lift(desk: Desk, Path(device): Path<String>, form: Form) -> Response {
    match lifted(&desk, None, &device, &form).await {
        Ok(()) => desk.go(&format!("/device/{device}"), desk.say("desk-device-is-lifted")),
        Err(error) => show_one(desk.stumbled(error, form), &device).await,
    }
}

async fn lift_of(desk: Desk, Path((person, device)): Path<(String, String)>, form: Form) -> Response {
    match lifted(&desk, Some(person.clone()), &device, &form).await {
        Ok(()) => desk.go(&format!("/devices/of/{person}"), desk.say("desk-device-is-lifted")),
        Err(error) => show_of(desk.stumbled(error, form), &person).await,
    }
}

async fn lifted(desk: &Desk, person: Option<String>, device: &str, form: &Form) -> KithResult<()> {
    sure(form)?;
    desk.tell(Request::DeviceLift { person, device: device.to_owned() }).await
}

/// Cuts a device off: from now on, or from so many days ago on, so that what it wrote since is looked at.
async fn revoke(desk: &Desk, person: Option<String>, device: &str, form: &Form) -> KithResult<Vec<DeviceView>> {
    sure(form)?;
    let days: u64 = form.get("days").trim().parse().unwrap_or(0);
    let since_ms = (days > 0).then(|| desk.now_ms.saturating_sub(days.saturating_mul(DAY_MS)));
    desk.ask(Request::DeviceRevoke { person, device: device.to_owned(), since_ms }).await
}

async fn devices_of(desk: Desk, Path(person): Path<String>) -> Response {
    show_of(desk, &person).await
}

async fn show_of(desk: Desk, person: &str) -> Response {
    match read_of(&desk, person).await {
        Ok((member, devices)) => {
            let title = desk.say_name("desk-devices-of", &member.person.name);
            let main = of_main(&desk, (&title, person), &devices);
            desk.page(&Page { title, place: Place::Members, live: "members devices", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read_of(desk: &Desk, person: &str) -> KithResult<(MemberView, Vec<DeviceView>)> {
    let members: Vec<MemberView> = desk.ask(Request::Members).await?;
    let missing = || KithError::not_found("no-such-person", "There is no such person here.");
    let member = members.into_iter().find(|one| one.person.id == person).ok_or_else(missing)?;
    Ok((member, desk.ask(Request::DevicesOf { person: person.to_owned() }).await?))
}

/// For the office, when a member rings: their devices, and cutting off a lost one.
pub(super) fn of_main(desk: &Desk, (title, person): (&str, &str), devices: &[DeviceView]) -> Markup {
    html! {
        (desk.back("/members", &desk.say("office-members")))
        h1 { (title) }
        p.lead { (desk.say("desk-devices-of-lead")) }
        @for device in devices {
            section.stack {
                h2 { (line(desk, device)) }
                @if device.state == "frozen" { (lift_form(desk, &format!("/devices/of/{person}/{}/lift", device.id))) }
                @if !device.here && device.state != "revoked" {
                    details { summary { (desk.say("desk-device-lost-this")) } (lost_form(desk, &format!("/devices/of/{person}/{}/lost", device.id))) }
                }
                @if !device.here { (report_link(desk, device)) }
            }
        }
    }
}

async fn lost_of(desk: Desk, Path((person, device)): Path<(String, String)>, form: Form) -> Response {
    match revoke(&desk, Some(person.clone()), &device, &form).await {
        Ok(_) => desk.go(&format!("/lost/{device}"), desk.say("desk-device-cut")),
        Err(error) => show_of(desk.stumbled(error, form), &person).await,
    }
}

async fn admit(desk: Desk, form: Form) -> Response {
    match desk.ask::<AdmittedView>(Request::DeviceAdmit { request: form.trimmed("request"), label: form.trimmed("label") }).await {
        Ok(admitted) => desk.go_to_code(Code {
            title: desk.say("device-add"),
            lead: admitted_lead(&desk, &admitted),
            hand_over: Some(admitted.hand_over),
            received: None,
            state: None,
            next: "/devices".into(),
        }),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

/// Whose device was let in, by what it called itself, and what to do with the answer.
fn admitted_lead(desk: &Desk, admitted: &AdmittedView) -> String {
    let asked = admitted.asked_as.clone().unwrap_or_else(|| admitted.device.chars().take(DIGITS_SHOWN).collect());
    let whose = desk.say_with("desk-device-admitted-whose", &[("device", admitted.label.as_str().into()), ("asked", asked.into())]);
    format!("{whose} {}", desk.say("desk-device-admitted"))
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
