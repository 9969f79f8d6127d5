//! A circle: it opens on its person, then on what is new, then on what one can add. The people in it and its search stand beside.

mod card;
mod card_links;
mod closing;
mod decisions;
mod doses;
mod later;
mod lists;
mod load;
mod mandates;
mod medicines;
mod news;
mod notes;
pub(super) mod people;
mod person;
mod removal;
mod review;
mod rota;

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, button, empty, face, label, quiet_button};
use super::plan::plan_card;
use super::today::circle_row;
use super::visit::visit_row;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kith_core::kith::view::{CirclePage, CircleStanding, CircleView, DoseState, GoneHow, MemberView, NoteView, RotaState, VisitView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

pub(super) use card::stale;
pub(super) use card_links::looks as card_looks;
pub(super) use closing::notice as closed_notice;
pub(super) use doses::{alert_card, due_row};
pub(super) use mandates::written_for;
pub(super) use news::News;
pub(super) use notes::taking_back;
pub(super) use notes::{note_card, show_correcting as show_note};
pub(super) use rota::{coming_row, twice_card};

/// The visits shown beside a circle; its page of visits has more.
const VISITS_SHOWN: usize = 4;

/// The circles' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle", get(circles))
        .route("/circle/new", get(begin).post(create))
        .route("/circle/{circle}", get(circle))
        .merge(card::routes())
        .merge(card_links::routes())
        .merge(closing::routes())
        .merge(decisions::routes())
        .merge(doses::routes())
        .merge(later::routes())
        .merge(lists::routes())
        .merge(load::routes())
        .merge(mandates::routes())
        .merge(medicines::routes())
        .merge(notes::routes())
        .merge(people::routes())
        .merge(person::routes())
        .merge(removal::routes())
        .merge(review::routes())
        .merge(rota::routes())
}

async fn circles(desk: Desk) -> Response {
    match desk.ask::<Vec<CircleView>>(Request::Circles).await {
        Ok(circles) => match circles.as_slice() {
            [only] => Redirect::to(&desk.url(&format!("/circle/{}", only.id))).into_response(),
            _ => desk.page(&Page { title: desk.say("circle-list"), place: Place::Circle, live: "circle", main: list(&desk, &circles) }),
        },
        Err(error) => desk.error(error),
    }
}

/// The circles one is in.
pub(super) fn list(desk: &Desk, circles: &[CircleView]) -> Markup {
    html! {
        h1 { (desk.say("circle-list")) }
        @if circles.is_empty() { (empty(&desk.say("circle-empty"))) }
        ul.people { @for circle in circles { li { (circle_row(desk, circle)) } } }
        p.actions {
            a.button.quiet href=(desk.url("/circle/new")) { (icon(Icon::Plus)) span { (desk.say("circle-begin")) } }
            a.button.quiet href=(desk.url("/join")) { (icon(Icon::Join)) span { (desk.say("invite-have")) } }
        }
    }
}

async fn begin(desk: Desk) -> Response {
    match desk.ask::<Vec<MemberView>>(Request::Members).await {
        Ok(members) => {
            let main = begin_main(&desk, &members);
            desk.page(&Page { title: desk.say("circle-begin"), place: Place::Circle, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

/// The form that begins a circle.
pub(super) fn begin_main(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/circle/new");
    let mut people = vec![Choice { value: "me".into(), text: desk.say("desk-myself") }];
    people.extend(Desk::choices_of(members));
    html! {
        (desk.back("/circle", &desk.say("circle-list")))
        h1 { (desk.say("circle-begin")) }
        p.lead { (desk.say("circle-who-reads")) }
        (fields.draw("stack", &html! {
            (fields.select("person", &label(desk.say("circle-begin-for")), &people, "me"))
            (fields.needed("name", &label(desk.say("circle-name")), ""))
            (button(Icon::Circle, &desk.say("circle-begin")))
        }))
    }
}

async fn create(desk: Desk, form: Form) -> Response {
    let request = Request::CircleCreate { name: form.trimmed("name"), person: form.trimmed("person") };
    match desk.ask::<CircleView>(request).await {
        Ok(circle) => desk.go(&format!("/circle/{}", circle.id), desk.say("desk-circle-begun")),
        Err(error) => begin(desk.stumbled(error, form)).await,
    }
}

async fn circle(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

/// A circle's page; after a form that did not go through, with what was written.
pub(super) async fn show(desk: Desk, circle: &str) -> Response {
    let page: KithResult<CirclePage> = desk.ask(Request::Circle { circle: circle.to_owned() }).await;
    match page {
        Ok(mut page) => {
            desk.keep_news(&mut page);
            desk.page(&Page { title: page.circle.name.clone(), place: Place::Circle, live: "circle", main: main(&desk, &page) })
        }
        Err(error) => desk.error(error),
    }
}

/// A circle as this device has it, if it has it. Asking so does not say that what is new in it has been seen.
pub(super) async fn known(desk: &Desk, circle: &str) -> KithResult<Option<CircleView>> {
    let circles: Vec<CircleView> = desk.ask(Request::Circles).await?;
    Ok(circles.into_iter().find(|one| one.id == circle))
}

/// The main part of a circle's page.
pub(super) fn main(desk: &Desk, page: &CirclePage) -> Markup {
    let (new, known): (Vec<&NoteView>, Vec<&NoteView>) = page.notes.iter().partition(|note| note.new && !note.author.me);
    let writable = page.circle.is_writable();
    html! {
        (opening(desk, page))
        @if let Some(closed) = &page.circle.closed { (closing::notice(desk, closed)) }
        @if page.circle.standing != CircleStanding::In { (standing(desk, &page.circle.standing)) }
        (people::crowded(desk, &page.circle))
        @if page.circle.quarantined > 0 { (people::review_link(desk, &page.circle)) }
        div.columns {
            div.column.wide {
                @if !page.due.is_empty() { (due(desk, page)) }
                @if !page.coming.is_empty() {
                    section.card.fork[page.coming.iter().any(|visit| visit.state == RotaState::Twice)] {
                        h2 { (icon(Icon::Visit)) span { (desk.say("rota-coming")) } }
                        ul.people { @for visit in &page.coming { li { (coming_row(desk, visit)) } } }
                    }
                }
                @if let Some(handover) = &page.last_handover { (last_handover(desk, handover)) }
                @if !new.is_empty() {
                    section {
                        h2 { (desk.say("today-news")) }
                        div.cards { @for note in new { (note_card(desk, note, None)) } }
                    }
                }
                @if writable { (notes::write(desk, &page.circle, page.draft.as_ref(), &page.drafts_apart)) }
                section {
                    @if page.notes.is_empty() || !known.is_empty() { h2 { (desk.say("note-list")) } }
                    @if page.notes.is_empty() { (empty(&desk.say("note-empty"))) }
                    div.cards { @for note in known { (note_card(desk, note, None)) } }
                    p { a href=(desk.url(&format!("/circle/{}/notes", page.circle.id))) { (desk.say("desk-all-notes")) } }
                }
            }
            div.column {
                (notes::search_form(desk, &page.circle.id, ""))
                p { a.more href=(desk.url(&format!("/circle/{}/rota", page.circle.id))) { (icon(Icon::Plan)) span { (desk.say("rota-see")) } } }
                p { a.more href=(desk.url(&format!("/circle/{}/medicines", page.circle.id))) { (icon(Icon::List)) span { (desk.say("medicine-see")) } } }
                p { a.more href=(desk.url(&format!("/circle/{}/card", page.circle.id))) { (icon(Icon::Alert)) span { (desk.say("card-see")) } } }
                p { a.more href=(desk.url(&format!("/circle/{}/decisions", page.circle.id))) { (icon(Icon::Check)) span { (desk.say("consent-page")) } } }
                @if writable { p { a.more href=(desk.url(&format!("/circle/{}/for", page.circle.id))) { (icon(Icon::Pencil)) span { (desk.say("for-see")) } } } }
                (plans(desk, page))
                (visits(desk, page))
                (people::beside(desk, &page.circle))
                (closing::link(desk, &page.circle))
                (desk.worry(&format!("circle={}&back=/circle/{}", page.circle.id, page.circle.id)))
            }
        }
    }
}

fn opening(desk: &Desk, page: &CirclePage) -> Markup {
    let person = &page.circle.person;
    let mine = page.visits.iter().find(|visit| visit.visitor.me && visit.ended_ms.is_none());
    html! {
        div.opening {
            (face(person))
            div {
                h1 { (page.circle.name) }
                p.soft {
                    @if let (Some(mood), Some(visit)) = (page.last_mood, page.visits.iter().find(|visit| visit.how.is_some())) {
                        (desk.say_with("desk-last-mood", &[("name", person.name.clone().into()), ("mood", desk.mood(mood).into()), ("when", desk.when(visit.ended_ms.unwrap_or(visit.started_ms)).into())]))
                    } @else { (desk.say("circle-who-reads")) }
                }
            }
            @if !person.me && page.circle.is_writable() { (visit_now(desk, &page.circle, mine)) }
        }
    }
}

/// Why nothing newer comes here, and that what is here stays.
fn standing(desk: &Desk, standing: &CircleStanding) -> Markup {
    let text = match standing {
        CircleStanding::Gone { how: GoneHow::Left, at_ms, .. } => desk.say_with("desk-standing-left", &[("when", desk.when(*at_ms).into())]),
        CircleStanding::Gone { how: GoneHow::ByBoard, at_ms, .. } => desk.say_with("desk-standing-board", &[("when", desk.when(*at_ms).into())]),
        CircleStanding::Gone { how: GoneHow::Removed, by, at_ms } => {
            desk.say_with("desk-standing-removed", &[("name", desk.name(by).into()), ("when", desk.when(*at_ms).into())])
        }
        CircleStanding::CutOff => desk.say("desk-standing-cut-off"),
        CircleStanding::In | CircleStanding::Unknown => desk.say("desk-standing-unknown"),
    };
    html! { section.card.honey { p.strong { (text) } p.soft { (desk.say("desk-standing-stays")) } } }
}

fn visit_now(desk: &Desk, circle: &CircleView, mine: Option<&VisitView>) -> Markup {
    html! {
        @if let Some(visit) = mine {
            a.button href=(desk.url(&super::visit::path(visit))) { (icon(Icon::Visit)) span { (desk.say("visit-finish")) } }
        } @else {
            (Fields::of(desk, format!("/circle/{}/visit", circle.id)).draw("", &html! { (quiet_button(Icon::Visit, &desk.say("visit-start"))) }))
        }
    }
}

fn last_handover(desk: &Desk, handover: &NoteView) -> Markup {
    html! {
        section.card.handover {
            h2 { (desk.say("handover-title")) }
            p.words { (handover.text) }
            p.soft.small { (desk.person_link(&handover.author)) " · " (desk.written(handover)) }
            @if let Some(other) = &handover.other { (written_for(desk, &handover.author, other)) }
        }
    }
}

/// Doses that somebody should see to now.
fn due(desk: &Desk, page: &CirclePage) -> Markup {
    html! {
        section.card.fork[page.due.iter().any(|due| due.state == DoseState::Twice)] {
            h2 { (icon(Icon::Clock)) span { (desk.say("dose-due")) } }
            ul.rows { @for due in &page.due { li { (due_row(desk, due)) @if !due.advice.is_empty() { p.strong { (due.advice) } } } } }
        }
    }
}

fn plans(desk: &Desk, page: &CirclePage) -> Markup {
    html! {
        section {
            h2 { (desk.say("plan-list")) }
            @if page.plans.is_empty() { (empty(&desk.say("plan-empty"))) }
            div.cards { @for plan in &page.plans { (plan_card(desk, plan)) } }
            @if page.circle.is_writable() { p { a.more href=(desk.url(&format!("/circle/{}/plan", page.circle.id))) { (icon(Icon::Plus)) span { (desk.say("plan-begin")) } } } }
        }
    }
}

fn visits(desk: &Desk, page: &CirclePage) -> Markup {
    html! {
        section {
            h2 { (desk.say("visit-list")) }
            @if page.visits.is_empty() { (empty(&desk.say("desk-visits-empty"))) }
            ul.rows { @for visit in page.visits.iter().take(VISITS_SHOWN) { li { (visit_row(desk, visit)) } } }
            @if !page.visits.is_empty() { p { a href=(desk.url(&format!("/circle/{}/visits", page.circle.id))) { (desk.say("desk-all-visits")) } } }
        }
    }
}
