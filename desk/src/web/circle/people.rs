//! The people of a circle, and the ways to bring somebody in.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice};
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, button, face, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{CirclePage, CircleView, HandOver, Level, MemberView, ReadFrom};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The most people in a circle (R1), for words only: the core decides.
const CIRCLE_PEOPLE_MAX: u32 = 10;

/// The addresses of a circle's people.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/people", get(people).post(add)).route("/circle/{circle}/invite", axum::routing::post(invite))
}

/// The people beside a circle's notes.
pub(super) fn beside(desk: &Desk, circle: &CircleView) -> Markup {
    html! {
        section {
            h2 { (desk.say("circle-people")) }
            ul.people.dense {
                @for one in &circle.people {
                    li.person-row { (face(&one.person)) span { span.strong { (desk.person_link(&one.person)) } span.soft.small { (desk.say(level(one.level))) } } }
                }
            }
            p { a.more href=(desk.url(&format!("/circle/{}/people", circle.id))) { (icon(Icon::Invite)) span { (desk.say("circle-invite")) } } }
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Owner => "circle-level-owner",
        Level::Keeper => "circle-level-keeper",
        Level::Member => "circle-level-member",
    }
}

async fn people(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    match read(&desk, circle).await {
        Ok((page, members)) => {
            let main = main(&desk, &page.circle, &members);
            desk.page(&Page { title: desk.say("circle-people"), place: Place::Circle, live: "circle members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, circle: &str) -> KithResult<(CirclePage, Vec<MemberView>)> {
    Ok((desk.ask(Request::Circle { circle: circle.to_owned() }).await?, desk.ask(Request::Members).await?))
}

/// The people of a circle, who brought each in, and the forms to bring in more.
pub(in super::super) fn main(desk: &Desk, circle: &CircleView, members: &[MemberView]) -> Markup {
    let count = u32::try_from(circle.people.len()).unwrap_or(u32::MAX);
    let counted = [("count", count.into()), ("most", CIRCLE_PEOPLE_MAX.into())];
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &circle.name))
        h1 { (desk.say("circle-people")) }
        p.lead { (desk.say_with("circle-people-count", &counted)) }
        ul.people {
            @for one in &circle.people {
                li.person-row {
                    (face(&one.person))
                    span {
                        span.strong { (desk.person_link(&one.person)) }
                        span.soft.small {
                            (desk.say(level(one.level)))
                            @if let Some(by) = &one.added_by { " · " (desk.say_name("desk-added-by", &by.name)) }
                        }
                    }
                }
            }
        }
        div.columns { (add_form(desk, circle, members)) (invite_form(desk, circle)) }
    }
}

fn add_form(desk: &Desk, circle: &CircleView, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/people", circle.id));
    let outside: Vec<Choice> = Desk::choices_of(members).into_iter().filter(|choice| circle.people.iter().all(|one| one.person.id != choice.value)).collect();
    let levels = [Level::Member, Level::Keeper, Level::Owner].map(|one| Choice { value: super::super::form::word(&one), text: desk.say(level(one)) });
    html! {
        section.card {
            h2 { (desk.say("desk-circle-add")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("desk-person")), &outside, ""))
                (fields.select("level", &label(desk.say("desk-level")), &levels, "member"))
                (button(Icon::Invite, &desk.say("button-add")))
            }))
        }
    }
}

fn invite_form(desk: &Desk, circle: &CircleView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/invite", circle.id));
    html! {
        section.card {
            h2 { (desk.say("desk-circle-invite-new")) }
            p.soft { (desk.say("invite-once-only")) }
            (fields.draw("stack", &html! {
                (fields.line("name", &label(desk.say("desk-invite-name")), ""))
                (quiet_button(Icon::Code, &desk.say("invite-make")))
            }))
        }
    }
}

async fn add(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let level = choice(form.get("level")).unwrap_or(Level::Member);
    let request = Request::CircleAdd { circle: circle.clone(), person: form.trimmed("person"), level, from: ReadFrom::All };
    match desk.tell(request).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/people"), desk.say("desk-circle-added")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn invite(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let request = Request::Invite { name: form.written("name"), class: None, circle: Some(circle.clone()) };
    match desk.ask::<HandOver>(request).await {
        Ok(hand_over) => super::super::invite::show_invitation(&desk, hand_over, &format!("/circle/{circle}/people")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}
