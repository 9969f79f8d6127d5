//! Planning a visit: once, or again and again.

use super::super::super::desk::Desk;
use super::super::super::form::{Form, choice};
use super::super::super::icon::Icon;
use super::super::super::parts::{Choice, Fields, Label, button, label};
use axum::extract::Path;
use axum::response::Response;
use kith_core::kith::Request;
use kith_core::kith::view::{CircleView, LineSays, LineStanding, LineView};
use maud::{Markup, html};

/// Rules that the form knows, with their words.
const RULES: [(&str, &str); 5] = [
    ("", "rota-repeat-once"),
    ("FREQ=DAILY", "rota-repeat-daily"),
    ("FREQ=WEEKLY", "rota-repeat-weekly"),
    ("FREQ=WEEKLY;INTERVAL=2", "rota-repeat-fortnight"),
    ("FREQ=MONTHLY", "rota-repeat-monthly"),
];
/// The days of the week in a rule.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Who offers to come themselves.
const ME: &str = "me";

/// Days of the week to tick.
pub(super) fn weekdays(desk: &Desk, fields: &Fields<'_>, title: &Label, days: &[u8]) -> Markup {
    html! {
        fieldset.choices {
            legend { (title.label) }
            @if let Some(hint) = &title.hint { p.hint { (hint) } }
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

/// The form that plans a visit, or changes one.
pub(super) fn form(desk: &Desk, circle: &CircleView, of: Option<(&LineView, &LineSays)>) -> Markup {
    let action = of.map_or_else(|| format!("/circle/{}/rota", circle.id), |(line, _)| format!("/circle/{}/rota/change/{}", circle.id, line.id));
    let fields = Fields::of(desk, action).draft();
    let hint = |key: &str, hint: &str| Label { label: desk.say(key), hint: Some(desk.say(hint)) };
    let Some(LineSays::Visit { name, first, minutes, rule, zone, people, done, asked, text, regulated, respite, .. }) =
        of.map_or_else(|| Some(none()), |(_, says)| Some(says.clone()))
    else {
        return html! {};
    };
    let mut rules: Vec<Choice> = RULES.iter().map(|(value, key)| Choice { value: (*value).to_owned(), text: desk.say(key) }).collect();
    if !RULES.iter().any(|(value, _)| *value == rule) {
        rules.push(Choice { value: rule.clone(), text: desk.say_with("rota-repeat-own", &[("rule", rule.clone().into())]) });
    }
    let mut whom = vec![Choice { value: String::new(), text: desk.say("rota-asked-anybody") }];
    if of.is_none() {
        whom.push(Choice { value: ME.to_owned(), text: desk.say("rota-asked-me") });
    }
    whom.extend(circle.people.iter().filter(|p| !p.person.me).map(|p| Choice { value: p.person.id.clone(), text: p.person.name.clone() }));
    let body = html! {
        input type="hidden" name="zone" value=(zone);
        (fields.needed("name", &label(desk.say("rota-name")), &name))
        (fields.moment("first", &label(desk.say("rota-first")), &first))
        (fields.number("minutes", &label(desk.say("rota-minutes")), &minutes.to_string(), (1, 1440)))
        (fields.select("rule", &label(desk.say("rota-repeat")), &rules, &rule))
        (weekdays(desk, &fields, &hint("rota-days", "rota-days-hint"), &[]))
        (fields.line("until", &hint("rota-until", "rota-until-hint"), ""))
        (fields.select("asked", &label(desk.say("rota-asked")), &whom, asked.as_deref().unwrap_or_default()))
        (fields.number("people", &label(desk.say("rota-people")), &people.to_string(), (1, 6)))
        (fields.elements("done", &label(desk.say("rota-for-what")), true, &done))
        (fields.area("text", &label(desk.say("rota-text")), &text, 2))
        (fields.tick("regulated", &desk.say("rota-regulated"), regulated))
        (fields.tick("respite", &desk.say("rota-respite"), respite))
        @if fields.failed() && of.is_none() { (fields.tick("anyway", &desk.say("rota-take-anyway"), false)) }
        @if of.is_some() { (fields.line("why", &label(desk.say("line-why")), "")) }
        (button(Icon::Check, &desk.say("button-save")))
    };
    html! {
        details open[fields.failed()] {
            summary { (desk.say(if of.is_some() { "rota-plan-change" } else { "rota-plan" })) }
            @if of.is_some() { p.soft { (desk.say("line-change-lead")) } }
            (fields.draw("stack", &body))
        }
    }
}

fn none() -> LineSays {
    LineSays::Visit {
        name: String::new(),
        first: String::new(),
        minutes: 60,
        rule: String::new(),
        zone: String::new(),
        people: 1,
        done: Vec::new(),
        asked: None,
        asked_name: String::new(),
        text: String::new(),
        regulated: false,
        respite: false,
    }
}

/// What a planned visit's card has beside its words: the form to change it.
pub(in super::super) fn line_detail(desk: &Desk, line: &LineView, circle: &CircleView, writable: bool) -> Markup {
    let says = line.now.iter().find_map(|version| version.says.as_ref()).filter(|_| writable && line.standing != LineStanding::Stopped);
    html! { @if let Some(says) = says { (form(desk, circle, Some((line, says)))) } }
}

/// The rule that the form's fields make.
fn rule_of(form: &Form) -> String {
    let mut rule = form.trimmed("rule");
    let days: Vec<&str> = form.all("day").filter_map(|day| DAYS.get(day.parse::<usize>().ok()?.checked_sub(1)?)).copied().collect();
    if rule.starts_with("FREQ=WEEKLY") && !rule.contains("BYDAY") && !days.is_empty() {
        rule = format!("{rule};BYDAY={}", days.join(","));
    }
    match form.written("until") {
        Some(until) if !rule.is_empty() && !rule.contains("UNTIL") => format!("{rule};UNTIL={}T235959Z", until.replace('-', "")),
        _ => rule,
    }
}

fn written(form: &Form) -> LineSays {
    let number = |name: &str| form.trimmed(name).parse::<u16>().unwrap_or(0);
    LineSays::Visit {
        name: form.trimmed("name"),
        first: form.trimmed("first"),
        minutes: number("minutes"),
        rule: rule_of(form),
        zone: form.trimmed("zone"),
        people: u8::try_from(number("people")).unwrap_or(0),
        done: form.all("done").filter_map(choice).collect(),
        asked: form.written("asked").filter(|who| who != ME),
        asked_name: String::new(),
        text: form.text("text"),
        regulated: form.has("regulated"),
        respite: form.has("respite"),
    }
}

pub(super) async fn plan(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let request = Request::RotaPlan { circle: circle.clone(), visit: written(&form), offer: form.get("asked") == ME, anyway: form.has("anyway") };
    match desk.tell(request).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/rota"), desk.say("rota-written")),
        Err(error) => super::show(desk.stumbled(error, form), &circle).await,
    }
}

pub(super) async fn change(desk: Desk, Path((circle, line)): Path<(String, String)>, form: Form) -> Response {
    let request = Request::LineWrite { circle: circle.clone(), instead_of: Some(line), says: written(&form), from_ms: None, why: form.trimmed("why") };
    match desk.tell(request).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/rota"), desk.say("rota-written")),
        Err(error) => super::show(desk.stumbled(error, form), &circle).await,
    }
}
