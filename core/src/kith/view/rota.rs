//! Who comes when.

use super::{Arrival, Element, LineView, PersonView, RotaState};
use serde::{Deserialize, Serialize};

/// Somebody who comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakerView {
    /// The taking's id.
    pub id: String,
    /// Who comes; nothing for somebody without a phone.
    pub person: Option<PersonView>,
    /// Their name.
    pub name: String,
    /// Who wrote it down, where it was somebody else.
    pub by: Option<PersonView>,
    /// On whose word, where it was somebody else.
    pub mandate: String,
    /// When it was taken, as said by the author's device.
    pub at_ms: u64,
    /// Where it has arrived.
    pub arrival: Arrival,
}

/// Somebody who asks to be relieved of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotaAskView {
    /// Its id.
    pub id: String,
    /// Who asks.
    pub by: PersonView,
    /// Whom; nothing: anybody.
    pub of: Option<PersonView>,
    /// Whether it is for me to answer.
    pub mine: bool,
    /// For which visit in return: its name and time.
    pub wants: Option<WantedView>,
    /// In words.
    pub text: String,
    /// Who has said no.
    pub declined: Vec<PersonView>,
}

/// The visit that somebody would take in return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedView {
    /// The planned visit's line.
    pub line: String,
    /// What it is called.
    pub name: String,
    /// Which one: `2026-11-24T10:00` where the person lives.
    pub slot: String,
    /// The same moment.
    pub at_ms: u64,
}

/// One visit of a rota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionView {
    /// The circle.
    pub circle: String,
    /// Whom it is for.
    pub person: PersonView,
    /// The planned visit's line.
    pub line: String,
    /// Which one: `2026-11-24T10:00` where the person lives.
    pub slot: String,
    /// The same moment.
    pub at_ms: u64,
    /// How long it takes.
    pub minutes: u16,
    /// What it is called.
    pub name: String,
    /// What for, in words.
    pub text: String,
    /// What for, by element.
    pub done: Vec<Element>,
    /// Whether it comes again.
    pub again: bool,
    /// Regulated work, for paid staff alone.
    pub regulated: bool,
    /// A break for whoever carries most.
    pub respite: bool,
    /// How many people are needed.
    pub needed: u8,
    /// open | taken | twice | cancelled | begun | off.
    pub state: RotaState,
    /// Who comes.
    pub takers: Vec<TakerView>,
    /// Whether I come.
    pub mine: bool,
    /// Whom it was asked of, who has neither taken it nor said no.
    pub asked: Option<PersonView>,
    /// Who has said no.
    pub declined: Vec<PersonView>,
    /// Who would rather not come, and what they ask.
    pub asks: Vec<RotaAskView>,
    /// Who cancelled it.
    pub cancelled_by: Option<PersonView>,
    /// Why.
    pub cancelled_why: String,
    /// Who said who comes, where it had been taken twice.
    pub settled_by: Option<PersonView>,
    /// What they said.
    pub settled_text: String,
    /// Visits that were begun from it.
    pub begun: Vec<String>,
    /// Who was sent word from outside the circle that it is taken twice.
    pub told: Vec<PersonView>,
    /// What limits that somebody set say about it, in the device's language.
    pub warnings: Vec<String>,
    /// What to do now, in the device's language, where it is taken twice.
    pub advice: String,
}

/// Visits of one circle, and the plans that they come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotaView {
    /// The circle.
    pub circle: String,
    /// Whom it is for.
    pub person: PersonView,
    /// Visits in the days asked for, in their order.
    pub visits: Vec<OccasionView>,
    /// The planned visits, stopped ones last.
    pub planned: Vec<LineView>,
    /// What I have said that I can give.
    pub limits: LimitsView,
}

/// What somebody has said that they can give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitsView {
    /// Minutes a week; nothing: no limit.
    pub week_minutes: Option<u32>,
    /// Days not, 1 Monday to 7 Sunday.
    pub days_not: Vec<u8>,
    /// Minutes that are taken in this week, in all circles.
    pub taken_minutes: u32,
}

/// A visit that was taken twice, as a coordinator outside its circle is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitTwiceView {
    /// Its id.
    pub id: String,
    /// The circle's name.
    pub place: String,
    /// Whom it is for.
    pub person: PersonView,
    /// Which one: `2026-11-24T10:00` where the person lives.
    pub slot: String,
    /// The same moment.
    pub at_ms: u64,
    /// Who took it.
    pub takers: Vec<PersonView>,
    /// Whether it has been said since who comes: those who took it.
    pub settled: bool,
    /// What to do now, in the device's language.
    pub advice: String,
}
