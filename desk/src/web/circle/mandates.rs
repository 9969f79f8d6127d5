//! What is written down for somebody without a phone: a note in their words, a visit of theirs, and on whose word.

use super::super::app::App;
use super::super::attachment;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, label};
use super::super::visit;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CirclePage, CircleView, Other, PersonView, VisitView};
use kith_core::kith::{KithError, KithResult, MandateRequest, Request, VisitFor};
use maud::{Markup, html};

/// The longest visit that the form takes.
const MINUTES_MAX: u32 = 24 * 60;

/// The addresses of the forms.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/for", get(writing)).route("/circle/{circle}/for/note", post(note)).route("/circle/{circle}/for/visit", post(visited))
}

/// The mark of what was written down for somebody: for whom, by whom, on whose word.
pub(in super::super) fn written_for(desk: &Desk, by: &PersonView, other: &Other) -> Markup {
    let said = [("name", other.name.clone().into()), ("by", desk.name(by).into()), ("mandate", other.mandate.clone().into())];
    html! { p.soft.small { (icon(Icon::Pencil)) " " span { (desk.say_with("for-written", &said)) } } }
}

async fn writing(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    match desk.ask::<CirclePage>(Request::Circle { circle: circle.to_owned() }).await {
        Ok(page) => desk.page(&Page { title: desk.say("for-title"), place: Place::Circle, live: "", main: main(&desk, &page.circle) }),
        Err(error) => desk.error(error),
    }
}

/// Both forms.
pub(in super::super) fn main(desk: &Desk, circle: &CircleView) -> Markup {
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &circle.name))
        h1 { (desk.say("for-title")) }
        p.lead { (desk.say("for-lead")) }
        div.columns {
            div.column { (note_form(desk, circle)) }
            div.column { (visit_form(desk, circle)) }
        }
    }
}

fn whose(desk: &Desk, fields: &Fields<'_>) -> Markup {
    let mandate = Label { label: desk.say("rota-mandate"), hint: Some(desk.say("for-mandate-hint")) };
    html! { (fields.needed("name", &label(desk.say("rota-other-name")), "")) (fields.needed("mandate", &mandate, "")) }
}

fn note_form(desk: &Desk, circle: &CircleView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/for/note", circle.id)).draft().with_file();
    html! {
        section.card {
            h2 { (desk.say("for-note")) }
            (fields.draw("stack", &html! {
                (whose(desk, &fields))
                (fields.area("text", &label(desk.say("for-words")), "", 3))
                (attachment::fields(desk, &fields))
                (button(Icon::Pencil, &desk.say("for-note-save")))
            }))
        }
    }
}

fn visit_form(desk: &Desk, circle: &CircleView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/for/visit", circle.id)).draft();
    let done = Label { label: desk.say("visit-done-title"), hint: None };
    html! {
        section.card {
            h2 { (desk.say("for-visit")) }
            p.soft { (desk.say("for-visit-lead")) }
            (fields.draw("stack", &html! {
                (whose(desk, &fields))
                (fields.moment("started", &label(desk.say("visit-began-at")), ""))
                (fields.number("minutes", &label(desk.say("visit-minutes")), "60", (1, MINUTES_MAX)))
                (fields.elements("done", &done, true, &[]))
                (visit::task_choices(desk, &fields))
                (fields.area("text", &label(desk.say("visit-done-words")), "", 2))
                (fields.moods("how", &desk.say_name("visit-how", &circle.person.name)))
                (fields.area("handover", &label(desk.say("visit-handover")), "", 2))
                (button(Icon::Check, &desk.say("for-visit-save")))
            }))
        }
    }
}

async fn note(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let told = match attachment::chosen(&form).await {
        Ok(file) => {
            let (other, mandate, text) = (form.trimmed("name"), form.trimmed("mandate"), form.text("text"));
            let note = MandateRequest::NoteFor { circle: circle.clone(), other, mandate, text, attach: file.into_iter().collect() };
            desk.tell(Request::Mandate(note)).await
        }
        Err(error) => Err(error),
    };
    match told {
        Ok(()) => desk.go(&format!("/circle/{circle}"), desk.say("note-saved")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn visited(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    match record(&desk, &circle, &form).await {
        Ok(done) => desk.go(&visit::path(&done), desk.say("visit-finished")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn record(desk: &Desk, circle: &str, form: &Form) -> KithResult<VisitView> {
    let started_ms = desk.instant(form.get("started")).ok_or_else(|| KithError::invalid("no-moment", "Say when that was."))?;
    let minutes = form.trimmed("minutes").parse().map_err(|_| KithError::invalid("not-minutes", "minutes are a whole number"))?;
    let told = VisitFor {
        circle: circle.to_owned(),
        other: form.trimmed("name"),
        mandate: form.trimmed("mandate"),
        started_ms,
        minutes,
        done: form.all("done").filter_map(choice).collect(),
        tasks: visit::ticked_tasks(form),
        how: choice(form.get("how")),
        text: form.text("text"),
        handover: form.text("handover"),
    };
    desk.ask(Request::Mandate(MandateRequest::VisitFor(told))).await
}
