//! Names, and references by id, beginning of an id, or name.

use super::{Kith, KithError, KithResult, view::PersonView};
use crate::space::{Space, SpaceKind};
use kith_wire::{DeviceId, EntryId, PersonId, SpaceId, limits};

/// Hex digits that the beginning of an id must have at least.
const REFERENCE_DIGITS_MIN: usize = 4;

/// References that are words: nobody and nothing is called so.
const STANDING_WORDS: [&str; 2] = ["me", "pool"];

/// Whether a character shows nothing or turns what follows round: a name with one looks like another's.
const fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character only joins or parts its neighbours, as some scripts need.
const fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// A name as people give it: trimmed, not empty, one line, at most [`limits::NAME_CHARS_MAX`] characters.
pub(super) fn clean_name(name: &str) -> KithResult<String> {
    let name = name.trim();
    let stands_for_something = STANDING_WORDS.iter().any(|word| name.eq_ignore_ascii_case(word));
    if stands_for_something || name.chars().all(joins) || name.chars().any(|c| c.is_control() || hides(c)) {
        return Err(KithError::invalid("bad-name", "A name is one line that can be seen, and not a word that stands for something here, such as me or pool."));
    }
    if name.chars().count() > limits::NAME_CHARS_MAX {
        return Err(
            KithError::invalid("name-too-long", format!("A name has at most {} characters.", limits::NAME_CHARS_MAX)).with("most", limits::NAME_CHARS_MAX)
        );
    }
    Ok(name.to_owned())
}

/// A text as people give it: something in it, no control characters but line breaks and tabs, at most [`limits::NOTE_CHARS_MAX`] characters.
pub(super) fn clean_text(text: &str) -> KithResult<String> {
    if text.chars().all(|c| c.is_whitespace() || joins(c) || hides(c)) {
        return Err(KithError::invalid("empty-text", "There is nothing written yet."));
    }
    clean_words(text)
}

/// As [`clean_text`], but it may be empty.
pub(super) fn clean_words(text: &str) -> KithResult<String> {
    if text.chars().count() > limits::NOTE_CHARS_MAX {
        return Err(
            KithError::invalid("text-too-long", format!("A text has at most {} characters.", limits::NOTE_CHARS_MAX)).with("most", limits::NOTE_CHARS_MAX)
        );
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
        return Err(KithError::invalid("bad-text", "The text has characters that cannot be shown."));
    }
    Ok(text.trim().to_owned())
}

/// Finds the one candidate that a reference names.
pub(super) fn pick<T>(reference: &str, what: &str, candidates: impl Iterator<Item = (String, Option<String>, T)>) -> KithResult<T> {
    let wanted = reference.trim();
    let folded = wanted.to_lowercase();
    let by_id = wanted.len() >= REFERENCE_DIGITS_MIN && wanted.bytes().all(|b| b.is_ascii_hexdigit());
    let (mut named, mut begun, mut names, mut begins) = (Vec::new(), Vec::new(), false, false);
    for (id, name, value) in candidates {
        if id == folded {
            return Ok(value);
        }
        names |= name.is_some();
        begins |= id.starts_with(&folded);
        if name.is_some_and(|n| n.to_lowercase() == folded) {
            named.push(value);
        } else if by_id && id.starts_with(&folded) {
            begun.push(value);
        }
    }
    let mut found = if named.is_empty() { begun } else { named };
    if found.len() > 1 {
        return Err(KithError::invalid(&format!("ambiguous-{what}"), format!("More than one {what} fits. Say more of its id.")));
    }
    // What has a name, too, may have been meant by one that is made of such letters alone, where no id begins so.
    let digits = !wanted.is_empty() && wanted.bytes().all(|b| b.is_ascii_hexdigit() && (!names || begins || b.is_ascii_digit()));
    if found.is_empty() && digits && wanted.len() < REFERENCE_DIGITS_MIN {
        let reason = format!("Too few digits: say at least the first {REFERENCE_DIGITS_MIN} digits of its id.");
        return Err(KithError::invalid("too-few-digits", reason).with("least", REFERENCE_DIGITS_MIN));
    }
    found.pop().ok_or_else(|| KithError::not_found(&format!("no-such-{what}"), format!("There is no such {what} on this device.")))
}

impl Kith {
    /// What somebody is called, as far as this device knows.
    pub(super) fn name_of(&self, person: &PersonId) -> String {
        if let Some(name) = self.names.get(person) {
            // Who has had everything erased is known by the beginning of their id alone.
            return if name.is_empty() { person.short() } else { name.clone() };
        }
        let said = self.spaces.values().find_map(|s| s.resolved.people.get(person).map(|m| m.name.clone()).filter(|n| !n.is_empty()));
        said.unwrap_or_else(|| person.short())
    }

    pub(super) fn person_view(&self, person: &PersonId) -> PersonView {
        PersonView { id: person.hex(), name: self.name_of(person), me: *person == self.me }
    }

    /// Everybody that this device knows of.
    pub(super) fn known_people(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = self.spaces.values().flat_map(|s| s.resolved.people.keys().copied()).chain([self.me]).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    pub(super) fn person(&self, reference: &str) -> KithResult<PersonId> {
        if reference.trim().eq_ignore_ascii_case("me") {
            return Ok(self.me);
        }
        pick(reference, "person", self.known_people().into_iter().map(|p| (p.hex(), Some(self.name_of(&p)), p)))
    }

    pub(super) fn circle(&self, reference: &str) -> KithResult<SpaceId> {
        let circles = self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Circle));
        pick(reference, "circle", circles.map(|s| (s.id.hex(), s.resolved.genesis.as_ref().map(|g| g.name.clone()), s.id)))
    }

    /// An entry named by the whole or the beginning of its id, among these.
    pub(super) fn entry(reference: &str, what: &str, among: impl Iterator<Item = EntryId>) -> KithResult<EntryId> {
        pick(reference, what, among.map(|id| (id.hex(), None, id)))
    }

    pub(super) fn space(&self, id: &SpaceId) -> KithResult<&Space> {
        self.spaces.get(id).ok_or_else(|| KithError::not_found("no-such-space", "This device does not hold that."))
    }

    pub(super) fn space_by_n(&self, n: i64) -> Option<&Space> {
        self.spaces.values().find(|s| s.n == n)
    }

    /// The person whose device it is, in a space or in the co-op.
    pub(super) fn person_of(&self, space: &Space, device: &DeviceId) -> Option<PersonId> {
        // A newcomer writes before they have read the act that brought them in.
        let mine = (*device == self.device).then_some(self.me);
        mine.or_else(|| space.resolved.person_of(device)).or_else(|| self.commons.and_then(|c| self.spaces.get(&c)).and_then(|c| c.resolved.person_of(device)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// covers: M1, X6
    #[test]
    fn a_name_can_be_seen_and_is_nobody_elses_word() {
        for name in ["Ana", " Siân o'r Cwm ", "नन्दिनी", "می‌خواهم", "🌻"] {
            assert_eq!(clean_name(name).unwrap(), name.trim());
        }
        for name in ["", " ", "\u{200b}", "\u{200d}", "Ana\u{202e}eliv", "Ana\nBeti", "me", "Pool", &"a".repeat(limits::NAME_CHARS_MAX + 1)] {
            assert!(clean_name(name).is_err(), "{name:?}");
        }
    }

    /// covers: R1
    #[test]
    fn a_text_has_something_in_it_that_can_be_seen() {
        for nothing in ["", " \n", "\u{200b}", "\u{feff}\u{200d} "] {
            assert_eq!(clean_text(nothing).unwrap_err().code, "empty-text", "{nothing:?}");
        }
        assert_eq!(clean_text(" Bore da \u{1f469}\u{200d}\u{1f33e}\n").unwrap(), "Bore da \u{1f469}\u{200d}\u{1f33e}");
    }
}
