//! Two programs want one profile, or one port: who comes second waits for a while, and is told then.

use super::{Stage, built};
use serde_json::Value;
use std::{
    fs::File,
    net::TcpListener,
    process::{Command, Output},
    time::{Duration, Instant},
};

/// How long the second is told to wait here.
const WAIT: Duration = Duration::from_millis(900);

fn error(out: &Output) -> (Option<i32>, Value) {
    (out.status.code(), serde_json::from_slice(&out.stderr).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&out.stderr))))
}

/// Somebody who holds a profile and does not serve it, as a command does while it works.
fn hold(stage: &Stage, who: &str) -> File {
    let lock = File::options().read(true).write(true).open(stage.path(who).join("lock")).unwrap();
    lock.try_lock().unwrap();
    lock
}

/// covers: X1
#[test]
fn a_command_and_a_server_wait_for_a_busy_profile_as_long_as_they_are_told_and_say_so() {
    let stage = Stage::new();
    stage.kith("mair", &["init", "--name", "Mair"]);
    let held = hold(&stage, "mair");
    for args in [["whoami"].as_slice(), &["sync"], &["serve", "--loopback", "--no-lan"]] {
        for wait in [Duration::ZERO, WAIT] {
            let begun = Instant::now();
            let out = stage.command("mair").env("KITH_BUSY_WAIT_MS", wait.as_millis().to_string()).args(args).output().unwrap();
            let took = begun.elapsed();
            let (code, said) = error(&out);
            assert_eq!((code, said["error"]["kind"].as_str(), said["error"]["code"].as_str()), (Some(6), Some("busy"), Some("busy")), "{args:?}: {said}");
            assert!(said["error"]["said"].as_str().is_some_and(|said| !said.is_empty()), "{said}");
            assert!(out.stdout.is_empty(), "nothing was begun");
            assert!(took >= wait, "{args:?} waited {took:?} of {wait:?}");
            assert!(took < wait + Duration::from_secs(20), "{args:?} waited {took:?}");
        }
    }
    drop(held);
    assert_eq!(stage.kith("mair", &["whoami"])["person"]["name"], "Mair");
}

/// covers: X1
#[test]
fn who_waits_for_a_busy_profile_goes_on_once_it_is_free() {
    let stage = Stage::new();
    stage.kith("mair", &["init", "--name", "Mair"]);
    for args in [["whoami"].as_slice(), &["serve", "--loopback", "--no-lan"]] {
        let held = hold(&stage, "mair");
        let mut command = stage.command("mair");
        command.env("KITH_BUSY_WAIT_MS", "60000").args(args);
        if args[0] == "serve" {
            // The first line comes only once it serves.
            let starting = std::thread::spawn(move || super::Running::start(&mut command));
            drop(held);
            let served = starting.join().unwrap();
            assert!(served.first_line["url"].is_string());
        } else {
            let waiting = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
            drop(held);
            assert!(waiting.wait_with_output().unwrap().status.success(), "{args:?}");
        }
    }
}

/// A second server does not wait for a first that means to stay.
///
/// covers: X1
#[test]
fn a_second_server_of_one_profile_is_told_at_once_that_the_first_has_it() {
    let stage = Stage::new();
    stage.kith("mair", &["init", "--name", "Mair"]);
    let first = stage.serve("mair");
    let out = stage.command("mair").env("KITH_BUSY_WAIT_MS", "60000").args(["serve", "--loopback", "--no-lan"]).output().unwrap();
    let (code, said) = error(&out);
    assert_eq!((code, said["error"]["code"].as_str()), (Some(6), Some("busy")), "{said}");
    assert_eq!(stage.kith("mair", &["whoami"])["person"]["name"], "Mair", "and the first goes on");
    first.stop();
}

#[test]
fn a_port_that_is_taken_is_told_before_a_profile_is_opened_or_a_demo_begun() {
    let stage = Stage::new();
    stage.kith("mair", &["init", "--name", "Mair"]);
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    // The profile is held: were it opened first, that would be what is said, after a minute.
    let held = hold(&stage, "mair");
    let out = stage.command("mair").env("KITH_BUSY_WAIT_MS", "60000").args(["serve", "--port", &port]).output().unwrap();
    let (code, said) = error(&out);
    assert_eq!((code, said["error"]["code"].as_str()), (Some(6), Some("port-in-use")), "{said}");
    assert!(said["error"]["said"].as_str().unwrap().contains(&port), "{said}");
    drop(held);

    let folder = stage.path("demo");
    let demo = |args: &[&str]| Command::new(built("kith")).args(["demo", "--json", "--dir"]).arg(&folder).args(args).output().unwrap();
    let (code, said) = error(&demo(&["--port", &port]));
    assert_eq!((code, said["error"]["code"].as_str()), (Some(6), Some("port-in-use")), "{said}");
    assert!(!folder.exists(), "nothing of the demo was begun");
    drop(other);
}

/// covers: X1
#[test]
fn a_command_waits_for_a_profile_that_a_demo_keeps_and_a_second_demo_takes_another_folder() {
    let stage = Stage::new();
    let folder = stage.path("demo");
    let mut demo = Command::new(built("kith"));
    demo.args(["demo", "--json", "--dir"]).arg(&folder).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut demo = Child(demo.spawn().unwrap());
    let whoami = |wait: Duration| {
        let mut command = stage.command("demo/mair");
        command.env("KITH_BUSY_WAIT_MS", wait.as_millis().to_string()).env("KITH_PASSPHRASE", "paned o de").arg("whoami");
        command.output().unwrap()
    };
    // Before the demo has made it there is no such profile; then it is in use.
    super::until("a phone of the demo", || (error(&whoami(Duration::ZERO)).0 == Some(6)).then_some(()));
    let begun = Instant::now();
    let (code, said) = error(&whoami(WAIT));
    assert_eq!((code, said["error"]["code"].as_str()), (Some(6), Some("busy")), "{said}");
    assert!(begun.elapsed() >= WAIT, "waited {:?}", begun.elapsed());
    let second = Command::new(built("kith")).args(["demo", "--json", "--dir"]).arg(&folder).output().unwrap();
    let (code, said) = error(&second);
    assert_eq!((code, said["error"]["code"].as_str()), (Some(2), Some("not-empty")), "{said}");
    assert!(demo.0.try_wait().unwrap().is_none(), "and the first goes on");
}

/// A process that is killed when it is let go.
struct Child(std::process::Child);

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
