//! From requests to verbs and nouns: one transaction each.

mod circle;
mod people;
mod trust;

use super::{Kith, KithError, KithResult, Request};
use crate::words::Words;
use serde::Serialize;
use serde_json::Value;

pub(super) fn json(value: impl Serialize) -> KithResult<Value> {
    serde_json::to_value(value).map_err(|_| KithError::storage("defect", "What was asked for cannot be shown."))
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
        // What a platform tells of its network is no sign of a person.
        if changes && !matches!(request, Request::Fetching { when: None, .. }) {
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
            | R::Fetching { .. }
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
            about if circle::is_about_circles(&about) => self.dispatch_circle(about, now_ms),
            R::PlanCreate { .. } | R::PlanEdit { .. } | R::PlanChoose { .. } | R::Plan { .. } | R::Plans { .. } => self.dispatch_plan(request, now_ms),
            R::ProfileSet { .. } | R::ProfileList { .. } | R::Profile { .. } | R::Find { .. } => self.dispatch_profile(request, now_ms),
            R::Twin(request) => self.dispatch_twin(request, now_ms),
            R::Boundary(request) => self.dispatch_boundary(request, now_ms),
            R::CardLink(request) => self.dispatch_card_link(request, now_ms),
            R::Mandate(request) => self.dispatch_mandate(request, now_ms),
            about if circle::is_about_visits(&about) => self.dispatch_visit(about, now_ms),
            other => self.dispatch_trust(other, now_ms),
        }
    }
}
