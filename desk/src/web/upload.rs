//! A form that brings files: taken apart as it comes, within bounds, and not a byte of a file is kept before its secret is checked.

use super::form::{FORM_BYTES_MAX, Form, SECRET_FIELD, Sent};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use kith_wire::limits;

/// The most bytes that are kept of a form with a file.
pub(super) const UPLOAD_BYTES_MAX: usize = limits::PICTURE_INPUT_BYTES_MAX + FORM_BYTES_MAX;
/// The most bytes that are read of such a form. A file beyond what is kept is read past, so that what was written beside it is still there.
pub(super) const BODY_BYTES_MAX: usize = 256 << 20;
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
        let (mut bytes, mut too_large) = (Vec::new(), false);
        while let Some(piece) = part.chunk().await.map_err(|_| Unread::TooLong)? {
            if too_large {
                continue;
            }
            if let Some(rest) = left.checked_sub(piece.len()) {
                left = rest;
                bytes.extend_from_slice(&piece);
            } else if file.is_some() {
                left += bytes.len();
                (bytes, too_large) = (Vec::new(), true);
            } else {
                return Err(Unread::TooLong);
            }
            if file.is_none() && bytes.len() > FORM_BYTES_MAX {
                return Err(Unread::TooLong);
            }
        }
        match file {
            // A field for a file in which nothing was chosen comes without a name; a file that was chosen has one, however empty it is.
            Some(file) if file.is_empty() && bytes.is_empty() && !too_large => {}
            Some(file) => files.push(Sent { field: name, name: file, bytes: bytes.into(), too_large }),
            None => {
                let value = String::from_utf8(bytes).map_err(|_| Unread::Form)?;
                known |= name == SECRET_FIELD && is_secret(&value);
                fields.push((name, value));
            }
        }
    }
    if known { Ok(Form::with_files(fields, files)) } else { Err(Unread::Form) }
}
