//! What a page shows once after a form: a sentence, or a code to hand over. It waits here in memory, never in a cookie or an address.

use kith_core::kith::KithError;
use kith_core::kith::view::{HandOver, Received};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// The most things that wait to be shown; the oldest goes first.
const SHELF_MAX: usize = 64;

/// A sentence to be said on the next page.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The sentence, in the language of the page that is to come.
    pub(super) text: String,
    /// The form that is done, so that its draft can be let go.
    pub(super) done: String,
}

/// A page that shows a code, or what became of one.
#[derive(Debug, Clone)]
pub(super) struct Code {
    /// Its title.
    pub(super) title: String,
    /// What to do with it.
    pub(super) lead: String,
    /// The code to show.
    pub(super) hand_over: Option<HandOver>,
    /// What became of a code that came in.
    pub(super) received: Option<Received>,
    /// A state to show with it: its word and its reason.
    pub(super) state: Option<(String, String)>,
    /// Where to go on.
    pub(super) next: String,
}

/// What waits to be shown.
#[derive(Debug, Clone)]
pub(super) enum Kept {
    /// A sentence, shown once.
    Said(Said),
    /// A code, shown as often as its page is opened until newer ones push it out.
    Code(Box<Code>),
}

/// The shelf of one set of pages.
#[derive(Default)]
pub(super) struct Shelf(Mutex<VecDeque<(String, Kept)>>);

impl Shelf {
    /// Puts something on the shelf; gives the name to ask for it by.
    pub(super) fn put(&self, kept: Kept) -> Result<String, KithError> {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(|_| KithError::storage("no-random", "the system gave no random bytes"))?;
        let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= SHELF_MAX {
            shelf.pop_front();
        }
        shelf.push_back((name.clone(), kept));
        Ok(name)
    }

    /// Takes a sentence off the shelf.
    pub(super) fn take_said(&self, name: &str) -> Option<Said> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = shelf.iter().position(|(key, kept)| key == name && matches!(kept, Kept::Said(_)))?;
        match shelf.remove(at)?.1 {
            Kept::Said(said) => Some(said),
            Kept::Code(_) => None,
        }
    }

    /// Looks at a code.
    pub(super) fn code(&self, name: &str) -> Option<Code> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.iter().find_map(|(key, kept)| match kept {
            Kept::Code(code) if key == name => Some((**code).clone()),
            _ => None,
        })
    }
}
