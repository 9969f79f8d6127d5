//! What the command prints: one JSON document, or readable text made from it; errors on stderr. A closed pipe ends it quietly.

use kith_core::kith::KithError;
use kith_core::words::{Language, Words};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Prints the answer as one JSON document.
///
/// # Errors
/// When standard output cannot be written for another reason than a closed pipe.
pub fn document(value: &Value) -> io::Result<()> {
    line(&value.to_string())
}

/// Prints the answer as text, in these words.
///
/// # Errors
/// When standard output cannot be written for another reason than a closed pipe.
pub fn text(value: &Value, words: &Words) -> io::Result<()> {
    line(&readable(value, words))
}

/// Prints a line; a pipe that was closed by its reader is no error.
///
/// # Errors
/// When standard output cannot be written for another reason.
pub fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    quiet(writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()))
}

/// Writes a file's bytes for a pipe, and nothing beside them.
///
/// # Errors
/// When standard output cannot be written for another reason than a closed pipe.
pub fn bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    quiet(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints an error on stderr.
pub fn error(error: &KithError, as_json: bool) {
    let text = if as_json { json!({ "error": error.clone().said_in(words()) }).to_string() } else { format!("kith: {}", error.say(words())) };
    // Nobody is left to tell when stderr is closed; the exit code still says it.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// The words of the system's language, for what is said before a profile with its own language is open.
#[must_use]
pub fn words() -> &'static Words {
    let wishes = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    Words::of(Language::from_wishes(&wishes.unwrap_or_default()))
}

/// Prints a line on stderr, beside the document.
pub fn aside(text: &str) {
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}

fn quiet(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|e| if e.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(e) })
}

/// The answer as text for people: fields by line, lists by dash, people by name, times as dates. Fields have their names of the interface; what is said in
/// them is said in words.
#[must_use]
pub fn readable(value: &Value, words: &Words) -> String {
    let mut out = String::new();
    match value {
        Value::Array(items) if items.is_empty() => out.push_str(&words.say("text-nothing")),
        _ => write_value(&mut out, words, ("", None), value, 0),
    }
    out
}

/// Digits of an id that are shown: enough to name it by.
const ID_SHOWN: usize = 12;

/// The name of a field, and the document that it stands in.
type Place<'a> = (&'a str, Option<&'a Map<String, Value>>);

fn write_value(out: &mut String, words: &Words, place: Place<'_>, value: &Value, depth: usize) {
    match value {
        Value::Object(fields) => match short_form(fields, words) {
            Some(text) => out.push_str(&text),
            None => write_fields(out, words, fields, depth),
        },
        Value::Array(items) => write_items(out, words, place, items, depth),
        _ => out.push_str(&scalar(words, place, value)),
    }
}

fn write_fields(out: &mut String, words: &Words, fields: &Map<String, Value>, depth: usize) {
    let mut first = true;
    for (name, value) in fields.iter().filter(|(name, value)| is_shown(name, value)) {
        if !first {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
        first = false;
        out.push_str(&name.trim_end_matches("_ms").replace('_', " "));
        out.push(':');
        let nested = match value {
            Value::Object(inner) => short_form(inner, words).is_none(),
            Value::Array(items) => !items.iter().all(is_plain),
            _ => false,
        };
        if nested {
            out.push('\n');
            out.push_str(&"  ".repeat(depth + 1));
        } else {
            out.push(' ');
        }
        write_value(out, words, (name, Some(fields)), value, depth + 1);
    }
}

fn write_items(out: &mut String, words: &Words, place: Place<'_>, items: &[Value], depth: usize) {
    if items.iter().all(is_plain) {
        let said: Vec<String> = items.iter().map(|item| scalar(words, place, item)).collect();
        out.push_str(&said.join(", "));
        return;
    }
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
        out.push_str("- ");
        write_value(out, words, place, item, depth + 1);
    }
}

/// Pictures, empty texts and what is not there say nothing to a reader of text.
fn is_shown(name: &str, value: &Value) -> bool {
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    !empty && !name.ends_with("_svg") && name != "qr"
}

const fn is_plain(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

fn scalar(words: &Words, (name, within): Place<'_>, value: &Value) -> String {
    match value {
        Value::Bool(true) => words.say("text-yes"),
        Value::Bool(false) => words.say("text-no"),
        Value::Number(ms) if name.ends_with("_ms") => ms.as_i64().and_then(when).unwrap_or_else(|| ms.to_string()),
        Value::String(text) if is_long_id(text) => format!("{}…", &text[..ID_SHOWN]),
        Value::String(text) => within.and_then(|fields| state_in_words(words, fields, name, text)).unwrap_or_else(|| seen(text)),
        other => other.to_string(),
    }
}

/// A state that a document tells by its stable code, in words, where it is plain of what it is told.
fn state_in_words(words: &Words, fields: &Map<String, Value>, name: &str, code: &str) -> Option<String> {
    let has = |field: &str| fields.contains_key(field);
    let of = match name {
        "why" if has("place") => "waiting-why",
        "level" => "circle-level",
        "element" | "elements" | "done" => "element",
        "role" | "roles" => "role",
        "state" if has("face_svg") || has("operation") || has("words") && has("coins") => "coin-state",
        "state" if has("earner") => "hour-state",
        "state" if has("medicine") && has("doses") => "dose-state",
        "state" if has("slot") && has("line") => "rota-state",
        _ => return None,
    };
    words.find(&format!("{of}-{code}"), &[])
}

/// A text as a terminal may have it: what somebody else wrote moves no cursor and turns no line round.
fn seen(text: &str) -> String {
    let harmless = |c: char| match c {
        '\n' | '\t' => c,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(harmless).collect()
}

fn is_long_id(text: &str) -> bool {
    text.len() > ID_SHOWN * 2 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn when(ms: i64) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(ms).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string())
}

/// Small documents that people read as a few words: a person, where something has arrived, an audience.
fn short_form(fields: &Map<String, Value>, words: &Words) -> Option<String> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let number = |name: &str| fields.get(name).and_then(Value::as_u64).unwrap_or(0);
    if let (3, Some(name), Some(me)) = (fields.len(), text("name"), fields.get("me")) {
        let name = seen(name);
        return Some(if me == &Value::Bool(true) { words.say_with("text-me", &[("name", name.into())]) } else { name });
    }
    let named = |name: &str, of: &str| words.say_with(name, &[("name", of.to_owned().into())]);
    match (text("arrived"), text("audience")) {
        (Some("here-only"), _) => Some(words.say("state-here-only")),
        (Some("relay"), _) => Some(words.say("state-with-relay")),
        (Some("people"), _) => Some(words.say_with("state-on-phones", &[("have", number("people").into()), ("all", number("of").into())])),
        (Some(_), _) => Some(words.say("state-unknown")),
        (_, Some("me")) => Some(words.say("profile-audience-me")),
        (_, Some("coop")) => Some(words.say("profile-audience-coop")),
        (_, Some("circle")) => Some(named("text-circle", &seen(text("circle").unwrap_or_default()))),
        (_, Some("person")) => text("person").map(|id| named("text-person", &scalar(words, ("", None), &Value::String(id.to_owned())))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_as_lines_with_names_and_whereabouts() {
        let note = json!({
            "id": "ab".repeat(32), "author": {"id": "00", "name": "Dewi", "me": true}, "text": "Bore da", "earlier": [],
            "arrival": {"arrived": "people", "people": 2, "of": 5, "relay": true}, "face_svg": "<svg/>", "new": false,
        });
        let text = readable(&note, Words::of(Language::English));
        assert!(text.contains("author: Dewi (me)"), "{text}");
        assert!(text.contains("arrival: on 2 of 5 people’s phones"), "{text}");
        assert!(text.contains("id: abababababab…"), "{text}");
        assert!(!text.contains("svg") && !text.contains("earlier"), "{text}");
    }

    /// covers: X4
    #[test]
    fn states_are_said_in_the_language_of_the_profile_and_codes_stay_in_the_document() {
        let cymraeg = Words::of(Language::Welsh);
        let said = |value: Value| readable(&value, cymraeg);
        assert_eq!(said(json!([])), "dim byd");
        assert_eq!(said(json!({ "new": true, "here": false })), "here: na\nnew: ie");
        assert_eq!(said(json!({ "author": { "id": "00", "name": "Dewi", "me": true } })), "author: Dewi (fi)");
        for (state, key) in [("here-only", "state-here-only"), ("relay", "state-with-relay"), ("unknown", "state-unknown")] {
            assert_eq!(said(json!({ "arrival": { "arrived": state } })), format!("arrival: {}", cymraeg.say(key)));
        }
        let arrival = json!({ "arrival": { "arrived": "people", "people": 2, "of": 5, "relay": true } });
        assert!(!said(arrival.clone()).contains("people") && said(arrival).contains('5'));
        let waits = json!({ "items": [{ "what": "note", "place": "Mair", "why": "not-sent" }] });
        assert!(said(waits).contains(&cymraeg.say("waiting-why-not-sent")));
        let line = json!({ "lines": [{ "operation": "x", "state": "offered" }] });
        assert!(said(line).contains(&format!("state: {}", cymraeg.say("coin-state-offered"))));
        assert!(said(json!({ "state": "x-y", "why": "z" })).contains("x-y"), "what has no words is told as it is");
    }

    #[test]
    fn what_somebody_wrote_moves_no_cursor_and_turns_no_line_round() {
        let text = readable(
            &json!({ "text": "bore\u{1b}[2Jda\u{202e}x\nail", "author": { "id": "00", "name": "De\u{7}wi", "me": false } }),
            Words::of(Language::English),
        );
        assert_eq!(text, "author: De\u{fffd}wi\ntext: bore\u{fffd}[2Jda\u{fffd}x\nail");
    }

    #[test]
    fn an_empty_list_says_so() {
        assert_eq!(readable(&json!([]), Words::of(Language::English)), "nothing");
    }

    #[test]
    fn an_error_is_one_document_with_kind_code_and_reason() {
        let e = KithError::not_found("no-such-circle", "there is no such circle here");
        let expected = r#"{"error":{"code":"no-such-circle","kind":"not-found","reason":"there is no such circle here"}}"#;
        assert_eq!(json!({ "error": e }).to_string(), expected);
    }
}
