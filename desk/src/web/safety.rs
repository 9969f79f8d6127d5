//! Concerns about safety: raised in private, and followed to their end.
//!
//! These pages tell nobody who looks at the screen later: their title is the app's alone, no draft stays in the browser, no field is
//! offered again, and what is said after sending names nothing.

mod concern;

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, own_path};
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, Label, button, empty};
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{CircleView, ConcernReceiptView, ConcernState, ConcernView, MemberView, Role};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The most characters of a concern in the list.
const BEGINNING_CHARS: usize = 80;

/// The addresses of safety.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/safety", get(safety)).route("/safety/new", get(new).post(raise)).merge(concern::routes())
}

/// A page of safety: nothing of it in the browser's title.
fn page(desk: &Desk, main: Markup) -> Response {
    desk.page(&Page { title: String::new(), place: Place::More, live: "truth", main })
}

async fn safety(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((concerns, members)) => page(&desk, main(&desk, &concerns, &members)),
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(Vec<ConcernView>, Vec<MemberView>)> {
    Ok((desk.ask(Request::Concerns).await?, desk.ask(Request::Members).await?))
}

/// What to do, what I raised, and what is mine to look after.
fn main(desk: &Desk, concerns: &[ConcernView], members: &[MemberView]) -> Markup {
    let mine: Vec<&ConcernView> = concerns.iter().filter(|one| one.mine && !one.looked_after_here).collect();
    let theirs: Vec<&ConcernView> = concerns.iter().filter(|one| one.looked_after_here).collect();
    let duty = leads(members).any(|lead| lead.me);
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("safety-title")) }
        (at_once(desk, members))
        p.actions { a.button href=(desk.url("/safety/new")) { (icon(Icon::Send)) span { (desk.say("safety-raise")) } } }
        @if duty || !theirs.is_empty() {
            section.stack {
                h2 { (desk.say("safety-to-look-after")) }
                @if theirs.is_empty() { (empty(&desk.say("safety-none-to-look-after"))) }
                ul.links { @for one in theirs { li { (line(desk, one)) } } }
            }
        }
        section.stack {
            h2 { (desk.say("safety-mine")) }
            @if mine.is_empty() { (empty(&desk.say("safety-mine-none"))) }
            ul.links { @for one in mine { li { (line(desk, one)) } } }
        }
        p { a.more href=(desk.url("/devices")) { (icon(Icon::Device)) span { (desk.say("safety-lost-phone")) } } }
    }
}

fn line(desk: &Desk, one: &ConcernView) -> Markup {
    let mut beginning: String = one.text.chars().take(BEGINNING_CHARS).collect();
    if beginning.len() < one.text.len() {
        beginning.push('…');
    }
    html! {
        a href=(desk.url(&format!("/safety/{}", one.id))) {
            (icon(if one.danger { Icon::Alert } else { Icon::Note }))
            span { span.strong { (beginning) } br; span.soft.small { (desk.when(one.raised_ms)) " · " (state_words(desk, one.state)) } }
            (icon(Icon::Go))
        }
    }
}

/// How far a concern has come, in words.
fn state_words(desk: &Desk, state: ConcernState) -> String {
    desk.say(&format!("concern-state-{}", super::form::word(&state)))
}

/// Who looks after safety.
fn leads(members: &[MemberView]) -> impl Iterator<Item = &kith_core::kith::view::PersonView> {
    let duty = |member: &&MemberView| member.roles.iter().any(|role| matches!(role.role, Role::SafeguardingLead | Role::RegisteredManager));
    members.iter().filter(duty).map(|member| &member.person)
}

/// What to do at once, before anything is written.
fn at_once(desk: &Desk, members: &[MemberView]) -> Markup {
    let names: Vec<&str> = leads(members).filter(|lead| !lead.me).map(|lead| lead.name.as_str()).collect();
    html! {
        section.card.fork {
            p.strong.with { (icon(Icon::Alert)) span { (desk.say("concern-danger-now")) } }
            p { a.button href="tel:999" { span { (desk.say("safety-ring-999")) } } }
            @if !names.is_empty() { p { (desk.say_with("concern-speak-to", &[("names", names.join(", ").into())])) } }
        }
    }
}

async fn new(desk: Desk) -> Response {
    show_new(desk, None).await
}

async fn show_new(desk: Desk, sent: Option<Form>) -> Response {
    let asked = sent.unwrap_or_else(|| desk.asked());
    match read_new(&desk).await {
        Ok((members, circles)) => page(&desk, new_main(&desk, (&members, &circles), &asked)),
        Err(error) => desk.error(error),
    }
}

async fn read_new(desk: &Desk) -> KithResult<(Vec<MemberView>, Vec<CircleView>)> {
    Ok((desk.ask(Request::Members).await?, desk.ask(Request::Circles).await?))
}

/// The form: what, about whom, where, and whether anybody is in danger.
fn new_main(desk: &Desk, (members, circles): (&[MemberView], &[CircleView]), asked: &Form) -> Markup {
    let fields = Fields::of(desk, "/safety/new").private();
    let back = own_path(asked.get("back")).unwrap_or_else(|| "/safety".into());
    let mut people = vec![Choice { value: String::new(), text: desk.say("safety-about-nobody") }];
    people.extend(Desk::choices_of(members));
    let mut places = vec![Choice { value: String::new(), text: desk.say("safety-in-no-circle") }];
    places.extend(circles.iter().map(|circle| Choice { value: circle.id.clone(), text: circle.name.clone() }));
    let what = Label { label: desk.say("safety-what"), hint: Some(desk.say("safety-what-hint")) };
    let about = Label { label: desk.say("safety-about"), hint: Some(desk.say("safety-about-hint")) };
    html! {
        (desk.back(&back, &desk.say("button-back")))
        h1 { (desk.say("safety-raise")) }
        (at_once(desk, members))
        (fields.draw("stack card", &html! {
            input type="hidden" name="back" value=(back);
            (fields.area("text", &what, "", 5))
            (fields.select("about", &about, &people, asked.get("about")))
            (fields.select("circle", &super::parts::label(desk.say("safety-circle")), &places, asked.get("circle")))
            (fields.tick("danger", &desk.say("safety-danger"), false))
            (button(Icon::Send, &desk.say("safety-send")))
        }))
        p.soft { (desk.say("concern-private")) }
        p.soft { (desk.say("concern-copy-here")) }
    }
}

async fn raise(desk: Desk, form: Form) -> Response {
    let request = Request::ConcernRaise { about: form.written("about"), circle: form.written("circle"), text: form.text("text"), danger: form.has("danger") };
    match desk.ask::<ConcernReceiptView>(request).await {
        Ok(receipt) => {
            let back = own_path(&form.trimmed("back")).unwrap_or_else(|| "/safety".into());
            concern::go_raised(&desk, &receipt.concern.id, &back)
        }
        Err(error) => {
            let sent = form.clone();
            show_new(desk.stumbled(error, form), Some(sent)).await
        }
    }
}
