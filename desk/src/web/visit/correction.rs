//! A visit told again before its hour is confirmed, and all that was told of it.

use super::super::app::App;
use super::super::desk::Desk;
use super::super::form::{Form, choice};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, label, quiet_button};
use super::{MINUTES_MAX, path};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use kith_core::kith::view::VisitView;
use kith_core::kith::{CorrectedVisit, KithError, KithResult, Request};
use maud::{Markup, html};

/// The address of corrections.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/visit/{visit}/correct", post(correct))
}

/// What a code does not carry, said where a visit is known from one alone.
pub(super) fn by_code(desk: &Desk, visit: &VisitView) -> Markup {
    let said = match visit.person.as_ref().filter(|_| visit.circle.is_some()) {
        Some(person) => desk.say_name("visit-by-code", &desk.name(person)),
        None => desk.say("visit-by-code-alone"),
    };
    html! { p.soft.measure { (said) } }
}

/// All tellings of a visit that was corrected, the first one first.
pub(super) fn tellings(desk: &Desk, visit: &VisitView) -> Markup {
    html! {
        @if !visit.corrections.is_empty() {
            details.card {
                summary { (desk.say("visit-corrections")) }
                @for told in &visit.corrections {
                    section {
                        h3 {
                            (desk.say_with("visit-told", &[("when", desk.when(told.told_ms).into())]))
                            @if told.stands { " " span.badge { (desk.say("visit-told-stands")) } }
                        }
                        p { (desk.time(told.started_ms)) " – " (desk.time(told.ended_ms)) " · " (desk.words.minutes(told.minutes)) }
                        p.marks { (desk.element_marks(&told.done)) @if let Some(how) = told.how { span { (desk.mood(how)) } } }
                        @if !told.text.is_empty() { p.words { (told.text) } }
                        @if !told.handover.is_empty() { p.words { span.strong { (desk.say("handover-title")) } " " (told.handover) } }
                    }
                }
            }
        }
    }
}

/// The form to tell a visit again; once its hour is confirmed, why it cannot be.
pub(super) fn card(desk: &Desk, visit: &VisitView) -> Markup {
    if !matches!(visit.hour.as_str(), "none" | "unconfirmed") {
        return html! { p.soft.measure { (desk.say("visit-correct-confirmed")) } };
    }
    let fields = Fields::of(desk, format!("{}/correct", path(visit)));
    let done = Label { label: desk.say("visit-done-title"), hint: Some(desk.say("visit-done-hint")) };
    let handover = Label { label: desk.say("visit-handover"), hint: Some(desk.say("handover-hint")) };
    let name = visit.person.as_ref().map_or_else(String::new, |person| person.name.clone());
    let moment = |ms: u64| desk.civil(ms);
    html! {
        details.card open[fields.failed()] {
            summary { (icon(Icon::Pencil)) span { (desk.say("visit-correct")) } }
            p.soft { (desk.say("visit-correct-lead")) }
            (fields.draw("stack", &html! {
                (fields.elements("done", &done, true, &visit.done))
                (super::tasks::choices(desk, &fields, &visit.tasks))
                (fields.area("text", &label(desk.say("visit-done-words")), &visit.text, 2))
                (fields.moods("how", &desk.say_name("visit-how", &name)))
                (fields.area("handover", &handover, &visit.handover, 2))
                (fields.number("minutes", &label(desk.say("visit-minutes")), &visit.minutes.unwrap_or(0).to_string(), (0, MINUTES_MAX)))
                (fields.moment("started", &label(desk.say("visit-began-at")), &moment(visit.started_ms)))
                (fields.moment("ended", &label(desk.say("visit-ended-at")), &moment(visit.ended_ms.unwrap_or(visit.started_ms))))
                (quiet_button(Icon::Check, &desk.say("visit-correct")))
            }))
        }
    }
}

async fn correct(desk: Desk, Path((circle, visit)): Path<(String, String)>, form: Form) -> Response {
    match tell_again(&desk, (&circle, &visit), &form).await {
        Ok(done) => desk.go(&path(&done), desk.say("visit-corrected")),
        Err(error) => super::show(desk.stumbled(error, form), &circle, &visit).await,
    }
}

/// What stands in the form otherwise than on the page is told again; the rest is left as it is.
async fn tell_again(desk: &Desk, (circle, visit): (&str, &str), form: &Form) -> KithResult<VisitView> {
    let now = super::find(desk, circle, visit).await?;
    let not_minutes = |_| KithError::invalid("not-minutes", "minutes are a whole number");
    let minutes = form.written("minutes").map(|text| text.parse::<u32>().map_err(not_minutes)).transpose()?;
    let done: Vec<_> = form.all("done").filter_map(choice).collect();
    let same_done = done.len() == now.done.len() && done.iter().all(|one| now.done.contains(one));
    let (text, handover) = (form.text("text"), form.text("handover"));
    desk.ask(Request::VisitCorrect(CorrectedVisit {
        visit: visit.to_owned(),
        started_ms: moment(desk, form, "started", Some(now.started_ms))?,
        ended_ms: moment(desk, form, "ended", now.ended_ms)?,
        minutes: minutes.filter(|said| Some(*said) != now.minutes),
        done: (!same_done).then_some(done),
        tasks: Some(super::tasks::ticked(form)).filter(|tasks| *tasks != now.tasks),
        how: choice(form.get("how")),
        text: (text != now.text).then_some(text),
        handover: (handover != now.handover).then_some(handover),
        area: None,
    }))
    .await
}

/// A moment as the form has it, where it is another minute than before.
fn moment(desk: &Desk, form: &Form, name: &str, before: Option<u64>) -> KithResult<Option<u64>> {
    let Some(said) = form.written(name).filter(|said| before.is_none_or(|before| *said != desk.civil(before))) else { return Ok(None) };
    desk.instant(&said).map(Some).ok_or_else(|| KithError::invalid("visit-times", "this is no time"))
}
