//! What is left behind: no file, no file's name, no backup, no counter and no error holds a word that somebody wrote.

use super::cast::{Cast, Phone};
use crate::kith::{BackupKey, KithError, Request};
use serde_json::{Value, json};
use std::path::Path;
use zeroize::Zeroizing;

/// A word that stands nowhere in the program.
const PLANTED: &str = "Zebrafinch";

/// Whether the word stands in some bytes: in UTF-8 or UTF-16, whichever end first, in capitals or not.
pub(super) fn holds(bytes: &[u8], word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    let wide = |order: fn(u16) -> [u8; 2]| small.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let patterns = [small.clone().into_bytes(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
    let bytes = bytes.to_ascii_lowercase();
    patterns.iter().any(|p| bytes.windows(p.len()).any(|w| w == p.as_slice()))
}

/// Paths beneath a folder whose name or contents hold the word.
pub(super) fn traces(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let inside = if entry.file_type().unwrap().is_dir() {
            found.extend(traces(&path, word));
            false
        } else {
            std::fs::read(&path).is_ok_and(|bytes| holds(&bytes, word))
        };
        if inside || holds(name.as_bytes(), word) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_word_is_found_in_every_way_that_it_may_be_written() {
    for text in ["zebrafinch", "ZEBRAFINCH", "a Zebrafinch."] {
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [text.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            assert!(holds(&[b"..".as_slice(), &bytes, b".."].concat(), PLANTED), "{text}");
        }
    }
    assert!(!holds(b"zebra finch", PLANTED));
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    std::fs::write(folder.path().join("deep/of-the-zebrafinch"), b"").unwrap();
    std::fs::write(folder.path().join("deep/other"), PLANTED).unwrap();
    assert_eq!(traces(folder.path(), PLANTED).len(), 2);
}

/// Writes the word wherever a person can write one.
fn plant(cast: &mut Cast, elin: &mut Phone) {
    let circle = format!("{PLANTED} circle");
    cast.ask(elin, json!({"do": "rename", "name": format!("{PLANTED} Elin")}));
    cast.ask(elin, json!({"do": "circle-create", "name": circle, "person": "me"}));
    cast.ask(elin, json!({"do": "circle-add", "circle": circle, "person": "Dewi", "level": "member"}));
    let note = cast.ask(elin, json!({"do": "note-write", "circle": circle, "text": format!("{PLANTED} in a note")}));
    cast.ask(elin, json!({"do": "note-correct", "note": note["id"], "text": format!("{PLANTED} in a correction")}));
    let plan = json!({"do": "plan-create", "circle": circle, "title": PLANTED, "text": PLANTED, "when": PLANTED, "place": PLANTED});
    cast.ask(elin, plan);
    let visit = cast.ask(elin, json!({"do": "visit-check-in", "circle": circle, "at_ms": null}));
    let end = json!({"do": "visit-check-out", "visit": visit["id"], "minutes": 5, "done": [], "how": null, "text": PLANTED, "handover": PLANTED, "area": null});
    cast.ask(elin, end);
    let says = json!({"list": "medicine", "name": PLANTED, "dose": PLANTED, "how": PLANTED});
    let line = cast.ask(elin, json!({"do": "line-write", "circle": circle, "says": says, "why": PLANTED}));
    cast.ask(elin, json!({"do": "dose-record", "medicine": line["id"], "outcome": "other", "text": PLANTED}));
    let audience = json!({"audience": "coop"});
    cast.ask(elin, json!({"do": "profile-set", "side": "give", "section": "offer", "text": PLANTED, "audience": audience}));
    cast.ask(elin, json!({"do": "profile-list", "side": "give", "list": "skills", "items": [PLANTED], "audience": audience}));
    cast.ask(elin, json!({"do": "concern-raise", "about": null, "circle": circle, "text": PLANTED, "danger": false}));
    cast.ask(elin, json!({"do": "note-search", "query": PLANTED, "circle": null, "limit": 9}));
    cast.ask(elin, json!({"do": "erase", "item": note["id"], "fields": [], "reason": format!("{PLANTED} was asked for")}));
}

/// covers: R5, X5
#[test]
fn no_file_name_backup_counter_or_envelope_holds_a_word_that_somebody_wrote() {
    let mut cast = Cast::new();
    let (mut office, mut people) = cast.coop(&["Elin", "Dewi"]);
    cast.ask(&mut office, json!({"do": "grant-role", "person": "Office", "role": "safeguarding-lead"}));
    cast.sync(&mut office);
    cast.sync(&mut people[0]);
    plant(&mut cast, &mut people[0]);
    let folder = people[0].dir.parent().unwrap().to_owned();
    for _ in 0..2 {
        people.iter_mut().for_each(|phone| cast.sync(phone));
        cast.sync(&mut office);
    }
    let key = BackupKey::Passphrase(Zeroizing::new("llechen las".to_owned()));
    people[0].kith.backup(&folder.join("elin.kith-backup"), &key, &mut |_, _| {}, cast.now_ms).unwrap();
    // While all of them are open, with their write-ahead logs; then closed.
    assert_eq!(traces(&folder, PLANTED), Vec::<String>::new(), "open");
    people[0].kith.lock();
    assert_eq!(traces(&folder, PLANTED), Vec::<String>::new(), "locked");
    drop((office, people));
    let names: Vec<String> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    for wanted in ["elin.kith-backup", ".kith-counters"] {
        assert!(names.iter().any(|name| name == wanted), "{wanted} is among what was read: {names:?}");
    }
    assert_eq!(traces(&folder, PLANTED), Vec::<String>::new(), "closed");
    assert!(cast.relay.history.len() > 20);
    assert!(!cast.relay.history.iter().any(|(tag, envelope)| holds(&tag.0, PLANTED) || holds(envelope, PLANTED)));
}

/// The names of all requests, as they travel, out of the place where they are written down.
fn request_names() -> Vec<String> {
    // Some nouns have their requests by themselves.
    let sources = [
        ("pub enum Request {", include_str!("../request.rs")),
        ("pub enum GiftRequest {", include_str!("../request/gift.rs")),
        ("pub enum PlaceRequest {", include_str!("../request/place.rs")),
    ];
    let body = |(head, source): (&str, &'static str)| source.split(head).nth(1).unwrap().split("\n}").next().unwrap();
    let mut before = "";
    let mut variants: Vec<&str> = Vec::new();
    for line in sources.into_iter().flat_map(|source| body(source).lines()).filter_map(|line| line.strip_prefix("    ")) {
        if line.starts_with(|c: char| c.is_ascii_uppercase()) && before != "#[serde(skip)]" {
            variants.push(line);
        }
        before = line;
    }
    let name = |line: &str| line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
    variants.into_iter().map(|line| kebab(&name(line))).collect()
}

fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A request of a name with the word in every field that can hold one; nothing if its fields cannot be found out.
fn with_words(name: &str, text: &str) -> Option<Value> {
    let values = [
        json!(text),
        json!(7),
        json!(true),
        json!([text]),
        json!([7]),
        json!("my-care"),
        json!("low"),
        json!("member"),
        json!("coordinator"),
        json!("give"),
        json!("en"),
        json!(["my-care"]),
        json!({"audience": "person", "person": text}),
        json!("given"),
        json!("medicine"),
        json!("remove"),
        json!("csv"),
        json!("town"),
        json!({"before_minutes": 5, "visits": true, "medicines": true, "ends": true, "quiet_from": text, "quiet_to": text}),
        json!({"list": "medicine", "name": text, "dose": text, "how": text, "times": [text], "zone": text}),
        json!({}),
    ];
    let read = |request: &Value| serde_json::from_value::<Request>(request.clone());
    let mut request = json!({ "do": name });
    // Each round finds one more field that is missing, and a value that it takes.
    for _ in 0..20 {
        let Err(missing) = read(&request) else { break };
        let field = missing.to_string().strip_prefix("missing field `")?.split('`').next()?.to_owned();
        let fits = |value: &&Value| {
            let mut tried = request.clone();
            tried[&field] = (*value).clone();
            // An object of another kind lacks its own tag, not a field of the request.
            let lacks_tag = |said: &str| value.is_object() && (said.contains("`audience`") || said.contains("`list`") || said.contains("`before_minutes`"));
            read(&tried).map_or_else(|e| e.to_string().starts_with("missing field") && !lacks_tag(&e.to_string()), |_| true)
        };
        request[&field] = values.iter().find(fits)?.clone();
    }
    // What may be left out is not left out.
    let whole = serde_json::to_value(read(&request).ok()?).ok()?;
    for (field, _) in whole.as_object()?.iter().filter(|(_, value)| value.is_null() || *value == "") {
        let fits = |value: &&Value| {
            let mut tried = request.clone();
            tried[field] = (*value).clone();
            read(&tried).is_ok()
        };
        if let Some(value) = values.iter().find(fits) {
            request[field] = value.clone();
        }
    }
    Some(request)
}

fn says_nothing(error: &KithError, request: &str) {
    let texts = [error.reason.clone(), error.said.clone(), error.code.clone(), error.to_string(), format!("{error:?}"), serde_json::to_string(error).unwrap()];
    for text in texts {
        assert!(!holds(text.as_bytes(), PLANTED), "{request}: {text}");
    }
}

/// covers: R5
#[test]
fn no_error_repeats_what_somebody_wrote() {
    let names = request_names();
    assert!(names.len() > 90 && names.contains(&"concern-raise".to_owned()), "{names:?}");
    let mut cast = Cast::new();
    let (office, mut people) = cast.coop(&["Elin", "Dewi"]);
    cast.ask(&mut people[0], json!({"do": "circle-create", "name": "Mam", "person": "me"}));
    let stranger = cast.phone("Stranger", 70);
    let mut phones = vec![stranger, office, people.remove(0)];
    let long = format!("{PLANTED} ").repeat(3_000);
    let (mut asked, mut refused) = (0, 0);
    for name in names.iter().filter(|name| !["lock", "coop-create", "lease"].contains(&name.as_str())) {
        for text in [PLANTED, "Zebrafinch\u{7}", "kith:Zebrafinch", &long] {
            let request = with_words(name, text).unwrap_or_else(|| panic!("the fields of {name} cannot be found out"));
            for phone in &mut phones {
                asked += 1;
                if let Err(error) = cast.try_ask(phone, request.clone()) {
                    refused += 1;
                    says_nothing(&error, name);
                }
            }
        }
    }
    assert!(refused > asked / 3, "{refused} of {asked}");
    let written = [
        json!({"do": "note-write", "circle": 5, "text": PLANTED}).to_string(),
        json!({"do": "circle-add", "circle": "Mam", "person": "Dewi", "level": PLANTED}).to_string(),
        json!({"do": "notes", "circle": "Mam", "limit": PLANTED, "before_ms": null}).to_string(),
        json!({"do": PLANTED}).to_string(),
        format!("{{\"do\": {PLANTED}"),
    ];
    for text in written {
        says_nothing(&Request::from_json(&text).unwrap_err(), "what is no request");
    }
}
