//! Two devices, level with one another: the session that compares what each holds and passes on what the other lacks.
//!
//! Sans-IO: a [`Session`] takes frames and gives frames; what carries them is the caller's business. Both sides run the same code.
//!
//! # The protocol, by example
//!
//! Ceri's phone connects to Mair's. They share one circle.
//!
//! 1. Ceri greets: a tag that only holders of the circle's epoch key recognise, and her **state**: a digest of the control log, a number
//!    for each device in order of admission (how far she holds that device's entries without a gap), a digest of all heads.
//! 2. If Mair holds the same she answers **Level**, and both know it: that is the receipt. One round trip, under 200 bytes.
//! 3. If not, she answers with her own state and, since she has just read Ceri's, with the **runs** that Ceri lacks: control entries first,
//!    then data in the order in which Mair's device took them.
//! 4. Ceri takes them, and answers with what Mair lacks and her new state. Mair answers Level. Two round trips for any day offline.
//!
//! A state by place can be read only by somebody with the same control log. Where the logs differ, states are sent by name instead
//! ([`Full`](kith_wire::session::Full)), control entries cross first, and the rest goes on as before.
//!
//! Two branches of one device (a **fork**) show as equal numbers under different digests, or as runs that the other cannot chain. Once
//! nobody has anything new to send, each side sends **trails** once: ids along the chains in question, in widening steps. Where they part
//! the branches cross, so that both hold the proof; then that device is frozen on both, and they are level.
//!
//! A peer that proves only an **older epoch** gets control entries and nothing else: no entry and no number written after it may have
//! been removed. If the control entries bring it to the newer epoch, its report says [`Report::again`], and a second session follows.
//!
//! Beside the spaces each side hands over the **drops** that it has for boxes of the other's (the example is in this module's `drops`).
//! Where any crossed, [`Report::again`] asks for a second session, which brings what they led to.
//!
//! # What always holds
//!
//! - A session may be cut after any frame: what was taken is durable, and the next session begins from what is held.
//! - Runs are verified by the store one by one; a bad one is counted and the rest go on. A frame that cannot be opened ends the session.
//! - Each run is sent at most once a session, trails and proofs once a space, and frames and turns are counted against [`Limits`], so a
//!   lying peer costs bounded work and a disagreement ends in an [`Outcome`], never in a loop.

mod batch;
mod drops;
mod engine;
pub mod memory;
mod pieces;
mod report;
mod seal;
mod slot;
mod store;

pub use engine::{Limits, Outputs, Role, Session, SessionError};
pub use report::{DropsReport, Outcome, PiecesReport, Report, SpaceReport};
pub use store::{After, ControlHead, EpochKey, Fork, Handed, Heard, Met, OutRun, Reader, SpaceKeys, Summary, SyncStore, Taken};

#[cfg(test)]
mod tests;
