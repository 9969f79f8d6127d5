//! Pictures and documents.

use super::{Arrival, PersonView};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// Whether an attachment can be looked at here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentState {
    /// It is on this device.
    Here,
    /// It comes by itself with the next signal.
    Coming,
    /// It is not fetched, as the settings say; it comes if it is asked for.
    NotFetched,
    /// It is not fetched, since those of this circle take up all the room that they may; it comes if it is asked for.
    NoRoom,
    /// What came is not what was sent.
    Damaged,
}

/// When pictures and documents are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fetching {
    /// With every signal.
    #[default]
    Always,
    /// Not where data is paid for by its size, as on mobile data.
    Unmetered,
    /// Only what somebody asks for.
    Asked,
}

/// A file that a person attaches: a picture, which is made small, or a document.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewAttachment {
    /// What the file is called; of a picture it is not kept.
    #[serde(default)]
    pub name: Option<String>,
    /// What it shows, in words.
    #[serde(default)]
    pub words: String,
    /// Its bytes, in base64.
    pub data: String,
}

impl std::fmt::Debug for NewAttachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewAttachment({} letters)", self.data.len())
    }
}

/// A picture or document that hangs on a note or a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// Its id.
    pub id: String,
    /// What it hangs on.
    pub of: String,
    /// The circle.
    pub circle: String,
    /// Who attached it.
    pub author: PersonView,
    /// picture | document.
    pub kind: String,
    /// image/jpeg | application/pdf | text/plain.
    pub media: String,
    /// Its size in bytes.
    pub bytes: u32,
    /// Of a picture: its width in pixels.
    pub width: u16,
    /// Of a picture: its height in pixels.
    pub height: u16,
    /// What it shows, in words.
    pub words: String,
    /// What the file was called; empty for a picture.
    pub name: String,
    /// When, as said by the author's device.
    pub attached_ms: u64,
    /// Whether it can be looked at here.
    pub state: AttachmentState,
    /// How many of its pieces are here.
    pub pieces_here: u16,
    /// How many it has.
    pub pieces: u16,
    /// Where its bytes have arrived, which may be later than the words.
    pub arrival: Arrival,
}

/// A picture or document with its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentFileView {
    /// What it is.
    pub attachment: AttachmentView,
    /// A name for a file of it.
    pub file: String,
    /// Its bytes, in base64.
    pub data: String,
}

impl AttachmentFileView {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.data).unwrap_or_default()
    }
}
