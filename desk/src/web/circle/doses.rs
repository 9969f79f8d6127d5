//! Doses: what is due, recording it, and a dose that was recorded twice.

use super::super::app::App;
use super::super::desk::Desk;
use super::super::form::{Form, choice, word};
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, button, face, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use kith_core::kith::view::{DoseAlertView, DoseState, DoseView, DueDoseView, Outcome, Part};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

const OUTCOMES: [Outcome; 7] = [Outcome::Given, Outcome::Refused, Outcome::Missed, Outcome::NotNeeded, Outcome::Away, Outcome::Unavailable, Outcome::Other];
const PARTS: [Part; 3] = [Part::Prompt, Part::Assist, Part::Administer];
/// In place of a time: a dose beside those that are due.
const EXTRA: &str = "extra";

/// The doses' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/medicine/{medicine}/dose/{slot}", post(record))
        .route("/circle/{circle}/dose/{dose}", post(correct))
        .route("/circle/{circle}/dose-alert/{alert}", post(answer))
        .route("/dose-alert/{alert}", post(answer_elsewhere))
}

fn outcome_choices(desk: &Desk) -> Vec<Choice> {
    OUTCOMES.iter().map(|o| Choice { value: word(o), text: desk.say(&format!("dose-{}", word(o))) }).collect()
}

/// How a due dose stands, as a mark with words.
fn mark(desk: &Desk, state: DoseState) -> Markup {
    let (class, sign) = match state {
        DoseState::Twice => ("now", Icon::Alert),
        DoseState::Late | DoseState::Due => ("open", Icon::Clock),
        DoseState::Done | DoseState::Answered => ("sure", Icon::Check),
        DoseState::Upcoming => ("unknown", Icon::Clock),
    };
    html! { span.state.(class) { (icon(sign)) span { (desk.say(&format!("dose-state-{}", word(&state)))) } } }
}

/// A due dose as a row that leads to its page: for Today and a circle's page.
pub(in super::super) fn due_row(desk: &Desk, due: &DueDoseView) -> Markup {
    html! {
        a.person-row href=(desk.url(&format!("/circle/{}/medicines", due.circle))) {
            (face(&due.person))
            span { span.strong { (due.name) } span.soft.small { (desk.name(&due.person)) " · " (desk.when(due.at_ms)) } }
            (mark(desk, due.state))
        }
    }
}

/// A due dose with what was recorded of it, and the form to record it.
pub(super) fn due_card(desk: &Desk, due: &DueDoseView, writable: bool) -> Markup {
    let red = due.state == DoseState::Twice;
    html! {
        article.card.fork[red] {
            h3 { (due.name) " · " (desk.when(due.at_ms)) }
            p { (mark(desk, due.state)) }
            @if red { p.strong role="alert" { (due.advice) } }
            @if !due.dose.is_empty() || !due.how.is_empty() { p { (due.dose) @if !due.dose.is_empty() && !due.how.is_empty() { ", " } (due.how) } }
            @for dose in &due.doses { (dose_row(desk, dose, writable)) }
            @for answer in &due.answers {
                p.words { (desk.say_with("dose-answered-by", &[("name", desk.name(&answer.by).into()), ("when", desk.when(answer.at_ms).into()), ("text", answer.text.clone().into())])) }
            }
            @if writable {
                @if let Some(alert) = due.alert.as_ref().filter(|_| red) { (answer_form(desk, &format!("/circle/{}/dose-alert/{alert}", due.circle))) }
                (record_form(desk, due))
            }
        }
    }
}

/// A dose as it was recorded; one's own with the form to correct it.
pub(super) fn dose_row(desk: &Desk, dose: &DoseView, writable: bool) -> Markup {
    let said =
        [("name", desk.name(&dose.by).into()), ("outcome", desk.say(&format!("dose-{}", word(&dose.outcome))).into()), ("clock", desk.when(dose.at_ms).into())];
    html! {
        p {
            span.strong { (desk.say_with("dose-recorded-by", &said)) }
            @if let Some(part) = dose.part { " · " (desk.say(&format!("medicine-{}", word(&part)))) }
            @if !dose.text.is_empty() { " · " (dose.text) }
            " " (desk.arrival(&dose.id, &dose.arrival))
        }
        @for before in &dose.earlier {
            p.soft.small {
                (desk.say_with("dose-corrected", &[("before", desk.say(&format!("dose-{}", word(&before.outcome))).into()), ("clock", desk.when(before.at_ms).into())]))
                @if !before.text.is_empty() { " · " (before.text) }
            }
        }
        @if writable && dose.by.me { (correct_form(desk, dose)) }
    }
}

fn record_form(desk: &Desk, due: &DueDoseView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/medicine/{}/dose/{}", due.circle, due.medicine, due.slot)).draft();
    let recorded = !due.doses.is_empty();
    let mine = due.parts.iter().find(|p| p.person.as_deref() == Some(desk.who.person.id.as_str())).map(|p| p.part);
    html! {
        @if recorded {
            details open[fields.failed()] { summary { (desk.say("dose-record-again")) } (record_fields(desk, &fields, mine, true)) }
        } @else if due.state != DoseState::Upcoming { (record_fields(desk, &fields, mine, false)) }
    }
}

/// The form for a dose beside those that are due.
pub(super) fn extra_form(desk: &Desk, circle: &str, medicine: &str) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/medicine/{medicine}/dose/{EXTRA}")).draft();
    html! { details open[fields.failed()] { summary { (desk.say("dose-record-as-needed")) } (record_fields(desk, &fields, None, false)) } }
}

fn record_fields(desk: &Desk, fields: &Fields<'_>, mine: Option<Part>, again: bool) -> Markup {
    let mut parts = vec![Choice { value: String::new(), text: desk.say("word-none") }];
    parts.extend(PARTS.iter().map(|p| Choice { value: word(p), text: desk.say(&format!("medicine-{}", word(p))) }));
    fields.draw(
        "stack",
        &html! {
            @if again { input type="hidden" name="again" value="yes"; }
            (fields.select("outcome", &label(desk.say("dose-outcome")), &outcome_choices(desk), &word(&Outcome::Given)))
            (fields.select("part", &label(desk.say("dose-part")), &parts, &mine.map(|p| word(&p)).unwrap_or_default()))
            (fields.line("text", &label(desk.say("dose-text")), ""))
            (button(Icon::Check, &desk.say("dose-record")))
        },
    )
}

fn correct_form(desk: &Desk, dose: &DoseView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/dose/{}", dose.circle, dose.id));
    html! {
        details open[fields.failed()] {
            summary { (desk.say("dose-correct")) }
            (fields.draw("stack", &html! {
                (fields.select("outcome", &label(desk.say("dose-outcome")), &outcome_choices(desk), &word(&dose.outcome)))
                (fields.line("text", &label(desk.say("dose-text")), &dose.text))
                (quiet_button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn answer_form(desk: &Desk, action: &str) -> Markup {
    let fields = Fields::of(desk, action);
    fields.draw("stack", &html! { (fields.area("text", &label(desk.say("dose-answer")), "", 2)) (button(Icon::Check, &desk.say("dose-answer-save"))) })
}

/// A dose that was recorded twice, wherever it was: for Today.
pub(in super::super) fn alert_card(desk: &Desk, alert: &DoseAlertView) -> Markup {
    let what = [("person", alert.person.name.clone().into()), ("medicine", alert.name.clone().into()), ("when", desk.when(alert.at_ms).into())];
    let action = alert.circle.as_ref().map_or_else(|| format!("/dose-alert/{}", alert.id), |circle| format!("/circle/{circle}/dose-alert/{}", alert.id));
    html! {
        section.card.fork {
            h2 { (icon(Icon::Alert)) span { (desk.say("dose-twice-title")) } }
            p.strong { (desk.say_with("dose-twice-what", &what)) }
            p role="alert" { (alert.advice) }
            ul { @for line in &alert.recorded { li { (line) } } }
            @for person in &alert.told { p.soft { (desk.say_name("dose-told", &person.name)) } }
            p.soft { (alert.place) }
            (answer_form(desk, &action))
        }
    }
}

/// What came of it, as it was chosen: nothing that was not said is recorded.
fn outcome(form: &Form) -> KithResult<Outcome> {
    choice(form.get("outcome")).ok_or_else(|| KithError::invalid("no-such-answer", "Choose one of the answers."))
}

async fn tell(desk: &Desk, request: KithResult<Request>) -> KithResult<()> {
    desk.tell(request?).await
}

async fn record(desk: Desk, Path((circle, medicine, slot)): Path<(String, String, String)>, form: Form) -> Response {
    let request = outcome(&form).map(|outcome| Request::DoseRecord {
        circle: Some(circle.clone()),
        medicine,
        slot: Some(slot),
        outcome,
        part: choice(form.get("part")),
        at_ms: None,
        text: form.text("text"),
        again: form.has("again"),
    });
    match tell(&desk, request).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/medicines"), desk.say("dose-recorded-now")),
        Err(error) => super::medicines::show(desk.stumbled(error, form), &circle).await,
    }
}

async fn correct(desk: Desk, Path((circle, dose)): Path<(String, String)>, form: Form) -> Response {
    let text = form.has("text").then(|| form.text("text"));
    match tell(&desk, outcome(&form).map(|outcome| Request::DoseCorrect { dose, outcome, at_ms: None, text })).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/medicines"), desk.say("dose-recorded-now")),
        Err(error) => super::medicines::show(desk.stumbled(error, form), &circle).await,
    }
}

async fn answer(desk: Desk, Path((circle, alert)): Path<(String, String)>, form: Form) -> Response {
    match desk.tell(Request::DoseAnswer { alert, text: form.text("text") }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/medicines"), desk.say("line-kept")),
        Err(error) => super::medicines::show(desk.stumbled(error, form), &circle).await,
    }
}

async fn answer_elsewhere(desk: Desk, Path(alert): Path<String>, form: Form) -> Response {
    match desk.tell(Request::DoseAnswer { alert, text: form.text("text") }).await {
        Ok(()) => desk.go("/", desk.say("line-kept")),
        Err(error) => super::super::today::show(desk.stumbled(error, form)).await,
    }
}
