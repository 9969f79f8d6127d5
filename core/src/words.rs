//! All words that people read: one catalogue a language, used by every shell.
//!
//! The catalogues are Fluent files (`words/en.ftl`, `words/cy.ftl`) with the same keys and the same
//! variables; Welsh has its six plural forms there. A key is `area-what` in kebab-case. Nothing here reads a clock: [`Words::when`]
//! is told what time it is.
//!
//! ```
//! use kith_core::words::{Language, Words};
//! let words = Words::of(Language::Welsh);
//! assert_eq!(words.say_with("truth-waiting", &[("count", 3.into())]), "Mae 3 pheth yn aros.");
//! ```

mod dates;
#[cfg(test)]
mod tests;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

pub use fluent_bundle::FluentValue as Value;
pub use jiff::tz::TimeZone;

const ENGLISH: &str = include_str!("words/en.ftl");
const WELSH: &str = include_str!("words/cy.ftl");

/// A language that Kith speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Welsh.
    #[serde(rename = "cy")]
    Welsh,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Welsh, Self::English];

    /// The language's code, as in a page's `lang` attribute.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }

    /// The language of a code such as `cy` or `cy-GB`, or nothing.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The best of what an `Accept-Language` header or a list of system languages asks for, in its order; English if none fits.
    #[must_use]
    pub fn from_wishes(wishes: &str) -> Self {
        wishes.split(',').filter_map(|wish| Self::from_code(wish.split(';').next().unwrap_or_default().trim())).next().unwrap_or_default()
    }

    const fn source(self) -> &'static str {
        match self {
            Self::English => ENGLISH,
            Self::Welsh => WELSH,
        }
    }
}

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language, read from its catalogue. [`Words::of`] reads each only once.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let identifier = language.code().parse().expect("both codes are well-formed language identifiers");
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks are for mixed writing directions; both languages run left to right, and plain text is easier to copy.
        bundle.set_use_isolating(false);
        // A catalogue is part of the program and a test parses it whole; whatever can be read of it is used.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(language.source().to_owned());
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The words of a language, shared by the whole process.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static CATALOGUES: [OnceLock<Words>; 2] = [const { OnceLock::new() }; 2];
        CATALOGUES[language as usize].get_or_init(|| Self::new(language))
    }

    /// Which language this is.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the catalogue has the key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The words of a key that has no variables.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The words of a key, with its variables filled in.
    ///
    /// A key that is not in the catalogue comes back as itself; in debug builds between ⟦ and ⟧, so that a test of a whole page
    /// can look for the mark.
    #[must_use]
    pub fn say_with(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        match self.format(key, variables) {
            None if cfg!(debug_assertions) => format!("⟦{key}⟧"),
            None => key.to_owned(),
            Some((said, false)) if cfg!(debug_assertions) => format!("⟦{key}: {said}⟧"),
            Some((said, _)) => said,
        }
    }

    /// The words of a key that may come from elsewhere, such as a newer core's code: nothing if the catalogue does not have it, or it
    /// needs a variable that is not there.
    #[must_use]
    pub fn find(&self, key: &str, variables: &[(&str, Value<'_>)]) -> Option<String> {
        self.format(key, variables).and_then(|(said, whole)| whole.then_some(said))
    }

    fn format(&self, key: &str, variables: &[(&str, Value<'_>)]) -> Option<(String, bool)> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let arguments: FluentArgs<'_> = variables.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        Some((said.into_owned(), errors.is_empty()))
    }
}
