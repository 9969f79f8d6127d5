//! What is kept when the relay stops, well or badly, and what devices are told when it is not.

use crate::device::{Device, keys, placed, relay_in};
use kith_relay::{Config, Limits, Relay, RelayError, Whereabouts};
use kith_wire::relay::FromRelay;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// The real binary, as a script would start it.
struct Process {
    child: Child,
    whereabouts: Whereabouts,
}

fn serve(dir: &Path) -> Process {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kith-relay"))
        .args(["serve", "--loopback", "--dir"])
        .arg(dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let whereabouts = serde_json::from_str(&line).unwrap();
    Process { child, whereabouts }
}

impl Process {
    /// SIGKILL; what it had written to standard error.
    fn kill(mut self) -> String {
        self.child.kill().unwrap();
        let output = self.child.wait_with_output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    }
}

#[tokio::test]
async fn what_was_confirmed_survives_kill_9() {
    let dir = tempfile::tempdir().unwrap();
    let process = serve(dir.path());
    let address = process.whereabouts.addr.parse().unwrap();
    let mine = keys(1);
    let mut member = Device::member(&address, &mine).await;
    let mut confirmed = Vec::new();
    for n in 0..40 {
        let note = mine.note(&format!("note {n}"));
        let last = placed(&member.put(std::slice::from_ref(&note)).await[0]);
        confirmed.push((note, last));
    }
    let errors = process.kill();
    assert!(!errors.contains("127.0.0.1") && !errors.contains(&mine.tag().hex()), "no address and no tag in the log");

    let process = serve(dir.path());
    assert_eq!(process.whereabouts.addr.parse(), Ok(address.clone()), "found again where it was");
    let mut member = Device::member(&address, &mine).await;
    let page = member.page(mine.tag(), None).await;
    assert_eq!(page.items.iter().map(|item| &item.envelope).collect::<Vec<_>>(), confirmed.iter().map(|(note, _)| note).collect::<Vec<_>>());
    assert_eq!(page.end, confirmed[39].1, "the same epoch and the same links");
    process.kill();
}

#[tokio::test]
async fn the_relay_keeps_what_it_was_given_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mine = keys(1);
    let mut member = Device::member(relay.addr(), &mine).await;
    member.put(&[mine.note("sealed")]).await;
    let device = *member.endpoint.id().as_bytes();
    let port = member.endpoint.bound_sockets()[0].port();
    relay.shutdown().await;

    let kept: Vec<u8> = std::fs::read_dir(dir.path()).unwrap().flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    let holds = |wanted: &[u8]| kept.windows(wanted.len()).any(|window| window == wanted);
    assert!(holds(&mine.note("sealed")) && holds(&mine.tag().0));
    for (what, secret) in [
        ("the device's network key", device.as_slice()),
        ("the write key", mine.write.verifying_key().as_bytes()),
        ("the read key", mine.read.verifying_key().as_bytes()),
        ("a seed", mine.write.as_bytes()),
        ("the device's address", format!("127.0.0.1:{port}").as_bytes()),
    ] {
        assert!(!holds(secret), "{what}");
    }
}

#[tokio::test]
async fn a_restart_is_no_restore_and_a_restore_is_found_out() {
    let dir = tempfile::tempdir().unwrap();
    let mine = keys(1);
    let relay = relay_in(dir.path(), Limits::default()).await;
    let address = relay.addr().clone();
    let mut member = Device::member(&address, &mine).await;
    let epoch = member.challenge.log_epoch;
    let first = placed(&member.put(&[mine.note("kept")]).await[0]);
    relay.shutdown().await;
    let copy = std::fs::read(dir.path().join("relay.db")).unwrap();

    let relay = relay_in(dir.path(), Limits::default()).await;
    let mut member = Device::member(relay.addr(), &mine).await;
    assert_eq!(member.challenge.log_epoch, epoch);
    let lost = placed(&member.put(&[mine.note("lost")]).await[0]);
    relay.shutdown().await;

    std::fs::write(dir.path().join("relay.db"), copy).unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    let mut member = Device::member(relay.addr(), &mine).await;
    assert_ne!(member.challenge.log_epoch, epoch);
    for cursor in [first, lost] {
        assert!(matches!(member.get(mine.tag(), Some(cursor)).await, FromRelay::CursorMismatch { head, .. } if head.seq == 1));
    }
    assert_eq!(member.read_all(mine.tag()).await, [mine.note("kept")]);
    let offered = member.put(&[mine.note("kept"), mine.note("lost")]).await;
    assert_eq!(offered.iter().map(|outcome| placed(outcome).seq).collect::<Vec<_>>(), [1, 2], "what was lost is taken again");
    relay.shutdown().await;
}

#[tokio::test]
async fn one_directory_has_one_relay() {
    let dir = tempfile::tempdir().unwrap();
    let relay = relay_in(dir.path(), Limits::default()).await;
    assert!(matches!(Relay::start(Config::on_loopback(dir.path())).await, Err(RelayError::Busy)));
    relay.shutdown().await;
    relay_in(dir.path(), Limits::default()).await.shutdown().await;
}
