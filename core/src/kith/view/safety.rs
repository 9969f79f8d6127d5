//! What people see of concerns about safety, and of what a lost device held.

use super::PersonView;
use serde::{Deserialize, Serialize};

/// How far a concern has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConcernState {
    /// It is on this device and goes at the next exchange.
    Waits,
    /// It has left this device.
    Sent,
    /// It has come to somebody who looks after safety.
    Received,
    /// They have opened it.
    LookedAt,
    /// It has been brought to its end.
    Closed,
}

/// What a line of a concern's course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConcernLineKind {
    /// It came to a device of somebody who looks after safety.
    Received,
    /// They opened it.
    LookedAt,
    /// Words to or from whoever raised it.
    Reply,
    /// A working note, never shown to whoever raised it.
    Note,
    /// It was brought to its end.
    Closed,
}

/// A line of a concern's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernLineView {
    /// What it is.
    pub kind: ConcernLineKind,
    /// Whose.
    pub by: PersonView,
    /// In words, if any.
    pub text: String,
    /// When, as said by their device.
    pub at_ms: u64,
}

/// A concern about safety.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernView {
    /// Its id.
    pub id: String,
    /// Whether I raised it.
    pub mine: bool,
    /// Whether it is mine to look after.
    pub looked_after_here: bool,
    /// Who raised it; nobody while the news of their joining has not come.
    pub raised_by: Option<PersonView>,
    /// Whom it is about, if somebody.
    pub about: Option<PersonView>,
    /// The circle in which it arose, if one.
    pub circle: Option<String>,
    /// What that circle is called.
    pub circle_name: String,
    /// The person whom that circle is round.
    pub person: Option<PersonView>,
    /// What it is; in a list only its beginning.
    pub text: String,
    /// Whether somebody was said to be in danger.
    pub danger: bool,
    /// When, as said by the device that raised it.
    pub raised_ms: u64,
    /// How far it has come.
    pub state: ConcernState,
    /// Who can read it: those who look after safety now, or those to whom it was sealed.
    pub readers: Vec<PersonView>,
    /// Whether it was sealed to people one by one, because it is about somebody who looks after safety or there is no box yet.
    pub sent_one_by_one: bool,
    /// Its course, oldest first; empty in a list.
    pub lines: Vec<ConcernLineView>,
    /// How it ended, if it has.
    pub outcome: Option<String>,
}

/// A concern that has just been raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernReceiptView {
    /// What to do at once, in the person's language: first of all what to do if anybody is in danger.
    pub advice: Vec<String>,
    /// The concern.
    pub concern: ConcernView,
}

/// A circle whose data a lost device held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostCircle {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The person it is round.
    pub person: Option<PersonView>,
    /// Everybody in it.
    pub people: Vec<PersonView>,
}

/// What a lost device held, as far as this device knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostReportView {
    /// The device.
    pub device: String,
    /// Whose it was.
    pub owner: PersonView,
    /// in | frozen | revoked.
    pub standing: String,
    /// When it was cut off, as said by who did it.
    pub cut_off_ms: Option<u64>,
    /// The last thing that came from it, by its own clock.
    pub last_heard_ms: Option<u64>,
    /// Whether what it held is encrypted on its disk: always, under a key that its key store or passphrase guards.
    pub encrypted: bool,
    /// The circles that it held, as far as this device knows of them.
    pub circles: Vec<LostCircle>,
    /// The members of the co-op whose names and profiles, as far as they show them to the co-op, it held.
    pub members_profiles: usize,
    /// Whether it kept the co-op's book.
    pub ledger: bool,
    /// Whether it held concerns about safety.
    pub safeguarding: bool,
    /// What nobody can tell from here: locked | last-unlocked | other-circles | own-space.
    pub not_known: Vec<String>,
    /// When it became known that the device was lost.
    pub aware_ms: u64,
    /// Until when the decision has to be made: 72 hours later.
    pub due_ms: u64,
    /// How long that is from now.
    pub left_ms: u64,
    /// Whether that time is over.
    pub overdue: bool,
}
