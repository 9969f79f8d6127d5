//! A note written later: in the place of one that was lost with a phone.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::Icon;
use super::super::parts::{Fields, Label, button, label};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::CircleView;
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The address of the form.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/circle/{circle}/later", get(writing).post(write))
}

async fn writing(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

async fn show(desk: Desk, circle: &str) -> Response {
    let circles: KithResult<Vec<CircleView>> = desk.ask(Request::Circles).await;
    let missing = || KithError::not_found("no-such-circle", "There is no such circle here.");
    match circles.and_then(|all| all.into_iter().find(|one| one.id == circle).ok_or_else(missing)) {
        Ok(circle) => desk.page(&Page { title: desk.say("note-later"), place: Place::Circle, live: "", main: main(&desk, &circle) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, circle: &CircleView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/later", circle.id)).draft();
    let of = Label { label: desk.say("note-later-of"), hint: Some(desk.say("note-later-of-hint")) };
    html! {
        (desk.back(&format!("/circle/{}", circle.id), &circle.name))
        h1 { (desk.say("note-later")) }
        p.lead { (desk.say("note-later-lead")) }
        (fields.draw("stack card", &html! {
            (fields.moment("of", &of, ""))
            (fields.area("text", &label(desk.say("note-text")), "", 5))
            (button(Icon::Pencil, &desk.say("button-save")))
        }))
    }
}

async fn write(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let of_ms = desk.instant(form.get("of")).ok_or_else(|| KithError::invalid("no-moment", "Say when that was."));
    let done = match of_ms {
        Ok(of_ms) => desk.tell(Request::NoteLater { circle: circle.clone(), text: form.text("text"), of_ms }).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go(&format!("/circle/{circle}"), desk.say("note-saved")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}
