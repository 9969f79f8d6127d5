//! The rota: who comes when.

use super::Kith;
use crate::KithError;
use kith_core::kith::view::{LimitsView, LineSays, OccasionView, RotaView, VisitView};
use kith_core::kith::{AskedInPlace, Request, TakenVisit};

#[uniffi::export]
impl Kith {
    /// The visits of a circle's rota, from today on for two weeks.
    pub async fn rota(&self, circle: String) -> Result<RotaView, KithError> {
        self.ask(Request::Rota { circle, from_ms: None, days: None }).await
    }

    /// Plans a visit, once or again and again; `offer`: I come, each time.
    #[uniffi::method(default(offer = false, anyway = false))]
    pub async fn rota_plan(&self, circle: String, visit: LineSays, offer: bool, anyway: bool) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaPlan { circle, visit, offer, anyway }).await
    }

    /// Asks somebody of the circle, or anybody, to come in my place.
    #[uniffi::method(default(of = None, text = ""))]
    pub async fn rota_ask(&self, visit: String, slot: String, of: Option<String>, text: String) -> Result<OccasionView, KithError> {
        let asked = AskedInPlace { visit, slot: Some(slot), on: false, of, in_return: None, in_return_slot: None, text, anyway: false };
        self.ask(Request::RotaAsk(asked)).await
    }

    /// Cancels one visit.
    #[uniffi::method(default(why = ""))]
    pub async fn rota_cancel(&self, visit: String, slot: String, why: String) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaCancel { visit, slot: Some(slot), why }).await
    }

    /// It takes place after all.
    pub async fn rota_back_on(&self, visit: String, slot: String) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaBackOn { visit, slot: Some(slot) }).await
    }

    /// Takes a visit; `on`: all later ones, too; `anyway`: beyond my limits.
    #[uniffi::method(default(on = false, anyway = false))]
    pub async fn rota_take(&self, visit: String, slot: String, on: bool, anyway: bool) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaTake(TakenVisit { visit, slot: Some(slot), on, anyway, ..TakenVisit::default() })).await
    }

    /// I cannot come after all.
    #[uniffi::method(default(on = false, why = ""))]
    pub async fn rota_release(&self, visit: String, slot: String, on: bool, why: String) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaRelease { visit, slot: Some(slot), on, why }).await
    }

    /// Answers what somebody asked, or a visit that was planned for me.
    #[uniffi::method(default(text = "", anyway = false))]
    pub async fn rota_answer(&self, ask: String, yes: bool, text: String, anyway: bool) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaAnswer { ask, yes, text, anyway }).await
    }

    /// Says who comes, where more took a visit than it needs: people, or takings, by id.
    #[uniffi::method(default(text = ""))]
    pub async fn rota_settle(&self, visit: String, slot: String, stays: Vec<String>, text: String) -> Result<OccasionView, KithError> {
        self.ask(Request::RotaSettle { visit, slot: Some(slot), on: false, stays, text }).await
    }

    /// Begins a visit that I took.
    pub async fn rota_begin(&self, visit: String, slot: String) -> Result<VisitView, KithError> {
        self.ask(Request::RotaBegin { visit, slot: Some(slot), at_ms: None }).await
    }

    /// What I have said that I can give.
    pub async fn limits(&self) -> Result<LimitsView, KithError> {
        self.ask(Request::Limits).await
    }

    /// Says what I can give: minutes a week (none: no limit), days not (1 Monday to 7 Sunday).
    pub async fn limits_set(&self, week_minutes: Option<u32>, days_not: Vec<u8>) -> Result<LimitsView, KithError> {
        self.ask(Request::LimitsSet { week_minutes, days_not }).await
    }
}
