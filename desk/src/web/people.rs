//! People: the members, and finding somebody by skill, place, language and side of life, on this device.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, word};
use super::icon::{Icon, icon};
use super::parts::{Choice, ELEMENTS, empty, face};
use axum::Router;
use axum::extract::RawQuery;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{FoundView, MemberView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The address of the people.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/people", get(people))
}

async fn people(desk: Desk, RawQuery(query): RawQuery) -> Response {
    let asked = Form::read(query.unwrap_or_default().as_bytes());
    match read(&desk, &asked).await {
        Ok((members, found)) => {
            let main = main(&desk, &members, (&asked, found.as_deref()));
            desk.page(&Page { title: desk.say("people-title"), place: Place::People, live: "members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, asked: &Form) -> KithResult<(Vec<MemberView>, Option<Vec<FoundView>>)> {
    let members = desk.ask(Request::Members).await?;
    let wanted = ["text", "skill", "place", "language", "element"].iter().any(|field| asked.written(field).is_some());
    if !wanted {
        return Ok((members, None));
    }
    let request = Request::Find {
        text: asked.written("text"),
        skill: asked.written("skill"),
        place: asked.written("place"),
        language: asked.written("language"),
        element: choice(asked.get("element")),
    };
    Ok((members, Some(desk.ask(request).await?)))
}

/// The form to find somebody, who was found, and all members.
pub(super) fn main(desk: &Desk, members: &[MemberView], (asked, found): (&Form, Option<&[FoundView]>)) -> Markup {
    html! {
        h1 { (desk.say("people-title")) }
        div.columns {
            div.column {
                (find_form(desk, asked))
                p.actions {
                    a.button.quiet href=(desk.url("/people/me")) { (icon(Icon::Profile)) span { (desk.say("profile-title")) } }
                    a.button.quiet href=(desk.url("/invite")) { (icon(Icon::Invite)) span { (desk.say("invite-make")) } }
                }
            }
            div.column.wide {
                @if let Some(found) = found { (results(desk, found)) }
                section {
                    h2 { @if let Some(coop) = &desk.who.coop { (desk.say_with("people-all", &[("coop", coop.name.clone().into())])) } @else { (desk.say("people-title")) } }
                    @if members.is_empty() { (empty(&desk.say("people-empty"))) }
                    ul.people.grid { @for member in members { li { (member_row(desk, member)) } } }
                }
            }
        }
    }
}

fn find_form(desk: &Desk, asked: &Form) -> Markup {
    let mut elements = vec![Choice { value: String::new(), text: desk.say("find-any") }];
    elements.extend(ELEMENTS.map(|element| Choice { value: word(&element), text: desk.element_shape(element) }));
    let line = |name: &str, key: &str| {
        html! { div.field { label for=(format!("find-{name}")) { (desk.say(key)) } input id=(format!("find-{name}")) name=(name) type="text" value=(asked.get(name)); } }
    };
    html! {
        form.card.stack role="search" method="get" action=(desk.url("/people")) {
            h2 { (desk.say("find-title")) }
            p.soft.small { (desk.say("find-lead")) }
            (line("skill", "find-skill"))
            (line("place", "find-place"))
            (line("language", "find-language"))
            div.field {
                label for="find-element" { (desk.say("find-element")) }
                select #find-element name="element" {
                    @for choice in &elements { option value=(choice.value) selected[choice.value == asked.get("element")] { (choice.text) } }
                }
            }
            button.button type="submit" { (icon(Icon::Search)) span { (desk.say("button-search")) } }
        }
    }
}

fn results(desk: &Desk, found: &[FoundView]) -> Markup {
    let count = u64::try_from(found.len()).unwrap_or(u64::MAX);
    html! {
        section {
            h2 { (desk.say_count("find-results", count)) }
            @if found.is_empty() { (empty(&desk.say("find-none"))) }
            div.cards {
                @for one in found {
                    article.card {
                        div.row { (face(&one.person)) h3 { (desk.person_link(&one.person)) } }
                        @if !one.skills.is_empty() { p { (one.skills.join(", ")) } }
                        @let rest: Vec<&str> = one.languages.iter().chain(&one.places).map(String::as_str).collect();
                        @if !rest.is_empty() { p.soft.small { (rest.join(" · ")) } }
                        @if !one.because.is_empty() { p.small { (desk.say_with("find-because", &[("reasons", one.because.join(", ").into())])) } }
                    }
                }
            }
        }
    }
}

fn member_row(desk: &Desk, member: &MemberView) -> Markup {
    html! {
        a.person-row href=(desk.url(&format!("/people/{}", member.person.id))) {
            (face(&member.person))
            span {
                span.strong { @if member.person.me { (desk.say("desk-you")) " (" (member.person.name) ")" } @else { (member.person.name) } }
                span.soft.small { (desk.duties(member)) }
            }
        }
    }
}

impl Desk {
    /// A member's class and roles in one line.
    pub(super) fn duties(&self, member: &MemberView) -> String {
        let mut words = vec![self.class(&member.class)];
        words.extend(member.roles.iter().map(|role| self.say(&format!("role-{}", word(&role.role)))));
        words.join(" · ")
    }

    /// A member class in words.
    pub(super) fn class(&self, class: &str) -> String {
        let key = format!("role-{class}-member");
        if self.words.has(&key) { self.say(&key) } else { class.to_owned() }
    }
}
