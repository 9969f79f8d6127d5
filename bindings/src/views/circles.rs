//! Circles, their notes and visits, and where each thing has arrived.

use kith_core::kith::view::{
    Arrival, AttachmentState, AttachmentView, BoundaryQueryView, CircleClosed, CirclePerson, CircleStanding, CircleView, Element, Gone, GoneHow, Level, Mood,
    NoteView, Other, PersonView, Task as CareTask, VisitTold, VisitView,
};

/// The four sides of a person's day.
#[uniffi::remote(Enum)]
pub enum Element {
    MyLife,
    MyHome,
    MyCommunity,
    MyCare,
}

/// How the person was, in the visitor's eyes.
#[uniffi::remote(Enum)]
pub enum Mood {
    Low,
    AsUsual,
    Bright,
}

/// Where an item has arrived.
#[uniffi::remote(Enum)]
pub enum Arrival {
    /// On this phone only.
    HereOnly,
    /// With the relay, on no other phone yet that we know of.
    Relay,
    /// On the devices of `people` of `of` other people.
    People {
        /// How many other people have it.
        people: u32,
        /// How many other people there are.
        of: u32,
        /// Whether the relay has it too.
        relay: bool,
    },
    /// Nothing is known yet.
    Unknown,
}

/// A circle in a list.
#[uniffi::remote(Record)]
pub struct CircleView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The person it is round.
    pub person: PersonView,
    /// Who is in, with levels.
    pub people: Vec<CirclePerson>,
    /// Things new since I last looked.
    pub unread: u32,
    /// Whether I am in, and if not how I went.
    pub standing: CircleStanding,
    /// Who has gone, the last first.
    pub gone: Vec<Gone>,
    /// Entries of people who had gone that wait for a word, where I may give it.
    pub quarantined: u32,
    /// Whether it is closed: it can be read, and takes nothing new.
    pub closed: Option<CircleClosed>,
    /// Whether people brought in apart have made it more than a circle is for: its person is asked.
    pub crowded: bool,
}

/// How a circle was closed.
#[uniffi::remote(Record)]
pub struct CircleClosed {
    /// By whom.
    pub by: PersonView,
    /// Since when, as said by that person's device.
    pub since_ms: u64,
    /// For how many months it is kept; 0 has no term.
    pub months: u16,
    /// Why.
    pub reason: String,
}

/// How somebody went.
#[uniffi::remote(Enum)]
pub enum GoneHow {
    /// They left.
    Left,
    /// Somebody removed them.
    Removed,
    /// The co-op's board removed them.
    ByBoard,
}

/// Somebody who has gone from a circle.
#[uniffi::remote(Record)]
pub struct Gone {
    /// Who.
    pub person: PersonView,
    /// How.
    pub how: GoneHow,
    /// By whom.
    pub by: PersonView,
    /// When, as said by that person's device.
    pub at_ms: u64,
}

/// How I stand to a circle.
#[uniffi::remote(Enum)]
pub enum CircleStanding {
    /// I am in.
    In,
    /// I left, or was removed: what is here stays, and nothing newer comes.
    Gone {
        /// How.
        how: GoneHow,
        /// By whom.
        by: PersonView,
        /// Since when, as said by that person's device.
        at_ms: u64,
    },
    /// This device was cut off, or is frozen until somebody decides.
    CutOff,
    /// What came is not enough to tell.
    Unknown,
}

/// Somebody in a circle.
#[uniffi::remote(Record)]
pub struct CirclePerson {
    /// The person.
    pub person: PersonView,
    /// Their level.
    pub level: Level,
    /// Who brought them in, if it was somebody in it.
    pub added_by: Option<PersonView>,
    /// Whether the co-op's board did.
    pub added_by_board: bool,
    /// When, as said by that person's device.
    pub added_ms: u64,
    /// Whether they may read what was written before they came.
    pub reads_back: bool,
    /// Since when they may read, if not from the beginning.
    pub reads_from_ms: Option<u64>,
}

/// Whether an attachment can be looked at here.
#[uniffi::remote(Enum)]
pub enum AttachmentState {
    /// It is on this device.
    Here,
    /// It comes by itself with the next signal.
    Coming,
    /// It is not fetched, as the settings say; it comes if it is asked for.
    NotFetched,
    /// It is not fetched, since those of this circle take up all the room that they may.
    NoRoom,
    /// What came is not what was sent.
    Damaged,
}

/// A picture or document that hangs on a note or a visit.
#[uniffi::remote(Record)]
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

/// A note, handover or message.
#[uniffi::remote(Record)]
pub struct NoteView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Who wrote it.
    pub author: PersonView,
    /// note | handover.
    pub kind: String,
    /// The text, as last corrected.
    pub text: String,
    /// Earlier texts, oldest first, if corrected.
    pub earlier: Vec<String>,
    /// When, as said by the author's device.
    pub written_ms: u64,
    /// Whether the clock of the author's device was wrong, so that the time is a guess.
    pub clock_doubtful: bool,
    /// Where it was written later: when that was of which it tells.
    #[uniffi(default = None)]
    pub of_ms: Option<u64>,
    /// Where it has arrived.
    pub arrival: Arrival,
    /// Whether it came since I last looked.
    pub new: bool,
    /// Whether it was written by a device that was cut off, after the moment that was named.
    pub under_review: bool,
    /// Of my own, written after I had gone from the circle or by a device that had: `waits` for the word of those who look after it, or
    /// `not-kept` by them. As far as this device has heard.
    #[uniffi(default = None)]
    pub review: Option<String>,
    /// Pictures and documents that hang on it.
    #[uniffi(default = [])]
    pub attachments: Vec<AttachmentView>,
    /// Somebody without a phone in whose words it is: `author` wrote it down on their word.
    #[uniffi(default = None)]
    pub other: Option<Other>,
}

/// A visit or other activity.
#[uniffi::remote(Record)]
pub struct VisitView {
    /// Its id.
    pub id: String,
    /// The circle, if any.
    pub circle: Option<String>,
    /// Who visited.
    pub visitor: PersonView,
    /// The person helped, if one.
    pub person: Option<PersonView>,
    /// Begun, as said by the visitor's device.
    pub started_ms: u64,
    /// Ended, if it has.
    pub ended_ms: Option<u64>,
    /// Minutes given.
    pub minutes: Option<u32>,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// The area that the hours name, coarse on purpose.
    pub area: Option<String>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What was done, in words.
    pub text: String,
    /// For the next visitor.
    pub handover: String,
    /// open | unconfirmed | confirmed | counted | refused.
    pub hour: String,
    /// What happens next to the hour, or why it was refused, in plain words.
    pub hour_reason: String,
    /// Who confirmed it.
    pub confirmed_by: Option<PersonView>,
    /// Where it has arrived.
    pub arrival: Arrival,
    /// Whether it was written by a device that was cut off, after the moment that was named.
    pub under_review: bool,
    /// Where it was corrected: all that its visitor told, the first telling first. Empty where nothing was corrected.
    pub corrections: Vec<VisitTold>,
    /// Whether it is known from a code alone: that names one element, and neither how the person was nor a word for the next visitor.
    pub by_code: bool,
    /// Whether the clock of the visitor's device was wrong when it began.
    pub clock_doubtful: bool,
    /// Pictures and documents that hang on it.
    #[uniffi(default = [])]
    pub attachments: Vec<AttachmentView>,
    /// What was done, task by task.
    #[uniffi(default = [])]
    pub tasks: Vec<CareTask>,
    /// Where regulated work in it is asked about.
    #[uniffi(default = None)]
    pub boundary: Option<BoundaryQueryView>,
    /// Somebody without a phone whose visit it was: `visitor` wrote it down on their word.
    #[uniffi(default = None)]
    pub other: Option<Other>,
    /// Where it was confirmed for somebody without a phone: on whose word, or by what right.
    #[uniffi(default = None)]
    pub confirmed_on: Option<String>,
    /// Whether its hour waits for my word: it was given to me, or to somebody for whom I confirm.
    #[uniffi(default = false)]
    pub mine_to_confirm: bool,
}

/// One telling of how a visit went: as it was ended, or as it was told again.
#[uniffi::remote(Record)]
pub struct VisitTold {
    /// When it was told, as said by the visitor's device.
    pub told_ms: u64,
    /// Begun.
    pub started_ms: u64,
    /// Ended.
    pub ended_ms: u64,
    /// Minutes given.
    pub minutes: u32,
    /// What was done, by element.
    pub done: Vec<Element>,
    /// How the person was.
    pub how: Option<Mood>,
    /// What was done, in words.
    pub text: String,
    /// For the next visitor.
    pub handover: String,
    /// Whether this telling stands.
    pub stands: bool,
}
