//! The office's page of members: classes, since when, roles and who granted each.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, word};
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, button, empty, label};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{AttestBy, MemberView, Role};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The roles that the page can grant, in the order of the requirements.
const ROLES: [Role; 12] = [
    Role::Coordinator,
    Role::RegisteredManager,
    Role::CareWorker,
    Role::CareSupervisor,
    Role::Coach,
    Role::SafeguardingLead,
    Role::Office,
    Role::Notary,
    Role::Steward,
    Role::Witness,
    Role::BoardMember,
    Role::ToolkitEditor,
];
/// The longest activity that the form takes.
const MINUTES_MAX: u32 = 24 * 60;

/// The members' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/members", get(members))
        .route("/members/role", axum::routing::post(grant))
        .route("/members/attest", axum::routing::post(attest))
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
            table {
                thead { tr {
                    th scope="col" { (desk.say("desk-name")) } th scope="col" { (desk.say("desk-class")) } th scope="col" { (desk.say("desk-since")) }
                    th scope="col" { (desk.say("desk-roles")) } th.n scope="col" { (desk.say("desk-devices")) }
                } }
                tbody { @for member in members { (row(desk, member)) } }
            }
        }
        div.columns.even { (grant_form(desk, members)) (attest_form(desk, members)) }
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
            td.n { (member.devices) }
        }
    }
}

fn grant_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/members/role");
    let roles = ROLES.map(|role| Choice { value: word(&role), text: desk.say(&format!("role-{}", word(&role))) });
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

fn attest_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/members/attest").draft();
    let areas = desk.who.coop.as_ref().map(|coop| coop.areas.clone()).unwrap_or_default();
    let mut places = vec![Choice { value: String::new(), text: desk.say("element-none") }];
    places.extend(areas.into_iter().map(|area| Choice { value: area.clone(), text: area }));
    html! {
        section.card {
            h2 { (desk.say("desk-attest")) }
            p.soft { (desk.say("desk-attest-lead")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("desk-person")), &Desk::choices_of(members), ""))
                (fields.number("minutes", &label(desk.say("visit-minutes")), "60", (1, MINUTES_MAX)))
                (fields.elements("element", &label(desk.say("element-choose")), false, &[]))
                (fields.needed("story", &label(desk.say("visit-done-words")), ""))
                (fields.select("area", &label(desk.say("desk-area")), &places, ""))
                (button(Icon::Check, &desk.say("desk-attest")))
            }))
        }
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

async fn attest(desk: Desk, form: Form) -> Response {
    match attested(&form) {
        Ok(request) => match desk.tell(request).await {
            Ok(()) => desk.go("/members", desk.say("hour-confirmed")),
            Err(error) => show(desk.stumbled(error, form)).await,
        },
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

fn attested(form: &Form) -> KithResult<Request> {
    let minutes = form.trimmed("minutes").parse().map_err(|_| KithError::invalid("not-minutes", "minutes are a whole number"))?;
    let element = choice(form.get("element")).ok_or_else(|| KithError::invalid("no-element", "choose which side of life it was for"))?;
    Ok(Request::ActivityAttest {
        person: form.trimmed("person"),
        minutes,
        element,
        story: form.trimmed("story"),
        area: form.written("area"),
        by: AttestBy::Coordinator,
    })
}
