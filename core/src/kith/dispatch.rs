//! From requests to verbs and nouns: one transaction each.

use super::{
    Kith, KithError, KithResult, Request, naming,
    plans::PlanChanges,
    profiles::Wanted,
    rights::Erasing,
    safety::Raising,
    view::{ConfirmedView, NoteView, Standing, TodayView, WhoView},
    visits::{Correcting, Ending},
};
use crate::{circle::mention, fact::Fact, words::Words};
use kith_wire::{Kind, relay::RelayAddress};
use serde::Serialize;
use serde_json::Value;

/// Who this profile is, with how its device stands.
#[derive(Debug, Serialize)]
struct Who {
    #[serde(flatten)]
    who: WhoView,
    standing: Standing,
}

pub(super) fn json(value: impl Serialize) -> KithResult<Value> {
    serde_json::to_value(value).map_err(|_| KithError::storage("defect", "What was asked for cannot be shown."))
}

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
    /// Answers a command or a query with the view that [`Request`] names. A command is durable when this returns.
    ///
    /// # Errors
    /// [`KithError`]; nothing has happened then.
    pub fn handle(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        let now_ms = self.believed(now_ms);
        if self.lock_if_due(now_ms) || matches!(request, Request::Lock) {
            self.check_open().map_err(|e| e.said_in(self.words()))?;
            self.lock();
            return Ok(serde_json::json!({ "locked": true }));
        }
        self.check_signed_out().map_err(|e| e.said_in(self.words()))?;
        if matches!(request, Request::DeviceRenew) {
            // It puts the device's whole state away, and so stands in no other step.
            return self.device_renew(now_ms).and_then(json).map_err(|e| e.said_in(self.words()));
        }
        self.say_what_was_opened(now_ms);
        let asked = request.clone();
        let changes = !request.is_query();
        if changes {
            self.present(now_ms);
        }
        let done = self.transact(|k| {
            k.tell_time(now_ms);
            k.see_time(now_ms)?;
            k.check_lease(&request)?;
            let answer = k.dispatch(request, now_ms)?;
            if changes {
                k.tend(now_ms)?;
            }
            Ok(answer)
        });
        if done.is_ok() {
            self.note_request(&asked, now_ms);
        }
        let done = self.enrol_if_copied(done, now_ms).or_else(|e| self.or_refused(&asked, e).and_then(json));
        done.map_err(|e| e.said_in(self.words()))
    }

    /// Where another copy of this profile was found to have signed, this one becomes a new device at once.
    pub(super) fn enrol_if_copied<T>(&mut self, done: KithResult<T>, now_ms: u64) -> KithResult<T> {
        if done.as_ref().is_err_and(|e| e.code == super::counter::COPIED) {
            self.enrol_anew(super::CopyReason::Behind, now_ms)?;
        }
        done
    }

    /// The words of this device's language.
    pub(super) fn words(&self) -> &'static Words {
        Words::of(self.settings.language)
    }

    /// Runs something as one transaction; if it fails, memory is read again from the database.
    pub(super) fn transact<T>(&mut self, work: impl FnOnce(&mut Self) -> KithResult<T>) -> KithResult<T> {
        self.check_open()?;
        self.catch_up()?;
        self.storage.begin()?;
        let done = work(self).and_then(|value| {
            self.count_step()?;
            self.storage.commit()?;
            self.count_out()?;
            Ok(value)
        });
        if done.is_err() {
            self.storage.rollback();
            self.signing.abandon();
            self.forget();
            self.load()?;
        }
        done
    }

    fn dispatch(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Whoami
            | R::Rename { .. }
            | R::SetLanguage { .. }
            | R::Airplane { .. }
            | R::SetRelay { .. }
            | R::Settings
            | R::Truth
            | R::Arrival { .. }
            | R::Rebuild => self.dispatch_self(request, now_ms),
            R::CoopCreate { .. }
            | R::Coop
            | R::Members
            | R::GrantRole { .. }
            | R::RoleRevoke { .. }
            | R::DeviceName { .. }
            | R::DeviceRevoke { .. }
            | R::DeviceFreeze { .. }
            | R::DeviceRenew
            | R::DeviceLift { .. }
            | R::DevicesOf { .. }
            | R::Invite { .. }
            | R::Join { .. }
            | R::Receive { .. }
            | R::Pack { .. }
            | R::DeviceRequest
            | R::DeviceAdmit { .. }
            | R::Standing
            | R::LockAfter { .. }
            | R::Lease { .. }
            | R::Present
            | R::Unsent
            | R::UnsentWrite
            | R::UnsentDrop { .. }
            | R::Devices => self.dispatch_people(request, now_ms),
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
            | R::NoteCorrect { .. }
            | R::Notes { .. }
            | R::NoteSearch { .. } => self.dispatch_circle(request, now_ms),
            R::PlanCreate { .. } | R::PlanEdit { .. } | R::PlanChoose { .. } | R::Plan { .. } | R::Plans { .. } => self.dispatch_plan(request, now_ms),
            R::ProfileSet { .. } | R::ProfileList { .. } | R::Profile { .. } | R::Find { .. } => self.dispatch_profile(request, now_ms),
            R::VisitCheckIn { .. }
            | R::VisitCheckOut { .. }
            | R::VisitCorrect { .. }
            | R::VisitAsk { .. }
            | R::VisitConfirm { .. }
            | R::Visits { .. }
            | R::VisitsToConfirm
            | R::ActivityLog { .. }
            | R::Today => self.dispatch_visit(request, now_ms),
            other => self.dispatch_trust(other, now_ms),
        }
    }

    /// Rights over one's data, the office's care of them, safety, the way back; and, beside them, coins.
    fn dispatch_trust(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Erase { .. } | R::EraseAll { .. } | R::Erasures { .. } | R::LateEdits | R::HoldAdd { .. } | R::Holds | R::HoldRelease { .. } | R::Kept => {
                self.dispatch_rights(request, now_ms)
            }
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
            about if is_about_safety(&about) => self.dispatch_safety(about, now_ms),
            about if is_about_recovery(&about) => self.dispatch_recovery(about, now_ms),
            other => self.dispatch_coin(other, now_ms),
        }
    }

    fn dispatch_safety(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
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

    fn dispatch_rights(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Erase { item, fields, reason } => json(self.erase(&Erasing { item: &item, fields: &fields, reason: &reason }, now_ms)?),
            R::EraseAll { circle, reason, preview } => json(self.erase_all(circle.as_deref(), &reason, preview, now_ms)?),
            R::Erasures { circle } => json(self.erasures(circle.as_deref())?),
            R::HoldAdd { item, reason, tell } => json(self.hold_add(&item, &reason, tell, now_ms)?),
            R::Holds => json(self.holds()?),
            R::HoldRelease { item, reason } => json(self.hold_release(&item, &reason, now_ms)?),
            R::Kept => json(self.kept_of_mine()?),
            _ => json(self.late_edits()?),
        }
    }

    fn dispatch_office(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
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
            R::CircleClose { circle, months, reason } => json(self.circle_close(&circle, true, months, &reason, now_ms)?),
            R::CircleReopen { circle, reason } => json(self.circle_close(&circle, false, 0, &reason, now_ms)?),
            _ => json(self.retention(now_ms)?),
        }
    }

    fn dispatch_self(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Whoami => json(Who { who: self.whoami()?, standing: self.standing()?.standing }),
            R::Rename { name } => {
                self.rename(&name, now_ms)?;
                json(self.whoami()?)
            }
            R::SetLanguage { language } => {
                self.settings.language = language;
                self.keep_and_show_settings()
            }
            R::Airplane { on } => {
                self.settings.airplane = on;
                self.changed(super::Change::Truth);
                self.keep_and_show_settings()
            }
            R::SetRelay { relay } => {
                let relay = relay.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
                if relay.as_ref().is_some_and(|r| r.parse::<RelayAddress>().is_err()) {
                    return Err(KithError::invalid("bad-address", "A relay's address begins with kith-relay: and is printed when the relay starts."));
                }
                self.settings.relay = relay;
                self.settings.relay_silent = false;
                self.changed(super::Change::Truth);
                self.keep_and_show_settings()
            }
            R::Arrival { item } => json(self.arrival_view(&item)?),
            R::Truth => json(self.truth()?),
            R::Rebuild => json(self.rebuild()?),
            _ => json(self.settings_view()?),
        }
    }

    fn keep_and_show_settings(&mut self) -> KithResult<Value> {
        self.keep_settings()?;
        self.changed(super::Change::Settings);
        json(self.settings_view()?)
    }

    fn dispatch_people(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::CoopCreate { name, areas } => json(self.coop_create(&name, &areas, now_ms)?),
            R::Coop => json(self.coop()?),
            R::Members => json(self.members()?),
            R::GrantRole { person, role } => json(self.grant_role(&person, role, now_ms)?),
            R::RoleRevoke { person, role } => json(self.revoke_role(&person, role, now_ms)?),
            R::DeviceName { device, label } => json(self.device_name(&device, &label)?),
            R::DevicesOf { person } => json(self.devices_of(&person)?),
            R::DeviceRevoke { person, device, since_ms } => json(self.device_revoke(person.as_deref(), &device, since_ms, now_ms)?),
            R::DeviceFreeze { device } => json(self.device_freeze(&device, now_ms)?),
            R::DeviceLift { person, device } => json(self.device_lift(person.as_deref(), &device, now_ms)?),
            R::Invite { circle, class, name: _ } => json(self.invite(circle.as_deref(), class.as_deref(), now_ms)?),
            R::Join { invitation } => json(self.join(&invitation, now_ms)?),
            R::Receive { text } => json(self.receive(&text, now_ms)?),
            R::Pack { person } => json(self.pack(&person, now_ms)?),
            R::DeviceRequest => json(self.device_request()?),
            R::DeviceAdmit { request, label } => json(self.device_admit(&request, &label, now_ms)?),
            R::Lease { days } => {
                self.set_lease(days, now_ms)?;
                json(self.standing()?)
            }
            R::LockAfter { minutes } => json(self.set_lock_after(minutes).and_then(|()| self.standing())?),
            R::DeviceRenew | R::Standing | R::Present => json(self.standing()?),
            R::Unsent | R::UnsentWrite | R::UnsentDrop { .. } => json(self.dispatch_unsent(&request, now_ms)?),
            _ => json(self.devices()?),
        }
    }

    fn dispatch_circle(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
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
            R::NoteWrite { circle, text } => json(self.note_write(&circle, &text, now_ms)?),
            R::NoteCorrect { note, text } => json(self.note_correct(&note, &text, now_ms)?),
            R::Notes { circle, limit, before_ms } => json(self.notes(&circle, limit, before_ms)?),
            R::NoteSearch { query, circle, limit } => json(self.note_search(&query, circle.as_deref(), limit)?),
            _ => json(self.circles()?),
        }
    }

    fn dispatch_plan(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::PlanCreate { circle, title, text, when, place } => {
                let changes = PlanChanges { title: Some(&title), text: Some(&text), when: when.as_deref(), place: place.as_deref() };
                json(self.plan_create(&circle, &changes, now_ms)?)
            }
            R::PlanEdit { plan, title, text, when, place } => {
                let changes = PlanChanges { title: title.as_deref(), text: text.as_deref(), when: when.as_deref(), place: place.as_deref() };
                json(self.plan_edit(&plan, &changes, now_ms)?)
            }
            R::PlanChoose { plan, field, value } => json(self.plan_choose(&plan, &field, &value, now_ms)?),
            R::Plans { circle } => json(self.plans(&circle)?),
            R::Plan { plan } => json(self.plan(&plan)?),
            _ => Err(KithError::invalid("not-a-plan-request", "This is not about plans.")),
        }
    }

    fn dispatch_profile(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::ProfileSet { side, section, text, audience } => json(self.profile_set(side, &section, &text, &audience, now_ms)?),
            R::ProfileList { side, list, items, audience } => json(self.profile_list(side, &list, &items, &audience, now_ms)?),
            R::Profile { person } => json(self.profile(&person)?),
            R::Find { text, skill, place, language, element } => {
                json(self.find(&Wanted { text: text.as_deref(), skill: skill.as_deref(), place: place.as_deref(), language: language.as_deref(), element })?)
            }
            _ => Err(KithError::invalid("not-a-profile-request", "This is not about profiles.")),
        }
    }

    fn dispatch_visit(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::VisitCheckIn { circle, at_ms } => json(self.visit_check_in(&circle, at_ms, now_ms)?),
            R::VisitCheckOut { visit, minutes, done, how, text, handover, area } => {
                let ending = Ending { minutes, done: &done, how, text: &text, handover: &handover, area: area.as_deref() };
                json(self.visit_check_out(&visit, &ending, now_ms)?)
            }
            R::VisitCorrect { visit, started_ms, ended_ms, minutes, done, how, text, handover, area } => {
                let (text, handover, area) = (text.as_deref(), handover.as_deref(), area.as_deref());
                let said = Correcting { started_ms, ended_ms, minutes, done: done.as_deref(), how, text, handover, area };
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
                json(self.activity_log((minutes, element), &text, area.as_deref(), confirm_by.as_deref(), now_ms)?)
            }
            _ => json(self.today(now_ms)?),
        }
    }

    fn today(&mut self, now_ms: u64) -> KithResult<TodayView> {
        let mut news = Vec::new();
        for circle in self.circles()? {
            let notes = self.notes(&circle.id, 20, None)?;
            news.extend(notes.into_iter().filter(|n| n.new));
        }
        news.sort_by_key(|n| std::cmp::Reverse(n.written_ms));
        let plans = self.plan_views(None)?.into_iter().filter(|p| p.when.value.is_some() || !p.when.choices.is_empty()).collect();
        let name = self.name_of(&self.me);
        let mentions = news.iter().filter(|n: &&NoteView| n.author.id != self.me.hex() && mention::mentions(&n.text, &name)).cloned().collect();
        Ok(TodayView {
            mentions,
            open_visit: self.open_visit()?,
            to_confirm: self.visits_to_confirm()?,
            news,
            plans,
            balance: self.balance()?,
            circles: self.circles()?,
            due: self.doses_to_see_to(now_ms)?,
            dose_alerts: self.dose_alerts()?,
            stale_cards: self.stale_cards(now_ms)?,
        })
    }

    /// Changes what this person is called, for the co-op and for their own devices.
    pub(super) fn rename(&mut self, name: &str, now_ms: u64) -> KithResult<()> {
        let name = naming::clean_name(name)?;
        let spaces: Vec<_> = self.commons.into_iter().chain([self.own]).collect();
        for space in spaces {
            self.append(space, Kind::Fact, Fact::Name(name.clone()).to_bytes(), now_ms)?;
        }
        Ok(())
    }
}
