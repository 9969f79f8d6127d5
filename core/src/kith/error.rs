//! The errors at the edge: eight kinds, chosen by what a person can do about them.

use crate::words::{Value, Words};
use serde::{Deserialize, Serialize};

/// What a person can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// Say it differently: what was given cannot be used.
    InvalidInput,
    /// Look elsewhere: there is no such thing here.
    NotFound,
    /// Ask somebody who may.
    NotAllowed,
    /// Unlock the profile first.
    Locked,
    /// Try again in a moment: somebody else has the profile open.
    Busy,
    /// Wait for signal, or hand over phone to phone.
    NeedsSignal,
    /// Make room, or mend what is damaged.
    Storage,
    /// Update the app.
    TooOld,
}

impl ErrorKind {
    /// The exit code of the `kith` command: 2 to 9 in the order of the kinds (1 is a defect of ours).
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        self as u8 + 2
    }

    /// The key of the sentence that the catalogue has for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidInput => "error-invalid-input",
            Self::NotFound => "error-not-found",
            Self::NotAllowed => "error-not-allowed",
            Self::Locked => "error-locked",
            Self::Busy => "error-busy",
            Self::NeedsSignal => "error-needs-signal",
            Self::Storage => "error-storage",
            Self::TooOld => "error-too-old",
        }
    }
}

/// An error at the edge: a kind, a code and a plain reason without anybody's data in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{reason}")]
pub struct KithError {
    /// What a person can do about it.
    pub kind: ErrorKind,
    /// A short stable code for programs, such as `no-such-circle`.
    pub code: String,
    /// What happened, in plain English.
    pub reason: String,
    /// The same in the device's language, where the façade has said it ([`KithError::say`]).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// What the code's sentence in the catalogue fills in.
    #[serde(skip)]
    details: Vec<(&'static str, String)>,
}

impl KithError {
    /// An error of a kind, with a code for programs and a reason for people.
    pub fn new(kind: ErrorKind, code: &str, reason: impl Into<String>) -> Self {
        Self { kind, code: code.to_owned(), reason: reason.into(), said: String::new(), details: Vec::new() }
    }

    /// The same with something that the code's sentence fills in.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// The sentence for a person: as the façade said it, or the catalogue's for the code, or, of a code that the catalogue does not
    /// have, the reason in English.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        if !self.said.is_empty() {
            return self.said.clone();
        }
        let details: Vec<(&str, Value<'_>)> = self.details.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        words.find(&format!("code-{}", self.code), &details).unwrap_or_else(|| self.reason.clone())
    }

    /// The same, with its sentence in a language.
    #[must_use]
    pub fn said_in(mut self, words: &Words) -> Self {
        self.said = self.say(words);
        self
    }

    /// What was given cannot be used.
    pub fn invalid(code: &str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, code, reason)
    }

    /// There is no such thing here.
    pub fn not_found(code: &str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::NotFound, code, reason)
    }

    /// This person may not.
    pub fn not_allowed(code: &str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::NotAllowed, code, reason)
    }

    /// The database or the disk.
    pub fn storage(code: &str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Storage, code, reason)
    }
}

/// What a command or query gives.
pub type KithResult<T> = Result<T, KithError>;
