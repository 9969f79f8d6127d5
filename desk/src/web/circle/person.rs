//! One of the people of a circle: who brought them in, what they may do, and how they go.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice, sure, word};
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, Label, button, face, quiet_button};
use super::super::shelf::Code;
use super::people::{brought, level, reads};
use super::removal;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CirclePage, CirclePerson, CircleStanding, CircleView, Level, RemovalProposalView, RemovalState, RemovalView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The addresses of one of a circle's people.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/people/{person}", get(person).post(set_level))
        .route("/circle/{circle}/people/{person}/remove", post(remove))
        .route("/circle/{circle}/leave", post(leave))
}

async fn person(desk: Desk, Path((circle, person)): Path<(String, String)>) -> Response {
    show(desk, &circle, &person).await
}

pub(super) async fn show(desk: Desk, circle: &str, person: &str) -> Response {
    let page: KithResult<CirclePage> = desk.ask(Request::Circle { circle: circle.to_owned() }).await;
    let found = page.and_then(|page| {
        let one = page.circle.people.iter().find(|one| one.person.id == person).cloned();
        one.map(|one| (page.circle, one)).ok_or_else(|| KithError::not_found("not-in", "They are not in this circle."))
    });
    match found {
        Ok((circle, one)) => {
            let removals = match removal::of(&desk, &circle.id).await {
                Ok(removals) => removals,
                Err(error) => return desk.error(error),
            };
            let title = if one.person.me { desk.say("desk-you") } else { one.person.name.clone() };
            let main = main(&desk, &circle, &one, &removals);
            desk.page(&Page { title, place: Place::Circle, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

/// What somebody is in a circle, and the forms to change it.
pub(in super::super) fn main(desk: &Desk, circle: &CircleView, one: &CirclePerson, removals: &[RemovalProposalView]) -> Markup {
    let mine = circle.people.iter().find(|one| one.person.me).map(|one| one.level).filter(|_| circle.standing == CircleStanding::In);
    let rank = |level: Level| match level {
        Level::Owner => 2,
        Level::Keeper => 1,
        Level::Member => 0,
    };
    let removes = !one.person.me && one.level != Level::Owner && mine.is_some_and(|mine| mine != Level::Member && rank(mine) > rank(one.level));
    let waits = removals.iter().any(|removal| removal.person.id == one.person.id && removal.state == RemovalState::Waiting);
    let proposes = !waits && !one.person.me && mine == Some(Level::Keeper) && one.level == Level::Keeper;
    html! {
        (desk.back(&format!("/circle/{}/people", circle.id), &desk.say("circle-people")))
        div.opening {
            (face(&one.person))
            div {
                h1 { @if one.person.me { (desk.say("desk-you")) } @else { (one.person.name) } }
                p.soft { (desk.say(level(one.level))) @if let Some(brought) = brought(desk, one) { " · " (brought) } }
            }
        }
        p { (reads(desk, one)) }
        p { a.more href=(desk.url(&format!("/people/{}", one.person.id))) { (icon(Icon::Profile)) span { (desk.say("desk-to-profile")) } } }
        @if !one.person.me { (desk.worry(&format!("about={}&circle={}&back=/circle/{}/people/{}", one.person.id, circle.id, circle.id, one.person.id))) }
        @if mine == Some(Level::Owner) && !one.person.me && one.level != Level::Owner { (level_form(desk, circle, one)) }
        (removal::cards(desk, &circle.id, one, removals))
        @if proposes { (removal::propose_form(desk, &circle.id, one)) }
        @if removes { (remove_form(desk, circle, one)) }
        @if one.person.me && mine.is_some() { (leave_form(desk, circle, one)) }
    }
}

fn level_form(desk: &Desk, circle: &CircleView, one: &CirclePerson) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/people/{}", circle.id, one.person.id));
    let field = Label { label: desk.say("desk-level"), hint: Some(desk.say("desk-level-hint")) };
    let levels = [Level::Member, Level::Keeper].map(|one| Choice { value: word(&one), text: desk.say(level(one)) });
    html! {
        section.card {
            h2 { (icon(Icon::Pencil)) span { (desk.say("desk-level-change")) } }
            (fields.draw("stack", &html! { (fields.select("level", &field, &levels, &word(&one.level))) (button(Icon::Check, &desk.say("button-save"))) }))
        }
    }
}

fn remove_form(desk: &Desk, circle: &CircleView, one: &CirclePerson) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/people/{}/remove", circle.id, one.person.id));
    html! {
        section.card.fork {
            h2 { (icon(Icon::Alert)) span { (desk.say_name("desk-remove-title", &one.person.name)) } }
            p { (desk.say_name("desk-remove-lead", &one.person.name)) }
            (fields.draw("stack", &html! { (fields.tick("sure", &desk.say("desk-sure"), false)) (quiet_button(Icon::Alert, &desk.say_name("desk-remove-do", &one.person.name))) }))
        }
    }
}

fn leave_form(desk: &Desk, circle: &CircleView, one: &CirclePerson) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/leave", circle.id));
    html! {
        section.card.fork {
            h2 { (icon(Icon::Join)) span { (desk.say("circle-leave")) } }
            @if one.level == Level::Owner { p { (desk.say("desk-leave-owner")) } } @else {
                p { (desk.say("desk-leave-lead")) }
                (fields.draw("stack", &html! { (fields.tick("sure", &desk.say("desk-sure"), false)) (quiet_button(Icon::Join, &desk.say("circle-leave"))) }))
            }
        }
    }
}

async fn set_level(desk: Desk, Path((circle, person)): Path<(String, String)>, form: Form) -> Response {
    let level = choice(form.get("level")).unwrap_or(Level::Member);
    match desk.tell(Request::CircleLevel { circle: circle.clone(), person: person.clone(), level }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/people"), desk.say("desk-level-changed")),
        Err(error) => show(desk.stumbled(error, form), &circle, &person).await,
    }
}

async fn remove(desk: Desk, Path((circle, person)): Path<(String, String)>, form: Form) -> Response {
    let done = match sure(&form) {
        Ok(()) => desk.ask::<RemovalView>(Request::CircleRemove { circle: circle.clone(), person: person.clone() }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(RemovalView { cosign: Some(hand_over), .. }) => desk.go_to_code(Code {
            title: desk.say("desk-cosign-title"),
            lead: desk.say("desk-cosign-lead"),
            hand_over: Some(hand_over),
            received: None,
            state: None,
            next: format!("/circle/{circle}/people"),
        }),
        Ok(_) => desk.go(&format!("/circle/{circle}/people"), desk.say("desk-removed")),
        Err(error) => show(desk.stumbled(error, form), &circle, &person).await,
    }
}

async fn leave(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let done = match sure(&form) {
        Ok(()) => desk.tell(Request::CircleLeave { circle: circle.clone() }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go(&format!("/circle/{circle}"), desk.say("desk-left")),
        Err(error) => {
            let me = desk.who.person.id.clone();
            show(desk.stumbled(error, form), &circle, &me).await
        }
    }
}
