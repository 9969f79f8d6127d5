//! The removal of somebody who looks after a circle: who has signed, who may, and one's own word.

use super::super::app::App;
use super::super::desk::Desk;
use super::super::form::{Form, sure};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, quiet_button};
use super::super::shelf::Code;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use kith_core::kith::view::{CirclePerson, PersonView, RemovalProposalView, RemovalState};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The address of one's own word.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/people/{person}/removal", post(answer))
}

/// The removals of a circle that this device has heard of.
pub(super) async fn of(desk: &Desk, circle: &str) -> KithResult<Vec<RemovalProposalView>> {
    desk.ask(Request::Removals { circle: Some(circle.to_owned()) }).await
}

/// The removals of one person: how each stands and, while it waits, what one may say.
pub(super) fn cards(desk: &Desk, circle: &str, one: &CirclePerson, all: &[RemovalProposalView]) -> Markup {
    html! {
        @for removal in all.iter().filter(|removal| removal.person.id == one.person.id) {
            section.card.honey {
                h2 { (icon(Icon::Alert)) span { (desk.say_name("desk-removal-title", &removal.person.name)) } }
                p { (desk.say_with("desk-removal-by", &[("name", desk.name(&removal.by).into()), ("when", desk.when(removal.at_ms).into())])) }
                p.state { (desk.say(state(removal.state))) }
                (names(desk, "desk-removal-signed", &removal.signed))
                (names(desk, "desk-removal-declined", &removal.declined))
                @if removal.state == RemovalState::Waiting {
                    (names(desk, "desk-removal-open", &removal.open))
                    p.soft { (desk.say_with("desk-removal-needed", &[("count", removal.needed.into()), ("when", desk.when_exact(removal.ends_ms).into())])) }
                    (word_form(desk, circle, removal))
                }
            }
        }
    }
}

/// Whether a removal waits for one's own word: a line that leads to it.
pub(super) fn asked(desk: &Desk, circle: &str, all: &[RemovalProposalView]) -> Markup {
    html! {
        @for removal in all.iter().filter(|removal| removal.asks_me) {
            a.state.open href=(desk.url(&format!("/circle/{circle}/people/{}", removal.person.id))) {
                (icon(Icon::Waiting)) span { (desk.say_name("desk-removal-asked", &removal.person.name)) }
            }
        }
    }
}

const fn state(state: RemovalState) -> &'static str {
    match state {
        RemovalState::Waiting => "removal-waiting",
        RemovalState::Done => "removal-done",
        RemovalState::Declined => "removal-declined",
        RemovalState::Withdrawn => "removal-withdrawn",
        RemovalState::Expired => "removal-expired",
        RemovalState::Overtaken => "removal-overtaken",
    }
}

fn names(desk: &Desk, key: &str, people: &[PersonView]) -> Markup {
    let names: Vec<String> = people.iter().map(|person| desk.name(person)).collect();
    html! { @if !names.is_empty() { p { (desk.say_with(key, &[("names", names.join(", ").into())])) } } }
}

fn word_form(desk: &Desk, circle: &str, removal: &RemovalProposalView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/people/{}/removal", removal.person.id));
    let said = |value: &str, key: &str, quiet: bool| html! { button.button.quiet[quiet] type="submit" name="word" value=(value) { span { (desk.say(key)) } } };
    html! {
        @if removal.asks_me || removal.by.me {
            (fields.draw("stack", &html! {
                input type="hidden" name="item" value=(removal.id);
                (fields.tick("sure", &desk.say("desk-sure"), false))
                @if removal.asks_me { div.row { (said("sign", "desk-removal-sign", false)) (said("decline", "desk-removal-decline", true)) } }
                @else { (said("withdraw", "desk-removal-withdraw", true)) }
            }))
        }
    }
}

/// Beginning it: among those who look after the circle nobody goes by one's word alone.
pub(super) fn propose_form(desk: &Desk, circle: &str, one: &CirclePerson) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/people/{}/remove", one.person.id));
    html! {
        section.card.fork {
            h2 { (icon(Icon::Alert)) span { (desk.say_name("desk-remove-title", &one.person.name)) } }
            p { (desk.say_name("desk-removal-lead", &one.person.name)) }
            (fields.draw("stack", &html! { (fields.tick("sure", &desk.say("desk-sure"), false)) (quiet_button(Icon::Alert, &desk.say("desk-removal-begin"))) }))
        }
    }
}

async fn answer(desk: Desk, Path((circle, person)): Path<(String, String)>, form: Form) -> Response {
    let removal = form.trimmed("item");
    let request = match form.get("word") {
        "sign" => Ok((Request::RemovalAnswer { removal, agree: true }, "desk-removal-said-signed")),
        "decline" => Ok((Request::RemovalAnswer { removal, agree: false }, "desk-removal-said-declined")),
        "withdraw" => Ok((Request::RemovalWithdraw { removal }, "desk-removal-said-withdrawn")),
        _ => Err(KithError::invalid("no-such-answer", "Choose one of the answers.")),
    };
    let done = match (sure(&form), request) {
        (Ok(()), Ok((request, said))) => desk.ask::<RemovalProposalView>(request).await.map(|removal| (removal, said)),
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match done {
        Ok((removal, said)) => desk.go_to_code(Code {
            title: desk.say(said),
            lead: desk.say("desk-cosign-lead"),
            hand_over: removal.hand_over,
            received: None,
            state: None,
            next: format!("/circle/{circle}/people"),
        }),
        Err(error) => super::person::show(desk.stumbled(error, form), &circle, &person).await,
    }
}
