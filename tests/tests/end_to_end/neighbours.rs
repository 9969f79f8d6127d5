//! Phones on one network, with no relay and no address given: each finds the other by itself.

use super::{Running, Stage, until};
use std::{
    net::{Ipv4Addr, UdpSocket},
    time::Duration,
};

/// A group of this machine's own choice (RFC 2365), only to see whether multicast comes back.
const GROUP: Ipv4Addr = Ipv4Addr::new(239, 255, 75, 84);

/// Whether what this machine sends to many is heard on it again. Where it is not (some containers have no such network), phones cannot
/// find each other here, and nothing about that can be shown.
fn hears_itself() -> std::io::Result<bool> {
    let listening = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    listening.join_multicast_v4(&GROUP, &Ipv4Addr::UNSPECIFIED)?;
    listening.set_read_timeout(Some(Duration::from_secs(2)))?;
    let sending = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    sending.send_to(b"kith", (GROUP, listening.local_addr()?.port()))?;
    let mut heard = [0; 8];
    Ok(matches!(listening.recv_from(&mut heard), Ok((4, _))))
}

fn serve_on_the_network(stage: &Stage, who: &str) -> Running {
    Running::start(stage.command(who).arg("serve"))
}

/// covers: X2
#[test]
fn phones_on_one_network_find_each_other_with_no_address_given_and_no_relay() {
    let multicast = hears_itself();
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    relay.kill();
    for who in ["mair", "dewi"] {
        stage.kith(who, &["relay", "none"]);
    }
    stage.kith("dewi", &["note", "write", "--circle", "Mair's circle", "From the kitchen."]);
    let dewi = serve_on_the_network(&stage, "dewi");
    let (code, alone) = stage.refused("dewi", &["sync", "--peer", &format!("kith-device:{}@", "00".repeat(32))]);
    assert_eq!((code, alone["error"]["kind"].as_str()), (7, Some("needs-signal")), "{alone}");
    let mair = serve_on_the_network(&stage, "mair");
    if !matches!(multicast, Ok(true)) {
        eprintln!("this machine does not hear what it sends to many ({multicast:?}): that phones find each other by themselves is NOT shown here");
        let address = stage.kith("mair", &["address"])["address"].as_str().unwrap().to_owned();
        stage.kith("dewi", &["sync", "--peer", &address]);
    }
    // Nobody asks for an exchange: whoever finds the other meets it.
    until("the note, from phone to phone", || (stage.notes("mair") == ["From the kitchen."]).then_some(()));
    stage.kith("mair", &["note", "write", "--circle", "Mair's circle", "From the garden."]);
    until("the answer", || (stage.notes("dewi").len() == 2).then_some(()));
    let met = stage.kith("dewi", &["waiting"]);
    assert!(met["last_peer_ms"].is_u64() && met["last_relay_ms"].is_u64() && met["waiting"] == 0, "{met}");
    drop((dewi, mair));
}

/// covers: X2, X9
#[test]
fn a_phone_that_is_told_to_stay_quiet_is_not_found() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    relay.kill();
    let mair = Running::start(stage.command("mair").args(["serve", "--no-lan"]));
    let dewi = serve_on_the_network(&stage, "dewi");
    let address = stage.kith("mair", &["address"])["address"].as_str().unwrap().to_owned();
    // Asked for by its key alone, which on a network that announces it would lead there.
    let key = format!("{}@", address.split_once('@').unwrap().0);
    let (code, refused) = stage.refused("dewi", &["sync", "--peer", &key]);
    assert_eq!((code, refused["error"]["code"].as_str()), (7, Some("no-answer")), "{refused}");
    assert_eq!(stage.kith("dewi", &["sync", "--peer", &address])["level"], true);
    drop((dewi, mair));
}
