//! Medicines and allergies of a circle's person: what is due first, then the lists.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, empty, label};
use super::{doses, lists};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CirclePage, CircleView, DoseView, LineSays, LineStanding, LineView, MedicinesView, Part, ResponsibleView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// Doses shown as given; the rest stays in the export.
const LATEST_SHOWN: usize = 20;
/// After a part's word: the field for those who have no profile, one a line.
const OTHERS: &str = "-others";
const PARTS: [(Part, &str); 3] = [(Part::Prompt, "prompt"), (Part::Assist, "assist"), (Part::Administer, "administer")];

/// The medicines' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/medicines", get(page))
        .route("/circle/{circle}/medicines/add", post(add))
        .route("/circle/{circle}/medicines/change/{line}", post(change))
        .route("/circle/{circle}/medicines/allergy", post(add_allergy))
}

async fn page(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

/// The page of a circle's medicines; after a form that did not go through, with what was written.
pub(super) async fn show(desk: Desk, circle: &str) -> Response {
    let view: KithResult<MedicinesView> = desk.ask(Request::Medicines { circle: circle.to_owned() }).await;
    let around: KithResult<CirclePage> = desk.ask(Request::Circle { circle: circle.to_owned() }).await;
    match (view, around) {
        (Ok(view), Ok(around)) => {
            let title = desk.say_name("medicine-title-of", &view.person.name);
            let main = main(&desk, &view, &around.circle);
            desk.page(&Page { title, place: Place::Circle, live: "circle", main })
        }
        (Err(error), _) | (_, Err(error)) => desk.error(error),
    }
}

/// The main part of the page.
pub(in super::super) fn main(desk: &Desk, view: &MedicinesView, circle: &CircleView) -> Markup {
    let writable = circle.is_writable();
    html! {
        (desk.back(&format!("/circle/{}", view.circle), &desk.say("desk-to-circle")))
        h1 { (desk.say_name("medicine-title-of", &view.person.name)) }
        div.columns {
            div.column.wide {
                section {
                    h2 { (desk.say("dose-today")) }
                    @if view.due.is_empty() { (empty(&desk.say("dose-today-empty"))) }
                    div.cards { @for due in &view.due { (doses::due_card(desk, due, writable)) } }
                }
                section {
                    h2 { (desk.say("dose-latest")) }
                    @if view.doses.is_empty() { (empty(&desk.say("dose-latest-empty"))) }
                    ul.rows { @for dose in view.doses.iter().take(LATEST_SHOWN) { li { p.strong { (dose.name) } (doses::dose_row(desk, dose, writable && !is_due(view, dose))) } } }
                }
            }
            div.column {
                section {
                    h2 { (icon(Icon::Alert)) span { (desk.say("allergy-list")) } }
                    @if view.allergies.is_empty() { p { (desk.say("allergy-empty")) } }
                    div.cards { @for line in &view.allergies { (lists::line_card(desk, line, "medicines", writable, &html! {})) } }
                    @if writable { (allergy_form(desk, &view.circle)) }
                }
                section {
                    h2 { (desk.say("medicine-list")) }
                    @if view.medicines.is_empty() { (empty(&desk.say("medicine-empty"))) }
                    div.cards { @for line in &view.medicines { (lists::line_card(desk, line, "medicines", writable, &medicine(desk, line, circle, writable))) } }
                    @if writable { (medicine_form(desk, circle, None)) }
                }
            }
        }
    }
}

/// Whether a dose stands among those that are due, with its form to correct it.
fn is_due(view: &MedicinesView, dose: &DoseView) -> bool {
    view.due.iter().any(|due| due.doses.iter().any(|one| one.id == dose.id))
}

/// Who does what for a medicine, a dose as needed, and the form to change it.
fn medicine(desk: &Desk, line: &LineView, circle: &CircleView, writable: bool) -> Markup {
    let says = line.now.iter().find_map(|v| v.says.as_ref());
    let Some(LineSays::Medicine { parts, times, .. }) = says else { return html! {} };
    html! {
        @for part in parts { p { (desk.say_with("medicine-part-by", &[("part", desk.say(&format!("medicine-{}", part_word(part.part))).into()), ("name", part.who.clone().into())])) } }
        @if writable && line.standing != LineStanding::Stopped {
            @if times.is_empty() { (doses::extra_form(desk, &line.circle, &line.id)) }
            (medicine_form(desk, circle, says.map(|s| (line, s))))
        }
    }
}

fn part_word(part: Part) -> &'static str {
    PARTS.iter().find(|(known, _)| *known == part).map_or("", |(_, word)| word)
}

fn medicine_form(desk: &Desk, circle: &CircleView, of: Option<(&LineView, &LineSays)>) -> Markup {
    let action = of.map_or_else(|| format!("/circle/{}/medicines/add", circle.id), |(line, _)| format!("/circle/{}/medicines/change/{}", circle.id, line.id));
    let fields = Fields::of(desk, action).draft();
    let none = LineSays::Medicine {
        name: String::new(),
        dose: String::new(),
        how: String::new(),
        times: Vec::new(),
        days: Vec::new(),
        zone: String::new(),
        parts: Vec::new(),
    };
    let LineSays::Medicine { name, dose, how, times, days, zone, parts } = of.map_or(&none, |(_, says)| says) else { return html! {} };
    let hint = |key: &str, hint: &str| Label { label: desk.say(key), hint: Some(desk.say(hint)) };
    html! {
        details open[fields.failed()] {
            summary { (desk.say(if of.is_some() { "line-change" } else { "medicine-add" })) }
            @if of.is_some() { p.soft { (desk.say("line-change-lead")) } }
            (fields.draw("stack", &html! {
                input type="hidden" name="zone" value=(zone);
                (fields.needed("name", &label(desk.say("medicine-name")), name))
                (fields.line("dose", &label(desk.say("medicine-dose")), dose))
                (fields.line("times", &hint("medicine-times", "medicine-times-hint"), &times.join(" ")))
                (weekdays(desk, &fields, days))
                (fields.line("how", &label(desk.say("medicine-how")), how))
                @for (part, word) in PARTS { (answers_for(desk, &fields, circle, (part, word), parts)) }
                @if of.is_some() { (fields.line("why", &label(desk.say("line-why")), "")) }
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

/// Who answers for a part: people of the circle, those named who are no longer in it, and others in words.
fn answers_for(desk: &Desk, fields: &Fields<'_>, circle: &CircleView, (part, word): (Part, &str), all: &[ResponsibleView]) -> Markup {
    let named = || all.iter().filter(|one| one.part == part);
    let is_named = |id: &str| named().any(|one| one.person.as_deref() == Some(id));
    let mut people: Vec<(&str, String)> = circle.people.iter().map(|one| (one.person.id.as_str(), desk.name(&one.person))).collect();
    for one in named() {
        if let Some(id) = one.person.as_deref().filter(|id| !people.iter().any(|(known, _)| known == id)) {
            people.push((id, desk.say_name("medicine-part-gone", &one.who)));
        }
    }
    let others: Vec<String> = named().filter(|one| one.person.is_none()).map(|one| one.who.replace('\n', " ")).collect();
    let field = Label { label: desk.say("medicine-part-others"), hint: Some(desk.say("medicine-part-others-hint")) };
    html! {
        fieldset.choices {
            legend { (desk.say(&format!("medicine-{word}"))) }
            @for (id, name) in &people {
                label.chip {
                    input type="checkbox" name=(word) value=(id) checked[fields.ticked(word, id, is_named(id))];
                    span { (name) }
                }
            }
            (fields.area(&format!("{word}{OTHERS}"), &field, &others.join("\n"), 1))
        }
    }
}

fn weekdays(desk: &Desk, fields: &Fields<'_>, days: &[u8]) -> Markup {
    html! {
        fieldset.choices {
            legend { (desk.say("medicine-days")) }
            p.hint { (desk.say("medicine-days-hint")) }
            @for day in 1..=7u8 {
                @let value = day.to_string();
                label.chip {
                    input type="checkbox" name="day" value=(value) checked[fields.ticked("day", &value, days.contains(&day))];
                    span { (desk.say_with("date-weekday", &[("weekday", day.into())])) }
                }
            }
        }
    }
}

fn allergy_form(desk: &Desk, circle: &str) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/medicines/allergy"));
    html! {
        details open[fields.failed()] {
            summary { (desk.say("allergy-add")) }
            (fields.draw("stack", &html! {
                (fields.needed("to", &label(desk.say("allergy-to")), ""))
                (fields.line("reaction", &label(desk.say("allergy-reaction")), ""))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn medicine_written(form: &Form) -> LineSays {
    let parts = PARTS.iter().flat_map(|(part, word)| {
        let people = form.all(word).filter(|id| !id.is_empty()).map(|id| ResponsibleView { part: *part, person: Some(id.to_owned()), who: String::new() });
        let others: Vec<ResponsibleView> = form
            .text(&format!("{word}{OTHERS}"))
            .lines()
            .map(str::trim)
            .filter(|who| !who.is_empty())
            .map(|who| ResponsibleView { part: *part, person: None, who: who.to_owned() })
            .collect();
        people.chain(others)
    });
    LineSays::Medicine {
        name: form.trimmed("name"),
        dose: form.trimmed("dose"),
        how: form.trimmed("how"),
        times: form.get("times").split([' ', ',']).filter(|t| !t.is_empty()).map(str::to_owned).collect(),
        days: form.all("day").filter_map(|d| d.parse().ok()).collect(),
        zone: form.trimmed("zone"),
        parts: parts.collect(),
    }
}

async fn write(desk: Desk, circle: String, instead_of: Option<String>, says: LineSays, form: Form) -> Response {
    match desk.tell(Request::LineWrite { circle: circle.clone(), instead_of, says, from_ms: None, why: form.trimmed("why") }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/medicines"), desk.say("line-kept")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn add(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let says = medicine_written(&form);
    write(desk, circle, None, says, form).await
}

async fn change(desk: Desk, Path((circle, line)): Path<(String, String)>, form: Form) -> Response {
    let says = medicine_written(&form);
    write(desk, circle, Some(line), says, form).await
}

async fn add_allergy(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let says = LineSays::Allergy { to: form.trimmed("to"), reaction: form.trimmed("reaction") };
    write(desk, circle, None, says, form).await
}
