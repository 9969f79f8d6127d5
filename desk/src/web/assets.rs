//! The files that every page needs: one stylesheet, one script, four fonts. Part of the program, so that nothing is ever fetched.

use super::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::LazyLock;

/// Where the files are, below the prefix.
const FOLDER: &str = "/assets/";

/// The stylesheet.
pub(super) const STYLE: &str = include_str!("../../assets/kith.css");
/// The script.
pub(super) const SCRIPT: &str = include_str!("../../assets/kith.js");

macro_rules! font {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../assets/fonts/", $name)).as_slice())
    };
}

/// The mark in the browser's tab: a coin without a ring.
const MARK: &str = include_str!("../../assets/kith.svg");

const FONTS: [(&str, &[u8]); 4] = [
    font!("atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    font!("atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"),
    font!("atkinson-hyperlegible-next-latin-wght-italic.woff2"),
    font!("atkinson-hyperlegible-next-latin-ext-wght-italic.woff2"),
];

/// What tells one build's stylesheet and script from another's, so that a browser may keep them.
pub(super) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| blake3::hash(format!("{STYLE}{SCRIPT}").as_bytes()).to_hex()[..12].to_owned());
    &VERSION
}

/// Whether an address is one of these files. They hold nothing of anybody's, so the page that refuses can wear them too.
pub(super) fn is_asset(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// The files' addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(file)).route("/assets/fonts/{name}", get(font))
}

pub(super) async fn file(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "kith.css" => kept("text/css; charset=utf-8", STYLE.as_bytes()),
        "kith.svg" => kept("image/svg+xml", MARK.as_bytes()),
        "kith.js" => kept("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn font(Path(name): Path<String>) -> Response {
    FONTS.iter().find(|(file, _)| *file == name).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |(_, bytes)| kept("font/woff2", bytes))
}

fn kept(kind: &'static str, bytes: &'static [u8]) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")], bytes).into_response()
}
