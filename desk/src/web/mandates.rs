//! Mandates: who confirms hours for somebody without a phone, given and ended.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, empty, label, quiet_button};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{MandateView, MemberView};
use kith_core::kith::{KithResult, MandateRequest, Request};
use maud::{Markup, html};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/mandates", get(mandates).post(give)).route("/mandates/end", post(end))
}

async fn mandates(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((held, members)) => {
            let main = main(&desk, &held, &members);
            desk.page(&Page { title: desk.say("mandate-title"), place: Place::More, live: "members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(Vec<MandateView>, Vec<MemberView>)> {
    Ok((desk.ask(Request::Mandate(MandateRequest::Mandates)).await?, desk.ask(Request::Members).await?))
}

fn main(desk: &Desk, held: &[MandateView], members: &[MemberView]) -> Markup {
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("mandate-title")) }
        p.lead { (desk.say("mandate-lead")) }
        @if held.is_empty() { (empty(&desk.say("mandate-empty"))) }
        div.cards { @for mandate in held { (card(desk, mandate)) } }
        (form(desk, members))
    }
}

fn card(desk: &Desk, mandate: &MandateView) -> Markup {
    // Both by name, whoever reads it: "you" asks for another verb, in Welsh as in English.
    let between = [("holder", mandate.holder.name.as_str().into()), ("name", mandate.person.name.as_str().into())];
    let given = [("name", desk.name(&mandate.by).into()), ("when", desk.when(mandate.given_ms).into())];
    html! {
        article.card {
            h2 { (icon(Icon::Profile)) span { (desk.say_with("mandate-holds", &between)) } }
            p { (mandate.words) }
            p.soft { (desk.say_with("mandate-given-by", &given)) }
            @if mandate.mine_to_end {
                (Fields::of(desk, "/mandates/end").draw("", &html! {
                    input type="hidden" name="person" value=(mandate.person.id);
                    input type="hidden" name="holder" value=(mandate.holder.id);
                    (quiet_button(Icon::Decline, &desk.say_with("mandate-end", &between)))
                }))
            }
        }
    }
}

fn form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/mandates");
    let words = Label { label: desk.say("rota-mandate"), hint: Some(desk.say("mandate-words-hint")) };
    let people = Desk::choices_of(members);
    html! {
        section.card {
            h2 { (desk.say("mandate-give")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("mandate-person")), &people, ""))
                (fields.select("holder", &label(desk.say("mandate-holder")), &people, ""))
                (fields.needed("words", &words, ""))
                (button(Icon::Check, &desk.say("mandate-give")))
            }))
        }
    }
}

async fn give(desk: Desk, form: Form) -> Response {
    let request = MandateRequest::MandateGive { person: form.trimmed("person"), holder: form.trimmed("holder"), words: form.text("words") };
    match desk.tell(Request::Mandate(request)).await {
        Ok(()) => desk.go("/mandates", desk.say("mandate-given")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn end(desk: Desk, form: Form) -> Response {
    let request = MandateRequest::MandateEnd { person: form.trimmed("person"), holder: form.trimmed("holder") };
    match desk.tell(Request::Mandate(request)).await {
        Ok(()) => desk.go("/mandates", desk.say("mandate-ended")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
