//! What a device and a relay say to each other: frames, capabilities, cursors, and a relay's address as text.
//!
//! A relay stores sealed envelopes by mailbox, hands them to whoever may read that mailbox, and knows nothing else. The frames do
//! not care what carries them; this module does no I/O and asks no clock. The talk goes like this:
//!
//! 1. The relay opens a stream and sends [`FromRelay::Challenge`]: its versions, a nonce, its limits, its log epoch.
//! 2. The device sends [`ToRelay::Hello`] with the version it chose, and may send requests behind it without waiting.
//! 3. For each mailbox it [`ToRelay::Open`]s, it proves once a connection that it holds the capability's key. The relay learns that
//!    somebody with the right is here, not who.
//! 4. Then it puts, gets and is pushed to. Each request carries a number that its answer repeats; a device may have several under way.
//!
//! # On a stream
//!
//! | bytes | what |
//! | --- | --- |
//! | 0..4 | length of the frame, u32 big endian, at most [`limits::FRAME_BYTES_MAX`] |
//! | 4.. | the frame: one canonical CBOR array `[kind, {fields}]`; Open, Challenge and Page are `[kind, [{fields}]]` |
//!
//! | kind | from a device | fields (map keys) | answer |
//! | --- | --- | --- | --- |
//! | 0 | Hello | 0 version | none |
//! | 1 | Open | 0 req, 1 tag, 2 read key, 3 write key?, 4 read signature?, 5 write signature?, 6 after?, 7 live | Opened, Refused |
//! | 2 | Put | 0 req, 1 items: {0 envelope, 1 ticket? {0 write key, 1 read key, 2 signature}} | Stored, Refused |
//! | 3 | Get | 0 req, 1 tag, 2 after? | Page, CursorMismatch, SnapshotRequired, Refused |
//! | 4 | Leave | 0 req, 1 tag | Done |
//! | 5 | Ping | 0 req | Done |
//! | 6 | Delete | 0 req, 1 tag, 2 hashes of envelopes | Done, Refused |
//!
//! | kind | from a relay | fields (map keys) |
//! | --- | --- | --- |
//! | 0 | Challenge | 0 version, 1 oldest version, 2 nonce (32), 3 log epoch, 4 limits |
//! | 1 | Opened | 0 req, 1 head cursor, 2 floor, 3 standing |
//! | 2 | Stored | 0 req, 1 outcomes, in the order of the items: `[0, {0 cursor, 1 already held}]` or `[1, {0 code, 1 retry ms}]` |
//! | 3 | Page | 0 req, 1 tag, 2 start cursor, 3 items {0 seq, 1 envelope, 2 hash of one that was deleted?}, 4 end cursor, 5 more |
//! | 4 | CursorMismatch | 0 req, 1 tag, 2 head cursor, 3 floor |
//! | 5 | SnapshotRequired | 0 req, 1 tag, 2 floor |
//! | 6 | Push | 0 tag, 1 cursor, 2 envelope |
//! | 7 | Refused | 0 req, 1 code, 2 retry ms |
//! | 8 | Done | 0 req |
//! | 9 | Closing | 0 code, 1 retry ms |
//!
//! Whoever may write into a space's mailbox may delete from it, by the envelope's hash; a box has no Delete. A deleted envelope keeps its
//! place: pages bring its hash instead of its bytes (which are then empty), so that the links still add up, and the same envelope is
//! refused with 410 from then on, also if it was never held. Deleting again changes nothing.
//!
//! A push may overtake the answer to an earlier request. Fields that a reader does not know are skipped.
//!
//! # What is hashed and signed
//!
//! | what | bytes |
//! | --- | --- |
//! | tag of a space's mailbox | first 16 of BLAKE3(`kith/v1/mailbox` ‖ write key ‖ read key) |
//! | tag of a box | first 16 of BLAKE3(`kith/v1/box` ‖ read key) |
//! | hash of an envelope | BLAKE3(envelope) |
//! | link at seq n | BLAKE3(`kith/v1/relay-link` ‖ link at n−1 ‖ hash of envelope n); 32 zero bytes at seq 0 |
//! | proof of a capability | Ed25519(`kith/v1/relay-open` ‖ relay's endpoint id ‖ nonce ‖ 1 read, 2 write ‖ tag) |
//! | ticket | Ed25519 by the write key(`kith/v1/relay-ticket` ‖ tag ‖ hash of the envelope) |
//!
//! The link is what makes a cursor honest: it commits to every envelope up to it, so a relay that drops, swaps or rolls back what it
//! once served is found out by the first device that folds a page ([`Page::check`]), or by two devices that compare cursors.

use crate::limits;

mod address;
mod capability;
mod cursor;
mod frame;

pub use address::{ADDRESS_CHARS_MAX, ADDRESSES_MAX, BadAddress, RelayAddress};
pub(crate) use capability::verified;
pub use capability::{Capability, Proof, Sig, Ticket, box_tag, envelope_hash, space_tag};
pub use cursor::{CURSOR_BYTES_MAX, Cursor, EnvelopeHash, Item, LogEpoch, Page, PageError, Standing};
pub use frame::{Challenge, FrameError, FromRelay, Open, Outcome, PutItem, Refusal, RelayLimits, ToRelay, body_length, on_stream};

/// The version of the protocol that this crate speaks.
pub const VERSION: u8 = 1;
/// The oldest version that this crate still speaks.
pub const VERSION_OLDEST: u8 = 1;
/// Envelopes in one Put.
pub const PUT_ENVELOPES_MAX: usize = 128;
/// Envelopes in one Delete.
pub const DELETE_HASHES_MAX: usize = 256;
/// Envelopes in one Page.
pub const PAGE_ENVELOPES_MAX: usize = 256;
/// Bytes of envelopes in one Put or one Page; the rest of a frame is room for their heads.
pub const BATCH_BYTES_MAX: usize = limits::FRAME_BYTES_MAX - 64 * 1024;
/// Mailboxes that one connection may have open.
pub const MAILBOXES_MAX: usize = 256;
/// Bytes of a frame before the hello.
pub const UNPROVEN_BYTES_MAX: usize = 4 * 1024;
/// The application protocol's name in iroh.
pub const ALPN: &[u8] = b"kith/relay/1";

#[cfg(test)]
mod tests;
