//! Closing a circle, as after a death: it can be read, and takes nothing new, until somebody who looks after it opens it again.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, sure};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{CircleClosed, CirclePage, CircleStanding, CircleView, Level, RetentionView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The longest term that the form offers, in months.
const MONTHS_MAX: u32 = 1_200;

/// The address of closing.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/closing", get(closing).post(close))
}

/// The way to it, for those who look after the circle.
pub(super) fn link(desk: &Desk, circle: &CircleView) -> Markup {
    let key = title(circle);
    html! { @if looks_after(circle) { p { a.more href=(desk.url(&format!("/circle/{}/closing", circle.id))) { (icon(Icon::Lock)) span { (desk.say(key)) } } } } }
}

/// What the page does: it closes the circle, or opens it again.
fn title(circle: &CircleView) -> &'static str {
    if circle.closed.is_some() { "circle-reopen" } else { "circle-close" }
}

fn looks_after(circle: &CircleView) -> bool {
    circle.standing == CircleStanding::In && circle.people.iter().any(|one| one.person.me && one.level != Level::Member)
}

/// That it is closed, since when, by whom and why.
pub(in super::super) fn notice(desk: &Desk, closed: &CircleClosed) -> Markup {
    let by = [("name", desk.name(&closed.by).into()), ("when", desk.day(closed.since_ms).into())];
    html! {
        section.card.honey {
            p.strong { (icon(Icon::Lock)) " " (desk.say_with("circle-closed-by", &by)) }
            @if !closed.reason.is_empty() { p.words { (closed.reason) } }
            p.soft { (desk.say("circle-closed-means")) " " @if closed.months == 0 { (desk.say("circle-closed-no-term")) } @else { (desk.say_count("circle-closed-term", closed.months)) } }
        }
    }
}

async fn closing(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    match read(&desk, circle).await {
        Ok((page, retention)) => {
            let main = main(&desk, &page.circle, &retention);
            desk.page(&Page { title: desk.say(title(&page.circle)), place: Place::Circle, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, circle: &str) -> KithResult<(CirclePage, RetentionView)> {
    Ok((desk.ask(Request::Circle { circle: circle.to_owned() }).await?, desk.ask(Request::Retention).await?))
}

fn main(desk: &Desk, circle: &CircleView, retention: &RetentionView) -> Markup {
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &circle.name))
        h1 { (desk.say(title(circle))) }
        @if let Some(closed) = &circle.closed {
            (notice(desk, closed))
            @if looks_after(circle) { (reopen_form(desk, circle)) }
        } @else {
            p.lead { (desk.say("circle-close-lead")) }
            @if looks_after(circle) { (close_form(desk, circle, retention)) } @else { p { (desk.say("circle-close-who")) } }
        }
    }
}

fn reason(desk: &Desk) -> Label {
    Label { label: desk.say("circle-close-reason"), hint: Some(desk.say("circle-close-reason-hint")) }
}

fn close_form(desk: &Desk, circle: &CircleView, retention: &RetentionView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/closing", circle.id));
    let term = retention.months.iter().find(|(what, _)| what == "closed-circle").map_or(0, |(_, months)| *months);
    html! {
        section.card.fork {
            (fields.draw("stack", &html! {
                input type="hidden" name="what" value="close";
                (fields.number("months", &label(desk.say("circle-close-months")), &term.to_string(), (0, MONTHS_MAX)))
                (fields.line("reason", &reason(desk), ""))
                (fields.tick("sure", &desk.say("desk-sure"), false))
                (quiet_button(Icon::Lock, &desk.say("circle-close")))
            }))
        }
    }
}

fn reopen_form(desk: &Desk, circle: &CircleView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/closing", circle.id));
    html! {
        section.card {
            (fields.draw("stack", &html! {
                input type="hidden" name="what" value="reopen";
                (fields.line("reason", &reason(desk), ""))
                (fields.tick("sure", &desk.say("desk-sure"), false))
                (quiet_button(Icon::Back, &desk.say("circle-reopen")))
            }))
        }
    }
}

fn asked(circle: &str, form: &Form) -> KithResult<(Request, &'static str)> {
    sure(form)?;
    let (circle, reason) = (circle.to_owned(), form.trimmed("reason"));
    if form.get("what") == "reopen" {
        return Ok((Request::CircleReopen { circle, reason }, "circle-reopened"));
    }
    let months = form.get("months").trim().parse().map_err(|_| KithError::invalid("no-such-term", "say a number of months"))?;
    Ok((Request::CircleClose { circle, months: Some(months), reason }, "circle-close-done"))
}

async fn close(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let done = match asked(&circle, &form) {
        Ok((request, said)) => desk.tell(request).await.map(|()| said),
        Err(error) => Err(error),
    };
    match done {
        Ok(said) => desk.go(&format!("/circle/{circle}"), desk.say(said)),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}
