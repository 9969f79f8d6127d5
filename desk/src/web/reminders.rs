//! Reminders and the calendar: what one wants to be told of and when not, and one's visits for a program that shows calendars.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, empty, label};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kith_core::kith::view::{CalendarView, ReminderWishes, RemindersView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// Where the feed is: the one address, besides pictures and styles, that is open without the cookie.
pub(super) const FEED: &str = "/calendar.ics";

/// The addresses of reminders and of the calendar.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/reminders", get(page).post(set)).route(FEED, get(feed))
}

async fn page(desk: Desk) -> Response {
    show(desk).await
}

const fn whole(names: bool) -> Request {
    Request::RotaCalendar { circle: None, everybody: false, names }
}

async fn show(desk: Desk) -> Response {
    let reminders: KithResult<RemindersView> = desk.ask(Request::Reminders).await;
    let calendar: KithResult<CalendarView> = desk.ask(whole(false)).await;
    match (reminders, calendar) {
        (Ok(reminders), Ok(calendar)) => {
            let main = main(&desk, &reminders, &calendar);
            desk.page(&Page { title: desk.say("reminder-title"), place: Place::More, live: "circle", main })
        }
        (Err(error), _) | (_, Err(error)) => desk.error(error),
    }
}

/// The main part of the page.
pub(super) fn main(desk: &Desk, reminders: &RemindersView, calendar: &CalendarView) -> Markup {
    let fields = Fields::of(desk, "/reminders");
    let wishes = &reminders.wishes;
    let quiet = Label { label: desk.say("reminder-quiet-from"), hint: Some(desk.say("reminder-quiet-hint")) };
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("reminder-title")) }
        p.lead { (desk.say("reminder-lead")) }
        (fields.draw("stack card", &html! {
            (fields.tick("visits", &desk.say("reminder-visits"), wishes.visits))
            (fields.number("before", &label(desk.say("reminder-before")), &wishes.before_minutes.to_string(), (0, 10_080)))
            (fields.tick("medicines", &desk.say("reminder-medicines"), wishes.medicines))
            (fields.tick("ends", &desk.say("reminder-ends"), wishes.ends))
            (fields.line("quiet-from", &quiet, &wishes.quiet_from))
            (fields.line("quiet-to", &label(desk.say("reminder-quiet-to")), &wishes.quiet_to))
            (button(Icon::Check, &desk.say("button-save")))
        }))
        section {
            h2 { (desk.say("reminder-next")) }
            @if reminders.due.is_empty() && reminders.next.is_empty() { (empty(&desk.say("reminder-none"))) }
            ul.rows { @for one in reminders.due.iter().chain(&reminders.next) { li { p { span.strong { (desk.when(one.at_ms)) } " · " (one.text) } } } }
        }
        section.card {
            h2 { (icon(Icon::Plan)) span { (desk.say("calendar-title")) } }
            p { (desk.say_count("calendar-lead", calendar.visits)) }
            p { a.more href=(desk.url(&format!("{FEED}?key={}", calendar.key))) download { (icon(Icon::Download)) span { (desk.say("calendar-get")) } } }
            p.soft { (desk.say("calendar-feed")) }
        }
    }
}

async fn set(desk: Desk, form: Form) -> Response {
    let wishes = ReminderWishes {
        before_minutes: form.trimmed("before").parse().unwrap_or(0),
        visits: form.has("visits"),
        medicines: form.has("medicines"),
        ends: form.has("ends"),
        quiet_from: form.trimmed("quiet-from"),
        quiet_to: form.trimmed("quiet-to"),
    };
    match desk.tell(Request::RemindersSet { wishes }).await {
        Ok(()) => desk.go("/reminders", desk.say("limits-kept")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

/// The feed: a program that shows calendars has no cookie, so the address carries a key of its own, which opens nothing else.
async fn feed(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let given = Form::read(query.unwrap_or_default().as_bytes());
    let Ok(calendar) = app.ask::<CalendarView>(whole(false)).await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    if !super::access::alike(given.get("key"), &calendar.key) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, "inline; filename=\"kith.ics\"")];
    (kind, calendar.text).into_response()
}
