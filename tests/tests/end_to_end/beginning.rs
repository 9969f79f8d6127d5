//! `kith serve --begin` in an empty folder, as a browser would use it: a profile is begun, one is made from a backup, and the pages that
//! follow stand at the same address.

use super::{Running, Stage};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

const BOUNDARY: &str = "----kith-test";

/// A browser with one cookie.
struct Browser {
    host: String,
    cookie: String,
}

struct Answer {
    status: u16,
    head: String,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.head.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name))).map_or("", |(_, value)| value)
    }

    /// The secret of the page's forms.
    fn secret(&self) -> String {
        let (_, rest) = self.text.split_once("name=\"secret\" value=\"").expect("a form with its secret");
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Browser {
    fn at(served: &Running) -> Self {
        let url = served.first_line["url"].as_str().unwrap();
        let (host, token) = url.trim_start_matches("http://").split_once("/?token=").unwrap();
        let mut browser = Self { host: host.to_owned(), cookie: String::new() };
        let let_in = browser.get(&format!("/?token={token}"));
        browser.cookie = let_in.header("set-cookie").split(';').next().unwrap().to_owned();
        browser
    }

    fn send(&self, request: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let head = format!("{request}\r\nHost: {}\r\nCookie: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", self.host, self.cookie, body.len());
        stream.write_all(head.as_bytes()).unwrap();
        // A form that is refused at its beginning is not read to its end.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head: head.to_owned(), text: text.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1"), b"")
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect::<Vec<_>>().join("&");
        self.send(&format!("POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"), body.as_bytes())
    }

    fn post_file(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        body.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\n").as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.send(&format!("POST {path} HTTP/1.1\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}"), &body)
    }
}

impl Stage {
    fn begin(&self, who: &str) -> Running {
        Running::start(self.command(who).env_remove("KITH_PASSPHRASE").args(["serve", "--begin", "--loopback", "--no-lan"]))
    }
}

/// covers: X3, X5
#[test]
fn a_profile_is_begun_on_a_page_and_its_passphrase_changed() {
    let stage = Stage::new();
    let served = stage.begin("elin");
    let browser = Browser::at(&served);
    let page = browser.get("/?lang=cy");
    assert!(page.status == 200 && page.text.contains("Mae gen i gopi wrth gefn"), "{}", page.text);
    let secret = page.secret();
    let fields = |again| [("secret", secret.as_str()), ("lang", "cy"), ("name", "Elin"), ("passphrase", "only for tests"), ("again", again)];
    assert_eq!(browser.post("/begin", &fields("another")).status, 422);
    assert_eq!(browser.post("/begin", &[("name", "Elin"), ("passphrase", "x"), ("again", "x")]).status, 403);
    assert!(!stage.path("elin").join("keys").exists());
    let made = browser.post("/begin", &fields("only for tests"));
    assert_eq!((made.status, made.header("location")), (303, "/start"), "{}", made.text);
    // The next page is the profile's own, at the same address.
    let start = browser.get("/start");
    assert!(start.status == 200 && start.text.contains("/recovery/back") && start.text.contains(r#"<html lang="cy">"#), "{}", start.text);
    assert_eq!(stage.kith("elin", &["whoami"])["person"]["name"], "Elin");

    let new = [("secret", secret.as_str()), ("now", "only for tests"), ("passphrase", "something else"), ("again", "something else")];
    let wrong = [("secret", secret.as_str()), ("now", "guessed"), ("passphrase", "something else"), ("again", "something else")];
    let refused = browser.post("/passphrase", &wrong);
    assert!(refused.status == 403 && !refused.text.contains("guessed"), "{}", refused.text);
    assert_eq!(browser.post("/passphrase", &new).header("location"), "/vault");
    served.stop();
    assert_eq!(stage.refused("elin", &["whoami"]).0, 5);
    let changed =
        stage.command("elin").env("KITH_PASSPHRASE", "something else").env("KITH_NEW_PASSPHRASE", "only for tests").arg("passphrase").output().unwrap();
    assert!(changed.status.success(), "{}", String::from_utf8_lossy(&changed.stderr));
    assert_eq!(stage.kith("elin", &["whoami"])["person"]["name"], "Elin");
}

/// covers: X3, X5
#[test]
fn a_backup_handed_in_on_a_page_becomes_a_new_device_that_waits_to_be_let_in() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    stage.kith("mair", &["note", "write", "--circle", "Mair's circle", "Kept in the backup"]);
    stage.kith("mair", &["sync"]);
    let file = stage.path("backup");
    let made = stage.command("mair").env("KITH_BACKUP_PASSPHRASE", "llechen las").args(["backup", "--out", file.to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let backup = std::fs::read(&file).unwrap();

    let served = stage.begin("new");
    let browser = Browser::at(&served);
    let secret = browser.get("/").secret();
    let fields = |secret, opens| [("secret", secret), ("lang", "en"), ("opens", opens), ("passphrase", "only for tests"), ("again", "only for tests")];
    // A form from elsewhere, another passphrase, and a file that is none: nothing is made, and nothing lies about.
    assert_eq!(browser.post_file("/begin/restore", &fields("guessed", "llechen las"), &backup).status, 403);
    let wrong = browser.post_file("/begin/restore", &fields(&secret, "llechen goch"), &backup);
    assert!(wrong.status == 423 && wrong.text.contains("That is another passphrase") && !wrong.text.contains("llechen goch"), "{}", wrong.text);
    assert_eq!(browser.post_file("/begin/restore", &fields(&secret, "llechen las"), b"not a backup of anything at all").status, 422);
    assert!(!stage.path("new").join("keys").exists() && !stage.path("new.restore").exists());

    let restored = browser.post_file("/begin/restore", &fields(&secret, "llechen las"), &backup);
    assert_eq!((restored.status, restored.header("location")), (303, "/vault"), "{}", restored.text);
    assert!(browser.get("/vault").text.contains("/devices/request"));
    assert!(!stage.path("new.restore").exists());
    assert_eq!(stage.kith("new", &["device", "state"])["standing"], "to-be-let-in");
    assert_eq!(stage.notes("new"), ["Kept in the backup"]);
    served.stop();
}
