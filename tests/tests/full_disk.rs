//! The real binaries on a disk that takes no more: a limit on the size of files stands for it, which needs no rights and works anywhere.

use super::end_to_end::{Running, Stage, built};
use serde_json::Value;
use std::process::Command;

/// The same command where no file may grow beyond so many blocks of 512 bytes; a write beyond fails, as on a full disk.
fn limited(command: &Command, blocks: u64) -> Command {
    let mut out = Command::new("sh");
    out.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        out.env(name, value.expect("only set"));
    }
    out
}

/// Words that no compression makes short.
fn noise(seed: u64, length: usize) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + u8::try_from(state % 26).unwrap())
    };
    (0..length).map(|_| next()).collect()
}

/// covers: X1
#[test]
fn a_command_on_a_full_disk_is_refused_whole_and_what_was_confirmed_stays() {
    let stage = Stage::new();
    stage.kith("mair", &["init", "--name", "Mair"]);
    stage.kith("mair", &["circle", "create", "--name", "Mair's circle", "--person", "me"]);
    stage.kith("mair", &["note", "write", "--circle", "Mair's circle", "before"]);
    let size = std::fs::metadata(stage.path("mair").join("kith.db")).unwrap().len() / 512;
    let mut kept = vec!["before".to_owned()];
    let mut refused = 0;
    for blocks in [1, 20, 70, 90, 110, 130, 150, size, size + 8, size + 40, size + 200] {
        let text = format!("{blocks} {}", noise(blocks, 2_000));
        let mut command = stage.command("mair");
        command.args(["note", "write", "--circle", "Mair's circle", &text]);
        let out = limited(&command, blocks).output().unwrap();
        if out.status.success() {
            kept.push(text);
        } else {
            let error: Value = serde_json::from_slice(&out.stderr).unwrap_or_else(|e| panic!("{blocks}: {e}: {}", String::from_utf8_lossy(&out.stderr)));
            assert_eq!((out.status.code(), error["error"]["kind"].as_str()), (Some(8), Some("storage")), "{blocks} blocks: {error}");
            refused += 1;
        }
        kept.sort();
        assert_eq!(stage.notes("mair"), kept, "with files of {blocks} blocks at most");
    }
    assert!(refused > 2 && kept.len() > 2, "{refused} refused, {} kept", kept.len());
    assert_eq!(stage.kith("mair", &["rebuild"])["alike"], true);
}

/// covers: X2, X8
#[test]
fn a_relay_on_a_full_disk_says_so_stays_up_and_loses_nothing_that_it_acknowledged() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    // Stopped in order, it leaves its database alone and no long log with room in it.
    relay.stop();
    let folder = stage.path("relay");
    let size = ["relay.db", "relay.db-wal"].map(|file| std::fs::metadata(folder.join(file)).map_or(0, |m| m.len() / 512)).into_iter().max().unwrap();
    let mut command = Command::new(built("kith-relay"));
    command.args(["serve", "--loopback", "--dir"]).arg(&folder);
    let mut full = Running::start(&mut limited(&command, size + 24));
    let (mut written, mut acknowledged) = (Vec::new(), Vec::new());
    let refusal = loop {
        let text = noise(written.len() as u64 + 1, 7_000);
        stage.kith("mair", &["note", "write", "--circle", "Mair's circle", &text]);
        written.push(text);
        let out = stage.output("mair", &["sync"]);
        if !out.status.success() {
            break serde_json::from_slice::<Value>(&out.stderr).unwrap();
        }
        acknowledged.clone_from(&written);
        assert!(written.len() < 40, "the disk was never full");
    };
    assert_eq!(refusal["error"]["kind"], "needs-signal", "{refusal}");
    assert!(refusal["error"]["reason"].as_str().unwrap().contains("507"), "it says that it is full: {refusal}");
    assert!(stage.kith("mair", &["waiting"])["waiting"].as_u64().unwrap() > 0, "what the relay did not take is not called sent");
    assert_eq!(full.child.try_wait().unwrap(), None, "it stays up");
    assert!(!acknowledged.is_empty(), "it took some of {}: {refusal}", written.len());

    // It still hands out what it has; what a reader leaves there may be refused.
    stage.output("dewi", &["sync"]);
    let read = stage.notes("dewi");
    assert!(acknowledged.iter().all(|note| read.contains(note)), "{} of {}", read.len(), acknowledged.len());
    full.kill();

    let _relay = stage.relay();
    stage.kith("mair", &["sync"]);
    assert_eq!(stage.kith("mair", &["waiting"])["waiting"], 0);
    stage.kith("dewi", &["sync"]);
    written.sort();
    assert_eq!(stage.notes("dewi"), written, "with room again all of it arrives");
}
