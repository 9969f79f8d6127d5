//! Lucide icons, drawn inline so that they take the colour of the words beside them. Always beside a word, so hidden from readers.

use maud::{Markup, PreEscaped, html};

macro_rules! icons {
    ($($name:ident = $file:literal),+ $(,)?) => {
        /// An icon that some page uses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub(super) enum Icon { $($name),+ }

        impl Icon {
            const fn svg(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../assets/icons/", $file, ".svg"))),+ }
            }
        }
    };
}

icons! {
    Sun = "sun", Circle = "heart-handshake", Coins = "hexagon", People = "users", More = "menu", Book = "book-open", Members = "contact",
    Check = "circle-check", Clock = "clock", Alert = "circle-alert", NoSignal = "wifi-off", Code = "qr-code", Pencil = "pencil",
    Search = "search", Send = "send", Gift = "gift", Plan = "calendar", Place = "map-pin", Note = "message-square-text", Back = "arrow-left",
    Go = "chevron-right", Device = "smartphone", Language = "languages", Give = "hand-heart", Plus = "plus",
    Invite = "user-plus", Visit = "footprints", Scan = "scan-line", Unknown = "circle-help", Relay = "radio-tower",
    Pool = "hand-coins", Profile = "sprout", Exchange = "refresh-cw", Waiting = "circle-dashed", Join = "door-open", Lock = "lock",
    List = "list-checks", Shield = "shield-check", Download = "download", Erase = "trash-2", Decline = "circle-x",
}

/// The icon, without words.
pub(super) fn icon(icon: Icon) -> Markup {
    html! { span.icon aria-hidden="true" { (PreEscaped(icon.svg())) } }
}
