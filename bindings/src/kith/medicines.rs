//! Medicines: what is due, and what was given.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{DoseAlertView, DoseView, LineSays, LineView, MedicinesView, Outcome, Part};

/// What is said of a dose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Dose {
    /// What came of it.
    pub outcome: Outcome,
    /// Which due dose (`2026-11-22T08:00`), or `extra`; none: the one that is due now.
    #[uniffi(default = None)]
    pub slot: Option<String>,
    /// What I did.
    #[uniffi(default = None)]
    pub part: Option<Part>,
    /// When; none: now.
    #[uniffi(default = None)]
    pub at_ms: Option<u64>,
    /// In words.
    #[uniffi(default = "")]
    pub text: String,
    /// Although it is recorded already.
    #[uniffi(default = false)]
    pub again: bool,
}

#[uniffi::export]
impl Kith {
    /// Medicines, allergies, what is due today, and what was given.
    pub async fn medicines(&self, circle: String) -> Result<MedicinesView, KithError> {
        self.ask(Request::Medicines { circle }).await
    }

    /// Records a dose.
    pub async fn dose_record(&self, circle: String, medicine: String, said: Dose) -> Result<DoseView, KithError> {
        let Dose { outcome, slot, part, at_ms, text, again } = said;
        self.ask(Request::DoseRecord { circle: Some(circle), medicine, slot, outcome, part, at_ms, text, again }).await
    }

    /// Says what was done about a dose recorded twice.
    pub async fn dose_answer(&self, alert: String, text: String) -> Result<DoseAlertView, KithError> {
        self.ask(Request::DoseAnswer { alert, text }).await
    }

    /// Writes a line of one of a circle's lists: a medicine, an allergy, somebody to ring, a decision made in advance.
    pub async fn line_write(&self, circle: String, says: LineSays) -> Result<LineView, KithError> {
        self.ask(Request::LineWrite { circle, instead_of: None, says, from_ms: None, why: String::new() }).await
    }
}
