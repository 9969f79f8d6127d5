//! Pictures on coins: chosen with a gift, shown on the step of the story that they came with, refused, and taken down.

use super::super::app::App;
use super::super::attachment::{FILE, SHOWS};
use super::super::desk::Desk;
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kith_core::kith::view::{CoinPictureView, HangingPictureView, PictureGoneView};
use kith_core::kith::{GiftRequest, KithResult, Request};
use maud::{Markup, html};

/// What may be chosen.
const ACCEPTED: &str = "image/jpeg,image/png";

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coin-picture/{picture}", get(bytes))
        .route("/coin-picture/{picture}/refuse", post(refuse))
        .route("/coin-picture/{picture}/erase", post(erase))
}

/// The fields to choose a picture for a gift, folded away until somebody wants them.
pub(super) fn fields(desk: &Desk, form: &Fields<'_>) -> Markup {
    let file = Label { label: desk.say("coin-picture"), hint: Some(desk.say("coin-picture-hint")) };
    html! {
        details.attach open[form.failed()] {
            summary { (icon(Icon::Plus)) span { (desk.say("coin-picture-add")) } }
            (form.file(FILE, &file, ACCEPTED))
            (form.line(SHOWS, &Label { label: desk.say("attach-shows"), hint: Some(desk.say("attach-shows-hint")) }, ""))
        }
    }
}

/// A picture on the step that it came with.
pub(super) fn hanging(desk: &Desk, coin: &str, picture: &HangingPictureView) -> Markup {
    let at = format!("/coin-picture/{}", picture.picture);
    let shows = if picture.shows.is_empty() { desk.say("coin-picture-unsaid") } else { picture.shows.clone() };
    html! {
        figure.hanging {
            @if picture.state == "here" { img.picture src=(desk.url(&at)) alt=(shows) loading="lazy"; }
            @else { p.soft { (picture.words) } }
            @if !picture.shows.is_empty() { figcaption.soft.small { (picture.shows) } }
            @if picture.state != "not-here" { (refuse_form(desk, coin, (&at, picture.state == "here"))) }
            @if picture.mine_to_erase && picture.state == "here" { (erase_form(desk, coin, &at)) }
        }
    }
}

fn refuse_form(desk: &Desk, coin: &str, (at, here): (&str, bool)) -> Markup {
    let fields = Fields::of(desk, format!("{at}/refuse"));
    fields.draw(
        "",
        &html! {
            input type="hidden" name="coin" value=(coin);
            input type="hidden" name="refuse" value=(if here { "yes" } else { "no" });
            (quiet_button(Icon::Lock, &desk.say(if here { "coin-picture-refuse" } else { "coin-picture-want" })))
        },
    )
}

fn erase_form(desk: &Desk, coin: &str, at: &str) -> Markup {
    let fields = Fields::of(desk, format!("{at}/erase"));
    html! {
        details {
            summary { (desk.say("coin-picture-erase")) }
            p.soft { (desk.say("coin-picture-erase-lead")) }
            (fields.draw("stack", &html! {
                input type="hidden" name="coin" value=(coin);
                (fields.line("reason", &label(desk.say("give-why")), ""))
                (quiet_button(Icon::Erase, &desk.say("coin-picture-erase")))
            }))
        }
    }
}

/// Back to the coin that a form names, or to all of them.
fn back(form: &Form) -> String {
    let coin = form.trimmed("coin");
    let plain = !coin.is_empty() && coin.bytes().all(|byte| byte.is_ascii_hexdigit());
    if plain { format!("/coin/{coin}") } else { "/coins".to_owned() }
}

async fn read(desk: &Desk, picture: String) -> KithResult<CoinPictureView> {
    desk.ask(Request::Gift(GiftRequest::CoinPicture { picture })).await
}

async fn bytes(desk: Desk, Path(picture): Path<String>) -> Response {
    match read(&desk, picture).await {
        Ok(view) => {
            let named = format!("inline; filename=\"{}\"", view.file);
            ([(CONTENT_TYPE, "image/jpeg".to_owned()), (CONTENT_DISPOSITION, named)], view.to_bytes()).into_response()
        }
        Err(error) => desk.error(error),
    }
}

async fn refuse(desk: Desk, Path(picture): Path<String>, form: Form) -> Response {
    let refuse = form.get("refuse") == "yes";
    match desk.tell(Request::Gift(GiftRequest::CoinPictureRefuse { picture, refuse })).await {
        Ok(()) => desk.go(&back(&form), desk.say(if refuse { "coin-picture-refused" } else { "coin-picture-wanted" })),
        Err(error) => desk.error(error),
    }
}

async fn erase(desk: Desk, Path(picture): Path<String>, form: Form) -> Response {
    let request = GiftRequest::CoinPictureErase { picture, reason: form.trimmed("reason") };
    match desk.ask::<PictureGoneView>(Request::Gift(request)).await {
        Ok(gone) => desk.go(&back(&form), gone.words),
        Err(error) => desk.error(error),
    }
}
