//! What the co-op's board is asked to decide in a circle: asking, signing, and the notice to everybody whom it concerns.

use super::app::App;
use super::circle::people::level;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, sure, word};
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, Label, button, empty, label};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{BoardMatterView, BoardState, BoardWhat, CircleView, Level, MemberView, PersonView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The addresses of the board.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/board", get(board).post(ask)).route("/board/{matter}", post(answer))
}

async fn board(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((matters, circles, members)) => {
            let main = main(&desk, &matters, &circles, &members);
            desk.page(&Page { title: desk.say("board-title"), place: Place::More, live: "members circle truth", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(Vec<BoardMatterView>, Vec<CircleView>, Vec<MemberView>)> {
    Ok((desk.ask(Request::BoardMatters).await?, desk.ask(Request::Circles).await?, desk.ask(Request::Members).await?))
}

fn main(desk: &Desk, matters: &[BoardMatterView], circles: &[CircleView], members: &[MemberView]) -> Markup {
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("board-title")) }
        p.lead { (desk.say("board-lead")) }
        div.columns {
            div.column {
                @if matters.is_empty() { (empty(&desk.say("board-empty"))) }
                @for matter in matters { (card(desk, matter)) }
            }
            div.column { @if !circles.is_empty() { (ask_form(desk, circles, members)) } }
        }
    }
}

/// What is to happen, in one sentence.
fn says(desk: &Desk, matter: &BoardMatterView) -> String {
    let level = matter.level.map(|one| desk.say(level(one))).unwrap_or_default();
    let key = match matter.what {
        BoardWhat::Remove => "board-what-remove",
        BoardWhat::Add => "board-what-add",
        BoardWhat::Level => "board-what-level",
    };
    desk.say_with(key, &[("name", desk.name(&matter.person).into()), ("circle", matter.circle_name.clone().into()), ("level", level.into())])
}

fn card(desk: &Desk, matter: &BoardMatterView) -> Markup {
    html! {
        section.card.fork[matter.state == BoardState::Noticed || matter.asks_me] {
            h2 { (icon(Icon::Alert)) span { (says(desk, matter)) } }
            (state(desk, matter))
            @if let Some(by) = &matter.by { p { (desk.say_with("board-by", &[("name", desk.name(by).into()), ("when", desk.when(matter.at_ms).into())])) } }
            @if let Some(reason) = &matter.reason { p.words { (reason) } p.soft.small { (desk.say("board-reason-kept")) } }
            (names(desk, "desk-removal-signed", &matter.signed))
            (names(desk, "desk-removal-declined", &matter.declined))
            (names(desk, "desk-removal-open", &matter.open))
            @if matter.may_answer { (answer_form(desk, matter)) }
        }
    }
}

fn state(desk: &Desk, matter: &BoardMatterView) -> Markup {
    let when = matter.from_ms.map(|at| desk.when_exact(at)).unwrap_or_default();
    html! {
        @match matter.state {
            BoardState::Asked => p.state.open { (icon(Icon::Waiting)) span { (desk.say_count("board-asked", matter.needed)) } },
            BoardState::Declined => p.state { (icon(Icon::Check)) span { (desk.say("board-declined")) } },
            BoardState::Noticed => p.state.now { (icon(Icon::Clock)) span { (desk.say_with("board-noticed", &[("when", when.into())])) } },
            BoardState::Passed => p.state.now { (icon(Icon::Waiting)) span { (desk.say("board-passed")) } },
            BoardState::Done => p.state.sure { (icon(Icon::Check)) span { (desk.say("board-done")) } },
        }
    }
}

fn names(desk: &Desk, key: &str, people: &[PersonView]) -> Markup {
    let names: Vec<String> = people.iter().map(|one| desk.name(one)).collect();
    html! { @if !names.is_empty() { p.soft { (desk.say_with(key, &[("names", names.join(", ").into())])) } } }
}

fn answer_form(desk: &Desk, matter: &BoardMatterView) -> Markup {
    let fields = Fields::of(desk, format!("/board/{}", matter.id));
    html! {
        (fields.draw("stack", &html! {
            (fields.tick("sure", &desk.say("desk-sure"), false))
            div.row {
                button.button type="submit" name="agree" value="yes" { (icon(Icon::Check)) span { (desk.say("board-sign")) } }
                button.button.quiet type="submit" name="agree" value="no" { span { (desk.say("board-decline")) } }
            }
        }))
    }
}

/// What waits for one's word, and what one is concerned in: lines that lead to the page.
pub(super) fn notices(desk: &Desk, matters: &[BoardMatterView]) -> Markup {
    let shown = |one: &&BoardMatterView| one.asks_me || matches!(one.state, BoardState::Noticed | BoardState::Passed);
    html! {
        @for matter in matters.iter().filter(shown) {
            section.card.fork {
                p.strong { (icon(Icon::Alert)) span { (desk.say(if matter.asks_me { "board-asks-you" } else { "board-notice" })) } }
                p { (says(desk, matter)) }
                (state(desk, matter))
                p { a.more href=(desk.url("/board")) { (icon(Icon::Go)) span { (desk.say("board-title")) } } }
            }
        }
    }
}

fn ask_form(desk: &Desk, circles: &[CircleView], members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/board");
    let circles: Vec<Choice> = circles.iter().map(|one| Choice { value: one.id.clone(), text: one.name.clone() }).collect();
    let whats =
        [BoardWhat::Remove, BoardWhat::Add, BoardWhat::Level].map(|one| Choice { value: word(&one), text: desk.say(&format!("board-ask-{}", word(&one))) });
    let levels = [Level::Member, Level::Keeper, Level::Owner].map(|one| Choice { value: word(&one), text: desk.say(level(one)) });
    let reason = Label { label: desk.say("board-reason"), hint: Some(desk.say("board-reason-kept")) };
    let at = Label { label: desk.say("desk-level"), hint: Some(desk.say("board-level-hint")) };
    html! {
        section.card {
            h2 { (icon(Icon::Shield)) span { (desk.say("board-ask")) } }
            p.soft { (desk.say("board-ask-lead")) }
            (fields.draw("stack", &html! {
                (fields.select("circle", &label(desk.say("board-circle")), &circles, ""))
                (fields.select("what", &label(desk.say("board-what")), &whats, "remove"))
                (fields.select("person", &label(desk.say("desk-person")), &Desk::choices_of(members), ""))
                (fields.select("level", &at, &levels, "member"))
                (fields.area("reason", &reason, "", 4))
                (fields.tick("sure", &desk.say("desk-sure"), false))
                (button(Icon::Go, &desk.say("board-ask")))
            }))
        }
    }
}

async fn ask(desk: Desk, form: Form) -> Response {
    match asked(&desk, &form).await {
        Ok(()) => desk.go("/board", desk.say("board-is-asked")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn asked(desk: &Desk, form: &Form) -> KithResult<()> {
    sure(form)?;
    let what = choice::<BoardWhat>(form.get("what")).ok_or_else(|| KithError::invalid("not-sure", "Say what is to be done."))?;
    let level = (what != BoardWhat::Remove).then(|| choice(form.get("level"))).flatten();
    let request = Request::BoardAsk { circle: form.trimmed("circle"), person: form.trimmed("person"), what, level, reason: form.text("reason") };
    desk.tell(request).await
}

async fn answer(desk: Desk, Path(matter): Path<String>, form: Form) -> Response {
    let agree = form.get("agree") == "yes";
    let done = match sure(&form) {
        Ok(()) => desk.tell(Request::BoardAnswer { matter, agree }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/board", desk.say(if agree { "desk-removal-said-signed" } else { "desk-removal-said-declined" })),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
