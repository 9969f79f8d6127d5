//! What local businesses give for banked hours: the warning first, then the offers and one's vouchers, with two buttons of one size.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::Icon;
use super::parts::{Choice, Fields, empty, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{MemberView, VoucherOfferView, VoucherState, VoucherView, VouchersView};
use kith_core::kith::{KithError, KithResult, Request, VoucherRequest};
use maud::{Markup, html};

/// Hours that an offer may ask for at most, as the form has it.
const HOURS_MAX: u32 = 10_000;

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/vouchers", get(vouchers).post(offer))
        .route("/vouchers/give", post(give))
        .route("/vouchers/offer/{offer}/end", post(end))
        .route("/vouchers/{voucher}", post(answer))
}

async fn vouchers(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((view, members)) => {
            let main = main(&desk, &view, &members);
            desk.page(&Page { title: desk.say("voucher-title"), place: Place::Coins, live: "coins", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(VouchersView, Vec<MemberView>)> {
    Ok((desk.ask(Request::Voucher(VoucherRequest::Vouchers)).await?, desk.ask(Request::Members).await?))
}

fn main(desk: &Desk, view: &VouchersView, members: &[MemberView]) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("voucher-title")) }
        p.lead { (desk.say("voucher-lead")) }
        p.strong { (view.warning) }
        p { (desk.say_with("voucher-hours", &[("hours", view.hours.into())])) }
        @if !view.vouchers.is_empty() {
            h2 { (desk.say("voucher-yours")) }
            @for voucher in &view.vouchers { (card(desk, voucher)) }
        }
        h2 { (desk.say("voucher-offers")) }
        @if view.offers.is_empty() { (empty(&desk.say("voucher-offers-empty"))) }
        @for offer in &view.offers { (offer_card(desk, offer, view.mine_to_offer)) }
        @if view.mine_to_offer {
            (offer_form(desk))
            @if !view.offers.is_empty() { (give_form(desk, &view.offers, members)) }
        }
    }
}

fn card(desk: &Desk, voucher: &VoucherView) -> Markup {
    let with = [("name", desk.name(&voucher.with).into())];
    let answer = |accept: &'static str, mark: Icon, key: &str| {
        let fields = Fields::of(desk, format!("/vouchers/{}", voucher.id));
        fields.draw("", &html! { input type="hidden" name="answer" value=(accept); (quiet_button(mark, &desk.say(key))) })
    };
    html! {
        article.card {
            h3 { (voucher.business) }
            p.strong { (voucher.what) }
            p.soft { (desk.say_with(if voucher.mine { "voucher-from" } else { "voucher-to" }, &with)) " · " (desk.time(voucher.at_ms)) }
            p { (voucher.words) }
            @if !voucher.how.is_empty() { p { (desk.say("voucher-how")) ": " (voucher.how) } }
            @if voucher.mine && voucher.state == VoucherState::Waits {
                div.actions { (answer("yes", Icon::Check, "voucher-accept")) (answer("no", Icon::Decline, "voucher-decline")) }
            }
        }
    }
}

fn offer_card(desk: &Desk, offer: &VoucherOfferView, mine: bool) -> Markup {
    let about = [("what", offer.what.clone().into()), ("hours", offer.hours.into())];
    html! {
        article.card {
            h3 { (offer.business) }
            p { (desk.say_with("voucher-offer-from", &about)) }
            @if offer.reached { p.soft { (desk.say("voucher-reached")) } }
            @if mine { (Fields::of(desk, format!("/vouchers/offer/{}/end", offer.id)).draw("", &html! { (quiet_button(Icon::Lock, &desk.say("voucher-end"))) })) }
        }
    }
}

fn offer_form(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/vouchers");
    html! {
        details.card open[fields.failed()] {
            summary { (desk.say("voucher-offer")) }
            (fields.draw("stack", &html! {
                (fields.needed("business", &label(desk.say("voucher-business")), ""))
                (fields.needed("what", &label(desk.say("voucher-what")), ""))
                (fields.number("hours", &label(desk.say("voucher-from-hours")), "10", (0, HOURS_MAX)))
                (quiet_button(Icon::Gift, &desk.say("voucher-offer")))
            }))
        }
    }
}

fn give_form(desk: &Desk, offers: &[VoucherOfferView], members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/vouchers/give");
    let choices: Vec<Choice> = offers.iter().map(|offer| Choice { value: offer.id.clone(), text: format!("{}: {}", offer.business, offer.what) }).collect();
    html! {
        details.card open[fields.failed()] {
            summary { (desk.say("voucher-give")) }
            (fields.draw("stack", &html! {
                (fields.select("offer", &label(desk.say("voucher-what")), &choices, ""))
                (fields.select("to", &label(desk.say("voucher-whom")), &desk.somebody(Desk::choices_of(members)), ""))
                (fields.line("words", &label(desk.say("voucher-words")), ""))
                (quiet_button(Icon::Give, &desk.say("voucher-give")))
            }))
        }
    }
}

async fn told(desk: Desk, request: KithResult<VoucherRequest>, done: &str, form: Form) -> Response {
    let told = match request {
        Ok(request) => desk.tell(Request::Voucher(request)).await,
        Err(error) => Err(error),
    };
    match told {
        Ok(()) => {
            let said = desk.say(done);
            desk.go("/vouchers", said)
        }
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn offer(desk: Desk, form: Form) -> Response {
    let hours = form.trimmed("hours").parse().map_err(|_| KithError::invalid("not-whole-hours", "the number of hours is a whole number"));
    let request = hours.map(|hours| VoucherRequest::VoucherOffer { business: form.trimmed("business"), what: form.trimmed("what"), hours });
    told(desk, request, "voucher-offered", form).await
}

async fn end(desk: Desk, Path(offer): Path<String>, form: Form) -> Response {
    told(desk, Ok(VoucherRequest::VoucherEnd { offer }), "voucher-ended", form).await
}

async fn give(desk: Desk, form: Form) -> Response {
    let request = form.somebody("to").map(|to| VoucherRequest::VoucherGive { offer: form.trimmed("offer"), to, words: form.trimmed("words") });
    told(desk, request, "voucher-sent", form).await
}

async fn answer(desk: Desk, Path(voucher): Path<String>, form: Form) -> Response {
    let accept = form.get("answer") == "yes";
    let done = if accept { "voucher-answered-yes" } else { "voucher-answered-no" };
    told(desk, Ok(VoucherRequest::VoucherAnswer { voucher, accept }), done, form).await
}
