//! The first page of a day, a circle's page, and plans.

use kith_core::kith::view::{
    Arrival, ArrivalView, Balance, BoundaryQueryView, CardLookView, Choice, CirclePage, CircleView, DoseAlertView, DraftView, DueDoseView, Kept, Mood,
    NoteView, OccasionView, PersonView, PlanView, TodayView, VisitTwiceView, VisitView,
};

/// What is on, who is coming, what changed.
#[uniffi::remote(Record)]
pub struct TodayView {
    /// A visit of mine that is open.
    pub open_visit: Option<VisitView>,
    /// Hours that wait for my word.
    pub to_confirm: Vec<VisitView>,
    /// New notes in all my circles.
    pub news: Vec<NoteView>,
    /// Plans of all my circles that have a time, or two.
    pub plans: Vec<PlanView>,
    /// The three numbers.
    pub balance: Balance,
    /// My circles.
    pub circles: Vec<CircleView>,
    /// Doses in my circles that are due or late.
    pub due: Vec<DueDoseView>,
    /// Doses that were recorded twice and wait for an answer: in my circles, or, as registered manager, wherever I was told of one.
    pub dose_alerts: Vec<DoseAlertView>,
    /// Those of the news that mention me by name.
    pub mentions: Vec<NoteView>,
    /// My circles whose printed emergency card is out of date.
    pub stale_cards: Vec<String>,
    /// Who is coming today and tomorrow in my circles, and later visits that are taken twice or asked of me.
    pub coming: Vec<OccasionView>,
    /// As coordinator: visits that were taken twice in circles that I am not in.
    pub visits_twice: Vec<VisitTwiceView>,
    /// As registered manager: regulated work that I am asked about; and for two weeks the answers to what I asked.
    #[uniffi(default = [])]
    pub boundaries: Vec<BoundaryQueryView>,
    /// Looks of the last week at the emergency cards of my circles, each circle once.
    #[uniffi(default = [])]
    pub card_looks: Vec<CardLookView>,
}

/// Looks at the card of somebody's circle.
#[uniffi::remote(Record)]
pub struct CardLookView {
    /// The circle.
    pub circle: String,
    /// Whose card it is.
    pub person: PersonView,
    /// When the last one was, by the relay's clock.
    pub at_ms: u64,
    /// How many there were.
    pub count: u32,
}

/// A circle's page: it opens on the person.
#[uniffi::remote(Record)]
pub struct CirclePage {
    /// The circle.
    pub circle: CircleView,
    /// How the person was at the last visit.
    pub last_mood: Option<Mood>,
    /// The last word for the next visitor.
    pub last_handover: Option<NoteView>,
    /// The latest notes.
    pub notes: Vec<NoteView>,
    /// The latest visits.
    pub visits: Vec<VisitView>,
    /// The plans.
    pub plans: Vec<PlanView>,
    /// Doses that are due or late, and those recorded twice.
    pub due: Vec<DueDoseView>,
    /// Who is coming today and tomorrow, and later visits that are taken twice or asked of me.
    pub coming: Vec<OccasionView>,
    /// A note that I have begun here, on any device of mine.
    pub draft: Option<DraftView>,
    /// What I have begun here apart on other devices of mine.
    pub drafts_apart: Vec<DraftView>,
}

/// A note that is begun and not finished, kept on one's own devices alone.
#[uniffi::remote(Record)]
pub struct DraftView {
    /// Its id, until it is kept anew.
    pub id: String,
    /// The circle that it is for.
    pub circle: String,
    /// The words so far.
    pub text: String,
    /// When it was last kept.
    pub kept_ms: u64,
    /// Whether on this device.
    pub here: bool,
}

/// A shared plan.
#[uniffi::remote(Record)]
pub struct PlanView {
    /// Its id.
    pub id: String,
    /// The circle.
    pub circle: String,
    /// Its title.
    pub title: String,
    /// The text, merged.
    pub text: String,
    /// When it is.
    pub when: Kept,
    /// Where it is.
    pub place: Kept,
    /// Who last changed it.
    pub changed_by: PersonView,
    /// When, as said by their device.
    pub changed_ms: u64,
    /// Where the last change made here has arrived.
    pub arrival: Arrival,
}

/// A field that keeps what was written apart until a person chooses.
#[uniffi::remote(Record)]
pub struct Kept {
    /// The value in force, if there is just one.
    pub value: Option<String>,
    /// Two or more values, if written apart.
    pub choices: Vec<Choice>,
}

/// One of several values written apart.
#[uniffi::remote(Record)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// Who wrote it.
    pub author: PersonView,
}

/// Where one item has arrived, in detail.
#[uniffi::remote(Record)]
pub struct ArrivalView {
    /// The item's id.
    pub item: String,
    /// The sum.
    pub arrival: Arrival,
    /// The people who have it.
    pub with: Vec<PersonView>,
    /// The people of whom it is not known.
    pub not_known: Vec<PersonView>,
}
