//! The words of the one catalogue, for the shells: they keep no sentence of their own.

use kith_core::words::{Language, TimeZone, Value, Words as Catalogue};
use std::collections::HashMap;
use std::sync::Arc;

/// What is put into a sentence.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Said {
    /// A number, by which the sentence may choose its plural.
    Number {
        /// It.
        number: i64,
    },
    /// A name, a time, or other words.
    Text {
        /// They.
        text: String,
    },
}

impl From<&Said> for Value<'_> {
    fn from(said: &Said) -> Self {
        match said {
            Said::Number { number } => (*number).into(),
            Said::Text { text } => text.clone().into(),
        }
    }
}

/// All words that people read, in one language; times are said as this device's place has them.
#[derive(uniffi::Object)]
pub struct Words {
    catalogue: &'static Catalogue,
}

#[uniffi::export]
impl Words {
    /// The words of a language.
    #[uniffi::constructor]
    pub fn new(language: Language) -> Arc<Self> {
        Arc::new(Self { catalogue: Catalogue::of(language) })
    }

    /// The words of a key, with its variables filled in. In debug builds what the catalogue lacks stands between ⟦ and ⟧.
    pub fn say(&self, key: String, variables: HashMap<String, Said>) -> String {
        let filled: Vec<(&str, Value<'_>)> = variables.iter().map(|(name, said)| (name.as_str(), said.into())).collect();
        self.catalogue.say_with(&key, &filled)
    }

    /// The words of a key whose end came from a newer core: nothing if this catalogue does not have it.
    pub fn find(&self, key: String) -> Option<String> {
        self.catalogue.find(&key, &[])
    }

    /// A moment, as one says it now: "10:42" today, "yesterday 19:40", "12 November 11:00".
    pub fn at(&self, moment_ms: u64, now_ms: u64) -> String {
        self.catalogue.when(moment_ms, now_ms, &TimeZone::system())
    }

    /// The exact time, for whoever asks.
    pub fn at_exactly(&self, moment_ms: u64) -> String {
        self.catalogue.when_exact(moment_ms, &TimeZone::system())
    }

    /// A time that a person wrote down as text, said in words.
    pub fn at_written(&self, text: String, now_ms: u64) -> String {
        self.catalogue.when_written(&text, now_ms, &TimeZone::system())
    }

    /// A length of time in minutes.
    pub fn minutes(&self, minutes: u32) -> String {
        self.catalogue.minutes(minutes)
    }

    /// A month of a coin's story (`2026-04`), in words; as it stands if it is none.
    pub fn month(&self, month: String) -> String {
        let parts = month.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        parts.filter(|(_, number)| (1..=12).contains(number)).map_or(month, |(year, number)| self.catalogue.month(year, number))
    }
}

/// The best of what a list of system languages asks for, such as `cy-GB, en`.
#[uniffi::export]
pub fn language_of_wishes(wishes: String) -> Language {
    Language::from_wishes(&wishes)
}
