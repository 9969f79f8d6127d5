//! Requests about circles, their notes, plans and visits.

use super::json;
use crate::kith::{
    CorrectedVisit, EndedVisit, Kith, KithError, KithResult, Request,
    board::Asking,
    plans::PlanChanges,
    view::{ConfirmedView, NewAttachment},
    visits::{Correcting, Ending},
};
use serde_json::Value;

pub(super) const fn is_about_visits(request: &Request) -> bool {
    use Request as R;
    matches!(
        request,
        R::VisitCheckIn { .. }
            | R::VisitCheckOut { .. }
            | R::VisitCorrect { .. }
            | R::VisitAsk { .. }
            | R::VisitConfirm { .. }
            | R::Visits { .. }
            | R::VisitsToConfirm
            | R::ActivityLog { .. }
            | R::Today
    )
}

/// Whether a request is about circles, their people and their notes.
pub(super) const fn is_about_circles(request: &Request) -> bool {
    use Request as R;
    matches!(
        request,
        R::CircleCreate { .. }
            | R::Circles
            | R::Circle { .. }
            | R::CircleAdd { .. }
            | R::CircleRemove { .. }
            | R::Removals { .. }
            | R::RemovalAnswer { .. }
            | R::RemovalWithdraw { .. }
            | R::CircleLeave { .. }
            | R::CircleLevel { .. }
            | R::CircleQuestions { .. }
            | R::QuestionAnswer { .. }
            | R::Quarantine { .. }
            | R::QuarantineAdmit { .. }
            | R::QuarantineDrop { .. }
            | R::NoteWrite { .. }
            | R::NoteLater { .. }
            | R::NoteDraft { .. }
            | R::NoteDrafts
            | R::BoardAsk { .. }
            | R::BoardMatters
            | R::BoardAnswer { .. }
            | R::NoteCorrect { .. }
            | R::AttachmentAdd { .. }
            | R::Attachments { .. }
            | R::AttachmentOpen { .. }
            | R::AttachmentFetch { .. }
            | R::Notes { .. }
            | R::NoteSearch { .. }
    )
}

impl Kith {
    pub(super) fn dispatch_circle(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::CircleCreate { name, person } => json(self.circle_create(&name, &person, now_ms)?),
            R::Circle { circle } => json(self.circle_page(&circle, now_ms)?),
            R::CircleAdd { circle, person, level, from } => json(self.circle_add(&circle, &person, (level, from), now_ms)?),
            R::CircleRemove { circle, person } => json(self.circle_remove(&circle, &person, now_ms)?),
            R::Removals { circle } => json(self.removals(circle.as_deref())?),
            R::RemovalAnswer { removal, agree } => json(self.removal_answer(&removal, agree, now_ms)?),
            R::RemovalWithdraw { removal } => json(self.removal_withdraw(&removal, now_ms)?),
            R::CircleLeave { circle } => json(self.circle_leave(&circle, now_ms)?),
            R::CircleLevel { circle, person, level } => json(self.circle_level(&circle, &person, level, now_ms)?),
            R::CircleQuestions { circle } => json(self.circle_questions(&circle)?),
            R::QuestionAnswer { circle, question, stays } => json(self.question_answer(&circle, &question, stays, now_ms)?),
            R::Quarantine { circle } => json(self.quarantine(&circle)?),
            R::QuarantineAdmit { circle, entry } => json(self.quarantine_decide(&circle, &entry, true, now_ms)?),
            R::QuarantineDrop { circle, entry } => json(self.quarantine_decide(&circle, &entry, false, now_ms)?),
            R::NoteWrite { circle, text, attach } => json(self.note_write(&circle, &text, &attach, now_ms)?),
            R::AttachmentAdd { to, name, words, data } => json(self.attachment_add(&to, &NewAttachment { name, words, data }, now_ms)?),
            R::Attachments { of } => json(self.attachments(&of)?),
            R::AttachmentOpen { attachment, small } => json(self.attachment_open(&attachment, small)?),
            R::AttachmentFetch { attachment } => json(self.attachment_fetch(&attachment)?),
            R::NoteDraft { circle, text, of } => json(self.note_draft(&circle, (&text, of.as_deref()), now_ms)?),
            R::NoteDrafts => json(self.note_drafts()?),
            R::NoteLater { circle, text, of_ms } => json(self.note_later(&circle, &text, of_ms, now_ms)?),
            R::BoardAsk { circle, person, what, level, reason } => {
                json(self.board_ask(&Asking { circle: &circle, person: &person, what, level, reason: &reason }, now_ms)?)
            }
            R::BoardMatters => json(self.board_matters()?),
            R::BoardAnswer { matter, agree } => json(self.board_answer(&matter, agree, now_ms)?),
            R::NoteCorrect { note, text } => json(self.note_correct(&note, &text, now_ms)?),
            R::Notes { circle, limit, before_ms } => json(self.notes(&circle, limit, before_ms)?),
            R::NoteSearch { query, circle, limit } => json(self.note_search(&query, circle.as_deref(), limit)?),
            _ => json(self.circles()?),
        }
    }

    pub(super) fn dispatch_plan(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::PlanCreate { circle, title, text, when, place } => {
                let changes = PlanChanges { title: Some(&title), text: Some(&text), was_text: None, when: when.as_deref(), place: place.as_deref() };
                json(self.plan_create(&circle, &changes, now_ms)?)
            }
            R::PlanEdit { plan, title, text, was_text, when, place } => {
                let (text, was_text, place) = (text.as_deref(), was_text.as_deref(), place.as_deref());
                let changes = PlanChanges { title: title.as_deref(), text, was_text, when: when.as_deref(), place };
                json(self.plan_edit(&plan, &changes, now_ms)?)
            }
            R::PlanChoose { plan, field, value } => json(self.plan_choose(&plan, &field, &value, now_ms)?),
            R::Plans { circle } => json(self.plans(&circle)?),
            R::Plan { plan } => json(self.plan(&plan)?),
            _ => Err(KithError::invalid("not-a-plan-request", "This is not about plans.")),
        }
    }

    pub(super) fn dispatch_visit(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::VisitCheckIn { circle, at_ms } => json(self.visit_check_in(&circle, at_ms, now_ms)?),
            R::VisitCheckOut(EndedVisit { visit, minutes, done, tasks, how, text, handover, area }) => {
                let ending = Ending { minutes, done: &done, tasks: &tasks, how, text: &text, handover: &handover, area: area.as_deref() };
                json(self.visit_check_out(&visit, &ending, now_ms)?)
            }
            R::VisitCorrect(CorrectedVisit { visit, started_ms, ended_ms, minutes, done, tasks, how, text, handover, area }) => {
                let (text, handover, area) = (text.as_deref(), handover.as_deref(), area.as_deref());
                let said = Correcting { started_ms, ended_ms, minutes, done: done.as_deref(), tasks: tasks.as_deref(), how, text, handover, area };
                json(self.visit_correct(&visit, &said, now_ms)?)
            }
            R::VisitAsk { visit } => json(self.visit_ask(&visit)?),
            R::VisitConfirm { visit } => {
                let (visit, hand_over) = self.visit_confirm(&visit, now_ms)?;
                json(ConfirmedView { visit, hand_over })
            }
            R::Visits { circle, limit } => json(self.visits(&circle, limit)?),
            R::VisitsToConfirm => json(self.visits_to_confirm()?),
            R::ActivityLog { minutes, element, text, area, confirm_by } => {
                json(self.activity_log((minutes, Some(element)), &text, area.as_deref(), confirm_by.as_deref(), now_ms)?)
            }
            _ => json(self.today(now_ms)?),
        }
    }
}
