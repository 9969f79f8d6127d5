//! Visits: begun, finished with what was done, asked to be confirmed, and confirmed.

mod activity;
mod correction;
mod tasks;

use super::app::App;
use super::attachment;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice};
use super::icon::Icon;
use super::parts::{Choice, Fields, Label, button, empty, face, label, quiet_button};
use super::shelf::Code;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CircleView, ConfirmedView, HandOver, VisitView};
use kith_core::kith::{EndedVisit, KithError, KithResult, Request};
use kith_wire::limits;
use maud::{Markup, html};

/// The visits on a circle's page of visits, and how far back one can be opened.
const VISITS_MAX: u32 = 200;
/// The longest visit that the form takes.
const MINUTES_MAX: u32 = 24 * 60;
const HOUR_MS: u64 = 60 * 60 * 1000;

pub(super) use tasks::{marks as task_marks, ticked as ticked_tasks};

/// The tasks to tick for a visit that nobody has told of yet.
pub(super) fn task_choices(desk: &Desk, fields: &Fields<'_>) -> Markup {
    tasks::choices(desk, fields, &[])
}

/// The visits' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/visit", post(check_in))
        .route("/circle/{circle}/visits", get(visits))
        .route("/circle/{circle}/visit/{visit}", get(visit).post(check_out))
        .route("/visit/{visit}/ask", post(ask))
        .route("/visit/{visit}/confirm", post(confirm))
        .merge(activity::routes())
        .merge(correction::routes())
}

/// Where a visit has its page.
pub(super) fn path(visit: &VisitView) -> String {
    format!("/circle/{}/visit/{}", stands_in(visit), visit.id)
}

/// The circle among whose visits it is. What is known from a code alone is not among them yet.
fn stands_in(visit: &VisitView) -> &str {
    visit.circle.as_deref().filter(|_| !visit.by_code).unwrap_or("none")
}

/// Who visited: somebody without a phone, or the visitor themself.
fn whose(desk: &Desk, visit: &VisitView) -> String {
    visit.other.as_ref().map_or_else(|| desk.name(&visit.visitor), |other| other.name.clone())
}

/// A visit as a row: who, when, how long, and the state of its hour.
pub(super) fn visit_row(desk: &Desk, visit: &VisitView) -> Markup {
    html! {
        div.visit {
            a.person-row href=(desk.url(&path(visit))) {
                (face(&visit.visitor))
                span {
                    span.strong { (desk.say_name("visit-with", &whose(desk, visit))) }
                    span.soft.small { (desk.when(visit.started_ms)) @if let Some(minutes) = visit.minutes { " · " (desk.words.minutes(minutes)) } }
                }
            }
            p.marks { (desk.element_marks(&visit.done)) (desk.state("hour-state", &visit.hour)) @if visit.under_review { (desk.under_review()) } @if visit.other.is_some() { span.soft.small { (desk.say_name("for-written-by", &desk.name(&visit.visitor))) } } }
        }
    }
}

async fn visits(desk: Desk, Path(circle): Path<String>) -> Response {
    match desk.ask::<Vec<VisitView>>(Request::Visits { circle: circle.clone(), limit: VISITS_MAX }).await {
        Ok(visits) => {
            let main = visits_main(&desk, &circle, &visits);
            desk.page(&Page { title: desk.say("visit-list"), place: Place::Circle, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

/// All visits of a circle.
pub(super) fn visits_main(desk: &Desk, circle: &str, visits: &[VisitView]) -> Markup {
    html! {
        (desk.back(&format!("/circle/{circle}"), &desk.say("desk-to-circle")))
        h1 { (desk.say("visit-list")) }
        @if visits.is_empty() { (empty(&desk.say("desk-visits-empty"))) }
        ul.rows { @for visit in visits { li { (visit_row(desk, visit)) } } }
    }
}

async fn check_in(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    match desk.ask::<VisitView>(Request::VisitCheckIn { circle: circle.clone(), at_ms: None }).await {
        Ok(visit) => desk.go(&path(&visit), desk.say("desk-visit-begun")),
        Err(error) => super::circle::show(desk.stumbled(error, form), &circle).await,
    }
}

async fn visit(desk: Desk, Path((circle, visit)): Path<(String, String)>) -> Response {
    show(desk, &circle, &visit).await
}

/// A visit's page; after a form that did not go through, with what was written.
pub(super) async fn show(desk: Desk, circle: &str, visit: &str) -> Response {
    match (find(&desk, circle, visit).await, super::circle::known(&desk, circle).await) {
        (Ok(visit), Ok(circle)) => {
            let main = main(&desk, &visit, circle.as_ref());
            desk.page(&Page { title: title(&desk, &visit), place: Place::Today, live: "circle", main })
        }
        (Err(error), _) | (_, Err(error)) => desk.error(error),
    }
}

async fn find(desk: &Desk, circle: &str, visit: &str) -> KithResult<VisitView> {
    let missing = || KithError::not_found("no-such-visit", "there is no such visit in this circle");
    let visits: Vec<VisitView> = if circle == "none" {
        desk.ask(Request::VisitsToConfirm).await?
    } else {
        desk.ask(Request::Visits { circle: circle.to_owned(), limit: VISITS_MAX }).await?
    };
    visits.into_iter().find(|one| one.id == visit).ok_or_else(missing)
}

fn title(desk: &Desk, visit: &VisitView) -> String {
    visit.person.as_ref().map_or_else(|| desk.say("visit-list"), |person| desk.say_name("visit-title", &desk.name(person)))
}

/// One visit: the form to finish it while it is open, what was told of it afterwards. In a circle that takes nothing new it has no forms.
fn main(desk: &Desk, visit: &VisitView, circle: Option<&CircleView>) -> Markup {
    let writable = circle.is_none_or(CircleView::is_writable);
    html! {
        @if let Some(circle) = &visit.circle { (desk.back(&format!("/circle/{circle}"), &desk.say("desk-to-circle"))) }
        h1 { (title(desk, visit)) }
        @if let Some(closed) = circle.and_then(|circle| circle.closed.as_ref()) { (super::circle::closed_notice(desk, closed)) }
        @if visit.ended_ms.is_none() && visit.visitor.me && writable {
            @if let Some(circle) = &visit.circle { (super::circle::taking_back(desk, circle, &visit.id, visit.started_ms)) }
            (finish_form(desk, visit))
            (attachment::hanging(desk, &visit.attachments))
            (attach_form(desk, visit))
        } @else {
            (told(desk, visit, writable))
            @if let Some(circle) = &visit.circle { p { (desk.hold_link(&visit.visitor, &visit.id, &format!("/circle/{circle}"))) } }
            @if let Some(circle) = visit.circle.as_ref().filter(|_| visit.visitor.me) { (desk.erase_link(&visit.id, &format!("/circle/{circle}"))) }
        }
    }
}

fn finish_form(desk: &Desk, visit: &VisitView) -> Markup {
    let fields = Fields::of(desk, path(visit)).draft();
    let measured = measured(desk, visit);
    let minutes = Label { label: desk.say("visit-minutes"), hint: Some(measured.as_ref().err().cloned().unwrap_or_else(|| desk.say("visit-minutes-hint"))) };
    let done = Label { label: desk.say("visit-done-title"), hint: Some(desk.say("visit-done-hint")) };
    let handover = Label { label: desk.say("visit-handover"), hint: Some(desk.say("handover-hint")) };
    let name = visit.person.as_ref().map_or_else(String::new, |person| person.name.clone());
    html! {
        p.lead {
            (desk.say_with("visit-started", &[("when", desk.when(visit.started_ms).into())]))
            @if let Ok(minutes) = &measured { " · " (desk.words.minutes(*minutes)) }
        }
        (fields.draw("stack", &html! {
            (fields.elements("done", &done, true, &[]))
            (tasks::choices(desk, &fields, &[]))
            (fields.area("text", &label(desk.say("visit-done-words")), "", 2))
            (fields.moods("how", &desk.say_name("visit-how", &name)))
            (fields.area("handover", &handover, "", 2))
            (fields.number("minutes", &minutes, &measured.as_ref().map(u32::to_string).unwrap_or_default(), (0, MINUTES_MAX)))
            @if let Some(coop) = &desk.who.coop {
                @if !coop.areas.is_empty() { (area_field(desk, &fields, &coop.areas)) }
            }
            (button(Icon::Check, &desk.say("visit-finish")))
        }))
    }
}

/// The minutes since a visit began, or why the clock alone cannot tell them.
fn measured(desk: &Desk, visit: &VisitView) -> Result<u32, String> {
    if visit.clock_doubtful || visit.started_ms.saturating_sub(desk.now_ms) > limits::CLOCK_BEHIND_MS_MAX {
        return Err(desk.say("code-visit-clock"));
    }
    let spent_ms = desk.now_ms.saturating_sub(visit.started_ms);
    if spent_ms > limits::VISIT_MEASURED_MS_MAX {
        let hours = (spent_ms / HOUR_MS).to_string();
        return Err(desk.say_with("code-visit-too-long", &[("hours", hours.as_str().into())]));
    }
    Ok(u32::try_from(spent_ms / 60_000).unwrap_or(MINUTES_MAX))
}

fn area_field(desk: &Desk, fields: &Fields<'_>, areas: &[String]) -> Markup {
    let mut choices = vec![Choice { value: String::new(), text: desk.say("element-none") }];
    choices.extend(areas.iter().map(|area| Choice { value: area.clone(), text: area.clone() }));
    let area = Label { label: desk.say("desk-area"), hint: Some(desk.say("desk-area-hint")) };
    fields.select("area", &area, &choices, "")
}

fn attach_form(desk: &Desk, visit: &VisitView) -> Markup {
    attachment::form(desk, &visit.id, attachment::Hung::Visit(stands_in(visit)), &path(visit))
}

fn told(desk: &Desk, visit: &VisitView, writable: bool) -> Markup {
    html! {
        div.opening-row { (face(&visit.visitor)) div {
            p.strong { (desk.say_name("visit-with", &whose(desk, visit))) }
            p.soft { (desk.time(visit.started_ms)) @if let Some(minutes) = visit.minutes { " · " (desk.words.minutes(minutes)) } }
        } }
        @if !visit.done.is_empty() { section { h2 { (desk.say("visit-done-title")) } p.marks { (desk.element_marks(&visit.done)) } } }
        (tasks::said(desk, visit))
        @if let Some(area) = &visit.area { p { span.strong { (desk.say("desk-area")) } " " (area) } }
        @if !visit.text.is_empty() { p.words.measure { (visit.text) } }
        @if let (Some(how), Some(person)) = (visit.how, &visit.person) {
            p { span.strong { (desk.say_name("visit-how", &desk.name(person))) } " " (desk.mood(how)) }
        }
        @if !visit.handover.is_empty() { section.card.handover { h2 { (desk.say("handover-title")) } p.words { (visit.handover) } } }
        (attachment::hanging(desk, &visit.attachments))
        @if visit.by_code { (correction::by_code(desk, visit)) }
        (correction::tellings(desk, visit))
        (hour(desk, visit))
        @if visit.visitor.me && visit.circle.is_some() && writable { (correction::card(desk, visit)) (attach_form(desk, visit)) }
        @if let Some(other) = &visit.other { (super::circle::written_for(desk, &visit.visitor, other)) }
        p { (desk.arrival(&visit.id, &visit.arrival)) }
    }
}

/// The hour of a visit: its state, what happens next, and who can say yes.
fn hour(desk: &Desk, visit: &VisitView) -> Markup {
    let waits = visit.hour == "unconfirmed";
    html! {
        section.card.honey {
            h2 { (desk.say("desk-hour")) }
            p { (desk.state("hour-state", &visit.hour)) }
            @if !visit.hour_reason.is_empty() { p { (visit.hour_reason) } }
            @if let Some(by) = &visit.confirmed_by { p.soft { (desk.say_name("hour-confirmed-by", &desk.name(by))) } }
            @if let (Some(words), Some(person)) = (&visit.confirmed_on, &visit.person) {
                p.soft { (desk.say_with("hour-confirmed-for", &[("name", desk.name(person).into()), ("mandate", words.clone().into())])) }
            }
            @if waits && visit.visitor.me {
                p.soft { (desk.say("hour-ask-lead")) }
                (Fields::of(desk, format!("/visit/{}/ask", visit.id)).draw("", &html! { (button(Icon::Code, &desk.say("hour-ask"))) }))
                p { a href=(desk.url("/receive")) { (desk.say("hour-paste-code")) } }
            }
            @if visit.mine_to_confirm {
                (Fields::of(desk, format!("/visit/{}/confirm", visit.id)).draw("", &html! { (button(Icon::Check, &desk.say("hour-confirm"))) }))
            }
            @if matches!(visit.hour.as_str(), "confirmed" | "counted") && !visit.visitor.me {
                (Fields::of(desk, format!("/people/{}/pack", visit.visitor.id)).draw("", &html! {
                    (quiet_button(Icon::Code, &desk.say_name("desk-pack-for", &visit.visitor.name)))
                }))
            }
        }
    }
}

async fn check_out(desk: Desk, Path((circle, visit)): Path<(String, String)>, form: Form) -> Response {
    match finish(&desk, &visit, &form).await {
        Ok(done) => desk.go(&path(&done), desk.say("visit-finished")),
        Err(error) => show(desk.stumbled(error, form), &circle, &visit).await,
    }
}

async fn finish(desk: &Desk, visit: &str, form: &Form) -> KithResult<VisitView> {
    let not_minutes = |_| KithError::invalid("not-minutes", "minutes are a whole number");
    let minutes = form.written("minutes").map(|text| text.parse::<u32>().map_err(not_minutes)).transpose()?;
    desk.ask(Request::VisitCheckOut(EndedVisit {
        visit: visit.to_owned(),
        minutes,
        done: form.all("done").filter_map(choice).collect(),
        how: choice(form.get("how")),
        text: form.text("text"),
        handover: form.text("handover"),
        area: form.written("area"),
        tasks: tasks::ticked(form),
    }))
    .await
}

async fn ask(desk: Desk, Path(visit): Path<String>) -> Response {
    match desk.ask::<HandOver>(Request::VisitAsk { visit }).await {
        Ok(hand_over) => desk.go_to_code(Code {
            title: desk.say("hour-ask"),
            lead: desk.say("hour-show-code-lead"),
            hand_over: Some(hand_over),
            received: None,
            state: None,
            next: "/receive".into(),
        }),
        Err(error) => desk.error(error),
    }
}

async fn confirm(desk: Desk, Path(visit): Path<String>) -> Response {
    match desk.ask::<ConfirmedView>(Request::VisitConfirm { visit }).await {
        Ok(done) => desk.go_to_code(Code {
            title: desk.say("hour-confirmed"),
            lead: desk.say_name("desk-confirmed-lead", &done.visit.visitor.name),
            hand_over: Some(done.hand_over),
            received: None,
            state: None,
            next: "/".into(),
        }),
        Err(error) => desk.error(error),
    }
}
