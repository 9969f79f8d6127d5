//! The one door: who may ask for a page, and what every answer tells the browser to refuse.
//!
//! 1. `Host` names this machine, or a page somewhere on the web has had its name pointed here (DNS rebinding).
//! 2. The cookie carries the token's proof; `?token=` on any address gives the cookie and sends the browser on without it.
//!    The calendar's feed alone looks at a key of its own in place of the cookie.
//! 3. A form comes from these pages: its hidden secret is right, and neither `Origin` nor `Sec-Fetch-Site` says otherwise.

use super::access::Access;
use super::form::{FORM_BYTES_MAX, Form, SECRET_FIELD};
use super::layout;
use super::upload::{self, Unread};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use kith_core::words::{Language, Words};
use std::sync::Arc;

/// No script but our one file, nothing from elsewhere, framed by nobody but the demo's page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
    frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

/// Why somebody is not let in: a key of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Host,
    Token,
    Form,
    TooLong,
}

/// The door of one set of pages.
#[derive(Clone)]
pub(super) struct Door {
    /// The secrets of these pages.
    pub(super) access: Arc<Access>,
    /// Where the pages are mounted.
    pub(super) prefix: Arc<str>,
}

/// Checks a request, passes it on, and dresses the answer.
pub(super) async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    let asset = super::assets::is_asset(request.uri().path());
    let wishes = wishes(request.headers());
    let mut response = match admit(&door, request).await {
        Ok(Admitted::In(request)) => next.run(request).await,
        Ok(Admitted::SentOn(response)) => response,
        Err(refusal) => refused(&door, refusal, wishes),
    };
    dress(response.headers_mut(), asset);
    response
}

/// The same for a form that brings a file: whoever takes it in checks the form's secret, which stands before the file.
pub(super) async fn guard_file(State(door): State<Door>, request: Request, next: Next) -> Response {
    let wishes = wishes(request.headers());
    let checked = admit_to(&door, request).and_then(|admitted| match admitted {
        Admitted::In(request) if !comes_from_here(request.headers()) => Err(Refusal::Form),
        admitted => Ok(admitted),
    });
    let mut response = match checked {
        Ok(Admitted::In(request)) => next.run(request).await,
        Ok(Admitted::SentOn(response)) => response,
        Err(refusal) => refused(&door, refusal, wishes),
    };
    dress(response.headers_mut(), false);
    response
}

enum Admitted {
    In(Request),
    SentOn(Response),
}

async fn admit(door: &Door, request: Request) -> Result<Admitted, Refusal> {
    match admit_to(door, request)? {
        Admitted::In(request) if request.method() != Method::GET && request.method() != Method::HEAD && !super::assets::is_asset(request.uri().path()) => {
            read_form(door, request).await.map(Admitted::In)
        }
        admitted => Ok(admitted),
    }
}

/// Whether the request is to this machine and from a browser that is in.
fn admit_to(door: &Door, request: Request) -> Result<Admitted, Refusal> {
    if !is_this_machine(request.headers()) {
        return Err(Refusal::Host);
    }
    if super::assets::is_asset(request.uri().path()) {
        return Ok(Admitted::In(request));
    }
    // A program that follows a calendar has no cookie: that page looks at a key of its own.
    if request.method() == Method::GET && request.uri().path() == super::reminders::FEED {
        return Ok(Admitted::In(request));
    }
    let query = Form::read(request.uri().query().unwrap_or_default().as_bytes());
    if door.access.is_token(query.get("token")) && request.method() == Method::GET {
        return Ok(Admitted::SentOn(let_in(door, request.uri())));
    }
    let cookies = request.headers().get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !door.access.is_in(cookies) {
        return Err(Refusal::Token);
    }
    Ok(Admitted::In(request))
}

async fn read_form(door: &Door, request: Request) -> Result<Request, Refusal> {
    if !comes_from_here(request.headers()) {
        return Err(Refusal::Form);
    }
    if upload::brings_files(&request) {
        return read_upload(door, request).await;
    }
    let (mut parts, body) = request.into_parts();
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Refusal::TooLong)?;
    let form = Form::read(&bytes);
    if !door.access.is_form_secret(form.get(SECRET_FIELD)) {
        return Err(Refusal::Form);
    }
    parts.extensions.insert(form);
    Ok(Request::from_parts(parts, Body::empty()))
}

/// A form with files: its fields and files go on as any form does.
async fn read_upload(door: &Door, request: Request) -> Result<Request, Refusal> {
    let (uri, method, headers) = (request.uri().clone(), request.method().clone(), request.headers().clone());
    let mut extensions = request.extensions().clone();
    let form = upload::read(request, |secret| door.access.is_form_secret(secret)).await.map_err(|why| match why {
        Unread::Form => Refusal::Form,
        Unread::TooLong => Refusal::TooLong,
    })?;
    extensions.insert(form);
    let mut read = Request::new(Body::empty());
    (*read.uri_mut(), *read.method_mut(), *read.headers_mut(), *read.extensions_mut()) = (uri, method, headers, extensions);
    Ok(read)
}

fn is_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let same_site = site.is_none_or(|site| site == "same-origin" || site == "none");
    let same_origin = text(header::ORIGIN).is_none_or(|origin| {
        let host = origin.strip_prefix("http://").unwrap_or_default();
        text(header::HOST) == Some(host)
    });
    same_site && same_origin
}

fn let_in(door: &Door, uri: &Uri) -> Response {
    let rest: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).filter(|(name, _)| name != "token"))
        .finish();
    // A path that began with two slashes would name another machine.
    let path = format!("{}/{}", door.prefix, uri.path().trim_start_matches('/'));
    let to = if rest.is_empty() { path } else { format!("{path}?{rest}") };
    let mut response = Redirect::to(&to).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&door.access.cookie(&door.prefix)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn wishes(headers: &HeaderMap) -> Language {
    Language::from_wishes(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default())
}

fn refused(door: &Door, refusal: Refusal, language: Language) -> Response {
    let words = Words::of(language);
    let key = match refusal {
        Refusal::Host => "desk-refused-host",
        Refusal::Token => "desk-refused-token",
        Refusal::Form => "desk-refused-form",
        Refusal::TooLong => {
            let page = layout::outside_titled(words, &door.prefix, ("desk-too-long-title", "desk-refused-too-long"));
            return (StatusCode::PAYLOAD_TOO_LARGE, page).into_response();
        }
    };
    (StatusCode::FORBIDDEN, layout::outside(words, &door.prefix, key)).into_response()
}

fn dress(headers: &mut HeaderMap, asset: bool) {
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    if !asset {
        set("cache-control", "no-store");
    }
}
