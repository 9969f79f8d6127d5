//! Requests about rights over one's data, the office's care of them, safety and the way back; coins come after them.

use super::json;
use crate::kith::{Kith, KithResult, Request, rights::Erasing, safety::Raising};
use serde_json::Value;

const fn is_about_recovery(request: &Request) -> bool {
    use Request as R;
    matches!(
        request,
        R::RecoveryKit
            | R::RecoveryGuardians { .. }
            | R::Recovery
            | R::RecoverWithKit { .. }
            | R::RecoverAsk { .. }
            | R::RecoverSee { .. }
            | R::RecoverHelp { .. }
            | R::RecoverStop { .. }
            | R::RecoverCutOff
            | R::RecoverProgress
    )
}

const fn is_about_lists(request: &Request) -> bool {
    use Request as R;
    matches!(
        request,
        R::LineWrite { .. }
            | R::LineStop { .. }
            | R::LineKeep { .. }
            | R::Lines { .. }
            | R::Medicines { .. }
            | R::DoseRecord { .. }
            | R::DoseCorrect { .. }
            | R::DoseAnswer { .. }
            | R::Card { .. }
            | R::CardPrint { .. }
    )
}

const fn is_about_rota(request: &Request) -> bool {
    use Request as R;
    matches!(
        request,
        R::Rota { .. }
            | R::RotaPlan { .. }
            | R::RotaTake { .. }
            | R::RotaRelease { .. }
            | R::RotaAsk { .. }
            | R::RotaAnswer { .. }
            | R::RotaCancel { .. }
            | R::RotaBackOn { .. }
            | R::RotaSettle { .. }
            | R::RotaBegin { .. }
            | R::LimitsSet { .. }
            | R::RotaCalendar { .. }
            | R::Load { .. }
            | R::Reminders
            | R::RemindersSet { .. }
            | R::Limits
    )
}

const fn is_about_safety(request: &Request) -> bool {
    use Request as R;
    matches!(
        request,
        R::ConcernRaise { .. }
            | R::Concerns
            | R::Concern { .. }
            | R::ConcernReply { .. }
            | R::ConcernNote { .. }
            | R::ConcernClose { .. }
            | R::LostReport { .. }
    )
}

impl Kith {
    /// Rights over one's data, the office's care of them, safety, the way back; and, beside them, coins.
    pub(super) fn dispatch_trust(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Erase { .. }
            | R::Undo { .. }
            | R::EraseAll { .. }
            | R::Erasures { .. }
            | R::LateEdits
            | R::HoldAdd { .. }
            | R::Holds
            | R::HoldRelease { .. }
            | R::Kept => self.dispatch_rights(request, now_ms),
            R::Accesses { .. }
            | R::AccessNote { .. }
            | R::Export { .. }
            | R::CaseOpen { .. }
            | R::Cases
            | R::CaseReview { .. }
            | R::CaseDone { .. }
            | R::Retention
            | R::RetentionSet { .. }
            | R::CircleClose { .. }
            | R::CircleReopen { .. } => self.dispatch_office(request, now_ms),
            about if is_about_lists(&about) => self.dispatch_lists(about, now_ms),
            about if is_about_rota(&about) => self.dispatch_rota(about, now_ms),
            about if is_about_safety(&about) => self.dispatch_safety(about, now_ms),
            about if is_about_recovery(&about) => self.dispatch_recovery(about, now_ms),
            other => self.dispatch_coin(other, now_ms),
        }
    }

    pub(super) fn dispatch_safety(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::ConcernRaise { about, circle, text, danger } => {
                json(self.concern_raise(&Raising { about: about.as_deref(), circle: circle.as_deref(), text: &text, danger }, now_ms)?)
            }
            R::Concern { concern } => json(self.concern(&concern, now_ms)?),
            R::ConcernReply { concern, text } => json(self.concern_reply(&concern, &text, now_ms)?),
            R::ConcernNote { concern, text } => json(self.concern_note(&concern, &text, now_ms)?),
            R::ConcernClose { concern, outcome } => json(self.concern_close(&concern, &outcome, now_ms)?),
            R::LostReport { device, aware_ms } => json(self.lost_report(&device, aware_ms, now_ms)?),
            _ => json(self.concerns()?),
        }
    }

    pub(super) fn dispatch_rights(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Erase { item, fields, reason, preview } => json(self.erase(&Erasing { item: &item, fields: &fields, reason: &reason, preview }, now_ms)?),
            R::Undo { item } => json(self.undo(&item, now_ms)?),
            R::EraseAll { circle, reason, preview } => json(self.erase_all(circle.as_deref(), &reason, preview, now_ms)?),
            R::Erasures { circle } => json(self.erasures(circle.as_deref())?),
            R::HoldAdd { item, reason, tell } => json(self.hold_add(&item, &reason, tell, now_ms)?),
            R::Holds => json(self.holds()?),
            R::HoldRelease { item, reason } => json(self.hold_release(&item, &reason, now_ms)?),
            R::Kept => json(self.kept_of_mine()?),
            _ => json(self.late_edits()?),
        }
    }

    pub(super) fn dispatch_office(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Accesses { about } => json(self.access_log(about.as_deref())?),
            R::AccessNote { circle, what, how } => {
                self.access_note(&circle, &what, &how, now_ms)?;
                json(self.access_log(None)?)
            }
            R::Export { person, case } => json(self.export(person.as_deref(), case.as_deref(), now_ms)?),
            R::CaseOpen { person, what, asked_ms } => json(self.case_open(&person, &what, asked_ms, now_ms)?),
            R::Cases => json(self.cases(now_ms)?),
            R::CaseReview { case, passage, withhold } => json(self.case_review(&case, &passage, withhold, now_ms)?),
            R::CaseDone { case } => json(self.case_done(&case, now_ms)?),
            R::RetentionSet { what, months } => json(self.retention_set(&what, months, now_ms)?),
            R::CircleClose { circle, months, reason } => json(self.circle_close(&circle, months, &reason, now_ms)?),
            R::CircleReopen { circle, reason } => json(self.circle_reopen(&circle, &reason, now_ms)?),
            _ => json(self.retention(now_ms)?),
        }
    }
}
