//! The co-op's book: minted, held, retired, by person and pool. It always adds up, and says so.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::icon::{Icon, icon};
use super::parts::empty;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::Request;
use kith_core::kith::view::{BookView, HolderView};
use maud::{Markup, html};

/// The book's address.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/book", get(book))
}

async fn book(desk: Desk) -> Response {
    match desk.ask::<BookView>(Request::Book).await {
        Ok(book) => {
            let place = if desk.is_office() { Place::Book } else { Place::More };
            desk.page(&Page { title: desk.say("book-title"), place, live: "book coins", main: main(&desk, &book) })
        }
        Err(error) => desk.error(error),
    }
}

/// The book.
pub(super) fn main(desk: &Desk, book: &BookView) -> Markup {
    let sum = [("minted", book.minted.into()), ("retired", book.retired.into()), ("held", book.held.into())];
    html! {
        h1 { (desk.say("book-title")) }
        p.lead { (desk.say("book-lead")) }
        @if book.minted == 0 { (empty(&desk.say("book-empty"))) }
        ul.numbers {
            li { b { (book.settled) } span { (desk.say("book-settled")) } }
            li { b { (book.promised) } span { (desk.say("book-promised")) } }
            li.now[book.contested > 0] { b { (book.contested) } span { (desk.say("book-contested")) } }
        }
        p.adds-up.(if book.adds_up { "sure" } else { "now" }) {
            (icon(if book.adds_up { Icon::Check } else { Icon::Alert }))
            span { (desk.say_with("book-sum", &sum)) " " strong { (desk.say(if book.adds_up { "book-adds-up" } else { "book-does-not-add-up" })) } }
        }
        @for fork in &book.forks {
            article.card.fork { h2 { (icon(Icon::Alert)) span { (desk.say("book-given-twice")) } }
                p { a href=(desk.url(&format!("/coin/{fork}"))) { (desk.say_with("coin-of", &[("short", fork.get(..8).unwrap_or(fork).into())])) } } }
        }
        @if !book.forks.is_empty() { p { a.more href=(desk.url("/coins/twice")) { (icon(Icon::Alert)) span { (desk.say("twice-title")) } } } }
        @if !book.holders.is_empty() { (table(desk, book)) }
        @if book.whole {
            p { a.more href=(desk.url("/statement/co-op")) { (icon(Icon::Note)) span { (desk.say("statement-of-co-op")) } } }
            p { a.more href=(desk.url("/statement/pool")) { (icon(Icon::Pool)) span { (desk.say("statement-of-pool")) } } }
        }
        @if !book.whole { p.soft { (desk.say("desk-book-totals")) } }
        p.soft.small {
            (desk.say_with("desk-book-minutes", &[("all", book.minutes_attested.into()), ("jars", book.minutes_in_jars.into())])) " "
            (desk.say_with("desk-book-checkpoint", &[("number", book.checkpoint.into())]))
        }
    }
}

fn table(desk: &Desk, book: &BookView) -> Markup {
    let rows = |kind: &str| book.holders.iter().filter(|holder| holder.kind == kind).collect::<Vec<_>>();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(desk.say("book-title")) {
            table.book {
                thead { tr {
                    th scope="col" { (desk.say("book-whose")) } th.n scope="col" { (desk.say("book-settled")) } th.n scope="col" { (desk.say("book-promised")) }
                    th.n scope="col" { (desk.say("book-contested")) } th.n scope="col" { (desk.say("book-minutes")) }
                } }
                (group(desk, "desk-book-pools", &rows("pool")))
                (group(desk, "desk-book-places", &rows("place")))
                (group(desk, "people-title", &rows("person")))
                tfoot { tr {
                    th scope="row" { (desk.say("book-held")) } td.n { (book.settled) } td.n { (book.promised) } td.n { (book.contested) } td.n { (book.minutes_in_jars) }
                } }
            }
        }
    }
}

fn group(desk: &Desk, key: &str, holders: &[&HolderView]) -> Markup {
    html! {
        @if !holders.is_empty() {
            tbody {
                tr.group { th scope="rowgroup" colspan="5" { (desk.say(key)) } }
                @for holder in holders {
                    tr {
                        th scope="row" { @if holder.kind == "person" { a href=(desk.url(&format!("/people/{}", holder.id))) { (holder.name) } } @else if holder.kind == "pool" && holder.name == "pool" { (desk.say("pool-title")) }
                            @else { (holder.name) } }
                        td.n { (holder.settled) } td.n { (holder.promised) } td.n { (holder.contested) } td.n { (holder.jar_minutes) }
                    }
                }
            }
        }
    }
}
