//! The first page, a circle's page, plans to read, and where a thing has arrived.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{ArrivalView, CirclePage, PlanView, TodayView};

#[uniffi::export]
impl Kith {
    /// What is on, who is coming, what changed.
    pub async fn today(&self) -> Result<TodayView, KithError> {
        self.ask(Request::Today).await
    }

    /// One circle, opening on its person.
    pub async fn circle(&self, circle: String) -> Result<CirclePage, KithError> {
        self.ask(Request::Circle { circle }).await
    }

    /// One plan.
    pub async fn plan(&self, plan: String) -> Result<PlanView, KithError> {
        self.ask(Request::Plan { plan }).await
    }

    /// Where one item has arrived.
    pub async fn arrival(&self, item: String) -> Result<ArrivalView, KithError> {
        self.ask(Request::Arrival { item }).await
    }
}
