//! What a rota leads to: a calendar, reminders, and how its work is shared.

use super::{OccasionView, PersonView};
use serde::{Deserialize, Serialize};

/// A rota as a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// The iCalendar file.
    pub text: String,
    /// How many visits stand in it.
    pub visits: u32,
    /// What opens the feed of this device, and nothing else.
    pub key: String,
}

/// What a reminder is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderKind {
    /// A visit of mine, or to me.
    Visit,
    /// A medicine that I answer for.
    Medicine,
    /// A visit of mine that has not been ended.
    End,
}

/// What I want to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderWishes {
    /// How long before a visit, in minutes.
    pub before_minutes: u32,
    /// Of visits that I have taken, or that come to me.
    pub visits: bool,
    /// Of medicines that I answer for, at their time.
    pub medicines: bool,
    /// Of a visit that I have not ended.
    pub ends: bool,
    /// From when it is quiet (`22:00`).
    pub quiet_from: String,
    /// Until when (`07:00`); the same as from when: never.
    pub quiet_to: String,
}

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderView {
    /// Its id: always the same for the same thing.
    pub id: String,
    /// What it is about: for the app that is opened by it, not for the lock screen.
    pub kind: ReminderKind,
    /// When it comes.
    pub at_ms: u64,
    /// When the thing is.
    pub on_ms: u64,
    /// The circle: for the app that is opened by it.
    pub circle: String,
    /// What may stand on a lock screen: no name, no place, not what for. In the device's language.
    pub text: String,
}

/// Reminders, and what I want to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemindersView {
    /// What I want.
    pub wishes: ReminderWishes,
    /// Those that have come.
    pub due: Vec<ReminderView>,
    /// Those of the next two days, in their order.
    pub next: Vec<ReminderView>,
}

/// What one person carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedView {
    /// Who; nothing for somebody without a phone.
    pub person: Option<PersonView>,
    /// Their name.
    pub name: String,
    /// Visits that they have made.
    pub past_visits: u32,
    /// Minutes that these took.
    pub past_minutes: u32,
    /// Visits that they have taken.
    pub next_visits: u32,
    /// Minutes that these will take.
    pub next_minutes: u32,
    /// Their part of all these visits, in a hundred.
    pub percent: u32,
}

/// Who carries what in a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadView {
    /// The circle.
    pub circle: String,
    /// Whom it is for.
    pub person: PersonView,
    /// Weeks that are looked back at, and as many ahead.
    pub weeks: u32,
    /// By how much they carry, the most first.
    pub people: Vec<CarriedView>,
    /// Visits ahead that nobody has taken yet, or too few.
    pub open: Vec<OccasionView>,
    /// Weekends ahead on which nobody comes: the date of the Saturday.
    pub weekends: Vec<String>,
    /// What might be done about it, in the device's language.
    pub nudges: Vec<String>,
    /// Whether it is I who carry most, and more than my part: a break is offered.
    pub respite: bool,
    /// Coins of mine that a break could be thanked for with.
    pub coins: u32,
}
