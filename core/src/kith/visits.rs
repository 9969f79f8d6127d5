//! Visits and other activities: begun and ended offline, confirmed by who was helped, and so counted as hours.

mod correction;
mod shown;
mod times;

pub(super) use times::check_beginning;

use super::{
    Kith, KithError, KithResult, drops,
    handed::Until,
    handover::hand_over,
    naming,
    view::{Element, HandOver, Mood, Received, Task, VisitView},
};
use crate::{
    circle::{rota::RotaFact, schedule::Slot},
    fact::{CoinItem, Fact, NoteKind, VisitEnd},
    ledger::{
        op::{Answer, Attest, Given, Hours, Op, Pay},
        purse::Item,
        units::{ActivityId, Area, ContentHash, Element as CoinElement, Month},
    },
    storage::projection::{VisitEndRow, VisitRow},
};
use kith_wire::{EntryId, Kind, PersonId, SpaceId, codec, limits, text::PayloadKind};
use minicbor::{Decode, Encode};

pub(super) use correction::Correcting;

/// What a person says at the end of a visit.
#[derive(Debug)]
pub(super) struct Ending<'a> {
    pub(super) minutes: Option<u32>,
    pub(super) done: &'a [Element],
    pub(super) tasks: &'a [Task],
    pub(super) how: Option<Mood>,
    pub(super) text: &'a str,
    pub(super) handover: &'a str,
    pub(super) area: Option<&'a str>,
}

/// Hours to be confirmed, as handed over.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Ask {
    /// The activity: a visit's first entry, or random.
    #[n(0)]
    pub(super) activity: EntryId,
    /// The circle, if it was a visit in one.
    #[n(1)]
    pub(super) circle: Option<SpaceId>,
    #[n(2)]
    pub(super) started_ms: u64,
    #[n(3)]
    pub(super) ended_ms: u64,
    /// What was done, in words.
    #[n(4)]
    pub(super) text: String,
    /// The hours as the earner signed them.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub(super) given: Vec<u8>,
    /// Asked of this person.
    #[n(6)]
    pub(super) of: Option<PersonId>,
    /// When the visitor told of it so: of two codes for one visit the later telling is asked about.
    #[n(7)]
    pub(super) told_ms: Option<u64>,
}

/// Hours that somebody asked about.
#[derive(Debug)]
pub(super) struct AskTaken {
    ask: Ask,
    earner: PersonId,
    /// Whether this had not been asked before.
    new: bool,
}

const ELEMENTS: [Element; 4] = [Element::MyLife, Element::MyHome, Element::MyCommunity, Element::MyCare];

pub(super) fn element_bits(done: &[Element]) -> u8 {
    ELEMENTS.iter().enumerate().filter(|(_, e)| done.contains(e)).fold(0, |bits, (i, _)| bits | 1 << i)
}

pub(super) fn elements(bits: u8) -> Vec<Element> {
    ELEMENTS.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0).map(|(_, e)| *e).collect()
}

pub(super) const fn coin_element(element: Element) -> CoinElement {
    match element {
        Element::MyLife => CoinElement::MyLife,
        Element::MyHome => CoinElement::MyHome,
        Element::MyCommunity => CoinElement::MyCommunity,
        Element::MyCare => CoinElement::MyCare,
    }
}

pub(super) const fn element_view(element: CoinElement) -> Element {
    match element {
        CoinElement::MyLife => Element::MyLife,
        CoinElement::MyHome => Element::MyHome,
        CoinElement::MyCommunity => Element::MyCommunity,
        CoinElement::MyCare => Element::MyCare,
    }
}

fn not_theirs() -> KithError {
    KithError::not_allowed("hours-not-theirs", "These hours are not from whoever gave them.")
}

/// The month of a moment, in UTC: a month is coarse enough that no zone matters.
pub(super) fn month_of(ms: u64) -> Month {
    let date = i64::try_from(ms).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date());
    let parts = date.and_then(|d| Some((u16::try_from(d.year()).ok()?, u8::try_from(d.month()).ok()?)));
    parts.and_then(|(y, m)| Month::new(y, m)).unwrap_or(Month(0))
}

impl Kith {
    pub(super) fn visit_check_in(&mut self, circle: &str, at_ms: Option<u64>, now_ms: u64) -> KithResult<VisitView> {
        let space = self.circle(circle)?;
        let meant = self.visit_meant(&space, now_ms)?;
        self.check_in_for(space, meant, at_ms, now_ms)
    }

    /// Begins a visit, and says which one of the rota it is.
    pub(super) fn check_in_for(&mut self, space: SpaceId, meant: Option<(EntryId, Slot)>, at_ms: Option<u64>, now_ms: u64) -> KithResult<VisitView> {
        if let Some(open) = self.open_visit()? {
            return Err(KithError::not_allowed("visit-open", format!("A visit of yours is open already ({}). End it first.", &open.id[..8]))
                .with("visit", &open.id[..8]));
        }
        let begun_ms = at_ms.unwrap_or(now_ms);
        times::check_beginning(begun_ms, now_ms)?;
        let id = self.append(space, Kind::Fact, Fact::VisitStart(begun_ms).to_bytes(), now_ms)?.id;
        if let Some((line, slot)) = meant {
            self.append(space, Kind::Fact, Fact::Rota(RotaFact::Begun(line, slot, id)).to_bytes(), now_ms)?;
        }
        self.visited(&id)
    }

    pub(super) fn visited(&mut self, id: &EntryId) -> KithResult<VisitView> {
        self.changed(super::Change::Truth);
        let row = self.storage.visit(id)?.ok_or_else(|| KithError::not_found("no-such-visit", "There is no such visit on this device."))?;
        self.visit_view(&row)
    }

    fn find_visit(&self, visit: &str) -> KithResult<VisitRow> {
        // One that is named whole is read alone: a circle of years has thousands.
        if let Some(row) = visit.trim().parse().ok().map(|id| self.storage.visit(&id)).transpose()?.flatten() {
            return Ok(row);
        }
        let id = naming::pick(visit, "visit", self.storage.visit_ids()?.into_iter().map(|id| (id.hex(), None, id)))?;
        self.storage.visit(&id)?.ok_or_else(|| KithError::not_found("no-such-visit", "There is no such visit on this device."))
    }

    /// My visit that I have begun and can still end: one in a circle that I have gone from, or that is closed, keeps me from no other.
    pub(super) fn open_visit(&self) -> KithResult<Option<VisitView>> {
        for row in self.storage.open_visits(&self.me)? {
            if self.can_end(&row)? {
                return self.visit_view(&row).map(Some);
            }
        }
        Ok(None)
    }

    pub(super) fn visit_check_out(&mut self, visit: &str, ending: &Ending<'_>, now_ms: u64) -> KithResult<VisitView> {
        let row = self.find_visit(visit)?;
        if row.at.author != self.me {
            return Err(KithError::not_allowed("not-yours", "Only who began a visit may end it."));
        }
        if row.end.is_some() {
            return Err(KithError::not_allowed("visit-ended", "This visit has ended already."));
        }
        let space =
            self.space_by_n(row.at.space).map(|s| s.id).ok_or_else(|| KithError::not_found("no-such-circle", "This device does not hold that circle."))?;
        let minutes = ending.minutes.map_or_else(|| self.measured(&row, now_ms), Ok)?;
        if minutes > limits::ATTEST_MINUTES_MAX {
            return Err(KithError::invalid("too-many-minutes", format!("A visit counts {} minutes at most.", limits::ATTEST_MINUTES_MAX))
                .with("most", limits::ATTEST_MINUTES_MAX));
        }
        // An area that there is not is found out even where nothing is earned there.
        self.area(ending.area)?;
        let text = naming::clean_words(ending.text)?;
        let handover = naming::clean_words(ending.handover)?;
        let about = self.space(&space)?.resolved.genesis.as_ref().and_then(|g| g.about);
        let element = ending.done.first().copied();
        let given = if minutes > 0 && about.is_some_and(|p| p != self.me) && self.commons.is_some() {
            self.sign_hours(ActivityId(row.at.id.0), (minutes, element), ending.area, now_ms)?.encode()
        } else {
            Vec::new()
        };
        let how = ending.how.map_or(0, |h| h as u8 + 1);
        let end = VisitEnd {
            visit: row.at.id,
            ended_ms: now_ms,
            minutes,
            done: element_bits(ending.done),
            how,
            text,
            handover: handover.clone(),
            given: given.clone(),
        };
        self.append(space, Kind::Fact, Fact::VisitEnd(end).to_bytes(), now_ms)?;
        if !handover.is_empty() {
            self.append(space, Kind::Fact, Fact::Note(NoteKind::Handover, handover).to_bytes(), now_ms)?;
        }
        self.say_tasks(space, row.at.id, (ending.tasks, false), now_ms)?;
        if !given.is_empty() {
            self.keep_object(&given, now_ms)?;
        }
        self.visited(&row.at.id)
    }

    fn sign_hours(&mut self, activity: ActivityId, what: (u32, Option<Element>), area: Option<&str>, now_ms: u64) -> KithResult<Given> {
        let most = limits::ATTEST_MINUTES_MAX;
        let minutes = u16::try_from(what.0).ok().filter(|minutes| (1..=most).contains(&u32::from(*minutes)));
        let minutes = minutes.ok_or_else(|| KithError::invalid("not-minutes", format!("Hours count from 1 to {most} minutes.")).with("most", most))?;
        let hours = Hours {
            activity,
            minutes,
            element: what.1.map(coin_element),
            area: self.area(area)?,
            month: month_of(now_ms),
            story: ContentHash::ZERO,
            donate: self.auto_donates()?,
            tell: true,
            earner: self.me,
        };
        Given::sign(hours, &self.coop_of_coins()?, &self.secrets.device_key())
            .map_err(|e| KithError::invalid("bad-hours", format!("These hours cannot be counted: {e}.")))
    }

    pub(super) fn area(&self, area: Option<&str>) -> KithResult<Area> {
        let Some(area) = area.map(str::trim).filter(|a| !a.is_empty()) else { return Ok(Area(0)) };
        let areas = self.particulars()?.areas;
        let at = areas.iter().position(|a| super::documents::fold(a) == super::documents::fold(area));
        let at =
            at.ok_or_else(|| KithError::not_found("no-such-area", format!("The co-op's areas are: {}.", areas.join(", "))).with("areas", areas.join(", ")))?;
        Ok(Area(u16::try_from(at + 1).unwrap_or(0)))
    }

    pub(super) fn area_name(&self, area: Area) -> Option<String> {
        let at = usize::from(area.0).checked_sub(1)?;
        self.particulars().ok()?.areas.get(at).cloned()
    }

    /// Hours outside a circle, sent to whoever is to confirm them.
    pub(super) fn activity_log(
        &mut self,
        what: (u32, Option<Element>),
        text: &str,
        area: Option<&str>,
        confirm_by: Option<&str>,
        now_ms: u64,
    ) -> KithResult<HandOver> {
        let text = naming::clean_words(text)?;
        let of = match confirm_by {
            Some(person) => self.person(person)?,
            None => self.a_coordinator()?,
        };
        if of == self.me {
            return Err(KithError::not_allowed("self-attested", "Nobody confirms their own hours. Name somebody who was helped, or a coordinator."));
        }
        let activity = EntryId(crate::entropy::bytes(self.entropy.as_mut()));
        let given = self.sign_hours(ActivityId(activity.0), what, area, now_ms)?.encode();
        self.keep_object(&given, now_ms)?;
        let started_ms = now_ms.saturating_sub(u64::from(what.0) * 60_000);
        let ask = codec::encode(&Ask { activity, circle: None, started_ms, ended_ms: now_ms, text, given, of: Some(of), told_ms: Some(now_ms) });
        let part = drops::CoinPart { kind: CoinItem::Ask as u8, bytes: ask.clone() };
        let sent = self.send_to_until(&of, &drops::Message::Coins(vec![part]), ("hour", Some(Until::Confirmed(activity))), now_ms).is_ok();
        Ok(hand_over(PayloadKind::Ask, ask, sent && self.by_relay()))
    }

    fn a_coordinator(&self) -> KithResult<PersonId> {
        let commons = self.space(&self.commons()?)?;
        let number = super::coop::role_number(super::view::Role::Coordinator);
        let found = commons.resolved.grants.iter().find(|g| g.role == number && g.person != self.me).map(|g| g.person);
        found.ok_or_else(|| KithError::not_found("no-coordinator", "This device knows of no coordinator. Name who confirms the hours."))
    }

    /// The hours of a visit of mine as a code for the person helped.
    pub(super) fn visit_ask(&mut self, visit: &str) -> KithResult<HandOver> {
        let row = self.find_visit(visit)?;
        let space = self.space_by_n(row.at.space).map(|s| s.id);
        let of = self.space_by_n(row.at.space).and_then(|s| s.resolved.genesis.as_ref()).and_then(|g| g.about);
        let told = self.told(&row)?.stands().cloned().filter(|t| !t.end.given.is_empty() && row.at.author == self.me);
        let told = told.ok_or_else(|| KithError::not_allowed("nothing-to-confirm", "This visit has no hours of yours to be confirmed."))?;
        let ask = Ask {
            activity: row.at.id,
            circle: space,
            started_ms: told.started_ms,
            ended_ms: told.end.ended_ms,
            text: told.end.text,
            given: told.end.given,
            of,
            told_ms: Some(told.told_ms),
        };
        Ok(hand_over(PayloadKind::Ask, codec::encode(&ask), false))
    }

    /// Another phone asks for my word on hours.
    pub(super) fn receive_ask(&mut self, body: &[u8], now_ms: u64) -> KithResult<Received> {
        let taken = self.take_ask(body, None, now_ms)?;
        let name = self.name_of(&taken.earner);
        let became = match (self.answered(&taken.ask.activity)?, taken.new) {
            (true, _) => ("already-known", "hours-answered"),
            (false, true) => ("taken", "hours-asked"),
            (false, false) => ("already-known", "hours-asked"),
        };
        let mut out = self.received(PayloadKind::Ask, became, &[("name", &name)]);
        out.about.push(taken.ask.activity.hex());
        Ok(out)
    }

    /// Takes hours to be confirmed, from a code or from somebody's drop.
    pub(super) fn take_ask(&mut self, body: &[u8], sender: Option<PersonId>, now_ms: u64) -> KithResult<AskTaken> {
        let bad = || KithError::invalid("malformed-code", "The hours in this code cannot be read.");
        let mut ask: Ask = codec::decode(body, limits::BODY_BYTES_MAX).map_err(|_| bad())?;
        let given = Given::decode(&ask.given).map_err(|_| bad())?;
        given
            .verify(&self.coop_of_coins()?)
            .map_err(|_| KithError::not_allowed("bad-signature", "The hours were changed on the way, or are another co-op's."))?;
        if given.hours.earner == self.me {
            return Err(KithError::not_allowed("own-hours", "These hours are your own. Somebody who was helped confirms them."));
        }
        if let Some(of) = ask.of.filter(|p| *p != self.me)
            && !self.confirms_for(&of)?
        {
            return Err(KithError::not_allowed("not-for-me", "These hours are for somebody else to confirm."));
        }
        if given.hours.activity.0 != ask.activity.0 {
            return Err(bad());
        }
        if sender.is_some_and(|p| p != given.hours.earner) {
            return Err(not_theirs());
        }
        self.check_giver(&given, &ask.activity)?;
        // A clock that runs ahead must not keep a later telling out.
        ask.told_ms = ask.told_ms.map(|told| told.min(now_ms));
        let known = |(a, g): &(Ask, Given)| {
            a.activity == ask.activity && g.hours.earner == given.hours.earner && (a.told_ms >= ask.told_ms || (a.given == ask.given && a.text == ask.text))
        };
        let new = !self.asks()?.iter().any(known);
        if new {
            self.append(self.own, Kind::Fact, Fact::Coin(CoinItem::Ask as u8, codec::encode(&ask)).to_bytes(), now_ms)?;
        }
        Ok(AskTaken { ask, earner: given.hours.earner, new })
    }

    /// Whether hours are their earner's own: signed by a device of theirs, as far as this one has heard, and of a visit that is theirs.
    fn check_giver(&self, given: &Given, activity: &EntryId) -> KithResult<()> {
        let earner = given.hours.earner;
        let signer = self.space(&self.commons()?)?.resolved.person_of(&given.device);
        let visitor = self.storage.visit(activity)?.map(|row| row.at.author);
        if signer.is_some_and(|p| p != earner) || visitor.is_some_and(|p| p != earner) {
            return Err(not_theirs());
        }
        Ok(())
    }

    /// What this device was asked to confirm, with the hours; of a visit that was told again, what was told last. What somebody asks
    /// about another's visit is left out.
    fn asks(&self) -> KithResult<Vec<(Ask, Given)>> {
        let n = self.space(&self.own)?.n;
        let mut asks: Vec<(Ask, Given)> = Vec::new();
        for (_, _, bytes) in self.storage.coin_items(n)?.into_iter().filter(|(k, ..)| *k == CoinItem::Ask as u8) {
            let Ok(ask) = codec::decode::<Ask>(&bytes, limits::BODY_BYTES_MAX) else { continue };
            let Ok(given) = Given::decode(&ask.given) else { continue };
            match asks.iter_mut().find(|(a, g)| a.activity == ask.activity && g.hours.earner == given.hours.earner) {
                Some(before) if before.0.told_ms < ask.told_ms => *before = (ask, given),
                Some(_) => {}
                None => asks.push((ask, given)),
            }
        }
        asks.retain(|(ask, given)| self.check_giver(given, &ask.activity).is_ok());
        Ok(asks)
    }

    /// What is asked about one activity: as its circle tells of it, once it has ended there; else as its code does.
    fn ask_of(&self, visit: &str) -> KithResult<Ask> {
        let asks = self.asks()?.into_iter().map(|(ask, _)| ask);
        let id = naming::pick(visit, "visit", asks.map(|a| (a.activity.hex(), None, a.activity))).map_or_else(|_| visit.to_owned(), |id| id.hex());
        let told = self.ask_in_circle(&id);
        if told.is_ok() {
            return told;
        }
        let mut asked: Vec<Ask> = self.asks()?.into_iter().map(|(ask, _)| ask).filter(|a| a.activity.hex() == id).collect();
        match (asked.pop(), asked.is_empty()) {
            (Some(ask), true) => Ok(ask),
            (Some(_), false) => {
                Err(KithError::not_allowed("asked-by-two", "Two people say that this visit was theirs. Once the visit itself has come, it says whose it was."))
            }
            (None, _) => told,
        }
    }

    /// Confirms hours that somebody gave: the person helped in a circle, or whoever was asked.
    pub(super) fn visit_confirm(&mut self, visit: &str, now_ms: u64) -> KithResult<(VisitView, HandOver)> {
        let ask = self.ask_of(visit)?;
        let given = Given::decode(&ask.given).map_err(|_| KithError::not_allowed("nothing-to-confirm", "This visit has no hours to be confirmed yet."))?;
        let about = ask.circle.and_then(|c| self.spaces.get(&c)).and_then(|s| s.resolved.genesis.as_ref()).and_then(|g| g.about);
        let answer = Answer { capacity: self.capacity_for(ask.circle, about, ask.of)?, pay: Pay::Confirm, attestor: self.me };
        let coop = self.coop_of_coins()?;
        let attest = Attest::sign(given, answer, &coop, &self.secrets.device_key())
            .map_err(|e| KithError::not_allowed("cannot-confirm", format!("These hours cannot be confirmed: {e}.")))?;
        let id = attest.id(&coop);
        let bytes = Op::Attest(attest).encode();
        if self.has_object(&id.0)? {
            // Said before: the same word again, to be handed over once more.
            return Ok((self.ask_view(&ask)?, hand_over(PayloadKind::Confirmation, bytes, self.by_relay())));
        }
        self.keep_object(&bytes, now_ms)?;
        if let Some(circle) = ask.circle.filter(|c| self.spaces.contains_key(c)) {
            self.append(circle, Kind::Fact, Fact::VisitConfirmed(ask.activity, bytes.clone()).to_bytes(), now_ms)?;
        }
        self.send_operation(id, bytes.clone(), now_ms)?;
        Ok((self.ask_view(&ask)?, hand_over(PayloadKind::Confirmation, bytes, self.by_relay())))
    }

    fn ask_in_circle(&self, visit: &str) -> KithResult<Ask> {
        let row = self.find_visit(visit)?;
        let circle = self.space_by_n(row.at.space).map(|s| s.id);
        let told = self.told(&row)?.stands().cloned();
        let told = told.ok_or_else(|| KithError::not_allowed("visit-not-ended", "This visit has not ended yet."))?;
        let VisitEndRow { ended_ms, text, given, .. } = told.end;
        Ok(Ask { activity: row.at.id, circle, started_ms: told.started_ms, ended_ms, text, given, of: None, told_ms: Some(told.told_ms) })
    }

    /// A confirmation comes back to who gave the hours.
    pub(super) fn receive_confirmation(&mut self, body: &[u8], now_ms: u64) -> KithResult<Received> {
        let coop = self.coop_of_coins()?;
        let refused = || KithError::not_allowed("bad-signature", "The confirmation was changed on the way, or is another co-op's.");
        let Ok(Item::Op(op)) = Item::check(body, &coop) else { return Err(refused()) };
        let Op::Attest(attest) = op.op() else { return Err(refused()) };
        let known = self.has_object(&op.id().0)?;
        if attest.given.hours.earner != self.me && !known {
            return Err(KithError::not_allowed("not-for-me", "These hours are somebody else's."));
        }
        let activity = EntryId(attest.given.hours.activity.0);
        if !known {
            self.keep_object(body, now_ms)?;
            self.send_operation(op.id(), body.to_vec(), now_ms)?;
        }
        let mut out = self.received(PayloadKind::Confirmation, (if known { "already-known" } else { "taken" }, "hours-confirmed"), &[]);
        out.about.push(activity.hex());
        Ok(out)
    }

    pub(super) fn visits(&self, circle: &str, limit: u32) -> KithResult<Vec<VisitView>> {
        let circle = self.circle(circle)?;
        let limit = limit.min(super::circles::LIST_MAX);
        let mut views = self.visit_views(Some(self.space(&circle)?.n), limit)?;
        // What is known from a code alone until the circle's own record comes.
        for (ask, _) in self.asks()?.into_iter().filter(|(ask, _)| ask.circle == Some(circle)) {
            if self.storage.visit(&ask.activity)?.is_none() {
                views.push(self.ask_view(&ask)?);
            }
        }
        views.sort_by_key(|view| std::cmp::Reverse(view.started_ms));
        views.truncate(limit as usize);
        Ok(views)
    }

    pub(super) fn visit_views(&self, space: Option<i64>, limit: u32) -> KithResult<Vec<VisitView>> {
        self.storage.visits(space, limit)?.iter().map(|r| self.visit_view(r)).collect()
    }

    /// Hours that wait for my word: visits to me or to somebody for whom I confirm, and what I was asked.
    pub(super) fn visits_to_confirm(&mut self) -> KithResult<Vec<VisitView>> {
        let (mut out, others) = (Vec::new(), self.confirmed_for()?);
        for row in self.storage.visits(None, super::circles::LIST_MAX)? {
            let about = self.space_by_n(row.at.space).and_then(|s| s.resolved.genesis.as_ref()).and_then(|g| g.about);
            let waits = about.is_some_and(|p| p == self.me || others.contains(&p))
                && row.at.author != self.me
                && self.confirmation(&row).is_none()
                && self.told(&row)?.stands().is_some_and(|t| !t.end.given.is_empty());
            if waits && !self.answered(&row.at.id)? {
                out.push(self.visit_view(&row)?);
            }
        }
        for (ask, _) in self.asks()? {
            if !self.answered(&ask.activity)? && !out.iter().any(|v| v.id == ask.activity.hex()) {
                out.push(self.ask_view(&ask)?);
            }
        }
        Ok(out)
    }
}
