//! Coming back on a new phone, what has come back so far, and confirming as a guardian who asks.

use super::super::app::App;
use super::super::code::hand_over;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, sure};
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, Label, button, face, label, quiet_button};
use super::super::shelf::Code;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{AskSeenView, AskView, HelpView, KitReadView, ProgressView};
use kith_core::kith::{KithError, Request};
use maud::{Markup, html};

/// The addresses of coming back.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/recovery/back", get(back).post(with_kit))
        .route("/recovery/ask", post(ask))
        .route("/recovery/see", post(see))
        .route("/recovery/help", post(help))
        .route("/recovery/progress", get(progress))
        .route("/recovery/cut-off", post(cut_off))
}

async fn back(desk: Desk) -> Response {
    show_back(&desk)
}

fn show_back(desk: &Desk) -> Response {
    desk.page(&Page { title: desk.say("desk-back-title"), place: Place::Today, live: "", main: back_main(desk) })
}

fn back_main(desk: &Desk) -> Markup {
    let (kit, ask) = (Fields::of(desk, "/recovery/back"), Fields::of(desk, "/recovery/ask"));
    html! {
        (desk.back("/start", &desk.say("start-title")))
        h1 { (desk.say("desk-back-title")) }
        p.lead { (desk.say("desk-back-lead")) }
        div.columns {
            section.card {
                h2 { (icon(Icon::Code)) span { (desk.say("desk-back-kit")) } }
                (kit.draw("stack", &html! { (kit.area("text", &label(desk.say("desk-kit-try-field")), "", 5)) (button(Icon::Check, &desk.say("desk-back-kit-do"))) }))
            }
            section.card {
                h2 { (icon(Icon::People)) span { (desk.say("desk-back-guardians")) } }
                p.soft { (desk.say("desk-back-guardians-lead")) }
                (ask.draw("stack", &html! { (ask.line("name", &label(desk.say("desk-back-name")), "")) (quiet_button(Icon::People, &desk.say("desk-back-guardians"))) }))
            }
        }
    }
}

async fn with_kit(desk: Desk, form: Form) -> Response {
    match desk.ask::<KitReadView>(Request::RecoverWithKit { text: form.trimmed("text") }).await {
        Ok(_) => desk.go("/recovery/progress", desk.say("received-recovery-back")),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show_back(&desk)
        }
    }
}

async fn ask(desk: Desk, form: Form) -> Response {
    match desk.ask::<AskView>(Request::RecoverAsk { name: form.written("name") }).await {
        Ok(asked) => desk.go_to_code(Code {
            title: desk.say("desk-back-guardians"),
            lead: desk.say_with("desk-back-read-out", &[("code", asked.code.into())]),
            hand_over: Some(asked.hand_over),
            received: None,
            state: None,
            next: "/recovery/progress".into(),
        }),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show_back(&desk)
        }
    }
}

async fn progress(desk: Desk) -> Response {
    show_progress(desk).await
}

/// All my other devices are lost: each is cut off as soon as what it wrote has come back.
async fn cut_off(desk: Desk, form: Form) -> Response {
    let done = match sure(&form) {
        Ok(()) => desk.tell(Request::RecoverCutOff).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go("/recovery/progress", desk.say("desk-progress-cutting")),
        Err(error) => show_progress(desk.stumbled(error, form)).await,
    }
}

async fn show_progress(desk: Desk) -> Response {
    match desk.ask::<ProgressView>(Request::RecoverProgress).await {
        Ok(view) => {
            desk.page(&Page { title: desk.say("desk-progress-title"), place: Place::More, live: "truth members circle", main: progress_main(&desk, &view) })
        }
        Err(error) => desk.error(error),
    }
}

/// What has come back so far: useful half-way, and said as it is.
fn progress_main(desk: &Desk, view: &ProgressView) -> Markup {
    html! {
        (desk.back("/recovery", &desk.say("desk-recovery-title")))
        h1 { (desk.say("desk-progress-title")) }
        @match view.state.as_str() {
            "asking" => {
                @if let Some(code) = &view.code { p.lead { (desk.say_with("desk-back-read-out", &[("code", code.clone().into())])) } }
                @let needed = view.needed.map_or_else(|| "?".to_owned(), |needed| needed.to_string());
                p.strong { (desk.say_with("desk-progress-shares", &[("have", view.shares.into()), ("all", needed.into())])) }
            },
            state @ ("returning" | "back") => {
                p.lead { (desk.say(if state == "back" { "desk-progress-back" } else { "received-recovery-back" })) }
                p.strong { (desk.say_count("desk-progress-entries", view.entries)) }
            },
            _ => p.lead { (desk.say("desk-progress-none")) },
        }
        @if let Some(code) = &view.hand_over {
            section.card {
                h2 { (icon(Icon::Code)) span { (desk.say("desk-return-title")) } }
                p { (desk.say("desk-return-lead")) }
                (hand_over(desk, code))
                p { a.more href=(desk.url("/receive")) { (icon(Icon::Scan)) span { (desk.say("desk-return-take")) } } }
            }
        }
        @if view.coins_on_lost_devices > 0 { p { (desk.say_count("desk-progress-coins", view.coins_on_lost_devices)) } }
        (others(desk, view))
        (lost(desk, view))
        @if !view.spaces.is_empty() {
            section { h2 { (desk.say("desk-progress-places")) }
                ul.rows { @for space in &view.spaces { li.row {
                    span.strong { @if space.name.is_empty() { (desk.say("desk-progress-own")) } @else { (space.name) } }
                    span.soft { (desk.say_count("desk-progress-entries", space.entries)) }
                    @if space.writable { span.state.sure { (icon(Icon::Check)) span { (desk.say("desk-progress-writable")) } } }
                    @else { span.state.open { (icon(Icon::Waiting)) span { (desk.say("desk-progress-not-writable")) } } }
                } } } }
        }
        @if !view.from.is_empty() {
            section { h2 { (desk.say("desk-progress-from")) }
                ul.people { @for one in &view.from { li.person-row { (face(&one.person)) span { span.strong { (desk.person_link(&one.person)) }
                    span.soft.small { @if let Some(when) = one.answered_ms { (desk.say_with("desk-progress-answered", &[("when", desk.when(when).into())])) } @else { (desk.say("desk-arrival-not-known")) } } } } } } }
        }
    }
}

/// Where a lost phone of mine had written: what came after is shown as lost, with the way to write it again.
fn lost(desk: &Desk, view: &ProgressView) -> Markup {
    html! {
        @for one in &view.lost {
            section.card {
                h2 { (icon(Icon::Alert)) span { (desk.say_name("desk-progress-lost", &one.name)) } }
                p { (desk.say_with("desk-progress-lost-lead", &[("when", desk.when(one.last_ms).into())])) }
                p { a.more href=(desk.url(&format!("/circle/{}/later", one.circle))) { (icon(Icon::Pencil)) span { (desk.say("note-later")) } } }
            }
        }
    }
}

/// My other devices that are still in use: one by one they can be named lost, or all of them together.
fn others(desk: &Desk, view: &ProgressView) -> Markup {
    let fields = Fields::of(desk, "/recovery/cut-off");
    html! {
        @if !view.others.is_empty() {
            section.card.fork {
                h2 { (icon(Icon::Device)) span { (desk.say_count("desk-progress-others", view.others.len() as u64)) } }
                p { (desk.say("desk-progress-others-lead")) }
                p { a.more href=(desk.url("/devices")) { (icon(Icon::Device)) span { (desk.say("device-title")) } } }
                (fields.draw("stack", &html! {
                    (fields.tick("sure", &desk.say("desk-sure"), false))
                    (quiet_button(Icon::Alert, &desk.say("desk-progress-cut-off")))
                }))
            }
        }
    }
}

/// The place for a guardian to take in a request.
pub(super) fn see_form(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/recovery/see");
    let field = Label { label: desk.say("desk-see-field"), hint: Some(desk.say("desk-see-hint")) };
    html! {
        details open[fields.failed()] {
            summary { (desk.say("desk-see-title")) }
            (fields.draw("stack", &html! { (fields.area("request", &field, "", 4)) (quiet_button(Icon::Search, &desk.say("desk-see-title"))) }))
        }
    }
}

async fn see(desk: Desk, form: Form) -> Response {
    let text = form.trimmed("request");
    show_seen(desk, form, text).await
}

async fn show_seen(desk: Desk, form: Form, text: String) -> Response {
    match desk.ask::<AskSeenView>(Request::RecoverSee { request: text.clone() }).await {
        Ok(seen) => desk.page(&Page { title: desk.say("desk-see-title"), place: Place::More, live: "", main: seen_main(&desk, &seen, &text) }),
        Err(error) => super::show(desk.stumbled(error, form)).await,
    }
}

fn seen_main(desk: &Desk, seen: &AskSeenView, text: &str) -> Markup {
    let fields = Fields::of(desk, "/recovery/help");
    let people: Vec<Choice> = seen.may_help.iter().map(|one| Choice { value: one.id.clone(), text: one.name.clone() }).collect();
    let code = Label { label: desk.say("desk-see-code"), hint: Some(desk.say("desk-see-code-hint")) };
    html! {
        (desk.back("/recovery", &desk.say("desk-recovery-title")))
        h1 { (desk.say("desk-see-title")) }
        p.lead { (desk.say_with("desk-see-who", &[("name", seen.name.clone().into()), ("when", desk.when(seen.asked_ms).into())])) }
        @if seen.stopped { p.state.now { (icon(Icon::Alert)) span { (desk.say("code-request-stopped")) } } }
        @if people.is_empty() { p { (desk.say("desk-guarded-empty")) } } @else {
            (fields.draw("stack card", &html! {
                input type="hidden" name="request" value=(text);
                (fields.select("person", &label(desk.say("desk-person")), &people, ""))
                (fields.needed("code", &code, ""))
                (fields.tick("in-person", &desk.say("desk-see-in-person"), false))
                (button(Icon::Check, &desk.say("desk-see-confirm")))
            }))
        }
    }
}

async fn help(desk: Desk, form: Form) -> Response {
    let request =
        Request::RecoverHelp { request: form.trimmed("request"), person: form.trimmed("person"), code: form.trimmed("code"), in_person: form.has("in-person") };
    match desk.ask::<HelpView>(request).await {
        Ok(HelpView { hand_over: Some(share), .. }) => desk.go_to_code(Code {
            title: desk.say("desk-helping-title"),
            lead: desk.say("desk-helping-show"),
            hand_over: Some(share),
            received: None,
            state: None,
            next: "/recovery".into(),
        }),
        Ok(help) => desk.go("/recovery", desk.say_with("desk-helping-waits", &[("when", desk.when(help.due_ms).into())])),
        Err(error) => again(desk, error, form).await,
    }
}

async fn again(desk: Desk, error: KithError, form: Form) -> Response {
    let text = form.trimmed("request");
    show_seen(desk.stumbled(error, form.clone()), form, text).await
}
