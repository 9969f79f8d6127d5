//! Holds, for those who look after safety and for the registered manager: what is kept in spite of erasure, and letting go of it.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, own_path, sure};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, empty, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{ErasedView, HoldView, Role};
use kith_core::kith::{KithError, Request};
use maud::{Markup, html};

/// The addresses of holds.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/privacy/holds", get(holds)).route("/privacy/holds/{item}/release", post(release)).route("/privacy/hold/{item}", get(one).post(hold))
}

/// The way to them, for those who may keep something.
pub(super) fn link(desk: &Desk) -> Markup {
    let may = desk.who.roles.iter().any(|role| matches!(role, Role::SafeguardingLead | Role::RegisteredManager));
    html! { @if may { p { a.more href=(desk.url("/privacy/holds")) { (icon(Icon::Shield)) span { (desk.say("hold-list")) } } } } }
}

async fn holds(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<Vec<HoldView>>(Request::Holds).await {
        Ok(held) => desk.page(&Page { title: desk.say("hold-list"), place: Place::More, live: "", main: main(&desk, &held) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, held: &[HoldView]) -> Markup {
    html! {
        (desk.back("/privacy", &desk.say("privacy-title")))
        h1 { (desk.say("hold-list")) }
        p.lead { (desk.say("hold-lead")) }
        @if held.is_empty() { (empty(&desk.say("hold-none"))) }
        div.cards { @for one in held { (card(desk, one)) } }
    }
}

fn card(desk: &Desk, one: &HoldView) -> Markup {
    let fields = Fields::of(desk, format!("/privacy/holds/{}/release", one.item));
    let by = [("name", desk.name(&one.author).into()), ("when", desk.when(one.written_ms).into())];
    html! {
        article.card {
            p.soft { @if !one.place.is_empty() { (one.place) " · " } (desk.say_with("line-added-by", &by)) }
            @for words in &one.words { p.words { (words) } }
            p { span.strong { (desk.say("hold-why")) ": " } (one.reason) }
            p.soft.small { (desk.say_with("hold-since", &[("when", desk.day(one.held_ms).into())])) " · " (desk.say(if one.told { "hold-told" } else { "hold-not-told" })) }
            @if one.mine { details open[fields.failed()] {
                summary { (desk.say("hold-release")) }
                (fields.draw("stack", &html! {
                    (fields.line("reason", &label(desk.say("hold-release-why")), ""))
                    (fields.tick("sure", &desk.say("desk-sure"), false))
                    (quiet_button(Icon::Erase, &desk.say("hold-release")))
                }))
            } }
        }
    }
}

async fn one(desk: Desk, Path(item): Path<String>) -> Response {
    let back = own_path(desk.asked().get("back")).unwrap_or_else(|| "/privacy/holds".into());
    show_one(desk, &item, &back).await
}

async fn show_one(desk: Desk, item: &str, back: &str) -> Response {
    let look = Request::Erase { item: item.to_owned(), fields: Vec::new(), reason: String::new(), preview: true };
    match desk.ask::<ErasedView>(look).await {
        Ok(view) => {
            let main = one_main(&desk, &view, (item, back));
            desk.page(&Page { title: desk.say("hold-one"), place: Place::More, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

fn one_main(desk: &Desk, view: &ErasedView, (item, back): (&str, &str)) -> Markup {
    let fields = Fields::of(desk, format!("/privacy/hold/{item}"));
    let why = Label { label: desk.say("hold-why"), hint: Some(desk.say("hold-why-hint")) };
    html! {
        (desk.back(back, &desk.say("button-back")))
        h1 { (desk.say("hold-one")) }
        p.lead { (desk.say("hold-one-lead")) }
        p { (desk.say("hold-no-pictures")) }
        (super::erase::thing(desk, view))
        section.card {
            (fields.draw("stack", &html! {
                input type="hidden" name="back" value=(back);
                (fields.needed("reason", &why, ""))
                (fields.tick("tell", &desk.say_name("hold-tell", &desk.name(&view.by)), false))
                (button(Icon::Shield, &desk.say("hold-one")))
            }))
        }
    }
}

async fn hold(desk: Desk, Path(item): Path<String>, form: Form) -> Response {
    let back = own_path(&form.trimmed("back")).unwrap_or_else(|| "/privacy/holds".into());
    let reason = form.trimmed("reason");
    let done = if reason.is_empty() {
        Err(KithError::invalid("no-reason", "Say why it must be kept."))
    } else {
        desk.ask::<HoldView>(Request::HoldAdd { item: item.clone(), reason, tell: form.has("tell") }).await
    };
    match done {
        Ok(_) => desk.go("/privacy/holds", desk.say("hold-done")),
        Err(error) => show_one(desk.stumbled(error, form), &item, &back).await,
    }
}

async fn release(desk: Desk, Path(item): Path<String>, form: Form) -> Response {
    let done = match sure(&form) {
        Ok(()) => desk.tell(Request::HoldRelease { item, reason: form.trimmed("reason") }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/privacy/holds", desk.say("hold-released")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
