//! A concern through the real binaries and a relay.

use super::Stage;

/// covers: R8, X1
#[test]
fn a_concern_crosses_a_relay_to_the_lead_and_its_end_comes_back() {
    let stage = Stage::new();
    let relay = stage.relay();
    stage.coop(&relay);
    stage.kith("office", &["role", "grant", "Mair", "safeguarding-lead"]);
    for who in ["office", "mair", "office", "dewi"] {
        stage.kith(who, &["sync"]);
    }
    relay.kill();
    let raised = stage.kith("dewi", &["concern", "raise", "The gas was on.", "--circle", "Mair's circle", "--danger"]);
    let id = raised["concern"]["id"].as_str().unwrap();
    assert!(raised["advice"][0].as_str().unwrap().contains("999"), "{raised}");
    assert_eq!(raised["concern"]["state"], "waits");
    let _relay = stage.relay();
    stage.kith("dewi", &["sync"]);
    stage.kith("mair", &["sync"]);
    assert_eq!(stage.kith("mair", &["concern", "show", id])["text"], "The gas was on.");
    stage.kith("mair", &["concern", "close", id, "--outcome", "It is off."]);
    stage.kith("mair", &["sync"]);
    stage.kith("dewi", &["sync"]);
    let end = stage.kith("dewi", &["concern", "show", id]);
    assert_eq!((end["state"].as_str(), end["outcome"].as_str()), (Some("closed"), Some("It is off.")));
    assert!(stage.notes("mair").is_empty());
}
