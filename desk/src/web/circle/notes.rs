//! Notes of a circle: written, corrected, searched, and where each has arrived.

use super::super::app::App;
use super::super::attachment;
use super::super::desk::{Desk, Page, Place, status};
use super::super::form::Form;
use super::super::icon::{Icon, icon};
use super::super::parts::{Fields, Label, button, empty, face, label, quiet_button};
use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kith_core::kith::view::{ArrivalView, CircleView, DraftView, NoteView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The notes on one page of all notes.
const NOTES_SHOWN: u32 = 50;
/// The notes that a search shows.
const FOUND_MAX: u32 = 50;
/// How long a page offers to take something back; the core decides.
const UNDO_SHOWN_MS: u64 = 60_000;
/// How far back a note may lie and still be corrected from its page.
const CORRECTABLE_MAX: u32 = 500;

/// The draft of another device that the box began with: what is written goes on with that one, and with none that came since.
const OF: &str = "was-draft";

/// The notes' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/circle/{circle}/note", post(write_note))
        .route("/circle/{circle}/draft", post(keep_draft))
        .route("/circle/{circle}/undo/{item}", post(undo))
        .route("/circle/{circle}/notes", get(notes))
        .route("/circle/{circle}/note/{note}", get(correcting).post(correct))
        .route("/search", get(search))
        .route("/arrival/{item}", get(arrival))
}

/// A note as a card: who wrote it, when, what, and where it has arrived.
pub(in super::super) fn note_card(desk: &Desk, note: &NoteView, circle: Option<&str>) -> Markup {
    let handover = note.kind == "handover";
    html! {
        article.card.note.handover[handover].new[note.new] id=(format!("note-{}", note.id)) {
            header.row {
                (face(&note.author))
                p {
                    span.strong { (desk.person_link(&note.author)) }
                    span.soft.small { (desk.written(note)) @if let Some(circle) = circle { " · " (circle) } }
                }
                @if note.new { span.badge { (desk.say("desk-new")) } }
            }
            @if handover { p.kind { (icon(Icon::Visit)) span { (desk.say("handover-title")) } } }
            p.words { (note.text) }
            @if let Some(other) = &note.other { (super::written_for(desk, &note.author, other)) }
            (attachment::hanging(desk, &note.attachments))
            @if !note.earlier.is_empty() {
                details.earlier {
                    summary { (desk.say("note-original")) }
                    @for text in &note.earlier { p.words { (text) } }
                }
            }
            footer.row {
                (desk.arrival(&note.id, &note.arrival))
                @if note.under_review { (desk.under_review()) }
                @if let Some(review) = &note.review { (desk.state("note-review", review)) }
                @if let Some(of) = note.of_ms { p.soft.small { (icon(Icon::Clock)) span { (desk.say_with("note-later-said", &[("when", desk.when(of).into())])) } } }
                (desk.hold_link(&note.author, &note.id, &format!("/circle/{}", note.circle)))
                @if note.author.me && !handover { (taking_back(desk, &note.circle, &note.id, note.written_ms)) }
                @if note.author.me && !handover {
                    a.more href=(desk.url(&format!("/circle/{}/note/{}", note.circle, note.id))) { (icon(Icon::Pencil)) span { (desk.say("note-correct")) } }
                }
            }
        }
    }
}

/// The button that takes something back, for a minute after it was written.
pub(in super::super) fn taking_back(desk: &Desk, circle: &str, item: &str, written_ms: u64) -> Markup {
    let fresh = desk.now_ms.saturating_sub(written_ms) < UNDO_SHOWN_MS;
    html! { @if fresh { (Fields::of(desk, format!("/circle/{circle}/undo/{item}")).draw("", &html! { (quiet_button(Icon::Decline, &desk.say("button-undo"))) })) } }
}

async fn undo(desk: Desk, Path((circle, item)): Path<(String, String)>, form: Form) -> Response {
    match desk.tell(Request::Undo { item }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}"), desk.say("note-undone")),
        Err(error) => super::show(desk.stumbled(error, form), &circle).await,
    }
}

/// The form to write a note. What is written survives a reload, and goes on on another device of one's own.
pub(super) fn write(desk: &Desk, circle: &CircleView, begun: Option<&DraftView>, apart: &[DraftView]) -> Markup {
    let fields = Fields::of(desk, format!("/circle/{}/note", circle.id)).draft().kept_at(format!("/circle/{}/draft", circle.id)).with_file();
    let field = Label { label: desk.say("note-write"), hint: Some(desk.say("note-what")) };
    let elsewhere = begun.filter(|draft| !draft.here);
    fields.draw(
        "stack card write",
        &html! {
            (fields.area("text", &field, begun.map_or("", |draft| &draft.text), 3))
            input type="hidden" name=(OF) value=(fields.value(OF, elsewhere.map_or("", |draft| &draft.id)));
            @if let Some(draft) = elsewhere {
                p.soft.small { (icon(Icon::Device)) span { (desk.say_with("note-begun-elsewhere", &[("when", desk.when(draft.kept_ms).into())])) } }
            }
            (attachment::fields(desk, &fields))
            (button(Icon::Send, &desk.say("button-save")))
            @for draft in apart {
                div.begun {
                    p.soft.small { (icon(Icon::Device)) span { (desk.say_with("note-apart", &[("when", desk.when(draft.kept_ms).into())])) } }
                    p.words { (draft.text) }
                    div.row {
                        button.button.quiet type="submit" name="add" value=(draft.id) { (icon(Icon::Pencil)) span { (desk.say("note-apart-add")) } }
                        button.button.quiet type="submit" name="drop" value=(draft.id) { (icon(Icon::Erase)) span { (desk.say("note-apart-drop")) } }
                    }
                }
            }
        },
    )
}

/// The form to search notes.
pub(super) fn search_form(desk: &Desk, circle: &str, query: &str) -> Markup {
    html! {
        form.search role="search" method="get" action=(desk.url("/search")) {
            input type="hidden" name="circle" value=(circle);
            label for="search-notes" { (desk.say("note-search")) }
            div.row {
                input #search-notes name="q" type="search" value=(query);
                button.button.quiet type="submit" { (icon(Icon::Search)) span { (desk.say("button-search")) } }
            }
        }
    }
}

async fn write_note(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let chosen = ["add", "drop"].into_iter().find_map(|name| Some((name, form.written(name)?)));
    if let Some((what, draft)) = chosen {
        return match apart(&desk, &circle, (what, &draft), &form).await {
            Ok(said) => desk.go(&format!("/circle/{circle}"), desk.say(said)),
            Err(error) => super::show(desk.stumbled(error, form), &circle).await,
        };
    }
    let written = match attachment::chosen(&form).await {
        Ok(file) => desk.tell(Request::NoteWrite { circle: circle.clone(), text: form.text("text"), attach: file.into_iter().collect() }).await,
        Err(error) => Err(error),
    };
    match written {
        Ok(()) => {
            let gone_on_with = form.written(OF).map(|of| Request::NoteDraft { circle: circle.clone(), text: String::new(), of: Some(of) });
            if let Some(let_go) = gone_on_with {
                // Written, let go of or gone on with already: all the same.
                let _ = desk.tell(let_go).await;
            }
            desk.go(&format!("/circle/{circle}"), desk.say(if desk.settings.airplane { "note-saved-waiting" } else { "note-saved" }))
        }
        Err(error) => super::show(desk.stumbled(error, form), &circle).await,
    }
}

/// What was begun apart on another device is added to what is in the box, or let go of; what is in the box is kept either way.
async fn apart(desk: &Desk, circle: &str, (what, draft): (&str, &str), form: &Form) -> KithResult<&'static str> {
    let keep = |text: String, of: Option<String>| desk.tell(Request::NoteDraft { circle: circle.to_owned(), text, of });
    let text = form.text("text");
    if what == "drop" {
        if !text.is_empty() {
            keep(text, form.written(OF)).await?;
        }
        keep(String::new(), Some(draft.to_owned())).await?;
        return Ok("note-apart-dropped");
    }
    let begun: Vec<DraftView> = desk.ask(Request::NoteDrafts).await?;
    let there = begun.into_iter().find(|one| one.id == draft).map(|one| one.text);
    let there = there.ok_or_else(|| KithError::not_found("no-such-draft", "Nothing of that is begun any more."))?;
    keep([text, there].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n"), form.written(OF)).await?;
    Ok("note-apart-added")
}

/// Sent by the page's script while somebody writes.
async fn keep_draft(desk: Desk, Path(circle): Path<String>, form: Form) -> Response {
    let (text, of) = (form.text("text"), form.written(OF));
    if text.is_empty() && of.is_some() {
        // What was gone on with is let go of, if it is there still, and then this device's own.
        let _ = desk.tell(Request::NoteDraft { circle: circle.clone(), text: String::new(), of: of.clone() }).await;
    }
    let of = of.filter(|_| !text.is_empty());
    match desk.tell(Request::NoteDraft { circle, text, of }).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => status(error.kind).into_response(),
    }
}

async fn notes(desk: Desk, Path(circle): Path<String>, RawQuery(query): RawQuery) -> Response {
    let before_ms = Form::read(query.unwrap_or_default().as_bytes()).get("before").parse().ok();
    match desk.ask::<Vec<NoteView>>(Request::Notes { circle: circle.clone(), limit: NOTES_SHOWN, before_ms }).await {
        Ok(notes) => {
            let main = notes_main(&desk, &circle, &notes);
            desk.page(&Page { title: desk.say("note-list"), place: Place::Circle, live: "circle", main })
        }
        Err(error) => desk.error(error),
    }
}

/// A page of a circle's notes, with the way to older ones.
pub(in super::super) fn notes_main(desk: &Desk, circle: &str, notes: &[NoteView]) -> Markup {
    let full = u32::try_from(notes.len()).is_ok_and(|count| count >= NOTES_SHOWN);
    let oldest = notes.last().filter(|_| full);
    html! {
        (desk.back(&format!("/circle/{circle}"), &desk.say("desk-to-circle")))
        h1 { (desk.say("note-list")) }
        (search_form(desk, circle, ""))
        @if notes.is_empty() { (empty(&desk.say("note-empty"))) }
        div.cards { @for note in notes { (note_card(desk, note, None)) } }
        @if let Some(oldest) = oldest {
            p { a.button.quiet href=(desk.url(&format!("/circle/{circle}/notes?before={}", oldest.written_ms))) { span { (desk.say("desk-older")) } } }
        }
    }
}

async fn correcting(desk: Desk, Path((circle, note)): Path<(String, String)>) -> Response {
    show_correcting(desk, &circle, &note).await
}

/// A note's page; after a form that did not go through, with what was written.
pub(in super::super) async fn show_correcting(desk: Desk, circle: &str, note: &str) -> Response {
    let all = desk.ask::<Vec<NoteView>>(Request::Notes { circle: circle.to_owned(), limit: CORRECTABLE_MAX, before_ms: None }).await;
    let found = all.and_then(|notes| {
        notes.into_iter().find(|one| one.id == note).ok_or_else(|| KithError::not_found("no-such-note", "there is no such note in this circle"))
    });
    match (found, super::known(&desk, circle).await) {
        (Ok(note), Ok(circle)) => {
            desk.page(&Page { title: desk.say("note-correct"), place: Place::Circle, live: "", main: correct_main(&desk, &note, circle.as_ref()) })
        }
        (Err(error), _) | (_, Err(error)) => desk.error(error),
    }
}

/// The form to correct a note; the original is kept. In a circle that takes nothing new the note stands there alone.
pub(in super::super) fn correct_main(desk: &Desk, note: &NoteView, circle: Option<&CircleView>) -> Markup {
    let writable = circle.is_none_or(CircleView::is_writable);
    let fields = Fields::of(desk, format!("/circle/{}/note/{}", note.circle, note.id)).draft();
    html! {
        (desk.back(&format!("/circle/{}", note.circle), &desk.say("desk-to-circle")))
        h1 { (desk.say("note-correct")) }
        @if let Some(closed) = circle.and_then(|circle| circle.closed.as_ref()) { (super::closed_notice(desk, closed)) }
        @if writable {
            p.lead { (desk.say("desk-correct-lead")) }
            (fields.draw("stack", &html! {
                (fields.area("text", &label(desk.say("note-title")), &note.text, 5))
                (button(Icon::Check, &desk.say("button-save")))
            }))
        }
        @if writable { (attachment::form(desk, &note.id, attachment::Hung::Note(&note.circle), &format!("/circle/{}", note.circle))) }
        section { h2 { (desk.say("note-original")) } (note_card(desk, note, None)) }
        (desk.erase_link(&note.id, &format!("/circle/{}", note.circle)))
    }
}

async fn correct(desk: Desk, Path((circle, note)): Path<(String, String)>, form: Form) -> Response {
    match desk.tell(Request::NoteCorrect { note: note.clone(), text: form.text("text") }).await {
        Ok(()) => desk.go(&format!("/circle/{circle}"), desk.say("note-saved")),
        Err(error) => show_correcting(desk.stumbled(error, form), &circle, &note).await,
    }
}

async fn search(desk: Desk, RawQuery(query): RawQuery) -> Response {
    let asked = Form::read(query.unwrap_or_default().as_bytes());
    let (text, circle) = (asked.trimmed("q"), asked.trimmed("circle"));
    let wanted = Some(circle.clone()).filter(|circle| !circle.is_empty());
    let found = if text.is_empty() {
        Ok(Vec::new())
    } else {
        desk.ask::<Vec<NoteView>>(Request::NoteSearch { query: text.clone(), circle: wanted, limit: FOUND_MAX }).await
    };
    match found {
        Ok(notes) => {
            let main = search_main(&desk, (&circle, &text), &notes);
            desk.page(&Page { title: desk.say("note-search"), place: Place::Circle, live: "", main })
        }
        Err(error) => desk.error(error),
    }
}

/// What a search found.
pub(in super::super) fn search_main(desk: &Desk, (circle, query): (&str, &str), notes: &[NoteView]) -> Markup {
    let back = if circle.is_empty() { "/circle".to_owned() } else { format!("/circle/{circle}") };
    html! {
        (desk.back(&back, &desk.say("desk-to-circle")))
        h1 { (desk.say("note-search")) }
        (search_form(desk, circle, query))
        @if notes.is_empty() && !query.is_empty() { (empty(&desk.say_with("note-search-none", &[("query", query.to_owned().into())]))) }
        div.cards { @for note in notes { (note_card(desk, note, None)) } }
    }
}

async fn arrival(desk: Desk, Path(item): Path<String>) -> Response {
    match desk.ask::<ArrivalView>(Request::Arrival { item }).await {
        Ok(view) => desk.page(&Page { title: desk.say("desk-arrival"), place: Place::Circle, live: "truth", main: arrival_main(&desk, &view) }),
        Err(error) => desk.error(error),
    }
}

/// Who has an item, and of whom it is not known.
pub(in super::super) fn arrival_main(desk: &Desk, view: &ArrivalView) -> Markup {
    html! {
        h1 { (desk.say("desk-arrival")) }
        p { (desk.arrival(&view.item, &view.arrival)) }
        @if !view.with.is_empty() {
            section { h2 { (desk.say("desk-arrival-with")) } ul.people { @for person in &view.with { li.person-row { (face(person)) (desk.person_link(person)) } } } }
        }
        @if !view.not_known.is_empty() {
            section {
                h2 { (desk.say("desk-arrival-not-known")) }
                ul.people { @for person in &view.not_known { li.person-row { (face(person)) (desk.person_link(person)) } } }
            }
        }
        p.soft { (desk.say("desk-arrival-lead")) }
    }
}
