//! Pictures and documents: attached, shown, asked for, and taken in piece by piece. The words that they hang on never wait for them.

mod pieces;
mod shown;

use super::{Change, ErrorKind, Kith, KithError, KithResult, naming, view::NewAttachment};
use crate::{
    attachment::{self, Attached, Media},
    entropy,
    fact::{FETCHED_MAX, Fact},
    picture::{self, PictureError},
    storage::{
        attachments::{AttachmentRow, GoneRow, Whole},
        projection::At,
    },
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kith_wire::{EntryId, Kind, PersonId, SpaceId, codec, limits};

pub use pieces::PieceErrand;

/// A picture made small, or a document, about to be attached.
pub(super) struct Ready {
    media: Media,
    bytes: Vec<u8>,
    size: (u16, u16),
    words: String,
    name: String,
}

pub(super) fn unreadable(why: PictureError) -> KithError {
    match why {
        PictureError::TooLarge => KithError::invalid("picture-too-large", "This picture is larger than can be made small here. Take it again at a lower size."),
        PictureError::Heic => KithError::invalid(
            "picture-heic",
            "This picture is in a format of some phones (HEIC) that cannot be read here. Choose JPEG in the camera's settings, or send a picture of the screen.",
        ),
        PictureError::Kind | PictureError::Broken => KithError::invalid("picture-broken", "This picture is broken or was cut short. Nothing was attached."),
    }
}

/// The name of a file without the folders it lay in.
fn file_name(name: &str, media: Media) -> KithResult<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let standing = if media == Media::Pdf { "document.pdf" } else { "document.txt" };
    naming::clean_name(if last.is_empty() { standing } else { last })
}

/// What kind of document it is, if it may be attached.
fn document(bytes: &[u8]) -> KithResult<Media> {
    if bytes.len() > limits::ATTACHED_DOCUMENT_BYTES_MAX {
        let most = limits::ATTACHED_DOCUMENT_BYTES_MAX / (1024 * 1024);
        return Err(KithError::invalid("document-too-large", format!("A document has at most {most} megabytes.")).with("most", most));
    }
    if bytes.is_empty() {
        return Err(KithError::invalid("empty-file", "There is nothing in this file."));
    }
    attachment::document_media(bytes)
        .ok_or_else(|| KithError::invalid("not-attachable", "This can be attached: a picture (JPEG or PNG), a PDF, or plain text."))
}

/// Makes ready what a person attaches: a picture small, a document as it is.
fn ready(file: &NewAttachment) -> KithResult<Ready> {
    if file.data.len() / 4 * 3 > limits::PICTURE_INPUT_BYTES_MAX {
        return Err(unreadable(PictureError::TooLarge));
    }
    let bytes = STANDARD.decode(file.data.as_bytes()).map_err(|_| KithError::invalid("bad-data", "The bytes of this file came damaged. Please try again."))?;
    let words = naming::clean_words(&file.words)?;
    if words.chars().count() > limits::ATTACHMENT_WORDS_CHARS_MAX {
        let most = limits::ATTACHMENT_WORDS_CHARS_MAX;
        return Err(KithError::invalid("caption-too-long", format!("What a picture shows is said in at most {most} characters.")).with("most", most));
    }
    if picture::looks_like_one(&bytes) {
        let small = picture::make_small(&bytes).map_err(unreadable)?;
        // A file's own name may say when or where: it stays behind.
        return Ok(Ready { media: Media::Jpeg, bytes: small.bytes, size: (small.width, small.height), words, name: String::new() });
    }
    let media = document(&bytes)?;
    let name = file_name(file.name.as_deref().unwrap_or_default(), media)?;
    Ok(Ready { media, bytes, size: (0, 0), words, name })
}

impl NewAttachment {
    /// A file as a shell hands it in: a picture already small, so that a large one is held in memory once.
    ///
    /// # Errors
    /// Invalid input, as when it is attached.
    pub fn from_file(name: Option<String>, words: String, bytes: &[u8]) -> KithResult<Self> {
        if !picture::looks_like_one(bytes) {
            document(bytes)?;
            return Ok(Self { name, words, data: STANDARD.encode(bytes) });
        }
        let small = picture::make_small(bytes).map_err(unreadable)?;
        Ok(Self { name: None, words, data: STANDARD.encode(small.bytes) })
    }
}

/// Makes ready all that a person attaches, before anything is written.
pub(super) fn all_ready(files: &[NewAttachment]) -> KithResult<Vec<Ready>> {
    if files.len() > limits::ATTACHMENTS_EACH_MAX {
        return Err(too_many());
    }
    files.iter().map(ready).collect()
}

fn too_many() -> KithError {
    let most = limits::ATTACHMENTS_EACH_MAX;
    KithError::invalid("too-many-attachments", format!("At most {most} pictures and documents hang on one thing.")).with("most", most)
}

impl Kith {
    /// Hangs something on what was just written, in the same transaction.
    pub(super) fn attach(&mut self, space: SpaceId, thing: EntryId, ready: Ready, now_ms: u64) -> KithResult<EntryId> {
        let n = self.space(&space)?.n;
        let others = self.storage.attachments_of(&thing)?.into_iter().filter(|row| row.at.author == self.me).count();
        if others >= limits::ATTACHMENTS_EACH_MAX {
            return Err(too_many());
        }
        if self.storage.piece_bytes(n)?.saturating_add(ready.bytes.len() as u64) > limits::SPACE_ATTACHMENT_BYTES_MAX {
            return Err(KithError::not_allowed(
                "attachments-full",
                "The pictures and documents of this circle take up all the room that they may. Erase some first.",
            ));
        }
        let attached = Attached {
            of: thing,
            key: entropy::bytes(self.entropy.as_mut()),
            media: ready.media as u8,
            bytes: u32::try_from(ready.bytes.len()).unwrap_or(u32::MAX),
            hashes: attachment::hashes(&ready.bytes),
            width: ready.size.0,
            height: ready.size.1,
            words: ready.words,
            name: ready.name,
        };
        let id = self.append(space, Kind::Fact, Fact::Attached(attached).to_bytes(), now_ms)?.id;
        for (number, piece) in (0u16..).zip(ready.bytes.chunks(limits::PIECE_BYTES)) {
            self.storage.put_piece(&id, number, piece)?;
        }
        self.storage.set_attachment_whole(&id, Whole::Yes)?;
        self.changed(Change::Truth);
        Ok(id)
    }

    /// The author and space of a note or a visit, by its id.
    fn thing_at(&self, id: &EntryId) -> KithResult<Option<At>> {
        Ok(match self.storage.note(id)? {
            Some(note) => Some(note.at),
            None => self.storage.visit(id)?.map(|visit| visit.at),
        })
    }

    /// Hangs something on a note or a visit of mine.
    pub(super) fn attachment_add(&mut self, to: &str, file: &NewAttachment, now_ms: u64) -> KithResult<super::view::AttachmentView> {
        let (id, ..) = self.find_item(to)?;
        let at = self.thing_at(&id)?.ok_or_else(|| KithError::invalid("nothing-to-attach-to", "Pictures and documents hang on a note or on a visit."))?;
        if at.author != self.me {
            return Err(KithError::not_allowed("not-yours", "Only who wrote it may hang something on it. Write a note of your own beside it."));
        }
        let space = self.space_by_n(at.space).map(|s| s.id).ok_or_else(|| KithError::not_found("no-such-circle", "This device does not hold that circle."))?;
        let ready = ready(file)?;
        let attached = self.attach(space, id, ready, now_ms)?;
        let row = self.storage.attachment(&attached)?.ok_or_else(no_such)?;
        self.attachment_view(&row)
    }

    /// Somebody wants one that is not fetched by itself.
    pub(super) fn attachment_fetch(&mut self, item: &str) -> KithResult<super::view::AttachmentView> {
        let row = self.find_attachment(item)?;
        self.storage.ask_for_attachment(&row.at.id)?;
        self.changed(Change::Truth);
        self.attachment_view(&row)
    }

    /// Takes in what names an attachment; what does not fit together is kept in the log and shown nowhere.
    pub(super) fn project_attached(&mut self, at: &At, attached: &Attached) -> KithResult<()> {
        if attached.sound().is_none() {
            return Ok(());
        }
        let row = AttachmentRow { at: *at, thing: attached.of, tag: attached.keys().tag, body: codec::encode(attached) };
        Ok(self.storage.put_attachment(&row)?)
    }

    /// Takes in that a phone has attachments whole.
    pub(super) fn project_fetched(&mut self, at: &At, ids: &[EntryId]) -> KithResult<()> {
        for id in ids.iter().take(FETCHED_MAX) {
            self.storage.put_fetched(at.space, at.device, id)?;
        }
        Ok(())
    }

    /// An attachment has been erased: its bytes go here, and the relay is asked to drop them.
    pub(super) fn drop_attached(&mut self, id: &EntryId, attached: &Attached) -> KithResult<()> {
        let keys = attached.keys();
        Ok(self.storage.drop_attachment(id, &GoneRow { tag: keys.tag, read_seed: keys.read_seed, write_seed: keys.write_seed })?)
    }

    fn attached_of(row: &AttachmentRow) -> KithResult<Attached> {
        codec::decode(&row.body, limits::BODY_BYTES_MAX).map_err(|_| KithError::storage("defect", "What was asked for cannot be shown."))
    }

    /// Whether an attachment hangs on something that its own author wrote in the same space, and is not one too many there.
    fn hangs(&self, row: &AttachmentRow) -> KithResult<bool> {
        let fits = |at: &At| at.author == row.at.author && at.space == row.at.space;
        if !self.thing_at(&row.thing)?.is_some_and(|at| fits(&at)) {
            return Ok(false);
        }
        Ok(self.hanging(&row.thing, row.at.space, &row.at.author)?.iter().any(|other| other.at.id == row.at.id))
    }

    /// What hangs on a thing of an author's: the first so many.
    fn hanging(&self, thing: &EntryId, space: i64, author: &PersonId) -> KithResult<Vec<AttachmentRow>> {
        let rows = self.storage.attachments_of(thing)?;
        Ok(rows.into_iter().filter(|row| row.at.space == space && row.at.author == *author).take(limits::ATTACHMENTS_EACH_MAX).collect())
    }

    /// The attachment that a reference names.
    pub(super) fn find_attachment(&self, item: &str) -> KithResult<AttachmentRow> {
        let rows = self.storage.attachments(None, u32::MAX)?;
        match naming::pick(item, "attachment", rows.into_iter().map(|row| (row.at.id.hex(), None, row))) {
            Err(e) if e.kind == ErrorKind::NotFound && self.was_erased(item)? => {
                Err(KithError::not_found("attachment-erased", "This was erased, here and for everybody who hears of it."))
            }
            found => found,
        }
    }

    fn was_erased(&self, item: &str) -> KithResult<bool> {
        let Ok(id) = item.parse::<EntryId>() else { return Ok(false) };
        Ok(!self.storage.tombstones_of(&id)?.is_empty())
    }
}

pub(super) fn no_such() -> KithError {
    KithError::not_found("no-such-attachment", "There is no such picture or document on this device.")
}
