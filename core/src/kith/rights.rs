//! Rights over one's data: erasing it, having it all, knowing who has opened it, and what is kept in spite of that.
//!
//! An erasure is a fact like any other. Whoever takes it in takes the bodies and salts away in the same transaction, with all that
//! screens and the search index made of them; the headers stay, so the chain still verifies and is passed on.

mod access;
mod bury;
mod erase;
mod erasures;
mod everything;
mod export;
mod hold;
mod prospect;
mod readable;
mod relay;
mod retention;
mod undo;

pub(super) use erase::{Chosen, Erasing};
pub use relay::Deletion;
