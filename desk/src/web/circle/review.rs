//! What waits for a keeper's word: questions that removals left open, and what was written after somebody had gone.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, empty, face};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{QuarantineView, QuestionView};
use kith_core::kith::{ErrorKind, KithError, KithResult, Request};
use maud::{Markup, html};

/// The address of what waits.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/review", get(review).post(decide))
}

async fn review(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    match read(&desk, circle).await {
        Ok((questions, aside)) => {
            let main = main(&desk, circle, (&questions, &aside));
            desk.page(&Page { title: desk.say("desk-review-title"), place: Place::Circle, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, circle: &str) -> KithResult<(Vec<QuestionView>, Vec<QuarantineView>)> {
    // Whoever is asked nothing may still decide about what waits.
    let questions = match desk.ask(Request::CircleQuestions { circle: circle.to_owned() }).await {
        Err(error) if error.kind == ErrorKind::NotAllowed => Vec::new(),
        asked => asked?,
    };
    Ok((questions, desk.ask(Request::Quarantine { circle: circle.to_owned() }).await?))
}

/// The questions, and what was written after somebody had gone.
pub(in super::super) fn main(desk: &Desk, circle: &str, (questions, aside): (&[QuestionView], &[QuarantineView])) -> Markup {
    html! {
        (desk.back(&format!("/circle/{circle}/people"), &desk.say("circle-people")))
        h1 { (desk.say("desk-review-title")) }
        @if questions.is_empty() && aside.is_empty() { (empty(&desk.say("desk-review-empty"))) }
        @if !questions.is_empty() {
            section { h2 { (desk.say("desk-questions-title")) } div.cards { @for one in questions { (question(desk, circle, one)) } } }
        }
        @if !aside.is_empty() {
            section {
                h2 { (desk.say("desk-aside-title")) }
                p.lead { (desk.say("desk-aside-lead")) }
                div.cards { @for one in aside { (waiting(desk, circle, one)) } }
            }
        }
    }
}

/// A button that names what it is about, for whoever hears the page.
fn choice(desk: &Desk, value: &str, key: &str, (quiet, about): (bool, &str)) -> Markup {
    let text = desk.say(key);
    html! { button.button.quiet[quiet] type="submit" name="word" value=(value) aria-label=(format!("{text}: {about}")) { span { (text) } } }
}

fn question(desk: &Desk, circle: &str, one: &QuestionView) -> Markup {
    let asked = [("by", desk.name(&one.by).into()), ("name", desk.name(&one.person).into()), ("when", desk.when(one.at_ms).into())];
    html! {
        article.card.honey {
            div.opening-row { (face(&one.person)) h3 { (desk.say_with("desk-question", &asked)) } }
            (Fields::of(desk, format!("/circle/{circle}/review")).draw("row", &html! {
                input type="hidden" name="item" value=(one.id);
                (choice(desk, "stays", "desk-question-stays", (false, &one.person.name)))
                (choice(desk, "goes", "desk-question-goes", (true, &one.person.name)))
            }))
        }
    }
}

fn waiting(desk: &Desk, circle: &str, one: &QuarantineView) -> Markup {
    let key = format!("desk-aside-after-{}", one.after);
    let key = if desk.words.has(&key) { key } else { "desk-aside-after-removed".to_owned() };
    let by = one.by.as_ref().map_or_else(|| desk.say("word-somebody"), |by| desk.name(by));
    let after = desk.say_with(&key, &[("by", by.into()), ("when", desk.when(one.after_ms).into())]);
    html! {
        article.card.note {
            header.row {
                (face(&one.author))
                p { span.strong { (desk.person_link(&one.author)) } span.soft.small { (desk.time(one.written_ms)) " · " (desk.say_or(&format!("desk-aside-what-{}", one.what), "desk-aside-what-other")) } }
            }
            @if !one.text.is_empty() { p.words { (one.text) } }
            p.state.open { (icon(Icon::Waiting)) span { (after) } }
            (Fields::of(desk, format!("/circle/{circle}/review")).draw("row", &html! {
                input type="hidden" name="item" value=(one.id);
                (choice(desk, "admit", "desk-aside-admit", (false, &one.author.name)))
                (choice(desk, "drop", "desk-aside-drop", (true, &one.author.name)))
            }))
        }
    }
}

async fn decide(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let item = form.trimmed("item");
    let (request, said) = match form.get("word") {
        "stays" => (Ok(Request::QuestionAnswer { circle: circle.clone(), question: item, stays: true }), "desk-question-answered"),
        "goes" => (Ok(Request::QuestionAnswer { circle: circle.clone(), question: item, stays: false }), "desk-question-answered"),
        "admit" => (Ok(Request::QuarantineAdmit { circle: circle.clone(), entry: item }), "desk-aside-admitted"),
        "drop" => (Ok(Request::QuarantineDrop { circle: circle.clone(), entry: item }), "desk-aside-dropped"),
        _ => (Err(KithError::invalid("no-such-answer", "Choose one of the answers.")), ""),
    };
    let done = match request {
        Ok(request) => desk.tell(request).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go(&format!("/circle/{circle}/review"), desk.say(said)),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}
