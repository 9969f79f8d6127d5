//! The people of a circle, and the ways to bring somebody in.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, choice};
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, Label, button, face, label, quiet_button};
use super::removal;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{
    CirclePage, CirclePerson, CircleStanding, CircleView, Gone, GoneHow, HandOver, Level, LoadView, MemberView, ReadFrom, RemovalProposalView,
};
use kith_core::kith::{KithError, KithResult, Request};
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
            p { a.more href=(desk.url(&format!("/circle/{}/people", circle.id))) { (icon(Icon::People)) span { (desk.say("desk-circle-people-more")) } } }
        }
    }
}

/// What a level is called.
pub(in super::super) fn level(level: Level) -> &'static str {
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
        Ok((page, members, removals)) => {
            let in_it = page.circle.standing == CircleStanding::In;
            let load = if in_it { desk.ask::<LoadView>(Request::Load { circle: page.circle.id.clone() }).await.ok() } else { None };
            let nudges = load.map(|load| load.nudges).unwrap_or_default();
            let main = main(&desk, &page.circle, &members, (&removals, &nudges));
            desk.page(&Page { title: desk.say("circle-people"), place: Place::Circle, live: "circle members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, circle: &str) -> KithResult<(CirclePage, Vec<MemberView>, Vec<RemovalProposalView>)> {
    Ok((desk.ask(Request::Circle { circle: circle.to_owned() }).await?, desk.ask(Request::Members).await?, removal::of(desk, circle).await?))
}

/// The people of a circle, who brought each in and when, who has gone, and the forms to bring in more.
pub(in super::super) fn main(desk: &Desk, circle: &CircleView, members: &[MemberView], (removals, nudges): (&[RemovalProposalView], &[String])) -> Markup {
    let count = u32::try_from(circle.people.len()).unwrap_or(u32::MAX);
    let counted = [("count", count.into()), ("most", CIRCLE_PEOPLE_MAX.into())];
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &circle.name))
        h1 { (desk.say("circle-people")) }
        p.lead { (desk.say_with("circle-people-count", &counted)) }
        @for nudge in nudges { p.card.honey { (icon(Icon::Give)) " " (nudge) } }
        (crowded(desk, circle))
        (review_link(desk, circle))
        (removal::asked(desk, &circle.id, removals))
        ul.people { @for one in &circle.people { li { (row(desk, circle, one)) } } }
        @if !circle.gone.is_empty() { (gone(desk, &circle.gone)) }
        @if circle.standing == CircleStanding::In { div.columns { (add_form(desk, circle, members)) (invite_form(desk, circle)) } }
    }
}

/// One of the people, with who brought them in and when; it leads to what may be changed.
fn row(desk: &Desk, circle: &CircleView, one: &CirclePerson) -> Markup {
    html! {
        a.person-row href=(desk.url(&format!("/circle/{}/people/{}", circle.id, one.person.id))) {
            (face(&one.person))
            span {
                span.strong { @if one.person.me { (desk.say("desk-you")) } @else { (one.person.name) } }
                span.soft.small { (desk.say(level(one.level))) @if let Some(brought) = brought(desk, one) { " · " (brought) } }
                @if !one.reads_back { span.soft.small { (reads(desk, one)) } }
            }
            (icon(Icon::Go))
        }
    }
}

/// How far back somebody reads.
pub(super) fn reads(desk: &Desk, one: &CirclePerson) -> String {
    match one.reads_from_ms {
        _ if one.reads_back => desk.say("desk-reads-all"),
        Some(since) if since < one.added_ms => desk.say_with("desk-reads-since", &[("when", desk.when(since).into())]),
        _ => desk.say("desk-reads-from-then"),
    }
}

/// Who brought somebody in, and when.
pub(super) fn brought(desk: &Desk, one: &CirclePerson) -> Option<String> {
    if one.added_by_board {
        return Some(desk.say_with("desk-added-by-board-when", &[("when", desk.when(one.added_ms).into())]));
    }
    let by = one.added_by.as_ref()?;
    Some(desk.say_with("desk-added-by-when", &[("name", desk.name(by).into()), ("when", desk.when(one.added_ms).into())]))
}

fn gone(desk: &Desk, gone: &[Gone]) -> Markup {
    html! {
        section {
            h2 { (desk.say("desk-gone-title")) }
            ul.people {
                @for one in gone {
                    li.person-row { (face(&one.person)) span { span.strong { (desk.person_link(&one.person)) } span.soft.small { (went(desk, one)) } } }
                }
            }
        }
    }
}

fn went(desk: &Desk, gone: &Gone) -> String {
    let when = ("when", desk.when(gone.at_ms).into());
    match gone.how {
        GoneHow::Left => desk.say_with("desk-gone-left", &[when]),
        GoneHow::ByBoard => desk.say_with("desk-gone-board", &[when]),
        GoneHow::Removed => desk.say_with("desk-gone-removed", &[("name", desk.name(&gone.by).into()), when]),
    }
}

/// That more are in than a circle is for: its person is asked, the others are told.
pub(super) fn crowded(desk: &Desk, circle: &CircleView) -> Markup {
    let count = u32::try_from(circle.people.len()).unwrap_or(u32::MAX);
    let counted = [("count", count.into()), ("most", CIRCLE_PEOPLE_MAX.into()), ("name", circle.person.name.as_str().into())];
    let mine = circle.people.iter().any(|one| one.person.me && one.level == Level::Owner);
    html! {
        @if circle.crowded {
            section.card.honey {
                p.strong { (icon(Icon::Waiting)) " " (desk.say_with("circle-crowded", &counted)) }
                p { (desk.say_with(if mine { "circle-crowded-asks-you" } else { "circle-crowded-asks" }, &counted)) }
            }
        }
    }
}

/// The way to what waits for a word, if anything does.
pub(super) fn review_link(desk: &Desk, circle: &CircleView) -> Markup {
    let decides = circle.standing == CircleStanding::In && circle.people.iter().any(|one| one.person.me && one.level != Level::Member);
    html! {
        @if circle.quarantined > 0 {
            a.state.open href=(desk.url(&format!("/circle/{}/review", circle.id))) { (icon(Icon::Waiting)) span { (desk.say_count("desk-review-count", circle.quarantined)) } }
        } @else if decides {
            p { a.more href=(desk.url(&format!("/circle/{}/review", circle.id))) { (icon(Icon::List)) span { (desk.say("desk-review-title")) } } }
        }
    }
}

fn add_form(desk: &Desk, circle: &CircleView, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/people", circle.id));
    let outside: Vec<Choice> = Desk::choices_of(members).into_iter().filter(|choice| circle.people.iter().all(|one| one.person.id != choice.value)).collect();
    let levels = [Level::Member, Level::Keeper, Level::Owner].map(|one| Choice { value: super::super::form::word(&one), text: desk.say(level(one)) });
    let from = ["all", "now", "since"].map(|one| Choice { value: one.to_owned(), text: desk.say(&format!("desk-read-from-{one}")) });
    html! {
        section.card {
            h2 { (desk.say("desk-circle-add")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("desk-person")), &desk.somebody(outside), ""))
                (fields.select("level", &label(desk.say("desk-level")), &levels, "member"))
                (fields.select("from", &label(desk.say("desk-read-from")), &from, "all"))
                (fields.day("since", &Label { label: desk.say("desk-read-since"), hint: Some(desk.say("desk-read-since-hint")) }, ""))
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

/// How far back whoever is added reads. What somebody has read cannot be taken back, so that nothing is guessed.
fn read_from(desk: &Desk, form: &Form) -> KithResult<ReadFrom> {
    let day = form.written("since");
    match (form.get("from"), &day) {
        ("since", Some(day)) => desk.day_begins(day).map(ReadFrom::Since).ok_or_else(|| KithError::invalid("no-such-day", "Choose a day from the calendar.")),
        ("since", None) => Err(KithError::invalid("no-such-day", "Choose a day from the calendar.")),
        (_, Some(_)) => Err(KithError::invalid("day-not-meant", "A day is named, and something else is chosen. Nobody was added.")),
        (from, None) => choice(from).ok_or_else(|| KithError::invalid("no-read-from", "Choose how far back they may read.")),
    }
}

async fn add(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let level = choice(form.get("level")).unwrap_or(Level::Member);
    let done = match (form.somebody("person"), read_from(&desk, &form)) {
        (Ok(person), Ok(from)) => desk.tell(Request::CircleAdd { circle: circle.clone(), person, level, from }).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    match done {
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
