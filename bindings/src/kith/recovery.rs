//! The way back, if every phone of a person's is gone: the printed kit, and guardians.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{AskSeenView, AskView, HelpView, KitReadView, KitView, ProgressView, RecoveryView};

#[uniffi::export]
impl Kith {
    /// How well I am prepared, and what is going on.
    pub async fn recovery(&self) -> Result<RecoveryView, KithError> {
        self.ask(Request::Recovery).await
    }

    /// Makes a kit to be printed at once; only the phone that holds the root can.
    pub async fn recovery_kit(&self) -> Result<KitView, KithError> {
        self.ask(Request::RecoveryKit).await
    }

    /// Chooses guardians in place of those before, and how many of them are needed.
    pub async fn recovery_guardians(&self, people: Vec<String>, needed: Option<u8>) -> Result<RecoveryView, KithError> {
        self.ask(Request::RecoveryGuardians { people, needed }).await
    }

    /// On a new profile: comes back by a kit. On one's own: sees that the kit works.
    pub async fn recover_with_kit(&self, text: String) -> Result<KitReadView, KithError> {
        self.ask(Request::RecoverWithKit { text }).await
    }

    /// On a new profile: asks my guardians.
    pub async fn recover_ask(&self, name: Option<String>) -> Result<AskView, KithError> {
        self.ask(Request::RecoverAsk { name }).await
    }

    /// As a guardian: looks at a request before confirming anything.
    pub async fn recover_see(&self, request: String) -> Result<AskSeenView, KithError> {
        self.ask(Request::RecoverSee { request }).await
    }

    /// As a guardian: confirms who asks, by the code that they read out.
    pub async fn recover_help(&self, request: String, person: String, code: String, in_person: bool) -> Result<HelpView, KithError> {
        self.ask(Request::RecoverHelp { request, person, code, in_person }).await
    }

    /// On a device of mine: a request that I did not make is stopped.
    pub async fn recover_stop(&self, request: String) -> Result<RecoveryView, KithError> {
        self.ask(Request::RecoverStop { request }).await
    }

    /// All my other devices are lost: they are cut off as soon as what they wrote has come back.
    pub async fn recover_cut_off(&self) -> Result<ProgressView, KithError> {
        self.ask(Request::RecoverCutOff).await
    }

    /// What has come back so far.
    pub async fn recover_progress(&self) -> Result<ProgressView, KithError> {
        self.ask(Request::RecoverProgress).await
    }
}
