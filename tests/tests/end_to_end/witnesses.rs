//! Witnesses through the real binaries and a relay: appointed, cosigning, and one away.

use super::Stage;

const EVERYBODY: [&str; 5] = ["ana", "ben", "dewi", "mair", "office"];

impl Stage {
    fn all_sync(&self, who: &[&str]) {
        for who in who.iter().cycle().take(4 * who.len()) {
            self.kith(who, &["sync"]);
        }
    }
}

/// covers: C11, C12
#[test]
fn witnesses_are_appointed_cosign_and_are_seen_to_and_a_coin_settles_while_one_is_away() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    for (who, name) in [("ana", "Ana"), ("ben", "Ben")] {
        stage.join(who, name);
    }
    stage.all_sync(&EVERYBODY);
    for name in ["Ana", "Ben", "Mair"] {
        stage.kith("office", &["witness", "appoint", name]);
    }
    stage.all_sync(&EVERYBODY);
    // Ben's phone stays at home from here on.
    stage.give_an_hour();
    let without_ben = ["ana", "dewi", "mair", "office"];
    stage.all_sync(&without_ben);
    let seen = stage.kith("dewi", &["witness", "list"]);
    assert_eq!((seen["state"].as_str(), seen["quorum"].as_u64(), seen["of"].as_u64()), (Some("witnessed"), Some(2), Some(3)), "{seen}");
    let coin = stage.kith("dewi", &["coin", "list"])["coins"][0].clone();
    assert_eq!(coin["state"], "settled");
    assert!(coin["state_reason"].as_str().unwrap().contains("Cosigned by 2 of 3 witnesses"), "{coin}");
    let behind = seen["witnesses"].as_array().unwrap().iter().find(|w| w["person"]["name"] == "Ben").unwrap().clone();
    assert_ne!(behind["state"], "up-to-date", "{behind}");
    // Ana's is away, too: coins settle, and the state says by whose word.
    stage.give_an_hour();
    stage.all_sync(&["dewi", "office", "mair", "dewi"]);
    let seen = stage.kith("dewi", &["witness", "list"]);
    assert_eq!(seen["state"], "behind", "{seen}");
    assert!(seen["witnessed"].as_u64().unwrap() > 0 && seen["witnessed"].as_u64() < seen["checkpoint"].as_u64(), "{seen}");
    // All are back.
    stage.all_sync(&EVERYBODY);
    let seen = stage.kith("ben", &["witness", "list"]);
    assert_eq!(seen["state"], "witnessed", "{seen}");
    let ended = stage.kith("office", &["witness", "end", "Ben"]);
    assert_eq!((ended["of"].as_u64(), ended["quorum"].as_u64()), (Some(2), Some(2)), "{ended}");
}
