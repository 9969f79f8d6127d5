//! Places that hold coins, gifts of businesses, twins, and top-ups, as they are typed.

use super::Case;
use serde_json::json;

pub(super) fn of_pool() -> Vec<Case> {
    vec![
        (&["place", "list"], json!({"do": "places"})),
        (
            &["place", "create", "--name", "Garden", "--area", "Cwm Isaf", "--keeper", "Mair"],
            json!({"do": "place-set", "place": null, "name": "Garden", "area": "Cwm Isaf", "keepers": ["Mair"]}),
        ),
        (&["place", "keepers", "Garden", "--keeper", "Ana"], json!({"do": "place-set", "place": "Garden", "name": "", "area": null, "keepers": ["Ana"]})),
        (&["place", "draw", "Garden", "--count", "2", "--to", "Elin"], json!({"do": "place-draw", "place": "Garden", "count": 2, "to": "Elin"})),
        (&["area", "list"], json!({"do": "areas"})),
        (
            &["area", "place", "Cwm Isaf", "--at", "53.05,-4.28", "--size", "town"],
            json!({"do": "area-cell", "area": "Cwm Isaf", "cell": null, "at": "53.05,-4.28", "size": "town"}),
        ),
        (&["area", "off-map", "Cwm Isaf"], json!({"do": "area-cell", "area": "Cwm Isaf", "cell": null, "at": null, "size": "neighbourhood"})),
        (&["coin", "map", "abcd"], json!({"do": "coin-map", "coin": "abcd"})),
        (&["coin", "picture", "list", "abcd"], json!({"do": "coin-pictures", "coin": "abcd"})),
        (&["coin", "picture", "save", "abcd", "--out", "oak.jpg"], json!({"do": "coin-picture", "picture": "abcd"})),
        (&["coin", "picture", "refuse", "abcd"], json!({"do": "coin-picture-refuse", "picture": "abcd", "refuse": true})),
        (&["coin", "picture", "want", "abcd"], json!({"do": "coin-picture-refuse", "picture": "abcd", "refuse": false})),
        (&["coin", "picture", "erase", "abcd"], json!({"do": "coin-picture-erase", "picture": "abcd", "reason": ""})),
        (&["voucher", "list"], json!({"do": "vouchers"})),
        (
            &["voucher", "offer", "--business", "Siop Bara", "--what", "a loaf", "--hours", "20"],
            json!({"do": "voucher-offer", "business": "Siop Bara", "what": "a loaf", "hours": 20}),
        ),
        (&["voucher", "end", "Siop Bara"], json!({"do": "voucher-end", "offer": "Siop Bara"})),
        (
            &["voucher", "give", "Siop Bara", "--to", "Dewi", "--words", "Say Kith"],
            json!({"do": "voucher-give", "offer": "Siop Bara", "to": "Dewi", "words": "Say Kith"}),
        ),
        (&["voucher", "accept", "abcd"], json!({"do": "voucher-answer", "voucher": "abcd", "accept": true})),
        (&["voucher", "decline", "abcd"], json!({"do": "voucher-answer", "voucher": "abcd", "accept": false})),
        (&["twin", "list"], json!({"do": "twins"})),
        (&["twin", "show", "abcd"], json!({"do": "twin", "coin": "abcd"})),
        (&["twin", "sheet", "abcd", "ef01", "--page", "sheet.svg"], json!({"do": "twin-sheet", "coins": ["abcd", "ef01"]})),
        (&["twin", "make", "abcd", "--of", "wood", "--text", "Oak"], json!({"do": "twin-make", "coin": "abcd", "of": "wood", "area": null, "words": "Oak"})),
        (
            &["twin", "seen", "abcd", "--on-ms", "7", "--area", "Upper Derw"],
            json!({"do": "twin-see", "coin": "abcd", "what": "handed-on", "area": "Upper Derw", "words": "", "on_ms": 7}),
        ),
        (&["top-up", "list"], json!({"do": "top-ups"})),
        (&["top-up", "run"], json!({"do": "top-up-run"})),
    ]
}
