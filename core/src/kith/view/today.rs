//! The first page of a day.

use super::{Balance, BoundaryQueryView, CardLookView, CircleView, DoseAlertView, DueDoseView, NoteView, OccasionView, PlanView, VisitTwiceView, VisitView};
use serde::{Deserialize, Serialize};

/// What is on, who is coming, what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default)]
    pub due: Vec<DueDoseView>,
    /// Doses that were recorded twice and wait for an answer: in my circles, or, as registered manager, wherever I was told of one.
    #[serde(default)]
    pub dose_alerts: Vec<DoseAlertView>,
    /// Those of the news that mention me by name.
    #[serde(default)]
    pub mentions: Vec<NoteView>,
    /// My circles whose printed emergency card is out of date.
    #[serde(default)]
    pub stale_cards: Vec<String>,
    /// Who is coming today and tomorrow in my circles, and later visits that are taken twice or asked of me.
    #[serde(default)]
    pub coming: Vec<OccasionView>,
    /// As coordinator: visits that were taken twice in circles that I am not in.
    #[serde(default)]
    pub visits_twice: Vec<VisitTwiceView>,
    /// As registered manager: regulated work that I am asked about; and for two weeks the answers to what I asked.
    #[serde(default)]
    pub boundaries: Vec<BoundaryQueryView>,
    /// Looks of the last week at the emergency cards of my circles.
    #[serde(default)]
    pub card_looks: Vec<CardLookView>,
}
