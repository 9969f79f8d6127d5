//! Statements, and their files for other programs.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::choice;
use super::super::icon::{Icon, icon};
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kith_core::kith::view::{ExportedView, StatementLineView, StatementView};
use kith_core::kith::{KithError, KithResult, Request};
use kith_core::statement::Format;
use maud::{Markup, html};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/statement/{of}", get(statement)).route("/statement/{of}/{format}", get(file))
}

async fn statement(desk: Desk, Path(of): Path<String>) -> Response {
    match desk.ask::<StatementView>(Request::Statement { of: Some(of.clone()) }).await {
        Ok(view) => {
            let place = if of == "me" { Place::Coins } else { Place::Book };
            desk.page(&Page { title: desk.say("statement-title"), place, live: "coins book", main: main(&desk, &view, &of) })
        }
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, view: &StatementView, of: &str) -> Markup {
    let (back, place) = if of == "me" { ("/coins", "place-coins") } else { ("/book", "book-title") };
    html! {
        (desk.back(back, &desk.say(place)))
        h1 { (desk.say("statement-title")) }
        p.lead { (view.owner) " · " (desk.time(view.as_of_ms)) }
        ul.numbers {
            li { b { (view.settled) } span { (desk.say("coins-settled")) } }
            li { b { (view.promised) } span { (desk.say("coins-promised")) } }
            li.now[view.contested > 0] { b { (view.contested) } span { (desk.say("coins-contested")) } }
        }
        p.adds-up.(if view.adds_up { "sure" } else { "now" }) {
            (icon(if view.adds_up { Icon::Check } else { Icon::Alert }))
            span { (desk.say(if view.adds_up { "statement-adds-up" } else { "book-does-not-add-up" })) }
        }
        (downloads(desk, of))
        @if view.lines.is_empty() { p.soft { (desk.say("desk-movements-empty")) } }
        @else { (table(desk, view)) }
    }
}

/// Links to the statement as files.
pub(in super::super) fn downloads(desk: &Desk, of: &str) -> Markup {
    html! {
        section.card {
            h2 { (desk.say("statement-files")) }
            p.soft { (desk.say("statement-files-lead")) }
            ul.rows {
                @for format in Format::ALL {
                    @let word = super::super::form::word(&format);
                    li { a.more href=(desk.url(&format!("/statement/{of}/{word}"))) download { (icon(Icon::Note)) span { (desk.say(&format!("statement-{word}"))) } } }
                }
            }
        }
    }
}

fn table(desk: &Desk, view: &StatementView) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(desk.say("statement-title")) {
            table.book {
                thead { tr {
                    th scope="col" { (desk.say("statement-when")) } th scope="col" { (desk.say("statement-what")) }
                    th.n scope="col" { (desk.say("coins-settled")) } th.n scope="col" { (desk.say("coins-promised")) } th.n scope="col" { (desk.say("coins-contested")) }
                } }
                tbody { @for line in &view.lines { (row(desk, line)) } }
            }
        }
    }
}

fn row(desk: &Desk, line: &StatementLineView) -> Markup {
    let number = |n: i64| if n == 0 { String::new() } else { format!("{n:+}") };
    html! {
        tr {
            td { (desk.time(line.at_ms)) }
            td { (line.words) @if !line.with.is_empty() { " · " (line.with) } }
            td.n { (number(line.settled)) } td.n { (number(line.promised)) } td.n { (number(line.contested)) }
        }
    }
}

async fn file(desk: Desk, Path((of, format)): Path<(String, String)>) -> Response {
    match export(&desk, of, &format).await {
        Ok(export) => {
            let named = format!("attachment; filename=\"{}\"", export.name);
            ([(CONTENT_TYPE, export.media), (CONTENT_DISPOSITION, named)], export.text).into_response()
        }
        Err(error) => desk.error(error),
    }
}

async fn export(desk: &Desk, of: String, format: &str) -> KithResult<ExportedView> {
    let format = choice::<Format>(format).ok_or_else(|| KithError::not_found("no-such-format", "A statement is not written in this form."))?;
    desk.ask(Request::BookExport { of: Some(of), format }).await
}
