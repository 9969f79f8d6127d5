//! Visits as an iCalendar file (RFC 5545): each with its moment in universal time, so that no zone has to be described.

use jiff::Timestamp;

/// Bytes of one line, as the format asks for.
const LINE_BYTES_MAX: usize = 75;

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// Somebody comes.
    Confirmed,
    /// Nobody has said yet that they come, or more have than are needed.
    Tentative,
    /// It does not take place.
    Cancelled,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is known by, always the same for the same visit.
    pub uid: String,
    /// When it begins, in milliseconds since 1970.
    pub at_ms: u64,
    /// How long it takes.
    pub minutes: u16,
    /// What it is called.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
    /// How sure it is.
    pub sure: Sure,
}

fn moment(ms: u64) -> Option<String> {
    let at = Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()?;
    Some(at.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// A text as the format has it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One line, folded so that none is too long and no letter is cut.
fn line(out: &mut String, text: &str) {
    let mut room = LINE_BYTES_MAX;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE_BYTES_MAX - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

/// A whole calendar of this name, made at this moment.
#[must_use]
pub fn ics(name: &str, made_ms: u64, events: &[Event]) -> String {
    let mut out = String::new();
    let stamp = moment(made_ms).unwrap_or_else(|| "19700101T000000Z".to_owned());
    for head in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kith//Kith//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        line(&mut out, head);
    }
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        let (Some(begins), Some(ends)) = (moment(event.at_ms), moment(event.at_ms.saturating_add(u64::from(event.minutes) * 60_000))) else { continue };
        let status = match event.sure {
            Sure::Confirmed => "CONFIRMED",
            Sure::Tentative => "TENTATIVE",
            Sure::Cancelled => "CANCELLED",
        };
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", escaped(&event.uid)));
        for (key, value) in [("DTSTAMP", &stamp), ("DTSTART", &begins), ("DTEND", &ends)] {
            line(&mut out, &format!("{key}:{value}"));
        }
        line(&mut out, &format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.description.is_empty() {
            line(&mut out, &format!("DESCRIPTION:{}", escaped(&event.description)));
        }
        line(&mut out, &format!("STATUS:{status}"));
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

#[cfg(test)]
mod tests {
    use super::{Event, Sure, ics};

    /// covers: R3, X7
    #[test]
    fn a_calendar_is_folded_escaped_and_says_how_sure_each_visit_is() {
        let event = |summary: &str, sure| Event {
            uid: "3f2a-20000@kith".into(),
            at_ms: 1_780_000_000_000,
            minutes: 90,
            summary: summary.into(),
            description: "Bring: tea; cake, and\nthe tŷ key\u{7}".into(),
            sure,
        };
        let text = ics("Cylch Mair", 1_780_000_000_000, &[event(&"ŷ".repeat(80), Sure::Confirmed), event("Lift", Sure::Cancelled)]);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.lines().all(|l| l.len() <= 75), "{text}");
        let whole = text.replace("\r\n ", "");
        for wanted in [
            "DTSTART:20260528T202640Z",
            "DTEND:20260528T215640Z",
            "DESCRIPTION:Bring: tea\\; cake\\, and\\nthe tŷ key\r",
            "STATUS:CANCELLED",
            &format!("SUMMARY:{}\r", "ŷ".repeat(80)),
        ] {
            assert!(whole.contains(wanted), "{wanted}: {whole}");
        }
    }
}
