//! Capacity and consent: one decision for one purpose, with who helped and what came of it.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice, word};
use super::super::icon::Icon;
use super::super::parts::{Choice, Fields, Label, button, empty, label};
use super::lists;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{Answer, Capacity, CirclePage, CircleView, LineSays, LineStanding, LineView, List};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

const CAPACITIES: [Capacity; 4] = [Capacity::Assumed, Capacity::Has, Capacity::WithHelp, Capacity::Lacks];
const ANSWERS: [Answer; 4] = [Answer::Open, Answer::Yes, Answer::No, Answer::ForThem];

/// The decisions' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/decisions", get(page).post(record))
        .route("/circle/{circle}/decisions/again/{line}", axum::routing::post(record_again))
}

async fn page(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

/// The page of decisions; after a form that did not go through, with what was written.
pub(super) async fn show(desk: Desk, circle: &str) -> Response {
    let lines: KithResult<Vec<LineView>> = desk.ask(Request::Lines { circle: circle.to_owned(), list: Some(List::Consent) }).await;
    let around: KithResult<CirclePage> = desk.ask(Request::Circle { circle: circle.to_owned() }).await;
    match (lines, around) {
        (Ok(lines), Ok(around)) => {
            let main = main(&desk, &lines, &around.circle);
            desk.page(&Page { title: desk.say("consent-page"), place: Place::Circle, live: "circle", main })
        }
        (Err(error), _) | (_, Err(error)) => desk.error(error),
    }
}

/// The main part of the page.
pub(in super::super) fn main(desk: &Desk, lines: &[LineView], circle: &CircleView) -> Markup {
    let writable = circle.is_writable();
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &desk.say("desk-to-circle")))
        h1 { (desk.say("consent-page")) }
        p.lead { (desk.say_name("consent-lead", &circle.person.name)) }
        section {
            h2 { (desk.say("consent-list")) }
            @if lines.is_empty() { (empty(&desk.say("consent-empty"))) }
            div.cards { @for line in lines { (lists::line_card(desk, line, "decisions", writable, &detail(desk, line, circle, writable))) } }
        }
        @if writable {
            section.card { h2 { (desk.say("consent-record")) } (form(desk, circle, None)) }
        }
    }
}

/// What was found, who helped, what came of it; and the form to look at it again.
fn detail(desk: &Desk, line: &LineView, circle: &CircleView, writable: bool) -> Markup {
    html! {
        @for says in line.now.iter().filter_map(|v| v.says.as_ref()) {
            @if let LineSays::Consent { capacity, answer, helped_names, again_ms, .. } = says {
                p { (desk.say(&format!("capacity-{}", word(capacity)))) " · " span.strong { (desk.say(&format!("consent-{}", word(answer)))) } }
                @if !helped_names.is_empty() { p { (desk.say_with("consent-helped-by", &[("names", helped_names.join(", ").into())])) } }
                @if let Some(again) = again_ms { p.soft { (desk.say_with("consent-again", &[("when", desk.day(*again).into())])) } }
            }
        }
        @if writable && line.standing != LineStanding::Stopped {
            (form(desk, circle, Some(line)))
        }
    }
}

fn form(desk: &Desk, circle: &CircleView, of: Option<&LineView>) -> Markup {
    let action = of.map_or_else(|| format!("/circle/{}/decisions", circle.id), |line| format!("/circle/{}/decisions/again/{}", circle.id, line.id));
    let fields = Fields::of(desk, action).draft();
    let says = of.and_then(|line| line.now.iter().find_map(|v| v.says.as_ref()));
    let (decision, purpose, again_ms) = match says {
        Some(LineSays::Consent { decision, purpose, again_ms, .. }) => (decision.as_str(), purpose.as_str(), *again_ms),
        _ => ("", "", None),
    };
    let again = again_ms.map(|ms| desk.civil_day(ms)).unwrap_or_default();
    let hinted = |key: &str| Label { label: desk.say(key), hint: Some(desk.say(&format!("{key}-hint"))) };
    let capacities: Vec<Choice> = CAPACITIES.iter().map(|c| Choice { value: word(c), text: desk.say(&format!("capacity-{}", word(c))) }).collect();
    let answers: Vec<Choice> = ANSWERS.iter().map(|a| Choice { value: word(a), text: desk.say(&format!("consent-{}", word(a))) }).collect();
    let drawn = fields.draw(
        "stack",
        &html! {
            (fields.needed("decision", &hinted("consent-decision"), decision))
            (fields.needed("purpose", &hinted("consent-purpose"), purpose))
            (fields.select("capacity", &hinted("consent-capacity"), &capacities, &word(&Capacity::Assumed)))
            fieldset.choices {
                legend { (desk.say("consent-helped")) }
                @for one in circle.people.iter().filter(|one| one.person.id != circle.person.id) {
                    label.chip {
                        input type="checkbox" name="helped" value=(one.person.id) checked[fields.ticked("helped", &one.person.id, false)];
                        span { (desk.name(&one.person)) }
                    }
                }
            }
            (fields.area("how", &hinted("consent-how"), "", 2))
            (fields.select("answer", &label(desk.say("consent-answer")), &answers, &word(&Answer::Open)))
            (fields.line("by", &hinted("consent-by"), ""))
            (fields.day("again", &hinted("consent-again-day"), &again))
            @if of.is_some() { (fields.line("why", &label(desk.say("line-why")), "")) }
            (button(Icon::Check, &desk.say("button-save")))
        },
    );
    if of.is_none() {
        return drawn;
    }
    html! { details open[fields.failed()] { summary { (desk.say("consent-look-again")) } (drawn) } }
}

/// The decision as the form has it; what was not chosen is not taken for granted.
fn decision_written(desk: &Desk, form: &Form) -> KithResult<LineSays> {
    let not_chosen = || KithError::invalid("no-such-answer", "Choose one of the answers.");
    let again_ms = match form.written("again") {
        Some(day) => Some(desk.day_begins(&day).ok_or_else(|| KithError::invalid("no-such-day", "Choose a day from the calendar."))?),
        None => None,
    };
    Ok(LineSays::Consent {
        decision: form.trimmed("decision"),
        purpose: form.trimmed("purpose"),
        capacity: choice(form.get("capacity")).ok_or_else(not_chosen)?,
        answer: choice(form.get("answer")).ok_or_else(not_chosen)?,
        helped: form.all("helped").map(str::to_owned).collect(),
        helped_names: Vec::new(),
        how: form.text("how"),
        by: form.trimmed("by"),
        again_ms,
    })
}

async fn tell(desk: &Desk, circle: &str, instead_of: Option<String>, form: &Form) -> KithResult<()> {
    let says = decision_written(desk, form)?;
    desk.tell(Request::LineWrite { circle: circle.to_owned(), instead_of, says, from_ms: None, why: form.trimmed("why") }).await
}

async fn write(desk: Desk, circle: String, instead_of: Option<String>, form: Form) -> Response {
    match tell(&desk, &circle, instead_of, &form).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/decisions"), desk.say("line-kept")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn record(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    write(desk, circle, None, form).await
}

async fn record_again(desk: Desk, Path((circle, line)): Path<(String, String)>, form: Form) -> Response {
    write(desk, circle, Some(line), form).await
}
