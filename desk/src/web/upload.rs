//! A form that brings files: taken apart as it comes, within bounds, and not a byte of a file is kept before its secret is checked.

use super::form::{FORM_BYTES_MAX, Form, SECRET_FIELD, Sent};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use kith_wire::limits;

/// The most bytes that a form with a file may have.
pub(super) const UPLOAD_BYTES_MAX: usize = limits::PICTURE_INPUT_BYTES_MAX + FORM_BYTES_MAX;
/// Files of one form.
const FILES_MAX: usize = 4;
/// Fields of one form that brings a file.
const FIELDS_MAX: usize = 200;

/// Why a form was not taken.
pub(super) enum Unread {
    /// It does not come from these pages.
    Form,
    /// It has more than it may, or broke off.
    TooLong,
}

/// Whether a form brings files.
pub(super) fn brings_files(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

/// Takes such a form apart.
pub(super) async fn read(request: Request, is_secret: impl Fn(&str) -> bool) -> Result<Form, Unread> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Unread::Form)?;
    let (mut fields, mut files, mut known, mut left) = (Vec::new(), Vec::new(), false, UPLOAD_BYTES_MAX);
    while let Some(mut part) = parts.next_field().await.map_err(|_| Unread::TooLong)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        if fields.len() + files.len() >= FIELDS_MAX || (file.is_some() && files.len() >= FILES_MAX) {
            return Err(Unread::TooLong);
        }
        if file.is_some() && !known {
            return Err(Unread::Form);
        }
        let mut bytes = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(|_| Unread::TooLong)? {
            left = left.checked_sub(piece.len()).ok_or(Unread::TooLong)?;
            bytes.extend_from_slice(&piece);
            if file.is_none() && bytes.len() > FORM_BYTES_MAX {
                return Err(Unread::TooLong);
            }
        }
        match file {
            // A field for a file in which nothing was chosen comes empty.
            Some(_) if bytes.is_empty() => {}
            Some(file) => files.push(Sent { field: name, name: file, bytes: bytes.into() }),
            None => {
                let value = String::from_utf8(bytes).map_err(|_| Unread::Form)?;
                known |= name == SECRET_FIELD && is_secret(&value);
                fields.push((name, value));
            }
        }
    }
    if known { Ok(Form::with_files(fields, files)) } else { Err(Unread::Form) }
}
