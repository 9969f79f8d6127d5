//! What was new in a circle when its page was opened.

use kith_core::kith::view::CirclePage;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// The circles of which it is remembered; the one opened longest ago goes first.
const CIRCLES_MAX: usize = 16;

/// The notes that were new, by circle.
#[derive(Default)]
pub(in super::super) struct News(Mutex<VecDeque<(String, Vec<String>)>>);

impl News {
    /// An opened page says what is new; a page drawn anew keeps it, with what came meanwhile.
    pub(in super::super) fn keep(&self, drawn_anew: bool, page: &mut CirclePage) {
        let mut news = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = news.iter().position(|(circle, _)| *circle == page.circle.id);
        let before = at.and_then(|at| news.remove(at)).map(|(_, notes)| notes).filter(|_| drawn_anew).unwrap_or_default();
        for note in &mut page.notes {
            note.new = note.new || before.contains(&note.id);
        }
        if news.len() >= CIRCLES_MAX {
            news.pop_front();
        }
        let now = page.notes.iter().filter(|note| note.new).map(|note| note.id.clone()).collect();
        news.push_back((page.circle.id.clone(), now));
    }
}
