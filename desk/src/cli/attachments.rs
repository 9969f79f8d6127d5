//! Commands about pictures and documents.

use super::{GiveOut, asking::Asking, words};
use crate::hand_over;
use clap::{Args, Subcommand};
use kith_core::kith::{
    KithError, KithResult, Request as R,
    view::{Fetching, NewAttachment},
};
use std::path::PathBuf;

/// Files that hang on what is written.
#[derive(Debug, Default, Args)]
pub struct Attach {
    /// A picture (JPEG or PNG), made small before it is kept; once for each
    #[arg(long = "photo", value_name = "FILE")]
    photos: Vec<PathBuf>,
    /// What a picture shows, for those who cannot see it; once for each picture, in their order
    #[arg(long = "shows", value_name = "TEXT", requires = "photos")]
    shows: Vec<String>,
    /// A document (PDF or plain text), as it is; once for each
    #[arg(long = "document", value_name = "FILE")]
    documents: Vec<PathBuf>,
}

impl Attach {
    /// The files, pictures made small.
    ///
    /// # Errors
    /// When one cannot be read, or is no picture that can be made small, or more is said of pictures than there are.
    pub fn read(self) -> KithResult<Vec<NewAttachment>> {
        if self.shows.len() > self.photos.len() {
            return Err(KithError::invalid("shows-without-photo", "--shows says what a picture shows: there is one more of it than of --photo"));
        }
        let words = self.shows.into_iter().chain(std::iter::repeat_with(String::new));
        let photos = self.photos.into_iter().zip(words);
        photos.chain(self.documents.into_iter().map(|path| (path, String::new()))).map(|(path, words)| hand_over::file_to_attach(&path, words)).collect()
    }
}

/// One file to hang on something.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct OneFile {
    /// A picture (JPEG or PNG), made small before it is kept
    #[arg(long, value_name = "FILE")]
    photo: Option<PathBuf>,
    /// A document (PDF or plain text), as it is
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
}

/// `kith attachment …`.
#[derive(Debug, Subcommand)]
pub enum AttachmentCommand {
    /// Hang a picture or a document on a note or visit of mine
    Add {
        /// Which note or visit
        to: String,
        /// The file
        #[command(flatten)]
        file: OneFile,
        /// What it shows, for those who cannot see it
        #[arg(long, default_value = "", hide_default_value = true)]
        shows: String,
    },
    /// The pictures and documents of a circle, or of one note or visit
    List {
        /// A circle, a note or a visit
        of: String,
    },
    /// One picture or document: what it is, and where it has arrived
    Show {
        /// Which
        attachment: String,
    },
    /// Save one to a file
    Save {
        /// Which
        attachment: String,
        /// The file to write; - for standard output
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Fetch one with the next signal although the settings say otherwise, or once more
    Fetch {
        /// Which
        attachment: String,
    },
    /// When pictures and documents are fetched by themselves
    Fetching {
        /// always, unmetered (not on mobile data) or asked (only what somebody asks for)
        #[arg(value_parser = words::fetching())]
        when: Option<Fetching>,
        /// Whether the network that is used now is paid for by what goes over it: yes or no
        #[arg(long, value_parser = words::yes_no(), action = clap::ArgAction::Set)]
        metered: Option<bool>,
    },
}

impl AttachmentCommand {
    /// What it asks.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn asking(self) -> KithResult<Asking> {
        let give = |out| GiveOut { out: Some(out), ..GiveOut::default() };
        let (request, give) = match self {
            Self::Add { to, file, shows } => {
                let path = file.photo.or(file.document).unwrap_or_default();
                let NewAttachment { name, words, data } = hand_over::file_to_attach(&path, shows)?;
                (R::AttachmentAdd { to, name, words, data }, GiveOut::default())
            }
            Self::List { of } | Self::Show { attachment: of } => (R::Attachments { of }, GiveOut::default()),
            Self::Save { attachment, out } => (R::AttachmentOpen { attachment, small: false }, give(out)),
            Self::Fetch { attachment } => (R::AttachmentFetch { attachment }, GiveOut::default()),
            Self::Fetching { when, metered } => (R::Fetching { when, metered }, GiveOut::default()),
        };
        Ok(Asking { request, give })
    }
}
