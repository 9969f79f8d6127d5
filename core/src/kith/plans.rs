//! Shared plans: text merges; a time or place that two people changed apart keeps both values until somebody chooses.

use super::{
    Kith, KithError, KithResult,
    documents::PLAN,
    naming,
    view::{Choice, Kept, PlanView},
};
use crate::{
    document::{DocumentView, Edit, KeptValue, woven},
    storage::projection::DocumentRow,
};
use kith_wire::EntryId;

/// What a person changes of a plan.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct PlanChanges<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) text: Option<&'a str>,
    /// What the text was when it was read: what others have written since stays.
    pub(super) was_text: Option<&'a str>,
    pub(super) when: Option<&'a str>,
    pub(super) place: Option<&'a str>,
}

impl PlanChanges<'_> {
    fn edits(&self) -> KithResult<Vec<Edit>> {
        let mut out = Vec::new();
        if let Some(title) = self.title {
            out.push(Edit::Put { field: "title".into(), value: naming::clean_name(title)? });
        }
        if let Some(text) = self.text {
            out.push(Edit::SetText { field: "text".into(), text: naming::clean_words(text)? });
        }
        for (field, value) in [("when", self.when), ("place", self.place)] {
            if let Some(value) = value {
                out.push(Edit::Put { field: field.into(), value: naming::clean_words(value)? });
            }
        }
        Ok(out)
    }
}

impl Kith {
    pub(super) fn plan_create(&mut self, circle: &str, changes: &PlanChanges<'_>, now_ms: u64) -> KithResult<PlanView> {
        let space = self.circle(circle)?;
        let edits = changes.edits()?;
        let id = self.new_document(space, PLAN, 0, now_ms)?;
        self.edit_document(&id, &edits, now_ms)?;
        self.changed(super::Change::Truth);
        self.plan_of(&id)
    }

    fn find_plan(&self, plan: &str) -> KithResult<EntryId> {
        let rows = self.storage.documents(None, PLAN, None)?;
        let named = rows.into_iter().map(|r| (r.at.id.hex(), Some(view_of(&r).register("title").to_owned()), r.at.id));
        naming::pick(plan, "plan", named)
    }

    pub(super) fn plan_edit(&mut self, plan: &str, changes: &PlanChanges<'_>, now_ms: u64) -> KithResult<PlanView> {
        let id = self.find_plan(plan)?;
        let woven = match (changes.text, changes.was_text) {
            (Some(text), Some(was)) => Some(woven(was, text, &self.plan_of(&id)?.text)),
            _ => None,
        };
        let edits = PlanChanges { text: woven.as_deref().or(changes.text), ..*changes }.edits()?;
        if edits.is_empty() {
            return Err(KithError::invalid("nothing-to-change", "Say what to change: title, text, time or place."));
        }
        self.edit_document(&id, &edits, now_ms)?;
        self.changed(super::Change::Truth);
        self.plan_of(&id)
    }

    pub(super) fn plan_choose(&mut self, plan: &str, field: &str, value: &str, now_ms: u64) -> KithResult<PlanView> {
        let id = self.find_plan(plan)?;
        if !matches!(field, "when" | "place" | "title") {
            return Err(KithError::invalid("no-such-field", "A choice is made of a plan's time, place or title."));
        }
        self.edit_document(&id, &[Edit::Choose { field: field.to_owned(), value: value.trim().to_owned() }], now_ms)?;
        self.plan_of(&id)
    }

    pub(super) fn plan(&self, plan: &str) -> KithResult<PlanView> {
        self.plan_of(&self.find_plan(plan)?)
    }

    fn plan_of(&self, id: &EntryId) -> KithResult<PlanView> {
        let row = self.storage.document(id)?.ok_or_else(|| KithError::not_found("no-such-plan", "There is no such plan on this device."))?;
        self.plan_view(&row)
    }

    pub(super) fn plans(&self, circle: &str) -> KithResult<Vec<PlanView>> {
        let n = self.space(&self.circle(circle)?)?.n;
        self.plan_views(Some(n))
    }

    pub(super) fn plan_views(&self, space: Option<i64>) -> KithResult<Vec<PlanView>> {
        self.storage.documents(space, PLAN, None)?.iter().map(|r| self.plan_view(r)).collect()
    }

    fn plan_view(&self, row: &DocumentRow) -> KithResult<PlanView> {
        let view = view_of(row);
        let kept = |field: &str| self.kept(row, view.kept(field));
        Ok(PlanView {
            id: row.at.id.hex(),
            circle: self.space_by_n(row.at.space).map(|s| s.id.hex()).unwrap_or_default(),
            title: view.register("title").to_owned(),
            text: view.text("text").to_owned(),
            when: kept("when"),
            place: kept("place"),
            changed_by: self.person_view(&row.changed.0),
            changed_ms: row.changed.1,
            arrival: self.arrival(row.at.space, row.changed.2, row.changed.3)?,
        })
    }

    fn kept(&self, row: &DocumentRow, values: &[KeptValue]) -> Kept {
        match values {
            [] => Kept { value: None, choices: Vec::new() },
            [one] => Kept { value: Some(one.value.clone()).filter(|v| !v.is_empty()), choices: Vec::new() },
            many => {
                let author = |k: &KeptValue| self.author_of(&row.at, &k.by.actor).unwrap_or(row.at.author);
                Kept { value: None, choices: many.iter().map(|k| Choice { value: k.value.clone(), author: self.person_view(&author(k)) }).collect() }
            }
        }
    }
}

/// What a document's row says. The row is ours, so it is always readable; were it not, it would say nothing.
pub(super) fn view_of(row: &DocumentRow) -> DocumentView {
    serde_json::from_str(&row.view).unwrap_or_else(|_| DocumentView {
        kind: String::new(),
        version: 0,
        fields: std::collections::BTreeMap::new(),
        unknown: Vec::new(),
        latest: Vec::new(),
    })
}
