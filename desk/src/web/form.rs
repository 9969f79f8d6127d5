//! A form as the browser sent it: names and values in order, a name perhaps several times.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kith_core::kith::{KithError, KithResult};
use std::convert::Infallible;
use std::sync::Arc;

/// The most bytes a form may have: a whole pack handed over as text fits.
pub(super) const FORM_BYTES_MAX: usize = 4 << 20;
/// The field that carries the form's secret.
pub(super) const SECRET_FIELD: &str = "secret";

/// A form, read and checked by the guard before any page sees it; or a query string.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Sent>,
}

/// A file that came with a form.
#[derive(Clone)]
pub(super) struct Sent {
    /// The field's name.
    pub(super) field: String,
    /// What the file is called where it comes from.
    pub(super) name: String,
    /// Its bytes; none of a file that is too large.
    pub(super) bytes: Arc<[u8]>,
    /// Whether it is larger than any form may bring.
    pub(super) too_large: bool,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sent({} bytes)", self.bytes.len())
    }
}

impl Form {
    /// Reads a form or a query string.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self::of(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// A form that came in another way.
    pub(super) const fn of(fields: Vec<(String, String)>) -> Self {
        Self { fields, files: Vec::new() }
    }

    /// A form that brought files.
    pub(super) const fn with_files(fields: Vec<(String, String)>, files: Vec<Sent>) -> Self {
        Self { fields, files }
    }

    /// The file of a field, if one was chosen.
    pub(super) fn file(&self, field: &str) -> Option<&Sent> {
        self.files.iter().find(|file| file.field == field)
    }

    /// The first value of a name, or nothing written.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The first value of a name without the blanks round it.
    pub(super) fn trimmed(&self, name: &str) -> String {
        self.get(name).trim().to_owned()
    }

    /// The first value of a name, if anything but blanks was written.
    pub(super) fn written(&self, name: &str) -> Option<String> {
        Some(self.trimmed(name)).filter(|text| !text.is_empty())
    }

    /// Who was chosen from a list that begins on nobody.
    pub(super) fn somebody(&self, name: &str) -> KithResult<String> {
        self.written(name).ok_or_else(|| KithError::invalid("nobody-chosen", "Choose a person first."))
    }

    /// A text of several lines, with the line ends that people write and not those that forms send.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n").trim().to_owned()
    }

    /// All values of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the name was sent at all, as a ticked box is.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }
}

/// A choice of the views, from the word that it has in a form: an element, a mood, a role.
pub(super) fn choice<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The address to come back to, if it is a path of these pages: never another machine.
pub(super) fn own_path(path: &str) -> Option<String> {
    // A browser leaves out tabs and line ends before it looks at an address: `/\t/elsewhere` would lead away.
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(|letter: char| letter.is_control() || letter == '\\');
    own.then(|| path.to_owned())
}

/// That the box "I am sure" was ticked, where something cannot be taken back.
pub(super) fn sure(form: &Form) -> KithResult<()> {
    if form.has("sure") { Ok(()) } else { Err(KithError::invalid("not-sure", "Tick that you are sure first. Nothing was changed.")) }
}

/// The word that a choice of the views has in a form.
pub(super) fn word<T: serde::Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

impl<S: Sync> FromRequestParts<S> for Form {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn a_way_back_never_leads_to_another_machine() {
        for away in [
            "",
            "elsewhere",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "/\u{0}x",
            "https://evil.example",
        ] {
            assert_eq!(own_path(away), None, "{away:?}");
        }
        assert_eq!(own_path("/circle/c1?a=b#c").as_deref(), Some("/circle/c1?a=b#c"));
    }
}
