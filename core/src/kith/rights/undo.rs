//! Taking back what was written or begun a moment ago. After that it is corrected, and what it said first stays.

use crate::kith::{Kith, KithError, KithResult, view::ErasedView};
use kith_wire::SpaceId;

/// How long something can be taken back.
const UNDO_MS: u64 = 60_000;
/// A note, and not what the next visitor should know: that belongs to its visit.
const NOTE: u8 = 0;

impl Kith {
    /// Takes back a note of mine, or a visit that I began and have not ended. The words of a note are what I have begun to write again.
    pub(in crate::kith) fn undo(&mut self, item: &str, now_ms: u64) -> KithResult<ErasedView> {
        let found = self.find_thing(item)?;
        let note = self.storage.note(&found.id)?.filter(|_| found.what == "note");
        let begun = self.storage.visit(&found.id)?.filter(|visit| visit.end.is_none());
        let at = note.as_ref().map(|note| note.at).or_else(|| begun.map(|visit| visit.at)).filter(|at| at.author == self.me);
        let at = at.ok_or_else(|| KithError::not_allowed("cannot-undo", "What can be taken back is a note of yours, or a visit that you have begun."))?;
        if now_ms.saturating_sub(at.time_ms) > UNDO_MS {
            return Err(KithError::not_allowed("too-late-to-undo", "That is more than a minute ago. Correct it, or have it erased."));
        }
        let words = note.filter(|note| note.kind == NOTE).map(|note| self.with_begun(&found.space, &note.current)).transpose()?;
        // That something was taken back is told like every erasure: nobody makes anything disappear unseen.
        let (reason, view) = (self.words().say("undo-reason"), self.erased_view(&found)?);
        self.append_erasure(found.space, &found.chosen, &reason, None, now_ms)?;
        if let Some(words) = words {
            self.keep_draft(&found.space, &words, now_ms)?;
        }
        Ok(view)
    }

    /// Words as they are begun again in a circle, before what this device has begun there already. More than one note takes is no reason to lose any of it.
    fn with_begun(&self, circle: &SpaceId, text: &str) -> KithResult<String> {
        let there = self.drafts_in(circle)?.0.filter(|draft| draft.here && draft.text != text);
        crate::kith::naming::clean_words(&there.map_or_else(|| text.to_owned(), |there| format!("{text}\n\n{}", there.text)))
    }
}
