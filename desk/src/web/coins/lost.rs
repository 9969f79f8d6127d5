//! Coins of a lost phone, and what becomes of coins when their owner dies or leaves.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::Icon;
use super::super::parts::{Choice, Fields, button, empty, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{EstateCaseView, EstateGiftView, EstateView, LostCoinsView, LostGiftView, MemberView, Role};
use kith_core::kith::{EstateRequest, KithResult, Request};
use maud::{Markup, html};

/// The name that leaves coins to the central pool.
const POOL: &str = "pool";

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coins/lost", get(lost))
        .route("/coins/lost/{device}/back", post(recover))
        .route("/coins/lost/gift/{transfer}", post(ratify))
        .route("/coins/estate", get(estate).post(choose))
        .route("/coins/estate/carry-out", post(carry_out))
        .route("/coins/estate/gift/{transfer}", post(stand_by))
}

async fn lost(desk: Desk) -> Response {
    show_lost(desk).await
}

async fn show_lost(desk: Desk) -> Response {
    match desk.ask::<Vec<LostCoinsView>>(Request::CoinsLost).await {
        Ok(lost) => desk.page(&Page { title: desk.say("lost-coins-title"), place: Place::Coins, live: "coins", main: lost_main(&desk, &lost) }),
        Err(error) => desk.error(error),
    }
}

fn lost_main(desk: &Desk, lost: &[LostCoinsView]) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("lost-coins-title")) }
        p.lead { (desk.say("lost-coins-lead")) }
        @if lost.is_empty() { (empty(&desk.say("lost-coins-empty"))) }
        @for view in lost { (device_card(desk, view)) }
    }
}

fn device_card(desk: &Desk, view: &LostCoinsView) -> Markup {
    html! {
        article.card {
            h2 { @if view.label.is_empty() { (desk.say("lost-coins-device")) } @else { (view.label) } }
            p { (view.words) }
            @if matches!(view.state.as_str(), "to-ask" | "back") {
                (Fields::of(desk, format!("/coins/lost/{}/back", view.device)).draw("", &html! { (button(Icon::Exchange, &desk.say("lost-coins-ask"))) }))
            }
            @if !view.gifts.is_empty() {
                h3 { (desk.say("lost-gifts-title")) }
                p.soft { (desk.say("lost-gifts-lead")) }
                ul.rows { @for gift in &view.gifts { li { (gift_row(desk, gift)) } } }
            }
        }
    }
}

fn gift_row(desk: &Desk, gift: &LostGiftView) -> Markup {
    let name = gift.to.as_ref().map_or_else(|| desk.say("word-somebody"), |person| desk.name(person));
    let coins = desk.say_count("coins-count", gift.coins);
    html! {
        p.strong { (desk.say_with("lost-gift-line", &[("coins", coins.into()), ("name", name.into())])) }
        @if gift.at_ms > 0 { p.soft.small { (desk.time(gift.at_ms)) } }
        p { (gift.words) }
        @if gift.state == "waits" {
            (Fields::of(desk, format!("/coins/lost/gift/{}", gift.transfer)).draw("", &html! { (button(Icon::Check, &desk.say("lost-gift-mine"))) }))
        }
    }
}

async fn told(desk: Desk, request: Request, done: &str, form: Form) -> Response {
    match desk.tell(request).await {
        Ok(()) => {
            let said = desk.say(done);
            desk.go("/coins/lost", said)
        }
        Err(error) => show_lost(desk.stumbled(error, form)).await,
    }
}

async fn recover(desk: Desk, Path(device): Path<String>, form: Form) -> Response {
    told(desk, Request::CoinsRecover { device }, "lost-coins-asked", form).await
}

async fn ratify(desk: Desk, Path(transfer): Path<String>, form: Form) -> Response {
    told(desk, Request::CoinRatify { transfer }, "lost-gift-said", form).await
}

async fn estate(desk: Desk) -> Response {
    show_estate(desk).await
}

/// My choice, the members, and for a coordinator at the office the gifts that nobody has stood by.
async fn read(desk: &Desk) -> KithResult<(EstateView, Vec<MemberView>, Vec<EstateGiftView>)> {
    let gifts = if settles_estates(desk) { desk.ask(Request::Estate(EstateRequest::EstateGifts)).await? } else { Vec::new() };
    Ok((desk.ask(Request::Estate(EstateRequest::Estate)).await?, desk.ask(Request::Members).await?, gifts))
}

fn settles_estates(desk: &Desk) -> bool {
    desk.who.roles.contains(&Role::Coordinator) && desk.who.coop.as_ref().is_some_and(|coop| coop.office_here)
}

async fn show_estate(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((view, members, gifts)) => {
            let main = estate_main(&desk, &view, (&members, &gifts));
            desk.page(&Page { title: desk.say("estate-title"), place: Place::Coins, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

fn estate_main(desk: &Desk, view: &EstateView, (members, gifts): (&[MemberView], &[EstateGiftView])) -> Markup {
    let fields = Fields::of(desk, "/coins/estate");
    let mut heirs = vec![Choice { value: POOL.into(), text: desk.say("pool-title") }];
    heirs.extend(Desk::choices_of(members));
    let chosen = view.person.as_ref().map_or(POOL, |person| person.id.as_str());
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("estate-title")) }
        p.lead { (desk.say("estate-lead")) }
        p { (view.words) }
        (fields.draw("stack", &html! {
            (fields.select("to", &label(desk.say("estate-to")), &heirs, chosen))
            (button(Icon::Check, &desk.say("estate-choose")))
        }))
        p.soft.small { (desk.say("estate-who-reads")) }
        @if settles_estates(desk) { (carry_out_form(desk, members)) (gifts_left(desk, gifts)) }
    }
}

fn carry_out_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/coins/estate/carry-out");
    html! {
        section.card {
            h2 { (desk.say("estate-carry-out-title")) }
            p.soft { (desk.say("estate-carry-out-lead")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("estate-whose")), &desk.somebody(Desk::choices_of(members)), ""))
                (quiet_button(Icon::Exchange, &desk.say("estate-carry-out")))
            }))
        }
    }
}

/// What people who have died or left gave last, for a coordinator's word.
fn gifts_left(desk: &Desk, gifts: &[EstateGiftView]) -> Markup {
    html! {
        @if !gifts.is_empty() {
            section.card {
                h2 { (desk.say("estate-gifts-title")) }
                p.soft { (desk.say("estate-gifts-lead")) }
                ul.rows {
                    @for EstateGiftView { person, gift } in gifts {
                        @let name = gift.to.as_ref().map_or_else(|| desk.say("word-somebody"), |to| desk.name(to));
                        @let counts = [("giver", desk.name(person).into()), ("coins", desk.say_count("coins-count", gift.coins).into()), ("name", name.into())];
                        li {
                            p.strong { (desk.say_with("estate-gift-line", &counts)) }
                            @if gift.at_ms > 0 { p.soft.small { (desk.time(gift.at_ms)) } }
                            (Fields::of(desk, format!("/coins/estate/gift/{}", gift.transfer)).draw("", &html! { (quiet_button(Icon::Check, &desk.say("estate-gift-theirs"))) }))
                        }
                    }
                }
            }
        }
    }
}

async fn stand_by(desk: Desk, Path(transfer): Path<String>, form: Form) -> Response {
    match desk.tell(Request::Estate(EstateRequest::EstateRatify { transfer })).await {
        Ok(()) => {
            let said = desk.say("estate-gift-said");
            desk.go("/coins/estate", said)
        }
        Err(error) => show_estate(desk.stumbled(error, form)).await,
    }
}

async fn choose(desk: Desk, form: Form) -> Response {
    match desk.tell(Request::Estate(EstateRequest::EstateSet { to: form.trimmed("to") })).await {
        Ok(()) => desk.go("/coins/estate", desk.say("estate-done")),
        Err(error) => show_estate(desk.stumbled(error, form)).await,
    }
}

async fn carry_out(desk: Desk, form: Form) -> Response {
    let case = match form.somebody("person") {
        Ok(person) => desk.ask::<EstateCaseView>(Request::Estate(EstateRequest::EstateCarryOut { person })).await,
        Err(error) => Err(error),
    };
    match case {
        Ok(case) => desk.go("/coins/estate", case.words),
        Err(error) => show_estate(desk.stumbled(error, form)).await,
    }
}
