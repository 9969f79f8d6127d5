//! Pictures and documents that hang on notes and visits.

use super::Kith;
use crate::KithError;
use base64::{Engine, engine::general_purpose::STANDARD};
use kith_core::kith::Request;
use kith_core::kith::view::{AttachmentFileView, AttachmentView, Fetching, SettingsView};

/// A picture or document with its bytes.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AttachmentFile {
    /// What it is.
    pub attachment: AttachmentView,
    /// A name for a file of it.
    pub file: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

#[uniffi::export]
impl Kith {
    /// Hangs a picture or a document on a note or visit of mine; a picture is made small and loses its place and time.
    #[uniffi::method(default(name = None))]
    pub async fn attachment_add(&self, to: String, data: Vec<u8>, words: String, name: Option<String>) -> Result<AttachmentView, KithError> {
        self.ask(Request::AttachmentAdd { to, name, words, data: STANDARD.encode(data) }).await
    }

    /// One with its bytes; `small`: of a picture one for a list.
    pub async fn attachment_open(&self, attachment: String, small: bool) -> Result<AttachmentFile, KithError> {
        let opened: AttachmentFileView = self.ask(Request::AttachmentOpen { attachment, small }).await?;
        Ok(AttachmentFile { data: opened.to_bytes(), file: opened.file, attachment: opened.attachment })
    }

    /// Fetches one although the settings say otherwise, or once more.
    pub async fn attachment_fetch(&self, attachment: String) -> Result<AttachmentView, KithError> {
        self.ask(Request::AttachmentFetch { attachment }).await
    }

    /// When pictures and documents are fetched.
    pub async fn fetching(&self, when: Fetching) -> Result<SettingsView, KithError> {
        self.ask(Request::Fetching { when: Some(when), metered: None }).await
    }
}
