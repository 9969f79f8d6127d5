//! What people say of themselves, and neighbours found by it.

use super::Kith;
use crate::KithError;
use kith_core::kith::Request;
use kith_core::kith::view::{Audience, Element, FoundView, ProfileView, Side, WhoView};

/// Whom I look for; what is left out may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Wanted {
    /// In any words.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// A skill or an interest.
    #[uniffi(default = None)]
    pub skill: Option<String>,
    /// A place.
    #[uniffi(default = None)]
    pub place: Option<String>,
    /// A language.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// A side of life.
    #[uniffi(default = None)]
    pub element: Option<Element>,
}

#[uniffi::export]
impl Kith {
    /// What I may see of somebody; of myself everything, with who sees it.
    pub async fn profile(&self, person: String) -> Result<ProfileView, KithError> {
        self.ask(Request::Profile { person }).await
    }

    /// Writes one section of one side of my profile. An empty text removes it.
    pub async fn profile_set(&self, side: Side, section: String, text: String, audience: Audience) -> Result<ProfileView, KithError> {
        self.ask(Request::ProfileSet { side, section, text, audience }).await
    }

    /// Sets one list of one side of my profile.
    pub async fn profile_list(&self, side: Side, list: String, items: Vec<String>, audience: Audience) -> Result<ProfileView, KithError> {
        self.ask(Request::ProfileList { side, list, items, audience }).await
    }

    /// Finds neighbours, on the device.
    pub async fn find(&self, wanted: Wanted) -> Result<Vec<FoundView>, KithError> {
        let Wanted { text, skill, place, language, element } = wanted;
        self.ask(Request::Find { text, skill, place, language, element }).await
    }

    /// Changes what I am called.
    pub async fn rename(&self, name: String) -> Result<WhoView, KithError> {
        self.ask(Request::Rename { name }).await
    }
}
