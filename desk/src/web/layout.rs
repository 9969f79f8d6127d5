//! The frame round every page: header with the signal switch, truth strip, places, and the main part.

use super::assets;
use super::desk::{Desk, Page, Place};
use super::icon::{Icon, icon};
use axum::response::Html;
use kith_core::kith::KithError;
use kith_core::kith::view::TruthView;
use kith_core::words::Words;
use maud::{DOCTYPE, Markup, html};

/// A whole page.
pub(super) fn page(desk: &Desk, page: &Page<'_>) -> Html<String> {
    let name = &desk.who.person.name;
    answer(html! {
        (DOCTYPE)
        html lang=(desk.words.language().code()) {
            (head(desk.words, desk.prefix(), &if page.title.is_empty() { String::new() } else { format!("{} · {name}", page.title) }))
            body data-live=(page.live) data-prefix=(desk.prefix()) {
                a.skip href="#main" { (desk.say("place-skip")) }
                (header(desk))
                div.frame {
                    (places(desk, page.place))
                    main #main tabindex="-1" {
                        div #said role="status" {
                            @if let Some(said) = &desk.said { p.said.nothing[said.text.is_empty()] data-done=(said.done) { (icon(Icon::Check)) span { (said.text) } } }
                        }
                        @if let Some(trouble) = &desk.trouble { (trouble_box(desk, trouble)) }
                        div.main #live { (page.main) }
                    }
                }
            }
        }
    })
}

/// Markup as an answer to the browser.
pub(super) fn answer(markup: Markup) -> Html<String> {
    Html(markup.into_string())
}

/// A page for somebody who is not let in, or when the device itself cannot answer.
pub(super) fn outside(words: &'static Words, prefix: &str, key: &str) -> Html<String> {
    outside_titled(words, prefix, ("desk-outside-title", key))
}

/// The same under a title of its own.
pub(super) fn outside_titled(words: &'static Words, prefix: &str, (title, key): (&str, &str)) -> Html<String> {
    answer(html! {
        (DOCTYPE)
        html lang=(words.language().code()) {
            (head(words, prefix, &words.say(title)))
            body.outside {
                main #main {
                    (icon(Icon::Lock))
                    h1 { (words.say(title)) }
                    p { (words.say(key)) }
                }
            }
        }
    })
}

/// A page without places to go to: of a profile that is locked, or not there yet.
pub(super) fn bare(words: &'static Words, prefix: &str, title: &str, main: &Markup) -> Html<String> {
    answer(html! {
        (DOCTYPE)
        html lang=(words.language().code()) {
            (head(words, prefix, title))
            body.outside { main #main { (main) } }
        }
    })
}

/// A page with one sentence and nothing else: of a device that was signed out for good.
pub(super) fn alone(words: &'static Words, prefix: &str, sentence: &str) -> Html<String> {
    answer(html! {
        (DOCTYPE)
        html lang=(words.language().code()) {
            (head(words, prefix, sentence))
            body.outside { main #main { h1 { (sentence) } } }
        }
    })
}

/// The head that every page has.
pub(super) fn head(words: &Words, prefix: &str, title: &str) -> Markup {
    let version = assets::version();
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { @if !title.is_empty() { (title) " · " } (words.say("app-name")) }
            link rel="icon" type="image/svg+xml" href=(format!("{prefix}/assets/kith.svg?{version}"));
            link rel="stylesheet" href=(format!("{prefix}/assets/kith.css?{version}"));
            script src=(format!("{prefix}/assets/kith.js?{version}")) defer {}
        }
    }
}

fn header(desk: &Desk) -> Markup {
    html! {
        header {
            div.bar {
                p.whose {
                    a.brand href=(desk.url("/")) { (desk.say("app-name")) }
                    span.name { (desk.who.person.name) }
                    @if let Some(coop) = &desk.who.coop { span.coop { (coop.name) @if coop.office_here { " · " (desk.say("place-office")) } } }
                }
                (signal_switch(desk))
            }
            (truth_strip(desk))
        }
    }
}

/// The switch: a button of a form. Pressed means that there is signal.
fn signal_switch(desk: &Desk) -> Markup {
    let on = !desk.settings.airplane;
    html! {
        form #signal method="post" action=(desk.url("/signal")) {
            (desk.hidden())
            input type="hidden" name="back" value=(desk.back);
            button.switch type="submit" name="airplane" value=(if on { "on" } else { "off" }) aria-pressed=(if on { "true" } else { "false" }) {
                span { (desk.say("signal-title")) }
                span.track aria-hidden="true" { span.knob {} }
            }
        }
    }
}

/// What the truth strip says, and how loudly.
struct Truth {
    class: &'static str,
    icon: Icon,
    sentences: Vec<String>,
}

fn truth(desk: &Desk, truth: &TruthView) -> Truth {
    let mut sentences = Vec::new();
    let last = truth.last_relay_ms.max(truth.last_peer_ms);
    let exchanged = last.map_or_else(|| desk.say("truth-never-exchanged"), |last| desk.say_with("truth-last-exchange", &[("when", desk.when(last).into())]));
    let (mut class, mut mark) = match (truth.waiting, truth.airplane) {
        (0, true) => {
            sentences.extend([desk.say("truth-nothing-new"), exchanged]);
            ("quiet", Icon::NoSignal)
        }
        (0, false) if truth.relay_silent => {
            sentences.extend([desk.say_count("truth-waiting", 0u32), desk.say("truth-relay-silent"), exchanged]);
            ("quiet", Icon::Alert)
        }
        (waiting, false) if truth.relay_silent => {
            sentences.extend([desk.say_count("truth-waiting", waiting), desk.say("truth-relay-unreachable")]);
            ("waits", Icon::Waiting)
        }
        (0, false) if truth.all_with_relay => {
            sentences.extend([desk.say("truth-all-with-relay"), exchanged]);
            ("ok", Icon::Check)
        }
        (0, false) => {
            sentences.extend([desk.say_count("truth-waiting", 0u32), exchanged]);
            ("quiet", Icon::Check)
        }
        (waiting, true) => {
            sentences.extend([desk.say_count("truth-waiting", waiting), desk.say("truth-no-signal")]);
            ("waits", Icon::NoSignal)
        }
        (waiting, false) => {
            sentences.extend([desk.say_count("truth-waiting", waiting), exchanged]);
            ("waits", Icon::Waiting)
        }
    };
    // Each try at a mailbox that contradicts itself counts once more, and is no thing.
    let (tries, things): (Vec<_>, Vec<_>) = truth.refused.iter().partition(|refused| refused.reason == "relay-contradicts-itself");
    let refused: u64 = things.iter().map(|refused| refused.count).sum();
    if refused > 0 {
        sentences.push(desk.say_count("truth-refused", refused));
        // Whatever else is well, this does not look like it.
        (class, mark) = (if class == "ok" { "quiet" } else { class }, Icon::Alert);
    }
    for (what, key) in [("cannot-open", "truth-cannot-open"), ("left-out", "truth-left-out")] {
        if truth.apart.iter().any(|apart| apart.what == what) {
            sentences.push(desk.say(key));
            (class, mark) = (if class == "ok" { "quiet" } else { class }, Icon::Alert);
        }
    }
    if !tries.is_empty() {
        sentences.push(desk.say("truth-relay-contradicts"));
        (class, mark) = ("waits", Icon::Alert);
    }
    Truth { class, icon: mark, sentences }
}

fn truth_strip(desk: &Desk) -> Markup {
    let truth = truth(desk, &desk.truth);
    html! {
        a #truth.truth.(truth.class) href=(desk.url("/truth")) aria-label=(format!("{}: {}", desk.say("truth-label"), truth.sentences.join(" "))) {
            (icon(truth.icon))
            span { @for sentence in &truth.sentences { span { (sentence) } " " } }
        }
    }
}

fn places(desk: &Desk, here: Place) -> Markup {
    const MEMBER: &[(Place, &str, &str, Icon)] = &[
        (Place::Today, "/", "place-today", Icon::Sun),
        (Place::Circle, "/circle", "place-circle", Icon::Circle),
        (Place::Coins, "/coins", "place-coins", Icon::Coins),
        (Place::People, "/people", "place-people", Icon::People),
    ];
    const OFFICE: &[(Place, &str, &str, Icon)] =
        &[(Place::Book, "/book", "desk-place-book", Icon::Book), (Place::Members, "/members", "office-members", Icon::Members)];
    const MORE: &[(Place, &str, &str, Icon)] = &[(Place::More, "/more", "place-more", Icon::More)];
    let office = if desk.is_office() { OFFICE } else { &[] };
    html! {
        nav.places aria-label=(desk.say("place-main")) {
            ul {
                @for (place, path, key, mark) in MEMBER.iter().chain(office).chain(MORE) {
                    li {
                        a href=(desk.url(path)) aria-current=[(*place == here).then_some("page")] { (icon(*mark)) span { (desk.say(key)) } }
                    }
                }
            }
        }
    }
}

fn trouble_box(desk: &Desk, trouble: &KithError) -> Markup {
    let key = trouble.kind.word();
    html! {
        section.trouble role="alert" {
            h2 { (icon(Icon::Alert)) span { (desk.say(&format!("{key}-title"))) } }
            p.reason { (trouble.say(desk.words)) }
            p.soft { (desk.say(key)) }
        }
    }
}

/// The main part of a page that could not be shown at all.
pub(super) fn trouble_page(desk: &Desk, trouble: &KithError) -> Markup {
    let key = trouble.kind.word();
    html! {
        h1 { (desk.say(&format!("{key}-title"))) }
        p.lead { (trouble.say(desk.words)) }
        p { (desk.say(key)) }
        p { a.button.quiet href=(desk.url("/")) { (icon(Icon::Back)) span { (desk.say("desk-to-today")) } } }
    }
}

impl Desk {
    /// The hidden field that every form carries.
    pub(super) fn hidden(&self) -> Markup {
        html! { input type="hidden" name=(super::form::SECRET_FIELD) value=(self.form_secret()); }
    }
}
