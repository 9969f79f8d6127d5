//! The export for reading: one HTML page without scripts, in the person's language.

use crate::words::{TimeZone, Words};
use serde_json::Value;
use std::fmt::Write;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The page.
struct Page<'a> {
    words: &'a Words,
    out: String,
}

/// The whole page of an export.
pub(super) fn page(words: &Words, export: &Value) -> String {
    let mut page = Page { words, out: String::new() };
    let title = words.say_with("export-title", &[("name", text(&export["about"], "name").into())]);
    page.put(&format!("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>", words.language().code(), escape(&title)));
    page.put("<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}mark{outline:1px solid}img{max-width:100%}</style></head><body>");
    page.put(&format!("<h1>{}</h1><p>{}</p>", escape(&title), page.when(&export["made_ms"])));
    let open = export["review_open"].as_u64().unwrap_or(0);
    if open > 0 {
        page.put(&format!("<p><strong>{}</strong></p>", escape(&words.say_with("export-review", &[("count", open.into())]))));
    }
    page.profile(&export["profile"]);
    page.memberships(export);
    for circle in list(export, "circles") {
        page.circle(circle);
    }
    page.drafts(export);
    page.coins(&export["coins"]);
    page.heading("export-consents");
    for consent in list(export, "consents") {
        let said = match text(consent, "what") {
            "auto-donate" if consent["on"] == true => words.say("export-donates"),
            "auto-donate" => words.say("export-donates-no-longer"),
            _ => words.say_with("export-shows", &[("part", text(consent, "part").into()), ("audience", text(&consent["audience"], "audience").into())]),
        };
        let when = if consent["at_ms"].is_null() { String::new() } else { format!(" ({})", page.when(&consent["at_ms"])) };
        page.item(&format!("{}{when}", escape(&said)));
    }
    page.heading("export-devices");
    for device in list(export, "devices") {
        page.item(&escape(text(device, "label")));
    }
    page.heading("export-access");
    for access in list(export, "access") {
        let line = format!("{}: {}, {} ({})", text(&access["by"], "name"), text(access, "what"), text(access, "how"), text(access, "place"));
        let day = page.when(&access["day_ms"]);
        page.item(&format!("{}, {day}", escape(&line)));
    }
    page.put("</body></html>\n");
    page.out
}

impl Page<'_> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn heading(&mut self, key: &str) {
        let said = escape(&self.words.say(key));
        // Writing into a text cannot fail.
        let _ = write!(self.out, "<h2>{said}</h2>");
    }

    fn item(&mut self, html: &str) {
        let _ = write!(self.out, "<p>{html}</p>");
    }

    /// A moment, said exactly.
    fn when(&self, ms: &Value) -> String {
        escape(&self.words.when_exact(ms.as_u64().unwrap_or(0), &TimeZone::UTC))
    }

    /// Words, marked where they come from or name somebody else.
    fn said(words: &Value) -> String {
        let said = escape(text(words, "text")).replace('\n', "<br>");
        if words["passage"].is_null() { said } else { format!("<mark>{said}</mark>") }
    }

    fn profile(&mut self, profile: &Value) {
        self.heading("export-profile");
        for section in list(profile, "sections") {
            self.item(&format!("<strong>{}</strong> {}", escape(text(section, "section")), Self::said(&section["words"])));
        }
        for items in list(profile, "lists") {
            let things: Vec<&str> = list(items, "items").iter().filter_map(Value::as_str).collect();
            self.item(&format!("<strong>{}</strong> {}", escape(text(items, "list")), escape(&things.join(", "))));
        }
    }

    fn memberships(&mut self, export: &Value) {
        self.heading("export-memberships");
        for m in list(export, "memberships") {
            let roles: Vec<&str> = list(m, "roles").iter().filter_map(|r| r["role"].as_str()).collect();
            let since = self.when(&m["since_ms"]);
            self.item(&format!("{}: {} {} ({since})", escape(text(m, "coop")), escape(text(m, "class")), escape(&roles.join(", "))));
        }
    }

    fn circle(&mut self, circle: &Value) {
        let title = self.words.say_with("export-circle", &[("name", text(circle, "name").into())]);
        let _ = write!(self.out, "<h2>{}</h2>", escape(&title));
        for note in list(circle, "notes") {
            let when = self.when(&note["written_ms"]);
            self.item(&format!("{}, {when}: {}", escape(&Self::by(note, "author")), Self::said(&note["words"])));
            self.earlier(note);
            self.attachments(note);
        }
        for visit in list(circle, "visits") {
            let when = self.when(&visit["started_ms"]);
            let minutes = visit["minutes"].as_u64().unwrap_or(0);
            let visitor = escape(&Self::by(visit, "visitor"));
            self.item(&format!("{visitor}, {when}, {minutes} min: {} {}", Self::said(&visit["words"]), Self::said(&visit["handover"])));
            self.earlier(visit);
            self.attachments(visit);
        }
        for line in list(circle, "lists") {
            let when = self.when(&line["written_ms"]);
            let said = if line["stopped"] == true { escape(&self.words.say("line-was-stopped")) } else { Self::said(&line["words"]) };
            self.item(&format!("{}, {when}: {said} {}", escape(text(&line["by"], "name")), Self::said(&line["why"])));
        }
        for dose in list(circle, "doses") {
            let (when, outcome) = (self.when(&dose["at_ms"]), escape(&self.words.say(&format!("dose-{}", text(dose, "outcome")))));
            self.item(&format!("{}, {when}: {} {outcome} {}", escape(text(&dose["by"], "name")), escape(text(dose, "medicine")), Self::said(&dose["words"])));
        }
        for plan in list(circle, "plans") {
            self.item(&format!("<strong>{}</strong> {}", escape(text(plan, "title")), Self::said(&plan["words"])));
        }
    }

    /// Who wrote something, and for whom, where it was for somebody without a phone.
    fn by(thing: &Value, author: &str) -> String {
        let name = text(&thing[author], "name");
        let other = text(&thing["other"], "name");
        if other.is_empty() { name.to_owned() } else { format!("{other} ({name}: {})", text(&thing["other"], "mandate")) }
    }

    /// Pictures and documents, whose files lie beside the page.
    fn attachments(&mut self, thing: &Value) {
        for one in list(thing, "attachments") {
            let shows = Self::said(&one["words"]);
            let line = match one["file"].as_str() {
                None if text(&one["words"], "decision") == "withheld" => shows,
                None => format!("{shows} ({})", escape(&self.words.say("export-not-here"))),
                Some(file) if text(one, "kind") == "picture" => {
                    format!("{shows}<br><img src=\"attachments/{}\" alt=\"\">", escape(file))
                }
                Some(file) => format!("<a href=\"attachments/{}\" download=\"{}\">{shows}</a>", escape(file), escape(text(one, "name"))),
            };
            self.item(&line);
        }
    }

    fn hours(&mut self, all: &[Value]) {
        for hours in all {
            // An hour may keep to itself what it went to.
            let element = hours["element"].as_str().map(|element| format!(", {}", self.words.say(&format!("element-{element}")))).unwrap_or_default();
            let month = self.when(&hours["month_ms"]);
            self.item(&format!("{} min{} ({month})", hours["minutes"].as_u64().unwrap_or(0), escape(&element)));
        }
    }

    /// What was begun and is kept on one's own devices until it is written.
    fn drafts(&mut self, export: &Value) {
        let drafts = list(export, "drafts");
        if drafts.is_empty() {
            return;
        }
        self.heading("export-drafts");
        for draft in drafts {
            let circle = list(export, "circles").iter().find(|c| c["id"] == draft["circle"]).map_or("", |c| text(c, "name"));
            let when = self.when(&draft["kept_ms"]);
            self.item(&format!("{}, {when}: {}", escape(circle), escape(text(draft, "text")).replace('\n', "<br>")));
        }
    }

    /// What stood there before it was corrected, the oldest first. Of a visit the words are one part of what was told.
    fn earlier(&mut self, thing: &Value) {
        for before in list(thing, "earlier") {
            let words = if before["words"].is_null() { before } else { &before["words"] };
            let minutes = before["minutes"].as_u64().map(|minutes| format!("{minutes} min ")).unwrap_or_default();
            let line = format!("<small>{}: {minutes}{}</small>", escape(&self.words.say("export-earlier")), Self::said(words));
            self.item(&line);
        }
    }

    fn coins(&mut self, coins: &Value) {
        self.heading("export-coins");
        let settled = coins["balance"]["settled"].as_u64().unwrap_or(0);
        self.item(&settled.to_string());
        self.hours(list(coins, "hours"));
        if !list(coins, "hours_confirmed").is_empty() {
            self.heading("export-hours-confirmed");
            self.hours(list(coins, "hours_confirmed"));
        }
        for movement in list(coins, "movements") {
            let when = self.when(&movement["at_ms"]);
            self.item(&format!("{} ({when})", escape(text(movement, "words"))));
        }
        for voucher in list(coins, "vouchers") {
            let (business, what, when) = (escape(text(voucher, "business")), escape(text(voucher, "what")), self.when(&voucher["at_ms"]));
            self.item(&format!("{business}: {what} ({when}). {}", escape(text(voucher, "words"))));
        }
    }
}
