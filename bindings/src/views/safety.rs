//! Concerns about safety, and who has opened what.

use kith_core::kith::view::{AccessView, ConcernLineKind, ConcernLineView, ConcernReceiptView, ConcernState, ConcernView, KeptView, PersonView};

/// A concern about safety.
#[uniffi::remote(Record)]
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

/// A line of a concern's course.
#[uniffi::remote(Record)]
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

/// A concern that has just been raised.
#[uniffi::remote(Record)]
pub struct ConcernReceiptView {
    /// What to do at once, in the person's language: first of all what to do if anybody is in danger.
    pub advice: Vec<String>,
    /// The concern.
    pub concern: ConcernView,
}

/// How far a concern has come.
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Enum)]
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

/// Who has opened what, on which day.
#[uniffi::remote(Record)]
pub struct AccessView {
    /// Who.
    pub by: PersonView,
    /// Where: the circle's name; empty for what is between two people.
    pub place: String,
    /// circle | notes | visits | plans | profile.
    pub what: String,
    /// opened | exported | printed.
    pub how: String,
    /// The day's beginning, as said by that person's device.
    pub day_ms: u64,
}

/// I was told that something of mine is kept.
#[uniffi::remote(Record)]
pub struct KeptView {
    /// Where it stood.
    pub place: String,
    /// Who said so.
    pub by: PersonView,
    /// When.
    pub at_ms: u64,
}
