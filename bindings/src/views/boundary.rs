//! What is done task by task, where the line of regulated work runs, and what is recorded for somebody without a phone.

use kith_core::kith::view::{BoundaryQueryView, Other, PersonView, Ruling, Task as CareTask};

/// A task; from Washing on they are regulated work.
#[uniffi::remote(Enum)]
pub enum CareTask {
    /// Going along to an appointment.
    Appointment,
    /// Letters, forms, money matters that the person decides.
    Letters,
    /// Phones, computers and the like.
    Technology,
    /// Shopping.
    Shopping,
    /// Cooking; eating together.
    Cooking,
    /// Cleaning and laundry.
    Cleaning,
    /// The house and the garden.
    HouseAndGarden,
    /// An outing, an event, a walk.
    Outing,
    /// Company at home.
    Company,
    /// Sitting in, so that whoever cares can go out.
    Sitting,
    /// Washing and bathing.
    Washing,
    /// Dressing and undressing.
    Dressing,
    /// Helping somebody to eat or drink.
    Eating,
    /// Going to the toilet, and what belongs to it.
    Toilet,
    /// Helping somebody to move: out of bed, into a chair.
    Moving,
    /// Care of mouth, skin, hair and nails.
    Skin,
    /// Giving medicines, or helping with them.
    Medicines,
}

/// What the registered manager says to a query about where the line runs.
#[uniffi::remote(Enum)]
pub enum Ruling {
    /// It was no regulated work, or whoever did it may.
    MayGoOn,
    /// From now on paid staff do it.
    ForStaff,
}

/// Somebody without a phone, for whom somebody else writes something down.
#[uniffi::remote(Record)]
pub struct Other {
    /// Their name.
    pub name: String,
    /// On whose word.
    pub mandate: String,
}

/// A boundary query.
#[uniffi::remote(Record)]
pub struct BoundaryQueryView {
    /// Its id, which is the visit's.
    pub id: String,
    /// The circle, where this device holds it.
    pub circle: Option<String>,
    /// The circle's name.
    pub place: String,
    /// Whom the visit was for.
    pub person: PersonView,
    /// Who visited, or wrote it down for somebody without a phone.
    pub visitor: PersonView,
    /// Somebody without a phone who visited; empty for the visitor themself.
    pub other: String,
    /// When it was asked, as said by the visitor's device.
    pub at_ms: u64,
    /// The regulated tasks.
    pub tasks: Vec<CareTask>,
    /// Whether the visit was planned as regulated work.
    pub planned: bool,
    /// Registered managers who are asked.
    pub asked: Vec<PersonView>,
    /// Whether I am asked and have not answered.
    pub asks_me: bool,
    /// What was answered, as far as I may know.
    pub ruling: Option<Ruling>,
    /// In words.
    pub text: String,
    /// By whom.
    pub answered_by: Option<PersonView>,
    /// When.
    pub answered_ms: Option<u64>,
    /// What to do, or what happens next, in the device's language.
    pub advice: String,
}
