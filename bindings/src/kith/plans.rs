//! Shared plans: begun, changed, and one of two values chosen.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::PlanView;

/// What is said of a plan; of one that is changed, what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct PlanSaid {
    /// What it is.
    #[uniffi(default = None)]
    pub title: Option<String>,
    /// Its text.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// The text as it was when the change began: what others have written since stays.
    #[uniffi(default = None)]
    pub was_text: Option<String>,
    /// When it is.
    #[uniffi(default = None)]
    pub when: Option<String>,
    /// Where it is.
    #[uniffi(default = None)]
    pub place: Option<String>,
}

#[uniffi::export]
impl Kith {
    /// Begins a shared plan.
    pub async fn plan_create(&self, circle: String, said: PlanSaid) -> Result<PlanView, KithError> {
        let PlanSaid { title, text, when, place, .. } = said;
        self.ask(Request::PlanCreate { circle, title: title.unwrap_or_default(), text: text.unwrap_or_default(), when, place }).await
    }

    /// Changes a shared plan: its text merges; title, time and place are set.
    pub async fn plan_edit(&self, plan: String, said: PlanSaid) -> Result<PlanView, KithError> {
        let PlanSaid { title, text, was_text, when, place } = said;
        self.ask(Request::PlanEdit { plan, title, text, was_text, when, place }).await
    }

    /// Chooses one of the values of a field (`when`, `place`, `title`) that were written apart.
    pub async fn plan_choose(&self, plan: String, field: String, value: String) -> Result<PlanView, KithError> {
        self.ask(Request::PlanChoose { plan, field, value }).await
    }
}
