//! More: the way to all else, and the settings of this device.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::form::{Form, choice, own_path, word};
use super::icon::{Icon, icon};
use super::parts::{Choice, Fields, Label, button, label};
use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use kith_core::kith::view::Fetching;
use kith_core::kith::{KithError, Request};
use kith_core::words::{Language, Words};
use maud::{Markup, html};

/// The addresses of the settings.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/more", get(async |desk: Desk| show(&desk)))
        .route("/signal", post(signal))
        .route("/language", post(language))
        .route("/relay", post(relay))
        .route("/fetching", post(fetching))
        .route("/name", post(name))
}

fn show(desk: &Desk) -> Response {
    desk.page(&Page { title: desk.say("more-title"), place: Place::More, live: "settings", main: main(desk) })
}

/// The links and the settings.
pub(super) fn main(desk: &Desk) -> Markup {
    const LINKS: [(&str, &str, Icon); 15] = [
        ("/people/me", "more-profile", Icon::Profile),
        ("/limits", "limits-title", Icon::Sun),
        ("/reminders", "reminder-title", Icon::Clock),
        ("/privacy", "privacy-title", Icon::Shield),
        ("/safety", "safety-title", Icon::Alert),
        ("/receive", "desk-receive", Icon::Scan),
        ("/invite", "more-invite", Icon::Invite),
        ("/join", "invite-have", Icon::Join),
        ("/devices", "more-devices", Icon::Device),
        ("/vault", "vault-title", Icon::Lock),
        ("/recovery", "desk-recovery-title", Icon::Code),
        ("/board", "board-title", Icon::Members),
        ("/mandates", "mandate-title", Icon::People),
        ("/book", "more-book", Icon::Book),
        ("/truth", "waiting-title", Icon::Waiting),
    ];
    html! {
        h1 { (desk.say("more-title")) }
        div.columns {
            div.column {
                ul.links { @for (path, key, mark) in LINKS { li { a href=(desk.url(path)) { (icon(mark)) span { (desk.say(key)) } (icon(Icon::Go)) } } } }
            }
            div.column.wide {
                section.stack { h2 { (desk.say("more-settings")) } (languages(desk)) (signal_card(desk)) (name_card(desk)) (fetching_card(desk)) (relay_card(desk)) }
            }
        }
    }
}

/// The choice of language: both are always offered, each in its own words.
pub(super) fn languages(desk: &Desk) -> Markup {
    html! {
        section.card {
            h3 { (icon(Icon::Language)) span { (desk.say("language-choose")) } }
            (Fields::of(desk, "/language").draw("row", &html! {
                @for language in Language::ALL {
                    @let here = language == desk.settings.language;
                    button.button.(if here { "" } else { "quiet" }) type="submit" name="language" value=(language.code()) lang=(language.code()) aria-pressed=(here) {
                        span { (Words::of(language).say("language-name")) }
                    }
                }
            }))
        }
    }
}

fn signal_card(desk: &Desk) -> Markup {
    let airplane = desk.settings.airplane;
    html! {
        section.card {
            h3 { (icon(Icon::NoSignal)) span { (desk.say(if airplane { "signal-off" } else { "signal-on" })) } }
            p.soft { (desk.say("signal-off-lead")) }
            (Fields::of(desk, "/signal").draw("", &html! {
                input type="hidden" name="back" value="/more";
                button.button.quiet type="submit" name="airplane" value=(if airplane { "off" } else { "on" }) { span { (desk.say(if airplane { "signal-switch-on" } else { "signal-switch-off" })) } }
            }))
        }
    }
}

fn name_card(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/name");
    html! {
        section.card {
            h3 { (icon(Icon::Profile)) span { (desk.say("start-your-name")) } }
            (fields.draw("stack", &html! {
                (fields.needed("name", &label(desk.say("desk-name")), &desk.who.person.name))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn relay_card(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/relay");
    let field = Label { label: desk.say("desk-relay-address"), hint: Some(desk.say("desk-relay-hint")) };
    html! {
        section.card {
            h3 { (icon(Icon::Relay)) span { (desk.say("demo-relay")) } }
            (fields.draw("stack", &html! {
                (fields.line("relay", &field, desk.settings.relay.as_deref().unwrap_or_default()))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn fetching_card(desk: &Desk) -> Markup {
    let fields = Fields::of(desk, "/fetching");
    let choices = [Fetching::Always, Fetching::Unmetered, Fetching::Asked].map(|when| {
        let value = word(&when);
        Choice { text: desk.say(&format!("fetching-{value}")), value }
    });
    html! {
        section.card {
            h3 { (icon(Icon::Download)) span { (desk.say("fetching-title")) } }
            (fields.draw("stack", &html! {
                (fields.select("when", &label(desk.say("fetching-when")), &choices, &word(&desk.settings.fetching)))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

async fn fetching(desk: Desk, form: Form) -> Response {
    match desk.tell(Request::Fetching { when: choice(form.get("when")), metered: None }).await {
        Ok(()) => desk.go("/more", desk.say("fetching-saved")),
        Err(error) => desk.error(error),
    }
}

async fn signal(desk: Desk, form: Form) -> Response {
    let back = own_path(&form.trimmed("back")).unwrap_or_else(|| "/".into());
    match desk.tell(Request::Airplane { on: form.get("airplane") == "on" }).await {
        Ok(()) => Redirect::to(&desk.url(&back)).into_response(),
        Err(error) => desk.error(error),
    }
}

async fn language(desk: Desk, form: Form) -> Response {
    let wanted = choice::<Language>(form.get("language")).ok_or_else(|| KithError::invalid("no-such-language", "choose a language"));
    let done = match wanted {
        Ok(language) => desk.tell(Request::SetLanguage { language }).await.map(|()| language),
        Err(error) => Err(error),
    };
    match done {
        Ok(language) => desk.go(if desk.who.coop.is_some() { "/more" } else { "/start" }, Words::of(language).say("desk-language-set")),
        Err(error) => desk.error(error),
    }
}

async fn relay(desk: Desk, form: Form) -> Response {
    match desk.tell(Request::SetRelay { relay: form.written("relay") }).await {
        Ok(()) => desk.go("/more", desk.say("desk-relay-set")),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show(&desk)
        }
    }
}

async fn name(desk: Desk, form: Form) -> Response {
    match desk.tell(Request::Rename { name: form.trimmed("name") }).await {
        Ok(()) => desk.go("/more", desk.say("profile-saved")),
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show(&desk)
        }
    }
}
