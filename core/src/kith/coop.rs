//! The co-op: founding it, its particulars, its members and their roles.

use super::{
    Change, Kith, KithError, KithResult, drops, naming,
    spaces::Founding,
    view::{CoopView, DeviceView, MemberView, Role, RoleView, SettingsView, WhoView},
};
use crate::{
    fact::{Fact, Notice},
    identity::{Certificate, KeyOwner},
    space::{Act, Add, Space, SpaceKind, Standing, act},
};
use kith_wire::{DeviceId, Kind, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};

/// Areas of a co-op at most.
const AREAS_MAX: usize = 200;

/// The co-op's particulars, as the office gives notice of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(super) struct Particulars {
    /// Its areas, coarse on purpose; an area's number is its place in the list.
    #[n(0)]
    pub(super) areas: Vec<String>,
    /// The relay that it uses.
    #[n(1)]
    pub(super) relay: Option<String>,
    /// Days that a helper's device may go without meeting the co-op.
    #[n(2)]
    pub(super) lease_days: Option<u32>,
    /// Where its relay opens emergency cards by link.
    #[n(3)]
    pub(super) cards: Option<String>,
}

/// A role's number in acts: never used again for another.
pub(super) fn role_number(role: Role) -> u8 {
    Role::ALL.iter().position(|r| *r == role).and_then(|i| u8::try_from(i).ok()).unwrap_or(u8::MAX)
}

impl Kith {
    /// Founds a co-op: the commons, the ledger, and this device as office, notary and steward.
    pub(super) fn coop_create(&mut self, name: &str, areas: &[String], now_ms: u64) -> KithResult<CoopView> {
        let name = naming::clean_name(name)?;
        if self.commons.is_some() {
            return Err(KithError::not_allowed("in-a-coop", "This profile belongs to a co-op already."));
        }
        if areas.len() > AREAS_MAX {
            return Err(KithError::invalid("too-many-areas", format!("A co-op has at most {AREAS_MAX} areas.")));
        }
        let areas = areas.iter().map(|a| naming::clean_name(a)).collect::<KithResult<Vec<_>>>()?;
        let me = |k: &Self, class: &str| -> KithResult<Add> {
            Ok(Add { class: class.to_owned(), ..Add::new(k.me, act::OWNER, k.name_of(&k.me), k.my_certificates()?) })
        };
        let founder = me(self, "community")?;
        let commons = self.found(Founding { kind: SpaceKind::Commons, name, coop: None, about: None, founders: vec![founder] }, now_ms)?;
        self.commons = Some(commons);
        self.storage.set_meta("commons", &commons.0)?;
        let founder = me(self, "")?;
        let ledger =
            self.found(Founding { kind: SpaceKind::Ledger, name: String::new(), coop: Some(commons), about: None, founders: vec![founder] }, now_ms)?;
        for role in [Role::Coordinator, Role::Office, Role::Notary, Role::Steward] {
            self.act(commons, Act::Grant(self.me, role_number(role)), now_ms)?;
        }
        let float = self.secrets.float_key();
        let float = DeviceId(float.verifying_key().to_bytes());
        let certificate = Certificate::sign(KeyOwner::Pool(commons), float, self.secrets.receiving_public(), &self.secrets.device_key());
        self.act(commons, Act::Certify(certificate), now_ms)?;
        self.give_notice_of_inbox(commons, now_ms)?;
        let ledger_box = self.space(&ledger)?.current().map(|(_, k)| drops::box_bytes(&k.drop_box())).unwrap_or_default();
        self.append(commons, Kind::Fact, Fact::Notice(Notice::Box as u8, Vec::new(), ledger_box).to_bytes(), now_ms)?;
        self.give_particulars(commons, Particulars { areas, ..Particulars::default() }, now_ms)?;
        self.changed(Change::Overflow);
        self.coop()
    }

    pub(super) fn give_particulars(&mut self, commons: SpaceId, particulars: Particulars, now_ms: u64) -> KithResult<()> {
        let value = codec::encode(&Particulars { relay: self.settings.relay.clone(), ..particulars });
        self.append(commons, Kind::Fact, Fact::Notice(Notice::Coop as u8, Vec::new(), value).to_bytes(), now_ms)?;
        Ok(())
    }

    /// What those entitled to it have last said of the co-op.
    pub(super) fn particulars(&self) -> KithResult<Particulars> {
        let commons = self.space(&self.commons()?)?;
        let given = self.storage.notices(commons.n, Notice::Coop as u8, None)?;
        let entitled = given.iter().rev().find(|n| commons.level_held(&n.at.author) >= act::KEEPER);
        Ok(entitled.and_then(|n| codec::decode(&n.value, limits::BODY_BYTES_MAX).ok()).unwrap_or_default())
    }

    pub(super) fn coop(&self) -> KithResult<CoopView> {
        let commons = self.space(&self.commons()?)?;
        let name = commons.resolved.genesis.as_ref().map(|g| g.name.clone()).unwrap_or_default();
        Ok(CoopView {
            id: commons.id.hex(),
            name,
            areas: self.particulars()?.areas,
            members: u32::try_from(commons.resolved.people.len()).unwrap_or(u32::MAX),
            office_here: self.ledger_space().is_some(),
        })
    }

    /// The ledger, where this device is one of those that keep it.
    pub(super) fn ledger_space(&self) -> Option<&Space> {
        self.spaces.values().find(|s| s.kind() == Some(SpaceKind::Ledger))
    }

    pub(super) fn has_role(&self, person: &PersonId, role: Role) -> bool {
        self.commons.and_then(|c| self.spaces.get(&c)).is_some_and(|c| c.resolved.has_role(person, role_number(role)))
    }

    /// Everybody who has a role and is in the co-op.
    pub(super) fn holders_of(&self, role: Role) -> Vec<PersonId> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Vec::new() };
        let number = role_number(role);
        let mut out: Vec<PersonId> =
            commons.resolved.grants.iter().filter(|g| g.role == number && commons.resolved.level(&g.person) > 0).map(|g| g.person).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether somebody holds a role, or held it until they went from the co-op: of what they wrote then only what stands is read.
    pub(super) fn held_role(&self, person: &PersonId, role: Role) -> bool {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return false };
        let past = commons.resolved.past_grants.iter().any(|g| g.person == *person && g.role == role_number(role) && g.ended.is_none());
        past || commons.resolved.has_role(person, role_number(role))
    }

    pub(super) fn members(&self) -> KithResult<Vec<MemberView>> {
        let commons = self.space(&self.commons()?)?;
        let mut out: Vec<MemberView> = commons.resolved.people.keys().map(|p| self.member_view(commons, p)).collect();
        out.sort_by(|a, b| a.person.name.cmp(&b.person.name));
        Ok(out)
    }

    fn member_view(&self, commons: &Space, person: &PersonId) -> MemberView {
        let member = commons.resolved.people.get(person);
        let roles = commons.resolved.grants.iter().filter(|g| g.person == *person);
        let role_views =
            roles.filter_map(|g| Some(RoleView { role: *Role::ALL.get(usize::from(g.role))?, granted_by: self.person_view(&g.by), granted_ms: g.time_ms }));
        MemberView {
            person: self.person_view(person),
            class: member.map(|m| m.class.clone()).unwrap_or_default(),
            since_ms: member.map_or(0, |m| m.added_ms),
            admitted_by: member.and_then(|m| m.added_by).map(|a| self.person_view(&a)),
            roles: role_views.collect(),
            devices: member.map_or(0, |m| u32::try_from(m.devices.len()).unwrap_or(u32::MAX)),
        }
    }

    pub(super) fn grant_role(&mut self, person: &str, role: Role, now_ms: u64) -> KithResult<MemberView> {
        let commons = self.commons()?;
        let person = self.person(person)?;
        let held = self.space(&commons)?;
        if held.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those whom the co-op entrusted with it may grant a role."));
        }
        if role == Role::Witness {
            return Err(KithError::invalid("appoint-a-witness", "A witness is one device of a member: appoint it as that."));
        }
        if held.resolved.level(&person) == 0 {
            return Err(KithError::not_found("no-such-member", "They are not a member of the co-op, as far as this device has heard."));
        }
        if self.has_role(&person, role) {
            self.check_grant_again(&person, role)?;
        } else {
            self.act(commons, Act::Grant(person, role_number(role)), now_ms)?;
        }
        Ok(self.member_view(self.space(&commons)?, &person))
    }

    /// Ends a role. What was done in it stays.
    pub(super) fn revoke_role(&mut self, person: &str, role: Role, now_ms: u64) -> KithResult<MemberView> {
        let commons = self.commons()?;
        let person = self.person(person)?;
        if self.space(&commons)?.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those whom the co-op entrusted with it may end a role."));
        }
        if !self.has_role(&person, role) {
            return Err(KithError::not_found("no-such-role", "They do not hold that role, as far as this device has heard."));
        }
        if role == Role::Notary && self.holders_of(role) == [person] {
            return Err(KithError::not_allowed("last-notary", "Nobody else keeps the co-op's book. Grant that role to somebody first."));
        }
        let decided = self.coin_words_of(&person)?;
        self.act(commons, Act::Revoke(act::RevokeRole { person, role: role_number(role), cosignatures: Vec::new() }), now_ms)?;
        self.stand_by(decided, now_ms)?;
        Ok(self.member_view(self.space(&commons)?, &person))
    }

    pub(super) fn whoami(&self) -> KithResult<WhoView> {
        let roles = Role::ALL.into_iter().filter(|r| self.has_role(&self.me, *r)).collect();
        Ok(WhoView {
            person: self.person_view(&self.me),
            device: self.device.hex(),
            coop: if self.commons.is_some() { Some(self.coop()?) } else { None },
            roles,
            joining: self.storage.meta("joining")?.is_some() && !self.is_turned_away()?,
            turned_away: self.turned_away_view()?,
            language: self.settings.language,
        })
    }

    pub(super) fn settings_view(&self) -> KithResult<SettingsView> {
        Ok(SettingsView {
            language: self.settings.language,
            airplane: self.settings.airplane,
            relay: self.settings.relay.clone(),
            auto_donate: self.auto_donates()?,
            fetching: self.settings.fetching,
        })
    }

    pub(super) fn devices(&self) -> KithResult<Vec<DeviceView>> {
        let mut out = self.devices_in(self.space(&self.own)?, &self.me)?;
        // One that has come back with no relay is known to a circle before my own space hears of it.
        for space in self.spaces.values().filter(|s| s.id != self.own) {
            let others = self.devices_in(space, &self.me)?;
            out.extend(others.into_iter().filter(|d| !out.iter().any(|known| known.id == d.id)).collect::<Vec<_>>());
        }
        Ok(out)
    }

    /// The devices of a member, for those whom the co-op entrusted with its members.
    pub(super) fn devices_of(&self, person: &str) -> KithResult<Vec<DeviceView>> {
        let person = self.person(person)?;
        let commons = self.space(&self.commons()?)?;
        if person != self.me && commons.resolved.level(&self.me) < act::KEEPER {
            return Err(KithError::not_allowed("not-keeper", "Only those whom the co-op entrusted with it may look up a member's devices."));
        }
        self.devices_in(commons, &person)
    }

    /// A person's devices in a space, those that were cut off too.
    fn devices_in(&self, space: &Space, person: &PersonId) -> KithResult<Vec<DeviceView>> {
        let theirs = space.resolved.devices.iter().filter(|d| space.resolved.person_of(&d.id) == Some(*person));
        let names = self.device_names()?;
        theirs
            .map(|known| {
                let d = known.id;
                let label = match names.get(d.0.as_slice()) {
                    Some(name) => name.clone(),
                    // Named by a version that kept names to the device itself.
                    None => self.storage.meta(&format!("device-label-{}", d.hex()))?.and_then(|l| String::from_utf8(l).ok()).unwrap_or_else(|| d.short()),
                };
                let state = match known.standing {
                    Standing::In => "in",
                    Standing::Frozen => "frozen",
                    Standing::Revoked | Standing::Gone => "revoked",
                };
                let next = (known.standing == Standing::Frozen).then(|| self.words().say("device-frozen-next"));
                Ok(DeviceView { id: d.hex(), label, here: d == self.device, state: state.to_owned(), next })
            })
            .collect()
    }
}
