//! Boundary queries on the screens of those whom they concern: whoever asked, the registered manager, and, without the answer, the circle.

use super::{
    Kith,
    notes::{BoundaryAnswered, BoundaryAsked, BoundaryNote},
};
use crate::{
    circle::task::{Ruling, Tasks},
    kith::{BoundaryRequest, KithError, KithResult, dispatch::json, drops::Message, naming, view::BoundaryQueryView},
    storage::projection::VisitRow,
};
use kith_wire::{EntryId, PersonId, SpaceId};
use serde_json::Value;

/// Visits of one circle that are looked at.
const LOOKED_MAX: u32 = 2_000;
/// How long an answer to a query of mine stands on the first page of a day.
const ANSWER_SHOWN_MS: u64 = 14 * 24 * 60 * 60 * 1000;

impl Kith {
    pub(in crate::kith) fn dispatch_boundary(&mut self, request: BoundaryRequest, now_ms: u64) -> KithResult<Value> {
        match request {
            BoundaryRequest::BoundaryQueries => json(self.boundary_queries()?),
            BoundaryRequest::BoundaryAnswer { query, ruling, text } => json(self.boundary_answer(&query, ruling, &text, now_ms)?),
        }
    }

    /// The visits of a circle about which the registered manager is asked.
    pub(super) fn asked_in(&self, space: &SpaceId) -> KithResult<Vec<(VisitRow, Tasks)>> {
        let n = self.space(space)?.n;
        let said = self.tasks_said(n)?;
        if said.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.storage.visits(Some(n), LOOKED_MAX)?;
        let with = rows.into_iter().map(|row| {
            let tasks = crate::circle::task::of_visit(&row.at.id, &row.at.author, &said);
            (row, tasks)
        });
        Ok(with.filter(|(_, tasks)| tasks.asked.is_some()).collect())
    }

    /// Queries of mine, and as registered manager those that I am asked, the latest first.
    pub(in crate::kith) fn boundary_queries(&self) -> KithResult<Vec<BoundaryQueryView>> {
        let manager = self.managers().contains(&self.me);
        let mut out = Vec::new();
        for space in self.circles_in() {
            for (row, tasks) in self.asked_in(&space)? {
                if manager || row.at.author == self.me {
                    out.extend(self.boundary_view(&row, &tasks)?);
                }
            }
        }
        for asked in self.boundaries_told()? {
            if !out.iter().any(|q: &BoundaryQueryView| q.id == asked.visit.hex()) {
                out.push(self.boundary_told_view(&asked)?);
            }
        }
        out.sort_by(|a, b| (b.at_ms, &a.id).cmp(&(a.at_ms, &b.id)));
        Ok(out)
    }

    /// For the first page of a day: what I am asked, and answers to what I asked.
    pub(in crate::kith) fn boundaries_today(&self, now_ms: u64) -> KithResult<Vec<BoundaryQueryView>> {
        let fresh = |q: &BoundaryQueryView| q.visitor.me && q.answered_ms.is_some_and(|at| at.saturating_add(ANSWER_SHOWN_MS) >= now_ms);
        Ok(self.boundary_queries()?.into_iter().filter(|q| q.asks_me || fresh(q)).collect())
    }

    /// The query about a visit in a circle of mine, if there is one.
    pub(in crate::kith) fn boundary_view(&self, row: &VisitRow, tasks: &Tasks) -> KithResult<Option<BoundaryQueryView>> {
        let Some((regulated, at_ms, planned)) = tasks.asked.clone() else { return Ok(None) };
        let Some(space) = self.space_by_n(row.at.space) else { return Ok(None) };
        let managers: Vec<PersonId> = self.managers().into_iter().filter(|m| space.resolved.level(m) > 0 || tasks.told.contains(m)).collect();
        let asked = BoundaryAsked {
            visit: row.at.id,
            circle: space.id,
            place: self.place_name(space),
            person: self.person_of_circle(&space.id)?,
            visitor: row.at.author,
            other: self.visit_other(row)?.map(|o| o.name).unwrap_or_default(),
            at_ms,
            tasks: regulated,
            planned,
            from: None,
        };
        self.query_view(&asked, Some(space.id), &managers).map(Some)
    }

    fn boundary_told_view(&self, asked: &BoundaryAsked) -> KithResult<BoundaryQueryView> {
        let circle = self.spaces.contains_key(&asked.circle).then_some(asked.circle);
        self.query_view(asked, circle, &[self.me])
    }

    fn query_view(&self, asked: &BoundaryAsked, circle: Option<SpaceId>, managers: &[PersonId]) -> KithResult<BoundaryQueryView> {
        let answered = self.boundary_answers()?.into_iter().rfind(|(_, a)| a.visit == asked.visit);
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
        let visit: EntryId = found.id.parse().map_err(|_| gone())?;
        let visitor: PersonId = found.visitor.id.parse().map_err(|_| gone())?;
        let answered = BoundaryAnswered { visit, ruling, text, by: None };
        if visitor != self.me {
            self.send_to(&visitor, &Message::Boundary(BoundaryNote::Answered(answered.clone())), "boundary", now_ms)?;
        }
        self.keep_boundary_answer(answered, now_ms)?;
        self.boundary_queries()?.into_iter().find(|q| q.id == found.id).ok_or_else(gone)
    }
}
