//! Coins that were given twice: a plain word to whoever's key it was and how to put it right, and for the pool's steward what to make good.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, button, empty};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::Request;
use kith_core::kith::view::{ClaimView, ClaimsView, ForkView};
use maud::{Markup, html};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coins/twice", get(twice))
        .route("/coins/twice/{fork}/right", post(put_right))
        .route("/coins/claim/{claim}/good", post(make_good))
        .route("/coin/{coin}/surrender", post(surrender))
}

async fn twice(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<Vec<ForkView>>(Request::CoinForks).await {
        Ok(forks) => {
            // Claims are the steward's to see, at the office.
            let claims = desk.ask::<ClaimsView>(Request::Claims).await.ok();
            desk.page(&Page { title: desk.say("twice-title"), place: Place::Coins, live: "coins book", main: main(&desk, &forks, claims.as_ref()) })
        }
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, forks: &[ForkView], claims: Option<&ClaimsView>) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("twice-title")) }
        p.lead { (desk.say("twice-lead")) }
        @if forks.is_empty() { (empty(&desk.say("twice-empty"))) }
        @for fork in forks { (card(desk, fork)) }
        @if let Some(claims) = claims { (to_make_good(desk, claims)) }
    }
}

/// One coin given twice.
pub(super) fn card(desk: &Desk, fork: &ForkView) -> Markup {
    let open = fork.state == "open";
    html! {
        article.card.fork {
            h2 { (icon(if open { Icon::Alert } else { Icon::Check })) span { (desk.say(if open { "twice-one" } else { "twice-one-right" })) } }
            p { (fork.words) }
            @if let Some(coin) = &fork.coin {
                p { a href=(desk.url(&format!("/coin/{coin}"))) { (desk.say_with("coin-of", &[("short", super::short(coin).into())])) } }
            }
            @if open { p.soft.small { (desk.say("twice-until")) " " (desk.time(fork.until_ms)) } }
            @if open && fork.mine {
                (Fields::of(desk, format!("/coins/twice/{}/right", fork.id)).draw("", &html! { (button(Icon::Pool, &desk.say("twice-put-right"))) }))
            }
        }
    }
}

fn to_make_good(desk: &Desk, claims: &ClaimsView) -> Markup {
    let reserve = [("held", claims.reserve_held.into()), ("target", claims.reserve.into()), ("percent", claims.cover_percent.into())];
    let month = [("count", claims.made_good_this_month.into()), ("most", u32::from(claims.make_good_month).into())];
    html! {
        section {
            h2 { (desk.say("claims-title")) }
            p { (desk.say_with("claims-reserve", &reserve)) " " (desk.say_with("claims-month", &month)) }
            @if claims.claims.is_empty() { p.soft { (desk.say("claims-empty")) } }
            ul.rows { @for claim in &claims.claims { li { (claim_row(desk, claim)) } } }
        }
    }
}

fn claim_row(desk: &Desk, claim: &ClaimView) -> Markup {
    html! {
        p.strong { @if let Some(person) = &claim.person { (desk.name(person)) } @else { (desk.say("word-somebody")) } }
        p { (claim.words) }
        @if claim.state == "waiting" {
            (Fields::of(desk, format!("/coins/claim/{}/good", claim.id)).draw("", &html! { (button(Icon::Gift, &desk.say("claims-make-good"))) }))
        }
    }
}

/// What whoever lost a coin can do: surrender it, once.
pub(super) fn claim_form(desk: &Desk, coin: &str) -> Markup {
    Fields::of(desk, format!("/coin/{coin}/surrender")).draw("", &html! { (button(Icon::Gift, &desk.say("claims-ask"))) })
}

async fn told(desk: Desk, request: Request, done: &str, form: Form) -> Response {
    match desk.tell(request).await {
        Ok(()) => {
            let said = desk.say(done);
            desk.go("/coins/twice", said)
        }
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn put_right(desk: Desk, Path(fork): Path<String>, form: Form) -> Response {
    told(desk, Request::ForkPutRight { fork }, "twice-put-right-done", form).await
}

async fn make_good(desk: Desk, Path(claim): Path<String>, form: Form) -> Response {
    told(desk, Request::ClaimMakeGood { claim }, "claims-made-good", form).await
}

async fn surrender(desk: Desk, Path(coin): Path<String>, form: Form) -> Response {
    match desk.tell(Request::CoinSurrender { coin: coin.clone() }).await {
        Ok(()) => desk.go(&format!("/coin/{coin}"), desk.say("claims-asked")),
        Err(error) => super::show_coin(desk.stumbled(error, form), &coin).await,
    }
}
