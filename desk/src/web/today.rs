//! Today: people and their news first, then what needs a word, and the three numbers last.

use super::app::App;
use super::circle::{alert_card, card_looks, coming_row, due_row, note_card, stale, twice_card};
use super::desk::{Desk, Page, Place};
use super::icon::{Icon, icon};
use super::parts::{Fields, button, empty, face};
use super::plan::plan_card;
use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kith_core::kith::view::{BoardMatterView, CircleView, NoteView, TodayView, VisitView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The most news that Today shows; the circles have the rest.
const NEWS_MAX: usize = 12;

/// Today's address.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(today))
}

/// An address that leads nowhere.
pub(super) async fn nowhere(desk: Desk) -> Response {
    let reason = desk.words.say("error-page");
    desk.error(KithError::not_found("no-such-page", reason))
}

async fn today(desk: Desk) -> Response {
    show(desk).await
}

/// Today's page; after a form on it that did not go through, with what was written.
pub(super) async fn show(desk: Desk) -> Response {
    if desk.who.coop.is_none() {
        return Redirect::to(&desk.url("/start")).into_response();
    }
    match read(&desk).await {
        Ok((view, matters)) => {
            desk.page(&Page { title: desk.say("today-title"), place: Place::Today, live: "circle coins members", main: main(&desk, &view, &matters) })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(TodayView, Vec<BoardMatterView>)> {
    Ok((desk.ask(Request::Today).await?, desk.ask(Request::BoardMatters).await?))
}

/// The main part of Today.
pub(super) fn main(desk: &Desk, view: &TodayView, matters: &[BoardMatterView]) -> Markup {
    let quiet = view.open_visit.is_none() && view.to_confirm.is_empty() && view.news.is_empty() && view.plans.is_empty();
    let quiet = quiet && view.due.is_empty() && view.dose_alerts.is_empty() && view.stale_cards.is_empty();
    let quiet = quiet && view.coming.is_empty() && view.visits_twice.is_empty() && view.boundaries.is_empty() && view.card_looks.is_empty();
    html! {
        h1 { (desk.say_name("today-hello", &desk.who.person.name)) }
        div.columns {
            div.column {
                (super::board::notices(desk, matters))
                @for alert in &view.dose_alerts { (alert_card(desk, alert)) }
                (card_looks(desk, &view.card_looks))
                @for query in &view.boundaries { (super::boundary::card(desk, query)) }
                @for twice in &view.visits_twice { (twice_card(desk, twice)) }
                @for circle in view.circles.iter().filter(|circle| view.stale_cards.contains(&circle.id)) { (stale(desk, &circle.id, &circle.name)) }
                @if !view.mentions.is_empty() {
                    section {
                        h2 { (desk.say("today-mentions")) }
                        div.cards { @for note in &view.mentions { (note_card(desk, note, view.circles.iter().find(|c| c.id == note.circle).map(|c| c.name.as_str()))) } }
                    }
                }
                @if let Some(visit) = &view.open_visit { (open_visit(desk, visit)) }
                @if !view.coming.is_empty() {
                    section { h2 { (desk.say("rota-coming-today")) } ul.people { @for visit in &view.coming { li { (coming_row(desk, visit)) } } } }
                }
                @if !view.due.is_empty() {
                    section { h2 { (desk.say("dose-due")) } ul.people { @for due in &view.due { li { (due_row(desk, due)) } } } }
                }
                @if !view.to_confirm.is_empty() {
                    section {
                        h2 { (desk.say("today-needs-you")) }
                        div.cards { @for visit in &view.to_confirm { (to_confirm(desk, visit)) } }
                    }
                }
                @if quiet { (empty(&desk.say("today-empty"))) } @else { (news(desk, &others(view), &view.circles)) }
            }
            div.column {
                @if !view.plans.is_empty() {
                    section {
                        h2 { (desk.say("plan-list")) }
                        div.cards { @for plan in &view.plans { (plan_card(desk, plan)) } }
                    }
                }
                section {
                    h2 { (desk.say("circle-list")) }
                    @if view.circles.is_empty() { (empty(&desk.say("circle-empty"))) }
                    ul.people { @for circle in &view.circles { li { (circle_row(desk, circle)) } } }
                }
                section {
                    h2 { (desk.say("place-coins")) }
                    (super::coins::three_numbers(desk, &view.balance))
                    p { a href=(desk.url("/coins")) { (desk.say("desk-see-coins")) } }
                }
            }
        }
    }
}

/// The news but for what mentions one, which stands above.
fn others(view: &TodayView) -> Vec<NoteView> {
    view.news.iter().filter(|note| !view.mentions.iter().any(|mention| mention.id == note.id)).cloned().collect()
}

fn open_visit(desk: &Desk, visit: &VisitView) -> Markup {
    let title = visit.person.as_ref().map_or_else(|| desk.say("visit-list"), |person| desk.say_name("visit-title", &person.name));
    html! {
        section.card.now-on {
            h2 { (icon(Icon::Visit)) span { (title) } }
            p.soft { (desk.say_with("visit-started", &[("when", desk.when(visit.started_ms).into())])) }
            p { a.button href=(desk.url(&super::visit::path(visit))) { (icon(Icon::Check)) span { (desk.say("visit-finish")) } } }
        }
    }
}

/// An hour that waits for one's word.
pub(super) fn to_confirm(desk: &Desk, visit: &VisitView) -> Markup {
    let fields = Fields::of(desk, format!("/visit/{}/confirm", visit.id));
    let said = [("name", visit.visitor.name.clone().into()), ("minutes", visit.minutes.unwrap_or(0).into())];
    html! {
        article.card.honey {
            div.opening-row { (face(&visit.visitor)) div { p.strong { (desk.say_with("hour-to-confirm", &said)) } p.soft { (desk.time(visit.started_ms)) } } }
            @if visit.person.as_ref().is_some_and(|person| !person.me) && !visit.hour_reason.is_empty() { p { (icon(Icon::Profile)) " " span { (visit.hour_reason) } } }
            @if !visit.done.is_empty() { p.marks { (desk.element_marks(&visit.done)) } }
            @if !visit.text.is_empty() { p.words { (visit.text) } }
            @if let (Some(how), Some(person)) = (visit.how, &visit.person) {
                p { span.strong { (desk.say_name("visit-how", &desk.name(person))) } " " (desk.mood(how)) }
            }
            @if !visit.handover.is_empty() { p { span.strong { (desk.say("handover-title")) } " " (visit.handover) } }
            (fields.draw("", &html! { (button(Icon::Check, &desk.say("hour-confirm"))) }))
        }
    }
}

fn news(desk: &Desk, news: &[NoteView], circles: &[CircleView]) -> Markup {
    html! {
        section {
            h2 { (desk.say("today-news")) }
            @if news.is_empty() { p.soft { (desk.say("today-news-empty")) } }
            div.cards {
                @for note in news.iter().take(NEWS_MAX) {
                    @let circle = circles.iter().find(|circle| circle.id == note.circle);
                    (note_card(desk, note, circle.map(|circle| circle.name.as_str())))
                }
            }
        }
    }
}

/// A circle in a list: its person, its name, and what is new.
pub(super) fn circle_row(desk: &Desk, circle: &CircleView) -> Markup {
    let count = u64::try_from(circle.people.len()).unwrap_or(u64::MAX);
    html! {
        a.person-row href=(desk.url(&format!("/circle/{}", circle.id))) {
            (face(&circle.person))
            span {
                span.strong { (circle.name) }
                span.soft.small { (desk.say_count("word-count-people", count)) }
            }
            @if circle.unread > 0 { span.badge { (desk.say_count("today-news-count", circle.unread)) } }
        }
    }
}
