//! The co-op, its members, this device's settings, and what is handed over phone to phone.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{CoopView, HandOver, MemberView, PackView, Received, Role, SettingsView, TruthView, WhoView};
use kith_core::words::Language;

#[uniffi::export]
impl Kith {
    /// Who this profile is.
    pub async fn whoami(&self) -> Result<WhoView, KithError> {
        self.ask(Request::Whoami).await
    }

    /// The settings of this device.
    pub async fn settings(&self) -> Result<SettingsView, KithError> {
        self.ask(Request::Settings).await
    }

    /// Chooses the language of what the core says.
    pub async fn set_language(&self, language: Language) -> Result<SettingsView, KithError> {
        self.ask(Request::SetLanguage { language }).await
    }

    /// Uses this relay from now on, or none.
    pub async fn set_relay(&self, relay: Option<String>) -> Result<SettingsView, KithError> {
        self.ask(Request::SetRelay { relay }).await
    }

    /// Airplane mode closes every socket.
    pub async fn airplane(&self, on: bool) -> Result<SettingsView, KithError> {
        self.ask(Request::Airplane { on }).await
    }

    /// Founds a co-op on this device, which becomes its office.
    pub async fn coop_create(&self, name: String, areas: Vec<String>) -> Result<CoopView, KithError> {
        self.ask(Request::CoopCreate { name, areas }).await
    }

    /// The co-op.
    pub async fn coop(&self) -> Result<CoopView, KithError> {
        self.ask(Request::Coop).await
    }

    /// An invitation to the co-op (with a class) or to a circle.
    pub async fn invite(&self, name: Option<String>, class: Option<String>, circle: Option<String>) -> Result<HandOver, KithError> {
        self.ask(Request::Invite { name, class, circle }).await
    }

    /// Answers an invitation.
    pub async fn join(&self, invitation: String) -> Result<Received, KithError> {
        self.ask(Request::Join { invitation }).await
    }

    /// The members of the co-op.
    pub async fn members(&self) -> Result<Vec<MemberView>, KithError> {
        self.ask(Request::Members).await
    }

    /// Grants a role.
    pub async fn grant_role(&self, person: String, role: Role) -> Result<MemberView, KithError> {
        self.ask(Request::GrantRole { person, role }).await
    }

    /// Takes in what another phone handed over: any code or file.
    pub async fn receive(&self, text: String) -> Result<Received, KithError> {
        self.ask(Request::Receive { text }).await
    }

    /// All that a member's phone may lack of what we share, sealed, to carry by hand.
    pub async fn pack(&self, person: String) -> Result<HandOver, KithError> {
        let pack: PackView = self.ask(Request::Pack { person, part: None }).await?;
        // A part alone is never taken for all of it.
        if pack.next_part.is_some() {
            let reason = "There is too much to carry in one pack. Let the phones meet, or use the relay.";
            return Err(kith_core::kith::KithError::invalid("pack-too-large", reason).into());
        }
        Ok(pack.hand_over)
    }

    /// What waits, where it is, when things last met.
    pub async fn truth(&self) -> Result<TruthView, KithError> {
        self.ask(Request::Truth).await
    }
}
