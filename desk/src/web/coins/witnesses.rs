//! Witnesses of the office's log: who they are and how far each has cosigned it; for those entitled the forms to appoint and to end one.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::Icon;
use super::super::parts::{Fields, button, empty, label, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{MemberView, WitnessView, WitnessesView};
use kith_core::kith::{KithResult, Request, WitnessRequest};
use maud::{Markup, html};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/coins/witnesses", get(witnesses).post(appoint))
        .route("/coins/witnesses/{witness}/end", post(end))
        .route("/coins/witnesses/book", post(pass_on))
}

async fn witnesses(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((view, members)) => {
            let main = main(&desk, &view, &members);
            desk.page(&Page { title: desk.say("witness-title"), place: Place::Coins, live: "coins", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(WitnessesView, Vec<MemberView>)> {
    Ok((desk.ask(Request::Witness(WitnessRequest::Witnesses)).await?, desk.ask(Request::Members).await?))
}

fn main(desk: &Desk, view: &WitnessesView, members: &[MemberView]) -> Markup {
    html! {
        (desk.back("/coins", &desk.say("place-coins")))
        h1 { (desk.say("witness-title")) }
        p.lead { (desk.say("witness-lead")) }
        p.strong { (view.words) }
        @if view.witnesses.is_empty() { (empty(&desk.say("witness-empty"))) }
        @for witness in &view.witnesses { (card(desk, witness, view.mine_to_set)) }
        @if view.mine_to_set { (appoint_form(desk, members)) }
        @if let Some(notary) = &view.notary { p.soft { (desk.say_with("witness-notary", &[("name", desk.name(notary).into())])) } }
        @if view.mine_to_move { (move_form(desk, members)) }
    }
}

fn card(desk: &Desk, witness: &WitnessView, mine_to_set: bool) -> Markup {
    html! {
        article.card {
            h2 { (desk.name(&witness.person)) }
            p { (witness.words) }
            @if witness.here { p.soft { (desk.say("witness-here")) } }
            @if mine_to_set {
                (Fields::of(desk, format!("/coins/witnesses/{}/end", witness.device)).draw("", &html! { (quiet_button(Icon::Decline, &desk.say("witness-end"))) }))
            }
        }
    }
}

fn appoint_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/coins/witnesses");
    html! {
        details.card open[fields.failed()] {
            summary { (desk.say("witness-appoint")) }
            p.soft { (desk.say("witness-appoint-lead")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("witness-person")), &desk.somebody(Desk::choices_of(members)), ""))
                (fields.line("device", &label(desk.say("witness-device")), ""))
                (button(Icon::Check, &desk.say("witness-appoint")))
            }))
        }
    }
}

fn move_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/coins/witnesses/book");
    html! {
        details.card open[fields.failed()] {
            summary { (desk.say("notary-move")) }
            p.soft { (desk.say("notary-move-lead")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("witness-person")), &desk.somebody(Desk::choices_of(members)), ""))
                (fields.line("device", &label(desk.say("witness-device")), ""))
                (quiet_button(Icon::Exchange, &desk.say("notary-move")))
            }))
        }
    }
}

async fn pass_on(desk: Desk, form: Form) -> Response {
    let done = match form.somebody("person") {
        Ok(person) => desk.tell(Request::Witness(WitnessRequest::NotaryMove { person, device: form.written("device") })).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/coins/witnesses", desk.say("notary-moved")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn appoint(desk: Desk, form: Form) -> Response {
    let done = match form.somebody("person") {
        Ok(person) => desk.tell(Request::Witness(WitnessRequest::WitnessAppoint { person, device: form.written("device"), quorum: None })).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/coins/witnesses", desk.say("witness-appointed")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn end(desk: Desk, Path(witness): Path<String>, form: Form) -> Response {
    match desk.tell(Request::Witness(WitnessRequest::WitnessEnd { witness, quorum: None })).await {
        Ok(()) => desk.go("/coins/witnesses", desk.say("witness-ended")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
