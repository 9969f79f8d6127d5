//! What is held about me: where it is and who can read it, who has opened it, what is kept, and the ways to have it or have it erased.

mod cases;
mod erase;
mod export;
mod holds;

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::icon::{Icon, icon};
use super::parts::empty;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{AccessView, Audience, CircleStanding, CircleView, DeviceView, KeptView, MemberView, PersonView, ProfileView, RetentionView, Role};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The addresses of one's data.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/privacy", get(privacy)).merge(erase::routes()).merge(export::routes()).merge(cases::routes()).merge(holds::routes())
}

/// All that the page is drawn from.
struct Held {
    circles: Vec<CircleView>,
    profile: ProfileView,
    /// The people to whom alone some part of my profile is shown.
    shown: Vec<PersonView>,
    devices: Vec<DeviceView>,
    accesses: Vec<AccessView>,
    kept: Vec<KeptView>,
    retention: RetentionView,
}

async fn privacy(desk: Desk) -> Response {
    match read(&desk).await {
        Ok(held) => desk.page(&Page { title: desk.say("privacy-title"), place: Place::More, live: "circle members devices", main: main(&desk, &held) }),
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<Held> {
    let profile: ProfileView = desk.ask(Request::Profile { person: "me".into() }).await?;
    let members: Vec<MemberView> = desk.ask(Request::Members).await?;
    let mut shown: Vec<PersonView> = Vec::new();
    for id in audiences(&profile).filter_map(|audience| if let Audience::Person { person } = audience { Some(person) } else { None }) {
        if !shown.iter().any(|known| known.id == *id) {
            shown.push(somebody(desk, &members, id).await);
        }
    }
    Ok(Held {
        circles: desk.ask(Request::Circles).await?,
        profile,
        shown,
        devices: desk.ask(Request::Devices).await?,
        accesses: desk.ask(Request::Accesses { about: None }).await?,
        kept: desk.ask(Request::Kept).await?,
        retention: desk.ask(Request::Retention).await?,
    })
}

/// A member; or somebody who is one no longer, and holds what was shown to them all the same.
async fn somebody(desk: &Desk, members: &[MemberView], id: &str) -> PersonView {
    if let Some(member) = members.iter().find(|member| member.person.id == id) {
        return member.person.clone();
    }
    let known: KithResult<ProfileView> = desk.ask(Request::Profile { person: id.to_owned() }).await;
    known.map_or_else(|_| PersonView { id: id.to_owned(), name: desk.say("privacy-pair-gone"), me: false }, |profile| profile.person)
}

fn main(desk: &Desk, held: &Held) -> Markup {
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("privacy-title")) }
        p.lead { (desk.say("privacy-lead")) }
        div.columns {
            div.column.wide { (places(desk, held)) (accesses(desk, &held.accesses)) }
            div.column {
                (export::card(desk))
                (erase::card(desk))
                (kept(desk, &held.kept))
                (holds::link(desk))
                (retention(desk, &held.retention))
                @if desk.is_office() || desk.who.roles.contains(&Role::RegisteredManager) { p { a.more href=(desk.url("/privacy/requests")) { (icon(Icon::List)) span { (desk.say("rights-requests")) } } } }
            }
        }
    }
}

/// Each place where something of mine is, with what it is and who can read it.
fn places(desk: &Desk, held: &Held) -> Markup {
    html! {
        section.stack {
            h2 { (desk.say("privacy-places")) }
            section.card {
                h3 { (icon(Icon::Lock)) span { (desk.say("privacy-own")) } }
                p { (desk.say("privacy-own-what")) }
                (parts(desk, held, |audience| *audience == Audience::Me))
                (readers(desk, &desk.say_count("privacy-own-readers", u64::try_from(held.devices.len()).unwrap_or(u64::MAX))))
            }
            @for circle in &held.circles { (circle_card(desk, held, circle)) }
            @for person in &held.shown { (pair_card(desk, held, person)) }
            @if let Some(coop) = &desk.who.coop {
                section.card {
                    h3 { (icon(Icon::Members)) span { (coop.name) } }
                    p { (desk.say("privacy-coop-what")) }
                    (parts(desk, held, |audience| *audience == Audience::Coop))
                    (readers(desk, &desk.say_count("privacy-coop-readers", coop.members)))
                }
            }
            section.card {
                h3 { (icon(Icon::Relay)) span { (desk.say("demo-relay")) } }
                p { (desk.say("privacy-relay-what")) }
                (readers(desk, &desk.say("privacy-relay-readers")))
            }
        }
    }
}

fn circle_card(desk: &Desk, held: &Held, circle: &CircleView) -> Markup {
    let names: Vec<String> = circle.people.iter().map(|one| desk.name(&one.person)).collect();
    html! {
        section.card {
            h3 { (icon(Icon::Circle)) span { a href=(desk.url(&format!("/circle/{}", circle.id))) { (circle.name) } } }
            p { @if circle.person.me { (desk.say("privacy-circle-mine")) } @else { (desk.say_name("privacy-circle-other", &circle.person.name)) } }
            (parts(desk, held, |audience| matches!(audience, Audience::Circle { circle: id } if *id == circle.id)))
            @if !matches!(circle.standing, CircleStanding::In) { p.soft { (desk.say("desk-standing-stays")) } }
            (readers(desk, &names.join(", ")))
        }
    }
}

fn pair_card(desk: &Desk, held: &Held, person: &PersonView) -> Markup {
    html! {
        section.card {
            h3 { (icon(Icon::Profile)) span { (desk.say_name("privacy-pair", &person.name)) } }
            (parts(desk, held, |audience| matches!(audience, Audience::Person { person: id } if *id == person.id)))
            (readers(desk, &person.name))
        }
    }
}

fn audiences(profile: &ProfileView) -> impl Iterator<Item = &Audience> {
    let sections = profile.sections.iter().filter_map(|one| one.audience.as_ref());
    sections.chain(profile.lists.iter().filter_map(|one| one.audience.as_ref()))
}

/// How many parts of my profile somebody is shown.
fn parts(desk: &Desk, held: &Held, shown: impl Fn(&Audience) -> bool) -> Markup {
    let count = u64::try_from(audiences(&held.profile).filter(|audience| shown(audience)).count()).unwrap_or(u64::MAX);
    html! { @if count > 0 { p { a href=(desk.url("/people/me")) { (desk.say_count("privacy-parts", count)) } } } }
}

fn readers(desk: &Desk, who: &str) -> Markup {
    html! { p.seen-by { (icon(Icon::People)) span { (desk.say("privacy-readers")) ": " span.strong { (who) } } } }
}

/// Who has opened what about me.
fn accesses(desk: &Desk, accesses: &[AccessView]) -> Markup {
    html! {
        section.stack {
            h2 { (desk.say("privacy-opened")) }
            p.soft { (desk.say("privacy-opened-lead")) }
            @if accesses.is_empty() { (empty(&desk.say("privacy-opened-none"))) }
            ul.rows {
                @for one in accesses {
                    li {
                        p { span.strong { (desk.person_link(&one.by)) } " · " (desk.say_or(&format!("rights-record-{}", one.what), "word-unknown")) ", " (desk.say_or(&format!("rights-how-{}", one.how), "word-unknown")) }
                        p.soft.small { @if !one.place.is_empty() { (one.place) " · " } (desk.day(one.day_ms)) }
                    }
                }
            }
        }
    }
}

/// What is kept in spite of erasure, as far as it was safe to tell.
fn kept(desk: &Desk, kept: &[KeptView]) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::Shield)) span { (desk.say("privacy-kept")) } }
            @if kept.is_empty() { p { (desk.say("privacy-kept-none")) } }
            @for one in kept {
                p { (desk.say_with("privacy-kept-one", &[("place", one.place.clone().into()), ("name", one.by.name.clone().into()), ("when", desk.day(one.at_ms).into())])) }
            }
            p.soft.small { (desk.say("privacy-kept-may-be")) }
        }
    }
}

/// How long records are kept, and what has been kept for longer.
fn retention(desk: &Desk, view: &RetentionView) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::Clock)) span { (desk.say("privacy-retention")) } }
            dl.facts {
                @for (what, months) in &view.months {
                    dt { (desk.say_or(&format!("rights-kept-{what}"), "word-unknown")) }
                    dd { @if *months == 0 { (desk.say("privacy-no-term")) } @else { (desk.say_count("privacy-months", *months)) } }
                }
            }
            p.soft.small { (desk.say("privacy-retention-lead")) }
            @if !view.due.is_empty() {
                h3 { (desk.say("privacy-due")) }
                @for due in &view.due {
                    details {
                        summary { (due.place) " · " (desk.say_or(&format!("rights-kept-{}", due.what), "word-unknown")) " (" (due.items.len()) ")" }
                        ul.rows { @for (at, item) in due.items.iter().enumerate() { li { a.more href=(desk.url(&format!("/privacy/erase/{item}?back=/privacy"))) { (icon(Icon::Erase)) span { (desk.say_count("privacy-due-look", u64::try_from(at + 1).unwrap_or(u64::MAX))) } } } } }
                    }
                }
            }
        }
    }
}
