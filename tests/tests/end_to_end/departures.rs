//! Story 6 from its first step to its last, with the real binaries: a volunteer's phone is lost with notes and coins on it, two of three
//! guardians bring her back, she leaves and has her data erased, and then the person whom she helped dies.

use super::{
    Running, Stage,
    lost_phone::{CIRCLE, texts},
};
use crate::erasure::copy;
use serde_json::{Value, json};
use std::fs;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// Everybody, in the order in which they meet the relay.
const EVERYBODY: [&str; 6] = ["elin", "mair", "dewi", "ana", "gwen", "office"];
/// Statements of the office that a lost phone's coins wait for, and some to be sure.
const STATEMENTS: u32 = 8;

/// The co-op of the story.
struct Story {
    stage: Stage,
    relay: Option<Running>,
    /// The phone that is lost.
    device: String,
    /// Whose it was.
    person: Value,
}

impl Story {
    /// The office, Mair and her circle, Elin who volunteers and has four coins and three guardians; Mair has six coins and an heir.
    fn begin() -> Self {
        let stage = Stage::new();
        let relay = stage.relay();
        stage.kith("office", &["init", "--name", "Office"]);
        stage.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
        stage.kith("office", &["relay", "set", relay.first_line["addr"].as_str().unwrap()]);
        for (who, name, class) in
            [("mair", "Mair", "supported"), ("elin", "Elin", "worker"), ("dewi", "Dewi", "family"), ("ana", "Ana", "community"), ("gwen", "Gwen", "community")]
        {
            stage.kith(who, &["init", "--name", name]);
            let invitation = stage.kith("office", &["invite", "--class", class]);
            stage.kith(who, &["join", "--text", invitation["text"].as_str().unwrap()]);
            stage.in_turn(&[who, "office", who]);
        }
        for role in ["safeguarding-lead", "registered-manager"] {
            stage.kith("office", &["role", "grant", "Ana", role]);
        }
        stage.kith("office", &["coop", "lease", "7"]);
        stage.kith("office", &["policy", "set", "--pocket", "2", "--promised", "6"]);
        let story = Self { stage, relay: Some(relay), device: String::new(), person: Value::Null };
        story.rest();
        story.stage.kith("mair", &["circle", "create", "--name", CIRCLE, "--person", "me"]);
        for (name, level) in [("Elin", "member"), ("Dewi", "keeper"), ("Ana", "member"), ("Office", "member")] {
            story.stage.kith("mair", &["circle", "add", "--circle", CIRCLE, "--person", name, "--level", level]);
        }
        story.rest();
        story.stage.kith("elin", &["profile", "set", "--side", "give", "--section", "offer", "--text", "Walks by the Rheidol", "--audience", "coop"]);
        story.stage.kith("elin", &["recovery", "guardians", "--person", "Dewi", "--person", "Ana", "--person", "Gwen", "--needed", "2"]);
        story.hours("elin", 240);
        story.hours("dewi", 360);
        story.rest();
        let given = story.stage.kith("dewi", &["coin", "give", "--to", "Mair", "--count", "6"]);
        story.stage.kith("mair", &["receive", "--text", given["hand_over"]["text"].as_str().unwrap()]);
        story.stage.kith("mair", &["estate", "set", "--to", "Gwen"]);
        story.rest();
        story.rest();
        assert_eq!((story.settled("elin"), story.settled("mair")), (4, 6));
        let me = story.stage.kith("elin", &["whoami"]);
        Self { device: me["device"].as_str().unwrap().to_owned(), person: me["person"]["id"].clone(), ..story }
    }

    /// A visit to Mair, which she confirms.
    fn hours(&self, who: &str, minutes: u32) {
        let visit = self.stage.kith(who, &["visit", "check-in", "--circle", CIRCLE]);
        let visit = visit["id"].as_str().unwrap();
        self.stage.kith(who, &["visit", "check-out", visit, "--minutes", &minutes.to_string(), "--done", "my-care", "--text", "Tea and the paper"]);
        let ask = self.stage.kith(who, &["visit", "ask", visit]);
        self.stage.kith("mair", &["receive", "--text", ask["text"].as_str().unwrap()]);
        let confirmed = self.stage.kith("mair", &["visit", "confirm", visit]);
        self.stage.kith(who, &["receive", "--text", confirmed["hand_over"]["text"].as_str().unwrap()]);
    }

    fn rest(&self) {
        self.stage.in_turn(&EVERYBODY);
        self.stage.in_turn(&EVERYBODY);
    }

    fn settled(&self, who: &str) -> u64 {
        self.stage.kith(who, &["coin", "list"])["balance"]["settled"].as_u64().unwrap()
    }

    fn at(&self, who: &str, now_ms: u64, args: &[&str]) -> std::process::Output {
        self.stage.command(who).args(args).env("KITH_NOW_MS", now_ms.to_string()).output().unwrap()
    }

    fn no_signal(&mut self) {
        self.relay.take().unwrap().kill();
    }

    fn signal(&mut self) {
        self.relay = Some(self.stage.relay());
    }

    fn adds_up(&self) {
        let book = self.stage.kith("office", &["book"]);
        assert_eq!((book["adds_up"].as_bool(), &book["held"]), (Some(true), &book["minted"]), "{book}");
    }

    /// What somebody reads on their screen.
    fn screens(&self, who: &str, pages: &[(String, &str)]) {
        let served = self.stage.serve(who);
        for (path, says) in pages {
            let page = served.page(path);
            assert!(page.starts_with("HTTP/1.1 200") && page.contains(says), "{who} {path} does not say {says:?}: {page}");
        }
        served.stop();
    }

    fn circle(&self, who: &str) -> String {
        self.stage.kith(who, &["circle", "show", CIRCLE])["circle"]["id"].as_str().unwrap().to_owned()
    }

    /// Steps 1 and 2: lost on the bus with two notes that were never sent and four coins, of which its finder gives one away; it is locked.
    fn lost_on_the_bus(&mut self) {
        let stage = &self.stage;
        stage.note("elin", "Sent in good time");
        stage.in_turn(&["elin", "mair", "dewi", "office"]);
        self.no_signal();
        let stage = &self.stage;
        stage.note("elin", "Met Dewi in the kitchen");
        let served = stage.serve("dewi");
        let address = stage.kith("dewi", &["address"])["address"].as_str().unwrap().to_owned();
        stage.kith("elin", &["sync", "--peer", &address]);
        served.stop();
        stage.note("elin", "Told nobody");
        fs::rename(stage.path("elin"), stage.path("lost")).unwrap();
        let given = stage.kith("lost", &["coin", "give", "--to", "Gwen"]);
        let taken = stage.kith("gwen", &["receive", "--text", given["hand_over"]["text"].as_str().unwrap()]);
        assert_eq!((taken["outcome"].as_str(), taken["code"].as_str()), (Some("taken"), Some("coins-promised")));
        // Locked: five wrong tries, and then even the right passphrase waits.
        for _ in 0..5 {
            let out = stage.command("lost").env("KITH_PASSPHRASE", "guessed").arg("whoami").output().unwrap();
            assert_eq!(out.status.code(), Some(5));
        }
        let (code, error) = stage.refused("lost", &["whoami"]);
        assert_eq!((code, error["error"]["code"].as_str()), (5, Some("wait")), "{error}");
    }

    /// Steps 3 to 5: cut off by the office, brought back by two of three guardians; coins and one note come home, the other is lost.
    fn back_on_another_phone(&mut self) {
        self.signal();
        let stage = &self.stage;
        assert_eq!(texts(&stage.kith("office", &["device", "list", "--person", "Elin"]), "id"), [self.device.as_str()]);
        stage.kith("office", &["device", "revoke", &self.device, "--person", "Elin"]);
        stage.in_turn(&["office", "dewi", "mair", "ana", "gwen"]);
        stage.note("mair", "Newer than the loss");
        stage.in_turn(&["mair"]);

        stage.kith("elin", &["init", "--name", "New phone"]);
        stage.kith("elin", &["relay", "set", self.relay.as_ref().unwrap().first_line["addr"].as_str().unwrap()]);
        let asked = stage.kith("elin", &["recovery", "ask"]);
        for guardian in ["dewi", "gwen"] {
            let code = asked["code"].as_str().unwrap();
            let request = asked["hand_over"]["text"].as_str().unwrap();
            let share = stage.kith(guardian, &["recovery", "vouch", "--text", request, "--person", "Elin", "--code", code, "--in-person"]);
            assert_eq!(stage.kith("elin", &["receive", "--text", share["hand_over"]["text"].as_str().unwrap()])["outcome"], "taken", "{guardian}");
        }
        assert_eq!(stage.kith("elin", &["whoami"])["person"]["id"], self.person);
        self.rest();
        assert_eq!(stage.notes("elin"), ["Met Dewi in the kitchen", "Newer than the loss", "Sent in good time"]);
        let progress = stage.kith("elin", &["recovery", "progress"]);
        assert_eq!(texts(&progress["lost"], "name"), [CIRCLE], "{progress}");
        let of_ms = stage.kith("elin", &["note", "list", "--circle", CIRCLE])[0]["written_ms"].as_u64().unwrap();
        stage.kith("elin", &["note", "later", "--circle", CIRCLE, "--of-ms", &of_ms.to_string(), "The lost words, again"]);
        self.rest();
        let notes = stage.kith("mair", &["note", "list", "--circle", CIRCLE]);
        let later = notes.as_array().unwrap().iter().find(|note| note["text"] == "The lost words, again").unwrap();
        assert_eq!(later["of_ms"].as_u64(), Some(of_ms), "it says that it was written later");
        self.coins_come_back();
        let circle = self.circle("elin");
        self.screens(
            "elin",
            &[
                ("/recovery/progress".to_owned(), "told nobody, is lost"),
                (format!("/circle/{circle}/later"), "<form"),
                (format!("/circle/{circle}"), "The lost words, again"),
                ("/coins/lost".to_owned(), "Gwen"),
            ],
        );
    }

    /// What lay on the lost phone comes back after its time; what its finder gave is a coin given twice.
    fn coins_come_back(&self) {
        let stage = &self.stage;
        let lost = stage.kith("elin", &["coin", "lost"]);
        assert_eq!((lost[0]["state"].as_str(), lost[0]["gifts"][0]["state"].as_str()), (Some("to-ask"), Some("waits")), "{lost}");
        assert_eq!(lost[0]["gifts"][0]["to"]["name"], "Gwen");
        assert_eq!(stage.kith("elin", &["coin", "recover", &self.device])[0]["state"], "waiting");
        for _ in 0..STATEMENTS {
            if stage.kith("elin", &["coin", "lost"])[0]["state"] == "back" {
                break;
            }
            self.hours("dewi", 60);
            self.rest();
        }
        let lost = stage.kith("elin", &["coin", "lost"]);
        assert_eq!((lost[0]["state"].as_str(), lost[0]["back"].as_u64(), self.settled("elin")), (Some("back"), Some(4), 4), "{lost}");
        let states = texts(&stage.kith("gwen", &["coin", "list"])["coins"], "state");
        assert_eq!(states, ["claim"], "whoever took it in good faith is told, and has a claim");
        self.adds_up();
    }

    /// Step 6: three weeks later the old phone is turned on. Its lease is over, with no signal at all; once it has some, it is signed out for good.
    fn the_old_phone_is_found(&mut self) {
        let now_ms = self.stage.kith("mair", &["note", "list", "--circle", CIRCLE])[0]["written_ms"].as_u64().unwrap();
        let later = now_ms + 21 * DAY_MS;
        self.no_signal();
        let out = self.at("lost", later, &["note", "list", "--circle", CIRCLE]);
        let error: Value = serde_json::from_slice(&out.stderr).unwrap();
        assert_eq!((out.status.code(), error["error"]["code"].as_str()), (Some(5), Some("signed-out")), "{error}");
        self.signal();
        let out = self.at("lost", later, &["sync"]);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        for args in [&["whoami"][..], &["circle", "list"], &["coin", "list"], &["sync"], &["note", "list", "--circle", CIRCLE]] {
            self.stage.signed_out("lost", args);
        }
        assert!(!self.stage.path("lost").join("kith.db").exists());
        assert_eq!(fs::read(self.stage.path("lost").join("keys")).unwrap(), b"KITHGONE\x01en");
        self.rest();
        let waits = self.stage.kith("mair", &["circle", "quarantine", CIRCLE]);
        assert_eq!(texts(&waits, "text"), ["Told nobody"], "what it had told nobody waits for a keeper's word");
    }

    /// Step 7: what whoever looks after safety needs for the decision within 72 hours.
    fn report_to_the_lead(&self) {
        let report = self.stage.kith("ana", &["report", "lost", &self.device]);
        assert_eq!((&report["owner"]["id"], report["standing"].as_str(), report["encrypted"].as_bool()), (&self.person, Some("revoked"), Some(true)));
        assert_eq!((texts(&report["circles"], "name"), &report["not_known"][1]), (vec![CIRCLE.to_owned()], &json!("last-unlocked")));
        assert_eq!(report["due_ms"].as_u64().unwrap() - report["aware_ms"].as_u64().unwrap(), 3 * DAY_MS);
        self.screens("ana", &[(format!("/lost/{}", self.device), CIRCLE)]);
    }

    /// Step 8: she leaves and asks for her data; the office has a month, and looks at every passage about others first.
    fn her_data_is_given(&self) {
        let stage = &self.stage;
        let case = stage.kith("office", &["case", "open", "Elin", "--what", "export"]);
        let id = case["id"].as_str().unwrap();
        assert_eq!((case["days_left"].as_u64(), case["answered_ms"].as_u64()), (Some(30), None), "{case}");
        let (code, error) = stage.refused("office", &["case", "done", id]);
        assert_eq!((code, error["error"]["code"].as_str()), (4, Some("review-first")), "{error}");
        self.screens("office", &[("/privacy/requests".to_owned(), "Elin"), (format!("/privacy/requests/{id}"), "Met Dewi in the kitchen")]);
        let out = stage.path("first");
        let marked = stage.kith("office", &["export", "--case", id, "--out", out.to_str().unwrap()]);
        for passage in marked["review"].as_array().unwrap() {
            let mut review = vec!["case", "review", id, passage["passage"].as_str().unwrap()];
            if passage["text"].as_str().unwrap().contains("kitchen") {
                review.push("--withhold");
            }
            stage.kith("office", &review);
        }
        let out = stage.path("for-elin");
        stage.kith("office", &["export", "--case", id, "--out", out.to_str().unwrap()]);
        assert!(stage.kith("office", &["case", "done", id])["answered_ms"].is_u64());
        let data = fs::read_to_string(out.join("data.json")).unwrap();
        for held in ["Walks by the Rheidol", "Sent in good time", "The lost words, again", "my-care"] {
            assert!(data.contains(held), "{held}: {data}");
        }
        assert!(!data.contains("Met Dewi"), "what was withheld is not given");
        let data: Value = serde_json::from_str(&data).unwrap();
        assert_eq!((data["coins"]["hours"][0]["minutes"].as_u64(), data["coins"]["balance"]["settled"].as_u64()), (Some(240), Some(4)));
        assert!(data["coins"]["movements"].as_array().unwrap().len() >= 4, "every step of her coins");
    }

    /// Steps 9 and 10: erased everywhere but for what others' coins rest on and one hold; a relay put back from before brings none of it back.
    fn erased(&mut self) {
        let stage = &self.stage;
        let notes = stage.kith("ana", &["note", "list", "--circle", CIRCLE]);
        let kept = notes.as_array().unwrap().iter().find(|note| note["text"] == "Sent in good time").unwrap()["id"].as_str().unwrap().to_owned();
        self.screens("ana", &[(format!("/privacy/hold/{kept}"), "Sent in good time")]);
        stage.kith("ana", &["hold", "add", &kept, "--reason", "a concern is open", "--tell"]);
        self.screens("ana", &[("/privacy/holds".to_owned(), "a concern is open")]);
        self.rest();
        assert_eq!(texts(&stage.kith("elin", &["hold", "of-mine"]), "place"), [CIRCLE], "she is told that something is kept");
        self.no_signal();
        copy(&self.stage.path("relay"), &self.stage.path("backup"));
        self.signal();
        let erased = self.stage.kith("elin", &["erase", "--everything", "--reason", "I am leaving"]);
        let stays = texts(&erased["stays"], "what");
        assert!(["kept", "coin", "membership"].iter().all(|what| stays.iter().any(|one| one == what)), "{erased}");
        self.rest();
        self.nothing_of_hers_is_left();
        self.no_signal();
        fs::remove_dir_all(self.stage.path("relay")).unwrap();
        copy(&self.stage.path("backup"), &self.stage.path("relay"));
        self.signal();
        self.rest();
        self.nothing_of_hers_is_left();
        assert!(self.stage.kith("ana", &["hold", "list"]).to_string().contains("Sent in good time"), "the hold stays");
        self.adds_up();
    }

    fn nothing_of_hers_is_left(&self) {
        for who in ["mair", "dewi", "ana", "office"] {
            assert_eq!(self.stage.notes(who), ["Newer than the loss"], "{who}");
            for word in ["kitchen", "lost words", "good time"] {
                assert!(self.stage.kith(who, &["note", "search", word]).as_array().unwrap().is_empty(), "{who} finds {word}");
            }
            assert_eq!(self.stage.kith(who, &["rebuild"])["alike"], true, "{who}: what the log says is what is shown");
            let profile = self.stage.kith(who, &["profile", "show", self.person.as_str().unwrap()]);
            assert_eq!(profile["sections"], json!([]), "{who}: {profile}");
        }
    }

    /// Step 11: Mair dies. Her circle can be read and takes nothing new; her coins go to the neighbour whom she named.
    fn death(&self) {
        let stage = &self.stage;
        stage.kith("ana", &["retention", "set", "closed-circle", "120"]);
        self.rest();
        let closed = stage.kith("dewi", &["retention", "close", CIRCLE, "--reason", "Mair has died"]);
        assert_eq!((closed["closed"]["months"].as_u64(), closed["closed"]["reason"].as_str()), (Some(120), Some("Mair has died")), "{closed}");
        self.rest();
        for who in ["dewi", "ana", "office", "elin"] {
            let (code, error) = stage.refused(who, &["note", "write", "--circle", CIRCLE, "too late"]);
            assert_eq!((code, error["error"]["code"].as_str()), (4, Some("circle-closed")), "{who}");
        }
        assert_eq!(stage.notes("ana"), ["Newer than the loss"], "it can be read");
        let circle = self.circle("dewi");
        self.screens("dewi", &[(format!("/circle/{circle}"), "Mair has died"), (format!("/circle/{circle}/closing"), "kept for 120 months")]);

        for device in texts(&stage.kith("office", &["device", "list", "--person", "Mair"]), "id") {
            stage.kith("office", &["device", "revoke", &device, "--person", "Mair"]);
        }
        stage.in_turn(&["office", "dewi", "office"]);
        let case = stage.kith("office", &["estate", "carry-out", "Mair"]);
        assert_eq!((case["state"].as_str(), case["left"].as_u64(), case["to"]["name"].as_str()), (Some("waiting"), Some(6), Some("Gwen")), "{case}");
        for _ in 0..STATEMENTS {
            if stage.kith("office", &["estate", "carry-out", "Mair"])["state"] == "done" {
                break;
            }
            stage.kith("dewi", &["estate", "set", "--to", "pool"]);
            stage.in_turn(&["dewi", "office", "dewi", "gwen", "office", "gwen"]);
        }
        let case = stage.kith("office", &["estate", "carry-out", "Mair"]);
        assert_eq!((case["state"].as_str(), case["gone"].as_u64()), (Some("done"), Some(6)), "{case}");
        stage.in_turn(&["office", "gwen", "office", "gwen"]);
        assert_eq!(self.settled("gwen"), 6);
        self.screens("office", &[("/coins/estate".to_owned(), "Carry")]);
        self.adds_up();
    }
}

/// covers: X3, X5, X7, R2, R4, R5, R8, C11, C12, C14, M5
#[test]
fn story_six_goes_from_the_bus_to_the_neighbour_who_is_left_the_coins() {
    let mut story = Story::begin();
    story.lost_on_the_bus();
    story.back_on_another_phone();
    story.the_old_phone_is_found();
    story.report_to_the_lead();
    story.her_data_is_given();
    story.erased();
    story.death();
}
