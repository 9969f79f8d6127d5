//! All that is held about me, as two files: one to read, one for another program.

use super::super::app::App;
use super::super::desk::Desk;
use super::super::icon::{Icon, icon};
use crate::hand_over::export_files;
use axum::Router;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kith_core::kith::view::{AttachmentFileView, ExportView};
use kith_core::kith::{KithError, KithResult, Request};
use maud::{Markup, html};

/// The addresses of an export.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/privacy/export/index.html", get(readable)).route("/privacy/export/data.json", get(document))
}

/// What an export is, and its two files.
pub(super) fn card(desk: &Desk) -> Markup {
    html! {
        section.card {
            h2 { (icon(Icon::Download)) span { (desk.say("privacy-export")) } }
            p { (desk.say("privacy-export-lead")) }
            p.soft.small { (desk.say("privacy-export-marked")) }
            (files(desk, ""))
        }
    }
}

/// The links to both files; `case` is what an office's request adds to the addresses.
pub(super) fn files(desk: &Desk, case: &str) -> Markup {
    html! {
        p.actions {
            a.button href=(desk.url(&format!("/privacy/export/index.html{case}"))) download="kith.html" { (icon(Icon::Book)) span { (desk.say("privacy-export-read")) } }
            a.button.quiet href=(desk.url(&format!("/privacy/export/data.json{case}"))) download="kith.json" { (icon(Icon::Download)) span { (desk.say("privacy-export-data")) } }
        }
    }
}

async fn readable(desk: Desk) -> Response {
    match whole(&desk).await {
        Ok((export, _)) => file("text/html; charset=utf-8", "kith.html", export.html),
        Err(error) => desk.error(error),
    }
}

async fn document(desk: Desk) -> Response {
    let cannot = |_| KithError::storage("bad-report", "The export cannot be written.");
    match whole(&desk).await.and_then(|(mut export, files)| {
        export.json["attachments"] = serde_json::Value::Object(files);
        serde_json::to_string_pretty(&export.json).map_err(cannot)
    }) {
        Ok(text) => file("application/json", "kith.json", text),
        Err(error) => desk.error(error),
    }
}

/// The export with its pictures and documents: in the page in place of the files that it names, and by those names in base64.
async fn whole(desk: &Desk) -> KithResult<(ExportView, serde_json::Map<String, serde_json::Value>)> {
    let mut export: ExportView = desk.ask(request(desk)).await?;
    let mut files = serde_json::Map::new();
    for (attachment, name) in export_files(&export.json) {
        let opened: AttachmentFileView = desk.ask(Request::AttachmentOpen { attachment, small: false }).await?;
        let inside = format!("\"data:{};base64,{}\"", opened.attachment.media, opened.data);
        export.html = export.html.replace(&format!("\"attachments/{name}\""), &inside);
        files.insert(name, opened.data.into());
    }
    Ok((export, files))
}

/// My own, or what the office gives for a request.
fn request(desk: &Desk) -> Request {
    Request::Export { person: None, case: desk.asked().written("case") }
}

/// A file to be kept, never a page of these pages: what others wrote stands in it.
fn file(kind: &'static str, name: &str, text: String) -> Response {
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))], text).into_response()
}
