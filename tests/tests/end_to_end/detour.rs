//! Phones that cannot reach each other: neither knows where the other is, and the relay passes their packets on unread.

use super::{Running, Stage, until};

/// A device's key without any place: it can be found through the co-op's iroh-relay, or not at all.
fn without_a_place(stage: &Stage, who: &str) -> String {
    let address = stage.kith(who, &["address"])["address"].as_str().unwrap().to_owned();
    format!("{}@", address.split_once('@').unwrap().0)
}

fn write(stage: &Stage, who: &str, text: &str) {
    stage.kith(who, &["note", "write", "--circle", "Mair's circle", text]);
}

/// covers: X2
#[test]
fn phones_that_cannot_reach_each_other_meet_through_the_relay_that_passes_their_packets_on() {
    let stage = Stage::new();
    let relay = stage.relay();
    assert!(relay.first_line["iroh_relay"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{}", relay.first_line);
    stage.coop(&relay);
    let mair = stage.serve("mair");
    let key = without_a_place(&stage, "mair");
    // What is written now has not been with the mailboxes: the two talk with each other alone.
    stage.kith("dewi", &["airplane", "on"]);
    write(&stage, "dewi", "Through the relay, past it.");
    stage.kith("dewi", &["airplane", "off"]);
    let met = until("a meeting through the iroh-relay", || {
        let out = stage.output("dewi", &["sync", "--peer", &key]);
        out.status.success().then(|| serde_json::from_slice::<serde_json::Value>(&out.stdout).unwrap())
    });
    assert_eq!(met["level"], true, "{met}");
    assert!(met["sent"].as_u64().unwrap() >= 1, "{met}");
    assert_eq!(stage.notes("mair"), ["Through the relay, past it."]);

    // Without the relay the key leads nowhere; with it again, it does.
    relay.kill();
    write(&stage, "dewi", "Again.");
    let (code, refused) = stage.refused("dewi", &["sync", "--peer", &key]);
    assert_eq!((code, refused["error"]["code"].as_str()), (7, Some("no-answer")), "{refused}");
    assert_eq!(stage.notes("mair"), ["Through the relay, past it."]);
    let relay: Running = stage.relay();
    until("a meeting through the relay that came back", || stage.output("dewi", &["sync", "--peer", &key]).status.success().then_some(()));
    assert_eq!(stage.notes("mair"), ["Again.", "Through the relay, past it."]);
    drop((mair, relay));
}
