//! Shared plans: the text merges; a time or place written twice while apart is kept twice, for a person to choose.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, label};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{ErasedView, Kept, PlanView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The plans' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/plan", get(begin).post(create)).route("/plan/{plan}", get(plan).post(edit)).route("/plan/{plan}/choose", post(choose))
}

/// A plan as a card. Where two values wait, they can be chosen on the spot.
pub(super) fn plan_card(desk: &Desk, plan: &PlanView) -> Markup {
    html! {
        article.card.plan id=(format!("plan-{}", plan.id)) {
            h3 { a href=(desk.url(&format!("/plan/{}", plan.id))) { (plan.title) } }
            (settled(desk, plan))
            @if !plan.text.is_empty() { p.words.clip { (plan.text) } }
            (clash(desk, plan, "when", &plan.when))
            (clash(desk, plan, "place", &plan.place))
            footer.row {
                (desk.arrival(&plan.id, &plan.arrival))
                span.soft.small { (desk.say_with("plan-last-changed", &[("name", desk.name(&plan.changed_by).into()), ("when", desk.when(plan.changed_ms).into())])) }
            }
        }
    }
}

fn settled(desk: &Desk, plan: &PlanView) -> Markup {
    html! {
        @if plan.when.value.is_some() || plan.place.value.is_some() {
            ul.facts {
                @if let Some(when) = &plan.when.value { li { (icon(Icon::Clock)) span { (desk.when_written(when)) } } }
                @if let Some(place) = &plan.place.value { li { (icon(Icon::Place)) span { (place) } } }
            }
        }
    }
}

/// The values of one field that were written apart, each a button with who wrote it.
fn clash(desk: &Desk, plan: &PlanView, field: &str, kept: &Kept) -> Markup {
    let key = if field == "when" { "plan-clash-times" } else { "plan-clash-places" };
    let fields = Fields::of(desk, format!("/plan/{}/choose", plan.id));
    html! {
        @if kept.choices.len() > 1 {
            div.clash role="group" aria-label=(desk.say(key)) {
                p.strong { (icon(Icon::Alert)) span { (desk.say(key)) } }
                p.soft.small { (desk.say("plan-clash-lead")) " " (desk.say("plan-clash-choose")) }
                (fields.draw("row", &html! {
                    input type="hidden" name="field" value=(field);
                    @for choice in &kept.choices {
                        @let said = if field == "when" { desk.when_written(&choice.value) } else { choice.value.clone() };
                        button.button.quiet type="submit" name="value" value=(choice.value) {
                            span { (desk.say_with("plan-clash-choice", &[("value", said.into()), ("name", desk.name(&choice.author).into())])) }
                        }
                    }
                }))
            }
        }
    }
}

async fn begin(desk: Desk, Path(circle): Path<String>) -> Response {
    show_begin(desk, &circle)
}

fn show_begin(desk: Desk, circle: &str) -> Response {
    let main = begin_main(&desk, circle);
    desk.page(&Page { title: desk.say("plan-begin"), place: Place::Circle, live: "", main })
}

/// The form that begins a plan.
pub(super) fn begin_main(desk: &Desk, circle: &str) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/plan")).draft();
    html! {
        (desk.back(&format!("/circle/{circle}"), &desk.say("desk-to-circle")))
        h1 { (desk.say("plan-begin")) }
        (fields.draw("stack", &plan_fields(desk, &fields, None)))
    }
}

fn plan_fields(desk: &Desk, fields: &Fields<'_>, plan: Option<&PlanView>) -> Markup {
    let text = |read: fn(&PlanView) -> &str| plan.map_or("", read);
    let when = Label { label: desk.say("plan-when"), hint: Some(desk.say("desk-when-hint")) };
    html! {
        (fields.needed("title", &label(desk.say("plan-name")), text(|plan| &plan.title)))
        (fields.area("text", &label(desk.say("plan-text")), text(|plan| &plan.text), 6))
        (fields.line("when", &when, text(|plan| plan.when.value.as_deref().unwrap_or_default())))
        (fields.line("place", &label(desk.say("plan-where")), text(|plan| plan.place.value.as_deref().unwrap_or_default())))
        (button(Icon::Check, &desk.say("plan-save")))
    }
}

async fn create(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let request = Request::PlanCreate {
        circle: circle.clone(),
        title: form.trimmed("title"),
        text: form.text("text"),
        when: form.written("when"),
        place: form.written("place"),
    };
    match desk.ask::<PlanView>(request).await {
        Ok(plan) => desk.go(&format!("/plan/{}", plan.id), desk.say("plan-saved")),
        Err(error) => show_begin(desk.stumbled(error, form), &circle),
    }
}

async fn plan(desk: Desk, Path(plan): Path<String>) -> Response {
    show(desk, &plan).await
}

async fn show(desk: Desk, plan: &str) -> Response {
    match desk.ask::<PlanView>(Request::Plan { plan: plan.to_owned() }).await {
        Ok(plan) => {
            // Whoever began it, or looks after the circle: it is not offered to others, who would be refused.
            let look = Request::Erase { item: plan.id.clone(), fields: Vec::new(), reason: String::new(), preview: true };
            let erasable = desk.ask::<ErasedView>(look).await.is_ok();
            desk.page(&Page { title: plan.title.clone(), place: Place::Circle, live: "circle", main: main(&desk, &plan, erasable) })
        }
        Err(error) => desk.error(error),
    }
}

/// One plan: as it stands, what is to be chosen, and the form to change it.
pub(super) fn main(desk: &Desk, plan: &PlanView, erasable: bool) -> Markup {
    let fields = Fields::of(desk, format!("/plan/{}", plan.id)).draft();
    html! {
        (desk.back(&format!("/circle/{}", plan.circle), &desk.say("desk-to-circle")))
        h1 { (plan.title) }
        (settled(desk, plan))
        (clash(desk, plan, "when", &plan.when))
        (clash(desk, plan, "place", &plan.place))
        @if !plan.text.is_empty() { p.words.measure { (plan.text) } }
        footer.row {
            (desk.arrival(&plan.id, &plan.arrival))
            span.soft.small { (desk.say_with("plan-last-changed", &[("name", desk.name(&plan.changed_by).into()), ("when", desk.when(plan.changed_ms).into())])) }
        }
        section.card {
            h2 { (desk.say("desk-plan-change")) }
            (fields.draw("stack", &html! {
                // What the form began with: only what was changed here is sent on, so that nobody's newer value is undone.
                @for (name, value) in begun_with(plan) { input type="hidden" name=(name) value=(value); }
                (plan_fields(desk, &fields, Some(plan)))
            }))
        }
        @if erasable { (desk.erase_link(&plan.id, &format!("/circle/{}", plan.circle))) }
    }
}

fn begun_with(plan: &PlanView) -> [(&'static str, String); 4] {
    let of = |kept: &Kept| kept.value.clone().unwrap_or_default();
    [("was-title", plan.title.clone()), ("was-text", plan.text.clone()), ("was-when", of(&plan.when)), ("was-place", of(&plan.place))]
}

/// A field's new value, if it is another than the form began with.
fn changed(form: &Form, name: &str, was: &str) -> Option<String> {
    let (new, old) = (form.text(name), form.text(was));
    (new != old).then_some(new)
}

async fn edit(desk: Desk, Path(plan): Path<String>, form: Form) -> Response {
    match change(&desk, &plan, &form).await {
        Ok(()) => desk.go(&format!("/plan/{plan}"), desk.say("plan-saved")),
        Err(error) => show(desk.stumbled(error, form), &plan).await,
    }
}

async fn change(desk: &Desk, plan: &str, form: &Form) -> KithResult<()> {
    let request = Request::PlanEdit {
        plan: plan.to_owned(),
        title: changed(form, "title", "was-title"),
        text: changed(form, "text", "was-text"),
        was_text: Some(form.text("was-text")),
        when: changed(form, "when", "was-when"),
        place: changed(form, "place", "was-place"),
    };
    desk.tell(request).await
}

async fn choose(desk: Desk, Path(plan): Path<String>, form: Form) -> Response {
    let (field, value) = (form.trimmed("field"), form.get("value").to_owned());
    let said = if field == "when" { desk.when_written(&value) } else { value.clone() };
    match desk.tell(Request::PlanChoose { plan: plan.clone(), field, value }).await {
        Ok(()) => desk.go(&format!("/plan/{plan}"), desk.say_with("desk-you-chose", &[("value", said.into())])),
        Err(error) => show(desk.stumbled(error, form), &plan).await,
    }
}
