//! A lost phone: what it held, what nobody can tell from here, what happens next, and until when to decide whether to report it.

use super::app::App;
use super::desk::{Desk, Page, Place};
use super::icon::{Icon, icon};
use super::parts::empty;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use kith_core::kith::view::{LostCircle, LostReportView};
use kith_core::kith::{KithError, Request};
use maud::{Markup, html};

/// The address of the report.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/lost/{device}", get(lost))
}

async fn lost(desk: Desk, Path(device): Path<String>) -> Response {
    // A moment, and not so many days ago: the same address shows the same end whenever it is opened.
    let aware_ms = match desk.asked().written("aware").map(|said| desk.instant(&said)) {
        Some(None) => return desk.error(KithError::invalid("no-such-day", "Choose a day from the calendar.")),
        said => said.flatten(),
    };
    match desk.ask::<LostReportView>(Request::LostReport { device, aware_ms }).await {
        Ok(report) => desk.page(&Page { title: desk.say("lost-title"), place: Place::More, live: "devices", main: main(&desk, &report) }),
        Err(error) => desk.error(error),
    }
}

fn main(desk: &Desk, report: &LostReportView) -> Markup {
    let back = if report.owner.me { "/devices".to_owned() } else { format!("/devices/of/{}", report.owner.id) };
    html! {
        (desk.back(&back, &desk.say("desk-devices")))
        h1 { (desk.say("lost-title")) }
        p.lead { (desk.say_name("lost-whose", &desk.name(&report.owner))) }
        (standing(desk, report))
        div.columns {
            div.column { (next(desk, report)) (decide(desk, report)) }
            div.column { (held(desk, report)) (not_known(desk, report)) }
        }
    }
}

fn standing(desk: &Desk, report: &LostReportView) -> Markup {
    let heard = report.last_heard_ms.map_or_else(|| desk.say("desk-never"), |when| desk.when(when));
    html! {
        @match (report.standing.as_str(), report.cut_off_ms) {
            ("revoked", Some(when)) => p { span.state.sure { (icon(Icon::Check)) span { (desk.say_with("lost-cut-off", &[("when", desk.when(when).into())])) } } },
            ("revoked", None) => p { span.state.sure { (icon(Icon::Check)) span { (desk.say("desk-device-revoked")) } } },
            _ => p { span.state.now { (icon(Icon::Alert)) span { (desk.say("lost-still-in")) } } },
        }
        p.soft { (desk.say_with("lost-last-heard", &[("when", heard.into())])) }
    }
}

/// What happens by itself once it is cut off, and what people still have to do.
pub(super) fn what_next(desk: &Desk) -> Markup {
    html! { ol.next { @for key in ["lost-next-keys", "lost-next-review", "lost-next-coins", "lost-next-circles", "lost-next-back"] { li { (desk.say(key)) } } } }
}

fn next(desk: &Desk, report: &LostReportView) -> Markup {
    html! {
        section.card {
            h2 { (desk.say("lost-next")) }
            @if report.standing == "revoked" { (what_next(desk)) } @else { p { (desk.say("lost-cut-first")) } }
        }
    }
}

fn decide(desk: &Desk, report: &LostReportView) -> Markup {
    let due = [("when", desk.when(report.due_ms).into())];
    html! {
        section.card.fork[report.overdue] {
            h2 { (desk.say("lost-decide")) }
            p.strong { (desk.say_with(if report.overdue { "lost-overdue" } else { "lost-due" }, &due)) }
            p.soft { (desk.say_with("lost-aware", &[("when", desk.when(report.aware_ms).into())])) }
            form.row method="get" action=(desk.url(&format!("/lost/{}", report.device))) {
                div.field {
                    label for="lost-aware" { (desk.say("lost-aware-when")) }
                    p.hint #lost-aware-hint { (desk.say("lost-aware-when-hint")) }
                    input #lost-aware name="aware" type="datetime-local" value=(desk.civil(report.aware_ms)) aria-describedby="lost-aware-hint";
                }
                button.button.quiet type="submit" { span { (desk.say("button-change")) } }
            }
        }
    }
}

fn held(desk: &Desk, report: &LostReportView) -> Markup {
    html! {
        section.card {
            h2 { (desk.say("lost-held")) }
            @if report.encrypted { p.with { (icon(Icon::Lock)) span { (desk.say("lost-encrypted")) } } }
            @if report.circles.is_empty() { (empty(&desk.say("lost-no-circles"))) }
            @for circle in &report.circles { (circle_line(desk, circle)) }
            @if report.members_profiles > 0 { p { (desk.say_count("lost-profiles", u64::try_from(report.members_profiles).unwrap_or(u64::MAX))) } }
            @if report.ledger { p { (desk.say("lost-ledger")) } }
            @if report.safeguarding { p.state.now { (icon(Icon::Alert)) span { (desk.say("lost-safeguarding")) } } }
        }
    }
}

fn circle_line(desk: &Desk, circle: &LostCircle) -> Markup {
    let names: Vec<String> = circle.people.iter().map(|one| desk.name(one)).collect();
    html! { p.with { (icon(Icon::Circle)) span { span.strong { (circle.name) } br; span.soft.small { (names.join(", ")) } } } }
}

fn not_known(desk: &Desk, report: &LostReportView) -> Markup {
    html! {
        section.card {
            h2 { (desk.say("lost-not-known")) }
            @for what in &report.not_known { p.with { (icon(Icon::Unknown)) span { (desk.say_or(&format!("lost-not-known-{what}"), "word-unknown")) } } }
        }
    }
}
