//! What is done in a visit, task by task. Each task carries whether it is regulated work, whatever a visit is called.
//!
//! Regulated work is for paid staff who answer to the registered manager. Whoever else says that they did some of it asks that manager
//! where the line runs; the visit counts all the same. The body of a fact 32 is `[32, [[number, [fields…]]]]`:
//!
//! | number | | fields |
//! | --- | --- | --- |
//! | 0 | done | the visit's first entry, tasks: by its visitor; a later one stands in place of it |
//! | 1 | asked | the visit's first entry, regulated tasks, whether the visit was planned as regulated work: by its visitor |
//! | 2 | told | the visit's first entry, person: which registered manager was sent word from outside the circle |

use kith_wire::{EntryId, PersonId};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Tasks that one visit may name.
pub const TASKS_MAX: usize = 32;

/// A task. Numbers are never used again; from 32 on they are regulated work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Task {
    /// Going along to an appointment.
    #[n(0)]
    Appointment,
    /// Letters, forms, money matters that the person decides.
    #[n(1)]
    Letters,
    /// Phones, computers and the like.
    #[n(2)]
    Technology,
    /// Shopping.
    #[n(3)]
    Shopping,
    /// Cooking; eating together.
    #[n(4)]
    Cooking,
    /// Cleaning and laundry.
    #[n(5)]
    Cleaning,
    /// The house and the garden.
    #[n(6)]
    HouseAndGarden,
    /// An outing, an event, a walk.
    #[n(7)]
    Outing,
    /// Company at home.
    #[n(8)]
    Company,
    /// Sitting in, so that whoever cares can go out.
    #[n(9)]
    Sitting,
    /// Washing and bathing.
    #[n(32)]
    Washing,
    /// Dressing and undressing.
    #[n(33)]
    Dressing,
    /// Helping somebody to eat or drink.
    #[n(34)]
    Eating,
    /// Going to the toilet, and what belongs to it.
    #[n(35)]
    Toilet,
    /// Helping somebody to move: out of bed, into a chair.
    #[n(36)]
    Moving,
    /// Care of mouth, skin, hair and nails.
    #[n(37)]
    Skin,
    /// Giving medicines, or helping with them.
    #[n(38)]
    Medicines,
}

impl Task {
    /// Every task, in the order in which they are shown.
    pub const ALL: [Self; 17] = [
        Self::Appointment,
        Self::Letters,
        Self::Technology,
        Self::Shopping,
        Self::Cooking,
        Self::Cleaning,
        Self::HouseAndGarden,
        Self::Outing,
        Self::Company,
        Self::Sitting,
        Self::Washing,
        Self::Dressing,
        Self::Eating,
        Self::Toilet,
        Self::Moving,
        Self::Skin,
        Self::Medicines,
    ];

    /// Whether it is regulated work.
    #[must_use]
    pub const fn is_regulated(self) -> bool {
        matches!(self, Self::Washing | Self::Dressing | Self::Eating | Self::Toilet | Self::Moving | Self::Skin | Self::Medicines)
    }
}

/// What the registered manager says to a query about where the line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum Ruling {
    /// It was no regulated work, or whoever did it may.
    #[n(0)]
    MayGoOn,
    /// From now on paid staff do it.
    #[n(1)]
    ForStaff,
}

/// A fact about tasks.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum TaskFact {
    /// What was done in a visit.
    #[n(0)]
    Done(#[n(0)] EntryId, #[n(1)] Vec<Task>),
    /// Some of it was regulated work, and the registered manager is asked about it.
    #[n(1)]
    Asked(#[n(0)] EntryId, #[n(1)] Vec<Task>, #[n(2)] bool),
    /// A registered manager outside the circle was sent word.
    #[n(2)]
    Told(#[n(0)] EntryId, #[n(1)] PersonId),
}

impl TaskFact {
    /// The visit that it is about.
    #[must_use]
    pub const fn visit(&self) -> &EntryId {
        match self {
            Self::Done(visit, _) | Self::Asked(visit, ..) | Self::Told(visit, _) => visit,
        }
    }
}

/// A fact about tasks with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The entry.
    pub id: EntryId,
    /// Who wrote it.
    pub author: PersonId,
    /// When, as said by the author's device.
    pub time_ms: u64,
    /// What it says.
    pub fact: TaskFact,
}

/// What is known of the tasks of one visit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tasks {
    /// What was done.
    pub done: Vec<Task>,
    /// Regulated tasks that the manager is asked about, when that was, and whether the visit was planned as such.
    pub asked: Option<(Vec<Task>, u64, bool)>,
    /// Registered managers who were sent word, by the visitor or by those who look after the circle.
    pub told: Vec<PersonId>,
    /// Those who were sent word by the visitor: on nobody else's word does the visitor leave it.
    pub told_by_visitor: Vec<PersonId>,
}

/// What the facts say of one visit and its visitor, in whatever order they came. Of what was done the latest telling stands; a query
/// that was raised stays raised; that a manager was told counts from the visitor, and from whoever `keeps` the circle.
#[must_use]
pub fn of_visit<'a>(visit: &EntryId, visitor: &PersonId, said: impl IntoIterator<Item = &'a Said>, keeps: impl Fn(&PersonId) -> bool) -> Tasks {
    let mut about: Vec<&Said> = said.into_iter().filter(|s| s.fact.visit() == visit).collect();
    about.sort_by_key(|s| (s.time_ms, s.id));
    let mut out = Tasks::default();
    for s in about {
        match &s.fact {
            TaskFact::Done(_, tasks) if s.author == *visitor => out.done.clone_from(tasks),
            TaskFact::Asked(_, tasks, planned) if s.author == *visitor => {
                let (known, _, was_planned) = out.asked.get_or_insert_with(|| (Vec::new(), s.time_ms, false));
                known.extend(tasks.iter().take(TASKS_MAX));
                known.sort_unstable();
                known.dedup();
                *was_planned |= planned;
            }
            TaskFact::Told(_, person) if s.author == *visitor => out.told_by_visitor.push(*person),
            TaskFact::Told(_, person) if keeps(&s.author) => out.told.push(*person),
            // Only the visitor says what was done in their visit; and nobody else keeps it from a manager.
            TaskFact::Done(..) | TaskFact::Asked(..) | TaskFact::Told(..) => {}
        }
    }
    out.told.extend(&out.told_by_visitor);
    for told in [&mut out.told, &mut out.told_by_visitor] {
        told.sort_unstable();
        told.dedup();
    }
    out.done.truncate(TASKS_MAX);
    out.done.sort_unstable();
    out.done.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::{Said, Task, TaskFact, Tasks, of_visit};
    use crate::fact::Fact;
    use kith_wire::{EntryId, PersonId};

    const VISIT: EntryId = EntryId([1; 32]);
    const DEWI: PersonId = PersonId([2; 32]);
    const MAIR: PersonId = PersonId([3; 32]);

    fn said(id: u8, author: PersonId, fact: TaskFact) -> Said {
        Said { id: EntryId([id; 32]), author, time_ms: u64::from(id), fact }
    }

    /// covers: N2, X3
    #[test]
    fn every_task_has_one_number_and_those_from_32_on_are_regulated_work() {
        for task in Task::ALL {
            let number = minicbor::to_vec(task).unwrap();
            assert_eq!(task.is_regulated(), number[0] == 0x18, "{task:?}: {number:?}");
            assert_eq!(minicbor::decode::<Task>(&number).unwrap(), task);
        }
        assert_eq!(minicbor::to_vec(Task::Toilet).unwrap(), [0x18, 0x23]);
        let fact = Fact::Tasks(TaskFact::Asked(VISIT, vec![Task::Toilet], true));
        let golden = [&[0x82, 0x18, 0x20, 0x81, 0x82, 0x01, 0x83, 0x58, 0x20][..], &[1; 32], &[0x81, 0x18, 0x23, 0xf5]].concat();
        assert_eq!((fact.to_bytes(), Fact::from_bytes(&golden)), (golden.clone(), Ok(fact)));
    }

    /// covers: N2, R3
    #[test]
    fn what_was_done_is_the_visitors_to_say_and_a_query_that_was_raised_stays_raised_in_any_order() {
        let mut all = vec![
            said(1, DEWI, TaskFact::Done(VISIT, vec![Task::Toilet, Task::Cooking])),
            said(2, DEWI, TaskFact::Asked(VISIT, vec![Task::Toilet], false)),
            said(3, MAIR, TaskFact::Done(VISIT, vec![Task::Washing])),
            said(4, DEWI, TaskFact::Done(VISIT, vec![Task::Cooking, Task::Cooking])),
            said(5, MAIR, TaskFact::Told(VISIT, MAIR)),
            said(6, DEWI, TaskFact::Done(EntryId([9; 32]), vec![Task::Skin])),
            said(7, DEWI, TaskFact::Told(VISIT, DEWI)),
            said(8, PersonId([4; 32]), TaskFact::Told(VISIT, PersonId([5; 32]))),
        ];
        let told = (vec![DEWI, MAIR], vec![DEWI]);
        let wanted = Tasks { done: vec![Task::Cooking], asked: Some((vec![Task::Toilet], 2, false)), told: told.0, told_by_visitor: told.1 };
        for _ in 0..all.len() {
            all.rotate_left(1);
            assert_eq!(of_visit(&VISIT, &DEWI, &all, |who| *who == MAIR), wanted);
        }
    }
}
