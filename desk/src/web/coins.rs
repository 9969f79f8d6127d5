//! Coins: always three numbers and the jar, then the faces, then what came and went.

mod areas;
mod give;
mod lost;
mod pictures;
mod places;
mod policy;
pub(super) mod statement;
mod top_ups;
mod twice;
mod twin;
mod witnesses;

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, button, empty, label, quiet_button};
use super::shelf::Code;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{Balance, CoinMapView, CoinView, ForkView, HandOver, HangingPictureView, HopView, MovementView, PurseView};
use kith_core::kith::{ErrorKind, GiftRequest, KithResult, PlaceRequest, Request};
use maud::{Markup, PreEscaped, html};

/// The coins' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coins", get(coins))
        .route("/coins/auto", post(auto))
        .route("/coins/invoice", post(invoice))
        .route("/coin/{coin}", get(coin))
        .route("/coin/{coin}/retire", post(retire))
        .route("/coin/{coin}/put-by", post(put_by))
        .route("/coin/{coin}/take-back", post(take_back))
        .merge(areas::routes())
        .merge(give::routes())
        .merge(lost::routes())
        .merge(pictures::routes())
        .merge(places::routes())
        .merge(policy::routes())
        .merge(statement::routes())
        .merge(top_ups::routes())
        .merge(twice::routes())
        .merge(twin::routes())
        .merge(witnesses::routes())
}

/// The three numbers and the jar.
pub(super) fn three_numbers(desk: &Desk, balance: &Balance) -> Markup {
    let jar = [("minutes", balance.jar_minutes.into())];
    html! {
        ul.numbers {
            li { b { (balance.settled) } span { (desk.say("coins-settled")) } }
            li { b { (balance.promised) } span { (desk.say("coins-promised")) } }
            li.now[balance.contested > 0] { b { (balance.contested) } span { (desk.say("coins-contested")) } }
        }
        div.jar {
            progress max="60" value=(balance.jar_minutes) aria-label=(desk.say_with("coins-jar-of", &jar)) {}
            p.small { (desk.say_with("coins-jar-of", &jar)) }
        }
    }
}

/// A coin's face as the core drew it; its description for those who do not see it is inside.
pub(super) fn face(coin: &CoinView) -> Markup {
    html! { span.coin { @if is_drawing(&coin.face_svg) { (PreEscaped(&coin.face_svg)) } @else { (coin.face_words) } } }
}

/// The core draws from numbers alone. Should a drawing of it ever hold more than that, it is left out and the words stay.
fn is_drawing(svg: &str) -> bool {
    svg.starts_with("<svg") && !["<script", "<foreignObject", "<image", "<style", " href="].iter().any(|odd| svg.contains(odd))
}

async fn coins(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match desk.ask::<PurseView>(Request::Purse).await {
        Ok(purse) => {
            let forks = desk.ask::<Vec<ForkView>>(Request::CoinForks).await.unwrap_or_default();
            desk.page(&Page { title: desk.say("place-coins"), place: Place::Coins, live: "coins", main: main(&desk, &purse, &forks) })
        }
        Err(error) => desk.error(error),
    }
}

/// My coins.
pub(super) fn main(desk: &Desk, purse: &PurseView, forks: &[ForkView]) -> Markup {
    html! {
        h1 { (desk.say_count("coins-title", purse.balance.settled)) }
        div.columns {
            div.column.wide {
                (three_numbers(desk, &purse.balance))
                @for fork in forks.iter().filter(|fork| fork.mine && fork.state == "open") { (twice::card(desk, fork)) }
                @if purse.coins.is_empty() { (empty(&desk.say("coins-empty"))) }
                @let put_by = purse.coins.iter().filter(|coin| coin.state == "put-by").count();
                @if purse.elsewhere > 0 { p { (icon(Icon::Device)) " " span { (desk.say_count("coins-elsewhere", purse.elsewhere)) } } }
                @if put_by > 0 { p.strong { (put_by) " " (desk.say("coins-rainy-day")) } }
                ul.faces { @for coin in &purse.coins { li { (coin_tile(desk, coin)) } } }
                p.actions {
                    a.button href=(desk.url("/coins/give")) { (icon(Icon::Give)) span { (desk.say("give-coin")) } }
                    a.button.quiet href=(desk.url("/coins/give?to=pool")) { (icon(Icon::Pool)) span { (desk.say("give-to-pool")) } }
                    a.button.quiet href=(desk.url("/receive")) { (icon(Icon::Scan)) span { (desk.say("give-paste")) } }
                }
                p { a.more href=(desk.url("/activity")) { (icon(Icon::Plus)) span { (desk.say("desk-activity")) } } }
                (Fields::of(desk, "/coins/invoice").draw("", &html! { (quiet_button(Icon::Code, &desk.say("desk-invoice"))) }))
            }
            div.column {
                (movements(desk, &purse.movements))
                (auto_donate(desk, purse.auto_donate))
                p.soft.small { (desk.say("coins-what")) }
                @if !forks.is_empty() { p { a.more href=(desk.url("/coins/twice")) { (icon(Icon::Alert)) span { (desk.say("twice-title")) } } } }
                p { a.more href=(desk.url("/statement/me")) { (icon(Icon::Note)) span { (desk.say("statement-title")) } } }
                p { a.more href=(desk.url("/coins/lost")) { (icon(Icon::Exchange)) span { (desk.say("lost-coins-title")) } } }
                p { a.more href=(desk.url("/coins/estate")) { (icon(Icon::Gift)) span { (desk.say("estate-title")) } } }
                p { a.more href=(desk.url("/coins/places")) { (icon(Icon::Gift)) span { (desk.say("coin-place-title")) } } }
                p { a.more href=(desk.url("/vouchers")) { (icon(Icon::Gift)) span { (desk.say("voucher-title")) } } }
                p { a.more href=(desk.url("/coins/top-ups")) { (icon(Icon::Pool)) span { (desk.say("top-up-title")) } } }
                p { a.more href=(desk.url("/coins/areas")) { (icon(Icon::Go)) span { (desk.say("areas-title")) } } }
                p { a.more href=(desk.url("/coins/witnesses")) { (icon(Icon::People)) span { (desk.say("witness-title")) } } }
                p { a.more href=(desk.url("/coins/policy")) { (icon(Icon::Check)) span { (desk.say("policy-title")) } } }
            }
        }
    }
}

fn coin_tile(desk: &Desk, coin: &CoinView) -> Markup {
    html! {
        a.coin-tile href=(desk.url(&format!("/coin/{}", coin.id))) {
            (face(coin))
            (desk.state("coin-state", &coin.state))
        }
    }
}

fn movements(desk: &Desk, movements: &[MovementView]) -> Markup {
    html! {
        section {
            h2 { (desk.say("coins-history")) }
            @if movements.is_empty() { p.soft { (desk.say("desk-movements-empty")) } }
            ul.rows {
                @for movement in movements {
                    li.movement {
                        p { (moved(desk, movement)) }
                        @if movement.at_ms > 0 { p.soft.small { (desk.time(movement.at_ms)) } }
                        (desk.state("coin-state", &movement.state))
                    }
                }
            }
        }
    }
}

/// What came or went, in one line.
fn moved(desk: &Desk, movement: &MovementView) -> String {
    let key = match movement.what.as_str() {
        "contested" => "coin-says-contested".to_owned(),
        "lost" => "coin-says-claim".to_owned(),
        what => format!("desk-move-{what}"),
    };
    if !desk.words.has(&key) {
        return movement.words.clone();
    }
    let name = movement.with.as_ref().map_or_else(|| desk.say("word-somebody"), |person| person.name.clone());
    desk.say_with(&key, &[("coins", desk.say_count("coins-count", movement.coins).into()), ("name", name.into())])
}

fn auto_donate(desk: &Desk, on: bool) -> Markup {
    let fields = Fields::of(desk, "/coins/auto");
    html! {
        section.card {
            h2 { (desk.say("desk-auto-title")) }
            p.soft { (desk.say(if on { "desk-auto-on" } else { "desk-auto-off" })) }
            (fields.draw("", &html! {
                input type="hidden" name="on" value=(if on { "no" } else { "yes" });
                (quiet_button(Icon::Pool, &desk.say(if on { "desk-auto-stop" } else { "desk-auto-start" })))
            }))
        }
    }
}

async fn auto(desk: Desk, form: Form) -> Response {
    let on = form.get("on") == "yes";
    match desk.tell(Request::AutoDonate { on }).await {
        Ok(()) => desk.go("/coins", desk.say(if on { "desk-auto-on" } else { "desk-auto-off" })),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn invoice(desk: Desk, form: Form) -> Response {
    match desk.ask::<HandOver>(Request::CoinInvoice).await {
        Ok(hand_over) => desk.go_to_code(Code {
            title: desk.say("desk-invoice"),
            lead: desk.say("desk-invoice-lead"),
            hand_over: Some(hand_over),
            received: None,
            state: None,
            next: "/coins".into(),
        }),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn coin(desk: Desk, Path(coin): Path<String>) -> Response {
    show_coin(desk, &coin).await
}

async fn show_coin(desk: Desk, coin: &str) -> Response {
    match read(&desk, coin).await {
        Ok(view) => {
            let map = desk.ask::<CoinMapView>(Request::Place(PlaceRequest::CoinMap { coin: view.id.clone() })).await.ok();
            let pictures: Vec<_> = desk.ask(Request::Gift(GiftRequest::CoinPictures { coin: view.id.clone() })).await.unwrap_or_default();
            desk.page(&Page { title: desk.say("coin-story"), place: Place::Coins, live: "coins", main: coin_main(&desk, &view, (map.as_ref(), &pictures)) })
        }
        Err(error) => desk.error(error),
    }
}

/// A coin of mine, or the story of one that others hold.
async fn read(desk: &Desk, coin: &str) -> KithResult<CoinView> {
    match desk.ask(Request::Coin { coin: coin.to_owned() }).await {
        Err(error) if error.kind == ErrorKind::NotFound => desk.ask(Request::CoinStory { coin: coin.to_owned() }).await,
        answer => answer,
    }
}

/// A coin: its face, its state, its story, and where it has been.
pub(super) fn coin_main(desk: &Desk, coin: &CoinView, (map, pictures): (Option<&CoinMapView>, &[HangingPictureView])) -> Markup {
    let parts = coin.story.iter().filter(|hop| hop.what == "earned").count() > 1;
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("coin-story")) }
        div.columns.coin-page {
            div.column {
                figure.card.coin-card {
                    (face(coin))
                    figcaption { p.strong { (desk.say_with("coin-of", &[("short", short(&coin.id).into())])) } p.soft.small { (coin.face_words) } }
                }
                p { (desk.state("coin-state", &coin.state)) }
                p { (coin.state_reason) }
                @if matches!(coin.state.as_str(), "settled" | "recovered") { (uses(desk, coin)) }
                @if coin.state == "settled" { (Fields::of(desk, format!("/coin/{}/put-by", coin.id)).draw("", &html! { (quiet_button(Icon::Lock, &desk.say("coin-put-by"))) })) }
                @if coin.state == "put-by" { (Fields::of(desk, format!("/coin/{}/take-back", coin.id)).draw("", &html! { (button(Icon::Lock, &desk.say("coin-take-back"))) })) }
                @if coin.state == "claim" { (twice::claim_form(desk, &coin.id)) }
            }
            div.column.wide {
                ol.story { @for (nth, hop) in (0u32..).zip(&coin.story) {
                    li.(hop.element.map(|element| super::form::word(&element)).unwrap_or_default()) {
                        (step(desk, hop, parts))
                        @for picture in pictures.iter().filter(|picture| picture.step == nth) { (pictures::hanging(desk, &coin.id, picture)) }
                    }
                } }
                p.soft.small { (desk.say("coin-story-lead")) }
                @if let Some(map) = map { (areas::journey(desk, map)) }
                p { a.more href=(desk.url(&format!("/coin/{}/twin", coin.id))) { (icon(Icon::Code)) span { (desk.say("twin-title")) } } }
            }
        }
    }
}

fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// A step of the story; of hours told in several `parts`, each is one.
fn step(desk: &Desk, hop: &HopView, parts: bool) -> Markup {
    let key = if parts && hop.what == "earned" { "desk-hop-earned-part".to_owned() } else { format!("desk-hop-{}", hop.what) };
    let place = [hop.area.clone(), hop.month.as_deref().map(|month| month_words(desk, month))];
    let place: Vec<String> = place.into_iter().flatten().collect();
    html! {
        p.strong { (desk.say_or(&key, "coin-hand-unnamed")) }
        @if !hop.words.is_empty() { p { (hop.words) } }
        @if let Some(poem) = &hop.poem { blockquote.words { (poem) } }
        p.soft.small {
            @if let Some(element) = hop.element { span.mark.(super::form::word(&element)) { (desk.element_shape(element)) } " " }
            @if let Some(name) = &hop.name { (name) @if !place.is_empty() { " · " } }
            (place.join(" · "))
        }
        @if !hop.settled { (desk.state("coin-state", "promised")) }
    }
}

/// `2026-04` as a month in words; anything else as it is.
fn month_words(desk: &Desk, month: &str) -> String {
    let parsed = month.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    match parsed {
        Some((year, month @ 1..=12)) => desk.words.month(year, month),
        _ => month.to_owned(),
    }
}

fn uses(desk: &Desk, coin: &CoinView) -> Markup {
    let fields = Fields::of(desk, format!("/coin/{}/retire", coin.id));
    html! {
        p.actions { a.button href=(desk.url(&format!("/coins/give?coin={}", coin.id))) { (icon(Icon::Give)) span { (desk.say("desk-give-this")) } } }
        details.card {
            summary { (desk.say("give-retire")) }
            p.soft { (desk.say("give-retire-lead")) }
            (fields.draw("stack", &html! {
                (fields.needed("reason", &label(desk.say("give-why")), ""))
                (button(Icon::Gift, &desk.say("give-retire")))
            }))
        }
    }
}

async fn put_by(desk: Desk, Path(coin): Path<String>, form: Form) -> Response {
    match desk.tell(Request::CoinsPutBy { count: 1, coins: vec![coin.clone()] }).await {
        Ok(()) => desk.go(&format!("/coin/{coin}"), desk.say("coin-put-by-done")),
        Err(error) => show_coin(desk.stumbled(error, form), &coin).await,
    }
}

async fn take_back(desk: Desk, Path(coin): Path<String>, form: Form) -> Response {
    match desk.tell(Request::CoinsTakeBack { coins: vec![coin.clone()] }).await {
        Ok(()) => desk.go(&format!("/coin/{coin}"), desk.say("coin-take-back-done")),
        Err(error) => show_coin(desk.stumbled(error, form), &coin).await,
    }
}

async fn retire(desk: Desk, Path(coin): Path<String>, form: Form) -> Response {
    match desk.tell(Request::CoinRetire { coins: vec![coin.clone()], reason: form.trimmed("reason") }).await {
        Ok(()) => desk.go("/coins", desk.say_count("give-retire-done", 1u32)),
        Err(error) => show_coin(desk.stumbled(error, form), &coin).await,
    }
}
