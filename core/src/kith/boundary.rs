//! Where the line runs between regulated work and other help: a visitor who is no paid carer and did regulated work asks the registered
//! manager, whose answer comes back to them alone. The visit and its hours count all the same.

mod notes;
mod shown;

use super::{Kith, KithError, KithResult, medicines::medicine_of, view::Role};
use crate::{
    circle::{
        dose::{Dose, Outcome},
        line::{Line, Part, REGULATED},
        rota::RotaFact,
        task::{self, Said, TASKS_MAX, Task, TaskFact, Tasks},
    },
    fact::{self, Fact},
    space::{Space, act},
    storage::projection::VisitRow,
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId};
pub(super) use notes::BoundaryNote;
#[cfg(test)]
pub(super) use notes::{BoundaryAnswered, BoundaryAsked};

/// Roles whose holders do regulated work as their job.
const STAFF: [Role; 3] = [Role::CareWorker, Role::CareSupervisor, Role::RegisteredManager];

/// Tasks as they are kept: each once, in their order.
pub(super) fn clean(tasks: &[Task]) -> KithResult<Vec<Task>> {
    let mut tasks = tasks.to_vec();
    tasks.sort_unstable();
    tasks.dedup();
    if tasks.len() > TASKS_MAX {
        return Err(KithError::invalid("too-many-tasks", format!("A visit names at most {TASKS_MAX} tasks.")).with("most", TASKS_MAX));
    }
    Ok(tasks)
}

impl Kith {
    /// Whether somebody may do regulated work in a circle without being asked about it: paid staff, the person themself, and family who
    /// look after the circle. Everybody else is a volunteer or a peer there.
    pub(super) fn does_regulated(&self, space: &SpaceId, person: &PersonId) -> KithResult<bool> {
        let here = self.space(space)?;
        let class = self.class_of(person);
        // A worker member may be a volunteer: paid staff are those whom the co-op gave a role in care.
        let staff = self.is_care_staff(person);
        let family = class == "family" && here.resolved.level(person) >= act::KEEPER;
        Ok(staff || family || here.resolved.genesis.as_ref().and_then(|g| g.about) == Some(*person))
    }

    /// A member's class; nothing of somebody who is none.
    fn class_of(&self, person: &PersonId) -> &str {
        self.commons.and_then(|c| self.spaces.get(&c)).and_then(|c| c.resolved.people.get(person)).map_or("", |m| m.class.as_str())
    }

    /// Whether the co-op gave somebody a role in care.
    pub(super) fn is_care_staff(&self, person: &PersonId) -> bool {
        STAFF.iter().any(|role| self.has_role(person, *role))
    }

    /// What a visitor did, task by task; whoever is no paid carer asks about what is regulated. The caller commits.
    ///
    /// For somebody without a phone nobody knows whether they may: it is asked.
    pub(super) fn say_tasks(&mut self, space: SpaceId, visit: EntryId, (tasks, for_other): (&[Task], bool), now_ms: u64) -> KithResult<()> {
        let tasks = clean(tasks)?;
        let before = self.tasks_of(&space, &visit, &self.me)?;
        if tasks != before.done {
            self.append_task(space, TaskFact::Done(visit, tasks.clone()), now_ms)?;
        }
        let regulated: Vec<Task> = tasks.into_iter().filter(|t| t.is_regulated()).collect();
        let planned = self.was_planned_regulated(&space, &visit)?;
        let known = before.asked.is_some_and(|(asked, _, was)| regulated.iter().all(|t| asked.contains(t)) && (was || !planned));
        if known || (regulated.is_empty() && !planned) || (!for_other && self.does_regulated(&space, &self.me)?) {
            return Ok(());
        }
        self.append_task(space, TaskFact::Asked(visit, regulated, planned), now_ms)
    }

    /// A dose that a volunteer or a peer gave: asked about with their visit or, outside one, by itself. Reminding somebody is no regulated
    /// work; and whom the circle has named for a medicine, or who works for the co-op, is not asked. The caller commits.
    pub(super) fn ask_of_dose(&mut self, space: SpaceId, medicine: &Line, (entry, dose): (EntryId, &Dose), now_ms: u64) -> KithResult<()> {
        if dose.outcome != Outcome::Given || dose.part == Some(Part::Prompt) || self.gives_medicine(&space, medicine)? {
            return Ok(());
        }
        let work = dose.visit.unwrap_or(entry);
        if self.tasks_of(&space, &work, &self.me)?.asked.is_some_and(|(asked, ..)| asked.contains(&Task::Medicines)) {
            return Ok(());
        }
        self.append_task(space, TaskFact::Asked(work, vec![Task::Medicines], false), now_ms)
    }

    fn gives_medicine(&self, space: &SpaceId, medicine: &Line) -> KithResult<bool> {
        let named = medicine_of(medicine, None).is_some_and(|m| m.parts.iter().any(|r| r.part != Part::Prompt && r.person == Some(self.me)));
        Ok(named || self.class_of(&self.me) == "worker" || self.does_regulated(space, &self.me)?)
    }

    fn append_task(&mut self, space: SpaceId, said: TaskFact, now_ms: u64) -> KithResult<()> {
        self.append(space, Kind::Fact, Fact::Tasks(said).to_bytes(), now_ms)?;
        self.changed(super::Change::Truth);
        Ok(())
    }

    /// Whether a visit was begun from a planned one that is marked as regulated work.
    fn was_planned_regulated(&self, space: &SpaceId, visit: &EntryId) -> KithResult<bool> {
        let held = self.held_rota(space)?;
        let n = self.space(space)?.n;
        for (_, body) in self.storage.statements(Some(n), fact::ROTA)? {
            let Ok(Fact::Rota(RotaFact::Begun(line, _, begun))) = Fact::from_bytes(&body) else { continue };
            if begun == *visit {
                let planned = held.lists.lines.iter().find(|l| l.id == line).and_then(|l| super::rota::planned_of(l, None));
                return Ok(planned.is_some_and(|p| p.marks & REGULATED != 0));
            }
        }
        Ok(false)
    }

    /// All that was said about tasks in a space.
    fn tasks_said(&self, n: i64) -> KithResult<Vec<Said>> {
        let rows = self.storage.statements(Some(n), fact::TASKS)?;
        let read = rows.into_iter().filter_map(|(at, body)| match Fact::from_bytes(&body) {
            Ok(Fact::Tasks(fact)) => Some(Said { id: at.id, author: at.author, time_ms: at.time_ms, fact }),
            _ => None,
        });
        Ok(read.collect())
    }

    fn tasks_of(&self, space: &SpaceId, visit: &EntryId, visitor: &PersonId) -> KithResult<Tasks> {
        let here = self.space(space)?;
        Ok(task::of_visit(visit, visitor, &self.tasks_said(here.n)?, keeps(here)))
    }

    /// What is known of the tasks of a visit.
    pub(super) fn tasks_of_visit(&self, row: &VisitRow) -> KithResult<Tasks> {
        let here = self.space_by_n(row.at.space);
        let said = self.tasks_said(row.at.space)?;
        Ok(task::of_visit(&row.at.id, &row.at.author, &said, |who| here.is_some_and(|here| keeps(here)(who))))
    }
}

/// Who looks after a circle, and so may have told a manager for it.
fn keeps(here: &Space) -> impl Fn(&PersonId) -> bool {
    |who| here.resolved.level(who) >= act::KEEPER
}
