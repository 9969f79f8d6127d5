//! Concerns about safety: raised privately, read by the safeguarding leads alone, and followed to their end.
//!
//! The first safeguarding lead's own device begins the **safeguarding space** when it hears of the role (not the office: a concern may
//! be about the office) and gives notice of its box in the commons; the other leads and the registered manager are brought in. A
//! concern is one drop into that box, of the same sizes as a coin; the one who raised it keeps a copy in their own space and nothing
//! anywhere else. One about somebody who has, or had, the duty goes to the inboxes of the others instead, and where there is no
//! other, to the board members'.
//!
//! A concern's id is BLAKE3 (`kith/v1/concern-id`) of the device that raised it and a nonce that only its readers have: nobody can
//! raise one in another's place, and whoever answers to an id has read it.

mod carried;
mod lost;
mod matters;
mod tending;

use super::{
    Change, Kith, KithError, KithResult,
    coop::role_number,
    drops::Message,
    naming,
    view::{ConcernReceiptView, PersonView, Role},
};
use crate::{
    entropy,
    fact::{Fact, Notice},
    seal::BoxKey,
    space::{Space, SpaceKind, act},
    storage::projection::NoticeRow,
    words::Words,
};
use kith_wire::{DeviceId, EntryId, Kind, PersonId, SpaceId, codec, limits};
use minicbor::{Decode, Encode};

/// The key under which notice of the safeguarding box is given; the ledger's is empty, a person's is their id.
pub(super) const SAFETY_BOX: &[u8] = b"safety";
/// Concerns kept of devices that nobody here knows yet.
pub(super) const STRANGERS_MAX: usize = 50;
/// What a drop about safety is called in the list of what waits: nothing that says what it is.
pub(super) const UNNAMED: &str = "other";

/// A concern, as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Raised {
    /// Drawn by the device that raised it.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(super) nonce: [u8; 16],
    /// Whom it is about, if somebody.
    #[n(1)]
    pub(super) about: Option<PersonId>,
    /// The circle in which it arose, if one.
    #[n(2)]
    pub(super) circle: Option<SpaceId>,
    /// What that circle is called.
    #[n(3)]
    pub(super) place: String,
    /// The person whom that circle is round.
    #[n(4)]
    pub(super) person: Option<PersonId>,
    /// What it is.
    #[n(5)]
    pub(super) text: String,
    /// Whether somebody is in danger.
    #[n(6)]
    pub(super) danger: bool,
    /// To whom it was sealed one by one; empty where it went into the leads' box.
    #[n(7)]
    pub(super) to: Vec<PersonId>,
    /// When, as said by the device that raised it.
    #[n(8)]
    pub(super) raised_ms: u64,
}

/// What a line of a concern's course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub(super) enum LineKind {
    /// It has come to a lead's device.
    #[n(0)]
    Received,
    /// A lead has opened it.
    #[n(1)]
    Looked,
    /// Words between a lead and whoever raised it.
    #[n(2)]
    Reply,
    /// A lead's working note: it never goes to whoever raised it.
    #[n(3)]
    Note,
    /// It has been brought to its end; the text says how.
    #[n(4)]
    Closed,
}

/// A line of a concern's course, as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Said {
    #[cbor(n(0), with = "minicbor::bytes")]
    concern: [u8; 32],
    #[n(1)]
    kind: LineKind,
    #[n(2)]
    text: String,
    #[n(3)]
    at_ms: u64,
}

/// A message about safety.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) enum Safety {
    /// A concern.
    #[n(0)]
    Raised(#[n(0)] Raised),
    /// What came of one.
    #[n(1)]
    Said(#[n(0)] Said),
}

/// A concern as it is kept: with the device that raised it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct Held {
    #[n(0)]
    raised: Raised,
    #[n(1)]
    device: DeviceId,
}

/// A line as it is kept: with whose it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
struct Line {
    #[n(0)]
    at_ms: u64,
    #[n(1)]
    kind: LineKind,
    #[n(2)]
    by: PersonId,
    #[n(3)]
    text: String,
}

/// A concern and where it is kept.
#[derive(Debug, Clone)]
struct Matter {
    id: [u8; 32],
    space: SpaceId,
    held: Held,
    /// Who raised it, as far as this device knows.
    by: Option<PersonId>,
}

/// What somebody says who raises a concern.
#[derive(Debug)]
pub(super) struct Raising<'a> {
    pub(super) about: Option<&'a str>,
    pub(super) circle: Option<&'a str>,
    pub(super) text: &'a str,
    pub(super) danger: bool,
}

/// Where a concern goes.
enum Route {
    /// Into the safeguarding space itself: it is a lead's own.
    Here(SpaceId),
    /// Into the leads' box.
    Box(BoxKey),
    /// To these people, one by one.
    People(Vec<PersonId>),
}

fn concern_id(device: &DeviceId, nonce: &[u8; 16]) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("kith/v1/concern-id").update(&device.0).update(nonce).finalize().as_bytes()
}

impl Kith {
    /// Who looks after safety in the co-op: the safeguarding leads in the order of their grants, then the registered manager.
    pub(super) fn safety_duty(&self) -> Vec<PersonId> {
        let Some(commons) = self.commons.and_then(|c| self.spaces.get(&c)) else { return Vec::new() };
        let mut out = Vec::new();
        for role in [Role::SafeguardingLead, Role::RegisteredManager] {
            let holders = commons.resolved.grants.iter().filter(|g| g.role == role_number(role)).map(|g| g.person);
            for person in holders.filter(|p| commons.resolved.level(p) > 0) {
                if !out.contains(&person) {
                    out.push(person);
                }
            }
        }
        out
    }

    /// Whether somebody looks after safety, or ever did: what lies in the leads' box may be theirs to read.
    fn ever_had_duty(&self, person: &PersonId) -> bool {
        let roles = [role_number(Role::SafeguardingLead), role_number(Role::RegisteredManager)];
        self.commons
            .and_then(|c| self.spaces.get(&c))
            .is_some_and(|c| c.resolved.grants.iter().chain(&c.resolved.past_grants).any(|g| g.person == *person && roles.contains(&g.role)))
    }

    /// The safeguarding spaces held here that somebody with the duty began: those whose owner has it still before the others, and of
    /// those the youngest first.
    pub(super) fn safety_spaces(&self) -> Vec<&Space> {
        let owner = |s: &Space| {
            let founders = s.resolved.genesis.as_ref().map(|g| g.founders.as_slice()).unwrap_or_default();
            founders.iter().find(|f| f.level == act::OWNER && self.ever_had_duty(&f.person)).map(|f| f.person)
        };
        let duty = self.safety_duty();
        let begun_ms = |s: &Space| s.control.iter().map(|e| e.time_ms).min();
        let all = self.spaces.values().filter(|s| s.kind() == Some(SpaceKind::Safeguarding));
        let mut out: Vec<_> = all.filter_map(|s| Some(((duty.contains(&owner(s)?), begun_ms(s), s.id), s))).collect();
        out.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
        out.into_iter().map(|(_, s)| s).collect()
    }

    /// The safeguarding spaces that are mine to read: none for whoever has lost the duty.
    pub(super) fn my_safety_spaces(&self) -> Vec<&Space> {
        if self.safety_duty().contains(&self.me) { self.safety_spaces() } else { Vec::new() }
    }

    /// The leads' box, and who gave notice of it: somebody who has the duty now.
    pub(super) fn safety_box(&self) -> KithResult<Option<(PersonId, BoxKey)>> {
        let commons = self.space(&self.commons()?)?;
        let duty = self.safety_duty();
        let given = self.storage.notices(commons.n, Notice::Box as u8, Some(SAFETY_BOX))?;
        let entitled = given.iter().rev().find(|n| duty.contains(&n.at.author));
        Ok(entitled.and_then(|n| super::drops::read_box(&n.value).map(|to| (n.at.author, to))))
    }

    /// Raises a concern. Nothing of it goes anywhere but to those who look after safety and into one's own space.
    pub(super) fn concern_raise(&mut self, raising: &Raising<'_>, now_ms: u64) -> KithResult<ConcernReceiptView> {
        let text = naming::clean_text(raising.text)?;
        let about = raising.about.map(|a| self.person(a)).transpose()?;
        if about == Some(self.me) {
            return Err(KithError::invalid("about-yourself", "A concern is about somebody else. To ask for help yourself, leave out whom it is about."));
        }
        let circle = raising.circle.map(|c| self.circle(c)).transpose()?;
        let genesis = circle.map(|c| self.space(&c)).transpose()?.and_then(|s| s.resolved.genesis.as_ref());
        let (place, person) = genesis.map(|g| (g.name.clone(), g.about)).unwrap_or_default();
        let route = self.safety_route(about)?;
        let to = if let Route::People(people) = &route { people.clone() } else { Vec::new() };
        let nonce = entropy::bytes(self.entropy.as_mut());
        let raised = Raised { nonce, about, circle, place, person, text, danger: raising.danger, to, raised_ms: now_ms };
        let id = concern_id(&self.device, &nonce);
        let space = if let Route::Here(space) = &route { *space } else { self.own };
        self.keep_concern(space, id, &Held { raised: raised.clone(), device: self.device }, now_ms)?;
        let message = Message::Safety(Safety::Raised(raised));
        match route {
            Route::Here(_) => {}
            Route::Box(key) => self.send_unnamed(&key, &message, now_ms)?,
            Route::People(people) => {
                for person in people {
                    let inbox = self.inbox_of(&person)?;
                    self.send_unnamed(&inbox, &message, now_ms)?;
                }
            }
        }
        let matter = self.matter(&id)?.ok_or_else(|| KithError::storage("defect", "What was raised cannot be shown."))?;
        let concern = self.concern_view(&matter, true)?;
        Ok(ConcernReceiptView { advice: self.advice(about), concern })
    }

    /// What to do beside raising a concern, in the person's language: what to do in danger always first.
    fn advice(&self, about: Option<PersonId>) -> Vec<String> {
        let words = Words::of(self.settings.language);
        let others = self.safety_duty().into_iter().filter(|p| *p != self.me && Some(*p) != about);
        let names: Vec<String> = others.map(|p| self.name_of(&p)).collect();
        let mut out = vec![words.say("concern-danger-now")];
        if !names.is_empty() {
            out.push(words.say_with("concern-speak-to", &[("names", names.join(", ").into())]));
        }
        out.push(words.say("concern-private"));
        out.push(words.say("concern-copy-here"));
        out
    }

    /// Where a concern about somebody goes.
    fn safety_route(&self, about: Option<PersonId>) -> KithResult<Route> {
        let barred = about.is_some_and(|p| self.ever_had_duty(&p));
        if !barred && let Some((_, key)) = self.safety_box()? {
            let here = self.safety_spaces().into_iter().find(|s| s.current().is_some_and(|(_, k)| k.drop_box().public == key.public));
            return Ok(here.map_or(Route::Box(key), |s| Route::Here(s.id)));
        }
        let reachable = |p: &PersonId| *p != self.me && Some(*p) != about && self.inbox_of(p).is_ok();
        let mut people: Vec<PersonId> = self.safety_duty().into_iter().filter(reachable).collect();
        if people.is_empty() {
            let commons = self.space(&self.commons()?)?;
            let board = commons.resolved.grants.iter().filter(|g| g.role == role_number(Role::BoardMember)).map(|g| g.person);
            people = board.filter(reachable).collect();
            people.sort_unstable();
            people.dedup();
        }
        if people.is_empty() {
            return Err(KithError::not_found(
                "no-lead",
                "This device knows of nobody in the co-op who could be told in private. Speak to somebody you trust in the co-op; if anybody is in danger, ring 999.",
            ));
        }
        Ok(Route::People(people))
    }

    /// Puts something about safety on its way, under no name, in the sizes of the co-op's boxes.
    fn send_unnamed(&mut self, to: &BoxKey, message: &Message, now_ms: u64) -> KithResult<()> {
        let envelope = self.seal_message(to, true, message, now_ms)?;
        self.send_drop(to, &envelope, UNNAMED, now_ms)
    }

    fn keep_concern(&mut self, space: SpaceId, id: [u8; 32], held: &Held, now_ms: u64) -> KithResult<()> {
        let fact = Fact::Notice(Notice::Concern as u8, id.to_vec(), codec::encode(held));
        self.append(space, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(Change::Truth);
        Ok(())
    }

    fn keep_line(&mut self, space: SpaceId, id: [u8; 32], line: &Line, now_ms: u64) -> KithResult<()> {
        let fact = Fact::Notice(Notice::ConcernLine as u8, id.to_vec(), codec::encode(line));
        self.append(space, Kind::Fact, fact.to_bytes(), now_ms)?;
        self.changed(Change::Truth);
        Ok(())
    }

    /// Something about safety came into a box of ours. The caller commits.
    pub(super) fn take_safety(&mut self, space: SpaceId, sender: DeviceId, message: Safety, now_ms: u64) -> KithResult<()> {
        match message {
            Safety::Raised(raised) => self.take_raised(space, sender, raised, now_ms),
            Safety::Said(said) => self.take_said(sender, said, now_ms),
        }
    }

    fn take_raised(&mut self, space: SpaceId, device: DeviceId, raised: Raised, now_ms: u64) -> KithResult<()> {
        let ours = if space == self.own { raised.to.contains(&self.me) } else { self.space(&space)?.kind() == Some(SpaceKind::Safeguarding) };
        if !ours {
            return Err(KithError::not_allowed("not-to-us", "That was not sent to this person."));
        }
        let id = concern_id(&device, &raised.nonce);
        let there = self.concerns_in(self.space(&space)?)?;
        if self.matter(&id)?.is_some() || there.iter().any(|(known, _)| *known == id) {
            return Ok(());
        }
        // A concern is never refused because the news of its sender's membership has not come yet; but strangers do not fill the box.
        if self.owner_of_device(&device).is_none() {
            let strangers = there.iter().filter(|(_, held)| self.owner_of_device(&held.device).is_none()).count();
            if strangers >= STRANGERS_MAX {
                return Err(KithError::not_allowed("too-many-strangers", "Too many came from devices that nobody here knows."));
            }
        }
        self.keep_concern(space, id, &Held { raised, device }, now_ms)?;
        self.say(&id, LineKind::Received, String::new(), now_ms)
    }

    fn take_said(&mut self, sender: DeviceId, said: Said, now_ms: u64) -> KithResult<()> {
        let by = self.owner_of_device(&sender).ok_or_else(|| KithError::not_allowed("not-a-member-to-answer", "Only members answer to a concern."))?;
        let matter = self.matter(&said.concern)?.ok_or_else(|| KithError::not_allowed("unknown-concern", "Nobody here knows of that."))?;
        let allowed = if matter.by == Some(self.me) {
            // Whoever answers to the id has read the concern.
            said.kind != LineKind::Note
        } else if matter.by == Some(by) {
            said.kind == LineKind::Reply
        } else {
            matter.held.raised.to.contains(&by)
        };
        if !allowed || said.text.chars().count() > limits::NOTE_CHARS_MAX {
            return Err(KithError::not_allowed("not-theirs-to-say", "That is not for them to say."));
        }
        let line = Line { at_ms: said.at_ms, kind: said.kind, by, text: said.text };
        if self.lines(&matter)?.contains(&line) {
            return Ok(());
        }
        self.keep_line(matter.space, said.concern, &line, now_ms)
    }

    /// Whose device it is, as far as this device has heard.
    fn owner_of_device(&self, device: &DeviceId) -> Option<PersonId> {
        let own = self.spaces.get(&self.own)?;
        self.person_of(own, device)
    }

    fn matters(&self) -> KithResult<Vec<Matter>> {
        let mut out: Vec<Matter> = Vec::new();
        // What lies in a safeguarding space comes before one's own copy.
        let spaces = self.my_safety_spaces().into_iter().chain(self.spaces.get(&self.own));
        for space in spaces {
            for (id, held) in self.concerns_in(space)? {
                if !out.iter().any(|m| m.id == id) {
                    let by = self.owner_of_device(&held.device);
                    out.push(Matter { id, space: space.id, held, by });
                }
            }
        }
        out.sort_by_key(|m| (std::cmp::Reverse(m.held.raised.raised_ms), m.id));
        Ok(out)
    }

    /// The concerns that lie in a space, oldest first.
    fn concerns_in(&self, space: &Space) -> KithResult<Vec<([u8; 32], Held)>> {
        let read = |row: &NoticeRow| {
            let id = <[u8; 32]>::try_from(row.key.as_slice()).ok()?;
            let held = codec::decode::<Held>(&row.value, limits::BODY_BYTES_MAX).ok()?;
            (concern_id(&held.device, &held.raised.nonce) == id).then_some((id, held))
        };
        Ok(self.storage.notices(space.n, Notice::Concern as u8, None)?.iter().filter_map(read).collect())
    }

    fn matter(&self, id: &[u8; 32]) -> KithResult<Option<Matter>> {
        Ok(self.matters()?.into_iter().find(|m| m.id == *id))
    }

    fn find_matter(&self, reference: &str) -> KithResult<Matter> {
        naming::pick(reference, "concern", self.matters()?.into_iter().map(|m| (EntryId(m.id).hex(), None, m)))
    }

    /// A concern's course, oldest first, each line once.
    fn lines(&self, matter: &Matter) -> KithResult<Vec<Line>> {
        let n = self.space(&matter.space)?.n;
        let rows = self.storage.notices(n, Notice::ConcernLine as u8, Some(&matter.id))?;
        let mut lines: Vec<Line> = rows.iter().filter_map(|r| codec::decode(&r.value, limits::BODY_BYTES_MAX).ok()).collect();
        lines.sort_unstable();
        lines.dedup();
        Ok(lines)
    }

    fn people_views(&self, people: &[PersonId]) -> Vec<PersonView> {
        people.iter().map(|p| self.person_view(p)).collect()
    }
}
