//! The way back when every phone is gone: the printed kit, guardians, helping somebody as theirs, and what has come back.

mod back;

use super::app::App;
use super::code::hand_over;
use super::desk::{Desk, Page, Place};
use super::form::Form;
use super::icon::{Icon, icon};
use super::parts::{Fields, Label, button, empty, face, quiet_button};
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{AlertView, HelpView, KitReadView, KitView, MemberView, RecoveryView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The addresses of recovery.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/recovery", get(recovery))
        .route("/recovery/kit", post(kit))
        .route("/recovery/try", post(rehearse))
        .route("/recovery/guardians", post(guardians))
        .route("/recovery/stop", post(stop))
        .merge(back::routes())
}

async fn recovery(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((view, members)) => {
            let main = main(&desk, &view, &members);
            desk.page(&Page { title: desk.say("desk-recovery-title"), place: Place::More, live: "devices members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(RecoveryView, Vec<MemberView>)> {
    Ok((desk.ask(Request::Recovery).await?, desk.ask(Request::Members).await?))
}

/// How well one is prepared, and what is going on.
pub(super) fn main(desk: &Desk, view: &RecoveryView, members: &[MemberView]) -> Markup {
    html! {
        (desk.back("/more", &desk.say("more-title")))
        h1 { (desk.say("desk-recovery-title")) }
        p.lead { (desk.say("desk-recovery-lead")) }
        @for alert in &view.alerts { (alert_card(desk, alert)) }
        div.columns {
            div.column { (kit_card(desk, view)) (guardians_card(desk, view, members)) }
            div.column { (others(desk, view)) p { a.more href=(desk.url("/recovery/progress")) { (icon(Icon::Exchange)) span { (desk.say("desk-progress-title")) } } } }
        }
    }
}

fn alert_card(desk: &Desk, alert: &AlertView) -> Markup {
    let said = [("guardian", desk.name(&alert.guardian).into()), ("name", alert.name.clone().into()), ("when", desk.when(alert.at_ms).into())];
    html! {
        section.card.fork {
            h2 { (icon(Icon::Alert)) span { (desk.say("desk-alert-title")) } }
            p { (desk.say_with("desk-alert", &said)) }
            @if alert.stopped { p.state.sure { (icon(Icon::Check)) span { (desk.say("desk-alert-stopped")) } } } @else {
                p.soft { (desk.say("desk-alert-not-me")) }
                (Fields::of(desk, "/recovery/stop").draw("", &html! { input type="hidden" name="request" value=(alert.request); (button(Icon::Alert, &desk.say("desk-alert-stop"))) }))
            }
        }
    }
}

fn kit_card(desk: &Desk, view: &RecoveryView) -> Markup {
    let field = Label { label: desk.say("desk-kit-try-field"), hint: Some(desk.say("desk-kit-try-hint")) };
    html! {
        section.card {
            h2 { (icon(Icon::Code)) span { (desk.say("recovery-kit-title")) } }
            @if let Some(kit) = &view.kit {
                p { (desk.say_with("desk-kit-made", &[("when", desk.when(kit.made_ms).into()), ("code", kit.check_code.clone().into())])) }
                @if !kit.current { p.state.open { (icon(Icon::Waiting)) span { (desk.say("desk-kit-old")) } } }
                @if let Some(when) = kit.rehearsed_ms { p.state.sure { (icon(Icon::Check)) span { (desk.say_with("desk-kit-rehearsed", &[("when", desk.when(when).into())])) } } }
                @else { p.state.open { (icon(Icon::Waiting)) span { (desk.say("desk-kit-not-rehearsed")) } } }
            } @else { (empty(&desk.say("desk-kit-none"))) }
            @if view.root_here {
                p.soft { (desk.say("recovery-kit-keep")) }
                (Fields::of(desk, "/recovery/kit").draw("", &button(Icon::Code, &desk.say("desk-kit-make"))))
            } @else { p.soft { (desk.say("code-no-root-here")) } }
            @if view.kit.is_some() {
                details open[Fields::of(desk, "/recovery/try").failed()] {
                    summary { (desk.say("desk-kit-try")) }
                    (Fields::of(desk, "/recovery/try").draw("stack", &html! {
                        (Fields::of(desk, "/recovery/try").area("text", &field, "", 4))
                        (quiet_button(Icon::Check, &desk.say("desk-kit-try")))
                    }))
                }
            }
        }
    }
}

fn guardians_card(desk: &Desk, view: &RecoveryView, members: &[MemberView]) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::People)) span { (desk.say("desk-guardians-title")) } }
            p.soft { (desk.say("desk-guardians-lead")) }
            @if !view.guardians.is_empty() {
                p.strong { (desk.say_count("desk-guardians-needed-count", view.needed)) }
                ul.people {
                    @for one in &view.guardians {
                        li.person-row { (face(&one.person)) span { span.strong { (desk.person_link(&one.person)) }
                            span.soft.small { @if let Some(when) = one.held_ms { (desk.say_with("desk-guardian-holds", &[("when", desk.when(when).into())])) } @else { (desk.say("desk-guardian-not-known")) } } } }
                    }
                }
            }
            @if view.root_here { (choose(desk, view, members)) }
        }
    }
}

fn choose(desk: &Desk, view: &RecoveryView, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/recovery/guardians");
    let needed = Label { label: desk.say("desk-guardians-needed"), hint: Some(desk.say("desk-guardians-needed-hint")) };
    html! {
        details open[fields.failed()] {
            summary { (desk.say(if view.guardians.is_empty() { "desk-guardians-choose" } else { "desk-guardians-again" })) }
            (fields.draw("stack", &html! {
                fieldset.ticks {
                    legend { (desk.say("desk-guardians-who")) }
                    @for choice in Desk::choices_of(members) {
                        label.tick {
                            input type="checkbox" name="person" value=(choice.value) checked[fields.ticked("person", &choice.value, view.guardians.iter().any(|one| one.person.id == choice.value))];
                            span { (choice.text) }
                        }
                    }
                }
                (fields.number("needed", &needed, "2", (2, 10)))
                (button(Icon::People, &desk.say("desk-guardians-save")))
            }))
        }
    }
}

/// Whose guardian one is, and whom one is helping.
fn others(desk: &Desk, view: &RecoveryView) -> Markup {
    html! {
        section {
            h2 { (desk.say("desk-guarded-title")) }
            @if view.guarded.is_empty() { (empty(&desk.say("desk-guarded-empty"))) }
            ul.people {
                @for one in &view.guarded {
                    li.person-row { (face(&one.person)) span { span.strong { (desk.person_link(&one.person)) }
                        span.soft.small { (desk.say_count("desk-guardians-needed-count", one.needed)) } } }
                }
            }
            @if !view.guarded.is_empty() { (back::see_form(desk)) }
        }
        @if !view.helping.is_empty() {
            section { h2 { (desk.say("desk-helping-title")) } div.cards { @for one in &view.helping { (helping(desk, one)) } } }
        }
    }
}

/// A request that one helps with, and the share once it may go.
pub(super) fn helping(desk: &Desk, one: &HelpView) -> Markup {
    html! {
        article.card {
            h3 { (desk.name(&one.person)) }
            p { (desk.say_with("desk-helping", &[("name", one.name.clone().into()), ("code", one.code.clone().into())])) }
            @match one.state.as_str() {
                "gone" => { p.state.sure { (icon(Icon::Check)) span { (desk.say("desk-helping-gone")) } } }
                "stopped" => { p.state.now { (icon(Icon::Alert)) span { (desk.say("desk-alert-stopped")) } } }
                _ => { p.state.open { (icon(Icon::Waiting)) span { (desk.say_with("desk-helping-waits", &[("when", desk.when(one.due_ms).into())])) } } }
            }
        }
    }
}

/// Makes a kit and shows it at once: it is kept nowhere, so this page is the only place to print it from.
async fn kit(desk: Desk, form: Form) -> Response {
    match desk.ask::<KitView>(Request::RecoveryKit).await {
        Ok(kit) => desk.page(&Page { title: desk.say("recovery-kit-title"), place: Place::More, live: "", main: kit_main(&desk, &kit) }),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

/// The kit, to be printed.
pub(super) fn kit_main(desk: &Desk, kit: &KitView) -> Markup {
    let whose = match &kit.coop {
        Some(coop) => desk.say_with("recovery-kit-whose-in", &[("name", kit.person.name.clone().into()), ("coop", coop.clone().into())]),
        None => desk.say_name("recovery-kit-whose", &kit.person.name),
    };
    html! {
        (desk.back("/recovery", &desk.say("desk-recovery-title")))
        h1 { (desk.say("recovery-kit-title")) }
        p.lead { (whose) }
        p.strong { (desk.say("desk-kit-print")) }
        (hand_over(desk, &kit.hand_over))
        p.strong { (desk.say_with("recovery-kit-check", &[("code", kit.check_code.clone().into())])) }
        @for key in ["recovery-kit-what", "recovery-kit-how", "recovery-kit-keep", "recovery-kit-lost"] { p.measure { (desk.say(key)) } }
        p.soft { (desk.say_with("recovery-kit-made", &[("day", desk.when(kit.made_ms).into())])) }
    }
}

async fn rehearse(desk: Desk, form: Form) -> Response {
    match desk.ask::<KitReadView>(Request::RecoverWithKit { text: form.trimmed("text") }).await {
        Ok(read) if read.outcome == "restored" => desk.go("/recovery/progress", desk.say("received-recovery-back")),
        Ok(read) => desk.go("/recovery", desk.say(if read.newer_made_ms.is_some() { "desk-kit-works-older" } else { "desk-kit-works" })),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn guardians(desk: Desk, form: Form) -> Response {
    let people = form.all("person").map(ToOwned::to_owned).collect();
    match desk.tell(Request::RecoveryGuardians { people, needed: form.get("needed").trim().parse().ok() }).await {
        Ok(()) => desk.go("/recovery", desk.say("desk-guardians-saved")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn stop(desk: Desk, form: Form) -> Response {
    match desk.tell(Request::RecoverStop { request: form.trimmed("request") }).await {
        Ok(()) => desk.go("/recovery", desk.say("desk-alert-stopped")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}
