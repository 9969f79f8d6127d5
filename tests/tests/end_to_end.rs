//! The real binaries on loopback: a relay and `kith` processes, killed and started again in the middle.
//!
//! `cargo build --workspace` comes first: the commands are taken from beside this test's own binary.

mod bad_relay;
mod beginning;
mod books;
mod busy_profile;
mod calendars;
mod card_links;
mod care;
mod departures;
mod detour;
mod files;
mod forks;
mod lost_phone;
mod meetings;
mod neighbours;
mod power_cuts;
mod recovery;
mod safety;
mod traces;
mod turned_away;
mod witnesses;

use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Longer than anything here takes, so that what never comes fails and does not hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// Looks again until there is something; each look is a command of its own, so nothing spins and nothing sleeps.
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
    }
}

pub(super) fn built(name: &str) -> PathBuf {
    let me = std::env::current_exe().unwrap();
    let path = me.parent().and_then(Path::parent).unwrap().join(name);
    assert!(path.exists(), "{} is not built: run `cargo build --workspace` first", path.display());
    path
}

/// A process that is killed when it is let go.
pub(super) struct Running {
    pub(super) child: Child,
    first_line: Value,
}

impl Running {
    pub(super) fn start(command: &mut Command) -> Self {
        Self::start_with(command, Stdio::null())
    }

    fn start_with(command: &mut Command, stderr: Stdio) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let first_line = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{line:?}: {e}"));
        Self { child, first_line }
    }

    /// What a person reads on one of its pages.
    fn page(&self, path: &str) -> String {
        let (host, token) = self.first_line["url"].as_str().unwrap().strip_prefix("http://").unwrap().split_once("/?").unwrap();
        let get = |path: &str, more: &str| {
            let mut stream = TcpStream::connect(host).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: en\r\nConnection: close\r\n{more}\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let let_in = get(&format!("/?{token}"), "");
        let cookie = let_in.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|line| line.split(';').next()).unwrap();
        get(path, &format!("Cookie: {cookie}\r\n"))
    }

    /// Ends it in order.
    pub(super) fn stop(mut self) {
        let told = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status().unwrap();
        assert!(told.success());
        assert!(self.child.wait().unwrap().success(), "it ends in order");
    }

    /// As a dead battery would: nothing is flushed, nothing is closed.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) struct Stage {
    folder: TempDir,
}

impl Stage {
    pub(super) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub(super) fn relay(&self) -> Running {
        let dir = self.folder.path().join("relay");
        // On its first start it takes free ports, and it keeps to them.
        Running::start(Command::new(built("kith-relay")).args(["serve", "--loopback", "--dir"]).arg(dir))
    }

    pub(super) fn path(&self, who: &str) -> PathBuf {
        self.folder.path().join(who)
    }

    pub(super) fn command(&self, who: &str) -> Command {
        let mut c = Command::new(built("kith"));
        c.arg("--profile")
            .arg(self.folder.path().join(who))
            .arg("--json")
            .env("KITH_PASSPHRASE", "only for tests")
            .env("KITH_COUNTERS", self.folder.path().join("counters"));
        c
    }

    pub(super) fn output(&self, who: &str, args: &[&str]) -> Output {
        self.command(who).args(args).output().unwrap()
    }

    pub(super) fn kith(&self, who: &str, args: &[&str]) -> Value {
        let out = self.output(who, args);
        assert!(out.status.success(), "{who} {args:?}: {}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{who} {args:?}: {e}"))
    }

    fn refused(&self, who: &str, args: &[&str]) -> (i32, Value) {
        let out = self.output(who, args);
        (out.status.code().unwrap(), serde_json::from_slice(&out.stderr).unwrap())
    }

    pub(super) fn serve(&self, who: &str) -> Running {
        Running::start(self.command(who).args(["serve", "--loopback", "--no-lan"]))
    }

    /// An office and two people who have joined through the relay; Mair's circle holds Dewi.
    pub(super) fn coop(&self, relay: &Running) {
        let address = relay.first_line["addr"].as_str().unwrap();
        self.kith("office", &["init", "--name", "Office"]);
        self.kith("office", &["coop", "create", "--name", "Cwm Derw", "--area", "Lower Derw"]);
        self.kith("office", &["relay", "set", address]);
        for (who, name) in [("mair", "Mair"), ("dewi", "Dewi")] {
            self.join(who, name);
        }
        self.kith("office", &["sync"]);
        self.kith("mair", &["sync"]);
        self.kith("mair", &["circle", "create", "--name", "Mair's circle", "--person", "me"]);
        self.kith("mair", &["circle", "add", "--circle", "Mair's circle", "--person", "Dewi"]);
        self.kith("mair", &["sync"]);
        self.kith("dewi", &["sync"]);
    }

    /// Somebody who joins through the relay.
    pub(super) fn join(&self, who: &str, name: &str) {
        self.kith(who, &["init", "--name", name]);
        let invitation = self.kith("office", &["invite"]);
        self.kith(who, &["join", "--text", invitation["text"].as_str().unwrap()]);
        self.kith(who, &["sync"]);
        self.kith("office", &["sync"]);
        self.kith(who, &["sync"]);
    }

    pub(super) fn notes(&self, who: &str) -> Vec<String> {
        let notes = self.kith(who, &["note", "list", "--circle", "Mair's circle"]);
        let mut texts: Vec<String> = notes.as_array().unwrap().iter().map(|n| n["text"].as_str().unwrap().to_owned()).collect();
        texts.sort();
        texts
    }
}

/// covers: X1, X2, X8
#[test]
fn what_was_confirmed_survives_kill_9_of_every_process_in_the_middle() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    let served = stage.serve("dewi");
    let write = |text: &str| stage.kith("dewi", &["note", "write", "--circle", "Mair's circle", text]);
    write("one");
    write("two");
    served.kill();
    relay.kill();
    write("three");
    assert_eq!(stage.notes("dewi"), ["one", "three", "two"]);
    let (code, error) = stage.refused("dewi", &["sync"]);
    assert_eq!((code, error["error"]["kind"].as_str()), (7, Some("needs-signal")));
    let relay = stage.relay();
    stage.kith("dewi", &["sync"]);
    relay.kill();
    let _relay = stage.relay();
    stage.kith("mair", &["sync"]);
    assert_eq!(stage.notes("mair"), ["one", "three", "two"]);
    assert_eq!(stage.kith("dewi", &["rebuild"])["alike"], true);
}

/// covers: X2
#[test]
fn two_devices_meet_directly_with_no_relay() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    relay.kill();
    stage.kith("mair", &["note", "write", "--circle", "Mair's circle", "from Mair"]);
    stage.kith("dewi", &["note", "write", "--circle", "Mair's circle", "from Dewi"]);
    let served = stage.serve("mair");
    let address = stage.kith("mair", &["address"]);
    let address = address["address"].as_str().unwrap_or_else(|| panic!("{address}"));
    stage.kith("dewi", &["sync", "--peer", address]);
    assert_eq!(stage.notes("dewi"), ["from Dewi", "from Mair"]);
    assert_eq!(stage.notes("mair"), ["from Dewi", "from Mair"]);
    drop(served);
}

#[test]
fn every_kind_of_error_has_its_exit_code_and_one_document_on_stderr() {
    let stage = Stage::new();
    stage.kith("elin", &["init", "--name", "Elin"]);
    let cases: [(&[&str], i32, &str); 5] = [
        (&["note", "write", "--circle", "nobody", "hello"], 3, "not-found"),
        (&["coop", "show"], 4, "not-allowed"),
        (&["receive", "--text", "hello"], 2, "invalid-input"),
        (&["relay", "set", "nonsense"], 2, "invalid-input"),
        (&["no-such-command"], 2, "invalid-input"),
    ];
    for (args, code, kind) in cases {
        let (got, error) = stage.refused("elin", args);
        assert_eq!((got, error["error"]["kind"].as_str()), (code, Some(kind)), "{args:?}");
    }
    let locked = stage.command("elin").env("KITH_PASSPHRASE", "another").arg("whoami").output().unwrap();
    assert_eq!(locked.status.code(), Some(5));
}

/// covers: M7, R2, R3, C2, C11, C12, X1
#[test]
fn the_guides_worked_co_op_runs_as_it_stands() {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guides/command-line.md")).unwrap();
    let script = guide.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let path = format!("{}:{}", built("kith").parent().unwrap().display(), std::env::var("PATH").unwrap());
    let folder = TempDir::new().unwrap();
    let out = Command::new("sh").arg("-c").arg(script).env("PATH", path).env("TMPDIR", folder.path()).env("HOME", folder.path()).output().unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{stdout}\n{stderr}");
    let book: Value = serde_json::from_str(&stdout[stdout.rfind('{').unwrap()..]).unwrap();
    assert_eq!((book["minted"].as_u64(), book["adds_up"].as_bool()), (Some(1), Some(true)), "{stdout}");
}
