//! The office's page of members: classes, since when, roles and who granted each.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, word};
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, button, empty, label, quiet_button};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{MemberView, Role};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The members' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/members", get(members)).route("/members/role", post(grant)).route("/members/role/end", post(end))
}

async fn members(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<Vec<MemberView>>(Request::Members).await {
        Ok(members) => desk.page(&Page { title: desk.say("office-members"), place: Place::Members, live: "members", main: main(&desk, &members) }),
        Err(error) => desk.error(error),
    }
}

/// The members, with the forms of the office beside them.
pub(super) fn main(desk: &Desk, members: &[MemberView]) -> Markup {
    let count = u64::try_from(members.len()).unwrap_or(u64::MAX);
    html! {
        h1 { (desk.say("office-members")) }
        p.lead { (desk.say_count("office-members-count", count)) }
        p.actions { a.button href=(desk.url("/invite")) { (icon(Icon::Invite)) span { (desk.say("invite-make")) } } }
        @if members.is_empty() { (empty(&desk.say("people-empty"))) }
        div.scroll tabindex="0" role="region" aria-label=(desk.say("office-members")) {
            table.members {
                thead { tr {
                    th scope="col" { (desk.say("desk-name")) } th scope="col" { (desk.say("desk-class")) } th scope="col" { (desk.say("desk-since")) }
                    th scope="col" { (desk.say("desk-roles")) } th.n scope="col" { (desk.say("desk-devices")) }
                } }
                tbody { @for member in members { (row(desk, member)) } }
            }
        }
        div.columns { (grant_form(desk, members)) (revoke_form(desk, members)) }
    }
}

fn row(desk: &Desk, member: &MemberView) -> Markup {
    html! {
        tr {
            th scope="row" { (desk.person_link(&member.person)) }
            td { (desk.class(&member.class)) }
            td {
                (desk.time(member.since_ms))
                @if let Some(by) = &member.admitted_by { br; span.soft.small { (desk.say_name("desk-admitted-by", &desk.name(by))) } }
            }
            td {
                @for role in &member.roles {
                    p { (desk.say(&format!("role-{}", word(&role.role)))) " "
                        span.soft.small { (desk.say_with("office-role-granted-by", &[("name", desk.name(&role.granted_by).into()), ("when", desk.when(role.granted_ms).into())])) } }
                }
            }
            td.n { a href=(desk.url(&format!("/devices/of/{}", member.person.id))) aria-label=(format!("{}: {}", desk.say_name("desk-devices-of", &member.person.name), member.devices)) { span.row { (icon(Icon::Device)) (member.devices) } } }
        }
    }
}

fn grant_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/members/role");
    let roles = Role::ALL.map(|role| Choice { value: word(&role), text: desk.say(&format!("role-{}", word(&role))) });
    html! {
        section.card {
            h2 { (desk.say("office-role-grant")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("desk-person")), &Desk::choices_of(members), ""))
                (fields.select("role", &label(desk.say("desk-role")), &roles, ""))
                (button(Icon::Check, &desk.say("office-role-grant")))
            }))
        }
    }
}

/// The roles that are held, to end one.
fn revoke_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/members/role/end");
    let held = members.iter().flat_map(|member| member.roles.iter().map(move |role| (member, role)));
    let held: Vec<Choice> = held
        .map(|(member, role)| {
            let word = word(&role.role);
            let text = format!("{}: {}", desk.name(&member.person), desk.say(&format!("role-{word}")));
            Choice { value: format!("{} {word}", member.person.id), text }
        })
        .collect();
    html! {
        @if !held.is_empty() {
            section.card {
                h2 { (desk.say("desk-role-end")) }
                p.soft { (desk.say("desk-role-end-lead")) }
                (fields.draw("stack", &html! {
                    (fields.select("held", &label(desk.say("desk-role")), &held, ""))
                    (quiet_button(Icon::Check, &desk.say("desk-role-end")))
                }))
            }
        }
    }
}

async fn end(desk: Desk, form: Form) -> Response {
    let held = form.trimmed("held");
    let named = held.split_once(' ').and_then(|(person, role)| Some((person.to_owned(), choice::<Role>(role)?)));
    let done = match named.ok_or_else(|| KithError::invalid("no-such-role", "choose a role")) {
        Ok((person, role)) => desk.tell(Request::RoleRevoke { person, role }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/members", desk.say("desk-role-ended")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn grant(desk: Desk, form: Form) -> Response {
    let role: KithResult<Role> = choice(form.get("role")).ok_or_else(|| KithError::invalid("no-such-role", "choose a role"));
    let done = match role {
        Ok(role) => desk.tell(Request::GrantRole { person: form.trimmed("person"), role }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/members", desk.say("desk-role-granted")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
