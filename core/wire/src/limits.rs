//! Every limit, by name. What exceeds one is refused with a reason; nothing here grows without bound.

/// Bytes of one sealed envelope.
pub const ENVELOPE_BYTES_MAX: usize = 64 * 1024;
/// Bytes of one entry's body, before compression.
pub const BODY_BYTES_MAX: usize = 48 * 1024;
/// Entries that one signature may close.
pub const RUN_ENTRIES_MAX: usize = 128;
/// Bytes of one encoded run.
pub const RUN_BYTES_MAX: usize = 256 * 1024;
/// Bytes an envelope or a batch may inflate to.
pub const INFLATED_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of one frame between two devices, or between a device and a relay.
pub const FRAME_BYTES_MAX: usize = 1024 * 1024;
/// Depth of nesting that a canonical encoding may have.
pub const CBOR_DEPTH_MAX: usize = 16;
/// Characters of one note, message or handover.
pub const NOTE_CHARS_MAX: usize = 8_000;
/// Notes of one person that are begun and not finished, kept on all their devices.
pub const DRAFTS_MAX: usize = 50;
/// Characters of a person's, circle's or plan's name.
pub const NAME_CHARS_MAX: usize = 120;
/// People in one circle (R1; a co-op's policy may lower it).
pub const CIRCLE_PEOPLE_MAX: usize = 10;
/// Checkpoints that must follow the one that holds a decision of the board before it counts in a circle.
pub const BOARD_DELAY_CHECKPOINTS: u64 = 7;
/// Devices that one space's control log may name.
pub const SPACE_DEVICES_MAX: usize = 20_000;
/// Spaces that one device may hold.
pub const SPACES_MAX: usize = 1_024;
/// Runs held back in the database because what they rest on has not come yet, for one space.
pub const WAITING_RUNS_MAX: usize = 1_000;
/// Entries of one device in one space that wait for people's word after it has gone.
pub const QUARANTINE_ENTRIES_MAX: u64 = 1_000;
/// Bytes of one automerge change.
pub const CHANGE_BYTES_MAX: usize = BODY_BYTES_MAX;
/// Operations in one automerge change.
pub const CHANGE_OPS_MAX: usize = 50_000;
/// Bytes of one document.
pub const DOCUMENT_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Changes of a document that wait for what they depend on.
pub const DOCUMENT_WAITING_MAX: usize = 1_000;
/// How far ahead of ours a peer's clock may move our logical clock, in milliseconds.
pub const CLOCK_AHEAD_MS_MAX: u64 = 24 * 60 * 60 * 1000;
/// The latest time that a clock is believed to tell, in milliseconds since 1970: the end of the year 9999. Entries carry their times in
/// six bytes, which reach further: what is written after it still has room.
pub const CLOCK_MS_MAX: u64 = 253_402_300_799_999;
/// No clock told rightly an earlier time than this, in milliseconds since 1970: the beginning of 2026, before there was anything to write with.
pub const CLOCK_MS_MIN: u64 = 1_767_225_600_000;
/// How wide a gap in everybody's times has to be for it to be certain that what stands behind it came from a clock that was ahead, in milliseconds.
pub const CLOCK_GAP_MS_MIN: u64 = 365 * 24 * 60 * 60 * 1000;
/// How far a clock may have gone back behind its chain before an entry says so, in milliseconds.
pub const CLOCK_BEHIND_MS_MAX: u64 = 60 * 1000;
/// Entries just before one of the same chain that it may say were written under a wrong clock.
pub const CLOCK_DOUBTED_MAX: u64 = 1_000;
/// Devices in one hand-over text or file.
pub const HAND_OVER_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of what a new device is given by hand where there is a relay, which has the rest: enough to begin with.
pub const GRANT_BYTES_MAX: usize = 128 * 1024;
/// Coins in one transfer.
pub const TRANSFER_COINS_MAX: usize = 84;
/// Operations that are brought to the office at once otherwise than by its box.
pub const LEDGER_BROUGHT_MAX: usize = 10_000;
/// The longest visit whose minutes are taken from the clock alone, in milliseconds; of a longer one its visitor says them.
pub const VISIT_MEASURED_MS_MAX: u64 = 12 * 60 * 60 * 1000;
/// How long ago a visit may be said to have begun, in milliseconds.
pub const VISIT_BACK_MS_MAX: u64 = 31 * 24 * 60 * 60 * 1000;
/// How long before its time a due dose may be recorded, in milliseconds.
pub const DOSE_AHEAD_MS_MAX: u64 = 2 * 60 * 60 * 1000;
/// How long ago a dose may be said to have been given, in milliseconds.
pub const DOSE_BACK_MS_MAX: u64 = VISIT_BACK_MS_MAX;
/// Minutes that one attestation may count.
pub const ATTEST_MINUTES_MAX: u32 = 24 * 60;
/// Drops that one side hands over in one session of two devices; the rest goes in the next.
pub const SESSION_DROPS_MAX: usize = 64;
/// Bytes of drops that one side hands over in one session of two devices.
pub const SESSION_DROP_BYTES_MAX: usize = 512 * 1024;
/// Boxes of which a device shows in one session that it reads them.
pub const SESSION_BOXES_MAX: usize = 16;
/// Drops that a device keeps for its person's other devices.
pub const CARRIED_DROPS_MAX: u64 = 1_000;
/// Bytes of a picture as a person hands it in, before it is made small.
pub const PICTURE_INPUT_BYTES_MAX: usize = 24 * 1024 * 1024;
/// Pixels of a picture as a person hands it in.
pub const PICTURE_INPUT_PIXELS_MAX: u64 = 64 * 1024 * 1024;
/// Bytes that a picture may take up in memory while it is made small.
pub const PICTURE_MEMORY_BYTES_MAX: u64 = 384 * 1024 * 1024;
/// Bytes of a picture once it has been made small.
pub const PICTURE_BYTES_MAX: usize = 200_000;
/// Pixels of a small picture's longer side.
pub const PICTURE_SIDE_MAX: u32 = 1_600;
/// Pictures on coins of one person that wait at the office for a line that names them.
pub const COIN_PICTURES_WAITING_MAX: usize = 64;
/// Pixels of the longer side of a picture in a list.
pub const THUMBNAIL_SIDE_MAX: u32 = 320;
/// Bytes of a document that is attached.
pub const ATTACHED_DOCUMENT_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of an attachment in one piece, so that it fits an envelope.
pub const PIECE_BYTES: usize = 60 * 1024;
/// Pieces of one attachment.
pub const PIECES_MAX: usize = ATTACHED_DOCUMENT_BYTES_MAX.div_ceil(PIECE_BYTES);
/// Attachments that hang on one thing.
pub const ATTACHMENTS_EACH_MAX: usize = 8;
/// Characters that say what a picture shows.
pub const ATTACHMENT_WORDS_CHARS_MAX: usize = 500;
/// Bytes of attachments of one space that a device fetches by itself, or adds to.
pub const SPACE_ATTACHMENT_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Attachments of which a device asks for pieces at a time.
pub const WANTS_MAX: usize = 32;
/// Pieces in one part of a session at most.
pub const PART_PIECES_MAX: usize = 64;
/// Bytes of pieces that one turn of a session brings.
pub const TURN_PIECE_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of pieces that one side hands over in one session of two devices; the rest goes in the next.
pub const SESSION_PIECE_BYTES_MAX: usize = 8 * 1024 * 1024;
