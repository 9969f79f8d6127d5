//! Boundary queries on the screens of those whom they concern: whoever asked, the registered manager, and, without the answer, the circle.

use super::{
    Kith,
    notes::{BoundaryAnswered, BoundaryAsked, BoundaryNote},
};
use crate::{
    circle::task::{self, Ruling, Said, Tasks},
    kith::{BoundaryRequest, KithError, KithResult, dispatch::json, drops::Message, naming, view::BoundaryQueryView},
    storage::projection::{At, VisitRow},
};
use kith_wire::{EntryId, PersonId, SpaceId};
use serde_json::Value;
use std::collections::{BTreeMap, btree_map::Entry};

/// Visits of one circle that are looked at.
const LOOKED_MAX: u32 = 2_000;
/// How long a query of mine, and then its answer, stands on the first page of a day.
const SHOWN_MS: u64 = 14 * 24 * 60 * 60 * 1000;

impl Kith {
    pub(in crate::kith) fn dispatch_boundary(&mut self, request: BoundaryRequest, now_ms: u64) -> KithResult<Value> {
        match request {
            BoundaryRequest::BoundaryQueries => json(self.boundary_queries()?),
            BoundaryRequest::BoundaryAnswer { query, ruling, text } => json(self.boundary_answer(&query, ruling, &text, now_ms)?),
        }
    }

    /// The visits of a circle about which the registered manager is asked, and doses that were given outside one.
    pub(super) fn asked_in(&self, space: &SpaceId) -> KithResult<Vec<(At, Tasks)>> {
        let n = self.space(space)?.n;
        let said = self.tasks_said(n)?;
        if said.is_empty() {
            return Ok(Vec::new());
        }
        let here = self.space(space)?;
        let mut of: BTreeMap<&EntryId, Vec<&Said>> = BTreeMap::new();
        said.iter().for_each(|s| of.entry(s.fact.visit()).or_default().push(s));
        let visits = self.storage.visits(Some(n), LOOKED_MAX)?.into_iter().map(|row| row.at);
        let with = visits.chain(self.doses(space)?.into_places()).filter_map(|at| {
            let tasks = task::of_visit(&at.id, &at.author, of.get(&at.id)?.iter().copied(), super::keeps(here));
            tasks.asked.is_some().then_some((at, tasks))
        });
        Ok(with.collect())
    }

    /// Queries of mine, and as registered manager those that I am asked, the latest first.
    pub(in crate::kith) fn boundary_queries(&self) -> KithResult<Vec<BoundaryQueryView>> {
        let manager = self.managers().contains(&self.me);
        let answers = self.boundary_answers()?;
        let mut out = Vec::new();
        for space in self.circles_in() {
            for (at, tasks) in self.asked_in(&space)? {
                if manager || at.author == self.me {
                    out.extend(self.boundary_asked(&at, &tasks, &answers)?);
                }
            }
        }
        let mut told: Vec<BoundaryQueryView> = Vec::new();
        for asked in self.told_by_visitors()? {
            // Of a visit that is here it is known who made it, and what is asked of it.
            if self.storage.visit(&asked.visit)?.is_none() {
                let circle = self.spaces.contains_key(&asked.circle).then_some(asked.circle);
                told.push(self.query_view(&asked, circle, &[self.me], &answers)?);
            }
        }
        let mut named: BTreeMap<String, u32> = BTreeMap::new();
        told.iter().for_each(|q| *named.entry(q.id.clone()).or_default() += 1);
        for q in told.iter_mut().filter(|q| named.get(&q.id).is_some_and(|n| *n > 1)) {
            // One visit has one visitor; who it is cannot be told from here, so each is asked about.
            q.id = format!("{}-{}", q.id, q.visitor.id);
        }
        out.extend(told);
        out.sort_by(|a, b| (b.at_ms, &a.id).cmp(&(a.at_ms, &b.id)));
        Ok(out)
    }

    /// For the first page of a day: what I am asked, and what I asked of late, with its answer.
    pub(in crate::kith) fn boundaries_today(&self, now_ms: u64) -> KithResult<Vec<BoundaryQueryView>> {
        let fresh = |q: &BoundaryQueryView| q.visitor.me && q.answered_ms.unwrap_or(q.at_ms).saturating_add(SHOWN_MS) >= now_ms;
        Ok(self.boundary_queries()?.into_iter().filter(|q| q.asks_me || fresh(q)).collect())
    }

    /// What I was told, once for each visit and visitor: as the visitor tells it or, where others alone do, with all that any of them names.
    fn told_by_visitors(&self) -> KithResult<Vec<BoundaryAsked>> {
        let mut out: BTreeMap<(EntryId, PersonId), BoundaryAsked> = BTreeMap::new();
        for asked in self.boundaries_told()? {
            let own = asked.from == Some(asked.visitor);
            match out.entry((asked.visit, asked.visitor)) {
                Entry::Vacant(slot) => drop(slot.insert(asked)),
                Entry::Occupied(mut slot) if own => drop(slot.insert(asked)),
                Entry::Occupied(mut slot) if slot.get().from != Some(asked.visitor) => {
                    let held = slot.get_mut();
                    held.planned |= asked.planned;
                    held.tasks.extend(asked.tasks);
                    held.tasks.sort_unstable();
                    held.tasks.dedup();
                }
                Entry::Occupied(_) => {}
            }
        }
        Ok(out.into_values().collect())
    }

    /// The query about a visit in a circle of mine, if there is one.
    pub(in crate::kith) fn boundary_view(&self, row: &VisitRow, tasks: &Tasks) -> KithResult<Option<BoundaryQueryView>> {
        if tasks.asked.is_none() {
            return Ok(None);
        }
        self.boundary_asked(&row.at, tasks, &self.boundary_answers()?)
    }

    fn boundary_asked(&self, at: &At, tasks: &Tasks, answers: &[(u64, BoundaryAnswered)]) -> KithResult<Option<BoundaryQueryView>> {
        let Some((regulated, at_ms, planned)) = tasks.asked.clone() else { return Ok(None) };
        let Some(space) = self.space_by_n(at.space) else { return Ok(None) };
        let managers: Vec<PersonId> = self.managers().into_iter().filter(|m| space.resolved.level(m) > 0 || tasks.told.contains(m)).collect();
        let asked = BoundaryAsked {
            visit: at.id,
            circle: space.id,
            place: self.place_name(space),
            person: self.person_of_circle(&space.id)?,
            visitor: at.author,
            other: self.visit_other(at)?.map(|o| o.name).unwrap_or_default(),
            at_ms,
            tasks: regulated,
            planned,
            from: None,
        };
        self.query_view(&asked, Some(space.id), &managers, answers).map(Some)
    }

    fn query_view(
        &self,
        asked: &BoundaryAsked,
        circle: Option<SpaceId>,
        managers: &[PersonId],
        answers: &[(u64, BoundaryAnswered)],
    ) -> KithResult<BoundaryQueryView> {
        let answered = answers.iter().rfind(|(_, a)| a.is_about(asked)).cloned();
        let asks_me = managers.contains(&self.me) && answered.is_none();
        let word = match (&answered, asks_me, managers.is_empty()) {
            (Some((_, a)), ..) if a.ruling == Ruling::ForStaff => "boundary-says-for-staff",
            (Some(_), ..) => "boundary-says-may-go-on",
            (None, true, _) => "boundary-says-answer",
            (None, false, true) => "boundary-says-nobody",
            (None, false, false) => "boundary-says-asked",
        };
        let (answered_ms, answered) = answered.map_or((None, None), |(at_ms, a)| (Some(at_ms), Some(a)));
        Ok(BoundaryQueryView {
            id: asked.visit.hex(),
            circle: circle.map(|c| c.hex()),
            place: asked.place.clone(),
            person: self.person_view(&asked.person),
            visitor: self.person_view(&asked.visitor),
            other: asked.other.clone(),
            at_ms: asked.at_ms,
            tasks: asked.tasks.clone(),
            planned: asked.planned,
            asked: managers.iter().map(|m| self.person_view(m)).collect(),
            asks_me,
            ruling: answered.as_ref().map(|a| a.ruling),
            text: answered.as_ref().map(|a| a.text.clone()).unwrap_or_default(),
            answered_by: answered.map(|a| self.person_view(&a.by.unwrap_or(self.me))),
            answered_ms,
            advice: self.words().say(word),
        })
    }

    /// As registered manager: says what holds. Whoever asked is told; nobody else is.
    fn boundary_answer(&mut self, query: &str, ruling: Ruling, text: &str, now_ms: u64) -> KithResult<BoundaryQueryView> {
        let text = Self::answer_words(text)?;
        if !self.managers().contains(&self.me) {
            return Err(KithError::not_allowed("manager-only", "A registered manager says where the line runs."));
        }
        let all = self.boundary_queries()?;
        let found = naming::pick(query, "query", all.into_iter().map(|q| (q.id.clone(), None, q)))?;
        let gone = || KithError::not_found("no-such-query", "There is no such query on this device.");
        let visit: EntryId = found.id.split('-').next().unwrap_or_default().parse().map_err(|_| gone())?;
        let visitor: PersonId = found.visitor.id.parse().map_err(|_| gone())?;
        let answered = BoundaryAnswered { visit, ruling, text, by: None, visitor: None };
        if visitor != self.me {
            self.send_to(&visitor, &Message::Boundary(BoundaryNote::Answered(answered.clone())), "boundary", now_ms)?;
        }
        self.keep_boundary_answer(BoundaryAnswered { visitor: Some(visitor), ..answered }, now_ms)?;
        self.boundary_queries()?.into_iter().find(|q| q.id == found.id).ok_or_else(gone)
    }
}
