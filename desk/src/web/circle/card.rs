//! The emergency card: what the person chose to have on it, what it says now, and the sheet to print.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, empty, label, quiet_button};
use super::lists;
use crate::print::card_square;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CardPart, CardPrintedView, CardView, CirclePage, LineSays, LineStanding, LineView, List};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The card's addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/card", get(page))
        .route("/circle/{circle}/card/sheet", get(sheet))
        .route("/circle/{circle}/card/choose", post(choose))
        .route("/circle/{circle}/card/print", post(print))
        .route("/circle/{circle}/card/contact", post(contact))
        .route("/circle/{circle}/card/advance", post(advance))
}

async fn page(desk: Desk, Path(circle): Path<String>) -> Response {
    show(desk, &circle).await
}

/// The card's page; after a form that did not go through, with what was written.
pub(super) async fn show(desk: Desk, circle: &str) -> Response {
    match read(&desk, circle).await {
        Ok(shown) => desk.page(&Page { title: desk.say("card-page"), place: Place::Circle, live: "circle", main: main(&desk, &shown) }),
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, circle: &str) -> KithResult<Shown> {
    let around: CirclePage = desk.ask(Request::Circle { circle: circle.to_owned() }).await?;
    let chosen: Vec<LineView> = desk.ask(Request::Lines { circle: circle.to_owned(), list: Some(List::Card) }).await?;
    Ok(Shown {
        card: desk.ask(Request::Card { circle: circle.to_owned() }).await?,
        chosen: chosen.into_iter().filter(|line| line.standing != LineStanding::Stopped).collect(),
        writable: around.circle.is_writable(),
    })
}

/// All that the card's page is drawn from.
pub(in super::super) struct Shown {
    card: CardView,
    /// What was chosen to stand on it: more than one thing, where two people began a card apart.
    chosen: Vec<LineView>,
    /// Whether I may write in the circle.
    writable: bool,
}

/// The main part of the card's page.
pub(in super::super) fn main(desk: &Desk, shown: &Shown) -> Markup {
    let Shown { card, chosen, writable } = shown;
    let writable = *writable;
    let lines = |list: List| card.lines.iter().filter(move |l| l.list == list);
    html! {
        (desk.back(&format!("/circle/{}", card.circle), &desk.say("desk-to-circle")))
        h1 { (desk.say("card-page")) }
        p.lead { (desk.say_name("card-lead", &card.person.name)) }
        div.columns {
            div.column.wide {
                @if let Some(printed) = &card.printed { (printed_card(desk, printed)) }
                section {
                    h2 { (desk.say("card-now")) }
                    @match &card.choice {
                        Some(_) => {
                            (said(desk, card, false))
                            p.soft { (desk.say_with("card-bytes", &[("bytes", card.bytes.into()), ("most", card.bytes_most.into())])) }
                            @if writable { (print_form(desk, card)) }
                        },
                        None => (empty(&desk.say("card-not-chosen"))),
                    }
                    @if chosen.len() > 1 { p.strong { (icon(Icon::Alert)) span { (desk.say("card-two")) } } }
                    div.cards { @for line in chosen { (lists::line_card(desk, line, "card", writable, &html! {})) } }
                }
                @if writable { (choose_form(desk, card)) }
            }
            div.column {
                section {
                    h2 { (desk.say("contact-list")) }
                    div.cards { @for line in lines(List::Contact) { (lists::line_card(desk, line, "card", writable, &html! {})) } }
                    @if writable { (contact_form(desk, &card.circle)) }
                }
                section {
                    h2 { (desk.say("advance-list")) }
                    div.cards { @for line in lines(List::Advance) { (lists::line_card(desk, line, "card", writable, &html! {})) } }
                    @if writable { (advance_form(desk, &card.circle)) }
                }
                p { a.more href=(desk.url(&format!("/circle/{}/card/links", card.circle))) { (icon(Icon::Code)) span { (desk.say("card-link-see")) } } }
                p { a.more href=(desk.url(&format!("/circle/{}/medicines", card.circle))) { (icon(Icon::List)) span { (desk.say("medicine-see")) } } }
            }
        }
    }
}

fn print_form(desk: &Desk, card: &CardView) -> Markup {
    let text = desk.say(if card.printed.is_some() { "card-print-again" } else { "card-print" });
    Fields::of(desk, format!("/circle/{}/card/print", card.circle)).draw("", &html! { (button(Icon::List, &text)) })
}

fn printed_card(desk: &Desk, printed: &CardPrintedView) -> Markup {
    let by = [("when", desk.when(printed.at_ms).into()), ("name", desk.name(&printed.by).into())];
    let what: Vec<String> = printed.changed.iter().map(|part| part_named(desk, part)).collect();
    html! {
        section.card.fork[!printed.current] {
            p { (desk.say_with("card-printed", &by)) }
            @if printed.current { p { span.state.sure { (icon(Icon::Check)) span { (desk.say("card-current")) } } } }
            @else { p.strong { (icon(Icon::Alert)) span { (desk.say_with("card-stale", &[("what", what.join(", ").into())])) } } }
        }
    }
}

/// A part of the card in the middle of a sentence: its heading for people to ring is a call to ring them.
fn part_named(desk: &Desk, part: &str) -> String {
    if part == "contacts" { desk.say("contact-list") } else { desk.say_or(&format!("card-{part}"), "word-unknown") }
}

/// What stands on the card, in the device's language.
fn said(desk: &Desk, card: &CardView, whole_page: bool) -> Markup {
    html! {
        p.strong { (card.name) }
        @if !card.words.is_empty() { p { (card.words) } }
        @for part in &card.parts { (part_said(desk, part, card.as_of_ms, whole_page)) }
    }
}

fn part_said(desk: &Desk, part: &CardPart, as_of_ms: u64, whole_page: bool) -> Markup {
    let as_of = if part.part == "medicines" { format!(" ({} {})", desk.say("card-as-of"), desk.when_exact(as_of_ms)) } else { String::new() };
    let heading = desk.say_or(&format!("card-{}", part.part), "word-unknown") + &as_of;
    html! {
        @if whole_page { h2 { (heading) } } @else { h3 { (heading) } }
        @if part.apart { p.strong { (icon(Icon::Alert)) span { (desk.say("card-apart")) } } }
        @if part.lines.is_empty() { p { (desk.say("card-none")) } }
        ul { @for line in &part.lines { li { (line) } } }
    }
}

fn choose_form(desk: &Desk, card: &CardView) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/card/choose", card.circle)).draft();
    let chosen = card.choice.as_ref().and_then(|line| line.now.iter().find_map(|v| v.says.clone()));
    let blank =
        LineSays::Card { name: String::new(), allergies: true, medicines: true, contacts: true, advance: true, words: String::new(), acting: String::new() };
    let says = chosen.unwrap_or(blank);
    let LineSays::Card { name, allergies, medicines, contacts, advance, words, acting } = &says else { return html! {} };
    let acting_field = Label { label: desk.say("card-acting"), hint: Some(desk.say("card-acting-hint")) };
    html! {
        details.card open[fields.failed() || card.choice.is_none()] {
            summary { (desk.say("card-choose")) }
            p { (desk.say("card-choose-lead")) }
            (fields.draw("stack", &html! {
                (fields.tick("allergies", &desk.say("card-allergies"), *allergies))
                (fields.tick("medicines", &desk.say("card-medicines"), *medicines))
                (fields.tick("contacts", &desk.say("contact-list"), *contacts))
                (fields.tick("advance", &desk.say("card-advance"), *advance))
                (fields.line("name", &label(desk.say("card-name")), if name.is_empty() { &card.name } else { name }))
                (fields.line("words", &label(desk.say("card-words")), words))
                @if !card.person.me { (fields.line("acting", &acting_field, acting)) }
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn contact_form(desk: &Desk, circle: &str) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/card/contact"));
    html! {
        details open[fields.failed()] {
            summary { (desk.say("contact-add")) }
            (fields.draw("stack", &html! {
                (fields.needed("name", &label(desk.say("contact-name")), ""))
                (fields.needed("phone", &label(desk.say("contact-phone")), ""))
                (fields.line("relation", &label(desk.say("contact-relation")), ""))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

fn advance_form(desk: &Desk, circle: &str) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{circle}/card/advance"));
    html! {
        details open[fields.failed()] {
            summary { (desk.say("advance-add")) }
            (fields.draw("stack", &html! {
                (fields.area("text", &label(desk.say("advance-text")), "", 2))
                (fields.line("kept", &label(desk.say("advance-kept")), ""))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

/// The sheet to print: nothing but the card.
async fn sheet(desk: Desk, Path(circle): Path<String>) -> Response {
    match desk.ask::<CardView>(Request::Card { circle }).await {
        Ok(card) => {
            let main = sheet_main(&desk, &card);
            desk.page(&Page { title: desk.say("card-page"), place: Place::Circle, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

/// The main part of the sheet.
pub(in super::super) fn sheet_main(desk: &Desk, card: &CardView) -> Markup {
    html! {
        h1 { (desk.say("card-title")) }
        (said(desk, card, true))
        @if let Ok((size, path)) = card_square(card) {
            svg.qr viewBox=(format!("0 0 {size} {size}")) role="img" aria-label=(desk.say("card-square")) {
                rect width=(size) height=(size) fill="#fff" {}
                path d=(path) fill="#000" shape-rendering="crispEdges" {}
            }
        }
        p { (desk.say("card-how")) " " (desk.say("card-not-logged")) }
        p.soft.small { (desk.say_with("card-made", &[("day", desk.when_exact(card.as_of_ms).into())])) " " (desk.say_name("card-throw", &card.person.name)) }
    }
}

async fn print(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    match desk.tell(Request::CardPrint { circle: circle.clone() }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/card/sheet"), desk.say("card-printed-now")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn write(desk: Desk, circle: String, says: LineSays, form: Form) -> Response {
    match desk.tell(Request::LineWrite { circle: circle.clone(), instead_of: None, says, from_ms: None, why: String::new() }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}/card"), desk.say("line-kept")),
        Err(error) => show(desk.stumbled(error, form), &circle).await,
    }
}

async fn choose(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let says = LineSays::Card {
        name: form.trimmed("name"),
        allergies: form.has("allergies"),
        medicines: form.has("medicines"),
        contacts: form.has("contacts"),
        advance: form.has("advance"),
        words: form.trimmed("words"),
        acting: form.trimmed("acting"),
    };
    write(desk, circle, says, form).await
}

async fn contact(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let says = LineSays::Contact { name: form.trimmed("name"), phone: form.trimmed("phone"), relation: form.trimmed("relation") };
    write(desk, circle, says, form).await
}

async fn advance(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let says = LineSays::Advance { text: form.text("text"), kept: form.trimmed("kept") };
    write(desk, circle, says, form).await
}

/// That a circle's printed card is out of date: for Today.
pub(in super::super) fn stale(desk: &Desk, circle: &str, name: &str) -> Markup {
    html! {
        section.card.fork {
            p { (icon(Icon::Alert)) span { (desk.say_name("card-stale-today", name)) } }
            (Fields::of(desk, format!("/circle/{circle}/card/print")).draw("", &html! { (quiet_button(Icon::List, &desk.say("card-print-again"))) }))
            p { a.more href=(desk.url(&format!("/circle/{circle}/card"))) { (icon(Icon::List)) span { (desk.say("card-page")) } } }
        }
    }
}
