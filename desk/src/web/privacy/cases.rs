//! For the office: members' requests for their data or for its erasure, each with the days left, and the terms of retention.

use super::super::app::App;
use super::super::desk::{Desk, Page, Place};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Choice, Fields, button, empty, face, label, quiet_button};
use super::export::files;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use kith_core::kith::view::{CaseView, ExportView, MemberView, PassageView, RetentionView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The longest term that the form offers, in months.
const MONTHS_MAX: u32 = 1_200;
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
/// The furthest back that a request may have been asked, in days.
const ASKED_DAYS_MAX: u32 = 60;

/// The addresses of requests.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/privacy/requests", get(cases).post(open))
        .route("/privacy/requests/{case}", get(case).post(review))
        .route("/privacy/requests/{case}/done", post(done))
        .route("/privacy/retention", post(term))
}

async fn cases(desk: Desk) -> Response {
    show(desk).await
}

async fn show(desk: Desk) -> Response {
    match read(&desk).await {
        Ok((cases, members, retention)) => {
            let main = main(&desk, (&cases, &members), &retention);
            desk.page(&Page { title: desk.say("rights-requests"), place: Place::Members, live: "members", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read(desk: &Desk) -> KithResult<(Vec<CaseView>, Vec<MemberView>, RetentionView)> {
    Ok((desk.ask(Request::Cases).await?, desk.ask(Request::Members).await?, desk.ask(Request::Retention).await?))
}

fn main(desk: &Desk, (cases, members): (&[CaseView], &[MemberView]), retention: &RetentionView) -> Markup {
    html! {
        (desk.back("/privacy", &desk.say("privacy-title")))
        h1 { (desk.say("rights-requests")) }
        p.lead { (desk.say("rights-requests-lead")) }
        div.columns {
            div.column.wide {
                @if cases.is_empty() { (empty(&desk.say("rights-requests-none"))) }
                ul.people { @for case in cases { li { a.person-row href=(desk.url(&format!("/privacy/requests/{}", case.id))) { (face(&case.person)) span { span.strong { (case.person.name) } span.soft.small { (desk.say(&format!("rights-ask-{}", case.what))) } } (days(desk, case)) } } } }
            }
            div.column { @if desk.is_office() { (open_form(desk, members)) } (term_form(desk, retention)) }
        }
    }
}

fn days(desk: &Desk, case: &CaseView) -> Markup {
    html! {
        @match (case.answered_ms, u64::try_from(case.days_left)) {
            (Some(when), _) => { span.state.sure { (icon(Icon::Check)) span { (desk.say_with("rights-answered", &[("when", desk.day(when).into())])) } } },
            (None, Ok(left)) => { span.state.open { (icon(Icon::Waiting)) span { (desk.say_count("rights-days-left", left)) } } },
            (None, Err(_)) => { span.state.now { (icon(Icon::Alert)) span { (desk.say_with("rights-late", &[("when", desk.day(case.due_ms).into())])) } } },
        }
    }
}

fn open_form(desk: &Desk, members: &[MemberView]) -> Markup {
    let fields = Fields::of(desk, "/privacy/requests");
    let what = ["export", "erasure"].map(|what| Choice { value: what.to_owned(), text: desk.say(&format!("rights-ask-{what}")) });
    html! {
        section.card {
            h2 { (desk.say("rights-open")) }
            (fields.draw("stack", &html! {
                (fields.select("person", &label(desk.say("desk-person")), &Desk::choices_of(members), ""))
                (fields.select("what", &label(desk.say("rights-what")), &what, "export"))
                (fields.number("days", &label(desk.say("rights-asked-days")), "0", (0, ASKED_DAYS_MAX)))
                (button(Icon::Plus, &desk.say("rights-open")))
            }))
        }
    }
}

fn term_form(desk: &Desk, view: &RetentionView) -> Markup {
    let fields = Fields::of(desk, "/privacy/retention");
    let kinds: Vec<Choice> =
        view.months.iter().map(|(what, _)| Choice { value: what.clone(), text: desk.say_or(&format!("rights-kept-{what}"), "word-unknown") }).collect();
    html! {
        section.card {
            h2 { (desk.say("privacy-retention")) }
            dl.facts { @for (what, months) in &view.months { dt { (desk.say_or(&format!("rights-kept-{what}"), "word-unknown")) } dd { @if *months == 0 { (desk.say("privacy-no-term")) } @else { (desk.say_count("privacy-months", *months)) } } } }
            (fields.draw("stack", &html! {
                (fields.select("what", &label(desk.say("rights-what")), &kinds, ""))
                (fields.number("months", &label(desk.say("rights-months")), "0", (0, MONTHS_MAX)))
                (quiet_button(Icon::Check, &desk.say("button-save")))
            }))
        }
    }
}

async fn open(desk: Desk, form: Form) -> Response {
    let days: u64 = form.get("days").trim().parse().unwrap_or(0);
    let asked_ms = (days > 0).then(|| desk.now_ms.saturating_sub(days.saturating_mul(DAY_MS)));
    match desk.ask::<CaseView>(Request::CaseOpen { person: form.trimmed("person"), what: form.trimmed("what"), asked_ms }).await {
        Ok(case) => desk.go(&format!("/privacy/requests/{}", case.id), desk.say("rights-opened")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn term(desk: Desk, form: Form) -> Response {
    let months: KithResult<u16> = form.get("months").trim().parse().map_err(|_| KithError::invalid("no-such-term", "say a number of months"));
    let set = match months {
        Ok(months) => desk.tell(Request::RetentionSet { what: form.trimmed("what"), months }).await,
        Err(error) => Err(error),
    };
    match set {
        Ok(()) => desk.go("/privacy/requests", desk.say("rights-term-set")),
        Err(error) => show(desk.stumbled(error, form)).await,
    }
}

async fn case(desk: Desk, Path(case): Path<String>) -> Response {
    show_case(desk, &case).await
}

async fn show_case(desk: Desk, case: &str) -> Response {
    match read_case(&desk, case).await {
        Ok((case, export)) => {
            let title = desk.say_name(&format!("rights-{}-of", case.what), &case.person.name);
            let main = case_main(&desk, (&title, &case), export.as_ref());
            desk.page(&Page { title, place: Place::Members, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

async fn read_case(desk: &Desk, case: &str) -> KithResult<(CaseView, Option<ExportView>)> {
    let cases: Vec<CaseView> = desk.ask(Request::Cases).await?;
    let found = cases.into_iter().find(|one| one.id == case).ok_or_else(|| KithError::not_found("no-such-request", "There is no such request here."))?;
    let export = if found.what == "export" { Some(desk.ask(Request::Export { person: None, case: Some(case.to_owned()) }).await?) } else { None };
    Ok((found, export))
}

fn case_main(desk: &Desk, (title, case): (&str, &CaseView), export: Option<&ExportView>) -> Markup {
    let open = export.map_or(0, |export| export.review.iter().filter(|one| one.decision == "open").count());
    let finish = Fields::of(desk, format!("/privacy/requests/{}/done", case.id));
    html! {
        (desk.back("/privacy/requests", &desk.say("rights-requests")))
        h1 { (title) }
        p { (days(desk, case)) }
        @if let Some(export) = export {
            p.lead { (desk.say_count("export-review", u64::try_from(open).unwrap_or(u64::MAX))) }
            div.cards { @for one in &export.review { (passage(desk, case, one)) } }
            (files(desk, &format!("?case={}", case.id)))
        } @else { p.lead { (desk.say("rights-erasure-how")) } }
        @if case.answered_ms.is_none() && open == 0 { (finish.draw("", &button(Icon::Check, &desk.say("rights-done")))) }
    }
}

/// A passage about somebody else: given or left out, by a person's word.
fn passage(desk: &Desk, case: &CaseView, one: &PassageView) -> Markup {
    let fields = Fields::of(desk, format!("/privacy/requests/{}", case.id));
    html! {
        article.card {
            p.words { (one.text) }
            p.soft.small { @for because in &one.because { @if let Some(name) = because.strip_prefix("names ") { (desk.say_name("rights-names", name)) } @else { (desk.say("rights-from-another")) } " " } }
            p { (desk.state("rights-passage", match one.decision.as_str() { "cleared" => "taken", "withheld" => "elsewhere", _ => "open" })) }
            @if case.answered_ms.is_none() {
                (fields.draw("row", &html! {
                    input type="hidden" name="passage" value=(one.passage);
                    button.button.quiet type="submit" name="decision" value="give" { span { (desk.say("rights-give")) } }
                    button.button.quiet type="submit" name="decision" value="withhold" { span { (desk.say("rights-withhold")) } }
                }))
            }
        }
    }
}

async fn review(desk: Desk, Path(case): Path<String>, form: Form) -> Response {
    let request = match form.get("decision") {
        "give" => Ok(Request::CaseReview { case: case.clone(), passage: form.trimmed("passage"), withhold: false }),
        "withhold" => Ok(Request::CaseReview { case: case.clone(), passage: form.trimmed("passage"), withhold: true }),
        _ => Err(KithError::invalid("no-decision", "Choose one of the two.")),
    };
    let done = match request {
        Ok(request) => desk.tell(request).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => desk.go(&format!("/privacy/requests/{case}"), desk.say("rights-decided")),
        Err(error) => show_case(desk.stumbled(error, form), &case).await,
    }
}

async fn done(desk: Desk, Path(case): Path<String>, form: Form) -> Response {
    match desk.tell(Request::CaseDone { case: case.clone() }).await {
        Ok(()) => desk.go("/privacy/requests", desk.say("rights-finished")),
        Err(error) => show_case(desk.stumbled(error, form), &case).await,
    }
}
