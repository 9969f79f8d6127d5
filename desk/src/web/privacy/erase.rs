//! Erasing: one thing, or all that I wrote, with what goes, what stays and why, before anything is done.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::{Form, own_path, sure};
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, empty, quiet_button};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{CircleView, EraseAllView, ErasedView, ErasureView, LateEditView, StaysView};
use kith_core::kith::{KithResult, Request};
use maud::{Markup, html};

/// The addresses of erasing.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/privacy/erase", get(all).post(erase_all)).route("/privacy/erase/{item}", get(one).post(erase))
}

/// The way to it, with what it means in one sentence.
pub(super) fn card(desk: &Desk) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::Erase)) span { (desk.say("erase-title")) } }
            p { (desk.say("erase-short")) }
            p { a.button.quiet href=(desk.url("/privacy/erase")) { (icon(Icon::Erase)) span { (desk.say("erase-look")) } } }
        }
    }
}

/// What would go, and what was asked for before.
struct Prospect {
    circle: Option<String>,
    circles: Vec<CircleView>,
    view: EraseAllView,
    asked: Vec<ErasureView>,
    late: Vec<LateEditView>,
}

async fn all(desk: Desk) -> Response {
    let circle = desk.asked().written("circle");
    show_all(desk, circle).await
}

async fn show_all(desk: Desk, circle: Option<String>) -> Response {
    match read(&desk, circle).await {
        Ok(prospect) => desk.page(&Page { title: desk.say("erase-title"), place: Place::More, live: "", main: all_main(&desk, &prospect) }),
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk, circle: Option<String>) -> KithResult<Prospect> {
    Ok(Prospect {
        circles: desk.ask(Request::Circles).await?,
        view: desk.ask(Request::EraseAll { circle: circle.clone(), reason: String::new(), preview: true }).await?,
        asked: desk.ask(Request::Erasures { circle: None }).await?,
        late: desk.ask(Request::LateEdits).await?,
        circle,
    })
}

fn all_main(desk: &Desk, prospect: &Prospect) -> Markup {
    html! {
        (desk.back("/privacy", &desk.say("privacy-title")))
        h1 { (desk.say("erase-title")) }
        p.lead { (desk.say("erase-lead")) }
        (where_form(desk, prospect))
        div.columns {
            div.column {
                section.card {
                    h2 { (desk.say("erase-goes")) }
                    @if prospect.view.goes.is_empty() { (empty(&desk.say("erase-goes-nothing"))) }
                    dl.facts { @for goes in &prospect.view.goes { dt { (desk.say_or(&format!("rights-goes-{}", goes.what), "word-unknown")) } dd { (goes.count) } } }
                }
                @if !prospect.view.goes.is_empty() { (all_form(desk, prospect)) }
            }
            div.column {
                (stays(desk, &prospect.view.stays))
                section.card {
                    h2 { (desk.say("erase-not-reached")) }
                    ul.rows { @for what in &prospect.view.cannot_reach { li { (what) } } }
                }
            }
        }
        (asked(desk, &prospect.asked))
        (late(desk, &prospect.late))
    }
}

/// Where: a form that only looks, and changes nothing.
fn where_form(desk: &Desk, prospect: &Prospect) -> Markup {
    let chosen = prospect.circle.as_deref().unwrap_or_default();
    html! {
        form.card.stack method="get" action=(desk.url("/privacy/erase")) {
            div.field {
                label for="erase-where" { (desk.say("erase-where")) }
                select #erase-where name="circle" {
                    option value="" selected[chosen.is_empty()] { (desk.say("erase-everywhere")) }
                    @for circle in &prospect.circles { option value=(circle.id) selected[circle.id == chosen] { (circle.name) } }
                }
            }
            button.button.quiet type="submit" { (icon(Icon::Search)) span { (desk.say("erase-look")) } }
        }
    }
}

fn all_form(desk: &Desk, prospect: &Prospect) -> Markup {
    let fields = Fields::of(desk, "/privacy/erase");
    let place = prospect.circles.iter().find(|circle| Some(&circle.id) == prospect.circle.as_ref());
    let title = place.map_or_else(|| desk.say("erase-all-do"), |circle| desk.say_name("erase-circle-do", &circle.name));
    html! {
        section.card.fork {
            h2 { (icon(Icon::Alert)) span { (title) } }
            p { (desk.say("erase-final")) }
            (fields.draw("stack", &html! {
                input type="hidden" name="circle" value=(prospect.circle.as_deref().unwrap_or_default());
                (fields.line("reason", &reason(desk), ""))
                (fields.tick("sure", &desk.say("erase-sure"), false))
                (quiet_button(Icon::Erase, &title))
            }))
        }
    }
}

fn reason(desk: &Desk) -> Label {
    Label { label: desk.say("erase-reason"), hint: Some(desk.say("erase-reason-hint")) }
}

fn stays(desk: &Desk, stays: &[StaysView]) -> Markup {
    html! {
        section.card {
            h2 { (desk.say("erase-stays")) }
            @if stays.is_empty() { p { (desk.say("erase-stays-nothing")) } }
            @for one in stays { p { (one.why) @if one.count > 1 { " " span.badge { (one.count) } } } }
        }
    }
}

fn asked(desk: &Desk, asked: &[ErasureView]) -> Markup {
    html! {
        @if !asked.is_empty() {
            section.stack {
                h2 { (desk.say("erase-asked")) }
                ul.rows {
                    @for one in asked {
                        @let by = [("name", desk.name(&one.by).into()), ("when", desk.when(one.at_ms).into())];
                        li {
                            p { span.strong { (one.place) } " · " (desk.say_count("erase-entries", one.erased)) }
                            p.soft.small { (desk.say_with("erase-by", &by)) @if !one.reason.is_empty() { ": " (one.reason) } }
                        }
                    }
                }
            }
        }
    }
}

fn late(desk: &Desk, late: &[LateEditView]) -> Markup {
    html! {
        @if !late.is_empty() {
            section.stack {
                h2 { (desk.say("erase-late")) }
                p.soft { (desk.say("erase-late-lead")) }
                @for one in late {
                    section.card {
                        @for text in &one.text { p.words { (text) } }
                        p.soft.small { (desk.when(one.at_ms)) @if let Some(plan) = &one.successor { " · " a href=(desk.url(&format!("/plan/{plan}"))) { (desk.say("erase-late-new")) } } }
                    }
                }
            }
        }
    }
}

async fn erase_all(desk: Desk, form: Form) -> Response {
    let circle = form.written("circle");
    let request = Request::EraseAll { circle: circle.clone(), reason: form.trimmed("reason"), preview: false };
    let done = match sure(&form) {
        Ok(()) => desk.ask::<EraseAllView>(request).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => desk.go("/privacy", desk.say("erase-done")),
        Err(error) => show_all(desk.stumbled(error, form), circle).await,
    }
}

async fn one(desk: Desk, Path(item): Path<String>) -> Response {
    let back = own_path(desk.asked().get("back")).unwrap_or_else(|| "/privacy".into());
    show_one(desk, &item, &back).await
}

async fn show_one(desk: Desk, item: &str, back: &str) -> Response {
    let look = Request::Erase { item: item.to_owned(), fields: Vec::new(), reason: String::new(), preview: true };
    match desk.ask::<ErasedView>(look).await {
        Ok(view) => one_page(&desk, &view, (item, back)),
        Err(error) => desk.error(error),
    }
}

/// The thing itself: what it is, where it stands, and its words.
pub(super) fn thing(desk: &Desk, view: &ErasedView) -> Markup {
    let by = [("name", desk.name(&view.by).into()), ("when", desk.when(view.written_ms).into())];
    html! {
        section.card {
            h2 { (desk.say_or(&format!("erase-what-{}", view.what), "word-unknown")) }
            p.soft { @if !view.place.is_empty() { (view.place) " · " } (desk.say_with("line-added-by", &by)) }
            @for text in &view.text { p.words { (text) } }
        }
    }
}

fn one_page(desk: &Desk, view: &ErasedView, (item, back): (&str, &str)) -> Response {
    let fields = Fields::of(desk, format!("/privacy/erase/{item}"));
    let main = html! {
        (desk.back(back, &desk.say("button-back")))
        h1 { (desk.say("erase-one")) }
        p.lead { (desk.say("erase-one-lead")) }
        (thing(desk, view))
        div.columns {
            section.card.fork {
                h2 { (icon(Icon::Alert)) span { (desk.say("erase-one-do")) } }
                p { (desk.say("erase-final")) }
                (fields.draw("stack", &html! {
                    input type="hidden" name="back" value=(back);
                    (fields.line("reason", &reason(desk), ""))
                    (fields.tick("sure", &desk.say("erase-sure"), false))
                    (quiet_button(Icon::Erase, &desk.say("erase-one-do")))
                }))
            }
            section.card {
                h2 { (desk.say("erase-stays")) }
                p { (desk.say("erase-one-stays")) }
                @for one in &view.stays { p { (one.why) } }
                p { (desk.say("stays-erasure")) }
                p { (desk.say("stays-kept-maybe")) }
            }
        }
        p.soft { (desk.say("erase-one-paper")) }
    };
    desk.page(&Page { title: desk.say("erase-one"), place: Place::More, live: "", main })
}

async fn erase(desk: Desk, Path(item): Path<String>, form: Form) -> Response {
    let back = own_path(&form.trimmed("back")).unwrap_or_else(|| "/privacy".into());
    let request = Request::Erase { item: item.clone(), fields: Vec::new(), reason: form.trimmed("reason"), preview: false };
    let done = match sure(&form) {
        Ok(()) => desk.ask::<ErasedView>(request).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(erased) => {
            let mut said = vec![desk.say("erase-done")];
            said.extend(erased.stays.into_iter().map(|stays| stays.why));
            desk.go(&back, said.join(" "))
        }
        Err(error) => {
            let desk = desk.stumbled(error, form);
            show_one(desk, &item, &back).await
        }
    }
}
