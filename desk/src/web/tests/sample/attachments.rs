//! Pictures and documents of the afternoon: one here, one on its way, and one whose words are meant to do harm.

use super::{HOSTILE, MINUTE_MS, dewi, elin};
use crate::web::tests::NOW_MS;
use kith_core::kith::{GiftRequest, KithError, KithResult, Request};
use serde_json::{Value, json};

/// What a browser is given for a picture.
const JPEG: &str = "/9j/2Q==";

fn one(id: &str, author: Value, kind: &str, says: (&str, &str), state: (&str, u16)) -> Value {
    let (media, side) = if kind == "picture" { ("image/jpeg", 1_200) } else { ("application/pdf", 0) };
    json!({
        "id": id, "of": "n1", "circle": "c1", "author": author, "kind": kind, "media": media, "bytes": 180_000, "width": side, "height": side,
        "words": says.0, "name": says.1, "attached_ms": NOW_MS - 150 * MINUTE_MS, "state": state.0, "pieces_here": state.1, "pieces": 3,
        "arrival": { "arrived": "people", "people": 2, "of": 5, "relay": true },
    })
}

/// All of them.
pub(super) fn all() -> Vec<Value> {
    vec![
        one("a1", dewi(), "picture", ("A red place on the left heel", ""), ("here", 3)),
        one("a2", dewi(), "document", ("", "llythyr’r ysbyty.pdf"), ("coming", 1)),
        one("a3", elin(), "picture", (HOSTILE, ""), ("not-fetched", 0)),
        one("a4", elin(), "document", (HOSTILE, HOSTILE), ("here", 3)),
        one("a5", dewi(), "picture", ("", ""), ("damaged", 0)),
        one("a6", dewi(), "document", ("", ""), ("coming", 0)),
    ]
}

pub(super) fn answer(request: &Request) -> KithResult<Value> {
    let find = |id: &str| all().into_iter().find(|one| one["id"] == id);
    let missing = || KithError::not_found("no-such-attachment", "there is no such picture or document here");
    Ok(match request {
        Request::Attachments { of } => find(of).map_or_else(|| json!(all()), |one| json!([one])),
        Request::AttachmentOpen { attachment, .. } if attachment == "gone" => return Err(KithError::not_found("attachment-erased", "it was erased")),
        Request::AttachmentOpen { attachment, .. } => {
            let one = find(attachment).ok_or_else(missing)?;
            let file = if one["kind"] == "picture" { "picture-a1.jpg".to_owned() } else { one["name"].as_str().unwrap_or_default().to_owned() };
            json!({ "attachment": one, "file": file, "data": JPEG })
        }
        _ => find("a1").ok_or_else(missing)?,
    })
}

/// Pictures on a coin: one here with words that are meant to do harm, one that is not, one refused.
pub(super) fn on_coin(request: &GiftRequest) -> Value {
    let picture = |id: &str, state: &str| json!({ "step": 0, "picture": id, "shows": HOSTILE, "state": state, "words": HOSTILE, "mine_to_erase": true });
    match request {
        GiftRequest::CoinPictures { .. } => json!([picture("aa", "here"), picture("ab", "not-here"), picture("ac", "refused")]),
        GiftRequest::CoinPictureErase { .. } => json!({ "picture": "aa", "state": "gone", "words": HOSTILE }),
        _ => json!({ "picture": "aa", "file": "coin-aa.jpg", "data": JPEG }),
    }
}
