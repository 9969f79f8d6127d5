//! Requests about this profile, the co-op, its members and their profiles.

use super::json;
use crate::{
    fact::Fact,
    kith::{
        Change, Kith, KithError, KithResult, Request, naming,
        profiles::Wanted,
        view::{Standing, WhoView},
    },
};
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

impl Kith {
    pub(super) fn dispatch_self(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::Whoami => json(Who { who: self.whoami()?, standing: self.standing()?.standing }),
            R::Rename { name } => {
                self.rename(&name, now_ms)?;
                json(Who { who: self.whoami()?, standing: self.standing()?.standing })
            }
            R::SetLanguage { language } => {
                self.settings.language = language;
                self.keep_and_show_settings()
            }
            R::Airplane { on } => {
                self.settings.airplane = on;
                self.changed(Change::Truth);
                self.keep_and_show_settings()
            }
            R::SetRelay { relay } => {
                let relay = relay.map(|r| r.trim().to_owned());
                if relay.as_ref().is_some_and(|r| r.parse::<RelayAddress>().is_err()) {
                    return Err(KithError::invalid("bad-address", "A relay's address begins with kith-relay: and is printed when the relay starts."));
                }
                self.change_relay(relay)?;
                self.changed(Change::Truth);
                self.keep_and_show_settings()
            }
            R::Fetching { when, metered } => {
                self.settings.fetching = when.unwrap_or(self.settings.fetching);
                self.metered = metered.unwrap_or(self.metered);
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
        self.changed(Change::Settings);
        json(self.settings_view()?)
    }

    pub(super) fn dispatch_people(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
        use Request as R;
        match request {
            R::CoopCreate { name, areas } => json(self.coop_create(&name, &areas, now_ms)?),
            R::Coop => json(self.coop()?),
            R::Members => json(self.members()?),
            R::GrantRole { person, role } => json(self.grant_role(&person, role, now_ms)?),
            R::RoleRevoke { person, role } => json(self.revoke_role(&person, role, now_ms)?),
            R::DeviceName { device, label } => json(self.device_name(&device, &label, now_ms)?),
            R::DevicesOf { person } => json(self.devices_of(&person)?),
            R::DeviceRevoke { person, device, since_ms } => json(self.device_revoke(person.as_deref(), &device, since_ms, now_ms)?),
            R::DeviceFreeze { device } => json(self.device_freeze(&device, now_ms)?),
            R::DeviceLift { person, device } => json(self.device_lift(person.as_deref(), &device, now_ms)?),
            R::Invite { circle, class, name: _ } => json(self.invite(circle.as_deref(), class.as_deref(), now_ms)?),
            R::Join { invitation } => json(self.join(&invitation, now_ms)?),
            R::Receive { text } => json(self.receive(&text, now_ms)?),
            R::Pack { person, part } => json(self.pack(&person, part, now_ms)?),
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

    /// Changes what this person is called, for the co-op and for their own devices.
    pub(in crate::kith) fn rename(&mut self, name: &str, now_ms: u64) -> KithResult<()> {
        let name = naming::clean_name(name)?;
        let spaces: Vec<_> = self.commons.into_iter().chain([self.own]).collect();
        for space in spaces {
            self.append(space, Kind::Fact, Fact::Name(name.clone()).to_bytes(), now_ms)?;
        }
        Ok(())
    }

    pub(super) fn dispatch_profile(&mut self, request: Request, now_ms: u64) -> KithResult<Value> {
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
}
